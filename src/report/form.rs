//! The scheme's printed form filled in: one grid of cells, for the annex of the report and for the workbook.
//!
//! Columns, headings, feet and footnotes are the scheme's own words in the scheme's order; nothing of a
//! region stands here.

mod cells;
mod grid;

use std::ops::Range;

use jiff::civil::Date;

use crate::binding::Values;
use crate::model::scheme::{BudgetCell, Foot, FootCell, FormCell, GoalCell, GoalsStand, Head, HeadCell};
use crate::model::{FundKind, Goal, Project, number};
use crate::report::{Align, Cell, Table, narrative};
use crate::score::Scorecard;

pub use crate::binding::MISSING;
pub(crate) use cells::{
    MEASURE, REASON, actual, amounts, carries_demo, demo_statement, filled, points_apart, reason_and_measure,
    total as printed_total, words,
};

/// A filled form.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Title with year and subject.
    pub title: String,
    /// The line under the title: unit, date, unit of money.
    pub subtitle: String,
    /// Width of each grid column in full-width characters.
    pub widths: Vec<u16>,
    /// Rows of the grid, without title, subtitle and footnotes.
    pub rows: Vec<Vec<Entry>>,
    /// Row of `rows` that holds the headings of the indicator block.
    pub heading: usize,
    /// Rows of `rows` that hold the indicators.
    pub indicators: Range<usize>,
    /// 备注, numbered, one entry a paragraph; the statement of 演示数据 last.
    pub footnotes: Vec<String>,
    /// Position in `footnotes` of the one that says that the sum is not the score yet.
    pub partial: Option<usize>,
}

/// A cell of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// First grid column, from 0.
    pub column: usize,
    /// The printed cell.
    pub cell: Cell,
    /// What it stands for.
    pub slot: Slot,
}

/// What a cell of the form stands for, so that a workbook can put numbers and formulas there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A printed word.
    Label,
    /// Text of the project.
    Text,
    /// Text or achievement of the goal at a position of `Project::goals`.
    Goal(usize),
    /// 总额 of one kind of expenditure in the head.
    Expenditure(FundKind),
    /// A field of the budget block: position of the row in the scheme's form, and the field.
    Budget(usize, BudgetCell),
    /// A field of the indicator at a position of `Project::indicators`.
    Indicator(usize, FormCell),
    /// 自评总分 in the head.
    HeadTotal,
    /// 总分 under the column of weights.
    TotalWeight,
    /// 总分.
    Total,
}

/// Fills in the form of a project's scheme; `date` is the 填报日期 where the project states none.
///
/// Where it has a column of goals, the indicators of a goal stand together, in the annex and in the workbook alike.
pub fn form(project: &Project, card: &Scorecard, date: Date) -> Form {
    let printed = &project.scheme.form;
    let grid = grid::Grid::new(printed);
    let filled_on = number::date(project.filled_on.unwrap_or(date));
    let mut rows = head(project, card, &grid, &filled_on);
    let (budget, goals) = (budget_block(project, card, &grid), goals_block(project, card, &grid));
    rows.extend(match printed.goals_stand {
        GoalsStand::BelowBudget => [budget, goals].concat(),
        GoalsStand::AboveBudget => [goals, budget].concat(),
    });
    if !printed.indicator_heading.is_empty() {
        rows.push(vec![grid.whole().entry(
            &printed.indicator_heading,
            Align::Centre,
            Slot::Label,
        )]);
    }
    let heading = rows.len();
    rows.push(
        grid.columns(printed)
            .map(|(column, at)| at.entry(&column.heading, Align::Centre, Slot::Label))
            .collect(),
    );
    let first = rows.len();
    rows.extend(cells::indicators(project, card, &grid));
    let indicators = first..rows.len();
    rows.push(total(project, card, &grid));
    rows.extend(fields(project, card, &grid, &printed.feet));
    let (footnotes, partial) = footnotes(project, card);
    Form {
        title: title(project),
        subtitle: subtitle(project, &filled_on),
        widths: grid.widths.clone(),
        rows,
        heading,
        indicators,
        footnotes,
        partial,
    }
}

impl Form {
    /// Returns the positions of the indicators in the project, in the order of the rows.
    pub fn order(&self) -> Vec<usize> {
        let rows = self.rows[self.indicators.clone()].iter();
        rows.filter_map(|row| {
            row.iter().find_map(|entry| match entry.slot {
                Slot::Indicator(position, _) => Some(position),
                _ => None,
            })
        })
        .collect()
    }

    /// Returns the form as tables: the head with the budget block, then the indicator block whose heading repeats.
    pub fn tables(&self) -> Vec<Table> {
        let table = |rows: &[Vec<Entry>], heading_rows| Table {
            widths: self.widths.clone(),
            heading_rows,
            rows: rows
                .iter()
                .map(|row| row.iter().map(|entry| entry.cell.clone()).collect())
                .collect(),
            part: None,
        };
        // The label above the headings stays with them over the end of a page.
        let labels = (self.rows.get(self.heading.wrapping_sub(1)))
            .map_or(0, |row| usize::from(row.len() == 1 && row[0].slot == Slot::Label));
        let (head, block) = self.rows.split_at(self.heading - labels);
        let mut tables = Vec::new();
        if !head.is_empty() {
            tables.push(table(head, 0));
        }
        tables.push(table(block, 1 + labels));
        tables
    }
}

/// The title with year and subject; an unset year is none, not 0.
fn title(project: &Project) -> String {
    let pattern = project.scheme.form.title.replace("{subject}", project.subject());
    super::titled(&match project.year {
        0 => pattern.replace("{year}年度", "").replace("（）", ""),
        year => pattern.replace("{year}", &year.to_string()),
    })
}

/// The line under the title: the date where no field above the budget block has it, and the unit of money.
fn subtitle(project: &Project, filled_on: &str) -> String {
    let dated = (project.scheme.form.heads.iter()).any(|head| head.holds == HeadCell::FilledOn);
    let unit = "金额单位：万元";
    if dated {
        return unit.to_owned();
    }
    format!("填报日期：{filled_on}　　{unit}")
}

/// Length of printed choices, in characters, from which on a field stands in a row of its own.
const LONG_CHOICES: usize = 16;

/// The rows above the budget block: whom the form is about, two fields a row, the name of a project alone.
fn head(project: &Project, card: &Scorecard, grid: &grid::Grid, filled_on: &str) -> Vec<Vec<Entry>> {
    let mut rows: Vec<Vec<&Head>> = Vec::new();
    for head in &project.scheme.form.heads {
        let alone = |head: &Head| {
            let choices: usize = head.options.iter().map(|option| option.chars().count()).sum();
            head.holds == HeadCell::ProjectName || choices > LONG_CHOICES
        };
        match rows.last_mut() {
            Some(row) if row.len() == 1 && !alone(row[0]) && !alone(head) => row.push(head),
            _ => rows.push(vec![head]),
        }
    }
    rows.into_iter()
        .map(|row| {
            grid.pairs(row.len())
                .zip(row)
                .flat_map(|((label_at, value_at), head)| {
                    let (text, slot) = cells::head(project, card, head, filled_on);
                    [
                        label_at.entry(&head.label, Align::Centre, Slot::Label),
                        value_at.entry(&text, Align::Left, slot),
                    ]
                })
                .collect()
        })
        .collect()
}

/// The budget block: its label at the left, its headings, then its rows.
fn budget_block(project: &Project, card: &Scorecard, grid: &grid::Grid) -> Vec<Vec<Entry>> {
    let printed = &project.scheme.form;
    if printed.budget_columns.is_empty() {
        return Vec::new();
    }
    let (label, places) = grid.budget(printed);
    let mut first: Vec<Entry> = Vec::new();
    if let Some(at) = label {
        let mut entry = at.entry(&printed.budget_heading, Align::Centre, Slot::Label);
        entry.cell.rows = printed.budget_rows.len() + 1;
        first.push(entry);
    }
    let headings = places.iter().zip(&printed.budget_columns);
    first.extend(headings.map(|(at, column)| at.entry(&column.heading, Align::Centre, Slot::Label)));
    let mut rows = vec![first];
    for (position, row) in printed.budget_rows.iter().enumerate() {
        let amounts = amounts(project, card, row);
        let columns = places.iter().zip(&printed.budget_columns);
        rows.push(
            columns
                .map(|(at, column)| {
                    let (text, align) = cells::budget(project, card, row, &amounts, column.holds);
                    at.entry(&text, align, Slot::Budget(position, column.holds))
                })
                .collect(),
        );
    }
    rows
}

/// The goals of the year and what became of them, for forms that have such a block.
fn goals_block(project: &Project, card: &Scorecard, grid: &grid::Grid) -> Vec<Vec<Entry>> {
    let columns = &project.scheme.form.goal_columns;
    if columns.is_empty() {
        return Vec::new();
    }
    let (label, places) = grid.goals(columns.len());
    let words = match project.scheme.form.goal_label.as_str() {
        "" => "年度总体目标",
        words => words,
    };
    let mut first = label.entry(words, Align::Centre, Slot::Label);
    first.cell.rows = project.goals.len().max(1) + 1;
    let mut headings = vec![first];
    let named = places.iter().zip(columns);
    headings.extend(named.map(|(at, column)| at.entry(&column.heading, Align::Centre, Slot::Label)));
    let mut rows = vec![headings];
    let missing = [Goal::default()];
    let goals = if project.goals.is_empty() {
        &missing[..]
    } else {
        &project.goals
    };
    rows.extend(goals.iter().enumerate().map(|(position, goal)| {
        let cells = places.iter().zip(columns);
        cells
            .filter_map(|(at, column)| {
                let (text, slot) = match column.holds {
                    GoalCell::Text => (cells::filled(&goal.text), Slot::Goal(position)),
                    GoalCell::Achieved => (cells::filled(&goal.achieved), Slot::Goal(position)),
                    // One text beside all goals.
                    GoalCell::Kept if position > 0 => return None,
                    GoalCell::Kept => (cells::filled(project.form_text(&column.heading)), Slot::Text),
                    GoalCell::Blank => (String::new(), Slot::Text),
                };
                let mut entry = at.entry(&text, Align::Left, slot);
                if column.holds == GoalCell::Kept {
                    entry.cell.rows = goals.len();
                }
                Some(entry)
            })
            .collect()
    }));
    rows.extend(fields(project, card, grid, &project.scheme.form.under_goals));
    rows
}

/// 总分, under the columns of weights and scores.
fn total(project: &Project, card: &Scorecard, grid: &grid::Grid) -> Vec<Entry> {
    let printed = &project.scheme.form;
    let mut entries: Vec<Entry> = Vec::new();
    let mut labelled = false;
    // What is stated, not what should be: a sum that is not 100 must be seen.
    let weight = (project.indicators.iter())
        .filter_map(|indicator| indicator.weight)
        .fold(project.scheme.budget.weight, |sum, weight| {
            sum.checked_add(weight).unwrap_or(rust_decimal::Decimal::MAX)
        });
    for (column, at) in grid.columns(printed) {
        let entry = match column.holds {
            FormCell::Weight => at.entry(&number::plain(weight), Align::Right, Slot::TotalWeight),
            FormCell::Score => at.entry(&cells::total(card), Align::Right, Slot::Total),
            _ => at.entry("", Align::Centre, Slot::Label),
        };
        match entries.last_mut() {
            // Empty neighbours run together, so that 总分 is one wide cell as printed.
            Some(last) if last.slot == Slot::Label && entry.slot == Slot::Label => {
                last.cell.columns += entry.cell.columns;
            }
            _ => entries.push(entry),
        }
    }
    for entry in &mut entries {
        if entry.slot == Slot::Label && !labelled {
            let label = printed.total_label.as_str();
            entry.cell.text = if label.is_empty() { "总分" } else { label }.to_owned();
            labelled = true;
        }
    }
    entries
}

/// Labels with their texts, one a row.
///
/// What the officer has not written is made from the rows.
fn fields(project: &Project, card: &Scorecard, grid: &grid::Grid, fields: &[Foot]) -> Vec<Vec<Entry>> {
    let (label_at, value_at) = grid.foot(fields);
    let values = Values::new(project, card);
    let written = |text: &str, foot: &Foot| match text.trim() {
        "" => cells::filled(&values.print(&narrative::foot(project, card, foot))),
        text => text.to_owned(),
    };
    (fields.iter())
        .map(|foot| {
            let text = match foot.holds {
                FootCell::DeviationAnalysis => written(&project.deviation_analysis, foot),
                FootCell::ImprovementPlan => written(&project.improvement_plan, foot),
                FootCell::Kept => cells::filled(project.form_text(&foot.label)),
                FootCell::Blank => String::new(),
            };
            vec![
                label_at.entry(&foot.label, Align::Centre, Slot::Label),
                value_at.entry(&text, Align::Left, Slot::Text),
            ]
        })
        .collect()
}

/// What a note below the form begins with: whoever reads the table knows by the word that its rows are over.
pub fn note_head(position: usize) -> &'static str {
    if position == 0 { "备注：" } else { "" }
}

/// Says that the sum is not the score yet, as a sum of some of the rows looks like it: how many are open, what they are
/// called, and what words stand behind.
pub fn unfinished(count: &str, word: &str, remark: &str) -> String {
    format!("表中尚有{count}项{word}{remark}，得分合计只含已填部分，不是最终得分。")
}

/// 备注 as printed, then what must be said of the data; and the position of what is said of a sum of some of the rows.
fn footnotes(project: &Project, card: &Scorecard) -> (Vec<String>, Option<usize>) {
    let notes = &project.scheme.form.footnotes;
    let mut out: Vec<String> = (notes.iter().enumerate())
        .map(|(position, note)| {
            let head = note_head(position);
            let numbered = note.starts_with(|first: char| first.is_ascii_digit());
            if numbered {
                format!("{head}{note}")
            } else {
                format!("{head}{}.{note}", position + 1)
            }
        })
        .collect();
    let mut demo = carries_demo(project).then(|| cells::demo_warning(project));
    if let Some(last) = out.last_mut() {
        // A line of its own may need a page of its own.
        last.extend(demo.take());
    }
    let is_partial = card.unfilled > 0 && card.stated_total().is_some();
    let partial = is_partial.then_some(out.len());
    let unfilled =
        is_partial.then(|| unfinished(&card.unfilled.to_string(), card.unfilled_word(), card.unfilled_remark()));
    let said = unfilled.into_iter().chain(cells::points_apart(project, card));
    for said in said.chain(demo) {
        out.push(format!("{}{said}", note_head(out.len())));
    }
    (out, partial)
}
