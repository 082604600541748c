//! The score panel: the total, the three scores, where points were lost, and why.

use eframe::egui;
use egui::{Align, Id, Label, Layout, RichText, Sense, Ui};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_i18n::t;

use super::card::{self, Line};
use super::charts;
use super::field::{self, Look, Range};
use super::names;
use super::scene::Scene;
use super::theme::{self, Palette};
use super::widgets;
use crate::model::{Edit, number};
use crate::score::{Explanation, Loss};

/// How many lost points are listed before “show all”.
const LISTED: usize = 8;

/// Shows the panel, in a scroll area of its own.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    card::scroll(ui, "score panel", |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        total(ui, scene);
        ui.add_space(theme::GAP / 2.0);
        explanation(ui, scene);
        execution(ui, scene);
        ui.add_space(theme::GAP / 2.0);
        levels(ui, scene);
        ui.add_space(theme::GAP / 2.0);
        losses(ui, scene);
        ui.add_space(theme::GAP / 2.0);
        weights(ui, scene);
        ui.add_space(theme::GAP);
    });
}

/// The total, the grade and the three scores.
fn total(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (palette, project, scores) = (scene.palette, scene.project, scene.card);
    card::plain(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let text = RichText::new(stated(scores.stated_total())).font(theme::bold_of(34.0));
            let shown = ui.add(Label::new(text.color(palette.text)).sense(Sense::hover()));
            shown.on_hover_ui(|ui| explain(ui, palette, &scores.explain_total(project)));
            let full = number::plain(project.scheme.total);
            ui.label(RichText::new(format!("/ {full}")).color(palette.weak));
            if let Some(grade) = &scores.grade {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let text = t!("score_panel.grade", grade = grade);
                    widgets::badge(ui, &text, palette.good, palette.good_soft);
                });
            }
        });
        if scores.unfilled > 0 {
            let text = t!(
                "score_panel.provisional",
                count = scores.unfilled,
                more = names::without_score(scores)
            );
            ui.add(Label::new(RichText::new(text).font(theme::small()).color(palette.caution)).wrap());
        }
        if let Some(before) = scores.before_cap {
            let before = number::points(before);
            let text = if scores.total >= project.scheme.total {
                t!("score_panel.capped_full", before = before)
            } else {
                t!("score_panel.capped", before = before)
            };
            ui.add(Label::new(RichText::new(text).font(theme::small()).color(palette.caution)).wrap());
        }
        ui.add_space(theme::GAP / 2.0);
        ui.columns_const(|[computed, declared, expected]: &mut [Ui; 3]| {
            score_head(computed, palette, &t!("score_panel.computed"));
            computed.add_space(5.0);
            let text = stated(scores.stated_total());
            computed.add(Label::new(RichText::new(text).font(theme::bold_of(15.0)).color(palette.text)).truncate());
            for (ui, name, value, edit) in [
                (
                    declared,
                    t!("score_panel.declared"),
                    project.declared,
                    Edit::Declared as fn(Option<Decimal>) -> Edit,
                ),
                (expected, t!("score_panel.expected"), project.expected, Edit::Expected),
            ] {
                score_head(ui, palette, &name);
                let look = Look {
                    name: &name,
                    hint: "—",
                    rows: 1,
                    width: ui.available_width(),
                };
                let range = Range::points(project.scheme.total);
                if let Some(value) = field::decimal(ui, Id::unique(("score_panel", &name)), look, value, range) {
                    scene.edits.push(edit(value));
                }
                let difference = value.and_then(|value| value.checked_sub(scores.total));
                let (text, ink) = match difference {
                    Some(difference) if difference.is_zero() => (t!("score_panel.same").into_owned(), palette.weak),
                    Some(difference) => (signed(difference), palette.caution),
                    None => (String::new(), palette.weak),
                };
                let text = RichText::new(text).font(theme::small()).color(ink);
                ui.add(Label::new(text).truncate())
                    .on_hover_text(t!("score_panel.difference"));
            }
        });
    });
}

fn stated(points: Option<Decimal>) -> String {
    points.map_or_else(|| "—".to_owned(), number::points)
}

fn score_head(ui: &mut Ui, palette: &Palette, name: &str) {
    ui.add(Label::new(RichText::new(name).font(theme::small()).color(palette.weak)).truncate());
}

/// Writes a difference with its sign: `+0.50`, `−1.50`.
fn signed(value: Decimal) -> String {
    let sign = if value.is_sign_negative() { '−' } else { '+' };
    format!("{sign}{}", number::points(value.abs()))
}

/// Why the selected indicator, or the budget line, has its score.
fn explanation(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = scene.palette;
    let (title, score, explanation) = if scene.view.explain_execution {
        let execution = &scene.card.execution;
        (
            t!("score_panel.execution").into_owned(),
            of(execution.score, Some(execution.weight)),
            scene.card.explain_execution(scene.project),
        )
    } else {
        let selected = scene.view.selected.as_ref();
        let Some(row) = selected.and_then(|id| scene.project.indicator_index(id)) else {
            return;
        };
        let (Some(indicator), Some(scored)) = (scene.project.indicators.get(row), scene.card.rows.get(row)) else {
            return;
        };
        let title = if indicator.name.is_empty() {
            t!("score_panel.unnamed").into_owned()
        } else {
            indicator.name.clone()
        };
        (
            title,
            of(scored.score, indicator.weight),
            scene.card.explain(scene.project, row),
        )
    };
    card::plain(ui, |ui| {
        let width = ui.available_width();
        ui.horizontal(|ui| {
            ui.set_width(width);
            ui.label(
                RichText::new(t!("score_panel.why"))
                    .font(theme::small())
                    .color(palette.weak),
            );
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(RichText::new(score).font(theme::bold_of(14.0)).color(palette.text));
            });
        });
        ui.add(Label::new(RichText::new(title).font(theme::bold_of(14.0)).color(palette.text)).wrap());
        explain(ui, palette, &explanation);
    });
    ui.add_space(theme::GAP / 2.0);
}

/// Rule, formula and citation, as text that can be copied.
fn explain(ui: &mut Ui, palette: &Palette, explanation: &Explanation) {
    let parts = [
        (&explanation.rule, palette.text),
        (&explanation.formula, palette.text),
        (&explanation.citation, palette.weak),
    ];
    for (position, (text, ink)) in parts.into_iter().enumerate() {
        if text.is_empty() {
            continue;
        }
        let font = if position == 1 { theme::body() } else { theme::small() };
        let label = Label::new(RichText::new(text).font(font).color(ink))
            .wrap()
            .selectable(true);
        if position == 1 {
            egui::Frame::new()
                .fill(palette.raised)
                .corner_radius(theme::RADIUS)
                .inner_margin(8)
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.add(label);
                });
        } else {
            ui.add(label);
        }
    }
}

/// Writes a score against its weight: `19.50/20`, `—/20`.
fn of(score: Option<Decimal>, weight: Option<Decimal>) -> String {
    let score = score.map_or_else(|| "—".to_owned(), number::points);
    let weight = weight.map_or_else(|| "—".to_owned(), number::plain);
    format!("{score} / {weight}")
}

/// The budget line.
fn execution(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (palette, execution) = (scene.palette, &scene.card.execution);
    if execution.weight.is_zero() {
        return;
    }
    card::plain(ui, |ui| {
        let rate = execution
            .rate
            .map_or_else(|| t!("score_panel.no_rate").into_owned(), number::percent);
        let line = Line {
            text: &t!("score_panel.execution"),
            value: &of(execution.score, Some(execution.weight)),
            selected: scene.view.explain_execution,
            ..Line::default()
        };
        let base = names::base(scene.project.scheme.budget.base);
        if card::line(ui, palette, line).clicked() {
            scene.view.explain_execution = true;
        }
        card::weak(ui, palette, t!("score_panel.rate", rate = rate, base = base));
    });
}

/// Points by first level.
fn levels(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = scene.palette;
    if scene.card.levels.is_empty() {
        return;
    }
    card::titled(
        ui,
        palette,
        &t!("score_panel.levels"),
        &t!("score_panel.levels_note"),
        |ui| {
            for level in &scene.card.levels {
                ui.add_space(2.0);
                ui.horizontal(|ui| {
                    let numbers = of(level.stated_score(), Some(level.weight));
                    let value = card::cut(ui, &numbers, theme::body(), f32::INFINITY, palette.text);
                    let width = ui.available_width() - value.size().x - 12.0;
                    let name = if level.name.is_empty() {
                        t!("score_panel.no_level").into_owned()
                    } else {
                        level.name.clone()
                    };
                    ui.allocate_ui_with_layout(
                        egui::vec2(width.max(20.0), 20.0),
                        Layout::left_to_right(Align::Center),
                        |ui| ui.add(Label::new(RichText::new(name).color(palette.text)).truncate()),
                    );
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        ui.label(RichText::new(numbers).color(palette.text));
                    });
                });
                let share = level.score.checked_div(level.weight).and_then(|share| share.to_f32());
                card::bar(ui, palette, share.unwrap_or(0.0));
            }
        },
    );
}

/// Lost points, greatest first; a click jumps to the row.
fn losses(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = scene.palette;
    let losses = &scene.card.losses;
    let sum: Decimal = losses
        .iter()
        .fold(Decimal::ZERO, |sum, loss| sum.checked_add(loss.lost).unwrap_or(sum));
    let note = if losses.is_empty() {
        String::new()
    } else {
        t!("score_panel.lost_sum", sum = number::points(sum)).into_owned()
    };
    card::titled(ui, palette, &t!("score_panel.losses"), &note, |ui| {
        if losses.is_empty() {
            card::weak(ui, palette, names::no_losses(scene.card));
            return;
        }
        let all_id = Id::unique("score_panel.all_losses");
        let all = ui.data(|data| data.get_temp::<bool>(all_id)).unwrap_or_default();
        let shown = if all { losses.len() } else { LISTED.min(losses.len()) };
        for loss in losses.iter().take(shown) {
            lost(ui, scene, loss);
        }
        if losses.len() > LISTED {
            let text = if all {
                t!("score_panel.fewer").into_owned()
            } else {
                t!("score_panel.more", count = losses.len() - LISTED).into_owned()
            };
            if ui.link(text).clicked() {
                ui.data_mut(|data| data.insert_temp(all_id, !all));
            }
        }
    });
}

fn lost(ui: &mut Ui, scene: &mut Scene<'_>, loss: &Loss) {
    let palette = scene.palette;
    let value = signed(-loss.lost);
    let Some(row) = loss.row else {
        let line = Line {
            text: &t!("score_panel.execution"),
            value: &value,
            selected: scene.view.explain_execution,
            ..Line::default()
        };
        if card::line(ui, palette, line).clicked() {
            scene.view.explain_execution = true;
        }
        return;
    };
    let Some(indicator) = scene.project.indicators.get(row) else {
        return;
    };
    let selected = !scene.view.explain_execution && scene.view.selected.as_ref() == Some(&indicator.id);
    let differs = charts::differences(ui, scene).get(row).copied();
    let line = Line {
        status: scene.card.rows.get(row).map(|row| row.status),
        text: &indicator.name,
        differs: differs.unwrap_or_default(),
        value: &value,
        selected,
        ..Line::default()
    };
    if card::line(ui, palette, line).clicked() {
        scene.view.select(indicator.id.clone());
    }
}

/// Weight sums against what the scheme demands.
fn weights(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = scene.palette;
    if scene.card.weights.is_empty() {
        return;
    }
    card::titled(ui, palette, &t!("score_panel.weights"), "", |ui| {
        for check in &scene.card.weights {
            let (sign, ink) = match check.demanded {
                Some(demanded) if demanded == check.sum => ("✓", palette.good),
                Some(_) => ("▼", palette.bad),
                None => ("", palette.weak),
            };
            ui.horizontal(|ui| {
                let numbers = match check.demanded {
                    Some(demanded) => format!("{} / {}", number::plain(check.sum), number::plain(demanded)),
                    None => number::plain(check.sum),
                };
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if !sign.is_empty() {
                        ui.label(RichText::new(sign).font(theme::small()).color(ink));
                    }
                    ui.label(RichText::new(numbers).color(if check.demanded == Some(check.sum) {
                        palette.text
                    } else {
                        ink
                    }));
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(Label::new(RichText::new(names::weights(check)).color(palette.text)).truncate());
                    });
                });
            });
        }
    });
}
