//! What the cells of the form hold: its numbers as numbers, its scores as formulas over them.

mod scores;

use std::collections::HashMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::utility::row_col_to_cell;

use super::expression::{Comparison, Expression as E};
use super::scoring;
use super::{BEFORE, DAY, FORM_SHEET, MONEY, budget, detail, measured, percent, quoted, ranges};
use crate::model::budget::Amount;
use crate::model::scheme::{BudgetBase, BudgetCell, BudgetRowOf, FormCell};
use crate::model::{Actual, Indicator, Project, Target, number};
use crate::report::form::{self, Entry, Form, MISSING, Slot};
use crate::score::Scorecard;

pub use scores::{Band, reached, wanted};

/// Rows of the sheet that are printed above the grid of the form: title and subtitle.
pub const ABOVE: usize = 2;

/// Where other sheets find what the form holds; each address names its sheet.
#[derive(Default)]
pub struct Places {
    cells: HashMap<(usize, FormCell), Printed>,
    /// Cell of each indicator's score.
    pub scores: Vec<Option<String>>,
    /// Cell of the execution score.
    pub execution: Option<String>,
    /// Cell of the total.
    pub total: Option<String>,
    /// Cells of the amounts of the budget block: row of the scheme's form, field, address.
    pub amounts: Vec<(usize, BudgetCell, String)>,
    /// What the tier of each indicator allows its score to be; `None` where no tier is chosen from.
    pub bands: Vec<Option<Band>>,
    /// Whether the form has the indicators in another order than the project.
    pub is_rearranged: bool,
}

/// A field of an indicator as the form has it.
pub struct Printed {
    /// Its cell; of merged cells the first.
    pub address: String,
    /// What it reads like.
    pub text: String,
}

impl Places {
    /// Returns the first cell of an indicator that the form has of these.
    pub fn of(&self, row: usize, cells: &[FormCell]) -> Option<&str> {
        self.printed(row, cells).map(|printed| printed.address.as_str())
    }

    /// Returns the first field of an indicator that the form has of these; one cell may stand for several indicators.
    pub fn printed(&self, row: usize, cells: &[FormCell]) -> Option<&Printed> {
        cells.iter().find_map(|cell| self.cells.get(&(row, *cell)))
    }
}

/// Names the sheet of an address in the form.
fn in_form(address: &str) -> String {
    format!("{FORM_SHEET}!{address}")
}

/// What is put into a cell.
pub enum Content {
    Text(String),
    Number(Decimal, String),
    Date(jiff::civil::Date, String),
    /// Formula, result as we have it, number format.
    Formula(String, String, String),
}

/// Everything the cells of the form are made from.
pub struct Filler<'a> {
    pub project: &'a Project,
    card: &'a Scorecard,
    pub form: &'a Form,
    /// Rows of the sheet above the grid of the form.
    pub above: usize,
    money: &'a budget::Layout,
    cells: HashMap<(usize, FormCell), String>,
}

impl<'a> Filler<'a> {
    /// Finds the cells of the indicators in the form, which stands below so many rows of the sheet.
    pub fn new(
        project: &'a Project,
        card: &'a Scorecard,
        (form, above): (&'a Form, usize),
        money: &'a budget::Layout,
    ) -> Self {
        let mut cells = HashMap::new();
        for (position, row) in form.rows.iter().enumerate() {
            for entry in row {
                if let Slot::Indicator(indicator, cell) = entry.slot {
                    cells.insert((indicator, cell), address(above, position, entry));
                }
            }
        }
        Self {
            project,
            card,
            form,
            above,
            money,
            cells,
        }
    }

    /// Returns what a cell of the form holds.
    pub fn content(&self, entry: &Entry) -> Content {
        let text = || Content::Text(entry.cell.text.clone());
        let points = || "0.00".to_owned();
        match entry.slot {
            Slot::Label | Slot::Text | Slot::Goal(_) => text(),
            Slot::Expenditure(kind) => match self.money.spent(self.project, kind) {
                Some(formula) => {
                    let amount = self.project.budget.total_of(kind, Amount::Actual);
                    Content::Formula(formula, stated(amount), MONEY.to_owned())
                }
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
                let cell = self.slot(Slot::Total).unwrap_or_default();
                Content::Formula(cell, stated_total(self.card), points())
            }
            Slot::Total => Content::Formula(self.total(), stated_total(self.card), points()),
        }
    }

    /// Returns the cells of one column of the indicator block as a range.
    fn range(&self, cell: FormCell) -> Option<String> {
        let rows: Vec<usize> = (0..self.project.indicators.len()).collect();
        let cells = ranges(&rows, &self.column(cell));
        (!cells.is_empty()).then(|| cells.join(","))
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
            .map(|(position, entry)| self.address(position, entry))
    }

    /// Returns base and actual of a row of the budget block, as cells where the form has them.
    fn base_and_actual(&self, row: usize) -> Option<(E, E)> {
        let printed = self.project.scheme.form.budget_rows.get(row)?;
        let amounts = form::amounts(self.project, self.card, printed);
        let operand = |cells: &[BudgetCell], value: Option<Decimal>| {
            let cell = cells.iter().find_map(|cell| self.of_budget(row, *cell));
            match (cell, value) {
                (Some(cell), value) => Some(E::Cell(cell, value)),
                (None, value) if printed.of == BudgetRowOf::Total => Some(E::Cell(self.money.total(cells[0]), value)),
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
            Some(Content::Formula(formula, stated(amount), MONEY.to_owned()))
        };
        let is_total = printed.of == BudgetRowOf::Total;
        match cell {
            BudgetCell::Initial => money(amounts.initial),
            BudgetCell::Adjusted => money(amounts.adjusted),
            BudgetCell::Base => money(amounts.base),
            BudgetCell::Actual => money(amounts.actual),
            BudgetCell::Rate => {
                let (base, actual) = self.base_and_actual(row)?;
                let zero = E::Number(Decimal::ZERO);
                let rate = E::when(base.clone(), Comparison::AtMost, zero, E::Text("—"), actual.over(base));
                Some(Content::Formula(rate.guarded(), rate.result(), percent(amounts.rate())))
            }
            BudgetCell::Weight if is_total => {
                Some(Content::Number(self.project.scheme.budget.weight, "General".to_owned()))
            }
            BudgetCell::Score if is_total => {
                let formula = (self.base_and_actual(row))
                    .and_then(|(base, actual)| scoring::execution(self.project, self.card, &base, &actual));
                match formula {
                    Some(formula) => Some(Content::Formula(formula.guarded(), formula.result(), "0.00".to_owned())),
                    None => Some(Content::Number(self.card.execution.score?, "0.00".to_owned())),
                }
            }
            BudgetCell::Label | BudgetCell::Weight | BudgetCell::Score | BudgetCell::Reason => None,
        }
    }

    fn indicator(&self, row: usize, cell: FormCell) -> Option<Content> {
        let it = &self.project.indicators[row];
        let score = self.card.rows.get(row).and_then(|row| row.score);
        match cell {
            FormCell::Target | FormCell::AdjustedTarget => target(it.target.as_ref()?, it, &it.unit),
            FormCell::InitialTarget => target(it.initial_target.as_ref().or(it.target.as_ref())?, it, &it.unit),
            FormCell::TargetValue => match it.target.as_ref()? {
                day @ Target::ByDate(_) => target(day, it, ""),
                other => {
                    let value = other.number()?;
                    Some(Content::Number(value, measured(value, &it.unit).into_owned()))
                }
            },
            FormCell::Actual => self.actual(row, &it.unit),
            FormCell::ActualValue => self.actual(row, ""),
            FormCell::Weight => Some(Content::Number(it.weight?, "General".to_owned())),
            FormCell::Deduction => Some(Content::Number(it.deduction?, "General".to_owned())),
            FormCell::Score => match self.scored(row) {
                Some(formula) => Some(Content::Formula(formula.guarded(), formula.result(), "0.00".to_owned())),
                None => Some(Content::Number(score?, "0.00".to_owned())),
            },
            FormCell::Coefficient => {
                let score = E::Cell(self.cells.get(&(row, FormCell::Score))?.clone(), score);
                let (weight, zero) = (self.weight(row)?, E::Number(Decimal::ZERO));
                let share = E::when(
                    weight.clone(),
                    Comparison::Equal,
                    zero,
                    E::Text(MISSING),
                    score.over(weight),
                );
                let result = share.value();
                Some(Content::Formula(share.guarded(), stated(result), percent(result)))
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
            Actual::Number(value) if it.is_averted() => Some(Content::Number(*value, averted(unit))),
            Actual::Number(value) => Some(Content::Number(
                *value,
                format!("{}{}", measured(*value, &it.unit), quoted(unit)),
            )),
            Actual::Ratio { numerator, denominator } => {
                let value = it.actual_number()?;
                let cell = |column, value: &Decimal| E::Cell(detail::place(column, row), Some(*value));
                let quotient = cell(detail::NUMERATOR, numerator)
                    .over(cell(detail::DENOMINATOR, denominator))
                    .in_unit(&it.unit);
                Some(Content::Formula(
                    quotient.guarded(),
                    number::plain(value),
                    super::quotient(self.project, it, unit),
                ))
            }
            Actual::Date(date) => Some(Content::Date(*date, DAY.to_owned())),
            Actual::Tier(_) | Actual::Done(_) | Actual::Text(_) => None,
        }
    }

    /// Returns the cells of one column of the indicator block.
    fn column(&self, cell: FormCell) -> Vec<Option<String>> {
        let rows = 0..self.project.indicators.len();
        rows.map(|row| self.cells.get(&(row, cell)).cloned()).collect()
    }

    /// Returns the cell of the execution score: the form's, else that of the sheet 预算执行.
    fn execution(&self) -> Option<String> {
        let own = self.of_total(BudgetCell::Score);
        own.or_else(|| (!self.project.scheme.budget.weight.is_zero()).then(|| self.money.score()))
    }

    /// Tells where the results are.
    pub fn places(&self) -> Places {
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
            cells: self.printed(),
            scores: self.column(FormCell::Score).into_iter().map(named).collect(),
            execution: named(self.of_total(BudgetCell::Score)),
            total: named(self.slot(Slot::Total)),
            bands: (0..self.project.indicators.len()).map(|row| self.band(row)).collect(),
            is_rearranged: !self.form.order().is_sorted(),
            amounts: amounts
                .filter_map(|(row, cell)| Some((row, cell, in_form(&self.of_budget(row, cell)?))))
                .collect(),
        }
    }

    /// Lists what the form prints of each indicator; levels and goals stand for all rows they are merged over.
    fn printed(&self) -> HashMap<(usize, FormCell), Printed> {
        let (order, first) = (self.form.order(), self.form.indicators.start);
        let rows = self.form.rows[self.form.indicators.clone()].iter().enumerate();
        let entries = rows.flat_map(|(position, row)| row.iter().map(move |entry| (position, entry)));
        let mut cells = HashMap::new();
        for (position, entry) in entries {
            if let Slot::Indicator(_, cell) = entry.slot {
                for &covered in order.iter().skip(position).take(entry.cell.rows.max(1)) {
                    let printed = Printed {
                        address: in_form(&self.address(first + position, entry)),
                        text: entry.cell.text.clone(),
                    };
                    cells.insert((covered, cell), printed);
                }
            }
        }
        cells
    }

    fn address(&self, row: usize, entry: &Entry) -> String {
        address(self.above, row, entry)
    }

    /// Returns the cell below the headings that stands for something.
    fn slot(&self, wanted: Slot) -> Option<String> {
        let below = self.form.rows.iter().enumerate().skip(self.form.heading);
        below
            .flat_map(|(position, row)| row.iter().map(move |entry| (position, entry)))
            .find(|(_, entry)| entry.slot == wanted)
            .map(|(position, entry)| self.address(position, entry))
    }
}

/// A number as the result of a formula, or 未填.
pub fn stated(value: Option<Decimal>) -> String {
    value.map_or_else(|| MISSING.to_owned(), number::plain)
}

/// 总分 as the form prints it, or 未填 while nothing has a score.
pub fn stated_total(card: &Scorecard) -> String {
    stated(card.stated_total())
}

/// Numbers with a unit at the right of their cell, 0 as 未发生.
pub fn averted(unit: &str) -> String {
    let unit = quoted(unit);
    format!("General{unit}_0;-General{unit}_0;\"未发生\"_0;@_0")
}

/// Address of a cell of the form in the sheet, below so many rows.
fn address(above: usize, row: usize, entry: &Entry) -> String {
    let row = u32::try_from(row + above).unwrap_or(u32::MAX);
    let column = u16::try_from(entry.column).unwrap_or(u16::MAX);
    row_col_to_cell(row, column)
}

/// 指标值 as a number or a day that shows its operator and unit; `None` where it is text.
fn target(target: &Target, it: &Indicator, unit: &str) -> Option<Content> {
    let unit = quoted(unit);
    let number = |value: Decimal| {
        let (operator, digits) = (target.operator(), measured(value, &it.unit));
        let shown = format!("\"{operator}\"{digits}{unit}");
        // Without a section of its own a number below 0 has its sign before the operator: -≤18.
        let shown = match value < Decimal::ZERO {
            true => format!("{shown}_0;\"{operator}\"-{digits}{unit}_0;{shown}_0;@_0"),
            false => shown,
        };
        Some(Content::Number(value, shown))
    };
    match target {
        Target::AtLeast(value)
        | Target::MoreThan(value)
        | Target::AtMost(value)
        | Target::LessThan(value)
        | Target::Equal(value) => number(*value),
        Target::ByDate(date) => Some(Content::Date(*date, BEFORE.to_owned())),
        Target::Range { .. } | Target::Zero | Target::Tiered(_) | Target::YesNo(_) | Target::Text(_) => None,
    }
}

/// A day as Excel holds it; `None` before 1900, which it cannot.
pub fn excel_date(date: jiff::civil::Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?).ok()
}

/// Days since the epoch of Excel, as a formula sees a day; `None` for one that no workbook holds.
pub fn serial(date: jiff::civil::Date) -> Option<Decimal> {
    excel_date(date)?;
    // Excel takes 1900 for a leap year; counting from here makes every day after February 1900 right.
    let epoch = jiff::civil::date(1899, 12, 30);
    Some(Decimal::from((date - epoch).get_days()))
}
