//! Cases with a known result, by which a scheme proves itself.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::{Actual, Target};

/// A case with a known result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// What it shows.
    #[serde(default)]
    pub name: String,
    /// The case.
    pub case: VectorCase,
}

/// What a vector feeds in and expects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum VectorCase {
    /// One indicator.
    Indicator {
        /// 一级指标; satisfaction bands look at it.
        #[serde(default)]
        level1: String,
        /// Unit.
        #[serde(default)]
        unit: String,
        /// 指标值.
        target: Target,
        /// 实际完成值.
        actual: Actual,
        /// 分值.
        weight: Decimal,
        /// The officer's score, where one is needed.
        #[serde(default)]
        judged: Option<Decimal>,
        /// 扣减分数 by hand.
        #[serde(default)]
        deduction: Option<Decimal>,
        /// Computed score; `None` where none may be invented.
        score: Option<Decimal>,
    },
    /// The budget line, all in 万元.
    Execution {
        /// 年初预算数.
        initial: Option<Decimal>,
        /// 调整预算数.
        adjusted: Option<Decimal>,
        /// 上年结转.
        #[serde(default)]
        carry_over: Option<Decimal>,
        /// 执行数.
        actual: Decimal,
        /// The officer's score, where one is needed.
        #[serde(default)]
        judged: Option<Decimal>,
        /// Execution score.
        score: Option<Decimal>,
    },
    /// 等级 of a total.
    Grade {
        /// Total.
        total: Decimal,
        /// Grade.
        #[serde(default)]
        grade: String,
    },
    /// The total after caps by rate.
    Cap {
        /// Execution rate as a fraction.
        rate: Decimal,
        /// Sum of the rows and the execution score.
        sum: Decimal,
        /// Total after the cap.
        total: Decimal,
    },
}
