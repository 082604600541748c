//! Remarks of a kind told together: a table of 200 rows says the same of many.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use rust_i18n::t;

use super::{Gravity, Remark};

/// Remarks of one kind in one column, at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<'a> {
    first: &'a Remark,
    others: Vec<&'a Remark>,
}

/// Groups remarks by kind and column: the gravest first, then in the order of the first of each.
///
/// What stands at the first cell is said of the table or of a sheet as a whole, and stays alone.
pub fn grouped(remarks: &[Remark]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known = HashMap::new();
    for remark in remarks {
        let matter = &remark.matter;
        let kind = (matter.key(), matter.own_words(), remark.column, &remark.sheet);
        let is_of_all = (remark.row, remark.column) == (1, 1);
        match known.get(&kind).filter(|_| !is_of_all) {
            Some(at) => {
                let group: &mut Group = &mut groups[*at];
                group.others.push(remark);
            }
            None => {
                known.insert(kind, groups.len());
                groups.push(Group {
                    first: remark,
                    others: Vec::new(),
                });
            }
        }
    }
    groups.sort_by_key(|group| group.gravity());
    groups
}

impl Group<'_> {
    /// Returns how much it asks.
    pub fn gravity(&self) -> Gravity {
        self.first.gravity()
    }

    fn remarks(&self) -> impl Iterator<Item = &Remark> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }
}

impl fmt::Display for Group<'_> {
    /// Writes one remark as it is; of several the sentence they share, and below it the rows with what each has of its
    /// own.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.others.is_empty() {
            return self.first.fmt(formatter);
        }
        let mut shared = self.first.matter.parts();
        let is_shared: Vec<bool> = (shared.iter().enumerate())
            .map(|(at, (_, word))| self.others.iter().all(|other| other.matter.parts()[at].1 == *word))
            .collect();
        for ((_, word), _) in shared.iter_mut().zip(&is_shared).filter(|(_, is_shared)| !**is_shared) {
            "…".clone_into(word);
        }
        let (what, column, count) = (self.first.worded(&shared), self.first.column, self.others.len() + 1);
        // What each has of its own, with its rows, in the order of the table.
        let mut own: Vec<(String, Vec<usize>)> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for remark in self.remarks() {
            let parts = remark.matter.parts().into_iter().zip(&is_shared);
            let words: String = parts
                .filter(|(_, is_shared)| !**is_shared)
                .map(|((_, word), _)| quoted(&word))
                .collect();
            let at = *known.entry(words.clone()).or_insert(own.len());
            if at == own.len() {
                own.push((words, Vec::new()));
            }
            own[at].1.push(remark.row);
        }
        if let [(_, rows)] = own.as_slice() {
            let rows = listed(rows);
            let text = t!("remark.alike", rows = rows, column = column, count = count, what = what);
            return formatter.write_str(&text);
        }
        let texts = own
            .iter()
            .map(|(words, rows)| t!("remark.row_own", rows = listed(rows), words = words).into_owned());
        let texts = texts.collect::<Vec<String>>().join(&t!("remark.between"));
        write!(
            formatter,
            "{}\n    {texts}",
            t!("remark.several", column = column, count = count, what = what)
        )
    }
}

/// Writes a word in quotes, unless it has its own.
fn quoted(word: &str) -> String {
    match word.starts_with('“') {
        true => word.to_owned(),
        false => format!("“{word}”"),
    }
}

/// Lists rows in their order, three or more that follow each other as first and last.
fn listed(rows: &[usize]) -> String {
    let runs = rows.chunk_by(|row, next| row + 1 == *next || row == next);
    let runs = runs.flat_map(|run| match (run.first(), run.last()) {
        (Some(first), Some(last)) if last - first > 1 => {
            vec![t!("remark.rows", first = first, last = last).into_owned()]
        }
        _ => {
            let mut rows = run.to_vec();
            rows.dedup();
            rows.iter().map(usize::to_string).collect()
        }
    });
    runs.collect::<Vec<String>>().join(&t!("remark.row_comma"))
}
