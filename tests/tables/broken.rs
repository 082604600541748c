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
    let mut parts = zip::ZipArchive::new(Cursor::new(workbook)).expect("an archive");
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).expect("a part");
        let mut body = Vec::new();
        part.read_to_end(&mut body).expect("its bytes");
        edit(index, &mut body);
        packed
            .start_file(part.name().expect("a name"), SimpleFileOptions::default())
            .expect("a part");
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
