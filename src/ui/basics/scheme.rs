//! The rules in force: what they are, how sure they are, and another choice.

use eframe::egui;
use egui::{ComboBox, Label, RichText, Ui};
use rust_i18n::t;

use crate::model::Edit;
use crate::model::scheme::Confidence;
use crate::schemes;
use crate::session::Command;
use crate::ui::card;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widgets::{self, badge};

/// Shows the card.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = scene.palette;
    let scheme = &scene.project.scheme;
    card::titled(ui, palette, &t!("basics.scheme"), &scheme.id, |ui| {
        ui.horizontal_wrapped(|ui| {
            let name = if scheme.name.is_empty() {
                t!("basics.no_scheme").into_owned()
            } else {
                scheme.name.clone()
            };
            ui.label(RichText::new(name).font(theme::bold_of(14.0)).color(palette.text));
            if !scheme.region.is_empty() {
                badge(ui, &scheme.region, palette.weak, palette.raised);
            }
            let (sure, ink, ground) = match scheme.confidence {
                Confidence::High => (t!("basics.sure"), palette.good, palette.good_soft),
                Confidence::Medium => (t!("basics.partly_sure"), palette.caution, palette.caution_soft),
                Confidence::Low => (t!("basics.unsure"), palette.bad, palette.bad_soft),
            };
            badge(ui, &sure, ink, ground).on_hover_text(&scheme.confidence_note);
        });
        let years = match scheme.year_to {
            Some(last) => t!("basics.years", first = scheme.year_from, last = last),
            None => t!("basics.years_from", first = scheme.year_from),
        };
        if scheme.year_from > 0 {
            card::weak(ui, palette, years);
        }
        for text in [&scheme.citation, &scheme.confidence_note] {
            if !text.is_empty() {
                let text = RichText::new(text).font(theme::small()).color(palette.weak);
                ui.add(Label::new(text).wrap().selectable(true));
            }
        }
        ui.add_space(theme::GAP / 3.0);
        ui.horizontal_wrapped(|ui| {
            let mut chosen = None;
            widgets::choose(
                ui,
                ComboBox::from_id_salt("scheme")
                    .width(320.0)
                    .selected_text(t!("basics.change_scheme")),
                |ui| {
                    for one in schemes::shipped() {
                        let text = format!("{}（{}）", one.name, one.region);
                        if ui.selectable_label(one.id == scheme.id, text).clicked() && one.id != scheme.id {
                            chosen = Some(Edit::Scheme(std::sync::Arc::clone(one)));
                        }
                    }
                },
            )
            .accessible_name(t!("basics.change_scheme"));
            scene.edits.extend(chosen);
            if ui.button(t!("basics.load_scheme")).clicked() {
                scene.commands.push(Command::LoadScheme);
            }
        });
    });
}
