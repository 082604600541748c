//! Where everything stands: columns by the width of their texts, rows by their number.

use super::super::{Anchor, Axis, DEMO, Figure, words};
use super::{Sheet, Sourced};

/// Least width of a column of numbers, and of one of words: 超额较大 with its sign is never cut.
const LEAST: [(Anchor, f64); 2] = [(Anchor::Start, 82.0), (Anchor::End, 56.0)];

/// Ways to set the values, the first with room taken: size of letters, whether a long value has two lines, the share of
/// the width the plot keeps.
const SETTINGS: [(f64, Lines, f64); 5] = [
    (12.5, Lines::One, 0.2),
    (11.0, Lines::One, 0.2),
    (12.5, Lines::Two, 0.2),
    (11.0, Lines::Two, 0.18),
    (10.0, Lines::Two, 0.12),
];

/// The letters a number beyond all sense is set in rather than cut.
const TINY: f64 = 7.0;

/// How many lines a value has at most.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Two,
}

/// A column of values.
pub(super) struct Column {
    /// Where its texts are anchored.
    pub x: f64,
    /// Width of its widest text.
    pub width: f64,
    /// Size of its letters.
    size: f64,
    /// `End` for numbers, `Start` for words.
    pub anchor: Anchor,
}

/// The places of a figure's parts, in SVG units.
pub(super) struct Layout {
    /// Width of the figure.
    pub wide: f64,
    /// Free space around it.
    pub margin: f64,
    /// Lines of the title with their baselines.
    pub title: Vec<(String, f64)>,
    /// Lines of the fact line with their baselines.
    pub subtitle: Vec<(String, f64)>,
    /// Left ends and centres of the legend's entries.
    pub legend: Vec<(f64, f64)>,
    /// Columns of values.
    pub columns: Vec<Column>,
    /// Top of the rows.
    pub top: f64,
    /// Bottom of the rows.
    pub bottom: f64,
    /// Height of a row.
    pub row: f64,
    /// Lines at the foot with their baselines.
    pub foot: Vec<(String, f64)>,
    /// Height of the figure.
    pub height: f64,
    label_width: f64,
    plot: (f64, f64),
}

impl Layout {
    /// Lays a figure out on a sheet.
    pub fn of(figure: &Figure, sheet: &Sheet) -> Self {
        let &Sheet { wide, margin, .. } = sheet;
        let inner = wide - 2.0 * margin;
        let mut y = margin;
        let mut lines = |text: &str, size: f64, leading: f64| -> Vec<(String, f64)> {
            words::wrap(text, inner / size, 2)
                .into_iter()
                .filter(|line| !line.is_empty())
                .map(|line| {
                    y += leading;
                    (line, y - leading * 0.28)
                })
                .collect()
        };
        // A bold face is a little wider than the model says.
        let title = lines(&figure.title, 20.0 * 1.03, 28.0);
        let subtitle = lines(&figure.subtitle, 12.5, 20.0);
        let (legend, y) = legend(figure, y + 4.0, margin, inner);
        let top = y + if figure.value_headings.is_empty() { 14.0 } else { 34.0 };
        let ticks = if figure.axis.ticks.is_empty() || figure.rows.is_empty() {
            0.0
        } else {
            24.0
        };
        let (foot, foot_height) = foot(figure, sheet);
        let below = ticks + foot_height + margin * 0.75;
        let row = row(figure.rows.len(), sheet, top + below);
        let bottom = top
            + if figure.rows.is_empty() {
                180.0
            } else {
                row * figure.rows.len() as f64
            };
        let foot = foot.into_iter().map(|(line, y)| (line, bottom + ticks + y)).collect();
        let (label_width, plot, columns) = widths(figure, sheet);
        Self {
            wide,
            margin,
            title,
            subtitle,
            legend,
            columns,
            top,
            bottom,
            row,
            height: bottom + below,
            foot,
            label_width,
            plot,
        }
    }

    /// Returns the middle of a row.
    pub fn centre(&self, row: usize) -> f64 {
        self.top + self.row * (row as f64 + 0.5)
    }

    /// Returns where a position of the axis lies; what is outside lies on its edge.
    pub fn x(&self, axis: &Axis, at: f64) -> f64 {
        let share = (at - axis.min) / (axis.max - axis.min);
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        self.plot.0 + share * self.plot.1
    }

    /// Returns the lines of a row's label, at most two, the last ending in `star`, and their size.
    pub fn label(&self, text: &str, star: &str) -> (Vec<String>, f64) {
        if (words::width(text) + words::width(star)) * 13.0 <= self.label_width {
            return (vec![words::one_line(text) + star], 13.0);
        }
        // What is long is set smaller; the mark of 演示数据 is never what is cut.
        let room = self.label_width / 12.0;
        let mut lines = words::wrap(text, room, 2);
        let is_full = lines
            .last()
            .is_some_and(|last| words::width(last) + words::width(star) > room);
        if is_full {
            lines = words::wrap(text, room - words::width(star), 2);
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(star);
        }
        (lines, 12.0)
    }

    /// Returns where the plot begins and ends.
    pub fn plot(&self) -> (f64, f64) {
        (self.plot.0, self.plot.0 + self.plot.1)
    }
}

/// Returns the height of so many rows beside what else stands on a sheet: what there is room for, within its bounds.
fn row(rows: usize, sheet: &Sheet, others: f64) -> f64 {
    let (least, most) = sheet.rows;
    match sheet.tall {
        Some(tall) => ((tall - others) / rows.max(1) as f64).clamp(least, most),
        None if rows <= 6 => most,
        None => least,
    }
}

/// Places the legend's entries in lines; returns them and where they end.
fn legend(figure: &Figure, top: f64, margin: f64, inner: f64) -> (Vec<(f64, f64)>, f64) {
    let (mut x, mut y) = (margin, top + 12.0);
    let mut places = Vec::new();
    for (_, word) in &figure.legend {
        let width = 26.0 + words::width(word) * 12.0 + 22.0;
        if x > margin && x + width > margin + inner {
            x = margin;
            y += 20.0;
        }
        places.push((x, y));
        x += width;
    }
    let end = if places.is_empty() { top } else { y + 12.0 };
    (places, end)
}

/// Places what the mark ＊ means and where the data come from; returns the lines, counted from the top of the foot, and
/// its height.
fn foot(figure: &Figure, sheet: &Sheet) -> (Vec<(String, f64)>, f64) {
    let star = figure.rows.iter().any(|row| row.demo).then(|| DEMO.to_owned());
    let note = match sheet.sourced {
        Sourced::Yes => words::wrap(&figure.note, (sheet.wide - 2.0 * sheet.margin) / 11.0, 2),
        Sourced::Elsewhere => Vec::new(),
    };
    let mut y = 8.0;
    let lines: Vec<(String, f64)> = star
        .into_iter()
        .chain(note)
        .filter(|line| !line.is_empty())
        .map(|line| {
            y += 17.0;
            (line, y - 4.0)
        })
        .collect();
    let height = if lines.is_empty() { 0.0 } else { y };
    (lines, height)
}

/// Divides the width between labels, plot and values: the plot gets what the texts leave.
fn widths(figure: &Figure, sheet: &Sheet) -> (f64, (f64, f64), Vec<Column>) {
    let margin = sheet.margin;
    let inner = sheet.wide - 2.0 * margin;
    // Between the lines of a report space is scarce.
    let gap = if inner < 700.0 { 10.0 } else { 16.0 };
    let longest = figure
        .rows
        .iter()
        .map(|row| (words::width(&row.label) + if row.demo { 1.0 } else { 0.0 }) * 13.0)
        .fold(48.0, f64::max);
    // Two lines of this width hold a name of 30 characters.
    let label_width = longest.min(216.0).min(inner * 0.28);
    let is_wide = |columns: &[Column], share: f64| {
        columns.iter().map(|column| column.width + gap).sum::<f64>() > inner * (1.0 - share) - label_width - gap
    };
    let mut columns = Vec::new();
    for (size, lines, share) in SETTINGS {
        columns = measured(figure, size, lines);
        narrow(&mut columns, Anchor::Start, |columns| is_wide(columns, share));
        if !is_wide(&columns, share) {
            break;
        }
    }
    // Numbers beyond all sense.
    narrow(&mut columns, Anchor::End, |columns| is_wide(columns, 0.12));
    let mut right = margin + inner;
    for column in columns.iter_mut().rev() {
        column.x = match column.anchor {
            Anchor::End => right,
            Anchor::Start | Anchor::Middle => right - column.width,
        };
        right -= column.width + gap;
    }
    let left = margin + label_width + gap;
    (label_width, (left, right - left), columns)
}

/// Makes the columns as wide as what they hold in letters of a size.
fn measured(figure: &Figure, size: f64, lines: Lines) -> Vec<Column> {
    let headings = figure.value_headings.iter().enumerate();
    let column = |(index, heading): (usize, &String)| {
        let anchor = figure.anchor(index);
        let cells = figure.rows.iter().filter_map(|row| row.values.get(index));
        let width = |cell: &String| match (anchor, lines) {
            (Anchor::End, Lines::Two) => in_two(cell).map_or(words::width(cell), |halves| widest(&halves)),
            _ => words::width(cell),
        };
        // A bold heading is a little wider than the model says.
        let width = cells
            .map(|cell| width(cell) * size)
            .fold(words::width(heading) * 12.4, f64::max);
        let most = if anchor == Anchor::End { f64::INFINITY } else { 110.0 };
        let width = width.min(most).ceil();
        Column {
            x: 0.0,
            width,
            size,
            anchor,
        }
    };
    headings.map(column).collect()
}

/// Narrows the widest columns of a kind as long as there are too wide ones, down to their least width.
fn narrow(columns: &mut [Column], anchor: Anchor, is_wide: impl Fn(&[Column]) -> bool) {
    let least = LEAST
        .iter()
        .find(|(of, _)| *of == anchor)
        .map_or(0.0, |(_, least)| *least);
    while is_wide(columns) {
        let of_kind = columns.iter_mut().filter(|column| column.anchor == anchor);
        match of_kind.max_by(|a, b| a.width.total_cmp(&b.width)) {
            Some(widest) if widest.width > least => widest.width -= 2.0,
            _ => break,
        }
    }
}

impl Column {
    /// Returns the lines of a value, two at most, and the size of their letters.
    ///
    /// A number cut would be another number: it has a second line, then smaller letters as far as they can be read.
    pub fn lines(&self, value: &str) -> (Vec<String>, f64) {
        let room = self.width / self.size + 0.2;
        if self.anchor != Anchor::End {
            return (vec![words::short(value, room)], self.size);
        }
        let lines = match in_two(value) {
            Some(halves) if words::width(value) > room => halves.to_vec(),
            _ => vec![value.to_owned()],
        };
        let size = (self.width / widest(&lines)).clamp(TINY, self.size);
        let lines = lines.iter().map(|line| words::short(line, self.width / size + 0.2));
        (lines.collect(), size)
    }
}

/// Breaks a value at the space that leaves the shorter halves; the sign of a status stays with its word. `None` where
/// there is none.
fn in_two(value: &str) -> Option<[String; 2]> {
    let spaces = value
        .match_indices(' ')
        .filter(|(at, _)| value[..*at].chars().nth(1).is_some());
    let halves = spaces.map(|(at, _)| [value[..at].to_owned(), value[at + 1..].to_owned()]);
    halves.min_by(|one, other| widest(one).total_cmp(&widest(other)))
}

/// Returns the width of the widest text in ems.
fn widest(texts: &[String]) -> f64 {
    texts.iter().map(|text| words::width(text)).fold(0.1, f64::max)
}
