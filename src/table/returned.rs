//! A returned 科室数据采集表: the texts of its two sheets, within the bounds of every workbook.

use std::collections::BTreeMap;

use super::grid::Grid;
use super::{MAX_BYTES, TableError, unreadable, workbook};
use crate::collection::{Doubt, IDENTITY, Returned, SHEET};

/// Reads the bytes of a returned workbook; `name` is the file's name, for the sentences.
///
/// # Errors
/// Not a workbook, none of ours, or more than the limits allow.
pub fn returned(bytes: &[u8], name: &str) -> Result<Returned, TableError> {
    if bytes.len() > MAX_BYTES {
        return Err(unreadable(format!("“{name}”超过 32 MB，不是科室数据采集表")));
    }
    if !workbook::is_workbook(bytes) {
        return Err(unreadable(format!("“{name}”不是 Excel 文件，科室数据采集表应为 .xlsx")));
    }
    let ours = workbook::named(bytes, name, &[SHEET, IDENTITY])?;
    let [mut sheet, identity] = [SHEET, IDENTITY].map(|wanted| ours.iter().find(|sheet| sheet.name == wanted));
    let visible;
    if sheet.is_none() && identity.is_some() {
        // A sheet may be called otherwise; the hidden one says whose it is.
        visible = workbook::sheets(bytes, name)?;
        sheet = visible.first();
    }
    match (sheet, identity) {
        (Some(sheet), Some(identity)) => Ok(Returned {
            file: name.to_owned(),
            sheet: rows(sheet),
            identity: rows(identity),
            doubts: doubts(sheet),
        }),
        _ => Err(unreadable(format!(
            "“{name}”不是衡绩发出的科室数据采集表：缺少“{SHEET}”或隐藏的“{IDENTITY}”工作表"
        ))),
    }
}

/// The cells that do not show what was filled in.
fn doubts(sheet: &Grid) -> BTreeMap<(usize, usize), Doubt> {
    let cells = (0..sheet.height()).flat_map(|row| (0..sheet.width(row)).map(move |column| (row, column)));
    let covered = cells.filter(|&(row, column)| {
        let anchor = sheet.anchor(row, column);
        anchor.is_some_and(|anchor| anchor != (row, column))
    });
    let covered = covered.map(|cell| (cell, Doubt::Merged));
    let uncomputed = sheet.uncomputed().iter().map(|cell| (*cell, Doubt::Uncomputed));
    covered.chain(uncomputed).collect()
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
