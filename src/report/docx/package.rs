//! What the library leaves out of a docx package: the schema's order of elements, repeated heading rows,
//! alternative text, document properties, names of substitute fonts.

use docx_rs::XMLDocx;
use jiff::civil::Date;

use super::styles;
use super::table::REPEATED;
use crate::report::ExportError;

/// Completes the parts of a package; `descriptions` are the alternative texts of the pictures, in order.
///
/// # Errors
/// Parts that are not the XML they should be.
pub fn finish(parts: &mut XMLDocx, title: &str, descriptions: &[String], date: Date) -> Result<(), ExportError> {
    let broken = || ExportError::Docx("文档部件不完整".to_owned());
    let ordered = |part: &[u8]| -> Result<String, ExportError> {
        let text = std::str::from_utf8(part).map_err(|_| broken())?;
        ordered(text).ok_or_else(broken)
    };
    let height = format!(r#"<w:trHeight w:val="{REPEATED}" w:hRule="atLeast" />"#);
    let document = ordered(&parts.document)?.replace(&height, "<w:tblHeader />");
    parts.document = described(&document, descriptions).into_bytes();
    parts.styles = ordered(&parts.styles)?
        .replacen(
            r#"<w:style w:type="paragraph" w:styleId="Normal">"#,
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal">"#,
            1,
        )
        .into_bytes();
    for footer in &mut parts.footers {
        *footer = ordered(footer)?.into_bytes();
    }
    parts.settings = SETTINGS.as_bytes().to_vec();
    parts.font_table = font_table().into_bytes();
    parts.doc_props.core = core(title, date).into_bytes();
    Ok(())
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
        out.push_str(part);
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

/// Writes a node; identities of paragraphs, which differ from run to run, are left out.
fn written(mut node: Node, out: &mut String) {
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
    r#"<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"#,
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

/// Document properties.
fn core(title: &str, date: Date) -> String {
    let title = escaped(title);
    let time = format!("{date}T00:00:00Z");
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
            r#"xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" "#,
            r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>"#,
            r#"<dc:creator>衡绩</dc:creator><cp:lastModifiedBy>衡绩</cp:lastModifiedBy><cp:revision>1</cp:revision>"#,
            r#"<dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created>"#,
            r#"<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified><dc:language>zh-CN</dc:language>"#,
            r#"</cp:coreProperties>"#,
        ),
        title = title,
        time = time,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_stand_in_the_order_of_the_schema() {
        let given = r#"<?xml version="1.0"?><w:p w14:paraId="0001" a="b"><w:pPr><w:rPr /><w:jc w:val="left" /><w:pStyle w:val="Body" /></w:pPr><w:r>文 &lt;</w:r></w:p>"#;
        let wanted = r#"<?xml version="1.0"?><w:p a="b"><w:pPr><w:pStyle w:val="Body" /><w:jc w:val="left" /><w:rPr /></w:pPr><w:r>文 &lt;</w:r></w:p>"#;
        assert_eq!(ordered(given).as_deref(), Some(wanted));
        assert_eq!(ordered("<a><b></a>"), None);
    }
}
