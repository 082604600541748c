//! Texts too long for the rows they stand beside, shared out to them.

use super::super::fitting::{self, ANNEX_WIDTH, Grid, Spacing};
use super::super::trace::{self, Trace};
use super::super::{Begins, Block, Cell, Open, Part, Table};
use super::sorted;

/// A cell over several rows whose text takes more lines than this, and than the rows have, is shared out to them.
const MERGED: usize = 20;

/// Shares the texts of cells out to the rows they stand beside, where those have no room for them.
pub fn shared((block, trace): (Block, Trace)) -> (Block, Trace) {
    let (Block::Table(table), Trace::Cells(cells)) = (&block, &trace) else {
        return (block, trace);
    };
    let shared_on = |grid: &Grid| share(table, cells, grid);
    let Some((parts, _)) = shared_on(&Grid::new(table, ANNEX_WIDTH)) else {
        return (block, trace);
    };
    // Now that its rows are known to be high, the column may be wider.
    let grid = Grid::new(&parts, ANNEX_WIDTH);
    let (table, cells) = shared_on(&grid).unwrap_or_else(|| (table.clone(), cells.clone()));
    let begins = Begins::Below;
    let spacing = Spacing::Comfortable;
    let part = Some(Part { grid, spacing, begins });
    (Block::Table(Table { part, ..table }), Trace::Cells(cells))
}

/// Shares the texts that are too long for their rows out to them; `None` where there is no such text.
fn share(table: &Table, cells: &[trace::Cell], grid: &Grid) -> Option<(Table, Vec<trace::Cell>)> {
    let mut heights = fitting::heights(table, grid);
    let mut rows: Vec<Vec<(usize, Cell)>> = vec![Vec::new(); table.rows.len()];
    let mut sources = Vec::new();
    let mut is_any = false;
    for (row, column, cell) in places(table) {
        let source = cells.binary_search_by_key(&(row, column), |source| (source.row, source.column));
        let source = source.ok().map(|at| &cells[at]);
        let covered = row..(row + cell.rows.max(1)).min(rows.len());
        let free: usize = heights[covered.clone()].iter().sum();
        let lines = match cell.rows {
            0 | 1 => Vec::new(),
            _ => fitting::broken(&cell.text, grid.room(column, cell.columns)),
        };
        if lines.len() <= MERGED.max(free) {
            rows[row].push((column, cell.clone()));
            sources.extend(source.cloned());
            continue;
        }
        is_any = true;
        let (first, last) = (covered.start, covered.end - 1);
        let parts = parts(lines, &mut heights[covered.clone()]);
        for (row, text) in covered.zip(parts) {
            sources.extend(source.map(|source| trace::Cell {
                row,
                text: text.clone(),
                ..source.clone()
            }));
            let cell = Cell {
                text,
                rows: 1,
                open: Open {
                    above: row > first,
                    below: row < last,
                },
                ..cell.clone()
            };
            rows[row].push((column, cell));
        }
    }
    sources.sort_by_key(|source| (source.row, source.column));
    let rows = sorted(rows);
    is_any.then(|| (Table { rows, ..table.clone() }, sources))
}

/// Shares lines out to rows, so many to each that all have about as many; the rows become as high.
fn parts(lines: Vec<String>, heights: &mut [usize]) -> Vec<String> {
    let mut lines = lines.into_iter();
    let mut parts = Vec::new();
    let count = heights.len();
    for (position, height) in heights.iter_mut().enumerate() {
        let share = lines.len().div_ceil(count - position).max(*height);
        let part: String = lines.by_ref().take(share).collect();
        *height = share;
        parts.push(part.trim_end_matches('\n').to_owned());
    }
    parts
}

/// The cells of a table, each with its row and its first column.
fn places(table: &Table) -> impl Iterator<Item = (usize, usize, &Cell)> {
    let rows = table.rows.iter().zip(table.columns()).enumerate();
    rows.flat_map(|(row, (cells, columns))| cells.iter().zip(columns).map(move |(cell, column)| (row, column, cell)))
}
