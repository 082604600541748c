//! What the page says where no row can be shown, and a table pasted where there is none yet.

use eframe::egui;
use egui::{Event, RichText, Ui};
use rust_i18n::t;

use super::lines::Filter;
use super::rows::{self, Block};
use super::{Action, Editor, columns};
use crate::examples::Example;
use crate::model::{Edit, Indicator, Project};
use crate::session::Command;
use crate::table;
use crate::ui::scene::Scene;
use crate::ui::{icon, names, theme, widgets};

/// Says what to do next where there are no indicators; a table from the clipboard can be pasted right here.
pub fn without_indicators(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>) {
    if ui.memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none()) {
        let pasted = ui.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Paste(text) => Some(text.clone()),
                _ => None,
            })
        });
        if let Some(text) = pasted {
            paste(editor, scene, &text);
        }
    }
    message(
        ui,
        scene,
        icon::TABLE,
        &t!("indicators.empty"),
        &t!("indicators.empty_hint"),
        |ui, scene| {
            if widgets::primary(ui, scene.palette, &t!("indicators.insert_first")).clicked() {
                editor.act(scene, Action::Insert);
            }
            ui.add_space(4.0);
            if ui.button(t!("menu.import")).clicked() {
                scene.commands.push(Command::Import);
            }
            ui.add_space(4.0);
            if ui.button(t!("menu.examples")).clicked() {
                scene.commands.push(Command::OpenExample(Example::Wuchang));
            }
        },
    );
}

/// Says that nothing was found, and leads back to all indicators.
pub fn without_hit(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>) {
    let Filter { status, search, .. } = &editor.filter;
    let status = status.map(names::status);
    let (sentence, way_back) = match (search.as_str(), status) {
        ("", Some(status)) => (t!("indicators.no_status", status = status), t!("indicators.show_all")),
        (search, None) => (
            t!("indicators.not_found", search = search),
            t!("indicators.clear_search"),
        ),
        (search, Some(status)) => (
            t!("indicators.not_found_among", search = search, status = status),
            t!("indicators.clear_search"),
        ),
    };
    let mut cleared = false;
    message(ui, scene, icon::TABLE, &sentence, "", |ui, _| {
        cleared = ui.button(way_back.as_ref()).clicked();
    });
    if cleared {
        editor.filter = Filter::default();
    }
}

/// A sign, a sentence, a hint, and what can be done, in the middle of the page.
fn message(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    sign: &str,
    sentence: &str,
    hint: &str,
    ways: impl FnOnce(&mut Ui, &mut Scene<'_>),
) {
    let palette = scene.palette;
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.24);
        ui.label(RichText::new(sign).font(theme::icon_of(44.0)).color(palette.frame));
        ui.add_space(theme::GAP);
        ui.label(RichText::new(sentence).font(theme::bold_of(17.0)));
        if !hint.is_empty() {
            ui.label(RichText::new(hint).color(palette.weak));
        }
        ui.add_space(theme::GAP);
        ways(ui, scene);
    });
}

/// Takes a table from the clipboard: by its headings where it has some, else from the column its first cell is of.
fn paste(editor: &mut Editor, scene: &mut Scene<'_>, text: &str) {
    let project = scene.project;
    if text.trim().is_empty() {
        return;
    }
    if let Ok(reading) = table::read_into(text, &t!("indicators.clipboard"), project)
        && !reading.project.indicators.is_empty()
    {
        let indicators: Vec<Indicator> = (reading.project.indicators.iter())
            .map(|indicator| Indicator {
                goal: goal_of(project, &reading.project, indicator),
                ..indicator.clone()
            })
            .collect();
        let ends = indicators.first().zip(indicators.last());
        if let Some((first, last)) = ends {
            editor.cursor = Some((first.id.clone(), 0));
            editor.anchor = Some((last.id.clone(), columns::ALL.len() - 1));
        }
        let remarks = reading.remarks.iter().map(ToString::to_string).collect();
        editor.marks.note_remarks(remarks);
        scene.edits.push(Edit::Insert { at: 0, indicators });
    } else {
        let cells = table::pasted(text);
        let left = first_column(project, &cells);
        let block = Block {
            top: 0,
            bottom: 0,
            left,
            right: left,
        };
        let outcome = rows::pasted(project, &editor.lines, block, &cells);
        editor.take(scene, outcome);
    }
    editor.want_focus = true;
}

/// Returns the goal of the project that bears the name of an indicator's goal in another one, or the only one.
fn goal_of(project: &Project, other: &Project, indicator: &Indicator) -> Option<crate::model::Id> {
    let named = indicator.goal.as_ref().and_then(|id| other.goal(id));
    let same = named.and_then(|named| {
        let mut goals = project.goals.iter();
        goals.find(|goal| !goal.name.is_empty() && goal.name == named.name)
    });
    let only = match project.goals.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    same.or(only).map(|goal| goal.id.clone())
}

/// Returns the column that the first cell of a table without headings belongs to.
fn first_column(project: &Project, cells: &table::Cells) -> usize {
    let first = cells.first().and_then(|row| row.first()).map_or("", |cell| cell.trim());
    let levels = &project.scheme.levels;
    if levels.iter().any(|level| level.name == first) {
        0
    } else if levels.iter().any(|level| level.level2.iter().any(|name| name == first)) {
        1
    } else {
        columns::NAME
    }
}
