//! The sheet 得分汇总: points by item and by goal as sums over the form, and the three scores side by side.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Worksheet};

use super::budget::Layout;
use super::filling::{Places, stated};
use super::{
    Page, SUMMARY_SHEET, body, detail, figures, float, heading, page, ranges, top, width_of, write_formula, write_text,
};
use crate::model::Project;
use crate::model::scheme::GoalUnit;
use crate::report::form::MISSING;
use crate::report::{Align, ExportError};
use crate::score::Scorecard;

/// Headings with their widths in full-width characters.
const COLUMNS: [(&str, f64); 4] = [("项目", 17.0), ("分值", 6.0), ("得分", 6.0), ("未得分", 6.0)];

/// Row of the first item in the sheet, from 0.
const FIRST: u32 = 3;

/// Names the cell of 自评填报得分, the second row below the items.
pub fn declared(project: &Project, card: &Scorecard) -> String {
    let execution = usize::from(!card.execution.weight.is_zero());
    let goals = if project.scheme.goals.is_some() {
        card.goals.len()
    } else {
        0
    };
    let items = execution + card.levels.len() + goals;
    format!("{SUMMARY_SHEET}!C{}", items + 5)
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
    sheet.set_name(SUMMARY_SHEET)?;
    top(
        sheet,
        (3, width_of(&COLUMNS)),
        &format!("{}{}得分汇总", project.of_year(), project.subject()),
        "得分在“自评表”中计算，此处引用并合计",
    )?;
    heading(sheet, 2, &COLUMNS)?;
    let points = figures("0.00");
    let mut row = FIRST;
    let weights: Vec<Option<String>> = (0..project.indicators.len())
        .map(|row| Some(detail::place(detail::WEIGHT, row)))
        .collect();
    let execution = &card.execution;
    if !execution.weight.is_zero() {
        sheet.write_string_with_format(row, 0, "预算执行情况", &body(Align::Left))?;
        sum(sheet, row, 1, &[money.weight()], Some(execution.weight), &points)?;
        sum(sheet, row, 2, &[money.score()], execution.score, &points)?;
        lost(
            sheet,
            row,
            execution.score.and_then(|score| execution.weight.checked_sub(score)),
            &points,
        )?;
        row += 1;
    }
    let goals = if project.scheme.goals.is_some() {
        card.goals.as_slice()
    } else {
        &[]
    };
    for group in card.levels.iter().chain(goals) {
        let name = if group.name.is_empty() { MISSING } else { &group.name };
        let name = match group.goal {
            Some(_) => format!("目标：{name}"),
            None => name.to_owned(),
        };
        write_text(sheet, row, 0, &name, &body(Align::Left))?;
        let cells = |cells: &[Option<String>]| ranges(&group.rows, cells);
        sum(
            sheet,
            row,
            1,
            &cells(&weights),
            weight_of(project, &group.rows),
            &points,
        )?;
        let score = group.stated_score();
        sum(sheet, row, 2, &cells(&places.scores), score, &points)?;
        lost(
            sheet,
            row,
            score.and_then(|score| group.weight.checked_sub(score)),
            &points,
        )?;
        row += 1;
    }
    // The goals divide the same points once more: the total has those of execution and levels.
    let parts = FIRST + u32::from(!execution.weight.is_zero()) + super::row(card.levels.len())?;
    let by_ratio = (project.scheme.goals.as_ref()).is_some_and(|rule| rule.unit == GoalUnit::Ratio);
    // Goals that count by their ratio make another sum of the points: then full marks are what they come to.
    let (weights, weight) = if by_ratio || parts == FIRST {
        (Vec::new(), Some(project.scheme.total))
    } else {
        let all: Vec<usize> = (0..project.indicators.len()).collect();
        let own = Some(execution.weight).filter(|weight| !weight.is_zero());
        let sum = own
            .into_iter()
            .chain(weight_of(project, &all))
            .reduce(|sum, weight| sum.saturating_add(weight));
        (vec![format!("B{}:B{parts}", FIRST + 1)], sum)
    };
    let results = [
        ("总分（系统计算）", card.stated_total(), places.total.as_deref()),
        ("自评填报得分", project.declared, None),
        ("预计复核得分", project.expected, None),
    ];
    for (position, (name, score, cell)) in results.into_iter().enumerate() {
        write_text(sheet, row, 0, name, &body(Align::Left))?;
        if position == 0 {
            sum(sheet, row, 1, &weights, weight, &points)?;
            lost(
                sheet,
                row,
                weight.zip(score).and_then(|(weight, score)| weight.checked_sub(score)),
                &points,
            )?;
        } else {
            write_text(sheet, row, 1, "—", &points)?;
            write_text(sheet, row, 3, "—", &points)?;
        }
        let cells: Vec<String> = cell.iter().map(|cell| (*cell).to_owned()).collect();
        sum(sheet, row, 2, &cells, score, &points)?;
        row += 1;
    }
    for line in FIRST..row {
        sheet.set_row_height(line, 21)?;
    }
    page(
        sheet,
        &Page {
            heading: 2,
            last_row: row - 1,
            last_column: 3,
        },
    )
}

/// Sums the weights of some rows; `None` where none has any.
fn weight_of(project: &Project, rows: &[usize]) -> Option<Decimal> {
    let weights = rows.iter().filter_map(|row| project.indicators[*row].weight);
    weights.reduce(|sum, weight| sum.saturating_add(weight))
}

/// Writes a sum over cells of the form, 未填 while none holds a number; or the number where the form has no such cells.
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
        value if !cells.is_empty() && cells.len() <= 255 => {
            let cells = cells.join(",");
            let formula = format!("IF(COUNT({cells})=0,\"{MISSING}\",ROUND(SUM({cells}),6))");
            write_formula(sheet, row, column, &formula, &stated(value), format)
        }
        Some(value) => {
            sheet.write_number_with_format(row, column, float(value), format)?;
            Ok(())
        }
        None => write_text(sheet, row, column, MISSING, format),
    }
}

/// Writes weight − score of the same row.
fn lost(sheet: &mut Worksheet, row: u32, value: Option<Decimal>, format: &Format) -> Result<(), ExportError> {
    let at = row + 1;
    let formula = format!("IF(COUNT(B{at}:C{at})=2,ROUND(B{at}-C{at},6),\"{MISSING}\")");
    write_formula(sheet, row, 3, &formula, &stated(value), format)
}
