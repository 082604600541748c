//! What an indicator has come to, as an analysis tells it.

use crate::model::{Project, Target};
use crate::report::form::MISSING;
use crate::score::{Row, Scorecard, Status, Subtotal, UNJUDGED};

/// What an indicator has come to, in the order an analysis tells it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// What was to be reached is.
    Reached,
    /// What was to stay within a bound does.
    Within,
    /// What was not to happen did not.
    Averted,
    /// What was to be reached is not.
    Missed,
    /// What was to stay within a bound does not.
    Beyond,
    /// What was not to happen did.
    Happened,
    /// Target or actual is missing.
    Unfilled,
    /// Points are still to be awarded.
    Unjudged,
}

impl Outcome {
    /// Every outcome.
    pub(super) const ALL: [Self; 8] = [
        Self::Reached,
        Self::Within,
        Self::Averted,
        Self::Missed,
        Self::Beyond,
        Self::Happened,
        Self::Unfilled,
        Self::Unjudged,
    ];

    /// Returns what the indicator of a row has come to.
    pub(super) fn of(project: &Project, card: &Scorecard, row: usize) -> Self {
        let target = project.indicators[row].target.as_ref();
        let is_ceiling = target.is_some_and(Target::is_reverse);
        match (card.rows[row].status, target.is_some_and(Target::wants_nothing)) {
            (Status::Unfilled, _) if card.rows[row].awaits_points() => Self::Unjudged,
            (Status::Unfilled, _) => Self::Unfilled,
            (Status::Met | Status::Over, true) => Self::Averted,
            (Status::Met | Status::Over, false) if is_ceiling => Self::Within,
            (Status::Met | Status::Over, false) => Self::Reached,
            (Status::Unmet, true) => Self::Happened,
            (Status::Unmet, false) if is_ceiling => Self::Beyond,
            (Status::Unmet, false) => Self::Missed,
        }
    }

    /// Tells whether it is still to be seen.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Unfilled | Self::Unjudged)
    }

    /// The words before the list of those that have come to it.
    pub(super) fn lead(self) -> &'static str {
        match self {
            Self::Reached => "达到目标的有：",
            Self::Within => "控制在目标以内的有：",
            Self::Averted => AVERTED,
            Self::Missed => "未达到目标的有：",
            Self::Beyond => "未控制在目标以内的有：",
            Self::Happened => "目标为“未发生”而实际发生的有：",
            Self::Unfilled => "未填全的有：",
            Self::Unjudged => "待评定的有：",
        }
    }
}

/// Before what is 0 as it was to be, whatever its name.
pub(super) const AVERTED: &str = "目标为“未发生”且实际为0的有：";

/// What is said of those rows that have no score.
pub(super) fn open_word(card: &Scorecard, rows: &[usize]) -> &'static str {
    let rows = || rows.iter().filter_map(|&row| card.rows.get(row));
    let open = || rows().filter(|row| row.status == Status::Unfilled);
    match (open().any(Row::awaits_points), open().all(Row::awaits_points)) {
        (_, true) => UNJUDGED,
        (true, false) => "未填全或待评定",
        (false, false) => "未填全",
    }
}

/// What stands in place of the score of a level of which no row has one.
pub(super) fn unscored(card: &Scorecard, level: &Subtotal) -> &'static str {
    if open_word(card, &level.rows) == UNJUDGED {
        UNJUDGED
    } else {
        MISSING
    }
}
