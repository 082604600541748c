//! 校核意见: what a reviewer would object to, each with its rule, place and sentence. Pure.
//!
//! Rules of `domain.md` §5.3 that a project by itself cannot decide, and where they are met instead:
//! C25 and C26, because the total is summed from its lines and 调整 are kept as one number (勾稽关系 hold what else must
//! add up); C34, which needs the forms of every project; C35, which needs the published 决算; C58, which is `lint`'s,
//! of a Word document; of C53 the files and of C60 what is changed after
//! approval, because the check touches no disk and the file keeps no approvals.

mod asked;
mod between;
mod claims;
mod consistency;
mod counters;
mod declared;
mod demand;
mod deviation;
mod form;
mod marks;
mod money;
mod names;
mod parts;
mod points;
mod printed;
mod promised;
mod proof;
mod reading;
mod relation;
mod rules;
mod slips;
mod stated;
mod survey;
mod text;
mod time;
mod twice;
mod typed;
mod unit;
mod unmet;
mod wording;

use self::names::Names;
use crate::binding::Values;
use crate::model::{Field, Id, Indicator, Project, quoted};
use crate::score::Scorecard;

pub use printed::owes_foot;
pub use rules::name;
pub use stated::rebound;
pub use survey::Survey;

/// How serious a finding is (`domain.md` §5.3), the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Must be mended before the documents go out.
    Error,
    /// Needs a look, or an explanation in writing.
    Warning,
    /// A hint.
    Hint,
}

impl Severity {
    /// Every severity, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Hint];

    /// Returns the word used in `check --json`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }

    /// Returns the Chinese word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "须改正",
            Self::Warning => "须说明",
            Self::Hint => "提示",
        }
    }
}

/// Where a finding is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The text under a heading of the report, by its key.
    Heading(String),
    /// An indicator, and its field that is to be filled in or looked at; `None` for the whole row.
    Indicator(Id, Option<Field>),
    /// 分值 of the indicators, or a score of the whole.
    Points,
    /// A goal of the year.
    Goal(Id),
    /// The budget.
    Budget,
    /// A 数据项.
    Fact(Id),
    /// The head or a text of the foot of the form.
    Form,
    /// A 勾稽关系.
    Relation(Id),
    /// The ledger of 佐证材料: an entry, or the whole.
    Ledger(Option<Id>),
}

/// What a finding asks of the officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// To change what it is about.
    Change,
    /// Only to read a text again, whose values have changed since it was written.
    Read,
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
    /// What it asks for.
    pub mend: Mend,
}

impl Finding {
    /// Returns what findings of one list share: how serious they are, and the rule.
    pub fn kind(&self) -> (Severity, &'static str) {
        (self.severity, self.rule)
    }

    /// Makes a finding that asks for a change.
    fn new((rule, severity): (&'static str, Severity), place: Place, sentence: String) -> Self {
        Self {
            rule,
            severity,
            place,
            sentence,
            mend: Mend::Change,
        }
    }

    /// Makes a finding about an indicator, which its sentence begins with, or about one of its fields.
    fn of(
        indicator: &Indicator,
        field: impl Into<Option<Field>>,
        (rule, severity): (&'static str, Severity),
        sentence: &str,
    ) -> Self {
        let place = Place::Indicator(indicator.id.clone(), field.into());
        Self::new(
            (rule, severity),
            place,
            format!("指标{}：{sentence}", quoted(&indicator.name)),
        )
    }
}

/// Checks a project by every rule of `domain.md` §5.3 there is, in the order of its sections: numbers, points and form;
/// what the scheme makes compulsory and deviations; money; the report's text; evidence.
pub fn check(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let values = Values::new(project, card);
    let texts = reading::texts(project, &values);
    let names = Names::new(project, card);
    let mut findings = relation::findings(project);
    findings.extend(points::findings(project, card));
    findings.extend(declared::findings(project, card));
    findings.extend(form::findings(project, card));
    findings.extend(printed::findings(project, card));
    findings.extend(demand::findings(project, card));
    findings.extend(deviation::findings(project, card));
    findings.extend(money::findings(project, card));
    findings.extend(marks::findings(project, card));
    findings.extend(asked::findings(project));
    findings.extend(promised::findings(project, card));
    findings.extend(text::findings(project, card));
    findings.extend(stated::findings(project, card, &texts, &names));
    findings.extend(twice::findings(project, &texts, &names));
    findings.extend(parts::findings(&texts));
    findings.extend(unmet::findings(project, card));
    findings.extend(slips::findings(&texts));
    findings.extend(wording::findings(project, card));
    findings.extend(consistency::findings(project, &values, &texts));
    findings.extend(counters::findings(&texts, &names));
    findings.extend(proof::findings(project));
    findings
}

/// Checks a project; the gravest findings first, those of one rule together.
pub fn ranked(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let mut findings = check(project, card);
    findings.sort_by_key(Finding::kind);
    findings
}

/// Parts findings into those still open, and those the officer has said something to, with what; an error is mended,
/// not explained (`domain.md` §5.3).
pub fn parted(project: &Project, findings: Vec<Finding>) -> (Vec<Finding>, Vec<(Finding, String)>) {
    let (mut open, mut explained) = (Vec::new(), Vec::new());
    for finding in findings {
        let said = project
            .explained
            .iter()
            .find(|said| finding.severity != Severity::Error && said.is_about(finding.rule, &finding.sentence));
        match said {
            Some(said) => explained.push((finding, said.reason.clone())),
            None => open.push(finding),
        }
    }
    (open, explained)
}

/// Rules of what the documents print as 未填 or as a mark, or leave out, until somebody writes it.
const GAPS: [&str; 9] = ["C06", "C07", "C17", "C18", "C21", "C30", "C45", "C47", "C51"];

/// Returns what the documents would go out with gaps for, the gravest first; what is explained is left out.
pub fn gaps(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let mut found = ranked(project, card);
    // The report says that there is no evidence, not which indicators lack it.
    let is_told = |rule| rule != "C51" || project.evidence.is_empty();
    found.retain(|finding| GAPS.contains(&finding.rule) && is_told(finding.rule));
    parted(project, found).0
}

/// Most findings of one rule that are told one by one.
const MOST_TOLD: usize = 3;

/// Returns the sentences of what is to be mended or looked at before the report goes out, the gravest first; hints are
/// left out and what is explained too, and of many findings of one rule the first are told and the others counted.
pub fn sentences(project: &Project, card: &Scorecard) -> Vec<String> {
    let (mut findings, _) = parted(project, ranked(project, card));
    findings.retain(|finding| finding.severity != Severity::Hint);
    let mut out = Vec::new();
    for alike in findings.chunk_by(|one, next| one.kind() == next.kind()) {
        out.extend(alike.iter().take(MOST_TOLD).map(|finding| finding.sentence.clone()));
        if let Some(more) = alike.get(MOST_TOLD..).filter(|more| !more.is_empty()) {
            out.push(format!("还有{}处同类问题：{}", more.len(), name(more[0].rule)));
        }
    }
    out
}
