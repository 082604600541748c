//! The sheet 自评表: the form as printed, on paper and on the screen.

mod sight;

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Format, FormatAlign, Formula, Worksheet};

use super::breaks::{self, Kind, Lines, Merged};
use super::filling::{ABOVE, Content, Filler, Places, excel_date};
use super::wrapping::{self, LINE, TALLEST, column_width, lines};
use super::{
    FORM_SHEET, Size, TINT, body, budget, choices, detail, fitting, float, height, keep_sign, label, padded, paper,
    room, shown_as_printed, stored, summary, typed, within_band, write_formula, write_text,
};
use crate::model::scheme::FormCell;
use crate::model::{Actual, Project, number};
use crate::report::columns::{self, EM, Growth, Need};
use crate::report::form::{self, Entry, Form, MISSING, Slot};
use crate::report::{Align, ExportError, paging};
use crate::score::Scorecard;
use crate::score::UNJUDGED;

/// Size of the type of the title in points.
const TITLE_SIZE: f64 = 18.0;
/// Height of the line under the title in points.
const SUBTITLE: f64 = 18.0;
/// Most of the form that may stay in sight above what scrolls, in points: a third of a screen 720 pixels high has 180,
/// and the heads of some forms come close to it; over a higher one its headings are said once more.
const FROZEN_HEIGHT: f64 = 195.0;
/// What each row gives of the room around its text, in points, where that saves a page or keeps a goal whole.
const CLOSER: f64 = 3.0;
/// Share of a page that is filled; programs differ by a little in how large they print.
const SURE: f64 = 0.96;
/// Most a row is made high where other columns have room for its texts, in points: a third of a page.
const HIGHEST: f64 = 220.0;
/// Most pages a workbook lets begin where it says.
const MOST_BREAKS: usize = 1023;

/// Writes the sheet and tells where its results are.
///
/// # Errors
/// A library that refuses the content.
pub fn write(
    sheet: &mut Worksheet,
    project: &Project,
    card: &Scorecard,
    form: &Form,
    money: &budget::Layout,
) -> Result<Places, ExportError> {
    sheet.set_name(FORM_SHEET)?;
    // What comes to nothing is stored as nothing, not as 0.
    sheet.set_formula_result_default("");
    let last_column = column(form.widths.len().saturating_sub(1))?;
    for (position, width) in form.widths.iter().enumerate() {
        sheet.set_column_width(column(position)?, column_width(f64::from(*width)))?;
    }
    let title = title(form);
    let (mut heights, notes) = (heights(form), notes(form));
    let head: f64 = heights.iter().take(form.heading + 1).sum();
    let is_low = title + SUBTITLE + head <= FROZEN_HEIGHT;
    let filler = Filler::new(project, card, (form, ABOVE + usize::from(!is_low)), money);
    let line = |position: usize| super::row(position + filler.above);
    above(sheet, form, super::row(filler.above - ABOVE)?, last_column)?;
    if !is_low {
        sight::strip(sheet, form)?;
    }
    let size = Size {
        width: (form.widths.iter())
            .map(|width| wrapping::points(f64::from(*width)))
            .sum(),
        height: title + SUBTITLE + heights.iter().chain(&notes).sum::<f64>(),
    };
    let mut breaks = breaks(form, &mut heights, &notes, &size);
    breaks.truncate(MOST_BREAKS);
    for (position, row) in form.rows.iter().enumerate() {
        for entry in row {
            filler.put(sheet, position, entry, &breaks)?;
        }
    }
    for (position, height) in heights.iter().enumerate() {
        sheet.set_row_height(line(position)?, *height)?;
    }
    let mut bottom = line(form.rows.len())?;
    let note = Format::new()
        .set_font_name("仿宋")
        .set_font_size(10)
        .set_text_wrap()
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::Top);
    for (position, (text, height)) in form.footnotes.iter().zip(notes).enumerate() {
        let partial = form.partial.filter(|partial| *partial == position);
        // Once all is filled in, here too, it is the score.
        match partial.and_then(|at| summary::unfinished(project, card, money, form::note_head(at))) {
            Some(formula) => {
                sheet.merge_range(bottom, 0, bottom, last_column, "", &note)?;
                write_formula(sheet, bottom, 0, &formula, text, &note)?;
            }
            None => {
                sheet.merge_range(bottom, 0, bottom, last_column, &fitting(text), &note)?;
            }
        }
        sheet.set_row_height(bottom, height)?;
        bottom += 1;
    }
    let heading = line(form.heading)?;
    sight::freeze(
        sheet,
        &project.scheme.form.columns,
        form,
        if is_low { heading + 1 } else { 1 },
    )?;
    paper(sheet, Some(&size));
    let starts = breaks.iter().map(|position| line(*position));
    sheet.set_page_breaks(&starts.collect::<Result<Vec<u32>, _>>()?)?;
    sheet.set_print_area(
        super::row(filler.above - ABOVE)?,
        0,
        bottom.saturating_sub(1),
        last_column,
    )?;
    sheet.set_repeat_rows(heading, heading)?;
    Ok(filler.places())
}

/// Widens the columns of a form so that no number or day is printed as ###; the others give the room where they can.
pub fn widened(form: Form) -> Form {
    let preferred: Vec<usize> = form.widths.iter().map(|width| usize::from(*width)).collect();
    let needs: Vec<Need> = (form.rows.iter().flatten())
        .filter(|entry| !entry.cell.text.is_empty())
        .map(|entry| {
            let (column, columns) = (entry.column, entry.cell.columns);
            let had: usize = preferred.iter().skip(column).take(columns).sum();
            let breadth = columns::comfortable(&entry.cell.text, had * EM * 3 / 5);
            let width = breadth.div_ceil(EM);
            Need { column, columns, width }
        })
        .collect();
    let all = preferred.iter().sum();
    let set = |form: Form, widths: Vec<usize>| Form {
        widths: (widths.into_iter())
            .map(|width| u16::try_from(width.max(1)).unwrap_or(u16::MAX))
            .collect(),
        ..form
    };
    let widths = columns::fitted(&preferred, &needs, all).unwrap_or_else(|| columns::least(&preferred, &needs));
    let form = set(form, widths);
    if crowding(&form, HIGHEST) <= 1.0 {
        return form;
    }
    // A text over several rows has only its share in each.
    let alone = (form.rows.iter().flatten()).filter(|entry| entry.cell.columns == 1);
    let texts = alone.map(|entry| {
        let text = &entry.cell.text;
        let share = text.chars().count().div_ceil(entry.cell.rows.max(1));
        let end = text.char_indices().nth(share).map_or(text.len(), |(end, _)| end);
        (entry.column, &text[..end])
    });
    let texts: Vec<(usize, &str)> = texts.collect();
    // Wider than it is printed well only where Excel, which makes no row higher, would cut a text otherwise.
    let tries = [
        (Growth::Root, all, HIGHEST),
        (Growth::Length, all, HIGHEST),
        (Growth::Length, all * 4 / 3, TALLEST),
        (Growth::Length, all * 5 / 3, TALLEST),
        (Growth::Length, all * 2, TALLEST),
    ];
    let mut best = form.clone();
    for (growth, width, most) in tries {
        let crowded = crowding(&best, most);
        if crowded <= 1.0 {
            break;
        }
        let widths = columns::by_length(texts.iter().copied(), growth, &needs, (preferred.len(), width));
        let other = widths.map(|widths| set(form.clone(), widths));
        best = other.filter(|other| crowding(other, most) < crowded).unwrap_or(best);
    }
    best
}

/// Returns what part of its room the text needing most takes: in one row so many points, over several as much of a page
/// as leaves room for the headings.
fn crowding(form: &Form, most: f64) -> f64 {
    let shares = form.rows.iter().flatten().map(|entry| {
        let room = if entry.cell.rows > 1 { 2.0 * HIGHEST } else { most };
        wrapping::need(&entry.cell.text, width(form, entry)) / room
    });
    shares.fold(0.0, f64::max)
}

/// Returns the rows of the form with which its second and every further page begins, and makes room for the texts of
/// merged cells that are cut there.
fn breaks(form: &Form, heights: &mut [f64], notes: &[f64], size: &Size) -> Vec<usize> {
    let Some(room) = room(size) else {
        return Vec::new();
    };
    let rows = form.rows.iter().enumerate();
    let entries = rows.flat_map(|(position, row)| row.iter().map(move |entry| (position, entry)));
    let merged = entries
        .filter(|(_, entry)| entry.cell.rows > 1)
        .map(|(position, entry)| Merged {
            first: position + ABOVE,
            last: (position + entry.cell.rows).min(form.rows.len()) + ABOVE - 1,
            need: wrapping::need(&entry.cell.text, width(form, entry)),
            again: match again(form, entry) {
                Some((beginning, mark)) => wrapping::need(&format!("{beginning}{mark}"), width(form, entry)),
                None => wrapping::need(&entry.cell.text, width(form, entry)),
            },
            kind: match entry.slot {
                Slot::Indicator(_, FormCell::Goal) => Kind::Goal,
                _ => Kind::Group,
            },
        });
    let merged: Vec<Merged> = merged.collect();
    // Below the title, the headings and the last indicator nothing begins a page.
    let labels = (0..form.heading).rev().take_while(|row| form.rows[*row].len() == 1);
    let mut kept: Vec<usize> = labels
        .map(|row| row + 1)
        .chain([form.heading + 1, form.indicators.end])
        .collect();
    kept = kept.into_iter().map(|row| row + ABOVE).chain(1..=ABOVE).collect();
    // A first page of nothing but a low head would look forgotten, and so would a last one of a low foot.
    let is_low = |lines: &[f64]| lines.iter().sum::<f64>() < room / 2.0;
    if is_low(&heights[..form.heading]) {
        kept.extend(1..=form.heading + ABOVE);
    }
    if is_low(&[&heights[form.indicators.end..], notes].concat()) {
        kept.extend(form.indicators.end + ABOVE..ABOVE + heights.len() + notes.len());
    }
    let breaks = |heights: &[f64]| {
        let above = [title(form), SUBTITLE];
        let above = above.iter();
        let lines: Vec<f64> = above.chain(heights).chain(notes).copied().collect();
        let lines = Lines {
            heights: &lines,
            repeated: form.heading + ABOVE,
            merged: &merged,
            kept: &kept,
        };
        lines.breaks(SURE * room)
    };
    let mut best = breaks(heights);
    // Rows set a little closer, where that saves a page or keeps a goal whole.
    let closer: Vec<f64> = heights.iter().map(|height| height - CLOSER).collect();
    let fewer = breaks(&closer);
    if fewer.is_better(&best) {
        best = fewer;
        heights.copy_from_slice(&closer);
    }
    let starts = best.starts;
    for one in &merged {
        for (first, last) in breaks::parts(one.first, one.last, &starts) {
            let need = if first > one.first { one.again } else { one.need };
            stretch(&mut heights[first - ABOVE..=last - ABOVE], need);
        }
    }
    // A title that fills a page of its own ends it without being told.
    starts.into_iter().filter_map(|line| line.checked_sub(ABOVE)).collect()
}

/// Returns how a text that is too long to be said again whole begins on a further page, and the mark behind it.
fn again(form: &Form, entry: &Entry) -> Option<(String, &'static str)> {
    let is_long = lines(&entry.cell.text, width(form, entry)) > f64::from(paging::REPEATED);
    is_long.then(|| paging::beginning(&entry.cell.text))
}

/// Makes rows as high together as a text over them needs.
fn stretch(heights: &mut [f64], need: f64) {
    let lacking = need - heights.iter().sum::<f64>();
    if lacking > 0.0 {
        let share = lacking / float(Decimal::from(heights.len()));
        for height in heights {
            *height = (*height + share).min(TALLEST);
        }
    }
}

/// Heights of the footnotes in points.
fn notes(form: &Form) -> Vec<f64> {
    let width: f64 = form.widths.iter().map(|width| f64::from(*width)).sum();
    let height = |text: &String| (lines(text, width) * LINE + 2.0).min(TALLEST);
    form.footnotes.iter().map(height).collect()
}

/// Height of the title in points.
fn title(form: &Form) -> f64 {
    let width: f64 = form.widths.iter().map(|width| f64::from(*width)).sum();
    wrapping::lines(&form.title, width * 10.5 / TITLE_SIZE) * 28.0 + 4.0
}

/// Title and subtitle over the whole width.
fn above(sheet: &mut Worksheet, form: &Form, first: u32, last_column: u16) -> Result<(), ExportError> {
    let title = Format::new()
        .set_font_name("方正小标宋简体")
        .set_font_size(TITLE_SIZE)
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    let subtitle = Format::new()
        .set_font_name("仿宋")
        .set_font_size(10.5)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter);
    sheet.merge_range(first, 0, first, last_column, &fitting(&form.title), &title)?;
    sheet.merge_range(
        first + 1,
        0,
        first + 1,
        last_column,
        &fitting(&form.subtitle),
        &subtitle,
    )?;
    sheet.set_row_height(first, self::title(form))?;
    sheet.set_row_height(first + 1, SUBTITLE)?;
    Ok(())
}

fn column(position: usize) -> Result<u16, ExportError> {
    u16::try_from(position).map_err(|_| ExportError::Xlsx("表格列数太多".to_owned()))
}

/// Width of a cell in full-width characters.
fn width(form: &Form, entry: &Entry) -> f64 {
    let columns = form.widths.iter().skip(entry.column).take(entry.cell.columns);
    columns.map(|width| f64::from(*width)).sum()
}

/// Heights of the form's rows in points: what the text in them needs.
fn heights(form: &Form) -> Vec<f64> {
    let single = |row: &Vec<Entry>| {
        let single = row.iter().filter(|entry| entry.cell.rows <= 1);
        height(single.map(|entry| (entry.cell.text.as_str(), width(form, entry))))
    };
    let mut heights: Vec<f64> = form.rows.iter().map(single).collect();
    for (position, row) in form.rows.iter().enumerate() {
        for entry in row.iter().filter(|entry| entry.cell.rows > 1) {
            let covered = position..(position + entry.cell.rows).min(heights.len());
            stretch(
                &mut heights[covered],
                wrapping::need(&entry.cell.text, width(form, entry)),
            );
        }
    }
    heights
}

impl Filler<'_> {
    /// Writes one cell, merged over what it covers on one page; on the next it is said again.
    fn put(&self, sheet: &mut Worksheet, position: usize, entry: &Entry, breaks: &[usize]) -> Result<(), ExportError> {
        let line = |position: usize| super::row(position + self.above);
        let (row, at) = (line(position)?, column(entry.column)?);
        let format = match entry.slot {
            Slot::Label => label(),
            Slot::Indicator(row, FormCell::Score) if self.band(row).is_some() => {
                body(entry.cell.align).set_background_color(TINT)
            }
            _ => body(entry.cell.align),
        };
        let format = |number: &str| match entry.cell.align {
            Align::Right => format.clone().set_num_format(padded(number)),
            Align::Left | Align::Centre => format.clone().set_num_format(number),
        };
        let content = self.content(entry);
        let plain = match &content {
            Content::Number(_, number) | Content::Date(_, number) | Content::Formula(_, _, number) => format(number),
            Content::Text(text) if [MISSING, UNJUDGED].contains(&text.as_str()) && entry.cell.align == Align::Right => {
                typed()
            }
            Content::Text(_) => format("General"),
        };
        let (columns, rows) = (entry.cell.columns.max(1), entry.cell.rows.max(1));
        let last_column = at + column(columns - 1)?;
        for (first, last) in breaks::parts(position, position + rows - 1, breaks) {
            if columns > 1 || last > first {
                sheet.merge_range(line(first)?, at, line(last)?, last_column, "", &plain)?;
            }
            if first > position {
                self.again(sheet, line(first)?, at, &row_col_to_cell(row, at), entry, &plain)?;
            }
        }
        match content {
            Content::Text(text) => write_text(sheet, row, at, &text, &plain)?,
            Content::Number(value, _) => {
                sheet.write_number_with_format(row, at, float(value), &plain)?;
            }
            Content::Date(date, _) => match excel_date(date) {
                Some(date) => {
                    sheet.write_datetime_with_format(row, at, &date, &plain)?;
                }
                None => write_text(sheet, row, at, &number::date(date), &plain)?,
            },
            Content::Formula(formula, result, _) => {
                sheet.write_formula_with_format(row, at, Formula::new(formula).set_result(result), &plain)?;
            }
        }
        self.validate(sheet, row, at, entry)
    }

    /// Writes on a further page what a cell says, of a long text the beginning; a text of the project follows its first
    /// cell.
    fn again(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        at: u16,
        cell: &str,
        entry: &Entry,
        format: &Format,
    ) -> Result<(), ExportError> {
        let (text, formula) = match again(self.form, entry) {
            Some((beginning, mark)) => {
                let length = beginning.encode_utf16().count();
                (
                    format!("{beginning}{mark}"),
                    format!("LEFT({cell},{length})&\"{mark}\""),
                )
            }
            None => (entry.cell.text.clone(), format!("{cell}&\"\"")),
        };
        match stored(&text) {
            Some(result) => write_formula(sheet, row, at, &formula, result, format),
            None => write_text(sheet, row, at, &text, format),
        }
    }

    /// Lets a cell take only the words its rule knows, and a score only what its weight or its tier allows.
    fn validate(&self, sheet: &mut Worksheet, row: u32, at: u16, entry: &Entry) -> Result<(), ExportError> {
        let Slot::Indicator(position, cell) = entry.slot else {
            return Ok(());
        };
        let indicator = &self.project.indicators[position];
        let rule = match cell {
            FormCell::Operator => return keep_sign(sheet, row, at, indicator),
            FormCell::Actual | FormCell::ActualValue => detail::answers(self.project, indicator),
            FormCell::Core => choices(&["是", "否"]),
            // A score is typed over its formula where the officer judges what no formula gives.
            FormCell::Score => (indicator.weight)
                .map(|weight| within_band(weight, self.band(position).as_ref()))
                .transpose()?,
            _ => None,
        };
        if let Some(rule) = rule {
            sheet.add_data_validation(row, at, row, at, &rule)?;
        }
        let printed = matches!(cell, FormCell::Actual | FormCell::ActualValue);
        if let (true, Some(Actual::Ratio { .. })) = (printed, &indicator.actual) {
            let unit = if cell == FormCell::Actual { &indicator.unit } else { "" };
            shown_as_printed(sheet, (row, at), self.project, indicator, unit)?;
        }
        Ok(())
    }
}
