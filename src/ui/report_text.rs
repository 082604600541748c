//! The report's text: the outline on the left, the text under the chosen heading on the right.

use eframe::egui;
use egui::{Id, Label, Layout, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use rust_i18n::t;

use super::card::{self, cut, paint};
use super::charts::cached;
use super::field::{self, Look};
use super::scene::{Scene, page_heading};
use super::theme::{self, Palette};
use crate::model::{Edit, ReportText};
use crate::report::{Format, Heading, outline, proposal};
use crate::session::Command;

/// Shows the page.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = scene.palette;
    let headings = outline(&scene.project.kind);
    page_heading(ui, palette, &t!("report_text.title"), &t!("report_text.subtitle"));
    let chosen_id = Id::unique("report_text.chosen");
    let chosen = ui
        .data(|data| data.get_temp::<&'static str>(chosen_id))
        .and_then(|path| headings.iter().find(|heading| heading.path == path))
        .or_else(|| headings.iter().find(|heading| is_filled_in(headings, heading)));
    let Some(chosen) = chosen else { return };
    let height = ui.available_height();
    let width = ui.available_width();
    let left = (width * 0.34).clamp(220.0, 340.0);
    let mut next = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.allocate_ui_with_layout(vec2(left, height), Layout::top_down(egui::Align::Min), |ui| {
            next = outline_ui(ui, scene, headings, chosen, height);
        });
        let right = width - left - theme::GAP;
        ui.allocate_ui_with_layout(vec2(right, height), Layout::top_down(egui::Align::Min), |ui| {
            text_ui(ui, scene, headings, chosen, height);
        });
    });
    // Only now, so that a text being typed has been finished under its own heading.
    if let Some(next) = next {
        ui.data_mut(|data| data.insert_temp(chosen_id, next.path));
        ui.ctx().request_repaint();
    }
}

/// Text stands under a heading that no other heading refines.
fn is_filled_in(headings: &[Heading], heading: &Heading) -> bool {
    let prefix = format!("{}.", heading.path);
    !headings.iter().any(|other| other.path.starts_with(&prefix))
}

/// The outline; returns the heading clicked.
fn outline_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    headings: &'static [Heading],
    chosen: &Heading,
    height: f32,
) -> Option<&'static Heading> {
    let palette = scene.palette;
    let mut clicked = None;
    card::plain(ui, |ui| {
        ui.set_min_height(height - 30.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        let leaves = headings.iter().filter(|heading| is_filled_in(headings, heading));
        let written = leaves
            .clone()
            .filter(|heading| !scene.project.text(heading.path).trim().is_empty())
            .count();
        let note = t!("report_text.written", written = written, count = leaves.count());
        card::section(ui, palette, &t!("report_text.outline"), &note);
        ScrollArea::vertical()
            .id_salt("outline")
            .auto_shrink([false, false])
            .show(ui, |ui| {
                for heading in headings {
                    if heading_ui(ui, scene, headings, heading, heading.path == chosen.path) {
                        clicked = Some(heading);
                    }
                }
            });
    });
    clicked
}

/// One heading; returns true when it is clicked. One that others refine is no place for text.
fn heading_ui(ui: &mut Ui, scene: &Scene<'_>, headings: &[Heading], heading: &Heading, chosen: bool) -> bool {
    let palette = scene.palette;
    let takes_text = is_filled_in(headings, heading);
    let is_empty = scene.project.text(heading.path).trim().is_empty();
    let sense = if takes_text { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), sense);
    let state = match (takes_text, is_empty) {
        (false, _) => String::new(),
        (true, true) => t!("report_text.proposed").into_owned(),
        (true, false) => t!("report_text.own").into_owned(),
    };
    response
        .widget_info(|| WidgetInfo::selected(Role::TreeItem, takes_text, chosen, format!("{} {state}", heading.text)));
    if chosen {
        ui.painter().rect_filled(rect, 4.0, palette.accent_soft);
    } else if takes_text && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, 4.0, palette.raised);
    }
    let indent = 8.0 + f32::from(heading.level.saturating_sub(1)) * 14.0;
    let ink = if takes_text && is_empty {
        palette.weak
    } else {
        palette.accent
    };
    let sign = match (takes_text, is_empty) {
        (false, _) => "",
        (true, true) => "○",
        (true, false) => "●",
    };
    let middle = rect.center().y;
    let sign = cut(ui, sign, theme::small(), 16.0, ink);
    paint(ui, sign, pos2(rect.right() - 6.0, middle), egui::Align2::RIGHT_CENTER);
    let font = if takes_text {
        theme::body()
    } else {
        theme::bold_of(14.0)
    };
    let text = cut(ui, heading.text, font, rect.width() - indent - 26.0, palette.text);
    let elided = text.elided;
    paint(ui, text, pos2(rect.left() + indent, middle), egui::Align2::LEFT_CENTER);
    let response = if elided {
        response.on_hover_text(heading.text)
    } else {
        response
    };
    if takes_text {
        response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
    } else {
        false
    }
}

/// The text under a heading, with the sentences made from the data while the officer has written none.
fn text_ui(ui: &mut Ui, scene: &mut Scene<'_>, headings: &[Heading], heading: &Heading, height: f32) {
    let palette = scene.palette;
    card::plain(ui, |ui| {
        ui.set_min_height(height - 30.0);
        let parents = parents(headings, heading);
        if !parents.is_empty() {
            card::weak(ui, palette, parents);
        }
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(t!("report_text.export")).clicked() {
                    scene.commands.push(Command::Export(Some(Format::Docx)));
                }
                ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                    let text = RichText::new(heading.text)
                        .font(theme::bold_of(15.0))
                        .color(palette.text);
                    ui.add(Label::new(text).truncate());
                });
            });
        });
        ui.add_space(theme::GAP / 3.0);
        ScrollArea::vertical()
            .id_salt(("text", heading.path))
            .auto_shrink([false, false])
            .show(ui, |ui| {
                let written = scene.project.text(heading.path);
                if written.trim().is_empty() {
                    proposed(ui, palette, scene, heading);
                    ui.add_space(theme::GAP);
                }
                let look = Look {
                    name: heading.text,
                    hint: &t!("report_text.hint"),
                    rows: if written.trim().is_empty() { 6 } else { 14 },
                    width: ui.available_width() - 6.0,
                };
                let id = Id::unique(("report text", heading.path));
                if let (_, Some(text)) = field::text(ui, id, look, written) {
                    scene.edits.push(written_under(heading, text));
                }
                ui.add_space(4.0);
                let count = written.chars().filter(|character| !character.is_whitespace()).count();
                let note = t!("report_text.count", count = count);
                card::weak(ui, palette, note);
            });
    });
}

fn written_under(heading: &Heading, text: String) -> Edit {
    Edit::Text(ReportText {
        heading: heading.path.to_owned(),
        text,
    })
}

/// The sentences the report will have under the heading, and a way to take them over.
fn proposed(ui: &mut Ui, palette: &Palette, scene: &mut Scene<'_>, heading: &Heading) {
    let key = Id::unique(("proposal", heading.path));
    let paragraphs = cached(ui, key, scene.revision, || {
        proposal(scene.project, scene.card, heading.path)
    });
    egui::Frame::new()
        .fill(palette.raised)
        .corner_radius(theme::RADIUS)
        .inner_margin(12)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            card::weak(ui, palette, t!("report_text.proposal"));
            if paragraphs.is_empty() {
                card::weak(ui, palette, t!("report_text.no_proposal"));
                return;
            }
            for paragraph in paragraphs.iter() {
                let text = RichText::new(paragraph).color(palette.text);
                ui.add(Label::new(text).wrap().selectable(true));
            }
            ui.add_space(theme::GAP / 3.0);
            if ui
                .button(t!("report_text.take_over"))
                .on_hover_text(t!("report_text.take_over_hint"))
                .clicked()
            {
                scene.edits.push(written_under(heading, paragraphs.join("\n")));
            }
        });
}

/// The headings above a heading, outermost first.
fn parents(headings: &[Heading], heading: &Heading) -> String {
    headings
        .iter()
        .filter(|other| heading.path.starts_with(&format!("{}.", other.path)))
        .map(|other| other.text)
        .collect::<Vec<_>>()
        .join(" › ")
}
