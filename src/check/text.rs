//! The text of the report: bindings that lead nowhere or to nothing, numbers that have changed since, lost texts.

use super::{Finding, Place, Severity};
use crate::binding::{State, Values};
use crate::model::Project;
use crate::outlines;
use crate::score::Scorecard;

/// Checks the officer's texts in the order of the outline, then those no heading prints.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let values = Values::new(project, card);
    let outline = outlines::of(project);
    let mut out = Vec::new();
    for heading in &outline.headings {
        let written = project.texts.iter().filter(|text| text.heading == heading.path);
        for text in written {
            let found = |rule, severity, sentence| Finding {
                rule,
                severity,
                place: Place::Heading(heading.path.clone()),
                sentence: format!("报告“{}”：{sentence}", heading.text),
            };
            for bound in values.bindings(&text.text) {
                match bound.state {
                    State::Known => {}
                    // C47: leftovers in the text. C06: what must be filled in and is not.
                    State::Unknown => out.push(found(
                        "C47",
                        Severity::Error,
                        format!("没有“{}”这项数据，请改正或删去这处引用", bound.name),
                    )),
                    State::Unfilled => out.push(found(
                        "C06",
                        Severity::Warning,
                        format!("引用的{}没有填写", bound.label),
                    )),
                }
            }
            // C39: text against data.
            for (bound, before) in values.changed(&text.text, &text.seen) {
                out.push(found(
                    "C39",
                    Severity::Warning,
                    format!("{}由{before}变为{}，请核对这段文字", bound.label, bound.text),
                ));
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
        sentence: format!("写在“{}”下的文字不在现用的报告提纲中，不会出现在报告里", text.heading),
    }));
    out
}
