//! What the report's own sentences leave for the officer to write, with a visible mark in its place.

use rust_decimal::Decimal;

use super::{Finding, Place, Severity};
use crate::model::outline::Passage;
use crate::model::scheme::FootCell;
use crate::model::{Heading, Project, number};
use crate::outlines;
use crate::score::Scorecard;

/// Checks the budget, then the headings in the order of the outline.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let found = execution(project, card).into_iter().chain(conduct(project));
    found.chain(blank(project)).collect()
}

/// Headings under which nothing stands but the mark that nothing is written (C45).
fn blank(project: &Project) -> Vec<Finding> {
    let outline = outlines::of(project);
    let is_noted = project.indicators.iter().any(|one| !one.application.trim().is_empty());
    let is_blank = |heading: &Heading| {
        heading.passages.iter().all(|passage| match passage {
            Passage::Application => true,
            Passage::Use => !is_noted,
            _ => false,
        })
    };
    let headings = outline.headings.iter().enumerate();
    headings
        .filter(|(position, heading)| outline.takes_text(*position) && is_blank(heading))
        .filter(|(_, heading)| project.text(&heading.path).trim().is_empty())
        .map(|(_, heading)| {
            let place = Place::Heading(heading.path.clone());
            let is_followed = heading.passages.contains(&Passage::Application) && project.last_year.is_some();
            let sentence = match is_followed {
                true => format!(
                    "报告“{}”：没有写明上年的改进措施落实得怎样、自评结果怎样应用，请填写",
                    heading.text
                ),
                false => format!("报告“{}”没有内容，请填写", heading.text),
            };
            Finding::new(("C45", Severity::Warning), place, sentence)
        })
        .collect()
}

/// The headings with a passage under which the program's own sentences are printed.
pub(super) fn proposed<'p>(project: &'p Project, passage: &Passage) -> impl Iterator<Item = &'p Heading> {
    let headings = outlines::of(project).headings.iter();
    headings.filter(move |heading| heading.passages.contains(passage) && project.text(&heading.path).trim().is_empty())
}

/// A budget line that lost points without a word of why (C17).
///
/// Where the scheme itself demands a reason below some rate, that demand is another finding.
fn execution(project: &Project, card: &Scorecard) -> Option<Finding> {
    let execution = &card.execution;
    let rule = &project.scheme.budget;
    let is_demanded = rule
        .explain_below
        .zip(execution.rate)
        .is_some_and(|(least, rate)| rate < least);
    let lost = execution.weight.checked_sub(execution.score?)?;
    let form = &project.scheme.form;
    let has_foot = (form.under_goals.iter().chain(&form.feet)).any(|foot| foot.holds == FootCell::DeviationAnalysis);
    let is_analysed = !project.deviation_analysis.trim().is_empty()
        || proposed(project, &Passage::Problems).next().is_none() && !has_foot;
    let is_told = proposed(project, &Passage::Budget).next().is_none() && is_analysed;
    if lost <= Decimal::ZERO || is_demanded || is_told || !project.budget.explanation.trim().is_empty() {
        return None;
    }
    let sentence = format!(
        "预算执行率{}，扣{}分，没有写明原因，请填写未完成或调整原因说明",
        number::percent(execution.rate?),
        number::points(lost)
    );
    Some(Finding::new(("C17", Severity::Warning), Place::Budget, sentence))
}

/// A scheme that names no document, where the report says what the self-evaluation rests on (C06).
fn conduct(project: &Project) -> Option<Finding> {
    if project.scheme.documents().is_some() {
        return None;
    }
    let heading = proposed(project, &Passage::Conduct).next()?;
    let place = Place::Heading(heading.path.clone());
    let sentence = format!(
        "报告“{}”：评分办法没有载明文件，请写明自评工作依据的文件名称和文号",
        heading.text
    );
    Some(Finding::new(("C06", Severity::Warning), place, sentence))
}
