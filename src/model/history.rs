//! Undo and redo: snapshots of named edits, and the mark of what is saved.

use std::sync::Arc;

use super::{Edit, Project};

/// The project as it is, every state before it and every state undone.
#[derive(Clone, Debug)]
pub struct History {
    present: Arc<Project>,
    past: Vec<Step>,
    future: Vec<Step>,
    revision: u64,
    saved: Option<u64>,
    next: u64,
}

/// A state left behind by a named edit.
#[derive(Clone, Debug)]
struct Step {
    project: Arc<Project>,
    revision: u64,
    edit: Arc<Edit>,
}

impl History {
    /// Starts with a project; only one that lies on disk as it is counts as saved.
    pub fn new(project: Project, origin: Origin) -> Self {
        Self {
            present: Arc::new(project),
            past: Vec::new(),
            future: Vec::new(),
            revision: 0,
            saved: matches!(origin, Origin::Disk).then_some(0),
            next: 1,
        }
    }

    /// Returns the project as it is now.
    pub fn project(&self) -> &Arc<Project> {
        &self.present
    }

    /// Returns a number that differs for every state; a state undone to has its old number again.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Returns true when the state is not the saved one.
    pub fn is_dirty(&self) -> bool {
        self.saved != Some(self.revision)
    }

    /// Marks a state as the one on disk.
    pub fn mark_saved(&mut self, revision: u64) {
        self.saved = Some(revision);
    }

    /// Applies an edit as a step of its own; one that changes nothing leaves no step.
    pub fn apply(&mut self, edit: &Edit) {
        let next = self.present.after(edit);
        if next == *self.present {
            return;
        }
        let before = std::mem::replace(&mut self.present, Arc::new(next));
        self.past.push(Step {
            project: before,
            revision: self.revision,
            edit: Arc::new(edit.clone()),
        });
        self.future.clear();
        self.revision = self.next;
        self.next += 1;
    }

    /// Applies to every state, past and undone ones too, what is no step of its own: `edit` says what of a state.
    ///
    /// For what has to hold whatever is undone, such as where the files of the ledger lie from the project's folder.
    pub fn apply_throughout(&mut self, edit: impl Fn(&Project) -> Option<Edit>) {
        let steps = self
            .past
            .iter_mut()
            .chain(&mut self.future)
            .map(|step| &mut step.project);
        for project in steps.chain([&mut self.present]) {
            if let Some(edit) = edit(project) {
                *project = Arc::new(project.after(&edit));
            }
        }
    }

    /// Goes back one step; returns what was undone.
    pub fn undo(&mut self) -> Option<Arc<Edit>> {
        let step = self.past.pop()?;
        let edit = Arc::clone(&step.edit);
        let undone = std::mem::replace(&mut self.present, step.project);
        self.future.push(Step {
            project: undone,
            revision: self.revision,
            edit: step.edit,
        });
        self.revision = step.revision;
        Some(edit)
    }

    /// Takes the last step back as if it had never been: it cannot be done again.
    pub fn withdraw(&mut self) {
        if self.undo().is_some() {
            self.future.pop();
        }
    }

    /// Goes forward one step; returns what was done again.
    pub fn redo(&mut self) -> Option<Arc<Edit>> {
        let step = self.future.pop()?;
        let edit = Arc::clone(&step.edit);
        let before = std::mem::replace(&mut self.present, step.project);
        self.past.push(Step {
            project: before,
            revision: self.revision,
            edit: step.edit,
        });
        self.revision = step.revision;
        Some(edit)
    }

    /// Returns the edit that undo would take back.
    pub fn undoable(&self) -> Option<&Edit> {
        self.past.last().map(|step| &*step.edit)
    }

    /// Returns the edit that redo would bring back.
    pub fn redoable(&self) -> Option<&Edit> {
        self.future.last().map(|step| &*step.edit)
    }
}

/// Where a project that is opened comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Read from a file as it is.
    Disk,
    /// New, imported or recovered: nothing on disk holds it.
    New,
}
