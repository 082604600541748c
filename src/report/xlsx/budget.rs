//! The sheet 预算执行: every line of the budget with its amounts; here they are typed, the form adds them up.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Worksheet};

use super::expression::Expression as E;
use super::filling::{Places, stated};
use super::{
    BUDGET_SHEET, MONEY, Page, body, column, figures, float, for_numbers, heading, height, label, page, percent,
    ranges, scoring, top, width_of, write_formula, write_text,
};
use crate::model::budget::{Amount, BudgetLine};
use crate::model::scheme::{BudgetBase, BudgetCell, BudgetRow, BudgetRowOf};
use crate::model::{FundKind, Project, number};
use crate::report::form::MISSING;
use crate::report::{Align, ExportError};
use crate::score::{Scorecard, UNJUDGED};

/// Row of the first line of the budget in the sheet, from 0.
const FIRST: usize = 3;
/// Headings with their widths in full-width characters; that of the base is the scheme's own.
const COLUMNS: [(&str, f64); 11] = [
    ("资金类别", 6.0),
    ("项目", 10.0),
    ("年初预算数", 7.0),
    ("调整预算数", 7.0),
    ("上年结转结余", 7.0),
    ("预算数", 7.0),
    ("全年执行数", 7.0),
    ("执行率", 5.5),
    ("执行数较年初预算增减", 7.0),
    ("分值", 3.5),
    ("得分", 4.5),
];

/// Where the amounts of the budget lie.
pub struct Layout {
    /// Number of lines.
    lines: usize,
    /// The lines that must state their amounts.
    owed: Vec<usize>,
    /// Decimals the amounts have.
    places: u32,
    /// Number of causes below the lines.
    causes: usize,
}

impl Layout {
    /// Lays out the sheet of a project.
    pub fn new(project: &Project) -> Self {
        let lines = &project.budget.lines;
        let amounts = lines
            .iter()
            .flat_map(|line| AMOUNTS.map(|(amount, _)| line.amount(amount)));
        let places = amounts.flatten().map(|amount| amount.normalize().scale()).max();
        Self {
            lines: lines.len(),
            owed: (lines.iter().enumerate())
                .filter(|(_, line)| project.scheme.form.is_owed(line))
                .map(|(position, _)| position)
                .collect(),
            // Binary sums stray in their last digits; a rate that stands right on a band must not.
            places: places.unwrap_or(2).clamp(2, 10),
            causes: project.budget.causes.len(),
        }
    }

    /// Row of the total as Excel counts.
    fn total_row(&self) -> usize {
        FIRST + self.lines + 1
    }

    /// First row of the causes as Excel counts.
    fn cause_row(&self) -> usize {
        self.total_row() + 3
    }

    /// Names the cell of an amount of all lines together.
    pub fn total(&self, cell: BudgetCell) -> String {
        format!("{BUDGET_SHEET}!{}{}", letter(cell), self.total_row())
    }

    /// Names the cell of the execution score.
    pub fn score(&self) -> String {
        format!("{BUDGET_SHEET}!K{}", self.total_row())
    }

    /// Names the cell of 分值.
    pub fn weight(&self) -> String {
        format!("{BUDGET_SHEET}!J{}", self.total_row())
    }

    /// Names the amounts of one line of the budget.
    pub fn line(&self, position: usize, cell: BudgetCell) -> String {
        format!("{BUDGET_SHEET}!{}{}", letter(cell), FIRST + 1 + position)
    }

    /// Names the cells of the causes that explain one kind of expenditure.
    pub fn causes(&self, project: &Project, kind: FundKind) -> Vec<String> {
        let causes = project.budget.causes.iter().enumerate();
        causes
            .filter(|(_, cause)| cause.line == kind)
            .map(|(position, _)| format!("{BUDGET_SHEET}!G{}", self.cause_row() + position))
            .collect()
    }

    /// Names the cells of one amount of the lines that a filter takes.
    pub fn cells(&self, project: &Project, cell: BudgetCell, takes: impl Fn(&BudgetLine) -> bool) -> Vec<String> {
        let lines = project.budget.lines.iter().enumerate();
        lines
            .filter(|(_, line)| takes(line))
            .map(|(position, _)| self.line(position, cell))
            .collect()
    }

    /// What one kind of expenditure came to, as far as it is stated; `None` where no line is of this kind.
    pub fn spent(&self, project: &Project, kind: FundKind) -> Option<String> {
        let cells = self
            .cells(project, BudgetCell::Actual, |line| line.kind == kind)
            .join(",");
        (!cells.is_empty()).then(|| format!("IF(COUNT({cells})=0,\"{MISSING}\",SUM({cells}))"))
    }

    /// Adds up an amount of the lines that a row of the form is about; `None` where there is nothing to add.
    ///
    /// `value` is what we have it to be; a sum that lacks the amount of a line is 未填.
    pub fn sum(&self, project: &Project, row: &BudgetRow, cell: BudgetCell, value: Option<Decimal>) -> Option<String> {
        if row.of == BudgetRowOf::Total {
            return (self.lines > 0).then(|| self.total(cell));
        }
        let takes = |line: &BudgetLine| match &row.of {
            BudgetRowOf::Total => true,
            BudgetRowOf::Kind(kind) => line.kind == *kind,
            BudgetRowOf::Named(name) => line.name == *name,
        };
        let lines: Vec<&BudgetLine> = project.budget.lines.iter().filter(|line| takes(line)).collect();
        let stated = lines.iter().filter(|line| project.scheme.form.counts(line)).count();
        if lines.is_empty() || (value.is_none() && stated > 0 && lines.iter().all(|line| is_whole(line))) {
            return None;
        }
        let cells = self.cells(project, cell, takes).join(",");
        let count = if stated == 0 { lines.len() } else { stated };
        let places = self.places;
        Some(format!(
            "IF(COUNT({cells})={count},ROUND(SUM({cells}),{places}),\"{MISSING}\")"
        ))
    }

    /// The total of the carry-overs, which lines may leave empty.
    fn carried(&self) -> String {
        format!("ROUND(SUM(E{}:E{}),{})", FIRST + 1, FIRST + self.lines, self.places)
    }

    /// The total of a column: 未填 where a line that states anything lacks it.
    fn column_total(&self, column: &str) -> String {
        let range = |column: &str| format!("{column}{}:{column}{}", FIRST + 1, FIRST + self.lines);
        let stated = AMOUNTS
            .map(|(_, letter)| format!("ISNUMBER({})", range(letter)))
            .join("+");
        let (range, places) = (range(column), self.places);
        let cells = (0..self.lines).map(|line| Some(format!("{column}{}", FIRST + line + 1)));
        let owed = ranges(&self.owed, &cells.collect::<Vec<_>>()).join(",");
        let lacking = match self.owed.len() {
            0 => format!("COUNT({range})=0"),
            count => format!("COUNT({owed})<{count}"),
        };
        format!(
            "IF(OR({lacking},SUMPRODUCT(({stated}>0)*(1-ISNUMBER({range})))>0),\"{MISSING}\",\
             ROUND(SUM({range}),{places}))"
        )
    }
}

/// The amounts that are typed, with their columns.
const AMOUNTS: [(Amount, &str); 4] = [
    (Amount::Initial, "C"),
    (Amount::Adjusted, "D"),
    (Amount::CarryOver, "E"),
    (Amount::Actual, "G"),
];

/// Column of an amount.
fn letter(cell: BudgetCell) -> &'static str {
    match cell {
        BudgetCell::Initial => "C",
        BudgetCell::Adjusted => "D",
        BudgetCell::Base => "F",
        BudgetCell::Actual => "G",
        BudgetCell::Rate => "H",
        BudgetCell::Weight => "J",
        BudgetCell::Score => "K",
        BudgetCell::Label | BudgetCell::Reason => "B",
    }
}

/// Returns what a line states for a column of the form, its 预算数 by the scheme's base.
pub fn amount(project: &Project, line: &BudgetLine, cell: BudgetCell) -> Option<Decimal> {
    match (cell, project.scheme.budget.base) {
        (BudgetCell::Initial, _) | (BudgetCell::Base, BudgetBase::Initial) => line.initial,
        (BudgetCell::Adjusted, _) | (BudgetCell::Base, BudgetBase::Adjusted) => line.adjusted,
        (BudgetCell::Base, BudgetBase::AdjustedWithCarryOver) => {
            line.adjusted?.checked_add(line.carry_over.unwrap_or_default())
        }
        (BudgetCell::Actual, _) => line.actual,
        (BudgetCell::Label | BudgetCell::Rate | BudgetCell::Weight | BudgetCell::Score | BudgetCell::Reason, _) => None,
    }
}

/// Returns true for a line that lacks nothing but a carry-over.
fn is_whole(line: &BudgetLine) -> bool {
    line.initial.is_some() && line.adjusted.is_some() && line.actual.is_some()
}

/// Writes the sheet.
///
/// # Errors
/// A library that refuses the content.
pub fn write(
    sheet: &mut Worksheet,
    project: &Project,
    card: &Scorecard,
    layout: &Layout,
    places: &Places,
) -> Result<(), ExportError> {
    sheet.set_name(BUDGET_SHEET)?;
    let scope = match project.budget.scope.trim() {
        "" => String::new(),
        scope => format!("口径：{scope}　　"),
    };
    let columns = columns(project, card);
    top(
        sheet,
        (10, width_of(&columns)),
        &format!("{}{}预算执行情况", project.of_year(), project.subject()),
        &format!(
            "{scope}金额单位：万元　　预算数按{}计算",
            project.scheme.budget.base.name()
        ),
    )?;
    heading(sheet, 2, &columns)?;
    let money = figures(MONEY);
    for (position, line) in project.budget.lines.iter().enumerate() {
        write_line(sheet, project, line, FIRST + position, layout, &money)?;
    }
    total(sheet, project, card, layout, places)?;
    let last = causes(sheet, project, layout, &money)?;
    page(
        sheet,
        &Page {
            heading: 2,
            last_row: last,
            last_column: 10,
        },
    )
}

/// The columns, as wide as their amounts.
fn columns(project: &Project, card: &Scorecard) -> [(&'static str, f64); 11] {
    let budget = &project.budget;
    let stated = |amount| {
        let lines = budget.lines.iter().filter_map(move |line| line.amount(amount));
        lines.chain(budget.total(amount)).collect::<Vec<_>>()
    };
    let [initial, actual] = [Amount::Initial, Amount::Actual].map(stated);
    let base = budget
        .lines
        .iter()
        .filter_map(|line| self::amount(project, line, BudgetCell::Base));
    let base: Vec<Decimal> = base.chain(card.execution.base).collect();
    // A change has the digits of the greater of its amounts, and a sign.
    let changes = initial.iter().chain(&actual).map(|amount| -amount.abs()).collect();
    let causes = budget.causes.iter().filter_map(|cause| cause.amount);
    let mut columns = COLUMNS;
    for (column, amounts) in [
        (3, stated(Amount::Adjusted)),
        (4, stated(Amount::CarryOver)),
        (5, base),
        (6, actual.into_iter().chain(causes).collect()),
        (2, initial),
        (8, changes),
    ] {
        let width = &mut columns[column].1;
        *width = for_numbers(*width, amounts.into_iter().map(number::money));
    }
    let rates = budget.lines.iter().filter_map(|line| {
        let base = self::amount(project, line, BudgetCell::Base)?;
        line.actual?.checked_div(base)
    });
    columns[7].1 = for_numbers(columns[7].1, rates.chain(card.execution.rate).map(number::percent));
    columns
}

/// One line of the budget: what is typed, and what follows from it.
fn write_line(
    sheet: &mut Worksheet,
    project: &Project,
    line: &BudgetLine,
    row: usize,
    layout: &Layout,
    money: &Format,
) -> Result<(), ExportError> {
    let at = super::row(row)?;
    let shown = row + 1;
    write_text(sheet, at, 0, line.kind.name(), &body(Align::Left))?;
    write_text(sheet, at, 1, line.label(), &body(Align::Left))?;
    let stated = project.scheme.form.counts(line);
    for (amount, letter) in AMOUNTS {
        let column = column(letter);
        match line.amount(amount) {
            Some(value) => {
                sheet.write_number_with_format(at, column, float(value), money)?;
            }
            // Units without carry-over leave it empty; it adds nothing.
            None if stated && amount != Amount::CarryOver => write_text(sheet, at, column, MISSING, money)?,
            None => {
                sheet.write_blank(at, column, money)?;
            }
        }
    }
    let places = layout.places;
    let base = amount(project, line, BudgetCell::Base);
    let of = match project.scheme.budget.base {
        BudgetBase::Initial => format!("C{shown}"),
        BudgetBase::Adjusted => format!("D{shown}"),
        BudgetBase::AdjustedWithCarryOver => format!("ROUND(SUM(D{shown}:E{shown}),{places})"),
    };
    let needed = match project.scheme.budget.base {
        BudgetBase::Initial => "C",
        BudgetBase::Adjusted | BudgetBase::AdjustedWithCarryOver => "D",
    };
    let missing = if stated { MISSING } else { "—" };
    let result = |value: Option<Decimal>, none: &str| value.map_or_else(|| none.to_owned(), number::plain);
    let formula = format!(
        "IF(COUNT(C{shown}:E{shown},G{shown})=0,\"{missing}\",IF(COUNT({needed}{shown})=1,{of},\"{MISSING}\"))"
    );
    write_formula(sheet, at, 5, &formula, &result(base, missing), money)?;
    put_rate(sheet, at, (base, line.actual), figures)?;
    put_change(sheet, at, (line.initial, line.actual), places, figures)?;
    for column in [9, 10] {
        write_text(sheet, at, column, "—", &body(Align::Centre))?;
    }
    sheet.set_row_height(at, height([(line.label(), COLUMNS[1].1)].into_iter()))?;
    Ok(())
}

/// The row of the total with the execution score.
fn total(
    sheet: &mut Worksheet,
    project: &Project,
    card: &Scorecard,
    layout: &Layout,
    places: &Places,
) -> Result<(), ExportError> {
    let at = super::row(layout.total_row() - 1)?;
    sheet.merge_range(at, 0, at, 1, "合计", &label())?;
    sheet.set_row_height(at, height(std::iter::empty()))?;
    let lines: Vec<&BudgetLine> = (project.budget.lines.iter())
        .filter(|line| project.scheme.form.counts(line))
        .collect();
    let add = |sum: Option<Decimal>, value: Option<Decimal>| sum?.checked_add(value?);
    let sum = |amount| {
        let first = lines.first().map(|_| Decimal::ZERO);
        lines.iter().fold(first, |sum, line| add(sum, line.amount(amount)))
    };
    let execution = &card.execution;
    // An empty carry-over adds nothing: of lines that state anything it is 0.
    let nothing = lines.first().map(|_| Decimal::ZERO);
    let carry_over = project.budget.total(Amount::CarryOver).or(nothing);
    let sums = [
        ("C", sum(Amount::Initial)),
        ("D", sum(Amount::Adjusted)),
        ("E", carry_over),
        ("F", execution.base),
        ("G", execution.actual),
    ];
    let bold: fn(&str) -> Format = |format| figures(format).set_bold();
    for (letter, value) in sums {
        if layout.lines == 0 {
            write_text(sheet, at, column(letter), MISSING, &bold(MONEY))?;
            continue;
        }
        let result = stated(value);
        write_formula(
            sheet,
            at,
            column(letter),
            &match letter {
                "E" if carry_over.is_some() => layout.carried(),
                _ => layout.column_total(letter),
            },
            &result,
            &bold(MONEY),
        )?;
    }
    put_rate(sheet, at, (execution.base, execution.actual), bold)?;
    put_change(sheet, at, (sums[0].1, execution.actual), layout.places, bold)?;
    let rule = &project.scheme.budget;
    match places.amounts.iter().find(|(_, cell, _)| *cell == BudgetCell::Weight) {
        Some((_, _, cell)) => write_formula(sheet, at, 9, cell, &number::plain(rule.weight), &bold("General"))?,
        None => {
            sheet.write_number_with_format(at, 9, float(rule.weight), &bold("General"))?;
        }
    }
    let formula = places.execution.clone().or_else(|| {
        // The form has no cell for it: then this is where it is computed.
        let cell = |letter: &str, value| E::Cell(format!("{letter}{}", layout.total_row()), value);
        let (base, actual) = (cell("F", execution.base), cell("G", execution.actual));
        Some(scoring::execution(project, card, &base, &actual)?.guarded())
    });
    let unscored = execution.rate.map_or(MISSING, |_| UNJUDGED);
    match (formula, execution.score) {
        (Some(formula), score) => {
            let result = score.map_or_else(|| unscored.to_owned(), number::plain);
            write_formula(sheet, at, 10, &formula, &result, &bold("0.00"))
        }
        (None, None) => write_text(sheet, at, 10, unscored, &bold("0.00")),
        (None, Some(score)) => {
            sheet.write_number_with_format(at, 10, float(score), &bold("0.00"))?;
            Ok(())
        }
    }
}

/// 变动原因 with their amounts; returns the last row of the sheet.
fn causes(sheet: &mut Worksheet, project: &Project, layout: &Layout, money: &Format) -> Result<u32, ExportError> {
    let last = super::row(layout.total_row() - 1)?;
    let causes = &project.budget.causes;
    if layout.causes == 0 {
        return Ok(last);
    }
    let at = super::row(layout.cause_row() - 2)?;
    sheet.set_row_height(at, height(std::iter::empty()))?;
    write_text(sheet, at, 0, "资金类别", &label())?;
    sheet.merge_range(at, 1, at, 5, "变动原因", &label())?;
    write_text(sheet, at, 6, "金额", &label())?;
    let width: f64 = COLUMNS[1..6].iter().map(|(_, width)| width).sum();
    for (position, cause) in causes.iter().enumerate() {
        let at = super::row(layout.cause_row() - 1 + position)?;
        write_text(sheet, at, 0, cause.line.name(), &body(Align::Left))?;
        sheet.merge_range(at, 1, at, 5, "", &body(Align::Left))?;
        write_text(sheet, at, 1, &cause.text, &body(Align::Left))?;
        match cause.amount {
            Some(amount) => {
                sheet.write_number_with_format(at, 6, float(amount), money)?;
            }
            None => write_text(sheet, at, 6, MISSING, money)?,
        }
        sheet.set_row_height(at, height([(cause.text.as_str(), width)].into_iter()))?;
    }
    super::row(layout.cause_row() - 2 + layout.causes)
}

/// 执行率 of a row; 未填 without both amounts, — where nothing was planned.
fn put_rate(
    sheet: &mut Worksheet,
    at: u32,
    (base, actual): (Option<Decimal>, Option<Decimal>),
    format: fn(&str) -> Format,
) -> Result<(), ExportError> {
    let row = at + 1;
    let formula = format!("IF(COUNT(F{row},G{row})=2,IF(F{row}>0,G{row}/F{row},\"—\"),\"{MISSING}\")");
    let rate =
        (base.filter(|base| *base > Decimal::ZERO).zip(actual)).and_then(|(base, actual)| actual.checked_div(base));
    let result = match (base, actual) {
        (Some(base), Some(_)) if base > Decimal::ZERO => rate.map(number::plain).unwrap_or_default(),
        (Some(_), Some(_)) => "—".to_owned(),
        _ => MISSING.to_owned(),
    };
    write_formula(sheet, at, 7, &formula, &result, &format(&percent(rate)))
}

/// What was spent more or less than planned at the beginning of the year.
fn put_change(
    sheet: &mut Worksheet,
    at: u32,
    (initial, actual): (Option<Decimal>, Option<Decimal>),
    places: u32,
    format: fn(&str) -> Format,
) -> Result<(), ExportError> {
    let row = at + 1;
    let formula = format!("IF(COUNT(C{row},G{row})=2,ROUND(G{row}-C{row},{places}),\"{MISSING}\")");
    let change = actual
        .zip(initial)
        .and_then(|(actual, initial)| actual.checked_sub(initial));
    let result = stated(change);
    write_formula(sheet, at, 8, &formula, &result, &format(MONEY))
}
