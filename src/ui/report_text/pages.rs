//! The pages of the report as they are printed; a click on a number goes to where it comes from.
//!
//! Laying out and drawing happen in threads of their own; what is shown meanwhile is what there was before.

mod column;
mod ink;
mod paper;

use std::sync::Arc;

use eframe::egui;
use egui::{Align, Key, Label, Layout, Modifiers, RichText, ScrollArea, Ui, Vec2, pos2, vec2};
use rust_i18n::t;

use crate::report::Format;
use crate::report::preview::{Preview, Start};
use crate::session::Command;
use crate::session::proof::{Order, Typesetter};
use crate::ui::card;
use crate::ui::prose::printed;
use crate::ui::scene::{Page, Scene};
use crate::ui::widgets::{self, Enabled};
use crate::ui::{icon, theme};
use column::{Column, Spot, Zoom};
use ink::Ink;
use paper::Go;

/// Seconds without a change after which the pages are laid out anew.
const PAUSE: f64 = 0.4;

/// What the preview remembers between frames.
#[derive(Default)]
pub struct Pages {
    typesetter: Option<Typesetter>,
    /// The newest pages there are, with their revision.
    laid_out: Option<(u64, Arc<Preview>)>,
    /// Why there are none of a revision.
    failure: Option<(u64, String)>,
    /// The revision whose pages were last asked for.
    ordered: Option<u64>,
    /// A revision that may still be typed at, and since when it has been there.
    changed: Option<(u64, f64)>,
    ink: Ink,
    zoom: Zoom,
    view: View,
}

/// What part of the pages is looked at.
#[derive(Clone, Debug, Default)]
struct View {
    /// How the pages lay in the last frame.
    column: Column,
    offset: Vec2,
    room: Vec2,
    /// Where to go in the next frame.
    aim: Option<Aim>,
}

/// Where to go.
#[derive(Clone, Debug)]
enum Aim {
    /// So many points from the first page's upper edge.
    Offset(f32),
    /// A heading, by the key of its text.
    Heading(String),
    /// The annex.
    Annex,
}

impl Pages {
    /// Gives up what is only needed while pages are shown.
    pub fn rest(&mut self) {
        self.ink.rest();
        self.changed = None;
    }

    /// Scrolls to a heading.
    pub fn show_heading(&mut self, key: &str) {
        self.view.aim = Some(Aim::Heading(key.to_owned()));
    }

    /// Scrolls to the annex.
    pub fn show_annex(&mut self) {
        self.view.aim = Some(Aim::Annex);
    }

    /// Returns the key of the heading whose part is looked at; `None` for the annex and while there are no pages.
    pub fn heading(&self) -> Option<&str> {
        self.start()?.heading.as_deref()
    }

    /// Tells whether the annex is looked at.
    pub fn is_at_annex(&self) -> bool {
        self.start().is_some_and(|start| start.heading.is_none())
    }

    /// The part that is looked at: the last that begins in the upper third.
    fn start(&self) -> Option<&Start> {
        let (_, preview) = self.laid_out.as_ref()?;
        let spot = self.view.column.spot(self.view.offset.y + self.view.room.y * 0.3)?;
        let starts = preview.starts().iter();
        let above = starts.take_while(|start| (start.page, start.top) <= (spot.page, spot.down));
        above.last()
    }

    /// Asks for the pages of the document as it is, unless it may still be typed at, and takes what is ready.
    fn follow(&mut self, ui: &Ui, scene: &Scene<'_>) {
        let revision = scene.revision;
        if self.ordered != Some(revision) {
            let now = ui.input(|input| input.time);
            let since = match self.changed {
                Some((of, since)) if of == revision => since,
                // What changed while other things were shown is not being typed.
                None => f64::NEG_INFINITY,
                Some(_) => now,
            };
            self.changed = Some((revision, since));
            let rest = PAUSE - (now - since);
            if rest > 0.0 {
                ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(rest));
            } else {
                self.order(ui, scene);
            }
        }
        self.changed.get_or_insert((revision, f64::NEG_INFINITY));
        let Some(typesetter) = &self.typesetter else { return };
        match typesetter.answer() {
            Ok(None) => {}
            Ok(Some(proof)) => match proof.pages {
                Ok(pages) => self.laid_out = Some((proof.revision, pages)),
                Err(sentence) => self.failure = Some((proof.revision, sentence)),
            },
            Err(broken) => {
                self.typesetter = None;
                self.failure = Some((revision, broken.to_string()));
            }
        }
    }

    fn order(&mut self, ui: &Ui, scene: &Scene<'_>) {
        self.ordered = Some(scene.revision);
        if self.typesetter.is_none() {
            let ctx = ui.ctx().clone();
            match Typesetter::start(move || ctx.request_repaint()) {
                Ok(started) => self.typesetter = Some(started),
                Err(sentence) => self.failure = Some((scene.revision, sentence)),
            }
        }
        if let Some(typesetter) = &self.typesetter {
            typesetter.order(Order {
                project: Arc::clone(scene.project),
                card: Arc::clone(scene.card),
                date: scene.today,
                revision: scene.revision,
            });
        }
    }

    /// Shows the pages in the room there is; returns the heading whose text is to be edited.
    pub fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, words: &dyn Fn(&str) -> String) -> Option<String> {
        self.follow(ui, scene);
        self.tools_ui(ui, scene);
        ui.add_space(theme::GAP / 2.0);
        let palette = scene.palette;
        let frame = egui::Frame::new()
            .fill(palette.desk)
            .stroke(egui::Stroke::new(1.0, palette.line))
            .corner_radius(theme::RADIUS);
        let go = frame
            .show(ui, |ui| {
                let Some((revision, preview)) = self.laid_out.clone() else {
                    waiting_ui(ui, scene, self.failure.as_ref().map(|(_, sentence)| sentence.as_str()));
                    return None;
                };
                self.desk_ui(ui, revision, &preview, words)
            })
            .inner;
        match go? {
            Go::Text(key) => return Some(key),
            Go::Charts => scene.view.page = Page::Charts,
            Go::Origin(origin) => printed::go_to(scene, origin),
        }
        None
    }

    /// The page shown, how the pages are, and how large they are shown.
    fn tools_ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button(t!("pages.export")).clicked() {
                    scene.commands.push(Command::Export(Some(Format::Pdf)));
                }
                ui.add_space(theme::GAP / 2.0);
                for (zoom, name) in [(Zoom::Page, t!("pages.fit_page")), (Zoom::Width, t!("pages.fit_width"))] {
                    if card::choice(ui, &name, (self.zoom == zoom).into()) {
                        self.zoom = zoom;
                    }
                }
                ui.add_space(theme::GAP / 2.0);
                let times = self.view.column.times(self.view.offset.y + self.view.room.y * 0.5);
                let nearer =
                    widgets::icon_button(ui, icon::PLUS, &t!("pages.larger"), Enabled::from(times < column::MOST));
                // Before the first pages are there, they have no size.
                let percent = if times > 0.0 {
                    format!("{:.0}%", times * 100.0)
                } else {
                    "—".to_owned()
                };
                let percent = egui::Button::new(percent).min_size(vec2(62.0, theme::CONTROL));
                let percent = ui.add(percent).on_hover_text(t!("pages.actual_size"));
                let further = widgets::icon_button(
                    ui,
                    icon::MINUS,
                    &t!("pages.smaller"),
                    Enabled::from(times > column::LEAST),
                );
                if nearer.clicked() {
                    self.zoom = column::larger(times);
                } else if percent.clicked() {
                    self.zoom = Zoom::Times(1.0);
                } else if further.clicked() {
                    self.zoom = column::smaller(times);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| self.state_ui(ui, scene));
            });
        });
    }

    fn state_ui(&self, ui: &mut Ui, scene: &Scene<'_>) {
        let palette = scene.palette;
        let Some((revision, preview)) = &self.laid_out else {
            return;
        };
        let middle = self.view.offset.y + self.view.room.y * 0.5;
        let page = self.view.column.spot(middle).map_or(0, |spot| spot.page);
        let text = t!("pages.page", number = page + 1, count = preview.pages().len());
        ui.label(RichText::new(text).color(palette.text));
        let failed = self.failure.as_ref().filter(|(of, _)| *of == scene.revision);
        if let Some((_, sentence)) = failed {
            let text = RichText::new(sentence).font(theme::small()).color(palette.bad);
            ui.add(Label::new(text).truncate()).on_hover_text(sentence);
        } else if *revision != scene.revision {
            ui.label(
                RichText::new(t!("pages.laying_out"))
                    .font(theme::small())
                    .color(palette.weak),
            );
        }
    }

    /// The pages on their desk.
    fn desk_ui(
        &mut self,
        ui: &mut Ui,
        revision: u64,
        preview: &Arc<Preview>,
        words: &dyn Fn(&str) -> String,
    ) -> Option<Go> {
        let room = ui.available_size();
        let desk = ui.available_rect_before_wrap();
        let before = std::mem::take(&mut self.view.column);
        let pointer = ui
            .input(|input| input.pointer.hover_pos())
            .filter(|at| desk.contains(*at) && ui.rect_contains_pointer(desk));
        if let Some(at) = pointer {
            let delta = ui.input(|input| {
                let delta = input.zoom_delta();
                // A notch of the wheel would be half as large again; fingers on a pad mean what they do.
                if input.modifiers.ctrl { delta.sqrt() } else { delta }
            });
            let at = at - desk.min;
            let times = before.times(self.view.offset.y + at.y);
            self.zoom = self.zoom.turned(times, delta, at);
        }
        let column = Column::new(preview.pages(), &self.zoom, room);
        self.keys(ui, &column);
        let offset = self.view.sought(&before, &column, preview, self.zoom.take_held());
        let ppp = ui.ctx().pixels_per_point();
        let mut area = ScrollArea::both().id_salt("pages").auto_shrink([false, false]);
        if let Some(offset) = offset {
            area = area.scroll_offset(offset);
        }
        // Whitened edges would be taken for paper.
        ui.spacing_mut().scroll.fade.strength = 0.0;
        let mut go = None;
        let output = area.show_viewport(ui, |ui, viewport| {
            ui.set_min_size(column.size(room));
            let origin = ui.max_rect().min;
            let shown = column.shown(viewport.y_range());
            let scale = |page| column.scale(page) * ppp;
            self.ink.want(ui.ctx(), revision, preview, scale, shown.clone());
            for page in shown {
                let Some(sheet) = preview.pages().get(page) else {
                    continue;
                };
                let place = column.place(page, room).translate(origin.to_vec2());
                let min = pos2((place.min.x * ppp).round() / ppp, (place.min.y * ppp).round() / ppp);
                let name = t!("pages.page", number = page + 1, count = preview.pages().len());
                let paper = paper::Paper {
                    page,
                    sheet,
                    name: &name,
                    rect: egui::Rect::from_min_size(min, place.size()),
                    scale: column.scale(page),
                };
                if let Some(wanted) = paper.ui(ui, &self.ink, words) {
                    go = Some(wanted);
                }
            }
        });
        self.view.offset = output.state.clamped_offset();
        self.view.room = output.inner_rect.size();
        self.view.column = column;
        go
    }

    /// Turns pages with the keys that every reader of documents has.
    fn keys(&mut self, ui: &Ui, column: &Column) {
        if ui.ctx().text_edit_focused() {
            return;
        }
        let (offset, room) = (self.view.offset.y, self.view.room.y);
        let step = (room - 40.0).max(room * 0.5);
        for (key, to) in [
            (Key::PageDown, offset + step),
            (Key::PageUp, offset - step),
            (Key::Home, 0.0),
            (Key::End, column.height()),
        ] {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.view.aim = Some(Aim::Offset(to.clamp(0.0, (column.height() - room).max(0.0))));
            }
        }
    }
}

impl View {
    /// Returns where to scroll to: where it was asked for, or, when the pages lie otherwise than before, to what was
    /// looked at before; `held` is what stays where it is while the size changes.
    fn sought(&mut self, before: &Column, column: &Column, preview: &Preview, held: Option<Vec2>) -> Option<Vec2> {
        let x = self.offset.x;
        match self.aim.take() {
            Some(Aim::Offset(y)) => return Some(vec2(x, y)),
            Some(aim) => {
                let is_aim = |start: &&Start| match (&aim, &start.heading) {
                    (Aim::Heading(wanted), Some(key)) => wanted == key,
                    (Aim::Annex, None) => true,
                    _ => false,
                };
                let start = preview.starts().iter().find(is_aim);
                let y = start.and_then(|start| {
                    column.y(Spot {
                        page: start.page,
                        down: start.top,
                    })
                });
                return y.map(|y| vec2(x, (y - theme::GAP).max(0.0)));
            }
            None => {}
        }
        if before.is_like(column) {
            return None;
        }
        let held = held.unwrap_or_default();
        let spot = before.spot(self.offset.y + held.y)?;
        let y = column.y(spot)? - held.y;
        let x = (x + held.x) * column.scale(spot.page) / before.scale(spot.page) - held.x;
        Some(vec2(x.max(0.0), y.max(0.0)))
    }
}

/// While there are no pages yet.
fn waiting_ui(ui: &mut Ui, scene: &Scene<'_>, failure: Option<&str>) {
    let palette = scene.palette;
    ui.set_min_size(ui.available_size());
    ui.add_space(ui.available_height() * 0.4);
    ui.vertical_centered(|ui| {
        let (text, ink) = match failure {
            Some(sentence) => (sentence.into(), palette.bad),
            None => (t!("pages.laying_out"), palette.weak),
        };
        ui.add(Label::new(RichText::new(text).color(ink)).wrap());
    });
}
