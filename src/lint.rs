//! What a Word document has otherwise than GB/T 9704-2012 asks: paper, grid, fonts, sizes, indents, page numbers,
//! tables; and what must not be left in it: tracked changes, comments, places to fill in.
//!
//! Properties are resolved as Word does: direct formatting over the styles of run and paragraph, each over the
//! style it is based on, over the document's defaults. Not looked at: what an automatic number adds to an indent,
//! 版头 and 版记 of issued documents, text boxes, and what only shows when lines are broken: words kept whole in a
//! title, numbers split over lines. Bold headings and tables are left to the office. Numbers are those of `domain.md`
//! §8.4.

mod body;
mod clause;
mod ending;
mod font;
mod leftover;
mod measure;
mod numbered;
mod numbering;
mod package;
mod page;
mod picture;
mod role;
mod style;
mod table;
mod text;

use std::fmt;

use serde::Serialize;

/// One thing that is otherwise than the standard asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deviation {
    /// Name of the rule, such as `body-font`; the same in every version.
    pub rule: &'static str,
    /// Where it is.
    pub place: Place,
    /// What is there.
    pub found: String,
    /// What the standard asks.
    pub wanted: String,
    /// Where that is written.
    pub source: &'static str,
}

/// A place in a document; everything is counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Section, a part of the document with pages of its own.
    pub section: usize,
    /// Paragraph of the document outside its tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<usize>,
    /// Table of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<usize>,
    /// Row of that table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// Which foot: 单页页脚, 双页页脚 or 首页页脚; 页脚 where it is that of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foot: Option<&'static str>,
    /// The first words there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "第{}节", self.section)?;
        if let Some(paragraph) = self.paragraph {
            write!(formatter, "第{paragraph}段")?;
        }
        if let Some(table) = self.table {
            write!(formatter, "表{table}")?;
        }
        if let Some(row) = self.row {
            write!(formatter, "第{row}行")?;
        }
        if let Some(foot) = self.foot {
            write!(formatter, "{foot}")?;
        }
        if !self.words.is_empty() {
            write!(formatter, "“{}”", self.words)?;
        }
        Ok(())
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}：{}，应为{}（{}）",
            self.place, self.found, self.wanted, self.source
        )
    }
}

/// Why a document could not be checked; `Display` is the sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum LintError {
    /// No docx, a damaged one, or one beyond the limits.
    #[error("{0}")]
    Unreadable(String),
}

/// Makes the error with its sentence.
fn unreadable(sentence: impl Into<String>) -> LintError {
    LintError::Unreadable(sentence.into())
}

/// Lists the deviations of a docx from the layout of GB/T 9704-2012: section by section its pages, then its text,
/// then its tables, then its pictures, then what work on it left behind, each in the order of the document.
///
/// # Errors
/// Not a docx, a damaged one, or more than the limits allow (32 MB of text, 1 000 000 elements, 200 levels).
pub fn lint(bytes: &[u8]) -> Result<Vec<Deviation>, LintError> {
    let files = package::files(bytes)?;
    let document = package::parsed(&files.document)?;
    // A part that is not there says nothing.
    let styles = files.styles.as_deref().map(package::parsed).transpose()?;
    let theme = files.theme.as_deref().map(package::parsed).transpose()?;
    let numbering = files.numbering.as_deref().map(package::parsed).transpose()?;
    let settings = files.settings.as_deref().map(package::parsed).transpose()?;
    let mut feet = Vec::new();
    for (id, text) in &files.feet {
        feet.push((id.as_str(), package::parsed(text)?));
    }
    let styles = style::Styles::of(styles.as_ref(), theme.as_ref());
    let body = body::Body::of(&document)?;
    let mut found = page::deviations(&body, &styles, settings.as_ref(), &feet);
    let roles = role::roles(&body, &styles, &numbering::Numbering::of(numbering.as_ref()));
    found.extend(text::deviations(&body, &styles, &roles));
    found.extend(table::deviations(&body, &styles));
    found.extend(picture::deviations(&body));
    found.extend(leftover::deviations(&document, &body, &feet));
    Ok(found)
}

/// Returns the first words of a text, for a place.
fn first_words(text: &str) -> String {
    const WORDS: usize = 16;
    let text = text.trim();
    let mut words: String = text.chars().take(WORDS).collect();
    if text.chars().nth(WORDS).is_some() {
        words.push('…');
    }
    words
}
