//! `lint`: our own documents pass, each rule broken once is found, and hostile files are refused.

mod leftovers;
mod typed;

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use hengji::lint::{Deviation, LintError, lint};
use hengji::report::{Block, docx};
use hengji::{examples::Example, file, report, score};

use crate::reports::fixture::{DAY, department};
use crate::reports::office;

/// The department's document without its charts.
static DOCUMENT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let project = department();
    let mut report = report::report(&project, &score::score(&project), DAY);
    report.blocks.retain(|block| !matches!(block, Block::Figure(_)));
    docx::docx(&report, DAY).expect("a document")
});

fn found(bytes: &[u8]) -> Vec<Deviation> {
    lint(bytes).expect("a document")
}

/// Packs parts.
fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("an entry");
        out.write_all(text.as_bytes()).expect("content");
    }
    out.finish().expect("a zip").into_inner()
}

/// Our document with a text in one part replaced, the first time or every time it stands there.
fn edited(part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(DOCUMENT.as_slice())).expect("a zip");
    let mut parts = Vec::new();
    for position in 0..archive.len() {
        let mut file = archive.by_index(position).expect("an entry");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        let name = file.name().expect("a name").into_owned();
        if name == part {
            assert!(text.contains(from), "{from} does not stand in {part}");
            let everywhere = part != "word/document.xml";
            text = if everywhere {
                text.replace(from, to)
            } else {
                text.replacen(from, to, 1)
            };
        }
        parts.push((name, text));
    }
    let parts: Vec<_> = parts.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    packed(&parts)
}

#[test]
fn our_own_documents_have_no_deviation() {
    assert_eq!(found(&DOCUMENT), []);
    for example in Example::ALL {
        let project = file::decode(example.bytes()).expect("a project");
        let report = report::report(&project, &score::score(&project), DAY);
        assert_eq!(found(&docx::docx(&report, DAY).expect("a document")), [], "{example:?}");
    }
    for scheme in hengji::schemes::shipped() {
        let mut project = crate::reports::fixture::project(scheme);
        let some = project.indicators.clone();
        project.indicators = some.into_iter().cycle().take(200).collect();
        let mut report = report::report(&project, &score::score(&project), DAY);
        report.blocks.retain(|block| !matches!(block, Block::Figure(_)));
        assert_eq!(
            found(&docx::docx(&report, DAY).expect("a document")),
            [],
            "{}",
            scheme.id
        );
    }
}

/// Each rule broken once: part, what is replaced, by what, the rules that find it, the words that tell it.
const BREACHES: &[(&str, &str, &str, &[&str], &str)] = &[
    (
        BODY,
        r#"w:w="11906" w:h="16838""#,
        r#"w:w="12240" w:h="15840""#,
        &["paper"],
        "215.9毫米×279.4毫米",
    ),
    (BODY, r#"w:top="2098""#, r#"w:top="1440""#, &["margins"], "上25.4毫米"),
    (BODY, r#"w:top="1587""#, r#"w:top="1000""#, &["margins"], "上17.6毫米"),
    (BODY, GRID, "", &["grid"], "没有文档网格"),
    (BODY, "linesAndChars", "default", &["grid"], "没有启用"),
    (BODY, "linesAndChars", "lines", &["grid"], "没有规定每行字数"),
    (
        BODY,
        r#"w:linePitch="579""#,
        r#"w:linePitch="312""#,
        &["grid"],
        "每面41行",
    ),
    (
        BODY,
        r#"w:charSpace="-848""#,
        r#"w:charSpace="0""#,
        &["grid"],
        "每行27字",
    ),
    (
        STYLES,
        "方正小标宋简体",
        "黑体",
        &["title-font", "annex-title-font"],
        "的中文字体为黑体",
    ),
    (
        STYLES,
        r#"<w:sz w:val="44"/>"#,
        r#"<w:sz w:val="36"/>"#,
        &["title-size", "annex-title-size"],
        "小二（18磅）",
    ),
    (
        STYLES,
        r#"<w:jc w:val="center"/>"#,
        "",
        &["title-align", "annex-title-align"],
        "两端对齐",
    ),
    (
        BODY,
        RUN,
        r#"<w:pStyle w:val="Body" /></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr>"#,
        &["body-font"],
        "的中文字体为宋体",
    ),
    (
        BODY,
        RUN,
        r#"<w:pStyle w:val="Body" /></w:pPr><w:r><w:rPr><w:b/></w:rPr>"#,
        &["text-bold"],
        "”加粗",
    ),
    (
        BODY,
        RUN,
        r#"<w:pStyle w:val="Body" /></w:pPr><w:r><w:rPr><w:u w:val="single"/></w:rPr>"#,
        &["text-underline"],
        "”加下划线",
    ),
    (
        BODY,
        RUN,
        r#"<w:pStyle w:val="Body" /></w:pPr><w:r><w:rPr><w:i/></w:rPr>"#,
        &["text-italic"],
        "”倾斜",
    ),
    (
        BODY,
        HEADING,
        r#"<w:pStyle w:val="Heading1" /></w:pPr><w:r><w:rPr><w:u w:val="single"/></w:rPr>"#,
        &["text-underline"],
        "”加下划线",
    ),
    (
        BODY,
        HEADING,
        r#"<w:pStyle w:val="Heading1" /><w:outlineLvl w:val="9"/></w:pPr><w:r>"#,
        &["heading-outline"],
        "有1个标题",
    ),
    (
        BODY,
        RUN,
        r#"<w:pStyle w:val="Body" /></w:pPr><w:r><w:rPr><w:sz w:val="28"/></w:rPr>"#,
        &["body-size"],
        "四号（14磅）",
    ),
    (
        BODY,
        RUN,
        r#"<w:pStyle w:val="Body" /><w:ind w:firstLineChars="0" w:firstLine="0"/></w:pPr><w:r>"#,
        &["indent"],
        "首行缩进0字",
    ),
    (
        BODY,
        RUN,
        r#"<w:pStyle w:val="Body" /><w:ind w:left="640" w:firstLineChars="0" w:firstLine="0"/></w:pPr><w:r>"#,
        &["indent"],
        "回行缩进2字",
    ),
    (
        BODY,
        RUN,
        r#"<w:pStyle w:val="Body" /><w:spacing w:line="600"/></w:pPr><w:r>"#,
        &["line-pitch"],
        "固定值30磅，每面21行",
    ),
    (
        BODY,
        RUN,
        r#"<w:pStyle w:val="Body" /><w:spacing w:line="360" w:lineRule="auto"/></w:pPr><w:r>"#,
        &["line-pitch"],
        "1.5倍",
    ),
    (
        STYLES,
        "楷体_GB2312",
        "仿宋_GB2312",
        &["heading-font"],
        "的中文字体为仿宋_GB2312",
    ),
    (
        STYLES,
        "黑体",
        "华文细黑",
        &["heading-font", "annex-mark-font", "table-font"],
        "华文细黑",
    ),
    (
        BODY,
        HEADING,
        r#"<w:pStyle w:val="Heading1" /></w:pPr><w:r><w:rPr><w:sz w:val="36"/></w:rPr>"#,
        &["heading-size"],
        "小二（18磅）",
    ),
    (ODD, " PAGE ", " NUMPAGES ", &["page-number"], "没有页码"),
    (ODD, "— ", "- ", &["page-number-form"], "“- 1 —”"),
    (EVEN, "— ", "—", &["page-number-form"], "“—1 —”"),
    (
        STYLES,
        r#"<w:sz w:val="28"/>"#,
        r#"<w:sz w:val="21"/>"#,
        &["page-number-size"],
        "五号（10.5磅）",
    ),
    (
        STYLES,
        r#"w:ascii="宋体""#,
        r#"w:ascii="Calibri""#,
        &["page-number-font"],
        "Calibri",
    ),
    (
        EVEN,
        r#"<w:jc w:val="left"/>"#,
        r#"<w:jc w:val="right"/>"#,
        &["page-number-side"],
        "页码居右",
    ),
    (
        ODD,
        r#"<w:jc w:val="right"/>"#,
        r#"<w:jc w:val="center"/>"#,
        &["page-number-side"],
        "页码居中",
    ),
    (
        ODD,
        r#"w:rightChars="100""#,
        r#"w:rightChars="300""#,
        &["page-number-side"],
        "外侧3字",
    ),
    (
        BODY,
        r#"w:footer="1444""#,
        r#"w:footer="850""#,
        &["page-number-distance"],
        "约17.5毫米",
    ),
    (
        "word/footer3.xml",
        r#" vert="vert""#,
        "",
        &["page-number-turned"],
        "没有随纸张转90度",
    ),
    (
        "word/footer4.xml",
        r#"w:leftChars="100""#,
        r#"w:leftChars="300""#,
        &["page-number-side"],
        "外侧3字",
    ),
    (
        SETTINGS,
        "<w:evenAndOddHeaders/>",
        "",
        &["page-number-sides"],
        "没有分奇偶页",
    ),
    (
        BODY,
        r#"<w:pStyle w:val="AnnexMark" />"#,
        r#"<w:pStyle w:val="AnnexMark" /><w:jc w:val="center"/>"#,
        &["annex-mark-align"],
        "居中",
    ),
    (
        BODY,
        r#"<w:pStyle w:val="AnnexMark" /></w:pPr><w:r>"#,
        r#"<w:pStyle w:val="AnnexMark" /></w:pPr><w:r><w:rPr><w:sz w:val="28"/></w:rPr>"#,
        &["annex-mark-size"],
        "四号",
    ),
    (
        BODY,
        r#"<w:p><w:pPr><w:pStyle w:val="AnnexMark" />"#,
        r#"<w:p><w:r><w:t>附表</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="AnnexMark" />"#,
        &["indent", "annex-page"],
        "没有另起一面",
    ),
    (BODY, "自评表</w:t>", "自评表。</w:t>", &["annex-note"], "标点“。”"),
    (BODY, r#"w:left="1600""#, r#"w:left="960""#, &["annex-note"], "左空0字"),
    (
        BODY,
        r#"<w:tblW w:w="8845" w:type="dxa" />"#,
        "",
        &["table-width"],
        "w:tblW",
    ),
    (
        BODY,
        r#"<w:tblW w:w="8845" w:type="dxa" />"#,
        r#"<w:tblW w:w="5000" w:type="dxa" />"#,
        &["table-width"],
        "5000",
    ),
];

/// Faults of single runs and of what stands after the text, each found alone.
const ALONE: &[(&str, &str, &str, &str, &str)] = &[
    (
        BODY,
        RUN,
        r#"<w:pStyle w:val="Body" /></w:pPr><w:r><w:rPr><w:color w:val="1F4E79"/></w:rPr>"#,
        "text-colour",
        "颜色为1F4E79",
    ),
    (
        BODY,
        DATE,
        r#"</w:sectPr></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Calibri"/></w:rPr>"#,
        "latin-font",
        "数字和字母字体为Calibri",
    ),
    (
        BODY,
        CELL,
        r#"<w:jc w:val="left" /></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="微软雅黑"/></w:rPr>"#,
        "table-font",
        "微软雅黑",
    ),
    (
        BODY,
        CELL,
        r#"<w:jc w:val="left" /></w:pPr><w:r><w:rPr><w:sz w:val="18"/></w:rPr>"#,
        "table-size",
        "小五（9磅）",
    ),
    (
        BODY,
        CELL,
        r#"<w:jc w:val="left" /></w:pPr><w:r><w:rPr><w:color w:val="C00000"/></w:rPr>"#,
        "text-colour",
        "C00000",
    ),
    (
        BODY,
        r#"<w:pStyle w:val="AnnexText" /></w:pPr><w:r>"#,
        r#"<w:pStyle w:val="AnnexText" /></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="等线"/></w:rPr>"#,
        "table-note-font",
        "等线",
    ),
    (
        BODY,
        r#"<w:pStyle w:val="AnnexText" /></w:pPr><w:r>"#,
        r#"<w:pStyle w:val="AnnexText" /></w:pPr><w:r><w:rPr><w:sz w:val="15"/></w:rPr>"#,
        "table-note-size",
        "六号（7.5磅）",
    ),
    (
        BODY,
        r#"附件</w:t></w:r></w:p><w:p><w:pPr><w:keepNext /></w:pPr></w:p>"#,
        "附件</w:t></w:r></w:p>",
        "annex-title-line",
        "第2行",
    ),
    (BODY, ">附件</w:t>", ">附件一</w:t>", "annex-mark-form", "附件一"),
    (
        BODY,
        r#"<w:p><w:pPr><w:keepNext /></w:pPr></w:p><w:p><w:pPr><w:pStyle w:val="AnnexNote" />"#,
        r#"<w:p><w:pPr><w:pStyle w:val="AnnexNote" />"#,
        "annex-note-gap",
        "没有空行",
    ),
    (BODY, ">附件：", ">附件:", "annex-note-form", "附件:"),
    (
        BODY,
        "2021年3月9日</w:t>",
        "2021年03月09日</w:t>",
        "date-form",
        "2021年03月09日",
    ),
    (BODY, r#"w:right="1280""#, r#"w:right="320""#, "date-place", "右空1字"),
    (
        STYLES,
        r#"w:eastAsia="黑体" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="21"/>"#,
        r#"w:eastAsia="隶书" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="21"/>"#,
        "table-font",
        "隶书",
    ),
];

#[test]
fn each_of_these_faults_is_found_alone() {
    for (part, from, to, rule, words) in ALONE {
        let found = found(&edited(part, from, to));
        let rules: BTreeSet<&str> = found.iter().map(|deviation| deviation.rule).collect();
        assert_eq!(rules, BTreeSet::from([*rule]), "{from} → {to}: {found:?}");
        assert!(found[0].found.contains(words), "{words} in {found:?}");
        assert!(*part != BODY || found.len() == 1, "{found:?}");
    }
}

#[test]
fn the_published_version_and_an_empty_project_have_no_deviation() {
    // Names of one line at the edge, and of several.
    let named = |name: String| hengji::model::Project {
        department: name,
        ..department()
    };
    let mut projects = vec![department()];
    projects.extend([13, 25, 73].map(|count| named("某某省某某市某某新区".chars().cycle().take(count).collect())));
    // Rows of long reasons are higher than a page, so that they may be split.
    let mut long = department();
    long.indicators = long.indicators.into_iter().cycle().take(60).collect();
    for indicator in &mut long.indicators {
        indicator.reason = "受疫情影响，抽样工作推迟，".repeat(25);
    }
    projects.push(long);
    let shipped = hengji::schemes::shipped().iter().cloned();
    projects.extend(shipped.clone().map(|scheme| hengji::model::Project {
        scheme,
        ..Default::default()
    }));
    // Forms whose head is longer than a page may be.
    let goal = |position: usize| hengji::model::Goal {
        id: hengji::model::Id::new(format!("G{position}")),
        name: format!("目标{position}"),
        text: "服务市场主体，守住安全底线。".repeat(3),
        achieved: "均已完成。".to_owned(),
        ..Default::default()
    };
    projects.extend(shipped.map(|scheme| hengji::model::Project {
        scheme,
        goals: (0..20).map(goal).collect(),
        ..Default::default()
    }));
    for project in projects {
        let report = report::report(&project, &score::score(&project), DAY);
        assert_eq!(
            found(&docx::docx(&report, DAY).expect("a document")),
            [],
            "{}",
            project.scheme.id
        );
        let public = report::publication::publish(&project, DAY).report;
        assert_eq!(
            found(&docx::docx(&public, DAY).expect("a document")),
            [],
            "{}",
            project.scheme.id
        );
    }
}

const BODY: &str = "word/document.xml";
/// Before the date, whose paragraph ends the section.
const DATE: &str = "</w:sectPr></w:pPr><w:r>";
/// Before the text of a cell that stands at the left.
const CELL: &str = r#"<w:jc w:val="left" /></w:pPr><w:r>"#;
const STYLES: &str = "word/styles.xml";
const SETTINGS: &str = "word/settings.xml";
const ODD: &str = "word/footer1.xml";
const EVEN: &str = "word/footer2.xml";
const GRID: &str = r#"<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-848" />"#;
const RUN: &str = r#"<w:pStyle w:val="Body" /></w:pPr><w:r>"#;
const HEADING: &str = r#"<w:pStyle w:val="Heading1" /></w:pPr><w:r>"#;

#[test]
fn each_rule_broken_once_is_found() {
    for (part, from, to, rules, words) in BREACHES {
        let found = found(&edited(part, from, to));
        let names: BTreeSet<&str> = found.iter().map(|deviation| deviation.rule).collect();
        assert_eq!(names, rules.iter().copied().collect(), "{from} → {to}: {found:?}");
        assert!(
            found.iter().any(|deviation| deviation.found.contains(words)),
            "{words} in {found:?}"
        );
        for deviation in &found {
            assert!(!deviation.source.is_empty() && !deviation.wanted.is_empty());
            assert!(deviation.place.section >= 1);
        }
        // Only an edit of a part that all pages or paragraphs share is found more than once.
        if *part == BODY && !["paper", "page-number-distance"].contains(&rules[0]) {
            assert_eq!(found.len(), rules.len(), "{found:?}");
        }
    }
}

#[test]
fn a_document_saved_by_libreoffice_has_no_deviation() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("report.docx");
    std::fs::write(&file, DOCUMENT.as_slice()).expect("written");
    let odt = office::converted(folder.path(), "odt", &[file]).join("report.odt");
    let back = office::converted(folder.path(), "docx", &[odt]).join("report.docx");
    let bytes = std::fs::read(back).expect("a document");
    assert_eq!(found(&bytes), []);
}

/// The body of our document.
fn body() -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(DOCUMENT.as_slice())).expect("a zip");
    let mut text = String::new();
    let mut part = archive.by_name(BODY).expect("a body");
    part.read_to_string(&mut text).expect("text");
    text
}

#[test]
fn a_table_without_its_grid_is_found() {
    let text = body();
    let grid = text.split_once("<w:tblGrid>").expect("a grid").1;
    let grid = grid.split_once("</w:tblGrid>").expect("its end").0;
    let found = found(&edited(BODY, &format!("<w:tblGrid>{grid}</w:tblGrid>"), ""));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].rule, found[0].place.table), ("table-grid", Some(1)));
}

/// The body whose form, a table a page, has got rows from an officer on its last page.
fn long_form() -> String {
    let text = body();
    let (before, form) = text.split_at(text.rfind("<w:tbl>").expect("the form"));
    let rows = form.split_inclusive("</w:tr>");
    let widest = rows.clone().skip(1).max_by_key(|row| row.matches("<w:tc>").count());
    let rows = rows.map(|row| row.repeat(if Some(row) == widest { 20 } else { 1 }));
    format!("{before}{}", rows.collect::<String>())
}

#[test]
fn a_long_table_without_repeated_headings_is_found() {
    let (text, long) = (body(), long_form());
    let (before, form) = long.split_at(long.rfind("<w:tbl>").expect("the form"));
    let bare = format!("{before}{}", form.replace("<w:tblHeader />", ""));
    let found = found(&edited(BODY, &text, &bare));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].rule, found[0].place.table), ("table-heading", Some(8)));
    assert!(
        found[0].to_string().starts_with("第2节表8“年度绩效指标”：共"),
        "{}",
        found[0]
    );
}

#[test]
fn a_long_table_whose_rows_are_split_over_pages_is_found() {
    let (text, long) = (body(), long_form());
    let found = found(&edited(BODY, &text, &long.replace("<w:cantSplit />", "")));
    assert!(
        !found.is_empty() && found.iter().all(|one| one.rule == "table-row-split"),
        "{found:?}"
    );
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A document of given styles and body, without anything else.
fn small(styles: &str, body: &str) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    packed(&[
        ("_rels/.rels", relation("officeDocument", "/word/document.xml")),
        ("word/_rels/document.xml.rels", relation("styles", "styles.xml")),
        (
            "word/document.xml",
            format!(r#"<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>"#),
        ),
        (
            "word/styles.xml",
            format!(r#"<w:styles xmlns:w="{WORD}">{styles}</w:styles>"#),
        ),
    ])
}

#[test]
fn properties_in_force_are_those_word_shows() {
    let font = |name: &str| format!(r#"<w:rPr><w:rFonts w:eastAsia="{name}"/></w:rPr>"#);
    let style = |id: &str, kind: &str, base: &str, properties: &str| {
        format!(
            r#"<w:style w:type="{kind}" w:styleId="{id}"><w:name w:val="{id}"/><w:basedOn w:val="{base}"/>{properties}</w:style>"#
        )
    };
    let styles = |defaults: &str, base: &str, own: &str, of_run: &str| {
        format!(
            "<w:docDefaults><w:rPrDefault>{defaults}</w:rPrDefault></w:docDefaults>{}{}{}",
            style("Base", "paragraph", "Own", base),
            style("Own", "paragraph", "Base", own),
            style("Run", "character", "Run", of_run),
        )
    };
    let shown = |styles: &str, run: &str| {
        let text = "正文一段，不是标题，也不短得像一个标题的样子，所以它的字体要与正文的字体相同，不同就要说出来，说得清清楚楚、明明白白，一个字也不含糊。";
        let body = format!(
            r#"<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"#
        );
        let found = found(&small(styles, &body));
        let font = found.into_iter().find(|deviation| deviation.rule == "body-font");
        font.map_or_else(String::new, |deviation| {
            deviation.found.rsplit('为').next().expect("a font").to_owned()
        })
    };
    let named = r#"<w:rStyle w:val="Run"/>"#;
    let direct = format!(r#"{named}<w:rFonts w:eastAsia="直接"/>"#);
    let all = styles(&font("默认"), &font("基准"), &font("样式"), &font("字符"));
    assert_eq!(shown(&all, &direct), "直接");
    assert_eq!(shown(&all, named), "字符");
    assert_eq!(shown(&all, ""), "样式");
    assert_eq!(shown(&styles(&font("默认"), &font("基准"), "", ""), named), "基准");
    assert_eq!(shown(&styles(&font("默认"), "", "", ""), ""), "默认");
    assert_eq!(shown(&styles("", "", "", ""), ""), "Times New Roman");
    assert_eq!(
        shown(&styles(&font("仿宋"), "", "", ""), ""),
        "",
        "what is asked is no deviation"
    );
}

#[test]
fn the_list_is_in_the_order_of_the_document() {
    let bytes = small(
        "",
        "<w:p><w:r><w:t>题目</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    );
    let rules: Vec<_> = found(&bytes).iter().map(|deviation| deviation.rule).collect();
    assert_eq!(
        rules,
        [
            "paper",
            "grid",
            "page-number",
            "page-number-sides",
            "title-font",
            "title-size",
            "title-align",
            "table-grid",
            "table-width",
        ]
    );
}

#[test]
fn hostile_files_are_refused_in_a_sentence() {
    let refused = |bytes: &[u8]| match lint(bytes) {
        Err(LintError::Unreadable(sentence)) => sentence,
        Ok(found) => panic!("{found:?}"),
    };
    assert!(refused(b"").contains("不是完好的 Word 文件"));
    assert!(refused(b"PK\x03\x04").contains("不是完好的 Word 文件"));
    assert!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("旧格式"));
    assert!(refused(&packed(&[("xl/workbook.xml", "<a/>".to_owned())])).contains("不是 Word 文档"));
    let whole = small("", "<w:p/>");
    assert!(refused(&whole[..whole.len() / 2]).contains("不是完好的 Word 文件"));
    assert!(refused(&small("", "<w:p>")).contains("XML 已损坏"));
    let bomb = small("", &" ".repeat(40 << 20));
    assert!(bomb.len() < 1 << 20, "it packs well");
    assert!(refused(&bomb).contains("解压后超过 32 MB"));
    let deep = format!("{}{}", "<w:ins>".repeat(100_000), "</w:ins>".repeat(100_000));
    assert!(refused(&small("", &deep)).contains("过于复杂"));
    assert!(refused(&small("", &"<w:p/>".repeat(1_100_000))).contains("过于复杂"));
    let tables = |depth: usize| {
        let (open, close) = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>");
        format!("{}<w:p/>{}", open.repeat(depth), close.repeat(depth))
    };
    assert!(refused(&small("", &tables(17))).contains("过于复杂"));
    assert!(!found(&small("", &tables(16))).is_empty());
    let entities = r#"<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>"#;
    let bytes = packed(&[("_rels/.rels", entities.to_owned())]);
    assert!(refused(&bytes).contains("XML 已损坏"));
    // A style based on itself, one that is not there, numbers beyond all sense: read all the same.
    let styles = r#"<w:style w:styleId="A"><w:basedOn w:val="A"/><w:rPr><w:sz w:val="0"/></w:rPr></w:style>"#;
    let body = r#"<w:p><w:pPr><w:pStyle w:val="A"/><w:spacing w:line="-9223372036854775808" w:lineRule="exact"/><w:ind w:left="9223372036854775807"/></w:pPr><w:r><w:t>一、甲</w:t></w:r></w:p><w:sectPr><w:pgSz w:w="-1" w:h="99999999999999999999"/><w:docGrid w:type="lines" w:linePitch="0"/></w:sectPr>"#;
    assert!(!found(&small(styles, body)).is_empty());
    for length in (0..DOCUMENT.len()).step_by(DOCUMENT.len() / 40) {
        assert!(lint(&DOCUMENT[..length]).is_err());
    }
}
