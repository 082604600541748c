//! Numbers and claims typed into the report are held against the project (`domain.md` §5.3: C29, C39, C42, C43).

use hengji::binding::{Piece, Values};
use hengji::check::{self, Finding, Mend, Place};
use hengji::model::{Actual, Edit, Field, Id, Indicator, Project, ReportText, Target};
use hengji::report::proposal;
use hengji::{examples::Example, file, outlines, score};
use rust_decimal::Decimal;

fn sample() -> Project {
    file::decode(Example::Wuchang.bytes()).expect("the sample")
}

fn found(project: &Project, rule: &str) -> Vec<Finding> {
    let all = check::check(project, &score::score(project)).into_iter();
    all.filter(|finding| finding.rule == rule).collect()
}

/// The sample with one text under one of its headings.
fn written(heading: &str, text: &str) -> Project {
    sample().after(&Edit::Text(ReportText {
        heading: heading.to_owned(),
        text: text.to_owned(),
        ..ReportText::default()
    }))
}

/// What is said of a text of the sample under a heading, without the heading.
fn said(rule: &str, heading: &str, text: &str) -> Vec<String> {
    told(&written(heading, text), rule, &Place::Heading(heading.to_owned()))
}

/// What is said of a text of a project, without where it stands.
fn told(project: &Project, rule: &str, place: &Place) -> Vec<String> {
    let here = found(project, rule).into_iter().filter(|one| one.place == *place);
    here.filter_map(|one| one.sentence.split_once('：').map(|(_, rest)| rest.to_owned()))
        .collect()
}

fn dec(text: &str) -> Decimal {
    text.parse().expect("a number")
}

#[test]
fn a_typed_number_that_is_not_the_indicators_is_found_with_what_to_bind() {
    let typed = |text: &str| said("C39", "二.一.1", text);
    assert_eq!(
        typed("新增市场主体（个体户）目标3566户，已经完成新增5437户。"),
        ["“新增市场主体（个体户）”写作5437户，指标值是≥3566户，实际完成值是5436户，请核对；可改为引用{{F039}}"]
    );
    assert_eq!(
        typed("新增市场主体（个体户）目标3567户，已经完成新增5436户。"),
        ["“新增市场主体（个体户）”写作3567户，指标值是≥3566户，实际完成值是5436户，请核对；可改为引用{{F039.目标}}"]
    );
    assert_eq!(
        typed("全年支出决算为14,771.07万元，基本支出11,687.54万元。").len(),
        2,
        "the budget's amounts"
    );
    assert_eq!(
        typed("2020年度预算执行率99.1%，自评得分95分。"),
        [
            "“预算执行率”写作99.1%，按调整后预算数（含上年结转结余）计算是100.00%，请核对；可改为引用{{执行率}}",
            "“自评得分”写作95分，按评分办法计算是96.00分，请核对；可改为引用{{得分}}"
        ]
    );
}

#[test]
fn older_numbers_are_found_behind_a_part_of_the_name_and_words_of_the_whole() {
    for (text, name, binding) in [
        ("全年流通环节抽检1025批次。", "流通环节抽检", "F053"),
        ("全年开展流通环节抽检共1025批次。", "流通环节抽检", "F053"),
        ("经自评，我局得分95.50分。", "得分", "得分"),
        ("全年预算数14,700万元，执行数为14,690.50万元。", "执行数", "执行数"),
        ("全局50项指标完成48项。", "项指标完成", "完成数"),
    ] {
        let all = said("C39", "二.一.1", text);
        let named = all.iter().filter(|one| one.starts_with(&format!("“{name}”写作")));
        let ends: Vec<bool> = named.map(|one| one.ends_with(&format!("{{{{{binding}}}}}"))).collect();
        assert_eq!(ends, [true], "{text}: {all:?}");
    }
    for text in [
        "全年流通环节抽检500批次。",
        "其中，流通环节抽检1025批次。",
        "全年抽检1025批次，环节抽检1025批次。",
        "省级流通环节抽检1025批次。",
        "产出指标完成41项，得分36分；指标得分76分。",
        "信息化建设项目预算数480万元，执行数450万元。",
        "基本支出年初预算数11,632.32万元，执行数11,687.45万元。",
        "疫情防控方面9项指标完成8项。",
    ] {
        assert_eq!(said("C39", "二.一.1", text), [""; 0], "{text}");
    }
}

#[test]
fn other_numbers_beside_a_name_are_left_alone() {
    for text in [
        "新增市场主体（个体户）目标3566户，已经完成新增5436户，超额1870户。",
        "新增市场主体（个体户）0.54万户。",
        "新增市场主体（个体户）5400余户。",
        "新增市场主体（个体户）比上年增加300户，其中餐饮业1200户。",
        "新增市场主体（个体户）列入2020年第3号文件〔2020〕15号，分3批5次推进。",
        "2019年年初预算12,000.50万元，新增市场主体（个体户）5000户。",
        "去年新增市场主体（个体户）5000户。",
        "1.新增市场主体（个体户）；2.改造升级农贸市场；3.抽检1400批次。",
        "支出决算为14,771.7万元，支出决算为1.48亿元，其中项目支出3,084.25万元。",
        "项目支出由1,948万元增加到3,084.25万元，增加1,136.25万元。",
        "执行率100%，政府采购执行率95.2%。",
        "产品质量抽查批次计划中9个批次的产品达不到抽检的条件，实际完成145批次。",
    ] {
        assert_eq!(said("C39", "二.一.1", text), [""; 0], "{text}");
    }
    // The published report itself, every value typed as it is printed.
    let mut project = sample();
    let card = score::score(&project);
    let printed: Vec<String> = (project.texts.iter())
        .map(|text| Values::new(&project, &card).print(&text.text))
        .collect();
    for (text, printed) in project.texts.iter_mut().zip(printed) {
        text.text = printed;
        text.rests.clear();
        text.seen.clear();
    }
    assert_eq!(found(&project, "C39"), []);
    assert_eq!(
        found(&project, "C29").len(),
        1,
        "109% itself, at the 数据项 nothing prints any more"
    );
}

#[test]
fn a_typed_number_is_turned_into_a_binding() {
    let project = sample();
    let card = score::score(&project);
    let text = "{{年度}}年新增市场主体（个体户）目标3567户，完成新增5437户，支出决算为1.40亿元。";
    let bound = check::rebound(&project, &card, text).expect("contradictions");
    assert_eq!(
        bound,
        "{{年度}}年新增市场主体（个体户）目标{{F039.目标}}，完成新增{{F039}}，支出决算为{{执行数}}。"
    );
    let values = Values::new(&project, &card);
    let pieces = values.pieces(&bound);
    assert_eq!(
        pieces.iter().filter(|piece| matches!(piece, Piece::Bound(_))).count(),
        4
    );
    assert_eq!(check::rebound(&project, &card, &bound), None);
}

#[test]
fn an_execution_rate_on_another_base_names_both() {
    let project = sample();
    let [finding] = found(&project, "C29").try_into().expect("one finding");
    assert_eq!(finding.place, Place::Heading("一.二.1".to_owned()));
    assert_eq!(
        finding.sentence,
        "报告“1.执行率情况”：数据项“执行率”109%是按年初预算数13,580.32万元算的（108.77%），按评分办法的调整后预算数（含上年结转结余）14,771.70万元，执行率是100.00%，请核对；可改为引用{{执行率}}"
    );
    // Nothing prints it: it is told where it is kept.
    let typed = written("一.二.1", "执行率情况：108.77%。");
    let places: Vec<Place> = found(&typed, "C29").into_iter().map(|one| one.place).collect();
    assert_eq!(
        places,
        [Place::Heading("一.二.1".to_owned()), Place::Fact(Id::new("F008"))]
    );
    let bound = written("一.二.1", "{{执行率}}").after(&Edit::Facts(Vec::new()));
    assert_eq!(found(&bound, "C29"), []);
}

#[test]
fn what_is_unmet_is_spoken_of_where_it_belongs() {
    let unmet = |text: &str| said("C42", "一.二.3", text);
    assert_eq!(
        unmet("因疫情原因无法开展计量标准化培训和消费者权益保护宣传。"),
        ["没有写到未达成的“蔬菜抽检批次”“产品质量抽查批次”"]
    );
    assert_eq!(found(&sample(), "C42"), [], "the published text names all four");
    assert_eq!(unmet("{{未完成清单}}等未完成。"), [""; 0]);
    let met = "{{未完成清单}}未完成，退捕渔船拆解报废未按时完成。";
    assert_eq!(
        unmet(met),
        ["“退捕渔船拆解报废”已达成，却写在未完成的绩效目标里，请核对"]
    );
}

#[test]
fn what_is_done_is_not_what_is_not() {
    let done = |text: &str| said("C43", "一.二.2", text);
    assert_eq!(
        done("完成了农村农业工作、计量标准化、价格专项等工作。"),
        ["“计量标准化”写作已完成，而指标“计量标准化培训”未达成，请写明分别指什么"]
    );
    assert_eq!(done("完成了农村农业工作、产品质量、价格专项等工作。"), [""; 0]);
    assert_eq!(done("除计量标准化、价格专项外均已完成。"), [""; 0]);
}

#[test]
fn a_text_to_be_read_again_says_so_and_a_number_to_be_changed_does_not() {
    let mut project = written("二.一.1", "新增市场主体（个体户）目标3567户，完成新增{{F039}}。");
    let mends = |project: &Project| -> Vec<Mend> {
        let here = found(project, "C39").into_iter();
        here.filter(|one| one.place == Place::Heading("二.一.1".to_owned()))
            .map(|one| one.mend)
            .collect()
    };
    assert_eq!(mends(&project), [Mend::Change]);
    let text = project.texts.iter_mut().find(|text| text.heading == "二.一.1");
    text.expect("the text").seen = vec!["5430户".to_owned()];
    assert_eq!(mends(&project), [Mend::Read, Mend::Change]);
}

/// The sample with a satisfaction, and a text.
fn surveyed(names: &[&str], text: &str) -> Vec<String> {
    let mut project = written("二.一.1", text);
    let rows = names.iter().enumerate().map(|(position, name)| Indicator {
        id: Id::new(format!("S{position}")),
        level1: "满意度指标".to_owned(),
        name: (*name).to_owned(),
        target: Some(Target::AtLeast(dec("90"))),
        unit: "%".to_owned(),
        actual: Some(Actual::Number(dec("96.5"))),
        ..Indicator::default()
    });
    project.indicators.extend(rows);
    told(&project, "C39", &Place::Heading("二.一.1".to_owned()))
}

#[test]
fn a_satisfaction_is_found_by_people_called_otherwise() {
    assert_eq!(
        surveyed(&["农民满意度"], "农户满意度95.3%。"),
        ["“农户满意度”写作95.3%，指标值是≥90%，实际完成值是96.5%，请核对；可改为引用{{S0}}"]
    );
    for (name, text) in [
        ("农民满意度", "经问卷调查，参训农户满意度达到95.3%。"),
        ("农民满意度（%）", "农户的满意度为95.3%。"),
        ("社会公众满意度", "2020年群众满意度95.3%。"),
        ("退捕渔民抽样调查满意度", "渔户满意度95.3%。"),
        ("受益群众满意度", "办事群众满意率95.3%。"),
    ] {
        assert_eq!(surveyed(&[name], text).len(), 1, "{name}: {text}");
    }
    for text in [
        "农户满意度96.5%，超过90%的目标。",
        "商户满意度95.3%。",
        "企业满意度95.3%，窗口服务满意度97%。",
        "其中，农户满意度95.3%。",
        "农户满意度95.3%，商户满意度93%。",
        "总体满意度97%，农户满意度95.3%。",
        "2019年农户满意度95.3%。",
        "农户满意度比上年提高5.3%。",
        "农户满意度达95%以上。",
        "农户满意度60%。",
    ] {
        assert_eq!(surveyed(&["农民满意度"], text), [""; 0], "{text}");
    }
    let two = ["农民满意度", "企业满意度"];
    assert_eq!(surveyed(&two, "农户满意度95.3%。"), [""; 0], "either may be meant");
}

#[test]
fn the_sum_of_lost_points_is_held_against_the_score() {
    let typed = |text: &str| said("C39", "二.一.1", text);
    assert_eq!(
        typed("自评得分96.00分，失分4.5分。"),
        ["“失分”写作4.5分，按评分办法计算失分是4.00分，请核对；可改为引用{{失分}}"]
    );
    for text in [
        "自评得分96分，共失分3.50分。",
        "部门整体自评得分为96分，失分5分。",
        "失分4.5分，主要是部分培训没有开展。",
        "“蔬菜抽检批次”没有完成，失分6分。",
    ] {
        let all = typed(text);
        assert!(all.len() == 1 && all[0].contains("失分是4.00分"), "{text}: {all:?}");
    }
    for text in [
        "自评得分96.00分，失分4分。",
        "自评得分96.00分，失分4.00分，其中计量标准化培训失分1.80分。",
        "计量标准化培训没有开展，失分1.80分。",
        "两项培训没有开展，共失分3.8分。",
        "自评得分96分，两项培训没有开展，失分3.8分。",
        "产出指标得分36分，失分2.5分。",
        "信息化项目自评得分92分，失分8分。",
        "去年自评得分92分，失分8分。",
        "每超过1个百分点扣分10分以上。",
        // Points of another evaluation, and those of a rule.
        "在2020年度法治建设考核中失分12分。",
        "根据评分办法，逾期未完成扣分5分。",
        // The whole that can be had.
        "总分100分，自评得分96分，失分4分。",
    ] {
        assert_eq!(typed(text), [""; 0], "{text}");
    }
}

#[test]
fn what_was_not_spent_is_held_against_the_budget() {
    let typed = |text: &str| {
        let mut project = written("二.三.1", text);
        project.budget.lines[1].actual = Some(dec("2954.25"));
        told(&project, "C39", &Place::Heading("二.三.1".to_owned()))
    };
    assert_eq!(
        typed("全年预算数14,771.70万元，执行数14,641.70万元，未执行135.14万元。"),
        ["“未执行”写作135.14万元，预算表的调整后预算数（含上年结转结余）减执行数是130.00万元，请核对"]
    );
    for text in [
        "年初预算为13,580.32万元，支出决算为14,641.70万元，未支出110万元。",
        "预算执行率99.12%，未执行125.14万元。",
        "因疫情影响，未执行0.02亿元。",
    ] {
        assert_eq!(typed(text).len(), 1, "{text}: {:?}", typed(text));
    }
    for text in [
        "全年预算数14,771.70万元，执行数14,641.70万元，未执行130万元。",
        "执行数14,641.70万元，未执行0.01亿元。",
        "信息化建设项目预算数480万元，执行数450万元，未执行30万元。",
        "信息化建设项目未执行200万元。",
        "因疫情影响，未执行35万元。",
        "其中59家未执行电价政策的转供电主体向用户清退92万余元。",
        "2019年未执行200万元。",
    ] {
        assert_eq!(typed(text), [""; 0], "{text}");
    }
    // There is nothing to bind.
    let project = written("二.三.1", "");
    let card = score::score(&project);
    assert_eq!(
        check::rebound(&project, &card, "预算执行率100%，未执行135.14万元。"),
        None
    );
}

#[test]
fn a_reason_that_quotes_another_gap_is_found() {
    // 154 planned, 145 done; 98 % wanted, 96.5 % reached.
    let about = |id: &str, field: Field, text: &str| {
        let mut project = sample();
        project.indicators.push(Indicator {
            id: Id::new("S1"),
            level1: "产出指标".to_owned(),
            name: "抽检合格率".to_owned(),
            target: Some(Target::AtLeast(dec("98"))),
            unit: "%".to_owned(),
            actual: Some(Actual::Number(dec("96.5"))),
            weight: Some(dec("1")),
            ..Indicator::default()
        });
        let at = project.indicator_index(&Id::new(id)).expect("the indicator");
        let one = &mut project.indicators[at];
        match field {
            Field::Reason => text.clone_into(&mut one.reason),
            _ => text.clone_into(&mut one.measure),
        }
        told(&project, "C39", &Place::Indicator(Id::new(id), Some(field)))
    };
    assert_eq!(
        about("S1", Field::Reason, "部分样品不合格，差2.3个百分点。"),
        ["“差额”写作2.3个百分点，实际与指标值相差1.5个百分点，请核对；可改为引用{{S1.差额}}"]
    );
    assert_eq!(
        about("S1", Field::Measure, "针对与目标相差2.3个百分点的情况，加强抽检。").len(),
        1
    );
    for text in [
        "部分企业停产，比目标少12批次。",
        "部分企业停产，低于目标值12批次。",
        "还差12批次没有完成。",
        "抽检确保了质量，缺口12批次。",
        "力争完成，还差12批次。",
    ] {
        assert_eq!(about("F030", Field::Reason, text).len(), 1, "{text}");
    }
    for (id, text) in [
        ("S1", "部分样品不合格，差1.5个百分点。"),
        ("S1", "部分样品不合格，差约2个百分点。"),
        ("S1", "检测误差2.3个百分点，比上年低3个百分点。"),
        ("S1", "其中流通环节差3个百分点，一季度低于目标4个百分点。"),
        ("S1", "合格率不低于2个百分点的波动。"),
        ("F030", "比目标少9批次，产品达不到抽检的条件。"),
        ("F030", "甲街道差5批次，乙街道差4批次。"),
        ("F030", "差12家企业的样品。"),
        // What it is held against is no gap.
        ("F030", "部分企业停产，完成数低于目标值154批次。"),
        ("F030", "少于计划的154批次。"),
        // Whom it is about, and parts.
        ("F030", "对抽检批次低于3批次的企业没有补检，少于5批次的企业停产。"),
        ("F030", "水产品抽检低于计划3批次，蔬菜抽检低于计划6批次。"),
        ("F030", "部分企业停产，只完成145批次，低于154批次的目标。"),
        // What is promised is not what was.
        ("F030", "力争缺口3批次以下，明年还差2批次的补齐。"),
        ("F030", "力争缺口3批次，争取不再扩大。"),
        ("F030", "下一步拟将缺口3批次补检。"),
        ("F030", "明年起，逐季核对，缺口2批次。"),
        // Met: that a reason speaks of the opposite is C19's.
        ("F039", "与目标相差2户。"),
    ] {
        assert_eq!(about(id, Field::Reason, text), [""; 0], "{text}");
    }
}

#[test]
fn what_is_promised_is_no_statement_about_the_year() {
    let wrong = "新增市场主体（个体户）5437户。";
    assert_eq!(said("C39", "一.四", wrong).len(), 1);
    for text in [
        "力争新增市场主体（个体户）5437户。",
        "明年，新增市场主体（个体户）5437户。",
        "下一步，继续优化服务，确保新增市场主体（个体户）5437户。",
    ] {
        assert_eq!(said("C39", "一.四", text), [""; 0], "{text}");
    }
    for text in [
        "确保了新增市场主体（个体户）5437户。",
        "力争上游，全年新增市场主体（个体户）5437户。",
    ] {
        assert_eq!(said("C39", "一.四", text).len(), 1, "{text}");
    }
}

#[test]
fn the_samples_and_the_published_report_have_no_false_one() {
    for example in Example::ALL {
        let project = file::decode(example.bytes()).expect("a sample");
        let stated = found(&project, "C39")
            .into_iter()
            .filter(|one| one.mend == Mend::Change);
        assert_eq!(stated.collect::<Vec<_>>(), [], "{}", example.id());

        // What the program itself proposes, typed as it is printed, of this and of a worse year.
        let mut worse = project.clone();
        for line in &mut worse.budget.lines {
            line.actual = line.actual.map(|actual| actual * dec("0.95"));
        }
        for one in &mut worse.indicators {
            if let Some(Actual::Number(actual)) = &mut one.actual {
                *actual *= dec("0.9");
            }
        }
        for mut typed in [project, worse] {
            let card = score::score(&typed);
            let values = Values::new(&typed, &card);
            let headings = &outlines::of(&typed).headings;
            let texts = headings.iter().map(|heading| ReportText {
                heading: heading.path.clone(),
                text: values.print(&proposal(&typed, &card, heading).join("\n")),
                ..ReportText::default()
            });
            typed.texts = texts.collect();
            let in_text = found(&typed, "C39").into_iter();
            let in_text = in_text.filter(|one| matches!(one.place, Place::Heading(_)));
            assert_eq!(in_text.collect::<Vec<_>>(), [], "{}", example.id());
        }
    }
    for line in include_str!("fixtures/sample-report.txt").lines() {
        assert_eq!(said("C39", "二.一.1", line), [""; 0], "{line}");
    }
}
