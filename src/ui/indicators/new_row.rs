//! Rows that are made while typing: below the last one by Enter and Tab, and taken back when they stay empty.

use super::{Editor, rows};
use crate::model::{Edit, Id, Indicator};
use crate::session::Command;
use crate::ui::scene::Scene;

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

    /// Takes back the row that Enter or Tab has made and that nothing has been typed into; false where none is.
    pub(super) fn take_back(&mut self, scene: &mut Scene<'_>) -> bool {
        let made = self.new_row.as_ref().filter(|row| {
            let inside = self.cursor.as_ref().is_some_and(|(id, _)| *id == row.id);
            inside && row.by_advance && row.revision == Some(scene.revision) && scene.edits.is_empty()
        });
        let Some(row) = made else { return false };
        scene.view.selected = row.from.as_ref().map(|(id, _)| id.clone());
        scene.commands.push(Command::Undo);
        true
    }
}
