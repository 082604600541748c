//! The report as PDF, laid out by typst from the same blocks and the same figures as the Word document.
//!
//! The layout stands in `assets/typst/report.typ`; here the blocks become its data and the fonts its world.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use super::fitting::{self, Grid, Spacing};
use super::{Align, Block, ExportError, Report, Table};
use crate::binding::gaps;
use crate::figure::svg;
use crate::fonts;

/// The layout.
const LAYOUT: &str = include_str!("../../assets/typst/report.typ");

/// Writes a report as PDF bytes, the same for the same report, date and fonts.
///
/// `installed` are font files of the machine that may stand in for the shipped font, 仿宋 and the like.
///
/// # Errors
/// A layout that cannot be set, with the words of the typesetter.
pub fn pdf(report: &Report, author: &str, date: Date, installed: &[Vec<u8>]) -> Result<Vec<u8>, ExportError> {
    desk(report, author, date, installed)?.pdf(&report.title, date)
}

/// Lays everything ready that a report is set from.
pub(super) fn desk(report: &Report, author: &str, date: Date, installed: &[Vec<u8>]) -> Result<Desk, ExportError> {
    let mut desk = Desk::new("report.typ", LAYOUT, installed)?;
    let mut blocks = Vec::new();
    let mut width = fitting::TEXT_WIDTH;
    let mut annexes = report.annexes().into_iter().zip(fitting::spacings(&report.blocks));
    for block in &report.blocks {
        blocks.push(match block {
            Block::Heading { level, text } => Item::Heading {
                level: *level,
                text: gaps(text),
            },
            Block::Paragraph(text) => Item::Paragraph { lines: lines(text) },
            Block::Remark(text) => Item::Remark { lines: lines(text) },
            Block::Table(table) => {
                let grid = Grid::new(table, width);
                Item::Table {
                    heading_rows: table.heading_rows,
                    begins_page: table.begins_page(),
                    rows: rows(table, |cell, column| grid.text(cell, column)),
                    split: split(table, &grid),
                    size: grid.size,
                    widths: grid.widths,
                }
            }
            Block::Figure(figure) => {
                let file = format!("figure-{}.svg", desk.files.len() + 1);
                desk.add_text(&file, svg::in_text(figure))?;
                Item::Figure {
                    file,
                    description: &figure.description,
                }
            }
            Block::Signature(lines) => Item::Signature { lines },
            Block::Annex(title) => {
                width = fitting::ANNEX_WIDTH;
                let ((mark, _), spacing) = annexes.next().unwrap_or((Default::default(), Spacing::Comfortable));
                let spacing = match spacing {
                    Spacing::Comfortable => "comfortable",
                    Spacing::Tight => "tight",
                };
                let several = usize::from(report.annexes().len() > 1);
                let note = fitting::without_orphan(&title.replace('\n', ""), fitting::NOTE - several);
                Item::Annex {
                    mark,
                    title: title.lines().map(gaps).collect(),
                    note,
                    spacing,
                }
            }
        });
    }
    let data = Data {
        name: report.title.replace('\n', ""),
        title: report.title.lines().map(gaps).collect(),
        author,
        date: parts(date),
        blocks,
    };
    desk.add_data("report.json", &data)?;
    Ok(desk)
}

fn refused(errors: &[SourceDiagnostic]) -> ExportError {
    let sentences: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    ExportError::Pdf(sentences.join("；"))
}

/// Year, month and day, as the layouts read a date.
pub(super) fn parts(date: Date) -> (i16, u8, u8) {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    (date.year(), part(date.month()), part(date.day()))
}

/// The pieces of a line, each with whether it is marked as 未填: so that nobody overlooks it in print.
type Pieces<'r> = Vec<(&'r str, bool)>;

/// Returns the lines of a text, blank ones left out.
fn lines(text: &str) -> Vec<Pieces<'_>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(gaps).collect()
}

/// A report as the layout reads it.
#[derive(Serialize)]
struct Data<'r> {
    /// The title on one line.
    name: String,
    title: Vec<Pieces<'r>>,
    author: &'r str,
    date: (i16, u8, u8),
    blocks: Vec<Item<'r>>,
}

/// A block as the layout reads it.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Item<'r> {
    Heading {
        level: u8,
        text: Pieces<'r>,
    },
    Paragraph {
        lines: Vec<Pieces<'r>>,
    },
    Remark {
        lines: Vec<Pieces<'r>>,
    },
    Table {
        /// Widths in twips.
        widths: Vec<usize>,
        /// Size of the type in half points.
        size: usize,
        heading_rows: usize,
        begins_page: bool,
        rows: Vec<Vec<Cell>>,
        /// Row by row, whether it may be split over two pages.
        split: Vec<bool>,
    },
    Figure {
        file: String,
        description: &'r str,
    },
    Signature {
        lines: &'r [String],
    },
    Annex {
        mark: String,
        title: Vec<Pieces<'r>>,
        /// Its name in 附件说明, where a line feed is a break.
        note: String,
        spacing: &'static str,
    },
}

/// A cell as the layouts read it.
#[derive(Serialize)]
pub(super) struct Cell {
    /// Its pieces, each with whether it is marked as 未填.
    text: Vec<(String, bool)>,
    columns: usize,
    rows: usize,
    align: &'static str,
    open: super::Open,
}

/// Returns the cells of a table as the layouts read them; `text` breaks the text of a cell at a column.
pub(super) fn rows(table: &Table, text: impl Fn(&super::Cell, usize) -> String) -> Vec<Vec<Cell>> {
    let written = |(cell, column): (&super::Cell, usize)| Cell {
        text: (gaps(&text(cell, column)).into_iter())
            .map(|(piece, is_missing)| (piece.to_owned(), is_missing))
            .collect(),
        columns: cell.columns.max(1),
        rows: cell.rows.max(1),
        open: cell.open,
        align: match cell.align {
            Align::Left => "left",
            Align::Centre => "centre",
            Align::Right => "right",
        },
    };
    let rows = table.rows.iter().zip(table.columns());
    rows.map(|(row, columns)| row.iter().zip(columns).map(written).collect())
        .collect()
}

/// Tells of each row of a table whether it may be split over two pages.
fn split(table: &Table, grid: &Grid) -> Vec<bool> {
    let heights = fitting::heights(table, grid);
    let may_split = |position: usize| {
        let is_group = table.rows[position]
            .iter()
            .any(|cell| (2..=fitting::GROUP).contains(&cell.rows));
        grid.may_split(heights[position]) || (is_group && !fitting::stays_with_next(table, grid, &heights, position))
    };
    (0..table.rows.len()).map(may_split).collect()
}

/// The typesetter's whole world: a layout, its data, the figures and the fonts, all in memory.
pub(super) struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    layout: Source,
    files: HashMap<FileId, Bytes>,
}

impl Desk {
    /// Lays a layout ready, with the shipped fonts and those installed.
    pub(super) fn new(name: &str, layout: &str, installed: &[Vec<u8>]) -> Result<Self, ExportError> {
        let shipped = [fonts::REGULAR, fonts::BOLD].map(Bytes::new).into_iter();
        let installed = installed.iter().cloned().map(Bytes::new);
        let fonts: Vec<Font> = shipped.chain(installed).flat_map(Font::iter).collect();
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            layout: Source::new(id(name)?, layout.to_owned()),
            files: HashMap::new(),
        })
    }

    /// Adds a text the layout reads, such as a figure.
    pub(super) fn add_text(&mut self, name: &str, text: String) -> Result<(), ExportError> {
        self.files.insert(id(name)?, Bytes::from_string(text));
        Ok(())
    }

    /// Adds the data the layout reads.
    pub(super) fn add_data(&mut self, name: &str, data: &impl Serialize) -> Result<(), ExportError> {
        let text = serde_json::to_string(data).map_err(|error| ExportError::Pdf(error.to_string()))?;
        self.add_text(name, text)
    }

    /// Sets the layout.
    pub(super) fn document(&self) -> Result<PagedDocument, ExportError> {
        let document = typst::compile::<PagedDocument>(self).output;
        // The typesetter remembers every step of every run; a desktop program needs none of it again.
        typst::comemo::evict(0);
        document.map_err(|errors| refused(&errors))
    }

    /// Sets the layout and writes its pages.
    pub(super) fn pdf(&self, title: &str, date: Date) -> Result<Vec<u8>, ExportError> {
        let document = self.document()?;
        let (year, month, day) = parts(date);
        let options = PdfOptions {
            ident: Smart::Custom(format!("{title}{date}")),
            creator: Smart::Custom(Some("衡绩".to_owned())),
            timestamp: Datetime::from_ymd(i32::from(year), month, day).map(Timestamp::new_utc),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(|errors| refused(&errors))
    }
}

/// Names a file of the world.
fn id(name: &str) -> Result<FileId, ExportError> {
    let path = VirtualPath::new(name).map_err(|_| ExportError::Pdf(name.to_owned()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.layout.id() {
            Ok(self.layout.clone())
        } else {
            Err(FileError::NotSource)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let none = || FileError::NotFound(id.get().vpath().get_without_slash().into());
        self.files.get(&id).cloned().ok_or_else(none)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        // Nothing of the layout depends on the day it is set.
        None
    }
}
