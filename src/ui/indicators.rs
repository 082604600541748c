//! The indicator editor: the tree of goals and indicators as an editable grid, with a pane for long fields.

mod columns;
mod cursor;
mod detail;
mod empty;
mod grid;
mod keys;
mod lines;
mod new_row;
mod refused;
mod rows;
mod typing;

use std::sync::Arc;

use eframe::egui;
use egui::{Align, Frame, Layout, Panel, RichText, Ui};
use rust_i18n::t;

use super::scene::Scene;
use super::{icon, names, theme, widgets};
use crate::model::{Edit, Id, Project};
use crate::score::Status;
use crate::session::Command;
use lines::{Filter, Lines};
use new_row::NewRow;
use rows::{Direction, Outcome};

/// Height of the pane below the grid until it is made another.
const PANE: f32 = 232.0;
/// Width of the search at the right end of the toolbar.
const SEARCH: f32 = 150.0;

/// What the editor remembers between frames.
#[derive(Debug, Default)]
pub struct Editor {
    lines: Lines,
    filter: Filter,
    /// The cursor's cell: indicator and column.
    cursor: Option<(Id, usize)>,
    /// The other corner of the selected block.
    anchor: Option<(Id, usize)>,
    /// The cursor's line, kept for when its row is gone.
    line: usize,
    /// Text being typed into the cursor's cell.
    draft: Option<Draft>,
    /// Cells of a pasted block that were refused.
    marks: refused::Marks,
    /// What the last action had to say.
    message: Option<String>,
    /// The last column there is room for.
    last: usize,
    /// Height of the grid in the last frame.
    height: f32,
    scroll: bool,
    dragging: bool,
    want_focus: bool,
    /// The pane below is to take the focus.
    enter_pane: bool,
    caret_to_end: bool,
    finish: bool,
    tab: detail::Tab,
    /// The row made last, until it is gone.
    new_row: Option<NewRow>,
    /// The document before a step back or forth was asked for.
    before: Option<Arc<Project>>,
}

/// Text being typed into a cell.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    text: String,
    /// The choice marked with the arrow keys.
    choice: Option<usize>,
}

/// What can be done to the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A new row below.
    Insert,
    /// Copies below.
    Duplicate,
    /// One line up or down.
    Move(Direction),
    /// Rows taken away.
    Remove,
    /// Cells emptied.
    Clear,
    /// First row of the block into the others.
    FillDown,
}

impl Action {
    /// Actions of the context menu with the keys of their names and their shortcuts.
    const LISTED: [(Self, &'static str, &'static str); 7] = [
        (Self::Insert, "indicators.insert", "Insert"),
        (Self::Duplicate, "indicators.duplicate", "Ctrl+Shift+D"),
        (Self::Move(Direction::Up), "indicators.move_up", "Alt+↑"),
        (Self::Move(Direction::Down), "indicators.move_down", "Alt+↓"),
        (Self::FillDown, "indicators.fill_down", "Ctrl+D"),
        (Self::Clear, "indicators.clear", "Delete"),
        (Self::Remove, "indicators.remove", "Ctrl+Delete"),
    ];
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
    let asked = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::F6));
    if asked && ui.memory(|memory| memory.top_modal_layer().is_none()) {
        editor.change_pane(scene, ui.memory(|memory| memory.focused()));
    }
    page(ui, editor, scene);
    editor.agree(ui.ctx(), scene);
    if scene.commands.contains(&Command::Undo) || scene.commands.contains(&Command::Redo) {
        editor.before = Some(Arc::clone(scene.project));
    }
}

/// The toolbar, the grid and the pane below.
fn page(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>) {
    toolbar(ui, editor, scene);
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

fn toolbar(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>) {
    let filters: Vec<(Option<Status>, RichText)> = [
        (None, scene.card.rows.len()),
        (Some(Status::Unmet), scene.card.unmet),
        (Some(Status::Over), scene.card.over),
        (
            Some(Status::Unfilled),
            scene.card.rows.len() - scene.card.met - scene.card.unmet,
        ),
    ]
    .into_iter()
    .map(|(status, count)| {
        let name = status.map_or_else(|| t!("indicators.all").into_owned(), names::status);
        (status, RichText::new(format!("{name} {count}")).font(theme::small()))
    })
    .collect();
    let spacing = ui.spacing().button_padding.x * 2.0 + ui.spacing().item_spacing.x;
    let width = |text: &str| {
        ui.painter()
            .layout_no_wrap(text.to_owned(), theme::small(), scene.palette.text)
            .size()
            .x
            + spacing
    };
    let needed: f32 = filters.iter().map(|(_, text)| width(text.text())).sum();
    let actions = width(&t!("indicators.insert")) * 1.2 + 5.0 * (30.0 + spacing);
    let one_line = ui.available_width() > actions + needed + SEARCH + 40.0;
    ui.horizontal(|ui| {
        actions_ui(ui, editor, scene);
        if one_line {
            ui.separator();
            filters_ui(ui, editor, &filters);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| search_ui(ui, editor, scene));
    });
    if !one_line {
        ui.horizontal_wrapped(|ui| filters_ui(ui, editor, &filters));
    }
}

/// What is done to rows.
fn actions_ui(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>) {
    let any = editor.cursor.is_some();
    if widgets::primary(ui, scene.palette, &t!("indicators.insert")).clicked() {
        editor.act(scene, Action::Insert);
    }
    for (action, sign, name) in [
        (Action::Duplicate, icon::COPY, "indicators.duplicate"),
        (Action::Move(Direction::Up), icon::ARROW_UP, "indicators.move_up"),
        (Action::Move(Direction::Down), icon::ARROW_DOWN, "indicators.move_down"),
        (Action::Remove, icon::TRASH, "indicators.remove"),
    ] {
        if widgets::icon_button(ui, sign, &t!(name), any.into()).clicked() {
            editor.act(scene, action);
        }
    }
}

fn filters_ui(ui: &mut Ui, editor: &mut Editor, filters: &[(Option<Status>, RichText)]) {
    for (status, text) in filters {
        if ui
            .selectable_label(editor.filter.status == *status, text.clone())
            .clicked()
        {
            editor.filter.status = *status;
        }
    }
}

/// The search at the right end, and what the last action had to say before it.
fn search_ui(ui: &mut Ui, editor: &mut Editor, scene: &Scene<'_>) {
    let hint = t!("indicators.search");
    let search = egui::TextEdit::singleline(&mut editor.filter.search)
        .hint_text(hint.as_ref())
        .margin(egui::Margin::symmetric(8, 5))
        .desired_width(SEARCH - 20.0);
    let response = theme::hinting(ui, |ui| ui.add(search));
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, "", "", hint.as_ref());
        info.label = Some(hint.to_string());
        info
    });
    if let Some(message) = &editor.message {
        let ink = scene.palette.caution;
        ui.add(egui::Label::new(RichText::new(message).font(theme::small()).color(ink)).truncate())
            .on_hover_text(message);
    }
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

    /// Opens the cursor's cell for editing with its text.
    fn open(&mut self, scene: &Scene<'_>) {
        let Some((line, column)) = self.cursor_place() else {
            return;
        };
        let Some(position) = self.lines.indicator_at(line) else {
            return;
        };
        let indicator = &scene.project.indicators[position];
        match columns::ALL[column].field(indicator) {
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
    fn offered(&self, scene: &Scene<'_>, position: usize, column: usize) -> Vec<String> {
        let Some(draft) = &self.draft else { return Vec::new() };
        let all = columns::choices(scene.project, &scene.project.indicators[position], columns::ALL[column]);
        if draft.text.is_empty() || all.contains(&draft.text) {
            return all;
        }
        all.into_iter().filter(|choice| choice.contains(&draft.text)).collect()
    }

    /// Marks the next choice; false when there is none to mark.
    fn choose(&mut self, scene: &Scene<'_>, step: isize) -> bool {
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
    fn commit(&mut self, scene: &mut Scene<'_>) {
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
        let Some(field) = columns::ALL[column].field(indicator) else {
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

    fn commit_and_move(&mut self, scene: &mut Scene<'_>, down: isize, across: isize) {
        self.commit(scene);
        if self.draft.is_none() {
            self.go(scene, down, across, false);
        }
    }

    /// Hands on what a paste, a fill or a clearing came to.
    fn take(&mut self, scene: &mut Scene<'_>, outcome: Outcome) {
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
    fn act(&mut self, scene: &mut Scene<'_>, action: Action) {
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
                let model = positions.last().map(|position| &project.indicators[*position]);
                let at = positions
                    .last()
                    .map_or(project.indicators.len(), |position| position + 1);
                self.make(scene, at, model.or(project.indicators.last()));
            }
            (Action::Duplicate, Some(_)) => scene.edits.extend(rows::duplicates(project, &positions)),
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
            (Action::Clear, Some(block)) => {
                let outcome = rows::cleared(project, &self.lines, block);
                self.take(scene, outcome);
            }
            (Action::FillDown, Some(block)) => {
                let outcome = rows::filled_down(project, &self.lines, block);
                self.take(scene, outcome);
            }
            (_, None) => {}
        }
    }
}
