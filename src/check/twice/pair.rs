//! Whether two numbers of one thing say the same, and whether they can be meant to.

use rust_decimal::Decimal;

use super::super::names::sorted;
use super::Said;
use super::alike::Kinship;
use super::statement::Statement;
use crate::model::number;

/// Tells whether two numbers say the same: one is the other, or a rounding of it.
pub(super) fn is_one(one: &Statement, other: &Statement) -> bool {
    let (fine, coarse) = if one.step <= other.step {
        (one, other)
    } else {
        (other, one)
    };
    let is_rounded = |step: Decimal| {
        let count = fine.value.checked_div(step)?;
        let is = |count: Decimal| count.checked_mul(step) == Some(coarse.value);
        Some(is(number::round(count, 0)) || is(count.floor()))
    };
    // Nobody rounds to all.
    let is_all = coarse.unit == "%" && coarse.value == Decimal::ONE_HUNDRED;
    let is_loose = || {
        let step = rough(one).max(rough(other))?;
        let round = |value: Decimal| Some(number::round(value.checked_div(step)?, 0));
        Some(!one.is_target && round(one.value)? == round(other.value)?)
    };
    one.value == other.value || !is_all && (is_rounded(coarse.step) == Some(true) || is_loose() == Some(true))
}

/// Returns what the last digit that is not 0 of a whole number counts, where at least two zeros follow it and it is not
/// the first: 5400 may be said for 5436, 5000 is not.
fn rough(one: &Statement) -> Option<Decimal> {
    let most = one.value.abs().checked_div(Decimal::TEN)?;
    let is_whole = |step: Decimal| one.value.checked_rem(step).is_some_and(|rest| rest.is_zero());
    let mut step = Decimal::ONE;
    while let Some(next) = step
        .checked_mul(Decimal::TEN)
        .filter(|next| *next <= most && is_whole(*next))
    {
        step = next;
    }
    (step >= Decimal::ONE_HUNDRED && one.step == Decimal::ONE).then_some(step)
}

/// Most numbers that one text says of one thing, where more are those of a list.
const MOST_OF_TEXT: usize = 2;

/// Leaves out what a text says of one thing three times and more, each time otherwise: a list of places or projects.
pub(super) fn listed<'g, 's>(group: &[&'g Said<'s>]) -> Vec<&'g Said<'s>> {
    let mut out = Vec::new();
    for of_text in group.chunk_by(|one, next| one.text == next.text) {
        let mut values: Vec<&Statement> = Vec::new();
        for one in of_text {
            if values.len() <= MOST_OF_TEXT && !values.iter().any(|other| is_one(other, &one.it)) {
                values.push(&one.it);
            }
        }
        if values.len() <= MOST_OF_TEXT {
            out.extend(of_text);
        }
    }
    out
}

/// Letters of words from which on they are of one thing only, and from which on whatever the sentence speaks of before.
const LONG: [usize; 2] = [4, 6];

/// Tells whether two numbers of one thing contradict each other.
pub(super) fn is_apart(one: &Said<'_>, other: &Said<'_>, kinship: impl Fn() -> Kinship) -> bool {
    let (first, second) = (&one.it, &other.it);
    let is_long = first.telling >= LONG[0];
    let remarks = [&first.remark, &second.remark];
    let is_limited = |remark: &str| ["不含", "仅", "除"].iter().any(|word| remark.contains(word));
    let is_remarked = first.remark == second.remark
        || remarks.iter().any(|remark| remark.is_empty()) && !remarks.iter().any(|remark| is_limited(remark));
    let contexts = [&first.context, &second.context];
    let is_near = is_within(first.value, second.value, 5) || is_slip(first.value, second.value);
    // 举办招聘会25场，达成意向3260人: what follows one number may be what came of it.
    let is_clear = first.telling >= LONG[1] || contexts[0] == contexts[1] || contexts.iter().any(|it| it.is_none());
    !is_one(first, second)
        && is_remarked
        && (is_near || is_long && is_within(first.value, second.value, 2))
        && (is_clear && holder(one) == holder(other)
            || match kinship() {
                Kinship::None => false,
                Kinship::Sentence => holder(one) == holder(other),
                Kinship::Paragraph => true,
            })
}

/// Tells whether two numbers are at most one such part of the greater one apart.
fn is_within(one: Decimal, other: Decimal, part: u32) -> bool {
    let apart = one.checked_sub(other).map(|apart| apart.abs());
    let apart = apart.and_then(|apart| apart.checked_mul(Decimal::from(part)));
    apart.is_some_and(|apart| apart <= one.abs().max(other.abs()))
}

/// Tells whether two numbers are one slip of the keys apart: a digit that is wrong or left out, or two that have changed
/// places.
fn is_slip(one: Decimal, other: Decimal) -> bool {
    /// Digits from which on that is no chance.
    const LONG: usize = 3;
    let digits = |value: Decimal| number::plain(value).replace('.', "");
    let (one, other) = (digits(one), digits(other));
    let is_long = one.len().min(other.len()) >= LONG || sorted(one.chars()) == sorted(other.chars());
    is_long && strsim::osa_distance(&one, &other) <= 1
}

/// What the name of a place, a unit or a project ends with.
const HOLDERS: [&str; 29] = [
    "街道",
    "镇",
    "乡",
    "村",
    "社区",
    "县",
    "市",
    "所",
    "校",
    "学校",
    "院",
    "医院",
    "局",
    "科",
    "队",
    "大队",
    "站",
    "中心",
    "公司",
    "小学",
    "初中",
    "高中",
    "幼儿园",
    "项目",
    "专项",
    "段",
    "灌区",
    "水库",
    "园区",
];
/// What names the unit itself.
const OWN: [&str; 5] = ["我", "本", "全", "各", "该"];
/// Most letters of such a name.
const MOST_OF_NAME: usize = 14;

/// Returns the place, unit or project that a sentence, or its paragraph, begins with the name of.
fn holder<'s>(one: &Said<'s>) -> Option<&'s str> {
    let named = |text: &'s str| {
        let first = text.split(['，', '。', '；', '：', ':', '\n']).next()?.trim();
        let letters =
            first.trim_start_matches(|letter: char| !letter.is_alphabetic() || "一二三四五六七八九十".contains(letter));
        let is_name = HOLDERS.iter().any(|end| letters.ends_with(end))
            && letters.chars().count() <= MOST_OF_NAME
            && !letters.contains(|letter: char| letter.is_ascii_digit())
            && !OWN.iter().any(|word| letters.starts_with(word));
        is_name.then_some(letters)
    };
    named(one.words).or_else(|| named(one.paragraph))
}
