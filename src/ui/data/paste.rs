//! A block from the clipboard over the facts: from the field that is typed in to the right and down.

use eframe::egui;
use egui::{Id, Ui};

use super::facts::{field_id, fresh_among, kept_names, key_of};
use crate::model::{Fact, Id as Key};
use crate::table::{self, FactColumn};
use crate::ui::field;
use crate::ui::list::List;
use crate::ui::scene::Scene;

/// What came of a block.
pub(super) enum Pasted {
    /// It went down from a field, which gets the keyboard back.
    From(Id),
    /// Nothing was typed into: facts were added, of which this is the first.
    Added(Key),
}

/// Takes a block of cells away from the field that would have it whole, and gives every row a fact: those shown from
/// that of the field down, then new ones.
pub(super) fn into_facts(
    ui: &Ui,
    scene: &Scene<'_>,
    shown: &dyn Fn(usize) -> Option<usize>,
    list: &mut List<'_, Fact>,
) -> Option<Pasted> {
    if !ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Paste(_)))) {
        return None;
    }
    let facts = &scene.project.facts;
    let (focused, is_asking) = ui.memory(|memory| (memory.focused(), memory.top_modal_layer().is_some()));
    let at = focused.map(|focused| {
        let place = |at: usize| shown(at).and_then(|position| facts.get(position));
        let shown = (0..facts.len()).map_while(|at| Some((at, place(at)?)));
        shown
            .flat_map(|(at, fact)| FactColumn::ALL.map(|column| (at, fact, column)))
            .find(|(_, fact, column)| field_id(fact, key_of(*column)) == focused)
            .map(|(at, _, column)| (at, column))
    });
    let (from, first) = match at {
        Some(place) => place?,
        None if is_asking => return None,
        None => (facts.len(), FactColumn::Name),
    };
    let rows = table::copied_facts(&field::take_block(ui)?, first);
    if let Some(focused) = focused {
        field::put_down(ui.ctx(), focused);
    }
    let (mut names, mut added) = (kept_names(scene), None);
    for (at, row) in (from..).zip(rows) {
        if let Some(position) = shown(at).filter(|position| *position < facts.len()) {
            field::give_up(ui.ctx(), field_id(&facts[position], key_of(FactColumn::Value)));
            if let Some(fact) = list.change(position) {
                row.put(fact);
            }
            continue;
        }
        let mut fact = fresh_among(&mut names);
        row.put(&mut fact);
        added.get_or_insert_with(|| fact.id.clone());
        list.push(fact);
    }
    focused.map(Pasted::From).or_else(|| added.map(Pasted::Added))
}
