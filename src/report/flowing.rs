//! Charts in the text: each stands where the pages stay fullest.
//!
//! A chart that has no room below its text leaves the rest of a page empty. Word has no floats between lines, so the
//! blocks themselves are put in an order for the Word document and the PDF alike, by an estimate of the pages: 22 lines
//! of 28 characters (GB/T 9704-2012). A chart may go up or down in the text of its own heading and of those below it, as
//! the last among its paragraphs, never within a list; or further down, past whole texts, but not out of the part its
//! heading is in: among the paragraphs of another heading it would be taken for theirs. That order is taken which leaves
//! the least empty, where paragraphs come a little longer or shorter than estimated too; a chart far from its place, or
//! among paragraphs, counts as something empty.

use std::collections::BTreeMap;

use super::columns::EM;
use super::fitting::{self, CHARACTERS, FIGURE_HEIGHT, Grid, LINE, Spacing, TEXT_WIDTH};
use super::trace::Trace;
use super::{Block, Table};
use crate::figure::svg;

/// Height of a page: 22 lines.
const PAGE: usize = 22 * LINE;

/// How a program sets the text.
#[derive(Clone, Copy)]
struct Setting {
    /// Height of a page, in twips.
    page: usize,
    /// Length of a line, in hundredths of a character. A sign at its end hangs over its edge.
    line: usize,
}

impl Setting {
    const fn new(page: usize, percent: usize) -> Self {
        let line = (CHARACTERS * EM + EM / 2) * percent / 100;
        Self { page, line }
    }
}

/// What an order has to suit: LibreOffice takes a little more room for a text than estimated, the PDF a little less, where
/// signs stand closer.
const SETTINGS: [Setting; 4] = [
    Setting::new(PAGE, 100),
    Setting::new(PAGE - LINE / 4, 96),
    Setting::new(PAGE, 98),
    Setting::new(PAGE + LINE / 4, 103),
];
/// What a table and a chart are away from the text above and from that below them, in twips.
const APART: usize = 120;

/// Puts each chart where the pages stay fullest, near its text.
pub fn flowed(title: &str, blocks: Vec<(Block, Trace)>) -> Vec<(Block, Trace)> {
    let (text, charts) = parted(blocks);
    let set = SETTINGS.map(|setting| set(&text, setting));
    let heights: Vec<usize> = set[0].iter().map(|(laid, _)| laid.height()).collect();
    // A line is left empty below the title.
    let head = (title.lines().count() + 1) * LINE;
    let mut orders = vec![Order {
        left: SETTINGS.map(|setting| setting.page.saturating_sub(head)),
        ..Order::default()
    }];
    for at in 0..=text.len() {
        // By what is left of the pages and how many charts stand, the best order up to here: what comes does not depend
        // on the rest of it.
        let mut best: BTreeMap<_, Order> = BTreeMap::new();
        for mut order in orders {
            loop {
                let chart = charts.get(order.places.len());
                if chart.is_none_or(|chart| chart.places.last() > Some(&at)) {
                    let mut order = order.clone();
                    order.take(at, &set);
                    let state = (order.left, order.places.len());
                    let known = best.get(&state);
                    if known.is_none_or(|known| order.cost < known.cost) {
                        best.insert(state, order);
                    }
                }
                let Some(chart) = chart.filter(|chart| chart.places.contains(&at)) else {
                    break;
                };
                order.place(chart, at, &heights, is_among(&text, at));
            }
        }
        orders = best.into_values().collect();
    }
    let places = orders.into_iter().min_by_key(|order| order.cost);
    merged(text, charts, &places.map(|order| order.places).unwrap_or_default())
}

/// A chart with the remark on it.
struct Chart {
    blocks: Vec<(Block, Trace)>,
    /// In twips.
    height: usize,
    /// The position in the text before which it stands in the outline.
    own: usize,
    /// All before which it may stand, in their order.
    places: Vec<usize>,
}

/// Takes the charts out of the text.
fn parted(blocks: Vec<(Block, Trace)>) -> (Vec<(Block, Trace)>, Vec<Chart>) {
    let height = |at| Laid::of(&blocks, at, SETTINGS[0]).height();
    let heights: Vec<usize> = (0..blocks.len()).map(height).collect();
    let (mut text, mut charts) = (Vec::new(), Vec::<Chart>::new());
    for (block, height) in blocks.into_iter().zip(heights) {
        match (&block.0, charts.last_mut().filter(|chart| chart.own == text.len())) {
            (Block::Figure(_), _) => charts.push(Chart {
                blocks: vec![block],
                height,
                own: text.len(),
                places: Vec::new(),
            }),
            (Block::Remark(_), Some(chart)) => {
                chart.blocks.push(block);
                chart.height += height;
            }
            _ => text.push(block),
        }
    }
    for chart in &mut charts {
        chart.places = places(&text, chart.own);
    }
    (text, charts)
}

/// Returns the positions of a text before which a chart may stand that the outline has before one of them.
fn places(text: &[(Block, Trace)], own: usize) -> Vec<usize> {
    let heads = |at: usize| match text[at].0 {
        Block::Heading { level, .. } => Some(level),
        // A signature ends whatever is open.
        Block::Signature(_) => Some(0),
        _ => None,
    };
    let heading = (0..own).rfind(|&at| heads(at).is_some());
    let first = heading.map_or(0, |heading| heading + 2).min(own);
    let level = heading.and_then(heads).unwrap_or(0);
    let below = |is_over: fn(&u8, &u8) -> bool| {
        let end = (own..text.len()).find(|&at| heads(at).is_some_and(|other| is_over(&other, &level)));
        end.unwrap_or(text.len())
    };
    // All that is about the same, with the headings below its own; then whole texts as far as its part goes.
    let (end, last) = (below(u8::le), below(u8::lt));
    let within = (first..end).filter(|&at| at == own || !goes_on(&text[at - 1].0, &text[at].0));
    let beyond = (end..=last).filter(|&at| at == end || at == last || heads(at).is_some());
    within.chain(beyond).collect()
}

/// Tells whether a block goes on with what the one above begins: the text of a heading, a table or list that a sentence
/// announces, the next item of it, a remark.
fn goes_on(above: &Block, below: &Block) -> bool {
    match (above, below) {
        (Block::Heading { .. }, below) => !matches!(below, Block::Heading { .. }),
        (_, Block::Remark(_)) => true,
        (Block::Paragraph(_), Block::Paragraph(below)) if is_item(below) => true,
        (Block::Paragraph(above), _) => above.ends_with(['：', '；', '，', '、']),
        _ => false,
    }
}

/// Tells whether a paragraph is an item of a list by the number it begins with.
fn is_item(text: &str) -> bool {
    let is_number = |letter: char| letter.is_ascii_digit() || "（(第一二三四五六七八九十".contains(letter);
    let rest = text.trim_start_matches(is_number);
    let is_numbered = rest.len() < text.len() && rest.starts_with(['.', '．', '、', '，', '）', ')', '是']);
    is_numbered || text.starts_with(|letter| ('①'..='⒛').contains(&letter))
}

/// Tells whether a chart before a position stands among the paragraphs of a text.
fn is_among(text: &[(Block, Trace)], at: usize) -> bool {
    let is_paragraph = |at: usize| matches!(text.get(at), Some((Block::Paragraph(_), _)));
    at > 0 && is_paragraph(at - 1) && is_paragraph(at)
}

/// Puts charts before the positions of a text chosen for them.
fn merged(text: Vec<(Block, Trace)>, charts: Vec<Chart>, places: &[usize]) -> Vec<(Block, Trace)> {
    let mut charts = charts.into_iter().zip(places).peekable();
    let mut blocks = Vec::new();
    for (at, block) in text.into_iter().map(Some).chain([None]).enumerate() {
        while let Some((chart, _)) = charts.next_if(|(_, place)| **place == at) {
            blocks.extend(chart.blocks);
        }
        blocks.extend(block);
    }
    blocks
}

/// A piece of a block that is never torn.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// In twips.
    height: usize,
    /// Whether it stays on the page of the next.
    keeps: bool,
}

/// A block as it is set.
struct Laid {
    pieces: Vec<Piece>,
    /// Height of what is said again on a further page, in twips.
    again: usize,
}

impl Laid {
    /// Lays out the block at a position.
    fn of(blocks: &[(Block, Trace)], at: usize, setting: Setting) -> Self {
        let next = blocks.get(at + 1).map(|(block, _)| block);
        let line = |keeps| Piece { height: LINE, keeps };
        let lines = |text: &str, keeps| -> Vec<Piece> { (0..lines(text, setting.line)).map(|_| line(keeps)).collect() };
        let pieces = match &blocks[at].0 {
            Block::Heading { text, .. } => lines(text, true),
            Block::Paragraph(text) | Block::Remark(text) => lines(text, false),
            Block::Table(table) => {
                let is_below = at > 0 && matches!(blocks[at - 1].0, Block::Table(_));
                return Self::of_table(table, is_below, matches!(next, Some(Block::Table(_))));
            }
            Block::Figure(figure) => vec![Piece {
                height: svg::height_in_text(figure, TEXT_WIDTH).min(FIGURE_HEIGHT) + 2 * APART,
                keeps: matches!(next, Some(Block::Remark(_))),
            }],
            Block::Signature(names) => (0..names.len() + 2).map(|at| line(at < names.len() + 1)).collect(),
            Block::Annex(_) => Vec::new(),
        };
        Self { pieces, again: 0 }
    }

    /// Lays out a table row by row.
    fn of_table(table: &Table, is_below: bool, leads: bool) -> Self {
        let grid = Grid::new(table, TEXT_WIDTH);
        let (lines, likely) = (fitting::heights(table, &grid), fitting::likely_heights(table, &grid));
        let height = |lines: usize| Spacing::Comfortable.row(lines, grid.size);
        let rows = likely.iter().enumerate().map(|(position, own)| Piece {
            height: height(*own),
            keeps: position + 1 < lines.len() && fitting::keeps_with_next(table, &grid, &lines, position),
        });
        let gap = |keeps| Piece { height: APART, keeps };
        let above = (!is_below).then(|| gap(true));
        Self {
            again: likely[..table.heading_rows.min(likely.len())]
                .iter()
                .map(|own| height(*own))
                .sum(),
            pieces: above.into_iter().chain(rows).chain([gap(leads)]).collect(),
        }
    }

    fn height(&self) -> usize {
        self.pieces.iter().map(|piece| piece.height).sum()
    }
}

/// Lays a text out, each block with what has to be left of a page for it to begin there.
fn set(text: &[(Block, Trace)], setting: Setting) -> Vec<(Laid, usize)> {
    let laid: Vec<Laid> = (0..text.len()).map(|at| Laid::of(text, at, setting)).collect();
    let least = least(&laid);
    laid.into_iter().zip(least).collect()
}

/// Returns for every block what has to be left of a page for it to begin there, in twips: all that stays with its first
/// piece, over the headings below it at that.
fn least(laid: &[Laid]) -> Vec<usize> {
    let mut below = 0;
    let heights = laid.iter().rev().map(|laid| {
        let kept: usize = laid
            .pieces
            .iter()
            .take_while(|piece| piece.keeps)
            .map(|piece| piece.height)
            .sum();
        let end = laid.pieces.iter().find(|piece| !piece.keeps);
        below = (kept + end.map_or(below, |piece| piece.height)).min(PAGE);
        below
    });
    let mut heights: Vec<usize> = heights.collect();
    heights.reverse();
    heights
}

/// The text laid out up to some position, with some charts in it.
#[derive(Clone, Debug, Default)]
struct Order {
    /// The positions of the text before which the charts stand.
    places: Vec<usize>,
    /// Height that is left of the page, in twips, for every one of [`SETTINGS`].
    left: [usize; SETTINGS.len()],
    /// What is empty and how far charts are from their places.
    cost: u64,
}

impl Order {
    /// What it costs to leave so many thousandths of a page empty: one great gap is worse than some small ones.
    const fn cost_of(thousandths: u64) -> u64 {
        thousandths.pow(3)
    }

    /// Places the next chart before a position.
    fn place(&mut self, chart: &Chart, at: usize, heights: &[usize], is_among: bool) {
        /// What a chart away from its place costs at least: a gap of two lines is rather left.
        const AWAY: u64 = Order::cost_of(90);
        /// What a page of text between it and its place costs.
        const PAGE_AWAY: u64 = Order::cost_of(140);
        /// What charts among paragraphs cost: a gap of a fifth of a page is rather left.
        const AMONG: u64 = Order::cost_of(200);
        let mut cost = 0;
        let between = at.min(chart.own)..at.max(chart.own);
        if !between.is_empty() {
            let distance: usize = heights[between].iter().sum();
            cost += AWAY + PAGE_AWAY * distance as u64 / PAGE as u64;
        }
        if is_among && self.places.last() != Some(&at) {
            cost += AMONG;
        }
        self.cost += cost * SETTINGS.len() as u64;
        for setting in 0..SETTINGS.len() {
            self.put(setting, chart.height, 0);
        }
        self.places.push(at);
    }

    /// Takes the pieces of the block at a position of the text.
    fn take(&mut self, at: usize, set: &[Vec<(Laid, usize)>; SETTINGS.len()]) {
        for (setting, text) in set.iter().enumerate() {
            let Some((laid, least)) = text.get(at) else { return };
            if self.left[setting] < (*least).min(SETTINGS[setting].page) {
                self.turn(setting);
            }
            for (position, chain) in laid.pieces.chunk_by(|piece, _| piece.keeps).enumerate() {
                let height = chain.iter().map(|piece| piece.height).sum();
                self.put(setting, height, if position == 0 { 0 } else { laid.again });
            }
        }
    }

    /// Takes a height that is not torn, on the next page where this has no room for it, below what is said there again.
    fn put(&mut self, setting: usize, height: usize, again: usize) {
        let page = SETTINGS[setting].page;
        if height > self.left[setting] {
            self.turn(setting);
            self.left[setting] = page.saturating_sub(again);
        }
        // What is higher than a page goes on by itself.
        let left = &mut self.left[setting];
        *left = match height.checked_sub(*left) {
            None | Some(0) => *left - height,
            Some(over) => page - over % page,
        };
    }

    /// Leaves the rest of a page empty.
    fn turn(&mut self, setting: usize) {
        let left = &mut self.left[setting];
        self.cost += Self::cost_of((*left * 1000 / PAGE) as u64);
        *left = SETTINGS[setting].page;
    }
}

/// Counts the lines of a text of the report that are so long.
fn lines(text: &str, length: usize) -> usize {
    let of_line = |line: &str| fitting::likely_lines(&format!("　　{line}"), length);
    text.lines().map(of_line).sum()
}
