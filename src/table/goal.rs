//! 年度绩效目标: over the rows of their indicators, in a column of their own, or as the goal of the year as a whole.

use super::grid::Grid;
use crate::model::{Goal, Id, Project, notation, number};

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

/// Headings of the goal of the year as a whole, and of what became of it.
const EXPECTED: [&str; 4] = ["预期目标", "年度总体目标", "年初设定目标", "总体目标"];
const ACHIEVED: [&str; 4] = ["实际完成情况", "年度总体目标完成情况", "目标实际完成情况", "完成情况"];

/// Labels beside which the goal of the year stands where there is but one.
const ALONE: [&str; 5] = ["年度目标", "年度绩效目标", "年度总体目标", "总体目标", "绩效目标"];

/// Returns the words beside the label of the only goal.
fn beside(grid: &Grid, row: usize) -> Option<String> {
    let mut cells = grid.cells(row).map(|(_, text)| text);
    let label = notation::fold(cells.next()?).replace(':', "");
    let text = cells.next()?;
    let is_heading = EXPECTED
        .iter()
        .chain(&ACHIEVED)
        .any(|heading| notation::fold(text) == *heading);
    (ALONE.contains(&label.as_str()) && !is_heading && cells.next().is_none()).then(|| text.to_owned())
}

/// Reads the goal of the year as a whole from the row below its headings, where these stand in the row; returns
/// true when they do.
pub(super) fn read_overall(grid: &Grid, row: usize, project: &mut Project) -> bool {
    let headed = |words: &[&str]| {
        // 年度总体目标 may stand left of 预期目标, as the label of both: the words are sought in their order.
        let found = words
            .iter()
            .find_map(|word| grid.cells(row).find(|(_, text)| notation::fold(text) == *word));
        found.map_or("", |(column, _)| grid.seen(row + 1, column))
    };
    let is_headed = grid
        .cells(row)
        .any(|(_, text)| ACHIEVED.contains(&notation::fold(text).as_str()));
    if !is_headed && let Some(text) = beside(grid, row) {
        let name = "年度总体目标".to_owned();
        entered(
            project,
            Goal {
                name,
                text,
                ..Goal::default()
            },
        );
        return true;
    }
    let (text, achieved) = (headed(&EXPECTED), headed(&ACHIEVED));
    if is_headed && !(text.is_empty() && achieved.is_empty()) {
        add(
            project,
            Goal {
                name: "年度总体目标".to_owned(),
                text: text.to_owned(),
                achieved: achieved.to_owned(),
                ..Goal::default()
            },
        );
    }
    is_headed
}

/// Reads `年度绩效目标1（40分）` or `年度目标2：（40分）保障……`; a number or points must stand there.
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
    // 目标1： without points is a sentence of the overall goal.
    let enough = points.is_some() || (!numeral.is_empty() && prefix != "目标");
    enough.then(|| Goal {
        name: format!("{prefix}{numeral}"),
        text: rest.trim_start_matches([':', '：', ' ', '\n']).trim().to_owned(),
        points,
        ..Goal::default()
    })
}
