//! 数据项: numbers and words the report names that no indicator holds.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui;
use egui::{Align, Id, Label, Layout, RichText, Ui};
use rust_i18n::t;

use super::paste::{Pasted, into_facts};
use crate::binding::{Origin, Values};
use crate::model::{Fact, Id as Key};
use crate::table::FactColumn;
use crate::ui::cells::{GUTTER, cell, head, left, right, row};
use crate::ui::charts::cached;
use crate::ui::field::{self, Look};
use crate::ui::list::List;
use crate::ui::scene::{Entry, Scene};
use crate::ui::widgets::remove_button;
use crate::ui::{card, names, theme};

/// Columns, by the keys of their headings.
const NAME: &str = "data.fact_name";
const VALUE: &str = "data.fact_value";
const UNIT: &str = "data.fact_unit";
const TEXT: &str = "data.fact_text";
const SOURCE: &str = "data.fact_source";

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
        let (value, unit, uses, button) = (152.0, 72.0, 124.0, 40.0);
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

/// How often a fact is named.
#[derive(Clone, Copy, Default)]
struct Uses {
    texts: usize,
    relations: usize,
    evidence: usize,
}

impl Uses {
    fn said(&self) -> String {
        let counts = [
            ("data.used_in_text", self.texts),
            ("data.used_in_relations", self.relations),
            ("data.used_in_evidence", self.evidence),
        ];
        let said = counts.into_iter().filter(|(_, count)| *count > 0);
        let said: Vec<String> = said.map(|(key, count)| t!(key, count = count).into_owned()).collect();
        names::list(&said)
    }
}

fn uses(scene: &Scene<'_>) -> HashMap<Key, Uses> {
    let mut uses: HashMap<Key, Uses> = HashMap::new();
    let values = Values::new(scene.project, scene.card);
    for text in &scene.project.texts {
        for bound in values.bindings(&text.text) {
            if let Some(Origin::Fact(id)) = bound.origin {
                uses.entry(id).or_default().texts += 1;
            }
        }
    }
    for relation in &scene.project.relations {
        for id in std::iter::once(&relation.whole).chain(&relation.parts) {
            uses.entry(id.clone()).or_default().relations += 1;
        }
    }
    for id in scene.project.evidence.iter().flat_map(|entry| &entry.proves) {
        uses.entry(id.clone()).or_default().evidence += 1;
    }
    uses
}

/// Shows the facts whose words hold what is wanted; returns one to go to. `add` is the button that adds one.
pub fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    wanted: &str,
    (revealed, add): (Option<&Entry>, Id),
    list: &mut List<'_, Fact>,
) -> Option<Entry> {
    let (palette, project) = (scene.palette, scene.project);
    let found = (!wanted.is_empty()).then(|| found(ui, scene, wanted));
    let position = |at: usize| match &found {
        Some(found) => found.get(at).copied(),
        None => Some(at),
    };
    let pasted = into_facts(ui, scene, &position, list);
    let uses = cached(ui, Id::unique("data.uses"), scene.revision, || uses(scene));
    card::titled(ui, palette, &t!("data.facts"), &t!("data.facts_note"), |ui| {
        if project.facts.is_empty() {
            card::weak(ui, palette, t!("data.no_facts"));
        } else {
            let widths = Widths::of(ui.available_width());
            row(ui, |ui| {
                head(ui, palette, widths.name, left(), &t!(NAME));
                cell(ui, widths.value, right(), |ui| {
                    ui.add_space(8.0);
                    card::weak(ui, palette, t!(VALUE));
                });
                head(ui, palette, widths.unit, left(), &t!(UNIT));
                head(ui, palette, widths.text, left(), &t!(TEXT));
                head(ui, palette, widths.source, left(), &t!(SOURCE));
                head(ui, palette, widths.uses, left(), &t!("data.fact_uses"));
            });
            let count = found.as_ref().map_or(project.facts.len(), |found| found.len());
            // What is gone to is not searched for: it stands at its own position.
            let revealed = revealed.and_then(|entry| {
                let at = project
                    .facts
                    .iter()
                    .position(|fact| matches!(entry, Entry::Fact(id) if *id == fact.id))?;
                let fact = &project.facts[at];
                let first = if fact.name.is_empty() { NAME } else { VALUE };
                ui.memory_mut(|memory| memory.request_focus(field_id(fact, first)));
                Some(at)
            });
            let next_id = Id::unique("data.next_fact");
            let next = ui.data_mut(|data| data.remove_temp::<usize>(next_id));
            let mut entered = None;
            card::entries(
                ui,
                Id::unique("data.facts"),
                theme::CONTROL,
                count,
                revealed.or(next),
                |ui, at| {
                    let Some((place, fact)) = position(at).and_then(|at| Some((at, project.facts.get(at)?))) else {
                        return;
                    };
                    fact_ui(ui, scene, widths, (place, fact), uses.get(&fact.id), list);
                    let column = FactColumn::ALL.map(key_of).into_iter();
                    let mut column = column.filter(|column| field::is_entered(ui, field_id(fact, column)));
                    entered = column.next().map(|column| (at + 1, column)).or(entered);
                },
            );
            if let Some((next, column)) = entered {
                // As in a spreadsheet, so that nothing is typed over: the fact below; after the last one Enter adds one.
                let below = position(next).and_then(|at| project.facts.get(at));
                field::await_focus(ui.ctx(), below.map_or(add, |fact| field_id(fact, column)));
                ui.data_mut(|data| data.insert_temp(next_id, next));
            }
            if count == 0 {
                card::weak(ui, palette, t!("data.none_found", text = wanted));
            }
        }
    });
    match pasted? {
        Pasted::From(field) => {
            ui.memory_mut(|memory| memory.request_focus(field));
            None
        }
        Pasted::Added(id) => Some(Entry::Fact(id)),
    }
}

/// Returns the positions of the facts whose words hold what is wanted.
fn found(ui: &Ui, scene: &Scene<'_>, wanted: &str) -> Arc<Vec<usize>> {
    cached(ui, Id::unique(("data.found", wanted)), scene.revision, || {
        let holds = |fact: &Fact| {
            [&fact.id.0, &fact.name, &fact.text, &fact.source]
                .iter()
                .any(|text| text.contains(wanted))
        };
        let facts = scene.project.facts.iter().enumerate();
        facts.filter(|(_, fact)| holds(fact)).map(|(at, _)| at).collect()
    })
}

/// Makes an empty fact to be added, and goes to it.
pub fn fresh(scene: &mut Scene<'_>) -> Fact {
    let fact = fresh_among(&mut kept_names(scene));
    scene.view.go_to_entry(Entry::Fact(fact.id.clone()));
    fact
}

/// Makes an empty fact with a name that none of these is, and adds it to them.
pub(super) fn fresh_among(names: &mut Vec<Key>) -> Fact {
    let id = Key::fresh("F", names.iter());
    names.push(id.clone());
    Fact { id, ..Fact::default() }
}

/// Returns the names no new fact may have: one that is still written somewhere, though its fact is gone, must not come to
/// mean another number.
pub(super) fn kept_names(scene: &Scene<'_>) -> Vec<Key> {
    let project = scene.project;
    let mut named: Vec<Key> = project.facts.iter().map(|fact| fact.id.clone()).collect();
    for relation in &project.relations {
        named.push(relation.whole.clone());
        named.extend(relation.parts.iter().cloned());
    }
    named.extend(project.evidence.iter().flat_map(|entry| &entry.proves).cloned());
    let values = Values::new(project, scene.card);
    for text in &project.texts {
        let subjects = values.bindings(&text.text).into_iter();
        named.extend(subjects.filter_map(|bound| bound.name.split('.').next().map(Key::new)));
    }
    named
}

/// Returns the key of a column's heading.
pub(super) fn key_of(column: FactColumn) -> &'static str {
    match column {
        FactColumn::Name => NAME,
        FactColumn::Value => VALUE,
        FactColumn::Unit => UNIT,
        FactColumn::Text => TEXT,
        FactColumn::Source => SOURCE,
    }
}

pub(super) fn field_id(fact: &Fact, part: &str) -> Id {
    Id::unique(("fact", &fact.id, part))
}

/// One fact.
fn fact_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    widths: Widths,
    (position, fact): (usize, &Fact),
    uses: Option<&Uses>,
    list: &mut List<'_, Fact>,
) {
    type Slot = fn(&mut Fact) -> &mut String;
    let palette = scene.palette;
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
                if let (_, Some(text)) = field::text(ui, field_id(fact, key), look, slot(&mut copy))
                    && let Some(fact) = list.change(position)
                {
                    *slot(fact) = text;
                }
            });
        };
        text(ui, widths.name, NAME, &t!("data.fact_name_hint"), |fact| &mut fact.name);
        let mut value = None;
        cell(ui, widths.value, Layout::top_down(Align::Max), |ui| {
            let look = Look {
                name: &format!("{name} {}", t!(VALUE)),
                hint: "—",
                rows: 1,
                width: widths.value,
            };
            value = field::measured(ui, field_id(fact, VALUE), look, fact.value, &fact.unit);
        });
        text(ui, widths.unit, UNIT, "", |fact| &mut fact.unit);
        text(ui, widths.text, TEXT, "", |fact| &mut fact.text);
        text(ui, widths.source, SOURCE, "", |fact| &mut fact.source);
        if let Some(value) = value
            && let Some(fact) = list.change(position)
        {
            fact.value = value;
            fact.demo = false;
        }
        cell(ui, widths.uses, left(), |ui| {
            if fact.demo {
                card::demo(ui, palette);
            }
            let said = uses.map_or_else(|| t!("data.unused").into_owned(), Uses::said);
            let words = RichText::new(&said).font(theme::small()).color(palette.weak);
            ui.add(Label::new(words).truncate()).on_hover_text(said);
        });
        cell(ui, widths.button, left(), |ui| {
            if remove_button(ui, &t!("data.remove", name = name)) {
                field::give_up(ui.ctx(), field_id(fact, VALUE));
                list.remove(position);
            }
        });
    });
}
