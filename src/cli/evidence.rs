//! `hengji evidence`: the 佐证材料 ledger held against its files, a line or a JSON object each.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use serde::Serialize;

use super::{CliError, lint, score};
use crate::file::ledger::{self, Standing, Verdict};
use crate::model::{Evidence, Project};

/// The contract of `evidence --json`: fields in this order, `null` for missing.
#[derive(Serialize)]
struct Printed<'a> {
    id: &'a str,
    name: &'a str,
    place: &'a str,
    standing: &'static str,
    /// The registered SHA-256.
    sha256: Option<&'a str>,
    /// That of the file now, where it was read and is another one or none was registered.
    found: Option<&'a str>,
    /// Why it cannot be read.
    reason: Option<&'a str>,
}

/// Prints what became of every piece of evidence.
///
/// # Errors
/// [`CliError::Deviations`] where a file is not what was registered, is not found, or cannot be read.
pub fn run(project: &Project, file: &Path, print: lint::Print, out: &mut dyn Write) -> Result<(), CliError> {
    let home = std::path::absolute(file).map_err(CliError::Output)?;
    let verdicts = ledger::verify(&project.evidence, home.parent(), &mut |_| ControlFlow::Continue(()));
    let verdicts = verdicts.unwrap_or_default();
    let pieces = || project.evidence.iter().zip(&verdicts);
    match print {
        lint::Print::Json => {
            let printed: Vec<Printed<'_>> = pieces().map(|(entry, verdict)| printed(entry, verdict)).collect();
            writeln!(out, "{}", score::printed(&printed))?;
        }
        lint::Print::Text if verdicts.is_empty() => writeln!(out, "没有登记佐证材料")?,
        lint::Print::Text => {
            for (entry, verdict) in pieces() {
                writeln!(out, "{}", line(entry, verdict))?;
            }
        }
    }
    if verdicts.iter().any(|verdict| verdict.standing.is_broken()) {
        return Err(CliError::Deviations);
    }
    Ok(())
}

fn printed<'a>(entry: &'a Evidence, verdict: &'a Verdict) -> Printed<'a> {
    let given = |text: &'a str| (!text.is_empty()).then_some(text);
    Printed {
        id: &entry.id.0,
        name: &entry.name,
        place: &entry.place,
        standing: verdict.standing.code(),
        sha256: given(&entry.sha256),
        found: match &verdict.standing {
            Standing::Changed(found) | Standing::Unregistered(found) => Some(found),
            _ => None,
        },
        reason: match &verdict.standing {
            Standing::Unreadable(sentence) => Some(sentence),
            _ => None,
        },
    }
}

/// Writes `E001  未变  抽查台账（佐证/台账.xlsx）`.
fn line(entry: &Evidence, verdict: &Verdict) -> String {
    let detail = match &verdict.standing {
        Standing::Unreadable(sentence) => format!("：{sentence}"),
        _ if entry.place.trim().is_empty() => String::new(),
        _ => format!("（{}）", entry.place.trim()),
    };
    let text = format!("{}  {}  {}{detail}", entry.id, verdict.standing.name(), entry.name);
    text.replace(['\n', '\r'], " ")
}
