//! 年度绩效目标: over the rows of their indicators, in a column of their own, or as the goal of the year as a whole.

use rust_decimal::Decimal;

use super::grid::Grid;
use super::value::is_blank;
use super::{budget, heading};
use crate::model::scheme::{Form, GoalCell};
use crate::model::{FormText, Goal, Id, Project, notation, number};

/// What the goal of the year as a whole is called.
const WHOLE: &str = "年度总体目标";

/// Returns the id of the goal of this name, which is added where the project has none.
pub(super) fn entered(project: &mut Project, goal: Goal) -> Id {
    let known = project.goals.iter().find(|known| known.name == goal.name);
    match known {
        Some(known) => known.id.clone(),
        None => add(project, goal),
    }
}

fn add(project: &mut Project, goal: Goal) -> Id {
    let id = Id::new(format!("G{}", project.goals.len() + 1));
    project.goals.push(Goal { id: id.clone(), ..goal });
    id
}

/// Headings of the goal of the year as a whole, and of what became of it; a scheme's form may have its own.
const EXPECTED: [&str; 4] = ["预期目标", "年度总体目标", "年初设定目标", "总体目标"];
const ACHIEVED: [&str; 4] = ["实际完成情况", "年度总体目标完成情况", "目标实际完成情况", "完成情况"];

/// Labels beside which the goal of the year stands where there is but one.
const ALONE: [&str; 5] = ["年度目标", "年度绩效目标", "年度总体目标", "总体目标", "绩效目标"];

/// Returns the headings of a form for one thing a goal holds, folded: those of the scheme first.
fn headings(form: &Form, holds: GoalCell, known: &[&str]) -> Vec<String> {
    let own = form.goal_columns.iter().filter(|column| column.holds == holds);
    own.map(|column| notation::fold(&column.heading))
        .chain(known.iter().map(|heading| (*heading).to_owned()))
        .collect()
}

/// Returns the words beside the label of the only goal.
fn beside(grid: &Grid, row: usize, headings: &[String]) -> Option<String> {
    let mut cells = grid.cells(row).map(|(_, text)| text);
    let label = notation::fold(cells.next()?).replace(':', "");
    let text = cells.next()?;
    let is_heading = headings.contains(&notation::fold(text));
    (ALONE.contains(&label.as_str()) && !is_heading && cells.next().is_none()).then(|| text.to_owned())
}

/// Reads the goals of the year as a whole from the rows below their headings, where these stand in the row; returns
/// how many rows that takes, 0 where there are no such headings.
pub(super) fn read_overall(grid: &Grid, row: usize, project: &mut Project) -> usize {
    let form = &project.scheme.form;
    let expected = headings(form, GoalCell::Text, &EXPECTED);
    let achieved = headings(form, GoalCell::Achieved, &ACHIEVED);
    // 年度总体目标 may stand left of 预期目标, as the label of both: the words are sought in their order.
    let column = |words: &[String]| {
        let cell = |word: &String| grid.cells(row).find(|(_, text)| notation::fold(text) == *word);
        words.iter().find_map(cell).map(|(column, _)| column)
    };
    let Some(achieved_at) = column(&achieved) else {
        let Some(text) = beside(grid, row, &[expected, achieved].concat()) else {
            return 0;
        };
        let name = WHOLE.to_owned();
        let goal = Goal {
            name,
            text,
            ..Goal::default()
        };
        entered(project, goal);
        return 1;
    };
    let expected_at = column(&expected);
    let kept: Vec<(String, usize)> = (form.goal_columns.iter())
        .filter(|one| one.holds == GoalCell::Kept)
        .filter_map(|one| Some((one.heading.clone(), column(&[notation::fold(&one.heading)])?)))
        .collect();
    let first = expected_at.map_or(achieved_at, |expected| expected.min(achieved_at));
    let said = |row: usize, column: usize| Some(grid.seen(row, column)).filter(|text| !is_blank(text));
    let below = 1
        + (row + 2..grid.height())
            .take_while(|below| goes_on(grid, row, *below, first, project.year))
            .count();
    let mut goals = Vec::new();
    for row in row + 1..=row + below {
        let text = expected_at.and_then(|column| said(row, column)).unwrap_or_default();
        let achieved = said(row, achieved_at).unwrap_or_default();
        if !(text.is_empty() && achieved.is_empty()) {
            goals.push((text.to_owned(), achieved.to_owned()));
        }
        for (label, column) in &kept {
            let text = grid.own(row, *column);
            if !is_blank(text) && project.form_text(label).is_empty() {
                project.form_texts.push(FormText {
                    label: label.clone(),
                    text: text.to_owned(),
                });
            }
        }
    }
    let many = goals.len() > 1;
    for (position, (text, achieved)) in goals.into_iter().enumerate() {
        let number = if many {
            (position + 1).to_string()
        } else {
            String::new()
        };
        let goal = Goal {
            name: format!("{WHOLE}{number}"),
            text,
            achieved,
            ..Goal::default()
        };
        add(project, goal);
    }
    1 + below
}

/// Returns true for a further row of a block of goals: beside the label of all, or with none of its own.
fn goes_on(grid: &Grid, heading: usize, row: usize, first: usize, year: u16) -> bool {
    let mut labels = (0..first).map(|column| (grid.own(row, column), grid.anchor(row, column)));
    let is_beside =
        first > 0 && labels.all(|(own, anchor)| own.is_empty() && anchor.is_none_or(|(top, _)| top <= heading));
    is_beside
        && grid.cells(row).next().is_some()
        && heading::at(grid, row, year).is_none()
        && !budget::begins(grid, row)
}

/// Takes the points off the end of a goal's words: `稳定粮食生产（40分）` is 稳定粮食生产 with 40.
pub(super) fn points_behind(text: &str) -> (&str, Option<Decimal>) {
    let points = || {
        let bare = text.trim_end_matches(['。', '；', ';', ' ']);
        let (words, inside) = bare.strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
        let points = number::read(inside.trim().strip_suffix('分')?.trim_end())?;
        Some((words.trim_end(), points))
    };
    points().map_or((text, None), |(words, points)| (words, Some(points)))
}

/// Reads `年度绩效目标1（40分）`, `年度目标2：（40分）保障……` or `目标2：保障……（40分）`; a number or points must stand there.
pub(super) fn label(text: &str) -> Option<Goal> {
    let (prefix, rest) = ["年度绩效目标", "年度目标", "绩效目标", "目标"]
        .iter()
        .find_map(|prefix| Some((*prefix, text.strip_prefix(prefix)?)))?;
    let end = rest
        .find(|sign: char| !(sign.is_ascii_digit() || "一二三四五六七八九十１２３４５６７８９０".contains(sign)))
        .unwrap_or(rest.len());
    let (numeral, rest) = rest.split_at(end);
    let rest = rest.trim_start_matches([':', '：', ' ', '\n', '、']);
    let (points, rest) = match rest
        .strip_prefix(['(', '（'])
        .and_then(|rest| rest.split_once([')', '）']))
    {
        Some((inside, after)) => (Some(inside), after),
        None => (None, rest),
    };
    let points = points.and_then(|inside| number::read(inside.trim().trim_end_matches(['分', '%', '％'])));
    let (rest, points) = match points {
        Some(points) => (rest, Some(points)),
        None => points_behind(rest),
    };
    // 目标1： without points is a sentence of the overall goal.
    let enough = points.is_some() || (!numeral.is_empty() && prefix != "目标");
    enough.then(|| Goal {
        name: format!("{prefix}{numeral}"),
        text: rest.trim_start_matches([':', '：', ' ', '\n']).trim().to_owned(),
        points,
        ..Goal::default()
    })
}
