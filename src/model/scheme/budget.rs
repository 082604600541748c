//! How a scheme scores 预算执行.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How 预算执行 is scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BudgetRule {
    /// Points; 0 where execution is no item of its own.
    pub weight: Decimal,
    /// What the actual is divided by.
    pub base: BudgetBase,
    /// The rate counts up to this fraction: 1 is 100 %.
    pub rate_cap: Decimal,
    /// By ratio or by bands.
    pub mode: ExecutionMode,
    /// What a rate above the cap earns.
    pub overspent: OverspentRule,
    /// Execution rates below this fraction must be explained.
    pub explain_below: Option<Decimal>,
    /// Execution rates above this fraction must be explained.
    pub explain_above: Option<Decimal>,
    /// Adjustments above this fraction of the initial budget must be explained.
    pub explain_adjustment_above: Option<Decimal>,
    /// The rule as printed.
    pub text: String,
    /// Its source.
    pub citation: String,
}

impl Default for BudgetRule {
    fn default() -> Self {
        Self {
            weight: Decimal::ZERO,
            base: BudgetBase::default(),
            rate_cap: Decimal::ONE,
            mode: ExecutionMode::default(),
            overspent: OverspentRule::default(),
            explain_below: None,
            explain_above: None,
            explain_adjustment_above: None,
            text: String::new(),
            citation: String::new(),
        }
    }
}

/// 预算数: the denominator of the execution rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BudgetBase {
    /// 调整后预算数, with 上年结转结余.
    #[default]
    AdjustedWithCarryOver,
    /// 调整后预算数.
    Adjusted,
    /// 年初预算数.
    Initial,
}

impl BudgetBase {
    /// Returns the printed words.
    pub fn name(self) -> &'static str {
        match self {
            Self::AdjustedWithCarryOver => "调整后预算数（含上年结转结余）",
            Self::Adjusted => "调整后预算数",
            Self::Initial => "年初预算数",
        }
    }
}

/// How a rate becomes points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum ExecutionMode {
    /// weight × rate.
    #[default]
    Linear,
    /// Points by band, highest band first.
    Banded(Vec<ScoreBand>),
}

/// What spending more than 预算数 earns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum OverspentRule {
    /// The points of the cap.
    #[default]
    Capped,
    /// What the rules give no points for: the officer judges, from 0 to the weight.
    Judged,
}

/// From this fraction on, these points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreBand {
    /// Lower end of the band, included; a fraction (0.9 is 90 %).
    pub at_least: Decimal,
    /// Fraction of the weight awarded.
    pub share: Decimal,
}
