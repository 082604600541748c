//! Points that do not sum to what the scheme demands (C01).

use super::{Finding, Place, Severity};
use crate::model::{Project, number};
use crate::score::Scorecard;

/// Checks the sum of all points, then that of each group and goal.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let finding = |rule, sentence| Finding::new((rule, Severity::Error), Place::Points, sentence);
    // Without any indicator there is nothing to weigh yet.
    let checks = card.weights.iter().rev().filter(|_| !project.indicators.is_empty());
    let apart = checks.filter_map(|check| {
        let demanded = check.demanded.filter(|_| !check.holds())?;
        let sentence = format!(
            "分值：{}应为{}分，现为{}分，请调整分值",
            check.name,
            number::plain(demanded),
            number::plain(check.sum)
        );
        Some(finding("C01", sentence))
    });
    apart.collect()
}
