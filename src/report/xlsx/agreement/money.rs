//! What must agree in 预算执行: parts and totals, causes and the change they explain.

use rust_decimal::Decimal;

use super::super::budget::{Layout, amount};
use super::super::filling::Places;
use super::{Check, Group, PLACES, Side};
use crate::model::scheme::{BudgetCell, BudgetRowOf};
use crate::model::{BudgetLine, FundKind, Project};
use crate::report::form::{self, MISSING};
use crate::score::Scorecard;

/// Parts of the budget against its total, causes against the difference they explain, the execution score.
pub(super) fn checks(project: &Project, card: &Scorecard, money: &Layout, places: &Places) -> Vec<Check> {
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
            let stated = lines.filter_map(|line| amount(project, line, cell));
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
            group: Group::Budget,
            name: format!("{what}：各分项之和等于自评表总额"),
            demanded: Side::formula(total, value),
            found: Side::formula(
                format!("IF(COUNT({cells})>0,ROUND(SUM({cells}),{PLACES}),\"{MISSING}\")"),
                sum,
            ),
        });
    }
    for kind in FundKind::ALL {
        checks.extend(causes(project, money, kind));
    }
    checks
}

/// 变动原因 of one kind of expenditure against what was spent more than planned; a kind without any is held against 0
/// where others have some.
fn causes(project: &Project, money: &Layout, kind: FundKind) -> Option<Check> {
    let cells = money.causes(project, kind);
    if cells.is_empty() && project.budget.balance(kind).is_none() {
        return None;
    }
    let takes = |line: &BudgetLine| line.kind == kind;
    let lines = project.budget.lines.iter().filter(|line| takes(line)).count();
    let (actual, initial) = (
        money.cells(project, BudgetCell::Actual, takes).join(","),
        money.cells(project, BudgetCell::Initial, takes).join(","),
    );
    let demanded = if lines == 0 {
        Side::number(None)
    } else {
        let count = 2 * lines;
        let formula =
            format!("IF(COUNT({actual},{initial})={count},ROUND(SUM({actual})-SUM({initial}),{PLACES}),\"{MISSING}\")");
        Side::formula(formula, project.budget.change(kind))
    };
    let (count, cells) = (cells.len(), cells.join(","));
    let explained = project.budget.explained(kind);
    let (name, found) = match count {
        0 => ("（未列变动原因）", Side::number(explained)),
        _ => {
            let sum = format!("IF(COUNT({cells})={count},ROUND(SUM({cells}),{PLACES}),\"{MISSING}\")");
            ("", Side::formula(sum, explained))
        }
    };
    Some(Check {
        group: Group::Budget,
        name: format!("{}变动原因金额之和等于执行数减年初预算数{name}", kind.name()),
        demanded,
        found,
    })
}
