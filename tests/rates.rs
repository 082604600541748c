//! A printed rate never contradicts the points beside it, whatever prints it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use hengji::binding::Values;
use hengji::examples::Example;
use hengji::model::budget::Amount;
use hengji::model::{Actual, Budget, BudgetLine, Id, Indicator, Project, Target, number};
use hengji::report::briefing::Content;
use hengji::report::{self, Block, Format};
use hengji::score::Scorecard;
use hengji::{figure, file, schemes, score, table};
use rust_decimal::Decimal;

use crate::reports::fixture::DAY;

fn dec(text: &str) -> Decimal {
    text.parse().expect("a number")
}

/// Just below the bounds of the core indicators: 60 % of execution and completion, 90 % satisfied.
fn beside_bounds() -> Project {
    let indicator = |id: &str, level1: &str, unit: &str, target: &str, actual| Indicator {
        id: Id::new(id),
        level1: level1.to_owned(),
        level2: "数量指标".to_owned(),
        name: format!("指标{id}"),
        unit: unit.to_owned(),
        target: Some(Target::AtLeast(dec(target))),
        actual: Some(actual),
        weight: Some(dec("10")),
        ..Indicator::default()
    };
    let ratio = |numerator: &str, denominator: &str| Actual::Ratio {
        numerator: dec(numerator),
        denominator: dec(denominator),
    };
    Project {
        scheme: schemes::find("mof2021_core").expect("a shipped scheme"),
        budget: Budget {
            lines: vec![BudgetLine {
                initial: Some(dec("100000")),
                adjusted: Some(dec("100000")),
                actual: Some(dec("59999")),
                ..BudgetLine::default()
            }],
            ..Budget::default()
        },
        indicators: vec![
            indicator("I1", "产出指标", "次", "100000", Actual::Number(dec("59999"))),
            indicator("I2", "满意度指标", "%", "90", ratio("17999", "20000")),
            indicator("I3", "满意度指标", "%", "90", Actual::Number(dec("89.996"))),
        ],
        ..Project::default()
    }
}

fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut out = BTreeMap::new();
    for position in 0..archive.len() {
        let mut file = archive.by_index(position).expect("an entry");
        let mut text = String::new();
        if file.read_to_string(&mut text).is_ok() {
            out.insert(file.name().expect("a name").into_owned(), text);
        }
    }
    out
}

#[test]
fn no_output_prints_a_rate_as_the_bound_it_misses() {
    let project = beside_bounds();
    let card = score::score(&project);
    assert_eq!(card.execution.score, Some(dec("0")));
    let scores: Vec<_> = card.rows.iter().map(|row| row.score).collect();
    assert_eq!(scores, [Some(dec("0")), Some(dec("8")), Some(dec("8"))]);

    let mut printed = Vec::new();
    let report = report::report(&project, &card, DAY);
    for block in report.blocks {
        match block {
            Block::Paragraph(text) | Block::Remark(text) | Block::Heading { text, .. } => printed.push(text),
            Block::Table(table) => printed.extend(table.rows.into_iter().flatten().map(|cell| cell.text)),
            _ => {}
        }
    }
    let of_report = printed.join("\n");
    let values = Values::new(&project, &card);
    printed.push(values.print("{{执行率}} {{I1.完成率}} {{I2}} {{I3}} {{I2.完成率}}"));
    printed.push(format!("{:?}", card.explain_execution(&project)));
    printed.extend((0..3).map(|row| format!("{:?}", card.explain(&project, row))));
    printed.extend(figure::all(&project, &card).iter().map(|figure| format!("{figure:?}")));
    let all = printed.join("\n");
    for wrong in ["60.00%", "90.00%\n", "90.00% ", "实际90", "100.00%"] {
        assert!(!all.contains(wrong), "{wrong} in {all}");
    }
    for right in ["59.99%", "89.99%", "89.996%"] {
        assert!(of_report.contains(right), "{right} in {of_report}");
    }

    // The workbook counts for itself and is told how to show it.
    let files = report::deliverables(&project, &card, Format::Xlsx, DAY).expect("a workbook");
    let styles = parts(&files[0].bytes)["xl/styles.xml"].clone();
    for shown in [
        "[&lt;0.59995]0.00%_0;[&lt;0.6]&quot;59.99%&quot;_0;0.00%_0;@_0",
        "[&lt;89.995]0.00&quot;%&quot;_0;[&lt;90]&quot;89.99%&quot;_0;0.00&quot;%&quot;_0;@_0",
    ] {
        assert!(styles.contains(shown), "{shown} in {styles}");
    }
}

#[test]
fn no_output_prints_a_rate_where_none_is_known() {
    let missed = |id: &str, target, actual| Indicator {
        id: Id::new(id),
        level1: "产出指标".to_owned(),
        level2: "时效指标".to_owned(),
        name: format!("指标{id}"),
        unit: "起".to_owned(),
        target: Some(target),
        actual: Some(actual),
        weight: Some(dec("10")),
        judged: Some(dec("7")),
        ..Indicator::default()
    };
    let on = |day: &str| day.parse().expect("a day");
    let mut project = beside_bounds();
    project.scheme = schemes::find("hubei_dept").expect("a shipped scheme");
    project.indicators = vec![
        missed("I1", Target::ByDate(on("2020-12-31")), Actual::Date(on("2021-01-05"))),
        missed("I2", Target::Zero, Actual::Number(dec("2"))),
        missed("I3", Target::Equal(dec("0")), Actual::Number(dec("2"))),
    ];
    let card = score::score(&project);
    let scores: Vec<_> = card.rows.iter().map(|row| row.score).collect();
    assert_eq!(scores, [Some(dec("7")), Some(dec("0")), Some(dec("0"))]);
    let figure = figure::completion(&project, &card);
    for (position, row) in figure.rows.iter().enumerate() {
        assert_eq!(
            (row.values[0].as_str(), row.values[1].as_str()),
            ("无完成率", "▼ 未达成")
        );
        assert!(figure.marks.iter().any(|mark| mark.row == position), "{position}");
    }
    let report = report::report(&project, &card, DAY);
    let all = format!("{:?} {:?}", report.blocks, figure::all(&project, &card));
    for wrong in ["完成率0", "完成率-", "完成率−", "\"0.00%\""] {
        assert!(!all.contains(wrong), "{wrong} in {all}");
    }
}

/// The percentages of a text with what stands before each, every figure apart.
fn percentages(text: &str) -> Vec<(String, String)> {
    let letters: Vec<char> = text.chars().collect();
    let is_of_number = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',';
    let ends =
        (0..letters.len()).filter(|&at| letters[at] == '%' || letters[at..].starts_with(&['个', '百', '分', '点']));
    ends.map(|end| {
        let start = letters[..end]
            .iter()
            .rposition(|letter| !is_of_number(*letter))
            .map_or(0, |at| at + 1);
        let before = letters[start.saturating_sub(8)..start].iter().collect();
        (before, letters[start..end].iter().collect())
    })
    .filter(|(_, number): &(String, String)| !number.is_empty())
    .collect()
}

/// What the report, the page for leaders, the slides and the charts say.
fn printed(project: &Project, card: &Scorecard) -> Vec<String> {
    let briefing = report::briefing::briefing(project, card);
    let mut printed = vec![briefing.lead.clone()];
    for block in report::report(project, card, DAY).blocks {
        match block {
            Block::Table(table) => printed.extend(table.rows.into_iter().flatten().map(|cell| cell.text)),
            Block::Paragraph(text) | Block::Remark(text) | Block::Heading { text, .. } => printed.push(text),
            _ => {}
        }
    }
    printed.extend(
        briefing
            .keys
            .iter()
            .flat_map(|key| [key.value.clone(), key.note.clone()]),
    );
    for entry in briefing.best.entries.iter().chain(&briefing.worst.entries) {
        printed.extend([entry.value.clone(), entry.detail.clone()]);
    }
    for slide in &briefing.slides {
        printed.push(slide.message.clone());
        match &slide.content {
            Content::Table(table) => printed.extend(table.rows.iter().flatten().map(|cell| cell.text.clone())),
            Content::Points(points) => printed.extend(points.clone()),
            Content::Decision { open, asked } => printed.extend(open.iter().chain(asked).cloned()),
            Content::Chart(_) => {}
        }
    }
    for figure in figure::all(project, card) {
        printed.extend([figure.title, figure.description]);
        printed.extend(figure.rows.into_iter().flat_map(|row| row.values));
    }
    printed
}

#[test]
fn what_was_measured_is_printed_as_entered_and_what_is_computed_with_two_decimals() {
    for example in [Example::Wuchang, Example::Changjiang] {
        let project = file::decode(example.bytes()).expect("the sample");
        let card = score::score(&project);
        let printed = printed(&project, &card);
        // The same quantity has the same words wherever it stands: a rate its decimals, a measured value none it was
        // not given.
        let initial = project.budget.total(Amount::Initial).zip(card.execution.actual);
        let shares = project.budget.lines.iter().map(|line| line.actual.zip(line.initial));
        let shares = shares
            .chain([initial.map(|(initial, actual)| (actual, initial))])
            .flatten();
        let computed: BTreeSet<String> = (card.rows.iter().filter_map(|row| row.completion))
            .chain(card.execution.rate)
            .chain(shares.filter_map(|(part, whole)| part.checked_div(whole)))
            .map(|rate| number::percent(rate).trim_end_matches('%').to_owned())
            .collect();
        let mut seen = 0;
        for (before, number) in printed.iter().flat_map(|text| percentages(text)) {
            let value = dec(&number.replace(',', ""));
            if number::plain(value) != number {
                assert!(computed.contains(&number), "{before}{number}%");
            }
            let is_rate = ["执行率", "执行率为", "完成率", "预算的", "同为", "年初预算"];
            if is_rate.iter().any(|word| before.ends_with(word)) {
                assert!(
                    number.rsplit_once('.').is_some_and(|(_, places)| places.len() == 2),
                    "{before}{number}%"
                );
            }
            seen += 1;
        }
        assert!(seen > 20, "{seen}");
        // A measured percentage never stands padded, neither alone in a cell nor in a sentence.
        for indicator in project.indicators.iter().filter(|indicator| indicator.unit == "%") {
            let text = report::report(&project, &card, DAY);
            let actual = number::plain(indicator.printed_number(&project.scheme).expect("an actual"));
            assert!(
                format!("{:?}", text.blocks).contains(&format!("\"{actual}%\"")),
                "{actual}"
            );
            let values = Values::new(&project, &card);
            assert_eq!(values.print(&format!("{{{{{}}}}}", indicator.id)), format!("{actual}%"));
        }
    }
}

/// A cold store that is to be at -18 °C at most, and an account that is to grow by 2 % at least; neither is money.
fn below_zero() -> Project {
    let indicator = |id: &str, unit: &str, target, actual| Indicator {
        id: Id::new(id),
        level1: "产出指标".to_owned(),
        level2: "质量指标".to_owned(),
        name: format!("指标{id}"),
        unit: unit.to_owned(),
        target: Some(target),
        actual: Some(actual),
        weight: Some(dec("40")),
        reason: "设备老化".to_owned(),
        measure: "更新设备".to_owned(),
        ..Indicator::default()
    };
    let ratio = Actual::Ratio {
        numerator: dec("-50"),
        denominator: dec("2000"),
    };
    let mut project = beside_bounds();
    project.scheme = schemes::find("hubei_dept").expect("a shipped scheme");
    project.indicators = vec![
        indicator("I1", "℃", Target::AtMost(dec("-18")), Actual::Number(dec("-16.5"))),
        indicator("I2", "%", Target::AtLeast(dec("2")), ratio),
    ];
    project
}

#[test]
fn a_number_below_0_has_the_minus_sign_of_documents_for_people_and_a_hyphen_for_programs() {
    let project = below_zero();
    let card = score::score(&project);
    let values = Values::new(&project, &card);
    assert_eq!(
        values.print("{{I1}} {{I1.数}} {{I1.原数}} {{I1.指标值}} {{I2}}"),
        "−16.5℃ −16.5 −16.5 ≤−18℃ −2.5%"
    );
    let mut printed = printed(&project, &card);
    printed.extend((0..2).map(|row| format!("{:?}", card.explain(&project, row))));
    let figures = figure::all(&project, &card).into_iter();
    printed.extend(figures.flat_map(|figure| figure.table.rows.into_iter().flatten().chain([figure.subtitle])));
    let all = printed.join("\n");
    for hyphen in ["-16.5", "-18", "-2.5", "-50 ÷"] {
        let minus = hyphen.replace('-', "−");
        assert!(all.contains(&minus) && !all.contains(hyphen), "{hyphen} in {all}");
    }

    // The file keeps what programs read, and so do the cells of the workbook.
    let text = file::encode(&project);
    assert!(text.contains("\"-16.5\"") && !text.contains('−'));
    let files = report::deliverables(&project, &card, Format::Xlsx, DAY).expect("a workbook");
    let parts = parts(&files[0].bytes);
    let sheets = parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/"));
    assert!(sheets.clone().any(|(_, sheet)| sheet.contains("<v>-16.5</v>")));
    assert!(
        !sheets
            .clone()
            .any(|(_, sheet)| sheet.contains("−16.5<") || sheet.contains("−2.5<"))
    );
    // A cell that shows its operator shows the sign behind it.
    let shown = "&quot;≤&quot;General&quot;℃&quot;_0;&quot;≤&quot;-General&quot;℃&quot;_0;&quot;≤&quot;General&quot;℃&quot;_0;@_0";
    assert!(parts["xl/styles.xml"].contains(shown));
    let read = table::read(&files[0].bytes, "自评表.xlsx", &project.scheme)
        .expect("a table")
        .project;
    let numbers = |project: &Project| -> Vec<_> {
        let rows = project.indicators.iter();
        rows.map(|one| (one.target.clone(), one.actual_number())).collect()
    };
    assert_eq!(numbers(&read), numbers(&project));
}
