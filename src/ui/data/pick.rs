//! Picks a number of the document: an indicator's 实际完成值 or a 数据项.

use eframe::egui;
use egui::{Id, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui};
use rust_i18n::t;

use crate::model::{Id as Key, Project, number};
use crate::ui::card::{self, Line};
use crate::ui::field;
use crate::ui::scene::Scene;

/// Width of the list.
pub const LIST: f32 = 420.0;
/// Height of a line of it.
pub const LINE: f32 = 26.0;

/// Returns what an id stands for, in words; says so when it stands for nothing.
pub fn name(project: &Project, id: &Key) -> String {
    let indicator = project.indicator(id).map(|indicator| &indicator.name);
    let found = indicator.or_else(|| project.fact(id).map(|fact| &fact.name));
    match found {
        Some(name) if name.is_empty() => id.0.clone(),
        Some(name) => name.clone(),
        None => t!("data.gone", id = id.0).into_owned(),
    }
}

/// Returns the number an id stands for with its unit; a dash where there is none.
pub fn value(project: &Project, id: &Key) -> String {
    project.operand(id).map_or_else(
        || "—".to_owned(),
        |(value, unit)| format!("{}{unit}", number::measured(value, unit)),
    )
}

/// Shows a button that opens the list of indicators and facts; returns the one picked.
pub fn pick(ui: &mut Ui, scene: &Scene<'_>, id: Id, text: &str, name: &str) -> Option<Key> {
    let response = ui.add(egui::Button::new(RichText::new(text)).truncate());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    let search = id.with("search");
    if response.clicked() {
        ui.data_mut(|data| data.remove::<String>(id));
        field::await_focus(ui.ctx(), search);
    }
    let project = scene.project;
    let mut picked = None;
    Popup::menu(&response)
        .id(id)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(LIST);
            let mut typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
            field::search(ui, search, &t!("data.search"), LIST - 16.0, &mut typed);
            ui.data_mut(|data| data.insert_temp(id, typed.clone()));
            let typed = typed.trim();
            let facts = project.facts.iter().map(|fact| (&fact.id, &fact.name));
            let indicators = project
                .indicators
                .iter()
                .map(|indicator| (&indicator.id, &indicator.name));
            let found: Vec<_> = facts
                .chain(indicators)
                .filter(|(id, name)| name.contains(typed) || id.0.contains(typed))
                .collect();
            if found.is_empty() {
                ui.label(RichText::new(t!("data.none_found", text = typed)).color(scene.palette.weak));
            }
            ScrollArea::vertical()
                .max_height(280.0)
                .auto_shrink([false, true])
                .show_rows(ui, LINE, found.len(), |ui, rows| {
                    for (id, name) in found.get(rows).unwrap_or_default() {
                        let value = value(project, id);
                        let line = Line {
                            text: name,
                            value: &value,
                            ..Line::default()
                        };
                        if card::line(ui, scene.palette, line).clicked() {
                            picked = Some((*id).clone());
                        }
                    }
                });
            if picked.is_some() {
                ui.close();
            }
        });
    picked
}
