//! How text stands in cells: the lines it takes, and the height of its row.

use rust_decimal::Decimal;

use crate::report::columns;

/// Height of one line of body text in points.
pub const LINE: f64 = 15.0;
/// Greatest height of a row in Excel, in points.
pub const TALLEST: f64 = 409.0;
/// Room in a column beside its text, in the digits a width is counted in; fonts differ between programs.
const ROOM: f64 = 1.7;

/// Returns the width of a column, as a workbook counts it, for text of a width in full-width characters.
pub fn column_width(width: f64) -> f64 {
    width * 2.0 + ROOM
}

/// Returns the same width in points on paper.
pub fn points(width: f64) -> f64 {
    // A digit of the default font is 7 pixels wide, a cell has 5 more; a pixel is 0.75 points.
    (column_width(width) * 7.0 + 5.0) * 0.75
}

/// Widens a column, in full-width characters, until its numbers stand whole: one that does not is printed as ###.
pub fn for_numbers(width: f64, numbers: impl IntoIterator<Item = String>) -> f64 {
    // A digit more stands behind each.
    let printed = numbers.into_iter().map(|number| format!("{number}0"));
    let breadths = printed.map(|number| columns::breadth(&number));
    width.max(characters(breadths.max().unwrap_or(0)))
}

/// Widens a column, in full-width characters, until no row needs to be higher than so many points.
pub fn for_texts<'a>(width: f64, highest: f64, texts: impl IntoIterator<Item = &'a str>) -> f64 {
    let fits = |width: &f64, text: &str| need(text, *width) <= highest;
    let widened = |width: f64, text: &str| {
        let mut widths = (0..=MOST_WIDENING).map(|more| width + f64::from(more));
        // A text of pages has no room in any of them.
        let has_room = fits(&(width + f64::from(MOST_WIDENING)), text);
        if has_room {
            widths.find(|width| fits(width, text)).unwrap_or(width)
        } else {
            width
        }
    };
    texts.into_iter().fold(width, widened)
}

/// Returns hundredths of a full-width character as characters.
fn characters(hundredths: usize) -> f64 {
    super::float(Decimal::from(hundredths)) / 100.0
}

/// How much a column is widened for a long text at most, in full-width characters.
const MOST_WIDENING: u8 = 59;

/// Length of a text in full-width characters.
fn length(text: &str) -> f64 {
    let width = |character: char| if character.is_ascii() { 0.55 } else { 1.0 };
    text.chars().map(width).sum()
}

/// Counts the lines a text takes in a cell of a width in full-width characters.
pub fn lines(text: &str, width: f64) -> f64 {
    let line = |line: &str| (length(line) / width.max(1.0)).ceil().max(1.0);
    text.lines().map(line).sum::<f64>().max(1.0)
}

/// Height of a row in points whose texts have these widths in full-width characters.
pub fn height<'a>(texts: impl Iterator<Item = (&'a str, f64)>) -> f64 {
    let needs = texts.map(|(text, width)| need(text, width));
    needs.fold(21.0, f64::max).min(TALLEST)
}

/// Height a text needs in a cell of a width in full-width characters, in points.
pub fn need(text: &str, width: f64) -> f64 {
    lines(text, width) * LINE + 6.0
}
