//! A table of blocks as a Word table: widths in the table, the grid and every cell, headings repeated.

use docx_rs::{
    AlignmentType, HeightRule, LineSpacing, LineSpacingType, Paragraph, Run, Shading, ShdType, Table,
    TableAlignmentType, TableCell, TableCellBorderPosition, TableCellMargins, TableLayoutType, TableRow, VAlignType,
    VMergeType, WidthType,
};

use self::TableCellBorderPosition::{Bottom, Top};
use super::runs;
use crate::report::fitting::{self, COMMON, Grid, PADDING, Spacing, broken, heights};
use crate::report::{self, Align, Cell, Open};

/// Row height that `package` turns into the mark of a repeated heading row, which the library cannot write.
pub const REPEATED: f32 = 1.0;

/// A cell over several rows with no more lines than this is a label, which stands in its middle.
const LABEL: usize = 2;

/// What still stands below a cell over several rows.
#[derive(Clone, Default)]
struct Below {
    /// Rows left.
    rows: usize,
    /// Columns of the cell.
    columns: usize,
    /// Where its text stands, unless in the middle.
    align: Option<VAlignType>,
}

/// What the cells of a row look like.
#[derive(Clone, Copy)]
struct Look {
    style: &'static str,
    shading: Option<&'static str>,
    /// Whether the row stays on the page of the next.
    keeps: bool,
    /// Size of the type in half points.
    size: usize,
    spacing: Spacing,
}

fn text_style(spacing: Spacing) -> &'static str {
    match spacing {
        Spacing::Comfortable => "TableText",
        Spacing::Tight => "TableTextTight",
    }
}

fn heading_style(spacing: Spacing) -> &'static str {
    match spacing {
        Spacing::Comfortable => "TableHeading",
        Spacing::Tight => "TableHeadingTight",
    }
}

/// Whether the end of a table stays on the page of what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stays {
    /// It may end a page.
    Alone,
    /// What follows must not begin one.
    WithNext,
}

/// Lays out a table over a width in twips.
pub fn table(table: &report::Table, width: usize, spacing: Spacing, stays: Stays) -> Table {
    let grid = Grid::new(table, width);
    let heights = heights(table, &grid);

    let count = table.rows.len();
    let mut below: Vec<Below> = vec![Below::default(); grid.widths.len()];
    let rows = table.rows.iter().enumerate().map(|(position, row)| {
        let heading = position < table.heading_rows;
        let keeps = match position + 1 == count {
            true => stays == Stays::WithNext,
            false => fitting::keeps_with_next(table, &grid, &heights, position),
        };
        let look = Look {
            style: if heading {
                heading_style(spacing)
            } else {
                text_style(spacing)
            },
            shading: heading.then_some("F2F2F2"),
            keeps,
            size: grid.size,
            spacing,
        };
        let mut cells = Vec::new();
        let mut given = row.iter();
        let mut column = 0;
        while column < grid.widths.len() {
            if below[column].rows > 0 {
                let above = &mut below[column];
                above.rows -= 1;
                let columns = above.columns;
                let cell = aligned(placed(&grid.widths, column, columns), above.align);
                cells.push(
                    cell.vertical_merge(VMergeType::Continue)
                        .add_paragraph(Paragraph::new().style(text_style(spacing))),
                );
                column += columns.max(1);
                continue;
            }
            let Some(cell) = given.next() else { break };
            let columns = cell.columns.clamp(1, grid.widths.len() - column);
            let out = placed(&grid.widths, column, columns);
            if cell.rows <= 1 {
                let text = grid.text(cell, column);
                cells.push(joined(filled(out, &Cell { text, ..cell.clone() }, look), cell.open));
                column += columns;
                continue;
            }
            let lines = broken(&cell.text, grid.room(column, columns)).len();
            // In the middle of a cell that goes on over the page, text is pushed over its end; what goes on stands as the
            // cell of its first row on the new page says.
            let align = (lines > LABEL).then_some(VAlignType::Top);
            below[column] = Below {
                rows: cell.rows - 1,
                columns,
                align,
            };
            cells.push(aligned(filled(out, cell, look), align).vertical_merge(VMergeType::Restart));
            column += columns;
        }
        let mut row = TableRow::new(cells);
        if !grid.may_split(heights[position]) {
            row = row.cant_split();
        }
        if heading {
            row.row_height(REPEATED).height_rule(HeightRule::AtLeast)
        } else {
            row
        }
    });
    let rows = rows.collect();
    let padding = spacing.padding();
    Table::new(rows)
        .set_grid(grid.widths)
        .width(width, WidthType::Dxa)
        .align(TableAlignmentType::Center)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(padding, PADDING, padding, PADDING))
}

/// Takes the lines away towards the cells in which the text goes on, and lets it begin at the top.
fn joined(cell: TableCell, open: Open) -> TableCell {
    if open == Open::default() {
        return cell;
    }
    let edges = [(open.above, Top), (open.below, Bottom)];
    let edges = edges.into_iter().filter(|(is_open, _)| *is_open);
    edges.fold(cell.vertical_align(VAlignType::Top), |cell, (_, edge)| {
        cell.clear_border(edge)
    })
}

/// Makes an empty cell over some columns of the grid.
fn placed(grid: &[usize], column: usize, columns: usize) -> TableCell {
    let width = grid.iter().skip(column).take(columns).sum();
    let cell = TableCell::new()
        .width(width, WidthType::Dxa)
        .vertical_align(VAlignType::Center);
    if columns > 1 { cell.grid_span(columns) } else { cell }
}

fn aligned(cell: TableCell, align: Option<VAlignType>) -> TableCell {
    match align {
        Some(align) => cell.vertical_align(align),
        None => cell,
    }
}

/// Sets the size of a run in half points where it is not that of the style.
fn sized(run: Run, size: usize) -> Run {
    if size == COMMON { run } else { run.size(size) }
}

/// Puts the text into a cell, a paragraph a line.
fn filled(cell: TableCell, content: &Cell, look: Look) -> TableCell {
    let align = match content.align {
        Align::Left => AlignmentType::Left,
        Align::Centre => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
    };
    let mut cell = cell;
    if let Some(fill) = look.shading {
        cell = cell.shading(Shading::new().shd_type(ShdType::Clear).color("auto").fill(fill));
    }
    let lines = if content.text.is_empty() {
        vec![""]
    } else {
        content.text.lines().collect()
    };
    lines.into_iter().fold(cell, |cell, line| {
        let mut paragraph = Paragraph::new().style(look.style).align(align).keep_next(look.keeps);
        if look.size != COMMON {
            // The line of the style is that of its size.
            let line = i32::try_from(look.spacing.line(look.size)).unwrap_or(i32::MAX);
            paragraph = paragraph.line_spacing(LineSpacing::new().line_rule(LineSpacingType::Exact).line(line));
        }
        let runs = runs(line).into_iter().map(|run| sized(run, look.size));
        cell.add_paragraph(runs.fold(paragraph, Paragraph::add_run))
    })
}
