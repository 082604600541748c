//! 佐证材料: what proves which number, and where it lies.

use eframe::egui;
use egui::{Align, ComboBox, Id, Label, Layout, RichText, Ui, vec2};
use rust_i18n::t;

use super::pick::{self, pick};
use crate::model::{Evidence, Id as Key};
use crate::ui::basics::read_date;
use crate::ui::cells::GUTTER;
use crate::ui::field::{self, Look};
use crate::ui::list::List;
use crate::ui::scene::{Entry, Scene};
use crate::ui::widgets::{Enabled, caption, icon_button, remove_button};
use crate::ui::{card, icon, theme};

/// The field of the name.
const NAME: &str = "data.evidence_name";

fn field_id(entry: &Key, part: &str) -> Id {
    Id::unique(("evidence", entry, part))
}

/// Shows the entries whose words hold what is wanted.
pub fn ui(ui: &mut Ui, scene: &Scene<'_>, wanted: &str, revealed: Option<&Entry>, list: &mut List<'_, Evidence>) {
    let (palette, project) = (scene.palette, scene.project);
    card::titled(ui, palette, &t!("data.evidence"), &t!("data.evidence_note"), |ui| {
        if project.evidence.is_empty() {
            card::weak(ui, palette, t!("data.no_evidence"));
        }
        let mut shown = 0;
        for (position, entry) in project.evidence.iter().enumerate() {
            let proved = |id: &Key| pick::name(project, id).contains(wanted);
            let own = [&entry.id.0, &entry.name, &entry.kind, &entry.place];
            let is_revealed = matches!(revealed, Some(Entry::Evidence(id)) if *id == entry.id);
            if !is_revealed && !own.iter().any(|text| text.contains(wanted)) && !entry.proves.iter().any(proved) {
                continue;
            }
            if is_revealed {
                super::reveal(ui, field_id(&entry.id, "entry"), field_id(&entry.id, NAME));
            }
            if shown > 0 {
                ui.separator();
            }
            shown += 1;
            card::entry(ui, field_id(&entry.id, "entry"), |ui| {
                let mut copy = entry.clone();
                if entry_ui(ui, scene, position + 1, &mut copy) {
                    list.remove(position);
                } else if copy != *entry
                    && let Some(entry) = list.change(position)
                {
                    *entry = copy;
                }
            });
        }
        if shown == 0 && !project.evidence.is_empty() {
            card::weak(ui, palette, t!("data.none_found", text = wanted));
        }
    });
}

/// Makes an entry to be added with what is known of it, and goes to its name.
pub fn fresh(scene: &mut Scene<'_>, known: Evidence) -> Evidence {
    let id = Key::fresh("E", scene.project.evidence.iter().map(|entry| &entry.id));
    scene.view.go_to_entry(Entry::Evidence(id.clone()));
    Evidence { id, ..known }
}

/// One entry, changed in place; returns true when it is to be removed.
fn entry_ui(ui: &mut Ui, scene: &Scene<'_>, number: usize, entry: &mut Evidence) -> bool {
    let mut removed = false;
    let id = entry.id.clone();
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GUTTER;
        let button = 40.0;
        let rest = width - button - GUTTER * 3.0;
        text(
            ui,
            scene,
            (&id, number),
            (NAME, "data.evidence_name_hint"),
            rest * 0.5,
            &mut entry.name,
        );
        text(
            ui,
            scene,
            (&id, number),
            ("data.evidence_kind", "data.evidence_kind_hint"),
            rest * 0.22,
            &mut entry.kind,
        );
        section(ui, scene, (&id, number), rest * 0.28, &mut entry.section);
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            removed = remove_button(ui, &t!("data.remove_evidence", number = number));
        });
    });
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GUTTER;
        let rest = width - GUTTER * 3.0;
        dated(ui, scene, (&id, number), rest * 0.16, entry);
        text(
            ui,
            scene,
            (&id, number),
            ("data.evidence_value", "data.evidence_value_hint"),
            rest * 0.2,
            &mut entry.value,
        );
        text(
            ui,
            scene,
            (&id, number),
            ("data.evidence_page", "data.evidence_page_hint"),
            rest * 0.16,
            &mut entry.page,
        );
        text(
            ui,
            scene,
            (&id, number),
            ("data.evidence_place", "data.evidence_place_hint"),
            rest * 0.48,
            &mut entry.place,
        );
    });
    proves(ui, scene, (&id, number), &mut entry.proves);
    removed
}

/// Shows a captioned part of an entry.
fn part(ui: &mut Ui, scene: &Scene<'_>, name: &str, width: f32, add: impl FnOnce(&mut Ui, f32)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        caption(ui, scene.palette, name);
        add(ui, width);
    });
}

fn text(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (id, number): (&Key, usize),
    (key, hint): (&str, &str),
    width: f32,
    value: &mut String,
) {
    let name = t!(key);
    part(ui, scene, &name, width, |ui, width| {
        let look = Look {
            name: &t!("data.evidence_field", number = number, field = name),
            hint: &t!(hint),
            rows: 1,
            width,
        };
        if let (_, Some(text)) = field::text(ui, field_id(id, key), look, value) {
            *value = text;
        }
    });
}

fn dated(ui: &mut Ui, scene: &Scene<'_>, (id, number): (&Key, usize), width: f32, entry: &mut Evidence) {
    let name = t!("data.evidence_dated").into_owned();
    part(ui, scene, &name, width, |ui, width| {
        let look = Look {
            name: &t!("data.evidence_field", number = number, field = name),
            hint: &t!("basics.filled_on_hint"),
            rows: 1,
            width,
        };
        let shown = entry.dated.map(|date| date.to_string()).unwrap_or_default();
        if let Some(date) = field::parsed(ui, field_id(id, "dated"), look, &shown, read_date) {
            entry.dated = date;
        }
    });
}

/// The section that supplies it.
fn section(ui: &mut Ui, scene: &Scene<'_>, (id, number): (&Key, usize), width: f32, section: &mut Option<Key>) {
    let (name, sections) = (t!("data.evidence_section").into_owned(), &scene.project.sections);
    part(ui, scene, &name, width, |ui, width| {
        let chosen = sections.iter().find(|one| Some(&one.id) == section.as_ref());
        ComboBox::from_id_salt(("evidence section", id))
            .width(width)
            .truncate()
            .selected_text(chosen.map_or("—", |section| &section.name))
            .show_ui(ui, |ui| {
                ui.selectable_value(section, None, "—");
                for one in sections {
                    ui.selectable_value(section, Some(one.id.clone()), &one.name);
                }
            })
            .response
            .accessible_name(t!("data.evidence_field", number = number, field = name));
    });
}

/// The indicators and facts it proves.
fn proves(ui: &mut Ui, scene: &Scene<'_>, (id, number): (&Key, usize), proves: &mut Vec<Key>) {
    ui.horizontal_wrapped(|ui| {
        let words = RichText::new(t!("data.proves")).font(theme::small());
        ui.label(words.color(scene.palette.weak));
        let mut dropped = None;
        for (position, proved) in proves.iter().enumerate() {
            let name = pick::name(scene.project, proved);
            ui.add(Label::new(format!("{name} {}", pick::value(scene.project, proved))).truncate());
            let remove = t!("data.remove_proof", name = name);
            if icon_button(ui, icon::X, &remove, Enabled::Yes).clicked() {
                dropped = Some(position);
            }
        }
        if let Some(position) = dropped {
            proves.remove(position);
        }
        let name = t!("data.add_proof", number = number);
        if let Some(picked) = pick(ui, scene, field_id(id, "proves"), &t!("data.pick"), &name)
            && !proves.contains(&picked)
        {
            proves.push(picked);
        }
    });
}
