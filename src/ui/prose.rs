//! Words with bindings: a field to write them in, and what they will be printed as.

pub mod printed;
mod writing;

pub use writing::begin;

use eframe::egui;
use egui::{Id, Ui};

use super::field::{self, Look};
use super::scene::Scene;

/// Shows a field that offers names while one is typed; returns the new text once it is finished and differs.
pub fn written(ui: &mut Ui, scene: &Scene<'_>, id: Id, look: Look<'_>, text: &str) -> Option<String> {
    writing::ui(ui, scene, id, look, text)
}

/// Shows a field as [`written`] does, and below it, where there are bindings, the text as it will be printed.
pub fn field(ui: &mut Ui, scene: &mut Scene<'_>, id: Id, look: Look<'_>, text: &str) -> Option<String> {
    let finished = written(ui, scene, id, look, text);
    let held = field::held(ui, id, text);
    if held.contains("{{") {
        printed::paragraphs(ui, scene, &held);
    }
    finished
}
