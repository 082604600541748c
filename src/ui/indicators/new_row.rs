//! Rows that are made while typing: below the last one by Enter and Tab, and taken back when they stay empty.

use std::borrow::Cow;

use super::{Editor, rows};
use crate::model::{Edit, Id, Indicator};
use crate::session::Command;
use crate::ui::scene::{Page, Scene};

/// A row that has just been made.
#[derive(Clone, Debug)]
pub(super) struct NewRow {
    pub(super) id: Id,
    /// Where the cursor was before; it goes back there with the row.
    pub(super) from: Option<(Id, usize)>,
    /// The state of the document with the row in it, once it is there.
    pub(super) revision: Option<u64>,
    /// Enter or Tab has made it by going past the last row, and Escape takes it back.
    pub(super) by_advance: bool,
}

impl Editor {
    /// Takes the draft and goes on as Enter and Tab do: past the last row a new one is made.
    pub(super) fn commit_and_advance(&mut self, scene: &mut Scene<'_>, down: isize, across: isize) {
        self.commit(scene);
        if self.draft.is_some() || self.append(scene, down, across) {
            return;
        }
        let Some((line, column)) = self.cursor_place() else {
            return;
        };
        // Tab at an end of a row goes on in the next one, as in a form.
        let step = match across {
            1 if column >= self.last => 1,
            -1 if column == 0 => -1,
            _ => return self.go(scene, down, across, false),
        };
        if self.lines.step(line, step) != line {
            self.go(scene, step, -step * isize::MAX / 2, false);
        }
    }

    /// Makes a row below the last one when the cursor would leave it; false where that is not so.
    pub(super) fn append(&mut self, scene: &mut Scene<'_>, down: isize, across: isize) -> bool {
        let Some((line, column)) = self.cursor_place() else {
            return false;
        };
        let leaves = down == 1 || across == 1 && column >= self.last;
        let Some(position) = self.lines.indicator_at(line).filter(|_| leaves) else {
            return false;
        };
        if self.lines.step(line, 1) != line || self.filter.hides_after(scene.project, &self.lines, line) {
            return false;
        }
        // What has just been typed is not in the project yet, and the new row follows it.
        let last = &scene.project.indicators[position];
        let typed = scene.edits.iter().rev().find_map(|edit| match edit {
            Edit::Cell { indicator, .. } if indicator.id == last.id => Some((**indicator).clone()),
            _ => None,
        });
        let last = typed.unwrap_or_else(|| last.clone());
        if rows::is_empty(&last) {
            return false;
        }
        self.make(scene, position + 1, Some(&last));
        if let Some(row) = &mut self.new_row {
            row.by_advance = true;
        }
        true
    }

    /// Makes a row below another one and puts the cursor at its name.
    pub(super) fn make(&mut self, scene: &mut Scene<'_>, at: usize, model: Option<&Indicator>) {
        // A second key of the same frame would make a row of the same id: the project has not got the first yet.
        if scene.edits.iter().any(|edit| matches!(edit, Edit::Insert { .. })) {
            return;
        }
        let is_there = |row: &&mut NewRow| {
            row.by_advance && model.is_some_and(|model| model.id == row.id && rows::is_empty(model))
        };
        if let Some(row) = self.new_row.as_mut().filter(is_there) {
            // The row asked for is the one that Enter has just made.
            (row.by_advance, row.revision) = (false, None);
            scene.view.select(row.id.clone());
            return;
        }
        let new = rows::new_below(scene.project, model);
        self.new_row = Some(NewRow {
            id: new.id.clone(),
            from: self.cursor.clone(),
            revision: None,
            by_advance: false,
        });
        scene.view.select(new.id.clone());
        scene.edits.push(Edit::Insert {
            at,
            indicators: vec![new],
        });
    }

    /// Takes back the row that Enter or Tab has made once the cursor is elsewhere, or before a command is run that
    /// would take it along: what is saved, printed or counted holds no row that nobody wanted.
    pub(super) fn take_back_left(&mut self, scene: &mut Scene<'_>) {
        let goes_back = |command: &Command| matches!(command, Command::Undo | Command::Redo | Command::Withdraw);
        let inside = self.is_in_new_row() && scene.view.page == Page::Indicators;
        let is_left = !inside || !scene.commands.is_empty();
        if is_left && !scene.commands.iter().any(goes_back) {
            self.take_back(scene);
        }
    }

    /// Takes back the row that Enter or Tab has made and that holds nothing; false where there is none.
    pub(super) fn take_back(&mut self, scene: &mut Scene<'_>) -> bool {
        let is_left_empty = |row: &&NewRow| {
            let now = scene
                .edits
                .iter()
                .fold(Cow::Borrowed(&**scene.project), |project, edit| {
                    Cow::Owned(project.after(edit))
                });
            now.indicator(&row.id).is_some_and(rows::is_empty)
        };
        let made = self
            .new_row
            .as_ref()
            .filter(|row| row.by_advance && row.revision.is_some());
        let made = made.filter(|_| self.draft.is_none()).filter(is_left_empty);
        let Some(row) = made.cloned() else { return false };
        if row.revision == Some(scene.revision) && scene.edits.is_empty() {
            scene.commands.insert(0, Command::Withdraw);
        } else {
            scene.edits.push(Edit::Remove(vec![row.id]));
        }
        if self.is_in_new_row() {
            self.cursor.clone_from(&row.from);
            self.anchor.clone_from(&row.from);
            self.scroll = true;
            self.want_focus = true;
        }
        self.new_row = None;
        true
    }

    /// Returns true while the cursor is in the row made last.
    fn is_in_new_row(&self) -> bool {
        let row = self.new_row.as_ref().zip(self.cursor.as_ref());
        row.is_some_and(|(row, (id, _))| row.id == *id)
    }
}
