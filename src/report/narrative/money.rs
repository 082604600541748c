//! Sentences on the budget, what changed it, and how it was spent.

use rust_decimal::Decimal;

use crate::model::budget::Amount;
use crate::model::{FundKind, Kind, Project};
use crate::report::form::MISSING;
use crate::score::Scorecard;

/// The execution rate with its base.
pub(super) fn execution(project: &Project, card: &Scorecard) -> String {
    let execution = &card.execution;
    if execution.rate.is_none() {
        let base = project.scheme.budget.base.name();
        if execution.base.is_some_and(|base| base.is_zero()) {
            return format!("{base}为0，无法计算预算执行率。");
        }
        return format!("预算执行率{MISSING}：{base}或全年执行数没有填写。");
    }
    let mut text = "以{{预算基数}}{{预算数}}为基数，全年执行{{执行数}}，预算执行率为{{执行率}}".to_owned();
    if execution.score.is_some() && !execution.weight.is_zero() {
        text.push_str("，得{{执行得分}}（满分{{执行满分}}）");
    }
    text.push('。');
    let initial = project.budget.total(Amount::Initial);
    if initial.is_some_and(|initial| !initial.is_zero() && execution.base != Some(initial)) {
        text.push_str("以年初预算数{{年初预算}}为基数，执行率为{{年初执行率}}。");
    }
    text
}

/// The execution rate below a sentence that tells the amounts it is of.
fn rate(project: &Project, card: &Scorecard) -> String {
    let Scorecard { execution, .. } = card;
    if execution.rate.is_none() {
        return self::execution(project, card);
    }
    let mut text = "以{{预算基数}}为基数，预算执行率为{{执行率}}".to_owned();
    if execution.score.is_some() && !execution.weight.is_zero() {
        text.push_str("，得{{执行得分}}（满分{{执行满分}}）");
    }
    text.push('。');
    text
}

/// Budget and final account in one sentence.
pub(super) fn spending(project: &Project, card: &Scorecard) -> String {
    let initial = project.budget.total(Amount::Initial);
    told(project, card, initial.is_some_and(|initial| !initial.is_zero()))
}

/// The same, with what part of the 年初预算数 was spent where that is wanted.
fn told(project: &Project, card: &Scorecard, with_share: bool) -> String {
    let budget = &project.budget;
    if budget.lines.is_empty() {
        return format!("预算执行数据{MISSING}。");
    }
    let scope = if budget.scope.trim().is_empty() {
        ""
    } else {
        "{{预算口径}}"
    };
    let initial = budget.total(Amount::Initial);
    let mut text = format!("{{{{年度}}}}年度{scope}");
    text.push_str(&match (initial, budget.total(Amount::Actual)) {
        // Forms that ask for no 年初预算数 have the scheme's own base.
        (None, Some(_)) if card.execution.base.is_some() => "{{预算基数}}为{{预算数}}，支出决算为{{执行数}}".to_owned(),
        (None, None) => format!("年初预算数和全年执行数{MISSING}"),
        (None, Some(_)) => format!("支出决算为{{{{执行数}}}}，年初预算数{MISSING}"),
        (Some(_), None) => format!("年初预算为{{{{年初预算}}}}，全年执行数{MISSING}"),
        (Some(_), Some(_)) => "年初预算为{{年初预算}}，支出决算为{{执行数}}".to_owned(),
    });
    if budget.total(Amount::Actual).is_some() && with_share {
        text.push_str("，完成年初预算的{{占年初预算}}");
    }
    text.push('。');
    let parts: Vec<String> = (FundKind::ALL.into_iter())
        .filter(|kind| budget.total_of(*kind, Amount::Actual).is_some())
        .map(|kind| format!("{name}{{{{{name}.执行数}}}}", name = kind.name()))
        .collect();
    if parts.len() > 1 {
        text.push_str(&format!("其中：{}。", parts.join("，")));
    }
    text
}

/// Execution, changes and their causes.
pub(super) fn budget(project: &Project, card: &Scorecard) -> Vec<String> {
    let initial = project.budget.total(Amount::Initial);
    // Where the rate is of the same amount, it is told once.
    let is_apart = initial.is_some_and(|initial| !initial.is_zero() && card.execution.base != Some(initial));
    let mut text = told(project, card, is_apart);
    if project.budget.lines.is_empty() {
        return vec![text];
    }
    if let (Some(initial), Some(base)) = (initial, card.execution.base)
        && let Some(change) = base.checked_sub(initial)
        && !change.is_zero()
    {
        text.push_str("{{预算基数}}为{{预算数}}，比年初预算{{预算增减}}。");
    }
    let mut paragraphs = vec![text, rate(project, card)];
    match project.budget.explanation.as_str() {
        text if text.trim().is_empty() && lost(card).is_some() => {
            paragraphs.push(format!("预算执行未得满分的原因{MISSING}。"));
        }
        text if text.trim().is_empty() => {}
        text if names_cause(text) => paragraphs.push("{{预算说明}}。".to_owned()),
        _ => paragraphs.push("主要原因：{{预算说明}}。".to_owned()),
    }
    let causes = &project.budget.causes;
    let unknown = causes.iter().filter(|cause| cause.amount.is_none()).count();
    let sum = match (causes.len(), unknown) {
        (count, unknown) if count == unknown => None,
        (1, _) => Some("变动原因1项，金额{{变动原因合计}}，明细见下列变动原因表。".to_owned()),
        (count, 0) => Some(format!(
            "变动原因{count}项，合计{{{{变动原因合计}}}}，明细见下列变动原因表。"
        )),
        (count, unknown) => Some(format!(
            "变动原因{count}项，其中{unknown}项金额{MISSING}，其余合计{{{{变动原因合计}}}}，明细见下列变动原因表。"
        )),
    };
    paragraphs.extend(sum);
    paragraphs.extend(unexplained(project));
    paragraphs
}

/// Changes that the causes named do not add up to.
fn unexplained(project: &Project) -> Option<String> {
    let budget = &project.budget;
    // The sources of a project's money are no kinds of expenditure: its causes explain the whole.
    if matches!(project.kind, Kind::SpendingProject(_)) && budget.is_explained() {
        return None;
    }
    let told = FundKind::ALL.into_iter().filter_map(|kind| {
        let balance = budget.balance(kind).filter(|balance| !balance.rest.is_zero())?;
        let name = kind.name();
        let apart = format!("{{{{{name}.未说明变动}}}}");
        let state = match budget.has_cause(kind) {
            true if balance.is_overexplained() => format!("所列变动原因合计多出{apart}，未说明抵减的原因"),
            true => format!("与所列变动原因相差{apart}，未说明原因"),
            false => "未说明原因".to_owned(),
        };
        Some(format!("{name}比年初预算{{{{{name}.执行增减}}}}，{state}"))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| format!("另有{}。", told.join("；")))
}

/// What the budget line lost; `None` where nothing, or where it has no score.
fn lost(card: &Scorecard) -> Option<Decimal> {
    let execution = &card.execution;
    let lost = execution.weight.checked_sub(execution.score?)?;
    (lost > Decimal::ZERO).then_some(lost)
}

/// Tells whether an explanation says itself that it names the cause.
fn names_cause(text: &str) -> bool {
    text.contains("原因")
}

/// What the budget line lost and why; `None` where it lost nothing.
pub(super) fn lost_execution(project: &Project, card: &Scorecard) -> Option<String> {
    lost(card)?;
    let why = match project.budget.explanation.trim() {
        "" => format!("，原因{MISSING}。"),
        text if names_cause(text) => "。{{预算说明}}。".to_owned(),
        _ => "，原因：{{预算说明}}。".to_owned(),
    };
    Some(format!("预算执行率{{{{执行率}}}}，扣{{{{执行失分}}}}{why}"))
}
