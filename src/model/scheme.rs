//! 评分办法: the scoring rules of one region, level and year, as data (`domain.md` §1.9).

mod budget;
mod citation;
mod form;
mod vector;

use rust_decimal::Decimal;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::Outline;

pub use budget::{BudgetBase, BudgetRule, ExecutionMode, OverspentRule, ScoreBand};
pub use form::{
    BudgetCell, BudgetColumn, BudgetRow, BudgetRowOf, Column, Foot, FootCell, Form, FormCell, GoalCell, GoalColumn,
    GoalsStand, Head, HeadCell,
};
pub use vector::{Vector, VectorCase};

/// The rules one evaluation is scored by, with their source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scheme {
    /// Short name on the command line, such as `hubei_dept`.
    pub id: String,
    /// Printed name.
    pub name: String,
    /// Where it is in force.
    pub region: String,
    /// Whom it is for.
    pub level: SchemeLevel,
    /// First year of evaluation it is for.
    pub year_from: u16,
    /// Last year of evaluation; `None` while in force.
    pub year_to: Option<u16>,
    /// The regulation and the place where its text was seen.
    pub citation: String,
    /// How sure the rules are.
    pub confidence: Confidence,
    /// What exactly is sure and what is not.
    pub confidence_note: String,
    /// Full marks: 100.
    pub total: Decimal,
    /// 预算执行 rule.
    pub budget: BudgetRule,
    /// 一级指标 with the 二级指标 the form offers, in printed order.
    pub levels: Vec<LevelRule>,
    /// What the weights must sum to; a project meets any one of the sets. Empty demands only the total.
    pub weight_sets: Vec<WeightSet>,
    /// 年度绩效目标 points; `None` where the form has no goals with points.
    pub goals: Option<GoalRule>,
    /// 定量 rules.
    pub quantitative: QuantitativeRule,
    /// Where rules besides [`Scheme::quantitative`] and [`Scheme::qualitative`] are stated.
    pub sources: Vec<RuleSource>,
    /// What happens to an actual far over its target.
    pub over_target: OverTargetRule,
    /// 定性 rules.
    pub qualitative: QualitativeRule,
    /// Bands by which a satisfaction percentage is scored instead of by ratio; empty: by ratio.
    pub satisfaction_bands: Vec<ScoreBand>,
    /// Caps of the total by execution rate.
    pub caps_by_rate: Vec<RateCap>,
    /// 等级.
    pub grade: GradeRule,
    /// Decimals of rates, rows and the total.
    pub rounding: Rounding,
    /// The printed form.
    pub form: Form,
    /// The outline of the report.
    pub outline: Outline,
    /// Cases with known results, run by the test suite and when a user's scheme file is taken.
    pub vectors: Vec<Vector>,
}

/// Whom a scheme is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SchemeLevel {
    /// 部门整体支出.
    #[default]
    Department,
    /// 项目支出.
    SpendingProject,
}

/// How sure a scheme's rules are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Confidence {
    /// Read in its own text or its printed form.
    High,
    /// Known from second hand or in part.
    Medium,
    /// To be verified before use (待核实).
    #[default]
    Low,
}

/// One 一级指标 of the form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LevelRule {
    /// 一级指标, as printed.
    pub name: String,
    /// 二级指标 the form offers, in printed order.
    pub level2: Vec<String>,
}

/// One admissible division of the points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WeightSet {
    /// When it is meant: 设置成本指标, 未设置成本指标 …
    pub name: String,
    /// Points a group of first levels must sum to.
    pub groups: Vec<WeightGroup>,
}

/// First levels whose weights together make these points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WeightGroup {
    /// 一级指标 of the group.
    pub levels: Vec<String>,
    /// Their points together.
    pub points: Decimal,
}

/// How goals carry points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GoalRule {
    /// Points or percent.
    pub unit: GoalUnit,
    /// What the goals sum to: 80 points, or 100 percent.
    pub sum: Decimal,
}

/// What the `points` of a goal mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GoalUnit {
    /// Points of the total.
    #[default]
    Points,
    /// 权重比例 in percent.
    Ratio,
}

/// How 定量 indicators are scored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QuantitativeRule {
    /// ≥ and ＞ not met.
    pub positive: PositiveRule,
    /// ≤ and ＜ not met.
    pub reverse: ReverseRule,
    /// ＝ not met.
    pub equal: EqualRule,
    /// Range not met.
    pub range: MissRule,
    /// Done after the day.
    pub late: MissRule,
    /// The rule as printed.
    pub text: String,
    /// Its source.
    pub citation: String,
}

/// Where one rule is stated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RuleSource {
    /// The rule.
    pub rule: RuleKind,
    /// The regulation and the place in it.
    pub citation: String,
}

/// A rule for targets of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RuleKind {
    /// ≥ and ＞.
    #[default]
    Positive,
    /// ≤ and ＜.
    Reverse,
    /// ＝.
    Equal,
    /// 区间.
    Range,
    /// 未发生.
    Zero,
    /// Done by a day.
    ByDate,
    /// 是/否.
    YesNo,
    /// 定性.
    Qualitative,
    /// 满意度 by bands.
    Satisfaction,
    /// Missed where no formula gives points: the officer's.
    Judged,
}

/// What a rule cites that no source states.
pub const OWN_HANDLING: &str = "本软件的处理，待核实";

impl Scheme {
    /// Returns the documents it rests on as a 公文 cites them, `《题目》（文号）`; `None` where its citation names none.
    pub fn documents(&self) -> Option<String> {
        citation::documents(&self.citation)
    }

    /// Returns where a rule is stated: its own source, else the section's for the rules a section is about
    /// (≥ and ≤, 定性), else [`OWN_HANDLING`]. A section that states none stands under the scheme's as a whole.
    pub fn source(&self, rule: RuleKind) -> &str {
        if let Some(source) = self.sources.iter().find(|source| source.rule == rule) {
            return &source.citation;
        }
        let section = match rule {
            RuleKind::Positive | RuleKind::Reverse => &self.quantitative.citation,
            RuleKind::Qualitative => &self.qualitative.citation,
            _ => return OWN_HANDLING,
        };
        if section.trim().is_empty() {
            &self.citation
        } else {
            section
        }
    }
}

/// Score of a positive target that is not met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PositiveRule {
    /// weight × B/A.
    #[default]
    Ratio,
    /// 0 below the threshold rate, then weight × (B/A − threshold)/(1 − threshold).
    Threshold(Decimal),
}

/// Score of a reverse target that is not met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReverseRule {
    /// weight × A/B.
    #[default]
    Ratio,
    /// weight × (1 − (B − A)/A), 0 from 2A on.
    Linear,
    /// 0 below the threshold rate, then weight × (A/B − threshold)/(1 − threshold).
    Threshold(Decimal),
}

/// Score of an ＝ target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum EqualRule {
    /// As a positive target: above is full.
    #[default]
    AsPositive,
    /// Any difference scores 0.
    Exact,
}

/// Score where no ratio is defined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MissRule {
    /// 0 points.
    #[default]
    Nothing,
    /// The officer judges, from 0 to the weight.
    Judged,
    /// Range: by ratio to the nearer end.
    Ratio,
}

/// What an actual far over its target means.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OverTargetRule {
    /// From this completion on (1.2 is 120 %) the row is `over`.
    pub flag_at: Option<Decimal>,
    /// From this completion on a reason is compulsory.
    pub explain_at: Option<Decimal>,
    /// From this actual on a reason is compulsory where the target is 0 and no completion can be computed.
    pub explain_zero_at: Option<Decimal>,
    /// What it costs.
    pub deduction: OverTargetDeduction,
    /// The rule as printed.
    pub text: String,
    /// Its source.
    pub citation: String,
}

/// What an actual far over its target costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum OverTargetDeduction {
    /// Nothing.
    #[default]
    None,
    /// Nothing by itself; the officer may take points off (扣减分数).
    Manual,
    /// So many points, from `explain_at` on.
    Fixed(Decimal),
    /// weight × (completion − `explain_at`), at most the weight.
    Proportional,
}

/// How 定性 indicators are scored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QualitativeRule {
    /// Tiers, best first.
    pub tiers: Vec<Tier>,
    /// 完成情况简要描述 is compulsory.
    pub description_required: bool,
    /// The rule as printed.
    pub text: String,
    /// Its source.
    pub citation: String,
}

/// One tier of a qualitative score, as fractions of the weight.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tier {
    /// Printed name: 达成预期指标.
    pub name: String,
    /// Short names that tables use for it: 达成.
    pub aliases: Vec<String>,
    /// Lower end, always included.
    pub low: Decimal,
    /// Upper end: included for the best tier, excluded for the others.
    pub high: Decimal,
}

/// Below this execution rate the total is capped.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RateCap {
    /// The cap holds for rates below this fraction.
    pub below: Decimal,
    /// Greatest total.
    pub max_total: Decimal,
}

/// 等级 rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GradeRule {
    /// Whether the form shows a grade.
    pub shown: GradeShown,
    /// Bands, best first.
    pub bands: Vec<GradeBand>,
    /// Source of the bands.
    pub citation: String,
}

/// Whether the form shows a grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GradeShown {
    /// The grade is part of the result.
    #[default]
    Always,
    /// 可以不评级.
    Optional,
    /// No grade.
    Never,
}

/// From this total on, this grade.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GradeBand {
    /// 优 良 中 差.
    pub name: String,
    /// Lower end, included.
    pub at_least: Decimal,
}

/// Decimals kept, all rounded half up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rounding {
    /// Decimals of a rate in percent, at most [`Rounding::MOST`].
    #[serde(deserialize_with = "places")]
    pub rate: u32,
    /// Decimals of a row score, at most [`Rounding::MOST`].
    #[serde(deserialize_with = "places")]
    pub row: u32,
}

impl Rounding {
    /// Most decimals a scheme may keep.
    pub const MOST: u32 = 6;
}

/// Reads a number of decimals. More than any form prints is refused wherever a scheme stands, also inside a
/// project: a document made with it would grow without end.
fn places<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let places = u32::deserialize(deserializer)?;
    if places > Rounding::MOST {
        return Err(D::Error::custom("保留小数位数应为0至6位"));
    }
    Ok(places)
}

impl Default for Rounding {
    fn default() -> Self {
        Self { rate: 2, row: 2 }
    }
}
