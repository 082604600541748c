//! The scores of the form as formulas over its cells: a row, what a tier allows, the total.

use rust_decimal::Decimal;

use super::{Filler, in_form, serial};
use crate::model::scheme::{BudgetRowOf, FormCell, GoalUnit, OverTargetDeduction};
use crate::model::{Actual, Target, number};
use crate::report::form::MISSING;
use crate::report::xlsx::expression::Expression as E;
use crate::report::xlsx::scoring::{self, Operands};
use crate::report::xlsx::{detail, ranges};

/// The scores a tier allows, over the cell in which the tier is chosen.
pub struct Band {
    /// Lowest score.
    pub low: E,
    /// Greatest score that can be printed.
    pub high: E,
}

impl Filler<'_> {
    /// The score as a formula; `None` where the officer judges.
    pub fn scored(&self, row: usize) -> Option<E> {
        scoring::row(self.project, self.card, row, &self.operands(row)?)
    }

    /// 分值 as a cell where the form has one.
    pub(super) fn weight(&self, row: usize) -> Option<E> {
        let weight = self.project.indicators[row].weight;
        match self.cells.get(&(row, FormCell::Weight)) {
            Some(cell) => Some(E::Cell(cell.clone(), weight)),
            None => weight.map(|_| E::Cell(detail::place(detail::WEIGHT, row), weight)),
        }
    }

    /// The numbers a row is scored from, as cells where the form has them.
    fn operands(&self, row: usize) -> Option<Operands> {
        let it = &self.project.indicators[row];
        let cell = |cells: &[FormCell]| cells.iter().find_map(|cell| self.cells.get(&(row, *cell)).cloned());
        let target = it.target.as_ref()?;
        let day = |date: jiff::civil::Date| Some(Decimal::from(serial(date)?));
        let wanted = match target {
            Target::ByDate(date) => day(*date),
            other => other.number(),
        };
        let reached = match &it.actual {
            Some(Actual::Date(date)) => day(*date),
            _ => it.actual_number(),
        };
        let mut targets = vec![FormCell::Target, FormCell::TargetValue, FormCell::AdjustedTarget];
        if matches!(target, Target::ByDate(_)) {
            targets.retain(|cell| *cell != FormCell::TargetValue);
        }
        let target = match (cell(&targets), wanted) {
            (Some(cell), Some(value)) => E::Cell(cell, Some(value)),
            (_, value) => E::Number(value.unwrap_or_default()),
        };
        let in_detail = |column, value| E::Cell(detail::place(column, row), value);
        let printed = cell(&[FormCell::Actual, FormCell::ActualValue]);
        let actual = match (&it.actual, printed) {
            // 已完成 or 是 counts 1, anything else 0; an empty cell is no answer.
            (Some(Actual::Done(done)), printed) => {
                let cell = printed.unwrap_or_else(|| detail::place(detail::ACTUAL, row));
                let [yes, _] = it.target.as_ref()?.answers();
                let answer = match yes.as_str() {
                    "是" => format!("IF({cell}=\"\",\"\",N({cell}=\"是\"))"),
                    yes => format!("IF({cell}=\"\",\"\",N(OR({cell}=\"{yes}\",{cell}=\"是\")))"),
                };
                E::Cell(answer, Some(if *done { Decimal::ONE } else { Decimal::ZERO }))
            }
            (_, Some(cell)) => E::Cell(cell, reached),
            (_, None) => in_detail(detail::ACTUAL, Some(reached?)),
        };
        let counts = self.project.scheme.over_target.deduction != OverTargetDeduction::None;
        let deduction = it
            .deduction
            .filter(|_| counts)
            .map(|value| match cell(&[FormCell::Deduction]) {
                Some(cell) => E::Cell(cell, Some(value)),
                None => in_detail(detail::DEDUCTION, Some(value)),
            });
        Some(Operands {
            target,
            actual,
            weight: self.weight(row)?,
            deduction,
        })
    }

    /// What the chosen tier allows the score of an indicator to be; `None` where no tier is chosen from.
    pub fn band(&self, row: usize) -> Option<Band> {
        let it = &self.project.indicators[row];
        let (Some(Target::Tiered(_)), Some(Actual::Tier(chosen))) = (&it.target, &it.actual) else {
            return None;
        };
        let printed = [FormCell::Actual, FormCell::ActualValue];
        let tier = (printed.iter())
            .find_map(|cell| self.cells.get(&(row, *cell)))
            .map_or_else(|| detail::place(detail::ACTUAL, row), |cell| in_form(cell));
        let weight = match self.weight(row)? {
            E::Cell(cell, value) if !cell.contains('!') => E::Cell(in_form(&cell), value),
            other => other,
        };
        // The upper end belongs to the best tier only; below it the greatest score ends a hundredth earlier.
        let step = Decimal::new(1, self.project.scheme.rounding.row);
        let tiers = self.project.scheme.qualitative.tiers.iter().enumerate();
        let ends = tiers.map(|(position, tier)| {
            let end = |share| weight.clone().times(E::Number(share)).rounded(6);
            let high = end(tier.high);
            let high = if position == 0 {
                high
            } else {
                high.minus(E::Number(step))
            };
            (
                tier.name.as_str(),
                end(tier.low),
                high.at_least(E::Number(Decimal::ZERO)),
            )
        });
        let ends: Vec<(&str, E, E)> = ends.collect();
        let chosen = usize::from(*chosen);
        let by_tier = |end: fn((&str, E, E)) -> E| {
            let (last, others) = ends.split_last()?;
            let formula = others.iter().rev().fold(end(last.clone()).formula(), |rest, one| {
                let name = one.0.replace('"', "\"\"");
                format!("IF({tier}=\"{name}\",{},{rest})", end(one.clone()).formula())
            });
            Some(E::Cell(formula, end(ends.get(chosen)?.clone()).value()))
        };
        Some(Band {
            low: by_tier(|ends| ends.1)?,
            high: by_tier(|ends| ends.2)?,
        })
    }

    /// The total as a formula: the rows and the execution score, at most full marks or what the rate allows.
    pub(super) fn total(&self) -> String {
        let execution = self.execution();
        let scheme = &self.project.scheme;
        let by_ratio = (scheme.goals.as_ref()).is_some_and(|rule| rule.unit == GoalUnit::Ratio);
        let parts: Vec<String> = [self.range(FormCell::Score), execution.clone()]
            .into_iter()
            .flatten()
            .collect();
        let scores = parts.join(",");
        if scores.is_empty() {
            return format!("\"{MISSING}\"");
        }
        let sum = if by_ratio {
            self.weighted(execution)
        } else {
            format!("SUM({scores})")
        };
        let rate = (scheme.form.budget_rows.iter())
            .position(|row| row.of == BudgetRowOf::Total)
            .and_then(|row| self.base_and_actual(row))
            .filter(|_| self.card.execution.rate.is_some())
            .map(|(base, actual)| actual.over(base));
        let limit = match rate.and_then(|rate| scoring::limit(self.project, &rate)) {
            Some(limit) => limit.formula(),
            None => number::plain(scheme.total),
        };
        let total = format!("MIN(ROUND({sum},{}),{limit})", scheme.rounding.row);
        // Nothing is not 0.
        format!("IF(COUNT({scores})=0,\"{MISSING}\",{total})")
    }

    /// The sum where goals count by their 权重比例: each goal rounded, rows outside any goal in full.
    fn weighted(&self, execution: Option<String>) -> String {
        let cells: Vec<Option<String>> = self.column(FormCell::Score);
        let mut parts: Vec<String> = execution.into_iter().collect();
        let mut free: Vec<usize> = (0..cells.len()).collect();
        for (goal, subtotal) in self.project.goals.iter().zip(&self.card.goals) {
            free.retain(|row| !subtotal.rows.contains(row));
            let cells = ranges(&subtotal.rows, &cells);
            if let (Some(percent), false) = (goal.points, cells.is_empty()) {
                let places = self.project.scheme.rounding.row;
                let percent = number::plain(percent);
                parts.push(format!("ROUND(SUM({})*{percent}/100,{places})", cells.join(",")));
            }
        }
        parts.extend(ranges(&free, &cells));
        format!("SUM({})", parts.join(","))
    }
}
