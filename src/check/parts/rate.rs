//! Rates that the numbers of their sentence do not give (C41).

use rust_decimal::Decimal;

use super::super::typed::{Sense, Typed};
use super::Measured;
use super::sum::compared;
use crate::model::number;

/// Rates, and the words of the count that is the part.
const SHARES: [(&str, &[&str]); 26] = [
    ("合格率", &["合格"]),
    ("办结率", &["办结"]),
    ("回收率", &["收回", "回收"]),
    ("达标率", &["达标"]),
    ("优良率", &["优良"]),
    ("及格率", &["及格"]),
    ("通过率", &["通过"]),
    ("检出率", &["检出"]),
    ("处置率", &["处置"]),
    ("整改率", &["整改"]),
    ("破案率", &["破获", "破案", "侦破"]),
    ("结案率", &["结案", "审结"]),
    ("审结率", &["审结"]),
    ("验收率", &["验收"]),
    ("签约率", &["签约"]),
    ("普及率", &["普及", "饮用", "使用"]),
    ("就业率", &["就业"]),
    ("到位率", &["到位"]),
    ("发放率", &["发放"]),
    ("执行率", &["执行", "支出"]),
    ("支付率", &["支付", "支出"]),
    ("完成率", &["完成", "实际", "实现"]),
    ("目标的", &["完成", "实际", "实现"]),
    ("任务的", &["完成", "实际", "实现"]),
    ("计划的", &["完成", "实际", "实现"]),
    ("预算的", &["执行", "支出", "决算"]),
];
/// Rates of a count that stands alone before them: how many of it are so.
const WHOLES: usize = 10;
/// Words before a count that is not the whole.
const PART_OF: [&str; 4] = ["不", "其中", "问题", "违法"];
/// Most letters between a count and the name of its rate.
const MOST_BETWEEN: usize = 12;

/// Returns what is wrong with a rate of a sentence.
pub(super) fn rate(sentence: &str, numbers: &[Typed<'_>], is_typed: impl Fn(&Typed<'_>) -> bool) -> Option<String> {
    (1..numbers.len()).find_map(|at| {
        let rate = Measured::at(sentence, numbers, at).filter(|rate| rate.unit.name == "%" && rate.is_exact)?;
        let two = at.checked_sub(2).and_then(|first| {
            let is_any = numbers[first..=at].iter().any(&is_typed);
            is_any.then(|| growth(sentence, numbers, first).or_else(|| share(sentence, numbers, at)))?
        });
        match two {
            Some(found) => found.err(),
            None => {
                let is_all = is_typed(&numbers[at]) && is_typed(&numbers[at - 1]);
                is_all.then(|| alone(sentence, numbers, at, &rate))?
            }
        }
    })
}

/// Holds a growth against its two numbers: 12560人，比上年11800人增长6.44%. `None` where it is of none.
fn growth(sentence: &str, numbers: &[Typed<'_>], first: usize) -> Option<Result<(), String>> {
    let ([now, before, rate], is_more) = compared(sentence, numbers, first)?;
    (rate.unit.name == "%" && before.value > Decimal::ZERO).then_some(())?;
    let apart = now.value.checked_sub(before.value)?;
    let (more, less) = (
        apart.checked_add(margin(&now, &before))?,
        apart.checked_sub(margin(&now, &before))?,
    );
    let of = |apart: Decimal| apart.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before.value);
    let sign = if is_more { Decimal::ONE } else { -Decimal::ONE };
    let (low, high) = (of(less)? * sign, of(more)? * sign);
    let had = of(apart)?.abs();
    Some(match is_had(rate.number.value, low.min(high), low.max(high)) {
        true => Ok(()),
        false => {
            let (now, before) = (now.shown(), before.shown());
            let word = if apart < Decimal::ZERO { "下降" } else { "增长" };
            let had = number::plain(number::round(had, rate.number.value.scale()));
            Err(format!(
                "“{}”与前面的数不符，{now}比{before}{word}{had}%，请核对",
                rate.shown()
            ))
        }
    })
}

/// Returns how far two numbers that may be rounded can be from what they are together; counts are exact.
fn margin(one: &Measured<'_>, other: &Measured<'_>) -> Decimal {
    let of = |one: &Measured<'_>| match one.step == Decimal::ONE && one.unit.times == Decimal::ONE {
        true => Decimal::ZERO,
        false => one.step / Decimal::TWO,
    };
    of(one).checked_add(of(other)).unwrap_or_default()
}

/// Tells whether a rate is one between two others, rounded as it is written.
fn is_had(rate: Decimal, low: Decimal, high: Decimal) -> bool {
    let places = rate.scale();
    number::round(low, places) <= rate && rate <= number::round(high, places)
}

/// Holds a rate against the part and the whole before it: 抽检1304批次，合格1284批次，合格率98.47%. `None` where it is of
/// none.
fn share(sentence: &str, numbers: &[Typed<'_>], at: usize) -> Option<Result<(), String>> {
    let [one, other, rate] = [at - 2, at - 1, at].map(|at| Measured::at(sentence, numbers, at));
    let (one, other, rate) = (one?, other?, rate?);
    let name = rate.clause.trim_end_matches(['为', '是', '达', '到']);
    // 床位3260张，其中护理型1860张，占比57.06%: the part is told before.
    let is_portion = ["占比", "占"].iter().any(|word| name.ends_with(word)) && other.clause.contains("其中");
    let words = SHARES
        .iter()
        .find(|(share, _)| name.ends_with(share))
        .map(|(_, words)| *words);
    let words = words.or(is_portion.then_some(&["其中"][..]))?;
    let says = |clause: &str| words.iter().find_map(|word| Some((clause.find(word)?, *word)));
    let is_denied = |clause: &str| {
        says(clause).is_some_and(|(at, _)| clause[..at].ends_with(['不', '未']) || clause[..at].ends_with("没有"))
    };
    let is_plain = one.is_of(&other) && one.is_exact && other.is_exact;
    // A number with the word of the rate before it is the part, whatever it is a part of.
    let (part, whole) = match (says(one.clause).is_some(), says(other.clause).is_some()) {
        (false, true) => (other, one),
        (true, false) => (one, other),
        _ => return None,
    };
    if !is_plain || whole.value <= Decimal::ZERO {
        return Some(Ok(()));
    }
    let value = match is_denied(part.clause) {
        true => whole.value.checked_sub(part.value)?,
        false => part.value,
    };
    let margin = margin(&part, &whole);
    let of = |part: Decimal| part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value);
    let (low, high) = (of(value.checked_sub(margin)?)?, of(value.checked_add(margin)?)?);
    Some(match is_had(rate.number.value, low, high) {
        true => Ok(()),
        false => {
            let had = number::plain(number::round(of(value)?, rate.number.value.scale()));
            let (part, whole) = (part.told(value), whole.shown());
            Err(format!(
                "“{}”与前面的数不符，{part}是{whole}的{had}%，请核对",
                rate.shown()
            ))
        }
    })
}

/// Returns what is wrong with a rate of the one count before it: no whole part of the count gives it as it is rounded.
fn alone(sentence: &str, numbers: &[Typed<'_>], at: usize, rate: &Measured<'_>) -> Option<String> {
    let count = &numbers[at - 1];
    let between = sentence.get(count.at + count.length..rate.number.at)?;
    let name = between.trim_end_matches(['为', '是', '达', '到']);
    let is_named = name.contains(['，', '、']) && SHARES[..WHOLES].iter().any(|(word, _)| name.ends_with(word));
    let is_exact = count.sense(sentence, 0).0 == Sense::Exactly;
    // 不合格20批次，合格率98.47% tells of the rest and of the whole.
    let clause = sentence[..count.at].rsplit(['，', '、']).next().unwrap_or_default();
    let is_whole = !PART_OF.iter().any(|word| clause.contains(word));
    let is_counted = is_whole && count.value.is_integer() && count.value > Decimal::ZERO;
    let is_one = is_named && is_exact && is_counted && between.chars().count() <= MOST_BETWEEN + 4;
    if !is_one || rate.number.value > Decimal::ONE_HUNDRED {
        return None;
    }
    let stated = rate.number.value;
    let share = stated.checked_mul(count.value)?.checked_div(Decimal::ONE_HUNDRED)?;
    let of = |part: Decimal| {
        let rate = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(count.value)?;
        Some((part, number::round(rate, stated.scale())))
    };
    let near = [of(share.floor())?, of(share.ceil())?];
    let is_had = near.iter().any(|(_, near)| *near == stated);
    (!is_had).then(|| {
        let [(less, below), (more, above)] = near.map(|(part, rate)| (number::plain(part), number::plain(rate)));
        let (stated, count) = (number::plain(stated), number::plain(count.value));
        format!("“{stated}%”由总数{count}算不出来（{less}是{below}%，{more}是{above}%），请核对分子分母和小数位数")
    })
}
