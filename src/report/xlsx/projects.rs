//! The sheet 项目汇总: one row a form, with what became of its money and its score.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::budget::Layout;
use super::printed::{MONEY, PERCENT, Places};
use super::{PROJECTS_SHEET, Page, body, detail, heading, height, label, page, top, write_formula, write_text};
use crate::model::scheme::{BudgetCell, GradeShown};
use crate::model::{Kind, Project, number};
use crate::report::form::{MISSING, filled};
use crate::report::{Align, ExportError};
use crate::score::{Scorecard, WeightCheck};

/// Headings with their widths in full-width characters.
const COLUMNS: [(&str, f64); 7] = [
    ("序号", 4.0),
    ("项目名称", 26.0),
    ("预算数（万元）", 10.0),
    ("执行数（万元）", 10.0),
    ("执行率", 8.0),
    ("得分", 8.0),
    ("等级", 8.0),
];

/// Writes the sheet.
///
/// # Errors
/// A library that refuses the content.
pub fn write(
    sheet: &mut Worksheet,
    project: &Project,
    card: &Scorecard,
    money: &Layout,
    places: &Places,
) -> Result<(), ExportError> {
    sheet.set_name(PROJECTS_SHEET)?;
    top(
        sheet,
        6,
        &format!("{}绩效自评结果汇总", project.of_year()),
        "金额单位：万元　　每个项目的自评表一行",
    )?;
    heading(sheet, 2, &COLUMNS)?;
    let name = match project.kind {
        Kind::Department => format!("{}部门整体支出", filled(&project.department)),
        Kind::SpendingProject(_) => filled(project.subject()),
    };
    sheet.write_number_with_format(3, 0, 1, &body(Align::Centre))?;
    write_text(sheet, 3, 1, &name, &body(Align::Left))?;
    sheet.set_row_height(3, height([(name.as_str(), COLUMNS[1].1)].into_iter()))?;
    sheet.merge_range(4, 0, 4, 1, "合计", &label())?;
    let execution = &card.execution;
    let right = |format: &str| body(Align::Right).set_num_format(format);
    let missing = |value: Option<Decimal>| value.map_or_else(|| MISSING.to_owned(), number::plain);
    let amounts = [
        (2, "C", BudgetCell::Base, execution.base),
        (3, "D", BudgetCell::Actual, execution.actual),
    ];
    for (column, letter, cell, value) in amounts {
        write_formula(sheet, 3, column, &money.total(cell), &missing(value), &right(MONEY))?;
        let sum = format!("IF(COUNT({letter}4)=1,SUM({letter}4),\"{MISSING}\")");
        write_formula(sheet, 4, column, &sum, &missing(value), &right(MONEY))?;
    }
    let rate = match (execution.base, execution.actual) {
        (Some(base), Some(actual)) if base > Decimal::ZERO => missing(actual.checked_div(base)),
        (Some(_), Some(_)) => "—".to_owned(),
        _ => MISSING.to_owned(),
    };
    for row in [3, 4] {
        let at = row + 1;
        let formula = format!("IF(COUNT(C{at}:D{at})=2,IF(C{at}>0,D{at}/C{at},\"—\"),\"{MISSING}\")");
        write_formula(sheet, row, 4, &formula, &rate, &right(PERCENT))?;
    }
    match &places.total {
        Some(cell) => write_formula(sheet, 3, 5, cell, &number::plain(card.total), &right("0.00"))?,
        None => {
            sheet.write_number_with_format(3, 5, super::float(card.total), &right("0.00"))?;
        }
    }
    let grade = card.grade.as_deref().unwrap_or("未评级");
    match grades(project, card, places) {
        Some(formula) => write_formula(sheet, 3, 6, &formula, grade, &body(Align::Centre))?,
        None => write_text(sheet, 3, 6, grade, &body(Align::Centre))?,
    }
    for column in [5, 6] {
        write_text(sheet, 4, column, "—", &body(Align::Centre))?;
    }
    page(
        sheet,
        &Page {
            heading: 2,
            last_row: 4,
            last_column: 6,
        },
    )
}

/// The grade by the scheme's bands: none while a score is missing or the weights do not add up.
fn grades(project: &Project, card: &Scorecard, places: &Places) -> Option<String> {
    let rule = &project.scheme.grade;
    let rows = project.indicators.len();
    if rule.shown == GradeShown::Never || rule.bands.is_empty() || rows == 0 {
        return None;
    }
    // Goals without their ratio are no cell: then the grade is what we have it to be.
    let cells =
        usize::from(card.execution.score.is_none()) + card.rows.iter().filter(|row| row.score.is_none()).count();
    if card.unfilled != cells || !card.weights.last().is_none_or(WeightCheck::holds) {
        return None;
    }
    let bands = rule.bands.iter().rev().fold("\"未评级\"".to_owned(), |below, band| {
        let name = band.name.replace('"', "");
        format!("IF(F4>={},\"{name}\",{below})", number::plain(band.at_least))
    });
    let scores = format!("{}:{}", detail::place(detail::SCORE, 0), {
        let last = detail::place(detail::SCORE, rows - 1);
        last.split_once('!').map_or(last.clone(), |(_, cell)| cell.to_owned())
    });
    let execution = places.execution.as_ref().map(|cell| format!(",{cell}"));
    let counted = rows + usize::from(execution.is_some());
    let execution = execution.unwrap_or_default();
    if places.execution.is_none() && card.execution.score.is_none() {
        return None;
    }
    Some(format!("IF(COUNT({scores}{execution})={counted},{bands},\"未评级\")"))
}
