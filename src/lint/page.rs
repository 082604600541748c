//! Rules of pages: paper, margins, grid, page numbers.

use roxmltree::{Document, Node};

use super::body::{Body, Section};
use super::clause::{EDGES, LINES, NUMBERS, ORIENT, PAPER as A4, TURNED};
use super::measure::{self, HEIGHT, MARGINS, MILLIMETRE, PAPER, SIZE_4, WIDTH};
use super::numbered::Numbered;
use super::package::{attribute, child, is_on, name, number, reference};
use super::style::{Leading, Script, Styles};
use super::text::aligned;
use super::{Deviation, Place, first_words};

/// How far paper may be off, in twips.
const PAPER_SLACK: i64 = 28;
/// One character, in hundredths, and how far the place of a page number may be off it.
const ONE: i64 = 100;
const SLACK: i64 = 25;
/// 7 mm in twips.
const BELOW: i64 = 397;
/// How far the rule beside a page number may be off that: where it stands in its line depends on the font.
const BELOW_SLACK: i64 = 2 * MILLIMETRE;

/// The feet of a document by their references.
type Feet<'a> = [(&'a str, Document<'a>)];

/// Lists the deviations of all sections.
pub fn deviations<'a>(
    body: &Body<'a>,
    styles: &Styles<'a>,
    settings: Option<&Document>,
    feet: &'a Feet<'a>,
) -> Vec<Deviation> {
    let odd_and_even = settings.and_then(|settings| is_on(child(settings.root_element(), "evenAndOddHeaders")?));
    let mut found = Vec::new();
    // A section that names no foot has that of the section before.
    let mut inherited: [Option<&'a Document<'a>>; 3] = [None; 3];
    for (position, section) in body.sections.iter().enumerate() {
        let mut page = Page {
            section: position + 1,
            found: &mut found,
        };
        page.paper(section);
        page.grid(section, styles);
        for (foot, kind) in inherited.iter_mut().zip(["default", "even", "first"]) {
            let named = section.properties.and_then(|properties| {
                properties.children().find(|node| {
                    name(*node) == "footerReference" && attribute(*node, "type").unwrap_or("default") == kind
                })
            });
            let named = named.and_then(reference);
            let part = named.and_then(|id| feet.iter().find(|(foot, _)| *foot == id));
            *foot = part.map(|(_, document)| document).or(*foot);
        }
        let [odd, even, first] = inherited;
        page.foot("单页页脚", Side::Right, odd, section, styles);
        match odd_and_even {
            Some(()) => page.foot("双页页脚", Side::Left, even, section, styles),
            None => page.say(
                "page-number-sides",
                None,
                "页脚没有分奇偶页".to_owned(),
                "单页码居右，双页码居左",
                NUMBERS,
            ),
        }
        let differs = section
            .properties
            .and_then(|properties| is_on(child(properties, "titlePg")?));
        if differs.is_some() {
            page.foot("首页页脚", Side::Right, first, section, styles);
        }
    }
    found
}

/// On which side a page number belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// A section being checked.
struct Page<'b> {
    section: usize,
    found: &'b mut Vec<Deviation>,
}

impl Page<'_> {
    fn say(
        &mut self,
        rule: &'static str,
        foot: Option<&'static str>,
        found: String,
        wanted: impl Into<String>,
        source: &'static str,
    ) {
        self.found.push(Deviation {
            rule,
            place: Place {
                section: self.section,
                foot,
                ..Place::default()
            },
            found,
            wanted: wanted.into(),
            source,
        });
    }

    fn paper(&mut self, section: &Section) {
        let size = section.properties.and_then(|properties| {
            let size = child(properties, "pgSz")?;
            Some([number(size, "w")?, number(size, "h")?])
        });
        let Some([wide, high]) = size else {
            return self.say(
                "paper",
                None,
                "没有写明纸张大小".to_owned(),
                "A4（210毫米×297毫米）",
                A4,
            );
        };
        let is = |[short, long]: [i64; 2]| (wide - short).abs() <= PAPER_SLACK && (high - long).abs() <= PAPER_SLACK;
        let turned = wide > high;
        if !is(PAPER) && !is([PAPER[1], PAPER[0]]) {
            let found = format!("纸张为{}×{}", measure::millimetres(wide), measure::millimetres(high));
            self.say("paper", None, found, "A4（210毫米×297毫米）", A4);
        }
        let size = section.properties.and_then(|properties| child(properties, "pgSz"));
        let way = size.and_then(|size| attribute(size, "orient")).unwrap_or("portrait");
        let wanted = if turned { "landscape" } else { "portrait" };
        if way != wanted {
            let found = format!(
                "{}的纸张方向（w:orient）为{way}",
                if turned { "横排页" } else { "竖排页" }
            );
            self.say("paper-orient", None, found, wanted, ORIENT);
        }
        let margins = section.properties.and_then(|properties| child(properties, "pgMar"));
        let Some(margins) = margins else {
            return self.say(
                "margins",
                None,
                "没有写明页边距".to_owned(),
                "上37、下35、左28、右26毫米",
                EDGES,
            );
        };
        let margin = |side: &str| number(margins, side).unwrap_or(0);
        // What is bound takes from the edge it is bound at.
        let found = [
            margin("top"),
            margin("bottom"),
            margin("left") + margin("gutter"),
            margin("right"),
        ];
        let [head, foot, binding, cut] = MARGINS;
        // Turned either way, the edges go with the paper.
        let allowed = if turned {
            vec![[binding, cut, foot, head], [cut, binding, head, foot]]
        } else {
            vec![MARGINS]
        };
        let fits = |wanted: &[i64; 4]| {
            let pairs = found.iter().zip(wanted);
            // A text area too high for the page would go unseen with top and bottom both off.
            pairs
                .into_iter()
                .all(|(found, wanted)| (found.abs() - wanted).abs() <= MILLIMETRE)
        };
        if !allowed.iter().any(fits) {
            let [top, bottom, left, right] = found.map(measure::millimetres);
            let found = format!("页边距为上{top}、下{bottom}、左{left}、右{right}");
            let (wanted, source) = if turned {
                ("横排页上28、下26、左35、右37毫米（纸张连同页边距转90度）", TURNED)
            } else {
                ("上37、下35、左28、右26毫米", EDGES)
            };
            self.say("margins", None, found, wanted, source);
        }
    }

    fn grid(&mut self, section: &Section, styles: &Styles) {
        let properties = section.properties;
        let turned = properties.and_then(is_turned);
        // Tables on pages turned on their side have no lines of 28 characters.
        if turned.is_some() {
            return;
        }
        let wanted = "每面22行、每行28字的文档网格";
        let grid = properties.and_then(|properties| child(properties, "docGrid"));
        let Some(grid) = grid else {
            return self.say("grid", None, "没有文档网格".to_owned(), wanted, LINES);
        };
        let kind = attribute(grid, "type").unwrap_or("default");
        let (has_lines, has_characters) = match kind {
            "linesAndChars" | "snapToChars" => (true, true),
            "lines" => (true, false),
            _ => (false, false),
        };
        if !has_lines {
            return self.say("grid", None, "文档网格没有启用".to_owned(), wanted, LINES);
        }
        let lines = number(grid, "linePitch").and_then(|pitch| measure::fitting(HEIGHT, pitch));
        if lines != Some(22) {
            let found = lines.map_or_else(
                || "文档网格没有写明行距".to_owned(),
                |lines| format!("文档网格每面{lines}行"),
            );
            self.say("grid", None, found, "每面22行", LINES);
        }
        if !has_characters {
            return self.say("grid", None, "文档网格没有规定每行字数".to_owned(), "每行28字", LINES);
        }
        // In 4096th of a point, as the file has it; a twip is 204.8 of them.
        let space = number(grid, "charSpace").unwrap_or(0);
        let character = styles.normal_size() * 2048 + space;
        let characters = (character > 0).then(|| (WIDTH + MILLIMETRE) * 2048 / 10 / character);
        if characters != Some(28) {
            let characters = characters.unwrap_or(0);
            self.say("grid", None, format!("文档网格每行{characters}字"), "每行28字", LINES);
        }
    }

    fn foot<'a>(
        &mut self,
        what: &'static str,
        side: Side,
        foot: Option<&'a Document<'a>>,
        section: &Section,
        styles: &Styles<'a>,
    ) {
        let number = foot.and_then(|foot| {
            let paragraphs = foot.descendants().filter(|node| name(*node) == "p");
            paragraphs.map(Numbered::of).find(|paragraph| paragraph.field.is_some())
        });
        let Some(paragraph) = number else {
            return self.say("page-number", Some(what), "没有页码".to_owned(), "“— 1 —”", NUMBERS);
        };
        let text = paragraph.text.trim_matches(is_blank);
        let mut inner = text.chars();
        let (open, close) = (inner.next(), inner.next_back());
        let is_rule = |character: Option<char>| matches!(character, Some('—' | '―'));
        if !(is_rule(open) && is_rule(close) && inner.as_str() == " 1 ") {
            let found = format!("页码形式为“{}”", first_words(text));
            self.say(
                "page-number-form",
                Some(what),
                found,
                "“— 1 —”，数字左右各放一条一字线",
                NUMBERS,
            );
        }
        let properties = section.properties.and_then(|properties| child(properties, "pgNumType"));
        let format = properties.and_then(|format| attribute(format, "fmt"));
        if let Some(format) = paragraph
            .format
            .as_deref()
            .or(format.filter(|format| *format != "decimal"))
        {
            let found = format!("页码的编号格式为{format}");
            self.say("page-number-form", Some(what), found, "阿拉伯数字", NUMBERS);
        }
        let runs = paragraph.runs.iter().filter(|(_, text)| !text.trim().is_empty());
        let layers: Vec<_> = runs
            .map(|(run, text)| (styles.run(paragraph.node, *run), text))
            .collect();
        if let Some((layers, _)) = layers.iter().find(|(layers, _)| layers.size() != SIZE_4) {
            let found = format!("页码字号为{}", measure::size(layers.size()));
            self.say("page-number-size", Some(what), found, measure::size(SIZE_4), NUMBERS);
        }
        let digits = layers
            .iter()
            .filter(|(_, text)| text.contains(|character: char| character.is_ascii_digit()));
        let font = digits
            .map(|(layers, _)| styles.font(layers, Script::Latin))
            .find(|font| !matches!(*font, "宋体" | "SimSun" | "NSimSun" | "新宋体"));
        if let Some(font) = font {
            self.say(
                "page-number-font",
                Some(what),
                format!("页码字体为{font}"),
                "宋体",
                NUMBERS,
            );
        }
        let turned = section.properties.and_then(is_turned);
        if turned.is_some() && !stands_turned(paragraph.node) {
            let wanted = "与竖排页的页码位置一致：在页面一侧，随纸张转90度";
            let found = "横排页的页码没有随纸张转90度".to_owned();
            return self.say("page-number-turned", Some(what), found, wanted, TURNED);
        }
        self.place(what, side, &paragraph, styles);
        if turned.is_none() {
            self.below(what, &paragraph, section, styles);
        }
    }

    /// Checks on which side a page number stands, and how far from the edge.
    fn place<'a>(&mut self, what: &'static str, side: Side, paragraph: &Numbered<'a>, styles: &Styles<'a>) {
        let layers = styles.paragraph(paragraph.node);
        // Word's own page number stands in a frame, that of WPS in a text box as wide as its text.
        let frame = layers.element("framePr").and_then(|frame| attribute(frame, "xAlign"));
        let found = match frame.or_else(|| box_align(paragraph.node).filter(|_| !stands_turned(paragraph.node))) {
            Some("outside") => Some(side),
            Some("right") => Some(Side::Right),
            Some("left") => Some(Side::Left),
            // Where it was dragged to is not reckoned.
            Some("absolute") => return,
            Some(_) => None,
            None => match layers.align() {
                "right" => Some(Side::Right),
                "center" | "distribute" => None,
                _ => Some(Side::Left),
            },
        };
        let wanted = match side {
            Side::Left => "居左空1字",
            Side::Right => "居右空1字",
        };
        if found != Some(side) {
            let found = match found {
                Some(Side::Left) => "页码居左".to_owned(),
                Some(Side::Right) => "页码居右".to_owned(),
                None => format!("页码{}", aligned("center")),
            };
            return self.say("page-number-side", Some(what), found, wanted, NUMBERS);
        }
        let indent = layers.indent(SIZE_4);
        let free = match side {
            Side::Left => indent.left + indent.first + measure::blanks(paragraph.text.chars()),
            Side::Right => indent.right + measure::blanks(paragraph.text.chars().rev()),
        };
        if (free - ONE).abs() > SLACK {
            let found = format!("页码距版心外侧{}", measure::characters(free));
            self.say("page-number-side", Some(what), found, wanted, NUMBERS);
        }
    }

    /// Checks how far below the text a page number stands.
    fn below<'a>(&mut self, what: &'static str, paragraph: &Numbered<'a>, section: &Section, styles: &Styles<'a>) {
        let margins = section.properties.and_then(|properties| child(properties, "pgMar"));
        let edges = margins.and_then(|margins| Some((number(margins, "bottom")?.abs(), number(margins, "footer")?)));
        let Some((bottom, footer)) = edges else { return };
        let line = match styles.paragraph(paragraph.node).leading() {
            Leading::Exact(line) => line,
            // Lines of 宋体 are higher than its size by an eighth or so.
            Leading::AtLeast(line) => line.max(320),
            Leading::Multiple(line) => 320 * line / 240,
        };
        // The rule stands in the middle of its line.
        let below = bottom - footer - line / 2;
        if (below - BELOW).abs() > BELOW_SLACK {
            let found = format!("一字线在版心下边缘之下约{}", measure::millimetres(below));
            self.say("page-number-distance", Some(what), found, "7毫米", NUMBERS);
        }
    }
}

/// Tells whether the pages of a section lie on their side.
fn is_turned(properties: Node) -> Option<()> {
    let size = child(properties, "pgSz")?;
    (number(size, "w")? > number(size, "h")?).then_some(())
}

/// Tells whether a paragraph stands in a text box whose lines run down or up the page.
fn stands_turned(paragraph: Node) -> bool {
    // Shapes have vocabularies of their own: Word's since 2010, and the older VML.
    let runs_across = |body: Node| body.attribute("vert").is_none_or(|way| way == "horz");
    // LibreOffice turns the box instead: 90° in 60000th of one, either way.
    let is_turned = |body: Node| matches!(body.attribute("rot"), Some("5400000" | "16200000" | "-5400000"));
    let mut around = paragraph.ancestors();
    around.any(|node| match node.tag_name().name() {
        "wsp" => node
            .children()
            .any(|part| part.tag_name().name() == "bodyPr" && (!runs_across(part) || is_turned(part))),
        "textbox" => node
            .attribute("style")
            .is_some_and(|style| style.contains("layout-flow:vertical")),
        _ => false,
    })
}

/// Returns how the text box around a paragraph stands on the page: `left`, `outside` and the like; `absolute` where
/// its place is a length.
fn box_align<'a>(paragraph: Node<'a, 'a>) -> Option<&'a str> {
    paragraph.ancestors().find_map(|node| match node.tag_name().name() {
        "anchor" => {
            let place = node.children().find(|part| part.tag_name().name() == "positionH")?;
            let align = place.children().find(|part| part.tag_name().name() == "align");
            Some(align.and_then(|align| align.text()).map_or("absolute", str::trim))
        }
        "shape" | "rect" => {
            let style = node.attribute("style")?;
            let place = style
                .split(';')
                .find_map(|one| one.trim().strip_prefix("mso-position-horizontal:"));
            Some(place.map_or("absolute", str::trim))
        }
        _ => None,
    })
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{3000}' | '\t')
}
