//! Sums of weights against what the scheme demands (C01).

use rust_decimal::Decimal;

use super::{Subtotal, WeightCheck};
use crate::model::scheme::{GoalUnit, Scheme, WeightGroup, WeightSet};
use crate::model::{Goal, Project};

/// Checks the groups of the weight set that fits best, every goal, the goals together, and all, in this order.
pub(super) fn checks(project: &Project, levels: &[Subtotal], goals: &[Subtotal], all: Decimal) -> Vec<WeightCheck> {
    let scheme = &project.scheme;
    let indicators_total = scheme.total.checked_sub(scheme.budget.weight).unwrap_or_default();
    let mut checks = Vec::new();
    if let Some(set) = best_set(scheme, levels) {
        checks.extend(set.groups.iter().map(|group| WeightCheck {
            name: group.levels.join("、"),
            goal: None,
            sum: group_sum(group, levels),
            demanded: Some(group.points),
        }));
    }
    let Some(rule) = &scheme.goals else {
        checks.push(total(all, indicators_total));
        return checks;
    };
    checks.extend(project.goals.iter().zip(goals).map(|(goal, subtotal)| WeightCheck {
        name: subtotal.name.clone(),
        goal: Some(goal.id.clone()),
        sum: subtotal.weight,
        demanded: match rule.unit {
            GoalUnit::Points => goal.points,
            // With 权重比例 every goal is scored over all points and then weighted.
            GoalUnit::Ratio => Some(indicators_total),
        },
    }));
    checks.push(WeightCheck {
        name: match rule.unit {
            GoalUnit::Points => "年度绩效目标合计".to_owned(),
            GoalUnit::Ratio => "年度绩效目标权重比例合计（%）".to_owned(),
        },
        goal: None,
        sum: project
            .goals
            .iter()
            .filter_map(|goal| goal.points)
            .fold(Decimal::ZERO, add),
        demanded: Some(rule.sum),
    });
    let sum = match rule.unit {
        GoalUnit::Points => all,
        GoalUnit::Ratio => weighted(&project.goals, goals, all),
    };
    checks.push(total(sum, indicators_total));
    checks
}

fn total(sum: Decimal, demanded: Decimal) -> WeightCheck {
    WeightCheck {
        name: "全部指标".to_owned(),
        goal: None,
        sum,
        demanded: Some(demanded),
    }
}

/// Sums the weights as they enter the total: by the ratio of their goal, in full outside any goal.
fn weighted(goals: &[Goal], subtotals: &[Subtotal], all: Decimal) -> Decimal {
    goals.iter().zip(subtotals).fold(all, |sum, (goal, subtotal)| {
        let counted = super::ratio_of(subtotal.weight, goal.points);
        add(sum.checked_sub(subtotal.weight).unwrap_or_default(), counted)
    })
}

/// Returns the set with the least difference to the weights stated, the first among equals.
fn best_set<'a>(scheme: &'a Scheme, levels: &[Subtotal]) -> Option<&'a WeightSet> {
    scheme.weight_sets.iter().min_by_key(|set| {
        let inside = set.groups.iter().fold(Decimal::ZERO, |sum, group| {
            add(
                sum,
                group_sum(group, levels)
                    .checked_sub(group.points)
                    .unwrap_or(Decimal::MAX)
                    .abs(),
            )
        });
        levels
            .iter()
            .filter(|level| !set.groups.iter().any(|group| belongs(group, &level.name)))
            .fold(inside, |sum, level| add(sum, level.weight))
    })
}

fn group_sum(group: &WeightGroup, levels: &[Subtotal]) -> Decimal {
    levels
        .iter()
        .filter(|level| belongs(group, &level.name))
        .fold(Decimal::ZERO, |sum, level| add(sum, level.weight))
}

/// Officers write 产出 for 产出指标.
fn belongs(group: &WeightGroup, level: &str) -> bool {
    fn stem(name: &str) -> &str {
        name.trim().trim_end_matches("指标")
    }
    group.levels.iter().any(|name| stem(name) == stem(level))
}

/// Adds; past the greatest decimal it stays there.
pub(super) fn add(left: Decimal, right: Decimal) -> Decimal {
    left.checked_add(right).unwrap_or(Decimal::MAX)
}
