//! The fields a subject has: an indicator, a goal, a group of rows, an amount of the budget.

use super::super::value::Datum;
use super::super::{Origin, Values};
use super::Named;
use super::lists::is_met;
use crate::model::budget::Amount;
use crate::model::{Field, FundKind, Goal, Indicator, Target};
use crate::score::{Status, Subtotal};

/// Fields of an amount, of the whole budget when they stand alone.
pub(super) const AMOUNTS: [(&str, Amount); 4] = [
    ("年初预算", Amount::Initial),
    ("调整预算", Amount::Adjusted),
    ("上年结转", Amount::CarryOver),
    ("执行数", Amount::Actual),
];

/// Fields of an indicator, the one meant without a field first.
pub(super) const INDICATOR: [&str; 12] = [
    "实际",
    "指标值",
    "目标",
    "完成率",
    "差额",
    "得分",
    "分值",
    "失分",
    "名称",
    "原因",
    "措施",
    "完成情况",
];

/// Fields of a goal.
pub(super) const GOAL: [&str; 6] = ["名称", "内容", "完成情况", "得分", "分值", "失分"];

/// Fields of a first level.
pub(super) const LEVEL: [&str; 5] = ["得分", "分值", "失分", "指标数", "完成数"];

/// A field of an indicator.
pub(super) fn indicator(values: &Values<'_>, position: usize, field: &str) -> Option<Named> {
    let indicator: &Indicator = values.project.indicators.get(position)?;
    let row = values.card.rows.get(position)?;
    let target = indicator.target.as_ref();
    let (datum, word, filled_in) = match field {
        "" | "实际" => (
            Datum::actual(indicator, &values.project.scheme),
            "实际完成值",
            Some(Field::Actual),
        ),
        "指标值" => {
            let text = target
                .map(|target| target.text_with(&indicator.unit))
                .unwrap_or_default();
            (Datum::words(&text), "指标值", Some(Field::Target))
        }
        "目标" => {
            // A target is printed as it was set; only what is measured has the document's decimals.
            let datum = match target.and_then(Target::number) {
                Some(value) => Datum::Measured(Some(value), indicator.unit.clone()),
                None => Datum::words(&target.map(|target| target.printed(&indicator.unit)).unwrap_or_default()),
            };
            (datum, "目标", Some(Field::Target))
        }
        "完成率" => {
            let datum = match (row.completion, row.score) {
                // A late day or what was not to happen has points without a rate: nothing is left to fill in.
                (None, Some(_)) => Datum::words("不适用"),
                (rate, _) => Datum::rate(rate),
            };
            (datum, "完成率", None)
        }
        "差额" => (Datum::apart(indicator, &values.project.scheme), "目标差额", None),
        "得分" => (Datum::Points(row.score), "得分", None),
        "分值" => (
            Datum::Measured(indicator.weight, "分".to_owned()),
            "分值",
            Some(Field::Weight),
        ),
        "失分" => (Datum::Points(row.lost), "失分", None),
        "名称" => (Datum::named(&indicator.name, "（名称未填）"), "名称", Some(Field::Name)),
        "原因" => (Datum::clause(&indicator.reason), "偏差原因", Some(Field::Reason)),
        "措施" => (Datum::clause(&indicator.measure), "改进措施", Some(Field::Measure)),
        "完成情况" => (
            Datum::clause(&indicator.description),
            "完成情况",
            Some(Field::Description),
        ),
        // Its place is the pane of the indicator, which has no column for it.
        "结果应用" => (Datum::clause(&indicator.application), "结果应用建议", Some(Field::Name)),
        _ => return None,
    };
    let label = format!("{}的{word}", indicator.name.trim());
    Some((datum, label, Origin::Indicator(indicator.id.clone(), filled_in)))
}

/// A field of a goal.
pub(super) fn goal(values: &Values<'_>, position: usize, field: &str) -> Option<Named> {
    let goal: &Goal = values.project.goals.get(position)?;
    let datum = match field {
        "" | "名称" => Datum::named(&goal.name, "（名称未填）"),
        "内容" => Datum::clause(&goal.text),
        "完成情况" => Datum::clause(&goal.achieved),
        _ => subtotal(values, values.card.goals.get(position)?, field)?,
    };
    let label = format!("目标{}“{}”的{field}", position + 1, goal.name.trim());
    Some((datum, label, Origin::Goal(goal.id.clone())))
}

/// A field of a group of rows.
pub(super) fn subtotal(values: &Values<'_>, group: &Subtotal, field: &str) -> Option<Datum> {
    Some(match field {
        "得分" => Datum::Points(group.stated_score()),
        "分值" => Datum::Measured(Some(group.weight), "分".to_owned()),
        "失分" => Datum::Points(group.stated_lost()),
        "指标数" => Datum::items(group.rows.len()),
        "完成数" => {
            let rows = group.rows.iter().filter_map(|&row| values.card.rows.get(row));
            Datum::items(rows.filter(|row| is_met(row.status)).count())
        }
        "未完成清单" => {
            let is_unmet = |row: usize| values.card.rows.get(row).is_some_and(|row| row.status == Status::Unmet);
            let unmet = group.rows.iter().filter(|row| is_unmet(**row));
            let names: Vec<&str> = unmet
                .filter_map(|row| Some(values.project.indicators.get(*row)?.name.trim()))
                .collect();
            Datum::words(&if names.is_empty() {
                "无".to_owned()
            } else {
                names.join("、")
            })
        }
        _ => return None,
    })
}

/// An amount of the budget: of the whole, of a kind of expenditure, or of one line.
pub(super) fn budget(values: &Values<'_>, subject: &str, field: &str) -> Option<Named> {
    let budget = &values.project.budget;
    let kind = FundKind::ALL.into_iter().find(|kind| kind.name() == subject);
    let line = budget.lines.iter().find(|line| line.id.0 == subject);
    if !subject.is_empty() && kind.is_none() && line.is_none() {
        return None;
    }
    let amount = |amount| match (kind, line) {
        (Some(kind), _) => budget.total_of(kind, amount),
        (None, Some(line)) => line.amount(amount),
        (None, None) => budget.total(amount),
    };
    let name = line.map_or(subject, |line| line.label());
    let change = |to| amount(to)?.checked_sub(amount(Amount::Initial)?);
    let datum = match field {
        "调整额" => Datum::Change(change(Amount::Adjusted)),
        "执行增减" => Datum::Change(change(Amount::Actual)),
        "未说明变动" => Datum::Money(budget.balance(kind?).map(|balance| balance.rest.abs())),
        "占年初预算" => {
            let parts = amount(Amount::Actual).zip(amount(Amount::Initial));
            Datum::rate(parts.and_then(|(actual, initial)| actual.checked_div(initial)))
        }
        _ => Datum::Money(amount(AMOUNTS.iter().find(|(word, _)| *word == field)?.1)),
    };
    let label = if name.is_empty() {
        field.to_owned()
    } else {
        format!("{name}的{field}")
    };
    Some((datum, label, Origin::Budget))
}
