//! What stands under each heading: the officer's text, or sentences made from the data, with tables and charts.

mod sentences;
mod tables;

use jiff::civil::Date;

use super::form::{self, MISSING};
use super::{Block, Report, outline};
use crate::figure::{self, Figure};
use crate::model::{Kind, Project, number};
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
    let figures = figure::all(project, card);
    for heading in outline(&project.kind) {
        blocks.push(Block::Heading {
            level: heading.level,
            text: heading.text.to_owned(),
        });
        let written = project.text(heading.path);
        if written.trim().is_empty() {
            let sentences = sentences::under(project, card, heading.path);
            blocks.extend(sentences.into_iter().map(Block::Paragraph));
        } else {
            let paragraphs = written.lines().map(str::trim).filter(|line| !line.is_empty());
            blocks.extend(paragraphs.map(|line| Block::Paragraph(line.to_owned())));
        }
        blocks.extend(beside(project, card, &figures, heading.path));
    }
    blocks.push(Block::Signature(vec![
        named(&project.department).to_owned(),
        number::date(project.filled_on.unwrap_or(date)),
    ]));
    blocks.extend(annex(project, card));
    Report {
        title: title(project),
        blocks,
    }
}

/// Returns the paragraphs proposed under a heading of the outline while the officer has written none.
pub fn proposal(project: &Project, card: &Scorecard, path: &str) -> Vec<String> {
    sentences::under(project, card, path)
}

/// The title, broken where words are whole.
fn title(project: &Project) -> String {
    let year = match project.year {
        0 => format!("（年度{MISSING}）"),
        year => format!("{year}年度"),
    };
    match &project.kind {
        Kind::Department => format!("{year}{}\n部门整体绩效自评结果", named(&project.department)),
        Kind::SpendingProject(head) => format!("{year}{}\n项目绩效自评结果", named(&head.name)),
    }
}

/// A name in running text, or a visible gap.
fn named(name: &str) -> &str {
    if name.trim().is_empty() {
        "（名称未填）"
    } else {
        name.trim()
    }
}

/// Tables and charts that belong under a heading, whoever wrote its text.
fn beside(project: &Project, card: &Scorecard, figures: &[Figure], path: &str) -> Vec<Block> {
    match path {
        "一.一" => {
            let mut blocks = vec![Block::Table(tables::scores(card))];
            blocks.extend(charts(figures, "lost-points"));
            blocks
        }
        "一.二.3" => tables::unmet(project, card).map(Block::Table).into_iter().collect(),
        "二.三.1" => {
            let mut blocks: Vec<Block> = tables::budget(project, card).map(Block::Table).into_iter().collect();
            blocks.extend(tables::causes(project).map(Block::Table));
            blocks.extend(charts(figures, "budget"));
            blocks
        }
        "二.三.2" => {
            let mut blocks = charts(figures, "completion");
            blocks.extend(charts(figures, "targets"));
            blocks
        }
        "二.五" => tables::evidence(project).map(Block::Table).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Most pages of charts of one kind in the text; all of them are exported as pictures.
const CHART_PAGES: usize = 2;

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
