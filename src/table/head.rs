//! What stands above the table: title, year, whom the form is about.

use jiff::civil::Date;

use super::grid::Grid;
use super::heading;
use crate::model::{Kind, Project, SpendingProject, notation, scheme::SchemeLevel};

/// Rows above the indicators that are searched for a head.
const ROWS: usize = 40;

/// Words of headings and sentences that begin with a year, as 2019年度完成值; it need not be that of the evaluation.
const YEARLY: [&str; 8] = ["完成", "指标", "值", "得分", "执行", "预算", "率", ":"];

/// The head of a form, as far as it plainly says so.
#[derive(Default)]
pub(super) struct Head {
    /// 评价年度.
    pub(super) year: Option<u16>,
    title: Option<String>,
    /// The title's subject, where the title does not call it a project.
    titled_department: Option<String>,
    department: Option<String>,
    project: SpendingProject,
    filled_on: Option<Date>,
}

/// Reads the head of a sheet.
pub(super) fn read(grid: &Grid) -> Head {
    let mut head = Head::default();
    let rows = grid.height().min(ROWS);
    // Below the headings an indicator may begin with a year, or with what else would be a label: only the day of
    // filling in stands below them too.
    let heading = (0..rows)
        .find(|row| heading::at(grid, *row, 0).is_some())
        .unwrap_or(rows);
    for row in 0..rows {
        for (column, cell) in grid.cells(row) {
            if cell.chars().count() > 200 {
                continue;
            }
            if row < heading {
                head.take_title(cell);
            }
            let beside = || {
                let next = grid.cells(row).find(|(other, _)| *other > column);
                next.map(|(_, text)| text).filter(|text| label(text).is_none())
            };
            let is_of_head = |part: &&str| {
                let name = part.split([':', '：']).next().unwrap_or_default();
                row < heading || matches!(label(name), Some(Label::FilledOn))
            };
            for part in parts(cell).filter(is_of_head) {
                match part.split_once([':', '：']) {
                    Some((name, value)) if !value.trim().is_empty() => head.take(name, value.trim()),
                    Some((name, _)) => head.take_beside(name, beside()),
                    None => head.take_beside(part, beside()),
                }
            }
        }
    }
    head
}

/// Returns true for a row with which a form begins: its title alone, or whom it is about.
pub(super) fn begins(grid: &Grid, row: usize) -> bool {
    let mut cells = grid.cells(row).map(|(_, text)| text);
    let title = cells.next().filter(|_| cells.next().is_none());
    title.is_some_and(|title| title.contains("自评表")) || subject(grid, row).is_some()
}

/// Finds whom a row says its form is about: the label, 项目名称 or 单位名称, and what stands behind or beside it.
pub(super) fn subject(grid: &Grid, row: usize) -> Option<(String, String)> {
    let mut cells = grid.cells(row).map(|(_, text)| text);
    let (name, behind) = cells
        .next()
        .map(|first| first.split_once([':', '：']).unwrap_or((first, "")))?;
    let is_subject = matches!(label(name)?, Label::Project | Label::Department);
    let beside = cells.next().unwrap_or_default();
    let subject = [behind.trim(), beside].into_iter().find(|text| !text.is_empty())?;
    is_subject.then(|| (notation::fold(name), subject.to_owned()))
}

/// Finds a year of this age in a file name or a title: `2020年度`.
pub(super) fn year_in(text: &str) -> Option<u16> {
    let folded = notation::fold(text);
    folded
        .match_indices("20")
        .filter_map(|(at, _)| folded.get(at..at + 4))
        .filter_map(|digits| digits.parse::<u16>().ok())
        .find(|year| (2000..2100).contains(year) && folded.contains(&format!("{year}年")))
        .or_else(|| {
            let digits: String = folded
                .chars()
                .map(|sign| if sign.is_ascii_digit() { sign } else { ' ' })
                .collect();
            let mut years = digits.split_whitespace().filter_map(|word| word.parse::<u16>().ok());
            years.find(|year| (2000..2100).contains(year))
        })
}

/// Splits a cell that holds several labels, as `单位名称：甲    填报日期：2021年3月10日`.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['\n', '\t', '\u{3000}'])
        .flat_map(|line| line.split("  "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// What a label of the head names.
#[derive(Clone, Copy)]
enum Label {
    Department,
    Project,
    Competent,
    Implementing,
    FilledOn,
}

/// Recognises a label of the head.
fn label(text: &str) -> Option<Label> {
    let folded = notation::fold(text).replace([':', '*'], "");
    let name = folded.find('(').map_or(folded.as_str(), |at| &folded[..at]);
    Some(match name {
        "单位名称"
        | "部门名称"
        | "部门"
        | "填报单位"
        | "预算部门名称"
        | "省级预算部门名称"
        | "预算单位"
        | "部门单位名称" => Label::Department,
        "项目名称" => Label::Project,
        "主管部门" => Label::Competent,
        "实施单位" | "项目实施单位" | "项目单位" => Label::Implementing,
        "填报日期" | "填表日期" | "填报时间" => Label::FilledOn,
        _ => return None,
    })
}

impl Head {
    /// Takes year and subject from a title such as `2020年度长江禁捕项目自评表`.
    fn take_title(&mut self, cell: &str) {
        let folded = notation::fold(cell);
        let bare = folded.trim_matches(['(', ')']).trim_end_matches(['度', '年']);
        if self.year.is_none() && bare.len() == 4 && folded.contains('年') {
            self.year = year_in(&folded);
        }
        // A title without the word, as 2020年度表 or 2020年度某局; no heading, as 2019年度完成值.
        let names_year = folded.starts_with("20") && folded.get(4..).is_some_and(|rest| rest.starts_with("年度"));
        if self.year.is_none() && names_year && !YEARLY.iter().any(|word| folded.contains(word)) {
            self.year = year_in(&folded);
        }
        if !(folded.contains("自评") || folded.contains("评价表")) || self.title.is_some() {
            return;
        }
        let Some(end) = folded.find("自评").or_else(|| folded.find("评价表")) else {
            return;
        };
        if self.year.is_none() && folded.contains('年') {
            self.year = year_in(&folded);
        }
        let subject = folded[..end].trim_end_matches("绩效").trim_end_matches("支出");
        let subject = subject.split_once("年度").map_or(subject, |(_, rest)| rest);
        let subject = subject.trim_end_matches("部门整体").trim_end_matches("整体");
        let is_project = subject.ends_with("项目");
        let subject = subject.trim_end_matches("项目");
        if !subject.is_empty()
            && !subject.contains(['(', '年', '_'])
            && !matches!(subject, "部门" | "单位" | "部门预算")
        {
            self.title = Some(subject.to_owned());
            self.titled_department = self.title.clone().filter(|_| !is_project);
        }
    }

    /// Takes the value beside a label.
    fn take_beside(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|_| label(name).is_some()) {
            self.take(name, value);
        }
    }

    /// Takes a labelled value; the first one counts.
    fn take(&mut self, name: &str, value: &str) {
        let first = |slot: &mut String| {
            if slot.is_empty() {
                value.clone_into(slot);
            }
        };
        match label(name) {
            Some(Label::Department) => first(self.department.get_or_insert_default()),
            Some(Label::Project) => first(&mut self.project.name),
            Some(Label::Competent) => first(&mut self.project.competent_department),
            Some(Label::Implementing) => first(&mut self.project.implementing_unit),
            Some(Label::FilledOn) => self.filled_on = self.filled_on.or(notation::day(value, 0)),
            None => {}
        }
    }

    /// Fills what a project does not say yet; a spending project is one where the scheme is for them or the head says so.
    pub(super) fn fill(&self, project: &mut Project) {
        let of_project = project.scheme.level == SchemeLevel::SpendingProject;
        let is_named = matches!(&project.kind, Kind::SpendingProject(head) if !head.name.is_empty());
        if !is_named && (of_project || !self.project.name.is_empty()) {
            let mut head = self.project.clone();
            if head.name.is_empty() {
                head.name = self.title.clone().unwrap_or_default();
            }
            if matches!(project.kind, Kind::Department) || !head.name.is_empty() {
                project.kind = Kind::SpendingProject(head);
            }
        }
        if project.department.is_empty() {
            let title = self
                .titled_department
                .clone()
                .filter(|_| !of_project && self.project.name.is_empty());
            let competent = Some(self.project.competent_department.clone()).filter(|name| !name.is_empty());
            project.department = self.department.clone().or(competent).or(title).unwrap_or_default();
        }
        project.filled_on = project.filled_on.or(self.filled_on);
    }
}
