//! Words with bindings: those that lead nowhere or to nothing, values that have changed since, lost texts.

use super::{Finding, Place, Severity};
use crate::binding::{self, Piece, State, Values};
use crate::model::{Project, Prose};
use crate::outlines;
use crate::score::Scorecard;

/// Checks the officer's texts in the order of the outline, those no heading prints, then those outside the report.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let values = Values::new(project, card);
    let outline = outlines::of(project);
    let mut out = Vec::new();
    for heading in &outline.headings {
        let written = project.texts.iter().filter(|text| text.heading == heading.path);
        for text in written {
            let words = format!("报告“{}”", heading.text);
            let found = Found::at(Place::Heading(heading.path.clone()), &words);
            out.extend(bindings(&values, &text.text, &found));
            // C39: text against data.
            for (bound, before) in values.changed(&text.text, &text.seen) {
                let sentence = format!("{}由{before}变为{}，请核对这段文字", bound.label, bound.text);
                out.push(found.finding("C39", Severity::Warning, sentence));
            }
        }
    }
    let lost = project.texts.iter().filter(|text| {
        !text.text.trim().is_empty() && !outline.headings.iter().any(|heading| heading.path == text.heading)
    });
    out.extend(lost.map(|text| Finding {
        rule: "C45",
        severity: Severity::Warning,
        place: Place::Heading(text.heading.clone()),
        sentence: format!(
            "{}不在现用的报告提纲中，不会出现在报告里，请移到别的标题下或删去",
            outside(&text.heading, &text.text)
        ),
    }));
    for (prose, text) in project.prose() {
        let (place, words) = match prose {
            Prose::Indicator(indicator, field) => (
                Place::Indicator(indicator.id.clone()),
                format!("指标“{}”的{field}", indicator.name.trim()),
            ),
            Prose::Goal(position, goal, field) => {
                (Place::Goal(goal.id.clone()), format!("目标{}的{field}", position + 1))
            }
            Prose::Form(field) => (Place::Form, field.to_owned()),
        };
        out.extend(bindings(&values, text, &Found::at(place, &words)));
    }
    out
}

/// Names a text whose heading the outline has not: by the heading as another outline has it, and its first words.
fn outside(path: &str, text: &str) -> String {
    const WORDS: usize = 20;
    let text = text.trim();
    let cut = if text.chars().nth(WORDS).is_some() { "…" } else { "" };
    let words: String = text.chars().take(WORDS).filter(|letter| !letter.is_control()).collect();
    match outlines::heading_of(path) {
        Some(heading) => format!("写在“{heading}”下的文字“{words}{cut}”"),
        None => format!("文字“{words}{cut}”的标题"),
    }
}

/// Where findings are, and the place in words.
struct Found<'w> {
    place: Place,
    words: &'w str,
}

impl<'w> Found<'w> {
    fn at(place: Place, words: &'w str) -> Self {
        Self { place, words }
    }

    fn finding(&self, rule: &'static str, severity: Severity, sentence: String) -> Finding {
        Finding {
            rule,
            severity,
            place: self.place.clone(),
            sentence: format!("{}：{sentence}", self.words),
        }
    }
}

/// Checks the bindings of a text and what was meant as one (C47: leftovers; C06: what is not filled in).
fn bindings(values: &Values<'_>, text: &str, found: &Found<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for piece in values.pieces(text) {
        match piece {
            Piece::Words(words) => out.extend(binding::miswritten(words).map(|mark| {
                let sentence = format!("“{mark}”不是完整的引用，会照原样印出来；引用写作两对半角花括号“{{{{名称}}}}”");
                found.finding("C47", Severity::Warning, sentence)
            })),
            Piece::Bound(bound) => match (bound.state, &bound.origin) {
                (State::Known, _) => {}
                (State::Unknown, None) => out.push(found.finding(
                    "C47",
                    Severity::Error,
                    format!("没有“{}”这项数据，请改正或删去这处引用", bound.name),
                )),
                (State::Unknown, Some(_)) => out.push(found.finding(
                    "C47",
                    Severity::Error,
                    format!("{}里的引用找不到数据，请先改正那一处", bound.label),
                )),
                (State::Unfilled, _) => {
                    out.push(found.finding("C06", Severity::Warning, format!("引用的{}没有填写", bound.label)))
                }
            },
        }
    }
    out
}
