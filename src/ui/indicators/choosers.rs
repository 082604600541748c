//! What is chosen from lists in the pane, for all selected rows at once.

use eframe::egui;
use egui::{ComboBox, RichText, Ui};
use rust_i18n::t;

use crate::model::{Actual, Cause, Edit, Field, Id, Indicator, number};
use crate::ui::scene::Scene;
use crate::ui::{cells, names, theme, widgets};

/// Shows what is chosen from lists for one indicator and every selected row: goal, section, cause, core; and the parts of a ratio.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, indicator: &Indicator, selected: &[usize]) {
    let palette = scene.palette;
    let mut changed = indicator.clone();
    let room = ui.available_width();
    let (goal, section) = ((room * 0.22).max(190.0), (room * 0.13).max(110.0));
    ui.horizontal_wrapped(|ui| {
        let goals: Vec<(Option<Id>, String)> = scene
            .project
            .goals
            .iter()
            .map(|goal| (Some(goal.id.clone()), goal.name.clone()))
            .collect();
        chooser(
            ui,
            palette,
            &t!("indicators.goal"),
            ("goal", goal),
            &mut changed.goal,
            goals,
        );
        let sections = scene
            .project
            .sections
            .iter()
            .map(|one| (Some(one.id.clone()), one.name.clone()))
            .collect();
        chooser(
            ui,
            palette,
            &names::field(Field::Section),
            ("section", section),
            &mut changed.section,
            sections,
        );
        let causes = Cause::ALL.map(|cause| (Some(cause), names::cause(cause))).to_vec();
        chooser(
            ui,
            palette,
            &t!("indicators.cause"),
            ("cause", 130.0),
            &mut changed.cause,
            causes,
        );
        ui.checkbox(&mut changed.core, t!("indicators.core"));
        if selected.len() > 1 {
            let said = t!("indicators.of_selected_rows", count = selected.len());
            ui.label(RichText::new(said).font(theme::small()).color(palette.accent));
        }
        if let Some(Actual::Ratio { .. }) = indicator.actual
            && let Some(value) = indicator.actual_number()
        {
            let shown = number::plain(number::round(value, 4));
            ui.label(RichText::new(format!("= {shown}{}", indicator.unit)).color(palette.weak));
        }
    });
    ui.add_space(4.0);
    if changed != *indicator {
        let rows = selected.iter().filter_map(|row| scene.project.indicators.get(*row));
        let others = rows.filter(|row| row.id != indicator.id);
        let others = others.map(|row| chosen(indicator, &changed, row.clone()));
        let all = others.chain([changed.clone()]).collect();
        scene.edits.push(Edit::Indicators(all));
    }
}

/// Gives another row what was chosen for one just now, and nothing else of it.
fn chosen(before: &Indicator, after: &Indicator, mut row: Indicator) -> Indicator {
    if after.goal != before.goal {
        row.goal.clone_from(&after.goal);
    }
    if after.section != before.section {
        row.section.clone_from(&after.section);
    }
    if after.cause != before.cause {
        row.cause = after.cause;
    }
    if after.core != before.core {
        row.core = after.core;
    }
    row
}

/// Shows a named list of values with an empty one on top.
fn chooser<T: Clone + PartialEq>(
    ui: &mut Ui,
    palette: &theme::Palette,
    name: &str,
    (salt, width): (&str, f32),
    value: &mut Option<T>,
    all: Vec<(Option<T>, String)>,
) {
    widgets::caption(ui, palette, name);
    let none = t!("indicators.none").into_owned();
    let shown = all
        .iter()
        .find(|(one, _)| one == value)
        .map_or(none.as_str(), |(_, text)| text.as_str());
    let list = ComboBox::from_id_salt(("detail", salt))
        .selected_text(shown)
        .width(width)
        .truncate();
    // A long name is cut rather than taking the whole line, and is read under the pointer.
    let response = cells::cell(ui, width, cells::left(), |ui| {
        widgets::choose(ui, list, |ui| {
            if ui.selectable_label(value.is_none(), none.as_str()).clicked() {
                *value = None;
            }
            for (one, text) in &all {
                if ui.selectable_label(value == one, text).clicked() {
                    value.clone_from(one);
                }
            }
        })
    });
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, name));
    response.on_hover_text(shown);
}
