//! What stands at the foot of a table: sums, analyses, conclusions, who filled it in.

use rust_decimal::Decimal;

use super::Notes;
use super::grid::Grid;
use super::heading::{Columns, Holds};
use super::value::{self, Cell};
use crate::model::{FormText, Project, notation, number};

/// First words of rows that sum others.
pub(super) const SUMS: [&str; 12] = [
    "合计",
    "总计",
    "总分",
    "自评总分",
    "小计",
    "得分合计",
    "指标合计",
    "总得分",
    "自评总得分",
    "自评得分",
    "综合得分",
    "最终得分",
];

/// Those of them that sum everything, in the column of the scores.
const TOTALS: [&str; 2] = ["合计", "总计"];

/// Those that say themselves that they are a score.
const SCORES: [&str; 8] = [
    "总分",
    "自评总分",
    "得分合计",
    "总得分",
    "自评总得分",
    "自评得分",
    "综合得分",
    "最终得分",
];

/// First words of the form's own notes.
const NOTES: [&str; 3] = ["备注", "注:", "填表说明"];

/// First words of what else stands below the table.
const FEET: [&str; 11] = [
    "填表人",
    "填报人",
    "联系人",
    "联系电话",
    "评价结论",
    "自评结论",
    "存在问题",
    "改进措施",
    "项目负责人",
    "单位负责人",
    "填报单位",
];

/// Returns the first words of a row.
fn first_words(grid: &Grid, row: usize) -> String {
    grid.cells(row)
        .next()
        .map(|(_, text)| notation::fold(text))
        .unwrap_or_default()
}

/// Returns true for rows that sum others.
pub(super) fn is_sum(grid: &Grid, row: usize) -> bool {
    let words = first_words(grid, row);
    SUMS.iter().any(|sum| words.starts_with(sum))
}

/// Takes what a row at the foot holds; returns true when it is one.
pub(super) fn read(
    grid: &Grid,
    row: usize,
    columns: Option<&Columns>,
    project: &mut Project,
    notes: &mut Notes,
) -> bool {
    let words = first_words(grid, row);
    let rest = || {
        let texts: Vec<&str> = grid.cells(row).skip(1).map(|(_, text)| text).collect();
        texts.join("\n")
    };
    if words.starts_with("偏差大或目标未完成") {
        project.deviation_analysis = rest();
        return true;
    }
    if words.starts_with("改进措施及结果应用") {
        project.improvement_plan = rest();
        return true;
    }
    let sums = is_sum(grid, row);
    if sums || columns.is_none() {
        read_total(grid, row, columns, project, notes);
    }
    if sums {
        return true;
    }
    if columns.is_none() {
        return false;
    }
    let begins = |known: &str| words.starts_with(known);
    if FEET.iter().any(|foot| begins(foot)) {
        keep(grid, row, project, notes);
        return true;
    }
    NOTES.iter().any(|note| begins(note))
}

/// Takes the score of the whole: from a row that sums the table, and from its label above it.
fn read_total(grid: &Grid, row: usize, columns: Option<&Columns>, project: &mut Project, notes: &mut Notes) {
    let at = |column: usize| Cell {
        text: grid.own(row, column),
        row,
        column,
    };
    let searched = if columns.is_some() { 1 } else { usize::MAX };
    let mut labels = grid
        .cells(row)
        .take(searched)
        .map(|(column, text)| (column, label(text)));
    let known = |(_, label): &(usize, String)| SCORES.contains(&label.as_str()) || TOTALS.contains(&label.as_str());
    let Some((first, label)) = labels.find(known) else {
        return;
    };
    let of = |holds| columns.and_then(|columns| columns.of(holds));
    let is_number = |cell: &Cell| notation::amount(cell.text).is_some();
    // Outside its column only where nothing else can be meant: what the points of all rows add up to is no score.
    let elsewhere = || {
        let own = at(first).text.trim_start_matches(|sign: char| !sign.is_ascii_digit());
        let behind = grid.cells(row).map(|(column, _)| at(column));
        let behind = behind.filter(|cell| cell.column > first && Some(cell.column) != of(Holds::Weight));
        let mut numbers = behind.filter(is_number);
        let alone = numbers.next().filter(|_| numbers.next().is_none());
        Some(Cell { text: own, ..at(first) }).filter(is_number).or(alone)
    };
    let in_column = of(Holds::Score).map(at).filter(|cell| !cell.is_blank());
    let Some(cell) = in_column.or_else(|| elsewhere().filter(|_| SCORES.contains(&label.as_str()))) else {
        return;
    };
    let total = value::points(cell, &label, notes).filter(|total| *total <= Decimal::ONE_HUNDRED);
    let Some(total) = total else { return };
    // In its column 总分 is what the forms print.
    if label != "总分" || of(Holds::Score) != Some(cell.column) {
        let sentence = format!("“{label}”{}按自评填报总分读入，请核对", number::plain(total));
        cell.note(notes, sentence);
    }
    project.declared = Some(total);
}

/// Returns what a cell is labelled: 总分 of 总分（100分）, 总得分 of 总得分：96 and 总得分96.
fn label(text: &str) -> String {
    let mut label = notation::fold(text);
    let end = label.find(|sign: char| sign.is_ascii_digit() || matches!(sign, ':' | '(' | '='));
    label.truncate(end.unwrap_or(label.len()));
    label
}

/// Keeps a label with the text behind or beside it, and says so where the form of the scheme has no place for it.
fn keep(grid: &Grid, row: usize, project: &mut Project, notes: &mut Notes) {
    let mut cells = grid.cells(row).map(|(_, text)| text);
    let first = cells.next().unwrap_or_default();
    let (label, behind) = first.split_once([':', '：']).unwrap_or((first, ""));
    let label: String = label.split_whitespace().collect();
    let text: Vec<&str> = std::iter::once(behind.trim())
        .chain(cells)
        .filter(|text| !text.is_empty())
        .collect();
    if text.is_empty() || !project.form_text(&label).is_empty() {
        return;
    }
    let printed = project.scheme.form.kept();
    if !printed.iter().flatten().any(|(known, _)| *known == label) {
        notes.add(
            row,
            0,
            format!("评分办法的表中没有“{label}”一栏，其内容按文字保留，不打印"),
        );
    }
    project.form_texts.push(FormText {
        label,
        text: text.join("\n"),
    });
}
