//! 数据项: numbers and words the report names that no indicator holds.

use std::collections::HashMap;

use eframe::egui;
use egui::{Align, Id, Label, Layout, RichText, Ui};
use rust_i18n::t;

use crate::binding::{Origin, Values};
use crate::model::{Edit, Fact, Id as Key};
use crate::ui::cells::{GUTTER, cell, head, left, right, row};
use crate::ui::charts::cached;
use crate::ui::field::{self, Look};
use crate::ui::scene::{Entry, Scene};
use crate::ui::widgets::{Enabled, icon_button};
use crate::ui::{card, icon, theme};

/// Columns that a person is led to.
const NAME: &str = "data.fact_name";
const VALUE: &str = "data.fact_value";

/// Widths of the columns.
#[derive(Clone, Copy)]
struct Widths {
    name: f32,
    value: f32,
    unit: f32,
    text: f32,
    source: f32,
    uses: f32,
    button: f32,
}

impl Widths {
    fn of(width: f32) -> Self {
        let (value, unit, uses, button) = (124.0, 72.0, 110.0, 40.0);
        let rest = (width - value - unit - uses - button - GUTTER * 6.0).max(300.0);
        let (name, text) = ((rest * 0.4).floor(), (rest * 0.28).floor());
        Self {
            name,
            value,
            unit,
            text,
            source: rest - name - text,
            uses,
            button,
        }
    }
}

/// How often a fact is named: in the report's texts, in relations.
type Uses = HashMap<Key, (usize, usize)>;

fn uses(scene: &Scene<'_>) -> Uses {
    let mut uses = Uses::new();
    let values = Values::new(scene.project, scene.card);
    for text in &scene.project.texts {
        for bound in values.bindings(&text.text) {
            if let Some(Origin::Fact(id)) = bound.origin {
                uses.entry(id).or_default().0 += 1;
            }
        }
    }
    for relation in &scene.project.relations {
        for id in std::iter::once(&relation.whole).chain(&relation.parts) {
            uses.entry(id.clone()).or_default().1 += 1;
        }
    }
    uses
}

/// Shows the facts whose words hold what is wanted.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, wanted: &str, revealed: Option<&Entry>) {
    let (palette, project) = (scene.palette, scene.project);
    let uses = cached(ui, Id::unique("data.uses"), scene.revision, || uses(scene));
    let mut changed: Option<Vec<Fact>> = None;
    card::titled(ui, palette, &t!("data.facts"), &t!("data.facts_note"), |ui| {
        if project.facts.is_empty() {
            card::weak(ui, palette, t!("data.no_facts"));
        } else {
            let widths = Widths::of(ui.available_width());
            row(ui, |ui| {
                head(ui, palette, widths.name, left(), &t!("data.fact_name"));
                cell(ui, widths.value, right(), |ui| {
                    ui.add_space(8.0);
                    card::weak(ui, palette, t!("data.fact_value"));
                });
                head(ui, palette, widths.unit, left(), &t!("data.fact_unit"));
                head(ui, palette, widths.text, left(), &t!("data.fact_text"));
                head(ui, palette, widths.source, left(), &t!("data.fact_source"));
                head(ui, palette, widths.uses, left(), &t!("data.fact_uses"));
            });
            let mut shown = 0;
            for (position, fact) in project.facts.iter().enumerate() {
                let is_revealed = matches!(revealed, Some(Entry::Fact(id)) if *id == fact.id);
                let holds = |text: &str| text.contains(wanted);
                if !is_revealed
                    && ![&fact.id.0, &fact.name, &fact.text, &fact.source]
                        .iter()
                        .any(|text| holds(text))
                {
                    continue;
                }
                shown += 1;
                let entry = field_id(fact, "entry");
                if is_revealed {
                    let first = if fact.name.is_empty() { NAME } else { VALUE };
                    super::reveal(ui, entry, field_id(fact, first));
                }
                card::entry(ui, entry, |ui| {
                    if let Some(list) = fact_ui(ui, scene, widths, position, uses.get(&fact.id)) {
                        changed = Some(list);
                    }
                });
            }
            if shown == 0 {
                card::weak(ui, palette, t!("data.none_found", text = wanted));
            }
        }
    });
    if let Some(list) = changed {
        scene.edits.push(Edit::Facts(list));
    }
}

/// Adds a fact and goes to it.
pub fn add(scene: &mut Scene<'_>) {
    let facts = &scene.project.facts;
    let id = Key::fresh("F", facts.iter().map(|fact| &fact.id));
    scene.view.go_to_entry(Entry::Fact(id.clone()));
    let mut list = facts.clone();
    list.push(Fact { id, ..Fact::default() });
    scene.edits.push(Edit::Facts(list));
}

fn field_id(fact: &Fact, part: &str) -> Id {
    Id::unique(("fact", &fact.id, part))
}

/// One fact; returns the list after a change of it.
fn fact_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    widths: Widths,
    position: usize,
    uses: Option<&(usize, usize)>,
) -> Option<Vec<Fact>> {
    type Slot = fn(&mut Fact) -> &mut String;
    let (palette, facts) = (scene.palette, &scene.project.facts);
    let fact = facts.get(position)?;
    let mut changed = None;
    let change = |with: &dyn Fn(&mut Fact)| {
        let mut list = facts.clone();
        if let Some(fact) = list.get_mut(position) {
            with(fact);
        }
        Some(list)
    };
    let name = if fact.name.is_empty() {
        t!("data.fact_number", number = position + 1).into_owned()
    } else {
        fact.name.clone()
    };
    row(ui, |ui| {
        let mut text = |ui: &mut Ui, width: f32, key: &str, hint: &str, slot: Slot| {
            cell(ui, width, left(), |ui| {
                let mut copy = fact.clone();
                let look = Look {
                    name: &format!("{name} {}", t!(key)),
                    hint,
                    rows: 1,
                    width,
                };
                if let (_, Some(text)) = field::text(ui, field_id(fact, key), look, slot(&mut copy)) {
                    changed = change(&|fact| slot(fact).clone_from(&text));
                }
            });
        };
        text(ui, widths.name, NAME, &t!("data.fact_name_hint"), |fact| &mut fact.name);
        let mut value = None;
        cell(ui, widths.value, Layout::top_down(Align::Max), |ui| {
            let look = Look {
                name: &format!("{name} {}", t!("data.fact_value")),
                hint: "—",
                rows: 1,
                width: widths.value,
            };
            value = field::count(ui, field_id(fact, VALUE), look, fact.value);
        });
        text(ui, widths.unit, "data.fact_unit", "", |fact| &mut fact.unit);
        text(ui, widths.text, "data.fact_text", "", |fact| &mut fact.text);
        text(ui, widths.source, "data.fact_source", "", |fact| &mut fact.source);
        if let Some(value) = value {
            changed = change(&|fact| {
                fact.value = value;
                fact.demo = false;
            });
        }
        cell(ui, widths.uses, left(), |ui| {
            if fact.demo {
                card::demo(ui, palette);
            }
            let said = match uses {
                None | Some((0, 0)) => t!("data.unused"),
                Some((texts, 0)) => t!("data.used_in_text", count = texts),
                Some((0, relations)) => t!("data.used_in_relations", count = relations),
                Some((texts, relations)) => t!("data.used", texts = texts, relations = relations),
            };
            let words = RichText::new(said).font(theme::small()).color(palette.weak);
            ui.add(Label::new(words).truncate());
        });
        cell(ui, widths.button, left(), |ui| {
            if icon_button(ui, icon::TRASH, &t!("data.remove", name = name), Enabled::Yes).clicked() {
                let mut list = facts.clone();
                list.remove(position);
                changed = Some(list);
            }
        });
    });
    changed
}
