//! Tables from outside, and the notations inside their cells.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod above;
mod broken;
mod clipboard;
mod english;
mod exported;
mod forms;
mod notations;
mod returning;
mod ugly;
mod workbooks;

use hengji::model::scheme::{SchemeLevel, Tier};
use hengji::model::{Scheme, number};
use hengji::table::{Reading, read};
use proptest::prelude::ProptestConfig;
use rust_decimal::Decimal;

/// A scheme with the tiers of 湖北 and nothing else that reading looks at.
fn scheme(level: SchemeLevel) -> Scheme {
    let mut scheme = Scheme {
        level,
        ..Scheme::default()
    };
    scheme.budget.weight = decimal("20");
    for (name, alias, low, high) in [
        ("达成预期指标", "达成", "0.8", "1"),
        ("部分达成预期指标", "部分达成", "0.5", "0.8"),
        ("未达成预期指标", "未达成", "0", "0.5"),
    ] {
        let (low, high) = (decimal(low), decimal(high));
        scheme.qualitative.tiers.push(Tier {
            name: name.to_owned(),
            aliases: vec![alias.to_owned()],
            low,
            high,
        });
    }
    scheme
}

fn decimal(text: &str) -> Decimal {
    number::read(text).unwrap_or_else(|| panic!("{text} is a number"))
}

/// Reads bytes that must be a table.
fn table(bytes: &[u8], name: &str, level: SchemeLevel) -> Reading {
    read(bytes, name, &scheme(level)).unwrap_or_else(|error| panic!("{error}"))
}

/// Lists what was read, one line an indicator: levels, name, target, unit, actual, weight, declared.
fn listing(reading: &Reading) -> String {
    let project = &reading.project;
    let points = |value: Option<Decimal>| value.map_or("-".to_owned(), number::plain);
    let mut lines = String::new();
    for one in &project.indicators {
        let goal = one.goal.as_ref().map_or("-", |goal| &goal.0);
        let target = one
            .target
            .as_ref()
            .map_or("-".to_owned(), |target| format!("{target:?}"));
        let actual = one
            .actual
            .as_ref()
            .map_or("-".to_owned(), |actual| format!("{actual:?}"));
        lines += &format!(
            "{goal}|{}|{}|{}|{target}|{}|{actual}|{}|{}\n",
            one.level1,
            one.level2,
            one.name,
            one.unit,
            points(one.weight),
            points(one.declared)
        );
    }
    lines
}

/// Lists the remarks, one a line.
fn remarks(reading: &Reading) -> String {
    reading.remarks.iter().map(|remark| format!("{remark}\n")).collect()
}

/// The usual number of cases; a failing one is printed, not written beside the sources.
fn cases() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}
