//! A cell of the indicator form as it is typed and shown: the text of a field, and why a text cannot stand there.

use rust_decimal::Decimal;

use super::{Actual, Field, Indicator, Project, Target, notation, number};

/// Why a typed cell was not taken; `Display` is the sentence beside the cell.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellError {
    /// A cell that wants a number holds something else.
    #[error("“{text}”不是数字，请填写如 12.5 的数字")]
    NotANumber {
        /// What was typed.
        text: String,
    },
    /// A number outside what the field takes.
    #[error("{number} 超出范围，应在 {low} 到 {high} 之间")]
    OutOfRange {
        /// What was typed.
        number: Decimal,
        /// Least value.
        low: Decimal,
        /// Greatest value.
        high: Decimal,
    },
    /// A goal or a section that the project does not have.
    #[error("没有名为“{text}”的{what}")]
    Unknown {
        /// What was typed.
        text: String,
        /// 年度绩效目标 or 科室.
        what: &'static str,
    },
}

impl Project {
    /// Returns a cell as the editor shows it and as it can be typed back.
    pub fn cell(&self, indicator: &Indicator, field: Field) -> String {
        let decimal = |value: Option<Decimal>| value.map(number::plain).unwrap_or_default();
        match field {
            Field::Goal => indicator
                .goal
                .as_ref()
                .and_then(|id| self.goal(id))
                .map(|goal| goal.name.clone())
                .unwrap_or_default(),
            Field::Level1 => indicator.level1.clone(),
            Field::Level2 => indicator.level2.clone(),
            Field::Name => indicator.name.clone(),
            Field::Target => indicator.target_text(),
            Field::InitialTarget => indicator.initial_target.as_ref().map(Target::text).unwrap_or_default(),
            Field::Unit => indicator.unit.clone(),
            Field::Weight => decimal(indicator.weight),
            Field::Actual => indicator.actual_text(&self.scheme),
            Field::Judged => decimal(indicator.judged),
            Field::Deduction => decimal(indicator.deduction),
            Field::Declared => decimal(indicator.declared),
            Field::Expected => decimal(indicator.expected),
            Field::Description => indicator.description.clone(),
            Field::Reason => indicator.reason.clone(),
            Field::Measure => indicator.measure.clone(),
            Field::Section => indicator
                .section
                .as_ref()
                .and_then(|id| self.sections.iter().find(|section| section.id == *id))
                .map(|section| section.name.clone())
                .unwrap_or_default(),
            Field::Explanation => indicator.explanation.clone(),
            Field::Standard => indicator.standard.clone(),
            Field::Basis => indicator.basis.clone(),
            Field::Source => indicator.source.clone(),
            Field::Method => indicator.method.clone(),
            Field::PreviousYear => decimal(indicator.previous_year),
            Field::YearBeforePrevious => decimal(indicator.year_before_previous),
            Field::Code => indicator.code.clone(),
        }
    }

    /// Returns the indicator with one cell typed anew, or why the text cannot stand there.
    ///
    /// Empty text clears the field. Typing into a field takes its 演示数据 mark away. Words in a 定性 row stay a 定性
    /// target, and the full name of a tier makes a row of words one.
    ///
    /// # Errors
    /// A number field that does not read as a number or lies outside its range; an unknown goal or section.
    pub fn with_cell(&self, indicator: &Indicator, field: Field, text: &str) -> Result<Indicator, CellError> {
        let text = text.trim();
        let mut changed = indicator.clone();
        let points = || points(text);
        match field {
            Field::Goal => {
                changed.goal = match text {
                    "" => None,
                    name => Some(
                        self.goals
                            .iter()
                            .find(|goal| goal.name == name)
                            .map(|goal| goal.id.clone())
                            .ok_or_else(|| CellError::Unknown {
                                text: name.to_owned(),
                                what: "年度绩效目标",
                            })?,
                    ),
                }
            }
            Field::Section => {
                changed.section = match text {
                    "" => None,
                    name => Some(
                        self.sections
                            .iter()
                            .find(|section| section.name == name)
                            .map(|section| section.id.clone())
                            .ok_or_else(|| CellError::Unknown {
                                text: name.to_owned(),
                                what: "科室",
                            })?,
                    ),
                }
            }
            Field::Target => {
                let (target, unit) = notation::target(text, self.year);
                changed.target = target.map(|target| in_words(target, indicator));
                if let Some(unit) = unit {
                    changed.unit = unit;
                }
            }
            Field::InitialTarget => {
                let target = notation::target(text, self.year).0;
                changed.initial_target = target.map(|target| in_words(target, indicator));
            }
            Field::Actual => {
                if let Some(Target::Text(words)) = &changed.target
                    && notation::names_tier(text, &self.scheme)
                {
                    changed.target = Some(Target::Tiered(words.clone()));
                }
                let (actual, unit) = notation::actual(text, changed.target.as_ref(), &self.scheme, self.year);
                changed.actual = actual;
                if let (Some(unit), true) = (unit, changed.unit.is_empty()) {
                    changed.unit = unit;
                }
            }
            Field::Weight => changed.weight = points()?,
            Field::Judged => changed.judged = points()?,
            Field::Deduction => changed.deduction = points()?,
            Field::Declared => changed.declared = points()?,
            Field::Expected => changed.expected = points()?,
            Field::PreviousYear => changed.previous_year = number(text)?,
            Field::YearBeforePrevious => changed.year_before_previous = number(text)?,
            Field::Level1 => changed.level1 = text.to_owned(),
            Field::Level2 => changed.level2 = text.to_owned(),
            Field::Name => changed.name = text.to_owned(),
            Field::Unit => changed.unit = text.to_owned(),
            Field::Description => changed.description = text.to_owned(),
            Field::Reason => changed.reason = text.to_owned(),
            Field::Measure => changed.measure = text.to_owned(),
            Field::Explanation => changed.explanation = text.to_owned(),
            Field::Standard => changed.standard = text.to_owned(),
            Field::Basis => changed.basis = text.to_owned(),
            Field::Source => changed.source = text.to_owned(),
            Field::Method => changed.method = text.to_owned(),
            Field::Code => changed.code = text.to_owned(),
        }
        changed.demo.retain(|demo| *demo != field);
        Ok(changed)
    }
}

impl Indicator {
    /// Returns the indicator with one field exactly as another has it, its 演示数据 mark with it; `None` for an actual
    /// whose targets are of two kinds: beside another target it may be none, or say something else.
    pub fn with_same(&self, field: Field, other: &Self) -> Option<Self> {
        let kind = |one: &Self| one.target.as_ref().map(std::mem::discriminant);
        let mut same = self.clone();
        match field {
            Field::Goal => same.goal.clone_from(&other.goal),
            Field::Level1 => same.level1.clone_from(&other.level1),
            Field::Level2 => same.level2.clone_from(&other.level2),
            Field::Name => same.name.clone_from(&other.name),
            Field::Target => same.target.clone_from(&other.target),
            Field::InitialTarget => same.initial_target.clone_from(&other.initial_target),
            Field::Unit => same.unit.clone_from(&other.unit),
            Field::Weight => same.weight = other.weight,
            Field::Actual if kind(self) != kind(other) => return None,
            Field::Actual => same.actual.clone_from(&other.actual),
            Field::Judged => same.judged = other.judged,
            Field::Deduction => same.deduction = other.deduction,
            Field::Declared => same.declared = other.declared,
            Field::Expected => same.expected = other.expected,
            Field::Description => same.description.clone_from(&other.description),
            Field::Reason => same.reason.clone_from(&other.reason),
            Field::Measure => same.measure.clone_from(&other.measure),
            Field::Section => same.section.clone_from(&other.section),
            Field::Explanation => same.explanation.clone_from(&other.explanation),
            Field::Standard => same.standard.clone_from(&other.standard),
            Field::Basis => same.basis.clone_from(&other.basis),
            Field::Source => same.source.clone_from(&other.source),
            Field::Method => same.method.clone_from(&other.method),
            Field::PreviousYear => same.previous_year = other.previous_year,
            Field::YearBeforePrevious => same.year_before_previous = other.year_before_previous,
            Field::Code => same.code.clone_from(&other.code),
        }
        same.demo.retain(|demo| *demo != field);
        if other.is_demo(field) {
            same.demo.push(field);
            same.demo.sort_unstable();
        }
        Some(same)
    }
}

/// Keeps words 定性 in a row that is: one with a target in words that can be judged, or whose actual is a tier.
fn in_words(target: Target, row: &Indicator) -> Target {
    let is_tier = matches!(row.actual, Some(Actual::Tier(_)));
    match (target, &row.target) {
        (Target::Text(words) | Target::YesNo(words), _) if is_tier => Target::Tiered(words),
        (Target::Text(words), Some(Target::Tiered(_))) => Target::Tiered(words),
        (Target::Text(words), Some(Target::YesNo(_))) => Target::YesNo(words),
        (target, _) => target,
    }
}

/// Reads a number cell; empty is missing.
fn number(text: &str) -> Result<Option<Decimal>, CellError> {
    if text.is_empty() {
        return Ok(None);
    }
    number::read(text)
        .map(Some)
        .ok_or_else(|| CellError::NotANumber { text: text.to_owned() })
}

/// Reads a cell of points, 0 to 100.
fn points(text: &str) -> Result<Option<Decimal>, CellError> {
    let Some(value) = number(text)? else { return Ok(None) };
    if value < Decimal::ZERO || value > Decimal::ONE_HUNDRED {
        return Err(CellError::OutOfRange {
            number: value,
            low: Decimal::ZERO,
            high: Decimal::ONE_HUNDRED,
        });
    }
    Ok(Some(value))
}
