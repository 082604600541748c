//! A table wider than A4, printed over pages side by side.

use rust_xlsxwriter::Worksheet;

use super::paper::WIDE;
use super::wrapping::points;
use crate::report::ExportError;

/// Share of its size at which 五号 is printed with 8 points, in percent.
const LEAST_SCALE: u16 = 77;
/// Share of a page that is filled across; where the font of the sheet is missing its columns come out wider.
const NARROWER: f64 = 0.92;

/// How the columns are printed: on A4 pages side by side, each with the names of the indicators.
pub struct Side {
    /// Share of its size at which the sheet is printed, in percent.
    scale: u16,
    /// The column that is repeated on every page.
    named: u16,
    /// Columns with which the second and every further page begins.
    starts: Vec<u16>,
}

impl Side {
    /// Takes as few pages as can be read, and prints as large as that many allow.
    pub fn new(columns: &[(&str, f64)], hidden: &[u16], named: u16) -> Self {
        let all = (0_u16..).zip(columns.iter().map(|(_, width)| points(*width)));
        let shown: Vec<(u16, f64)> = all.filter(|(column, _)| !hidden.contains(column)).collect();
        let name = points(columns[usize::from(named)].1);
        let starts = |scale: u16| {
            let room = NARROWER * WIDE * 100.0 / f64::from(scale);
            let (mut starts, mut used) = (Vec::new(), 0.0);
            for (column, width) in &shown {
                if used > 0.0 && used + width > room {
                    starts.push(*column);
                    used = name;
                }
                used += width;
            }
            Self { scale, named, starts }
        };
        let least = starts(LEAST_SCALE);
        let larger = (LEAST_SCALE..=100).rev().map(starts);
        let mut larger = larger.filter(|one| one.starts.len() <= least.starts.len());
        larger.next().unwrap_or(least)
    }

    /// Sets up the pages.
    ///
    /// # Errors
    /// A library that refuses the content.
    pub fn print(&self, sheet: &mut Worksheet) -> Result<(), ExportError> {
        sheet.set_print_scale(self.scale);
        let starts: Vec<u32> = self.starts.iter().map(|column| u32::from(*column)).collect();
        sheet.set_vertical_page_breaks(&starts)?;
        sheet.set_repeat_columns(self.named, self.named)?;
        // The rest of its rows follows a page, not further rows.
        sheet.set_page_order(false);
        Ok(())
    }
}
