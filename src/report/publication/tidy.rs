//! Words around what was covered that say nothing without it: （联系人：［不予公开］）, 电话：［不予公开］.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::internal::close_up;
use super::numbering::{self, Ordinal};
use super::text::COVERED;
use crate::personal::{PERSON, TELEPHONE, TITLES};

/// What stands where the name of a section was taken out.
const SECTION: &str = "相关科室";

/// Words that only say what was covered, beside those behind which a person or a telephone stands.
const OTHERS: [&str; 38] = [
    "联系人姓名",
    "身份证号码",
    "办公室电话",
    "联系电话",
    "咨询电话",
    "办公电话",
    "手机号码",
    "电话号码",
    "电子邮箱",
    "电子邮件",
    "联系地址",
    "家庭住址",
    "存放位置",
    "存放路径",
    "文件路径",
    "身份证号",
    "银行卡号",
    "责任科室",
    "牵头科室",
    "配合科室",
    "承办科室",
    "提供科室",
    "统计科室",
    "微信号",
    "责任人",
    "手机号",
    "身份证",
    "QQ号",
    "邮箱",
    "微信",
    "住址",
    "账号",
    "存于",
    "详见",
    "参见",
    "QQ",
    "见",
    "及",
];

/// All of them, the longer ones first: 联系人姓名 goes before 联系人.
static LABELS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut all: Vec<&str> = PERSON.iter().chain(&TELEPHONE).chain(&OTHERS).copied().collect();
    all.sort_by_key(|word| Reverse(word.chars().count()));
    all
});

/// Marks that part words that say nothing.
const MARKS: &str = "：:，,、；;/（）()。 　";

/// Returns a text whose words all say something, its items counted anew where one said nothing; empty where none did.
pub fn tidied(text: &str) -> String {
    if !text.contains(COVERED) && !text.contains(SECTION) {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut begins = true;
    for line in text.split('\n') {
        let (ordinal, words) = line.split_at(Ordinal::at(line).map_or(0, |ordinal| ordinal.length()));
        let kept = items(&without_brackets(&merged(words)));
        if kept.trim().is_empty() && !words.trim().is_empty() {
            out.extend(numbering::mark(ordinal));
            continue;
        }
        if !begins {
            out.push('\n');
        }
        begins = false;
        out.push_str(ordinal);
        out.push_str(&kept);
    }
    match numbering::is_bare(&out) {
        true => String::new(),
        false => numbering::closed_up(&out),
    }
}

/// Returns the text of a cell whose words all say something; what is covered stays where there is nothing else, behind the
/// label that it had: 改进措施：［不予公开］.
pub fn cell(text: &str) -> String {
    let tidied = tidied(text);
    match tidied.split_once('：') {
        _ if tidied.trim().is_empty() && !text.trim().is_empty() => COVERED.to_owned(),
        Some((label, rest)) if is_hollow(rest) => format!("{label}：{COVERED}"),
        _ => tidied,
    }
}

/// One mark for a list of persons; who is in a section goes with it: 由相关科室负责.
fn merged(line: &str) -> String {
    let mut line = line.to_owned();
    for joint in ["、", "和", "及", "与", "/"] {
        let pair = format!("{COVERED}{joint}{COVERED}");
        while line.contains(&pair) {
            line = line.replace(&pair, COVERED);
        }
    }
    for title in TITLES.iter().chain(&["同志", ""]) {
        line = line
            .replace(&format!("{SECTION}{COVERED}{title}"), SECTION)
            .replace(&format!("{SECTION}{title}{COVERED}"), SECTION);
    }
    line
}

/// Tells words that say nothing but what kind of thing was covered.
fn is_hollow(words: &str) -> bool {
    let words = words.replace("科室为", "科室：").replace("科室是", "科室：");
    let is_covered = words.contains(COVERED) || words.contains(SECTION) && words.contains("科室：");
    let rest = words
        .replace(COVERED, "")
        .replace("各相关科室", "")
        .replace(SECTION, "");
    let rest = LABELS.iter().fold(rest, |rest, label| {
        let said = ["为", "是", ""].map(|verb| format!("{label}{verb}"));
        said.iter().fold(rest, |rest, said| rest.replace(said, ""))
    });
    is_covered && rest.chars().all(|one| MARKS.contains(one))
}

/// A line without the brackets that say nothing.
fn without_brackets(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(end) = rest.find(['）', ')']) {
        let (before, after) = rest.split_at(end);
        let close = after.chars().next().map_or(0, char::len_utf8);
        out.push_str(before);
        rest = &after[close..];
        let open = out.rfind(['（', '(']);
        match open {
            Some(open) if is_hollow(&out[open..]) || is_said_before(&out[..open], &out[open..]) => {
                out.truncate(open);
                close_up(&mut out, rest);
                if (out.is_empty() || out.ends_with(['。', '；'])) && rest.starts_with(['。', '；', '，', '、']) {
                    rest = &rest['。'.len_utf8()..];
                }
            }
            Some(open) => {
                let inner = open + out[open..].chars().next().map_or(0, char::len_utf8);
                let kept = clauses(&out[inner..]);
                out.truncate(inner);
                out.push_str(&kept);
                out.push_str(&after[..close]);
            }
            None => out.push_str(&after[..close]),
        }
    }
    out.push_str(rest);
    out
}

/// 各科室（各相关科室） says the same twice.
fn is_said_before(before: &str, bracket: &str) -> bool {
    let inner = bracket.trim_start_matches(['（', '(']);
    before.ends_with("科室") && [SECTION, "各相关科室"].contains(&inner)
}

/// A line without the items of its sentences that say nothing.
fn items(line: &str) -> String {
    let sentences = parts(line, &['。', '！', '？']).into_iter();
    sentences.map(sentence).collect()
}

/// Cuts a text behind marks that stand outside of brackets.
fn parts<'a>(text: &'a str, marks: &[char]) -> Vec<&'a str> {
    let mut out = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, one) in text.char_indices() {
        match one {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && marks.contains(&one) => {
                let end = at + one.len_utf8();
                out.push(&text[start..end]);
                start = end;
            }
            _ => {}
        }
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

fn sentence(sentence: &str) -> String {
    let body = sentence.trim_end_matches(['。', '！', '？']);
    let end = &sentence[body.len()..];
    if !body.contains(COVERED) && !body.contains(SECTION) {
        return sentence.to_owned();
    }
    let mut kept = String::new();
    for group in parts(body, &['；', ';']) {
        let words = group.trim_end_matches(['；', ';']);
        let left = clauses(words);
        if left.is_empty() && !words.trim().is_empty() {
            continue;
        }
        kept.push_str(&left);
        kept.push_str(&group[words.len()..]);
    }
    let kept = if body.ends_with(['；', ';']) {
        kept.as_str()
    } else {
        kept.trim_end_matches(['；', ';'])
    };
    match kept.trim() {
        "" => String::new(),
        _ => format!("{kept}{end}"),
    }
}

/// What of the clauses between commas says something: those at the end that do not go, and of those at the beginning the
/// ones that only lead to the next label.
fn clauses(words: &str) -> String {
    let mut all = parts(words, &['，', ',']);
    let mut is_cut = false;
    while all.last().is_some_and(|last| is_hollow(last)) {
        all.pop();
        is_cut = true;
    }
    while let [first, second, ..] = all[..] {
        if !is_hollow(first) || !second.contains(['：', ':']) {
            break;
        }
        all.remove(0);
    }
    let kept = all.concat();
    if is_cut {
        kept.trim_end_matches(['，', ',']).to_owned()
    } else {
        kept
    }
}
