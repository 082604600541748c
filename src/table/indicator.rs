//! A row below the headings → a goal or an indicator.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::foot::{self, SUMS};
use super::goal;
use super::grid::Grid;
use super::heading::{Columns, Holds};
use super::place::Place;
use super::remark::Word;
use super::value::{self, Cell};
use super::{Matter, Notes};
use crate::model::{Evidence, Goal, Id, Indicator, Project, Scheme, Section, notation, quoted};

/// Positions of the evidence in its ledger, by name.
pub(super) type Ledger = HashMap<String, usize>;

/// A row that may be an indicator.
pub(super) struct Row<'a> {
    pub(super) grid: &'a Grid,
    pub(super) row: usize,
    pub(super) columns: &'a Columns,
}

impl<'a> Row<'a> {
    /// Returns the cell of a kind as it is printed in this row.
    pub(super) fn cell(&self, holds: Holds) -> Option<Cell<'a>> {
        self.columns.of(holds).map(|column| self.at(column))
    }

    pub(super) fn at(&self, column: usize) -> Cell<'a> {
        Cell {
            text: self.grid.own(self.row, column),
            row: self.row,
            column,
        }
    }

    /// Returns the text of a kind; empty where the table has no such column, or says there that nothing is to be said.
    fn text(&self, holds: Holds) -> String {
        let cell = self.cell(holds).filter(|cell| !cell.is_blank());
        cell.map(|cell| cell.text.to_owned()).unwrap_or_default()
    }

    /// Returns true for what can only be an indicator: a name with points and a value, or with both values.
    pub(super) fn is_plain(&self) -> bool {
        let has = |holds| self.cell(holds).is_some_and(|cell| !cell.is_blank());
        let target = self.columns.target().is_some_and(|column| !self.at(column).is_blank());
        let (weight, actual) = (self.cell(Holds::Weight), has(Holds::Actual));
        has(Holds::Name)
            && match weight {
                Some(weight) => notation::amount(weight.text).is_some() && (target || actual),
                None => target && actual,
            }
    }

    /// Returns true for a row that stands beside the indicators: without a value, below the sum of all or in one cell
    /// from before the name to behind it, as 填报说明 and 审核意见 do; it names no goal and no level.
    pub(super) fn is_aside(&self, totalled: bool) -> bool {
        let mut cells = self.grid.cells(self.row);
        let Some((first, text)) = cells.next() else {
            return false;
        };
        let name = self.columns.of(Holds::Name).unwrap_or(0);
        let spans = first < name && self.grid.anchor(self.row, name) == Some((self.row, first));
        let has_value = [Holds::Actual, Holds::Weight, Holds::Score]
            .map(|holds| self.columns.of(holds))
            .into_iter()
            .chain([self.columns.target()])
            .flatten()
            .any(|column| !self.at(column).is_blank());
        let is_alone = spans && cells.next().is_none() && text.contains([':', '：', '。', '；']);
        (totalled || is_alone) && !has_value && goal::label(text).is_none()
    }

    /// Returns the text of a level, which a merge shows in every row.
    fn level(&self, holds: Holds) -> &'a str {
        self.columns
            .of(holds)
            .map_or("", |column| self.grid.seen(self.row, column))
    }

    /// Reads the row into the project.
    pub(super) fn read(&self, place: &mut Place, ledger: &mut Ledger, project: &mut Project, notes: &mut Notes) {
        let name_column = self.columns.of(Holds::Name).unwrap_or(0);
        let first_value = self
            .columns
            .of(Holds::Level1)
            .or(self.columns.of(Holds::Level2))
            .unwrap_or(name_column);
        let says_more = self.grid.cells(self.row).any(|(column, _)| column > name_column);
        let name = self.at(name_column);
        let is_nameless = name.is_blank() || !says_more && is_placeholder(name.text);
        let before = if is_nameless {
            name_column
        } else {
            first_value.min(name_column)
        };
        let names_goal = place.find_goal(self.grid, self.row, before, project);
        if names_goal && is_nameless && place.describe_goal(self.grid, self.row, project) {
            return;
        }
        self.enter_goal_of_column(place, project);
        let name: String = self.at(name_column).text.split('\n').map(str::trim).collect();
        let levels = [Holds::Level1, Holds::Level2].map(|holds| self.level(holds));
        if SUMS.contains(&name.as_str()) || levels.into_iter().any(foot::names_sum) {
            return;
        }
        self.enter_levels(place, &project.scheme);
        if name.is_empty() || is_nameless {
            self.remark_nameless(place, project, notes);
            return;
        }
        if self.is_level(place, &name, &project.scheme) {
            notes.add(self.row, name_column, Matter::LevelNamed { name });
            return;
        }
        if self.is_execution(place, &name, &project.scheme) {
            let score = self
                .cell(Holds::Score)
                .and_then(|cell| value::points(cell, Word::Own("remark.score"), notes));
            project.budget.declared = project.budget.declared.or(score);
            notes.add(self.row, name_column, Matter::Execution { name });
            return;
        }
        let mut indicator = Indicator {
            id: Id::new(format!("I{:04}", project.indicators.len() + 1)),
            goal: place.goal.clone(),
            level1: place.level1.clone(),
            level2: place.level2.clone(),
            name,
            ..Indicator::default()
        };
        self.remark_covered(notes);
        if self.grid.hides_row(self.row) {
            notes.add(self.row, name_column, Matter::RowHidden);
        }
        self.read_texts(&mut indicator, notes);
        self.read_values(&mut indicator, project.year, &project.scheme, notes);
        self.compare_unit_of_name(&indicator, notes);
        self.read_points(&mut indicator, &project.scheme, notes);
        self.read_sources(&mut indicator, ledger, project);
        let says_nothing = indicator.target.is_none() && indicator.actual.is_none();
        if says_nothing && indicator.weight.is_none() && indicator.declared.is_none() {
            let name = quoted(&indicator.name);
            notes.add(self.row, name_column, Matter::NameAlone { name });
        }
        notes.lead(self.row, &indicator.id);
        project.indicators.push(indicator);
    }

    /// Enters the goal named in a column of its own.
    fn enter_goal_of_column(&self, place: &mut Place, project: &mut Project) {
        let name = self.level(Holds::Goal);
        if name.is_empty() || goal::label(name).is_some() {
            return;
        }
        let (name, points) = goal::points_behind(name);
        let goal = Goal {
            name: name.to_owned(),
            points,
            ..Goal::default()
        };
        place.goal = Some(goal::entered(project, goal));
    }

    /// Enters the levels printed in the row; blank cells below one belong to it.
    fn enter_levels(&self, place: &mut Place, scheme: &Scheme) {
        let level1 = level_name(
            self.level(Holds::Level1),
            scheme.levels.iter().map(|level| level.name.as_str()),
        );
        if !level1.is_empty() && level1 != place.level1 {
            place.level1 = level1;
            place.level2.clear();
        }
        let offered = scheme.levels.iter().flat_map(|level| &level.level2).map(String::as_str);
        let level2 = level_name(self.level(Holds::Level2), offered);
        if !level2.is_empty() {
            place.level2 = level2;
        }
    }

    /// Enters the level whose name alone stands where an indicator's does, perhaps with its points; returns true for one.
    fn is_level(&self, place: &mut Place, name: &str, scheme: &Scheme) -> bool {
        let values = self.columns.target().into_iter().chain(self.columns.of(Holds::Actual));
        if values.map(|column| self.at(column)).any(|cell| !cell.is_blank()) || self.has_name_beside_level2() {
            return false;
        }
        let levels = &scheme.levels;
        if levels.iter().any(|level| level.name == name) {
            (place.level1, place.level2) = (name.to_owned(), String::new());
            return true;
        }
        let Some(owner) = levels
            .iter()
            .find(|level| level.level2.iter().any(|level2| level2 == name))
        else {
            return false;
        };
        // A table may name the second levels alone.
        if place.level1.is_empty() || levels.iter().any(|level| level.name == place.level1) {
            place.level1.clone_from(&owner.name);
        }
        name.clone_into(&mut place.level2);
        true
    }

    /// Returns true for a row whose second level and name stand in cells of their own: an indicator, whatever it is called.
    fn has_name_beside_level2(&self) -> bool {
        let [level2, name] = [Holds::Level2, Holds::Name].map(|holds| self.columns.of(holds));
        level2.zip(name).is_some_and(|(level2, name)| {
            let merged = self.grid.anchor(self.row, name);
            !self.grid.seen(self.row, level2).is_empty() && merged.is_none_or(|(_, column)| column == name)
        })
    }

    /// Returns true for a row that repeats the budget block among the indicators.
    fn is_execution(&self, place: &Place, name: &str, scheme: &Scheme) -> bool {
        let execution = |text: &str| text.starts_with("预算执行") || text.starts_with("部门预算执行");
        scheme.budget.weight > Decimal::ZERO && (execution(&place.level1) || place.level1.is_empty() && execution(name))
    }

    /// Says that a row holds values for which no name stands there.
    fn remark_nameless(&self, place: &Place, project: &Project, notes: &mut Notes) {
        let value = [
            Holds::Target,
            Holds::InitialTarget,
            Holds::AdjustedTarget,
            Holds::Actual,
            Holds::Score,
        ]
        .iter()
        .filter_map(|holds| self.cell(*holds))
        .find(|cell| !cell.is_blank());
        // A first row without points may be a second row of headings.
        let has_points = self
            .cell(Holds::Weight)
            .is_some_and(|cell| notation::amount(cell.text).is_some());
        let inside = !place.level1.is_empty() || !project.indicators.is_empty() || has_points;
        if let Some(cell) = value.filter(|_| inside) {
            let texts: Vec<&str> = self.grid.cells(self.row).map(|(_, text)| text).collect();
            let texts = texts.join("｜");
            cell.note(notes, Matter::Nameless { texts });
        }
    }

    /// Says that a value is merged with the row above: it counts there only.
    fn remark_covered(&self, notes: &mut Notes) {
        for (holds, what) in [
            (Holds::Weight, "remark.weight"),
            (Holds::Score, "remark.score"),
            (Holds::Actual, "remark.actual"),
            (Holds::Target, "remark.target"),
        ] {
            let Some(column) = self.columns.of(holds) else { continue };
            if let Some((above, _)) = self
                .grid
                .anchor(self.row, column)
                .filter(|(above, _)| *above < self.row)
                && !self.grid.seen(self.row, column).is_empty()
            {
                let (what, above) = (Word::Own(what), above + 1);
                notes.add(self.row, column, Matter::Covered { what, above });
            }
        }
    }

    /// Reads the fields that are text.
    fn read_texts(&self, indicator: &mut Indicator, notes: &mut Notes) {
        indicator.unit = notation::unit(&self.text(Holds::Unit));
        indicator.description = self.text(Holds::Description);
        indicator.reason = self.text(Holds::Reason);
        indicator.measure = self.text(Holds::Measure);
        if let Some(cell) = self.cell(Holds::ReasonAndMeasure) {
            let parted = |label| cell.text.split_once(label);
            let labelled = ["\n改进措施：", "改进措施：", "改进措施:"].into_iter().find_map(parted);
            let labelled = labelled.or_else(|| Some((cell.text.strip_prefix("偏差原因：")?, "")));
            let (reason, measure) = labelled.unwrap_or_else(|| {
                let lines = cell.text.split_once('\n');
                if lines.is_some() {
                    notes.add_once(cell.row, cell.column, Matter::ReasonsUnparted);
                }
                // 1.…\n2.… are two of a kind.
                let is_pair = |(reason, measure): &(&str, &str)| {
                    !measure.contains('\n')
                        && !reason.starts_with(|first: char| first.is_numeric() || "（(一".contains(first))
                };
                lines.filter(is_pair).unwrap_or((cell.text, ""))
            });
            let reason = reason
                .trim()
                .trim_start_matches("偏差原因：")
                .trim_start_matches("原因：");
            reason.clone_into(&mut indicator.reason);
            measure.trim().clone_into(&mut indicator.measure);
        }
        indicator.application = self.text(Holds::Application);
        indicator.explanation = self.text(Holds::Explanation);
        indicator.standard = self.text(Holds::Standard);
        indicator.basis = self.text(Holds::Basis);
        indicator.source = self.text(Holds::Source);
        indicator.method = self.text(Holds::Method);
        indicator.code = self.text(Holds::Code);
        indicator.core = matches!(self.text(Holds::Core).as_str(), "是" | "√" | "核心" | "核心指标");
        let plain = |holds| notation::amount(&self.text(holds)).map(|(value, _)| value);
        indicator.previous_year = plain(Holds::PreviousYear);
        indicator.year_before_previous = plain(Holds::YearBeforePrevious);
    }

    /// Reads who answers for it, what proves it, and the working note.
    fn read_sources(&self, indicator: &mut Indicator, ledger: &mut Ledger, project: &mut Project) {
        let notes = self.columns.all(Holds::Note).map(|column| self.at(column));
        let notes: Vec<&str> = notes.filter(|cell| !cell.is_blank()).map(|cell| cell.text).collect();
        indicator.note = notes.join("\n");
        let name = self.level(Holds::Section);
        if !name.is_empty() {
            let known = project.sections.iter().find(|section| section.name == name);
            let id = known.map(|section| section.id.clone()).unwrap_or_else(|| {
                let id = Id::new(format!("S{:02}", project.sections.len() + 1));
                project.sections.push(Section {
                    id: id.clone(),
                    name: name.to_owned(),
                    ..Section::default()
                });
                id
            });
            indicator.section = Some(id);
        }
        let names = self.level(Holds::Evidence).split(['\n', '；', ';']).map(str::trim);
        for name in names.filter(|name| !name.is_empty()) {
            if let Some(known) = ledger.get(name) {
                project.evidence[*known].proves.push(indicator.id.clone());
                continue;
            }
            ledger.insert(name.to_owned(), project.evidence.len());
            project.evidence.push(Evidence {
                id: Id::new(format!("E{:03}", project.evidence.len() + 1)),
                name: name.to_owned(),
                proves: vec![indicator.id.clone()],
                ..Evidence::default()
            });
        }
    }
}

/// Returns true for a line of a template that was not filled in: `指标3：`.
fn is_placeholder(name: &str) -> bool {
    let folded = notation::fold(name);
    let rest = folded.strip_prefix("指标").map(|rest| rest.trim_end_matches(':'));
    rest.is_some_and(|rest| rest.chars().all(|sign| sign.is_ascii_digit()))
}

/// Cleans a level: `产出指标\n(50分)` is 产出指标; 数量 is 数量指标 where the scheme calls it so.
fn level_name<'a>(text: &str, mut offered: impl Iterator<Item = &'a str>) -> String {
    let joined: String = text.split_whitespace().collect();
    let bare = match joined.find(['(', '（']) {
        Some(at) if joined[at..].chars().any(|sign| sign.is_ascii_digit()) && joined.ends_with([')', '）']) => {
            &joined[..at]
        }
        _ => joined.as_str(),
    };
    // 社会 is 社会效益指标.
    let is_full = |name: &&str| {
        ["指标", "效益指标"]
            .iter()
            .any(|rest| name.strip_suffix(rest) == Some(bare))
    };
    let full = offered.find(is_full).filter(|_| !bare.is_empty());
    full.unwrap_or(bare).to_owned()
}
