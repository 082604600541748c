//! csv and its kin: the encoding, the separator, the cells.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::clipboard::{Quotes, separated};
use super::grid::Grid;
use super::{TableError, unreadable};

/// Reads a text file with separated cells: UTF-8, UTF-16 with or without its mark, or GB18030 (GBK, GB2312).
pub(super) fn sheet(bytes: &[u8], name: &str) -> Result<Grid, TableError> {
    let text = decoded(bytes).ok_or_else(|| {
        unreadable(format!(
            "“{name}”不是 Excel 或 CSV 表格，或者编码既不是 UTF-8 也不是 GBK"
        ))
    })?;
    let mut grid = Grid::named(name);
    for (row, cells) in separated(&text, separator(&text), Quotes::Always).iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            grid.put(row, column, cell)?;
        }
    }
    Ok(grid)
}

/// Decodes the bytes of a text file; `None` when they are no text.
fn decoded(bytes: &[u8]) -> Option<String> {
    let zeros = |at: usize| bytes.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let encoding = match bytes {
        [0xff, 0xfe, ..] => UTF_16LE,
        [0xfe, 0xff, ..] => UTF_16BE,
        // Without its mark: every character of ASCII, and a table is full of commas, leaves a zero byte.
        _ if bytes.len().is_multiple_of(2) && (zeros(0) + zeros(1)) * 16 > bytes.len() => {
            if zeros(0) > zeros(1) {
                UTF_16BE
            } else {
                UTF_16LE
            }
        }
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => GB18030,
    };
    let text = encoding.decode_with_bom_removal(bytes);
    let control = |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t' | '\u{1a}');
    (!text.1 && !text.0.contains(control)).then(|| text.0.into_owned())
}

/// Chooses the separator that stands most often outside quotes; the comma among equals.
fn separator(text: &str) -> char {
    let mut counts = [(',', 0usize), ('\t', 0), (';', 0)];
    let mut inside = false;
    for character in text.chars().take(1 << 16) {
        if character == '"' {
            inside = !inside;
        } else if !inside && let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == character) {
            *count += 1;
        }
    }
    // The last of the greatest is taken, so the comma is asked last.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(',', |(separator, _)| *separator)
}
