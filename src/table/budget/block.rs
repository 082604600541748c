//! A block of amounts copied from a spreadsheet → the rows of a budget, by its headings or by where it is pasted.

use rust_decimal::Decimal;

use super::{Holds, divisor, is_total, kind, money, name, recognise};
use crate::model::budget::Amount;
use crate::model::{Budget, BudgetLine, FundKind};
use crate::table::{pasted, value::is_blank};

/// A copied row of a budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopiedLine {
    /// What it is called, as copied; empty where the block has no names.
    pub name: String,
    /// 基本支出, 项目支出 or other, by its name.
    pub kind: FundKind,
    /// The amounts as they are to be read in 万元; empty where a cell says nothing.
    pub amounts: Vec<(Amount, String)>,
}

impl CopiedLine {
    /// Returns true for the row of a line of the budget: what it is called but for 其中 and a note in brackets.
    pub fn is_of(&self, line: &BudgetLine) -> bool {
        name(&self.name) == name(line.label())
    }
}

/// Splits a copied block into its rows; without headings its first amount is `first`, or names come first.
///
/// The second list holds the texts that have no place in the budget: what no column is for, and the amounts of a row
/// of sums, which are computed.
pub fn copied_lines(text: &str, first: Option<Amount>, budget: &Budget) -> (Vec<CopiedLine>, Vec<String>) {
    let cells = pasted(text.trim_end_matches(['\r', '\n']));
    let heading = cells.iter().take(3).position(|row| is_heading(row));
    let (head, rows) = cells.split_at(heading.map_or(0, |heading| heading + 1));
    let divisor = divisor(head.iter().flatten().map(String::as_str));
    let named = has_names(rows) || first.is_none() && heading.is_none();
    let columns: Vec<Option<Holds>> = match head.last() {
        Some(heading) => {
            let found: Vec<Option<Holds>> = heading.iter().map(|text| recognise(text)).collect();
            let has_adjusted = found.contains(&Some(Holds::Adjusted));
            // As in a form: beside an adjusted one, 年度预算数 heads the labels.
            let is_label = |holds: &Holds| *holds == Holds::Base && has_adjusted;
            found
                .iter()
                .map(|holds| holds.filter(|holds| !is_label(holds)))
                .collect()
        }
        None => {
            let amounts = [Holds::Initial, Holds::Adjusted, Holds::CarryOver, Holds::Actual];
            let skipped = Amount::ALL.iter().position(|amount| Some(*amount) == first);
            let names = std::iter::repeat_n(None, usize::from(named));
            names
                .chain(amounts.into_iter().skip(skipped.unwrap_or(0)).map(Some))
                .collect()
        }
    };
    let (mut lines, mut unplaced) = (Vec::new(), Vec::new());
    // Without names an empty row stands for the line it lies over.
    for row in (rows.iter()).filter(|row| !named || !row.iter().all(|text| is_blank(text))) {
        let mut line = CopiedLine::default();
        if named {
            line.name = row[0].trim().to_owned();
            line.kind = kind(&line.name);
        }
        let is_sum = named && !line.name.is_empty() && is_total(&line.name);
        let has_place = !is_sum || budget.lines.iter().any(|known| line.is_of(known));
        for (column, text) in row.iter().enumerate().skip(usize::from(named)) {
            let holds = columns.get(column).copied().flatten();
            match holds.and_then(amount).filter(|_| has_place) {
                Some(amount) => line.amounts.push((amount, counted(text.trim(), divisor))),
                None if holds == Some(Holds::Ignored) || is_blank(text) => {}
                None => unplaced.push(text.trim().to_owned()),
            }
        }
        if has_place {
            lines.push(line);
        }
    }
    (lines, unplaced)
}

/// Returns true for a row that names amounts and holds none.
fn is_heading(row: &[String]) -> bool {
    let mut holds = row.iter().filter_map(|text| recognise(text));
    holds.any(|holds| amount(holds).is_some()) && row.iter().all(|text| money(text, Decimal::ONE).is_none())
}

/// Returns true for a block whose first column says what its rows are.
fn has_names(rows: &[Vec<String>]) -> bool {
    let mut first = rows.iter().filter(|row| row.len() > 1).map(|row| row[0].as_str());
    let is_name = |text: &str| !is_blank(text) && !text.chars().any(|letter| letter.is_numeric());
    first.clone().any(is_name) && first.all(|text| money(text, Decimal::ONE).is_none())
}

/// Returns the amount that a column holds.
fn amount(holds: Holds) -> Option<Amount> {
    match holds {
        Holds::Initial => Some(Amount::Initial),
        Holds::Base | Holds::Adjusted => Some(Amount::Adjusted),
        Holds::CarryOver => Some(Amount::CarryOver),
        Holds::Actual => Some(Amount::Actual),
        Holds::Score | Holds::Reason | Holds::Ignored => None,
    }
}

/// Gives a bare number the unit its heading says; what says nothing is empty.
fn counted(text: &str, divisor: Decimal) -> String {
    let is_bare = money(text, Decimal::ONE) != money(text, divisor);
    match text {
        blank if is_blank(blank) => String::new(),
        bare if is_bare => format!("{bare}元"),
        text => text.to_owned(),
    }
}
