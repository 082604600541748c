//! How wide columns become: so that no number, no day and no unit in them is broken.
//!
//! A table has the widths it was given as long as what must stay whole has room; else narrow columns get it from the
//! others. All widths of one reckoning are in one unit.

/// Hundredths of the width of a full-width character, the measure of a text without its font.
pub const EM: usize = 100;
/// A longer piece, such as a file's name, is broken like other text.
const LONGEST: usize = 14 * EM;
/// A range of two numbers with all their digits and a unit is shorter, in bytes.
const LONGEST_VALUE: usize = 128;
/// Most characters of a unit that stay on one line; one of up to twice as many has two, and a longer one is a remark.
const UNIT: usize = 6;

/// Returns about the width of a character in hundredths of a full-width one; the fonts of documents have them narrower.
fn character(character: char) -> usize {
    match character {
        '0'..='9' => 56,
        ',' | '.' => 42,
        '%' | '@' | 'M' | 'W' | 'm' | 'w' => 94,
        'A'..='Z' => 72,
        character if character.is_ascii() => 56,
        _ => EM,
    }
}

/// Returns the width of a character in Times New Roman and 仿宋, in hundredths of a full-width one.
fn character_of_text(character: char) -> usize {
    match character {
        ',' | '.' | ' ' => 25,
        '(' | ')' => 33,
        '%' => 83,
        'A'..='Z' => 67,
        character if character.is_ascii() => 50,
        _ => EM,
    }
}

/// What programs leave between a digit or letter and a full-width character; LibreOffice leaves a fifth of one.
const GAP: usize = 25;
const GAP_OF_TEXT: usize = 20;

/// Returns about the width of the longest line of a text in hundredths of a full-width character.
pub fn breadth(text: &str) -> usize {
    measured(text, character, GAP)
}

/// Returns the same as wide as it most likely is, where nothing is lost with a line more or less.
pub fn likely_breadth(text: &str) -> usize {
    measured(text, character_of_text, GAP_OF_TEXT)
}

/// Returns what is left between two characters of a text of which [`likely_breadth`] measured each.
pub fn gap(before: char, after: char) -> usize {
    if is_gap(before, after) { GAP_OF_TEXT } else { 0 }
}

fn is_gap(one: char, other: char) -> bool {
    let (narrow, wide) = if one.is_ascii() { (one, other) } else { (other, one) };
    narrow.is_ascii_alphanumeric() && wide.is_alphabetic() && !wide.is_ascii()
}

fn measured(text: &str, character: fn(char) -> usize, gap: usize) -> usize {
    let line = |line: &str| {
        let gaps = line
            .chars()
            .zip(line.chars().skip(1))
            .filter(|(one, other)| is_gap(*one, *other));
        line.chars().map(character).sum::<usize>() + gap * gaps.count()
    };
    text.lines().map(line).max().unwrap_or(0)
}

/// What follows a number without a break.
fn is_sign(character: char) -> bool {
    matches!(character, '%' | '‰' | '℃' | '°' | '～' | '~')
}

/// Cuts a text before and after its numbers, to each of which its operator and its sign belong; a day is one number.
fn parts(text: &str) -> Vec<&str> {
    let in_day = |before: char, after: char| {
        "年月".contains(before) && after.is_ascii_digit() || before.is_ascii_digit() && "年月日".contains(after)
    };
    let joined = |before: char, after: char| {
        let numeric = |character: char| character.is_ascii_graphic();
        let in_unit = |slash: char, other: char| slash == '/' && other.is_alphabetic() && !other.is_ascii();
        in_unit(before, after)
            || in_unit(after, before)
            || numeric(before) && (numeric(after) || is_sign(after))
            || "≥≤＞＜＝±−".contains(before) && after.is_ascii_digit()
            || in_day(before, after)
            || !numeric(before)
                && !numeric(after)
                && !is_sign(before)
                && !"年月日".contains(before)
                && !"≥≤＞＜＝±−".contains(after)
    };
    let mut parts = Vec::new();
    let mut start = 0;
    let characters = text.char_indices().zip(text.chars().skip(1));
    for ((at, before), after) in characters {
        if !joined(before, after) {
            let end = at + before.len_utf8();
            parts.push(&text[start..end]);
            start = end;
        }
    }
    parts.push(&text[start..]);
    parts
}

fn is_number(part: &str) -> bool {
    part.contains(|character: char| character.is_ascii_digit())
}

/// Returns the parts of a text that is a value, a number, a range or a day with its unit; `None` for other texts.
fn value(text: &str) -> Option<Vec<&str>> {
    let text = text.trim();
    // A reason of pages is not cut up to learn that it is none.
    if text.len() > LONGEST_VALUE {
        return None;
    }
    let mut parts = parts(text);
    let (first, last) = (*parts.first()?, *parts.last()?);
    let numbers = parts.iter().filter(|part| is_number(part)).count();
    let length = if is_number(last) { 0 } else { last.chars().count() };
    let is_unit = length <= UNIT || (length <= 2 * UNIT && last.chars().all(char::is_alphabetic));
    if !is_number(first) || !is_unit || numbers > 2 || parts.len() > 3 {
        return None;
    }
    if length > UNIT {
        // No character of it stands alone.
        let half = last
            .char_indices()
            .nth(length.div_ceil(2))
            .map_or(last.len(), |(at, _)| at);
        parts.pop();
        parts.extend([&last[..half], &last[half..]]);
    }
    Some(parts)
}

/// Returns the width of the longest piece of a text that is never broken.
pub fn unbroken(text: &str) -> usize {
    let longest = |parts: Vec<&str>| {
        parts
            .into_iter()
            .map(breadth)
            .filter(|breadth| *breadth <= LONGEST)
            .max()
    };
    let of_line = |line: &str| match value(line) {
        Some(parts) => longest(parts),
        None => longest(parts(line).into_iter().filter(|part| is_number(part)).collect()),
    };
    let with_numbers = text.lines().filter(|line| is_number(line));
    with_numbers.filter_map(of_line).max().unwrap_or(0)
}

/// Returns the width a text likes to have: a value its own, another the given share of what it had.
pub fn comfortable(text: &str, share: usize) -> usize {
    match value(text) {
        Some(_) => breadth(text),
        None => breadth(text).min(share).max(unbroken(text)),
    }
}

/// Returns the same where a day may be broken after its year.
pub fn comfortable_or_broken(text: &str, share: usize) -> usize {
    let years = text.split_inclusive('年');
    years.map(|part| comfortable(part, share)).max().unwrap_or(0)
}

/// Breaks a value that is wider than its cell between number and unit; other texts are left as they are.
pub fn broken(text: &str, room: usize) -> String {
    let Some(parts) = value(text).filter(|_| breadth(text) > room) else {
        return text.to_owned();
    };
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if breadth(&format!("{line}{part}")) <= room => line.push_str(part),
            _ => lines.push(part.to_owned()),
        }
    }
    lines.join("\n")
}

/// The width that what stands in neighbouring columns needs.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    /// First column.
    pub column: usize,
    /// Columns it covers.
    pub columns: usize,
    /// Width of them together.
    pub width: usize,
}

/// Returns the least width of each column with which every need has room.
pub fn least(preferred: &[usize], needs: &[Need]) -> Vec<usize> {
    let mut least = vec![0; preferred.len()];
    let mut needs: Vec<&Need> = needs.iter().collect();
    needs.sort_by_key(|need| need.columns);
    for need in needs {
        let end = (need.column + need.columns).min(least.len());
        let covered = need.column.min(end)..end;
        let lacking = |least: &[usize]| need.width.saturating_sub(least.iter().sum());
        // First what the columns have anyway, then more of each.
        let free: Vec<usize> = covered
            .clone()
            .map(|at| preferred[at].saturating_sub(least[at]))
            .collect();
        let taken = lacking(&least[covered.clone()]).min(free.iter().sum());
        share(&mut least[covered.clone()], taken, &free);
        let taken = lacking(&least[covered.clone()]);
        share(&mut least[covered.clone()], taken, &preferred[covered]);
    }
    least
}

/// Shares a width out by weights; what division leaves goes to the last that has a weight.
fn share(widths: &mut [usize], width: usize, weights: &[usize]) {
    let all: usize = weights.iter().sum();
    if all == 0 {
        if let Some(last) = widths.last_mut() {
            *last += width;
        }
        return;
    }
    let (mut reached, mut given) = (0, 0);
    for (own, weight) in widths.iter_mut().zip(weights) {
        reached += weight;
        let until = reached * width / all;
        *own += until - given;
        given = until;
    }
}

/// Returns the widths with which every need has room, as near to the preferred as can be; together they are as wide as
/// `width`. `None` where that is too little.
pub fn fitted(preferred: &[usize], needs: &[Need], width: usize) -> Option<Vec<usize>> {
    let least = least(preferred, needs);
    let missing = |(least, preferred): (&usize, &usize)| least.saturating_sub(*preferred);
    let missing: usize = least.iter().zip(preferred).map(missing).sum();
    let all: usize = preferred.iter().sum();
    let spare: Vec<usize> = preferred
        .iter()
        .zip(&least)
        .map(|(own, least)| own.saturating_sub(*least))
        .collect();
    let left = (spare.iter().sum::<usize>() + width).checked_sub(all + missing)?;
    let mut widths: Vec<usize> = least;
    share(&mut widths, left, &spare);
    Some(widths)
}

/// How much more room a longer text gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// As the root of its length: a reason gets most, and a name beside it does not become a pillar.
    Root,
    /// As its length: every text takes about as many lines.
    Length,
}

/// Returns widths by the longest text that stands alone in each column, with room for every need; `None` where `width`
/// is too little.
pub fn by_length<'t>(
    texts: impl Iterator<Item = (usize, &'t str)>,
    growth: Growth,
    needs: &[Need],
    (count, width): (usize, usize),
) -> Option<Vec<usize>> {
    let mut shares = vec![0; count];
    for (column, text) in texts {
        let length: usize = text.lines().map(breadth).sum();
        let wanted = match growth {
            Growth::Root => length.isqrt(),
            Growth::Length => length,
        };
        if let Some(share) = shares.get_mut(column) {
            *share = wanted.max(*share);
        }
    }
    let mut preferred = vec![0; count];
    share(&mut preferred, width, &shares);
    fitted(&preferred, needs, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_breaks_between_number_and_unit_only() {
        for (text, room, wanted) in [
            ("13,580.32万元", 900, "13,580.32万元"),
            ("13,580.32万元", 600, "13,580.32\n万元"),
            ("≥98.92%", 100, "≥98.92%"),
            ("2020年12月31日前", 700, "2020年12月31日\n前"),
            ("1111111111～2222222222人次", 750, "1111111111～\n2222222222\n人次"),
            ("≤180元/立方米", 500, "≤180\n元/立方米"),
            ("1200平方米标准厂房", 1200, "1200平方米标准厂房"),
            ("1200平方米标准厂房", 600, "1200\n平方米标\n准厂房"),
            ("完成13,580.32万元的抽检任务", 300, "完成13,580.32万元的抽检任务"),
        ] {
            assert_eq!(broken(text, room), wanted);
        }
        assert_eq!(unbroken("共13,580.32万元"), breadth("13,580.32"));
        assert_eq!(unbroken("13.5个百分点"), breadth("个百分点"));
        assert_eq!(unbroken("三级指标"), 0);
    }

    #[test]
    fn long_texts_get_the_room_of_short_ones() {
        let long = "因".repeat(81);
        let texts = [(0, "名称"), (1, long.as_str()), (2, "1.00")];
        let need = Need {
            column: 2,
            columns: 1,
            width: 20,
        };
        let widths = by_length(texts.into_iter(), Growth::Root, &[need], (3, 200)).expect("room");
        assert_eq!(widths.iter().sum::<usize>(), 200);
        assert!(widths[1] > 140 && widths[0] > 10 && widths[2] >= 20, "{widths:?}");
    }

    #[test]
    fn narrow_columns_get_room_from_wide_ones() {
        let need = |column, columns, width| Need { column, columns, width };
        let fitted = |needs: &[Need]| fitted(&[30, 10, 60], needs, 100);
        assert_eq!(fitted(&[need(0, 2, 40), need(2, 1, 5)]), Some(vec![30, 10, 60]));
        assert_eq!(fitted(&[need(1, 1, 20)]), Some(vec![26, 20, 54]));
        assert_eq!(fitted(&[need(1, 1, 20), need(2, 1, 60)]), Some(vec![20, 20, 60]));
        assert_eq!(fitted(&[need(0, 2, 101)]), None);
    }
}
