//! A workbook as a file: its properties, as those of the report are.

use std::io::{Cursor, Read};

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
use zip::ZipArchive;
use zip::result::ZipResult;

use crate::model::Project;
use crate::report::ExportError;
use crate::report::archive::archive;

/// The part that names the program, and what the library always writes there.
const APP: &str = "docProps/app.xml";
const LIBRARY: &str = "<Application>Microsoft Excel</Application>";
const OURS: &str = "<Application>衡绩</Application>";

/// Makes the properties: the department is the author, as in the report.
///
/// # Errors
/// A date no workbook can hold.
pub fn properties(title: &str, project: &Project, date: Date) -> Result<DocProperties, ExportError> {
    let year = u16::try_from(date.year()).unwrap_or(1900);
    let month = u8::try_from(date.month()).unwrap_or(1);
    let day = u8::try_from(date.day()).unwrap_or(1);
    Ok(DocProperties::new()
        .set_title(title)
        .set_author(&project.department)
        .set_company(&project.department)
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?))
}

/// Begins a workbook whose columns are as wide everywhere: a width is counted in digits of the default font, and every
/// system has Arial or one of the same measures, where Calibri is replaced by a wider one.
///
/// # Errors
/// A library that refuses the font.
pub fn begun() -> Result<Workbook, ExportError> {
    let mut workbook = Workbook::new();
    let font = Format::new().set_font_name("Arial").set_font_size(10);
    workbook.set_default_format(&font, 17, 64)?;
    Ok(workbook)
}

/// Saves a workbook with the name of this program in it.
///
/// # Errors
/// A library that refuses the content.
pub fn saved(workbook: &mut Workbook) -> Result<Vec<u8>, ExportError> {
    repacked(workbook.save_to_buffer()?).map_err(|error| ExportError::Xlsx(error.to_string()))
}

/// Packs the parts of a workbook again: the library names another program, and the system it runs on.
fn repacked(bytes: Vec<u8>) -> ZipResult<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes))?;
    let mut parts = Vec::with_capacity(zip.len());
    for position in 0..zip.len() {
        let mut part = zip.by_index(position)?;
        let name = part.name()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content)?;
        if name == APP {
            content = String::from_utf8_lossy(&content).replace(LIBRARY, OURS).into_bytes();
        }
        parts.push((name, content));
    }
    archive(parts)
}
