//! `hengji check`: 校核意见, a line or a JSON object each.

use std::io::Write;

use serde::Serialize;

use super::{CliError, lint, score};
use crate::check::{self, Severity};
use crate::model::Project;

/// The contract of `check --json`: fields in this order.
#[derive(Serialize)]
struct Printed<'a> {
    rule: &'a str,
    name: &'a str,
    severity: &'static str,
    sentence: &'a str,
}

/// Prints what a reviewer would object to, the gravest first.
///
/// # Errors
/// [`CliError::Deviations`] where something must be mended.
pub fn run(project: &Project, print: lint::Print, out: &mut dyn Write) -> Result<(), CliError> {
    let findings = check::ranked(project, &crate::score::score(project));
    match print {
        lint::Print::Json => {
            let printed: Vec<Printed<'_>> = (findings.iter())
                .map(|finding| Printed {
                    rule: finding.rule,
                    name: check::name(finding.rule),
                    severity: finding.severity.code(),
                    sentence: &finding.sentence,
                })
                .collect();
            writeln!(out, "{}", score::printed(&printed))?;
        }
        lint::Print::Text if findings.is_empty() => writeln!(out, "没有发现需要改正或说明的问题")?,
        lint::Print::Text => {
            for finding in &findings {
                let text = format!("{}  {}  {}", finding.rule, finding.severity.name(), finding.sentence);
                writeln!(out, "{}", text.replace(['\n', '\r'], " "))?;
            }
        }
    }
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(CliError::Deviations);
    }
    Ok(())
}
