//! What the evaluation of the year before came to: what a project of the next year keeps of it, and what its report tells.

use std::sync::Arc;

use super::indicators::{by_loss, compared, is_met, of_indicator, rows};
use super::sentences::marked;
use crate::binding::Values;
use crate::model::last::{LastYear, Unmet};
use crate::model::outline::Passage;
use crate::model::scheme::GradeShown;
use crate::model::succession::Succession;
use crate::model::{Indicator, Project, Scheme, number};
use crate::outlines;
use crate::report::form::MISSING;
use crate::score::{Scorecard, Status, score};

/// Most indicators of the year before that are told one by one.
const TOLD: usize = 20;

/// Returns the project of a later year under a scheme, made from that of the last one, which it knows the result of where
/// it is that of the year before.
pub fn succeeded(last: &Project, scheme: Arc<Scheme>, year: u16) -> Succession {
    let Succession { mut project, remarks } = last.succeeded(scheme, year);
    if last.next_year() == Some(year) {
        project.last_year = outcome(last, &score(last));
    }
    Succession { project, remarks }
}

/// What an evaluation came to; `None` where nothing is filled in.
fn outcome(last: &Project, card: &Scorecard) -> Option<LastYear> {
    let is_filled = last.indicators.iter().any(|one| one.actual.is_some());
    let values = Values::new(last, card);
    let printed = |one: &Indicator, field: &str| values.print(&of_indicator(one, field));
    let unmet = by_loss(card, rows(card, |status, _| status == Status::Unmet))
        .into_iter()
        .map(|row| {
            let one = &last.indicators[row];
            let measure = match one.measure.trim() {
                "" => String::new(),
                _ => printed(one, "措施"),
            };
            Unmet {
                indicator: one.id.clone(),
                name: one.name.trim().to_owned(),
                target: one.target.clone(),
                unit: one.unit.clone(),
                reached: printed(one, "实际"),
                measure,
            }
        });
    let headings = outlines::of(last).headings.iter();
    let mut promised = headings
        .filter(|heading| heading.passages.contains(&Passage::Measures))
        .map(|heading| last.text(&heading.path))
        .chain([last.improvement_plan.as_str()]);
    let plan = promised.find(|text| !text.trim().is_empty()).unwrap_or_default();
    let is_graded = last.scheme.grade.shown != GradeShown::Never;
    is_filled.then(|| LastYear {
        year: last.year,
        score: card.stated_total().filter(|_| card.unfilled == 0),
        grade: card
            .grade
            .clone()
            .filter(|_| is_graded && card.unfilled == 0)
            .unwrap_or_default(),
        plan: values.print(plan),
        unmet: unmet.collect(),
    })
}

/// What the report tells of the year before; nothing where nobody knows.
pub(super) fn application(project: &Project, card: &Scorecard) -> Vec<String> {
    let Some(last) = &project.last_year else {
        return Vec::new();
    };
    let mut text = match last.score {
        Some(score) => format!("{}年度自评得分为{}分", last.year, number::points(score)),
        None => format!("{}年度自评得分{MISSING}", last.year),
    };
    if !last.grade.is_empty() {
        text.push_str(&format!("，等级为“{}”", last.grade));
    }
    text.push('。');
    let mut out = vec![text];
    match last.unmet.len() {
        0 => {}
        count => {
            let more = if count > TOLD {
                format!("，失分最多的{TOLD}项是")
            } else {
                String::new()
            };
            out.push(format!("{}年度未完成的指标{count}项{more}：", last.year));
            let told = last
                .unmet
                .iter()
                .take(TOLD)
                .map(|unmet| since(project, card, unmet, &last.plan));
            out.extend(marked(told.collect()));
        }
    }
    if !last.plan.trim().is_empty() {
        out.push(format!("{}年度报告提出的改进措施：", last.year));
        let lines = last.plan.lines().map(unlabelled).filter(|line| !line.is_empty());
        out.extend(lines.map(str::to_owned));
    }
    out.push(format!("上年改进措施的落实情况和自评结果的应用情况{MISSING}。"));
    out
}

/// Words with which a measure says itself that it is one.
const LABELS: [&str; 3] = ["下一步拟改进措施：", "改进措施：", "措施："];

/// A line of measures without such words.
fn unlabelled(line: &str) -> &str {
    let line = line.trim();
    let label = LABELS.iter().find_map(|label| line.strip_prefix(label));
    label.unwrap_or(line).trim_start()
}

/// What was missed, what was promised unless the plan told below says it, and what has come of it.
fn since(project: &Project, card: &Scorecard, unmet: &Unmet, plan: &str) -> String {
    let mut text = format!("{}（{}）", unmet.name, unmet.outcome());
    let measure = unlabelled(&unmet.measure).trim_end_matches('。');
    if !measure.is_empty() && !plan.contains(measure) {
        text.push_str(&format!("，提出的改进措施：{measure}"));
    }
    let now = project.successor(unmet).map_or_else(
        || "本年没有设置这项指标".to_owned(),
        |row| {
            let (expected, reached) = compared(&project.indicators[row]);
            let state = match card.rows[row].status {
                status if is_met(status) => "，已完成",
                Status::Unmet => "，仍未完成",
                _ => "",
            };
            format!("本年{expected}，{reached}{state}")
        },
    );
    format!("{text}；{now}。")
}
