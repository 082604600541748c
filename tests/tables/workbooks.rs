//! Workbooks: merges, formats, formulas, several sheets.

use std::io::{Cursor, Read, Write};

use hengji::model::scheme::SchemeLevel::{Department, SpendingProject};
use hengji::table::{grouped, pasted};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;

use super::{listing, remarks, table};

/// Writes cells as texts, then merges blocks with what stands in their first cell.
fn fill(sheet: &mut Worksheet, cells: &[Vec<String>], merges: &[(u32, u16, u32, u16)]) {
    for (row, cells) in cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let (row, column) = (
                u32::try_from(row).expect("a row"),
                u16::try_from(column).expect("a column"),
            );
            sheet.write_string(row, column, cell).expect("a text");
        }
    }
    for &(top, left, bottom, right) in merges {
        let text = &cells[usize::try_from(top).expect("a row")][usize::from(left)];
        sheet
            .merge_range(top, left, bottom, right, text, &Format::new())
            .expect("a merge");
    }
}

#[test]
fn the_same_form_as_csv_and_as_workbook_with_merges() {
    let csv = include_bytes!("../fixtures/tables/changjiang.csv");
    let mut cells = pasted(&String::from_utf8_lossy(csv).replace(',', "\t"));
    // As the printed form has it: the goal stands once beside its rows, levels once beside theirs.
    let mut book = Workbook::new();
    let other = book.add_worksheet().set_name("说明").expect("a name");
    other.write_string(0, 0, "填表说明").expect("a text");
    let sheet = book.add_worksheet().set_name("自评表").expect("a name");
    cells[11][0] = "总分".to_owned();
    fill(
        sheet,
        &cells,
        &[
            (0, 0, 0, 6),
            (6, 0, 10, 0),
            (7, 1, 9, 1),
            (4, 0, 5, 0),
            (14, 0, 14, 6),
            (12, 1, 12, 6),
        ],
    );
    let bytes = book.save_to_buffer().expect("a workbook");
    let (workbook, text) = (
        table(&bytes, "自评表.xlsx", SpendingProject),
        table(csv, "自评表.csv", SpendingProject),
    );
    assert_eq!(listing(&workbook), listing(&text));
    assert_eq!(workbook.project, text.project);
    let said = remarks(&workbook);
    assert_eq!(
        said.strip_prefix(
            "第1行第1列：工作簿有2个工作表，指标取自“自评表”；“说明”中没有指标表，除单位、年度等以外没有读入\n"
        ),
        Some(remarks(&text).as_str())
    );
}

#[test]
fn numbers_are_read_as_a_person_sees_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["三级指标", "指标值", "实际完成值", "分值", "得分"].iter().enumerate() {
        sheet
            .write_string(0, u16::try_from(column).expect("a column"), *heading)
            .expect("a heading");
    }
    let percent = Format::new().set_num_format("0.00%");
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let month = Format::new().set_num_format("yyyy\"年\"m\"月\"");
    let least = Format::new().set_num_format("\"≥\"0\"户\"");
    let money = Format::new().set_num_format("_ * #,##0.00_ ;[Red]_ * -#,##0.00_ ");
    let day = ExcelDateTime::from_ymd(2020, 12, 25).expect("a day");
    for row in 1..=7 {
        sheet.write_string(row, 0, format!("指标{row}")).expect("a name");
    }
    sheet.write_with_format(1, 1, 0.95, &percent).expect("a target");
    sheet.write_with_format(1, 2, 0.9846, &percent).expect("an actual");
    sheet.write_string(2, 1, "12月底前").expect("a target");
    sheet.write_with_format(2, 2, &day, &date).expect("an actual");
    sheet.write_with_format(3, 1, 3566, &least).expect("a target");
    sheet.write_number(3, 2, 5436.0).expect("an actual");
    sheet.write_with_format(4, 1, 13580.32, &money).expect("a target");
    sheet.write_number(4, 2, 0.1 + 0.2).expect("an actual");
    sheet.write_string(5, 1, "12月底前").expect("a target");
    sheet.write_with_format(5, 2, &day, &month).expect("an actual");
    sheet.write_number(6, 1, 1e300).expect("a target");
    sheet
        .write_formula(6, 2, Formula::new("=1/0").set_result("#DIV/0!"))
        .expect("an actual");
    sheet.write_number(7, 1, 1e-300).expect("a target");
    sheet.write_boolean(7, 2, true).expect("an actual");
    sheet
        .write_formula(1, 3, Formula::new("=5*4").set_result("20"))
        .expect("a weight");
    sheet.merge_range(2, 3, 3, 3, "30", &Format::new()).expect("a merge");
    // An empty cell with a border far away, as whole formatted columns leave them.
    sheet.write_blank(1_048_575, 16_383, &percent).expect("a blank");
    let reading = table(
        &book.save_to_buffer().expect("a workbook"),
        "2020年.xlsx",
        SpendingProject,
    );
    assert_eq!(
        listing(&reading),
        "-|||指标1|AtLeast(95)|%|Number(98.46)|20|-\n\
         -|||指标2|ByDate(2020-12-31)||Date(2020-12-25)|30|-\n\
         -|||指标3|AtLeast(3566)|户|Number(5436)|-|-\n\
         -|||指标4|AtLeast(13580.32)||Number(0.3)|-|-\n\
         -|||指标5|ByDate(2020-12-31)||Date(2020-12-31)|-|-\n\
         -|||指标6|Text(\"1e300\")||-|-|-\n\
         -|||指标7|Text(\"1e-300\")||Done(true)|-|-\n"
    );
    let said = remarks(&reading);
    for sentence in [
        "第4行第4列：分值与第3行合并，只记在第3行",
        "第7行第3列：单元格是错误值“#DIV/0!”，按未填处理",
    ] {
        assert!(said.contains(sentence), "{said}");
    }
}

#[test]
fn amounts_shown_in_tens_of_thousands_are_read_as_they_are_shown() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "2024年度自评表").expect("a title");
    for (column, heading) in (0..).zip(["三级指标", "指标值", "实际完成值", "分值"]) {
        sheet.write_string(1, column, heading).expect("a heading");
    }
    for (row, format, _) in SCALED {
        let format = Format::new().set_num_format(format);
        sheet.write_string(row, 0, format!("支出{row}")).expect("a name");
        sheet.write_string(row, 1, "≥1").expect("a target");
        sheet
            .write_with_format(row, 2, 12_345_678.9, &format)
            .expect("an actual");
        sheet.write_number(row, 3, 10.0).expect("a weight");
    }
    let reading = table(&book.save_to_buffer().expect("a workbook"), "a.xlsx", Department);
    for ((row, format, shown), one) in SCALED.iter().zip(&reading.project.indicators) {
        let actual = one
            .actual_number()
            .map(hengji::model::number::plain)
            .unwrap_or_default();
        assert_eq!(format!("{actual}{}", one.unit), *shown, "{row} {format}");
    }
}

/// Rows with the formats of their amounts, and what a person sees of 12345678.9, with all its digits.
const SCALED: [(u32, &str, &str); 9] = [
    (2, "0!.0,\"万元\"", "1234.56789万元"),
    (3, "0\\.0,", "1234.56789"),
    (4, "#,##0!.0000", "1234.56789"),
    (5, "0\".\"00,,\"亿元\"", "0.123456789亿元"),
    (6, "#,##0.00,", "12345.6789"),
    (7, "#,##0.00\"元\"", "12345678.9元"),
    (8, "0,.0", "12345.6789"),
    // Without its 万 the number shown is another.
    (9, "0!.0,\"万\"", "12345678.9"),
    (10, "0\"元\",", "12345678.9元"),
];

#[test]
fn the_operator_and_unit_of_a_general_format_are_read() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["三级指标", "指标值", "实际完成值", "分值"]) {
        sheet.write_string(0, column, heading).expect("a heading");
    }
    let most = Format::new().set_num_format("\"≤\"General\"天\"");
    sheet.write_string(1, 0, "办理时限").expect("a name");
    sheet.write_with_format(1, 1, 5, &most).expect("a target");
    sheet.write_number(1, 2, 8.0).expect("an actual");
    let reading = table(
        &book.save_to_buffer().expect("a workbook"),
        "2020年.xlsx",
        SpendingProject,
    );
    assert_eq!(listing(&reading), "-|||办理时限|AtMost(5)|天|Number(8)|-|-\n");
}

#[test]
fn a_workbook_of_libreoffice_reads_as_its_csv() {
    let workbook = table(
        include_bytes!("../fixtures/tables/sichuan.xlsx"),
        "自评表.xlsx",
        SpendingProject,
    );
    let text = table(
        include_bytes!("../fixtures/tables/sichuan.csv"),
        "自评表.csv",
        SpendingProject,
    );
    assert_eq!(listing(&workbook), listing(&text));
    assert_eq!(remarks(&workbook), remarks(&text));
    assert_eq!(workbook.project, text.project);
}

/// Takes a text out of every part of a workbook.
fn without(bytes: &[u8], words: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut content = String::new();
        part.read_to_string(&mut content).expect("a text");
        let name = part.name().expect("a name").into_owned();
        out.start_file(name, SimpleFileOptions::default()).expect("a part");
        out.write_all(content.replace(words, "").as_bytes()).expect("content");
    }
    out.finish().expect("an archive").into_inner()
}

#[test]
fn a_formula_without_a_stored_result_is_remarked() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let headings = ["三级指标", "指标值", "实际完成值", "分值", "计量单位"];
    for (column, heading) in headings.iter().enumerate() {
        sheet
            .write_string(0, u16::try_from(column).expect("a column"), *heading)
            .expect("a heading");
    }
    sheet.write_string(1, 0, "抽检批次").expect("a name");
    // Nothing is a result too.
    sheet.set_formula_result_default("");
    sheet
        .write_formula(1, 4, Formula::new("=IF(A9=\"\",\"\",A9)"))
        .expect("an empty unit");
    sheet.write_string(1, 1, "≥5").expect("a target");
    sheet
        .write_formula(1, 2, Formula::new("=2+3").set_result("777"))
        .expect("an actual");
    sheet
        .write_formula(1, 3, Formula::new("=5*4").set_result("20"))
        .expect("a weight");
    let reading = table(
        &without(&book.save_to_buffer().expect("a workbook"), "<v>777</v>"),
        "2020年.xlsx",
        SpendingProject,
    );
    assert_eq!(listing(&reading), "-|||抽检批次|AtLeast(5)||-|20|-\n");
    let said = remarks(&reading);
    assert!(
        said.contains(
            "第2行第3列：单元格是公式，文件中没有保存它的结果，未读入；请在 Excel 或 WPS 中打开并保存后重新导入"
        ),
        "{said}"
    );
    assert!(!said.contains("第2行第4列") && !said.contains("第2行第5列"), "{said}");
}

/// Writes rows of texts as a sheet.
pub fn sheet_of(book: &mut Workbook, name: &str, text: &str) {
    let sheet = book.add_worksheet().set_name(name).expect("a name");
    fill(sheet, &pasted(&text.replace(',', "\t")), &[]);
}

#[test]
fn indicators_of_another_sheet_are_named() {
    let mut book = Workbook::new();
    sheet_of(
        &mut book,
        "产出",
        "2020年度自评表\n三级指标,指标值,实际完成值,分值\n检查户数,≥100户,120户,10\n抽检批次,≥30批次,30批次,10\n",
    );
    sheet_of(
        &mut book,
        "效益",
        "三级指标,指标值,实际完成值,分值\n群众满意度,≥90%,95%,10\n检查户数,≥100户,112户,10\n",
    );
    sheet_of(&mut book, "同上", "三级指标,指标值,分值\n检查户数,≥100户,10\n");
    let reading = table(&book.save_to_buffer().expect("a workbook"), "a.xlsx", SpendingProject);
    assert_eq!(reading.project.indicators.len(), 2);
    assert_eq!(
        remarks(&reading),
        "第1行第1列：工作表“效益”另有1项指标没有读入：“群众满意度”，需要时请另选该工作表导入\n\
         第1行第1列：工作表“效益”中1项指标的数值与读入的不同，没有采用：“检查户数”，请核对\n\
         第1行第1列：工作簿有3个工作表，指标取自“产出”\n\
         第1行第1列：表中没有项目名称，请在基本信息中填写\n"
    );
    // What is said of a whole sheet is said of each.
    let other = "三级指标,指标值,分值\n培训场次,≥100户,10\n";
    sheet_of(&mut book, "又一", other);
    let reading = table(&book.save_to_buffer().expect("a workbook"), "a.xlsx", SpendingProject);
    assert_eq!(grouped(&reading.remarks).len(), reading.remarks.len());
}

#[test]
fn what_is_hidden_is_read_and_said() {
    let mut book = Workbook::new();
    sheet_of(
        &mut book,
        "自评表",
        "2020年度自评表\n三级指标,分值,指标值,实际完成值,分值\n检查户数,7,≥100户,120户,10\n抽检批次,7,≥30批次,30批次,10\n",
    );
    let sheet = book.worksheet_from_name("自评表").expect("the sheet");
    sheet.set_column_hidden(1).expect("a column");
    sheet.set_column_hidden(2).expect("a column");
    sheet.set_row_hidden(3).expect("a row");
    let reading = table(&book.save_to_buffer().expect("a workbook"), "a.xlsx", SpendingProject);
    assert_eq!(
        listing(&reading),
        "-|||检查户数|AtLeast(100)|户|Number(120)|10|-\n-|||抽检批次|AtLeast(30)|批次|Number(30)|10|-\n",
        "the points that are seen"
    );
    assert_eq!(
        remarks(&reading),
        "第1行第1列：表中没有项目名称，请在基本信息中填写\n\
         第2行第2列：“分值”一栏在表中有两处，这一处2行的内容没有读入\n\
         第2行第3列：“指标值”一栏在表中是隐藏的，内容照常读入，请核对\n\
         第4行第1列：这一行在表中是隐藏的，指标照常读入，请核对\n"
    );
}

#[test]
fn sheets_that_are_not_read_are_named() {
    let mut book = Workbook::new();
    let form = "2020年度自评表\n三级指标,指标值,实际完成值,分值\n检查户数,≥100户,120户,10\n";
    for name in ["自评表", "旧表", "参数"] {
        sheet_of(&mut book, name, form);
    }
    book.worksheet_from_name("旧表").expect("the sheet").set_hidden(true);
    book.worksheet_from_name("参数")
        .expect("the sheet")
        .set_very_hidden(true);
    let reading = table(&book.save_to_buffer().expect("a workbook"), "a.xlsx", SpendingProject);
    assert_eq!(
        remarks(&reading),
        "第1行第1列：隐藏的或第32个以后的工作表没有读入：“旧表”“参数”，需要时请单独保存该工作表再导入\n\
         第1行第1列：表中没有项目名称，请在基本信息中填写\n"
    );
}
