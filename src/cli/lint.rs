//! `hengji lint`: deviations of a Word document, a line or a JSON object each.

use std::io::Write;
use std::path::Path;

use super::{CliError, score};
use crate::{file, lint};

/// How the deviations are printed.
#[derive(Clone, Copy)]
pub enum Print {
    /// A sentence a line.
    Text,
    /// A list of objects.
    Json,
}

/// Prints the deviations of a document.
///
/// # Errors
/// [`CliError::Deviations`] where there are any; a file that cannot be read or is no docx.
pub fn run(path: &Path, print: Print, out: &mut dyn Write) -> Result<(), CliError> {
    let bytes = file::read_bytes(path)?;
    let deviations = lint::lint(&bytes).map_err(|source| CliError::Lint {
        source,
        path: path.to_owned(),
    })?;
    match print {
        Print::Json => writeln!(out, "{}", score::printed(&deviations))?,
        Print::Text if deviations.is_empty() => writeln!(out, "没有发现不符合 GB/T 9704-2012 版面要求之处")?,
        Print::Text => {
            for deviation in &deviations {
                writeln!(out, "{deviation}")?;
            }
        }
    }
    if deviations.is_empty() {
        Ok(())
    } else {
        Err(CliError::Deviations)
    }
}
