//! 定量 targets: what the rules make of an actual with a number (`domain.md` §1.2–§1.7, §4).

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::Rule;
use super::quantity::{Quantity, portion};
use super::verdict::{Gap, How, Verdict};
use crate::model::number::whole_of;
use crate::model::scheme::{EqualRule, MissRule, PositiveRule, ReverseRule, Scheme, ScoreBand};
use crate::model::{Indicator, Target};

/// What an actual just on its target is: ≥ and ≤ are reached, ＞ and ＜ missed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Reached,
    Missed,
}

impl Edge {
    fn reaches(self, order: Ordering) -> bool {
        self == Self::Reached && order.is_eq()
    }
}

/// A 定量 indicator on its way to a verdict.
pub(super) struct Case<'a> {
    /// The rules.
    pub(super) scheme: &'a Scheme,
    /// The indicator.
    pub(super) indicator: &'a Indicator,
    /// Its 分值.
    pub(super) weight: Decimal,
    /// Its 实际完成值.
    pub(super) actual: Quantity,
}

impl Case<'_> {
    /// Applies the rule a target with a number asks for; `None` for targets without one.
    pub(super) fn against(self, target: &Target) -> Option<Verdict> {
        Some(match *target {
            Target::AtLeast(value) => self.positive(Rule::Positive, value, Edge::Reached),
            Target::MoreThan(value) => self.positive(Rule::Positive, value, Edge::Missed),
            Target::AtMost(value) => self.reverse(value, Edge::Reached),
            Target::LessThan(value) => self.reverse(value, Edge::Missed),
            Target::Equal(value) => self.equal(value),
            Target::Zero => Verdict::whole(Rule::Zero, self.actual.cmp(Decimal::ZERO).is_le(), self.weight),
            Target::Range { low, high } => self.range(low, high),
            Target::ByDate(_) | Target::Tiered(_) | Target::YesNo(_) | Target::Text(_) => return None,
        })
    }

    /// ≥ and ＞.
    fn positive(mut self, rule: Rule, target: Decimal, edge: Edge) -> Verdict {
        if target <= Decimal::ZERO {
            return self.without_ratio(rule, target, edge);
        }
        // A negative actual counts as 0 (`domain.md` §1.7).
        self.actual.numerator = self.actual.numerator.max(Decimal::ZERO);
        let order = self.actual.cmp(target);
        let met = order.is_gt() || edge.reaches(order);
        let Some(pair) = self.actual.over(target) else {
            return Verdict::gap(rule, Gap::Magnitude);
        };
        let completion = pair.0.checked_div(pair.1);
        let verdict = |how, points| Verdict::by_formula(rule, how, completion, met, points);
        if let Some(&ScoreBand { at_least: least, share }) = self.satisfaction_band() {
            return Verdict {
                rule: Rule::Satisfaction,
                ..verdict(How::Band { least, share }, self.weight.checked_mul(share))
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
    fn without_ratio(&self, rule: Rule, target: Decimal, edge: Edge) -> Verdict {
        let order = self.actual.cmp(target);
        let met = order.is_gt() || edge.reaches(order);
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

    /// ≤ and ＜.
    fn reverse(&self, target: Decimal, edge: Edge) -> Verdict {
        let rule = Rule::Reverse;
        let order = self.actual.cmp(target);
        let met = order.is_lt() || edge.reaches(order);
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
        let saved = || {
            Some(
                Decimal::TWO
                    .checked_sub(actual.checked_div(target)?)?
                    .max(Decimal::ZERO),
            )
        };
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
        Verdict::by_formula(rule, how, completion, met, points)
    }

    /// ＝.
    fn equal(self, target: Decimal) -> Verdict {
        match self.scheme.quantitative.equal {
            EqualRule::Exact => {
                let completion = (target > Decimal::ZERO)
                    .then(|| self.actual.over(target))
                    .flatten()
                    .and_then(|(top, bottom)| top.max(Decimal::ZERO).checked_div(bottom));
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
            EqualRule::AsPositive => self.positive(Rule::Equal, target, Edge::Reached),
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
        let completion = pair.and_then(|(top, bottom)| top.checked_div(bottom));
        match (self.scheme.quantitative.range, pair) {
            (MissRule::Nothing, _) => Verdict {
                completion,
                ..Verdict::whole(rule, false, self.weight)
            },
            (MissRule::Ratio, Some(pair)) => {
                let how = How::NearerEnd { end, below };
                Verdict::by_formula(rule, how, completion, false, portion(self.weight, pair))
            }
            (MissRule::Judged, _) | (MissRule::Ratio, None) => {
                Verdict::judged(rule, completion, self.indicator, self.weight)
            }
        }
    }

    /// Returns the band of a satisfaction percentage; `None` where the scheme scores it by ratio.
    fn satisfaction_band(&self) -> Option<&ScoreBand> {
        if !is_banded(self.scheme, self.indicator) {
            return None;
        }
        let whole = whole_of(&self.indicator.unit);
        self.scheme.satisfaction_bands.iter().find(|band| {
            band.at_least
                .checked_mul(whole)
                .is_some_and(|least| self.actual.cmp(least).is_ge())
        })
    }
}

/// Returns true for a 满意度 in percent where the scheme scores it by bands.
pub fn is_banded(scheme: &Scheme, indicator: &Indicator) -> bool {
    let is_rate = whole_of(&indicator.unit) != Decimal::ONE;
    !scheme.satisfaction_bands.is_empty() && is_rate && indicator.level1.contains("满意度")
}
