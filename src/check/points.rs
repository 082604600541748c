//! Points that do not sum to what the scheme demands (C01), and a declared score that is not the computed one (C04).

use rust_decimal::Decimal;

use super::{Finding, Place, Severity};
use crate::model::{Project, number};
use crate::score::Scorecard;

/// Checks the sum of all points, then that of each group and goal; the declared score last.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let finding = |rule, sentence| Finding {
        rule,
        severity: Severity::Error,
        place: Place::Points,
        sentence,
    };
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
    let mut out: Vec<Finding> = apart.collect();
    if let Some((declared, computed)) = project.declared.zip(card.stated_total())
        && let Some(difference) = declared
            .checked_sub(computed)
            .filter(|difference| *difference != Decimal::ZERO)
    {
        let sentence = format!(
            "自评填报得分{}分，按评分办法计算得分{}分，相差{}分；报告和自评表用的是计算得分，请核对",
            number::points(declared),
            number::points(computed),
            number::points(difference.abs())
        );
        out.push(finding("C04", sentence));
    }
    out
}
