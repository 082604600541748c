//! The years a text speaks of as its own.

/// A year as a text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The year.
    pub year: u16,
    /// Byte of the text behind its 年.
    pub end: usize,
}

/// Brackets that hold titles of documents, their numbers, and bindings.
const BRACKETS: [[char; 2]; 5] = [['《', '》'], ['〔', '〕'], ['［', '］'], ['[', ']'], ['{', '}']];
/// What stands between the first and the last year of several.
const TO: [char; 9] = ['—', '–', '－', '−', '-', '～', '~', '至', '到'];
/// Words before a year that something is only compared with.
const COMPARED: [&str; 7] = ["较", "比", "高于", "低于", "多于", "少于", "好于"];
/// Words of a clause that tells where something comes from.
const HISTORY: [&str; 9] = [
    "成立",
    "组建",
    "设立",
    "机构改革",
    "合并",
    "印发",
    "修订",
    "颁布",
    "施行",
];

/// Returns the years from 1990 to 2099 that a text names and speaks of, in their order.
///
/// Left out are years in titles and numbers of documents and in bindings, spans of years, years that something is compared
/// with, and those since or in which something came to be.
pub fn spoken_of(text: &str) -> Vec<Named> {
    let mut depth = 0_usize;
    let mut out = Vec::new();
    for (at, letter) in text.char_indices() {
        if BRACKETS.iter().any(|[open, _]| *open == letter) {
            depth += 1;
        } else if BRACKETS.iter().any(|[_, close]| *close == letter) {
            depth = depth.saturating_sub(1);
        } else if letter == '年'
            && depth == 0
            && let Some((start, year)) = digits_before(text, at, 4)
            && (1990..2100).contains(&year)
        {
            let (before, after) = (&text[..start], &text[at + letter.len_utf8()..]);
            if !is_of_span(before, after) && !is_aside(before, after) {
                let end = at + letter.len_utf8();
                out.push(Named { year, end });
            }
        }
    }
    out
}

/// Reads the number of at most so many digits, of either width, that stands before a byte, with the byte at which it begins.
pub fn digits_before(text: &str, at: usize, most: usize) -> Option<(usize, u16)> {
    let letters = text[..at].char_indices().rev();
    let digits: Vec<(usize, u16)> = letters.map_while(|(at, letter)| Some((at, digit(letter)?))).collect();
    let (start, _) = *digits.last().filter(|_| digits.len() <= most)?;
    let number = digits
        .iter()
        .rev()
        .try_fold(0_u16, |number, (_, digit)| number.checked_mul(10)?.checked_add(*digit))?;
    Some((start, number))
}

/// Returns the digit a letter is, in either width.
fn digit(letter: char) -> Option<u16> {
    let plain = match letter {
        '０'..='９' => char::from_u32(u32::from(letter) - u32::from('０') + u32::from('0'))?,
        other => other,
    };
    plain.to_digit(10).and_then(|digit| u16::try_from(digit).ok())
}

/// Tells whether a year is the first or the last of several: 2018—2020年, 2018年至2020年.
fn is_of_span(before: &str, after: &str) -> bool {
    let is_last = before.strip_suffix(TO).is_some_and(|first| {
        let first = first.trim_end_matches('年');
        digits_before(first, first.len(), 4).is_some()
    });
    let after = after.trim_start_matches('度');
    let is_first = after
        .strip_prefix(TO)
        .is_some_and(|last| last.chars().next().and_then(digit).is_some());
    is_last || is_first
}

/// Tells whether a year is only what something is compared with, or where something comes from.
fn is_aside(before: &str, after: &str) -> bool {
    let clause = |text: char| "，。；：、\n（）".contains(text);
    let before = before.rsplit(clause).next().unwrap_or_default();
    let after = after.split(clause).next().unwrap_or_default();
    let is_compared = COMPARED.iter().any(|word| before.ends_with(word))
        || before.ends_with(['与', '同']) && ["相比", "比较", "相较"].iter().any(|word| after.contains(word));
    let is_since = before.ends_with(['自', '从']) && (after.contains('起') || after.contains("开始"));
    let is_long = ["以来", "以后", "之后"].iter().any(|word| after.contains(word));
    is_compared || is_since || is_long || HISTORY.iter().any(|word| before.contains(word) || after.contains(word))
}
