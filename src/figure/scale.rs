//! From decimals to positions: where a number lies on an axis and which positions are labelled.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::number;

/// Returns a number as a position; `f64` begins here.
pub(super) fn position(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

/// Returns the 1, 2 or 5 times a power of ten that divides `span` into about `parts` steps.
///
/// Found by multiplying, not by logarithms, so that it is the same on every machine. 1 for an empty span.
pub(super) fn step(span: f64, parts: f64) -> f64 {
    let wanted = span / parts;
    if !wanted.is_finite() || wanted <= 0.0 {
        return 1.0;
    }
    let mut power = 1.0;
    while power * 10.0 <= wanted {
        power *= 10.0;
    }
    while power > wanted {
        power /= 10.0;
    }
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|digit| digit * power)
        .find(|step| *step >= wanted * 0.999)
        .unwrap_or(power * 10.0)
}

/// Labels the multiples of `step` from `min` to `max`.
pub(super) fn ticks(min: f64, max: f64, step: f64, label: impl Fn(f64) -> String) -> Vec<(f64, String)> {
    let first = (min / step).ceil();
    (0..64)
        .map(|index| (first + f64::from(index)) * step)
        .take_while(|at| *at <= max + step * 1e-6)
        .map(|at| (at, label(at)))
        .collect()
}

/// Writes a round position as a number of its unit, an amount without the decimals it has not; 亿 from 100000000 on,
/// powers of ten beyond 兆.
pub(super) fn label(at: f64, of: &str) -> String {
    let (scaled, unit) = match at.abs() {
        size if size >= 1e13 => return format!("{at:.0e}"),
        size if size >= 1e8 => (at / 1e8, "亿"),
        _ => (at, ""),
    };
    let text = format!("{scaled:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let written = |value| match number::measured(value, of) {
        text if text.contains('.') => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        text => text,
    };
    let text = number::read(text).map_or_else(|| text.to_owned(), written);
    format!("{}{unit}", if text == "-0" { "0" } else { &text })
}

#[cfg(test)]
mod tests {
    use super::{label, step, ticks};

    #[test]
    fn steps_are_round_and_labels_short() {
        for (span, parts, wanted) in [
            (5.0, 5.0, 1.0),
            (15_000.0, 5.0, 5000.0),
            (0.7, 5.0, 0.2),
            (1e20, 4.0, 5e19),
        ] {
            assert!((step(span, parts) / wanted - 1.0).abs() < 1e-9, "{span}");
        }
        for span in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(step(span, 5.0), 1.0);
        }
        let texts = |min, max, step| {
            ticks(min, max, step, |at| label(at, "户"))
                .into_iter()
                .map(|tick| tick.1)
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(-500.0, 15_000.0, 5000.0), ["0", "5000", "10000", "15000"]);
        assert_eq!(texts(94.5, 96.0, 0.5), ["94.5", "95", "95.5", "96"]);
        assert_eq!(label(3e9, "户"), "30亿");
        assert_eq!(label(-0.0, "户"), "0");
        assert_eq!(label(1e20, "户"), "1e20");
        assert_eq!(label(15_000.0, "万元"), "15,000");
        assert_eq!(label(0.5, "万元"), "0.5");
    }
}
