//! What an indicator's own reason and measure say it is short of its target (`domain.md` §5.3: C39).

use super::super::between::without_end;
use super::super::names::{Known, Unit};
use super::super::time::is_promised;
use super::super::typed::{Sense, Typed, numbers};
use super::{BEFORE, Found};

/// Words before which a number is what is missing.
const SHORT: [&str; 12] = [
    "差",
    "差距",
    "缺口",
    "低于",
    "少于",
    "目标低",
    "目标值低",
    "指标值低",
    "目标少",
    "目标值少",
    "指标值少",
    "计划少",
];
/// Letters after which 差 is a word of its own: not in 误差, 温差.
const BEFORE_SHORT: &str = "相还尚仍偏仅只标值划务";
/// Words behind a gap that is not exact.
const BEHIND: [&str; 5] = ["以上", "左右", "余", "多", "以内"];
/// Words of a sentence that speaks of another time, of parts or of others.
const ELSEWHERE: [&str; 14] = [
    "上年", "去年", "往年", "同期", "同比", "环比", "其中", "季", "月", "平均", "预计", "全省", "全市", "全国",
];

/// Returns the gap that a number of an indicator's own text contradicts, if it does; a sentence that states several tells
/// those of parts.
pub(super) fn misses<'k>(gap: &'k Known, sentence: &str, number: &Typed<'_>) -> Option<Found<'k>> {
    let unit = gap_at(gap, sentence, number)?;
    let is_other = |other: &Typed<'_>| other.value != number.value && gap_at(gap, sentence, other).is_some();
    let is_part = numbers(sentence).iter().any(is_other);
    let is_same = gap.accepted.iter().any(|other| unit.is(number.value, *other));
    (!is_part && !is_same).then(|| Found {
        known: gap,
        name: "差额".to_owned(),
        value: number.value,
        binding: gap.binding_of(false),
        unit_length: unit.length,
    })
}

/// Returns the unit of a number that a sentence states as a gap.
fn gap_at(gap: &Known, sentence: &str, number: &Typed<'_>) -> Option<Unit> {
    let before = &sentence[..number.at];
    let near = without_end(before);
    let word = SHORT.iter().find(|word| near.ends_with(*word))?;
    let letter = near[..near.len() - word.len()].chars().next_back();
    let unit = gap.unit_at(number.rest)?;
    let after = &number.rest[unit.length..];
    let is_own = |letter: char| BEFORE.contains(letter) || BEFORE_SHORT.contains(letter);
    let is_word = match word.starts_with('差') {
        true => letter.is_none_or(is_own),
        // 低于3批次的企业 are those that have fewer.
        false => letter != Some('不') && !(near == before && after.starts_with('的')),
    };
    // 低于 and 少于 say here what is short, not how exactly.
    let is_exact = matches!(
        number.sense(sentence, unit.length),
        (Sense::Exactly, _) | (Sense::AtMost, _)
    ) && !BEHIND.iter().any(|word| after.starts_with(word));
    let is_elsewhere = ELSEWHERE.iter().any(|word| before.contains(word)) || is_promised(before, after);
    (is_word && !is_elsewhere && is_exact).then_some(unit)
}
