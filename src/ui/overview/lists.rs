//! The lists of the overview: what lost points, what a reviewer would ask about, what went well.

use std::sync::Arc;

use eframe::egui;
use egui::{Id, Ui};
use rust_i18n::t;

use super::{loss_name, name_of};
use crate::model::{Field, Indicator, Project, Target, number};
use crate::score::Status;
use crate::ui::card::{self, Line};
use crate::ui::charts;
use crate::ui::names;
use crate::ui::scene::{Page, Scene};

/// Lines a list shows before it refers to the editor.
const LISTED: usize = 6;
/// Achievements worth telling.
const HIGHLIGHTS: usize = 5;

/// What lost points, how many, who answers and why.
pub fn losses(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (palette, project, scores) = (scene.palette, scene.printed, scene.card);
    card::titled(ui, palette, &t!("overview.losses"), "", |ui| {
        if scores.losses.is_empty() {
            let said = match scores.stated_total() {
                None => t!("overview.message_unscored"),
                Some(_) if scores.unfilled > 0 => t!("score_panel.no_losses_yet"),
                Some(_) => t!("overview.no_losses"),
            };
            card::weak(ui, palette, said);
        }
        for loss in scores.losses.iter().take(LISTED) {
            let indicator = loss.row.and_then(|row| project.indicators.get(row));
            let status = loss.row.and_then(|row| scores.rows.get(row)).map(|row| row.status);
            let reason = match indicator {
                None => project.budget.explanation.clone(),
                Some(indicator) => why(project, indicator),
            };
            let line = Line {
                status: Some(status.unwrap_or(Status::Unmet)),
                text: &loss_name(project, loss.row),
                value: &format!("−{}", number::points(loss.lost)),
                detail: if reason.is_empty() {
                    &t!("overview.no_reason")
                } else {
                    &reason
                },
                ..Line::default()
            };
            if card::line(ui, palette, line).clicked() {
                match indicator {
                    Some(indicator) => scene.view.go_to(indicator.id.clone()),
                    None => scene.view.page = Page::Budget,
                }
            }
        }
        rest(ui, scene, scores.losses.len());
    });
}

/// The section that answers, the category and the reason of a deviation.
fn why(project: &Project, indicator: &Indicator) -> String {
    let section = project.cell(indicator, Field::Section);
    let cause = indicator.cause.map(names::cause).unwrap_or_default();
    [section, cause, indicator.reason.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Says how many lines are not shown and leads to them.
fn rest(ui: &mut Ui, scene: &mut Scene<'_>, count: usize) {
    if count > LISTED && ui.link(t!("overview.rest", count = count - LISTED)).clicked() {
        scene.view.page = Page::Indicators;
    }
}

/// The positions of what a reviewer would ask about.
fn wanting(ui: &Ui, scene: &Scene<'_>) -> Arc<Vec<usize>> {
    let (project, scores) = (scene.project, scene.card);
    charts::cached(ui, Id::unique("overview.attention"), scene.revision, || {
        let rows = project.indicators.iter().zip(&scores.rows).enumerate();
        rows.filter(|(_, (indicator, row))| match row.status {
            Status::Over => indicator.reason.is_empty(),
            Status::Unmet => indicator.reason.is_empty() || indicator.measure.is_empty(),
            Status::Unfilled => true,
            Status::Met => false,
        })
        .map(|(position, _)| position)
        .collect::<Vec<_>>()
    })
}

/// Estimates the height of the lists that are always on the right, in points.
pub fn height(ui: &Ui, scene: &Scene<'_>) -> f32 {
    let lines = scene.card.losses.len().min(LISTED) + wanting(ui, scene).len().min(LISTED);
    lines as f32 * 46.0 + 140.0
}

/// What a reviewer would ask about.
pub fn attention(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (palette, project, scores) = (scene.palette, scene.project, scene.card);
    let wanting = wanting(ui, scene);
    let note = if wanting.is_empty() {
        String::new()
    } else {
        t!("overview.count", count = wanting.len()).into_owned()
    };
    card::titled(ui, palette, &t!("overview.attention"), &note, |ui| {
        if wanting.is_empty() {
            card::weak(ui, palette, t!("overview.no_attention"));
        }
        for position in wanting.iter().take(LISTED) {
            let (Some(indicator), Some(row)) = (project.indicators.get(*position), scores.rows.get(*position)) else {
                continue;
            };
            let rate = row.completion.map_or_else(|| "—".to_owned(), number::percent);
            let detail = match row.status {
                Status::Over => t!("overview.over_without_reason", rate = rate),
                Status::Unmet if indicator.reason.is_empty() => t!("overview.unmet_without_reason", rate = rate),
                Status::Unmet => t!("overview.unmet_without_measure", rate = rate),
                Status::Met | Status::Unfilled => missing(indicator),
            };
            let line = Line {
                status: Some(row.status),
                text: &name_of(indicator),
                detail: &detail,
                ..Line::default()
            };
            if card::line(ui, palette, line).clicked() {
                scene.view.go_to(indicator.id.clone());
            }
        }
        rest(ui, scene, wanting.len());
    });
}

fn missing(indicator: &Indicator) -> std::borrow::Cow<'static, str> {
    if indicator.weight.is_none() {
        t!("overview.no_weight")
    } else if indicator.target.is_none() {
        t!("overview.no_target")
    } else if indicator.actual.is_none() {
        t!("overview.no_actual")
    } else {
        t!("overview.no_judgement")
    }
}

/// What went best, with its numbers.
pub fn highlights(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (palette, project) = (scene.palette, scene.project);
    let best = charts::cached(ui, Id::unique("overview.highlights"), scene.revision, || {
        scene.card.best(project, HIGHLIGHTS)
    });
    if best.is_empty() {
        return;
    }
    card::titled(ui, palette, &t!("overview.highlights"), "", |ui| {
        for (position, completion) in best.iter() {
            let Some(indicator) = project.indicators.get(*position) else {
                continue;
            };
            let with_unit = |text: String| format!("{text}{}", indicator.unit);
            let actual = indicator.actual_number();
            let actual = actual.map(|actual| with_unit(number::count(number::round(actual, 2))));
            let target = match &indicator.target {
                Some(Target::Zero) | None => indicator.target_text(),
                Some(target) => with_unit(target.number().map_or_else(
                    || target.text(),
                    |value| format!("{}{}", target.operator(), number::count(value)),
                )),
            };
            let line = Line {
                status: Some(Status::Met),
                text: &name_of(indicator),
                value: &actual.unwrap_or_default(),
                detail: &t!(
                    "overview.highlight",
                    target = target,
                    rate = number::percent(*completion)
                ),
                ..Line::default()
            };
            if card::line(ui, palette, line).clicked() {
                scene.view.go_to(indicator.id.clone());
            }
        }
    });
}
