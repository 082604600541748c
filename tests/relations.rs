//! 勾稽关系 between numbers: what they say, and that the workbook's 校验 says the same.

use calamine::{Data, Reader, Xlsx};
use hengji::check::{Place, Severity, check};
use hengji::examples::Example;
use hengji::model::{Fact, Id, Project, Relation, RelationKind};
use hengji::report::{Format, deliverables};
use hengji::{file, score};
use jiff::civil::date;
use rust_decimal::Decimal;

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a number")
}

/// A project of facts with these values and units, and one relation: the first is determined by the others.
fn related(kind: RelationKind, facts: &[(Option<&str>, &str)]) -> Project {
    let id = |position: usize| Id::new(format!("F{position}"));
    let mut project = Project::default();
    for (position, (value, unit)) in facts.iter().enumerate() {
        project.facts.push(Fact {
            id: id(position),
            name: format!("数据{position}"),
            value: value.map(decimal),
            unit: (*unit).to_owned(),
            ..Fact::default()
        });
    }
    project.relations.push(Relation {
        id: Id::new("R1"),
        name: "关系".to_owned(),
        kind,
        whole: id(0),
        parts: (1..facts.len()).map(id).collect(),
    });
    project
}

#[test]
fn sums_differences_and_rounded_ratios_are_held_against_their_parts() {
    use RelationKind::{Difference, Ratio, Sum};
    type Case<'a> = (
        RelationKind,
        &'a [(Option<&'a str>, &'a str)],
        Option<&'a str>,
        Option<&'a str>,
    );
    let cases: [Case; 10] = [
        (
            Sum,
            &[(Some("41141"), ""), (Some("37038"), ""), (Some("4103"), "")],
            Some("41141"),
            Some("0"),
        ),
        (
            Sum,
            &[(Some("41140"), ""), (Some("37038"), ""), (Some("4103"), "")],
            Some("41141"),
            Some("-1"),
        ),
        (
            Difference,
            &[(Some("4"), ""), (Some("100"), ""), (Some("96"), "")],
            Some("4"),
            Some("0"),
        ),
        // A ratio is stated rounded, with the decimals it has.
        (
            Ratio,
            &[(Some("98.47"), "%"), (Some("1284"), ""), (Some("1304"), "")],
            Some("98.47"),
            Some("0"),
        ),
        (
            Ratio,
            &[(Some("98.46"), "%"), (Some("1284"), ""), (Some("1304"), "")],
            Some("98.47"),
            Some("-0.01"),
        ),
        (
            Ratio,
            &[(Some("98.5"), "%"), (Some("1284"), ""), (Some("1304"), "")],
            Some("98.5"),
            Some("0"),
        ),
        (
            Ratio,
            &[(Some("2"), "倍"), (Some("5"), ""), (Some("2"), "")],
            Some("2.5"),
            Some("-0.5"),
        ),
        // What is missing, or cannot be divided by, is neither right nor wrong.
        (Sum, &[(Some("1"), ""), (None, ""), (Some("1"), "")], None, None),
        (Sum, &[(None, ""), (Some("1"), ""), (Some("1"), "")], Some("2"), None),
        (Ratio, &[(Some("1"), ""), (Some("1"), ""), (Some("0"), "")], None, None),
    ];
    for (kind, facts, demanded, difference) in cases {
        let project = related(kind, facts);
        let verdict = project.relations[0].verdict(&project);
        assert_eq!(verdict.demanded, demanded.map(decimal), "{kind:?} {facts:?}");
        assert_eq!(verdict.difference(), difference.map(decimal), "{kind:?} {facts:?}");
    }
    // No parts make nothing, and a ratio of three is none.
    assert_eq!(
        related(Sum, &[(Some("0"), "")]).relations[0]
            .verdict(&Project::default())
            .demanded,
        None
    );
    let three = related(Ratio, &[(Some("1"), ""); 4]);
    assert_eq!(three.relations[0].verdict(&three).demanded, None);
}

#[test]
fn a_relation_that_does_not_hold_is_a_finding() {
    let mut project = file::decode(Example::Wuchang.bytes()).expect("the sample");
    let of_relations = |project: &Project| -> Vec<_> {
        let findings = check(project, &score::score(project)).into_iter();
        findings
            .filter(|finding| matches!(finding.place, Place::Relation(_)))
            .collect()
    };
    assert_eq!(of_relations(&project), []);
    let fact = project
        .facts
        .iter_mut()
        .find(|fact| fact.id.0 == "F079")
        .expect("群众投诉");
    fact.value = Some(decimal("37037"));
    let found = of_relations(&project);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].rule, found[0].severity), ("C40", Severity::Error));
    assert_eq!(
        found[0].sentence,
        "勾稽关系“受理投诉举报＝群众投诉＋举报”：应为41140，填的是41141，相差1，请核对"
    );
    let fact = project.facts.iter_mut().find(|fact| fact.id.0 == "F079");
    fact.expect("群众投诉").value = Some(decimal("37039"));
    assert!(of_relations(&project)[0].sentence.ends_with("，相差−1，请核对"));
}

#[test]
fn the_workbook_says_the_same() {
    let mut project = file::decode(Example::Wuchang.bytes()).expect("the sample");
    let fact = project
        .facts
        .iter_mut()
        .find(|fact| fact.id.0 == "D003")
        .expect("拟改造提升市场");
    fact.value = Some(decimal("29"));
    let made = deliverables(&project, &score::score(&project), Format::Xlsx, date(2021, 3, 9)).expect("a workbook");
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&made[0].bytes)).expect("our own");
    let checks = book.worksheet_range("校验").expect("the sheet");
    for relation in &project.relations {
        let row = checks
            .rows()
            .find(|row| row.iter().any(|cell| *cell == relation.name.as_str()));
        let numbers: Vec<Decimal> = (row.expect("its row").iter())
            .filter_map(|cell| match cell {
                Data::Float(value) => Decimal::from_f64_retain(*value),
                _ => None,
            })
            .map(|value| value.round_dp(6))
            .collect();
        let verdict = relation.verdict(&project);
        let demanded = verdict.demanded.expect("all numbers are there");
        let found = verdict.found.expect("all numbers are there");
        assert!(
            numbers.contains(&demanded) && numbers.contains(&found),
            "{}: {numbers:?}",
            relation.name
        );
        assert_eq!(numbers.last(), Some(&(found - demanded)), "{}", relation.name);
    }
}
