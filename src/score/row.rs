//! One indicator: its points, its completion and how they came about (`domain.md` §1.2–§1.7, §4).

use rust_decimal::Decimal;

use super::quantity::{Quantity, portion, whole_of};
use super::{Row, Rule, Status};
use crate::model::scheme::{
    EqualRule, MissRule, OverTargetDeduction, PositiveRule, ReverseRule, Scheme, ScoreBand, Tier,
};
use crate::model::{Actual, Indicator, Target, number};

/// How the points of a row came about; the numbers stand in the indicator and the scheme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum How {
    /// Target reached: full points.
    Full,
    /// ＞ or ＜ with actual = target: the formula gives full points, the target is missed.
    Brink,
    /// weight × B ÷ A.
    Ratio,
    /// weight × (B÷A − threshold) ÷ (1 − threshold).
    AboveThreshold(Decimal),
    /// Below the threshold rate: nothing.
    BelowThreshold(Decimal),
    /// weight × (A÷B − threshold) ÷ (1 − threshold).
    InverseAboveThreshold(Decimal),
    /// A÷B at or below the threshold rate: nothing.
    InverseBelowThreshold(Decimal),
    /// weight × A ÷ B.
    Inverse,
    /// weight × (1 − (B − A) ÷ A).
    Linear,
    /// B ≥ 2A under the linear rule: nothing.
    TwiceTarget,
    /// Range by ratio: below, weight × B ÷ low; above, weight × high ÷ B.
    NearerEnd {
        /// The end the actual misses.
        end: Decimal,
        /// True below the range.
        below: bool,
    },
    /// Target missed and no part of the points is earned.
    Nothing,
    /// A positive target of 0, where no ratio is defined.
    ZeroBase,
    /// The officer's points, between 0 and the weight.
    Judged(Decimal),
    /// The officer's points within the tier of this position.
    Tier(usize, Decimal),
    /// weight × share of the satisfaction band of this position.
    Band(usize),
    /// No score.
    Gap(Gap),
}

/// Why a row has no score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Gap {
    /// 分值 missing.
    Weight,
    /// 分值 below 0.
    NegativeWeight,
    /// 指标值 missing.
    Target,
    /// 指标值 could not be read.
    TargetText,
    /// Lower end above the upper end.
    EmptyRange,
    /// 实际完成值 missing.
    Actual,
    /// 实际完成值 could not be read.
    ActualText,
    /// 实际完成值 is of another kind than the target wants.
    Mismatch,
    /// The denominator is not above 0.
    Denominator,
    /// The scheme has no such tier.
    NoTier,
    /// No points awarded where no formula gives them.
    Unjudged,
    /// Points awarded outside 0..=weight.
    JudgedOutside(Decimal),
    /// No points awarded within the tier of this position.
    TierUnjudged(usize),
    /// Points awarded outside the tier of this position.
    TierOutside(usize, Decimal),
    /// Too large or too small to compute.
    Magnitude,
}

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
        }
    }
}

/// What a rule makes of an actual, before deductions.
struct Verdict {
    rule: Rule,
    how: How,
    completion: Option<Decimal>,
    met: bool,
    /// Points before deductions, not rounded; `None` with `How::Gap`.
    points: Option<Decimal>,
}

impl Verdict {
    fn gap(rule: Rule, gap: Gap) -> Self {
        Self {
            rule,
            how: How::Gap(gap),
            completion: None,
            met: false,
            points: None,
        }
    }

    /// Says so where the numbers were too large to come to points.
    fn or_gap(self) -> Self {
        match self.points {
            Some(_) => self,
            None => Self::gap(self.rule, Gap::Magnitude),
        }
    }

    /// A rule without ratio: reached is 1, missed is 0.
    fn whole(rule: Rule, met: bool, weight: Decimal) -> Self {
        Self {
            rule,
            how: if met { How::Full } else { How::Nothing },
            completion: Some(if met { Decimal::ONE } else { Decimal::ZERO }),
            met,
            points: Some(if met { weight } else { Decimal::ZERO }),
        }
    }

    /// Missed where no formula gives points: the officer's, within 0..=weight.
    fn judged(rule: Rule, completion: Option<Decimal>, indicator: &Indicator, weight: Decimal) -> Self {
        let how = match indicator.judged {
            None => How::Gap(Gap::Unjudged),
            Some(points) if points < Decimal::ZERO || points > weight => How::Gap(Gap::JudgedOutside(points)),
            Some(points) => How::Judged(points),
        };
        Self {
            rule,
            how,
            completion,
            met: false,
            points: match how {
                How::Judged(points) => Some(points),
                _ => None,
            },
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
                Actual::Done(done) => Verdict::whole(Rule::YesNo, *done, weight),
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
    match *target {
        Target::AtLeast(value) => case.positive(Rule::Positive, value, false),
        Target::MoreThan(value) => case.positive(Rule::Positive, value, true),
        Target::AtMost(value) => case.reverse(value, false),
        Target::LessThan(value) => case.reverse(value, true),
        Target::Equal(value) => case.equal(value),
        Target::Zero => Verdict::whole(Rule::Zero, case.actual.cmp(Decimal::ZERO).is_le(), weight),
        Target::Range { low, high } => case.range(low, high),
        Target::ByDate(_) | Target::Tiered(_) | Target::YesNo(_) | Target::Text(_) => gap(Gap::Mismatch),
    }
}

/// Done on the day or earlier is full; later by the scheme's rule; not done at all is 0 (`domain.md` §4).
fn by_date(
    scheme: &Scheme,
    indicator: &Indicator,
    weight: Decimal,
    day: jiff::civil::Date,
    actual: &Actual,
) -> Verdict {
    match actual {
        Actual::Done(done) => Verdict::whole(Rule::ByDate, *done, weight),
        Actual::Date(done) if *done <= day => Verdict::whole(Rule::ByDate, true, weight),
        Actual::Date(_) => match scheme.quantitative.late {
            MissRule::Nothing => Verdict::whole(Rule::ByDate, false, weight),
            MissRule::Judged | MissRule::Ratio => Verdict::judged(Rule::ByDate, Some(Decimal::ZERO), indicator, weight),
        },
        Actual::Number(_) | Actual::Ratio { .. } | Actual::Tier(_) | Actual::Text(_) => {
            Verdict::gap(Rule::Unfilled, Gap::Mismatch)
        }
    }
}

/// The officer's points, which must lie in the tier reached.
fn tiered(scheme: &Scheme, indicator: &Indicator, weight: Decimal, tier: usize) -> Verdict {
    let Some(bounds) = scheme.qualitative.tiers.get(tier) else {
        return Verdict::gap(Rule::Unfilled, Gap::NoTier);
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

/// A 定量 indicator on its way to a verdict.
struct Case<'a> {
    scheme: &'a Scheme,
    indicator: &'a Indicator,
    weight: Decimal,
    actual: Quantity,
}

impl Case<'_> {
    /// ≥ and ＞ (strict).
    fn positive(mut self, rule: Rule, target: Decimal, strict: bool) -> Verdict {
        if target <= Decimal::ZERO {
            return self.without_ratio(rule, target, strict);
        }
        // A negative actual counts as 0 (`domain.md` §1.7).
        self.actual.numerator = self.actual.numerator.max(Decimal::ZERO);
        let order = self.actual.cmp(target);
        let met = if strict { order.is_gt() } else { order.is_ge() };
        let Some(pair) = self.actual.over(target) else {
            return Verdict::gap(rule, Gap::Magnitude);
        };
        let completion = pair.0.checked_div(pair.1);
        let verdict = |how, points| {
            let verdict = Verdict {
                rule,
                how,
                completion,
                met,
                points,
            };
            verdict.or_gap()
        };
        if let Some(band) = self.satisfaction_band() {
            let points = self.weight.checked_mul(self.scheme.satisfaction_bands[band].share);
            return Verdict {
                rule: Rule::Satisfaction,
                ..verdict(How::Band(band), points)
            };
        }
        if order.is_ge() {
            let how = if met { How::Full } else { How::Brink };
            return verdict(how, Some(self.weight));
        }
        match self.scheme.quantitative.positive {
            PositiveRule::Ratio => verdict(How::Ratio, portion(self.weight, pair)),
            PositiveRule::Threshold(line) => match self.above_threshold(line, pair) {
                Some(points) if points > Decimal::ZERO => verdict(How::AboveThreshold(line), Some(points)),
                Some(_) => verdict(How::BelowThreshold(line), Some(Decimal::ZERO)),
                None => verdict(How::Gap(Gap::Magnitude), None),
            },
        }
    }

    /// Returns weight × (rate − line) ÷ (1 − line) for a rate that is still a pair; 0 up to the line.
    fn above_threshold(&self, line: Decimal, (top, bottom): (Decimal, Decimal)) -> Option<Decimal> {
        let above = top.checked_sub(line.checked_mul(bottom)?)?;
        if above <= Decimal::ZERO || line >= Decimal::ONE {
            return Some(Decimal::ZERO);
        }
        portion(
            self.weight,
            (above, Decimal::ONE.checked_sub(line)?.checked_mul(bottom)?),
        )
    }

    /// A positive target of 0 or below: no ratio is defined.
    fn without_ratio(&self, rule: Rule, target: Decimal, strict: bool) -> Verdict {
        let order = self.actual.cmp(target);
        let met = if strict { order.is_gt() } else { order.is_ge() };
        if target.is_zero() {
            return Verdict {
                how: How::ZeroBase,
                ..Verdict::whole(rule, met, self.weight)
            };
        }
        if met {
            return Verdict {
                completion: None,
                ..Verdict::whole(rule, true, self.weight)
            };
        }
        Verdict::judged(rule, None, self.indicator, self.weight)
    }

    /// ≤ and ＜ (strict).
    fn reverse(&self, target: Decimal, strict: bool) -> Verdict {
        let rule = Rule::Reverse;
        let order = self.actual.cmp(target);
        let met = if strict { order.is_lt() } else { order.is_le() };
        if target.is_zero() {
            return Verdict::whole(rule, met, self.weight);
        }
        if target < Decimal::ZERO {
            return if met {
                Verdict {
                    completion: None,
                    ..Verdict::whole(rule, true, self.weight)
                }
            } else {
                Verdict::judged(rule, None, self.indicator, self.weight)
            };
        }
        let Some((actual, target)) = self.actual.over(target) else {
            return Verdict::gap(rule, Gap::Magnitude);
        };
        let kind = self.scheme.quantitative.reverse;
        // A÷B has no value at B = 0: what is saved, 2 − B÷A, stands there under either rule.
        let saved = || Decimal::TWO.checked_sub(actual.checked_div(target)?);
        let completion = match kind {
            ReverseRule::Ratio | ReverseRule::Threshold(_) if actual > Decimal::ZERO => target.checked_div(actual),
            ReverseRule::Ratio | ReverseRule::Linear | ReverseRule::Threshold(_) => saved(),
        };
        let (how, points) = if order.is_le() {
            (if met { How::Full } else { How::Brink }, Some(self.weight))
        } else {
            match kind {
                ReverseRule::Ratio => (How::Inverse, portion(self.weight, (target, actual))),
                ReverseRule::Threshold(line) => match self.above_threshold(line, (target, actual)) {
                    Some(points) if points > Decimal::ZERO => (How::InverseAboveThreshold(line), Some(points)),
                    points => (How::InverseBelowThreshold(line), points),
                },
                ReverseRule::Linear => match target.checked_sub(actual).and_then(|less| less.checked_add(target)) {
                    Some(left) if left > Decimal::ZERO => (How::Linear, portion(self.weight, (left, target))),
                    Some(_) | None => (How::TwiceTarget, Some(Decimal::ZERO)),
                },
            }
        };
        let verdict = Verdict {
            rule,
            how,
            completion,
            met,
            points,
        };
        verdict.or_gap()
    }

    /// ＝.
    fn equal(self, target: Decimal) -> Verdict {
        match self.scheme.quantitative.equal {
            EqualRule::Exact => {
                let completion = (target > Decimal::ZERO)
                    .then(|| self.actual.over(target))
                    .flatten()
                    .and_then(|(top, bottom)| top.checked_div(bottom));
                let whole = Verdict::whole(Rule::Equal, self.actual.cmp(target).is_eq(), self.weight);
                Verdict {
                    completion: completion.or(whole.completion),
                    ..whole
                }
            }
            EqualRule::AsPositive if target.is_zero() => {
                Verdict::whole(Rule::Equal, self.actual.cmp(target).is_le(), self.weight)
            }
            EqualRule::AsPositive if target < Decimal::ZERO => {
                if self.actual.cmp(target).is_eq() {
                    Verdict {
                        completion: None,
                        ..Verdict::whole(Rule::Equal, true, self.weight)
                    }
                } else {
                    Verdict::judged(Rule::Equal, None, self.indicator, self.weight)
                }
            }
            EqualRule::AsPositive => self.positive(Rule::Equal, target, false),
        }
    }

    /// 区间, both ends included.
    fn range(&self, low: Decimal, high: Decimal) -> Verdict {
        let rule = Rule::Range;
        if low > high {
            return Verdict::gap(Rule::Unfilled, Gap::EmptyRange);
        }
        let below = self.actual.cmp(low).is_lt();
        if !below && self.actual.cmp(high).is_le() {
            return Verdict::whole(rule, true, self.weight);
        }
        let end = if below { low } else { high };
        let pair = (end > Decimal::ZERO)
            .then(|| self.actual.over(end))
            .flatten()
            .map(|(actual, end)| {
                if below {
                    (actual.max(Decimal::ZERO), end)
                } else {
                    (end, actual)
                }
            });
        let completion = pair.map_or(Some(Decimal::ZERO), |(top, bottom)| top.checked_div(bottom));
        match (self.scheme.quantitative.range, pair) {
            (MissRule::Nothing, _) => Verdict {
                completion,
                ..Verdict::whole(rule, false, self.weight)
            },
            (MissRule::Ratio, Some(pair)) => match portion(self.weight, pair) {
                Some(points) => Verdict {
                    rule,
                    how: How::NearerEnd { end, below },
                    completion,
                    met: false,
                    points: Some(points),
                },
                None => Verdict::gap(rule, Gap::Magnitude),
            },
            (MissRule::Judged, _) | (MissRule::Ratio, None) => {
                Verdict::judged(rule, completion, self.indicator, self.weight)
            }
        }
    }

    /// Returns the band of a satisfaction percentage; `None` where the scheme scores it by ratio.
    fn satisfaction_band(&self) -> Option<usize> {
        let bands: &[ScoreBand] = &self.scheme.satisfaction_bands;
        let whole = whole_of(&self.indicator.unit);
        if bands.is_empty() || whole == Decimal::ONE || !self.indicator.level1.contains("满意度") {
            return None;
        }
        bands.iter().position(|band| {
            band.at_least
                .checked_mul(whole)
                .is_some_and(|least| self.actual.cmp(least).is_ge())
        })
    }
}
