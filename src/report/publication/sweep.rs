//! The last look: whatever is printed, wherever it came from, is cleaned once more.
//!
//! Values joined to words, names of values that name nothing any more and words put together by the program are seen
//! only where they are printed. Both files are made of the report that went through here.

use super::text::Cleaner;
use crate::figure::{Figure, Shape};
use crate::report::{Block, Report};

/// Covers what is still found in the words of a report, and lists it.
pub fn sweep(cleaner: &mut Cleaner<'_>, report: &mut Report) {
    cleaner.printed("报告标题", &mut report.title);
    let mut place = "报告开头".to_owned();
    for block in &mut report.blocks {
        match block {
            Block::Heading { text, .. } => {
                cleaner.printed("报告提纲", text);
                place = format!("报告“{text}”");
            }
            Block::Annex(text) => {
                cleaner.printed("自评表标题", text);
                "自评表".clone_into(&mut place);
            }
            Block::Paragraph(text) | Block::Remark(text) => cleaner.printed(&place, text),
            Block::Table(table) => {
                for cell in table.rows.iter_mut().flatten() {
                    cleaner.printed(&place, &mut cell.text);
                }
            }
            Block::Figure(figure) => {
                let place = format!("{place}的图");
                for text in words(figure) {
                    cleaner.printed(&place, text);
                }
            }
            Block::Signature(lines) => {
                for line in lines {
                    cleaner.printed("落款", line);
                }
            }
        }
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
