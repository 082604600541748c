//! A figure as SVG text: a fixed design that survives printing in black.

mod ink;
mod layout;

use self::ink::Paper;
use self::layout::Layout;
use super::{Anchor, Figure, Look, Shape, targets, words};

/// What a figure is drawn on.
pub(super) struct Sheet {
    /// Width in SVG units.
    wide: f64,
    /// Height to be filled, where there is one.
    tall: Option<f64>,
    /// Free space around.
    margin: f64,
    /// Size of the letters of the title.
    title: f64,
    /// Heights of a row between the least and the most.
    rows: (f64, f64),
    /// Whether the foot says where the data come from.
    sourced: Sourced,
}

/// Whether the foot of a figure says where the data come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sourced {
    /// It does.
    Yes,
    /// What is around the figure does.
    Elsewhere,
}

/// A figure that stands by itself: fits A4 and a 16:9 page.
const ALONE: Sheet = Sheet {
    wide: 960.0,
    tall: None,
    margin: 24.0,
    title: 20.0,
    rows: (30.0, 44.0),
    sourced: Sourced::Yes,
};
/// Between the lines of a report, 156 mm wide: a unit is 0.864 pt, the smallest words 9 pt.
const IN_TEXT: Sheet = Sheet {
    wide: 512.0,
    margin: 0.0,
    title: 16.0,
    rows: (28.0, 40.0),
    ..ALONE
};
/// Most rows that the text of a report shows: a chart of more would be higher than what is left of a page.
pub const TEXT_ROWS: usize = 14;
/// Below the words of a page, over what is left of it: A4 less its margins is 170 mm wide, so a unit is 0.78 pt.
const BELOW_TEXT: Sheet = Sheet {
    wide: 620.0,
    tall: Some(540.0),
    margin: 0.0,
    rows: (29.0, 56.0),
    ..ALONE
};
/// On a slide, 859 by 350 pt, with letters as large as there is room for: with 612 units its smallest words become
/// 15.4 pt, names and numbers 17 pt and more; with 714 those become 13.2 pt, and a number that is long 12 pt.
const ON_SLIDE: [Sheet; 4] = [
    on_slide_of(612.0),
    on_slide_of(646.0),
    on_slide_of(680.0),
    on_slide_of(714.0),
];

/// The last of them with rows for two lines.
const LAST_ON_SLIDE: Sheet = Sheet {
    rows: (LEAST_OF_TWO, 56.0),
    ..on_slide_of(714.0)
};

const fn on_slide_of(wide: f64) -> Sheet {
    Sheet {
        wide,
        tall: Some(wide * 290.0 / 714.0),
        margin: 0.0,
        title: 20.0,
        rows: (22.0, 56.0),
        sourced: Sourced::Elsewhere,
    }
}

/// Least height of a row of which a part has two lines.
const LEAST_OF_TWO: f64 = 26.0;

/// Most rows for which a slide has room.
pub const SLIDE_ROWS: usize = 7;

/// Writes a figure as a complete SVG document, the same bytes for the same figure.
///
/// Width 960, height by rows. Text asks for the family `Noto Sans SC`; every text is escaped. Names without room are cut
/// in their middle with …, values and titles never.
pub fn svg(figure: &Figure) -> String {
    drawn(figure, &ALONE)
}

/// Writes a figure of at most [`TEXT_ROWS`] rows for the text width of a report, where no letter is smaller than 9 pt.
pub fn in_text(figure: &Figure) -> String {
    drawn(figure, &IN_TEXT)
}

/// Returns the height of a figure as it stands in the text of a report, in the unit of the width it is given there.
pub fn height_in_text(figure: &Figure, width: usize) -> usize {
    let paired = paired(figure, &IN_TEXT);
    let layout = Layout::of(paired.as_ref().unwrap_or(figure), &IN_TEXT);
    (width as f64 * layout.height / layout.wide).ceil() as usize
}

/// Writes a figure for what is left of an A4 page below its words, or the `parts`th part of it, with larger words and
/// higher rows.
pub fn below_text(figure: &Figure, parts: u8) -> String {
    let tall = BELOW_TEXT.tall.map(|tall| tall / f64::from(parts.max(1)));
    drawn(figure, &Sheet { tall, ..BELOW_TEXT })
}

/// Writes a figure of at most [`SLIDE_ROWS`] rows for a slide, where no letter becomes smaller than 12 pt.
pub fn on_slide(figure: &Figure) -> String {
    drawn(figure, slide_for(figure).unwrap_or(&LAST_ON_SLIDE))
}

/// Returns true where a slide has room for the rows of a figure: rows of two lines take more of it.
pub fn has_room_on_slide(figure: &Figure) -> bool {
    slide_for(figure).is_some()
}

/// Returns the sheet with the largest letters that has room for a figure on a slide.
fn slide_for(figure: &Figure) -> Option<&'static Sheet> {
    ON_SLIDE.iter().chain([&LAST_ON_SLIDE]).find(|sheet| {
        let paired = paired(figure, sheet);
        let figure = paired.as_ref().unwrap_or(figure);
        let layout = Layout::of(figure, sheet);
        let fits = sheet.tall.is_none_or(|tall| layout.height <= tall + 0.5);
        fits && (layout.row >= LEAST_OF_TWO || !layout.has_two_lines(figure))
    })
}

/// Returns the figure in rows of two lines, where one line has no room.
fn paired(figure: &Figure, sheet: &Sheet) -> Option<Figure> {
    layout::is_crowded(figure, sheet).then(|| targets::paired(figure))?
}

fn drawn(figure: &Figure, sheet: &Sheet) -> String {
    let paired = paired(figure, sheet);
    let figure = paired.as_ref().unwrap_or(figure);
    let layout = Layout::of(figure, sheet);
    let mut paper = Paper::of(figure.colours);
    head(&mut paper, figure, &layout);
    if figure.rows.is_empty() {
        blank(&mut paper, figure, &layout);
    } else {
        columns(&mut paper, figure, &layout);
        grid(&mut paper, figure, &layout);
        marks(&mut paper, figure, &layout);
    }
    for (line, y) in &layout.foot {
        paper.text(layout.margin, *y, 11.0, ink::QUIET, Anchor::Start, false, line);
    }
    paper.finish(layout.wide, layout.height, &figure.title, &figure.description)
}

/// Writes title, fact line and legend.
fn head(paper: &mut Paper, figure: &Figure, layout: &Layout) {
    for (line, y) in &layout.title {
        paper.text(
            layout.margin,
            *y,
            layout.title_size,
            ink::TEXT,
            Anchor::Start,
            true,
            line,
        );
    }
    for (line, y) in &layout.subtitle {
        paper.text(layout.margin, *y, 12.5, ink::QUIET, Anchor::Start, false, line);
    }
    for ((look, word), (x, y)) in figure.legend.iter().zip(&layout.legend) {
        match figure.legend_symbol(*look, word) {
            Some(symbol) => paper.symbol(x + 14.0, *y, symbol, *look, ""),
            None => paper.bar(*x, y - 5.0, 20.0, 10.0, *look, ""),
        }
        paper.text(x + 26.0, y + 4.4, 12.0, ink::TEXT, Anchor::Start, false, word);
    }
}

/// Writes what to do next where there is nothing to draw.
fn blank(paper: &mut Paper, figure: &Figure, layout: &Layout) {
    let (width, height) = (layout.wide - 2.0 * layout.margin, layout.bottom - layout.top);
    paper.bar(layout.margin, layout.top, width, height, Look::Missing, "");
    let lines = words::wrap(&figure.description, (width / 15.0 - 4.0).min(50.0), 3);
    let mut y = f64::midpoint(layout.top, layout.bottom) - (lines.len() as f64 - 1.0) * 12.0 + 5.0;
    for line in lines {
        paper.text(layout.wide / 2.0, y, 15.0, ink::QUIET, Anchor::Middle, false, &line);
        y += 24.0;
    }
}

/// Writes labels, headings and values.
fn columns(paper: &mut Paper, figure: &Figure, layout: &Layout) {
    let heading_y = layout.top - 9.0;
    for (heading, column) in figure.value_headings.iter().zip(&layout.columns) {
        let heading = words::short(heading, column.width / 12.0 + 0.2);
        paper.text(column.x, heading_y, 12.0, ink::QUIET, column.anchor, true, &heading);
    }
    for (index, row) in figure.rows.iter().enumerate() {
        let y = layout.centre(index);
        paper.line(
            layout.margin,
            y - layout.row / 2.0,
            layout.wide - layout.margin,
            y - layout.row / 2.0,
            "#E9ECEF",
            "",
        );
        let (lines, size) = layout.label(row);
        let leading = if lines.len() > 1 { layout.leading(size) } else { 0.0 };
        let first = y + size * 0.36 - leading / 2.0;
        for (number, line) in lines.iter().enumerate() {
            let y = first + leading * number as f64;
            paper.text(layout.margin, y, size, ink::TEXT, Anchor::Start, false, line);
        }
        for (value, column) in row.values.iter().zip(&layout.columns) {
            let (lines, size) = column.lines(value);
            let leading = size * layout::VALUE_LEADING;
            let first = y + size * 0.36 - (lines.len() as f64 - 1.0) * leading / 2.0;
            for (number, line) in lines.iter().enumerate() {
                let y = first + number as f64 * leading;
                paper.text(column.x, y, size, ink::TEXT, column.anchor, false, line);
            }
        }
    }
    paper.line(
        layout.margin,
        layout.bottom,
        layout.wide - layout.margin,
        layout.bottom,
        "#E9ECEF",
        "",
    );
}

/// Draws the axis.
fn grid(paper: &mut Paper, figure: &Figure, layout: &Layout) {
    let axis = &figure.axis;
    for (at, _) in &axis.ticks {
        let x = layout.x(axis, *at);
        paper.line(x, layout.top, x, layout.bottom, "#E1E5E9", "");
    }
    let half = |label: &str| words::width(label) * 11.5 / 2.0;
    let middle = |at: f64, label: &str| layout.x(axis, at).min(layout.wide - layout.margin - half(label));
    let span = |(at, label): &(f64, String)| {
        let (x, half) = (middle(*at, label), half(label) + 2.0);
        (x - half, x + half)
    };
    for (at, label) in axis.with_room(span) {
        let strong = axis.reference == Some(*at);
        let ink = if strong { ink::TEXT } else { ink::QUIET };
        let x = middle(*at, label);
        paper.text(x, layout.bottom + 18.0, 11.5, ink, Anchor::Middle, strong, label);
    }
    let x = layout.x(axis, 0.0);
    paper.line(x, layout.top, x, layout.bottom, "#7A828A", "");
}

/// Draws the marks: connectors below, then bars in their order, the reference, then what must stay readable.
fn marks(paper: &mut Paper, figure: &Figure, layout: &Layout) {
    let axis = &figure.axis;
    for mark in &figure.marks {
        if let Shape::Connector { at } = mark.shape {
            let (x, y) = (layout.x(axis, at), layout.centre(mark.row));
            paper.line(x, y, x, y + layout.row, "#7A828A", "");
        }
    }
    for mark in &figure.marks {
        let y = layout.centre(mark.row);
        match mark.shape {
            Shape::Bar { from, to, thickness } => {
                let (left, right) = (layout.x(axis, from.min(to)), layout.x(axis, from.max(to)));
                let height = layout.row * thickness.clamp(0.05, 1.0);
                let width = (right - left).max(1.5);
                paper.bar(left, y - height / 2.0, width, height, mark.look, &mark.hover);
            }
            Shape::Tick { at, height } => {
                let half = layout.row * height.clamp(0.05, 1.0) / 2.0;
                paper.tick(layout.x(axis, at), y - half, half * 2.0, mark.look, &mark.hover);
            }
            Shape::Connector { .. } | Shape::Symbol { .. } | Shape::Label { .. } => {}
        }
    }
    if let Some(at) = axis.reference {
        let x = layout.x(axis, at);
        paper.line(x, layout.top, x, layout.bottom, ink::TEXT, "5 3");
    }
    for mark in &figure.marks {
        let y = layout.centre(mark.row);
        match &mark.shape {
            Shape::Symbol { at, symbol } => {
                paper.symbol(layout.x(axis, *at), y, *symbol, mark.look, &mark.hover);
            }
            Shape::Label { from, to, text, place } => {
                let ink = if mark.look == Look::Missing {
                    ink::QUIET
                } else {
                    ink::TEXT
                };
                let (span, width) = ((layout.x(axis, *from), layout.x(axis, *to)), words::width(text) * 12.0);
                if let Some(x) = place.begin(span, width, 6.0, layout.plot()) {
                    paper.word(x, y + 4.3, ink, text);
                }
            }
            Shape::Bar { .. } | Shape::Tick { .. } | Shape::Connector { .. } => {}
        }
    }
}
