//! The sheet 得分汇总: points by item as sums over the form, and the three scores side by side.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Formula, Worksheet};

use super::printed::Places;
use super::{FORM_SHEET, SUMMARY_SHEET, body, float, label, ranges, write_text};
use crate::model::{Project, number};
use crate::report::form::MISSING;
use crate::report::{Align, ExportError};
use crate::score::Scorecard;

/// Writes the sheet.
///
/// # Errors
/// A library that refuses the content.
pub fn write(sheet: &mut Worksheet, project: &Project, card: &Scorecard, places: &Places) -> Result<(), ExportError> {
    sheet.set_name(SUMMARY_SHEET)?;
    for (column, (heading, width)) in [("项目", 34.0), ("分值", 12.0), ("得分", 12.0), ("未得分", 12.0)]
        .iter()
        .enumerate()
    {
        let column = u16::try_from(column).unwrap_or_default();
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *heading, &label())?;
    }
    let points = body(Align::Right).set_num_format("0.00");
    let mut row = 1;
    let execution = &card.execution;
    if !execution.weight.is_zero() {
        sheet.write_string_with_format(row, 0, "预算执行情况", &body(Align::Left))?;
        sheet.write_number_with_format(row, 1, float(execution.weight), &points)?;
        let cells = places.execution.iter().map(|cell| in_form(cell)).collect::<Vec<_>>();
        sum(sheet, row, 2, &cells, execution.score, &points)?;
        lost(
            sheet,
            row,
            execution.score.and_then(|score| execution.weight.checked_sub(score)),
            &points,
        )?;
        row += 1;
    }
    for level in &card.levels {
        let name = if level.name.is_empty() { MISSING } else { &level.name };
        write_text(sheet, row, 0, name, &body(Align::Left))?;
        sum(
            sheet,
            row,
            1,
            &named(ranges(&level.rows, &places.weights)),
            Some(level.weight),
            &points,
        )?;
        sum(
            sheet,
            row,
            2,
            &named(ranges(&level.rows, &places.scores)),
            Some(level.score),
            &points,
        )?;
        lost(sheet, row, level.weight.checked_sub(level.score), &points)?;
        row += 1;
    }
    let results = [
        ("总分（系统计算）", Some(card.total), places.total.as_deref()),
        ("自评填报得分", project.declared, None),
        ("预计复核得分", project.expected, None),
    ];
    for (name, score, cell) in results {
        write_text(sheet, row, 0, name, &body(Align::Left))?;
        sheet.write_blank(row, 1, &points)?;
        sheet.write_blank(row, 3, &points)?;
        let cells: Vec<String> = cell.iter().map(|cell| in_form(cell)).collect();
        sum(sheet, row, 2, &cells, score, &points)?;
        row += 1;
    }
    for line in 0..row {
        sheet.set_row_height(line, 21)?;
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Cells of the form as other sheets name them.
fn named(cells: Vec<String>) -> Vec<String> {
    cells.iter().map(|cell| in_form(cell)).collect()
}

/// A cell of the form as other sheets name it.
fn in_form(cell: &str) -> String {
    format!("{FORM_SHEET}!{cell}")
}

/// Writes a sum over cells of the form, or the number where the form has no such cells.
fn sum(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cells: &[String],
    value: Option<Decimal>,
    format: &Format,
) -> Result<(), ExportError> {
    // Excel takes at most 255 arguments.
    match value {
        None => sheet.write_string_with_format(row, column, MISSING, format)?,
        Some(value) if cells.is_empty() || cells.len() > 255 => {
            sheet.write_number_with_format(row, column, float(value), format)?
        }
        Some(value) => {
            let formula = Formula::new(format!("SUM({})", cells.join(","))).set_result(number::plain(value));
            sheet.write_formula_with_format(row, column, formula, format)?
        }
    };
    Ok(())
}

/// Writes weight − score of the same row.
fn lost(sheet: &mut Worksheet, row: u32, value: Option<Decimal>, format: &Format) -> Result<(), ExportError> {
    let Some(value) = value else {
        sheet.write_string_with_format(row, 3, MISSING, format)?;
        return Ok(());
    };
    let at = row + 1;
    let formula = Formula::new(format!("B{at}-C{at}")).set_result(number::plain(value));
    sheet.write_formula_with_format(row, 3, formula, format)?;
    Ok(())
}
