//! A workbook as a file: its properties, as those of the report are.

use std::io::{Cursor, Read, Write};

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::model::Project;
use crate::report::ExportError;

/// The part that names the program, and what the library always writes there.
const APP: &str = "docProps/app.xml";
const LIBRARY: &str = "<Application>Microsoft Excel</Application>";

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
    let refused = |error: &dyn std::fmt::Display| ExportError::Xlsx(error.to_string());
    let bytes = workbook.save_to_buffer()?;
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for position in 0..parts.len() {
        let mut part = parts.by_index(position).map_err(|error| refused(&error))?;
        if !part.name().is_ok_and(|name| name == APP) {
            out.raw_copy_file(part).map_err(|error| refused(&error))?;
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text).map_err(|error| refused(&error))?;
        let text = text.replace(LIBRARY, "<Application>衡绩</Application>");
        out.start_file(APP, packed).map_err(|error| refused(&error))?;
        out.write_all(text.as_bytes()).map_err(|error| refused(&error))?;
    }
    Ok(out.finish().map_err(|error| refused(&error))?.into_inner())
}
