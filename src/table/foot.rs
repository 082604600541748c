//! What stands at the foot of a table: sums, analyses, conclusions, who filled it in.

use super::Notes;
use super::grid::Grid;
use super::heading::{Columns, Holds};
use super::value::{self, Cell};
use crate::model::{FormText, Project, notation};

/// First words of rows that sum others.
pub(super) const SUMS: [&str; 7] = ["合计", "总计", "总分", "自评总分", "小计", "得分合计", "指标合计"];

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
    if is_sum(grid, row) {
        let total = words.starts_with("总分") || words.starts_with("合计") || words.starts_with("总计");
        if let (true, Some(column)) = (total, columns.and_then(|columns| columns.of(Holds::Score))) {
            let cell = Cell {
                text: grid.own(row, column),
                row,
                column,
            };
            project.declared = value::points(cell, "总分", notes).or(project.declared);
        }
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
