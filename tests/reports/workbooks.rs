//! The workbook: its sheets, how they are printed, what they take, and that LibreOffice computes what we print.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};
use hengji::examples::Example;
use hengji::model::{Actual, BudgetLine, FundKind, Id, Indicator, Project, Target};
use hengji::{file, schemes, score};
use resvg::usvg::roxmltree;

use super::fixture::{self, department, number, project};
use super::{office, part, sheet, without_results, xlsx_of};

/// The sheets in their order.
pub const SHEETS: [&str; 7] = [
    "自评表",
    "预算执行",
    "指标明细",
    "校验",
    "系统导入",
    "项目汇总",
    "得分汇总",
];

/// Every workbook that must come out: both samples, a small project of every scheme, one with 200 indicators.
pub fn projects() -> Vec<(String, Project)> {
    let mut projects: Vec<(String, Project)> = (schemes::shipped().iter())
        .map(|scheme| (scheme.id.clone(), declared(project(scheme))))
        .collect();
    for example in Example::ALL {
        projects.push((
            format!("sample-{}", example.id()),
            file::decode(example.bytes()).expect("a sample"),
        ));
    }
    for scheme in schemes::shipped() {
        projects.push((format!("many-{}", scheme.id), fixture::many(scheme, 200)));
    }
    projects.push(("with-gaps".to_owned(), gaps()));
    for scheme in schemes::shipped() {
        let empty = Project {
            scheme: scheme.clone(),
            ..Project::default()
        };
        projects.push((format!("empty-{}", scheme.id), empty));
    }
    // A judged score outside its tier, an answer of no, a department whose budget names its projects.
    let mut outside = department();
    outside.indicators[11].judged = Some(number("5.5"));
    outside.indicators[12].actual = Some(Actual::Done(false));
    outside.budget.lines[1].name = "长江禁捕项目".to_owned();
    // Actuals of another kind than their targets want, and one nobody can read.
    outside.indicators[0].actual = Some(Actual::Text("92万余".to_owned()));
    outside.indicators[1].actual = outside.indicators[7].actual.clone();
    outside.indicators[7].actual = Some(Actual::Number(number("100")));
    projects.push(("outside".to_owned(), outside));
    // A form whose rows add up some of the lines, one of which lacks an amount.
    let mut named = project(&schemes::find("mof2020_project").expect("a shipped scheme"));
    named.budget.lines[0].name = "当年财政拨款".to_owned();
    named.budget.lines[1].name = "上年结转资金".to_owned();
    projects.push(("named-lines".to_owned(), named.clone()));
    named.budget.lines[1].initial = None;
    projects.push(("named-gaps".to_owned(), named));
    projects
}

/// The same with scores declared, relations of every kind and a relation that does not hold.
pub fn declared(mut project: Project) -> Project {
    use hengji::model::{Fact, Relation, RelationKind};
    let fact = |id: &str, value: &str, unit: &str| Fact {
        id: Id::new(id),
        name: format!("数据{id}"),
        value: Some(number(value)),
        unit: unit.to_owned(),
        ..Fact::default()
    };
    project.facts = vec![
        fact("F1", "41141", "件"),
        fact("F2", "20000.1", "件"),
        fact("F3", "21140.9", "件"),
        fact("F4", "48.6", "%"),
        fact("F5", "1140.8", "件"),
    ];
    let relation = |id: &str, kind, whole: &str, parts: &[&str]| Relation {
        id: Id::new(id),
        name: format!("关系{id}"),
        kind,
        whole: Id::new(whole),
        parts: parts.iter().map(|part| Id::new(*part)).collect(),
    };
    project.relations = vec![
        relation("R1", RelationKind::Sum, "F1", &["F2", "F3"]),
        relation("R2", RelationKind::Ratio, "F4", &["F2", "F1"]),
        relation("R3", RelationKind::Difference, "F5", &["F3", "F2"]),
        relation("R4", RelationKind::Sum, "I0001", &["I0002", "F1"]),
        relation("R5", RelationKind::Ratio, "I0005", &["F2", "F9"]),
    ];
    project.declared = Some(number("96"));
    project.budget.declared = Some(number("19.5"));
    project.indicators[0].declared = project.indicators[0].weight;
    project.indicators[1].declared = Some(number("3"));
    project
}

/// Amounts, actuals, weights and goals missing here and there, and a line of the budget without any amount.
fn gaps() -> Project {
    let mut project = declared(department());
    project.budget.lines[0].adjusted = None;
    project.budget.lines.push(BudgetLine {
        id: Id::new("B3"),
        kind: FundKind::Other,
        ..BudgetLine::default()
    });
    project.budget.causes[0].amount = None;
    project.indicators[0].actual = None;
    project.indicators[1].weight = None;
    project.indicators[2].target = None;
    project.indicators[3].goal = None;
    project.facts[1].value = None;
    project
}

pub fn book(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook")
}

/// Compares the numbers of two cells as Excel keeps them: with 12 of its 15 digits.
fn same(ours: &Data, theirs: &Data) -> bool {
    match (ours.as_f64(), theirs.as_f64()) {
        (Some(ours), Some(theirs)) => {
            format!("{ours:.11e}") == format!("{theirs:.11e}") || (ours - theirs).abs() < 1e-9
        }
        _ => ours.as_string().unwrap_or_default() == theirs.as_string().unwrap_or_default(),
    }
}

/// Lists the formulas that another program computes differently, as `sheet!row,column: ours, theirs`.
fn differences(ours: &[u8], theirs: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let (mut ours, mut theirs) = (book(ours), book(theirs));
    for name in SHEETS {
        let formulas = ours.worksheet_formula(name).expect("formulas");
        let (values, computed) = (
            ours.worksheet_range(name).expect("values"),
            theirs.worksheet_range(name).expect("values"),
        );
        let start = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let at = (
                start.0 + u32::try_from(row).expect("a row"),
                start.1 + u32::try_from(column).expect("a column"),
            );
            let (ours, theirs) = (
                values.get_value(at).cloned().unwrap_or_default(),
                computed.get_value(at).cloned().unwrap_or_default(),
            );
            if !formula.is_empty() && !same(&ours, &theirs) {
                found.push(format!(
                    "{name}!{},{}: {ours:?}, {theirs:?} by {formula}",
                    at.0 + 1,
                    at.1 + 1
                ));
            }
        }
    }
    found
}

#[test]
fn the_score_of_a_yes_or_no_follows_its_answer() {
    let project = hengji::file::decode(Example::Wuchang.bytes()).expect("the sample");
    let answered = |one: &&Indicator| {
        matches!(one.actual, Some(Actual::Done(_))) && matches!(one.target, Some(Target::YesNo(_) | Target::ByDate(_)))
    };
    let count = project.indicators.iter().filter(answered).count();
    let formulas = book(&xlsx_of(&project)).worksheet_formula("自评表").expect("formulas");
    let live = formulas
        .used_cells()
        .filter(|(_, _, formula)| formula.contains("=\"是\""));
    assert_eq!(live.count(), count);
    assert!(count > 3, "{count}");
}

#[test]
fn libreoffice_computes_every_formula_of_every_sheet_as_we_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let projects = projects();
    let mut files = Vec::new();
    for (name, project) in &projects {
        let file = folder.path().join(format!("{name}.xlsx"));
        std::fs::write(&file, without_results(&xlsx_of(project), str::to_owned)).expect("written");
        files.push(file);
    }
    let broken = folder.path().join("broken.xlsx");
    let bytes = without_results(&xlsx_of(&department()), |sheet| {
        sheet.replacen("SUM(指标明细!", "1+SUM(指标明细!", 1)
    });
    std::fs::write(&broken, bytes).expect("written");
    files.push(broken);
    let out = office::converted(folder.path(), "xlsx:Calc MS Excel 2007 XML", &files);
    let computed = |name: &str| std::fs::read(out.join(format!("{name}.xlsx"))).expect("converted");
    let mut wrong = Vec::new();
    for (name, project) in &projects {
        let differences = differences(&xlsx_of(project), &computed(name));
        wrong.extend(differences.into_iter().map(|one| format!("{name} {one}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!differences(&xlsx_of(&department()), &computed("broken")).is_empty());
    // The total in 自评表 and 项目汇总 and every score in 指标明细 are exactly ours.
    for (name, project) in &projects {
        let card = score::score(project);
        let mut book = book(&computed(name));
        let detail = book.worksheet_range("指标明细").expect("values");
        for (position, row) in card.rows.iter().enumerate() {
            let at = (u32::try_from(position + 3).expect("a row"), 15);
            let theirs = detail.get_value(at).cloned().unwrap_or_default();
            match row.score {
                Some(score) => assert_eq!(
                    theirs.to_string(),
                    hengji::model::number::plain(score),
                    "{name} {position}"
                ),
                None => assert_eq!(theirs.to_string(), row.word(), "{name} {position}"),
            }
        }
        let summary = book.worksheet_range("项目汇总").expect("values");
        let cell = |column| summary.get_value((3, column)).cloned().unwrap_or_default().to_string();
        let total = card.stated_total().map(hengji::model::number::plain);
        assert_eq!(cell(5), total.unwrap_or("未填".to_owned()), "{name}");
        assert_eq!(cell(6), card.grade.clone().unwrap_or("未评级".to_owned()), "{name}");
    }
}

#[test]
fn what_does_not_agree_is_said_with_the_difference() {
    let rows = |project: &Project| -> Vec<Vec<String>> {
        let (values, _) = sheet(&xlsx_of(project), "校验");
        values
            .rows()
            .map(|row| row.iter().map(ToString::to_string).collect())
            .collect()
    };
    let found = |rows: &[Vec<String>], name: &str| -> Vec<String> {
        let row = rows.iter().find(|row| row[2] == name);
        row.unwrap_or_else(|| unreachable!("no {name} in {rows:?}"))[3..7].to_vec()
    };
    let good = rows(&declared(department()));
    assert_eq!(found(&good, "关系R1"), ["41141", "41141", "0", "一致"]);
    assert_eq!(found(&good, "关系R2"), ["48.6", "48.6", "0", "一致"]);
    assert_eq!(found(&good, "关系R4"), ["41286", "5436", "-35850", "不一致"]);
    assert_eq!(found(&good, "关系R5"), ["未填", "98.46625766871166", "未填", "未填"]);
    assert_eq!(found(&good, "分值合计：全部指标"), ["80", "80", "0", "一致"]);
    assert_eq!(
        found(&good, "项目支出变动原因金额之和等于执行数减年初预算数"),
        ["1136.25", "1339.41", "203.16", "不一致"]
    );
    assert_eq!(
        found(&good, "基本支出变动原因金额之和等于执行数减年初预算数（未列变动原因）"),
        ["55.13", "0", "-55.13", "不一致"]
    );
    assert_eq!(found(&good, "总分：自评填报得分等于系统计算得分")[3], "不一致");
    let mut heavy = declared(department());
    heavy.indicators[0].weight = Some(number("7.5"));
    assert_eq!(
        found(&rows(&heavy), "分值合计：全部指标"),
        ["80", "81.5", "1.5", "不一致"]
    );
    let mut other = project(&schemes::find("mof2020_project").expect("a shipped scheme"));
    other.budget.lines[0].name = "当年财政拨款".to_owned();
    let parts = found(&rows(&other), "全年执行数：各分项之和等于自评表总额");
    assert_eq!(parts, ["14771.7", "11687.45", "-3084.25", "不一致"]);
}

#[test]
fn every_sheet_is_ready_to_print() {
    for (name, project) in projects() {
        let bytes = xlsx_of(&project);
        let names = book(&bytes).sheet_names();
        assert_eq!(names[..SHEETS.len()], SHEETS, "{name}");
        // The numbers that relations name have a sheet where there are any.
        let rest: &[&str] = if project.relations.is_empty() {
            &[]
        } else {
            &["数据项"]
        };
        assert_eq!(names[SHEETS.len()..], *rest, "{name}");
        let workbook = part(&bytes, "xl/workbook.xml");
        for (position, sheet) in SHEETS.iter().enumerate() {
            let text = part(&bytes, &format!("xl/worksheets/sheet{}.xml", position + 1));
            let area = format!("<definedName name=\"_xlnm.Print_Area\" localSheetId=\"{position}\">{sheet}!$A$");
            let titles = format!("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{position}\">{sheet}!$");
            assert!(
                workbook.contains(&area) && workbook.contains(&titles),
                "{name} {sheet} {workbook}"
            );
            // Everything is printed on A4; all but the twenty-five columns, which go over several pages, fit its width.
            let fits = *sheet != "指标明细";
            assert_eq!(text.contains("<pageSetUpPr fitToPage=\"1\"/>"), fits, "{name} {sheet}");
            assert!(text.contains("paperSize=\"9\""), "{name} {sheet}");
            assert!(!text.contains("fitToWidth="), "one page wide: {name} {sheet}");
            // A form of few rows is kept to few pages; everything else is as long as it is.
            let form = *sheet == "自评表";
            assert!(form || !fits || text.contains("fitToHeight=\"0\""), "{name} {sheet}");
            assert!(text.contains("orientation=\"landscape\""), "{name} {sheet}");
            assert!(text.contains("state=\"frozen\""), "{name} {sheet}");
        }
    }
}

#[test]
fn cells_take_only_what_their_rules_know() {
    let lists = |bytes: &[u8], number: usize| -> BTreeMap<String, String> {
        let text = part(bytes, &format!("xl/worksheets/sheet{number}.xml"));
        let document = roxmltree::Document::parse(&text).expect("well-formed");
        let rules = document.descendants().filter(|node| {
            node.has_tag_name((
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "dataValidation",
            ))
        });
        rules
            .map(|rule| {
                let list = rule.descendants().find_map(|node| node.text()).unwrap_or_default();
                (rule.attribute("sqref").unwrap_or_default().to_owned(), list.to_owned())
            })
            .collect()
    };
    let bytes = xlsx_of(&project(&schemes::find("guangxi").expect("a shipped scheme")));
    let form = lists(&bytes, 1);
    // A sign is what the formulas of its row are written for.
    let signs = |bytes: &[u8]| {
        let lists = lists(bytes, 1).into_values();
        let signs: Vec<String> = lists.filter(|list| list.contains(['≥', '≤'])).collect();
        signs
    };
    let offered = signs(&bytes);
    assert!(
        offered.contains(&"\"≥\"".to_owned()) && offered.contains(&"\"≤\"".to_owned()),
        "{offered:?}"
    );
    assert!(!offered.iter().any(|list| list.contains(',')), "{offered:?}");
    let mut without = project(&schemes::find("guangxi").expect("a shipped scheme"));
    without.indicators[0].target = None;
    assert!(signs(&xlsx_of(&without)).contains(&"\"≥,＞,≤,＜,＝,定性,文字\"".to_owned()));
    let scheme = schemes::find("guangxi").expect("a shipped scheme");
    let tiers: Vec<&str> = scheme.qualitative.tiers.iter().map(|tier| tier.name.as_str()).collect();
    assert!(
        form.values().any(|list| *list == format!("\"{}\"", tiers.join(","))),
        "{form:?}"
    );
    assert!(form.values().any(|list| list == "\"已成立,未成立\""), "{form:?}");
    // The judged score lies within what its tier allows of its weight.
    let low = "IF(自评表!F22=\"达成年度指标\",ROUNDUP(ROUND(自评表!H22*0.8,10),2),\
        IF(自评表!F22=\"部分达成年度指标并具有一定效果\",ROUNDUP(ROUND(自评表!H22*0.6,10),2),\
        ROUNDUP(ROUND(自评表!H22*0,10),2)))";
    assert_eq!(form["I22"], low);
    let import = lists(&bytes, 5);
    // A range and a day, which the system has no sign for, have words of its own beside the same list.
    for rows in ["D2:D7", "D8:D9", "D10:D15"] {
        assert_eq!(import[rows], "\"≥,＞,≤,＜,＝,定性,文字\"");
    }
    assert!(import.values().any(|list| list == "\"达成,未达成\""), "{import:?}");
}

#[test]
fn the_sheets_are_the_golden_ones() {
    let bytes = xlsx_of(&declared(department()));
    let sheets: Vec<String> = (1..=SHEETS.len())
        .map(|number| part(&bytes, &format!("xl/worksheets/sheet{number}.xml")))
        .collect();
    let text = sheets.join("\n").replace("><", ">\n<");
    insta::with_settings!({snapshot_path => "../golden", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("workbook-hubei_dept", text);
    });
}

#[test]
fn carry_overs_left_empty_add_up_to_nothing() {
    let mut project = department();
    for line in &mut project.budget.lines {
        line.carry_over = None;
    }
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(xlsx_of(&project))).expect("a workbook");
    let range = workbook.worksheet_range("预算执行").expect("the sheet");
    let row = u32::try_from(3 + project.budget.lines.len()).expect("a row");
    assert_eq!(range.get_value((row, 4)).and_then(DataType::as_f64), Some(0.0));
}
