//! Which losses may be named where a sentence has room for two.

use rust_decimal::Decimal;

use super::Loss;
use crate::model::names::listed;
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

impl<'c> Whereabouts<'c> {
    /// Tells where lost points lie, of losses the greatest first; amounts are equal when they are printed alike.
    pub fn of(losses: &'c [Loss]) -> Self {
        let printed = |loss: &Loss| number::round(loss.lost, 2);
        let Some(greatest) = losses.first().map(printed) else {
            return Self::Nowhere;
        };
        if losses.len() <= NAMED {
            return Self::All(losses);
        }
        let count = losses.iter().take_while(|loss| printed(loss) == greatest).count();
        if count > NAMED {
            return Self::Equal {
                named: &losses[..NAMED],
                count,
                each: greatest,
                less: losses.len() - count,
            };
        }
        // The last that may be named before one that lost as much as the first left out.
        let left_out = printed(&losses[NAMED]);
        let named = losses[..NAMED].iter().take_while(|loss| printed(loss) > left_out);
        let (named, others) = losses.split_at(named.count());
        let sum = |losses: &[Loss]| {
            let lost = losses.iter().map(|loss| loss.lost);
            lost.fold(Decimal::ZERO, Decimal::saturating_add)
        };
        if sum(named) >= sum(others) {
            Self::Mostly(named)
        } else {
            Self::Greatest(named)
        }
    }

    /// Says it in Chinese behind “失分…分，”.
    pub fn sentence(self, name: impl Fn(&Loss) -> String) -> String {
        let names = |losses: &[Loss]| listed(&losses.iter().map(&name).collect::<Vec<_>>());
        match self {
            Self::Nowhere => "没有失分".to_owned(),
            Self::All(losses) => format!("都在{}", names(losses)),
            Self::Mostly(losses) => format!("主要在{}", names(losses)),
            Self::Greatest(losses) => format!("最多的是{}", names(losses)),
            Self::Equal {
                named,
                count,
                each,
                less,
            } => {
                let (names, each) = (names(named), number::points(each));
                match less {
                    0 => format!("{names}等{count}项各失{each}分"),
                    _ => format!("最多的是{names}等{count}项，各失{each}分"),
                }
            }
        }
    }
}
