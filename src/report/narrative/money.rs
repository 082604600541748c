//! Sentences on the budget, what changed it, and how it was spent.

use crate::model::budget::Amount;
use crate::model::{FundKind, Project};
use crate::report::form::MISSING;
use crate::score::Scorecard;

/// The execution rate with its base.
pub(super) fn execution(project: &Project, card: &Scorecard) -> String {
    let execution = &card.execution;
    if execution.rate.is_none() {
        let base = project.scheme.budget.base.name();
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

/// Budget and final account in one sentence.
pub(super) fn spending(project: &Project, card: &Scorecard) -> String {
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
    if budget.total(Amount::Actual).is_some() && initial.is_some_and(|initial| !initial.is_zero()) {
        text.push_str("，完成年初预算的{{占年初预算}}");
    }
    text.push('。');
    let parts: Vec<String> = [FundKind::Basic, FundKind::Project, FundKind::Other]
        .into_iter()
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
    let mut text = spending(project, card);
    if project.budget.lines.is_empty() {
        return vec![text];
    }
    let initial = project.budget.total(Amount::Initial);
    if let (Some(initial), Some(base)) = (initial, card.execution.base)
        && let Some(change) = base.checked_sub(initial)
        && !change.is_zero()
    {
        text.push_str("{{预算基数}}为{{预算数}}，比年初预算{{预算增减}}。");
    }
    let mut paragraphs = vec![text, execution(project, card)];
    if !project.budget.explanation.trim().is_empty() {
        paragraphs.push("主要原因：{{预算说明}}。".to_owned());
    }
    if project.budget.causes.iter().any(|cause| cause.amount.is_some()) {
        let count = project.budget.causes.len();
        paragraphs.push(format!("变动原因{count}项，合计{{{{变动原因合计}}}}，明细见下表。"));
    }
    paragraphs
}
