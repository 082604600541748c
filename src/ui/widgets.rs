//! Small parts that every page shares.

use eframe::egui;
use egui::style::StyleModifier;
use egui::{
    Align, Align2, Area, Button, Color32, ComboBox, CornerRadius, Id, Key, Layout, Order, Rect, Response, RichText,
    Sense, Stroke, StrokeKind, Ui, UiBuilder, vec2,
};

use super::theme::{self, Palette};

/// The button of the action a page or a dialog is for.
pub fn primary(ui: &mut Ui, palette: &Palette, text: &str) -> Response {
    let response = ui.add(
        Button::new(RichText::new(text).color(palette.on_accent))
            .fill(palette.accent)
            .stroke(Stroke::NONE),
    );
    if response.has_focus() {
        // Its own stroke would not be seen on the accent.
        let ring = response.rect.expand(2.5);
        let stroke = Stroke::new(1.5, palette.accent);
        ui.painter()
            .rect_stroke(ring, CornerRadius::same(theme::RADIUS + 2), stroke, StrokeKind::Middle);
    }
    response
}

/// A button that is only an icon, with its name as tooltip and for screen readers.
pub fn icon_button(ui: &mut Ui, icon: &str, name: &str, enabled: Enabled) -> Response {
    hinted_button(ui, icon, name, name, enabled)
}

fn hinted_button(ui: &mut Ui, icon: &str, name: &str, hint: &str, enabled: Enabled) -> Response {
    let text = RichText::new(icon).font(theme::icon_of(17.0));
    let button = Button::new(text)
        .frame_when_inactive(false)
        .min_size(vec2(30.0, theme::CONTROL));
    let response = ui.add_enabled(enabled == Enabled::Yes, button);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled == Enabled::Yes, name));
    response.on_hover_text(hint).on_disabled_hover_text(hint)
}

/// An icon button whose tooltip names its keys too.
pub fn key_button(ui: &mut Ui, icon: &str, name: &str, keys: &str, enabled: Enabled) -> Response {
    hinted_button(ui, icon, name, &with_keys(name, keys), enabled)
}

/// Returns what a tooltip says of a button that has keys.
pub fn with_keys(name: &str, keys: &str) -> String {
    if keys.is_empty() {
        name.to_owned()
    } else {
        format!("{name} ({keys})")
    }
}

/// The button that takes an entry away; returns true when it is pressed.
pub fn remove_button(ui: &mut Ui, name: &str) -> bool {
    let response = icon_button(ui, super::icon::TRASH, name, Enabled::Yes);
    if response.clicked() {
        // The next entry moves up to where the keyboard is; a second press must not take it away too.
        response.surrender_focus();
    }
    response.clicked()
}

/// The button that takes an entry away, at the right of a place kept for it: shown after the fields of the entry, so that
/// Tab goes from field to field and comes to it after them.
pub fn remove_button_last(ui: &mut Ui, place: Rect, name: &str) -> bool {
    let place = UiBuilder::new().max_rect(place);
    let ui = &mut ui.new_child(place.layout(Layout::right_to_left(Align::Min)));
    remove_button(ui, name)
}

/// Whether a control can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enabled {
    /// It can.
    Yes,
    /// It is greyed.
    No,
}

impl From<bool> for Enabled {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// A list to choose from that closes once an entry is taken, by a key as well; then it has the focus again.
pub fn choose(ui: &mut Ui, list: ComboBox<'_>, entries: impl FnOnce(&mut Ui)) -> Response {
    let mut is_taken = false;
    // A bar that hides would leave the last entries unknown.
    let style = StyleModifier::new(|style| style.spacing.scroll = theme::lasting_scroll_bars());
    let shown = list.popup_style(style).show_ui(ui, |ui| {
        entries(ui);
        let focused = ui
            .memory(|memory| memory.focused())
            .and_then(|id| ui.ctx().read_response(id));
        let inside = focused.is_some_and(|entry| entry.layer_id == ui.layer_id());
        is_taken = inside && ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Space));
        if is_taken {
            ui.close();
        }
    });
    if is_taken {
        shown.response.request_focus();
    }
    shown.response
}

/// Returns an area over everything else that lies right below a place, or above it where what is this high has no room
/// below and more above; and the room there is.
pub fn beside(ui: &Ui, id: Id, place: Rect, height: f32) -> (Area, f32) {
    let window = ui.ctx().content_rect();
    let (above, below) = (place.top() - window.top(), window.bottom() - place.bottom());
    let is_above = below < height && above > below;
    let gap = vec2(0.0, 2.0);
    let (room, pivot, corner) = if is_above {
        (above, Align2::LEFT_BOTTOM, place.left_top() - gap)
    } else {
        (below, Align2::LEFT_TOP, place.left_bottom() + gap)
    };
    let area = Area::new(id.with(is_above)).order(Order::Foreground);
    (area.pivot(pivot).fixed_pos(corner), room)
}

/// A button that opens a menu, with an arrow that says so.
pub fn menu(ui: &mut Ui, name: &str, entries: impl FnOnce(&mut Ui)) -> Response {
    let response = ui
        .menu_button(format!("{name} {}", super::icon::CARET_DOWN), entries)
        .response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    response
}

/// The name of a field, above it.
pub fn caption(ui: &mut Ui, palette: &Palette, text: &str) -> Response {
    ui.label(RichText::new(text).font(theme::small()).color(palette.weak))
}

/// A word on a coloured ground.
pub fn badge(ui: &mut Ui, text: &str, ink: Color32, ground: Color32) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::small(), ink);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(12.0, 4.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(4), ground);
    ui.painter().galley(rect.min + vec2(6.0, 2.0), galley, ink);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    response
}
