//! Cards and what stands in them: titles, key figures, chips, lines that can be clicked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align, Align2, Color32, CursorIcon, FontId, Galley, Id, Label, Layout, Pos2, Rect, Response, RichText, Role, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::names;
use super::theme::{self, Palette};
use super::widgets;
use crate::figure;
use crate::score::Status;

/// Room beside cards for the scroll bar.
pub const SCROLL_BAR: f32 = 8.0;

/// Shows a page or a panel that scrolls, with room for the scroll bar beside its cards.
pub fn scroll(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    egui::ScrollArea::vertical()
        .id_salt(name)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_max_width(ui.available_width() - SCROLL_BAR);
            add(ui);
        });
}

/// Shows an entry of a long list, or only its room while it is out of sight and not typed into.
pub fn entry(ui: &mut Ui, id: Id, add: impl FnOnce(&mut Ui)) {
    let held = ui.data(|data| data.get_temp::<Entry>(id));
    if let Some(entry) = held {
        let room = vec2(ui.available_width(), entry.height);
        if !entry.has_focus && !ui.is_rect_visible(Rect::from_min_size(ui.cursor().min, room)) {
            ui.allocate_space(room);
            return;
        }
    }
    let shown = ui.scope(add).response.rect;
    let focused = ui.memory(egui::Memory::focused);
    let focused = focused.and_then(|focused| ui.ctx().read_response(focused));
    let entry = Entry {
        height: shown.height(),
        has_focus: focused.is_some_and(|focused| shown.contains_rect(focused.rect)),
    };
    ui.data_mut(|data| data.insert_temp(id, entry));
}

/// Shows a list of which every entry is usually `height` points high: only those in sight, the one typed into and the
/// one gone to cost anything.
pub fn entries(
    ui: &mut Ui,
    id: Id,
    height: f32,
    count: usize,
    revealed: Option<usize>,
    mut add: impl FnMut(&mut Ui, usize),
) {
    let known = ui.data(|data| data.get_temp::<Entries>(id)).unwrap_or_default();
    let space = ui.spacing().item_spacing.y;
    let more = |from: usize, to: usize| known.taller.range(from..to).map(|(_, more)| more).sum::<f32>();
    let room = |from: usize, to: usize| (to - from) as f32 * (height + space) + more(from, to);
    let (top, seen) = (ui.cursor().top(), ui.clip_rect());
    // What is taller only lets the first one in sight come earlier.
    let first = ((seen.top() - top - more(0, count)) / (height + space)).max(0.0) as usize;
    let last = ((seen.bottom() - top) / (height + space)).max(0.0).ceil() as usize;
    let mut shown: BTreeSet<usize> = (first..last.min(count)).collect();
    shown.extend(known.focused.into_iter().chain(revealed).filter(|at| *at < count));
    let focused = ui.memory(egui::Memory::focused);
    let mut now = Entries {
        taller: known.taller.clone(),
        focused: None,
    };
    let skip = |ui: &mut Ui, from: usize, to: usize| {
        if from < to {
            ui.allocate_space(vec2(ui.available_width(), room(from, to) - space));
            // Widgets keep their ids while entries above come into sight and go.
            ui.skip_ahead_auto_ids(to - from - 1);
        }
    };
    let mut next = 0;
    for at in shown {
        skip(ui, next, at);
        let rect = ui.scope(|ui| add(ui, at)).response.rect;
        now.taller.remove(&at);
        if rect.height() > height + 0.5 {
            now.taller.insert(at, rect.height() - height);
        }
        let holds = |id: Id| {
            ui.ctx()
                .read_response(id)
                .is_some_and(|one| rect.contains_rect(one.rect))
        };
        if focused.is_some_and(holds) {
            now.focused = Some(at);
        }
        next = at + 1;
    }
    skip(ui, next, count);
    ui.data_mut(|data| data.insert_temp(id, now));
}

/// What is remembered of a list between frames.
#[derive(Clone, Default)]
struct Entries {
    /// By how much entries are higher than usual.
    taller: BTreeMap<usize, f32>,
    focused: Option<usize>,
}

/// Has an entry shown in the next frame wherever it is.
pub fn reveal_entry(ui: &Ui, id: Id) {
    ui.data_mut(|data| data.remove::<Entry>(id));
}

/// What is remembered of an entry out of sight.
#[derive(Clone, Copy, Default)]
struct Entry {
    height: f32,
    has_focus: bool,
}

/// Shows a card as wide as there is room.
pub fn plain<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    theme::card(ui)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// Shows a card with a title and a weak note at its right end.
pub fn titled<R>(ui: &mut Ui, palette: &Palette, title: &str, note: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    plain(ui, |ui| {
        section(ui, palette, title, note);
        add(ui)
    })
}

/// Shows the title of a part of a card and a weak note at the right end.
pub fn section(ui: &mut Ui, palette: &Palette, title: &str, note: &str) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).font(theme::bold_of(15.0)).color(palette.text));
        if !note.is_empty() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(note).font(theme::small()).color(palette.weak)).truncate());
            });
        }
    });
    ui.add_space(theme::GAP / 3.0);
}

/// Shows secondary text that wraps.
pub fn weak(ui: &mut Ui, palette: &Palette, text: impl Into<String>) -> Response {
    ui.add(Label::new(RichText::new(text).font(theme::small()).color(palette.weak)).wrap())
}

/// Lays a text out on one line, cut with … where it is longer than `width` points.
pub fn cut(ui: &Ui, text: &str, font: FontId, width: f32, colour: Color32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, colour));
    job.wrap = TextWrapping::truncate_at_width(width.max(1.0));
    ui.painter().layout_job(job)
}

/// Paints a laid out text by one of its ends or its middle.
pub fn paint(ui: &Ui, galley: Arc<Galley>, at: Pos2, anchor: Align2) {
    let rect = anchor.anchor_size(at, galley.size());
    ui.painter().galley(rect.min, galley, Color32::PLACEHOLDER);
}

/// Shows the mark of a value that was made up for a sample.
pub fn demo(ui: &mut Ui, palette: &Palette) -> Response {
    widgets::badge(ui, &t!("card.demo"), palette.caution, palette.caution_soft).on_hover_text(t!("card.demo_hint"))
}

/// A key figure: what it is, the figure, and up to three notes.
#[derive(Clone, Copy, Debug)]
pub struct KeyFigure<'a> {
    /// What it is.
    pub name: &'a str,
    /// The figure.
    pub figure: &'a str,
    /// Its unit, or what it is out of.
    pub unit: &'a str,
    /// Notes with their colours, each on a line.
    pub notes: &'a [(String, Color32)],
}

/// Shows a key figure in a card; every such card is equally high.
pub fn key_figure(ui: &mut Ui, palette: &Palette, key: &KeyFigure<'_>) {
    theme::card(ui).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_min_height(118.0);
        ui.spacing_mut().item_spacing = vec2(4.0, 3.0);
        ui.label(RichText::new(key.name).font(theme::small()).color(palette.weak));
        ui.horizontal(|ui| {
            let size = if key.figure.chars().count() > 9 { 18.0 } else { 26.0 };
            let figure = RichText::new(key.figure).font(theme::bold_of(size)).color(palette.text);
            ui.add(Label::new(figure).truncate());
            ui.add(Label::new(RichText::new(key.unit).color(palette.weak)).truncate());
        });
        for (note, ink) in key.notes {
            ui.add(Label::new(RichText::new(note).font(theme::small()).color(*ink)).truncate());
        }
    });
}

/// Shows something that can be done, with a word on when.
pub fn action(ui: &mut Ui, palette: &Palette, icon: &str, name: &str, hint: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 60.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let (fill, stroke) = if response.has_focus() {
        (palette.accent_soft, Stroke::new(theme::FOCUS, palette.accent))
    } else if response.hovered() {
        (palette.hover, Stroke::new(1.0, palette.hint))
    } else {
        (palette.surface, Stroke::new(1.0, palette.line))
    };
    ui.painter()
        .rect(rect, f32::from(theme::RADIUS), fill, stroke, StrokeKind::Inside);
    let sign = cut(ui, icon, theme::icon_of(24.0), 32.0, palette.accent);
    paint(
        ui,
        sign,
        pos2(rect.left() + 30.0, rect.center().y),
        Align2::CENTER_CENTER,
    );
    let width = rect.width() - 72.0;
    let name = cut(ui, name, theme::bold_of(14.0), width, palette.text);
    paint(
        ui,
        name,
        pos2(rect.left() + 58.0, rect.top() + 20.0),
        Align2::LEFT_CENTER,
    );
    let hint = cut(ui, hint, theme::small(), width, palette.weak);
    paint(
        ui,
        hint,
        pos2(rect.left() + 58.0, rect.top() + 41.0),
        Align2::LEFT_CENTER,
    );
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// One line of a list: a sign, a text, a number at the right end, and a detail below.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line<'a> {
    /// A status before the text.
    pub status: Option<Status>,
    /// A sign of the icon font before the text, with its colour.
    pub sign: Option<(&'a str, Color32)>,
    /// What the line is about; cut in the middle where too long.
    pub text: &'a str,
    /// The position in characters at which the text begins to differ from those of other lines.
    pub differs: usize,
    /// The number at the right end.
    pub value: &'a str,
    /// A second, weak row; none when empty.
    pub detail: &'a str,
    /// The line is the chosen one.
    pub selected: bool,
}

/// Shows a line that can be clicked; what is cut is shown on hover.
pub fn line(ui: &mut Ui, palette: &Palette, line: Line<'_>) -> Response {
    let height = if line.detail.is_empty() { 26.0 } else { 44.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let said = [
        &line.status.map_or_else(String::new, names::status),
        line.text,
        line.value,
        line.detail,
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(" ");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, line.selected, &said));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let fill = if line.selected {
        palette.accent_soft
    } else if response.hovered() {
        palette.hover
    } else {
        palette.surface
    };
    ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 4.0, fill);
    if response.has_focus() {
        theme::focus_ring(ui, rect.expand2(vec2(6.0, 0.0)));
    }
    let middle = rect.top() + 13.0;
    let value = cut(ui, line.value, theme::body(), rect.width() * 0.5, palette.text);
    let right = rect.right() - value.size().x;
    paint(ui, value, pos2(rect.right(), middle), Align2::RIGHT_CENTER);
    let mut left = rect.left();
    if let Some(status) = line.status {
        let ink = palette.status(status).0;
        let sign = cut(ui, theme::status_sign(status), theme::small(), 16.0, ink);
        paint(ui, sign, pos2(left, middle), Align2::LEFT_CENTER);
        left += 18.0;
    }
    if let Some((sign, ink)) = line.sign {
        let sign = cut(ui, sign, theme::icon_of(16.0), 18.0, ink);
        paint(ui, sign, pos2(left, middle), Align2::LEFT_CENTER);
        left += 22.0;
    }
    let in_room = |text: &str| cut(ui, text, theme::body(), right - left - 8.0, palette.text);
    let text = figure::names::cut(line.text, line.differs, |text| !in_room(text).elided);
    let mut elided = text != line.text;
    paint(ui, in_room(&text), pos2(left, middle), Align2::LEFT_CENTER);
    if !line.detail.is_empty() {
        let detail = cut(ui, line.detail, theme::small(), rect.right() - left, palette.weak);
        elided |= detail.elided;
        paint(ui, detail, pos2(left, rect.top() + 32.0), Align2::LEFT_CENTER);
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if elided {
        response.on_hover_ui(|ui| {
            ui.label(line.text);
            if !line.detail.is_empty() {
                ui.label(RichText::new(line.detail).font(theme::small()).color(palette.weak));
            }
        })
    } else {
        response
    }
}

/// Shows a thin bar: `share` of the width filled, 0 to 1.
pub fn bar(ui: &mut Ui, palette: &Palette, share: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 6.0), Sense::hover());
    ui.painter().rect_filled(rect, 3.0, palette.raised);
    let mut filled = rect;
    filled.set_width(rect.width() * share.clamp(0.0, 1.0));
    if filled.width() >= 1.0 {
        ui.painter().rect_filled(filled, 3.0, palette.good);
    }
}

/// Shows a choice between neighbours; returns true when it is pressed.
pub fn choice(ui: &mut Ui, text: &str, chosen: Chosen) -> bool {
    choice_response(ui, text, chosen).clicked()
}

/// Shows a choice like [`choice`]; returns its response, for a hint.
pub fn choice_response(ui: &mut Ui, text: &str, chosen: Chosen) -> Response {
    ui.add(egui::Button::selectable(chosen == Chosen::Yes, text).frame_when_inactive(true))
}

/// Whether a choice is the present one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// It is.
    Yes,
    /// Another one is.
    No,
}

impl From<bool> for Chosen {
    fn from(chosen: bool) -> Self {
        if chosen { Self::Yes } else { Self::No }
    }
}
