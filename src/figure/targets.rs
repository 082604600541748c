//! Targets against actuals: one bullet a row, dots where there are many, each row on a scale of its own.

mod marks;

use rust_decimal::Decimal;

use self::marks::{Form, Values};
use super::rank::{self, Page};
use super::{Axis, Figure, FigureRow, Look, Shape, TableTwin, scale, words};
use crate::model::charts::Order;
use crate::model::{Field, Project, Target, number};
use crate::score::{Scorecard, Status};

/// Where the differences begin, to either side, and how long they become: from there on they are cut off and marked.
const APART: f64 = 126.0;
const APART_LONGEST: f64 = 22.0;
/// The columns of values.
const HEADINGS: [&str; 6] = ["实际", "目标", "差额", "单位", "完成率", "失分"];

/// The share of its target at which a difference is that long.
const APART_END: f64 = 0.5;

/// Returns the ends of a numeric target, equal but for a range; `None` where it is no number.
pub(super) fn plan(target: &Target) -> Option<(Decimal, Decimal)> {
    match target {
        Target::Range { low, high } => Some((*low.min(high), *high.max(low))),
        other => other.number().map(|value| (value, value)),
    }
}

/// Returns the rows with both target and actual as numbers, in order.
pub(super) fn rows(project: &Project, card: &Scorecard) -> Vec<usize> {
    rank::sorted(project, card, |row| {
        let indicator = &project.indicators[row];
        indicator.target.as_ref().and_then(plan).is_some() && indicator.actual_number().is_some()
    })
}

/// Draws the given rows, which stand in the order chosen.
pub(super) fn figure(project: &Project, card: &Scorecard, rows: &[usize], page: Option<&Page>) -> Figure {
    let id = Page::id(page, "targets");
    if rows.is_empty() {
        let (title, next) = if project.indicators.is_empty() {
            (
                "还没有绩效指标",
                "请先新增三级指标，填写指标值和实际完成值，这里即显示目标与实际的对比。",
            )
        } else {
            (
                "还没有可对比的定量指标",
                "请为定量指标填写数字的指标值和实际完成值，这里即显示目标与实际的对比。",
            )
        };
        return Figure::empty(&id, title, project, next);
    }
    // The subtitle is full: it names the order only where it is not the usual one.
    let unusual = match project.charts.order {
        Order::LostPoints => "",
        order => rank::words_of(order),
    };
    let mut figure = Figure {
        id,
        title: title(card, rows, page),
        subtitle: words::fact_line(
            project,
            &[
                "每行按各自计量单位从0起画，长度不跨行比较",
                unusual,
                &others(project, rows, page),
            ],
        ),
        description: String::new(),
        note: words::source(project),
        axis: Axis {
            min: 0.0,
            max: APART + APART_LONGEST + 2.0,
            ticks: vec![(APART, "差额 ±50%".to_owned())],
            reference: Some(APART),
        },
        rows: Vec::new(),
        value_headings: HEADINGS.map(str::to_owned).to_vec(),
        marks: Vec::new(),
        legend: Vec::new(),
        table: TableTwin {
            headings: [
                "指标",
                "实际完成值",
                "指标值",
                "差额",
                "差额÷指标值",
                "计量单位",
                "完成率",
                "状态",
                "分值",
                "得分",
                "失分",
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: Vec::new(),
        },
        colours: project.charts.colours,
    };
    let form = Form::of(rows.len());
    for row in rows {
        draw(&mut figure, project, card, *row, form);
    }
    figure.tell_apart();
    figure.explain_looks(&[
        (Look::Actual, "实际完成值"),
        (Look::Target, "指标值"),
        (Look::Zone, "指标值区间"),
        (Look::Earlier, "上年值"),
        (Look::Good, "● 优于目标"),
        (Look::Caution, "▲ 优于目标且超额较大"),
        (Look::Bad, "▼ 劣于目标"),
    ]);
    let (name, actual, target) = match form {
        Form::Bars => ("子弹图", "实心条", "空心框"),
        Form::Dots => ("点图", "圆点", "短竖线"),
    };
    figure.description = format!(
        "{}，{}行，{}，每行{}为实际完成值，{}为指标值，右侧横条为差额占指标值的比例：{}。",
        name,
        rows.len(),
        rank::words_of(rank::order(project, card)),
        actual,
        target,
        figure.title
    );
    figure
}

/// Returns a figure of targets with actual, target and unit in one column, for where columns of their own have no room;
/// `None` for another figure.
pub(super) fn paired(figure: &Figure) -> Option<Figure> {
    let pair = |values: &[String]| match values {
        [actual, target, apart, unit, others @ ..] => {
            let pair = words::pair(actual, target, unit);
            [pair, apart.clone()].iter().chain(others).cloned().collect()
        }
        values => values.to_vec(),
    };
    let mut figure = Some(figure).filter(|figure| figure.value_headings == HEADINGS)?.clone();
    figure.value_headings = pair(&figure.value_headings);
    "实际 / 目标".clone_into(&mut figure.value_headings[0]);
    for row in &mut figure.rows {
        row.values = pair(&row.values);
    }
    Some(figure)
}

/// Says how many of the rows reach their target and what they lose.
fn title(card: &Scorecard, rows: &[usize], page: Option<&Page>) -> String {
    let count = |status: Status| rows.iter().filter(|row| card.rows[**row].status == status).count();
    let lost = rows
        .iter()
        .filter_map(|row| card.rows[*row].lost)
        .fold(Decimal::ZERO, Decimal::saturating_add);
    let mut title = format!(
        "{}{}项定量指标{}项达到目标",
        Page::prefix(page),
        rows.len(),
        count(Status::Met) + count(Status::Over)
    );
    if count(Status::Unmet) > 0 {
        title.push_str(&format!("，{}项未达成", count(Status::Unmet)));
    }
    if lost > Decimal::ZERO {
        title.push_str(&format!("，共失{}分", words::points(Some(lost))));
    }
    if count(Status::Unfilled) > 0 {
        title.push_str(&format!("，{}项尚不能评分", count(Status::Unfilled)));
    }
    title
}

/// Says how many indicators are not on the chart, and of which kinds (R15); nothing on a page of several.
fn others(project: &Project, rows: &[usize], page: Option<&Page>) -> String {
    let others = (project.indicators.iter().enumerate()).filter(|(row, _)| !rows.contains(row));
    let kinds: Vec<&str> = others.map(|(_, indicator)| words::uncharted(indicator)).collect();
    if kinds.is_empty() || page.is_some() {
        return String::new();
    }
    let counted = ["定性", "时限", "是否完成", "文字", "未填"]
        .into_iter()
        .filter_map(|kind| {
            let count = kinds.iter().filter(|one| **one == kind).count();
            (count > 0).then(|| format!("{count}项{kind}"))
        });
    format!("另有{}，见完成率图", counted.collect::<Vec<_>>().join("、"))
}

/// Adds one indicator.
fn draw(figure: &mut Figure, project: &Project, card: &Scorecard, index: usize, form: Form) {
    let indicator = &project.indicators[index];
    let scored = &card.rows[index];
    let (Some((low, high)), Some(actual)) = (indicator.target.as_ref().and_then(plan), indicator.actual_number())
    else {
        return;
    };
    let row = figure.rows.len();
    let hover = words::whole(project, indicator, scored);
    let (low, high, actual) = (scale::position(low), scale::position(high), scale::position(actual));
    let earlier = match (form, indicator.previous_year) {
        (Form::Dots, Some(value)) => Some((scale::position(value), words::previous(indicator, value))),
        _ => None,
    };
    let values = Values {
        low,
        high,
        actual,
        earlier,
    };
    marks::draw(figure, row, form, &values, &hover);

    let values = |write| {
        (
            words::target(indicator, write),
            words::actual(project, indicator, write),
        )
    };
    let (target, actual) = values(words::narrow);
    let difference = words::difference(project, indicator, scored);
    let share = difference.as_ref().and_then(|difference| difference.share);
    if let Some(difference) = &difference {
        apart(figure, row, &words::name(indicator), difference);
    }
    let apart =
        |write: fn(&words::Difference) -> String| words::or_dash(difference.as_ref().map(write).unwrap_or_default());
    figure.rows.push(FigureRow {
        label: words::name(indicator),
        indicator: Some(indicator.id.clone()),
        values: vec![
            actual,
            target,
            apart(words::Difference::narrow),
            indicator.unit.clone(),
            words::rate(indicator, scored),
            words::points(scored.lost),
        ],
        demo: words::is_demo(indicator),
        differs: 0,
    });
    let (target, actual) = values(words::amount);
    figure.table.rows.push(vec![
        words::name(indicator),
        words::cell(indicator, Field::Actual, actual),
        words::cell(indicator, Field::Target, target),
        apart(words::Difference::text),
        words::or_dash(share.map(number::percent).unwrap_or_default()),
        indicator.unit.clone(),
        words::completion(indicator, scored),
        scored.word().to_owned(),
        words::cell(indicator, Field::Weight, words::weight(indicator)),
        words::points(scored.score),
        words::points(scored.lost),
    ]);
}

/// Draws a difference beside the values: to the right where the actual is more than its target, good or bad by its look.
fn apart(figure: &mut Figure, row: usize, name: &str, difference: &words::Difference) {
    let Some(share) = difference.share.filter(|share| !share.is_zero()) else {
        return;
    };
    let hover = format!("{name}：{}，为指标值的{}", difference.text(), number::percent(share));
    let length = scale::position(share) / APART_END;
    let (sign, symbol) = if length > 0.0 { (1.0, '▶') } else { (-1.0, '◀') };
    let is_cut = length.abs() > 1.0;
    let end = APART + sign * APART_LONGEST * if is_cut { 0.85 } else { length.abs() };
    let (from, to, thickness) = (end.min(APART), end.max(APART), 0.32);
    figure.place(row, difference.look, &hover, Shape::Bar { from, to, thickness });
    if is_cut {
        let at = APART + sign * APART_LONGEST * 0.93;
        figure.place(row, difference.look, &hover, Shape::Symbol { at, symbol });
    }
}
