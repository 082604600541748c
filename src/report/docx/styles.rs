//! The styles of the document and the feet of its pages, as parts of the package.
//!
//! They are written as they stand: the library knows neither indents in characters nor the character grid.

use super::package::DECLARATION;
use crate::report::fitting::{COMMON, Spacing};

/// 小标宋: titles.
pub const TITLE: &str = "方正小标宋简体";
/// 黑体: 一、 and the headings of tables.
pub const BLACK: &str = "黑体";
/// 楷体: （一）.
pub const KAI: &str = "楷体_GB2312";
/// 仿宋: everything else.
pub const BODY: &str = "仿宋_GB2312";
/// 宋体: page numbers.
pub const SONG: &str = "宋体";
/// Latin letters and digits.
pub const LATIN: &str = "Times New Roman";

/// Sizes in half points: 二号, 三号, 四号, 五号.
const SIZE_2: u32 = 44;
const SIZE_3: u32 = 32;
const SIZE_4: u32 = 28;
const SIZE_5: u32 = 21;

/// First-line indent of 2 characters; Word goes by the characters, older readers by the twips.
const INDENT: &str = r#"<w:ind w:firstLineChars="200" w:firstLine="640"/>"#;
/// Exact line spacing of body text: 22 lines fill the page.
const LINE: &str = r#"<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>"#;
/// Keeps text off the grid: on it a line of a table is as high as a line of body text, and LibreOffice gives a
/// character that is wider than its square two of them. Body text has the pitch of the grid by itself.
const OFF_GRID: &str = r#"<w:snapToGrid w:val="0"/>"#;
/// What a character of 三号 is condensed by, in twips: 28 of them fill a line, with a twip each to spare, without which
/// LibreOffice sets 27.
const CONDENSED: i32 = -6;

/// Names a font for Chinese and one for Latin letters and digits.
fn fonts(chinese: &str, latin: &str) -> String {
    format!(
        r#"<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:eastAsia="{chinese}" w:hAnsi="{latin}" w:cs="{latin}"/>"#
    )
}

/// A style: its id, its name, the one that follows it, paragraph properties in the order of the schema, font, size.
struct Style {
    id: &'static str,
    name: &'static str,
    next: &'static str,
    paragraph: String,
    font: &'static str,
    size: u32,
}

impl Style {
    fn written(&self) -> String {
        let Self {
            id,
            name,
            next,
            paragraph,
            size,
            ..
        } = self;
        // The names Word knows are its own; all others are said to be the document's.
        let custom = if name.is_ascii() { "" } else { r#" w:customStyle="1""# };
        let latin = if self.font == SONG { SONG } else { LATIN };
        let fonts = fonts(self.font, latin);
        let spacing = match self.size {
            SIZE_3 => format!(r#"<w:spacing w:val="{CONDENSED}"/>"#),
            _ => String::new(),
        };
        format!(
            concat!(
                r#"<w:style w:type="paragraph"{custom} w:styleId="{id}"><w:name w:val="{name}"/>"#,
                r#"<w:basedOn w:val="Normal"/><w:next w:val="{next}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>"#,
                r#"<w:rPr>{fonts}{spacing}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#,
            ),
            custom = custom,
            id = id,
            name = name,
            next = next,
            paragraph = paragraph,
            fonts = fonts,
            spacing = spacing,
            size = size,
        )
    }
}

/// Writes the part `styles.xml`.
pub fn styles() -> String {
    let style = |id, name, next, paragraph: String, font, size| Style {
        id,
        name,
        next,
        paragraph,
        font,
        size,
    };
    // A heading alone at the foot of a page is a fault.
    let heading = |level: u8| format!(r#"<w:keepNext/><w:keepLines/>{LINE}{INDENT}<w:outlineLvl w:val="{level}"/>"#);
    let centred = format!(r#"<w:keepNext/>{LINE}<w:jc w:val="center"/>"#);
    let exact = |spacing: Spacing| {
        let line = spacing.line(COMMON);
        format!(r#"<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>"#)
    };
    let [comfortable, tight] = [Spacing::Comfortable, Spacing::Tight].map(exact);
    let all = [
        style("Title", "Title", "Body", centred.clone(), TITLE, SIZE_2),
        style("Body", "Body Text", "Body", format!("{LINE}{INDENT}"), BODY, SIZE_3),
        style("Heading1", "heading 1", "Body", heading(0), BLACK, SIZE_3),
        style("Heading2", "heading 2", "Body", heading(1), KAI, SIZE_3),
        style("Heading3", "heading 3", "Body", heading(2), BODY, SIZE_3),
        style("Heading4", "heading 4", "Body", heading(3), BODY, SIZE_3),
        style("AnnexNote", "附件说明", "AnnexNote", LINE.to_owned(), BODY, SIZE_3),
        style(
            "Signature",
            "Signature",
            "Signature",
            format!(r#"{LINE}<w:jc w:val="right"/>"#),
            BODY,
            SIZE_3,
        ),
        style(
            "TableText",
            "表文",
            "TableText",
            format!(r#"{comfortable}<w:jc w:val="left"/>"#),
            BODY,
            SIZE_5,
        ),
        style(
            "TableHeading",
            "表头",
            "TableText",
            format!(r#"<w:keepNext/>{comfortable}<w:jc w:val="center"/>"#),
            BLACK,
            SIZE_5,
        ),
        style(
            "TableTextTight",
            "紧凑表文",
            "TableTextTight",
            format!(r#"{tight}<w:jc w:val="left"/>"#),
            BODY,
            SIZE_5,
        ),
        style(
            "TableHeadingTight",
            "紧凑表头",
            "TableTextTight",
            format!(r#"<w:keepNext/>{tight}<w:jc w:val="center"/>"#),
            BLACK,
            SIZE_5,
        ),
        style(
            "AnnexMark",
            "附件",
            "AnnexTitle",
            format!("<w:keepNext/>{LINE}"),
            BLACK,
            SIZE_3,
        ),
        style(
            "AnnexTitle",
            "附件标题",
            "AnnexText",
            format!(r#"{centred}<w:outlineLvl w:val="0"/>"#),
            TITLE,
            SIZE_2,
        ),
        style("AnnexText", "附件文", "AnnexText", comfortable, BODY, SIZE_5),
        style(
            "AnnexTextTight",
            "紧凑附件文",
            "AnnexTextTight",
            tight.clone(),
            BODY,
            SIZE_5,
        ),
        style(
            "Figure",
            "图",
            "Body",
            concat!(
                r#"<w:spacing w:before="120" w:after="120" w:line="240" w:lineRule="auto"/>"#,
                r#"<w:jc w:val="center"/>"#,
            )
            .to_owned(),
            BODY,
            SIZE_5,
        ),
        style(
            "Gap",
            "间隔",
            "Body",
            r#"<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>"#.to_owned(),
            BODY,
            10,
        ),
        style(
            "Footer",
            "footer",
            "Footer",
            r#"<w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="exact"/>"#.to_owned(),
            SONG,
            SIZE_4,
        ),
    ];
    let mut out = format!(
        concat!(
            r#"{declaration}<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
            r#"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#,
            r#"<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>"#,
            r#"</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>"#,
            // The last line of a paragraph may stand alone: 22 lines fill the page.
            r#"<w:qFormat/><w:pPr><w:widowControl w:val="0"/>{off_grid}{line}<w:jc w:val="both"/></w:pPr>"#,
            // The character grid is reckoned from the size written here.
            r#"<w:rPr>{fonts}{off_grid}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#,
        ),
        declaration = DECLARATION,
        fonts = fonts(BODY, LATIN),
        size = SIZE_3,
        line = LINE,
        off_grid = OFF_GRID,
    );
    out.extend(all.iter().map(Style::written));
    out.push_str("</w:styles>");
    out
}

/// On which side of the page its number stands.
#[derive(Clone, Copy)]
pub enum Side {
    /// Left, on even pages.
    Left,
    /// Right, on odd pages.
    Right,
}

/// Writes the foot of a page: — 1 —, one character from the outer edge.
pub fn foot(side: Side) -> String {
    footer(&number(side))
}

/// A box on a page, in EMU.
pub struct Place {
    /// From the left edge of the page.
    pub left: u32,
    /// From the upper edge of the page.
    pub top: u32,
    /// Width.
    pub wide: u32,
    /// Height.
    pub high: u32,
}

/// Writes the foot of a page on its side, whose number stands where it stands on the upright pages it is bound with: in
/// a box at the left, turned clockwise with the page (GB/T 9704-2012, 横排表格).
pub fn turned_foot(side: Side, place: &Place) -> String {
    let id = match side {
        Side::Right => 1001,
        Side::Left => 1002,
    };
    let Place { left, top, wide, high } = place;
    let drawing = format!(
        concat!(
            r#"<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" "#,
            r#"distR="0" simplePos="0" relativeHeight="{id}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">"#,
            r#"<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset>"#,
            r#"</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>"#,
            r#"<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>"#,
            // Nothing stands beside it to be wrapped; but without wrapping LibreOffice forgets the place of a box that
            // only one page has.
            r#"<wp:wrapSquare wrapText="bothSides"/>"#,
            r#"<wp:docPr id="{id}" name="页码"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData "#,
            r#"uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>"#,
            r#"<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect">"#,
            r#"<a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{number}"#,
            r#"</w:txbxContent></wps:txbx><wps:bodyPr rot="0" vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" "#,
            r#"bIns="0" anchor="t"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>"#,
            r#"</w:drawing></mc:Choice></mc:AlternateContent></w:r>"#,
        ),
        id = id,
        left = left,
        top = top,
        wide = wide,
        high = high,
        number = number(side),
    );
    footer(&format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{drawing}</w:p>"#
    ))
}

fn footer(content: &str) -> String {
    format!(
        concat!(
            r#"{declaration}<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
            r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
            r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
            r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
            r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{content}</w:ftr>"#,
        ),
        declaration = DECLARATION,
        content = content,
    )
}

/// Writes the paragraph of a page number.
fn number(side: Side) -> String {
    let (indent, align) = match side {
        Side::Left => ("left", "left"),
        Side::Right => ("right", "right"),
    };
    format!(
        concat!(
            r#"<w:p><w:pPr>"#,
            r#"<w:pStyle w:val="Footer"/><w:ind w:{indent}Chars="100" w:{indent}="280"/><w:jc w:val="{align}"/></w:pPr>"#,
            r#"<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>"#,
            r#"<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>"#,
            r#"</w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            r#"<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>"#,
        ),
        indent = indent,
        align = align,
    )
}
