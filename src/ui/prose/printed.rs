//! Text as it will be printed: each binding as its value, with where it comes from.

use eframe::egui;
use egui::{Label, RichText, Sense, Ui, vec2};
use rust_i18n::t;

use crate::binding::{Bound, Origin, Piece, State, Values};
use crate::ui::scene::{Entry, Page, Scene};
use crate::ui::theme::Palette;

/// Most pieces of a paragraph that are shown one by one; a longer paragraph ends in plain text.
const MOST_PIECES: usize = 240;

/// Shows paragraphs; a click on a value goes to where it comes from.
pub fn paragraphs(ui: &mut Ui, scene: &mut Scene<'_>, text: &str) {
    let values = Values::new(scene.project, scene.card);
    let mut clicked = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 4.0);
            let pieces = values.pieces(line);
            let (shown, rest) = pieces.split_at(pieces.len().min(MOST_PIECES));
            for piece in shown {
                match piece {
                    Piece::Words(words) => {
                        ui.add(Label::new(RichText::new(*words).color(scene.palette.text)).wrap());
                    }
                    Piece::Bound(bound) => {
                        if value(ui, scene.palette, bound) {
                            clicked.clone_from(&bound.origin);
                        }
                    }
                }
            }
            if !rest.is_empty() {
                let text: String = rest.iter().take(MOST_PIECES).map(words).chain(["……"]).collect();
                ui.add(Label::new(RichText::new(text).color(scene.palette.weak)).wrap());
            }
        });
    }
    if let Some(origin) = clicked {
        go_to(scene, origin);
    }
}

fn words<'p>(piece: &'p Piece<'_>) -> &'p str {
    match piece {
        Piece::Words(words) => words,
        Piece::Bound(bound) => &bound.text,
    }
}

/// Shows a value; returns true when it is clicked.
fn value(ui: &mut Ui, palette: &Palette, bound: &Bound<'_>) -> bool {
    let ink = match bound.state {
        State::Known => palette.accent,
        State::Unfilled => palette.caution,
        State::Unknown => palette.bad,
    };
    let text = RichText::new(&bound.text).color(ink).underline();
    ui.add(Label::new(text).wrap().sense(Sense::click()))
        .on_hover_text(said(bound.state, &bound.label))
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .clicked()
}

/// Says where a value comes from.
pub fn said(state: State, label: &str) -> String {
    match state {
        State::Known => t!("report_text.from", label = label),
        State::Unfilled => t!("report_text.unfilled", label = label),
        State::Unknown => t!("report_text.unknown", name = label),
    }
    .into_owned()
}

/// Shows where a value is filled in.
pub fn go_to(scene: &mut Scene<'_>, origin: Origin) {
    match origin {
        Origin::Indicator(id, field) => scene.view.go_to_field(id, field),
        Origin::Budget => scene.view.page = Page::Budget,
        Origin::Head => scene.view.page = Page::Basics,
        Origin::Goal(id) => scene.view.go_to_goal(id),
        Origin::Score => scene.view.page = Page::Indicators,
        Origin::Fact(id) => scene.view.go_to_entry(Entry::Fact(id)),
    }
}
