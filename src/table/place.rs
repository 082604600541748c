//! Where in the tree of goals and levels the rows of a table are.

use super::goal;
use super::grid::Grid;
use crate::model::{Id, Project};

/// Where in the tree the rows are.
#[derive(Default)]
pub(super) struct Place {
    pub(super) goal: Option<Id>,
    pub(super) level1: String,
    pub(super) level2: String,
}

impl Place {
    /// Enters the goal that a cell left of a column names; returns true when one does.
    pub(super) fn find_goal(&mut self, grid: &Grid, row: usize, before: usize, project: &mut Project) -> bool {
        let Some(goal) = (0..before).find_map(|column| goal::label(grid.seen(row, column))) else {
            return false;
        };
        let id = goal::entered(project, goal);
        if self.goal.as_ref() != Some(&id) {
            *self = Self {
                goal: Some(id),
                ..Self::default()
            };
        }
        true
    }

    /// Takes the words beside the label of the goal just entered, where the label itself has none; returns true when
    /// it does.
    pub(super) fn describe_goal(&self, grid: &Grid, row: usize, project: &mut Project) -> bool {
        let words: Vec<&str> = grid.cells(row).skip(1).map(|(_, text)| text).collect();
        let goal = project
            .goals
            .iter_mut()
            .find(|goal| Some(&goal.id) == self.goal.as_ref());
        let Some(goal) = goal.filter(|goal| goal.text.is_empty() && !words.is_empty()) else {
            return false;
        };
        goal.text = words.join("\n");
        true
    }
}
