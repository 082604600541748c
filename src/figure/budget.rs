//! Budget: initial, adjusted, actual by kind of expenditure.

use rust_decimal::Decimal;

use super::{Axis, Figure, FigureRow, Look, Place, Shape, TableTwin, scale, words};
use crate::model::budget::Amount;
use crate::model::scheme::BudgetBase;
use crate::model::{BudgetLine, FundKind, Project, number};
use crate::score::Scorecard;

/// A row: the amounts in 万元, with carry-over in `adjusted` where the scheme's base has it.
struct Line {
    name: String,
    initial: Option<Decimal>,
    adjusted: Option<Decimal>,
    actual: Option<Decimal>,
    rate: Option<Decimal>,
    demo: bool,
}

/// Draws the budget.
pub(super) fn figure(project: &Project, card: &Scorecard) -> Figure {
    let base = project.scheme.budget.base;
    let lines = lines(project, card);
    let amounts = || {
        lines
            .iter()
            .flat_map(|line| [line.initial, line.adjusted, line.actual])
            .flatten()
            .map(scale::position)
    };
    if amounts().next().is_none() {
        return Figure::empty(
            "budget",
            "还没有预算数据",
            project,
            "请在预算执行情况中填写基本支出、项目支出的年初预算数、调整预算数和全年执行数（万元）。",
        );
    }
    let (low, high) = (amounts().fold(0.0, f64::min), amounts().fold(0.0, f64::max));
    let span = if high > low { high - low } else { 1.0 };
    let step = scale::step(span, 5.0);
    let adjusted = match base {
        BudgetBase::AdjustedWithCarryOver => "调整后（含结转）",
        BudgetBase::Adjusted | BudgetBase::Initial => "调整后",
    };
    let mut figure = Figure {
        id: "budget".to_owned(),
        title: title(project, card),
        subtitle: words::fact_line(
            project,
            &[
                "单位：万元",
                &words::short(&project.budget.scope, 20.0),
                &format!("执行率＝执行数÷{}", base.name()),
            ],
        ),
        description: String::new(),
        note: words::source(project),
        axis: Axis {
            min: (low / step).floor() * step,
            max: (high / step).ceil().max(1.0) * step,
            ticks: scale::ticks(low, high + step, step, |at| scale::label(at, number::MONEY_UNIT)),
            reference: None,
        },
        rows: Vec::new(),
        value_headings: ["年初预算", adjusted, "执行数", "执行率"].map(str::to_owned).to_vec(),
        marks: Vec::new(),
        legend: Vec::new(),
        table: TableTwin {
            headings: ["支出", "年初预算数", adjusted, "执行数", "执行率"]
                .map(str::to_owned)
                .to_vec(),
            rows: Vec::new(),
        },
        colours: project.charts.colours,
    };
    let end = figure.axis.max;
    figure.axis.ticks.retain(|tick| tick.0 <= end * (1.0 + 1e-9));
    // A form that asks for no 年初预算数 leaves nothing unfilled.
    let has_initial = lines.iter().any(|line| line.initial.is_some());
    for line in &lines {
        draw(&mut figure, line, has_initial);
    }
    figure.explain_looks(&[
        (Look::Actual, "执行数"),
        (Look::Target, adjusted),
        (Look::Initial, "年初预算"),
        (Look::Missing, "未填"),
    ]);
    figure.description = format!("条形图，按支出类别比较年初预算、调整后预算和执行数：{}。", figure.title);
    figure
}

/// Says the execution rate with its base, or what is missing for it.
fn title(project: &Project, card: &Scorecard) -> String {
    let execution = &card.execution;
    // What the base includes stands in the fact line.
    let base = project.scheme.budget.base.name();
    let base = base.split_once('（').map_or(base, |(base, _)| base);
    match (execution.rate, execution.base, execution.actual) {
        (Some(rate), Some(amount), Some(actual)) => format!(
            "预算执行率{}（执行数{}万元÷{base}{}万元）",
            number::percent(rate),
            number::money(actual),
            number::money(amount),
        ),
        (_, None, _) => format!("{base}未填全，预算执行率未能计算"),
        (_, _, None) => "全年执行数未填全，预算执行率未能计算".to_owned(),
        (None, _, _) => format!("{base}为0，预算执行率未能计算"),
    }
}

/// Lists the kinds that are stated, sources of money that have names of their own one by one, and the total.
fn lines(project: &Project, card: &Scorecard) -> Vec<Line> {
    let budget = &project.budget;
    let base = project.scheme.budget.base;
    let mut groups: Vec<(&str, Vec<&BudgetLine>)> = Vec::new();
    for kind in FundKind::ALL {
        for part in budget.lines.iter().filter(|line| line.kind == kind) {
            let name = match kind {
                FundKind::Other => part.label(),
                FundKind::Basic | FundKind::Project => kind.name(),
            };
            match groups.iter_mut().find(|(known, _)| *known == name) {
                Some((_, parts)) => parts.push(part),
                None => groups.push((name, vec![part])),
            }
        }
    }
    let mut lines: Vec<Line> = groups
        .into_iter()
        .map(|(name, parts)| of_parts(name, base, &parts))
        .collect();
    lines.push(Line {
        rate: card.execution.rate,
        ..line("合计", base, |amount| budget.total(amount))
    });
    lines
}

/// A row of budget lines: their sums, and the rate where every one of them states what it is made of.
fn of_parts(name: &str, base: BudgetBase, parts: &[&BudgetLine]) -> Line {
    let mut line = line(name, base, |amount| {
        let amounts = parts.iter().filter_map(|part| part.amount(amount));
        amounts.reduce(Decimal::saturating_add)
    });
    let (plan, stated) = match base {
        BudgetBase::Initial => (line.initial, Amount::Initial),
        BudgetBase::Adjusted | BudgetBase::AdjustedWithCarryOver => (line.adjusted, Amount::Adjusted),
    };
    let is_whole = |part: &&BudgetLine| part.amount(stated).is_some() && part.actual.is_some();
    if parts.iter().all(is_whole) {
        line.rate = line
            .actual
            .zip(plan)
            .and_then(|(actual, plan)| actual.checked_div(plan));
    }
    line.demo = parts.iter().any(|part| !part.demo.is_empty());
    line
}

/// Collects the amounts of a row.
fn line(name: &str, base: BudgetBase, amount: impl Fn(Amount) -> Option<Decimal>) -> Line {
    let carry_over = amount(Amount::CarryOver).filter(|_| base == BudgetBase::AdjustedWithCarryOver);
    Line {
        name: name.to_owned(),
        initial: amount(Amount::Initial),
        adjusted: amount(Amount::Adjusted).map(|adjusted| adjusted.saturating_add(carry_over.unwrap_or(Decimal::ZERO))),
        actual: amount(Amount::Actual),
        rate: None,
        demo: false,
    }
}

/// Adds one row: nested outlines of the plans, the actual solid inside.
fn draw(figure: &mut Figure, line: &Line, has_initial: bool) {
    let row = figure.rows.len();
    let amounts = [
        (line.initial, Look::Initial, 0.78, "年初预算"),
        (line.adjusted, Look::Target, 0.56, "调整后预算"),
        (line.actual, Look::Actual, 0.3, "执行数"),
    ];
    for (amount, look, thickness, name) in amounts {
        if let Some(amount) = amount {
            let at = scale::position(amount);
            let hover = format!("{}{name}{}万元", line.name, number::money(amount));
            let (from, to) = (at.min(0.0), at.max(0.0));
            figure.place(row, look, &hover, Shape::Bar { from, to, thickness });
        }
    }
    if line.actual.is_none() {
        let (from, to, thickness) = (0.0, figure.axis.max * 0.3, 0.3);
        let hover = format!("{}执行数未填", line.name);
        figure.place(row, Look::Missing, &hover, Shape::Bar { from, to, thickness });
        let (text, place) = ("执行数未填".to_owned(), Place::Beside);
        figure.place(row, Look::Missing, "", Shape::Label { from, to, text, place });
    }
    let or = |amount: Option<Decimal>, nothing: &str| amount.map_or_else(|| nothing.to_owned(), number::money);
    let money = |amount| or(amount, words::MISSING);
    let values = vec![
        or(line.initial, if has_initial { words::MISSING } else { "—" }),
        money(line.adjusted),
        money(line.actual),
        line.rate.map_or_else(|| "—".to_owned(), number::percent),
    ];
    let mut cells = vec![line.name.clone()];
    cells.extend(values.iter().cloned());
    if line.demo {
        cells[0].push_str("（含演示数据）");
    }
    figure.table.rows.push(cells);
    figure.rows.push(FigureRow {
        label: line.name.clone(),
        indicator: None,
        values,
        demo: line.demo,
        differs: 0,
    });
}
