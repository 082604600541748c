//! The marks of a row: a bullet, or dots joined by a line where there are many rows (R7, R9).

use super::super::{Figure, Look, Place, Shape};

/// More rows than bars can be compared in.
const MOST_BARS: usize = 25;

/// An actual beyond so many times its target is drawn cut off, with ▶.
const OUTLIER: f64 = 3.0;

/// Every row's scale ends here; positions are shares of it in percent.
const FULL: f64 = 100.0;

/// How rows are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Bars, to be compared by their lengths.
    Bars,
    /// Dots, to be compared by their places.
    Dots,
}

impl Form {
    /// Returns how so many rows are drawn.
    pub fn of(rows: usize) -> Self {
        if rows > MOST_BARS { Self::Dots } else { Self::Bars }
    }
}

/// The numbers of a row as positions.
pub(super) struct Values {
    /// Ends of the target, equal but for a range.
    pub low: f64,
    pub high: f64,
    pub actual: f64,
    /// The value of the year before, and what hovering says of it.
    pub earlier: Option<(f64, String)>,
}

/// Draws a row.
pub(super) fn draw(figure: &mut Figure, row: usize, form: Form, values: &Values, hover: &str) {
    let &Values { low, high, actual, .. } = values;
    let limit = OUTLIER * low.abs().max(high.abs());
    let shown = if limit > 0.0 {
        actual.clamp(-limit, limit)
    } else {
        actual
    };
    // What lies far outside of the others would take the room of all.
    let earlier = values.earlier.as_ref().filter(|(at, _)| at.abs() <= limit);
    let others = || [shown].into_iter().chain(earlier.map(|(at, _)| *at));
    let start = others().fold(low.min(0.0), f64::min);
    let span = match others().fold(high.max(0.0), f64::max) - start {
        span if span > 0.0 => span,
        _ => 1.0,
    };
    let place = |value: f64| ((value - start) / span * FULL).clamp(0.0, FULL);
    let zero = place(0.0);
    let (end, beyond) = match shown {
        shown if shown == actual => (place(shown), None),
        shown if actual > 0.0 => (place(shown) - 4.0, Some(('▶', place(shown) - 1.8))),
        shown => (place(shown) + 4.0, Some(('◀', place(shown) + 1.8))),
    };
    let mut put = |look: Look, shape: Shape| figure.place(row, look, hover, shape);
    let target = (place(low), place(high));
    if low < high {
        let (from, to, thickness) = (target.0, target.1, 0.8);
        put(Look::Zone, Shape::Bar { from, to, thickness });
    }
    // The actual lies in front (R1).
    match form {
        Form::Bars => {
            let (from, to) = match low < high {
                true => target,
                false => (zero.min(target.1), zero.max(target.1)),
            };
            put(Look::Target, bar(from, to, 0.62));
            put(Look::Actual, bar(zero.min(end), zero.max(end), 0.32));
        }
        Form::Dots => {
            let nearest = end.clamp(target.0, target.1);
            let ends = earlier.map_or(nearest, |(at, _)| place(*at));
            let (from, to, thickness) = (end.min(nearest).min(ends), end.max(nearest).max(ends), 0.06);
            put(Look::Neutral, Shape::Bar { from, to, thickness });
            for at in [target.0, target.1].into_iter().take(if low < high { 2 } else { 1 }) {
                // Higher than a dot, so that it is seen where the two meet.
                put(Look::Target, Shape::Tick { at, height: 0.72 });
            }
            if beyond.is_none() {
                put(Look::Actual, Shape::Symbol { at: end, symbol: '●' });
            }
        }
    }
    if let Some((symbol, at)) = beyond {
        put(Look::Actual, Shape::Symbol { at, symbol });
    }
    if let Some((at, hover)) = earlier {
        let (at, symbol) = (place(*at), '●');
        figure.place(row, Look::Earlier, hover, Shape::Symbol { at, symbol });
    }
    if low == 0.0 && high == 0.0 && actual == 0.0 {
        let (from, to, text, place) = (0.0, 1.5, "目标与实际均为0".to_owned(), Place::Beside);
        figure.place(row, Look::Neutral, "", Shape::Label { from, to, text, place });
    }
    if start < 0.0 {
        figure.place(row, Look::Neutral, "0", Shape::Tick { at: zero, height: 0.9 });
    }
}

/// Makes a bar, or a tick a little higher where it would be too short to be seen.
fn bar(from: f64, to: f64, thickness: f64) -> Shape {
    if to - from < 0.5 {
        let height = thickness * 1.16;
        Shape::Tick { at: to, height }
    } else {
        Shape::Bar { from, to, thickness }
    }
}
