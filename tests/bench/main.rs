//! Benchmarks: what the program does with 60, 1,000 and 10,000 indicators, each beside a baseline of the
//! same run, and what the exports of the sample take. `cargo bench` prints the table; nothing here passes or fails.
//! `PYTHON` names the interpreter that has python-docx and openpyxl, `python3` when it is not set.

#![allow(clippy::expect_used, reason = "a benchmark that cannot run has nothing to print")]

mod exports;
#[cfg(feature = "gui")]
mod frames;
mod projects;

use std::hint::black_box;
use std::time::{Duration, Instant};

use hengji::check;
use hengji::file;
use hengji::report::{self, Format};
use hengji::score;
use jiff::civil::date;

/// How many indicators the projects have.
const SIZES: [usize; 3] = [60, 1_000, 10_000];

fn main() {
    println!("{:38}指标数        用时        基准    倍数   目标", "");
    for size in SIZES {
        let project = projects::large(size);
        let text = file::encode(&project);
        let clone = median(|| black_box(project.clone()));
        let raw = median(|| black_box(raw_ron(&text)));
        let scoring = median(|| score::score(black_box(&project)));
        print("评分 / 克隆项目", size, scoring, clone, "≤3");
        let card = score::score(&project);
        let checking = median(|| check::check(black_box(&project), black_box(&card)));
        print("校核 / 评分", size, checking, scoring, "");
        let long = projects::written(project.clone(), 60_000);
        let reading = median(|| check::check(black_box(&long), black_box(&card)));
        print("校核六万字的报告 / 校核", size, reading, checking, "");
        let load = median(|| file::decode(black_box(text.as_bytes())));
        print("读取 / ron::from_str", size, load, raw, "≤1.3");
        let save = median(|| file::encode(black_box(&project)));
        print("编码 / 克隆项目", size, save, clone, "");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("自评.ron");
        let disk = median(|| file::write(&path, black_box(&project)));
        print("保存到磁盘 / 编码", size, disk, save, "");
        println!("{:<34}{size:>10}{:>12}", "文件大小", format!("{} KB", text.len() >> 10));
    }
    #[cfg(feature = "gui")]
    frames::print(&SIZES);
    print_documents(Format::Xlsx, "xlsx / 60项时");
    print_documents(Format::Docx, "docx / 60项时");
    exports::print();
}

/// Prints how long the documents of one format take, until one takes longer than anybody waits.
fn print_documents(format: Format, name: &str) {
    let mut first = None;
    for size in SIZES {
        let project = projects::large(size);
        let card = score::score(&project);
        let time = median(|| report::deliverables(&project, &card, format, date(2021, 3, 9)));
        print(name, size, time, *first.get_or_insert(time), "");
        if time > Duration::from_secs(20) {
            println!("    用时过长，更大的规模没有测");
            return;
        }
    }
}

/// Reads the text by the library alone, into the same values.
fn raw_ron(text: &str) -> hengji::model::Project {
    #[derive(serde::Deserialize)]
    struct File {
        #[serde(rename = "format")]
        _format: String,
        #[serde(rename = "version")]
        _version: u32,
        project: hengji::model::Project,
    }
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str::<File>(text).expect("our own text").project
}

/// Runs a task until half a second or fifteen runs are over, and returns the median of their times.
fn median<T>(mut task: impl FnMut() -> T) -> Duration {
    let began = Instant::now();
    let mut times = Vec::new();
    while times.is_empty() || (times.len() < 15 && began.elapsed() < Duration::from_millis(500)) {
        let run = Instant::now();
        let result = task();
        times.push(run.elapsed());
        drop(black_box(result));
    }
    times.sort();
    times[times.len() / 2]
}

/// Prints one row of the table.
fn print(name: &str, size: usize, time: Duration, baseline: Duration, goal: &str) {
    let ratio = time.as_secs_f64() / baseline.as_secs_f64().max(f64::EPSILON);
    // Full-width characters take two columns of a terminal.
    let wide = name.chars().filter(|character| !character.is_ascii()).count();
    let padding = " ".repeat(34usize.saturating_sub(name.chars().count() + wide));
    println!(
        "{name}{padding}{size:>10}{:>12}{:>12}{ratio:>8.2}   {goal}",
        shown(time),
        shown(baseline)
    );
}

/// Writes a time with three digits that matter.
fn shown(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    if micros < 1_000.0 {
        format!("{micros:.1} µs")
    } else {
        format!("{:.2} ms", micros / 1_000.0)
    }
}
