//! Tables from outside: xlsx, csv, a pasted block → rows of cells → indicators.
//!
//! A form is found by its headings, wherever they stand (`domain.md` §1.2, §1.4, §1.6, §2.6). What cannot be
//! read is kept as text, what was proposed or left out is said in a [`Remark`]: nothing is guessed silently.

mod budget;
mod calendar;
mod clipboard;
mod delimited;
mod facts;
mod foot;
mod goal;
mod grid;
mod head;
mod heading;
mod indicator;
mod measure;
mod place;
mod remark;
mod returned;
mod sheet;
mod twins;
mod unread;
mod value;
mod workbook;

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use rust_i18n::t;

use crate::model::{Indicator, Kind, Project, Scheme, Target, number, scheme::SchemeLevel};
pub use budget::{CopiedCause, CopiedLine, copied_causes, copied_lines};
pub use clipboard::{copied, pasted};
pub use facts::{CopiedFact, FactColumn, copied_facts};
use grid::{Grid, Origin};
pub use remark::{Gravity, Group, Remark, grouped};
use remark::{Matter, Names, Notes};
pub use returned::returned;

/// A table as it was found: rows of cell texts, merged cells filled in.
pub type Cells = Vec<Vec<String>>;

/// What a table was read as.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The project with the table's indicators, goals and budget lines.
    pub project: Project,
    /// What was proposed, kept as text or left out; by row and column.
    pub remarks: Vec<Remark>,
    /// The sheets with indicators of which a person may want another, in the order of the workbook: the one that was
    /// read, and those that say something else; [`Wanted`] reads them.
    pub sheets: Vec<Sheet>,
}

/// What was found in a sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// How many indicators it has.
    pub indicators: usize,
    /// How many of them have an actual.
    pub filled: usize,
    /// Whether it is the one that was read.
    pub is_read: bool,
}

/// Why a table could not be read: the file is none, none of its headings is known, or there is too much of it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct TableError(String);

/// Makes the error with its sentence.
fn unreadable(sentence: impl Into<String>) -> TableError {
    TableError(sentence.into())
}

/// Greatest number of formulas without result, of errors, of truth values, and of doubtful quotes, that are remarked
/// one by one.
const MAX_UNCOMPUTED: usize = 200;

/// Greatest size of a file, in bytes.
const MAX_BYTES: usize = 32 << 20;

/// Reads the bytes of an xlsx or csv file; `name` is the file's name, for its year and the error sentences.
///
/// What kind of file it is shows in its bytes, not in its name. Of several sheets the one with the most
/// indicators is read; a head or a budget block is taken from another sheet where that one has none.
///
/// # Errors
/// Not a table, a wrong encoding, no known heading, or more than the limits allow (32 MB, 20 000 rows,
/// 128 columns).
pub fn read(bytes: &[u8], name: &str, scheme: &Scheme) -> Result<Reading, TableError> {
    read_as(bytes, name, scheme, Wanted::default())
}

/// What a person says of a table that is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// 评价年度, instead of the one the table or its name says.
    pub year: Option<u16>,
    /// The sheet with the indicators, hidden or not, instead of the one with the most.
    pub sheet: Option<&'a str>,
}

/// Reads a table as [`read`] does, as the person wants it.
///
/// # Errors
/// Those of [`read`], and a workbook without the wanted sheet.
pub fn read_as(bytes: &[u8], name: &str, scheme: &Scheme, wanted: Wanted<'_>) -> Result<Reading, TableError> {
    if bytes.is_empty() {
        return Err(unreadable(t!("table.empty", name = name)));
    }
    if bytes.len() > MAX_BYTES {
        return Err(unreadable(t!("table.too_large", name = name)));
    }
    let (mut sheets, mut unread) = if workbook::is_workbook(bytes) {
        workbook::sheets(bytes, name)?
    } else {
        (vec![delimited::sheet(bytes, name)?], Vec::new())
    };
    if let Some(sheet) = wanted.sheet {
        if unread.iter().any(|hidden| hidden == sheet) {
            unread.retain(|hidden| hidden != sheet);
            sheets.extend(workbook::named(bytes, name, &[sheet])?);
        }
        if !sheets.iter().any(|known| known.name == sheet) {
            let names = sheets.iter().map(|sheet| sheet.name.as_str());
            let names = Names::of(names).to_string();
            return Err(unreadable(t!(
                "table.no_sheet",
                name = name,
                sheet = sheet,
                names = names
            )));
        }
    }
    let known = Known {
        year: wanted.year,
        is_named: false,
        sheet: wanted.sheet,
    };
    let reading = reading(typed(sheets, wanted.sheet), name, scheme, known);
    if unread.is_empty() {
        return reading;
    }
    let mut notes = Notes::default();
    let names = Names::of(unread.iter().map(String::as_str));
    notes.add(0, 0, Matter::SheetsUnread { names });
    let mut remarks = notes.sorted();
    let said: String = remarks.iter().map(Remark::sentence).collect();
    let also = |TableError(reason)| unreadable(t!("table.and_unread", reason = reason, unread = said));
    let mut reading = reading.map_err(also)?;
    remarks.append(&mut reading.remarks);
    reading.remarks = remarks;
    Ok(reading)
}

/// Reads a table copied with its headings into a project, which need not say again what the project is.
///
/// # Errors
/// No known heading, or more than the limits allow.
pub fn read_into(text: &str, name: &str, project: &Project) -> Result<Reading, TableError> {
    let known = Known {
        year: Some(project.year).filter(|year| *year != 0),
        is_named: !project.subject().trim().is_empty(),
        sheet: None,
    };
    reading(
        vec![delimited::sheet(text.as_bytes(), name)?],
        name,
        &project.scheme,
        known,
    )
}

/// What is known of a project before its table is read.
#[derive(Clone, Copy)]
struct Known<'a> {
    /// 评价年度.
    year: Option<u16>,
    /// Whether it has its name.
    is_named: bool,
    /// The sheet that is wanted.
    sheet: Option<&'a str>,
}

/// Sheets of our own workbook that say again what its form and its import sheet hold.
const REPEATED: [&str; 5] = ["预算执行", "指标明细", "校验", "项目汇总", "得分汇总"];

/// Leaves out the sheets that repeat others and are not wanted, in a workbook of ours.
fn typed(mut sheets: Vec<Grid>, wanted: Option<&str>) -> Vec<Grid> {
    let has = |name: &str| sheets.iter().any(|sheet| sheet.name == name);
    if ["自评表", "系统导入"].into_iter().chain(REPEATED).all(has) {
        sheets.retain(|sheet| wanted == Some(&sheet.name) || !REPEATED.contains(&sheet.name.as_str()));
    }
    sheets
}

/// A sheet with the headings of an indicator table, as it was read.
struct Table {
    /// Position of the sheet.
    position: usize,
    /// How many kinds of columns it has.
    kinds: usize,
    project: Project,
    notes: Notes,
}

/// Reads the wanted one of the sheets, else the best.
fn reading(mut sheets: Vec<Grid>, name: &str, scheme: &Scheme, known: Known<'_>) -> Result<Reading, TableError> {
    sheets.iter_mut().for_each(Grid::take_errors);
    let heads: Vec<head::Head> = sheets.iter().map(|sheet| head::read(sheet, &scheme.form)).collect();
    let printed_year = heads.iter().find_map(|head| head.year);
    let year = known.year.or(printed_year).or_else(|| head::year_in(name));
    let blank = Project {
        year: year.unwrap_or(0),
        scheme: Arc::new(scheme.clone()),
        ..Project::default()
    };
    let is_wanted = |table: &Table| known.sheet == Some(sheets[table.position].name.as_str());
    let mut tables = tables(&sheets, &blank);
    // The first of the best comes first.
    tables.sort_by_key(|table| std::cmp::Reverse((is_wanted(table), table.project.indicators.len(), table.kinds)));
    let mut tables = tables.into_iter();
    // Without a table on the wanted sheet none is read.
    let best = tables.next().filter(|best| known.sheet.is_none() || is_wanted(best));
    let Some(Table {
        position,
        mut project,
        mut notes,
        ..
    }) = best
    else {
        let place = known.sheet.unwrap_or(name);
        return Err(unreadable(t!("table.no_headings", name = place)));
    };
    let own = &sheets[position];
    let mut choice = BTreeMap::from([(position, Sheet::of(own, &project, true))]);
    // The sheets that something is read from, or of which it is said what is not.
    let mut used = vec![own.name.as_str()];
    for other in tables {
        let sheet = &sheets[other.position];
        used.push(&sheet.name);
        if remark_unread(&project, &other.project, &sheet.name, &mut notes) {
            choice.insert(other.position, Sheet::of(sheet, &other.project, false));
        }
        twins::supplement(&mut project, other.project);
    }
    if project.indicators.is_empty() {
        return Err(unreadable(t!("table.only_headings", name = name)));
    }
    // The own sheet first; the others are named in what is said of them.
    let others = (0..sheets.len()).filter(|other| *other != position);
    let own_first = std::iter::once((position, None)).chain(others.map(|at| (at, Some(sheets[at].name.as_str()))));
    for (at, named) in own_first.clone() {
        if project.budget.lines.is_empty() {
            let mut said = Notes::default();
            budget::read(&sheets[at], &mut project, &mut said);
            if !project.budget.lines.is_empty() {
                used.push(&sheets[at].name);
            }
            notes.append(said, named);
        }
    }
    remark_cells(own, &mut notes);
    remark_weights(&project, &mut notes);
    remark_unused(&sheets, own, &used, &mut notes);
    remark_year(name, printed_year, known.year, &mut notes);
    for (at, _) in own_first.clone() {
        heads[at].fill(&mut project);
    }
    for (at, named) in own_first {
        heads[at].remark_unheld(&project, named, &mut notes);
    }
    settle_kind(&mut project, known.is_named, &mut notes);
    Ok(Reading {
        project,
        remarks: notes.sorted(),
        sheets: choice.into_values().collect(),
    })
}

/// Makes the project what its scheme is for, and says what the table has otherwise or lacks for that.
fn settle_kind(project: &mut Project, is_named: bool, notes: &mut Notes) {
    let Kind::SpendingProject(head) = &project.kind else {
        return;
    };
    if project.scheme.level == SchemeLevel::Department {
        notes.add(0, 0, Matter::ProjectNamed);
        project.kind = Kind::Department;
    } else if head.name.is_empty() && !is_named {
        notes.add(0, 0, Matter::ProjectNameless);
    }
}

/// Reads every sheet with the headings of an indicator table, each into a project of its own.
fn tables(sheets: &[Grid], blank: &Project) -> Vec<Table> {
    let read = |(position, grid): (usize, &Grid)| {
        let (mut project, mut notes) = (blank.clone(), Notes::default());
        let kinds = sheet::read(grid, &mut project, &mut notes);
        (kinds > 0).then_some(Table {
            position,
            kinds,
            project,
            notes,
        })
    };
    sheets.iter().enumerate().filter_map(read).collect()
}

impl Sheet {
    fn of(grid: &Grid, project: &Project, is_read: bool) -> Self {
        let filled = project.indicators.iter().filter(|one| one.actual.is_some());
        Self {
            name: grid.name.clone(),
            indicators: project.indicators.len(),
            filled: filled.count(),
            is_read,
        }
    }
}

/// Says which cells hold something else than what was typed.
fn remark_cells(grid: &Grid, notes: &mut Notes) {
    let of_origin = |origin| grid.of_origin(origin).count();
    let counts = [Origin::Uncomputed, Origin::Truth, Origin::Quoted].map(of_origin);
    let counts = counts.into_iter().chain([grid.errors().count()]);
    let count = counts.map(|count| count.saturating_sub(MAX_UNCOMPUTED)).sum();
    if count > 0 {
        notes.add(0, 0, Matter::MoreCells { count });
    }
    let marked = |origin| grid.of_origin(origin).take(MAX_UNCOMPUTED);
    for (row, column) in marked(Origin::Uncomputed) {
        notes.add(row, column, Matter::Uncomputed);
    }
    for (row, column, error) in grid.errors().take(MAX_UNCOMPUTED) {
        let text = error.to_owned();
        notes.add(row, column, Matter::Error { text });
    }
    for (row, column) in marked(Origin::Truth) {
        let text = grid.own(row, column).to_owned();
        notes.add(row, column, Matter::Truth { text });
    }
    for (row, column) in marked(Origin::Quoted) {
        notes.add(row, column, Matter::QuoteOpen);
    }
}

/// Says that the weights may be shares of the whole.
fn remark_weights(project: &Project, notes: &mut Notes) {
    let weights = project.indicators.iter().map(|one| one.weight);
    let sum = weights.reduce(|sum, weight| sum?.checked_add(weight?)).flatten();
    if project.indicators.len() > 1 && sum == Some(Decimal::ONE) {
        notes.add(0, 0, Matter::WeightShares);
    }
}

/// Says of several sheets which one was read, and which hold something that was not.
fn remark_unused(sheets: &[Grid], own: &Grid, used: &[&str], notes: &mut Notes) {
    if sheets.len() < 2 {
        return;
    }
    let rest = sheets.iter().filter(|sheet| sheet.height() > 0);
    let rest: Vec<&str> = rest
        .map(|sheet| sheet.name.as_str())
        .filter(|name| !used.contains(name))
        .collect();
    let (count, sheet) = (sheets.len(), own.name.clone());
    let matter = match rest.as_slice() {
        [] => Matter::SheetRead { count, sheet },
        _ => Matter::OthersUnread {
            count,
            sheet,
            names: Names::of(rest),
        },
    };
    notes.add(0, 0, matter);
}

/// Says of which year the table was read, where the table, its file name and the person do not all say the same.
fn remark_year(name: &str, printed: Option<u16>, given: Option<u16>, notes: &mut Notes) {
    let matter = match (given, printed, head::year_in(name)) {
        (Some(given), Some(printed), _) if printed != given => Matter::YearGiven { printed, given },
        (None, Some(printed), Some(named)) if named != printed => Matter::YearPrinted {
            printed,
            name: name.to_owned(),
        },
        (Some(_), ..) | (None, Some(_), _) => return,
        (None, None, Some(year)) => Matter::YearNamed { year },
        (None, None, None) => Matter::Yearless,
    };
    notes.add(0, 0, matter);
}

/// Most letters that are quoted of a row that was not read.
const QUOTED: usize = 40;

/// Cuts a text to what is quoted of it.
fn quoted(text: &str) -> String {
    let more = if text.chars().count() > QUOTED { "…" } else { "" };
    text.chars().take(QUOTED).collect::<String>() + more
}

/// Says which indicators of another sheet were not read, and which of the same name say something else there; returns
/// true where there are such.
fn remark_unread(project: &Project, other: &Project, sheet: &str, notes: &mut Notes) -> bool {
    // The first of a name counts.
    let known = project.indicators.iter().rev().map(|one| (one.name.as_str(), one));
    let known: BTreeMap<&str, &Indicator> = known.collect();
    let twin = |one: &&Indicator| known.get(one.name.as_str()).copied();
    let names = |list: &[&Indicator]| Names::of(list.iter().map(|one| one.name.as_str()));
    let (twins, unread): (Vec<&Indicator>, Vec<&Indicator>) =
        (other.indicators.iter()).partition(|one| twin(one).is_some());
    if !unread.is_empty() {
        let matter = Matter::IndicatorsUnread {
            sheet: sheet.to_owned(),
            count: unread.len(),
            names: names(&unread),
        };
        notes.add(0, 0, matter);
    }
    let differs = |one: &&Indicator| twin(one).is_some_and(|known| contradict(known, one));
    let differing: Vec<&Indicator> = twins.into_iter().filter(differs).collect();
    if !differing.is_empty() {
        let matter = Matter::NumbersDiffer {
            sheet: sheet.to_owned(),
            count: differing.len(),
            names: names(&differing),
        };
        notes.add(0, 0, matter);
    }
    !unread.is_empty() || !differing.is_empty()
}

/// Returns true where two readings of an indicator hold different numbers, beyond the decimals they are written with.
fn contradict(one: &Indicator, other: &Indicator) -> bool {
    let differ = |one: Option<Decimal>, other: Option<Decimal>| match (one, other) {
        (Some(one), Some(other)) => {
            let places = one.normalize().scale().min(other.normalize().scale());
            number::round(one, places) != number::round(other, places)
        }
        _ => false,
    };
    let target = |one: &Indicator| one.target.as_ref().and_then(Target::number);
    differ(one.actual_number(), other.actual_number())
        || differ(target(one), target(other))
        || differ(one.weight, other.weight)
}
