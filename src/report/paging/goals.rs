//! Goals that stay whole on a page.

use super::{RESERVE, Whole};
use crate::binding::Origin;
use crate::report::fitting::ANNEX_HEIGHT;
use crate::report::trace;

impl Whole {
    /// Returns where what a cell says comes from.
    pub fn origin(&self, row: usize, column: usize) -> Option<&Origin> {
        let place = |cell: &trace::Cell| (cell.row, cell.column);
        let found = self.sources.binary_search_by_key(&(row, column), place).ok()?;
        self.sources[found].source.origin.as_ref()
    }

    /// Returns the first row of the goal over a row that has room on one page and begins below the first of this.
    pub fn goal_over(&self, start: usize, row: usize) -> Option<usize> {
        let own = self.table.rows.get(row)?.iter().enumerate();
        let own = own
            .filter(|(_, cell)| cell.rows > 1)
            .map(|(position, _)| (row, position));
        let mut over = self.reaching[row].iter().copied().chain(own);
        let (first, position) = over
            .find(|&(row, position)| matches!(self.origin(row, self.columns[row][position]), Some(Origin::Goal(_))))?;
        let end = (first + self.table.rows[first][position].rows).min(self.table.rows.len());
        let may_fit = first > start && end - first <= 2 * self.grid.lines();
        (may_fit && self.height(first, end) + RESERVE <= ANNEX_HEIGHT).then_some(first)
    }
}
