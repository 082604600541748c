//! Days that a table holds as bare numbers: 20231231, and 45291, which is how Excel keeps the same day.

use jiff::civil::Date;

use super::value::Judged;
use crate::model::notation::{self, Operator, TargetReading};
use crate::model::{Target, number};

/// Words of a name by which a day is asked for.
const DUE: [&str; 6] = ["时间", "日期", "时点", "期限", "截止", "时效"];

/// Units of a day.
const UNITS: [&str; 7] = ["", "日", "日期", "年月日", "年", "月", "时间"];

/// Returns true where no unit says that something else than a day is meant.
pub(super) fn is_unit(unit: &str) -> bool {
    UNITS.contains(&unit)
}

/// Returns true where a bare number may be a day: the names of its row ask for one, or its actual is one, and no unit
/// says what is counted.
pub(super) fn asks(names: [&str; 2], unit: &str, judged: Judged) -> bool {
    let named = || names.iter().any(|name| DUE.iter().any(|word| name.contains(word)));
    is_unit(unit) && (judged == Judged::ByDay || named())
}

/// Returns true for a text that is a day, one of eight digits included; Excel's numbers may be anything.
pub(super) fn is_day(text: &str, year: u16) -> bool {
    notation::day(text, year).is_some() || text.trim().chars().count() == 8 && day(text, year).is_some()
}

/// Reads a bare number that may be a day.
pub(super) fn day(text: &str, year: u16) -> Option<Date> {
    let (value, unit) = notation::amount(text)?;
    notation::bare_day(value, year).filter(|_| unit.is_none())
}

/// Reads a target of bare numbers as the day by which it is due, the last of two.
pub(super) fn target(reading: TargetReading, text: &str, year: u16) -> TargetReading {
    let last = match &reading.target {
        Some(Target::Range { high, .. }) => Some(*high),
        target => target.as_ref().and_then(Target::number),
    };
    match last.and_then(|value| notation::bare_day(value, year)) {
        Some(day) if reading.unit.is_none() => TargetReading {
            target: Some(Target::ByDate(day)),
            operator: Some(Operator::AtMost),
            understood: Some(format!("“{text}”按“不晚于{}”理解", number::date(day))),
            unit: None,
        },
        _ => reading,
    }
}
