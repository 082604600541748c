//! What work on a document left in it is named with its place; what only looks like it is not.

use super::typed::rules;

/// A sentence of the typed document, and the cell of a table.
const SENTENCE: &str = "特此报告。</w:t></w:r>";
const CELL: &str = "3100.00</w:t></w:r>";

/// Asserts that something behind a sentence, or in place of its words, is the only deviation.
fn left(at: &str, to: &str, rule: &str, words: &str) {
    let (found, told) = rules(&[(at, to)]);
    assert_eq!(found, [rule], "{to}: {told}");
    assert!(told.contains(words), "{words} in {told}");
}

/// A run that looks like the text around it.
fn run(words: &str) -> String {
    format!(
        r#"<w:r><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr>{words}</w:r>"#
    )
}

#[test]
fn changes_comments_and_bookmarks_are_named_with_their_places() {
    let run = run("<w:t>新写的话。</w:t>");
    let deleted = run.replace("w:t>", "w:delText>");
    for (what, words) in [
        (
            format!("<w:ins>{run}</w:ins>"),
            "有1处修订没有处理：插入“新写的话。”，应为接受或拒绝全部修订",
        ),
        (format!("<w:del>{deleted}</w:del>"), "删除“新写的话。”"),
        (
            format!("<w:moveFrom>{run}</w:moveFrom><w:moveTo>{run}</w:moveTo>"),
            "有1处修订没有处理：移动",
        ),
        (
            format!("<w:del>{deleted}</w:del><w:ins>{run}</w:ins>"),
            "有2处修订没有处理：删除“新写的话。”、插入",
        ),
        (run.replace("<w:sz", "<w:rPrChange><w:rPr/></w:rPrChange><w:sz"), "格式"),
    ] {
        left(SENTENCE, &format!("{SENTENCE}{what}"), "tracked-change", words);
        left(
            SENTENCE,
            &format!("{SENTENCE}{what}"),
            "tracked-change",
            "第1节第13段“特此报告。",
        );
    }
    let comment = r#"<w:r><w:commentReference w:id="0"/></w:r>"#;
    left(
        SENTENCE,
        &format!("{SENTENCE}{comment}"),
        "comment",
        "第13段“特此报告。”：有1条批注",
    );
    left(
        CELL,
        &format!("{CELL}{comment}"),
        "comment",
        "第1节表1第2行“基本支出3100.00”：有1条批注",
    );
    let mark = r#"<w:bookmarkStart w:id="1" w:name="_GoBack"/>"#;
    left(SENTENCE, &format!("{SENTENCE}{mark}"), "leftover-bookmark", "_GoBack");
    // One that a table of contents leads to stays.
    let (found, told) = rules(&[(SENTENCE, &format!("{SENTENCE}{}", mark.replace("_GoBack", "_Toc1")))]);
    assert!(found.is_empty(), "{told}");
}

#[test]
fn places_to_fill_in_and_bindings_are_named() {
    for (words, told) in [
        ("执行率为XX%。", "有1处没有填写的占位：XX"),
        ("20XX年执行ＸＸ万元，xx项。", "有3处没有填写的占位：XX、ＸＸ、xx"),
        ("××局××年。", "有2处"),
        (
            "〔此处填写执行率〕、【】、〔 〕、［待定］。",
            "〔此处填写执行率〕、【】、〔 〕等",
        ),
        ("（请填写单位名称）。", "请填"),
        ("单位名称____。", "____"),
        ("单击或点击此处输入文字。", "此处输入"),
    ] {
        left("特此报告。", words, "placeholder", told);
    }
    left(">3100.00", ">____", "placeholder", "表1第2行“基本支出____”");
    for words in [
        "执行率为{{执行率}}。",
        "执行率为【没有“执行率”这项数据】。",
        "为【“甲”引用了自己或引用得太深】。",
    ] {
        left("特此报告。", words, "unresolved-binding", "有1处没有换成数值的引用：");
    }
    let control = format!(
        "{SENTENCE}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        run("<w:t>单击此处输入文字</w:t>")
    );
    left(SENTENCE, &control, "placeholder", "内容控件");
}

#[test]
fn words_that_only_look_left_over_are_none() {
    for words in [
        "按财预〔2020〕10号、财预〔二〇二〇〕10号执行。",
        "购置XXL号服装，3×4米展板，电话138××××5678，当事人李××已处理。",
        "单位负责人（签字）：________。",
        "【政策依据】见附件（填写说明另附）。",
        "路径a_b__c不变。",
    ] {
        let (found, told) = rules(&[("特此报告。", words)]);
        assert!(found.is_empty(), "{words}: {told}");
    }
}

#[test]
fn pages_on_their_side_say_so_and_rows_that_may_be_split_are_named() {
    let turned = r#"<w:pgSz w:w="16838" w:h="11906"/>"#;
    let (found, told) = rules(&[(r#"<w:pgSz w:w="11906" w:h="16838"/>"#, turned)]);
    assert!(found.contains(&"paper-orient"), "{told}");
    assert!(
        told.contains("横排页的纸张方向（w:orient）为portrait，应为landscape"),
        "{told}"
    );
    let (found, _) = rules(&[(
        r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
        &turned.replace("/>", r#" w:orient="landscape"/>"#),
    )]);
    assert!(!found.contains(&"paper-orient"));

    let row = |words: &str, properties: &str| {
        let run = run(&format!("<w:t>{words}</w:t>"));
        format!("<w:tr><w:trPr>{properties}</w:trPr><w:tc><w:p>{run}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr>")
    };
    let (long, kept) = ("受疫情影响，工作推迟。".repeat(4), "<w:cantSplit/>");
    let rows =
        |long: &str, kept: &str| [row(long, ""), row("短", "").repeat(12), row(long, kept), row(long, "")].concat();
    let end = "</w:tr></w:tbl>";
    left(
        end,
        &format!("</w:tr>{}</w:tbl>", rows(&long, kept)),
        "table-row-split",
        "共17行，其中2行（第3、17行）允许跨页断行",
    );
    // Rows of one line cannot be split; a table of a few lines hardly meets the end of a page.
    for rows in [rows("短", ""), row(&long, "")] {
        let (found, told) = rules(&[(end, &format!("</w:tr>{rows}</w:tbl>"))]);
        assert!(found.is_empty(), "{told}");
    }
}
