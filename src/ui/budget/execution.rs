//! 预算执行得分 at the foot of the page: what came about, why, and what a person gives.

use eframe::egui::{Id, Label, RichText, Ui};
use rust_decimal::Decimal;
use rust_i18n::t;

use super::changing;
use crate::model::scheme::OverspentRule;
use crate::model::{Budget, number};
use crate::ui::card;
use crate::ui::field::{self, Look, Range};
use crate::ui::names;
use crate::ui::scene::Scene;

/// The execution score, why, and what the department declares.
pub fn ui(ui: &mut Ui, scene: &Scene<'_>, changed: &mut Option<Budget>) {
    let (palette, execution) = (scene.palette, &scene.card.execution);
    let score = execution.score.map_or_else(|| "—".to_owned(), number::points);
    let note = format!("{score} / {}", number::plain(execution.weight));
    card::titled(
        ui,
        palette,
        &t!("budget.execution"),
        &t!("budget.score", score = note),
        |ui| {
            let money = |value: Option<Decimal>| value.map_or_else(|| "—".to_owned(), number::money);
            let sentence = t!(
                "budget.execution_line",
                base_name = names::base(scene.project.scheme.budget.base),
                base = money(execution.base),
                actual = money(execution.actual),
                rate = execution.rate.map_or_else(|| "—".to_owned(), number::percent)
            );
            ui.add(
                Label::new(RichText::new(sentence).color(palette.text))
                    .wrap()
                    .selectable(true),
            );
            let explanation = scene.card.explain_execution(scene.project);
            for text in [&explanation.rule, &explanation.formula, &explanation.citation] {
                if !text.is_empty() {
                    card::weak(ui, palette, text.as_str());
                }
            }
            let rule = &scene.project.scheme.budget;
            let is_over = execution.rate.is_some_and(|rate| rate > rule.rate_cap);
            if is_over && rule.overspent == OverspentRule::Judged {
                let judged = score_field(ui, scene, "budget.judged", scene.project.budget.judged);
                if let Some(judged) = judged {
                    changing(scene, changed).judged = judged;
                }
            }
            let declared = score_field(ui, scene, "budget.declared", scene.project.budget.declared);
            if let Some(declared) = declared {
                changing(scene, changed).declared = declared;
            }
        },
    );
}

/// A score of the budget line that a person gives, from 0 to its weight; returns the new one once it is finished.
fn score_field(ui: &mut Ui, scene: &Scene<'_>, name: &str, score: Option<Decimal>) -> Option<Option<Decimal>> {
    let range = Range::points(scene.card.execution.weight);
    let look = Look {
        name: &t!(name),
        hint: "—",
        rows: 1,
        width: 84.0,
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(t!(name)).color(scene.palette.weak));
        field::decimal(ui, Id::unique(name), look, score, range)
    })
    .inner
}
