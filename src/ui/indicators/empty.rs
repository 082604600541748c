//! What the page says where no row can be shown.

use eframe::egui;
use egui::{Event, RichText, Ui};
use rust_i18n::t;

use super::lines::Filter;
use super::{Action, Editor, paste};
use crate::examples::Example;
use crate::session::Command;
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
            paste::into_nothing(editor, scene, &text);
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
