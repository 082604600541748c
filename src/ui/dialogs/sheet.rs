//! Which sheet of a workbook is imported: each with what was found in it.

use eframe::egui;
use egui::{Frame, Label, Margin, RichText, ScrollArea, Ui};
use rust_i18n::t;

use super::{answers_ui, question_ui};
use crate::session::Answer;
use crate::table::Sheet;
use crate::ui::theme::{self, Palette};

/// The sheets, and the one that is chosen.
#[derive(Debug)]
pub struct Choice {
    workbook: String,
    sheets: Vec<Sheet>,
    chosen: usize,
}

impl Choice {
    /// Makes the list with the likeliest sheet chosen.
    pub fn new(workbook: &str, sheets: &[Sheet]) -> Self {
        Self {
            workbook: workbook.to_owned(),
            sheets: sheets.to_vec(),
            chosen: sheets.iter().position(|sheet| sheet.is_read).unwrap_or(0),
        }
    }

    /// Lists the sheets, one of which is taken.
    pub(super) fn ui(&mut self, ui: &mut Ui, palette: &Palette) -> Option<Answer> {
        let question = t!("dialog.sheet", name = self.workbook, count = self.sheets.len());
        question_ui(ui, palette, &question, &t!("dialog.sheet_hint"));
        let beneath = Margin {
            left: 24,
            ..Margin::ZERO
        };
        let room = ui.ctx().content_rect().height() * 0.5;
        ScrollArea::vertical().max_height(room).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            for (position, sheet) in self.sheets.iter().enumerate() {
                let name = RichText::new(&sheet.name).font(theme::bold_of(14.0));
                ui.radio_value(&mut self.chosen, position, name);
                Frame::new().inner_margin(beneath).show(ui, |ui| {
                    let found = t!("dialog.sheet_found", count = sheet.indicators, filled = sheet.filled);
                    ui.add(Label::new(RichText::new(found).color(palette.weak)).wrap());
                });
            }
        });
        let chosen = self.sheets.get(self.chosen)?;
        let answers = [
            (t!("dialog.sheet_take").into_owned(), Answer::Sheet(chosen.name.clone())),
            (t!("dialog.cancel").into_owned(), Answer::Cancel),
        ];
        answers_ui(ui, palette, answers)
    }
}
