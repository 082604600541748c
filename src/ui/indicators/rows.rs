//! What is done to whole rows and blocks of cells, as edits.

use crate::model::{Edit, Field, Id, Indicator, Project};
use crate::table::Cells;

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

/// Returns the texts of a block as a table.
pub fn copied(project: &Project, card: &crate::score::Scorecard, lines: &Lines, block: Block) -> Cells {
    lines
        .between(block.top, block.bottom)
        .into_iter()
        .map(|position| {
            let (indicator, row) = (&project.indicators[position], &card.rows[position]);
            columns::ALL[block.left..=block.right]
                .iter()
                .map(|column| columns::text(project, indicator, row, *column))
                .collect()
        })
        .collect()
}

/// Types a table of texts into the cells from a block's upper left corner on; a single text fills the whole block.
///
/// Rows past the end become new indicators; computed columns are passed over. A blank level below a filled one is what
/// a merged cell of a spreadsheet leaves: it stands for the same level.
pub fn pasted(project: &Project, lines: &Lines, block: Block, cells: &Cells) -> Outcome {
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
                typing.cell(position, column, text);
            }
        }
        return typing.outcome();
    }
    let mut line = Some(block.top);
    let mut corners: Option<[(Id, usize); 2]> = None;
    let (filled_in, carried_down) = with_merged_levels(cells, block.left);
    for row in &filled_in {
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
        for (text, column) in row.iter().zip(block.left..columns::ALL.len()) {
            typing.cell(position, column, text);
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
    Outcome {
        beyond: (block.left + widest).saturating_sub(columns::ALL.len()),
        block: corners,
        carried_down,
        ..typing.outcome()
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
                typing.cell(*position, column, &text);
            }
        }
    }
    typing.outcome()
}

/// Returns an id that neither the project nor these indicators have.
pub fn fresh(project: &Project, more: &[Indicator]) -> Id {
    Id::fresh(
        "I",
        project.indicators.iter().chain(more).map(|indicator| &indicator.id),
    )
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

    fn cell(&mut self, position: usize, column: usize, text: &str) {
        let before = self.before(position);
        let Some(field) = columns::ALL[column].field(self.project, before) else {
            self.passed_over += usize::from(!text.trim().is_empty());
            return;
        };
        self.field(position, column, field, text);
    }

    fn field(&mut self, position: usize, column: usize, field: Field, text: &str) {
        let before = self.before(position);
        let id = before.id.clone();
        let typed = self.project.with_cell(before, field, text);
        self.typed.push((id.clone(), column));
        match typed {
            Ok(after) => match position.checked_sub(self.project.indicators.len()) {
                Some(new) => self.appended[new] = after,
                None => {
                    self.changed.insert(position, after);
                }
            },
            Err(error) => self.refused.push(Refused {
                id,
                column,
                reason: names::refusal(&error),
            }),
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
