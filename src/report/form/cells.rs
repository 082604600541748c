//! The words and numbers in the cells of a form.

use rust_decimal::Decimal;

use crate::binding::MISSING;
use crate::model::budget::{Amount, BudgetLine};
use crate::model::scheme::{BudgetBase, BudgetCell, BudgetRow, BudgetRowOf, FormCell, Head, HeadCell};
use crate::model::{Actual, FundKind, Id, Indicator, Kind, Project, SpendingProject, Target, number};
use crate::report::Align;
use crate::score::{Scorecard, UNJUDGED};

use super::{Entry, Slot, grid::Grid};

/// Returns the text, or 未填 for none.
pub fn filled(text: &str) -> String {
    if text.trim().is_empty() { MISSING } else { text.trim() }.to_owned()
}

/// Returns an amount in 万元, or 未填.
pub fn money(amount: Option<Decimal>) -> String {
    amount.map_or_else(|| MISSING.to_owned(), number::money)
}

/// The amounts of one row of the budget block, in 万元.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BudgetAmounts {
    /// 年初预算数.
    pub initial: Option<Decimal>,
    /// 调整后预算数, without carry-over.
    pub adjusted: Option<Decimal>,
    /// 预算数 by the scheme's base.
    pub base: Option<Decimal>,
    /// 执行数.
    pub actual: Option<Decimal>,
}

impl BudgetAmounts {
    /// Returns 执行数 / 预算数 as a fraction; `None` where nothing was planned.
    pub fn rate(&self) -> Option<Decimal> {
        self.actual?
            .checked_div(self.base.filter(|base| *base > Decimal::ZERO)?)
    }
}

/// Sums the lines of the budget that a row of the form is about.
///
/// A sum that lacks the amount of a line is no sum: it is missing. Carry-over alone may be left empty.
pub fn amounts(project: &Project, card: &Scorecard, row: &BudgetRow) -> BudgetAmounts {
    let lines: Vec<&BudgetLine> = (project.budget.lines.iter())
        .filter(|line| match &row.of {
            BudgetRowOf::Total => true,
            BudgetRowOf::Kind(kind) => line.kind == *kind,
            BudgetRowOf::Named(name) => line.name == *name,
        })
        .filter(|line| project.scheme.form.counts(line))
        .collect();
    let add = |sum: Option<Decimal>, value: Option<Decimal>| sum?.checked_add(value?);
    let sum = |amount: Amount| {
        let first = lines.first().map(|_| Decimal::ZERO);
        lines.iter().fold(first, |sum, line| add(sum, line.amount(amount)))
    };
    let (initial, adjusted) = (sum(Amount::Initial), sum(Amount::Adjusted));
    let mut carried = lines.iter().filter_map(|line| line.carry_over);
    let carry_over = carried.try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value));
    let base = match project.scheme.budget.base {
        BudgetBase::Initial => initial,
        BudgetBase::Adjusted => adjusted,
        BudgetBase::AdjustedWithCarryOver => add(adjusted, carry_over),
    };
    let is_total = row.of == BudgetRowOf::Total;
    BudgetAmounts {
        initial,
        adjusted,
        // The total is what the execution score rests on, not a second reckoning of it.
        base: if is_total { card.execution.base } else { base },
        actual: if is_total {
            card.execution.actual
        } else {
            sum(Amount::Actual)
        },
    }
}

/// Writes a field of the budget block.
pub fn budget(
    project: &Project,
    card: &Scorecard,
    row: &BudgetRow,
    amounts: &BudgetAmounts,
    cell: BudgetCell,
) -> (String, Align) {
    let total = row.of == BudgetRowOf::Total;
    let dash = || "—".to_owned();
    let text = match cell {
        BudgetCell::Label => return (row.label.clone(), Align::Left),
        BudgetCell::Reason if total => {
            let rate = card.execution.rate.zip(project.scheme.budget.explain_below);
            let text = project.budget.explanation.clone();
            let is_owed = rate.is_some_and(|(rate, least)| rate < least);
            return (if is_owed { filled(&text) } else { text }, Align::Left);
        }
        BudgetCell::Reason => return (String::new(), Align::Left),
        BudgetCell::Initial => money(amounts.initial),
        BudgetCell::Adjusted => money(amounts.adjusted),
        BudgetCell::Base => money(amounts.base),
        BudgetCell::Actual => money(amounts.actual),
        BudgetCell::Rate => amounts.rate().map_or_else(
            || {
                if amounts.base.is_none() || amounts.actual.is_none() {
                    MISSING.to_owned()
                } else {
                    dash()
                }
            },
            number::percent,
        ),
        BudgetCell::Weight if total => number::plain(project.scheme.budget.weight),
        BudgetCell::Score if total => {
            let unscored = card.execution.rate.map_or(MISSING, |_| UNJUDGED);
            card.execution.score.map_or_else(|| unscored.to_owned(), number::points)
        }
        BudgetCell::Weight | BudgetCell::Score => dash(),
    };
    (text, Align::Right)
}

/// Returns the positions of the indicators in printed order: those of a goal together where the form has a column of
/// goals, so that each goal stands there once; those without a goal last.
fn printed_order(project: &Project, has_goals: bool) -> Vec<usize> {
    let list = &project.indicators;
    let mut order: Vec<usize> = (0..list.len()).collect();
    if has_goals {
        let place = |goal: &Option<Id>| project.goals.iter().position(|one| Some(&one.id) == goal.as_ref());
        order.sort_by_cached_key(|&row| place(&list[row].goal).unwrap_or(usize::MAX));
    }
    order
}

/// Fills in the rows of the indicator block; equal goals and levels that follow each other are one cell.
pub fn indicators(project: &Project, card: &Scorecard, grid: &Grid) -> Vec<Vec<Entry>> {
    let has_goals = (project.scheme.form.columns.iter()).any(|column| column.holds == FormCell::Goal);
    let order = printed_order(project, has_goals);
    // Groups nest: a level-1 cell never reaches over the goal above it.
    let same = |a: usize, b: usize, cell: FormCell| {
        let (a, b) = (&project.indicators[order[a]], &project.indicators[order[b]]);
        let goal = !has_goals || a.goal == b.goal;
        match cell {
            FormCell::Goal => goal,
            FormCell::Level1 => goal && a.level1 == b.level1,
            _ => goal && a.level1 == b.level1 && a.level2 == b.level2,
        }
    };
    (0..order.len())
        .map(|row| {
            grid.columns(&project.scheme.form)
                .filter_map(|(column, at)| {
                    let (text, align) = indicator(project, card, order[row], column.holds);
                    let mut entry = at.entry(&text, align, Slot::Indicator(order[row], column.holds));
                    if matches!(column.holds, FormCell::Goal | FormCell::Level1 | FormCell::Level2) {
                        if row > 0 && same(row - 1, row, column.holds) {
                            return None;
                        }
                        entry.cell.rows = (row..order.len())
                            .take_while(|&below| same(row, below, column.holds))
                            .count();
                    }
                    Some(entry)
                })
                .collect()
        })
        .collect()
}

/// Writes a field of an indicator.
pub fn indicator(project: &Project, card: &Scorecard, row: usize, cell: FormCell) -> (String, Align) {
    let it = &project.indicators[row];
    let scored = card.rows.get(row);
    let score = scored.and_then(|scored| scored.score);
    let missing = || MISSING.to_owned();
    let unscored = || {
        scored
            .filter(|row| row.awaits_points())
            .map_or(MISSING, |_| UNJUDGED)
            .to_owned()
    };
    let target = it.target.as_ref();
    let initial = it.initial_target.as_ref().or(target);
    match cell {
        FormCell::Goal => (goal(project, it), Align::Left),
        FormCell::Level1 => (it.level1.clone(), Align::Centre),
        FormCell::Level2 => (it.level2.clone(), Align::Centre),
        FormCell::Name => (it.name.clone(), Align::Left),
        FormCell::Operator => (
            target.map_or_else(missing, |target| target.operator().to_owned()),
            Align::Centre,
        ),
        FormCell::TargetValue => (
            target.map_or_else(missing, |target| bare(target, &it.unit)),
            Align::Right,
        ),
        FormCell::Target | FormCell::AdjustedTarget => (
            target.map_or_else(missing, |target| target.text_with(&it.unit)),
            Align::Right,
        ),
        FormCell::InitialTarget => (
            initial.map_or_else(missing, |target| target.text_with(&it.unit)),
            Align::Right,
        ),
        FormCell::Unit => (it.unit.clone(), Align::Centre),
        FormCell::Actual => (actual(project, it), Align::Right),
        FormCell::ActualValue => (actual_value(project, it), Align::Right),
        FormCell::Weight => (it.weight.map_or_else(missing, number::plain), Align::Right),
        FormCell::Coefficient => {
            let share = score
                .zip(it.weight)
                .and_then(|(score, weight)| score.checked_div(weight));
            (share.map_or_else(missing, number::percent), Align::Right)
        }
        FormCell::Score => (score.map_or_else(unscored, number::points), Align::Right),
        FormCell::Deduction => (it.deduction.map(number::plain).unwrap_or_default(), Align::Right),
        FormCell::Description | FormCell::Reason | FormCell::Measure | FormCell::ReasonAndMeasure => {
            (words(project, card, row, cell), Align::Left)
        }
        FormCell::Core => (if it.core { "是" } else { "否" }.to_owned(), Align::Centre),
    }
}

/// Writes what an indicator says in words; what the form demands and nobody has filled in is 未填, never empty.
pub fn words(project: &Project, card: &Scorecard, row: usize, cell: FormCell) -> String {
    let it = &project.indicators[row];
    let scored = card.rows.get(row);
    let owes_reason = scored.is_some_and(|row| row.owes_reason(&project.scheme, it));
    let (text, is_owed) = match cell {
        FormCell::Description => (it.description.clone(), owes_description(project, it)),
        FormCell::Reason => (it.reason.clone(), owes_reason),
        FormCell::Measure => (
            it.measure.clone(),
            scored.is_some_and(|row| row.owes_measure(&project.scheme)),
        ),
        FormCell::ReasonAndMeasure => (reason_and_measure(it), owes_reason),
        _ => (String::new(), false),
    };
    if is_owed { filled(&text) } else { text }
}

/// A qualitative indicator that is judged, where the scheme wants it described.
fn owes_description(project: &Project, it: &Indicator) -> bool {
    let is_judged = matches!(it.target, Some(Target::Tiered(_))) && it.actual.is_some();
    is_judged && project.scheme.qualitative.description_required
}

/// Labels of the parts of 偏差原因分析及改进措施 in one cell, by which they are told apart when the table is read.
pub const REASON: &str = "偏差原因：";
pub const MEASURE: &str = "改进措施：";

/// 偏差原因分析及改进措施 in one cell, each part with its label.
pub fn reason_and_measure(indicator: &Indicator) -> String {
    let parts = [(REASON, indicator.reason.trim()), (MEASURE, indicator.measure.trim())];
    let parts = parts.into_iter().filter(|(_, part)| !part.is_empty());
    let parts: Vec<String> = parts.map(|(label, part)| format!("{label}{part}")).collect();
    parts.join("\n")
}

/// The goal's label by the form's own pattern, with its number, points and text; its short name is for lists, not for the
/// form.
fn goal(project: &Project, indicator: &Indicator) -> String {
    let found = (project.goals.iter()).position(|goal| Some(&goal.id) == indicator.goal.as_ref());
    let Some(position) = found else {
        return MISSING.to_owned();
    };
    let goal = &project.goals[position];
    let points = goal.points.map_or_else(|| MISSING.to_owned(), number::plain);
    match project.scheme.form.goal_heading.as_str() {
        "" => filled(&goal.text),
        pattern => pattern
            .replace("{n}", &(position + 1).to_string())
            .replace("{points}", &points)
            .replace("{text}", &filled(&goal.text)),
    }
}

/// 总分, or 未填 while there is no score.
pub fn total(card: &Scorecard) -> String {
    card.stated_total().map_or_else(|| MISSING.to_owned(), number::points)
}

/// Prints choices with their boxes, the chosen one ticked; a text that is none of them stands behind.
fn choices(options: &[String], chosen: &str) -> String {
    let boxed = options.iter().enumerate().map(|(position, option)| {
        let mark = if option == chosen { '☑' } else { '□' };
        format!("{}、{option}{mark}", position + 1)
    });
    let other = (!chosen.is_empty() && !options.iter().any(|option| option == chosen)).then(|| chosen.to_owned());
    boxed.chain(other).collect::<Vec<_>>().join(" ")
}

/// Writes a field above the budget block and tells what it stands for.
pub fn head(project: &Project, card: &Scorecard, head: &Head, filled_on: &str) -> (String, Slot) {
    let spending = match &project.kind {
        Kind::SpendingProject(spending) => Some(spending),
        Kind::Department => None,
    };
    let of_project = |field: fn(&SpendingProject) -> &str| {
        let text = spending.map_or("", field);
        if head.options.is_empty() {
            filled(text)
        } else {
            choices(&head.options, text)
        }
    };
    let expenditure = |kind| money(project.budget.total_of(kind, Amount::Actual));
    let text = match head.holds {
        HeadCell::BasicTotal => return (expenditure(FundKind::Basic), Slot::Expenditure(FundKind::Basic)),
        HeadCell::ProjectTotal => return (expenditure(FundKind::Project), Slot::Expenditure(FundKind::Project)),
        HeadCell::Total => return (total(card), Slot::HeadTotal),
        HeadCell::Department => filled(&project.department),
        HeadCell::FilledOn => filled_on.to_owned(),
        HeadCell::ProjectName => of_project(|spending| &spending.name),
        HeadCell::CompetentDepartment => of_project(|spending| &spending.competent_department),
        HeadCell::ImplementingUnit => of_project(|spending| &spending.implementing_unit),
        HeadCell::Category => of_project(|spending| &spending.category),
        HeadCell::Attribute => of_project(|spending| &spending.attribute),
        HeadCell::Term => of_project(|spending| &spending.term),
        HeadCell::Kept => filled(project.form_text(&head.label)),
        HeadCell::Blank => String::new(),
    };
    (text, Slot::Text)
}

/// 指标值 without operator and unit.
fn bare(target: &Target, unit: &str) -> String {
    match target.number() {
        Some(value) => number::measured(value, unit),
        None => target.printed(unit),
    }
}

/// 实际完成值 with unit.
pub fn actual(project: &Project, indicator: &Indicator) -> String {
    match &indicator.actual {
        Some(Actual::Number(_) | Actual::Ratio { .. }) => {
            let value = actual_value(project, indicator);
            if indicator.actual_number().is_some() && !indicator.is_averted() {
                format!("{value}{}", indicator.unit)
            } else {
                value
            }
        }
        _ => actual_value(project, indicator),
    }
}

/// 实际完成值 without unit; a ratio as its value, by the scheme's decimals.
fn actual_value(project: &Project, indicator: &Indicator) -> String {
    match (&indicator.actual, indicator.printed_number(&project.scheme)) {
        (None, _) => MISSING.to_owned(),
        _ if indicator.is_averted() => Target::Zero.text(),
        (Some(_), Some(value)) => number::measured(value, &indicator.unit),
        _ => filled(&indicator.actual_text(&project.scheme)),
    }
}

/// Says that the points do not sum to full marks; nothing where they do, or where there are no indicators yet.
pub fn points_apart(project: &Project, card: &Scorecard) -> Option<String> {
    let all = card.points_apart().filter(|_| !project.indicators.is_empty())?;
    Some(format!(
        "各项分值合计{}分，与满分{}分不符，得分有待核定。",
        number::plain(all),
        number::plain(project.scheme.total)
    ))
}

/// Returns true when anything in the project is 演示数据.
pub fn carries_demo(project: &Project) -> bool {
    project.note.contains("演示数据") || demo_count(project) > 0
}

/// The sentence under the form that it holds 演示数据; which, the report says in front.
pub fn demo_warning(project: &Project) -> String {
    format!("含演示数据{}，正式报送前应逐项替换为实际数据。", counted_demo(project))
}

/// Says how many values are marked as 演示数据; nothing where none is.
fn counted_demo(project: &Project) -> String {
    match demo_count(project) {
        0 => String::new(),
        count => format!("（共{count}处标注）"),
    }
}

/// Counts the values marked as 演示数据.
fn demo_count(project: &Project) -> usize {
    let indicators: usize = project.indicators.iter().map(|indicator| indicator.demo.len()).sum();
    let budget: usize = project.budget.lines.iter().map(|line| line.demo.len()).sum();
    let facts = project.facts.iter().filter(|fact| fact.demo).count();
    let goals = project.goals.iter().filter(|goal| goal.demo).count();
    indicators + budget + facts + goals
}

/// The sentence that says which data are 演示数据.
pub fn demo_statement(project: &Project) -> String {
    let count = counted_demo(project);
    let note = match project.note.trim() {
        "" => String::new(),
        note => format!("{}。", note.trim_end_matches('。')),
    };
    format!("含演示数据{count}。{note}演示数据仅供试用，正式报送前应逐项替换为实际数据。")
}
