//! The messy notations of targets and actuals: `≥95%`, `不少于3`, `9月前`, `未发生`, `145/154`.
//!
//! The rules are few and nothing is guessed: what none of them reads stays as text.
//! Width and spelling do not matter (`＞＝`, `>=`, `≧` and `大于等于` are one operator);
//! `92万余元`, `约50`, `98%左右` are text, because the number behind them is not known.

mod day;
mod operator;
mod unit;
mod words;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Actual, Scheme, Target, number};
pub use operator::{Operator, names_share, proposed_direction};
pub use unit::canonical as unit;

/// A target as it was read, with what a person should look at again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetReading {
    /// The target; `None` for empty text.
    pub target: Option<Target>,
    /// The unit found inside the text.
    pub unit: Option<String>,
    /// The operator the text prints; `None` for a bare number, which is read as ≥.
    pub operator: Option<Operator>,
    /// How a text with two meanings was understood: `9月前`.
    pub understood: Option<String>,
}

/// Reads a target as typed or printed; the second part is the unit found inside the text, when there is one.
///
/// Empty text is no target; what cannot be read is kept as `Target::Text`.
///
/// * A bare number means ≥; a bare 0, `＝0`, `未发生`, `不发生`, `零` and `无` mean [`Target::Zero`].
/// * `以上`, `以下`, `以内` include the number, as Chinese law counts.
/// * `12月31日前` and `12月底前` include the day. `9月前` ends on 31 August, the day before September begins
///   (`9月底前` is the wording for 30 September); `12月`, `四季度`, `2020年` end with their last day. A text
///   without a year is in `year`.
/// * Text without digits is [`Target::Tiered`] when a word of quality is in it (提升, 保障, 完善, 明显 …),
///   [`Target::YesNo`] when it is no more than 是, 按时完成, 通过验收 … or begins with 是否, and text otherwise.
pub fn target(text: &str, year: u16) -> (Option<Target>, Option<String>) {
    let reading = read_target(text, year);
    (reading.target, reading.unit)
}

/// Reads a target as [`target`] does and says how it was understood.
pub fn read_target(text: &str, year: u16) -> TargetReading {
    let original = text.trim();
    if original.is_empty() {
        return TargetReading::default();
    }
    let folded = fold(original);
    measured_target(&folded, year).unwrap_or_else(|| TargetReading {
        target: Some(words::target(original, &folded)),
        ..TargetReading::default()
    })
}

/// Reads an actual as typed or printed, in the light of its target; the second part is the unit found inside.
///
/// Empty text is no actual; what cannot be read is kept as `Actual::Text`.
///
/// * Operators before a number are dropped (`≥95%` is 95), as are `达到` and `完成`; `145/154` keeps its parts.
/// * Against [`Target::Zero`] `未发生`, `无` and `零` are 0. Against [`Target::ByDate`] only a day is read:
///   `12月底` is one, `12月` is not.
/// * Tiers go by the scheme's names and aliases, whatever 预期, 年度, 指标, 目标 stands around them.
pub fn actual(text: &str, target: Option<&Target>, scheme: &Scheme, year: u16) -> (Option<Actual>, Option<String>) {
    let reading = read_actual(text, target, scheme, year);
    (reading.actual, reading.unit)
}

/// An actual as it was read, with what a person should look at again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActualReading {
    /// The actual; `None` for empty text.
    pub actual: Option<Actual>,
    /// The unit found inside the text.
    pub unit: Option<String>,
    /// The operator that stood in the text and was dropped.
    pub dropped: Option<Operator>,
}

/// Reads an actual as [`actual`] does and says what was dropped.
pub fn read_actual(text: &str, target: Option<&Target>, scheme: &Scheme, year: u16) -> ActualReading {
    let original = text.trim();
    if original.is_empty() {
        return ActualReading::default();
    }
    let folded = fold(original);
    let of = |actual| ActualReading {
        actual: Some(actual),
        ..ActualReading::default()
    };
    if let Some(actual) = words::actual(&folded, target, scheme) {
        return of(actual);
    }
    if !matches!(target, Some(Target::ByDate(_)))
        && let Some(reading) = measured_actual(&folded)
    {
        return reading;
    }
    of(day(&folded, year).map_or_else(|| Actual::Text(original.to_owned()), Actual::Date))
}

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

/// Returns the last day of a period: 31 August for `8月`, 31 December for `2020年`.
pub fn last_day(text: &str, year: u16) -> Option<Date> {
    let folded = fold(text.trim());
    let period = day::Period::read(&folded, year)?;
    period.rest.is_empty().then_some(period.last)
}

/// Returns 是 and 否.
pub fn plain_answers() -> [String; 2] {
    ["是", "否"].map(str::to_owned)
}

/// Reads a number with its unit, without any operator: `3566户`, `99.8%`, `400元/人·天`.
pub fn amount(text: &str) -> Option<(Decimal, Option<String>)> {
    unit::amount(&fold(text.trim()))
}

/// Reads one day: `2020年12月25日`, `12月25日`, `2020-12-25`, `12月底`; a text without a year is in `year`.
pub fn day(text: &str, year: u16) -> Option<Date> {
    let folded = fold(text.trim());
    let period = day::Period::read(&folded, year)?;
    (period.is_day() && period.rest.is_empty()).then_some(period.last)
}

/// Brings the widths and look-alikes of one character together and drops spaces, save between two digits.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut spaced = false;
    for character in text.chars() {
        if character.is_whitespace() || character == '\u{200b}' || character == '\u{feff}' {
            spaced = true;
            continue;
        }
        let character = match character {
            '≧' | '⩾' | '≥' => '≥',
            '≦' | '⩽' | '≤' => '≤',
            '﹥' => '>',
            '﹤' => '<',
            '﹦' => '=',
            '﹪' => '%',
            '−' | '–' | '—' | '―' => '-',
            '〜' | '∼' | '～' => '~',
            '\u{ff01}'..='\u{ff5d}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
            other => other,
        };
        if spaced && character.is_ascii_digit() && folded.ends_with(|last: char| last.is_ascii_digit()) {
            folded.push(' ');
        }
        spaced = false;
        folded.push(character);
    }
    folded
        .replace(">=", "≥")
        .replace("=>", "≥")
        .replace("<=", "≤")
        .replace("=<", "≤")
}

/// Reads a target that holds a number or a day.
fn measured_target(folded: &str, year: u16) -> Option<TargetReading> {
    let (operator, body) = operator::strip(folded)?;
    let body = body.strip_prefix("达到").unwrap_or(body);
    // `≥95%（含）` says again what its operator says; `大于95%（含）` contradicts itself.
    let body = match (body.strip_suffix("(含)"), operator) {
        (Some(body), Some(Operator::AtLeast | Operator::AtMost)) => body,
        (Some(_), _) => return None,
        (None, _) => body,
    };
    if let Some((day, understood)) = day::deadline(body, year) {
        return matches!(operator, None | Some(Operator::AtMost)).then(|| TargetReading {
            target: Some(Target::ByDate(day)),
            unit: None,
            operator: Some(Operator::AtMost),
            understood,
        });
    }
    if let Some((value, unit)) = unit::amount(body) {
        let target = match operator {
            None | Some(Operator::Equal) if value.is_zero() => Target::Zero,
            None => Target::AtLeast(value),
            Some(operator) => operator.target(value),
        };
        let operator = operator.or(value.is_zero().then_some(Operator::Equal));
        return Some(TargetReading {
            target: Some(target),
            unit,
            operator,
            understood: None,
        });
    }
    let (low, high, unit) = range(body)?;
    matches!(operator, None | Some(Operator::Equal)).then(|| TargetReading {
        target: Some(Target::Range { low, high }),
        unit,
        operator: Some(Operator::Equal),
        understood: None,
    })
}

/// Reads `3-5`, `3～5`, `3至5`, `[3,5]`, `4±1`, with a unit at the end or at both.
fn range(body: &str) -> Option<(Decimal, Decimal, Option<String>)> {
    if let Some((middle, reach)) = body.split_once('±') {
        let ((middle, unit), (reach, reach_unit)) = (unit::amount(middle)?, unit::amount(reach)?);
        // `100±5%` may mean 5 of 100 or 5 more.
        let agree = unit.is_none() && reach_unit.as_deref() != Some("%") || unit == reach_unit;
        let (low, high) = (middle.checked_sub(reach)?, middle.checked_add(reach)?);
        return (agree && low <= high).then_some((low, high, reach_unit));
    }
    let ends = |low: &str, high: &str| {
        let ((low, low_unit), (high, high_unit)) = (unit::amount(low)?, unit::amount(high)?);
        let agree = low_unit.is_none() || low_unit == high_unit;
        (agree && low <= high).then_some((low, high, high_unit))
    };
    if let Some(rest) = body.strip_prefix('[') {
        let (inside, tail) = rest.split_once(']')?;
        let (low, high) = inside.split_once([',', '，', '、'])?;
        return ends(low, &format!("{high}{tail}"));
    }
    // A minus sign may stand where the range begins, so the first character is never the separator.
    body.char_indices()
        .skip(1)
        .filter(|(_, character)| matches!(character, '~' | '-' | '至' | '到'))
        .find_map(|(at, character)| ends(&body[..at], &body[at + character.len_utf8()..]))
}

/// Reads a number or a ratio, whatever operator stands before it.
fn measured_actual(folded: &str) -> Option<ActualReading> {
    let (dropped, body) = operator::strip(folded)?;
    let body = ["已完成", "完成", "达到", "达"]
        .iter()
        .find_map(|word| body.strip_prefix(word))
        .unwrap_or(body);
    if let Some((value, unit)) = unit::amount(body) {
        return Some(ActualReading {
            actual: Some(Actual::Number(value)),
            unit,
            dropped,
        });
    }
    let (numerator, rest) = body.split_once('/')?;
    let numerator = number::read(numerator)?;
    let (denominator, unit) = unit::amount(rest)?;
    let actual = Some(Actual::Ratio { numerator, denominator });
    Some(ActualReading { actual, unit, dropped })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scheme::Tier;

    fn decimal(text: &str) -> Decimal {
        number::read(text).expect("a number")
    }

    fn scheme() -> Scheme {
        let mut scheme = Scheme::default();
        for (name, alias) in [
            ("达成预期指标", "达成"),
            ("部分达成预期指标并具有一定效果", "部分达成"),
            ("未达成预期指标且效果较差", "未达成"),
        ] {
            scheme.qualitative.tiers.push(Tier {
                name: name.to_owned(),
                aliases: vec![alias.to_owned()],
                ..Tier::default()
            });
        }
        scheme
    }

    #[test]
    fn operators_before_and_after_a_number_with_its_unit() {
        use Target::{AtLeast, AtMost, Equal, LessThan, MoreThan};
        type Case = (&'static str, fn(Decimal) -> Target, &'static str, &'static str);
        let cases: [Case; 50] = [
            ("≥95%", AtLeast, "95", "%"),
            (">=95", AtLeast, "95", ""),
            ("＞＝95％", AtLeast, "95", "%"),
            ("> = 95", AtLeast, "95", ""),
            ("=>3", AtLeast, "3", ""),
            ("≧3", AtLeast, "3", ""),
            ("大于等于3次", AtLeast, "3", "次"),
            ("大于或等于3", AtLeast, "3", ""),
            ("不少于3", AtLeast, "3", ""),
            ("不低于90%", AtLeast, "90", "%"),
            ("至少５场", AtLeast, "5", "场"),
            ("98%以上", AtLeast, "98", "%"),
            ("98%及以上", AtLeast, "98", "%"),
            ("≥95％（含）", AtLeast, "95", "%"),
            ("不超过10次（含）", AtMost, "10", "次"),
            ("达到98%以上", AtLeast, "98", "%"),
            ("≥98%以上", AtLeast, "98", "%"),
            ("≥100百分比", AtLeast, "100", "%"),
            ("3566户", AtLeast, "3566", "户"),
            ("13,580.32", AtLeast, "13580.32", ""),
            ("100%", AtLeast, "100", "%"),
            ("百分之95", AtLeast, "95", "%"),
            ("＞3", MoreThan, "3", ""),
            (">3", MoreThan, "3", ""),
            ("大于3", MoreThan, "3", ""),
            ("高于3", MoreThan, "3", ""),
            ("超过3", MoreThan, "3", ""),
            ("≤10次", AtMost, "10", "次"),
            ("<=10", AtMost, "10", ""),
            ("≦10", AtMost, "10", ""),
            ("不超过10", AtMost, "10", ""),
            ("不高于50万元", AtMost, "50", "万元"),
            ("小于等于400元/人·天", AtMost, "400", "元/人·天"),
            ("控制在50万元以内", AtMost, "50", "万元"),
            ("10天以内", AtMost, "10", "天"),
            ("10以下", AtMost, "10", ""),
            ("≤0", AtMost, "0", ""),
            ("5个工作日内", AtMost, "5", "工作日"),
            ("≤5‰", AtMost, "5", "‰"),
            ("＜3", LessThan, "3", ""),
            ("<3", LessThan, "3", ""),
            ("少于3", LessThan, "3", ""),
            ("低于3", LessThan, "3", ""),
            ("=95%", Equal, "95", "%"),
            ("＝40", Equal, "40", ""),
            ("﹦40", Equal, "40", ""),
            ("等于40", Equal, "40", ""),
            ("40＝", Equal, "40", ""),
            ("≥1万人次", AtLeast, "1", "万人次"),
            ("≥3台（套）", AtLeast, "3", "台（套）"),
        ];
        for (text, kind, value, unit) in cases {
            let unit = (!unit.is_empty()).then(|| unit.to_owned());
            assert_eq!(target(text, 2020), (Some(kind(decimal(value))), unit), "{text}");
        }
    }

    #[test]
    fn ranges_and_zero() {
        for (text, unit) in [
            ("3-5", None),
            ("3～5", None),
            ("3至5", None),
            ("[3,5]", None),
            ("3%-5%", Some("%")),
            ("３—５次", Some("次")),
            ("=3~5", None),
            ("4±1", None),
            ("4±1次", Some("次")),
            ("4%±1%", Some("%")),
        ] {
            let range = Target::Range {
                low: decimal("3"),
                high: decimal("5"),
            };
            assert_eq!(target(text, 2020), (Some(range), unit.map(str::to_owned)), "{text}");
        }
        assert_eq!(
            target("-5～-3", 2020).0,
            Some(Target::Range {
                low: decimal("-5"),
                high: decimal("-3")
            })
        );
        for text in [
            "0",
            "＝0",
            "0起",
            "0次",
            "未发生",
            "不发生",
            "零",
            "无",
            "0（未发生）",
            "未发生重大食品安全事故",
        ] {
            assert_eq!(target(text, 2020).0, Some(Target::Zero), "{text}");
        }
        assert_eq!(target("  ", 2020), (None, None));
    }

    #[test]
    fn days_by_which_something_is_due() {
        let cases = [
            ("2020年12月31日前", "2020-12-31", false),
            ("12月31日前", "2020-12-31", false),
            ("12月31日", "2020-12-31", false),
            ("2021-03-09", "2021-03-09", false),
            ("2021/3/9前", "2021-03-09", false),
            ("12月底前", "2020-12-31", false),
            ("12月底之前完成", "2020-12-31", false),
            ("2月底前", "2020-02-29", false),
            ("≤2020年6月30日", "2020-06-30", false),
            ("年底前", "2020-12-31", false),
            ("2021年底前完成", "2021-12-31", false),
            ("9月前", "2020-08-31", true),
            ("9月以前完成", "2020-08-31", true),
            ("1月前", "2019-12-31", true),
            ("12月", "2020-12-31", true),
            ("十二月底", "2020-12-31", false),
            ("第四季度", "2020-12-31", true),
            ("三季度末前", "2020-09-30", false),
        ];
        for (text, day, ambiguous) in cases {
            let reading = read_target(text, 2020);
            assert_eq!(
                reading.target,
                Some(Target::ByDate(day.parse().expect("a day"))),
                "{text}"
            );
            assert_eq!(reading.understood.is_some(), ambiguous, "{text}");
        }
    }

    #[test]
    fn words_are_kept_and_sorted_by_what_they_ask() {
        for text in ["明显提升", "效果明显", "保障", "逐步完善", "定性"] {
            assert_eq!(target(text, 2020).0, Some(Target::Tiered(text.to_owned())), "{text}");
        }
        for text in ["是", "完成", "是否按期公开", "通过验收"] {
            assert_eq!(target(text, 2020).0, Some(Target::YesNo(text.to_owned())), "{text}");
        }
        for text in [
            "92万余元",
            "约50",
            "98%左右",
            "3 5",
            "5～3",
            "≥3≤5",
            "2020年13月1日",
            "2月30日前",
            "≥",
            "145/154",
            "≥98%以下",
            "大于95%（含）",
            "100±5%",
            "79228162514264337593543950336000",
            "发放率≥95%，满意度≥90%",
            "武汉",
        ] {
            assert_eq!(target(text, 2020).0, Some(Target::Text(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn actuals_in_the_light_of_their_targets() {
        let scheme = scheme();
        let read = |text: &str, target: &Target| actual(text, Some(target), &scheme, 2020).0.expect("an actual");
        let (count, tiers) = (Target::AtLeast(decimal("3")), Target::Tiered("提升".to_owned()));
        let (due, yes) = (
            Target::ByDate("2020-12-31".parse().expect("a day")),
            Target::YesNo("完成".to_owned()),
        );
        assert_eq!(read("5436户", &count), Actual::Number(decimal("5436")));
        assert_eq!(read("≥95%", &count), Actual::Number(decimal("95")));
        assert_eq!(read("完成９８％", &count), Actual::Number(decimal("98")));
        assert_eq!(
            read("145/154", &count),
            Actual::Ratio {
                numerator: decimal("145"),
                denominator: decimal("154")
            }
        );
        assert_eq!(read("未发生", &Target::Zero), Actual::Number(Decimal::ZERO));
        assert_eq!(read("2起", &Target::Zero), Actual::Number(decimal("2")));
        assert_eq!(
            read("12月25日", &due),
            Actual::Date("2020-12-25".parse().expect("a day"))
        );
        assert_eq!(
            read("2021.3.9", &due),
            Actual::Date("2021-03-09".parse().expect("a day"))
        );
        for (text, tier) in [
            ("达成", 0),
            ("达成年度指标", 0),
            ("部分达成", 1),
            ("部分达成预期指标，并具有一定效果", 1),
            ("未达成", 2),
        ] {
            assert_eq!(read(text, &tiers), Actual::Tier(tier), "{text}");
        }
        for (text, done) in [
            ("是", true),
            ("已完成", true),
            ("达成", true),
            ("否", false),
            ("未完成", false),
        ] {
            assert_eq!(read(text, &yes), Actual::Done(done), "{text}");
        }
        for (asked, yes, no) in [
            ("完成", "已完成", "未完成"),
            ("已建成", "已建成", "未建成"),
            ("牵头成立", "已牵头成立", "未牵头成立"),
            ("按时开展培训", "已按时开展培训", "未按时开展培训"),
            ("是", "是", "否"),
            ("有", "是", "否"),
            ("是否按期公开", "是", "否"),
            ("不超预算", "是", "否"),
            ("资金到位", "是", "否"),
            ("完成改造，并通过验收", "是", "否"),
        ] {
            let target = Target::YesNo(asked.to_owned());
            assert_eq!(target.answers(), [yes, no], "{asked}");
            assert_eq!(read(yes, &target), Actual::Done(true), "{asked}");
            assert_eq!(read(no, &target), Actual::Done(false), "{asked}");
        }
        assert_eq!(read("已完成", &due), Actual::Done(true));
        assert_eq!(read("未完成", &due), Actual::Done(false));
        for (text, target) in [
            ("92万余元", &count),
            ("约50", &count),
            ("达成", &count),
            ("100%", &due),
            ("12月", &due),
            ("12月底前", &due),
            ("3-5", &count),
            ("1/", &count),
        ] {
            assert_eq!(read(text, target), Actual::Text(text.to_owned()), "{text}");
        }
        assert_eq!(actual("98.46%", None, &scheme, 2020).1.as_deref(), Some("%"));
        assert_eq!(actual("", None, &scheme, 2020), (None, None));
    }
}
