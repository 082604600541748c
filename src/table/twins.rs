//! Another sheet of a workbook with the same indicators, in whatever order.

use std::collections::{BTreeMap, VecDeque};

use crate::model::{Indicator, Project};

/// Takes from another sheet with the same indicators what this one has no place for: goals, totals, the foot.
pub(super) fn supplement(project: &mut Project, other: Project) {
    let Some(twins) = twins(&project.indicators, &other.indicators) else {
        return;
    };
    if project.goals.is_empty() {
        project.goals = other.goals;
        for (one, twin) in project.indicators.iter_mut().zip(twins) {
            one.goal.clone_from(&other.indicators[twin].goal);
        }
    }
    project.declared = project.declared.or(other.declared);
    project.budget.declared = project.budget.declared.or(other.budget.declared);
    for (text, other) in [
        (&mut project.deviation_analysis, other.deviation_analysis),
        (&mut project.improvement_plan, other.improvement_plan),
    ] {
        if text.is_empty() {
            *text = other;
        }
    }
}

/// Most rows of one name that are compared.
const ALIKE: usize = 64;

/// Returns for each indicator its row in another list that has the same names, in whatever order; `None` where it has not.
fn twins(list: &[Indicator], others: &[Indicator]) -> Option<Vec<usize>> {
    if list.len() != others.len() {
        return None;
    }
    let mut left: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (row, other) in others.iter().enumerate() {
        left.entry(&other.name).or_default().push_back(row);
    }
    let twin = |one: &Indicator| {
        let rows = left.get_mut(one.name.as_str())?;
        // Of rows of one name the first that says most of the same.
        let alike = rows.iter().take(ALIKE).enumerate().rev().max_by_key(|(_, row)| {
            let other = &others[**row];
            let same = [
                one.weight == other.weight,
                one.target == other.target,
                one.actual_number() == other.actual_number(),
                one.declared == other.declared,
                one.level2 == other.level2,
            ];
            same.into_iter().filter(|is_same| *is_same).count()
        });
        let (found, _) = alike?;
        rows.remove(found)
    };
    list.iter().map(twin).collect()
}
