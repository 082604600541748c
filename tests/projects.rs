//! Generated projects: any draft the model can hold, with the oddest texts.

use std::sync::Arc;

use hengji::model::budget::{BudgetCause, BudgetLine, FundKind};
use hengji::model::charts::{Charts, Colours, Order};
use hengji::model::last::{LastYear, Unmet};
use hengji::model::scheme::{self, ExecutionMode, OverTargetDeduction, PositiveRule, ScoreBand, Vector, VectorCase};
use hengji::model::{
    Actual, Budget, Cause, Disclosure, Evidence, Explained, Fact, Field, FormText, Goal, Id, Indicator, Kind, Project,
    Relation, RelationKind, ReportText, Scheme, Section, SpendingProject, Target,
};
use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Every field of an indicator.
pub const FIELDS: [Field; 25] = [
    Field::Goal,
    Field::Level1,
    Field::Level2,
    Field::Name,
    Field::Target,
    Field::InitialTarget,
    Field::Unit,
    Field::Weight,
    Field::Actual,
    Field::Judged,
    Field::Deduction,
    Field::Declared,
    Field::Expected,
    Field::Description,
    Field::Reason,
    Field::Measure,
    Field::Section,
    Field::Explanation,
    Field::Standard,
    Field::Basis,
    Field::Source,
    Field::Method,
    Field::PreviousYear,
    Field::YearBeforePrevious,
    Field::Code,
];

pub fn text() -> BoxedStrategy<String> {
    prop_oneof![
        3 => Just(String::new()),
        3 => "[一-龥]{1,8}",
        2 => any::<String>(),
        1 => prop::sample::select(vec![
            "\"引号\" 与 \\反斜线\\", "第一段\n第二段\r\n\t缩进", ": None,", "\": \"\",", "👩‍👩‍👧‍👦 e\u{301}",
            "\u{202e}从右到左\u{202c} العربية", "\u{0}\u{7}\u{1b}[31m\u{7f}\u{85}", "\u{feff}零宽\u{200b}", "*/ // /* r#\"x\"#",
            "=SUM(A1)", " 前后空格 ",
        ]).prop_map(str::to_owned),
    ]
        .boxed()
}

pub fn decimal() -> BoxedStrategy<Decimal> {
    prop_oneof![
        4 => (-1_000_000i64..100_000_000, 0u32..5).prop_map(|(number, scale)| Decimal::new(number, scale)),
        1 => Just(Decimal::MAX),
        1 => Just(Decimal::MIN),
        1 => Just(Decimal::from_parts(1, 0, 0, false, 28)),
        1 => Just(Decimal::ZERO),
    ]
    .boxed()
}

/// Points that a cell takes.
pub fn points() -> BoxedStrategy<Decimal> {
    (0i64..=10_000)
        .prop_map(|hundredths| Decimal::new(hundredths, 2))
        .boxed()
}

pub fn day() -> BoxedStrategy<Date> {
    (1i16..=9999, 1i8..=12, 1i8..=28)
        .prop_map(|(year, month, day)| date(year, month, day))
        .boxed()
}

pub fn target() -> BoxedStrategy<Target> {
    prop_oneof![
        decimal().prop_map(Target::AtLeast),
        decimal().prop_map(Target::MoreThan),
        decimal().prop_map(Target::AtMost),
        decimal().prop_map(Target::LessThan),
        decimal().prop_map(Target::Equal),
        (decimal(), decimal()).prop_map(|(low, high)| Target::Range { low, high }),
        Just(Target::Zero),
        day().prop_map(Target::ByDate),
        text().prop_map(Target::Tiered),
        text().prop_map(Target::YesNo),
        text().prop_map(Target::Text),
    ]
    .boxed()
}

pub fn actual() -> BoxedStrategy<Actual> {
    prop_oneof![
        decimal().prop_map(Actual::Number),
        (decimal(), decimal()).prop_map(|(numerator, denominator)| Actual::Ratio { numerator, denominator }),
        day().prop_map(Actual::Date),
        any::<u8>().prop_map(Actual::Tier),
        any::<bool>().prop_map(Actual::Done),
        text().prop_map(Actual::Text),
    ]
    .boxed()
}

fn id(prefix: &'static str) -> BoxedStrategy<Id> {
    (1u32..40)
        .prop_map(move |number| Id::new(format!("{prefix}{number:04}")))
        .boxed()
}

pub fn indicator() -> BoxedStrategy<Indicator> {
    (
        (of(id("G")), text(), text(), text(), of(target()), of(target()), text()),
        (
            of(points()),
            of(actual()),
            of(points()),
            of(points()),
            of(points()),
            of(points()),
        ),
        (
            text(),
            text(),
            of(prop::sample::select(Cause::ALL.to_vec())),
            text(),
            text(),
            of(id("S")),
        ),
        (
            any::<bool>(),
            of(decimal()),
            of(decimal()),
            text(),
            text(),
            text(),
            text(),
        ),
        (text(), text(), text(), text(), text()),
        prop::sample::subsequence(FIELDS.to_vec(), 0..5),
    )
        .prop_map(|(what, numbers, deviation, history, more, demo)| Indicator {
            id: Id::default(),
            goal: what.0,
            level1: what.1,
            level2: what.2,
            name: what.3,
            target: what.4,
            initial_target: what.5,
            unit: what.6,
            weight: numbers.0,
            actual: numbers.1,
            judged: numbers.2,
            deduction: numbers.3,
            declared: numbers.4,
            expected: numbers.5,
            description: deviation.0,
            reason: deviation.1,
            cause: deviation.2,
            measure: deviation.3,
            application: deviation.4,
            section: deviation.5,
            core: history.0,
            previous_year: history.1,
            year_before_previous: history.2,
            explanation: history.3,
            standard: history.4,
            basis: history.5,
            benchmark: history.6,
            source: more.0,
            method: more.1,
            review_opinion: more.2,
            note: more.3,
            code: more.4,
            demo,
        })
        .boxed()
}

/// Gives the entries of a list distinct ids.
fn numbered<T>(mut entries: Vec<T>, prefix: &str, id: impl Fn(&mut T) -> &mut Id) -> Vec<T> {
    for (position, entry) in entries.iter_mut().enumerate() {
        *id(entry) = Id::new(format!("{prefix}{:04}", position + 1));
    }
    entries
}

pub fn indicators(count: impl Into<prop::collection::SizeRange>) -> BoxedStrategy<Vec<Indicator>> {
    vec(indicator(), count)
        .prop_map(|all| numbered(all, "I", |one| &mut one.id))
        .boxed()
}

pub fn goals() -> BoxedStrategy<Vec<Goal>> {
    vec((text(), text(), of(decimal()), text(), any::<bool>()), 0..4)
        .prop_map(|all| {
            let goals = all.into_iter().map(|(name, text, points, achieved, demo)| Goal {
                id: Id::default(),
                name,
                text,
                points,
                achieved,
                demo,
            });
            numbered(goals.collect(), "G", |one| &mut one.id)
        })
        .boxed()
}

pub fn sections() -> BoxedStrategy<Vec<Section>> {
    vec((text(), text(), text()), 0..4)
        .prop_map(|all| {
            let sections = all.into_iter().map(|(name, contact, telephone)| Section {
                id: Id::default(),
                name,
                contact,
                telephone,
            });
            numbered(sections.collect(), "S", |one| &mut one.id)
        })
        .boxed()
}

pub fn budget() -> BoxedStrategy<Budget> {
    let fund = || prop::sample::select(vec![FundKind::Basic, FundKind::Project, FundKind::Other]);
    let line = (
        fund(),
        text(),
        of(decimal()),
        of(decimal()),
        of(decimal()),
        of(decimal()),
        vec(text(), 0..3),
    )
        .prop_map(|(kind, name, initial, adjusted, carry_over, actual, demo)| BudgetLine {
            id: Id::default(),
            kind,
            name,
            initial,
            adjusted,
            carry_over,
            actual,
            demo,
        });
    let cause = (fund(), text(), of(decimal())).prop_map(|(line, text, amount)| BudgetCause {
        id: Id::default(),
        line,
        text,
        amount,
    });
    (
        text(),
        vec(line, 0..4),
        vec(cause, 0..3),
        text(),
        of(points()),
        of(points()),
    )
        .prop_map(|(scope, lines, causes, explanation, judged, declared)| Budget {
            scope,
            lines: numbered(lines, "B", |one| &mut one.id),
            causes: numbered(causes, "C", |one| &mut one.id),
            explanation,
            judged,
            declared,
        })
        .boxed()
}

pub fn facts() -> BoxedStrategy<Vec<Fact>> {
    vec((text(), of(decimal()), text(), text(), text(), any::<bool>()), 0..4)
        .prop_map(|all| {
            let facts = all.into_iter().map(|(name, value, text, unit, source, demo)| Fact {
                id: Id::default(),
                name,
                value,
                text,
                unit,
                source,
                demo,
            });
            numbered(facts.collect(), "F", |one| &mut one.id)
        })
        .boxed()
}

pub fn relations() -> BoxedStrategy<Vec<Relation>> {
    let kind = prop::sample::select(vec![RelationKind::Sum, RelationKind::Ratio, RelationKind::Difference]);
    vec((text(), kind, id("I"), vec(id("I"), 0..3)), 0..4)
        .prop_map(|all| {
            let relations = all.into_iter().map(|(name, kind, whole, parts)| Relation {
                id: Id::default(),
                name,
                kind,
                whole,
                parts,
            });
            numbered(relations.collect(), "R", |one| &mut one.id)
        })
        .boxed()
}

pub fn evidence() -> BoxedStrategy<Vec<Evidence>> {
    vec(
        (
            text(),
            text(),
            vec(id("I"), 0..3),
            of(id("S")),
            of(day()),
            (text(), text(), text()),
            of(prop::sample::select(Disclosure::ALL.to_vec())),
        ),
        0..4,
    )
    .prop_map(|all| {
        let evidence = all
            .into_iter()
            .map(|(name, kind, proves, section, dated, more, disclosure)| Evidence {
                id: Id::default(),
                name,
                kind,
                proves,
                section,
                dated,
                page: more.0,
                value: more.1,
                place: more.2,
                sha256: String::new(),
                disclosure,
            });
        numbered(evidence.collect(), "E", |one| &mut one.id)
    })
    .boxed()
}

pub fn kind() -> BoxedStrategy<Kind> {
    prop_oneof![
        Just(Kind::Department),
        (text(), text(), text()).prop_map(|(name, implementing_unit, term)| {
            Kind::SpendingProject(SpendingProject {
                name,
                implementing_unit,
                term,
                ..SpendingProject::default()
            })
        }),
    ]
    .boxed()
}

/// A scheme that uses what schemes can say; its numbers mean nothing.
pub fn scheme() -> BoxedStrategy<Arc<Scheme>> {
    (
        text(),
        text(),
        decimal(),
        of(any::<u16>()),
        of(actual()),
        vec(text(), 0..3),
    )
        .prop_map(|(name, citation, number, year_to, actual, names)| {
            let mut scheme = Scheme {
                name: name.clone(),
                citation,
                total: number,
                year_to,
                ..Scheme::default()
            };
            scheme.budget.mode = ExecutionMode::Banded(vec![ScoreBand {
                at_least: number,
                share: number,
            }]);
            scheme.quantitative.positive = PositiveRule::Threshold(number);
            scheme.over_target.deduction = OverTargetDeduction::Fixed(number);
            scheme.levels = vec![scheme::LevelRule {
                name,
                level2: names.clone(),
            }];
            scheme.form.footnotes = names;
            if let Some(actual) = actual {
                scheme.vectors = vec![
                    Vector {
                        name: String::new(),
                        case: VectorCase::Indicator {
                            level1: String::new(),
                            unit: "%".to_owned(),
                            target: Target::Text(String::new()),
                            actual,
                            weight: number,
                            judged: None,
                            deduction: None,
                            score: None,
                        },
                    },
                    Vector {
                        name: "等级".to_owned(),
                        case: VectorCase::Grade {
                            total: number,
                            grade: String::new(),
                        },
                    },
                    Vector {
                        name: "执行率".to_owned(),
                        case: VectorCase::Execution {
                            initial: None,
                            adjusted: Some(number),
                            carry_over: None,
                            actual: number,
                            judged: None,
                            score: None,
                        },
                    },
                ];
            }
            Arc::new(scheme)
        })
        .boxed()
}

pub fn report_text() -> BoxedStrategy<ReportText> {
    let rests = proptest::collection::btree_map(text(), text(), 0..3);
    ("[一二三]\\.[1-3]", text(), vec(text(), 0..3), rests)
        .prop_map(|(heading, text, seen, rests)| ReportText {
            heading,
            text,
            seen,
            rests,
        })
        .boxed()
}

pub fn form_text() -> BoxedStrategy<FormText> {
    (text(), text())
        .prop_map(|(label, text)| FormText { label, text })
        .boxed()
}

pub fn explained() -> BoxedStrategy<Explained> {
    (text(), text(), text())
        .prop_map(|(rule, sentence, reason)| Explained { rule, sentence, reason })
        .boxed()
}

pub fn charts() -> BoxedStrategy<Charts> {
    let order = prop::sample::select(vec![Order::LostPoints, Order::Form]);
    let colours = prop::sample::select(vec![Colours::Safe, Colours::Classic]);
    (order, colours)
        .prop_map(|(order, colours)| Charts { order, colours })
        .boxed()
}

pub fn last_year() -> BoxedStrategy<LastYear> {
    let unmet = (text(), text(), of(target()), text(), text(), text()).prop_map(|one| Unmet {
        indicator: Id::new(one.0),
        name: one.1,
        target: one.2,
        unit: one.3,
        reached: one.4,
        measure: one.5,
    });
    (any::<u16>(), of(points()), text(), text(), vec(unmet, 0..3))
        .prop_map(|(year, score, grade, plan, unmet)| LastYear {
            year,
            score,
            grade,
            plan,
            unmet,
        })
        .boxed()
}

/// Any draft, with distinct ids within every list.
pub fn project() -> BoxedStrategy<Project> {
    (
        (text(), any::<u16>(), kind(), of(day()), text(), scheme()),
        (budget(), goals(), indicators(0..6), facts(), relations()),
        (
            evidence(),
            vec(report_text(), 0..3),
            sections(),
            of(points()),
            of(points()),
            text(),
            text(),
            vec(form_text(), 0..3),
            vec(explained(), 0..3),
            (charts(), of(last_year())),
        ),
    )
        .prop_map(|(head, numbers, rest)| Project {
            department: head.0,
            year: head.1,
            kind: head.2,
            filled_on: head.3,
            note: head.4,
            scheme: head.5,
            budget: numbers.0,
            goals: numbers.1,
            indicators: numbers.2,
            facts: numbers.3,
            relations: numbers.4,
            evidence: rest.0,
            texts: rest.1,
            sections: rest.2,
            declared: rest.3,
            expected: rest.4,
            deviation_analysis: rest.5,
            improvement_plan: rest.6,
            form_texts: rest.7,
            explained: rest.8,
            charts: rest.9.0,
            last_year: rest.9.1,
        })
        .boxed()
}
