//! What of the form stays in sight on the screen.

use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Worksheet};

use super::column;
use crate::model::scheme::{Column, FormCell};
use crate::report::ExportError;
use crate::report::form::Form;
use crate::report::xlsx::{wrapping, write_text};

/// Height of the headings said above a high head, in points.
const STRIP: f64 = 15.0;
/// Most that may stay in sight beside what scrolls, in points; a screen 1280 pixels wide has 960.
const FROZEN_WIDTH: f64 = 430.0;
/// What a window on such a screen shows of columns, in points.
const WINDOW_WIDTH: f64 = 900.0;

/// Says the headings of the grid above a head too high to stay in sight, small and grey: it belongs to the screen, is
/// not printed, and says so where it is clicked. The mark keeps whoever reads the sheet from taking it for the headings
/// themselves.
pub fn strip(sheet: &mut Worksheet, form: &Form) -> Result<(), ExportError> {
    let format = Format::new()
        .set_font_name("仿宋")
        .set_font_size(9)
        .set_font_color(0x0080_8080)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_shrink();
    for entry in &form.rows[form.heading] {
        let (at, text) = (column(entry.column)?, format!("↓{}", entry.cell.text));
        let last = at + column(entry.cell.columns.max(1) - 1)?;
        if last > at {
            sheet.merge_range(0, at, 0, last, "", &format)?;
        }
        write_text(sheet, 0, at, &text, &format)?;
    }
    let said = DataValidation::new()
        .allow_any_value()
        .set_input_title("栏目名称")?
        .set_input_message("上下翻看时对照用的栏目名称，不属于自评表，不打印")?;
    sheet.add_data_validation(0, 0, 0, column(form.widths.len().saturating_sub(1))?, &said)?;
    sheet.set_row_height(0, STRIP)?;
    // What is selected on opening is the title, not the strip.
    sheet.set_selection(1, 0, 1, 0)?;
    Ok(())
}

/// Keeps in sight what a row is read by: the headings of the columns, and the columns down to 三级指标, which name the
/// rows, where the form is wider than a small screen.
pub fn freeze(sheet: &mut Worksheet, columns: &[Column], form: &Form, rows: u32) -> Result<(), ExportError> {
    let width = |columns: usize| -> f64 {
        let widths = form.widths.iter().take(columns);
        widths.map(|width| wrapping::points(f64::from(*width))).sum()
    };
    if width(form.widths.len()) <= WINDOW_WIDTH {
        sheet.set_freeze_panes(rows, 0)?;
        return Ok(());
    }
    // The headings stand in the order of the scheme's columns.
    let named = columns.iter().position(|column| column.holds == FormCell::Name);
    let heading = form
        .rows
        .get(form.heading)
        .zip(named)
        .and_then(|(row, name)| row.get(name));
    let columns = heading.map_or(1, |entry| entry.column + entry.cell.columns);
    let columns = (1..=columns).rev().find(|columns| width(*columns) <= FROZEN_WIDTH);
    sheet.set_freeze_panes(rows, column(columns.unwrap_or(1))?)?;
    Ok(())
}
