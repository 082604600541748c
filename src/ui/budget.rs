//! The budget: what was planned, changed and spent, why, and how it scores.
//!
//! A finished field goes out as one edit of the whole block, so that it is one step of undo.

mod causes;
mod execution;
mod paste;

use eframe::egui;
use egui::{Align, ComboBox, Id, Label, Layout, RichText, Ui};
use rust_decimal::Decimal;
use rust_i18n::t;

use super::card;
use super::cells::{GUTTER, cell, head, left, right, row};
use super::charts::{self, Chart};
use super::field::{self, Look, Range};
use super::plot::plot;
use super::scene::{Scene, page_heading};
use super::theme::{self, Palette};
use super::widgets::{self, remove_button};
use crate::model::budget::Amount;
use crate::model::{Budget, BudgetLine, Edit, FundKind, Id as Key, number};

/// Shows the page.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    card::scroll(ui, "budget", |ui| {
        let palette = scene.palette;
        page_heading(ui, palette, &t!("budget.title"), &t!("budget.subtitle"));
        let mut changed = None;
        if std::mem::take(&mut scene.view.budget_reasons) {
            ui.memory_mut(|memory| memory.request_focus(causes::reasons_id()));
        }
        lines(ui, scene, &mut changed);
        ui.add_space(theme::GAP / 2.0);
        causes::ui(ui, scene, &mut changed);
        ui.add_space(theme::GAP / 2.0);
        execution::ui(ui, scene, &mut changed);
        ui.add_space(theme::GAP / 2.0);
        let figure = charts::figure(ui, scene, Chart::Budget);
        card::plain(ui, |ui| plot(ui, &figure, None));
        ui.add_space(theme::GAP);
        if let Some(budget) = changed {
            scene.edits.push(Edit::Budget(budget));
        }
    });
}

/// Returns the budget to be changed: a copy of the document's, made on the first change of the frame.
fn changing<'b>(scene: &Scene<'_>, changed: &'b mut Option<Budget>) -> &'b mut Budget {
    changed.get_or_insert_with(|| scene.project.budget.clone())
}

fn kind_name(kind: FundKind) -> String {
    match kind {
        FundKind::Basic => t!("budget.basic"),
        FundKind::Project => t!("budget.project"),
        FundKind::Other => t!("budget.other"),
    }
    .into_owned()
}

fn amount_name(amount: Amount) -> String {
    match amount {
        Amount::Initial => t!("budget.initial"),
        Amount::Adjusted => t!("budget.adjusted"),
        Amount::CarryOver => t!("budget.carry_over"),
        Amount::Actual => t!("budget.actual"),
    }
    .into_owned()
}

/// The field of a line that holds an amount, and the name of it in the list of 演示数据.
fn slot(line: &mut BudgetLine, amount: Amount) -> &mut Option<Decimal> {
    match amount {
        Amount::Initial => &mut line.initial,
        Amount::Adjusted => &mut line.adjusted,
        Amount::CarryOver => &mut line.carry_over,
        Amount::Actual => &mut line.actual,
    }
}

fn column_name(amount: Amount) -> &'static str {
    match amount {
        Amount::Initial => "initial",
        Amount::Adjusted => "adjusted",
        Amount::CarryOver => "carry_over",
        Amount::Actual => "actual",
    }
}

/// Widths of the columns of the table: name, kind, an amount, rate, the remove button.
#[derive(Clone, Copy)]
struct Widths {
    name: f32,
    kind: f32,
    amount: f32,
    rate: f32,
    button: f32,
}

impl Widths {
    fn of(width: f32) -> Self {
        let (kind, rate, button) = (104.0, 78.0, 40.0);
        let rest = (width - kind - rate - button - GUTTER * 7.0).max(240.0);
        let amount = (rest * 0.195).floor();
        Self {
            name: rest - amount * 4.0,
            kind,
            amount,
            rate,
            button,
        }
    }
}

/// The scope, the lines and their sum.
fn lines(ui: &mut Ui, scene: &Scene<'_>, changed: &mut Option<Budget>) {
    let (palette, budget) = (scene.palette, &scene.project.budget);
    card::titled(ui, palette, &t!("budget.lines"), &t!("budget.unit"), |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(t!("budget.scope")).color(palette.weak));
            let look = Look {
                name: &t!("budget.scope"),
                hint: &t!("budget.scope_hint"),
                rows: 1,
                width: ui.available_width(),
            };
            if let (_, Some(scope)) = field::text(ui, Id::unique("budget scope"), look, &budget.scope) {
                changing(scene, changed).scope = scope;
            }
        });
        ui.add_space(theme::GAP / 2.0);
        let widths = Widths::of(ui.available_width());
        let pasted_at = paste::into_lines(ui, scene, changed);
        row(ui, |ui| {
            head(ui, palette, widths.name, left(), &t!("budget.name"));
            head(ui, palette, widths.kind, left(), &t!("budget.kind"));
            for amount in Amount::ALL {
                cell(ui, widths.amount, right(), |ui| {
                    ui.add_space(8.0);
                    let name = card::weak(ui, palette, amount_name(amount));
                    if matches!(amount, Amount::Adjusted | Amount::CarryOver) {
                        name.on_hover_text(t!("budget.adjusted_hint"));
                    }
                });
            }
            head(ui, palette, widths.rate, right(), &t!("budget.rate"));
        });
        if budget.lines.is_empty() {
            card::weak(ui, palette, t!("budget.no_lines"));
        }
        let mut entered = None;
        for (position, line) in budget.lines.iter().enumerate() {
            entered = line_ui(ui, scene, changed, widths, position, line).or(entered);
        }
        if let Some(place) = entered {
            go_on(ui, &budget.lines, place);
        }
        if let Some(id) = pasted_at {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if !budget.lines.is_empty() {
            ui.separator();
            row(ui, |ui| {
                cell(ui, widths.name + GUTTER + widths.kind, left(), |ui| {
                    ui.label(RichText::new(t!("budget.total")).font(theme::bold_of(14.0)));
                });
                // Without one of them the others are not the whole; units without carry-over leave that empty.
                let form = &scene.project.scheme.form;
                let lacks = |amount| {
                    let mut counted = budget.lines.iter().filter(|line| form.counts(line));
                    amount != Amount::CarryOver && counted.any(|line| line.amount(amount).is_none())
                };
                let total = |amount| budget.total(amount).filter(|_| !lacks(amount));
                for amount in Amount::ALL {
                    let text = total(amount).map_or_else(|| "—".to_owned(), number::money);
                    figure(ui, palette, widths.amount, &text, 8.0);
                }
                let rate = rate(total(Amount::Actual), total);
                figure(ui, palette, widths.rate, &rate, 0.0);
            });
        }
        ui.add_space(theme::GAP / 3.0);
        if ui.button(t!("budget.add_line")).clicked() {
            let line = fresh_line(budget);
            ui.memory_mut(|memory| memory.request_focus(name_id(&line.id)));
            changing(scene, changed).lines.push(line);
        }
        paste::unplaced_ui(ui, scene, changed.as_ref());
    });
}

/// Makes the line that is added below the others.
fn fresh_line(budget: &Budget) -> BudgetLine {
    BudgetLine {
        id: Key::fresh("B", budget.lines.iter().map(|line| &line.id)),
        kind: match budget.lines.len() {
            0 => FundKind::Basic,
            1 => FundKind::Project,
            _ => FundKind::Other,
        },
        ..BudgetLine::default()
    }
}

/// A bold number aligned right.
fn figure(ui: &mut Ui, palette: &Palette, width: f32, text: &str, margin: f32) {
    cell(ui, width, right(), |ui| {
        ui.add_space(margin);
        let text = RichText::new(text).font(theme::bold_of(14.0)).color(palette.text);
        ui.add(Label::new(text).truncate());
    });
}

/// Adds 上年结转 to 调整预算数, or to 年初预算数 where nothing was adjusted.
fn whole(amount: &impl Fn(Amount) -> Option<Decimal>) -> Option<Decimal> {
    amount(Amount::Adjusted)
        .or_else(|| amount(Amount::Initial))
        .and_then(|base| base.checked_add(amount(Amount::CarryOver).unwrap_or_default()))
}

/// Says below 上年结转 what it makes of the budget, as it is often contained in the adjusted one already.
fn whole_ui(ui: &mut Ui, palette: &Palette, amount: impl Fn(Amount) -> Option<Decimal>) {
    if amount(Amount::CarryOver).is_some_and(|carried| !carried.is_zero())
        && let Some(whole) = whole(&amount)
    {
        let text = t!("budget.with_carry_over", amount = number::money(whole));
        card::weak(ui, palette, text).on_hover_text(t!("budget.adjusted_hint"));
    }
}

/// Writes 执行数 over the budget with 上年结转.
fn rate(actual: Option<Decimal>, amount: impl Fn(Amount) -> Option<Decimal>) -> String {
    actual
        .zip(whole(&amount))
        .and_then(|(actual, base)| actual.checked_div(base))
        .map_or_else(|| "—".to_owned(), number::percent)
}

/// Returns the id of the field of a line's name.
fn name_id(line: &Key) -> Id {
    Id::unique(("budget line", line, "name"))
}

/// Returns the id of the field of an amount of a line.
fn amount_id(line: &Key, amount: Amount) -> Id {
    Id::unique(("budget line", line, column_name(amount)))
}

/// Returns what an amount may be: 调整预算数 may be what is taken back of another year's; nothing else is ever below 0.
fn range(amount: Amount) -> Range {
    match amount {
        Amount::Adjusted => Range::ANY,
        Amount::Initial | Amount::CarryOver | Amount::Actual => Range::FROM_ZERO,
    }
}

/// Writes an amount of a line; what a person gives is no 演示数据.
fn put(line: &mut BudgetLine, amount: Amount, value: Option<Decimal>) {
    *slot(line, amount) = value;
    line.demo.retain(|column| column != column_name(amount));
}

fn line_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    changed: &mut Option<Budget>,
    widths: Widths,
    position: usize,
    line: &BudgetLine,
) -> Option<(usize, Amount)> {
    let palette = scene.palette;
    let mut entered = None;
    let name = if line.name.is_empty() {
        kind_name(line.kind)
    } else {
        line.name.clone()
    };
    row(ui, |ui| {
        cell(ui, widths.name, left(), |ui| {
            let look = Look {
                name: &t!("budget.name_of", line = name),
                hint: &kind_name(line.kind),
                rows: 1,
                width: widths.name,
            };
            if let (_, Some(text)) = field::text(ui, name_id(&line.id), look, &line.name)
                && let Some(line) = changing(scene, changed).lines.get_mut(position)
            {
                line.name = text;
            }
        });
        cell(ui, widths.kind, left(), |ui| {
            let mut kind = line.kind;
            widgets::choose(
                ui,
                ComboBox::from_id_salt(("budget line", &line.id, "kind"))
                    .width(widths.kind)
                    .selected_text(kind_name(kind))
                    .truncate(),
                |ui| {
                    for one in FundKind::ALL {
                        ui.selectable_value(&mut kind, one, kind_name(one));
                    }
                },
            )
            .accessible_name(t!("budget.kind_of", line = name));
            if kind != line.kind
                && let Some(line) = changing(scene, changed).lines.get_mut(position)
            {
                line.kind = kind;
            }
        });
        for amount in Amount::ALL {
            cell(ui, widths.amount, Layout::top_down(Align::Max), |ui| {
                let look = Look {
                    name: &format!("{name}{}", amount_name(amount)),
                    hint: "—",
                    rows: 1,
                    width: widths.amount,
                };
                let id = amount_id(&line.id, amount);
                if field::is_entered(ui, id) {
                    entered = Some((position, amount));
                }
                let finished = field::amount(ui, id, look, line.amount(amount), range(amount));
                if let Some(value) = finished
                    && let Some(line) = changing(scene, changed).lines.get_mut(position)
                {
                    put(line, amount, value);
                }
                if line.demo.iter().any(|column| column == column_name(amount)) {
                    card::demo(ui, palette);
                }
                if amount == Amount::CarryOver {
                    whole_ui(ui, palette, |amount| line.amount(amount));
                }
            });
        }
        figure_weak(
            ui,
            palette,
            widths.rate,
            &rate(line.actual, |amount| line.amount(amount)),
        );
        cell(ui, widths.button, left(), |ui| {
            if remove_button(ui, &t!("budget.remove", line = name)) {
                // A new line may come to have the same id, and is another.
                for amount in Amount::ALL {
                    field::give_up(ui.ctx(), amount_id(&line.id, amount));
                }
                changing(scene, changed).lines.retain(|other| other.id != line.id);
            }
        });
    });
    entered
}

/// Goes on after Enter in an amount of a line as in a spreadsheet, so that nothing is typed over: down the lines, then to
/// the top of the next amounts.
fn go_on(ui: &Ui, lines: &[BudgetLine], (position, amount): (usize, Amount)) {
    let below = lines.get(position + 1).map(|line| (line, amount));
    let beside = Amount::ALL.into_iter().skip_while(|one| *one != amount).nth(1);
    let next = below.or_else(|| lines.first().zip(beside));
    match (next, lines.get(position)) {
        (Some((line, amount)), _) => field::await_focus(ui.ctx(), amount_id(&line.id, amount)),
        (None, Some(line)) => ui.memory_mut(|memory| memory.surrender_focus(amount_id(&line.id, amount))),
        (None, None) => {}
    }
}

fn figure_weak(ui: &mut Ui, palette: &Palette, width: f32, text: &str) {
    cell(ui, width, right(), |ui| {
        ui.add(Label::new(RichText::new(text).color(palette.text)).truncate());
    });
}
