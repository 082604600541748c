//! Scores filled in by hand: within what can be earned, and the same as computed (`domain.md` §5.3: C03–C05, C27).

use rust_decimal::Decimal;

use super::{Finding, Place, Severity};
use crate::model::scheme::GoalUnit;
use crate::model::{Field, Indicator, Project, number};
use crate::score::{Row, Scorecard};

/// Checks the rows in their order, then the budget line, then the total.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let rows = project.indicators.iter().zip(&card.rows);
    let mut out: Vec<Finding> = rows.flat_map(|(indicator, row)| of_row(indicator, row)).collect();
    out.extend(execution(project, card));
    out.extend(total(project, card));
    out.extend(sum(project, card));
    out
}

fn error(rule: &'static str, place: Place, sentence: String) -> Finding {
    Finding::new((rule, Severity::Error), place, sentence)
}

/// Says of a score that it is below 0 or above what can be earned (C03: no bonus).
fn beyond(name: &str, score: Option<Decimal>, most: Option<Decimal>) -> Option<String> {
    let (score, most) = (score?, most?);
    let is_within = (Decimal::ZERO..=most).contains(&score);
    (!is_within).then(|| {
        let (score, most) = (number::points(score), number::points(most));
        format!("{name}{score}分，应在0至{most}分之间，得分不得突破分值")
    })
}

/// Checks 填报得分, 预计得分 and 扣减分数 of one row (C03, C04).
fn of_row(indicator: &Indicator, row: &Row) -> Vec<Finding> {
    let scores = [
        (Field::Declared, "填报得分", indicator.declared),
        (Field::Expected, "预计复核得分", indicator.expected),
    ];
    let beyond = scores.map(|(field, name, score)| Some((field, beyond(name, score, indicator.weight)?)));
    let bonus = indicator
        .deduction
        .filter(|points| points.is_sign_negative() && !points.is_zero());
    let bonus = bonus.map(|points| {
        let sentence = format!("扣减分数{}分是负数，等于加分；不设加分项", number::points(points));
        (Field::Deduction, sentence)
    });
    let is_within = beyond[0].is_none();
    let mut out: Vec<Finding> = (beyond.into_iter().chain([bonus]).flatten())
        .map(|(field, sentence)| Finding::of(indicator, field, ("C03", Severity::Error), &sentence))
        .collect();
    if is_within && let Some(sentence) = apart("", indicator.declared, row.score) {
        out.push(Finding::of(
            indicator,
            Field::Declared,
            ("C04", Severity::Error),
            &sentence,
        ));
    }
    out
}

/// Says how far a declared score is from the computed one; rounding apart by 0.01 is normal (`domain.md` §1.7).
fn apart(name: &str, declared: Option<Decimal>, computed: Option<Decimal>) -> Option<String> {
    let (declared, computed) = (declared?, computed?);
    let difference = declared.checked_sub(computed)?.abs();
    (difference > Decimal::new(1, 2)).then(|| {
        format!(
            "{name}填报得分{}分，按评分办法计算得分{}分，相差{}分，请核对",
            number::points(declared),
            number::points(computed),
            number::points(difference)
        )
    })
}

/// 填报 of 预算执行 (C03, C27).
fn execution(project: &Project, card: &Scorecard) -> Option<Finding> {
    let execution = &card.execution;
    let declared = project.budget.declared;
    if let Some(sentence) = beyond("预算执行填报得分", declared, Some(execution.weight)) {
        return Some(error("C03", Place::Budget, sentence));
    }
    let sentence = apart("预算执行", declared, execution.score)?;
    Some(error("C27", Place::Budget, sentence))
}

/// 填报 and 预计 of the whole (C03), and 填报 against the computed total (C04).
fn total(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let scores = [("自评填报得分", project.declared), ("预计复核得分", project.expected)];
    let beyond = scores
        .into_iter()
        .filter_map(|(name, score)| beyond(name, score, Some(project.scheme.total)));
    let mut out: Vec<Finding> = beyond.map(|sentence| error("C03", Place::Points, sentence)).collect();
    if let Some((declared, computed)) = project.declared.zip(card.stated_total())
        && let Some(difference) = declared
            .checked_sub(computed)
            .filter(|difference| !difference.is_zero())
    {
        let sentence = format!(
            "自评填报得分{}分，按评分办法计算得分{}分{}，相差{}分；报告和自评表用的是计算得分，请核对",
            number::points(declared),
            number::points(computed),
            match card.unfilled {
                0 => String::new(),
                open => format!("（还有{open}项{}，未计入）", card.unfilled_word()),
            },
            number::points(difference.abs())
        );
        out.push(error("C04", Place::Points, sentence));
    }
    out
}

/// 填报 of the total that is not that of its rows (C05); only where every row has one and nothing caps their sum.
fn sum(project: &Project, card: &Scorecard) -> Option<Finding> {
    let is_by_ratio = (project.scheme.goals.as_ref()).is_some_and(|goals| goals.unit == GoalUnit::Ratio);
    if is_by_ratio || card.before_cap.is_some() || project.indicators.is_empty() {
        return None;
    }
    let of_budget = match card.execution.weight.is_zero() {
        true => Some(Decimal::ZERO),
        false => project.budget.declared,
    };
    let rows = project.indicators.iter().map(|indicator| indicator.declared);
    let sum = rows.fold(of_budget, |sum, score| sum?.checked_add(score?))?;
    let declared = project.declared?;
    let difference = declared.checked_sub(sum)?;
    (!difference.is_zero()).then(|| {
        let sentence = format!(
            "自评填报得分{}分，各项填报得分合计{}分，相差{}分，请核对",
            number::points(declared),
            number::points(sum),
            number::points(difference.abs())
        );
        error("C05", Place::Points, sentence)
    })
}
