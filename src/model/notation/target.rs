//! Targets as they are typed or printed: an operator with a number, a range, a day, words.

use rust_decimal::Decimal;

use super::{Operator, day, fold, operator, unit, words};
use crate::model::Target;

/// A target as it was read, with what a person should look at again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetReading {
    /// The target; `None` for empty text.
    pub target: Option<Target>,
    /// The unit found inside the text.
    pub unit: Option<String>,
    /// The operator the text prints; `None` for a bare number, which is read as ≥.
    pub operator: Option<Operator>,
    /// What had two meanings, of which the target has the likelier: `9月前`.
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
    let folded = fold(original.trim_end_matches(['。', '；', ';']));
    measured_target(&folded, year).unwrap_or_else(|| TargetReading {
        target: Some(words::target(original, &folded)),
        ..TargetReading::default()
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::number;

    fn decimal(text: &str) -> Decimal {
        number::read(text).expect("a number")
    }

    #[test]
    fn operators_before_and_after_a_number_with_its_unit() {
        use Target::{AtLeast, AtMost, Equal, LessThan, MoreThan};
        type Case = (&'static str, fn(Decimal) -> Target, &'static str, &'static str);
        let cases: [Case; 58] = [
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
            ("≥10（次）", AtLeast, "10", "次"),
            ("≥95（％）", AtLeast, "95", "%"),
            ("10次/年", AtLeast, "10", "次/年"),
            ("≥1 200户", AtLeast, "1200", "户"),
            ("≥1\u{2009}200\u{202f}300 户", AtLeast, "1200300", "户"),
            ("≥1，200户", AtLeast, "1200", "户"),
            ("１２　３４５．６元", AtLeast, "12345.6", "元"),
            ("≥ 1,200 户 以上", AtLeast, "1200", "户"),
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
            ("20210309前", "2021-03-09", false),
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
            "12 34",
            "1,200 300",
            "10（含）",
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
}
