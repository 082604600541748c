//! Rules of the text: title, headings by level, paragraphs, 附件说明, 附件.

use super::body::{Body, Page, Paragraph, Section};
use super::measure::{self, HEIGHT, SIZE_2, SIZE_3};
use super::package::{attribute, child, number};
use super::style::{Indent, Layers, Leading, Script, Styles, Switch};
use super::{Deviation, first_words};

/// The clauses the rules rest on.
const TITLE: &str = "GB/T 9704-2012 7.3.1";
const TEXT: &str = "GB/T 9704-2012 7.3.3";
const LINES: &str = "GB/T 9704-2012 5.2.3";
const FONTS: &str = "GB/T 9704-2012 5.2.2";
const NOTE: &str = "GB/T 9704-2012 7.3.4";
const ANNEX: &str = "GB/T 9704-2012 7.3.7";

/// Two characters, in hundredths, and how far an indent may be off it.
const TWO: i64 = 200;
const SLACK: i64 = 13;
/// Headings are not longer, in characters.
const HEADING: usize = 60;

/// A font family by the words its names contain.
struct Family {
    name: &'static str,
    words: &'static [&'static str],
}

const SMALL_SONG: Family = Family {
    name: "小标宋体",
    words: &["小标宋", "XiaoBiaoSong", "XBSJ"],
};
const HEI: Family = Family {
    name: "黑体",
    words: &["黑体", "SimHei"],
};
const KAI: Family = Family {
    name: "楷体",
    words: &["楷体", "KaiTi", "楷体_GB2312"],
};
const FANG: Family = Family {
    name: "仿宋",
    words: &["仿宋", "FangSong"],
};

impl Family {
    fn has(&self, font: &str) -> bool {
        let font = font.to_lowercase();
        self.words.iter().any(|word| font.contains(&word.to_lowercase()))
    }
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Title,
    /// Levels 1 (一、) to 4 (（1）).
    Heading(usize),
    Body,
    /// 附件：…, after the text.
    AnnexNote,
    /// 附件, at the head of one.
    AnnexMark,
    AnnexTitle,
    /// Not looked at: captions, text of an annex.
    Other,
}

/// Lists the deviations of all paragraphs.
pub fn deviations(body: &Body, styles: &Styles) -> Vec<Deviation> {
    let roles = roles(body, styles);
    let mut found = Vec::new();
    for (paragraph, role) in body.paragraphs.iter().zip(roles) {
        let section = body.sections.get(paragraph.section);
        Check {
            paragraph,
            styles,
            section,
            layers: styles.paragraph(paragraph.node),
            found: &mut found,
        }
        .of(role);
    }
    found
}

/// Tells what each paragraph is.
fn roles(body: &Body, styles: &Styles) -> Vec<Role> {
    let is_titled = |paragraph: &Paragraph| {
        let names = styles.style_names(paragraph.node);
        !paragraph.text.trim().is_empty() && names.iter().any(|name| name == "title")
    };
    let has_style = body.paragraphs.iter().any(is_titled);
    // Without the style, what stands in the middle at the head is the title, or else the first short line.
    let (mut at_head, mut is_first, mut after_mark, mut in_annex) = (true, true, false, false);
    let mut roles = Vec::new();
    for paragraph in &body.paragraphs {
        let text = paragraph.text.trim();
        if text.is_empty() {
            roles.push(Role::Other);
            continue;
        }
        let centred = styles.paragraph(paragraph.node).align() == "center";
        let numbered = level(text);
        let level = numbered.or_else(|| outlined(&styles.paragraph(paragraph.node), text));
        at_head &= centred || (is_first && numbered.is_none() && text.chars().count() <= HEADING);
        let titled = if has_style { is_titled(paragraph) } else { at_head };
        at_head &= centred;
        is_first = false;
        let role = if is_annex_mark(text) {
            (after_mark, in_annex) = (true, true);
            Role::AnnexMark
        } else if after_mark {
            after_mark = false;
            Role::AnnexTitle
        } else if in_annex {
            Role::Other
        } else if titled {
            Role::Title
        } else if let Some(level) = level {
            Role::Heading(level)
        } else if text.starts_with("附件：") {
            Role::AnnexNote
        } else if centred {
            Role::Other
        } else {
            Role::Body
        };
        roles.push(role);
    }
    roles
}

/// Tells the level of a heading by its number.
fn level(text: &str) -> Option<usize> {
    let is_chinese = |character: char| "一二三四五六七八九十百".contains(character);
    let counted = |text: &str, is_digit: &dyn Fn(char) -> bool| {
        let rest = text.trim_start_matches(is_digit);
        (rest.len() < text.len()).then(|| rest.to_owned())
    };
    if counted(text, &is_chinese).is_some_and(|rest| rest.starts_with('、')) {
        return Some(1);
    }
    let bracketed = text.strip_prefix(['（', '(']);
    let closes = |rest: String| rest.starts_with(['）', ')']);
    if let Some(inner) = bracketed {
        if counted(inner, &is_chinese).is_some_and(closes) {
            return Some(2);
        }
        return counted(inner, &|character: char| character.is_ascii_digit())
            .is_some_and(closes)
            .then_some(4);
    }
    let rest = counted(text, &|character: char| character.is_ascii_digit())?;
    let after = rest.strip_prefix(['.', '．'])?;
    (!after.starts_with(|character: char| character.is_ascii_digit())).then_some(3)
}

/// Tells the level of a heading without a number by its outline level.
fn outlined(layers: &Layers, text: &str) -> Option<usize> {
    let level = number(layers.element("outlineLvl")?, "val")?;
    let level = usize::try_from(level).ok().filter(|level| *level < 4)?;
    (text.chars().count() <= HEADING).then_some(level + 1)
}

/// Tells the mark of an annex: 附件, 附件1, 附件 2：.
fn is_annex_mark(text: &str) -> bool {
    text.strip_prefix("附件").is_some_and(|rest| {
        let number = rest.trim().trim_end_matches(['：', ':']);
        number
            .chars()
            .all(|character| character.is_numeric() || "一二三四五六七八九十".contains(character))
            && !(number.is_empty() && rest.trim().len() > number.len())
    })
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// One paragraph being checked.
struct Check<'a, 'b> {
    paragraph: &'b Paragraph<'a>,
    styles: &'b Styles<'a>,
    section: Option<&'b Section<'a>>,
    layers: Layers<'a>,
    found: &'b mut Vec<Deviation>,
}

impl Check<'_, '_> {
    fn say(&mut self, rule: &'static str, found: String, wanted: impl Into<String>, source: &'static str) {
        self.found.push(Deviation {
            rule,
            place: self.paragraph.place(),
            found,
            wanted: wanted.into(),
            source,
        });
    }

    fn of(&mut self, role: Role) {
        match role {
            Role::Title => {
                self.font("title-font", &SMALL_SONG, TITLE);
                self.size("title-size", SIZE_2, TITLE);
                self.centred("title-align", TITLE);
            }
            Role::AnnexTitle => {
                self.font("annex-title-font", &SMALL_SONG, ANNEX);
                self.size("annex-title-size", SIZE_2, ANNEX);
                self.centred("annex-title-align", ANNEX);
            }
            Role::Heading(level) => {
                let family = match level {
                    1 => &HEI,
                    2 => &KAI,
                    _ => &FANG,
                };
                self.font("heading-font", family, TEXT);
                self.size("heading-size", SIZE_3, FONTS);
                self.indent();
                self.leading();
            }
            Role::Body => {
                self.font("body-font", &FANG, FONTS);
                self.size("body-size", SIZE_3, FONTS);
                self.indent();
                self.leading();
            }
            Role::AnnexNote => {
                self.font("body-font", &FANG, FONTS);
                self.size("body-size", SIZE_3, FONTS);
                self.note();
                self.leading();
            }
            Role::AnnexMark => {
                self.font("annex-mark-font", &HEI, ANNEX);
                self.size("annex-mark-size", SIZE_3, ANNEX);
                self.mark();
            }
            Role::Other => {}
        }
    }

    /// Which runs a rule is about: of a heading that goes on as text, the words up to the first full stop.
    fn runs(&self) -> impl Iterator<Item = (Layers<'_>, &str)> {
        let is_heading = level(self.paragraph.text.trim()).is_some();
        let goes_on = is_heading && self.paragraph.text.trim_end_matches(['。', '：', ' ']).contains('。');
        let count = if goes_on { 1 } else { usize::MAX };
        let runs = self.paragraph.runs.iter().filter(|(_, text)| !text.trim().is_empty());
        runs.take(count)
            .map(|(run, text)| (self.styles.run(self.paragraph.node, *run), text.as_str()))
    }

    fn font(&mut self, rule: &'static str, family: &Family, source: &'static str) {
        let wrong = self.runs().find_map(|(layers, text)| {
            let font = self.styles.font(&layers, Script::EastAsian);
            let is_wrong = text.chars().any(is_chinese) && !family.has(font);
            is_wrong.then(|| format!("“{}”的中文字体为{font}", first_words(text)))
        });
        if let Some(wrong) = wrong {
            self.say(rule, wrong, family.name, source);
        }
    }

    fn size(&mut self, rule: &'static str, size: i64, source: &'static str) {
        let wrong = self.runs().find_map(|(layers, text)| {
            let found = layers.size();
            (found != size).then(|| format!("“{}”的字号为{}", first_words(text), measure::size(found)))
        });
        if let Some(wrong) = wrong {
            self.say(rule, wrong, measure::size(size), source);
        }
    }

    fn centred(&mut self, rule: &'static str, source: &'static str) {
        if self.layers.align() != "center" {
            self.say(
                rule,
                format!("对齐方式为{}", aligned(self.layers.align())),
                "居中",
                source,
            );
        }
    }

    /// Size of the paragraph's first text, for its indents.
    fn own_size(&self) -> i64 {
        self.runs().next().map_or(SIZE_3, |(layers, _)| layers.size())
    }

    fn indents(&self) -> Indent {
        self.layers.indent(self.own_size())
    }

    fn indent(&mut self) {
        let text = &self.paragraph.text;
        // A signature stands at the right, who is addressed at the left; a number of the program has its own indent.
        let at_right = self.layers.align() == "right";
        let is_address = text.trim_end().ends_with('：') && text.chars().count() <= HEADING;
        let numbered = self.layers.element("numPr").is_some();
        if at_right || is_address || numbered {
            return;
        }
        let indent = self.indents();
        let typed = i64::try_from(text.chars().take_while(|character| *character == '\u{3000}').count() * 100);
        let first = indent.left + indent.first + typed.unwrap_or(0);
        if (first - TWO).abs() > SLACK {
            let found = format!("首行缩进{}", measure::characters(first));
            self.say("indent", found, "首行缩进2字", TEXT);
        } else if indent.left.abs() > SLACK {
            let found = format!("回行缩进{}", measure::characters(indent.left));
            self.say("indent", found, "回行顶格", TEXT);
        }
    }

    fn leading(&mut self) {
        let grid = self.section.and_then(|section| {
            let grid = child(section.properties?, "docGrid")?;
            let lines = matches!(attribute(grid, "type"), Some("lines" | "linesAndChars" | "snapToChars"));
            number(grid, "linePitch").filter(|pitch| lines && *pitch > 0)
        });
        let grid = grid.filter(|_| self.layers.switch("snapToGrid", Switch::On) == Switch::On);
        let (pitch, found) = match (self.layers.leading(), grid) {
            (Leading::Exact(line), _) => (Some(line), format!("行距为固定值{}", measure::points(line))),
            // On the grid a line takes as many of its lines as it needs.
            (Leading::AtLeast(line), Some(grid)) => (
                Some((line.max(1) + grid - 1) / grid * grid),
                format!("行距为最小值{}", measure::points(line)),
            ),
            (Leading::Multiple(line), Some(grid)) => (
                Some(grid * line / 240),
                format!("行距为文档网格（{}）的{}", measure::points(grid), times(line)),
            ),
            (Leading::AtLeast(line), None) => (None, format!("行距为最小值{}", measure::points(line))),
            (Leading::Multiple(line), None) => (None, format!("行距为{}，未对齐文档网格", times(line))),
        };
        let lines = pitch.and_then(|pitch| measure::fitting(HEIGHT, pitch));
        if lines != Some(22) {
            let each = lines.map_or_else(String::new, |lines| format!("，每面{lines}行"));
            let wanted = "每面22行（固定值28.95磅）";
            self.say("line-pitch", format!("{found}{each}"), wanted, LINES);
        }
    }

    fn note(&mut self) {
        let indent = self.indents();
        let first = indent.left + indent.first;
        if (first - TWO).abs() > SLACK {
            let found = format!("左空{}", measure::characters(first));
            self.say("annex-note", found, "左空2字", NOTE);
        }
        let end = self.paragraph.text.trim_end().chars().last();
        if let Some(end) = end.filter(|end| "。；，、,.;".contains(*end)) {
            self.say(
                "annex-note",
                format!("附件名称后有标点“{end}”"),
                "附件名称后不加标点",
                NOTE,
            );
        }
    }

    fn mark(&mut self) {
        let indent = self.indents();
        let first = indent.left + indent.first;
        if matches!(self.layers.align(), "center" | "right") || first.abs() > SLACK {
            let found = match self.layers.align() {
                align @ ("center" | "right") => format!("对齐方式为{}", aligned(align)),
                _ => format!("左空{}", measure::characters(first)),
            };
            self.say("annex-mark-align", found, "顶格", ANNEX);
        }
        let starts = self.layers.switch("pageBreakBefore", Switch::Off) == Switch::On;
        if self.paragraph.page == Page::Same && !starts {
            self.say("annex-page", "没有另起一面".to_owned(), "附件另面编排", ANNEX);
        }
    }
}

/// Writes a multiple of a line.
fn times(line: i64) -> String {
    let hundredths = line * 100 / 240;
    let digits = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    format!("{}倍", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// The words for how a paragraph stands.
pub fn aligned(align: &str) -> &'static str {
    match align {
        "center" => "居中",
        "right" => "右对齐",
        "both" => "两端对齐",
        "distribute" => "分散对齐",
        _ => "左对齐",
    }
}
