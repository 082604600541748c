//! 变动原因 with their amounts, typed or pasted, and the words on what was not spent or was adjusted.

use eframe::egui;
use egui::{Align, ComboBox, Id, Label, Layout, RichText, Ui};
use rust_i18n::t;

use super::{changing, kind_name};
use crate::model::budget::Balance;
use crate::model::{Budget, BudgetCause, FundKind, Id as Key, number};
use crate::table;
use crate::ui::cells::{GUTTER, cell, left, row};
use crate::ui::field::{self, Look, Range};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{self, remove_button};
use crate::ui::{card, prose};

/// Returns the id of the field of 未完成或调整原因说明.
pub(super) fn reasons_id() -> Id {
    Id::unique("budget explanation")
}

/// Returns the id of a field of a cause.
fn field_id(cause: &Key, part: &str) -> Id {
    Id::unique(("budget cause", cause, part))
}

/// Makes the cause that is added below the others.
fn fresh_cause(budget: &Budget, line: FundKind) -> BudgetCause {
    BudgetCause {
        id: Key::fresh("C", budget.causes.iter().map(|cause| &cause.id)),
        line,
        ..BudgetCause::default()
    }
}

/// 变动原因, held against the difference they explain.
pub(super) fn ui(ui: &mut Ui, scene: &Scene<'_>, changed: &mut Option<Budget>) {
    let (palette, budget) = (scene.palette, &scene.project.budget);
    card::titled(ui, palette, &t!("budget.causes"), &t!("budget.unit"), |ui| {
        let pasted_at = into_causes(ui, scene, changed);
        if budget.causes.is_empty() {
            card::weak(ui, palette, t!("budget.no_causes"));
        }
        let width = ui.available_width();
        let (kind_width, amount_width, button_width) = (120.0, 150.0, 40.0);
        let text_width = (width - kind_width - amount_width - button_width - GUTTER * 3.0).max(120.0);
        let mut entered = None;
        for (position, cause) in budget.causes.iter().enumerate() {
            row(ui, |ui| {
                cell(ui, kind_width, left(), |ui| {
                    let mut kind = cause.line;
                    widgets::choose(
                        ui,
                        ComboBox::from_id_salt(field_id(&cause.id, "line"))
                            .width(kind_width)
                            .selected_text(kind_name(kind)),
                        |ui| {
                            for one in FundKind::ALL {
                                ui.selectable_value(&mut kind, one, kind_name(one));
                            }
                        },
                    )
                    .accessible_name(t!("budget.cause_line", number = position + 1));
                    if kind != cause.line
                        && let Some(cause) = changing(scene, changed).causes.get_mut(position)
                    {
                        cause.line = kind;
                    }
                });
                cell(ui, text_width, left(), |ui| {
                    let look = Look {
                        name: &t!("budget.cause_text", number = position + 1),
                        hint: &t!("budget.cause_hint"),
                        rows: 1,
                        width: text_width,
                    };
                    if let (_, Some(text)) = field::text(ui, field_id(&cause.id, "text"), look, &cause.text)
                        && let Some(cause) = changing(scene, changed).causes.get_mut(position)
                    {
                        cause.text = text;
                    }
                });
                cell(ui, amount_width, Layout::top_down(Align::Max), |ui| {
                    let id = field_id(&cause.id, "amount");
                    if field::is_entered(ui, id) {
                        entered = Some(position);
                    }
                    let look = Look {
                        name: &t!("budget.cause_amount", number = position + 1),
                        hint: "—",
                        rows: 1,
                        width: amount_width,
                    };
                    if let Some(amount) = field::amount(ui, id, look, cause.amount, Range::ANY)
                        && let Some(cause) = changing(scene, changed).causes.get_mut(position)
                    {
                        cause.amount = amount;
                    }
                });
                cell(ui, button_width, left(), |ui| {
                    if remove_button(ui, &t!("budget.remove_cause", number = position + 1)) {
                        field::give_up(ui.ctx(), field_id(&cause.id, "amount"));
                        changing(scene, changed).causes.retain(|other| other.id != cause.id);
                    }
                });
            });
        }
        if let Some(id) = pasted_at {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        ui.add_space(theme::GAP / 3.0);
        let add = ui.button(t!("budget.add_cause"));
        if let Some(position) = entered {
            // The next cause; after the last one Enter once more adds one.
            let next = budget.causes.get(position + 1);
            let next = next.map_or(add.id, |cause| field_id(&cause.id, "text"));
            field::await_focus(ui.ctx(), next);
        }
        if add.clicked() {
            let cause = fresh_cause(budget, FundKind::Project);
            ui.memory_mut(|memory| memory.request_focus(field_id(&cause.id, "text")));
            changing(scene, changed).causes.push(cause);
        }
        for kind in FundKind::ALL {
            balance(ui, palette, budget, kind);
        }
        ui.add_space(theme::GAP / 2.0);
        ui.label(
            RichText::new(t!("budget.explanation"))
                .font(theme::small())
                .color(palette.weak),
        );
        let look = Look {
            name: &t!("budget.explanation"),
            hint: &t!("budget.explanation_hint"),
            rows: 3,
            width: ui.available_width(),
        };
        let finished = prose::field(ui, scene, reasons_id(), look, &budget.explanation);
        if let Some(explanation) = finished {
            changing(scene, changed).explanation = explanation;
        }
    });
}

/// Holds the causes of one kind against the change from 年初预算数 to 执行数.
fn balance(ui: &mut Ui, palette: &Palette, budget: &Budget, kind: FundKind) {
    let Some(Balance {
        change,
        explained,
        rest,
    }) = budget.balance(kind)
    else {
        return;
    };
    let (sign, ink, key) = if rest.is_zero() {
        ("✓", palette.good, "budget.balanced")
    } else {
        ("▼", palette.caution, "budget.unbalanced")
    };
    let text = t!(
        key,
        kind = kind_name(kind),
        change = number::money(change),
        explained = number::money(explained),
        rest = number::money(rest)
    );
    ui.add_space(2.0);
    ui.add(Label::new(RichText::new(format!("{sign} {text}")).color(ink)).wrap());
}

/// Takes lines or a block of cells away from the field that would have them run together, and gives every row a cause
/// of its own, from that of the field down; returns that field.
fn into_causes(ui: &Ui, scene: &Scene<'_>, changed: &mut Option<Budget>) -> Option<Id> {
    let focused = ui.memory(|memory| memory.focused())?;
    let causes = &scene.project.budget.causes;
    let is_in = |cause: &BudgetCause| {
        ["text", "amount"]
            .iter()
            .any(|part| field_id(&cause.id, part) == focused)
    };
    let at = causes.iter().position(is_in)?;
    let text = field::take_block(ui)?;
    let rows = table::copied_causes(&text);
    let budget = changing(scene, changed);
    field::put_down(ui.ctx(), focused);
    for (position, row) in (at..).zip(rows) {
        if position >= budget.causes.len() {
            let line = budget.causes.last().map_or(FundKind::Project, |cause| cause.line);
            budget.causes.push(fresh_cause(budget, line));
        }
        let Some(cause) = budget.causes.get_mut(position) else {
            continue;
        };
        cause.line = row.line.unwrap_or(cause.line);
        if !row.text.is_empty() {
            cause.text = row.text;
        }
        if row.amount.is_some() {
            field::give_up(ui.ctx(), field_id(&cause.id, "amount"));
            cause.amount = row.amount;
        }
    }
    Some(focused)
}
