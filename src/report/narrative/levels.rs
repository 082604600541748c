//! The indicators level by level: the points of each 一级指标, how many of each 二级指标 are completed, and what became of
//! them.

use super::Part;
use super::indicators::{LEADING, against, is_met, names, of_indicator, of_level};
use super::outcome::{Outcome, open_word, unscored};
use crate::binding::names_event;
use crate::model::Project;
use crate::report::form::MISSING;
use crate::score::{Scorecard, Status, Subtotal};

/// Most indicators of a group whose lists stand in one paragraph.
const TOGETHER: usize = 8;
/// Most indicators of a list that are all told with their values; of more, [`TOGETHER`] are.
const LONGEST: usize = 30;

/// Groups rows by 二级指标, or 一级指标 where there is none, in the scheme's order; what it does not know comes last.
fn by_level2(project: &Project, rows: impl Iterator<Item = usize>) -> Vec<(&str, Vec<usize>)> {
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for row in rows {
        let indicator = &project.indicators[row];
        let own = [&indicator.level2, &indicator.level1];
        let name = own.into_iter().map(|name| name.trim()).find(|name| !name.is_empty());
        let name = name.unwrap_or("未归类指标");
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, members)) => members.push(row),
            None => groups.push((name, vec![row])),
        }
    }
    let levels = &project.scheme.levels;
    let known: Vec<&str> = levels
        .iter()
        .flat_map(|level| &level.level2)
        .map(String::as_str)
        .collect();
    groups.sort_by_key(|(name, _)| known.iter().position(|level| level == name).unwrap_or(known.len()));
    groups
}

/// How many of each 二级指标 are completed, and those with the greatest weight.
pub(super) fn weightiest(project: &Project, card: &Scorecard) -> String {
    let met = (0..project.indicators.len()).filter(|&row| is_met(card.rows[row].status));
    let mut text = String::new();
    for (name, members) in by_level2(project, met) {
        text.push_str(&format!("{name}完成{}项", members.len()));
        // What did not happen has a sentence of its own, and an accident below its bound is nothing to name.
        let mut named = members.clone();
        named.retain(|&row| match Outcome::of(project, card, row) {
            Outcome::Averted => false,
            Outcome::Within => !names_event(&project.indicators[row].name),
            _ => true,
        });
        named.sort_by_key(|&row| std::cmp::Reverse(project.indicators[row].weight));
        let (word, more) = match named.len() {
            count if count > LEADING => ("主要有", ""),
            count if count < members.len() => ("有", "等"),
            _ => ("有", ""),
        };
        named.truncate(LEADING);
        if !named.is_empty() {
            text.push_str(&format!("，{word}{}{more}", names(project, &named)));
        }
        text.push('。');
    }
    text.push_str("逐项情况见附件自评表。");
    text
}

/// Points by first level.
pub(super) fn overview(card: &Scorecard) -> String {
    let points = |level: &Subtotal| {
        let of = |field| of_level(level, field);
        let mut text = match level.stated_score() {
            Some(_) => format!("得{}", of("得分")),
            None => format!("得分{}", unscored(card, level)),
        };
        text.push_str(&format!("（分值{}", of("分值")));
        if level.unfilled > 0 && level.unfilled < level.rows.len() {
            text.push_str(&format!("，{}项{}", level.unfilled, open_word(card, &level.rows)));
        }
        text.push('）');
        text
    };
    match card.levels.as_slice() {
        [] => format!("绩效指标{MISSING}。"),
        [only] => format!("绩效指标{{{{指标数}}}}，均为{}，{}。", only.name, points(only)),
        levels => {
            let parts = levels.iter();
            let parts: Vec<String> = parts
                .map(|level| format!("{}{}，{}", level.name, of_level(level, "指标数"), points(level)))
                .collect();
            format!("{{{{指标数}}}}绩效指标中，{}。", parts.join("；"))
        }
    }
}

/// The indicators of a part, by second level.
pub(super) fn part(project: &Project, card: &Scorecard, part: Part, word: &str) -> Vec<String> {
    let of_part = |row: &usize| Part::of(&project.indicators[*row].level1) == part;
    let groups = by_level2(project, (0..project.indicators.len()).filter(of_part));
    if groups.is_empty() {
        // Nothing at all is a draft, nothing of a part may be meant.
        return vec![if project.indicators.is_empty() {
            format!("{word}指标{MISSING}。")
        } else {
            format!("未设置{word}指标。")
        }];
    }
    groups
        .into_iter()
        .flat_map(|(name, members)| group(project, card, name, &members))
        .collect()
}

/// The indicators of a second level: how many are completed, and each by what it has come to.
fn group(project: &Project, card: &Scorecard, name: &str, members: &[usize]) -> Vec<String> {
    let count = members.len();
    let with = |status: fn(Status) -> bool| members.iter().filter(|&&row| status(card.rows[row].status)).count();
    let met = with(is_met);
    let open = with(|status| status == Status::Unfilled);
    let state = if met == count {
        if count == 1 { "已完成" } else { "全部完成" }.to_owned()
    } else if with(|status| status == Status::Unmet) == count {
        if count == 1 { "未完成" } else { "均未完成" }.to_owned()
    } else if open == count {
        format!("{}{}", if count == 1 { "" } else { "均" }, open_word(card, members))
    } else {
        format!("完成{met}项")
    };
    let lists: Vec<(Outcome, Vec<usize>)> = (Outcome::ALL.into_iter())
        .map(|outcome| {
            let rows = members.iter().copied();
            (
                outcome,
                rows.filter(|&row| Outcome::of(project, card, row) == outcome).collect(),
            )
        })
        // What is open is named once, where the unfinished are.
        .filter(|(outcome, rows): &(Outcome, Vec<usize>)| !outcome.is_open() && !rows.is_empty())
        .collect();
    let mut text = format!("{name}共{count}项，{state}");
    if lists.is_empty() {
        return vec![format!("{text}。")];
    }
    if open > 0 {
        text.push_str(&format!("，另有{open}项{}", open_word(card, members)));
    }
    // One list needs no lead: the state says what it is.
    if let [(outcome, rows)] = lists.as_slice()
        && open == 0
        && !matches!(outcome, Outcome::Averted | Outcome::Happened)
    {
        return vec![format!("{text}：{}。", told(project, card, *outcome, rows))];
    }
    let lists = lists.iter().map(|(outcome, rows)| match outcome {
        Outcome::Averted if rows.iter().all(|&row| names_event(&project.indicators[row].name)) => {
            format!("全年未发生{}。", names(project, rows))
        }
        outcome => format!("{}{}。", outcome.lead(), told(project, card, *outcome, rows)),
    });
    // A list is found where its paragraph begins; short ones go on in one.
    if count > TOGETHER {
        [format!("{text}。")].into_iter().chain(lists).collect()
    } else {
        vec![format!("{text}。{}", lists.collect::<String>())]
    }
}

/// A list of indicators with what is worth telling of them after the words of their outcome; of very many, those with
/// the greatest weight.
fn told(project: &Project, card: &Scorecard, outcome: Outcome, rows: &[usize]) -> String {
    let mut rows = rows.to_vec();
    let mut rest = String::new();
    if rows.len() > LONGEST {
        rest = format!("等{}项，逐项见附件自评表", rows.len());
        rows.sort_by_key(|&row| std::cmp::Reverse(project.indicators[row].weight));
        rows.truncate(TOGETHER);
    }
    let told: Vec<String> = match outcome {
        Outcome::Averted => vec![names(project, &rows)],
        Outcome::Happened => (rows.iter().map(|&row| &project.indicators[row]))
            .map(|one| format!("{}（实际{}）", of_indicator(one, "名称"), of_indicator(one, "实际")))
            .collect(),
        _ => rows.iter().map(|&row| against(project, card, row)).collect(),
    };
    format!("{}{rest}", told.join("；"))
}
