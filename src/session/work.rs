//! Work done away from the window, with progress and cancel.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use jiff::civil::Date;

use crate::check;
use crate::file;
use crate::model::Project;
use crate::report::{self, Format};
use crate::score::Scorecard;

/// An export of one state of the document, which may change on while it runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// The state exported.
    pub project: Arc<Project>,
    /// Its scores.
    pub card: Arc<Scorecard>,
    /// What is made.
    pub formats: Vec<Format>,
    /// Where it goes.
    pub folder: PathBuf,
    /// The date the documents bear.
    pub date: Date,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkDone {
    /// Every file is written.
    Exported {
        /// The files.
        files: Vec<PathBuf>,
        /// Their folder.
        folder: PathBuf,
        /// What a reader of the report would object to, a sentence each.
        findings: Vec<String>,
    },
    /// Stopped before anything was written.
    Cancelled,
    /// Nothing is written; the sentence says why.
    Failed(String),
}

/// How far the work is, shared with the window.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    cancelled: AtomicBool,
}

impl Progress {
    /// Returns how many formats are made.
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// Asks the work to stop before its next file.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

impl Work {
    /// Makes every file, then writes them; a failure or a cancel on the way leaves none behind.
    pub fn run(self, progress: &Progress) -> WorkDone {
        let mut files = Vec::new();
        for format in &self.formats {
            if progress.cancelled.load(Ordering::Relaxed) {
                return WorkDone::Cancelled;
            }
            let fonts = if format.embeds_fonts() {
                file::installed_fonts()
            } else {
                Vec::new()
            };
            match report::deliverables_with(&self.project, &self.card, *format, self.date, &fonts) {
                Ok(made) => files.extend(made.into_iter().map(|file| (self.folder.join(file.name), file.bytes))),
                Err(error) => return WorkDone::Failed(error.to_string()),
            }
            progress.done.fetch_add(1, Ordering::Relaxed);
        }
        if progress.cancelled.load(Ordering::Relaxed) {
            return WorkDone::Cancelled;
        }
        match file::write_all(&files) {
            Ok(()) => WorkDone::Exported {
                files: files.into_iter().map(|(path, _)| path).collect(),
                findings: if self.formats.contains(&Format::Docx) || self.formats.contains(&Format::Public) {
                    check::sentences(&self.project, &self.card)
                } else {
                    Vec::new()
                },
                folder: self.folder,
            },
            Err(error) => WorkDone::Failed(error.to_string()),
        }
    }
}
