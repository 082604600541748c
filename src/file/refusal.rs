//! Why bytes are no project, as a sentence with its line and column.

use encoding_rs::GB18030;
use ron::error::{Error, SpannedError};
use rust_decimal::Decimal;

use super::{ENVELOPE, FileError, PARTS};

/// The sentence for a file that is something else.
pub const FOREIGN: &str = "这不是衡绩的自评项目文件（文件应以 (format: \"hengji\", version: … 开头）";

/// Makes the error for a place.
pub fn at(line: usize, column: usize, reason: String) -> FileError {
    FileError::Content {
        line,
        column,
        reason,
        path: None,
    }
}

/// Returns the bytes as text without byte order mark, or says what they are instead.
pub fn text(bytes: &[u8]) -> Result<&str, FileError> {
    let first = |reason: &str| Err(at(1, 1, reason.to_owned()));
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return first("文件是空的");
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return first("这是 Excel、Word 或压缩文件，不是自评项目文件；表格请用“导入”读取");
    }
    let head = &bytes[..bytes.len().min(64)];
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || has_alternate_zeros(head) {
        return first("文件编码是 UTF-16，请另存为 UTF-8 编码后再打开");
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
    let (line, column) = end_of(&valid);
    let reason = if error.error_len().is_none() {
        TRUNCATED
    } else if !bytes.contains(&0)
        && GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .is_some()
    {
        "文件编码是 GBK（GB18030），请另存为 UTF-8 编码后再打开"
    } else {
        "这里不是 UTF-8 编码的文字，文件已损坏或不是自评项目文件"
    };
    Err(at(line, column, reason.to_owned()))
}

/// Refuses what does not begin as a project does before it is read: some other large file takes seconds.
pub fn require_beginning(text: &str) -> Result<(), FileError> {
    let rest = text.trim_start();
    let named = rest.strip_prefix(ENVELOPE).map(str::trim_start);
    // Comments and `#![enable(…)]` may stand before.
    if named.unwrap_or(rest).starts_with(['(', '/', '#']) {
        return Ok(());
    }
    let (line, column) = end_of(&text[..text.len() - rest.len()]);
    Err(at(line, column, FOREIGN.to_owned()))
}

/// Greatest number of characters of which every number is kept whole.
const KEPT_DIGITS: usize = 28;

/// Returns the text with every quoted number that has too many digits made unreadable, each as long as before;
/// `None` when there is none.
pub fn with_long_numbers_marked(text: &str) -> Option<String> {
    let mut marked: Option<Vec<u8>> = None;
    let bytes = text.as_bytes();
    // A longer number covers at least one of these places, so that only they are looked at.
    let mut at = KEPT_DIGITS;
    while let Some(byte) = bytes.get(at) {
        if is_of_number(byte) {
            let before = bytes[..at].iter().rev().take_while(|byte| is_of_number(byte)).count();
            let behind = bytes[at..].iter().take_while(|byte| is_of_number(byte)).count();
            let number = at - before..at + behind;
            let is_quoted = text[..number.start].ends_with('"') && text[number.end..].starts_with('"');
            at = number.end;
            if is_quoted && is_too_long(&text[number.clone()]) {
                marked.get_or_insert_with(|| bytes.to_vec())[number].fill(b'x');
            }
        }
        at += KEPT_DIGITS;
    }
    marked.and_then(|bytes| String::from_utf8(bytes).ok())
}

/// Tells a letter that numbers are written with.
fn is_of_number(byte: &u8) -> bool {
    byte.is_ascii_digit() || b"+-._".contains(byte)
}

/// Tells a number that is kept with fewer digits than are written.
fn is_too_long(number: &str) -> bool {
    number.len() > KEPT_DIGITS && number.parse::<Decimal>().is_ok() && Decimal::from_str_exact(number).is_err()
}

/// Says which number has too many digits, where the reader stopped at one that was marked.
pub fn of_long_number(text: &str, error: &SpannedError) -> Option<FileError> {
    let Error::InvalidValueForType { expected, .. } = &error.code else {
        return None;
    };
    let start = &error.span.start;
    let line: String = text
        .split('\n')
        .nth(start.line - 1)?
        .chars()
        .skip(start.col - 1)
        .collect();
    let blanks = line.chars().take_while(|character| character.is_whitespace()).count();
    let number = line.trim_start().trim_start_matches('"').split('"').next()?;
    (expected.contains("Decimal") && is_too_long(number))
        .then(|| at(start.line, start.col + blanks, out_of_range(number)))
}

/// Says that a number has too many digits.
fn out_of_range(number: &str) -> String {
    let mut shown: String = number.chars().take(48).collect();
    if shown.len() < number.len() {
        shown.push('…');
    }
    format!("“{shown}”超出范围，数字最多28位")
}

const TRUNCATED: &str = "文件内容到此中断，可能在保存或传输时被截断";

/// Says why a text is no project.
pub fn of_project(text: &str, error: &SpannedError) -> FileError {
    let start = &error.span.start;
    let text = text.trim_end();
    if is_foreign(&error.code) && !(is_cut(text, error) && text.starts_with('(')) {
        return at(start.line, start.col, FOREIGN.to_owned());
    }
    let (line, column, reason) = placed(text, error);
    at(line, column, reason)
}

/// Says where a text of our dialect cannot be read and why.
pub fn placed(text: &str, error: &SpannedError) -> (usize, usize, String) {
    let start = &error.span.start;
    let text = text.trim_end();
    let last = end_of(text);
    let unclosed = matches!(
        error.code,
        Error::Eof | Error::ExpectedStringEnd | Error::UnclosedBlockComment
    );
    if is_cut(text, error) || unclosed {
        return (last.0, last.1, TRUNCATED.to_owned());
    }
    let line = text.split('\n').nth(start.line - 1).unwrap_or_default();
    let blanks = line
        .chars()
        .skip(start.col - 1)
        .take_while(|character| character.is_whitespace());
    (start.line, start.col + blanks.count(), sentence(&error.code))
}

/// Tells a reader that stopped where the text ends too early.
fn is_cut(text: &str, error: &SpannedError) -> bool {
    let end = &error.span.end;
    let last = end_of(text);
    // A whole file ends with its closing parenthesis; the reader may stop a few letters before the cut.
    let stopped_at_end = if text.ends_with(')') {
        (end.line, end.col) >= last
    } else {
        end.line >= last.0
    };
    stopped_at_end && text.contains('(') && !matches!(error.code, Error::TrailingCharacters)
}

/// Tells a file that is well formed but does not begin as ours.
fn is_foreign(error: &Error) -> bool {
    match error {
        Error::Message(message) => message == FOREIGN,
        Error::ExpectedNamedStructLike(name) => *name == ENVELOPE,
        Error::ExpectedDifferentStructName { expected, .. } => *expected == ENVELOPE,
        Error::NoSuchStructField { expected, .. } => *expected == PARTS,
        _ => false,
    }
}

/// Returns the line and column behind the last character.
pub fn end_of(text: &str) -> (usize, usize) {
    let last = text.rsplit('\n').next().unwrap_or_default();
    (1 + text.matches('\n').count(), 1 + last.chars().count())
}

/// Tells text in UTF-16 without a byte order mark: every other byte of Latin text is zero.
fn has_alternate_zeros(head: &[u8]) -> bool {
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = head.len() / 2;
    half > 2 && ((even == 0 && odd * 2 > half) || (odd == 0 && even * 2 > half))
}

/// Puts the reader's complaint into Chinese.
pub fn sentence(error: &Error) -> String {
    match error {
        Error::Message(message) if !message.is_ascii() => message.clone(),
        // The only values with complaints of their own are dates.
        Error::Message(message) if message.starts_with("failed to parse") || message.contains("date") => {
            "此处不是有效的日期，应写成 \"2021-03-09\" 的样子".to_owned()
        }
        Error::InvalidValueForType { expected, found } => {
            let found = found
                .split_once('"')
                .map_or(found.as_str(), |(_, rest)| rest.trim_end_matches('"'));
            if !expected.contains("Decimal") {
                return wanted(expected);
            }
            let digits = found.trim_start_matches(['-', '+']);
            let is_number = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
                && digits.bytes().any(|byte| byte.is_ascii_digit())
                && digits.matches('.').count() <= 1;
            if is_number {
                out_of_range(found)
            } else {
                format!("“{found}”不是数字")
            }
        }
        Error::NoSuchStructField { expected, found, .. } => {
            format!("不认识的字段“{found}”{}", suggestion(found, expected))
        }
        Error::NoSuchEnumVariant { expected, found, .. } => {
            format!("不认识的取值“{found}”{}", suggestion(found, expected))
        }
        Error::DuplicateStructField { field, .. } => format!("字段“{field}”重复出现"),
        Error::MissingStructField { field, .. } => format!("缺少字段“{field}”"),
        Error::ExpectedBoolean => "此处应为 true 或 false".to_owned(),
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => "此处应为整数".to_owned(),
        Error::IntegerOutOfBounds => "整数超出范围".to_owned(),
        Error::ExpectedString => "此处应为写在双引号内的文字或数字".to_owned(),
        Error::ExpectedComma => "此处缺少逗号".to_owned(),
        Error::ExpectedMapColon => "字段名后缺少冒号".to_owned(),
        Error::ExpectedArray => "此处应为列表，以 [ 开头".to_owned(),
        Error::ExpectedArrayEnd => "列表缺少结尾的 ]".to_owned(),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => "此处应以 ( 开头".to_owned(),
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => "此处缺少结尾的 )".to_owned(),
        Error::ExpectedIdentifier => "此处应为字段名或取值名".to_owned(),
        Error::InvalidEscape(_) => "文字中的转义写法有误".to_owned(),
        Error::TrailingCharacters => "文件末尾有多余的内容".to_owned(),
        Error::ExceededRecursionLimit => "嵌套过深，不像是自评项目文件".to_owned(),
        Error::ExpectedDifferentStructName { .. } => "此处应以 ( 开头".to_owned(),
        Error::Eof | Error::ExpectedStringEnd | Error::UnclosedBlockComment => TRUNCATED.to_owned(),
        Error::ExpectedMap | Error::ExpectedOption | Error::ExpectedUnit => wanted("a map"),
        Error::UnexpectedChar(character) => {
            format!("此处不应有“{character}”")
        }
        Error::InvalidIdentifier(name) | Error::SuggestRawIdentifier(name) => {
            format!("“{name}”不是字段名或取值名")
        }
        Error::NoSuchExtension(name) => format!("不认识的格式扩展“{name}”"),
        Error::ExpectedDifferentLength { .. } => "此处的内容多于或少于应有的项数".to_owned(),
        // What is left are words of other dialects.
        _ => "内容不符合格式".to_owned(),
    }
}

/// Says what should stand where something else does, from the reader's English word for it.
fn wanted(expected: &str) -> String {
    let has = |words: &[&str]| words.iter().any(|word| expected.contains(word));
    let what = if has(&["sequence", "array", "tuple"]) {
        "此处应为列表，以 [ 开头"
    } else if has(&["struct", "map", "enum", "variant", "format:"]) {
        "此处应以 ( 开头"
    } else if has(&["bool"]) {
        "此处应为 true 或 false"
    } else if has(&["u8", "u16", "u32", "u64", "usize", "integer"]) {
        "此处应为整数"
    } else if has(&["string", "str"]) {
        "此处应为写在双引号内的文字或数字"
    } else if has(&["date"]) {
        "此处不是有效的日期，应写成 \"2021-03-09\" 的样子"
    } else {
        "此处的内容不能放在这里"
    };
    what.to_owned()
}

/// Proposes the known name closest to a mistyped one.
fn suggestion(found: &str, known: &[&str]) -> String {
    known
        .iter()
        .map(|name| (distance(found, name), name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min()
        .map(|(_, name)| format!("，是否应为“{name}”"))
        .unwrap_or_default()
}

/// Counts the letters to be put in, taken out or exchanged to make one name of another.
fn distance(one: &str, other: &str) -> usize {
    if one.len() > 64 {
        return one.len();
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (position, letter) in one.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = position + 1;
        for (column, known) in other.bytes().enumerate() {
            let exchanged = diagonal + usize::from(letter != known);
            diagonal = row[column + 1];
            row[column + 1] = exchanged.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}
