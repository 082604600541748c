//! Fields that hold half-typed drafts and hand back a finished value.
//!
//! A draft lives in the field until the focus leaves it or Enter is pressed; Escape gives it up. Nothing
//! changes while it is typed, so that one edit is one step of undo.

use std::sync::Arc;

use eframe::egui;
use egui::text::{CCursorRange, LayoutJob};
use egui::{Align, Color32, FontId, Galley, Id, Key, Response, RichText, TextBuffer, TextEdit, Ui};
use rust_decimal::Decimal;

use super::theme;
use crate::model::number;
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

/// Returns what is being typed, where it differs from what its field holds.
pub fn draft(ctx: &egui::Context) -> Option<Draft> {
    let (id, draft) = ctx.data(|data| data.get_temp::<Typed>(typed_id()))?;
    draft.filter(|_| ctx.memory(|memory| memory.has_focus(id)))
}

/// Shows a text field; returns the new text once it is finished and differs from `value`.
pub fn text(ui: &mut Ui, id: Id, look: Look<'_>, value: &str) -> (Response, Option<String>) {
    aligned(ui, id, look, value, Align::LEFT)
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
    laid_out(ui, id, look, value, Align::LEFT, Some(&mut layouter))
}

fn aligned(ui: &mut Ui, id: Id, look: Look<'_>, value: &str, align: Align) -> (Response, Option<String>) {
    laid_out(ui, id, look, value, align, None)
}

/// How a text field lays its text out.
type Layouter<'a> = &'a mut dyn FnMut(&Ui, &dyn TextBuffer, f32) -> Arc<Galley>;

fn laid_out(
    ui: &mut Ui,
    id: Id,
    look: Look<'_>,
    value: &str,
    align: Align,
    layouter: Option<Layouter<'_>>,
) -> (Response, Option<String>) {
    let mut draft = ui
        .data_mut(|data| data.get_temp::<String>(id))
        .unwrap_or_else(|| value.to_owned());
    let edit = if look.rows > 1 {
        TextEdit::multiline(&mut draft).desired_rows(look.rows)
    } else {
        TextEdit::singleline(&mut draft)
    };
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
    if is_cut {
        response = response.on_hover_text(value);
    }
    let name = look.name.to_owned();
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, value, value, look.hint);
        info.label = Some(name.clone());
        info
    });
    if response.gained_focus() {
        // The keyboard, or a button that adds, may go to what is out of sight; what belongs to the field stands around it.
        ui.scroll_to_rect(response.rect.expand2(egui::vec2(0.0, 3.0 * theme::CONTROL)), None);
        let by_keyboard = !ui.input(|input| input.pointer.any_pressed() || input.pointer.any_released());
        if by_keyboard && look.rows == 1 {
            // As in every form: what is typed next replaces what is there.
            let mut state = output.state;
            state
                .cursor
                .set_char_range(Some(CCursorRange::select_all(&output.galley)));
            state.store(ui.ctx(), id);
        }
    }
    if response.has_focus() {
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            ui.data_mut(|data| data.remove::<String>(id));
            response.surrender_focus();
            return (response, None);
        }
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
    let finished = held.map(|_| draft).filter(|draft| draft != value);
    (response, finished)
}

/// Which numbers a field takes; both ends are taken too.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    low: Option<Decimal>,
    high: Option<Decimal>,
}

impl Range {
    /// Every number.
    pub const ANY: Self = Self { low: None, high: None };
    /// 0 and above: what was planned or spent.
    pub const FROM_ZERO: Self = Self {
        low: Some(Decimal::ZERO),
        high: None,
    };

    /// From 0 to full marks.
    pub fn points(full: Decimal) -> Self {
        Self {
            low: Some(Decimal::ZERO),
            high: Some(full),
        }
    }

    /// Returns a number of the range, or the sentence that says why it is none.
    fn checked(self, number: Decimal) -> Result<Decimal, String> {
        let inside = self.low.is_none_or(|low| number >= low) && self.high.is_none_or(|high| number <= high);
        if inside {
            return Ok(number);
        }
        let number = number::plain(number);
        Err(match (self.low, self.high) {
            (Some(low), Some(high)) => rust_i18n::t!(
                "field.out_of_range",
                number = number,
                low = number::plain(low),
                high = number::plain(high)
            ),
            _ => rust_i18n::t!("field.below_zero", number = number),
        }
        .into_owned())
    }
}

/// Shows a number field; returns the new value once it is finished, reads as a number of the range and differs.
///
/// What does not is said below the field and the old value stays.
pub fn decimal(ui: &mut Ui, id: Id, look: Look<'_>, value: Option<Decimal>, range: Range) -> Option<Option<Decimal>> {
    number_field(
        ui,
        id,
        look,
        (value, range),
        &value.map(number::plain).unwrap_or_default(),
        Align::LEFT,
    )
}

/// Shows a field for an amount of money, aligned right and with thousands separators; else like [`decimal`].
pub fn amount(ui: &mut Ui, id: Id, look: Look<'_>, value: Option<Decimal>, range: Range) -> Option<Option<Decimal>> {
    let shown = match value {
        Some(value) if value.scale() <= 2 => number::money(value),
        Some(value) => number::count(value),
        None => String::new(),
    };
    number_field(ui, id, look, (value, range), &shown, Align::RIGHT)
}

/// Shows a field for any number, aligned right, with thousands separators and the decimals it has; else like [`decimal`].
pub fn count(ui: &mut Ui, id: Id, look: Look<'_>, value: Option<Decimal>) -> Option<Option<Decimal>> {
    let shown = value.map(number::count).unwrap_or_default();
    number_field(ui, id, look, (value, Range::ANY), &shown, Align::RIGHT)
}

/// Shows a field that searches for what is typed into it.
pub fn search(ui: &mut Ui, id: Id, hint: &str, width: f32, typed: &mut String) {
    let edit = TextEdit::singleline(typed)
        .id(id)
        .hint_text(hint)
        .desired_width(width)
        .margin(egui::Margin::symmetric(8, 5));
    let response = theme::hinting(ui, |ui| ui.add(edit));
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, "", typed.as_str(), hint);
        info.label = Some(hint.to_owned());
        info
    });
}

fn number_field(
    ui: &mut Ui,
    id: Id,
    look: Look<'_>,
    (value, range): (Option<Decimal>, Range),
    shown: &str,
    align: Align,
) -> Option<Option<Decimal>> {
    let read = |typed: &str| {
        if typed.is_empty() {
            return Ok(None);
        }
        let number =
            number::read(typed).ok_or_else(|| rust_i18n::t!("field.not_a_number", text = typed).into_owned())?;
        range.checked(number).map(Some)
    };
    checked(ui, id, look, shown, align, read).filter(|read| *read != value)
}

/// Shows a field whose text must read as something; returns what it reads as once it is finished and differs.
///
/// What does not read is said below the field, in the words of `read`, and the old value stays.
pub fn parsed<T>(
    ui: &mut Ui,
    id: Id,
    look: Look<'_>,
    shown: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> Option<T> {
    checked(ui, id, look, shown, Align::LEFT, read)
}

fn refusal_id() -> Id {
    Id::unique("a draft was refused")
}

/// Returns true when a draft was given up in this frame because it did not read.
pub fn take_refusal(ctx: &egui::Context) -> bool {
    ctx.data_mut(|data| data.remove_temp::<()>(refusal_id())).is_some()
}

fn checked<T>(
    ui: &mut Ui,
    id: Id,
    look: Look<'_>,
    shown: &str,
    align: Align,
    read: impl Fn(&str) -> Result<T, String>,
) -> Option<T> {
    let refused = id.with("refused");
    let (response, finished) = aligned(ui, id, look, shown, align);
    if response.has_focus() {
        ui.data_mut(|data| data.remove::<(String, String)>(refused));
    }
    let mut taken = None;
    if let Some(typed) = finished {
        match read(typed.trim()) {
            Ok(value) => taken = Some(value),
            Err(sentence) => ui.data_mut(|data| {
                data.insert_temp(refused, (sentence, shown.to_owned()));
                data.insert_temp(refusal_id(), ());
            }),
        }
    }
    let said = ui.data(|data| data.get_temp::<(String, String)>(refused));
    // A value changed since, by undo for one, has outlived what was said about it.
    if let Some((sentence, _)) = said.filter(|(_, of)| of == shown) {
        let text = RichText::new(sentence).color(theme::palette(ui).bad);
        ui.add(egui::Label::new(text.font(theme::small())).wrap());
    }
    taken
}
