//! Where what a report says comes from: beside each block, its values, its rows and the key of its heading.

use std::ops::Range;

use super::form::{Form, Slot};
use super::{Block, Report};
use crate::binding::{Origin, Piece, State, Values};
use crate::model::Project;

/// A report with, for every block, where what it says comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Traced {
    /// The report.
    pub report: Report,
    /// As many traces as there are blocks, in their order.
    pub traces: Vec<Trace>,
}

/// Where what a block says comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Trace {
    /// The words of the program or of the form.
    None,
    /// A heading: the key of its text.
    Heading(String),
    /// A paragraph: its values, each with its bytes in the text.
    Values(Vec<(Range<usize>, Source)>),
    /// A table: the source of each row.
    Rows(Vec<Option<Source>>),
}

/// A value or a row of a report and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is in words, as [`crate::binding::Bound::label`].
    pub label: String,
    /// Whether there is a value.
    pub state: State,
    /// Where it is filled in; `None` for an unknown name.
    pub origin: Option<Origin>,
}

impl Source {
    /// Makes the source of something filled in.
    pub(super) fn of(label: impl Into<String>, origin: Origin) -> Self {
        Self {
            label: label.into(),
            state: State::Known,
            origin: Some(origin),
        }
    }

    /// Makes the source of an indicator's row; `None` where there is no such indicator.
    pub(super) fn of_indicator(project: &Project, row: usize) -> Option<Self> {
        let indicator = project.indicators.get(row)?;
        Some(Self::of(&indicator.name, Origin::Indicator(indicator.id.clone())))
    }
}

/// Prints a paragraph and notes where its values stand.
pub(super) fn printed(values: &Values<'_>, paragraph: &str) -> (String, Trace) {
    let mut text = String::new();
    let mut places = Vec::new();
    for piece in values.pieces(paragraph) {
        match piece {
            Piece::Words(words) => text.push_str(words),
            Piece::Bound(bound) => {
                let start = text.len();
                text.push_str(&bound.text);
                let source = Source {
                    label: bound.label,
                    state: bound.state,
                    origin: bound.origin,
                };
                places.push((start..text.len(), source));
            }
        }
    }
    (text, Trace::Values(places))
}

/// The tables of a form, each with the sources of its rows.
pub(super) fn tables_of(form: &Form, project: &Project) -> Vec<(Block, Trace)> {
    let mut rows = form.rows.iter().map(|row| {
        row.iter().find_map(|entry| match entry.slot {
            Slot::Indicator(row, _) => Source::of_indicator(project, row),
            Slot::Budget(..) | Slot::Expenditure(_) => Some(Source::of("预算执行", Origin::Budget)),
            Slot::HeadTotal | Slot::TotalWeight | Slot::Total => Some(Source::of("得分", Origin::Score)),
            Slot::Text => Some(Source::of("基本信息", Origin::Head)),
            Slot::Label => None,
        })
    });
    let with_rows = |table: super::Table| {
        let sources = rows.by_ref().take(table.rows.len()).collect();
        (Block::Table(table), Trace::Rows(sources))
    };
    form.tables().into_iter().map(with_rows).collect()
}
