//! Numbers of one sentence that others of it determine (`domain.md` §5.3: C40, C41); those that bindings bring are held
//! against each other by 勾稽关系.

mod rate;
mod sum;

use rust_decimal::Decimal;

use super::reading::Text;
use super::typed::{Sense, Typed, numbers};
use super::unit::Unit;
use super::{Finding, Severity};
use crate::model::number;

/// Checks the officer's texts in their order.
pub(super) fn findings(texts: &[Text<'_>]) -> Vec<Finding> {
    let mut out = Vec::new();
    for Text {
        place, named, reading, ..
    } in texts
    {
        for (start, sentence) in reading.sentences() {
            let numbers = numbers(sentence);
            let is_typed = |one: &Typed<'_>| reading.source(&(start + one.at..start + one.at + one.length)).is_some();
            let sum = sum::parts(sentence, &numbers, is_typed)
                .or_else(|| sum::total(sentence, &numbers, is_typed))
                .or_else(|| sum::difference(sentence, &numbers, is_typed));
            let found = [("C40", sum), ("C41", rate::rate(sentence, &numbers, is_typed))];
            let told = found.into_iter().filter_map(|(rule, said)| Some((rule, said?)));
            out.extend(told.map(|(rule, said)| {
                Finding::new((rule, Severity::Warning), place.clone(), format!("{named}：{said}"))
            }));
        }
    }
    out
}

/// A number with its unit.
#[derive(Clone, Copy)]
struct Measured<'t> {
    number: &'t Typed<'t>,
    unit: Unit,
    /// The clause up to the number, from the number before on.
    clause: &'t str,
    /// In the unit without 万 and 亿.
    value: Decimal,
    /// What the last of its digits counts.
    step: Decimal,
    is_exact: bool,
}

impl<'t> Measured<'t> {
    /// Reads the number at a place of a sentence's numbers.
    fn at(sentence: &'t str, numbers: &'t [Typed<'t>], at: usize) -> Option<Self> {
        let number = numbers.get(at)?;
        let unit = Unit::at(number.rest)?;
        let before = at.checked_sub(1).and_then(|before| numbers.get(before));
        let begin = before.map_or(0, |before| before.at + before.length);
        let clause = sentence.get(begin..number.at)?;
        let step = Decimal::ONE.checked_div(Decimal::from(10_u64.checked_pow(number.value.scale())?))?;
        Some(Self {
            number,
            unit,
            clause: clause.rsplit(['，', '、', '（', '：']).next().unwrap_or_default(),
            value: number.value.checked_mul(unit.times)?,
            step: step.checked_mul(unit.times)?,
            is_exact: number.sense(sentence, unit.length).0 == Sense::Exactly,
        })
    }

    /// Tells whether another number counts the same.
    fn is_of(&self, other: &Self) -> bool {
        self.unit.name == other.unit.name
    }

    /// Writes it as it stands there.
    fn shown(&self) -> String {
        let (value, unit) = (self.number.value, &self.number.rest[..self.unit.length]);
        match unit {
            number::MONEY_UNIT => format!("{}{unit}", number::money(value)),
            _ => format!("{}{unit}", number::plain(value)),
        }
    }

    /// Writes a value in the same unit.
    fn told(&self, value: Decimal) -> String {
        let (value, unit) = (
            value.checked_div(self.unit.times).unwrap_or(value),
            &self.number.rest[..self.unit.length],
        );
        match unit {
            number::MONEY_UNIT => format!("{}{unit}", number::money(value)),
            _ => format!("{}{unit}", number::measured(value, unit)),
        }
    }
}
