//! Rules of what stands after the text: 附件说明, 署名 and 成文日期.

use super::body::Paragraph;
use super::clause::{DATE, NOTE, SIGNATURE};
use super::measure::{self, SIZE_3};
use super::role::Role;
use super::style::Layers;
use super::text::{Check, SLACK, TWO};

/// Characters of a line, in hundredths.
const LINE: i64 = 2800;
/// Width of 附件：, in hundredths of a character.
const MARK: i64 = 300;
/// How far what is set with blanks may be off its place: half a character.
const HALF: i64 = 50;
/// How far the middle of a name may be off that of the date.
const ONE: i64 = 100;
/// From the right edge to a date under a seal.
const FOUR: i64 = 400;

impl Check<'_, '_> {
    /// Checks 附件说明: its first line, or a further annex listed below it.
    pub fn note(&mut self, role: Role) {
        let text = self.paragraph.text.trim();
        let name = text
            .strip_prefix("附件")
            .map_or(text, |rest| rest.trim_start_matches(['：', ':']));
        let digits = name.len() - name.trim_start_matches(|first: char| first.is_ascii_digit()).len();
        let (number, after) = name.split_at(digits);
        let is_numbered = !number.is_empty() && after.starts_with(['.', '．', '、', '：', ':']);
        let is_formed = match role {
            Role::AnnexNote => text.starts_with("附件：") && (!is_numbered || after.starts_with(['.', '．'])),
            _ => after.starts_with(['.', '．']),
        };
        if !is_formed {
            let words: String = text.chars().take(6).collect();
            let wanted = "“附件：”，有多个附件时“附件：1.”";
            self.say("annex-note-form", format!("写作“{words}”"), wanted, NOTE);
        }
        let (first, left) = (self.start(), self.indents().left);
        let begins = match (role, self.before(Role::AnnexNote)) {
            (Role::AnnexNoteMore, Some((note, layers))) => start(note, &layers) + MARK,
            _ => TWO,
        };
        let slack = if role == Role::AnnexNote { SLACK } else { HALF };
        if (first - begins).abs() > slack && self.layers.element("numPr").is_none() {
            let (rule, wanted) = match role {
                Role::AnnexNote => ("annex-note", "左空2字"),
                _ => ("annex-note-align", "与第一个附件的序号对齐"),
            };
            self.say(rule, format!("左空{}", measure::characters(first)), wanted, NOTE);
        } else if is_formed && first + measure::width(text) > LINE - self.indents().right {
            // A number with its dot, and a space or none, is as wide as one character or one and a half.
            let mark = if role == Role::AnnexNote { MARK } else { 0 };
            let number = if is_numbered {
                measure::width(number) + HALF + HALF / 2
            } else {
                0
            };
            let wanted = first + mark + number;
            if (left - wanted).abs() > HALF {
                let found = format!("回行左空{}", measure::characters(left));
                self.say("annex-note-align", found, "回行与附件名称的首字对齐", NOTE);
            }
        }
        if let Some(end) = text.chars().last().filter(|end| "。；，、,.;".contains(*end)) {
            let found = format!("附件名称后有标点“{end}”");
            self.say("annex-note", found, "附件名称后不加标点", NOTE);
        }
        let lines = self.empty_lines().filter(|_| role == Role::AnnexNote);
        if let Some(lines) = lines.filter(|lines| *lines != 1) {
            let found = match lines {
                0 => "附件说明上方没有空行".to_owned(),
                lines => format!("附件说明上方空{lines}行"),
            };
            self.say("annex-note-gap", found, "正文下空一行", NOTE);
        }
    }

    /// Checks 成文日期, its form and its place, and the place of the name over it.
    pub fn date(&mut self) {
        let text = self.paragraph.text.trim();
        if !is_formed(text) {
            let found = format!("写作“{text}”");
            self.say(
                "date-form",
                found,
                "阿拉伯数字标全年、月、日，月、日前不加0，如2021年3月9日",
                DATE,
            );
        }
        let Some(free) = to_edge(self.paragraph, &self.layers) else {
            return;
        };
        let width = measure::width(text);
        let name = self.before(Role::Signature);
        let name = name.and_then(|(name, layers)| Some((to_edge(name, &layers)?, measure::width(&name.text))));
        let is = |found: i64, wanted: i64| (found - wanted).abs() <= HALF;
        let (is_placed, is_below) = match name {
            None => (is(free, FOUR) || is(free, TWO), true),
            Some((name_free, name_width)) => {
                // A wide name moves the date with it, and the rest of itself in a line of its own.
                let edges = self.lines_above().filter_map(|(line, layers)| to_edge(line, &layers));
                let edge = edges.fold(name_free, i64::min);
                let sealed = is(free, FOUR) || (free > FOUR && edge <= ONE);
                let begins = (free + width) + TWO - (name_free + name_width);
                let unsealed = (is(name_free, TWO) && begins.abs() <= HALF) || (is(free, TWO) && name_free > TWO);
                let off = (name_free + name_width / 2) - (free + width / 2);
                (sealed || unsealed, unsealed || off.abs() <= ONE)
            }
        };
        if !is_placed {
            let found = format!("成文日期右空{}", measure::characters(free));
            self.say(
                "date-place",
                found,
                "右空4字（加盖印章），或右空2字署名、其下右移2字（不加盖印章）",
                SIGNATURE,
            );
        } else if !is_below {
            let found = "署名与成文日期没有对齐".to_owned();
            self.say("signature-place", found, "以成文日期为准居中（加盖印章）", SIGNATURE);
        }
    }
}

/// Returns where the first line of a paragraph begins, in hundredths of a character of 三号.
fn start(paragraph: &Paragraph, layers: &Layers) -> i64 {
    let indent = layers.indent(SIZE_3);
    indent.left + indent.first + measure::blanks(paragraph.text.chars())
}

/// Returns how far a line of text ends from the right edge; nothing where tabs make that unknown.
fn to_edge(paragraph: &Paragraph, layers: &Layers) -> Option<i64> {
    if paragraph.text.contains('\t') {
        return None;
    }
    let right = layers.indent(SIZE_3).right;
    let width = measure::width(&paragraph.text);
    Some(match layers.align() {
        "right" => right + measure::blanks(paragraph.text.chars().rev()),
        "center" => right + (LINE - start(paragraph, layers) - right - width) / 2,
        _ => LINE - start(paragraph, layers) - width,
    })
}

/// Tells a date as it has to be written: 2021年3月9日.
fn is_formed(text: &str) -> bool {
    let parts = text.strip_suffix('日').and_then(|text| {
        let (year, rest) = text.split_once('年')?;
        let (month, day) = rest.split_once('月')?;
        Some([year.trim(), month.trim(), day.trim()])
    });
    parts.is_some_and(|parts| {
        let is_number = |part: &str| part.chars().all(|digit| digit.is_ascii_digit()) && !part.starts_with('0');
        parts.into_iter().all(|part| is_number(part) && !part.is_empty())
    })
}
