//! The sheet 系统导入: its headings, that it says what 自评表 says, and that 校验 tells once that is changed in Excel.

use std::io::{Cursor, Write};

use calamine::{Data, DataType, Reader};
use hengji::model::scheme::FormCell;
use hengji::model::{Actual, Field, Project, Target, number};
use hengji::report::form::{Slot, form};
use hengji::{binding, score, table};

use super::fixture::{DAY, department};
use super::workbooks::{book, projects};
use super::{office, parts, sheet, without_results, xlsx_of};

#[test]
fn the_import_sheet_has_exactly_the_headings_of_the_system() {
    let project = department();
    let (values, _) = sheet(&xlsx_of(&project), "系统导入");
    let headings: Vec<String> = values
        .rows()
        .next()
        .expect("a row")
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        headings,
        [
            "一级指标",
            "二级指标",
            "三级指标名称",
            "计算符号",
            "指标值",
            "*实际完成值（定量填数字，定性填达成、部分达成、未达成）",
            "计量单位",
            "*分值 数量(20)、质量(10)、时效(10)、成本(10)、效益(30)、满意度(10)",
            "*指标得分（定量系统自动计算，定性必填…）",
            "扣减分数",
            "完成情况简要描述（定量选填，定性必填）",
            "偏差原因及改进措施（指标未完成时必填）",
        ]
    );
    assert_eq!(values.height(), 1 + project.indicators.len());
    let cell = |row: u32, column: u32| values.get_value((row, column)).cloned().expect("a cell");
    assert_eq!(cell(2, 3), Data::String("≥".to_owned()));
    assert_eq!(cell(2, 4), Data::Float(154.0));
    assert_eq!(cell(2, 5), Data::Float(145.0));
    assert_eq!(cell(12, 5), Data::String("部分达成".to_owned()));
}

/// What a row holds, in the order of the headings: numbers as a workbook shows them, nothing for what is missing.
fn wanted(project: &Project, position: usize) -> [String; 12] {
    let it = &project.indicators[position];
    let plain = |value: Option<_>| value.map(number::plain).unwrap_or_default();
    let target = it.target.as_ref();
    let tiers = &project.scheme.qualitative.tiers;
    let actual = match (&it.actual, it.actual_number()) {
        (_, Some(value)) => number::plain(number::round(value, 6)),
        (Some(Actual::Tier(tier)), _) => tiers[usize::from(*tier)].aliases[0].clone(),
        (Some(Actual::Done(true)), _) => "达成".to_owned(),
        (Some(Actual::Done(false)), _) => "未达成".to_owned(),
        _ => project.cell(it, Field::Actual),
    };
    let reasons = [("偏差原因", it.reason.trim()), ("改进措施", it.measure.trim())];
    let reasons = reasons.into_iter().filter(|(_, text)| !text.is_empty());
    let reasons: Vec<String> = reasons.map(|(label, text)| format!("{label}：{text}")).collect();
    [
        it.level1.clone(),
        it.level2.clone(),
        it.name.clone(),
        match target {
            // The system has no sign for a range or a day.
            Some(Target::Range { .. } | Target::ByDate(_)) => "文字".to_owned(),
            _ => target.map_or("", Target::operator).to_owned(),
        },
        target.map_or(String::new(), |target| {
            target.number().map_or_else(|| target.text(), number::plain)
        }),
        actual,
        it.unit.clone(),
        plain(it.weight),
        plain(score::score(project).rows[position].score),
        plain(it.deduction),
        // What is demanded and missing is empty: no word of ours goes into the system.
        it.description.clone(),
        reasons.join("\n"),
    ]
}

#[test]
fn every_cell_says_what_the_system_takes_and_is_plain() {
    for (name, project) in projects() {
        let (values, formulas) = sheet(&xlsx_of(&project), "系统导入");
        let project = binding::printed(&project, &score::score(&project)).into_owned();
        let step = (project.indicators.len() / 20).max(1);
        for position in (0..project.indicators.len()).step_by(step) {
            let row = u32::try_from(position + 1).expect("a row");
            for (column, wanted) in (0..).zip(wanted(&project, position)) {
                let value = values.get_value((row, column)).cloned().unwrap_or_default();
                assert_eq!(value.to_string(), wanted, "{name} {row} {column}");
                let is_number = wanted.parse::<f64>().is_ok();
                assert_eq!(value.is_float(), is_number, "{name} {row} {column} {value:?}");
            }
        }
        let formula = formulas.used_cells().find(|(.., formula)| !formula.is_empty());
        assert_eq!(formula, None, "{name}");
    }
}

#[test]
fn what_a_formula_cannot_store_as_text_stays_text() {
    let mut project = department();
    let words = ["2020", "TRUE", "inf", "#N/A", " 前后有空格 ", "一_x0041_二", "未填"];
    for (indicator, word) in project.indicators.iter_mut().zip(words) {
        indicator.name = word.to_owned();
    }
    let bytes = xlsx_of(&project);
    let (values, formulas) = sheet(&bytes, "系统导入");
    for (row, word) in (1..).zip(words) {
        assert_eq!(
            values.get_value((row, 2)),
            Some(&Data::String(word.to_owned())),
            "{word}"
        );
        assert_eq!(formulas.get_value((row, 2)).map_or("", String::as_str), "", "{word}");
    }
}

/// Changes the text of one part.
fn rewritten(bytes: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts(bytes) {
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name.clone(), options).expect("an entry");
        let content = if name == part {
            change(&String::from_utf8(content).expect("text")).into_bytes()
        } else {
            content
        };
        out.write_all(&content).expect("content");
    }
    out.finish().expect("a zip").into_inner()
}

/// Writes something else into a cell of a sheet.
fn retyped(sheet: &str, place: &str, cell: &str) -> String {
    let (before, rest) = sheet.split_once(&format!("<c r=\"{place}\" ")).expect("the cell");
    let (old, after) = rest.split_once('>').expect("its attributes");
    let style = old
        .split_whitespace()
        .find(|one| one.starts_with("s="))
        .unwrap_or_default();
    let style = style.trim_end_matches('/');
    let after = if old.ends_with('/') {
        after
    } else {
        after.split_once("</c>").expect("its end").1
    };
    format!("{before}<c r=\"{place}\" {style} {cell}</c>{after}")
}

/// Cell of the form that holds a field of an indicator, as `A1`.
fn place(project: &Project, indicator: usize, cell: FormCell) -> String {
    let form = form(project, &score::score(project), DAY);
    let rows = form.rows.iter().enumerate();
    let mut entries = rows.flat_map(|(row, entries)| entries.iter().map(move |entry| (row, entry)));
    let (row, entry) = entries
        .find(|(_, entry)| entry.slot == Slot::Indicator(indicator, cell))
        .expect("a cell");
    let letter = char::from(b'A' + u8::try_from(entry.column).expect("a column"));
    format!("{letter}{}", row + 3)
}

#[test]
fn what_is_changed_in_the_form_is_told_by_the_checks() {
    let project = department();
    assert!(matches!(project.indicators[11].actual, Some(Actual::Tier(_))));
    let text = |text: &str| format!("t=\"inlineStr\"><is><t>{text}</t></is>");
    let (actual, name, tier) = (
        place(&project, 1, FormCell::Actual),
        place(&project, 2, FormCell::Name),
        place(&project, 11, FormCell::Actual),
    );
    let best = project.scheme.qualitative.tiers[0].name.clone();
    let live = rewritten(&xlsx_of(&project), "xl/worksheets/sheet1.xml", |sheet| {
        let sheet = retyped(sheet, &actual, "><v>150</v>");
        let sheet = retyped(&sheet, &name, &text("另一个名称"));
        retyped(&sheet, &tier, &text(&best))
    });
    let overwritten = rewritten(&xlsx_of(&project), "xl/worksheets/sheet5.xml", |sheet| {
        retyped(&retyped(sheet, "H3", "><v>9</v>"), "C4", ">")
    });
    let folder = tempfile::tempdir().expect("a folder");
    let same = xlsx_of(&project);
    let files = [("same", same), ("live", live), ("overwritten", overwritten)].map(|(name, bytes)| {
        let file = folder.path().join(format!("{name}.xlsx"));
        std::fs::write(&file, without_results(&bytes, str::to_owned)).expect("written");
        file
    });
    let out = office::converted(folder.path(), "xlsx:Calc MS Excel 2007 XML", &files);
    let read = |name: &str, sheet: &str| {
        let bytes = std::fs::read(out.join(name)).expect("converted");
        book(&bytes).worksheet_range(sheet).expect("values")
    };
    let detail = read("live.xlsx", "指标明细");
    let name = detail.get_value((5, 5)).cloned().unwrap_or_default();
    assert_eq!(name.to_string(), "另一个名称");
    let apart = |name: &str| -> Vec<String> {
        let checks = read(name, "校验");
        let rows = checks
            .rows()
            .filter(|row| row[1].as_string().as_deref() == Some("系统导入"));
        let rows: Vec<_> = rows.collect();
        assert_eq!(rows.len(), 13, "a check for each column, and one for the signs");
        let apart = rows
            .into_iter()
            .filter(|row| row[6].as_string().as_deref() != Some("一致"));
        apart.map(|row| format!("{}{}", row[2], row[5])).collect()
    };
    let told = |column: &str, rows: i32| format!("{column}：系统导入与自评表一致的指标条数{}", -rows);
    assert_eq!(apart("same.xlsx"), [""; 0]);
    let changed = [told("三级指标名称", 1), told("实际完成值", 2), told("指标得分", 1)];
    assert_eq!(apart("live.xlsx"), changed);
    assert_eq!(apart("overwritten.xlsx"), [told("三级指标名称", 1), told("分值", 1)]);
}

#[test]
fn a_range_or_a_day_goes_to_the_system_as_text_and_the_checks_say_so() {
    let mut project = department();
    let range = Target::Range {
        low: 8.into(),
        high: 12.into(),
    };
    project.indicators[1].target = Some(range.clone());
    // Beside ≤ the system takes a number only, never a day.
    let (due, done) = (jiff::civil::date(2020, 6, 30), jiff::civil::date(2020, 6, 12));
    project.indicators[2].target = Some(Target::ByDate(due));
    project.indicators[2].actual = Some(Actual::Date(done));
    let bytes = xlsx_of(&project);
    let (values, _) = sheet(&bytes, "系统导入");
    let cell = |row, column| values.get_value((row, column)).cloned().unwrap_or_default().to_string();
    assert_eq!([cell(2, 3), cell(2, 4)], ["文字", "8～12"]);
    let day = [cell(3, 3), cell(3, 4), cell(3, 5)];
    assert_eq!(day, ["文字", "2020年6月30日前", "2020年6月12日"]);
    let (checks, _) = sheet(&bytes, "校验");
    let said = |row: &&[Data]| {
        row.iter()
            .any(|cell| cell.to_string().contains("没有区间和日期的计算符号"))
    };
    let row = checks.rows().find(said).expect("a check of ranges");
    assert_eq!(row[6].to_string(), "一致");
    let read = table::read(&bytes, "2021年.xlsx", &project.scheme).expect("a table");
    assert_eq!(read.project.indicators[1].target, Some(range));
    assert_eq!(read.project.indicators[2].target, Some(Target::ByDate(due)));
}
