//! Money: causes that must add up, and points held against what was spent (`domain.md` §5.3 C).

use rust_decimal::Decimal;

use super::{Finding, Place, Severity};
use crate::model::{FundKind, Project, number};
use crate::score::Scorecard;

/// Checks the causes of each kind of spending, then the budget against the indicators.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let kinds = [FundKind::Basic, FundKind::Project, FundKind::Other];
    let mut out: Vec<Finding> = kinds.into_iter().filter_map(|kind| causes(project, kind)).collect();
    out.extend(unspent(card));
    out
}

fn finding(rule: &'static str, severity: Severity, sentence: String) -> Finding {
    Finding {
        rule,
        severity,
        place: Place::Budget,
        sentence,
    }
}

/// Causes whose amounts are not the change they explain (C32).
fn causes(project: &Project, kind: FundKind) -> Option<Finding> {
    let balance = project.budget.balance(kind).filter(|balance| !balance.rest.is_zero())?;
    let sentence = format!(
        "{}比年初预算{}{}万元，变动原因合计{}万元，相差{}万元没有说明",
        kind.name(),
        if balance.change.is_sign_negative() {
            "减少"
        } else {
            "增加"
        },
        number::money(balance.change.abs()),
        number::money(balance.explained),
        number::money(balance.rest.abs())
    );
    Some(finding("C32", Severity::Error, sentence))
}

/// Much done for little money: the share of the points is far above the share of the money (C33).
fn unspent(card: &Scorecard) -> Option<Finding> {
    let rate = card.execution.rate?.min(Decimal::ONE);
    let sum = |value: fn(&crate::score::Subtotal) -> Decimal| {
        (card.levels.iter().map(value)).try_fold(Decimal::ZERO, Decimal::checked_add)
    };
    if card.unfilled > 0 {
        return None;
    }
    let share = sum(|level| level.score)?.checked_div(sum(|level| level.weight)?)?;
    let apart = share.checked_sub(rate)?.checked_div(share)?;
    // 5 % (`domain.md` §5.3, C33).
    (apart > Decimal::new(5, 2)).then(|| {
        let sentence = format!(
            "指标得分率{}，预算执行率{}，任务完成而资金没有用完，请说明是节约、结转还是预算偏高",
            number::percent(share),
            number::percent(rate)
        );
        finding("C33", Severity::Warning, sentence)
    })
}
