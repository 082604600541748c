//! A block copied from a spreadsheet → 变动原因, a row each.

use rust_decimal::Decimal;

use super::{divisor, money};
use crate::model::{FundKind, notation};
use crate::table::pasted;

/// A copied row of causes; what it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopiedCause {
    /// The kind of expenditure it names.
    pub line: Option<FundKind>,
    /// Its words.
    pub text: String,
    /// Its amount in 万元.
    pub amount: Option<Decimal>,
}

/// Words of the headings above causes.
const HEADINGS: [&str; 5] = ["原因", "金额", "类别", "资金", "序号"];

/// Ends of the headings above amounts.
const AMOUNTS: [&str; 4] = ["额", "数", "资金", "万元"];

/// Splits a copied block into its rows, those of headings and empty ones aside: a kind of expenditure, words, and an
/// amount at the end; a bare number has the unit of its heading.
pub fn copied_causes(text: &str) -> Vec<CopiedCause> {
    let mut cells = pasted(text);
    cells.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let heads = cells.split_first().is_some_and(|(first, below)| {
        let first = first.iter().map(|cell| cell.trim()).collect::<Vec<_>>();
        is_heading(&first) || heads_amounts(&first, below)
    });
    let filled = |row: &Vec<String>| -> Vec<String> {
        let cells = row.iter().map(|cell| cell.trim());
        cells.filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
    };
    let rows: Vec<Vec<String>> = cells.iter().map(filled).collect();
    let (head, rows) = rows.split_at(usize::from(heads));
    let head = head.iter().flatten().map(String::as_str);
    let is_numbered = head.clone().next().is_some_and(|cell| cell.contains("序号"));
    let divisor = divisor(head);
    rows.iter().map(|row| cause(row, is_numbered, divisor)).collect()
}

/// Returns true for a row of words that are known for headings.
fn is_heading(row: &[&str]) -> bool {
    let mut filled = row.iter().filter(|cell| !cell.is_empty());
    filled.clone().count() > 1 && filled.all(|cell| HEADINGS.iter().any(|word| cell.contains(word)))
}

/// Returns true for a row of any words, no amount among them, with the name of an amount over those of the rows below.
fn heads_amounts(row: &[&str], below: &[Vec<String>]) -> bool {
    let is_amount = |cell: &str| money(cell, Decimal::ONE).is_some();
    let names_amount = |cell: &str| {
        let folded = notation::fold(cell);
        let bare = folded.split('(').next().unwrap_or_default();
        AMOUNTS.iter().any(|end| bare.ends_with(end))
    };
    let is_last = |below: &Vec<String>, column: usize| {
        let last = below.iter().rposition(|cell| !cell.trim().is_empty());
        last == Some(column) && is_amount(&below[column])
    };
    let last = row.iter().rposition(|cell| !cell.is_empty());
    last.is_some_and(|last| {
        last > 0
            && names_amount(row[last])
            && !row.iter().any(|cell| is_amount(cell))
            && below.iter().any(|below| is_last(below, last))
    })
}

fn cause(row: &[String], is_numbered: bool, divisor: Decimal) -> CopiedCause {
    let has_number = is_numbered && row.len() > 1 && row[0].parse::<u32>().is_ok();
    let mut words: Vec<&str> = row[usize::from(has_number)..].iter().map(String::as_str).collect();
    let amount = words.last().and_then(|cell| money(cell, divisor));
    if amount.is_some() {
        words.pop();
    }
    let kind = |cell: &str| FundKind::ALL.into_iter().find(|kind| kind.name() == cell);
    let line = words.iter().find_map(|cell| kind(cell));
    words.retain(|cell| kind(cell).is_none());
    let text = words.join("，").split_whitespace().collect::<Vec<_>>().join(" ");
    CopiedCause { line, text, amount }
}
