//! The row above the grid: what is done to rows, what narrows the list, the search.

use eframe::egui;
use egui::{Align, Layout, RichText, Role, Sense, Ui, WidgetInfo};
use rust_i18n::t;

use super::Editor;
use super::action::Action;
use super::cell_text;
use super::rows::Direction;
use crate::score::Status;
use crate::ui::scene::Scene;
use crate::ui::{icon, names, theme, widgets};

/// Width of the search at the right end of the toolbar.
const SEARCH: f32 = 150.0;
/// Least width of what the last action had to say.
const MESSAGE: f32 = 160.0;

/// Shows the toolbar.
pub fn ui(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>) {
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
    // What there is to say stands between the filters and the search.
    let said = if editor.message.is_some() { MESSAGE } else { 0.0 };
    let one_line = ui.horizontal(|ui| {
        actions_ui(ui, editor, scene);
        let one_line = ui.available_width() > needed + said + SEARCH + 24.0;
        if one_line {
            ui.separator();
            filters_ui(ui, editor, &filters);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| search_ui(ui, editor, scene));
        one_line
    });
    if !one_line.inner {
        ui.horizontal_wrapped(|ui| filters_ui(ui, editor, &filters));
    }
}

/// What is done to rows.
fn actions_ui(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>) {
    let insert = widgets::primary(ui, scene.palette, &Action::Insert.name());
    if insert.on_hover_text(Action::Insert.keys()).clicked() {
        editor.act(scene, Action::Insert);
    }
    for (action, sign) in [
        (Action::Duplicate, icon::COPY),
        (Action::Move(Direction::Up), icon::ARROW_UP),
        (Action::Move(Direction::Down), icon::ARROW_DOWN),
        (Action::Remove, icon::TRASH),
    ] {
        let enabled = editor.can(action).into();
        if widgets::key_button(ui, sign, &action.name(), action.keys(), enabled).clicked() {
            editor.act(scene, action);
            // The keys go on where the button left off.
            editor.want_focus = true;
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
        let (room, response) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
        let ink = scene.palette.caution;
        cell_text::paint_text(ui, room, message, theme::small(), ink, Align::LEFT);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, message));
        response.on_hover_text(message);
    }
}
