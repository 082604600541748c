//! 科室数据采集表: what goes out to the sections, and what comes back of it.
#![expect(clippy::expect_used, reason = "a test stops at what cannot be")]

use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use hengji::collection::{Comparison, Conflicts, HEADING, Returned, Trouble, compare, edit, sheets};
use hengji::examples::Example;
use hengji::model::{Actual, Evidence, Field, Id, Project, Section, Target};
use hengji::report::{Format, deliverables};
use hengji::{file, score, table};
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use resvg::usvg::roxmltree;

use crate::reports::fixture::{DAY, department, number};
use crate::reports::{office, unfolded};

/// A department whose first eight indicators belong to 质量监督科, the next four to 食品科, the rest to nobody.
pub fn shared() -> Project {
    let mut project = department();
    project.sections.push(Section {
        id: Id::new("S02"),
        name: "食品科".to_owned(),
        ..Section::default()
    });
    project.sections.push(Section {
        id: Id::new("S03"),
        name: "没有指标的科".to_owned(),
        ..Section::default()
    });
    for (position, indicator) in project.indicators.iter_mut().enumerate() {
        indicator.section = match position {
            0..8 => Some(Id::new("S01")),
            8..12 => Some(Id::new("S02")),
            _ => None,
        };
    }
    project.indicators[0].actual = None;
    project.indicators[0].demo = vec![Field::Actual];
    project.evidence.push(Evidence {
        id: Id::new("E002"),
        name: "抽检报告".to_owned(),
        proves: vec![Id::new("I0002"), Id::new("I0009")],
        place: "档案室3柜".to_owned(),
        ..Evidence::default()
    });
    project
}

/// The workbooks of a project with their file names.
fn workbooks(project: &Project) -> Vec<(String, Vec<u8>)> {
    let files = deliverables(project, &score::score(project), Format::Sections, DAY).expect("files");
    files.into_iter().map(|file| (file.name, file.bytes)).collect()
}

/// Changes the first sheet of a workbook.
fn with_sheet(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    with_part(bytes, "xl/worksheets/sheet1.xml", change)
}

pub fn with_part(bytes: &[u8], wanted: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for position in 0..archive.len() {
        let mut part = archive.by_index(position).expect("an entry");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("content");
        if name == wanted {
            content = change(&String::from_utf8(content).expect("text")).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("an entry");
        out.write_all(&content).expect("content");
    }
    out.finish().expect("a zip").into_inner()
}

/// What is typed into a cell.
#[derive(Clone, Copy)]
pub enum Typed<'a> {
    Text(&'a str),
    Number(&'a str),
    Nothing,
}

/// Returns the start and the end of an element that begins so.
fn element(xml: &str, start: &str, end: &str) -> (usize, usize) {
    let from = xml.find(start).unwrap_or_else(|| unreachable!("no {start}"));
    let tag = from + xml[from..].find('>').expect("an end") + 1;
    let to = if xml[..tag].ends_with("/>") {
        tag
    } else {
        tag + xml[tag..].find(end).expect("an end") + end.len()
    };
    (from, to)
}

/// Types into cells of the first sheet, keeping their formats.
pub fn typed(bytes: &[u8], cells: &[(&str, Typed)]) -> Vec<u8> {
    with_sheet(bytes, |xml| {
        let mut xml = xml.to_owned();
        for (address, content) in cells {
            let (from, to) = element(&xml, &format!("<c r=\"{address}\""), "</c>");
            let old = &xml[from..to];
            let style: String = match old.split_once(" s=\"") {
                Some((_, rest)) => format!(" s=\"{}\"", rest.split('"').next().unwrap_or_default()),
                None => String::new(),
            };
            let new = match content {
                Typed::Text(text) => {
                    format!(
                        "<c r=\"{address}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                    )
                }
                Typed::Number(value) => format!("<c r=\"{address}\"{style}><v>{value}</v></c>"),
                Typed::Nothing => format!("<c r=\"{address}\"{style}/>"),
            };
            xml.replace_range(from..to, &new);
        }
        xml
    })
}

/// Exchanges two rows, as sorting does.
fn swapped(bytes: &[u8], one: usize, other: usize) -> Vec<u8> {
    with_sheet(bytes, |xml| {
        let row = |number: usize| {
            let (from, to) = element(xml, &format!("<row r=\"{number}\""), "</row>");
            xml[from..to].to_owned()
        };
        let moved = |text: &str, from: usize, to: usize| {
            ('A'..='O').fold(
                text.replace(&format!("<row r=\"{from}\""), &format!("<row r=\"{to}\"")),
                |text, column| text.replace(&format!("r=\"{column}{from}\""), &format!("r=\"{column}{to}\"")),
            )
        };
        let (first, second) = (row(one), row(other));
        let swapped = xml
            .replace(&first, "@one@")
            .replace(&second, &moved(&first, one, other));
        swapped.replace("@one@", &moved(&second, other, one))
    })
}

fn returned(bytes: &[u8], name: &str) -> Returned {
    table::returned(bytes, name).unwrap_or_else(|error| unreachable!("{error}"))
}

fn compared(project: &Project, files: &[(&str, &[u8])]) -> Comparison {
    let files: Vec<Returned> = files.iter().map(|(name, bytes)| returned(bytes, name)).collect();
    compare(project, &files, Conflicts::Refuse)
}

/// The sentences of what is refused, all of one kind.
fn refused(project: &Project, files: &[(&str, &[u8])], trouble: Trouble) -> Vec<String> {
    let comparison = compared(project, files);
    for refusal in &comparison.refusals {
        assert_eq!(refusal.trouble, trouble, "{refusal}");
    }
    assert!(!comparison.refusals.is_empty());
    comparison.refusals.iter().map(ToString::to_string).collect()
}

fn after(project: &Project, comparison: &Comparison) -> Project {
    let edit = edit(project, &comparison.changes).expect("an edit");
    project.after(&edit)
}

/// The sheet of 质量监督科.
pub fn quality() -> Vec<u8> {
    workbooks(&shared()).remove(0).1
}

/// What 质量监督科 fills in: every kind of field.
const FILLED: [(&str, Typed); 10] = [
    ("H5", Typed::Number("5436")),
    ("H6", Typed::Nothing),
    ("K6", Typed::Text("抽查150批次")),
    ("N6", Typed::Text("产品质量监督抽查台账\n抽检报告\n补充说明")),
    ("O6", Typed::Text("D:\\机密\\台账.xlsx\n档案室3柜\nU盘")),
    ("L7", Typed::Text("=培训取消")),
    ("I9", Typed::Number("1290")),
    ("L10", Typed::Nothing),
    ("H11", Typed::Number("22.5")),
    ("H12", Typed::Number("44197")),
];

/// The changes that come of it.
const CHANGES: [&str; 9] = [
    "质量监督科｜I0001 新增市场主体（个体户）｜实际完成值：（空） → 5436（a.xlsx 科室数据采集表!H5）",
    "质量监督科｜I0002 产品质量抽查批次｜实际完成值：145 → （清空）（a.xlsx 科室数据采集表!H6）",
    "质量监督科｜I0002 产品质量抽查批次｜完成情况简要描述：（空） → 抽查150批次（a.xlsx 科室数据采集表!K6）",
    "质量监督科｜I0002 产品质量抽查批次｜佐证材料：产品质量监督抽查台账（D:\\机密\\台账.xlsx）；抽检报告（档案室3柜） → \
     产品质量监督抽查台账（D:\\机密\\台账.xlsx）；抽检报告（档案室3柜）；补充说明（U盘）（a.xlsx 科室数据采集表!N6）",
    "质量监督科｜I0003 计量标准化培训｜偏差原因：因疫情原因无法开展集中培训。 → =培训取消（a.xlsx 科室数据采集表!L7）",
    "质量监督科｜I0005 食用农产品抽检合格率｜实际完成值：1284/1304 → 1290/1304（a.xlsx 科室数据采集表!I9）",
    "质量监督科｜I0006 投诉举报依法处理率｜偏差原因：=1+1 → （清空）（a.xlsx 科室数据采集表!L10）",
    "质量监督科｜I0007 检测设备在用温度｜实际完成值：22 → 22.5（a.xlsx 科室数据采集表!H11）",
    "质量监督科｜I0008 退捕渔船拆解报废｜实际完成值：2020年9月30日 → 2021年1月1日（a.xlsx 科室数据采集表!H12）",
];

#[test]
fn each_section_gets_its_own_indicators() {
    let project = shared();
    let files = workbooks(&project);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "武昌区市场监督管理局-2020-数据采集表-质量监督科.xlsx",
            "武昌区市场监督管理局-2020-数据采集表-食品科.xlsx",
            "武昌区市场监督管理局-2020-数据采集表-未分科室.xlsx",
        ]
    );
    for ((name, bytes), (count, first)) in files.iter().zip([(8, "I0001"), (4, "I0009"), (2, "I0013")]) {
        let sheet = returned(bytes, name).sheet;
        assert_eq!(sheet.len(), 4 + count, "{name}");
        assert_eq!(sheet[4][0], first, "{name}");
    }
    let sheet = returned(&files[0].1, "a").sheet;
    assert_eq!(sheet[1][0], "科室：质量监督科　　联系人：张三　　联系电话：13900000000");
    assert!(sheet[2][0].starts_with("填写说明："));
    assert!(
        workbooks(&project) == files,
        "the same project and day give the same bytes"
    );
    let mut twins = project;
    twins.sections[1].name = "质量监督科".to_owned();
    assert_eq!(
        workbooks(&twins)[1].0,
        "武昌区市场监督管理局-2020-数据采集表-质量监督科-S02.xlsx"
    );
    assert!(workbooks(&Project::default()).is_empty());
}

#[test]
fn the_sheets_are_the_golden_ones() {
    let text = unfolded(&quality(), |name| {
        name.starts_with("xl/worksheets/sheet") || name == "xl/workbook.xml"
    });
    insta::with_settings!({snapshot_path => "golden", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("section-workbook", text);
    });
}

#[test]
fn only_what_is_to_be_filled_in_is_open() {
    let bytes = quality();
    let text = |name: &str| {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes.clone())).expect("a zip");
        let mut text = String::new();
        let mut part = archive.by_name(name).expect("a part");
        part.read_to_string(&mut text).expect("text");
        text
    };
    let styles = text("xl/styles.xml");
    let styles = roxmltree::Document::parse(&styles).expect("well-formed");
    let formats = styles
        .descendants()
        .find(|node| node.tag_name().name() == "cellXfs")
        .expect("formats");
    let unlocked: Vec<bool> = (formats.children())
        .map(|format| format.children().any(|child| child.attribute("locked") == Some("0")))
        .collect();
    let sheet = text("xl/worksheets/sheet1.xml");
    let document = roxmltree::Document::parse(&sheet).expect("well-formed");
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for cell in document.descendants().filter(|node| node.tag_name().name() == "c") {
        let address = cell.attribute("r").expect("an address");
        let style: usize = cell.attribute("s").unwrap_or("0").parse().expect("a number");
        if unlocked[style] { &mut open } else { &mut closed }.push(address);
    }
    for row in 5..=12 {
        for column in ["H", "K", "L", "M", "N", "O"] {
            assert!(open.contains(&format!("{column}{row}").as_str()), "{column}{row}");
        }
        for column in ["A", "B", "C", "D", "E", "F", "G"] {
            assert!(closed.contains(&format!("{column}{row}").as_str()), "{column}{row}");
        }
    }
    assert!(
        open.contains(&"I5") && closed.contains(&"I12"),
        "a day has no numerator"
    );
    assert_eq!(open.len(), 8 * 6 + 7 * 2);
    assert!(sheet.contains("<sheetProtection sheet=\"1\""));
    assert!(!sheet.contains("password="), "the officer can open it at need");
    assert!(text("xl/workbook.xml").contains("name=\"衡绩标识\" sheetId=\"2\" state=\"veryHidden\""));
    let kinds: Vec<(&str, &str)> = (document.descendants())
        .filter(|node| node.tag_name().name() == "dataValidation")
        .map(|rule| {
            (
                rule.attribute("sqref").expect("cells"),
                rule.attribute("type").expect("a kind"),
            )
        })
        .collect();
    for wanted in [("H5", "decimal"), ("I9", "decimal"), ("H12", "date")] {
        assert!(kinds.contains(&wanted), "{wanted:?} in {kinds:?}");
    }
    let other = workbooks(&shared()).remove(1).1;
    let mut archive = zip::ZipArchive::new(Cursor::new(other)).expect("a zip");
    let mut sheet = String::new();
    archive
        .by_name("xl/worksheets/sheet1.xml")
        .expect("a part")
        .read_to_string(&mut sheet)
        .expect("text");
    assert!(sheet.contains("达成预期指标,"), "tiers to choose from");
    assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("orientation=\"landscape\""));
}

#[test]
fn what_is_filled_in_comes_back_and_nothing_else() {
    let project = shared();
    let filled = typed(&quality(), &FILLED);
    let comparison = compared(&project, &[("a.xlsx", &filled)]);
    assert_eq!(comparison.refusals, []);
    let changes: Vec<String> = comparison.changes.iter().map(ToString::to_string).collect();
    assert_eq!(changes, CHANGES);
    let after = after(&project, &comparison);
    assert_eq!(after.indicators[0].actual, Some(Actual::Number(number("5436"))));
    assert_eq!(
        after.indicators[0].demo,
        [],
        "what a section states is no demonstration"
    );
    assert_eq!(after.indicators[1].actual, None, "an emptied cell is nothing, not 0");
    assert_eq!(after.evidence.len(), 3);
    assert_eq!(after.evidence[2].name, "补充说明");
    assert_eq!(after.evidence[2].proves, [Id::new("I0002")]);
    assert_eq!(after.evidence[..2], project.evidence[..]);
    let mut expected = project.clone();
    expected.indicators = after.indicators.clone();
    expected.evidence = after.evidence.clone();
    assert_eq!(after, expected);
    for (position, indicator) in after.indicators.iter().enumerate() {
        let changed = [0, 1, 2, 4, 5, 6, 7].contains(&position);
        assert_eq!(*indicator != project.indicators[position], changed, "{position}");
    }
    // Taken once, the same file changes nothing more.
    assert_eq!(compared(&after, &[("a.xlsx", &filled)]).changes, []);
}

#[test]
fn a_sheet_that_comes_back_empty_is_refused_as_a_whole() {
    let project = shared();
    let cells: Vec<String> = (5..=12)
        .flat_map(|row| ('H'..='O').map(move |column| format!("{column}{row}")))
        .collect();
    let emptied: Vec<(&str, Typed)> = cells.iter().map(|cell| (cell.as_str(), Typed::Nothing)).collect();
    let sheet = typed(&quality(), &emptied);
    let refusals = refused(&project, &[("a.xlsx", &sheet)], Trouble::Altered);
    assert_eq!(
        refusals,
        [
            "a.xlsx：发出时已填的17处全部被清空，没有填写任何内容，没有汇入；请核对是否交错了文件，确要清空的请在项目中逐项修改"
        ]
    );
    assert_eq!(compared(&project, &[("a.xlsx", &sheet)]).changes, []);
    // One value left, and each emptied cell is a change that says so.
    let left = typed(&quality(), &emptied[1..]);
    let comparison = compared(&project, &[("a.xlsx", &typed(&left, &[("H5", Typed::Number("1"))]))]);
    assert_eq!(comparison.refusals, []);
    let emptied = comparison.changes.iter().filter(|change| change.empties());
    assert!(emptied.count() > 10);
}

#[test]
fn evidence_keeps_its_entries() {
    let project = shared();
    let evidence = |names: &str, places: &str| {
        let names = if names.is_empty() {
            Typed::Nothing
        } else {
            Typed::Text(names)
        };
        let places = if places.is_empty() {
            Typed::Nothing
        } else {
            Typed::Text(places)
        };
        let comparison = compared(
            &project,
            &[("a.xlsx", &typed(&quality(), &[("N6", names), ("O6", places)]))],
        );
        assert_eq!(comparison.refusals, []);
        after(&project, &comparison).evidence
    };
    // Emptied: both stay in the ledger, neither proves it.
    let ledger = evidence("", "");
    assert_eq!(ledger.len(), 2);
    assert_eq!(ledger[0].proves, []);
    assert_eq!(ledger[1].proves, [Id::new("I0009")]);
    // Renamed: the entry of its own keeps its id, the shared one is left alone and a new one made.
    let ledger = evidence("抽查总台账\n抽检报告", "D:\\机密\\台账.xlsx\n新档案室");
    assert_eq!(ledger.len(), 3);
    assert_eq!(
        (ledger[0].id.0.as_str(), ledger[0].name.as_str()),
        ("E001", "抽查总台账")
    );
    assert_eq!(
        (ledger[1].place.as_str(), &ledger[1].proves[..]),
        ("档案室3柜", &[Id::new("I0009")][..])
    );
    assert_eq!(
        (ledger[2].name.as_str(), ledger[2].place.as_str()),
        ("抽检报告", "新档案室")
    );
    assert_eq!(ledger[2].section, Some(Id::new("S01")));
}

#[test]
fn sorted_rows_find_their_indicators() {
    let project = shared();
    let sorted = swapped(&swapped(&typed(&quality(), &FILLED), 5, 12), 6, 9);
    let comparison = compared(&project, &[("a.xlsx", &sorted)]);
    assert_eq!(comparison.refusals, []);
    let straight = compared(&project, &[("a.xlsx", &typed(&quality(), &FILLED))]);
    assert_eq!(after(&project, &comparison), after(&project, &straight));
    assert!(
        comparison
            .changes
            .iter()
            .any(|change| change.at.to_string().ends_with("!H12") && change.indicator.0 == "I0001")
    );
}

#[test]
fn an_empty_row_between_the_others_is_said() {
    let project = shared();
    let (name, bytes) = &workbooks(&project)[0];
    let mut file = returned(bytes, name);
    // Below the table it is no row.
    file.sheet.push(Vec::new());
    let said = |file: &Returned| compare(&project, std::slice::from_ref(file), Conflicts::Refuse).remarks;
    assert!(said(&file).is_empty());
    file.sheet.insert(HEADING + 2, Vec::new());
    let comparison = compare(&project, std::slice::from_ref(&file), Conflicts::Refuse);
    assert!(comparison.changes.is_empty() && comparison.refusals.is_empty());
    let row = HEADING + 3;
    assert_eq!(
        comparison.remarks,
        [format!(
            "{name}：第{row}行是发出时没有的空行，其中没有内容，其余各行照常汇入"
        )]
    );
}

#[test]
fn what_libreoffice_saves_again_is_recognised() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut projects = vec![("shared".to_owned(), shared())];
    for example in Example::ALL {
        projects.push((
            example.id().to_owned(),
            file::decode(example.bytes()).expect("a sample"),
        ));
    }
    let mut files = Vec::new();
    for (name, project) in &projects {
        for (position, (_, bytes)) in workbooks(project).iter().enumerate() {
            let path = folder.path().join(format!("{name}-{position}.xlsx"));
            std::fs::write(&path, bytes).expect("written");
            files.push(path);
        }
    }
    for (name, bytes) in [
        ("filled", typed(&quality(), &FILLED)),
        ("altered", typed(&quality(), &[("G5", Typed::Number("9"))])),
    ] {
        let path = folder.path().join(format!("{name}.xlsx"));
        std::fs::write(&path, bytes).expect("written");
        files.push(path);
    }
    let out = office::converted(folder.path(), "xlsx:Calc MS Excel 2007 XML", &files);
    let saved = |name: &str| std::fs::read(out.join(name)).expect("converted");
    for (name, project) in &projects {
        for (position, _) in sheets(project).iter().enumerate() {
            let file = format!("{name}-{position}.xlsx");
            let comparison = compared(project, &[(&file, &saved(&file))]);
            assert_eq!(comparison, Comparison::default(), "{file}");
        }
    }
    let comparison = compared(&shared(), &[("a.xlsx", &saved("filled.xlsx"))]);
    let changes: Vec<String> = comparison.changes.iter().map(ToString::to_string).collect();
    assert_eq!(changes, CHANGES);
    assert_eq!(
        refused(&shared(), &[("a.xlsx", &saved("altered.xlsx"))], Trouble::Altered),
        ["a.xlsx 科室数据采集表!G5：锁定的内容“6”被改为“9”"]
    );
}

#[test]
fn what_was_altered_where_it_should_not_be_is_refused() {
    let project = shared();
    let removed = with_sheet(&quality(), |xml| {
        let (from, to) = element(xml, "<row r=\"7\"", "</row>");
        format!("{}{}", &xml[..from], &xml[to..])
    });
    let added = with_sheet(&quality(), |xml| {
        let row = "<row r=\"20\"><c r=\"D20\" t=\"inlineStr\"><is><t>新指标</t></is></c></row></sheetData>";
        xml.replace("</sheetData>", row)
    });
    let cases: [(Vec<u8>, &[&str]); 8] = [
        (
            typed(&quality(), &[("E6", Typed::Text("≥100")), ("D6", Typed::Nothing)]),
            &[
                "D6：锁定的内容“产品质量抽查批次”被清空",
                "E6：锁定的内容“≥154”被改为“≥100”",
            ],
        ),
        (
            typed(&quality(), &[("A6", Typed::Text("I0777"))]),
            &[
                "A6：编号“I0777”不在发出的表中",
                "A6：缺少发出时在这一行的指标“产品质量抽查批次”（编号I0002）",
            ],
        ),
        (
            typed(&quality(), &[("A6", Typed::Text("I0001"))]),
            &[
                "A6：编号“I0001”重复，这一行是多出来的",
                "A6：缺少发出时在这一行的指标“产品质量抽查批次”（编号I0002）",
            ],
        ),
        (
            typed(&quality(), &[("H4", Typed::Text("完成值"))]),
            &["H4：锁定的内容“实际完成值”被改为“完成值”"],
        ),
        (
            typed(&quality(), &[("A2", Typed::Text("科室：食品科"))]),
            &["A2：锁定的内容“科室：质量监督科　　联系人：张三　　联系电话：13900000000”被改为“科室：食品科”"],
        ),
        (removed, &["A7：缺少发出时在这一行的指标“计量标准化培训”（编号I0003）"]),
        (added, &["D20：增加了一行“新指标”"]),
        (
            typed(&quality(), &[("F12", Typed::Text("艘"))]),
            &["F12：锁定的空单元格被填写为“艘”"],
        ),
    ];
    for (bytes, wanted) in cases {
        let wanted: Vec<String> = wanted
            .iter()
            .map(|text| format!("a.xlsx 科室数据采集表!{text}"))
            .collect();
        assert_eq!(refused(&project, &[("a.xlsx", &bytes)], Trouble::Altered), wanted);
    }
    let mut gone = shared();
    gone.indicators.remove(1);
    let bytes = typed(&quality(), &[("H6", Typed::Number("150"))]);
    assert_eq!(
        refused(&gone, &[("a.xlsx", &bytes)], Trouble::Altered),
        ["a.xlsx 科室数据采集表!A6：项目中已没有编号为“I0002”的指标"]
    );
}

#[test]
fn a_sheet_of_another_project_or_year_is_refused() {
    let file = [("a.xlsx", &quality()[..])];
    let mut other = shared();
    other.year = 2021;
    assert_eq!(
        refused(&other, &file, Trouble::Foreign),
        ["a.xlsx：采集表的年度是“2020”，本项目是“2021”，不能汇入"]
    );
    let mut other = shared();
    other.department = "江岸区市场监督管理局".to_owned();
    assert_eq!(
        refused(&other, &file, Trouble::Foreign),
        ["a.xlsx：采集表的单位是“武昌区市场监督管理局”，本项目是“江岸区市场监督管理局”，不能汇入"]
    );
    let newer = Returned {
        file: "a.xlsx".to_owned(),
        identity: vec![vec!["hengji-section".to_owned(), "9".to_owned()]],
        ..Returned::default()
    };
    let comparison = compare(&shared(), &[newer], Conflicts::Refuse);
    assert_eq!(
        comparison.refusals[0].to_string(),
        "a.xlsx：采集表的版本“9”不能识别，请用当前版本重新导出"
    );
    let foreign = deliverables(&shared(), &score::score(&shared()), Format::Xlsx, DAY).expect("files");
    for (bytes, words) in [
        (&foreign[0].bytes[..], "不是衡绩发出的科室数据采集表"),
        (b"PK\x03\x04 and then nothing", "不是完好的 Excel 文件"),
        (b"no workbook", "不是 Excel 文件"),
    ] {
        let error = table::returned(bytes, "a.xlsx")
            .expect_err("no sheet of ours")
            .to_string();
        assert!(error.contains(words) && error.contains("a.xlsx"), "{error}");
    }
}

#[test]
fn values_that_cannot_be_read_are_refused_with_what_was_there() {
    let project = shared();
    let others = workbooks(&project);
    let cases: [(usize, &str, Typed, &str); 16] = [
        (
            2,
            "H6",
            Typed::Number("0.885"),
            "H6：实际完成值“0.885”像是以小数表示的百分比，计量单位是“%”，请填88.5",
        ),
        (
            0,
            "H6",
            Typed::Text("92万余元"),
            "H6：实际完成值“92万余元”不能读作确切的数字",
        ),
        (
            0,
            "H6",
            Typed::Text("2020年12月31日"),
            "H6：实际完成值“2020年12月31日”不能读作确切的数字",
        ),
        (
            0,
            "H6",
            Typed::Text("145/154"),
            "H6：实际完成值“145/154”像是“完成数/计划数”，计量单位是“批次”，请只填完成的数字",
        ),
        (
            0,
            "H6",
            Typed::Number("-3"),
            "H6：实际完成值“-3”是负数，计量单位是“批次”的数量不会小于0",
        ),
        (
            0,
            "H6",
            Typed::Text("150次"),
            "H6：实际完成值“150次”带有单位“次”，计量单位是“批次”，请只填数字",
        ),
        (
            0,
            "H6",
            Typed::Text("≥150"),
            "H6：实际完成值“≥150”带有比较符号，请填实际完成的数字",
        ),
        (
            0,
            "I6",
            Typed::Number("3"),
            "J6：分母是空的，分子和分母要么都填，要么都不填（缺分母）",
        ),
        (0, "I9", Typed::Text("很多"), "I9：分子“很多”不是数字"),
        (0, "J9", Typed::Number("0"), "J9：分母“0”不能作分母，应大于0"),
        (
            0,
            "H9",
            Typed::Number("99"),
            "H9：实际完成值“99”与分子÷分母（98.4663）不一致，有分子、分母时实际完成值请留空",
        ),
        (
            0,
            "H12",
            Typed::Text("去年底"),
            "H12：实际完成值“去年底”不能读作日期，如2020-12-31",
        ),
        (0, "I12", Typed::Number("1"), "I12：分子这项指标不用分子、分母"),
        (
            1,
            "H8",
            Typed::Text("很好"),
            "H8：实际完成值“很好”不能读作评分办法的档次",
        ),
        (
            2,
            "H5",
            Typed::Text("也许"),
            "H5：实际完成值“也许”不能读作“已成立”或“未成立”",
        ),
        (
            0,
            "O5",
            Typed::Text("柜子"),
            "O5：佐证材料存放位置第1行“柜子”没有对应的佐证材料名称",
        ),
    ];
    for (workbook, address, content, wanted) in cases {
        let bytes = typed(&others[workbook].1, &[(address, content)]);
        assert_eq!(
            refused(&project, &[("a.xlsx", &bytes)], Trouble::Unreadable),
            [format!("a.xlsx 科室数据采集表!{wanted}")]
        );
    }
    // A ratio in one cell is what it is in two.
    for (ratio, wanted) in [
        ("1/0", "分母“0”不能作分母，应大于0"),
        ("-1/1304", "分子“-1”是负数，这项指标的分子不会小于0"),
        (
            "1305/1304",
            "分子“1305”大于分母“1304”，“食用农产品抽检合格率”不会超过100%",
        ),
    ] {
        let cells = [
            ("H9", Typed::Text(ratio)),
            ("I9", Typed::Nothing),
            ("J9", Typed::Nothing),
        ];
        assert_eq!(
            refused(&project, &[("a.xlsx", &typed(&quality(), &cells))], Trouble::Unreadable),
            [format!("a.xlsx 科室数据采集表!H9：实际完成值“{ratio}”的{wanted}")]
        );
    }
    // With its unit, or rounded beside its parts, a value is read.
    for (address, content) in [("H6", Typed::Text("150批次")), ("H9", Typed::Number("98.47"))] {
        let comparison = compared(&project, &[("a.xlsx", &typed(&quality(), &[(address, content)]))]);
        assert_eq!(comparison.refusals, [], "{address}");
    }
}

#[test]
fn cells_that_do_not_show_what_was_filled_in_are_refused() {
    let project = shared();
    let formula = with_sheet(&typed(&quality(), &[("H6", Typed::Number("1"))]), |xml| {
        let (from, to) = element(xml, "<c r=\"H6\"", "</c>");
        xml.replace(&xml[from..to], &xml[from..to].replace("<v>1</v>", "<f>140+5</f>"))
    });
    // It is said once.
    assert_eq!(
        refused(&project, &[("a.xlsx", &formula)], Trouble::Unreadable),
        ["a.xlsx 科室数据采集表!H6：实际完成值是公式，文件里没有算出的结果，请用 Excel 打开保存一次，或直接填数字"]
    );
    // An error is no text, where words are asked for as little as elsewhere.
    let error = with_sheet(&quality(), |xml| {
        let (from, to) = element(xml, "<c r=\"K6\"", "</c>");
        xml.replace(&xml[from..to], "<c r=\"K6\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>")
    });
    assert_eq!(
        refused(&project, &[("a.xlsx", &error)], Trouble::Unreadable),
        ["a.xlsx 科室数据采集表!K6：完成情况简要描述是公式，结果是错误值，请改正公式，或直接填写"]
    );
    let merged = typed(&quality(), &[("L6", Typed::Text("机构改革"))]);
    let merged = with_sheet(&merged, |xml| {
        let begun = xml.find("<mergeCells").expect("merged lines above");
        let at = begun + xml[begun..].find('>').expect("an end") + 1;
        format!("{}<mergeCell ref=\"L6:L7\"/>{}", &xml[..at], &xml[at..])
    });
    assert!(
        refused(&project, &[("a.xlsx", &merged)], Trouble::Unreadable)[0]
            .starts_with("a.xlsx 科室数据采集表!L7：偏差原因被合并的单元格盖住了")
    );
    // The others can be taken, what is merged over it with a remark.
    let changes = compared(&project, &[("a.xlsx", &merged)]).changes;
    assert_eq!(changes.len(), 1);
    assert_eq!(
        changes[0].remarks,
        ["L6偏差原因所在的单元格合并了几格，按填在这一格读入，请核对"]
    );
}

/// Puts a row's attribute, or another content into a cell, both as they stand in the sheet.
fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    with_sheet(bytes, |xml| {
        assert!(xml.contains(old), "no {old}");
        xml.replacen(old, new, 1)
    })
}

#[test]
fn what_is_not_plainly_typed_is_taken_with_a_remark() {
    let project = shared();
    let numbered = typed(&quality(), &[("H6", Typed::Number("150"))]);
    let formula = replaced(&numbered, "<v>150</v>", "<f>140+10</f><v>150</v>");
    let hidden = replaced(&numbered, "<row r=\"6\"", "<row hidden=\"1\" r=\"6\"");
    let others = workbooks(&project);
    let truth = typed(&others[2].1, &[("H5", Typed::Number("0"))]);
    let (from, to) = with_sheet_text(&truth, |xml| element(xml, "<c r=\"H5\"", "</c>"));
    let truth = with_sheet(&truth, |xml| {
        let cell = xml[from..to].replace("<c ", "<c t=\"b\" ");
        format!("{}{cell}{}", &xml[..from], &xml[to..])
    });
    for (bytes, wanted) in [
        (
            formula,
            "145 → 150（a.xlsx 科室数据采集表!H6）；H6实际完成值是公式，取的是文件中保存的结果，请核对",
        ),
        (
            hidden,
            "145 → 150（a.xlsx 科室数据采集表!H6）；H6实际完成值在隐藏的行中，请核对",
        ),
        (
            truth,
            "已成立 → 否（a.xlsx 科室数据采集表!H5）；H5实际完成值填的是逻辑值（TRUE或FALSE），按“是”“否”读入，请核对",
        ),
        (numbered, "145 → 150（a.xlsx 科室数据采集表!H6）"),
    ] {
        let comparison = compared(&project, &[("a.xlsx", &bytes)]);
        assert_eq!(comparison.refusals, []);
        let changes: Vec<String> = comparison.changes.iter().map(ToString::to_string).collect();
        assert!(changes.len() == 1 && changes[0].ends_with(wanted), "{changes:?}");
    }
}

/// Looks at the first sheet of a workbook.
fn with_sheet_text<T>(bytes: &[u8], look: impl Fn(&str) -> T) -> T {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut part = archive.by_name("xl/worksheets/sheet1.xml").expect("a sheet");
    let mut text = String::new();
    part.read_to_string(&mut text).expect("text");
    look(&text)
}

#[test]
fn what_is_written_outside_the_table_is_said_and_the_rest_taken() {
    let sent = typed(&quality(), &[("H6", Typed::Number("150"))]);
    let below = |cells: &str| {
        let row = format!("<row r=\"40\">{cells}</row></sheetData>");
        with_sheet(&sent, |xml| xml.replace("</sheetData>", &row))
    };
    let cell = |at: &str, text: &str| format!("<c r=\"{at}40\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let beside = with_sheet(&sent, |xml| {
        let (from, to) = element(xml, "<row r=\"6\"", "</row>");
        let row = xml[from..to].replace("</row>", "<c r=\"R6\"><v>7</v></c></row>");
        format!("{}{row}{}", &xml[..from], &xml[to..])
    });
    for (bytes, at, text) in [
        (
            below(&cell("A", "填表人：赵某 2025年3月3日")),
            "A40",
            "填表人：赵某 2025年3月3日",
        ),
        (
            below(&(cell("D", "填表人：赵某") + &cell("K", "2025年3月3日"))),
            "D40",
            "填表人：赵某｜2025年3月3日",
        ),
        (below(&cell("K", "2025年3月3日")), "K40", "2025年3月3日"),
        (beside, "R6", "7"),
    ] {
        let comparison = compared(&shared(), &[("a.xlsx", &bytes)]);
        assert_eq!(comparison.refusals, [], "{text}");
        assert_eq!(comparison.changes.len(), 1, "{text}");
        let said = format!("a.xlsx 科室数据采集表!{at}：写在表格外面的“{text}”没有汇入");
        assert_eq!(comparison.remarks, [said]);
    }
}

#[test]
fn the_example_of_a_day_is_of_the_year_of_the_project() {
    let mut project = shared();
    project.year = 2024;
    for sheet in sheets(&project) {
        assert!(sheet.above[2].contains("如2024-12-31"), "{}", sheet.above[2]);
    }
}

#[test]
fn a_part_is_not_more_than_its_whole() {
    let project = shared();
    for (cells, wanted) in [
        (
            [("I9", Typed::Number("1305")), ("J9", Typed::Number("1304"))],
            "I9：分子“1305”大于分母“1304”，“食用农产品抽检合格率”不会超过100%",
        ),
        (
            [("I9", Typed::Number("-1")), ("J9", Typed::Number("1304"))],
            "I9：分子“-1”是负数，这项指标的分子不会小于0",
        ),
        (
            [("I6", Typed::Number("-3")), ("J6", Typed::Number("10"))],
            "I6：分子“-3”是负数，这项指标的分子不会小于0",
        ),
    ] {
        assert_eq!(
            refused(&project, &[("a.xlsx", &typed(&quality(), &cells))], Trouble::Unreadable),
            [format!("a.xlsx 科室数据采集表!{wanted}")]
        );
    }
    let cells = [
        ("H9", Typed::Number("100.5")),
        ("I9", Typed::Nothing),
        ("J9", Typed::Nothing),
    ];
    assert_eq!(
        refused(&project, &[("a.xlsx", &typed(&quality(), &cells))], Trouble::Unreadable),
        ["a.xlsx 科室数据采集表!H9：实际完成值“100.5”不在0至100之间，“食用农产品抽检合格率”是百分比"]
    );
    // What was done may be more than what was planned.
    let mut growing = shared();
    growing.indicators[4].name = "计划完成率".to_owned();
    let sent = workbooks(&growing).remove(0).1;
    let cells = [("I9", Typed::Number("1305")), ("J9", Typed::Number("1304"))];
    let comparison = compared(&growing, &[("a.xlsx", &typed(&sent, &cells))]);
    assert_eq!(comparison.refusals, []);
    assert_eq!(comparison.changes[0].remarks, ["100.08%超过100%，请核对"]);
}

/// A sheet of a project whose targets were others has them in its hidden copy too, as one altered in both places has.
#[test]
fn what_is_locked_is_held_against_the_project_too() {
    let mut other = shared();
    other.indicators[1].target = Some(Target::AtLeast(number("1")));
    other.indicators[2].name = "培训".to_owned();
    let sent = workbooks(&other).remove(0).1;
    let bytes = typed(&sent, &[("K6", Typed::Text("已说明"))]);
    let comparison = compared(&shared(), &[("a.xlsx", &bytes)]);
    assert_eq!((comparison.refusals.len(), comparison.changes.len()), (0, 1));
    assert_eq!(
        comparison.remarks,
        [
            "a.xlsx 科室数据采集表!A6：“产品质量抽查批次”的指标值在采集表中是“≥1”，在项目中是“≥154”\
             （发出后项目有改动，或采集表被改动过），以项目中的为准",
            "a.xlsx 科室数据采集表!A7：“计量标准化培训”的三级指标在采集表中是“培训”，在项目中是“计量标准化培训”\
             （发出后项目有改动，或采集表被改动过），以项目中的为准",
        ]
    );
    // An actual is measured by the target: it is not taken, and the target is said once.
    let bytes = typed(&sent, &[("H6", Typed::Number("150"))]);
    let comparison = compared(&shared(), &[("a.xlsx", &bytes)]);
    assert_eq!((comparison.refusals.len(), comparison.remarks.len()), (1, 1));
    assert_eq!(comparison.refusals[0].trouble, Trouble::Conflict);
}

#[test]
fn a_file_of_another_kind_is_refused_with_what_helps() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("质量科.xlsx");
    std::fs::write(&path, quality()).expect("written");
    for (kind, words) in [
        (
            "ods",
            "开放文档表格（.ods），请用 Excel、WPS 或 LibreOffice 打开，另存为 .xlsx",
        ),
        (
            "xls",
            "旧格式的表格（.xls 或 .et），请用 Excel 或 WPS 打开，另存为 .xlsx",
        ),
        (
            "csv",
            ".csv 等文本格式不保存采集表的标识，请在发出的 .xlsx 中填写后交回",
        ),
    ] {
        let out = office::converted(folder.path(), kind, std::slice::from_ref(&path));
        let name = format!("质量科.{kind}");
        let bytes = std::fs::read(out.join(&name)).expect("converted");
        let error = table::returned(&bytes, &name).expect_err("no xlsx").to_string();
        assert!(error.contains(words) && error.contains(&name), "{error}");
    }
    let error = table::returned(b"", "a.xlsx").expect_err("nothing").to_string();
    assert!(error.contains("“a.xlsx”是空文件"), "{error}");
    let encrypted: Vec<u8> = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied())
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let error = table::returned(&encrypted, "a.xlsx")
        .expect_err("a password")
        .to_string();
    assert!(error.contains("加了打开密码") && error.contains("去掉密码"), "{error}");
}

/// Adds a second sheet to be seen, made of the first.
fn with_copy(bytes: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    // The hidden sheet gives its place to the copy and takes a new one.
    let copy = change(&with_sheet_text(bytes, str::to_owned));
    let listed = with_part(bytes, "xl/workbook.xml", |xml| {
        xml.replace(
            "</sheets>",
            &format!("<sheet name=\"{name}\" sheetId=\"9\" r:id=\"rId99\"/></sheets>"),
        )
    });
    let related = with_part(&listed, "xl/_rels/workbook.xml.rels", |xml| {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        let relation = format!("<Relationship Id=\"rId99\" Type=\"{kind}\" Target=\"worksheets/sheet9.xml\"/>");
        xml.replace("</Relationships>", &format!("{relation}</Relationships>"))
    });
    let mut archive = zip::ZipWriter::new_append(Cursor::new(related)).expect("a zip");
    archive
        .start_file("xl/worksheets/sheet9.xml", zip::write::SimpleFileOptions::default())
        .expect("an entry");
    archive.write_all(copy.as_bytes()).expect("content");
    archive.finish().expect("a zip").into_inner()
}

#[test]
fn a_copied_sheet_is_not_overlooked() {
    let project = shared();
    let filled = typed(&quality(), &[("H6", Typed::Number("150"))]);
    let filled_copy = with_copy(&quality(), "科室数据采集表 (2)", |_| {
        with_sheet_text(&filled, str::to_owned)
    });
    let error = table::returned(&filled_copy, "a.xlsx")
        .expect_err("two sheets")
        .to_string();
    assert_eq!(
        error,
        "“a.xlsx”中有两张内容不同的采集表“科室数据采集表”和“科室数据采集表 (2)”，看不出以哪张为准，请只保留一张"
    );
    // A copy that says the same is none; another sheet is named.
    let same = with_copy(&filled, "科室数据采集表 (2)", str::to_owned);
    let comparison = compared(&project, &[("a.xlsx", &same)]);
    assert_eq!((comparison.changes.len(), comparison.remarks.len()), (1, 0));
    let other = with_copy(&filled, "分项明细", |xml| {
        let (from, to) = element(xml, "<row r=\"4\"", "</row>");
        format!("{}{}", &xml[..from], &xml[to..])
    });
    let comparison = compared(&project, &[("a.xlsx", &other)]);
    assert_eq!((comparison.changes.len(), comparison.refusals.len()), (1, 0));
    assert_eq!(
        comparison.remarks,
        ["a.xlsx：另有工作表“分项明细”，其内容没有读入，请核对"]
    );
}

#[test]
fn a_sheet_under_another_name_is_found() {
    let renamed = with_part(
        &typed(&quality(), &[("H5", Typed::Number("5436"))]),
        "xl/workbook.xml",
        |xml| xml.replace("name=\"科室数据采集表\"", "name=\"质量科已填\""),
    );
    let comparison = compared(&shared(), &[("a.xlsx", &renamed)]);
    assert_eq!((comparison.refusals.len(), comparison.changes.len()), (0, 1));
}

#[test]
fn two_files_that_disagree_are_both_named() {
    let project = shared();
    let (one, other) = (
        typed(&quality(), &[("H6", Typed::Number("150")), ("K6", Typed::Text("同"))]),
        typed(
            &quality(),
            &[
                ("H6", Typed::Number("151")),
                ("K6", Typed::Text("同")),
                ("K7", Typed::Text("后")),
            ],
        ),
    );
    assert_eq!(
        refused(
            &project,
            &[("甲.xlsx", &one), ("乙.xlsx", &other)],
            Trouble::Disagreement
        ),
        [
            "乙.xlsx 科室数据采集表!H6：“产品质量抽查批次”的实际完成值填的是“151”，而“甲.xlsx 科室数据采集表!H6”填的是“150”，两份采集表不一致"
        ]
    );
    let agreeing = typed(&quality(), &[("H6", Typed::Number("150")), ("K7", Typed::Text("后"))]);
    let comparison = compared(&project, &[("甲.xlsx", &one), ("乙.xlsx", &agreeing)]);
    assert_eq!((comparison.changes.len(), comparison.refusals.len()), (3, 0));
}

#[test]
fn a_number_written_otherwise_is_the_same_number() {
    let project = shared();
    let wide = typed(&quality(), &[("H6", Typed::Text("１５０"))]);
    let plain = typed(&quality(), &[("H6", Typed::Number("150"))]);
    let first = compared(&project, &[("甲.xlsx", &wide), ("乙.xlsx", &plain)]);
    assert_eq!((first.changes.len(), first.refusals.len()), (1, 0));
    let taken = after(&project, &first);
    assert_eq!(compared(&taken, &[("甲.xlsx", &wide)]), Comparison::default());
    // What is already taken still disagrees with another file, in either order, even where conflicts are overruled.
    let (other, name) = (typed(&quality(), &[("H6", Typed::Number("151"))]), "丙.xlsx");
    for files in [
        [("甲.xlsx", &wide), (name, &other)],
        [(name, &other), ("甲.xlsx", &wide)],
    ] {
        let files = files.map(|(name, bytes)| returned(bytes, name));
        let troubles: Vec<Trouble> = (compare(&taken, &files, Conflicts::Overwrite).refusals.iter())
            .map(|refusal| refusal.trouble)
            .collect();
        assert_eq!(troubles, [Trouble::Disagreement]);
    }
}

#[test]
fn moved_columns_bring_no_value_under_another_heading() {
    let moved = typed(
        &quality(),
        &[
            ("K4", Typed::Text("偏差原因")),
            ("L4", Typed::Text("完成情况简要描述")),
            ("K6", Typed::Text("抽查不足")),
        ],
    );
    let comparison = compared(&shared(), &[("a.xlsx", &moved)]);
    let refusals: Vec<String> = comparison.refusals.iter().map(ToString::to_string).collect();
    assert_eq!(
        refusals,
        [
            "a.xlsx 科室数据采集表!K4：锁定的内容“完成情况简要描述”被改为“偏差原因”",
            "a.xlsx 科室数据采集表!L4：锁定的内容“偏差原因”被改为“完成情况简要描述”"
        ]
    );
    assert_eq!(comparison.changes, []);
}

#[test]
fn what_the_project_changed_since_is_a_conflict() {
    let bytes = typed(
        &quality(),
        &[("H6", Typed::Number("150")), ("K7", Typed::Text("已补训"))],
    );
    let mut project = shared();
    project.indicators[1].actual = Some(Actual::Number(number("148")));
    assert_eq!(
        refused(&project, &[("a.xlsx", &bytes)], Trouble::Conflict),
        ["a.xlsx 科室数据采集表!H6：实际完成值在采集表发出后已在项目中由“145”改为“148”"]
    );
    let overwritten = compare(&project, &[returned(&bytes, "a.xlsx")], Conflicts::Overwrite);
    assert_eq!(overwritten.refusals, []);
    assert_eq!(
        (overwritten.changes[0].old.as_str(), overwritten.changes[0].new.as_str()),
        ("148", "150")
    );
    assert_eq!(
        overwritten
            .changes
            .iter()
            .map(|change| change.conflict.as_deref())
            .collect::<Vec<_>>(),
        [Some("实际完成值在采集表发出后已在项目中由“145”改为“148”"), None],
        "what would be lost is said beside it"
    );
    // What the project holds already is no conflict, and what the section left alone neither.
    project.indicators[1].actual = Some(Actual::Number(number("150")));
    project.indicators[1].measure = "改".to_owned();
    assert_eq!(compared(&project, &[("a.xlsx", &bytes)]).changes.len(), 1);
    let mut project = shared();
    project.indicators[1].unit = "次".to_owned();
    assert_eq!(
        refused(&project, &[("a.xlsx", &bytes)], Trouble::Conflict),
        [
            "a.xlsx 科室数据采集表!H6：计量单位在采集表中是“批次”，在项目中是“次”（发出后项目有改动，或采集表被改动过），填报的实际完成值可能不再适用"
        ]
    );
}

#[test]
fn a_sheet_full_of_nonsense_is_not_listed_to_its_end() {
    let project = shared();
    let bytes = with_sheet(&quality(), |xml| {
        let rows: String = (20..2020)
            .map(|row| format!("<row r=\"{row}\"><c r=\"B{row}\"><v>1</v></c></row>"))
            .collect();
        xml.replace("</sheetData>", &format!("{rows}</sheetData>"))
    });
    assert_eq!(refused(&project, &[("a.xlsx", &bytes)], Trouble::Altered).len(), 500);

    // What cannot be read is no more than the project has, and hides nothing that was altered.
    let mut project = shared();
    project.indicators = (0..600)
        .map(|at| hengji::model::Indicator {
            id: Id::new(format!("I{at:04}")),
            actual: None,
            ..project.indicators[1].clone()
        })
        .collect();
    let cells: Vec<String> = (5..605).map(|row| format!("H{row}")).collect();
    let unread = cells.iter().map(|cell| (cell.as_str(), Typed::Text("几次")));
    let typed = typed(
        &workbooks(&project).remove(0).1,
        &unread.chain([("E604", Typed::Text("≥1"))]).collect::<Vec<_>>(),
    );
    let refusals = compared(&project, &[("a.xlsx", &typed)]).refusals;
    let altered = refusals.iter().filter(|refusal| refusal.trouble == Trouble::Altered);
    assert_eq!((refusals.len(), altered.count()), (601, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_breaks_the_reader(
        victim in prop::sample::select(vec!["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]),
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"0189<>/&;\"ARs".to_vec())), 1..6),
    ) {
        let damaged = with_part(&SENT, victim, |xml| {
            let mut bytes = xml.as_bytes().to_vec();
            for (place, byte) in &damage {
                let at = place.index(bytes.len());
                bytes[at] = *byte;
            }
            String::from_utf8_lossy(&bytes).into_owned()
        });
        if let Ok(returned) = table::returned(&damaged, "a.xlsx") {
            let project = shared();
            let comparison = compare(&project, &[returned], Conflicts::Overwrite);
            if let Some(edit) = edit(&project, &comparison.changes) {
                let _ = project.after(&edit);
            }
        }
    }
}

/// The sheet of 质量监督科, made once.
static SENT: LazyLock<Vec<u8>> = LazyLock::new(quality);
