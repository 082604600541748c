//! 佐证材料: what proves which number, and where it lies.

use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui;
use egui::{
    Align, Button, ComboBox, Id, Label, Layout, Popup, PopupCloseBehavior, RichText, Role, ScrollArea, Ui, WidgetInfo,
    vec2,
};
use rust_i18n::t;

use super::pick::{self, pick};
use crate::model::{Disclosure, Evidence, Id as Key};
use crate::session::Command;
use crate::session::evidence::{Attach, Standing, word};
use crate::ui::basics::read_date;
use crate::ui::cells::GUTTER;
use crate::ui::charts::cached;
use crate::ui::field::{self, Look};
use crate::ui::list::List;
use crate::ui::scene::{Entry, Scene};
use crate::ui::widgets::{self, Enabled, caption, icon_button, remove_button_last};
use crate::ui::{card, icon, names, theme};

/// Room of each of the buttons beside a place.
const FILE_BUTTON: f32 = 39.0;

/// The field of the name.
const NAME: &str = "data.evidence_name";

/// The part that may refuse what is typed.
const DATED: &str = "dated";

fn field_id(entry: &Key, part: &str) -> Id {
    Id::unique(("evidence", entry, part))
}

/// Shows the entries whose words hold what is wanted.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, wanted: &str, revealed: Option<&Entry>, list: &mut List<'_, Evidence>) {
    let (palette, project) = (scene.palette, Arc::clone(scene.project));
    card::titled(ui, palette, &t!("data.evidence"), &t!("data.evidence_note"), |ui| {
        tools(ui, scene);
        if project.evidence.is_empty() {
            card::weak(ui, palette, t!("data.no_evidence"));
        }
        let mut shown = 0;
        for (position, entry) in project.evidence.iter().enumerate() {
            let proved = |id: &Key| pick::name(&project, id).contains(wanted);
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
                let wanted = entry_ui(ui, scene, position + 1, &mut copy);
                if wanted == Wanted::File {
                    *scene.attach = Some(Attach::To(entry.id.clone()));
                }
                if wanted == Wanted::Removal {
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

/// Shows what can be done with the whole ledger, and what it lacks.
fn tools(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.horizontal_wrapped(|ui| {
        let named = |icon: &str, name: &str| format!("{icon} {name}");
        let name = t!("data.choose_files");
        let choose = ui
            .button(named(icon::PAPERCLIP, &name))
            .on_hover_text(t!("data.choose_files_hint"));
        choose.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_ref()));
        if choose.clicked() {
            scene.commands.push(Command::AttachEvidence);
        }
        let name = t!("data.verify");
        let can = !scene.project.evidence.is_empty();
        let verify = ui.add_enabled(can, Button::new(named(icon::SHIELD_CHECK, &name)));
        verify.widget_info(|| WidgetInfo::labeled(Role::Button, can, name.as_ref()));
        if verify.on_hover_text(t!("data.verify_hint")).clicked() {
            scene.commands.push(Command::VerifyEvidence);
        }
        unproven(ui, scene);
    });
    ui.add_space(theme::GAP / 3.0);
}

/// Says how many indicators nothing proves, and leads to each.
fn unproven(ui: &mut Ui, scene: &mut Scene<'_>) {
    let project = Arc::clone(scene.project);
    let bare = cached(ui, Id::unique("data.unproven"), scene.revision, || {
        let proven: HashSet<&Key> = project.evidence.iter().flat_map(|entry| &entry.proves).collect();
        let indicators = project.indicators.iter().enumerate();
        let bare = indicators.filter(|(_, indicator)| !proven.contains(&indicator.id));
        bare.map(|(position, _)| position).collect::<Vec<usize>>()
    });
    if bare.is_empty() {
        if !project.indicators.is_empty() {
            let words = format!("{} {}", icon::CHECK, t!("data.all_proven"));
            ui.label(RichText::new(words).font(theme::small()).color(scene.palette.good));
        }
        return;
    }
    let words = format!("▼ {}", t!("data.unproven", count = bare.len()));
    let text = RichText::new(words.as_str()).color(scene.palette.caution);
    let response = ui.add(Button::new(text).fill(scene.palette.caution_soft));
    let response = response.on_hover_text(t!("data.unproven_hint"));
    let mut gone_to = None;
    Popup::menu(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(pick::LIST);
            ScrollArea::vertical()
                .max_height(280.0)
                .auto_shrink([false, true])
                .show_rows(ui, pick::LINE, bare.len(), |ui, rows| {
                    for position in bare.get(rows).unwrap_or_default() {
                        let Some(indicator) = project.indicators.get(*position) else {
                            continue;
                        };
                        let line = card::Line {
                            text: if indicator.name.is_empty() {
                                &indicator.id.0
                            } else {
                                &indicator.name
                            },
                            value: &indicator.level2,
                            ..card::Line::default()
                        };
                        if card::line(ui, scene.palette, line).clicked() {
                            gone_to = Some(indicator.id.clone());
                            ui.close();
                        }
                    }
                });
        });
    if let Some(indicator) = gone_to {
        scene.view.go_to_proofs(indicator);
    }
}

/// What is wanted of an entry beyond its fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Nothing,
    Removal,
    File,
}

/// One entry, changed in place.
fn entry_ui(ui: &mut Ui, scene: &Scene<'_>, number: usize, entry: &mut Evidence) -> Wanted {
    let mut wanted = Wanted::Nothing;
    let id = entry.id.clone();
    let width = ui.available_width();
    let head = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GUTTER;
        let button = 40.0;
        let rest = width - button - GUTTER * 4.0;
        text(
            ui,
            scene,
            (&id, number),
            (NAME, "data.evidence_name_hint"),
            rest * 0.4,
            &mut entry.name,
        );
        text(
            ui,
            scene,
            (&id, number),
            ("data.evidence_kind", "data.evidence_kind_hint"),
            rest * 0.2,
            &mut entry.kind,
        );
        section(ui, scene, (&id, number), rest * 0.24, &mut entry.section);
        disclosure(ui, scene, (&id, number), rest * 0.16, &mut entry.disclosure);
        ui.available_rect_before_wrap()
    });
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GUTTER;
        let rest = width - GUTTER * 3.0;
        dated(ui, scene, (&id, number), rest * 0.15, entry);
        text(
            ui,
            scene,
            (&id, number),
            ("data.evidence_value", "data.evidence_value_hint"),
            rest * 0.17,
            &mut entry.value,
        );
        text(
            ui,
            scene,
            (&id, number),
            ("data.evidence_page", "data.evidence_page_hint"),
            rest * 0.12,
            &mut entry.page,
        );
        if place(ui, scene, number, rest * 0.56, entry) {
            wanted = Wanted::File;
        }
    });
    proves(ui, scene, (&id, number), &mut entry.proves);
    if remove_button_last(ui, head.inner, &t!("data.remove_evidence", number = number)) {
        field::give_up(ui.ctx(), field_id(&id, DATED));
        wanted = Wanted::Removal;
    }
    wanted
}

/// Where it lies, with what is known of the file there; returns true when a file is to be chosen.
fn place(ui: &mut Ui, scene: &Scene<'_>, number: usize, width: f32, entry: &mut Evidence) -> bool {
    let mut choosing = false;
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.scope(|ui| {
            // As high as the captions beside it.
            ui.spacing_mut().interact_size.y = 0.0;
            ui.horizontal(|ui| {
                caption(ui, scene.palette, &t!("data.evidence_place"));
                standing(ui, scene, number, entry);
            });
        });
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let look = Look {
                name: &t!(
                    "data.evidence_field",
                    number = number,
                    field = t!("data.evidence_place")
                ),
                hint: &t!("data.evidence_place_hint"),
                rows: 1,
                width: width - 2.0 * FILE_BUTTON,
            };
            if let (_, Some(text)) = field::text(ui, field_id(&entry.id, "data.evidence_place"), look, &entry.place) {
                entry.place = text;
            }
            let name = t!("data.choose_file", number = number);
            choosing = icon_button(ui, icon::FOLDER_OPEN, &name, Enabled::Yes).clicked();
            let path = scene.files.path(entry);
            let name = t!("data.copy_path", number = number);
            if icon_button(ui, icon::COPY, &name, path.is_some().into()).clicked()
                && let Some(path) = path
            {
                ui.ctx().copy_text(path.display().to_string());
            }
        });
    });
    choosing
}

/// Says what became of the file, or that it has not been looked at, and registers what was found there.
fn standing(ui: &mut Ui, scene: &Scene<'_>, number: usize, entry: &mut Evidence) {
    let palette = scene.palette;
    let Some(standing) = scene.files.standing(entry) else {
        if !entry.sha256.is_empty() {
            let words = RichText::new(t!("data.unchecked"))
                .font(theme::small())
                .color(palette.weak);
            ui.label(words).on_hover_text(format!("SHA-256 {}", entry.sha256));
        }
        return;
    };
    let (sign, ink, hint) = match standing {
        Standing::Unchanged => (icon::CHECK, palette.good, t!("data.unchanged_hint")),
        Standing::Changed(_) => (icon::WARNING, palette.bad, t!("data.changed_hint")),
        Standing::Missing => (icon::X_CIRCLE, palette.bad, t!("data.missing_hint")),
        Standing::Unreadable(sentence) => (icon::X_CIRCLE, palette.bad, sentence.into()),
        Standing::Unregistered(_) => (icon::CIRCLE_DASHED, palette.caution, t!("data.unregistered_hint")),
        Standing::NotAFile => (icon::MINUS, palette.weak, t!("data.not_a_file_hint")),
        Standing::NoPlace => (icon::CIRCLE_DASHED, palette.weak, t!("data.no_place_hint")),
    };
    let words = format!("{sign} {}", word(standing));
    ui.label(RichText::new(words).font(theme::small()).color(ink))
        .on_hover_text(hint);
    let (Standing::Changed(found) | Standing::Unregistered(found)) = standing else {
        return;
    };
    let words = match standing {
        Standing::Changed(_) => t!("data.register_again"),
        _ => t!("data.register"),
    };
    let link = ui.link(RichText::new(words.as_ref()).font(theme::small()));
    link.widget_info(|| {
        let name = t!("data.evidence_field", number = number, field = words);
        WidgetInfo::labeled(Role::Link, true, name)
    });
    if link.clicked() {
        entry.sha256.clone_from(found);
    }
}

/// 密级/可否公开.
fn disclosure(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (id, number): (&Key, usize),
    width: f32,
    disclosure: &mut Option<Disclosure>,
) {
    let name = t!("data.evidence_disclosure").into_owned();
    part(ui, scene, &name, width, |ui, width| {
        widgets::choose(
            ui,
            ComboBox::from_id_salt(("evidence disclosure", id))
                .width(width)
                .truncate()
                .selected_text(disclosure.map_or_else(|| "—".to_owned(), names::disclosure)),
            |ui| {
                ui.selectable_value(disclosure, None, "—");
                for one in Disclosure::ALL {
                    ui.selectable_value(disclosure, Some(one), names::disclosure(one));
                }
            },
        )
        .on_hover_text(t!("data.disclosure_hint"))
        .accessible_name(t!("data.evidence_field", number = number, field = name));
    });
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
            hint: &t!("basics.filled_on_hint", date = scene.example_day()),
            rows: 1,
            width,
        };
        let shown = entry.dated.map(|date| date.to_string()).unwrap_or_default();
        let read = |typed: &str| read_date(typed, scene.example_day());
        if let Some(date) = field::parsed(ui, field_id(id, DATED), look, &shown, read) {
            entry.dated = date;
        }
    });
}

/// The section that supplies it.
fn section(ui: &mut Ui, scene: &Scene<'_>, (id, number): (&Key, usize), width: f32, section: &mut Option<Key>) {
    let (name, sections) = (t!("data.evidence_section").into_owned(), &scene.project.sections);
    part(ui, scene, &name, width, |ui, width| {
        let chosen = sections.iter().find(|one| Some(&one.id) == section.as_ref());
        widgets::choose(
            ui,
            ComboBox::from_id_salt(("evidence section", id))
                .width(width)
                .truncate()
                .selected_text(chosen.map_or("—", |section| &section.name)),
            |ui| {
                ui.selectable_value(section, None, "—");
                for one in sections {
                    ui.selectable_value(section, Some(one.id.clone()), &one.name);
                }
            },
        )
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
