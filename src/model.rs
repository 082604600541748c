//! The document: one evaluation of one department or one spending project for one year.
//!
//! Plain values that can hold any unfinished draft. A missing value is `None`, never zero; what is
//! wrong with a draft is said by `score` and `check`, not refused here.

pub mod budget;
pub mod cell;
pub mod charts;
pub mod edit;
pub mod evidence;
pub mod fact;
pub mod history;
pub mod indicator;
pub mod last;
pub mod names;
pub mod notation;
pub mod number;
pub mod outline;
pub mod prose;
pub mod scheme;
pub mod succession;
pub mod year;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use budget::{Budget, BudgetCause, BudgetLine, FundKind};
pub use cell::CellError;
pub use charts::Charts;
pub use edit::Edit;
pub use evidence::{Disclosure, Evidence};
pub use fact::{Fact, Relation, RelationKind, Verdict, Words};
pub use history::History;
pub use indicator::{Actual, Cause, Field, Indicator, Target};
pub use last::LastYear;
pub use outline::{Heading, Outline};
pub use prose::{Prose, quoted};
pub use scheme::Scheme;
use scheme::{BudgetRow, SchemeLevel};

/// A name that stays with an entry for its whole life, such as `I0039`; unique within its list.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(pub String);

impl Id {
    /// Makes an id from its text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the first of `prefix` + 1, 2, 3 … (four digits) past the highest number in `taken`.
    pub fn fresh<'a>(prefix: &str, taken: impl Iterator<Item = &'a Self>) -> Self {
        let highest = taken
            .filter_map(|id| id.0.strip_prefix(prefix)?.parse::<u64>().ok())
            .max()
            .unwrap_or(0);
        Self(format!("{prefix}{:04}", highest.saturating_add(1)))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What is evaluated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// 部门整体支出: the whole department.
    #[default]
    Department,
    /// 项目支出: one spending project.
    SpendingProject(SpendingProject),
}

/// The head of a 项目自评表.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SpendingProject {
    /// 项目名称.
    pub name: String,
    /// 主管部门.
    pub competent_department: String,
    /// 项目实施单位.
    pub implementing_unit: String,
    /// 项目类别, as printed: 部门预算项目, 市直专项 …
    pub category: String,
    /// 项目属性: 持续性项目 or 新增性项目.
    pub attribute: String,
    /// 项目类型: 常年性项目, 延续性项目 or 一次性项目.
    pub term: String,
}

/// One evaluation: the document a file holds, complete by itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Project {
    /// 单位名称, in full.
    pub department: String,
    /// 评价年度.
    pub year: u16,
    /// 部门整体 or one 项目.
    pub kind: Kind,
    /// 填报日期, as it is to be printed.
    pub filled_on: Option<jiff::civil::Date>,
    /// A word on where the data come from, shown wherever the project is; the samples say here that they hold 演示数据.
    pub note: String,
    /// 评分办法, embedded so that the file needs no other.
    pub scheme: Arc<Scheme>,
    /// 预算执行情况.
    pub budget: Budget,
    /// 年度绩效目标, in printed order.
    pub goals: Vec<Goal>,
    /// 三级指标, in printed order.
    pub indicators: Vec<Indicator>,
    /// Named numbers that are not indicators.
    pub facts: Vec<Fact>,
    /// 勾稽关系 between numbers.
    pub relations: Vec<Relation>,
    /// 佐证材料 ledger.
    pub evidence: Vec<Evidence>,
    /// Report text, one entry a heading of the outline.
    pub texts: Vec<ReportText>,
    /// 业务科室.
    pub sections: Vec<Section>,
    /// 自评填报得分: the total the department declares, 0 to 100.
    pub declared: Option<Decimal>,
    /// 预计复核得分: the total the officer expects after review.
    pub expected: Option<Decimal>,
    /// 偏差大或目标未完成原因分析, for the form's foot.
    pub deviation_analysis: String,
    /// 改进措施及结果应用方案, for the form's foot.
    pub improvement_plan: String,
    /// What the form asks for in words besides, one entry a label.
    pub form_texts: Vec<FormText>,
    /// What the officer says to 校核意见 that stay as they are.
    pub explained: Vec<Explained>,
    /// What the evaluation of the year before came to; `None` where nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_year: Option<LastYear>,
    /// How charts are drawn.
    #[serde(skip_serializing_if = "Charts::is_usual")]
    pub charts: Charts,
}

/// What the officer says to a 校核意见 that is looked into and stays as it is; about this very sentence, so that it
/// speaks up again when the numbers in it change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Explained {
    /// The rule, such as `C18`.
    pub rule: String,
    /// What was found.
    pub sentence: String,
    /// Why it stays.
    pub reason: String,
}

impl Explained {
    /// Tells whether it is said to a finding; the sign of numbers below 0, which earlier versions wrote otherwise, makes
    /// no other sentence.
    pub fn is_about(&self, rule: &str, sentence: &str) -> bool {
        let bare = |text: &str| text.replace('−', "-");
        self.rule == rule && bare(&self.sentence) == bare(sentence)
    }
}

/// The officer's text for a field of the form that only this form has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FormText {
    /// Exact label of the field.
    pub label: String,
    /// The text.
    pub text: String,
}

/// 年度绩效目标: a goal of the year, owning indicators by their `goal`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Goal {
    /// Stable id, such as `G1`.
    pub id: Id,
    /// A short name for lists; the form prints 年度绩效目标1, 2 … before the text.
    pub name: String,
    /// Full text of the goal.
    pub text: String,
    /// Points of the goal; a scheme of ratios reads it as percent.
    pub points: Option<Decimal>,
    /// 实际完成情况.
    pub achieved: String,
    /// True when `points` is 演示数据.
    pub demo: bool,
}

/// 业务科室: who supplies and answers for indicators.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Section {
    /// Stable id, such as `S01`.
    pub id: Id,
    /// Name of the section.
    pub name: String,
    /// Contact person; never in a published version.
    pub contact: String,
    /// Telephone; never in a published version.
    pub telephone: String,
}

/// The officer's text under one heading of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportText {
    /// Key of the heading ([`Heading::path`]), such as `一.二.3` or `二.三.2.1`.
    pub heading: String,
    /// Paragraphs, separated by line feeds; `{{…}}` stands for a value (see `binding`).
    pub text: String,
    /// What the bindings of the text printed when the officer last read it, in their order; empty when never recorded.
    pub seen: Vec<String>,
    /// What it rests on besides, by name: the values and lists that the paragraphs proposed in its place were made from
    /// when the officer last read it; empty when never recorded.
    pub rests: BTreeMap<String, String>,
}

impl Project {
    /// Makes an empty project under a scheme: its kind and the budget lines of its form.
    pub fn new(scheme: Arc<Scheme>, year: u16) -> Self {
        let (kind, usual): (Kind, &[FundKind]) = match scheme.level {
            SchemeLevel::Department => (Kind::Department, &[FundKind::Basic, FundKind::Project]),
            SchemeLevel::SpendingProject => (Kind::SpendingProject(SpendingProject::default()), &[FundKind::Project]),
        };
        let mut lines: Vec<BudgetLine> = scheme.form.budget_rows.iter().filter_map(BudgetRow::line).collect();
        if lines.is_empty() {
            lines.extend(usual.iter().map(|kind| BudgetLine {
                kind: *kind,
                ..BudgetLine::default()
            }));
        }
        for (position, line) in lines.iter_mut().enumerate() {
            line.id = Id(format!("B{}", position + 1));
        }
        Self {
            year,
            kind,
            scheme,
            budget: Budget {
                lines,
                ..Budget::default()
            },
            ..Self::default()
        }
    }

    /// Returns the name the project is listed under: the department, or the spending project.
    pub fn subject(&self) -> &str {
        match &self.kind {
            Kind::Department => &self.department,
            Kind::SpendingProject(project) => &project.name,
        }
    }

    /// Finds an indicator's position by id.
    pub fn indicator_index(&self, id: &Id) -> Option<usize> {
        self.indicators.iter().position(|indicator| indicator.id == *id)
    }

    /// Finds an indicator by id.
    pub fn indicator(&self, id: &Id) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == *id)
    }

    /// Finds a goal by id.
    pub fn goal(&self, id: &Id) -> Option<&Goal> {
        self.goals.iter().find(|goal| goal.id == *id)
    }

    /// Finds the officer's text for a field of the form; empty when there is none.
    pub fn form_text(&self, label: &str) -> &str {
        self.form_texts
            .iter()
            .find(|text| text.label == label)
            .map_or("", |text| &text.text)
    }

    /// Returns `2020年度`, as titles have it; nothing while the year is not set.
    pub fn of_year(&self) -> String {
        match self.year {
            0 => String::new(),
            year => format!("{year}年度"),
        }
    }

    /// Finds the officer's text under a heading; empty when there is none.
    pub fn text(&self, heading: &str) -> &str {
        self.texts
            .iter()
            .find(|text| text.heading == heading)
            .map_or("", |text| &text.text)
    }
}
