//! What is put into a cell of 指标明细: how it is written, and what it reads like.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Worksheet};

use super::super::filling::excel_date;
use super::super::{BEFORE, DAY, MONEY, body, figures, float, quotient, shown_as_printed, write_formula, write_text};
use crate::model::{Indicator, Project, number};
use crate::report::{Align, ExportError};

/// What is put into a cell.
pub(super) enum Value {
    Text(String),
    /// A text that is typed elsewhere: formula and result.
    Words(String, String),
    Number(Option<Decimal>, Cow<'static, str>),
    Date(jiff::civil::Date, &'static str),
    Formula(String, String, Cow<'static, str>),
    /// A quotient: formula and result.
    Quotient(String, String),
}

impl Value {
    /// Returns the text of a cell; referred words are as long as typed ones.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Words(_, text) => Some(text),
            Self::Formula(_, text, _) if text.parse::<Decimal>().is_err() => Some(text),
            _ => None,
        }
    }

    /// Returns the number of a cell as it is printed.
    pub(super) fn number(&self, project: &Project) -> Option<String> {
        let printed = |value: Decimal, format: &str| match format {
            format if format.contains('%') => number::percent(value),
            MONEY => number::money(value),
            "General" => number::plain(value),
            // Longer than points, and than the digits of a day with its words.
            DAY => "2000年12月31日".to_owned(),
            BEFORE => "2000年12月31日前".to_owned(),
            _ => number::points(value),
        };
        match self {
            Self::Number(value, format) => value.map(|value| printed(value, format)),
            Self::Date(_, format) => Some(printed(Decimal::ZERO, format)),
            Self::Formula(_, text, format) => Some(printed(text.parse().ok()?, format)),
            Self::Quotient(_, text) => {
                let places = project.scheme.rounding.rate;
                Some(format!("{:.1$}", text.parse::<Decimal>().ok()?, places as usize))
            }
            Self::Text(_) | Self::Words(..) => None,
        }
    }

    /// Writes the cell; a text stands as `aligned` has it.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        aligned: &Format,
        project: &Project,
        it: &Indicator,
    ) -> Result<(), ExportError> {
        match self {
            Self::Text(text) => write_text(sheet, row, column, text, aligned)?,
            Self::Words(formula, text) => write_formula(sheet, row, column, formula, text, aligned)?,
            Self::Number(None, _) => {
                sheet.write_blank(row, column, &body(Align::Right))?;
            }
            Self::Number(Some(value), number) => {
                sheet.write_number_with_format(row, column, float(*value), &figures(number))?;
            }
            Self::Date(date, shown) => match excel_date(*date) {
                Some(day) => {
                    sheet.write_datetime_with_format(row, column, &day, &figures(shown))?;
                }
                None => write_text(sheet, row, column, &number::date(*date), &figures(shown))?,
            },
            Self::Formula(formula, result, number) => {
                write_formula(sheet, row, column, formula, result, &figures(number))?;
            }
            Self::Quotient(formula, result) => {
                let format = figures(&quotient(project, it, ""));
                write_formula(sheet, row, column, formula, result, &format)?;
                shown_as_printed(sheet, (row, column), project, it, "")?;
            }
        }
        Ok(())
    }
}
