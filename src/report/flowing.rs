//! Charts in the text: one that has no room on its page lets the text go on and stands at the top of the next.
//!
//! Word has no such thing for a picture between lines, so the blocks themselves are put in that order, by an estimate of
//! the pages: 22 lines of 28 characters (GB/T 9704-2012). Where it is wrong, some lines of a page stay empty. What goes on
//! are whole texts of the headings below: a chart among the paragraphs of another heading would be taken for theirs, and
//! less than half a page is rather left empty.

use std::collections::VecDeque;

use super::columns::EM;
use super::fitting::{self, CHARACTERS, FIGURE_HEIGHT, Grid, LINE, Spacing, TEXT_WIDTH};
use super::trace::Trace;
use super::{Block, Table};
use crate::figure::svg;

/// Height of a page: 22 lines.
const PAGE: usize = 22 * LINE;
/// What a table and a chart are away from the text above and from that below them, in twips.
const APART: usize = 120;
/// Greatest height that is left empty below a text so that a chart does not stand among the paragraphs of the next, in
/// twips: half a page.
const EMPTY: usize = PAGE / 2;

/// Moves charts down to the next page where they have no room, but never out of the part their heading is in.
pub fn flowed(title: &str, blocks: Vec<(Block, Trace)>) -> Vec<(Block, Trace)> {
    // A line is left empty below the title.
    let left = PAGE.saturating_sub((title.lines().count() + 1) * LINE);
    let mut flow = Flow {
        left,
        ..Flow::default()
    };
    let mut level = 0;
    let laid: Vec<Laid> = (0..blocks.len()).map(|at| Laid::of(&blocks, at)).collect();
    let texts = texts(&blocks, &laid);
    let least = least(&blocks, &laid);
    let mut blocks = blocks
        .into_iter()
        .zip(laid)
        .zip(texts.into_iter().zip(least))
        .peekable();
    while let Some((((block, trace), laid), (text, least))) = blocks.next() {
        if let Block::Figure(_) = block {
            let below = blocks.next_if(|(((block, _), _), _)| matches!(block, Block::Remark(_)));
            let below = below.map(|(below, _)| below);
            let height = laid.height() + below.as_ref().map_or(0, |(_, laid)| laid.height());
            let below = below.map(|(block, _)| block);
            let blocks = std::iter::once((block, trace)).chain(below).collect();
            flow.held.push_back(Chart { blocks, level, height });
        } else {
            flow.make_room(&block, least, text);
            flow.take(&laid, least);
            let heads = match block {
                Block::Heading { level, .. } => Some(level),
                _ => None,
            };
            flow.blocks.push((block, trace));
            if let Some(own) = heads {
                // Its own text comes first.
                level = own;
                continue;
            }
        }
        flow.place(fits);
    }
    flow.place(|_, _| true);
    flow.blocks
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
fn least(blocks: &[(Block, Trace)], laid: &[Laid]) -> Vec<usize> {
    let mut below = 0;
    let heights = blocks.iter().zip(laid).rev().map(|((block, _), laid)| {
        // Charts wait for their place.
        if matches!(block, Block::Figure(_) | Block::Remark(_)) {
            return 0;
        }
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

/// Returns for every heading the height of it and of its text without charts, in twips; one without a text of its own has
/// that of the next. For other blocks 0.
fn texts(blocks: &[(Block, Trace)], laid: &[Laid]) -> Vec<usize> {
    let (mut text, mut below) = (0, 0);
    let heights = blocks.iter().zip(laid).rev().map(|((block, _), laid)| match block {
        Block::Heading { .. } => {
            let own = if text > 0 { text } else { below };
            below = own + laid.height();
            text = 0;
            below
        }
        Block::Figure(_) | Block::Remark(_) => 0,
        _ => {
            text += laid.height();
            0
        }
    });
    let mut heights: Vec<usize> = heights.collect();
    heights.reverse();
    heights
}

/// A chart with the remark on it.
struct Chart {
    blocks: Vec<(Block, Trace)>,
    /// That of the heading it stands under.
    level: u8,
    /// In twips.
    height: usize,
}

/// The blocks in their new order, as far as they are laid out.
#[derive(Default)]
struct Flow {
    blocks: Vec<(Block, Trace)>,
    /// Charts that wait for room, in their order.
    held: VecDeque<Chart>,
    /// Height that is left of the page, in twips.
    left: usize,
}

impl Flow {
    /// Puts charts before a block that ends their part or would begin the next page, and before a heading whose text, so
    /// high with it, would not end on this page.
    fn make_room(&mut self, block: &Block, least: usize, text: usize) {
        while let Some(first) = self.held.front() {
            let ends_part = match block {
                Block::Heading { level, .. } => *level < first.level,
                Block::Signature(_) => true,
                _ => false,
            };
            if ends_part {
                self.place(|_, _| true);
            } else if self.left < least || (text > self.left && self.left <= EMPTY) {
                self.left = PAGE;
                self.place(fits);
            } else {
                return;
            }
        }
    }

    /// Places the charts that wait, as long as the first may be where so much is left of the page.
    fn place(&mut self, may: impl Fn(&Chart, usize) -> bool) {
        while let Some(chart) = self.held.pop_front_if(|chart| may(chart, self.left)) {
            self.put(chart.height, 0);
            self.blocks.extend(chart.blocks);
        }
    }

    /// Takes the pieces of a block, which begins where so much is left.
    fn take(&mut self, laid: &Laid, least: usize) {
        if self.left < least {
            self.left = PAGE;
        }
        for (position, chain) in laid.pieces.chunk_by(|piece, _| piece.keeps).enumerate() {
            let height = chain.iter().map(|piece| piece.height).sum();
            self.put(height, if position == 0 { 0 } else { laid.again });
        }
    }

    /// Takes a height that is not torn, on the next page where this has no room for it, below what is said there again.
    fn put(&mut self, height: usize, again: usize) {
        if height > self.left {
            self.left = PAGE.saturating_sub(again);
        }
        // What is higher than a page goes on by itself.
        self.left = match height.checked_sub(self.left) {
            None | Some(0) => self.left - height,
            Some(over) => PAGE - over % PAGE,
        };
    }
}

/// Tells whether a chart has room in what is left of a page; on a whole one it has to.
fn fits(chart: &Chart, left: usize) -> bool {
    chart.height <= left || left == PAGE
}

/// Counts the lines of a text of the report.
fn lines(text: &str) -> usize {
    let of_line = |line: &str| fitting::likely_lines(&format!("　　{line}"), CHARACTERS * EM);
    text.lines().map(of_line).sum()
}
