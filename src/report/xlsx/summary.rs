//! The sheet 得分汇总: points by item and by goal as sums over the form, and the three scores side by side.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Worksheet};

use super::budget::Layout;
use super::filling::{Places, stated};
use super::{
    Page, SUMMARY_SHEET, body, detail, figures, float, heading, page, ranges, top, width_of, write_formula, write_text,
};
use crate::model::scheme::GoalUnit;
use crate::model::{Project, number};
use crate::report::form::{self, MISSING};
use crate::report::{Align, ExportError};
use crate::score::{Scorecard, Subtotal, UNFILLED_BUDGET, UNFILLED_OR_UNJUDGED, UNJUDGED};

/// Headings with their widths in full-width characters.
const COLUMNS: [(&str, f64); 5] = [
    ("项目", 17.0),
    ("分值", 6.0),
    ("得分", 6.0),
    ("失分", 6.0),
    ("未填分值", 6.0),
];
/// Longest formula written into a cell, in characters; Excel takes 8,192.
const LONGEST: usize = 8_000;

/// Row of the first item in the sheet, from 0.
const FIRST: u32 = 3;

/// Names the cell of 自评填报得分, the second row below the items.
pub fn declared(project: &Project, card: &Scorecard) -> String {
    let execution = usize::from(!card.execution.weight.is_zero());
    let goals = if project.scheme.goals.is_some() {
        card.goals.len()
    } else {
        0
    };
    let items = execution + card.levels.len() + goals;
    format!("{SUMMARY_SHEET}!C{}", items + 5)
}

/// Returns the condition that every indicator and the budget line have their score; `None` where there is nothing to
/// count, or where what is missing is no score.
pub fn all_scored(project: &Project, card: &Scorecard, money: &Layout) -> Option<String> {
    let (cells, counted) = scored(project, card, money)?;
    Some(format!("COUNT({cells})={counted}"))
}

/// Returns the note that the sum is not the score yet, as long as it is not; `None` where no count of scores tells.
pub fn unfinished(project: &Project, card: &Scorecard, money: &Layout, before: &str) -> Option<String> {
    let (cells, counted) = scored(project, card, money)?;
    let remark = match card.execution.weight.is_zero() {
        true => String::new(),
        false => format!("\"&IF(COUNT({})=0,\"{UNFILLED_BUDGET}\",\"\")&\"", money.score()),
    };
    let open = format!("({counted}-COUNT({cells}))");
    // What awaits points says so in place of its score.
    let awaiting = cells.split(',').map(|cells| format!("COUNTIF({cells},\"{UNJUDGED}\")"));
    let awaiting = awaiting.collect::<Vec<_>>().join("+");
    let word =
        format!("\"&IF({awaiting}=0,\"{MISSING}\",IF({awaiting}={open},\"{UNJUDGED}\",\"{UNFILLED_OR_UNJUDGED}\"))&\"");
    let note = form::unfinished(&format!("\"&{open}&\""), &word, &remark);
    Some(format!("IF(COUNT({cells})={counted},\"\",\"{before}{note}\")"))
}

/// Returns the cells of the scores, and how many there are.
fn scored(project: &Project, card: &Scorecard, money: &Layout) -> Option<(String, usize)> {
    let rows = project.indicators.len();
    let execution = &card.execution;
    let missing = card.rows.iter().filter(|row| row.score.is_none()).count();
    // Goals without their ratio are no cell: then it is what we have it to be.
    if rows == 0 || card.unfilled != missing + usize::from(execution.score.is_none()) {
        return None;
    }
    let (execution, counted) = if execution.weight.is_zero() {
        (String::new(), rows)
    } else {
        (format!(",{}", money.score()), rows + 1)
    };
    let cells = detail::column(project, detail::SCORE);
    Some((format!("{cells}{execution}"), counted))
}

/// Points of an item: cells that are summed, and what they come to as we have it.
type Sum = (Vec<String>, Option<Decimal>);

/// One line of the table.
struct Item {
    name: String,
    weight: Sum,
    score: Sum,
    /// Points of what has no score: formula, and what it comes to.
    open: (String, Decimal),
}

/// Writes the sheet.
///
/// # Errors
/// A library that refuses the content.
pub fn write(
    sheet: &mut Worksheet,
    project: &Project,
    card: &Scorecard,
    money: &Layout,
    places: &Places,
) -> Result<(), ExportError> {
    sheet.set_name(SUMMARY_SHEET)?;
    top(
        sheet,
        (4, width_of(&COLUMNS)),
        &format!("{}{}得分汇总", project.of_year(), project.subject()),
        "得分在“自评表”中计算，此处引用并合计",
    )?;
    heading(sheet, 2, &COLUMNS)?;
    let mut row = FIRST;
    let groups = |groups: &[Subtotal]| -> Vec<Item> {
        let items = groups.iter().map(|group| self::group(project, group, places));
        items.collect()
    };
    let mut parts: Vec<Item> = execution(card, money).into_iter().collect();
    parts.extend(groups(&card.levels));
    let goals = match project.scheme.goals {
        Some(_) => groups(&card.goals),
        None => Vec::new(),
    };
    for item in parts.iter().chain(&goals) {
        write_text(sheet, row, 0, &item.name, &body(Align::Left))?;
        line(sheet, row, item, false)?;
        row += 1;
    }
    // The goals divide the same points once more: the total has those of execution and levels.
    let by_ratio = (project.scheme.goals.as_ref()).is_some_and(|rule| rule.unit == GoalUnit::Ratio);
    let total = total(project, card, places, &parts, by_ratio);
    let name = |is_whole: bool| {
        if is_whole {
            "总分（系统计算）"
        } else {
            "已填部分得分（系统计算）"
        }
    };
    match all_scored(project, card, money) {
        Some(whole) => {
            let formula = format!("IF({whole},\"{}\",\"{}\")", name(true), name(false));
            write_formula(sheet, row, 0, &formula, name(card.unfilled == 0), &body(Align::Left))?;
        }
        None => write_text(sheet, row, 0, name(card.unfilled == 0), &body(Align::Left))?,
    }
    line(sheet, row, &total, by_ratio)?;
    row += 1;
    let points = figures("0.00");
    for (name, score) in [("自评填报得分", project.declared), ("预计复核得分", project.expected)] {
        write_text(sheet, row, 0, name, &body(Align::Left))?;
        sum(sheet, row, 2, &(Vec::new(), score), &points)?;
        for column in [1, 3, 4] {
            write_text(sheet, row, column, "—", &points)?;
        }
        row += 1;
    }
    for line in FIRST..row {
        sheet.set_row_height(line, 21)?;
    }
    page(
        sheet,
        &Page {
            heading: 2,
            last_row: row - 1,
            last_column: 4,
        },
    )
}

/// The budget line; `None` where the scheme gives no points for it.
fn execution(card: &Scorecard, money: &Layout) -> Option<Item> {
    let execution = &card.execution;
    let (weight, score) = (money.weight(), money.score());
    (!execution.weight.is_zero()).then(|| Item {
        name: "预算执行情况".to_owned(),
        open: (
            format!("IF(COUNT({score})=0,N({weight}),0)"),
            execution.score.map_or(execution.weight, |_| Decimal::ZERO),
        ),
        weight: (vec![weight], Some(execution.weight)),
        score: (vec![score], execution.score),
    })
}

/// A 一级指标 or a goal.
fn group(project: &Project, group: &Subtotal, places: &Places) -> Item {
    let name = if group.name.is_empty() { MISSING } else { &group.name };
    let cells = |column| -> Vec<Option<String>> {
        let rows = 0..project.indicators.len();
        rows.map(|row| Some(detail::place(column, row))).collect()
    };
    let [weights, scores] = [detail::WEIGHT, detail::SCORE].map(|column| ranges(&group.rows, &cells(column)));
    let open = (scores.iter().zip(&weights)).map(|(scores, weights)| {
        // What is no number in the weights counts nothing.
        format!("SUMPRODUCT(1-ISNUMBER({scores}),{weights})")
    });
    let open: Vec<String> = open.collect();
    Item {
        name: match group.goal {
            Some(_) => format!("目标：{name}"),
            None => name.to_owned(),
        },
        weight: (weights, weight_of(project, &group.rows)),
        score: (ranges(&group.rows, &places.scores), group.stated_score()),
        open: (format!("ROUND({},6)", open.join("+")), group.open()),
    }
}

/// All of it, over the lines above.
fn total(project: &Project, card: &Scorecard, places: &Places, parts: &[Item], by_ratio: bool) -> Item {
    let (first, last) = (FIRST + 1, usize::try_from(FIRST).unwrap_or_default() + parts.len());
    // Goals that count by their ratio make another sum of the points: then full marks are what they come to.
    let weight = if by_ratio || parts.is_empty() {
        (Vec::new(), Some(project.scheme.total))
    } else {
        let weights = parts.iter().filter_map(|item| item.weight.1);
        let sum = weights.reduce(|sum, weight| sum.saturating_add(weight));
        (vec![format!("B{first}:B{last}")], sum)
    };
    let open = parts.iter().map(|item| item.open.1);
    Item {
        name: String::new(),
        weight,
        score: (places.total.iter().cloned().collect(), card.stated_total()),
        open: (
            if parts.is_empty() {
                "0".to_owned()
            } else {
                format!("SUM(E{first}:E{last})")
            },
            open.fold(Decimal::ZERO, Decimal::saturating_add),
        ),
    }
}

/// Sums the weights of some rows; `None` where none has any.
fn weight_of(project: &Project, rows: &[usize]) -> Option<Decimal> {
    let weights = rows.iter().filter_map(|row| project.indicators[*row].weight);
    weights.reduce(|sum, weight| sum.saturating_add(weight))
}

/// Writes the points of an item. What has no score is not lost; where points count by the ratio of their goal, what is
/// lost is known when nothing is open.
fn line(sheet: &mut Worksheet, row: u32, item: &Item, by_ratio: bool) -> Result<(), ExportError> {
    let points = figures("0.00");
    sum(sheet, row, 1, &item.weight, &points)?;
    sum(sheet, row, 2, &item.score, &points)?;
    let at = row + 1;
    let (formula, open) = &item.open;
    if formula.chars().count() > LONGEST {
        sheet.write_number_with_format(row, 4, float(*open), &points)?;
    } else {
        write_formula(sheet, row, 4, formula, &number::plain(*open), &points)?;
    }
    let lost =
        (item.weight.1.zip(item.score.1)).and_then(|(weight, score)| weight.checked_sub(score)?.checked_sub(*open));
    let (mut formula, mut result) = (format!("ROUND(B{at}-C{at}-E{at},6)"), stated(lost));
    if by_ratio {
        formula = format!("IF(E{at}=0,{formula},\"—\")");
        if lost.is_some() && !open.is_zero() {
            result = "—".to_owned();
        }
    }
    let formula = format!("IF(COUNT(B{at}:C{at})=2,{formula},\"{MISSING}\")");
    write_formula(sheet, row, 3, &formula, &result, &points)
}

/// Writes a sum over cells, 未填 while none holds a number; or the number where there are no such cells.
fn sum(sheet: &mut Worksheet, row: u32, column: u16, (cells, value): &Sum, format: &Format) -> Result<(), ExportError> {
    // Excel takes at most 255 arguments.
    match *value {
        value if !cells.is_empty() && cells.len() <= 255 => {
            let cells = cells.join(",");
            let formula = format!("IF(COUNT({cells})=0,\"{MISSING}\",ROUND(SUM({cells}),6))");
            write_formula(sheet, row, column, &formula, &stated(value), format)
        }
        Some(value) => {
            sheet.write_number_with_format(row, column, float(value), format)?;
            Ok(())
        }
        None => write_text(sheet, row, column, MISSING, format),
    }
}
