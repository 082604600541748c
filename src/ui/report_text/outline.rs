//! The outline of the report: its headings with how each stands, and the outlines to choose from.

use eframe::egui;
use egui::{Label, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use rust_i18n::t;

use super::{Clicked, Desk, Showing, about};
use crate::check::Finding;
use crate::model::{Edit, Outline};
use crate::outlines;
use crate::ui::card::{self, cut, paint};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets;

/// The outline; returns what is clicked.
pub(super) fn outline_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    outline: &Outline,
    findings: &[Finding],
    desk: &Desk,
    height: f32,
) -> Option<Clicked> {
    let palette = scene.palette;
    let mut clicked = None;
    let marked = desk.marked(outline);
    card::plain(ui, |ui| {
        ui.set_min_height(height - 30.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        let leaves = (0..outline.headings.len()).filter(|&position| outline.takes_text(position));
        let written = leaves
            .clone()
            .filter(|&position| !scene.project.text(&outline.headings[position].path).trim().is_empty())
            .count();
        let note = t!("report_text.written", written = written, count = leaves.count());
        card::section(ui, palette, &t!("report_text.outline"), &note);
        choice_ui(ui, scene, outline);
        ui.add_space(theme::GAP / 2.0);
        ScrollArea::vertical()
            .id_salt("outline")
            .auto_shrink([false, false])
            .show(ui, |ui| {
                for (position, heading) in outline.headings.iter().enumerate() {
                    let takes_text = outline.takes_text(position);
                    let state = State {
                        takes_text,
                        leads: takes_text || desk.showing != Showing::Text,
                        is_written: !scene.project.text(&heading.path).trim().is_empty(),
                        is_chosen: marked == Some(position),
                        has_findings: about(findings, &heading.path).next().is_some(),
                    };
                    if heading_ui(ui, palette, &heading.text, heading.level, state) {
                        clicked = Some(Clicked::Heading(heading.path.clone()));
                    }
                }
                #[cfg(feature = "pdf")]
                if desk.showing == Showing::Pages && annex_ui(ui, palette, desk) {
                    clicked = Some(Clicked::Annex);
                }
                lost_ui(ui, palette, outline, scene);
            });
    });
    clicked
}

/// The annex, at the end of the outline; returns true when it is clicked.
#[cfg(feature = "pdf")]
fn annex_ui(ui: &mut Ui, palette: &Palette, desk: &Desk) -> bool {
    let state = State {
        takes_text: false,
        leads: true,
        is_written: false,
        is_chosen: desk.pages.is_at_annex(),
        has_findings: false,
    };
    heading_ui(ui, palette, &t!("pages.annex"), 1, state)
}

/// The outlines to choose from.
fn choice_ui(ui: &mut Ui, scene: &mut Scene<'_>, outline: &Outline) {
    widgets::choose(
        ui,
        egui::ComboBox::from_id_salt("report outline")
            .width(ui.available_width())
            .truncate()
            .selected_text(outline.name.as_str()),
        |ui| {
            for shipped in outlines::shipped() {
                let is_chosen = shipped.id == outline.id;
                let response = ui.selectable_label(is_chosen, &shipped.name);
                if response.on_hover_text(&shipped.citation).clicked() && !is_chosen {
                    scene.edits.push(Edit::Outline(Box::new(shipped.clone())));
                }
            }
        },
    )
    .accessible_name(t!("report_text.outline_choice"));
}

/// Texts that stand under no heading of the outline in use, so that none is lost unseen.
fn lost_ui(ui: &mut Ui, palette: &Palette, outline: &Outline, scene: &Scene<'_>) {
    let texts = scene.project.texts.iter();
    let lost = texts.filter(|text| !text.text.trim().is_empty() && outline.position(&text.heading).is_none());
    for (position, text) in lost.enumerate() {
        if position == 0 {
            ui.add_space(theme::GAP);
            card::weak(ui, palette, t!("report_text.lost"));
        }
        ui.collapsing(&text.heading, |ui| {
            ui.add(
                Label::new(RichText::new(&text.text).color(palette.text))
                    .wrap()
                    .selectable(true),
            );
        });
    }
}

/// How a heading of the outline stands.
#[derive(Clone, Copy)]
struct State {
    takes_text: bool,
    /// A click on it leads somewhere.
    leads: bool,
    is_written: bool,
    is_chosen: bool,
    has_findings: bool,
}

/// One heading; returns true when it is clicked. One that others refine is no place for text.
fn heading_ui(ui: &mut Ui, palette: &Palette, words: &str, level: u8, state: State) -> bool {
    let State {
        takes_text,
        leads,
        is_written,
        is_chosen: chosen,
        has_findings,
    } = state;
    let sense = if leads { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), sense);
    let (sign, ink, word) = match (takes_text, has_findings, is_written) {
        (false, ..) => ("", palette.weak, String::new()),
        (true, true, _) => ("▲", palette.caution, t!("report_text.findings").into_owned()),
        (true, false, true) => ("●", palette.accent, t!("report_text.own").into_owned()),
        (true, false, false) => ("○", palette.weak, t!("report_text.proposed").into_owned()),
    };
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, leads, chosen, format!("{words} {word}")));
    if chosen {
        ui.painter().rect_filled(rect, 4.0, palette.accent_soft);
    } else if leads && response.hovered() {
        ui.painter().rect_filled(rect, 4.0, palette.hover);
    }
    if response.has_focus() {
        theme::focus_ring(ui, rect);
    }
    let indent = 8.0 + f32::from(level.saturating_sub(1)) * 14.0;
    let middle = rect.center().y;
    let sign = cut(ui, sign, theme::small(), 16.0, ink);
    paint(ui, sign, pos2(rect.right() - 6.0, middle), egui::Align2::RIGHT_CENTER);
    let font = if takes_text {
        theme::body()
    } else {
        theme::bold_of(14.0)
    };
    let text = cut(ui, words, font, rect.width() - indent - 26.0, palette.text);
    let elided = text.elided;
    paint(ui, text, pos2(rect.left() + indent, middle), egui::Align2::LEFT_CENTER);
    let response = if elided {
        response.on_hover_text(words)
    } else {
        response
    };
    if leads {
        response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
    } else {
        false
    }
}
