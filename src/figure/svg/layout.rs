//! Where everything stands: columns by the width of their texts, rows by their number.

use super::super::{Anchor, Axis, DEMO, Figure, FigureRow, names, words};
use super::{Sheet, Sourced};

/// Least width of a column of numbers, and of one of words: 超额较大 with its sign is never cut.
const LEAST: [(Anchor, f64); 2] = [(Anchor::Start, 82.0), (Anchor::End, 56.0)];

/// Ways to set the values, the first with room taken: size of letters, whether a long value has two lines, the share of
/// the width the plot keeps, the most of it the labels have.
const SETTINGS: [(f64, Lines, f64, f64); 6] = [
    (12.5, Lines::One, 0.2, 0.28),
    (11.0, Lines::One, 0.2, 0.28),
    (12.5, Lines::Two, 0.2, 0.28),
    (11.0, Lines::Two, 0.18, 0.28),
    (11.0, Lines::Two, 0.12, 0.22),
    (10.5, Lines::Two, 0.1, 0.2),
];

/// How far apart the two lines of a value are, as a share of the size of their letters.
pub(super) const VALUE_LEADING: f64 = 1.15;

/// A row of values of two lines is at least so many times as high as those are apart.
const APART: f64 = 2.4;

/// Rows below this height have little room for labels of two lines.
const LOW: f64 = 30.0;

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
    /// Size of the letters of the title.
    pub title_size: f64,
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

/// A last line of a title with less, in ems, makes the lines be balanced.
const ORPHAN: f64 = 4.0;

impl Layout {
    /// Lays a figure out on a sheet.
    pub fn of(figure: &Figure, sheet: &Sheet) -> Self {
        let &Sheet { wide, margin, .. } = sheet;
        let inner = wide - 2.0 * margin;
        let mut y = margin;
        let mut lines = |text: &str, size: f64, leading: f64| -> Vec<(String, f64)> {
            let full = words::wrap(text, inner / size, usize::MAX);
            let is_orphan = full.last().is_some_and(|last| words::width(last) < ORPHAN);
            let lines = if is_orphan {
                words::balanced(text, inner / size, usize::MAX)
            } else {
                full
            };
            lines
                .into_iter()
                .filter(|line| !line.is_empty())
                .map(|line| {
                    y += leading;
                    (line, y - leading * 0.28)
                })
                .collect()
        };
        // A bold face is a little wider than the model says.
        let title = lines(&figure.title, sheet.title * 1.03, sheet.title * 1.4);
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
        let (label_width, plot, columns) = widths(figure, sheet);
        let row = row(figure, &columns, sheet, top + below);
        let bottom = top
            + if figure.rows.is_empty() {
                180.0
            } else {
                row * figure.rows.len() as f64
            };
        let foot = foot.into_iter().map(|(line, y)| (line, bottom + ticks + y)).collect();
        Self {
            wide,
            margin,
            title_size: sheet.title,
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

    /// Returns the lines of a row's label, at most two, and their size; the mark of 演示数据 is never what is cut.
    pub fn label(&self, row: &FigureRow) -> (Vec<String>, f64) {
        let star = if row.demo { "＊" } else { "" };
        let lines = |name: &str, size: f64| words::wrap(&format!("{name}{star}"), self.label_width / size, 3);
        let one = lines(&row.label, 13.0);
        if one.len() == 1 {
            return (one, 13.0);
        }
        // What is long is set smaller, in low rows a little more.
        let size = if self.row < LOW { 11.0 } else { 12.0 };
        let name = names::cut(&row.label, row.differs, |name| lines(name, size).len() <= 2);
        let text = format!("{name}{star}");
        (words::balanced(&text, self.label_width / size, 2), size)
    }

    /// Returns true where a label or a value has two lines.
    pub fn has_two_lines(&self, figure: &Figure) -> bool {
        figure.rows.iter().any(|row| {
            let mut values = row.values.iter().zip(&self.columns);
            self.label(row).0.len() > 1 || values.any(|(value, column)| column.lines(value).0.len() > 1)
        })
    }

    /// Returns how far apart the two lines of a label of a size are: nearer to each other than to those of the rows
    /// beside, and far enough that they do not touch.
    pub fn leading(&self, size: f64) -> f64 {
        (self.row * 0.43).min(14.0).max(size * 1.12)
    }

    /// Returns where the plot begins and ends.
    pub fn plot(&self) -> (f64, f64) {
        (self.plot.0, self.plot.0 + self.plot.1)
    }
}

/// Returns the height of the rows beside what else stands on a sheet: what there is room for, within its bounds, and
/// enough that the two lines of a value stand closer to each other than to those of the rows beside.
fn row(figure: &Figure, columns: &[Column], sheet: &Sheet, others: f64) -> f64 {
    let (least, most) = sheet.rows;
    let values = figure.rows.iter().flat_map(|row| row.values.iter().zip(columns));
    let lines = values.map(|(value, column)| column.lines(value));
    let least = (lines.filter(|(lines, _)| lines.len() > 1))
        .map(|(_, size)| size * VALUE_LEADING * APART)
        .fold(least, f64::max);
    let rows = figure.rows.len();
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

/// Returns true where the values of a figure find no room on one line each.
pub(super) fn is_crowded(figure: &Figure, sheet: &Sheet) -> bool {
    let on_one_line = SETTINGS.iter().filter(|setting| setting.1 == Lines::One);
    on_one_line
        .map(|setting| Set::of(figure, sheet, setting))
        .all(|set| set.is_wide())
}

/// Divides the width between labels, plot and values: the plot gets what the texts leave.
fn widths(figure: &Figure, sheet: &Sheet) -> (f64, (f64, f64), Vec<Column>) {
    let [first, others @ ..] = &SETTINGS;
    let mut set = Set::of(figure, sheet, first);
    for setting in others {
        if set.is_wide() {
            set = Set::of(figure, sheet, setting);
        }
    }
    // Numbers beyond all sense.
    set.narrow(Anchor::End);
    let Set {
        label,
        mut columns,
        gap,
        ..
    } = set;
    let mut right = sheet.wide - sheet.margin;
    for column in columns.iter_mut().rev() {
        column.x = match column.anchor {
            Anchor::End => right,
            Anchor::Start | Anchor::Middle => right - column.width,
        };
        right -= column.width + gap;
    }
    let left = sheet.margin + label + gap;
    (label, (left, right - left), columns)
}

/// The parts of a row in one of the [`SETTINGS`].
struct Set {
    label: f64,
    columns: Vec<Column>,
    gap: f64,
    /// What the columns may take with a gap each.
    room: f64,
}

impl Set {
    /// Sets a figure, with no more room for words than for the rest.
    fn of(figure: &Figure, sheet: &Sheet, &(size, lines, plot, label): &(f64, Lines, f64, f64)) -> Self {
        let inner = sheet.wide - 2.0 * sheet.margin;
        // Between the lines of a report space is scarce.
        let gap = if inner < 700.0 { 10.0 } else { 16.0 };
        let longest = (figure.rows.iter())
            .map(|row| (words::width(&row.label) + if row.demo { 1.0 } else { 0.0 }) * 13.0)
            .fold(48.0, f64::max);
        // Two lines of this width hold a name of 30 characters.
        let label = longest.min(216.0).min(inner * label);
        let mut set = Self {
            label,
            columns: measured(figure, size, lines),
            gap,
            room: inner * (1.0 - plot) - label - gap,
        };
        set.narrow(Anchor::Start);
        set
    }

    fn is_wide(&self) -> bool {
        self.columns.iter().map(|column| column.width + self.gap).sum::<f64>() > self.room
    }

    /// Narrows the widest columns of a kind as long as there are too wide ones, down to their least width.
    fn narrow(&mut self, anchor: Anchor) {
        let least = LEAST
            .iter()
            .find(|(of, _)| *of == anchor)
            .map_or(0.0, |(_, least)| *least);
        while self.is_wide() {
            let of_kind = self.columns.iter_mut().filter(|column| column.anchor == anchor);
            match of_kind.max_by(|a, b| a.width.total_cmp(&b.width)) {
                Some(widest) if widest.width > least => widest.width -= 2.0,
                _ => break,
            }
        }
    }
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

impl Column {
    /// Returns the lines of a value, two at most, and the size of their letters.
    ///
    /// A number cut would be another number: it has a second line, then smaller letters.
    pub fn lines(&self, value: &str) -> (Vec<String>, f64) {
        let room = self.width / self.size + 0.2;
        if self.anchor != Anchor::End {
            return (vec![words::short(value, room)], self.size);
        }
        let lines = match in_two(value) {
            Some(halves) if words::width(value) > room => halves.to_vec(),
            _ => vec![value.to_owned()],
        };
        let size = (self.width / widest(&lines)).min(self.size);
        (lines, size)
    }
}

/// Breaks a value between its two numbers, or before its only one, many words that hold none in their middle; `None`
/// where it is one.
fn in_two(value: &str) -> Option<[String; 2]> {
    // A short one is nowhere what lacks room.
    if words::width(value) <= 7.0 {
        return None;
    }
    // A slash within a unit is no place between numbers.
    let between = value.find(" / ").map(|at| at + 2);
    let at = match between.or_else(|| value.find('～').map(|at| at + '～'.len_utf8())) {
        Some(at) => at,
        None if value.contains(|character: char| character.is_ascii_digit()) => value.rfind(' ')?,
        None => value.char_indices().nth(value.chars().count().div_ceil(2))?.0,
    };
    let (one, other) = value.split_at(at);
    Some([one.trim_end().to_owned(), other.trim_start().to_owned()])
}

/// Returns the width of the widest text in ems.
fn widest(texts: &[String]) -> f64 {
    texts.iter().map(|text| words::width(text)).fold(0.1, f64::max)
}
