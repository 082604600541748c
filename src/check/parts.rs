//! Numbers of one sentence that others of it determine (`domain.md` §5.3: C40, C41); those that bindings bring are held
//! against each other by 勾稽关系.

use rust_decimal::Decimal;

use super::reading::Reading;
use super::stated::typed::{Sense, Typed, numbers};
use super::{Finding, Severity, written};
use crate::binding::Values;
use crate::model::{Project, number};
use crate::score::Scorecard;

/// Checks the officer's texts in their order.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let values = Values::new(project, card);
    let mut out = Vec::new();
    for (place, words, text) in written(project) {
        let reading = Reading::of(&values, text);
        for (start, sentence) in reading.sentences() {
            let numbers = numbers(sentence);
            let is_typed = |one: &Typed<'_>| reading.source(&(start + one.at..start + one.at + one.length)).is_some();
            let found = [
                ("C40", sum(sentence, &numbers, is_typed)),
                ("C41", rate(sentence, &numbers, is_typed)),
            ];
            let told = found.into_iter().filter_map(|(rule, said)| Some((rule, said?)));
            out.extend(told.map(|(rule, said)| {
                Finding::new((rule, Severity::Warning), place.clone(), format!("{words}：{said}"))
            }));
        }
    }
    out
}

/// What stands before the parts of a number.
const PARTS: &str = "其中";
/// Words of parts that are not all, or that overlap with others.
const SOME: [&str; 12] = [
    "等", "另", "其他", "其余", "主要", "已", "完成", "整改", "发现", "立案", "查处", "占",
];
/// Words before a number that is no part: another amount of the whole, or a change of it.
const ASIDE: [&str; 10] = ["执行", "决算", "比", "较", "增", "减", "超", "节约", "结余", "剩余"];
/// Most bytes of a unit.
const MOST_UNIT: usize = 12;

/// Returns what is wrong with the parts of a number: they are more than it, or so nearly it that they are meant to be all.
fn sum(sentence: &str, numbers: &[Typed<'_>], is_typed: impl Fn(&Typed<'_>) -> bool) -> Option<String> {
    let at = sentence.find(PARTS)?;
    let (before, behind): (Vec<&Typed<'_>>, Vec<&Typed<'_>>) = numbers.iter().partition(|one| one.at < at);
    let (whole, first) = (before.last()?, behind.first()?);
    let unit = shared_unit(whole.rest, first.rest)?;
    let end = end_of_parts(sentence, at);
    let same = |one: &&&Typed<'_>| one.at < end && one.rest.strip_prefix(unit).is_some_and(is_ended);
    let mut parts: Vec<&Typed<'_>> = behind.iter().take_while(same).copied().collect();
    // What follows parts that are all is another number: 其中A 180批次、B 120批次，比上年多20批次.
    let words_before = |part: &Typed<'_>| {
        let words = &sentence[at..part.at];
        words.rsplit(['，', '、', '；']).next().unwrap_or_default()
    };
    let is_aside = |part: &&Typed<'_>| ASIDE.iter().any(|word| words_before(part).contains(word));
    parts.truncate(parts.iter().position(is_aside).unwrap_or(parts.len()));
    let last = parts.last()?;
    let words = &sentence[at..last.at];
    let tail = sentence.get(last.at + last.length + unit.len()..end)?;
    let is_exact = |one: &Typed<'_>| one.sense(sentence, unit.len()).0 == Sense::Exactly;
    let all = || parts.iter().copied().chain([*whole]);
    let is_some = SOME.iter().any(|word| words.contains(word)) || tail.starts_with('等');
    if parts.len() < 2 || is_some || !all().all(is_exact) || !all().any(&is_typed) || unit.contains('%') {
        return None;
    }
    let sum = parts
        .iter()
        .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value))?;
    let apart = sum.checked_sub(whole.value)?;
    // Parts that leave out more than a twentieth are not meant to be all.
    let is_near = apart.abs().checked_mul(Decimal::from(20))? <= whole.value;
    let told = |value: Decimal| match unit {
        number::MONEY_UNIT => format!("{}{unit}", number::money(value)),
        _ => format!("{}{unit}", number::measured(value, unit)),
    };
    let stated = told(whole.value);
    let told = format!("“{stated}”其中各项合计{}，", told(sum));
    match (apart > Decimal::ZERO, apart.is_zero()) {
        (_, true) => None,
        (true, _) => Some(format!("{told}比总数多，请核对各项和总数")),
        (false, _) => is_near.then(|| format!("{told}与总数不符，请核对；各项如不是全部，请写明其余部分")),
    }
}

/// Returns what two numbers have behind them up to the first mark.
fn shared_unit<'t>(one: &'t str, other: &str) -> Option<&'t str> {
    let letters = one.char_indices().zip(other.chars());
    let same = letters.take_while(|((_, letter), other)| letter == other && (letter.is_alphabetic() || *letter == '%'));
    let length = same.last().map(|((at, letter), _)| at + letter.len_utf8())?;
    (length <= MOST_UNIT && !one[length..].starts_with('次')).then(|| &one[..length])
}

/// Tells whether a unit ends where it does: 家 is not all of 家次.
fn is_ended(rest: &str) -> bool {
    rest.chars()
        .next()
        .is_none_or(|letter| !letter.is_alphanumeric() || "和及与".contains(letter))
}

/// Returns where the parts that begin at a byte end: with the bracket they stand in, or with the sentence.
fn end_of_parts(sentence: &str, at: usize) -> usize {
    let mut depth = 0_usize;
    for (position, letter) in sentence[at..].char_indices() {
        match letter {
            '（' | '(' => depth += 1,
            '）' | ')' if depth == 0 => return at + position,
            '）' | ')' => depth -= 1,
            _ => {}
        }
    }
    sentence.len()
}

/// Rates of a count of the same sentence: how many of it are so.
const RATES: [&str; 10] = [
    "合格率",
    "办结率",
    "回收率",
    "达标率",
    "优良率",
    "及格率",
    "通过率",
    "检出率",
    "处置率",
    "整改率",
];
/// Words before a count that is not the whole.
const PART_OF: [&str; 4] = ["不", "其中", "问题", "违法"];
/// Most letters between a count and the name of its rate.
const MOST_BETWEEN: usize = 12;

/// Returns what is wrong with a rate: no whole part of the count before it gives it as it is rounded.
fn rate(sentence: &str, numbers: &[Typed<'_>], is_typed: impl Fn(&Typed<'_>) -> bool) -> Option<String> {
    numbers.windows(2).find_map(|pair| {
        let [count, rate] = pair else { return None };
        let between = sentence.get(count.at + count.length..rate.at)?;
        let name = ["为", "是", "达到", "达"]
            .iter()
            .fold(between, |name, word| name.trim_end_matches(word));
        let is_named = name.contains(['，', '、']) && RATES.iter().any(|word| name.ends_with(word));
        let unit = rate
            .rest
            .strip_prefix(['%', '％'])
            .map(|rest| rate.rest.len() - rest.len())?;
        let is_exact = rate.sense(sentence, unit).0 == Sense::Exactly && count.sense(sentence, 0).0 == Sense::Exactly;
        // 不合格20批次，合格率98.47% tells of the rest and of the whole.
        let clause = sentence[..count.at].rsplit(['，', '、']).next().unwrap_or_default();
        let is_whole = !PART_OF.iter().any(|word| clause.contains(word));
        let is_counted = is_whole && count.value.is_integer() && count.value > Decimal::ZERO;
        let is_one = is_named && is_exact && is_counted && between.chars().count() <= MOST_BETWEEN + 4;
        if !is_one || !is_typed(rate) || !is_typed(count) || rate.value > Decimal::ONE_HUNDRED {
            return None;
        }
        let share = rate.value.checked_mul(count.value)?.checked_div(Decimal::ONE_HUNDRED)?;
        let of = |part: Decimal| {
            let rate = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(count.value)?;
            Some((part, number::round(rate, pair[1].value.scale())))
        };
        let near = [of(share.floor())?, of(share.ceil())?];
        let is_had = near.iter().any(|(_, near)| *near == rate.value);
        (!is_had).then(|| {
            let [(less, below), (more, above)] = near.map(|(part, rate)| (number::plain(part), number::plain(rate)));
            let (stated, count) = (number::plain(rate.value), number::plain(count.value));
            format!("“{stated}%”由总数{count}算不出来（{less}是{below}%，{more}是{above}%），请核对分子分母和小数位数")
        })
    })
}
