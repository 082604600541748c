//! Lost points: from full marks at the left down to the total at the right.

use rust_decimal::Decimal;

use super::{Axis, Figure, FigureRow, Look, Place, Shape, TableTwin, names, scale, words};
use crate::model::scheme::GoalUnit;
use crate::model::{Field, Id, Project, number};
use crate::score::{Loss, Scorecard, Whereabouts};

/// So many losing items stand alone; the smaller ones together.
const ITEMS: usize = 12;

/// One stair: what it is, by how much the level changes.
struct Stair {
    name: String,
    indicator: Option<Id>,
    change: Decimal,
    weight: Option<Decimal>,
    score: Option<Decimal>,
    look: Look,
    hover: String,
    demo: bool,
}

/// Draws the waterfall, with at most so many rows where there is a bound.
pub(super) fn figure(project: &Project, card: &Scorecard, most: Option<usize>) -> Figure {
    if project.indicators.is_empty() && card.execution.score.is_none() {
        return Figure::empty(
            "lost-points",
            "还没有可评分的内容",
            project,
            "请先新增三级指标并填写分值、指标值和实际完成值，这里即显示从满分到总分的扣分过程。",
        );
    }
    // Before anything has a score nothing is lost.
    if card.stated_total().is_none() {
        return Figure::empty(
            "lost-points",
            &title(project, card),
            project,
            "请先填写实际完成值和全年执行数，这里即显示从满分到总分的扣分过程。",
        );
    }
    let full = match project.scheme.total {
        total if total > Decimal::ZERO => total,
        _ => Decimal::ONE_HUNDRED,
    };
    // Full marks and the total have a row each.
    let fits = |stairs: &Vec<Stair>| most.is_none_or(|most| stairs.len() + 2 <= most);
    let mut all = (0..=ITEMS).rev().map(|items| stairs(project, card, full, items));
    let stairs = all.find(fits).unwrap_or_default();
    if stairs.is_empty() && card.unfilled == 0 {
        return Figure::empty(
            "lost-points",
            &title(project, card),
            project,
            "各项都得满分，没有扣分可画。",
        );
    }
    let mut levels = vec![full];
    for stair in &stairs {
        levels.push(add(levels[levels.len() - 1], stair.change));
    }
    levels.push(card.total);
    let mut figure = Figure {
        id: "lost-points".to_owned(),
        title: title(project, card),
        subtitle: words::fact_line(
            project,
            &[
                "单位：分，横轴自满分起向右递减",
                if by_ratio(project) {
                    "增减按目标权重比例折算"
                } else {
                    ""
                },
            ],
        ),
        description: String::new(),
        note: words::source(project),
        axis: axis(full, &levels),
        rows: Vec::new(),
        value_headings: ["分值", "得分", "增减"].map(str::to_owned).to_vec(),
        marks: Vec::new(),
        legend: Vec::new(),
        table: TableTwin {
            headings: ["项目", "分值", "得分", "增减", "累计"].map(str::to_owned).to_vec(),
            rows: Vec::new(),
        },
        colours: project.charts.colours,
    };
    full_marks(&mut figure, full);
    for (stair, level) in stairs.iter().zip(&levels) {
        step(&mut figure, stair, full, *level);
    }
    let grade = card
        .grade
        .as_ref()
        .map_or_else(String::new, |grade| format!("（{grade}）"));
    let name = if card.unfilled > 0 {
        "已填部分得分"
    } else {
        "总分"
    };
    total(&mut figure, &format!("{name}{grade}"), full, card.total);
    figure.tell_apart();
    let open = format!("{}，得分未定", card.unfilled_word());
    figure.explain_looks(&[
        (Look::Bad, "扣分"),
        (Look::Missing, &open),
        (Look::Caution, "分值设置差额"),
    ]);
    figure.description = format!(
        "瀑布图，横轴左端为满分{}分，向右逐项扣减到总分：{}。",
        number::points(full),
        figure.title
    );
    figure
}

/// Says the total, the loss, where it lies and what is still missing.
fn title(project: &Project, card: &Scorecard) -> String {
    let lost = card.losses.iter().map(|loss| loss.lost).fold(Decimal::ZERO, add);
    let mut title = match card.stated_total() {
        Some(total) if card.unfilled > 0 => format!("已填部分得{}分", number::points(total)),
        Some(total) => format!("总分{}分", number::points(total)),
        None => "尚无得分".to_owned(),
    };
    if lost > Decimal::ZERO {
        title.push_str(&format!("，失分{}分", number::points(lost)));
        let differs = names::of_indicators(project);
        let name = |loss: &Loss| {
            let differs = loss.row.and_then(|row| differs.get(row)).copied().unwrap_or_default();
            names::quoted(&names::cut(&item(project, loss.row), differs, |name| {
                words::width(name) <= 16.0
            }))
        };
        title.push_str(&format!("，{}", Whereabouts::of(&card.losses).sentence(name)));
    } else if card.unfilled == 0 {
        title.push_str("，没有失分");
    }
    if card.unfilled > 0 {
        title.push_str(&format!(
            "，尚有{}项{}{}",
            card.unfilled,
            card.unfilled_word(),
            card.unfilled_remark()
        ));
    }
    title
}

/// Names the item of a loss.
fn item(project: &Project, row: Option<usize>) -> String {
    match row {
        None => "预算执行".to_owned(),
        Some(row) => project.indicators.get(row).map(words::name).unwrap_or_default(),
    }
}

/// Lists what leads from full marks to the total: losses, what is unfilled, what the weights lack or exceed, the cap.
///
/// So many losing items stand alone, the smaller ones together. Every change is rounded as it is printed, so that the
/// printed ones add up.
fn stairs(project: &Project, card: &Scorecard, full: Decimal, items: usize) -> Vec<Stair> {
    // One item alone is not worth a group.
    let alone = if card.losses.len() == items + 1 {
        items + 1
    } else {
        items
    };
    let mut stairs: Vec<Stair> = card
        .losses
        .iter()
        .take(alone)
        .map(|loss| {
            let indicator = loss.row.and_then(|row| project.indicators.get(row));
            let scored = loss.row.and_then(|row| card.rows.get(row));
            let name = item(project, loss.row);
            Stair {
                indicator: indicator.map(|indicator| indicator.id.clone()),
                change: -number::round(loss.lost, 2),
                weight: indicator.map_or(Some(card.execution.weight), |indicator| indicator.weight),
                score: scored.map_or(card.execution.score, |row| row.score),
                look: Look::Bad,
                demo: indicator.is_some_and(|indicator| words::is_demo(indicator) || indicator.is_demo(Field::Weight)),
                hover: match indicator.zip(scored) {
                    Some((indicator, row)) => words::whole(project, indicator, row),
                    None => format!("{name}失{}分", number::points(loss.lost)),
                },
                name,
            }
        })
        .collect();
    let plain = |name: String, change: Decimal, look| Stair {
        indicator: None,
        change,
        weight: None,
        score: None,
        look,
        demo: false,
        hover: format!("{name}：{}分", signed(change)),
        name,
    };
    let rest = &card.losses[card.losses.len().min(alone)..];
    if !rest.is_empty() {
        let lost = rest.iter().map(|loss| loss.lost).fold(Decimal::ZERO, add);
        let others = if alone == 0 { "失分" } else { "其他" };
        stairs.push(plain(
            format!("{others}{}项", rest.len()),
            -number::round(lost, 2),
            Look::Bad,
        ));
    }
    let unfilled = number::round(unfilled_weight(project, card), 2);
    if unfilled != Decimal::ZERO {
        let name = format!("尚有{}项{}", card.unfilled, card.unfilled_word());
        stairs.push(plain(name, -unfilled, Look::Missing));
    }
    let gap = card
        .weights
        .last()
        .and_then(|all| Some(number::round(add(all.sum, -all.demanded?), 2)))
        .unwrap_or(Decimal::ZERO);
    if gap != Decimal::ZERO {
        let name = if gap < Decimal::ZERO {
            "分值合计不足满分"
        } else {
            "分值合计超过满分"
        };
        stairs.push(plain(name.to_owned(), gap, Look::Caution));
    }
    let capped = card.before_cap.map_or(Decimal::ZERO, |before| add(card.total, -before));
    let reached = stairs.iter().map(|stair| stair.change).fold(full, add);
    let rounding = add(add(card.total, -capped), -reached);
    if rounding != Decimal::ZERO {
        stairs.push(plain("折算与四舍五入".to_owned(), rounding, Look::Neutral));
    }
    if capped != Decimal::ZERO {
        let (name, look) = if card.total == full {
            ("超过满分不计", Look::Caution)
        } else {
            ("按预算执行率封顶", Look::Bad)
        };
        stairs.push(plain(name.to_owned(), capped, look));
    }
    stairs
}

/// True where the points of a goal enter the total by its 权重比例.
fn by_ratio(project: &Project) -> bool {
    let goals = project.scheme.goals.as_ref();
    goals.is_some_and(|rule| rule.unit == GoalUnit::Ratio)
}

/// Sums the weights of what has no score yet, as they would enter the total.
fn unfilled_weight(project: &Project, card: &Scorecard) -> Decimal {
    let execution = match card.execution.score {
        None => card.execution.weight,
        Some(_) => Decimal::ZERO,
    };
    let by_ratio = by_ratio(project);
    project
        .indicators
        .iter()
        .zip(&card.rows)
        .filter(|(_, row)| row.score.is_none())
        .filter_map(|(indicator, _)| {
            let weight = indicator.weight?;
            match indicator.goal.as_ref().and_then(|id| project.goal(id)) {
                Some(goal) if by_ratio => weight.checked_mul(goal.points?)?.checked_div(Decimal::ONE_HUNDRED),
                _ => Some(weight),
            }
        })
        .fold(execution, add)
}

/// Returns where a level lies: by how much it is below full marks.
fn lost(full: Decimal, level: Decimal) -> f64 {
    scale::position(full.saturating_sub(level))
}

/// Makes the axis: scores from full marks at the left to the lowest level at the right, as many as are lost.
///
/// On an axis of all scores the stairs would be too thin to be compared. A bar is as long as what is lost; full marks
/// and the total, of which only the ends lie on the axis, are no bars (R7).
fn axis(full: Decimal, levels: &[Decimal]) -> Axis {
    let lost = levels.iter().map(|level| lost(full, *level));
    let (low, high) = lost.fold((0.0, 0.0), |(low, high), at| (f64::min(low, at), f64::max(high, at)));
    let span = if high > low { high - low } else { 1.0 };
    let full = scale::position(full);
    let label = |lost: f64| scale::label(full - lost, "分");
    Axis {
        min: low,
        // Room behind the last stair for its number.
        max: low + span * 1.2,
        ticks: scale::ticks(low, low + span, scale::step(span, 5.0), label),
        reference: None,
    }
}

/// Adds the row the stairs begin at.
fn full_marks(figure: &mut Figure, full: Decimal) {
    let text = number::points(full);
    let hover = format!("满分{text}分");
    let (at, height) = (0.0, 0.6);
    figure.place(0, Look::Neutral, "", Shape::Connector { at });
    figure.place(0, Look::Actual, &hover, Shape::Tick { at, height });
    standing(figure, 0, at, &text);
    figure.rows.push(FigureRow {
        label: "满分".to_owned(),
        indicator: None,
        values: vec![text.clone(), String::new(), String::new()],
        demo: false,
        differs: 0,
    });
    let cells = ["满分", &text, "", "", &text];
    figure.table.rows.push(cells.map(str::to_owned).to_vec());
}

/// Writes a level beside its mark.
fn standing(figure: &mut Figure, row: usize, at: f64, points: &str) {
    let (from, to, text, place) = (at, at, points.to_owned(), Place::Beside);
    figure.place(row, Look::Neutral, "", Shape::Label { from, to, text, place });
}

/// Adds the row the stairs end at.
fn total(figure: &mut Figure, name: &str, full: Decimal, level: Decimal) {
    let row = figure.rows.len();
    let (weight, score) = (number::points(full), number::points(level));
    let change = match add(level, -full) {
        change if change.is_zero() => "0.00".to_owned(),
        change => signed(change),
    };
    let (at, height) = (lost(full, level), 0.6);
    let hover = format!("{name}{score}分，比满分{change}分");
    figure.place(row, Look::Actual, &hover, Shape::Tick { at, height });
    standing(figure, row, at, &score);
    figure.rows.push(FigureRow {
        label: name.to_owned(),
        indicator: None,
        values: vec![weight.clone(), score.clone(), change.clone()],
        demo: false,
        differs: 0,
    });
    let cells = [name, &weight, &score, &change, &score];
    figure.table.rows.push(cells.map(str::to_owned).to_vec());
}

/// Adds the row of a stair that begins at `level`.
fn step(figure: &mut Figure, stair: &Stair, full: Decimal, level: Decimal) {
    let row = figure.rows.len();
    let after = add(level, stair.change);
    let (start, end) = (lost(full, level), lost(full, after));
    let (from, to, thickness) = (start.min(end), start.max(end), 0.6);
    figure.place(row, Look::Neutral, "", Shape::Connector { at: end });
    figure.place(row, stair.look, &stair.hover, Shape::Bar { from, to, thickness });
    let (change, place) = (signed(stair.change), Place::Beside);
    // What is unfilled may still be earned.
    let text = match stair.look {
        Look::Missing => format!("{}分未定", number::points(stair.change.abs())),
        _ => change.clone(),
    };
    figure.place(row, stair.look, "", Shape::Label { from, to, text, place });
    let known = |value: Option<Decimal>| value.map(number::points).unwrap_or_default();
    figure.rows.push(FigureRow {
        label: stair.name.clone(),
        indicator: stair.indicator.clone(),
        values: vec![known(stair.weight), known(stair.score), change.clone()],
        demo: stair.demo,
        differs: 0,
    });
    figure.table.rows.push(vec![
        stair.name.clone(),
        known(stair.weight),
        known(stair.score),
        change,
        number::points(after),
    ]);
}

/// Writes a change of points with its sign.
fn signed(change: Decimal) -> String {
    let sign = if change < Decimal::ZERO { "−" } else { "+" };
    format!("{sign}{}", number::points(change.abs()))
}

fn add(left: Decimal, right: Decimal) -> Decimal {
    left.saturating_add(right)
}
