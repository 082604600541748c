//! 科室数据采集表: what goes out to a section, and what a returned sheet changes. Pure.
//!
//! A sheet is rows of texts. What was sent lies in a second, hidden sheet of the same workbook: whose sheet it
//! is, and every text as it was sent. So a returned file finds its project, its rows find their indicators
//! however they were sorted, and what was altered where it should not be can be told from what was filled in.

mod compare;
mod comparison;
mod identity;
mod reading;

use std::collections::BTreeMap;
use std::ops::Index;

use rust_i18n::t;

use crate::model::{Actual, Evidence, Id, Indicator, Project, Section, Target, number};

pub use compare::{Conflicts, compare};
pub use comparison::{Change, Comparison, Place, Refusal, Trouble, edit};

/// Name of the sheet that is filled in.
pub const SHEET: &str = "科室数据采集表";
/// Name of the hidden sheet that says what was sent.
pub const IDENTITY: &str = "衡绩标识";
/// Row of the headings in the sheet, from 0.
pub const HEADING: usize = 3;
/// Name under which indicators without a section go out.
pub const NO_SECTION: &str = "未分科室";

/// A column of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Id of the indicator.
    Id,
    /// 一级指标.
    Level1,
    /// 二级指标.
    Level2,
    /// 三级指标.
    Name,
    /// 指标值 with its operator.
    Target,
    /// 计量单位.
    Unit,
    /// 分值.
    Weight,
    /// 实际完成值.
    Actual,
    /// 分子.
    Numerator,
    /// 分母.
    Denominator,
    /// 完成情况简要描述.
    Description,
    /// 偏差原因.
    Reason,
    /// 改进措施.
    Measure,
    /// 佐证材料名称, one a line.
    EvidenceName,
    /// 佐证材料存放位置, one a line in the same order.
    EvidencePlace,
}

impl Column {
    /// Every column in the order of the sheet.
    pub const ALL: [Self; 15] = [
        Self::Id,
        Self::Level1,
        Self::Level2,
        Self::Name,
        Self::Target,
        Self::Unit,
        Self::Weight,
        Self::Actual,
        Self::Numerator,
        Self::Denominator,
        Self::Description,
        Self::Reason,
        Self::Measure,
        Self::EvidenceName,
        Self::EvidencePlace,
    ];

    /// Returns the heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Id => "编号",
            Self::Level1 => "一级指标",
            Self::Level2 => "二级指标",
            Self::Name => "三级指标",
            Self::Target => "指标值",
            Self::Unit => "计量单位",
            Self::Weight => "分值",
            Self::Actual => "实际完成值",
            Self::Numerator => "分子",
            Self::Denominator => "分母",
            Self::Description => "完成情况简要描述",
            Self::Reason => "偏差原因",
            Self::Measure => "改进措施",
            Self::EvidenceName => "佐证材料名称",
            Self::EvidencePlace => "佐证材料存放位置",
        }
    }

    /// Returns true where the section fills in.
    pub fn is_open(self) -> bool {
        self >= Self::Actual
    }

    /// Returns the position in the sheet.
    pub fn position(self) -> usize {
        self as usize
    }
}

/// One sheet as it goes out.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The section; `None` for indicators without one.
    pub section: Option<Section>,
    /// The three lines above the headings: title, whose sheet it is, how to fill it in.
    pub above: [String; HEADING],
    /// Rows in the project's order.
    pub rows: Vec<Row>,
    /// What says whose sheet it is: unit, project or unit, year, id and name of the section.
    owner: [String; 5],
}

/// One indicator of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Position in `Project::indicators`.
    pub indicator: usize,
    /// Its texts, as a reader of the sheet will see them.
    pub texts: Texts,
}

/// The texts of a row by column.
#[derive(Clone, Debug, PartialEq)]
pub struct Texts([String; 15]);

impl Texts {
    fn of(text: impl FnMut(Column) -> String) -> Self {
        Self(Column::ALL.map(text))
    }

    /// Returns those of some columns in which another row says something else.
    fn differing<'a>(&'a self, other: &'a Self, columns: &'a [Column]) -> impl Iterator<Item = Column> + 'a {
        let columns = columns.iter().copied();
        columns.filter(|column| self[*column] != other[*column])
    }
}

impl Index<Column> for Texts {
    type Output = str;

    fn index(&self, column: Column) -> &str {
        &self.0[column.position()]
    }
}

/// A returned workbook as it was read: rows of texts of its two sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// File name, for the sentences.
    pub file: String,
    /// Rows of the sheet that was filled in.
    pub sheet: Vec<Vec<String>>,
    /// Rows of the hidden sheet.
    pub identity: Vec<Vec<String>>,
    /// Cells of the sheet that do not plainly show what was filled in, by row and column from 0.
    pub doubts: BTreeMap<(usize, usize), Doubt>,
    /// Names of further sheets that hold something.
    pub unread: Vec<String>,
}

/// Why a cell does not plainly show what was filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A formula whose result is not in the file.
    Uncomputed,
    /// Another cell is merged over it.
    Merged,
    /// It is merged over other cells.
    Merging,
    /// A formula; the file holds its result.
    Computed,
    /// A formula that came to an error.
    Error,
    /// TRUE or FALSE.
    Truth,
    /// Its row is hidden.
    Hidden,
}

impl Doubt {
    /// Returns true where nothing can be taken from the cell.
    fn is_refused(self) -> bool {
        matches!(self, Self::Uncomputed | Self::Merged | Self::Error)
    }

    /// Returns the sentence on what the cell is called.
    fn sentence(self, what: &str) -> String {
        let key = match self {
            Self::Uncomputed => "collection.uncomputed",
            Self::Merged => "collection.merged",
            Self::Merging => "collection.merging",
            Self::Computed => "collection.computed",
            Self::Error => "collection.error",
            Self::Truth => "collection.truth",
            Self::Hidden => "collection.hidden",
        };
        t!(key, what = what).into_owned()
    }
}

/// How to fill a sheet in; `{day}` is a day of the year.
const INSTRUCTIONS: &str = "填写说明：\n1.只填写有底色的单元格，其他单元格已锁定，请勿解除保护、增删行列或改动编号。\n\
2.定量指标在“实际完成值”填数字，不带单位和“约”“余”等字样；有分子、分母的填分子和分母，实际完成值留空，由系统计算。\n\
3.定性指标从下拉列表中选择档次，并填写完成情况简要描述；是否类指标从下拉列表中选择；时限类指标填写完成日期，如{day}。\n\
4.未完成或偏差较大的指标须填写偏差原因和改进措施。\n\
5.佐证材料每行一份，名称与存放位置逐行对应。\n\
6.没有数据的单元格留空，不要填0。";

/// Makes the sheets of a project: one a section that has indicators, in the project's order, then those without.
pub fn sheets(project: &Project) -> Vec<Sheet> {
    let known = |id: &Option<Id>| {
        let id = id.as_ref()?;
        project.sections.iter().find(|section| section.id == *id)
    };
    let sections = project.sections.iter().map(Some).chain([None]);
    sections
        .filter_map(|section| {
            let rows: Vec<Row> = (project.indicators.iter().enumerate())
                .filter(|(_, indicator)| known(&indicator.section).map(|one| &one.id) == section.map(|one| &one.id))
                .map(|(position, indicator)| Row {
                    indicator: position,
                    texts: texts(project, indicator),
                })
                .collect();
            (!rows.is_empty()).then(|| sheet(project, section, rows))
        })
        .collect()
}

fn sheet(project: &Project, section: Option<&Section>, rows: Vec<Row>) -> Sheet {
    let name = section.map_or(NO_SECTION, |section| section.name.as_str());
    let mut whose = format!("科室：{name}");
    for (label, text) in [
        ("联系人", section.map_or("", |section| section.contact.as_str())),
        ("联系电话", section.map_or("", |section| section.telephone.as_str())),
    ] {
        if !text.trim().is_empty() {
            whose.push_str(&format!("　　{label}：{}", text.trim()));
        }
    }
    Sheet {
        section: section.cloned(),
        above: [
            format!("{}{}绩效自评科室数据采集表", project.of_year(), project.subject()),
            whose,
            INSTRUCTIONS.replace("{day}", &sample_day(project)),
        ],
        rows,
        owner: identity::owner(project, section),
    }
}

/// Returns a day of the project's year, as an example of how days are written.
pub fn sample_day(project: &Project) -> String {
    let year = if project.year == 0 { 2020 } else { project.year };
    format!("{year}-12-31")
}

/// The texts of an indicator's row, as a reader of the sheet will see them.
fn texts(project: &Project, indicator: &Indicator) -> Texts {
    let (numerator, denominator) = match indicator.actual {
        Some(Actual::Ratio { numerator, denominator }) => (number::plain(numerator), number::plain(denominator)),
        _ => (String::new(), String::new()),
    };
    let actual = if numerator.is_empty() {
        indicator.actual_text(&project.scheme)
    } else {
        String::new()
    };
    let proofs = proofs(project, indicator);
    let lines = |field: fn(&Evidence) -> &str| -> String {
        let lines: Vec<String> = proofs.iter().map(|proof| field(proof).replace('\n', " ")).collect();
        lines.join("\n").trim_end().to_owned()
    };
    Texts::of(|column| {
        let text = match column {
            Column::Id => indicator.id.0.clone(),
            Column::Level1 => indicator.level1.clone(),
            Column::Level2 => indicator.level2.clone(),
            Column::Name => indicator.name.clone(),
            Column::Target => indicator.target_text(),
            Column::Unit => indicator.unit.clone(),
            Column::Weight => indicator.weight.map(number::plain).unwrap_or_default(),
            Column::Actual => actual.clone(),
            Column::Numerator => numerator.clone(),
            Column::Denominator => denominator.clone(),
            Column::Description => indicator.description.clone(),
            Column::Reason => indicator.reason.clone(),
            Column::Measure => indicator.measure.clone(),
            Column::EvidenceName => lines(|proof| &proof.name),
            Column::EvidencePlace => lines(|proof| &proof.place),
        };
        normal(&text)
    })
}

/// The evidence that proves an indicator, in the ledger's order.
fn proofs<'a>(project: &'a Project, indicator: &Indicator) -> Vec<&'a Evidence> {
    let ledger = project.evidence.iter();
    ledger.filter(|proof| proof.proves.contains(&indicator.id)).collect()
}

/// Returns true where a numerator and a denominator make sense.
pub fn takes_ratio(indicator: &Indicator) -> bool {
    !matches!(
        indicator.target,
        Some(Target::ByDate(_) | Target::Tiered(_) | Target::YesNo(_))
    )
}

/// A text as it survives a workbook: no carriage returns, no other control characters, no blanks at the ends.
fn normal(text: &str) -> String {
    let text = text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n");
    let kept = |character: &char| {
        *character == '\n' || !(character.is_control() || *character == '\u{FFFF}' || *character == '\u{FFFE}')
    };
    text.chars().filter(kept).collect::<String>().trim().to_owned()
}

/// Names a cell, counted from 0, as a workbook does: `H9`.
fn address(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_workbooks_name_them() {
        for (row, column, wanted) in [
            (0, 0, "A1"),
            (8, 7, "H9"),
            (0, 25, "Z1"),
            (9, 26, "AA10"),
            (0, 701, "ZZ1"),
        ] {
            assert_eq!(address(row, column), wanted);
        }
        assert_eq!(normal(" 甲\r\n乙\u{7}_x000D_ "), "甲\n乙");
    }
}
