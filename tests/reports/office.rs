//! What LibreOffice and poppler make of the files.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Converts files in one run of LibreOffice with a profile of its own; returns the folder of the results.
pub fn converted(folder: &Path, format: &str, files: &[PathBuf]) -> PathBuf {
    let out = folder.join("out");
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", format, "--outdir"])
        .arg(&out)
        .args(files)
        .output()
        .expect("soffice (LibreOffice) is installed");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    out
}

/// Reads the text of a PDF.
pub fn pdf_text(file: &Path) -> String {
    let run = Command::new("pdftotext")
        .arg("-layout")
        .arg(file)
        .arg("-")
        .output()
        .expect("pdftotext (poppler-utils) is installed");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("text")
}
