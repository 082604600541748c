//! What is done to whole rows and blocks of cells, as edits.

use std::sync::Arc;

use crate::model::{Edit, Field, Id, Indicator, Project, Scheme};
use crate::table::{self, Cells};

use super::columns;
use super::lines::Lines;
use super::refused::Refused;
use crate::ui::names;

/// The first columns, those of the levels.
const LEVELS: usize = 2;

/// A block of cells: lines and columns, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// First line.
    pub top: usize,
    /// Last line.
    pub bottom: usize,
    /// First column.
    pub left: usize,
    /// Last column.
    pub right: usize,
}

impl Block {
    /// Returns the block of one cell.
    pub fn at(line: usize, column: usize) -> Self {
        Self {
            top: line,
            bottom: line,
            left: column,
            right: column,
        }
    }
}

/// What came of a paste, a fill or a clearing.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The edit, when anything changes.
    pub edit: Option<Edit>,
    /// Every cell that was typed into.
    pub typed: Vec<(Id, usize)>,
    /// The cells among them whose text was refused.
    pub refused: Vec<Refused>,
    /// How many columns of a pasted block lie past the last one.
    pub beyond: usize,
    /// Upper left and lower right corner of a pasted block of several cells.
    pub block: Option<[(Id, usize); 2]>,
    /// How many texts of a pasted block met a column that is computed.
    pub passed_over: usize,
    /// How many blank levels of a pasted block were taken from the row above.
    pub carried_down: usize,
}

/// Returns a new indicator to stand below another, in the same goal and levels.
pub fn new_below(project: &Project, model: Option<&Indicator>) -> Indicator {
    let mut indicator = Indicator {
        id: fresh(project, &[]),
        ..Indicator::default()
    };
    if let Some(model) = model {
        indicator.goal.clone_from(&model.goal);
        indicator.level1.clone_from(&model.level1);
        indicator.level2.clone_from(&model.level2);
    } else {
        indicator.goal = project.goals.first().map(|goal| goal.id.clone());
        indicator.level1 = project
            .scheme
            .levels
            .first()
            .map(|level| level.name.clone())
            .unwrap_or_default();
    }
    indicator
}

/// Returns true for an indicator that holds nothing but its place: goal and levels.
pub fn is_empty(indicator: &Indicator) -> bool {
    let place = Indicator {
        id: indicator.id.clone(),
        goal: indicator.goal.clone(),
        level1: indicator.level1.clone(),
        level2: indicator.level2.clone(),
        ..Indicator::default()
    };
    place == *indicator
}

/// Returns copies of indicators with fresh ids, to be inserted below the last of them.
pub fn duplicates(project: &Project, positions: &[usize]) -> Option<Edit> {
    let at = positions.last()? + 1;
    let mut copies: Vec<Indicator> = Vec::new();
    for position in positions {
        let id = fresh(project, &copies);
        copies.push(Indicator {
            id,
            ..project.indicators[*position].clone()
        });
    }
    Some(Edit::Insert { at, indicators: copies })
}

/// Moves rows one line up or down among the rows of their goal; `None` at its end, or when they belong to several.
pub fn moved(project: &Project, lines: &Lines, block: Block, down: Direction) -> Option<Edit> {
    // Rows of two goals would have to jump over a heading: which way is for the person to say, goal by goal.
    if (block.top..=block.bottom).any(|line| lines.indicator_at(line).is_none()) {
        return None;
    }
    let positions = lines.between(block.top, block.bottom);
    let ids: Vec<Id> = positions
        .iter()
        .map(|position| project.indicators[*position].id.clone())
        .collect();
    let to = match down {
        Direction::Up => lines.indicator_at(block.top.checked_sub(1)?)?,
        Direction::Down => lines.indicator_at(block.bottom + 1)? + 1,
    };
    (!ids.is_empty()).then_some(Edit::Move { ids, to })
}

/// Which way rows are moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the top.
    Up,
    /// Towards the bottom.
    Down,
}

/// A block as it was copied: its texts, and the rows it was taken from, exactly as they were.
#[derive(Debug)]
pub struct Copied {
    /// What went to the clipboard.
    pub texts: Cells,
    rows: Vec<Indicator>,
    /// The first column.
    pub left: usize,
    /// What its tiers are counted in.
    scheme: Arc<Scheme>,
}

impl Copied {
    /// Copies a block.
    pub fn new(project: &Project, card: &crate::score::Scorecard, lines: &Lines, block: Block) -> Self {
        let positions = lines.between(block.top, block.bottom);
        let texts = |position: &usize| {
            let (indicator, row) = (&project.indicators[*position], &card.rows[*position]);
            let columns = columns::ALL[block.left..=block.right].iter();
            columns
                .map(|column| columns::text(project, indicator, row, *column))
                .collect()
        };
        Self {
            texts: positions.iter().map(texts).collect(),
            rows: positions.iter().map(|at| project.indicators[*at].clone()).collect(),
            left: block.left,
            scheme: Arc::clone(&project.scheme),
        }
    }

    /// Returns true while these cells, as the clipboard gives them back, are the copied ones and mean what they meant.
    pub fn is(&self, project: &Project, cells: &Cells) -> bool {
        table::pasted(&table::copied(&self.texts)) == *cells && self.scheme == project.scheme
    }

    /// Returns true for whole rows.
    pub fn is_whole(&self) -> bool {
        self.texts.first().is_some_and(|row| row.len() == columns::ALL.len())
    }

    /// Returns true for rows of several goals.
    fn is_of_goals(&self) -> bool {
        self.rows.windows(2).any(|pair| pair[0].goal != pair[1].goal)
    }

    /// Returns a row as a new one has it in place of an empty one: where the copied rows are of one goal it takes that
    /// of its place, else each keeps its own.
    fn whole_row(&self, project: &Project, row: &Indicator, place: &Indicator) -> Indicator {
        let is_known = |goal: &Id| project.goal(goal).is_some();
        let goal = if self.is_of_goals() {
            row.goal.clone().filter(is_known)
        } else {
            place.goal.clone()
        };
        let section = row.section.clone();
        Indicator {
            id: place.id.clone(),
            goal,
            section: section.filter(|id| project.sections.iter().any(|section| section.id == *id)),
            ..row.clone()
        }
    }
}

/// What is pasted: texts from elsewhere, or cells of this document.
#[derive(Clone, Copy, Debug)]
pub enum Pasted<'a> {
    /// Read as they would be if they were typed.
    Texts(&'a Cells),
    /// Taken as they were.
    Copied(&'a Copied),
}

impl<'a> Pasted<'a> {
    fn texts(self) -> &'a Cells {
        match self {
            Self::Texts(texts) => texts,
            Self::Copied(copied) => &copied.texts,
        }
    }

    /// Returns the row that a cell for this column was copied from.
    fn source(self, row: usize, offset: usize, column: usize) -> Option<&'a Indicator> {
        match self {
            Self::Copied(copied) if copied.left + offset == column => copied.rows.get(row),
            _ => None,
        }
    }
}

/// Puts a table into the cells from a block's upper left corner on; a single cell fills the whole block.
///
/// Rows past the end become new indicators; computed columns are passed over. Whole rows copied from this document bring
/// all they hold to where there is no row yet, and only what the grid shows to where there is one. A blank level below a
/// filled one in a table from elsewhere is what a merged cell of a spreadsheet leaves: it stands for the same level.
pub fn pasted(project: &Project, lines: &Lines, block: Block, pasted: Pasted<'_>) -> Outcome {
    let cells = pasted.texts();
    let single = match cells.as_slice() {
        [row] => match row.as_slice() {
            [text] => Some(text),
            _ => None,
        },
        _ => None,
    }
    // Where there is no row yet it becomes the first one.
    .filter(|_| lines.first().is_some());
    let mut typing = Typing::new(project);
    if let Some(text) = single {
        for position in lines.between(block.top, block.bottom) {
            for column in block.left..=block.right {
                typing.cell(position, column, text, pasted.source(0, 0, column));
            }
        }
        return typing.outcome();
    }
    let whole = match pasted {
        Pasted::Copied(copied) if copied.is_whole() => Some(copied),
        _ => None,
    };
    let mut line = Some(block.top);
    let mut corners: Option<[(Id, usize); 2]> = None;
    let (filled_in, carried_down) = match pasted {
        Pasted::Texts(cells) => with_merged_levels(cells, block.left),
        Pasted::Copied(copied) => (copied.texts.clone(), 0),
    };
    for (at, row) in filled_in.iter().enumerate() {
        let position = match line {
            Some(at) => {
                let position = lines.indicator_at(at);
                let next = lines.step(at, 1);
                line = (next > at).then_some(next);
                position
            }
            None => None,
        };
        let position = position.unwrap_or_else(|| typing.append(lines));
        let before = typing.before(position);
        match whole.filter(|_| is_empty(before)) {
            Some(copied) => typing.put(position, copied.whole_row(project, &copied.rows[at], before)),
            None => {
                for (offset, text) in row.iter().enumerate() {
                    let column = block.left + offset;
                    if column < columns::ALL.len() {
                        typing.cell(position, column, text, pasted.source(at, offset, column));
                    }
                }
            }
        }
        let id = typing.before(position).id.clone();
        let right = (block.left + row.len()).clamp(1, columns::ALL.len()) - 1;
        let [first, (_, widest)] = corners.unwrap_or_else(|| [(id.clone(), block.left), (id.clone(), right)]);
        corners = Some([first, (id, right.max(widest))]);
    }
    let filled = |row: &Vec<String>| {
        row.iter()
            .rposition(|cell| !cell.trim().is_empty())
            .map_or(0, |at| at + 1)
    };
    let widest = cells.iter().map(filled).max().unwrap_or_default();
    let outcome = typing.outcome();
    Outcome {
        beyond: (block.left + widest).saturating_sub(columns::ALL.len()),
        // Rows of several goals do not lie together.
        block: corners.filter(|_| !whole.is_some_and(Copied::is_of_goals)),
        carried_down,
        passed_over: if whole.is_some() { 0 } else { outcome.passed_over },
        ..outcome
    }
}

/// Gives every blank level of a pasted table the level above it, a second level only below the same first one; and
/// counts them.
fn with_merged_levels(cells: &Cells, left: usize) -> (Cells, usize) {
    let mut filled = cells.clone();
    let mut carried = 0;
    for row in 1..filled.len() {
        for column in left..LEVELS {
            let at = column - left;
            let above = filled[row - 1].get(at).cloned().unwrap_or_default();
            let begins_another = column > left && filled[row][..at] != filled[row - 1][..at];
            match filled[row].get_mut(at) {
                Some(cell) if cell.trim().is_empty() && !above.trim().is_empty() && !begins_another => {
                    *cell = above;
                    carried += 1;
                }
                _ => {}
            }
        }
    }
    (filled, carried)
}

/// Empties the cells of a block; with a score goes what was judged for it, whatever else the row holds.
pub fn cleared(project: &Project, lines: &Lines, block: Block) -> Outcome {
    let mut typing = Typing::new(project);
    for position in lines.between(block.top, block.bottom) {
        let indicator = &project.indicators[position];
        for column in block.left..=block.right {
            let judged = (column == columns::SCORE && indicator.judged.is_some()).then_some(Field::Judged);
            if let Some(field) = judged.or_else(|| columns::ALL[column].field(project, indicator)) {
                typing.field(position, column, field, "");
            }
        }
    }
    typing.outcome()
}

/// Takes the declared scores of rows away, so that the computed ones stand: a copy of these would be another number again
/// with the next weight (`domain.md` §1.7, §5.3: C04). `None` where none is declared.
pub fn undeclared(project: &Project, positions: &[usize]) -> Option<Edit> {
    let rows = positions.iter().map(|position| &project.indicators[*position]);
    let declared = rows.filter(|row| row.declared.is_some());
    let after: Vec<Indicator> = declared
        .filter_map(|row| project.with_cell(row, Field::Declared, "").ok())
        .collect();
    (!after.is_empty()).then_some(Edit::Indicators(after))
}

/// Fills a block with the cells of its first row.
pub fn filled_down(project: &Project, lines: &Lines, block: Block) -> Outcome {
    let mut typing = Typing::new(project);
    if let Some((first, rest)) = lines.between(block.top, block.bottom).split_first() {
        let source = &project.indicators[*first];
        for column in block.left..=block.right {
            let Some(field) = columns::ALL[column].field(project, source) else {
                continue;
            };
            let text = project.cell(source, field);
            for position in rest {
                typing.cell(*position, column, &text, Some(source));
            }
        }
    }
    typing.outcome()
}

/// Returns an id that neither the project nor these indicators have, nor one that was missed last year: the report would
/// tell of the new one what was missed.
pub fn fresh(project: &Project, more: &[Indicator]) -> Id {
    let missed = project.last_year.iter().flat_map(|last| &last.unmet);
    let taken = project.indicators.iter().chain(more).map(|indicator| &indicator.id);
    Id::fresh("I", taken.chain(missed.map(|unmet| &unmet.indicator)))
}

/// Indicators being typed into, several cells at once.
struct Typing<'a> {
    project: &'a Project,
    changed: std::collections::BTreeMap<usize, Indicator>,
    appended: Vec<Indicator>,
    typed: Vec<(Id, usize)>,
    refused: Vec<Refused>,
    passed_over: usize,
}

impl<'a> Typing<'a> {
    fn new(project: &'a Project) -> Self {
        Self {
            project,
            changed: std::collections::BTreeMap::new(),
            appended: Vec::new(),
            typed: Vec::new(),
            refused: Vec::new(),
            passed_over: 0,
        }
    }

    /// Adds an indicator below the last one shown.
    fn append(&mut self, lines: &Lines) -> usize {
        let last = lines.last().and_then(|id| self.project.indicator(id));
        let model = self.appended.last().or(last).or(self.project.indicators.last());
        let mut indicator = new_below(self.project, model);
        indicator.id = fresh(self.project, &self.appended);
        self.appended.push(indicator);
        self.project.indicators.len() + self.appended.len() - 1
    }

    /// Returns an indicator as it is so far.
    fn before(&self, position: usize) -> &Indicator {
        match position.checked_sub(self.project.indicators.len()) {
            Some(new) => &self.appended[new],
            None => self
                .changed
                .get(&position)
                .unwrap_or(&self.project.indicators[position]),
        }
    }

    /// Types a text into a cell, or gives it what a cell of the same column held that was copied.
    fn cell(&mut self, position: usize, column: usize, text: &str, source: Option<&Indicator>) {
        let before = self.before(position);
        let Some(field) = columns::ALL[column].field(self.project, before) else {
            self.passed_over += usize::from(!text.trim().is_empty());
            return;
        };
        let held = |source: &&Indicator| columns::ALL[column].field(self.project, source) == Some(field);
        match source.filter(held).and_then(|source| before.with_same(field, source)) {
            Some(after) => {
                self.typed.push((after.id.clone(), column));
                self.put(position, after);
            }
            None => self.field(position, column, field, text),
        }
    }

    fn field(&mut self, position: usize, column: usize, field: Field, text: &str) {
        let before = self.before(position);
        let id = before.id.clone();
        let typed = self.project.with_cell(before, field, text);
        self.typed.push((id.clone(), column));
        match typed {
            Ok(after) => self.put(position, after),
            Err(error) => self.refused.push(Refused {
                id,
                column,
                reason: names::refusal(&error),
            }),
        }
    }

    /// Takes an indicator as it is after a change.
    fn put(&mut self, position: usize, after: Indicator) {
        match position.checked_sub(self.project.indicators.len()) {
            Some(new) => self.appended[new] = after,
            None => {
                self.changed.insert(position, after);
            }
        }
    }

    fn outcome(self) -> Outcome {
        let mut indicators: Vec<Indicator> = self
            .changed
            .into_iter()
            .filter(|(position, after)| self.project.indicators[*position] != *after)
            .map(|(_, after)| after)
            .collect();
        indicators.extend(self.appended);
        Outcome {
            edit: (!indicators.is_empty()).then_some(Edit::Indicators(indicators)),
            typed: self.typed,
            refused: self.refused,
            passed_over: self.passed_over,
            ..Outcome::default()
        }
    }
}
