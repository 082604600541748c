//! The numbers of a chart as a table: numbers right, columns as wide as what they hold, the headings always in sight.

use eframe::egui;
use egui::{Align2, Color32, CornerRadius, FontId, Rect, RichText, ScrollArea, Sense, Stroke, Ui, pos2, vec2};
use rust_i18n::t;

use crate::figure::{Figure, TableTwin, names};
use crate::ui::card::{self, cut, paint};
use crate::ui::plot::widest;
use crate::ui::theme::{self, Palette, ROW};

/// Space on either side of a cell's text.
const MARGIN: f32 = 8.0;
/// No column grows past this for its words, which are read whole under the pointer.
const WIDEST: f32 = 360.0;

/// A column of the table.
#[derive(Clone, Copy, Debug)]
struct Column {
    width: f32,
    /// Room right of the numbers for words that follow some of them; `None` for a column of words.
    tail: Option<f32>,
}

/// Shows the table in the room there is; it scrolls where it is larger.
pub fn ui(ui: &mut Ui, palette: &Palette, figure: &Figure) {
    let title = RichText::new(&figure.title).font(theme::bold_of(15.0));
    ui.label(title.color(palette.text));
    ui.add_space(theme::GAP / 2.0);
    let twin = &figure.table;
    if twin.rows.is_empty() {
        card::weak(ui, palette, t!("charts.empty_table"));
        return;
    }
    // Bars that hide would leave the last columns unknown.
    ui.spacing_mut().scroll = theme::lasting_scroll_bars();
    let mut columns: Vec<Column> = (0..twin.headings.len()).map(|at| column(ui, twin, at)).collect();
    let wide: f32 = columns.iter().map(|column| column.width).sum();
    let bar = ui.spacing().scroll.allocated_width();
    if let Some(first) = columns.first_mut() {
        first.width += (ui.available_width() - bar - wide).max(0.0);
    }
    let wide: f32 = columns.iter().map(|column| column.width).sum();
    let area = ScrollArea::both()
        .id_salt(("table", &figure.id))
        .auto_shrink([false, false]);
    area.show_viewport(ui, |ui, viewport| {
        ui.set_width(wide);
        ui.set_height((twin.rows.len() + 1) as f32 * ROW);
        let origin = ui.min_rect().min;
        let first = (viewport.min.y / ROW).floor().max(0.0) as usize;
        let last = ((viewport.max.y / ROW).ceil().max(0.0) as usize).min(twin.rows.len());
        for (at, cells) in twin.rows.iter().enumerate().take(last).skip(first) {
            let top = origin.y + (at + 1) as f32 * ROW;
            let line = Rect::from_min_size(pos2(origin.x, top), vec2(wide, ROW));
            if at % 2 == 0 {
                ui.painter().rect_filled(line, CornerRadius::ZERO, palette.raised);
            }
            let differs = figure.rows.get(at).map_or(0, |row| row.differs);
            row(ui, line, cells, &columns, (at, theme::body(), palette.text), differs);
        }
        // Last, so that it lies over the rows that are scrolled below it.
        let head = Rect::from_min_size(origin + vec2(0.0, viewport.min.y), vec2(wide, ROW));
        ui.painter().rect_filled(head, CornerRadius::ZERO, palette.surface);
        let line = Stroke::new(1.0, palette.frame);
        ui.painter().hline(head.x_range(), head.bottom(), line);
        let look = (usize::MAX, theme::bold_of(14.0), palette.text);
        row(ui, head, &twin.headings, &columns, look, 0);
    });
}

/// Shows the cells of a row, which begins with a name that `differs` from others from a position on.
fn row(ui: &mut Ui, line: Rect, cells: &[String], columns: &[Column], look: (usize, FontId, Color32), differs: usize) {
    let (at, font, ink) = look;
    let mut left = line.left();
    for (position, (text, column)) in cells.iter().zip(columns).enumerate() {
        let rect = Rect::from_min_size(pos2(left, line.top()), vec2(column.width, ROW));
        left += column.width;
        if !ui.is_rect_visible(rect) {
            continue;
        }
        let response = ui.interact(rect, ui.scope_id().with((at, position)), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
        let room = rect.shrink2(vec2(MARGIN, 0.0));
        match column.tail {
            Some(tail) => {
                let (number, words) = split(text);
                let edge = pos2(room.right() - tail, rect.center().y);
                let weak = theme::palette(ui).weak;
                let number = cut(ui, number, font.clone(), f32::INFINITY, ink);
                let words = cut(ui, words, theme::small(), f32::INFINITY, weak);
                paint(ui, number, edge, Align2::RIGHT_CENTER);
                paint(ui, words, edge, Align2::LEFT_CENTER);
            }
            None => {
                let galley = |text: &str| cut(ui, text, font.clone(), room.width(), ink);
                let shown = names::cut(text, differs, |text| !galley(text).elided);
                paint(ui, galley(&shown), room.left_center(), Align2::LEFT_CENTER);
                if shown != *text {
                    response.on_hover_text(text);
                }
            }
        }
    }
}

/// Measures a column.
fn column(ui: &Ui, twin: &TableTwin, at: usize) -> Column {
    let cells = || twin.rows.iter().filter_map(|row| row.get(at)).map(String::as_str);
    let heading = twin.headings.get(at).map(String::as_str).unwrap_or_default();
    let heading = widest(ui, std::iter::once(heading), &theme::bold_of(14.0)).ceil();
    if is_numeric(cells()) {
        let tail = widest(ui, cells().map(|cell| split(cell).1), &theme::small()).ceil();
        let number = widest(ui, cells().map(|cell| split(cell).0), &theme::body()).ceil();
        return Column {
            width: number.max(heading) + tail + 2.0 * MARGIN,
            tail: Some(tail),
        };
    }
    Column {
        width: widest(ui, cells(), &theme::body()).ceil().min(WIDEST).max(heading) + 2.0 * MARGIN,
        tail: None,
    }
}

/// Splits a cell into its number with its signs and the words that follow it: `2.00` and `（演示）`. A cell of words is
/// all number, so that it ends where numbers do, and so is a day.
fn split(cell: &str) -> (&str, &str) {
    let unmarked = cell.trim_end_matches("（演示）");
    let is_end = |character: char| character.is_ascii_digit() || "%‰".contains(character);
    let end = match unmarked.char_indices().rfind(|(_, character)| is_end(*character)) {
        Some((at, last)) if is_number(unmarked) && !unmarked.contains('年') => at + last.len_utf8(),
        _ => unmarked.len(),
    };
    cell.split_at(end)
}

/// Returns true for a cell that begins like a number, a bound or a difference.
fn is_number(cell: &str) -> bool {
    let unsigned = cell.trim_start_matches(['▲', '●', '▼', ' ', '优', '劣', '于']);
    let unsigned = unsigned.trim_start_matches(['-', '−', '+', '≥', '＞', '≤', '＜', '＝', '=']);
    unsigned.starts_with(|first: char| first.is_ascii_digit())
}

/// A column most of whose cells with something in them are numbers is aligned right.
fn is_numeric<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let is_filled = |cell: &&str| !matches!(cell.trim_end_matches("（演示）"), "" | "—" | "未填");
    let (numbers, all) = cells.filter(is_filled).fold((0, 0), |(numbers, all), cell| {
        (numbers + usize::from(is_number(cell)), all + 1)
    });
    all > 0 && numbers * 2 > all
}

/// A table as the clipboard of Excel and WPS holds it.
pub fn tab_separated(twin: &TableTwin) -> String {
    let line = |cells: &Vec<String>| {
        cells
            .iter()
            .map(|cell| cell.replace(['\t', '\n', '\r'], " "))
            .collect::<Vec<_>>()
            .join("\t")
    };
    std::iter::once(&twin.headings)
        .chain(&twin.rows)
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}
