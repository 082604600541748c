//! What stands between a name and the number it may be the name of.

use super::names::Known;
use super::typed::numbers;

/// Words that make a number another one than that of the name before it.
const OTHER: [&str; 31] = [
    "上年",
    "去年",
    "往年",
    "同比",
    "环比",
    "比",
    "较",
    "由",
    "从",
    "原",
    "增加",
    "增长",
    "增幅",
    "减",
    "降",
    "其中",
    "每",
    "平均",
    "不合格",
    "预计",
    "包括",
    "分别",
    "另",
    "差",
    "少",
    "多",
    "最",
    "人均",
    "季",
    "月",
    "不低于",
];
/// Words that stand between a name and its number and say nothing else.
const BETWEEN: [&str; 47] = [
    "，",
    "：",
    ":",
    "（",
    "）",
    "“",
    "”",
    " ",
    "目标值",
    "目标",
    "计划",
    "任务",
    "指标值",
    "年初",
    "全年",
    "本年",
    "当年",
    "累计",
    "共计",
    "合计",
    "总计",
    "总数",
    "总量",
    "数量",
    "户数",
    "家数",
    "数",
    "值",
    "超额完成",
    "圆满",
    "顺利",
    "实现",
    "≥",
    "已经",
    "已",
    "实际",
    "完成",
    "达到",
    "达",
    "新增",
    "共",
    "为",
    "是",
    "计",
    "了",
    "有",
    "情况",
];
/// Ends of the verbs before 到 and 至 that say what became of a number.
const CHANGED: &str = "升高加长大缩短低降少增减";

/// Tells whether the words make the number another one: 比上年增加 before it.
pub(super) fn is_of_other(between: &str) -> bool {
    OTHER.iter().any(|word| between.contains(word))
}

/// Tells whether the words say what became of the number that is named: 由3600户增加到, 提升至.
pub(super) fn is_of_outcome(between: &str) -> bool {
    let change = between.strip_suffix(['到', '至', '为']);
    let is_change = change.is_some_and(|change| change.ends_with(|letter| CHANGED.contains(letter)));
    // 其中, 分别 and the like say still whose it is.
    is_change && !between.contains(['，', '中', '别', '每', '均'])
}

/// Tells whether the words say nothing else: 目标3500户，已经完成, with the target as it is.
pub(super) fn is_plain(between: &str, one: &Known) -> bool {
    let mut words = between;
    loop {
        let word = BETWEEN.iter().find_map(|word| words.strip_prefix(word));
        match remark(words).or(word).or_else(|| behind_target(words, one)) {
            Some(rest) => words = rest,
            None => return words.is_empty(),
        }
    }
}

/// Returns what follows a remark in brackets: （含个体户） tells what is counted; a number in brackets is one of its own.
fn remark(words: &str) -> Option<&str> {
    let inside = words.strip_prefix(['（', '('])?;
    let end = inside.find(['）', ')'])?;
    let has_number = inside[..end].contains(|letter: char| letter.is_numeric());
    inside[end..].strip_prefix(['）', ')']).filter(|_| !has_number)
}

/// Returns what follows the target with its unit.
fn behind_target<'t>(words: &'t str, one: &Known) -> Option<&'t str> {
    let number = numbers(words).into_iter().next().filter(|number| number.at == 0)?;
    let unit = one
        .unit_at(number.rest)
        .filter(|unit| one.target.is_some_and(|target| unit.is(number.value, target)))?;
    words.get(number.length + unit.length..)
}

/// Takes away at the end what says nothing.
pub(super) fn without_end(before: &str) -> &str {
    endings(before).last().unwrap_or(before)
}

/// Takes away at the end what says nothing, word by word; the words as they are come first.
pub(super) fn endings(before: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(before), |before| {
        BETWEEN.iter().find_map(|word| before.strip_suffix(word))
    })
}
