//! The names that can stand between the braces.

use rust_decimal::Decimal;

use super::value::{Datum, Form};
use super::{Origin, Values, listed};
use crate::model::budget::Amount;
use crate::model::{Field, FundKind, Goal, Indicator, Kind, Target, number};
use crate::score::{Status, Subtotal};

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
    /// What goes between the braces.
    pub name: String,
    /// What it is in words.
    pub label: String,
    /// Its value as printed.
    pub text: String,
}

/// Names without a subject.
const PLAIN: [&str; 36] = [
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
    "指标失分",
    "填报得分",
    "预计得分",
    "佐证材料数",
    "评价对象",
    "单位",
    "年度",
    "项目名称",
    "主管部门",
    "实施单位",
    "评分办法",
    "评分依据",
];

/// Fields of an amount, of the whole budget when they stand alone.
const AMOUNTS: [(&str, Amount); 4] = [
    ("年初预算", Amount::Initial),
    ("调整预算", Amount::Adjusted),
    ("上年结转", Amount::CarryOver),
    ("执行数", Amount::Actual),
];

/// Fields of an indicator, the one meant without a field first.
const INDICATOR: [&str; 12] = [
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
const GOAL: [&str; 6] = ["名称", "内容", "完成情况", "得分", "分值", "失分"];

/// Fields of a first level.
const LEVEL: [&str; 5] = ["得分", "分值", "失分", "指标数", "完成数"];

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
    let of_head = |text: Option<&String>| Datum::named(text.map_or("", String::as_str), "（名称未填）");
    let points = |value: Decimal| Datum::Count(Some(value), "分".to_owned());
    let (datum, origin) = match name {
        "单位" => (Datum::named(&project.department, "（名称未填）"), Origin::Head),
        "评价对象" => (Datum::named(project.subject(), "（名称未填）"), Origin::Head),
        "年度" => {
            let year = if project.year == 0 {
                String::new()
            } else {
                project.year.to_string()
            };
            (Datum::named(&year, "（年度未填）"), Origin::Head)
        }
        "项目名称" => (of_head(head.map(|head| &head.name)), Origin::Head),
        "主管部门" => (of_head(head.map(|head| &head.competent_department)), Origin::Head),
        "实施单位" => (of_head(head.map(|head| &head.implementing_unit)), Origin::Head),
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
        "佐证材料数" => (
            Datum::Count(Some(Decimal::from(project.evidence.len())), "份".to_owned()),
            Origin::Head,
        ),
        _ => return budget(values, "", name),
    };
    Some((datum, name.to_owned(), origin))
}

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

fn is_met(status: Status) -> bool {
    matches!(status, Status::Met | Status::Over)
}

fn wants_nothing(indicator: &Indicator) -> bool {
    indicator.target.as_ref().is_some_and(Target::wants_nothing)
}

fn has_ceiling(indicator: &Indicator) -> bool {
    indicator.target.as_ref().is_some_and(Target::is_reverse)
}

fn name_of(indicator: &Indicator) -> String {
    indicator.name.trim().to_owned()
}

/// A met indicator among others: an accident is no achievement by its name alone.
fn achieved(indicator: &Indicator) -> String {
    let name = name_of(indicator);
    match (wants_nothing(indicator), super::names_event(&name)) {
        (true, true) => format!("未发生{name}"),
        (true, false) => format!("{name}为0"),
        (false, true) if has_ceiling(indicator) => format!("{name}控制在目标以内"),
        (false, _) => name,
    }
}

/// The names of the indicators that are wanted, or 无.
fn list(values: &Values<'_>, wanted: fn(Status, &Indicator) -> bool, named: fn(&Indicator) -> String) -> Datum {
    let rows = values.card.rows.iter().zip(&values.project.indicators);
    let names: Vec<String> = rows
        .filter(|(row, indicator)| wanted(row.status, indicator))
        .map(|(_, indicator)| named(indicator))
        .collect();
    Datum::words(&if names.is_empty() {
        "无".to_owned()
    } else {
        listed(&names)
    })
}

/// What lost points, with the points, most first, or 无.
fn losses(values: &Values<'_>) -> Datum {
    let named = values.card.losses.iter().map(|loss| {
        let indicator = loss.row.and_then(|row| values.project.indicators.get(row));
        let name = indicator.map_or("预算执行", |indicator| indicator.name.trim());
        format!("{name}{}分", number::points(loss.lost))
    });
    let named: Vec<String> = named.collect();
    Datum::words(&if named.is_empty() {
        "无".to_owned()
    } else {
        listed(&named)
    })
}

fn sum(values: impl Iterator<Item = Decimal>) -> Decimal {
    values.fold(Decimal::ZERO, |sum, value| {
        sum.checked_add(value).unwrap_or(Decimal::MAX)
    })
}

/// A field of an indicator.
fn indicator(values: &Values<'_>, position: usize, field: &str) -> Option<Named> {
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
                Some(value) => Datum::Count(Some(value), indicator.unit.clone()),
                None => Datum::words(&target.map(Target::text).unwrap_or_default()),
            };
            (datum, "目标", Some(Field::Target))
        }
        "完成率" => (Datum::rate(row.completion), "完成率", None),
        "差额" => (Datum::apart(indicator, &values.project.scheme), "目标差额", None),
        "得分" => (Datum::Points(row.score), "得分", None),
        "分值" => (
            Datum::Count(indicator.weight, "分".to_owned()),
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
fn goal(values: &Values<'_>, position: usize, field: &str) -> Option<Named> {
    let goal: &Goal = values.project.goals.get(position)?;
    let datum = match field {
        "" | "名称" => Datum::named(&goal.name, "（名称未填）"),
        "内容" => {
            let text = if goal.text.trim().is_empty() {
                &goal.name
            } else {
                &goal.text
            };
            Datum::clause(text)
        }
        "完成情况" => Datum::clause(&goal.achieved),
        _ => subtotal(values, values.card.goals.get(position)?, field)?,
    };
    let label = format!("目标{}“{}”的{field}", position + 1, goal.name.trim());
    Some((datum, label, Origin::Goal(goal.id.clone())))
}

/// A field of a group of rows.
fn subtotal(values: &Values<'_>, group: &Subtotal, field: &str) -> Option<Datum> {
    Some(match field {
        "得分" => Datum::Points(group.stated_score()),
        "分值" => Datum::Count(Some(group.weight), "分".to_owned()),
        "失分" => Datum::Points(group.stated_lost()),
        "指标数" => Datum::items(group.rows.len()),
        "完成数" => {
            let rows = group.rows.iter().filter_map(|&row| values.card.rows.get(row));
            Datum::items(rows.filter(|row| is_met(row.status)).count())
        }
        "未完成清单" => {
            let rows = values.card.rows.iter().zip(&values.project.indicators).enumerate();
            let names: Vec<&str> = rows
                .filter(|(row, (scored, _))| group.rows.contains(row) && scored.status == Status::Unmet)
                .map(|(_, (_, indicator))| indicator.name.trim())
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
fn budget(values: &Values<'_>, subject: &str, field: &str) -> Option<Named> {
    let budget = &values.project.budget;
    let kinds = [FundKind::Basic, FundKind::Project, FundKind::Other];
    let kind = kinds.into_iter().find(|kind| kind.name() == subject);
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
    let change = || amount(Amount::Adjusted)?.checked_sub(amount(Amount::Initial)?);
    let datum = match field {
        "调整额" => Datum::Change(change()),
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
    let amounts = AMOUNTS.iter().map(|(word, _)| *word).chain(["调整额", "占年初预算"]);
    let whole = amounts.clone().map(str::to_owned);
    let kinds = [FundKind::Basic, FundKind::Project, FundKind::Other].into_iter();
    let kinds = kinds.filter(|kind| project.budget.lines.iter().any(|line| line.kind == *kind));
    let of_kinds = kinds.flat_map(move |kind| amounts.clone().map(move |word| format!("{}.{word}", kind.name())));
    let causes = project.budget.causes.iter().map(|cause| format!("{}.金额", cause.id));
    let levels = values.card.levels.iter();
    let levels = levels.flat_map(|level| LEVEL.iter().map(move |word| format!("{}.{word}", level.name)));
    let indicators = project.indicators.iter();
    let indicators = indicators.flat_map(|one| INDICATOR.iter().map(move |word| format!("{}.{word}", one.id)));
    let facts = project.facts.iter().map(|fact| fact.id.to_string());
    let goals = project.goals.iter();
    let goals = goals.flat_map(|one| GOAL.iter().map(move |word| format!("{}.{word}", one.id)));
    plain
        .chain(whole)
        .chain(of_kinds)
        .chain(causes)
        .chain(levels)
        .chain(indicators)
        .chain(facts)
        .chain(goals)
}
