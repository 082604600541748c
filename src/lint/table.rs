//! Rules of tables: widths that every program needs, headings on every page.

use roxmltree::Node;

use super::body::{Body, Table};
use super::package::{attribute, child, is_on, name, number};
use super::{Deviation, Place, first_words};

/// Tables of more rows are taken to reach over a page.
const MANY_ROWS: usize = 12;
/// How far the columns of a table may be off its width, in twips.
const SLACK: i64 = 20;

const SCHEMA: &str = "ISO/IEC 29500-1 第17.4节；缺少时 WPS 可能丢失表格";
const CUSTOM: &str = "公文通行做法，GB/T 9704-2012 未作规定";

/// Lists the deviations of all tables.
pub fn deviations(body: &Body) -> Vec<Deviation> {
    let tables = body.tables.iter().enumerate();
    tables
        .flat_map(|(position, table)| of_table(position + 1, table))
        .collect()
}

fn of_table(position: usize, table: &Table) -> Vec<Deviation> {
    let place = Place {
        section: table.section + 1,
        table: Some(position),
        words: first_words(&words(table.node)),
        ..Place::default()
    };
    let mut found = Vec::new();
    let mut say = |rule, what: String, wanted: &str, source| {
        found.push(Deviation {
            rule,
            place: place.clone(),
            found: what,
            wanted: wanted.to_owned(),
            source,
        });
    };
    let columns: Vec<i64> = child(table.node, "tblGrid")
        .into_iter()
        .flat_map(|grid| grid.children())
        .filter(|column| name(*column) == "gridCol")
        .filter_map(|column| number(column, "w"))
        .collect();
    if columns.is_empty() {
        say(
            "table-grid",
            "没有写明各列宽度（w:tblGrid）".to_owned(),
            "写明各列宽度",
            SCHEMA,
        );
    }
    let width = child(table.node, "tblPr").and_then(|properties| child(properties, "tblW"));
    match width {
        None => say(
            "table-width",
            "没有写明表格宽度（w:tblW）".to_owned(),
            "写明表格宽度",
            SCHEMA,
        ),
        Some(width) if attribute(width, "type") == Some("dxa") && !columns.is_empty() => {
            let (width, sum) = (number(width, "w").unwrap_or(0), columns.iter().sum::<i64>());
            if (width - sum).abs() > SLACK {
                say(
                    "table-width",
                    format!("表格宽度为{width}，各列之和为{sum}（单位：1/20磅）"),
                    "两者相等",
                    SCHEMA,
                );
            }
        }
        Some(_) => {}
    }
    let rows: Vec<Node> = table.node.children().filter(|row| name(*row) == "tr").collect();
    let repeated = rows.first().and_then(|row| {
        let properties = child(*row, "trPr")?;
        is_on(child(properties, "tblHeader")?)
    });
    if rows.len() > MANY_ROWS && repeated.is_none() {
        say(
            "table-heading",
            format!("共{}行，表头行没有设为“在各页顶端重复出现”", rows.len()),
            "跨页时表头行在各页重复",
            CUSTOM,
        );
    }
    let is_whole = |row: &&Node| {
        let kept = child(**row, "trPr").and_then(|properties| child(properties, "cantSplit"));
        kept.is_some_and(|kept| is_on(kept).is_some())
    };
    let whole = rows.iter().filter(is_whole).count();
    // A row higher than a page has to be split, so that some may be.
    if rows.len() > MANY_ROWS && whole * 2 < rows.len() {
        say(
            "table-row-split",
            format!("共{}行，其中{}行允许跨页断行", rows.len(), rows.len() - whole),
            "各行不跨页断行",
            CUSTOM,
        );
    }
    found
}

/// The first words of a table.
fn words(table: Node) -> String {
    let texts = table.descendants().filter(|node| name(*node) == "t");
    texts
        .filter_map(|node| node.text())
        .find(|text| !text.trim().is_empty())
        .unwrap_or_default()
        .to_owned()
}
