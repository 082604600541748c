//! Charts as placed marks, drawn once for the screen, svg, png and docx.
//!
//! Every chart is a list of rows with one horizontal axis; marks lie on a row at positions of that axis.
//! Rules R1–R16: actual solid, target outlined, status never by colour alone, sorted by lost points,
//! raw values beside, missing marked, a table twin and a sentence for every chart.

mod budget;
mod bullet;
mod completion;
pub mod names;
pub mod png;
mod rank;
mod scale;
pub mod svg;
mod targets;
mod waterfall;
mod words;

use crate::model::charts::Colours;
use crate::model::{Id, Project};
use crate::score::{Row, Scorecard};

/// What stands between two facts of a subtitle.
pub const BETWEEN_FACTS: &str = " · ";

/// What the mark behind the name of a row means.
pub const DEMO: &str = "＊ 含演示数据";

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Stem of the exported file: `targets`, `completion`, `lost-points`, `budget`.
    pub id: String,
    /// The message, as a sentence with its number.
    pub title: String,
    /// Unit, year, source, rule.
    pub subtitle: String,
    /// One sentence for a reader who cannot see the chart.
    pub description: String,
    /// Where the data come from, for the foot; empty when the project says nothing.
    pub note: String,
    /// The horizontal axis.
    pub axis: Axis,
    /// Rows, top first.
    pub rows: Vec<FigureRow>,
    /// Headings of the aligned value columns right of the plot, one for each of `FigureRow::values`.
    pub value_headings: Vec<String>,
    /// Marks in drawing order.
    pub marks: Vec<Mark>,
    /// What the looks of marks mean, in the order shown.
    pub legend: Vec<(Look, String)>,
    /// The same numbers as a table.
    pub table: TableTwin,
    /// The colours of good and bad.
    pub colours: Colours,
}

/// The horizontal axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Lower bound.
    pub min: f64,
    /// Upper bound.
    pub max: f64,
    /// Labelled positions; empty where each row has a scale of its own.
    pub ticks: Vec<(f64, String)>,
    /// A line drawn over the whole height, such as 100 %.
    pub reference: Option<f64>,
}

impl Axis {
    /// Returns the labelled positions that have room beside each other: all of them, else every second, third … counted
    /// from the reference that the rows are read against, so that 0 is among them where it begins the axis (R3); only
    /// what has no room for both does without it. `span` tells where a label with its margin begins and ends.
    pub fn with_room(&self, span: impl Fn(&(f64, String)) -> (f64, f64)) -> Vec<&(f64, String)> {
        let is_reference = |(at, _): &(f64, String)| self.reference == Some(*at);
        let from = self.ticks.iter().position(is_reference).unwrap_or(0);
        let every = |step: usize| -> Vec<&(f64, String)> {
            let ticks = self.ticks.iter().enumerate();
            let kept = ticks.filter(|(position, _)| position.abs_diff(from).is_multiple_of(step));
            kept.map(|(_, tick)| tick).collect()
        };
        let is_apart = |ticks: &Vec<&(f64, String)>| ticks.windows(2).all(|pair| span(pair[0]).1 <= span(pair[1]).0);
        let keeps_zero =
            |step: &usize| self.ticks.first().is_none_or(|first| first.0 != 0.0) || from.is_multiple_of(*step);
        let steps = 1..=self.ticks.len();
        let with_zero = steps.clone().filter(keeps_zero).map(every).find(is_apart);
        with_zero
            .or_else(|| steps.map(every).find(is_apart))
            .unwrap_or_default()
    }
}

/// One row of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureRow {
    /// Label left of the plot.
    pub label: String,
    /// Where the label begins to differ from those of the other rows, in characters: what a label cut keeps in sight.
    pub differs: usize,
    /// The indicator the row is about.
    pub indicator: Option<Id>,
    /// Raw values right of the plot, with units.
    pub values: Vec<String>,
    /// True when a number drawn on the row is 演示数据; the label then ends in ＊.
    pub demo: bool,
}

/// How a mark looks; each look differs in shape or fill as well as in colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Look {
    /// Solid dark: an actual.
    Actual,
    /// Outlined, no fill: a target or a plan.
    Target,
    /// Outlined, lighter: the initial plan.
    Initial,
    /// Solid, good.
    Good,
    /// Solid, needs a reason.
    Caution,
    /// Solid, bad: missed, lost.
    Bad,
    /// Solid neutral: totals and sums.
    Neutral,
    /// Hollow and dashed: not filled in.
    Missing,
    /// Solid, lighter than an actual: the year before.
    Earlier,
    /// Pale, behind the others: where the target is met.
    Zone,
    /// The same hue, stronger: where it is far exceeded.
    FarZone,
}

/// What a mark is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A bar from one position to another; `thickness` is a fraction of the row's height.
    Bar {
        /// Start.
        from: f64,
        /// End.
        to: f64,
        /// Fraction of the row's height.
        thickness: f64,
    },
    /// A short upright line: a target on a bullet bar; `height` is a fraction of the row's height.
    Tick {
        /// Position.
        at: f64,
        /// Fraction of the row's height.
        height: f64,
    },
    /// A thin line from this row to the next one down: the connector of a waterfall.
    Connector {
        /// Position.
        at: f64,
    },
    /// ▲ ▼ ● ▶ ○ and the like.
    Symbol {
        /// Position.
        at: f64,
        /// The character.
        symbol: char,
    },
    /// A word on the plot that belongs to what lies between two positions; left out where it has no room, as the
    /// columns of values say the same.
    Label {
        /// Start of what it belongs to.
        from: f64,
        /// End of what it belongs to.
        to: f64,
        /// The word.
        text: String,
        /// Where it stands.
        place: Place,
    },
}

/// Where a word stands on the plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Behind what it belongs to, before it where there is no room behind.
    Beside,
    /// In the middle of what it belongs to.
    Within,
}

impl Place {
    /// Returns where a word of a measured width begins, `None` where it would leave the plot or what it stands within.
    ///
    /// All in the drawer's own unit: `span` is what the word belongs to, `gap` the space between the two.
    pub fn begin(self, span: (f64, f64), width: f64, gap: f64, plot: (f64, f64)) -> Option<f64> {
        let middle = f64::midpoint(span.0, span.1);
        let (places, bounds) = match self {
            Self::Beside => ([span.1 + gap, span.0 - gap - width], plot),
            Self::Within => ([middle - width / 2.0; 2], (span.0 + gap, span.1 - gap)),
        };
        let has_room = |left: &f64| *left >= bounds.0 && left + width <= bounds.1;
        places.into_iter().find(has_room)
    }
}

/// Which end of a word stands at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The word begins here.
    Start,
    /// The word is centred here.
    Middle,
    /// The word ends here.
    End,
}

/// A placed mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Row it lies on.
    pub row: usize,
    /// What it is.
    pub shape: Shape,
    /// How it looks.
    pub look: Look,
    /// What hovering says; empty for decoration.
    pub hover: String,
}

/// The chart's numbers as a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableTwin {
    /// Headings.
    pub headings: Vec<String>,
    /// Rows of cells.
    pub rows: Vec<Vec<String>>,
}

/// How many indicators stand nowhere yet, with what is said of them: 未填, 待评定 or both; `None` where there are none.
pub fn unfilled(card: &Scorecard) -> Option<(usize, &'static str)> {
    words::unfilled(card.rows.iter())
}

/// Every chart of a project as it is exported: targets, completion, lost points, budget.
///
/// The first two are divided into `targets-1`, `targets-2` … by 一级指标 when they have more rows than a page takes.
/// Rows stand in the order, marks have the colours that [`Project::charts`] names.
pub fn all(project: &Project, card: &Scorecard) -> Vec<Figure> {
    let mut figures = rank::pages(project, card, &targets::rows(project, card), targets::figure);
    let completion = completion::rows(project, card);
    figures.extend(rank::pages(project, card, &completion, completion::figure));
    figures.push(lost_points(project, card));
    figures.push(budget(project, card));
    figures
}

/// [`targets`] of as many rows as the text of a report takes, those with the most to explain; and the positions of those left out.
pub fn targets_excerpt(project: &Project, card: &Scorecard) -> (Figure, Vec<usize>) {
    rank::excerpt(project, card, &targets::rows(project, card), targets::figure)
}

/// [`completion`] of as many rows as the text of a report takes, those with the most to explain; and the positions of those left out.
///
/// The marks and the legend say the status, the columns only what they cannot.
pub fn completion_excerpt(project: &Project, card: &Scorecard) -> (Figure, Vec<usize>) {
    let (figure, left_out) = rank::excerpt(project, card, &completion::rows(project, card), completion::figure);
    (completion::without_status(figure), left_out)
}

/// Targets against actuals of every indicator with both as numbers, each row on a scale of its own unit.
pub fn targets(project: &Project, card: &Scorecard) -> Figure {
    targets::figure(project, card, &targets::rows(project, card), None)
}

/// Target against actual of one indicator on an axis in its own unit; `None` when it has no number.
pub fn target(project: &Project, card: &Scorecard, indicator: &Id) -> Option<Figure> {
    bullet::figure(project, card, project.indicator_index(indicator)?)
}

/// Completion of all indicators on one axis in percent, capped with an outlier mark.
pub fn completion(project: &Project, card: &Scorecard) -> Figure {
    completion::figure(project, card, &completion::rows(project, card), None)
}

/// [`completion`] of what has to be explained, at most `most` rows of it; of everything where nothing has.
///
/// For a slide: the marks and the legend say the status, the columns only what they cannot.
pub fn completion_to_explain(project: &Project, card: &Scorecard, most: usize) -> Figure {
    let mut rows = completion::rows(project, card);
    if !card.rows.iter().all(Row::is_as_planned) {
        rows.retain(|row| !card.rows[*row].is_as_planned());
    }
    let rows = rank::greatest(project, card, &rows, most);
    completion::without_status(completion::figure(project, card, &rows, None))
}

/// Lost points as a waterfall from full marks to the total.
pub fn lost_points(project: &Project, card: &Scorecard) -> Figure {
    waterfall::figure(project, card, None)
}

/// [`lost_points`] in at most `most` rows, the smaller losses together; 7 are always enough.
pub fn lost_points_within(project: &Project, card: &Scorecard, most: usize) -> Figure {
    waterfall::figure(project, card, Some(most))
}

/// Budget in 万元: initial, adjusted, actual by kind of expenditure.
pub fn budget(project: &Project, card: &Scorecard) -> Figure {
    budget::figure(project, card)
}

impl Figure {
    /// Returns which end of a value column its texts stand at: numbers end, words begin together.
    pub fn anchor(&self, column: usize) -> Anchor {
        let mut cells = self.rows.iter().filter_map(|row| row.values.get(column));
        // A dash or 未填 stands where a number is missing.
        let is_number = |cell: &String| {
            matches!(cell.as_str(), "—" | words::MISSING) || cell.contains(|character: char| character.is_ascii_digit())
        };
        if cells.any(is_number) {
            Anchor::End
        } else {
            Anchor::Start
        }
    }

    /// Returns the character that stands for a look in the legend, `None` where a patch of it does.
    pub fn legend_symbol(&self, look: Look, word: &str) -> Option<char> {
        let says_one = word.starts_with(|first: char| !first.is_alphanumeric());
        let marks = self.marks.iter().filter(|mark| mark.look == look && !says_one);
        let symbols = marks.map(|mark| match mark.shape {
            Shape::Symbol { symbol, .. } => Some(symbol),
            Shape::Tick { .. } => Some('|'),
            _ => None,
        });
        let symbols: Vec<char> = symbols.collect::<Option<_>>()?;
        // What lies beyond an axis points there.
        symbols.into_iter().find(|symbol| !"▶◀".contains(*symbol))
    }

    /// Makes a chart with nothing on it that says what is missing and what to do next.
    fn empty(id: &str, title: &str, project: &Project, next: &str) -> Self {
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            subtitle: words::fact_line(project, &[]),
            description: next.to_owned(),
            note: words::source(project),
            axis: Axis {
                min: 0.0,
                max: 1.0,
                ticks: Vec::new(),
                reference: None,
            },
            rows: Vec::new(),
            value_headings: Vec::new(),
            marks: Vec::new(),
            legend: Vec::new(),
            table: TableTwin::default(),
            colours: project.charts.colours,
        }
    }

    /// Finds where the labels differ.
    fn tell_apart(&mut self) {
        let differs = names::differences(self.rows.iter().map(|row| row.label.as_str()));
        for (row, at) in self.rows.iter_mut().zip(differs) {
            row.differs = at;
        }
    }

    /// Explains, in `words` order, the looks that occur among the marks.
    fn explain_looks(&mut self, words: &[(Look, &str)]) {
        self.legend = words
            .iter()
            .filter(|(look, _)| self.marks.iter().any(|mark| mark.look == *look))
            .map(|(look, word)| (*look, (*word).to_owned()))
            .collect();
    }

    /// Adds a mark to a row.
    fn place(&mut self, row: usize, look: Look, hover: &str, shape: Shape) {
        self.marks.push(Mark {
            row,
            shape,
            look,
            hover: hover.to_owned(),
        });
    }
}
