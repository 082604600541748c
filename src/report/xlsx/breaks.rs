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

/// Shares of a page that are filled before it ends for the sake of a group.
const FILLED: [f64; 3] = [0.8, 0.9, 1.0];

impl Lines<'_> {
    /// Returns the lines with which the second and every further page begins; `room` is the height of a page in
    /// points.
    ///
    /// There are as few pages as can be; of the ways to that, it is the one that cuts few groups and fills the pages
    /// evenly.
    pub fn breaks(&self, room: f64) -> Vec<usize> {
        let sheet = Sheet::new(self);
        let fewest = sheet.filled(room, 1.0);
        let shares = (12..=20).map(|share| f64::from(share) / 20.0);
        let ways = FILLED
            .iter()
            .flat_map(|filled| shares.clone().map(move |share| (share, *filled)));
        let mut ways = ways.map(|(share, filled)| sheet.filled(share * room, filled));
        ways.find(|breaks| breaks.len() == fewest.len()).unwrap_or(fewest)
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

    /// Fills page after page, each to a share of its room before it ends for the sake of a group.
    fn filled(&self, room: f64, share: f64) -> Vec<usize> {
        let (mut breaks, mut start) = (Vec::new(), 0);
        while let Some(next) = self.next(start, room, share * room) {
            breaks.push(next);
            start = next;
        }
        breaks
    }

    /// Returns the line that begins the page after the one that begins with `start`; `None` after the last.
    fn next(&self, start: usize, room: f64, least: f64) -> Option<usize> {
        let Lines {
            heights,
            repeated,
            kept,
            ..
        } = self.lines;
        let head = if start > *repeated { heights[*repeated] } else { 0.0 };
        let used = |line: usize| head + self.height(start, line);
        // A line higher than a page has it for itself.
        let full = (start + 1..heights.len()).find(|line| used(line + 1) > room)?;
        let candidates = (start + 1..=full).rev().filter(|line| !kept.contains(line));
        let filled = candidates.clone().take_while(|line| used(*line) >= least);
        let best = filled.min_by_key(|line| self.cut(start, *line));
        Some(best.or_else(|| candidates.clone().next()).unwrap_or(full))
    }

    /// Counts the merged cells that a page beginning with a line would cut, first those left too low for their text.
    fn cut(&self, start: usize, line: usize) -> (usize, usize) {
        let over = &self.over[line];
        let low = |one: &&&Merged| {
            let above = if one.first < start { one.again } else { one.need };
            self.height(one.first.max(start), line) < above || self.height(line, one.last + 1) < one.again
        };
        (over.iter().filter(low).count(), over.len())
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
    }

    #[test]
    fn pages_begin_between_groups_and_are_filled_evenly() {
        let merged = |first, last, need| Merged {
            first,
            last,
            need,
            again: need,
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
        assert_eq!(parts(3, 9, &[2, 3, 5, 9, 12]), [(3, 4), (5, 8), (9, 9)]);
    }
}
