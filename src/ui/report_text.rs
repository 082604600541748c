//! The report's text: the outline on the left, the text under the chosen heading on the right.

mod outline;
#[cfg(feature = "pdf")]
mod pages;

use eframe::egui;
use egui::{Id, Label, Layout, RichText, Ui, vec2};
use rust_i18n::t;

use self::outline::outline_ui;
use super::card;
use super::charts::cached;
use super::field::{self, Look};
use super::prose;
use super::scene::{Scene, page_heading};
use super::theme::{self, Palette};
use crate::binding::Values;
use crate::check::{self, Finding, Mend, Place};
use crate::model::{Edit, Heading, Outline, ReportText};
use crate::outlines;
use crate::report::{Format, basis, proposal};
use crate::session::Command;

/// What the page remembers between frames.
#[derive(Default)]
pub struct Desk {
    /// The key of the heading whose text is shown; the first one that takes text until one is chosen.
    chosen: Option<String>,
    showing: Showing,
    #[cfg(feature = "pdf")]
    pages: pages::Pages,
}

/// What stands beside the outline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Showing {
    /// The text of a heading, to be written.
    #[default]
    Text,
    /// The pages as they are printed.
    #[cfg(feature = "pdf")]
    Pages,
}

impl Showing {
    const ALL: &[Self] = &[
        Self::Text,
        #[cfg(feature = "pdf")]
        Self::Pages,
    ];

    fn name(self) -> String {
        match self {
            Self::Text => t!("report_text.as_text"),
            #[cfg(feature = "pdf")]
            Self::Pages => t!("pages.title"),
        }
        .into_owned()
    }
}

impl Desk {
    /// Gives up what is only needed while the page is shown.
    pub fn rest(&mut self) {
        #[cfg(feature = "pdf")]
        self.pages.rest();
    }

    /// Returns the position of the heading whose text is shown.
    fn chosen(&self, outline: &Outline) -> Option<usize> {
        (self.chosen.as_ref())
            .and_then(|path| outline.position(path))
            .or_else(|| (0..outline.headings.len()).find(|&position| outline.takes_text(position)))
    }

    /// Returns the position of the heading the outline marks.
    fn marked(&self, outline: &Outline) -> Option<usize> {
        match self.showing {
            Showing::Text => self.chosen(outline),
            #[cfg(feature = "pdf")]
            Showing::Pages => self.pages.heading().and_then(|key| outline.position(key)),
        }
    }

    /// Follows a click in the outline.
    fn follow(&mut self, clicked: Clicked) {
        match (self.showing, clicked) {
            (Showing::Text, Clicked::Heading(key)) => self.chosen = Some(key),
            #[cfg(feature = "pdf")]
            (Showing::Pages, Clicked::Heading(key)) => self.pages.show_heading(&key),
            #[cfg(feature = "pdf")]
            (_, Clicked::Annex) => self.pages.show_annex(),
        }
    }
}

/// What was clicked in the outline.
enum Clicked {
    /// A heading, by the key of its text.
    Heading(String),
    /// The annex.
    #[cfg(feature = "pdf")]
    Annex,
}

/// Shows the page.
pub fn ui(ui: &mut Ui, desk: &mut Desk, scene: &mut Scene<'_>) {
    let project = scene.project;
    let outline = outlines::of(project);
    if let Some(key) = scene.view.heading.take() {
        if project.text(&key).trim().is_empty() {
            ui.memory_mut(|memory| memory.request_focus(field_id(&key)));
        }
        (desk.showing, desk.chosen) = (Showing::Text, Some(key));
    }
    heading_row(ui, desk, scene);
    let review = scene.review.clone();
    let findings = review.as_ref().map_or(&[][..], |review| &review.findings);
    let Some(chosen) = desk.chosen(outline) else { return };
    let height = ui.available_height();
    let width = ui.available_width();
    let left = match desk.showing {
        Showing::Text => (width * 0.34).clamp(220.0, 340.0),
        #[cfg(feature = "pdf")]
        Showing::Pages => (width * 0.22).clamp(200.0, 300.0),
    };
    let mut clicked = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.allocate_ui_with_layout(vec2(left, height), Layout::top_down(egui::Align::Min), |ui| {
            clicked = outline_ui(ui, scene, outline, findings, desk, height);
        });
        let right = width - left - theme::GAP;
        ui.allocate_ui_with_layout(
            vec2(right, height),
            Layout::top_down(egui::Align::Min),
            |ui| match desk.showing {
                Showing::Text => text_ui(ui, scene, outline, findings, chosen, height),
                #[cfg(feature = "pdf")]
                Showing::Pages => pages_ui(ui, desk, scene, outline),
            },
        );
    });
    // Only now, so that a text being typed has been finished under its own heading.
    if let Some(clicked) = clicked {
        desk.follow(clicked);
        ui.ctx().request_repaint();
    }
    #[cfg(feature = "pdf")]
    if desk.showing == Showing::Text {
        desk.pages.rest();
    }
}

/// The title of the page, and what is shown on it to choose from.
fn heading_row(ui: &mut Ui, desk: &mut Desk, scene: &Scene<'_>) {
    let subtitle = match desk.showing {
        Showing::Text => t!("report_text.subtitle"),
        #[cfg(feature = "pdf")]
        Showing::Pages => t!("pages.subtitle"),
    };
    let top = ui.cursor().min;
    page_heading(ui, scene.palette, &t!("report_text.title"), &subtitle);
    if Showing::ALL.len() < 2 {
        return;
    }
    let row = egui::Rect::from_min_size(top, vec2(ui.available_width(), theme::CONTROL));
    let builder = egui::UiBuilder::new()
        .max_rect(row)
        .layout(Layout::right_to_left(egui::Align::Center));
    // Beside the title, which has taken its room already.
    let mut right = ui.new_child(builder);
    for &one in Showing::ALL.iter().rev() {
        if card::choice(&mut right, &one.name(), (one == desk.showing).into()) && desk.showing != one {
            desk.showing = one;
            ui.ctx().request_repaint();
        }
    }
}

/// The pages; a click on text opens it where it is written.
#[cfg(feature = "pdf")]
fn pages_ui(ui: &mut Ui, desk: &mut Desk, scene: &mut Scene<'_>, outline: &Outline) {
    let words = |key: &str| {
        let heading = outline.position(key).map(|position| &outline.headings[position]);
        heading.map_or_else(String::new, |heading| heading.text.clone())
    };
    let Some(key) = desk.pages.ui(ui, scene, &words) else {
        return;
    };
    // A heading that others refine has no text of its own: the first that has one stands for it.
    let first = outline.position(&key).unwrap_or_default();
    let leaf = (first..outline.headings.len()).find(|&position| outline.takes_text(position));
    if let Some(leaf) = leaf {
        desk.chosen = Some(outline.headings[leaf].path.clone());
        desk.showing = Showing::Text;
        ui.ctx().request_repaint();
    }
}

/// The findings about the text of a heading.
fn about<'f>(findings: &'f [Finding], path: &'f str) -> impl Iterator<Item = &'f Finding> {
    findings
        .iter()
        .filter(move |finding| matches!(&finding.place, Place::Heading(of) if of == path))
}

/// The text under a heading as it will be printed, and the field to write it in.
fn text_ui(ui: &mut Ui, scene: &mut Scene<'_>, outline: &Outline, findings: &[Finding], chosen: usize, height: f32) {
    let palette = scene.palette;
    let project = scene.project;
    let heading = &outline.headings[chosen];
    card::plain(ui, |ui| {
        ui.set_min_height(height - 30.0);
        let parents: Vec<&str> = outline
            .above(chosen)
            .into_iter()
            .map(|heading| heading.text.as_str())
            .collect();
        if !parents.is_empty() {
            card::weak(ui, palette, parents.join(" › "));
        }
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_space(card::SCROLL_BAR);
                if ui.button(t!("report_text.export")).clicked() {
                    scene.commands.push(Command::Export(Some(Format::Docx)));
                }
                ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                    let text = RichText::new(&heading.text)
                        .font(theme::bold_of(15.0))
                        .color(palette.text);
                    ui.add(Label::new(text).truncate());
                });
            });
        });
        ui.add_space(theme::GAP / 3.0);
        card::scroll(ui, &format!("text {}", heading.path), |ui| {
            let written = project.text(&heading.path);
            findings_ui(ui, scene, about(findings, &heading.path), heading, written);
            if written.trim().is_empty() {
                proposed(ui, scene, heading);
            } else {
                framed(ui, palette, |ui| {
                    card::weak(ui, palette, t!("report_text.printed"));
                    prose::printed::paragraphs(ui, scene, written);
                });
            }
            ui.add_space(theme::GAP);
            writing_ui(ui, scene, heading, written);
        });
    });
}

/// What is to be looked at in a text.
fn findings_ui<'f>(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    findings: impl Iterator<Item = &'f Finding>,
    heading: &Heading,
    written: &str,
) {
    let palette = scene.palette;
    let findings: Vec<&Finding> = findings.collect();
    if findings.is_empty() {
        return;
    }
    egui::Frame::new()
        .fill(palette.caution_soft)
        .corner_radius(theme::RADIUS)
        .inner_margin(12)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            for finding in &findings {
                let text = RichText::new(format!("▲ {}", finding.sentence)).color(palette.caution);
                ui.add(Label::new(text).wrap());
            }
            let key = Id::unique(("report_text.rebound", &heading.path));
            let rebound = cached(ui, key, scene.revision, || {
                check::rebound(scene.project, scene.card, written)
            });
            if let Some(bound) = &*rebound
                && ui
                    .button(t!("report_text.bind"))
                    .on_hover_text(t!("report_text.bind_hint"))
                    .clicked()
            {
                scene.edits.push(written_under(scene, heading, bound.clone()));
            }
            let is_stale = findings.iter().any(|finding| finding.mend == Mend::Read);
            if is_stale
                && ui
                    .button(t!("report_text.checked"))
                    .on_hover_text(t!("report_text.checked_hint"))
                    .clicked()
            {
                scene.edits.push(written_under(scene, heading, written.to_owned()));
            }
        });
    ui.add_space(theme::GAP / 2.0);
}

/// The field of the text under a heading, by its key.
fn field_id(heading: &str) -> Id {
    Id::unique(("report text", heading))
}

/// The field, and how to put a number in.
fn writing_ui(ui: &mut Ui, scene: &mut Scene<'_>, heading: &Heading, written: &str) {
    let palette = scene.palette;
    let id = field_id(&heading.path);
    ui.horizontal(|ui| {
        card::weak(ui, palette, t!("report_text.edit_hint"));
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button(t!("report_text.insert")).clicked() {
                prose::begin(ui, scene, id, written);
            }
        });
    });
    let look = Look {
        name: &heading.text,
        hint: &t!("report_text.hint"),
        rows: if written.trim().is_empty() { 5 } else { 10 },
        width: ui.available_width(),
    };
    if let Some(text) = prose::written(ui, scene, id, look, written) {
        scene.edits.push(written_under(scene, heading, text));
    }
    ui.add_space(4.0);
    // What is being typed counts, as it will be printed.
    let values = Values::new(scene.project, scene.card);
    let printed = values.print(&values.keyed(&field::held(ui, id, written)));
    let count = printed.chars().filter(|character| !character.is_whitespace()).count();
    card::weak(ui, palette, t!("report_text.count", count = count));
}

/// The edit that puts a text under a heading, with what its numbers are now.
fn written_under(scene: &Scene<'_>, heading: &Heading, text: String) -> Edit {
    let seen = Values::new(scene.project, scene.card).seen(&text);
    let rests = basis(scene.project, scene.card, heading);
    Edit::Text(ReportText {
        heading: heading.path.clone(),
        text,
        seen,
        rests,
    })
}

fn framed(ui: &mut Ui, palette: &Palette, add: impl FnOnce(&mut Ui)) {
    egui::Frame::new()
        .fill(palette.raised)
        .corner_radius(theme::RADIUS)
        .inner_margin(12)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui);
        });
}

/// The sentences the report will have under the heading, and a way to take them over.
fn proposed(ui: &mut Ui, scene: &mut Scene<'_>, heading: &Heading) {
    let palette = scene.palette;
    let key = Id::unique(("proposal", &heading.path));
    let text = cached(ui, key, scene.revision, || {
        proposal(scene.project, scene.card, heading).join("\n")
    });
    framed(ui, palette, |ui| {
        card::weak(ui, palette, t!("report_text.proposal"));
        if text.is_empty() {
            card::weak(ui, palette, t!("report_text.no_proposal"));
            return;
        }
        prose::printed::paragraphs(ui, scene, &text);
        ui.add_space(theme::GAP / 3.0);
        if ui
            .button(t!("report_text.take_over"))
            .on_hover_text(t!("report_text.take_over_hint"))
            .clicked()
        {
            scene.edits.push(written_under(scene, heading, text.to_string()));
            // Below a long proposal the field is out of sight.
            field::await_focus(ui.ctx(), field_id(&heading.path));
        }
    });
}
