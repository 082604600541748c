//! `hengji export`: the documents of a project, and what to look at before they go out.

use std::io::Write;
use std::path::Path;

use jiff::civil::Date;

use super::{CliError, public};
use crate::model::Project;
use crate::report::{self, Format};
use crate::{check, file, score};

/// Makes every document before the first is written, prints the path of each, and says what is to be mended.
///
/// # Errors
/// A document that cannot be made, or a file that cannot be written; then none is.
pub fn run(
    project: &Project,
    formats: &[Format],
    folder: &Path,
    date: Date,
    (out, err): (&mut dyn Write, &mut dyn Write),
) -> Result<(), CliError> {
    let card = score::score(project);
    let fonts = if formats.iter().any(|one| one.embeds_fonts()) {
        file::installed_fonts()
    } else {
        Vec::new()
    };
    let mut files = Vec::new();
    for format in formats {
        let made = if *format == Format::Public {
            let publication = report::publication::publish(project, date);
            public::announce(&publication, err);
            report::published(&publication, date, &fonts)?
        } else {
            report::deliverables_with(project, &card, *format, date, &fonts)?
        };
        files.extend(made.into_iter().map(|file| (folder.join(file.name), file.bytes)));
    }
    file::write_all(&files)?;
    for (path, _) in &files {
        writeln!(out, "{}", path.display())?;
    }
    let mut said = Vec::new();
    if formats.iter().any(|one| one.is_read() && *one != Format::Public) {
        said = check::sentences(project, &card);
        said.extend(report::unrecorded(project));
    } else if formats.contains(&Format::Public) {
        // They name the persons and sections that are covered, and what is said here may be handed on with the files.
        said.extend(withheld(check::sentences(project, &card).len()));
    }
    said.extend(report::undrawn(project, &card, date, formats, &fonts));
    for sentence in said {
        writeln!(err, "{sentence}")?;
    }
    Ok(())
}

/// Says that there are findings without telling them; nothing where there are none.
fn withheld(findings: usize) -> Option<String> {
    let where_told = "可能写到略去的内容，这里不列出，请在窗口的“校核”页查看，或导出docx时查看";
    (findings > 0).then(|| format!("另有{findings}条校核意见，{where_told}"))
}
