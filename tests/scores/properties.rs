//! What holds for every scheme and every number.

use hengji::model::{Actual, Budget, BudgetLine, Indicator, Project, Target};
use hengji::schemes;
use hengji::score;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use rust_decimal::Decimal;

/// Numbers as they occur, and the ends of what a decimal can hold.
fn decimals() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        8 => (-20_000i64..200_000, 0u32..4).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        1 => Just(Decimal::ZERO),
        1 => Just(Decimal::MAX),
        1 => Just(Decimal::MIN),
        1 => Just(Decimal::from_parts(1, 0, 0, false, 28)),
        1 => (any::<u32>(), any::<u32>(), any::<u32>(), any::<bool>(), 0u32..=28)
            .prop_map(|(low, middle, high, negative, scale)| Decimal::from_parts(low, middle, high, negative, scale)),
    ]
}

fn ordinary() -> impl Strategy<Value = Decimal> {
    (1i64..500_000, 0u32..4).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn targets() -> impl Strategy<Value = Target> {
    let day = || "2020-12-31".parse().map(Target::ByDate).unwrap();
    prop_oneof![
        decimals().prop_map(Target::AtLeast),
        decimals().prop_map(Target::MoreThan),
        decimals().prop_map(Target::AtMost),
        decimals().prop_map(Target::LessThan),
        decimals().prop_map(Target::Equal),
        (decimals(), decimals()).prop_map(|(low, high)| Target::Range { low, high }),
        Just(Target::Zero),
        Just(day()),
        Just(Target::Tiered("保障".to_owned())),
        Just(Target::YesNo("完成".to_owned())),
        Just(Target::Text("若干".to_owned())),
    ]
}

fn actuals() -> impl Strategy<Value = Actual> {
    prop_oneof![
        3 => decimals().prop_map(Actual::Number),
        2 => (decimals(), decimals()).prop_map(|(numerator, denominator)| Actual::Ratio { numerator, denominator }),
        1 => Just("2021-01-01".parse().map(Actual::Date).unwrap()),
        1 => (0u8..5).prop_map(Actual::Tier),
        1 => any::<bool>().prop_map(Actual::Done),
        1 => Just(Actual::Text("92万余".to_owned())),
    ]
}

fn maybe(decimals: impl Strategy<Value = Decimal>) -> impl Strategy<Value = Option<Decimal>> {
    proptest::option::of(decimals)
}

fn indicators() -> impl Strategy<Value = Indicator> {
    let unit = prop_oneof![Just("%"), Just("‰"), Just("户")];
    let level = prop_oneof![Just("产出指标"), Just("满意度指标"), Just("")];
    (
        (targets(), actuals(), unit, level),
        (maybe(decimals()), maybe(decimals()), maybe(decimals())),
    )
        .prop_map(
            |((target, actual, unit, level1), (weight, judged, deduction))| Indicator {
                level1: level1.to_owned(),
                unit: unit.to_owned(),
                target: Some(target),
                actual: Some(actual),
                weight,
                judged,
                deduction,
                ..Indicator::default()
            },
        )
}

fn lines() -> impl Strategy<Value = BudgetLine> {
    (
        maybe(decimals()),
        maybe(decimals()),
        maybe(decimals()),
        maybe(decimals()),
    )
        .prop_map(|(initial, adjusted, carry_over, actual)| BudgetLine {
            initial,
            adjusted,
            carry_over,
            actual,
            ..BudgetLine::default()
        })
}

proptest! {
    #[test]
    fn a_score_lies_between_zero_and_the_weight(indicator in indicators()) {
        for scheme in schemes::shipped() {
            let row = score::score_indicator(scheme, &indicator);
            prop_assert!(row.completion.is_none_or(|done| done >= Decimal::ZERO), "{:?}", row.completion);
            if let Some(score) = row.score {
                let weight = indicator.weight.unwrap();
                prop_assert!(score >= Decimal::ZERO && score <= weight, "{score} of {weight}");
                prop_assert_eq!(row.lost, Some(weight - score));
            }
        }
    }

    #[test]
    fn nothing_makes_scoring_or_explaining_fail(
        indicators in proptest::collection::vec(indicators(), 0..6),
        lines in proptest::collection::vec(lines(), 0..4),
        declared in maybe(decimals()),
    ) {
        for scheme in schemes::shipped() {
            let project = Project {
                scheme: scheme.clone(),
                budget: Budget { lines: lines.clone(), ..Budget::default() },
                indicators: indicators.clone(),
                declared,
                expected: declared,
                ..Project::default()
            };
            let card = score::score(&project);
            prop_assert_eq!(card.rows.len(), indicators.len());
            for (position, row) in card.rows.iter().enumerate() {
                let words = card.explain(&project, position);
                prop_assert!(!words.rule.is_empty() && !words.citation.is_empty());
                prop_assert_eq!(words.formula.is_empty(), row.score.is_none());
            }
            prop_assert!(!card.explain_execution(&project).rule.is_empty());
            prop_assert!(!card.explain_total(&project).formula.is_empty());
            prop_assert!(card.execution.score.is_none_or(|score| score >= Decimal::ZERO && score <= scheme.budget.weight));
            prop_assert!(card.total >= Decimal::ZERO && card.total <= scheme.total);
        }
    }

    #[test]
    fn more_is_never_worse_for_a_positive_target(
        target in ordinary(), weight in ordinary(), one in ordinary(), other in ordinary(), strict in any::<bool>(),
    ) {
        let target = if strict { Target::MoreThan(target) } else { Target::AtLeast(target) };
        let score_of = |scheme, actual| {
            let indicator = Indicator {
                target: Some(target.clone()),
                actual: Some(Actual::Number(actual)),
                weight: Some(weight),
                ..Indicator::default()
            };
            score::score_indicator(scheme, &indicator).score
        };
        for scheme in schemes::shipped() {
            prop_assert!(score_of(scheme, one.min(other)) <= score_of(scheme, one.max(other)));
            prop_assert!(score_of(scheme, one).is_some());
        }
    }

    #[test]
    fn less_is_never_worse_for_a_reverse_target(
        target in ordinary(), weight in ordinary(), one in ordinary(), other in ordinary(), strict in any::<bool>(),
    ) {
        let target = if strict { Target::LessThan(target) } else { Target::AtMost(target) };
        let score_of = |scheme, actual| {
            let indicator = Indicator {
                target: Some(target.clone()),
                actual: Some(Actual::Number(actual)),
                weight: Some(weight),
                ..Indicator::default()
            };
            score::score_indicator(scheme, &indicator).score
        };
        for scheme in schemes::shipped() {
            prop_assert!(score_of(scheme, one.min(other)) >= score_of(scheme, one.max(other)));
            prop_assert!(score_of(scheme, one).is_some());
        }
    }

    #[test]
    fn the_total_is_the_sum_of_the_rounded_rows_and_the_execution_score(
        rows in proptest::collection::vec((ordinary(), ordinary()), 1..9), spent in 0i64..15_000,
    ) {
        for scheme in schemes::shipped() {
            let project = Project {
                scheme: scheme.clone(),
                budget: Budget {
                    lines: vec![BudgetLine {
                        adjusted: Some(Decimal::from(10_000)),
                        actual: Some(Decimal::from(spent)),
                        ..BudgetLine::default()
                    }],
                    judged: Some(Decimal::from(4)),
                    ..Budget::default()
                },
                indicators: rows
                    .iter()
                    .map(|(target, actual)| Indicator {
                        target: Some(Target::AtLeast(*target)),
                        actual: Some(Actual::Number(*actual)),
                        weight: Some(Decimal::new(777, 2)),
                        ..Indicator::default()
                    })
                    .collect(),
                ..Project::default()
            };
            let card = score::score(&project);
            let rows: Decimal = card.rows.iter().filter_map(|row| row.score).sum();
            prop_assert_eq!(card.before_cap, None);
            prop_assert_eq!(card.total, rows + card.execution.score.unwrap());
            prop_assert!(card.rows.iter().all(|row| row.score.is_some_and(|score| score.scale() <= 2)));
            let lost: Decimal = card.losses.iter().map(|loss| loss.lost).sum();
            let weights: Decimal = project.indicators.iter().filter_map(|indicator| indicator.weight).sum();
            prop_assert_eq!(lost, weights + scheme.budget.weight - card.total);
        }
    }
}
