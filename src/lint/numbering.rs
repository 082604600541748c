//! Numbers that the word processor counts itself, written as a person would type the first of them.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::package::{attribute, child, name, number};
use super::style::Layers;

/// Levels of a list.
const LEVELS: std::ops::Range<i64> = 0..9;
/// Greatest length of the pattern of a number, in bytes.
const LENGTH: usize = 64;

/// The lists of a document.
#[derive(Default)]
pub struct Numbering<'a> {
    /// Levels of each list by its number.
    lists: BTreeMap<i64, BTreeMap<i64, Node<'a, 'a>>>,
}

impl<'a> Numbering<'a> {
    /// Reads the lists.
    pub fn of(part: Option<&'a Document<'a>>) -> Self {
        let Some(root) = part.map(Document::root_element) else {
            return Self::default();
        };
        let levels = |outer: Node<'a, 'a>| -> BTreeMap<i64, Node<'a, 'a>> {
            let all = outer.children().filter(|node| name(*node) == "lvl");
            all.filter_map(|level| Some((number(level, "ilvl").filter(|level| LEVELS.contains(level))?, level)))
                .collect()
        };
        let named = |wanted: &'static str| root.children().filter(move |node| name(*node) == wanted);
        let patterns: BTreeMap<i64, BTreeMap<i64, Node>> = named("abstractNum")
            .filter_map(|pattern| Some((number(pattern, "abstractNumId")?, levels(pattern))))
            .collect();
        let list = |list: Node<'a, 'a>| {
            let pattern = number(child(list, "abstractNumId")?, "val")?;
            Some((number(list, "numId")?, patterns.get(&pattern)?.clone()))
        };
        Self {
            lists: named("num").filter_map(list).collect(),
        }
    }

    /// Returns the first number of a paragraph's list, such as 一、 or （1）; nothing where it has none.
    pub fn first(&self, layers: &Layers) -> Option<String> {
        let properties = layers.element("numPr")?;
        let list = self.lists.get(&number(child(properties, "numId")?, "val")?)?;
        let level = child(properties, "ilvl").and_then(|level| number(level, "val"));
        let level = list.get(&level.unwrap_or(0))?;
        let kind = attribute(child(*level, "numFmt")?, "val")?;
        let pattern = attribute(child(*level, "lvlText")?, "val").filter(|pattern| pattern.len() <= LENGTH)?;
        let is_chinese = ["Counting", "ideograph", "Legal"]
            .iter()
            .any(|word| kind.contains(word));
        let digit = match kind {
            "decimal" | "decimalHalfWidth" => "1",
            _ if is_chinese => "一",
            _ => return None,
        };
        let mut first = pattern.to_owned();
        for place in 1..=9 {
            first = first.replace(&format!("%{place}"), digit);
        }
        Some(first)
    }
}
