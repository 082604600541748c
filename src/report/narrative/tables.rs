//! The tables of the report's text.

use rust_decimal::Decimal;

use super::indicators::{by_loss, rows, tells_reasons};
use super::outcome::unscored;
use crate::model::budget::{Amount, BudgetLine};
use crate::model::names::listed;
use crate::model::{Disclosure, Field, FundKind, Indicator, Project, Target, number};
use crate::report::columns::{self, Growth, by_length};
use crate::report::fitting::{Grid, TEXT_WIDTH};
use crate::report::form::{self, MISSING};
use crate::report::{Align, Cell, Column, Open, Table};
use crate::score::{Scorecard, UNJUDGED};

fn or_missing(value: Option<Decimal>, written: fn(Decimal) -> String) -> String {
    value.map_or_else(|| MISSING.to_owned(), written)
}

/// Points by item: the budget line, each first level, the total; with what is unfilled where anything is.
pub fn scores(card: &Scorecard) -> Table {
    let mut columns = vec![
        ("项目", 8, Align::Left),
        ("分值", 4, Align::Right),
        ("得分", 4, Align::Right),
        ("扣分", 4, Align::Right),
    ];
    let open = format!("{}项数", card.unfilled_word());
    if card.unfilled > 0 {
        columns.push((&open, 4, Align::Right));
    }
    let mut rows = Vec::new();
    let mut full = Decimal::ZERO;
    let mut add = |name: &str, weight: Decimal, scores: [Option<Decimal>; 2], unscored: &str, unfilled: usize| {
        full = full.checked_add(weight).unwrap_or(Decimal::MAX);
        rows.push(vec![
            form::filled(name),
            number::plain(weight),
            scores[0].map_or_else(|| unscored.to_owned(), number::points),
            scores[1].map_or_else(|| unscored.to_owned(), number::points),
            unfilled.to_string(),
        ]);
    };
    let execution = &card.execution;
    if !execution.weight.is_zero() {
        let lost = execution.score.and_then(|score| execution.weight.checked_sub(score));
        let unfilled = usize::from(execution.score.is_none());
        let unscored = execution.rate.map_or(MISSING, |_| UNJUDGED);
        add(
            "预算执行情况",
            execution.weight,
            [execution.score, lost],
            unscored,
            unfilled,
        );
    }
    for level in &card.levels {
        add(
            &level.name,
            level.weight,
            [level.stated_score(), level.stated_lost()],
            unscored(card, level),
            level.unfilled,
        );
    }
    rows.push(vec![
        "总分".to_owned(),
        number::plain(full),
        form::printed_total(card),
        or_missing(card.stated_lost(), number::points),
        card.unfilled.to_string(),
    ]);
    Table::of(&columns, rows)
}

/// The indicators that lost points, and where each row of their table comes from.
pub struct Unmet {
    /// The table.
    pub table: Table,
    /// Below the headings, row by row: the position of the indicator, and its fields in the cells of the row.
    pub sources: Vec<(usize, &'static [Option<Field>])>,
}

/// The fields of an indicator in the cells of its row, reason and measure last.
const BESIDE: [Option<Field>; 8] = [
    Some(Field::Name),
    Some(Field::Name),
    Some(Field::Target),
    Some(Field::Actual),
    None,
    None,
    Some(Field::Reason),
    Some(Field::Measure),
];
/// Columns of names, of values that may be words, and of reasons and measures.
const UNEVEN: [usize; 5] = [1, 2, 3, 6, 7];
/// The fields in the rows below, where reasons and measures are too long for columns.
const REASON: [Option<Field>; 1] = [Some(Field::Reason)];
const MEASURE: [Option<Field>; 1] = [Some(Field::Measure)];
/// A reason or a measure of more characters would make a column of it that is narrow and high.
const LONGEST_BESIDE: usize = 40;
/// A number with its unit that is wider would leave the names no room beside reasons and measures.
const WIDEST_BESIDE: usize = 7 * columns::EM;

/// Makes the table of the indicators that lost points, the greatest loss first; `None` where none did.
///
/// Reasons and measures stand in columns of their own, or, where one is long or a number wide, below the numbers of their
/// indicator; they are left out where the sentences proposed above the table tell them all.
pub fn unmet(project: &Project, card: &Scorecard, is_proposed: bool) -> Option<Unmet> {
    let mut columns = vec![
        // Amounts take what they need; the rest is for the words.
        ("序号", 7, Align::Centre),
        ("指标", 16, Align::Left),
        ("指标值", 10, Align::Right),
        ("实际完成值", 10, Align::Right),
        ("差距", 8, Align::Right),
        ("扣分", 8, Align::Right),
        ("原因", 34, Align::Left),
        ("改进措施", 24, Align::Left),
    ];
    let short = by_loss(card, rows(card, |_, short| short));
    let mut indicators = short.iter().map(|&row| &project.indicators[row]);
    let is_any = |is: fn(&str) -> bool| indicators.clone().any(|one| is(&one.reason) || is(&one.measure));
    let is_told = is_proposed && tells_reasons(project, &short);
    let is_high = is_any(|text| text.chars().count() > LONGEST_BESIDE);
    let is_wide = |indicator: &Indicator| {
        let target = indicator.target.as_ref();
        let target = target.filter(|target| target.number().is_some() || matches!(target, Target::Range { .. }));
        let target = target.map(|target| target.text_with(&indicator.unit));
        let actual = indicator.actual_number().map(|_| form::actual(project, indicator));
        target
            .into_iter()
            .chain(actual)
            .any(|value| columns::breadth(&value) > WIDEST_BESIDE)
    };
    let stands_below = !is_told && (is_high || indicators.any(is_wide));
    if is_told || stands_below {
        // Without them there is room for the name and the values.
        columns.truncate(columns.len() - 2);
        for (column, width) in columns.iter_mut().zip([7, 30, 16, 16, 12, 9]) {
            column.1 = width;
        }
    }
    // A form without a column for measures demands none.
    let measure = |row: usize| match project.indicators[row].measure.as_str() {
        text if text.trim().is_empty() && !card.rows[row].owes_measure(&project.scheme) => "—".to_owned(),
        text => form::filled(text),
    };
    let numbers = |(position, &row): (usize, &usize)| {
        let indicator = &project.indicators[row];
        let target = indicator.target.as_ref();
        let mut cells = vec![
            (position + 1).to_string(),
            form::filled(&indicator.name),
            target.map_or_else(|| MISSING.to_owned(), |target| target.text_with(&indicator.unit)),
            form::actual(project, indicator),
            (indicator.apart(&project.scheme)).map_or_else(
                || "—".to_owned(),
                |(apart, unit)| format!("{}{unit}", number::measured(apart, unit)),
            ),
            or_missing(card.rows[row].lost, number::points),
        ];
        if !is_told && !stands_below {
            cells.extend([form::filled(&indicator.reason), measure(row)]);
        }
        cells
    };
    let cells: Vec<Vec<String>> = short.iter().enumerate().map(numbers).collect();
    balance(&mut columns, &cells);
    let mut table = Table::of(&columns, cells);
    let mut sources: Vec<(usize, &[_])> = short.iter().map(|&row| (row, &BESIDE[..columns.len()])).collect();
    if stands_below {
        for (position, &row) in short.iter().enumerate().rev() {
            let indicator = &project.indicators[row];
            let below = |lead: &str, text: String| Cell {
                text: format!("{lead}：{text}"),
                columns: columns.len() - 1,
                rows: 1,
                align: Align::Left,
                open: Open::default(),
            };
            // The number of the indicator stands beside its values, its reason and its measure, which stay together.
            table.rows[position + 1][0].rows = 3;
            let words = [
                vec![below("原因", form::filled(&indicator.reason))],
                vec![below("改进措施", measure(row))],
            ];
            table.rows.splice(position + 2..position + 2, words);
            sources.splice(position + 1..position + 1, [(row, &REASON[..]), (row, &MEASURE[..])]);
        }
    }
    (!short.is_empty()).then_some(Unmet { table, sources })
}

/// Shares the room of [`UNEVEN`] out by what stands in them: a name and its target may be four letters or two hundred.
fn balance(columns: &mut [Column<'_>], cells: &[Vec<String>]) {
    let uneven: Vec<usize> = UNEVEN.into_iter().filter(|&at| at < columns.len()).collect();
    let room = uneven.iter().map(|&at| usize::from(columns[at].1)).sum();
    let headings = uneven.iter().map(|&at| columns[at].0);
    let texts = cells.iter().flat_map(|row| uneven.iter().map(|&at| row[at].as_str()));
    let texts = headings
        .chain(texts)
        .enumerate()
        .map(|(position, text)| (position % uneven.len(), text));
    let widths = by_length(texts, Growth::Root, &[], (uneven.len(), room));
    for (at, width) in uneven.iter().zip(widths.unwrap_or_default()) {
        columns[*at].1 = u16::try_from(width).unwrap_or(u16::MAX);
    }
}

/// The budget by line; `None` without lines.
pub fn budget(project: &Project, card: &Scorecard) -> Option<Table> {
    if project.budget.lines.is_empty() {
        return None;
    }
    // Without any carry-over the column says nothing.
    let carried = project.budget.total(Amount::CarryOver).is_some();
    let mut columns = vec![
        ("项目（万元）", 7, Align::Left),
        ("年初预算数", 6, Align::Right),
        ("调整预算数", 6, Align::Right),
        ("全年执行数", 6, Align::Right),
        ("占年初预算", 5, Align::Right),
    ];
    if carried {
        columns.insert(3, ("上年结转", 5, Align::Right));
    }
    let row = |name: &str, amount: &dyn Fn(Amount) -> Option<Decimal>| {
        let share = amount(Amount::Actual)
            .zip(amount(Amount::Initial))
            .and_then(|(actual, initial)| actual.checked_div(initial));
        let mut cells = vec![
            name.to_owned(),
            or_missing(amount(Amount::Initial), number::money),
            or_missing(amount(Amount::Adjusted), number::money),
            or_missing(amount(Amount::Actual), number::money),
            share.map_or_else(|| "—".to_owned(), number::percent),
        ];
        if carried {
            // Nothing demands that a line has any.
            let amount = amount(Amount::CarryOver);
            cells.insert(3, amount.map_or_else(|| "—".to_owned(), number::money));
        }
        cells
    };
    let mut rows: Vec<Vec<String>> = (project.budget.lines.iter())
        .map(|line| row(line_name(line), &|amount| line.amount(amount)))
        .collect();
    rows.push(row("合计", &|amount| project.budget.total(amount)));
    let size = |table: &Table| Grid::new(table, TEXT_WIDTH).size;
    let mut table = Table::of(&columns, rows.clone());
    // Amounts too long for a row have a column for each line of the budget, those of many lines two rows of columns.
    for other in [turned(&columns, &rows), stacked(&columns, rows)] {
        if size(&other) > size(&table) {
            table = other;
        }
    }
    // The rate that is scored stands on a base of its own, so it has its own row.
    let rate = card.execution.rate;
    table.rows.push(vec![
        Cell {
            text: format!(
                "预算执行率（以{}{}为基数）",
                project.scheme.budget.base.name(),
                card.execution
                    .base
                    .map_or_else(|| MISSING.to_owned(), |base| format!("{}万元", number::money(base)))
            ),
            columns: table.widths.len() - 1,
            rows: 1,
            align: Align::Left,
            open: Open::default(),
        },
        Cell {
            text: or_missing(rate, number::percent),
            columns: 1,
            rows: 1,
            align: Align::Right,
            open: Open::default(),
        },
    ]);
    Some(table)
}

/// The same table with a column for each of its rows.
fn turned(columns: &[Column<'_>], rows: &[Vec<String>]) -> Table {
    let names: Vec<&str> = columns.iter().map(|(name, ..)| *name).collect();
    let mut heads = vec![(names[0], 6, Align::Left)];
    heads.extend(rows.iter().map(|row| (row[0].as_str(), 6, Align::Right)));
    let lines = (1..names.len()).map(|at| {
        let cells = rows.iter().map(|row| row[at].clone());
        std::iter::once(names[at].to_owned()).chain(cells).collect()
    });
    Table::of(&heads, lines)
}

/// The same table with the second half of its columns, headings and all, below the first.
fn stacked(columns: &[Column<'_>], rows: Vec<Vec<String>>) -> Table {
    let (first, second) = columns.split_at(1 + columns.len() / 2);
    let mut above = Vec::new();
    let mut below = vec![second.iter().map(|(heading, ..)| (*heading).to_owned()).collect()];
    for mut row in rows {
        below.push(row.split_off(first.len()));
        above.push(row);
    }
    let mut table = Table::of(first, above);
    // The last cell takes the room of the columns that the second half has less.
    let spare = first.len() - 1 - second.len();
    for (position, texts) in below.into_iter().enumerate() {
        let mut row = vec![table.rows[position][0].clone()];
        let last = texts.len() - 1;
        row.extend(texts.into_iter().enumerate().map(|(at, text)| Cell {
            text,
            columns: if at == last { 1 + spare } else { 1 },
            rows: 1,
            align: if position == 0 { Align::Centre } else { second[at].2 },
            open: Open::default(),
        }));
        table.rows.push(row);
    }
    table
}

/// The printed name of a budget line.
fn line_name(line: &BudgetLine) -> &str {
    match (line.name.trim(), line.kind) {
        ("", FundKind::Basic) => "基本支出",
        ("", FundKind::Project) => "项目支出",
        ("", FundKind::Other) => "其他支出",
        (name, _) => name,
    }
}

/// 变动原因 with amounts; `None` without any.
pub fn causes(project: &Project) -> Option<Table> {
    let columns = [
        ("序号", 3, Align::Centre),
        ("变动原因", 18, Align::Left),
        ("金额（万元）", 7, Align::Right),
    ];
    let causes = &project.budget.causes;
    let mut rows: Vec<Vec<String>> = (causes.iter().enumerate())
        .map(|(position, cause)| {
            vec![
                (position + 1).to_string(),
                form::filled(&cause.text),
                or_missing(cause.amount, number::money),
            ]
        })
        .collect();
    if rows.len() > 1 {
        let mut amounts = causes.iter().map(|cause| cause.amount);
        let sum = amounts.try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount?));
        rows.push(vec![String::new(), "合计".to_owned(), or_missing(sum, number::money)]);
    }
    (!rows.is_empty()).then(|| Table::of(&columns, rows))
}

/// 佐证材料目录; `None` without any. Where the files lie is nobody else's business and left out; 密级/可否公开 has a
/// column once it is filled in anywhere.
pub fn evidence(project: &Project) -> Option<Table> {
    let mut columns = vec![
        ("编号", 4, Align::Centre),
        ("材料名称", 12, Align::Left),
        ("类型", 5, Align::Left),
        ("形成日期", 7, Align::Left),
        ("证明的指标", 12, Align::Left),
    ];
    let is_marked = project.evidence.iter().any(|evidence| evidence.disclosure.is_some());
    if is_marked {
        // A kind has four characters as a rule, and they stay on one line beside the further column.
        columns[1].1 = 11;
        columns[2].1 = 6;
        columns.push(("密级/可否公开", 5, Align::Centre));
    }
    let rows: Vec<Vec<String>> = (project.evidence.iter())
        .map(|evidence| {
            let names: Vec<&str> = (evidence.proves.iter())
                .filter_map(|id| {
                    let indicator = project.indicator(id).map(|indicator| indicator.name.as_str());
                    indicator.or_else(|| {
                        project
                            .facts
                            .iter()
                            .find(|fact| fact.id == *id)
                            .map(|fact| fact.name.as_str())
                    })
                })
                .collect();
            let mut row = vec![
                evidence.id.to_string(),
                form::filled(&evidence.name),
                evidence.kind.clone(),
                evidence.dated.map_or_else(|| MISSING.to_owned(), number::date),
                listed(&names),
            ];
            if is_marked {
                let said = evidence.disclosure.map(Disclosure::name);
                row.push(said.unwrap_or(MISSING).to_owned());
            }
            row
        })
        .collect();
    (!rows.is_empty()).then(|| Table::of(&columns, rows))
}
