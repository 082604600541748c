//! The sheet 自评表: the form as printed, on paper and on the screen.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, FormatAlign, Formula, Worksheet};

use super::filling::{ABOVE, Content, Filler, Places, excel_date};
use super::wrapping::{self, LINE, TALLEST, broken, column_width, lines};
use super::{
    Cut, FORM_SHEET, OPERATORS, Size, TINT, body, budget, choices, detail, fitting, float, height, label, paper,
    shown_as_printed, within_band, write_text,
};
use crate::model::scheme::{Column, FormCell};
use crate::model::{Actual, Project, number};
use crate::report::ExportError;
use crate::report::form::{Entry, Form, Slot};
use crate::score::Scorecard;

/// Height of the title in points.
const TITLE: f64 = 36.0;
/// Height of the line under the title in points.
const SUBTITLE: f64 = 20.0;
/// Most that may stay in sight above what scrolls, in points: half of a window 700 pixels high has 262.
const FROZEN_HEIGHT: f64 = 250.0;
/// Most that may stay in sight beside what scrolls, in points: half of a window 1366 pixels wide has 512.
const FROZEN_WIDTH: f64 = 500.0;

/// Writes the sheet and tells where its results are.
///
/// # Errors
/// A library that refuses the content.
pub fn write(
    sheet: &mut Worksheet,
    project: &Project,
    card: &Scorecard,
    form: &Form,
    money: &budget::Layout,
) -> Result<Places, ExportError> {
    sheet.set_name(FORM_SHEET)?;
    let last_column = column(form.widths.len().saturating_sub(1))?;
    for (position, width) in form.widths.iter().enumerate() {
        sheet.set_column_width(column(position)?, column_width(f64::from(*width)))?;
    }
    let filler = Filler::new(project, card, form, money);
    above(sheet, form, last_column)?;
    for (position, row) in form.rows.iter().enumerate() {
        let at = line(position)?;
        for entry in row {
            filler.put(sheet, at, entry)?;
        }
    }
    let heights = heights(form);
    for (position, height) in heights.iter().enumerate() {
        sheet.set_row_height(line(position)?, *height)?;
    }
    let (mut bottom, mut below) = (line(form.rows.len())?, 0.0);
    let width: f64 = form.widths.iter().map(|width| f64::from(*width)).sum();
    let note = Format::new()
        .set_font_name("仿宋")
        .set_font_size(10)
        .set_text_wrap()
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::Top);
    for text in &form.footnotes {
        sheet.merge_range(bottom, 0, bottom, last_column, &fitting(text), &note)?;
        let height = (lines(text, width) * LINE + 2.0).min(TALLEST);
        sheet.set_row_height(bottom, height)?;
        below += height;
        bottom += 1;
    }
    freeze(sheet, &project.scheme.form.columns, form, &heights)?;
    let heading = line(form.heading)?;
    let size = Size {
        width: (form.widths.iter())
            .map(|width| wrapping::points(f64::from(*width)))
            .sum(),
        height: TITLE + SUBTITLE + heights.iter().sum::<f64>() + below,
    };
    paper(sheet, Cut::A4, Some(&size));
    sheet.set_print_area(0, 0, bottom.saturating_sub(1), last_column)?;
    sheet.set_repeat_rows(heading, heading)?;
    Ok(filler.places())
}

/// Keeps in sight what a row is read by: the headings of the columns where the form has a small head; else, as a
/// head with budget and goals would leave no room to scroll, the columns down to 三级指标, which name the rows.
/// On paper the headings are repeated in either case.
fn freeze(sheet: &mut Worksheet, columns: &[Column], form: &Form, heights: &[f64]) -> Result<(), ExportError> {
    let head: f64 = heights.iter().take(form.heading + 1).sum();
    if TITLE + SUBTITLE + head <= FROZEN_HEIGHT {
        sheet.set_freeze_panes(line(form.heading + 1)?, 0)?;
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
    let width = |columns: usize| -> f64 {
        let widths = form.widths.iter().take(columns);
        widths.map(|width| wrapping::points(f64::from(*width))).sum()
    };
    let columns = (1..=columns).rev().find(|columns| width(*columns) <= FROZEN_WIDTH);
    sheet.set_freeze_panes(0, column(columns.unwrap_or(1))?)?;
    Ok(())
}

/// Title and subtitle over the whole width.
fn above(sheet: &mut Worksheet, form: &Form, last_column: u16) -> Result<(), ExportError> {
    let title = Format::new()
        .set_font_name("方正小标宋简体")
        .set_font_size(18)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    let subtitle = Format::new()
        .set_font_name("仿宋")
        .set_font_size(10.5)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter);
    sheet.merge_range(0, 0, 0, last_column, &fitting(&form.title), &title)?;
    sheet.merge_range(1, 0, 1, last_column, &fitting(&form.subtitle), &subtitle)?;
    sheet.set_row_height(0, TITLE)?;
    sheet.set_row_height(1, SUBTITLE)?;
    Ok(())
}

/// Row of the sheet for a row of the form.
fn line(position: usize) -> Result<u32, ExportError> {
    u32::try_from(position + ABOVE).map_err(|_| ExportError::Xlsx("表格行数太多".to_owned()))
}

fn column(position: usize) -> Result<u16, ExportError> {
    u16::try_from(position).map_err(|_| ExportError::Xlsx("表格列数太多".to_owned()))
}

/// Width of a cell in full-width characters.
fn width(form: &Form, entry: &Entry) -> f64 {
    let columns = form.widths.iter().skip(entry.column).take(entry.cell.columns);
    columns.map(|width| f64::from(*width)).sum()
}

/// The text of a cell; a label breaks where it reads well.
fn text(form: &Form, entry: &Entry) -> String {
    match entry.slot {
        Slot::Label => broken(&entry.cell.text, width(form, entry)),
        _ => entry.cell.text.clone(),
    }
}

/// Heights of the form's rows in points: what the text in them needs.
fn heights(form: &Form) -> Vec<f64> {
    let single = |row: &Vec<Entry>| {
        let single = row.iter().filter(|entry| entry.cell.rows <= 1);
        let texts: Vec<(String, f64)> = single.map(|entry| (text(form, entry), width(form, entry))).collect();
        height(texts.iter().map(|(text, width)| (text.as_str(), *width)))
    };
    let mut heights: Vec<f64> = form.rows.iter().map(single).collect();
    for (position, row) in form.rows.iter().enumerate() {
        for entry in row.iter().filter(|entry| entry.cell.rows > 1) {
            let covered = position..(position + entry.cell.rows).min(heights.len());
            let need = wrapping::need(&text(form, entry), width(form, entry));
            let lacking = need - heights[covered.clone()].iter().sum::<f64>();
            if lacking > 0.0 {
                let share = lacking / float(Decimal::from(covered.len()));
                for height in &mut heights[covered] {
                    *height = (*height + share).min(TALLEST);
                }
            }
        }
    }
    heights
}

impl Filler<'_> {
    /// Writes one cell, merged over what it covers.
    fn put(&self, sheet: &mut Worksheet, row: u32, entry: &Entry) -> Result<(), ExportError> {
        let at = column(entry.column)?;
        let format = match entry.slot {
            Slot::Label => label(),
            Slot::Indicator(row, FormCell::Score) if self.band(row).is_some() => {
                body(entry.cell.align).set_background_color(TINT)
            }
            _ => body(entry.cell.align),
        };
        let format = |number: &str| format.clone().set_num_format(number);
        let content = match entry.slot {
            Slot::Label => Content::Text(text(self.form, entry)),
            _ => self.content(entry),
        };
        let plain = match &content {
            Content::Number(_, number) | Content::Date(_, number) | Content::Formula(_, _, number) => format(number),
            Content::Text(_) => format("General"),
        };
        let (columns, rows) = (entry.cell.columns.max(1), entry.cell.rows.max(1));
        if columns > 1 || rows > 1 {
            let last_row = row + u32::try_from(rows - 1).unwrap_or_default();
            sheet.merge_range(row, at, last_row, at + column(columns - 1)?, "", &plain)?;
        }
        match content {
            Content::Text(text) => write_text(sheet, row, at, &text, &plain)?,
            Content::Number(value, _) => {
                sheet.write_number_with_format(row, at, float(value), &plain)?;
            }
            Content::Date(date, _) => match excel_date(date) {
                Some(date) => {
                    sheet.write_datetime_with_format(row, at, &date, &plain)?;
                }
                None => write_text(sheet, row, at, &number::date(date), &plain)?,
            },
            Content::Formula(formula, result, _) => {
                sheet.write_formula_with_format(row, at, Formula::new(formula).set_result(result), &plain)?;
            }
        }
        self.validate(sheet, row, at, entry)
    }

    /// Lets a cell take only the words its rule knows, and a judged score only what its weight allows.
    fn validate(&self, sheet: &mut Worksheet, row: u32, at: u16, entry: &Entry) -> Result<(), ExportError> {
        let Slot::Indicator(position, cell) = entry.slot else {
            return Ok(());
        };
        let indicator = &self.project.indicators[position];
        let rule = match cell {
            FormCell::Operator => choices(&OPERATORS),
            FormCell::Actual | FormCell::ActualValue => detail::answers(self.project, indicator),
            FormCell::Core => choices(&["是", "否"]),
            FormCell::Score => match (indicator.weight, self.scored(position)) {
                (Some(weight), None) => Some(within_band(weight, self.band(position).as_ref())?),
                _ => None,
            },
            _ => None,
        };
        if let Some(rule) = rule {
            sheet.add_data_validation(row, at, row, at, &rule)?;
        }
        let printed = matches!(cell, FormCell::Actual | FormCell::ActualValue);
        if let (true, Some(Actual::Ratio { .. })) = (printed, &indicator.actual) {
            let unit = if cell == FormCell::Actual { &indicator.unit } else { "" };
            shown_as_printed(sheet, row, at, self.project.scheme.rounding.rate, unit)?;
        }
        Ok(())
    }
}
