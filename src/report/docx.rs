//! The report as a Word document: A4, headings as real styles, tables, charts, the form in a landscape annex.
//!
//! Layout numbers follow GB/T 9704-2012 (`domain.md` §8.4); lengths are twips (1/1440 inch) unless a name
//! says otherwise.

mod package;
mod styles;
mod table;

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, FooterReference, LineSpacing, PageMargin, PageOrientationType, PageSize, Paragraph, Pic, Run,
    SectionProperty,
};
use jiff::civil::Date;

use super::{Block, ExportError, Report};
use crate::figure::{Figure, png};

/// A4: short and long edge.
const PAPER: (u32, u32) = (11906, 16838);
/// 天头 37 mm, 地脚 35 mm, 订口 28 mm, 切口 26 mm.
const MARGINS: [i32; 4] = [2098, 1984, 1587, 1474];
/// Width of the text area on an upright page.
const TEXT_WIDTH: usize = 11906 - 1587 - 1474;
/// Width of the text area on a page on its side, where the binding edge is above.
const ANNEX_WIDTH: usize = 16838 - 2098 - 1984;
/// EMU, the unit of pictures, in a twip.
const EMU: u32 = 635;
/// A picture is at most this high, so that its heading stays on the page.
const FIGURE_HEIGHT: u32 = 11_000;
/// Pixels drawn for one unit of a figure.
const FIGURE_SCALE: f32 = 2.0;

/// Writes a report as docx bytes, the same for the same report and date.
///
/// # Errors
/// A chart too large to be drawn, or a library that refuses the content.
pub fn docx(report: &Report, date: Date) -> Result<Vec<u8>, ExportError> {
    let mut document = styles::styled(Docx::new());
    let mut descriptions = Vec::new();
    for line in report.title.lines() {
        document = document.add_paragraph(paragraph("Title", line));
    }
    document = document.add_paragraph(Paragraph::new());
    let mut in_annex = false;
    for block in &report.blocks {
        document = match block {
            Block::Heading { level, text } => document.add_paragraph(paragraph(&format!("Heading{level}"), text)),
            Block::Paragraph(text) => {
                let style = if in_annex { "AnnexText" } else { "Body" };
                text.lines().fold(document, |document, line| {
                    document.add_paragraph(paragraph(style, line))
                })
            }
            Block::Table(rows) => document
                .add_paragraph(paragraph("Gap", ""))
                .add_table(table::table(rows, if in_annex { ANNEX_WIDTH } else { TEXT_WIDTH }))
                // Word runs neighbouring tables together unless a paragraph stands between them.
                .add_paragraph(paragraph("Gap", "")),
            Block::Figure(figure) => {
                descriptions.push(figure.description.clone());
                document.add_paragraph(picture(figure, descriptions.len())?)
            }
            Block::Signature(lines) => {
                let document = document.add_paragraph(paragraph("Body", ""));
                lines.iter().fold(document, |document, line| {
                    document.add_paragraph(paragraph("Signature", line))
                })
            }
            Block::Annex(title) => {
                in_annex = true;
                document
                    .add_paragraph(Paragraph::new().style("Gap").section_property(upright()))
                    .add_paragraph(paragraph("AnnexMark", "附件"))
                    .add_paragraph(paragraph("AnnexTitle", title))
            }
        };
    }
    document = document.footer(styles::page_number(AlignmentType::Right));
    document = document.even_footer(styles::page_number(AlignmentType::Left));
    let last = if in_annex { on_its_side() } else { upright() };
    let section = &mut document.document.section_property;
    section.page_size = last.page_size;
    section.page_margin = last.page_margin;

    let mut parts = document.build();
    let title = report.title.replace('\n', "");
    package::finish(&mut parts, &title, &descriptions, date)?;
    let mut bytes = Cursor::new(Vec::new());
    parts
        .pack(&mut bytes)
        .map_err(|error| ExportError::Docx(error.to_string()))?;
    Ok(bytes.into_inner())
}

/// Makes a paragraph of one run in a style.
fn paragraph(style: &str, text: &str) -> Paragraph {
    Paragraph::new().style(style).add_run(run(text))
}

/// Makes a run of text; characters that XML cannot hold are left out.
fn run(text: &str) -> Run {
    let mut run = Run::new();
    for (position, line) in text.lines().enumerate() {
        if position > 0 {
            run = run.add_break(docx_rs::BreakType::TextWrapping);
        }
        for (position, part) in line.split('\t').enumerate() {
            if position > 0 {
                run = run.add_tab();
            }
            run = run.add_text(
                part.chars()
                    .filter(|character| package::is_xml(*character))
                    .collect::<String>(),
            );
        }
    }
    run
}

/// Makes the paragraph of a picture, as wide as the text unless that makes it too high.
fn picture(figure: &Figure, number: usize) -> Result<Paragraph, ExportError> {
    let bytes = png::in_text(figure, FIGURE_SCALE)?;
    let (width, height) =
        package::png_size(&bytes).ok_or_else(|| ExportError::Docx(format!("图表“{}”不是 PNG 图片", figure.title)))?;
    let full = u32::try_from(TEXT_WIDTH).unwrap_or(u32::MAX);
    let scaled = |length: u32, by: u32, over: u32| {
        let product = u64::from(length) * u64::from(by) / u64::from(over.max(1));
        u32::try_from(product).unwrap_or(u32::MAX)
    };
    let natural = scaled(full, height, width);
    let (wide, high) = if natural <= FIGURE_HEIGHT {
        (full, natural)
    } else {
        (scaled(FIGURE_HEIGHT, width, height), FIGURE_HEIGHT)
    };
    let picture = Pic::new_with_dimensions(bytes, width, height)
        .id(format!("rIdImage{number}"))
        .size(wide * EMU, high * EMU);
    Ok(Paragraph::new().style("Figure").add_run(Run::new().add_image(picture)))
}

/// The section of the report.
fn upright() -> SectionProperty {
    let [top, bottom, left, right] = MARGINS;
    let mut section = SectionProperty::new()
        .page_size(PageSize::new().size(PAPER.0, PAPER.1))
        .page_margin(margins(top, bottom, left, right));
    section.footer_reference = Some(FooterReference::new("default", "rIdFooter1"));
    section.even_footer_reference = Some(FooterReference::new("even", "rIdFooter2"));
    section
}

/// The section of the annex: the page turned, its binding edge above.
fn on_its_side() -> SectionProperty {
    let [head, foot, binding, cut] = MARGINS;
    SectionProperty::new()
        .page_size(
            PageSize::new()
                .size(PAPER.1, PAPER.0)
                .orient(PageOrientationType::Landscape),
        )
        .page_margin(margins(binding, cut, foot, head))
}

fn margins(top: i32, bottom: i32, left: i32, right: i32) -> PageMargin {
    PageMargin::new()
        .top(top)
        .bottom(bottom)
        .left(left)
        .right(right)
        .header(851)
        // The page number stands 7 mm below the text.
        .footer(bottom - 397 - 280)
        .gutter(0)
}

/// Exact line spacing of body text: 22 lines fill the page.
fn line() -> LineSpacing {
    LineSpacing::new().line_rule(docx_rs::LineSpacingType::Exact).line(579)
}
