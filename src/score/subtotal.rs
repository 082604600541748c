//! Points of groups of rows: of each 一级指标 and of each goal.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::{Row, weights};
use crate::model::{Id, Indicator, Project};

/// Points of a group of rows: a 一级指标 or a goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Subtotal {
    /// 一级指标, or the goal's name.
    pub name: String,
    /// The goal, when the group is one.
    pub goal: Option<Id>,
    /// Positions of its rows.
    pub rows: Vec<usize>,
    /// Sum of the weights stated.
    pub weight: Decimal,
    /// Sum of the scores there are.
    pub score: Decimal,
    /// Points lost on scored rows.
    pub lost: Decimal,
    /// Rows without a score.
    pub unfilled: usize,
}

impl Subtotal {
    /// Returns the score, or `None` while no row has one: nothing is not 0.
    pub fn stated_score(&self) -> Option<Decimal> {
        (self.unfilled < self.rows.len()).then_some(self.score)
    }

    /// Returns the points lost, or `None` while no row has a score.
    pub fn stated_lost(&self) -> Option<Decimal> {
        (self.unfilled < self.rows.len()).then_some(self.lost)
    }

    /// Returns the points of the rows without a score, which are neither earned nor lost.
    pub fn open(&self) -> Decimal {
        self.weight.saturating_sub(self.score).saturating_sub(self.lost)
    }

    fn new(name: String, goal: Option<Id>) -> Self {
        Self {
            name,
            goal,
            rows: Vec::new(),
            weight: Decimal::ZERO,
            score: Decimal::ZERO,
            lost: Decimal::ZERO,
            unfilled: 0,
        }
    }

    fn add(&mut self, weight: Option<Decimal>, row: &Row) {
        self.weight = weights::add(self.weight, weight.unwrap_or_default());
        self.score = weights::add(self.score, row.score.unwrap_or_default());
        self.lost = weights::add(self.lost, row.lost.unwrap_or_default());
        self.unfilled += usize::from(row.score.is_none());
    }

    pub(super) fn of_rows(indicators: &[Indicator], rows: &[Row]) -> Self {
        let mut all = Self::new(String::new(), None);
        for (indicator, row) in indicators.iter().zip(rows) {
            all.add(indicator.weight, row);
        }
        all
    }
}

/// Sums the rows of each 一级指标, in the order they first appear.
pub(super) fn levels(indicators: &[Indicator], rows: &[Row]) -> Vec<Subtotal> {
    let mut levels: Vec<Subtotal> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (position, (indicator, row)) in indicators.iter().zip(rows).enumerate() {
        let name = match indicator.level1.as_str() {
            "" => "未填一级指标",
            name => name,
        };
        let place = *places.entry(name).or_insert_with(|| {
            levels.push(Subtotal::new(name.to_owned(), None));
            levels.len() - 1
        });
        levels[place].rows.push(position);
        levels[place].add(indicator.weight, row);
    }
    levels
}

/// Sums the rows of each goal.
pub(super) fn goals(project: &Project, rows: &[Row]) -> Vec<Subtotal> {
    let mut goals: Vec<Subtotal> = project
        .goals
        .iter()
        .map(|goal| Subtotal::new(goal.name.clone(), Some(goal.id.clone())))
        .collect();
    let places: HashMap<&Id, usize> = project
        .goals
        .iter()
        .enumerate()
        .rev() // of two goals with one id the first counts, as in `Project::goal`
        .map(|(place, goal)| (&goal.id, place))
        .collect();
    for (position, (indicator, row)) in project.indicators.iter().zip(rows).enumerate() {
        if let Some(place) = indicator.goal.as_ref().and_then(|id| places.get(id)) {
            goals[*place].rows.push(position);
            goals[*place].add(indicator.weight, row);
        }
    }
    goals
}
