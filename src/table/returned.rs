//! A returned 科室数据采集表: the texts of its two sheets, within the bounds of every workbook.

use rust_i18n::t;
use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Grid, Origin, is_error};
use super::{MAX_BYTES, TableError, unreadable, workbook};
use crate::collection::{Column, Doubt, HEADING, IDENTITY, Returned, SHEET};

/// Reads the bytes of a returned workbook; `name` is the file's name, for the sentences.
///
/// # Errors
/// Not a workbook, none of ours, or more than the limits allow.
pub fn returned(bytes: &[u8], name: &str) -> Result<Returned, TableError> {
    if bytes.len() > MAX_BYTES {
        return Err(unreadable(t!("table.returned_too_large", name = name)));
    }
    if bytes.is_empty() {
        return Err(unreadable(t!("table.returned_empty", name = name)));
    }
    if !workbook::is_workbook(bytes) {
        return Err(unreadable(t!("table.returned_text", name = name)));
    }
    let ours = workbook::named(bytes, name, &[IDENTITY])?;
    let (sheets, _) = workbook::sheets(bytes, name)?;
    let seen = sheets.iter().filter(|sheet| sheet.name != IDENTITY);
    let (filled, others): (Vec<&Grid>, Vec<&Grid>) = seen.partition(|sheet| is_ours(sheet));
    // A sheet may be called otherwise; the hidden one says whose it is.
    let sheet = (filled.iter().find(|sheet| sheet.name == SHEET))
        .or(filled.first())
        .or(others.iter().find(|sheet| sheet.name == SHEET))
        .or(others.first());
    let (Some(sheet), Some(identity)) = (sheet, ours.first()) else {
        return Err(unreadable(t!(
            "table.returned_foreign",
            name = name,
            sheet = SHEET,
            identity = IDENTITY
        )));
    };
    let texts = rows(sheet);
    if let Some(twin) = filled.iter().find(|twin| rows(twin) != texts) {
        return Err(unreadable(t!(
            "table.returned_twice",
            name = name,
            one = sheet.name,
            other = twin.name
        )));
    }
    let unread = others
        .iter()
        .filter(|other| other.name != sheet.name && other.height() > 0);
    Ok(Returned {
        file: name.to_owned(),
        sheet: texts,
        identity: rows(identity),
        doubts: doubts(sheet),
        unread: unread.map(|other| other.name.clone()).collect(),
    })
}

/// Returns true for a sheet with the headings of ours in their place.
fn is_ours(sheet: &Grid) -> bool {
    let is_headed = |column: &Column| sheet.own(HEADING, column.position()) == column.heading();
    let open = Column::ALL.iter().filter(|column| column.is_open());
    sheet.own(HEADING, 0) == Column::Id.heading() || open.clone().filter(|column| is_headed(column)).count() > 4
}

/// The cells that do not show what was filled in, or not plainly.
fn doubts(sheet: &Grid) -> BTreeMap<(usize, usize), Doubt> {
    let cells = (0..sheet.height()).flat_map(|row| (0..sheet.width(row)).map(move |column| (row, column)));
    let merging: BTreeSet<(usize, usize)> = cells
        .clone()
        .filter_map(|(row, column)| sheet.anchor(row, column))
        .collect();
    let doubt = |(row, column): (usize, usize)| {
        Some(match sheet.origin(row, column) {
            _ if sheet.anchor(row, column).is_some() => Doubt::Merged,
            Origin::Uncomputed => Doubt::Uncomputed,
            _ if merging.contains(&(row, column)) => Doubt::Merging,
            Origin::Computed if is_error(sheet.own(row, column)) => Doubt::Error,
            Origin::Computed => Doubt::Computed,
            Origin::Truth => Doubt::Truth,
            Origin::Typed | Origin::Quoted if sheet.hides_row(row) => Doubt::Hidden,
            Origin::Typed | Origin::Quoted => return None,
        })
    };
    cells.filter_map(|cell| Some((cell, doubt(cell)?))).collect()
}

/// The texts of a sheet as they stand in their own cells.
fn rows(grid: &Grid) -> Vec<Vec<String>> {
    let row = |row: usize| {
        (0..grid.width(row))
            .map(|column| grid.own(row, column).to_owned())
            .collect()
    };
    (0..grid.height()).map(row).collect()
}
