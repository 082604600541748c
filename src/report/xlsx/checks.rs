//! The sheet 校验: what must agree, each as a live formula that says 一致 or 不一致 with the difference.

use rust_decimal::Decimal;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Format, Worksheet};

use super::budget::Layout;
use super::expression::Expression as E;
use super::printed::Places;
use super::{CHECKS_SHEET, Page, body, detail, float, heading, height, page, ranges, top, write_formula, write_text};
use crate::model::scheme::{BudgetCell, BudgetRowOf, GoalUnit};
use crate::model::{Fact, FundKind, Id, Project, RelationKind, number};
use crate::report::form::{self, MISSING};
use crate::report::{Align, ExportError};
use crate::score::{Scorecard, WeightCheck};

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
/// Decimals to which numbers must agree.
const PLACES: u32 = 6;

/// One side of a check: what is written, and the number it comes to.
struct Side {
    formula: Option<String>,
    value: Option<Decimal>,
}

impl Side {
    /// A number that stands nowhere else.
    fn number(value: Option<Decimal>) -> Self {
        Self { formula: None, value }
    }

    /// A formula with the number we have for it.
    fn formula(formula: impl Into<String>, value: Option<Decimal>) -> Self {
        Self {
            formula: Some(formula.into()),
            value,
        }
    }
}

/// One check.
struct Check {
    group: &'static str,
    name: String,
    demanded: Side,
    found: Side,
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
    let facts = facts(project);
    let mut checks = weights(project, card);
    checks.extend(budget(project, card, money, places));
    checks.extend(scores(project, card, places));
    // The facts lie below the checks; how many checks there are is known before they are written.
    let first_fact = FIRST + checks.len() + project.relations.len() + 2;
    checks.extend(relations(project, &facts, first_fact));
    top(
        sheet,
        6,
        &format!("{}{}自评数据校验", project.of_year(), project.subject()),
        "",
    )?;
    summary(sheet, &checks)?;
    heading(sheet, 2, &COLUMNS)?;
    for (position, check) in checks.iter().enumerate() {
        line(sheet, position, check)?;
    }
    let mut last = FIRST + checks.len().max(1) - 1;
    if checks.is_empty() {
        write_text(sheet, super::row(FIRST)?, 2, "没有需要校验的内容", &body(Align::Left))?;
    }
    if !facts.is_empty() {
        last = first_fact + facts.len() - 1;
        list(sheet, &facts, first_fact)?;
    }
    let wrong = Format::new()
        .set_background_color(0x00FF_D9D9)
        .set_font_color(0x009C_0006);
    let rule = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::EqualTo("不一致"))
        .set_format(wrong);
    let first = super::row(FIRST)?;
    sheet.add_conditional_format(first, 6, super::row(FIRST + checks.len().max(1) - 1)?, 6, &rule)?;
    page(
        sheet,
        &Page {
            heading: 2,
            last_row: super::row(last)?,
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

/// Writes one check.
fn line(sheet: &mut Worksheet, position: usize, check: &Check) -> Result<(), ExportError> {
    let at = super::row(FIRST + position)?;
    let row = at + 1;
    let right = body(Align::Right);
    sheet.write_number_with_format(at, 0, at - 2, &body(Align::Centre))?;
    write_text(sheet, at, 1, check.group, &body(Align::Centre))?;
    write_text(sheet, at, 2, &check.name, &body(Align::Left))?;
    for (column, side) in [(3, &check.demanded), (4, &check.found)] {
        let result = side.value.map_or_else(|| MISSING.to_owned(), number::plain);
        match (&side.formula, side.value) {
            (Some(formula), _) => write_formula(sheet, at, column, formula, &result, &right)?,
            (None, Some(value)) => {
                sheet.write_number_with_format(at, column, float(value), &right)?;
            }
            (None, None) => write_text(sheet, at, column, MISSING, &right)?,
        }
    }
    let difference = difference(check).map_or_else(|| MISSING.to_owned(), number::plain);
    let formula = format!("IF(COUNT(D{row}:E{row})=2,ROUND(E{row}-D{row},{PLACES}),\"{MISSING}\")");
    write_formula(sheet, at, 5, &formula, &difference, &right)?;
    let formula = format!("IF(COUNT(F{row})=1,IF(F{row}=0,\"一致\",\"不一致\"),\"{MISSING}\")");
    write_formula(sheet, at, 6, &formula, verdict(check), &body(Align::Centre))?;
    sheet.set_row_height(at, height([(check.name.as_str(), COLUMNS[2].1)].into_iter()))?;
    Ok(())
}

/// Sums of weights against what the scheme demands.
fn weights(project: &Project, card: &Scorecard) -> Vec<Check> {
    let rule = project.scheme.goals.as_ref();
    let goals = if rule.is_some() { card.goals.len() } else { 0 };
    // Groups first, then the goals and their sum, then all: the order of the scorecard.
    let after_groups = card
        .weights
        .len()
        .saturating_sub(1 + if rule.is_some() { goals + 1 } else { 0 });
    let cells: Vec<Option<String>> = (0..project.indicators.len())
        .map(|row| Some(detail::place(detail::WEIGHT, row)))
        .collect();
    let sum_of = |rows: &[usize]| match ranges(rows, &cells).join(",") {
        none if none.is_empty() => "0".to_owned(),
        cells => format!("SUM({cells})"),
    };
    let stated = |rows: &[usize]| {
        let mut weights = rows.iter().filter_map(|row| project.indicators[*row].weight);
        weights.try_fold(Decimal::ZERO, |sum, weight| sum.checked_add(weight))
    };
    let all: Vec<usize> = (0..project.indicators.len()).collect();
    let check = |position: usize, check: &WeightCheck| {
        let (rows, what) = match position {
            group if group < after_groups => (grouped(card, &check.name), "一级指标分值："),
            goal if goal < after_groups + goals => (card.goals[goal - after_groups].rows.clone(), "目标下指标分值："),
            last if last + 1 == card.weights.len() => (all.clone(), "分值合计："),
            _ => (Vec::new(), ""),
        };
        // Sums that are weighted by goal are no sum of cells; they stay what we have them to be.
        let found = if stated(&rows) == Some(check.sum) {
            Side::formula(sum_of(&rows), Some(check.sum))
        } else if what.is_empty() && rule.is_some() {
            let points = project.goals.iter().filter_map(|goal| goal.points).map(number::plain);
            let points: Vec<String> = points.collect();
            let formula = if points.is_empty() {
                "0".to_owned()
            } else {
                format!("SUM({})", points.join(","))
            };
            Side::formula(formula, Some(check.sum))
        } else {
            Side::number(Some(check.sum))
        };
        Check {
            group: "分值",
            name: format!("{what}{}", check.name),
            demanded: Side::number(check.demanded),
            found,
        }
    };
    let demanded = card
        .weights
        .iter()
        .enumerate()
        .filter(|(_, one)| one.demanded.is_some());
    let mut checks: Vec<Check> = demanded.map(|(position, one)| check(position, one)).collect();
    if rule.is_some_and(|rule| rule.unit == GoalUnit::Ratio) {
        return checks;
    }
    let execution = project.scheme.budget.weight;
    if let Some(indicators) = stated(&all).and_then(|sum| sum.checked_add(execution)) {
        checks.push(Check {
            group: "分值",
            name: "指标分值与预算执行分值之和等于满分".to_owned(),
            demanded: Side::number(Some(project.scheme.total)),
            found: Side::formula(
                format!("{}+{}", sum_of(&all), number::plain(execution)),
                Some(indicators),
            ),
        });
    }
    checks
}

/// Rows of the first levels that a check names.
fn grouped(card: &Scorecard, name: &str) -> Vec<usize> {
    fn stem(name: &str) -> &str {
        name.trim().trim_end_matches("指标")
    }
    let levels = card.levels.iter();
    let mut rows: Vec<usize> = levels
        .filter(|level| name.split('、').any(|name| stem(name) == stem(&level.name)))
        .flat_map(|level| level.rows.iter().copied())
        .collect();
    rows.sort_unstable();
    rows
}

/// Parts of the budget against its total, causes against the difference they explain, the execution score.
fn budget(project: &Project, card: &Scorecard, money: &Layout, places: &Places) -> Vec<Check> {
    let mut checks = Vec::new();
    let rows = &project.scheme.form.budget_rows;
    let all = |cell| money.cells(project, cell, |_| true);
    for (cell, what) in [
        (BudgetCell::Initial, "年初预算数"),
        (BudgetCell::Adjusted, "调整后预算数"),
        (BudgetCell::Base, "预算数"),
        (BudgetCell::Actual, "全年执行数"),
    ] {
        let of_rows = |total: bool| {
            let rows = rows.iter().enumerate();
            rows.filter(move |(_, row)| (row.of == BudgetRowOf::Total) == total)
                .filter_map(move |(position, row)| {
                    let held = places
                        .amounts
                        .iter()
                        .find(|(at, of, _)| *at == position && *of == cell)?;
                    let amounts = form::amounts(project, card, row);
                    let value = match cell {
                        BudgetCell::Initial => amounts.initial,
                        BudgetCell::Adjusted => amounts.adjusted,
                        BudgetCell::Base => amounts.base,
                        _ => amounts.actual,
                    };
                    Some((held.2.clone(), value))
                })
                .collect::<Vec<_>>()
        };
        let Some((total, value)) = of_rows(true).into_iter().next() else {
            continue;
        };
        let parts = of_rows(false);
        let add = |sum: Decimal, value: Decimal| sum.checked_add(value).unwrap_or(Decimal::MAX);
        let (found, sum) = if parts.is_empty() {
            let lines = project.budget.lines.iter();
            let stated = lines.filter_map(|line| super::budget::amount(project, line, cell));
            (all(cell), stated.reduce(add))
        } else {
            let sum = parts.iter().filter_map(|(_, value)| *value).reduce(add);
            (parts.into_iter().map(|(cell, _)| cell).collect(), sum)
        };
        if found.is_empty() {
            continue;
        }
        let cells = found.join(",");
        checks.push(Check {
            group: "预算",
            name: format!("{what}：各分项之和等于自评表总额"),
            demanded: Side::formula(total, value),
            found: Side::formula(
                format!("IF(COUNT({cells})>0,ROUND(SUM({cells}),{PLACES}),\"{MISSING}\")"),
                sum,
            ),
        });
    }
    for kind in [FundKind::Basic, FundKind::Project, FundKind::Other] {
        checks.extend(causes(project, money, kind));
    }
    checks
}

/// 变动原因 of one kind of expenditure against what was spent more than planned.
fn causes(project: &Project, money: &Layout, kind: FundKind) -> Option<Check> {
    let cells = money.causes(project, kind);
    if cells.is_empty() {
        return None;
    }
    let takes = |line: &crate::model::BudgetLine| line.kind == kind;
    let lines: Vec<_> = project.budget.lines.iter().filter(|line| takes(line)).collect();
    let add = |sum: Option<Decimal>, value: Option<Decimal>| sum?.checked_add(value?);
    let start = || lines.first().map(|_| Decimal::ZERO);
    let change = (lines.iter().fold(start(), |sum, line| add(sum, line.actual)))
        .zip(lines.iter().fold(start(), |sum, line| add(sum, line.initial)))
        .and_then(|(actual, initial)| actual.checked_sub(initial));
    let (actual, initial) = (
        money.cells(project, BudgetCell::Actual, takes).join(","),
        money.cells(project, BudgetCell::Initial, takes).join(","),
    );
    let demanded = if lines.is_empty() {
        Side::number(None)
    } else {
        let count = 2 * lines.len();
        let formula =
            format!("IF(COUNT({actual},{initial})={count},ROUND(SUM({actual})-SUM({initial}),{PLACES}),\"{MISSING}\")");
        Side::formula(formula, change)
    };
    let mut amounts = project.budget.causes.iter().filter(|cause| cause.line == kind);
    let sum = amounts.try_fold(Decimal::ZERO, |sum, cause| sum.checked_add(cause.amount?));
    let (count, cells) = (cells.len(), cells.join(","));
    Some(Check {
        group: "预算",
        name: format!("{}变动原因金额之和等于执行数减年初预算数", kind.name()),
        demanded,
        found: Side::formula(
            format!("IF(COUNT({cells})={count},ROUND(SUM({cells}),{PLACES}),\"{MISSING}\")"),
            sum,
        ),
    })
}

/// The total against its parts, and what was declared against what is computed.
fn scores(project: &Project, card: &Scorecard, places: &Places) -> Vec<Check> {
    let mut checks = Vec::new();
    let execution = &card.execution;
    let computed = |cell: &Option<String>, value: Option<Decimal>| match cell {
        Some(cell) => Side::formula(cell.clone(), value),
        None => Side::number(value),
    };
    if let (Some(declared), true) = (project.budget.declared, execution.weight > Decimal::ZERO) {
        checks.push(Check {
            group: "得分",
            name: "预算执行：自评填报得分等于系统计算得分".to_owned(),
            demanded: computed(&places.execution, execution.score),
            found: Side::number(Some(declared)),
        });
    }
    let by_ratio = (project.scheme.goals.as_ref()).is_some_and(|rule| rule.unit == GoalUnit::Ratio);
    let rows = project.indicators.len();
    if !by_ratio && card.before_cap.is_none() && rows > 0 {
        let first = detail::place(detail::SCORE, 0);
        let last = detail::place(detail::SCORE, rows - 1);
        let last = last.split_once('!').map_or(last.as_str(), |(_, cell)| cell);
        let execution = match (&places.execution, execution.score) {
            (Some(cell), _) => format!(",{cell}"),
            (None, Some(score)) => format!(",{}", number::plain(score)),
            (None, None) => String::new(),
        };
        checks.push(Check {
            group: "得分",
            name: "总分等于各指标得分与预算执行得分之和".to_owned(),
            demanded: Side::formula(
                format!("ROUND(SUM({first}:{last}{execution}),{PLACES})"),
                Some(card.total),
            ),
            found: computed(&places.total, Some(card.total)),
        });
    }
    if let Some(declared) = project.declared {
        checks.push(Check {
            group: "得分",
            name: "总分：自评填报得分等于系统计算得分".to_owned(),
            demanded: computed(&places.total, Some(card.total)),
            found: Side::number(Some(declared)),
        });
    }
    for (row, indicator) in project.indicators.iter().enumerate() {
        if indicator.declared.is_some() {
            checks.push(Check {
                group: "得分",
                name: format!("{}：自评填报得分等于系统计算得分", form::filled(&indicator.name)),
                demanded: Side::formula(
                    detail::place(detail::SCORE, row),
                    card.rows.get(row).and_then(|row| row.score),
                ),
                found: Side::formula(detail::place(detail::DECLARED, row), indicator.declared),
            });
        }
    }
    checks
}

/// The facts that a relation names, in the project's order.
fn facts(project: &Project) -> Vec<&Fact> {
    let named = |id: &Id| {
        let mut relations = project.relations.iter();
        relations.any(|relation| relation.whole == *id || relation.parts.contains(id))
    };
    project.facts.iter().filter(|fact| named(&fact.id)).collect()
}

/// 勾稽关系: each determined number against those that determine it.
fn relations(project: &Project, facts: &[&Fact], first_fact: usize) -> Vec<Check> {
    let operand = |id: &Id| -> Option<(E, &str)> {
        if let Some(row) = project.indicator_index(id) {
            let indicator = &project.indicators[row];
            let value = indicator.actual_number()?;
            return Some((
                E::Cell(detail::place(detail::ACTUAL, row), Some(value)),
                &indicator.unit,
            ));
        }
        let position = facts.iter().position(|fact| fact.id == *id)?;
        let fact = facts[position];
        fact.value?;
        Some((
            E::Cell(format!("D{}", first_fact + position + 1), fact.value),
            &fact.unit,
        ))
    };
    let determined = |kind: RelationKind, parts: &[Id], unit: &str| {
        let parts: Vec<E> = parts.iter().map(|id| Some(operand(id)?.0)).collect::<Option<_>>()?;
        let mut parts = parts.into_iter();
        match kind {
            RelationKind::Sum => Some(E::Sum(parts.collect())),
            RelationKind::Difference => Some(parts.next()?.minus(parts.next()?)),
            RelationKind::Ratio => {
                let quotient = parts.next()?.over(parts.next()?);
                Some(match unit {
                    "%" => quotient.times(E::Number(Decimal::ONE_HUNDRED)),
                    "‰" => quotient.times(E::Number(Decimal::ONE_THOUSAND)),
                    _ => quotient,
                })
            }
        }
    };
    let check = |relation: &crate::model::Relation| {
        let whole = operand(&relation.whole);
        // A ratio is stated rounded: it must be what the quotient rounds to.
        let places = match (relation.kind, &whole) {
            (RelationKind::Ratio, Some((whole, _))) => whole
                .value()
                .map_or(PLACES, |value| value.normalize().scale().clamp(1, PLACES)),
            _ => PLACES,
        };
        let unit = whole.as_ref().map_or("", |(_, unit)| *unit);
        let demanded = match determined(relation.kind, &relation.parts, unit).map(|parts| parts.rounded(places)) {
            Some(formula) if formula.value().is_some() => Side::formula(formula.guarded(), formula.value()),
            _ => Side::number(None),
        };
        let found = match whole {
            Some((whole, _)) => Side::formula(whole.formula(), whole.value()),
            None => Side::number(None),
        };
        Check {
            group: "勾稽关系",
            name: relation.name.clone(),
            demanded,
            found,
        }
    };
    project.relations.iter().map(check).collect()
}

/// The facts under the checks, where relations find them.
fn list(sheet: &mut Worksheet, facts: &[&Fact], first: usize) -> Result<(), ExportError> {
    let headings = ["编号", "单位", "数据项", "数值"];
    for (column, text) in (0_u16..).zip(headings) {
        write_text(sheet, super::row(first - 1)?, column, text, &super::label())?;
    }
    for (position, fact) in facts.iter().enumerate() {
        let at = super::row(first + position)?;
        write_text(sheet, at, 0, &fact.id.0, &body(Align::Centre))?;
        write_text(sheet, at, 1, &fact.unit, &body(Align::Centre))?;
        write_text(sheet, at, 2, &fact.name, &body(Align::Left))?;
        match fact.value {
            Some(value) => {
                sheet.write_number_with_format(at, 3, float(value), &body(Align::Right))?;
            }
            None => write_text(sheet, at, 3, &form::filled(&fact.text), &body(Align::Right))?,
        }
        sheet.set_row_height(at, height([(fact.name.as_str(), COLUMNS[2].1)].into_iter()))?;
    }
    Ok(())
}
