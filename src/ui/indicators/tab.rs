//! The tabs of the pane below the grid.

use crate::model::Field;

/// A group of fields of the pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// What is filled in every year.
    #[default]
    Filling,
    /// What the indicator means and rests on.
    Meaning,
    /// The three scores, deduction, review.
    Scores,
    /// What proves its actual.
    Evidence,
    /// Target against actual.
    Chart,
}

impl Tab {
    /// Returns the tab a field is typed into under; `None` for those the grid has, but for reasons, which need room.
    pub fn of(field: Field) -> Option<Self> {
        match field {
            Field::Description | Field::Reason | Field::Measure => Some(Self::Filling),
            Field::Explanation
            | Field::Standard
            | Field::Basis
            | Field::Source
            | Field::Method
            | Field::Code
            | Field::YearBeforePrevious
            | Field::PreviousYear
            | Field::InitialTarget => Some(Self::Meaning),
            Field::Deduction | Field::Declared | Field::Expected => Some(Self::Scores),
            _ => None,
        }
    }

    /// Returns the field that takes the focus when the pane is entered; `None` where there is none to type into.
    pub fn first(self) -> Option<Field> {
        match self {
            Self::Filling => Some(Field::Description),
            Self::Meaning => Some(Field::Explanation),
            Self::Scores => Some(Field::Judged),
            Self::Evidence | Self::Chart => None,
        }
    }
}
