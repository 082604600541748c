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
    if formats.iter().any(|one| one.is_read()) {
        said = check::sentences(project, &card);
        said.extend(report::unrecorded(project));
    }
    said.extend(report::undrawn(project, &card, date, formats, &fonts));
    for sentence in said {
        writeln!(err, "{sentence}")?;
    }
    Ok(())
}
