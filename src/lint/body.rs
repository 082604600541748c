//! The paragraphs, tables and sections of a document's body, in order.

use std::ops::RangeInclusive;

use roxmltree::{Document, Node};

use super::package::{attribute, child, is_on, name};
use super::{LintError, Place, first_words, unreadable};

/// Greatest nesting of tables; each looks through those inside it.
const MAX_TABLES: usize = 16;

/// A part of the document with pages of its own.
pub struct Section<'a> {
    /// `w:sectPr`; nothing where the document ends without one.
    pub properties: Option<Node<'a, 'a>>,
}

/// A paragraph outside tables.
pub struct Paragraph<'a> {
    /// The element.
    pub node: Node<'a, 'a>,
    /// Section, from 0.
    pub section: usize,
    /// Place in the document, from 1.
    pub number: usize,
    /// Its text.
    pub text: String,
    /// Its runs that hold text, with that.
    pub runs: Vec<(Node<'a, 'a>, String)>,
    /// Whether it begins a page: the first of its section, or after a break.
    pub page: Page,
}

/// Where a paragraph begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// On a page of its own.
    New,
    /// Below the one before.
    Same,
}

impl Paragraph<'_> {
    /// Tells an empty line: no text and no picture.
    pub fn is_blank(&self) -> bool {
        let shows = |node: Node| matches!(name(node), "drawing" | "pict" | "object");
        self.text.trim().is_empty() && !self.node.descendants().any(shows)
    }

    /// Returns the place for a deviation.
    pub fn place(&self) -> Place {
        Place {
            section: self.section + 1,
            paragraph: Some(self.number),
            words: first_words(&self.text),
            ..Place::default()
        }
    }
}

/// A table.
pub struct Table<'a> {
    /// The element.
    pub node: Node<'a, 'a>,
    /// Section, from 0.
    pub section: usize,
    /// How many paragraphs stand before it.
    pub after: usize,
}

/// The body of a document.
#[derive(Default)]
pub struct Body<'a> {
    /// Sections in order.
    pub sections: Vec<Section<'a>>,
    /// Paragraphs outside tables, in order.
    pub paragraphs: Vec<Paragraph<'a>>,
    /// Tables in order, those inside others after them.
    pub tables: Vec<Table<'a>>,
    /// The paragraph to come begins a page.
    breaks: bool,
}

impl<'a> Body<'a> {
    /// Reads the body.
    ///
    /// # Errors
    /// A part that is no document, or tables nested too deep.
    pub fn of(document: &'a Document<'a>) -> Result<Self, LintError> {
        let body = child(document.root_element(), "body");
        let root = body.ok_or_else(|| unreadable("文件不是 Word 文档，无法检查"))?;
        let mut body = Self {
            breaks: true,
            ..Self::default()
        };
        body.take(root);
        let depth = |table: &Table| table.node.ancestors().filter(|outer| name(*outer) == "tbl").count();
        if body.tables.iter().any(|table| depth(table) > MAX_TABLES) {
            return Err(unreadable("文件内部结构过于复杂，不予检查"));
        }
        if child(root, "sectPr").is_none() {
            body.sections.push(Section { properties: None });
        }
        Ok(body)
    }

    /// Tells whether a table stands after so many paragraphs.
    pub fn has_table(&self, after: RangeInclusive<usize>) -> bool {
        let first = self.tables.partition_point(|table| table.after < *after.start());
        self.tables.get(first).is_some_and(|table| after.contains(&table.after))
    }

    fn take(&mut self, parent: Node<'a, 'a>) {
        for node in parent.children() {
            match name(node) {
                "p" => self.paragraph(node),
                "tbl" => {
                    let section = self.sections.len();
                    let tables = node.descendants().filter(|node| name(*node) == "tbl");
                    let after = self.paragraphs.len();
                    self.tables.extend(tables.map(|node| Table { node, section, after }));
                    self.breaks = false;
                }
                "sectPr" => self.end_section(node),
                // What was deleted or moved away is not there any more.
                "del" | "moveFrom" | "sdtPr" => {}
                _ => self.take(node),
            }
        }
    }

    fn paragraph(&mut self, node: Node<'a, 'a>) {
        let mut paragraph = Paragraph {
            node,
            section: self.sections.len(),
            number: self.paragraphs.len() + 1,
            text: String::new(),
            runs: Vec::new(),
            page: if std::mem::take(&mut self.breaks) {
                Page::New
            } else {
                Page::Same
            },
        };
        let mut breaks_before = false;
        runs(node, &mut |run| {
            let text = run_text(run);
            let has_break = run
                .children()
                .any(|part| name(part) == "br" && attribute(part, "type") == Some("page"));
            if has_break && paragraph.text.trim().is_empty() {
                breaks_before = true;
            } else if has_break {
                self.breaks = true;
            }
            if !text.is_empty() {
                paragraph.text.push_str(&text);
                paragraph.runs.push((run, text));
            }
        });
        if breaks_before {
            paragraph.page = Page::New;
            // A paragraph of nothing but a break: the next one stands on the new page.
            self.breaks |= paragraph.text.trim().is_empty();
        } else if paragraph.text.trim().is_empty() && paragraph.page == Page::New {
            self.breaks = self.paragraphs.is_empty();
        }
        let section = child(node, "pPr").and_then(|properties| child(properties, "sectPr"));
        self.paragraphs.push(paragraph);
        if let Some(section) = section {
            self.end_section(section);
        }
    }

    fn end_section(&mut self, properties: Node<'a, 'a>) {
        self.sections.push(Section {
            properties: Some(properties),
        });
        // Whether it begins a page is said by the section that begins; one that goes on is rare.
        self.breaks = true;
    }
}

/// Visits the runs of a paragraph in order, without those in pictures and frames of their own.
pub fn runs<'a>(parent: Node<'a, 'a>, visit: &mut dyn FnMut(Node<'a, 'a>)) {
    for node in parent.children() {
        match name(node) {
            "r" => visit(node),
            "del" | "moveFrom" | "pPr" | "p" | "tbl" => {}
            _ => runs(node, visit),
        }
    }
}

/// Returns the text a run shows; nothing where it is hidden.
pub fn run_text(run: Node<'_, '_>) -> String {
    let properties = child(run, "rPr");
    let hidden = properties.and_then(|properties| child(properties, "vanish"));
    if hidden.and_then(is_on).is_some() {
        return String::new();
    }
    let mut text = String::new();
    for part in run.children() {
        match name(part) {
            "t" => text.push_str(part.text().unwrap_or_default()),
            "tab" => text.push('\t'),
            "noBreakHyphen" => text.push('-'),
            _ => {}
        }
    }
    text
}
