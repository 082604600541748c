//! What LibreOffice and poppler make of the files.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Converts files in one run of LibreOffice with a profile of its own; returns the folder of the results.
pub fn converted(folder: &Path, format: &str, files: &[PathBuf]) -> PathBuf {
    ran(&mut Command::new("soffice"), folder, format, files)
}

/// The same with the font the program carries: without one a machine has no Chinese characters to measure.
pub fn converted_in_our_font(folder: &Path, format: &str, files: &[PathBuf]) -> PathBuf {
    let fonts = folder.join("fonts.conf");
    let text = concat!(
        "<fontconfig><include>/etc/fonts/fonts.conf</include><dir>",
        env!("CARGO_MANIFEST_DIR"),
        "/assets/fonts</dir></fontconfig>"
    );
    std::fs::write(&fonts, text).expect("written");
    ran(
        Command::new("soffice").env("FONTCONFIG_FILE", fonts),
        folder,
        format,
        files,
    )
}

fn ran(office: &mut Command, folder: &Path, format: &str, files: &[PathBuf]) -> PathBuf {
    let out = folder.join("out");
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let run = office
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

/// Runs a program of poppler and reads what it prints.
fn poppler(program: &str, arguments: &[&str], file: &Path) -> String {
    let run = Command::new(program)
        .args(arguments)
        .arg(file)
        .args(if program == "pdftotext" { &["-"][..] } else { &[] })
        .output()
        .expect("poppler-utils is installed");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("text")
}

/// Reads the text of one page of a PDF, counted from 1, in the order it was printed.
pub fn pdf_page(file: &Path, page: usize) -> String {
    let page = page.to_string();
    poppler("pdftotext", &["-raw", "-f", &page, "-l", &page], file)
}

/// Reads the text of a PDF in the order it was printed.
pub fn pdf_raw(file: &Path) -> String {
    poppler("pdftotext", &["-raw"], file)
}

/// Reads the words of one page of a PDF, counted from 1, with the middle of each in points from its upper left corner.
pub fn pdf_words(file: &Path, page: usize) -> Vec<(String, f64, f64)> {
    let page = page.to_string();
    let words = pdf_boxes(file, &["-f", &page, "-l", &page]).into_iter();
    let middle = |[left, top, right, bottom]: [f64; 4]| (f64::midpoint(left, right), f64::midpoint(top, bottom));
    words
        .map(|(word, bounds)| (word, middle(bounds).0, middle(bounds).1))
        .collect()
}

/// Reads the words of a PDF with the left, upper, right and lower edge of each in points.
pub fn pdf_boxes(file: &Path, arguments: &[&str]) -> Vec<(String, [f64; 4])> {
    let text = poppler("pdftotext", &[&["-bbox"], arguments].concat(), file);
    let words = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("<word ")?.split_once('>'));
    words
        .map(|(bounds, word)| {
            let mut numbers = bounds.split('"').skip(1).step_by(2).map(|number| number.parse::<f64>());
            let mut next = || numbers.next().expect("a bound").expect("a number");
            let bounds = [next(), next(), next(), next()];
            (word.trim_end_matches("</word>").to_owned(), bounds)
        })
        .collect()
}

/// Reads the size of every page of a PDF in points.
pub fn pdf_pages(file: &Path) -> Vec<(u32, u32)> {
    let text = poppler("pdfinfo", &["-f", "1", "-l", "9999"], file);
    let sizes = text
        .lines()
        .filter(|line| line.starts_with("Page ") && line.contains(" size:"));
    sizes
        .map(|line| {
            let mut numbers = line
                .split_whitespace()
                .filter_map(|word| word.parse::<f64>().ok())
                .skip(1);
            let mut next = || numbers.next().expect("a length").round() as u32;
            (next(), next())
        })
        .collect()
}

/// Counts the pictures of a PDF, masks left out.
pub fn pdf_pictures(file: &Path) -> usize {
    let text = poppler("pdfimages", &["-list"], file);
    text.lines()
        .filter(|line| line.split_whitespace().nth(2) == Some("image"))
        .count()
}

/// Lists the pages of a PDF that have a picture, counted from 1.
pub fn pages_with_pictures(file: &Path) -> std::collections::BTreeSet<usize> {
    let text = poppler("pdfimages", &["-list"], file);
    let pages = text
        .lines()
        .filter_map(|line| line.split_whitespace().next()?.parse().ok());
    pages.collect()
}

/// Returns how far down a page of a PDF, counted from 1, anything is printed, in points, down to so many.
pub fn pdf_end(file: &Path, page: usize, foot: usize) -> usize {
    let page = page.to_string();
    let run = Command::new("pdftoppm")
        .args(["-gray", "-r", "36", "-f", &page, "-l", &page])
        .arg(file)
        .output()
        .expect("pdftoppm (poppler-utils) is installed");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    // P5, width, height, 255, each on a line or beside each other; then a byte a pixel, half a point wide and high.
    let head: Vec<&[u8]> = run.stdout.splitn(5, u8::is_ascii_whitespace).collect();
    let width: usize = String::from_utf8_lossy(head[1]).parse().expect("a width");
    let rows = head[4].chunks(width).take(foot / 2);
    let mut printed = rows.enumerate().filter(|(_, row)| row.iter().any(|pixel| *pixel < 200));
    printed.next_back().map_or(0, |(row, _)| 2 * row)
}
