//! What is filed with a project is within its form and of one piece (`domain.md` §5.3 A, C, D, E, F).

use hengji::check::{self, Finding, Place, Severity};
use hengji::model::{
    Actual, Budget, BudgetCause, BudgetLine, Evidence, Fact, Field, FormText, FundKind, Id, Project, Section, Target,
};
use hengji::{schemes, score};

use crate::findings::{dec, goal, indicator};

fn line(kind: FundKind, name: &str, amounts: [&str; 3]) -> BudgetLine {
    let [initial, adjusted, actual] = amounts.map(|amount| Some(dec(amount)));
    BudgetLine {
        kind,
        name: name.to_owned(),
        initial,
        adjusted,
        actual,
        ..BudgetLine::default()
    }
}

fn project(scheme: &str) -> Project {
    Project {
        department: "武昌区市场监督管理局".to_owned(),
        year: 2020,
        scheme: schemes::find(scheme).expect("a shipped scheme"),
        budget: Budget {
            lines: vec![line(FundKind::Project, "", ["100", "100", "95"])],
            ..Budget::default()
        },
        goals: vec![goal()],
        indicators: vec![indicator(1), indicator(2)],
        deviation_analysis: "无".to_owned(),
        improvement_plan: "无".to_owned(),
        ..Project::default()
    }
}

fn found(project: &Project, rule: &str) -> Vec<Finding> {
    let all = check::check(project, &score::score(project)).into_iter();
    all.filter(|finding| finding.rule == rule).collect()
}

/// What a rule says of a project that was changed; nothing of the one before.
fn says(rule: &str, change: impl FnOnce(&mut Project)) -> Vec<String> {
    let mut changed = project("hubei_dept");
    assert_eq!(found(&changed, rule), [], "{rule}");
    change(&mut changed);
    found(&changed, rule).into_iter().map(|one| one.sentence).collect()
}

#[test]
fn scores_filled_in_stay_within_what_can_be_earned() {
    let beyond = says("C03", |one| {
        one.indicators[0].declared = Some(dec("10.5"));
        one.indicators[1].deduction = Some(dec("-1"));
        one.budget.declared = Some(dec("21.75"));
        one.expected = Some(dec("101"));
    });
    assert_eq!(
        beyond,
        [
            "指标“抽检批次1”：填报得分10.50分，应在0至10.00分之间，得分不得突破分值",
            "指标“抽检批次2”：扣减分数−1.00分是负数，等于加分；不设加分项",
            "预算执行填报得分21.75分，应在0至20.00分之间，得分不得突破分值",
            "预计复核得分101.00分，应在0至100.00分之间，得分不得突破分值",
        ]
    );
}

#[test]
fn scores_filled_in_are_those_computed() {
    let apart = "指标“抽检批次1”：填报得分9.80分，按评分办法计算得分10.00分，相差0.20分，请核对";
    assert_eq!(
        says("C04", |one| one.indicators[0].declared = Some(dec("9.8"))),
        [apart]
    );
    assert_eq!(
        says("C04", |one| one.indicators[0].declared = Some(dec("9.99"))),
        [""; 0]
    );
    assert_eq!(
        says("C27", |one| one.budget.declared = Some(dec("20"))),
        ["预算执行填报得分20.00分，按评分办法计算得分19.00分，相差1.00分，请核对"]
    );
    let total = |declared: &str| {
        let declared = dec(declared);
        says("C05", move |one| {
            one.declared = Some(declared);
            one.budget.declared = Some(dec("19"));
            for indicator in &mut one.indicators {
                indicator.declared = Some(dec("10"));
            }
        })
    };
    assert_eq!(total("39"), [""; 0]);
    assert_eq!(
        total("40"),
        ["自评填报得分40.00分，各项填报得分合计39.00分，相差1.00分，请核对"]
    );
}

#[test]
fn what_cannot_be_scored_says_why() {
    let about = says("C07", |one| {
        one.indicators[0].actual = Some(Actual::Text("92万余批次".to_owned()));
        one.indicators[1].target = Some(Target::Text("100左右".to_owned()));
    });
    assert!(
        about[0].starts_with("指标“抽检批次1”：实际完成值“92万余批次”不能识别"),
        "{about:?}"
    );
    assert!(
        about[1].starts_with("指标“抽检批次2”：指标值“100左右”不能识别"),
        "{about:?}"
    );
    let unjudged = says("C06", |one| {
        one.indicators[0].target = Some(Target::Tiered("合格率提高".to_owned()));
        one.indicators[0].actual = Some(Actual::Tier(0));
    });
    assert!(unjudged[0].contains("填写评定得分"), "{unjudged:?}");
}

#[test]
fn a_form_without_indicators_is_not_filled_in() {
    let empty = says("C06", |one| one.indicators.clear());
    assert_eq!(empty, ["绩效指标：还没有填写指标"]);
}

#[test]
fn a_day_after_the_form_or_the_year_is_asked_about() {
    let day = jiff::civil::date;
    let done = |done, filled| {
        says("C22", move |one| {
            one.filled_on = filled;
            one.indicators[0].target = Some(Target::ByDate(day(2021, 3, 31)));
            one.indicators[0].actual = Some(Actual::Date(done));
        })
    };
    assert_eq!(done(day(2021, 3, 1), Some(day(2021, 3, 9))), [""; 0]);
    assert_eq!(
        done(day(2021, 3, 20), Some(day(2021, 3, 9))),
        ["指标“抽检批次1”：实际完成日期2021年3月20日晚于填报日期2021年3月9日，填报时尚未完成"]
    );
}

#[test]
fn the_sources_of_funds_are_those_of_the_form() {
    let mut national = project("mof2020_project");
    let amounts = ["100", "100", "90"];
    national.budget.lines = vec![line(FundKind::Other, "当年财政拨款", amounts)];
    assert_eq!(found(&national, "C37"), []);
    national
        .budget
        .lines
        .push(line(FundKind::Other, "年度资金总额", amounts));
    national.budget.lines.push(line(FundKind::Other, "自筹资金", amounts));
    let said: Vec<String> = found(&national, "C37").into_iter().map(|one| one.sentence).collect();
    assert_eq!(
        said,
        [
            "“年度资金总额”是合计，与其他各行相加会重复计算，请删去这一行，合计由各行相加得出",
            "“自筹资金”在自评表里没有对应的一行，各行之和与总额不符，请改用自评表的名称",
        ]
    );
    let units = says("C38", |one| {
        one.budget.lines[0].actual = Some(dec("950000"));
        one.indicators[0].actual = Some(Actual::Number(dec("10000")));
    });
    assert_eq!(
        units,
        [
            "项目支出的年初预算数100.00万元与全年执行数950,000.00万元相差1000倍以上，请核对是否把元填成了万元",
            "指标“抽检批次1”：指标值100与实际完成值10000相差100倍以上，请核对计量单位",
        ]
    );
    let scope = says("C36", |one| {
        one.budget.scope = "一般公共预算财政拨款支出".to_owned();
        one.facts.push(Fact {
            name: "政府性基金预算支出".to_owned(),
            value: Some(dec("12.5")),
            unit: "万元".to_owned(),
            ..Fact::default()
        });
    });
    assert_eq!(
        scope,
        ["预算口径只写了“一般公共预算财政拨款支出”，还有“政府性基金预算支出”，请核对自评是否涵盖全部资金"]
    );
}

#[test]
fn texts_of_another_unit_of_a_person_or_too_long_are_found() {
    let other = |text: &str| {
        let text = text.to_owned();
        says("C49", |one| one.deviation_analysis = text)
    };
    assert_eq!(
        other("洪山区市场监督管理局较好完成了目标。"),
        ["偏差大或目标未完成原因分析：写到“洪山区市场监督管理局”，与单位名称“武昌区市场监督管理局”不同，请核对"]
    );
    for fine in [
        "武昌区市场监督管理局完成了目标。",
        "区市场监督管理局完成了目标。",
        "配合区市场监督管理局开展检查。",
        "2020年，区市场监督管理局积极履职。",
        "武汉市市场监督管理局部署。",
    ] {
        assert_eq!(other(fine), [""; 0], "{fine}");
    }
    let person = says("C56", |one| one.improvement_plan = "联系人电话13812345678。".to_owned());
    assert_eq!(person, ["改进措施及结果应用方案：写有手机号码，公开前请删去"]);
    for (text, kinds) in [
        ("有事请打电话：0712-1234567", "固定电话"),
        ("材料发至chen@163.com", "电子邮箱"),
        ("联系人：陈某，QQ：1234567", "姓名、账号"),
        ("身份证号420106199001011234，又420106199001011234", "身份证号码"),
        ("由登记科李小四提供", "姓名"),
    ] {
        let person = says("C56", |one| {
            one.sections.push(Section {
                contact: "李小四".to_owned(),
                ..Section::default()
            });
            one.improvement_plan = text.to_owned();
        });
        let sentence = format!("改进措施及结果应用方案：写有{kinds}，公开前请删去");
        assert_eq!(person, [sentence], "{text}");
    }
    assert_eq!(
        says("C56", |one| one.improvement_plan =
            "共93401批次、14771.70万元。".to_owned()),
        [""; 0]
    );

    // What is published besides the prose.
    for (change, place) in [
        (
            (|one: &mut Project| one.indicators[0].explanation = "由登记科13812345678解释".to_owned())
                as fn(&mut Project),
            "指标解释",
        ),
        (
            |one| one.indicators[0].source = "电话13812345678".to_owned(),
            "数据来源",
        ),
        (|one| one.goals[0].name = "目标13812345678".to_owned(), "目标1的名称"),
        (
            |one| {
                one.facts.push(Fact {
                    name: "部门职责".to_owned(),
                    text: "负责监管，电话13812345678".to_owned(),
                    ..Fact::default()
                });
            },
            "数据项“部门职责”的文字",
        ),
        (
            |one| {
                one.evidence.push(Evidence {
                    name: "李小四13812345678说明".to_owned(),
                    ..Evidence::default()
                });
            },
            "佐证材料“李小四13812345678说明”的名称",
        ),
        (|one| one.note = "联系13812345678".to_owned(), "说明"),
        (
            |one| {
                one.budget.causes.push(BudgetCause {
                    text: "追加（13812345678）".to_owned(),
                    ..BudgetCause::default()
                });
            },
            "变动原因",
        ),
    ] {
        let person = says("C56", change);
        assert!(
            person.len() == 1 && person[0].ends_with(&format!("{place}：写有手机号码，公开前请删去")),
            "{place}: {person:?}"
        );
    }

    let mut sichuan = project("sichuan_project");
    let label = sichuan.scheme.form.feet.iter().find(|foot| foot.most == Some(200));
    let label = label.expect("a field with little room").label.clone();
    for (count, most) in [(200, 0), (201, 1)] {
        sichuan.form_texts = vec![FormText {
            label: label.clone(),
            text: "字".repeat(count),
        }];
        assert_eq!(found(&sichuan, "C57").len(), most, "{count}");
    }
    sichuan.goals[0].achieved = "字".repeat(101);
    let [_, goal] = found(&sichuan, "C57").try_into().expect("two findings");
    assert_eq!(
        (goal.place, goal.sentence.as_str()),
        (
            Place::Goal(Id::new("G1")),
            "目标1的年度目标完成情况：有101字，自评表最多填100字，请压缩"
        )
    );
}

#[test]
fn numbers_are_written_in_one_way() {
    let said = |text: &str| {
        let mut project = project("hubei_dept");
        let heading = hengji::outlines::of(&project).headings[1].path.clone();
        project.facts = [("F1", "12.5", "%"), ("F2", "1948", "万元")]
            .map(|(id, value, unit)| Fact {
                id: Id::new(id),
                value: Some(dec(value)),
                unit: unit.to_owned(),
                ..Fact::default()
            })
            .into();
        project.texts.push(hengji::model::ReportText {
            heading,
            text: text.to_owned(),
            ..Default::default()
        });
        found(&project, "C50").len()
    };
    assert_eq!(said("预算13,580.32万元，项目1948万元。"), 1);
    assert_eq!(said("预算13,580.32万元，项目948万元，抽检1400批次。"), 0);
    assert_eq!(said("合格率99.29%、99.8%和100%。"), 1);
    assert_eq!(said("合格率99.29%、99.80%和100%。"), 0);
    // A report that names a reason is not to blame for what is typed there: the reason is.
    let mut project = project("hubei_dept");
    project.indicators[0].reason = "合格率99.29%、99.8%，低于上年".to_owned();
    project.texts.push(hengji::model::ReportText {
        heading: hengji::outlines::of(&project).headings[1].path.clone(),
        text: "原因是{{I1.原因}}。".to_owned(),
        ..Default::default()
    });
    let places: Vec<Place> = found(&project, "C50").into_iter().map(|one| one.place).collect();
    assert_eq!(places, [Place::Indicator(Id::new("I1"), Some(Field::Reason))]);
    // What bindings print has the decimals of its kind: only what stands beside it by hand can be written otherwise.
    assert_eq!(said("完成率{{I1.完成率}}，占年初预算的{{F1}}。"), 0);
    assert_eq!(said("完成率{{I1.完成率}}，合格率99.8%。"), 1);
    assert_eq!(said("完成率{{I1.完成率}}，合格率99.80%。"), 0);
    assert_eq!(said("完成率{{I1.完成率}}，合格率{{F1.原数}}%。"), 1);
    assert_eq!(said("预算13,580.32万元，项目{{F2.原数}}万元。"), 1);
    assert_eq!(said("预算13,580.32万元，项目{{F2}}。"), 0);
}

#[test]
fn satisfaction_rests_on_a_survey() {
    let satisfied = |count: &str| {
        let mut one = project("hubei_dept");
        one.indicators[0].level1 = "满意度指标".to_owned();
        one.indicators[0].unit = "%".to_owned();
        one.indicators[0].target = Some(Target::AtLeast(dec("90")));
        one.indicators[0].actual = Some(Actual::Ratio {
            numerator: dec(count),
            denominator: dec(count),
        });
        one
    };
    let told =
        |project: &Project| -> Vec<String> { found(project, "C52").into_iter().map(|one| one.sentence).collect() };
    let mut few = satisfied("12");
    assert_eq!(
        told(&few),
        ["指标“抽检批次1”：没有登记调查问卷、测评表一类的材料，没有调查资料复核时不得分"]
    );
    let mut both = few.clone();
    both.indicators[1].level1 = "满意度指标".to_owned();
    both.indicators[1].actual = few.indicators[0].actual.clone();
    assert_eq!(
        told(&both),
        ["“抽检批次1”等2项满意度指标没有登记调查问卷、测评表一类的材料，没有调查资料复核时不得分"]
    );
    let survey = Evidence {
        id: Id::new("E1"),
        kind: "问卷".to_owned(),
        proves: vec![Id::new("I1")],
        ..Evidence::default()
    };
    few.evidence.push(survey.clone());
    assert_eq!(
        told(&few),
        ["指标“抽检批次1”：有效样本只有12份，少于30份，难以代表服务对象"]
    );
    let mut enough = satisfied("300");
    enough.evidence.push(survey);
    assert_eq!(told(&enough), [""; 0]);
}

#[test]
fn a_section_that_sent_nothing_is_named_while_others_have() {
    let mut two = project("hubei_dept");
    let section = |at: usize| Section {
        id: Id::new(format!("S{at}")),
        name: format!("科室{at}"),
        ..Section::default()
    };
    two.sections = vec![section(1), section(2)];
    two.indicators[0].section = Some(Id::new("S1"));
    two.indicators[1].section = Some(Id::new("S2"));
    assert_eq!(found(&two, "C60"), []);
    two.indicators[1].actual = None;
    let [silent] = found(&two, "C60").try_into().expect("one finding");
    assert_eq!(silent.severity, Severity::Warning);
    assert_eq!(
        silent.sentence,
        "科室“科室2”：负责的1项指标都没有填报，采集表可能没有交回"
    );
    two.indicators[0].actual = None;
    assert_eq!(found(&two, "C60"), [], "nobody has begun");
}
