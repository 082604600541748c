//! 勾稽关系: numbers that others determine, held against them while they are typed.

use eframe::egui;
use egui::{ComboBox, Id, Label, Rect, RichText, Ui};
use rust_i18n::t;

use super::pick::{self, pick};
use crate::model::{Id as Key, Project, Relation, RelationKind, number};
use crate::ui::cells::{GUTTER, cell, left, row};
use crate::ui::field::{self, Look};
use crate::ui::list::List;
use crate::ui::scene::{Entry, Scene};
use crate::ui::widgets::{self, Enabled, icon_button, remove_button_last};
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
pub fn ui(ui: &mut Ui, scene: &Scene<'_>, revealed: Option<&Entry>, list: &mut List<'_, Relation>) {
    let (palette, project) = (scene.palette, scene.project);
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
                let mut copy = relation.clone();
                if relation_ui(ui, scene, position + 1, &mut copy) {
                    list.remove(position);
                } else if copy != *relation
                    && let Some(relation) = list.change(position)
                {
                    *relation = copy;
                }
            });
        }
    });
}

/// Makes an empty relation to be added, and goes to it.
pub fn fresh(scene: &mut Scene<'_>) -> Relation {
    let id = Key::fresh("R", scene.project.relations.iter().map(|relation| &relation.id));
    scene.view.go_to_entry(Entry::Relation(id.clone()));
    Relation {
        id,
        ..Relation::default()
    }
}

fn field_id(relation: &Key, part: &str) -> Id {
    Id::unique(("relation", relation, part))
}

/// One relation, changed in place: its words, its numbers, whether they agree; returns true when it is to be removed.
fn relation_ui(ui: &mut Ui, scene: &Scene<'_>, number: usize, relation: &mut Relation) -> bool {
    let mut corner = Rect::NOTHING;
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
            if let (_, Some(name)) = field::text(ui, field_id(&relation.id, "name"), look, &relation.name) {
                relation.name = name;
            }
        });
        cell(ui, kind_width, left(), |ui| {
            widgets::choose(
                ui,
                ComboBox::from_id_salt(field_id(&relation.id, "kind"))
                    .width(kind_width)
                    .selected_text(kind_name(relation.kind)),
                |ui| {
                    for one in KINDS {
                        ui.selectable_value(&mut relation.kind, one, kind_name(one));
                    }
                },
            )
            .accessible_name(t!("data.relation_kind", number = number));
        });
        corner = cell(ui, button, left(), |ui| ui.max_rect());
    });
    numbers(ui, scene, number, relation);
    verdict(ui, scene, relation);
    remove_button_last(ui, corner, &t!("data.remove_relation", number = number))
}

/// The determined number and those that determine it.
fn numbers(ui: &mut Ui, scene: &Scene<'_>, number: usize, relation: &mut Relation) {
    let (project, id) = (scene.project, relation.id.clone());
    let field_id = |part: usize| Id::unique(("relation", &id, part));
    let shown = |id: &Key| {
        if id.0.is_empty() {
            t!("data.pick").into_owned()
        } else {
            format!("{} {}", pick::name(project, id), pick::value(project, id))
        }
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let whole = t!("data.relation_whole", number = number);
        if let Some(picked) = pick(ui, scene, field_id(0), &shown(&relation.whole), &whole) {
            relation.whole = picked;
        }
        ui.label("＝");
        let needed = relation.kind.parts();
        let mut dropped = None;
        for (position, part) in relation.parts.iter_mut().enumerate() {
            if position > 0 {
                ui.label(sign(relation.kind));
            }
            let name = t!("data.relation_part", number = number, part = position + 1);
            if let Some(picked) = pick(ui, scene, field_id(position + 1), &shown(part), &name) {
                *part = picked;
            }
            // Of a sum every part can go; of a pair what is too many.
            let can_go = needed.is_none_or(|needed| position >= needed);
            if can_go && icon_button(ui, icon::X, &t!("data.remove_part", name = name), Enabled::Yes).clicked() {
                dropped = Some(position);
            }
        }
        if let Some(position) = dropped {
            relation.parts.remove(position);
        }
        if needed.is_none_or(|needed| relation.parts.len() < needed) {
            if !relation.parts.is_empty() {
                ui.label(sign(relation.kind));
            }
            let name = t!("data.add_part", number = number);
            if let Some(picked) = pick(ui, scene, field_id(usize::MAX), &t!("data.pick"), &name) {
                relation.parts.push(picked);
            }
        }
    });
}

/// Whether the numbers agree, in words and a sign.
fn verdict(ui: &mut Ui, scene: &Scene<'_>, relation: &Relation) {
    let (palette, verdict) = (scene.palette, relation.verdict(scene.project));
    let (text, ink) = match (verdict.demanded, verdict.found, verdict.difference()) {
        (_, _, Some(difference)) if difference.is_zero() => (format!("✓ {}", t!("data.agrees")), palette.good),
        (Some(demanded), Some(found), Some(difference)) => {
            let written = |value| number::measured(value, relation.unit(scene.project));
            let said = t!(
                "data.differs",
                demanded = written(demanded),
                found = written(found),
                difference = written(difference)
            );
            (format!("▼ {said}"), palette.bad)
        }
        _ if relation
            .kind
            .parts()
            .is_some_and(|needed| relation.parts.len() > needed) =>
        {
            (format!("▼ {}", t!("data.too_many_parts")), palette.bad)
        }
        _ => (format!("○ {}", t!("data.cannot_tell")), palette.weak),
    };
    ui.add(Label::new(RichText::new(text).font(theme::small()).color(ink)).wrap());
}
