//! The field the officer writes in: bindings stand out, and names are offered while one is typed.

use std::borrow::Cow;
use std::ops::Range;

use eframe::egui;
use egui::text::{CCursor, CCursorRange, LayoutJob, TextFormat};
use egui::widgets::text_edit::TextEditState;
use egui::{Frame, Id, Key, Modifiers, Rect, Ui};
use rust_i18n::t;

use crate::binding::{self, Offer, Values};
use crate::ui::card::{self, Line};
use crate::ui::field::{self, Look};
use crate::ui::scene::Scene;
use crate::ui::theme::Palette;
use crate::ui::widgets;

/// Names offered at once.
const OFFERED: usize = 8;
/// Least width of the list, in points.
const LIST_WIDTH: f32 = 360.0;
/// Height of the longest list, in points.
const LIST_HEIGHT: f32 = 300.0;

/// What is offered for a name that is being typed, kept from one frame to the next.
#[derive(Clone, Debug)]
struct Offers {
    /// The half-typed name in the draft, in bytes.
    typed: Range<usize>,
    offers: Vec<Offer>,
    chosen: usize,
    /// Where each offer stands on the screen.
    places: Vec<Rect>,
}

/// Shows the field; returns the new text once it is finished and differs.
pub fn ui(ui: &mut Ui, scene: &Scene<'_>, id: Id, look: Look<'_>, written: &str) -> Option<String> {
    let finished = named(ui, scene, id, look, &spelled(scene, written))?;
    let keyed = Values::new(scene.project, scene.card).keyed(&finished);
    (keyed != written).then_some(keyed)
}

/// Shows the field with names in its braces.
fn named(ui: &mut Ui, scene: &Scene<'_>, id: Id, look: Look<'_>, written: &str) -> Option<String> {
    let held = ui.data(|data| data.get_temp::<Held>(id.with("held")));
    if let Some(held) = held.filter(|held| held.pass < ui.ctx().cumulative_pass_nr()) {
        resume(ui, id, held);
    }
    let memory = id.with("offers");
    let mut offers = ui.data(|data| data.get_temp::<Offers>(memory));
    let taken = offers.as_mut().and_then(|offers| keyed(ui, offers));
    let palette = scene.palette;
    let (response, finished) = field::styled(ui, id, look, written, |text, font, ink| {
        coloured(palette, text, font, ink)
    });
    // A click on an offer takes the focus from the field, which then holds its draft for finished.
    let clicked = offers.as_ref().and_then(|offers| clicked(ui, offers));
    if let (Some(offers), Some(position)) = (&offers, taken.or(clicked)) {
        let draft = finished
            .or_else(|| ui.data(|data| data.get_temp::<String>(id)))
            .unwrap_or_else(|| written.to_owned());
        if let Some(offer) = offers.offers.get(position) {
            put_in(ui, id, draft, &offers.typed, &offer.spelled);
        }
        ui.data_mut(|data| data.remove::<Offers>(memory));
        ui.ctx().request_repaint();
        return None;
    }
    if response.has_focus() {
        let draft = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
        let found = cursor(ui, id, &draft).and_then(|at| wanted(scene, &draft, at));
        let chosen = offers.as_ref().map_or(0, |offers| offers.chosen);
        match found {
            Some(mut found) => {
                found.chosen = chosen.min(found.offers.len().saturating_sub(1));
                found.places = list_beside_line(ui, palette, response.rect, &found);
                ui.data_mut(|data| data.insert_temp(memory, found));
            }
            None => ui.data_mut(|data| data.remove::<Offers>(memory)),
        }
    } else {
        ui.data_mut(|data| data.remove::<Offers>(memory));
    }
    finished
}

/// A text with names in its braces; one without braces asks for no names, which are many.
fn spelled<'t>(scene: &Scene<'_>, written: &'t str) -> Cow<'t, str> {
    if written.contains("{{") {
        Cow::Owned(Values::new(scene.project, scene.card).spelled(written))
    } else {
        Cow::Borrowed(written)
    }
}

/// Begins a binding at the cursor of the field, or at its end.
pub fn begin(ui: &Ui, scene: &Scene<'_>, id: Id, written: &str) {
    let draft = ui
        .data(|data| data.get_temp::<String>(id))
        .unwrap_or_else(|| spelled(scene, written).into_owned());
    let at = cursor(ui, id, &draft).unwrap_or(draft.len());
    let (before, after) = draft.split_at(at);
    let text = format!("{before}{{{{{after}");
    hold(ui, id, text, at + 2);
}

/// Returns true while a draft waits to be gone on with.
pub fn is_held(ui: &Ui, id: Id) -> bool {
    ui.data(|data| data.get_temp::<Held>(id.with("held"))).is_some()
}

/// The position of the cursor in bytes.
fn cursor(ui: &Ui, id: Id, draft: &str) -> Option<usize> {
    let range = TextEditState::load(ui.ctx(), id)?.cursor.char_range()?;
    let index = range.primary.index;
    Some(draft.char_indices().nth(index.into()).map_or(draft.len(), |(at, _)| at))
}

/// What is offered at a position of the draft.
fn wanted(scene: &Scene<'_>, draft: &str, at: usize) -> Option<Offers> {
    let typed = binding::half_typed(draft, at)?;
    let offers = Values::new(scene.project, scene.card).offers(typed, OFFERED);
    Some(Offers {
        typed: at - typed.len()..at,
        offers,
        chosen: 0,
        places: Vec::new(),
    })
}

/// Takes the keys that choose among offers before the field sees them.
fn keyed(ui: &Ui, offers: &mut Offers) -> Option<usize> {
    let count = offers.offers.len();
    if count == 0 {
        return None;
    }
    ui.input_mut(|input| {
        let mut press = |key| input.consume_key(Modifiers::NONE, key);
        if press(Key::ArrowDown) {
            offers.chosen = (offers.chosen + 1) % count;
        }
        if press(Key::ArrowUp) {
            offers.chosen = (offers.chosen + count - 1) % count;
        }
        (press(Key::Enter) || press(Key::Tab)).then_some(offers.chosen)
    })
}

/// The offer under a click of the pointer.
fn clicked(ui: &Ui, offers: &Offers) -> Option<usize> {
    let at = ui.input(|input| input.pointer.primary_clicked().then(|| input.pointer.interact_pos())?)?;
    offers.places.iter().position(|place| place.contains(at))
}

/// Puts a name in the place of the half-typed one and closes the braces.
fn put_in(ui: &Ui, id: Id, draft: String, typed: &Range<usize>, name: &str) {
    let (Some(before), Some(after)) = (draft.get(..typed.start), draft.get(typed.end..)) else {
        return;
    };
    let after = after.strip_prefix("}}").unwrap_or(after);
    let text = format!("{before}{name}}}}}{after}");
    hold(ui, id, text, typed.start + name.len() + 2);
}

/// A draft to go on with in the next frame, when the click that asked for it has taken the focus from the field.
#[derive(Clone, Debug)]
struct Held {
    text: String,
    /// Position of the cursor in bytes.
    at: usize,
    /// The pass it was made in.
    pass: u64,
}

fn hold(ui: &Ui, id: Id, text: String, at: usize) {
    let pass = ui.ctx().cumulative_pass_nr();
    ui.data_mut(|data| {
        data.remove::<String>(id);
        data.insert_temp(id.with("held"), Held { text, at, pass });
    });
    ui.ctx().request_repaint();
}

/// Gives the field a draft, the cursor and the focus.
fn resume(ui: &Ui, id: Id, held: Held) {
    let index = held.text[..held.at].chars().count();
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    state
        .cursor
        .set_char_range(Some(CCursorRange::one(CCursor::new(index))));
    state.store(ui.ctx(), id);
    ui.data_mut(|data| {
        data.remove::<Held>(id.with("held"));
        data.insert_temp(id, held.text);
    });
    ui.memory_mut(|memory| memory.request_focus(id));
}

/// Shows the offers below the line that is typed, or above it where they have no room below; returns where they stand.
fn list_beside_line(ui: &Ui, palette: &Palette, field: Rect, offers: &Offers) -> Vec<Rect> {
    // Where an input method would show what it offers.
    let caret = ui.output(|output| output.ime.map_or(field, |ime| ime.cursor_rect));
    let line = Rect::from_x_y_ranges(field.x_range(), caret.y_range());
    let (area, _) = widgets::beside(ui, ui.scope_id().with("offers"), line, LIST_HEIGHT);
    let shown = area.show(ui.ctx(), |ui| {
        let frame = Frame::popup(ui.style());
        // As wide as the field, with its own frame.
        let width = field.width() - frame.total_margin().sum().x;
        frame.show(ui, |ui| {
            ui.set_width(width.max(LIST_WIDTH));
            list(ui, palette, offers)
        })
    });
    shown.inner.inner
}

/// Shows the offers; returns where they stand.
fn list(ui: &mut Ui, palette: &Palette, offers: &Offers) -> Vec<Rect> {
    card::weak(
        ui,
        palette,
        if offers.offers.is_empty() {
            t!("report_text.no_offers")
        } else {
            t!("report_text.offers")
        },
    );
    let shown = offers.offers.iter().enumerate();
    shown
        .map(|(position, offer)| {
            let line = Line {
                text: &offer.label,
                value: &offer.text,
                selected: position == offers.chosen,
                ..Line::default()
            };
            card::line(ui, palette, line).rect
        })
        .collect()
}

/// Lays a draft out with its bindings in another ink.
fn coloured(palette: &Palette, text: &str, font: egui::FontId, ink: egui::Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        let end = rest[open..].find("}}").map_or(rest.len(), |close| open + close + 2);
        job.append(&rest[..open], 0.0, TextFormat::simple(font.clone(), ink));
        job.append(&rest[open..end], 0.0, TextFormat::simple(font.clone(), palette.accent));
        rest = &rest[end..];
    }
    job.append(rest, 0.0, TextFormat::simple(font, ink));
    job
}
