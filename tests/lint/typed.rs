//! A document as a secretary types it in WPS: direct formatting of every paragraph, nothing in the styles.

use std::collections::BTreeSet;

use super::{WORD, found, packed};

/// A run in a Chinese font, digits in the same.
fn run(text: &str, font: &str, size: u32) -> String {
    format!(
        r#"<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#
    )
}

/// A paragraph with an indent and an alignment.
fn paragraph(indent: &str, align: &str, runs: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:spacing w:line="579" w:lineRule="exact"/><w:ind {indent}/><w:jc w:val="{align}"/></w:pPr>{runs}</w:p>"#
    )
}

const FIRST: &str = r#"w:firstLineChars="200" w:firstLine="640""#;
const FANG: &str = "仿宋_GB2312";
const EMPTY: &str = r#"<w:p><w:pPr><w:spacing w:line="579" w:lineRule="exact"/></w:pPr></w:p>"#;
const GRID: &str = r#"<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="21679"/>"#;
const UPRIGHT: &str = r#"<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="1417" w:gutter="0"/>"#;

/// The body, with what is replaced in it.
fn body(edits: &[(&str, &str)]) -> String {
    let text = |text: &str| paragraph(FIRST, "both", &run(text, FANG, 32));
    let title = |text: &str| paragraph("", "center", &run(text, "方正小标宋简体", 44));
    // The secretary gives headings their level in the dialog of the paragraph.
    let listed = |paragraph: String| paragraph.replace("<w:pPr>", r#"<w:pPr><w:outlineLvl w:val="0"/>"#);
    let flush = |text: &str, font: &str| paragraph("", "both", &run(text, font, 32));
    let cell = |text: &str, font: &str| format!("<w:tc>{}</w:tc>", paragraph("", "center", &run(text, font, 24)));
    let feet = r#"<w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>"#;
    let parts = [
        title("江城市市场监督管理局"),
        title("关于2020年度部门整体支出绩效自评情况的报告"),
        EMPTY.to_owned(),
        flush("市财政局：", FANG),
        text("按照《关于开展预算绩效自评工作的通知》（江财绩〔2021〕3号）要求，现将有关情况报告如下："),
        listed(paragraph(FIRST, "both", &run("一、部门基本情况", "黑体", 32))),
        paragraph(
            FIRST,
            "both",
            &(run("（一）主要职责。", "楷体_GB2312", 32) + &run("负责市场综合监督管理，编制154人。", FANG, 32)),
        ),
        text("1.机构情况"),
        text("（1）行政人员98人。"),
        listed(paragraph("", "both", &run("　　二、预算执行情况", "黑体", 32))),
        paragraph("", "right", &run("单位：万元", FANG, 24)),
        format!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>"#,
            cell("项目", "黑体"),
            cell("2020年执行数", "黑体"),
            cell("基本支出", "宋体"),
            cell("3100.00", "宋体"),
        ),
        paragraph("", "left", &run("注：数据来自部门决算。", FANG, 21)),
        text("特此报告。"),
        EMPTY.to_owned(),
        text("附件：1.部门整体支出绩效自评表"),
        paragraph(
            r#"w:firstLineChars="500" w:firstLine="1600""#,
            "both",
            &run("2.佐证材料目录", FANG, 32),
        ),
        EMPTY.to_owned(),
        paragraph(
            r#"w:rightChars="200" w:right="640""#,
            "right",
            &run("江城市市场监督管理局", FANG, 32),
        ),
        paragraph(
            r#"w:rightChars="400" w:right="1280""#,
            "right",
            &run("2021年3月9日", FANG, 32),
        ),
        text("（联系人：张三，电话：027-88888888）"),
        r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#.to_owned(),
        flush("附件1", "黑体"),
        EMPTY.to_owned(),
        title("部门整体支出绩效自评表"),
        EMPTY.to_owned(),
        listed(paragraph(FIRST, "both", &run("一、基本情况", "黑体", 32))),
        text("本表由单位如实填写。"),
        r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#.to_owned(),
        flush("附件2", "黑体"),
        EMPTY.to_owned(),
        title("佐证材料目录"),
        text("1.部门决算报表"),
        format!("<w:sectPr>{feet}{UPRIGHT}{GRID}</w:sectPr>"),
    ];
    edits.iter().fold(parts.concat(), |body, (from, to)| {
        assert!(body.contains(from), "{from} stands in the document");
        body.replacen(from, to, 1)
    })
}

/// A page number, its paragraph with these properties.
fn number(properties: &str) -> String {
    let run = |content: &str| {
        format!(
            r#"<w:r><w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>{content}</w:r>"#
        )
    };
    let runs = [
        run(r#"<w:t xml:space="preserve">— </w:t>"#),
        run(r#"<w:fldChar w:fldCharType="begin"/>"#),
        run(r"<w:instrText> PAGE  \* MERGEFORMAT </w:instrText>"),
        run(r#"<w:fldChar w:fldCharType="separate"/>"#),
        run("<w:t>1</w:t>"),
        run(r#"<w:fldChar w:fldCharType="end"/>"#),
        run(r#"<w:t xml:space="preserve"> —</w:t>"#),
    ];
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", runs.concat())
}

fn at(side: &str) -> String {
    number(&format!(
        r#"<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>"#
    ))
}

/// A page number in a text box as WPS inserts it.
fn boxed(align: &str, side: &str) -> String {
    let number = number(&format!(r#"<w:ind w:{side}Chars="100" w:{side}="280"/>"#));
    format!(
        r#"<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:positionH relativeFrom="margin"><wp:align>{align}</wp:align></wp:positionH><a:graphic><wps:wsp><wps:txbx><w:txbxContent>{number}</w:txbxContent></wps:txbx><wps:bodyPr vert="horz" wrap="none"/></wps:wsp></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"#
    )
}

/// Packs a body with its two feet.
fn document(body: &str, odd: &str, even: &str) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, target: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="{office}/{}" Target="{target}"/>"#,
            kind(target)
        )
    };
    let relations = |all: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
        )
    };
    let part = |root: &str, content: &str| {
        format!(
            r#"<w:{root} xmlns:w="{WORD}" xmlns:r="{office}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" xmlns:v="urn:schemas-microsoft-com:vml">{content}</w:{root}>"#
        )
    };
    let targets = [
        ("styles", "styles.xml"),
        ("settings", "settings.xml"),
        ("numbering", "numbering.xml"),
        ("odd", "footer1.xml"),
        ("even", "footer2.xml"),
    ];
    let targets: String = targets.iter().map(|(id, target)| relation(id, target)).collect();
    let styles = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:eastAsia="等线"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rPr><w:sz w:val="21"/></w:rPr></w:style><w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:rPr><w:color w:val="FF0000"/></w:rPr></w:style>"#;
    // As WPS writes 一、 and （一） it counts itself.
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>"#;
    packed(&[
        ("_rels/.rels", relations(&relation("r1", "word/document.xml"))),
        ("word/_rels/document.xml.rels", relations(&targets)),
        (
            "word/document.xml",
            part("document", &format!("<w:body>{body}</w:body>")),
        ),
        ("word/styles.xml", part("styles", styles)),
        ("word/settings.xml", part("settings", "<w:evenAndOddHeaders/>")),
        ("word/numbering.xml", part("numbering", numbering)),
        ("word/footer1.xml", part("ftr", odd)),
        ("word/footer2.xml", part("ftr", even)),
    ])
}

fn kind(target: &str) -> &str {
    match target {
        "word/document.xml" => "officeDocument",
        "footer1.xml" | "footer2.xml" => "footer",
        other => other.trim_end_matches(".xml"),
    }
}

/// The rules found in the document with these edits, with the words that tell them.
pub fn rules(edits: &[(&str, &str)]) -> (Vec<&'static str>, String) {
    let found = found(&document(&plain(&body(edits)), &at("right"), &at("left")));
    let words: Vec<String> = found.iter().map(ToString::to_string).collect();
    (found.iter().map(|one| one.rule).collect(), words.join("\n"))
}

/// Without the red of the table's style, which only one test is about.
fn plain(body: &str) -> String {
    body.replace(r#"<w:tblStyle w:val="Grid"/>"#, "")
}

#[test]
fn a_correct_typed_document_has_no_deviation() {
    let of = |edits: &[(&str, &str)]| assert_eq!(rules(edits), (Vec::new(), String::new()), "{edits:?}");
    of(&[]);
    // Without a seal: the name 2 characters from the edge, the date 2 characters right of its beginning.
    of(&[
        (
            &run("江城市市场监督管理局", FANG, 32),
            &run("江城市市场监督管理局稽查分局", FANG, 32),
        ),
        (
            r#"w:rightChars="400" w:right="1280""#,
            r#"w:rightChars="800" w:right="2560""#,
        ),
    ]);
    // Blanks typed instead of an indent, at the left and at the right.
    of(&[
        (r#"<w:ind w:firstLineChars="500" w:firstLine="1600"/>"#, "<w:ind/>"),
        (">2.佐证", ">　　　　　2.佐证"),
    ]);
    of(&[(
        r#"<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>"#,
        r#"<w:ind w:leftChars="1800" w:left="5760"/><w:jc w:val="left"/>"#,
    )]);
    // One space after the number of an annex, and a name that needs a second line.
    of(&[(">附件：1.部门", ">附件：1. 部门")]);
    let note = |indent: &str, name: &str| {
        format!(
            r#"<w:ind {indent}/><w:jc w:val="both"/></w:pPr>{}"#,
            run(name, FANG, 32)
        )
    };
    of(&[(
        &note(FIRST, "附件：1.部门整体支出绩效自评表"),
        &note(
            r#"w:leftChars="600" w:left="1920" w:hangingChars="400" w:hanging="1280""#,
            "附件：1.武昌区市场监督管理局及所属单位部门整体支出绩效自评表",
        ),
    )]);
    // Numbers the word processor counts.
    of(&[(
        &format!(
            r#"<w:ind {FIRST}/><w:jc w:val="both"/></w:pPr>{}"#,
            run("一、部门基本情况", "黑体", 32)
        ),
        &format!(
            r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr>{}"#,
            run("部门基本情况", "黑体", 32)
        ),
    )]);
    // 版头 and 版记 of an issued document.
    let red = r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:color w:val="FF0000"/><w:sz w:val="100"/></w:rPr><w:t>江城市市场监督管理局文件</w:t></w:r></w:p>"#;
    let reference = paragraph("", "center", &run("×市监〔2021〕3号", FANG, 32));
    let head = format!("{red}{reference}{EMPTY}{EMPTY}");
    let copies = paragraph("", "both", &run("抄送：市审计局。", FANG, 28));
    let printed = paragraph(
        "",
        "both",
        &run("江城市市场监督管理局办公室　2021年3月9日印发", FANG, 28),
    );
    let bytes = document(
        &plain(&format!(
            "{head}{}",
            body(&[("<w:sectPr>", &format!("{copies}{printed}<w:sectPr>"))])
        )),
        &boxed("outside", "right"),
        &boxed("outside", "left"),
    );
    assert_eq!(found(&bytes), []);
}

#[test]
fn each_fault_of_a_typed_document_is_found_alone() {
    let addressee = |indent: &str| {
        format!(
            r#"<w:ind {indent}/><w:jc w:val="both"/></w:pPr>{}"#,
            run("市财政局：", FANG, 32)
        )
    };
    // The beginning of a paragraph of text.
    let note = |words: &str| {
        let whole = paragraph(FIRST, "both", &run(words, FANG, 32));
        whole.split("</w:t>").next().unwrap_or_default().to_owned()
    };
    let unit = paragraph("", "right", &run("单位：万元", FANG, 24));
    let faults: &[(&str, &str, &str, &str)] = &[
        (&addressee(""), &addressee(FIRST), "addressee-indent", "左空2字"),
        ("市财政局：", "市财政局:", "addressee-colon", "半角冒号"),
        (
            "一、部门基本情况",
            "一. 部门基本情况",
            "heading-number",
            "“一.”，应为“一、”",
        ),
        (
            "（一）主要职责",
            "(一)主要职责",
            "heading-number",
            "“(一)”，应为“（一）”",
        ),
        ("1.机构情况", "1、机构情况", "heading-number", "“1、”，应为“1.”"),
        (
            &paragraph(FIRST, "both", &run("1.机构情况", FANG, 32)),
            &paragraph(FIRST, "both", &run("1.机构情况", FANG, 32))
                .replace("<w:spacing ", r#"<w:spacing w:before="240" "#),
            "paragraph-space",
            "段前间距12磅",
        ),
        (&format!("{EMPTY}<w:p>"), "<w:p>", "addressee-gap", "空0行"),
        (
            &run("负责市场综合监督管理，编制154人。", FANG, 32),
            &run("负责市场综合监督管理，编制154人。", "楷体", 32),
            "body-font",
            "“负责市场综合监督管理，编制154…”的中文字体为楷体",
        ),
        (
            &run("单位：万元", FANG, 24),
            &run("单位：万元", "微软雅黑", 24),
            "table-note-font",
            "微软雅黑",
        ),
        (
            &run("注：数据来自部门决算。", FANG, 21),
            &run("注：数据来自部门决算。", FANG, 18),
            "table-note-size",
            "小五（9磅）",
        ),
        (
            &run("基本支出", "宋体", 24),
            &run("基本支出", "等线", 24),
            "table-font",
            "“基本支出”的中文字体为等线",
        ),
        (
            &run("基本支出", "宋体", 24),
            &run(
                "基本支出包括工资福利支出、对个人和家庭的补助、商品和服务支出",
                "黑体",
                24,
            ),
            "table-font",
            "黑体",
        ),
        (
            &run("3100.00", "宋体", 24),
            &run("3100.00", "Calibri", 24),
            "table-latin-font",
            "“3100.00”的数字和字母字体为Calibri",
        ),
        (
            &run("3100.00", "宋体", 24),
            &run("3100.00", "宋体", 36),
            "table-size",
            "小二（18磅）",
        ),
        (
            ">附件：1.部门",
            ">附件：1、部门",
            "annex-note-form",
            "写作“附件：1、部”",
        ),
        (">附件：1.部门", ">附件:1.部门", "annex-note-form", "附件:"),
        (">附件：1.部门", ">附件1：部门", "annex-note-form", "附件1：部门"),
        (">2.佐证", ">2、佐证", "annex-note-form", "写作“2、佐证材料”"),
        (
            r#"w:firstLineChars="500" w:firstLine="1600""#,
            FIRST,
            "annex-note-align",
            "左空2字，应为与第一个附件的序号对齐",
        ),
        (
            ">附件：1.部门整体支出绩效自评表",
            ">附件：1.武昌区市场监督管理局及所属单位部门整体支出绩效自评表",
            "annex-note-align",
            "回行左空0字",
        ),
        (
            "2021年3月9日</w:t>",
            "2021年03月09日</w:t>",
            "date-form",
            "2021年03月09日",
        ),
        ("2021年3月9日</w:t>", "2021-3-9</w:t>", "date-form", "2021-3-9"),
        (r#"w:rightChars="400" w:right="1280""#, "", "date-place", "右空0字"),
        (
            r#"w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>"#,
            r#"/><w:jc w:val="center"/>"#,
            "date-place",
            "右空11字",
        ),
        (
            r#"w:rightChars="200" w:right="640""#,
            r#"w:rightChars="400" w:right="1280""#,
            "signature-place",
            "没有对齐",
        ),
        (">附件1</w:t>", ">附件一：</w:t>", "annex-mark-form", "附件一："),
        (
            &format!("{EMPTY}{}", note("附件：1.部门")),
            &format!("{EMPTY}{EMPTY}{}", note("附件：1.部门")),
            "annex-note-gap",
            "空2行",
        ),
        (
            &unit,
            &format!(
                r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="黑体"/><w:color w:val="FF0000"/></w:rPr><w:t>表1 预算执行</w:t></w:r></w:p>{unit}"#
            ),
            "text-colour",
            "“表1 预算执行”的颜色为FF0000",
        ),
        (
            ">特此报告。</w:t></w:r></w:p>",
            &format!(
                ">特此报告。</w:t></w:r></w:p>{}",
                paragraph("", "center", &run("表1 预算执行", "微软雅黑", 28))
            ),
            "caption-font",
            "微软雅黑",
        ),
        (r#"<w:outlineLvl w:val="0"/>"#, "", "heading-outline", "有1个标题"),
        (
            &run("负责市场综合监督管理，编制154人。", FANG, 32),
            &run("负责市场综合监督管理，编制154人。", FANG, 32).replace("<w:sz ", "<w:b/><w:sz "),
            "text-bold",
            "“负责市场综合监督管理，编制154…”加粗",
        ),
        (
            &run("江城市市场监督管理局", FANG, 32),
            &run("江城市市场监督管理局", FANG, 32).replace("<w:sz ", "<w:b/><w:sz "),
            "text-bold",
            "“江城市市场监督管理局”加粗",
        ),
        (
            &run("注：数据来自部门决算。", FANG, 21),
            &run("注：数据来自部门决算。", FANG, 21).replace("<w:sz ", "<w:i/><w:sz "),
            "text-italic",
            "倾斜",
        ),
        (
            &format!("附件2</w:t></w:r></w:p>{EMPTY}"),
            "附件2</w:t></w:r></w:p>",
            "annex-title-line",
            "第2行",
        ),
        (
            &run("本表由单位如实填写。", FANG, 32),
            &run("本表由单位如实填写。", "宋体", 32),
            "body-font",
            "宋体",
        ),
        (
            &run("本表由单位如实填写。", FANG, 32),
            &run("本表由单位如实填写。", FANG, 24),
            "body-size",
            "小四",
        ),
        (
            &format!("{UPRIGHT}{GRID}"),
            &format!(r#"{UPRIGHT}<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="4294966271"/>"#),
            "grid",
            "每行",
        ),
    ];
    for (from, to, rule, words) in faults {
        let (rules, sentences) = rules(&[(from, to)]);
        assert_eq!(rules, [*rule], "{from} → {to}: {sentences}");
        assert!(sentences.contains(words), "{words} in {sentences}");
    }
}

/// A paragraph with a drawing: its properties and what it shows.
fn drawing(properties: &str, shows: &str) -> String {
    format!(
        r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1"{properties}</wp:docPr><a:graphic>{shows}</a:graphic></wp:inline></w:drawing></w:r></w:p>"#
    )
}

#[test]
fn pictures_without_words_are_found() {
    const SHOWN: &str = "<pic:pic/>";
    const CHART: &str = "<c:chart/>";
    let old = |alt: &str| format!(r#"<w:p><w:r><w:pict><v:shape{alt}><v:imagedata/></v:shape></w:pict></w:r></w:p>"#);
    let twice = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        drawing(">", SHOWN)
            .replace("<w:p><w:r>", "")
            .replace("</w:r></w:p>", ""),
        old("").replace("<w:p><w:r>", "").replace("</w:r></w:p>", ""),
    );
    let decorated = r#"><a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst>"#;
    for (picture, silent) in [
        (drawing(">", SHOWN), true),
        (drawing(r#" descr=" ">"#, SHOWN), true),
        (drawing(">", CHART), true),
        (drawing(r#" descr="扣分情况图">"#, SHOWN), false),
        (drawing(r#" title="扣分情况图">"#, CHART), false),
        (drawing(decorated, SHOWN), false),
        (drawing(">", "<wps:wsp/>"), false),
        (old(""), true),
        (old(r#" alt="单位标志""#), false),
        (twice, true),
    ] {
        let end = ">特此报告。</w:t></w:r></w:p>";
        let (rules, sentences) = rules(&[(end, &format!("{end}{picture}"))]);
        let wanted: &[&str] = if silent { &["picture-text"] } else { &[] };
        assert_eq!(rules, wanted, "{picture}: {sentences}");
        assert!(!silent || sentences.contains("1幅图片没有替代文字"), "{sentences}");
        // In a table it is said of the table.
        let body = body(&[("<w:tc><w:p>", &format!("<w:tc>{picture}<w:p>"))]);
        let in_table = found(&document(&plain(&body), &at("right"), &at("left")));
        let places: Vec<_> = in_table.iter().map(|one| (one.rule, one.place.table)).collect();
        let wanted: &[_] = if silent { &[("picture-text", Some(1))] } else { &[] };
        assert_eq!(places, wanted, "{picture}");
    }
}

#[test]
fn page_numbers_of_other_makes_are_read() {
    let rules = |body: &str, odd: &str, even: &str| -> BTreeSet<&'static str> {
        found(&document(&plain(body), odd, even))
            .iter()
            .map(|one| one.rule)
            .collect()
    };
    let of = |rule: &'static str| BTreeSet::from([rule]);
    let body = body(&[]);
    // A field in one element, as programs other than Word write it, with what stands after it.
    let simple = |number: String| {
        let run_before = |words: &str| number[..number.find(words).expect("a field")].rfind("<w:r>");
        let before = &number[..run_before("<w:fldChar").expect("a run")];
        let after = &number[number.rfind("<w:r>").expect("a run")..];
        let run = r#"<w:r><w:rPr><w:rFonts w:ascii="宋体"/><w:sz w:val="28"/></w:rPr><w:t>1</w:t></w:r>"#;
        format!(r#"{before}<w:fldSimple w:instr=" PAGE ">{run}</w:fldSimple>{after}"#)
    };
    assert_eq!(rules(&body, &simple(at("right")), &simple(at("left"))), BTreeSet::new());
    assert_eq!(
        rules(&body, &boxed("center", "right"), &boxed("outside", "left")),
        of("page-number-side")
    );
    assert_eq!(
        rules(&body, &boxed("left", "right"), &boxed("left", "left")),
        of("page-number-side")
    );
    assert_eq!(
        rules(&body, &at("right").replace("MERGEFORMAT", "ROMAN"), &at("left")),
        of("page-number-form")
    );
    let roman = body.replace("<w:docGrid", r#"<w:pgNumType w:fmt="upperRoman"/><w:docGrid"#);
    assert_eq!(rules(&roman, &at("right"), &at("left")), of("page-number-form"));
}

#[test]
fn the_style_of_a_table_goes_before_the_defaults() {
    let found = found(&document(&body(&[]), &at("right"), &at("left")));
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        ["第1节表1“项目”：“项目”的颜色为FF0000，应为黑色（GB/T 9704-2012 5.2.4）"]
    );
}
