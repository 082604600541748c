//! The rows below the headings → goals and indicators.

use rust_decimal::Decimal;

use super::Notes;
use super::foot::{self, SUMS};
use super::goal;
use super::grid::Grid;
use super::head;
use super::heading::{self, Columns, Holds};
use super::unread::{Forms, Unread};
use super::value::{self, Cell};
use crate::model::{Actual, Evidence, Goal, Id, Indicator, Project, Scheme, Section, notation, number};

/// Reads every indicator of a sheet; returns how many kinds of columns were found, 0 without headings.
pub(super) fn read(grid: &Grid, project: &mut Project, notes: &mut Notes) -> usize {
    let mut columns: Option<Columns> = None;
    let (mut kinds, mut row) = (0, 0);
    let mut unread = Unread::default();
    let mut place = Place::default();
    let mut forms = Forms::default();
    while row < grid.height() {
        if let Some((found, height)) = heading::at(grid, row, project.year) {
            kinds = kinds.max(found.kinds());
            place = Place {
                goal: place.goal,
                ..Place::default()
            };
            place.find_goal(grid, row, found.of(Holds::Name).unwrap_or(0), project);
            if found.of(Holds::Weight).is_none() {
                let column = found.of(Holds::Name).unwrap_or(0);
                notes.add(row, column, "表中没有分值一栏，请补充各指标的分值".to_owned());
            }
            for column in found.read().filter(|column| grid.hides_column(*column)) {
                let heading: String = grid.seen(row, column).split_whitespace().collect();
                notes.add(
                    row,
                    column,
                    format!("“{heading}”一栏在表中是隐藏的，内容照常读入，请核对"),
                );
            }
            unread.begin(grid, row, &found);
            columns = Some(found);
            row += height;
            continue;
        }
        let ends = foot::read(grid, row, columns.as_ref(), project, notes);
        if ends {
            columns = columns.filter(|_| foot::is_sum(grid, row));
        } else if columns.is_some() && head::begins(grid, row) {
            columns = None;
        } else if let Some(columns) = &columns {
            Row { grid, row, columns }.read(&mut place, project, notes);
            unread.count(grid, row);
        } else if let Some((column, _)) = grid.cells(row).next()
            && place.find_goal(grid, row, column + 1, project)
        {
            place.describe_goal(grid, row, project);
        } else {
            goal::read_overall(grid, row, project);
        }
        forms.read(grid, row, project, notes);
        row += 1;
    }
    unread.remark(notes);
    kinds
}

/// Where in the tree the rows are.
#[derive(Default)]
struct Place {
    goal: Option<Id>,
    level1: String,
    level2: String,
}

impl Place {
    /// Enters the goal that a cell left of a column names; returns true when one does.
    fn find_goal(&mut self, grid: &Grid, row: usize, before: usize, project: &mut Project) -> bool {
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
    fn describe_goal(&self, grid: &Grid, row: usize, project: &mut Project) -> bool {
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

/// A row that may be an indicator.
struct Row<'a> {
    grid: &'a Grid,
    row: usize,
    columns: &'a Columns,
}

impl<'a> Row<'a> {
    /// Returns the cell of a kind as it is printed in this row.
    fn cell(&self, holds: Holds) -> Option<Cell<'a>> {
        self.columns.of(holds).map(|column| self.at(column))
    }

    fn at(&self, column: usize) -> Cell<'a> {
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

    /// Returns the text of a level, which a merge shows in every row.
    fn level(&self, holds: Holds) -> &'a str {
        self.columns
            .of(holds)
            .map_or("", |column| self.grid.seen(self.row, column))
    }

    /// Reads the row into the project.
    fn read(&self, place: &mut Place, project: &mut Project, notes: &mut Notes) {
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
        self.enter_levels(place, &project.scheme);
        let name: String = self.at(name_column).text.split('\n').map(str::trim).collect();
        if name.is_empty() || is_nameless {
            self.remark_nameless(place, project, notes);
            return;
        }
        if SUMS.contains(&name.as_str()) || SUMS.iter().any(|sum| place.level2 == *sum || place.level1 == *sum) {
            return;
        }
        if self.is_execution(place, &name, &project.scheme) {
            let score = self
                .cell(Holds::Score)
                .and_then(|cell| value::points(cell, "得分", notes));
            project.budget.declared = project.budget.declared.or(score);
            notes.add(
                self.row,
                name_column,
                format!("“{name}”是预算执行情况，未作为指标读入，请在预算中填写金额"),
            );
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
            notes.add(
                self.row,
                name_column,
                "这一行在表中是隐藏的，指标照常读入，请核对".to_owned(),
            );
        }
        self.read_texts(&mut indicator);
        self.read_values(&mut indicator, project.year, &project.scheme, notes);
        self.compare_unit_of_name(&indicator, notes);
        self.read_points(&mut indicator, &project.scheme, notes);
        self.read_sources(&mut indicator, project);
        project.indicators.push(indicator);
    }

    /// Enters the goal named in a column of its own.
    fn enter_goal_of_column(&self, place: &mut Place, project: &mut Project) {
        let name = self.level(Holds::Goal);
        if name.is_empty() || goal::label(name).is_some() {
            return;
        }
        let goal = Goal {
            name: name.to_owned(),
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
        let inside = !place.level1.is_empty() || !project.indicators.is_empty();
        if let Some(cell) = value.filter(|_| inside) {
            let texts: Vec<&str> = self.grid.cells(self.row).map(|(_, text)| text).collect();
            notes.add(
                cell.row,
                cell.column,
                format!("这一行没有三级指标名称，未读入：{}", texts.join("｜")),
            );
        }
    }

    /// Says that a value is merged with the row above: it counts there only.
    fn remark_covered(&self, notes: &mut Notes) {
        for (holds, what) in [
            (Holds::Weight, "分值"),
            (Holds::Score, "得分"),
            (Holds::Actual, "实际完成值"),
            (Holds::Target, "指标值"),
        ] {
            let Some(column) = self.columns.of(holds) else { continue };
            if let Some((above, _)) = self
                .grid
                .anchor(self.row, column)
                .filter(|(above, _)| *above < self.row)
                && !self.grid.seen(self.row, column).is_empty()
            {
                notes.add(
                    self.row,
                    column,
                    format!("{what}与第{}行合并，只记在第{}行", above + 1, above + 1),
                );
            }
        }
    }

    /// Reads the fields that are text.
    fn read_texts(&self, indicator: &mut Indicator) {
        indicator.unit = notation::unit(&self.text(Holds::Unit));
        indicator.description = self.text(Holds::Description);
        indicator.reason = self.text(Holds::Reason);
        indicator.measure = self.text(Holds::Measure);
        if let Some(cell) = self.cell(Holds::ReasonAndMeasure) {
            let (reason, measure) = cell
                .text
                .split_once("改进措施：")
                .or_else(|| cell.text.split_once("改进措施:"))
                .unwrap_or((cell.text, ""));
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
    fn read_sources(&self, indicator: &mut Indicator, project: &mut Project) {
        indicator.note = self.text(Holds::Note);
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
            match project.evidence.iter_mut().find(|evidence| evidence.name == name) {
                Some(known) => known.proves.push(indicator.id.clone()),
                None => project.evidence.push(Evidence {
                    id: Id::new(format!("E{:03}", project.evidence.len() + 1)),
                    name: name.to_owned(),
                    proves: vec![indicator.id.clone()],
                    ..Evidence::default()
                }),
            }
        }
    }

    /// Reads target, unit and actual.
    fn read_values(&self, indicator: &mut Indicator, year: u16, scheme: &Scheme, notes: &mut Notes) {
        let operator = self.cell(Holds::Operator);
        let names = [indicator.name.clone(), indicator.level2.clone()];
        let actual = self.cell(Holds::Actual);
        let offered = actual.map_or(&[][..], |cell| self.grid.offered(self.row, cell.column));
        let judged = value::Judged::of(actual, offered, scheme);
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
        let value = target.as_ref().and_then(crate::model::Target::number);
        indicator.target = target;
        self.read_unit_of_name(indicator, notes);
        self.read_actual(indicator, year, scheme, notes);
        // The actual may have brought the unit.
        value::suspect_fraction(in_force, value, &indicator.unit, notes);
    }

    /// Takes the unit behind the name, as in 检查户数（户）, where neither column nor target has one and the actual has
    /// no other.
    fn read_unit_of_name(&self, indicator: &mut Indicator, notes: &mut Notes) {
        let actual = self.cell(Holds::Actual).map_or("", |cell| cell.text);
        let inside = notation::amount(actual).and_then(|(_, unit)| unit);
        let is_number = indicator
            .target
            .as_ref()
            .and_then(crate::model::Target::number)
            .is_some();
        let Some(unit) = value::unit_of_name(&indicator.name).filter(|_| is_number && indicator.unit.is_empty()) else {
            return;
        };
        if inside.is_none_or(|inside| inside == unit) {
            let column = self.columns.of(Holds::Name).unwrap_or(0);
            notes.add(self.row, column, format!("计量单位按名称中的“{unit}”读入，请核对"));
            indicator.unit = unit;
        }
    }

    /// Says that the unit behind the name is another than that of the numbers.
    fn compare_unit_of_name(&self, indicator: &Indicator, notes: &mut Notes) {
        let read = &indicator.unit;
        if let Some(unit) = value::unit_of_name(&indicator.name).filter(|unit| !read.is_empty() && unit != read) {
            notes.add(
                self.row,
                self.columns.of(Holds::Name).unwrap_or(0),
                format!("名称中的单位“{unit}”与指标值的单位“{read}”不一致，按“{read}”读入，请核对"),
            );
        }
    }

    fn read_actual(&self, indicator: &mut Indicator, year: u16, scheme: &Scheme, notes: &mut Notes) {
        let Some(cell) = self.cell(Holds::Actual) else { return };
        value::actual(cell, indicator, scheme, year, notes);
        if let Some(Actual::Number(value)) = indicator.actual {
            value::suspect_fraction(cell, Some(value), &indicator.unit, notes);
        }
        value::suspect_quotient(cell, indicator, notes);
        value::incomparable(cell, indicator, notes);
    }

    /// Reads weight, given score and deduction; a score inside the tier the row names is the officer's judgement.
    fn read_points(&self, indicator: &mut Indicator, scheme: &Scheme, notes: &mut Notes) {
        let mut read = |holds, what| self.cell(holds).and_then(|cell| value::points(cell, what, notes));
        indicator.weight = read(Holds::Weight, "分值");
        indicator.declared = read(Holds::Score, "得分");
        indicator.deduction = read(Holds::Deduction, "扣减分数");
        if let (Some(score), Some(weight)) = (indicator.declared, indicator.weight)
            && score > weight
        {
            notes.add(
                self.row,
                self.columns.of(Holds::Score).unwrap_or(0),
                format!("得分{}大于分值{}，请核对", number::plain(score), number::plain(weight)),
            );
        }
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
        let score = number::plain(score);
        let column = self.columns.of(Holds::Score).unwrap_or(0);
        if inside {
            indicator.judged = indicator.declared;
            notes.add(
                self.row,
                column,
                format!("定性得分{score}在“{}”一档之内，已作为评定得分，请核对", bounds.name),
            );
        } else {
            notes.add(
                self.row,
                column,
                format!("定性得分{score}不在“{}”一档之内，只作为自评填报得分", bounds.name),
            );
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
    let full = format!("{bare}指标");
    if !bare.is_empty() && offered.any(|name| name == full) {
        full
    } else {
        bare.to_owned()
    }
}
