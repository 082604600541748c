//! 公开版: its list says what the report says and the published one does not, and what is left reads as written.

use std::collections::HashSet;

use hengji::examples::Example;
use hengji::model::{Disclosure, Evidence, FormText, Id, Project, ReportText, Section};
use hengji::report::publication::{Matter, Omission, Publication, publish};
use hengji::report::{Block, Format, Report, deliverables, report};
use hengji::{file, schemes, score};

use super::fixture::{self, DAY, department};
use super::publication::full;

/// The texts of a report with the words for where they stand: paragraphs and words alone, the cells of a row together.
fn units(report: &Report) -> Vec<Vec<String>> {
    let mut out = vec![vec![report.title.clone()]];
    for block in &report.blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Remark(text) | Block::Annex(text) => {
                out.push(vec![text.clone()]);
            }
            Block::Table(table) => {
                let rows = table.rows.iter();
                out.extend(rows.map(|row| row.iter().map(|cell| cell.text.clone()).collect()));
            }
            Block::Figure(figure) => {
                out.push(vec![
                    figure.title.clone(),
                    figure.subtitle.clone(),
                    figure.description.clone(),
                ]);
                out.push(vec![figure.note.clone()]);
                out.extend(figure.table.rows.iter().cloned());
            }
            Block::Signature(lines) => out.push(lines.clone()),
        }
    }
    out
}

/// The pieces of what the list shows that stand in the original as they are: `138****78` has two, `张*` one.
fn pieces(omission: &Omission) -> Vec<String> {
    let kinds = [
        "手机号码",
        "固定电话",
        "身份证号码",
        "电子邮箱",
        "账号",
        "住址",
        "密级/可否公开：",
    ];
    let mut shown = omission.shown.as_str();
    for kind in kinds {
        shown = shown.strip_prefix(kind).unwrap_or(shown).trim_start();
    }
    if omission.matter == Matter::ClosedEvidence && !shown.starts_with('“') {
        // The list shows what kind it is; its name stands in the place.
        shown = omission.place.split('“').nth(1).unwrap_or_default();
    }
    let shown = shown.trim_start_matches('…').trim_end_matches('…');
    let shown = shown.trim_start_matches('“').replace("”一栏", "").replace('”', "");
    let split = shown.replace("［…］", "*");
    let pieces = split.split('*').map(|piece| piece.trim_end_matches('。'));
    let pieces = pieces.filter(|piece| !piece.is_empty());
    pieces.map(str::to_owned).collect()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Holds the list of a project against its two reports.
fn hold(project: &Project, what: &str) -> Publication {
    let publication = publish(project, DAY);
    let whole = units(&report(project, &score::score(project), DAY));
    let public = units(&publication.report);
    let public: HashSet<&str> = public.iter().flatten().map(String::as_str).collect();
    // What stands in the report and nowhere in the published one.
    let mut lost: Vec<String> = Vec::new();
    for unit in &whole {
        if unit.iter().any(|cell| !public.contains(cell.as_str())) {
            lost.push(unit.concat());
        }
    }
    let lost: Vec<String> = lost.iter().map(|unit| folded(unit)).collect();
    let tells = |unit: &String, omission: &Omission| {
        let pieces = pieces(omission);
        !pieces.is_empty() && pieces.iter().all(|piece| unit.contains(&folded(piece)))
    };
    for omission in &publication.omissions {
        assert!(
            lost.iter().any(|unit| tells(unit, omission)),
            "{what}: {omission:?} stands in no report, or still does"
        );
    }
    let closed_column = publication.omissions.iter().any(|one| one.shown.contains("可否公开"));
    for unit in &lost {
        let is_told = publication.omissions.iter().any(|omission| tells(unit, omission));
        assert!(
            is_told || closed_column && unit.starts_with('E'),
            "{what}: nothing names {unit}"
        );
    }
    publication
}

/// A section with everything that is known of it.
fn section(id: &str, name: &str, contact: &str, telephone: &str) -> Section {
    Section {
        id: Id::new(id),
        name: name.to_owned(),
        contact: contact.to_owned(),
        telephone: telephone.to_owned(),
    }
}

fn written(heading: &str, text: &str) -> ReportText {
    ReportText {
        heading: heading.to_owned(),
        text: text.to_owned(),
        ..ReportText::default()
    }
}

/// A department whose report tells what it must not.
fn careless() -> Project {
    let mut project = department();
    project
        .sections
        .push(section("S02", "消费者权益保护科", "李四光", "13987654321"));
    project.expected = Some(fixture::number("94.5"));
    project.indicators[2].reason = "因疫情无法集中培训（联系人：李四光，电话：13987654321），由李四光负责。".to_owned();
    // In no report of this scheme.
    project.indicators[3].standard = "按李四光的办法，电话13987654321".to_owned();
    project.indicators[4].basis = "见D:\\绩效\\依据.docx".to_owned();
    project.evidence.push(Evidence {
        id: Id::new("E002"),
        name: "约谈记录".to_owned(),
        kind: "会议纪要".to_owned(),
        disclosure: Some(Disclosure::Internal),
        ..Evidence::default()
    });
    project.texts = vec![written(
        "一.三",
        "第一项由消费者权益保护科牵头。\n第二项已完成。\n第三项预计财政复核扣1.5分，已整改。",
    )];
    project
}

#[test]
fn the_list_names_what_the_report_says_and_the_published_one_does_not() {
    hold(&department(), "a department");
    hold(&full().0, "everything");
    let publication = hold(&careless(), "a careless one");
    let places: Vec<&str> = publication.omissions.iter().map(|one| one.place.as_str()).collect();
    assert!(places.iter().any(|place| place.contains("偏差原因")), "{places:?}");
    assert!(
        !places
            .iter()
            .any(|place| place.contains("评分标准") || place.contains("设定依据")),
        "no form prints them: {places:?}"
    );
    let aside: Vec<&str> = publication.unprinted.iter().map(|one| one.place.as_str()).collect();
    for place in ["评分标准", "设定依据", "科室“消费者权益保护科”", "总分"] {
        assert!(aside.iter().any(|one| one.contains(place)), "{place} in {aside:?}");
    }
    for scheme in schemes::shipped() {
        let mut project = fixture::project(scheme);
        hold(&project, &scheme.id);
        for (label, text) in [
            ("联系电话", "027-88936230"),
            ("填表人", "李四光"),
            ("项目负责人", "王五"),
        ] {
            project.form_texts.push(FormText {
                label: label.to_owned(),
                text: text.to_owned(),
            });
        }
        hold(&project, &scheme.id);
    }
}

#[test]
fn nothing_is_named_where_both_reports_say_the_same() {
    let mut project = file::decode(Example::Wuchang.bytes()).expect("the sample");
    project.sections = vec![section("S01", "质量监督科", "张三", "13900000000")];
    project.indicators[0].section = Some(Id::new("S01"));
    project.indicators[0].note = "待领导审定".to_owned();
    project.indicators[0].declared = Some(fixture::number("1"));
    project.expected = Some(fixture::number("94.5"));
    project.texts.retain(|text| !text.text.contains("质量监督科"));
    let publication = publish(&project, DAY);
    if report(&project, &score::score(&project), DAY) == publication.report {
        assert_eq!(publication.omissions, []);
    }
    // Nobody answers for anything: only the file knows the section.
    project.indicators[0].section = None;
    let publication = hold(&project, "the sample");
    assert_eq!(publication.omissions, []);
    let card = score::score(&project);
    let bytes = |format| {
        deliverables(&project, &card, format, DAY)
            .expect("files")
            .remove(0)
            .bytes
    };
    assert_eq!(bytes(Format::Public), bytes(Format::Docx));
    let matters: Vec<Matter> = publication.unprinted.iter().map(|one| one.matter).collect();
    for matter in [
        Matter::Contact,
        Matter::Telephone,
        Matter::Section,
        Matter::Note,
        Matter::Declared,
        Matter::Expected,
    ] {
        assert!(matters.contains(&matter), "{matter:?} in {matters:?}");
    }
}

/// What is printed under a heading of a department with sections, where these words are written there.
fn printed(text: &str) -> (String, Publication) {
    let mut project = department();
    let known = section("S02", "消费者权益保护科", "李四光", "13987654321");
    project.sections = vec![section("S01", "质量监督科", "张三丰", "027-88936230"), known];
    project.texts = vec![written("一.三", text)];
    let publication = publish(&project, DAY);
    let blocks = publication.report.blocks.iter();
    let below = blocks.skip_while(|block| !matches!(block, Block::Heading { text, .. } if text.contains("存在的问题")));
    let paragraphs = below.skip(1).map_while(|block| match block {
        Block::Paragraph(text) => Some(text.as_str()),
        _ => None,
    });
    (paragraphs.collect::<Vec<_>>().join("\n"), publication)
}

#[test]
fn words_that_only_say_what_was_covered_go_with_it() {
    for (text, wanted) in [
        (
            "培训未开展（联系人：张三丰，电话：027-88936230），已整改。",
            "培训未开展，已整改。",
        ),
        ("培训未开展（张三丰），已整改。", "培训未开展，已整改。"),
        ("已整改（责任科室：质量监督科、消费者权益保护科）。", "已整改。"),
        ("各科室（质量监督科、消费者权益保护科）按时报送。", "各科室按时报送。"),
        (
            "联系人：张三丰；联系电话：027-88936230；邮箱：zsf@whscjg.gov.cn。\n已整改。",
            "已整改。",
        ),
        (
            "责任科室：质量监督科；责任人：张三丰；完成时限：2021年6月底。",
            "完成时限：2021年6月底。",
        ),
        (
            "数据由张三丰（13987654321）提供，身份证号420106199001011234。",
            "数据由［］提供。",
        ),
        ("如有疑问，请致电027-88936230（张三丰）。", "如有疑问，请致电［］。"),
        (
            "台账存于D:\\绩效\\2020\\台账.xlsx，见附件3。",
            "台账存于［］，见附件3。",
        ),
        ("方案已印发（详见D:\\绩效\\2020\\方案.docx）。", "方案已印发。"),
        ("方案已印发，详见D:\\绩效\\2020\\方案.docx。", "方案已印发。"),
        ("由消费者权益保护科李四光负责落实。", "由相关科室负责落实。"),
        ("经质量监督科张科长确认，数据无误。", "经相关科室确认，数据无误。"),
        ("张三丰、李四光负责统计。", "［］负责统计。"),
        (
            "由质量监督科牵头，消费者权益保护科配合。",
            "由相关科室牵头，相关科室配合。",
        ),
        ("（联系人：张三丰）", "［］。"),
        ("联系人：张三丰。", "［］。"),
        (
            "活动未开展（由消费者权益保护科李四光负责，13987654321），详见D:\\绩效\\方案.docx。",
            "活动未开展（由相关科室负责）。",
        ),
        (
            "已整改（由张三丰负责；电话：027-88936230。），继续推进。",
            "已整改（由［］负责；电话：［］。），继续推进。",
        ),
        ("责任科室为质量监督科。", "［］。"),
        ("热线：027-88936230。\n已整改。", "已整改。"),
        (
            "1.已整改。\n2.责任科室为质量监督科。\n3.责任人：张三丰。\n4.严格验收。",
            "1.已整改。\n2.严格验收。",
        ),
        (
            "（一）责任科室：质量监督科、消费者权益保护科。\n（二）加强培训。",
            "（一）加强培训。",
        ),
        (
            "一是加强培训；二是联系人：张三丰；三是严格验收。",
            "一是加强培训；二是联系人：［］；三是严格验收。",
        ),
    ] {
        let (now, publication) = printed(text);
        assert_eq!(now, wanted.replace("［］", "［不予公开］"), "{text}");
        assert!(!publication.omissions.is_empty(), "{text}");
    }
    // What the officer wrote so stays.
    for text in [
        "已联系相关科室（计量、标准化）整改，电话回访5436户。",
        "由相关科室负责。",
        "电话：无。",
    ] {
        assert_eq!(printed(text).0, text);
    }
}

#[test]
fn a_cell_keeps_its_label_before_what_is_covered() {
    let mut project = file::decode(Example::Wuchang.bytes()).expect("the sample");
    project.sections = vec![section("S01", "质量监督科", "张三丰", "027-88936230")];
    for indicator in &mut project.indicators {
        indicator.measure = "责任科室为质量监督科".to_owned();
    }
    let said: Vec<String> = units(&publish(&project, DAY).report).concat();
    let measures = said.iter().filter(|text| text.starts_with("改进措施："));
    let measures: Vec<&String> = measures.collect();
    assert!(!measures.is_empty(), "{said:?}");
    assert!(
        measures.iter().all(|text| *text == "改进措施：［不予公开］"),
        "{measures:?}"
    );
}

#[test]
fn remarks_among_colleagues_are_left_out() {
    for (text, wanted) in [
        ("已整改（内部备注：此处待领导审定，勿外传）。", "已整改。"),
        ("【内部】此段待核。\n已整改。", "已整改。"),
        ("内部备注：此数待核。\n已整改。", "已整改。"),
        ("已整改[批注：此数需核实（附表）]，继续推进。", "已整改，继续推进。"),
        ("已整改，（仅供内部参考）。\n（内部掌握）。", "已整改。"),
    ] {
        let (now, publication) = printed(text);
        assert_eq!(now, wanted, "{text}");
        let notes = publication.omissions.iter().filter(|one| one.matter == Matter::Note);
        assert!(notes.count() > 0, "{text}");
    }
    for text in [
        "健全内部控制制度（内部审计、内部监督）。",
        "【内部控制】已健全（不对外开放）。",
        "窗口（外传设备）已更换[附图]，批注2处。",
    ] {
        assert_eq!(printed(text).0, text);
    }
}
