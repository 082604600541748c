//! Words with bindings: a field to write them in, and what they will be printed as.

pub mod printed;
mod writing;

pub use writing::begin;

use eframe::egui;
use egui::text::LayoutJob;
use egui::{CursorIcon, Id, Sense, StrokeKind, TextFormat, Ui, WidgetInfo, vec2};

use super::field::{self, Look};
use super::scene::Scene;
use super::theme;
use crate::binding::{Piece, State, Values};

/// Shows a field that offers names while one is typed; returns the new text once it is finished and differs.
///
/// Values are named by their names in the field and by their ids in the text.
pub fn written(ui: &mut Ui, scene: &Scene<'_>, id: Id, look: Look<'_>, text: &str) -> Option<String> {
    writing::ui(ui, scene, id, look, text)
}

/// Shows a field as [`written`] does that shows the values of its bindings while nothing is typed into it.
pub fn field(ui: &mut Ui, scene: &Scene<'_>, id: Id, look: Look<'_>, text: &str) -> Option<String> {
    // What was being typed when the focus left is still to be handed out.
    let typing = field::has_draft(ui, id) || writing::is_held(ui, id);
    let resting = !typing && !ui.memory(|memory| memory.has_focus(id));
    if resting && text.contains("{{") {
        at_rest(ui, scene, id, look, text);
        return None;
    }
    writing::ui(ui, scene, id, look, text)
}

/// Shows a text as it will be printed, in the place and the look of its field; a click or Tab begins the writing.
fn at_rest(ui: &mut Ui, scene: &Scene<'_>, id: Id, look: Look<'_>, text: &str) {
    let palette = scene.palette;
    let margin = vec2(8.0, 5.0);
    let mut job = LayoutJob::default();
    job.wrap.max_width = look.width - 2.0 * margin.x;
    let values = Values::new(scene.project, scene.card);
    for piece in values.pieces(text) {
        let (words, ink) = match &piece {
            Piece::Words(words) => (*words, palette.text),
            Piece::Bound(bound) => {
                let ink = match bound.state {
                    State::Known => palette.accent,
                    State::Unfilled => palette.caution,
                    State::Unknown => palette.bad,
                };
                (bound.text.as_str(), ink)
            }
        };
        job.append(words, 0.0, TextFormat::simple(theme::body(), ink));
    }
    let galley = ui.painter().layout_job(job);
    let least = look.rows as f32 * ui.fonts_mut(|fonts| fonts.row_height(&theme::body()));
    let size = vec2(look.width, galley.size().y.max(least) + 2.0 * margin.y);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, id, Sense::click()).on_hover_cursor(CursorIcon::Text);
    let visuals = ui.style().interact(&response);
    ui.painter().rect(
        rect,
        visuals.corner_radius,
        ui.visuals().text_edit_bg_color(),
        visuals.bg_stroke,
        StrokeKind::Inside,
    );
    ui.painter().galley(rect.min + margin, galley, palette.text);
    response.widget_info(|| {
        let printed = values.print(text);
        let mut info = WidgetInfo::text_edit(true, &printed, &printed, look.hint);
        info.label = Some(look.name.to_owned());
        info
    });
    if response.clicked() {
        response.request_focus();
    }
}
