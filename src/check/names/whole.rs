//! The numbers of the whole: amounts of the budget, rates, the score, what was not spent and not earned.

use rust_decimal::Decimal;

use super::{Known, Reach};
use crate::model::budget::Amount;
use crate::model::{FundKind, Project, number};
use crate::score::Scorecard;

/// Collects them.
pub(super) fn known(project: &Project, card: &Scorecard) -> Vec<Known> {
    let one = |names: &[&str], unit: &str, value: Decimal, told: String, binding: &str| Known {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        unit: unit.to_owned(),
        value,
        accepted: vec![value],
        told,
        binding: Some(binding.to_owned()),
        is_whole: true,
        ..Known::default()
    };
    let money = |value: Decimal| format!("{}万元", number::money(value));
    let mut out = Vec::new();
    let amounts = [
        (Amount::Initial, &["年初预算数", "年初预算"][..], "年初预算"),
        (Amount::Actual, &["支出决算数", "支出决算", "全年执行数"][..], "执行数"),
    ];
    for (amount, names, binding) in amounts {
        if let Some(value) = project.budget.total(amount) {
            let mut known = one(names, "万元", value, format!("预算表合计是{}", money(value)), binding);
            // A sentence about one kind of spending states that kind's amount.
            known
                .accepted
                .extend(project.budget.lines.iter().filter_map(|line| line.amount(amount)));
            out.push(known);
        }
    }
    // A sentence about a part of the budget states any amount of it.
    let lines = project.budget.lines.iter();
    let amounts = lines.flat_map(|line| Amount::ALL.map(|amount| line.amount(amount)));
    let totals = Amount::ALL.map(|amount| project.budget.total(amount));
    let parts: Vec<Decimal> = amounts.chain(totals).flatten().collect();
    let wholes = [
        (
            card.execution.actual,
            &["执行数", "预算执行数", "实际支出"][..],
            "执行数",
        ),
        (
            card.execution.base,
            &["预算数", "调整预算数", "全年预算数"][..],
            "预算数",
        ),
    ];
    for (value, names, binding) in wholes {
        if let Some(value) = value {
            let mut known = one(names, "万元", value, format!("预算表合计是{}", money(value)), binding);
            known.reach = Reach::Older;
            known.accepted.extend(&parts);
            out.push(known);
        }
    }
    for kind in [FundKind::Basic, FundKind::Project] {
        let Some(value) = project.budget.total_of(kind, Amount::Actual) else {
            continue;
        };
        let told = format!("预算表的执行数是{}", money(value));
        let mut known = one(&[kind.name()], "万元", value, told, &format!("{}.执行数", kind.name()));
        known.is_whole = false;
        let others = [Amount::Initial, Amount::Adjusted, Amount::CarryOver];
        known.accepted.extend(
            others
                .iter()
                .filter_map(|amount| project.budget.total_of(kind, *amount)),
        );
        known
            .accepted
            .extend(project.budget.change(kind).map(|change| change.abs()));
        out.push(known);
    }
    out.extend(unspent(project, card));
    let execution = &card.execution;
    let percent = |rate: Decimal| rate.checked_mul(Decimal::ONE_HUNDRED);
    let on_initial = (execution.actual.zip(project.budget.total(Amount::Initial)))
        .and_then(|(actual, initial)| percent(actual.checked_div(initial)?));
    if let Some(rate) = execution.rate.and_then(percent) {
        let told = format!(
            "按{}计算是{}%",
            project.scheme.budget.base.name(),
            number::percentage(rate)
        );
        let mut known = one(&["预算执行率", "执行率情况", "执行率"], "%", rate, told, "执行率");
        known.on_initial = on_initial;
        out.push(known);
    }
    if let Some(rate) = on_initial {
        let told = format!("按预算表计算是{}%", number::percentage(rate));
        out.push(one(&["完成年初预算的", "占年初预算的"], "%", rate, told, "占年初预算"));
    }
    if let Some(total) = card.stated_total() {
        let told = format!("按评分办法计算是{}分", number::points(total));
        let mut known = one(&["自评得分", "自评总分", "自评总得分"], "分", total, told, "得分");
        let of_rows = card.execution.score.and_then(|score| total.checked_sub(score));
        known
            .accepted
            .extend([project.declared, project.expected, of_rows].into_iter().flatten());
        let called = |names: &[&str]| Known {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            reach: Reach::Older,
            ..known.clone()
        };
        out.push(called(&["得分", "总得分", "综合得分"]));
        let mut sum = called(&["总分"]);
        // What can be had is called so, too.
        sum.accepted.push(project.scheme.total);
        out.push(sum);
        out.push(known);
    }
    out.extend(lost(project, card));
    let met = Decimal::from(card.met);
    let told = format!("{}项指标中完成的是{met}项", project.indicators.len());
    let names = ["项指标完成", "项指标已完成", "项指标中完成", "项绩效指标完成"];
    out.push(Known {
        reach: Reach::Older,
        ..one(&names, "项", met, told, "完成数")
    });
    out
}

/// What was not spent of the budget that is scored.
fn unspent(project: &Project, card: &Scorecard) -> Option<Known> {
    let left = |of: &dyn Fn(Amount) -> Option<Decimal>| {
        let (actual, adjusted, carried) = (of(Amount::Actual), of(Amount::Adjusted), of(Amount::CarryOver));
        let with_carried = adjusted.zip(carried).and_then(|(one, other)| one.checked_add(other));
        [of(Amount::Initial), adjusted, with_carried].map(|budget| budget?.checked_sub(actual?))
    };
    let budget = &project.budget;
    let value = card.execution.base?.checked_sub(card.execution.actual?)?;
    let lines = budget.lines.iter().map(|line| left(&|amount| line.amount(amount)));
    let kinds = FundKind::ALL.map(|kind| left(&|amount| budget.total_of(kind, amount)));
    let whole = left(&|amount| budget.total(amount));
    let parts = lines.chain(kinds).chain([whole]).flatten().flatten();
    let names = ["未执行", "未执行数", "未执行金额", "未执行资金", "预算未执行", "未支出"];
    let (base, amount) = (project.scheme.budget.base.name(), number::money(value));
    (value >= Decimal::ZERO).then(|| Known {
        names: names.map(str::to_owned).to_vec(),
        unit: number::MONEY_UNIT.to_owned(),
        value,
        accepted: parts.chain([value]).collect(),
        told: format!("预算表的{base}减执行数是{amount}万元"),
        reach: Reach::Whole,
        ..Known::default()
    })
}

/// The points lost.
fn lost(project: &Project, card: &Scorecard) -> Option<Known> {
    let (total, value) = (card.stated_total()?, card.stated_lost()?);
    // What one row, one level, all indicators or another of the three scores has lost.
    let rows = card.losses.iter().map(|loss| loss.lost);
    let levels = card.levels.iter().filter_map(|level| level.stated_lost());
    let budget = card.losses.iter().find(|loss| loss.row.is_none());
    let indicators = budget.and_then(|budget| value.checked_sub(budget.lost));
    let scores = [Some(total), project.declared, project.expected];
    let scores = scores.map(|score| project.scheme.total.checked_sub(score?));
    let names = ["失分", "扣分", "自评失分", "共失分", "共扣分", "合计失分", "总失分"];
    Some(Known {
        names: names.map(str::to_owned).to_vec(),
        unit: "分".to_owned(),
        value,
        accepted: (rows.chain(levels).chain(scores.into_iter().flatten()))
            .chain(indicators)
            .chain([value])
            .collect(),
        told: format!("按评分办法计算失分是{}分", number::points(value)),
        binding: Some("失分".to_owned()),
        reach: Reach::Whole,
        ..Known::default()
    })
}
