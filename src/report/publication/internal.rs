//! Remarks among colleagues inside a text: （内部备注：…）, 【内部】…, [批注：…].

/// Brackets that remarks stand in.
const BRACKETS: [(char, char); 6] = [
    ('（', '）'),
    ('(', ')'),
    ('【', '】'),
    ('[', ']'),
    ('［', '］'),
    ('〔', '〕'),
];

/// Words that make what stands in a bracket a remark; 内部控制 and 不对外开放 are none.
const WORDS: [&str; 8] = [
    "内部备注",
    "内部批注",
    "内部掌握",
    "仅供内部",
    "勿外传",
    "勿外发",
    "不得外传",
    "不得外发",
];

/// How a remark begins.
const HEADS: [&str; 4] = ["内部备注：", "内部备注:", "批注：", "批注:"];

/// Returns a text without the remarks in it, and these.
pub fn without(text: &str) -> (String, Vec<String>) {
    let mut notes = Vec::new();
    if !["内部", "批注", "外传", "外发"].iter().any(|word| text.contains(word)) {
        return (text.to_owned(), notes);
    }
    let mut lines = Vec::new();
    for line in text.split('\n') {
        if is_remark(line.trim()) {
            notes.push(line.trim().to_owned());
            continue;
        }
        let before = notes.len();
        let kept = without_brackets(line, &mut notes);
        let is_bare = kept.trim_matches(|one: char| "。；，、 　".contains(one)).is_empty();
        if notes.len() == before || !is_bare {
            lines.push(kept);
        }
    }
    (lines.join("\n"), notes)
}

/// Tells a line that is a remark from its beginning on.
fn is_remark(line: &str) -> bool {
    let marked = |(open, close): (char, char)| line.starts_with(&format!("{open}内部{close}"));
    HEADS.iter().any(|head| line.starts_with(head)) || BRACKETS.into_iter().any(marked)
}

fn without_brackets(line: &str, notes: &mut Vec<String>) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(|one| BRACKETS.iter().any(|(open, _)| *open == one)) {
        let (before, bracket) = rest.split_at(at);
        let end = bracket_end(bracket);
        let (bracket, after) = bracket.split_at(end);
        let inner = bracket.trim_matches(|one| BRACKETS.iter().any(|(open, close)| [*open, *close].contains(&one)));
        out.push_str(before);
        if HEADS.iter().any(|head| inner.starts_with(head)) || WORDS.iter().any(|word| inner.contains(word)) {
            notes.push(bracket.to_owned());
            close_up(&mut out, after);
        } else {
            out.push_str(bracket);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The end of the bracket that a text begins with, over those inside; of one that never closes, its first character.
fn bracket_end(text: &str) -> usize {
    let mut open = Vec::new();
    for (at, one) in text.char_indices() {
        if let Some((_, close)) = BRACKETS.iter().find(|(opens, _)| *opens == one) {
            open.push(*close);
        } else if open.last() == Some(&one) {
            open.pop();
            if open.is_empty() {
                return at + one.len_utf8();
            }
        }
    }
    text.chars().next().map_or(0, char::len_utf8)
}

/// Takes away the mark before something that was taken out, where another stands behind it or nothing does.
pub fn close_up(out: &mut String, after: &str) {
    let ends = after.trim().is_empty() || after.starts_with(['，', '、', '；', '。', '）', ')']);
    if ends && out.ends_with(['，', '、', '；', '：', ',', ';', ':']) {
        out.pop();
    }
}
