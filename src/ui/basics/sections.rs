//! 业务科室: who supplies and answers for indicators.

use eframe::egui;
use egui::{Id, RichText, Ui};
use rust_i18n::t;

use crate::model::{Edit, Id as Key, Section};
use crate::ui::card;
use crate::ui::field::{self, Look};
use crate::ui::list::List;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widgets::remove_button;

/// Shows the card.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (palette, sections) = (scene.palette, &scene.project.sections);
    let mut list = List::of(sections);
    card::titled(ui, palette, &t!("basics.sections"), &t!("basics.sections_note"), |ui| {
        if sections.is_empty() {
            card::weak(ui, palette, t!("basics.no_sections"));
        }
        for (position, section) in sections.iter().enumerate() {
            section_ui(ui, scene, position, section, &mut list);
        }
        ui.add_space(theme::GAP / 3.0);
        if ui.button(t!("basics.add_section")).clicked() {
            list.push(Section {
                id: Key::fresh("S", sections.iter().map(|section| &section.id)),
                ..Section::default()
            });
        }
    });
    scene.edits.extend(list.finish().map(Edit::Sections));
}

/// One section.
fn section_ui(ui: &mut Ui, scene: &Scene<'_>, position: usize, section: &Section, list: &mut List<'_, Section>) {
    type Slot = fn(&mut Section) -> &mut String;
    let palette = scene.palette;
    ui.horizontal(|ui| {
        let rest = ui.available_width() - 96.0 - 38.0 - 5.0 * 8.0 - 3.0 * 16.0;
        let fields: [(&str, f32, Slot); 3] = [
            ("basics.section_name", 0.44, |section| &mut section.name),
            ("basics.section_contact", 0.26, |section| &mut section.contact),
            ("basics.section_telephone", 0.3, |section| &mut section.telephone),
        ];
        for (name, share, slot) in fields {
            let mut copy = section.clone();
            let hint = t!(name);
            let look = Look {
                name: &t!("basics.section_field", number = position + 1, field = hint),
                hint: &hint,
                rows: 1,
                width: (rest * share).max(60.0),
            };
            let id = Id::unique(("section", &section.id, name));
            if let (_, Some(text)) = field::text(ui, id, look, slot(&mut copy))
                && let Some(section) = list.change(position)
            {
                *slot(section) = text;
            }
        }
        let indicators = scene.project.indicators.iter();
        let count = indicators
            .filter(|indicator| indicator.section.as_ref() == Some(&section.id))
            .count();
        let text = RichText::new(t!("basics.section_indicators", count = count));
        ui.add_sized(
            egui::vec2(96.0, theme::CONTROL),
            egui::Label::new(text.font(theme::small()).color(palette.weak)),
        );
        let remove = t!("basics.remove_section", number = position + 1);
        if remove_button(ui, &remove) {
            list.remove(position);
        }
    });
}
