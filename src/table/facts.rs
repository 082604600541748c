//! A block copied from a spreadsheet → 数据项, a row each.

use super::pasted;
use super::value::is_blank;
use crate::model::Fact;
use crate::model::notation;

/// A column of 数据项, in the order of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactColumn {
    /// 数据项名称.
    Name,
    /// 数值.
    Value,
    /// 单位.
    Unit,
    /// 文字或原文写法.
    Text,
    /// 来源.
    Source,
}

impl FactColumn {
    /// Every column, from the left.
    pub const ALL: [Self; 5] = [Self::Name, Self::Value, Self::Unit, Self::Text, Self::Source];

    /// Recognises a heading.
    fn of(heading: &str) -> Option<Self> {
        let heading = notation::fold(heading);
        let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
        // 单位 may mean who supplies a number: 填报单位, 责任单位.
        Some(match heading.as_str() {
            "单位" | "计量单位" | "度量单位" => Self::Unit,
            _ if has(&["来源", "出处"]) => Self::Source,
            _ if has(&["原文", "文字"]) => Self::Text,
            _ if has(&["数值", "数据值", "数量"]) => Self::Value,
            _ if has(&["名称", "数据项"]) => Self::Name,
            _ => return None,
        })
    }
}

/// A copied row of facts: its cells with their columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedFact(Vec<(FactColumn, String)>);

/// Splits a copied block into its rows, empty ones aside: by its headings, else column by column from `first` on.
pub fn copied_facts(text: &str, first: FactColumn) -> Vec<CopiedFact> {
    let cells = pasted(text);
    let mut rows = cells
        .iter()
        .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let headings: Vec<Option<FactColumn>> = match rows.clone().next() {
        Some(row) => row.iter().map(|cell| FactColumn::of(cell)).collect(),
        None => return Vec::new(),
    };
    let has_headings = headings.contains(&Some(FactColumn::Name)) && headings.contains(&Some(FactColumn::Value));
    let columns: Vec<Option<FactColumn>> = if has_headings {
        rows.next();
        headings
    } else {
        let columns = FactColumn::ALL.into_iter().skip_while(|column| *column != first);
        columns.map(Some).collect()
    };
    let fact = |row: &Vec<String>| {
        let cells = row.iter().zip(&columns);
        let cells = cells.filter_map(|(cell, column)| Some(((*column)?, cell.split_whitespace())));
        CopiedFact(
            cells
                .map(|(column, words)| (column, words.collect::<Vec<_>>().join(" ")))
                .collect(),
        )
    };
    rows.map(fact).collect()
}

impl CopiedFact {
    /// Writes the row over a fact; a number with its unit fills both, and what is no number is kept as words.
    pub fn put(&self, fact: &mut Fact) {
        for (column, text) in &self.0 {
            match column {
                FactColumn::Name => fact.name.clone_from(text),
                FactColumn::Unit => fact.unit.clone_from(text),
                FactColumn::Text => fact.text.clone_from(text),
                FactColumn::Source => fact.source.clone_from(text),
                FactColumn::Value => fact.demo = false,
            }
        }
        let of = |column| self.0.iter().find(|(one, _)| *one == column);
        let Some((_, text)) = of(FactColumn::Value) else { return };
        let read = notation::amount(text);
        fact.value = read.as_ref().map(|(value, _)| *value);
        match read {
            Some((_, Some(unit))) if of(FactColumn::Unit).is_none_or(|(_, unit)| unit.is_empty()) => fact.unit = unit,
            None if !is_blank(text) && of(FactColumn::Text).is_none_or(|(_, words)| words.is_empty()) => {
                fact.text.clone_from(text);
            }
            _ => {}
        }
    }
}
