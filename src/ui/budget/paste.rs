//! A block from the clipboard over the lines of the budget: from the field that is typed in to the right and down.

use eframe::egui;
use egui::{Id, Label, RichText, Ui};
use rust_i18n::t;

use super::{amount_id, changing, fresh_line, name_id, put, range};
use crate::model::budget::Amount;
use crate::model::{Budget, BudgetLine, FundKind};
use crate::table::{self, CopiedLine};
use crate::ui::field;
use crate::ui::scene::Scene;

/// What of the last paste has no place, and the state of the document it is said of.
type Unplaced = (Vec<String>, Option<u64>);

fn unplaced_id() -> Id {
    Id::unique("what of a pasted budget has no place")
}

/// Takes a block of cells away from the field that would have it whole, and fills it in; returns that field.
///
/// A row goes to the line it names, else to the next free one; without names, and over the names themselves, rows go
/// to the lines one after the other. Amounts that cannot be read stand in their fields, marked.
pub(super) fn into_lines(ui: &Ui, scene: &Scene<'_>, changed: &mut Option<Budget>) -> Option<Id> {
    let focused = ui.memory(|memory| memory.focused())?;
    let lines = &scene.project.budget.lines;
    let (at, amount) = lines.iter().enumerate().find_map(|(at, line)| {
        let mut amounts = Amount::ALL.into_iter();
        let amount = amounts.find(|amount| amount_id(&line.id, *amount) == focused);
        (amount.is_some() || name_id(&line.id) == focused).then_some((at, amount))
    })?;
    let text = field::take_block(ui)?;
    let (copied, unplaced) = table::copied_lines(&text, amount, &scene.project.budget);
    let budget = changing(scene, changed);
    field::put_down(ui.ctx(), focused);
    for (below, row) in copied.iter().enumerate() {
        let by_name = amount.is_some() && !row.name.is_empty();
        let position = if by_name { place(budget, at, row) } else { at + below };
        if position >= budget.lines.len() {
            budget.lines.push(fresh_line(budget));
        }
        if let Some(line) = budget.lines.get_mut(position) {
            fill(ui, line, row);
        }
    }
    ui.data_mut(|data| data.insert_temp::<Unplaced>(unplaced_id(), (unplaced, None)));
    Some(focused)
}

/// Returns true for a line nothing has been said of.
fn is_free(line: &BudgetLine) -> bool {
    line.name.is_empty() && !line.is_stated()
}

/// Returns the line a named row belongs to: the one it names, else the first free one from the field on, else a new one.
fn place(budget: &Budget, at: usize, row: &CopiedLine) -> usize {
    let named = budget.lines.iter().position(|line| row.is_of(line));
    let free = || (at..budget.lines.len()).find(|position| is_free(&budget.lines[*position]));
    named.or_else(free).unwrap_or(budget.lines.len())
}

/// Fills a row into a line; its name where that is new.
fn fill(ui: &Ui, line: &mut BudgetLine, row: &CopiedLine) {
    if !row.name.is_empty() && !row.is_of(line) {
        // A name says whether a line is 基本支出 or 项目支出, or nothing of it.
        if is_free(line) || row.kind != FundKind::Other {
            line.kind = row.kind;
        }
        line.name.clone_from(&row.name);
    }
    for (amount, text) in &row.amounts {
        let id = amount_id(&line.id, *amount);
        match field::read_amount(text, range(*amount)) {
            Ok(value) => {
                field::give_up(ui.ctx(), id);
                put(line, *amount, value);
            }
            Err(sentence) => field::refuse_amount(ui.ctx(), id, line.amount(*amount), text.clone(), sentence),
        }
    }
}

/// Says what of the last paste has no place, until the document changes.
pub(super) fn unplaced_ui(ui: &mut Ui, scene: &Scene<'_>, changed: Option<&Budget>) {
    let last: Option<Unplaced> = ui.data(|data| data.get_temp(unplaced_id()));
    // The frame of the paste still shows the state before it.
    let Some((texts, of)) = last.filter(|_| changed.is_none()) else {
        return;
    };
    let of = of.unwrap_or(scene.revision);
    let is_over = texts.is_empty() || of != scene.revision;
    if is_over {
        ui.data_mut(|data| data.remove::<Unplaced>(unplaced_id()));
        return;
    }
    ui.data_mut(|data| data.insert_temp::<Unplaced>(unplaced_id(), (texts.clone(), Some(of))));
    let quoted: String = texts.iter().map(|text| format!("“{text}”")).collect();
    let sentence = t!("budget.unplaced", count = texts.len(), texts = quoted);
    ui.add(Label::new(RichText::new(sentence).color(scene.palette.caution)).wrap());
}
