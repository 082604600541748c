//! The deliverables as blocks, and their files as bytes. Pure: the date is a parameter.

mod archive;
#[cfg(feature = "pdf")]
pub mod briefing;
mod columns;
pub mod docx;
mod fitting;
mod flowing;
pub mod form;
mod name;
mod narrative;
mod paging;
#[cfg(feature = "pdf")]
pub mod pdf;
#[cfg(feature = "pdf")]
pub mod preview;
pub mod publication;
mod title;
pub mod trace;
pub mod xlsx;

use jiff::civil::Date;

use crate::binding;
use crate::collection;
use crate::figure::{self, Figure, png, svg};
use crate::fonts;
use crate::model::Project;
use crate::score::Scorecard;

pub use narrative::{basis, foot, proposal, recorded, succeeded, unproposed, unrecorded};

/// A report: a title and its blocks in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Title, possibly on several lines.
    pub title: String,
    /// Blocks in order.
    pub blocks: Vec<Block>,
}

impl Report {
    /// Returns the marks of the annexes with their titles, in order: 附件, or 附件1, 附件2 where there are several.
    pub fn annexes(&self) -> Vec<(String, &str)> {
        let titles = self.blocks.iter().filter_map(|block| match block {
            Block::Annex(title) => Some(title.as_str()),
            _ => None,
        });
        let count = titles.clone().count();
        titles
            .enumerate()
            .map(|(position, title)| match count {
                1 => ("附件".to_owned(), title),
                _ => (format!("附件{}", position + 1), title),
            })
            .collect()
    }
}

/// Calls a spending project whose name ends with 项目 a 项目 once in a title that adds the word.
fn titled(title: &str) -> String {
    title.replace("项目项目", "项目")
}

/// One block of a report.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of level 1 (一、) to 4 (（1）).
    Heading {
        /// 1 to 4.
        level: u8,
        /// Text with its number.
        text: String,
    },
    /// A paragraph of body text.
    Paragraph(String),
    /// A table.
    Table(Table),
    /// A chart.
    Figure(Box<Figure>),
    /// A paragraph of body text on the chart above it, which stays on its page.
    Remark(String),
    /// 署名 and 成文日期, a line each, at the right.
    Signature(Vec<String>),
    /// The annex begins here, on a new page, landscape.
    Annex(String),
}

/// A table of text cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Relative widths of the columns.
    pub widths: Vec<u16>,
    /// How many first rows are repeated on every page.
    pub heading_rows: usize,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
    /// How it is set where it is a part of a table that goes over several pages.
    pub part: Option<Part>,
}

/// A part of a table that stands on a page of its own, set as the whole is.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The columns of the whole table.
    pub grid: fitting::Grid,
    /// How close its rows stand.
    pub spacing: fitting::Spacing,
    /// Where it begins.
    pub begins: Begins,
}

/// Where a part of a table begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// Below what stands before it.
    Below,
    /// On a new page.
    Page,
}

/// A column of a table: heading, relative width, how its cells stand.
pub type Column<'h> = (&'h str, u16, Align);

impl Table {
    /// Makes a table with one row of headings.
    pub fn of(columns: &[Column<'_>], rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        let cell = |text: String, align| Cell {
            text,
            columns: 1,
            rows: 1,
            align,
            open: Open::default(),
        };
        let headings = columns.iter();
        let headings = headings.map(|(heading, ..)| cell((*heading).to_owned(), Align::Centre));
        let mut all = vec![headings.collect()];
        all.extend(rows.into_iter().map(|row| {
            let aligned = row.into_iter().zip(columns);
            aligned.map(|(text, (_, _, align))| cell(text, *align)).collect()
        }));
        Self {
            widths: columns.iter().map(|(_, width, _)| *width).collect(),
            heading_rows: 1,
            rows: all,
            part: None,
        }
    }

    /// Tells whether it stands at the head of a page.
    pub fn begins_page(&self) -> bool {
        self.part.as_ref().is_some_and(|part| part.begins == Begins::Page)
    }

    /// Returns the first column of every cell, row by row: cells of earlier rows may reach into a row.
    pub fn columns(&self) -> Vec<Vec<usize>> {
        let mut covered = vec![0; self.widths.len()];
        let columns_of = |row: &Vec<Cell>| {
            let mut column = 0;
            let mut columns = Vec::with_capacity(row.len());
            for cell in row {
                column += covered.iter().skip(column).take_while(|rows| **rows > 0).count();
                columns.push(column);
                for rows in covered.iter_mut().skip(column).take(cell.columns) {
                    *rows = cell.rows;
                }
                column += cell.columns;
            }
            for rows in &mut covered {
                *rows = usize::saturating_sub(*rows, 1);
            }
            columns
        };
        self.rows.iter().map(columns_of).collect()
    }
}

/// A cell; covered positions of a span are not listed in their row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Text; line feeds are kept.
    pub text: String,
    /// Columns it covers, at least 1.
    pub columns: usize,
    /// Rows it covers, at least 1.
    pub rows: usize,
    /// How the text stands.
    pub align: Align,
    /// Where its text goes on in the cells above and below.
    pub open: Open,
}

/// The edges at which a cell has no line, because one text is shared out to it and its neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Open {
    /// Towards the cell above.
    pub above: bool,
    /// Towards the cell below.
    pub below: bool,
}

/// How text stands in its cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Left.
    #[default]
    Left,
    /// Centred.
    Centre,
    /// Right, for numbers.
    Right,
}

/// Builds the report with the scheme's outline and the form as annex; `date` is the 成文日期 where no 填报日期 is given.
pub fn report(project: &Project, card: &Scorecard, date: Date) -> Report {
    narrative::report(project, card, date).report
}

/// Builds the report as [`report`] does, with where what it says comes from.
pub fn traced(project: &Project, card: &Scorecard, date: Date) -> trace::Traced {
    narrative::report(project, card, date)
}

/// Says which characters stand as empty boxes in documents of these formats: no font at hand can draw them.
///
/// Charts are drawn with the carried fonts, what embeds its fonts with those `installed` besides; other documents are
/// shown with the fonts of whoever reads them. `None` where every character is drawn.
pub fn undrawn(
    project: &Project,
    card: &Scorecard,
    date: Date,
    formats: &[Format],
    installed: &[Vec<u8>],
) -> Option<String> {
    let mut signs = std::collections::BTreeSet::new();
    if formats.iter().any(|format| format.is_read() && *format != Format::Xlsx) || formats.contains(&Format::Png) {
        let charts = figure::all(project, card);
        let drawn: String = charts.iter().map(svg::svg).collect();
        signs.extend(fonts::undrawn(&drawn, &[]));
    }
    if formats.iter().any(|format| format.embeds_fonts()) {
        let report = report(project, card, date);
        let mut text = report.title.clone();
        for block in &report.blocks {
            match block {
                Block::Heading { text: words, .. }
                | Block::Paragraph(words)
                | Block::Remark(words)
                | Block::Annex(words) => text.push_str(words),
                Block::Signature(lines) => text.extend(lines.iter().map(String::as_str)),
                Block::Table(table) => text.extend(table.rows.iter().flatten().map(|cell| cell.text.as_str())),
                Block::Figure(_) => {}
            }
        }
        signs.extend(fonts::undrawn(&text, installed));
    }
    (!signs.is_empty()).then(|| {
        let signs: Vec<String> = signs.into_iter().map(String::from).collect();
        format!(
            "“{}”：软件自带的和本机可用的字体里没有这些字，图表和 PDF 中会显示为方框，请安装含有这些字的仿宋或宋体，或核对用字",
            signs.join("")
        )
    })
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The workbook library refused.
    #[error("生成 Excel 文件失败：{0}")]
    Xlsx(String),
    /// The document library refused.
    #[error("生成 Word 文件失败：{0}")]
    Docx(String),
    /// The typesetter refused.
    #[cfg(feature = "pdf")]
    #[error("生成 PDF 文件失败：{0}")]
    Pdf(String),
    /// A chart could not be rendered.
    #[error(transparent)]
    Png(#[from] crate::figure::png::PngError),
}

/// A file format of the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// The report.
    Docx,
    /// The report as it is printed.
    #[cfg(feature = "pdf")]
    Pdf,
    /// What leaders are told: a page to read and pages to show, as PDF.
    #[cfg(feature = "pdf")]
    Briefing,
    /// The form.
    Xlsx,
    /// Charts as vectors.
    Svg,
    /// Charts as pixels.
    Png,
    /// 科室数据采集表, a workbook a section; internal, with contact persons.
    Sections,
    /// 公开版: the report for the department's website, as docx and as it is printed.
    Public,
}

impl Format {
    /// Every format of what is handed in, in the order they are written.
    pub const ALL: &[Self] = &[
        Self::Docx,
        Self::Xlsx,
        Self::Svg,
        Self::Png,
        #[cfg(feature = "pdf")]
        Self::Pdf,
        #[cfg(feature = "pdf")]
        Self::Briefing,
    ];

    /// Formats that are written only when they are asked for: not for everybody, or to be looked at first.
    pub const ASKED_FOR: &[Self] = &[Self::Sections, Self::Public];

    /// Returns true for formats that carry their fonts with them.
    pub fn embeds_fonts(self) -> bool {
        match self {
            #[cfg(feature = "pdf")]
            Self::Pdf | Self::Briefing | Self::Public => true,
            _ => false,
        }
    }

    /// Returns true for documents that readers judge: what is to be mended in them is said when they go out.
    pub fn is_read(self) -> bool {
        match self {
            #[cfg(feature = "pdf")]
            Self::Pdf | Self::Briefing => true,
            Self::Docx | Self::Xlsx | Self::Public => true,
            Self::Svg | Self::Png | Self::Sections => false,
        }
    }

    /// Returns the word of the command line.
    pub fn name(self) -> &'static str {
        match self {
            #[cfg(feature = "pdf")]
            Self::Briefing => "briefing",
            Self::Sections => "sections",
            Self::Public => "public",
            _ => self.extension(),
        }
    }

    /// Returns the file extension, of the first file where there are several kinds.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx | Self::Public => "docx",
            #[cfg(feature = "pdf")]
            Self::Pdf | Self::Briefing => "pdf",
            Self::Xlsx => "xlsx",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Sections => "xlsx",
        }
    }
}

/// A file to be written: its name and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deliverable {
    /// File name without folder, safe on every system.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Makes the files of one format, named `单位-年度-….ext` or `单位-项目-年度-….ext`, with the shipped font where a format embeds one.
///
/// # Errors
/// A library that refuses the content; a chart too large to be drawn.
pub fn deliverables(
    project: &Project,
    card: &Scorecard,
    format: Format,
    date: Date,
) -> Result<Vec<Deliverable>, ExportError> {
    deliverables_with(project, card, format, date, &[])
}

/// Makes the files of one format as [`deliverables`] does; `installed` are font files of the machine, 仿宋 and the
/// like, that a format may embed instead of the shipped font.
///
/// # Errors
/// As [`deliverables`].
pub fn deliverables_with(
    project: &Project,
    card: &Scorecard,
    format: Format,
    date: Date,
    installed: &[Vec<u8>],
) -> Result<Vec<Deliverable>, ExportError> {
    let file = |what: &str, bytes: Vec<u8>| Deliverable {
        name: format!("{}.{}", name::stem(project, what), format.extension()),
        bytes,
    };
    Ok(match format {
        Format::Docx => vec![file("自评报告", docx::docx(&report(project, card, date), date)?)],
        #[cfg(feature = "pdf")]
        Format::Pdf => {
            let report = report(project, card, date);
            vec![file(
                "自评报告",
                pdf::pdf(&report, &project.department, date, installed)?,
            )]
        }
        #[cfg(feature = "pdf")]
        Format::Briefing => vec![
            file("领导版", briefing::page(project, card, date, installed)?),
            file("汇报", briefing::show(project, card, date, installed)?),
        ],
        Format::Xlsx => vec![file("自评表", xlsx::xlsx(project, card, date)?)],
        Format::Svg => charts(project, card)
            .map(|(what, figure)| file(&what, svg::svg(&figure).into_bytes()))
            .collect(),
        Format::Png => charts(project, card)
            .map(|(what, figure)| Ok(file(&what, png::png(&figure, PNG_SCALE)?)))
            .collect::<Result<_, ExportError>>()?,
        Format::Sections => sections(&binding::printed(project, card), date)?
            .into_iter()
            .map(|(what, bytes)| file(&what, bytes))
            .collect(),
        Format::Public => published(&publication::publish(project, date), date, installed)?,
    })
}

/// Makes the files of a published version, as docx and as it is printed; otherwise as [`deliverables_with`].
///
/// # Errors
/// As [`deliverables`].
#[cfg_attr(
    not(feature = "pdf"),
    expect(unused_variables, reason = "no other format embeds fonts")
)]
pub fn published(
    publication: &publication::Publication,
    date: Date,
    installed: &[Vec<u8>],
) -> Result<Vec<Deliverable>, ExportError> {
    let publication::Publication { project, report, .. } = publication;
    let stem = name::stem(project, "自评报告（公开版）");
    let file = |format: Format, bytes: Vec<u8>| Deliverable {
        name: format!("{stem}.{}", format.extension()),
        bytes,
    };
    Ok(vec![
        file(Format::Docx, docx::docx(report, date)?),
        #[cfg(feature = "pdf")]
        file(Format::Pdf, pdf::pdf(report, &project.department, date, installed)?),
    ])
}

/// The workbooks of the sections with the part of their file names, which differ whatever the sections are called.
fn sections(project: &Project, date: Date) -> Result<Vec<(String, Vec<u8>)>, ExportError> {
    let mut taken = std::collections::BTreeSet::new();
    let mut files = Vec::new();
    for sheet in collection::sheets(project) {
        let section = sheet.section.as_ref();
        let name = section.map_or(collection::NO_SECTION, |section| section.name.as_str());
        let mut what = format!("数据采集表-{}", name.chars().take(40).collect::<String>());
        // Systems that make no difference between a and A would take one file for the other.
        if !taken.insert(name::file_stem(&[&what]).to_lowercase()) {
            let id = section.map_or("", |section| section.id.0.as_str());
            what = format!("{what}-{id}");
            taken.insert(name::file_stem(&[&what]).to_lowercase());
        }
        files.push((what, xlsx::section(project, &sheet, date)?));
    }
    Ok(files)
}

/// Pixels drawn for one unit of a figure.
const PNG_SCALE: f32 = 2.0;

/// Every chart with the part of its file name; `targets-2` is the second page of 目标与实际.
fn charts(project: &Project, card: &Scorecard) -> impl Iterator<Item = (String, Figure)> {
    let words = [
        ("targets", "目标与实际"),
        ("completion", "指标完成情况"),
        ("lost-points", "扣分情况"),
        ("budget", "预算执行"),
    ];
    figure::all(project, card).into_iter().map(move |figure| {
        let known = words
            .iter()
            .find_map(|(id, word)| Some(format!("{word}{}", figure.id.strip_prefix(id)?)));
        let name = known.unwrap_or_else(|| figure.id.clone());
        (format!("图表-{name}"), figure)
    })
}
