//! The printed form of a scheme: its headings, columns, cells and footnotes.

use serde::{Deserialize, Serialize};

use crate::model::{BudgetLine, FundKind};

/// The printed form: exact headings and footnotes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Form {
    /// Title with `{year}` and `{subject}`.
    pub title: String,
    /// Fields above the budget block, in order.
    pub heads: Vec<Head>,
    /// Label to the left of the budget block: 预算执行情况（万元）（20分）.
    pub budget_heading: String,
    /// Headings of the budget block, in order.
    pub budget_columns: Vec<BudgetColumn>,
    /// Rows of the budget block, in order.
    pub budget_rows: Vec<BudgetRow>,
    /// Whether the block of goals stands above or below the budget block.
    pub goals_stand: GoalsStand,
    /// Label to the left of the block of goals; empty: 年度总体目标.
    pub goal_label: String,
    /// Columns of a block of 年度目标 and what was reached; empty where the form has none.
    pub goal_columns: Vec<GoalColumn>,
    /// Fields below the block of goals, in order.
    pub under_goals: Vec<Foot>,
    /// Label of one goal with `{n}`, `{points}` and `{text}`; empty where goals carry no points.
    pub goal_heading: String,
    /// Label above the indicator block: 绩效指标（90分）; empty where the form has none.
    pub indicator_heading: String,
    /// Columns of the indicator block, in order.
    pub columns: Vec<Column>,
    /// Label of the row of the total: 总分 or 合计.
    pub total_label: String,
    /// Fields at the foot, in order.
    pub feet: Vec<Foot>,
    /// 备注, one entry a numbered note.
    pub footnotes: Vec<String>,
}

/// Where the block of goals stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GoalsStand {
    /// Below the budget block.
    #[default]
    BelowBudget,
    /// Above the budget block.
    AboveBudget,
}

impl Form {
    /// Returns true for a line of the budget that adds to its sums: what states an amount, and what owes its amounts.
    pub fn counts(&self, line: &BudgetLine) -> bool {
        line.is_stated() || self.is_owed(line)
    }

    /// Returns true for a line that must state its amounts: 未填 is not 0, and without it the others are not the whole.
    ///
    /// Nothing is what a source of funds that the form prints (其他资金) comes to when it is left empty, and a line that
    /// is not even named.
    pub fn is_owed(&self, line: &BudgetLine) -> bool {
        let of = BudgetRowOf::Named(line.name.clone());
        let is_source = || self.budget_rows.iter().any(|row| row.of == of);
        line.kind != FundKind::Other || !(line.name.trim().is_empty() || is_source())
    }

    /// Returns true where the indicator block has a column for any of these.
    pub fn has(&self, cells: &[FormCell]) -> bool {
        self.columns.iter().any(|column| cells.contains(&column.holds))
    }

    /// Returns the label and the greatest length of every text the project keeps for the form: of the head, of
    /// the goals, of the foot, in printed order.
    pub fn kept(&self) -> [Vec<(&str, Option<usize>)>; 3] {
        fn of_feet(feet: &[Foot]) -> impl Iterator<Item = (&str, Option<usize>)> {
            let kept = feet.iter().filter(|foot| foot.holds == FootCell::Kept);
            kept.map(|foot| (foot.label.as_str(), foot.most))
        }
        let heads = self.heads.iter().filter(|head| head.holds == HeadCell::Kept);
        let goals = self.goal_columns.iter().filter(|one| one.holds == GoalCell::Kept);
        [
            heads.map(|head| (head.label.as_str(), head.most)).collect(),
            goals
                .map(|column| (column.heading.as_str(), column.most))
                .chain(of_feet(&self.under_goals))
                .collect(),
            of_feet(&self.feet).collect(),
        ]
    }
}

/// A field above the budget block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Head {
    /// Exact label.
    pub label: String,
    /// What stands beside it.
    pub holds: HeadCell,
    /// Printed choices, each with a box; empty where the field is free text.
    pub options: Vec<String>,
    /// Most characters the form allows.
    pub most: Option<usize>,
}

/// What a field above the budget block holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeadCell {
    /// 单位名称.
    Department,
    /// 填报日期.
    FilledOn,
    /// 项目名称.
    ProjectName,
    /// 主管部门.
    CompetentDepartment,
    /// 项目实施单位.
    ImplementingUnit,
    /// 项目类别.
    Category,
    /// 项目属性.
    Attribute,
    /// 项目类型.
    Term,
    /// 基本支出总额: what was spent, 万元.
    BasicTotal,
    /// 项目支出总额: what was spent, 万元.
    ProjectTotal,
    /// 自评总分.
    Total,
    /// Text the project keeps under the label.
    Kept,
    /// Left empty to be filled by hand.
    #[default]
    Blank,
}

/// A column of the block of goals.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GoalColumn {
    /// Exact heading.
    pub heading: String,
    /// What stands below it.
    pub holds: GoalCell,
    /// Most characters the form allows.
    pub most: Option<usize>,
}

/// What a cell of the block of goals holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GoalCell {
    /// 预期目标.
    #[default]
    Text,
    /// 实际完成情况.
    Achieved,
    /// Text the project keeps under the heading, one for all goals.
    Kept,
    /// Left empty.
    Blank,
}

/// A column of the budget block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BudgetColumn {
    /// Exact heading.
    pub heading: String,
    /// What stands below it.
    pub holds: BudgetCell,
}

/// What a cell of the budget block holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BudgetCell {
    /// Name of the row.
    #[default]
    Label,
    /// 年初预算数.
    Initial,
    /// 调整后预算数.
    Adjusted,
    /// The scheme's base.
    Base,
    /// 执行数.
    Actual,
    /// 执行率.
    Rate,
    /// 分值.
    Weight,
    /// 得分.
    Score,
    /// 原因.
    Reason,
}

/// A row of the budget block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BudgetRow {
    /// Exact label.
    pub label: String,
    /// Which lines it sums.
    pub of: BudgetRowOf,
}

impl BudgetRow {
    /// Returns the empty line that fills the row; none for a row that sums others.
    pub fn line(&self) -> Option<BudgetLine> {
        let (kind, name) = match &self.of {
            BudgetRowOf::Total => return None,
            BudgetRowOf::Kind(kind) => (*kind, String::new()),
            BudgetRowOf::Named(name) => (FundKind::Other, name.clone()),
        };
        Some(BudgetLine {
            kind,
            name,
            ..BudgetLine::default()
        })
    }
}

/// Which lines of the budget a row of the form sums.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BudgetRowOf {
    /// All.
    #[default]
    Total,
    /// Lines of one kind.
    Kind(FundKind),
    /// Lines of one name.
    Named(String),
}

/// A column of the indicator block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Column {
    /// Exact heading.
    pub heading: String,
    /// What stands below it.
    pub holds: FormCell,
    /// Width in full-width characters.
    pub width: u8,
}

/// What a cell of the indicator block holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FormCell {
    /// 年度绩效目标 with its points; merged over its rows.
    Goal,
    /// 一级指标; merged over its rows.
    Level1,
    /// 二级指标; merged over its rows.
    Level2,
    /// 三级指标.
    #[default]
    Name,
    /// 指标性质/计算符号: ≥ ＞ ≤ ＜ ＝ 定性.
    Operator,
    /// 指标值 alone, without operator and unit.
    TargetValue,
    /// 指标值 with operator and unit.
    Target,
    /// 年初指标值 (before a formal adjustment).
    InitialTarget,
    /// 调整指标值.
    AdjustedTarget,
    /// 计量单位.
    Unit,
    /// 实际完成值 with unit.
    Actual,
    /// 实际完成值 without unit.
    ActualValue,
    /// 分值.
    Weight,
    /// 得分系数 in percent.
    Coefficient,
    /// 得分.
    Score,
    /// 扣减分数.
    Deduction,
    /// 完成情况简要描述.
    Description,
    /// 偏差原因.
    Reason,
    /// 改进措施.
    Measure,
    /// 偏差原因分析及改进措施.
    ReasonAndMeasure,
    /// 是否核心指标.
    Core,
}

/// A field at the foot of the form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Foot {
    /// Exact label.
    pub label: String,
    /// What stands beside it.
    pub holds: FootCell,
    /// Most characters the form allows.
    pub most: Option<usize>,
}

/// What a field at the foot holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FootCell {
    /// 偏差大或目标未完成原因分析.
    #[default]
    DeviationAnalysis,
    /// 改进措施及结果应用方案.
    ImprovementPlan,
    /// Text the project keeps under the label.
    Kept,
    /// Left empty for a signature or a stamp.
    Blank,
}
