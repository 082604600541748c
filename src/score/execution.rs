//! 预算执行: the execution rate on the scheme's base and its points (`domain.md` §1.3, §1.4, §1.7; C27).

use rust_decimal::Decimal;

use super::{Execution, quantity};
use crate::model::budget::Amount;
use crate::model::scheme::{BudgetBase, BudgetRule, ExecutionMode, OverspentRule, Scheme, ScoreBand};
use crate::model::{Budget, BudgetLine, number};

/// Why the execution score cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Gap {
    /// No line states any amount.
    NoAmounts,
    /// The line at this position lacks an amount.
    Missing(usize, Amount),
    /// More was spent than 预算数, the rules give no points for that, and the officer has awarded none.
    Unjudged,
    /// Points awarded outside 0..=weight.
    JudgedOutside(Decimal),
    /// Too large to compute.
    Magnitude,
}

/// How the execution score came about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum How {
    /// Execution is no item of its own.
    NoItem,
    /// weight × rate.
    Linear,
    /// weight × rate, the rate cut at the cap.
    Capped,
    /// The officer's points for what the rules give none for.
    Judged(Decimal),
    /// weight × share of the band that begins at this rate.
    Band { least: Decimal, share: Decimal },
    /// Below every band.
    BelowBands,
    /// 预算数 is 0: no rate, 0 points.
    ZeroBase,
    /// No score.
    Gap(Gap),
}

/// Scores the budget line.
pub(super) fn assess(scheme: &Scheme, budget: &Budget) -> (Execution, How) {
    let rule = &scheme.budget;
    let base = base(scheme, budget);
    let actual = sum(scheme, budget, Amount::Actual);
    let rate = base
        .ok()
        .filter(|base| *base > Decimal::ZERO)
        .zip(actual.ok())
        .and_then(|(base, actual)| actual.checked_div(base));
    let (how, points) = match (base, actual) {
        _ if rule.weight.is_zero() => (How::NoItem, Some(Decimal::ZERO)),
        (Err(gap), _) | (_, Err(gap)) => (How::Gap(gap), None),
        (Ok(base), Ok(_)) if base <= Decimal::ZERO => (How::ZeroBase, Some(Decimal::ZERO)),
        (Ok(base), Ok(actual)) => match rate {
            Some(rate) if rate > rule.rate_cap && rule.overspent == OverspentRule::Judged => {
                judged(rule, budget.judged)
            }
            Some(rate) => points(rule, base, actual, rate),
            None => (How::Gap(Gap::Magnitude), None),
        },
    };
    let execution = Execution {
        base: base.ok(),
        actual: actual.ok(),
        rate,
        weight: rule.weight,
        score: points.map(|points| number::round_within(points.max(Decimal::ZERO), rule.weight, scheme.rounding.row)),
    };
    (execution, how)
}

fn judged(rule: &BudgetRule, points: Option<Decimal>) -> (How, Option<Decimal>) {
    match points {
        None => (How::Gap(Gap::Unjudged), None),
        Some(points) if points < Decimal::ZERO || points > rule.weight => (How::Gap(Gap::JudgedOutside(points)), None),
        Some(points) => (How::Judged(points), Some(points)),
    }
}

fn points(rule: &BudgetRule, base: Decimal, actual: Decimal, rate: Decimal) -> (How, Option<Decimal>) {
    match &rule.mode {
        ExecutionMode::Linear if rate > rule.rate_cap => (How::Capped, rule.weight.checked_mul(rule.rate_cap)),
        ExecutionMode::Linear => (How::Linear, quantity::portion(rule.weight, (actual, base))),
        ExecutionMode::Banded(bands) => match bands.iter().find(|band| rate >= band.at_least) {
            Some(&ScoreBand { at_least: least, share }) => (How::Band { least, share }, rule.weight.checked_mul(share)),
            None => (How::BelowBands, Some(Decimal::ZERO)),
        },
    }
}

/// Returns 预算数 by the scheme's base; another base never stands in for a missing one.
fn base(scheme: &Scheme, budget: &Budget) -> Result<Decimal, Gap> {
    match scheme.budget.base {
        BudgetBase::Initial => sum(scheme, budget, Amount::Initial),
        BudgetBase::Adjusted => sum(scheme, budget, Amount::Adjusted),
        // Units without carry-over leave the column empty: an empty cell adds nothing.
        BudgetBase::AdjustedWithCarryOver => sum(scheme, budget, Amount::Adjusted)?
            .checked_add(budget.total(Amount::CarryOver).unwrap_or_default())
            .ok_or(Gap::Magnitude),
    }
}

/// Sums an amount over the lines that count; every one of them must state it.
fn sum(scheme: &Scheme, budget: &Budget, amount: Amount) -> Result<Decimal, Gap> {
    if !budget.lines.iter().any(BudgetLine::is_stated) {
        return Err(Gap::NoAmounts);
    }
    let mut counted = budget
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| scheme.form.counts(line));
    counted.try_fold(Decimal::ZERO, |sum, (position, line)| {
        let value = line.amount(amount).ok_or(Gap::Missing(position, amount))?;
        sum.checked_add(value).ok_or(Gap::Magnitude)
    })
}
