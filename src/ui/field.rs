//! Fields that hold half-typed drafts and hand back a finished value.
//!
//! A draft lives in the field until the focus leaves it or Enter is pressed; Escape gives one line up. Nothing
//! changes while it is typed, so that one edit is one step of undo. After Enter the field keeps the keyboard, so that
//! Tab goes on from there; in a dialog it lets go, where Enter next is the answer.

mod number;

use std::sync::Arc;

use eframe::egui;
use egui::output::IMEOutput;
use egui::text::{CCursorRange, LayoutJob};
use egui::{
    Align, Color32, Context, Event, FontId, Galley, IMEPurpose, Id, IdMap, Key, Response, RichText, Stroke, StrokeKind,
    TextBuffer, TextEdit, Ui,
};
use rust_i18n::t;

pub use number::{Range, amount, decimal, measured, read_amount, refuse_amount};

use super::theme;
use crate::session::Draft;

/// How a text field looks.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Accessible name.
    pub name: &'a str,
    /// Shown while empty.
    pub hint: &'a str,
    /// Lines shown; more than one takes line feeds.
    pub rows: usize,
    /// Width in points.
    pub width: f32,
}

/// Returns what a field holds at this moment: its draft while it is typed in, else `value`.
pub fn held(ui: &Ui, id: Id, value: &str) -> String {
    ui.data(|data| data.get_temp(id)).unwrap_or_else(|| value.to_owned())
}

/// Returns true while a field holds a draft: what is being typed, or was when the focus left.
pub fn has_draft(ui: &Ui, id: Id) -> bool {
    ui.data(|data| data.get_temp::<String>(id)).is_some()
}

/// The field that was typed in last, and its draft where that differs from what the field holds.
type Typed = (Id, Option<Draft>);

fn typed_id() -> Id {
    Id::unique("the draft being typed")
}

fn finish_id() -> Id {
    Id::unique("the pass in which what is typed is finished")
}

/// Has the field that is typed in hand out its draft in this frame and keep the focus: whoever saves goes on writing.
pub fn finish(ctx: &Context) {
    let now = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| data.insert_temp(finish_id(), now));
}

/// Stands in the memory of a field that Enter has finished, until its new text is marked.
#[derive(Clone, Default)]
struct Entered;

/// The pass in which a field got the keyboard.
#[derive(Clone, Copy)]
struct GainedIn(u64);

/// Passes after which what stands above a field that got the keyboard has settled.
const SETTLING: u64 = 2;

/// Stands in the memory of a number that a press of the pointer gave the keyboard, until the pointer lets go.
#[derive(Clone, Default)]
struct Pressed;

/// Returns true in the frame in which Enter finishes what is typed in a field of one line and the field keeps the focus.
pub fn is_entered(ui: &Ui, id: Id) -> bool {
    ui.memory(|memory| memory.has_focus(id) && memory.top_modal_layer().is_none())
        && ui.input(|input| input.key_pressed(Key::Enter))
}

/// Returns what is being typed, where it differs from what its field holds.
pub fn draft(ctx: &Context) -> Option<Draft> {
    let (id, draft) = ctx.data(|data| data.get_temp::<Typed>(typed_id()))?;
    draft.filter(|_| ctx.memory(|memory| memory.has_focus(id)))
}

/// Shows a text field; returns the new text once it is finished and differs from `value`.
pub fn text(ui: &mut Ui, id: Id, look: Look<'_>, value: &str) -> (Response, Option<String>) {
    laid_out(ui, id, look, (value, value), Align::LEFT, None)
}

/// Shows a text field like [`text`] whose draft is laid out by `style` from its text, font and ink.
pub fn styled(
    ui: &mut Ui,
    id: Id,
    look: Look<'_>,
    value: &str,
    style: impl Fn(&str, FontId, Color32) -> LayoutJob,
) -> (Response, Option<String>) {
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
        let mut job = style(text.as_str(), theme::body(), theme::palette(ui).text);
        job.wrap.max_width = width;
        ui.painter().layout_job(job)
    };
    laid_out(ui, id, look, (value, value), Align::LEFT, Some(&mut layouter))
}

/// How a text field lays its text out.
type Layouter<'a> = &'a mut dyn FnMut(&Ui, &dyn TextBuffer, f32) -> Arc<Galley>;

/// Shows a text field whose value is `value` and which shows another text while that is refused.
fn laid_out(
    ui: &mut Ui,
    id: Id,
    look: Look<'_>,
    (value, shown): (&str, &str),
    align: Align,
    layouter: Option<Layouter<'_>>,
) -> (Response, Option<String>) {
    let mut draft = ui
        .data_mut(|data| data.get_temp::<String>(id))
        .unwrap_or_else(|| shown.to_owned());
    let edit = if look.rows > 1 {
        TextEdit::multiline(&mut draft).desired_rows(look.rows)
    } else {
        TextEdit::singleline(&mut draft)
    };
    let entered = look.rows == 1 && is_entered(ui, id);
    let edit = if entered { edit.return_key(None) } else { edit };
    // What is longer than its field ends in … until it is typed in, and is read whole under the pointer.
    let is_resting = look.rows == 1 && !ui.memory(|memory| memory.has_focus(id));
    let mut is_cut = false;
    let mut resting = |ui: &Ui, text: &dyn TextBuffer, room: f32| {
        let line = text.as_str().replace('\n', " ");
        let galley = super::card::cut(ui, &line, theme::body(), room, theme::palette(ui).text);
        is_cut |= galley.elided;
        galley
    };
    let edit = match layouter {
        Some(layouter) => edit.layouter(layouter),
        None if is_resting => edit.layouter(&mut resting),
        None => edit,
    };
    let output = edit
        .id(id)
        .hint_text(look.hint.to_owned())
        .desired_width(look.width)
        .align(egui::Align2([
            align,
            if look.rows > 1 { Align::TOP } else { Align::Center },
        ]))
        .margin(egui::Margin::symmetric(8, 5));
    let output = theme::hinting(ui, |ui| output.show(ui));
    let mut response = output.response.response;
    hold_input_method(&response);
    if is_cut {
        response = response.on_hover_text(shown);
    }
    let name = look.name.to_owned();
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, shown, shown, look.hint);
        info.label = Some(name.clone());
        info
    });
    let pass = ui.ctx().cumulative_pass_nr();
    if response.gained_focus() {
        ui.data_mut(|data| data.insert_temp(id, GainedIn(pass)));
    }
    let gained = ui.data(|data| data.get_temp::<GainedIn>(id));
    let settled = gained.is_some_and(|GainedIn(gained)| pass == gained + SETTLING);
    if response.gained_focus() || response.has_focus() && settled {
        // The keyboard, or a button that adds, may go to what is out of sight; what belongs to the field stands around
        // it, and what is found in its new text appears above it a little later.
        ui.scroll_to_rect(response.rect.expand2(egui::vec2(0.0, 3.0 * theme::CONTROL)), None);
    }
    let by_pointer = ui.input(|input| input.pointer.any_pressed() || input.pointer.any_released());
    let was_entered = ui.data_mut(|data| data.remove_temp::<Entered>(id)).is_some();
    // A number is clicked to be typed anew, as a cell is; a second click goes between its digits.
    if align == Align::RIGHT && by_pointer && response.gained_focus() {
        ui.data_mut(|data| data.insert_temp(id, Pressed));
    }
    let is_let_go = ui.input(|input| input.pointer.any_released());
    let was_pressed = is_let_go && ui.data_mut(|data| data.remove_temp::<Pressed>(id)).is_some();
    let is_clicked = was_pressed && response.clicked();
    if look.rows == 1 && (response.gained_focus() && !by_pointer || was_entered || is_clicked) {
        // As in every form: what is typed next replaces what is there.
        let mut state = output.state;
        state
            .cursor
            .set_char_range(Some(CCursorRange::select_all(&output.galley)));
        state.store(ui.ctx(), id);
    }
    if entered {
        ui.data_mut(|data| data.insert_temp(id, Entered));
        ui.ctx().request_repaint();
    }
    let finishes = entered || ui.data(|data| data.get_temp(finish_id())) == Some(ui.ctx().cumulative_pass_nr());
    if response.has_focus() && !finishes {
        let typed = (draft != value).then(|| Draft {
            field: look.name.to_owned(),
            text: draft.clone(),
        });
        ui.data_mut(|data| {
            data.insert_temp::<Typed>(typed_id(), (id, typed));
            data.insert_temp(id, draft);
        });
        return (response, None);
    }
    let held = ui.data_mut(|data| data.remove_temp::<String>(id));
    // Escape has taken the focus away by now; of several lines it may not throw away what took long to write.
    let is_given_up = look.rows == 1 && ui.input(|input| input.key_pressed(Key::Escape));
    let held = held.filter(|_| !is_given_up);
    let finished = held.map(|_| draft).filter(|draft| draft != value);
    (response, finished)
}

/// Keeps the input method on in the frame in which Tab gives a field the keyboard, where egui has no field for it yet:
/// turned off and on again, it would lose the keys that are on their way through it.
fn hold_input_method(response: &Response) {
    if response.has_focus() {
        response.ctx.output_mut(|output| {
            output.ime.get_or_insert(IMEOutput {
                purpose: IMEPurpose::Normal,
                rect: response.rect,
                cursor_rect: response.rect,
                should_interrupt_composition: false,
            });
        });
    }
}

/// Takes a block of several cells, or of several lines, out of what the fields of this frame are given.
pub fn take_block(ui: &Ui) -> Option<String> {
    ui.input_mut(|input| {
        let is_block = |event: &Event| matches!(event, Event::Paste(text) if text.trim_end().contains(['\t', '\n']));
        let position = input.events.iter().position(is_block)?;
        match input.events.remove(position) {
            Event::Paste(text) => Some(text),
            _ => None,
        }
    })
}

fn awaited_id() -> Id {
    Id::unique("the field that gets the keyboard in the next frame")
}

/// Gives a field the keyboard in the next frame, as Tab would: one that is not there yet, or stands further on in this
/// frame and would take its keys once more.
pub fn await_focus(ctx: &Context, field: Id) {
    ctx.data_mut(|data| data.insert_temp(awaited_id(), Some(field)));
    ctx.request_repaint();
}

/// Gives the keyboard to the field that the last frame had wait for it.
pub fn focus_awaited(ctx: &Context) {
    let awaited = ctx.data_mut(|data| data.remove_temp::<Option<Id>>(awaited_id()).flatten());
    if let Some(field) = awaited {
        ctx.memory_mut(|memory| memory.request_focus(field));
    }
}

/// Takes the keyboard away from a field and forgets what is being typed in it.
pub fn put_down(ctx: &Context, id: Id) {
    ctx.data_mut(|data| data.remove_temp::<String>(id));
    ctx.memory_mut(|memory| memory.surrender_focus(id));
}

/// Shows a field that searches for what is typed into it.
pub fn search(ui: &mut Ui, id: Id, hint: &str, width: f32, typed: &mut String) {
    let edit = TextEdit::singleline(typed)
        .id(id)
        .hint_text(hint)
        .desired_width(width)
        .margin(egui::Margin::symmetric(8, 5));
    let response = theme::hinting(ui, |ui| ui.add(edit));
    hold_input_method(&response);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, "", typed.as_str(), hint);
        info.label = Some(hint.to_owned());
        info
    });
}

/// Shows a field whose text must read as something; returns what it reads as once it is finished and differs.
///
/// What does not read stays in the field, marked, with the words of `read` below it; the old value counts until then.
pub fn parsed<T>(
    ui: &mut Ui,
    id: Id,
    look: Look<'_>,
    shown: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> Option<T> {
    checked(ui, id, look, shown, Align::LEFT, read)
}

/// A text that its field refused.
#[derive(Clone)]
struct Refusal {
    text: String,
    sentence: String,
    /// The value as it was shown: one changed since, by undo for one, has outlived what was said about it.
    of: String,
}

/// What fields have refused; it stays in them until it reads, is given up or another document is opened.
#[derive(Clone, Default)]
struct Refusals {
    by_field: IdMap<Refusal>,
    /// The field that refused its draft in this frame.
    latest: Option<Id>,
}

/// Works on what fields have refused.
fn refusals<R>(ctx: &Context, work: impl FnOnce(&mut Refusals) -> R) -> R {
    let id = Id::unique("refused drafts");
    ctx.data_mut(|data| work(data.get_temp_mut_or_default(id)))
}

/// Returns the field that refused its draft in this frame.
pub fn take_refusal(ctx: &Context) -> Option<Id> {
    refusals(ctx, |refusals| refusals.latest.take())
}

/// Lets a field show its value again in place of what it refused.
pub fn give_up(ctx: &Context, field: Id) {
    refusals(ctx, |refusals| refusals.by_field.remove(&field));
}

/// Forgets what fields have refused.
pub fn forget_refusals(ctx: &Context) {
    refusals(ctx, |refusals| *refusals = Refusals::default());
}

fn checked<T>(
    ui: &mut Ui,
    id: Id,
    look: Look<'_>,
    shown: &str,
    align: Align,
    read: impl Fn(&str) -> Result<T, String>,
) -> Option<T> {
    let refused = |ui: &Ui| {
        let refusal = refusals(ui.ctx(), |refusals| refusals.by_field.get(&id).cloned());
        refusal.filter(|refusal| refusal.of == shown)
    };
    let before = refused(ui);
    let (was_typed_in, text) = (
        has_draft(ui, id),
        before.as_ref().map_or(shown, |refusal| &refusal.text),
    );
    let (response, finished) = laid_out(ui, id, look, (shown, text), align, None);
    if was_typed_in && !has_draft(ui, id) {
        give_up(ui.ctx(), id);
    }
    let mut taken = None;
    if let Some(text) = finished {
        match read(text.trim()) {
            Ok(value) => taken = Some(value),
            Err(sentence) => refusals(ui.ctx(), |refusals| {
                let of = shown.to_owned();
                refusals.by_field.insert(id, Refusal { text, sentence, of });
                refusals.latest = Some(id);
            }),
        }
    }
    // While it is being mended nothing more is said of it.
    if let Some(refusal) = refused(ui).filter(|refusal| held(ui, id, &refusal.text) == refusal.text) {
        let bad = theme::palette(ui).bad;
        let edge = Stroke::new(theme::FOCUS, bad);
        ui.painter()
            .rect_stroke(response.rect, theme::RADIUS, edge, StrokeKind::Inside);
        let until_then = if shown.is_empty() {
            t!("field.counts_as_empty")
        } else {
            t!("field.counts_as", value = shown)
        };
        let text = RichText::new(format!("{}{until_then}", refusal.sentence)).color(bad);
        ui.add(egui::Label::new(text.font(theme::small())).wrap());
    }
    taken
}
