//! `{{…}}` in text: what each name prints, what is missing or unknown, what has changed since.

use hengji::binding::{Origin, Piece, State, Values, half_typed};
use hengji::check::{Place, Severity, check};
use hengji::examples::Example;
use hengji::model::{Actual, Edit, Field, Id, Project, ReportText};
use hengji::score::{Scorecard, score};
use hengji::{file, outlines, schemes};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn sample() -> (Project, Scorecard) {
    let project = file::decode(Example::Wuchang.bytes()).expect("the sample");
    let card = score(&project);
    (project, card)
}

fn printed(text: &str) -> String {
    let (project, card) = sample();
    Values::new(&project, &card).print(text)
}

#[test]
fn one_formatter_a_kind() {
    for (text, wanted) in [
        ("{{年初预算}}", "13,580.32万元"),
        ("{{项目支出.年初预算}}", "1,948.00万元"),
        ("{{项目支出.年初预算.数}}", "1,948.00"),
        ("{{项目支出.年初预算.原数}}", "1948"),
        ("{{B2.执行数}}", "3,084.25万元"),
        ("{{F015}}", "880.88万元"),
        ("{{变动原因合计}}", "1,339.41万元"),
        ("{{执行率}}", "100.00%"),
        ("{{年初执行率}}", "108.77%"),
        ("{{F054}}", "99.80%"),
        ("{{F054.原数}}", "99.8"),
        ("{{F039}}", "5436户"),
        ("{{ F039.指标值 }}", "≥3566户"),
        ("{{F039.目标}}", "3566户"),
        ("{{F039.差额}}", "1870户"),
        ("{{F039.完成率}}", "152.44%"),
        ("{{F052.差额}}", "1.29个百分点"),
        ("{{F101.指标值}}", "未发生"),
        ("{{F047.实际}}", "达成预期指标"),
        ("{{F078}}", "41141件"),
        ("{{F100}}", "92万余元"),
        ("{{得分}}", "96.00分"),
        ("{{得分.原数}}", "96"),
        ("{{满分}}", "100分"),
        ("{{等级}}", "优"),
        ("{{产出指标.得分}}", "36.00分"),
        ("{{产出指标.完成数}}", "37项"),
        ("{{G3.分值}}", "31分"),
        ("{{指标数}}", "50项"),
        ("{{未完成数}}", "4项"),
        (
            "{{失分清单}}",
            "消费者权益保护宣传活动2.00分、计量标准化培训1.80分、产品质量抽查批次0.12分、蔬菜抽检批次0.08分",
        ),
        ("{{未填清单}}", "无"),
    ] {
        assert_eq!(printed(text), wanted, "{text}");
    }
}

#[test]
fn what_is_missing_or_unknown_is_seen() {
    let (mut project, _) = sample();
    project.indicators[0].actual = None;
    project.budget.lines.clear();
    project.department.clear();
    let id = project.indicators[0].id.clone();
    let card = score(&project);
    let values = Values::new(&project, &card);
    let name = format!("{id}.实际");
    let missing = values.bound(&name);
    assert_eq!((missing.text.as_str(), missing.state), ("未填", State::Unfilled));
    assert_eq!(missing.origin, Some(Origin::Indicator(id, Some(Field::Actual))));
    assert_eq!(values.bound("执行率").state, State::Unfilled);
    assert_eq!(values.print("{{单位}}"), "（名称未填）");
    for unknown in [
        "",
        "F999",
        "F039.不存在",
        "产出指标.实际",
        "不存在.得分",
        "得分.得分",
        "F039.实际.实际",
    ] {
        let bound = values.bound(unknown);
        assert_eq!(bound.state, State::Unknown, "{unknown}");
        assert_eq!(bound.text, format!("【没有“{unknown}”这项数据】"));
    }
}

#[test]
fn braces_that_name_nothing_are_words() {
    for text in [
        "",
        "{",
        "{{",
        "}}",
        "{{得分",
        "{{得分}",
        "得分}}",
        "{{得\n分}}",
        "｛｛得分｝｝",
    ] {
        assert_eq!(printed(text), text);
    }
    assert_eq!(printed("{{{得分}}}"), "{96.00分}");
    assert_eq!(printed("{{ {{得分}}"), "{{ 96.00分");
}

#[test]
fn the_name_being_typed_is_found_and_offered() {
    let (project, card) = sample();
    let values = Values::new(&project, &card);
    let text = "目标{{市场主体 实";
    assert_eq!(half_typed(text, text.len()), Some("市场主体 实"));
    for closed in ["目标", "{{得分}}后", "{{得\n分"] {
        assert_eq!(half_typed(closed, closed.len()), None, "{closed}");
    }
    let offers = values.offers("新增市场主体 实际", 8);
    assert_eq!(offers[0].name, "F039.实际");
    assert_eq!(offers[0].text, "5436户");
    assert_eq!(offers[0].label, "新增市场主体（个体户）的实际完成值");
    assert!(values.offers("没有这样的数据", 8).is_empty());
    assert_eq!(values.offers("", 5).len(), 5);
    for offer in values.offers("", usize::MAX) {
        assert_ne!(values.bound(&offer.name).state, State::Unknown, "{}", offer.name);
    }
}

#[test]
fn a_changed_number_changes_the_text_and_is_told() {
    let (project, card) = sample();
    let mut changed = project.clone();
    let position = changed.indicator_index(&Id::new("F039")).expect("the indicator");
    changed.indicators[position].actual = Some(Actual::Number(Decimal::from(5500)));
    let text = changed
        .texts
        .iter()
        .find(|text| text.heading == "二.一.1")
        .expect("the text");
    let after = score(&changed);
    let values = Values::new(&changed, &after);
    assert!(values.print(&text.text).contains("已经完成新增5500户"));
    let told: Vec<_> = values.changed(&text.text, &text.seen);
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].0.name, told[0].0.text.as_str(), told[0].1.as_str()),
        ("F039", "5500户", "5436户")
    );

    assert!(
        check(&project, &card).is_empty(),
        "the sample as shipped has nothing to check in its text"
    );
    let findings = check(&changed, &after);
    let rules: Vec<_> = findings.iter().map(|finding| (finding.rule, &finding.place)).collect();
    let at = |path: &str| Place::Heading(path.to_owned());
    assert_eq!(rules, [("C39", &at("二.一.1")), ("C39", &at("二.一.2"))]);
    assert!(
        findings[0].sentence.contains("由5436户变为5500户"),
        "{}",
        findings[0].sentence
    );

    // Read again, the text is settled.
    let mut settled = changed.clone();
    for text in &changed.texts {
        let seen = values.seen(&text.text);
        settled = settled.after(&Edit::Text(ReportText { seen, ..text.clone() }));
    }
    assert!(check(&settled, &after).is_empty());
}

#[test]
fn findings_name_the_place_and_what_to_do() {
    let (project, card) = sample();
    let project = project
        .after(&Edit::Text(ReportText {
            heading: "一.三".to_owned(),
            text: "{{没有}}和{{二.一}}".to_owned(),
            seen: Vec::new(),
        }))
        .after(&Edit::Text(ReportText {
            heading: "哪里也没有".to_owned(),
            text: "文字".to_owned(),
            seen: Vec::new(),
        }))
        .after(&Edit::Text(ReportText {
            heading: "二.四".to_owned(),
            text: "预计复核{{预计得分}}".to_owned(),
            seen: Vec::new(),
        }));
    let told: Vec<_> = check(&project, &card)
        .into_iter()
        .map(|finding| (finding.rule, finding.severity, finding.sentence))
        .collect();
    let wanted = [
        (
            "C47",
            Severity::Error,
            "报告“（三）存在的问题和原因”：没有“没有”这项数据，请改正或删去这处引用",
        ),
        (
            "C47",
            Severity::Error,
            "报告“（三）存在的问题和原因”：没有“二.一”这项数据，请改正或删去这处引用",
        ),
        (
            "C06",
            Severity::Warning,
            "报告“（四）上年度部门自评结果应用情况”：引用的预计得分没有填写",
        ),
        (
            "C45",
            Severity::Warning,
            "写在“哪里也没有”下的文字不在现用的报告提纲中，不会出现在报告里",
        ),
    ];
    assert_eq!(
        told,
        wanted.map(|(rule, severity, sentence)| (rule, severity, sentence.to_owned()))
    );
}

#[test]
fn every_outline_proposes_known_values_only() {
    assert_eq!(outlines::shipped().len(), 4, "each file is an outline");
    for scheme in schemes::shipped() {
        assert!(!scheme.outline.headings.is_empty(), "{}", scheme.id);
    }
    for outline in outlines::shipped() {
        for example in [Example::Wuchang, Example::Changjiang] {
            let mut project = file::decode(example.bytes()).expect("the sample");
            project.texts.clear();
            let project = project.after(&Edit::Outline(Box::new(outline.clone())));
            assert_eq!(outlines::of(&project).id, outline.id);
            let card = score(&project);
            let values = Values::new(&project, &card);
            for heading in &outline.headings {
                for paragraph in hengji::report::proposal(&project, &card, heading) {
                    for bound in values.bindings(&paragraph) {
                        assert_ne!(
                            bound.state,
                            State::Unknown,
                            "{} {}: {}",
                            outline.id,
                            heading.text,
                            bound.name
                        );
                    }
                    assert!(!values.print(&paragraph).contains("{{"), "{paragraph}");
                }
            }
        }
    }
}

#[test]
fn a_file_without_an_outline_prints_the_usual_one() {
    let (mut project, _) = sample();
    let scheme = std::sync::Arc::make_mut(&mut project.scheme);
    scheme.outline = hengji::model::Outline::default();
    assert_eq!(outlines::of(&project).id, "hubei_dept");
    let text = include_str!("../assets/schemes/hubei_dept.ron").replace("id: \"hubei_dept\"),", "id: \"nowhere\"),");
    let refusal = schemes::decode(text.as_bytes()).expect_err("refused").to_string();
    assert!(refusal.contains("没有名为“nowhere”的报告提纲"), "{refusal}");
}

proptest! {
    #[test]
    fn cutting_loses_no_word(text in "[{}得分.F039一\n ]{0,40}") {
        let (project, card) = sample();
        let values = Values::new(&project, &card);
        let mut joined = String::new();
        let mut kept = text.clone();
        for piece in values.pieces(&text) {
            match piece {
                Piece::Words(words) => joined.push_str(words),
                Piece::Bound(bound) => {
                    prop_assert!(!bound.text.is_empty());
                    joined.push_str(&format!("{{{{{}}}}}", bound.name));
                }
            }
        }
        kept.retain(|letter| letter != ' ');
        joined.retain(|letter| letter != ' ');
        prop_assert_eq!(joined, kept);
    }
}
