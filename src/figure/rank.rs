//! The order of rows, and how many rows are divided into pages.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::svg::TEXT_ROWS;
use super::words;
use super::{BETWEEN_FACTS, Figure};
use crate::model::Project;
use crate::model::charts::Order;
use crate::score::{Scorecard, Status};

/// Rows a page takes (R11).
const PAGE: usize = 20;

/// Returns the order rows stand in: the one chosen, or that of the form while no indicator has lost points.
pub(super) fn order(project: &Project, card: &Scorecard) -> Order {
    match card.losses.iter().any(|loss| loss.row.is_some()) {
        true => project.charts.order,
        false => Order::Form,
    }
}

/// Returns the words of a subtitle on the order of rows.
pub(super) const fn words_of(order: Order) -> &'static str {
    match order {
        Order::LostPoints => "按失分从多到少排列",
        Order::Form => "按表内顺序排列",
    }
}

/// A page of a chart that has several.
pub(super) struct Page {
    /// Number from 1; the suffix of the file.
    pub number: usize,
    /// Which 一级指标 it shows, with 第一/二… where one fills several pages.
    pub name: String,
}

/// Returns the positions that `shown` takes, in the order chosen.
pub(super) fn sorted(project: &Project, card: &Scorecard, shown: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..project.indicators.len().min(card.rows.len()))
        .filter(|row| shown(*row))
        .collect();
    sort(&mut rows, project, card);
    rows
}

/// Puts rows into their order.
fn sort(rows: &mut [usize], project: &Project, card: &Scorecard) {
    match order(project, card) {
        Order::LostPoints => rows.sort_by_key(|row| rank(card, *row)),
        Order::Form => rows.sort_unstable(),
    }
}

/// Returns the key that sorts rows by lost points, then as printed.
fn rank(card: &Scorecard, row: usize) -> (Reverse<Decimal>, usize) {
    (Reverse(card.rows[row].lost.unwrap_or(Decimal::NEGATIVE_ONE)), row)
}

/// Draws rows on one page, or, when they are too many, on pages by 一级指标 in printed order.
///
/// Pages are filled; what is left of a group shares its page with the next one. A group of several pages keeps its
/// order.
pub(super) fn pages(
    project: &Project,
    card: &Scorecard,
    rows: &[usize],
    draw: impl Fn(&Project, &Scorecard, &[usize], Option<&Page>) -> Figure,
) -> Vec<Figure> {
    if rows.len() <= PAGE {
        return vec![draw(project, card, rows, None)];
    }
    let mut pages: Vec<(String, Vec<usize>)> = Vec::new();
    for (name, group) in groups(project, rows) {
        if let Some((names, page)) = pages.last_mut()
            && page.len() + group.len() <= PAGE
        {
            names.push('、');
            names.push_str(&name);
            page.extend(group);
            continue;
        }
        let count = group.len().div_ceil(PAGE);
        for (index, part) in group.chunks(PAGE).enumerate() {
            let name = match count {
                1 => name.clone(),
                _ => format!("{name}（{}/{count}）", index + 1),
            };
            pages.push((name, part.to_vec()));
        }
    }
    pages
        .into_iter()
        .enumerate()
        .map(|(index, (name, mut page))| {
            sort(&mut page, project, card);
            let number = index + 1;
            draw(project, card, &page, Some(&Page { number, name }))
        })
        .collect()
}

/// Draws as many rows as the text of a report takes, what has to be explained before the rest, under the title of all;
/// returns those left out.
pub(super) fn excerpt(
    project: &Project,
    card: &Scorecard,
    rows: &[usize],
    draw: impl Fn(&Project, &Scorecard, &[usize], Option<&Page>) -> Figure,
) -> (Figure, Vec<usize>) {
    let whole = draw(project, card, rows, None);
    if rows.len() <= TEXT_ROWS {
        return (whole, Vec::new());
    }
    let shown = greatest(project, card, rows, TEXT_ROWS);
    let left_out = rows.iter().copied().filter(|row| !shown.contains(row)).collect();
    let part = draw(project, card, &shown, None);
    let which = if shown == rows[..TEXT_ROWS] {
        format!("列出前{TEXT_ROWS}项")
    } else {
        format!("列出{TEXT_ROWS}项，未填、失分等须说明的优先")
    };
    let figure = Figure {
        subtitle: format!("{}{BETWEEN_FACTS}{which}", whole.subtitle),
        description: part.description.replace(&part.title, &whole.title),
        title: whole.title,
        ..part
    };
    (figure, left_out)
}

/// Returns the rows with the most to explain, at most `most` of them, in the order chosen.
///
/// What lost points, missed its target or is unfilled comes first, by its points, of which an unfilled row may lose
/// all; then what is far over its target, then the rest.
pub(super) fn greatest(project: &Project, card: &Scorecard, rows: &[usize], most: usize) -> Vec<usize> {
    let at_stake = |row: usize| {
        let scored = &card.rows[row];
        let is_open = scored.is_short() || scored.status == Status::Unfilled;
        let points = scored.lost.or(project.indicators[row].weight).unwrap_or(Decimal::MAX);
        (!is_open, scored.is_as_planned(), Reverse(points), row)
    };
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| at_stake(*row));
    rows.truncate(most);
    sort(&mut rows, project, card);
    rows
}

/// Divides rows by 一级指标, in the order in which those first appear in the project.
fn groups(project: &Project, rows: &[usize]) -> Vec<(String, Vec<usize>)> {
    let mut printed = rows.to_vec();
    printed.sort_unstable();
    let level = |row: usize| match words::short(&project.indicators[row].level1, 12.0) {
        name if name.is_empty() => "未分类指标".to_owned(),
        name => name,
    };
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for row in printed {
        let name = level(row);
        if !groups.iter().any(|group| group.0 == name) {
            groups.push((name, Vec::new()));
        }
    }
    for row in rows {
        let name = level(*row);
        if let Some(group) = groups.iter_mut().find(|group| group.0 == name) {
            group.1.push(*row);
        }
    }
    groups
}

impl Page {
    /// Returns the id of a figure, with the page's number when there is one.
    pub(super) fn id(page: Option<&Self>, stem: &str) -> String {
        page.map_or_else(|| stem.to_owned(), |page| format!("{stem}-{}", page.number))
    }

    /// Returns what a title begins with: the page's name and a colon, or nothing.
    pub(super) fn prefix(page: Option<&Self>) -> String {
        page.map_or_else(String::new, |page| format!("{}：", page.name))
    }
}
