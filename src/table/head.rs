//! What stands above the table: title, year, whom the form is about.

use super::grid::Grid;
use super::value::is_blank;
use super::{Matter, Notes, foot, heading};
use crate::model::scheme::{FootCell, Form, HeadCell, SchemeLevel};
use crate::model::{FormText, Kind, Project, SpendingProject, notation};

/// Rows above the indicators that are searched for a head.
const ROWS: usize = 40;

/// Letters up to which a cell may be a label, with its value behind it.
const LABELLED: usize = 200;

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
    fields: Vec<Field>,
}

/// A label of the head with its value, and where that stands.
struct Field {
    label: Label,
    /// The label as the form prints it.
    name: String,
    value: String,
    row: usize,
    column: usize,
}

/// Reads the head of a sheet; the form of the scheme may have labels of its own.
pub(super) fn read(grid: &Grid, form: &Form) -> Head {
    let mut head = Head::default();
    let rows = grid.height().min(ROWS);
    // Below the headings an indicator may begin with a year, or with what else would be a label: only the day of
    // filling in stands below them too.
    let heading = (0..rows)
        .find(|row| heading::at(grid, *row, 0).is_some())
        .unwrap_or(rows);
    for row in 0..rows {
        let said = said(grid, row, form);
        let is_above = row < heading;
        for (_, text) in said.others.iter().filter(|_| is_above) {
            head.take_title(text);
        }
        let of_head = |field: &Field| is_above || field.label == Label::FilledOn;
        head.fields.extend(said.fields.into_iter().filter(of_head));
    }
    let year = head.first(&Label::Year).and_then(year_in);
    head.year = head.year.or(year);
    head
}

/// What the cells of a row say.
#[derive(Default)]
struct Said<'a> {
    fields: Vec<Field>,
    /// Texts that are neither label nor value, with their column.
    others: Vec<(usize, &'a str)>,
}

/// Parts a row into labels with their values, and what is neither.
fn said<'a>(grid: &'a Grid, row: usize, form: &Form) -> Said<'a> {
    let mut said = Said::default();
    let mut cells = grid.cells(row).peekable();
    while let Some((column, cell)) = cells.next() {
        if cell.chars().count() > LABELLED {
            said.others.push((column, cell));
            continue;
        }
        let beside = cells.peek().copied().filter(|(_, text)| label(text, form).is_none());
        let mut takes_beside = false;
        for part in parts(cell, form) {
            let (name, behind) = part.split_once([':', '：']).unwrap_or((part, ""));
            let Some(label) = label(name, form) else {
                said.others.push((column, part));
                continue;
            };
            let inside = Some((column, behind.trim())).filter(|(_, text)| !text.is_empty());
            takes_beside |= inside.is_none();
            if let Some((column, value)) = inside.or(beside).filter(|(_, value)| !is_blank(value)) {
                said.fields.push(Field {
                    label,
                    name: name.split_whitespace().collect(),
                    value: value.to_owned(),
                    row,
                    column,
                });
            }
        }
        if takes_beside && beside.is_some() {
            cells.next();
        }
    }
    said
}

/// Greatest number of rows above the table that are remarked one by one.
const MAX_LEFT: usize = 20;

/// Says what the rows above the table hold that has no place.
pub(super) fn leave(grid: &Grid, rows: &[usize], form: &Form, notes: &mut Notes) {
    let mut left = rows.iter().filter_map(|row| Some((*row, unread(grid, *row, form)?)));
    for (row, (column, text)) in left.by_ref().take(MAX_LEFT) {
        let text = super::quoted(&text);
        notes.add(row, column, Matter::AboveUnread { text });
    }
    let count = left.count();
    if count > 0 {
        notes.add(0, 0, Matter::MoreAboveUnread { count });
    }
}

/// Returns what a row above the table says that nothing is read from, with the column of the first such cell.
pub(super) fn unread(grid: &Grid, row: usize, form: &Form) -> Option<(usize, String)> {
    let printed = [&form.indicator_heading, &form.budget_heading, &form.goal_label];
    let is_printed = |folded: &str| printed.iter().any(|label| notation::fold(label) == folded);
    let is_plain = |text: &str| {
        let folded = notation::fold(text);
        is_blank(text)
            || is_printed(&folded)
            || PLAIN.iter().any(|word| folded.starts_with(word))
            || folded.contains("单位:万元")
            || folded.contains("单位:元")
            || names_form(&folded)
            || titled_year(&folded).is_some()
    };
    let said = said(grid, row, form);
    let others = said.others.into_iter().filter(|(_, text)| !is_plain(text));
    let mut left: Vec<(usize, String)> = others
        .map(|(column, text)| (column, text.split_whitespace().collect()))
        .collect();
    // The sums in the head of a form are those of a budget that is not divided as they are.
    left.extend(said.fields.into_iter().filter_map(|field| match field.label {
        Label::Sum => Some((field.column, format!("{}：{}", field.name, field.value))),
        _ => None,
    }));
    left.sort_by_key(|(column, _)| *column);
    let first = left.first()?.0;
    let texts: Vec<String> = left.into_iter().map(|(_, text)| text).collect();
    Some((first, texts.join("｜")))
}

/// What forms print above their tables that says nothing of the project; ours repeats its headings behind arrows.
const PLAIN: [&str; 6] = ["附件", "附表", "附:", "绩效指标", "项目基本情况", "↓"];

/// Returns true for the title of a form, folded.
fn names_form(folded: &str) -> bool {
    let bare = folded.split('(').next().unwrap_or_default();
    folded.contains("自评") || folded.contains("评价表") || bare.ends_with('表') && folded.chars().count() < 40
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
    let is_subject = matches!(shared(&notation::fold(name))?, Label::Project | Label::Department);
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

/// Splits a cell that holds several labels, as `单位名称：甲    填报日期：2021年3月10日`; not one that prints choices.
fn parts<'a>(cell: &'a str, form: &Form) -> Vec<&'a str> {
    let name = cell.split([':', '：']).next().unwrap_or_default();
    if matches!(
        label(name, form),
        Some(Label::Category | Label::Attribute | Label::Term | Label::Kept(_))
    ) {
        return vec![cell];
    }
    cell.split(['\n', '\t', '\u{3000}'])
        .flat_map(|line| line.split("  "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// What a label of the head names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Label {
    Department,
    Year,
    Project,
    Competent,
    Implementing,
    Category,
    Attribute,
    Term,
    FilledOn,
    /// A text the project keeps under this label.
    Kept(String),
    /// 自评总分, which is read with the foot.
    Total,
    /// What the budget sums.
    Sum,
}

/// Recognises a label of the head: one of the scheme's form, or one that forms share.
fn label(text: &str, form: &Form) -> Option<Label> {
    let folded = notation::fold(text).replace([':', '*'], "");
    let is_it = |known: &str| notation::fold(known) == folded;
    let kept = form.under_goals.iter().filter(|foot| foot.holds == FootCell::Kept);
    if let Some(foot) = kept.into_iter().find(|foot| is_it(&foot.label)) {
        return Some(Label::Kept(foot.label.clone()));
    }
    let own = form.heads.iter().find(|head| is_it(&head.label));
    own.and_then(|head| {
        Some(match head.holds {
            HeadCell::Department => Label::Department,
            HeadCell::FilledOn => Label::FilledOn,
            HeadCell::ProjectName => Label::Project,
            HeadCell::CompetentDepartment => Label::Competent,
            HeadCell::ImplementingUnit => Label::Implementing,
            HeadCell::Category => Label::Category,
            HeadCell::Attribute => Label::Attribute,
            HeadCell::Term => Label::Term,
            HeadCell::BasicTotal | HeadCell::ProjectTotal => Label::Sum,
            HeadCell::Total => Label::Total,
            HeadCell::Kept => Label::Kept(head.label.clone()),
            HeadCell::Blank => return None,
        })
    })
    .or_else(|| shared(&folded))
}

/// Recognises a label that the forms of many regions have, folded.
fn shared(folded: &str) -> Option<Label> {
    let name = folded.find('(').map_or(folded, |at| &folded[..at]);
    Some(match name {
        "单位名称"
        | "部门名称"
        | "部门"
        | "填报单位"
        | "填报部门"
        | "填表单位"
        | "自评单位"
        | "自评部门"
        | "预算部门名称"
        | "省级预算部门名称"
        | "预算单位"
        | "预算单位名称"
        | "部门单位名称" => Label::Department,
        "年度" | "评价年度" | "自评年度" | "预算年度" | "会计年度" | "财政年度" | "所属年度" => {
            Label::Year
        }
        "项目名称" | "自评项目名称" => Label::Project,
        "主管部门" | "主管部门名称" | "主管单位" | "项目主管部门" => Label::Competent,
        "实施单位" | "项目实施单位" | "项目单位" | "项目承担单位" => Label::Implementing,
        "项目类别" => Label::Category,
        "项目属性" => Label::Attribute,
        "项目类型" => Label::Term,
        "填报日期" | "填表日期" | "填报时间" => Label::FilledOn,
        "基本支出总额" | "项目支出总额" => Label::Sum,
        _ if foot::names_score(name) => Label::Total,
        _ => return None,
    })
}

/// Marks of a box that is ticked, and of one that is not.
const TICKED: &[char] = &['☑', '√', '✓', '✔', '■', '☒'];
const OPEN: &[char] = &['□', '○', '☐'];

/// Returns what is ticked of printed choices, as 部门预算项目 of `1、部门预算项目☑ 2、市直专项□`; a text without boxes
/// as it is, nothing where no box is ticked.
fn chosen(text: &str) -> String {
    let is_box = |sign: char| TICKED.contains(&sign) || OPEN.contains(&sign);
    // Brackets are boxes too.
    let drawn = ["（）", "（ ）", "()", "( )"]
        .iter()
        .fold(text.to_owned(), |text, empty| text.replace(empty, "□"));
    let text = drawn.as_str();
    if !text.contains(is_box) {
        return text.to_owned();
    }
    let before = text.trim_start().starts_with(is_box);
    let words = |part: &str| {
        let bare = part.trim().trim_start_matches(|sign: char| sign.is_ascii_digit());
        bare.trim_matches(|sign: char| " 、.．（）()　".contains(sign))
            .to_owned()
    };
    let mut chosen = Vec::new();
    for (at, _) in text.match_indices(TICKED) {
        let (left, right) = (&text[..at], text[at..].trim_start_matches(TICKED));
        let option = if before {
            right.split(is_box).next().unwrap_or_default()
        } else {
            left.rsplit(is_box).next().unwrap_or_default()
        };
        chosen.push(words(option));
    }
    // What is none of the choices stands behind them.
    let rest = text.rsplit(is_box).next().map(words).unwrap_or_default();
    if chosen.is_empty() && !before {
        return rest;
    }
    chosen.join("、")
}

/// Finds the year of a title without its word, as 2020年度表 or 2020年度某局, or of a line with a year alone; no heading,
/// as 2019年度完成值.
fn titled_year(folded: &str) -> Option<u16> {
    let bare = folded.trim_matches(['(', ')']).trim_end_matches(['度', '年']);
    let is_alone = bare.len() == 4 && folded.contains('年');
    let begins = folded.starts_with("20") && folded.get(4..).is_some_and(|rest| rest.starts_with("年度"));
    let names_year = begins && !YEARLY.iter().any(|word| folded.contains(word));
    (is_alone || names_year).then(|| year_in(folded)).flatten()
}

impl Head {
    /// Takes year and subject from a title such as `2020年度长江禁捕项目自评表`.
    fn take_title(&mut self, cell: &str) {
        let folded = notation::fold(cell);
        if folded.chars().count() > LABELLED {
            return;
        }
        self.year = self.year.or_else(|| titled_year(&folded));
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

    /// Returns the first value of a label.
    fn first(&self, label: &Label) -> Option<&str> {
        let field = self.fields.iter().find(|field| field.label == *label);
        field.map(|field| field.value.as_str())
    }

    /// Fills what a project does not say yet; a spending project is one where the scheme is for them or the head says so.
    pub(super) fn fill(&self, project: &mut Project) {
        let of = |label: Label| self.first(&label).unwrap_or_default().to_owned();
        let of_project = project.scheme.level == SchemeLevel::SpendingProject;
        let is_named = matches!(&project.kind, Kind::SpendingProject(head) if !head.name.is_empty());
        let name = of(Label::Project);
        if !is_named && (of_project || !name.is_empty()) {
            let title = self.title.clone().filter(|_| name.is_empty()).unwrap_or_default();
            let head = SpendingProject {
                name: if name.is_empty() { title } else { name.clone() },
                competent_department: of(Label::Competent),
                implementing_unit: of(Label::Implementing),
                category: chosen(&of(Label::Category)),
                attribute: chosen(&of(Label::Attribute)),
                term: chosen(&of(Label::Term)),
            };
            if matches!(project.kind, Kind::Department) || !head.name.is_empty() {
                project.kind = Kind::SpendingProject(head);
            }
        }
        if project.department.is_empty() {
            let title = self
                .titled_department
                .clone()
                .filter(|_| !of_project && name.is_empty());
            let stated = [Label::Department, Label::Competent].map(of).into_iter();
            let mut stated = stated.filter(|name| !name.is_empty());
            project.department = stated.next().or(title).unwrap_or_default();
        }
        let filled_on = self.first(&Label::FilledOn).and_then(|day| notation::day(day, 0));
        project.filled_on = project.filled_on.or(filled_on);
        for field in &self.fields {
            if let Label::Kept(label) = &field.label
                && project.form_text(label).is_empty()
            {
                project.form_texts.push(FormText {
                    label: label.clone(),
                    text: field.value.clone(),
                });
            }
        }
    }

    /// Says which fields are not in the project that was filled: those of a spending project in an evaluation of a
    /// department, a second value of a label, a date that is none.
    pub(super) fn remark_unheld(&self, project: &Project, sheet: Option<&str>, notes: &mut Notes) {
        let mut said = Notes::default();
        for field in &self.fields {
            let held = match (&field.label, &project.kind) {
                (Label::Department, _) => project.department.clone(),
                (Label::Kept(label), _) => project.form_text(label).to_owned(),
                (Label::FilledOn, _) if notation::day(&field.value, 0).is_some() => continue,
                (Label::Year, _) if year_in(&field.value) == self.year => continue,
                (Label::FilledOn | Label::Year, _) => String::new(),
                (Label::Total | Label::Sum, _) | (Label::Project, Kind::Department) => continue,
                (Label::Project, Kind::SpendingProject(head)) => head.name.clone(),
                (Label::Competent, Kind::SpendingProject(head)) => head.competent_department.clone(),
                (Label::Implementing, Kind::SpendingProject(head)) => head.implementing_unit.clone(),
                (Label::Category, Kind::SpendingProject(head)) if head.category == chosen(&field.value) => continue,
                (Label::Attribute, Kind::SpendingProject(head)) if head.attribute == chosen(&field.value) => continue,
                (Label::Term, Kind::SpendingProject(head)) if head.term == chosen(&field.value) => continue,
                (Label::Category | Label::Attribute | Label::Term, _) if chosen(&field.value).is_empty() => continue,
                (Label::Competent | Label::Implementing, Kind::Department) => project.department.clone(),
                (Label::Category | Label::Attribute | Label::Term, _) => String::new(),
            };
            if held != field.value {
                let (name, text) = (field.name.clone(), super::quoted(&field.value));
                said.add(field.row, field.column, Matter::FieldUnread { name, text });
            }
        }
        notes.append(said, sheet);
    }
}
