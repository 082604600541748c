//! Actuals as fractions, and shares of a weight, without rounding on the way.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::verdict::Gap;
use crate::model::number::whole_of;
use crate::model::{Actual, Indicator};

/// An actual as a fraction, so that a ratio is never rounded before it is compared.
#[derive(Clone, Copy)]
pub(super) struct Quantity {
    /// In the indicator's unit times `denominator`.
    pub(super) numerator: Decimal,
    /// Above 0.
    pub(super) denominator: Decimal,
}

impl Quantity {
    /// Reads a number or a ratio.
    pub(super) fn of(indicator: &Indicator, actual: &Actual) -> Result<Self, Gap> {
        match *actual {
            Actual::Number(value) => Ok(Self {
                numerator: value,
                denominator: Decimal::ONE,
            }),
            Actual::Ratio { denominator, .. } if denominator <= Decimal::ZERO => Err(Gap::Denominator),
            Actual::Ratio { numerator, denominator } => Ok(Self {
                numerator: numerator.checked_mul(whole_of(&indicator.unit)).ok_or(Gap::Magnitude)?,
                denominator,
            }),
            Actual::Date(_) | Actual::Tier(_) | Actual::Done(_) | Actual::Text(_) => Err(Gap::Mismatch),
        }
    }

    /// Compares with a value in the indicator's unit, without dividing.
    pub(super) fn cmp(self, value: Decimal) -> Ordering {
        match value.checked_mul(self.denominator) {
            Some(product) => self.numerator.cmp(&product),
            None => match self.numerator.checked_div(self.denominator) {
                Some(quotient) => quotient.cmp(&value),
                None => self.numerator.cmp(&Decimal::ZERO),
            },
        }
    }

    /// Returns `self ÷ value` as a pair that is still to be divided.
    pub(super) fn over(self, value: Decimal) -> Option<(Decimal, Decimal)> {
        match value.checked_mul(self.denominator) {
            Some(product) => Some((self.numerator, product)),
            None => Some((self.numerator.checked_div(self.denominator)?, value)),
        }
    }
}

/// Returns weight × top ÷ bottom, multiplied first so that nothing is rounded early.
pub(super) fn portion(weight: Decimal, (top, bottom): (Decimal, Decimal)) -> Option<Decimal> {
    weight
        .checked_mul(top)
        .and_then(|product| product.checked_div(bottom))
        .or_else(|| weight.checked_mul(top.checked_div(bottom)?))
}
