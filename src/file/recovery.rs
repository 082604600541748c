//! Recovery copies: what is not saved yet lies beside the program's own data until it is.
//!
//! Every open document has a numbered slot, whose lock is held as long as the program runs. A copy whose lock is free
//! was left behind by a program that ended without its last word: killed, crashed, or gone with the power.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{FileError, Seen, decode, disk, encode};
use crate::model::Project;

/// What begins the first line of a copy, a comment to who reads it as a project file.
const NOTE: &str = "// ";

/// A state of a document that is not saved. All but the project is written as a line before it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Copy {
    /// The state.
    #[serde(skip)]
    pub project: Arc<Project>,
    /// Where the document lies on disk; `None` for one that was never saved.
    pub path: Option<PathBuf>,
    /// What its file held when it was last read or written.
    pub seen: Option<Seen>,
    /// What was being typed and is no part of the document yet.
    pub draft: Option<Draft>,
}

/// A text that is being typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Name of its field as the window shows it.
    pub field: String,
    /// As far as it is typed.
    pub text: String,
}

/// The place of one copy, held until it is dropped.
#[derive(Debug)]
pub struct Slot {
    copy: PathBuf,
    _lock: File,
}

/// A copy that was left behind, and its place.
#[derive(Debug)]
pub struct LeftBehind {
    /// Its place, held.
    pub slot: Slot,
    /// What was not saved.
    pub copy: Copy,
    /// When it was written, by the clock on the wall.
    pub kept: Option<DateTime>,
}

impl Slot {
    /// Takes the first place that nobody holds and where no copy lies, making the folder where there is none.
    ///
    /// # Errors
    /// The system's refusal.
    pub fn free(folder: &Path) -> Result<Self, FileError> {
        disk::create_private_folder(folder)?;
        let mut number = 1;
        loop {
            if let Some(slot) = Self::take(folder, number)?
                && !slot.copy.exists()
            {
                return Ok(slot);
            }
            number += 1;
        }
    }

    /// Takes a place; `None` where another program holds it.
    fn take(folder: &Path, number: u32) -> Result<Option<Self>, FileError> {
        let lock = disk::lock(&folder.join(format!("{number}.lock")))?;
        Ok(lock.map(|lock| Self {
            copy: folder.join(format!("{number}.ron")),
            _lock: lock,
        }))
    }

    /// Writes the copy, in place of the one before.
    ///
    /// # Errors
    /// The system's refusal; the copy before is untouched.
    pub fn keep(&self, copy: &Copy) -> Result<(), FileError> {
        // Only a path that is no text refuses to be written, and the session keeps none.
        let note = serde_json::to_string(copy).unwrap_or_default();
        let text = format!("{NOTE}{note}\n{}", encode(&copy.project));
        disk::write_bytes(&self.copy, text.as_bytes())
    }

    /// Takes the copy away: what it held is saved, or no longer wanted.
    ///
    /// # Errors
    /// The system's refusal.
    pub fn clear(&self) -> Result<(), FileError> {
        disk::remove(&self.copy)
    }

    fn read(&self) -> Option<(Copy, Option<DateTime>)> {
        let bytes = disk::read_bytes(&self.copy).ok()?;
        let project = decode(&bytes).ok()?;
        let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let note = first.strip_prefix(NOTE.as_bytes()).unwrap_or_default();
        let copy: Copy = serde_json::from_slice(note).unwrap_or_default();
        let written = fs::metadata(&self.copy).and_then(|found| found.modified()).ok();
        let kept = written.and_then(|time| jiff::Timestamp::try_from(time).ok());
        let copy = Copy {
            project: Arc::new(project),
            ..copy
        };
        Some((copy, kept.map(|time| TimeZone::system().to_datetime(time))))
    }
}

/// Returns the copies that were left behind, the newest first; one that cannot be read stays where it lies.
pub fn left_behind(folder: &Path) -> Vec<LeftBehind> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let number = |path: PathBuf| -> Option<u32> {
        let is_copy = path.extension().is_some_and(|ending| ending == "ron");
        path.file_stem().filter(|_| is_copy)?.to_str()?.parse().ok()
    };
    let mut numbers: Vec<u32> = entries.filter_map(|entry| number(entry.path())).collect();
    numbers.sort_unstable();
    let found = |number| {
        let slot = Slot::take(folder, number).ok().flatten()?;
        let (copy, kept) = slot.read()?;
        Some(LeftBehind { slot, copy, kept })
    };
    let mut copies: Vec<LeftBehind> = numbers.into_iter().filter_map(found).collect();
    copies.sort_by_key(|left| std::cmp::Reverse(left.kept));
    copies
}
