//! Every colour, size and font of the window.

use std::sync::Arc;

use eframe::egui;
use egui::{Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Stroke, TextStyle, Theme, vec2};

use crate::figure::Look;
use crate::fonts;
use crate::model::charts::Colours;
use crate::score::Status;

/// Space between unrelated things, in points; halves and doubles of it make the rest.
pub const GAP: f32 = 12.0;
/// Width of a dialog that lists things, in points.
pub const WIDE_DIALOG: f32 = 640.0;
/// Height of a row of the grid.
pub const ROW: f32 = 30.0;
/// Height of a button or a one-line field.
pub const CONTROL: f32 = 30.0;
/// Thickness of the ring around what has the keyboard's focus; nothing else has one as thick.
pub const FOCUS: f32 = 2.0;
/// Corner radius of cards and buttons.
pub const RADIUS: u8 = 6;

/// The colours of one theme.
#[derive(Debug)]
pub struct Palette {
    /// Behind the cards.
    pub ground: Color32,
    /// Cards, grid, fields.
    pub surface: Color32,
    /// Headings of tables, the navigation.
    pub raised: Color32,
    /// Lines between things.
    pub line: Color32,
    /// A stronger line: the frame of a field.
    pub frame: Color32,
    /// Text.
    pub text: Color32,
    /// Secondary text; still readable (contrast at least 4.5).
    pub weak: Color32,
    /// What an empty field asks for: weaker than anything that is data (contrast at least 3).
    pub hint: Color32,
    /// Behind what the pointer is over: no colour of its own, so that it is never taken for the keyboard's place.
    pub hover: Color32,
    /// What can be clicked, what is chosen.
    pub accent: Color32,
    /// Behind what is chosen.
    pub accent_soft: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Reached.
    pub good: Color32,
    /// Behind a good word.
    pub good_soft: Color32,
    /// Needs a reason.
    pub caution: Color32,
    /// Behind a cautioning word.
    pub caution_soft: Color32,
    /// Missed, lost, refused.
    pub bad: Color32,
    /// Behind a bad word.
    pub bad_soft: Color32,
    /// Actual values in charts: solid and dark.
    pub actual: Color32,
    /// Outline of targets in charts.
    pub target: Color32,
    /// Outline of initial plans in charts.
    pub initial: Color32,
    /// Sums and totals in charts.
    pub neutral: Color32,
    /// What is reached, in charts.
    pub reached: Color32,
    /// What is far over its target, in charts.
    pub over: Color32,
    /// What is missed, in charts.
    pub missed: Color32,
    /// The desk that pages of paper lie on.
    #[cfg(feature = "pdf")]
    pub desk: Color32,
}

/// 浅色.
const LIGHT: Palette = Palette {
    ground: Color32::from_rgb(0xF3, 0xF5, 0xF8),
    surface: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    raised: Color32::from_rgb(0xEE, 0xF1, 0xF6),
    line: Color32::from_rgb(0xE1, 0xE6, 0xED),
    frame: Color32::from_rgb(0xC5, 0xCE, 0xD9),
    text: Color32::from_rgb(0x1B, 0x24, 0x30),
    weak: Color32::from_rgb(0x59, 0x66, 0x76),
    hint: Color32::from_rgb(0x8B, 0x96, 0xA4),
    hover: Color32::from_rgb(0xE3, 0xE8, 0xEF),
    accent: Color32::from_rgb(0x1D, 0x5B, 0xB8),
    accent_soft: Color32::from_rgb(0xE3, 0xED, 0xFA),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    good: Color32::from_rgb(0x00, 0x63, 0x9C),
    good_soft: Color32::from_rgb(0xE0, 0xF0, 0xF8),
    caution: Color32::from_rgb(0x8F, 0x5A, 0x00),
    caution_soft: Color32::from_rgb(0xFD, 0xF1, 0xD9),
    bad: Color32::from_rgb(0xB8, 0x45, 0x00),
    bad_soft: Color32::from_rgb(0xFC, 0xE8, 0xDD),
    actual: Color32::from_rgb(0x2F, 0x3B, 0x4A),
    target: Color32::from_rgb(0x4A, 0x57, 0x68),
    initial: Color32::from_rgb(0x9A, 0xA6, 0xB4),
    neutral: Color32::from_rgb(0x6B, 0x79, 0x8A),
    reached: Color32::from_rgb(0x00, 0x72, 0xB2),
    over: ORANGE,
    missed: VERMILION,
    #[cfg(feature = "pdf")]
    desk: Color32::from_rgb(0xDD, 0xE2, 0xE9),
};

/// 深色.
const DARK: Palette = Palette {
    ground: Color32::from_rgb(0x13, 0x17, 0x1D),
    surface: Color32::from_rgb(0x1B, 0x21, 0x29),
    raised: Color32::from_rgb(0x23, 0x2B, 0x35),
    line: Color32::from_rgb(0x2D, 0x36, 0x42),
    frame: Color32::from_rgb(0x43, 0x4F, 0x5E),
    text: Color32::from_rgb(0xE6, 0xEB, 0xF1),
    weak: Color32::from_rgb(0xA3, 0xAF, 0xBD),
    hint: Color32::from_rgb(0x6B, 0x77, 0x86),
    hover: Color32::from_rgb(0x2C, 0x36, 0x42),
    accent: Color32::from_rgb(0x74, 0xAD, 0xF7),
    accent_soft: Color32::from_rgb(0x21, 0x38, 0x57),
    on_accent: Color32::from_rgb(0x0E, 0x16, 0x20),
    good: Color32::from_rgb(0x5C, 0xB8, 0xEA),
    good_soft: Color32::from_rgb(0x16, 0x33, 0x44),
    caution: Color32::from_rgb(0xF0, 0xB4, 0x4B),
    caution_soft: Color32::from_rgb(0x3D, 0x30, 0x16),
    bad: Color32::from_rgb(0xF5, 0x8A, 0x4B),
    bad_soft: Color32::from_rgb(0x45, 0x27, 0x18),
    actual: Color32::from_rgb(0xC6, 0xD0, 0xDC),
    target: Color32::from_rgb(0xA8, 0xB4, 0xC2),
    initial: Color32::from_rgb(0x66, 0x73, 0x83),
    neutral: Color32::from_rgb(0x8A, 0x98, 0xA8),
    reached: Color32::from_rgb(0x56, 0xB4, 0xE9),
    over: ORANGE,
    missed: VERMILION,
    #[cfg(feature = "pdf")]
    desk: Color32::from_rgb(0x33, 0x3B, 0x45),
};

/// 浅色 with charts in 绿、黄 and 红.
const LIGHT_CLASSIC: Palette = Palette {
    good: Color32::from_rgb(0x1E, 0x7A, 0x34),
    bad: Color32::from_rgb(0xB3, 0x1B, 0x22),
    reached: Color32::from_rgb(0x2E, 0x85, 0x40),
    over: AMBER,
    missed: Color32::from_rgb(0xC9, 0x25, 0x2C),
    ..LIGHT
};

/// 深色 with charts in 绿、黄 and 红.
const DARK_CLASSIC: Palette = Palette {
    good: Color32::from_rgb(0x6F, 0xCF, 0x83),
    bad: Color32::from_rgb(0xFF, 0x8A, 0x86),
    reached: Color32::from_rgb(0x4C, 0xAF, 0x62),
    over: AMBER,
    missed: Color32::from_rgb(0xE0, 0x4A, 0x4F),
    ..DARK
};

/// What is far over its target, in charts of either theme.
const ORANGE: Color32 = Color32::from_rgb(0xE6, 0x9F, 0x00);
/// What is missed, in charts of either theme.
const VERMILION: Color32 = Color32::from_rgb(0xD5, 0x5E, 0x00);
/// The yellow of lights.
const AMBER: Color32 = Color32::from_rgb(0xF2, 0xB4, 0x00);

/// Returns the colours of the theme in use.
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// Returns the colours of the theme in use for charts in colours that were chosen.
pub fn palette_in(ui: &egui::Ui, colours: Colours) -> &'static Palette {
    match (colours, ui.visuals().dark_mode) {
        (Colours::Safe, _) => palette(ui),
        (Colours::Classic, true) => &DARK_CLASSIC,
        (Colours::Classic, false) => &LIGHT_CLASSIC,
    }
}

/// Returns scroll bars that stay in sight, beside what they scroll.
pub fn lasting_scroll_bars() -> egui::style::ScrollStyle {
    let solid = egui::style::ScrollStyle::solid();
    egui::style::ScrollStyle {
        // A bar that does not float has the full ink of text.
        floating: true,
        floating_width: solid.bar_width,
        floating_allocated_width: solid.bar_inner_margin + solid.bar_width,
        foreground_color: true,
        dormant_handle_opacity: SCROLL_BAR,
        active_handle_opacity: SCROLL_BAR,
        interact_handle_opacity: SCROLL_BAR_HELD,
        fade: egui::style::ScrollFadeStyle {
            strength: 0.0,
            ..egui::style::ScrollFadeStyle::default()
        },
        ..solid
    }
}

/// How much of the ink of text a scroll bar has, and one under the pointer.
const SCROLL_BAR: f32 = 0.4;
const SCROLL_BAR_HELD: f32 = 0.65;

/// Shows a field whose hint is weaker than secondary text; egui has one ink for both.
pub fn hinting<R>(ui: &mut egui::Ui, show: impl FnOnce(&mut egui::Ui) -> R) -> R {
    let hint = palette(ui).hint;
    let weak = ui.visuals_mut().weak_text_color.replace(hint);
    let shown = show(ui);
    ui.visuals_mut().weak_text_color = weak;
    shown
}

/// Paper, in whatever theme.
#[cfg(feature = "pdf")]
pub const PAPER: Color32 = Color32::WHITE;

/// Returns the colours that can be read on paper, in whatever theme.
#[cfg(feature = "pdf")]
pub fn on_paper() -> &'static Palette {
    &LIGHT
}

/// Returns the shadow of a page.
#[cfg(feature = "pdf")]
pub fn paper_shadow() -> egui::Shadow {
    egui::Shadow {
        offset: [0, 2],
        blur: 8,
        spread: 0,
        color: Color32::from_black_alpha(48),
    }
}

impl Palette {
    /// Returns the colour of a status word and the one behind it.
    pub fn status(&self, status: Status) -> (Color32, Color32) {
        match status {
            Status::Met => (self.good, self.good_soft),
            Status::Over => (self.caution, self.caution_soft),
            Status::Unmet => (self.bad, self.bad_soft),
            Status::Unfilled => (self.weak, self.raised),
        }
    }

    /// Returns the fill and the outline of a mark.
    pub fn look(&self, look: Look) -> (Color32, Stroke) {
        let none = Stroke::NONE;
        match look {
            Look::Actual => (self.actual, none),
            Look::Target => (Color32::TRANSPARENT, Stroke::new(1.5, self.target)),
            Look::Initial => (Color32::TRANSPARENT, Stroke::new(1.0, self.initial)),
            // As in exported charts (R12, R16), told apart from the ground by an edge of their own.
            Look::Good => (self.reached, none),
            Look::Caution => (self.over, Stroke::new(1.0, self.caution)),
            Look::Bad => (self.missed, Stroke::new(1.0, self.bad)),
            Look::Neutral | Look::Earlier => (self.neutral, none),
            Look::Zone => (self.line, none),
            Look::FarZone => (self.frame, none),
            Look::Missing => (Color32::TRANSPARENT, Stroke::new(1.0, self.weak)),
        }
    }
}

/// The sign of a status, so that it is never told by colour alone.
pub fn status_sign(status: Status) -> &'static str {
    match status {
        Status::Met => "●",
        Status::Over => "▲",
        Status::Unmet => "▼",
        Status::Unfilled => "○",
    }
}

/// The family of the bold face.
pub fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// The family of the icons.
pub fn icons() -> FontFamily {
    FontFamily::Name("icons".into())
}

/// Body text, 14.
pub fn body() -> FontId {
    FontId::new(14.0, FontFamily::Proportional)
}

/// Secondary text, 12.
pub fn small() -> FontId {
    FontId::new(12.0, FontFamily::Proportional)
}

/// Bold text of a size.
pub fn bold_of(size: f32) -> FontId {
    FontId::new(size, bold())
}

/// Icons of a size.
pub fn icon_of(size: f32) -> FontId {
    FontId::new(size, icons())
}

/// Installs fonts and both themes in a context.
pub fn install(ctx: &egui::Context) {
    let mut definitions = FontDefinitions::empty();
    for (name, bytes) in [
        ("regular", fonts::REGULAR),
        ("bold", fonts::BOLD),
        ("icons", fonts::ICONS),
    ] {
        definitions
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let names = |first: &str| [first, "regular", "icons"].map(str::to_owned).to_vec();
    definitions.families.insert(FontFamily::Proportional, names("regular"));
    definitions.families.insert(FontFamily::Monospace, names("regular"));
    definitions.families.insert(bold(), names("bold"));
    definitions.families.insert(icons(), names("icons"));
    ctx.set_fonts(definitions);
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    ctx.style_mut_of(Theme::Light, |style| dress(style, &LIGHT));
    ctx.style_mut_of(Theme::Dark, |style| dress(style, &DARK));
}

/// Gives a style the colours, sizes and spacing of a palette.
fn dress(style: &mut egui::Style, palette: &Palette) {
    style.text_styles = [
        (TextStyle::Small, small()),
        (TextStyle::Body, body()),
        (TextStyle::Button, body()),
        (TextStyle::Monospace, body()),
        (TextStyle::Heading, bold_of(18.0)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 6.0);
    spacing.button_padding = vec2(10.0, 5.0);
    spacing.interact_size = vec2(28.0, CONTROL);
    spacing.menu_width = 240.0;
    spacing.combo_height = 8.0 * (CONTROL + spacing.item_spacing.y);
    spacing.tooltip_width = 420.0;
    spacing.scroll.floating = true;
    spacing.scroll.bar_width = 8.0;
    spacing.scroll.active_handle_opacity = SCROLL_BAR;
    spacing.scroll.interact_handle_opacity = SCROLL_BAR_HELD;
    spacing.icon_width = 18.0;
    spacing.icon_width_inner = 10.0;
    style.interaction.tooltip_delay = 0.35;
    style.interaction.selectable_labels = false;
    style.url_in_tooltip = false;
    style.animation_time = 0.08;

    let visuals = &mut style.visuals;
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(palette.weak);
    visuals.hyperlink_color = palette.accent;
    visuals.faint_bg_color = palette.raised;
    visuals.extreme_bg_color = palette.surface;
    visuals.text_edit_bg_color = Some(palette.surface);
    visuals.code_bg_color = palette.raised;
    visuals.warn_fg_color = palette.caution;
    visuals.error_fg_color = palette.bad;
    visuals.panel_fill = palette.ground;
    visuals.window_fill = palette.surface;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CornerRadius::same(10);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.selection.bg_fill = palette.accent_soft;
    visuals.selection.stroke = Stroke::new(FOCUS, palette.accent);
    // A blinking caret would repaint an idle window twice a second.
    visuals.text_cursor.blink = false;
    let corner = CornerRadius::same(RADIUS);
    let widgets = &mut visuals.widgets;
    // The pointer leaves grey, the keyboard a thick ring of the accent: `active` is also what has the focus.
    for (state, fill, (width, line), text) in [
        (
            &mut widgets.noninteractive,
            palette.surface,
            (1.0, palette.line),
            palette.text,
        ),
        (
            &mut widgets.inactive,
            palette.surface,
            (1.0, palette.frame),
            palette.text,
        ),
        (&mut widgets.hovered, palette.hover, (1.0, palette.hint), palette.text),
        (
            &mut widgets.active,
            palette.accent_soft,
            (FOCUS, palette.accent),
            palette.accent,
        ),
        (
            &mut widgets.open,
            palette.accent_soft,
            (1.0, palette.accent),
            palette.text,
        ),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(width, line);
        state.fg_stroke = Stroke::new(1.0, text);
        state.corner_radius = corner;
        state.expansion = 0.0;
    }
}

/// Paints the ring of the keyboard's focus inside the edge of what egui has no ring for.
pub fn focus_ring(ui: &egui::Ui, rect: egui::Rect) {
    let stroke = Stroke::new(FOCUS, palette(ui).accent);
    let corner = CornerRadius::same(RADIUS);
    ui.painter().rect_stroke(rect, corner, stroke, egui::StrokeKind::Inside);
}

/// The frame of a question over the window.
pub fn modal(ctx: &egui::Context) -> egui::Frame {
    egui::Frame::popup(&ctx.global_style())
        .inner_margin(22)
        .corner_radius(CornerRadius::same(10))
}

/// A card: a surface with a line around it.
pub fn card(ui: &egui::Ui) -> egui::Frame {
    let palette = palette(ui);
    egui::Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(14)
}
