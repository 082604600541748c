//! What Microsoft's own reader, the Open XML SDK, finds wrong with Word and Excel files: what it refuses, Word repairs or
//! refuses as well.

use std::path::PathBuf;
use std::process::Command;

use hengji::report::{Format, deliverables};
use hengji::{schemes, score};

use super::fixture::{DAY, department, many};
use super::{DOCUMENT, plain_docx, xlsx_of};
use crate::collection::with_part;

/// Files by name, and what is wrong with them.
fn faults(files: &[(String, Vec<u8>)]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.path().join(name)).collect();
    for (path, (_, bytes)) in paths.iter().zip(files) {
        std::fs::write(path, bytes).expect("written");
    }
    let run = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openxml/validate.mjs"))
        .args(&paths)
        .output()
        .expect("node is installed");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "packaging/test installs the Open XML SDK: {said}");
    String::from_utf8(run.stdout).expect("text")
}

#[test]
fn every_word_and_excel_file_is_as_office_defines_it() {
    let project = department();
    let card = score::score(&project);
    let mut files = vec![("with-charts.docx".to_owned(), DOCUMENT.clone())];
    for format in [Format::Sections, Format::Public] {
        for made in deliverables(&project, &card, format, DAY).expect("files") {
            if !made.name.ends_with(".pdf") {
                files.push((made.name, made.bytes));
            }
        }
    }
    for scheme in schemes::shipped() {
        let project = many(scheme, 40);
        files.push((format!("{}.docx", scheme.id), plain_docx(&project)));
        files.push((format!("{}.xlsx", scheme.id), xlsx_of(&project)));
    }
    assert!(files.len() > 3 + 2 * 8, "{}", files.len());
    assert_eq!(faults(&files), "");
}

#[test]
fn what_office_would_not_read_is_found() {
    let broken = with_part(&DOCUMENT, "word/document.xml", |text| {
        text.replacen("<w:pStyle", "<w:jc w:val=\"center\"/><w:pStyle", 1)
    });
    let found = faults(&[("broken.docx".to_owned(), broken)]);
    assert!(found.contains("unexpected child element"), "{found}");
}
