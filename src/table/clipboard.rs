//! Cells in text: the clipboard of Excel and WPS, and the splitting it shares with csv files.

use std::convert::Infallible;

use super::Cells;

/// Splits a block copied from Excel or WPS (tabs, line feeds, quoted cells) into cells.
///
/// A line feed at the end closes the last row. A cell counts as quoted only when something in it needs quoting, as
/// Excel does it: `"优秀"率` and `"优秀"` keep their marks.
pub fn pasted(text: &str) -> Cells {
    let mut rows = Cells::new();
    let taken = separated(text, '\t', Quotes::WhenNeeded, |row, _, cell| {
        rows.resize_with(row + 1, Vec::new);
        rows[row].push(cell);
        Ok::<_, Infallible>(())
    });
    let Ok(()) = taken;
    rows
}

/// Writes cells as Excel and WPS take them from the clipboard; every row ends with a line feed.
pub fn copied(cells: &Cells) -> String {
    let mut text = String::new();
    for row in cells {
        for (position, cell) in row.iter().enumerate() {
            if position > 0 {
                text.push('\t');
            }
            if cell.contains(['\t', '\n', '\r', '"']) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
        text.push('\n');
    }
    text
}

/// When marks around a cell are quotes and not part of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Always: csv files.
    Always,
    /// Only around a separator, a line feed or a quote: the clipboard.
    WhenNeeded,
}

/// Splits text into cells and hands each over with its row and column, so that nothing is held of empty ones; a blank
/// line is a row with one empty cell.
///
/// # Errors
/// Whatever the taker of a cell refuses.
pub(super) fn separated<E>(
    text: &str,
    separator: char,
    quotes: Quotes,
    mut take: impl FnMut(usize, usize, String) -> Result<(), E>,
) -> Result<(), E> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut rest = text.as_str();
    let (mut row, mut column) = (0, 0);
    while !rest.is_empty() {
        let (cell, after) = quoted(rest, separator, quotes).unwrap_or_else(|| {
            let end = rest.find([separator, '\n']).unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        });
        take(row, column, cell)?;
        (rest, row, column) = match after.strip_prefix(separator) {
            // An empty cell ends the text.
            Some("") => return take(row, column + 1, String::new()),
            Some(next) => (next, row, column + 1),
            None => (after.strip_prefix('\n').unwrap_or(after), row + 1, 0),
        };
    }
    Ok(())
}

/// Reads a quoted cell at the start of a text; `None` when there is none.
fn quoted(text: &str, separator: char, quotes: Quotes) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let end = rest.find('"')?;
        cell.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                cell.push('"');
                rest = after;
            }
            None => break,
        }
    }
    let closed = rest.is_empty() || rest.starts_with([separator, '\n']);
    let needed = quotes == Quotes::Always || cell.contains([separator, '\n', '"']);
    (closed && needed).then_some((cell, rest))
}
