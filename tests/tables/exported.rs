//! Our own workbooks read back.

use hengji::binding;
use hengji::examples::Example;
use hengji::model::budget::Amount;
use hengji::model::{Actual, Project, number};
use hengji::report::xlsx::xlsx;
use hengji::{file, schemes, score, table};
use jiff::civil::date;

/// What a workbook carries of a project: for each indicator its places, target, unit, actual and weight.
fn carried(project: &Project) -> Vec<String> {
    let rows = project.indicators.iter();
    rows.map(|one| {
        let actual = match (one.actual_number(), &one.actual) {
            // The budget system takes numbers only.
            (Some(value), Some(Actual::Ratio { .. })) => Some(Actual::Number(number::round(value, 6).normalize())),
            (_, actual) => actual.clone(),
        };
        let goal = one
            .goal
            .as_ref()
            .and_then(|goal| project.goals.iter().position(|other| other.id == *goal));
        format!(
            "{goal:?}|{}|{}|{}|{:?}|{}|{actual:?}|{:?}|{}",
            one.level1,
            one.level2,
            one.name,
            one.target,
            one.unit,
            one.weight.map(number::plain),
            one.description
        )
    })
    .collect()
}

#[test]
fn the_samples_come_back_from_their_workbooks() {
    for example in Example::ALL {
        let mut project = file::decode(example.bytes()).expect("a sample");
        project.scheme = schemes::find(&project.scheme.id).expect("a shipped scheme");
        let bytes = xlsx(&project, &score::score(&project), date(2021, 3, 9)).expect("a workbook");
        let reading = table::read(&bytes, "自评表.xlsx", &project.scheme).expect("a table");
        let printed = binding::printed(&project, &score::score(&project)).into_owned();
        for (read, written) in carried(&reading.project).iter().zip(carried(&printed)) {
            assert_eq!(*read, written, "{}", example.id());
        }
        assert_eq!(reading.project.indicators.len(), project.indicators.len());
        assert_eq!(reading.project.year, project.year);
        assert_eq!(reading.project.department, project.department);
        let points = |project: &Project| -> Vec<_> { project.goals.iter().map(|goal| goal.points).collect() };
        assert_eq!(points(&reading.project), points(&project));
        for amount in [Amount::Adjusted, Amount::Actual] {
            assert_eq!(reading.project.budget.total(amount), project.budget.total(amount));
        }
        assert_eq!(reading.project.subject(), project.subject());
    }
}
