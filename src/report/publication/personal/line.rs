//! A text as the patterns see it: characters without the differences of width and case.

use std::ops::Range;

/// Units that make a number a figure.
const UNITS: &str = "元万亿千百%‰户件次吨米亩";

/// A text as characters, full-width ones and dashes folded and what has no width left out, with the byte each begins
/// at and the length at the end.
pub(super) struct Line {
    /// The characters.
    pub(super) folded: Vec<char>,
    /// The byte each begins at, and the length.
    pub(super) bytes: Vec<usize>,
}

impl Line {
    pub(super) fn of(text: &str) -> Self {
        let fold = |character: char| match character {
            '\u{FF01}'..='\u{FF5E}' => {
                char::from_u32(u32::from(character) - 0xFEE0).map_or(character, |one| one.to_ascii_lowercase())
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{A0}' | '\u{3000}' | '\t' => ' ',
            other => other.to_ascii_lowercase(),
        };
        let has_width = |one: char| !matches!(one, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}');
        let seen = || text.char_indices().filter(|(_, one)| has_width(*one));
        Self {
            folded: seen().map(|(_, one)| fold(one)).collect(),
            bytes: seen().map(|(at, _)| at).chain([text.len()]).collect(),
        }
    }

    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.folded.get(at).copied()
    }

    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(1)?)
    }

    pub(super) fn is_digit(&self, at: usize) -> bool {
        self.get(at).is_some_and(|one| one.is_ascii_digit())
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.get(at)
            .is_some_and(|one| one.is_ascii_alphanumeric() || one == '_')
    }

    /// The end of the digits that begin here.
    pub(super) fn digits(&self, from: usize) -> usize {
        (from..).find(|at| !self.is_digit(*at)).unwrap_or(from)
    }

    pub(super) fn text(&self, range: Range<usize>) -> String {
        self.folded.get(range).unwrap_or_default().iter().collect()
    }

    pub(super) fn starts(&self, at: usize, word: &str) -> bool {
        let mut rest = self.folded.get(at..).unwrap_or_default().iter();
        word.chars().all(|character| rest.next() == Some(&character))
    }

    /// Tells whether one of the words stands just before, with at most a colon, a space or 号码 between.
    pub(super) fn stands_behind(&self, at: usize, words: &[&str]) -> bool {
        let text = self.text(at.saturating_sub(14)..at);
        let text = text.trim_end_matches([':', ' ', '(', '为', '是', '.']);
        let bare = text.trim_end_matches(['号', '码']);
        words.iter().any(|word| text.ends_with(word) || bare.ends_with(word))
    }

    /// Tells whether a number may end here: no decimals, no unit, no letter behind it.
    pub(super) fn may_end(&self, at: usize) -> bool {
        match self.get(at) {
            Some('.') => !self.is_digit(at + 1),
            Some(next) => !next.is_ascii_alphanumeric() && next != '_' && !UNITS.contains(next),
            None => true,
        }
    }
}
