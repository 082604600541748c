//! A table from outside becomes a project, with a note of everything that was not plain.

use std::io::{self, Write};
use std::path::Path;

use super::CliError;
use crate::file;
use crate::model::Scheme;
use crate::table::{self, Gravity, Reading, Wanted};

/// Reads a table file as it is wanted.
pub fn read(path: &Path, scheme: &Scheme, wanted: Wanted<'_>) -> Result<Reading, CliError> {
    let bytes = file::read_bytes(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    table::read_as(&bytes, &name, scheme, wanted).map_err(|source| CliError::Table {
        source,
        path: path.to_owned(),
    })
}

/// Prints what a reader of the table should know, the gravest first.
pub fn remarks(reading: &Reading, err: &mut dyn Write) -> io::Result<()> {
    for group in table::grouped(&reading.remarks) {
        writeln!(err, "{group}")?;
    }
    let others = reading.sheets.iter().filter(|sheet| !sheet.is_read);
    let others: Vec<&str> = others.map(|sheet| sheet.name.as_str()).collect();
    if !others.is_empty() {
        writeln!(
            err,
            "其他工作表中还有指标（{}），要读入请用 --sheet 写明工作表",
            others.join("、")
        )?;
    }
    // As the window counts: a unit that was read from where it plainly stands asks nothing.
    let asking = reading
        .remarks
        .iter()
        .filter(|remark| remark.gravity() != Gravity::Plain);
    let (indicators, places) = (reading.project.indicators.len(), asking.count());
    writeln!(err, "共{indicators}项指标，{places}处需要核对")
}
