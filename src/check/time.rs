//! The time that the words before a number speak of.

use crate::model::year::digits_before;

/// Words of a time, and whether it is another than the whole year that is evaluated.
const TIMES: [(&str, bool); 16] = [
    ("上年", true),
    ("上一年", true),
    ("去年", true),
    ("前年", true),
    ("往年", true),
    ("同期", true),
    ("上半年", true),
    ("下半年", true),
    ("季度", true),
    ("上月", true),
    ("当月", true),
    ("每月", true),
    ("全年", false),
    ("今年", false),
    ("本年", false),
    ("当年", false),
];
/// Words before a time that something is only compared with.
const COMPARED: [&str; 8] = ["比", "较", "与", "同", "高于", "低于", "多于", "少于"];

/// A time that a text names.
struct Time {
    start: usize,
    end: usize,
    is_other: bool,
}

/// Tells whether the last time that stands before a number is another than the year that is evaluated: an earlier year,
/// or a part of it.
pub(super) fn is_of_other(before: &str, year: u16) -> bool {
    other(before, year).is_some()
}

/// Returns that time as it is written, the number of a quarter with it.
pub(super) fn other(before: &str, year: u16) -> Option<&str> {
    let mut last: Option<Time> = None;
    let mut compared_to = None;
    for time in times(before, year) {
        // 2020年和2021年 are told together.
        let follows = |end: usize| matches!(before.get(end..time.start), Some("" | "和" | "及" | "与" | "、"));
        let is_joined = last.as_ref().is_some_and(|last| follows(last.end));
        if !is_joined && COMPARED.iter().any(|word| before[..time.start].ends_with(word))
            || compared_to.is_some_and(follows)
        {
            compared_to = Some(time.end);
            continue;
        }
        // 去年全年 and 2021年上半年: the second says more of the first.
        let is_other = time.is_other || last.as_ref().is_some_and(|last| last.is_other && follows(last.end));
        last = Some(Time { is_other, ..time });
    }
    let last = last.filter(|last| last.is_other)?;
    let start = match before[last.start..].starts_with("季度") {
        true => before[..last.start]
            .char_indices()
            .next_back()
            .map_or(last.start, |(at, _)| at),
        false => last.start,
    };
    Some(&before[start..last.end])
}

/// Finds the times a text names, in their order.
fn times(text: &str, year: u16) -> Vec<Time> {
    let words = TIMES.iter().flat_map(|(word, is_other)| {
        let places = text.match_indices(word);
        places.map(move |(start, word)| (start, start + word.len(), *is_other))
    });
    let years = text.match_indices('年').filter_map(|(at, sign)| {
        let (start, named) = digits_before(text, at, 4).filter(|(start, _)| at - start >= 4)?;
        Some((start, at + sign.len(), named != year))
    });
    // 12月底 and 1—12月 are the whole year.
    let months = text.match_indices('月').filter_map(|(at, sign)| {
        let (start, month) = digits_before(text, at, 2)?;
        Some((start, at + sign.len(), month != 12))
    });
    let all = words.chain(years).chain(months);
    let mut all: Vec<Time> = (all.map(|(start, end, is_other)| Time { start, end, is_other })).collect();
    all.sort_by_key(|time| (time.start, time.end));
    all
}

/// Words of a sentence that speaks of what is still to come, as far as it goes, and the letters before them that make
/// another word of them: 说明年初, 此次年检.
const LATER: [(&str, &str); 8] = [
    ("明年", "说证表注申声阐写"),
    ("下年", "以如上之"),
    ("下一年", ""),
    ("次年", "本此每一两几首多该这历再"),
    ("来年", "以年近"),
    ("下一步", ""),
    ("今后", ""),
    ("下阶段", ""),
];
/// Verbs behind which 将 and 拟 promise whatever follows.
const DOING: [&str; 14] = [
    "完成",
    "达到",
    "实现",
    "开展",
    "组织",
    "继续",
    "进一步",
    "对",
    "在",
    "于",
    "有",
    "按",
    "全面",
    "逐步",
];

/// Tells whether what stands before a number or a name promises it: 力争缺口3批次, 明年新增5000户, not 确保了 and 争取到;
/// `after` is what follows the number and its unit.
pub(super) fn is_promised(before: &str, after: &str) -> bool {
    let ends_clause = ['，', '：', ','];
    let clause = before.rsplit(ends_clause).next().unwrap_or_default();
    let is_later = |(word, others): &(&str, &str)| {
        let mut places = before.match_indices(word);
        places.any(|(at, _)| {
            before[..at]
                .chars()
                .next_back()
                .is_none_or(|letter| !others.contains(letter))
        })
    };
    let rest = after.split(ends_clause).next().unwrap_or_default();
    let rest = ["以上", "左右", "以内", "以下"]
        .iter()
        .fold(rest, |rest, word| rest.trim_start_matches(word));
    let is_doing = |next: &str| DOING.iter().any(|word| next.starts_with(word));
    let has_time = |next: &str| next.starts_with(|letter: char| letter.is_ascii_digit() || "年下明".contains(letter));
    let promises = |word: &str, is_meant: &dyn Fn(&str, Option<char>) -> bool| {
        let mut places = clause.match_indices(word);
        places.any(|(at, word)| is_meant(&clause[at + word.len()..], clause[..at].chars().next_back()))
    };
    LATER.iter().any(is_later)
        || ["力争", "确保", "预计"].iter().any(|word| promises(word, &|next, _| !next.starts_with('了')))
        || promises("争取", &|next, _| match next.strip_prefix('到') {
            Some(next) => has_time(next),
            None => !next.starts_with(['了', '得']),
        })
        || promises("计划到", &|next, _| has_time(next))
        // 模拟, 拟定 and 将5436户纳入 promise nothing.
        || promises("拟", &|next, letter| {
            !next.starts_with(['定', '订', '写', '制', '稿', '人']) && !letter.is_some_and(|letter| "模虚草比".contains(letter))
        })
        || promises("将", &|next, letter| {
            letter == Some('即') || !next.starts_with('近') && (is_doing(next) || rest.trim().is_empty())
        })
}
