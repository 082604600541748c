//! Deviations: what nobody has explained, what is explained against the numbers, and numbers that look copied
//! (`domain.md` §5.3 B).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::unmet::affirmed;
use super::{Finding, Place, Severity};
use crate::model::{Actual, Field, Indicator, Project, Target, number, succession};
use crate::score::{Row, Scorecard, Status};

/// Checks the indicators in their order by each rule, then all together.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let rows = || project.indicators.iter().zip(&card.rows);
    let mut out: Vec<Finding> = rows()
        .filter_map(|(indicator, row)| owed(project, indicator, row))
        .collect();
    out.extend(rows().filter_map(|(indicator, row)| contradiction(indicator, row)));
    out.extend(rows().filter_map(|(indicator, row)| late(project, indicator, row)));
    out.extend(general(project));
    out.extend(copied(project));
    out.extend(project.indicators.iter().filter_map(last_year));
    out
}

/// An indicator that missed its target or lost points without a word of why or of what will be done (C17).
///
/// What missed its target at full marks is no loss to be answered for: it only needs a look at what was meant.
fn owed(project: &Project, indicator: &Indicator, row: &Row) -> Option<Finding> {
    let owed = row.unexplained(&project.scheme, indicator);
    let is_full = row.lost.is_some_and(|lost| lost.is_zero());
    let (severity, lost) = match row.lost {
        Some(_) if is_full => (Severity::Warning, "，但得满分".to_owned()),
        Some(lost) => (Severity::Error, format!("，扣{}分", number::points(lost))),
        None => (Severity::Error, String::new()),
    };
    let mut sentence = format!("{}{lost}，{}没有填写", row.status.name(), owed.join("和"));
    if let Some(inclusive) = inclusive(indicator).filter(|_| is_full) {
        sentence += &format!(
            "；实际完成值恰好等于指标值“{}”，指标值如含本数，请改为“{inclusive}”",
            indicator.target_text()
        );
    }
    let is_reasoned = !indicator.reason.trim().is_empty();
    let first = if is_reasoned { Field::Measure } else { Field::Reason };
    (!owed.is_empty()).then(|| Finding::of(indicator, first, ("C17", severity), &sentence))
}

/// The target ≥ or ≤ of which a ＞ or ＜ that is just missed may have been meant; `None` for others.
fn inclusive(indicator: &Indicator) -> Option<String> {
    let meant = match indicator.target.as_ref()? {
        Target::MoreThan(value) => Target::AtLeast(*value),
        Target::LessThan(value) => Target::AtMost(*value),
        _ => return None,
    };
    (indicator.actual_number() == meant.number()).then(|| meant.text_with(&indicator.unit))
}

/// Words before 全部完成 that say that not all was done.
const NOT_ALL: [&str; 9] = ["未", "没", "不", "无法", "难", "除", "其余", "其他", "预计"];
/// Words before 未完成 that speak of another year or of a part.
const BEFORE: [&str; 6] = ["上年", "去年", "往年", "个别", "部分", "原"];

/// A reason that speaks of the opposite of what the numbers say (C19).
fn contradiction(indicator: &Indicator, row: &Row) -> Option<Finding> {
    let reason = indicator.reason.trim();
    let clauses: Vec<String> = reason.split(['，', '。', '；', '\n']).map(affirmed).collect();
    let says = |words: &[&'static str], otherwise: &[&str]| {
        let is_said = |word: &str, clause: &String| {
            let before = clause.find(word).map(|at| &clause[..at]);
            before.is_some_and(|before| !otherwise.iter().any(|other| before.contains(other)))
        };
        words
            .iter()
            .copied()
            .find(|word| clauses.iter().any(|clause| is_said(word, clause)))
    };
    let sentence = match row.status {
        Status::Unmet => {
            let word = says(&["超额完成", "超额达标", "已达标", "全部完成"], &NOT_ALL)?;
            format!("实际完成值没有达到指标值，偏差原因却写着“{word}”")
        }
        Status::Met | Status::Over if !row.is_short() => {
            let word = says(&["未完成", "未达标", "未达到", "没有完成", "没有达到"], &BEFORE)?;
            format!("指标值已经达到，偏差原因却写着“{word}”")
        }
        _ => return None,
    };
    Some(Finding::of(
        indicator,
        Field::Reason,
        ("C19", Severity::Warning),
        &sentence,
    ))
}

/// A day of completion after the form was filled in, or after the year's end and the target with full marks (C22).
fn late(project: &Project, indicator: &Indicator, row: &Row) -> Option<Finding> {
    let Some(Actual::Date(done)) = indicator.actual else {
        return None;
    };
    let sentence = if let Some(filled) = project.filled_on.filter(|filled| done > *filled) {
        let (done, filled) = (number::date(done), number::date(filled));
        format!("实际完成日期{done}晚于填报日期{filled}，填报时尚未完成")
    } else {
        let is_in_time = matches!(indicator.target, Some(Target::ByDate(target)) if done <= target);
        let is_after = project.year != 0 && i32::from(done.year()) > i32::from(project.year);
        let is_full = row.lost.is_some_and(|lost| lost.is_zero());
        if !is_after || is_in_time || !is_full {
            return None;
        }
        let (done, year) = (number::date(done), project.year);
        format!("实际完成日期{done}已过{year}年底，得了满分，请核对")
    };
    Some(Finding::of(
        indicator,
        Field::Actual,
        ("C22", Severity::Warning),
        &sentence,
    ))
}

/// Reasons that say nothing about the indicator (C20): very short ones, and one text for several.
fn general(project: &Project) -> Vec<Finding> {
    /// Letters below which nothing is explained.
    const SHORT: usize = 8;
    /// Rows that one and the same text cannot explain.
    const ALIKE: usize = 3;
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    let reasons = project.indicators.iter().map(|indicator| indicator.reason.trim());
    for reason in reasons.filter(|reason| !reason.is_empty() && *reason != "无") {
        *alike.entry(reason).or_default() += 1;
    }
    let finding = |indicator: &Indicator| {
        let reason = indicator.reason.trim();
        let count = *alike.get(reason)?;
        let sentence = if reason.chars().count() < SHORT {
            format!("偏差原因“{reason}”过于简单，请写明具体情况")
        } else if is_general(reason) {
            format!("偏差原因“{reason}”没有写明具体情况，请写明哪些工作受到影响、影响了多少")
        } else if count >= ALIKE {
            format!("偏差原因与另外{}项完全相同，请逐项说明", count - 1)
        } else {
            return None;
        };
        Some(Finding::of(
            indicator,
            Field::Reason,
            ("C20", Severity::Warning),
            &sentence,
        ))
    };
    project.indicators.iter().filter_map(finding).collect()
}

/// Tells whether a reason would fit any indicator of any year: nothing is left of it without the words that all have.
fn is_general(reason: &str) -> bool {
    const GENERAL: [&str; 44] = [
        "新冠肺炎",
        "新冠",
        "肺炎",
        "疫情",
        "防控",
        "客观",
        "主观",
        "原因",
        "因素",
        "影响",
        "受到",
        "由于",
        "导致",
        "造成",
        "致使",
        "无法",
        "不能",
        "未能",
        "没有",
        "正常",
        "按时",
        "按期",
        "按计划",
        "如期",
        "全部",
        "全面",
        "完成",
        "开展",
        "实施",
        "进行",
        "工作",
        "任务",
        "指标",
        "目标",
        "部分",
        "相关",
        "情况",
        "全年",
        "受",
        "因",
        "等",
        "未",
        "的",
        "了",
    ];
    let mut left = reason.to_owned();
    for word in GENERAL {
        left = left.replace(word, "");
    }
    left.chars().filter(|letter| letter.is_alphabetic()).count() < 2
}

/// Actuals that are their targets, nearly all of them (C23).
fn copied(project: &Project) -> Option<Finding> {
    /// Numbers from which on it is no chance.
    const MANY: usize = 10;
    let numbers = project.indicators.iter().filter_map(|indicator| {
        let target = indicator.target.as_ref()?.number()?;
        matches!(indicator.actual, Some(Actual::Number(_))).then_some(target == indicator.actual_number()?)
    });
    let equal: Vec<bool> = numbers.collect();
    let count = equal.iter().filter(|is_equal| **is_equal).count();
    (equal.len() >= MANY && count * 10 >= equal.len() * 9).then(|| {
        let sentence = format!(
            "{}项定量指标中{count}项的实际完成值与指标值完全相同，请核对是否照抄",
            equal.len()
        );
        Finding::new(("C23", Severity::Warning), Place::Points, sentence)
    })
}

/// An actual far from last year's, or a target below what was reached then (C24).
fn last_year(indicator: &Indicator) -> Option<Finding> {
    let before = indicator.previous_year.filter(|before| *before > Decimal::ZERO)?;
    let unit = indicator.unit.trim();
    // While the target is last year's still, that is said already.
    let is_lower = !succession::is_unsettled(indicator)
        && matches!(indicator.target, Some(Target::AtLeast(target) | Target::MoreThan(target)) if target < before);
    let change = indicator
        .actual_number()
        .and_then(|actual| actual.checked_sub(before)?.checked_div(before));
    let (field, sentence) = match change {
        // Half as much again, or half as much less (`domain.md` §5.3, C24).
        Some(change) if change.abs() >= Decimal::new(5, 1) => (
            Field::Actual,
            format!(
                "比上年实际{}{unit}{}{}%，请说明",
                number::measured(before, unit),
                if change.is_sign_negative() { "减少" } else { "增加" },
                number::plain(number::round(change.abs().checked_mul(Decimal::ONE_HUNDRED)?, 2))
            ),
        ),
        _ if is_lower => (
            Field::Target,
            format!("指标值低于上年实际{}{unit}，请说明", number::measured(before, unit)),
        ),
        _ => return None,
    };
    Some(Finding::of(indicator, field, ("C24", Severity::Hint), &sentence))
}
