//! Where what a report says comes from: beside each block, its values, its cells and the key of its heading.

use std::ops::Range;

use super::form::{Form, MISSING, Slot};
use super::{Block, Report, Table};
use crate::binding::{Origin, Piece, State, Values};
use crate::model::scheme::FormCell;
use crate::model::{Field, Project};

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
    /// A table: its cells that are filled in somewhere.
    Cells(Vec<Cell>),
}

/// A cell of a table and where what it says comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its first row, from 0 at the first heading.
    pub row: usize,
    /// Its first column, from 0.
    pub column: usize,
    /// What it says.
    pub text: String,
    /// Where that comes from.
    pub source: Source,
}

/// What a value of a report is and where it comes from.
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

    /// Makes the source of a field of the indicator at a position, or of what is computed of it; `None` where there
    /// is no such indicator.
    pub(super) fn of_indicator(project: &Project, position: usize, field: Option<Field>) -> Option<Self> {
        let indicator = project.indicators.get(position)?;
        let name = indicator.name.trim();
        let label = match field {
            Some(field) => format!("{name}的{}", field.name()),
            None => format!("{name}的得分"),
        };
        Some(Self::of(label, Origin::Indicator(indicator.id.clone(), field)))
    }

    /// Makes the source of a cell of the form; `None` for its own words.
    fn of_slot(project: &Project, slot: Slot) -> Option<Self> {
        match slot {
            Slot::Label => None,
            Slot::Text => Some(Self::of("基本信息", Origin::Head)),
            Slot::Goal(position) => Self::of_goal(project, position),
            Slot::Expenditure(_) | Slot::Budget(..) => Some(Self::of("预算执行", Origin::Budget)),
            Slot::HeadTotal | Slot::TotalWeight | Slot::Total => Some(Self::of("得分", Origin::Score)),
            Slot::Indicator(position, FormCell::Goal) => {
                let goal = project.indicators.get(position)?.goal.as_ref();
                let goal = project.goals.iter().position(|known| Some(&known.id) == goal);
                goal.map_or_else(
                    || Self::of_indicator(project, position, Some(Field::Goal)),
                    |goal| Self::of_goal(project, goal),
                )
            }
            Slot::Indicator(position, cell) => Self::of_indicator(project, position, field(cell)),
        }
    }

    fn of_goal(project: &Project, position: usize) -> Option<Self> {
        let goal = project.goals.get(position)?;
        let label = format!("目标{}“{}”", position + 1, goal.name.trim());
        Some(Self::of(label, Origin::Goal(goal.id.clone())))
    }
}

/// The field that a cell of the form prints; `None` for what is computed.
fn field(cell: FormCell) -> Option<Field> {
    Some(match cell {
        FormCell::Goal => Field::Goal,
        FormCell::Level1 => Field::Level1,
        FormCell::Level2 => Field::Level2,
        FormCell::Name | FormCell::Core => Field::Name,
        FormCell::Operator | FormCell::TargetValue | FormCell::Target | FormCell::AdjustedTarget => Field::Target,
        FormCell::InitialTarget => Field::InitialTarget,
        FormCell::Unit => Field::Unit,
        FormCell::Actual | FormCell::ActualValue => Field::Actual,
        FormCell::Weight => Field::Weight,
        FormCell::Deduction => Field::Deduction,
        FormCell::Description => Field::Description,
        FormCell::Reason | FormCell::ReasonAndMeasure => Field::Reason,
        FormCell::Measure => Field::Measure,
        FormCell::Coefficient | FormCell::Score => return None,
    })
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

/// A table with the sources of its cells, asked for by row below the headings and position in the row.
pub(super) fn table(table: Table, source: impl Fn(usize, usize) -> Option<Source>) -> (Block, Trace) {
    let below_headings = table
        .rows
        .iter()
        .zip(table.columns())
        .enumerate()
        .skip(table.heading_rows);
    let cells = below_headings.flat_map(|(row, (cells, columns))| {
        let source = &source;
        let cells = cells.iter().zip(columns).enumerate();
        cells.filter_map(move |(position, (cell, column))| {
            let source = source(row - table.heading_rows, position)?;
            Cell::new((row, column), &cell.text, source)
        })
    });
    let cells = cells.collect();
    (Block::Table(table), Trace::Cells(cells))
}

/// The tables of a form, each with the sources of its cells.
pub(super) fn tables_of(form: &Form, project: &Project) -> Vec<(Block, Trace)> {
    let mut rows = form.rows.iter();
    let with_cells = |table: Table| {
        let rows = rows.by_ref().take(table.rows.len()).enumerate();
        let cells = rows.flat_map(|(row, entries)| {
            entries.iter().filter_map(move |entry| {
                let source = Source::of_slot(project, entry.slot)?;
                Cell::new((row, entry.column), &entry.cell.text, source)
            })
        });
        let cells = cells.collect();
        (Block::Table(table), Trace::Cells(cells))
    };
    form.tables().into_iter().map(with_cells).collect()
}

impl Cell {
    /// Makes the trace of a cell; `None` for an empty one.
    fn new((row, column): (usize, usize), text: &str, source: Source) -> Option<Self> {
        let state = if text == MISSING { State::Unfilled } else { source.state };
        let source = Source { state, ..source };
        (!text.trim().is_empty()).then(|| Self {
            row,
            column,
            text: text.to_owned(),
            source,
        })
    }
}
