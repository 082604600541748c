//! The scheme's rules as formulas: a row, the budget line, the total.

use rust_decimal::Decimal;

use super::expression::{Comparison, Expression as E};
use crate::model::scheme::{
    BudgetRule, EqualRule, ExecutionMode, MissRule, OverTargetDeduction, OverspentRule, PositiveRule, ReverseRule,
    ScoreBand,
};
use crate::model::{Project, Target, number};
use crate::score::{Scorecard, UNJUDGED, is_banded};

/// The numbers a row is scored from, as cells where the form has them.
pub struct Operands {
    /// 指标值 A.
    pub target: E,
    /// 实际完成值 B; of a day that may be answered with words, 0 where it is.
    pub actual: E,
    /// What words say to a day or a question: 1 done, 0 not; 2 for a day.
    pub answer: Option<E>,
    /// 分值 W.
    pub weight: E,
    /// 扣减分数.
    pub deduction: Option<E>,
}

/// Writes the score of an indicator as a formula; `None` where the rule leaves it to the officer whatever comes.
///
/// Where it does so for some actuals only, the formula gives the points awarded there, or 待评定 until they are typed.
///
/// A formula that does not come to the printed score is no formula for it: then `None` as well.
pub fn row(project: &Project, card: &Scorecard, row: usize, operands: &Operands) -> Option<E> {
    let full = unrounded(project, row, operands)?;
    let penalty = over_target(project, row, operands);
    let formula = full.numbers(&|score| {
        let minus = [penalty.clone(), operands.deduction.clone()].into_iter().flatten();
        let left = minus.fold(score, |score, minus| score.minus(minus).at_least(zero()));
        left.rounded(project.scheme.rounding.row)
    });
    let printed = card.rows.get(row).and_then(|row| row.score);
    (formula.value() == printed).then_some(formula)
}

fn zero() -> E {
    E::Number(Decimal::ZERO)
}

fn one() -> E {
    E::Number(Decimal::ONE)
}

/// The points the officer awarded, or 待评定 while there are none.
fn judged(points: Option<Decimal>, weight: Option<Decimal>) -> E {
    let allowed = |points: &Decimal| *points >= Decimal::ZERO && weight.is_some_and(|weight| *points <= weight);
    points.filter(allowed).map_or(E::Text(UNJUDGED), E::Number)
}

/// The score by the rule of the target, before anything is taken off.
fn unrounded(project: &Project, row: usize, operands: &Operands) -> Option<E> {
    let indicator = &project.indicators[row];
    let scheme = &project.scheme;
    let Operands {
        target: a,
        actual: b,
        weight: w,
        ..
    } = operands;
    let (a, b, w) = (|| a.clone(), || b.clone(), || w.clone());
    let judged = || judged(indicator.judged, indicator.weight);
    let is_positive = |value: &Decimal| *value > Decimal::ZERO;
    let positive = || {
        let by_ratio = positive(scheme.quantitative.positive, a(), b(), w());
        if !is_banded(scheme, indicator) {
            return by_ratio;
        }
        let bands = &scheme.satisfaction_bands;
        let reaches_all = bands.last().is_some_and(|last| last.at_least.is_zero());
        let below = if reaches_all { zero() } else { by_ratio };
        let rate = b().at_least(zero()).over(E::Number(number::whole_of(&indicator.unit)));
        banded(bands, &rate, &w(), below)
    };
    match indicator.target.as_ref()? {
        Target::AtLeast(value) | Target::MoreThan(value) if is_positive(value) => Some(positive()),
        Target::AtLeast(value) if value.is_zero() => Some(E::when(b(), Comparison::AtLeast, zero(), w(), zero())),
        Target::MoreThan(value) if value.is_zero() => Some(E::when(b(), Comparison::AtMost, zero(), zero(), w())),
        Target::LessThan(value) if value.is_zero() => Some(E::when(b(), Comparison::Less, zero(), w(), zero())),
        // No ratio is defined below 0: a target missed there is judged.
        Target::AtLeast(_) => Some(E::when(b(), Comparison::AtLeast, a(), w(), judged())),
        Target::MoreThan(_) => Some(E::when(b(), Comparison::AtMost, a(), judged(), w())),
        Target::Equal(_) if scheme.quantitative.equal == EqualRule::Exact => {
            Some(E::when(b(), Comparison::Equal, a(), w(), zero()))
        }
        Target::Equal(value) if is_positive(value) => Some(positive()),
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
        Target::Equal(value) if !value.is_zero() => Some(E::when(b(), Comparison::Equal, a(), w(), judged())),
        Target::AtMost(value) if !value.is_zero() => Some(E::when(b(), Comparison::AtMost, a(), w(), judged())),
        Target::LessThan(_) => Some(E::when(b(), Comparison::Less, a(), w(), judged())),
        Target::Zero | Target::Equal(_) | Target::AtMost(_) => {
            Some(E::when(b(), Comparison::AtMost, zero(), w(), zero()))
        }
        Target::Range { low, high } => {
            let missed = |end: &Decimal, points: E| match scheme.quantitative.range {
                MissRule::Nothing => zero(),
                MissRule::Ratio if is_positive(end) => points,
                MissRule::Ratio | MissRule::Judged => judged(),
            };
            let (from, to) = (E::Number(*low), E::Number(*high));
            let below = missed(low, w().times(b()).over(from.clone()).at_least(zero()));
            let above = missed(high, w().times(to.clone()).over(b()));
            (low <= high).then(|| within(b(), (from, to), [below, w(), above]))
        }
        Target::ByDate(_) => {
            let late = match scheme.quantitative.late {
                MissRule::Nothing => zero(),
                MissRule::Judged | MissRule::Ratio => judged(),
            };
            let on_day = E::when(b(), Comparison::AtMost, a(), w(), late);
            let answer = operands.answer.clone()?;
            Some(E::when(
                answer.clone(),
                Comparison::AtMost,
                one(),
                w().times(answer),
                on_day,
            ))
        }
        Target::YesNo(_) => Some(w().times(operands.answer.clone()?)),
        Target::Tiered(_) | Target::Text(_) => None,
    }
}

/// Chooses below, within and above a range.
fn within(b: E, (low, high): (E, E), [below, inside, above]: [E; 3]) -> E {
    let not_below = E::when(b.clone(), Comparison::AtMost, high, inside, above);
    E::when(b, Comparison::Less, low, below, not_below)
}

/// What stands where no rate is known.
const NO_RATE: E = E::Text("—");

/// Writes the completion of an indicator as a formula, `—` where no rate is known; `None` where none ever is.
pub fn completion(project: &Project, row: usize, operands: &Operands) -> Option<E> {
    let indicator = &project.indicators[row];
    let (a, b) = (|| operands.target.clone(), || operands.actual.clone());
    let is_positive = |value: &Decimal| *value > Decimal::ZERO;
    let is_exact = project.scheme.quantitative.equal == EqualRule::Exact;
    match indicator.target.as_ref()? {
        Target::AtLeast(value) | Target::MoreThan(value) | Target::Equal(value) if is_positive(value) => {
            Some(b().at_least(zero()).over(a()))
        }
        Target::AtMost(value) | Target::LessThan(value) if is_positive(value) => {
            let saved = E::Number(Decimal::TWO).minus(b().over(a()));
            Some(match project.scheme.quantitative.reverse {
                ReverseRule::Linear => saved.at_least(zero()),
                ReverseRule::Ratio | ReverseRule::Threshold(_) => {
                    E::when(b(), Comparison::AtMost, zero(), saved, a().over(b()))
                }
            })
        }
        Target::Equal(_) if is_exact => Some(E::when(b(), Comparison::Equal, a(), one(), NO_RATE)),
        target if target.number().is_some_and(|value| !value.is_zero()) => None,
        Target::AtLeast(_) => Some(E::when(b(), Comparison::AtLeast, zero(), one(), NO_RATE)),
        Target::MoreThan(_) => Some(E::when(b(), Comparison::AtMost, zero(), NO_RATE, one())),
        Target::LessThan(_) => Some(E::when(b(), Comparison::Less, zero(), one(), NO_RATE)),
        Target::AtMost(_) | Target::Equal(_) | Target::Zero => {
            Some(E::when(b(), Comparison::AtMost, zero(), one(), NO_RATE))
        }
        Target::Range { low, high } => {
            let missed = |end: &Decimal, rate: E| if is_positive(end) { rate } else { NO_RATE };
            let (from, to) = (E::Number(*low), E::Number(*high));
            let below = missed(low, b().at_least(zero()).over(from.clone()));
            let above = missed(high, to.clone().over(b()));
            (low <= high).then(|| within(b(), (from, to), [below, one(), above]))
        }
        Target::ByDate(_) => {
            let on_day = E::when(b(), Comparison::AtMost, a(), one(), NO_RATE);
            let answer = operands.answer.clone()?;
            Some(E::when(answer.clone(), Comparison::AtMost, one(), answer, on_day))
        }
        Target::YesNo(_) => operands.answer.clone(),
        Target::Tiered(_) | Target::Text(_) => None,
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

/// Points by band, highest band first; `below` under the last.
fn banded(bands: &[ScoreBand], rate: &E, weight: &E, below: E) -> E {
    bands.iter().rev().fold(below, |below, band| {
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
///
/// Where the officer judges what was overspent, it gives the points awarded, or 待评定 until they are typed.
pub fn execution(project: &Project, card: &Scorecard, base: &E, actual: &E) -> Option<E> {
    let rule: &BudgetRule = &project.scheme.budget;
    let (base, actual, weight) = (|| base.clone(), || actual.clone(), E::Number(rule.weight));
    let full = match &rule.mode {
        ExecutionMode::Linear => {
            let share = weight.clone().times(actual()).over(base());
            share.at_most(weight.times(E::Number(rule.rate_cap))).at_least(zero())
        }
        ExecutionMode::Banded(bands) => banded(bands, &actual().over(base()), &weight, zero()),
    };
    let limit = if rule.rate_cap == Decimal::ONE {
        base()
    } else {
        base().times(E::Number(rule.rate_cap))
    };
    let points = match rule.overspent {
        OverspentRule::Judged => {
            let judged = judged(project.budget.judged, Some(rule.weight));
            E::when(actual(), Comparison::AtMost, limit, full, judged)
        }
        _ => full,
    };
    // Where nothing was planned there is no rate, and no points.
    let formula = E::when(base(), Comparison::AtMost, zero(), zero(), points);
    let formula = formula.numbers(&|points| points.rounded(project.scheme.rounding.row));
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
