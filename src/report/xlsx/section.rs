//! 科室数据采集表 as a workbook: what is sent is locked, what is to be filled in is tinted and open.

use jiff::civil::{Date, date};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, FormatAlign,
    ProtectionOptions, Worksheet,
};

use super::filling::excel_date;
use super::wrapping::{LINE, TALLEST, lines};
use super::{
    DAY, Page, TINT, body, detail, fitting, float, height, label, package, padded, page, row, top, typed, write_text,
};
use crate::collection::{self, Column, HEADING, IDENTITY, SHEET, Sheet};
use crate::model::{Actual, Indicator, Project, Target, number};
use crate::report::{Align, ExportError};

/// Digits a workbook keeps of a number.
const DIGITS: usize = 15;

/// Margins at the left and the right in inches: as near to the edge as printers go, so that fifteen columns are read.
const SIDE: f64 = 0.3;

/// The foot of every page: below the table it would be a part of what is read back.
const FOOT: &str =
    "&L填报人：____________　科室负责人：____________　填报日期：______年____月____日&R第 &P 页，共 &N 页";

/// Width of a column in full-width characters.
fn width(column: Column) -> f64 {
    match column {
        Column::Weight => 2.5,
        Column::Id | Column::Unit | Column::Level1 | Column::Level2 => 3.0,
        Column::EvidenceName | Column::EvidencePlace => 4.0,
        Column::Numerator | Column::Denominator => 4.5,
        Column::Target => 5.0,
        Column::Reason | Column::Measure | Column::Description => 6.5,
        Column::Name => 7.0,
        // A day in full.
        Column::Actual => 7.5,
    }
}

/// Writes the workbook of one section, the same bytes for the same project and date.
///
/// # Errors
/// A library that refuses the content.
pub fn section(project: &Project, sheet: &Sheet, date: Date) -> Result<Vec<u8>, ExportError> {
    let mut workbook = package::begun()?;
    workbook.set_properties(&package::properties(&sheet.above[0], project, date)?);
    write(workbook.add_worksheet(), project, sheet)?;
    identity(workbook.add_worksheet(), sheet)?;
    package::saved(&mut workbook)
}

/// The sheet that is filled in.
fn write(sheet: &mut Worksheet, project: &Project, sent: &Sheet) -> Result<(), ExportError> {
    sheet.set_name(SHEET)?;
    let last_column = super::columns(Column::ALL.len()) - 1;
    let across: f64 = Column::ALL.map(width).iter().sum();
    top(sheet, (last_column, across), &sent.above[0], &sent.above[1])?;
    let instructions = Format::new()
        .set_font_name("楷体")
        .set_font_size(10.5)
        .set_text_wrap()
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter);
    sheet.merge_range(2, 0, 2, last_column, &fitting(&sent.above[2]), &instructions)?;
    sheet.set_row_height(2, (lines(&sent.above[2], across - 2.0) * LINE + 8.0).min(TALLEST))?;
    headings(sheet)?;
    for (position, line) in sent.rows.iter().enumerate() {
        let at = row(HEADING + 1 + position)?;
        let indicator = &project.indicators[line.indicator];
        for column in Column::ALL {
            cell(sheet, at, column, &line.texts[column], indicator)?;
            if let Some(rule) = rule(project, column, indicator) {
                let place = super::columns(column.position());
                sheet.add_data_validation(at, place, at, place, &rule)?;
            }
        }
        let texts = Column::ALL.map(|column| (&line.texts[column], width(column)));
        // Room to write in: three lines at least.
        let needed = height(texts.into_iter());
        sheet.set_row_height(at, needed.max(3.0 * LINE + 6.0))?;
    }
    page(
        sheet,
        &Page {
            heading: row(HEADING)?,
            last_row: row(HEADING + sent.rows.len())?,
            last_column,
        },
    )?;
    sheet.set_margins(SIDE, SIDE, 0.6, 0.6, 0.3, 0.3).set_footer(FOOT);
    sheet.set_freeze_panes(row(HEADING + 1)?, super::columns(Column::Target.position()))?;
    if !has_ratio(project, sent) {
        for column in [Column::Numerator, Column::Denominator] {
            sheet.set_column_hidden(super::columns(column.position()))?;
        }
    }
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        sort: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

/// The headings, each as one line: a break in it would come back as a change.
fn headings(sheet: &mut Worksheet) -> Result<(), ExportError> {
    let at = row(HEADING)?;
    for column in Column::ALL {
        let place = super::columns(column.position());
        sheet.set_column_width(place, super::column_width(width(column)))?;
        sheet.write_string_with_format(at, place, column.heading(), &label())?;
    }
    let texts = Column::ALL.iter().map(|column| (column.heading(), width(*column)));
    sheet.set_row_height(at, height(texts))?;
    Ok(())
}

/// Returns true where any indicator of the sheet has 分子 and 分母; empty, their columns would only make the others
/// smaller.
fn has_ratio(project: &Project, sent: &Sheet) -> bool {
    let rows = sent.rows.iter();
    rows.map(|line| &project.indicators[line.indicator])
        .any(collection::takes_ratio)
}

/// Returns true where the section fills the cell in; 分子 and 分母 only where there can be any.
fn is_open(column: Column, indicator: &Indicator) -> bool {
    match column {
        Column::Numerator | Column::Denominator => collection::takes_ratio(indicator),
        other => other.is_open(),
    }
}

/// Writes one cell, so that it reads as the text that was sent.
fn cell(sheet: &mut Worksheet, at: u32, column: Column, text: &str, indicator: &Indicator) -> Result<(), ExportError> {
    let align = match column {
        Column::Id | Column::Level1 | Column::Level2 | Column::Unit => Align::Centre,
        Column::Target | Column::Weight | Column::Actual | Column::Numerator | Column::Denominator => Align::Right,
        _ => Align::Left,
    };
    let format = match (is_open(column, indicator), align) {
        (true, Align::Right) => typed().set_unlocked().set_background_color(TINT),
        (true, _) => body(align).set_unlocked().set_background_color(TINT),
        (false, _) => body(align),
    };
    let place = super::columns(column.position());
    match (column, &indicator.actual) {
        (Column::Actual, Some(Actual::Date(day))) => match excel_date(*day) {
            Some(day) => {
                sheet.write_datetime_with_format(at, place, &day, &format.set_num_format(padded(DAY)))?;
            }
            None => write_text(sheet, at, place, text, &format)?,
        },
        (Column::Actual, None) if matches!(indicator.target, Some(Target::ByDate(_))) => {
            sheet.write_blank(at, place, &format.set_num_format(padded(DAY)))?;
        }
        (Column::Actual | Column::Numerator | Column::Denominator | Column::Weight, _) => match number::read(text) {
            // More digits than a workbook keeps stay text, so that they come back as they went out.
            Some(value) if text.chars().filter(char::is_ascii_digit).count() <= DIGITS => {
                sheet.write_number_with_format(at, place, float(value), &format)?;
            }
            _ => write_text(sheet, at, place, text, &format)?,
        },
        _ => write_text(sheet, at, place, text, &format)?,
    }
    Ok(())
}

/// What a cell takes.
fn rule(project: &Project, column: Column, indicator: &Indicator) -> Option<DataValidation> {
    if !is_open(column, indicator) {
        return None;
    }
    let number = |message: &str| {
        let rule = DataValidation::new().allow_decimal_number(DataValidationRule::Between(-1e15, 1e15));
        rule.set_error_title("请填数字").ok()?.set_error_message(message).ok()
    };
    match (column, &indicator.target) {
        (Column::Actual, Some(Target::Tiered(_) | Target::YesNo(_))) => detail::answers(project, indicator),
        (Column::Actual, Some(Target::ByDate(_))) => {
            let (first, last) = (excel_date(date(2000, 1, 1))?, excel_date(date(2099, 12, 31))?);
            let rule: DataValidation = DataValidation::new()
                .allow_date(DataValidationRule::<ExcelDateTime>::Between(first, last))
                .set_error_title("请填日期")
                .ok()?;
            let day = collection::sample_day(project);
            rule.set_error_message(format!("请填写完成日期，如{day}")).ok()
        }
        (Column::Actual, Some(Target::Text(_)) | None) => None,
        (Column::Actual, Some(_)) => number("实际完成值只填数字，不带单位；有分子、分母的填分子和分母"),
        (Column::Numerator | Column::Denominator, _) => number("分子、分母只填数字"),
        (Column::Description | Column::Reason | Column::Measure, _) => {
            let rule = DataValidation::new().allow_text_length(DataValidationRule::LessThanOrEqualTo(2000));
            let rule = rule.set_error_style(DataValidationErrorStyle::Warning);
            rule.set_error_title("文字较长")
                .ok()?
                .set_error_message("超过2000字，请核对")
                .ok()
        }
        _ => None,
    }
}

/// The sheet no one sees: whose the file is, and every text as it was sent.
fn identity(sheet: &mut Worksheet, sent: &Sheet) -> Result<(), ExportError> {
    sheet.set_name(IDENTITY)?;
    let format = Format::new();
    for (position, texts) in sent.identity().iter().enumerate() {
        for (column, text) in (0_u16..).zip(texts) {
            if !text.is_empty() {
                write_text(sheet, row(position)?, column, text, &format)?;
            }
        }
    }
    sheet.set_very_hidden(true).protect();
    Ok(())
}
