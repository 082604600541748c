//! The text of a cell: on one line, else smaller on two.

use std::sync::Arc;

use eframe::egui;
use egui::{Align, FontId, Galley, Rect, Ui, pos2, vec2};

/// Returns the part of a cell that its text has.
pub fn text_room(cell: Rect) -> Rect {
    cell.shrink2(vec2(7.0, 0.0))
}

/// Lays the text of a cell out on one line, else smaller on two, cut with … where it does not fit.
pub fn laid_out(ui: &Ui, room: Rect, text: &str, font: FontId, ink: egui::Color32, align: Align) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.replace('\n', " "), font.clone(), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.width().max(0.0));
    let mut galley = ui.painter().layout_job(job);
    if galley.elided && align == Align::LEFT {
        // Two lines of smaller letters hold twice the words in a row of the same height.
        let mut format = egui::TextFormat::simple(FontId::new(12.0, font.family), ink);
        format.line_height = Some(14.0);
        let mut job = egui::text::LayoutJob::single_section(text.replace('\n', " "), format);
        job.wrap = egui::text::TextWrapping {
            max_rows: 2,
            ..egui::text::TextWrapping::wrap_at_width(room.width().max(0.0))
        };
        galley = ui.painter().layout_job(job);
    }
    galley
}

/// Paints the text of a cell, cut with … where it does not fit.
pub fn paint_text(ui: &Ui, cell: Rect, text: &str, font: FontId, ink: egui::Color32, align: Align) {
    if text.is_empty() {
        return;
    }
    let room = text_room(cell);
    let galley = laid_out(ui, room, text, font, ink, align);
    let size = galley.size();
    let x = match align {
        Align::Min => room.left(),
        Align::Center => room.center().x - size.x / 2.0,
        Align::Max => room.right() - size.x,
    };
    ui.painter().with_clip_rect(cell.intersect(ui.clip_rect())).galley(
        pos2(x, cell.center().y - size.y / 2.0),
        galley,
        ink,
    );
}
