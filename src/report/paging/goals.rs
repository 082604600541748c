//! Goals that stay whole on a page.

use super::{RESERVE, Whole};
use crate::binding::Origin;
use crate::report::fitting::ANNEX_HEIGHT;

/// Most of a page that is left empty below the goal before, in twips: a quarter.
const MOST_LEFT: usize = ANNEX_HEIGHT / 4;

/// What becomes of a goal whose last rows have no room on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goals {
    /// It begins the next page, where that has room for all of it and this is left nearly full.
    Whole,
    /// It goes on there, and is said again.
    GoOn,
}

impl Whole {
    /// Returns the first row of the goal that a page of these rows would tear, where it stays whole instead.
    pub fn before_goal(&self, start: usize, end: usize, room: usize) -> Option<usize> {
        let is_goal = |&&(row, position): &&(usize, usize)| {
            let origin = self.origin(row, self.columns[row][position]);
            matches!(origin, Some(Origin::Goal(_)))
        };
        let &(first, position) = self.reaching.get(end)?.iter().find(is_goal)?;
        let rows = self.table.rows[first][position].rows;
        let last = (first + rows).min(self.table.rows.len());
        // What has more rows than lines have room on two pages is not measured.
        let may_fit = first > start && rows <= 2 * self.grid.lines();
        let has_room = may_fit && self.height(first, last) + RESERVE <= ANNEX_HEIGHT;
        let is_full = has_room && room.saturating_sub(self.height(start, first)) <= MOST_LEFT;
        is_full.then_some(first)
    }
}
