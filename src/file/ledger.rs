//! The files of the 佐证材料 ledger: their SHA-256, and whether they are still what was registered.
//!
//! Files are read a block at a time, so that the memory taken does not depend on their size.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{self, File, Metadata};
use std::io::{ErrorKind, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rust_i18n::t;
use sha2::{Digest, Sha256};

use super::disk::{refused, require_regular};
use super::{FileError, place};
use crate::model::{Evidence, Id};

/// Bytes read at a time.
const BLOCK: usize = 1 << 18;

/// Hears how many bytes have been read since it was last told, and says whether to go on.
pub type Listener<'a> = &'a mut dyn FnMut(u64) -> ControlFlow<()>;

/// What became of a piece of evidence since it was registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// 未变: the file is the registered one.
    Unchanged,
    /// 已改动: the file is another one; its SHA-256 now.
    Changed(String),
    /// 找不到: there is no such file.
    Missing,
    /// 未登记校验值: the file is there, but nothing to hold it against; its SHA-256 now.
    Unregistered(String),
    /// 非文件: a shelf mark, an address or a folder.
    NotAFile,
    /// 未填存放位置.
    NoPlace,
    /// 读不出: the file is there; the sentence says why it cannot be read.
    Unreadable(String),
}

impl Standing {
    /// Returns the word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unchanged => "未变",
            Self::Changed(_) => "已改动",
            Self::Missing => "找不到",
            Self::Unregistered(_) => "未登记校验值",
            Self::NotAFile => "非文件",
            Self::NoPlace => "未填存放位置",
            Self::Unreadable(_) => "读不出",
        }
    }

    /// Returns the word other programs know it by.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Changed(_) => "changed",
            Self::Missing => "missing",
            Self::Unregistered(_) => "unregistered",
            Self::NotAFile => "not_a_file",
            Self::NoPlace => "no_place",
            Self::Unreadable(_) => "unreadable",
        }
    }

    /// Tells whether somebody has to look after it: what was registered is no longer there.
    pub fn is_broken(&self) -> bool {
        matches!(self, Self::Changed(_) | Self::Missing | Self::Unreadable(_))
    }
}

/// The standing of one piece of evidence, with what it was held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Which piece.
    pub id: Id,
    /// Its 存放位置 at that time.
    pub place: String,
    /// Its registered SHA-256 at that time.
    pub sha256: String,
    /// What became of it.
    pub standing: Standing,
}

/// Returns the SHA-256 of a file in hex; `None` when the listener breaks off.
///
/// # Errors
/// The system's refusal, or something that is no regular file.
pub fn digest(path: &Path, on_read: Listener<'_>) -> Result<Option<String>, FileError> {
    // Asked before opening: opening a pipe would wait for its writer.
    let found = fs::metadata(path).map_err(|error| refused(&t!("file.cannot_open"), path, &error))?;
    require_regular(&found, path)?;
    let mut file = File::open(path).map_err(|error| refused(&t!("file.cannot_open"), path, &error))?;
    let mut hash = Sha256::new();
    let mut block = vec![0; BLOCK];
    loop {
        let length = match file.read(&mut block) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(refused(&t!("file.broken_off"), path, &error)),
        };
        hash.update(&block[..length]);
        if on_read(length as u64).is_break() {
            return Ok(None);
        }
    }
    let mut hex = String::with_capacity(64);
    for byte in hash.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(Some(hex))
}

/// Returns how many bytes a file has; 0 for what cannot be asked.
pub fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |found| found.len())
}

/// Returns how many bytes [`verify`] will read; a file that several pieces share is read once.
pub fn size_of_all(evidence: &[Evidence], folder: Option<&Path>) -> u64 {
    let mut seen = HashMap::new();
    for entry in evidence {
        if let Found::File(path, found) = find(&entry.place, folder) {
            seen.insert(path, found.len());
        }
    }
    seen.values().sum()
}

/// Holds every piece of the ledger against its file, in the order of the ledger; `None` when the listener breaks off.
///
/// `folder` is that of the project file, which places are written from.
pub fn verify(evidence: &[Evidence], folder: Option<&Path>, on_read: Listener<'_>) -> Option<Vec<Verdict>> {
    let mut read: HashMap<PathBuf, Result<String, String>> = HashMap::new();
    let mut verdicts = Vec::with_capacity(evidence.len());
    for entry in evidence {
        let registered = entry.sha256.trim();
        let standing = match find(&entry.place, folder) {
            Found::File(path, _) => {
                let outcome = match read.get(&path) {
                    Some(outcome) => outcome.clone(),
                    None => {
                        let outcome = match digest(&path, on_read) {
                            Ok(hash) => Ok(hash?),
                            Err(error) => Err(error.to_string()),
                        };
                        read.insert(path, outcome.clone());
                        outcome
                    }
                };
                match outcome {
                    Ok(hash) if registered.is_empty() => Standing::Unregistered(hash),
                    Ok(hash) if registered.eq_ignore_ascii_case(&hash) => Standing::Unchanged,
                    Ok(hash) => Standing::Changed(hash),
                    Err(sentence) => Standing::Unreadable(sentence),
                }
            }
            Found::Refused(sentence) => Standing::Unreadable(sentence),
            Found::Folder => Standing::NotAFile,
            Found::Nothing if entry.place.trim().is_empty() => Standing::NoPlace,
            Found::Nothing if is_file(entry) => Standing::Missing,
            Found::Nothing => Standing::NotAFile,
        };
        verdicts.push(Verdict {
            id: entry.id.clone(),
            place: entry.place.clone(),
            sha256: entry.sha256.clone(),
            standing,
        });
    }
    Some(verdicts)
}

/// Returns the places of a ledger as they have to be written once the project file lies in another folder, so that
/// they still mean the same files; `None` where none changes.
///
/// What is written in full stays, except when the project had no folder before: then nothing could be written from it.
pub fn moved(evidence: &[Evidence], from: Option<&Path>, to: &Path) -> Option<Vec<Evidence>> {
    if from == Some(to) {
        return None;
    }
    let mut next = evidence.to_vec();
    for entry in &mut next {
        let stays = place::is_whole(&entry.place) == from.is_some();
        let is_there = || matches!(find(&entry.place, from), Found::File(..) | Found::Folder);
        if stays || !(is_file(entry) || is_there()) {
            continue;
        }
        let file = match find(&entry.place, from) {
            Found::File(path, _) => Some(path),
            _ => place::candidates(&entry.place, from).pop(),
        };
        if let Some(place) = file.and_then(|file| place::written(&file, Some(to))) {
            entry.place = place;
        }
    }
    (next != evidence).then_some(next)
}

/// Returns the entry whose file this is.
pub fn holder<'e>(evidence: &'e [Evidence], file: &Path, folder: Option<&Path>) -> Option<&'e Evidence> {
    evidence
        .iter()
        .find(|entry| place::candidates(&entry.place, folder).iter().any(|path| path == file))
}

/// Tells whether an entry means a file, be it there or not.
fn is_file(entry: &Evidence) -> bool {
    !entry.sha256.trim().is_empty() || place::names_a_file(&entry.place)
}

/// What is at a place.
enum Found {
    File(PathBuf, Metadata),
    Folder,
    Refused(String),
    Nothing,
}

fn find(place: &str, folder: Option<&Path>) -> Found {
    let mut last = Found::Nothing;
    for path in place::candidates(place, folder) {
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => last = Found::Folder,
            // What is neither is refused when it is read.
            Ok(found) => return Found::File(path, found),
            Err(error) if is_absence(error.kind()) => {}
            // A shelf mark is not looked for in earnest.
            Err(error) if place::names_a_file(place) => {
                last = Found::Refused(refused(&t!("file.cannot_open"), &path, &error).to_string());
            }
            Err(_) => {}
        }
    }
    last
}

/// Tells whether a refusal means that there is nothing of that name; a long shelf mark can be no name at all.
fn is_absence(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename | ErrorKind::InvalidInput
    )
}
