//! A sheet in memory: texts at their places, with the merged cells known.

use rust_i18n::t;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::workbook::Block;
use super::{TableError, unreadable};

/// Greatest number of rows.
const MAX_ROWS: usize = 20_000;
/// Greatest number of columns.
const MAX_COLUMNS: usize = 128;
/// Greatest number of cells under merges.
const MAX_COVERED: usize = 2_000_000;
/// Greatest number of bytes of text; one string of a workbook can stand in many cells.
const MAX_TEXT: usize = 64 << 20;

/// What a cell holds other than what was typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Origin {
    /// What was typed.
    #[default]
    Typed,
    /// A formula; its text is the result the file holds.
    Computed,
    /// A formula whose result the file does not hold.
    Uncomputed,
    /// TRUE or FALSE, which reads 是 or 否.
    Truth,
    /// A text in quotes that looks as if it had swallowed other cells: a quote may not be closed.
    Quoted,
}

/// One cell.
#[derive(Clone, Default)]
struct Slot {
    /// Its own text.
    text: Option<Rc<str>>,
    /// The cell that a merge lays over this one.
    anchor: Option<(u32, u32)>,
    origin: Origin,
}

/// A sheet; rows and columns count from 0 as in the source.
#[derive(Default)]
pub(super) struct Grid {
    /// Name of the sheet.
    pub(super) name: String,
    rows: Vec<Vec<Slot>>,
    /// Columns of the widest row.
    width: usize,
    /// Rows and columns a person does not see.
    hidden: (BTreeSet<usize>, BTreeSet<usize>),
    /// Cells with the words they may be chosen from.
    offers: Vec<(Block, Vec<String>)>,
    /// What formulas came to that have no value, and where: no text any more.
    errors: Vec<(usize, usize, Rc<str>)>,
    text_bytes: usize,
    covered: usize,
}

/// Returns true for what a spreadsheet shows where a formula has no value, as `#REF!` and `#N/A`, or no room: `####`.
pub(super) fn is_error(text: &str) -> bool {
    let is_sign = |sign: char| sign.is_ascii_uppercase() || sign.is_ascii_digit() || "/_#!?".contains(sign);
    text.strip_prefix('#').is_some_and(|rest| {
        let is_named = rest == "N/A" || rest.ends_with(['!', '?']) && rest.len() > 2;
        rest.chars().all(is_sign) && (is_named || rest.len() > 1 && rest.chars().all(|sign| sign == '#'))
    })
}

impl Grid {
    /// Makes an empty sheet.
    pub(super) fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// Puts a text at its place; blank text is no cell.
    pub(super) fn put(&mut self, row: usize, column: usize, text: &str) -> Result<(), TableError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if row >= MAX_ROWS || column >= MAX_COLUMNS {
            return Err(unreadable(t!(
                "table.too_wide",
                row = row + 1,
                column = column + 1,
                rows = MAX_ROWS,
                columns = MAX_COLUMNS
            )));
        }
        self.text_bytes += text.len();
        if self.text_bytes > MAX_TEXT {
            return Err(unreadable(t!("table.too_much_text")));
        }
        self.slot(row, column).text = Some(Rc::from(text));
        Ok(())
    }

    /// Says of a cell what it holds other than what was typed.
    pub(super) fn mark(&mut self, row: usize, column: usize, origin: Origin) {
        if row < MAX_ROWS && column < MAX_COLUMNS {
            self.slot(row, column).origin = origin;
        }
    }

    /// Returns what a cell holds other than what was typed.
    pub(super) fn origin(&self, row: usize, column: usize) -> Origin {
        self.get(row, column).map_or(Origin::Typed, |slot| slot.origin)
    }

    /// Takes the errors of formulas out of the cells: they say nothing.
    pub(super) fn take_errors(&mut self) {
        for (row, cells) in self.rows.iter_mut().enumerate() {
            for (column, slot) in cells.iter_mut().enumerate() {
                if let Some(text) = slot.text.take_if(|text| is_error(text)) {
                    self.errors.push((row, column, text));
                }
            }
        }
    }

    /// Lists the errors that were taken out, by row and column.
    pub(super) fn errors(&self) -> impl Iterator<Item = (usize, usize, &str)> {
        self.errors.iter().map(|(row, column, text)| (*row, *column, &**text))
    }

    /// Lists the cells of an origin by row and column.
    pub(super) fn of_origin(&self, origin: Origin) -> impl Iterator<Item = (usize, usize)> {
        self.rows.iter().enumerate().flat_map(move |(row, cells)| {
            let cells = cells.iter().enumerate().filter(move |(_, slot)| slot.origin == origin);
            cells.map(move |(column, _)| (row, column))
        })
    }

    /// Says which rows and columns a person does not see; columns as first and last of a run.
    pub(super) fn hide(&mut self, rows: Vec<usize>, columns: Vec<(usize, usize)>) {
        let columns = columns
            .into_iter()
            .flat_map(|(first, last)| first..=last.min(MAX_COLUMNS));
        self.hidden = (rows.into_iter().collect(), columns.collect());
    }

    /// Says what cells may be chosen from.
    pub(super) fn offer(&mut self, lists: Vec<(Block, Vec<String>)>) {
        self.offers = lists;
    }

    /// Returns the words a cell may be chosen from.
    pub(super) fn offered(&self, row: usize, column: usize) -> &[String] {
        let has = |((top, bottom), (left, right)): &Block| {
            (*top..=*bottom).contains(&row) && (*left..=*right).contains(&column)
        };
        let list = self.offers.iter().find(|(cells, _)| has(cells));
        list.map_or(&[], |(_, words)| words)
    }

    /// Returns true for a row that is not seen.
    pub(super) fn hides_row(&self, row: usize) -> bool {
        self.hidden.0.contains(&row)
    }

    /// Returns true for a column that is not seen.
    pub(super) fn hides_column(&self, column: usize) -> bool {
        self.hidden.1.contains(&column)
    }

    /// Lays the first cell over the others of a block, as far as the sheet has rows and columns.
    pub(super) fn merge(&mut self, first: (u32, u32), last: (u32, u32)) -> Result<(), TableError> {
        let own = |value: u32| usize::try_from(value).unwrap_or(usize::MAX);
        let (rows, columns) = (
            own(first.0)..own(last.0).saturating_add(1).min(self.rows.len()),
            own(first.1)..own(last.1).saturating_add(1).min(self.width),
        );
        self.covered = self.covered.saturating_add(rows.len().saturating_mul(columns.len()));
        if self.covered > MAX_COVERED {
            return Err(unreadable(t!("table.too_many_merged")));
        }
        for row in rows {
            for column in columns.clone() {
                if (row, column) != (own(first.0), own(first.1)) {
                    self.slot(row, column).anchor = Some(first);
                }
            }
        }
        Ok(())
    }

    /// Returns the memory its cells take, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let slots: usize = self.rows.iter().map(Vec::len).sum();
        self.text_bytes + slots * size_of::<Slot>()
    }

    /// Returns how many rows say something.
    pub(super) fn filled(&self) -> usize {
        self.rows.iter().filter(|cells| !cells.is_empty()).count()
    }

    /// Returns the number of rows.
    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    /// Returns the number of columns of a row.
    pub(super) fn width(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, Vec::len)
    }

    /// Returns the text printed in a cell itself; empty where a merge covers it.
    pub(super) fn own(&self, row: usize, column: usize) -> &str {
        self.get(row, column)
            .filter(|slot| slot.anchor.is_none())
            .and_then(|slot| slot.text.as_deref())
            .unwrap_or("")
    }

    /// Returns the text seen in a cell: a merge shows its first cell everywhere.
    pub(super) fn seen(&self, row: usize, column: usize) -> &str {
        match self.anchor(row, column) {
            Some((row, column)) => self.own(row, column),
            None => self.own(row, column),
        }
    }

    /// Returns the first cell of the merge that covers a cell.
    pub(super) fn anchor(&self, row: usize, column: usize) -> Option<(usize, usize)> {
        let (row, column) = self.get(row, column)?.anchor?;
        Some((row.try_into().ok()?, column.try_into().ok()?))
    }

    /// Iterates over the cells of a row that print a text of their own.
    pub(super) fn cells(&self, row: usize) -> impl Iterator<Item = (usize, &str)> {
        (0..self.width(row))
            .map(move |column| (column, self.own(row, column)))
            .filter(|(_, text)| !text.is_empty())
    }

    fn get(&self, row: usize, column: usize) -> Option<&Slot> {
        self.rows.get(row)?.get(column)
    }

    fn slot(&mut self, row: usize, column: usize) -> &mut Slot {
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.rows[row];
        if cells.len() <= column {
            cells.resize(column + 1, Slot::default());
            self.width = self.width.max(column + 1);
        }
        &mut cells[column]
    }
}
