//! The form as an Excel workbook with live formulas, and beside it what it rests on and what must agree with it.
//!
//! Each number is typed once: amounts in 预算执行, what the form prints in 自评表, what it has no cell for in
//! 指标明细. A score is computed in one cell; every other sheet refers to it.

mod agreement;
mod breaks;
mod budget;
mod checks;
mod detail;
mod expression;
mod facts;
mod filling;
mod import;
mod package;
mod paper;
mod printed;
mod projects;
mod scoring;
mod section;
mod side;
mod summary;
mod wrapping;

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationRule, Format, FormatAlign, FormatBorder, Formula,
    Worksheet, XlsxError,
};

use super::{Align, ExportError, form};
use crate::binding;
use crate::model::scheme::Rounding;
use crate::model::{Indicator, Project, number};
use crate::score::Scorecard;

use filling::Band;
use paper::{Page, Size, page, paper, room};
use wrapping::{column_width, for_numbers, for_texts, height};

pub use import::HEADINGS as IMPORT_HEADINGS;
pub use section::section;

/// Name of the sheet with the form.
const FORM_SHEET: &str = "自评表";
/// Name of the sheet with the lines of the budget.
const BUDGET_SHEET: &str = "预算执行";
/// Name of the sheet with every field of the indicators.
const DETAIL_SHEET: &str = "指标明细";
/// Name of the sheet with what must agree.
const CHECKS_SHEET: &str = "校验";
/// Name of the sheet with one row a form.
const PROJECTS_SHEET: &str = "项目汇总";
/// Name of the sheet with the points by level.
const SUMMARY_SHEET: &str = "得分汇总";
/// Name of the sheet with the numbers of the report.
const FACTS_SHEET: &str = "数据项";
/// Colour of the cells to fill in.
const TINT: u32 = 0x00FF_F8DC;
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
    let project = &*binding::printed(project, card);
    let form = printed::widened(form::form(project, card, date));
    let mut workbook = package::begun()?;
    workbook.set_properties(&package::properties(&form.title, project, date)?);
    let money = budget::Layout::new(project);
    let places = printed::write(workbook.add_worksheet(), project, card, &form, &money)?;
    budget::write(workbook.add_worksheet(), project, card, &money, &places)?;
    detail::write(workbook.add_worksheet(), project, card, &places)?;
    checks::write(workbook.add_worksheet(), project, card, &money, &places)?;
    import::write(workbook.add_worksheet(), project, card, &places)?;
    projects::write(workbook.add_worksheet(), project, card, &money, &places)?;
    summary::write(workbook.add_worksheet(), project, card, &money, &places)?;
    if !facts::named(project).is_empty() {
        facts::write(workbook.add_worksheet(), project)?;
    }
    package::saved(&mut workbook)
}

/// A cell of body text: 五号 仿宋 in a thin frame, wrapped; what stands at the right keeps off the text beside it.
fn body(align: Align) -> Format {
    let format = Format::new()
        .set_font_name("仿宋")
        .set_font_size(10.5)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    match align {
        Align::Left => format.set_align(FormatAlign::Left),
        Align::Centre => format.set_align(FormatAlign::Center),
        Align::Right => format.set_align(FormatAlign::Right).set_num_format(padded("General")),
    }
}

/// A cell of numbers in a format.
fn figures(number: &str) -> Format {
    body(Align::Right).set_num_format(padded(number))
}

/// A cell at the right that is typed into: General, so that a day or a percentage keeps what it is typed as.
fn typed() -> Format {
    body(Align::Right).set_num_format("General").set_indent(1)
}

/// Leaves room for a digit behind a number, and behind a text in its place: LibreOffice loses the indent of a cell
/// beside another.
fn padded(number: &str) -> String {
    if number.contains(';') {
        return number.to_owned();
    }
    format!("{number}_0;-{number}_0;{number}_0;@_0")
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

/// 计算符号 of the import template.
const OPERATORS: [&str; 7] = ["≥", "＞", "≤", "＜", "＝", "定性", "文字"];

/// Lets 计算符号 of an indicator be only the sign its formulas are written for, and says so; any while it has no target.
/// Another that is pasted over it turns red.
fn keep_sign(sheet: &mut Worksheet, row: u32, column: u16, indicator: &Indicator) -> Result<(), ExportError> {
    let Some(target) = &indicator.target else {
        if let Some(rule) = choices(&OPERATORS) {
            sheet.add_data_validation(row, column, row, column, &rule)?;
        }
        return Ok(());
    };
    let said = "得分公式是按这个计算符号写的；要改变方向，请在衡绩中修改指标值后重新导出";
    if let Some(rule) = choices(&[target.operator()]) {
        // A list of one sign would look like a choice: there is none, and the cell says so when it is selected.
        let rule = rule.show_dropdown(false).set_input_title("计算符号不在此修改")?;
        let rule = rule.set_input_message(said)?.set_error_title("计算符号不在此修改")?;
        sheet.add_data_validation(row, column, row, column, &rule.set_error_message(said)?)?;
    }
    let cell = row_col_to_cell(row, column);
    let other = ConditionalFormatFormula::new()
        .set_rule(format!("NOT(EXACT({cell},\"{}\"))", target.operator()).as_str())
        .set_format(wrong());
    sheet.add_conditional_format(row, column, row, column, &other)?;
    Ok(())
}

/// What does not agree.
fn wrong() -> Format {
    Format::new()
        .set_background_color(0x00FF_D9D9)
        .set_font_color(0x009C_0006)
}

/// Makes the rule of a cell that takes one of some words; `None` where a workbook cannot list them.
fn choices(words: &[&str]) -> Option<DataValidation> {
    let plain = |word: &&str| !word.is_empty() && !word.contains([',', '"']);
    // Excel keeps 255 characters of a list.
    let length: usize = words.iter().map(|word| word.chars().count() + 1).sum();
    if words.is_empty() || length > 255 || !words.iter().all(plain) {
        return None;
    }
    let rule = DataValidation::new().allow_list_strings(words).ok()?;
    let rule = rule.set_error_title("请从列表中选择").ok()?;
    rule.set_error_message("这一格只能填写下拉列表中的内容，也可以清空")
        .ok()
}

/// Makes the rule of a cell of points: from 0 to the weight.
fn within(weight: Decimal) -> Result<DataValidation, ExportError> {
    Ok(DataValidation::new()
        .allow_decimal_number(DataValidationRule::Between(0.0, float(weight)))
        .set_error_title("超出分值")?
        .set_error_message("得分应在0至分值之间")?)
}

/// Makes the rule of a judged score: from 0 to the weight, or what the chosen tier allows.
fn within_band(weight: Decimal, band: Option<&Band>) -> Result<DataValidation, ExportError> {
    let Some(band) = band else { return within(weight) };
    let (low, high) = (band.low.formula(), band.high.formula());
    // Excel keeps 255 characters of a bound.
    if low.chars().count() > 255 || high.chars().count() > 255 {
        return within(weight);
    }
    let between = DataValidationRule::Between(Formula::new(low), Formula::new(high));
    Ok(DataValidation::new()
        .allow_decimal_number_formula(between)
        .set_input_title("定性指标得分")?
        .set_input_message("由填报人评定，应在所选档次对应的分值范围之内")?
        .set_error_title("超出档次范围")?
        .set_error_message("得分应在所选档次对应的分值范围之内；换档次请先改实际完成值")?)
}

/// Number format with so many decimals.
fn decimals(places: u32) -> String {
    // A project made in memory may ask for any number; each decimal is a sign of the format.
    match usize::try_from(places.min(Rounding::MOST)).unwrap_or(2) {
        0 => "0".to_owned(),
        places => format!("0.{}", "0".repeat(places)),
    }
}

/// Number format of the quotient of an indicator, in its unit, with the decimals of the scheme.
fn quotient(project: &Project, indicator: &Indicator, unit: &str) -> String {
    let places = project.scheme.rounding.rate;
    let digits = format!("{}{}", decimals(places), quoted(unit));
    (indicator.actual_number()).map_or_else(
        || digits.clone(),
        |value| sided(value, places, &digits, Decimal::ONE, unit),
    )
}

/// Number format of a rate, a fraction such as 0.9873, with 2 decimals.
fn percent(rate: Option<Decimal>) -> String {
    let digits = format!("{}%", decimals(2));
    let percentage = rate.and_then(|rate| rate.checked_mul(Decimal::ONE_HUNDRED));
    percentage.map_or_else(
        || digits.clone(),
        |value| sided(value, 2, &digits, Decimal::ONE_HUNDRED, "%"),
    )
}

/// Keeps a number format from showing a percentage as the whole one it misses, as [`number::rate`] has it: what would
/// be rounded onto it is shown beside it. The cell holds the percentage divided by `per`.
fn sided(percentage: Decimal, places: u32, digits: &str, per: Decimal, unit: &str) -> String {
    let (whole, printed) = (number::round(percentage, places), number::rate(percentage, places));
    if printed == whole || percentage <= Decimal::ZERO {
        return digits.to_owned();
    }
    let half = Decimal::new(5, places.saturating_add(1).min(Decimal::MAX_SCALE));
    let (sign, rounds) = if printed < whole {
        ('<', whole.saturating_sub(half))
    } else {
        ('>', whole.saturating_add(half))
    };
    let [rounds, whole] = [rounds, whole].map(|bound| number::plain(bound / per));
    let beside = quoted(&format!("{printed}{unit}"));
    format!("[{sign}{rounds}]{digits}_0;[{sign}{whole}]{beside}_0;{digits}_0;@_0")
}

/// Number format of amounts in 万元: as [`number::money`] writes them.
const MONEY: &str = "#,##0.00####";

/// Number format of days.
const DAY: &str = "yyyy\"年\"m\"月\"d\"日\"";
/// Number format of days until which something is to be done.
const BEFORE: &str = "yyyy\"年\"m\"月\"d\"日前\"";

/// Most digits that a workbook shows of a number without a format of its own.
const MOST_DIGITS: usize = 11;

/// Number format of a number of a unit: as [`number::measured`] writes it.
fn measured(value: Decimal, unit: &str) -> Cow<'static, str> {
    let value = value.normalize();
    match unit.trim() {
        number::MONEY_UNIT => MONEY.into(),
        _ if value.to_string().len() > MOST_DIGITS => decimals(value.scale()).into(),
        _ => "General".into(),
    }
}

/// Shows a quotient as the form prints it, without zeros at its end, whatever it comes to.
fn shown_as_printed(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    project: &Project,
    indicator: &Indicator,
    unit: &str,
) -> Result<(), ExportError> {
    let (cell, most) = (
        row_col_to_cell(row, column),
        project.scheme.rounding.rate.min(Rounding::MOST),
    );
    let mut rules: Vec<(String, String)> = (0..most)
        .map(|fewer| {
            let rule = format!("ROUND({cell},{most})=ROUND({cell},{fewer})");
            (rule, format!("{}{}", decimals(fewer), quoted(unit)))
        })
        .collect();
    let digits = quotient(project, indicator, unit);
    if digits.contains(';') {
        // What is beside a whole number has no zeros at its end.
        let rule = format!("AND(ROUND({cell},{most})=ROUND({cell},0),{cell}<>ROUND({cell},0))");
        rules.insert(0, (rule, digits));
    }
    for (rule, digits) in rules {
        let rule = ConditionalFormatFormula::new()
            .set_rule(rule.as_str())
            .set_format(Format::new().set_num_format(padded(&digits)))
            .set_stop_if_true(true);
        sheet.add_conditional_format(row, column, row, column, &rule)?;
    }
    Ok(())
}

/// Row of a sheet for a position.
fn row(position: usize) -> Result<u32, ExportError> {
    u32::try_from(position).map_err(|_| ExportError::Xlsx("表格行数太多".to_owned()))
}

/// Number of columns of a table.
fn columns(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Column of a letter from A to Z.
fn column(letter: &str) -> u16 {
    letter
        .bytes()
        .next()
        .map_or(0, |byte| u16::from(byte.saturating_sub(b'A')))
}

/// Writes a formula with the result we have for it.
fn write_formula(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    formula: &str,
    result: &str,
    format: &Format,
) -> Result<(), ExportError> {
    sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), format)?;
    Ok(())
}

/// Returns a text as the result of a formula that comes to it; `None` for words a workbook would take for something
/// else, a number, a truth value or an error, and for what it does not keep.
fn stored(text: &str) -> Option<&str> {
    let kept = |character: char| !character.is_control() || character == '\n';
    let is_plain = text.trim() == text
        && text.chars().all(kept)
        && text.parse::<f64>().is_err()
        && !["TRUE", "FALSE"].contains(&text)
        && !text.starts_with('#')
        && !text.contains("_x")
        && text.chars().count() <= LONGEST;
    is_plain.then_some(text)
}

/// The line under a title.
fn subtitle() -> Format {
    Format::new()
        .set_font_name("仿宋")
        .set_font_size(10.5)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter)
}

/// Height of a title in points over a width in full-width characters of 五号, in type of a size in points.
fn title_height(title: &str, width: f64, size: f64) -> f64 {
    wrapping::lines(title, width * 10.5 / size) * 2.0 * size
}

/// Width of columns in full-width characters.
fn width_of(columns: &[(&str, f64)]) -> f64 {
    columns.iter().map(|(_, width)| width).sum()
}

/// Writes title and subtitle over the whole width, in full-width characters.
fn top(sheet: &mut Worksheet, (last_column, width): (u16, f64), title: &str, below: &str) -> Result<(), ExportError> {
    let format = Format::new()
        .set_font_name("方正小标宋简体")
        .set_font_size(16)
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    sheet.merge_range(0, 0, 0, last_column, &fitting(title), &format)?;
    sheet.merge_range(1, 0, 1, last_column, &fitting(below), &subtitle())?;
    sheet.set_row_height(0, title_height(title, width, 16.0))?;
    sheet.set_row_height(1, 20)?;
    Ok(())
}

/// Writes the headings of a table and sets the widths of its columns.
fn heading(sheet: &mut Worksheet, row: u32, columns: &[(&str, f64)]) -> Result<(), ExportError> {
    for (column, (text, width)) in (0_u16..).zip(columns) {
        sheet.set_column_width(column, column_width(*width))?;
        sheet.write_string_with_format(row, column, *text, &label())?;
    }
    sheet.set_row_height(row, height(columns.iter().copied()))?;
    Ok(())
}

/// Joins the cells of rows into ranges of neighbours, from top to bottom; all lie in one column of one sheet, in whatever
/// order the sheet has them.
fn ranges(rows: &[usize], cells: &[Option<String>]) -> Vec<String> {
    let cells = rows.iter().filter_map(|row| cells.get(*row)?.as_deref());
    let mut cells: Vec<(u32, &str)> = cells.map(|cell| (line_of(cell), cell)).collect();
    cells.sort_unstable();
    let mut ranges: Vec<String> = Vec::new();
    for run in cells.chunk_by(|(line, _), (next, _)| line + 1 == *next) {
        let last = run.last().map_or("", |(_, cell)| cell);
        ranges.extend(run.first().map(|(_, first)| match run.len() {
            1 => (*first).to_owned(),
            _ => format!("{first}:{}", last.split_once('!').map_or(last, |(_, cell)| cell)),
        }));
    }
    ranges
}

/// Returns the row of the address of a cell, as a workbook counts.
fn line_of(cell: &str) -> u32 {
    let column = cell.trim_end_matches(|sign: char| sign.is_ascii_digit());
    cell[column.len()..].parse().unwrap_or_default()
}
