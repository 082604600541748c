//! Where the cells of a form lie: one grid under blocks with different columns.

use crate::model::scheme::{BudgetCell, Column, Foot, Form};
use crate::report::{Align, Cell, Open};

use super::{Entry, Slot};

/// The grid columns of a form.
pub struct Grid {
    /// Width of each grid column in full-width characters.
    pub widths: Vec<u16>,
    /// Grid columns each column of the indicator block covers.
    spans: Vec<usize>,
}

/// Least width of a part of a row in full-width characters: that of 13,580.32.
const LEAST: u64 = 5;

/// A run of grid columns.
#[derive(Clone, Copy)]
pub struct Place {
    column: usize,
    columns: usize,
}

impl Place {
    /// Makes the cell that lies here.
    pub fn entry(self, text: &str, align: Align, slot: Slot) -> Entry {
        Entry {
            column: self.column,
            cell: Cell {
                text: text.to_owned(),
                columns: self.columns,
                rows: 1,
                align,
                open: Open::default(),
            },
            slot,
        }
    }
}

/// A way to divide columns: what its parts lack and how far they are off their shares, and where they begin.
type Way = ((u64, u64), Vec<usize>);

impl Grid {
    /// Lays the grid: a column for each of the indicator block, the widest split where the budget block has more.
    pub fn new(form: &Form) -> Self {
        let widths: Vec<u16> = form
            .columns
            .iter()
            .map(|column| u16::from(column.width.max(3)))
            .collect();
        let mut spans = vec![1_usize; widths.len().max(1)];
        let needed = (form.budget_columns.len() + 1).max(form.goal_columns.len() + 1).max(4);
        while spans.iter().sum::<usize>() < needed {
            let widest = (0..spans.len())
                .max_by_key(|&position| {
                    let width = widths.get(position).copied().unwrap_or(8);
                    (usize::from(width) * 100 / spans[position], usize::MAX - position)
                })
                .unwrap_or(0);
            spans[widest] += 1;
        }
        let widths = (spans.iter().enumerate())
            .flat_map(|(position, &span)| {
                let width = usize::from(widths.get(position).copied().unwrap_or(8));
                (0..span).map(move |part| {
                    let share = width * (part + 1) / span - width * part / span;
                    u16::try_from(share.max(1)).unwrap_or(1)
                })
            })
            .collect();
        Self { widths, spans }
    }

    /// Returns each column of the indicator block with its place.
    pub fn columns<'a>(&'a self, form: &'a Form) -> impl Iterator<Item = (&'a Column, Place)> {
        let starts = self.spans.iter().scan(0, |next, &columns| {
            let column = *next;
            *next += columns;
            Some(Place { column, columns })
        });
        form.columns.iter().zip(starts)
    }

    /// Returns the place of the budget block's label, where it has one, and of each of its columns.
    pub fn budget(&self, form: &Form) -> (Option<Place>, Vec<Place>) {
        let labelled = !form.budget_heading.is_empty();
        let label = labelled.then_some(4).into_iter();
        let columns = form.budget_columns.iter().map(|column| match column.holds {
            BudgetCell::Label => 5,
            BudgetCell::Reason => 6,
            BudgetCell::Weight => 2,
            _ => 3,
        });
        let shares: Vec<u32> = label.chain(columns).collect();
        let mut places = self.divided(&shares);
        let label = labelled.then(|| places.remove(0));
        (label, places)
    }

    /// Returns places for `count` labels with their values, over the whole width.
    pub fn pairs(&self, count: usize) -> impl Iterator<Item = (Place, Place)> {
        let shares: Vec<u32> = match count {
            1 => vec![1, 5],
            _ => [2, 4].repeat(count),
        };
        let places = self.divided(&shares);
        (0..count).filter_map(move |pair| Some((*places.get(2 * pair)?, *places.get(2 * pair + 1)?)))
    }

    /// Returns the place of the label of the block of goals and of each of its columns.
    pub fn goals(&self, columns: usize) -> (Place, Vec<Place>) {
        let mut shares = vec![4; columns];
        shares.insert(0, 1);
        let mut places = self.divided(&shares);
        (places.remove(0), places)
    }

    /// Returns the place over the whole width.
    pub fn whole(&self) -> Place {
        Place {
            column: 0,
            columns: self.widths.len(),
        }
    }

    /// Returns the places of labels and their texts below the rows: the longest label on one line, within a sixth and a
    /// third of the width.
    pub fn foot(&self, fields: &[Foot]) -> (Place, Place) {
        let width: u32 = self.widths.iter().map(|width| u32::from(*width)).sum();
        let longest = fields.iter().map(|field| field.label.chars().count()).max();
        let label = u32::try_from(longest.unwrap_or(0) + 1).unwrap_or(width);
        let label = label.clamp(width / 6, width / 3).max(1);
        let places = self.divided(&[label, width - label]);
        (places[0], places[1])
    }

    /// Divides the grid columns by shares of the width, each part wide enough for an amount and then as near to its
    /// share as whole columns allow; every part has one column at least.
    fn divided(&self, shares: &[u32]) -> Vec<Place> {
        let all: u64 = shares.iter().map(|share| u64::from(*share)).sum();
        let mut edges = vec![0_u64];
        edges.extend(self.widths.iter().scan(0, |edge, width| {
            *edge += u64::from(*width);
            Some(*edge)
        }));
        let width = edges[edges.len() - 1];
        // For every edge the best way in which the parts so far end there.
        let mut ways: Vec<Option<Way>> = vec![None; edges.len()];
        ways[0] = Some(((0, 0), Vec::new()));
        for share in shares.iter().map(|share| u64::from(*share)) {
            let best = |end: usize| {
                let begun = (0..end).filter_map(|start| {
                    let ((narrow, before), _) = ways[start].as_ref()?;
                    let wide = edges[end] - edges[start];
                    let off = (wide * all).abs_diff(share * width);
                    let lacking = LEAST.saturating_sub(wide);
                    Some(((narrow + lacking, before + off * off / share.max(1)), start))
                });
                let (off, start) = begun.min()?;
                let starts = ways[start].iter().flat_map(|(_, starts)| starts.iter().copied());
                Some((off, starts.chain([start]).collect()))
            };
            ways = (0..edges.len()).map(best).collect();
        }
        let starts = ways.pop().flatten().map(|(_, starts)| starts).unwrap_or_default();
        let ends = starts.iter().skip(1).copied().chain([self.widths.len()]);
        (starts.iter().zip(ends))
            .map(|(start, end)| Place {
                column: *start,
                columns: end - start,
            })
            .collect()
    }
}
