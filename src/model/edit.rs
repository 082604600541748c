//! What can happen to a project: `Project::after` is the only way to change one.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    Budget, Charts, Evidence, Explained, Fact, Field, FormText, Goal, Id, Indicator, Kind, Outline, Project, Relation,
    ReportText, Scheme, Section,
};

/// A change of a project.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// 单位名称.
    Department(String),
    /// 评价年度.
    Year(u16),
    /// 部门整体 or one 项目, with its head.
    Kind(Kind),
    /// 填报日期.
    FilledOn(Option<Date>),
    /// 说明.
    Note(String),
    /// 评分办法.
    Scheme(Arc<Scheme>),
    /// The whole budget block.
    Budget(Budget),
    /// The list of goals; indicators of goals that are gone keep no goal.
    Goals(Vec<Goal>),
    /// One field of one indicator, as the whole indicator after the change.
    Cell {
        /// The changed field.
        field: Field,
        /// The indicator after the change; found by its id.
        indicator: Box<Indicator>,
    },
    /// Several indicators at once (a pasted block, a fill), each found by its id; ids not there are added at the end.
    Indicators(Vec<Indicator>),
    /// New indicators before position `at` (the end when past it).
    Insert {
        /// Position of the first one.
        at: usize,
        /// The indicators, with fresh ids.
        indicators: Vec<Indicator>,
    },
    /// A table with headings: the lists of goals and sections after it, and its indicators, before position `at` (the
    /// end when past it) or in place of the one with the same id.
    Table {
        /// All goals of the year.
        goals: Vec<Goal>,
        /// All 业务科室.
        sections: Vec<Section>,
        /// Position of the first new indicator.
        at: usize,
        /// The indicators of the table, each id once.
        indicators: Vec<Indicator>,
    },
    /// Indicators taken away; relations and evidence forget them.
    Remove(Vec<Id>),
    /// Indicators moved, in their order, to stand before the one now at position `to` (the end when past it).
    Move {
        /// Which ones.
        ids: Vec<Id>,
        /// Position among the indicators as they stand before the move.
        to: usize,
    },
    /// What sections have filled in: indicators found by their ids, and the ledger with their evidence.
    Collected {
        /// The changed indicators.
        indicators: Vec<Indicator>,
        /// The whole ledger after it.
        evidence: Vec<Evidence>,
    },
    /// Named facts.
    Facts(Vec<Fact>),
    /// 勾稽关系.
    Relations(Vec<Relation>),
    /// 佐证材料.
    Evidence(Vec<Evidence>),
    /// 业务科室.
    Sections(Vec<Section>),
    /// 报告提纲, kept in the scheme; texts of headings it lacks stay in the project.
    Outline(Box<Outline>),
    /// The text under one heading of the report.
    Text(ReportText),
    /// 自评填报得分.
    Declared(Option<Decimal>),
    /// 预计复核得分.
    Expected(Option<Decimal>),
    /// 偏差大或目标未完成原因分析.
    DeviationAnalysis(String),
    /// 改进措施及结果应用方案.
    ImprovementPlan(String),
    /// The text of one field of the form; an empty one is forgotten.
    FormText(FormText),
    /// What is said to a 校核意见; without a reason it is forgotten.
    Explained(Explained),
    /// How charts are drawn.
    Charts(Charts),
    /// 沿用上年: the whole of a new project, made from that of an earlier year.
    Succession(Box<Project>),
}

impl Field {
    /// Returns the printed name of the field.
    pub fn name(self) -> &'static str {
        match self {
            Self::Goal => "年度绩效目标",
            Self::Level1 => "一级指标",
            Self::Level2 => "二级指标",
            Self::Name => "三级指标",
            Self::Target => "指标值",
            Self::InitialTarget => "年初指标值",
            Self::Unit => "计量单位",
            Self::Weight => "分值",
            Self::Actual => "实际完成值",
            Self::Judged => "评定得分",
            Self::Deduction => "扣减分数",
            Self::Declared => "自评填报得分",
            Self::Expected => "预计复核得分",
            Self::Description => "完成情况简要描述",
            Self::Reason => "偏差原因",
            Self::Measure => "改进措施",
            Self::Section => "责任科室",
            Self::Explanation => "指标解释",
            Self::Standard => "评（扣）分标准",
            Self::Basis => "指标值设定依据",
            Self::Source => "数据来源",
            Self::Method => "取值方式",
            Self::PreviousYear => "上年值",
            Self::YearBeforePrevious => "前年值",
            Self::Code => "编码",
        }
    }
}

impl Project {
    /// Returns the project as it is after an edit; an edit of what is not there changes nothing.
    #[must_use]
    pub fn after(&self, edit: &Edit) -> Self {
        let mut next = self.clone();
        match edit {
            Edit::Department(name) => next.department.clone_from(name),
            Edit::Year(year) => next.year = *year,
            Edit::Kind(kind) => next.kind = kind.clone(),
            Edit::FilledOn(date) => next.filled_on = *date,
            Edit::Note(note) => next.note.clone_from(note),
            Edit::Scheme(scheme) => next.scheme = Arc::clone(scheme),
            Edit::Budget(budget) => next.budget = budget.clone(),
            Edit::Goals(goals) => {
                next.goals.clone_from(goals);
                for indicator in &mut next.indicators {
                    if let Some(id) = &indicator.goal
                        && !goals.iter().any(|goal| goal.id == *id)
                    {
                        indicator.goal = None;
                    }
                }
            }
            Edit::Cell { indicator, .. } => {
                if let Some(position) = self.indicator_index(&indicator.id) {
                    next.indicators[position] = (**indicator).clone();
                }
            }
            Edit::Indicators(indicators) => {
                let mut positions: BTreeMap<&Id, usize> = self
                    .indicators
                    .iter()
                    .enumerate()
                    .map(|(position, one)| (&one.id, position))
                    .collect();
                for indicator in indicators {
                    let position = *positions.entry(&indicator.id).or_insert(next.indicators.len());
                    match next.indicators.get_mut(position) {
                        Some(old) => old.clone_from(indicator),
                        None => next.indicators.push(indicator.clone()),
                    }
                }
            }
            Edit::Insert { at, indicators } => {
                let at = (*at).min(next.indicators.len());
                next.indicators.splice(at..at, indicators.iter().cloned());
            }
            Edit::Table {
                goals,
                sections,
                at,
                indicators,
            } => {
                next = self.after(&Edit::Goals(goals.clone()));
                next = next.after(&Edit::Sections(sections.clone()));
                let is_known = |one: &&Indicator| self.indicator_index(&one.id).is_some();
                let (known, new): (Vec<_>, Vec<_>) = indicators.iter().partition(is_known);
                next = next.after(&Edit::Indicators(known.into_iter().cloned().collect()));
                next = next.after(&Edit::Insert {
                    at: *at,
                    indicators: new.into_iter().cloned().collect(),
                });
            }
            Edit::Remove(ids) => {
                let gone: std::collections::BTreeSet<&Id> = ids.iter().collect();
                next.indicators.retain(|indicator| !gone.contains(&indicator.id));
                next.relations.retain(|relation| {
                    !gone.contains(&relation.whole) && !relation.parts.iter().any(|id| gone.contains(id))
                });
                for evidence in &mut next.evidence {
                    evidence.proves.retain(|id| !gone.contains(id));
                }
            }
            Edit::Move { ids, to } => {
                let moving: std::collections::BTreeSet<&Id> = ids.iter().collect();
                let (mut moved, mut before, mut after) = (Vec::new(), Vec::new(), Vec::new());
                for (position, indicator) in self.indicators.iter().enumerate() {
                    if moving.contains(&indicator.id) {
                        moved.push(indicator.clone());
                    } else if position < *to {
                        before.push(indicator.clone());
                    } else {
                        after.push(indicator.clone());
                    }
                }
                before.append(&mut moved);
                before.append(&mut after);
                next.indicators = before;
            }
            Edit::Collected { indicators, evidence } => {
                next = self.after(&Edit::Indicators(indicators.clone()));
                next.evidence.clone_from(evidence);
            }
            Edit::Facts(facts) => next.facts.clone_from(facts),
            Edit::Relations(relations) => next.relations.clone_from(relations),
            Edit::Evidence(evidence) => next.evidence.clone_from(evidence),
            Edit::Sections(sections) => {
                next.sections.clone_from(sections);
                for indicator in &mut next.indicators {
                    if let Some(id) = &indicator.section
                        && !sections.iter().any(|section| section.id == *id)
                    {
                        indicator.section = None;
                    }
                }
            }
            Edit::Outline(outline) => Arc::make_mut(&mut next.scheme).outline.clone_from(outline),
            Edit::Text(text) => match next.texts.iter_mut().find(|old| old.heading == text.heading) {
                Some(old) => old.clone_from(text),
                None => next.texts.push(text.clone()),
            },
            Edit::Declared(score) => next.declared = *score,
            Edit::Expected(score) => next.expected = *score,
            Edit::DeviationAnalysis(text) => next.deviation_analysis.clone_from(text),
            Edit::ImprovementPlan(text) => next.improvement_plan.clone_from(text),
            Edit::FormText(text) => match next.form_texts.iter_mut().find(|old| old.label == text.label) {
                Some(_) if text.text.is_empty() => next.form_texts.retain(|old| old.label != text.label),
                Some(old) => old.clone_from(text),
                None if text.text.is_empty() => {}
                None => next.form_texts.push(text.clone()),
            },
            Edit::Explained(said) => {
                next.explained.retain(|old| !old.is_about(&said.rule, &said.sentence));
                if !said.reason.is_empty() {
                    next.explained.push(said.clone());
                }
            }
            Edit::Charts(charts) => next.charts = *charts,
            Edit::Succession(project) => next.clone_from(project),
        }
        next
    }
}
