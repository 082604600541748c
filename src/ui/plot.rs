//! A figure on the screen through `egui_plot`: hover explains, a click selects the indicator.
//!
//! The plot is static: rows of a fixed height, top first. Labels left of it and values right of it are painted
//! here, aligned to its rows; only the rows in sight cost anything.

mod marks;

use std::ops::Range;
use std::sync::Arc;

use eframe::egui;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Color32, CursorIcon, FontId, Galley, Label, Pos2, Rect, RichText, Role, ScrollArea, Sense, Shape as Paint,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use self::marks::{Scale, marks, nearest};
use super::card::{cut, paint};
use super::theme::{self, Palette};
use crate::figure::{self, Anchor, Figure, FigureRow, Look, names};
use crate::model::Id;
use crate::score::Status;

/// Height of a row in points, and where names take two lines.
const ROW: f32 = 28.0;
const TALL_ROW: f32 = 36.0;
/// Space between label, plot and values.
const GUTTER: f32 = theme::GAP;
/// The plot gets at least this width; values give way first, the last one first.
const LEAST_PLOT: f32 = 120.0;
/// The plot gets this share of the width while a label keeps [`READABLE`]: names may end in …, numbers may not.
const PLOT_SHARE: f32 = 0.3;
/// The width that still tells one name from another.
const READABLE: f32 = 168.0;
/// Extra space between the plot and the values, so that the last label of the axis stands apart.
const ASIDE: f32 = 10.0;
/// Height of the headings and the space below them.
const HEADINGS: f32 = 26.0;
/// Room of the scroll bar beside the values.
const SCROLL_BAR: f32 = 12.0;
/// Room of the mark of 演示数据 behind a label.
const STAR: f32 = 14.0;
/// So many of the texts that seem longest are measured.
const CANDIDATES: usize = 12;
/// Room of the legend below a chart that scrolls.
const LEGEND: f32 = 46.0;

/// What a person did with a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlotResponse {
    /// The indicator whose row was clicked.
    pub clicked: Option<Id>,
}

/// Draws a figure at the width available and as high as it is; `selected` is the row to be marked.
pub fn plot(ui: &mut Ui, figure: &Figure, selected: Option<&Id>) -> PlotResponse {
    within(ui, figure, selected, f32::INFINITY)
}

/// Draws a figure in the height available: a higher one scrolls between its headings and its legend.
pub fn scrolling(ui: &mut Ui, figure: &Figure, selected: Option<&Id>) -> PlotResponse {
    let height = ui.available_height();
    within(ui, figure, selected, height)
}

fn within(ui: &mut Ui, figure: &Figure, selected: Option<&Id>, height: f32) -> PlotResponse {
    let palette = theme::palette_in(ui, figure.colours);
    let top = ui.next_widget_position().y;
    ui.push_id(("figure", &figure.id), |ui| {
        heading(ui, palette, figure);
        if figure.rows.is_empty() {
            ui.add_space(theme::GAP);
            // An empty figure says what to fill in.
            ui.add(Label::new(RichText::new(&figure.description).color(palette.weak)).wrap());
            return PlotResponse::default();
        }
        let used = ui.next_widget_position().y - top;
        let room = (height - used - LEGEND - HEADINGS).max(ROW * 3.0);
        let mut columns = Columns::measure(ui, figure, ui.available_width());
        let scrolls = |columns: &Columns| figure.rows.len() as f32 * columns.row > room;
        if scrolls(&columns) {
            columns = Columns::measure(ui, figure, ui.available_width() - SCROLL_BAR);
        }
        let scrolls = scrolls(&columns);
        // Whole rows: the upper edge of a bar that begins below them would be a line of its own.
        let room = (room / columns.row).floor() * columns.row;
        headings(ui, palette, figure, &columns);
        let response = if scrolls {
            // A bar that hides would leave the last rows unknown.
            ui.spacing_mut().scroll = theme::lasting_scroll_bars();
            ScrollArea::vertical()
                .id_salt("rows")
                .max_height(room)
                .auto_shrink([false, true])
                .show(ui, |ui| rows(ui, palette, figure, &columns, selected))
                .inner
        } else {
            rows(ui, palette, figure, &columns, selected)
        };
        legend(ui, palette, figure);
        response
    })
    .inner
}

/// Returns the height in points of a figure's rows whose names take a line each.
pub fn rows_height(figure: &Figure) -> f32 {
    figure.rows.len() as f32 * ROW
}

/// The message and what it rests on.
fn heading(ui: &mut Ui, palette: &Palette, figure: &Figure) {
    ui.label(
        RichText::new(&figure.title)
            .font(theme::bold_of(15.0))
            .color(palette.text),
    );
    if !figure.subtitle.is_empty() {
        let subtitle = RichText::new(&figure.subtitle).font(theme::small()).color(palette.weak);
        ui.add(Label::new(subtitle).wrap());
    }
    ui.add_space(theme::GAP / 2.0);
}

/// Where the parts of a row stand, in points from its left end.
struct Columns {
    label: f32,
    plot: Range<f32>,
    /// Left and right end of every value column.
    values: Vec<Range<f32>>,
    /// The letters of the values.
    font: FontId,
    /// Right end of the row.
    end: f32,
    /// Height of a row.
    row: f32,
}

impl Columns {
    /// Shares `width` between label, plot and values; none of them is ever negative.
    fn measure(ui: &Ui, figure: &Figure, width: f32) -> Self {
        // Only words are as long as this.
        let widest_value = (width * 0.4).max(60.0);
        let measured = |font: &FontId| -> Vec<f32> {
            let columns = (0..figure.value_headings.len()).map(|column| {
                let cells = figure.rows.iter().filter_map(|row| row.values.get(column));
                let heading = figure.value_headings.get(column).into_iter();
                let cells = widest(ui, cells.map(String::as_str), font);
                let cells = if figure.anchor(column) == Anchor::End {
                    cells
                } else {
                    cells.min(widest_value)
                };
                cells
                    .max(widest(ui, heading.map(String::as_str), &theme::small()))
                    .ceil()
            });
            columns.collect()
        };
        let labels = figure.rows.iter().map(|row| row.label.as_str());
        let starred = if figure.rows.iter().any(|row| row.demo) {
            STAR
        } else {
            0.0
        };
        let on_one_line = widest(ui, labels, &theme::body()) + starred;
        let longest = on_one_line.min(width * 0.34).ceil();
        let aside = if figure.value_headings.is_empty() { 0.0 } else { ASIDE };
        let taken = |values: &[f32]| values.iter().map(|value| value + GUTTER).sum::<f32>() + GUTTER + aside;
        let wanted = LEAST_PLOT.min(width * 0.4);
        let mut font = theme::body();
        let mut values = measured(&font);
        // Long numbers are set smaller before names become unreadable and columns have to go.
        if taken(&values) + wanted + longest.min(READABLE) > width {
            font = theme::small();
            values = measured(&font);
        }
        // What the plot lacks when it is to be so wide, of which the label gives what it has above its least.
        let lacking = |label: f32, wanted: f32| (label + taken(&values) + wanted - width).max(0.0);
        let mut label = longest;
        label -= lacking(label, width * PLOT_SHARE).min((label - READABLE).max(0.0));
        label -= lacking(label, wanted).min((label - 72.0).max(0.0));
        let mut lacking = lacking(label, wanted);
        while lacking > 0.0
            && values.len() > 1
            && let Some(value) = values.pop()
        {
            lacking -= value + GUTTER;
        }
        let plot_left = label + GUTTER;
        let plot_right = (width - taken(&values) + GUTTER).max(plot_left + 16.0);
        let mut left = plot_right + aside;
        let values = values
            .into_iter()
            .map(|value| {
                let start = left + GUTTER;
                left = start + value;
                start..left
            })
            .collect();
        Self {
            label,
            plot: plot_left..plot_right,
            values,
            font,
            end: width,
            row: if on_one_line > label { TALL_ROW } else { ROW },
        }
    }
}

/// Measures the widest of many texts: only those that may be it are laid out.
pub fn widest<'a>(ui: &Ui, texts: impl Iterator<Item = &'a str>, font: &FontId) -> f32 {
    let mut texts: Vec<(usize, &str)> = texts.map(|text| (apparent_width(text), text)).collect();
    let most = texts.iter().map(|(apparent, _)| *apparent).max().unwrap_or_default();
    texts.retain(|(apparent, _)| apparent * 10 >= most * 9);
    texts.sort_unstable_by(|one, other| other.cmp(one));
    texts.dedup();
    let widths = texts.into_iter().take(CANDIDATES).map(|(_, text)| {
        let galley = cut(ui, text, font.clone(), f32::INFINITY, Color32::PLACEHOLDER);
        galley.size().x
    });
    widths.fold(0.0, f32::max)
}

/// Estimates the width of a text in tenths of a full-width character.
pub fn apparent_width(text: &str) -> usize {
    text.chars()
        .map(|character| match character {
            '.' | ',' | ':' | '\'' | ' ' => 3,
            '%' => 9,
            '−' => 6,
            _ if character.is_ascii() => 6,
            _ => 10,
        })
        .sum()
}

/// The labels of the axis and the headings of the values.
fn headings(ui: &mut Ui, palette: &Palette, figure: &Figure, columns: &Columns) {
    let (rect, _) = ui.allocate_exact_size(vec2(columns.end, 20.0), Sense::hover());
    let middle = rect.center().y;
    for (position, (heading, column)) in figure.value_headings.iter().zip(&columns.values).enumerate() {
        let galley = cut(ui, heading, theme::small(), column.end - column.start, palette.weak);
        let (x, anchor) = ends(figure.anchor(position), column);
        paint(ui, galley, pos2(rect.left() + x, middle), anchor);
    }
    let scale = Scale::new(
        figure,
        rect.left() + columns.plot.start,
        columns.plot.end - columns.plot.start,
    );
    let limit = rect.left() + columns.values.first().map_or(columns.plot.end, |column| column.start) + 4.0;
    let galley = |text: &str| cut(ui, text, theme::small(), f32::INFINITY, palette.weak);
    let left = |at: f64, width: f32| (scale.x(at) - width / 2.0).min(limit - width);
    let span = |(at, text): &(f64, String)| {
        let width = galley(text).size().x;
        let left = left(*at, width);
        (f64::from(left - 3.0), f64::from(left + width + 3.0))
    };
    for (at, text) in figure.axis.with_room(span) {
        let galley = galley(text);
        let left = left(*at, galley.size().x);
        if left >= rect.left() {
            paint(ui, galley, pos2(left, middle), Align2::LEFT_CENTER);
        }
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));
}

/// Where the texts of a value column are painted and by which of their ends.
fn ends(anchor: Anchor, column: &Range<f32>) -> (f32, Align2) {
    match anchor {
        Anchor::Start => (column.start, Align2::LEFT_CENTER),
        Anchor::Middle => (f32::midpoint(column.start, column.end), Align2::CENTER_CENTER),
        Anchor::End => (column.end, Align2::RIGHT_CENTER),
    }
}

/// Labels, marks and values of the rows in sight.
fn rows(ui: &mut Ui, palette: &Palette, figure: &Figure, columns: &Columns, selected: Option<&Id>) -> PlotResponse {
    let size = vec2(columns.end, figure.rows.len() as f32 * columns.row);
    let (rect, area) = ui.allocate_exact_size(size, Sense::hover());
    area.widget_info(|| WidgetInfo::labeled(Role::Figure, true, &figure.description));
    let seen = in_sight(ui.clip_rect(), rect, figure.rows.len(), columns.row);
    let backgrounds = ui.painter().add(Paint::Noop);
    let scale = Scale::new(
        figure,
        rect.left() + columns.plot.start,
        columns.plot.end - columns.plot.start,
    );
    marks(ui, palette, figure, &seen, rect, scale);

    let anchors: Vec<Anchor> = (0..columns.values.len()).map(|column| figure.anchor(column)).collect();
    let mut shapes = Vec::new();
    let mut response = PlotResponse::default();
    for position in seen {
        let Some(row) = figure.rows.get(position) else { continue };
        let top = rect.top() + position as f32 * columns.row;
        let line = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), columns.row));
        let sense = if row.indicator.is_some() {
            Sense::click()
        } else {
            Sense::hover()
        };
        let touched = ui.interact(line, area.id.with(position), sense);
        let is_selected = selected.is_some() && row.indicator.as_ref() == selected;
        if row.indicator.is_some() {
            let said = format!("{}：{}", row.label, row.values.join("，"));
            touched.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
            ui.ctx()
                .accesskit_node_builder(touched.id, |node| node.set_selected(is_selected));
        }
        let fill = if is_selected {
            palette.accent_soft
        } else if touched.hovered() && row.indicator.is_some() {
            palette.raised
        } else {
            Color32::TRANSPARENT
        };
        shapes.push(Paint::rect_filled(line.shrink2(vec2(0.0, 1.0)), 4.0, fill));
        if touched.has_focus() {
            ui.painter().rect_stroke(
                line.shrink(1.0),
                4.0,
                Stroke::new(1.5, palette.accent),
                StrokeKind::Inside,
            );
        }
        let middle = line.center().y;
        let mut elided = label(ui, palette, row, pos2(rect.left(), middle), columns.label);
        for (position, (value, column)) in row.values.iter().zip(&columns.values).enumerate() {
            let ink = sign_ink(palette, value);
            let galley = cut(ui, value, columns.font.clone(), column.end - column.start, ink);
            elided |= galley.elided;
            let (x, anchor) = ends(anchors[position], column);
            paint(ui, galley, pos2(rect.left() + x, middle), anchor);
        }
        let touched = touched.on_hover_ui_at_pointer(|ui| {
            let hint = ui
                .input(|input| input.pointer.hover_pos())
                .and_then(|pointer| nearest(figure, position, pointer.x, scale));
            if elided || hint.is_none() {
                ui.label(RichText::new(&row.label).font(theme::bold_of(14.0)));
            }
            match hint {
                Some(mark) => ui.label(&mark.hover),
                None => ui.label(row.values.join("  ")),
            };
        });
        let touched = if row.indicator.is_some() {
            touched.on_hover_cursor(CursorIcon::PointingHand)
        } else {
            touched
        };
        if touched.clicked() {
            response.clicked.clone_from(&row.indicator);
        }
    }
    ui.painter().set(backgrounds, shapes);
    response
}

/// Paints the name of a row on a line, else smaller on two, with ＊ behind that of 演示数据; returns whether it had to be
/// cut.
fn label(ui: &Ui, palette: &Palette, row: &FigureRow, at: Pos2, width: f32) -> bool {
    let within = |name: &str, font: FontId, lines: usize, width: f32| {
        let mut job = LayoutJob::single_section(name.to_owned(), TextFormat::simple(font.clone(), palette.text));
        if row.demo {
            job.append("＊", 0.0, TextFormat::simple(font, palette.caution));
        }
        job.wrap.max_width = width;
        job.wrap.max_rows = lines;
        ui.painter().layout_job(job)
    };
    let lines = |name: &str, font: FontId, lines: usize| within(name, font, lines, width);
    let whole = lines(&row.label, theme::body(), 1);
    if !whole.elided {
        paint(ui, whole, at, Align2::LEFT_CENTER);
        return false;
    }
    let in_two = |name: &str| lines(name, theme::small(), 2);
    let name = names::cut(&row.label, row.differs, |name| !in_two(name).elided);
    // The two lines are about as long as each other, so that no character stands alone on the second.
    let narrower = (10..=20).map(|share| within(&name, theme::small(), 2, width * share as f32 / 20.0));
    let mut ways = narrower.filter(|galley| !galley.elided).peekable();
    let first = ways.peek().cloned();
    // Rather no line that ends with a bracket that opens.
    let is_torn = |galley: &Arc<Galley>| {
        galley
            .rows
            .iter()
            .any(|row| row.text().ends_with(['（', '《', '“', '(']))
    };
    let balanced = ways.find(|galley| !is_torn(galley)).or(first);
    paint(ui, balanced.unwrap_or_else(|| in_two(&name)), at, Align2::LEFT_CENTER);
    name != row.label
}

/// The colour of a value: that of its status when it begins with the sign of one.
fn sign_ink(palette: &Palette, value: &str) -> Color32 {
    [Status::Met, Status::Over, Status::Unmet, Status::Unfilled]
        .into_iter()
        .find(|status| value.starts_with(theme::status_sign(*status)))
        .map_or(palette.text, |status| palette.status(status).0)
}

/// The rows of `rect` that `clip` shows.
fn in_sight(clip: Rect, rect: Rect, rows: usize, row: f32) -> Range<usize> {
    let first = ((clip.top() - rect.top()) / row).floor().max(0.0) as usize;
    let last = ((clip.bottom() - rect.top()) / row).ceil().max(0.0) as usize;
    first.min(rows)..last.min(rows)
}

/// What the looks mean.
fn legend(ui: &mut Ui, palette: &Palette, figure: &Figure) {
    let is_demo = figure.rows.iter().any(|row| row.demo);
    if figure.legend.is_empty() && !is_demo {
        return;
    }
    ui.add_space(theme::GAP / 2.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let word = |ui: &mut Ui, word: &str| ui.label(RichText::new(word).font(theme::small()).color(palette.weak));
        for (look, meaning) in &figure.legend {
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, 16.0), Sense::hover());
            match figure.legend_symbol(*look, meaning) {
                Some(symbol) => marks::symbol(ui, palette, *look, symbol, rect.center()),
                None => swatch(ui, palette, *look, rect.shrink2(vec2(0.0, 3.0))),
            }
            word(ui, meaning);
            ui.add_space(theme::GAP);
        }
        if is_demo {
            word(ui, figure::DEMO);
        }
    });
}

fn swatch(ui: &Ui, palette: &Palette, look: Look, rect: Rect) {
    let (fill, stroke) = palette.look(look);
    if look == Look::Missing {
        let corners = [
            rect.left_top(),
            rect.right_top(),
            rect.right_bottom(),
            rect.left_bottom(),
            rect.left_top(),
        ];
        ui.painter().extend(Paint::dashed_line(&corners, stroke, 3.0, 2.0));
    } else {
        ui.painter().rect(rect, 0.0, fill, stroke, StrokeKind::Inside);
    }
}
