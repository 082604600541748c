//! Days inside a value: `2020年12月31日前`, `12月底之前完成`, `9月前`, `第四季度`.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::number;

/// A day, month, quarter or year named at the start of a text.
pub(super) struct Period<'a> {
    /// Its first day.
    first: Date,
    /// Its last day.
    pub(super) last: Date,
    /// What stands behind it.
    pub(super) rest: &'a str,
}

impl<'a> Period<'a> {
    /// Reads a period at the start of a folded text; `year` counts where none is printed, 0 being none.
    pub(super) fn read(folded: &'a str, year: u16) -> Option<Self> {
        if let Some(period) = separated(folded).or_else(|| followed(folded)) {
            return Some(period);
        }
        let (year, printed, text) = match printed_year(folded) {
            Some((year, text)) => (year, true, text),
            None => {
                let text = ["本年度", "本年", "当年"]
                    .iter()
                    .find_map(|word| folded.strip_prefix(word));
                (
                    i16::try_from(year).ok().filter(|year| *year > 0)?,
                    text.is_some(),
                    text.unwrap_or(folded),
                )
            }
        };
        let (first, last) = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
        let end = |text: &'a str| text.strip_prefix('底').or_else(|| text.strip_prefix('末'));
        let year_end = if printed {
            end(text)
        } else {
            text.strip_prefix('年').and_then(end)
        };
        if let Some(rest) = year_end {
            return Some(Self {
                first: last,
                last,
                rest,
            });
        }
        let named = month(text, year).or_else(|| quarter(text, year));
        match named {
            // 底 and 末 leave the last day alone.
            Some(Self { last, rest, .. }) if end(rest).is_some() => Some(Self {
                first: last,
                last,
                rest: end(rest)?,
            }),
            Some(named) => Some(named),
            None => printed.then_some(Self {
                first,
                last,
                rest: text,
            }),
        }
    }

    /// Returns true when one day is named.
    pub(super) fn is_day(&self) -> bool {
        self.first == self.last
    }
}

/// Words behind a day that say no more than that it is the one.
const FINISHED: [&str; 5] = ["完成", "全部完成", "完工", "竣工", "办结"];

/// Reads the deadline a whole folded text names, with the text again when it has two meanings.
pub(super) fn deadline(folded: &str, year: u16) -> Option<(Date, Option<String>)> {
    let text = ["截至", "截止", "于", "在"]
        .iter()
        .find_map(|word| folded.strip_prefix(word))
        .unwrap_or(folded);
    let period = Period::read(text, year)?;
    let (before, rest) = ["之前", "以前", "前"]
        .iter()
        .find_map(|word| Some((true, period.rest.strip_prefix(word)?)))
        .unwrap_or((false, period.rest));
    let rest = rest
        .strip_prefix("以内")
        .or_else(|| rest.strip_prefix('内'))
        .unwrap_or(rest);
    if !(rest.is_empty() || FINISHED.contains(&rest)) {
        return None;
    }
    let day = if before && !period.is_day() {
        period.first.yesterday().ok()?
    } else {
        period.last
    };
    let understood = (!period.is_day() && (before || rest == period.rest)).then(|| folded.to_owned());
    Some((day, understood))
}

/// Reads the day or the month in which something was done: `已于8月15日完成`, `8月底`; nothing else stands in the text.
pub(super) fn done(folded: &str, year: u16) -> Option<Period<'_>> {
    let text = folded.strip_prefix('已').unwrap_or(folded);
    let text = text.strip_prefix(['于', '在']).unwrap_or(text);
    Period::read(text, year).filter(|period| period.rest.is_empty() || FINISHED.contains(&period.rest))
}

/// A month or a day that is written and that no calendar has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSuchDay {
    /// 13月.
    Month(u16),
    /// 2月30日.
    Day {
        /// Its month.
        month: i8,
        /// The day written.
        day: u16,
        /// The last day the month has.
        last: i8,
    },
}

/// Reads `13月`, `2月30日` and `2020.13.1` in a folded text; `year` counts where none is printed.
pub(super) fn no_such_day(folded: &str, year: u16) -> Option<NoSuchDay> {
    let (first, rest) = digits(folded)?;
    let separator = rest.chars().next()?;
    let after = &rest[separator.len_utf8()..];
    let (year, month, rest) = match separator {
        '月' => (year, first, rest),
        '年' | '-' | '/' | '.' if first >= 1000 => {
            let (month, rest) = digits(after)?;
            (first, month, rest)
        }
        _ => return None,
    };
    let ends_month = |sign: &char| *sign == '月' || *sign == separator && separator != '年';
    let sign = rest.chars().next().filter(ends_month)?;
    let Some(first) = i8::try_from(month).ok().and_then(|month| {
        // Any year may have a 29 February.
        let year = i16::try_from(year).ok()?.max(4);
        Date::new(year, month, 1).ok()
    }) else {
        return Some(NoSuchDay::Month(month));
    };
    let (day, _) = digits(&rest[sign.len_utf8()..])?;
    let last = first.last_of_month().day();
    let is_one = (1..=u16::from(last.unsigned_abs())).contains(&day);
    (!is_one).then_some(NoSuchDay::Day {
        month: first.month(),
        day,
        last,
    })
}

/// Years a bare number may lie from that of the evaluation to be taken for a day.
const NEAR: i16 = 2;

/// Reads a number that may be a day near a year, 0 being any of this century: 20231231, and 45291, which is how Excel
/// keeps the same day.
pub(super) fn bare(value: Decimal, year: u16) -> Option<Date> {
    let number = i32::try_from(value).ok().filter(|_| value.is_integer())?;
    let part = |value: i32| i8::try_from(value % 100).ok();
    let day = match number {
        // Day 0 of Excel, from March 1900 on.
        10_000..100_000 => Date::constant(1899, 12, 30).checked_add(number.days()).ok()?,
        _ => Date::new(i16::try_from(number / 10_000).ok()?, part(number / 100)?, part(number)?).ok()?,
    };
    let year = i16::try_from(year).ok()?;
    let is_near = match year {
        0 => (2000..2100).contains(&day.year()),
        _ => (year - NEAR..=year + NEAR).contains(&day.year()),
    };
    is_near.then_some(day)
}

/// Reads `2020-12-31`, `2020/12/31`, `2020.12.31`, whatever the hour.
fn separated(folded: &str) -> Option<Period<'_>> {
    let (year, rest) = digits(folded)?;
    let separator = rest.chars().next().filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    let (month, rest) = digits(&rest[1..])?;
    let (day, rest) = digits(rest.strip_prefix(separator)?)?;
    let is_hour = |rest: &str| {
        rest.chars()
            .all(|sign| sign.is_ascii_digit() || matches!(sign, ':' | '.'))
    };
    let rest = match rest.strip_prefix([' ', 'T']) {
        Some(hour) if hour.contains(':') && is_hour(hour) => "",
        _ => rest,
    };
    let day = (1000..=9999).contains(&year).then(|| {
        Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        )
        .ok()
    })??;
    Some(Period {
        first: day,
        last: day,
        rest,
    })
}

/// Reads `20201231前`: with a word behind them eight digits are no count.
fn followed(folded: &str) -> Option<Period<'_>> {
    let (digits, rest) = folded.split_at_checked(folded.find(|sign: char| !sign.is_ascii_digit())?)?;
    let day = bare(number::read(digits)?, 0).filter(|_| digits.len() == 8)?;
    Some(Period {
        first: day,
        last: day,
        rest,
    })
}

/// Reads `2020年` or `2020年度`.
fn printed_year(folded: &str) -> Option<(i16, &str)> {
    let (year, rest) = digits(folded)?;
    let rest = rest.strip_prefix('年')?;
    let year = i16::try_from(year).ok().filter(|year| (1000..=9999).contains(year))?;
    Some((year, rest.strip_prefix('度').unwrap_or(rest)))
}

/// Reads `12月` or `12月31日`.
fn month(text: &str, year: i16) -> Option<Period<'_>> {
    let (month, rest) = small(text)?;
    let rest = rest.strip_prefix("月份").or_else(|| rest.strip_prefix('月'))?;
    let first = Date::new(year, month, 1).ok()?;
    let Some((day, after)) = digits(rest) else {
        return Some(Period {
            first,
            last: first.last_of_month(),
            rest,
        });
    };
    let rest = after.strip_prefix('日').or_else(|| after.strip_prefix('号'))?;
    let day = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
    Some(Period {
        first: day,
        last: day,
        rest,
    })
}

/// Reads `第四季度` or `4季度`.
fn quarter(text: &str, year: i16) -> Option<Period<'_>> {
    let (quarter, rest) = small(text.strip_prefix('第').unwrap_or(text))?;
    let rest = rest.strip_prefix("季度")?;
    let quarter = (1..=4).contains(&quarter).then_some(quarter)?;
    let first = Date::new(year, quarter * 3 - 2, 1).ok()?;
    let last = Date::new(year, quarter * 3, 1).ok()?.last_of_month();
    Some(Period { first, last, rest })
}

/// Reads 1 to 12 in digits or Chinese numerals.
fn small(text: &str) -> Option<(i8, &str)> {
    if let Some((value, rest)) = digits(text) {
        return Some((i8::try_from(value).ok()?, rest));
    }
    // 十一 and 十二 before 十, lest their tail be left over.
    const NUMERALS: [(&str, i8); 12] = [
        ("十二", 12),
        ("十一", 11),
        ("十", 10),
        ("一", 1),
        ("二", 2),
        ("三", 3),
        ("四", 4),
        ("五", 5),
        ("六", 6),
        ("七", 7),
        ("八", 8),
        ("九", 9),
    ];
    NUMERALS
        .iter()
        .find_map(|(numeral, value)| Some((*value, text.strip_prefix(numeral)?)))
}

/// Reads up to four leading digits.
fn digits(text: &str) -> Option<(u16, &str)> {
    let end = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let value = text
        .get(..end)
        .filter(|digits| (1..=4).contains(&digits.len()))?
        .parse()
        .ok()?;
    Some((value, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_days_that_no_calendar_has() {
        let day = |month, day, last| Some(NoSuchDay::Day { month, day, last });
        for (text, wrong) in [
            ("13月", Some(NoSuchDay::Month(13))),
            ("0月底前", Some(NoSuchDay::Month(0))),
            ("2020年13月1日", Some(NoSuchDay::Month(13))),
            ("2025.13.1", Some(NoSuchDay::Month(13))),
            ("2020-12-32", day(12, 32, 31)),
            ("2020年2月30日前", day(2, 30, 29)),
            ("2021/2/29", day(2, 29, 28)),
            ("11月31日", day(11, 31, 30)),
            ("2020.12.31", None),
            ("12月底前", None),
            ("2020年", None),
            ("2025.13", None),
            ("100.50.3", None),
            ("13", None),
            ("明天", None),
        ] {
            assert_eq!(no_such_day(text, 2021), wrong, "{text}");
        }
        assert_eq!(no_such_day("2月29日", 0), None, "some year has it");
    }
}
