//! Points that do not sum to what the scheme demands (C01).

use super::{Finding, Place, Severity};
use crate::model::{Project, number};
use crate::score::Scorecard;

/// Checks the sum of all points, then that of each group and goal.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let finding = |place, sentence| Finding::new(("C01", Severity::Error), place, sentence);
    // Without any indicator there is nothing to weigh yet.
    let checks = card.weights.iter().rev().filter(|_| !project.indicators.is_empty());
    let apart = checks.enumerate().filter_map(|(from_end, check)| {
        let demanded = check.demanded.filter(|_| !check.holds())?;
        let sentence = format!(
            "分值：{}应为{}分，现为{}分，请调整分值",
            check.name,
            number::plain(demanded),
            number::plain(check.sum)
        );
        // The sum of the goals stands before that of all.
        let is_of_goals = from_end == 1 && project.scheme.goals.is_some();
        Some(finding(
            if is_of_goals { goals(project) } else { Place::Points },
            sentence,
        ))
    });
    apart.collect()
}

/// Returns where the points of the goals are mended: at the first goal without any, else at the first one.
fn goals(project: &Project) -> Place {
    let unstated = project.goals.iter().find(|goal| goal.points.is_none());
    let goal = unstated.or(project.goals.first());
    goal.map_or(Place::Form, |goal| Place::Goal(goal.id.clone()))
}
