//! What stands after the text: 附件说明, 署名 and 成文日期.

use docx_rs::{Paragraph, SpecialIndentType};

use super::paragraph;
use super::styles::CONDENSED;
use crate::report::fitting;

/// Width of a character of 三号 in twips.
const CHARACTER: i32 = 320;
/// 成文日期 stands 4 characters from the right edge.
const DATE_INSET: i32 = 4 * CHARACTER;

/// Lists the annexes one line below the text, indented by 2 characters, later lines under the first character of a
/// name; nothing where there are none.
pub fn annex_note(annexes: &[(String, &str)]) -> Vec<Paragraph> {
    if annexes.is_empty() {
        return Vec::new();
    }
    let several = annexes.len() > 1;
    let mut out = vec![Paragraph::new().keep_next(true)];
    for (position, (_, title)) in annexes.iter().enumerate() {
        // A number with its dot and space is as wide as a character.
        let number = if several {
            format!("{}. ", position + 1)
        } else {
            String::new()
        };
        let (mark, hanging) = match (position, several) {
            (0, false) => ("附件：", 3),
            (0, true) => ("附件：", 4),
            _ => ("", 1),
        };
        let left = if several { 6 } else { 5 };
        let name = title.replace('\n', "");
        let name = name.trim_end_matches(|character: char| "。；，、,.;".contains(character));
        let name = fitting::without_orphan(name, fitting::NOTE - usize::from(several));
        out.push(
            paragraph("AnnexNote", &format!("{mark}{number}{name}"))
                .indent(
                    Some(left * CHARACTER),
                    Some(SpecialIndentType::Hanging(hanging * CHARACTER)),
                    None,
                    None,
                )
                .keep_next(true),
        );
    }
    out
}

/// Sets the signature one line below: the last line, a date, 4 characters from the right, the others centred over it.
pub fn signature(lines: &[String]) -> Vec<Paragraph> {
    let widest = lines.iter().map(|line| width(line)).max().unwrap_or_default();
    let date = lines.last().map_or(0, |line| width(line));
    // A name much longer than the date would reach over the edge: both move left.
    let inset = DATE_INSET.max((widest - date) / 2);
    let mut out = vec![Paragraph::new().keep_next(true)];
    for (position, line) in lines.iter().enumerate() {
        let right = inset + (date - width(line)) / 2;
        out.push(
            paragraph("Signature", line)
                .indent(None, None, Some(right), None)
                .keep_next(position + 1 < lines.len()),
        );
    }
    out
}

/// Width of a line in twips.
fn width(line: &str) -> i32 {
    line.chars()
        .map(|character| if character.is_ascii() { CHARACTER / 2 } else { CHARACTER } + CONDENSED)
        .sum()
}
