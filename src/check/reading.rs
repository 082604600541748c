//! The texts of the officer as they are printed, which still know what of them is typed.

use std::ops::Range;

use super::Place;
use super::text::of_prose;
use crate::binding::{Piece, Values};
use crate::model::Project;
use crate::outlines;

/// A text of the officer.
pub(super) struct Text<'p> {
    pub(super) place: Place,
    /// The place in words.
    pub(super) named: String,
    /// What is written, with its bindings.
    pub(super) written: &'p str,
    pub(super) reading: Reading,
}

/// Reads every text that is not empty: those of the report in the order of the outline, then those outside it.
pub(super) fn texts<'p>(project: &'p Project, values: &Values<'_>) -> Vec<Text<'p>> {
    let headings = outlines::of(project).headings.iter().map(|heading| {
        let named = format!("报告“{}”", heading.text);
        (Place::Heading(heading.path.clone()), named, project.text(&heading.path))
    });
    let others = project.prose().into_iter().map(|(prose, text)| {
        let (place, named) = of_prose(prose);
        (place, named, text)
    });
    let all = headings.chain(others).filter(|(.., text)| !text.trim().is_empty());
    let read = all.map(|(place, named, written)| Text {
        place,
        named,
        written,
        reading: Reading::of(values, written),
    });
    read.collect()
}

/// What is printed of a text.
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
