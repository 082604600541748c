//! The keys that mean the grid: moving, selecting, copying, row actions.

use std::rc::Rc;

use eframe::egui;
use egui::{Event, Key, Modifiers, Ui};

use super::grid::{self, HEADING};
use super::rows::{self, Direction};
use super::{Action, Editor, paste};
use crate::table;
use crate::ui::scene::Scene;
use crate::ui::theme::ROW;

/// Takes the keys that mean the grid rather than the text in a cell.
pub fn take(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>, height: f32) {
    let page = ((height - HEADING) / ROW).floor().max(1.0) as isize - 1;
    let events = ui.input(|state| state.events.clone());
    let mut taken = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let used = match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => {
                if editor.draft.is_some() {
                    key_while_typing(editor, scene, *key, *modifiers)
                } else {
                    key_while_moving(ui, editor, scene, *key, *modifiers, page)
                }
            }
            Event::Copy | Event::Cut if editor.draft.is_none() => {
                if let Some(block) = editor.block() {
                    let copied = rows::Copied::new(scene.project, scene.card, &editor.lines, block);
                    ui.copy_text(table::copied(&copied.texts));
                    editor.copied = Some(Rc::new(copied));
                    if *event == Event::Cut {
                        let outcome = rows::cleared(scene.project, &editor.lines, block);
                        editor.take(scene, outcome);
                    }
                }
                true
            }
            Event::Paste(text) if (editor.draft.as_ref()).is_none_or(|draft| paste::goes_past(&draft.text, text)) => {
                paste::at_cursor(editor, scene, text);
                true
            }
            _ => false,
        };
        if used {
            taken.push(at);
        }
    }
    if !taken.is_empty() {
        ui.input_mut(|state| {
            let mut at = 0;
            state.events.retain(|_| {
                at += 1;
                !taken.contains(&(at - 1))
            });
        });
        grid::hold_focus(ui);
    }
}

fn key_while_typing(editor: &mut Editor, scene: &mut Scene<'_>, key: Key, modifiers: Modifiers) -> bool {
    match key {
        Key::Escape => editor.draft = None,
        Key::Enter => editor.commit_and_advance(scene, if modifiers.shift { -1 } else { 1 }, 0),
        Key::Tab => editor.commit_and_advance(scene, 0, if modifiers.shift { -1 } else { 1 }),
        Key::ArrowDown | Key::ArrowUp => {
            let step = if key == Key::ArrowDown { 1 } else { -1 };
            if !editor.choose(scene, step) {
                editor.commit_and_move(scene, step, 0);
            }
        }
        _ => return false,
    }
    true
}

fn key_while_moving(
    ui: &Ui,
    editor: &mut Editor,
    scene: &mut Scene<'_>,
    key: Key,
    modifiers: Modifiers,
    page: isize,
) -> bool {
    let extend = modifiers.shift;
    match key {
        Key::ArrowUp | Key::ArrowDown if modifiers.alt => {
            let direction = if key == Key::ArrowUp {
                Direction::Up
            } else {
                Direction::Down
            };
            editor.act(scene, Action::Move(direction));
        }
        Key::ArrowUp if modifiers.command => editor.jump(scene, -1, 0, extend),
        Key::ArrowDown if modifiers.command => editor.jump(scene, 1, 0, extend),
        Key::ArrowLeft if modifiers.command => editor.jump(scene, 0, -1, extend),
        Key::ArrowRight if modifiers.command => editor.jump(scene, 0, 1, extend),
        Key::ArrowUp => editor.go(scene, -1, 0, extend),
        Key::ArrowDown => editor.go(scene, 1, 0, extend),
        Key::ArrowLeft => editor.go(scene, 0, -1, extend),
        Key::ArrowRight => editor.go(scene, 0, 1, extend),
        Key::PageUp => editor.go(scene, -page, 0, extend),
        Key::PageDown => editor.go(scene, page, 0, extend),
        Key::Home if modifiers.command => editor.go(scene, isize::MIN / 2, isize::MIN / 2, extend),
        Key::End if modifiers.command => editor.go(scene, isize::MAX / 2, isize::MAX / 2, extend),
        Key::Home => editor.go(scene, 0, isize::MIN / 2, extend),
        Key::End => editor.go(scene, 0, isize::MAX / 2, extend),
        Key::Tab => editor.commit_and_advance(scene, 0, if extend { -1 } else { 1 }),
        Key::Enter => editor.commit_and_advance(scene, if extend { -1 } else { 1 }, 0),
        Key::F2 => editor.open(scene),
        Key::Delete if modifiers.command => editor.act(scene, Action::Remove),
        Key::Delete | Key::Backspace => editor.act(scene, Action::Clear),
        Key::Insert => editor.act(scene, Action::Insert),
        Key::D if modifiers.command && extend => editor.act(scene, Action::Duplicate),
        Key::D if modifiers.command => editor.act(scene, Action::FillDown),
        Key::A if modifiers.command => editor.select_all(),
        Key::Escape => {
            if !editor.take_back(scene) {
                editor.collapse();
            }
            ui.ctx().request_repaint();
        }
        _ => return false,
    }
    true
}
