//! What a sheet says beside its cells: what of it is hidden, and what a cell may be chosen from.

use std::io::{Cursor, Read};

use roxmltree::Document;

/// Greatest size of the parts that list the sheets, in bytes; some kilobytes in truth.
const MAX_LIST: u64 = 1 << 20;
/// Namespace of the ids that join a sheet with its part.
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Greatest number of texts that a workbook may say it has: more than its rows and columns can hold.
const MAX_STRINGS: usize = 4 << 20;
/// Greatest number of lists that are looked at.
const MAX_LISTS: usize = 2_000;

/// A block of cells: rows and columns from 0, first and last.
pub(in crate::table) type Block = ((usize, usize), (usize, usize));

/// What a sheet says beside its cells.
#[derive(Default)]
pub(super) struct Markup {
    /// Size of its part, unpacked; `None` where the part was not found.
    pub(super) bytes: Option<u64>,
    /// Rows that are hidden.
    pub(super) rows: Vec<usize>,
    /// First and last column of each run that is hidden.
    pub(super) columns: Vec<(usize, usize)>,
    /// Cells with the words they may be chosen from.
    pub(super) lists: Vec<(Block, Vec<String>)>,
}

/// An xlsx as an archive.
type Archive<'a> = zip::ZipArchive<Cursor<&'a [u8]>>;

/// Reads what a sheet says beside its cells; nothing where the archive does not plainly say so.
pub(super) fn of(bytes: &[u8], sheet: &str) -> Markup {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok();
    let text = archive.as_mut().and_then(|archive| {
        let path = path(archive, sheet)?;
        text(archive, &path, u64::MAX)
    });
    text.map(|text| Markup {
        bytes: u64::try_from(text.len()).ok(),
        ..scanned(&text)
    })
    .unwrap_or_default()
}

/// Returns the text of a part that is no larger than this.
fn text(archive: &mut Archive, path: &str, most: u64) -> Option<String> {
    let part = archive.by_name(path).ok()?;
    let mut text = String::new();
    let read = part.take(most).read_to_string(&mut text).ok()?;
    u64::try_from(read).is_ok_and(|read| read < most).then_some(text)
}

/// Returns the path of the part that holds a sheet.
fn path(archive: &mut Archive, sheet: &str) -> Option<String> {
    let book = text(archive, "xl/workbook.xml", MAX_LIST)?;
    let book = Document::parse(&book).ok()?;
    let named = |node: &roxmltree::Node| node.tag_name().name() == "sheet" && node.attribute("name") == Some(sheet);
    let id = book.descendants().find(named)?.attribute((RELATIONS, "id"))?.to_owned();
    let list = text(archive, "xl/_rels/workbook.xml.rels", MAX_LIST)?;
    let list = Document::parse(&list).ok()?;
    let relation = list.descendants().find(|node| node.attribute("Id") == Some(&id))?;
    let target = relation.attribute("Target")?;
    Some(match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{target}"),
    })
}

/// Scans the tags of a sheet: a tree of a sheet of 20 000 rows would be larger than the sheet.
fn scanned(text: &str) -> Markup {
    let mut markup = Markup::default();
    // The cells of the list whose words are still to come.
    let mut listed: Vec<Block> = Vec::new();
    for (tag, words) in tags(text) {
        match local_name(tag) {
            "row" | "col" if matches!(attribute(tag, "hidden"), Some("1" | "true")) => {
                // From 0, as the texts are.
                let position = |name: &str| attribute(tag, name)?.parse::<usize>().ok()?.checked_sub(1);
                markup.rows.extend(position("r"));
                markup.columns.extend(position("min").zip(position("max")));
            }
            "dataValidation" => {
                let cells = attribute(tag, "sqref").filter(|_| attribute(tag, "type") == Some("list"));
                listed = cells.unwrap_or_default().split(' ').filter_map(block).collect();
            }
            "formula1" if markup.lists.len() + listed.len() <= MAX_LISTS => {
                let words = words.replace("&quot;", "\"");
                if let Some(words) = words.strip_prefix('"').and_then(|words| words.strip_suffix('"')) {
                    let words: Vec<String> = words.split(',').map(|word| word.trim().to_owned()).collect();
                    markup
                        .lists
                        .extend(listed.drain(..).map(|cells| (cells, words.clone())));
                }
            }
            _ => {}
        }
    }
    markup
}

/// Iterates over the tags of a text, each with the words behind it; comments, declarations and CDATA are none.
fn tags(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find('<')? + 1..];
            let other = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")];
            match other.into_iter().find(|(start, _)| rest.starts_with(start)) {
                Some((_, end)) => rest = &rest[rest.find(end)?..],
                None => break,
            }
        }
        let mut quote = None;
        let (tag, behind) = rest.split_at(rest.find(|sign| match quote {
            Some(_) => {
                quote = quote.filter(|open| *open != sign);
                false
            }
            None => {
                quote = Some(sign).filter(|sign| matches!(sign, '"' | '\''));
                sign == '>'
            }
        })?);
        rest = &behind[1..];
        Some((tag, rest.split('<').next().unwrap_or_default()))
    })
}

/// Returns the name of a tag without its namespace.
fn local_name(tag: &str) -> &str {
    let name = tag.split_whitespace().next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or_default()
}

/// Returns an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag.split_once(char::is_whitespace)?.1;
    loop {
        let (own, behind) = rest.split_once('=')?;
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
        let (value, after) = behind[1..].split_once(quote)?;
        if own.trim() == name {
            return Some(value);
        }
        rest = after;
    }
}

/// Returns true for a part whose counts and cells are within those a workbook can have. calamine asks for memory by
/// such a count, and computes with such a cell, as they stand there.
pub(super) fn is_sound(text: &str) -> bool {
    let is_near = |cells: &str| {
        let counts = |cell: &str| {
            let digits = cell.bytes().filter(u8::is_ascii_digit).count();
            (cell.len() - digits, digits)
        };
        let is_cell = |cell| matches!(counts(cell), (..=6, ..=9));
        cells.split(':').all(is_cell)
            && block(&cells.to_ascii_uppercase())
                .is_none_or(|((top, bottom), (left, right))| top <= bottom && left <= right)
    };
    tags(text).all(|(tag, _)| {
        let read = match local_name(tag) {
            "sst" => "uniqueCount",
            "c" | "row" => "r",
            "dimension" | "f" | "mergeCell" => "ref",
            _ => return true,
        };
        attribute(tag, read).is_none_or(|value| match read {
            "uniqueCount" => !value.parse().is_ok_and(|count: usize| count > MAX_STRINGS),
            _ => is_near(value),
        })
    })
}

/// Reads `F5` or `F5:G9`.
fn block(cells: &str) -> Option<Block> {
    let cell = |cell: &str| -> Option<(usize, usize)> {
        let digits = cell.find(|sign: char| sign.is_ascii_digit())?;
        let (letters, row) = cell.split_at(digits);
        let column = letters.bytes().try_fold(0_usize, |column, letter| {
            let digit = usize::from(letter.checked_sub(b'A')?) + 1;
            column.checked_mul(26)?.checked_add(digit)
        })?;
        Some((row.parse::<usize>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
    };
    let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
    let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
    Some(((top, bottom), (left, right)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_that_are_not_seen_and_what_is_offered() {
        let markup = scanned(
            "<cols><col min=\"1\" max=\"3\" hidden=\"1\"/><col min=\"4\" max=\"4\" hidden=\"0\"/></cols>\
             <sheetData><x:row r=\"5\" hidden=\"true\"><c r=\"A5\"/></x:row><row r=\"6\"/></sheetData>\
             <dataValidation type=\"list\" sqref=\"F2 H5:AA9\"><formula1>\"甲, 乙\"</formula1></dataValidation>\
             <dataValidation type=\"list\" sqref=\"F3\"><formula1>$A$1:$A$3</formula1></dataValidation>",
        );
        assert_eq!((markup.rows, markup.columns), (vec![4], vec![(0, 2)]));
        let words = ["甲", "乙"].map(str::to_owned).to_vec();
        assert_eq!(
            markup.lists,
            [(((1, 1), (5, 5)), words.clone()), (((4, 8), (7, 26)), words)]
        );
    }
}
