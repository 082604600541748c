//! The charts, each with its table twin, and the figures the other pages show as well.

mod twin;

use std::sync::Arc;

use eframe::egui;
use egui::{Id, Ui, vec2};
use rust_i18n::t;

use super::card;
use super::plot::{plot, scrolling};
use super::scene::{Page, Scene, page_heading};
use super::theme;
use super::widgets;
use crate::figure::{self, Figure};
use crate::model::Edit;
use crate::model::charts::{Colours, Order};
use crate::report::Format;
use crate::session::Command;

/// Height of a chart of all indicators with at least half a dozen rows.
const LEAST: f32 = 400.0;

/// A chart of the project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Chart {
    /// Completion of all indicators.
    #[default]
    Completion,
    /// Targets against actuals.
    Targets,
    /// Lost points.
    LostPoints,
    /// Budget.
    Budget,
}

impl Chart {
    const ALL: [Self; 4] = [Self::Completion, Self::Targets, Self::LostPoints, Self::Budget];

    fn name(self) -> String {
        match self {
            Self::Completion => t!("charts.completion"),
            Self::Targets => t!("charts.targets"),
            Self::LostPoints => t!("charts.lost_points"),
            Self::Budget => t!("charts.budget"),
        }
        .into_owned()
    }

    /// Tells whether its rows are sorted; the others' follow from what they are.
    const fn is_sorted(self) -> bool {
        matches!(self, Self::Completion | Self::Targets)
    }

    fn draw(self, scene: &Scene<'_>) -> Figure {
        let (project, card) = (scene.project, scene.card);
        match self {
            Self::Completion => figure::completion(project, card),
            Self::Targets => figure::targets(project, card),
            Self::LostPoints => figure::lost_points(project, card),
            Self::Budget => figure::budget(project, card),
        }
    }
}

/// Returns a chart of the document as it is, made once for every state of it.
pub fn figure(ui: &Ui, scene: &Scene<'_>, chart: Chart) -> Arc<Figure> {
    cached(ui, Id::unique(("figure", chart)), scene.revision, || chart.draw(scene))
}

/// Returns the position in characters at which each indicator's name begins to differ from the others', by which names
/// too long for their place are cut.
pub fn differences(ui: &Ui, scene: &Scene<'_>) -> Arc<Vec<usize>> {
    let id = Id::unique("where names differ");
    cached(ui, id, scene.revision, || figure::names::of_indicators(scene.project))
}

/// Returns what `make` makes, made anew only when the revision is another one.
pub fn cached<T: Send + Sync + 'static>(ui: &Ui, id: Id, revision: u64, make: impl FnOnce() -> T) -> Arc<T> {
    let held = ui.data(|data| data.get_temp::<(u64, Arc<T>)>(id));
    match held {
        Some((of, value)) if of == revision => value,
        _ => {
            let value = Arc::new(make());
            ui.data_mut(|data| data.insert_temp(id, (revision, Arc::clone(&value))));
            value
        }
    }
}

/// How a chart is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Form {
    #[default]
    Chart,
    Table,
}

/// Shows the page.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = scene.palette;
    page_heading(ui, palette, &t!("charts.title"), &t!("charts.subtitle"));
    let [chart_id, form_id] = ["charts.chart", "charts.form"].map(Id::unique);
    let mut chart = ui.data(|data| data.get_temp::<Chart>(chart_id)).unwrap_or_default();
    let mut form = ui.data(|data| data.get_temp::<Form>(form_id)).unwrap_or_default();
    let mut charts = scene.project.charts;
    ui.horizontal_wrapped(|ui| {
        for one in Chart::ALL {
            if card::choice(ui, &one.name(), (one == chart).into()) {
                chart = one;
            }
        }
        ui.add_space(theme::GAP / 2.0);
        for (one, name) in [
            (Form::Chart, t!("charts.as_chart")),
            (Form::Table, t!("charts.as_table")),
        ] {
            if card::choice(ui, &name, (one == form).into()) {
                form = one;
            }
        }
        if chart.is_sorted() {
            ui.add_space(theme::GAP / 2.0);
            for (one, name, hint) in [
                (
                    Order::LostPoints,
                    t!("charts.by_lost_points"),
                    t!("charts.by_lost_points_hint"),
                ),
                (Order::Form, t!("charts.by_form"), t!("charts.by_form_hint")),
            ] {
                if card::choice_response(ui, &name, (one == charts.order).into())
                    .on_hover_text(hint)
                    .clicked()
                {
                    charts.order = one;
                }
            }
        }
        ui.add_space(theme::GAP / 2.0);
        if ui
            .button(t!("charts.copy"))
            .on_hover_text(t!("charts.copy_hint"))
            .clicked()
        {
            let figure = figure(ui, scene, chart);
            ui.copy_text(twin::tab_separated(&figure.table));
        }
        widgets::menu(ui, &t!("charts.export"), |ui| {
            for (format, name) in [
                (Format::Svg, t!("charts.export_svg")),
                (Format::Png, t!("charts.export_png")),
            ] {
                if ui.button(name).on_hover_text(t!("charts.export_hint")).clicked() {
                    scene.commands.push(Command::Export(Some(format)));
                }
            }
        });
        widgets::menu(ui, &t!("charts.colours"), |ui| {
            for (one, name) in [
                (Colours::Safe, t!("charts.colours_safe")),
                (Colours::Classic, t!("charts.colours_classic")),
            ] {
                ui.radio_value(&mut charts.colours, one, name);
            }
        })
        .on_hover_text(t!("charts.colours_hint"));
    });
    if charts != scene.project.charts {
        scene.edits.push(Edit::Charts(charts));
    }
    ui.data_mut(|data| {
        data.insert_temp(chart_id, chart);
        data.insert_temp(form_id, form);
    });
    ui.add_space(theme::GAP / 2.0);
    let figure = figure(ui, scene, chart);
    match form {
        Form::Chart if chart == Chart::Targets && !figure.rows.is_empty() => below_one(ui, scene, &figure),
        Form::Chart => whole(ui, scene, &figure),
        Form::Table => card::plain(ui, |ui| twin::ui(ui, palette, &figure)),
    }
    // Without a loss there is nothing to draw and nothing to fill in.
    let is_spotless = chart == Chart::LostPoints && scene.card.stated_lost().is_some();
    if figure.rows.is_empty() && !is_spotless {
        let (page, name) = match chart {
            Chart::Budget => (Page::Budget, t!("charts.fill_budget")),
            Chart::Completion | Chart::Targets | Chart::LostPoints => (Page::Indicators, t!("charts.fill_indicators")),
        };
        ui.add_space(theme::GAP);
        if widgets::primary(ui, palette, &name).clicked() {
            scene.view.page = page;
            scene.view.arrived = page == Page::Indicators;
        }
    }
}

/// A chart of all indicators.
fn whole(ui: &mut Ui, scene: &mut Scene<'_>, figure: &Figure) {
    card::plain(ui, |ui| {
        if let Some(clicked) = scrolling(ui, figure, scene.view.selected.as_ref()).clicked {
            scene.view.select(clicked);
        }
    });
}

/// A chart of all indicators below that of the chosen one; in a low window both scroll, so that enough rows stand
/// together to be compared.
fn below_one(ui: &mut Ui, scene: &mut Scene<'_>, figure: &Figure) {
    let height = ui.available_height();
    card::scroll(ui, "charts", |ui| {
        let top = ui.cursor().top();
        one_indicator(ui, scene);
        ui.add_space(theme::GAP / 2.0);
        let left = height - (ui.cursor().top() - top);
        ui.allocate_ui(vec2(ui.available_width(), left.max(LEAST)), |ui| {
            whole(ui, scene, figure)
        });
    });
}

/// The chosen indicator on an axis in its own unit.
fn one_indicator(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = scene.palette;
    card::plain(ui, |ui| {
        let Some(id) = scene.view.selected.clone() else {
            card::weak(ui, palette, t!("charts.choose_one"));
            return;
        };
        let key = Id::unique(("figure of one", &id));
        let figure = cached(ui, key, scene.revision, || {
            figure::target(scene.project, scene.card, &id)
        });
        match figure.as_ref() {
            Some(figure) => {
                plot(ui, figure, None);
            }
            None => {
                card::weak(ui, palette, t!("charts.no_number"));
            }
        }
        if ui.link(t!("charts.go_to")).clicked() {
            scene.view.go_to(id);
        }
    });
}
