//! Completion of every indicator on one axis in percent.

use super::rank::{self, Page};
use super::{Axis, Figure, FigureRow, Look, Place, Shape, TableTwin, scale, words};
use crate::model::{Actual, Field, Indicator, Project};
use crate::score::{Row, Scorecard, Status};

/// End of the axis in percent; what is longer is cut off and marked ▶ (R6).
const END: f64 = 130.0;

/// Widest name of a tier in ems that stands in a column.
const LONG: f64 = 8.0;

/// Returns every row, in the order chosen.
pub(super) fn rows(project: &Project, card: &Scorecard) -> Vec<usize> {
    rank::sorted(project, card, |_| true)
}

/// Draws the given rows, which stand in the order chosen.
pub(super) fn figure(project: &Project, card: &Scorecard, rows: &[usize], page: Option<&Page>) -> Figure {
    let id = Page::id(page, "completion");
    if rows.is_empty() {
        return Figure::empty(
            &id,
            "还没有绩效指标",
            project,
            "请先新增三级指标，填写指标值、分值和实际完成值，这里即显示各项的完成率。",
        );
    }
    let unrated = rows
        .iter()
        .filter(|row| words::rate(&project.indicators[**row], &card.rows[**row]) == words::NO_RATE)
        .count();
    let unrated = match unrated {
        0 => String::new(),
        unrated => format!("{unrated}项{}", words::NO_RATE),
    };
    let order = rank::words_of(rank::order(project, card));
    let mut figure = Figure {
        id,
        title: title(card, rows, page),
        subtitle: words::fact_line(project, &["单位：%，指标值＝100%", order, &unrated]),
        description: String::new(),
        note: words::source(project),
        axis: Axis {
            min: 0.0,
            max: END,
            ticks: scale::ticks(0.0, END, 20.0, |at| format!("{at:.0}%")),
            reference: Some(100.0),
        },
        rows: Vec::new(),
        value_headings: ["完成率", "状态", "实际 / 目标", "得分 / 分值"]
            .map(str::to_owned)
            .to_vec(),
        marks: Vec::new(),
        legend: Vec::new(),
        table: TableTwin {
            headings: [
                "指标",
                "完成率",
                "状态",
                "实际完成值",
                "指标值",
                "计量单位",
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
    for row in rows {
        draw(&mut figure, project, card, *row);
    }
    figure.tell_apart();
    let open = words::unfilled(rows.iter().map(|row| &card.rows[*row]));
    let open = open.map_or_else(String::new, |(_, word)| format!("○ {word}"));
    figure.explain_looks(&[
        (Look::Good, "● 达成"),
        (Look::Caution, "▲ 超额较大"),
        (Look::Bad, "▼ 未达成"),
        (Look::Target, "定性指标所在档次"),
        (Look::Missing, &open),
    ]);
    figure.description = format!("条形图，{}行，{}，横轴为完成率：{}。", rows.len(), order, figure.title);
    figure
}

/// Says how many of the rows are met, missed, far over and unfilled.
fn title(card: &Scorecard, rows: &[usize], page: Option<&Page>) -> String {
    let count = |status: Status| rows.iter().filter(|row| card.rows[**row].status == status).count();
    let met = count(Status::Met) + count(Status::Over);
    let prefix = Page::prefix(page);
    let open = words::unfilled(rows.iter().map(|row| &card.rows[*row]));
    match open {
        // Where nothing is known, nothing is said to be missed.
        Some((open, word)) if open == rows.len() => return format!("{prefix}{open}项指标{word}"),
        _ => {}
    }
    let mut title = format!("{prefix}{}项指标完成{met}项", rows.len());
    let counted = [
        (count(Status::Over), "项超额较大", "（其中", "）"),
        (count(Status::Unmet), "项未达成", "，", ""),
    ];
    for (count, word, before, after) in counted {
        if count > 0 {
            title.push_str(&format!("{before}{count}{word}{after}"));
        }
    }
    if let Some((open, word)) = open {
        title.push_str(&format!("，尚有{open}项{word}"));
    }
    title
}

/// Adds one indicator.
fn draw(figure: &mut Figure, project: &Project, card: &Scorecard, index: usize) {
    let indicator = &project.indicators[index];
    let scored = &card.rows[index];
    let row = figure.rows.len();
    let hover = words::whole(project, indicator, scored);
    let look = words::look(scored.status);
    match (scored.status, band(project, indicator), scored.completion) {
        (_, Some((from, to)), _) => tier(figure, row, &hover, indicator, scored, (from, to)),
        (Status::Unfilled, None, _) => {
            let (from, to, thickness) = (0.0, 100.0, 0.7);
            figure.place(row, Look::Missing, &hover, Shape::Bar { from, to, thickness });
            let (text, place) = (words::lacking(indicator, scored).to_owned(), Place::Within);
            figure.place(row, Look::Missing, "", Shape::Label { from, to, text, place });
        }
        (_, None, Some(completion)) => {
            let percent = scale::position(completion) * 100.0;
            let (to, symbol, at) = match percent {
                _ if percent > END => (END - 6.0, '▶', END - 2.5),
                _ if percent < 0.0 => (0.0, '◀', 2.5),
                _ => (percent, words::symbol(scored.status), beside(percent)),
            };
            if to > 0.0 {
                let (from, thickness) = (0.0, 0.5);
                figure.place(row, look, &hover, Shape::Bar { from, to, thickness });
            }
            figure.place(row, look, &hover, Shape::Symbol { at, symbol });
        }
        // Met or not, but by no rate: days too late, an accident where there was to be none. No length would be true.
        (status, None, None) => {
            let (at, symbol) = (3.0, words::symbol(status));
            figure.place(row, look, &hover, Shape::Symbol { at, symbol });
            let (from, to, text, place) = (at, at + 3.0, words::NO_RATE.to_owned(), Place::Beside);
            figure.place(row, look, "", Shape::Label { from, to, text, place });
        }
    }

    let values = |write| {
        (
            words::target(indicator, write),
            words::actual(project, indicator, write),
        )
    };
    let (target, actual) = values(words::narrow);
    let unit = words::unit(indicator);
    let status = format!("{} {}", words::symbol(scored.status), scored.word());
    let score = format!("{} / {}", words::points(scored.score), words::weight(indicator));
    figure.rows.push(FigureRow {
        label: words::name(indicator),
        indicator: Some(indicator.id.clone()),
        values: vec![
            words::rate(indicator, scored),
            status.clone(),
            raw(project, indicator, &actual, &target, unit),
            score,
        ],
        demo: words::is_demo(indicator),
        differs: 0,
    });
    let (target, actual) = values(words::amount);
    figure.table.rows.push(vec![
        words::name(indicator),
        words::completion(indicator, scored),
        status,
        words::cell(indicator, Field::Actual, actual),
        words::cell(indicator, Field::Target, target),
        indicator.unit.clone(),
        words::cell(indicator, Field::Weight, words::weight(indicator)),
        words::points(scored.score),
        words::points(scored.lost),
    ]);
}

/// Leaves out the column that says in words what the marks and the legend say, where there is little room.
pub(super) fn without_status(mut figure: Figure) -> Figure {
    if let Some(status) = figure.value_headings.iter().position(|heading| heading == "状态") {
        figure.value_headings.remove(status);
        for row in &mut figure.rows {
            row.values.remove(status);
        }
    }
    figure
}

/// Returns where the sign of a bar stands: behind its end, and behind the line at 100 % where it would lie on it.
fn beside(percent: f64) -> f64 {
    let at = percent + 3.0;
    if (97.0..103.0).contains(&at) {
        103.0
    } else {
        at.min(END - 2.5)
    }
}

/// Returns the ends in percent of the tier the actual lies in; `None` when it is no tier.
fn band(project: &Project, indicator: &Indicator) -> Option<(f64, f64)> {
    let Some(Actual::Tier(tier)) = indicator.actual else {
        return None;
    };
    let tier = project.scheme.qualitative.tiers.get(usize::from(tier))?;
    let end = |share| (scale::position(share) * 100.0).clamp(0.0, END);
    let (low, high) = (end(tier.low), end(tier.high));
    Some((low.min(high), low.max(high)))
}

/// Draws a tier as a hollow range, with the judged score in it where there is one.
fn tier(figure: &mut Figure, row: usize, hover: &str, indicator: &Indicator, scored: &Row, (from, to): (f64, f64)) {
    let thickness = 0.5;
    figure.place(row, Look::Target, hover, Shape::Bar { from, to, thickness });
    let share = scored
        .score
        .zip(indicator.weight)
        .and_then(|(score, weight)| score.checked_div(weight));
    let symbol = words::symbol(scored.status);
    let at = match share {
        Some(share) => (scale::position(share) * 100.0).clamp(0.0, END),
        None => f64::midpoint(from, to),
    };
    figure.place(row, words::look(scored.status), hover, Shape::Symbol { at, symbol });
}

/// Writes actual and target beside each other, with the unit once; a tier of a long name by its short one, which leaves
/// room to the plot.
fn raw(project: &Project, indicator: &Indicator, actual: &str, target: &str, unit: &str) -> String {
    if let Some(Actual::Tier(tier)) = indicator.actual
        && words::width(actual) > LONG
    {
        let tier = project.scheme.qualitative.tiers.get(usize::from(tier));
        let short = tier
            .and_then(|tier| tier.aliases.first())
            .map_or(actual, String::as_str);
        return short.to_owned();
    }
    match (actual, target) {
        (words::MISSING, words::MISSING) => words::MISSING.to_owned(),
        _ if matches!(indicator.actual, Some(Actual::Tier(_) | Actual::Done(_))) => actual.to_owned(),
        _ => words::pair(actual, target, unit),
    }
}
