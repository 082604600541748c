//! Rows and columns of a sheet that a person does not see; what is hidden is still in the file.

use std::io::{Cursor, Read};

use roxmltree::Document;

/// Greatest size of the parts that list the sheets, in bytes; some kilobytes in truth.
const MAX_LIST: u64 = 1 << 20;
/// Namespace of the ids that join a sheet with its part.
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What is hidden of a sheet; rows and columns count from 0.
#[derive(Default)]
pub(super) struct Hidden {
    pub(super) rows: Vec<usize>,
    /// First and last of each run.
    pub(super) columns: Vec<(usize, usize)>,
}

/// An xlsx as an archive.
type Archive<'a> = zip::ZipArchive<Cursor<&'a [u8]>>;

/// Finds what is hidden of a sheet; nothing where the archive does not plainly say so.
pub(super) fn of(bytes: &[u8], sheet: &str) -> Hidden {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok();
    let text = archive.as_mut().and_then(|archive| {
        let path = path(archive, sheet)?;
        text(archive, &path, u64::MAX)
    });
    text.map(|text| scanned(&text)).unwrap_or_default()
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
fn scanned(text: &str) -> Hidden {
    let mut hidden = Hidden::default();
    for tag in text
        .split('<')
        .filter_map(|piece| piece.split_once('>'))
        .map(|(tag, _)| tag)
    {
        let mut words = tag.split_whitespace();
        let name = words.next().unwrap_or_default();
        let attribute = |name: &str| {
            let words = tag.split_whitespace().filter_map(|word| word.split_once('='));
            let (_, value) = words.filter(|(word, _)| *word == name).next_back()?;
            Some(value.trim_end_matches('/').trim_matches(['"', '\'']))
        };
        // From 0, as the texts are.
        let position = |name: &str| attribute(name)?.parse::<usize>().ok()?.checked_sub(1);
        if !matches!(attribute("hidden"), Some("1" | "true")) {
            continue;
        }
        match name.rsplit(':').next() {
            Some("row") => hidden.rows.extend(position("r")),
            Some("col") => hidden.columns.extend(position("min").zip(position("max"))),
            _ => {}
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_that_are_not_seen() {
        let hidden = scanned(
            "<cols><col min=\"1\" max=\"3\" hidden=\"1\"/><col min=\"4\" max=\"4\" hidden=\"0\"/></cols>\
             <sheetData><x:row r=\"5\" hidden=\"true\"><c r=\"A5\"/></x:row><row r=\"6\"/></sheetData>",
        );
        assert_eq!((hidden.rows, hidden.columns), (vec![4], vec![(0, 2)]));
    }
}
