//! The scheme's rules as formulas: a row, the budget line, the total.

use rust_decimal::Decimal;

use super::expression::{Comparison, Expression as E};
use crate::model::scheme::{
    BudgetRule, EqualRule, ExecutionMode, MissRule, OverTargetDeduction, OverspentRule, PositiveRule, ReverseRule,
    ScoreBand,
};
use crate::model::{Actual, Project, Target};
use crate::score::{Rule, Scorecard};

/// The numbers a row is scored from, as cells where the form has them.
pub struct Operands {
    /// 指标值 A.
    pub target: E,
    /// 实际完成值 B.
    pub actual: E,
    /// 分值 W.
    pub weight: E,
    /// 扣减分数.
    pub deduction: Option<E>,
}

/// Writes the score of an indicator as a formula; `None` where the rule leaves it to the officer.
///
/// A formula that does not come to the printed score is no formula for it: then `None` as well.
pub fn row(project: &Project, card: &Scorecard, row: usize, operands: &Operands) -> Option<E> {
    let full = unrounded(project, card, row, operands)?;
    let penalty = over_target(project, row, operands);
    let scored = [penalty, operands.deduction.clone()]
        .into_iter()
        .flatten()
        .fold(full, |score, minus| score.minus(minus).at_least(zero()));
    let formula = scored.rounded(project.scheme.rounding.row);
    let printed = card.rows.get(row).and_then(|row| row.score);
    (formula.value() == printed).then_some(formula)
}

fn zero() -> E {
    E::Number(Decimal::ZERO)
}

/// The score by the rule of the target, before anything is taken off.
fn unrounded(project: &Project, card: &Scorecard, row: usize, operands: &Operands) -> Option<E> {
    let indicator = &project.indicators[row];
    let scheme = &project.scheme;
    let Operands {
        target: a,
        actual: b,
        weight: w,
        ..
    } = operands;
    let (a, b, w) = (|| a.clone(), || b.clone(), || w.clone());
    if matches!(indicator.actual, Some(Actual::Done(_))) {
        let full = E::when(b(), Comparison::AtLeast, E::Number(Decimal::ONE), w(), zero());
        return matches!(indicator.target, Some(Target::YesNo(_) | Target::ByDate(_))).then_some(full);
    }
    let is_number = matches!(
        indicator.actual,
        None | Some(Actual::Number(_) | Actual::Ratio { .. } | Actual::Date(_))
    );
    if !is_number {
        return None;
    }
    if card.rows.get(row).is_some_and(|row| row.rule == Rule::Satisfaction) {
        return Some(banded(
            &scheme.satisfaction_bands,
            &b().over(E::Number(Decimal::ONE_HUNDRED)),
            &w(),
        ));
    }
    let is_positive = |value: &Decimal| *value > Decimal::ZERO;
    match indicator.target.as_ref()? {
        Target::AtLeast(value) | Target::MoreThan(value) if is_positive(value) => {
            Some(positive(scheme.quantitative.positive, a(), b(), w()))
        }
        Target::AtLeast(value) if value.is_zero() => Some(E::when(b(), Comparison::AtLeast, zero(), w(), zero())),
        Target::Equal(_) if scheme.quantitative.equal == EqualRule::Exact => {
            Some(E::when(b(), Comparison::Equal, a(), w(), zero()))
        }
        Target::Equal(value) if is_positive(value) => Some(positive(scheme.quantitative.positive, a(), b(), w())),
        Target::AtMost(value) | Target::LessThan(value) if is_positive(value) => {
            let missed = match scheme.quantitative.reverse {
                ReverseRule::Ratio => w().times(a()).over(b()),
                // W × (1 − (B − A)/A), multiplied first so that nothing is rounded early.
                ReverseRule::Linear => w()
                    .times(E::Number(Decimal::TWO).times(a()).minus(b()))
                    .over(a())
                    .at_least(zero()),
                // W × (A/B − p)/(1 − p).
                ReverseRule::Threshold(share) => {
                    let room = Decimal::ONE.checked_sub(share).unwrap_or(Decimal::ONE);
                    w().times(a().minus(E::Number(share).times(b())))
                        .over(E::Number(room).times(b()))
                        .at_least(zero())
                }
            };
            Some(E::when(b(), Comparison::AtMost, a(), w(), missed))
        }
        Target::AtMost(value) | Target::Equal(value) if !value.is_zero() => None,
        Target::Zero | Target::Equal(_) | Target::AtMost(_) => {
            Some(E::when(b(), Comparison::AtMost, zero(), w(), zero()))
        }
        Target::Range { low, high } => {
            let (low, high) = (E::Number(*low), E::Number(*high));
            let (below, above) = match scheme.quantitative.range {
                MissRule::Nothing => (zero(), zero()),
                MissRule::Ratio => (
                    w().times(b()).over(low.clone()).at_least(zero()),
                    w().times(high.clone()).over(b()),
                ),
                MissRule::Judged => return None,
            };
            let not_below = E::when(b(), Comparison::AtMost, high, w(), above);
            Some(E::when(b(), Comparison::Less, low, below, not_below))
        }
        Target::ByDate(_) if scheme.quantitative.late == MissRule::Nothing => {
            Some(E::when(b(), Comparison::AtMost, a(), w(), zero()))
        }
        _ => None,
    }
}

/// More is better: full at the target, by ratio below it.
fn positive(rule: PositiveRule, a: E, b: E, w: E) -> E {
    let missed = match rule {
        PositiveRule::Ratio => w.clone().times(b.clone()).over(a.clone()).at_least(zero()),
        PositiveRule::Threshold(share) => {
            let past = b.clone().minus(E::Number(share).times(a.clone()));
            let room = Decimal::ONE.checked_sub(share).unwrap_or(Decimal::ONE);
            w.clone()
                .times(past)
                .over(E::Number(room).times(a.clone()))
                .at_least(zero())
        }
    };
    E::when(b, Comparison::AtLeast, a, w, missed)
}

/// Points by band, highest band first; 0 below the last.
fn banded(bands: &[ScoreBand], rate: &E, weight: &E) -> E {
    bands.iter().rev().fold(zero(), |below, band| {
        E::when(
            rate.clone(),
            Comparison::AtLeast,
            E::Number(band.at_least),
            weight.clone().times(E::Number(band.share)),
            below,
        )
    })
}

/// What exceeding the target costs by rule.
fn over_target(project: &Project, row: usize, operands: &Operands) -> Option<E> {
    let rule = &project.scheme.over_target;
    let from = rule.explain_at?;
    let target = project.indicators[row].target.as_ref()?;
    if target.is_reverse() || target.number().is_none_or(|value| value <= Decimal::ZERO) {
        return None;
    }
    let completion = operands.actual.clone().over(operands.target.clone());
    let cost = match rule.deduction {
        OverTargetDeduction::None | OverTargetDeduction::Manual => return None,
        OverTargetDeduction::Fixed(points) => E::Number(points),
        OverTargetDeduction::Proportional => operands
            .weight
            .clone()
            .times(completion.clone().minus(E::Number(from)))
            .at_most(operands.weight.clone())
            .at_least(zero()),
    };
    Some(E::when(completion, Comparison::AtLeast, E::Number(from), cost, zero()))
}

/// Writes the execution score; `None` where it does not come to the printed one.
pub fn execution(rule: &BudgetRule, card: &Scorecard, base: E, actual: E, places: u32) -> Option<E> {
    let is_over = card.execution.rate.is_some_and(|rate| rate > rule.rate_cap);
    if is_over && rule.overspent == OverspentRule::Judged {
        return None;
    }
    let weight = E::Number(rule.weight);
    let full = match &rule.mode {
        ExecutionMode::Linear => {
            let share = weight.clone().times(actual).over(base);
            share.at_most(weight.times(E::Number(rule.rate_cap))).at_least(zero())
        }
        ExecutionMode::Banded(bands) => banded(bands, &actual.over(base), &weight),
    };
    let formula = full.rounded(places);
    (formula.value() == card.execution.score).then_some(formula)
}

/// Writes the greatest total an execution rate allows; `None` where the scheme has no caps.
pub fn limit(project: &Project, rate: &E) -> Option<E> {
    let mut caps: Vec<_> = project.scheme.caps_by_rate.iter().collect();
    caps.sort_by_key(|cap| cap.below);
    if caps.is_empty() {
        return None;
    }
    let limit = caps
        .into_iter()
        .rev()
        .fold(E::Number(project.scheme.total), |above, cap| {
            E::when(
                rate.clone(),
                Comparison::Less,
                E::Number(cap.below),
                E::Number(cap.max_total),
                above,
            )
        });
    Some(limit)
}
