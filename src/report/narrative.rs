//! What stands under each heading: the officer's text, or sentences made from the data, with tables and charts.

mod asked;
mod basis;
mod foot;
mod indicators;
mod last;
mod levels;
mod money;
mod outcome;
mod sentences;
mod tables;

use jiff::civil::Date;

pub use basis::{basis, recorded, unrecorded};
pub use foot::{foot, unproposed};
pub use last::succeeded;
pub(super) use sentences::duty;

use super::fitting;
use super::flowing;
use super::form::{self, MISSING};
use super::paging;
use super::title;
use super::trace::{self, Source, Trace, Traced};
use super::{Block, Report};
use crate::binding::{self, Origin, Values};
use crate::figure::svg::TEXT_ROWS;
use crate::figure::{self, Figure};
use crate::model::outline::{Exhibit, Heading};
use crate::model::{Project, number};
use crate::outlines;
use crate::score::Scorecard;

/// Which first levels an analysis is about; 成本, 管理效率 and the like are told with 产出.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Output,
    Effect,
    Satisfaction,
}

impl Part {
    /// Tells the part a 一级指标 belongs to by its word.
    fn of(level1: &str) -> Self {
        if level1.contains("满意") {
            Self::Satisfaction
        } else if level1.contains("效益") || level1.contains("效果") || level1.contains("效应") {
            Self::Effect
        } else {
            Self::Output
        }
    }
}

/// Widest line of a 署名, in half characters: the date still stands under its middle, 4 characters from the edge.
const SIGNED: usize = 48;

/// Breaks a 署名 that is wider than its date can be centred under into lines of about the same width.
fn signed(name: &str) -> Vec<String> {
    let width = |character: char| if character.is_ascii() { 1 } else { 2 };
    let whole: usize = name.chars().map(width).sum();
    let share = whole.div_ceil(whole.div_ceil(SIGNED).max(1)).next_multiple_of(2);
    let mut lines = vec![String::new()];
    let mut filled = 0;
    for character in name.chars().filter(|character| !character.is_control()) {
        if filled + width(character) > share {
            lines.push(String::new());
            filled = 0;
        }
        filled += width(character);
        if let Some(line) = lines.last_mut() {
            line.push(character);
        }
    }
    lines
}

/// Writes the report of a project, and where it says what from.
pub fn report(project: &Project, card: &Scorecard, date: Date) -> Traced {
    let project = &*binding::printed(project, card);
    let mut blocks = Vec::new();
    if form::carries_demo(project) {
        let text = format!("说明：本报告{}", form::demo_statement(project));
        blocks.push((Block::Paragraph(text), Trace::None));
    }
    let values = Values::new(project, card);
    let outline = outlines::of(project);
    for (position, heading) in outline.headings.iter().enumerate() {
        let block = Block::Heading {
            level: heading.level,
            text: heading.text.clone(),
        };
        blocks.push((block, Trace::Heading(heading.path.clone())));
        let written = project.text(&heading.path);
        let paragraphs = if written.trim().is_empty() {
            let proposed = proposal(project, card, heading);
            if proposed.is_empty() && outline.takes_text(position) {
                vec![format!("{}{MISSING}。", heading.words())]
            } else {
                proposed
            }
        } else {
            let lines = written.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(str::to_owned).collect()
        };
        blocks.extend(paragraphs.iter().map(|paragraph| {
            let (text, trace) = trace::printed(&values, paragraph);
            (Block::Paragraph(text), trace)
        }));
        for exhibit in &heading.exhibits {
            blocks.extend(exhibited(project, card, (*exhibit, written.trim().is_empty())));
        }
    }
    let mut signature = signed(&values.print("{{单位}}"));
    signature.push(number::date(project.filled_on.unwrap_or(date)));
    blocks.push((Block::Signature(signature), Trace::None));
    let title = title::broken(&super::titled(&values.print(&outline.title)), fitting::TITLE);
    let mut blocks = flowing::flowed(&title, blocks);
    blocks.extend(annex(project, card, date));
    let (blocks, traces) = blocks.into_iter().unzip();
    Traced {
        report: Report { title, blocks },
        traces,
    }
}

/// Returns the paragraphs proposed under a heading while the officer has written none, with bindings.
pub fn proposal(project: &Project, card: &Scorecard, heading: &Heading) -> Vec<String> {
    let passages = heading.passages.iter();
    passages
        .flat_map(|passage| sentences::of(project, card, passage))
        .collect()
}

/// A table or the charts of a kind, with their sources, below the officer's text or the sentences proposed; none where
/// there is nothing to show.
fn exhibited(project: &Project, card: &Scorecard, (exhibit, is_proposed): (Exhibit, bool)) -> Vec<(Block, Trace)> {
    let from = |label: &str, origin: Origin| {
        let source = Source::of(label, origin);
        move |_: usize, _: usize| Some(source.clone())
    };
    let traced = match exhibit {
        Exhibit::Points => Some(trace::table(tables::scores(card), from("得分", Origin::Score))),
        Exhibit::Unmet => tables::unmet(project, card, is_proposed).map(|unmet| {
            trace::table(unmet.table, |row, position| {
                let (indicator, fields) = unmet.sources.get(row)?;
                Source::of_indicator(project, *indicator, fields.get(position).copied()?)
            })
        }),
        Exhibit::Budget => {
            tables::budget(project, card).map(|table| trace::table(table, from("预算执行", Origin::Budget)))
        }
        Exhibit::Causes => tables::causes(project).map(|table| trace::table(table, from("变动原因", Origin::Budget))),
        Exhibit::Evidence => tables::evidence(project).map(|table| (Block::Table(table), Trace::None)),
        Exhibit::LossChart => return chart(card, (figure::lost_points_within(project, card, TEXT_ROWS), Vec::new())),
        Exhibit::BudgetChart => return chart(card, (figure::budget(project, card), Vec::new())),
        Exhibit::CompletionChart => return chart(card, figure::completion_excerpt(project, card)),
        Exhibit::TargetChart => return chart(card, figure::targets_excerpt(project, card)),
    };
    traced.into_iter().collect()
}

/// A chart, and what became of its other rows; nothing where there is nothing to show.
fn chart(card: &Scorecard, (figure, left_out): (Figure, Vec<usize>)) -> Vec<(Block, Trace)> {
    if figure.marks.is_empty() {
        return Vec::new();
    }
    let rest = (!left_out.is_empty()).then(|| Block::Remark(indicators::others(card, &left_out)));
    let figure = Block::Figure(Box::new(figure));
    let blocks = std::iter::once(figure).chain(rest);
    blocks.map(|block| (block, Trace::None)).collect()
}

/// The form of the scheme, as annex.
fn annex(project: &Project, card: &Scorecard, date: Date) -> Vec<(Block, Trace)> {
    let form = form::form(project, card, date);
    let tables = trace::tables_of(&form, project);
    let mut blocks = vec![
        (
            Block::Annex(title::broken(&form.title, fitting::ANNEX_TITLE)),
            Trace::None,
        ),
        (Block::Paragraph(form.subtitle), Trace::None),
    ];
    blocks.extend(tables);
    let notes = form.footnotes.into_iter().map(Block::Paragraph);
    blocks.extend(notes.map(|note| (note, Trace::None)));
    paging::paged(blocks)
}
