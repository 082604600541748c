//! The form as an Excel workbook with live formulas, with the points summed up and the system's import sheet.

mod expression;
mod import;
mod printed;
mod scoring;
mod summary;

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{Align, ExportError, form};
use crate::model::Project;
use crate::score::Scorecard;

pub use import::HEADINGS as IMPORT_HEADINGS;

/// Name of the sheet with the form.
const FORM_SHEET: &str = "自评表";
/// Name of the sheet with the points by level.
const SUMMARY_SHEET: &str = "得分汇总";
/// Name of the sheet the budget system reads.
const IMPORT_SHEET: &str = "系统导入";

impl From<XlsxError> for ExportError {
    fn from(error: XlsxError) -> Self {
        Self::Xlsx(error.to_string())
    }
}

/// Writes the workbook as xlsx bytes, the same for the same project and date.
///
/// Scores, sums and rates are formulas that hold our results and come to the same when recalculated; a
/// score no formula can give (a judged one) is a number to be typed over.
///
/// # Errors
/// A library that refuses the content.
pub fn xlsx(project: &Project, card: &Scorecard, date: Date) -> Result<Vec<u8>, ExportError> {
    let form = form::form(project, card);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&form.title, project, date)?);
    let places = printed::write(workbook.add_worksheet(), project, card, &form)?;
    summary::write(workbook.add_worksheet(), project, card, &places)?;
    import::write(workbook.add_worksheet(), project, card)?;
    Ok(workbook.save_to_buffer()?)
}

fn properties(title: &str, project: &Project, date: Date) -> Result<DocProperties, ExportError> {
    let year = u16::try_from(date.year()).unwrap_or(1900);
    let month = u8::try_from(date.month()).unwrap_or(1);
    let day = u8::try_from(date.day()).unwrap_or(1);
    Ok(DocProperties::new()
        .set_title(title)
        .set_author("衡绩")
        .set_company(&project.department)
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?))
}

/// A cell of body text: 五号 仿宋 in a thin frame, wrapped.
fn body(align: Align) -> Format {
    Format::new()
        .set_font_name("仿宋")
        .set_font_size(10.5)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_align(match align {
            Align::Left => FormatAlign::Left,
            Align::Centre => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        })
}

/// A heading or a label of the form: 黑体, shaded.
fn label() -> Format {
    body(Align::Centre)
        .set_font_name("黑体")
        .set_background_color(0x00F2_F2F2)
}

/// Returns the nearest number a workbook can hold; drawing of marks aside, only here a decimal becomes a float.
fn float(value: rust_decimal::Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

/// Writes text as text: nothing is left out of it, and what begins like a formula stays text even when retyped.
fn write_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> Result<(), ExportError> {
    let text = fitting(text);
    if text.is_empty() {
        sheet.write_blank(row, column, format)?;
    } else if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        sheet.write_string_with_format(row, column, text, &format.clone().set_quote_prefix())?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// Longest text written into a cell, in characters; Excel takes 32,767.
const LONGEST: usize = 32_000;

/// Cuts a text to what a cell can hold, saying so.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.chars().count() <= LONGEST {
        return Cow::Borrowed(text);
    }
    let kept: String = text.chars().take(LONGEST).collect();
    Cow::Owned(format!("{kept}……（超出单元格可容纳的长度）"))
}

/// Returns a literal for a number format, with quotes inside taken away.
fn quoted(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|character| *character != '"' && !character.is_control())
        .collect();
    if text.is_empty() { text } else { format!("\"{text}\"") }
}

/// Joins the cells of rows into ranges of neighbours.
fn ranges(rows: &[usize], cells: &[Option<String>]) -> Vec<String> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &row in rows {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => runs.push((row, row)),
        }
    }
    let cell = |row: usize| cells.get(row)?.as_deref();
    let range = |(first, last): (usize, usize)| {
        let (first, last) = (cell(first)?, cell(last)?);
        Some(if first == last {
            first.to_owned()
        } else {
            format!("{first}:{last}")
        })
    };
    runs.into_iter().filter_map(range).collect()
}

/// Counts the lines a text takes in a cell of a width in full-width characters.
fn lines(text: &str, width: f64) -> f64 {
    let line = |line: &str| {
        let length: f64 = line
            .chars()
            .map(|character| if character.is_ascii() { 0.55 } else { 1.0 })
            .sum();
        (length / width.max(1.0)).ceil().max(1.0)
    };
    text.lines().map(line).sum::<f64>().max(1.0)
}

/// Height of one line of body text in points.
const LINE: f64 = 15.0;
/// Greatest height of a row in Excel, in points.
const TALLEST: f64 = 409.0;

/// Height of a row in points whose texts have these widths in full-width characters.
fn height<'a>(texts: impl Iterator<Item = (&'a str, f64)>) -> f64 {
    let needs = texts.map(|(text, width)| lines(text, width - 0.8) * LINE + 6.0);
    needs.fold(21.0, f64::max).min(TALLEST)
}
