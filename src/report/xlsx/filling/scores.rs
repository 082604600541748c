//! The scores of the form as formulas over its cells: a row, what a tier allows, the total.

use rust_decimal::Decimal;

use super::{Filler, in_form, serial};
use crate::model::scheme::{BudgetRowOf, FormCell, GoalUnit, OverTargetDeduction};
use crate::model::{Actual, Indicator, Target, number};
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

/// Decimals of the end of a tier: all that shares and weights have together, and less than a workbook strays by.
const EXACT: u32 = 10;

/// Returns the number or the day a target sets.
pub fn wanted(target: &Target) -> Option<Decimal> {
    match target {
        Target::ByDate(date) => serial(*date),
        other => other.number(),
    }
}

/// Reads 实际完成值 in a cell as a number or a day, and as what words answer (see [`Operands`]); `None` where it is a
/// tier or of another kind than the target wants.
pub fn reached(it: &Indicator, cell: String) -> Option<(E, Option<E>)> {
    let target = it.target.as_ref()?;
    let takes_day = match (target, &it.actual) {
        (Target::Tiered(_) | Target::Text(_), _) => return None,
        (Target::ByDate(_), None | Some(Actual::Date(_) | Actual::Done(_) | Actual::Text(_))) => true,
        (Target::YesNo(_), None | Some(Actual::Done(_) | Actual::Text(_))) => false,
        (Target::ByDate(_) | Target::YesNo(_), _) => return None,
        (_, None | Some(Actual::Number(_) | Actual::Ratio { .. } | Actual::Text(_))) => {
            return Some((E::Cell(cell, it.actual_number()), None));
        }
        _ => return None,
    };
    let [yes, no] = target.answers();
    // 是 and 否 are understood beside the words of the target.
    let is = |word: &str, plain: &str| match word {
        word if word == plain => format!("{cell}=\"{word}\""),
        word => format!("OR({cell}=\"{}\",{cell}=\"{plain}\")", word.replace('"', "\"\"")),
    };
    let words = format!("IF({},1,IF({},0,\"\"))", is(&yes, "是"), is(&no, "否"));
    let answer = if takes_day {
        format!("IF(ISNUMBER({cell}),2,{words})")
    } else {
        words
    };
    let (day, said) = match &it.actual {
        Some(Actual::Date(date)) => (serial(*date)?, Some(Decimal::TWO)),
        Some(Actual::Done(done)) => (Decimal::ZERO, Some(Decimal::from(u8::from(*done)))),
        _ => (Decimal::ZERO, None),
    };
    Some((E::Cell(format!("N({cell})"), Some(day)), Some(E::Cell(answer, said))))
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
        let in_detail = |column| detail::place(column, row);
        let printed = cell(&[FormCell::Target, FormCell::TargetValue, FormCell::AdjustedTarget]);
        let target = match (printed, wanted(target)) {
            (Some(cell), Some(value)) => E::Cell(cell, Some(value)),
            (_, value) => E::Number(value.unwrap_or_default()),
        };
        let printed = cell(&[FormCell::Actual, FormCell::ActualValue]);
        let (actual, answer) = reached(it, printed.unwrap_or_else(|| in_detail(detail::ACTUAL)))?;
        let counts = self.project.scheme.over_target.deduction != OverTargetDeduction::None;
        // An empty cell takes nothing off.
        let deducted = |cell: String| {
            let value = it.deduction.unwrap_or_default();
            E::Cell(format!("N({cell})"), Some(value)).at_least(E::Number(Decimal::ZERO))
        };
        let deduction = cell(&[FormCell::Deduction]).or(it.deduction.map(|_| in_detail(detail::DEDUCTION)));
        let deduction = deduction.filter(|_| counts).map(deducted);
        Some(Operands {
            target,
            actual,
            answer,
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
        // Scores have the decimals of the scheme: a tier begins at the first one not below its end. The upper end belongs
        // to the best tier only; below it the greatest score is the last one before the next tier.
        let places = self.project.scheme.rounding.row;
        let step = Decimal::new(1, places);
        let tiers = self.project.scheme.qualitative.tiers.iter().enumerate();
        let ends = tiers.map(|(position, tier)| {
            let end = |share| weight.clone().times(E::Number(share)).rounded(EXACT);
            let up = |share| end(share).rounded_up(places);
            let high = if position == 0 {
                end(tier.high)
            } else {
                up(tier.high).minus(E::Number(step)).at_least(E::Number(Decimal::ZERO))
            };
            (tier.name.as_str(), up(tier.low), high)
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
        let money = (scheme.form.budget_rows.iter())
            .position(|row| row.of == BudgetRowOf::Total)
            .and_then(|row| self.base_and_actual(row));
        let full = number::plain(scheme.total);
        let limit = money.and_then(|(base, actual)| {
            let limit = scoring::limit(self.project, &actual.clone().over(base.clone()))?.formula();
            let (base, actual) = (base.formula(), actual.formula());
            // Without both amounts, or where nothing was planned, there is no rate that could cap the total.
            Some(format!(
                "IF(COUNT({base},{actual})=2,IF({base}>0,{limit},{full}),{full})"
            ))
        });
        let limit = limit.unwrap_or(full);
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
