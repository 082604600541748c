//! Reads finished pages: what paragraphs, headings, tables and figures they have, and where each letter stands.

use std::collections::HashMap;
use std::ops::Range;

use typst::foundations::{Content, Smart, StyleChain};
use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst::model::{HeadingElem, ParElem, TableCell, TableElem};
use typst::pdf::ArtifactElem;
use typst::text::TextItem;
use typst::visualize::ImageElem;
use typst_layout::PagedDocument;

use super::{Area, Sheet, Start};

/// How far a letter reaches above and below its line, as the layout has it.
const ASCENT: f64 = 0.88;
const DESCENT: f64 = 0.12;
/// Space beside the text of a cell, as the layout has it, and above and below it where rows stand close, in points.
const INSET: f32 = 4.0;
const INSET_CLOSE: f32 = 1.2;

/// What a part of the pages is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Heading,
    Paragraph,
    Table,
    Figure,
}

/// A part of the pages.
#[derive(Debug)]
pub struct Part {
    pub kind: Kind,
    /// The letters of a heading or a paragraph, without spaces.
    letters: Vec<Letter>,
    /// The cells of a table.
    cells: Vec<Cell>,
    /// What a figure covers.
    covered: Vec<(usize, Area)>,
}

#[derive(Clone, Copy, Debug)]
struct Letter {
    letter: char,
    page: usize,
    area: Area,
}

/// A cell with what its text covers.
#[derive(Debug)]
struct Cell {
    /// Its first row and column.
    at: (usize, usize),
    covered: Vec<(usize, Area)>,
}

/// Counts the letters of a text as [`Part`] has them.
pub fn letters(text: &str) -> usize {
    text.chars().filter(|letter| !letter.is_whitespace()).count()
}

impl Part {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            letters: Vec::new(),
            cells: Vec::new(),
            covered: Vec::new(),
        }
    }

    /// Counts its letters.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Tells whether its words are these.
    pub fn says(&self, text: &str) -> bool {
        let wanted = text.chars().filter(|letter| !letter.is_whitespace());
        wanted.eq(self.letters.iter().map(|letter| letter.letter))
    }

    /// Returns where it begins, for a heading of this key.
    pub fn start(&self, heading: Option<&str>) -> Option<Start> {
        let first = self.letters.first()?;
        Some(Start {
            page: first.page,
            top: first.area.top,
            heading: heading.map(str::to_owned),
        })
    }

    /// Returns the areas of some of its letters, one a line, by page.
    pub fn lines(&self, letters: Range<usize>) -> Vec<(usize, Vec<Area>)> {
        let mut pages: Vec<(usize, Vec<Area>)> = Vec::new();
        for letter in self.letters.get(letters).unwrap_or_default() {
            if pages.last().is_none_or(|(page, _)| *page != letter.page) {
                pages.push((letter.page, Vec::new()));
            }
            let Some((_, lines)) = pages.last_mut() else { continue };
            match lines.last_mut() {
                Some(line) if line.bottom > letter.area.top && line.top < letter.area.bottom => {
                    line.include(letter.area);
                }
                _ => lines.push(letter.area),
            }
        }
        pages
    }

    /// Returns the area of the text of a cell of a table, by page: a cell over several rows may go on on the next.
    pub fn cell(&self, at: (usize, usize)) -> Vec<(usize, Vec<Area>)> {
        let cells = self.cells.iter().filter(|cell| cell.at == at);
        let mut found: Vec<(usize, Area)> = Vec::new();
        for (page, area) in cells.flat_map(|cell| &cell.covered) {
            match found.iter_mut().find(|(on, _)| on == page) {
                Some((_, cell)) => cell.include(*area),
                None => found.push((*page, *area)),
            }
        }
        let grown = |area: Area| Area {
            left: area.left - INSET,
            top: area.top - INSET_CLOSE,
            right: area.right + INSET,
            bottom: area.bottom + INSET_CLOSE,
        };
        (found.into_iter())
            .map(|(page, area)| (page, vec![grown(area)]))
            .collect()
    }

    /// Returns what a figure covers.
    pub fn whole(&self) -> Vec<(usize, Vec<Area>)> {
        self.covered.iter().map(|(page, area)| (*page, vec![*area])).collect()
    }
}

impl Area {
    fn include(&mut self, other: Self) {
        self.left = self.left.min(other.left);
        self.top = self.top.min(other.top);
        self.right = self.right.max(other.right);
        self.bottom = self.bottom.max(other.bottom);
    }
}

/// Reads the parts of a document in their order, and the words of each page into it.
pub fn parts(document: &PagedDocument, sheets: &mut [Sheet]) -> Vec<Part> {
    let mut reader = Reader::default();
    for (page, (laid_out, sheet)) in document.pages().iter().zip(sheets).enumerate() {
        reader.page = page;
        reader.frame(&laid_out.frame, Transform::identity());
        sheet.text = std::mem::take(&mut reader.text);
    }
    reader.parts
}

#[derive(Default)]
struct Reader {
    parts: Vec<Part>,
    /// What has begun and not ended; it may end on a later page.
    open: Vec<(Location, Open)>,
    /// The cells begun so far: the parts of one that goes on on other pages only name it.
    cells: HashMap<Location, Open>,
    page: usize,
    text: String,
}

/// What has begun.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// The part at a position.
    Part(usize),
    /// A cell of a table: positions of the part and of the cell in it.
    Cell(usize, usize),
    /// Page numbers, headings of tables repeated: no part of the text.
    Aside,
}

impl Reader {
    fn frame(&mut self, frame: &Frame, at: Transform) {
        for (point, item) in frame.items() {
            let at = at.pre_concat(Transform::translate(point.x, point.y));
            match item {
                FrameItem::Group(group) => {
                    let cell = group.parent.map(|parent| parent.location);
                    let cell = cell.and_then(|cell| Some((cell, *self.cells.get(&cell)?)));
                    self.open.extend(cell);
                    self.frame(&group.frame, at.pre_concat(group.transform));
                    if cell.is_some() {
                        self.open.pop();
                    }
                }
                FrameItem::Text(text) => self.words(text, at),
                FrameItem::Image(_, size, _) => self.image(*size, at),
                FrameItem::Tag(Tag::Start(element, _)) => self.begin(element),
                FrameItem::Tag(Tag::End(location, ..)) => self.open.retain(|(open, _)| open != location),
                FrameItem::Shape(..) | FrameItem::Link(..) => {}
            }
        }
    }

    fn begin(&mut self, element: &Content) {
        let Some(location) = element.location() else { return };
        let inside = self.open.last().map(|(_, open)| *open);
        let part = |kind| (kind, inside.is_none());
        let open = match element {
            element if element.is::<ArtifactElem>() => Some(Open::Aside),
            element if element.is::<HeadingElem>() => self.part(part(Kind::Heading)),
            element if element.is::<ParElem>() => self.part(part(Kind::Paragraph)),
            element if element.is::<TableElem>() => self.part(part(Kind::Table)),
            element if element.is::<ImageElem>() => self.part(part(Kind::Figure)),
            element => element.to_packed::<TableCell>().map(|cell| {
                let open = self.cell(cell);
                self.cells.insert(location, open);
                open
            }),
        };
        if let Some(open) = open {
            self.open.push((location, open));
        }
    }

    /// Begins a part, unless it is inside another: a heading has a paragraph of its own.
    fn part(&mut self, (kind, is_outermost): (Kind, bool)) -> Option<Open> {
        if !is_outermost {
            return None;
        }
        self.parts.push(Part::new(kind));
        Some(Open::Part(self.parts.len() - 1))
    }

    /// Begins a cell of the table that is open.
    fn cell(&mut self, cell: &TableCell) -> Open {
        let styles = StyleChain::default();
        let table = self.open.iter().rev().find_map(|(_, open)| match open {
            Open::Part(table) => Some(*table),
            _ => None,
        });
        let part = table.and_then(|table| Some((table, self.parts.get_mut(table)?)));
        match (part, cell.y.get(styles), cell.x.get(styles)) {
            (Some((table, part)), Smart::Custom(row), Smart::Custom(column)) => {
                part.cells.push(Cell {
                    at: (row, column),
                    covered: Vec::new(),
                });
                Open::Cell(table, part.cells.len() - 1)
            }
            _ => Open::Aside,
        }
    }

    fn words(&mut self, item: &TextItem, at: Transform) {
        self.text.push_str(&item.text);
        self.text.push('\n');
        if self.open.iter().any(|(_, open)| *open == Open::Aside) {
            return;
        }
        match self.open.last() {
            Some((_, Open::Part(part))) => {
                let letters = written(item, at, self.page);
                if let Some(part) = self.parts.get_mut(*part) {
                    part.letters.extend(letters);
                }
            }
            Some((_, Open::Cell(table, cell))) => {
                let area = area(item, Abs::zero(), item.width(), at);
                let part = self.parts.get_mut(*table);
                if let Some(cell) = part.and_then(|part| part.cells.get_mut(*cell)) {
                    cell.covered.push((self.page, area));
                }
            }
            _ => {}
        }
    }

    fn image(&mut self, size: Size, at: Transform) {
        if let Some((_, Open::Part(part))) = self.open.last()
            && let Some(part) = self.parts.get_mut(*part)
        {
            part.covered
                .push((self.page, between(Point::zero(), size.to_point(), at)));
        }
    }
}

/// The letters of an item with their areas.
fn written(item: &TextItem, at: Transform, page: usize) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let mut x = Abs::zero();
    let mut before = None;
    for glyph in &item.glyphs {
        let width = glyph.x_advance.at(item.size);
        let area = area(item, x, width, at);
        x += width;
        if before.replace(glyph.range.clone()) == Some(glyph.range.clone()) {
            // A letter of several glyphs.
            if let Some(last) = letters.last_mut() {
                last.area.include(area);
            }
            continue;
        }
        let text = item.text.get(glyph.range()).unwrap_or_default();
        let said = text.chars().filter(|letter| !letter.is_whitespace());
        letters.extend(said.map(|letter| Letter { letter, page, area }));
    }
    letters
}

/// The area of a stretch of an item.
fn area(item: &TextItem, x: Abs, width: Abs, at: Transform) -> Area {
    let upper = Point::new(x, item.size * -ASCENT);
    let lower = Point::new(x + width, item.size * DESCENT);
    between(upper, lower, at)
}

fn between(one: Point, other: Point, at: Transform) -> Area {
    let (one, other) = (one.transform(at), other.transform(at));
    Area {
        left: one.x.min(other.x).to_pt() as f32,
        top: one.y.min(other.y).to_pt() as f32,
        right: one.x.max(other.x).to_pt() as f32,
        bottom: one.y.max(other.y).to_pt() as f32,
    }
}
