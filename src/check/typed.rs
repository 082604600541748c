//! The numbers of a sentence, and how exactly they are meant.

use rust_decimal::Decimal;

use crate::model::number;

/// A number, as it stands in a sentence.
pub(super) struct Typed<'t> {
    /// Byte at which it begins.
    pub(super) at: usize,
    /// Bytes of it, blanks before the unit and 余 included.
    pub(super) length: usize,
    pub(super) value: Decimal,
    /// What follows the number: its unit first.
    pub(super) rest: &'t str,
    /// 余 or 多 stands between the number and its unit.
    is_more: bool,
}

/// How a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// As it is.
    Exactly,
    /// 超过3600户, 3600余户, 3600户以上.
    AtLeast,
    /// 不到3600户, 3600户以内.
    AtMost,
    /// 约3600户, 近3600户, 3600户左右.
    About,
}

/// Words before a number that bound it, longer ones before those they end with.
const BEFORE: [(&str, Sense); 22] = [
    ("不超过", Sense::AtMost),
    ("未超过", Sense::AtMost),
    ("不高于", Sense::AtMost),
    ("不多于", Sense::AtMost),
    ("不少于", Sense::AtLeast),
    ("不低于", Sense::AtLeast),
    ("超过", Sense::AtLeast),
    ("突破", Sense::AtLeast),
    ("高于", Sense::AtLeast),
    ("多于", Sense::AtLeast),
    ("至少", Sense::AtLeast),
    ("逾", Sense::AtLeast),
    ("超", Sense::AtLeast),
    ("低于", Sense::AtMost),
    ("少于", Sense::AtMost),
    ("不到", Sense::AtMost),
    ("不足", Sense::AtMost),
    ("至多", Sense::AtMost),
    ("最多", Sense::AtMost),
    ("接近", Sense::About),
    ("近", Sense::About),
    ("约", Sense::About),
];
/// Words that end like them and say something else: 签约126人, 附近3户.
const OTHERS: [&str; 14] = [
    "签约", "履约", "节约", "预约", "邀约", "特约", "集约", "公约", "合约", "续约", "附近", "邻近", "临近", "最近",
];
/// Words behind its unit that do.
const BEHIND: [(&str, Sense); 10] = [
    ("以上", Sense::AtLeast),
    ("余", Sense::AtLeast),
    ("多", Sense::AtLeast),
    ("以内", Sense::AtMost),
    ("以下", Sense::AtMost),
    ("之内", Sense::AtMost),
    ("左右", Sense::About),
    ("上下", Sense::About),
    ("（约）", Sense::About),
    ("(约)", Sense::About),
];

impl Typed<'_> {
    /// Tells how the number is meant in its sentence, with its unit so many bytes long, and where the words before it that
    /// say so begin.
    pub(super) fn sense(&self, sentence: &str, unit: usize) -> (Sense, usize) {
        let before = &sentence[..self.at];
        let behind = BEHIND.iter().find(|(word, _)| {
            let rest = self.rest[unit..].strip_prefix(word);
            // 比目标12000人多560人 says how many more.
            rest.is_some_and(|rest| *word != "多" || !rest.starts_with(is_digit))
        });
        let said = BEFORE.iter().find_map(|(word, sense)| {
            let rest = before.strip_suffix(word)?;
            let is_other = OTHERS.iter().any(|other| before.ends_with(other));
            (!is_other).then_some((*sense, rest.len()))
        });
        match (said, behind) {
            (Some(said), _) => said,
            (None, Some((_, sense))) => (*sense, self.at),
            (None, None) if self.is_more => (Sense::AtLeast, self.at),
            (None, None) => (Sense::Exactly, self.at),
        }
    }
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || ('０'..='９').contains(&letter)
}

/// Tells whether words end with 至 behind a number, so that the next one ends a span: 3至5户, 3户至5户, not 提升至5户.
fn ends_span(words: &str) -> bool {
    /// Most letters of the unit between.
    const MOST: usize = 4;
    let mut letters = words.chars().rev();
    letters.next() == Some('至') && letters.take(MOST).any(is_digit)
}

/// Finds the numbers of a sentence, but not those of 第3次, 〔2020〕, F039, 3—5 or 12/15.
pub(super) fn numbers(sentence: &str) -> Vec<Typed<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = sentence[at..].find(is_digit).map(|found| at + found) {
        let is_of_number = |letter: char| is_digit(letter) || matches!(letter, '.' | '．' | ',');
        let run = sentence[start..].find(|letter| !is_of_number(letter));
        let run = &sentence[start..run.map_or(sentence.len(), |run| start + run)];
        at = start + run.len();
        let digits = run.trim_end_matches(['.', '．', ',']);
        let before = sentence[..start].chars().next_back();
        let is_other = before.is_some_and(|letter| {
            letter.is_ascii_alphanumeric() || "第〔[（(-－−—–～~./×".contains(letter) || ends_span(&sentence[..start])
        });
        let mut rest = &sentence[start + digits.len()..];
        let is_more = rest.trim_start_matches(' ').starts_with(['余', '多']);
        rest = rest.trim_start_matches(' ');
        if is_more {
            rest = rest.trim_start_matches(['余', '多']);
        }
        if let Some(value) = number::read(digits).filter(|_| !is_other) {
            out.push(Typed {
                at: start,
                length: sentence.len() - rest.len() - start,
                value,
                rest,
                is_more,
            });
        }
    }
    out
}
