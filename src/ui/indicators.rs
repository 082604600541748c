//! The indicator editor: the tree of goals and indicators as an editable grid, with a pane for long fields.

mod action;
mod cell_text;
mod choosers;
mod columns;
mod cursor;
mod detail;
mod draft;
mod empty;
mod grid;
mod keys;
mod lines;
mod new_row;
mod paste;
mod refused;
mod rows;
mod tab;
mod toolbar;
mod typing;

use std::rc::Rc;
use std::sync::Arc;

use eframe::egui;
use egui::{Frame, Panel, Ui};

use super::scene::Scene;
use super::theme;
use crate::model::{Edit, Field, Id, Project};
use crate::session::Command;
use draft::Draft;
use lines::{Filter, Lines};
use new_row::NewRow;

pub use action::Action;

/// Height of the pane below the grid until it is made another.
const PANE: f32 = 232.0;

/// What the editor remembers between frames.
#[derive(Debug, Default)]
pub struct Editor {
    lines: Lines,
    filter: Filter,
    /// The cursor's cell: indicator and column.
    cursor: Option<(Id, usize)>,
    /// The cursor is where the editor put it: nobody has chosen a row yet.
    unasked: bool,
    /// The other corner of the selected block.
    anchor: Option<(Id, usize)>,
    /// The corner of the copies just made that the cursor is not in, until they are there.
    copies_end: Option<(Id, usize)>,
    /// The cursor's line, kept for when its row is gone.
    line: usize,
    /// Text being typed into the cursor's cell.
    draft: Option<Draft>,
    /// What was copied last: pasted while the clipboard still holds its text, the cells come as they were.
    copied: Option<Rc<rows::Copied>>,
    /// Cells of a pasted block that were refused.
    marks: refused::Marks,
    /// What the last action had to say.
    message: Option<String>,
    /// The first line in sight.
    top: usize,
    /// What was chosen in the menu.
    asked: Option<Action>,
    /// What the system is asked to do with the clipboard; what it does comes as if the keys had been pressed.
    clipboard: Option<egui::ViewportCommand>,
    /// The last column there is room for.
    last: usize,
    /// Height of the grid in the last frame.
    height: f32,
    /// What the columns are measured by.
    measures: Option<Arc<columns::Measures>>,
    scroll: bool,
    dragging: bool,
    want_focus: bool,
    /// The pane below is to take the focus.
    enter_pane: bool,
    /// The field of the pane below that is to take the focus.
    wanted_field: Option<Field>,
    caret_to_end: bool,
    finish: bool,
    tab: detail::Tab,
    /// The row made last, until it is gone.
    new_row: Option<NewRow>,
    /// The document before a step back or forth was asked for.
    before: Option<Arc<Project>>,
}

/// Shows the page.
pub fn ui(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>) {
    editor.settle(scene);
    editor.welcome_back(scene);
    editor.follow(scene);
    if std::mem::take(&mut editor.finish) {
        editor.commit(scene);
        if editor.draft.is_some() && scene.commands.contains(&Command::Undo) {
            // What is undone of a draft that cannot be taken is the draft.
            editor.draft = None;
            scene.commands.retain(|command| *command != Command::Undo);
        }
    }
    if std::mem::take(&mut scene.view.arrived) {
        editor.arrive(scene);
    }
    if let Some(action) = editor.asked.take() {
        editor.act(scene, action);
        editor.want_focus = true;
    }
    let is_idle = ui.memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none());
    if is_idle && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Insert)) {
        // The page has not been clicked into yet, or holds no row that could be.
        editor.act(scene, Action::Insert);
    }
    let asked = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::F6));
    if asked && ui.memory(|memory| memory.top_modal_layer().is_none()) {
        editor.change_pane(scene, ui.memory(|memory| memory.focused()));
    }
    page(ui, editor, scene);
    if let Some(command) = editor.clipboard.take() {
        ui.ctx().send_viewport_cmd(command);
        // What comes of it is waiting for the next frame.
        ui.ctx().request_repaint();
    }
    for edit in scene.edits.iter() {
        if let Edit::Remove(ids) = edit {
            detail::forget(ui.ctx(), ids);
        }
    }
    editor.take_back_left(scene);
    editor.agree(ui.ctx(), scene);
    if scene.commands.contains(&Command::Undo) || scene.commands.contains(&Command::Redo) {
        editor.before = Some(Arc::clone(scene.project));
    }
}

/// The toolbar, the grid and the pane below.
fn page(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>) {
    toolbar::ui(ui, editor, scene);
    refused::ui(ui, editor, scene);
    if scene.project.indicators.is_empty() {
        empty::without_indicators(ui, editor, scene);
        return;
    }
    if editor.lines.list.is_empty() {
        empty::without_hit(ui, editor, scene);
        return;
    }
    ui.add_space(theme::GAP / 2.0);
    let frame = Frame::new().inner_margin(egui::Margin {
        left: 0,
        right: 0,
        top: 10,
        bottom: 0,
    });
    let most = (ui.available_height() * 0.7).max(PANE);
    let pane = Panel::bottom("detail")
        .frame(frame)
        .resizable(true)
        .show_separator_line(false)
        .default_size(PANE)
        .size_range(150.0..=most)
        .show(ui, |ui| detail::ui(ui, editor, scene));
    handle(ui, scene, pane.response.rect);
    grid::ui(ui, editor, scene);
    if ui.input(|input| input.pointer.any_released()) {
        editor.dragging = false;
    }
}

/// Shows where the pane below is taken hold of to make it higher or lower.
fn handle(ui: &Ui, scene: &Scene<'_>, pane: egui::Rect) {
    let grip = egui::Rect::from_center_size(pane.center_top() + egui::vec2(0.0, 4.0), egui::vec2(44.0, 4.0));
    ui.painter().rect_filled(grip, 2, scene.palette.frame);
}

impl Editor {
    /// Finishes what is being typed, as leaving the cell would; the grid takes the focus back when it had it.
    pub fn finish(&mut self, focused: Option<egui::Id>) {
        self.finish = true;
        self.want_focus |= focused == Some(grid::input_id());
    }

    /// Returns true while a draft is open that cannot be taken.
    pub fn is_refusing(&self) -> bool {
        self.draft.is_some()
    }

    /// Returns what takes the focus back after a dialog, when the grid has a cursor.
    pub fn home(&self) -> Option<egui::Id> {
        self.cursor.as_ref().map(|_| grid::input_id())
    }

    /// Takes note of the columns there is room for; the cursor leaves one that is gone.
    fn show_columns(&mut self, widths: &[f32]) {
        self.last = widths.iter().rposition(|width| *width > 0.0).unwrap_or_default();
        if let Some((_, column)) = &mut self.cursor
            && self.draft.is_none()
        {
            *column = (*column).min(self.last);
        }
    }

    /// Takes note of the room the grid has; where it has become less, the cursor stays in sight.
    fn show_rows(&mut self, height: f32) {
        self.scroll |= height < self.height && self.cursor.is_some();
        self.height = height;
    }

    /// Finishes what is being typed while another page is shown, where the cell cannot see its focus go.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        if self.draft.is_some() {
            self.commit(scene);
        }
        self.take_back_left(scene);
    }

    /// Brings the lines up to date; a row that is being typed into stays, whatever is searched for.
    fn settle(&mut self, scene: &Scene<'_>) {
        let typed_into = self.cursor.as_ref().filter(|_| self.draft.is_some());
        self.filter.kept = typed_into.map(|(id, _)| id.clone());
        // The row of the cursor stays in sight when what is around it comes and goes.
        self.scroll |= self
            .lines
            .update(scene.project, scene.card, scene.revision, &self.filter);
        self.marks.settle(scene.project, scene.revision);
    }

    /// Returns to the cell whose draft is refused: the person has to mend it or give it up.
    fn stay(&mut self, scene: &mut Scene<'_>) {
        if let Some((id, _)) = &self.cursor {
            scene.view.select(id.clone());
            scene.view.reveal = None;
        }
        self.scroll = true;
        self.want_focus = true;
    }
}
