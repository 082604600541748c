//! Where the pages of a long form begin: between its groups where it may be, and no page nearly empty.

/// Cells merged over lines of a sheet, from 0.
pub struct Merged {
    /// First line.
    pub first: usize,
    /// Last line.
    pub last: usize,
    /// Height its text needs in points.
    pub need: f64,
    /// Height of what is said on a further page, in points.
    pub again: f64,
    /// How much it matters that one page has all of it.
    pub kind: Kind,
}

/// What merged cells name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A goal: a page more is better than to tear one that has room on a page.
    Goal,
    /// A level, or a label.
    Group,
}

/// A sheet from top to bottom.
pub struct Lines<'a> {
    /// Height of each line in points.
    pub heights: &'a [f64],
    /// The line that is repeated on every page after its own.
    pub repeated: usize,
    /// Cells over several lines.
    pub merged: &'a [Merged],
    /// Lines that stay with the one above.
    pub kept: &'a [usize],
}

/// What the ways to cut a sheet are compared by. An added page weighs more than all that can be said of how evenly the
/// pages are filled and what groups they cut, and a torn goal more than a page.
const PAGE: f64 = 1e9;
const TORN: f64 = 1.5 * PAGE;
/// A part of a cell that is too low for its text.
const LOW: f64 = 100.0;
/// Merged cells that are cut.
const CUT: f64 = 10.0;
/// An empty page; of a part of it the square, so that all are about as full.
const EMPTY: f64 = 100.0;

/// Where pages begin.
pub struct Breaks {
    /// The lines with which the second and every further page begins.
    pub starts: Vec<usize>,
    /// What this way costs: less is better.
    pub cost: f64,
}

impl Breaks {
    /// Tells whether there are fewer pages or torn goals than otherwise.
    pub fn is_better(&self, other: &Self) -> bool {
        self.cost + PAGE / 2.0 < other.cost
    }
}

impl Lines<'_> {
    /// Returns where pages begin; `room` is the height of a page in points.
    ///
    /// No goal is torn that has room on a page, as long as the first page has some of the rows; there are as few pages
    /// as can be with that; of the ways to it, it is the one that cuts few groups and fills the pages evenly.
    pub fn breaks(&self, room: f64) -> Breaks {
        let sheet = Sheet::new(self);
        let count = self.heights.len();
        // For every line the best way from there: what it costs, and the line with which the next page begins.
        let mut ways = vec![(0.0, count); count + 1];
        for start in (0..count).rev() {
            let ends = sheet.ends(start, room).into_iter();
            let costs = ends.map(|end| (sheet.cost(start, end, room) + ways[end].0, end));
            // Of equal ways the fuller page.
            let best = costs.reduce(|best, one| if one.0 <= best.0 { one } else { best });
            ways[start] = best.unwrap_or((0.0, count));
        }
        let mut starts = Vec::new();
        let mut next = ways.first().map_or(count, |(_, next)| *next);
        while next < count {
            starts.push(next);
            next = ways[next].1;
        }
        let cost = ways.first().map_or(0.0, |(cost, _)| *cost);
        Breaks { starts, cost }
    }
}

/// A sheet measured: what each line has over it.
struct Sheet<'a> {
    lines: &'a Lines<'a>,
    /// How far the top of each line is from that of the first, in points; last the bottom of all.
    tops: Vec<f64>,
    /// For every line the cells that lie over it and over the line above.
    over: Vec<Vec<&'a Merged>>,
}

impl<'a> Sheet<'a> {
    fn new(lines: &'a Lines<'a>) -> Self {
        let mut tops = vec![0.0];
        tops.extend(lines.heights.iter().scan(0.0, |top, height| {
            *top += height;
            Some(*top)
        }));
        let mut over: Vec<Vec<&Merged>> = vec![Vec::new(); lines.heights.len()];
        for one in lines.merged {
            for cells in over.iter_mut().take(one.last + 1).skip(one.first + 1) {
                cells.push(one);
            }
        }
        Self { lines, tops, over }
    }

    /// Returns the height of the lines from one to before another, in points.
    fn height(&self, from: usize, to: usize) -> f64 {
        self.tops[to] - self.tops[from]
    }

    /// Returns the height of a page that begins with a line and ends before another, with what is repeated on it.
    fn used(&self, start: usize, end: usize) -> f64 {
        let Lines { heights, repeated, .. } = self.lines;
        let head = if start > *repeated { heights[*repeated] } else { 0.0 };
        head + self.height(start, end)
    }

    /// Returns the lines before which a page that begins with `start` may end; there is always one.
    fn ends(&self, start: usize, room: f64) -> Vec<usize> {
        let count = self.lines.heights.len();
        // A line higher than a page has it for itself.
        let has_room = |end: &usize| *end == start + 1 || self.used(start, *end) <= room;
        let all: Vec<usize> = (start + 1..=count).take_while(has_room).collect();
        let free = all.iter().copied().filter(|end| !self.lines.kept.contains(end));
        let free: Vec<usize> = free.collect();
        match free.is_empty() {
            true => all.last().copied().into_iter().collect(),
            false => free,
        }
    }

    /// Returns what a page costs.
    fn cost(&self, start: usize, end: usize, room: f64) -> f64 {
        let empty = (1.0 - self.used(start, end) / room).max(0.0);
        let over = self.over.get(end).into_iter().flatten();
        let cuts = over.map(|one| {
            let need = if one.first < start { one.again } else { one.need };
            let is_low = self.height(one.first.max(start), end) < need || self.height(end, one.last + 1) < one.again;
            let is_torn = one.kind == Kind::Goal && self.used(one.first, one.last + 1) <= room;
            CUT + if is_low { LOW } else { 0.0 } + if is_torn { TORN } else { 0.0 }
        });
        PAGE + EMPTY * empty * empty + cuts.sum::<f64>()
    }
}

/// Cuts a run of lines where pages begin within it; each part as its first and last line.
pub fn parts(first: usize, last: usize, breaks: &[usize]) -> Vec<(usize, usize)> {
    let within = breaks.iter().copied().filter(|line| first < *line && *line <= last);
    let starts: Vec<usize> = std::iter::once(first).chain(within).collect();
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([last]);
    starts.iter().copied().zip(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaks(heights: &[f64], merged: &[Merged], kept: &[usize]) -> Vec<usize> {
        Lines {
            heights,
            repeated: 1,
            merged,
            kept,
        }
        .breaks(100.0)
        .starts
    }

    #[test]
    fn pages_begin_between_groups_and_are_filled_evenly() {
        let merged = |first, last, need| Merged {
            first,
            last,
            need,
            again: need,
            kind: Kind::Group,
        };
        // The heading takes ten points of every page but the first.
        assert_eq!(breaks(&[10.0; 10], &[], &[]), Vec::<usize>::new());
        assert_eq!(breaks(&[10.0; 12], &[], &[]), [7]);
        assert_eq!(breaks(&[10.0; 12], &[], &[7]), [6], "a line stays with the one above");
        assert_eq!(breaks(&[10.0; 19], &[], &[]), [10]);
        assert_eq!(
            breaks(&[10.0; 19], &[merged(8, 18, 10.0)], &[]),
            [10],
            "no page more for a group"
        );
        assert_eq!(
            breaks(&[10.0; 17], &[merged(9, 16, 10.0)], &[]),
            [9],
            "a group stays whole"
        );
        assert_eq!(breaks(&[10.0; 18], &[merged(2, 11, 20.0)], &[]), [10]);
        assert_eq!(
            breaks(&[10.0; 18], &[merged(2, 11, 25.0)], &[]),
            [9],
            "no part is too low for its text"
        );
        let short = Merged {
            again: 10.0,
            ..merged(2, 11, 25.0)
        };
        assert_eq!(
            breaks(&[10.0; 18], &[short], &[]),
            [10],
            "what is said again is shorter"
        );
        assert_eq!(breaks(&[10.0, 10.0, 300.0, 10.0], &[], &[]), [2, 3]);
        // A goal that has room on a page is torn only where the first page would have no row otherwise.
        let goal = |first, last| Merged {
            kind: Kind::Goal,
            ..merged(first, last, 10.0)
        };
        assert_eq!(breaks(&[10.0; 17], &[goal(8, 15)], &[]), [8], "as many pages");
        assert_eq!(
            breaks(&[10.0; 19], &[goal(2, 7), goal(8, 13), goal(14, 18)], &[]),
            [8, 14],
            "a page more, and no goal torn"
        );
        assert_eq!(
            breaks(&[10.0; 12], &[goal(2, 10)], &[1, 2]),
            [7],
            "not below the headings"
        );
        assert_eq!(
            breaks(&[10.0; 19], &[goal(8, 18)], &[]),
            [10],
            "it has no room on a page"
        );
        assert_eq!(parts(3, 9, &[2, 3, 5, 9, 12]), [(3, 4), (5, 8), (9, 9)]);
    }
}
