//! The sheet 系统导入: exactly the headings the budget system's import template has (`domain.md` §2.6).

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{DataValidation, Worksheet};

use super::filling::Places;
use super::wrapping::TALLEST;
use super::{
    IMPORT_SHEET, OPERATORS, Page, body, choices, detail, float, for_numbers, for_texts, height, label, page, row,
    write_text,
};
use crate::model::scheme::{FormCell, Tier};
use crate::model::{Actual, Indicator, Project, Target, number};
use crate::report::form::{self, MISSING};
use crate::report::{Align, ExportError};
use crate::score::Scorecard;

/// The headings, word for word.
pub const HEADINGS: [&str; 12] = [
    "一级指标",
    "二级指标",
    "三级指标名称",
    "计算符号",
    "指标值",
    "*实际完成值（定量填数字，定性填达成、部分达成、未达成）",
    "计量单位",
    "*分值 数量(20)、质量(10)、时效(10)、成本(10)、效益(30)、满意度(10)",
    "*指标得分（定量系统自动计算，定性必填…）",
    "扣减分数",
    "完成情况简要描述（定量选填，定性必填）",
    "偏差原因及改进措施（指标未完成时必填）",
];

/// Column of 计算符号.
pub const SIGN: u16 = 3;

/// Columns of single words: levels, signs, units.
const CENTRED: [u16; 4] = [0, 1, 3, 6];

/// Widths of the columns in full-width characters.
const WIDTHS: [f64; 12] = [4.0, 4.5, 9.5, 3.0, 7.0, 6.5, 4.0, 5.5, 5.5, 3.5, 9.0, 9.0];

/// Decimals of 实际完成值.
const PLACES: u32 = 6;
/// 计算符号 of what the system has no sign for, which it takes as text only.
pub const IN_WORDS: &str = "文字";

/// Tells whether a target goes into the system as words: a range has no sign there, and beside ≤ the system takes only a
/// number for 实际完成值 (`domain.md` §1.7), never a day.
pub fn goes_in_words(it: &Indicator) -> bool {
    matches!(it.target, Some(Target::Range { .. } | Target::ByDate(_)))
}

/// What the system takes for yes and for no.
const DONE: &str = "达成";
const NOT_DONE: &str = "未达成";

/// A cell of the sheet: what it says, and how that follows from the cell where it is filled in.
struct Cell {
    value: Value,
    /// The formula over that cell; `None` where none comes to the value.
    formula: Option<String>,
}

/// What a cell says.
enum Value {
    Text(String),
    Number(Option<Decimal>),
}

/// Writes the sheet; what is missing stays empty, as the system wants it.
///
/// Its cells are plain: they are copied into the system's own template, where a reference to another sheet says nothing.
/// 校验 tells what has been changed in 自评表 since, by [`formulas`].
///
/// # Errors
/// A library that refuses the content.
pub fn write(sheet: &mut Worksheet, project: &Project, card: &Scorecard, places: &Places) -> Result<(), ExportError> {
    sheet.set_name(IMPORT_SHEET)?;
    let all: Vec<[Cell; 12]> = (0..project.indicators.len())
        .map(|position| cells(project, card, places, position))
        .collect();
    let widths = widths(&all);
    for (column, (heading, width)) in (0_u16..).zip(HEADINGS.iter().zip(widths)) {
        sheet.set_column_width(column, super::column_width(width))?;
        sheet.write_string_with_format(0, column, *heading, &label())?;
    }
    sheet.set_row_height(0, height(HEADINGS.into_iter().zip(widths)))?;
    for (line, (position, cells)) in (1_u32..).zip(all.iter().enumerate()) {
        for (column, cell) in (0_u16..).zip(cells) {
            put(sheet, line, column, cell)?;
        }
        let texts = cells.iter().zip(widths).filter_map(|(cell, width)| match &cell.value {
            Value::Text(text) => Some((text.as_str(), width)),
            Value::Number(_) => None,
        });
        sheet.set_row_height(line, height(texts))?;
        if let Some(rule) = answers(project, position) {
            sheet.add_data_validation(line, 5, line, 5, &rule)?;
        }
    }
    signs(sheet, project)?;
    let last_row = row(project.indicators.len())?;
    page(
        sheet,
        &Page {
            heading: 0,
            last_row,
            last_column: 11,
        },
    )
}

/// Lets 计算符号 be only what the system takes, and says where it stands for something else.
fn signs(sheet: &mut Worksheet, project: &Project) -> Result<(), ExportError> {
    let mut first = 1;
    for run in (project.indicators).chunk_by(|one, next| goes_in_words(one) == goes_in_words(next)) {
        let last = first + row(run.len() - 1)?;
        if let Some(mut rule) = choices(&OPERATORS) {
            if run.first().is_some_and(goes_in_words) {
                let said = "系统没有区间和日期的计算符号：按“文字”导入，指标值写区间或日期，得分以自评表为准";
                rule = rule.set_input_message(said)?;
            }
            sheet.add_data_validation(first, SIGN, last, SIGN, &rule)?;
        }
        first = last + 1;
    }
    Ok(())
}

/// Widths of the columns: as wide as their numbers, and wide enough for long texts to stand in one row.
fn widths(rows: &[[Cell; 12]]) -> [f64; 12] {
    let mut widths = WIDTHS;
    for (position, cell) in rows.iter().flat_map(|row| row.iter().enumerate()) {
        let width = &mut widths[position];
        *width = match &cell.value {
            Value::Number(value) => for_numbers(*width, value.map(number::plain)),
            Value::Text(text) => for_texts(*width, TALLEST, [text.as_str()]),
        };
    }
    widths
}

/// Names the cell of a column of an indicator.
pub fn place(column: u16, indicator: usize) -> String {
    let row = u32::try_from(indicator + 1).unwrap_or(u32::MAX);
    format!("{IMPORT_SHEET}!{}", row_col_to_cell(row, column))
}

/// Returns how the cells of each indicator follow from 自评表, or from 指标明细 for what the form has no cell for, in the
/// order of the headings.
pub fn formulas(project: &Project, card: &Scorecard, places: &Places) -> Vec<[Option<String>; 12]> {
    let all = 0..project.indicators.len();
    let of = |position| cells(project, card, places, position).map(|cell| cell.formula);
    all.map(of).collect()
}

/// Writes a cell.
fn put(sheet: &mut Worksheet, line: u32, column: u16, cell: &Cell) -> Result<(), ExportError> {
    let format = body(match cell.value {
        Value::Text(_) if CENTRED.contains(&column) => Align::Centre,
        Value::Text(_) => Align::Left,
        Value::Number(_) => Align::Right,
    });
    match &cell.value {
        Value::Text(text) => write_text(sheet, line, column, text, &format)?,
        Value::Number(Some(value)) => {
            sheet.write_number_with_format(line, column, float(*value), &format)?;
        }
        Value::Number(None) => {
            sheet.write_blank(line, column, &format)?;
        }
    }
    Ok(())
}

/// The cells of an indicator, in the order of the headings.
fn cells(project: &Project, card: &Scorecard, places: &Places, position: usize) -> [Cell; 12] {
    let it = &project.indicators[position];
    let row = Row {
        project,
        card,
        places,
        position,
    };
    let score = card.rows.get(position).and_then(|row| row.score);
    [
        row.words(&[FormCell::Level1], detail::LEVEL1, &it.level1),
        row.words(&[FormCell::Level2], detail::LEVEL2, &it.level2),
        row.words(&[FormCell::Name], detail::NAME, &it.name),
        row.sign(it),
        row.target(it),
        row.actual(it),
        row.words(&[FormCell::Unit], detail::UNIT, &it.unit),
        row.points(&[FormCell::Weight], detail::WEIGHT, it.weight),
        row.points(&[FormCell::Score], detail::SCORE, score),
        row.points(&[FormCell::Deduction], detail::DEDUCTION, it.deduction),
        row.words(&[FormCell::Description], detail::DESCRIPTION, &it.description),
        row.reason_and_measure(it),
    ]
}

/// The fields of an indicator where they are filled in.
struct Row<'a> {
    project: &'a Project,
    card: &'a Scorecard,
    places: &'a Places,
    position: usize,
}

impl Row<'_> {
    /// Returns the cell a field is filled in and what it reads like: the form's, else that of 指标明细.
    fn filled_in(&self, fields: &[FormCell], column: u16, in_detail: &str) -> (String, String) {
        match self.places.printed(self.position, fields) {
            Some(printed) => (printed.address.clone(), printed.text.clone()),
            None => (detail::place(column, self.position), in_detail.to_owned()),
        }
    }

    /// A text, word for word; 未填 is none.
    fn words(&self, fields: &[FormCell], column: u16, wanted: &str) -> Cell {
        let (cell, shown) = self.filled_in(fields, column, wanted);
        let formula = if shown == wanted && shown != MISSING {
            Some(format!("{cell}&\"\""))
        } else {
            (shown == MISSING && wanted.is_empty()).then(|| read(&cell, &[]))
        };
        Cell {
            value: Value::Text(wanted.to_owned()),
            formula,
        }
    }

    /// 计算符号 the system takes.
    fn sign(&self, it: &Indicator) -> Cell {
        let (fields, printed) = ([FormCell::Operator], it.target.as_ref().map_or("", Target::operator));
        if !goes_in_words(it) {
            return self.words(&fields, detail::OPERATOR, printed);
        }
        let (cell, _) = self.filled_in(&fields, detail::OPERATOR, printed);
        Cell {
            value: Value::Text(IN_WORDS.to_owned()),
            formula: Some(read(&cell, &[(printed.to_owned(), IN_WORDS.to_owned())])),
        }
    }

    /// Points; 未填 is none.
    fn points(&self, fields: &[FormCell], column: u16, value: Option<Decimal>) -> Cell {
        let (cell, _) = self.filled_in(fields, column, "");
        Cell {
            value: Value::Number(value),
            formula: Some(format!("IF(ISNUMBER({cell}),{cell},\"\")")),
        }
    }

    /// 指标值 without operator and unit.
    fn target(&self, it: &Indicator) -> Cell {
        let fields = [FormCell::Target, FormCell::TargetValue, FormCell::AdjustedTarget];
        let wanted = it.target.as_ref().map(Target::text).unwrap_or_default();
        let (cell, shown) = self.filled_in(&fields, detail::TARGET, &form::filled(&wanted));
        let read = |said: &[(String, String)]| read(&cell, said);
        match &it.target {
            Some(target) if target.number().is_some() => {
                // 未发生 is the target 0.
                let zero = Target::Zero;
                let other = match target {
                    Target::Zero => format!("IF({cell}=\"{}\",0,{})", zero.text(), read(&[])),
                    _ => read(&[]),
                };
                Cell {
                    value: Value::Number(target.number()),
                    formula: Some(format!("IF(ISNUMBER({cell}),{cell},{other})")),
                }
            }
            Some(Target::ByDate(_)) => Cell {
                value: Value::Text(wanted),
                formula: Some(format!("IF(ISNUMBER({cell}),{}&\"前\",{})", day(&cell), read(&[]))),
            },
            Some(Target::Range { .. }) if shown != wanted => {
                let (unit, _) = self.filled_in(&[FormCell::Unit], detail::UNIT, &it.unit);
                let is_apart = !it.unit.is_empty() && shown.replace(&it.unit, "") == wanted;
                Cell {
                    value: Value::Text(wanted),
                    formula: is_apart.then(|| format!("SUBSTITUTE({},{unit},\"\")", read(&[]))),
                }
            }
            _ => Cell {
                formula: (shown == form::filled(&wanted)).then(|| read(&[])),
                value: Value::Text(wanted),
            },
        }
    }

    /// 实际完成值 as the system takes it: a number, or 达成, 部分达成, 未达成.
    fn actual(&self, it: &Indicator) -> Cell {
        let fields = [FormCell::Actual, FormCell::ActualValue];
        let (cell, shown) = self.filled_in(&fields, detail::ACTUAL, &form::actual(self.project, it));
        let said = self.answers(it);
        let words = read(&cell, &said);
        let is_day = match &it.actual {
            Some(Actual::Date(_)) => true,
            Some(Actual::Number(_) | Actual::Ratio { .. }) => false,
            _ => matches!(it.target, Some(Target::ByDate(_))),
        };
        let number = if is_day {
            day(&cell)
        } else {
            format!("ROUND({cell},{PLACES})")
        };
        let formula = format!("IF(ISNUMBER({cell}),{number},{words})");
        if let Some(value) = it.actual_number() {
            return Cell {
                value: Value::Number(Some(number::round(value, PLACES).normalize())),
                formula: Some(formula),
            };
        }
        let wanted = match &it.actual {
            Some(Actual::Tier(tier)) => (self.project.scheme.qualitative.tiers.get(usize::from(*tier))).map_or_else(
                || it.actual_text(&self.project.scheme),
                |tier| reported(tier).to_owned(),
            ),
            Some(Actual::Done(true)) => DONE.to_owned(),
            Some(Actual::Done(false)) => NOT_DONE.to_owned(),
            _ => it.actual_text(&self.project.scheme),
        };
        let says = said.iter().find(|(word, _)| *word == shown);
        let comes_to = match says {
            Some((_, reported)) => reported.as_str(),
            None if shown == MISSING => "",
            None => shown.as_str(),
        };
        Cell {
            formula: (comes_to == wanted).then_some(formula),
            value: Value::Text(wanted),
        }
    }

    /// What may stand in 实际完成值 of a judged indicator, each with the word the system takes for it.
    fn answers(&self, it: &Indicator) -> Vec<(String, String)> {
        match &it.target {
            Some(Target::Tiered(_)) => {
                let tiers = self.project.scheme.qualitative.tiers.iter();
                tiers
                    .map(|tier| (tier.name.clone(), reported(tier).to_owned()))
                    .collect()
            }
            Some(target @ (Target::YesNo(_) | Target::ByDate(_))) => {
                let [yes, no] = target.answers();
                vec![(yes, DONE.to_owned()), (no, NOT_DONE.to_owned())]
            }
            _ => Vec::new(),
        }
    }

    /// 偏差原因 and 改进措施 with their labels, one below the other.
    fn reason_and_measure(&self, it: &Indicator) -> Cell {
        let wanted = form::reason_and_measure(it);
        if self.places.of(self.position, &[FormCell::ReasonAndMeasure]).is_some() {
            return self.words(&[FormCell::ReasonAndMeasure], detail::REASON, &wanted);
        }
        let (reason, _) = self.filled_in(&[FormCell::Reason], detail::REASON, "");
        let (measure, _) = self.filled_in(&[FormCell::Measure], detail::MEASURE, "");
        let is_trimmed = it.reason.trim() == it.reason && it.measure.trim() == it.measure;
        // A part that is owed and not there is no part.
        let [reason, measure] = [(reason, FormCell::Reason), (measure, FormCell::Measure)].map(|(cell, part)| {
            if form::words(self.project, self.card, self.position, part) == MISSING {
                read(&cell, &[])
            } else {
                cell
            }
        });
        let labelled = |label: &str, cell: &str| format!("IF({cell}=\"\",\"\",\"{label}\"&{cell})");
        let formula = format!(
            "{}&IF(OR({reason}=\"\",{measure}=\"\"),\"\",CHAR(10))&{}",
            labelled(form::REASON, &reason),
            labelled(form::MEASURE, &measure)
        );
        Cell {
            value: Value::Text(wanted),
            formula: is_trimmed.then_some(formula),
        }
    }
}

/// Reads the words of a cell: those that are said otherwise in the system's, 未填 as nothing, others as they are.
fn read(cell: &str, said: &[(String, String)]) -> String {
    let literal = |text: &str| text.replace('"', "\"\"");
    let plain = format!("IF({cell}=\"{MISSING}\",\"\",{cell}&\"\")");
    said.iter().rev().fold(plain, |rest, (word, reported)| {
        format!("IF({cell}=\"{}\",\"{}\",{rest})", literal(word), literal(reported))
    })
}

/// Returns the word the system takes for a tier.
fn reported(tier: &Tier) -> &str {
    tier.aliases.first().unwrap_or(&tier.name)
}

/// Writes the day in a cell in words.
fn day(cell: &str) -> String {
    format!("YEAR({cell})&\"年\"&MONTH({cell})&\"月\"&DAY({cell})&\"日\"")
}

/// What 实际完成值 of a judged indicator may be chosen from: the words the system takes.
fn answers(project: &Project, row: usize) -> Option<DataValidation> {
    match project.indicators[row].target {
        Some(Target::Tiered(_)) => {
            let tiers = project.scheme.qualitative.tiers.iter();
            choices(&tiers.map(reported).collect::<Vec<_>>())
        }
        Some(Target::YesNo(_)) => choices(&[DONE, NOT_DONE]),
        _ => None,
    }
}
