//! Long forms page by page: where a table of an annex goes on, the cells that reach over the page say their words again.
//!
//! A cell over several rows is drawn once by every program, on the page where it begins: below, nobody sees what the
//! rows belong to. So a form of several pages is cut into a table a page, with the estimates of [`fitting`]. A text that
//! is too long for the rows it stands beside is shared out to them before: programs cut it, or draw it over the page. A
//! row higher than half a page, and one of the foot, goes on over it, so that no page is left half empty for it. A goal
//! begins a page of its own where that leaves little of the one before empty and takes no page more.

mod goals;
mod share;
mod torn;

use goals::Goals;
use share::shared;

use super::fitting::{self, ANNEX_HEIGHT, ANNEX_WIDTH, Grid, Spacing};
use super::trace::{self, Trace};
use super::{Align, Begins, Block, Cell, Open, Part, Table};

/// A text of more lines is not said again whole.
pub const REPEATED: u8 = 8;
/// Longest beginning of such a text that is said again, in characters.
const BEGINNING: usize = 16;
/// Left over at the foot of a page in twips, a line and a half: fonts and programs break lines otherwise than estimated.
const RESERVE: usize = 420;
/// So many rows go to the last page with notes that have no room on the page before: 总分, the foot and some indicators.
const WITH_NOTES: usize = 5;
/// Cuts the tables of an annex that does not fit its pages otherwise.
pub fn paged(annex: Vec<(Block, Trace)>) -> Vec<(Block, Trace)> {
    let annex: Vec<(Block, Trace)> = annex.into_iter().map(shared).collect();
    let blocks: Vec<Block> = annex.iter().map(|(block, _)| block.clone()).collect();
    if fitting::spacing(&blocks) == Spacing::Tight {
        return annex;
    }
    let set = |spacing, goals| laid_out(&annex, spacing, goals);
    let (mut parts, is_short) = set(Spacing::Comfortable, Goals::GoOn);
    let mut spacing = Spacing::Comfortable;
    if is_short {
        // Rows closer than needed read better than a page of a few rows and notes.
        let (tight, are_moved) = set(Spacing::Tight, Goals::GoOn);
        if !are_moved || tight.len() < parts.len() {
            (parts, spacing) = (tight, Spacing::Tight);
        }
    }
    let (whole, _) = set(spacing, Goals::Whole);
    if whole.len() > parts.len() { parts } else { whole }
}

/// Cuts the tables of an annex at a spacing; true where rows had to go to the page of the notes.
fn laid_out(annex: &[(Block, Trace)], spacing: Spacing, goals: Goals) -> (Vec<(Block, Trace)>, bool) {
    let last = annex.iter().rposition(|(block, _)| matches!(block, Block::Table(_)));
    let height_of = |block: &Block| fitting::height_of(block, spacing);
    let below_last = annex.iter().skip(last.map_or(0, |last| last + 1));
    let notes: usize = below_last.map(|(block, _)| height_of(block)).sum();
    let mut are_moved = false;
    let mut left = ANNEX_HEIGHT;
    let mut paged = Vec::new();
    for (position, (block, trace)) in annex.iter().enumerate() {
        let height = height_of(block);
        let below = if Some(position) == last { notes } else { 0 };
        match (block, trace) {
            (Block::Table(table), Trace::Cells(cells)) if height + below > left => {
                let whole = Whole::new(table.clone(), cells.clone(), spacing);
                let (parts, moved) = cut(whole, goals, &mut left, below);
                paged.extend(parts);
                are_moved |= moved;
            }
            (block, trace) => {
                left = left.saturating_sub(height);
                paged.push((block.clone(), trace.clone()));
            }
        }
    }
    (paged, are_moved)
}

/// Returns how a text begins that is too long to be said again whole, and the mark behind it.
pub fn beginning(text: &str) -> (String, &'static str) {
    let clause = text.split(['：', '；', '。', '，', '\n']).next().unwrap_or_default();
    let beginning: String = clause.chars().take(BEGINNING).collect();
    let mark = if beginning == clause {
        "（续）"
    } else {
        "…（续）"
    };
    (beginning, mark)
}

/// Puts the cells of rows in the order of their columns.
fn sorted(rows: Vec<Vec<(usize, Cell)>>) -> Vec<Vec<Cell>> {
    let in_order = |mut row: Vec<(usize, Cell)>| {
        row.sort_by_key(|(column, _)| *column);
        row.into_iter().map(|(_, cell)| cell).collect()
    };
    rows.into_iter().map(in_order).collect()
}

/// Cuts a table into parts that fit what is left of this page and then whole pages; its last rows stand on the page of
/// the notes below it, which are so high; true where they had to be moved there.
fn cut(mut whole: Whole, goals: Goals, left: &mut usize, below: usize) -> (Vec<(Block, Trace)>, bool) {
    let mut parts = Vec::new();
    let mut are_moved = false;
    let mut start = whole.table.heading_rows;
    let mut begins = Begins::Below;
    while start < whole.table.rows.len() {
        let room = left.saturating_sub(RESERVE);
        let mut ends = start + 1..=whole.table.rows.len();
        let has_room = |&end: &usize| whole.lines_of(end - 1) <= whole.grid.lines() && whole.height(start, end) <= room;
        let fitting = ends.by_ref().take_while(has_room);
        let mut end = fitting.last().unwrap_or(start);
        let before_goal = |whole: &Whole, end| match goals {
            Goals::Whole => whole.before_goal(start, end, room),
            Goals::GoOn => None,
        };
        let torn = match before_goal(&whole, end) {
            Some(_) => None,
            None => whole.torn(start, end, room),
        };
        let is_torn = torn.is_some();
        if let Some(torn) = torn {
            (whole, end) = (torn, end + 1);
        }
        let count = whole.table.rows.len();
        let has_rows_to_spare = end == count && end > start + WITH_NOTES;
        if has_rows_to_spare && whole.height(start, end) + below > room && below < ANNEX_HEIGHT / 2 {
            end -= WITH_NOTES;
            are_moved = true;
        }
        if end == start && begins == Begins::Below {
            (*left, begins) = (ANNEX_HEIGHT, Begins::Page);
            continue;
        }
        // A row higher than a page goes on by itself; no row stands alone on the last page.
        end = end.max(start + 1);
        if end + 1 == count && end > start + 2 && !is_torn {
            end -= 1;
        }
        if !is_torn {
            end = before_goal(&whole, end).unwrap_or(end);
        }
        let part = whole.part(start, end, begins);
        let height = whole.height(start, end);
        *left = match begins {
            _ if end < count => ANNEX_HEIGHT,
            Begins::Below => room.saturating_sub(height),
            Begins::Page => ANNEX_HEIGHT.saturating_sub(height % ANNEX_HEIGHT),
        };
        let cells = whole.traced(start, end, &part);
        parts.push((Block::Table(part), Trace::Cells(cells)));
        (start, begins) = (end, Begins::Page);
    }
    (parts, are_moved)
}

/// A table that goes over several pages.
struct Whole {
    table: Table,
    /// The sources of its cells.
    sources: Vec<trace::Cell>,
    grid: Grid,
    spacing: Spacing,
    /// The first column of every cell, row by row.
    columns: Vec<Vec<usize>>,
    /// For every row the cells that reach it from above, each by its row and its position there.
    reaching: Vec<Vec<(usize, usize)>>,
}

impl Whole {
    fn new(table: Table, sources: Vec<trace::Cell>, spacing: Spacing) -> Self {
        let grid = Grid::new(&table, ANNEX_WIDTH);
        Self::on(grid, table, sources, spacing)
    }

    fn on(grid: Grid, table: Table, sources: Vec<trace::Cell>, spacing: Spacing) -> Self {
        let mut reaching = vec![Vec::new(); table.rows.len()];
        for (row, cells) in table.rows.iter().enumerate() {
            for (position, cell) in cells.iter().enumerate() {
                let below = reaching.iter_mut().skip(row + 1).take(cell.rows.saturating_sub(1));
                below.for_each(|reaching| reaching.push((row, position)));
            }
        }
        Self {
            columns: table.columns(),
            table,
            sources,
            grid,
            spacing,
            reaching,
        }
    }

    /// Returns the cells that touch the rows of a part, each with its first row and column.
    fn cells(&self, start: usize, end: usize) -> impl Iterator<Item = (usize, usize, &Cell)> {
        let from_above = self.reaching.get(start).into_iter().flatten().copied();
        let own = (start..end).flat_map(|row| (0..self.table.rows[row].len()).map(move |position| (row, position)));
        from_above.chain(own).map(|(row, position)| {
            let cell = &self.table.rows[row][position];
            (row, self.columns[row][position], cell)
        })
    }

    /// Returns how many rows of headings a part has: none where all its rows are labels with their words, as at the foot
    /// of a form, which are in none of the columns.
    fn headings(&self, start: usize, end: usize) -> usize {
        let is_field = |row: &Vec<Cell>| row.len() == 2 && row.iter().all(|cell| cell.align != Align::Right);
        let has_columns = self.grid.widths.len() > 2;
        if has_columns && self.reaching[start].is_empty() && self.table.rows[start..end].iter().all(is_field) {
            return 0;
        }
        self.table.heading_rows
    }

    /// Makes the table of some rows below the headings, which it has too.
    fn part(&self, start: usize, end: usize, begins: Begins) -> Table {
        let headings = self.headings(start, end);
        let mut rows = self.table.rows[..headings].to_vec();
        let mut below: Vec<Vec<(usize, Cell)>> = vec![Vec::new(); end - start];
        for (row, column, cell) in self.cells(start, end) {
            let first = row.max(start);
            let text = if row < start {
                self.again(cell, column)
            } else {
                cell.text.clone()
            };
            let rows = (row + cell.rows.max(1)).min(end) - first;
            // A page begins and ends with a line.
            let open = Open {
                above: cell.open.above && first > start,
                below: cell.open.below && first + rows < end,
            };
            below[first - start].push((
                column,
                Cell {
                    text,
                    rows,
                    open,
                    ..cell.clone()
                },
            ));
        }
        rows.extend(sorted(below));
        Table {
            widths: self.table.widths.clone(),
            heading_rows: headings,
            rows,
            part: Some(Part {
                grid: self.grid.clone(),
                spacing: self.spacing,
                begins,
            }),
        }
    }

    /// Returns what a cell says on the page on which it goes on.
    fn again(&self, cell: &Cell, column: usize) -> String {
        let lines = fitting::broken(&cell.text, self.grid.room(column, cell.columns)).len();
        if lines <= usize::from(REPEATED) {
            return cell.text.clone();
        }
        let (beginning, mark) = beginning(&cell.text);
        format!("{beginning}{mark}")
    }

    /// Estimates the height of a part with its headings, in twips.
    fn height(&self, start: usize, end: usize) -> usize {
        let part = self.part(start, end, Begins::Below);
        fitting::table_height(&part, &self.grid, self.spacing)
    }

    /// Returns the sources of the cells of a part.
    fn traced(&self, start: usize, end: usize, part: &Table) -> Vec<trace::Cell> {
        let cells = &self.sources;
        let headings = part.heading_rows;
        let columns = part.columns();
        let moved = self.cells(start, end).filter_map(|(row, column, _)| {
            let found = cells.binary_search_by_key(&(row, column), |cell| (cell.row, cell.column));
            let found = &cells[found.ok()?];
            let row = row.max(start) + headings - start;
            let position = columns.get(row)?.iter().position(|&at| at == column)?;
            Some(trace::Cell {
                row,
                text: part.rows[row][position].text.clone(),
                ..found.clone()
            })
        });
        moved.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, rows: usize) -> Cell {
        Cell {
            text: text.to_owned(),
            columns: 1,
            rows,
            ..Cell::default()
        }
    }

    /// A form of so many rows with one goal beside all of them.
    fn form(count: usize) -> Table {
        let mut table = Table::of(
            &[("目标", 10, Default::default()), ("指标", 20, Default::default())],
            [],
        );
        for row in 0..count {
            let goal = (row == 0).then(|| cell("保障药品安全", count));
            table
                .rows
                .push(goal.into_iter().chain([cell(&format!("指标{row}"), 1)]).collect());
        }
        table
    }

    #[test]
    fn every_page_says_what_its_rows_belong_to() {
        let pages = paged(vec![(Block::Table(form(60)), Trace::Cells(Vec::new()))]);
        assert!(pages.len() > 2);
        let mut rows = 0;
        for (position, (block, _)) in pages.iter().enumerate() {
            let Block::Table(table) = block else {
                panic!("only tables")
            };
            assert_eq!(table.begins_page(), position > 0);
            let first = &table.rows[table.heading_rows];
            let below = table.rows.len() - table.heading_rows;
            assert_eq!((first[0].text.as_str(), first[0].rows), ("保障药品安全", below));
            assert_eq!(first[1].text, format!("指标{rows}"), "no row is lost");
            assert!(below > 1, "no row stands alone");
            rows += below;
        }
        assert_eq!(rows, 60);
    }

    #[test]
    fn a_text_too_long_for_its_rows_is_shared_out_to_them() {
        let text: String = (0..2400)
            .map(|at| char::from_u32(0x4e00 + at).unwrap_or('甲'))
            .collect();
        for count in [2, 3, 5, 40] {
            let mut table = form(count);
            table.rows[1][0].text.clone_from(&text);
            let pages = paged(vec![(Block::Table(table), Trace::Cells(Vec::new()))]);
            let mut said = String::new();
            for (block, _) in &pages {
                let Block::Table(table) = block else {
                    panic!("only tables")
                };
                let rows = &table.rows[table.heading_rows..];
                for (position, row) in rows.iter().enumerate() {
                    assert_eq!((row[0].rows, row.len()), (1, 2), "{count}");
                    said += &row[0].text;
                    let (first, last) = (position == 0, position + 1 == rows.len());
                    let open = Open {
                        above: !first,
                        below: !last,
                    };
                    assert_eq!(row[0].open, open, "a page begins and ends with a line");
                }
            }
            assert_eq!(said, text, "{count}");
        }
    }

    #[test]
    fn a_row_of_more_pages_than_anybody_reads_is_left_to_the_programs() {
        let parts = |length: usize| {
            let mut table = form(3);
            table.rows[2][0].text = "长".repeat(length);
            paged(vec![(Block::Table(table), Trace::Cells(Vec::new()))]).len()
        };
        assert!(parts(4_000) > 2, "a row of some pages is torn");
        assert!(parts(60_000) < 5);
    }

    #[test]
    fn the_foot_of_a_form_stands_below_no_headings_of_columns() {
        let columns = [
            ("目标", 10, Align::Left),
            ("指标", 20, Align::Left),
            ("得分", 5, Align::Right),
        ];
        let indicators = (0..12).map(|row| vec!["安全".to_owned(), format!("指标{row}"), "1".to_owned()]);
        let mut table = Table::of(&columns, indicators);
        let wide = |text: String| Cell {
            columns: 2,
            ..cell(&text, 1)
        };
        let long = |word: &str| wide(word.repeat(400));
        table.rows.push(vec![
            wide("总分".to_owned()),
            Cell {
                align: Align::Right,
                ..cell("12", 1)
            },
        ]);
        table.rows.push(vec![cell("原因", 1), long("受汛期影响")]);
        table.rows.push(vec![cell("措施", 1), long("倒排工期")]);
        let sources = vec![trace::Cell {
            row: 15,
            column: 1,
            text: "倒排工期".repeat(400),
            source: trace::Source::of("改进措施", crate::binding::Origin::Head),
        }];
        let pages = paged(vec![(Block::Table(table), Trace::Cells(sources))]);
        let firsts: Vec<(usize, String)> = (pages.iter())
            .filter_map(|(block, _)| match block {
                Block::Table(table) => Some((table.heading_rows, table.rows[0][0].text.clone())),
                _ => None,
            })
            .collect();
        let wanted = [(1, "目标"), (0, "原因（续）"), (0, "原因（续）"), (0, "措施（续）")];
        assert_eq!(firsts, wanted.map(|(rows, text)| (rows, text.to_owned())));
        // What a cell says is found where it stands.
        let Some((_, Trace::Cells(cells))) = pages.last() else {
            panic!("a table")
        };
        assert_eq!((cells[0].row, cells[0].column), (0, 1));
    }

    #[test]
    fn a_form_of_one_page_stays_whole() {
        let pages = paged(vec![(Block::Table(form(9)), Trace::Cells(Vec::new()))]);
        assert_eq!(pages, [(Block::Table(form(9)), Trace::Cells(Vec::new()))]);
    }
}
