//! What is no table is refused with one sentence; what is half a table is read as far as it goes.

use std::io::{Cursor, Read, Write};

use encoding_rs::GB18030;
use hengji::model::scheme::SchemeLevel::SpendingProject;
use hengji::table::read;
use proptest::prelude::{any, prop, proptest};
use zip::write::SimpleFileOptions;

use super::{cases, listing, scheme, table};

/// Returns the sentence by which bytes are refused.
fn refusal(bytes: &[u8], name: &str) -> String {
    match read(bytes, name, &scheme(SpendingProject)) {
        Ok(reading) => panic!("{name} was read: {}", listing(&reading)),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_is_no_table_is_refused_with_a_sentence() {
    let png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01";
    for (bytes, name, words) in [
        (&b""[..], "空.csv", "是空文件"),
        (b"\n\n", "空行.csv", "没有找到指标表"),
        (png, "表.xlsx", "不是 Excel 或 CSV 表格"),
        (b"PK\x03\x04 and then nothing", "坏.xlsx", "不是完好的 Excel 文件"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "表.xlsx", "是 PDF 文件"),
        (
            b"<html><table><tr><td>1</td></tr></table></html>",
            "表.xls",
            "是网页或 XML",
        ),
        (
            b"\xef\xbb\xbf<?xml version=\"1.0\"?><Workbook/>",
            "表.xls",
            "是网页或 XML",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and then nothing",
            "旧.xls",
            "另存为 .xlsx",
        ),
        ("姓名,电话\n甲,1\n".as_bytes(), "名单.csv", "没有找到指标表"),
        ("三级指标,指标值,分值\n".as_bytes(), "表头.csv", "只有表头"),
    ] {
        let sentence = refusal(bytes, name);
        assert!(
            sentence.contains(words) && sentence.contains(name) && !sentence.contains('\n'),
            "{sentence}"
        );
    }
}

#[test]
fn the_line_that_cannot_be_read_is_named() {
    let text = "2020年度\n三级指标,指标值,分值\n甲,≥5次,10\n乙,≥5次,10\n";
    let spoiled = |bytes: &[u8], mark: &[u8], with: &[u8]| {
        let at = bytes
            .windows(mark.len())
            .position(|window| window == mark)
            .expect("the mark");
        [&bytes[..at], with, &bytes[at + mark.len()..]].concat()
    };
    let gbk = GB18030.encode(text).0.into_owned();
    for bytes in [
        spoiled(text.as_bytes(), "乙".as_bytes(), b"\0"),
        spoiled(text.as_bytes(), "乙".as_bytes(), b"\x0b"),
        spoiled(text.as_bytes(), "乙".as_bytes(), b"\xe4\xb9"),
        spoiled(&gbk, &GB18030.encode("乙").0, b"\xff\xff"),
    ] {
        let sentence = refusal(&bytes, "表.csv");
        assert!(sentence.contains("第4行有读不懂的字符"), "{sentence}");
    }
}

#[test]
fn a_cell_no_spreadsheet_could_hold_is_refused_with_its_place() {
    let text = format!("三级指标,指标值\n甲,1\n乙,\"{}", "1,\n".repeat(20_000) + "\"\n");
    assert_eq!(
        refusal(text.as_bytes(), "表.csv"),
        "“表.csv”第3行第2列的文字超过32767字，可能是引号没有成对"
    );
}

#[test]
fn a_table_on_a_hidden_sheet_is_named_where_none_is_seen() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let hidden = book
        .add_worksheet()
        .set_name("自评表")
        .expect("a name")
        .set_hidden(true);
    hidden.write(0, 0, "三级指标").expect("a cell");
    let seen = book.add_worksheet().set_name("封面").expect("a name");
    seen.write(0, 0, "某局").expect("a cell").set_active(true);
    let sentence = refusal(&book.save_to_buffer().expect("a workbook"), "表.xlsx");
    assert!(
        sentence.contains("没有找到指标表") && sentence.contains("没有读入：“自评表”"),
        "{sentence}"
    );
}

#[test]
fn a_small_archive_of_gigabytes_is_refused() {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let zeros = vec![b' '; 1 << 20];
    archive
        .start_file("xl/sharedStrings.xml", SimpleFileOptions::default())
        .expect("a part");
    for _ in 0..129 {
        archive.write_all(&zeros).expect("a megabyte");
    }
    let bytes = archive.finish().expect("an archive").into_inner();
    assert!(bytes.len() < 1 << 20);
    assert!(refusal(&bytes, "炸.xlsx").contains("解压后超过 128 MB"));
}

#[test]
fn a_table_too_long_or_too_wide_is_refused() {
    let long = format!("三级指标,指标值\n{}", "甲,1\n".repeat(20_001));
    assert!(refusal(long.as_bytes(), "长.csv").contains("表格过大"));
    let wide = format!("三级指标,指标值{}末\n", ",".repeat(130));
    assert!(refusal(wide.as_bytes(), "宽.csv").contains("表格过大"));
}

#[test]
fn encodings_and_separators() {
    let text = "三级指标,年度指标值,分值\n抽检批次,≥３０批次,10\n";
    let expected = "-|||抽检批次|AtLeast(30)|批次|-|10|-\n";
    let utf_16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(order)
            .collect()
    };
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        GB18030.encode(text).0.into_owned(),
        utf_16(u16::to_le_bytes),
        utf_16(u16::to_be_bytes),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        text.replace(',', "\t").into_bytes(),
        text.replace(',', ";").into_bytes(),
        text.replace('\n', "\r\n").into_bytes(),
    ] {
        assert_eq!(listing(&table(&bytes, "2020.csv", SpendingProject)), expected);
    }
}

/// Packs a workbook again with its parts edited.
fn repacked(workbook: &[u8], mut edit: impl FnMut(usize, &mut Vec<u8>)) -> Vec<u8> {
    renamed(workbook, |index, _, body| edit(index, body))
}

/// Packs a workbook again with its parts edited, each of which may get another name.
fn renamed(workbook: &[u8], mut edit: impl FnMut(usize, &mut String, &mut Vec<u8>)) -> Vec<u8> {
    let mut parts = zip::ZipArchive::new(Cursor::new(workbook)).expect("an archive");
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).expect("a part");
        let mut body = Vec::new();
        part.read_to_end(&mut body).expect("its bytes");
        let mut name = part.name().expect("a name").into_owned();
        edit(index, &mut name, &mut body);
        packed.start_file(name, SimpleFileOptions::default()).expect("a part");
        packed.write_all(&body).expect("its bytes");
    }
    packed.finish().expect("an archive").into_inner()
}

/// A workbook written by LibreOffice.
const WORKBOOK: &[u8] = include_bytes!("../fixtures/tables/sichuan.xlsx");

#[test]
fn a_sheet_that_claims_the_whole_grid_takes_no_memory() {
    let expected = listing(&table(WORKBOOK, "a.xlsx", SpendingProject));
    let claims = repacked(WORKBOOK, |_, body| {
        let text = String::from_utf8_lossy(body).into_owned();
        let text = text.replace(
            "</sheetData>",
            "<row r=\"1048576\"><c r=\"XFD1048576\" s=\"1\"/></row></sheetData>",
        );
        let merge = "<mergeCells><mergeCell ref=\"A40:XFD1048576\"/><mergeCell ref=\"L1:XFD1048576\"/></mergeCells>";
        let start = text.find("<mergeCells").unwrap_or(text.len());
        let end = text
            .find("</mergeCells>")
            .map_or(start, |end| end + "</mergeCells>".len());
        *body = if text.contains("<sheetData>") && start == end {
            text.replace("</sheetData>", &format!("</sheetData>{merge}"))
                .into_bytes()
        } else {
            [&text[..start], if start < end { merge } else { "" }, &text[end..]]
                .concat()
                .into_bytes()
        };
    });
    assert_eq!(listing(&table(&claims, "a.xlsx", SpendingProject)), expected);
}

#[test]
fn a_number_no_sheet_can_have_in_a_tag_is_refused() {
    for (sound, broken) in [
        ("uniqueCount=\"", "uniqueCount=\"922337203685477"),
        ("uniqueCount=\"", "note='>' uniqueCount = \"922337203685477"),
        ("<c r=\"", "<c r=\"ABCDEFGH"),
        ("<c r=\"", "<!-- \" --><c\n\tr =\"ABCDEFGH"),
        ("<row r=\"", "<row r=\"4294967296"),
        (
            "</sheetData>",
            "</sheetData><mergeCells><mergeCell ref=\"b2:a1\"/></mergeCells>",
        ),
        ("<dimension ref=\"", "<dimension ref=\"A99999999999:"),
    ] {
        let mut is_there = false;
        let bytes = repacked(WORKBOOK, |_, body| {
            let text = String::from_utf8_lossy(body).into_owned();
            is_there |= text.contains(sound);
            *body = text.replacen(sound, broken, 1).into_bytes();
        });
        assert!(is_there, "{sound}");
        assert!(refusal(&bytes, "a.xlsx").contains("不是完好的 Excel 文件"), "{broken}");
        // A byte that is no UTF-8 does not hide it.
        let unclean = repacked(&bytes, |_, body| {
            if let Some(at) = body.windows(12).position(|window| window == b"</sheetData>") {
                body.splice(at..at, *b"<!--\xff-->");
            }
        });
        assert!(
            refusal(&unclean, "a.xlsx").contains("不是完好的 Excel 文件"),
            "{broken}"
        );
    }
}

#[test]
fn a_sheet_is_looked_at_whatever_its_part_is_called() {
    let other = |text: &str| text.replace("sheet1.xml", "sheet1.dat");
    let called = |workbook: &[u8]| {
        renamed(workbook, |_, name, body| {
            *name = other(name);
            if name.ends_with(".rels") || name.starts_with("[Content") {
                *body = other(&String::from_utf8_lossy(body)).into_bytes();
            }
        })
    };
    let expected = listing(&table(WORKBOOK, "a.xlsx", SpendingProject));
    assert_eq!(listing(&table(&called(WORKBOOK), "a.xlsx", SpendingProject)), expected);
    let broken = repacked(WORKBOOK, |_, body| {
        let text = String::from_utf8_lossy(body).into_owned();
        *body = text.replacen("<c r=\"", "<c r=\"ABCDEFGH", 1).into_bytes();
    });
    assert!(refusal(&called(&broken), "a.xlsx").contains("不是完好的 Excel 文件"));
}

/// Puts words before a tag, in every part that has it.
fn inserted(workbook: &[u8], tag: &str, words: &str) -> Vec<u8> {
    repacked(workbook, |_, body| {
        if let Some(at) = body.windows(tag.len()).position(|window| window == tag.as_bytes()) {
            body.splice(at..at, words.bytes());
        }
    })
}

#[test]
fn styles_sheets_and_rows_beyond_any_table_are_refused() {
    let styles = inserted(WORKBOOK, "</cellXfs>", &"<xf/>".repeat(4 << 20));
    assert!(refusal(&styles, "a.xlsx").contains("单元格样式过多"));

    let of_sheets = |write: fn(&mut rust_xlsxwriter::Worksheet)| {
        let mut book = rust_xlsxwriter::Workbook::new();
        (0..3).for_each(|_| write(book.add_worksheet()));
        book.save_to_buffer().expect("a workbook")
    };
    let long = of_sheets(|sheet| (0..15_000).for_each(|row| drop(sheet.write(row, 0, "甲").map(|_| ()))));
    let wide = of_sheets(|sheet| {
        (0..19_000)
            .step_by(3)
            .for_each(|row| drop(sheet.write(row, 127, "甲").map(|_| ())))
    });
    assert!(refusal(&long, "a.xlsx").contains("各个工作表加起来内容过多"));
    assert!(!refusal(&wide, "a.xlsx").contains("各个工作表加起来内容过多"));

    // One part may stand for many sheets, and is read for each.
    let padded = inserted(WORKBOOK, "</sheetData>", &" ".repeat(50 << 20));
    assert!(read(&padded, "a.xlsx", &scheme(SpendingProject)).is_ok());
    let thrice = repacked(&padded, |_, body| {
        let text = String::from_utf8_lossy(body);
        let sheet = text
            .find("<sheet ")
            .map(|at| &text[at..=at + text[at..].find('>').expect("its end")]);
        if let Some(sheet) = sheet.filter(|_| text.contains("<sheets>")) {
            let copies = ["甲", "乙"].map(|name| sheet.replacen("name=\"", &format!("name=\"{name}"), 1));
            *body = text.replace("</sheets>", &(copies.concat() + "</sheets>")).into_bytes();
        }
    });
    assert!(refusal(&thrice, "a.xlsx").contains("解压后超过 128 MB"));
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_damage_to_the_parts_of_a_workbook_breaks_the_reader(
        victim in 0usize..16,
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"0189<>/&;\"ARs\xff".to_vec())), 1..5),
    ) {
        let damaged = repacked(WORKBOOK, |part, body| {
            for (place, byte) in damage.iter().filter(|_| part == victim && !body.is_empty()).cloned().collect::<Vec<_>>() {
                let at = place.index(body.len());
                body[at] = byte;
            }
        });
        let _ = read(&damaged, "a.xlsx", &scheme(SpendingProject));
    }

    #[test]
    fn no_cells_break_the_reader(
        rows in prop::collection::vec(prop::collection::vec(
            prop::sample::select(vec![
                "", "", "三级指标", "指标值", "年初", "调整", "一级指标", "分值", "得分", "计算符号", "实际完成值", "计量单位", "预算数",
                "执行数", "总额", "基本支出", "年度绩效目标1（40分）", "目标（", "2020年度（", "单位名称：", "填报日期：", "9月前", "≥95%",
                "79228162514264337593543950335", "-79228162514264337593543950335", "0.0000000000000000000000000001", "%", "定性",
                "达成", "合计", "总分", "备注", "偏差大或目标未完成原因分析", "(元)", "\"", "部分达成\n", "（", "预算执行率", "万元",
            ]),
            0..9,
        ), 0..14),
    ) {
        let text: String = rows.iter().map(|row| row.join(",") + "\n").collect();
        let _ = read(text.as_bytes(), "2020.csv", &scheme(SpendingProject));
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), zip in any::<bool>()) {
        let start: &[u8] = if zip { b"PK\x03\x04" } else { b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" };
        let _ = read(&bytes, "a", &scheme(SpendingProject));
        let _ = read(&[start, &bytes].concat(), "a", &scheme(SpendingProject));
    }
}
