//! What a sheet holds beside what is read of it: further forms, and columns nobody asks for.

use super::grid::Grid;
use super::heading::Columns;
use super::{Matter, Notes, foot, goal, head};
use crate::model::Project;

/// Whom the forms on a sheet are about.
#[derive(Default)]
pub(super) struct Forms {
    /// Labels of the first form with what stands beside them.
    subjects: Vec<(String, String)>,
    is_said: bool,
}

impl Forms {
    /// Says where a form about something else begins below the indicators of the first.
    pub(super) fn read(&mut self, grid: &Grid, row: usize, project: &Project, notes: &mut Notes) {
        let Some((label, subject)) = head::subject(grid, row) else {
            return;
        };
        let first = self.subjects.iter().find(|(known, _)| *known == label);
        match first.map(|(_, first)| *first == subject) {
            None => self.subjects.push((label, subject)),
            Some(false) if !self.is_said && !project.indicators.is_empty() => {
                self.is_said = true;
                notes.add(row, 0, Matter::FormAgain { subject });
            }
            Some(_) => {}
        }
    }
}

/// Columns that are not read, and how many rows say something under them.
#[derive(Default)]
pub(super) struct Unread(Vec<Column>);

/// A column that is not read.
struct Column {
    heading: String,
    row: usize,
    column: usize,
    /// The column of the same kind that is read.
    instead: Option<usize>,
    count: usize,
}

impl Unread {
    /// Takes the headings of a table; a form repeats them over every goal.
    pub(super) fn begin(&mut self, grid: &Grid, row: usize, columns: &Columns) {
        for (column, instead) in columns.unread() {
            let heading: String = grid.seen(row, column).split_whitespace().collect();
            if !(self.0.iter()).any(|known| known.heading == heading && known.column == column) {
                self.0.push(Column {
                    heading,
                    row,
                    column,
                    instead,
                    count: 0,
                });
            }
        }
    }

    pub(super) fn count(&mut self, grid: &Grid, row: usize) {
        let text = |column: usize| -> String { grid.own(row, column).split_whitespace().collect() };
        for unread in &mut self.0 {
            let own = text(unread.column);
            // A label at the side of a form says itself again; what is read already is not lost, as a goal beside its
            // rows; nor is the label of a sum.
            let is_said = own == unread.heading
                || unread.instead.is_some_and(|read| text(read) == own)
                || goal::label(grid.own(row, unread.column)).is_some()
                || foot::names_sum(&own);
            unread.count += usize::from(!own.is_empty() && !is_said);
        }
    }

    pub(super) fn remark(self, notes: &mut Notes) {
        for unread in self.0.into_iter().filter(|unread| unread.count > 0) {
            let Column { heading, count, .. } = unread;
            let matter = match unread.instead {
                Some(_) => Matter::ColumnTwice { heading, count },
                None => Matter::ColumnUnread { heading, count },
            };
            notes.add(unread.row, unread.column, matter);
        }
    }
}
