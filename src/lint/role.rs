//! What each paragraph is, told by its place, its number and its words.

use super::body::{Body, Paragraph};
use super::numbering::Numbering;
use super::package::number;
use super::style::{Layers, Styles};

/// Headings, names of addressees and lines of a signature are not longer, in characters.
pub const HEADING: usize = 60;
/// A date stands at most so many paragraphs before the end of the text.
const ENDING: usize = 4;
/// A note of annexes in an unusual form stands at most so many paragraphs before the end of the text.
const NOTES: usize = 15;
/// The reference number of an issued document stands in its first paragraphs, if anywhere.
const HEAD: usize = 10;
/// Centred lines below the title of an annex that are larger belong to it, in half points.
const TITLE_LINE: i64 = 36;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Title,
    /// 主送机关.
    Addressee,
    /// Levels 1 (一、) to 4 (（1）).
    Heading(usize),
    Body,
    /// 附件：…, after the text.
    AnnexNote,
    /// A further annex listed below it.
    AnnexNoteMore,
    /// 发文机关署名.
    Signature,
    /// 成文日期.
    Date,
    /// 附件, at the head of one.
    AnnexMark,
    AnnexTitle,
    /// Unit of money above a table, notes below it.
    TableNote,
    /// A line in the middle, such as over a picture: black, and otherwise as its office has it.
    Caption,
    /// Not looked at: 版头, 版记, tables of contents.
    Other,
}

/// Tells what each paragraph is.
pub fn roles<'a>(body: &Body<'a>, styles: &Styles<'a>, numbering: &Numbering<'a>) -> Vec<Role> {
    let texts: Vec<&str> = body.paragraphs.iter().map(|paragraph| paragraph.text.trim()).collect();
    let end = texts.iter().position(|text| is_annex_mark(text)).unwrap_or(texts.len());
    let mut roles = of_text(body, styles, numbering, end);
    ending(&texts[..end], &mut roles);
    let mut at = end;
    while at < texts.len() {
        let next = texts[at + 1..].iter().position(|text| is_annex_mark(text));
        let next = next.map_or(texts.len(), |next| at + 1 + next);
        roles.extend(of_annex(body, styles, numbering, at..next));
        at = next;
    }
    imprint(&texts, &mut roles);
    for (position, role) in roles.iter_mut().enumerate() {
        if matches!(role, Role::Body) && stands_at_table(body, position) && is_table_note(texts[position]) {
            *role = Role::TableNote;
        }
    }
    roles
}

/// Tells what the paragraphs before the first annex are.
fn of_text<'a>(body: &Body<'a>, styles: &Styles<'a>, numbering: &Numbering<'a>, end: usize) -> Vec<Role> {
    let is_titled = |paragraph: &Paragraph<'a>| {
        let names = styles.style_names(paragraph.node);
        !paragraph.text.trim().is_empty() && names.iter().any(|name| name == "title")
    };
    let has_style = body.paragraphs.iter().any(is_titled);
    let paragraphs = &body.paragraphs[..end];
    let head = letterhead(paragraphs);
    // Without the style, what stands in the middle at the head is the title, or else the first short line.
    let (mut at_head, mut is_first, mut below_title) = (true, true, false);
    let mut roles = Vec::new();
    for (position, paragraph) in paragraphs.iter().enumerate() {
        let text = paragraph.text.trim();
        if text.is_empty() || position < head {
            roles.push(Role::Other);
            continue;
        }
        let layers = styles.paragraph(paragraph.node);
        let centred = layers.align() == "center";
        let numbered = level(text);
        let level = numbered.or_else(|| hidden_level(&layers, numbering, text));
        at_head &= centred || (is_first && numbered.is_none() && text.chars().count() <= HEADING);
        let titled = if has_style { is_titled(paragraph) } else { at_head };
        at_head &= centred;
        is_first = false;
        let names = styles.style_names(paragraph.node);
        let role = if titled {
            Role::Title
        } else if names.iter().any(|name| name.starts_with("toc ")) {
            Role::Other
        } else if let Some(level) = level {
            Role::Heading(level)
        } else if below_title && is_addressee(text) {
            Role::Addressee
        } else if text.starts_with("附件：") || text.starts_with("附件:") {
            Role::AnnexNote
        } else if centred {
            Role::Caption
        } else {
            Role::Body
        };
        below_title = role == Role::Title;
        roles.push(role);
    }
    roles
}

/// Returns how many paragraphs belong to 版头, which ends with the reference number: ×财〔2021〕3号.
fn letterhead(paragraphs: &[Paragraph]) -> usize {
    let is_reference = |text: &str| {
        let text = text.split("签发人").next().unwrap_or(text).trim();
        let is_short = text.chars().count() <= HEADING / 2;
        is_short && text.contains('〔') && text.contains('〕') && text.ends_with('号')
    };
    let mut first = paragraphs.iter().take(HEAD);
    first
        .position(|paragraph| is_reference(&paragraph.text))
        .map_or(0, |position| position + 1)
}

/// Finds what stands after the text: the further annexes, the date, the name above it.
fn ending(texts: &[&str], roles: &mut [Role]) {
    let filled = (0..texts.len()).filter(|at| !texts[*at].is_empty());
    let filled: Vec<usize> = filled.collect();
    let mut lists = false;
    for (place, &at) in filled.iter().enumerate() {
        let near = filled.len() - place <= NOTES;
        let text = texts[at];
        lists = match roles[at] {
            Role::AnnexNote => true,
            Role::Body if near && is_odd_note(text) => {
                roles[at] = Role::AnnexNote;
                true
            }
            Role::Body | Role::Heading(3) if lists && is_item(text) => {
                roles[at] = Role::AnnexNoteMore;
                true
            }
            _ => false,
        };
    }
    let last = filled.iter().rev().take(ENDING);
    let Some(date) = last.copied().find(|at| is_date(texts[*at])) else {
        return;
    };
    roles[date] = Role::Date;
    let above = filled.iter().rev().find(|at| **at < date).copied();
    let Some(above) = above else { return };
    let text = texts[above];
    let is_sentence = text.contains('。') || text.ends_with(['：', '；', '，', '！']);
    let may_sign = matches!(roles[above], Role::Body | Role::Caption | Role::Other);
    if !is_sentence && text.chars().count() <= HEADING && may_sign {
        roles[above] = Role::Signature;
    }
}

/// Tells what the paragraphs of an annex are; the first is its mark.
fn of_annex<'a>(
    body: &Body<'a>,
    styles: &Styles<'a>,
    numbering: &Numbering<'a>,
    range: std::ops::Range<usize>,
) -> Vec<Role> {
    // Text beside a table is set as small as it needs to be; an annex of text alone looks as the document does.
    let has_table = body.has_table(range.start + 1..=range.end);
    let (mut after_mark, mut in_title) = (false, false);
    let mut roles = Vec::new();
    for (position, paragraph) in body.paragraphs[range].iter().enumerate() {
        let text = paragraph.text.trim();
        if text.is_empty() {
            in_title = false;
            roles.push(Role::Other);
            continue;
        }
        let layers = styles.paragraph(paragraph.node);
        let centred = layers.align() == "center";
        let is_large = || {
            let runs = &paragraph.runs;
            let size = |(run, _): &(_, String)| styles.run(paragraph.node, *run).size();
            runs.first().map(size) >= Some(TITLE_LINE)
        };
        let role = if position == 0 {
            after_mark = true;
            Role::AnnexMark
        } else if after_mark || (in_title && centred && is_large()) {
            (after_mark, in_title) = (false, true);
            Role::AnnexTitle
        } else {
            in_title = false;
            match level(text).or_else(|| hidden_level(&layers, numbering, text)) {
                _ if has_table => Role::TableNote,
                Some(level) => Role::Heading(level),
                None if centred => Role::Caption,
                None => Role::Body,
            }
        };
        roles.push(role);
    }
    roles
}

/// Leaves out 版记, at the very end: from 抄送 on, or who printed the document when.
fn imprint(texts: &[&str], roles: &mut [Role]) {
    let filled: Vec<usize> = (0..texts.len()).filter(|at| !texts[*at].is_empty()).collect();
    let mut last = filled.iter().rev().take(ENDING);
    let copies = last.clone().find(|at| texts[**at].starts_with("抄送："));
    let printed = last.next().filter(|at| texts[**at].ends_with("印发"));
    if let Some(first) = copies.or(printed) {
        roles[*first..].fill(Role::Other);
    }
}

/// Tells whether a paragraph is the nearest with words above or below a table.
fn stands_at_table(body: &Body, position: usize) -> bool {
    let is_empty = |at: usize| body.paragraphs.get(at).is_some_and(|one| one.text.trim().is_empty());
    let mut above = position;
    while above > 0 && is_empty(above - 1) {
        above -= 1;
    }
    let mut below = position + 1;
    while is_empty(below) {
        below += 1;
    }
    body.has_table(above..=below)
}

/// Tells a note of annexes that is not written 附件：….
fn is_odd_note(text: &str) -> bool {
    let is_short = text.chars().count() <= HEADING && !text.contains('。');
    let number = text
        .strip_prefix("附件")
        .map(|rest| rest.trim_start_matches(|first: char| first.is_ascii_digit()));
    let after = number.is_some_and(|rest| rest.starts_with(['：', ':', '.', '、']));
    is_short && (after || text.starts_with("附："))
}

/// Tells an item of a list: 2. or 2、.
fn is_item(text: &str) -> bool {
    let rest = text.trim_start_matches(|first: char| first.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['.', '．', '、'])
}

/// Tells the words that stand by a table: 单位：万元, 注：….
fn is_table_note(text: &str) -> bool {
    let first = [
        "注",
        "备注",
        "说明：",
        "单位：",
        "金额单位",
        "计量单位",
        "资料来源",
        "数据来源",
        "填报",
        "（单位",
        "表",
    ];
    first.iter().any(|words| text.starts_with(words))
}

/// Tells 主送机关: names with a colon, right below the title, which no sentence is.
fn is_addressee(text: &str) -> bool {
    text.ends_with(['：', ':'])
        && text.chars().count() <= HEADING
        && !text.contains(['。', '；'])
        && !text.contains("如下")
}

/// Tells a date that stands alone, in whatever form it is written.
fn is_date(text: &str) -> bool {
    let text: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let is_number = |part: &str| {
        let is_digit = |character: char| character.is_numeric() || "〇○零一二三四五六七八九十".contains(character);
        !part.is_empty() && part.chars().all(is_digit)
    };
    let parts: Vec<&str> = match text.strip_suffix('日') {
        Some(text) => text.split(['年', '月']).collect(),
        None => text.split(['-', '.', '/']).collect(),
    };
    matches!(parts[..], [year, month, day] if year.chars().count() == 4 && [year, month, day].into_iter().all(is_number))
}

/// Tells the level of a heading by its number.
pub fn level(text: &str) -> Option<usize> {
    let is_chinese = |character: char| "一二三四五六七八九十百".contains(character);
    let counted = |text: &str, is_digit: &dyn Fn(char) -> bool| {
        let rest = text.trim_start_matches(is_digit);
        (rest.len() < text.len()).then(|| rest.to_owned())
    };
    if counted(text, &is_chinese).is_some_and(|rest| rest.starts_with(['、', '.', '．'])) {
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
    let after = rest.strip_prefix(['.', '．', '、'])?;
    (!after.starts_with(|character: char| character.is_ascii_digit())).then_some(3)
}

/// Tells how the number of a heading is written and how it should be, where the two differ: 一. for 一、, 1、 for 1.
pub fn misnumbered(text: &str) -> Option<(String, String)> {
    let level = level(text)?;
    let end = text.find(['、', '.', '．', '）', ')'])?;
    let mark = text[end..].chars().next()?;
    let digits = text[..end].trim_start_matches(['（', '(']);
    let found = &text[..end + mark.len_utf8()];
    let wanted = match level {
        1 => format!("{digits}、"),
        3 if mark == '、' => format!("{digits}."),
        3 => found.to_owned(),
        _ => format!("（{digits}）"),
    };
    (found != wanted).then(|| (found.to_owned(), wanted))
}

/// Tells the level of a heading whose number the word processor counts, or that has none, by its outline level.
fn hidden_level<'a>(layers: &Layers<'a>, numbering: &Numbering<'a>, text: &str) -> Option<usize> {
    if let Some(level) = numbering.first(layers).as_deref().and_then(level) {
        return Some(level);
    }
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
