//! What outlives a run of the program: settings, files opened before, and copies of what is not saved.

use std::collections::BTreeMap;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rust_i18n::t;

use super::newest::{Newest, Reply};
use super::pending::Pending;
use super::{Notice, Question, Session, Severity, Step};
use crate::file::recovery::{self, Copy, Draft, LeftBehind, Slot};
use crate::file::settings::{Language, Settings, Theme};
use crate::file::{self, FileError};
use crate::model::history::Origin;
use crate::model::{Id, Indicator, Project};

/// What a session without a folder of its own remembers.
static NOTHING: Settings = Settings {
    theme: Theme::System,
    language: Language::Chinese,
    recent: Vec::new(),
};

/// The program's own folder and what is remembered in it.
#[derive(Debug)]
pub(super) struct Memory {
    folder: PathBuf,
    settings: Settings,
    keeper: Option<Keeper>,
    draft: Option<Draft>,
    left: Vec<LeftBehind>,
}

/// Writes the recovery copy beside the window: the newest state, or nothing once all is saved.
#[derive(Debug)]
struct Keeper {
    slot: Arc<Mutex<Option<Slot>>>,
    thread: Newest<Option<Copy>, String>,
    /// The document's state and the draft that the copy was last ordered for.
    kept: Option<(u64, Option<Draft>)>,
}

impl Keeper {
    fn start(slot: Slot) -> Result<Self, String> {
        let slot = Arc::new(Mutex::new(Some(slot)));
        let shared = Arc::clone(&slot);
        let work = move |order: Option<Copy>, reply: &Reply<'_, Option<Copy>, String>| {
            let done = match (&*locked(&shared), &order) {
                (Some(slot), Some(copy)) => slot.keep(copy),
                (Some(slot), None) => slot.clear(),
                (None, _) => Ok(()),
            };
            if let Err(error) = done {
                reply.send(error.to_string());
            }
        };
        // Nothing is shown of a copy, so that the window need not be woken.
        let thread = Newest::start("keeper", || (), work).map_err(|error| file::os_reason(&error))?;
        Ok(Self {
            slot,
            thread,
            kept: None,
        })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // Its place is free once what is being written is written.
        locked(&self.slot).take();
    }
}

/// What is held is replaced whole, so that it is sound even after a panic.
fn locked(slot: &Mutex<Option<Slot>>) -> MutexGuard<'_, Option<Slot>> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    /// Remembers from now on in a folder, and asks about the newest copy that was left behind there.
    pub fn remember_in(&mut self, folder: PathBuf) -> Option<Step> {
        let copies = folder.join("recovery");
        let mut left = recovery::left_behind(&copies);
        left.retain(|left| !is_settled(left));
        let slot = Slot::free(&copies).map_err(|error| error.to_string());
        let keeper = match slot.and_then(Keeper::start) {
            Ok(keeper) => Some(keeper),
            Err(reason) => {
                self.not_kept(reason);
                None
            }
        };
        self.memory = Some(Memory {
            settings: Settings::read(&folder),
            folder,
            keeper,
            draft: None,
            left,
        });
        self.ask_to_recover()
    }

    /// Returns what is remembered.
    pub fn settings(&self) -> &Settings {
        self.memory.as_ref().map_or(&NOTHING, |memory| &memory.settings)
    }

    /// Changes what is remembered, on top of what other windows have remembered since.
    pub fn remember(&mut self, change: impl FnOnce(&mut Settings)) {
        let Some(memory) = &mut self.memory else { return };
        let mut settings = Settings::read(&memory.folder);
        let before = settings.clone();
        change(&mut settings);
        if settings != before
            && let Err(error) = settings.write(&memory.folder)
        {
            self.fail("session.not_remembered", error.to_string());
            return;
        }
        memory.settings = settings;
    }

    /// Tells what is being typed: a text of many lines is no part of the document until its field is left.
    pub fn type_draft(&mut self, draft: Option<Draft>) {
        if let Some(memory) = &mut self.memory {
            memory.draft = draft;
        }
        self.keep();
    }

    /// Has the copy follow the document: written where something could be lost, taken away where nothing can.
    pub(super) fn keep(&mut self) {
        let draft = self.memory.as_ref().and_then(|memory| memory.draft.clone());
        let state = (self.is_dirty() || draft.is_some()).then(|| (self.revision(), draft.clone()));
        let copy = state.as_ref().map(|_| Copy {
            project: Arc::clone(self.history.project()),
            // A document whose path is no text is saved elsewhere.
            path: self.path.clone().filter(|path| path.to_str().is_some()),
            seen: self.seen,
            draft,
        });
        let Some(keeper) = self.memory.as_mut().and_then(|memory| memory.keeper.as_mut()) else {
            return;
        };
        if keeper.kept != state {
            keeper.kept = state;
            keeper.thread.order(copy);
        }
        if let Ok(Some(reason)) = keeper.thread.answer() {
            self.not_kept(reason);
        }
    }

    /// Says that no copy could be written, once.
    fn not_kept(&mut self, reason: String) {
        let what = Some("session.not_kept");
        if self.notices.iter().all(|notice| notice.what != what) {
            self.notices.push(Notice {
                what,
                ..Notice::of(Severity::Caution, t!("session.not_kept_why", reason = reason))
            });
        }
    }

    /// Takes the copy away for good: the window is closed on purpose, and nothing is kept after that.
    pub(super) fn forget_copy(&mut self) -> Option<()> {
        let keeper = self.memory.as_mut()?.keeper.take()?;
        let slot = locked(&keeper.slot).take();
        // What cannot be taken away is offered at the next start, where it can be declined.
        slot?.clear().ok()
    }

    fn ask_to_recover(&mut self) -> Option<Step> {
        let LeftBehind { copy, kept, .. } = self.memory.as_ref()?.left.first()?;
        let name = copy.path.as_deref().and_then(Path::file_name);
        let question = Question::Recover {
            department: copy.project.department.clone(),
            year: copy.project.year,
            file: name.map(|name| name.to_string_lossy().into_owned()),
            kept: *kept,
            standing: Standing::of(copy),
        };
        self.pending = Some(Pending::Recover);
        Some(Step::Ask(question))
    }

    /// Opens the copy that was asked about in the place of the document.
    pub(super) fn recover(&mut self) {
        let Some(memory) = &mut self.memory else { return };
        let mut left = mem::take(&mut memory.left).into_iter();
        let Some(LeftBehind { slot, copy, .. }) = left.next() else {
            return;
        };
        // Its place becomes that of this window: what is recovered is in one place or the other at any time.
        if let Some(keeper) = &memory.keeper {
            *locked(&keeper.slot) = Some(slot);
        }
        let project = Arc::unwrap_or_clone(copy.project);
        self.open(project, Origin::New, copy.path, copy.seen);
        self.say(Severity::Success, t!("session.recovered", name = self.name()));
        if let Some(draft) = copy.draft {
            self.notices.push(Notice {
                details: vec![draft.text],
                ..Notice::of(Severity::Caution, t!("session.recovered_draft", field = draft.field))
            });
        }
    }

    /// Gives up the copy that was asked about, and asks about the next.
    pub(super) fn decline_copy(&mut self) -> Option<Step> {
        let memory = self.memory.as_mut()?;
        let declined: Result<(), FileError> = memory.left.remove(0).slot.clear();
        if let Err(error) = declined {
            self.fail("session.not_removed", error.to_string());
        }
        self.ask_to_recover()
    }

    /// Leaves the copies where they lie, for the next start.
    pub(super) fn leave_copies(&mut self) {
        if let Some(memory) = &mut self.memory {
            memory.left.clear();
        }
    }
}

/// Takes away a copy of what was saved in the last moment; returns whether it was one.
fn is_settled(left: &LeftBehind) -> bool {
    let path = left.copy.path.as_deref();
    let is_saved = left.copy.draft.is_none()
        && path.is_some_and(|path| file::read(path).is_ok_and(|saved| saved == *left.copy.project));
    // One that cannot be taken away is looked at again at the next start.
    is_saved && left.slot.clear().is_ok()
}

/// How a copy stands to the file of its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The document was never saved.
    Unsaved,
    /// The file is there as the copy knows it; so many indicators differ.
    Ahead(usize),
    /// The file has been changed since.
    Apart,
    /// The file is gone, or cannot be read.
    Missing,
}

impl Standing {
    fn of(copy: &Copy) -> Self {
        let Some(path) = &copy.path else {
            return Self::Unsaved;
        };
        match file::open(path) {
            Err(_) => Self::Missing,
            Ok(opened) if copy.seen != Some(opened.seen) => Self::Apart,
            Ok(opened) => Self::Ahead(differing(&opened.project, &copy.project)),
        }
    }
}

/// Counts the indicators that are new, changed or gone.
fn differing(saved: &Project, kept: &Project) -> usize {
    let known: BTreeMap<&Id, &Indicator> = kept.indicators.iter().map(|one| (&one.id, one)).collect();
    let is_same = |one: &&Indicator| known.get(&one.id) == Some(one);
    let unchanged = saved.indicators.iter().filter(is_same).count();
    saved.indicators.len().max(kept.indicators.len()) - unchanged
}
