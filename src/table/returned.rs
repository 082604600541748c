//! A returned 科室数据采集表: the texts of its two sheets, within the bounds of every workbook.

use super::grid::Grid;
use super::{MAX_BYTES, TableError, unreadable, workbook};
use crate::collection::{IDENTITY, Returned, SHEET};

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
    let sheets = workbook::named(bytes, name, &[SHEET, IDENTITY])?;
    let rows = |wanted: &str| sheets.iter().find(|sheet| sheet.name == wanted).map(rows);
    match (rows(SHEET), rows(IDENTITY)) {
        (Some(sheet), Some(identity)) => Ok(Returned {
            file: name.to_owned(),
            sheet,
            identity,
        }),
        _ => Err(unreadable(format!(
            "“{name}”不是衡绩发出的科室数据采集表：缺少“{SHEET}”或隐藏的“{IDENTITY}”工作表"
        ))),
    }
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
