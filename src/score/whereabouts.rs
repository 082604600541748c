//! Which losses may be named where a sentence has room for two.

use rust_decimal::Decimal;

use super::{Loss, Scorecard};
use crate::model::number;

/// Most losses a sentence names.
const NAMED: usize = 2;

/// Where lost points lie, so that no name stands for others that lost as much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Whereabouts<'c> {
    /// Nothing is lost.
    Nowhere,
    /// These are all there are.
    All(&'c [Loss]),
    /// These hold half of the lost points or more.
    Mostly(&'c [Loss]),
    /// Each of these lost more than any other, the others together more than these.
    Greatest(&'c [Loss]),
    /// More losses than can be named are the greatest.
    Equal {
        /// The first of them in printed order.
        named: &'c [Loss],
        /// How many they are.
        count: usize,
        /// What each of them lost, as printed.
        each: Decimal,
        /// How many lost less.
        less: usize,
    },
}

impl Scorecard {
    /// Tells where the lost points lie; amounts are equal when they are printed alike.
    pub fn whereabouts(&self) -> Whereabouts<'_> {
        let losses = self.losses.as_slice();
        let printed = |loss: &Loss| number::round(loss.lost, 2);
        let Some(greatest) = losses.first().map(printed) else {
            return Whereabouts::Nowhere;
        };
        if losses.len() <= NAMED {
            return Whereabouts::All(losses);
        }
        let count = losses.iter().take_while(|loss| printed(loss) == greatest).count();
        if count > NAMED {
            return Whereabouts::Equal {
                named: &losses[..NAMED],
                count,
                each: greatest,
                less: losses.len() - count,
            };
        }
        // The last that may be named before one that lost as much as the first left out.
        let left_out = printed(&losses[NAMED]);
        let named = losses[..NAMED]
            .iter()
            .take_while(|loss| printed(loss) > left_out)
            .count();
        let sum = |losses: &[Loss]| {
            let lost = losses.iter().map(|loss| loss.lost);
            lost.fold(Decimal::ZERO, Decimal::saturating_add)
        };
        let (named, others) = losses.split_at(named);
        if sum(named) >= sum(others) {
            Whereabouts::Mostly(named)
        } else {
            Whereabouts::Greatest(named)
        }
    }
}
