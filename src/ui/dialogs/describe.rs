//! The head of a new project: an empty one, or one that follows that of an earlier year.

use std::sync::Arc;

use eframe::egui;
use egui::{Align, Id, Key, Label, Layout, RichText, Ui};
use rust_i18n::t;

use crate::model::Scheme;
use crate::model::scheme::{Confidence, SchemeLevel};
use crate::schemes;
use crate::session::{Answer, NewProject};
use crate::ui::shell::year_text;
use crate::ui::theme::{self, Palette};
use crate::ui::{field, widgets};

/// Returns the id of the first field.
pub(super) fn first() -> Id {
    Id::unique("describe").with("department")
}

/// Returns the id of the field of a spending project's name.
fn name_id() -> Id {
    Id::unique("describe").with("name")
}

/// Asks what a new project needs.
pub(super) fn ui(ui: &mut Ui, palette: &Palette, draft: &mut NewProject) -> Option<Answer> {
    ui.label(RichText::new(t!("dialog.new")).font(theme::bold_of(16.0)));
    let is_picked = last_ui(ui, palette, draft);
    let id = Id::unique("describe");
    let width = ui.available_width();
    scheme_ui(ui, palette, draft, id.with("scheme"));
    widgets::caption(ui, palette, &t!("dialog.department"));
    let name = t!("dialog.department");
    let look = field::Look {
        name: &name,
        hint: &t!("dialog.department_hint"),
        rows: 1,
        width,
    };
    if let (_, Some(text)) = field::text(ui, first(), look, &draft.department) {
        draft.department = text.trim().to_owned();
    }
    if draft.scheme.level == SchemeLevel::SpendingProject {
        widgets::caption(ui, palette, &t!("dialog.project_name"));
        let name = t!("dialog.project_name");
        let look = field::Look {
            name: &name,
            hint: "",
            rows: 1,
            width,
        };
        if let (_, Some(text)) = field::text(ui, name_id(), look, &draft.name) {
            draft.name = text.trim().to_owned();
        }
    }
    let year = widgets::caption(ui, palette, &t!("dialog.year"));
    let earliest = draft.last.as_ref().and_then(|last| last.next_year());
    let years = earliest.unwrap_or_default().clamp(2000, 2099)..=2099;
    let year = ui
        .add(egui::DragValue::new(&mut draft.year).range(years).speed(0.1))
        .labelled_by(year.id);
    ui.add_space(theme::GAP / 2.0);
    let mut answer = is_picked.then(|| Answer::PickLast(Box::new(draft.clone())));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        // Enter finishes a field, but on a list or a button it means that list or button.
        let free = ui.memory(|memory| memory.focused().is_none_or(|id| id == year.id));
        let entered = free && !egui::Popup::is_any_open(ui.ctx()) && ui.input(|input| input.key_pressed(Key::Enter));
        if widgets::primary(ui, palette, &t!("dialog.create")).clicked() || entered {
            answer = Some(Answer::New(Box::new(draft.clone())));
        }
        if ui.button(t!("dialog.cancel")).clicked() {
            answer = Some(Answer::Cancel);
        }
    });
    answer
}

/// Offers to follow the project of the last year, and says which one is followed; returns whether one is to be picked.
fn last_ui(ui: &mut Ui, palette: &Palette, draft: &mut NewProject) -> bool {
    let Some(last) = &draft.last else {
        let is_picked = ui.button(t!("dialog.follow")).clicked();
        ui.add(
            Label::new(
                RichText::new(t!("dialog.follow_hint"))
                    .color(palette.weak)
                    .font(theme::small()),
            )
            .wrap(),
        );
        return is_picked;
    };
    let count = last.indicators.len();
    let sentence = t!(
        "dialog.followed",
        year = year_text(last.year),
        name = last.subject(),
        count = count
    );
    ui.add(Label::new(sentence).wrap());
    let mut is_picked = false;
    ui.horizontal(|ui| {
        is_picked = ui.button(t!("dialog.follow_other")).clicked();
        if ui.button(t!("dialog.follow_none")).clicked() {
            // What is typed counts, and what was taken over does not stay in its field.
            let fields = [(first(), &mut draft.department), (name_id(), &mut draft.name)];
            for (id, text) in fields {
                *text = field::held(ui, id, text).trim().to_owned();
                field::put_down(ui.ctx(), id);
            }
            draft.leave();
        }
    });
    is_picked
}

/// The rules: the shipped ones, and in their place or before them those of the project that is followed.
fn scheme_ui(ui: &mut Ui, palette: &Palette, draft: &mut NewProject, id: Id) {
    let own = draft.last.as_ref().map(|last| &last.scheme);
    let mut offered: Vec<&Arc<Scheme>> = schemes::shipped().iter().collect();
    if let Some(own) = own {
        match offered.iter_mut().find(|scheme| scheme.id == own.id) {
            Some(shipped) => *shipped = own,
            None => offered.insert(0, own),
        }
    }
    let caption = widgets::caption(ui, palette, &t!("dialog.scheme_of"));
    let mut chosen = None;
    let chooser = widgets::choose(
        ui,
        egui::ComboBox::from_id_salt(id)
            .selected_text(draft.scheme.name.as_str())
            .width(ui.available_width())
            .height(offered.len() as f32 * (theme::CONTROL + 6.0) + theme::GAP),
        |ui| {
            for scheme in offered {
                let name = match scheme.confidence {
                    Confidence::High => scheme.name.clone(),
                    _ => t!("dialog.unverified", name = scheme.name).into_owned(),
                };
                if ui.selectable_label(scheme.id == draft.scheme.id, name).clicked() {
                    chosen = Some(Arc::clone(scheme));
                }
            }
        },
    );
    chooser.labelled_by(caption.id);
    draft.scheme = chosen.unwrap_or_else(|| Arc::clone(&draft.scheme));
}
