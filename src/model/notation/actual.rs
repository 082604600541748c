//! Actuals as they are typed or printed, in the light of their targets.

use super::{Operator, day, fold, operator, unit, words};
use crate::model::{Actual, Scheme, Target};

/// Reads an actual as typed or printed, in the light of its target; the second part is the unit found inside.
///
/// Empty text is no actual; what cannot be read is kept as `Actual::Text`.
///
/// * Operators before a number are dropped (`≥95%` is 95), as are `达到` and `完成`; `145/154` keeps its parts.
/// * Against [`Target::Zero`] `未发生`, `无` and `零` are 0. Against [`Target::ByDate`] only a day is read:
///   `12月底` and `已于12月5日完成` are one, `12月` is not.
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
    let folded = fold(original.trim_end_matches(['。', '；', ';']));
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
    let day = day::done(&folded, year).filter(day::Period::is_day);
    of(day.map_or_else(|| Actual::Text(original.to_owned()), |day| Actual::Date(day.last)))
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
    let ((numerator, of), (denominator, unit)) = (unit::amount(numerator)?, unit::amount(rest)?);
    let actual = Some(Actual::Ratio { numerator, denominator });
    (of.is_none() || of == unit).then_some(ActualReading { actual, unit, dropped })
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::model::number;
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
        assert_eq!(read("145批次/154批次", &count), read("145/154", &count));
        assert_eq!(read("1 145（批次）", &count), Actual::Number(decimal("1145")));
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
            ("145户/154批次", &count),
        ] {
            assert_eq!(read(text, target), Actual::Text(text.to_owned()), "{text}");
        }
        assert_eq!(actual("98.46%", None, &scheme, 2020).1.as_deref(), Some("%"));
        assert_eq!(actual("", None, &scheme, 2020), (None, None));
    }
}
