//! What a reader of a table should know, where it stands and how much it asks.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::Id;

/// Something a reader of the table should know, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Row in the source, from 1.
    pub row: usize,
    /// Column in the source, from 1.
    pub column: usize,
    /// The sentence.
    pub text: String,
    /// The indicator that was read from its row, where one was.
    pub indicator: Option<Id>,
}

/// How much a remark asks of its reader, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// Something was not read, or not understood: it waits for a person.
    Unread,
    /// Something was proposed or is doubtful: a person looks at it.
    Doubtful,
    /// Something was read from where it plainly stands.
    Plain,
}

/// Words of the sentences that say that something has to be filled in.
const UNREAD: [&str; 9] = [
    "没有读入",
    "未读入",
    "不能识别",
    "无法识别",
    "按文字保留",
    "未采用",
    "不能比较",
    "请填写",
    "按未填",
];

/// Words of those that only tell where something stood.
const PLAIN: [&str; 2] = ["计量单位按名称中的", "没有写明计量单位的，按表头中的"];

impl Remark {
    /// Returns how much it asks, by the words all sentences of its kind have.
    pub fn gravity(&self) -> Gravity {
        let says = |words: &[&str]| words.iter().any(|word| self.text.contains(word));
        match () {
            () if says(&UNREAD) => Gravity::Unread,
            () if says(&PLAIN) => Gravity::Plain,
            () => Gravity::Doubtful,
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "第{}行第{}列：{}", self.row, self.column, self.text)
    }
}

/// Remarks as they are collected.
#[derive(Default)]
pub(super) struct Notes {
    remarks: Vec<Remark>,
    /// The indicators by the row they were read from, counted from 1.
    rows: BTreeMap<usize, Id>,
}

impl Notes {
    /// Adds a remark on a cell, counted from 0.
    pub(super) fn add(&mut self, row: usize, column: usize, text: impl Into<String>) {
        self.remarks.push(Remark {
            row: row + 1,
            column: column + 1,
            text: text.into(),
            indicator: self.rows.get(&(row + 1)).cloned(),
        });
    }

    /// Says which indicator a row was read as.
    pub(super) fn lead(&mut self, row: usize, indicator: &Id) {
        self.rows.insert(row + 1, indicator.clone());
        let own = self.remarks.iter_mut().rev().take_while(|remark| remark.row == row + 1);
        own.for_each(|remark| remark.indicator = Some(indicator.clone()));
    }

    /// Adds a remark on a cell where no other cell has it already.
    pub(super) fn add_once(&mut self, row: usize, column: usize, text: &str) {
        if !self.remarks.iter().any(|remark| remark.text == text) {
            self.add(row, column, text);
        }
    }

    /// Adds the remarks on another sheet, which they then name.
    pub(super) fn append(&mut self, other: Self, sheet: Option<&str>) {
        self.remarks.extend(other.remarks.into_iter().map(|remark| match sheet {
            Some(sheet) => Remark {
                text: format!("（工作表“{sheet}”）{}", remark.text),
                ..remark
            },
            None => remark,
        }));
    }

    /// Returns the remarks by row and column.
    pub(super) fn sorted(mut self) -> Vec<Remark> {
        self.remarks.sort_by_key(|remark| (remark.row, remark.column));
        self.remarks
    }
}
