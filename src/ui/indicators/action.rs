//! What can be done to the selected rows and cells: one list for the menus, the toolbar and the keys.

use eframe::egui::ViewportCommand;
use rust_i18n::t;

use super::rows::{self, Direction, Outcome};
use super::{Editor, columns};
use crate::model::Edit;
use crate::ui::scene::Scene;

/// What can be done to the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A new row below.
    Insert,
    /// Copies below.
    Duplicate,
    /// One line up or down.
    Move(Direction),
    /// The cursor's cell is typed into.
    Open,
    /// What is selected to the clipboard, and emptied.
    Cut,
    /// What is selected to the clipboard.
    Copy,
    /// What the clipboard holds from the cursor on.
    Paste,
    /// First row of the block into the others.
    FillDown,
    /// Cells emptied.
    Clear,
    /// The computed scores stand for the rows, none that was declared.
    AdoptScores,
    /// Rows taken away.
    Remove,
    /// Every row selected.
    SelectAll,
}

impl Action {
    /// Every action, in the order of the menus.
    pub const ALL: [Self; 13] = [
        Self::Cut,
        Self::Copy,
        Self::Paste,
        Self::Insert,
        Self::Duplicate,
        Self::Move(Direction::Up),
        Self::Move(Direction::Down),
        Self::Open,
        Self::FillDown,
        Self::Clear,
        Self::AdoptScores,
        Self::Remove,
        Self::SelectAll,
    ];

    /// Returns its name in menus.
    pub fn name(self) -> String {
        match self {
            Self::Insert => t!("indicators.insert"),
            Self::Duplicate => t!("indicators.duplicate"),
            Self::Move(Direction::Up) => t!("indicators.move_up"),
            Self::Move(Direction::Down) => t!("indicators.move_down"),
            Self::Open => t!("indicators.open"),
            Self::Cut => t!("indicators.cut"),
            Self::Copy => t!("indicators.copy"),
            Self::Paste => t!("indicators.paste"),
            Self::FillDown => t!("indicators.fill_down"),
            Self::Clear => t!("indicators.clear"),
            Self::AdoptScores => t!("indicators.adopt_scores"),
            Self::Remove => t!("indicators.remove"),
            Self::SelectAll => t!("indicators.select_all"),
        }
        .into_owned()
    }

    /// Returns its keys as menus and tooltips write them.
    pub fn keys(self) -> &'static str {
        match self {
            Self::Insert => "Insert",
            Self::Duplicate => "Ctrl+Shift+D",
            Self::Move(Direction::Up) => "Alt+↑",
            Self::Move(Direction::Down) => "Alt+↓",
            Self::Open => "F2",
            Self::Cut => "Ctrl+X",
            Self::Copy => "Ctrl+C",
            Self::Paste => "Ctrl+V",
            Self::FillDown => "Ctrl+D",
            Self::Clear => "Delete",
            Self::AdoptScores => "",
            Self::Remove => "Ctrl+Delete",
            Self::SelectAll => "Ctrl+A",
        }
    }
}

impl Editor {
    /// Returns true when an action has something to act on; menus grey the others.
    pub fn can(&self, action: Action) -> bool {
        matches!(action, Action::Insert | Action::Paste) || self.cursor.is_some()
    }

    /// Does something to the selection once the page is shown.
    pub fn ask(&mut self, action: Action) {
        self.asked = Some(action);
    }

    /// Hands on what a paste, a fill or a clearing came to.
    pub(super) fn take(&mut self, scene: &mut Scene<'_>, outcome: Outcome) {
        self.message = (outcome.beyond > 0).then(|| t!("indicators.beyond", count = outcome.beyond).into_owned());
        self.marks.note(&outcome.typed, outcome.refused);
        let said = [
            (outcome.passed_over, "indicators.passed_over"),
            (outcome.carried_down, "indicators.carried_down"),
        ];
        let said = said.into_iter().filter(|(count, _)| *count > 0);
        let said: Vec<String> = said.map(|(count, key)| t!(key, count = count).into_owned()).collect();
        if !said.is_empty() {
            self.marks.note_remarks(said);
        }
        if let Some([first, last]) = outcome.block {
            self.cursor = Some(first);
            self.anchor = Some(last);
        }
        scene.edits.extend(outcome.edit);
    }

    /// Does something to the selection.
    pub(super) fn act(&mut self, scene: &mut Scene<'_>, action: Action) {
        self.commit(scene);
        if action == Action::Remove {
            self.draft = None;
        } else if self.draft.is_some() {
            self.stay(scene);
            return;
        }
        let project = scene.project;
        let block = self.block();
        let positions = block
            .map(|block| self.lines.between(block.top, block.bottom))
            .unwrap_or_default();
        match (action, block) {
            (Action::Insert, _) => {
                let above = if self.unasked {
                    self.lines.last_in_sight(self.top)
                } else {
                    positions.last().copied()
                };
                let at = above.map_or(project.indicators.len(), |position| position + 1);
                let model = above.map(|position| &project.indicators[position]);
                self.make(scene, at, model.or(project.indicators.last()));
            }
            (Action::Duplicate, Some(block)) => {
                let copies = rows::duplicates(project, &positions);
                if let Some(Edit::Insert { indicators, .. }) = &copies
                    && let (Some(first), Some(last)) = (indicators.first(), indicators.last())
                {
                    // The copies are what is changed next.
                    let column = self.cursor.as_ref().map(|(_, column)| *column);
                    let other = if column == Some(block.left) {
                        block.right
                    } else {
                        block.left
                    };
                    scene.view.select(first.id.clone());
                    self.copies_end = Some((last.id.clone(), other));
                }
                scene.edits.extend(copies);
            }
            (Action::Move(direction), Some(block)) => {
                let moved = rows::moved(project, &self.lines, block, direction);
                if moved.is_none() {
                    self.message = Some(t!("indicators.not_moved").into_owned());
                }
                scene.edits.extend(moved);
                self.scroll = true;
            }
            (Action::Remove, Some(block)) => {
                let next = self.lines.step(block.bottom, 1);
                let next = if next == block.bottom {
                    self.lines.step(block.top, -1)
                } else {
                    next
                };
                let stays = !(block.top..=block.bottom).contains(&next);
                let ids = positions
                    .iter()
                    .map(|position| project.indicators[*position].id.clone())
                    .collect();
                scene.edits.push(Edit::Remove(ids));
                self.cursor = self.id_at_line(next).filter(|_| stays).map(|id| (id, columns::NAME));
                self.anchor.clone_from(&self.cursor);
                scene.view.selected = self.cursor.as_ref().map(|(id, _)| id.clone());
            }
            (Action::Cut, Some(_)) => self.clipboard = Some(ViewportCommand::RequestCut),
            (Action::Copy, Some(_)) => self.clipboard = Some(ViewportCommand::RequestCopy),
            (Action::Paste, _) => self.clipboard = Some(ViewportCommand::RequestPaste),
            (Action::Clear, Some(block)) => {
                let outcome = rows::cleared(project, &self.lines, block);
                self.take(scene, outcome);
            }
            (Action::AdoptScores, Some(_)) => {
                let adopted = rows::undeclared(project, &positions);
                if adopted.is_none() {
                    self.message = Some(t!("indicators.none_declared").into_owned());
                }
                scene.edits.extend(adopted);
            }
            (Action::FillDown, Some(block)) => {
                let outcome = rows::filled_down(project, &self.lines, block);
                self.take(scene, outcome);
            }
            (Action::Open, Some(_)) => self.open(scene),
            (Action::SelectAll, Some(_)) => self.select_all(),
            (_, None) => {}
        }
    }
}
