//! What a reader of a table should know, where it stands and how much it asks.

mod group;
mod matter;

use std::collections::BTreeMap;
use std::fmt;

use rust_i18n::{replace_patterns, t};

use crate::model::Id;
pub use group::{Group, grouped};
pub(super) use matter::{Day, Matter, Names, Word};

/// Something a reader of the table should know, with its place; its sentence is in the language of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Row in the source, from 1.
    pub row: usize,
    /// Column in the source, from 1.
    pub column: usize,
    /// The sheet it stands on, where that is another than the one that was read.
    pub sheet: Option<String>,
    /// The indicator that was read from its row, where one was.
    pub indicator: Option<Id>,
    matter: Matter,
}

/// How much a remark asks of its reader, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// Something was not read, or not understood, or lacks: it waits for a person.
    Unread,
    /// Something was proposed or is doubtful: a person looks at it.
    Doubtful,
    /// A unit was read from where it plainly stands.
    Plain,
}

impl Remark {
    /// Returns how much it asks.
    pub fn gravity(&self) -> Gravity {
        self.matter.gravity()
    }

    /// Returns what it says of its place.
    pub fn sentence(&self) -> String {
        self.worded(&self.matter.parts())
    }

    /// Puts parts into the sentence of its kind.
    fn worded(&self, parts: &[(&str, String)]) -> String {
        let (names, words): (Vec<&str>, Vec<String>) = parts.iter().cloned().unzip();
        let what = replace_patterns(&t!(self.matter.key()), &names, &words);
        match &self.sheet {
            Some(sheet) => t!("remark.on_sheet", sheet = sheet, what = what).into_owned(),
            None => what,
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.sentence();
        formatter.write_str(&t!("remark.place", row = self.row, column = self.column, what = what))
    }
}

/// Remarks as they are collected.
#[derive(Default)]
pub(super) struct Notes {
    remarks: Vec<Remark>,
    /// The indicators by the row they were read from, counted from 1.
    rows: BTreeMap<usize, Id>,
    /// What is said of one cell for all.
    once: Vec<Matter>,
}

impl Notes {
    /// Adds a remark on a cell, counted from 0.
    pub(super) fn add(&mut self, row: usize, column: usize, matter: Matter) {
        self.remarks.push(Remark {
            row: row + 1,
            column: column + 1,
            sheet: None,
            indicator: self.rows.get(&(row + 1)).cloned(),
            matter,
        });
    }

    /// Says which indicator a row was read as.
    pub(super) fn lead(&mut self, row: usize, indicator: &Id) {
        self.rows.insert(row + 1, indicator.clone());
        let own = self.remarks.iter_mut().rev().take_while(|remark| remark.row == row + 1);
        own.for_each(|remark| remark.indicator = Some(indicator.clone()));
    }

    /// Adds a remark on a cell where no other cell has it already.
    pub(super) fn add_once(&mut self, row: usize, column: usize, matter: Matter) {
        if !self.once.contains(&matter) {
            self.once.push(matter.clone());
            self.add(row, column, matter);
        }
    }

    /// Adds the remarks on another sheet, which they then name.
    pub(super) fn append(&mut self, other: Self, sheet: Option<&str>) {
        self.remarks.extend(other.remarks.into_iter().map(|remark| Remark {
            sheet: sheet.map(str::to_owned),
            ..remark
        }));
    }

    /// Returns the remarks by row and column.
    pub(super) fn sorted(mut self) -> Vec<Remark> {
        self.remarks.sort_by_key(|remark| (remark.row, remark.column));
        self.remarks
    }
}
