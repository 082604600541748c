//! The package around the body: what the library cannot write, and nothing it would leave behind.
//!
//! The body gets the schema's order of elements, repeated heading rows and alternative texts; styles, page
//! numbers, settings, fonts and properties are parts of our own; empty parts are left out.

use docx_rs::XMLDocx;
use jiff::civil::Date;

use super::styles::{self, Side};
use super::table::REPEATED;
use crate::report::ExportError;
use crate::report::archive::archive;

/// How every part begins.
pub const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// What the properties of a document say.
pub struct Properties<'a> {
    /// Title of the report.
    pub title: String,
    /// Who signs it.
    pub author: &'a str,
    /// The day it was made.
    pub date: Date,
    /// Where the number of a page on its side stands.
    pub turned: styles::Place,
}

/// Packs a document: the library's body, put right, with the parts the library leaves out or leaves empty.
///
/// `descriptions` are the alternative texts of the pictures, in order.
///
/// # Errors
/// A body that is not the XML it should be.
pub fn packed(parts: &XMLDocx, descriptions: &[String], properties: &Properties) -> Result<Vec<u8>, ExportError> {
    let broken = || ExportError::Docx("文档部件不完整".to_owned());
    let document = std::str::from_utf8(&parts.document).map_err(|_| broken())?;
    let document = ordered(document).ok_or_else(broken)?;
    let height = format!(r#"<w:trHeight w:val="{REPEATED}" w:hRule="atLeast" />"#);
    let document = described(&document.replace(&height, "<w:tblHeader />"), descriptions);
    let texts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONSHIPS.to_owned()),
        ("docProps/core.xml", core(properties)),
        ("docProps/app.xml", app(properties)),
        ("word/document.xml", document),
        (
            "word/_rels/document.xml.rels",
            relationships(parts.media.iter().map(|(id, _)| id.as_str())),
        ),
        ("word/styles.xml", styles::styles()),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/fontTable.xml", font_table()),
        ("word/footer1.xml", styles::foot(Side::Right)),
        ("word/footer2.xml", styles::foot(Side::Left)),
        ("word/footer3.xml", styles::turned_foot(Side::Right, &properties.turned)),
        ("word/footer4.xml", styles::turned_foot(Side::Left, &properties.turned)),
    ];
    let texts = texts
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.into_bytes()));
    let media = parts.media.iter();
    let pictures = media.map(|(id, bytes)| (format!("word/media/{id}.png"), bytes.clone()));
    archive(texts.chain(pictures)).map_err(|error| ExportError::Docx(error.to_string()))
}

/// Reads the size of a picture in pixels from its PNG header.
pub fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    bytes.starts_with(b"\x89PNG").then_some(())?;
    Some((number(16)?, number(20)?))
}

/// Returns true for characters that XML 1.0 can hold.
pub fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Escapes text for XML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().filter(|character| is_xml(*character)) {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

/// Gives each picture a number, a name and its alternative text.
fn described(document: &str, descriptions: &[String]) -> String {
    const ANONYMOUS: &str = r#"<wp:docPr id="1" name="Figure" />"#;
    let mut out = String::with_capacity(document.len());
    for (position, part) in document.split(ANONYMOUS).enumerate() {
        if position > 0 {
            let text = descriptions.get(position - 1).map_or("", String::as_str);
            let text = escaped(text);
            out.push_str(&format!(
                r#"<wp:docPr id="{position}" name="图{position}" descr="{text}" />"#
            ));
        }
        out.push_str(&part.replace(
            r#"<pic:cNvPr id="0" name="" />"#,
            &format!(r#"<pic:cNvPr id="{position}" name="图{position}" />"#),
        ));
    }
    out
}

/// An element, a text or a declaration, borrowed from the document it was read from.
struct Node<'a> {
    /// Element name; empty for text.
    name: &'a str,
    /// Start tag, empty-element tag or text, as written.
    head: &'a str,
    children: Vec<Node<'a>>,
    /// End tag, or nothing.
    tail: &'a str,
}

/// Rewrites a document with the children of its property elements in the order the schema demands.
///
/// Returns `None` where tags do not match.
fn ordered(xml: &str) -> Option<String> {
    let mut stack: Vec<Node> = vec![Node {
        name: "",
        head: "",
        children: Vec::new(),
        tail: "",
    }];
    let mut rest = xml;
    while !rest.is_empty() {
        let length = if rest.starts_with('<') {
            rest.find('>')? + 1
        } else {
            rest.find('<').unwrap_or(rest.len())
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        if let Some(name) = token.strip_prefix("</") {
            let mut node = stack.pop()?;
            if node.name != name.trim_end_matches('>') {
                return None;
            }
            node.tail = token;
            stack.last_mut()?.children.push(node);
            continue;
        }
        let is_start = token.starts_with('<') && !token.starts_with("<?");
        let name = match token.strip_prefix('<') {
            Some(tag) if is_start => tag.split([' ', '>', '/']).next()?,
            _ => "",
        };
        let node = Node {
            name,
            head: token,
            children: Vec::new(),
            tail: "",
        };
        if is_start && !token.ends_with("/>") {
            stack.push(node);
        } else {
            stack.last_mut()?.children.push(node);
        }
    }
    let root = stack.pop()?;
    if !stack.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(xml.len());
    written(root, &mut out);
    Some(out)
}

/// Writes a node; identities of paragraphs, which differ from run to run, are left out, and so are empty
/// properties of runs and the type of a grid column, which the schema does not know.
fn written(mut node: Node, out: &mut String) {
    if node.head == "<w:rPr />" {
        return;
    }
    if node.name == "w:gridCol" {
        out.push_str(&node.head.replace(r#" w:type="dxa""#, ""));
        return;
    }
    if let Some(order) = order(node.name) {
        node.children.sort_by_key(|child| {
            let place = order
                .iter()
                .position(|name| Some(*name) == child.name.strip_prefix("w:"));
            place.unwrap_or(order.len())
        });
    }
    match node.head.split_once(r#" w14:paraId=""#) {
        Some((start, end)) if node.name == "w:p" => {
            out.push_str(start);
            out.push_str(end.split_once('"').map_or(">", |(_, end)| end));
        }
        _ => out.push_str(node.head),
    }
    for child in node.children {
        written(child, out);
    }
    out.push_str(node.tail);
}

/// Returns the order of an element's children by ISO/IEC 29500-1, as far as they are used here.
fn order(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "w:pPr" => &[
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "framePr",
            "widowControl",
            "numPr",
            "pBdr",
            "shd",
            "tabs",
            "bidi",
            "adjustRightInd",
            "snapToGrid",
            "spacing",
            "ind",
            "jc",
            "textDirection",
            "textAlignment",
            "outlineLvl",
            "rPr",
            "sectPr",
        ],
        "w:rPr" => &[
            "rStyle",
            "rFonts",
            "b",
            "bCs",
            "i",
            "iCs",
            "strike",
            "vanish",
            "color",
            "spacing",
            "w",
            "kern",
            "sz",
            "szCs",
            "highlight",
            "u",
            "shd",
            "vertAlign",
            "lang",
        ],
        "w:tblPr" => &[
            "tblStyle",
            "tblpPr",
            "tblW",
            "jc",
            "tblInd",
            "tblBorders",
            "shd",
            "tblLayout",
            "tblCellMar",
        ],
        "w:tcPr" => &[
            "tcW",
            "gridSpan",
            "vMerge",
            "tcBorders",
            "shd",
            "tcMar",
            "textDirection",
            "vAlign",
        ],
        "w:sectPr" => &[
            "headerReference",
            "footerReference",
            "type",
            "pgSz",
            "pgMar",
            "pgNumType",
            "cols",
            "titlePg",
            "textDirection",
            "docGrid",
        ],
        "w:style" => &[
            "name",
            "basedOn",
            "next",
            "link",
            "uiPriority",
            "semiHidden",
            "unhideWhenUsed",
            "qFormat",
            "pPr",
            "rPr",
            "tblPr",
            "tcPr",
        ],
        _ => return None,
    })
}

/// Settings: pages differ left and right, punctuation is compressed as Chinese text demands.
const SETTINGS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    r#"<w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>"#,
    r#"<w:characterSpacingControl w:val="compressPunctuation"/>"#,
    r#"<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"#,
    r#"<w:doNotExpandShiftReturn/><w:useFELayout/>"#,
    r#"<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>"#,
    r#"</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"#,
);

/// The fonts in use, each with what may stand in for it where it is not installed.
fn font_table() -> String {
    let fonts = [
        (styles::TITLE, "华文中宋"),
        (styles::BLACK, "SimHei"),
        (styles::KAI, "楷体"),
        (styles::BODY, "仿宋"),
        (styles::SONG, "SimSun"),
    ];
    let mut out = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        r#"<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    ));
    for (name, substitute) in fonts {
        out.push_str(&format!(
            r#"<w:font w:name="{name}"><w:altName w:val="{substitute}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>"#
        ));
    }
    out.push_str(
        r#"<w:font w:name="Times New Roman"><w:charset w:val="00"/><w:family w:val="roman"/></w:font></w:fonts>"#,
    );
    out
}

/// Which part is of which kind.
const CONTENT_TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>"#,
    r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
    r#"<Override PartName="/docProps/app.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>"#,
    r#"<Override PartName="/word/document.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    r#"<Override PartName="/word/settings.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>"#,
    r#"<Override PartName="/word/fontTable.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>"#,
    r#"<Override PartName="/word/footer1.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>"#,
    r#"<Override PartName="/word/footer2.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>"#,
    r#"<Override PartName="/word/footer3.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>"#,
    r#"<Override PartName="/word/footer4.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>"#,
);

/// What the package holds.
const RELATIONSHIPS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" "#,
    r#"Target="word/document.xml"/><Relationship Id="rId2" "#,
    r#"Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" "#,
    r#"Target="docProps/core.xml"/><Relationship Id="rId3" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" "#,
    r#"Target="docProps/app.xml"/></Relationships>"#,
);

/// What the body refers to; a picture's part has the name of its reference.
fn relationships<'a>(pictures: impl Iterator<Item = &'a str>) -> String {
    let mut out =
        format!(r#"{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#);
    let mut add = |id: &str, kind: &str, target: &str| {
        out.push_str(&format!(
            concat!(
                r#"<Relationship Id="{}" "#,
                r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>"#
            ),
            id, kind, target
        ));
    };
    add("rIdStyles", "styles", "styles.xml");
    add("rIdSettings", "settings", "settings.xml");
    add("rIdFonts", "fontTable", "fontTable.xml");
    for (position, id) in UPRIGHT.iter().chain(&TURNED).enumerate() {
        add(id, "footer", &format!("footer{}.xml", position + 1));
    }
    for id in pictures {
        add(id, "image", &format!("media/{id}.png"));
    }
    out.push_str("</Relationships>");
    out
}

/// References to the feet of odd and of even upright pages.
pub const UPRIGHT: [&str; 2] = ["rIdFooter1", "rIdFooter2"];
/// References to the feet of odd and of even pages on their side.
pub const TURNED: [&str; 2] = ["rIdFooter3", "rIdFooter4"];

/// Document properties that every program shows.
fn core(properties: &Properties) -> String {
    let title = escaped(&properties.title);
    let author = escaped(properties.author);
    let time = format!("{}T00:00:00Z", properties.date);
    format!(
        concat!(
            r#"{declaration}"#,
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
            r#"xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" "#,
            r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>"#,
            r#"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"#,
            r#"<cp:revision>1</cp:revision>"#,
            r#"<dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created>"#,
            r#"<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified><dc:language>zh-CN</dc:language>"#,
            r#"</cp:coreProperties>"#,
        ),
        declaration = DECLARATION,
        title = title,
        author = author,
        time = time,
    )
}

/// Document properties of the program that wrote it.
fn app(properties: &Properties) -> String {
    let company = escaped(properties.author);
    format!(
        concat!(
            r#"{declaration}"#,
            r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">"#,
            r#"<Application>衡绩</Application><DocSecurity>0</DocSecurity><Company>{company}</Company></Properties>"#,
        ),
        declaration = DECLARATION,
        company = company,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_stand_in_the_order_of_the_schema() {
        let given = r#"<?xml version="1.0"?><w:p w14:paraId="0001" a="b"><w:pPr><w:rPr><w:b /></w:rPr><w:jc w:val="left" /><w:pStyle w:val="Body" /></w:pPr><w:r><w:rPr />文 &lt;</w:r></w:p>"#;
        let wanted = r#"<?xml version="1.0"?><w:p a="b"><w:pPr><w:pStyle w:val="Body" /><w:jc w:val="left" /><w:rPr><w:b /></w:rPr></w:pPr><w:r>文 &lt;</w:r></w:p>"#;
        assert_eq!(ordered(given).as_deref(), Some(wanted));
        assert_eq!(ordered("<a><b></a>"), None);
    }
}
