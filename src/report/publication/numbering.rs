//! Ordinals of items in running text, which close up where one was taken out: 一是…；三是… becomes 一是…；二是….

/// Stands around an ordinal that was taken out; a noncharacter, so no text has it.
pub const GONE: char = '\u{FDD3}';

/// The digits of ordinals in words, from 1 on.
const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// How numbers are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Digits,
    Words,
    /// ① to ⑳.
    Circled,
}

/// An ordinal at the beginning of an item: 一是, （二）, 3., 第四，, ⑤.
#[derive(Clone, Copy)]
pub struct Ordinal<'a> {
    before: &'a str,
    after: &'a str,
    script: Script,
    /// From 1 to 99.
    number: u32,
    /// Its length in bytes.
    length: usize,
}

impl<'a> Ordinal<'a> {
    /// Reads the ordinal that an item begins with.
    pub fn at(item: &'a str) -> Option<Self> {
        let words = item.trim_start_matches(|one: char| one.is_whitespace() && one != '\n');
        let blank = item.len() - words.len();
        let opened = words.strip_prefix(['（', '(', '第']).unwrap_or(words);
        let before = &item[..item.len() - opened.len()];
        let first = opened.chars().next()?;
        if ('①'..='⑳').contains(&first) && words.len() == opened.len() {
            return Some(Self {
                before,
                after: "",
                script: Script::Circled,
                number: u32::from(first) - u32::from('①') + 1,
                length: blank + first.len_utf8(),
            });
        }
        let is_digit = first.is_ascii_digit();
        let is_number = |one: char| {
            if is_digit {
                one.is_ascii_digit()
            } else {
                one == '十' || DIGITS.contains(&one)
            }
        };
        let rest = opened.trim_start_matches(is_number);
        let written = &opened[..opened.len() - rest.len()];
        let close = rest.chars().next()?;
        let fits = match words.chars().next()? {
            '（' | '(' => "）)".contains(close),
            '第' => "，、是".contains(close),
            // 1.5万元 is no item.
            _ => {
                "是、.．）)".contains(close)
                    && !rest[close.len_utf8()..].starts_with(|next: char| next.is_ascii_digit())
            }
        };
        let number = if is_digit {
            written.parse().ok()
        } else {
            number(written)
        };
        Some(Self {
            before,
            after: &rest[..close.len_utf8()],
            script: if is_digit { Script::Digits } else { Script::Words },
            number: number.filter(|number| fits && (1..100).contains(number))?,
            length: item.len() - rest.len() + close.len_utf8(),
        })
    }

    /// Returns its length in bytes.
    pub fn length(&self) -> usize {
        self.length
    }

    /// Tells the ordinals of clauses that commas part: 二是, ②.
    pub fn counts_clauses(&self) -> bool {
        matches!(self.after, "是" | "")
    }

    fn is_like(&self, other: &Self) -> bool {
        (self.before.trim(), self.after, self.script) == (other.before.trim(), other.after, other.script)
    }

    fn written(&self, number: u32) -> String {
        let number = match self.script {
            Script::Digits => number.to_string(),
            Script::Words => words(number),
            Script::Circled => char::from_u32(u32::from('①') + number - 1)
                .map(String::from)
                .unwrap_or_default(),
        };
        format!("{}{number}{}", self.before, self.after)
    }
}

/// 二十三 as a number.
fn number(written: &str) -> Option<u32> {
    let digit = |word: &str| {
        let mut all = word.chars();
        let first = all.next().filter(|_| all.as_str().is_empty())?;
        let position = DIGITS.iter().position(|one| *one == first)?;
        u32::try_from(position + 1).ok()
    };
    match written.split_once('十') {
        None => digit(written),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { Some(1) } else { digit(tens) };
            let ones = if ones.is_empty() { Some(0) } else { digit(ones) };
            Some(tens? * 10 + ones?)
        }
    }
}

/// A number from 1 to 99 in words.
fn words(number: u32) -> String {
    let digit = |value: u32| {
        usize::try_from(value)
            .ok()
            .and_then(|value| DIGITS.get(value.checked_sub(1)?))
    };
    let mut out = String::new();
    if number >= 20 {
        out.extend(digit(number / 10));
    }
    if number >= 10 {
        out.push('十');
    }
    out.extend(digit(number % 10));
    out
}

/// Returns what stands for the ordinal of an item that was taken out.
pub fn mark(item: &str) -> Option<String> {
    let item = item.trim_start_matches(super::clauses::MARKS);
    let ordinal = Ordinal::at(item)?;
    Some(format!("{GONE}{}{GONE}", &item[..ordinal.length]))
}

/// Tells whether nothing stands in a text but ordinals that were taken out.
pub fn is_bare(text: &str) -> bool {
    text.split(GONE).step_by(2).all(str::is_empty)
}

/// Returns a text in which the items behind one that was taken out move up, as far as their list goes.
pub fn closed_up(text: &str) -> String {
    if !text.contains(GONE) {
        return text.to_owned();
    }
    // The lists that lack items: the last ordinal of each, and how many went.
    let mut lists: Vec<(Ordinal<'_>, u32)> = Vec::new();
    let mut out = String::new();
    for (position, piece) in text.split(GONE).enumerate() {
        if position % 2 == 1 {
            if let Some(ordinal) = Ordinal::at(piece) {
                match lists.iter_mut().find(|(last, _)| last.is_like(&ordinal)) {
                    Some((last, missing)) if last.number < ordinal.number => {
                        (*last, *missing) = (ordinal, *missing + 1)
                    }
                    Some(list) => *list = (ordinal, 1),
                    None => lists.push((ordinal, 1)),
                }
            }
            continue;
        }
        for item in piece.split_inclusive(['\n', '；', ';', '。', '：', '，', ',']) {
            let Some(ordinal) = Ordinal::at(item) else {
                out.push_str(item);
                continue;
            };
            let list = lists.iter_mut().find(|(last, _)| last.is_like(&ordinal));
            let missing = match list {
                Some((last, missing)) if last.number < ordinal.number => {
                    *last = ordinal;
                    *missing
                }
                Some(list) => {
                    *list = (ordinal, 0);
                    0
                }
                None => 0,
            };
            out.push_str(&ordinal.written(ordinal.number - missing));
            out.push_str(&item[ordinal.length..]);
        }
    }
    out
}
