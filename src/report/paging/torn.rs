//! High rows that go on over the page.

use super::{Whole, beginning};
use crate::binding::Origin;
use crate::model::Field;
use crate::report::fitting;
use crate::report::trace;

/// A row of more pages than this is no row of a form any more: programs tear it as it comes, which costs less than to say
/// again on every page what it is about.
const MOST_PAGES: usize = 8;
/// Fewest lines of a high row at the end of a page, and on the next.
const TORN: usize = 4;

/// What the part of a row on the next page says of a cell that ends on this one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// That the row goes on, by its name.
    Marked,
    /// What the row belongs to.
    Again,
    /// Nothing: units, values and the like are told.
    Once,
}

/// Marks a text as that of what goes on; over several pages it says so once.
fn marked(text: &str) -> String {
    if text.ends_with("（续）") {
        return text.to_owned();
    }
    let (beginning, mark) = beginning(text);
    format!("{beginning}{mark}")
}

impl Whole {
    /// Tears the high row that has no room at the end of a page, where some of its lines have and some are left for the
    /// next; `None` where the row is not high or has too little room.
    pub fn torn(&self, start: usize, row: usize, room: usize) -> Option<Self> {
        let lines = self.table.rows.get(row).map(|_| self.lines_of(row))?;
        if lines > MOST_PAGES * self.grid.lines() {
            return None;
        }
        let line = self.spacing.line(self.grid.size);
        let used = match row > start {
            true => self.height(start, row),
            false => self.headings_height(row),
        };
        let free = room.saturating_sub(used + self.spacing.row(0, self.grid.size)) / line;
        let kept = free.min(self.grid.lines()).min(lines.saturating_sub(TORN));
        // Of the rows of a foot, which nobody reads across, lower ones too.
        let is_high = self.grid.is_high(lines) || self.table.rows[row].len() == 2;
        // A name beside a long text stays whole.
        let names = self.lines(row).filter(|own| 2 * own <= lines);
        (is_high && kept >= names.fold(TORN, usize::max)).then(|| self.torn_after(row, kept))
    }

    /// Tears a row after so many lines: what goes on says again what its row is about.
    fn torn_after(&self, row: usize, count: usize) -> Self {
        let mut table = self.table.clone();
        let mut below = Vec::new();
        let mut rests = Vec::new();
        let is_field = table.rows[row].len() == 2;
        for (cell, &column) in table.rows[row].iter_mut().zip(&self.columns[row]) {
            if cell.rows > 1 {
                cell.rows += 1;
                continue;
            }
            let lines = fitting::broken(&self.grid.text(cell, column), self.grid.room(column, cell.columns));
            let mut rest = cell.clone();
            if lines.len() > count {
                let (first, last) = lines.split_at(count);
                cell.text = first.concat().trim_end_matches('\n').to_owned();
                rest.text = last.concat().trim_end_matches('\n').to_owned();
            } else {
                rest.text = match self.said_below(row, column) {
                    _ if is_field => marked(&cell.text),
                    Said::Marked => marked(&cell.text),
                    Said::Again => self.again(cell, column),
                    Said::Once => String::new(),
                };
            }
            rests.push((column, rest.text.clone()));
            below.push(rest);
        }
        for (above, cells) in table.rows.iter_mut().enumerate().take(row) {
            let over = cells.iter_mut().filter(|cell| cell.rows > row - above);
            over.for_each(|cell| cell.rows += 1);
        }
        let texts: Vec<String> = table.rows[row].iter().map(|cell| cell.text.clone()).collect();
        table.rows.insert(row + 1, below);
        let mut sources = Vec::new();
        for source in &self.sources {
            let mut source = source.clone();
            if source.row == row {
                let at = self.columns[row].iter().position(|&column| column == source.column);
                if let Some(text) = at.and_then(|at| texts.get(at)) {
                    source.text.clone_from(text);
                }
                if let Some((_, text)) = rests.iter().find(|(column, _)| *column == source.column) {
                    sources.push(trace::Cell {
                        row: row + 1,
                        text: text.clone(),
                        ..source.clone()
                    });
                }
            } else if source.row > row {
                source.row += 1;
            }
            sources.push(source);
        }
        sources.sort_by_key(|source| (source.row, source.column));
        Self::on(self.grid.clone(), table, sources, self.spacing)
    }

    /// Returns where what a cell says comes from.
    pub fn origin(&self, row: usize, column: usize) -> Option<&Origin> {
        let place = |cell: &trace::Cell| (cell.row, cell.column);
        let found = self.sources.binary_search_by_key(&(row, column), place).ok()?;
        self.sources[found].source.origin.as_ref()
    }

    /// Tells what of a cell is said on the page on which its row goes on.
    fn said_below(&self, row: usize, column: usize) -> Said {
        match self.origin(row, column) {
            Some(Origin::Indicator(_, Some(Field::Name))) => Said::Marked,
            Some(Origin::Goal(_) | Origin::Indicator(_, Some(Field::Goal | Field::Level1 | Field::Level2))) => {
                Said::Again
            }
            _ => Said::Once,
        }
    }

    /// Estimates the height of the headings above a row that begins a page, in twips.
    fn headings_height(&self, row: usize) -> usize {
        let headings = 0..self.headings(row, row + 1);
        headings
            .map(|row| self.spacing.row(self.lines_of(row), self.grid.size))
            .sum()
    }

    /// Estimates how many lines a row takes by its cells of one row.
    pub fn lines_of(&self, row: usize) -> usize {
        self.lines(row).fold(1, usize::max)
    }

    /// Estimates how many lines each cell of one row takes.
    fn lines(&self, row: usize) -> impl Iterator<Item = usize> {
        let cells = self.table.rows[row].iter().zip(&self.columns[row]);
        let of_one_row = cells.filter(|(cell, _)| cell.rows <= 1);
        of_one_row.map(|(cell, &column)| {
            let room = self.grid.room(column, cell.columns);
            fitting::broken(&self.grid.text(cell, column), room).len()
        })
    }
}
