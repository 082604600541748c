//! Returned 科室数据采集表 go into a project: every change is printed, and nothing is written where one is refused.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::CliError;
use crate::collection::{Conflicts, Refusal, Trouble, compare};
use crate::{binding, collection, file, score, table};

/// Whether the project is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// Changes are taken.
    Save,
    /// Changes are taken if whoever sits at the terminal agrees.
    Ask,
    /// Changes are only printed.
    Dry,
}

impl Run {
    /// Asks where somebody sits at the terminal to answer, and takes the changes where another program runs this one.
    pub fn usual() -> Self {
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            Self::Ask
        } else {
            Self::Save
        }
    }
}

/// Reads returned sheets, prints what they change, and saves the project with it.
pub fn collect(
    returned: &[PathBuf],
    into: &Path,
    conflicts: Conflicts,
    run: Run,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let file::Opened {
        project, renumbered, ..
    } = file::open(into)?;
    for one in renumbered {
        writeln!(out, "{one}")?;
    }
    let mut sheets = Vec::with_capacity(returned.len());
    for path in returned {
        let bytes = file::read_bytes(path)?;
        // Two files of one name are told apart by their folders.
        let twins = returned
            .iter()
            .filter(|other| other.file_name() == path.file_name())
            .count();
        let name = match path.file_name() {
            Some(name) if twins == 1 => name.to_string_lossy(),
            _ => path.to_string_lossy(),
        };
        sheets.push(table::returned(&bytes, &name).map_err(|source| CliError::Table {
            source,
            path: path.clone(),
        })?);
    }
    // The sheets went out as they are printed; what came back like that is unchanged.
    let card = score::score(&project);
    let comparison = compare(&binding::printed(&project, &card), &sheets, conflicts);
    for change in &comparison.changes {
        writeln!(out, "{change}")?;
    }
    for remark in &comparison.remarks {
        writeln!(out, "{remark}")?;
    }
    if !comparison.refusals.is_empty() {
        return Err(CliError::Refused(comparison.refusals));
    }
    let count = comparison.changes.len();
    if count == 0 {
        return Ok(writeln!(out, "没有改动")?);
    }
    let emptied = match comparison.changes.iter().filter(|change| change.empties()).count() {
        0 => String::new(),
        emptied => format!("，其中{emptied}处原有的内容被清空"),
    };
    let is_wanted = match run {
        Run::Save => true,
        Run::Dry => false,
        Run::Ask => {
            write!(out, "写入以上{count}处改动吗？[y/N] ")?;
            out.flush()?;
            agreed(&mut io::stdin().lock())?
        }
    };
    if !is_wanted {
        return Ok(writeln!(out, "共{count}处改动{emptied}，没有写入")?);
    }
    if let Some(edit) = collection::edit(&project, &comparison.changes) {
        file::write(into, &project.after(&edit))?;
    }
    Ok(writeln!(out, "共{count}处改动{emptied}，已写入（{}）", into.display())?)
}

/// Reads an answer; only a plain yes is one.
fn agreed(input: &mut dyn BufRead) -> io::Result<bool> {
    let mut answer = String::new();
    input.read_line(&mut answer)?;
    Ok(["y", "yes", "是"].contains(&answer.trim().to_lowercase().as_str()))
}

/// Says what is refused, a line each, and what helps where the project itself has moved on.
pub fn sentences(refusals: &[Refusal]) -> String {
    let mut lines: Vec<String> = refusals.iter().map(ToString::to_string).collect();
    if refusals.iter().any(|refusal| refusal.trouble == Trouble::Conflict) {
        lines.push("发出后项目中改过的内容，要以采集表为准请加 --overwrite".to_owned());
    }
    lines.push("有不能汇入的内容，本次没有写入任何改动".to_owned());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_yes_is_one() {
        for (answer, wanted) in [
            ("y\n", true),
            ("YES\r\n", true),
            ("是\n", true),
            ("\n", false),
            ("", false),
            ("n\n", false),
            ("yn\n", false),
        ] {
            assert_eq!(agreed(&mut answer.as_bytes()).expect("read"), wanted, "{answer:?}");
        }
    }
}
