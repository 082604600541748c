//! What a report is to tell that only the officer knows: told from the fields that hold it, else marked and found.

use hengji::binding::Values;
use hengji::check::{self, Finding, Place, Severity};
use hengji::model::outline::Passage;
use hengji::model::{Actual, Edit, Evidence, Fact, Field, Heading, Id, Project, ReportText};
use hengji::report::Block;
use hengji::score::score;
use hengji::{outlines, report, schemes};

use crate::reports::fixture::{DAY, department, many};

/// The heading of the fixture's satisfaction.
const SATISFACTION: &str = "指标“监管对象满意度”：报告没有写明满意度的";

fn said(project: &Project, passage: Passage) -> String {
    let card = score(project);
    let heading = Heading {
        passages: vec![passage],
        ..Heading::default()
    };
    let paragraphs = report::proposal(project, &card, &heading).join("\n");
    Values::new(project, &card).print(&paragraphs)
}

fn found(project: &Project, rule: &str) -> Vec<Finding> {
    let all = check::check(project, &score(project)).into_iter();
    all.filter(|finding| finding.rule == rule).collect()
}

fn sentences(project: &Project, rule: &str) -> Vec<String> {
    found(project, rule).into_iter().map(|one| one.sentence).collect()
}

fn fact(name: &str, text: &str) -> Fact {
    Fact {
        id: Id::new(format!("F·{name}")),
        name: name.to_owned(),
        text: text.to_owned(),
        ..Fact::default()
    }
}

fn written(project: &Project, heading: &str, text: &str) -> Project {
    project.after(&Edit::Text(ReportText {
        heading: heading.to_owned(),
        text: text.to_owned(),
        ..ReportText::default()
    }))
}

#[test]
fn duties_and_priorities_are_told_from_data_or_marked_and_found() {
    let mut project = department();
    let outline = outlines::find("hubei_dept").expect("shipped");
    let heading = &outline.headings[outline.position("二.一.1").expect("a heading")];
    let told = |project: &Project| {
        let card = score(project);
        Values::new(project, &card).print(&report::proposal(project, &card, heading).join("\n"))
    };
    let text = told(&project);
    assert!(text.starts_with("部门职责未填。\n2020年度"), "{text}");
    assert!(text.ends_with("\n年度重点工作未填。"), "{text}");
    let duties = "报告“1.部门整体支出和重点工作情况”：没有写明部门职责，请在这里补写，\
                  或者在数据页添加数据项“部门职责”并填写文字";
    let priorities = "报告“1.部门整体支出和重点工作情况”：没有写明重点工作，请在这里补写，\
                      或者在数据页添加数据项“重点工作”并填写文字，或者把重点工作的指标标为核心指标";
    let missing = sentences(&project, "C45");
    assert!(missing.contains(&duties.to_owned()), "{missing:?}");
    assert!(missing.contains(&priorities.to_owned()), "{missing:?}");
    let gaps = check::gaps(&project, &score(&project));
    assert!(
        gaps.iter().any(|gap| gap.sentence == duties),
        "it is asked about before the report goes out"
    );

    project.facts.push(fact("部门职责", "负责市场监督管理。"));
    project.indicators[0].core = true;
    let text = told(&project);
    assert!(text.starts_with("部门职责：负责市场监督管理。\n2020年度"), "{text}");
    let core =
        "\n年度重点工作设核心指标1项，均已完成：新增市场主体（个体户）（目标≥3566户，实际5436户，完成率152.44%）。";
    assert!(text.ends_with(core), "{text}");
    project.facts.push(fact("重点工作", "农贸市场改造升级"));
    assert!(
        told(&project).contains("\n年度重点工作：农贸市场改造升级。\n"),
        "{}",
        told(&project)
    );
    let missing = sentences(&project, "C45");
    assert!(
        !missing.contains(&duties.to_owned()) && !missing.contains(&priorities.to_owned()),
        "{missing:?}"
    );

    // Words of the officer's own are asked only for what they have not a word of.
    let mut project = written(&department(), "二.一.1", "我局负责市场监督管理，全年重点工作已完成。");
    assert!(
        !sentences(&project, "C45")
            .iter()
            .any(|one| one.contains("重点工作情况"))
    );
    project = written(&project, "二.一.1", "{{年度}}年度支出决算为{{执行数}}。");
    let hints = found(&project, "C45")
        .into_iter()
        .filter(|one| one.severity == Severity::Hint);
    let hints: Vec<String> = hints.map(|one| one.sentence).collect();
    assert_eq!(
        hints,
        [
            "报告“1.部门整体支出和重点工作情况”：没有写到部门职责，请核对是否需要补写",
            "报告“1.部门整体支出和重点工作情况”：没有写到重点工作，请核对是否需要补写"
        ]
    );
    // One that stands there by its name is told.
    project.facts.push(Fact {
        id: Id::new("F9"),
        ..fact("部门职责", "市场监督管理")
    });
    project = written(&project, "二.一.1", "{{F9}}。全年重点已完成。");
    let hints = found(&project, "C45").into_iter();
    assert_eq!(hints.filter(|one| one.severity == Severity::Hint).count(), 0);
}

#[test]
fn who_led_the_evaluation_is_told_from_data_or_marked_and_found() {
    let mut project = department();
    assert!(
        said(&project, Passage::Conduct).contains("负责。自评组织方式未填。"),
        "{}",
        said(&project, Passage::Conduct)
    );
    let asked = |project: &Project| {
        sentences(project, "C45")
            .iter()
            .filter(|one| one.contains("由谁牵头"))
            .count()
    };
    assert_eq!(asked(&project), 1);
    project
        .facts
        .push(fact("自评组织方式", "财务部门牵头，各业务科室、基层所协同"));
    project.indicators[0].method = "直接证明法".to_owned();
    let text = said(&project, Passage::Conduct);
    assert!(!text.contains("直接证明法"), "one of many says it: {text}");
    for one in &mut project.indicators {
        one.method = "直接证明法".to_owned();
    }
    let text = said(&project, Passage::Conduct);
    assert!(
        text.contains("财务部门牵头，各业务科室、基层所协同。各项指标的完成值通过直接证明法取得。"),
        "{text}"
    );
    assert_eq!(asked(&project), 0);
    let own = written(&department(), "二.二", "财务科负责。");
    assert_eq!(asked(&own), 0);
}

#[test]
fn the_words_of_the_sentence_on_methods_are_not_said_twice() {
    let told = |method: &str| {
        let mut project = department();
        for one in &mut project.indicators {
            one.method = method.to_owned();
        }
        said(&project, Passage::Conduct)
    };
    for method in ["查阅台账", "通过查阅台账", "通过查阅台账取得。"] {
        let text = told(method);
        assert!(text.contains("各项指标的完成值通过查阅台账取得。"), "{method}: {text}");
    }
    let text = told("由业务科室统计上报");
    assert!(
        text.contains("各项指标完成值的取得方式：由业务科室统计上报。"),
        "{text}"
    );
}

#[test]
fn a_goal_without_text_is_printed_as_unfilled_and_asked_about() {
    for scheme in ["hubei_dept", "mof2020_project"] {
        let mut project = many(&schemes::find(scheme).expect("a shipped scheme"), 9);
        project.goals[0].name = "目标一的简称".to_owned();
        project.goals[0].text.clear();
        let card = score(&project);
        let blocks = report::report(&project, &card, DAY).blocks.into_iter();
        // What became of a goal is told by its short name; what it is, is not.
        let form: Vec<Block> = blocks.filter(|block| matches!(block, Block::Table(_))).collect();
        let form = format!("{form:?}");
        assert!(!form.contains("目标一的简称"), "{scheme}: {form}");
        let asked = check::check(&project, &card).into_iter();
        let asked: Vec<String> = asked.map(|finding| finding.sentence).collect();
        let is_asked = asked.iter().any(|sentence| sentence.contains("目标1：没有填写内容"));
        assert!(is_asked, "{scheme}: {asked:?}");
    }
}

#[test]
fn the_survey_behind_a_satisfaction_is_told_or_marked_and_found() {
    let mut project = department();
    let position = (project.indicators.iter())
        .position(|one| one.name == "监管对象满意度")
        .expect("a satisfaction");
    let text = said(&project, Passage::Satisfaction);
    let survey = "\n监管对象满意度：调查对象为监管对象，调查方式未填，有效样本数未填。";
    assert!(text.ends_with(survey), "{text}");
    let lacking = found(&project, "C45")
        .into_iter()
        .find(|one| one.sentence.starts_with(SATISFACTION));
    let lacking = lacking.expect("it is found");
    let id = project.indicators[position].id.clone();
    assert_eq!(lacking.place, Place::Indicator(id.clone(), Some(Field::Method)));
    assert_eq!(
        lacking.sentence,
        format!(
            "{SATISFACTION}调查方式、有效样本数，请填写取值方式、\
             实际完成值（写成“满意数/有效数”）或完成情况简要描述"
        )
    );

    let one = &mut project.indicators[position];
    one.method = "问卷调查法".to_owned();
    one.actual = Some(Actual::Ratio {
        numerator: 177.into(),
        denominator: 200.into(),
    });
    project.evidence.push(Evidence {
        id: Id::new("E009"),
        name: "监管对象满意度调查问卷汇总".to_owned(),
        proves: vec![id],
        ..Evidence::default()
    });
    let text = said(&project, Passage::Satisfaction);
    let survey = "\n监管对象满意度：调查对象为监管对象，调查方式为问卷调查法，有效样本200个，其中满意177个，\
                  调查材料为《监管对象满意度调查问卷汇总》。";
    assert!(text.ends_with(survey), "{text}");
    assert!(
        !sentences(&project, "C45")
            .iter()
            .any(|one| one.starts_with(SATISFACTION))
    );

    // A name that says nobody needs a word of who was asked, and a description may tell how many.
    let one = &mut project.indicators[position];
    one.name = "服务对象满意度".to_owned();
    one.actual = Some(Actual::Number(90.into()));
    one.description = "电话回访办事企业60家".to_owned();
    let missing = sentences(&project, "C45");
    let asked = "指标“服务对象满意度”：报告没有写明满意度的调查对象，请填写指标解释".to_owned();
    assert!(missing.contains(&asked), "{missing:?}");
    for described in ["发放问卷 220 份", "回访300余户", "访谈30多 人"] {
        project.indicators[position].description = described.to_owned();
        assert!(sentences(&project, "C45").contains(&asked), "{described}");
    }
    project.indicators[position].description = "电话回访办事企业60家".to_owned();
    project.indicators[position].explanation = "对办事企业的满意度".to_owned();
    let text = said(&project, Passage::Satisfaction);
    assert!(
        text.ends_with("。指标解释：对办事企业的满意度。电话回访办事企业60家。"),
        "{text}"
    );

    // What is done about the dissatisfied is no survey.
    project.indicators[0].name = "不满意件整改率".to_owned();
    let asked = sentences(&project, "C45").into_iter();
    assert_eq!(asked.filter(|one| one.contains("不满意件")).count(), 0);
    assert!(!said(&project, Passage::Satisfaction).contains("不满意件"));

    // Without an actual there is no survey yet.
    project.indicators[position].actual = None;
    assert!(!said(&project, Passage::Satisfaction).contains("调查对象"));
}

#[test]
fn a_mark_that_a_text_takes_over_from_a_proposal_is_found_until_it_is_replaced() {
    let project = written(&department(), "二.一.1", "部门职责未填。重点工作是农贸市场改造。");
    assert_eq!(
        sentences(&project, "C47"),
        ["报告“1.部门整体支出和重点工作情况”：还写着“部门职责未填”，请补写或删去"]
    );
    let project = written(
        &project,
        "二.一.1",
        "职责是市场监管（待填：文号）。重点工作是农贸市场改造。",
    );
    assert_eq!(sentences(&project, "C47").len(), 1);
    let project = written(
        &project,
        "二.一.1",
        "职责是督促企业填报未填报的年报，力量有待补充。重点工作如下。",
    );
    assert_eq!(sentences(&project, "C47"), Vec::<String>::new());
}

#[test]
fn what_is_unfilled_is_named_once_in_a_report() {
    for scheme in schemes::shipped() {
        let mut project = many(scheme, 21);
        for position in [0, 3, 4, 11] {
            project.indicators[position].actual = None;
            project.indicators[position].core = position % 2 == 0;
        }
        let unfilled: Vec<String> = (project.indicators.iter())
            .filter(|one| one.actual.is_none())
            .map(|one| one.name.clone())
            .collect();
        let blocks = report::report(&project, &score(&project), DAY).blocks.into_iter();
        let body = blocks.take_while(|block| !matches!(block, Block::Annex(_)));
        let said: Vec<String> = body
            .filter_map(|block| match block {
                Block::Paragraph(text) => Some(text),
                _ => None,
            })
            .collect();
        let said = said.join("\n");
        for name in unfilled {
            assert_eq!(said.matches(&name).count(), 1, "{}: {name}\n{said}", scheme.id);
        }
    }
}

#[test]
fn a_rate_is_told_once_among_the_sentences_on_the_budget() {
    let mut project = department();
    let text = said(&project, Passage::Budget);
    assert_eq!(text.matches("98.81%").count(), 1, "{text}");
    assert_eq!(text.matches("14,950.25万元").count(), 1, "{text}");
    // Of the same amount, the share spent is the rate.
    for line in &mut project.budget.lines {
        line.adjusted = line.initial;
        line.carry_over = None;
    }
    let text = said(&project, Passage::Budget);
    assert_eq!(text.matches("108.77%").count(), 1, "{text}");
}
