//! 勾稽关系: numbers that others determine, held against them while they are typed.

use eframe::egui;
use egui::{ComboBox, Id, Label, RichText, Ui};
use rust_i18n::t;

use super::pick::{self, pick};
use crate::model::{Edit, Id as Key, Project, Relation, RelationKind, number};
use crate::ui::cells::{GUTTER, cell, left, row};
use crate::ui::field::{self, Look};
use crate::ui::scene::{Entry, Scene};
use crate::ui::widgets::{Enabled, icon_button};
use crate::ui::{card, icon, theme};

const KINDS: [RelationKind; 3] = [RelationKind::Sum, RelationKind::Difference, RelationKind::Ratio];

fn kind_name(kind: RelationKind) -> String {
    match kind {
        RelationKind::Sum => t!("data.sum"),
        RelationKind::Difference => t!("data.difference"),
        RelationKind::Ratio => t!("data.ratio"),
    }
    .into_owned()
}

fn sign(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Sum => "＋",
        RelationKind::Difference => "−",
        RelationKind::Ratio => "÷",
    }
}

/// Counts the relations that do not hold.
pub fn failing(project: &Project) -> usize {
    let differ = |relation: &&Relation| {
        let difference = relation.verdict(project).difference();
        difference.is_some_and(|difference| !difference.is_zero())
    };
    project.relations.iter().filter(differ).count()
}

/// Shows the relations.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, revealed: Option<&Entry>) {
    let (palette, project) = (scene.palette, scene.project);
    let mut changed: Option<Vec<Relation>> = None;
    card::titled(ui, palette, &t!("data.relations"), &t!("data.relations_note"), |ui| {
        if project.relations.is_empty() {
            card::weak(ui, palette, t!("data.no_relations"));
        }
        for (position, relation) in project.relations.iter().enumerate() {
            if position > 0 {
                ui.separator();
            }
            let entry = field_id(&relation.id, "entry");
            if matches!(revealed, Some(Entry::Relation(id)) if *id == relation.id) {
                super::reveal(ui, entry, field_id(&relation.id, "name"));
            }
            card::entry(ui, entry, |ui| {
                let Some(after) = relation_ui(ui, scene, position, relation) else {
                    return;
                };
                let mut list = project.relations.clone();
                match after {
                    After::Changed(relation) => list[position] = relation,
                    After::Removed => {
                        list.remove(position);
                    }
                }
                changed = Some(list);
            });
        }
    });
    if let Some(list) = changed {
        scene.edits.push(Edit::Relations(list));
    }
}

/// Adds a relation and goes to its words.
pub fn add(scene: &mut Scene<'_>) {
    let relations = &scene.project.relations;
    let id = Key::fresh("R", relations.iter().map(|relation| &relation.id));
    scene.view.go_to_entry(Entry::Relation(id.clone()));
    let mut list = relations.clone();
    list.push(Relation {
        id,
        ..Relation::default()
    });
    scene.edits.push(Edit::Relations(list));
}

fn field_id(relation: &Key, part: &str) -> Id {
    Id::unique(("relation", relation, part))
}

/// What a relation is to be.
enum After {
    Changed(Relation),
    Removed,
}

/// One relation: its words, its numbers, whether they agree.
fn relation_ui(ui: &mut Ui, scene: &Scene<'_>, position: usize, relation: &Relation) -> Option<After> {
    let field_id = |part: &str| field_id(&relation.id, part);
    let number = position + 1;
    let mut after = None;
    let (kind_width, button) = (96.0, 40.0);
    row(ui, |ui| {
        let width = (ui.available_width() - kind_width - button - GUTTER * 2.0).max(160.0);
        cell(ui, width, left(), |ui| {
            let look = Look {
                name: &t!("data.relation_name", number = number),
                hint: &t!("data.relation_hint"),
                rows: 1,
                width,
            };
            if let (_, Some(name)) = field::text(ui, field_id("name"), look, &relation.name) {
                after = Some(After::Changed(Relation {
                    name,
                    ..relation.clone()
                }));
            }
        });
        cell(ui, kind_width, left(), |ui| {
            let mut kind = relation.kind;
            ComboBox::from_id_salt(field_id("kind"))
                .width(kind_width)
                .selected_text(kind_name(kind))
                .show_ui(ui, |ui| {
                    for one in KINDS {
                        ui.selectable_value(&mut kind, one, kind_name(one));
                    }
                })
                .response
                .accessible_name(t!("data.relation_kind", number = number));
            if kind != relation.kind {
                after = Some(After::Changed(Relation {
                    kind,
                    ..relation.clone()
                }));
            }
        });
        cell(ui, button, left(), |ui| {
            let name = t!("data.remove_relation", number = number);
            if icon_button(ui, icon::TRASH, &name, Enabled::Yes).clicked() {
                after = Some(After::Removed);
            }
        });
    });
    if let Some(relation) = numbers(ui, scene, number, relation) {
        after = Some(After::Changed(relation));
    }
    verdict(ui, scene, relation);
    after
}

/// The determined number and those that determine it; returns the relation after a change of them.
fn numbers(ui: &mut Ui, scene: &Scene<'_>, number: usize, relation: &Relation) -> Option<Relation> {
    let field_id = |part: usize| Id::unique(("relation", &relation.id, part));
    let project = scene.project;
    let shown = |id: &Key| {
        if id.0.is_empty() {
            t!("data.pick").into_owned()
        } else {
            format!("{} {}", pick::name(project, id), pick::value(project, id))
        }
    };
    let mut after = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let whole = t!("data.relation_whole", number = number);
        if let Some(id) = pick(ui, scene, field_id(0), &shown(&relation.whole), &whole) {
            after = Some(Relation {
                whole: id,
                ..relation.clone()
            });
        }
        ui.label("＝");
        let pair = relation.kind != RelationKind::Sum;
        let most = if pair { 2 } else { usize::MAX };
        for (position, part) in relation.parts.iter().take(most).enumerate() {
            if position > 0 {
                ui.label(sign(relation.kind));
            }
            let mut list = relation.parts.clone();
            let name = t!("data.relation_part", number = number, part = position + 1);
            if let Some(id) = pick(ui, scene, field_id(position + 1), &shown(part), &name) {
                list[position] = id;
                after = Some(Relation {
                    parts: list,
                    ..relation.clone()
                });
            } else if !pair && icon_button(ui, icon::X, &t!("data.remove_part", name = name), Enabled::Yes).clicked() {
                list.remove(position);
                after = Some(Relation {
                    parts: list,
                    ..relation.clone()
                });
            }
        }
        if relation.parts.len() < most {
            if !relation.parts.is_empty() {
                ui.label(sign(relation.kind));
            }
            let name = t!("data.add_part", number = number);
            if let Some(id) = pick(ui, scene, field_id(usize::MAX), &t!("data.pick"), &name) {
                let mut parts = relation.parts.clone();
                parts.push(id);
                after = Some(Relation {
                    parts,
                    ..relation.clone()
                });
            }
        }
    });
    after
}

/// Whether the numbers agree, in words and a sign.
fn verdict(ui: &mut Ui, scene: &Scene<'_>, relation: &Relation) {
    let (palette, verdict) = (scene.palette, relation.verdict(scene.project));
    let (text, ink) = match (verdict.demanded, verdict.found, verdict.difference()) {
        (_, _, Some(difference)) if difference.is_zero() => (format!("✓ {}", t!("data.agrees")), palette.good),
        (Some(demanded), Some(found), Some(difference)) => {
            let said = t!(
                "data.differs",
                demanded = number::count(demanded),
                found = number::count(found),
                difference = number::count(difference).replace('-', "−")
            );
            (format!("▼ {said}"), palette.bad)
        }
        _ => (format!("○ {}", t!("data.cannot_tell")), palette.weak),
    };
    ui.add(Label::new(RichText::new(text).font(theme::small()).color(ink)).wrap());
}
