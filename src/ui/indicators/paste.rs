//! A block from the clipboard: a table by its headings, wherever it is pasted; else cell by cell.

use rust_i18n::t;

use super::lines::Filter;
use super::rows::{self, Block, Pasted};
use super::{Editor, columns};
use crate::model::{Edit, Goal, Id, Indicator, Project, Section};
use crate::table;
use crate::ui::scene::Scene;

/// Pastes at the cursor: a table with headings below its row, or in its place where it is empty; else over the cells.
pub fn at_cursor(editor: &mut Editor, scene: &mut Scene<'_>, text: &str) {
    let Some(block) = editor.block() else { return };
    editor.draft = None;
    into(editor, scene, text, Some(block));
}

/// Pastes where there is no row yet: without headings, from the column on that the first cell is of.
pub fn into_nothing(editor: &mut Editor, scene: &mut Scene<'_>, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    into(editor, scene, text, None);
    editor.want_focus = true;
}

/// Pastes what was copied here as it was, whole rows from the first column on; a table by its headings; else texts.
fn into(editor: &mut Editor, scene: &mut Scene<'_>, text: &str, block: Option<Block>) {
    let project = scene.project;
    let cells = table::pasted(text);
    let copied = editor.copied.clone().filter(|copied| copied.is(project, &cells));
    let at = block.and_then(|block| editor.lines.indicator_at(block.top));
    if copied.is_none() && with_headings(editor, scene, text, at) {
        return;
    }
    let left = match (&copied, block) {
        (Some(copied), block) if copied.is_whole() || block.is_none() => copied.left,
        (_, Some(block)) => block.left,
        _ => first_column(project, &cells),
    };
    let block = block.map_or(Block::at(0, left), |block| Block { left, ..block });
    let pasted = copied.as_deref().map_or(Pasted::Texts(&cells), Pasted::Copied);
    let outcome = rows::pasted(project, &editor.lines, block, pasted);
    editor.take(scene, outcome);
}

/// Returns true for what is pasted as cells although a cell is open: several of them, and nothing has been typed yet.
pub fn goes_past(draft: &str, text: &str) -> bool {
    draft.trim().is_empty() && text.trim_end().contains(['\t', '\n'])
}

/// Takes a table by its headings below the indicator at a position; false where it has none.
fn with_headings(editor: &mut Editor, scene: &mut Scene<'_>, text: &str, at: Option<usize>) -> bool {
    let project = scene.project;
    let Ok(reading) = table::read_into(text, &t!("indicators.clipboard"), project) else {
        return false;
    };
    let blank = at.map(|at| &project.indicators[at]).filter(|row| rows::is_empty(row));
    let mut table = Table::new(project);
    let mut indicators: Vec<Indicator> = Vec::new();
    for (position, read) in reading.project.indicators.iter().enumerate() {
        let id = match blank {
            Some(blank) if position == 0 => blank.id.clone(),
            _ => rows::fresh(project, &indicators),
        };
        indicators.push(table.own(&reading.project, read, id));
    }
    let Some((first, last)) = indicators.first().zip(indicators.last()) else {
        return false;
    };
    editor.cursor = Some((first.id.clone(), 0));
    editor.anchor = Some((last.id.clone(), columns::ALL.len() - 1));
    // What is pasted is seen, whatever is searched for.
    editor.filter = Filter::default();
    editor.message = None;
    let remarks = reading.remarks.iter().map(ToString::to_string).collect();
    editor.marks.note_remarks(remarks);
    scene.edits.push(Edit::Table {
        goals: table.goals,
        sections: table.sections,
        at: at.map_or(project.indicators.len(), |at| at + 1),
        indicators,
    });
    true
}

/// What a pasted table needs of its project: the goals and sections there are, and those it adds.
struct Table {
    goals: Vec<Goal>,
    sections: Vec<Section>,
}

impl Table {
    fn new(project: &Project) -> Self {
        Self {
            goals: project.goals.clone(),
            sections: project.sections.clone(),
        }
    }

    /// Returns an indicator read from the table with this id, and the goal and section of the project.
    fn own(&mut self, other: &Project, read: &Indicator, id: Id) -> Indicator {
        let goal = read.goal.as_ref().and_then(|id| other.goal(id));
        let section = read.section.as_ref();
        let section = section.and_then(|id| other.sections.iter().find(|one| one.id == *id));
        Indicator {
            id,
            goal: self.goal(goal),
            section: section.map(|section| self.section(section)),
            ..read.clone()
        }
    }

    /// Returns the goal of a name, which is added where there is none; without a name the only one.
    fn goal(&mut self, read: Option<&Goal>) -> Option<Id> {
        let Some(read) = read.filter(|goal| !goal.name.is_empty()) else {
            return match self.goals.as_slice() {
                [only] => Some(only.id.clone()),
                _ => None,
            };
        };
        if let Some(known) = self.goals.iter().find(|goal| goal.name == read.name) {
            return Some(known.id.clone());
        }
        let id = Id::fresh("G", self.goals.iter().map(|goal| &goal.id));
        self.goals.push(Goal {
            id: id.clone(),
            ..read.clone()
        });
        Some(id)
    }

    /// Returns the section of a name, which is added where there is none.
    fn section(&mut self, read: &Section) -> Id {
        if let Some(known) = self.sections.iter().find(|section| section.name == read.name) {
            return known.id.clone();
        }
        let id = Id::fresh("S", self.sections.iter().map(|section| &section.id));
        self.sections.push(Section {
            id: id.clone(),
            ..read.clone()
        });
        id
    }
}

/// Returns the column that the first cell of a table without headings belongs to.
fn first_column(project: &Project, cells: &table::Cells) -> usize {
    let first = cells.first().and_then(|row| row.first()).map_or("", |cell| cell.trim());
    let levels = &project.scheme.levels;
    if levels.iter().any(|level| level.name == first) {
        0
    } else if levels.iter().any(|level| level.level2.iter().any(|name| name == first)) {
        1
    } else {
        columns::NAME
    }
}
