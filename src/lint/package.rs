//! The parts of a docx that tell its layout, within bounds; pictures are never unpacked.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node, ParsingOptions};

use super::{LintError, unreadable};

/// The namespace of a document's elements.
pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The same in documents saved as “Strict Open XML”.
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
/// The namespace of references from one part to another.
const REFERENCE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Greatest size of a file, in bytes: pictures included.
const MAX_BYTES: usize = 64 << 20;
/// Greatest size of all parts that are read, unpacked, in bytes.
const MAX_UNPACKED: u64 = 32 << 20;
/// Greatest number of tags in a part.
const MAX_TAGS: usize = 2_000_000;
/// Greatest number of elements and texts in a part.
const MAX_NODES: u32 = 1_000_000;
/// Greatest nesting of elements in a part.
const MAX_DEPTH: usize = 200;
/// Greatest number of feet that are read.
const MAX_FEET: usize = 256;

/// First bytes of a compound file: doc, or a docx with a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// The texts of the parts.
pub struct Files {
    /// The body.
    pub document: String,
    /// Styles, where there are any.
    pub styles: Option<String>,
    /// The theme, which may name fonts.
    pub theme: Option<String>,
    /// What the numbers of lists look like.
    pub numbering: Option<String>,
    /// Settings.
    pub settings: Option<String>,
    /// Feet of pages by the reference the body uses.
    pub feet: BTreeMap<String, String>,
}

/// Unpacks the parts of a docx.
///
/// # Errors
/// No docx, a damaged one, or more than the limits allow.
pub fn files(bytes: &[u8]) -> Result<Files, LintError> {
    if bytes.len() > MAX_BYTES {
        return Err(unreadable("文件超过 64 MB，不予检查"));
    }
    if bytes.starts_with(COMPOUND) {
        return Err(unreadable(
            "这是旧格式（.doc）或加了密码的 Word 文件，请去掉密码，另存为 .docx 后再检查",
        ));
    }
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable("不是完好的 Word 文件（.docx），无法检查"))?;
    let mut left = MAX_UNPACKED;
    let mut part = |name: &str| -> Result<Option<String>, LintError> {
        let Ok(part) = archive.by_name(name) else {
            return Ok(None);
        };
        let mut text = Vec::new();
        part.take(left + 1)
            .read_to_end(&mut text)
            .map_err(|_| unreadable(format!("文件中的 {name} 已损坏，无法检查")))?;
        let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
        left = left
            .checked_sub(size)
            .ok_or_else(|| unreadable("文件解压后超过 32 MB，不予检查"))?;
        String::from_utf8(text)
            .map(Some)
            .map_err(|_| unreadable(format!("文件中的 {name} 不是 UTF-8 文本，无法检查")))
    };
    let package = part("_rels/.rels")?.unwrap_or_default();
    let main = relations(&package)?
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map(|relation| resolved("", &relation.target))
        .ok_or_else(|| unreadable("文件不是 Word 文档，无法检查"))?;
    let document = part(&main)?.ok_or_else(|| unreadable("文件不是 Word 文档，无法检查"))?;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main.as_str()));
    let relations = relations(&part(&resolved(folder, &format!("_rels/{file}.rels")))?.unwrap_or_default())?;
    let mut files = Files {
        document,
        styles: None,
        theme: None,
        numbering: None,
        settings: None,
        feet: BTreeMap::new(),
    };
    for relation in relations {
        let target = resolved(folder, &relation.target);
        match relation.kind.as_str() {
            "styles" => files.styles = part(&target)?,
            "theme" => files.theme = part(&target)?,
            "numbering" => files.numbering = part(&target)?,
            "settings" => files.settings = part(&target)?,
            "footer" if files.feet.len() < MAX_FEET => {
                if let Some(text) = part(&target)? {
                    files.feet.insert(relation.id, text);
                }
            }
            _ => {}
        }
    }
    Ok(files)
}

/// A reference from one part to another.
struct Relation {
    id: String,
    /// The last word of its type.
    kind: String,
    target: String,
}

fn relations(text: &str) -> Result<Vec<Relation>, LintError> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let document = parsed(text)?;
    let all = document.root_element().children().filter_map(|node| {
        let kind = node.attribute("Type")?;
        Some(Relation {
            id: node.attribute("Id")?.to_owned(),
            kind: kind.rsplit('/').next().unwrap_or(kind).to_owned(),
            target: node.attribute("Target")?.to_owned(),
        })
    });
    Ok(all.collect())
}

/// Makes the name of a part of a target seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Reads a part as XML; declarations of entities are refused.
///
/// # Errors
/// No XML, or more than the limits allow.
pub fn parsed(text: &str) -> Result<Document<'_>, LintError> {
    let too_complex = || unreadable("文件内部结构过于复杂，不予检查");
    // Counted first: room for as many nodes is asked for at once.
    if text.bytes().filter(|byte| *byte == b'<').count() > MAX_TAGS {
        return Err(too_complex());
    }
    let options = ParsingOptions {
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => too_complex(),
        _ => unreadable("文件中的 XML 已损坏，无法检查"),
    })?;
    let mut waiting = vec![(document.root_element(), 1)];
    while let Some((node, depth)) = waiting.pop() {
        if depth > MAX_DEPTH {
            return Err(too_complex());
        }
        let elements = node.children().filter(Node::is_element);
        waiting.extend(elements.map(|child| (child, depth + 1)));
    }
    Ok(document)
}

/// Returns an element's name where it is one of a document's own.
pub fn name<'a>(node: Node<'a, '_>) -> &'a str {
    match node.tag_name().namespace() {
        Some(WORD | STRICT) => node.tag_name().name(),
        _ => "",
    }
}

/// Finds a child by its name.
pub fn child<'a, 'b>(node: Node<'a, 'b>, wanted: &str) -> Option<Node<'a, 'b>> {
    node.children().find(|child| name(*child) == wanted)
}

/// Reads an attribute of a document's own.
pub fn attribute<'a>(node: Node<'a, '_>, wanted: &str) -> Option<&'a str> {
    node.attribute((WORD, wanted))
        .or_else(|| node.attribute((STRICT, wanted)))
}

/// Reads a whole number from an attribute; `None` where it is none or far out of range.
pub fn number(node: Node<'_, '_>, wanted: &str) -> Option<i64> {
    let value: i64 = attribute(node, wanted)?.trim().parse().ok()?;
    // LibreOffice writes what is less than 0 as if it had no sign.
    let value = if value > i64::from(i32::MAX) {
        value - (1 << 32)
    } else {
        value
    };
    (-1_000_000..1_000_000).contains(&value).then_some(value)
}

/// Reads a switch: an element without a value, or one that is not said to be off.
pub fn is_on(node: Node<'_, '_>) -> Option<()> {
    let is_off = matches!(attribute(node, "val"), Some("0" | "false" | "off" | "none"));
    (!is_off).then_some(())
}

/// Reads the reference of an element to another part.
pub fn reference<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute((REFERENCE, "id"))
        .or_else(|| node.attribute(("http://purl.oclc.org/ooxml/officeDocument/relationships", "id")))
}
