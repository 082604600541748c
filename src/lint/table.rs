//! Rules of tables: widths that every program needs, headings on every page, fonts and sizes of their text.

use roxmltree::Node;

use super::body::{self, Body, Table};
use super::clause::{COLOUR, CUSTOM, SCHEMA};
use super::font::{self, FANG, HEI, KAI, SMALL_SONG, SONG, is_chinese};
use super::measure::{self, SIZE_3, SIZE_5};
use super::package::{attribute, child, is_on, name, number};
use super::style::{Layers, Script, Styles};
use super::{Deviation, Place, first_words};

/// Tables of more rows are taken to reach over a page.
const MANY_ROWS: usize = 12;
/// The same in lines of 五号.
const MANY_LINES: i64 = 12;
/// How many rows are named one by one.
const NAMED: usize = 5;
/// A row of more lines of 五号 may be higher than a page on its side.
const HIGH: i64 = 28;
/// Width of a character of 五号, and of what is free at both sides of a cell, in twips.
const CHARACTER: i64 = 210;
const FREE: i64 = 114;
/// Headings and labels in tables are not longer, in characters.
const LABEL: usize = 20;
/// How far the columns of a table may be off its width, in twips.
const SLACK: i64 = 20;

/// Lists the deviations of all tables.
pub fn deviations<'a>(body: &Body<'a>, styles: &Styles<'a>) -> Vec<Deviation> {
    let tables = body.tables.iter().enumerate();
    tables
        .flat_map(|(position, table)| of_table(position + 1, table, styles))
        .collect()
}

fn of_table<'a>(position: usize, table: &Table<'a>, styles: &Styles<'a>) -> Vec<Deviation> {
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
    // A form of labels and fields has no row of headings: its rows are cut otherwise, or into a label and a field.
    let spans = |row: &Node| -> Vec<i64> {
        let cells = row.children().filter(|cell| name(*cell) == "tc");
        cells.map(span).collect()
    };
    let first = rows.first().map(spans).unwrap_or_default();
    let like_first = rows.iter().filter(|row| spans(row) == first).count();
    let is_form = first.len() <= 2 || like_first * 2 <= rows.len();
    if rows.len() > MANY_ROWS && repeated.is_none() && !is_form {
        say(
            "table-heading",
            format!("共{}行，表头行没有设为“在各页顶端重复出现”", rows.len()),
            "跨页时表头行在各页重复",
            CUSTOM,
        );
    }
    let is_kept = |row: Node| child(row, "trPr").and_then(|properties| is_on(child(properties, "cantSplit")?));
    let lines: Vec<i64> = rows.iter().map(|row| lines(*row, &columns)).collect();
    // A row of one line cannot be split, one that may be higher than a page has to be.
    let split = rows.iter().zip(&lines).enumerate();
    let split = split.filter(|(_, (row, lines))| (2..=HIGH).contains(*lines) && is_kept(**row).is_none());
    let split: Vec<String> = split.map(|(position, _)| (position + 1).to_string()).collect();
    if lines.iter().sum::<i64>() > MANY_LINES && !split.is_empty() {
        let more = if split.len() > NAMED { "等" } else { "" };
        let named = split[..split.len().min(NAMED)].join("、");
        say(
            "table-row-split",
            format!(
                "共{}行，其中{}行（第{named}行{more}）允许跨页断行",
                rows.len(),
                split.len()
            ),
            "各行不跨页断行",
            CUSTOM,
        );
    }
    let mut runs = Vec::new();
    for row in &rows {
        for paragraph in row.descendants().filter(|node| name(*node) == "p") {
            // What stands in a table inside this one is said of that.
            let own = paragraph.ancestors().find(|outer| name(*outer) == "tbl");
            if own == Some(table.node) {
                body::runs(paragraph, &mut |run| {
                    let text = body::run_text(run);
                    if !text.trim().is_empty() {
                        runs.push((styles.cell_run(table.node, paragraph, run), text));
                    }
                });
            }
        }
    }
    // A fault of one cell is mostly that of all: the first is told.
    let mut first = |rule, what: &str, wanted, source, wrong: &dyn Fn(&Layers<'a>, &str) -> Option<String>| {
        let found = runs
            .iter()
            .find_map(|(layers, text)| Some((text, wrong(layers, text)?)));
        if let Some((text, wrong)) = found {
            say(
                rule,
                format!("“{}”的{what}为{wrong}", first_words(text)),
                wanted,
                source,
            );
        }
    };
    first(
        "table-font",
        "中文字体",
        "仿宋或宋体，表头可用黑体",
        CUSTOM,
        &|layers, text| {
            let font = styles.font(layers, Script::EastAsian);
            let suits = FANG.has(font) || SONG.has(font);
            // Headings and labels stand in any row and column.
            let is_short = text.chars().count() <= LABEL;
            let suits = suits || (is_short && [&HEI, &KAI, &SMALL_SONG].iter().any(|family| family.has(font)));
            (text.chars().any(is_chinese) && !suits).then(|| font.to_owned())
        },
    );
    first(
        "table-latin-font",
        "数字和字母字体",
        "Times New Roman 或与中文相同的字体",
        CUSTOM,
        &|layers, text| {
            let font = styles.font(layers, Script::Latin);
            let has_digits = text.chars().any(|character| character.is_ascii_alphanumeric());
            (has_digits && !font::suits_digits(font)).then(|| font.to_owned())
        },
    );
    // Text of the size of the document's is what the standard asks where it says nothing else.
    first("table-size", "字号", "三号至五号", CUSTOM, &|layers, _| {
        let size = layers.size();
        (!(SIZE_5..=SIZE_3).contains(&size)).then(|| measure::size(size))
    });
    first("text-colour", "颜色", "黑色", COLOUR, &|layers, _| {
        layers.colour().map(str::to_owned)
    });
    found
}

/// Returns how many lines of 五号 a row has: those of its longest cell.
fn lines(row: Node, columns: &[i64]) -> i64 {
    let mut column = 0;
    let cells = row.children().filter(|cell| name(*cell) == "tc");
    let lines = cells.map(|cell| {
        let span = usize::try_from(span(cell)).unwrap_or(1).max(1);
        let width: i64 = columns.iter().skip(column).take(span).sum();
        column += span;
        let room = if width > 0 {
            ((width - FREE) / CHARACTER).max(1) * 100
        } else {
            i64::MAX
        };
        let paragraphs = cell.descendants().filter(|node| name(*node) == "p");
        let lines = paragraphs.map(|paragraph| {
            let texts = paragraph.descendants().filter(|node| name(*node) == "t");
            let wide: i64 = texts.filter_map(|node| node.text()).map(measure::width).sum();
            let breaks = paragraph.descendants().filter(|node| name(*node) == "br").count();
            (wide / room + i64::from(wide % room > 0)).max(1) + i64::try_from(breaks).unwrap_or(HIGH)
        });
        lines.sum()
    });
    lines.max().unwrap_or(1)
}

/// Returns how many columns a cell covers.
fn span(cell: Node) -> i64 {
    let span = child(cell, "tcPr").and_then(|properties| number(child(properties, "gridSpan")?, "val"));
    span.unwrap_or(1)
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
