//! 公开版: what is left out is nowhere in its files, what is published is all there, and the list says so.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use hengji::examples::Example;
use hengji::model::scheme::{Head, HeadCell};
use hengji::model::{
    Actual, BudgetCause, Disclosure, Evidence, Fact, FormText, Id, Indicator, Project, ReportText, Scheme, Section,
    Target,
};
use hengji::report::form::form;
use hengji::report::publication::{Matter, Omission, Publication, publish};
use hengji::report::{Format, deliverables};
use hengji::{file, schemes, score};
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use super::fixture::{self, DAY, department};
use super::{parts, text_of};

/// What a text becomes, and what the list shows of it.
fn published(text: &str) -> (String, Vec<(Matter, String)>) {
    let project = Project {
        deviation_analysis: text.to_owned(),
        ..department()
    };
    let publication = publish(&project, DAY);
    let here = publication.omissions.into_iter();
    let here = here.filter(|omission| omission.place == "偏差大或目标未完成原因分析");
    (
        publication.project.deviation_analysis,
        here.map(|omission| (omission.matter, omission.shown)).collect(),
    )
}

const COVERED: &str = "［不予公开］";

#[test]
fn personal_data_in_texts_is_covered_and_listed() {
    for (text, wanted, shown) in [
        ("请拨13812345678咨询", "请拨［］咨询", "手机号码 138****78"),
        (
            "手机：１３８１２３４５６７８。",
            "手机：［］。",
            "手机号码 １３８****７８",
        ),
        ("手机138-1234-5678", "手机［］", "手机号码 138****78"),
        ("手机138 1234 5678，", "手机［］，", "手机号码 138****78"),
        ("+8613812345678", "［］", "手机号码 +86****78"),
        ("（+86 13812345678）", "（［］）", "手机号码 +86****78"),
        ("0086-13812345678", "［］", "手机号码 008****78"),
        ("Tel13812345678", "Tel［］", "手机号码 138****78"),
        ("1.联系王某，13912345678", "1.联系王某，［］", "手机号码 139****78"),
        ("电话027-88936230。", "电话［］。", "固定电话 027****30"),
        ("（027）88936230", "［］", "固定电话 （02****30"),
        ("(0710)3456789转802", "［］", "固定电话 (07****02"),
        ("0710－3456789", "［］", "固定电话 071****89"),
        ("027 8893 6230", "［］", "固定电话 027****30"),
        ("027-88936230-8001", "［］", "固定电话 027****01"),
        ("电话：02788936230", "电话：［］", "固定电话 027****30"),
        ("咨询电话为88936230，", "咨询电话为［］，", "固定电话 889****30"),
        ("传真：8893-6230", "传真：［］", "固定电话 889****30"),
        ("身份证11010519491231002X的", "身份证［］的", "身份证号码 110****2X"),
        (
            "身份证号：42010619900101123X，",
            "身份证号：［］，",
            "身份证号码 420****3X",
        ),
        ("电话88936230/31。", "电话［］。", "固定电话 889****31"),
        ("值班88936230/31，", "值班［］，", "固定电话 889****31"),
        ("值班88936230-8001，", "值班［］，", "固定电话 889****01"),
        ("由局长王建国主持，", "由局长［］主持，", "王**"),
        ("分管副局长李强。", "分管副局长［］。", "李*"),
        (
            "单位\t联系电话\n登记科\t88936230",
            "单位\t联系电话\n登记科\t［］",
            "固定电话 889****30",
        ),
        ("来信wc_scj@wuhan.gov.cn。", "来信［］。", "电子邮箱 wc_****cn"),
        ("填报人：李小四，", "填报人：［］，", "李**"),
        ("联系人: 欧阳某某 电话027-88936230", "联系人: ［］ 电话［］", "欧***"),
        ("由张三负责", "由［］负责", "张*"),
        (
            "存于D:\\绩效\\2020\\台账.xlsx。",
            "存于［］。",
            "D:\\绩效\\2020\\台账.xlsx",
        ),
        ("见\\\\server\\共享\\台账.xlsx", "见［］", "\\\\server\\共享\\台账.xlsx"),
        (
            "存于D:\\资料\\佐证 材料\\张三 台账.pdf 备查",
            "存于［］ 备查",
            "D:\\资料\\佐证 材料\\张三 台账.pdf",
        ),
        ("手机1380013 8000，", "手机［］，", "手机号码 138****00"),
        ("138\u{200B}0013\u{200B}8000。", "［］。", "手机号码 138****00"),
        ("身份证号420106900101123，", "身份证号［］，", "身份证号码 420****23"),
        ("邮箱：张三@163.com。", "邮箱：［］。", "电子邮箱 张三@****om"),
        ("固话027-88,936,230。", "固话［］。", "固定电话 027****30"),
        ("有疑问请拨88936230。", "有疑问请拨［］。", "固定电话 889****30"),
    ] {
        let (text_now, listed) = published(text);
        assert_eq!(text_now, wanted.replace("［］", COVERED), "{text}");
        let shown = Vec::from_iter((!shown.is_empty()).then_some(shown));
        let listed: Vec<&str> = listed.iter().map(|(_, shown)| shown.as_str()).collect();
        assert_eq!(listed.first(), shown.first(), "{text}");
    }
    let project = Project {
        deviation_analysis: "手机13812345678，电话027-88936230，再打13812345678".to_owned(),
        ..department()
    };
    let omissions = publish(&project, DAY).omissions;
    let in_texts = omissions.iter().filter(|omission| omission.matter == Matter::Personal);
    let shown: Vec<String> = in_texts.map(Omission::shown_with_count).collect();
    assert_eq!(shown, ["手机号码 138****78（2处）", "固定电话 027****30"]);
    let (text, listed) = published("电话：88936230、88936231，手机13812345678/13912345678");
    assert_eq!(text, format!("电话：{COVERED}、{COVERED}，手机{COVERED}/{COVERED}"));
    assert_eq!(listed.len(), 4);
}

#[test]
fn ordinary_figures_stay_as_they_are() {
    for text in [
        "新增5436户，受理41,141件，执行14,771.70万元，执行率98.81%",
        "统一社会信用代码11420106MB0R12345X，社会信用代码110105194912310021",
        "统一社会信用代码为11010519491231002X",
        "代码91420106MA4KXY1234",
        "依据鄂财绩发〔2020〕3号、财预〔2021〕101号、DB42/T 1601-2020",
        "2020年12月31日至2021-03-09，2019-2020年度，2020-2021 学年",
        "金额13812345678元，共13812345678.50，¥13812345678，比率0.13812345678",
        "编号：13812345678，流水号13912345678，许可证13712345678",
        "第13812345678号",
        "设备型号WH13812345678，A13812345678B，13812345678A",
        "批次2020-13812345678",
        "138 1234 5678 9012，110 120 119",
        "12812345678，1381234567，138123456789",
        "预算科目2013801、30201，指标编码02030405061",
        "拨打12315、12345热线，全国统一热线400-800-1234",
        "接听热线电话1234567次，电话回访88936230户",
        "电话抽查5436户，热线电话41141件",
        "110101199003077518、420106202013450017、42010619900101123X是编码",
        "比分3-2，比例40:28:12，坐标114.30,30.60",
        "受理027区域88936230件",
        "@cmd|' /C calc'!A0，a@b，关注@武昌市监",
        "见附件1/2，和/或，http://www.wuhan.gov.cn/scj",
        "张三丰收、早高峰、联系人未填",
        "C56、E001、I0002.实际",
        "编码420106900101123，存于台账 附件2.docx",
        "027号工程88,936,230元，拨打12345热线",
        "护渔队长江段巡查、业主任何一方，局长办公会，请小李子到会，老城区小高层",
        "完成88936230/93401、88936230/31户，期间20231231-0930，编号88936230-8001",
        "营商环境评价预计得分85分，信用评价得分预计90分",
        "类别\t户次\n登记\t88936230",
        "",
    ] {
        assert_eq!(published(text), (text.to_owned(), Vec::new()), "{text}");
    }
    let whole = "13,812,345,678";
    assert_eq!(published(whole).0, whole);
}

#[test]
fn a_sentence_that_quotes_what_is_left_out_goes_whole() {
    let score = "得分为{{得分}}";
    for (text, wanted) in [
        (
            format!("{score}。自评填报得分为{{{{填报得分}}}}，相差2分。已复核。"),
            format!("{score}。已复核。"),
        ),
        (format!("{score}（自评填报{{{{填报得分}}}}）。"), format!("{score}。")),
        (
            format!("{score}；预计复核{{{{ 预计得分.数 }}}}分；执行率{{{{执行率}}}}。"),
            format!("{score}；执行率{{{{执行率}}}}。"),
        ),
        (
            "他说：“预计{{预计得分}}。”此外完成。".to_owned(),
            "此外完成。".to_owned(),
        ),
        ("{{填报得分}}".to_owned(), String::new()),
        (format!("第一段{{{{预计得分}}}}\n{score}"), format!("\n{score}")),
        (
            format!("{score}（满分{{{{满分}}}}）。"),
            format!("{score}（满分{{{{满分}}}}）。"),
        ),
        (
            format!(
                "{score}（满分{{{{满分}}}}（自评填报{{{{填报得分}}}}）偏高），（填报（{{{{填报得分}}}}）），完成。"
            ),
            format!("{score}，完成。"),
        ),
        ("未收（口（{{填报得分}}）完成。收口）".to_owned(), "收口）".to_owned()),
    ] {
        assert_eq!(published(&text).0, wanted, "{text}");
    }
    let taken_over = "自评工作已开展，由质量监督科提供数据并对数据负责。共核对指标{{指标数}}。";
    let (text, listed) = published(taken_over);
    assert_eq!(
        text, "自评工作已开展。共核对指标{{指标数}}。",
        "a sentence of the program taken over"
    );
    assert_eq!(listed[0].0, Matter::Section);
    let mut noted = department();
    noted.indicators[0].note = "核对后回电13812345678，或见D:\\草稿\\表.xlsx".to_owned();
    let unprinted = publish(&noted, DAY).unprinted;
    let shown = unprinted.iter().find(|one| one.matter == Matter::Note);
    assert_eq!(
        shown.map(|one| one.shown.as_str()),
        Some("核对后回电138****78，或见D:\\草稿\\表.xlsx"),
        "nobody's number stands in the list"
    );
    let listed = published("好。自评填报得分为{{填报得分}}，相差2分。").1;
    assert_eq!(
        listed,
        [(Matter::Sentence, "自评填报得分为［…］，相差2分。".to_owned())]
    );

    // The heading falls back to what the program proposes, which needs none of it.
    let mut project = Project {
        declared: Some(fixture::number("96")),
        ..department()
    };
    project.texts = vec![ReportText {
        heading: "一.一".to_owned(),
        text: "我局自评填报得分{{填报得分}}。".to_owned(),
        ..ReportText::default()
    }];
    let text = text_of(&publish(&project, DAY).project);
    assert!(text.contains("经自评") && !text.contains("填报得分"), "{text}");
}

/// A word that stands nowhere else.
fn canary(number: usize) -> String {
    format!("金丝雀{number:02}号")
}

/// A project with something to leave out in every place, and the words of which nothing may be left.
pub fn full() -> (Project, Vec<String>) {
    let mut scheme = Scheme::clone(&schemes::find("hubei_dept").expect("the default scheme"));
    scheme.form.heads.push(Head {
        label: "联系电话".to_owned(),
        holds: HeadCell::Kept,
        ..Head::default()
    });
    let mut project = Project {
        scheme: Arc::new(scheme),
        ..department()
    };
    let mut words: Vec<String> = (0..12).map(canary).collect();
    project.sections = vec![Section {
        id: Id::new("S01"),
        name: words[0].clone(),
        contact: words[1].clone(),
        telephone: "88936230".to_owned(),
    }];
    let first = &mut project.indicators[0];
    first.section = Some(Id::new("S01"));
    first.note.clone_from(&words[2]);
    first.review_opinion.clone_from(&words[3]);
    first.declared = Some(fixture::number("5.8712"));
    first.expected = Some(fixture::number("5.1234"));
    project.declared = Some(fixture::number("95.4321"));
    project.expected = Some(fixture::number("91.5678"));
    project.budget.declared = Some(fixture::number("19.3579"));
    let fit = &mut project.evidence[0];
    fit.section = Some(Id::new("S01"));
    fit.place = format!("D:\\{}\\台账.xlsx", words[4]);
    fit.page.clone_from(&words[5]);
    fit.value.clone_from(&words[6]);
    fit.sha256 = "abcdef0123456789".to_owned();
    project.evidence.push(Evidence {
        id: Id::new("E002"),
        name: words[7].clone(),
        kind: "内部资料".to_owned(),
        ..Evidence::default()
    });
    project.form_texts.push(FormText {
        label: "联系电话".to_owned(),
        text: format!("027-66667777 {}", words[8]),
    });
    project.facts = vec![Fact {
        id: Id::new("F001"),
        name: "填报人".to_owned(),
        text: words[9].clone(),
        ..Fact::default()
    }];
    // Everywhere a text is printed, with what a text must not say.
    let tail = format!(
        "请找{}，电话88936230，手机13987654321，邮箱mail@canary.cn，证件11010519491231002X，存于D:\\{}\\表.xlsx",
        words[1], words[10]
    );
    words.extend(
        [
            "88936230",
            "66667777",
            "13987654321",
            "canary.cn",
            "11010519491231002",
            "abcdef012",
            "5.87",
            "5.12",
            "95.43",
            "91.57",
            "19.36",
            "内部资料",
            "未公开",
        ]
        .map(str::to_owned),
    );
    let add = |text: &mut String| text.push_str(&tail);
    add(&mut project.goals[0].text);
    add(&mut project.goals[0].achieved);
    add(&mut project.indicators[1].name);
    add(&mut project.indicators[1].reason);
    add(&mut project.indicators[1].measure);
    add(&mut project.indicators[1].application);
    project.indicators[3].target = Some(Target::Text(format!("达标{tail}")));
    project.indicators[3].actual = Some(Actual::Text(format!("达标{tail}")));
    add(&mut project.evidence[0].name);
    add(&mut project.budget.explanation);
    add(&mut project.budget.scope);
    project.budget.causes.push(BudgetCause {
        text: format!("其他{tail}"),
        ..BudgetCause::default()
    });
    add(&mut project.budget.lines[0].name);
    project.note = format!("分值为演示数据{tail}");
    project.deviation_analysis = format!("原因{tail}");
    project.improvement_plan = format!("措施{tail}");
    project.department = format!("武昌局{tail}");
    project.texts = vec![ReportText {
        heading: "一.一".to_owned(),
        text: format!(
            "得分{{{{得分}}}}。未公开的填报得分{{{{填报得分}}}}，由{{{{F001.原文}}}}填。由{}提供数据并对数据负责。\n{tail}",
            words[0]
        )
        .replace("。由", "，由"),
        seen: vec![words[11].clone()],
        ..ReportText::default()
    }];
    (project, words)
}

/// Everything a document says in any of its parts, with the tags as they are.
fn everything(docx: &[u8]) -> String {
    let texts = parts(docx).into_values();
    texts
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect()
}

/// What is printed in a PDF, and what its raw bytes, bookmarks and properties say once unpacked.
fn everything_of_pdf(path: &Path) -> String {
    let run = |program: &str, arguments: &[&str]| {
        let run = Command::new(program)
            .args(arguments)
            .output()
            .expect("poppler-utils is installed");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8_lossy(&run.stdout).into_owned()
    };
    let file = path.to_str().expect("UTF-8");
    let shown: String = run("pdftotext", &["-raw", file, "-"]);
    // A number broken over lines is still a number.
    let joined: String = shown.split_whitespace().collect();
    let raw = std::fs::read(path).expect("a file");
    [
        shown,
        joined,
        run("pdfinfo", &[file]),
        run("pdfinfo", &["-meta", file]),
        run("pdfinfo", &["-struct-text", file]),
        String::from_utf8_lossy(&raw).into_owned(),
    ]
    .join("\n")
}

#[test]
fn nothing_left_out_is_in_any_file() {
    let (project, words) = full();
    let card = score::score(&project);
    let whole = everything(&deliverables(&project, &card, Format::Docx, DAY).expect("a report")[0].bytes);
    let leaks = words.iter().filter(|word| whole.contains(word.as_str())).count();
    assert!(leaks > 5, "the report itself says {leaks} of them: they can be found");

    let kept = file::encode(&publish(&project, DAY).project);
    for word in &words {
        assert!(
            !kept.contains(word.as_str()),
            "{word} in what is printed from: {:?}",
            kept.lines().find(|line| line.contains(word.as_str()))
        );
    }
    let files = deliverables(&project, &card, Format::Public, DAY).expect("files");
    let again = deliverables(&project, &card, Format::Public, DAY).expect("files");
    assert_eq!(files, again, "the same bytes twice");
    let folder = tempfile::tempdir().expect("a folder");
    for made in &files {
        let text = if made.name.ends_with(".docx") {
            everything(&made.bytes)
        } else {
            let path = folder.path().join("public.pdf");
            std::fs::write(&path, &made.bytes).expect("written");
            everything_of_pdf(&path)
        };
        for word in words.iter().chain([&"张三".to_owned()]) {
            assert!(!text.contains(word.as_str()), "{word} in {}", made.name);
            assert!(!made.name.contains(word.as_str()), "{}", made.name);
        }
        for figure in ["5436", "3566", "13,580.32", "14,771.70", "98.81%", "88.5", "台账"] {
            assert!(text.contains(figure), "{figure} in {}", made.name);
        }
    }
    let formats = if cfg!(feature = "pdf") { 2 } else { 1 };
    assert_eq!(files.len(), formats);
}

#[test]
fn the_list_says_where_everything_stood() {
    let (project, _) = full();
    let Publication {
        omissions, unprinted, ..
    } = publish(&project, DAY);
    let said = |matter: Matter| -> Vec<String> {
        let all = unprinted.iter().chain(&omissions);
        let of = all.filter(|omission| omission.matter == matter);
        of.map(|omission| format!("{}：{}", omission.place, omission.shown))
            .collect()
    };
    let section = canary(0);
    let duty = format!("报告“（一）部门整体绩效自评得分”：由{section}提供数据并对数据负责");
    assert!(said(Matter::Section).contains(&duty), "{:?}", said(Matter::Section));
    assert!(said(Matter::Contact).contains(&format!("科室“{section}”：金***")));
    assert!(said(Matter::Telephone).contains(&format!("科室“{section}”：889****30")));
    assert!(said(Matter::Telephone)[1].starts_with("自评表“联系电话”："));
    assert_eq!(
        said(Matter::Note),
        [
            format!("指标“新增市场主体（个体户）”：{}", canary(2)),
            format!("指标“新增市场主体（个体户）”复核意见：{}", canary(3)),
        ]
    );
    assert_eq!(
        said(Matter::Declared),
        ["总分：95.43", "预算执行：19.36", "指标“新增市场主体（个体户）”：5.8712",]
    );
    assert_eq!(said(Matter::Expected).len(), 2);
    assert_eq!(said(Matter::ClosedEvidence).len(), 1);
    let places = said(Matter::EvidencePlace).join("\n");
    assert!(places.contains("台账.xlsx（连同页码、证明的数值、校验值）"), "{places}");
    assert!(said(Matter::Sentence)[0].starts_with("报告“（一）部门整体绩效自评得分”："));
    let personal = said(Matter::Personal);
    assert!(
        personal
            .iter()
            .any(|one| one == "报告“（一）部门整体绩效自评得分”：手机号码 139****21")
    );
    assert!(
        !personal.iter().any(|one| one.contains("13987654321")),
        "the list shows no number whole"
    );
    for list in [omissions, unprinted] {
        let order: Vec<Matter> = list.iter().map(|omission| omission.matter).collect();
        assert!(order.is_sorted() && Matter::ALL.is_sorted());
    }
}

#[test]
fn the_scores_and_the_form_are_those_of_the_whole_project() {
    for example in [Example::Wuchang, Example::Changjiang] {
        let project = file::decode(example.bytes()).expect("the sample");
        let card = score::score(&project);
        let publication = publish(&project, DAY);
        assert_eq!(publication.card, card);
        assert_eq!(form(&publication.project, &card, DAY), form(&project, &card, DAY));
        assert_eq!(
            text_of(&publication.project),
            text_of(&project),
            "nothing of it is anybody's"
        );
    }
    for scheme in schemes::shipped() {
        let project = fixture::project(scheme);
        let publication = publish(&project, DAY);
        let text = text_of(&publication.project);
        assert_eq!(publication.card, score::score(&project), "{}", scheme.id);
        for word in ["质量监督科", "张三", "13900000000", "【没有"] {
            assert!(!text.contains(word), "{word} under {}", scheme.id);
        }
    }
}

#[test]
fn fields_of_the_form_for_contacts_are_left_out() {
    // What a form keeps of contacts, in its head and at its foot.
    let closed = [
        "财政处室",
        "部门联系人",
        "联系电话",
        "项目负责人",
        "财务负责人",
        "填表人",
        "单位负责人",
    ];
    let mut left = 0;
    for scheme in schemes::shipped() {
        let mut project = fixture::project(scheme);
        for label in closed {
            project.form_texts.push(FormText {
                label: label.to_owned(),
                text: format!("{label}的内容"),
            });
        }
        let cells = |project: &Project| -> Vec<String> {
            let form = form(project, &score::score(project), DAY);
            form.rows
                .iter()
                .flatten()
                .map(|entry| entry.cell.text.clone())
                .collect()
        };
        let is_closed = |text: &String| closed.iter().any(|label| text.starts_with(label));
        let (whole, public) = (cells(&project), cells(&publish(&project, DAY).project));
        let count = whole.iter().filter(|text| is_closed(text)).count();
        left += count;
        assert!(!public.iter().any(is_closed), "{}: {public:?}", scheme.id);
        // Nothing else goes with them: every other printed word is still there.
        for text in whole.iter().filter(|text| !is_closed(text) && text.contains("指标")) {
            assert!(public.contains(text), "{}: {text}", scheme.id);
        }
        if scheme.id == "chongqing_dept" {
            assert_eq!(count, 6, "three fields with their contents: {whole:?}");
        }
    }
    assert!(left > 6);
}

#[test]
fn what_needs_a_look_is_said() {
    let mut project = department();
    project.declared = Some(fixture::number("99"));
    project.expected = Some(fixture::number("98.5"));
    project.note = "含演示数据".to_owned();
    project.indicators[2].reason.clear();
    let write = |heading: &str, text: &str| ReportText {
        heading: heading.to_owned(),
        text: text.to_owned(),
        ..ReportText::default()
    };
    project.texts = vec![write(
        "一.三",
        "质量监督科技公司的机密设备，{{没有的}}，（待填），预计复核不扣分。张三科技公司。\n\
         预计财政复核不再扣分，此数据请勿外传。全部指标共98.50分。",
    )];
    let cautions = publish(&project, DAY).cautions.join("\n");
    for words in [
        "含演示数据，公开前应替换为实际数据",
        "自评填报得分99.00分与系统计算得分",
        "处没有填写或引用不到数据：",
        "“（三）存在的问题和原因”2处",
        "报告“（三）存在的问题和原因”写有“机密”",
        "报告“（三）存在的问题和原因”的文字写有“预计复核”",
        "报告“（三）存在的问题和原因”的文字写有“预计复核”“财政复核”",
        "报告“（三）存在的问题和原因”写有“勿外传”",
        "报告“（三）存在的问题和原因”写有98.50分，与预计复核得分相同",
        "报告“（三）存在的问题和原因”的文字写到科室“质量监督科”",
        "报告“（三）存在的问题和原因”中的“张三”与联系人的姓名相同",
        "、自评表",
    ] {
        assert!(cautions.contains(words), "{words} in\n{cautions}");
    }
}

#[test]
fn a_count_of_calls_is_no_telephone_and_a_name_like_a_word_is_no_name() {
    let fact = |id: &str, name: &str, unit: &str, text: &str| Fact {
        id: Id::new(id),
        name: name.to_owned(),
        unit: unit.to_owned(),
        text: text.to_owned(),
        ..Fact::default()
    };
    let mut project = department();
    project.facts = vec![
        fact("F001", "接听热线电话", "个", "41141余"),
        fact("F002", "联系电话", "", "41141"),
    ];
    project.sections[0].contact = "高峰、办公室、综合科科长".to_owned();
    project.indicators[1].reason = "早高峰期抽检，办公室已报；由高峰同志负责。".to_owned();
    // What is left out is left out by its name too.
    project.indicators[2].reason = "已整改。有事请打{{联系电话}}。".to_owned();
    let published = publish(&project, DAY).project;
    assert_eq!(published.indicators[2].reason, "已整改。");
    assert_eq!(published.facts[0], project.facts[0]);
    assert_eq!(published.facts[1].text, "");
    assert_eq!(
        published.indicators[1].reason,
        format!("早高峰期抽检，办公室已报；由{COVERED}同志负责。")
    );
    let Indicator { section, .. } = &published.indicators[0];
    assert_eq!(*section, None);
}

/// What a project prints when it is published.
fn printed(project: &Project) -> (String, Publication) {
    let publication = publish(project, DAY);
    (format!("{:?}", publication.report), publication)
}

#[test]
fn what_is_printed_is_swept_whatever_it_was_put_together_from() {
    let fact = |id: &str, name: &str, unit: &str, text: &str, value: Option<&str>| Fact {
        id: Id::new(id),
        name: name.to_owned(),
        unit: unit.to_owned(),
        text: text.to_owned(),
        value: value.map(fixture::number),
        ..Fact::default()
    };
    let mut project = department();
    project.sections[0].contact = "张三丰".to_owned();
    project.facts = vec![
        fact("F001", "尾号", "", "00138000", None),
        fact("F002", "服务号", "", "", Some("13800138001")),
        fact("F003", "手机", "个", "", Some("13800138002")),
        fact("F004", "分机", "", "88936231", None),
        fact("F005", "张三丰办理件数", "13800138003", "", Some("12")),
        fact("F006", "发放资金", "元", "", Some("13800138004")),
    ];
    project.indicators[0].unit = "户，13800138005".to_owned();
    let write = |text: &str| ReportText {
        heading: "一.三".to_owned(),
        text: text.to_owned(),
        ..ReportText::default()
    };
    project.texts = vec![write(
        "号码138{{F001.原文}}。座机027-{{F004.原文}}。共{{张三丰办理件数}}件。\
         服务号{{F002.原数}}，{{F002}}，手机{{F003.原数}}。发放{{F006.原数}}元。\n{{13800138006}}，{{张三丰}}\n见{{草稿。电话13800138007，由张三丰办。{{填报得分\n}}",
    )];
    let (text, publication) = printed(&project);
    for gone in ["13,800,138,00", "88936231", "张三丰"] {
        assert!(!text.contains(gone), "{gone} in {text}");
    }
    for last in ["0", "1", "2", "3", "5", "6", "7"] {
        assert!(!text.contains(&format!("1380013800{last}")), "…{last} in {text}");
    }
    assert!(text.contains("发放13800138004元"), "{text}");
    assert!(text.contains(&format!("没有“{COVERED}”这项数据")));
    let place = "报告“（三）存在的问题和原因”";
    let listed = publication.omissions.iter().filter(|one| one.place == place).count();
    assert!(listed >= 5, "{:?}", publication.omissions);
    // Both files are made of what was swept.
    let files = deliverables(&project, &score::score(&project), Format::Public, DAY).expect("files");
    let folder = tempfile::tempdir().expect("a folder");
    for made in &files {
        let text = if made.name.ends_with(".docx") {
            everything(&made.bytes)
        } else {
            let path = folder.path().join("public.pdf");
            std::fs::write(&path, &made.bytes).expect("written");
            everything_of_pdf(&path)
        };
        for gone in ["13800138000", "13800138001", "13800138003", "88936231", "张三丰"] {
            assert!(!text.contains(gone), "{gone} in {}", made.name);
        }
    }
}

#[test]
fn contacts_are_known_in_every_spelling_and_words_are_left_alone() {
    let mut project = department();
    project.sections[0].contact = "张 三 丰、李国栋主任：13800138000；Zhang Wei".to_owned();
    let words = Section {
        id: Id::new("S99"),
        contact: "专项资金、负责人、市场监管、值班室、阿卜杜热西提、买买提·吐尔逊".to_owned(),
        ..Section::default()
    };
    project.sections.push(words);
    project.texts = vec![ReportText {
        heading: "一.三".to_owned(),
        text: "张三丰、张 三 丰和李国栋、ZHANG WEI到会。请阿卜杜热西提、买买提·吐尔逊参加，经阿卜杜热西提审定。专项资金由负责人落实市场监管职责。\n\
               联系人：王 五、赵六 孙七八\n联系人(周十一)\n审核人：无\n项目负责人：由局长统筹全局工作并对绩效目标负总责。\n\
               各科室负责人：按职责分工落实。\n订单13812345678，发票号码13812345679。"
            .to_owned(),
        ..ReportText::default()
    }];
    let (text, publication) = printed(&project);
    for gone in [
        "张三丰",
        "张 三 丰",
        "请阿卜杜热西提",
        "吐尔逊",
        "李国栋",
        "ZHANG",
        "王 五",
        "赵六",
        "孙七八",
        "周十一",
    ] {
        assert!(!text.contains(gone), "{gone}");
    }
    for kept in [
        "专项资金由负责人落实市场监管职责",
        "审核人：无",
        "由局长统筹全局工作并对绩效目标负总责",
        "负责人：按职责分工落实",
        "订单13812345678",
        "发票号码13812345679",
    ] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    // What may be a name and stands among other words is not taken out without being asked about.
    let asked = |sentence: &String| sentence.contains("阿卜杜热西提");
    assert!(publication.cautions.iter().any(asked), "{:?}", publication.cautions);
    // The list masks what stands in a place as well.
    let mut named = department();
    named.indicators[0].name = "办理，电话13800138009".to_owned();
    named.indicators[0].note = "内部".to_owned();
    let (_, publication) = printed(&named);
    assert!(
        publication
            .omissions
            .iter()
            .all(|one| !one.place.contains("13800138009")),
        "{publication:?}"
    );
}

#[test]
fn fields_for_contacts_are_known_whatever_stands_behind_their_names() {
    for label in [
        "填表人（签字）",
        "单位负责人（签章）：",
        "联系人1",
        "微信号",
        "通讯地址",
        "联系电话（办公室）",
    ] {
        let mut project = department();
        project.form_texts = vec![hengji::model::FormText {
            label: label.to_owned(),
            text: "王二小".to_owned(),
        }];
        let publication = publish(&project, DAY);
        assert!(publication.project.form_texts.is_empty(), "{label}");
        assert!(!publication.omissions.is_empty(), "{label}");
    }
}

#[test]
fn the_telephone_of_a_section_is_known_without_area_code_and_extension() {
    let mut project = department();
    project.sections = vec![Section {
        id: Id::new("S01"),
        telephone: "027-8765 4321转802、0711-3388921".to_owned(),
        ..Section::default()
    }];
    project.indicators[0].reason = "由科室说明（87654321），或问8765-4321、3388921；检查8765次".to_owned();
    let published = publish(&project, DAY).project;
    let reason = &published.indicators[0].reason;
    for digits in ["4321", "3388921"] {
        assert!(!reason.contains(digits), "{reason}");
    }
    assert!(reason.contains("检查8765次"), "{reason}");
}

#[test]
fn the_sweep_touches_nothing_of_an_ordinary_report() {
    for example in [Example::Wuchang, Example::Changjiang] {
        let project = file::decode(example.bytes()).expect("the sample");
        let Publication {
            project, card, report, ..
        } = publish(&project, DAY);
        assert_eq!(report, hengji::report::report(&project, &card, DAY));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_draft_can_be_published(project in crate::projects::project()) {
        let Publication { project: published, report, omissions, .. } = publish(&project, DAY);
        if omissions.is_empty() {
            prop_assert_eq!(report, hengji::report::report(&project, &score::score(&project), DAY));
        }
        prop_assert!(published.sections.is_empty() && published.declared.is_none() && published.expected.is_none());
        prop_assert_eq!(published.indicators.len(), project.indicators.len());
        for indicator in &published.indicators {
            prop_assert!(indicator.section.is_none() && indicator.note.is_empty());
            prop_assert!(indicator.declared.is_none() && indicator.expected.is_none());
        }
        prop_assert!(published.evidence.iter().all(|one| one.place.is_empty() && one.section.is_none()));
        prop_assert!(omissions.iter().all(|one| !one.place.is_empty() && !one.shown.is_empty()));
    }

    #[test]
    fn no_text_breaks_the_search_and_only_what_is_found_is_changed(
        text in "[0-9０-９a@.+（）(): \\-—转/\\\\D电话手机编号联系人：张三第元{}填报得分。；，\n]{0,60}",
    ) {
        let (now, listed) = published(&text);
        if listed.is_empty() {
            prop_assert_eq!(now, text);
        } else {
            prop_assert!(now != text);
        }
    }
}

#[test]
fn only_evidence_that_may_be_seen_is_listed() {
    let mut project = department();
    let names = [
        "无标记台账",
        "公开的台账",
        "内部台账",
        "秘密台账",
        "机密台账",
        "绝密台账",
        "涉密设备台账",
    ];
    let marks = [None]
        .into_iter()
        .chain(Disclosure::ALL.map(Some))
        .chain([Some(Disclosure::Public)]);
    project.evidence = (names.iter().zip(marks).enumerate())
        .map(|(at, (name, disclosure))| Evidence {
            id: Id::new(format!("E{at:03}")),
            name: (*name).to_owned(),
            disclosure,
            ..Evidence::default()
        })
        .collect();
    let publication = publish(&project, DAY);
    let listed: Vec<&str> = publication
        .project
        .evidence
        .iter()
        .map(|entry| entry.name.as_str())
        .collect();
    assert_eq!(
        listed,
        ["无标记台账", "公开的台账"],
        "its own words are believed before the mark"
    );
    let closed: Vec<String> = (publication.omissions.iter())
        .filter(|omission| omission.matter == Matter::ClosedEvidence)
        .map(|omission| format!("{}：{}", omission.place, omission.shown))
        .collect();
    assert_eq!(
        closed,
        [
            "佐证材料目录：“密级/可否公开”一栏",
            "佐证材料E002“内部台账”：密级/可否公开：内部",
            "佐证材料E003“秘密台账”：密级/可否公开：秘密",
            "佐证材料E004“机密台账”：密级/可否公开：机密",
            "佐证材料E005“绝密台账”：密级/可否公开：绝密",
            "佐证材料E006“涉密设备台账”：未注明类型",
        ]
    );
    let counted = |one: &Omission| one.matter == Matter::Sentence && one.shown == "已登记佐证材料7份";
    assert!(publication.omissions.iter().any(counted), "{:?}", publication.omissions);
    let asked = "有1份佐证材料没有注明可否公开，公开版列有它们的名称：E000";
    assert!(
        publication.cautions.iter().any(|caution| caution == asked),
        "{:?}",
        publication.cautions
    );
    let text = text_of(&publication.project);
    assert!(text.contains("已登记佐证材料2份"), "the count is that of the list");
    assert!(!text.contains("密级"), "all that is listed may be seen");
    project.evidence.truncate(2);
    project.evidence.remove(0);
    assert!(
        !publish(&project, DAY)
            .cautions
            .iter()
            .any(|caution| caution.contains("可否公开"))
    );
}

#[test]
fn sections_the_project_knows_are_replaced_in_prose() {
    for (text, wanted) in [
        ("由质量监督科牵头整改。", "由相关科室牵头整改。"),
        ("我局质量监督科室督办，", "我局相关科室督办，"),
        (
            "质量监督科技公司、质量监督科普活动",
            "质量监督科技公司、质量监督科普活动",
        ),
        ("由登记注册科牵头，新增5436户", "由登记注册科牵头，新增5436户"),
    ] {
        let (now, listed) = published(text);
        assert_eq!(now, wanted);
        let listed = listed.iter().filter(|(matter, _)| *matter == Matter::Section).count();
        assert_eq!(listed, usize::from(now != text), "{text}");
    }
    let mut project = department();
    let named = |id: &str, name: &str| Section {
        id: Id::new(id),
        name: name.to_owned(),
        ..Section::default()
    };
    project.sections = vec![named("S1", "登记注册科"), named("S2", "办公室"), named("S3", "法规")];
    project.facts = vec![Fact {
        id: Id::new("F001"),
        name: "登记注册科办件数".to_owned(),
        value: Some(fixture::number("12")),
        ..Fact::default()
    }];
    project.indicators[0].measure = "由登记注册科、办公室负责，按市政府办公室通知和法规办理。".to_owned();
    project.texts = vec![ReportText {
        heading: "一.三".to_owned(),
        text: "共办{{F001.名称}}{{F001}}件".to_owned(),
        ..ReportText::default()
    }];
    let (text, publication) = printed(&project);
    assert_eq!(
        publication.project.indicators[0].measure,
        "由各相关科室负责，按市政府办公室通知和法规办理。"
    );
    assert!(text.contains("共办相关科室办件数12件"), "{text}");
    project.department = "武汉市武昌区市场监督管理局".to_owned();
    for (text, wanted) in [
        ("由登记 注册科牵头。", "由相关科室牵头。"),
        (
            "由登\u{2009}记\u{3000}\u{A0}注册科 、办公 室牵头。",
            "由各相关科室牵头。",
        ),
        ("由登记科牵头，注册科配合。", "由相关科室牵头，相关科室配合。"),
        ("办公室牵头，由局办公室汇总。", "相关科室牵头，由局相关科室汇总。"),
        (
            "区局办公室、区市场监管局办公室负责。",
            "区局相关科室、区市场监管局相关科室负责。",
        ),
        ("由市政府办公室、区委办公室通报。", "由市政府办公室、区委办公室通报。"),
        (
            "市财政局办公室、市市场监管局办公室印发。",
            "市财政局办公室、市市场监管局办公室印发。",
        ),
        (
            "租用办公室3间，办公室用房120平方米。",
            "租用办公室3间，办公室用房120平方米。",
        ),
    ] {
        project.deviation_analysis = text.to_owned();
        assert_eq!(publish(&project, DAY).project.deviation_analysis, wanted);
    }
    project.department = "武昌区登记注册科研所".to_owned();
    assert_eq!(publish(&project, DAY).project.department, project.department);
}

#[test]
fn expected_scores_in_prose_are_left_out() {
    for (text, wanted) in [
        ("自评得分96分，预计复核得分94分。", "自评得分96分。"),
        (
            "自评得分96分，预计复核得分94分，相差2分。已核对。",
            "自评得分96分。已核对。",
        ),
        ("完成较好。预计得分94分。", "完成较好。"),
        ("完成较好。预计失分2分。", "完成较好。"),
        ("完成较好。预计减2分。", "完成较好。"),
        ("经测算，预计复核扣2分；执行率98.81%。", "执行率98.81%。"),
        ("自评得分96分（预计复核得分94分）。", "自评得分96分。"),
        ("复核得分预计为94.5，其余不变", ""),
        ("自评得分96分。", "自评得分96分。"),
        (
            "预计2021年3月完成复核，用时30分钟。",
            "预计2021年3月完成复核，用时30分钟。",
        ),
        (
            "预计取得十分明显的成效，预计新增5436户。",
            "预计取得十分明显的成效，预计新增5436户。",
        ),
        ("全年任务完成，预计94分左右。", "全年任务完成。"),
        ("自评得分96分，预计在90-94分之间。", "自评得分96分。"),
        ("自评得分96分，预 计９４ 分。", "自评得分96分。"),
        ("完成较好。自评96分→预计94分。", "完成较好。"),
        ("我局自评96分，财政局初步意见为94分。", "我局自评96分。"),
        ("预计得分（分）：94", ""),
        ("完成较好。预计总分94，其余不变。", "完成较好。"),
        ("完成较好。该指标可能扣2分。", "完成较好。"),
        ("完成较好。预计财政复核等级为良。", "完成较好。"),
        ("完成较好。复核得分94分。", "完成较好。"),
        ("完成较好。财政复核得分为94分，自评得分96分。", "完成较好。"),
        ("完成较好。复核得分（财政局口径）94分。", "完成较好。"),
        ("完成较好。自评与复核相差2分。", "完成较好。"),
        ("完成较好。满意度指标预计扣2分。", "完成较好。"),
        ("完成较好。社会效益指标预计得分18分。", "完成较好。"),
        ("公众评分预计92分。", "公众评分预计92分。"),
        ("公众评分有所提高，预计92分左右。", "公众评分有所提高，预计92分左右。"),
        (
            "经复核，自评得分96分，满意度得分92分。",
            "经复核，自评得分96分，满意度得分92分。",
        ),
        ("年度考核得分预计95分。", "年度考核得分预计95分。"),
        ("因填报不及时扣0.5分，得5.5分。", "因填报不及时扣0.5分，得5.5分。"),
        (
            "第三方评估得分88分，预计明年90分。",
            "第三方评估得分88分，预计明年90分。",
        ),
        (
            "财政部门要求90分以上为优，我局得96分。",
            "财政部门要求90分以上为优，我局得96分。",
        ),
        ("预计9时30分开始，成效十分明显。", "预计9时30分开始，成效十分明显。"),
        ("预计成效十分明显，提高3个百分点。", "预计成效十分明显，提高3个百分点。"),
        ("预计复核不扣分，该指标满分10分。", "预计复核不扣分，该指标满分10分。"),
        (
            "抽检合格率较高，比上年高出2分，得5.8分。",
            "抽检合格率较高，比上年高出2分，得5.8分。",
        ),
    ] {
        let (now, listed) = published(text);
        assert_eq!(now, wanted);
        let listed = listed.iter().filter(|(matter, _)| *matter == Matter::Expected).count();
        assert_eq!(listed, usize::from(now != text), "{text}");
    }
}

#[test]
fn extensions_accounts_and_spaced_names_are_covered() {
    for (text, wanted) in [
        ("转分机8012咨询", "转分机［］咨询"),
        ("分机号：802。", "分机号：［］。"),
        ("请小张核对，由老张负责。张局签字", "请［］核对，由［］负责。［］签字"),
        (
            "姓名\t手机\n李四\t13812345678\n合计\t2",
            "姓名\t手机\n［］\t［］\n合计\t2",
        ),
        ("QQ 123456、QQ号：1234567，QQ群12345", "QQ ［］、QQ号：［］，QQ群［］"),
        ("微信号abc_123，微信：wxid-77", "微信号［］，微信：［］"),
        ("发至 WC＠wuhan．gov．cn", "发至 ［］"),
        ("张\u{A0}三、张\u{3000}三、张 三到会", "［］、［］、［］到会"),
        (
            "张\u{3000} \u{2009}三到会，科长张三跟进，张三表示",
            "［］到会，科长［］跟进，［］表示",
        ),
        ("钉钉号zhangsan01，扣扣12345678", "钉钉号［］，扣扣［］"),
        ("银行卡号6222 0202 0011 2345 678，", "银行卡号［］，"),
    ] {
        assert_eq!(published(text).0, wanted.replace("［］", COVERED));
    }
    for text in ["微信公众号关注12345人，QQ群12个", "安装分机120部", "微信群12345个"] {
        assert_eq!(published(text).0, text);
    }
}

#[test]
fn the_list_shows_values_and_not_their_names() {
    let (_, listed) = published("得分{{得分}}，填报{{填报得分}}。");
    assert_eq!(listed[0].0, Matter::Sentence);
    assert!(
        !listed[0].1.contains("{{") && listed[0].1.ends_with("填报［…］。"),
        "{listed:?}"
    );
}

#[test]
fn what_officers_write_is_published_without_what_is_theirs_alone() {
    for (text, wanted) in [
        (
            "根据武政〔2020〕12号文件，质量监督科会同街道开展抽检145批次，投入资金12345678元，联系人：李明，分机 8012。",
            "根据武政〔2020〕12号文件，相关科室会同街道开展抽检145批次，投入资金12345678元，联系人：［］，分机 ［］。",
        ),
        (
            "该项指标自评得分5.8分，复核时预计扣0.5分。主要原因是疫情影响；下一步由质量监督科科长张\u{A0}三跟进。",
            "该项指标自评得分5.8分。主要原因是疫情影响；下一步由相关科室科长［］跟进。",
        ),
        (
            "财政评审预计得分在九十二分左右，与自评相差四分。全年受理41141件。",
            "全年受理41141件。",
        ),
        (
            "如需佐证请加微信（zs_2020）或QQ：12345678，邮箱zs@wuhan.gov.cn。",
            "如需佐证请加微信（［］）或QQ：［］，邮箱［］。",
        ),
        (
            "预计2021年完成投资1234567元，预计新增就业94人，满意度预计得分90分以上。",
            "预计2021年完成投资1234567元，预计新增就业94人，满意度预计得分90分以上。",
        ),
        (
            "《质量强国建设纲要》要求加强质量监督，各科室落实“双随机、一公开”，扣0.35分，得分5.65分。",
            "《质量强国建设纲要》要求加强质量监督，各科室落实“双随机、一公开”，扣0.35分，得分5.65分。",
        ),
    ] {
        assert_eq!(published(text).0, wanted.replace("［］", COVERED));
    }
}

#[test]
fn a_difference_goes_with_what_it_is_of_and_no_words_are_left_hanging() {
    for (text, wanted) in [
        (
            "自评得分96分，预计复核得分94分。两者相差2分。下一步加强管理。",
            "自评得分96分。下一步加强管理。",
        ),
        (
            "预计复核得分94分。全年受理41141件。与自评相差2分。",
            "全年受理41141件。",
        ),
        (
            "预计复核得分94分。差距主要在抽检指标。全年受理41141件。",
            "全年受理41141件。",
        ),
        (
            "预计复核扣2分。公众满意度比上年高出2分，得5.8分。",
            "公众满意度比上年高出2分，得5.8分。",
        ),
        ("自评填报得分96分，系统计算得分94.5分，相差1.5分。", ""),
        ("完成较好。填报得分为96分。", "完成较好。"),
        ("完成较好。我局填报96分。", "完成较好。"),
        ("虽然自评得分96分，但预计复核得分94分。执行较好。", "执行较好。"),
        ("由于佐证资料不全，预计复核扣2分。", ""),
        ("全年受理41141件，受新冠疫情影响，预计扣2分。", "全年受理41141件。"),
        ("预计复核扣2分；但执行率98.81%。", "执行率98.81%。"),
        (
            "一是加强管理；二是预计复核扣2分；三是强化培训。",
            "一是加强管理；二是强化培训。",
        ),
        (
            "一是加强管理，二是预计复核扣2分，三是强化培训。",
            "一是加强管理，二是强化培训。",
        ),
        (
            "1.加强管理。\n2.预计复核扣2分。\n3.强化培训。\n4.抓好整改。",
            "1.加强管理。\n2.强化培训。\n3.抓好整改。",
        ),
        (
            "（一）预计复核扣2分。\n（二）强化培训。\n其他：\n（二）抓好整改。",
            "（一）强化培训。\n其他：\n（二）抓好整改。",
        ),
        ("预计复核扣分情况：一是抽检扣2分；二是执行率扣1分。", ""),
        ("预计扣2分；原因：①抽检扣1分；②执行率扣1分。", ""),
        (
            "一是抽检未达标，扣0.35分；二是由于执行率低，预计扣0.24分；三是培训未开展，扣3分。",
            "一是抽检未达标，扣0.35分；二是培训未开展，扣3分。",
        ),
        ("据财政局预计，复核得分94分；执行较好。", "执行较好。"),
        ("预计得分：自评96，财政94，差2。", ""),
        ("预计复核得分如下：\n抽检：5.3分\n执行率：19分", "\n\n"),
        ("五、预计复核得分\n预计94分。\n六、措施", "\n五、措施"),
        (
            "预计复核扣分情况：\n1.抽检扣2分\n2.执行率扣1分\n下一步加强管理，得5.8分。",
            "\n下一步加强管理，得5.8分。",
        ),
    ] {
        assert_eq!(published(text).0, wanted, "{text}");
    }
}

#[test]
fn persons_are_known_by_what_stands_before_and_behind_them() {
    for (text, wanted) in [
        ("请联系王科长，由李建国主任解释。", "请联系［］科长，由［］主任解释。"),
        (
            "由财务科张科长对接，发至登记注册科张三处。",
            "由财务科［］科长对接，发至登记注册科［］处。",
        ),
        ("联系人李明，手机138.1234.5678。", "联系人［］，手机［］。"),
        ("联系人 李明 电话 88936230", "联系人 ［］ 电话 ［］"),
        (
            "责任人：王小二；举报人：赵六；惠及人：农户。",
            "责任人：［］；举报人：［］；惠及人：农户。",
        ),
    ] {
        assert_eq!(published(text).0, wanted.replace("［］", COVERED));
    }
    for text in [
        "各科科长、项目主管、副主任、应急科长到会。",
        "联系人信息见附表，负责人签字，联系人和电话。",
        "以习近平同志为核心的党中央，向局长汇报，张贴公告。",
        "江夏区局长、财务科科长、办公室主任，全体科长。",
    ] {
        assert_eq!(published(text).0, text);
    }
}

#[test]
fn places_of_files_are_covered_however_they_begin() {
    for (text, wanted) in [
        ("见绩效科\\2020\\台账.xlsx。", "见［］。"),
        ("存于D:\\绩效（2020）\\台账 终稿.xlsx备查。", "存于［］备查。"),
        ("见ftp://10.1.1.5/jx/台账.xlsx，smb://srv/jx。", "见［］，［］。"),
        (
            "登录http://10.1.2.3:8080/oa，服务器192.168.1.10。",
            "登录［］，服务器［］。",
        ),
        ("见/data/jx/2020/台账.xlsx。", "见［］。"),
        ("见共享盘“绩效/2020/台账.xlsx”。", "见共享盘“［］”。"),
        (
            "网盘https://pan.baidu.com/s/1abc，提取码：ab12。",
            "网盘［］，提取码：［］。",
        ),
        ("账号admin_01，密码123456。", "账号［］，密码［］。"),
        ("住址：武汉市中南路1号2栋301室，", "住址：［］，"),
    ] {
        assert_eq!(published(text).0, wanted.replace("［］", COVERED));
    }
    for text in [
        "见http://www.wuhan.gov.cn/scj/2020.html，wuhan.gov.cn/a/b.pdf。",
        "住址变更12件，账号12个，密码管理制度",
        "和/或，2020/2021年，版本1.2.3.4",
        "5/10/2020，1/3的企业，合格率98/97.25",
    ] {
        assert_eq!(published(text).0, text);
    }
    let mut project = department();
    project.evidence[0].place = "三楼档案室2号柜".to_owned();
    project.deviation_analysis = "材料存三楼档案室2号柜备查。".to_owned();
    assert_eq!(
        publish(&project, DAY).project.deviation_analysis,
        format!("材料存{COVERED}备查。")
    );
}
#[test]
fn whose_points_are_told_is_seen_across_commas_and_sentences() {
    for (text, kept) in [
        // What others judge is the figure of an indicator, expected or not.
        ("营商环境评价，预计得分85分。", None),
        ("政务服务满意度测评，全年预计得分92分，比上年高3分。", None),
        (
            "三是营商环境评价，预计得分85分；四是预计复核得分94分。",
            Some("三是营商环境评价，预计得分85分。"),
        ),
        (
            "营商环境评价得分85分，预计复核得分94分。",
            Some("营商环境评价得分85分。"),
        ),
        ("复核评审平均用时3天，经市局复核，12315投诉办结率100%。", None),
        ("课题结题专家评审得分90分，检查结果为优的12户。", None),
        // Whoever reviews, whatever it is called.
        ("复核得分94分。", Some("")),
        ("区财政局复核，扣2分，主要是资料不齐。", Some("区财政局复核。")),
        ("专家初评93分。", Some("")),
        ("财政再评价结果为良。", Some("")),
        ("第三方机构对部门整体支出评价得分92.5分。", Some("")),
        ("内部打分94分。真实得分约91分。拟将得分调至94分。", Some("")),
        ("科室自评90分，局里调到96分。", Some("科室自评90分。")),
        // Differences in a later sentence.
        (
            "自评得分96分，预计复核94分。其中2分差在满意度指标。",
            Some("自评得分96分。"),
        ),
        (
            "自评得分96分，预计复核94分。减少的2分为满意度指标。",
            Some("自评得分96分。"),
        ),
        (
            "自评得分96分，预计复核94分。需要提前补充材料，以免丢这2分。",
            Some("自评得分96分。需要提前补充材料。"),
        ),
        ("预计复核94分。另外2分的差距来自于满意度。", Some("")),
        (
            "预计复核94分。满意度测评比上年低2分，检查比计划少2户。",
            Some("满意度测评比上年低2分，检查比计划少2户。"),
        ),
        ("自评得分96分。满意度指标扣2分，低2分的原因是样本少。", None),
    ] {
        assert_eq!(published(text).0, kept.unwrap_or(text), "{text}");
    }
}

#[test]
fn homes_cards_and_passports_are_covered_where_words_say_so() {
    for (text, wanted) in [
        ("家住武昌区中山路12号3栋501室的王某。", "家住［］的王某。"),
        ("银行卡6222021234567890123。", "银行卡［］。"),
        ("护照号E12345678，港澳通行证C12345678。", "护照号［］，港澳通行证［］。"),
        (
            "通行证5000张，护照办理3566本，银行卡12张。",
            "通行证5000张，护照办理3566本，银行卡12张。",
        ),
    ] {
        assert_eq!(published(text).0, wanted.replace("［］", COVERED), "{text}");
    }
    // A short name behind another body's is that body's section.
    let mut project = department();
    project.sections[0].name = "办公室".to_owned();
    project.deviation_analysis = "由办公室牵头，区人大办公室、区政协办公室、某公司办公室配合。".to_owned();
    assert_eq!(
        publish(&project, DAY).project.deviation_analysis,
        "由相关科室牵头，区人大办公室、区政协办公室、某公司办公室配合。"
    );
}

#[test]
fn whatever_stands_behind_the_word_for_a_telephone_goes() {
    let mut wrong = Vec::new();
    for (text, wanted) in [
        ("填报人：陈某  联系电话：0712-1234567", "填报人：［］  联系电话：［］"),
        ("电话：0712-1234567。", "电话：［］。"),
        ("联系电话0712 1234567", "联系电话［］"),
        ("电话：07121234567", "电话：［］"),
        ("电话：1234567", "电话：［］"),
        ("电话：123 4567", "电话：［］"),
        ("电话：0712 123 4567", "电话：［］"),
        ("电话：0712-123-4567转801", "电话：［］"),
        ("电　话：0712—1234567", "电　话：［］"),
        ("办公电话（兼传真）：0712-1234567", "办公电话（兼传真）：［］"),
        ("传真：（0712）1234567", "传真：［］"),
        ("传真:0712.1234567", "传真:［］"),
        ("手机：138 123 45678", "手机：［］"),
        ("手机号码为 12345678901", "手机号码为 ［］"),
        ("tel: 0712 1234567", "tel: ［］"),
        ("TEL.0712-1234567", "TEL.［］"),
        ("Mobile:12345678901", "Mobile:［］"),
        ("联系方式：1234567、1234568", "联系方式：［］、［］"),
        ("电话1：0712-1234567", "电话1：［］"),
        ("电话：6012", "电话：［］"),
        ("0712-1234567", "［］"),
        ("（0712）1234567", "［］"),
        ("电话：0712-1234567 2025年3月3日", "电话：［］ 2025年3月3日"),
        ("电话：0712-1234567，共1234567人", "电话：［］，共1234567人"),
        ("联 系 人：陈某，2025年", "联 系 人：［］，2025年"),
        (
            "制表：陈某；审核：李某；负责人：王某",
            "制表：［］；审核：［］；负责人：［］",
        ),
        ("审核人:李某 复核人：赵某", "审核人:［］ 复核人：［］"),
        ("联系人姓名：陈某", "联系人姓名：［］"),
        ("制表人（签字）：陈某", "制表人（签字）：［］"),
        ("邮箱：chen.mou@163.com", "邮箱：［］"),
        ("QQ：1234567，微信号：chen_mou88", "QQ：［］，微信号：［］"),
        ("QQ号码 123456789", "QQ号码 ［］"),
        ("微信 chenmou-88", "微信 ［］"),
        ("身份证号：420106 19900101 1234", "身份证号：［］"),
        ("身份证：420106199001011234", "身份证：［］"),
    ] {
        let out = published(text).0.replace(COVERED, "［］");
        wrong.extend((out != wanted).then(|| format!("{text} became {out}")));
    }
    for text in [
        "投诉电话：12315，热线400-800-1234，报警电话110",
        "电话：已开通，手机20部，传真费1234567元",
        "电话抽查1234567户，电话12部，固定电话1234567次",
        "审核：同意，制表：已完成，复核：通过",
        "编号0712-12345，完成0.712-1234567",
    ] {
        let out = published(text).0;
        wrong.extend((out != text).then(|| format!("{text} became {out}")));
    }
    assert_eq!(wrong, [""; 0]);
}
