//! The budget block of a form → budget lines, in 万元.

mod block;
mod causes;

use std::ops::Range;

use rust_decimal::Decimal;

use super::grid::Grid;
use super::value::is_blank;
use super::{Matter, Notes, goal, heading};
use crate::model::notation::{self, money};
use crate::model::{BudgetLine, FundKind, Id, Project, scheme::SchemeLevel};
pub use block::{CopiedLine, copied_lines};
pub use causes::{CopiedCause, copied_causes};

/// What a column of the block holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Initial,
    /// 预算数 of forms that know only one: the adjusted one, 结转 included (`domain.md` §1.4, note 1).
    Base,
    Adjusted,
    CarryOver,
    Actual,
    Score,
    /// Why little or much was spent.
    Reason,
    /// Known, but computed by us or fixed by the scheme: 执行率, 分值.
    Ignored,
}

/// Most letters of a heading; every cell of a table may be one.
const LONGEST: usize = 80;

/// Recognises a heading of the block.
fn recognise(text: &str) -> Option<Holds> {
    if text.is_empty() || text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let folded = notation::fold(text).replace('*', "");
    let name = match folded.strip_prefix("全年(调整)") {
        Some(rest) => format!("调整{rest}"),
        None => folded.find('(').map_or(folded.as_str(), |at| &folded[..at]).to_owned(),
    };
    Some(match name.as_str() {
        "年初预算数" | "年初预算" | "年初批复数" | "年初预算安排数" => Holds::Initial,
        "预算数" | "年度预算数" => Holds::Base,
        "全年预算数" | "调整后预算数" | "调整预算数" | "调整预算" | "调整后预算" | "变动后预算数" | "全年预算" => {
            Holds::Adjusted
        }
        "执行数" | "全年执行数" | "预算执行数" | "实际支出数" | "全年支出数" | "实际支出" => {
            Holds::Actual
        }
        "上年结转" | "上年结转数" | "上年结转结余" | "上年结余结转" | "年初结转和结余" | "结转结余" => {
            Holds::CarryOver
        }
        "得分" | "执行率得分" | "预算执行得分" => Holds::Score,
        reason if reason.contains("原因") && reason.chars().count() < 20 => Holds::Reason,
        "执行率" | "预算执行率" | "资金执行率" | "执行率权重" | "分值" | "权重" | "资金来源" => {
            Holds::Ignored
        }
        _ => return None,
    })
}

/// A row of the block.
struct Line {
    row: usize,
    name: String,
    /// By [`AMOUNTS`].
    amounts: [Option<Decimal>; 5],
    score: Option<Decimal>,
}

/// What the block says in 万元.
const AMOUNTS: [Holds; 5] = [
    Holds::Initial,
    Holds::Base,
    Holds::Adjusted,
    Holds::Actual,
    Holds::CarryOver,
];

/// Reads the budget block of a sheet into a project that has none.
pub(super) fn read(grid: &Grid, project: &mut Project, notes: &mut Notes) {
    let Some((heading, columns)) = (0..grid.height()).find_map(|row| Some((row, columns(grid, row)?))) else {
        return;
    };
    let first = first(&columns);
    let divisor = unit(grid, heading, notes);
    let mut lines = Vec::new();
    for row in rows(grid, heading, project.year) {
        let line = line(grid, row, first, &columns, divisor);
        if line.amounts.iter().all(Option::is_none) {
            continue;
        }
        for (holds, column) in &columns {
            let text = grid.own(row, *column);
            if AMOUNTS.contains(holds) && money(text, divisor).is_none() && text.chars().any(char::is_alphanumeric) {
                let (line, text) = (line.name.clone(), text.to_owned());
                notes.add(row, *column, Matter::AmountUnread { line, text });
            }
        }
        lines.push(line);
    }
    remark_unread(grid, heading, (first, project.year), notes);
    if lines.is_empty() {
        return;
    }
    project.budget.declared = project
        .budget
        .declared
        .or_else(|| lines.iter().find_map(|line| line.score));
    if let Some((_, column)) = columns.iter().find(|(holds, _)| *holds == Holds::Reason)
        && project.budget.explanation.is_empty()
    {
        let texts = lines.iter().map(|line| grid.own(line.row, *column));
        let texts: Vec<&str> = texts.filter(|text| !is_blank(text)).collect();
        project.budget.explanation = texts.join("\n");
    }
    let whole = match project.scheme.level {
        SchemeLevel::Department => "部门整体支出总额",
        SchemeLevel::SpendingProject => "年度资金总额",
    };
    for line in chosen(lines, notes, first) {
        let id = Id::new(format!("B{}", project.budget.lines.len() + 1));
        let [initial, base, adjusted, actual, carry_over] = line.amounts;
        if adjusted.is_none() && base.is_some() && columns.iter().any(|(holds, _)| *holds == Holds::Base) {
            notes.add(line.row, first, Matter::BaseAdjusted);
        }
        if carry_over.is_some_and(|amount| !amount.is_zero()) {
            notes.add(line.row, first, Matter::CarryOverApart);
        }
        if project.scheme.level == SchemeLevel::Department && is_total(&line.name) {
            notes.add(line.row, first, Matter::TotalUndivided);
        }
        project.budget.lines.push(BudgetLine {
            id,
            kind: kind(&line.name),
            name: if line.name.is_empty() {
                whole.to_owned()
            } else {
                line.name
            },
            initial,
            adjusted: adjusted.or(base),
            carry_over,
            actual,
            ..BudgetLine::default()
        });
    }
}

/// Returns true for the row of headings of a budget block.
pub(super) fn begins(grid: &Grid, row: usize) -> bool {
    columns(grid, row).is_some()
}

/// Words of the labels of money.
const FUNDS: [&str; 14] = [
    "资金", "拨款", "支出", "结转", "结余", "收入", "经费", "补助", "其中", "其他", "财政", "总额", "合计", "总计",
];

/// Returns the rows of the block below its headings: those with amounts, and labels whose amounts are empty; at its end
/// no others than of money, for a goal or a note may follow.
pub(super) fn rows(grid: &Grid, heading: usize, year: u16) -> Range<usize> {
    let columns = columns(grid, heading).unwrap_or_default();
    let first = first(&columns);
    let is_line = |row: &usize| {
        let (labels, mut values): (Vec<_>, Vec<_>) = grid.cells(*row).partition(|(column, _)| *column < first);
        let amounts = columns.iter().filter(|(holds, _)| AMOUNTS.contains(holds));
        let mut texts = amounts.map(|(_, column)| grid.own(*row, *column));
        values.retain(|(_, text)| !is_blank(text) && !["无", "零"].contains(text));
        heading::at(grid, *row, year).is_none()
            && !labels.iter().any(|(_, text)| goal::label(text).is_some())
            && (texts.any(|text| money(text, Decimal::ONE).is_some()) || !labels.is_empty() && values.is_empty())
    };
    let below = heading + 1..grid.height();
    let mut end = below.start + below.clone().take_while(is_line).count();
    let is_of_money = |row: usize| {
        grid.cells(row).any(|(column, text)| match column < first {
            true => FUNDS.iter().any(|word| text.contains(word)) && !text.contains(['，', '。', '；']),
            false => money(text, Decimal::ONE).is_some(),
        })
    };
    while end > below.start && !is_of_money(end - 1) {
        end -= 1;
    }
    below.start..end
}

/// Returns the first column with an amount.
fn first(columns: &[(Holds, usize)]) -> usize {
    let amounts = columns.iter().filter(|(holds, _)| AMOUNTS.contains(holds));
    amounts.map(|(_, column)| *column).min().unwrap_or(0)
}

/// Says which columns of the block hold something that has no place.
fn remark_unread(grid: &Grid, heading: usize, (first, year): (usize, u16), notes: &mut Notes) {
    let unknown = grid
        .cells(heading)
        .filter(|(column, text)| *column > first && recognise(text).is_none());
    for (column, text) in unknown {
        let said = rows(grid, heading, year).filter(|row| !is_blank(grid.own(*row, column)));
        let count = said.count();
        if count > 0 {
            let matter = Matter::AmountsUnread {
                heading: text.split_whitespace().collect(),
                count,
            };
            notes.add(heading, column, matter);
        }
    }
}

/// Finds the columns of a heading row of the block: a plan and what was spent.
fn columns(grid: &Grid, row: usize) -> Option<Vec<(Holds, usize)>> {
    let mut columns: Vec<(Holds, usize)> = grid
        .cells(row)
        .filter_map(|(column, text)| Some((recognise(text)?, column)))
        .collect();
    // Beside an adjusted one, 年度预算数 heads the labels (四川).
    if columns.iter().any(|(holds, _)| *holds == Holds::Adjusted) {
        columns.retain(|(holds, _)| *holds != Holds::Base);
    }
    let has = |wanted: Holds| columns.iter().any(|(holds, _)| *holds == wanted);
    (has(Holds::Actual) && (has(Holds::Initial) || has(Holds::Base) || has(Holds::Adjusted))).then_some(columns)
}

/// Reads one row of the block.
fn line(grid: &Grid, row: usize, first: usize, columns: &[(Holds, usize)], divisor: Decimal) -> Line {
    let text = |wanted: Holds| {
        let (_, column) = columns.iter().find(|(holds, _)| *holds == wanted)?;
        Some(grid.own(row, *column))
    };
    let label = (0..first)
        .rev()
        .map(|column| grid.seen(row, column))
        .find(|text| !text.is_empty());
    Line {
        row,
        name: name(label.unwrap_or_default()),
        amounts: AMOUNTS.map(|wanted| money(text(wanted)?, divisor)),
        score: text(Holds::Score).and_then(notation::amount).map(|(score, _)| score),
    }
}

/// Cleans the label of a row: `其中：当年财政拨款` is 当年财政拨款.
fn name(label: &str) -> String {
    let joined: String = label.split_whitespace().collect();
    let name = joined
        .strip_prefix("其中")
        .map_or(joined.as_str(), |rest| rest.trim_start_matches([':', '：']));
    let note = name.find(['(', '（']).unwrap_or(name.len());
    name[..note].to_owned()
}

/// Tells the kind of a line by its label.
fn kind(name: &str) -> FundKind {
    if name.contains("基本支出") {
        FundKind::Basic
    } else if name.contains("项目") {
        FundKind::Project
    } else {
        FundKind::Other
    }
}

/// Returns true for the label of a row that sums others.
fn is_total(name: &str) -> bool {
    ["总额", "合计", "总计", "整体支出"]
        .iter()
        .any(|word| name.contains(word))
        || name.is_empty()
}

/// Chooses the lines that make up the total once: its parts where they add up to it, the total itself otherwise.
fn chosen(lines: Vec<Line>, notes: &mut Notes, column: usize) -> Vec<Line> {
    let Some(total) = lines.iter().position(|line| is_total(&line.name)) else {
        return lines;
    };
    let zero = lines[total].amounts.iter().flatten().all(Decimal::is_zero);
    let parts = |wanted: &dyn Fn(&Line) -> bool| -> Vec<usize> {
        (0..lines.len())
            .filter(|at| !is_total(&lines[*at].name) && wanted(&lines[*at]))
            .collect()
    };
    let adds_up = |parts: &[usize]| {
        (0..AMOUNTS.len()).all(|amount| {
            let sum = parts
                .iter()
                .filter_map(|at| lines[*at].amounts[amount])
                .try_fold(Decimal::ZERO, Decimal::checked_add);
            lines[total].amounts[amount].is_none_or(|stated| sum == Some(stated))
        })
    };
    // Some forms divide the same total twice, by source and by 基本 and 项目.
    let all = parts(&|_| true);
    let by_kind = parts(&|line| kind(&line.name) != FundKind::Other);
    let by_source = parts(&|line| kind(&line.name) == FundKind::Other);
    let fitting = [all.clone(), by_kind, by_source]
        .into_iter()
        .find(|parts| !parts.is_empty() && adds_up(parts));
    let line = lines[total].name.clone();
    let (matter, keep) = match fitting {
        Some(parts) => (None, parts),
        None if all.is_empty() => (None, vec![total]),
        None if zero => (Some(Matter::TotalZero { line }), all),
        None => (Some(Matter::PartsDiffer { line }), vec![total]),
    };
    if let Some(matter) = matter {
        notes.add(lines[total].row, column, matter);
    }
    lines
        .into_iter()
        .enumerate()
        .filter(|(at, _)| keep.contains(at))
        .map(|(_, line)| line)
        .collect()
}

/// Returns what the amounts of the block are divided by to be 万元, and says so when it is not 1.
fn unit(grid: &Grid, heading: usize, notes: &mut Notes) -> Decimal {
    let rows = heading.saturating_sub(1)..=heading;
    let divisor = divisor(rows.flat_map(|row| grid.cells(row)).map(|(_, text)| text));
    if divisor != Decimal::ONE {
        notes.add(heading, 0, Matter::AmountsInYuan);
    }
    divisor
}

/// Returns what amounts are divided by to be 万元, by the unit that the texts at their head say.
fn divisor<'t>(texts: impl Iterator<Item = &'t str>) -> Decimal {
    let texts: Vec<String> = texts.map(notation::fold).collect();
    let says = |unit: &str| {
        let (noted, labelled) = (format!("({unit})"), format!("单位:{unit}"));
        texts
            .iter()
            .any(|text| text.contains(&noted) || text.contains(&labelled))
    };
    match says("元") && !says("万元") {
        true => Decimal::from(10_000),
        false => Decimal::ONE,
    }
}
