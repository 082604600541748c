//! Cells in text: the clipboard of Excel and WPS, and the splitting it shares with csv files.

use super::Cells;

/// Splits a block copied from Excel or WPS (tabs, line feeds, quoted cells) into cells.
///
/// A line feed at the end closes the last row. A cell counts as quoted only when something in it needs quoting, as
/// Excel does it: `"优秀"率` and `"优秀"` keep their marks.
pub fn pasted(text: &str) -> Cells {
    separated(text, '\t', Quotes::WhenNeeded)
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

/// Splits text into rows of cells; a blank line is a row with one empty cell.
pub(super) fn separated(text: &str, separator: char, quotes: Quotes) -> Cells {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut rows = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let mut row = Vec::new();
        loop {
            let (cell, after) = quoted(rest, separator, quotes).unwrap_or_else(|| {
                let end = rest.find([separator, '\n']).unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            });
            row.push(cell);
            match after.strip_prefix(separator) {
                Some(next) => rest = next,
                None => {
                    rest = after.strip_prefix('\n').unwrap_or(after);
                    break;
                }
            }
        }
        rows.push(row);
    }
    rows
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
