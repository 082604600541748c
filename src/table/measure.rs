//! What a row says in numbers: its target, its actual and their unit, its points.

use super::heading::Holds;
use super::indicator::Row;
use super::remark::Word;
use super::value::{self, Cell};
use super::{Matter, Notes};
use crate::model::{Actual, Indicator, Scheme, Target, notation, number};
use crate::score;

impl Row<'_> {
    /// Reads target, unit and actual.
    pub(super) fn read_values(&self, indicator: &mut Indicator, year: u16, scheme: &Scheme, notes: &mut Notes) {
        let operator = self.cell(Holds::Operator);
        let names = [indicator.name.clone(), indicator.level2.clone()];
        let actual = self.cell(Holds::Actual);
        let offered = actual.map_or(&[][..], |cell| self.grid.offered(self.row, cell.column));
        let judged = value::Judged::of(actual, offered, scheme, year);
        let read = |cell: Cell, unit: &str, notes: &mut Notes| {
            value::target(cell, operator, unit, [&names[0], &names[1]], (year, judged), notes)
        };
        let initial = self
            .columns
            .of(Holds::InitialTarget)
            .filter(|column| self.columns.target() != Some(*column));
        let Some(column) = self.columns.target() else {
            return self.read_actual(indicator, year, scheme, notes);
        };
        let stated = self.at(column);
        // Where nothing was adjusted, the column of the adjusted value is empty.
        let in_force = match initial.map(|column| self.at(column)) {
            Some(initial) if stated.is_blank() => initial,
            Some(initial) if !initial.is_blank() && initial.text != stated.text => {
                indicator.initial_target = read(initial, &indicator.unit, &mut Notes::default()).0;
                stated
            }
            _ => stated,
        };
        let (target, unit) = read(in_force, &indicator.unit, notes);
        if let Some(unit) = unit {
            indicator.unit = unit;
        }
        let value = target.as_ref().and_then(Target::number);
        indicator.target = target;
        self.read_unit_of_name(indicator, notes);
        self.read_actual(indicator, year, scheme, notes);
        // The actual may have brought the unit.
        value::suspect_fraction(in_force, value, &indicator.unit, notes);
    }

    /// Takes the unit behind the name, as in 检查户数（户）, or else behind the heading, where neither column nor target
    /// has one and the actual has no other.
    fn read_unit_of_name(&self, indicator: &mut Indicator, notes: &mut Notes) {
        let actual = self.cell(Holds::Actual).map_or("", |cell| cell.text);
        let inside = notation::amount(actual).and_then(|(_, unit)| unit);
        let is_number = match &indicator.target {
            // Without a target that can be read the actual says whether something is counted.
            None | Some(Target::Text(_)) => notation::amount(actual).is_some(),
            Some(target) => target.number().is_some(),
        };
        if !is_number || !indicator.unit.is_empty() {
            return;
        }
        let of_name = value::unit_behind(&indicator.name);
        let is_of_name = of_name.is_some();
        let unit = of_name.or_else(|| self.columns.unit.clone());
        let Some(unit) = unit.filter(|unit| inside.as_ref().is_none_or(|inside| inside == unit)) else {
            return;
        };
        if is_of_name {
            let column = self.columns.of(Holds::Name).unwrap_or(0);
            let unit = unit.clone();
            notes.add(self.row, column, Matter::UnitOfName { unit });
        } else {
            let column = self.columns.target().unwrap_or(0);
            let unit = unit.clone();
            notes.add_once(self.row, column, Matter::UnitOfHeading { unit });
        }
        indicator.unit = unit;
    }

    /// Says that the unit behind the name is another than that of the numbers.
    pub(super) fn compare_unit_of_name(&self, indicator: &Indicator, notes: &mut Notes) {
        let read = &indicator.unit;
        if let Some(own) = value::unit_behind(&indicator.name).filter(|own| !read.is_empty() && own != read) {
            let (name, unit) = (self.columns.of(Holds::Name).unwrap_or(0), read.clone());
            notes.add(self.row, name, Matter::UnitsDiffer { own, unit });
        }
    }

    fn read_actual(&self, indicator: &mut Indicator, year: u16, scheme: &Scheme, notes: &mut Notes) {
        let Some(cell) = self.cell(Holds::Actual) else { return };
        value::actual(cell, indicator, scheme, year, notes);
        if let Some(Actual::Number(value)) = indicator.actual {
            value::suspect_fraction(cell, Some(value), &indicator.unit, notes);
        }
        value::suspect_quotient(cell, indicator, notes);
        value::suspect_share(cell, indicator, notes);
        value::incomparable(cell, indicator, notes);
    }

    /// Reads weight, given score and deduction; a score inside the tier the row names is the officer's judgement.
    pub(super) fn read_points(&self, indicator: &mut Indicator, scheme: &Scheme, notes: &mut Notes) {
        let mut read = |holds, what| {
            let cell = self.cell(holds)?;
            value::points(cell, Word::Own(what), notes)
        };
        indicator.weight = read(Holds::Weight, "remark.weight");
        indicator.declared = read(Holds::Score, "remark.score");
        indicator.deduction = read(Holds::Deduction, "remark.deduction");
        self.read_points_of_name(indicator, notes);
        if let (Some(score), Some(weight)) = (indicator.declared, indicator.weight)
            && score > weight
        {
            let column = self.columns.of(Holds::Score).unwrap_or(0);
            let (score, weight) = (number::plain(score), number::plain(weight));
            notes.add(self.row, column, Matter::ScoreAbove { score, weight });
        }
        self.take_as_judged(indicator, scheme, notes);
        let (Some(Actual::Tier(tier)), Some(score), Some(weight)) =
            (&indicator.actual, indicator.declared, indicator.weight)
        else {
            return;
        };
        let Some(bounds) = scheme.qualitative.tiers.get(usize::from(*tier)) else {
            return;
        };
        let (low, high) = (weight.checked_mul(bounds.low), weight.checked_mul(bounds.high));
        let inside = low.is_some_and(|low| score >= low)
            && high.is_some_and(|high| if *tier == 0 { score <= high } else { score < high });
        let (score, tier) = (number::plain(score), bounds.name.clone());
        let matter = if inside {
            indicator.judged = indicator.declared;
            Matter::TierJudged { score, tier }
        } else {
            Matter::TierUnjudged { score, tier }
        };
        notes.add(self.row, self.columns.of(Holds::Score).unwrap_or(0), matter);
    }

    /// Takes the points behind the name, as in 推介会场次（30分）, for the weight where the table has no column of weights.
    fn read_points_of_name(&self, indicator: &mut Indicator, notes: &mut Notes) {
        let Some(points) = value::points_behind(&indicator.name) else {
            return;
        };
        let column = self.columns.of(Holds::Name).unwrap_or(0);
        let said = number::plain(points);
        if self.columns.of(Holds::Weight).is_none() {
            indicator.weight = Some(points);
            notes.add(self.row, column, Matter::PointsOfName { points: said });
        } else if indicator.weight != Some(points) {
            let weight = indicator.weight.map(number::plain);
            let matter = Matter::PointsDiffer {
                points: said,
                weight: weight.map_or(Word::Own("remark.unfilled"), Word::Printed),
            };
            notes.add(self.row, column, matter);
        }
    }

    /// Takes the given score of a miss that the officer judges, as one that is late, for that judgement.
    fn take_as_judged(&self, indicator: &mut Indicator, scheme: &Scheme, notes: &mut Notes) {
        let is_tier = matches!(indicator.actual, Some(Actual::Tier(_)));
        let Some(given) = indicator.declared.filter(|_| !is_tier) else {
            return;
        };
        if !score::score_indicator(scheme, indicator).awaits_points() {
            return;
        }
        let judged = Indicator {
            judged: Some(given),
            ..indicator.clone()
        };
        let column = self.columns.of(Holds::Score).unwrap_or(0);
        let is_taken = score::score_indicator(scheme, &judged).score == Some(given);
        let score = number::plain(given);
        let matter = if is_taken {
            *indicator = judged;
            Matter::MissJudged { score }
        } else {
            Matter::MissUnjudged { score }
        };
        notes.add(self.row, column, matter);
    }
}
