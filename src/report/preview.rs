//! The pages of the report as they are printed, for the screen: their pixels, and what stands where on them.
//!
//! It is the very document the PDF is written from, so that no line and no page can break elsewhere. Where a value
//! stands is read from the finished pages: the typesetter marks where paragraphs, headings and cells begin and end.

mod reading;

use jiff::civil::Date;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use super::trace::{Source, Trace, Traced};
use super::{Block, ExportError, Report, pdf};
use crate::model::Project;
use crate::score::Scorecard;

/// The laid out report.
#[derive(Debug)]
pub struct Preview {
    document: PagedDocument,
    pages: Vec<Sheet>,
    /// Where each heading and each annex begins, in printed order.
    starts: Vec<Start>,
}

/// A page and what stands on it.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Width in points of 1/72 inch.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// What can be followed to somewhere, what lies below first.
    pub places: Vec<Place>,
    /// The words of the page in their order, a line each; those of charts are left out.
    pub text: String,
}

/// Something on a page that leads somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Where it stands; a value broken over two lines has two areas.
    pub areas: Vec<Area>,
    /// What it is.
    pub what: What,
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A heading, by the key of its text.
    Heading(String),
    /// A paragraph under a heading, by the key of its text.
    Paragraph(String),
    /// A cell of a table, as printed.
    Cell(String, Source),
    /// A chart, by its sentence.
    Chart(String),
    /// A value in the text, as printed.
    Value(String, Source),
}

/// A rectangle on a page, in points from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

/// Where a part of the report begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// Position of the page, from 0.
    pub page: usize,
    /// Distance from the upper edge of the page, in points.
    pub top: f32,
    /// The key of the heading's text; `None` for an annex.
    pub heading: Option<String>,
}

/// Pixels of a page, red, green, blue and an opacity that is always full, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Four bytes a pixel.
    pub bytes: Vec<u8>,
}

/// Lays the report of a project out, as the PDF of the same date and fonts has it.
///
/// # Errors
/// A layout that cannot be set, with the words of the typesetter.
pub fn preview(project: &Project, card: &Scorecard, date: Date, installed: &[Vec<u8>]) -> Result<Preview, ExportError> {
    let Traced { report, traces } = super::traced(project, card, date);
    let document = pdf::desk(&report, &project.department, date, installed)?.document()?;
    let mut pages: Vec<Sheet> = (document.pages().iter())
        .map(|page| Sheet {
            width: page.frame.width().to_pt() as f32,
            height: page.frame.height().to_pt() as f32,
            ..Sheet::default()
        })
        .collect();
    let parts = reading::parts(&document, &mut pages);
    let starts = place(&report, &traces, &parts, &mut pages);
    Ok(Preview {
        document,
        pages,
        starts,
    })
}

impl Preview {
    /// Returns the pages in order.
    pub fn pages(&self) -> &[Sheet] {
        &self.pages
    }

    /// Returns where the headings and the annexes begin, in printed order.
    pub fn starts(&self) -> &[Start] {
        &self.starts
    }

    /// Draws a page at so many pixels a point; `None` for a page there is not.
    pub fn pixels(&self, page: usize, scale: f32) -> Option<Pixels> {
        let options = RenderOptions {
            pixel_per_pt: f64::from(scale).into(),
            render_bleed: false,
        };
        let drawn = typst_render::render(self.document.pages().get(page)?, &options);
        Some(Pixels {
            width: usize::try_from(drawn.width()).ok()?,
            height: usize::try_from(drawn.height()).ok()?,
            bytes: drawn.take(),
        })
    }
}

/// Puts what the report says onto the pages where its parts were found; returns where headings and annexes begin.
///
/// A part whose words are not those of its block, because a font has another form of them, has no places.
fn place(report: &Report, traces: &[Trace], parts: &[reading::Part], pages: &mut [Sheet]) -> Vec<Start> {
    use reading::Kind;
    let mut starts: Vec<Start> = Vec::new();
    let mut next = 0;
    for part in parts {
        let blocks = report.blocks.iter().zip(traces).enumerate().skip(next);
        let found = match part.kind {
            // Titles and signatures are paragraphs of no block; none is sought past another kind of block.
            Kind::Paragraph => blocks
                .take_while(|(_, (block, _))| matches!(block, Block::Paragraph(_) | Block::Remark(_)))
                .find(|(_, (block, _))| matches!(block, Block::Paragraph(text) if part.says(text))),
            Kind::Heading => blocks
                .into_iter()
                .find(|(_, (block, _))| matches!(block, Block::Heading { .. } | Block::Annex(_))),
            Kind::Table => blocks
                .into_iter()
                .find(|(_, (block, _))| matches!(block, Block::Table(_))),
            Kind::Figure => blocks
                .into_iter()
                .find(|(_, (block, _))| matches!(block, Block::Figure(_))),
        };
        let Some((position, (block, trace))) = found else {
            continue;
        };
        next = position + 1;
        let mut add = |on: Vec<(usize, Vec<Area>)>, what: What| {
            for (page, areas) in on {
                if let Some(sheet) = pages.get_mut(page) {
                    let what = what.clone();
                    sheet.places.push(Place { areas, what });
                }
            }
        };
        match (block, trace) {
            (Block::Heading { .. }, Trace::Heading(key)) => {
                starts.extend(part.start(Some(key)));
                add(part.lines(0..part.len()), What::Heading(key.clone()));
            }
            (Block::Annex(_), _) => starts.extend(part.start(None)),
            (Block::Paragraph(text), Trace::Values(values)) => {
                if let Some(Start { heading: Some(key), .. }) = starts.last() {
                    add(part.lines(0..part.len()), What::Paragraph(key.clone()));
                }
                for (bytes, source) in values {
                    let printed = text.get(bytes.clone()).unwrap_or_default();
                    let before = text.get(..bytes.start).map_or(0, reading::letters);
                    let letters = before..before + reading::letters(printed);
                    add(part.lines(letters), What::Value(printed.to_owned(), source.clone()));
                }
            }
            (Block::Table(_), Trace::Cells(cells)) => {
                for cell in cells {
                    let what = What::Cell(cell.text.clone(), cell.source.clone());
                    add(part.cell((cell.row, cell.column)), what);
                }
            }
            (Block::Figure(figure), _) => add(part.whole(), What::Chart(figure.description.clone())),
            _ => {}
        }
    }
    starts
}
