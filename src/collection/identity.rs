//! The hidden sheet of the workbook: whose sheet it is, and every text as it was sent; written when it goes out, read
//! when it comes back.

use std::collections::BTreeMap;

use rust_i18n::t;

use super::{HEADING, NO_SECTION, Returned, Sheet, Texts, normal};
use crate::model::{Project, Section};

/// What the hidden sheet calls itself.
const FORMAT: &str = "hengji-section";
/// Version of the hidden sheet.
const VERSION: &str = "1";
/// Labels of what says whose sheet it is.
const OWNER: [&str; 5] = ["department", "subject", "year", "section", "section_name"];

/// What says whose sheet it is: unit, project or unit, year, id and name of the section.
pub(super) fn owner(project: &Project, section: Option<&Section>) -> [String; 5] {
    [
        project.department.clone(),
        project.subject().to_owned(),
        project.year.to_string(),
        section.map(|section| section.id.0.clone()).unwrap_or_default(),
        section.map_or(NO_SECTION, |section| section.name.as_str()).to_owned(),
    ]
}

impl Sheet {
    /// Returns the rows of the hidden sheet: what it is, whose it is, the lines above, then a row an indicator.
    pub fn identity(&self) -> Vec<Vec<String>> {
        let pair = |name: &str, text: &str| vec![name.to_owned(), text.to_owned()];
        let mut rows = vec![pair(FORMAT, VERSION)];
        rows.extend(OWNER.iter().zip(&self.owner).map(|(name, text)| pair(name, text)));
        rows.extend(self.above.iter().map(|text| pair("above", text)));
        rows.extend((HEADING + 1..).zip(&self.rows).map(|(position, row)| {
            let place = ["row".to_owned(), (position + 1).to_string()];
            place.into_iter().chain(row.texts.0.iter().cloned()).collect()
        }));
        rows
    }
}

/// What the hidden sheet says was sent.
pub(super) struct Sent<'a> {
    /// Name of the section.
    pub(super) section: &'a str,
    /// The lines above the headings.
    pub(super) above: [String; HEADING],
    /// By id: row from 0 as it was sent, and the texts.
    pub(super) rows: BTreeMap<&'a str, (usize, Texts)>,
}

impl<'a> Sent<'a> {
    /// Reads the hidden sheet; what keeps the file from being one of this project is the sentence.
    pub(super) fn read(file: &'a Returned, project: &Project) -> Result<Self, String> {
        let rows_of = |name: &'static str| {
            let rows = file.identity.iter();
            rows.filter(move |row| row.first().is_some_and(|first| first == name))
        };
        let texts_of = |name| rows_of(name).map(|row| row.get(1).map_or("", String::as_str));
        let one = |name| texts_of(name).next().unwrap_or_default();
        match one(FORMAT) {
            "" => return Err(t!("collection.foreign").into_owned()),
            VERSION => {}
            version => return Err(t!("collection.version", version = version).into_owned()),
        }
        let ours = owner(project, None);
        let called = ["collection.department", "collection.subject", "collection.year"];
        for ((what, name), ours) in called.into_iter().zip(OWNER).zip(&ours) {
            let theirs = normal(one(name));
            if theirs != normal(ours) {
                let what = t!(what);
                let sentence = t!("collection.of_another", what = what, theirs = theirs, ours = ours);
                return Err(sentence.into_owned());
            }
        }
        let mut rows = BTreeMap::new();
        for row in rows_of("row") {
            let line: usize = row.get(1).and_then(|line| line.parse().ok()).unwrap_or(0);
            let texts = row.get(2..).unwrap_or_default();
            let Some(id) = texts.first().filter(|_| line > 0) else {
                return Err(t!("collection.identity_damaged").into_owned());
            };
            let text = |position: usize| normal(texts.get(position).map_or("", String::as_str));
            rows.insert(id.as_str(), (line - 1, Texts::of(|column| text(column.position()))));
        }
        let mut above = texts_of("above");
        Ok(Self {
            section: match one(OWNER[4]) {
                "" => NO_SECTION,
                name => name,
            },
            above: std::array::from_fn(|_| normal(above.next().unwrap_or_default())),
            rows,
        })
    }
}
