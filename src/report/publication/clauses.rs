//! Sentences and clauses that quote what is left out: scores that are bound, and expected scores written as words.

use super::Matter;

/// Stands for a binding of what is left out while its sentence is cut; a noncharacter, so no text has it.
pub const GONE: char = '\u{FDD0}';

/// Stands before an expected score that is written in words.
pub const EXPECTED: char = '\u{FDD1}';

/// Words of an expectation.
const EXPECTATIONS: [&str; 4] = ["预计", "预估", "预测", "估计"];

/// What is expected, where it is a score.
const SCORES: [&str; 7] = ["得", "扣", "失", "减", "复核", "评分", "总分"];

/// Returns a line without what is marked, and what was taken out.
pub fn without(marked: &str) -> (String, Vec<(Matter, String)>) {
    let mut taken = Vec::new();
    let marked = without_brackets(marked, &mut taken);
    let kept = sentences(&marked)
        .into_iter()
        .filter_map(|sentence| without_clauses(sentence, &mut taken))
        .collect();
    (kept, taken)
}

/// Puts the mark before every part of a line that says an expected score.
pub fn mark(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = expects(rest) {
        let end = at + stop(&rest[at..]);
        out.push_str(&rest[..at]);
        out.push(EXPECTED);
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Where the part of a text begins that says an expected score: 预计复核扣2分, 复核得分预计为94.
pub fn expects(text: &str) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        let end = at + stop(&text[at..]);
        let part = &text[at..end];
        let says = |words: &[&str]| words.iter().any(|word| part.contains(word));
        if says(&EXPECTATIONS) && says(&SCORES) && !part.contains("满意度") && has_points(part) {
            return Some(at);
        }
        at = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    None
}

/// The length up to the next mark, or of the whole text.
fn stop(text: &str) -> usize {
    text.find(|one: char| "，。；！？、（）()\n".contains(one))
        .unwrap_or(text.len())
}

/// Tells whether words hold points: a number or a binding before 分, or behind 得分 with nothing after it.
fn has_points(part: &str) -> bool {
    let is_number =
        |one: char| one.is_ascii_digit() || ('０'..='９').contains(&one) || "}一二两三四五六七八九十".contains(one);
    let before_points = part.match_indices('分').any(|(at, point)| {
        let (before, after) = (part[..at].trim_end(), &part[at + point.len()..]);
        // 十分 is an adverb; 30分钟 and 三分之一 are no points.
        let is_other = after.starts_with(['钟', '之', '公', '局', '类', '级', '工'])
            || before.ends_with("得十")
            || before.ends_with("得一");
        before.ends_with(is_number) && !is_other
    });
    let bare = part.trim_end();
    let number = bare.trim_end_matches(|one: char| is_number(one) || one == '.');
    let is_said = number.trim_end().ends_with(['为', '是', '约', '在', '：', ':', '分']);
    before_points || number.len() < bare.len() && part.contains("得分") && is_said
}

/// Takes out the brackets that hold a binding of what is left out, whole with the brackets around and inside them.
fn without_brackets(text: &str, taken: &mut Vec<(Matter, String)>) -> String {
    let mut out = String::new();
    // The open brackets: where each begins, and whether it holds such a binding.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        if matches!(character, '（' | '(') {
            open.push((out.len(), false));
        }
        out.push(character);
        match character {
            GONE | EXPECTED => {
                if let Some((_, holds)) = open.last_mut() {
                    *holds = true;
                }
            }
            '）' | ')' => match (open.pop(), open.last_mut()) {
                (Some((_, true)), Some((_, around))) => *around = true,
                (Some((start, true)), None) => {
                    let words = out.split_off(start);
                    taken.push((matter(&words), words));
                    // Of the marks before and behind it one is left.
                    if rest.peek().is_some_and(|next| "，、；。".contains(*next)) && out.ends_with(['，', '、']) {
                        out.pop();
                    }
                }
                _ => {}
            },
            // A bracket that was never closed reaches no farther than its sentence.
            '。' => open.clear(),
            _ => {}
        }
    }
    out
}

/// Cuts a line into sentences, each with its full stop and closing quotes.
fn sentences(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for (at, character) in line.char_indices() {
        let ends = "。！？".contains(character);
        if ended && !ends && !"”’』」）".contains(character) {
            out.push(&line[start..at]);
            (start, ended) = (at, false);
        }
        ended |= ends;
    }
    out.push(&line[start..]);
    out
}

/// A sentence without the clauses that hold a binding of what is left out; nothing where none is left.
fn without_clauses(sentence: &str, taken: &mut Vec<(Matter, String)>) -> Option<String> {
    if !sentence.contains([GONE, EXPECTED]) {
        return Some(sentence.to_owned());
    }
    let body = sentence.trim_end_matches(|one: char| "。！？”’』」）".contains(one));
    let end = &sentence[body.len()..];
    let mut kept = Vec::new();
    let mut gone = Vec::new();
    for clause in body.split('；') {
        let (head, rest) = split(clause);
        kept.extend((!head.trim().is_empty()).then_some(head));
        gone.extend((!rest.is_empty()).then_some(rest));
    }
    if kept.is_empty() {
        taken.push((matter(sentence), sentence.trim().to_owned()));
        return None;
    }
    taken.extend(gone.into_iter().map(|words| (matter(words), words.trim().to_owned())));
    Some(format!("{}{end}", kept.join("；")))
}

/// Cuts a clause into what stays and what goes: with a binding all of it goes, with an expected score what it says
/// up to there stays, unless that is only how it begins (经测算，).
fn split(clause: &str) -> (&str, &str) {
    const SHORTEST: usize = 6;
    if clause.contains(GONE) {
        return ("", clause);
    }
    let Some(at) = clause.find(EXPECTED) else {
        return (clause, "");
    };
    match clause[..at].rfind('，') {
        Some(comma) if clause[..comma].chars().count() >= SHORTEST => {
            (&clause[..comma], &clause[comma + '，'.len_utf8()..])
        }
        _ => ("", clause),
    }
}

/// What words are that were taken out.
fn matter(words: &str) -> Matter {
    if words.contains(GONE) {
        Matter::Sentence
    } else {
        Matter::Expected
    }
}
