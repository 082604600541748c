//! Charts in the text: one that has no room on its page lets the text go on and stands at the top of the next.
//!
//! Word has no such thing for a picture between lines, so the blocks themselves are put in that order, by an estimate of
//! the pages: 22 lines of 28 characters (GB/T 9704-2012). Where it is wrong, some lines of a page stay empty. What goes on
//! are whole texts of the headings below: a chart among the paragraphs of another heading would be taken for theirs, and
//! less than half a page is rather left empty.

use std::collections::VecDeque;

use super::fitting::{self, CHARACTERS, Grid, LINE, Spacing, TEXT_WIDTH};
use super::trace::Trace;
use super::{Block, Table};
use crate::figure::svg;

/// Lines of a page.
const PAGE: usize = 22;
/// What a table and a chart are away from the text above and below them together, in twips.
const APART: usize = 240;
/// Lines of a paragraph that stay together, and below a heading.
const TOGETHER: usize = 2;
/// Greatest height that is left empty below a text so that a chart does not stand among the paragraphs of the next, in
/// twips: half a page.
const EMPTY: usize = PAGE / 2 * LINE;
/// Greatest height of a table that is kept on one page, in twips: 70 mm.
const SHORT: usize = 3970;

/// Moves charts down to the next page where they have no room, but never out of the part their heading is in.
pub fn flowed(title: &str, blocks: Vec<(Block, Trace)>) -> Vec<(Block, Trace)> {
    // A line is left empty below the title.
    let left = PAGE.saturating_sub(title.lines().count() + 1) * LINE;
    let mut flow = Flow {
        left,
        ..Flow::default()
    };
    let mut level = 0;
    let texts = texts(&blocks);
    let mut blocks = blocks.into_iter().zip(texts).peekable();
    while let Some(((block, trace), text)) = blocks.next() {
        let height = height_of(&block);
        if let Block::Figure(_) = block {
            let below = blocks.next_if(|((block, _), _)| matches!(block, Block::Remark(_)));
            let below = below.map(|(below, _)| below);
            let height = height + below.as_ref().map_or(0, |(below, _)| height_of(below));
            let blocks = std::iter::once((block, trace)).chain(below).collect();
            flow.held.push_back(Chart { blocks, level, height });
        } else {
            flow.make_room(&block, height, text);
            flow.take(height, splits(&block, height));
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

/// Returns for every heading the height of it and of its text without charts, in twips; one without a text of its own has
/// that of the next. For other blocks 0.
fn texts(blocks: &[(Block, Trace)]) -> Vec<usize> {
    let (mut text, mut below) = (0, 0);
    let heights = blocks.iter().rev().map(|(block, _)| match block {
        Block::Heading { .. } => {
            let own = if text > 0 { text } else { below };
            below = own + height_of(block);
            text = 0;
            below
        }
        Block::Figure(_) | Block::Remark(_) => 0,
        _ => {
            text += height_of(block);
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
    fn make_room(&mut self, block: &Block, height: usize, text: usize) {
        while let Some(first) = self.held.front() {
            let ends_part = match block {
                Block::Heading { level, .. } => *level < first.level,
                Block::Signature(_) => true,
                _ => false,
            };
            if ends_part {
                self.place(|_, _| true);
            } else if self.left < least(block, height) || (text > self.left && self.left <= EMPTY) {
                self.left = PAGE * LINE;
                self.place(fits);
            } else {
                return;
            }
        }
    }

    /// Places the charts that wait, as long as the first may be where so much is left of the page.
    fn place(&mut self, may: impl Fn(&Chart, usize) -> bool) {
        while let Some(chart) = self.held.pop_front_if(|chart| may(chart, self.left)) {
            self.take(chart.height, Splits::No);
            self.blocks.extend(chart.blocks);
        }
    }

    /// Takes a height of the page, and of the next where it has not as much.
    fn take(&mut self, height: usize, splits: Splits) {
        let page = PAGE * LINE;
        let over = match splits {
            _ if height <= self.left => {
                self.left -= height;
                return;
            }
            Splits::Yes => height - self.left,
            Splits::No => height,
        };
        self.left = page - over % page;
    }
}

/// Tells whether a chart has room in what is left of a page; on a whole one it has to.
fn fits(chart: &Chart, left: usize) -> bool {
    chart.height <= left || left == PAGE * LINE
}

/// Whether a block may go on on the next page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Splits {
    Yes,
    No,
}

fn splits(block: &Block, height: usize) -> Splits {
    match block {
        Block::Paragraph(_) => Splits::Yes,
        Block::Table(_) if height > SHORT => Splits::Yes,
        _ => Splits::No,
    }
}

/// Returns what has to be left of a page for a block to begin there.
fn least(block: &Block, height: usize) -> usize {
    match block {
        Block::Heading { .. } => height + TOGETHER * LINE,
        _ if splits(block, height) == Splits::No => height,
        _ => height.min(TOGETHER * LINE),
    }
}

/// Estimates the height of a block of the text, in twips.
fn height_of(block: &Block) -> usize {
    let set = |text: &str| -> usize {
        let lines = text
            .lines()
            .map(|line| fitting::broken(&format!("　　{line}"), CHARACTERS).len());
        lines.sum::<usize>() * LINE
    };
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) | Block::Remark(text) => set(text),
        Block::Table(table) => table_height(table) + APART,
        Block::Figure(figure) => (svg::height_in_text(figure, TEXT_WIDTH) + APART).next_multiple_of(LINE),
        Block::Signature(lines) => (lines.len() + 2) * LINE,
        Block::Annex(_) => 0,
    }
}

fn table_height(table: &Table) -> usize {
    fitting::table_height(table, &Grid::new(table, TEXT_WIDTH), Spacing::Comfortable)
}
