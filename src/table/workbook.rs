//! Excel and WPS workbooks: the texts a person sees in their cells, within bounds.

mod markup;

use std::io::{Cursor, Read};

use calamine::{Data, DataRef, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, Style, Xlsx};
use rust_decimal::Decimal;
use rust_i18n::t;

use super::grid::{Grid, Origin};
use super::{TableError, unreadable};
use crate::model::notation::{self, Operator};
use crate::model::number;
pub(super) use markup::Block;

/// Greatest size of everything in a workbook, unpacked, in bytes.
const MAX_UNPACKED: u64 = 128 << 20;
/// Greatest size of the styles, unpacked, in bytes: what is held of each is many times larger than what says so.
const MAX_STYLES: u64 = 16 << 20;
/// Greatest number of bytes of cells, and of rows that say something, in all sheets together.
const MAX_HELD: usize = 160 << 20;
const MAX_ROWS: usize = 40_000;
/// Greatest number of sheets that are looked at.
const MAX_SHEETS: usize = 32;

/// First bytes of a zip archive: xlsx.
const ZIP: &[u8] = b"PK\x03\x04";
/// First bytes of a compound file: xls, or an xlsx with a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// Returns true for bytes that begin as a workbook does.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

/// A workbook as calamine has it open.
type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the visible sheets of a workbook, the hidden ones where all are hidden; the second part names those not read.
pub(super) fn sheets(bytes: &[u8], name: &str) -> Result<(Vec<Grid>, Vec<String>), TableError> {
    let mut unread = Vec::new();
    let sheets = read(bytes, name, |book| {
        let (wanted, others) = worksheets(book);
        unread = others;
        wanted
    })?;
    Ok((sheets, unread))
}

/// Reads the sheets of these names, hidden or not; those not there are left out.
pub(super) fn named(bytes: &[u8], name: &str, wanted: &[&str]) -> Result<Vec<Grid>, TableError> {
    read(bytes, name, |book| {
        let sheets = book.sheets_metadata().iter();
        sheets
            .filter(|sheet| sheet.typ == SheetType::WorkSheet && wanted.contains(&sheet.name.as_str()))
            .take(MAX_SHEETS)
            .map(|sheet| sheet.name.clone())
            .collect()
    })
}

/// Reads the sheets that are wanted of a workbook, within bounds.
fn read(bytes: &[u8], name: &str, wanted: impl FnOnce(&Book) -> Vec<String>) -> Result<Vec<Grid>, TableError> {
    let damaged = || unreadable(t!("table.damaged", name = name));
    if bytes.starts_with(COMPOUND) {
        // calamine reads xls, but a damaged one makes it panic or ask for terabytes.
        return Err(unreadable(if is_encrypted(bytes) {
            t!("table.encrypted", name = name)
        } else {
            t!("table.old_format", name = name)
        }));
    }
    if let Some(kind) = other_kind(bytes) {
        return Err(unreadable(t!(kind, name = name)));
    }
    let unpacked = check_unpacked(bytes, name)?;
    check_sound(bytes, name)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let names = wanted(&book);
    let mut sheets: Vec<Grid> = Vec::new();
    // Several sheets may be one and the same part, which is then read as often.
    let mut left = MAX_UNPACKED;
    for sheet in names {
        let markup = markup::of(bytes, &sheet);
        left = left
            .checked_sub(markup.bytes.unwrap_or(unpacked))
            .ok_or_else(|| too_large(name))?;
        let mut grid = Grid::named(sheet.clone());
        let mut cells = book.worksheet_cells_reader(&sheet).map_err(|_| damaged())?;
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| damaged())? {
            let (row, column) = cell.get_position();
            let value: Data = cell.get_value().clone().into();
            put(&mut grid, row, column, &shown(&value, cells.styles().get(style)))?;
            if matches!(value, Data::Bool(_)) {
                grid.mark(own(row), own(column), Origin::Truth);
            }
        }
        drop(cells);
        let mut cells = book.worksheet_cells_reader(&sheet).map_err(|_| damaged())?;
        // A formula that cannot be understood hides no value: the cells themselves were read.
        while let Ok(Some(cell)) = cells.next_cell_with_formula_metadata() {
            // An empty text is a result like any other.
            if cell.formula.is_some() {
                let origin = match cell.value {
                    DataRef::Empty => Origin::Uncomputed,
                    _ => Origin::Computed,
                };
                grid.mark(own(cell.pos.0), own(cell.pos.1), origin);
            }
        }
        drop(cells);
        grid.hide(markup.rows, markup.columns);
        grid.offer(markup.lists);
        for merge in book.merge_cells_by_sheet_name(&sheet).map_err(|_| damaged())? {
            grid.merge(merge.start, merge.end)?;
        }
        sheets.push(grid);
        let sum = |of: fn(&Grid) -> usize| sheets.iter().map(of).sum::<usize>();
        if sum(Grid::bytes) > MAX_HELD || sum(Grid::filled) > MAX_ROWS {
            return Err(unreadable(t!("table.too_many_sheets", name = name)));
        }
    }
    Ok(sheets)
}

/// Puts a text at the place a workbook gives.
fn put(grid: &mut Grid, row: u32, column: u32, text: &str) -> Result<(), TableError> {
    grid.put(own(row), own(column), text)
}

/// A row or column of a workbook as one of ours.
fn own(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// Returns true for a compound file that holds an xlsx under a password: its directory names the stream.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Returns the key of the sentence for an archive that is plainly no xlsx: what it is, and what helps.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut says = String::new();
    if let Ok(part) = archive.by_name("mimetype") {
        part.take(100).read_to_string(&mut says).ok()?;
    }
    let has = |name: &str| archive.file_names().any(|part| part.is_ok_and(|part| part == name));
    if says.contains("opendocument.spreadsheet") {
        Some("table.is_ods")
    } else if has("xl/workbook.bin") {
        Some("table.is_xlsb")
    } else if has("word/document.xml") {
        Some("table.is_word")
    } else {
        None
    }
}

/// Lists the sheets to read, and those that are hidden or too many, in their order.
fn worksheets(book: &Book) -> (Vec<String>, Vec<String>) {
    let sheets = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let visible = |sheet: &&Sheet| sheet.visible == SheetVisible::Visible;
    let any_visible = sheets.clone().any(|sheet| visible(&sheet));
    let (wanted, unread): (Vec<&Sheet>, Vec<&Sheet>) = sheets.partition(|sheet| !any_visible || visible(sheet));
    let names = |sheets: &[&Sheet]| sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let (wanted, too_many) = wanted.split_at(wanted.len().min(MAX_SHEETS));
    (names(wanted), names(&[too_many, &unread].concat()))
}

/// Refuses an archive that holds too much.
fn too_large(name: &str) -> TableError {
    unreadable(t!("table.too_large_unpacked", name = name))
}

/// Unpacks every part without keeping it: a small archive may hold gigabytes, and what it says of sizes may be false.
/// Returns the size of all, in bytes.
fn check_unpacked(bytes: &[u8], name: &str) -> Result<u64, TableError> {
    let damaged = || unreadable(t!("table.damaged_archive", name = name));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| damaged())?;
        let is_styles = (part.name()).is_ok_and(|name| name.to_ascii_lowercase().ends_with("styles.xml"));
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| damaged())?;
        left = left.checked_sub(unpacked).ok_or_else(|| too_large(name))?;
        if is_styles && unpacked > MAX_STYLES {
            return Err(unreadable(t!("table.too_many_styles", name = name)));
        }
    }
    Ok(MAX_UNPACKED - left)
}

/// Refuses a workbook with a part that would lead calamine astray.
fn check_sound(bytes: &[u8], name: &str) -> Result<(), TableError> {
    let damaged = || unreadable(t!("table.damaged", name = name));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| damaged())?;
        let path = part.name().map(|path| path.to_ascii_lowercase()).unwrap_or_default();
        // A sheet may lie in a part of any name; a picture has no tags of one.
        let mut content = Vec::new();
        part.read_to_end(&mut content).map_err(|_| damaged())?;
        // What others keep in a workbook may be anything; the words of its cells are UTF-8.
        let is_text = std::str::from_utf8(&content).is_ok() || !path.ends_with("sharedstrings.xml");
        let is_sound = is_text && markup::is_sound(&String::from_utf8_lossy(&content));
        if !is_sound {
            return Err(damaged());
        }
    }
    Ok(())
}

/// Writes a cell as a person sees it, with all the digits Excel keeps (15) whatever the format shows of them.
fn shown(value: &Data, style: Option<&Style>) -> String {
    let format = style
        .and_then(|style| style.number_format.as_ref())
        .map_or("", |format| format.format_code.as_str());
    match value {
        Data::Int(value) => formatted(Decimal::from(*value), format),
        Data::Float(value) => decimal(*value).map_or_else(|| format!("{value:e}"), |value| formatted(value, format)),
        Data::String(text) => text.clone(),
        Data::Bool(true) => "是".to_owned(),
        Data::Bool(false) => "否".to_owned(),
        Data::DateTime(moment) => dated(moment, format),
        Data::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

/// Makes a decimal of the 15 significant digits Excel keeps: 0.1 + 0.2 is 0.3; `None` when it is out of range.
fn decimal(value: f64) -> Option<Decimal> {
    let decimal = Decimal::from_scientific(&format!("{value:.14e}")).ok()?.normalize();
    (decimal.is_zero() == (value == 0.0)).then_some(decimal)
}

/// Writes a number with what its format adds in words: `%`, an operator before, a unit behind.
fn formatted(value: Decimal, format: &str) -> String {
    let format = NumberFormat::read(format);
    let is_unit = notation::amount(&format!("1{}", format.after)).is_some();
    let value = if format.percent {
        value.checked_mul(Decimal::ONE_HUNDRED)
    } else if is_unit {
        // 0!.0,"万元" shows 12345678 as 1234.6万元.
        (0..format.places).try_fold(value, |value, _| value.checked_div(Decimal::TEN))
    } else {
        // Without the words behind it, as 万, another number would be read than is shown.
        Some(value)
    };
    let Some(value) = value else {
        return "超出范围".to_owned();
    };
    let mut text = number::plain(value);
    if format.percent {
        text.push('%');
    } else if is_unit {
        text.push_str(&format.after);
    }
    if Operator::read(&format.before).is_some() {
        text.insert_str(0, &format.before);
    }
    text
}

/// What a number format adds to the digits.
#[derive(Default)]
struct NumberFormat {
    /// Literal text before the digits.
    before: String,
    /// Literal text behind the digits.
    after: String,
    /// The number is shown times 100.
    percent: bool,
    /// Places by which its point is moved to the left: by commas behind the digits, and by a point among them in words.
    places: u32,
}

impl NumberFormat {
    /// Reads the section for positive numbers of a format code such as `"≥"0.0%` or `0"户"`.
    fn read(code: &str) -> Self {
        let mut format = Self::default();
        let (mut quoted, mut digits) = (false, false);
        // Commas behind the last digit so far, and the digits behind a point in words.
        let (mut commas, mut behind) = (0, None);
        let mut is_at_digits = false;
        let mut characters = code.chars();
        while let Some(character) = characters.next() {
            let was_at_digits = is_at_digits;
            is_at_digits = !quoted && matches!(character, '0' | '#' | '?' | 'G') || was_at_digits && character == ',';
            let literal = match character {
                '"' => {
                    quoted = !quoted;
                    None
                }
                _ if quoted => Some(character),
                ';' => break,
                '\\' | '!' => characters.next(),
                // A space as wide as, or a filling with, the next character.
                '_' | '*' => {
                    characters.next();
                    None
                }
                '[' => {
                    for skipped in characters.by_ref() {
                        if skipped == ']' {
                            break;
                        }
                    }
                    None
                }
                // `G` begins General, which stands for the digits too.
                '0' | '#' | '?' | 'G' => {
                    (digits, commas) = (true, 0);
                    behind = behind.map(|behind: u32| behind + 1);
                    None
                }
                ',' => {
                    commas += if was_at_digits { 3 } else { 0 };
                    None
                }
                '.' => {
                    format.places += commas;
                    commas = 0;
                    None
                }
                '%' => {
                    format.percent = true;
                    None
                }
                ' ' | '@' => None,
                other if other.is_ascii() => None,
                other => Some(other),
            };
            if literal == Some('.') && digits {
                behind = Some(0);
            } else if let Some(literal) = literal {
                if digits { &mut format.after } else { &mut format.before }.push(literal);
            }
        }
        format.places += commas + behind.unwrap_or(0);
        format
    }
}

/// Writes a date as its format shows it: a format without days shows a month.
fn dated(moment: &ExcelDateTime, format: &str) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    if moment.is_datetime() && moment.as_f64() < 1.0 && format.contains(['h', 'H']) {
        return format!("{hour}:{minute:02}");
    }
    if !moment.is_datetime() || moment.as_f64() < 1.0 {
        return decimal(moment.as_f64()).map(number::plain).unwrap_or_default();
    }
    let days = format.is_empty() || format.contains(['d', 'D']) || !format.contains(['y', 'Y']);
    if days {
        format!("{year}年{month}月{day}日")
    } else {
        format!("{year}年{month}月")
    }
}
