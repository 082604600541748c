//! Rows of the form that are higher than half a page: wide columns, the common size, and no page left empty for them.

use hengji::lint::lint;
use hengji::model::Project;
use hengji::report::{self, Block, Table};
use hengji::{schemes, score};

use super::fixture::{self, DAY};

/// A project with a reason of so many characters, each its own, beside every indicator.
fn explained(scheme: &str, count: usize, length: u32) -> Project {
    let mut project = fixture::many(&schemes::find(scheme).expect("a shipped scheme"), count);
    for (position, one) in (0_u32..).zip(&mut project.indicators) {
        let letter = |at: u32| char::from_u32(0x4e00 + (position * 600 + at) % 20_000).unwrap_or('甲');
        one.reason = (0..length).map(letter).collect();
        one.measure.clear();
    }
    project
}

/// The tables of the annex, with what stands in their columns of one width.
fn annex(project: &Project) -> Vec<Table> {
    let report = report::report(project, &score::score(project), DAY);
    let blocks = report
        .blocks
        .into_iter()
        .skip_while(|block| !matches!(block, Block::Annex(_)));
    let tables = blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

#[test]
fn long_reasons_have_wide_columns_and_the_common_size() {
    for (id, length) in [
        ("guangxi", 450),
        ("guangxi", 900),
        ("mof2020_project", 450),
        ("mof2021_core", 700),
    ] {
        let project = explained(id, 12, length);
        let report = report::report(&project, &score::score(&project), DAY);
        let bytes = report::docx::docx(&report, DAY).expect("a document");
        let of_tables = lint(&bytes)
            .expect("a document")
            .into_iter()
            .filter(|one| one.rule.starts_with("table"));
        let told: Vec<String> = of_tables.map(|one| one.to_string()).collect();
        assert_eq!(told, [""; 0], "{id} {length}");
        // All of every reason is there, over however many pages its row goes.
        let cells = annex(&project).into_iter().flat_map(|table| table.rows);
        let said: String = cells.flatten().map(|cell| cell.text.replace('\n', "")).collect();
        let said = said.replace("偏差原因：", "");
        for one in &project.indicators {
            let begin: String = one.reason.chars().take(40).collect();
            let end: String = one.reason.chars().skip(one.reason.chars().count() - 20).collect();
            assert!(
                said.contains(&begin) && said.contains(&end),
                "{id} {length} {}",
                one.name
            );
        }
    }
}

#[test]
fn the_foot_of_the_form_begins_below_its_last_row() {
    let mut torn = 0;
    for count in 18..32 {
        let project = explained("hubei_dept", count, 120);
        let tables = annex(&project);
        let is_field = |row: &Vec<report::Cell>| row.len() == 2 && row[0].text.contains("原因分析");
        let label = |table: &Table| -> Vec<String> {
            let fields = table.rows.iter().filter(|row| is_field(row));
            fields.map(|row| row[0].text.clone()).collect()
        };
        let labels: Vec<String> = tables.iter().flat_map(label).collect();
        let first = labels.first().expect("a foot");
        assert!(!first.contains('续'), "{labels:?}");
        if labels.len() > 1 {
            torn += 1;
            assert!(
                labels[1..].iter().all(|text| *text == format!("{first}（续）")),
                "{labels:?}"
            );
        }
        // What goes on begins its page.
        for table in &tables {
            let rests = label(table).iter().filter(|text| text.contains('续')).count();
            assert!(rests <= 1, "{count}");
            if rests == 1 {
                assert!(table.begins_page() && table.rows[0][0].text.contains('续'), "{count}");
            }
        }
    }
    assert!(torn > 1, "{torn}");
}

#[test]
fn only_what_goes_on_is_marked_as_going_on() {
    let mut torn = 0;
    for (id, length) in [("guangxi", 450), ("guangxi", 900), ("mof2020_project", 900)] {
        let mut project = explained(id, 12, length);
        for one in &mut project.indicators {
            one.unit = "万平方米".to_owned();
            one.level2 = "可持续影响指标".to_owned();
        }
        let cells = annex(&project).into_iter().flat_map(|table| table.rows).flatten();
        let marked: Vec<String> = cells
            .map(|cell| cell.text)
            .filter(|text| text.contains("（续）"))
            .collect();
        torn += marked.len();
        for text in marked {
            let begin = text.trim_end_matches("（续）").trim_end_matches('…');
            let is_name = project.indicators.iter().any(|one| one.name.starts_with(begin));
            let is_goal = project.goals.iter().any(|goal| goal.text.starts_with(begin));
            assert!(is_name || is_goal, "{id} {length}: {text}");
        }
    }
    assert!(torn > 3, "{torn}");
}
