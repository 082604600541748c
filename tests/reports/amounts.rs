//! Amounts of ten digits, days and units stand whole in every scheme's documents.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use hengji::model::scheme::BudgetRowOf;
use hengji::model::{Actual, BudgetLine, FundKind, Id, Project, Scheme, Target};
use hengji::report::{Block, Format, Report, Table, deliverables, report};
use hengji::{schemes, score};
use resvg::usvg::roxmltree;
use rust_decimal::Decimal;

use super::fixture::{self, DAY, number};
use super::office;

/// A project of large amounts under a scheme: in each line the form names, and in indicators of every kind of cell.
fn large(scheme: &Arc<Scheme>) -> Project {
    let mut project = fixture::project(scheme);
    let named: Vec<&str> = (scheme.form.budget_rows.iter())
        .filter_map(|row| match &row.of {
            BudgetRowOf::Named(name) => Some(name.as_str()),
            BudgetRowOf::Total | BudgetRowOf::Kind(_) => None,
        })
        .collect();
    let line = |position: usize, name: &str, kind| {
        let share = Decimal::from(position);
        BudgetLine {
            id: Id::new(format!("B{position}")),
            kind,
            name: name.to_owned(),
            initial: Some(number("1234567890.12") + share),
            adjusted: Some(number("1876543210.98") + share),
            carry_over: (position == 1).then(|| number("1000000000.25")),
            actual: Some(number("1765432109.87") + share),
            ..BudgetLine::default()
        }
    };
    project.budget.lines = if named.is_empty() {
        vec![line(1, "", FundKind::Basic), line(2, "", FundKind::Project)]
    } else {
        let lines = named.iter().enumerate();
        lines
            .map(|(position, name)| line(position + 1, name, FundKind::Other))
            .collect()
    };
    project.budget.causes[0].amount = Some(number("1098765432.10"));
    let list = &mut project.indicators;
    list[0].target = Some(Target::AtLeast(number("1234567890.12")));
    list[0].actual = Some(Actual::Number(number("1023456789.01")));
    list[0].unit = "万元".to_owned();
    list[1].target = Some(Target::Range {
        low: number("1111111111"),
        high: number("2222222222"),
    });
    list[1].actual = Some(Actual::Number(number("1999999999")));
    list[1].unit = "人次".to_owned();
    project
}

/// The numbers of at least four signs and the days of a text.
fn numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut current = String::new();
    let characters: Vec<char> = text.chars().chain(['\n']).collect();
    for pair in characters.windows(2) {
        let (character, next) = (pair[0], pair[1]);
        let inside = character.is_ascii_digit()
            || !current.is_empty()
                && (matches!(character, ',' | '.') || "年月".contains(character))
                && next.is_ascii_digit()
            || !current.is_empty() && character == '日' && current.contains('月');
        if inside {
            current.push(character);
        } else {
            found.push(std::mem::take(&mut current));
        }
    }
    found.push(current);
    found.retain(|number| number.chars().count() >= 4);
    found
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

/// How often each number stands in texts.
fn counted<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for number in texts.into_iter().flat_map(numbers) {
        *counts.entry(number).or_default() += 1;
    }
    counts
}

fn tables(report: &Report) -> Vec<&Table> {
    let tables = report.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

/// The texts of all cells and of the paragraphs of the annex.
fn cells(report: &Report) -> Vec<&str> {
    tables(report)
        .into_iter()
        .flat_map(|table| table.rows.iter().flatten())
        .map(|cell| cell.text.as_str())
        .collect()
}

/// Every table of the report and every sheet, as LibreOffice and poppler print them.
#[test]
fn no_number_is_split_or_overprinted_in_any_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut files: Vec<(String, Vec<String>, PathBuf)> = Vec::new();
    let mut office_files = Vec::new();
    for scheme in schemes::shipped() {
        let project = large(scheme);
        let card = score::score(&project);
        let made = report(&project, &card, DAY);
        let texts: Vec<String> = cells(&made).into_iter().map(str::to_owned).collect();
        let form = hengji::report::form::form(&project, &card, DAY);
        let printed = form
            .rows
            .iter()
            .flatten()
            .map(|entry| entry.cell.text.clone())
            .collect();
        for (format, ending, texts) in [
            (Format::Docx, "docx", texts.clone()),
            (Format::Xlsx, "xlsx", printed),
            #[cfg(feature = "pdf")]
            (Format::Pdf, "pdf", texts),
        ] {
            let bytes = deliverables(&project, &card, format, DAY)
                .expect("a file")
                .remove(0)
                .bytes;
            let name = format!("{}-{ending}", scheme.id);
            let file = folder.path().join(format!("{name}.{ending}"));
            std::fs::write(&file, bytes).expect("written");
            let laid = if ending == "pdf" {
                file
            } else {
                office_files.push(file);
                folder.path().join("out").join(format!("{name}.pdf"))
            };
            files.push((name, texts, laid));
        }
    }
    office::converted(folder.path(), "pdf", &office_files);
    let mut wrong = Vec::new();
    for (name, texts, file) in &files {
        let text = office::pdf_text(file);
        if text.contains("##") {
            wrong.push(format!("{name}: ###"));
        }
        let boxes = office::pdf_boxes(file, &[]);
        for pair in boxes.windows(2) {
            let ((one, [_, top, right, _]), (other, [left, below, ..])) = (&pair[0], &pair[1]);
            let are_numbers = one.ends_with(is_digit) && other.starts_with(is_digit);
            if are_numbers && (top - below).abs() < 1.0 && right - left > 1.0 && *left > pair[0].1[0] {
                wrong.push(format!("{name}: {one} runs into {other}"));
            }
        }
        // Programs leave a little room between digits and characters.
        let raw = office::pdf_raw(file);
        let gaps = [
            (" 年", "年"),
            ("年 ", "年"),
            (" 月", "月"),
            ("月 ", "月"),
            (" 日", "日"),
        ];
        let raw = gaps.iter().fold(raw, |text, (gap, none)| text.replace(gap, none));
        let found = counted(raw.lines());
        for (number, wanted) in counted(texts.iter().map(String::as_str)) {
            let found = found.get(&number).copied().unwrap_or(0);
            if found < wanted {
                wrong.push(format!("{name}: {number} {found} of {wanted}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A measured rate has the same decimals in the chart as in the form.
#[test]
fn a_rate_is_written_alike_in_chart_and_form() {
    let project = fixture::department();
    let card = score::score(&project);
    let form = hengji::report::form::form(&project, &card, DAY);
    let printed: Vec<&str> = form
        .rows
        .iter()
        .flatten()
        .map(|entry| entry.cell.text.as_str())
        .collect();
    let chart = hengji::figure::targets(&project, &card);
    let mut rates = 0;
    for row in &chart.rows {
        let indicator = row
            .indicator
            .as_ref()
            .and_then(|id| project.indicator(id))
            .expect("an indicator");
        if matches!(indicator.actual, Some(Actual::Ratio { .. })) {
            let text = format!("{}{}", row.values[0], indicator.unit);
            assert!(printed.contains(&text.as_str()), "{text}");
            rates += 1;
        }
    }
    assert!(rates > 0);
}

#[test]
fn tables_of_amounts_of_ten_digits_keep_their_type() {
    for scheme in schemes::shipped() {
        let mut project = large(scheme);
        project.budget.lines.truncate(2);
        for lines in 2..7 {
            if lines > project.budget.lines.len() {
                let mut line = project.budget.lines[0].clone();
                line.id = Id::new(format!("B{lines}"));
                line.name = format!("第{lines}项其他资金支出");
                project.budget.lines.push(line);
            }
            for line in &mut project.budget.lines {
                line.carry_over = Some(number("1000000000.25"));
            }
            let mut made = report(&project, &score::score(&project), DAY);
            made.blocks.retain(|block| !matches!(block, Block::Figure(_)));
            let document = hengji::report::docx::docx(&made, DAY).expect("a document");
            let mut found = hengji::lint::lint(&document).expect("a document");
            found.retain(|deviation| deviation.rule == "table-size");
            assert!(found.is_empty(), "{}, {lines} lines: {found:?}", scheme.id);
            let budget = tables(&made)
                .into_iter()
                .find(|table| table.rows[0][0].text == "项目（万元）")
                .expect("the budget");
            let said = budget.rows.iter().flatten().map(|cell| cell.text.as_str());
            let said: Vec<&str> = said.collect();
            for name in [
                "年初预算数",
                "调整预算数",
                "上年结转",
                "全年执行数",
                "占年初预算",
                "合计",
            ] {
                assert!(said.contains(&name), "{name} of {said:?}");
            }
            for line in &project.budget.lines {
                let actual = hengji::model::number::money(line.actual.expect("an amount"));
                assert!(said.contains(&actual.as_str()), "{actual} of {said:?}");
            }
        }
    }
}

/// However long the names beside it are, a value that has room on a line stays on it.
#[test]
fn a_value_beside_very_long_names_keeps_its_unit() {
    let mut project = fixture::department();
    for indicator in &mut project.indicators {
        indicator.name = "辖区内规模以上食品生产经营单位风险分级管理及日常监督检查与问题整改到位情况".repeat(3);
    }
    for unit in ["%", "户", "批次", "万元", "公里", "个百分点", "元/亩"] {
        for digits in 1..8 {
            let amount = number(&"7654321"[..digits]);
            project.indicators[1].unit = unit.to_owned();
            project.indicators[1].target = Some(Target::AtLeast(amount + number("0.5")));
            project.indicators[1].actual = Some(Actual::Number(amount));
            let mut made = report(&project, &score::score(&project), DAY);
            made.blocks.retain(
                |block| matches!(block, Block::Table(table) if table.rows[0].iter().any(|cell| cell.text == "差距")),
            );
            assert_eq!(made.blocks.len(), 1, "the table of the unfinished");
            let document = hengji::report::docx::docx(&made, DAY).expect("a document");
            let document = super::part(&document, "word/document.xml");
            let parsed = roxmltree::Document::parse(&document).expect("well-formed");
            let rows = super::element(parsed.root(), "tr").skip(1);
            for cell in rows.flat_map(|row| super::element(row, "tc").skip(2).take(3)) {
                let lines: Vec<String> = super::element(cell, "p")
                    .map(|line| super::element(line, "t").filter_map(|text| text.text()).collect())
                    .collect();
                assert!(lines.len() < 2, "{lines:?}");
            }
        }
    }
}
