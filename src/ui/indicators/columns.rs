//! The columns of the grid and what a cell of each shows.

use eframe::egui::Align;
use rust_i18n::t;

use crate::model::{Actual, Field, Indicator, Project, Target, number};
use crate::score::Row;
use crate::ui::names;

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

/// Width of the row numbers.
pub const GUTTER: f32 = 34.0;
/// From this width on there is room for all that cells usually hold.
const ROOMY: f32 = 930.0;
/// Least width of the names.
const NAME: f32 = 150.0;
/// Least width of the reasons.
const REASON: f32 = 70.0;

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
    pub fn field(self, indicator: &Indicator) -> Option<Field> {
        match self {
            Self::Field(field) => Some(field),
            Self::Score => is_judged(indicator).then_some(Field::Judged),
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

/// Returns true where the officer's judgement, not a formula, gives the score.
pub fn is_judged(indicator: &Indicator) -> bool {
    matches!(
        indicator.target,
        Some(Target::Tiered(_) | Target::YesNo(_) | Target::Text(_))
    ) || matches!(indicator.actual, Some(Actual::Tier(_)))
}

/// Returns true where everything is filled in and yet no score comes of it; the explanation says why.
pub fn is_unreadable(indicator: &Indicator, row: &Row) -> bool {
    let filled = indicator.target.is_some() && indicator.actual.is_some() && indicator.weight.is_some();
    row.score.is_none() && filled && (indicator.judged.is_some() || !is_judged(indicator))
}

/// Returns the widths of all columns for a width available: names take two thirds of what is left, reasons the rest.
pub fn widths(available: f32) -> [f32; ALL.len()] {
    let fixed = |column: Column| {
        let (roomy, tight) = column.fixed_widths();
        if available < ROOMY { tight } else { roomy }
    };
    let rest = (available - GUTTER - ALL.into_iter().map(fixed).sum::<f32>()).max(NAME + REASON);
    let name = (rest * 0.66).max(NAME);
    ALL.map(|column| match column {
        Column::Field(Field::Name) => name,
        Column::Field(Field::Reason) => rest - name,
        other => fixed(other),
    })
}

/// Returns the text of a cell.
pub fn text(project: &Project, indicator: &Indicator, row: &Row, column: Column) -> String {
    match column {
        Column::Field(field) => project.cell(indicator, field),
        Column::Completion => row.completion.map(number::percent).unwrap_or_default(),
        Column::Score => row
            .score
            .map(number::points)
            .or(indicator.judged.map(number::plain))
            .unwrap_or_default(),
        Column::Status if is_unreadable(indicator, row) => t!("indicators.unreadable").into_owned(),
        Column::Status => names::status(row.status),
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
