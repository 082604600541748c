//! The overview: what a leader reads first (`domain.md` §8.2), every number a click away from its row.

mod lists;

use std::borrow::Cow;
use std::path::PathBuf;

use eframe::egui;
use egui::{Label, RichText, Ui};
use rust_decimal::Decimal;
use rust_i18n::t;

use super::card::{self, KeyFigure};
use super::charts::{self, Chart};
use super::icon;
use super::names;
use super::plot::{self, plot};
use super::scene::{Page, Scene, page_heading};
use super::theme::{self, Palette};
use crate::examples::Example;
use crate::model::budget::Amount;
use crate::model::{Indicator, Project, number};
use crate::score::{Loss, Scorecard, Status, Whereabouts};
use crate::session::Command;

/// From this width on the page has two columns.
const TWO_COLUMNS: f32 = 720.0;

/// Shows the page.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.project.indicators.is_empty() && scene.project.budget.lines.iter().all(|line| line.actual.is_none()) {
        if scene.blank {
            beginning(ui, scene);
        } else {
            first_steps(ui, scene);
        }
        return;
    }
    card::scroll(ui, "overview", |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        head(ui, scene);
        key_figures(ui, scene);
        ui.add_space(theme::GAP / 2.0);
        let width = ui.available_width();
        if width < TWO_COLUMNS {
            left(ui, scene);
            right(ui, scene);
        } else {
            let first = ((width - theme::GAP) * 0.56).floor();
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = theme::GAP;
                column(ui, first, |ui| left(ui, scene));
                column(ui, width - theme::GAP - first, |ui| right(ui, scene));
            });
        }
        ui.add_space(theme::GAP);
    });
}

fn column(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        add(ui);
    });
}

/// What to do while there is nothing yet.
fn beginning(ui: &mut Ui, scene: &mut Scene<'_>) {
    let choices = [
        (
            icon::FILE_PLUS,
            t!("overview.new"),
            t!("overview.new_hint"),
            Command::New,
        ),
        (
            icon::FOLDER_OPEN,
            t!("overview.open"),
            t!("overview.open_hint"),
            Command::Open,
        ),
        (
            icon::FILE_XLS,
            t!("overview.import"),
            t!("overview.import_hint"),
            Command::Import,
        ),
        (
            icon::LIGHTBULB,
            t!("overview.example"),
            t!("overview.example_hint"),
            Command::OpenExample(Example::Wuchang),
        ),
    ];
    let (title, hint) = (t!("overview.welcome"), t!("overview.welcome_hint"));
    let (palette, recent) = (scene.palette, scene.recent);
    let chosen = welcome(ui, scene.palette, &title, &hint, choices, |ui| {
        recent_ui(ui, palette, recent)
    });
    scene.commands.extend(chosen);
}

/// The projects opened or saved last, as many as have room.
fn recent_ui(ui: &mut Ui, palette: &Palette, recent: &[PathBuf]) -> Option<Command> {
    let mut chosen = None;
    if !recent.is_empty() {
        ui.label(RichText::new(t!("overview.recent")).font(theme::bold_of(14.0)));
    }
    let row = theme::CONTROL + ui.spacing().item_spacing.y;
    let shown = (ui.available_height() / row).clamp(1.0, 5.0) as usize;
    for (place, path) in recent.iter().take(shown).enumerate() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let folder = path.parent().unwrap_or(path).display().to_string();
        ui.horizontal(|ui| {
            let link = egui::Button::new(name).frame_when_inactive(false).truncate();
            if ui.add(link).on_hover_text(path.display().to_string()).clicked() {
                chosen = Some(Command::OpenRecent(place));
            }
            ui.add(Label::new(RichText::new(folder).font(theme::small()).color(palette.hint)).truncate());
        });
    }
    chosen
}

/// Where to begin in a project that is there but still empty.
fn first_steps(ui: &mut Ui, scene: &mut Scene<'_>) {
    let choices = [
        (
            icon::FILE_TEXT,
            t!("overview.fill_basics"),
            t!("overview.fill_basics_hint"),
            Page::Basics,
        ),
        (
            icon::TABLE,
            t!("overview.fill_indicators"),
            t!("overview.fill_indicators_hint"),
            Page::Indicators,
        ),
        (
            icon::WALLET,
            t!("overview.fill_budget"),
            t!("overview.fill_budget_hint"),
            Page::Budget,
        ),
    ];
    let (title, hint) = (title(scene.project), t!("overview.first_steps"));
    if let Some(page) = welcome(ui, scene.palette, &title, &hint, choices, |_| None) {
        scene.view.page = page;
    }
}

/// Shows in the middle of the page what can be done; returns what is chosen.
fn welcome<T, const N: usize>(
    ui: &mut Ui,
    palette: &Palette,
    title: &str,
    hint: &str,
    choices: [(&str, Cow<'_, str>, Cow<'_, str>, T); N],
    more: impl FnOnce(&mut Ui) -> Option<T>,
) -> Option<T> {
    let mut chosen = None;
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.1).max(theme::GAP));
        let sign = RichText::new(icon::CLIPBOARD_TEXT).font(theme::icon_of(52.0));
        ui.label(sign.color(palette.accent));
        ui.add_space(theme::GAP);
        ui.label(RichText::new(title).font(theme::bold_of(22.0)).color(palette.text));
        ui.label(RichText::new(hint).color(palette.weak));
        ui.add_space(theme::GAP * 2.0);
        let width = ui.available_width().min(480.0);
        ui.allocate_ui_with_layout(egui::vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(width);
            for (sign, name, hint, choice) in choices {
                if card::action(ui, palette, sign, &name, &hint).clicked() {
                    chosen = Some(choice);
                }
                ui.add_space(theme::GAP / 3.0);
            }
            chosen = more(ui).or(chosen.take());
        });
    });
    chosen
}

/// The subject and the year of the evaluation.
fn title(project: &Project) -> String {
    let subject = match project.subject() {
        "" => t!("overview.unnamed").into_owned(),
        name => name.to_owned(),
    };
    if project.year == 0 {
        return t!("overview.title_without_year", subject = subject).into_owned();
    }
    t!(
        "overview.title",
        subject = subject,
        year = super::shell::year_text(project.year)
    )
    .into_owned()
}

/// Title, message and the banner of sample data.
fn head(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (palette, project, scores) = (scene.palette, scene.project, scene.card);
    page_heading(ui, palette, &title(project), &project.scheme.name);
    ui.add(Label::new(RichText::new(message(project, scores)).color(palette.text)).wrap());
    ui.add_space(theme::GAP / 2.0);
    if has_demo(project) {
        egui::Frame::new()
            .fill(palette.caution_soft)
            .corner_radius(theme::RADIUS)
            .inner_margin(egui::Margin::symmetric(12, 8))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.add(
                    Label::new(
                        RichText::new(format!("▲ {}", t!("overview.demo")))
                            .font(theme::bold_of(14.0))
                            .color(palette.caution),
                    )
                    .wrap(),
                );
                if !project.note.is_empty() {
                    let note = RichText::new(&project.note).font(theme::small()).color(palette.text);
                    ui.add(Label::new(note).wrap());
                }
            });
        ui.add_space(theme::GAP / 2.0);
    }
}

fn has_demo(project: &Project) -> bool {
    project.indicators.iter().any(|indicator| !indicator.demo.is_empty())
        || project.goals.iter().any(|goal| goal.demo)
        || project.budget.lines.iter().any(|line| !line.demo.is_empty())
        || project.facts.iter().any(|fact| fact.demo)
}

/// The one sentence a leader takes away.
fn message(project: &Project, scores: &Scorecard) -> String {
    let lost = lost(scores);
    let total = scores.stated_total().map(number::points);
    let mut parts = vec![match (total, &scores.grade) {
        (None, _) => t!("overview.message_unscored").into_owned(),
        (Some(total), Some(grade)) => t!("overview.message_graded", total = total, grade = grade).into_owned(),
        (Some(total), None) if scores.unfilled > 0 => match scores.points_apart() {
            None => t!("overview.message_provisional", total = total).into_owned(),
            Some(_) => t!("overview.message_weights_off", total = total).into_owned(),
        },
        (Some(total), None) => t!("overview.message_total", total = total).into_owned(),
    }];
    let count = project.indicators.len();
    parts.push(
        match met(scores) {
            Some(met) => t!("overview.message_met", count = count, met = met),
            None => t!("overview.message_unfilled", count = count),
        }
        .into_owned(),
    );
    if !lost.is_zero() {
        parts.push(message_lost(project, scores, &number::points(lost)));
    }
    parts.join(&t!("overview.message_comma"))
}

/// Says how much is lost and where it lies.
fn message_lost(project: &Project, scores: &Scorecard, lost: &str) -> String {
    let names = |losses: &[Loss]| {
        let names = losses.iter().map(|loss| loss_name(project, loss.row));
        names::list(&names.collect::<Vec<_>>())
    };
    let said = match Whereabouts::of(&scores.losses) {
        Whereabouts::Nowhere => t!("overview.message_lost", lost = lost),
        Whereabouts::All(losses) => t!("overview.message_lost_all", lost = lost, worst = names(losses)),
        Whereabouts::Mostly(losses) => t!("overview.message_lost_mostly", lost = lost, worst = names(losses)),
        Whereabouts::Greatest(losses) => t!("overview.message_lost_greatest", lost = lost, worst = names(losses)),
        Whereabouts::Equal {
            named,
            count,
            each,
            less,
        } => {
            let (worst, each) = (names(named), number::points(each));
            match less {
                0 => t!(
                    "overview.message_lost_equal",
                    lost = lost,
                    worst = worst,
                    count = count,
                    each = each
                ),
                _ => t!(
                    "overview.message_lost_many",
                    lost = lost,
                    worst = worst,
                    count = count,
                    each = each
                ),
            }
        }
    };
    said.into_owned()
}

/// The greatest losses, or how many there are where more than two are.
fn worst(project: &Project, scores: &Scorecard) -> Vec<String> {
    match Whereabouts::of(&scores.losses) {
        Whereabouts::Nowhere => Vec::new(),
        Whereabouts::All(losses) | Whereabouts::Mostly(losses) | Whereabouts::Greatest(losses) => {
            let note = |loss: &Loss| format!("−{} {}", number::points(loss.lost), loss_name(project, loss.row));
            losses.iter().map(note).collect()
        }
        Whereabouts::Equal { count, each, .. } => {
            vec![t!("overview.lost_alike", count = count, each = number::points(each)).into_owned()]
        }
    }
}

fn lost(scores: &Scorecard) -> Decimal {
    scores
        .losses
        .iter()
        .fold(Decimal::ZERO, |sum, loss| sum.checked_add(loss.lost).unwrap_or(sum))
}

fn loss_name(project: &Project, row: Option<usize>) -> String {
    row.map_or_else(
        || t!("overview.execution").into_owned(),
        |row| project.indicators.get(row).map(name_of).unwrap_or_default(),
    )
}

fn name_of(indicator: &Indicator) -> String {
    if indicator.name.is_empty() {
        t!("overview.unnamed_indicator").into_owned()
    } else {
        indicator.name.clone()
    }
}

/// Total, execution, completion and lost points.
fn key_figures(ui: &mut Ui, scene: &Scene<'_>) {
    let (palette, project, scores) = (scene.palette, scene.project, scene.card);
    let execution = &scores.execution;
    let total_notes = {
        let graded = match &scores.grade {
            Some(grade) => (t!("overview.grade", grade = grade).into_owned(), palette.good),
            None if scores.unfilled > 0 => (
                t!(
                    "overview.provisional",
                    count = scores.unfilled,
                    more = names::without_score(scores)
                )
                .into_owned(),
                palette.caution,
            ),
            None if scores.points_apart().is_some() => (t!("overview.ungraded_weights").into_owned(), palette.bad),
            None => (t!("overview.no_grade").into_owned(), palette.weak),
        };
        let declared = project.declared.map_or_else(
            || t!("overview.not_declared").into_owned(),
            |declared| t!("overview.declared", score = number::points(declared)).into_owned(),
        );
        let off = (scores.unfilled > 0 && scores.points_apart().is_some())
            .then(|| (t!("overview.weights_off").into_owned(), palette.bad));
        Vec::from_iter([graded].into_iter().chain(off).chain([(declared, palette.weak)]))
    };
    let on_initial = project
        .budget
        .total(Amount::Initial)
        .zip(execution.actual)
        .and_then(|(initial, actual)| actual.checked_div(initial));
    let base_name = names::base(project.scheme.budget.base);
    let execution_notes = [
        (t!("overview.rate_base", base = base_name).into_owned(), palette.weak),
        match on_initial {
            Some(rate) => (
                t!("overview.rate_initial", rate = number::percent(rate)).into_owned(),
                palette.weak,
            ),
            None => (t!("overview.rate_unknown").into_owned(), palette.weak),
        },
    ];
    let counted = |key: &str, count: usize, status: Status| {
        let ink = if count > 0 {
            palette.status(status).0
        } else {
            palette.weak
        };
        (format!("{} {key} {count}", theme::status_sign(status)), ink)
    };
    let completion_notes = [
        counted(&t!("overview.unmet"), scores.unmet, Status::Unmet),
        counted(&t!("overview.over"), scores.over, Status::Over),
        counted(&t!("overview.unfilled"), unfilled_rows(scores), Status::Unfilled),
    ];
    let lost = scores.stated_lost().map_or_else(|| "—".to_owned(), number::points);
    let loss_notes: Vec<(String, egui::Color32)> = worst(project, scores)
        .into_iter()
        .map(|note| (note, palette.weak))
        .collect();
    let rate = execution.rate.map_or_else(|| "—".to_owned(), number::percent);
    let full = format!("/ {}", number::plain(project.scheme.total));
    let figures = [
        KeyFigure {
            name: &t!("overview.total"),
            figure: &scores.stated_total().map_or_else(|| "—".to_owned(), number::points),
            unit: &full,
            notes: &total_notes,
        },
        KeyFigure {
            name: &t!("overview.execution_rate"),
            figure: &rate,
            unit: "",
            notes: &execution_notes,
        },
        KeyFigure {
            name: &t!("overview.completed"),
            figure: &met(scores).map_or_else(|| "—".to_owned(), |met| met.to_string()),
            unit: &t!("overview.of_indicators", count = project.indicators.len()),
            notes: &completion_notes,
        },
        KeyFigure {
            name: &t!("overview.lost"),
            figure: &lost,
            unit: &t!("overview.points"),
            notes: &loss_notes,
        },
    ];
    let columns = if ui.available_width() < 620.0 { 2 } else { 4 };
    for row in figures.chunks(columns) {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.columns(columns, |uis| {
            for (ui, figure) in uis.iter_mut().zip(row) {
                card::key_figure(ui, palette, figure);
            }
        });
    }
}

fn unfilled_rows(scores: &Scorecard) -> usize {
    scores.rows.iter().filter(|row| row.status == Status::Unfilled).count()
}

/// How many indicators are met; `None` while none is filled in.
fn met(scores: &Scorecard) -> Option<usize> {
    (unfilled_rows(scores) < scores.rows.len()).then_some(scores.met)
}

/// Where the points went, and how the money was spent; what went well, where the lists beside are longer.
fn left(ui: &mut Ui, scene: &mut Scene<'_>) {
    let lost = charts::figure(ui, scene, Chart::LostPoints);
    card::plain(ui, |ui| {
        if let Some(clicked) = plot(ui, &lost, scene.view.selected.as_ref()).clicked {
            scene.view.go_to(clicked);
        }
    });
    ui.add_space(theme::GAP / 2.0);
    let money = charts::figure(ui, scene, Chart::Budget);
    card::plain(ui, |ui| plot(ui, &money, None));
    if side(ui, scene) == Side::Left {
        ui.add_space(theme::GAP / 2.0);
        lists::highlights(ui, scene);
    }
}

/// What lost points, what needs attention, what went well.
fn right(ui: &mut Ui, scene: &mut Scene<'_>) {
    lists::losses(ui, scene);
    ui.add_space(theme::GAP / 2.0);
    lists::attention(ui, scene);
    if side(ui, scene) == Side::Right {
        ui.add_space(theme::GAP / 2.0);
        lists::highlights(ui, scene);
    }
}

/// A column of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// The column that has room for what went well.
fn side(ui: &Ui, scene: &Scene<'_>) -> Side {
    let charts: f32 = [Chart::LostPoints, Chart::Budget]
        .into_iter()
        .map(|chart| plot::rows_height(&charts::figure(ui, scene, chart)) + 140.0)
        .sum();
    if lists::height(scene) > charts {
        Side::Left
    } else {
        Side::Right
    }
}
