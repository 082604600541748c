//! Values as they are printed: one formatter a kind.

use rust_decimal::Decimal;

use super::{MISSING, State};
use crate::model::{Indicator, Scheme, number};

/// How much of a value is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// With its unit.
    #[default]
    Whole,
    /// `.数`: the number as formatted, without unit.
    Number,
    /// `.原数`: the number as it was put in, without unit, grouping and padding.
    Raw,
}

/// A value of a kind; `None` is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Datum {
    /// 万元, with thousands separators and the decimals it has, 2 at least.
    Money(Option<Decimal>),
    /// A change of money, its direction in words before the amount; as a number it has its sign.
    Change(Option<Decimal>),
    /// A computed rate in percent (98.5 is 98.5 %), with 2 decimals throughout a document.
    Percent(Option<Decimal>),
    /// 得分, with 2 decimals.
    Points(Option<Decimal>),
    /// A count or a measured number with its unit, as [`number::measured`] has it: a percentage as it was put in.
    Measured(Option<Decimal>, String),
    /// Words, and what stands where there are none.
    Words(Option<String>, &'static str),
}

impl Datum {
    /// A fraction as percent.
    pub(super) fn rate(fraction: Option<Decimal>) -> Self {
        Self::Percent(fraction.and_then(|fraction| fraction.checked_mul(Decimal::ONE_HUNDRED)))
    }

    /// A number with its unit, as it was put in.
    pub(super) fn measured(value: Option<Decimal>, unit: &str) -> Self {
        Self::Measured(value, unit.to_owned())
    }

    /// How many there are.
    pub(super) fn items(count: usize) -> Self {
        Self::Measured(Some(Decimal::from(count)), "项".to_owned())
    }

    /// Words; blank ones are missing.
    pub(super) fn words(text: &str) -> Self {
        Self::named(text, MISSING)
    }

    /// Words with their own gap.
    pub(super) fn named(text: &str, gap: &'static str) -> Self {
        let text = text.trim();
        Self::Words((!text.is_empty()).then(|| text.to_owned()), gap)
    }

    /// A part of a sentence, whose own full stop would be one too many.
    pub(super) fn clause(text: &str) -> Self {
        let end = |mark: char| mark.is_whitespace() || "。，、；：,;".contains(mark);
        Self::words(text.trim_start().trim_end_matches(end))
    }

    /// 实际完成值 of an indicator; a ratio as its value, a tier by its name.
    pub(super) fn actual(indicator: &Indicator, scheme: &Scheme) -> Self {
        match (&indicator.actual, indicator.printed_number(scheme)) {
            (None, _) => Self::measured(None, ""),
            (Some(_), Some(value)) => Self::measured(Some(value), &indicator.unit),
            (Some(_), None) => Self::words(&indicator.actual_text(scheme)),
        }
    }

    /// What an indicator's actual and target are apart, whichever is more.
    pub(super) fn apart(indicator: &Indicator, scheme: &Scheme) -> Self {
        let (apart, unit) = indicator.apart(scheme).unzip();
        Self::measured(apart, unit.unwrap_or_default())
    }

    /// Writes the value, and says whether there is one.
    pub(super) fn printed(&self, form: Form) -> (String, State) {
        let written = match self {
            Self::Money(value) => value.map(|value| (number::money(value), value, "万元")),
            Self::Change(value) => {
                let Some(change) = value else {
                    return (MISSING.to_owned(), State::Unfilled);
                };
                let amount = number::money(change.abs());
                let text = match (form, change.is_sign_negative()) {
                    (Form::Whole, _) if change.is_zero() => "持平".to_owned(),
                    (Form::Whole, true) => format!("减少{amount}万元"),
                    (Form::Whole, false) => format!("增加{amount}万元"),
                    (Form::Number, _) => number::money(*change),
                    (Form::Raw, _) => number::printed(*change),
                };
                return (text, State::Known);
            }
            Self::Percent(value) => value.map(|value| (number::percentage(value), value, "%")),
            Self::Points(value) => value.map(|value| (number::points(value), value, "分")),
            Self::Measured(value, unit) => value.map(|value| (number::measured(value, unit), value, unit.as_str())),
            Self::Words(text, gap) => {
                return match text {
                    Some(text) => (text.clone(), State::Known),
                    None => ((*gap).to_owned(), State::Unfilled),
                };
            }
        };
        match (written, form) {
            (None, _) => (MISSING.to_owned(), State::Unfilled),
            (Some((text, _, unit)), Form::Whole) => (format!("{text}{unit}"), State::Known),
            (Some((text, ..)), Form::Number) => (text, State::Known),
            (Some((_, value, _)), Form::Raw) => (number::printed(value), State::Known),
        }
    }
}
