//! What a version for publication leaves out, before it is written.

use eframe::egui;
use egui::{Align, Label, Layout, RichText, Ui, vec2};
use rust_i18n::t;

use crate::report::publication::{Matter, Omission};
use crate::session::Answer;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets;

/// Width of the column that says where something stood.
const PLACE: f32 = 250.0;

/// Lists what is left out of the report by matter, above it what has to be looked at, below it what no report says.
pub(super) fn ui(
    ui: &mut Ui,
    palette: &Palette,
    [omissions, unprinted]: [&[Omission]; 2],
    cautions: &[String],
) -> Option<Answer> {
    let title = if omissions.is_empty() {
        t!("publish.nothing")
    } else {
        t!("publish.title", count = Omission::total(omissions))
    };
    ui.label(RichText::new(title).font(theme::bold_of(16.0)));
    ui.label(RichText::new(t!("publish.hint")).color(palette.weak));
    let room = ui.ctx().content_rect().height() * 0.6;
    // A list that scrolls has its height from the first frame on, so that the buttons stay where they are.
    let scrolled = egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room);
    scrolled.show(ui, |ui| {
        // The bar lies over what it scrolls.
        ui.set_max_width(ui.available_width() - 16.0);
        if !cautions.is_empty() {
            let heading = t!("publish.cautions", count = cautions.len());
            ui.label(RichText::new(heading).font(theme::bold_of(14.0)).color(palette.caution));
            for caution in cautions {
                ui.label(RichText::new(caution).color(palette.caution));
            }
            ui.separator();
        }
        for (matter, group) in Omission::by_matter(omissions) {
            let heading = format!(
                "{}　{}",
                name(matter),
                t!("publish.places", count = Omission::total(group))
            );
            ui.label(RichText::new(heading).font(theme::bold_of(14.0)));
            ui.scope(|ui| list(ui, palette, group));
            ui.add_space(theme::GAP / 2.0);
        }
        if !unprinted.is_empty() {
            if !omissions.is_empty() {
                ui.separator();
            }
            ui.label(RichText::new(t!("publish.unprinted")).font(theme::bold_of(14.0)));
            let counted = Omission::by_matter(unprinted).map(|(matter, group)| {
                t!("publish.counted", what = name(matter), count = Omission::total(group)).into_owned()
            });
            let counted: Vec<String> = counted.collect();
            ui.label(RichText::new(counted.join(&t!("publish.between"))).color(palette.text));
        }
    });
    let mut answer = None;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if widgets::primary(ui, palette, &t!("publish.export")).clicked() {
            answer = Some(Answer::Publish);
        }
        if ui.button(t!("dialog.cancel")).clicked() {
            answer = Some(Answer::Cancel);
        }
    });
    answer
}

/// The omissions of one matter: where, and what it was.
fn list(ui: &mut Ui, palette: &Palette, group: &[Omission]) {
    let rest = ui.available_width() - PLACE - theme::GAP;
    ui.spacing_mut().item_spacing = vec2(theme::GAP, 4.0);
    for omission in group {
        ui.horizontal_top(|ui| {
            for (text, width, ink) in [
                (&omission.place, PLACE, palette.weak),
                (&omission.shown_with_count(), rest, palette.text),
            ] {
                ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    ui.add(Label::new(RichText::new(text).color(ink)).wrap());
                });
            }
        });
    }
}

/// Returns the name of a matter on the screen.
fn name(matter: Matter) -> String {
    match matter {
        Matter::Contact => t!("publish.contact"),
        Matter::Telephone => t!("publish.telephone"),
        Matter::Personal => t!("publish.personal"),
        Matter::Section => t!("publish.section"),
        Matter::Note => t!("publish.note"),
        Matter::EvidencePlace => t!("publish.evidence_place"),
        Matter::ClosedEvidence => t!("publish.closed_evidence"),
        Matter::Declared => t!("publish.declared"),
        Matter::Expected => t!("publish.expected"),
        Matter::Sentence => t!("publish.sentence"),
    }
    .into_owned()
}
