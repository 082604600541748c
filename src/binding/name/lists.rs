//! Lists as words, so that they stand in a sentence.

use super::super::value::Datum;
use super::super::{Values, listed, names_event};
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

pub(super) fn name_of(indicator: &Indicator) -> String {
    indicator.name.trim().to_owned()
}

/// A met indicator among others: an accident is no achievement by its name alone.
pub(super) fn achieved(indicator: &Indicator) -> String {
    let name = name_of(indicator);
    match (wants_nothing(indicator), names_event(&name)) {
        (true, true) => format!("未发生{name}"),
        (true, false) => format!("{name}为0"),
        (false, true) if has_ceiling(indicator) => format!("{name}控制在目标以内"),
        (false, _) => name,
    }
}

/// The names of the indicators that are wanted, or 无.
pub(super) fn list(
    values: &Values<'_>,
    wanted: fn(Status, &Indicator) -> bool,
    named: fn(&Indicator) -> String,
) -> Datum {
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
pub(super) fn losses(values: &Values<'_>) -> Datum {
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
