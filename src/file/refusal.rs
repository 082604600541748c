//! Why bytes are no project, as a sentence with its line and column.

use std::borrow::Cow;

use encoding_rs::GB18030;
use ron::error::{Error, SpannedError};
use rust_decimal::Decimal;
use rust_i18n::t;

use super::{ENVELOPE, FileError, PARTS};

/// The sentence for a file that is something else.
pub fn foreign() -> String {
    t!("file.foreign").into_owned()
}

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
        return first(&t!("file.empty"));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return first(&t!("file.is_office"));
    }
    let head = &bytes[..bytes.len().min(64)];
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || has_alternate_zeros(head) {
        return first(&t!("file.utf16"));
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
    let (line, column) = end_of(&valid);
    let reason = if error.error_len().is_none() {
        t!("file.truncated")
    } else if !bytes.contains(&0)
        && GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .is_some()
    {
        t!("file.gbk")
    } else {
        t!("file.not_utf8")
    };
    Err(at(line, column, reason.into_owned()))
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
    Err(at(line, column, foreign()))
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
    t!("file.out_of_range", number = shown(number, SHOWN)).into_owned()
}

/// Most letters that a sentence shows of what stands in the file, and of a version.
const SHOWN: usize = 48;
const SHOWN_VERSION: usize = 24;

/// Returns as much of a text as a sentence has room for.
fn shown(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

fn truncated() -> String {
    t!("file.truncated").into_owned()
}

/// Says why a text is no project.
pub fn of_project(text: &str, error: &SpannedError) -> FileError {
    let start = &error.span.start;
    let text = text.trim_end();
    if is_foreign(&error.code) && !(is_cut(text, error) && text.starts_with('(')) {
        return at(start.line, start.col, foreign());
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
        return (last.0, last.1, truncated());
    }
    let line = text.split('\n').nth(start.line - 1).unwrap_or_default();
    if let (Error::IntegerOutOfBounds, Some(version)) = (&error.code, version(text)) {
        return (start.line, start.col, version);
    }
    let blanks = line
        .chars()
        .skip(start.col - 1)
        .take_while(|character| character.is_whitespace());
    (start.line, start.col + blanks.count(), sentence(&error.code))
}

/// Says that the version of a file is one of a newer program, where it is beyond every number we count with.
fn version(text: &str) -> Option<String> {
    let behind = text
        .split_once("version")?
        .1
        .trim_start()
        .strip_prefix(':')?
        .trim_start();
    let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
    let is_beyond = digits.parse::<u64>().is_err() && !digits.is_empty();
    is_beyond.then(|| {
        t!(
            "file.newer",
            newer = shown(&digits, SHOWN_VERSION),
            known = super::VERSION
        )
        .into_owned()
    })
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
        Error::Message(message) => *message == foreign(),
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

/// Puts the reader's complaint into the language of the window, Chinese without one.
pub fn sentence(error: &Error) -> String {
    match error {
        Error::Message(message) if !message.is_ascii() => message.clone(),
        // The only values with complaints of their own are dates.
        Error::Message(message) if message.starts_with("failed to parse") || message.contains("date") => {
            t!("file.want_date").into_owned()
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
                let found = found.replace(char::is_control, "\u{fffd}");
                t!("file.no_number", found = shown(&found, SHOWN)).into_owned()
            }
        }
        Error::NoSuchStructField { expected, found, .. } => t!(
            "file.unknown_field",
            found = shown(found, SHOWN),
            suggestion = suggestion(found, expected)
        )
        .into_owned(),
        Error::NoSuchEnumVariant { expected, found, .. } => t!(
            "file.unknown_value",
            found = shown(found, SHOWN),
            suggestion = suggestion(found, expected)
        )
        .into_owned(),
        Error::DuplicateStructField { field, .. } => t!("file.field_twice", field = field).into_owned(),
        Error::MissingStructField { field, .. } => t!("file.field_missing", field = field).into_owned(),
        Error::ExpectedBoolean => t!("file.want_bool").into_owned(),
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => t!("file.want_integer").into_owned(),
        Error::IntegerOutOfBounds => t!("file.integer_range").into_owned(),
        Error::ExpectedString => t!("file.want_quoted").into_owned(),
        Error::ExpectedComma => t!("file.want_comma").into_owned(),
        Error::ExpectedMapColon => t!("file.want_colon").into_owned(),
        Error::ExpectedArray => t!("file.want_list").into_owned(),
        Error::ExpectedArrayEnd => t!("file.want_list_end").into_owned(),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => t!("file.want_parenthesis").into_owned(),
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => t!("file.want_end").into_owned(),
        Error::ExpectedIdentifier => t!("file.want_name").into_owned(),
        Error::InvalidEscape(_) => t!("file.bad_escape").into_owned(),
        Error::TrailingCharacters => t!("file.trailing").into_owned(),
        Error::ExceededRecursionLimit => t!("file.too_deep").into_owned(),
        Error::ExpectedDifferentStructName { .. } => t!("file.want_parenthesis").into_owned(),
        Error::Eof | Error::ExpectedStringEnd | Error::UnclosedBlockComment => truncated(),
        Error::ExpectedMap | Error::ExpectedOption | Error::ExpectedUnit => wanted("a map"),
        Error::UnexpectedChar(character) => t!("file.unexpected", letter = character).into_owned(),
        Error::InvalidIdentifier(name) | Error::SuggestRawIdentifier(name) => {
            t!("file.no_name", name = shown(name, SHOWN)).into_owned()
        }
        Error::NoSuchExtension(name) => t!("file.no_extension", name = shown(name, SHOWN)).into_owned(),
        Error::ExpectedDifferentLength { .. } => t!("file.wrong_count").into_owned(),
        // What is left are words of other dialects.
        _ => t!("file.bad_format").into_owned(),
    }
}

/// Says what should stand where something else does, from the reader's English word for it.
fn wanted(expected: &str) -> String {
    let has = |words: &[&str]| words.iter().any(|word| expected.contains(word));
    let what = if has(&["sequence", "array", "tuple"]) {
        t!("file.want_list")
    } else if has(&["struct", "map", "enum", "variant", "format:"]) {
        t!("file.want_parenthesis")
    } else if has(&["bool"]) {
        t!("file.want_bool")
    } else if has(&["u8", "u16", "u32", "u64", "usize", "integer"]) {
        t!("file.want_integer")
    } else if has(&["string", "str"]) {
        t!("file.want_quoted")
    } else if has(&["date"]) {
        t!("file.want_date")
    } else {
        t!("file.misplaced")
    };
    what.into_owned()
}

/// Proposes the known name closest to a mistyped one.
fn suggestion(found: &str, known: &[&str]) -> String {
    known
        .iter()
        .map(|name| (distance(found, name), name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min()
        .map(|(_, name)| t!("file.perhaps", name = name).into_owned())
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
