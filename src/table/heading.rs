//! The headings of an indicator table, in the spellings of the regions (`domain.md` §1.2, §1.4, §1.6, §2.6).

use std::collections::HashMap;
use std::sync::LazyLock;

use super::grid::Grid;
use crate::model::notation;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Goal,
    Level1,
    Level2,
    Name,
    Operator,
    Target,
    InitialTarget,
    AdjustedTarget,
    Unit,
    Actual,
    Weight,
    Score,
    Deduction,
    Description,
    Reason,
    Measure,
    ReasonAndMeasure,
    Application,
    Core,
    Explanation,
    Standard,
    Basis,
    Source,
    Method,
    PreviousYear,
    YearBeforePrevious,
    Code,
    Section,
    Evidence,
    Note,
    /// Known, but computed by us: 完成率, 得分系数, 序号 …
    Ignored,
    /// A heading that says nothing to us.
    Unknown,
}

/// Headings without spaces, asterisks and notes in parentheses.
const HEADINGS: &[(Holds, &[&str])] = &[
    (
        Holds::Goal,
        &["年度绩效目标", "年度目标", "所属年度目标", "所属绩效目标", "绩效目标"],
    ),
    (Holds::Level1, &["一级指标", "一级指标名称", "一级"]),
    (Holds::Level2, &["二级指标", "二级指标名称", "二级"]),
    (
        Holds::Name,
        &[
            "三级指标",
            "三级指标名称",
            "三级",
            "指标名称",
            "绩效指标名称",
            "指标内容",
            "具体指标",
        ],
    ),
    (
        Holds::Operator,
        &[
            "指标性质",
            "计算符号",
            "指标方向",
            "性质",
            "符号",
            "比较符",
            "比较符号",
            "运算符号",
            "运算符",
            "指标类型",
        ],
    ),
    (
        Holds::Target,
        &[
            "指标值",
            "年度指标值",
            "目标值",
            "年度目标值",
            "预期值",
            "预期指标值",
            "预期目标值",
            "计划值",
            "计划指标值",
            "计划目标值",
            "绩效目标值",
            "绩效指标值",
            "全年目标值",
            "全年指标值",
            "指标目标值",
            "目标指标值",
            "预期当年实现值",
            "年度绩效指标值",
            "年度计划值",
        ],
    ),
    (
        Holds::InitialTarget,
        &[
            "年初目标值",
            "年初指标值",
            "年初设定值",
            "年初设定目标值",
            "年初绩效目标值",
            "年初预期值",
            "原指标值",
            "调整前指标值",
        ],
    ),
    (
        Holds::AdjustedTarget,
        &[
            "调整指标值",
            "调整后指标值",
            "调整目标值",
            "调整后目标值",
            "全年(调整)指标值",
            "全年(调整)目标值",
            "年中调整指标值",
            "调整值",
        ],
    ),
    (
        Holds::Unit,
        &["度量单位", "计量单位", "指标单位", "指标值单位", "单位", "计算单位"],
    ),
    (
        Holds::Actual,
        &[
            "完成值",
            "实际完成值",
            "全年完成值",
            "全年实际完成值",
            "全年实际值",
            "实际完成指标值",
            "完成指标值",
            "指标完成值",
            "年度完成值",
            "年度实际完成值",
            "实际值",
            "实际完成",
            "实际完成情况",
            "实际完成数",
            "指标实际完成值",
            "指标值完成情况",
            "完成情况",
        ],
    ),
    (
        Holds::Weight,
        &[
            "分值",
            "权重",
            "指标权重",
            "权重设定值",
            "分值/权重",
            "权重/分值",
            "分值权重",
            "权重分值",
            "指标分值",
            "标准分值",
            "标准分",
            "设定分值",
            "满分",
            "总分值",
            "分值(权重)",
            "权重(分值)",
        ],
    ),
    (
        Holds::Score,
        &[
            "得分",
            "指标得分",
            "自评得分",
            "自评分",
            "实际得分",
            "单位自评得分",
            "评价得分",
            "自评分数",
            "自评分值",
            "得分情况",
        ],
    ),
    (Holds::Deduction, &["扣减分数", "扣减分", "扣分", "扣分值"]),
    (
        Holds::Description,
        &[
            "完成情况简要描述",
            "完成情况描述",
            "完成情况说明",
            "完成情况简述",
            "完成情况简要说明",
            "指标完成情况说明",
        ],
    ),
    (
        Holds::Measure,
        &[
            "改进措施",
            "整改措施",
            "下一步措施",
            "下一步改进措施",
            "拟采取的改进措施",
        ],
    ),
    (Holds::Application, &["结果应用建议", "结果应用"]),
    (Holds::Core, &["是否核心指标", "核心指标"]),
    (Holds::Explanation, &["指标解释", "指标说明", "指标解释说明"]),
    (
        Holds::Standard,
        &["评(扣)分标准", "评分标准", "扣分标准", "评价标准", "评分规则"],
    ),
    (Holds::Basis, &["指标值设定依据", "设定依据", "指标设定依据"]),
    (Holds::Source, &["数据来源", "完成值数据来源", "指标值数据来源"]),
    (Holds::Method, &["取值方式", "完成值取值方式"]),
    (Holds::PreviousYear, &["上年值", "上年", "上年实际值", "上年完成值"]),
    (
        Holds::YearBeforePrevious,
        &["前年值", "前年", "前年实际值", "前年完成值"],
    ),
    (Holds::Code, &["编码", "指标编码"]),
    (
        Holds::Section,
        &[
            "责任科室",
            "责任部门",
            "责任单位",
            "填报科室",
            "责任科室/填报人",
            "业务科室",
        ],
    ),
    (Holds::Evidence, &["佐证材料", "佐证材料名称", "证明材料", "附件材料"]),
    (Holds::Note, &["备注", "说明"]),
    (
        Holds::Ignored,
        &[
            "序号",
            "完成率",
            "完成比例",
            "偏差率",
            "偏离度",
            "得分系数",
            "完成率/得分系数",
        ],
    ),
];

/// What each of them holds; every cell of a table may be one.
static KNOWN: LazyLock<HashMap<&str, Holds>> = LazyLock::new(|| {
    let known = HEADINGS.iter();
    known
        .flat_map(|(holds, names)| names.iter().map(|name| (*name, *holds)))
        .collect()
});

/// Recognises one heading: `*分值 数量(20)、质量(10)` is 分值, `年初目标值（A）` is 年初目标值.
pub(super) fn recognise(text: &str) -> Option<Holds> {
    if text.is_empty() || text.chars().count() > 80 {
        return None;
    }
    let clean = |text: &str| notation::fold(text).replace(['*', ':'], "");
    let whole = clean(text);
    let cut = without_note(&whole);
    // Behind the heading itself a template may go on after a space.
    let first = || {
        let (first, _) = text.trim().split_once(char::is_whitespace)?;
        KNOWN.get(without_note(&clean(first)))
    };
    let known = [whole.as_str(), cut].iter().find_map(|spelling| KNOWN.get(spelling));
    known.or_else(first).copied().or_else(|| {
        let cause = cut.contains("原因") || cut.contains("偏差");
        match (cause, cut.contains("措施")) {
            _ if cut.chars().count() > 20 => None,
            (true, true) => Some(Holds::ReasonAndMeasure),
            (true, false) if cut.contains("原因") || cut.ends_with("说明") => Some(Holds::Reason),
            _ => None,
        }
    })
}

/// Recognises one heading of a form of this year, which may print the year: 2023年目标值, 2022年度完成值.
fn recognise_of(text: &str, year: u16) -> Option<Holds> {
    recognise(text).or_else(|| {
        let folded = Some(text).filter(|text| text.contains('年')).map(notation::fold)?;
        let (printed, rest) = folded.split_once('年').filter(|(digits, _)| digits.len() == 4)?;
        let holds = recognise(rest.strip_prefix('度').unwrap_or(rest))?;
        match (year.checked_sub(printed.parse().ok()?)?, holds) {
            (0, holds) => Some(holds),
            (1, Holds::Actual) => Some(Holds::PreviousYear),
            (2, Holds::Actual) => Some(Holds::YearBeforePrevious),
            _ => None,
        }
    })
}

/// Cuts a folded text at its first parenthesis.
fn without_note(folded: &str) -> &str {
    folded.find(['(', '[']).map_or(folded, |at| &folded[..at])
}

/// Which column holds what.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    cells: Vec<(Holds, usize)>,
    /// The unit in the heading of the values, as in 指标值（%）.
    pub(super) unit: Option<String>,
}

impl Columns {
    /// Finds the column of a kind; the first where a merged heading covers several.
    pub(super) fn of(&self, holds: Holds) -> Option<usize> {
        self.all(holds).next()
    }

    /// Finds the columns of a kind.
    pub(super) fn all(&self, holds: Holds) -> impl Iterator<Item = usize> {
        let columns = self.cells.iter().filter(move |(other, _)| *other == holds);
        columns.map(|(_, column)| *column)
    }

    /// Finds the column of the target in force: the adjusted one where there are two.
    pub(super) fn target(&self) -> Option<usize> {
        [Holds::Target, Holds::AdjustedTarget, Holds::InitialTarget]
            .iter()
            .find_map(|holds| self.of(*holds))
    }

    /// Returns the columns that are read.
    pub(super) fn read(&self) -> impl Iterator<Item = usize> {
        let read = self.cells.iter().filter(|(holds, column)| {
            !matches!(holds, Holds::Unknown | Holds::Ignored) && self.of(*holds) == Some(*column)
        });
        read.map(|(_, column)| *column)
    }

    /// Returns the columns that are not read: those whose headings say nothing to us, alone, and those whose kind is
    /// read from another column, with that.
    pub(super) fn unread(&self) -> impl Iterator<Item = (usize, Option<usize>)> {
        self.cells
            .iter()
            .filter_map(|(holds, column)| match (holds, self.of(*holds)) {
                (Holds::Unknown, _) => Some((*column, None)),
                // Of notes every column is read.
                (Holds::Ignored | Holds::Note, _) => None,
                (_, read) if read == Some(*column) => None,
                (_, read) => Some((*column, read)),
            })
    }

    /// Returns true where the same is read from the same columns.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.read().eq(other.read()) && self.read().all(|column| self.at(column) == other.at(column))
    }

    /// Says what a column holds.
    fn at(&self, column: usize) -> Option<Holds> {
        self.cells
            .iter()
            .find(|(_, other)| *other == column)
            .map(|(holds, _)| *holds)
    }

    /// Returns how many kinds are there.
    pub(super) fn kinds(&self) -> usize {
        let mut kinds: Vec<Holds> = Vec::new();
        for (holds, _) in &self.cells {
            if *holds != Holds::Unknown && !kinds.contains(holds) {
                kinds.push(*holds);
            }
        }
        kinds.len()
    }

    /// Returns true when these are headings of an indicator table: a name, and something said of it.
    fn suffice(&self) -> bool {
        let values = [
            Holds::Target,
            Holds::InitialTarget,
            Holds::AdjustedTarget,
            Holds::Actual,
            Holds::Weight,
            Holds::Score,
        ];
        self.of(Holds::Name).is_some() && values.iter().any(|holds| self.of(*holds).is_some())
    }
}

/// Says what a cell of a row of headings heads; `None` where it is empty or only covered by another.
fn held(grid: &Grid, row: usize, column: usize, year: u16) -> Option<Holds> {
    let unknown = || (!grid.own(row, column).is_empty()).then_some(Holds::Unknown);
    recognise_of(grid.seen(row, column), year).or_else(unknown)
}

/// Reads the headings of a form of this year that begin in a row; the second part is how many rows they take, 1 or 2.
pub(super) fn at(grid: &Grid, row: usize, year: u16) -> Option<(Columns, usize)> {
    let one = (0..grid.width(row))
        .filter_map(|column| Some((held(grid, row, column, year)?, column)))
        .collect();
    let one = Columns { cells: one, unit: None };
    let (mut columns, height) = match double(grid, row, year).filter(Columns::suffice) {
        Some(two) => (two, 2),
        None => (one, 1),
    };
    // Of two columns of a kind the one that is seen counts.
    columns.cells.sort_by_key(|(_, column)| grid.hides_column(*column));
    let values = columns.target().into_iter().chain(columns.of(Holds::Actual));
    columns.unit = values
        .flat_map(|column| (row..row + height).map(move |row| grid.seen(row, column)))
        .find_map(super::value::unit_behind);
    columns.suffice().then_some((columns, height))
}

/// Words for the value itself, below a heading over value and unit.
const VALUE: [&str; 4] = ["数值", "值", "数额", "内容"];

/// Reads headings of two rows: `指标值` over `年初` and `调整`.
fn double(grid: &Grid, row: usize, year: u16) -> Option<Columns> {
    let below = row + 1;
    let mut columns = Vec::new();
    let (mut above, mut recognised) = ("", 0);
    for column in 0..grid.width(row).max(grid.width(below)) {
        let (top, bottom) = (grid.seen(row, column), grid.own(below, column));
        if !top.is_empty() {
            above = top;
        }
        if bottom.is_empty() {
            columns.extend(held(grid, row, column, year).map(|holds| (holds, column)));
            continue;
        }
        // The headings beside each other share the word above them: 年初 + 指标值.
        // 数值 beside 单位 says no more than the heading above.
        let itself = if VALUE.contains(&bottom) { above } else { "" };
        // 年初 below 年度指标值 says no more of the year.
        let bare = above.trim_start_matches("年度").trim_start_matches("全年");
        let holds = [
            itself.to_owned(),
            format!("{bottom}{above}"),
            format!("{bottom}{bare}"),
            format!("{above}{bottom}"),
            bottom.to_owned(),
        ]
        .iter()
        .find_map(|text| recognise_of(text, year))?;
        columns.push((holds, column));
        recognised += 1;
    }
    // A row of the table that says 无 everywhere is no heading, neither is the only heading row itself.
    let own: Vec<Holds> = (0..grid.width(below))
        .filter_map(|column| recognise(grid.own(below, column)))
        .collect();
    // Points may stand in the upper row alone, above nothing.
    let adds_points =
        (columns.iter()).any(|(holds, _)| matches!(holds, Holds::Weight | Holds::Score) && !own.contains(holds));
    let columns = Columns {
        cells: columns,
        unit: None,
    };
    let heads_itself = columns.suffice() && (adds_points || !own.contains(&Holds::Name));
    (recognised > 0 && heads_itself).then_some(columns)
}
