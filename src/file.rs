//! A project on disk: versions, bounded reading, atomic writing, recovery copies; and the files its evidence lies in.
//!
//! The text is RON with a version on top, one fact a line, in a fixed order, with LF. Facts that are
//! empty (missing, no text, an empty list, `false`) are left out; what is left out reads as empty.

mod disk;
mod fonts;
pub mod ledger;
pub mod place;
pub mod recovery;
pub(crate) mod refusal;
pub mod settings;

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use ron::extensions::Extensions;
use rust_i18n::t;
use serde::{Deserialize, Deserializer, Serialize, de};
use sha2::{Digest, Sha256};

use crate::model::{Id, Project};

pub use disk::{os_reason, read_bytes, write_all, write_bytes};
pub use fonts::installed_fonts;

/// Version of the format this program writes; every version from 1 to this one is read.
pub const VERSION: u32 = 1;

/// Greatest size of a file that is read, in bytes: some 40,000 indicators.
pub const MAX_BYTES: usize = 32 << 20;

/// Greatest number of opening parentheses in a project file. Every entry of a list has one, so this
/// bounds the memory that a hostile file of empty entries can take.
const MAX_ENTRIES: usize = 400_000;

/// Name and parts of the outermost structure.
const ENVELOPE: &str = "Hengji";
const PARTS: &[&str] = &["format", "version", "project"];

/// What a file of ours calls itself.
const FORMAT: &str = "hengji";

/// Returns the folder of the program's own data, which belongs to the person at this machine; `None` where the system
/// names none.
pub fn home() -> Option<PathBuf> {
    let folder = dirs::state_dir().or_else(dirs::data_local_dir)?;
    Some(folder.join("hengji"))
}

/// Returns the folder of the person's documents, or else the person's own.
pub fn documents() -> Option<PathBuf> {
    let folder = dirs::document_dir().filter(|folder| folder.is_dir());
    folder.or_else(dirs::home_dir)
}

/// Why a file could not be read or written; the sentence names the place, the path comes last.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The system refused, or what is at the path is no file.
    #[error("{reason}{}", in_path(Some(.path)))]
    Io {
        /// What failed and why.
        reason: String,
        /// The file.
        path: PathBuf,
    },
    /// The content is no project.
    #[error("{}{}", t!("file.content", line = line, column = column, reason = reason), in_path(.path.as_deref()))]
    Content {
        /// Line from 1.
        line: usize,
        /// Column from 1, in characters.
        column: usize,
        /// What is wrong.
        reason: String,
        /// The file, when the bytes came from one.
        path: Option<PathBuf>,
    },
}

/// Returns the path as it ends a sentence.
fn in_path(path: Option<&Path>) -> String {
    path.map(|path| t!("file.in_path", path = path.display()).into_owned())
        .unwrap_or_default()
}

/// Returns true for a text that says of itself that it is a project file.
pub(crate) fn is_project(text: &str) -> bool {
    let inside = text.trim_start().trim_start_matches(ENVELOPE).strip_prefix('(');
    let format = inside.and_then(|inside| inside.trim_start().strip_prefix("format"));
    let value = format.and_then(|rest| rest.trim_start().strip_prefix(':'));
    value.is_some_and(|value| value.trim_start().starts_with(&format!("\"{FORMAT}\"")))
}

/// Reads a project file of any version so far.
///
/// # Errors
/// What cannot be read, with line and column.
pub fn read(path: &Path) -> Result<Project, FileError> {
    open(path).map(|opened| opened.project)
}

/// A project file that was read.
#[derive(Debug)]
pub struct Opened {
    /// The project.
    pub project: Project,
    /// What the file held.
    pub seen: Seen,
    /// The entries that have another id than in the file, in its order.
    pub renumbered: Vec<Renumbered>,
}

/// An entry whose id was used before in its list, and that has a fresh one now: what names that id means the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renumbered {
    /// What the entry says of itself, its name or its text; the id where it says nothing.
    pub name: String,
    /// The id in the file.
    pub old: Id,
    /// The id now.
    pub new: Id,
}

impl fmt::Display for Renumbered {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, old, new } = self;
        formatter.write_str(&t!("file.renumbered", name = name, old = old, new = new))
    }
}

/// Reads a project file like [`read`], and takes note of what it held.
///
/// # Errors
/// What cannot be read, with line and column.
pub fn open(path: &Path) -> Result<Opened, FileError> {
    let bytes = read_bytes(path)?;
    let (project, renumbered) = decoded(&bytes).map_err(|error| match error {
        FileError::Content {
            line, column, reason, ..
        } => FileError::Content {
            line,
            column,
            reason,
            path: Some(path.to_owned()),
        },
        other => other,
    })?;
    Ok(Opened {
        project,
        seen: Seen::of(&bytes),
        renumbered,
    })
}

/// What a file held when it was last read or written here. By its content: the clock of a server may differ from ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen([u8; 32]);

impl Seen {
    fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Returns true where the file now holds something else; one that is gone holds nothing that could be lost.
    pub fn has_changed(self, path: &Path) -> bool {
        read_bytes(path).map_or_else(|_| path.exists(), |bytes| Self::of(&bytes) != self)
    }
}

/// Reads a project from the bytes of a file; a byte order mark is accepted.
///
/// Ids that are empty or used before within their list are replaced by fresh ones, so that every entry
/// can be told apart; nothing else is changed.
///
/// # Errors
/// What cannot be read, with line and column.
pub fn decode(bytes: &[u8]) -> Result<Project, FileError> {
    decoded(bytes).map(|(project, _)| project)
}

/// Reads a project from the bytes of a file, and which of its entries have other ids now.
fn decoded(bytes: &[u8]) -> Result<(Project, Vec<Renumbered>), FileError> {
    let text = refusal::text(bytes)?;
    refusal::require_beginning(text)?;
    let has_too_many_entries = || text.bytes().filter(|byte| *byte == b'(').count() > MAX_ENTRIES;
    if text.len() > MAX_BYTES || (text.len() > MAX_ENTRIES && has_too_many_entries()) {
        return Err(refusal::at(1, 1, t!("file.too_much").into_owned()));
    }
    let file: Stored = options()
        .from_str(text)
        .map_err(|error| refusal::of_project(text, &error))?;
    require_whole_numbers(text)?;
    Ok(with_distinct_ids(file.0))
}

/// Refuses a number with more digits than are kept: it would be rounded without a word.
///
/// A text may hold such digits, and only the reader knows which is which: it is asked again with something in
/// the place of every one that cannot be read as a number.
fn require_whole_numbers(text: &str) -> Result<(), FileError> {
    let Some(marked) = refusal::with_long_numbers_marked(text) else {
        return Ok(());
    };
    match options().from_str::<Stored>(&marked) {
        Err(error) => refusal::of_long_number(text, &error).map_or(Ok(()), Err),
        Ok(_) => Ok(()),
    }
}

/// Writes a project as the text of a file: a version on top, one fact a line, fixed order, LF.
pub fn encode(project: &Project) -> String {
    #[derive(Serialize)]
    struct File<'a> {
        format: &'static str,
        version: u32,
        project: &'a Project,
    }
    let file = File {
        format: FORMAT,
        version: VERSION,
        project,
    };
    let layout = ron::ser::PrettyConfig::new().new_line("\n").indentor("  ");
    let mut facts = Facts::default();
    // Writing to a string cannot fail, and nothing in a project refuses to be written.
    let written = options().to_writer_pretty(&mut facts, &file, layout);
    debug_assert!(written.is_ok(), "{written:?}");
    facts.finish()
}

/// Saves a project so that the file is either the old one or the new one, never half; returns what it holds now.
///
/// # Errors
/// The system's refusal; the old file is untouched.
pub fn write(path: &Path, project: &Project) -> Result<Seen, FileError> {
    let text = encode(project);
    write_bytes(path, text.as_bytes())?;
    Ok(Seen::of(text.as_bytes()))
}

/// The dialect of our files: a value that may be missing is written without `Some`.
fn options() -> ron::Options {
    ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_recursion_limit(64)
}

/// Takes the text of a file line by line and leaves the empty facts out.
#[derive(Default)]
struct Facts {
    text: String,
    /// Where the line being written begins.
    line: usize,
}

impl Facts {
    /// Closes the line being written.
    fn end_line(&mut self) {
        let line = &self.text[self.line..];
        // A line is one fact, since line feeds inside a text are escaped.
        let empty = [": None,", ": \"\",", ": [],", ": false,"]
            .iter()
            .any(|empty| line.ends_with(empty) && !line[..line.len() - empty.len()].contains('"'));
        if empty {
            self.text.truncate(self.line);
        } else {
            self.text.push('\n');
        }
        self.line = self.text.len();
    }

    fn finish(mut self) -> String {
        self.end_line();
        self.text
    }
}

impl fmt::Write for Facts {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut parts = text.split('\n');
        self.text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            self.end_line();
            self.text.push_str(part);
        }
        Ok(())
    }
}

/// A project under its version. The version comes first, so that a newer file is refused by its version
/// and not by the first thing in it that this program does not know.
struct Stored(Project);

impl<'de> Deserialize<'de> for Stored {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct(ENVELOPE, PARTS, StoredVisitor)
    }
}

/// A part of the file's outermost structure.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Part {
    Format,
    Version,
    Project,
}

struct StoredVisitor;

impl<'de> de::Visitor<'de> for StoredVisitor {
    type Value = Stored;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("(format: \"hengji\", version: …, project: …)")
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut parts: A) -> Result<Stored, A::Error> {
        let refuse = |sentence: &str| Err(de::Error::custom(sentence));
        let Some(Part::Format) = parts.next_key()? else {
            return refuse(&refusal::foreign());
        };
        if parts.next_value::<String>()? != FORMAT {
            return refuse(&refusal::foreign());
        }
        let Some(Part::Version) = parts.next_key()? else {
            return refuse(&t!("file.no_version"));
        };
        match parts.next_value::<u64>()? {
            0 => return refuse(&t!("file.version_zero")),
            known if known <= u64::from(VERSION) => {}
            newer => {
                return Err(de::Error::custom(t!("file.newer", newer = newer, known = VERSION)));
            }
        }
        let Some(Part::Project) = parts.next_key()? else {
            return refuse(&t!("file.no_project"));
        };
        let project = parts.next_value()?;
        if parts.next_key::<Part>()?.is_some() {
            return refuse(&t!("file.more_behind"));
        }
        Ok(Stored(project))
    }
}

/// Gives every entry whose id is empty or taken a fresh one, and says which of them had one.
fn with_distinct_ids(mut project: Project) -> (Project, Vec<Renumbered>) {
    let mut renumbered = Vec::new();
    let mut said = |more: Vec<Renumbered>| renumbered.extend(more);
    said(distinct(&mut project.goals, "G", |goal| (&mut goal.id, &goal.name)));
    said(distinct(&mut project.indicators, "I", |one| (&mut one.id, &one.name)));
    said(distinct(&mut project.facts, "F", |fact| (&mut fact.id, &fact.name)));
    said(distinct(&mut project.relations, "R", |one| (&mut one.id, &one.name)));
    said(distinct(&mut project.evidence, "E", |one| (&mut one.id, &one.name)));
    said(distinct(&mut project.sections, "S", |one| (&mut one.id, &one.name)));
    said(distinct(&mut project.budget.lines, "B", |line| {
        (&mut line.id, &line.name)
    }));
    said(distinct(&mut project.budget.causes, "C", |one| {
        (&mut one.id, &one.text)
    }));
    (project, renumbered)
}

/// Gives the entries of one list distinct ids; `of` tells the id of an entry and its name.
fn distinct<T>(entries: &mut [T], prefix: &str, of: fn(&mut T) -> (&mut Id, &String)) -> Vec<Renumbered> {
    let mut taken = BTreeSet::new();
    let mut repeated = Vec::new();
    for (position, entry) in entries.iter_mut().enumerate() {
        let id = of(entry).0;
        if id.0.is_empty() || !taken.insert(id.clone()) {
            repeated.push(position);
        }
    }
    let numbered = |number: u64| Id(format!("{prefix}{number:04}"));
    let highest = taken
        .iter()
        .filter_map(|id| id.0.strip_prefix(prefix)?.parse::<u64>().ok())
        .max();
    let mut number = highest.unwrap_or(0);
    let mut renumbered = Vec::new();
    for position in repeated {
        let new = loop {
            number = number.wrapping_add(1);
            if taken.insert(numbered(number)) {
                break numbered(number);
            }
        };
        let (id, name) = of(&mut entries[position]);
        let old = std::mem::replace(id, new.clone());
        if !old.0.is_empty() {
            let name = if name.is_empty() { &old.0 } else { name }.clone();
            renumbered.push(Renumbered { name, old, new });
        }
    }
    renumbered
}
