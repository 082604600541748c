//! What two sentences say alike besides, by which it is seen that they tell the same.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::Said;

/// The numbers of every sentence and of every paragraph, with what they are of.
#[derive(Default)]
pub(super) struct Alike {
    sentences: HashMap<usize, HashSet<(usize, Decimal)>>,
    paragraphs: HashMap<usize, HashSet<(usize, Decimal)>>,
}

/// How surely two sentences tell the same.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kinship {
    /// They say nothing else alike.
    None,
    /// They do.
    Sentence,
    /// Their paragraphs say several things alike.
    Paragraph,
}

/// Things two paragraphs say alike from which on that is no chance.
const SEVERAL: usize = 2;

impl Alike {
    /// Takes a number with what it is of; small numbers and 100% are the same by chance.
    pub(super) fn add(&mut self, one: &Said<'_>, thing: usize) {
        let is_all = one.it.unit == "%" && one.it.value == Decimal::ONE_HUNDRED;
        if one.it.value >= Decimal::TEN && !is_all {
            let said = (thing, one.it.value);
            self.sentences.entry(one.sentence).or_default().insert(said);
            self.paragraphs.entry(one.paragraph_at).or_default().insert(said);
        }
    }

    /// Tells how surely the sentences of two numbers tell the same.
    pub(super) fn kinship(&self, one: &Said<'_>, other: &Said<'_>) -> Kinship {
        let shared = |of: &HashMap<usize, HashSet<(usize, Decimal)>>, one: usize, other: usize| match (
            of.get(&one),
            of.get(&other),
        ) {
            (Some(first), Some(second)) if one != other => first.intersection(second).count(),
            _ => 0,
        };
        if shared(&self.paragraphs, one.paragraph_at, other.paragraph_at) >= SEVERAL {
            Kinship::Paragraph
        } else if shared(&self.sentences, one.sentence, other.sentence) > 0 {
            Kinship::Sentence
        } else {
            Kinship::None
        }
    }
}
