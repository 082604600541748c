//! What a text of the officer rests on: the data that the paragraphs proposed in its place are made from.

use std::collections::BTreeMap;

use super::{Part, proposal};
use crate::binding::Values;
use crate::model::outline::{Heading, Passage};
use crate::model::{Project, ReportText};
use crate::outlines;
use crate::score::{Scorecard, score};

/// Returns the values a text under a heading rests on, by name, to tell later which have changed since.
///
/// They are those the proposal names, and the lists that decide which sentences it has: one more unfinished indicator is
/// one sentence more.
pub fn basis(project: &Project, card: &Scorecard, heading: &Heading) -> BTreeMap<String, String> {
    let values = Values::new(project, card);
    let proposed = proposal(project, card, heading).join("\n");
    let mut names: Vec<String> = values
        .bindings(&proposed)
        .into_iter()
        .map(|bound| bound.name.into_owned())
        .collect();
    for passage in &heading.passages {
        names.extend(decisive(card, passage));
    }
    values.recorded(names.iter().map(String::as_str))
}

/// Returns a project whose texts know what they rest on: one without a record is taken to fit the data it came with.
pub fn recorded(mut project: Project) -> Project {
    let lacks = |text: &ReportText| text.rests.is_empty() && !text.text.trim().is_empty();
    if !project.texts.iter().any(lacks) {
        return project;
    }
    let card = score(&project);
    let mut texts = std::mem::take(&mut project.texts);
    for text in texts.iter_mut().filter(|text| lacks(text)) {
        let outline = outlines::of(&project);
        if let Some(position) = outline.position(&text.heading) {
            text.rests = basis(&project, &card, &outline.headings[position]);
        }
    }
    project.texts = texts;
    project
}

/// Says which texts rest on data nobody recorded, so that what has changed since cannot be told; `None` where none does.
pub fn unrecorded(project: &Project) -> Option<String> {
    let (outline, with_records) = (outlines::of(project), recorded(project.clone()));
    let texts = project.texts.iter().zip(&with_records.texts);
    let headings: Vec<&str> = texts
        .filter(|(text, with_record)| text.rests != with_record.rests)
        .filter_map(|(text, _)| Some(outline.headings.get(outline.position(&text.heading)?)?.words()))
        .collect();
    let first = headings.first()?;
    let more = match headings.len() {
        1 => String::new(),
        count => format!("等{count}处"),
    };
    Some(format!(
        "报告“{first}”{more}的文字没有记下写时所依据的数据，此后数据有无改动无从核对，请对照数据看一遍；在窗口中打开并保存后即有记录"
    ))
}

/// The names that decide what a passage says.
fn decisive(card: &Scorecard, passage: &Passage) -> Vec<String> {
    let whole = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let of_part = |part: Part| {
        let levels = card.levels.iter().filter(|level| Part::of(&level.name) == part);
        levels.map(|level| format!("{}.未完成清单", level.name)).collect()
    };
    match passage {
        Passage::Result => whole(&["得分", "等级"]),
        Passage::Execution | Passage::Budget => whole(&["预算数", "执行数", "执行率"]),
        Passage::Spending => whole(&["年初预算", "执行数"]),
        Passage::Met
        | Passage::Unmet
        | Passage::Problems
        | Passage::Measures
        | Passage::Goals
        | Passage::Attainment => whole(&["未完成清单", "未填清单"]),
        Passage::Conduct => whole(&["未完成清单", "等级"]),
        Passage::Overview => whole(&["得分"]),
        Passage::Output => of_part(Part::Output),
        Passage::Effect => of_part(Part::Effect),
        Passage::Satisfaction => of_part(Part::Satisfaction),
        Passage::Text(_)
        | Passage::Subject
        | Passage::Duties
        | Passage::Priorities
        | Passage::Aims
        | Passage::Application
        | Passage::Use
        | Passage::Evidence => Vec::new(),
    }
}
