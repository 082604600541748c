//! Charts in the text: each stands where the pages stay fullest.
//!
//! A chart that has no room below its text leaves the rest of a page empty. Word has no floats between lines, so the
//! blocks themselves are put in an order for the Word document and the PDF alike, by an estimate of the pages: 22 lines
//! of 28 characters (GB/T 9704-2012). A chart may go up among the tables of its own heading, never among its
//! paragraphs, which stay as they were written; or down, past whole texts of the headings below, but not out of the part
//! its heading is in: among the paragraphs of another heading it would be taken for theirs. That order is taken which
//! leaves the least empty, where paragraphs come a little longer or shorter than estimated too; a chart far from its
//! place counts as something empty.

use std::collections::BTreeMap;

use super::columns::EM;
use super::fitting::{self, CHARACTERS, FIGURE_HEIGHT, Grid, LINE, Spacing, TEXT_WIDTH};
use super::trace::Trace;
use super::{Block, Table};
use crate::figure::svg;

/// Height of a page: 22 lines.
const PAGE: usize = 22 * LINE;
/// Heights of a page that an order has to suit: programs and fonts break lines otherwise than estimated.
const PAGES: [usize; 3] = [PAGE - LINE / 4, PAGE, PAGE + LINE / 4];
/// What a table and a chart are away from the text above and from that below them, in twips.
const APART: usize = 120;

/// Puts each chart where the pages stay fullest, near its text.
pub fn flowed(title: &str, blocks: Vec<(Block, Trace)>) -> Vec<(Block, Trace)> {
    let (text, charts) = parted(blocks);
    let laid: Vec<Laid> = (0..text.len()).map(|at| Laid::of(&text, at)).collect();
    let least = least(&laid);
    let heights: Vec<usize> = laid.iter().map(Laid::height).collect();
    // A line is left empty below the title.
    let head = (title.lines().count() + 1) * LINE;
    let mut orders = vec![Order {
        left: PAGES.map(|page| page.saturating_sub(head)),
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
                    if let (Some(laid), Some(least)) = (laid.get(at), least.get(at)) {
                        order.take(laid, *least);
                    }
                    let state = (order.left, order.places.len());
                    let known = best.get(&state);
                    if known.is_none_or(|known| order.cost < known.cost) {
                        best.insert(state, order);
                    }
                }
                let Some(chart) = chart.filter(|chart| chart.places.contains(&at)) else {
                    break;
                };
                order.place(chart, at, &heights);
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
    let heights: Vec<usize> = (0..blocks.len()).map(|at| Laid::of(&blocks, at).height()).collect();
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
    let heads = |(block, _): &(Block, Trace)| match block {
        Block::Heading { level, .. } => Some(*level),
        // A signature ends whatever is open.
        Block::Signature(_) => Some(0),
        _ => None,
    };
    let heading = text[..own].iter().rposition(|block| heads(block).is_some());
    let first = heading.map_or(0, |heading| heading + 2).min(own);
    let level = heading.and_then(|heading| heads(&text[heading])).unwrap_or(0);
    let up = (first..own).filter(|&at| !goes_on(&text[at - 1].0, &text[at].0));
    let mut below = (own..text.len()).filter_map(|at| Some((at, heads(&text[at])?)));
    let mut down = Vec::new();
    for (at, other) in below.by_ref() {
        down.push(at);
        if other < level {
            break;
        }
    }
    if down.is_empty() {
        down.push(text.len());
    }
    let mut places: Vec<usize> = up.chain([own]).chain(down).collect();
    places.dedup();
    places
}

/// Tells whether a block goes on with what the one above begins: the next paragraph of a text, a table that a sentence
/// announces, a remark on it.
fn goes_on(above: &Block, below: &Block) -> bool {
    match (above, below) {
        (Block::Paragraph(_), Block::Paragraph(_)) | (_, Block::Remark(_)) => true,
        (Block::Paragraph(above), _) => above.ends_with('：'),
        _ => false,
    }
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
    fn of(blocks: &[(Block, Trace)], at: usize) -> Self {
        let next = blocks.get(at + 1).map(|(block, _)| block);
        let line = |keeps| Piece { height: LINE, keeps };
        let lines = |text: &str, keeps| -> Vec<Piece> { (0..lines(text)).map(|_| line(keeps)).collect() };
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
    /// Height that is left of the page, in twips, for every height of [`PAGES`].
    left: [usize; PAGES.len()],
    /// What is empty and how far charts are from their places.
    cost: u64,
}

impl Order {
    /// What it costs to leave so much of a page empty, in thousandths of a page squared: one great gap is worse than two
    /// small ones.
    fn cost_of(left: usize) -> u64 {
        let thousandths = (left * 1000 / PAGE) as u64;
        thousandths * thousandths
    }

    /// Places the next chart before a position.
    fn place(&mut self, chart: &Chart, at: usize, heights: &[usize]) {
        /// What a chart away from its place costs at least: a gap of two lines is rather left.
        const AWAY: u64 = 8_100;
        /// What a page of text between it and its place costs.
        const PAGE_AWAY: usize = 20_000;
        let between = at.min(chart.own)..at.max(chart.own);
        if !between.is_empty() {
            let distance: usize = heights[between].iter().sum();
            self.cost += (AWAY + (distance * PAGE_AWAY / PAGE) as u64) * PAGES.len() as u64;
        }
        self.put(chart.height, 0);
        self.places.push(at);
    }

    /// Takes the pieces of a block, which begins where so much is left.
    fn take(&mut self, laid: &Laid, least: usize) {
        for (left, page) in self.left.iter_mut().zip(PAGES) {
            if *left < least.min(page) {
                self.cost += Self::cost_of(*left);
                *left = page;
            }
        }
        for (position, chain) in laid.pieces.chunk_by(|piece, _| piece.keeps).enumerate() {
            let height = chain.iter().map(|piece| piece.height).sum();
            self.put(height, if position == 0 { 0 } else { laid.again });
        }
    }

    /// Takes a height that is not torn, on the next page where this has no room for it, below what is said there again.
    fn put(&mut self, height: usize, again: usize) {
        for (left, page) in self.left.iter_mut().zip(PAGES) {
            if height > *left {
                self.cost += Self::cost_of(*left);
                *left = page.saturating_sub(again);
            }
            // What is higher than a page goes on by itself.
            *left = match height.checked_sub(*left) {
                None | Some(0) => *left - height,
                Some(over) => page - over % page,
            };
        }
    }
}

/// Counts the lines of a text of the report. A sign at the end of a line hangs over its edge.
fn lines(text: &str) -> usize {
    let of_line = |line: &str| fitting::likely_lines(&format!("　　{line}"), CHARACTERS * EM + EM / 2);
    text.lines().map(of_line).sum()
}
