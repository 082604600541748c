//! A block copied from a spreadsheet → 变动原因, a row each.

use rust_decimal::Decimal;

use super::{divisor, money};
use crate::model::FundKind;
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

/// Splits a copied block into its rows, those of headings and empty ones aside: a kind of expenditure, words, and an
/// amount at the end; a bare number has the unit of its heading.
pub fn copied_causes(text: &str) -> Vec<CopiedCause> {
    let cells = pasted(text);
    let filled = |row: &Vec<String>| -> Vec<String> {
        let cells = row.iter().map(|cell| cell.trim());
        cells.filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
    };
    let rows: Vec<Vec<String>> = cells.iter().map(filled).filter(|row| !row.is_empty()).collect();
    let (head, rows) = rows.split_at(usize::from(rows.first().is_some_and(|row| is_heading(row))));
    let head = head.iter().flatten().map(String::as_str);
    let is_numbered = head.clone().next().is_some_and(|cell| cell.contains("序号"));
    let divisor = divisor(head);
    rows.iter().map(|row| cause(row, is_numbered, divisor)).collect()
}

fn is_heading(row: &[String]) -> bool {
    row.len() > 1 && row.iter().all(|cell| HEADINGS.iter().any(|word| cell.contains(word)))
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
