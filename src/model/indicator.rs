//! 三级指标: what is measured, what was planned, what was reached.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Id, number};

/// 指标值: what was planned; the variant carries the 指标性质.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// ≥
    AtLeast(Decimal),
    /// ＞
    MoreThan(Decimal),
    /// ≤
    AtMost(Decimal),
    /// ＜
    LessThan(Decimal),
    /// ＝
    Equal(Decimal),
    /// 区间, both ends included.
    Range {
        /// Lower end.
        low: Decimal,
        /// Upper end.
        high: Decimal,
    },
    /// 未发生: nothing may happen.
    Zero,
    /// Done on this day or earlier.
    ByDate(Date),
    /// 定性, judged by tier; the text says what is expected.
    Tiered(String),
    /// 是/否: done or not; the text says what.
    YesNo(String),
    /// What was written but could not be read as any of these.
    Text(String),
}

/// 实际完成值.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actual {
    /// A number in the indicator's unit.
    Number(Decimal),
    /// A ratio that keeps its parts; a missing or zero denominator has no value.
    Ratio {
        /// 分子.
        numerator: Decimal,
        /// 分母.
        denominator: Decimal,
    },
    /// The day it was done.
    Date(Date),
    /// 定性: index of the tier in the scheme's list, 0 the best.
    Tier(u8),
    /// 是/否.
    Done(bool),
    /// What was written but could not be read as any of these.
    Text(String),
}

/// 偏差原因类别 (`domain.md` §3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Cause {
    /// 客观政策、疫情等不可抗力.
    ForceMajeure,
    /// 目标值设定不科学.
    UnsoundTarget,
    /// 预算调整.
    BudgetChange,
    /// 实施进度.
    Progress,
    /// 外部条件.
    External,
    /// 统计口径.
    Statistics,
}

impl Cause {
    /// Every category, in the order of the list.
    pub const ALL: [Self; 6] = [
        Self::ForceMajeure,
        Self::UnsoundTarget,
        Self::BudgetChange,
        Self::Progress,
        Self::External,
        Self::Statistics,
    ];

    /// Returns the printed word.
    pub fn name(self) -> &'static str {
        match self {
            Self::ForceMajeure => "客观政策、不可抗力",
            Self::UnsoundTarget => "目标值设定不科学",
            Self::BudgetChange => "预算调整",
            Self::Progress => "实施进度",
            Self::External => "外部条件",
            Self::Statistics => "统计口径",
        }
    }
}

/// A field of an indicator that a grid or a form shows as one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// 年度绩效目标, by the goal's name.
    Goal,
    /// 一级指标.
    Level1,
    /// 二级指标.
    Level2,
    /// 三级指标.
    Name,
    /// 指标值 with its operator.
    Target,
    /// 调整前指标值 (年初指标值), where the target was formally adjusted.
    InitialTarget,
    /// 计量单位.
    Unit,
    /// 分值.
    Weight,
    /// 实际完成值.
    Actual,
    /// 评定得分: the officer's score where no formula gives one.
    Judged,
    /// 扣减分数.
    Deduction,
    /// 自评填报得分.
    Declared,
    /// 预计复核得分.
    Expected,
    /// 完成情况简要描述.
    Description,
    /// 偏差原因.
    Reason,
    /// 改进措施.
    Measure,
    /// 责任科室, by the section's name.
    Section,
    /// 指标解释.
    Explanation,
    /// 评(扣)分标准.
    Standard,
    /// 指标值设定依据.
    Basis,
    /// 数据来源.
    Source,
    /// 取值方式.
    Method,
    /// 上年值.
    PreviousYear,
    /// 前年值.
    YearBeforePrevious,
    /// 编码.
    Code,
}

/// One 三级指标 with everything an officer fills in or a form prints (`domain.md` §2.3).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Indicator {
    /// Stable id, such as `I0039`.
    pub id: Id,
    /// 编码.
    pub code: String,
    /// The 年度绩效目标 it belongs to.
    pub goal: Option<Id>,
    /// 一级指标, as printed: 产出指标, 效益指标, 满意度指标 …
    pub level1: String,
    /// 二级指标, as printed: 数量指标, 质量指标 …
    pub level2: String,
    /// 三级指标: what is measured.
    pub name: String,
    /// 指标值 in force.
    pub target: Option<Target>,
    /// 年初指标值, when a formal adjustment replaced it.
    pub initial_target: Option<Target>,
    /// 计量单位; a percentage has `%` and a target of 95 means 95 %.
    pub unit: String,
    /// 分值: points it can earn.
    pub weight: Option<Decimal>,
    /// 实际完成值.
    pub actual: Option<Actual>,
    /// Points the officer awards where no formula gives them: a qualitative score within its tier.
    pub judged: Option<Decimal>,
    /// 扣减分数: points taken off by hand, with a reason.
    pub deduction: Option<Decimal>,
    /// 自评填报得分.
    pub declared: Option<Decimal>,
    /// 预计复核得分.
    pub expected: Option<Decimal>,
    /// 完成情况简要描述.
    pub description: String,
    /// 偏差原因.
    pub reason: String,
    /// 偏差原因类别.
    pub cause: Option<Cause>,
    /// 改进措施.
    pub measure: String,
    /// 结果应用建议.
    pub application: String,
    /// 责任科室.
    pub section: Option<Id>,
    /// 是否核心指标.
    pub core: bool,
    /// 上年值, in the indicator's unit.
    pub previous_year: Option<Decimal>,
    /// 前年值, in the indicator's unit.
    pub year_before_previous: Option<Decimal>,
    /// 指标解释.
    pub explanation: String,
    /// 评(扣)分标准.
    pub standard: String,
    /// 指标值设定依据.
    pub basis: String,
    /// 绩效标准: 计划, 行业, 历史 or other.
    pub benchmark: String,
    /// 数据来源.
    pub source: String,
    /// 取值方式.
    pub method: String,
    /// 复核意见.
    pub review_opinion: String,
    /// Working note; never exported.
    pub note: String,
    /// The fields that hold 演示数据, in the order of `Field`.
    pub demo: Vec<Field>,
}

impl Indicator {
    /// Returns the actual as a number in the indicator's unit; a ratio times 100 for `%`, 1000 for `‰`.
    pub fn actual_number(&self) -> Option<Decimal> {
        match self.actual.as_ref()? {
            Actual::Number(value) => Some(*value),
            Actual::Ratio { numerator, denominator } => numerator
                .checked_div(*denominator)?
                .checked_mul(number::whole_of(&self.unit)),
            Actual::Date(_) | Actual::Tier(_) | Actual::Done(_) | Actual::Text(_) => None,
        }
    }

    /// Returns the actual as every document prints it, without unit: as it was put in, a ratio by the scheme's decimals.
    pub fn printed_number(&self, scheme: &super::Scheme) -> Option<Decimal> {
        let value = self.actual_number()?;
        Some(match self.actual {
            Some(Actual::Ratio { .. }) => number::rate(value, scheme.rounding.rate),
            _ => value,
        })
    }

    /// Returns how far the actual lies from its target as printed, never below 0, with its unit: from the nearer end of a
    /// range, in 天 from a day; `None` where the two do not compare.
    pub fn apart(&self, scheme: &super::Scheme) -> Option<(Decimal, &str)> {
        let target = self.target.as_ref()?;
        if let (Target::ByDate(due), Some(Actual::Date(done))) = (target, &self.actual) {
            return Some((Decimal::from((*done - *due).get_days()).abs(), "天"));
        }
        let actual = self.printed_number(scheme)?;
        let apart = actual.checked_sub(target.bound(actual)?)?.abs();
        Some((apart, if self.unit == "%" { "个百分点" } else { &self.unit }))
    }

    /// Returns true when the field holds 演示数据.
    pub fn is_demo(&self, field: Field) -> bool {
        self.demo.contains(&field)
    }

    /// Returns the target as it is typed, without unit: `≥3566`, `12月31日前`, `未发生`.
    pub fn target_text(&self) -> String {
        self.target.as_ref().map(Target::text).unwrap_or_default()
    }
}

impl Target {
    /// Returns the form in which it is typed, without unit: `≥3566`, `≤100`.
    pub fn text(&self) -> String {
        self.written(number::plain)
    }

    /// Returns the printed form without unit, its numbers as [`number::measured`] writes them: `≥3566`, `≤100.00`.
    pub fn printed(&self, unit: &str) -> String {
        self.written(|value| number::measured(value, unit))
    }

    /// Returns the printed form with the unit behind a number.
    pub fn text_with(&self, unit: &str) -> String {
        match self {
            Self::AtLeast(_)
            | Self::MoreThan(_)
            | Self::AtMost(_)
            | Self::LessThan(_)
            | Self::Equal(_)
            | Self::Range { .. } => format!("{}{unit}", self.printed(unit)),
            Self::Zero | Self::ByDate(_) | Self::Tiered(_) | Self::YesNo(_) | Self::Text(_) => self.text(),
        }
    }

    /// Returns the words of a target that is not told in numbers or by a day.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Tiered(text) | Self::YesNo(text) | Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the form whose numbers are written in the given way, without unit.
    pub fn written(&self, write: impl Fn(Decimal) -> String) -> String {
        match self {
            Self::AtLeast(value) => format!("≥{}", write(*value)),
            Self::MoreThan(value) => format!("＞{}", write(*value)),
            Self::AtMost(value) => format!("≤{}", write(*value)),
            Self::LessThan(value) => format!("＜{}", write(*value)),
            Self::Equal(value) => format!("＝{}", write(*value)),
            Self::Range { low, high } => format!("{}～{}", write(*low), write(*high)),
            Self::Zero => "未发生".to_owned(),
            Self::ByDate(date) => format!("{}前", number::date(*date)),
            Self::Tiered(text) | Self::YesNo(text) | Self::Text(text) => text.clone(),
        }
    }

    /// Returns the 计算符号 of the import template: ≥, ＞, ≤, ＜, ＝ or 定性; 文字 for a target kept as text, which it has
    /// no word for.
    pub fn operator(&self) -> &'static str {
        match self {
            Self::AtLeast(_) => "≥",
            Self::MoreThan(_) => "＞",
            Self::AtMost(_) | Self::ByDate(_) => "≤",
            Self::LessThan(_) => "＜",
            Self::Equal(_) | Self::Range { .. } | Self::Zero => "＝",
            Self::Tiered(_) | Self::YesNo(_) => "定性",
            Self::Text(_) => "文字",
        }
    }

    /// Returns what says that it is done and that it is not: 已完成, 未完成 for 完成; 是, 否 where its words give none.
    pub fn answers(&self) -> [String; 2] {
        match self {
            Self::YesNo(text) => super::notation::answers(text),
            Self::ByDate(_) => super::notation::answers("完成"),
            _ => super::notation::plain_answers(),
        }
    }

    /// Returns the number a bar or a tick is drawn at; `None` where the target is no single number.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::AtLeast(value)
            | Self::MoreThan(value)
            | Self::AtMost(value)
            | Self::LessThan(value)
            | Self::Equal(value) => Some(*value),
            Self::Zero => Some(Decimal::ZERO),
            Self::Range { .. } | Self::ByDate(_) | Self::Tiered(_) | Self::YesNo(_) | Self::Text(_) => None,
        }
    }

    /// Returns what a number is held against: the number of the target, the nearer end of a range, within it the number
    /// itself; `None` where the target has none.
    pub fn bound(&self, actual: Decimal) -> Option<Decimal> {
        match self {
            Self::Range { low, high } => Some(actual.clamp(*low.min(high), *low.max(high))),
            target => target.number(),
        }
    }

    /// Returns true for ≤, ＜ and 未发生, where less is better.
    pub fn is_reverse(&self) -> bool {
        matches!(self, Self::AtMost(_) | Self::LessThan(_) | Self::Zero)
    }

    /// Returns true for 未发生, ＝0 and ≤0: what is wanted is that nothing happens.
    pub fn wants_nothing(&self) -> bool {
        match self {
            Self::Zero => true,
            Self::Equal(value) | Self::AtMost(value) => value.is_zero(),
            _ => false,
        }
    }
}

impl Indicator {
    /// Returns true for what is judged in words and has no 完成情况简要描述, which the import template of the budget system
    /// and 科室采集表 demand (`domain.md` §2.6).
    pub fn lacks_description(&self) -> bool {
        let is_judged = matches!(self.target, Some(Target::Tiered(_))) && self.actual.is_some();
        is_judged && self.description.trim().is_empty()
    }

    /// Returns true for 未发生 that did not happen: documents print the word as the actual, not 0.
    pub fn is_averted(&self) -> bool {
        self.target == Some(Target::Zero) && matches!(self.actual, Some(Actual::Number(actual)) if actual.is_zero())
    }

    /// Returns the actual as it is typed, without unit; tiers by their names in `scheme`.
    pub fn actual_text(&self, scheme: &super::Scheme) -> String {
        match &self.actual {
            None => String::new(),
            Some(Actual::Number(value)) => number::plain(*value),
            Some(Actual::Ratio { numerator, denominator }) => {
                format!("{}/{}", number::plain(*numerator), number::plain(*denominator))
            }
            Some(Actual::Date(date)) => number::date(*date),
            Some(Actual::Tier(tier)) => scheme
                .qualitative
                .tiers
                .get(usize::from(*tier))
                .map_or_else(|| format!("第{}档", u32::from(*tier) + 1), |tier| tier.name.clone()),
            Some(Actual::Done(done)) => {
                let [yes, no] = (self.target.as_ref()).map_or_else(super::notation::plain_answers, Target::answers);
                if *done { yes } else { no }
            }
            Some(Actual::Text(text)) => text.clone(),
        }
    }
}
