//! A cell of the indicator form as it is typed and shown: the text of a field, and why a text cannot stand there.

use rust_decimal::Decimal;

use super::{Field, Indicator, Project, Target, notation, number};

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
    /// Empty text clears the field. Typing into a field takes its 演示数据 mark away.
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
                changed.target = target;
                if let Some(unit) = unit {
                    changed.unit = unit;
                }
            }
            Field::InitialTarget => changed.initial_target = notation::target(text, self.year).0,
            Field::Actual => {
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
