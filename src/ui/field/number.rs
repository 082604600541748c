//! Fields for numbers: which they take, how they show them, what they say of others.

use eframe::egui::{Align, Context, Id, Ui};
use rust_decimal::Decimal;
use rust_i18n::t;

use super::{Look, Refusal, checked, refusals};
use crate::model::{notation, number};

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
            (Some(low), Some(high)) => t!(
                "field.out_of_range",
                number = number,
                low = number::plain(low),
                high = number::plain(high)
            ),
            _ => t!("field.below_zero", number = number),
        }
        .into_owned())
    }
}

/// Shows a number field; returns the new value once it is finished, reads as a number of the range and differs.
///
/// What does not stays in the field, marked, with a sentence below it; the old value counts until it is mended.
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
    let shown = written(value, number::MONEY_UNIT);
    let read = |typed: &str| read_amount(typed, range);
    checked(ui, id, look, &shown, Align::RIGHT, read).filter(|read| *read != value)
}

/// Reads what is given for an amount in 万元, or says why it is none.
///
/// # Errors
/// The sentence of a field that refuses it.
pub fn read_amount(typed: &str, range: Range) -> Result<Option<Decimal>, String> {
    read_number(typed, range, |typed| notation::money(typed, Decimal::ONE))
}

/// Has the field of an amount show what was given for it and is none, with the sentence that says so; its value stays.
pub fn refuse_amount(ctx: &Context, id: Id, value: Option<Decimal>, text: String, sentence: String) {
    let of = written(value, number::MONEY_UNIT);
    refusals(ctx, |refusals| {
        refusals.by_field.insert(id, Refusal { text, sentence, of })
    });
}

/// Shows a field for a number of any unit, aligned right, as documents print it; else like [`decimal`].
pub fn measured(ui: &mut Ui, id: Id, look: Look<'_>, value: Option<Decimal>, unit: &str) -> Option<Option<Decimal>> {
    number_field(ui, id, look, (value, Range::ANY), &written(value, unit), Align::RIGHT)
}

/// Writes a number as documents print it; with all its digits where they would print fewer, as it is to be edited.
fn written(value: Option<Decimal>, unit: &str) -> String {
    let is_whole = |value: Decimal| value.normalize().scale() <= number::MONEY_PLACES;
    match value {
        Some(value) if is_whole(value) => number::measured(value, unit),
        Some(value) => number::plain(value),
        None => String::new(),
    }
}

fn number_field(
    ui: &mut Ui,
    id: Id,
    look: Look<'_>,
    (value, range): (Option<Decimal>, Range),
    shown: &str,
    align: Align,
) -> Option<Option<Decimal>> {
    let read = |typed: &str| read_number(typed, range, number::read);
    checked(ui, id, look, shown, align, read).filter(|read| *read != value)
}

fn read_number(typed: &str, range: Range, read: impl Fn(&str) -> Option<Decimal>) -> Result<Option<Decimal>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    let number = read(typed).ok_or_else(|| t!("field.not_a_number", text = typed).into_owned())?;
    range.checked(number).map(Some)
}
