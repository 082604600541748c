//! Returned sheets held against what was sent and against the project: each row, each field.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_i18n::t;

use super::comparison::{Change, Comparison, Place, Refusal, Trouble, Value};
use super::identity::Sent;
use super::reading::{self, Filled};
use super::{Column, Doubt, HEADING, Returned, Texts, address, normal, texts};
use crate::model::{Id, Indicator, Project, number};

/// What becomes of a cell that the project has changed since the sheet was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflicts {
    /// It is refused.
    Refuse,
    /// The section's value replaces it.
    Overwrite,
}

/// What a file before has said of a field: the value, as it was written, and where.
type Said = BTreeMap<(Id, Filled), (Value, String, Place)>;

/// Most refusals of a kind that are listed; cells that cannot be read are no more than the project has.
const MOST_REFUSALS: usize = 500;

/// The cells an actual is measured by.
const MEASURED: [Column; 2] = [Column::Target, Column::Unit];

/// Compares returned sheets with what was sent and with the project, which stays as it is.
pub fn compare(project: &Project, returned: &[Returned], conflicts: Conflicts) -> Comparison {
    let mut comparison = Comparison::default();
    let mut said = Said::new();
    let indicators = project.indicators.iter().map(|one| (one.id.0.as_str(), one)).rev();
    let indicators: HashMap<&str, &Indicator> = indicators.collect();
    for returned in returned {
        match Sent::read(returned, project) {
            Ok(sent) => File {
                project,
                indicators: &indicators,
                returned,
                cells: (returned.sheet.iter())
                    .map(|row| row.iter().map(|text| normal(text)).collect())
                    .collect(),
                sent,
                conflicts,
            }
            .compare(&mut said, &mut comparison),
            Err(text) => comparison.refusals.push(Refusal {
                trouble: Trouble::Foreign,
                at: Err(returned.file.clone()),
                text,
            }),
        }
    }
    comparison
}

/// One returned file being compared.
struct File<'a> {
    project: &'a Project,
    /// Its indicators by id.
    indicators: &'a HashMap<&'a str, &'a Indicator>,
    returned: &'a Returned,
    /// The texts of the sheet that was filled in.
    cells: Vec<Vec<String>>,
    sent: Sent<'a>,
    conflicts: Conflicts,
}

/// The row of an indicator as it came back, as it was sent, and as the project has it.
struct Line<'a> {
    row: usize,
    indicator: &'a Indicator,
    found: Texts,
    sent: &'a Texts,
    held: Texts,
}

impl File<'_> {
    fn text(&self, row: usize, column: usize) -> &str {
        let cells = self.cells.get(row);
        cells.and_then(|cells| cells.get(column)).map_or("", String::as_str)
    }

    fn doubt(&self, row: usize, column: Column) -> Option<Doubt> {
        self.returned.doubts.get(&(row, column.position())).copied()
    }

    fn place(&self, row: usize, column: usize) -> Place {
        Place {
            file: self.returned.file.clone(),
            row,
            column,
        }
    }

    fn refuse(&self, comparison: &mut Comparison, trouble: Trouble, at: Place, text: String) {
        // Nothing is taken where one is refused; a sheet full of them need not be listed to its end. What cannot be
        // read leaves the rest to be taken: it is all listed, and hides nothing that was altered.
        let alike = comparison.refusals.iter().filter(|other| other.trouble == trouble);
        if trouble != Trouble::Unreadable && alike.count() >= MOST_REFUSALS {
            return;
        }
        comparison.refusals.push(Refusal {
            trouble,
            at: Ok(at),
            text,
        });
    }

    fn compare(&self, said: &mut Said, comparison: &mut Comparison) {
        let file = &self.returned.file;
        let unread = self.returned.unread.iter();
        let unread = unread.map(|sheet| t!("collection.sheet_unread", file = file, sheet = sheet).into_owned());
        comparison.remarks.extend(unread);
        if let Some(count) = self.emptied() {
            comparison.refusals.push(Refusal {
                trouble: Trouble::Altered,
                at: Err(file.clone()),
                text: t!("collection.all_emptied", count = count).into_owned(),
            });
            return;
        }
        self.frame(comparison);
        // With columns moved, every value would be held against another field.
        if !self.is_shifted() {
            self.rows(said, comparison);
        }
    }

    /// The rows of the table: those that were sent, each once, and no other.
    fn rows(&self, said: &mut Said, comparison: &mut Comparison) {
        let below = self.below();
        let mut seen = BTreeSet::new();
        // Empty rows, and those of them with another row below.
        let (mut empty, mut inserted) = (Vec::new(), Vec::new());
        for row in HEADING + 1..self.cells.len() {
            if row >= below && self.is_aside(row) {
                continue;
            }
            let Some((first, text)) = self.texts(row).next() else {
                empty.push((row + 1).to_string());
                continue;
            };
            inserted.append(&mut empty);
            let id = self.text(row, 0);
            let Some((_, texts)) = self.sent.rows.get(id) else {
                let what = match id {
                    "" => t!("collection.row_added", text = text),
                    id => t!("collection.id_unknown", id = id),
                };
                self.refuse(comparison, Trouble::Altered, self.place(row, first), what.into_owned());
                continue;
            };
            if !seen.insert(id) {
                let what = t!("collection.id_twice", id = id).into_owned();
                self.refuse(comparison, Trouble::Altered, self.place(row, 0), what);
                continue;
            }
            self.row(row, id, texts, said, comparison);
        }
        if !inserted.is_empty() {
            let (file, rows) = (&self.returned.file, inserted.join(&t!("remark.row_comma")));
            let remark = t!("collection.rows_empty", file = file, rows = rows);
            comparison.remarks.push(remark.into_owned());
        }
        for (id, (row, texts)) in &self.sent.rows {
            if !seen.contains(id) {
                let what = t!("collection.row_gone", name = &texts[Column::Name], id = id).into_owned();
                self.refuse(comparison, Trouble::Altered, self.place(*row, 0), what);
            }
        }
    }

    /// Returns the first row below the table, from 0.
    fn below(&self) -> usize {
        let known = |row: &usize| self.sent.rows.contains_key(self.text(*row, 0));
        let last = (HEADING + 1..self.cells.len()).rev().find(known);
        last.unwrap_or(HEADING) + 1
    }

    /// Returns true for a line that people write under a table, as 填表人：赵某　2025年3月3日: one text, no number, anywhere
    /// but under the names, or a label with its colon; anything else may be an indicator that was added.
    fn is_aside(&self, row: usize) -> bool {
        let texts: Vec<(usize, &str)> = self.texts(row).collect();
        let is_labelled = texts.iter().any(|(_, text)| text.contains([':', '：']));
        let is_alone = matches!(&texts[..], [(column, text)]
            if *column != Column::Name.position() && number::read(text).is_none());
        is_labelled || is_alone
    }

    /// Returns what a row says, with the columns.
    fn texts(&self, row: usize) -> impl Iterator<Item = (usize, &str)> {
        let texts = self.cells[row].iter().map(String::as_str).enumerate();
        texts.filter(|(_, text)| !text.is_empty())
    }

    /// Says what was written outside the table, where the sheet that was sent is empty.
    fn outside<'t>(&self, row: usize, texts: impl Iterator<Item = (usize, &'t str)>, comparison: &mut Comparison) {
        let (columns, said): (Vec<usize>, Vec<&str>) = texts.unzip();
        let Some(first) = columns.first() else { return };
        if comparison.remarks.len() < MOST_REFUSALS {
            let (at, said) = (self.place(row, *first), said.join("｜"));
            let remark = t!("collection.outside", at = at, text = shortened(&said));
            comparison.remarks.push(remark.into_owned());
        }
    }

    /// Returns how many filled cells were sent of a sheet that came back without any, more than one of them.
    fn emptied(&self) -> Option<usize> {
        let open = || Column::ALL.into_iter().filter(|column| column.is_open());
        let end = self.cells.len().min(self.below());
        let is_filled = |row| open().any(|column| !self.text(row, column.position()).is_empty());
        if (HEADING + 1..end).any(is_filled) {
            return None;
        }
        let sent = self.sent.rows.values();
        let sent = sent.flat_map(|(_, texts)| open().filter(|column| !texts[*column].is_empty()));
        Some(sent.count()).filter(|count| *count > 1)
    }

    /// The lines above, the headings, and what stands outside the table.
    fn frame(&self, comparison: &mut Comparison) {
        let below = self.below();
        for (row, cells) in self.cells.iter().enumerate() {
            if row >= below && self.is_aside(row) {
                self.outside(row, self.texts(row), comparison);
                continue;
            }
            let mut outside = Vec::new();
            for column in 0..cells.len().max(Column::ALL.len()) {
                let (sent, found) = (self.sent_in_frame(row, column), self.text(row, column));
                let inside = row > HEADING && column < Column::ALL.len();
                if inside || found == sent {
                    continue;
                }
                // A text beside the headings may be that of a column that was moved.
                if sent.is_empty() && row != HEADING {
                    outside.push((column, found));
                } else {
                    self.altered(comparison, row, column, sent, found);
                }
            }
            self.outside(row, outside.into_iter(), comparison);
        }
    }

    /// Returns what a cell above the rows was sent with.
    fn sent_in_frame(&self, row: usize, column: usize) -> &str {
        match (row, column) {
            (HEADING, column) => Column::ALL.get(column).map_or("", |column| column.heading()),
            (row, 0) => self.sent.above.get(row).map_or("", String::as_str),
            _ => "",
        }
    }

    /// Returns true where a column stands under the heading of another.
    fn is_shifted(&self) -> bool {
        (Column::ALL.into_iter()).any(|column| {
            let found = self.text(HEADING, column.position());
            let mut others = Column::ALL.into_iter().filter(|other| *other != column);
            others.any(|other| found == other.heading())
        })
    }

    fn altered(&self, comparison: &mut Comparison, row: usize, column: usize, sent: &str, found: &str) {
        let what = match (sent, found) {
            ("", found) => t!("collection.locked_filled", found = found),
            (sent, "") => t!("collection.locked_emptied", sent = shortened(sent)),
            (sent, found) => {
                let (sent, found) = (shortened(sent), shortened(found));
                t!("collection.locked_changed", sent = sent, found = found)
            }
        };
        self.refuse(comparison, Trouble::Altered, self.place(row, column), what.into_owned());
    }

    /// One indicator: its locked cells, then its fields.
    fn row(&self, row: usize, id: &str, sent: &Texts, said: &mut Said, comparison: &mut Comparison) {
        let found = Texts::of(|column| self.text(row, column.position()).to_owned());
        for column in found.differing(sent, &Column::ALL).filter(|column| !column.is_open()) {
            self.altered(comparison, row, column.position(), &sent[column], &found[column]);
        }
        let refused = |column: Column| self.doubt(row, column).filter(|doubt| doubt.is_refused());
        for column in Column::ALL.into_iter().filter(|column| column.is_open()) {
            if let Some(doubt) = refused(column) {
                let what = doubt.sentence(column.heading());
                self.refuse(
                    comparison,
                    Trouble::Unreadable,
                    self.place(row, column.position()),
                    what,
                );
            }
        }
        let is_changed = |field: &Filled| {
            let columns = field.columns();
            // What a cell does not show has been said above.
            !columns.iter().any(|column| refused(*column).is_some()) && found.differing(sent, columns).next().is_some()
        };
        let changed: Vec<Filled> = Filled::ALL.into_iter().filter(is_changed).collect();
        let Some(indicator) = self.indicators.get(id).copied() else {
            if !changed.is_empty() {
                let what = t!("collection.indicator_gone", id = id).into_owned();
                self.refuse(comparison, Trouble::Altered, self.place(row, 0), what);
            }
            return;
        };
        let line = Line {
            row,
            indicator,
            held: texts(self.project, indicator),
            found,
            sent,
        };
        self.remark_locked(&line, &changed, comparison);
        for field in changed {
            self.field(&line, field, said, comparison);
        }
    }

    /// Says which locked cells the project has changed since; the hidden sheet may have been altered too.
    fn remark_locked(&self, line: &Line, changed: &[Filled], comparison: &mut Comparison) {
        let is_said = |column: &Column| {
            self.conflicts == Conflicts::Refuse && changed.contains(&Filled::Actual) && MEASURED.contains(column)
        };
        let locked = line.sent.differing(&line.held, &Column::ALL);
        let locked = locked.filter(|column| !column.is_open() && !is_said(column));
        let other: Vec<String> = locked
            .filter(|column| line.found[*column] == line.sent[*column])
            .map(|column| line.otherwise(column))
            .collect();
        if !other.is_empty() {
            let at = self.place(line.row, Column::Id.position());
            let (name, what) = (&line.indicator.name, other.join(&t!("collection.and")));
            let remark = t!("collection.locked_otherwise", at = at, name = name, what = what);
            comparison.remarks.push(remark.into_owned());
        }
    }

    /// Takes a field that was changed, or says why it cannot be taken.
    fn field(&self, line: &Line, field: Filled, said: &mut Said, comparison: &mut Comparison) {
        let Line {
            row,
            indicator,
            found,
            sent,
            held,
        } = line;
        let changed = || found.differing(sent, field.columns());
        let is_same = found.differing(held, field.columns()).next().is_none();
        let at = self.place(*row, changed().next().map_or(0, Column::position));
        let value = match field.read(self.project, indicator, found) {
            Ok(value) => value,
            Err(_) if is_same => return,
            Err((column, what)) => {
                let at = self.place(*row, column.position());
                let what = t!("collection.column_says", column = column.heading(), what = what).into_owned();
                return self.refuse(comparison, Trouble::Unreadable, at, what);
            }
        };
        let new = field.joined(found);
        // What the project already holds is no change, but a file that says otherwise still disagrees with it.
        match said.get(&(indicator.id.clone(), field)) {
            Some((other, _, _)) if *other == value => return,
            Some((_, other, there)) => {
                let what = t!(
                    "collection.disagree",
                    name = indicator.name,
                    field = field.name(),
                    text = new,
                    there = there,
                    other = other
                );
                return self.refuse(comparison, Trouble::Disagreement, at, what.into_owned());
            }
            None => {
                let saying = (value.clone(), new.clone(), at.clone());
                said.insert((indicator.id.clone(), field), saying);
            }
        }
        // A number may be written otherwise: １１２６, 100%.
        if is_same || matches!(&value, Value::Actual(actual) if *actual == indicator.actual) {
            return;
        }
        let conflict = match (line.conflict(field), self.conflicts) {
            (Some(what), Conflicts::Refuse) => return self.refuse(comparison, Trouble::Conflict, at, what),
            (conflict, _) => conflict,
        };
        let doubts = changed().filter_map(|column| {
            let (doubt, address) = (self.doubt(*row, column)?, address(*row, column.position()));
            let cell = t!("collection.cell", address = address, column = column.heading());
            Some(doubt.sentence(&cell))
        });
        comparison.changes.push(Change {
            section: self.sent.section.to_owned(),
            indicator: indicator.id.clone(),
            name: indicator.name.clone(),
            field: field.name(),
            old: field.joined(held),
            new,
            at,
            remarks: doubts.chain(reading::excess(indicator, &value)).collect(),
            conflict,
            value,
        });
    }
}

impl Line<'_> {
    /// Says what the project has changed since, of the field itself or of what it is measured by.
    fn conflict(&self, field: Filled) -> Option<String> {
        let differing = |columns| self.sent.differing(&self.held, columns).next();
        let name = field.name();
        if differing(field.columns()).is_some() {
            let (sent, now) = (field.joined(self.sent), field.joined(&self.held));
            let sentence = t!("collection.changed_since", field = name, sent = sent, now = now);
            return Some(sentence.into_owned());
        }
        let column = differing(&MEASURED).filter(|_| field == Filled::Actual)?;
        let otherwise = self.otherwise(column);
        Some(t!("collection.measured_otherwise", what = otherwise, field = name).into_owned())
    }

    /// Says that a locked cell, and with it the hidden sheet, has not what the project has.
    fn otherwise(&self, column: Column) -> String {
        let sentence = t!(
            "collection.otherwise",
            column = column.heading(),
            sent = shortened(&self.sent[column]),
            held = shortened(&self.held[column])
        );
        sentence.into_owned()
    }
}

/// Cuts a long locked text for a sentence.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 40 {
        return text.to_owned();
    }
    text.chars().take(39).chain(['…']).collect()
}
