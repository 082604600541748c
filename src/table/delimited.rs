//! csv and its kin: the encoding, the separator, the cells.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};
use rust_i18n::t;

use super::clipboard::{Quotes, separated};
use super::grid::{Grid, Origin};
use super::{TableError, unreadable};

/// Greatest number of letters in a cell, which is Excel's; more are a quote that is not closed.
const MAX_LETTERS: usize = 32_767;

/// Reads a text file with separated cells: UTF-8, UTF-16 with or without its mark, or GB18030 (GBK, GB2312).
pub(super) fn sheet(bytes: &[u8], name: &str) -> Result<Grid, TableError> {
    if bytes.starts_with(b"%PDF") {
        return Err(unreadable(t!("table.is_pdf", name = name)));
    }
    let text = decoded(bytes).map_err(|line| unreadable(t!("table.no_table", name = name, line = line)))?;
    let start: String = text.trim_start().chars().take(64).collect();
    // As every project file of ours begins.
    if start.starts_with('(') && start.contains("format: \"hengji\"") {
        return Err(unreadable(t!("table.is_project", name = name)));
    }
    if ["<html", "<!doctype", "<table", "<?xml"]
        .iter()
        .any(|tag| start.to_ascii_lowercase().starts_with(tag))
    {
        return Err(unreadable(t!("table.is_web", name = name)));
    }
    let mut grid = Grid::named(name);
    let separator = separator(&text);
    // Excel's own word on the separator is no cell; its line still counts.
    let is_said = text.starts_with(&format!("sep={separator}"));
    let text = if is_said { &text[5..] } else { text.as_str() };
    separated(text, separator, Quotes::Always, |row, column, cell| {
        if cell.chars().nth(MAX_LETTERS).is_some() {
            return Err(unreadable(t!(
                "table.long_text",
                name = name,
                row = row + 1,
                column = column + 1,
                most = MAX_LETTERS
            )));
        }
        grid.put(row, column, &cell)?;
        if cell.contains('\n') && cell.split('\n').any(|line| line.matches(separator).count() > 1) {
            grid.mark(row, column, Origin::Quoted);
        }
        Ok(())
    })?;
    Ok(grid)
}

/// Decodes the bytes of a text file; the line that cannot be read when they are no text.
fn decoded(bytes: &[u8]) -> Result<String, usize> {
    let zeros = |at: usize| bytes.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let utf_8 = std::str::from_utf8(bytes);
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
        _ if utf_8.is_ok() => UTF_8,
        _ => GB18030,
    };
    let (text, is_damaged) = encoding.decode_with_bom_removal(bytes);
    let is_odd = |sign: char| {
        sign.is_control() && !matches!(sign, '\n' | '\r' | '\t' | '\u{1a}')
            || is_damaged && sign == char::REPLACEMENT_CHARACTER
    };
    let Some(odd) = text.find(is_odd) else {
        return Ok(text.into_owned());
    };
    // Damaged UTF-8 is no GBK from its first lines on.
    let plain = utf_8.err().map_or(0, |error| error.valid_up_to());
    let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    Err(lines(text[..odd].as_bytes()).max(lines(&bytes[..plain])))
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
