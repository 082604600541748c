//! The sheet 自评表: the form as printed, its numbers as numbers, its scores as formulas.

use std::collections::HashMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Formula, Worksheet};

use super::expression::Expression as E;
use super::scoring::{self, Operands};
use super::{
    FORM_SHEET, LINE, OPERATORS, TALLEST, body, budget, choices, detail, fitting, float, height, label, lines, quoted,
    ranges, within, write_text,
};
use crate::model::budget::Amount;
use crate::model::scheme::{BudgetBase, BudgetCell, BudgetRowOf, FormCell, GoalUnit, OverTargetDeduction, Rounding};
use crate::model::{Actual, Project, Target, number};
use crate::report::ExportError;
use crate::report::form::{self, Entry, Form, MISSING, Slot};
use crate::score::Scorecard;

/// Rows of the sheet above the grid of the form: title and subtitle.
const ABOVE: usize = 2;
/// Rows down to the headings stay in sight when scrolling unless they are higher than this, in points.
const FROZEN_AT_MOST: f64 = 260.0;

/// Where other sheets find what the form holds; each address names its sheet.
#[derive(Default)]
pub struct Places {
    cells: HashMap<(usize, FormCell), String>,
    /// Cell of each indicator's score.
    pub scores: Vec<Option<String>>,
    /// Cell of the execution score.
    pub execution: Option<String>,
    /// Cell of the total.
    pub total: Option<String>,
    /// Cells of the amounts of the budget block: row of the scheme's form, field, address.
    pub amounts: Vec<(usize, BudgetCell, String)>,
}

impl Places {
    /// Returns the first cell of an indicator that the form has of these.
    pub fn of(&self, row: usize, cells: &[FormCell]) -> Option<&str> {
        cells
            .iter()
            .find_map(|cell| self.cells.get(&(row, *cell)))
            .map(String::as_str)
    }
}

/// Names the sheet of an address in the form.
fn in_form(address: &str) -> String {
    format!("{FORM_SHEET}!{address}")
}

/// What is put into a cell.
enum Content {
    Text(String),
    Number(Decimal, String),
    Date(jiff::civil::Date, String),
    /// Formula, result as we have it, number format.
    Formula(String, String, String),
}

/// Everything the cells of the form are made from.
struct Filler<'a> {
    project: &'a Project,
    card: &'a Scorecard,
    form: &'a Form,
    money: &'a budget::Layout,
    cells: HashMap<(usize, FormCell), String>,
}

/// Writes the sheet and tells where its results are.
///
/// # Errors
/// A library that refuses the content.
pub fn write(
    sheet: &mut Worksheet,
    project: &Project,
    card: &Scorecard,
    form: &Form,
    money: &budget::Layout,
) -> Result<Places, ExportError> {
    sheet.set_name(FORM_SHEET)?;
    let last_column = column(form.widths.len().saturating_sub(1))?;
    for (position, width) in form.widths.iter().enumerate() {
        sheet.set_column_width(column(position)?, f64::from(*width) * 2.0 + 0.7)?;
    }
    let filler = Filler::new(project, card, form, money);
    above(sheet, form, last_column)?;
    for (position, row) in form.rows.iter().enumerate() {
        let at = line(position)?;
        for entry in row {
            filler.put(sheet, at, entry)?;
        }
    }
    let heights = heights(form);
    for (position, height) in heights.iter().enumerate() {
        sheet.set_row_height(line(position)?, *height)?;
    }
    let mut bottom = line(form.rows.len())?;
    let width: f64 = form.widths.iter().map(|width| f64::from(*width)).sum();
    let note = Format::new()
        .set_font_name("仿宋")
        .set_font_size(10)
        .set_text_wrap()
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::Top);
    for text in &form.footnotes {
        sheet.merge_range(bottom, 0, bottom, last_column, &fitting(text), &note)?;
        sheet.set_row_height(bottom, (lines(text, width) * LINE + 2.0).min(TALLEST))?;
        bottom += 1;
    }
    let heading = line(form.heading)?;
    let frozen: f64 = heights.iter().take(form.heading + 1).sum();
    if frozen <= FROZEN_AT_MOST {
        sheet.set_freeze_panes(heading + 1, 0)?;
    }
    sheet
        .set_paper_size(9)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_footer("&C第 &P 页，共 &N 页");
    sheet.set_print_area(0, 0, bottom.saturating_sub(1), last_column)?;
    sheet.set_repeat_rows(heading, heading)?;
    Ok(filler.places())
}

/// Title and subtitle over the whole width.
fn above(sheet: &mut Worksheet, form: &Form, last_column: u16) -> Result<(), ExportError> {
    let title = Format::new()
        .set_font_name("方正小标宋简体")
        .set_font_size(18)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    let subtitle = Format::new()
        .set_font_name("仿宋")
        .set_font_size(10.5)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter);
    sheet.merge_range(0, 0, 0, last_column, &fitting(&form.title), &title)?;
    sheet.merge_range(1, 0, 1, last_column, &fitting(&form.subtitle), &subtitle)?;
    sheet.set_row_height(0, 36)?;
    sheet.set_row_height(1, 20)?;
    Ok(())
}

/// Row of the sheet for a row of the form.
fn line(position: usize) -> Result<u32, ExportError> {
    u32::try_from(position + ABOVE).map_err(|_| ExportError::Xlsx("表格行数太多".to_owned()))
}

fn column(position: usize) -> Result<u16, ExportError> {
    u16::try_from(position).map_err(|_| ExportError::Xlsx("表格列数太多".to_owned()))
}

/// Heights of the form's rows in points: what the text in them needs.
fn heights(form: &Form) -> Vec<f64> {
    let width = |entry: &Entry| -> f64 {
        let columns = form.widths.iter().skip(entry.column).take(entry.cell.columns);
        columns.map(|width| f64::from(*width)).sum()
    };
    let single = |row: &Vec<Entry>| {
        let single = row.iter().filter(|entry| entry.cell.rows <= 1);
        height(single.map(|entry| (entry.cell.text.as_str(), width(entry))))
    };
    let mut heights: Vec<f64> = form.rows.iter().map(single).collect();
    for (position, row) in form.rows.iter().enumerate() {
        for entry in row.iter().filter(|entry| entry.cell.rows > 1) {
            let covered = position..(position + entry.cell.rows).min(heights.len());
            let need = lines(&entry.cell.text, width(entry) - 0.8) * LINE + 6.0;
            let lacking = need - heights[covered.clone()].iter().sum::<f64>();
            if lacking > 0.0 {
                let share = lacking / float(Decimal::from(covered.len()));
                for height in &mut heights[covered] {
                    *height = (*height + share).min(TALLEST);
                }
            }
        }
    }
    heights
}

impl<'a> Filler<'a> {
    fn new(project: &'a Project, card: &'a Scorecard, form: &'a Form, money: &'a budget::Layout) -> Self {
        let mut cells = HashMap::new();
        for (position, row) in form.rows.iter().enumerate() {
            for entry in row {
                if let Slot::Indicator(indicator, cell) = entry.slot {
                    cells.insert((indicator, cell), address(position, entry));
                }
            }
        }
        Self {
            project,
            card,
            form,
            money,
            cells,
        }
    }

    /// Writes one cell, merged over what it covers.
    fn put(&self, sheet: &mut Worksheet, row: u32, entry: &Entry) -> Result<(), ExportError> {
        let at = column(entry.column)?;
        let shaded = entry.slot == Slot::Label;
        let format = if shaded { label() } else { body(entry.cell.align) };
        let format = |number: &str| format.clone().set_num_format(number);
        let content = self.content(entry);
        let plain = match &content {
            Content::Number(_, number) | Content::Date(_, number) | Content::Formula(_, _, number) => format(number),
            Content::Text(_) => format("General"),
        };
        let (columns, rows) = (entry.cell.columns.max(1), entry.cell.rows.max(1));
        if columns > 1 || rows > 1 {
            let last_row = row + u32::try_from(rows - 1).unwrap_or_default();
            sheet.merge_range(row, at, last_row, at + column(columns - 1)?, "", &plain)?;
        }
        match content {
            Content::Text(text) => write_text(sheet, row, at, &text, &plain)?,
            Content::Number(value, _) => {
                sheet.write_number_with_format(row, at, float(value), &plain)?;
            }
            Content::Date(date, _) => match excel_date(date) {
                Some(date) => {
                    sheet.write_datetime_with_format(row, at, &date, &plain)?;
                }
                None => write_text(sheet, row, at, &number::date(date), &plain)?,
            },
            Content::Formula(formula, result, _) => {
                sheet.write_formula_with_format(row, at, Formula::new(formula).set_result(result), &plain)?;
            }
        }
        self.validate(sheet, row, at, entry)
    }

    /// Lets a cell take only the words its rule knows, and a judged score only what its weight allows.
    fn validate(&self, sheet: &mut Worksheet, row: u32, at: u16, entry: &Entry) -> Result<(), ExportError> {
        let Slot::Indicator(position, cell) = entry.slot else {
            return Ok(());
        };
        let indicator = &self.project.indicators[position];
        let rule = match cell {
            FormCell::Operator => choices(&OPERATORS),
            FormCell::Actual | FormCell::ActualValue => detail::answers(self.project, indicator),
            FormCell::Core => choices(&["是", "否"]),
            FormCell::Score => match (indicator.weight, self.scored(position)) {
                (Some(weight), None) => Some(within(weight)?),
                _ => None,
            },
            _ => None,
        };
        if let Some(rule) = rule {
            sheet.add_data_validation(row, at, row, at, &rule)?;
        }
        Ok(())
    }

    /// The score as a formula; `None` where the officer judges.
    fn scored(&self, row: usize) -> Option<E> {
        scoring::row(self.project, self.card, row, &self.operands(row)?)
    }

    fn content(&self, entry: &Entry) -> Content {
        let text = || Content::Text(entry.cell.text.clone());
        let points = || "0.00".to_owned();
        match entry.slot {
            Slot::Label | Slot::Text | Slot::Goal(_) => text(),
            Slot::Expenditure(kind) => match self.project.budget.total_of(kind, Amount::Actual) {
                Some(amount) => Content::Formula(
                    self.money.spent(self.project, kind),
                    number::plain(amount),
                    MONEY.to_owned(),
                ),
                None => text(),
            },
            Slot::Budget(row, cell) => self.budget(row, cell).unwrap_or_else(text),
            Slot::Indicator(row, cell) => self.indicator(row, cell).unwrap_or_else(text),
            Slot::TotalWeight => {
                let mut summed = vec![self.range(FormCell::Weight)];
                summed.push(self.of_total(BudgetCell::Weight));
                let literal = (summed[1].is_none()).then(|| number::plain(self.project.scheme.budget.weight));
                let sum: Vec<String> = summed.into_iter().flatten().chain(literal).collect();
                Content::Formula(
                    format!("SUM({})", sum.join(",")),
                    entry.cell.text.clone(),
                    "General".to_owned(),
                )
            }
            Slot::HeadTotal => {
                let cell = self.total_cell().unwrap_or_default();
                Content::Formula(cell, number::plain(self.card.total), points())
            }
            Slot::Total => Content::Formula(self.total(), number::plain(self.card.total), points()),
        }
    }

    /// Returns the cells of one column of the indicator block as a range.
    fn range(&self, cell: FormCell) -> Option<String> {
        let last = self.project.indicators.len().checked_sub(1)?;
        let first = self.cells.get(&(0, cell))?;
        let last = self.cells.get(&(last, cell))?;
        Some(format!("{first}:{last}"))
    }

    /// Returns the cell of a field of the budget block's total row.
    fn of_total(&self, wanted: BudgetCell) -> Option<String> {
        let rows = &self.project.scheme.form.budget_rows;
        let total = rows.iter().position(|row| row.of == BudgetRowOf::Total)?;
        self.of_budget(total, wanted)
    }

    fn of_budget(&self, row: usize, wanted: BudgetCell) -> Option<String> {
        let head = self.form.rows.iter().take(self.form.heading).enumerate();
        head.flat_map(|(position, row)| row.iter().map(move |entry| (position, entry)))
            .find(|(_, entry)| entry.slot == Slot::Budget(row, wanted))
            .map(|(position, entry)| address(position, entry))
    }

    /// Returns base and actual of a row of the budget block, as cells where the form has them.
    fn base_and_actual(&self, row: usize) -> Option<(E, E)> {
        let printed = self.project.scheme.form.budget_rows.get(row)?;
        let amounts = form::amounts(self.project, self.card, printed);
        let operand = |cells: &[BudgetCell], value: Option<Decimal>| {
            let cell = cells.iter().find_map(|cell| self.of_budget(row, *cell));
            match (cell, value) {
                (Some(cell), value) => Some(E::Cell(cell, value)),
                (None, Some(_)) if printed.of == BudgetRowOf::Total => Some(E::Cell(self.money.total(cells[0]), value)),
                (None, Some(value)) => Some(E::Number(value)),
                (None, None) => None,
            }
        };
        let same = match self.project.scheme.budget.base {
            BudgetBase::Initial => BudgetCell::Initial,
            BudgetBase::Adjusted => BudgetCell::Adjusted,
            BudgetBase::AdjustedWithCarryOver => BudgetCell::Base,
        };
        let base = operand(&[BudgetCell::Base, same], amounts.base)?;
        let actual = operand(&[BudgetCell::Actual], amounts.actual)?;
        Some((base, actual))
    }

    fn budget(&self, row: usize, cell: BudgetCell) -> Option<Content> {
        let printed = self.project.scheme.form.budget_rows.get(row)?;
        let amounts = form::amounts(self.project, self.card, printed);
        let money = |amount: Option<Decimal>| {
            let formula = self.money.sum(self.project, printed, cell, amount)?;
            let result = amount.map_or_else(|| MISSING.to_owned(), number::plain);
            Some(Content::Formula(formula, result, MONEY.to_owned()))
        };
        let is_total = printed.of == BudgetRowOf::Total;
        match cell {
            BudgetCell::Initial => money(amounts.initial),
            BudgetCell::Adjusted => money(amounts.adjusted),
            BudgetCell::Base => money(amounts.base),
            BudgetCell::Actual => money(amounts.actual),
            BudgetCell::Rate => {
                let (base, actual) = self.base_and_actual(row)?;
                let rate = amounts.rate()?;
                let formula = actual.over(base).guarded();
                Some(Content::Formula(formula, number::plain(rate), PERCENT.to_owned()))
            }
            BudgetCell::Weight if is_total => {
                Some(Content::Number(self.project.scheme.budget.weight, "General".to_owned()))
            }
            BudgetCell::Score if is_total => {
                let score = self.card.execution.score?;
                let rule = &self.project.scheme.budget;
                let places = self.project.scheme.rounding.row;
                let formula = (self.base_and_actual(row))
                    .and_then(|(base, actual)| scoring::execution(rule, self.card, base, actual, places));
                Some(match formula {
                    Some(formula) => Content::Formula(formula.guarded(), number::plain(score), "0.00".to_owned()),
                    None => Content::Number(score, "0.00".to_owned()),
                })
            }
            BudgetCell::Label | BudgetCell::Weight | BudgetCell::Score | BudgetCell::Reason => None,
        }
    }

    fn indicator(&self, row: usize, cell: FormCell) -> Option<Content> {
        let it = &self.project.indicators[row];
        let score = self.card.rows.get(row).and_then(|row| row.score);
        match cell {
            FormCell::Target | FormCell::AdjustedTarget => target(it.target.as_ref()?, &it.unit),
            FormCell::InitialTarget => target(it.initial_target.as_ref().or(it.target.as_ref())?, &it.unit),
            FormCell::TargetValue => {
                let value = it.target.as_ref()?.number()?;
                Some(Content::Number(value, "General".to_owned()))
            }
            FormCell::Actual => self.actual(row, &it.unit),
            FormCell::ActualValue => self.actual(row, ""),
            FormCell::Weight => Some(Content::Number(it.weight?, "General".to_owned())),
            FormCell::Deduction => Some(Content::Number(it.deduction?, "General".to_owned())),
            FormCell::Score => match self.scored(row) {
                Some(formula) => {
                    let result = score.map_or_else(|| MISSING.to_owned(), number::plain);
                    Some(Content::Formula(formula.guarded(), result, "0.00".to_owned()))
                }
                None => Some(Content::Number(score?, "0.00".to_owned())),
            },
            FormCell::Coefficient => {
                let share = score?.checked_div(it.weight?)?;
                let score = E::Cell(self.cells.get(&(row, FormCell::Score))?.clone(), score);
                let formula = score.over(self.weight(row)?).guarded();
                Some(Content::Formula(formula, number::plain(share), PERCENT.to_owned()))
            }
            FormCell::Goal
            | FormCell::Level1
            | FormCell::Level2
            | FormCell::Name
            | FormCell::Operator
            | FormCell::Unit
            | FormCell::Description
            | FormCell::Reason
            | FormCell::Measure
            | FormCell::ReasonAndMeasure
            | FormCell::Core => None,
        }
    }

    /// 实际完成值 as a number, a quotient or a day; `None` where it is text.
    fn actual(&self, row: usize, unit: &str) -> Option<Content> {
        let it = &self.project.indicators[row];
        match it.actual.as_ref()? {
            Actual::Number(value) => Some(Content::Number(*value, format!("General{}", quoted(unit)))),
            Actual::Ratio { numerator, denominator } => {
                let value = it.actual_number()?;
                let factor = match it.unit.as_str() {
                    "%" => Some(Decimal::ONE_HUNDRED),
                    "‰" => Some(Decimal::ONE_THOUSAND),
                    _ => None,
                };
                // A project made in memory may ask for any number; each decimal is a sign of the format.
                let places = self.project.scheme.rounding.rate.min(Rounding::MOST);
                let places = usize::try_from(places).unwrap_or(2);
                let digits = if places == 0 {
                    "0".to_owned()
                } else {
                    format!("0.{}", "0".repeat(places))
                };
                let cell = |column, value: &Decimal| E::Cell(detail::place(column, row), Some(*value));
                let quotient = cell(detail::NUMERATOR, numerator).over(cell(detail::DENOMINATOR, denominator));
                let quotient = match factor {
                    Some(factor) => quotient.times(E::Number(factor)),
                    None => quotient,
                };
                Some(Content::Formula(
                    quotient.guarded(),
                    number::plain(value),
                    format!("{digits}{}", quoted(unit)),
                ))
            }
            Actual::Date(date) => Some(Content::Date(*date, "yyyy\"年\"m\"月\"d\"日\"".to_owned())),
            Actual::Tier(_) | Actual::Done(_) | Actual::Text(_) => None,
        }
    }

    /// 分值 as a cell where the form has one.
    fn weight(&self, row: usize) -> Option<E> {
        let weight = self.project.indicators[row].weight;
        match self.cells.get(&(row, FormCell::Weight)) {
            Some(cell) => Some(E::Cell(cell.clone(), weight)),
            None => weight.map(|_| E::Cell(detail::place(detail::WEIGHT, row), weight)),
        }
    }

    /// The numbers a row is scored from, as cells where the form has them.
    fn operands(&self, row: usize) -> Option<Operands> {
        let it = &self.project.indicators[row];
        let cell = |cells: &[FormCell]| cells.iter().find_map(|cell| self.cells.get(&(row, *cell)).cloned());
        let target = it.target.as_ref()?;
        let day = |date: jiff::civil::Date| Some(Decimal::from(serial(date)?));
        let wanted = match target {
            Target::ByDate(date) => day(*date),
            other => other.number(),
        };
        let reached = match &it.actual {
            Some(Actual::Date(date)) => day(*date),
            _ => it.actual_number(),
        };
        let mut targets = vec![FormCell::Target, FormCell::TargetValue, FormCell::AdjustedTarget];
        if matches!(target, Target::ByDate(_)) {
            targets.retain(|cell| *cell != FormCell::TargetValue);
        }
        let target = match (cell(&targets), wanted) {
            (Some(cell), Some(value)) => E::Cell(cell, Some(value)),
            (_, value) => E::Number(value.unwrap_or_default()),
        };
        let in_detail = |column, value| E::Cell(detail::place(column, row), value);
        let printed = cell(&[FormCell::Actual, FormCell::ActualValue]);
        let actual = match (&it.actual, printed) {
            // 是 counts 1, anything else 0; an empty cell is no answer.
            (Some(Actual::Done(done)), printed) => {
                let cell = printed.unwrap_or_else(|| detail::place(detail::ACTUAL, row));
                let answer = format!("IF({cell}=\"\",\"\",N({cell}=\"是\"))");
                E::Cell(answer, Some(if *done { Decimal::ONE } else { Decimal::ZERO }))
            }
            (_, Some(cell)) => E::Cell(cell, reached),
            (_, None) => in_detail(detail::ACTUAL, Some(reached?)),
        };
        let counts = self.project.scheme.over_target.deduction != OverTargetDeduction::None;
        let deduction = it
            .deduction
            .filter(|_| counts)
            .map(|value| match cell(&[FormCell::Deduction]) {
                Some(cell) => E::Cell(cell, Some(value)),
                None => in_detail(detail::DEDUCTION, Some(value)),
            });
        Some(Operands {
            target,
            actual,
            weight: self.weight(row)?,
            deduction,
        })
    }

    /// The total as a formula: the rows and the execution score, at most full marks or what the rate allows.
    fn total(&self) -> String {
        let execution = self.execution();
        let scheme = &self.project.scheme;
        let by_ratio = (scheme.goals.as_ref()).is_some_and(|rule| rule.unit == GoalUnit::Ratio);
        let sum = if by_ratio {
            self.weighted(execution)
        } else {
            let parts: Vec<String> = [self.range(FormCell::Score), execution].into_iter().flatten().collect();
            format!("SUM({})", parts.join(","))
        };
        let rate = (scheme.form.budget_rows.iter())
            .position(|row| row.of == BudgetRowOf::Total)
            .and_then(|row| self.base_and_actual(row))
            .filter(|_| self.card.execution.rate.is_some())
            .map(|(base, actual)| actual.over(base));
        let limit = match rate.and_then(|rate| scoring::limit(self.project, &rate)) {
            Some(limit) => limit.formula(),
            None => number::plain(scheme.total),
        };
        format!("MIN(ROUND({sum},{}),{limit})", scheme.rounding.row)
    }

    /// The sum where goals count by their 权重比例: each goal rounded, rows outside any goal in full.
    fn weighted(&self, execution: Option<String>) -> String {
        let cells: Vec<Option<String>> = self.column(FormCell::Score);
        let mut parts: Vec<String> = execution.into_iter().collect();
        let mut free: Vec<usize> = (0..cells.len()).collect();
        for (goal, subtotal) in self.project.goals.iter().zip(&self.card.goals) {
            free.retain(|row| !subtotal.rows.contains(row));
            let cells = ranges(&subtotal.rows, &cells);
            if let (Some(percent), false) = (goal.points, cells.is_empty()) {
                let places = self.project.scheme.rounding.row;
                let percent = number::plain(percent);
                parts.push(format!("ROUND(SUM({})*{percent}/100,{places})", cells.join(",")));
            }
        }
        parts.extend(ranges(&free, &cells));
        format!("SUM({})", parts.join(","))
    }

    /// Returns the cells of one column of the indicator block.
    fn column(&self, cell: FormCell) -> Vec<Option<String>> {
        let rows = 0..self.project.indicators.len();
        rows.map(|row| self.cells.get(&(row, cell)).cloned()).collect()
    }

    /// Returns the cell of the execution score: the form's, else that of the sheet 预算执行.
    fn execution(&self) -> Option<String> {
        let own = self.of_total(BudgetCell::Score);
        own.or_else(|| self.card.execution.score.map(|_| self.money.score()))
    }

    fn places(&self) -> Places {
        let rows = self.project.scheme.form.budget_rows.len();
        let money = [
            BudgetCell::Initial,
            BudgetCell::Adjusted,
            BudgetCell::Base,
            BudgetCell::Actual,
            BudgetCell::Weight,
        ];
        let amounts = (0..rows).flat_map(|row| money.map(|cell| (row, cell)));
        let named = |address: Option<String>| address.map(|address| in_form(&address));
        Places {
            cells: (self.cells.iter())
                .map(|(place, address)| (*place, in_form(address)))
                .collect(),
            scores: self.column(FormCell::Score).into_iter().map(named).collect(),
            execution: named(self.of_total(BudgetCell::Score)),
            total: named(self.slot(Slot::Total)),
            amounts: amounts
                .filter_map(|(row, cell)| Some((row, cell, in_form(&self.of_budget(row, cell)?))))
                .collect(),
        }
    }

    /// Returns the cell of the total.
    fn total_cell(&self) -> Option<String> {
        self.slot(Slot::Total)
    }

    /// Returns the cell below the headings that stands for something.
    fn slot(&self, wanted: Slot) -> Option<String> {
        let below = self.form.rows.iter().enumerate().skip(self.form.heading);
        below
            .flat_map(|(position, row)| row.iter().map(move |entry| (position, entry)))
            .find(|(_, entry)| entry.slot == wanted)
            .map(|(position, entry)| address(position, entry))
    }
}

/// Amounts in 万元.
pub const MONEY: &str = "#,##0.00";
/// Rates.
pub const PERCENT: &str = "0.00%";

/// Address of a cell of the form in the sheet.
fn address(row: usize, entry: &Entry) -> String {
    let row = u32::try_from(row + ABOVE).unwrap_or(u32::MAX);
    let column = u16::try_from(entry.column).unwrap_or(u16::MAX);
    row_col_to_cell(row, column)
}

/// 指标值 as a number or a day that shows its operator and unit; `None` where it is text.
fn target(target: &Target, unit: &str) -> Option<Content> {
    let unit = quoted(unit);
    let number = |value: Decimal| {
        Some(Content::Number(
            value,
            format!("\"{}\"General{unit}", target.operator()),
        ))
    };
    match target {
        Target::AtLeast(value)
        | Target::MoreThan(value)
        | Target::AtMost(value)
        | Target::LessThan(value)
        | Target::Equal(value) => number(*value),
        Target::ByDate(date) => Some(Content::Date(*date, "yyyy\"年\"m\"月\"d\"日前\"".to_owned())),
        Target::Range { .. } | Target::Zero | Target::Tiered(_) | Target::YesNo(_) | Target::Text(_) => None,
    }
}

/// A day as Excel holds it; `None` before 1900, which it cannot.
pub fn excel_date(date: jiff::civil::Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?).ok()
}

/// Days since the epoch of Excel, as a formula sees a day.
pub fn serial(date: jiff::civil::Date) -> Option<i32> {
    // Excel takes 1900 for a leap year; counting from here makes every day after February 1900 right.
    let epoch = jiff::civil::date(1899, 12, 30);
    Some((date - epoch).get_days())
}
