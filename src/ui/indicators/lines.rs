//! Which lines the grid shows: goals as headings, their indicators below.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Id, Indicator, Project};
use crate::score::{Scorecard, Status};

/// A line of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Heading of a goal; `None` gathers the indicators of no goal.
    Goal(Option<usize>),
    /// The indicator at a position of the project.
    Indicator(usize),
}

/// What narrows the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this status.
    pub status: Option<Status>,
    /// Only names that hold this text.
    pub search: String,
    /// Goals folded away; `None` stands for the indicators of no goal.
    pub folded: BTreeSet<Option<Id>>,
    /// Shown all the same: the indicator being typed into.
    pub kept: Option<Id>,
}

impl Filter {
    /// Returns true when rows after a line may be out of sight: searched away, filtered out or folded.
    pub fn hides_after(&self, project: &Project, lines: &Lines, line: usize) -> bool {
        let folded = |line: &Line| match line {
            Line::Goal(goal) => self.folded.contains(&goal.map(|at| project.goals[at].id.clone())),
            Line::Indicator(_) => false,
        };
        self.status.is_some() || !self.search.is_empty() || lines.list.iter().skip(line + 1).any(folded)
    }
}

/// The lines, made anew only when the document or the filter changes.
#[derive(Debug, Default)]
pub struct Lines {
    key: Option<(u64, Filter)>,
    /// Lines top first.
    pub list: Vec<Line>,
    positions: HashMap<Id, usize>,
    ids: Vec<Option<Id>>,
}

impl Lines {
    /// Brings the lines up to date; true when they are narrowed otherwise than before.
    pub fn update(&mut self, project: &Project, card: &Scorecard, revision: u64, filter: &Filter) -> bool {
        if self
            .key
            .as_ref()
            .is_some_and(|(known, with)| *known == revision && with == filter)
        {
            return false;
        }
        let narrowed_anew = self.key.as_ref().is_some_and(|(_, with)| with != filter);
        self.key = Some((revision, filter.clone()));
        self.list.clear();
        self.positions.clear();
        self.ids.clear();
        let goal_at: HashMap<&Id, usize> = project
            .goals
            .iter()
            .enumerate()
            .map(|(position, goal)| (&goal.id, position))
            .collect();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); project.goals.len() + 1];
        for (position, indicator) in project.indicators.iter().enumerate() {
            let hidden = filter
                .status
                .is_some_and(|status| card.rows.get(position).is_none_or(|row| row.status != status))
                || !is_found(indicator, &filter.search);
            if !hidden || filter.kept.as_ref() == Some(&indicator.id) {
                let goal = indicator.goal.as_ref().and_then(|id| goal_at.get(id).copied());
                members[goal.unwrap_or(project.goals.len())].push(position);
            }
        }
        for (goal, positions) in members.into_iter().enumerate() {
            let heading = (goal < project.goals.len()).then_some(goal);
            let narrowed = filter.status.is_some() || !filter.search.is_empty();
            if positions.is_empty() && (heading.is_none() || narrowed) {
                continue;
            }
            if !project.goals.is_empty() {
                self.list.push(Line::Goal(heading));
                self.ids.push(None);
            }
            let folded = filter.folded.contains(&heading.map(|at| project.goals[at].id.clone()));
            for position in positions {
                if folded && filter.kept.as_ref() != Some(&project.indicators[position].id) {
                    continue;
                }
                self.positions
                    .insert(project.indicators[position].id.clone(), self.list.len());
                self.list.push(Line::Indicator(position));
                self.ids.push(Some(project.indicators[position].id.clone()));
            }
        }
        narrowed_anew
    }

    /// Returns the first indicator shown.
    pub fn first(&self) -> Option<&Id> {
        self.ids.iter().flatten().next()
    }

    /// Returns the last indicator shown.
    pub fn last(&self) -> Option<&Id> {
        self.ids.iter().flatten().next_back()
    }

    /// Returns the position of the last indicator of the goal that a line belongs to.
    pub fn last_in_sight(&self, line: usize) -> Option<usize> {
        let rest = self.list.iter().enumerate().skip(line + 1);
        let next = rest.filter(|(_, line)| matches!(line, Line::Goal(_))).map(|(at, _)| at);
        let end = next.min().unwrap_or(self.list.len());
        (0..end).rev().find_map(|line| self.indicator_at(line))
    }

    /// Returns the indicator on a line or the nearest one above it, else the first one.
    pub fn near(&self, line: usize) -> Option<&Id> {
        let until = self.ids.get(..=line).unwrap_or(&self.ids);
        until.iter().flatten().next_back().or_else(|| self.first())
    }

    /// Returns the line of an indicator, when it is shown.
    pub fn line_of(&self, id: &Id) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// Returns the position in the project of the indicator on a line.
    pub fn indicator_at(&self, line: usize) -> Option<usize> {
        match self.list.get(line)? {
            Line::Indicator(position) => Some(*position),
            Line::Goal(_) => None,
        }
    }

    /// Returns the id of the indicator on a line.
    pub fn id_at(&self, line: usize) -> Option<&Id> {
        self.ids.get(line)?.as_ref()
    }

    /// Returns the nearest line with an indicator when going `step` lines from `line`; the last one met at an end.
    pub fn step(&self, line: usize, step: isize) -> usize {
        let (mut at, mut found, mut left) = (line, line, step.unsigned_abs());
        while left > 0 {
            let Some(next) = at
                .checked_add_signed(step.signum())
                .filter(|next| *next < self.list.len())
            else {
                break;
            };
            at = next;
            if self.indicator_at(at).is_some() {
                found = at;
                left -= 1;
            }
        }
        found
    }

    /// Returns the positions of the indicators between two lines, both included.
    pub fn between(&self, one: usize, other: usize) -> Vec<usize> {
        (one.min(other)..=one.max(other))
            .filter_map(|line| self.indicator_at(line))
            .collect()
    }
}

/// Tells whether a row is searched for: by its name, its 编码 or what its 指标值 rests on.
fn is_found(indicator: &Indicator, search: &str) -> bool {
    let texts = [&indicator.name, &indicator.code, &indicator.basis];
    texts.iter().any(|text| text.contains(search))
}
