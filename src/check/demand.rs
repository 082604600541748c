//! What the scheme makes compulsory: reasons, descriptions, explanations of the budget.

use rust_decimal::Decimal;

use super::{Finding, Place, Severity};
use crate::model::budget::Amount;
use crate::model::scheme::{OverspentRule, Scheme};
use crate::model::{Field, Indicator, Project, Target, number};
use crate::score::{Row, Scorecard};

/// Checks the indicators in their order, then the budget.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let scheme: &Scheme = &project.scheme;
    let rows = project.indicators.iter().zip(&card.rows);
    let mut out: Vec<Finding> = rows
        .flat_map(|(indicator, row)| {
            [over_target(scheme, indicator, row), description(scheme, indicator)]
                .into_iter()
                .flatten()
        })
        .collect();
    // One field explains execution and adjustment alike.
    if project.budget.explanation.trim().is_empty() {
        out.extend([execution(project, card), adjustment(project)].into_iter().flatten());
    }
    out.extend(overspent(project, card));
    out
}

/// Ends a sentence with the source of what it demands.
fn cited(sentence: String, citation: &str, scheme: &Scheme) -> String {
    let own = citation.trim();
    format!("{sentence}（{}）", if own.is_empty() { &scheme.citation } else { own })
}

/// A fraction of the scheme as a percentage without trailing zeros.
fn percent(fraction: Decimal) -> String {
    let value = fraction.checked_mul(Decimal::ONE_HUNDRED);
    value.map_or_else(
        || number::percent(fraction),
        |value| format!("{}%", number::plain(value)),
    )
}

/// An actual far over its target without a reason (C18): by completion, or by the actual where the target is 0.
fn over_target(scheme: &Scheme, indicator: &Indicator, row: &Row) -> Option<Finding> {
    if !indicator.reason.trim().is_empty() {
        return None;
    }
    let rule = &scheme.over_target;
    let target = indicator.target.as_ref()?;
    let zero_at = || {
        let is_zero = matches!(target, Target::Zero) || target.number() == Some(Decimal::ZERO);
        let least = rule.explain_zero_at.filter(|_| is_zero)?;
        let actual = indicator.actual_number().filter(|actual| *actual >= least)?;
        Some(format!(
            "指标值为0，实际完成值{}达到{}",
            number::measured(actual, &indicator.unit),
            number::measured(least, &indicator.unit)
        ))
    };
    let by_completion = || {
        let least = rule.explain_at.filter(|_| !target.is_reverse())?;
        let done = row.completion.filter(|done| *done >= least)?;
        Some(format!("完成率{}达到{}", number::percent(done), percent(least)))
    };
    let what = zero_at().or_else(by_completion)?;
    let sentence = format!("{what}，须说明超额较大的原因，请填写偏差原因");
    let sentence = cited(sentence, &rule.citation, scheme);
    Some(Finding::of(
        indicator,
        Field::Reason,
        ("C18", Severity::Warning),
        &sentence,
    ))
}

/// A qualitative indicator without 完成情况简要描述 (C21): no scheme prints a workbook whose sheets do not ask for it.
fn description(scheme: &Scheme, indicator: &Indicator) -> Option<Finding> {
    let rule = &scheme.qualitative;
    let sentence = "定性指标须填写完成情况简要描述".to_owned();
    let sentence = if rule.description_required {
        cited(sentence, &rule.citation, scheme)
    } else {
        format!("{sentence}（系统导入表和科室采集表的表头要求）")
    };
    indicator
        .lacks_description()
        .then(|| Finding::of(indicator, Field::Description, ("C21", Severity::Warning), &sentence))
}

fn of_budget(rule: &'static str, severity: Severity, sentence: String, scheme: &Scheme) -> Finding {
    let sentence = cited(sentence, &scheme.budget.citation, scheme);
    Finding::new((rule, severity), Place::Budget, sentence)
}

/// An execution rate below or above what needs no explanation (C30, C28).
fn execution(project: &Project, card: &Scorecard) -> Option<Finding> {
    let rule = &project.scheme.budget;
    let rate = card.execution.rate?;
    let (id, word, line) = match (rule.explain_below, rule.explain_above) {
        (Some(line), _) if rate < line => ("C30", "低于", line),
        (_, Some(line)) if rate > line => ("C28", "高于", line),
        _ => return None,
    };
    let sentence = format!(
        "预算执行率{}{word}{}，须说明原因，请填写未完成或调整原因说明",
        number::percent(rate),
        percent(line)
    );
    Some(of_budget(id, Severity::Warning, sentence, &project.scheme))
}

/// More spent than 预算数 where the rules give no points for it and the officer has awarded none (C28).
fn overspent(project: &Project, card: &Scorecard) -> Option<Finding> {
    let rule = &project.scheme.budget;
    let rate = card.execution.rate.filter(|rate| *rate > rule.rate_cap)?;
    if rule.overspent != OverspentRule::Judged || card.execution.score.is_some() {
        return None;
    }
    let sentence = format!(
        "预算执行率{}超出预算，评分办法没有规定超出预算执行的得分，请核对预算数和执行数，确属超支的填写预算执行评定得分",
        number::percent(rate)
    );
    Some(of_budget("C28", Severity::Error, sentence, &project.scheme))
}

/// A budget adjusted by more than needs no explanation (C31).
fn adjustment(project: &Project) -> Option<Finding> {
    let line = project.scheme.budget.explain_adjustment_above?;
    let of = |amount| project.budget.total(amount);
    let (initial, adjusted) = of(Amount::Initial).zip(of(Amount::Adjusted))?;
    let share = adjusted.checked_sub(initial)?.abs().checked_div(initial)?;
    let has_causes = (project.budget.causes.iter()).any(|cause| !cause.text.trim().is_empty());
    (share > line && !has_causes).then(|| {
        let beyond = if line.is_zero() {
            String::new()
        } else {
            format!("，超过{}", percent(line))
        };
        let sentence = format!(
            "预算调整率{}{beyond}，须说明原因，请填写变动原因或未完成或调整原因说明",
            number::percent(share)
        );
        of_budget("C31", Severity::Warning, sentence, &project.scheme)
    })
}
