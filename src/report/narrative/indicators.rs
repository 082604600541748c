//! What became of the indicators: reached, kept within bounds, not happened, missed; with what was lost and why.

use rust_decimal::Decimal;

use super::levels::weightiest;
use super::outcome::{AVERTED, Outcome, open_word};
use super::sentences::mark_of;
use crate::binding::names_event;
use crate::model::names::{Listed, listed_with};
use crate::model::{Actual, Indicator, Project, Target};
use crate::report::form::MISSING;
use crate::score::{Row, Scorecard, Status, Subtotal};

/// Most met indicators that are all named in one sentence; of more, each group names [`LEADING`].
const NAMED: usize = 12;
/// So many of a long group are named, those with the greatest weight or loss.
pub(super) const LEADING: usize = 3;
/// Longest reason or measure that is told in a sentence, in characters.
const LONGEST_TOLD: usize = 80;
/// Most unfinished indicators that are told one by one.
pub(super) const TOLD: usize = 20;

/// Positions of the rows of a list in printed order.
pub(super) fn rows(card: &Scorecard, wanted: impl Fn(Status, bool) -> bool) -> Vec<usize> {
    (0..card.rows.len())
        .filter(|&row| wanted(card.rows[row].status, card.rows[row].is_short()))
        .collect()
}

/// Says what became of the rows a chart has no room for, and where they are found.
pub(super) fn others(card: &Scorecard, rows: &[usize]) -> String {
    let count = |wanted: fn(&Row) -> bool| rows.iter().filter(|row| wanted(&card.rows[**row])).count();
    let short = count(Row::is_short);
    let unfilled = count(|row| row.status == Status::Unfilled);
    let over = count(|row| row.status == Status::Over && !row.is_short());
    // Without a word of its own, a row is completed and lost nothing.
    let mut counted = vec![
        (unfilled, open_word(card, rows)),
        (short, "未完成或未得满分"),
        (over, "超额较大"),
    ];
    counted.retain(|(count, _)| *count > 0);
    let all = rows.len();
    let told: Vec<String> = counted.iter().map(|(count, word)| format!("{count}项{word}")).collect();
    let told = told.join("，");
    let state = match counted[..] {
        [] => format!("{all}项均已完成且未失分"),
        [(_, "超额较大")] => format!("{all}项均已完成且未失分，其中{told}"),
        [(count, word)] if count == all => format!("{all}项均{word}"),
        _ => format!("{all}项中，{told}"),
    };
    format!("其余{state}，数据见附件自评表。")
}

pub(super) fn is_met(status: Status) -> bool {
    matches!(status, Status::Met | Status::Over)
}

/// Names a field of an indicator.
pub(super) fn of_indicator(indicator: &Indicator, field: &str) -> String {
    format!("{{{{{}.{field}}}}}", indicator.id)
}

/// Names a field of a first level.
pub(super) fn of_level(level: &Subtotal, field: &str) -> String {
    format!("{{{{{}.{field}}}}}", level.name)
}

/// Joins the names of indicators as names are listed in bindings.
pub(super) fn names(project: &Project, rows: &[usize]) -> String {
    let names = rows.iter().map(|&row| &project.indicators[row]).map(|one| Listed {
        name: one.name.trim(),
        binding: Some(of_indicator(one, "名称")),
        ..Listed::default()
    });
    listed_with(names.collect())
}

/// The words before a text, unless the text begins with such words itself.
pub(super) fn led(lead: &str, text: &str, binding: &str) -> String {
    if introduces_itself(text) {
        binding.to_owned()
    } else {
        format!("{lead}{binding}")
    }
}

/// Tells whether a reason or a measure is printed once, in the table of the unfinished, and referred to elsewhere.
pub(super) fn is_long(text: &str) -> bool {
    text.chars().count() > LONGEST_TOLD
}

/// Tells whether the sentences on the unfinished tell the reasons and measures of these rows; else their table does.
pub(super) fn tells_reasons(project: &Project, rows: &[usize]) -> bool {
    let mut indicators = rows.iter().map(|&row| &project.indicators[row]);
    rows.len() <= TOLD && !indicators.any(|one| is_long(&one.reason) || is_long(&one.measure))
}

/// Tells whether a reason or a measure begins with saying that it is one.
pub(super) fn introduces_itself(text: &str) -> bool {
    let text = text.trim_start();
    ["主要原因", "原因", "改进措施", "措施："]
        .iter()
        .any(|lead| text.starts_with(lead))
}

/// The completed: counts by 一级指标, the names of few, the weightiest of many, what did not happen, what is far over.
pub(super) fn met(project: &Project, card: &Scorecard) -> Vec<String> {
    if project.indicators.is_empty() {
        return vec![format!("绩效指标{MISSING}。")];
    }
    let open = card.rows.iter().filter(|row| row.status == Status::Unfilled).count();
    if open == card.rows.len() {
        return vec![format!("全年共设绩效指标{{{{指标数}}}}，完成情况{MISSING}。")];
    }
    let mut text = "全年共设绩效指标{{指标数}}".to_owned();
    text.push_str(match (card.met, card.rows.len()) {
        (0, 1) => "，未完成",
        (0, all) if open == 0 && all > 1 => "，均未完成",
        _ => "，完成{{完成数}}，占{{完成比例}}",
    });
    if open > 0 {
        text.push_str(&format!(
            "，另有{{{{未填指标数}}}}{}",
            open_word(card, &rows(card, |_, _| true))
        ));
    }
    text.push('。');
    if card.met == 0 {
        return vec![text];
    }
    if card.levels.len() > 1 {
        let levels = card.levels.iter();
        let levels: Vec<String> = levels
            .map(|level| {
                let of = |field| of_level(level, field);
                format!("{}{}，完成{}", level.name, of("指标数"), of("完成数"))
            })
            .collect();
        text.push_str(&format!("其中：{}。", levels.join("；")));
    }
    let mut paragraphs = vec![text];
    let of = |outcomes: &[Outcome]| -> Vec<usize> {
        let all = 0..project.indicators.len();
        all.filter(|&row| outcomes.contains(&Outcome::of(project, card, row)))
            .collect()
    };
    let (reached, within) = (of(&[Outcome::Reached]).len(), of(&[Outcome::Within]).len());
    if reached + within > NAMED {
        paragraphs.push(weightiest(project, card));
    } else {
        if reached > 0 {
            paragraphs.push("完成的指标有：{{达到目标清单}}。".to_owned());
        }
        if within > 0 {
            paragraphs.push("控制在目标以内的指标有：{{控制在目标内清单}}。".to_owned());
        }
    }
    let averted = of(&[Outcome::Averted]);
    let are_events = averted.iter().all(|&row| names_event(&project.indicators[row].name));
    match (averted.len(), are_events) {
        (0, _) => {}
        (1..=NAMED, true) => paragraphs.push("全年未发生{{未发生清单}}。".to_owned()),
        (1..=NAMED, false) => paragraphs.push(format!("{AVERTED}{{{{未发生清单}}}}。")),
        (count, _) => paragraphs.push(format!("目标为“未发生”的指标{count}项，实际均为0，逐项见附件自评表。")),
    }
    let over = rows(card, |status, _| status == Status::Over);
    if !over.is_empty() {
        let list: Vec<String> = over.iter().map(|&row| far_over(project, card, row)).collect();
        paragraphs.push(format!("超额较大的指标{{{{超额数}}}}：{}。", list.join("；")));
    }
    paragraphs
}

/// An indicator far over its target with its reason, which has a mark where the scheme demands one.
fn far_over(project: &Project, card: &Scorecard, row: usize) -> String {
    let indicator = &project.indicators[row];
    let mut text = against(project, card, row);
    let demanded = project.scheme.over_target.explain_at.zip(card.rows[row].completion);
    if !indicator.reason.trim().is_empty() {
        let reason = led("原因：", &indicator.reason, &of_indicator(indicator, "原因"));
        text.push_str(&format!("，{reason}"));
    } else if demanded.is_some_and(|(least, completion)| completion >= least) {
        text.push_str(&format!("，原因{MISSING}"));
    }
    text
}

/// Target and actual of an indicator, each with its word.
pub(super) fn compared(indicator: &Indicator) -> (String, String) {
    let of = |field| of_indicator(indicator, field);
    let target = indicator.target.as_ref();
    // Words are quoted, so that they do not run into the sentence.
    let expected = match target {
        Some(Target::Tiered(text) | Target::YesNo(text) | Target::Text(text)) if !text.trim().is_empty() => {
            format!("目标“{}”", of("指标值"))
        }
        _ => format!("目标{}", of("指标值")),
    };
    let reached = match indicator.actual {
        Some(Actual::Tier(_)) => format!("评定为“{}”", of("实际")),
        Some(Actual::Done(_)) => format!("实际“{}”", of("实际")),
        _ => format!("实际{}", of("实际")),
    };
    (expected, reached)
}

/// An indicator with target, actual and completion.
pub(super) fn against(project: &Project, card: &Scorecard, row: usize) -> String {
    let indicator = &project.indicators[row];
    let of = |field| of_indicator(indicator, field);
    let target = indicator.target.as_ref();
    let (expected, reached) = compared(indicator);
    let mut text = format!("{}（{expected}，{reached}", of("名称"));
    // For ceilings, days and the like, and where both are equal, a rate says less than the two values.
    let has_rate = target.is_some_and(|target| target.number().is_some() && !target.is_reverse());
    let rate = card.rows.get(row).and_then(|scored| scored.completion);
    if has_rate && rate.is_some_and(|rate| rate != Decimal::ONE) {
        text.push_str(&format!("，完成率{}", of("完成率")));
    }
    text.push('）');
    text
}

/// The unfinished goals, then what is finished and lost points, each with what was lost and why; the greatest losses of
/// very many.
pub(super) fn short(project: &Project, card: &Scorecard) -> Vec<String> {
    let mut short = by_loss(card, rows(card, |_, short| short));
    let unfilled = rows(card, |status, _| status == Status::Unfilled);
    let mut paragraphs = Vec::new();
    if short.is_empty() {
        if unfilled.is_empty() && !project.indicators.is_empty() {
            paragraphs.push("各项绩效指标均达到年度指标值。".to_owned());
        }
    } else {
        let tells_reasons = tells_reasons(project, &short);
        let losing = card.losses.iter().filter(|loss| loss.row.is_some()).count();
        let is_done = |row: &usize| is_met(card.rows[*row].status);
        let full = short.iter().filter(|row| is_done(row)).count();
        let is_mixed = full > 0 && full < short.len();
        let mut text = match full {
            0 => "未完成的指标{{未完成或失分项数}}，",
            _ if is_mixed => "未完成的指标{{未完成数}}，另有{{达成失分项数}}达成但失分，",
            _ => "未得满分的指标{{未完成或失分项数}}，",
        }
        .to_owned();
        text.push_str(&match losing {
            0 => "未扣分".to_owned(),
            1 if short.len() == 1 => "扣{{指标失分}}".to_owned(),
            1 => "其中1项扣{{指标失分}}".to_owned(),
            count if count == short.len() => "共扣{{指标失分}}".to_owned(),
            _ => "其中{{失分项数}}共扣{{指标失分}}".to_owned(),
        });
        if !tells_reasons {
            text.push_str("，原因和改进措施见下表");
        }
        if short.len() > TOLD {
            short.truncate(TOLD);
            text.push_str(&format!("。失分最多的{TOLD}项是"));
        }
        text.push('：');
        paragraphs.push(text);
        // The sort is stable: within each of the two the greatest loss stays first.
        short.sort_by_key(is_done);
        let count = short.len();
        let first_met = short.iter().position(is_done).filter(|_| is_mixed);
        for (position, row) in short.into_iter().enumerate() {
            if first_met == Some(position) {
                paragraphs.push("达成但失分的：".to_owned());
            }
            let mark = mark_of(position, count);
            let reason = if tells_reasons {
                why(project, card, row)
            } else {
                String::new()
            };
            paragraphs.push(format!("{mark}{}{reason}。", missed(project, card, row)));
        }
    }
    if !unfilled.is_empty() {
        let word = open_word(card, &unfilled);
        paragraphs.push(format!("{word}的指标{{{{未填指标数}}}}：{{{{未填清单}}}}。"));
    }
    if paragraphs.is_empty() {
        paragraphs.push(format!("绩效指标{MISSING}。"));
    }
    paragraphs
}

/// Of rows, those that lost most first.
pub(super) fn by_loss(card: &Scorecard, mut rows: Vec<usize>) -> Vec<usize> {
    rows.sort_by_key(|&row| std::cmp::Reverse(card.rows[row].lost));
    rows
}

/// Of rows, so many that lost most, most first.
pub(super) fn greatest(card: &Scorecard, rows: Vec<usize>, most: usize) -> Vec<usize> {
    let mut rows = by_loss(card, rows);
    rows.truncate(most);
    rows
}

/// An unfinished indicator: by how much, and what it lost.
fn missed(project: &Project, card: &Scorecard, row: usize) -> String {
    let indicator = &project.indicators[row];
    let of = |field| of_indicator(indicator, field);
    let mut text = against(project, card, row);
    let apart = indicator.apart(&project.scheme);
    if apart.is_some_and(|(apart, _)| !apart.is_zero()) {
        text.push_str(&format!("，与目标相差{}", of("差额")));
    }
    text.push_str(&match card.rows[row].lost {
        Some(lost) if lost.is_zero() => "，未扣分".to_owned(),
        Some(_) => format!("，扣{}", of("失分")),
        None => format!("，扣分{MISSING}"),
    });
    text
}

/// Why an indicator is unfinished and what is done about it, to be added to [`missed`].
fn why(project: &Project, card: &Scorecard, row: usize) -> String {
    let indicator = &project.indicators[row];
    let of = |field| of_indicator(indicator, field);
    let owes_measure = card.rows[row].owes_measure(&project.scheme);
    let (reason, measure) = (indicator.reason.trim(), indicator.measure.trim());
    let mut text = match reason {
        "" if measure.is_empty() && owes_measure => return format!("，原因和改进措施{MISSING}"),
        "" => format!("，原因{MISSING}"),
        _ => format!("，{}", led("原因：", reason, &of("原因"))),
    };
    text.push_str(&match measure {
        "" if owes_measure => format!("；改进措施{MISSING}"),
        "" => String::new(),
        _ => format!("；{}", led("改进措施：", measure, &of("措施"))),
    });
    text
}
