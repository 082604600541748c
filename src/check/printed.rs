//! What is printed as 未填 beside the rows of the form: its head and foot, the goals, lists of the report (C06).

use super::{Finding, Place, Severity};
use crate::model::outline::{Exhibit, Passage};
use crate::model::scheme::{Foot, FootCell, FormCell, GoalCell, Head, HeadCell};
use crate::model::{Field, Indicator, Kind, Project};
use crate::outlines;
use crate::score::{Scorecard, Status};

/// Checks the texts of the form, then the goals, then the lists.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let mut out = Vec::from_iter(form(project, card));
    out.extend(goals(project));
    out.extend(lists(project));
    out
}

fn finding(place: Place, sentence: String) -> Finding {
    Finding::new(("C06", Severity::Warning), place, sentence)
}

/// Cells of the head and the foot, told together; whose evaluation it is, is a graver finding.
fn form(project: &Project, card: &Scorecard) -> Option<Finding> {
    let form = &project.scheme.form;
    let heads = form.heads.iter().filter(|head| is_blank_head(project, head));
    let columns = form.goal_columns.iter().filter(|column| column.holds == GoalCell::Kept);
    let columns = columns.map(|column| column.heading.as_str());
    let feet = form.under_goals.iter().chain(&form.feet);
    let feet = feet.filter(|foot| owes_foot(project, card, foot));
    let labels: Vec<&str> = (heads.map(|head| head.label.as_str()))
        .chain(columns.filter(|heading| project.form_text(heading).trim().is_empty()))
        .chain(feet.map(|foot| foot.label.as_str()))
        .collect();
    let sentence = format!("自评表：没有填写{}", labels.join("、"));
    (!labels.is_empty()).then(|| finding(Place::Form, sentence))
}

fn is_blank_head(project: &Project, head: &Head) -> bool {
    let text = match (&project.kind, head.holds) {
        (Kind::SpendingProject(spending), HeadCell::CompetentDepartment) => &spending.competent_department,
        (Kind::SpendingProject(spending), HeadCell::ImplementingUnit) => &spending.implementing_unit,
        (Kind::SpendingProject(spending), HeadCell::Category) => &spending.category,
        (Kind::SpendingProject(spending), HeadCell::Attribute) => &spending.attribute,
        (Kind::SpendingProject(spending), HeadCell::Term) => &spending.term,
        (_, HeadCell::Kept) => project.form_text(&head.label),
        _ => return false,
    };
    // Choices are boxes, ticked or not.
    text.trim().is_empty() && head.options.is_empty()
}

/// Returns true for a field at the foot of the form that only the officer can fill in and has not: what the rows say of
/// deviations and measures is printed there while nothing else is written.
pub fn owes_foot(project: &Project, card: &Scorecard, foot: &Foot) -> bool {
    let rows = || project.indicators.iter().zip(&card.rows);
    let is_said = |text: &str| !text.trim().is_empty();
    let execution = &card.execution;
    let falls_short = rows().any(|(_, row)| row.is_short()) || execution.score.is_some_and(|it| it < execution.weight);
    let is_as_planned = !falls_short && card.unfilled == 0 && !project.indicators.is_empty();
    let (text, is_told) = match foot.holds {
        FootCell::DeviationAnalysis => {
            let departs = falls_short || rows().any(|(_, row)| row.status == Status::Over);
            (project.deviation_analysis.as_str(), departs || is_as_planned)
        }
        FootCell::ImprovementPlan => {
            let is_planned =
                rows().any(|(one, row)| row.is_short() && is_said(&one.measure) || is_said(&one.application));
            (project.improvement_plan.as_str(), is_planned || is_as_planned)
        }
        FootCell::Kept => (project.form_text(&foot.label), false),
        FootCell::Blank => return false,
    };
    !is_said(text) && !is_told
}

/// Goals the form or the report prints: what is to be reached, and what was.
fn goals(project: &Project) -> Vec<Finding> {
    let form = &project.scheme.form;
    let headings = || outlines::of(project).headings.iter();
    let prints = |passages: &[Passage]| {
        let blank = headings().filter(|heading| project.text(&heading.path).trim().is_empty());
        let mut printed = blank.flat_map(|heading| &heading.passages);
        printed.any(|passage| passages.contains(passage))
    };
    let has_column = |cell| form.goal_columns.iter().any(|column| column.holds == cell);
    let says_text = form.goal_heading.is_empty() || form.goal_heading.contains("{text}");
    let is_in_rows = says_text && form.has(&[FormCell::Goal]);
    let tells_aims = is_in_rows || has_column(GoalCell::Text) || prints(&[Passage::Goals, Passage::Aims]);
    let tells_attainment = has_column(GoalCell::Achieved) || prints(&[Passage::Goals, Passage::Attainment]);
    if project.goals.is_empty() {
        let is_told = tells_aims || tells_attainment;
        let sentence = "年度绩效目标：还没有填写目标".to_owned();
        return Vec::from_iter(is_told.then(|| finding(Place::Form, sentence)));
    }
    let mut out = Vec::from_iter(loose(project));
    let has_points = form.goal_heading.contains("{points}") && form.has(&[FormCell::Goal]);
    let goals = project.goals.iter().enumerate();
    out.extend(goals.filter_map(|(position, goal)| {
        let cells = [
            ("内容", tells_aims && goal.text.trim().is_empty()),
            ("分值", has_points && goal.points.is_none()),
            ("完成情况", tells_attainment && goal.achieved.trim().is_empty()),
        ];
        let empty: Vec<&str> = (cells.into_iter())
            .filter_map(|(name, is_empty)| is_empty.then_some(name))
            .collect();
        let sentence = format!("目标{}：没有填写{}", position + 1, empty.join("、"));
        (!empty.is_empty()).then(|| finding(Place::Goal(goal.id.clone()), sentence))
    }));
    out
}

/// Indicators of no goal where the form prints the goal beside them, told together.
fn loose(project: &Project) -> Option<Finding> {
    let is_loose = |one: &&Indicator| one.goal.as_ref().and_then(|id| project.goal(id)).is_none();
    let mut loose = project.indicators.iter().filter(is_loose);
    let first = loose.next().filter(|_| project.scheme.form.has(&[FormCell::Goal]))?;
    let sentence = format!("年度绩效目标：有{}项指标没有归入目标", loose.count() + 1);
    Some(finding(Place::Indicator(first.id.clone(), Some(Field::Goal)), sentence))
}

/// Causes of change and pieces of evidence that the report lists.
fn lists(project: &Project) -> Vec<Finding> {
    let lists = |exhibit| {
        let mut headings = outlines::of(project).headings.iter();
        headings.any(|heading| heading.exhibits.contains(&exhibit))
    };
    let mut out = Vec::new();
    let causes = &project.budget.causes;
    let open = causes
        .iter()
        .filter(|cause| cause.text.trim().is_empty() || cause.amount.is_none());
    let open = open.count();
    if open > 0 && lists(Exhibit::Causes) {
        out.push(finding(
            Place::Budget,
            format!("变动原因：有{open}项没有填写内容或金额"),
        ));
    }
    let evidence = &project.evidence;
    let open = evidence
        .iter()
        .filter(|one| one.name.trim().is_empty() || one.dated.is_none());
    let open: Vec<_> = open.collect();
    if let Some(first) = open.first().filter(|_| lists(Exhibit::Evidence)) {
        let sentence = format!("佐证材料：有{}份没有填写名称或形成日期", open.len());
        out.push(finding(Place::Ledger(Some(first.id.clone())), sentence));
    }
    out
}
