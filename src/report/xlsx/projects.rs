//! The sheet 项目汇总: the evaluation and the projects of its department, with what became of money and score.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::MONEY;
use super::budget::{Layout, amount};
use super::filling::{Places, stated, stated_total};
use super::{
    PROJECTS_SHEET, Page, TINT, body, detail, figures, for_numbers, heading, height, page, percent, subtitle, summary,
    top, width_of, within, write_formula, write_text,
};
use crate::model::scheme::{BudgetCell, GradeShown};
use crate::model::{FundKind, Kind, Project, number};
use crate::report::form::{MISSING, filled};
use crate::report::{Align, ExportError};
use crate::score::Scorecard;

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

/// Row of the first evaluation in the sheet, from 0.
const FIRST: u32 = 3;
/// What stands for a grade where there is none.
const UNGRADED: &str = "未评级";

/// One row: an evaluation with its score, or a project of the department whose own form tells its score.
struct Row {
    name: String,
    /// Cells of 预算数 and 执行数.
    cells: [String; 2],
    amounts: [Option<Decimal>; 2],
}

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
    let own = match project.kind {
        Kind::Department => "部门整体支出".to_owned(),
        Kind::SpendingProject(_) => filled(project.subject()),
    };
    let execution = &card.execution;
    let mut rows = vec![Row {
        name: own,
        cells: [money.total(BudgetCell::Base), money.total(BudgetCell::Actual)],
        amounts: [execution.base, execution.actual],
    }];
    rows.extend(projects(project, money));
    let below = if rows.len() > 1 {
        "金额单位：万元　　各项目的得分按其项目自评表填列"
    } else {
        "金额单位：万元"
    };
    let partly = format!("{below}　　得分只含已填部分，不是最终得分");
    let mut columns = COLUMNS;
    for (column, amount) in [(2, 0), (3, 1)] {
        let amounts = rows.iter().filter_map(|row| row.amounts[amount]).map(number::money);
        columns[column].1 = for_numbers(columns[column].1, amounts);
    }
    top(
        sheet,
        (6, width_of(&columns)),
        &format!("{}{}绩效自评结果汇总", project.of_year(), project.department.trim()),
        below,
    )?;
    let result = if card.unfilled > 0 && card.stated_total().is_some() {
        &partly
    } else {
        below
    };
    match summary::all_scored(project, card, money) {
        Some(whole) => {
            let formula = format!("IF(OR({whole},NOT(ISNUMBER(F{}))),\"{below}\",\"{partly}\")", FIRST + 1);
            write_formula(sheet, 1, 0, &formula, result, &subtitle())?;
        }
        None => write_text(sheet, 1, 0, result, &subtitle())?,
    }
    heading(sheet, 2, &columns)?;
    for (position, one) in rows.iter().enumerate() {
        row(sheet, position, one)?;
        if position > 0 {
            open(sheet, project, position)?;
        }
    }
    let points = figures("0.00");
    match &places.total {
        Some(cell) => write_formula(sheet, FIRST, 5, cell, &stated_total(card), &points)?,
        None => {
            sheet.write_number_with_format(FIRST, 5, super::float(card.total), &points)?;
        }
    }
    let grade = card.grade.as_deref().unwrap_or(UNGRADED);
    match grades(project, card, money) {
        Some(formula) => write_formula(sheet, FIRST, 6, &formula, grade, &body(Align::Centre))?,
        None => write_text(sheet, FIRST, 6, grade, &body(Align::Centre))?,
    }
    page(
        sheet,
        &Page {
            heading: 2,
            last_row: FIRST + super::row(rows.len() - 1)?,
            last_column: 6,
        },
    )
}

/// The projects of a department that its budget names.
fn projects<'a>(project: &'a Project, money: &'a Layout) -> impl Iterator<Item = Row> + 'a {
    let lines = project.budget.lines.iter().enumerate();
    lines
        .filter(|(_, line)| project.kind == Kind::Department && line.kind == FundKind::Project && !line.name.is_empty())
        .map(|(position, line)| Row {
            name: line.name.clone(),
            cells: [BudgetCell::Base, BudgetCell::Actual].map(|cell| money.line(position, cell)),
            amounts: [BudgetCell::Base, BudgetCell::Actual].map(|cell| amount(project, line, cell)),
        })
}

/// What is known of a row: its name, its money.
fn row(sheet: &mut Worksheet, position: usize, row: &Row) -> Result<(), ExportError> {
    let at = FIRST + super::row(position)?;
    let shown = at + 1;
    sheet.write_number_with_format(at, 0, shown - FIRST, &body(Align::Centre))?;
    write_text(sheet, at, 1, &row.name, &body(Align::Left))?;
    for (column, (cell, value)) in (2..).zip(row.cells.iter().zip(row.amounts)) {
        write_formula(sheet, at, column, cell, &stated(value), &figures(MONEY))?;
    }
    let rate = match row.amounts {
        [Some(base), Some(actual)] if base > Decimal::ZERO => actual.checked_div(base),
        _ => None,
    };
    let result = match row.amounts {
        [Some(base), Some(_)] if base <= Decimal::ZERO => "—".to_owned(),
        _ => stated(rate),
    };
    let formula = format!("IF(COUNT(C{shown}:D{shown})=2,IF(C{shown}>0,D{shown}/C{shown},\"—\"),\"{MISSING}\")");
    write_formula(sheet, at, 4, &formula, &result, &figures(&percent(rate)))?;
    sheet.set_row_height(at, height([(row.name.as_str(), COLUMNS[1].1)].into_iter()))?;
    Ok(())
}

/// The score of a project's own form, to be filled in, and its grade.
fn open(sheet: &mut Worksheet, project: &Project, position: usize) -> Result<(), ExportError> {
    let at = FIRST + super::row(position)?;
    let points = figures("0.00").set_background_color(TINT);
    sheet.write_blank(at, 5, &points)?;
    sheet.add_data_validation(at, 5, at, 5, &within(project.scheme.total)?)?;
    match bands(project, &format!("F{}", at + 1)) {
        Some(bands) => {
            let formula = format!("IF(COUNT(F{0})=1,{bands},\"{UNGRADED}\")", at + 1);
            write_formula(sheet, at, 6, &formula, UNGRADED, &body(Align::Centre))
        }
        None => write_text(sheet, at, 6, "", &body(Align::Centre).set_background_color(TINT)),
    }
}

/// The grade of the score in a cell by the scheme's bands; `None` where the scheme grades nothing.
fn bands(project: &Project, cell: &str) -> Option<String> {
    let rule = &project.scheme.grade;
    if rule.shown == GradeShown::Never || rule.bands.is_empty() {
        return None;
    }
    let bands = rule.bands.iter().rev();
    Some(bands.fold(format!("\"{UNGRADED}\""), |below, band| {
        let name = band.name.replace('"', "");
        format!("IF({cell}>={},\"{name}\",{below})", number::plain(band.at_least))
    }))
}

/// The grade by the scheme's bands: none while a score is missing or the weights do not add up.
fn grades(project: &Project, card: &Scorecard, money: &Layout) -> Option<String> {
    let bands = bands(project, "F4")?;
    let mut conditions = summary::all_scored(project, card, money)?;
    if let Some(demanded) = card.weights.last().and_then(|all| all.demanded) {
        let (sum, demanded) = (detail::column(project, detail::WEIGHT), number::plain(demanded));
        conditions = format!("AND({conditions},ROUND(SUM({sum}),6)={demanded})");
    }
    Some(format!("IF({conditions},{bands},\"{UNGRADED}\")"))
}
