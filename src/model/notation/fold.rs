//! Widths, look-alikes and blanks of typed texts brought together.

/// Brings the widths and look-alikes of one character together and drops spaces, save between two digits.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut spaced = false;
    for character in text.chars() {
        if character.is_whitespace() || character == '\u{200b}' || character == '\u{feff}' {
            spaced = true;
            continue;
        }
        let character = match character {
            // By their numbers: signs that the shipped fonts do not draw.
            '≧' | '⩾' | '\u{227d}' | '≮' => '≥',
            '≦' | '⩽' | '\u{227c}' | '≯' => '≤',
            '〉' | '\u{27e9}' | '»' => '》',
            '〈' | '\u{27e8}' | '«' => '《',
            '﹥' => '>',
            '﹤' => '<',
            '﹦' => '=',
            '﹪' => '%',
            '−' | '–' | '—' | '―' => '-',
            '〜' | '∼' | '～' => '~',
            '\u{ff01}'..='\u{ff5d}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
            other => other,
        };
        if spaced && character.is_ascii_digit() && folded.ends_with(|last: char| last.is_ascii_digit()) {
            folded.push(' ');
        }
        spaced = false;
        folded.push(character);
    }
    // Few texts have a pair, and every cell of a table is folded.
    if !folded.contains('=') {
        return folded;
    }
    // With Chinese punctuation on, the keys of > and < type 》 and 《.
    let pairs = [(">=", "≥"), ("=>", "≥"), ("<=", "≤"), ("=<", "≤")];
    let typed = [("》=", "≥"), ("=》", "≥"), ("《=", "≤"), ("=《", "≤")];
    (pairs.into_iter().chain(typed)).fold(folded, |folded, (pair, sign)| folded.replace(pair, sign))
}
