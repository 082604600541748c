//! The numbers of a list, which follow one another.

/// How the items of a list are numbered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// 1.
    Dot,
    /// （1）
    Brackets,
    /// ①
    Circle,
    /// ⑴
    Bracketed,
    /// 一是
    Spoken,
    /// （一）
    Chinese,
}

/// An item: its style, its number, the bytes of its mark.
type Item = (Style, u32, usize);

const CHINESE: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
/// Greatest number of an item: what is more is a year or an amount.
const MOST: u32 = 30;
/// Most letters of what follows a number that are shown.
const SHOWN: usize = 6;

/// Returns what is wrong with the first list of a text whose numbers do not follow one another.
pub(super) fn broken(text: &str) -> Option<String> {
    let mut last: Vec<(Style, u32)> = Vec::new();
    let starts = std::iter::once(0).chain(
        (text.char_indices())
            .filter(|(_, letter)| "：；。，\n".contains(*letter))
            .map(|(at, letter)| at + letter.len_utf8()),
    );
    for start in starts {
        let words = text[start..].trim_start_matches([' ', '\u{3000}']);
        let before = text[..start].chars().next_back();
        let Some((style, number, length)) = item(words) else {
            if let Some((Style::Dot, number)) = last.last()
                && before == Some('；')
                && is_unmarked(words, number + 1)
            {
                return Some(format!("“{}”处序号“{}”后缺少“.”", shown(words), number + 1));
            }
            continue;
        };
        // 一是 begins a clause too; the others only what a mark has ended.
        if before == Some('，') && style != Style::Spoken {
            continue;
        }
        let position = last.iter().position(|(other, _)| *other == style);
        let previous = position.map(|position| last[position].1);
        let mark = &words[..length];
        if let Some(previous) = previous.filter(|previous| number != 1 && number != previous + 1) {
            return Some(format!(
                "“{}”处序号不连续，“{mark}”前面一项是第{previous}项，请核对",
                shown(words)
            ));
        }
        // What lies below an item begins anew with the next one.
        last.truncate(position.unwrap_or(last.len()));
        last.push((style, number));
    }
    None
}

fn shown(words: &str) -> String {
    words.chars().take_while(|letter| *letter != '\n').take(SHOWN).collect()
}

/// Tells whether words begin with a number of a list whose mark is missing: 3部分目标.
fn is_unmarked(words: &str, number: u32) -> bool {
    const MEASURES: &str = "个项次家户件批起人份场名台套处类种条天日月年万亿元周小季度所位座间辆艘只头棵亩吨米公千百篇本册张幅封款宗笔例轮期岁";
    let rest = words.strip_prefix(&number.to_string());
    let next = rest.and_then(|rest| rest.chars().next());
    next.is_some_and(|next| ('\u{4e00}'..='\u{9fff}').contains(&next) && !MEASURES.contains(next))
}

/// Returns the item that words begin with.
fn item(words: &str) -> Option<Item> {
    let first = words.chars().next()?;
    let of_sign = |sign: char, base: char, style: Style| -> Option<Item> {
        let number = u32::from(sign).checked_sub(u32::from(base))? + 1;
        (number <= 20).then_some((style, number, sign.len_utf8()))
    };
    let digits = |words: &str| -> Option<(u32, usize)> {
        let length = words
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(words.len());
        let number = words[..length]
            .parse()
            .ok()
            .filter(|number| (1..=MOST).contains(number))?;
        Some((number, length))
    };
    let chinese = |words: &str| {
        let position = CHINESE.iter().position(|word| words.starts_with(word))?;
        let number = u32::try_from(position).ok()? + 1;
        Some((number, CHINESE[position].len()))
    };
    if let Some(item) = of_sign(first, '①', Style::Circle).or_else(|| of_sign(first, '⑴', Style::Bracketed)) {
        return Some(item);
    }
    if let Some(inside) = words.strip_prefix(['（', '(']) {
        let open = words.len() - inside.len();
        let (style, (number, length)) = match digits(inside) {
            Some(found) => (Style::Brackets, found),
            None => (Style::Chinese, chinese(inside)?),
        };
        let rest = inside[length..].strip_prefix(['）', ')'])?;
        return Some((style, number, open + words[open..].len() - rest.len()));
    }
    if let Some((number, length)) = chinese(words).filter(|(_, length)| words[*length..].starts_with('是')) {
        return Some((Style::Spoken, number, length + '是'.len_utf8()));
    }
    let (number, length) = digits(words)?;
    let rest = words[length..].strip_prefix(['.', '．', '、'])?;
    let is_decimal = rest.starts_with(|letter: char| letter.is_ascii_digit());
    (!is_decimal).then_some((Style::Dot, number, words.len() - rest.len()))
}
