//! A text as it is printed, which still knows what of it the officer has typed.

use std::ops::Range;

use crate::binding::{Piece, Values};

/// A printed text.
pub(super) struct Reading {
    /// It, with values in place of their names.
    pub(super) printed: String,
    /// Where typed words stand in it, and the byte of the text at which they begin.
    typed: Vec<(Range<usize>, usize)>,
    /// Where values stand in it.
    pub(super) bound: Vec<Range<usize>>,
}

impl Reading {
    /// Prints a text.
    pub(super) fn of(values: &Values<'_>, text: &str) -> Self {
        let mut reading = Self {
            printed: String::new(),
            typed: Vec::new(),
            bound: Vec::new(),
        };
        for piece in values.pieces(text) {
            let start = reading.printed.len();
            match piece {
                Piece::Words(words) => {
                    reading.printed.push_str(words);
                    // Pieces are slices of the text, so that their places in it can be told.
                    let source = words.as_ptr() as usize - text.as_ptr() as usize;
                    reading.typed.push((start..reading.printed.len(), source));
                }
                Piece::Bound(bound) => {
                    reading.printed.push_str(&bound.text);
                    reading.bound.push(start..reading.printed.len());
                }
            }
        }
        reading
    }

    /// Returns where in the text a part of what is printed was typed; `None` where a binding brings any of it.
    pub(super) fn source(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let is_around = |typed: &Range<usize>| typed.start <= part.start && part.end <= typed.end;
        let (typed, source) = self.typed.iter().find(|(typed, _)| is_around(typed))?;
        Some(part.start - typed.start + source..part.end - typed.start + source)
    }

    /// Returns the sentences of what is printed, each with the byte at which it begins.
    pub(super) fn sentences(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        let sentences = self.printed.split_inclusive(['。', '；', '！', '？', '\n']);
        sentences.map(move |sentence| {
            let start = at;
            at += sentence.len();
            (start, sentence.trim_end_matches(['。', '；', '！', '？', '\n']))
        })
    }
}
