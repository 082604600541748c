//! One indicator on an axis in its own unit.

use rust_decimal::Decimal;

use super::targets::plan;
use super::{Axis, Figure, FigureRow, Look, Shape, TableTwin, names, scale, words};
use crate::model::{Indicator, Project, Target, number};
use crate::score::{Row, Scorecard};

/// A row: its name, the ends of its number, how the number is written, how it looks, what it is.
struct Line {
    name: String,
    ends: Option<(Decimal, Decimal)>,
    text: String,
    look: Look,
}

/// Draws actual and target of the indicator at a position; `None` when neither is a number.
pub(super) fn figure(project: &Project, card: &Scorecard, index: usize) -> Option<Figure> {
    let indicator = project.indicators.get(index)?;
    let scored = card.rows.get(index)?;
    let lines = lines(project, indicator)?;
    let ends = || lines.iter().filter_map(|line| line.ends);
    let low = ends().map(|ends| scale::position(ends.0)).fold(0.0, f64::min);
    let high = ends().map(|ends| scale::position(ends.1)).fold(0.0, f64::max);
    let span = if high > low { high - low } else { 1.0 };
    let step = scale::step(span, 5.0);
    // A tick at the end of the longest bar is whole.
    let mut max = low + span * 1.04;
    let zones = zones(project, indicator);
    if let Some((start, _, _)) = zones.first().filter(|zone| zone.1.is_none()) {
        // Room for what is better than the target.
        max = max.max(start * 1.15);
    }

    let hover = words::whole(project, indicator, scored);
    let unit = words::unit(indicator);
    let mut figure = Figure {
        id: format!("target-{}", indicator.id),
        title: title(project, indicator, scored),
        subtitle: words::fact_line(
            project,
            &[
                &match unit {
                    "" => String::new(),
                    unit => format!("单位：{}", words::short(unit, 8.0)),
                },
                if indicator.target.as_ref().is_some_and(Target::is_reverse) {
                    "反向指标，越低越好"
                } else {
                    ""
                },
            ],
        ),
        description: format!("条形图，实心条为实际完成值，空心框为指标值：{hover}。"),
        note: words::source(project),
        axis: Axis {
            min: low,
            max,
            ticks: scale::ticks(low, max, step, |at| scale::label(at, unit)),
            reference: None,
        },
        rows: Vec::new(),
        value_headings: vec!["数值".to_owned()],
        marks: Vec::new(),
        legend: Vec::new(),
        table: TableTwin {
            headings: ["项目", "数值", "计量单位"].map(str::to_owned).to_vec(),
            rows: Vec::new(),
        },
        colours: project.charts.colours,
    };
    for (from, to, look) in zones {
        let (from, to) = (from.clamp(low, max), to.unwrap_or(max).clamp(low, max));
        if from < to {
            figure.place(
                0,
                look,
                "",
                Shape::Bar {
                    from,
                    to,
                    thickness: 0.9,
                },
            );
        }
    }
    let target = lines
        .iter()
        .find(|line| line.look == Look::Target)
        .and_then(|line| line.ends);
    for (row, line) in lines.iter().enumerate() {
        let unit = if line.ends.is_some() { unit } else { "" };
        let text = format!("{}{unit}", line.text);
        let hover = format!("{}{text}", line.name);
        match line.ends {
            Some((from, to)) => {
                let (from, to) = (scale::position(from), scale::position(to));
                let (from, to) = if from < to {
                    (from, to)
                } else {
                    (to.min(0.0), to.max(0.0))
                };
                // The actual lies in front (R1).
                if let (Look::Actual, Some((low, high))) = (line.look, target) {
                    for at in [low, high].into_iter().take(if low == high { 1 } else { 2 }) {
                        let at = scale::position(at);
                        figure.place(row, Look::Target, "", Shape::Tick { at, height: 0.7 });
                    }
                }
                if to - from < span * 0.002 {
                    figure.place(row, line.look, &hover, Shape::Tick { at: to, height: 0.6 });
                } else {
                    let thickness = if line.look == Look::Actual { 0.36 } else { 0.5 };
                    figure.place(row, line.look, &hover, Shape::Bar { from, to, thickness });
                }
            }
            None => {
                let thickness = 0.5;
                figure.place(
                    row,
                    Look::Missing,
                    &hover,
                    Shape::Bar {
                        from: 0.0,
                        to: high.max(low + span),
                        thickness,
                    },
                );
            }
        }
        figure.rows.push(FigureRow {
            label: line.name.clone(),
            indicator: Some(indicator.id.clone()),
            values: vec![text],
            demo: match line.look {
                Look::Actual => indicator.is_demo(crate::model::Field::Actual),
                Look::Target => indicator.is_demo(crate::model::Field::Target),
                _ => false,
            },
            differs: 0,
        });
        figure
            .table
            .rows
            .push(vec![line.name.clone(), line.text.clone(), unit.to_owned()]);
    }
    figure.explain_looks(&[(Look::Zone, "达到指标值"), (Look::FarZone, "超额较大")]);
    Some(figure)
}

/// Returns the positions at which the target is met and far exceeded (R7), from and to, without an end where there is
/// none; nothing where it is met at one point only.
fn zones(project: &Project, indicator: &Indicator) -> Vec<(f64, Option<f64>, Look)> {
    let zone = |from: Decimal, to: Option<Decimal>| (scale::position(from), to.map(scale::position), Look::Zone);
    match &indicator.target {
        Some(Target::AtLeast(bound) | Target::MoreThan(bound)) if *bound > Decimal::ZERO => {
            let far = project
                .scheme
                .over_target
                .flag_at
                .and_then(|share| bound.checked_mul(share));
            let far = far.map(|from| (scale::position(from), None, Look::FarZone));
            [zone(*bound, None)].into_iter().chain(far).collect()
        }
        Some(Target::AtMost(bound) | Target::LessThan(bound)) if *bound > Decimal::ZERO => {
            vec![zone(Decimal::ZERO, Some(*bound))]
        }
        Some(Target::Range { low, high }) => vec![zone(*low.min(high), Some(*high.max(low)))],
        _ => Vec::new(),
    }
}

/// Lists actual, target, the target before adjustment and earlier years, as far as they are numbers.
fn lines(project: &Project, indicator: &Indicator) -> Option<Vec<Line>> {
    let line = |name: &str, ends, text: String, look| Line {
        name: name.to_owned(),
        ends,
        text,
        look,
    };
    let actual = indicator.actual_number();
    let target = indicator.target.as_ref().and_then(plan);
    if actual.is_none() && target.is_none() {
        return None;
    }
    let mut lines = vec![
        line(
            "实际完成值",
            actual.map(|value| (value, value)),
            words::actual(project, indicator, words::amount),
            Look::Actual,
        ),
        line("指标值", target, words::target(indicator, words::amount), Look::Target),
    ];
    if let Some(initial) = &indicator.initial_target
        && let Some(ends) = plan(initial)
    {
        let text = initial.printed(&indicator.unit);
        lines.push(line("调整前指标值", Some(ends), text, Look::Initial));
    }
    for (name, value) in [
        ("上年值", indicator.previous_year),
        ("前年值", indicator.year_before_previous),
    ] {
        if let Some(value) = value {
            let text = words::amount(value, &indicator.unit);
            lines.push(line(name, Some((value, value)), text, Look::Earlier));
        }
    }
    Some(lines)
}

/// Says what was reached against what was planned.
fn title(project: &Project, indicator: &Indicator, scored: &Row) -> String {
    let name = names::cut(&words::name(indicator), 0, |name| words::width(name) <= 30.0);
    let unit = words::unit(indicator);
    let (actual, target) = (
        words::actual(project, indicator, words::amount),
        words::target(indicator, words::amount),
    );
    let Some(value) = indicator.actual_number() else {
        return format!("{name}目标{target}{unit}，实际完成值未填");
    };
    match &indicator.target {
        Some(Target::AtLeast(plan) | Target::MoreThan(plan) | Target::Equal(plan))
            if *plan > Decimal::ZERO && value >= Decimal::ZERO =>
        {
            let share = value.checked_div(*plan).map(number::percent);
            format!(
                "{name}完成{actual}{unit}，为目标{}{unit}的{}",
                words::amount(*plan, unit),
                share.unwrap_or_else(|| "许多倍".to_owned())
            )
        }
        Some(Target::Zero) => format!("{name}目标为未发生，实际{actual}{unit}，{}", scored.status.name()),
        Some(_) => format!("{name}实际{actual}{unit}，目标{target}{unit}，{}", scored.status.name()),
        None => format!("{name}实际{actual}{unit}，指标值未填"),
    }
}
