//! The sums of weights in the status bar.

use eframe::egui;
use egui::{Color32, Popup, RichText, Ui};
use rust_i18n::t;

use crate::model::number;
use crate::score::{Scorecard, WeightCheck};
use crate::ui::theme::{self, Palette};
use crate::ui::{icon, names};

/// Space between two sums.
const GAP: f32 = 12.0;

/// Shows the sums of weights against what the scheme demands, right to left: all, the levels, the goals, of each what is
/// not as demanded first; what has no room is a click away.
pub(super) fn ui(ui: &mut Ui, palette: &Palette, card: &Scorecard) {
    if card.unfilled > 0 {
        let more = names::without_score(card);
        let unfilled = t!("shell.unfilled", count = card.unfilled, more = more);
        ui.label(said(&format!("○ {unfilled}"), palette.weak));
        ui.separator();
    }
    let of_rank = |rank: u8| demanded(card).rev().filter(move |check| self::rank(check) == rank);
    let checks: Vec<&WeightCheck> = (0..=3).flat_map(of_rank).collect();
    for (shown, check) in checks.iter().enumerate() {
        let (text, ink) = sum(check, palette);
        let rest = &checks[shown..];
        let others = if rest.len() > 1 {
            width(ui, &more(rest, palette).0) + 3.0 * GAP
        } else {
            0.0
        };
        if width(ui, &text) + GAP + others > ui.available_width() {
            let (text, ink) = more(rest, palette);
            let button = ui.add(egui::Button::new(said(&text, ink)).small().frame(false));
            Popup::menu(&button).show(|ui| list(ui, palette, card));
            return;
        }
        ui.label(said(&text, ink)).on_hover_text(t!("shell.weights_hint"));
        ui.add_space(4.0);
    }
}

/// Every sum in the order of the form.
fn list(ui: &mut Ui, palette: &Palette, card: &Scorecard) {
    ui.label(said(&t!("shell.weights_hint"), palette.weak));
    for check in demanded(card) {
        let (text, ink) = sum(check, palette);
        ui.label(said(&text, ink));
    }
}

/// Returns the sums of which something is demanded, in the order of the form.
fn demanded(card: &Scorecard) -> impl DoubleEndedIterator<Item = &WeightCheck> {
    card.weights.iter().filter(|check| check.demanded.is_some())
}

/// Returns the place of a sum among the others: levels and totals first, what is not as demanded before what is.
fn rank(check: &WeightCheck) -> u8 {
    match (&check.goal, check.holds()) {
        (None, false) => 0,
        (None, true) => 1,
        (Some(_), false) => 2,
        (Some(_), true) => 3,
    }
}

/// Writes a sum against what is demanded.
fn sum(check: &WeightCheck, palette: &Palette) -> (String, Color32) {
    let sum = number::plain(check.sum);
    let name = names::weights(check);
    match check.demanded.map(number::plain) {
        None => (format!("{name} {sum}"), palette.weak),
        Some(demanded) if check.holds() => (format!("{} {name} {sum}/{demanded}", icon::CHECK), palette.weak),
        Some(demanded) => (format!("▼ {name} {sum}/{demanded}"), palette.bad),
    }
}

/// Says how many sums have no room, and whether they are as demanded.
fn more(rest: &[&WeightCheck], palette: &Palette) -> (String, Color32) {
    let count = rest.len();
    match rest.iter().filter(|check| !check.holds()).count() {
        0 => (
            format!("{} {}", icon::CHECK, t!("shell.more_weights", count = count)),
            palette.weak,
        ),
        failing => {
            let more = if failing == count {
                t!("shell.more_weights_all_off", count = count)
            } else {
                t!("shell.more_weights_off", count = count, failing = failing)
            };
            (format!("▼ {more}"), palette.bad)
        }
    }
}

fn said(text: &str, ink: Color32) -> RichText {
    RichText::new(text).font(theme::small()).color(ink)
}

fn width(ui: &Ui, text: &str) -> f32 {
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), theme::small(), Color32::PLACEHOLDER);
    galley.size().x
}
