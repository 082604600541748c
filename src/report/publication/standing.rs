//! What of all that was left out stands in the report as it is without publication, so that the list says no more.
//!
//! Much of a project is in no report at all: contact persons, working notes, where evidence lies. Whether a text is
//! depends on the form and on the outline. So the report is made once more, of texts that each have a seal behind them.

use std::collections::{HashMap, HashSet};

use super::sweep::{self, Role};
use super::{Matter, Omission};
use crate::report::Report;

/// Something that was left out, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// What it is.
    pub omission: Omission,
    /// Where it stands.
    pub standing: Standing,
}

/// Where something that was left out stands in the report.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// Nowhere.
    Nowhere,
    /// Somewhere in any case.
    Printed,
    /// Where the seal of its text is found.
    Sealed(char),
    /// Where the seal of its name is found, which is shown there.
    Named(char, String),
}

/// Returns the seal of a text by its position; there are enough for 131,068 of them.
pub fn seal(position: usize) -> Option<char> {
    const PLANE: u32 = 0xFFFE;
    let position = u32::try_from(position).ok()?;
    let first = match position / PLANE {
        0 => 0xF_0000,
        1 => 0x10_0000,
        _ => return None,
    };
    char::from_u32(first + position % PLANE)
}

/// Tells a seal: a character for private use, which no font has.
pub fn is_seal(one: char) -> bool {
    ('\u{F0000}'..='\u{10FFFD}').contains(&one)
}

/// What was left out in two: what the report prints, and what no report does.
pub struct Parted {
    /// What stands in the report and not in the published one.
    pub printed: Vec<Omission>,
    /// What stands in neither.
    pub unprinted: Vec<Omission>,
}

/// Parts what was left out by the sealed report, whose paragraphs are held against those published.
pub fn parted(left: Vec<Left>, sealed: &mut Report, published: &[(String, String)]) -> Parted {
    let mut places: HashMap<char, Vec<String>> = HashMap::new();
    let mut paragraphs = Vec::new();
    sweep::each(sealed, |role, place, text| {
        let seals: HashSet<char> = text.chars().filter(|one| is_seal(*one)).collect();
        if role == Role::Paragraph && seals.is_empty() {
            paragraphs.push((place.to_owned(), text.clone()));
        }
        for seal in seals {
            places.entry(seal).or_default().push(place.to_owned());
        }
    });
    let mut printed = Vec::new();
    let mut unprinted = Vec::new();
    for Left { omission, standing } in left {
        match standing {
            Standing::Printed => printed.push(omission),
            Standing::Sealed(seal) if places.contains_key(&seal) => printed.push(omission),
            Standing::Named(seal, name) if places.contains_key(&seal) => {
                let stands = places.remove(&seal).unwrap_or_default();
                printed.extend(stands.into_iter().map(|place| Omission {
                    place,
                    shown: name.clone(),
                    ..omission.clone()
                }));
            }
            Standing::Nowhere | Standing::Sealed(_) | Standing::Named(..) => unprinted.push(omission),
        }
    }
    printed.extend(otherwise(&paragraphs, published));
    Parted { printed, unprinted }
}

/// Paragraphs without a seal that read otherwise once something else is left out: counts of what is listed.
fn otherwise<'a>(
    paragraphs: &'a [(String, String)],
    published: &'a [(String, String)],
) -> impl Iterator<Item = Omission> + 'a {
    let known: HashSet<&str> = published.iter().map(|(_, text)| text.as_str()).collect();
    let others = paragraphs
        .iter()
        .filter(move |(_, text)| !known.contains(text.as_str()));
    others.map(|(place, text)| {
        let near = published.iter().filter(|(other, _)| other == place);
        let same = near.map(|(_, other)| common(text, other)).max().unwrap_or_default();
        Omission {
            matter: Matter::Sentence,
            place: place.clone(),
            shown: super::text::short(
                Some(clause(text, same))
                    .filter(|shown| !shown.trim().is_empty())
                    .unwrap_or(text),
            ),
            count: 1,
        }
    })
}

/// The bytes with which two texts begin alike.
fn common(text: &str, other: &str) -> usize {
    let alike = text.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    alike.map(|(one, _)| one.len_utf8()).sum()
}

/// The clause of a text around a place.
fn clause(text: &str, at: usize) -> &str {
    let stops = |one: char| "，。；：！？".contains(one);
    let start = text[..at].rfind(stops).map_or(0, |stop| stop + '，'.len_utf8());
    let end = text[at..].find(stops).map_or(text.len(), |stop| at + stop);
    &text[start..end]
}
