//! How sheets are laid on paper: A4 across, fitted to its width, headings on every page.

use rust_xlsxwriter::Worksheet;

use crate::report::ExportError;

/// How large a table is in points.
pub struct Size {
    pub width: f64,
    pub height: f64,
}

/// Least share of its size at which 五号 is read on paper without a glass.
const READABLE: f64 = 0.6;
/// A4 across within its margins, in points.
pub const WIDE: f64 = 770.0;
const HIGH: f64 = 508.0;

/// Returns the share of its size at which a table is fitted to the width of the paper.
fn by_width(size: &Size) -> f64 {
    (WIDE / size.width).min(1.0)
}

/// Returns the height of a page in the points of a table; `None` where the table is fitted to one page, as it is where
/// that makes it not a quarter smaller than its width does.
pub fn room(size: &Size) -> Option<f64> {
    let by_width = by_width(size);
    let least = (0.75 * by_width).max(READABLE).min(by_width);
    (HIGH / size.height < least).then_some(HIGH / by_width)
}

/// Lays A4 across and fits the table to its width, and to one page where its size is known and allows it.
pub fn paper(sheet: &mut Worksheet, size: Option<&Size>) {
    let tall = match size.map(room) {
        Some(None) => 1,
        Some(Some(_)) | None => 0,
    };
    sheet
        .set_paper_size(9)
        .set_landscape()
        .set_print_fit_to_pages(1, tall)
        .set_print_center_horizontally(true)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_footer("&C第 &P 页，共 &N 页");
}

/// A table as it is printed.
pub struct Page {
    /// Row of the headings, from 0.
    pub heading: u32,
    /// Last row, from 0.
    pub last_row: u32,
    /// Last column, from 0.
    pub last_column: u16,
}

/// Prints a table on A4 across, fitted to its width, with its headings on every page and always in sight.
pub fn page(sheet: &mut Worksheet, page: &Page) -> Result<(), ExportError> {
    paper(sheet, None);
    sheet.set_print_area(0, 0, page.last_row, page.last_column)?;
    sheet.set_repeat_rows(page.heading, page.heading)?;
    sheet.set_freeze_panes(page.heading + 1, 0)?;
    Ok(())
}
