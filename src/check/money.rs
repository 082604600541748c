//! Money: causes that must add up, and points held against what was spent (`domain.md` §5.3 C).

use rust_decimal::Decimal;

use super::{Finding, Place, Severity};
use crate::model::budget::Amount;
use crate::model::scheme::BudgetRowOf;
use crate::model::{BudgetLine, Field, FundKind, Indicator, Kind, Project, number};
use crate::score::Scorecard;

/// Checks the causes of each kind of spending, then the budget against the indicators.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    // The sources of a project's money are no kinds of expenditure: its causes explain the whole.
    let is_whole = matches!(project.kind, Kind::SpendingProject(_)) && project.budget.is_explained();
    let mut out: Vec<Finding> = (FundKind::ALL.into_iter().filter(|_| !is_whole))
        .filter_map(|kind| causes(project, kind))
        .collect();
    out.extend(unspent(card));
    out.extend(sources(project));
    out.extend(units(project));
    out.extend(covered(project));
    out
}

/// The amounts a line states side by side.
const AMOUNTS: [Amount; 3] = [Amount::Initial, Amount::Adjusted, Amount::Actual];

/// Lines that make the rows of the form say something else than their sum (C37): a sum among its own parts, and a
/// part the form has no row for.
fn sources(project: &Project) -> Vec<Finding> {
    let lines = || (project.budget.lines.iter()).filter(|line| AMOUNTS.iter().any(|one| line.amount(*one).is_some()));
    let rows = &project.scheme.form.budget_rows;
    let has_parts = rows.iter().any(|row| row.of != BudgetRowOf::Total);
    let has_row = |line: &BudgetLine| {
        rows.iter().any(|row| match &row.of {
            BudgetRowOf::Total => false,
            BudgetRowOf::Kind(kind) => line.kind == *kind,
            BudgetRowOf::Named(name) => line.label() == name,
        })
    };
    let about = |line: &BudgetLine| {
        let name = line.label();
        let is_sum = ["合计", "总计", "小计", "资金总额"]
            .iter()
            .any(|word| name.ends_with(word));
        let sentence = if is_sum && lines().count() > 1 {
            format!("“{name}”是合计，与其他各行相加会重复计算，请删去这一行，合计由各行相加得出")
        } else if has_parts && !has_row(line) {
            format!("“{name}”在自评表里没有对应的一行，各行之和与总额不符，请改用自评表的名称")
        } else {
            return None;
        };
        Some(finding("C37", Severity::Error, sentence))
    };
    lines().filter_map(about).collect()
}

/// Amounts and actuals that are most likely in another unit (C38).
fn units(project: &Project) -> Vec<Finding> {
    let far = |one: Decimal, other: Decimal, times: Decimal| {
        let is_far = |small: Decimal, great: Decimal| small.checked_mul(times).is_some_and(|bound| great >= bound);
        one > Decimal::ZERO && other > Decimal::ZERO && (is_far(one, other) || is_far(other, one))
    };
    let of_line = |line: &BudgetLine| {
        let stated = AMOUNTS
            .iter()
            .filter_map(|amount| Some((*amount, line.amount(*amount)?)));
        let stated: Vec<(Amount, Decimal)> = stated.filter(|(_, value)| *value > Decimal::ZERO).collect();
        let least = stated.iter().min_by_key(|(_, value)| *value)?;
        let most = stated.iter().max_by_key(|(_, value)| *value)?;
        far(least.1, most.1, Decimal::ONE_THOUSAND).then(|| {
            let sentence = format!(
                "{}的{}{}万元与{}{}万元相差1000倍以上，请核对是否把元填成了万元",
                line.label(),
                least.0.name(),
                number::money(least.1),
                most.0.name(),
                number::money(most.1)
            );
            finding("C38", Severity::Warning, sentence)
        })
    };
    let of_indicator = |indicator: &Indicator| {
        let (target, actual) = (indicator.target.as_ref()?.number()?, indicator.actual_number()?);
        far(target, actual, Decimal::ONE_HUNDRED).then(|| {
            let sentence = format!(
                "指标值{}与实际完成值{}相差100倍以上，请核对计量单位",
                number::measured(target, &indicator.unit),
                number::measured(actual, &indicator.unit)
            );
            Finding::of(indicator, Field::Unit, ("C38", Severity::Warning), &sentence)
        })
    };
    let lines = project.budget.lines.iter().filter_map(of_line);
    lines
        .chain(project.indicators.iter().filter_map(of_indicator))
        .collect()
}

/// Funds the project names that its 预算口径 leaves out (C36).
fn covered(project: &Project) -> Option<Finding> {
    const OTHERS: [&str; 4] = ["政府性基金", "国有资本经营", "财政专户", "单位资金"];
    let scope = project.budget.scope.trim();
    let is_narrow = scope.contains("一般公共预算") && !OTHERS.iter().any(|fund| scope.contains(fund));
    let lines = (project.budget.lines.iter()).map(|line| (line.label(), line.actual.or(line.adjusted)));
    let money = project.facts.iter().filter(|fact| fact.unit.trim().ends_with('元'));
    let facts = money.map(|fact| (fact.name.as_str(), fact.value));
    let named = |name: &&str| OTHERS.iter().any(|fund| name.contains(fund));
    let spent = lines
        .chain(facts)
        .filter(|(_, value)| value.is_some_and(|value| value > Decimal::ZERO));
    let other = spent.map(|(name, _)| name).find(named).filter(|_| is_narrow)?;
    let sentence = format!("预算口径只写了“{scope}”，还有“{other}”，请核对自评是否涵盖全部资金");
    Some(finding("C36", Severity::Warning, sentence))
}

fn finding(rule: &'static str, severity: Severity, sentence: String) -> Finding {
    Finding::new((rule, severity), Place::Budget, sentence)
}

/// Causes whose amounts are not the change they explain (C32), and a change without any beside others that have some
/// (C31), whatever its size: the causes listed do not add up to the whole change.
fn causes(project: &Project, kind: FundKind) -> Option<Finding> {
    let balance = project.budget.balance(kind).filter(|balance| !balance.rest.is_zero())?;
    let changed = format!(
        "{}比年初预算{}{}万元",
        kind.name(),
        if balance.change.is_sign_negative() {
            "减少"
        } else {
            "增加"
        },
        number::money(balance.change.abs())
    );
    if !project.budget.has_cause(kind) {
        let sentence = format!("{changed}，没有列出变动原因，请在变动原因中补列");
        return Some(finding("C31", Severity::Warning, sentence));
    }
    let (explained, rest) = (number::money(balance.explained), number::money(balance.rest.abs()));
    let sentence = if balance.is_overexplained() {
        format!("{changed}，变动原因合计{explained}万元，多出{rest}万元，请核对金额，或者补列方向相反的原因")
    } else {
        format!("{changed}，变动原因合计{explained}万元，相差{rest}万元没有说明")
    };
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
