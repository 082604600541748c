//! The cursor of the grid and the block it selects: how they move, and where they go when rows go.

use eframe::egui;

use super::lines::{Filter, Lines};
use super::rows::Block;
use super::{Editor, columns, detail, grid};
use crate::model::Id;
use crate::ui::scene::{Reveal, Scene};

impl Editor {
    /// Puts the cursor into a cell that may be out of sight.
    pub(super) fn reveal(&mut self, scene: &mut Scene<'_>, id: &Id, column: usize) {
        self.commit(scene);
        if self.draft.is_some() {
            self.stay(scene);
            return;
        }
        if self.lines.line_of(id).is_none() {
            self.filter = Filter::default();
            self.lines
                .update(scene.project, scene.card, scene.revision, &self.filter);
        }
        self.cursor = Some((id.clone(), column));
        self.anchor.clone_from(&self.cursor);
        self.unasked = false;
        self.scroll = true;
        self.want_focus = true;
    }

    /// Goes where another pane pointed, and lets go of an indicator that is no longer there.
    pub(super) fn follow(&mut self, scene: &mut Scene<'_>) {
        let pointed = scene.view.reveal.take().zip(scene.view.selected.clone());
        if pointed.is_some() {
            self.commit(scene);
        }
        if pointed.is_some() && self.draft.is_some() {
            self.stay(scene);
        } else if let Some((reveal, id)) = pointed {
            let made = self.new_row.as_ref().filter(|row| row.id == id);
            let named_next = made.is_some_and(|row| !row.by_advance && row.revision.is_none());
            let in_pane = match reveal {
                Reveal::Field(field) => detail::Tab::of(field).zip(Some(field)),
                Reveal::Row | Reveal::Score | Reveal::Status => None,
            };
            let column = match (reveal, &self.cursor) {
                (Reveal::Field(field), _) => columns::of(field),
                (Reveal::Score, _) => columns::SCORE,
                (Reveal::Status, _) => columns::STATUS,
                (Reveal::Row, Some((_, column))) if made.is_none() => *column,
                (Reveal::Row, _) => columns::NAME,
            };
            self.reveal(scene, &id, column);
            if let Some(corner) = self.copies_end.take() {
                self.anchor = Some(corner);
            }
            if let Some((tab, field)) = in_pane {
                (self.tab, self.wanted_field) = (tab, Some(field));
                self.want_focus = false;
            }
            if named_next {
                // Whoever asked for a row gives it its name first.
                self.open(scene);
            }
        }
        if let Some(row) = &mut self.new_row {
            row.revision.get_or_insert(scene.revision);
            if scene.project.indicator_index(&row.id).is_none() {
                if self.cursor.as_ref().is_some_and(|(id, _)| *id == row.id) {
                    self.cursor.clone_from(&row.from);
                    self.anchor.clone_from(&row.from);
                    self.scroll = true;
                    self.want_focus = true;
                }
                self.new_row = None;
            }
        }
        let gone = |place: &(Id, usize), lines: &Lines| lines.line_of(&place.0).is_none();
        if let Some((id, column)) = self.cursor.take_if(|place| gone(place, &self.lines)) {
            self.draft = None;
            self.anchor = None;
            self.cursor = self.lines.near(self.line).map(|near| (near.clone(), column));
            // A row that undo has taken away; who searches goes on typing what is searched for.
            self.want_focus |= scene.project.indicator_index(&id).is_none();
        }
        if self.cursor.is_none() {
            // As in every spreadsheet there is a cell the cursor is at, and the pane below has something to show.
            self.cursor = self.lines.first().map(|first| (first.clone(), columns::NAME));
            self.unasked = true;
        }
        if self.anchor.as_ref().is_none_or(|place| gone(place, &self.lines)) {
            self.anchor.clone_from(&self.cursor);
        }
        self.line = self.cursor_place().map_or(self.line, |(line, _)| line);
    }

    /// Selects the rows that a step back or forth has brought back.
    pub(super) fn welcome_back(&mut self, scene: &mut Scene<'_>) {
        let Some(before) = self.before.take() else { return };
        let indicators = scene.project.indicators.iter();
        let mut back = indicators.filter(|one| before.indicator_index(&one.id).is_none());
        if let Some(first) = back.next() {
            let last = back.next_back().unwrap_or(first);
            self.select_row(scene, &first.id, false);
            self.anchor = Some((last.id.clone(), columns::ALL.len() - 1));
            self.scroll = true;
        }
    }

    /// Lets the other panes speak of the row that the grid and the pane below are at.
    pub(super) fn agree(&self, ctx: &egui::Context, scene: &mut Scene<'_>) {
        let at = self.cursor.as_ref().map(|(id, _)| id);
        if scene.view.reveal.is_none() && scene.view.selected.as_ref() != at {
            scene.view.selected = at.cloned();
            ctx.request_repaint();
        }
    }

    /// Returns line and column of the cursor.
    pub(super) fn cursor_place(&self) -> Option<(usize, usize)> {
        let (id, column) = self.cursor.as_ref()?;
        Some((self.lines.line_of(id)?, *column))
    }

    /// Returns the selected block.
    pub(super) fn block(&self) -> Option<Block> {
        let (line, column) = self.cursor_place()?;
        let (other, across) = match self.anchor.as_ref() {
            Some((id, column)) => (self.lines.line_of(id)?, *column),
            None => (line, column),
        };
        Some(Block {
            top: line.min(other),
            bottom: line.max(other),
            left: column.min(across),
            right: column.max(across),
        })
    }

    /// Puts the cursor into a cell; `extend` keeps the other corner.
    pub(super) fn put_cursor(&mut self, scene: &mut Scene<'_>, id: &Id, column: usize, extend: bool) {
        if self.cursor.as_ref().is_none_or(|(at, on)| at != id || *on != column) {
            self.commit(scene);
        }
        if self.draft.is_some() {
            return;
        }
        self.unasked = false;
        self.cursor = Some((id.clone(), column));
        if !extend || self.anchor.is_none() {
            self.anchor = Some((id.clone(), column));
        }
        self.message = None;
        scene.view.selected = Some(id.clone());
        scene.view.explain_execution = false;
    }

    /// Moves the cursor's end of the block while the pointer is dragged.
    pub(super) fn extend_to(&mut self, id: &Id, column: usize) {
        self.cursor = Some((id.clone(), column));
    }

    /// Selects a whole row, unless what is being typed is refused; then the cursor stays.
    pub(super) fn select_row(&mut self, scene: &mut Scene<'_>, id: &Id, extend: bool) {
        self.commit(scene);
        if self.draft.is_some() {
            self.stay(scene);
            return;
        }
        scene.view.select(id.clone());
        scene.view.reveal = None;
        self.unasked = false;
        if !extend || self.anchor.is_none() {
            self.anchor = Some((id.clone(), columns::ALL.len() - 1));
        }
        self.cursor = Some((id.clone(), 0));
        if let Some((_, column)) = &mut self.anchor {
            *column = columns::ALL.len() - 1;
        }
    }

    pub(super) fn select_all(&mut self) {
        self.unasked = false;
        let ends = (self.lines.step(0, 0), self.lines.step(0, isize::MAX / 2));
        let first = if self.lines.indicator_at(ends.0).is_some() {
            ends.0
        } else {
            self.lines.step(0, 1)
        };
        self.cursor = self.id_at_line(first).map(|id| (id, 0));
        self.anchor = self.id_at_line(ends.1).map(|id| (id, columns::ALL.len() - 1));
    }

    pub(super) fn id_at_line(&self, line: usize) -> Option<Id> {
        self.lines.id_at(line).cloned()
    }

    pub(super) fn collapse(&mut self) {
        self.anchor.clone_from(&self.cursor);
        self.message = None;
    }

    /// Moves the cursor by lines and columns.
    pub(super) fn go(&mut self, scene: &mut Scene<'_>, down: isize, across: isize, extend: bool) {
        let Some((line, column)) = self.cursor_place() else {
            return;
        };
        let last = self.last;
        let line = self.lines.step(line, down);
        let column = column.saturating_add_signed(across).min(last);
        if let Some(id) = self.id_at_line(line) {
            self.put_cursor(scene, &id, column, extend);
            self.scroll = true;
        }
    }

    /// Moves the cursor one way to the edge of the filled cells, as Ctrl with an arrow does in a spreadsheet: to the last
    /// one before a gap, over a gap to the next one, else to the end.
    pub(super) fn jump(&mut self, scene: &mut Scene<'_>, down: isize, across: isize, extend: bool) {
        let Some(mut at) = self.cursor_place() else {
            return;
        };
        let next = |(line, column): (usize, usize)| {
            let column_after = column.saturating_add_signed(across).min(self.last);
            let after = (self.lines.step(line, down), column_after);
            (after != (line, column)).then_some(after)
        };
        let is_filled = |(line, column): (usize, usize)| {
            self.lines.indicator_at(line).is_some_and(|position| {
                let (indicator, row) = (&scene.project.indicators[position], &scene.card.rows[position]);
                !columns::text(scene.project, indicator, row, columns::ALL[column]).is_empty()
            })
        };
        let inside = is_filled(at) && next(at).is_some_and(is_filled);
        while let Some(after) = next(at).filter(|after| !inside || is_filled(*after)) {
            at = after;
            if !inside && is_filled(at) {
                break;
            }
        }
        if let Some(id) = self.id_at_line(at.0) {
            self.put_cursor(scene, &id, at.1, extend);
            self.scroll = true;
        }
    }

    /// Goes from the grid to the pane below, or back to the cursor's cell.
    pub(super) fn change_pane(&mut self, scene: &mut Scene<'_>, focused: Option<egui::Id>) {
        if focused == Some(grid::input_id()) && self.cursor.is_some() {
            self.commit(scene);
            if self.draft.is_some() {
                self.stay(scene);
            } else {
                self.enter_pane = true;
            }
        } else {
            self.arrive(scene);
        }
    }

    /// Gives the grid the focus; without a cursor it begins at the first name.
    pub(super) fn arrive(&mut self, scene: &mut Scene<'_>) {
        if self.cursor.is_none()
            && let Some(id) = self.lines.first().cloned()
        {
            self.put_cursor(scene, &id, columns::NAME, false);
        }
        self.unasked = false;
        self.scroll = true;
        self.want_focus = true;
    }
}
