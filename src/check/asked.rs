//! What a report is to tell that only the officer knows, and nobody has said (`domain.md` §3.1): the program's own
//! sentences have a mark in its place.

use super::marks::proposed;
use super::survey::Survey;
use super::{Finding, Place, Severity};
use crate::model::outline::Passage;
use crate::model::{Fact, Field, Heading, Project, Words, quoted};
use crate::outlines;

/// Checks the headings in the order of the outline, then the indicators in theirs.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    let headings = outlines::of(project).headings.iter();
    let of_headings = headings.flat_map(|heading| {
        let passages = heading.passages.iter();
        passages.filter_map(move |passage| unsaid(project, heading, passage))
    });
    of_headings.chain(surveys(project)).collect()
}

/// Words that nobody has said under a heading: those the proposal marks (C45), and those a text of the officer's has not
/// a word of.
fn unsaid(project: &Project, heading: &Heading, passage: &Passage) -> Option<Finding> {
    let (words, what, about): (_, _, &[&str]) = match passage {
        Passage::Duties => (Words::Duties, "部门职责", &["职责", "职能", "负责", "主管", "承担"]),
        Passage::Priorities => (Words::Priorities, "重点工作", &["重点"]),
        Passage::Conduct => (Words::Organisation, "自评由谁牵头、怎样组织", &[]),
        _ => return None,
    };
    let text = project.text(&heading.path);
    let place = Place::Heading(heading.path.clone());
    if !text.trim().is_empty() {
        let is_named = |fact: &Fact| text.contains(&format!("{{{{{}", fact.id));
        let is_told = about.is_empty()
            || about.iter().any(|word| text.contains(word))
            || project.words(words).is_some_and(is_named);
        let sentence = format!("报告“{}”：没有写到{what}，请核对是否需要补写", heading.text);
        return (!is_told).then(|| Finding::new(("C45", Severity::Hint), place, sentence));
    }
    let is_core = *passage == Passage::Priorities && project.indicators.iter().any(|one| one.core);
    if project.words(words).is_some() || is_core {
        return None;
    }
    let besides = match passage {
        Passage::Priorities => "，或者把重点工作的指标标为核心指标",
        _ => "",
    };
    let sentence = format!(
        "报告“{}”：没有写明{what}，请在这里补写，或者在数据页添加数据项“{}”并填写文字{besides}",
        heading.text,
        words.names()[0]
    );
    Some(Finding::new(("C45", Severity::Warning), place, sentence))
}

/// What the analysis of satisfaction does not tell of its surveys (C45).
fn surveys(project: &Project) -> Vec<Finding> {
    if proposed(project, &Passage::Satisfaction).next().is_none() {
        return Vec::new();
    }
    let surveyed = (project.indicators.iter()).filter_map(|one| Some((one, Survey::of(project, one)?.lacking())));
    surveyed
        .filter_map(|(one, lacking)| {
            let (_, field) = lacking.first()?;
            let what: Vec<&str> = lacking.iter().map(|(what, _)| *what).collect();
            let fields = lacking.iter().map(|(_, field)| match field {
                // It holds how many were asked where it is a ratio.
                Field::Actual => "实际完成值（写成“满意数/有效数”）或完成情况简要描述",
                field => field.name(),
            });
            let fields: Vec<&str> = fields.collect();
            let sentence = format!(
                "指标{}：报告没有写明满意度的{}，请填写{}",
                quoted(&one.name),
                what.join("、"),
                fields.join("、")
            );
            let place = Place::Indicator(one.id.clone(), Some(*field));
            Some(Finding::new(("C45", Severity::Warning), place, sentence))
        })
        .collect()
}
