//! What a text claims of all indicators together, against the rows (`domain.md` §5.3: C44).

use crate::model::{Indicator, Project, quoted};
use crate::score::{Scorecard, Status};

/// Words that say which of the indicators and goals a sentence speaks of: all of them.
const OF_ALL: [&str; 34] = [
    "圆满",
    "较好",
    "顺利",
    "完成",
    "达到",
    "实现",
    "了",
    "地",
    "得",
    "全面",
    "各项",
    "全部",
    "所有",
    "年初",
    "设定",
    "确定",
    "制定",
    "下达",
    "预定",
    "既定",
    "的",
    "年度",
    "绩效",
    "工作",
    "任务",
    "我局",
    "本单位",
    "部门",
    "整体",
    "支出",
    "全年",
    "本年",
    "三级",
    "年",
];
/// Words that say that all of them are meant.
const ALL: [&str; 6] = ["各项", "全部", "所有", "均", "都", "全面"];
/// Words that say that they are done.
const DONE: [&str; 4] = ["完成", "达到", "达标", "实现"];
/// What follows where something else is said of them: 完成情况良好, 目标的分解.
const NO_CLAIM: [&str; 11] = ["的", "情况", "值", "率", "数", "较", "良", "度", "进", "时间", "质量"];
/// Words of a clause that says the opposite, or promises.
const NOT_ALL: [&str; 8] = ["未", "没", "不", "尚", "无法", "部分", "确保", "力争"];
/// Words of a sentence about what is still to come, or that leaves some out.
const ASIDE: [&str; 9] = ["明年", "下年", "下一步", "今后", "将", "除", "外", "其余", "其他"];
/// The share of indicators that must be met for all to be 基本 so: what a passing grade asks for.
const MOSTLY: (usize, usize) = (6, 10);

/// A claim that all indicators are done, or nearly all.
struct Claim<'c> {
    /// The first levels it is about; all where there are none.
    levels: Vec<&'c str>,
    /// It says 基本.
    is_mostly: bool,
}

/// Says that a text claims all to be done, or nearly all, where the rows do not bear it out.
pub(super) fn refuted(text: &str, project: &Project, card: &Scorecard) -> Option<String> {
    text.split(['。', '；', '\n']).find_map(|sentence| {
        let mut is_aside = false;
        sentence.split('，').find_map(|clause| {
            is_aside |= ASIDE.iter().any(|word| clause.contains(word));
            let claim = claim(clause, card).filter(|_| !is_aside)?;
            let many = against(&claim, project, card)?;
            let clause = clause.trim();
            Some(format!("“{clause}”与完成情况不符，{many}未达成，请改写或写明例外"))
        })
    })
}

/// Reads what a clause claims of all.
fn claim<'c>(clause: &str, card: &'c Scorecard) -> Option<Claim<'c>> {
    let at = ["指标", "目标"].iter().filter_map(|word| clause.find(word)).min()?;
    let (subject, said) = (&clause[..at], &clause[at + "指标".len()..]);
    let said = said.strip_prefix("任务").unwrap_or(said);
    // 完成了各项指标 says it before, 各项指标均已完成 behind.
    let before = DONE.iter().find(|word| subject.contains(**word)).map(|_| 0);
    let behind = || DONE.iter().filter_map(|word| Some(said.find(word)? + word.len())).min();
    let done = before.or_else(behind)?;
    let has = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    let is_other = NO_CLAIM.iter().any(|word| said[done..].starts_with(word));
    if !has(&ALL) || has(&NOT_ALL) || is_other {
        return None;
    }
    let levels = card.levels.iter().map(|level| level.name.trim_end_matches("指标"));
    let levels: Vec<&str> = levels
        .filter(|level| !level.is_empty() && subject.contains(level))
        .collect();
    // Whatever is left of the subject says that it is about something else.
    let words = levels.iter().chain(&OF_ALL);
    let left = words.fold(subject.to_owned(), |left, word| left.replace(word, ""));
    let is_all = left
        .chars()
        .all(|letter| letter.is_ascii_digit() || "、和及个项“”".contains(letter));
    is_all.then(|| Claim {
        levels,
        is_mostly: said[..done].contains("基本"),
    })
}

/// Returns what was not met of what a claim is about, in words; `None` where the rows bear it out.
fn against(claim: &Claim<'_>, project: &Project, card: &Scorecard) -> Option<String> {
    let is_meant = |one: &Indicator| {
        let mut levels = claim.levels.iter();
        claim.levels.is_empty() || levels.any(|level| one.level1.starts_with(level))
    };
    let rows = project.indicators.iter().zip(&card.rows);
    let meant: Vec<(&Indicator, Status)> = rows
        .filter(|(one, _)| is_meant(one))
        .map(|(one, row)| (one, row.status))
        .collect();
    let is_unmet = |(one, status): &(&'_ Indicator, Status)| (*status == Status::Unmet).then(|| quoted(&one.name));
    let unmet: Vec<String> = meant.iter().filter_map(is_unmet).collect();
    let is_borne = claim.is_mostly && (meant.len() - unmet.len()) * MOSTLY.1 >= meant.len() * MOSTLY.0;
    match (unmet.as_slice(), is_borne) {
        ([], _) | (_, true) => None,
        ([one], _) => Some(one.clone()),
        ([first, ..], _) => Some(format!("{first}等{}项指标", unmet.len())),
    }
}
