//! What only the officer can say, told from the fields that hold it; a mark stands in the place of what none holds.

use super::indicators::{against, is_met, rows};
use crate::check::Survey;
use crate::model::names::between;
use crate::model::{Evidence, Indicator, Project, Words, number};
use crate::report::form::MISSING;
use crate::score::{Scorecard, Status};

/// Most 核心指标 that are told one by one.
const TOLD: usize = 8;

/// Says words of the officer's own that a 数据项 holds, as a sentence.
fn said(project: &Project, words: Words) -> Option<String> {
    let fact = project.words(words)?;
    let end = if fact.text.trim_end().ends_with(['。', '！', '；']) {
        ""
    } else {
        "。"
    };
    Some(format!("{{{{{}}}}}{end}", fact.id))
}

/// 部门职责.
pub(super) fn duties(project: &Project) -> String {
    said(project, Words::Duties).map_or_else(
        || format!("部门职责{MISSING}。"),
        |duties| format!("部门职责：{duties}"),
    )
}

/// 重点工作: what the 数据项 says, and the 核心指标 with what they have come to.
pub(super) fn priorities(project: &Project, card: &Scorecard) -> Vec<String> {
    let mut out: Vec<String> = said(project, Words::Priorities)
        .map(|text| format!("年度重点工作：{text}"))
        .into_iter()
        .collect();
    let core: Vec<usize> = (0..project.indicators.len())
        .filter(|&row| project.indicators[row].core)
        .collect();
    if !core.is_empty() {
        let met = core.iter().filter(|&&row| is_met(card.rows[row].status)).count();
        let open = core
            .iter()
            .filter(|&&row| card.rows[row].status == Status::Unfilled)
            .count();
        let state = match (met, open) {
            (_, 0) if met == core.len() => "均已完成".to_owned(),
            (_, 0) => format!("完成{met}项"),
            (_, open) if open == core.len() => "均未填全".to_owned(),
            _ => format!("完成{met}项，另有{open}项未填全"),
        };
        // What is open is named once, where the unfinished are.
        let mut told = core.clone();
        told.retain(|&row| card.rows[row].status != Status::Unfilled);
        let lead = match told.len() {
            0 => "",
            count if count > TOLD => "。主要有",
            count if count < core.len() => "。已填的有",
            _ => "：",
        };
        let told: Vec<String> = told.iter().take(TOLD).map(|&row| against(project, card, row)).collect();
        out.push(format!(
            "年度重点工作设核心指标{}项，{state}{lead}{}。",
            core.len(),
            told.join("；")
        ));
    }
    if out.is_empty() {
        out.push(format!("年度重点工作{MISSING}。"));
    }
    out
}

/// Who led the self-evaluation and who took part.
pub(super) fn organisation(project: &Project) -> String {
    let fact = project.words(Words::Organisation);
    let tells_by_whom = fact.is_some_and(|fact| fact.text.trim_start().starts_with('由'));
    let subject = if tells_by_whom { "自评工作" } else { "" };
    said(project, Words::Organisation)
        .map_or_else(|| format!("自评组织方式{MISSING}。"), |text| format!("{subject}{text}"))
}

/// How the actuals were come by, as noted beside the indicators; nothing where one does not say it. The surveys behind
/// satisfaction are told apart.
pub(super) fn methods(project: &Project) -> Option<String> {
    let mut methods: Vec<&str> = Vec::new();
    let filled = project.indicators.iter().filter(|one| one.actual.is_some());
    for one in filled.filter(|one| Survey::of(project, one).is_none()) {
        let method = method_of(one);
        if method.is_empty() {
            return None;
        }
        if !methods.contains(&method) {
            methods.push(method);
        }
    }
    // Many are notes on rows, not methods of the whole.
    const MOST: usize = 6;
    let told = methods.join(between(methods.iter().copied()));
    let says_itself = |method: &&str| method.starts_with(['由', '从', '按', '经', '根', '依', '以']);
    (1..=MOST).contains(&methods.len()).then(|| {
        if methods.iter().any(says_itself) {
            format!("各项指标完成值的取得方式：{told}。")
        } else {
            format!("各项指标的完成值通过{told}取得。")
        }
    })
}

/// The method noted beside an indicator, without the words of the sentence that tells it.
fn method_of(indicator: &Indicator) -> &str {
    let method = indicator.method.trim().trim_end_matches('。');
    let bare = method.strip_prefix("通过").unwrap_or(method);
    bare.strip_suffix("取得").unwrap_or(bare).trim()
}

/// The surveys behind the satisfaction of a project: whom, how, how many, what is registered of them.
pub(super) fn surveys(project: &Project, card: &Scorecard) -> Vec<String> {
    let rows = rows(card, |_, _| true).into_iter();
    let surveyed = rows.filter_map(|row| {
        let one = &project.indicators[row];
        Some(survey(one, &Survey::of(project, one)?))
    });
    surveyed.collect()
}

fn survey(indicator: &Indicator, survey: &Survey<'_>) -> String {
    let of = |field| super::indicators::of_indicator(indicator, field);
    let lacking = survey.lacking();
    let lacks = |what: &str| lacking.iter().any(|(lacking, _)| *lacking == what);
    let mut parts = Vec::new();
    match survey.whom {
        Some(whom) => parts.push(format!("调查对象为{whom}")),
        None if lacks("调查对象") => parts.push(format!("调查对象{MISSING}")),
        None => {}
    }
    match survey.method {
        Some(method) => parts.push(format!("调查方式为{}", method.trim_end_matches('。'))),
        None if lacks("调查方式") => parts.push(format!("调查方式{MISSING}")),
        None => {}
    }
    match survey.answers {
        Some((satisfied, valid)) => parts.push(format!(
            "有效样本{}个，其中满意{}个",
            number::plain(valid),
            number::plain(satisfied)
        )),
        None if lacks("有效样本数") => parts.push(format!("有效样本数{MISSING}")),
        None => {}
    }
    if !survey.materials.is_empty() {
        parts.push(format!("调查材料为{}", materials(&survey.materials)));
    }
    let mut text = format!("{}：{}。", of("名称"), parts.join("，"));
    if let (None, Some(explanation)) = (survey.whom, survey.explanation) {
        text.push_str(&format!("指标解释：{}。", explanation.trim_end_matches('。')));
    }
    if !indicator.description.trim().is_empty() {
        text.push_str(&format!("{}。", of("完成情况")));
    }
    text
}

fn materials(materials: &[&Evidence]) -> String {
    let names: Vec<String> = materials
        .iter()
        .map(|one| format!("《{}》", one.name.trim().replace(['《', '》'], "")))
        .collect();
    names.join("、")
}
