//! The styles of the document: fonts, sizes and spacing of every kind of paragraph.

use docx_rs::{
    AlignmentType, Docx, Footer, LineSpacing, LineSpacingType, PageNum, Paragraph, Run, RunFonts, SpecialIndentType,
    Style, StyleType,
};

use super::line;

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

/// Sizes in half points: 二号, 小二, 三号, 四号, 五号.
const SIZE_2: usize = 44;
const SIZE_2_SMALL: usize = 36;
const SIZE_3: usize = 32;
const SIZE_4: usize = 28;
const SIZE_5: usize = 21;

/// Names a font for Chinese and one for Latin letters and digits.
fn fonts(chinese: &str) -> RunFonts {
    RunFonts::new()
        .east_asia(chinese)
        .ascii("Times New Roman")
        .hi_ansi("Times New Roman")
        .cs("Times New Roman")
        .hint("eastAsia")
}

/// Gives a document its styles.
pub fn styled(document: Docx) -> Docx {
    let text = |id: &str, name: &str| {
        indented(Style::new(id, StyleType::Paragraph).name(name).based_on("Normal"))
            .fonts(fonts(BODY))
            .size(SIZE_3)
            .align(AlignmentType::Both)
            .line_spacing(line())
    };
    let heading = |level: usize, font: &str| {
        let mut style = Style::new(format!("Heading{level}"), StyleType::Paragraph)
            .name(format!("heading {level}"))
            .based_on("Normal")
            .next("Body")
            .fonts(fonts(font))
            .size(SIZE_3)
            .line_spacing(line())
            .outline_lvl(level - 1)
            .ui_priority(9);
        style = indented(style);
        // Only the builder of paragraphs offers this; a heading alone at the foot of a page is a fault.
        style.paragraph_property = style.paragraph_property.keep_next(true);
        style
    };
    let single = || LineSpacing::new().line_rule(LineSpacingType::Auto).line(240);
    let small = |id: &str, name: &str| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on("Normal")
            .fonts(fonts(BODY))
            .size(SIZE_5)
            .line_spacing(single())
    };
    let centred = |id: &str, name: &str, size| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on("Normal")
            .next("Body")
            .fonts(fonts(TITLE))
            .size(size)
            .align(AlignmentType::Center)
            .line_spacing(LineSpacing::new().line_rule(LineSpacingType::AtLeast).line(579))
    };
    let mut table_heading = small("TableHeading", "表头")
        .fonts(fonts(BLACK))
        .align(AlignmentType::Center);
    table_heading.paragraph_property = table_heading.paragraph_property.keep_next(true);
    let mut annex_mark = Style::new("AnnexMark", StyleType::Paragraph)
        .name("附件")
        .based_on("Normal")
        .fonts(fonts(BLACK))
        .size(SIZE_3)
        .line_spacing(line());
    annex_mark.paragraph_property = annex_mark.paragraph_property.keep_next(true);
    document
        .default_fonts(fonts(BODY))
        .default_size(SIZE_3)
        .add_style(centred("Title", "Title", SIZE_2))
        .add_style(text("Body", "Body Text"))
        .add_style(heading(1, BLACK))
        .add_style(heading(2, KAI))
        .add_style(heading(3, BODY))
        .add_style(heading(4, BODY))
        .add_style(
            Style::new("Signature", StyleType::Paragraph)
                .name("Signature")
                .based_on("Normal")
                .fonts(fonts(BODY))
                .size(SIZE_3)
                .align(AlignmentType::Right)
                // 4 characters from the right edge.
                .indent(None, None, Some(1280), None)
                .line_spacing(line()),
        )
        .add_style(small("TableText", "表文"))
        .add_style(table_heading)
        .add_style(annex_mark)
        .add_style(centred("AnnexTitle", "附件标题", SIZE_2_SMALL).outline_lvl(0))
        .add_style(small("AnnexText", "附件文"))
        .add_style(
            small("Figure", "图")
                .align(AlignmentType::Center)
                .line_spacing(single().before(120).after(120)),
        )
        .add_style(
            Style::new("Gap", StyleType::Paragraph)
                .name("间隔")
                .based_on("Normal")
                .fonts(fonts(BODY))
                .size(10)
                .line_spacing(LineSpacing::new().line_rule(LineSpacingType::Exact).line(120)),
        )
        .add_style(
            Style::new("Footer", StyleType::Paragraph)
                .name("footer")
                .based_on("Normal")
                .fonts(RunFonts::new().east_asia(SONG).ascii(SONG).hi_ansi(SONG))
                .size(SIZE_4),
        )
}

/// Indents the first line by 2 characters of 三号.
fn indented(style: Style) -> Style {
    style
        .indent(None, Some(SpecialIndentType::FirstLine(640)), None, None)
        .first_line_chars(200)
}

/// The foot of a page: — 1 —, one character from the outer edge.
pub fn page_number(outer: AlignmentType) -> Footer {
    let indent = Some(280);
    let paragraph = match outer {
        AlignmentType::Left => Paragraph::new().indent(indent, None, None, None),
        _ => Paragraph::new().indent(None, None, indent, None),
    };
    Footer::new().add_paragraph(
        paragraph
            .style("Footer")
            .align(outer)
            .add_run(Run::new().add_text("— "))
            .add_page_num(PageNum::new())
            .add_run(Run::new().add_text(" —")),
    )
}
