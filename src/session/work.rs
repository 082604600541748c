//! Work done away from the window, with progress and cancel.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use jiff::civil::Date;

use super::evidence::{Attach, Read, Verdict};
use crate::check::{self, Severity};
use crate::file::{self, ledger};
use crate::model::Project;
use crate::report::{self, Format};
use crate::score::Scorecard;

/// What is to be done; the document may change on meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// Making and writing documents.
    Export(Export),
    /// Reading files to be registered as evidence.
    Attach(Attaching),
    /// Holding the ledger against its files.
    Verify(Verifying),
}

/// An export of one state of the document, which may change on while it runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
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

/// Files to be registered as evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Attaching {
    /// What they become.
    pub attach: Attach,
    /// The files, in the order in which they were chosen.
    pub files: Vec<PathBuf>,
    /// The document they were chosen for.
    pub document: u64,
}

/// A ledger to be held against its files.
#[derive(Clone, Debug, PartialEq)]
pub struct Verifying {
    /// The state of the document.
    pub project: Arc<Project>,
    /// The folder its places are written from.
    pub folder: Option<PathBuf>,
    /// The document.
    pub document: u64,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum WorkDone {
    /// Every file is written.
    Exported {
        /// The files.
        files: Vec<PathBuf>,
        /// Their folder.
        folder: PathBuf,
        /// How many open 校核意见 there are to mend, and to explain; 0 for files that nobody judges.
        review: [usize; 2],
        /// What the documents have no letters for, as a sentence.
        undrawn: Option<String>,
    },
    /// Stopped before anything was written.
    Cancelled,
    /// Nothing is written; the sentence says why.
    Failed(String),
    /// Files are read.
    Attached {
        /// What they become.
        attach: Attach,
        /// Each with its SHA-256, or why it has none.
        files: Vec<Read>,
        /// The document they were chosen for.
        document: u64,
    },
    /// The ledger has been held against its files.
    Verified {
        /// What became of each piece.
        verdicts: Vec<Verdict>,
        /// The document.
        document: u64,
    },
    /// Stopped reading evidence before it was done; the document is as it was.
    ReadingCancelled,
}

/// How far the work is, shared with the window.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    /// Bytes to be read in all and read so far; 0 in all for work that does not read.
    all: AtomicU64,
    read: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// Returns how many formats are made.
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// Returns how much of what has to be read is read, in per cent; `None` for other work.
    pub fn percent(&self) -> Option<u64> {
        let all = self.all.load(Ordering::Relaxed);
        let read = self.read.load(Ordering::Relaxed).min(all);
        (u128::from(read) * 100)
            .checked_div(u128::from(all))
            .and_then(|share| share.try_into().ok())
    }

    /// Asks the work to stop before its next file, or in the middle of one it reads.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Counts what has been read and says whether to go on.
    fn on_read(&self, bytes: u64) -> ControlFlow<()> {
        self.read.fetch_add(bytes, Ordering::Relaxed);
        if self.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl Work {
    /// Does the work.
    pub fn run(self, progress: &Progress) -> WorkDone {
        match self {
            Self::Export(export) => export.run(progress),
            Self::Attach(attaching) => attaching.run(progress),
            Self::Verify(verifying) => verifying.run(progress),
        }
    }
}

impl Export {
    /// Makes every file, then writes them; a failure or a cancel on the way leaves none behind.
    fn run(self, progress: &Progress) -> WorkDone {
        let mut files = Vec::new();
        let fonts = if self.formats.iter().any(|format| format.embeds_fonts()) {
            file::installed_fonts()
        } else {
            Vec::new()
        };
        for format in &self.formats {
            if progress.is_cancelled() {
                return WorkDone::Cancelled;
            }
            match report::deliverables_with(&self.project, &self.card, *format, self.date, &fonts) {
                Ok(made) => files.extend(made.into_iter().map(|file| (self.folder.join(file.name), file.bytes))),
                Err(error) => return WorkDone::Failed(error.to_string()),
            }
            progress.done.fetch_add(1, Ordering::Relaxed);
        }
        if progress.is_cancelled() {
            return WorkDone::Cancelled;
        }
        let mut open = Vec::new();
        if self.formats.iter().any(|format| format.is_read()) {
            (open, _) = check::parted(&self.project, check::check(&self.project, &self.card));
        }
        let count = |severity| open.iter().filter(|finding| finding.severity == severity).count();
        let review = [Severity::Error, Severity::Warning].map(count);
        let undrawn = report::undrawn(&self.project, &self.card, self.date, &self.formats, &fonts);
        match file::write_all(&files) {
            Ok(()) => WorkDone::Exported {
                files: files.into_iter().map(|(path, _)| path).collect(),
                folder: self.folder,
                review,
                undrawn,
            },
            Err(error) => WorkDone::Failed(error.to_string()),
        }
    }
}

impl Attaching {
    /// Reads every file; one that cannot be read keeps no other one from it.
    fn run(self, progress: &Progress) -> WorkDone {
        let all = self.files.iter().map(|file| ledger::size(file)).sum();
        progress.all.store(all, Ordering::Relaxed);
        let mut files = Vec::with_capacity(self.files.len());
        for file in self.files {
            let hash = match ledger::digest(&file, &mut |bytes| progress.on_read(bytes)) {
                Ok(Some(hash)) => Ok(hash),
                Ok(None) => return WorkDone::ReadingCancelled,
                Err(error) => Err(error.to_string()),
            };
            files.push((file, hash));
        }
        WorkDone::Attached {
            attach: self.attach,
            files,
            document: self.document,
        }
    }
}

impl Verifying {
    fn run(self, progress: &Progress) -> WorkDone {
        let (evidence, folder) = (&self.project.evidence, self.folder.as_deref());
        let all = ledger::size_of_all(evidence, folder);
        progress.all.store(all, Ordering::Relaxed);
        match ledger::verify(evidence, folder, &mut |bytes| progress.on_read(bytes)) {
            Some(verdicts) => WorkDone::Verified {
                verdicts,
                document: self.document,
            },
            None => WorkDone::ReadingCancelled,
        }
    }
}
