//! A sheet, row by row → goals and indicators: where its tables begin and end, and what has no place in them.

use super::grid::Grid;
use super::heading::{self, Columns, Holds};
use super::indicator::{Ledger, Row};
use super::place::Place;
use super::unread::{Forms, Unread};
use super::{Matter, Notes, budget, foot, goal, head};
use crate::model::Project;

/// Reads every indicator of a sheet; returns how many kinds of columns were found, 0 without headings.
pub(super) fn read(grid: &Grid, project: &mut Project, notes: &mut Notes) -> usize {
    let mut reader = Reader::default();
    let mut row = 0;
    while row < grid.height() {
        row = reader.read(grid, row, project, notes);
    }
    reader.unread.remark(notes);
    head::leave(grid, &reader.above, &project.scheme.form, notes);
    foot::leave(grid, &reader.left, project, notes);
    reader.kinds
}

/// What is known of a sheet as far as it is read.
#[derive(Default)]
struct Reader {
    /// The table the rows belong to.
    columns: Option<Columns>,
    /// The table that a row of its foot has ended, and that row.
    ended: Option<(Columns, usize)>,
    /// The headings so far, each once.
    headings: Vec<Columns>,
    /// The lower row of the last headings of two; a page may repeat it alone.
    lower: Option<usize>,
    /// The most kinds of columns under one heading.
    kinds: usize,
    place: Place,
    ledger: Ledger,
    unread: Unread,
    forms: Forms,
    /// Rows above the first table that have no place.
    above: Vec<usize>,
    /// Rows below a table that have none.
    left: Vec<usize>,
    has_budget: bool,
    /// Whether the row of the sum of the whole table stood above, with no indicator below it.
    totalled: bool,
}

impl Reader {
    /// Reads a row, with those that belong to it; returns the next.
    fn read(&mut self, grid: &Grid, row: usize, project: &mut Project, notes: &mut Notes) -> usize {
        if self.lower.is_some_and(|lower| grid.cells(row).eq(grid.cells(lower))) {
            return row + 1;
        }
        if let Some((found, height)) = heading::at(grid, row, project.year) {
            self.begin(grid, row, &found, project, notes);
            self.lower = (height == 2).then_some(row + 1);
            self.columns = Some(found);
            let below = row + height;
            if !foot::numbers_columns(grid, below) {
                return below;
            }
            notes.add(below, 0, Matter::ColumnsNumbered);
            return below + 1;
        }
        let table = self
            .columns
            .as_ref()
            .or(self.ended.as_ref().map(|(columns, _)| columns));
        let is_plain = table.is_some_and(|columns| Row { grid, row, columns }.is_plain());
        let may_end = !is_plain || foot::is_labelled(grid, row);
        let ends = may_end && foot::read(grid, row, table, project, notes);
        if !ends {
            self.resume(grid, row, notes);
        }
        if ends {
            self.end(grid, row, project);
        } else if budget::begins(grid, row) {
            (self.columns, self.ended) = (None, None);
            if self.has_budget {
                notes.add(row, 0, Matter::BudgetAgain);
            }
            self.has_budget = true;
            return budget::rows(grid, row, project.year).end;
        } else if head::begins(grid, row) {
            (self.columns, self.ended) = (None, None);
        } else if let Some(columns) = &self.columns {
            let own = Row { grid, row, columns };
            if own.is_aside(self.totalled) {
                self.left.push(row);
            } else {
                self.totalled &= !is_plain;
                own.read(&mut self.place, &mut self.ledger, project, notes);
                self.unread.count(grid, row);
            }
        } else if let Some((column, _)) = grid.cells(row).next()
            && self.place.find_goal(grid, row, column + 1, project)
        {
            self.place.describe_goal(grid, row, project);
        } else {
            let taken = goal::read_overall(grid, row, project);
            if taken > 0 {
                return row + taken;
            }
            self.leave(grid, row, project);
        }
        self.forms.read(grid, row, project, notes);
        row + 1
    }

    /// Begins the table below a row of headings.
    fn begin(&mut self, grid: &Grid, row: usize, found: &Columns, project: &mut Project, notes: &mut Notes) {
        let name = found.of(Holds::Name).unwrap_or(0);
        let is_known = |known: &Columns| known.is_same(found);
        self.kinds = self.kinds.max(found.kinds());
        if !self.headings.iter().any(is_known) {
            if !project.indicators.is_empty() {
                notes.add(row, name, Matter::HeadingAgain);
            }
            self.headings.push(found.clone());
        }
        // The same headings again, with no end of the table between, are those of the next page.
        if !self.columns.as_ref().is_some_and(is_known) {
            self.place = Place {
                goal: self.place.goal.take(),
                ..Place::default()
            };
        }
        self.place.find_goal(grid, row, name, project);
        if found.of(Holds::Weight).is_none() {
            notes.add(row, name, Matter::Weightless);
        }
        for column in found.read().filter(|column| grid.hides_column(*column)) {
            let heading = grid.seen(row, column).split_whitespace().collect();
            notes.add(row, column, Matter::ColumnHidden { heading });
        }
        self.unread.begin(grid, row, found);
        self.totalled = false;
    }

    /// Goes on with a table below a row that looked like its foot, where an indicator stands.
    fn resume(&mut self, grid: &Grid, row: usize, notes: &mut Notes) {
        let is_plain = |columns: &Columns| Row { grid, row, columns }.is_plain();
        if let Some((found, foot)) = self.ended.take_if(|(columns, _)| is_plain(columns)) {
            let name = found.of(Holds::Name).unwrap_or(0);
            notes.add(row, name, Matter::FootPassed { foot: foot + 1 });
            self.columns = Some(found);
        }
    }

    /// Ends the table at a row of its foot; below one that sums it may go on.
    fn end(&mut self, grid: &Grid, row: usize, project: &Project) {
        if foot::is_note(grid, row) {
            self.left.push(row);
        }
        if foot::is_sum(grid, row) {
            self.totalled |= foot::is_total(grid, row) && !project.indicators.is_empty();
        } else if let Some(columns) = self.columns.take() {
            self.ended = Some((columns, row));
        }
    }

    /// Leaves a row out that no table, budget or goal takes.
    fn leave(&mut self, grid: &Grid, row: usize, project: &Project) {
        let is_unread = || head::unread(grid, row, &project.scheme.form).is_some();
        if self.ended.is_none() && self.headings.is_empty() {
            self.above.push(row);
        } else if self.ended.is_some() || is_unread() {
            self.left.push(row);
        }
    }
}
