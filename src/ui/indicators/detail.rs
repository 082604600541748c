//! The pane below the grid: the fields of one indicator that need room.

use eframe::egui;
use egui::{Id, RichText, ScrollArea, Ui, vec2};
use rust_decimal::Decimal;
use rust_i18n::t;

pub use super::tab::Tab;
use super::{Action, Editor, choosers};
use crate::figure;
use crate::model::{CellError, Edit, Evidence, Field, Indicator, Project, number};
use crate::session::evidence::{Attach, word};
use crate::ui::scene::{Entry, Scene};
use crate::ui::{card, data, field, names, plot, prose, theme, widgets};

/// Returns the id of the input of a field.
fn field_id(indicator: &crate::model::Id, shown: Field) -> Id {
    Id::unique(("detail", indicator, shown))
}

/// Forgets what the fields of rows that go have refused: a new row may come to have the same id, and is another.
pub fn forget(ctx: &egui::Context, indicators: &[crate::model::Id]) {
    for shown in indicators
        .iter()
        .flat_map(|id| REFUSING.map(|shown| field_id(id, shown)))
    {
        field::give_up(ctx, shown);
    }
}

/// The fields that may refuse what is typed.
const REFUSING: [Field; 7] = [
    Field::Judged,
    Field::Deduction,
    Field::Declared,
    Field::Expected,
    Field::YearBeforePrevious,
    Field::PreviousYear,
    Field::InitialTarget,
];

/// What the pane shows.
#[derive(Clone, Copy)]
struct Shown<'a> {
    /// The cursor's indicator, whose fields are typed.
    indicator: &'a Indicator,
    /// Positions of the selected rows: what is chosen from lists is for all of them.
    selected: &'a [usize],
}

/// Shows the pane for the cursor's indicator.
pub fn ui(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>) {
    if std::mem::take(&mut scene.view.shows_proofs) {
        editor.tab = Tab::Evidence;
    }
    // Also without a row: the panel remembers what its content takes as its height.
    ui.take_available_space();
    let chosen = editor.cursor_place();
    let Some(position) = chosen.and_then(|(line, _)| editor.lines.indicator_at(line)) else {
        return;
    };
    let indicator = &scene.project.indicators[position];
    let block = editor.block();
    let selected = block.map_or_else(Vec::new, |block| editor.lines.between(block.top, block.bottom));
    let mut chosen = None;
    theme::card(ui)
        .inner_margin(egui::Margin::symmetric(14, 10))
        .show(ui, |ui| {
            ui.set_min_size(ui.available_size());
            ui.horizontal(|ui| {
                let row = &scene.card.rows[position];
                let (standing, ink, ground) = super::columns::standing(scene.palette, indicator, row);
                widgets::badge(ui, &standing, ink, ground);
                if selected.len() > 1 {
                    let said = t!("indicators.selected_rows", count = selected.len());
                    widgets::badge(ui, &said, scene.palette.accent, scene.palette.accent_soft);
                }
                if !indicator.demo.is_empty() {
                    widgets::badge(
                        ui,
                        &t!("indicators.demo_badge"),
                        scene.palette.caution,
                        scene.palette.caution_soft,
                    )
                    .on_hover_text(demo_fields(indicator));
                }
                let name = if indicator.name.is_empty() {
                    t!("indicators.unnamed")
                } else {
                    indicator.name.as_str().into()
                };
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let proofs = proofs(scene.project, indicator).count();
                    for (tab, name) in [
                        (Tab::Chart, t!("indicators.tab_chart")),
                        (Tab::Evidence, t!("indicators.tab_evidence", count = proofs)),
                        (Tab::Scores, t!("indicators.tab_scores")),
                        (Tab::Meaning, t!("indicators.tab_meaning")),
                        (Tab::Filling, t!("indicators.tab_filling")),
                    ] {
                        let response = ui
                            .selectable_label(editor.tab == tab, name)
                            .on_hover_text(t!("indicators.pane_hint"));
                        if response.clicked() {
                            chosen = Some(tab);
                        }
                        if editor.tab == tab && tab.first().is_none() && editor.enter_pane {
                            response.request_focus();
                        }
                    }
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        ui.add(egui::Label::new(RichText::new(name.as_ref()).font(theme::bold_of(14.0))).truncate())
                            .on_hover_text(name.as_ref());
                    });
                });
            });
            let entered = std::mem::take(&mut editor.enter_pane).then(|| editor.tab.first());
            if let Some(wanted) = editor.wanted_field.take().or(entered.flatten()) {
                ui.memory_mut(|memory| memory.request_focus(field_id(&indicator.id, wanted)));
            }
            ui.add_space(4.0);
            let height = ui.available_height();
            let shown = Shown {
                indicator,
                selected: &selected,
            };
            ScrollArea::vertical()
                .id_salt("detail")
                .auto_shrink([false, false])
                .show(ui, |ui| match editor.tab {
                    Tab::Filling => filling(ui, scene, shown, height),
                    Tab::Meaning => meaning(ui, scene, shown),
                    Tab::Scores => scores(ui, editor, scene, shown),
                    Tab::Evidence => evidence(ui, scene, indicator),
                    Tab::Chart => chart(ui, scene, indicator),
                });
        });
    // Only now, so that what is being typed has been finished under its own tab.
    if let Some(tab) = chosen {
        editor.tab = tab;
        ui.ctx().request_repaint();
    }
}

fn demo_fields(indicator: &Indicator) -> String {
    let fields: Vec<String> = indicator.demo.iter().map(|field| names::field(*field)).collect();
    t!("indicators.demo_fields", fields = names::list(&fields)).into_owned()
}

fn filling(ui: &mut Ui, scene: &mut Scene<'_>, shown: Shown<'_>, height: f32) {
    let top = ui.cursor().top();
    choosers::ui(ui, scene, shown.indicator, shown.selected);
    // The fields take the room there is, below their names.
    let line = ui.fonts_mut(|fonts| fonts.row_height(&theme::body()));
    let room = height - (ui.cursor().top() - top) - 36.0;
    let rows = (room / line).floor().max(3.0) as usize;
    columns(
        ui,
        scene,
        shown,
        &[Field::Description, Field::Reason, Field::Measure],
        rows,
    );
}

fn meaning(ui: &mut Ui, scene: &mut Scene<'_>, shown: Shown<'_>) {
    columns(
        ui,
        scene,
        shown,
        &[Field::Explanation, Field::Standard, Field::Basis],
        2,
    );
    ui.add_space(4.0);
    columns(ui, scene, shown, &[Field::Source, Field::Method, Field::Code], 1);
    ui.add_space(4.0);
    columns(
        ui,
        scene,
        shown,
        &[Field::YearBeforePrevious, Field::PreviousYear, Field::InitialTarget],
        1,
    );
}

fn scores(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>, shown: Shown<'_>) {
    columns(
        ui,
        scene,
        shown,
        &[Field::Judged, Field::Deduction, Field::Declared, Field::Expected],
        1,
    );
    ui.add_space(4.0);
    let indicator = shown.indicator;
    let name = t!("indicators.review_opinion");
    ui.horizontal(|ui| {
        head(ui, scene.palette, shown, &name, false);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let adopt = ui.button(Action::AdoptScores.name());
            if (adopt.on_hover_text(t!("indicators.adopt_scores_hint"))).clicked() {
                editor.ask(Action::AdoptScores);
                ui.ctx().request_repaint();
            }
        });
    });
    let look = field::Look {
        name: &name,
        hint: "",
        rows: 2,
        width: ui.available_width(),
    };
    let id = Id::unique(("detail", &indicator.id, "opinion"));
    if let (_, Some(review_opinion)) = field::text(ui, id, look, &indicator.review_opinion) {
        scene.edits.push(Edit::Indicators(vec![Indicator {
            review_opinion,
            ..indicator.clone()
        }]));
    }
}

/// Returns the entries of the ledger that prove an indicator.
fn proofs<'p>(project: &'p Project, indicator: &'p Indicator) -> impl Iterator<Item = &'p Evidence> {
    let proves = |entry: &&Evidence| entry.proves.contains(&indicator.id);
    project.evidence.iter().filter(proves)
}

fn evidence(ui: &mut Ui, scene: &mut Scene<'_>, indicator: &Indicator) {
    let (project, palette) = (scene.project, scene.palette);
    let known = || Evidence {
        proves: vec![indicator.id.clone()],
        section: indicator.section.clone(),
        ..Evidence::default()
    };
    ui.horizontal(|ui| {
        if ui
            .button(t!("data.choose_files"))
            .on_hover_text(t!("data.choose_files_hint"))
            .clicked()
        {
            *scene.attach = Some(Attach::New(Box::new(known())));
        }
        if ui.button(t!("data.add_evidence")).clicked() {
            data::add_proof(scene, known());
        }
    });
    ui.add_space(4.0);
    let mut is_proven = false;
    for proof in proofs(project, indicator) {
        is_proven = true;
        let standing = scene.files.standing(proof).map(word).unwrap_or_default();
        let place = [proof.place.as_str(), &proof.page, &standing].join(" ");
        let line = card::Line {
            text: if proof.name.is_empty() {
                &proof.id.0
            } else {
                &proof.name
            },
            value: place.trim(),
            ..card::Line::default()
        };
        if card::line(ui, palette, line).clicked() {
            scene.view.go_to_entry(Entry::Evidence(proof.id.clone()));
        }
    }
    if !is_proven {
        card::weak(ui, palette, t!("indicators.no_evidence"));
    }
}

fn chart(ui: &mut Ui, scene: &mut Scene<'_>, indicator: &Indicator) {
    match figure::target(scene.project, scene.card, &indicator.id) {
        Some(figure) => {
            plot::plot(ui, &figure, None);
        }
        None => {
            ui.label(RichText::new(t!("indicators.no_chart")).color(scene.palette.weak));
        }
    }
}

/// Shows fields side by side, each below its name and `rows` lines high.
fn columns(ui: &mut Ui, scene: &mut Scene<'_>, shown: Shown<'_>, fields: &[Field], rows: usize) {
    let (gap, count) = (theme::GAP, fields.len() as f32);
    let width = ((ui.available_width() - gap * (count - 1.0)) / count).max(60.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(gap, 3.0);
        for field in fields {
            ui.vertical(|ui| {
                ui.set_width(width);
                one(ui, scene, shown, *field, rows, width);
            });
        }
    });
}

/// Names a field; where several rows are selected it says that it is of one of them.
fn head(ui: &mut Ui, palette: &theme::Palette, shown: Shown<'_>, name: &str, is_demo: bool) {
    ui.horizontal(|ui| {
        ui.set_height(16.0);
        ui.spacing_mut().item_spacing.x = 4.0;
        widgets::caption(ui, palette, name);
        let of_one = (shown.selected.len() > 1).then(|| (t!("indicators.of_this_row"), palette.accent));
        let demo = is_demo.then(|| (t!("indicators.demo_badge"), palette.caution));
        for (said, ink) in of_one.into_iter().chain(demo) {
            ui.add(egui::Label::new(RichText::new(said).font(theme::small()).color(ink)).truncate());
        }
    });
}

fn one(ui: &mut Ui, scene: &mut Scene<'_>, pane: Shown<'_>, shown: Field, rows: usize, width: f32) {
    let (project, palette, indicator) = (scene.project, scene.palette, pane.indicator);
    let name = names::field(shown);
    head(ui, palette, pane, &name, indicator.is_demo(shown));
    let id = field_id(&indicator.id, shown);
    let computed = project
        .indicator_index(&indicator.id)
        .and_then(|at| scene.card.rows[at].score);
    let hint = match (shown, computed) {
        (Field::Declared, Some(score)) => t!("indicators.takes_computed", score = number::points(score)),
        _ => "".into(),
    };
    let look = field::Look {
        name: &name,
        hint: &hint,
        rows,
        width,
    };
    if matches!(shown, Field::Description | Field::Reason | Field::Measure) {
        // Any words are a text; only a number may be refused.
        let text = within(ui, id, look, |ui| {
            prose::field(ui, scene, id, look, &project.cell(indicator, shown))
        });
        let after = text.and_then(|text| project.with_cell(indicator, shown, &text).ok());
        scene.edits.extend(after.map(|after| Edit::Cell {
            field: shown,
            indicator: Box::new(after),
        }));
        return;
    }
    let read = |typed: &str| {
        project
            .with_cell(indicator, shown, typed)
            .and_then(|after| within_weight(after, shown))
            .map_err(|error| names::refusal(&error))
    };
    let held = project.cell(indicator, shown);
    let after = within(ui, id, look, |ui| field::parsed(ui, id, look, &held, read));
    if let Some(after) = after {
        scene.edits.push(Edit::Cell {
            field: shown,
            indicator: Box::new(after),
        });
    }
}

/// Shows a field of several lines that scrolls within its height when it holds more.
fn within<R>(ui: &mut Ui, id: Id, look: field::Look<'_>, show: impl FnOnce(&mut Ui) -> R) -> R {
    if look.rows <= 1 {
        return show(ui);
    }
    let line = ui.fonts_mut(|fonts| fonts.row_height(&theme::body()));
    let scrolled = ScrollArea::vertical()
        .id_salt((id, "lines"))
        .max_height(look.rows as f32 * line + 12.0)
        .show(ui, show);
    if scrolled.content_size.y > scrolled.inner_rect.height() + 1.0 {
        // Its own frame is scrolled with the text.
        let is_typed_in = ui.memory(|memory| memory.has_focus(id));
        let palette = theme::palette(ui);
        let ink = if is_typed_in { palette.accent } else { palette.frame };
        let stroke = egui::Stroke::new(1.0, ink);
        ui.painter()
            .rect_stroke(scrolled.inner_rect, theme::RADIUS, stroke, egui::StrokeKind::Inside);
    }
    scrolled.inner
}

/// Refuses a declared or expected score that the row cannot have.
fn within_weight(after: Indicator, shown: Field) -> Result<Indicator, CellError> {
    let score = match shown {
        Field::Declared => after.declared,
        Field::Expected => after.expected,
        _ => None,
    };
    match (score, after.weight) {
        (Some(number), Some(high)) if number > high => Err(CellError::OutOfRange {
            number,
            low: Decimal::ZERO,
            high,
        }),
        _ => Ok(after),
    }
}
