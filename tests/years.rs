//! Two years in a row: what a report, a budget and the findings of the later one make of the earlier.

use std::sync::Arc;

use hengji::binding::Values;
use hengji::check::{self, Finding, Mend, Place};
use hengji::examples::Example;
use hengji::model::last::Unmet;
use hengji::model::outline::Passage;
use hengji::model::succession::Succession;
use hengji::model::{
    Actual, BudgetLine, Edit, Fact, Field, FundKind, Goal, Heading, Id, Indicator, LastYear, Project, ReportText,
    Target,
};
use hengji::{file, report, schemes, score};
use rust_decimal::Decimal;

use crate::reports::fixture::department;

fn followed(last: &Project) -> Succession {
    let last = report::recorded(last.clone());
    report::succeeded(&last, Arc::clone(&last.scheme), last.year + 1)
}

fn under(last: &Project, scheme: &str) -> Succession {
    report::succeeded(last, schemes::find(scheme).expect("shipped"), last.year + 1)
}

fn text(heading: &str, text: &str) -> ReportText {
    ReportText {
        heading: heading.to_owned(),
        text: text.to_owned(),
        ..ReportText::default()
    }
}

fn found(project: &Project, rule: &str) -> Vec<Finding> {
    let all = check::check(project, &score::score(project)).into_iter();
    all.filter(|finding| finding.rule == rule).collect()
}

fn sentences(project: &Project, rule: &str) -> Vec<String> {
    found(project, rule).into_iter().map(|one| one.sentence).collect()
}

fn application(project: &Project) -> String {
    let card = score::score(project);
    let heading = Heading {
        passages: vec![Passage::Application],
        ..Heading::default()
    };
    Values::new(project, &card).print(&report::proposal(project, &card, &heading).join("\n"))
}

#[test]
fn a_text_that_goes_on_is_last_years_until_it_is_read() {
    let mut last = department();
    last.year = 2023;
    last.texts = vec![
        text("二.二", "自评工作由财务科牵头，各科室参加。"),
        text("一.三", "个别指标没有完成，培训覆盖不足。"),
        text("二.四", "上年自评结果已经反馈各科室。"),
    ];
    let Succession { mut project, remarks } = followed(&last);
    let kept: Vec<&str> = project.texts.iter().map(|one| one.heading.as_str()).collect();
    assert_eq!(kept, ["二.二"], "how the year went is told anew");
    let told = |words: &str| remarks.iter().any(|one| one.sentence == words);
    assert!(
        told("报告有2处文字讲的是上年的完成情况，没有沿用，由按数据生成的段落代替"),
        "{remarks:?}"
    );
    assert!(
        told("报告有1处文字沿用上年报告的原文，核对改写以前会一直提示"),
        "{remarks:?}"
    );

    // Whatever is filled in, and whether or not its own data have changed.
    project.indicators.clone_from(&last.indicators);
    project.budget.clone_from(&last.budget);
    let of_text = |project: &Project| -> Vec<Finding> {
        let place = Place::Heading("二.二".to_owned());
        let all = check::check(project, &score::score(project)).into_iter();
        all.filter(|one| one.place == place && one.mend == Mend::Read).collect()
    };
    let stale = of_text(&project);
    let [finding] = stale.as_slice() else {
        panic!("{stale:?}")
    };
    assert_eq!(
        (finding.rule, finding.sentence.as_str()),
        (
            "C47",
            "报告“（二）部门自评工作开展情况”：这段文字沿用2023年度的报告，请逐句核对，改写后或确认无误后不再提示"
        )
    );
    let gaps = check::gaps(&project, &score::score(&project));
    assert!(gaps.contains(finding), "it is asked about before the report goes out");

    // One that nobody has read is still of the first year.
    let later = followed(&project).project;
    assert!(
        of_text(&later)[0].sentence.contains("沿用2023年度的报告"),
        "{:?}",
        of_text(&later)
    );

    // Read, as the window records it.
    let card = score::score(&project);
    let outline = hengji::outlines::of(&project);
    let heading = &outline.headings[outline.position("二.二").expect("a heading")];
    let read = ReportText {
        rests: report::basis(&project, &card, heading),
        ..project.texts[0].clone()
    };
    let project = project.after(&Edit::Text(read));
    assert_eq!(of_text(&project), []);
    assert!(
        of_text(&followed(&project).project)[0]
            .sentence
            .contains("沿用2024年度的报告")
    );
}

#[test]
fn a_text_written_before_the_year_was_corrected_is_of_no_earlier_report() {
    let mut project = department();
    project.year = 2023;
    let outline = hengji::outlines::of(&project);
    let card = score::score(&project);
    let mut bases = (outline.headings.iter()).map(|heading| (heading, report::basis(&project, &card, heading)));
    let (heading, rests) = bases
        .find(|(_, rests)| rests.contains_key("年度"))
        .expect("one that names the year");
    let (path, words) = (heading.path.clone(), heading.text.clone());
    project.texts = vec![ReportText {
        rests,
        ..text(&path, "自评工作由财务科牵头，各科室参加。")
    }];
    let of_text = |project: &Project| -> Vec<String> {
        let all = check::check(project, &score::score(project)).into_iter();
        let read = all.filter(|one| one.mend == Mend::Read);
        read.map(|one| one.sentence).collect()
    };
    assert_eq!(of_text(&project), [""; 0]);
    project.year = 2024;
    let told = of_text(&project);
    assert_eq!(
        told,
        [format!(
            "报告“{words}”：这段文字写于评价年度为2023年时，现在的评价年度是2024年，请逐句核对，改写后或确认无误后不再提示"
        )]
    );
    // What the project follows is an earlier report still, of the year it was or one before.
    project.last_year = Some(LastYear {
        year: 2023,
        ..LastYear::default()
    });
    assert!(
        of_text(&project)[0].contains("沿用2023年度的报告"),
        "{:?}",
        of_text(&project)
    );
    project.last_year = Some(LastYear {
        year: 2022,
        ..LastYear::default()
    });
    assert!(
        of_text(&project)[0].contains("写于评价年度为2023年时"),
        "{:?}",
        of_text(&project)
    );
}

#[test]
fn the_budget_of_another_form_has_the_lines_of_its_own_rows() {
    let line = |id: &str, kind: FundKind, name: &str| BudgetLine {
        id: Id::new(id),
        kind,
        name: name.to_owned(),
        initial: Some(Decimal::ONE),
        ..BudgetLine::default()
    };
    let mut last = Project::new(schemes::find("mof2020_project").expect("shipped"), 2023);
    assert!(
        last.budget.lines.iter().all(|line| line.kind == FundKind::Other),
        "{:?}",
        last.budget.lines
    );
    let own: Vec<String> = last.budget.lines.iter().map(|line| line.name.clone()).collect();
    let Succession { project, remarks } = under(&last, "hubei_dept");
    let kinds: Vec<FundKind> = project.budget.lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [FundKind::Basic, FundKind::Project]);
    assert_eq!(sentences(&project, "C37"), Vec::<String>::new());
    let told = remarks
        .iter()
        .find(|one| one.sentence.starts_with("预算行"))
        .expect("a remark");
    assert!(
        told.sentence.contains(&format!("“{}”", own[0])) && told.sentence.ends_with("没有沿用"),
        "{told:?}"
    );

    // Lines that the new form has a row for go on with their names and ids.
    last = department();
    last.year = 2023;
    last.budget.lines = vec![
        line("B1", FundKind::Basic, ""),
        line("B7", FundKind::Project, "农贸市场改造"),
        line("B8", FundKind::Other, "往来款"),
    ];
    let of = |scheme: &str| {
        let lines = under(&last, scheme).project.budget.lines.into_iter();
        lines
            .map(|line| (line.id.0.clone(), line.label().to_owned()))
            .collect::<Vec<_>>()
    };
    let all = |lines: &[(&str, &str)]| {
        lines
            .iter()
            .map(|(id, name)| ((*id).to_owned(), (*name).to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of("hubei_dept"),
        all(&[("B1", "基本支出"), ("B7", "农贸市场改造"), ("B8", "往来款")]),
        "its own form"
    );
    let project = under(&last, "mof2020_project").project;
    let names: Vec<&str> = project.budget.lines.iter().map(BudgetLine::label).collect();
    assert_eq!(names, own, "the lines of the new form alone");
    let filled = project.budget.lines.iter().cloned().map(|line| BudgetLine {
        initial: Some(Decimal::ONE),
        ..line
    });
    let budget = hengji::model::Budget {
        lines: filled.collect(),
        ..project.budget.clone()
    };
    assert_eq!(
        sentences(&project.after(&Edit::Budget(budget)), "C37"),
        Vec::<String>::new()
    );
    let ids: std::collections::BTreeSet<&Id> = project.budget.lines.iter().map(|line| &line.id).collect();
    assert_eq!(ids.len(), project.budget.lines.len(), "no id twice");
}

#[test]
fn words_that_say_what_a_department_is_go_on_and_the_note_says_where_demo_data_are_from() {
    let mut last = department();
    let fact = |id: &str, name: &str, text: &str| Fact {
        id: Id::new(id),
        name: name.to_owned(),
        text: text.to_owned(),
        ..Fact::default()
    };
    last.facts = vec![
        fact("F1", "部门职责", "负责市场监管"),
        fact("F2", "罚没", "九十二万余元"),
        fact("F3", "重点工作", "禁捕"),
    ];
    let Succession { project, remarks } = followed(&last);
    let texts: Vec<&str> = project.facts.iter().map(|fact| fact.text.as_str()).collect();
    assert_eq!(texts, ["负责市场监管", "", ""]);
    assert!(
        remarks
            .iter()
            .any(|one| one.sentence == "数据项“部门职责”的文字沿用2020年度的，请核对"),
        "{remarks:?}"
    );

    let sample = file::decode(Example::Wuchang.bytes()).expect("the sample");
    let project = followed(&sample).project;
    assert_eq!(project.note, "标注“演示”的各项沿用自2020年度项目，尚未替换");
    let mut real = department();
    real.note = "数据由各科室报送。".to_owned();
    real.goals.iter_mut().for_each(|goal: &mut Goal| goal.demo = false);
    real.indicators.iter_mut().for_each(|one| one.demo.clear());
    let Succession { project, remarks } = followed(&real);
    assert_eq!(project.note, "");
    assert!(
        remarks
            .iter()
            .any(|one| one.sentence == "基本信息的说明没有沿用，需要时请重写"),
        "{remarks:?}"
    );
}

/// A year in which two indicators of three were missed, followed.
fn missed() -> Project {
    let indicator = |id: &str, name: &str, unit: &str, target: i64, actual: i64, measure: &str| Indicator {
        id: Id::new(id),
        level1: "产出指标".to_owned(),
        level2: "数量指标".to_owned(),
        name: name.to_owned(),
        unit: unit.to_owned(),
        target: Some(Target::AtLeast(target.into())),
        actual: Some(Actual::Number(actual.into())),
        weight: Some(Decimal::TEN),
        reason: "企业停产，无法抽检。".to_owned(),
        measure: measure.to_owned(),
        ..Indicator::default()
    };
    let mut last = department();
    last.year = 2023;
    last.indicators = vec![
        indicator("I1", "产品质量抽查批次", "批次", 154, 145, "编制计划前核实在产企业"),
        indicator("I2", "新增市场主体", "户", 3566, 3600, ""),
        indicator("I3", "计量标准化培训", "次", 2, 0, "改用线上方式培训"),
    ];
    let mut project = followed(&last).project;
    for (one, actual) in project.indicators.iter_mut().zip([150, 3600, 2]) {
        one.actual = Some(Actual::Number(actual.into()));
        one.basis = "年度工作计划".to_owned();
    }
    project
}

#[test]
fn a_year_knows_what_the_last_one_missed_and_promised() {
    let mut project = missed();
    let last = project.last_year.clone().expect("the last year");
    assert_eq!((last.year, last.unmet.len()), (2023, 2));
    assert_eq!(
        last.unmet[0],
        Unmet {
            indicator: Id::new("I3"),
            name: "计量标准化培训".to_owned(),
            target: Some(Target::AtLeast(2.into())),
            unit: "次".to_owned(),
            reached: "0次".to_owned(),
            measure: "改用线上方式培训".to_owned(),
        },
        "the greatest loss first"
    );
    let told = application(&project);
    let lines: Vec<&str> = told.lines().collect();
    assert!(
        lines[0].starts_with("2023年度自评得分为") && lines[0].ends_with("。"),
        "{told}"
    );
    assert_eq!(
        lines[1..],
        [
            "2023年度未完成的指标2项：",
            "①计量标准化培训（上年目标≥2次，实际0次），提出的改进措施：改用线上方式培训；本年目标≥2次，实际2次，已完成。",
            "②产品质量抽查批次（上年目标≥154批次，实际145批次），提出的改进措施：编制计划前核实在产企业；\
             本年目标≥154批次，实际150批次，仍未完成。",
            "上年改进措施的落实情况和自评结果的应用情况未填。",
        ]
    );
    let asked = "报告“（四）上年度部门自评结果应用情况”：没有写明上年的改进措施落实得怎样、自评结果怎样应用，请填写";
    assert!(
        sentences(&project, "C45").contains(&asked.to_owned()),
        "{:?}",
        sentences(&project, "C45")
    );

    // The file carries it; a year is not the year before of the one after the next.
    let read = file::decode(file::encode(&project).as_bytes()).expect("reads");
    assert_eq!(read.last_year, project.last_year);
    let later = report::succeeded(&project, Arc::clone(&project.scheme), 2026).project;
    assert_eq!(later.last_year, None);
    project.last_year = None;
    assert_eq!(application(&project), "");
    assert!(!file::encode(&project).contains("last_year"));
}

#[test]
fn a_measure_of_last_year_that_its_plan_says_is_told_once() {
    let mut project = missed();
    let last = project.last_year.as_mut().expect("a last year");
    last.plan = "改进措施：编制计划前核实在产企业。".to_owned();
    let text = application(&project);
    assert_eq!(text.matches("编制计划前核实在产企业").count(), 1, "{text}");
    assert!(text.contains("改进措施：\n编制计划前核实在产企业。"), "{text}");
    // What the plan does not say stays beside its indicator.
    assert!(text.contains("提出的改进措施：改用线上方式培训"), "{text}");
}

#[test]
fn what_was_missed_last_year_is_held_against_this_one() {
    let project = missed();
    assert_eq!(
        sentences(&project, "C59"),
        Vec::<String>::new(),
        "what is told by itself is no finding"
    );

    // The same promise once more.
    let mut again = project.clone();
    again.indicators[0].measure = "编制计划前，核实在产企业。".to_owned();
    let finding = &found(&again, "C59")[0];
    assert_eq!(finding.place, Place::Indicator(Id::new("I1"), Some(Field::Measure)));
    assert_eq!(
        finding.sentence,
        "指标“产品质量抽查批次”：上年也没有完成，改进措施与上年写的一样，请写明上年措施的落实情况和新的措施"
    );
    again.budget.scope = "在产企业".to_owned();
    again.indicators[0].measure = "编制计划前核实{{预算口径}}".to_owned();
    assert_eq!(sentences(&again, "C59").len(), 1, "as it is printed");
    again.indicators[0].measure = "按季度核对在产企业名录，及时替换".to_owned();
    assert_eq!(sentences(&again, "C59"), Vec::<String>::new());

    // Easier than what was missed, without a word of why.
    let mut lowered = project.clone();
    lowered.indicators[0].target = Some(Target::AtLeast(140.into()));
    assert_eq!(
        sentences(&lowered, "C59"),
        [
            "指标“产品质量抽查批次”：上年没有完成，指标值由≥154批次改为≥140批次，比上年容易完成，请在指标值设定依据中说明"
        ]
    );
    lowered.indicators[0].basis = "按上年在产企业数下调".to_owned();
    assert_eq!(sentences(&lowered, "C59"), Vec::<String>::new());
    lowered.indicators[1].target = Some(Target::AtLeast(3000.into()));
    assert_eq!(
        sentences(&lowered, "C59"),
        Vec::<String>::new(),
        "what was reached may be set anew"
    );

    // Missed, and no indicator any more.
    let mut dropped = project.after(&Edit::Remove(vec![Id::new("I3")]));
    let gone =
        "指标“计量标准化培训”上年没有完成（上年目标≥2次，实际0次），本年没有设置，请在上年度自评结果应用情况中说明";
    assert_eq!(sentences(&dropped, "C59"), [gone]);
    assert_eq!(found(&dropped, "C59")[0].place, Place::Heading("二.四".to_owned()));
    assert!(application(&dropped).contains("改用线上方式培训；本年没有设置这项指标。"));
    dropped = dropped.after(&Edit::Text(text(
        "二.四",
        "计量标准化培训并入检定员考核，不再单列；抽查批次的改进措施已落实。",
    )));
    assert_eq!(sentences(&dropped, "C59"), Vec::<String>::new());
    // Under another id and nearly the same name it is there.
    let mut renamed = project.clone();
    renamed.indicators[2].id = Id::new("I9");
    let now = "改用线上方式培训；本年目标≥2次，实际2次，已完成。";
    assert!(application(&renamed).contains(now), "{}", application(&renamed));
    renamed.indicators[2].name = "计量标准化培训次数".to_owned();
    assert_eq!(sentences(&renamed, "C59"), Vec::<String>::new());
    // Of a name like it nothing is said that may be another's.
    let mut other = project.clone();
    other.indicators[0] = Indicator {
        id: Id::new("I9"),
        name: "商品质量抽查批次".to_owned(),
        target: Some(Target::AtLeast(10.into())),
        measure: "编制计划前核实在产企业".to_owned(),
        actual: Some(Actual::Number(9.into())),
        ..other.indicators[0].clone()
    };
    assert_eq!(sentences(&other, "C59"), Vec::<String>::new());

    // A text on last year's result without a word of it.
    let silent = project.after(&Edit::Text(text("二.四", "上年自评结果已用于安排预算。")));
    assert_eq!(
        sentences(&silent, "C59"),
        [
            "报告“（四）上年度部门自评结果应用情况”：上年“计量标准化培训”等2项指标没有完成，没有写到改进措施的落实情况，请补写"
        ]
    );
    let said = project.after(&Edit::Text(text("二.四", "上年未完成的两项均已整改。")));
    assert_eq!(sentences(&said, "C59"), Vec::<String>::new());

    let mut none = project;
    none.last_year = Some(LastYear {
        year: 2023,
        ..LastYear::default()
    });
    assert_eq!(sentences(&none, "C59"), Vec::<String>::new());
}

#[test]
fn a_goal_that_still_names_the_last_year_is_found_until_it_is_rewritten() {
    let mut project = missed();
    assert_eq!(sentences(&project, "C48"), Vec::<String>::new());
    project.goals[0].text = "完成2023年抽检任务".to_owned();
    project.indicators[1].name = "2023年新增市场主体".to_owned();
    assert_eq!(
        sentences(&project, "C48"),
        [
            "目标1写有“2023年”，自评年度是2024年，请核对",
            "指标“2023年新增市场主体”的三级指标写有“2023年”，自评年度是2024年，请核对"
        ]
    );
    // Two years on it is told as well.
    let later = followed(&project);
    let told = |sentence: &str| later.remarks.iter().any(|one| one.sentence == sentence);
    assert!(told("年度绩效目标1写有“2023年”，请核对"), "{:?}", later.remarks);
    assert_eq!(
        sentences(&later.project, "C48")[0],
        "目标1写有“2023年”，自评年度是2025年，请核对"
    );
    project.goals[0].text = "完成2024年抽检任务，自2019年机构改革起".to_owned();
    project.indicators[1].name = "新增市场主体".to_owned();
    assert_eq!(sentences(&project, "C48"), Vec::<String>::new());
    project.goals[0].text = "完成2023年抽检任务".to_owned();
    project.last_year = None;
    assert_eq!(
        sentences(&project, "C48"),
        Vec::<String>::new(),
        "nothing is known of a last year"
    );
}

#[test]
fn a_target_below_what_was_reached_is_told_at_the_target_once_it_is_settled() {
    let mut project = missed();
    assert_eq!(
        sentences(&project, "C24"),
        ["指标“新增市场主体”：指标值低于上年实际3600户，请说明"],
        "145 of 154 are no reason to want more"
    );
    let place = Place::Indicator(Id::new("I2"), Some(Field::Target));
    assert_eq!(found(&project, "C24")[0].place, place);
    project.indicators[1].basis = "沿用2023年度指标值，待核定".to_owned();
    assert_eq!(
        sentences(&project, "C24"),
        Vec::<String>::new(),
        "that it is to be settled is said already"
    );
}
