//! The report in Word's format: its package, and what LibreOffice makes of its pages.

use std::collections::BTreeSet;
use std::path::Path;

use hengji::examples::Example;
use hengji::model::{Actual, Target};
use hengji::{figure, file};
use zip::HasZipMetadata;

use super::*;

/// A department whose form has so many rows, every one of them missed for a reason of 300 characters.
fn missed(rows: usize) -> (Project, String) {
    let mut project = department();
    let some = project.indicators.clone();
    project.indicators = some.into_iter().cycle().take(rows).collect();
    for (position, indicator) in project.indicators.iter_mut().enumerate() {
        indicator.id = hengji::model::Id::new(format!("J{position:04}"));
        indicator.name = format!("第{}号指标", position + 1);
        indicator.goal = None;
    }
    // 300 characters, no two stretches of which are the same.
    let reason: String = ('一'..).take(300).collect();
    let first = &mut project.indicators[0];
    first.target = Some(Target::AtLeast(fixture::number("10")));
    first.actual = Some(Actual::Number(fixture::number("5")));
    first.reason.clone_from(&reason);
    (project, reason)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Lays a document in a folder.
fn laid(folder: &Path, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, bytes).expect("written");
    file
}

#[test]
fn the_parts_are_the_golden_ones() {
    let text = unfolded(&DOCUMENT, |name| !name.starts_with("word/media/"));
    insta::with_settings!({snapshot_path => "../golden", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("document-hubei_dept", text);
    });
}

#[test]
fn the_package_holds_what_is_used_and_nothing_else() {
    let all = parts(&DOCUMENT);
    let names: Vec<&str> = all.keys().map(String::as_str).collect();
    let fixed = [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/footer3.xml",
        "word/footer4.xml",
        "word/settings.xml",
        "word/styles.xml",
    ];
    let (pictures, others): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name.starts_with("word/media/"));
    assert_eq!(others, fixed);
    let relations = part(&DOCUMENT, "word/_rels/document.xml.rels");
    for picture in &pictures {
        assert!(relations.contains(picture.trim_start_matches("word/")), "{picture}");
    }
    let document = part(&DOCUMENT, "word/document.xml");
    for leftover in [
        "w14:paraId",
        "<w:rPr />",
        r#"name="""#,
        r#"name="Figure""#,
        "w:gridCol w:w=\"\"",
    ] {
        assert!(!document.contains(leftover), "{leftover}");
    }
    let styles = part(&DOCUMENT, "word/styles.xml");
    let parsed = roxmltree::Document::parse(&styles).expect("well-formed");
    for fonts in element(parsed.root(), "rFonts") {
        for script in ["ascii", "hAnsi", "eastAsia", "cs"] {
            assert!(fonts.attribute((WORD, script)).is_some(), "{script}");
        }
    }
    // Every style a paragraph names is there.
    let known: BTreeSet<_> = element(parsed.root(), "style")
        .filter_map(|style| style.attribute((WORD, "styleId")))
        .collect();
    let body = roxmltree::Document::parse(&document).expect("well-formed");
    for style in element(body.root(), "pStyle") {
        let id = style.attribute((WORD, "val")).expect("an id");
        assert!(known.contains(id), "{id}");
    }
    let core = part(&DOCUMENT, "docProps/core.xml");
    assert!(core.contains("<dc:creator>武昌区市场监督管理局</dc:creator>"), "{core}");
    assert!(core.contains("2021-03-09T00:00:00Z"), "{core}");
    assert!(part(&DOCUMENT, "docProps/app.xml").contains("<Application>衡绩</Application>"));
}

#[test]
fn what_is_unfilled_is_marked_in_text_and_tables() {
    let mut project = department();
    // Words that begin with it are none.
    project.indicators[0].name = "未填报年报的企业数".to_owned();
    project.budget.lines[0].actual = None;
    let bytes = plain_docx(&project);
    let document = part(&bytes, "word/document.xml");
    let parsed = roxmltree::Document::parse(&document).expect("well-formed");
    let (mut in_text, mut in_tables) = (0, 0);
    for run in element(parsed.root(), "r") {
        let text: String = element(run, "t").filter_map(|text| text.text()).collect();
        let is_marked = element(run, "highlight").next().is_some();
        let without_words = text.replace("未填报", "").replace("未填项数", "");
        assert_eq!(is_marked, without_words.contains("未填"), "{text}");
        assert!(!is_marked || text == "未填", "{text}");
        let is_in_table = run.ancestors().any(|above| above.tag_name().name() == "tbl");
        *(if is_in_table { &mut in_tables } else { &mut in_text }) += usize::from(is_marked);
    }
    assert!(in_text > 0 && in_tables > 0, "{in_text}, {in_tables}");
    assert!(document.contains("未填报"));
}

#[test]
fn the_annex_is_announced_and_marked() {
    let text_of = |bytes: &[u8]| -> Vec<String> {
        let document = part(bytes, "word/document.xml");
        let parsed = roxmltree::Document::parse(&document).expect("well-formed");
        element(parsed.root(), "p")
            .map(|paragraph| element(paragraph, "t").filter_map(|text| text.text()).collect())
            .collect()
    };
    let texts = text_of(&DOCUMENT);
    let title = "2020年度武昌区市场监督管理局部门整体绩效自评表";
    let note = texts
        .iter()
        .position(|text| *text == format!("附件：{title}"))
        .expect("附件说明");
    let signed = &texts[note + 2..note + 6];
    assert_eq!(texts[note - 1], "", "a line below the text");
    assert_eq!(signed[..2], ["武昌区市场监督管理局", "2021年3月9日"]);
    assert_eq!(signed[2..], ["附件", ""], "the title stands in the third line");
    assert_eq!(texts[note + 6], title);
    // Two annexes have numbers.
    let project = department();
    let mut report = report::report(&project, &score::score(&project), DAY);
    report.blocks.retain(|block| !matches!(block, Block::Figure(_)));
    report.blocks.push(Block::Annex("另一张表。".to_owned()));
    let texts = text_of(&docx::docx(&report, DAY).expect("a document"));
    for wanted in [&*format!("附件：1. {title}"), "2. 另一张表", "附件1", "附件2"] {
        assert!(texts.iter().any(|text| text == wanted), "{wanted} in {texts:?}");
    }
}

#[test]
fn no_heading_stands_at_the_foot_of_a_page() {
    let styles = part(&DOCUMENT, "word/styles.xml");
    let parsed = roxmltree::Document::parse(&styles).expect("well-formed");
    let keeps = |id: &str| {
        let style = element(parsed.root(), "style").find(|style| style.attribute((WORD, "styleId")) == Some(id));
        element(style.expect("a style"), "keepNext").count() == 1
    };
    assert!(
        ["Heading1", "Heading2", "Heading3", "Heading4", "TableHeading"]
            .into_iter()
            .all(keeps)
    );
    // What stands between a heading and a table holds on to the table.
    let document = part(&DOCUMENT, "word/document.xml");
    let parsed = roxmltree::Document::parse(&document).expect("well-formed");
    for table in element(parsed.root(), "tbl") {
        let before = table.prev_sibling_element().expect("a paragraph");
        assert_eq!(element(before, "keepNext").count(), 1);
    }
}

/// Each page of a report has its number; those behind the upright ones are on their side.
fn numbered(pdf: &Path, upright: usize, pages: usize) {
    for page in 1..=pages {
        let text = squeezed(&office::pdf_page(pdf, page));
        let number = format!("—{page}—");
        if page <= upright {
            assert!(text.ends_with(&number), "page {page}: {text}");
            continue;
        }
        // On a page on its side the number stands where it does on the others: 7 mm left of the text, at its lower end
        // on odd pages and at its upper end on even ones.
        assert!(text.contains(&number), "page {page}: {text}");
        let words = office::pdf_words(pdf, page);
        let (_, x, y) = words.iter().find(|(word, ..)| word == "—").expect("a rule");
        assert!((99.2 - x - 19.8).abs() < 4.0, "page {page}: {x}");
        let is_low = *y > 595.0 / 2.0;
        assert_eq!(is_low, page % 2 == 1, "page {page}: {y}");
        assert!((60.0..560.0).contains(y), "page {page}: {y}");
    }
}

#[test]
fn libreoffice_prints_every_page_as_it_should_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let (long, reason) = missed(40);
    let mut short = file::decode(Example::Changjiang.bytes()).expect("the sample");
    short.improvement_plan = "按季通报禁捕补助资金的发放进度。".repeat(30);
    let files = [
        laid(folder.path(), "report.docx", &DOCUMENT),
        laid(folder.path(), "long.docx", &plain_docx(&long)),
        laid(folder.path(), "short.docx", &plain_docx(&short)),
    ];
    let out = office::converted(folder.path(), "pdf", &files);
    let pdf = out.join("report.pdf");

    // A4 upright, then A4 on its side, each page with its number.
    let sizes = office::pdf_pages(&pdf);
    let upright = sizes.iter().filter(|size| **size == (595, 842)).count();
    let turned = sizes.iter().filter(|size| **size == (842, 595)).count();
    assert_eq!(upright + turned, sizes.len(), "{sizes:?}");
    assert!((8..=20).contains(&upright) && (1..=4).contains(&turned), "{sizes:?}");
    assert!(sizes[..upright].iter().all(|size| *size == (595, 842)), "{sizes:?}");
    numbered(&pdf, upright, sizes.len());
    // A form of two pages: each foot on its side is printed once.
    let short = out.join("short.pdf");
    let sizes = office::pdf_pages(&short);
    let upright = sizes.iter().filter(|size| **size == (595, 842)).count();
    assert_eq!(sizes.len(), upright + 2, "{sizes:?}");
    numbered(&short, upright, sizes.len());

    // Every table and every figure is there.
    let project = department();
    let report = report::report(&project, &score::score(&project), DAY);
    let text = squeezed(&office::pdf_text(&pdf));
    let mut tables = 0;
    for block in &report.blocks {
        if let Block::Table(table) = block {
            tables += 1;
            let first = squeezed(&table.rows[0][0].text);
            assert!(text.contains(&first), "{first}");
        }
    }
    // The form goes on over a page.
    assert_eq!(tables, 8);
    let figures: Vec<_> = report
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::Figure(_)))
        .collect();
    assert_eq!(office::pdf_pictures(&pdf), figures.len());
    assert!(figure::all(&project, &score::score(&project)).len() >= figures.len());

    // The form of 40 rows repeats its headings on each of its pages, and no reason is cut.
    let pdf = out.join("long.pdf");
    let sizes = office::pdf_pages(&pdf);
    let pages: Vec<String> = (1..=sizes.len())
        .map(|page| squeezed(&office::pdf_page(&pdf, page)))
        .collect();
    // The foot names indicators, too, and stands in none of the columns.
    let is_foot = |page: &str| {
        let text = page.trim_start_matches(|letter: char| letter == '—' || letter.is_ascii_digit());
        text.starts_with("偏差大或目标未完成原因分析") || text.starts_with("改进措施及结果应用方案")
    };
    let rows: Vec<&String> = (pages.iter().zip(&sizes))
        .filter(|(_, size)| **size == (842, 595))
        .map(|(page, _)| page)
        .filter(|page| page.contains("号指标") && !is_foot(page))
        .collect();
    assert!(rows.len() >= 2, "the form spans pages");
    for page in rows {
        for heading in ["二级指标", "三级指标", "实际完成值"] {
            assert!(page.contains(heading), "{heading} in {page}");
        }
    }
    let printed: String = pages.concat();
    for position in 1..=40 {
        assert!(printed.contains(&format!("第{position}号指标")), "{position}");
    }
    assert!(printed.contains(&reason), "the reason is whole in {printed}");
}

#[test]
fn a_page_has_22_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = report::Report {
        title: "标题".to_owned(),
        blocks: (1..=60).map(|line| Block::Paragraph(format!("{line}"))).collect(),
    };
    let file = laid(
        folder.path(),
        "lines.docx",
        &docx::docx(&report, DAY).expect("a document"),
    );
    let pdf = office::converted(folder.path(), "pdf", &[file]).join("lines.pdf");
    // Title and an empty line, then 20 lines; then 22, then the rest.
    for (page, first, last) in [(1, 1, 20), (2, 21, 42), (3, 43, 60)] {
        let text = office::pdf_page(&pdf, page);
        let numbers: Vec<u32> = text.lines().filter_map(|line| line.trim().parse().ok()).collect();
        assert_eq!(numbers, (first..=last).collect::<Vec<_>>(), "page {page}");
    }
}

#[test]
fn a_line_has_28_characters() {
    let folder = tempfile::tempdir().expect("a folder");
    let text: String = "保障食品药品安全推进质量提升".chars().cycle().take(200).collect();
    let report = report::Report {
        title: "标题".to_owned(),
        blocks: vec![Block::Paragraph(text)],
    };
    let word = laid(
        folder.path(),
        "line.docx",
        &docx::docx(&report, DAY).expect("a document"),
    );
    let own = report::pdf::pdf(&report, "测试局", DAY, &[]).expect("a document");
    for pdf in [
        office::converted_in_our_font(folder.path(), "pdf", &[word]).join("line.pdf"),
        laid(folder.path(), "own.pdf", &own),
    ] {
        let printed = office::pdf_page(&pdf, 1);
        let lines = printed.lines().map(|line| line.trim().chars().count());
        let lines: Vec<usize> = lines.filter(|length| *length > 9).collect();
        // The first begins two characters in.
        assert_eq!(lines, [26, 28, 28, 28, 28, 28, 28], "{}", pdf.display());
    }
}

#[test]
fn a_goal_longer_than_a_page_is_whole() {
    let mut project = department();
    let items: Vec<String> = (1..=120).map(|item| format!("第{item}件事按期办结；")).collect();
    project.goals[0].text = items.concat();
    let bytes = plain_docx(&project);
    let document = part(&bytes, "word/document.xml");
    let parsed = roxmltree::Document::parse(&document).expect("well-formed");
    let first_cells = |form| -> Vec<String> {
        element(form, "tr")
            .filter_map(|row| element(row, "tc").next())
            .map(|cell| element(cell, "t").filter_map(|text| text.text()).collect())
            .collect()
    };
    // One table a page.
    let pages: Vec<Vec<String>> = element(parsed.root(), "tbl")
        .map(first_cells)
        .map(|cells| cells.into_iter().filter(|text| text.contains("件事")).collect())
        .filter(|shares: &Vec<String>| !shares.is_empty())
        .collect();
    let shares = pages.concat();
    assert!(shares.concat().contains(&items.concat()), "{pages:?}");
    assert_eq!(shares.len(), 7, "one share for each of its rows");
    assert!(shares.iter().all(|share| share.chars().count() < 250), "{shares:?}");
    // The shares of a page look like one cell.
    assert_eq!(
        element(parsed.root(), "bottom")
            .filter(|edge| edge.attribute((WORD, "val")) == Some("nil"))
            .count(),
        shares.len() - pages.len()
    );
    // Rows higher than a page could not be printed whole.
    let mut endless = department();
    endless.indicators[1].reason = "长".repeat(20_000);
    let text = part(&plain_docx(&endless), "word/document.xml");
    let parsed = roxmltree::Document::parse(&text).expect("well-formed");
    let rows = element(parsed.root(), "tr").count();
    let whole = element(parsed.root(), "cantSplit").count();
    assert!((1..=2).contains(&(rows - whole)), "{rows} {whole}");

    let folder = tempfile::tempdir().expect("a folder");
    let file = laid(folder.path(), "goal.docx", &bytes);
    let pdf = office::converted(folder.path(), "pdf", &[file]).join("goal.pdf");
    let printed: String = (1..=office::pdf_pages(&pdf).len())
        .map(|page| squeezed(&office::pdf_page(&pdf, page)))
        .collect();
    for wanted in ["第1件事", "第120件事"] {
        assert!(printed.contains(wanted), "{wanted}");
    }
}

#[test]
fn the_bytes_do_not_depend_on_the_run() {
    let (project, _) = missed(200);
    assert!(plain_docx(&project) == plain_docx(&project));
}

#[test]
fn the_bytes_do_not_depend_on_the_system() {
    let (project, _) = missed(2);
    let book = xlsx::xlsx(&project, &score::score(&project), DAY).expect("exports");
    for bytes in [plain_docx(&project), book] {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        for position in 0..archive.len() {
            let part = archive.by_index(position).expect("a part");
            let named = (part.name().expect("a name").into_owned(), part.get_metadata().system);
            assert_eq!(named.1, zip::System::Unix, "{}", named.0);
        }
    }
}

#[test]
fn what_goes_on_over_a_page_stands_as_its_first_row_does() {
    // A program that cuts a cell over several rows at the end of a page asks the cell's row on the next one.
    let document = part(&DOCUMENT, "word/document.xml");
    let parsed = roxmltree::Document::parse(&document).expect("well-formed");
    let tables: Vec<_> = element(parsed.root(), "tbl").collect();
    // The form, a table a page.
    let (_, form) = tables.split_at(tables.len() - 2);
    let value = |cell: roxmltree::Node<'_, '_>, name: &str| {
        let found = cell.descendants().find(|node| node.has_tag_name((WORD, name)));
        found.and_then(|node| node.attribute((WORD, "val"))).map(str::to_owned)
    };
    let mut firsts: BTreeMap<usize, Option<String>> = BTreeMap::new();
    let mut kinds = BTreeSet::new();
    for row in form.iter().flat_map(|page| element(*page, "tr")) {
        let mut column = 0;
        for cell in element(row, "tc") {
            match value(cell, "vMerge").as_deref() {
                Some("restart") => {
                    firsts.insert(column, value(cell, "vAlign"));
                }
                Some(_) => {
                    assert_eq!(value(cell, "vAlign"), firsts[&column], "column {column}");
                    kinds.insert(value(cell, "vAlign"));
                }
                None => {}
            }
            column += value(cell, "gridSpan").map_or(1, |span| span.parse().expect("a number"));
        }
    }
    assert_eq!(kinds.len(), 2, "labels in the middle and texts at the top: {kinds:?}");
}

#[test]
fn a_long_name_stands_over_its_date_in_lines_of_its_own() {
    let mut project = department();
    project.department = "某某省某某市某某新区".repeat(6);
    let report = report::report(&project, &score::score(&project), DAY);
    let Some(Block::Signature(lines)) = report.blocks.iter().find(|block| matches!(block, Block::Signature(_))) else {
        panic!("no signature");
    };
    let counts: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
    assert_eq!(counts, [20, 20, 20, 9], "{lines:?}");

    let folder = tempfile::tempdir().expect("a folder");
    let bytes = plain_docx(&project);
    assert!(part(&bytes, "docProps/core.xml").contains(&project.department));
    let file = laid(folder.path(), "signed.docx", &bytes);
    let word = office::converted(folder.path(), "pdf", &[file]).join("signed.pdf");
    let own = folder.path().join("own.pdf");
    let made = report::deliverables(&project, &score::score(&project), report::Format::Pdf, DAY).expect("a file");
    std::fs::write(&own, &made[0].bytes).expect("written");
    for pdf in [word, own] {
        let text = office::pdf_text(&pdf);
        let printed: Vec<String> = text.lines().map(squeezed).collect();
        let date = printed
            .iter()
            .position(|line| *line == "2021年3月9日")
            .expect("the date on one line");
        let above: Vec<&str> = printed[date - 3..date].iter().map(String::as_str).collect();
        assert_eq!(above, &lines[..3], "{}", pdf.display());
    }
}

#[test]
fn the_signature_takes_the_end_of_a_table_with_it() {
    use hengji::report::{Align, Block, Report, Table};
    let columns = [("编号", 1, Align::Left), ("材料名称", 3, Align::Left)];
    let kept = |rows: usize, after: Block| {
        let rows = (0..rows).map(|row| vec![format!("E{row}"), "台账".to_owned()]);
        let report = Report {
            title: "报告".to_owned(),
            blocks: vec![
                Block::Paragraph("目录如下。".to_owned()),
                Block::Table(Table::of(&columns, rows)),
                after,
            ],
        };
        let bytes = report::docx::docx(&report, DAY).expect("a document");
        let document = part(&bytes, "word/document.xml");
        let (before, from) = document.split_once("<w:tbl>").expect("a table");
        let leads = before
            .rsplit("</w:p>")
            .nth(2)
            .expect("a paragraph")
            .contains("<w:keepNext");
        let (table, after) = from.split_once("</w:tbl>").expect("its end");
        let rows: Vec<bool> = table
            .split("<w:tr>")
            .skip(1)
            .map(|row| row.contains("<w:keepNext"))
            .collect();
        let gap = after.split("</w:p>").next().expect("a gap").contains("<w:keepNext");
        assert_eq!(leads, gap, "{before}");
        (rows, gap)
    };
    let signature = || Block::Signature(vec!["某局".to_owned(), "2021年3月9日".to_owned()]);
    assert_eq!(kept(2, signature()), (vec![true; 3], true));
    let (long, gap) = kept(60, signature());
    assert_eq!(
        (&long[59..], gap),
        (&[true, true][..], true),
        "the last rows of a long one"
    );
    assert!(long[2..50].iter().all(|keeps| !keeps), "which may be torn before");
    let (rows, gap) = kept(2, Block::Paragraph("正文。".to_owned()));
    assert_eq!((rows, gap), (vec![true, true, false], false));
}

#[test]
fn no_row_is_split_for_a_reason_of_300_characters() {
    for scheme in ["guangxi", "mof2020_project", "sichuan_project"] {
        let mut project = project(&schemes::find(scheme).expect("a shipped scheme"));
        for one in &mut project.indicators {
            one.name = "辖区内食品生产经营单位风险分级管理及日常监督检查与问题整改到位情况".to_owned();
            one.reason = "受疫情防控形势和上级任务调整影响，"
                .repeat(20)
                .chars()
                .take(300)
                .collect();
            one.measure = "加强统筹，倒排工期".to_owned();
        }
        let document = part(&plain_docx(&project), "word/document.xml");
        let annex = &document[document.rfind("附件").expect("an annex")..];
        let whole = annex.matches("<w:cantSplit").count();
        assert_eq!(
            annex.matches("<w:tr>").count() + annex.matches("<w:tr ").count(),
            whole,
            "{scheme}"
        );
        // Excel has no row above 409 points: what is longer would be cut.
        let sheet = part(&xlsx_of(&project), "xl/worksheets/sheet1.xml");
        let heights = sheet.split(" ht=\"").skip(1).filter_map(|rest| rest.split('"').next());
        assert!(
            heights
                .map(|height| height.parse::<f64>().expect("a height"))
                .all(|height| height < 405.0),
            "{scheme}"
        );
    }
}

/// A chart with a remark on it, below so many lines of text.
#[cfg(feature = "pdf")]
fn remarked(lines: usize) -> (report::Report, String) {
    let project = department();
    let chart = figure::lost_points(&project, &score::score(&project));
    let title = chart.title.clone();
    let mut blocks = vec![Block::Paragraph("正文。".to_owned()); lines];
    blocks.push(Block::Figure(Box::new(chart)));
    blocks.push(Block::Remark("其余三项均已完成且未失分，数据见附件自评表。".to_owned()));
    blocks.push(Block::Paragraph("后文。".to_owned()));
    let report = report::Report {
        title: "报告".to_owned(),
        blocks,
    };
    (report, title)
}

#[test]
#[cfg(feature = "pdf")]
fn a_remark_stands_on_the_page_of_its_chart() {
    let folder = tempfile::tempdir().expect("a folder");
    let page_of = |file: &Path, words: &str| {
        let pages = 1..=office::pdf_pages(file).len();
        let found = pages
            .into_iter()
            .find(|page| squeezed(&office::pdf_page(file, *page)).contains(words));
        found.unwrap_or_else(|| panic!("{words} in {}", file.display()))
    };
    for lines in 3..8 {
        let (report, title) = remarked(lines);
        let bytes = report::pdf::pdf(&report, "某局", DAY, &[]).expect("a PDF");
        let file = laid(folder.path(), &format!("{lines}.pdf"), &bytes);
        let title: String = squeezed(&title).chars().take(8).collect();
        assert_eq!(page_of(&file, "其余三项"), page_of(&file, &title), "{lines} lines");
    }
    // Word keeps a paragraph on the page of the next where it says so.
    let (report, _) = remarked(1);
    let document = part(&docx::docx(&report, DAY).expect("a document"), "word/document.xml");
    let (before, _) = document.split_once("其余三项").expect("the remark");
    let chart = before.rsplit("<w:p>").nth(1).expect("the chart");
    assert!(
        chart.contains("<w:drawing>") && chart.contains("<w:keepNext"),
        "{chart}"
    );
}

#[test]
#[cfg(feature = "pdf")]
fn what_is_unfilled_is_marked_in_the_pdf_as_in_word() {
    use hengji::report::{Align, Report};
    let paragraph = |text: &str| Block::Paragraph(text.to_owned());
    let table = |text: &str| Block::Table(Table::of(&[("项目", 1, Align::Left)], [vec![text.to_owned()]]));
    for (block, is_marked) in [
        (paragraph("实际未填，尚待补充。"), true),
        (paragraph("未填报年报的企业数。"), false),
        // A unit typed behind a binding that has no value.
        (paragraph("抽检未填个批次，涵盖食品未填大类。"), true),
        (paragraph("未填写、未填报和未填项数。"), false),
        (table("未填"), true),
        (table("未填项数"), false),
    ] {
        let report = Report {
            title: "报告".to_owned(),
            blocks: vec![block],
        };
        let document = part(&docx::docx(&report, DAY).expect("a document"), "word/document.xml");
        assert_eq!(document.contains("<w:highlight"), is_marked, "{report:?}");
        let bytes = report::pdf::pdf(&report, "某局", DAY, &[]).expect("a PDF");
        assert_eq!(has_yellow(&bytes), is_marked, "{report:?}");
    }
}

/// Tells whether anything on the first page of a PDF is pure yellow, as poppler draws it.
#[cfg(feature = "pdf")]
fn has_yellow(pdf: &[u8]) -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let file = laid(folder.path(), "report.pdf", pdf);
    let run = std::process::Command::new("pdftoppm")
        .args(["-r", "40", "-singlefile"])
        .arg(&file)
        .arg(folder.path().join("page"))
        .status();
    assert!(run.expect("pdftoppm (poppler-utils) is installed").success());
    let pixels = std::fs::read(folder.path().join("page.ppm")).expect("a picture");
    // Behind the words at its head a picture has three bytes a pixel, up to its end.
    pixels
        .rchunks_exact(3)
        .any(|pixel| pixel[0] > 230 && pixel[1] > 230 && pixel[2] < 60)
}
