//! The messy notations of targets and actuals: `≥95%`, `不少于3`, `9月前`, `未发生`, `145/154`.
//!
//! The rules are few and nothing is guessed: what none of them reads stays as text.
//! Width and spelling do not matter (`＞＝`, `>=`, `≧` and `大于等于` are one operator);
//! `92万余元`, `约50`, `98%左右` are text, because the number behind them is not known.

mod actual;
mod day;
mod fold;
mod operator;
mod target;
mod unit;
mod words;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Scheme;
pub use actual::{ActualReading, actual, read_actual};
pub use day::NoSuchDay;
pub(crate) use fold::fold;
pub use operator::{Operator, names_share, proposed_direction};
pub use target::{TargetReading, read_target, target};
pub use unit::canonical as unit;

/// Returns the answers to a target in words, in its own words: `[已牵头成立, 未牵头成立]` for 牵头成立; as the words
/// of a target may be any, 是 and 否 where they do not begin with a thing that is done.
pub fn answers(target: &str) -> [String; 2] {
    words::answers(&fold(target)).unwrap_or_else(plain_answers)
}

/// Returns the manner a target in words asks for, 按时 of 按时完成, where an actual such as 已完成 says nothing of it.
pub fn unsaid_manner(target: &str, actual: &str) -> Option<&'static str> {
    words::unsaid_manner(&fold(target), &fold(actual))
}

/// Returns true for a text that can only be a tier of the scheme: its full name, or another with more to say than
/// 完成 or 未达成, which answer a yes-or-no question too.
pub fn names_tier(text: &str, scheme: &Scheme) -> bool {
    words::names_tier(&fold(text.trim()), scheme)
}

/// Returns true for a text that may answer a yes-or-no question: 是, 已完成, 未达成.
pub fn answers_yes_or_no(text: &str, scheme: &Scheme) -> bool {
    words::answers_yes_or_no(&fold(text.trim()), scheme)
}

/// Returns true for a text by which the scheme calls a tier, 完成 and 部分达成 among them.
pub fn is_tier(text: &str, scheme: &Scheme) -> bool {
    words::is_tier(&fold(text.trim()), scheme)
}

/// Returns the last day of a period in which something was done: 31 August for `8月` and `8月完成`, 31 December for
/// `2020年`.
pub fn last_day(text: &str, year: u16) -> Option<Date> {
    day::done(&fold(text.trim()), year).map(|period| period.last)
}

/// Returns 是 and 否.
pub fn plain_answers() -> [String; 2] {
    ["是", "否"].map(str::to_owned)
}

/// Reads a number with its unit, without any operator: `3566户`, `99.8%`, `400元/人·天`.
pub fn amount(text: &str) -> Option<(Decimal, Option<String>)> {
    unit::amount(&fold(text.trim()))
}

/// Reads an amount of money as 万元, by the unit behind it or else as counted in 1/`divisor` of 万元: `2,486.32万元`,
/// `24,863,200元`, `￥3亿`. What is not exact to the last digit is none.
pub fn money(text: &str, divisor: Decimal) -> Option<Decimal> {
    let folded = fold(text);
    let bare = folded.trim_start_matches(['¥', '￥']);
    let shortened = bare.ends_with(['万', '亿']);
    let (value, unit) = unit::amount(&format!("{bare}{}", if shortened { "元" } else { "" }))?;
    let divided = |divisor: Decimal| {
        let quotient = value.checked_div(divisor)?;
        (quotient.checked_mul(divisor) == Some(value)).then_some(quotient)
    };
    match unit.as_deref() {
        None => divided(divisor),
        Some("万元") => Some(value),
        Some("元") => divided(Decimal::from(10_000)),
        Some("亿元") => value.checked_mul(Decimal::from(10_000)),
        Some(_) => None,
    }
}

/// Reads one day: `2020年12月25日`, `12月25日`, `2020-12-25`, `12月底`; a text without a year is in `year`.
pub fn day(text: &str, year: u16) -> Option<Date> {
    let folded = fold(text.trim());
    let period = day::Period::read(&folded, year)?;
    (period.is_day() && period.rest.is_empty()).then_some(period.last)
}

/// Returns the month or the day that a text names and that no calendar has: 13月, 2月30日; a text without a year is in
/// `year`.
pub fn no_such_day(text: &str, year: u16) -> Option<NoSuchDay> {
    day::no_such_day(&fold(text.trim()), year)
}

/// Reads a number that may be a day, 20231231 or Excel's 45291 for it, no more than 2 years from the one given; where
/// days are asked for and nowhere else, for it may as well be a count.
pub fn bare_day(value: Decimal, year: u16) -> Option<Date> {
    day::bare(value, year)
}
