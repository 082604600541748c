//! How numbers and dates are written and read: one formatter a kind.

use std::cmp::Ordering;

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

/// Rounds half up (away from zero) to `places` decimals: the rounding of every printed rate and score.
pub fn round(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounds points to `places` decimals; down where half up would give more than the weight they are part of.
///
/// 1.555 of 1.555 is 1.55 with 2 decimals: 1.56 is more than the row can earn, 1.555 has more decimals than a
/// form prints.
pub fn round_within(points: Decimal, weight: Decimal, places: u32) -> Decimal {
    let rounded = round(points.min(weight), places);
    if rounded > weight {
        points.min(weight).trunc_with_scale(places)
    } else {
        rounded
    }
}

/// Writes a number without grouping and without trailing zeros, as programs read it: `1948`, `99.8`, `-3`.
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// Writes a number as [`plain`] does, as people read it: `1948`, `99.8`, `−3`.
pub fn printed(value: Decimal) -> String {
    signed(value, &plain(value.abs()))
}

/// Puts before the digits of a number below 0 the minus sign of documents, which is no hyphen: it is as wide as the
/// digits, and no line ends after it.
fn signed(value: Decimal, digits: &str) -> String {
    let sign = if value < Decimal::ZERO { "−" } else { "" };
    format!("{sign}{digits}")
}

/// Most decimals of an amount in 万元: 分.
pub const MONEY_PLACES: u32 = 6;

/// Writes an amount with thousands separators and the decimals it has, 2 at least: `13,580.32`, `900.0043`, `−40.82`.
///
/// An amount of 元 turned into 万元 has more than 2; rounded ones would not add up to their rounded sum.
pub fn money(value: Decimal) -> String {
    let value = round(value, MONEY_PLACES).normalize();
    let places = value.scale().max(2) as usize;
    signed(value, &grouped(&format!("{:.places$}", value.abs())))
}

/// Writes points with 2 decimals: `96.00`.
pub fn points(value: Decimal) -> String {
    let value = round(value, 2);
    signed(value, &format!("{:.2}", value.abs()))
}

/// The unit whose numbers are amounts of money: those of 万元 are [`money`] wherever they stand.
pub const MONEY_UNIT: &str = "万元";

/// Writes a measured number as its unit has it, without the unit: an amount of 万元 as [`money`] does, anything else as
/// [`printed`] does.
///
/// Published evaluations print amounts with thousands separators and counts without: 13,580.32万元, 93401批次.
pub fn measured(value: Decimal, unit: &str) -> String {
    match unit.trim() {
        MONEY_UNIT => money(value),
        _ => printed(value),
    }
}

/// Writes a fraction as a percentage with 2 decimals, on its side of a whole one as [`rate`] has it: 1.087728 is
/// `108.77%`.
pub fn percent(fraction: Decimal) -> String {
    fraction
        .checked_mul(Decimal::ONE_HUNDRED)
        .map_or_else(|| "超出范围".to_owned(), |value| format!("{}%", percentage(value)))
}

/// Writes a percentage (98.5 is 98.5 %) with 2 decimals and no `%`, on its side of a whole one as [`rate`] has it.
pub fn percentage(value: Decimal) -> String {
    let value = rate(value, 2);
    signed(value, &format!("{:.2}", value.abs()))
}

/// Rounds a percentage (98.5 is 98.5 %) to `places` decimals, half up but never onto a whole percent that it is not.
///
/// Bands, caps and thresholds begin on whole percents. 99.99997 % misses 100 % and is printed as 99.99 %, 60.00001 %
/// lies above 60 % and is printed as 60.01 %: one precision a document, and no rate stands beside the points of the
/// other side. A scheme without decimals prints whole percents and means to.
pub fn rate(percentage: Decimal, places: u32) -> Decimal {
    let rounded = round(percentage, places);
    let last = Decimal::new(1, places.min(Decimal::MAX_SCALE));
    match rounded.cmp(&percentage) {
        Ordering::Greater if rounded.is_integer() && places > 0 => rounded.saturating_sub(last),
        Ordering::Less if rounded.is_integer() && places > 0 => rounded.saturating_add(last),
        _ => rounded,
    }
}

/// Writes a date the way official documents do: `2021年3月9日`.
pub fn date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// Reads a number as people type it: full-width digits, thousands separators, spaces; `None` when it is none.
pub fn read(text: &str) -> Option<Decimal> {
    let plain: String = text
        .trim()
        .chars()
        .map(|character| match character {
            '０'..='９' => char::from_digit(u32::from(character) - u32::from('０'), 10).unwrap_or(character),
            '．' => '.',
            '－' | '−' => '-',
            '＋' => '+',
            '，' => ',',
            other => other,
        })
        .collect();
    let digits = plain.trim_start_matches(['-', '+']);
    let grouped = digits.contains(',');
    if grouped {
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        let between_thousands = !first.is_empty() && first.len() <= 3 && groups.all(|group| group.len() == 3);
        if !between_thousands || fraction.contains(',') {
            return None;
        }
    }
    if !digits
        .chars()
        .all(|character| character.is_ascii_digit() || matches!(character, '.' | ','))
    {
        return None;
    }
    // A number with more digits than are kept is not rounded without a word: it is none.
    Decimal::from_str_exact(plain.trim_start_matches('+').replace(',', "").as_str()).ok()
}

/// Puts thousands separators into a plain decimal text without sign.
fn grouped(text: &str) -> String {
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Returns what the whole is in a unit: 100 for `%`, 1000 for `‰`, else 1.
pub fn whole_of(unit: &str) -> Decimal {
    match unit {
        "%" => Decimal::ONE_HUNDRED,
        "‰" => Decimal::ONE_THOUSAND,
        _ => Decimal::ONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_and_reads_what_people_print() {
        let value = |text: &str| read(text).expect("a number");
        assert_eq!(money(value("13580.32")), "13,580.32");
        assert_eq!(money(value("-1948")), "−1,948.00");
        assert_eq!(money(value("-0.00000049")), "0.00");
        assert_eq!(read(&money(value("-1948"))), Some(value("-1948")));
        assert_eq!(money(value("900.0043")), "900.0043");
        assert_eq!(money(value("1900.004321")), "1,900.004321");
        assert_eq!(money(value("0.00000049")), "0.00");
        assert_eq!(measured(value("1234567890.50"), "户"), "1234567890.5");
        assert_eq!(measured(value("1234567890.5"), "万元"), "1,234,567,890.50");
        assert_eq!(plain(value("９９．８０")), "99.8");
        assert_eq!(percent(value("1.087728")), "108.77%");
        assert_eq!(points(value("4.705")), "4.71");
        assert_eq!(points(value("-4.705")), "−4.71");
        assert_eq!(points(value("-0.001")), "0.00");
        assert_eq!(measured(value("-3.50"), "℃"), "−3.5");
        assert_eq!(read(&measured(value("-3.50"), "℃")), Some(value("-3.5")));
        assert_eq!(
            (plain(value("-3.50")).as_str(), plain(value("-0.00")).as_str()),
            ("-3.5", "0")
        );
        // Beside a whole percent the last digit says on which side a rate is.
        for (fraction, printed) in [
            ("0.6", "60.00%"),
            ("0.59999", "59.99%"),
            ("0.5999999", "59.99%"),
            ("0.600001", "60.01%"),
            ("0.59996", "59.99%"),
            ("0.59994", "59.99%"),
            ("0.984996", "98.50%"),
            ("1.00001", "100.01%"),
            ("0.9999997", "99.99%"),
            ("0.00001", "0.01%"),
            ("0", "0.00%"),
            ("-0.00001", "−0.01%"),
        ] {
            assert_eq!(percent(value(fraction)), printed, "{fraction}");
        }
        assert_eq!(rate(value("89.995"), 2), value("89.99"));
        assert_eq!(rate(value("99.99997"), 1), value("99.9"));
        assert_eq!(rate(value("89.6"), 0), value("90"));
        assert_eq!(value("13,580.32"), value("13580.32"));
        for bad in ["", "1,2", "12,34,567", "92余", "0x1", "1e5", "--1", "."] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
