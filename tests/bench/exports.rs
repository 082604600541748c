//! What each export of the sample takes, beside python-docx and openpyxl writing the same content where they are
//! installed.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx};
use hengji::examples::Example;
use hengji::figure::png;
use hengji::file;
use hengji::model::Project;
use hengji::report::{self, Block, Deliverable, Format, preview};
use hengji::score::{self, Scorecard};
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use super::{median, shown};

/// The day the documents are dated.
const DAY: Date = date(2021, 3, 9);

/// Prints the time of every file of the sample, and of one run of the program that writes them all.
pub fn print() {
    let project = file::decode(Example::Wuchang.bytes()).expect("the sample");
    let card = score::score(&project);
    println!(
        "\n示例项目的导出{:24}文件数    每个文件        合计   同样内容用 Python 写",
        ""
    );
    for format in Format::ALL {
        let make = || report::deliverables(&project, &card, *format, DAY).expect("the sample");
        let files = make();
        let time = median(make);
        let python = match format {
            Format::Docx => python("docx", |folder| blocks(&project, &card, folder)),
            Format::Xlsx => python("xlsx", |_| cells(&files[0])),
            _ => String::new(),
        };
        let each = time / u32::try_from(files.len()).unwrap_or(1);
        let name = format.name();
        println!(
            "  {name:34}{:>8}{:>12}{:>12}   {python}",
            files.len(),
            shown(each),
            shown(time)
        );
    }
    println!(
        "  一次导出全部（启动到写完）{:28}{:>12}   目标 <2 s",
        "",
        shown(whole_run(&project))
    );
    let proof = || preview::preview(&project, &card, DAY, &[]).expect("the sample");
    let pages = proof();
    let time = median(proof);
    println!(
        "  版面预览，排版一次{:16}{:>8}{:>24}",
        "",
        pages.pages().len(),
        shown(time)
    );
    for scale in [1.0, 2.0] {
        let drawn = median(|| {
            (0..pages.pages().len())
                .filter_map(|page| pages.pixels(page, scale))
                .count()
        });
        let each = drawn / u32::try_from(pages.pages().len()).unwrap_or(1);
        println!("  版面预览，画一页（{scale}倍）{:>28}", shown(each));
    }
}

/// Runs the program itself as a person would: it starts, reads the project, looks for fonts, writes every file.
fn whole_run(project: &Project) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("自评.ron");
    file::write(&path, project).expect("saves");
    let mut runs: Vec<Duration> = (0..3)
        .map(|_| {
            let began = Instant::now();
            let out = folder.path().join("导出");
            let run = Command::new(env!("CARGO_BIN_EXE_hengji"))
                .arg("export")
                .arg(&path)
                .arg("--out")
                .arg(out)
                .output();
            assert!(run.expect("starts").status.success(), "the export failed");
            began.elapsed()
        })
        .collect();
    runs.sort();
    runs[1]
}

/// Has Python write a document and says how long that took, without its own start; or why it could not.
fn python(kind: &str, content: impl FnOnce(&Path) -> Value) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("content.json");
    file::write_bytes(&path, content(folder.path()).to_string().as_bytes()).expect("writes");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/documents.py");
    let interpreter = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    let run = Command::new(interpreter).arg(script).arg(kind).arg(&path).output();
    match run {
        Ok(run) if run.status.success() => String::from_utf8_lossy(&run.stdout).trim().to_owned(),
        _ => "没有安装，未比较".to_owned(),
    }
}

/// The report as headings, paragraphs, tables and pictures, these drawn beforehand.
fn blocks(project: &Project, card: &Scorecard, folder: &Path) -> Value {
    let report = report::report(project, card, DAY);
    let blocks = report.blocks.iter().enumerate().map(|(position, block)| match block {
        Block::Heading { level, text } => json!({ "heading": text, "level": level }),
        Block::Paragraph(text) | Block::Remark(text) | Block::Annex(text) => json!({ "paragraph": text }),
        Block::Signature(lines) => json!({ "paragraph": lines.join("\n") }),
        Block::Figure(figure) => {
            let path = folder.join(format!("{position}.png"));
            file::write_bytes(&path, &png::in_text(figure, 3.0).expect("draws")).expect("writes");
            json!({ "picture": path })
        }
        Block::Table(table) => {
            let cell = |cell: &report::Cell| json!([cell.text, cell.columns.max(1), cell.rows.max(1)]);
            let rows: Vec<Vec<Value>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
            json!({ "table": rows, "columns": table.widths.len() })
        }
    });
    json!({ "title": report.title, "blocks": blocks.collect::<Vec<_>>() })
}

/// The workbook as its sheets of values and formulas.
fn cells(workbook: &Deliverable) -> Value {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&workbook.bytes)).expect("our own");
    let names = book.sheet_names();
    let mut sheets = Vec::new();
    for name in names {
        let mut cells = Vec::new();
        let values = book.worksheet_range(&name).expect("a sheet");
        for (row, column, value) in values.used_cells() {
            let (top, left) = values.start().unwrap_or_default();
            let value = value
                .to_string()
                .parse::<f64>()
                .map_or_else(|_| json!(value.to_string()), |number| json!(number));
            cells.push(json!([row as u32 + top + 1, column as u32 + left + 1, value]));
        }
        let formulas = book.worksheet_formula(&name).expect("a sheet");
        for (row, column, formula) in formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
            let (top, left) = formulas.start().unwrap_or_default();
            cells.push(json!([
                row as u32 + top + 1,
                column as u32 + left + 1,
                format!("={formula}")
            ]));
        }
        sheets.push(json!({ "name": name, "cells": cells }));
    }
    json!({ "sheets": sheets })
}
