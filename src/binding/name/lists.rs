//! Lists as words, so that they stand in a sentence.

use super::super::value::Datum;
use super::super::{Values, names_event};
use crate::model::names::{Listed, listed_with};
use crate::model::{Indicator, Target, number};
use crate::score::Status;

pub(super) fn is_met(status: Status) -> bool {
    matches!(status, Status::Met | Status::Over)
}

pub(super) fn wants_nothing(indicator: &Indicator) -> bool {
    indicator.target.as_ref().is_some_and(Target::wants_nothing)
}

pub(super) fn has_ceiling(indicator: &Indicator) -> bool {
    indicator.target.as_ref().is_some_and(Target::is_reverse)
}

/// The name of an indicator in a list.
pub(super) fn name_of(indicator: &Indicator) -> Listed<'_> {
    Listed {
        name: indicator.name.trim(),
        ..Listed::default()
    }
}

/// A met indicator among others: an accident is no achievement by its name alone.
pub(super) fn achieved(indicator: &Indicator) -> Listed<'_> {
    let mut listed = name_of(indicator);
    match (wants_nothing(indicator), names_event(listed.name)) {
        (true, true) => listed.before = "未发生",
        (true, false) => listed.after = "为0".to_owned(),
        (false, true) if has_ceiling(indicator) => listed.after = "控制在目标以内".to_owned(),
        (false, _) => {}
    }
    listed
}

/// The names of the indicators that are wanted, or 无.
pub(super) fn list(
    values: &Values<'_>,
    wanted: fn(Status, &Indicator) -> bool,
    named: fn(&Indicator) -> Listed<'_>,
) -> Datum {
    let rows = values.card.rows.iter().zip(&values.project.indicators);
    let names: Vec<Listed<'_>> = rows
        .filter(|(row, indicator)| wanted(row.status, indicator))
        .map(|(_, indicator)| named(indicator))
        .collect();
    Datum::words(&if names.is_empty() {
        "无".to_owned()
    } else {
        listed_with(names)
    })
}

/// What lost points, with the points, most first, or 无.
pub(super) fn losses(values: &Values<'_>) -> Datum {
    let losses = values.card.losses.iter().map(|loss| {
        let indicator = loss.row.and_then(|row| values.project.indicators.get(row));
        let name = indicator.map_or("预算执行", |indicator| indicator.name.trim());
        Listed {
            name,
            after: format!("{}分", number::points(loss.lost)),
            ..Listed::default()
        }
    });
    let losses: Vec<Listed<'_>> = losses.collect();
    Datum::words(&if losses.is_empty() {
        "无".to_owned()
    } else {
        listed_with(losses)
    })
}
