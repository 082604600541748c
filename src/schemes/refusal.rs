//! Why bytes are no scheme, as a sentence with its line and column.

use ron::error::{Error, SpannedError};

use super::SchemeError;
use crate::file::refusal::{end_of, sentence};

/// Refuses a file as a whole.
pub(super) fn first(reason: &str) -> SchemeError {
    SchemeError {
        line: 1,
        column: 1,
        reason: reason.to_owned(),
    }
}

/// Refuses what stands where the words of `place` follow each other in the text.
pub(super) fn at(text: &str, place: &[String], reason: String) -> SchemeError {
    let (mut found, mut behind) = (0, 0);
    for word in place {
        if let Some(offset) = text[behind..].find(word.as_str()) {
            found = behind + offset;
            behind = found + word.len();
        }
    }
    let (line, column) = end_of(&text[..found]);
    SchemeError { line, column, reason }
}

/// Returns the bytes as text without byte order mark.
pub(super) fn text(bytes: &[u8]) -> Result<&str, SchemeError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(first("文件是空的"));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let (line, column) = end_of(&String::from_utf8_lossy(&bytes[..error.valid_up_to()]));
        SchemeError {
            line,
            column,
            reason: "这里不是 UTF-8 编码的文字，请另存为 UTF-8 编码".to_owned(),
        }
    })
}

/// Says why a text is no scheme.
pub(super) fn of_text(error: &SpannedError) -> SchemeError {
    SchemeError {
        line: error.span.start.line,
        column: error.span.start.col,
        reason: match &error.code {
            Error::ExceededRecursionLimit => "嵌套过深，不是评分办法文件".to_owned(),
            code => sentence(code),
        },
    }
}
