//! The last look: whatever is printed, wherever it came from, is cleaned once more.
//!
//! Values joined to words, names of values that name nothing any more and words put together by the program are seen
//! only where they are printed. Both files are made of the report that went through here.

use super::text::{COVERED, Cleaner};
use super::tidy;
use crate::figure::{Figure, Shape};
use crate::report::{Block, Report};

/// What a text of a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A paragraph of running text.
    Paragraph,
    /// A cell of a table.
    Cell,
    /// A title, a heading, a word of a chart, a line below the text.
    Word,
}

/// Goes through every text of a report, with what it is and the words for where it stands.
pub fn each(report: &mut Report, mut see: impl FnMut(Role, &str, &mut String)) {
    see(Role::Word, "报告标题", &mut report.title);
    let mut place = "报告开头".to_owned();
    for block in &mut report.blocks {
        match block {
            Block::Heading { text, .. } => {
                see(Role::Word, "报告提纲", text);
                place = format!("报告“{text}”");
            }
            Block::Annex(text) => {
                see(Role::Word, "自评表标题", text);
                "自评表".clone_into(&mut place);
            }
            Block::Paragraph(text) | Block::Remark(text) => see(Role::Paragraph, &place, text),
            Block::Table(table) => {
                for cell in table.rows.iter_mut().flatten() {
                    see(Role::Cell, &place, &mut cell.text);
                }
            }
            Block::Figure(figure) => {
                let place = format!("{place}的图");
                for text in words(figure) {
                    see(Role::Word, &place, text);
                }
            }
            Block::Signature(lines) => {
                for line in lines {
                    see(Role::Word, "落款", line);
                }
            }
        }
    }
}

/// Returns the paragraphs of a report, each with where it stands.
pub fn paragraphs(report: &mut Report) -> Vec<(String, String)> {
    let mut all = Vec::new();
    each(report, |role, place, text| {
        if role == Role::Paragraph {
            all.push((place.to_owned(), text.clone()));
        }
    });
    all
}

/// Covers what is still found in the words of a report, and lists it; words that say nothing any more go.
pub fn sweep(cleaner: &mut Cleaner<'_>, report: &mut Report) {
    each(report, |role, place, text| {
        cleaner.printed(place, text);
        if role == Role::Cell {
            *text = tidy::cell(text);
        }
    });
    for block in &mut report.blocks {
        if let Block::Remark(text) = block {
            *text = tidy::tidied(text);
        }
    }
    passages(report);
    let is_gone =
        |block: &Block| matches!(block, Block::Paragraph(text) | Block::Remark(text) if text.trim().is_empty());
    let blocks = std::mem::take(&mut report.blocks);
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        if !is_gone(&block) {
            report.blocks.push(block);
            continue;
        }
        while rest.next_if(is_gone).is_some() {}
        // A heading with nothing below it would look forgotten.
        let is_first = matches!(report.blocks.last(), Some(Block::Heading { .. }));
        let is_last = !matches!(
            rest.peek(),
            Some(Block::Paragraph(_) | Block::Table(_) | Block::Figure(_))
        );
        if is_first && is_last {
            report.blocks.push(Block::Paragraph(format!("{COVERED}。")));
        }
    }
}

/// Tidies the paragraphs that follow each other as one text: they may be the items of a list.
fn passages(report: &mut Report) {
    let blocks = std::mem::take(&mut report.blocks);
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        let Block::Paragraph(first) = block else {
            report.blocks.push(block);
            continue;
        };
        let mut lines = vec![first];
        while let Some(Block::Paragraph(next)) = rest.next_if(|next| matches!(next, Block::Paragraph(_))) {
            lines.push(next);
        }
        let passage = lines.join("\n");
        let tidied = tidy::tidied(&passage);
        if tidied != passage {
            lines = tidied.split('\n').map(str::to_owned).collect();
        }
        report.blocks.extend(lines.into_iter().map(Block::Paragraph));
    }
}

/// Every text of a chart, what is read out and what is shown beside it included.
fn words(figure: &mut Figure) -> impl Iterator<Item = &mut String> {
    let Figure {
        id: _,
        title,
        subtitle,
        description,
        note,
        axis,
        rows,
        value_headings,
        marks,
        legend,
        table,
        colours: _,
    } = figure;
    let marks = marks.iter_mut().flat_map(|mark| {
        let label = match &mut mark.shape {
            Shape::Label { text, .. } => Some(text),
            _ => None,
        };
        label.into_iter().chain([&mut mark.hover])
    });
    let rows = (rows.iter_mut()).flat_map(|row| row.values.iter_mut().chain([&mut row.label]));
    [title, subtitle, description, note]
        .into_iter()
        .chain(axis.ticks.iter_mut().map(|(_, text)| text))
        .chain(rows)
        .chain(value_headings)
        .chain(marks)
        .chain(legend.iter_mut().map(|(_, text)| text))
        .chain(&mut table.headings)
        .chain(table.rows.iter_mut().flatten())
}
