//! 校核意见: what a reviewer would object to, each with its rule, place and sentence. Pure.

mod demand;
mod marks;
mod points;
mod reason;
mod relation;
mod text;

use crate::model::{Id, Project};
use crate::score::Scorecard;

/// How serious a finding is (`domain.md` §5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Must be mended before the documents go out.
    Error,
    /// Needs a look, or an explanation in writing.
    Warning,
    /// A hint.
    Hint,
}

/// Where a finding is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The text under a heading of the report, by its key.
    Heading(String),
    /// An indicator.
    Indicator(Id),
    /// A goal of the year.
    Goal(Id),
    /// A text of the budget or of the form's foot.
    Form,
    /// A 勾稽关系.
    Relation(Id),
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Rule, such as `C47`.
    pub rule: &'static str,
    /// How serious.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong, with the place in words, the numbers and the way to mend it.
    pub sentence: String,
}

/// Checks a project; findings on the numbers come first, then those on points, on what the scheme makes compulsory, on
/// deviations without a reason and on what the report leaves marked; those on the text in the order of the report last.
pub fn check(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let mut findings = relation::findings(project);
    findings.extend(points::findings(project, card));
    findings.extend(demand::findings(project, card));
    findings.extend(reason::findings(project, card));
    findings.extend(marks::findings(project, card));
    findings.extend(text::findings(project, card));
    findings
}

/// Returns the sentences of what is to be mended or looked at before the report goes out; hints are left out.
pub fn sentences(project: &Project, card: &Scorecard) -> Vec<String> {
    let findings = check(project, card).into_iter();
    findings
        .filter(|finding| finding.severity != Severity::Hint)
        .map(|finding| finding.sentence)
        .collect()
}
