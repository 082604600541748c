//! One indicator: its points, its completion and how they came about (`domain.md` §1.2–§1.7, §4).

use rust_decimal::Decimal;

use super::quantitative::Case;
use super::quantity::Quantity;
use super::verdict::{Gap, How, Verdict};
use super::{Row, Rule, Status};
use crate::model::scheme::{MissRule, OverTargetDeduction, Scheme, Tier};
use crate::model::{Actual, Indicator, Target, number};

/// A scored indicator with what its explanation needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Assessment {
    /// The rule applied.
    pub(super) rule: Rule,
    /// How the points came about.
    pub(super) how: How,
    /// Actual against target.
    pub(super) completion: Option<Decimal>,
    /// Target reached.
    pub(super) met: bool,
    /// Flagged as over target.
    pub(super) over: bool,
    /// Points taken off by the scheme for an actual far over its target.
    pub(super) over_deduction: Decimal,
    /// Points taken off by hand.
    pub(super) deduction: Decimal,
    /// Points after deductions, rounded.
    pub(super) score: Option<Decimal>,
}

impl Assessment {
    /// Returns the row of the scorecard.
    pub(super) fn row(&self, weight: Option<Decimal>) -> Row {
        Row {
            rule: self.rule,
            completion: self.completion,
            score: self.score,
            lost: self
                .score
                .and_then(|score| weight.and_then(|weight| weight.checked_sub(score))),
            status: match (self.score, self.over, self.met) {
                (None, _, _) => Status::Unfilled,
                (Some(_), true, _) => Status::Over,
                (Some(_), false, true) => Status::Met,
                (Some(_), false, false) => Status::Unmet,
            },
            by_judgement: self.how.is_judged(),
        }
    }
}

/// Scores one indicator.
pub(super) fn assess(scheme: &Scheme, indicator: &Indicator) -> Assessment {
    let verdict = verdict(scheme, indicator);
    let weight = indicator.weight.unwrap_or_default();
    let positive = matches!(verdict.rule, Rule::Positive | Rule::Equal | Rule::Satisfaction);
    let reaches =
        |line: Option<Decimal>| positive && line.zip(verdict.completion).is_some_and(|(line, done)| done >= line);
    let over_deduction = if reaches(scheme.over_target.explain_at) {
        match scheme.over_target.deduction {
            OverTargetDeduction::None | OverTargetDeduction::Manual => Decimal::ZERO,
            OverTargetDeduction::Fixed(points) => points,
            OverTargetDeduction::Proportional => verdict
                .completion
                .zip(scheme.over_target.explain_at)
                .and_then(|(done, line)| done.checked_sub(line)?.checked_mul(weight))
                .unwrap_or(weight),
        }
        .clamp(Decimal::ZERO, weight)
    } else {
        Decimal::ZERO
    };
    // A form without the column has no points to take off.
    let deduction = match scheme.over_target.deduction {
        OverTargetDeduction::None => Decimal::ZERO,
        _ => indicator.deduction.unwrap_or_default().max(Decimal::ZERO),
    };
    let score = verdict.points.map(|points| {
        // Both are at most the weight or clamped by the floor: no overflow can pass unseen.
        let left = points
            .min(weight)
            .checked_sub(over_deduction)
            .and_then(|points| points.checked_sub(deduction))
            .unwrap_or_default();
        number::round_within(left.max(Decimal::ZERO), weight, scheme.rounding.row)
    });
    Assessment {
        rule: verdict.rule,
        how: verdict.how,
        completion: verdict.completion,
        met: verdict.met,
        over: reaches(scheme.over_target.flag_at),
        over_deduction,
        deduction,
        score,
    }
}

/// Applies the rule the target asks for.
fn verdict(scheme: &Scheme, indicator: &Indicator) -> Verdict {
    let gap = |gap| Verdict::gap(Rule::Unfilled, gap);
    let weight = match indicator.weight {
        None => return gap(Gap::Weight),
        Some(weight) if weight < Decimal::ZERO => return gap(Gap::NegativeWeight),
        Some(weight) => weight,
    };
    let Some(target) = &indicator.target else {
        return gap(Gap::Target);
    };
    let actual = match &indicator.actual {
        _ if matches!(target, Target::Text(_)) => return gap(Gap::TargetText),
        None => return gap(Gap::Actual),
        Some(Actual::Text(_)) => return gap(Gap::ActualText),
        Some(actual) => actual,
    };
    let quantity = match target {
        Target::ByDate(day) => return by_date(scheme, indicator, weight, *day, actual),
        Target::YesNo(_) => {
            return match actual {
                Actual::Done(done) => Verdict::answered(Rule::YesNo, *done, weight),
                _ => gap(Gap::Mismatch),
            };
        }
        Target::Tiered(_) => {
            return match actual {
                Actual::Tier(tier) => tiered(scheme, indicator, weight, usize::from(*tier)),
                _ => gap(Gap::Mismatch),
            };
        }
        _ => match Quantity::of(indicator, actual) {
            Ok(quantity) => quantity,
            Err(reason) => return gap(reason),
        },
    };
    let case = Case {
        scheme,
        indicator,
        weight,
        actual: quantity,
    };
    case.against(target).unwrap_or_else(|| gap(Gap::Mismatch))
}

/// Done on the day or earlier is full; later by the scheme's rule, and without a rate, as no part of the work is missing;
/// not done at all is 0 (`domain.md` §4).
fn by_date(
    scheme: &Scheme,
    indicator: &Indicator,
    weight: Decimal,
    day: jiff::civil::Date,
    actual: &Actual,
) -> Verdict {
    match actual {
        Actual::Done(done) => Verdict::answered(Rule::ByDate, *done, weight),
        Actual::Date(done) if *done <= day => Verdict::whole(Rule::ByDate, true, weight),
        Actual::Date(_) => match scheme.quantitative.late {
            MissRule::Nothing => Verdict::whole(Rule::ByDate, false, weight),
            MissRule::Judged | MissRule::Ratio => Verdict::judged(Rule::ByDate, None, indicator, weight),
        },
        Actual::Number(_) | Actual::Ratio { .. } | Actual::Tier(_) | Actual::Text(_) => {
            Verdict::gap(Rule::Unfilled, Gap::Mismatch)
        }
    }
}

/// The officer's points, which must lie in the tier reached.
fn tiered(scheme: &Scheme, indicator: &Indicator, weight: Decimal, tier: usize) -> Verdict {
    let Some(bounds) = scheme.qualitative.tiers.get(tier) else {
        return Verdict::gap(Rule::Qualitative, Gap::NoTier);
    };
    let how = match indicator.judged {
        None => How::Gap(Gap::TierUnjudged(tier)),
        Some(points) => {
            // Rounded first: 7.999 of 10 is printed 8.00 and belongs to the tier it is printed in.
            let rounded = if points > weight {
                number::round(points, scheme.rounding.row)
            } else {
                number::round_within(points, weight, scheme.rounding.row)
            };
            if within(bounds, tier, weight, rounded) {
                How::Tier(tier, rounded)
            } else {
                How::Gap(Gap::TierOutside(tier, points))
            }
        }
    };
    Verdict {
        rule: Rule::Qualitative,
        how,
        completion: None,
        met: tier == 0,
        points: match how {
            How::Tier(_, points) => Some(points),
            _ => None,
        },
    }
}

/// Returns the interval of points of a tier: lower and upper end.
pub(super) fn tier_points(tier: &Tier, weight: Decimal) -> (Decimal, Decimal) {
    let end = |share: Decimal| share.checked_mul(weight).unwrap_or(weight);
    (end(tier.low), end(tier.high))
}

/// Lower ends are included; the upper end only in the best tier.
fn within(tier: &Tier, position: usize, weight: Decimal, points: Decimal) -> bool {
    let (low, high) = tier_points(tier, weight);
    points >= low && (points < high || (position == 0 && points == high)) || (weight.is_zero() && points.is_zero())
}
