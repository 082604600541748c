//! Where the pages of a long form begin: between its groups where it may be, and no page nearly empty.

/// Cells merged over lines of a sheet, from 0.
pub struct Merged {
    /// First line.
    pub first: usize,
    /// Last line.
    pub last: usize,
    /// Height its text needs in points.
    pub need: f64,
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
        let over = self.over();
        let fewest = self.filled(room, 1.0, &over);
        let shares = (12..=20).map(|share| f64::from(share) / 20.0);
        let ways = FILLED
            .iter()
            .flat_map(|filled| shares.clone().map(move |share| (share, *filled)));
        let mut ways = ways.map(|(share, filled)| self.filled(share * room, filled, &over));
        ways.find(|breaks| breaks.len() == fewest.len()).unwrap_or(fewest)
    }

    /// Lists for every line the cells over it and over the line above.
    fn over(&self) -> Vec<Vec<&Merged>> {
        let mut over: Vec<Vec<&Merged>> = vec![Vec::new(); self.heights.len()];
        for one in self.merged {
            for cells in over.iter_mut().take(one.last + 1).skip(one.first + 1) {
                cells.push(one);
            }
        }
        over
    }

    /// Fills page after page.
    fn filled(&self, room: f64, filled: f64, over: &[Vec<&Merged>]) -> Vec<usize> {
        let (mut breaks, mut start) = (Vec::new(), 0);
        while let Some(next) = self.next(start, room, filled * room, over) {
            breaks.push(next);
            start = next;
        }
        breaks
    }

    /// Returns the line that begins the page after the one that begins with `start`; `None` after the last.
    fn next(&self, start: usize, room: f64, least: f64, over: &[Vec<&Merged>]) -> Option<usize> {
        let head = if start > self.repeated {
            self.heights[self.repeated]
        } else {
            0.0
        };
        let mut used = head;
        let mut candidates: Vec<(usize, f64)> = Vec::new();
        for (line, height) in self.heights.iter().enumerate().skip(start) {
            if line > start && !self.kept.contains(&line) {
                candidates.push((line, used));
            }
            used += height;
            // A line higher than a page has it for itself.
            if used > room && line > start {
                let filled = candidates.iter().filter(|(_, used)| *used >= least);
                let best = filled.min_by_key(|(line, _)| (self.cut(start, *line, &over[*line]), usize::MAX - line));
                return Some(best.or(candidates.last()).map_or(line, |(line, _)| *line));
            }
        }
        None
    }

    /// Counts the merged cells that a page beginning with a line would cut, first those left too low for their text.
    fn cut(&self, start: usize, line: usize, over: &[&Merged]) -> (usize, usize) {
        let height = |from: usize, to: usize| self.heights[from..=to].iter().sum::<f64>();
        let low =
            |one: &&&Merged| height(one.first.max(start), line - 1) < one.need || height(line, one.last) < one.need;
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
        let merged = |first, last, need| Merged { first, last, need };
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
        assert_eq!(breaks(&[10.0, 10.0, 300.0, 10.0], &[], &[]), [2, 3]);
        assert_eq!(parts(3, 9, &[2, 3, 5, 9, 12]), [(3, 4), (5, 8), (9, 9)]);
    }
}
