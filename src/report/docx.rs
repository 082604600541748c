//! The report as a Word document: A4, headings as real styles, tables, charts, the form in a landscape annex.
//!
//! Layout numbers follow GB/T 9704-2012 (`domain.md` §8.4); lengths are twips (1/1440 inch) unless a name
//! says otherwise.

mod ending;
mod package;
mod styles;
mod table;

use docx_rs::{
    DocGrid, DocGridType, Docx, FooterReference, PageMargin, PageOrientationType, PageSize, Paragraph, Pic, Run,
    SectionProperty,
};
use jiff::civil::Date;

use self::package::Properties;
use super::fitting::{self, ANNEX_WIDTH, FIGURE_HEIGHT, LINE, Spacing, TEXT_WIDTH};
use super::{Block, ExportError, Report};
use crate::binding::gaps;
use crate::figure::{Figure, png};

/// A4: short and long edge.
const PAPER: (u32, u32) = (11906, 16838);
/// 天头 37 mm, 地脚 35 mm, 订口 28 mm, 切口 26 mm.
const MARGINS: [i32; 4] = [2098, 1984, 1587, 1474];
/// What a character is narrower than 16 pt, in 1/4096 pt: 28 fill 156 mm.
const CHARACTER_SPACE: isize = -848;
/// From the text to the lower edge of the page number: its rule, half a line of 14 pt down, stands 7 mm below the text.
const FOOT: i32 = 540;
/// Height of the line of a page number.
const FOOT_LINE: i32 = 280;
/// EMU, the unit of pictures, in a twip.
const EMU: u32 = 635;
/// Pixels drawn for one unit of a figure.
const FIGURE_SCALE: f32 = 3.0;

/// Writes a report as docx bytes, the same for the same report and date.
///
/// # Errors
/// A chart too large to be drawn, or a library that refuses the content.
pub fn docx(report: &Report, date: Date) -> Result<Vec<u8>, ExportError> {
    let mut document = Docx::new();
    let mut descriptions = Vec::new();
    let mut author = String::new();
    for line in report.title.lines() {
        document = document.add_paragraph(paragraph("Title", line));
    }
    document = document.add_paragraph(Paragraph::new());
    let mut annexes = report.annexes().into_iter().zip(fitting::spacings(&report.blocks));
    let mut section = Section::Text;
    let mut blocks = report.blocks.iter().peekable();
    let mut below_table = false;
    while let Some(block) = blocks.next() {
        let next = blocks.peek().copied();
        let neighbour = std::mem::replace(&mut below_table, matches!(block, Block::Table(_)));
        document = match block {
            Block::Heading { level, text } => document.add_paragraph(paragraph(&format!("Heading{level}"), text)),
            Block::Paragraph(text) | Block::Remark(text) => {
                // A signature is not left alone on its page; what leads to a table before it goes with both.
                let last = match next {
                    Some(Block::Signature(_)) => true,
                    Some(Block::Table(_)) => matches!(blocks.clone().nth(1), Some(Block::Signature(_))),
                    _ => false,
                };
                text.lines().fold(document, |document, line| {
                    document.add_paragraph(paragraph(section.style(), line).keep_next(last))
                })
            }
            Block::Table(rows) => {
                let stays = match next {
                    // A signature is not left alone on its page.
                    Some(Block::Signature(_)) => table::Stays::WithNext,
                    _ => table::Stays::Alone,
                };
                // What stands before the table, a heading at that, stays with its first rows.
                let document = if rows.begins_page() {
                    document.add_paragraph(paragraph("Gap", "").page_break_before(true).keep_next(true))
                } else if neighbour {
                    document
                } else {
                    document.add_paragraph(paragraph("Gap", "").keep_next(true))
                };
                document
                    .add_table(table::table(rows, section.width(), section.spacing(), stays))
                    // Word runs neighbouring tables together unless a paragraph stands between them.
                    .add_paragraph(
                        paragraph("Gap", "").keep_next(is_neighbour(next) || stays == table::Stays::WithNext),
                    )
            }
            Block::Figure(figure) => {
                descriptions.push(figure.description.clone());
                let remarked = matches!(next, Some(Block::Remark(_)));
                document.add_paragraph(picture(figure, descriptions.len())?.keep_next(remarked))
            }
            Block::Signature(lines) => {
                author = lines.split_last().map_or_else(String::new, |(_, name)| name.concat());
                let mut all = ending::annex_note(&report.annexes());
                all.extend(ending::signature(lines));
                // The paragraph that ends a section carries its properties: one of its own could need a page.
                if matches!(next, Some(Block::Annex(_)))
                    && let Some(last) = all.pop()
                {
                    all.push(last.section_property(section.properties()));
                }
                all.into_iter().fold(document, Docx::add_paragraph)
            }
            Block::Annex(title) => {
                let document = match section {
                    Section::Text if ends_with_signature(report, block) => document,
                    _ => document.add_paragraph(Paragraph::new().style("Gap").section_property(section.properties())),
                };
                let ((mark, _), spacing) = annexes.next().unwrap_or((Default::default(), Spacing::Comfortable));
                section = Section::Annex(spacing);
                // The title stands in the third line.
                let document = document
                    .add_paragraph(paragraph("AnnexMark", &mark))
                    .add_paragraph(Paragraph::new().keep_next(true));
                title.lines().fold(document, |document, line| {
                    document.add_paragraph(paragraph("AnnexTitle", line))
                })
            }
        };
    }
    document.document.section_property = section.properties();
    let properties = Properties {
        title: report.title.replace('\n', ""),
        author: &author,
        date,
        turned: turned_number(),
    };
    package::packed(&document.build(), &descriptions, &properties)
}

/// Tells whether a table follows on the same page.
fn is_neighbour(next: Option<&Block>) -> bool {
    matches!(next, Some(Block::Table(table)) if !table.begins_page())
}

/// Tells whether the block before an annex is a signature, which then carries the properties of the section.
fn ends_with_signature(report: &Report, annex: &Block) -> bool {
    report.blocks.windows(2).any(|pair| match pair {
        [Block::Signature(lines), block] => std::ptr::eq(block, annex) && !lines.is_empty(),
        _ => false,
    })
}

/// Makes a paragraph of a text in a style.
fn paragraph(style: &str, text: &str) -> Paragraph {
    let paragraph = Paragraph::new().style(style);
    if text.is_empty() {
        return paragraph;
    }
    runs(text).into_iter().fold(paragraph, Paragraph::add_run)
}

/// Makes the runs of a text; what is 未填 is marked, so that nobody overlooks it in print.
fn runs(text: &str) -> Vec<Run> {
    let text = text.trim_end_matches('\n');
    if text.is_empty() {
        return vec![run(text)];
    }
    let marked = |(piece, is_missing)| {
        if is_missing {
            run(piece).highlight("yellow")
        } else {
            run(piece)
        }
    };
    gaps(text).into_iter().map(marked).collect()
}

/// Makes a run of text; characters that XML cannot hold are left out.
fn run(text: &str) -> Run {
    let mut run = Run::new();
    for (position, line) in text.split('\n').enumerate() {
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
    let most = u32::try_from(FIGURE_HEIGHT).unwrap_or(u32::MAX);
    let (wide, high) = if natural <= most {
        (full, natural)
    } else {
        (scaled(most, width, height), most)
    };
    let picture = Pic::new_with_dimensions(bytes, width, height)
        .id(format!("rIdImage{number}"))
        .size(wide * EMU, high * EMU);
    Ok(Paragraph::new().style("Figure").add_run(Run::new().add_image(picture)))
}

/// Returns the box of the number of a page on its side: as far from the text as on an upright one, as high as the text.
fn turned_number() -> styles::Place {
    let [_, foot, binding, cut] = MARGINS;
    let emu = |twips: i32| u32::try_from(twips).unwrap_or_default() * EMU;
    styles::Place {
        left: emu(foot - FOOT),
        top: emu(binding),
        wide: emu(FOOT_LINE),
        high: PAPER.0 * EMU - emu(binding + cut),
    }
}

/// A part of the document with pages of its own.
#[derive(Clone, Copy)]
enum Section {
    /// The report, on upright pages.
    Text,
    /// An annex, on pages turned on their side with the binding edge above.
    Annex(Spacing),
}

impl Section {
    /// Returns the style of a paragraph.
    fn style(self) -> &'static str {
        match self {
            Self::Text => "Body",
            Self::Annex(Spacing::Comfortable) => "AnnexText",
            Self::Annex(Spacing::Tight) => "AnnexTextTight",
        }
    }

    /// Returns how close the rows of its tables stand.
    fn spacing(self) -> Spacing {
        match self {
            Self::Text => Spacing::Comfortable,
            Self::Annex(spacing) => spacing,
        }
    }

    /// Returns the width of the text area.
    fn width(self) -> usize {
        match self {
            Self::Text => TEXT_WIDTH,
            Self::Annex(_) => ANNEX_WIDTH,
        }
    }

    /// Returns paper, margins, feet and grid.
    fn properties(self) -> SectionProperty {
        let [head, foot, binding, cut] = MARGINS;
        let (size, [top, bottom, left, right]) = match self {
            Self::Text => (PageSize::new().size(PAPER.0, PAPER.1), [head, foot, binding, cut]),
            Self::Annex(_) => (
                PageSize::new()
                    .size(PAPER.1, PAPER.0)
                    .orient(PageOrientationType::Landscape),
                [binding, cut, foot, head],
            ),
        };
        let mut section = SectionProperty::new().page_size(size).page_margin(
            PageMargin::new()
                .top(top)
                .bottom(bottom)
                .left(left)
                .right(right)
                .header(851)
                .footer(bottom - FOOT)
                .gutter(0),
        );
        section.doc_grid = Some(
            DocGrid::new()
                .grid_type(DocGridType::LinesAndChars)
                .line_pitch(LINE)
                .char_space(CHARACTER_SPACE),
        );
        let [odd, even] = match self {
            Self::Text => package::UPRIGHT,
            Self::Annex(_) => package::TURNED,
        };
        section.footer_reference = Some(FooterReference::new("default", odd));
        section.even_footer_reference = Some(FooterReference::new("even", even));
        section
    }
}
