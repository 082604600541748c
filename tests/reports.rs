//! The deliverables: blocks, docx, xlsx, names; what other programs make of them.
#![expect(clippy::expect_used, reason = "a test stops at what cannot be")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use std::sync::{Arc, LazyLock};

use calamine::{Data, DataType, Reader, Xlsx};
use hengji::model::scheme::FormCell;
use hengji::model::{Actual, Disclosure, Edit, Evidence, FormText, Id, Kind, Project, ReportText, Target, number};
use hengji::report::form::{Form, form};
use hengji::report::{self, Block, Format, Table, deliverables, docx, xlsx};
use hengji::{outlines, schemes, score};
use resvg::usvg::roxmltree;

mod amounts;
mod drafts;
pub mod fixture;
mod flowing;
mod headings;
mod high_rows;
mod import_sheet;
mod left_out;
pub mod office;
mod openxml;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "pdf")]
mod preview;
mod publication;
mod rearranged;
mod recomputed;
mod word;
mod workbook_pages;
mod workbooks;

use fixture::{DAY, HOSTILE, department, project};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The parts of a package by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut parts = BTreeMap::new();
    for position in 0..archive.len() {
        let mut file = archive.by_index(position).expect("an entry");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("content");
        parts.insert(file.name().expect("a name").into_owned(), content);
    }
    parts
}

/// Rows of the sheet above the grid of the form: title and subtitle, and its headings once more over a high head.
fn above(bytes: &[u8], form: &Form) -> usize {
    let workbook = part(bytes, "xl/workbook.xml");
    let (_, rest) = workbook
        .split_once("Print_Titles\" localSheetId=\"0\">自评表!$")
        .expect("titles");
    let heading: usize = rest.split(':').next().expect("a row").parse().expect("a row");
    heading - form.heading - 1
}

/// One part as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut all = parts(bytes);
    let content = all.remove(name).unwrap_or_else(|| unreachable!("no part {name}"));
    String::from_utf8(content).expect("text")
}

/// The parts so named, an element a line.
pub fn unfolded(bytes: &[u8], wanted: fn(&str) -> bool) -> String {
    let all = parts(bytes).into_iter().filter(|(name, _)| wanted(name));
    let texts = all.map(|(name, content)| {
        let text = String::from_utf8(content).expect("text");
        format!("{name}\n{}", text.replace("><", ">\n<"))
    });
    texts.collect::<Vec<_>>().join("\n\n")
}

/// The department's document, made once: drawing its charts takes a while.
static DOCUMENT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let project = department();
    let report = report::report(&project, &score::score(&project), DAY);
    docx::docx(&report, DAY).expect("a document")
});

/// A document without its charts.
fn plain_docx(project: &Project) -> Vec<u8> {
    let mut report = report::report(project, &score::score(project), DAY);
    report.blocks.retain(|block| !matches!(block, Block::Figure(_)));
    docx::docx(&report, DAY).expect("a document")
}

fn xlsx_of(project: &Project) -> Vec<u8> {
    xlsx::xlsx(project, &score::score(project), DAY).expect("a workbook")
}

/// A text without its spaces and line breaks.
fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Everything a report says, a line a paragraph or cell.
fn text_of(project: &Project) -> String {
    let report = report::report(project, &score::score(project), DAY);
    let mut out = vec![report.title];
    for block in report.blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Remark(text) | Block::Annex(text) => {
                out.push(text);
            }
            Block::Table(table) => out.extend(cells(&table)),
            Block::Figure(figure) => out.push(format!("〔图 {}〕", figure.id)),
            Block::Signature(lines) => out.extend(lines),
        }
    }
    out.join("\n")
}

fn cells(table: &Table) -> Vec<String> {
    table.rows.iter().flatten().map(|cell| cell.text.clone()).collect()
}

fn element<'a>(node: roxmltree::Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = roxmltree::Node<'a, 'a>> {
    node.descendants().filter(move |node| node.has_tag_name((WORD, name)))
}

#[test]
fn the_headings_are_those_of_the_outline() {
    for id in ["hubei_dept", "hubei_project"] {
        let outline = &outlines::find(id).expect("a shipped outline").headings;
        let project = project(&schemes::find(id).expect("a shipped scheme"));
        let report = report::report(&project, &score::score(&project), DAY);
        let headings: Vec<(u8, String)> = (report.blocks.into_iter())
            .filter_map(|block| match block {
                Block::Heading { level, text } => Some((level, text)),
                _ => None,
            })
            .collect();
        let wanted: Vec<_> = outline
            .iter()
            .map(|heading| (heading.level, heading.text.clone()))
            .collect();
        assert_eq!(headings, wanted);
        let paths: BTreeSet<_> = outline.iter().map(|heading| heading.path.as_str()).collect();
        assert_eq!(paths.len(), outline.len(), "a path leads to one heading");
    }
}

#[test]
fn what_the_officer_wrote_takes_the_place_of_what_is_generated() {
    let mut project = department();
    assert!(text_of(&project).contains("存在的问题和原因\n①"));
    let outline = &outlines::of(&project).headings.clone();
    for heading in outline {
        project.texts.push(ReportText {
            heading: heading.path.clone(),
            text: format!("写在{}\n\n第二段", heading.path),
            ..ReportText::default()
        });
    }
    let text = text_of(&project);
    for heading in outline {
        assert!(text.contains(&format!("{}\n写在{}\n第二段\n", heading.text, heading.path)));
    }
    assert!(!text.contains("经自评"), "{text}");
    assert!(
        text.contains("产品质量抽查批次"),
        "tables stay beside the officer's text"
    );
}

#[test]
fn the_text_says_score_rate_with_base_and_every_unfinished_goal() {
    let project = department();
    let card = score::score(&project);
    let text = text_of(&project);
    assert!(text.contains(&format!("得分为{}分", number::points(card.total))));
    assert!(
        text.contains("以调整后预算数（含上年结转结余）14,950.25万元为基数，全年执行14,771.70万元，预算执行率为98.81%")
    );
    assert!(text.contains("以年初预算数13,580.32万元为基数，执行率为108.77%"));
    assert!(text.contains(
        "产品质量抽查批次（目标≥154批次，实际145批次，完成率94.16%），与目标相差9批次，扣0.35分，原因：9个批次"
    ));
    assert!(text.contains("全年共设绩效指标14项，完成8项"));
    assert!(text.contains("新增市场主体（个体户）（目标≥3566户，实际5436户，完成率152.44%）"));
    for secret in ["13900000000", "张三", "机密"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn what_is_missing_is_never_zero() {
    let mut project = Project {
        scheme: schemes::find("hubei_dept").expect("a shipped scheme"),
        ..Project::default()
    };
    project.indicators.push(hengji::model::Indicator::default());
    let text = text_of(&project);
    assert!(text.contains("预算执行数据未填"));
    assert!(!text.contains("0.00万元"), "{text}");
    let form = form(&project, &score::score(&project), DAY);
    let row = &form.rows[form.indicators.start];
    for cell in [FormCell::Target, FormCell::Actual, FormCell::Score] {
        let entry = row
            .iter()
            .find(|entry| entry.slot == report::form::Slot::Indicator(0, cell));
        assert_eq!(entry.expect("the column").cell.text, "未填");
    }
    let (values, _) = sheet(&xlsx_of(&project), "自评表");
    let zeros = values.used_cells().filter(|(_, _, value)| value.as_f64() == Some(0.0));
    assert_eq!(zeros.count(), 0, "nor is the total: it is 未填 in the report too");
}

#[test]
fn demonstration_data_are_said_to_be() {
    assert!(!text_of(&department()).contains("演示数据"));
    let text = text_of(&fixture::with_demo());
    assert!(text.contains("说明：本报告含演示数据（共2处标注）。分值为演示数据。"));
    assert_eq!(text.matches("含演示数据").count(), 2, "in front and under the form");
}

#[test]
fn the_form_has_the_schemes_own_columns() {
    for scheme in schemes::shipped() {
        let project = project(scheme);
        let form = form(&project, &score::score(&project), DAY);
        let words =
            |row: &[report::form::Entry]| -> Vec<String> { row.iter().map(|entry| entry.cell.text.clone()).collect() };
        let headings: Vec<_> = scheme
            .form
            .columns
            .iter()
            .map(|column| column.heading.clone())
            .collect();
        assert_eq!(words(&form.rows[form.heading]), headings, "{}", scheme.id);
        let budget: Vec<_> = scheme
            .form
            .budget_columns
            .iter()
            .map(|column| column.heading.clone())
            .collect();
        assert!(
            form.rows.iter().any(|row| words(row).ends_with(&budget)),
            "{}",
            scheme.id
        );
        for foot in &scheme.form.feet {
            assert!(
                form.rows.iter().any(|row| row[0].cell.text == foot.label),
                "{}",
                foot.label
            );
        }
        for (note, printed) in scheme.form.footnotes.iter().zip(&form.footnotes) {
            assert!(printed.ends_with(note.as_str()), "{printed}");
        }
        // Every position of the grid is covered once.
        let mut covered = BTreeSet::new();
        for (line, row) in form.rows.iter().enumerate() {
            for entry in row {
                for below in 0..entry.cell.rows {
                    for beside in 0..entry.cell.columns {
                        assert!(
                            covered.insert((line + below, entry.column + beside)),
                            "{} {entry:?}",
                            scheme.id
                        );
                    }
                }
            }
        }
        assert_eq!(covered.len(), form.rows.len() * form.widths.len(), "{}", scheme.id);
    }
}

#[test]
fn the_form_of_sichuan_has_its_own_fields_in_their_order() {
    let scheme = schemes::find("sichuan_project").expect("a shipped scheme");
    let mut project = project(&scheme);
    for (label, text) in [
        ("评价结论", "项目总体完成较好"),
        ("2.项目实施内容及过程概述", "一季度立项，年底完成"),
    ] {
        let (label, text) = (label.to_owned(), text.to_owned());
        project = project.after(&Edit::FormText(FormText { label, text }));
    }
    let form = form(&project, &score::score(&project), DAY);
    let rows: Vec<Vec<&str>> = (form.rows.iter())
        .map(|row| row.iter().map(|entry| entry.cell.text.as_str()).collect())
        .collect();
    let row = |words: &str| {
        let found = rows.iter().position(|row| row.contains(&words));
        found.unwrap_or_else(|| panic!("no row has {words}"))
    };
    let overview = row("2.项目实施内容及过程概述");
    assert_eq!(rows[overview], ["2.项目实施内容及过程概述", "一季度立项，年底完成"]);
    assert!(row("项目年度目标") < overview && overview < row("调整后预算数"));
    assert_eq!(rows[form.heading - 1], ["绩效指标（90分）"]);
    let block = form.tables().pop().expect("the indicator block");
    assert_eq!(block.heading_rows, 2, "the label stays with its headings");
    assert_eq!(block.rows[0][0].text, "绩效指标（90分）");
    assert_eq!(rows[row("评价结论")], ["评价结论", "项目总体完成较好"]);
    let limits: Vec<_> = (scheme.form.feet.iter())
        .filter_map(|foot| Some((foot.label.as_str(), foot.most?)))
        .collect();
    assert_eq!(limits, [("评价结论", 200), ("存在问题", 200), ("改进措施", 200)]);
    assert_eq!(scheme.form.goal_columns[1].most, Some(100));
}

#[test]
fn the_form_of_chongqing_prints_what_only_it_asks_for() {
    let mut project = project(&schemes::find("chongqing_dept").expect("a shipped scheme"));
    for (label, text) in [("财政处室", "社保处"), ("全年（调整）绩效目标", "调减培训2次")] {
        let (label, text) = (label.to_owned(), text.to_owned());
        project = project.after(&Edit::FormText(FormText { label, text }));
    }
    assert!(project.goals.len() > 1, "one text stands beside all goals");
    let form = form(&project, &score::score(&project), DAY);
    let entries = || form.rows.iter().flatten();
    let of = |words: &str| entries().filter(|entry| entry.cell.text == words).collect::<Vec<_>>();
    assert_eq!(of("社保处").len(), 1);
    let adjusted = of("调减培训2次");
    assert_eq!((adjusted.len(), adjusted[0].cell.rows), (1, project.goals.len()));
    let emptied = project.after(&Edit::FormText(FormText {
        label: "财政处室".to_owned(),
        text: String::new(),
    }));
    assert_eq!((emptied.form_text("财政处室"), emptied.form_texts.len()), ("", 1));
}

#[test]
fn printed_choices_have_boxes_and_the_chosen_one_is_ticked() {
    let mut project = project(&schemes::find("hubei_project").expect("a shipped scheme"));
    let printed = |project: &Project, label: &str| {
        let form = form(project, &score::score(project), DAY);
        let row = (form.rows.iter()).find_map(|row| {
            let at = row.iter().position(|entry| entry.cell.text == label)?;
            Some(row[at + 1].cell.text.clone())
        });
        row.expect("a field")
    };
    assert_eq!(
        printed(&project, "项目类别"),
        "1、部门预算项目☑ 2、市直专项□ 3、市对下转移支付项目□"
    );
    assert_eq!(printed(&project, "项目属性"), "1、持续性项目☑ 2、新增性项目□");
    let Kind::SpendingProject(head) = &mut project.kind else {
        panic!("a spending project")
    };
    head.term = "跨年项目".to_owned();
    head.attribute = String::new();
    assert_eq!(
        printed(&project, "项目类型"),
        "1、常年性项目□ 2、延续性项目□ 3、一次性项目□ 跨年项目"
    );
    assert_eq!(printed(&project, "项目属性"), "1、持续性项目□ 2、新增性项目□");
}

#[test]
fn the_document_is_well_formed_and_whole() {
    let bytes = &*DOCUMENT;
    for (name, content) in parts(bytes) {
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let text = String::from_utf8(content).expect("text");
            roxmltree::Document::parse(&text).expect("well-formed");
        }
    }
    let text = part(bytes, "word/document.xml");
    let document = roxmltree::Document::parse(&text).expect("well-formed");
    let root = document.root();
    let style = |paragraph| {
        let style = element(paragraph, "pStyle").next()?;
        style.attribute((WORD, "val")).map(str::to_owned)
    };
    let headings: Vec<String> = element(root, "p")
        .filter(|paragraph| style(*paragraph).is_some_and(|style| style.starts_with("Heading")))
        .map(|paragraph| element(paragraph, "t").filter_map(|text| text.text()).collect())
        .collect();
    let wanted: Vec<_> = outlines::find("hubei_dept")
        .expect("a shipped outline")
        .headings
        .iter()
        .map(|heading| heading.text.clone())
        .collect();
    assert_eq!(headings, wanted);
    // Word and WPS want the widths three times over, and the same.
    let width = |node: roxmltree::Node| -> u64 { node.attribute((WORD, "w")).expect("w").parse().expect("a width") };
    let mut tables = 0;
    for table in element(root, "tbl") {
        tables += 1;
        let grid: Vec<u64> = element(table, "gridCol").map(width).collect();
        let whole = width(element(table, "tblW").next().expect("tblW"));
        assert_eq!(grid.iter().sum::<u64>(), whole);
        for row in element(table, "tr") {
            assert_eq!(element(row, "tcW").map(width).sum::<u64>(), whole);
            assert_eq!(element(row, "cantSplit").count(), 1);
        }
    }
    assert_eq!(
        tables, 8,
        "scores, unfinished, budget, causes, evidence, and the form in its head and two pages"
    );
    assert_eq!(
        element(root, "tblHeader").count(),
        7,
        "every table but the head of the form repeats its heading"
    );
    assert_eq!(element(root, "trHeight").count(), 0);
    let pages: Vec<_> = element(root, "sectPr").collect();
    assert_eq!(pages.len(), 2);
    let size = |page| element(page, "pgSz").next().expect("a size");
    assert_eq!(size(pages[0]).attribute((WORD, "w")), Some("11906"));
    assert_eq!(size(pages[1]).attribute((WORD, "orient")), Some("landscape"));
    let styles = part(bytes, "word/styles.xml");
    for font in [
        "方正小标宋简体",
        "黑体",
        "楷体_GB2312",
        "仿宋_GB2312",
        "Times New Roman",
    ] {
        assert!(styles.contains(font), "{font}");
    }
    assert!(part(bytes, "docProps/core.xml").contains("2020年度武昌区市场监督管理局部门整体绩效自评结果"));
    // Each chart is there, is described, and is as wide as the text.
    let pictures = text.matches("<pic:pic").count();
    assert!(pictures >= 4, "{pictures}");
    assert_eq!(text.matches(r#"descr=""#).count(), pictures);
    assert!(!text.contains(r#"descr="""#));
    assert_eq!(
        parts(bytes)
            .keys()
            .filter(|name| name.starts_with("word/media/") && name.ends_with(".png"))
            .count(),
        pictures
    );
}

#[test]
fn the_same_project_and_day_give_the_same_bytes() {
    let project = department();
    let card = score::score(&project);
    let again = deliverables(&project, &card, Format::Docx, DAY).expect("files");
    assert!(again[0].bytes == *DOCUMENT, "the documents differ");
    for scheme in schemes::shipped() {
        let project = fixture::project(scheme);
        assert!(plain_docx(&project) == plain_docx(&project), "{}", scheme.id);
        assert!(xlsx_of(&project) == xlsx_of(&project), "{}", scheme.id);
    }
}

#[test]
fn file_names_are_safe_and_different() {
    let mut project = department();
    project.department = "区/局:*?\"<>|\n".repeat(40);
    let card = score::score(&project);
    let mut names = BTreeSet::new();
    for format in [Format::Xlsx, Format::Svg] {
        for file in deliverables(&project, &card, format, DAY).expect("files") {
            assert!(file.name.chars().count() <= 100, "{}", file.name);
            assert!(
                !file.name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\n']),
                "{}",
                file.name
            );
            assert!(file.name.contains("-2020-"), "{}", file.name);
            assert!(!file.bytes.is_empty(), "{}", file.name);
            assert!(names.insert(file.name.to_lowercase()), "twice {}", file.name);
        }
    }
    let plain = |format| {
        let files = deliverables(&department(), &card, format, DAY).expect("files");
        files.into_iter().map(|file| file.name).collect::<Vec<_>>()
    };
    assert_eq!(plain(Format::Xlsx), ["武昌区市场监督管理局-2020-自评表.xlsx"]);
    assert_eq!(
        plain(Format::Svg),
        ["目标与实际", "指标完成情况", "扣分情况", "预算执行"]
            .map(|chart| format!("武昌区市场监督管理局-2020-图表-{chart}.svg"))
    );
}

/// Reads a sheet's values and formulas.
fn sheet(bytes: &[u8], name: &str) -> (calamine::Range<Data>, calamine::Range<String>) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let values = book.worksheet_range(name).expect("values");
    let formulas = book.worksheet_formula(name).expect("formulas");
    (values, formulas)
}

#[test]
fn text_never_becomes_a_formula() {
    for scheme in schemes::shipped() {
        let mut project = project(scheme);
        for (indicator, text) in project.indicators.iter_mut().zip(HOSTILE.iter().cycle()) {
            indicator.name = (*text).to_owned();
            indicator.level2 = (*text).to_owned();
            indicator.unit = (*text).to_owned();
            indicator.reason = (*text).to_owned();
        }
        project.department = HOSTILE[0].to_owned();
        let bytes = xlsx_of(&project);
        for name in [
            "自评表",
            "得分汇总",
            "系统导入",
            "预算执行",
            "指标明细",
            "校验",
            "项目汇总",
        ] {
            let (values, formulas) = sheet(&bytes, name);
            for (row, column, formula) in formulas.used_cells() {
                assert!(
                    !HOSTILE.iter().any(|text| formula.contains(&text[1..])),
                    "{} {name} {row} {column} {formula}",
                    scheme.id
                );
            }
            if name == "系统导入" {
                let strings = values
                    .used_cells()
                    .filter(|(_, _, value)| value.as_string().is_some_and(|text| HOSTILE.contains(&text.as_str())));
                assert!(strings.count() >= project.indicators.len() * 3);
            }
        }
        assert!(
            part(&bytes, "xl/styles.xml").contains(r#"quotePrefix="1""#),
            "retyped, it stays text"
        );
        for content in parts(&bytes).values() {
            let text = String::from_utf8_lossy(content);
            assert!(!text.contains("<f>cmd") && !text.contains("<f>1+1"), "{}", scheme.id);
        }
        plain_docx(&project);
    }
}

#[test]
fn extremes_are_written_all_the_same() {
    for scheme in schemes::shipped() {
        let mut project = project(scheme);
        let huge = rust_decimal::Decimal::MAX;
        for (position, indicator) in project.indicators.iter_mut().enumerate() {
            indicator.target =
                Some([Target::AtLeast(huge), Target::AtMost(-huge), Target::Equal(huge)][position % 3].clone());
            indicator.actual = Some(
                [
                    Actual::Number(-huge),
                    Actual::Ratio {
                        numerator: huge,
                        denominator: huge,
                    },
                ][position % 2]
                    .clone(),
            );
            indicator.weight = Some(huge);
            indicator.reason = "长\u{0}\u{FFFF}".repeat(20_000);
        }
        for line in &mut project.budget.lines {
            (line.initial, line.adjusted, line.actual) = (Some(huge), Some(huge), Some(huge));
        }
        let text = part(&plain_docx(&project), "word/document.xml");
        roxmltree::Document::parse(&text).expect("well-formed");
        for (name, content) in parts(&xlsx_of(&project)) {
            let text = String::from_utf8(content).expect("text");
            assert!(roxmltree::Document::parse(&text).is_ok(), "{name}");
        }
        project.scheme = Arc::default();
        plain_docx(&project);
        xlsx_of(&project);
    }
}

#[test]
fn a_workbook_shows_at_most_six_decimals() {
    let mut project = project(&schemes::shipped()[0]);
    Arc::make_mut(&mut project.scheme).rounding.rate = 1_000;
    project.indicators[0].actual = Some(Actual::Ratio {
        numerator: 1.into(),
        denominator: 3.into(),
    });
    let styles = part(&xlsx_of(&project), "xl/styles.xml");
    assert!(styles.contains("0.000000&quot;"), "{styles}");
    assert!(!styles.contains("0.0000000"), "{styles}");
}

/// Takes the results of all formulas away, so that whoever opens the file must compute them.
fn without_results(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts(bytes) {
        let content = if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(content).expect("text");
            let mut kept = String::new();
            let mut pieces = text.split("</f><v>");
            kept.push_str(pieces.next().expect("a start"));
            for piece in pieces {
                let (_, rest) = piece.split_once("</v>").expect("an end");
                kept.push_str("</f>");
                kept.push_str(rest);
            }
            change(&kept).into_bytes()
        } else {
            content
        };
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("an entry");
        out.write_all(&content).expect("content");
    }
    out.finish().expect("a zip").into_inner()
}

/// The rows of a csv file.
fn csv_rows(file: &std::path::Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(file).expect("a csv");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .records()
        // Behind a number there is room for a digit.
        .map(|record| {
            record
                .expect("a record")
                .iter()
                .map(|text| text.trim_end().to_owned())
                .collect()
        })
        .collect()
}

#[test]
fn libreoffice_computes_the_scores_we_print() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = Vec::new();
    let mut projects: Vec<(String, Project)> = (schemes::shipped().iter())
        .map(|scheme| (scheme.id.clone(), project(scheme)))
        .collect();
    // Nothing reached, and something left out.
    let mut poor = department();
    for indicator in &mut poor.indicators {
        if let Some(Actual::Number(value)) = &mut indicator.actual {
            *value = (*value / fixture::number("3")).round_dp(3);
        }
    }
    poor.indicators[3].actual = None;
    poor.budget.lines[1].actual = Some(fixture::number("100"));
    projects.push(("poor".to_owned(), poor));
    for (name, project) in &projects {
        let file = folder.path().join(format!("{name}.xlsx"));
        let bytes = without_results(&xlsx_of(project), str::to_owned);
        std::fs::write(&file, bytes).expect("written");
        files.push(file);
    }
    // The same with one formula broken: this test must be able to see it.
    let broken = folder.path().join("broken.xlsx");
    let bytes = without_results(&xlsx_of(&department()), |sheet| {
        sheet.replacen("ROUND(SUM(", "ROUND(1+SUM(", 1)
    });
    std::fs::write(&broken, bytes).expect("written");
    files.push(broken);
    let out = office::converted(folder.path(), "csv:Text - txt - csv (StarCalc):44,34,76,1", &files);

    let total = |rows: &[Vec<String>], label: &str| -> Vec<String> {
        let row = rows.iter().find(|row| row[0] == label).expect("a row of the total");
        row.iter().filter(|cell| !cell.is_empty()).cloned().collect()
    };
    for (name, project) in &projects {
        let card = score::score(project);
        let form = form(project, &card, DAY);
        let rows = csv_rows(&out.join(format!("{name}.csv")));
        let above = above(&xlsx_of(project), &form);
        let label = &project.scheme.form.total_label;
        assert!(
            total(&rows, label).contains(&number::points(card.total)),
            "{name}: {} in {:?}",
            number::points(card.total),
            total(&rows, label)
        );
        for (position, row) in form.indicators.clone().enumerate() {
            let entry = (form.rows[row].iter())
                .find(|entry| entry.slot == report::form::Slot::Indicator(position, FormCell::Score))
                .expect("a score");
            assert_eq!(
                rows[row + above][entry.column],
                entry.cell.text,
                "{name} row {position}"
            );
        }
        let text: String = rows.iter().flatten().cloned().collect();
        assert!(!text.contains("#"), "{name} has an error value");
        if let Some(execution) = card.execution.score {
            assert!(text.contains(&number::points(execution)), "{name}");
        }
    }
    let card = score::score(&department());
    let wrong = total(&csv_rows(&out.join("broken.csv")), "总分");
    assert!(
        !wrong.contains(&number::points(card.total)),
        "results are recomputed: {wrong:?}"
    );
}

#[test]
fn scores_a_formula_can_give_are_formulas() {
    for scheme in schemes::shipped() {
        let project = project(scheme);
        let card = score::score(&project);
        let form = form(&project, &card, DAY);
        let bytes = xlsx_of(&project);
        let (_, formulas) = sheet(&bytes, "自评表");
        let above = above(&bytes, &form);
        let at = |row: usize, column: usize| {
            let place = (
                u32::try_from(row + above).expect("a row"),
                u32::try_from(column).expect("a column"),
            );
            formulas.get_value(place).cloned().unwrap_or_default()
        };
        for (position, row) in form.indicators.clone().enumerate() {
            let entry = (form.rows[row].iter())
                .find(|entry| entry.slot == report::form::Slot::Indicator(position, FormCell::Score))
                .expect("a score");
            // What is judged for some actuals only has a formula for the others.
            let judged = matches!(project.indicators[position].target, Some(Target::Tiered(_)));
            assert_eq!(
                at(row, entry.column).is_empty(),
                judged,
                "{} {}",
                scheme.id,
                project.indicators[position].name
            );
        }
    }
}

#[test]
fn the_document_prints_with_every_row() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("report.docx");
    let project = department();
    std::fs::write(&file, &*DOCUMENT).expect("written");
    let out = office::converted(folder.path(), "pdf", &[file]);
    let text = squeezed(&office::pdf_text(&out.join("report.pdf")));
    let card = score::score(&project);
    assert!(text.contains(&number::points(card.total)));
    for heading in &outlines::of(&project).headings {
        assert!(text.contains(&squeezed(&heading.text)), "{}", heading.text);
    }
    assert!(matches!(project.kind, Kind::Department));
    for indicator in &project.indicators {
        // Long names are broken over lines of their cell, with other columns between.
        let start: String = indicator.name.chars().take(5).collect();
        assert!(text.contains(&start), "{}", indicator.name);
    }
}

#[test]
fn the_text_is_the_golden_one() {
    for id in ["hubei_dept", "mof2020_project"] {
        let scheme: Arc<_> = schemes::find(id).expect("a shipped scheme");
        let text = text_of(&project(&scheme));
        insta::with_settings!({snapshot_path => "golden", prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(format!("report-{id}"), text);
        });
    }
}

#[test]
fn long_reasons_stand_below_the_numbers_of_their_indicator() {
    let unmet = |project: &Project| {
        let report = report::report(project, &score::score(project), DAY);
        let table = report.blocks.into_iter().find_map(|block| match block {
            Block::Table(table) if table.rows[0].iter().any(|cell| cell.text == "差距") => Some(table),
            _ => None,
        });
        table.expect("the table of what lost points")
    };
    let bytes = hengji::examples::Example::Wuchang.bytes();
    let mut project = hengji::file::decode(bytes).expect("the sample");
    for one in project.indicators.iter_mut().filter(|one| !one.reason.is_empty()) {
        one.reason = "因".repeat(40);
    }
    let headings = |table: &report::Table| table.rows[0].len();
    let beside = unmet(&project);
    assert_eq!((headings(&beside), beside.rows.len()), (8, 5));
    let missed = project.indicators.iter_mut().find(|one| one.name == "计量标准化培训");
    let missed = missed.expect("the indicator");
    missed.reason = "因".repeat(41);
    let below = unmet(&project);
    assert_eq!((headings(&below), below.rows.len()), (6, 13));
    for (position, group) in below.rows[1..].chunks(3).enumerate() {
        let [values, reason, measure] = group else {
            panic!("three rows an indicator")
        };
        // The number of the indicator stands once, over its three rows.
        assert_eq!((values[0].rows, values.len()), (3, 6));
        assert_eq!(values[0].text, (position + 1).to_string());
        assert_eq!((reason.len(), reason[0].columns), (1, 5));
        assert!(reason[0].text.starts_with("原因："));
        assert_eq!((measure.len(), measure[0].columns), (1, 5));
        assert!(measure[0].text.starts_with("改进措施："));
    }
    assert!(
        below
            .rows
            .iter()
            .any(|row| row[0].text == format!("原因：{}", "因".repeat(41)))
    );
}

#[test]
fn the_columns_of_the_unfinished_are_as_wide_as_what_stands_in_them() {
    let widths = |name: usize, target: usize| {
        let mut project = department();
        for one in &mut project.indicators {
            one.name = "名".repeat(name);
            if matches!(one.target, Some(Target::Tiered(_))) {
                one.target = Some(Target::Tiered("标".repeat(target)));
            }
        }
        let blocks = report::report(&project, &score::score(&project), DAY).blocks;
        let widths = blocks.into_iter().find_map(|block| match block {
            Block::Table(table) if table.rows[0].iter().any(|cell| cell.text == "差距") => Some(table.widths),
            _ => None,
        });
        widths.expect("the table of what lost points")
    };
    let [long_name, long_target, even] = [(200, 4), (8, 60), (40, 40)].map(|(name, target)| widths(name, target));
    let sum = |widths: &[u16]| widths.iter().sum::<u16>();
    assert_eq!((sum(&long_name), sum(&long_target)), (sum(&even), sum(&even)));
    assert!(long_name[1] > 3 * long_name[2], "{long_name:?}");
    assert!(long_target[2] > 2 * long_target[1], "{long_target:?}");
    assert!(even[1].abs_diff(even[2]) <= 1, "{even:?}");
}

#[test]
fn the_table_of_the_unfinished_says_how_far_and_repeats_no_sentence() {
    let mut project = department();
    let missed = |project: &mut Project, at: usize, target, actual, unit: &str| {
        let one = &mut project.indicators[at];
        (one.target, one.actual, one.unit) = (Some(target), Some(actual), unit.to_owned());
        (one.name, one.reason) = (format!("第{at}项"), "场地没有落实，推迟举办".to_owned());
        one.judged = Some(fixture::number("1"));
    };
    let range = || Target::Range {
        low: fixture::number("10"),
        high: fixture::number("20"),
    };
    let day = jiff::civil::date;
    missed(&mut project, 0, range(), Actual::Number(fixture::number("8")), "场");
    missed(&mut project, 1, range(), Actual::Number(fixture::number("25.5")), "%");
    let due = Target::ByDate(day(2020, 11, 30));
    missed(&mut project, 2, due, Actual::Date(day(2020, 12, 16)), "");
    let shown = |project: &Project| {
        let blocks = report::report(project, &score::score(project), DAY).blocks;
        let table = blocks.iter().find_map(|block| match block {
            Block::Table(table) if table.rows[0].iter().any(|cell| cell.text == "差距") => Some(table.clone()),
            _ => None,
        });
        (text_of(project), table.expect("the table of what lost points"))
    };
    let gap = |table: &Table, name: &str| {
        let row = table.rows.iter().find(|row| row.len() > 4 && row[1].text == name);
        row.unwrap_or_else(|| panic!("{name} in {:?}", cells(table)))[4]
            .text
            .clone()
    };
    let (text, table) = shown(&project);
    for (name, wanted) in [("第0项", "2场"), ("第1项", "5.5个百分点"), ("第2项", "16天")] {
        assert_eq!(gap(&table, name), wanted);
        let said = text.lines().find(|line| line.contains(&format!("{name}（目标")));
        assert!(
            said.is_some_and(|line| line.contains(&format!("，与目标相差{wanted}，"))),
            "{said:?}"
        );
    }
    // The sentences above the table tell reasons and measures; below a text of the officer's own it has them.
    assert_eq!(table.rows[0].last().map(|cell| cell.text.as_str()), Some("扣分"));
    assert!(!cells(&table).iter().any(|cell| cell.contains("场地没有落实")));
    project.texts.push(ReportText {
        heading: "一.二.3".to_owned(),
        text: "有几项没有完成。".to_owned(),
        ..ReportText::default()
    });
    let (_, table) = shown(&project);
    assert!(cells(&table).iter().any(|cell| cell.contains("场地没有落实")));
}

#[test]
fn the_ledger_has_a_column_of_disclosure_once_it_is_filled_in() {
    let ledger = |project: &Project| {
        let report = report::report(project, &score::score(project), DAY);
        let table = report.blocks.into_iter().find_map(|block| match block {
            Block::Table(table) if cells(&table).iter().any(|cell| cell == "E001") => Some(table),
            _ => None,
        });
        table.expect("the ledger")
    };
    let mut project = department();
    let plain = ledger(&project);
    assert!(!cells(&plain).iter().any(|cell| cell.contains("密级")));
    project.evidence.push(Evidence {
        id: Id::new("E002"),
        name: "会议纪要".to_owned(),
        disclosure: Some(Disclosure::Internal),
        ..Evidence::default()
    });
    let marked = ledger(&project);
    let column = |at: usize| -> Vec<&str> { marked.rows.iter().map(|row| row[at].text.as_str()).collect() };
    assert_eq!(column(0), ["编号", "E001", "E002"]);
    assert_eq!(column(5), ["密级/可否公开", "未填", "内部"]);
}

#[test]
fn a_section_without_indicators_has_supplied_nothing() {
    let mut project = project(&schemes::shipped()[0]);
    project.sections.push(hengji::model::Section {
        id: Id::new("S9999"),
        name: "城市更新科".to_owned(),
        ..hengji::model::Section::default()
    });
    let text = text_of(&project);
    assert!(text.contains("由质量监督科提供数据"), "{text}");
    assert!(
        !text.contains("城市更新科提供") && !text.contains("、城市更新科"),
        "{text}"
    );
}

#[test]
fn a_note_of_the_scheme_that_reads_like_a_remark_stays_as_printed() {
    let mut project = department();
    project.indicators[0].actual = None;
    let notes = |project: &Project| form(project, &score::score(project), DAY).footnotes;
    let remark = notes(&project).into_iter().find(|note| note.contains("不是最终得分"));
    let remark = remark.expect("a remark").trim_start_matches("备注：").to_owned();
    Arc::make_mut(&mut project.scheme).form.footnotes.push(remark);
    let said = notes(&project)
        .iter()
        .filter(|note| note.contains("不是最终得分"))
        .count();
    assert_eq!(said, 2, "{:?}", notes(&project));
    let (_, formulas) = sheet(&xlsx_of(&project), "自评表");
    let formulas = formulas
        .used_cells()
        .filter(|(.., formula)| formula.contains("不是最终得分"));
    assert_eq!(formulas.count(), 1);
}
