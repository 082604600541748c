//! What stands at the foot of a table: sums, analyses, conclusions, who filled it in.

use rust_decimal::Decimal;

use super::grid::Grid;
use super::heading::{Columns, Holds};
use super::remark::Word;
use super::value::{self, Cell, is_blank};
use super::{Matter, Names, Notes};
use crate::model::scheme::FootCell;
use crate::model::{FormText, Project, notation, number};

/// First words of rows that sum others.
pub(super) const SUMS: [&str; 15] = [
    "合计",
    "合计得分",
    "合计分值",
    "总计",
    "总计得分",
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
    names_sum(&words) || SUMS.iter().any(|sum| words.starts_with(sum))
}

/// Returns true for a row that sums the whole table: 合计 or 总分, no 小计 and no 产出指标合计.
pub(super) fn is_total(grid: &Grid, row: usize) -> bool {
    let label = label(&first_words(grid, row));
    label != "小计" && SUMS.contains(&label.as_str())
}

/// Returns true for what can only be the name of a sum: 合计, 小计（产出）, 本页小计.
pub(super) fn names_sum(text: &str) -> bool {
    let label = label(text);
    SUMS.contains(&label.as_str()) || ["小计", "合计", "总计"].iter().any(|sum| label.ends_with(sum))
}

/// Returns true for the label of the score of the whole.
pub(super) fn names_score(text: &str) -> bool {
    SCORES.contains(&label(text).as_str())
}

/// Returns true for a row that numbers the columns below their headings: 栏次, 1, 2, 3 or 甲, 乙, A, B.
pub(super) fn numbers_columns(grid: &Grid, row: usize) -> bool {
    let marks: Vec<String> = grid.cells(row).map(|(_, text)| notation::fold(text)).collect();
    let mut number = 0;
    let mut is_mark = |mark: &String| {
        let bare = mark.trim_matches(['(', ')']);
        let mut letters = bare.chars();
        let letter = letters.next().filter(|_| letters.next().is_none());
        let is_next = bare.parse() == Ok(number + 1);
        number += u32::from(is_next);
        is_next
            || bare == "栏次"
            || letter.is_some_and(|letter| "甲乙丙丁戊己庚辛壬癸".contains(letter) || letter.is_ascii_uppercase())
    };
    marks.len() > 2 && marks.iter().all(&mut is_mark)
}

/// Returns true for rows that begin with a label of the foot and nothing more: an indicator may begin as one, as
/// 存在问题整改率 and 总分馆建设数.
pub(super) fn is_labelled(grid: &Grid, row: usize) -> bool {
    let label = label(&first_words(grid, row));
    let known = SUMS.iter().chain(&FEET).chain(&NOTES);
    known
        .map(|known| known.trim_end_matches(':'))
        .any(|known| known == label)
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
    if words.starts_with("偏差大或目标未完成") {
        project.deviation_analysis = value(grid, row);
        return true;
    }
    if words.starts_with("改进措施及结果应用") {
        project.improvement_plan = value(grid, row);
        return true;
    }
    // Above a table a title may begin as a sum does.
    let sums = is_sum(grid, row) && (columns.is_some() || names_sum(&words));
    if sums || columns.is_none() {
        read_total(grid, row, columns, project, notes);
    }
    if sums {
        if !names_sum(&words) {
            notes.add(row, 0, Matter::SumUnread { words });
        }
        return true;
    }
    if columns.is_none() {
        return false;
    }
    // The scheme's own words for them; a place for a signature holds nothing.
    let own = project
        .scheme
        .form
        .feet
        .iter()
        .find(|foot| label(&words) == label(&foot.label));
    match own.map(|foot| foot.holds) {
        Some(FootCell::DeviationAnalysis) => {
            project.deviation_analysis = value(grid, row);
            return true;
        }
        Some(FootCell::ImprovementPlan) => {
            project.improvement_plan = value(grid, row);
            return true;
        }
        Some(FootCell::Blank) if value(grid, row).is_empty() => return true,
        _ => {}
    }
    let begins = |known: &str| words.starts_with(known);
    if own.is_some() || FEET.iter().any(|foot| begins(foot)) {
        keep(grid, row, project, notes);
        return true;
    }
    is_note(grid, row)
}

/// Returns true for rows that begin the form's own notes.
pub(super) fn is_note(grid: &Grid, row: usize) -> bool {
    let words = first_words(grid, row);
    NOTES.iter().any(|note| words.starts_with(note))
}

/// Says what rows below the table hold that has no place, but for the notes the form prints itself.
pub(super) fn leave(grid: &Grid, rows: &[usize], project: &Project, notes: &mut Notes) {
    let printed = project.scheme.form.footnotes.iter().map(|note| notation::fold(note));
    let printed: Vec<String> = printed.filter(|note| !note.is_empty()).collect();
    let text = |row: usize| {
        grid.cells(row)
            .map(|(_, text)| text)
            .collect::<Vec<_>>()
            .join("｜")
            .replace('\n', "")
    };
    let is_own = |(_, text): &(usize, String)| {
        let folded = notation::fold(text);
        !text.is_empty() && !printed.iter().any(|note| folded.contains(note))
    };
    let left: Vec<(usize, String)> = rows.iter().map(|row| (*row, text(*row))).filter(is_own).collect();
    let Some((first, _)) = left.first() else { return };
    let quoted: Vec<String> = left.iter().map(|(_, text)| super::quoted(text)).collect();
    let names = Names::of(quoted.iter().map(String::as_str));
    let count = left.len();
    notes.add(*first, 0, Matter::BelowUnread { count, names });
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
    let total = value::points(cell, Word::Printed(label.clone()), notes).filter(|total| *total <= Decimal::ONE_HUNDRED);
    let Some(total) = total else { return };
    // In its column 总分 is what the forms print.
    if label != "总分" || of(Holds::Score) != Some(cell.column) {
        let matter = Matter::TotalTaken {
            label,
            total: number::plain(total),
        };
        cell.note(notes, matter);
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
    let first = grid.cells(row).next().map_or("", |(_, text)| text);
    let label = first.split([':', '：']).next().unwrap_or_default();
    let label: String = label.split_whitespace().collect();
    let text = value(grid, row);
    if text.is_empty() || !project.form_text(&label).is_empty() {
        return;
    }
    let printed = project.scheme.form.kept();
    if !printed.iter().flatten().any(|(known, _)| *known == label) {
        let label = label.clone();
        notes.add(row, 0, Matter::LabelKept { label });
    }
    project.form_texts.push(FormText { label, text });
}

/// Returns what stands behind the label of a row and beside it; nothing where the form says that it is not filled in.
fn value(grid: &Grid, row: usize) -> String {
    let mut cells = grid.cells(row).map(|(_, text)| text);
    let first = cells.next().unwrap_or_default();
    let behind = first.split_once([':', '：']).map_or("", |(_, behind)| behind.trim());
    let texts: Vec<&str> = std::iter::once(behind)
        .chain(cells)
        .filter(|text| !is_blank(text))
        .collect();
    texts.join("\n")
}
