//! Edits, undo and redo: nothing is lost, nothing else is changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use hengji::model::CellError;
use hengji::model::history::Origin;
use hengji::model::{Actual, Edit, Evidence, Field, Goal, History, Id, Indicator, Project, Relation, Section, Target};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::projects;

fn id() -> impl Strategy<Value = Id> {
    (1u32..9).prop_map(|number| Id::new(format!("I{number:04}")))
}

/// An indicator that may be in the project.
fn placed() -> impl Strategy<Value = Indicator> {
    (projects::indicator(), id()).prop_map(|(indicator, id)| Indicator { id, ..indicator })
}

/// Several edits; what is inserted is new.
fn edits() -> impl Strategy<Value = Vec<Edit>> {
    vec(edit(), 1..8).prop_map(|mut edits| {
        for (batch, edit) in edits.iter_mut().enumerate() {
            match edit {
                Edit::Insert { indicators, .. } => {
                    for (position, indicator) in indicators.iter_mut().enumerate() {
                        indicator.id = Id::new(format!("N{batch}-{position}"));
                    }
                }
                // A table has each indicator once; a known one is replaced.
                Edit::Table { indicators, .. } => {
                    let mut seen = BTreeSet::new();
                    indicators.retain(|indicator| seen.insert(indicator.id.clone()));
                }
                _ => {}
            }
        }
        edits
    })
}

fn edit() -> BoxedStrategy<Edit> {
    prop_oneof![
        projects::text().prop_map(Edit::Department),
        any::<u16>().prop_map(Edit::Year),
        projects::kind().prop_map(Edit::Kind),
        prop::option::of(projects::day()).prop_map(Edit::FilledOn),
        projects::text().prop_map(Edit::Note),
        projects::scheme().prop_map(Edit::Scheme),
        projects::budget().prop_map(Edit::Budget),
        projects::goals().prop_map(Edit::Goals),
        (placed(), prop::sample::select(projects::FIELDS.to_vec())).prop_map(|(indicator, field)| Edit::Cell {
            field,
            indicator: Box::new(indicator),
        }),
        vec(placed(), 0..3).prop_map(Edit::Indicators),
        (0usize..9, projects::indicators(0..3)).prop_map(|(at, indicators)| Edit::Insert { at, indicators }),
        (projects::goals(), projects::sections(), 0usize..9, vec(placed(), 0..3),).prop_map(
            |(goals, sections, at, indicators)| Edit::Table {
                goals,
                sections,
                at,
                indicators,
            }
        ),
        vec(id(), 0..4).prop_map(Edit::Remove),
        (vec(id(), 0..4), 0usize..9).prop_map(|(ids, to)| Edit::Move { ids, to }),
        projects::facts().prop_map(Edit::Facts),
        projects::relations().prop_map(Edit::Relations),
        projects::evidence().prop_map(Edit::Evidence),
        projects::sections().prop_map(Edit::Sections),
        projects::report_text().prop_map(Edit::Text),
        prop::option::of(projects::points()).prop_map(Edit::Declared),
        prop::option::of(projects::points()).prop_map(Edit::Expected),
        projects::text().prop_map(Edit::DeviationAnalysis),
        projects::text().prop_map(Edit::ImprovementPlan),
        projects::form_text().prop_map(Edit::FormText),
        projects::charts().prop_map(Edit::Charts),
    ]
    .boxed()
}

/// Days that a cell reads; a year 33 would be a slip of the hand.
fn days_of_our_time() -> impl Strategy<Value = jiff::civil::Date> {
    (1950i16..2100, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| jiff::civil::date(year, month, day))
}

/// ＝0 and 未发生 are one target.
fn equal(value: Decimal) -> Target {
    if value.is_zero() {
        Target::Zero
    } else {
        Target::Equal(value)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn undo_all_is_the_original_and_redo_all_the_final(start in projects::project(), edits in edits()) {
        let mut history = History::new(start.clone(), Origin::Disk);
        let mut states = vec![(history.revision(), Arc::clone(history.project()))];
        for edit in &edits {
            history.apply(edit);
            let expected = states.last().expect("a state").1.after(edit);
            prop_assert_eq!(&**history.project(), &expected);
            if history.revision() != states.last().expect("a state").0 {
                prop_assert_eq!(history.undoable(), Some(edit));
                states.push((history.revision(), Arc::clone(history.project())));
            }
        }
        prop_assert_eq!(history.is_dirty(), states.len() > 1);
        for (revision, state) in states.iter().rev().skip(1) {
            prop_assert!(history.undo().is_some());
            prop_assert_eq!((history.revision(), history.project()), (*revision, state));
        }
        prop_assert_eq!(history.undo(), None);
        prop_assert!(!history.is_dirty(), "back at what is on disk");
        prop_assert_eq!(&**history.project(), &start);
        for (revision, state) in states.iter().skip(1) {
            prop_assert!(history.redo().is_some());
            prop_assert_eq!((history.revision(), history.project()), (*revision, state));
        }
        prop_assert_eq!(history.redo(), None);
    }

    #[test]
    fn every_edit_keeps_ids_distinct(start in projects::project(), edits in edits()) {
        let end = edits.iter().fold(start, |project, edit| project.after(edit));
        let mut ids: Vec<&Id> = end.indicators.iter().map(|one| &one.id).collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), count);
    }

    #[test]
    fn moving_keeps_every_indicator_and_the_order_of_both_groups(
        indicators in projects::indicators(0..8),
        ids in vec(id(), 0..5),
        to in 0usize..10,
    ) {
        let project = Project { indicators, ..Project::default() };
        let moved = project.after(&Edit::Move { ids: ids.clone(), to });
        let names = |project: &Project, of_moving: bool| -> Vec<Id> {
            let all = project.indicators.iter().map(|one| one.id.clone());
            all.filter(|one| ids.contains(one) == of_moving).collect()
        };
        prop_assert_eq!(names(&moved, true), names(&project, true));
        prop_assert_eq!(names(&moved, false), names(&project, false));
        // The moved ones stand together, before the one that was at `to` or the next that stays.
        let anchor = project.indicators.iter().skip(to).find(|one| !ids.contains(&one.id));
        let first = moved.indicators.iter().position(|one| ids.contains(&one.id));
        if let Some(first) = first {
            let count = names(&moved, true).len();
            prop_assert!(moved.indicators[first..first + count].iter().all(|one| ids.contains(&one.id)));
            prop_assert_eq!(moved.indicators.get(first + count).map(|one| &one.id), anchor.map(|one| &one.id));
        }
    }

    #[test]
    fn a_number_typed_back_as_it_is_shown_stays(
        target in prop_oneof![
            projects::decimal().prop_map(Target::AtLeast), projects::decimal().prop_map(Target::MoreThan),
            projects::decimal().prop_map(Target::AtMost), projects::decimal().prop_map(Target::LessThan),
            projects::decimal().prop_map(equal), days_of_our_time().prop_map(Target::ByDate), Just(Target::Zero),
        ],
        number in projects::decimal(),
        points in projects::points(),
        name in "[一-龥a-z ]{0,6}",
    ) {
        let project = Project { year: 2020, ..Project::default() };
        let indicator = Indicator {
            id: Id::new("I0001"),
            name: name.trim().to_owned(),
            actual: Some(match target {
                Target::ByDate(day) => Actual::Date(day),
                _ => Actual::Number(number),
            }),
            target: Some(target),
            weight: Some(points),
            judged: Some(points),
            previous_year: Some(number),
            unit: "户".to_owned(),
            demo: vec![Field::Weight],
            ..Indicator::default()
        };
        for field in projects::FIELDS {
            let typed = project.with_cell(&indicator, field, &project.cell(&indicator, field)).expect("reads");
            let expected = Indicator {
                demo: indicator.demo.iter().copied().filter(|demo| *demo != field).collect(),
                ..indicator.clone()
            };
            prop_assert_eq!(typed, expected, "{:?}", field);
        }
    }
}

/// Three indicators of a goal and a section, with a relation and evidence.
fn project() -> Project {
    let indicator = |number: u32| Indicator {
        id: Id::new(format!("I{number:04}")),
        name: format!("指标{number}"),
        goal: Some(Id::new("G1")),
        section: Some(Id::new("S1")),
        ..Indicator::default()
    };
    Project {
        year: 2020,
        goals: vec![Goal {
            id: Id::new("G1"),
            name: "目标一".to_owned(),
            ..Goal::default()
        }],
        sections: vec![Section {
            id: Id::new("S1"),
            name: "财务科".to_owned(),
            ..Section::default()
        }],
        indicators: vec![indicator(1), indicator(2), indicator(3)],
        relations: vec![Relation {
            id: Id::new("R1"),
            whole: Id::new("I0001"),
            parts: vec![Id::new("I0002")],
            ..Relation::default()
        }],
        evidence: vec![Evidence {
            id: Id::new("E1"),
            proves: vec![Id::new("I0002"), Id::new("I0003")],
            ..Evidence::default()
        }],
        ..Project::default()
    }
}

fn names(project: &Project) -> Vec<&str> {
    project.indicators.iter().map(|one| one.name.as_str()).collect()
}

#[test]
fn a_state_gone_back_to_is_the_saved_one_again() {
    let mut history = History::new(project(), Origin::Disk);
    assert!(!history.is_dirty());
    history.apply(&Edit::Year(2021));
    assert!(history.is_dirty());
    history.mark_saved(history.revision());
    assert!(!history.is_dirty());
    history.undo();
    assert!(history.is_dirty(), "what is on disk is the state undone");
    history.redo();
    assert!(!history.is_dirty());
    history.undo();
    history.apply(&Edit::Year(2022));
    assert!(history.is_dirty(), "the saved state cannot be reached any more");
    history.undo();
    assert!(history.is_dirty());
    assert!(History::new(project(), Origin::New).is_dirty());
}

#[test]
fn an_edit_that_changes_nothing_leaves_no_step() {
    let mut history = History::new(project(), Origin::Disk);
    history.apply(&Edit::Year(2020));
    history.apply(&Edit::Remove(vec![Id::new("I0099")]));
    assert_eq!((history.undoable(), history.is_dirty()), (None, false));
    history.apply(&Edit::Year(2021));
    history.undo();
    history.apply(&Edit::Year(2020));
    assert_eq!(
        history.redoable(),
        Some(&Edit::Year(2021)),
        "what was undone can still be done again"
    );
}

#[test]
fn inserting_stands_before_the_position() {
    let one = Indicator {
        id: Id::new("I0009"),
        name: "新".to_owned(),
        ..Indicator::default()
    };
    let insert = |at| {
        let edit = Edit::Insert {
            at,
            indicators: vec![one.clone()],
        };
        names(&project().after(&edit)).join(" ")
    };
    assert_eq!(insert(0), "新 指标1 指标2 指标3");
    assert_eq!(insert(2), "指标1 指标2 新 指标3");
    assert_eq!(insert(99), "指标1 指标2 指标3 新");
}

#[test]
fn removing_forgets_the_relations_and_the_evidence_of_the_removed() {
    let after = project().after(&Edit::Remove(vec![Id::new("I0002")]));
    assert_eq!(names(&after), ["指标1", "指标3"]);
    assert!(after.relations.is_empty());
    assert_eq!(after.evidence[0].proves, [Id::new("I0003")]);
}

#[test]
fn moving_reorders() {
    let moved = |ids: &[u32], to| {
        let ids = ids.iter().map(|number| Id::new(format!("I{number:04}"))).collect();
        names(&project().after(&Edit::Move { ids, to })).join(" ")
    };
    assert_eq!(moved(&[3], 0), "指标3 指标1 指标2");
    assert_eq!(moved(&[1], 3), "指标2 指标3 指标1");
    assert_eq!(moved(&[3, 1], 1), "指标1 指标3 指标2");
    assert_eq!(moved(&[2], 2), "指标1 指标2 指标3");
    assert_eq!(moved(&[9], 0), "指标1 指标2 指标3");
}

#[test]
fn goals_and_sections_that_are_gone_leave_their_indicators() {
    let after = project()
        .after(&Edit::Goals(Vec::new()))
        .after(&Edit::Sections(Vec::new()));
    assert!(
        after
            .indicators
            .iter()
            .all(|one| one.goal.is_none() && one.section.is_none())
    );
    assert_eq!(after.indicators.len(), 3);
}

#[test]
fn a_cell_refuses_what_it_cannot_hold() {
    let project = project();
    let typed = |field, text: &str| project.with_cell(&project.indicators[0], field, text);
    let refused = |field, text: &str| typed(field, text).expect_err(text).to_string();
    assert_eq!(refused(Field::Weight, "十分"), "“十分”不是数字，请填写如 12.5 的数字");
    assert_eq!(refused(Field::Weight, "101"), "101 超出范围，应在 0 到 100 之间");
    assert_eq!(refused(Field::Judged, "-1"), "-1 超出范围，应在 0 到 100 之间");
    assert_eq!(refused(Field::Goal, "目标二"), "没有名为“目标二”的年度绩效目标");
    assert!(matches!(
        typed(Field::Section, "人事科"),
        Err(CellError::Unknown { what: "科室", .. })
    ));
    assert_eq!(
        typed(Field::Weight, " １２．５ ").expect("reads").weight,
        Some(Decimal::new(125, 1))
    );
    for field in projects::FIELDS {
        let cleared = typed(field, "  ").expect("empties");
        assert_eq!(project.cell(&cleared, field), "", "{field:?}");
    }
}

#[test]
fn what_is_withdrawn_cannot_be_done_again() {
    let mut history = History::new(Project::default(), Origin::Disk);
    history.apply(&Edit::Department("甲".to_owned()));
    history.withdraw();
    assert_eq!(history.project().department, "");
    assert!(!history.is_dirty() && history.redoable().is_none());
    history.withdraw();
    assert!(history.undoable().is_none());
}
