//! The archive that a docx and an xlsx are.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, System, ZipWriter};

/// Returns parts, by name and content, as an archive: in their order, with nothing of the day or of the system it is
/// made on. A picture is compressed already and goes in as it is.
///
/// # Errors
/// A part too large, or a name that stands twice.
pub fn archive<T: AsRef<[u8]>>(parts: impl IntoIterator<Item = (String, T)>) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default().system(System::Unix);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let method = if name.ends_with(".png") {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        zip.start_file(name, options.compression_method(method))?;
        zip.write_all(content.as_ref())?;
    }
    Ok(zip.finish()?.into_inner())
}
