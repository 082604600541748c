//! What a rule makes of an actual, before deductions, and how that came about.

use rust_decimal::Decimal;

use super::Rule;
use crate::model::Indicator;

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
    /// weight × share of the satisfaction band that begins here.
    Band {
        /// Lower end of the band, a fraction.
        least: Decimal,
        /// Fraction of the weight.
        share: Decimal,
    },
    /// No score.
    Gap(Gap),
}

impl How {
    /// Returns true where the officer awards the points, also where they are still to be awarded.
    pub(super) fn is_judged(self) -> bool {
        match self {
            Self::Judged(_) | Self::Tier(..) => true,
            Self::Gap(gap) => matches!(
                gap,
                Gap::Unjudged | Gap::JudgedOutside(_) | Gap::TierUnjudged(_) | Gap::TierOutside(..)
            ),
            _ => false,
        }
    }
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

/// What a rule makes of an actual, before deductions.
pub(super) struct Verdict {
    /// The rule applied.
    pub(super) rule: Rule,
    /// How the points came about.
    pub(super) how: How,
    /// Actual against target.
    pub(super) completion: Option<Decimal>,
    /// Target reached.
    pub(super) met: bool,
    /// Points before deductions, not rounded; `None` with `How::Gap`.
    pub(super) points: Option<Decimal>,
}

impl Verdict {
    /// No score, and why.
    pub(super) fn gap(rule: Rule, gap: Gap) -> Self {
        Self {
            rule,
            how: How::Gap(gap),
            completion: None,
            met: false,
            points: None,
        }
    }

    /// Points by a formula; says so where the numbers were too large to come to any.
    pub(super) fn by_formula(
        rule: Rule,
        how: How,
        completion: Option<Decimal>,
        met: bool,
        points: Option<Decimal>,
    ) -> Self {
        if points.is_none() {
            return Self::gap(rule, Gap::Magnitude);
        }
        Self {
            rule,
            how,
            completion,
            met,
            points,
        }
    }

    /// A rule without ratio: reached is 1; of what is missed no rate is known.
    pub(super) fn whole(rule: Rule, met: bool, weight: Decimal) -> Self {
        Self {
            rule,
            how: if met { How::Full } else { How::Nothing },
            completion: met.then_some(Decimal::ONE),
            met,
            points: Some(if met { weight } else { Decimal::ZERO }),
        }
    }

    /// Yes or no: done is 1, not done at all is 0.
    pub(super) fn answered(rule: Rule, done: bool, weight: Decimal) -> Self {
        Self {
            completion: Some(Decimal::from(u8::from(done))),
            ..Self::whole(rule, done, weight)
        }
    }

    /// Missed where no formula gives points: the officer's, within 0..=weight.
    pub(super) fn judged(rule: Rule, completion: Option<Decimal>, indicator: &Indicator, weight: Decimal) -> Self {
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
