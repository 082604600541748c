//! The lists of the overview: what lost points, what a reviewer would ask about, what went well.

use eframe::egui;
use egui::{Id, Ui};
use rust_i18n::t;

use super::{loss_name, name_of};
use crate::check::{Finding, Severity};
use crate::model::{Field, Indicator, Project, number};
use crate::score::Status;
use crate::session::review::Review;
use crate::ui::card::{self, Line};
use crate::ui::charts;
use crate::ui::names;
use crate::ui::review;
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
            card::weak(ui, palette, names::no_losses(scores));
        }
        let differs = charts::differences(ui, scene);
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
                differs: loss.row.and_then(|row| differs.get(row).copied()).unwrap_or_default(),
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

/// Estimates the height of the lists that are always on the right, in points.
pub fn height(scene: &Scene<'_>) -> f32 {
    let kinds = scene.review.as_ref().map_or(0, |review| kinds(review).count());
    let lines = scene.card.losses.len().min(LISTED) + kinds.min(LISTED);
    lines as f32 * 46.0 + 140.0
}

/// The findings that ask for something, those of one rule together, the gravest first.
fn kinds(review: &Review) -> impl Iterator<Item = &[Finding]> {
    let kinds = (review.findings).chunk_by(|one, next| one.kind() == next.kind());
    kinds.filter(|alike| alike[0].severity != Severity::Hint)
}

/// What a reviewer would object to, a line a rule, and the way to all of it.
pub fn attention(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = scene.palette;
    let Some(review) = scene.review.clone() else {
        card::titled(ui, palette, &t!("overview.attention"), "", |ui| {
            card::weak(ui, palette, t!("review.under_way"));
        });
        return;
    };
    let count: usize = kinds(&review).map(<[Finding]>::len).sum();
    let note = match count {
        0 => String::new(),
        _ => t!("review.count", count = count).into_owned(),
    };
    card::titled(ui, palette, &t!("overview.attention"), &note, |ui| {
        if count == 0 {
            card::weak(ui, palette, t!("review.none"));
        }
        for alike in kinds(&review).take(LISTED) {
            let [first, more @ ..] = alike else { continue };
            let value = match more {
                [] => String::new(),
                _ => t!("review.count", count = alike.len()).into_owned(),
            };
            let line = Line {
                sign: Some(review::sign(palette, first.severity)),
                text: &review::title(first.rule),
                value: &value,
                detail: &first.sentence,
                ..Line::default()
            };
            if card::line(ui, palette, line).clicked() {
                review::go_to(scene, first);
            }
        }
        if !review.findings.is_empty() && ui.link(t!("overview.all_findings")).clicked() {
            scene.view.page = Page::Review;
        }
    });
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
        let differs = charts::differences(ui, scene);
        for (position, completion) in best.iter() {
            let Some(indicator) = project.indicators.get(*position) else {
                continue;
            };
            let unit = &indicator.unit;
            let actual = indicator.printed_number(&project.scheme);
            let actual = actual.map(|actual| format!("{}{unit}", number::measured(actual, unit)));
            let target = indicator.target.as_ref().map(|target| target.text_with(unit));
            let line = Line {
                status: Some(Status::Met),
                text: &name_of(indicator),
                differs: differs.get(*position).copied().unwrap_or_default(),
                value: &actual.unwrap_or_default(),
                detail: &t!(
                    "overview.highlight",
                    target = target.unwrap_or_default(),
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
