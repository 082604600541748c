//! What the program remembers from one start to the next; nothing of it belongs to a document.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{FileError, disk};

/// Greatest number of files under 最近打开.
const MAX_RECENT: usize = 10;

/// Colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Language of the window; documents are Chinese.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// 简体中文.
    #[default]
    Chinese,
    /// English.
    English,
}

/// What the program remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Colours of the window.
    pub theme: Theme,
    /// Language of the window.
    pub language: Language,
    /// Projects opened or saved, the last one first.
    pub recent: Vec<PathBuf>,
}

impl Settings {
    /// Reads what is remembered in a folder; what cannot be read is forgotten.
    pub fn read(folder: &Path) -> Self {
        let text = disk::read_bytes(&path(folder))
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok());
        text.and_then(|text| ron::from_str(&text).ok()).unwrap_or_default()
    }

    /// Writes what is remembered.
    ///
    /// # Errors
    /// The system's refusal; what was remembered before is untouched.
    pub fn write(&self, folder: &Path) -> Result<(), FileError> {
        disk::create_private_folder(folder)?;
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new().new_line("\n"));
        disk::write_bytes(&path(folder), text.unwrap_or_default().as_bytes())
    }

    /// Puts a project first among those opened or saved; a path that is no text cannot be remembered.
    pub fn used(&mut self, path: &Path) {
        self.forget(path);
        if path.to_str().is_some() {
            self.recent.insert(0, path.to_owned());
        }
        self.recent.truncate(MAX_RECENT);
    }

    /// Takes a project from those opened or saved.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
    }
}

fn path(folder: &Path) -> PathBuf {
    folder.join("settings.ron")
}
