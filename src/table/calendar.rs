//! Days that a table holds as bare numbers: 20231231, 45291, which is how Excel keeps the same day, 12.31 and 2023.12.

use jiff::civil::Date;

use super::value::Judged;
use crate::model::Target;
use crate::model::notation::{self, Operator, TargetReading};

/// Words of a name by which a day is asked for, and those of a length of time.
const DUE: [&str; 5] = ["时间", "日期", "时点", "期限", "截止"];
const LASTS: [&str; 6] = ["平均", "时长", "用时", "小时", "天数", "周期"];

/// Units of a day.
const UNITS: [&str; 7] = ["", "日", "日期", "年月日", "年", "月", "时间"];

/// How surely a row asks for a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asks {
    /// It counts something.
    Nothing,
    /// It is one of 时效, which may as well be a length of time.
    Perhaps,
    /// Its name, its sign or its actual says a day.
    Day,
}

/// Returns true for what some forms have for a sign where a day is asked for.
pub(super) fn is_sign(folded: &str) -> bool {
    matches!(folded, "日期" | "时间" | "时限" | "截止日期" | "截止时间")
}

/// Returns true where no unit says that something else than a day is meant.
pub(super) fn is_unit(unit: &str) -> bool {
    UNITS.contains(&unit)
}

/// Tells whether a bare number may be a day: the names of its row ask for one, or its actual is one, and no unit says
/// what is counted.
pub(super) fn asks(names: [&str; 2], unit: &str, judged: Judged) -> Asks {
    let has = |words: &[&str]| names.iter().any(|name| words.iter().any(|word| name.contains(word)));
    if !is_unit(unit) {
        Asks::Nothing
    } else if judged == Judged::ByDay || has(&DUE) && !has(&LASTS) {
        Asks::Day
    } else if has(&DUE) || has(&["时效"]) {
        Asks::Perhaps
    } else {
        Asks::Nothing
    }
}

/// Returns true for a text that is a day, one of eight digits included; Excel's numbers may be anything.
pub(super) fn is_day(text: &str, year: u16) -> bool {
    notation::day(text, year).is_some() || text.trim().chars().count() == 8 && bare(text, year).is_some()
}

/// Reads a number that may be a day, as surely as one is asked for; of a month its last.
pub(super) fn day(text: &str, year: u16, asks: Asks) -> Option<Date> {
    let found = bare(text, year).or_else(|| dotted(text, year, asks));
    found.filter(|_| asks > Asks::Nothing)
}

fn bare(text: &str, year: u16) -> Option<Date> {
    let (value, unit) = notation::amount(text)?;
    notation::bare_day(value, year).filter(|_| unit.is_none())
}

/// Reads 2023.12 and 12.31; where a day is only perhaps asked for, of the latter no more than the ends of months.
fn dotted(text: &str, year: u16, asks: Asks) -> Option<Date> {
    let folded = notation::fold(text);
    let (first, second) = folded.trim_start_matches(['≤', '<', '=']).split_once('.')?;
    let is_number = |digits: &str| digits.chars().all(|sign| sign.is_ascii_digit());
    if !is_number(first) || !is_number(second) {
        return None;
    }
    match (first.len(), second.len()) {
        (4, 1 | 2) => {
            let last = notation::last_day(&format!("{first}年{second}月"), year)?;
            let is_near = year == 0 || last.year().abs_diff(i16::try_from(year).ok()?) <= 2;
            is_near.then_some(last)
        }
        // 12.5 is a number, which may have been 12.50.
        (1 | 2, 2) => {
            let day = notation::day(&format!("{first}月{second}日"), year)?;
            (asks == Asks::Day || day == day.last_of_month()).then_some(day)
        }
        _ => None,
    }
}

/// Reads a target of bare numbers as the day by which it is due, the last of two.
pub(super) fn target(reading: TargetReading, text: &str, year: u16, asks: Asks) -> TargetReading {
    let last = match &reading.target {
        Some(Target::Range { high, .. }) => Some(*high),
        target => target.as_ref().and_then(Target::number),
    };
    let found = last.and_then(|value| notation::bare_day(value, year));
    match found
        .or_else(|| dotted(text, year, asks))
        .filter(|_| asks > Asks::Nothing)
    {
        Some(day) if reading.unit.is_none() => TargetReading {
            target: Some(Target::ByDate(day)),
            operator: Some(Operator::AtMost),
            understood: Some(text.to_owned()),
            unit: None,
        },
        _ => reading,
    }
}
