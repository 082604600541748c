//! A project whose goals take turns: the workbook has the indicators of a goal together, as the annex of the report has.

use hengji::examples::Example;
use hengji::model::{Goal, Id, Project};
use hengji::report::{self, Block};
use hengji::{file, schemes, score};

use super::fixture::{self, DAY, number};
use super::workbook_pages::{elements, page_starts};
use super::{part, sheet, xlsx_of};

/// So many indicators of so many goals that take turns; the last belongs to none.
fn taking_turns(scheme: &str, count: usize, goals: usize) -> Project {
    let mut project = fixture::many(&schemes::find(scheme).expect("a scheme"), count);
    project.goals = (0..goals)
        .map(|position| Goal {
            id: Id::new(format!("G{position}")),
            name: format!("第{}个目标", position + 1),
            text: format!("做好第{}方面的工作", position + 1),
            points: Some(number("10")),
            ..Goal::default()
        })
        .collect();
    for (position, one) in project.indicators.iter_mut().enumerate() {
        one.goal = (position + 1 < count).then(|| project.goals[position % goals].id.clone());
    }
    project
}

/// The names of the indicators as a column of texts has them.
fn names(column: impl Iterator<Item = String>, project: &Project) -> Vec<String> {
    let is_name = |text: &String| project.indicators.iter().any(|one| one.name == *text);
    column.filter(is_name).collect()
}

#[test]
fn the_workbook_has_the_indicators_in_the_order_of_the_annex() {
    for id in ["hubei_dept", "hubei_project", "guangxi"] {
        let project = taking_turns(id, 31, 4);
        let report = report::report(&project, &score::score(&project), DAY);
        let annex = report
            .blocks
            .iter()
            .skip_while(|block| !matches!(block, Block::Annex(_)));
        let tables = annex.filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let cells = tables.flat_map(|table| table.rows.iter().flatten().map(|cell| cell.text.clone()));
        let printed = names(cells, &project);
        let (values, _) = sheet(&xlsx_of(&project), "自评表");
        let cells = values.rows().flatten().map(ToString::to_string);
        assert_eq!(names(cells, &project), printed, "{id}");
        assert_eq!(printed.len(), 31, "{id}");
        // The other sheets have them as the system, from which they came, has them.
        let own: Vec<String> = project.indicators.iter().map(|one| one.name.clone()).collect();
        for other in ["系统导入", "指标明细"] {
            let (values, _) = sheet(&xlsx_of(&project), other);
            let cells = values.rows().flatten().map(ToString::to_string);
            assert_eq!(names(cells, &project), own, "{id} {other}");
        }
    }
}

/// Rows that cells of the first column are merged over, as Excel counts.
fn goals(sheet: &str) -> Vec<(u32, u32)> {
    let merged = elements(sheet, "mergeCell");
    let rows = merged.iter().filter_map(|one| {
        let (first, last) = one["ref"].split_once(':')?;
        Some((
            first.strip_prefix('A')?.parse().ok()?,
            last.strip_prefix('A')?.parse().ok()?,
        ))
    });
    rows.collect()
}

#[test]
fn a_page_of_the_form_does_not_end_within_a_goal_that_has_room_on_it() {
    let mut pages = 0;
    for (count, number) in [(25, 3), (31, 4), (40, 6), (61, 8)] {
        let project = taking_turns("hubei_dept", count, number);
        let text = part(&xlsx_of(&project), "xl/worksheets/sheet1.xml");
        let starts = page_starts(&text);
        pages += starts.len();
        let said: Vec<(u32, u32)> = goals(&text);
        let (values, _) = sheet(&xlsx_of(&project), "自评表");
        let goal = |row: u32| {
            values
                .get_value((row - 1, 0))
                .map(ToString::to_string)
                .unwrap_or_default()
        };
        let labels: Vec<String> = said
            .iter()
            .map(|(first, _)| goal(*first))
            .filter(|text| text.contains("目标"))
            .collect();
        // A goal that is torn is said again on the next page.
        assert_eq!(labels.len(), number, "{count} {number}: {labels:?} {starts:?}");
    }
    assert!(pages > 8, "{pages}");
}

/// Returns how many goals stand in one table of the annex, and how many cells have the name of an indicator.
fn whole_goals(project: &Project) -> (usize, usize) {
    let report = report::report(project, &score::score(project), DAY);
    let annex = report.blocks.iter();
    let annex = annex.skip_while(|block| !matches!(block, Block::Annex(_)));
    let tables: Vec<&report::Table> = annex
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    let cells = tables.iter().flat_map(|table| table.rows.iter().flatten());
    let named = names(cells.map(|cell| cell.text.clone()), project).len();
    let says = |table: &report::Table, goal: &str| table.rows.iter().flatten().any(|cell| cell.text.contains(goal));
    let whole = |goal: &&Goal| tables.iter().filter(|table| says(table, &goal.text)).count() == 1;
    (project.goals.iter().filter(whole).count(), named)
}

#[test]
fn the_annex_keeps_a_goal_whole_where_little_is_left_empty_for_it() {
    let mut kept = 0;
    for (count, goals) in [(25, 3), (31, 4), (40, 6), (61, 8), (60, 15), (90, 20)] {
        let (whole, named) = whole_goals(&taking_turns("hubei_dept", count, goals));
        assert_eq!(named, count, "none is lost");
        kept += whole;
    }
    // Where goals go on wherever a page ends, 42 of 56 stand whole.
    assert!(kept > 44, "{kept}");
    // With rows as close as those of the sample too, whose last goal goes on to the page of the notes.
    let sample = file::decode(Example::Wuchang.bytes()).expect("a sample");
    assert_eq!(whole_goals(&sample).0, 4);
}
