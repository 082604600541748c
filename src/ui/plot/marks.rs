//! The marks of a chart on its scale, through `egui_plot`, and which of them a pointer means.

use std::ops::Range;

use eframe::egui;
use egui::{Align2, Color32, Pos2, Rect, RichText, Sense, Stroke, Ui, UiBuilder, pos2, vec2};
use egui_plot::{Bar, BarChart, Line, LineStyle, Plot, PlotItem, PlotPoint, PlotPoints, Polygon, Text};

use crate::figure::{Figure, Look, Mark, Shape};
use crate::ui::card::cut;
use crate::ui::theme::{self, Palette};

/// The horizontal scale: positions of the axis to points on the screen.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    min: f64,
    span: f64,
    left: f32,
    width: f32,
}

impl Scale {
    pub(super) fn new(figure: &Figure, left: f32, width: f32) -> Self {
        let span = figure.axis.max - figure.axis.min;
        Self {
            min: figure.axis.min,
            span: if span.is_finite() && span > 0.0 { span } else { 1.0 },
            left,
            width,
        }
    }

    pub(super) fn x(&self, at: f64) -> f32 {
        self.left + ((at - self.min) / self.span) as f32 * self.width
    }

    /// How much of the axis so many points are.
    fn points(&self, points: f32) -> f64 {
        f64::from(points / self.width.max(1.0)) * self.span
    }
}

/// The mark of a row that a pointer means: the one it is on, or the nearest one that says something.
pub(super) fn nearest(figure: &Figure, row: usize, pointer: f32, scale: Scale) -> Option<&Mark> {
    figure
        .marks
        .iter()
        .filter(|mark| mark.row == row && !mark.hover.is_empty())
        .map(|mark| {
            let distance = match mark.shape {
                Shape::Bar { from, to, .. } => {
                    let (left, right) = (scale.x(from.min(to)), scale.x(from.max(to)));
                    (left - pointer).max(pointer - right).max(0.0)
                }
                Shape::Tick { at, .. } | Shape::Symbol { at, .. } => ((scale.x(at) - pointer).abs() - 6.0).max(0.0),
                Shape::Connector { at } | Shape::Label { from: at, .. } => (scale.x(at) - pointer).abs(),
            };
            (distance, mark)
        })
        // The last of equals lies on top.
        .rev()
        .min_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, mark)| mark)
}

/// The marks of the rows in sight, through `egui_plot`.
pub(super) fn marks(ui: &mut Ui, palette: &Palette, figure: &Figure, seen: &Range<usize>, rect: Rect, scale: Scale) {
    let count = figure.rows.len() as f64;
    let (top, bottom) = (count - seen.start as f64, count - seen.end as f64);
    let mut items: Vec<Box<dyn PlotItem>> = Vec::new();
    for (at, _) in &figure.axis.ticks {
        items.push(upright(*at, top, bottom, Stroke::new(1.0, palette.line)));
    }
    for mark in figure.marks.iter().filter(|mark| seen.contains(&mark.row)) {
        let y = count - mark.row as f64 - 0.5;
        place(&mut items, ui, palette, mark, y, scale);
    }
    if let Some(at) = figure.axis.reference {
        items.push(upright(at, top, bottom, Stroke::new(1.5, palette.weak)));
    }
    let frame = Rect::from_min_size(pos2(scale.left, rect.top()), vec2(scale.width, rect.height()));
    let mut inside = ui.new_child(UiBuilder::new().id_salt("plot").max_rect(frame));
    Plot::new("marks")
        .width(frame.width())
        .height(frame.height())
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_crosshair(false)
        .show_x(false)
        .show_y(false)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .label_formatter(|_| None)
        .sense(Sense::hover())
        .show(&mut inside, |plot| {
            plot.set_plot_bounds_x(scale.min..=scale.min + scale.span);
            plot.set_plot_bounds_y(0.0..=count);
            for item in items {
                plot.add_item(item);
            }
        });
    // The plot would cut a symbol that stands at an end of its axis in half.
    for mark in figure.marks.iter().filter(|mark| seen.contains(&mark.row)) {
        if let Shape::Symbol { at, symbol } = &mark.shape {
            let middle = rect.top() + (mark.row as f32 + 0.5) * rect.height() / figure.rows.len() as f32;
            self::symbol(ui, palette, mark.look, *symbol, pos2(scale.x(*at), middle));
        }
    }
}

/// Paints a symbol around a point.
pub(super) fn symbol(ui: &Ui, palette: &Palette, look: Look, symbol: char, at: Pos2) {
    ui.painter()
        .text(at, Align2::CENTER_CENTER, symbol, theme::small(), ink(palette, look));
}

fn upright(at: f64, top: f64, bottom: f64, stroke: Stroke) -> Box<dyn PlotItem> {
    Box::new(
        Line::new("", PlotPoints::from(vec![[at, bottom], [at, top]]))
            .stroke(stroke)
            .allow_hover(false),
    )
}

/// Puts one mark on the plot; `y` is the middle of its row.
fn place(items: &mut Vec<Box<dyn PlotItem>>, ui: &Ui, palette: &Palette, mark: &Mark, y: f64, scale: Scale) {
    let (fill, stroke) = palette.look(mark.look);
    let ink = ink(palette, mark.look);
    match &mark.shape {
        Shape::Bar { from, to, thickness } if mark.look == Look::Missing => {
            let half = thickness / 2.0;
            let corners = vec![[*from, y - half], [*to, y - half], [*to, y + half], [*from, y + half]];
            items.push(Box::new(
                Polygon::new("", PlotPoints::from(corners))
                    .fill_color(fill)
                    .stroke(stroke)
                    .style(LineStyle::Dashed { length: 5.0 })
                    .allow_hover(false),
            ));
        }
        Shape::Bar { from, to, thickness } => {
            let bar = Bar::new(y, (to - from).abs())
                .base_offset(from.min(*to))
                .width(*thickness)
                .fill(fill)
                .stroke(stroke);
            items.push(Box::new(BarChart::new("", vec![bar]).horizontal().allow_hover(false)));
        }
        Shape::Tick { at, height } => {
            let half = height / 2.0;
            items.push(upright(*at, y + half, y - half, Stroke::new(3.0, ink)));
        }
        Shape::Connector { at } => items.push(upright(*at, y, y - 1.0, Stroke::new(1.0, palette.frame))),
        Shape::Symbol { .. } => {}
        Shape::Label { from, to, text, place } => {
            let width = cut(ui, text, theme::small(), f32::INFINITY, ink).size().x;
            let span = (scale.x(*from).into(), scale.x(*to).into());
            let plot = (scale.left.into(), (scale.left + scale.width).into());
            if let Some(left) = place.begin(span, width.into(), 6.0, plot) {
                let left = scale.min + scale.points(left as f32 - scale.left);
                items.push(word(left, y, text.clone(), ink, Align2::LEFT_CENTER));
            }
        }
    }
}

fn word(at: f64, y: f64, text: String, ink: Color32, anchor: Align2) -> Box<dyn PlotItem> {
    let text = RichText::new(text).font(theme::small()).color(ink);
    Box::new(
        Text::new("", PlotPoint::new(at, y), text)
            .color(ink)
            .anchor(anchor)
            .allow_hover(false),
    )
}

/// The colour of what is drawn with a look but has no inside: words, symbols, lines.
fn ink(palette: &Palette, look: Look) -> Color32 {
    let (fill, stroke) = palette.look(look);
    if stroke == Stroke::NONE { fill } else { stroke.color }
}
