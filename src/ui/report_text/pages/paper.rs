//! One page on the desk: its paper, its picture, and what on it can be clicked.

use eframe::egui;
use egui::{
    Color32, CornerRadius, CursorIcon, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::ink::Ink;
use crate::binding::{Origin, State};
use crate::report::preview::{Area, Place, Sheet, What};
use crate::report::trace::Source;
use crate::ui::prose::printed;
use crate::ui::theme;

/// What a click on a page wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Go {
    /// To where a value is filled in.
    Origin(Origin),
    /// To the text of a heading, by its key.
    Text(String),
    /// To the charts.
    Charts,
}

/// A page.
pub struct Paper<'p> {
    /// Position of the page.
    pub page: usize,
    /// What is on it.
    pub sheet: &'p Sheet,
    /// Its accessible name.
    pub name: &'p str,
    /// Where it is shown.
    pub rect: Rect,
    /// Points of the screen for a point of paper.
    pub scale: f32,
}

impl Paper<'_> {
    /// Shows the page; returns what a click wants. `words` are those of a heading, by its key.
    pub fn ui(&self, ui: &Ui, ink: &Ink, words: &dyn Fn(&str) -> String) -> Option<Go> {
        let painter = ui.painter();
        painter.add(theme::paper_shadow().as_shape(self.rect, CornerRadius::ZERO));
        painter.rect_filled(self.rect, CornerRadius::ZERO, theme::PAPER);
        if let Some(picture) = ink.picture(self.page) {
            // The picture's own size in pixels, so that every pixel of it is one of the screen.
            let own = picture.size_vec2() / ui.ctx().pixels_per_point();
            let size = if (own - self.rect.size()).length() < 2.0 {
                own
            } else {
                self.rect.size()
            };
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(
                picture.id(),
                Rect::from_min_size(self.rect.min, size),
                whole,
                Color32::WHITE,
            );
        }
        let response = ui.interact(self.rect, ui.scope_id().with(("page", self.page)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, self.name));
        let mut go = None;
        for (position, place) in self.sheet.places.iter().enumerate() {
            if self.place_ui(ui, position, place, words) {
                go = Go::of(&place.what).or(go);
            }
        }
        go
    }

    /// Shows that something can be clicked; returns true when it is.
    fn place_ui(&self, ui: &Ui, position: usize, place: &Place, words: &dyn Fn(&str) -> String) -> bool {
        let areas = self.areas(place);
        let seen: Vec<Rect> = areas.into_iter().filter(|area| ui.is_rect_visible(*area)).collect();
        let leads = Go::of(&place.what).is_some();
        let sense = if leads { Sense::click() } else { Sense::hover() };
        let responses: Vec<Response> = (seen.iter().enumerate())
            .map(|(part, area)| ui.interact(*area, ui.scope_id().with(("place", self.page, position, part)), sense))
            .collect();
        let mark = Mark::of(&place.what);
        let look = Look {
            near: ui.rect_contains_pointer(self.rect),
            hovered: responses.iter().any(Response::hovered),
            focused: responses.iter().any(Response::has_focus),
        };
        for area in &seen {
            mark.paint(ui, *area, look);
        }
        let mut clicked = false;
        for response in responses {
            if leads {
                let name = name(&place.what, words);
                response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
            }
            clicked |= response.clicked();
            let response = match hint(&place.what) {
                Some(hint) => response.on_hover_text(hint),
                None => response,
            };
            if leads {
                response.on_hover_cursor(CursorIcon::PointingHand);
            }
        }
        clicked
    }

    /// Where a place is on the screen: values line by line, anything else as one.
    fn areas(&self, place: &Place) -> Vec<Rect> {
        let areas = place.areas.iter().map(|area| self.on_screen(*area));
        match place.what {
            What::Value(..) => areas.map(|area| area.expand2(vec2(1.0, 2.0))).collect(),
            What::Heading(_) | What::Paragraph(_) => {
                let whole = areas.reduce(Rect::union);
                whole.map(|area| area.expand2(vec2(4.0, 4.0))).into_iter().collect()
            }
            What::Cell(..) | What::Chart(_) => areas.collect(),
        }
    }

    fn on_screen(&self, area: Area) -> Rect {
        let at = |x: f32, y: f32| self.rect.min + vec2(x, y) * self.scale;
        Rect::from_min_max(at(area.left, area.top), at(area.right, area.bottom))
    }
}

impl Go {
    /// Returns where something on a page leads; `None` for what is filled in nowhere.
    fn of(what: &What) -> Option<Self> {
        match what {
            What::Heading(key) | What::Paragraph(key) => Some(Self::Text(key.clone())),
            What::Chart(_) => Some(Self::Charts),
            What::Cell(_, source) | What::Value(_, source) => source.origin.clone().map(Self::Origin),
        }
    }
}

/// What points at a place.
#[derive(Clone, Copy)]
struct Look {
    /// The pointer is on the page: what can be followed shows.
    near: bool,
    hovered: bool,
    focused: bool,
}

/// How a place is marked on the paper.
#[derive(Clone, Copy)]
enum Mark {
    /// A value: tinted, always where it is missing.
    Value(State),
    /// A cell of a table: framed, and tinted where it is missing.
    Cell(State),
    /// A chart: framed.
    Frame,
    /// Text that is written here: a bar at its left.
    Bar,
}

impl Mark {
    fn of(what: &What) -> Self {
        match what {
            What::Value(_, source) => Self::Value(source.state),
            What::Cell(_, source) => Self::Cell(source.state),
            What::Chart(_) => Self::Frame,
            What::Heading(_) | What::Paragraph(_) => Self::Bar,
        }
    }

    fn paint(self, ui: &Ui, area: Rect, look: Look) {
        // The paper is white whatever the window is.
        let palette = theme::on_paper();
        let painter = ui.painter();
        let tint = |ink: Color32| painter.rect_filled(area, 2.0, ink.gamma_multiply(0.16));
        let accent = Stroke::new(1.5, palette.accent);
        match self {
            Self::Value(State::Unfilled) | Self::Cell(State::Unfilled) => {
                tint(palette.caution);
            }
            Self::Value(State::Unknown) | Self::Cell(State::Unknown) => {
                tint(palette.bad);
            }
            Self::Value(State::Known) | Self::Cell(State::Known) | Self::Frame | Self::Bar => {}
        }
        if look.near && matches!(self, Self::Value(_)) {
            painter.hline(
                area.x_range(),
                area.bottom() - 0.5,
                Stroke::new(1.0, palette.accent.gamma_multiply(0.5)),
            );
        }
        if look.hovered {
            match self {
                Self::Value(_) => {
                    tint(palette.accent);
                    painter.hline(area.x_range(), area.bottom() - 0.5, accent);
                }
                Self::Frame | Self::Cell(_) => {
                    painter.rect_stroke(area, 0.0, accent, StrokeKind::Inside);
                }
                Self::Bar => {
                    painter.vline(area.left() - 8.0, area.y_range(), Stroke::new(3.0, palette.accent));
                }
            }
        }
        if look.focused {
            painter.rect_stroke(area, 2.0, Stroke::new(2.0, palette.accent), StrokeKind::Outside);
        }
    }
}

/// The accessible name of a link.
fn name(what: &What, words: &dyn Fn(&str) -> String) -> String {
    match what {
        What::Value(printed, source) | What::Cell(printed, source) => format!("{printed} {}", said(source)),
        What::Chart(sentence) => format!("{} {sentence}", t!("pages.chart")),
        What::Heading(key) => words(key),
        What::Paragraph(key) => t!("pages.edit", heading = words(key)).into_owned(),
    }
}

/// What is said when the pointer rests; nothing over text, which is rested on to read it.
fn hint(what: &What) -> Option<String> {
    match what {
        What::Value(_, source) | What::Cell(_, source) => Some(said(source)),
        What::Chart(_) => Some(t!("pages.to_charts").into_owned()),
        What::Heading(_) | What::Paragraph(_) => None,
    }
}

fn said(source: &Source) -> String {
    printed::said(source.state, &source.label)
}
