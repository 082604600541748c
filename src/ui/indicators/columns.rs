//! The columns of the grid and what a cell of each shows.

use std::sync::Arc;

use eframe::egui::{self, Align, Color32, FontId};
use rust_i18n::t;

use super::grid::TEXT;

use crate::model::notation;
use crate::model::{Actual, Field, Indicator, Project, Target, number};
use crate::score::{self, Row};
use crate::ui::card::cut;
use crate::ui::plot::apparent_width;
use crate::ui::scene::Scene;
use crate::ui::{names, theme};

/// A column of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// A field that can be typed.
    Field(Field),
    /// 完成率.
    Completion,
    /// 得分; typed only where no formula gives it.
    Score,
    /// 状态.
    Status,
}

/// Every column in order.
pub const ALL: [Column; 11] = [
    Column::Field(Field::Level1),
    Column::Field(Field::Level2),
    Column::Field(Field::Name),
    Column::Field(Field::Target),
    Column::Field(Field::Unit),
    Column::Field(Field::Weight),
    Column::Field(Field::Actual),
    Column::Completion,
    Column::Score,
    Column::Status,
    Column::Field(Field::Reason),
];

/// Position of the names among the columns.
pub const NAME: usize = 2;
/// Position of the scores among the columns.
pub const SCORE: usize = 8;
/// Position of the statuses among the columns.
pub const STATUS: usize = 9;

/// Returns the position of a field's column, or that of the statuses: the pane of the row has what no column shows.
pub fn of(field: Field) -> usize {
    if field == Field::Judged {
        return SCORE;
    }
    let column = ALL.iter().position(|column| *column == Column::Field(field));
    column.unwrap_or(STATUS)
}

/// Width of the row numbers.
pub const GUTTER: f32 = 34.0;
/// From this width on there is room for all that cells usually hold.
const ROOMY: f32 = 930.0;
/// Least width of the names.
const LEAST_NAME: f32 = 120.0;
/// Least width of the names where it makes room for all columns.
const NARROW_NAME: f32 = 96.0;
/// Least width of names and reasons together; where there is less, a reason only tells whether it is there.
const NAME_AND_REASON: f32 = 250.0;
/// Width of the reasons where they only tell whether they are there.
pub const FLAG: f32 = 64.0;
/// No column grows past this for what it holds; only words are as long.
const WIDEST: f32 = 220.0;
/// Space around the text of a cell.
const MARGINS: f32 = 16.0;

impl Column {
    /// Returns the heading.
    pub fn heading(self) -> String {
        match self {
            Self::Field(Field::Unit) => t!("indicators.unit").into_owned(),
            Self::Field(field) => names::field(field),
            Self::Completion => t!("indicators.completion").into_owned(),
            Self::Score => t!("indicators.score").into_owned(),
            Self::Status => t!("indicators.status").into_owned(),
        }
    }

    /// Returns how its cells stand: numbers right, words left.
    pub fn align(self) -> Align {
        match self {
            Self::Field(Field::Target | Field::Weight | Field::Actual) | Self::Completion | Self::Score => Align::RIGHT,
            _ => Align::LEFT,
        }
    }

    /// Returns the field that typing into a cell changes; `None` where the score is computed.
    pub fn field(self, project: &Project, indicator: &Indicator) -> Option<Field> {
        match self {
            Self::Field(field) => Some(field),
            Self::Score => is_judged(project, indicator).then_some(Field::Judged),
            Self::Completion | Self::Status => None,
        }
    }

    /// Returns the width where there is room and where there is little; 0 for the columns that share the rest.
    fn fixed_widths(self) -> (f32, f32) {
        match self {
            Self::Field(Field::Level1) => (72.0, 66.0),
            Self::Field(Field::Level2) => (94.0, 80.0),
            Self::Field(Field::Target | Field::Actual) => (102.0, 84.0),
            Self::Field(Field::Unit) => (68.0, 50.0),
            Self::Field(Field::Weight) => (54.0, 46.0),
            Self::Completion => (76.0, 68.0),
            Self::Score => (60.0, 52.0),
            Self::Status => (80.0, 74.0),
            Self::Field(_) => (0.0, 0.0),
        }
    }
}

/// Returns true where the officer's judgement, not a formula, gives the score; of tiers also before one is chosen, and of
/// words that may still become tiers.
fn is_judged(project: &Project, indicator: &Indicator) -> bool {
    matches!(indicator.target, Some(Target::Tiered(_) | Target::Text(_)))
        || score::score_indicator(&project.scheme, indicator).by_judgement
}

/// Returns true where everything is filled in and yet no score comes of it; the explanation says why.
pub fn is_unreadable(indicator: &Indicator, row: &Row) -> bool {
    let filled = indicator.target.is_some() && indicator.actual.is_some() && indicator.weight.is_some();
    row.score.is_none() && filled && (indicator.judged.is_some() || !row.awaits_points())
}

/// Returns the word, the ink and the ground of where a row stands, with its sign: `○ 无法计分`.
pub fn standing(palette: &theme::Palette, indicator: &Indicator, row: &Row) -> (String, Color32, Color32) {
    let (word, (ink, ground)) = if is_unreadable(indicator, row) {
        (
            t!("indicators.unreadable").into_owned(),
            (palette.bad, palette.bad_soft),
        )
    } else {
        (names::standing(row), palette.status(row.status))
    };
    (format!("{} {word}", theme::status_sign(row.status)), ink, ground)
}

/// Returns what is to be said of a cell that keeps words which are no value, a level the scheme does not have, or a
/// judged score that does not count.
pub fn doubt(scene: &Scene<'_>, position: usize, column: Column) -> Option<String> {
    let (project, indicator) = (scene.project, scene.project.indicators.get(position)?);
    match column {
        Column::Score if scene.card.rows.get(position)?.score.is_none() => indicator.judged.map(|judged| {
            let reason = scene.card.explain(project, position).rule;
            t!(
                "indicators.not_counted",
                points = number::plain(judged),
                reason = reason
            )
            .into_owned()
        }),
        Column::Field(field @ (Field::Target | Field::Actual)) => asked(scene, indicator, field),
        Column::Field(field @ (Field::Level1 | Field::Level2)) => {
            let (held, known) = (project.cell(indicator, field), choices(project, indicator, column));
            let is_known = held.is_empty() || known.is_empty() || known.contains(&held);
            (!is_known).then(|| t!("indicators.unknown_level", levels = names::list(&known)).into_owned())
        }
        _ => None,
    }
}

/// Returns what is asked of a target or an actual that keeps words which are no value.
pub fn asked(scene: &Scene<'_>, indicator: &Indicator, field: Field) -> Option<String> {
    let (words, is_value) = match (field, &indicator.target, &indicator.actual) {
        (Field::Target, Some(Target::Text(words)), _) | (Field::Actual, _, Some(Actual::Text(words))) => (words, false),
        (Field::Target, Some(Target::Tiered(words) | Target::YesNo(words)), _) => (words, true),
        _ => return None,
    };
    if let Some(day) = notation::no_such_day(words, scene.project.year) {
        return Some(t!("indicators.asks_other_day", reason = names::no_such_day(day)).into_owned());
    }
    let sentence = match (field, &indicator.target) {
        _ if is_value => return None,
        (Field::Target, _) => t!("indicators.asks_target", year = scene.example_year()),
        (_, Some(Target::ByDate(day))) => t!("indicators.asks_day", year = day.year()),
        (_, Some(Target::Tiered(_) | Target::YesNo(_) | Target::Text(_))) => {
            let example = choices(scene.project, indicator, Column::Field(Field::Actual))
                .into_iter()
                .next();
            t!("indicators.asks_tier", example = example.unwrap_or_default())
        }
        _ => t!("indicators.asks_number"),
    };
    Some(sentence.into_owned())
}

/// What the grid's columns are measured by.
#[derive(Debug)]
pub struct Measures {
    /// The widths that headings, numbers, dates, statuses and short tiers need: these are never cut, words may be; for
    /// names and levels the widths they would have.
    pub needed: [f32; ALL.len()],
    /// Decimals of the most precise weight: all of them are shown with as many, so that their points stand in line.
    decimals: usize,
    /// The state of the document, the language and the scheme that were measured.
    state: (u64, String, String),
}

impl Measures {
    /// Brings the measures up to date, once for every state of the document. While rows are edited no column becomes
    /// narrower and names leave the others what they have, so that nothing moves but for a cell that would be cut.
    pub fn update(held: &mut Option<Arc<Self>>, ui: &egui::Ui, scene: &Scene<'_>) -> Arc<Self> {
        let state = (
            scene.revision,
            rust_i18n::locale().to_string(),
            scene.project.scheme.id.clone(),
        );
        if let Some(held) = held.as_ref().filter(|held| held.state == state) {
            return Arc::clone(held);
        }
        let weights = scene.project.indicators.iter().filter_map(|indicator| indicator.weight);
        let decimals = weights.map(|weight| weight.normalize().scale()).max();
        let decimals = decimals.unwrap_or_default() as usize;
        let mut needed = ALL.map(|column| widest(ui, scene, column, decimals));
        let (_, locale, scheme) = &state;
        if let Some(before) = held.take_if(|held| held.state.1 == *locale && held.state.2 == *scheme) {
            for (at, needed) in needed.iter_mut().enumerate() {
                *needed = if at == NAME {
                    before.needed[at]
                } else {
                    needed.max(before.needed[at])
                };
            }
        }
        Arc::clone(held.insert(Arc::new(Self {
            needed,
            decimals,
            state,
        })))
    }

    /// Returns the text of a cell as it is painted.
    pub fn shown(&self, indicator: &Indicator, text: String, column: Column) -> String {
        shown(indicator, text, column, self.decimals)
    }
}

fn shown(indicator: &Indicator, text: String, column: Column, decimals: usize) -> String {
    match column {
        Column::Field(Field::Weight) => indicator
            .weight
            .map_or(text, |weight| format!("{:.decimals$}", weight.normalize())),
        Column::Field(Field::Target) => match indicator.target {
            Some(ref target) => target.printed(&indicator.unit),
            None => text,
        },
        Column::Field(Field::Actual) => match indicator.actual {
            Some(Actual::Number(value)) => number::measured(value, &indicator.unit),
            _ => text,
        },
        _ => text,
    }
}

fn widest(ui: &egui::Ui, scene: &Scene<'_>, column: Column, decimals: usize) -> f32 {
    let wide = |text: &str, font: FontId| cut(ui, text, font, f32::INFINITY, Color32::PLACEHOLDER).size().x;
    let rows = scene.project.indicators.iter().zip(&scene.card.rows);
    let longest = rows
        .filter(|(indicator, _)| is_never_cut(scene.project, indicator, column))
        .map(|(indicator, row)| match column {
            Column::Status => format!(
                "{} {}",
                theme::status_sign(row.status),
                text(scene.project, indicator, row, column)
            ),
            _ => shown(indicator, text(scene.project, indicator, row, column), column, decimals),
        })
        .max_by_key(|text| apparent_width(text))
        .unwrap_or_default();
    let heading = wide(&column.heading(), theme::bold_of(12.0));
    let missing = match column {
        Column::Field(Field::Target | Field::Weight | Field::Actual) | Column::Score => {
            wide(&t!("indicators.missing"), theme::small())
        }
        _ => 0.0,
    };
    let longest = wide(&longest, FontId::proportional(TEXT));
    (heading.max(missing).max(longest) + MARGINS).min(WIDEST)
}

/// The longest tier, in tenths of a character, that has its column made as wide as it is.
const SHORT_TIER: usize = 70;

/// Returns true for a cell that holds a number, a date, a status, a tier of a few characters, a level of the scheme or
/// a name; the last two have the widths they need where there is room.
fn is_never_cut(project: &Project, indicator: &Indicator, column: Column) -> bool {
    match column {
        Column::Field(Field::Target) => !matches!(indicator.target, Some(Target::Tiered(_) | Target::Text(_))),
        Column::Field(Field::Actual) => match indicator.actual {
            Some(Actual::Tier(_)) => apparent_width(&project.cell(indicator, Field::Actual)) <= SHORT_TIER,
            Some(Actual::Text(_)) => false,
            _ => true,
        },
        Column::Field(field @ (Field::Level1 | Field::Level2)) => {
            let (held, known) = (project.cell(indicator, field), choices(project, indicator, column));
            known.contains(&held)
        }
        Column::Field(Field::Name | Field::Weight) | Column::Completion | Column::Score | Column::Status => true,
        Column::Field(_) => false,
    }
}

/// Returns the widths of all columns for a width available: names take two thirds of what is left, reasons the
/// rest, but never less than [`FLAG`]. Where long numbers leave no room for that, every column has what it needs and no
/// more; a grid that is wider all the same scrolls.
pub fn widths(available: f32, needed: &[f32; ALL.len()]) -> [f32; ALL.len()] {
    let fixed = |column: Column, needed: f32, is_narrow: bool| {
        let (roomy, tight) = column.fixed_widths();
        let usual = if available < ROOMY { tight } else { roomy };
        match column {
            Column::Field(Field::Level1 | Field::Level2) => usual,
            _ if usual > 0.0 && is_narrow => needed,
            _ if usual > 0.0 => usual.max(needed),
            _ => 0.0,
        }
    };
    let rest = |is_narrow: bool| {
        let columns = ALL.into_iter().zip(needed);
        let taken: f32 = columns.map(|(column, needed)| fixed(column, *needed, is_narrow)).sum();
        available - GUTTER - taken
    };
    let is_narrow = rest(false) < LEAST_NAME + FLAG && rest(true) >= NARROW_NAME + FLAG;
    let rest = if is_narrow {
        rest(true)
    } else {
        rest(false).max(LEAST_NAME + FLAG)
    };
    let name = if rest < NAME_AND_REASON {
        rest - FLAG
    } else {
        (rest * 0.66).max(LEAST_NAME)
    };
    let mut widths = ALL.map(|column| match column {
        Column::Field(Field::Name) => name,
        Column::Field(Field::Reason) => rest - name,
        _ => 0.0,
    });
    for ((width, column), needed) in widths.iter_mut().zip(ALL).zip(needed) {
        *width += fixed(column, *needed, is_narrow);
    }
    make_room_for_levels(&mut widths, needed);
    widths
}

/// Gives the levels what the scheme's own names need, as far as other columns have more than they need.
fn make_room_for_levels(widths: &mut [f32; ALL.len()], needed: &[f32; ALL.len()]) {
    const LEVELS: [usize; 2] = [0, 1];
    let mut spare = 0.0;
    let mut wanted: f32 = LEVELS.iter().map(|at| (needed[*at] - widths[*at]).max(0.0)).sum();
    for (at, column) in ALL.into_iter().enumerate() {
        let least = match column {
            Column::Field(Field::Name) => needed[at].max(LEAST_NAME),
            Column::Field(Field::Weight) | Column::Completion | Column::Score | Column::Status => needed[at],
            _ => continue,
        };
        let given = (widths[at] - least).clamp(0.0, wanted);
        widths[at] -= given;
        spare += given;
        wanted -= given;
    }
    for at in LEVELS {
        let taken = (needed[at] - widths[at]).clamp(0.0, spare);
        widths[at] += taken;
        spare -= taken;
    }
}

/// Returns the text of a cell.
pub fn text(project: &Project, indicator: &Indicator, row: &Row, column: Column) -> String {
    match column {
        Column::Field(field) => project.cell(indicator, field),
        Column::Completion => row.completion.map(number::percent).unwrap_or_default(),
        // What was judged and does not count stands as it was typed, and `doubt` marks it.
        Column::Score => match row.score {
            Some(score) => number::points(score),
            None => project.cell(indicator, Field::Judged),
        },
        Column::Status if is_unreadable(indicator, row) => t!("indicators.unreadable").into_owned(),
        Column::Status => names::standing(row),
    }
}

/// Returns what may be chosen in a cell; empty where anything is typed.
pub fn choices(project: &Project, indicator: &Indicator, column: Column) -> Vec<String> {
    let scheme = &project.scheme;
    match column {
        Column::Field(Field::Level1) => scheme.levels.iter().map(|level| level.name.clone()).collect(),
        Column::Field(Field::Level2) => scheme
            .levels
            .iter()
            .filter(|level| indicator.level1.is_empty() || level.name == indicator.level1)
            .flat_map(|level| level.level2.iter().cloned())
            .collect(),
        Column::Field(Field::Unit) => UNITS.iter().map(|unit| (*unit).to_owned()).collect(),
        Column::Field(Field::Actual) => match indicator.target {
            Some(Target::Tiered(_)) => scheme.qualitative.tiers.iter().map(|tier| tier.name.clone()).collect(),
            Some(Target::YesNo(_)) => vec!["是".to_owned(), "否".to_owned()],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// 计量单位 in common use (`domain.md` §2.4).
const UNITS: [&str; 32] = [
    "个",
    "家",
    "家次",
    "户",
    "批次",
    "件",
    "次",
    "人次",
    "人",
    "起",
    "台（套）",
    "份",
    "篇",
    "期",
    "场",
    "项",
    "类",
    "品种",
    "学时",
    "天",
    "工作日",
    "月",
    "%",
    "‰",
    "个百分点",
    "元",
    "万元",
    "元/人·天",
    "元/批次",
    "㎡",
    "亩",
    "公里",
];
