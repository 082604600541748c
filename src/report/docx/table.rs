//! A table of blocks as a Word table: widths in the table, the grid and every cell, headings repeated.

use docx_rs::{
    AlignmentType, HeightRule, Paragraph, Shading, ShdType, Table, TableAlignmentType, TableCell, TableCellMargins,
    TableLayoutType, TableRow, VAlignType, VMergeType, WidthType,
};

use super::run;
use crate::report::{self, Align, Cell};

/// Row height that `package` turns into the mark of a repeated heading row, which the library cannot write.
pub const REPEATED: f32 = 1.0;

/// A table of so many lines of text stays on one page; a longer one would leave too great a gap.
const TOGETHER: usize = 10;
/// Width of a character of 五号 in twips.
const CHARACTER: usize = 210;
/// Distance of the text from the edges of its cell, left and right.
const PADDING: usize = 57;

/// Lays out a table over a width in twips.
pub fn table(table: &report::Table, width: usize) -> Table {
    let grid = grid(&table.widths, width);
    // What is still to be covered in each column by a cell above: rows left, columns of that cell.
    let mut covered: Vec<(usize, usize)> = vec![(0, 0); grid.len()];
    let count = table.rows.len();
    let is_short = lines(table, &grid) <= TOGETHER;
    let rows = table.rows.iter().enumerate().map(|(position, row)| {
        let heading = position < table.heading_rows;
        // A short table is not torn over two pages, and of a longer one no row stands alone.
        let keeps = position + 1 < count && (is_short || position <= table.heading_rows || position + 2 == count);
        let mut cells = Vec::new();
        let mut given = row.iter();
        let mut column = 0;
        while column < grid.len() {
            let (left, columns) = covered[column];
            if left > 0 {
                covered[column].0 -= 1;
                cells.push(
                    placed(&grid, column, columns)
                        .vertical_merge(VMergeType::Continue)
                        .add_paragraph(Paragraph::new().style("TableText")),
                );
                column += columns.max(1);
                continue;
            }
            let Some(cell) = given.next() else { break };
            let columns = cell.columns.clamp(1, grid.len() - column);
            let mut out = filled(placed(&grid, column, columns), cell, heading, keeps);
            if cell.rows > 1 {
                out = out.vertical_merge(VMergeType::Restart);
                covered[column] = (cell.rows - 1, columns);
            }
            cells.push(out);
            column += columns;
        }
        let row = TableRow::new(cells).cant_split();
        if heading {
            row.row_height(REPEATED).height_rule(HeightRule::AtLeast)
        } else {
            row
        }
    });
    let rows = rows.collect();
    Table::new(rows)
        .set_grid(grid)
        .width(width, WidthType::Dxa)
        .align(TableAlignmentType::Center)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(28, PADDING, 28, PADDING))
}

/// Estimates how many lines of text the rows of a table take together.
fn lines(table: &report::Table, grid: &[usize]) -> usize {
    let row_lines = |row: &Vec<Cell>| {
        let cell_lines = |(cell, width): (&Cell, &usize)| {
            let room = (width * cell.columns.max(1)).saturating_sub(2 * PADDING) / CHARACTER;
            let of_line = |line: &str| line.chars().count().div_ceil(room.max(1)).max(1);
            cell.text.lines().map(of_line).sum::<usize>()
        };
        row.iter().zip(grid).map(cell_lines).max().unwrap_or(0).max(1)
    };
    table.rows.iter().map(row_lines).sum()
}

/// Divides a width by relative widths; the parts sum to it exactly.
fn grid(widths: &[u16], width: usize) -> Vec<usize> {
    let all: usize = widths.iter().map(|&part| usize::from(part)).sum::<usize>().max(1);
    let mut reached = 0;
    widths
        .iter()
        .map(|&part| {
            let start = reached * width / all;
            reached += usize::from(part);
            reached * width / all - start
        })
        .collect()
}

/// Makes an empty cell over some columns of the grid.
fn placed(grid: &[usize], column: usize, columns: usize) -> TableCell {
    let width = grid.iter().skip(column).take(columns).sum();
    let cell = TableCell::new()
        .width(width, WidthType::Dxa)
        .vertical_align(VAlignType::Center);
    if columns > 1 { cell.grid_span(columns) } else { cell }
}

/// Puts the text into a cell, a paragraph a line.
fn filled(cell: TableCell, content: &Cell, heading: bool, keeps: bool) -> TableCell {
    let align = match content.align {
        Align::Left => AlignmentType::Left,
        Align::Centre => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
    };
    let style = if heading { "TableHeading" } else { "TableText" };
    let mut cell = cell;
    if heading {
        cell = cell.shading(Shading::new().shd_type(ShdType::Clear).color("auto").fill("F2F2F2"));
    }
    let lines = if content.text.is_empty() {
        vec![""]
    } else {
        content.text.lines().collect()
    };
    lines.into_iter().fold(cell, |cell, line| {
        cell.add_paragraph(
            Paragraph::new()
                .style(style)
                .align(align)
                .keep_next(keeps)
                .add_run(run(line)),
        )
    })
}
