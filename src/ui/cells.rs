//! Rows of fields under the headings of their columns.

use eframe::egui;
use egui::{Align, Label, Layout, RichText, Ui, vec2};

use super::theme::{self, Palette};

/// Space between the columns.
pub const GUTTER: f32 = 8.0;

/// A cell of fixed width.
pub fn cell<R>(ui: &mut Ui, width: f32, layout: Layout, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui_with_layout(vec2(width, theme::CONTROL), layout, |ui| {
        ui.set_min_size(vec2(width, theme::CONTROL));
        ui.set_max_width(width);
        add(ui)
    })
    .inner
}

/// Text and fields, from the left.
pub fn left() -> Layout {
    Layout::left_to_right(Align::Center)
}

/// Numbers, from the right.
pub fn right() -> Layout {
    Layout::right_to_left(Align::Center)
}

/// A row of cells.
pub fn row(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GUTTER;
        add(ui);
    });
}

/// The heading of a column.
pub fn head(ui: &mut Ui, palette: &Palette, width: f32, layout: Layout, text: &str) {
    cell(ui, width, layout, |ui| {
        ui.add(Label::new(RichText::new(text).font(theme::small()).color(palette.weak)).truncate());
    });
}
