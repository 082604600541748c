//! `hengji check`: 校核意见, a line or a JSON object each.

use std::io::Write;

use serde::Serialize;

use super::{CliError, lint, score};
use crate::check::{self, Finding, Severity};
use crate::model::Project;

/// The contract of `check --json`: fields in this order.
#[derive(Serialize)]
struct Printed<'a> {
    rule: &'a str,
    name: &'a str,
    severity: &'static str,
    sentence: &'a str,
    /// What the officer says to it; `null` while it is open.
    explained: Option<&'a str>,
}

/// Prints what a reviewer would object to, the gravest first, what the officer has explained last.
///
/// # Errors
/// [`CliError::Deviations`] where something must be mended.
pub fn run(project: &Project, print: lint::Print, out: &mut dyn Write) -> Result<(), CliError> {
    let ranked = check::ranked(project, &crate::score::score(project));
    let (open, explained) = check::parted(project, ranked);
    let findings: Vec<(&Finding, Option<&str>)> = (open.iter().map(|finding| (finding, None)))
        .chain(explained.iter().map(|(finding, said)| (finding, Some(said.as_str()))))
        .collect();
    match print {
        lint::Print::Json => {
            let printed: Vec<Printed<'_>> = (findings.iter())
                .map(|&(finding, explained)| Printed {
                    rule: finding.rule,
                    name: check::name(finding.rule),
                    severity: finding.severity.code(),
                    sentence: &finding.sentence,
                    explained,
                })
                .collect();
            writeln!(out, "{}", score::printed(&printed))?;
        }
        lint::Print::Text if findings.is_empty() => writeln!(out, "没有发现需要改正或说明的问题")?,
        lint::Print::Text => {
            for (finding, said) in &findings {
                let word = said.map_or(finding.severity.name(), |_| "已说明");
                let said = said.map_or_else(String::new, |said| format!("——{said}"));
                let text = format!("{}  {word}  {}{said}", finding.rule, finding.sentence);
                writeln!(out, "{}", text.replace(['\n', '\r'], " "))?;
            }
        }
    }
    if open.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(CliError::Deviations);
    }
    Ok(())
}
