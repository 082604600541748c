//! Why bytes are no scheme, as a sentence with its line and column.

use ron::error::SpannedError;

use super::SchemeError;
use crate::file::FileError;
use crate::file::refusal::{self, end_of};

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

/// Returns the bytes as text without byte order mark, or says what they are instead.
pub(super) fn text(bytes: &[u8]) -> Result<&str, SchemeError> {
    refusal::text(bytes).map_err(|error| match error {
        FileError::Content {
            line, column, reason, ..
        } => SchemeError {
            line,
            column,
            reason: of_scheme(&reason),
        },
        FileError::Io { reason, .. } => first(&reason),
    })
}

/// Says why a text is no scheme.
pub(super) fn of_text(text: &str, error: &SpannedError) -> SchemeError {
    let (line, column, reason) = refusal::placed(text, error);
    SchemeError {
        line,
        column,
        reason: of_scheme(&reason),
    }
}

/// Makes a sentence about a project file one about a scheme.
fn of_scheme(reason: &str) -> String {
    let reason = reason.split('；').next().unwrap_or_default();
    reason
        .replace("不像是自评项目文件", "不是评分办法文件")
        .replace("自评项目文件", "评分办法文件")
}
