//! What stands under each heading: the officer's text, or sentences made from the data, with tables and charts.

mod sentences;
mod tables;

use jiff::civil::Date;

use super::form::{self, MISSING};
use super::{Block, Report};
use crate::binding::Values;
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

/// Writes the report of a project.
pub fn report(project: &Project, card: &Scorecard, date: Date) -> Report {
    let mut blocks = Vec::new();
    if form::carries_demo(project) {
        blocks.push(Block::Paragraph(format!(
            "说明：本报告{}",
            form::demo_statement(project)
        )));
    }
    let values = Values::new(project, card);
    let figures = figure::all(project, card);
    let outline = outlines::of(project);
    for (position, heading) in outline.headings.iter().enumerate() {
        blocks.push(Block::Heading {
            level: heading.level,
            text: heading.text.clone(),
        });
        let written = project.text(&heading.path);
        let paragraphs = if written.trim().is_empty() {
            let proposed = proposal(project, card, heading);
            if proposed.is_empty() && outline.takes_text(position) {
                vec![format!("{}{MISSING}。", words(&heading.text))]
            } else {
                proposed
            }
        } else {
            let lines = written.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(str::to_owned).collect()
        };
        let printed = paragraphs
            .iter()
            .map(|paragraph| Block::Paragraph(values.print(paragraph)));
        blocks.extend(printed);
        for exhibit in &heading.exhibits {
            blocks.extend(exhibited(project, card, &figures, *exhibit));
        }
    }
    blocks.push(Block::Signature(vec![
        values.print("{{单位}}"),
        number::date(project.filled_on.unwrap_or(date)),
    ]));
    blocks.extend(annex(project, card));
    Report {
        title: values.print(&outline.title),
        blocks,
    }
}

/// Returns the paragraphs proposed under a heading while the officer has written none, with bindings.
pub fn proposal(project: &Project, card: &Scorecard, heading: &Heading) -> Vec<String> {
    let passages = heading.passages.iter();
    passages
        .flat_map(|passage| sentences::of(project, card, passage))
        .collect()
}

/// A heading without its number.
fn words(heading: &str) -> &str {
    let number = |letter: char| "一二三四五六七八九十（）()、.．".contains(letter) || letter.is_ascii_digit();
    heading.trim_start_matches(number)
}

/// A table or the charts of a kind; none where there is nothing to show.
fn exhibited(project: &Project, card: &Scorecard, figures: &[Figure], exhibit: Exhibit) -> Vec<Block> {
    let table = match exhibit {
        Exhibit::Points => Some(tables::scores(card)),
        Exhibit::Unmet => tables::unmet(project, card),
        Exhibit::Budget => tables::budget(project, card),
        Exhibit::Causes => tables::causes(project),
        Exhibit::Evidence => tables::evidence(project),
        Exhibit::LossChart => return charts(figures, "lost-points"),
        Exhibit::BudgetChart => return charts(figures, "budget"),
        Exhibit::CompletionChart => return charts(figures, "completion"),
        Exhibit::TargetChart => return charts(figures, "targets"),
    };
    table.map(Block::Table).into_iter().collect()
}

/// Most pages of charts of one kind in the text; all of them are exported as pictures.
const CHART_PAGES: usize = 3;

/// The charts of one kind, cut into pages where there are many rows; none where there is nothing to show.
fn charts(figures: &[Figure], kind: &str) -> Vec<Block> {
    let of_kind = |figure: &&Figure| {
        let rest = figure.id.strip_prefix(kind);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-')) && !figure.marks.is_empty()
    };
    let mut wanted = figures.iter().filter(of_kind);
    let mut blocks: Vec<Block> = wanted
        .by_ref()
        .take(CHART_PAGES)
        .map(|figure| Block::Figure(Box::new(figure.clone())))
        .collect();
    if wanted.next().is_some() {
        blocks.push(Block::Paragraph(
            "其余指标的图表从略，逐项数据见附件自评表。".to_owned(),
        ));
    }
    blocks
}

/// The form of the scheme, as annex.
fn annex(project: &Project, card: &Scorecard) -> Vec<Block> {
    let form = form::form(project, card);
    let mut blocks = vec![
        Block::Annex(form.title.clone()),
        Block::Paragraph(form.subtitle.clone()),
    ];
    blocks.extend(form.tables().into_iter().map(Block::Table));
    blocks.extend(form.footnotes.into_iter().map(Block::Paragraph));
    blocks
}
