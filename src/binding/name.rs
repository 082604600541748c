//! The names that can stand between the braces.

mod fields;
mod lists;

use rust_decimal::Decimal;

use self::fields::{AMOUNTS, GOAL, INDICATOR, LEVEL, budget, goal, indicator, subtotal};
use self::lists::{achieved, has_ceiling, is_met, list, losses, name_of, wants_nothing};
use super::value::{Datum, Form};
use super::{Origin, Values};
use crate::model::budget::Amount;
use crate::model::{FundKind, Indicator, Kind};
use crate::score::Status;

/// What a name stands for.
pub(super) struct Found {
    pub(super) datum: Datum,
    pub(super) form: Form,
    pub(super) label: String,
    pub(super) origin: Origin,
}

/// A name offered while typing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What goes between the braces in the text.
    pub name: String,
    /// What an officer reads there.
    pub spelled: String,
    /// What it is in words.
    pub label: String,
    /// Its value as printed.
    pub text: String,
}

/// Names without a subject.
const PLAIN: [&str; 38] = [
    "得分",
    "满分",
    "等级",
    "失分",
    "执行率",
    "年初执行率",
    "执行得分",
    "执行满分",
    "执行失分",
    "预算数",
    "预算增减",
    "变动原因合计",
    "预算基数",
    "预算口径",
    "预算说明",
    "指标数",
    "完成数",
    "完成比例",
    "未完成数",
    "超额数",
    "未填数",
    "未填指标数",
    "失分项数",
    "未完成或失分项数",
    "达成失分项数",
    "指标失分",
    "填报得分",
    "预计得分",
    "佐证材料数",
    "项目数",
    "评价对象",
    "单位",
    "年度",
    "项目名称",
    "主管部门",
    "实施单位",
    "评分办法",
    "评分依据",
];

/// Lists: counts in words, so that they stand in a sentence.
const LISTS: [&str; 8] = [
    "完成清单",
    "达到目标清单",
    "控制在目标内清单",
    "未发生清单",
    "未完成清单",
    "超额清单",
    "未填清单",
    "失分清单",
];

/// Finds what a name stands for.
pub(super) fn find(values: &Values<'_>, name: &str) -> Option<Found> {
    let (name, form) = match name.rsplit_once('.') {
        Some((name, "数")) => (name, Form::Number),
        Some((name, "原数")) => (name, Form::Raw),
        _ => (name, Form::Whole),
    };
    let (subject, field) = match name.rsplit_once('.') {
        Some((subject, field)) => (subject.trim(), field.trim()),
        None => (name, ""),
    };
    let (datum, label, origin) = named(values, subject, field)?;
    Some(Found {
        datum,
        form,
        label,
        origin,
    })
}

type Named = (Datum, String, Origin);

fn named(values: &Values<'_>, subject: &str, field: &str) -> Option<Named> {
    let project = values.project;
    if field.is_empty()
        && let Some(found) = plain(values, subject)
    {
        return Some(found);
    }
    if let Some(&position) = values.indicators.get(subject) {
        return indicator(values, position, field);
    }
    if let Some(fact) = project.facts.iter().find(|fact| fact.id.0 == subject) {
        let datum = match field {
            "" if fact.value.is_some() => Datum::measured(fact.value, &fact.unit),
            "" | "原文" => Datum::words(&fact.text),
            "名称" => Datum::words(&fact.name),
            _ => return None,
        };
        return Some((datum, fact.name.clone(), Origin::Fact(fact.id.clone())));
    }
    if let Some(position) = project.goals.iter().position(|goal| goal.id.0 == subject) {
        return goal(values, position, field);
    }
    if let Some(cause) = project.budget.causes.iter().find(|cause| cause.id.0 == subject) {
        let datum = match field {
            "" | "金额" => Datum::Money(cause.amount),
            "内容" => Datum::clause(&cause.text),
            _ => return None,
        };
        return Some((datum, format!("变动原因“{}”", cause.text), Origin::Budget));
    }
    if let Some(level) = values.card.levels.iter().find(|level| level.name == subject) {
        return Some((
            subtotal(values, level, field)?,
            format!("{subject}的{field}"),
            Origin::Score,
        ));
    }
    budget(values, subject, field)
}

/// Values of the whole: head, scores, counts, the budget's totals.
fn plain(values: &Values<'_>, name: &str) -> Option<Named> {
    let (project, card) = (values.project, values.card);
    let execution = &card.execution;
    let head = match &project.kind {
        Kind::SpendingProject(head) => Some(head),
        Kind::Department => None,
    };
    let of_head = |text: Option<&String>, gap| Datum::named(text.map_or("", String::as_str), gap);
    // Two gaps in one title are told apart.
    let (no_unit, no_project) = ("（单位名称未填）", "（项目名称未填）");
    let points = |value: Decimal| Datum::Measured(Some(value), "分".to_owned());
    let (datum, origin) = match name {
        "单位" => (Datum::named(&project.department, no_unit), Origin::Head),
        "评价对象" => {
            let gap = if head.is_some() { no_project } else { no_unit };
            (Datum::named(project.subject(), gap), Origin::Head)
        }
        "年度" => {
            let year = if project.year == 0 {
                String::new()
            } else {
                project.year.to_string()
            };
            (Datum::named(&year, "（年度未填）"), Origin::Head)
        }
        "项目名称" => (of_head(head.map(|head| &head.name), no_project), Origin::Head),
        "主管部门" => {
            let name = head.map(|head| &head.competent_department);
            (of_head(name, "（主管部门未填）"), Origin::Head)
        }
        "实施单位" => {
            let name = head.map(|head| &head.implementing_unit);
            (of_head(name, "（实施单位未填）"), Origin::Head)
        }
        "评分办法" => (Datum::named(&project.scheme.name, "（名称未填）"), Origin::Head),
        "评分依据" => {
            let cited = project.scheme.documents();
            let cited = cited.as_deref().unwrap_or(&project.scheme.citation);
            (Datum::clause(cited), Origin::Head)
        }
        "预算口径" => (Datum::words(&project.budget.scope), Origin::Budget),
        "预算说明" => (Datum::clause(&project.budget.explanation), Origin::Budget),
        "得分" => (Datum::Points(card.stated_total()), Origin::Score),
        "满分" => (points(project.scheme.total), Origin::Score),
        "等级" => (Datum::words(card.grade.as_deref().unwrap_or_default()), Origin::Score),
        "失分" => (Datum::Points(card.stated_lost()), Origin::Score),
        "指标失分" => {
            let of_rows = card.losses.iter().filter(|loss| loss.row.is_some());
            let is_scored = card.rows.iter().any(|row| row.score.is_some());
            let lost = is_scored.then(|| sum(of_rows.map(|loss| loss.lost)));
            (Datum::Points(lost), Origin::Score)
        }
        "失分项数" => {
            let lost = card.losses.iter().filter(|loss| loss.row.is_some()).count();
            (Datum::items(lost), Origin::Score)
        }
        // What is missed by less than is printed of it loses nothing.
        "未完成或失分项数" => {
            let short = card.rows.iter().filter(|row| row.is_short()).count();
            (Datum::items(short), Origin::Score)
        }
        "达成失分项数" => {
            let rows = card.rows.iter().filter(|row| row.is_short() && is_met(row.status));
            (Datum::items(rows.count()), Origin::Score)
        }
        "填报得分" => (Datum::Points(project.declared), Origin::Score),
        "预计得分" => (Datum::Points(project.expected), Origin::Score),
        "执行率" => (Datum::rate(execution.rate), Origin::Budget),
        "执行得分" => (Datum::Points(execution.score), Origin::Score),
        "执行满分" => (points(execution.weight), Origin::Score),
        "执行失分" => {
            let lost = execution.score.and_then(|score| execution.weight.checked_sub(score));
            (Datum::Points(lost), Origin::Score)
        }
        "预算数" => (Datum::Money(execution.base), Origin::Budget),
        "预算增减" => {
            let change = execution.base.zip(project.budget.total(Amount::Initial));
            let change = change.and_then(|(base, initial)| base.checked_sub(initial));
            (Datum::Change(change), Origin::Budget)
        }
        "变动原因合计" => {
            let amounts = project.budget.causes.iter().filter_map(|cause| cause.amount);
            let total = amounts.reduce(|sum, amount| sum.checked_add(amount).unwrap_or(Decimal::MAX));
            (Datum::Money(total), Origin::Budget)
        }
        "预算基数" => (Datum::words(project.scheme.budget.base.name()), Origin::Budget),
        "年初执行率" => {
            let initial = project.budget.total(Amount::Initial);
            let rate = execution
                .actual
                .zip(initial)
                .and_then(|(actual, initial)| actual.checked_div(initial));
            (Datum::rate(rate), Origin::Budget)
        }
        "指标数" => (Datum::items(project.indicators.len()), Origin::Score),
        "完成数" => (Datum::items(card.met), Origin::Score),
        "完成比例" => {
            let share = Decimal::from(card.met).checked_div(Decimal::from(project.indicators.len()));
            (Datum::rate(share), Origin::Score)
        }
        "未完成数" => (Datum::items(card.unmet), Origin::Score),
        "超额数" => (Datum::items(card.over), Origin::Score),
        "未填数" => (Datum::items(card.unfilled), Origin::Score),
        "未填指标数" => {
            let rows = card.rows.iter().filter(|row| row.status == Status::Unfilled);
            (Datum::items(rows.count()), Origin::Score)
        }
        "完成清单" => (list(values, |status, _| is_met(status), achieved), Origin::Score),
        "达到目标清单" => {
            let is_reached = |status, one: &Indicator| is_met(status) && !wants_nothing(one) && !has_ceiling(one);
            (list(values, is_reached, name_of), Origin::Score)
        }
        "控制在目标内清单" => {
            let is_within = |status, one: &Indicator| is_met(status) && !wants_nothing(one) && has_ceiling(one);
            (list(values, is_within, name_of), Origin::Score)
        }
        "未发生清单" => (
            list(values, |status, one| is_met(status) && wants_nothing(one), name_of),
            Origin::Score,
        ),
        "未完成清单" => (
            list(values, |status, _| status == Status::Unmet, name_of),
            Origin::Score,
        ),
        "超额清单" => (list(values, |status, _| status == Status::Over, name_of), Origin::Score),
        "未填清单" => (
            list(values, |status, _| status == Status::Unfilled, name_of),
            Origin::Score,
        ),
        "失分清单" => (losses(values), Origin::Score),
        // The projects of the department that the budget names (`domain.md` §3.2); one sum of them all is no project.
        "项目数" => {
            let lines = project.budget.lines.iter();
            let named = lines.filter(|line| line.kind == FundKind::Project && !line.name.trim().is_empty());
            let count = Some(named.count()).filter(|count| head.is_none() && *count > 0);
            (
                Datum::Measured(count.map(Decimal::from), "个".to_owned()),
                Origin::Budget,
            )
        }
        "佐证材料数" => (
            Datum::Measured(Some(Decimal::from(project.evidence.len())), "份".to_owned()),
            Origin::Head,
        ),
        _ => return budget(values, "", name),
    };
    Some((datum, name.to_owned(), origin))
}

fn sum(values: impl Iterator<Item = Decimal>) -> Decimal {
    values.fold(Decimal::ZERO, |sum, value| {
        sum.checked_add(value).unwrap_or(Decimal::MAX)
    })
}

/// Offers the names whose words hold what was typed.
pub(super) fn offers(values: &Values<'_>, typed: &str, most: usize) -> Vec<Offer> {
    let mut out: Vec<Offer> = Vec::new();
    for name in names(values) {
        if out.len() >= most {
            break;
        }
        // The id alone tells whether a field can match at all, before its value is written.
        let Some(found) = find(values, &name) else { continue };
        let matches = typed
            .split_whitespace()
            .all(|word| name.contains(word) || found.label.contains(word));
        if matches {
            out.push(Offer {
                label: found.label,
                text: found.datum.printed(found.form).0,
                spelled: values.spelled_name(&name).unwrap_or_else(|| name.clone()),
                name,
            });
        }
    }
    out
}

/// Every name, what is wanted most first.
fn names<'v>(values: &'v Values<'_>) -> impl Iterator<Item = String> + 'v {
    let project = values.project;
    let plain = PLAIN.iter().chain(&LISTS).map(|name| (*name).to_owned());
    let amounts = AMOUNTS
        .iter()
        .map(|(word, _)| *word)
        .chain(["调整额", "执行增减", "占年初预算"]);
    let whole = amounts.clone().map(str::to_owned);
    let kinds = FundKind::ALL
        .into_iter()
        .filter(|kind| project.budget.lines.iter().any(|line| line.kind == *kind));
    let of_kinds = kinds.flat_map(move |kind| amounts.clone().map(move |word| format!("{}.{word}", kind.name())));
    let causes = project.budget.causes.iter().map(|cause| format!("{}.金额", cause.id));
    let levels = values.card.levels.iter();
    let levels = levels.flat_map(|level| LEVEL.iter().map(move |word| format!("{}.{word}", level.name)));
    // One field of every indicator before the next, so that what many have in their names is offered of each.
    let of_indicators = |words: &'static [&'static str]| {
        let all = words
            .iter()
            .flat_map(|word| project.indicators.iter().map(move |one| (one, word)));
        all.map(|(one, word)| format!("{}.{word}", one.id))
    };
    let (actual, others) = INDICATOR.split_at(1);
    let facts = project.facts.iter().map(|fact| fact.id.to_string());
    let goals = project.goals.iter();
    let goals = goals.flat_map(|one| GOAL.iter().map(move |word| format!("{}.{word}", one.id)));
    plain
        .chain(whole)
        .chain(of_kinds)
        .chain(causes)
        .chain(levels)
        .chain(of_indicators(actual))
        .chain(facts)
        .chain(goals)
        .chain(of_indicators(others))
}
