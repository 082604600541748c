//! 存放位置: how a file is written down so that it is found again on another machine.
//!
//! A file below the project's folder, or below the folder beside it, is written as a path from there, so that both can
//! be moved or shared together; any other one is written in full. The separator is always `/`; both are read.

use std::path::{Component, Path, PathBuf};

/// Longest ending of a file name that is taken for one: `.xlsx`, `.jpeg`.
const LONGEST_ENDING: usize = 5;

/// Returns how a file is written down against the folder of its project; `None` for a name that is no text.
pub fn written(file: &Path, folder: Option<&Path>) -> Option<String> {
    let text = folder
        .and_then(|folder| from_folder(file, folder))
        .unwrap_or_else(|| file.to_owned());
    let text = text.to_str()?;
    Some(if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.to_owned()
    })
}

/// Returns the way from a folder to a file below it or below its neighbour.
fn from_folder(file: &Path, folder: &Path) -> Option<PathBuf> {
    if let Ok(below) = file.strip_prefix(folder) {
        return Some(below.to_owned());
    }
    // From the root every file would be a neighbour.
    let shared = folder.parent().filter(|shared| shared.parent().is_some())?;
    file.strip_prefix(shared).ok().map(|rest| Path::new("..").join(rest))
}

/// Returns the paths that a place may stand for, the likeliest first; none for a shelf mark that cannot be one, and
/// for a way from a folder that is not known.
pub fn candidates(place: &str, folder: Option<&Path>) -> Vec<PathBuf> {
    let place = place.trim();
    if place.is_empty() || place.contains("://") || place.contains('\n') {
        return Vec::new();
    }
    let mut spellings = vec![place.to_owned()];
    // Elsewhere than on Windows a file may have the other separator in its name.
    if !cfg!(windows) && place.contains('\\') {
        spellings.push(place.replace('\\', "/"));
    }
    let found = spellings.into_iter().filter_map(|spelling| {
        if is_whole(place) {
            return Some(PathBuf::from(spelling));
        }
        folder.map(|folder| tidied(&folder.join(spelling)))
    });
    found.collect()
}

/// Tells whether a place is written in full, on whichever system.
pub fn is_whole(place: &str) -> bool {
    let place = place.trim();
    let mut characters = place.chars();
    let drive = characters.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && characters.next() == Some(':')
        && matches!(characters.next(), Some('/' | '\\'));
    drive || place.starts_with(['/', '\\'])
}

/// Tells whether a place reads as that of a file, and not as a shelf mark or an address of the web.
pub fn names_a_file(place: &str) -> bool {
    let place = place.trim();
    if place.contains("://") || place.contains('\n') {
        return false;
    }
    let name = place.rsplit(['/', '\\']).next().unwrap_or_default();
    let has_ending = name.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty()
            && ending.len() <= LONGEST_ENDING
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
    });
    has_ending || is_whole(place) || place.starts_with("../") || place.starts_with("./")
}

/// Takes `.` and `..` out of a path without asking the disk.
fn tidied(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
