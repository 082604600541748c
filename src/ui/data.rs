//! The numbers behind the report that are no indicators: 数据项, the 勾稽关系 between numbers, 佐证材料.

mod evidence;
mod facts;
mod paste;
mod pick;
mod relations;

use std::sync::Arc;

use eframe::egui;
use egui::{Align, Id, Layout, Ui};
use rust_i18n::t;

use super::card;
use super::charts::cached;
use super::field;
use super::list::List;
use super::scene::{Entry, Scene, page_heading};
use super::{theme, widgets};
use crate::model::{Edit, Evidence};

/// What the page remembers that is not part of the document.
#[derive(Clone, Debug, Default)]
pub struct State {
    part: Part,
    /// What is searched for.
    wanted: String,
}

impl State {
    /// Tells whether the page shows the ledger.
    pub fn shows_evidence(&self) -> bool {
        self.part == Part::Evidence
    }

    /// Shows the ledger.
    pub fn show_evidence(&mut self) {
        self.part = Part::Evidence;
    }
}

/// A part of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Facts,
    Relations,
    Evidence,
}

impl Part {
    const ALL: [Self; 3] = [Self::Facts, Self::Relations, Self::Evidence];

    /// Returns its name with how many entries it has.
    fn name(self, ui: &Ui, scene: &Scene<'_>) -> String {
        let project = scene.project;
        match self {
            Self::Facts => t!("data.facts_tab", count = project.facts.len()),
            Self::Relations => {
                let id = Id::unique("data.failing");
                let failing = *cached(ui, id, scene.revision, || relations::failing(project));
                if failing > 0 {
                    t!(
                        "data.relations_failing",
                        count = project.relations.len(),
                        failing = failing
                    )
                } else {
                    t!("data.relations_tab", count = project.relations.len())
                }
            }
            Self::Evidence => t!("data.evidence_tab", count = project.evidence.len()),
        }
        .into_owned()
    }
}

/// Brings an entry into sight with the cursor in one of its fields.
fn reveal(ui: &Ui, entry: Id, field: Id) {
    card::reveal_entry(ui, entry);
    ui.memory_mut(|memory| memory.request_focus(field));
}

/// Shows the page.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    page_heading(ui, scene.palette, &t!("data.title"), &t!("data.subtitle"));
    let revealed = scene.view.entry.take();
    if let Some(entry) = &revealed {
        scene.view.data = State {
            part: match entry {
                Entry::Fact(_) => Part::Facts,
                Entry::Relation(_) => Part::Relations,
                Entry::Evidence(_) => Part::Evidence,
            },
            // What is gone to is not to be searched away.
            wanted: String::new(),
        };
    }
    let (mut added, mut chosen) = (None, None);
    ui.horizontal(|ui| {
        for one in Part::ALL {
            if card::choice(ui, &one.name(ui, scene), (scene.view.data.part == one).into()) {
                chosen = Some(one);
            }
        }
        if scene.view.data.part != Part::Relations {
            ui.add_space(theme::GAP);
            let typed = &mut scene.view.data.wanted;
            field::search(ui, Id::unique("data.search"), &t!("data.search"), 180.0, typed);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            // In line with the cards, which leave room for the scroll bar.
            ui.add_space(card::SCROLL_BAR);
            let name = match scene.view.data.part {
                Part::Facts => t!("data.add_fact"),
                Part::Relations => t!("data.add_relation"),
                Part::Evidence => t!("data.add_evidence"),
            };
            added = Some(widgets::primary(ui, scene.palette, &name));
        });
    });
    ui.add_space(theme::GAP / 2.0);
    let (add, is_adding) = added.map_or((Id::NULL, false), |button| (button.id, button.clicked()));
    let project = Arc::clone(scene.project);
    let (revealed, wanted) = (revealed.as_ref(), scene.view.data.wanted.trim().to_owned());
    card::scroll(ui, "data", |ui| match scene.view.data.part {
        Part::Facts => {
            let mut facts = List::of(&project.facts);
            if let Some(entry) = facts::ui(ui, scene, &wanted, (revealed, add), &mut facts) {
                scene.view.go_to_entry(entry);
            }
            if is_adding {
                facts.push(facts::fresh(scene));
            }
            scene.edits.extend(facts.finish().map(Edit::Facts));
        }
        Part::Relations => {
            let mut relations = List::of(&project.relations);
            relations::ui(ui, scene, revealed, &mut relations);
            if is_adding {
                relations.push(relations::fresh(scene));
            }
            scene.edits.extend(relations.finish().map(Edit::Relations));
        }
        Part::Evidence => {
            let mut evidence = List::of(&project.evidence);
            evidence::ui(ui, scene, &wanted, revealed, &mut evidence);
            if is_adding {
                evidence.push(evidence::fresh(scene, Evidence::default()));
            }
            scene.edits.extend(evidence.finish().map(Edit::Evidence));
        }
    });
    // Only now, so that what is being typed has been finished where it stands.
    if let Some(part) = chosen {
        scene.view.data = State {
            part,
            wanted: String::new(),
        };
        ui.ctx().request_repaint();
    }
}

/// Adds 佐证材料 of which something is known, and goes to it.
pub fn add_proof(scene: &mut Scene<'_>, known: Evidence) {
    let project = Arc::clone(scene.project);
    let mut evidence = List::of(&project.evidence);
    evidence.push(evidence::fresh(scene, known));
    scene.edits.extend(evidence.finish().map(Edit::Evidence));
}
