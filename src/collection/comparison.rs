//! What returned sheets come to: changes to take, and why some cannot be.

use std::collections::BTreeMap;
use std::fmt;

use rust_i18n::t;

use super::{SHEET, address, reading};
use crate::model::{Actual, Edit, Evidence, Field, Id, Indicator, Project};

/// A cell of a returned file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// File name.
    pub file: String,
    /// Row from 0.
    pub(super) row: usize,
    /// Column from 0.
    pub(super) column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {SHEET}!{}", self.file, address(self.row, self.column))
    }
}

/// One value that a section filled in, changed or emptied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Name of the section.
    pub section: String,
    /// The indicator.
    pub indicator: Id,
    /// Its name.
    pub name: String,
    /// The field in words: 实际完成值, 偏差原因, 佐证材料 …
    pub field: &'static str,
    /// What the project holds; empty for nothing.
    pub old: String,
    /// What it will hold; empty for nothing.
    pub new: String,
    /// The cell it was read from.
    pub at: Place,
    /// What a person should look at before it is taken.
    pub remarks: Vec<String>,
    /// What the project has changed since the sheet was sent and would lose, as a sentence.
    pub conflict: Option<String>,
    pub(super) value: Value,
}

impl Change {
    /// Returns true where a value is taken away and none put in its place.
    pub fn empties(&self) -> bool {
        self.new.is_empty() && !self.old.is_empty()
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text: &str, nothing: &str| match text {
            "" => t!(nothing).into_owned(),
            text => text.replace('\n', "；"),
        };
        write!(
            formatter,
            "{}｜{} {}｜{}：{} → {}（{}）",
            self.section,
            self.indicator,
            self.name,
            self.field,
            shown(&self.old, "collection.nothing"),
            shown(&self.new, "collection.emptied"),
            self.at
        )?;
        for remark in &self.remarks {
            write!(formatter, "{}{remark}", t!("collection.and"))?;
        }
        Ok(())
    }
}

/// What is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Actual(Option<Actual>),
    Text(Field, String),
    Evidence(Vec<(String, String)>),
}

/// Why something cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// The file is no sheet of this project.
    Foreign,
    /// Something was altered that only the sender alters.
    Altered,
    /// A value cannot be read.
    Unreadable,
    /// Two returned files say different things of one cell.
    Disagreement,
    /// The project has changed since the sheet was sent.
    Conflict,
}

/// Something that cannot be taken, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub trouble: Trouble,
    /// The cell; its file alone where the whole file is meant.
    pub at: Result<Place, String>,
    /// The sentence, without the place.
    pub text: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match &self.at {
            Ok(place) => t!("collection.at", at = place, what = self.text),
            Err(file) => t!("collection.at", at = file, what = self.text),
        };
        formatter.write_str(&text)
    }
}

/// What returned sheets come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Values to take, in the order of the files and their rows.
    pub changes: Vec<Change>,
    /// What of the files was not looked at.
    pub remarks: Vec<String>,
    /// What cannot be taken; with any but [`Trouble::Unreadable`] among it, nothing should be.
    pub refusals: Vec<Refusal>,
}

/// Returns the edit that takes changes; `None` where nothing comes of them.
pub fn edit<'a>(project: &Project, changes: impl IntoIterator<Item = &'a Change>) -> Option<Edit> {
    let mut changed: BTreeMap<usize, Indicator> = BTreeMap::new();
    let mut evidence: Vec<Evidence> = project.evidence.clone();
    for change in changes {
        let Some(position) = project.indicator_index(&change.indicator) else {
            continue;
        };
        let held = &project.indicators[position];
        if let Value::Evidence(pairs) = &change.value {
            reading::record(&mut evidence, project, held, pairs);
            continue;
        }
        let indicator = changed.entry(position).or_insert_with(|| held.clone());
        take(indicator, &change.value);
    }
    if changed.is_empty() && evidence == project.evidence {
        return None;
    }
    Some(Edit::Collected {
        indicators: changed.into_values().collect(),
        evidence,
    })
}

/// Puts a value into an indicator; what was 演示数据 there is so no more.
fn take(indicator: &mut Indicator, value: &Value) {
    let field = match value {
        Value::Actual(actual) => {
            indicator.actual.clone_from(actual);
            Field::Actual
        }
        Value::Text(field, text) => {
            match field {
                Field::Description => indicator.description.clone_from(text),
                Field::Reason => indicator.reason.clone_from(text),
                Field::Measure => indicator.measure.clone_from(text),
                _ => {}
            }
            *field
        }
        Value::Evidence(_) => return,
    };
    indicator.demo.retain(|demo| *demo != field);
}
