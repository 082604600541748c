//! The sheet 校验: what must agree, each as a live formula that says 一致 or 不一致 with the difference.

use rust_decimal::Decimal;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet};

use super::agreement::{self, Check, Group, PLACES};
use super::budget::Layout;
use super::filling::{Places, stated};
use super::{
    CHECKS_SHEET, MONEY, Page, body, decimals, figures, float, for_numbers, heading, height, page, top, width_of,
    write_formula, write_text,
};
use crate::model::{Project, number};
use crate::report::form::MISSING;
use crate::report::{Align, ExportError};
use crate::score::Scorecard;

/// Row of the first check in the sheet, from 0.
const FIRST: usize = 3;
/// Headings with their widths in full-width characters.
const COLUMNS: [(&str, f64); 7] = [
    ("序号", 4.0),
    ("类别", 8.0),
    ("校验内容", 30.0),
    ("应为", 10.0),
    ("实为", 10.0),
    ("差额", 9.0),
    ("结论", 7.0),
];

/// Names the cell of 应为 of the check at a position.
pub fn demanded(position: usize) -> String {
    format!("D{}", FIRST + position + 1)
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
    sheet.set_name(CHECKS_SHEET)?;
    let checks = agreement::all(project, card, money, places);
    let mut columns = COLUMNS;
    for (column, values) in [
        (3, checks.iter().map(|check| check.demanded.value).collect::<Vec<_>>()),
        (4, checks.iter().map(|check| check.found.value).collect()),
        (5, checks.iter().map(difference).collect()),
    ] {
        let printed = values.into_iter().flatten().map(number::money);
        columns[column].1 = for_numbers(columns[column].1, printed);
    }
    top(
        sheet,
        (6, width_of(&columns)),
        &format!("{}{}自评数据校验", project.of_year(), project.subject()),
        "",
    )?;
    summary(sheet, &checks)?;
    heading(sheet, 2, &columns)?;
    for (position, check) in checks.iter().enumerate() {
        line(sheet, position, check)?;
    }
    let last = super::row(FIRST + checks.len().max(1) - 1)?;
    if checks.is_empty() {
        write_text(sheet, super::row(FIRST)?, 2, "没有需要校验的内容", &body(Align::Left))?;
    }
    let rule = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::EqualTo("不一致"))
        .set_format(super::wrong());
    let first = super::row(FIRST)?;
    sheet.add_conditional_format(first, 6, last, 6, &rule)?;
    page(
        sheet,
        &Page {
            heading: 2,
            last_row: last,
            last_column: 6,
        },
    )
}

/// What a check comes to, in the words of its cell.
fn verdict(check: &Check) -> &'static str {
    match difference(check) {
        None => MISSING,
        Some(difference) if difference.is_zero() => "一致",
        Some(_) => "不一致",
    }
}

fn difference(check: &Check) -> Option<Decimal> {
    let difference = check.found.value?.checked_sub(check.demanded.value?)?;
    Some(number::round(difference, PLACES))
}

/// The line under the title: how many agree.
fn summary(sheet: &mut Worksheet, checks: &[Check]) -> Result<(), ExportError> {
    let range = format!("G{}:G{}", FIRST + 1, FIRST + checks.len().max(1));
    let words = ["一致", "不一致", MISSING];
    let parts = words.map(|word| format!("\"{word}\"&COUNTIF({range},\"{word}\")&\"项\""));
    let count = |word: &str| checks.iter().filter(|check| verdict(check) == word).count();
    let result: Vec<String> = words.iter().map(|word| format!("{word}{}项", count(word))).collect();
    let format = super::subtitle();
    write_formula(sheet, 1, 0, &parts.join("&\"，\"&"), &result.join("，"), &format)
}

/// Number format of a check: amounts as everywhere, points with two decimals, other numbers with those they have.
fn format(check: &Check) -> String {
    let sides = [check.demanded.value, check.found.value].into_iter().flatten();
    let places = |value: Decimal| number::round(value, PLACES).normalize().scale();
    let stated = sides.map(places).max().unwrap_or(0);
    match check.group {
        Group::Budget | Group::Amounts => MONEY.to_owned(),
        Group::Weights | Group::Scores => decimals(stated.max(2)),
        Group::Signs | Group::Owed | Group::Import | Group::Relations => decimals(stated),
    }
}

/// Writes one check.
fn line(sheet: &mut Worksheet, position: usize, check: &Check) -> Result<(), ExportError> {
    let at = super::row(FIRST + position)?;
    let row = at + 1;
    let right = figures(&format(check));
    sheet.write_number_with_format(at, 0, at - 2, &body(Align::Centre))?;
    write_text(sheet, at, 1, check.group.name(), &body(Align::Centre))?;
    write_text(sheet, at, 2, &check.name, &body(Align::Left))?;
    for (column, side) in [(3, &check.demanded), (4, &check.found)] {
        let result = stated(side.value);
        match (&side.formula, side.value) {
            (Some(formula), _) => write_formula(sheet, at, column, formula, &result, &right)?,
            (None, Some(value)) => {
                sheet.write_number_with_format(at, column, float(value), &right)?;
            }
            (None, None) => write_text(sheet, at, column, MISSING, &right)?,
        }
    }
    let difference = stated(difference(check));
    let formula = format!("IF(COUNT(D{row}:E{row})=2,ROUND(E{row}-D{row},{PLACES}),\"{MISSING}\")");
    write_formula(sheet, at, 5, &formula, &difference, &right)?;
    let formula = format!("IF(COUNT(F{row})=1,IF(F{row}=0,\"一致\",\"不一致\"),\"{MISSING}\")");
    write_formula(sheet, at, 6, &formula, verdict(check), &body(Align::Centre))?;
    sheet.set_row_height(at, height([(check.name.as_str(), COLUMNS[2].1)].into_iter()))?;
    Ok(())
}
