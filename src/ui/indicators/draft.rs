//! The text being typed into the cursor's cell: opened, chosen from a list, taken as an edit.

use rust_i18n::t;

use super::{Editor, columns};
use crate::model::Edit;
use crate::ui::scene::Scene;

/// Text being typed into a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) text: String,
    /// The choice marked with the arrow keys.
    pub(super) choice: Option<usize>,
}

impl Editor {
    /// Opens the cursor's cell for editing with its text.
    pub(super) fn open(&mut self, scene: &Scene<'_>) {
        let Some((line, column)) = self.cursor_place() else {
            return;
        };
        let Some(position) = self.lines.indicator_at(line) else {
            return;
        };
        let indicator = &scene.project.indicators[position];
        match columns::ALL[column].field(scene.project, indicator) {
            Some(field) => {
                let text = scene.project.cell(indicator, field);
                let choices = columns::choices(scene.project, indicator, columns::ALL[column]);
                let choice = choices.iter().position(|choice| *choice == text);
                self.draft = Some(Draft { text, choice });
                self.caret_to_end = true;
            }
            None => {
                let column = columns::ALL[column].heading();
                self.message = Some(t!("indicators.computed", column = column).into_owned());
            }
        }
    }

    /// Returns the choices offered for the draft: those that hold it, or all while it is a choice itself.
    pub(super) fn offered(&self, scene: &Scene<'_>, position: usize, column: usize) -> Vec<String> {
        let Some(draft) = &self.draft else { return Vec::new() };
        let all = columns::choices(scene.project, &scene.project.indicators[position], columns::ALL[column]);
        if draft.text.is_empty() || all.contains(&draft.text) {
            return all;
        }
        all.into_iter().filter(|choice| choice.contains(&draft.text)).collect()
    }

    /// Marks the next choice; false when there is none to mark.
    pub(super) fn choose(&mut self, scene: &Scene<'_>, step: isize) -> bool {
        let Some((line, column)) = self.cursor_place() else {
            return false;
        };
        let Some(position) = self.lines.indicator_at(line) else {
            return false;
        };
        let count = self.offered(scene, position, column).len();
        let Some(draft) = self.draft.as_mut().filter(|_| count > 0) else {
            return false;
        };
        draft.choice = Some(match draft.choice {
            None => 0,
            Some(at) => at.saturating_add_signed(step).min(count - 1),
        });
        true
    }

    /// Takes the draft as an edit; a draft that is refused stays open.
    pub(super) fn commit(&mut self, scene: &mut Scene<'_>) {
        // By the indicator, not by its line: a filter may hide the row.
        let Some((id, column)) = self.cursor.clone() else {
            return;
        };
        let Some(position) = scene.project.indicator_index(&id) else {
            return;
        };
        let Some(draft) = &self.draft else { return };
        let text = match draft.choice {
            Some(choice) => self
                .offered(scene, position, column)
                .get(choice)
                .cloned()
                .unwrap_or_default(),
            None => draft.text.clone(),
        };
        let indicator = &scene.project.indicators[position];
        let Some(field) = columns::ALL[column].field(scene.project, indicator) else {
            return;
        };
        if text.trim() == scene.project.cell(indicator, field) {
            self.draft = None;
            self.marks.forget(&id, column);
            return;
        }
        // Where it is refused the draft stays open, and the cell itself says what is wrong.
        if let Ok(after) = scene.project.with_cell(indicator, field, &text) {
            self.draft = None;
            self.message = None;
            self.marks.forget(&id, column);
            scene.edits.push(Edit::Cell {
                field,
                indicator: Box::new(after),
            });
        }
    }

    pub(super) fn commit_and_move(&mut self, scene: &mut Scene<'_>, down: isize, across: isize) {
        self.commit(scene);
        if self.draft.is_none() {
            self.go(scene, down, across, false);
        }
    }
}
