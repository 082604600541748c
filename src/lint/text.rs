//! Rules of the text: title, addressee, headings by level, paragraphs, the marks and titles of annexes.

use std::ops::RangeInclusive;

use super::body::{Body, Page, Paragraph, Section};
use super::clause::{ACCESS, ADDRESSEE, ANNEX, COLOUR, CUSTOM, FONTS, LINES, TEXT, TITLE};
use super::font::{self, FANG, Family, HEI, KAI, SMALL_SONG, SONG, is_chinese};
use super::measure::{self, HEIGHT, SIZE_2, SIZE_3, SIZE_5};
use super::package::{attribute, child, number};
use super::role::{HEADING, Role, level, misnumbered};
use super::style::{Indent, Layers, Leading, Script, Styles, Switch};
use super::{Deviation, first_words};

/// Two characters, in hundredths, and how far an indent may be off it.
pub const TWO: i64 = 200;
pub const SLACK: i64 = 13;
/// How many paragraphs are looked through for one that belongs to another.
const NEAR: usize = 100;
/// Space between paragraphs, in twips, that no line is lost by.
const SPACE: i64 = 20;
/// Less space than this, in twips, is no empty line.
const EMPTY_LINE: i64 = 290;

/// Lists the deviations of all paragraphs.
pub fn deviations<'a>(body: &Body<'a>, styles: &Styles<'a>, roles: &[Role]) -> Vec<Deviation> {
    let mut found = Vec::new();
    let unlisted = unlisted(body, styles, roles);
    for (position, (paragraph, role)) in body.paragraphs.iter().zip(roles).enumerate() {
        Check {
            body,
            roles,
            position,
            paragraph,
            styles,
            section: body.sections.get(paragraph.section),
            layers: styles.paragraph(paragraph.node),
            found: &mut found,
        }
        .of(*role);
        if unlisted.first() == Some(&position) {
            found.push(Deviation {
                rule: "heading-outline",
                place: paragraph.place(),
                found: format!("全文有{}个标题只有字体格式，没有大纲级别", unlisted.len()),
                wanted: "使用标题样式或设置大纲级别，在导航窗格中可见".to_owned(),
                source: ACCESS,
            });
        }
    }
    found
}

/// Finds the headings of the first two levels that only look like headings; one that goes on as text is none to list.
///
/// Below them an item of a list looks the same.
fn unlisted<'a>(body: &Body<'a>, styles: &Styles<'a>, roles: &[Role]) -> Vec<usize> {
    let is_unlisted = |(paragraph, role): (&Paragraph<'a>, &Role)| {
        let names = styles.style_names(paragraph.node);
        let level = styles.paragraph(paragraph.node).element("outlineLvl");
        // Level 9 is that of text.
        let is_listed = level
            .and_then(|level| number(level, "val"))
            .is_some_and(|level| level < 9)
            || level.is_none() && names.iter().any(|name| name.starts_with("heading "));
        matches!(role, Role::Heading(1 | 2)) && !goes_on(&paragraph.text) && !is_listed
    };
    let headings = body.paragraphs.iter().zip(roles).enumerate();
    headings
        .filter(|(_, heading)| is_unlisted(*heading))
        .map(|(position, _)| position)
        .collect()
}

/// Tells a heading that goes on as text behind its first sentence.
fn goes_on(text: &str) -> bool {
    text.trim_end_matches(['。', '：', ' ']).contains('。')
}

/// One paragraph being checked.
pub struct Check<'a, 'b> {
    body: &'b Body<'a>,
    roles: &'b [Role],
    position: usize,
    pub paragraph: &'b Paragraph<'a>,
    styles: &'b Styles<'a>,
    section: Option<&'b Section<'a>>,
    pub layers: Layers<'a>,
    found: &'b mut Vec<Deviation>,
}

impl<'a, 'b> Check<'a, 'b> {
    /// Notes a deviation.
    pub fn say(&mut self, rule: &'static str, found: String, wanted: impl Into<String>, source: &'static str) {
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
                self.font("title-font", &[&SMALL_SONG], TITLE);
                self.size("title-size", SIZE_2, TITLE);
                self.centred("title-align", TITLE);
            }
            Role::AnnexTitle => {
                self.font("annex-title-font", &[&SMALL_SONG], ANNEX);
                self.size("annex-title-size", SIZE_2, ANNEX);
                self.centred("annex-title-align", ANNEX);
                self.third_line();
            }
            Role::Heading(level) => {
                let family = match level {
                    1 => &HEI,
                    2 => &KAI,
                    _ => &FANG,
                };
                self.font("heading-font", &[family], TEXT);
                self.font_after_heading();
                self.size("heading-size", SIZE_3, FONTS);
                if let Some((found, wanted)) = misnumbered(self.paragraph.text.trim()) {
                    self.say(
                        "heading-number",
                        format!("层次序数写作“{found}”"),
                        format!("“{wanted}”"),
                        TEXT,
                    );
                }
                self.indent();
                self.leading();
                self.spacing();
            }
            Role::AnnexMark => {
                self.font("annex-mark-font", &[&HEI], ANNEX);
                self.size("annex-mark-size", SIZE_3, ANNEX);
                self.mark();
            }
            Role::TableNote => {
                self.font("table-note-font", &[&FANG, &SONG, &HEI, &KAI], CUSTOM);
                self.size_of("table-note-size", SIZE_5..=SIZE_3, "三号至五号", CUSTOM);
            }
            Role::Body | Role::Addressee | Role::AnnexNote | Role::AnnexNoteMore | Role::Signature | Role::Date => {
                self.font("body-font", &[&FANG], FONTS);
                self.size("body-size", SIZE_3, FONTS);
                match role {
                    Role::Body => {
                        self.indent();
                        self.spacing();
                    }
                    Role::Addressee => self.addressee(),
                    Role::AnnexNote | Role::AnnexNoteMore => self.note(role),
                    Role::Date => self.date(),
                    _ => {}
                }
                self.leading();
            }
            Role::Caption => {
                self.font("caption-font", &[&FANG, &SONG, &HEI, &KAI, &SMALL_SONG], CUSTOM);
                return self.colour();
            }
            Role::Other => return,
        }
        self.emphasis(role);
        self.digits();
        self.colour();
    }

    /// Returns the runs that hold text.
    fn all_runs(&self) -> impl Iterator<Item = (Layers<'a>, &'b str)> + use<'a, 'b> {
        let (paragraph, styles) = (self.paragraph, self.styles);
        let runs = paragraph.runs.iter().filter(|(_, text)| !text.trim().is_empty());
        runs.map(move |(run, text)| (styles.run(paragraph.node, *run), text.as_str()))
    }

    /// Returns the runs in two parts: of a heading that goes on as text, its first sentence and what follows.
    fn runs(&self) -> [Vec<(Layers<'a>, &'b str)>; 2] {
        let is_heading = level(self.paragraph.text.trim()).is_some();
        let goes_on = is_heading && goes_on(&self.paragraph.text);
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for (layers, text) in self.all_runs() {
            match text.split_once('。') {
                _ if !after.is_empty() => after.push((layers, text)),
                Some(_) if goes_on => {
                    let end = text.find('。').unwrap_or(0) + '。'.len_utf8();
                    let (first, rest) = text.split_at(end);
                    before.push((layers.clone(), first));
                    after.push((layers, rest));
                }
                _ => before.push((layers, text)),
            }
        }
        [before, after]
    }

    fn font(&mut self, rule: &'static str, families: &[&Family], source: &'static str) {
        let [runs, _] = self.runs();
        self.font_of(rule, &runs, families, source);
    }

    fn font_after_heading(&mut self) {
        let [_, runs] = self.runs();
        self.font_of("body-font", &runs, &[&FANG], FONTS);
    }

    fn font_of(
        &mut self,
        rule: &'static str,
        runs: &[(Layers<'a>, &'b str)],
        families: &[&Family],
        source: &'static str,
    ) {
        let wrong = runs.iter().find_map(|(layers, text)| {
            let font = self.styles.font(layers, Script::EastAsian);
            let suits = families.iter().any(|family| family.has(font));
            let is_wrong = text.chars().any(is_chinese) && !suits;
            is_wrong.then(|| format!("“{}”的中文字体为{font}", first_words(text)))
        });
        if let Some(wrong) = wrong {
            let names: Vec<&str> = families.iter().map(|family| family.name).collect();
            self.say(rule, wrong, names.join("、"), source);
        }
    }

    fn size(&mut self, rule: &'static str, size: i64, source: &'static str) {
        self.size_of(rule, size..=size, &measure::size(size), source);
    }

    fn size_of(&mut self, rule: &'static str, sizes: RangeInclusive<i64>, wanted: &str, source: &'static str) {
        let wrong = self.all_runs().find_map(|(layers, text)| {
            let found = layers.size();
            let is_wrong = !sizes.contains(&found);
            is_wrong.then(|| format!("“{}”的字号为{}", first_words(text), measure::size(found)))
        });
        if let Some(wrong) = wrong {
            self.say(rule, wrong, wanted, source);
        }
    }

    /// Checks the font of digits and Latin letters.
    fn digits(&mut self) {
        let wrong = self.all_runs().find_map(|(layers, text)| {
            let font = self.styles.font(&layers, Script::Latin);
            let has_digits = text.chars().any(|character| character.is_ascii_alphanumeric());
            let is_wrong = has_digits && !font::suits_digits(font);
            is_wrong.then(|| format!("“{}”的数字和字母字体为{font}", first_words(text)))
        });
        if let Some(wrong) = wrong {
            self.say("latin-font", wrong, "Times New Roman 或与中文相同的字体", CUSTOM);
        }
    }

    fn colour(&mut self) {
        let wrong = self.all_runs().find_map(|(layers, text)| {
            let colour = layers.colour()?;
            Some(format!("“{}”的颜色为{colour}", first_words(text)))
        });
        if let Some(wrong) = wrong {
            self.say("text-colour", wrong, "黑色", COLOUR);
        }
    }

    /// Checks that the text is as plain as official documents are: nothing underlined or slanted, only headings bold.
    fn emphasis(&mut self, role: Role) {
        let [first, rest] = self.runs();
        let text = match role {
            Role::Heading(_) => rest,
            Role::Title | Role::AnnexTitle | Role::AnnexMark | Role::TableNote => Vec::new(),
            _ => [first, rest].concat(),
        };
        let bold = text
            .iter()
            .find(|(layers, _)| layers.switch("b", Switch::Off) == Switch::On);
        let bold = bold.map(|(_, text)| first_words(text));
        let found = |is_wrong: &dyn Fn(&Layers<'a>) -> bool| {
            let mut runs = self.all_runs();
            runs.find(|(layers, _)| is_wrong(layers))
                .map(|(_, text)| first_words(text))
        };
        let underlined = found(&|layers| {
            let line = layers.element("u").and_then(|line| attribute(line, "val"));
            line.is_some_and(|line| line != "none")
        });
        let slanted = found(&|layers| layers.switch("i", Switch::Off) == Switch::On);
        for (rule, words, what, wanted) in [
            ("text-bold", bold, "加粗", "正文不加粗"),
            ("text-underline", underlined, "加下划线", "不加下划线"),
            ("text-italic", slanted, "倾斜", "不用斜体"),
        ] {
            if let Some(words) = words {
                self.say(rule, format!("“{words}”{what}"), wanted, CUSTOM);
            }
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

    /// Returns the indents by the size of the paragraph's first text.
    pub fn indents(&self) -> Indent {
        let size = self.all_runs().next().map_or(SIZE_3, |(layers, _)| layers.size());
        self.layers.indent(size)
    }

    /// Returns where the first line begins, in hundredths of a character, blanks counted.
    pub fn start(&self) -> i64 {
        let indent = self.indents();
        indent.left + indent.first + measure::blanks(self.paragraph.text.chars())
    }

    /// Finds the paragraph of a role before this one, with its properties.
    pub fn before(&self, role: Role) -> Option<(&'b Paragraph<'a>, Layers<'a>)> {
        let first = self.position.saturating_sub(NEAR);
        let place = first + self.roles[first..self.position].iter().rposition(|one| *one == role)?;
        let paragraph = self.body.paragraphs.get(place)?;
        Some((paragraph, self.styles.paragraph(paragraph.node)))
    }

    /// Returns the lines at the right directly above this one, such as those of a long name, the nearest first.
    pub fn lines_above(&self) -> impl Iterator<Item = (&'b Paragraph<'a>, Layers<'a>)> {
        let above = self.body.paragraphs[..self.position].iter().rev().take(NEAR);
        let lines = above.map(|paragraph| (paragraph, self.styles.paragraph(paragraph.node)));
        lines.take_while(|(paragraph, layers)| !paragraph.text.trim().is_empty() && layers.align() == "right")
    }

    /// Returns how many empty lines stand above the paragraph; nothing where it stands right below a table.
    pub fn empty_lines(&self) -> Option<usize> {
        let is_below_table = |at: usize| self.body.has_table(at..=at);
        let (mut at, mut lines) = (self.position, 0);
        while at > 0 && !is_below_table(at) && self.body.paragraphs[at - 1].is_blank() {
            at -= 1;
            let layers = self.styles.paragraph(self.body.paragraphs[at].node);
            // A paragraph set very low only keeps what is around it apart.
            let is_line = !matches!(layers.leading(), Leading::Exact(line) if line < EMPTY_LINE);
            lines += usize::from(is_line);
        }
        if at == self.position && is_below_table(at) {
            return None;
        }
        let above = at.checked_sub(1).and_then(|above| self.body.paragraphs.get(above));
        let above = above.map_or(0, |above| self.styles.paragraph(above.node).space()[1]);
        let is_spaced = self.layers.space()[0].max(above) >= EMPTY_LINE;
        Some(lines + usize::from(is_spaced))
    }

    fn addressee(&mut self) {
        let start = self.start();
        if start.abs() > SLACK {
            self.say(
                "addressee-indent",
                format!("左空{}", measure::characters(start)),
                "顶格",
                ADDRESSEE,
            );
        }
        if self.paragraph.text.trim_end().ends_with(':') {
            self.say(
                "addressee-colon",
                "主送机关后为半角冒号".to_owned(),
                "全角冒号",
                ADDRESSEE,
            );
        }
        if let Some(lines) = self.empty_lines().filter(|lines| *lines != 1) {
            let found = format!("主送机关上方空{lines}行");
            self.say("addressee-gap", found, "标题下空一行", ADDRESSEE);
        }
    }

    fn indent(&mut self) {
        let text = &self.paragraph.text;
        // What stands at the right is no paragraph, who is addressed stands at the left; a number of the program has its
        // own indent.
        let at_right = self.layers.align() == "right";
        let is_address = text.trim_end().ends_with('：') && text.chars().count() <= HEADING;
        let numbered = self.layers.element("numPr").is_some();
        if at_right || is_address || numbered {
            return;
        }
        let indent = self.indents();
        let first = self.start();
        if (first - TWO).abs() > SLACK {
            let found = format!("首行缩进{}", measure::characters(first));
            self.say("indent", found, "首行缩进2字", TEXT);
        } else if indent.left.abs() > SLACK {
            let found = format!("回行缩进{}", measure::characters(indent.left));
            self.say("indent", found, "回行顶格", TEXT);
        }
    }

    /// Checks that nothing is added between paragraphs of the text, which would leave fewer lines on a page.
    fn spacing(&mut self) {
        let is_text = |at: Option<usize>| {
            let role = at.and_then(|at| self.roles.get(at));
            matches!(role, Some(Role::Body | Role::Heading(_)))
        };
        let [before, after] = self.layers.space();
        let neighbours = [self.position.checked_sub(1), Some(self.position + 1)];
        for (words, space, neighbour) in [("段前", before, neighbours[0]), ("段后", after, neighbours[1])] {
            if space > SPACE && is_text(neighbour) {
                let found = format!("{words}间距{}", measure::points(space));
                return self.say("paragraph-space", found, "段前、段后间距0", LINES);
            }
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

    /// Checks that the title of an annex stands in the third line.
    fn third_line(&mut self) {
        let is_first = (self.position.checked_sub(1)).is_none_or(|above| self.roles[above] != Role::AnnexTitle);
        if let Some(lines) = self.empty_lines().filter(|lines| is_first && *lines != 1) {
            let found = format!("附件标题在第{}行", lines + 2);
            self.say("annex-title-line", found, "第三行（“附件”下空一行）", ANNEX);
        }
    }

    fn mark(&mut self) {
        let first = self.start();
        if matches!(self.layers.align(), "center" | "right") || first.abs() > SLACK {
            let found = match self.layers.align() {
                align @ ("center" | "right") => format!("对齐方式为{}", aligned(align)),
                _ => format!("左空{}", measure::characters(first)),
            };
            self.say("annex-mark-align", found, "顶格", ANNEX);
        }
        let number = self.paragraph.text.trim().trim_start_matches("附件").trim();
        if !number.chars().all(|character| character.is_ascii_digit()) {
            let found = format!("写作“{}”", first_words(&self.paragraph.text));
            self.say("annex-mark-form", found, "“附件”加阿拉伯数字，不加标点", ANNEX);
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
