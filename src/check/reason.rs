//! Deviations nobody has explained (C17).

use super::{Finding, Place, Severity};
use crate::model::{Project, number};
use crate::score::Scorecard;

/// Checks the indicators that missed their target or lost points, in their order.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let rows = project.indicators.iter().zip(&card.rows);
    let short = rows.filter(|(_, row)| row.is_short());
    short
        .filter_map(|(indicator, row)| {
            let owed = [
                ("偏差原因", indicator.reason.trim().is_empty()),
                (
                    "改进措施",
                    row.owes_measure(&project.scheme) && indicator.measure.trim().is_empty(),
                ),
            ];
            let owed: Vec<&str> = (owed.into_iter())
                .filter_map(|(word, is_owed)| is_owed.then_some(word))
                .collect();
            let lost = row
                .lost
                .map_or_else(String::new, |lost| format!("，扣{}分", number::points(lost)));
            (!owed.is_empty()).then(|| Finding {
                rule: "C17",
                severity: Severity::Error,
                place: Place::Indicator(indicator.id.clone()),
                sentence: format!(
                    "指标“{}”：{}{lost}，{}没有填写",
                    indicator.name.trim(),
                    row.status.name(),
                    owed.join("和")
                ),
            })
        })
        .collect()
}
