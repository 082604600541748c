//! The sheet 指标明细: one row an indicator with every field; what the printed form has no cell for is typed here.

mod value;

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{DataValidation, Worksheet};

use super::expression::Expression as E;
use super::filling::{Places, averted, reached, serial, stated, wanted};
use super::scoring::Operands;
use super::side::Side;
use super::{
    BEFORE, DAY, DETAIL_SHEET, Page, body, choices, for_numbers, for_texts, heading, height, keep_sign, page, percent,
    scoring, stored, top, width_of, within,
};
use crate::model::scheme::FormCell;
use crate::model::{Actual, Field, Indicator, Project, Target, number};
use crate::report::form::{self, MISSING};
use crate::report::{Align, ExportError};
use crate::score::{Scorecard, UNJUDGED};
use value::Value;

/// Row of the first indicator in the sheet, from 0.
const FIRST: usize = 3;
/// Headings with their widths in full-width characters.
const COLUMNS: [(&str, f64); 25] = [
    ("序号", 3.0),
    ("编码", 4.0),
    ("年度绩效目标", 7.0),
    ("一级指标", 5.0),
    ("二级指标", 6.0),
    ("三级指标", 11.0),
    ("计算符号", 3.0),
    ("指标值", 8.0),
    ("计量单位", 4.0),
    ("实际完成值", 8.0),
    ("分子", 5.0),
    ("分母", 5.0),
    ("完成率", 5.0),
    ("分值", 4.0),
    ("扣减分数", 4.0),
    ("得分", 4.0),
    ("未得分", 4.0),
    ("自评填报得分", 4.0),
    ("预计复核得分", 4.0),
    ("完成情况简要描述", 10.0),
    ("偏差原因", 12.0),
    ("偏差原因类别", 5.0),
    ("改进措施", 12.0),
    ("责任科室", 5.0),
    ("上年值", 5.0),
];
/// Most a row is made high, in points: a third of a page.
const HIGHEST: f64 = 220.0;
/// Most characters of a title at the head of a page; Excel keeps 255 with the signs that set it.
const LONGEST_HEADER: usize = 100;
/// Columns of single words: codes, levels, signs, units, kinds of causes, sections.
const CENTRED: [u16; 7] = [1, 3, 4, 6, 8, 21, 23];
/// Column of 一级指标.
pub const LEVEL1: u16 = 3;
/// Column of 二级指标.
pub const LEVEL2: u16 = 4;
/// Column of 三级指标.
pub const NAME: u16 = 5;
/// Column of 计算符号.
pub const OPERATOR: u16 = 6;
/// Column of 指标值.
pub const TARGET: u16 = 7;
/// Column of 计量单位.
pub const UNIT: u16 = 8;
/// Column of 实际完成值.
pub const ACTUAL: u16 = 9;
/// Column of 分子.
pub const NUMERATOR: u16 = 10;
/// Column of 分母.
pub const DENOMINATOR: u16 = 11;
/// Column of 完成率.
const COMPLETION: u16 = 12;
/// Column of 分值.
pub const WEIGHT: u16 = 13;
/// Column of 扣减分数.
pub const DEDUCTION: u16 = 14;
/// Column of 得分.
pub const SCORE: u16 = 15;
/// Column of 自评填报得分.
pub const DECLARED: u16 = 17;

/// Column of 完成情况简要描述.
pub const DESCRIPTION: u16 = 19;
/// Column of 偏差原因.
pub const REASON: u16 = 20;
/// Column of 改进措施.
pub const MEASURE: u16 = 22;

/// Names a cell of an indicator.
pub fn place(column: u16, indicator: usize) -> String {
    let row = u32::try_from(FIRST + indicator).unwrap_or(u32::MAX);
    format!("{DETAIL_SHEET}!{}", row_col_to_cell(row, column))
}

/// Names the cells of a column from the first indicator to the last.
pub fn column(project: &Project, column: u16) -> String {
    let last = place(column, project.indicators.len().saturating_sub(1));
    let last = last.split_once('!').map_or(last.as_str(), |(_, cell)| cell);
    format!("{}:{last}", place(column, 0))
}

/// Returns what 实际完成值 may be chosen from; `None` where it is measured.
pub fn answers(project: &Project, indicator: &Indicator) -> Option<DataValidation> {
    let target = indicator.target.as_ref()?;
    match target {
        Target::Tiered(_) => {
            let tiers = project.scheme.qualitative.tiers.iter();
            choices(&tiers.map(|tier| tier.name.as_str()).collect::<Vec<_>>())
        }
        Target::ByDate(_) if !matches!(indicator.actual, Some(Actual::Done(_))) => None,
        Target::YesNo(_) | Target::ByDate(_) => choices(&target.answers().each_ref().map(String::as_str)),
        _ => None,
    }
}

/// Writes the sheet.
///
/// # Errors
/// A library that refuses the content.
pub fn write(sheet: &mut Worksheet, project: &Project, card: &Scorecard, places: &Places) -> Result<(), ExportError> {
    sheet.set_name(DETAIL_SHEET)?;
    // What comes to nothing is stored as nothing, not as 0.
    sheet.set_formula_result_default("");
    let last_column = super::columns(COLUMNS.len()) - 1;
    let line = |position| {
        Ok(Line {
            project,
            card,
            places,
            position,
            at: super::row(FIRST + position)?,
        })
    };
    let lines = (0..project.indicators.len())
        .map(line)
        .collect::<Result<Vec<_>, ExportError>>()?;
    let (columns, unused) = (columns(project, &lines), unused(project));
    let side = Side::new(&columns, &unused, NAME);
    let title = format!("{}{}绩效指标明细", project.of_year(), project.subject());
    let mut said = "自评表有的栏目在“自评表”中填写和计算，此处引用；分子、分母等自评表没有的栏目在此填写；各行都为空的栏目已隐藏，需要时取消隐藏".to_owned();
    if places.is_rearranged {
        said += "；指标的顺序与“系统导入”相同，“自评表”中同一目标的指标排在一起";
    }
    top(sheet, (last_column, width_of(&columns)), &title, &said)?;
    heading(sheet, 2, &columns)?;
    for line in &lines {
        line.write(sheet, &columns)?;
    }
    let last_row = super::row(FIRST + project.indicators.len().max(1) - 1)?;
    page(
        sheet,
        &Page {
            heading: 2,
            last_row,
            last_column,
        },
    )?;
    sheet.set_freeze_panes(super::row(FIRST)?, 6)?;
    for column in unused {
        sheet.set_column_hidden(column)?;
    }
    side.print(sheet)?;
    // Over several pages a title in cells would be cut; it heads each of them instead.
    let title: String = title.chars().take(LONGEST_HEADER).collect();
    sheet.set_header(format!("&C&14&\"方正小标宋简体\"{}", title.replace('&', "&&")));
    sheet.set_print_area(2, 0, last_row, last_column)?;
    Ok(())
}

/// The columns, as wide as their numbers, and wide enough for long texts to stand in one row.
fn columns(project: &Project, lines: &[Line]) -> [(&'static str, f64); 25] {
    let mut columns = COLUMNS;
    for line in lines {
        let values = line.values(&project.indicators[line.position]);
        for (value, (_, width)) in values.iter().zip(&mut columns) {
            *width = match (value.number(project), value.text()) {
                (Some(number), _) => for_numbers(*width, [number]),
                (None, Some(text)) => for_texts(*width, HIGHEST, [text]),
                (None, None) => *width,
            };
        }
    }
    columns
}

/// Columns that no indicator fills; empty, they would only make the others smaller.
fn unused(project: &Project) -> Vec<u16> {
    let list = &project.indicators;
    let ratio = |one: &Indicator| matches!(one.actual, Some(Actual::Ratio { .. }));
    let used = [
        (1, list.iter().any(|one| !one.code.is_empty())),
        (2, list.iter().any(|one| one.goal.is_some())),
        (NUMERATOR, list.iter().any(ratio)),
        (DENOMINATOR, list.iter().any(ratio)),
        (DEDUCTION, list.iter().any(|one| one.deduction.is_some())),
        (DECLARED, list.iter().any(|one| one.declared.is_some())),
        (18, list.iter().any(|one| one.expected.is_some())),
        (23, list.iter().any(|one| one.section.is_some())),
        (24, list.iter().any(|one| one.previous_year.is_some())),
    ];
    let unused = used.into_iter().filter(|(_, used)| !used && !list.is_empty());
    unused.map(|(column, _)| column).collect()
}

/// One indicator.
struct Line<'a> {
    project: &'a Project,
    card: &'a Scorecard,
    places: &'a Places,
    position: usize,
    at: u32,
}

impl Line<'_> {
    fn write(&self, sheet: &mut Worksheet, columns: &[(&str, f64)]) -> Result<(), ExportError> {
        let it = &self.project.indicators[self.position];
        let values = self.values(it);
        for (column, value) in (0_u16..).zip(&values) {
            let align = match column {
                TARGET | COMPLETION => Align::Right,
                column if CENTRED.contains(&column) => Align::Centre,
                _ => Align::Left,
            };
            value.write(sheet, (self.at, column), &body(align), self.project, it)?;
        }
        let texts = values
            .iter()
            .zip(columns)
            .filter_map(|(value, (_, width))| Some((value.text()?, *width)));
        sheet.set_row_height(self.at, height(texts))?;
        self.validate(sheet, it)
    }

    /// Lets typed cells take only what their rules know; cells that refer to the form need no rule.
    fn validate(&self, sheet: &mut Worksheet, it: &Indicator) -> Result<(), ExportError> {
        let causes = crate::model::Cause::ALL.map(crate::model::Cause::name);
        let held = self
            .places
            .of(self.position, &[FormCell::Actual, FormCell::ActualValue]);
        if self.places.of(self.position, &[FormCell::Operator]).is_none() {
            keep_sign(sheet, self.at, OPERATOR, it)?;
        }
        let rules = [
            (ACTUAL, held.map_or_else(|| answers(self.project, it), |_| None)),
            (DECLARED, it.weight.map(within).transpose()?),
            (21, choices(&causes)),
        ];
        for (column, rule) in rules {
            if let Some(rule) = rule {
                sheet.add_data_validation(self.at, column, self.at, column, &rule)?;
            }
        }
        Ok(())
    }

    /// The cells in the order of the headings.
    fn values(&self, it: &Indicator) -> [Value; 25] {
        let project = self.project;
        let text = |text: &str| Value::Text(text.to_owned());
        let cell = |field| Value::Text(project.cell(it, field));
        let points = |value| Value::Number(value, "General".into());
        let scored = self.card.rows.get(self.position);
        let score = scored.and_then(|row| row.score);
        let unscored = scored.filter(|row| row.awaits_points()).map_or(MISSING, |_| UNJUDGED);
        let row = self.at + 1;
        let lost = format!("IF(COUNT(N{row},P{row})=2,ROUND(N{row}-P{row},6),\"{MISSING}\")");
        let (numerator, denominator) = match it.actual {
            Some(Actual::Ratio { numerator, denominator }) => (Some(numerator), Some(denominator)),
            _ => (None, None),
        };
        [
            points(Some(Decimal::from(self.position + 1))),
            text(&it.code),
            cell(Field::Goal),
            self.words(FormCell::Level1, &it.level1),
            self.words(FormCell::Level2, &it.level2),
            self.words(FormCell::Name, &it.name),
            self.words(FormCell::Operator, it.target.as_ref().map_or("", Target::operator)),
            self.target(it),
            self.words(FormCell::Unit, &it.unit),
            self.actual(it),
            points(numerator),
            points(denominator),
            self.completion(it),
            self.held(&[FormCell::Weight], it.weight, "General"),
            match (self.places.of(self.position, &[FormCell::Deduction]), it.deduction) {
                (Some(cell), None) => Value::Words(format!("IF({cell}=\"\",\"\",{cell})"), String::new()),
                (_, Some(_)) => self.held(&[FormCell::Deduction], it.deduction, "General"),
                (None, None) => points(None),
            },
            self.held_or(&[FormCell::Score], score, "0.00", unscored),
            Value::Formula(lost, stated(scored.and_then(|row| row.lost)), "0.00".into()),
            points(it.declared),
            points(it.expected),
            self.said(FormCell::Description),
            self.said(FormCell::Reason),
            text(it.cause.map_or("", crate::model::Cause::name)),
            self.said(FormCell::Measure),
            cell(Field::Section),
            points(it.previous_year),
        ]
    }

    /// A text of the form, or the text itself where the form has no cell for it.
    fn words(&self, cell: FormCell, text: &str) -> Value {
        let printed = self.places.printed(self.position, &[cell]);
        match printed.filter(|printed| printed.text == text && text != MISSING && stored(text).is_some()) {
            Some(printed) => Value::Words(format!("{}&\"\"", printed.address), text.to_owned()),
            None => Value::Text(text.to_owned()),
        }
    }

    /// What the indicator says in words, 未填 where the form demands it.
    fn said(&self, cell: FormCell) -> Value {
        self.words(cell, &form::words(self.project, self.card, self.position, cell))
    }

    /// A number of the form, or the number itself where the form has no cell for it.
    fn held(&self, cells: &[FormCell], value: Option<Decimal>, format: impl Into<Cow<'static, str>>) -> Value {
        self.held_or(cells, value, format, MISSING)
    }

    /// The same of a number that is measured in the indicator's unit.
    fn measured(&self, cells: &[FormCell], value: Option<Decimal>, it: &Indicator) -> Value {
        self.held(cells, value, super::measured(value.unwrap_or_default(), &it.unit))
    }

    /// The same, with what stands in place of a number that is missing.
    fn held_or(
        &self,
        cells: &[FormCell],
        value: Option<Decimal>,
        format: impl Into<Cow<'static, str>>,
        none: &str,
    ) -> Value {
        match (self.places.of(self.position, cells), value) {
            (Some(cell), _) => {
                let result = value.map_or_else(|| none.to_owned(), number::plain);
                Value::Formula(cell.to_owned(), result, format.into())
            }
            (None, Some(_)) => Value::Number(value, format.into()),
            (None, None) => Value::Text(none.to_owned()),
        }
    }

    /// 指标值 as printed, or a reference to the form's number.
    fn target(&self, it: &Indicator) -> Value {
        let cells = [FormCell::Target, FormCell::TargetValue, FormCell::AdjustedTarget];
        match it.target.as_ref() {
            None => Value::Text(MISSING.to_owned()),
            Some(
                target @ (Target::AtLeast(_)
                | Target::MoreThan(_)
                | Target::AtMost(_)
                | Target::LessThan(_)
                | Target::Equal(_)),
            ) => self.measured(&cells, target.number(), it),
            Some(Target::ByDate(date)) => match (self.places.of(self.position, &cells), serial(*date)) {
                (Some(cell), Some(day)) => Value::Formula(cell.to_owned(), number::plain(day), BEFORE.into()),
                _ => Value::Date(*date, BEFORE),
            },
            Some(target) => Value::Text(target.printed(&it.unit)),
        }
    }

    /// 实际完成值: the form's, or the value itself.
    fn actual(&self, it: &Indicator) -> Value {
        let cells = [FormCell::Actual, FormCell::ActualValue];
        match (&it.actual, it.actual_number()) {
            (Some(Actual::Number(_)), value @ Some(_)) if it.is_averted() => self.held(&cells, value, averted("")),
            (Some(Actual::Number(_)), value @ Some(_)) => self.measured(&cells, value, it),
            (Some(Actual::Ratio { numerator, denominator }), Some(value)) => {
                match self.places.of(self.position, &cells) {
                    Some(cell) => Value::Quotient(cell.to_owned(), number::plain(value)),
                    None => {
                        let row = self.at + 1;
                        let quotient = E::Cell(format!("K{row}"), Some(*numerator))
                            .over(E::Cell(format!("L{row}"), Some(*denominator)))
                            .in_unit(&it.unit);
                        Value::Quotient(quotient.guarded(), number::plain(value))
                    }
                }
            }
            (Some(Actual::Date(date)), _) => match (self.places.of(self.position, &cells), serial(*date)) {
                (Some(cell), Some(day)) => Value::Formula(cell.to_owned(), number::plain(day), DAY.into()),
                _ => Value::Date(*date, DAY),
            },
            _ => match self.places.of(self.position, &cells) {
                Some(cell) => Value::Formula(cell.to_owned(), form::actual(self.project, it), "General".into()),
                None => Value::Text(form::actual(self.project, it)),
            },
        }
    }

    /// 完成率 as a formula over 指标值 and 实际完成值, — where no rate is known.
    fn completion(&self, it: &Indicator) -> Value {
        let row = self.at + 1;
        let cell = |column| format!("{column}{row}");
        let known = self.card.rows.get(self.position).and_then(|row| row.completion);
        let formula = reached(it, cell("J")).and_then(|(actual, answer)| {
            let operands = Operands {
                target: E::Cell(cell("H"), it.target.as_ref().and_then(wanted)),
                actual,
                answer,
                weight: E::Cell(cell("N"), it.weight),
                deduction: None,
            };
            scoring::completion(self.project, self.position, &operands)
        });
        match formula {
            // Without its points a row is not held against its target.
            Some(formula) => {
                let result = if it.weight.is_some() {
                    formula.result()
                } else {
                    MISSING.to_owned()
                };
                Value::Formula(formula.guarded_with(Some(&cell("N"))), result, percent(known).into())
            }
            None if matches!(it.target, None | Some(Target::Text(_))) => Value::Text(MISSING.to_owned()),
            None => Value::Text("—".to_owned()),
        }
    }
}
