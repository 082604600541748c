//! What a reviewer would object to is found while it is so, and not found once it is mended (`domain.md` §5.3).

use hengji::check::{self, Finding, Place, Severity};
use hengji::model::{
    Actual, Budget, BudgetCause, BudgetLine, Edit, Evidence, Explained, Field, FundKind, Goal, Id, Indicator, Kind,
    Project, ReportText, SpendingProject, Target,
};
use hengji::{examples::Example, file, schemes, score};
use rust_decimal::Decimal;

pub fn dec(text: &str) -> Decimal {
    text.parse().expect("a number")
}

/// A numeric indicator that has nothing to object to.
pub fn indicator(at: usize) -> Indicator {
    Indicator {
        id: Id::new(format!("I{at}")),
        goal: Some(Id::new("G1")),
        level1: "产出指标".to_owned(),
        level2: "数量指标".to_owned(),
        name: format!("抽检批次{at}"),
        target: Some(Target::AtLeast(dec("100"))),
        unit: "批次".to_owned(),
        weight: Some(dec("10")),
        actual: Some(Actual::Number(dec("101"))),
        ..Indicator::default()
    }
}

/// A goal that has nothing to object to.
pub fn goal() -> Goal {
    Goal {
        id: Id::new("G1"),
        text: "守住食品安全底线".to_owned(),
        points: Some(dec("80")),
        achieved: "没有发生食品安全事故".to_owned(),
        ..Goal::default()
    }
}

fn project(indicators: Vec<Indicator>) -> Project {
    Project {
        department: "某市场监督管理局".to_owned(),
        year: 2020,
        budget: budget("150", &[]),
        scheme: schemes::find("hubei_dept").expect("a shipped scheme"),
        goals: vec![goal()],
        indicators,
        deviation_analysis: "无".to_owned(),
        improvement_plan: "无".to_owned(),
        ..Project::default()
    }
}

fn found(project: &Project, rule: &str) -> Vec<Finding> {
    let all = check::check(project, &score::score(project)).into_iter();
    all.filter(|finding| finding.rule == rule).collect()
}

/// What a rule says of one indicator that was changed, without the indicator's name.
fn of(rule: &str, change: impl FnOnce(&mut Indicator)) -> Vec<String> {
    assert!(found(&project(vec![indicator(1)]), rule).is_empty(), "{rule}");
    let mut one = indicator(1);
    change(&mut one);
    let findings = found(&project(vec![one]), rule);
    let is_of_it = |one: &Finding| matches!(&one.place, Place::Indicator(id, _) if *id == Id::new("I1"));
    assert!(findings.iter().all(is_of_it));
    let rest = |one: Finding| one.sentence.split_once('：').map(|(_, rest)| rest.to_owned());
    findings.into_iter().filter_map(rest).collect()
}

#[test]
fn cells_the_form_needs_are_named_together() {
    let empty = of("C06", |one| {
        one.unit.clear();
        one.weight = None;
        one.actual = None;
    });
    assert_eq!(empty, ["没有填写计量单位、分值、实际完成值"]);
    let words = of("C06", |one| {
        one.unit.clear();
        one.target = Some(Target::YesNo("出台办法".to_owned()));
        one.actual = Some(Actual::Done(true));
    });
    assert!(words.is_empty(), "{words:?}");
}

#[test]
fn a_finding_has_the_field_it_is_mended_in() {
    type Case = (&'static str, fn(&mut Indicator), Field);
    let missed = |one: &mut Indicator| one.actual = Some(Actual::Number(dec("50")));
    let cases: [Case; 17] = [
        ("C02", |one| one.weight = Some(dec("0")), Field::Weight),
        ("C03", |one| one.declared = Some(dec("11")), Field::Declared),
        ("C03", |one| one.expected = Some(dec("11")), Field::Expected),
        ("C03", |one| one.deduction = Some(dec("-1")), Field::Deduction),
        ("C04", |one| one.declared = Some(dec("9")), Field::Declared),
        ("C06", |one| one.name.clear(), Field::Name),
        ("C06", |one| (one.unit, one.weight) = (String::new(), None), Field::Unit),
        ("C06", |one| one.actual = None, Field::Actual),
        (
            "C06",
            |one| {
                one.target = Some(Target::Tiered("稳定".to_owned()));
                one.actual = Some(Actual::Tier(0));
            },
            Field::Judged,
        ),
        ("C06", |one| one.goal = None, Field::Goal),
        ("C47", |one| one.measure = "再抽检{{没有}}".to_owned(), Field::Measure),
        (
            "C07",
            |one| one.actual = Some(Actual::Text("很多".to_owned())),
            Field::Actual,
        ),
        ("C11", |one| one.name = "抽检完成率".to_owned(), Field::Level2),
        ("C17", missed, Field::Reason),
        (
            "C17",
            |one| (one.actual, one.reason) = (Some(Actual::Number(dec("50"))), "任务调整较晚".to_owned()),
            Field::Measure,
        ),
        (
            "C18",
            |one| one.actual = Some(Actual::Number(dec("200"))),
            Field::Reason,
        ),
        (
            "C38",
            |one| one.actual = Some(Actual::Number(dec("20000"))),
            Field::Unit,
        ),
    ];
    for (rule, change, wanted) in cases {
        let mut project = project(vec![indicator(1)]);
        if wanted == Field::Measure {
            project.scheme = schemes::find("mof2020_project").expect("a scheme that asks for measures");
        }
        change(&mut project.indicators[0]);
        let places: Vec<Place> = found(&project, rule).into_iter().map(|one| one.place).collect();
        let place = Place::Indicator(Id::new("I1"), Some(wanted));
        assert!(places.contains(&place), "{rule} {wanted:?}: {places:?}");
    }
}

#[test]
fn a_head_without_unit_or_year_is_named() {
    let mut project = project(vec![indicator(1)]);
    assert!(found(&project, "C06").is_empty());
    project.year = 0;
    project.kind = Kind::SpendingProject(SpendingProject::default());
    let [finding] = found(&project, "C06").try_into().expect("one finding");
    assert_eq!(
        (finding.place, finding.sentence.as_str()),
        (Place::Form, "基本信息：没有填写项目名称、评价年度")
    );
}

#[test]
fn rows_that_measure_nothing_are_found() {
    assert_eq!(of("C02", |one| one.weight = Some(dec("0"))), ["分值为0，分值应大于0"]);
    assert_eq!(of("C08", |one| one.target = Some(Target::AtLeast(dec("0")))).len(), 1);
    let tiered = |standard: &str| {
        let standard = standard.to_owned();
        of("C13", |one| {
            one.target = Some(Target::Tiered("监管水平明显提升".to_owned()));
            one.standard = standard;
        })
    };
    assert_eq!(
        tiered(""),
        ["指标值“监管水平明显提升”没有数量，难以衡量，请填写评（扣）分标准"]
    );
    assert!(tiered("抽查合格率每低1个百分点扣0.1分").is_empty());
    let share = |source: &str| {
        let source = source.to_owned();
        of("C14", |one| {
            one.level1 = "效益指标".to_owned();
            one.unit = "%".to_owned();
            one.source = source;
        })
    };
    assert_eq!((share("").len(), share("问卷调查报告").len()), (1, 0));
}

#[test]
fn levels_and_signs_that_do_not_fit_are_found() {
    let cost = |name: &str| {
        let name = name.to_owned();
        of("C12", |one| {
            one.level2 = "成本指标".to_owned();
            one.name = name;
        })
    };
    assert_eq!((cost("培训费").len(), cost("经费节约率").len()), (1, 0));
    assert_eq!(
        of("C11", |one| one.name = "补助资金支付额".to_owned()),
        ["反映资金，不宜列为数量指标"]
    );
    assert_eq!(
        of("C11", |one| one.name = "抽检完成率".to_owned()),
        ["是完成率，不宜列为数量指标"]
    );
    let day = jiff::civil::date(2020, 12, 31);
    assert_eq!(
        of("C11", |one| one.target = Some(Target::ByDate(day))),
        ["以日期为目标，宜列为时效指标"]
    );
}

#[test]
fn the_same_indicator_twice_is_found_at_the_second() {
    let mut two = project(vec![indicator(1), indicator(2)]);
    assert!(found(&two, "C10").is_empty());
    two.indicators[1].name = two.indicators[0].name.clone();
    let [finding] = found(&two, "C10").try_into().expect("one finding");
    assert_eq!(finding.place, Place::Indicator(Id::new("I2"), None));
    assert!(
        finding.sentence.ends_with("与第1项重复，同一内容只计一次"),
        "{}",
        finding.sentence
    );
}

#[test]
fn a_form_that_is_too_good_is_pointed_at() {
    let mut five = project((1..=5).map(indicator).collect());
    assert_eq!(found(&five, "C15").len(), 1);
    assert!(found(&five, "C16").is_empty());
    for one in five.indicators.iter_mut().take(3) {
        one.actual = Some(Actual::Number(dec("121")));
    }
    assert_eq!(
        found(&five, "C16")[0].sentence,
        "5项正向指标中3项超过指标值的120%，指标值总体偏低"
    );
    five.indicators[0].actual = Some(Actual::Number(dec("99")));
    assert!(found(&five, "C15").is_empty());
    let ten = |off: usize| {
        let mut ten = project((1..=10).map(indicator).collect());
        for one in ten.indicators.iter_mut().skip(off) {
            one.actual = Some(Actual::Number(dec("100")));
        }
        found(&ten, "C23").len()
    };
    assert_eq!((ten(1), ten(2)), (1, 0));
}

#[test]
fn reasons_are_held_against_the_numbers() {
    let short = |reason: &str| {
        let reason = reason.to_owned();
        move |one: &mut Indicator| {
            one.actual = Some(Actual::Number(dec("90")));
            one.reason = reason;
        }
    };
    let missed = ["实际完成值没有达到指标值，偏差原因却写着“超额完成”"];
    assert_eq!(of("C19", short("本年超额完成抽检任务")), missed);
    assert!(of("C19", short("因汛情两个月不能抽检")).is_empty());
    assert_eq!(of("C19", |one| one.reason = "因汛情未完成".to_owned()).len(), 1);
    assert_eq!(
        of("C20", short("客观原因")),
        ["偏差原因“客观原因”过于简单，请写明具体情况"]
    );
    assert!(of("C20", short("因汛情两个月不能抽检")).is_empty());
    let alike = |count: usize| {
        let mut alike = project((1..=count).map(indicator).collect());
        for one in &mut alike.indicators {
            one.reason = "因疫情影响无法开展现场工作".to_owned();
        }
        found(&alike, "C20").len()
    };
    assert_eq!((alike(2), alike(3)), (0, 3));
}

#[test]
fn last_year_is_compared() {
    let before = |value: &str| {
        let value = dec(value);
        of("C24", |one| one.previous_year = Some(value))
    };
    assert_eq!(before("50"), ["比上年实际50批次增加102%，请说明"]);
    assert_eq!(before("105"), ["指标值低于上年实际105批次，请说明"]);
    assert!(before("100").is_empty());
}

fn budget(actual: &str, causes: &[(&str, Option<&str>)]) -> Budget {
    let cause = |(text, amount): &(&str, Option<&str>)| BudgetCause {
        line: FundKind::Project,
        text: (*text).to_owned(),
        amount: amount.map(dec),
        ..BudgetCause::default()
    };
    Budget {
        lines: vec![BudgetLine {
            kind: FundKind::Project,
            initial: Some(dec("100")),
            adjusted: Some(dec("150")),
            actual: Some(dec(actual)),
            ..BudgetLine::default()
        }],
        causes: causes.iter().map(cause).collect(),
        ..Budget::default()
    }
}

#[test]
fn causes_add_up_to_the_change() {
    let with = |causes: &[(&str, Option<&str>)]| {
        let mut project = project(vec![indicator(1)]);
        project.budget = budget("130", causes);
        found(&project, "C32")
            .into_iter()
            .map(|one| one.sentence)
            .collect::<Vec<_>>()
    };
    assert!(with(&[("追加", Some("30"))]).is_empty());
    assert!(with(&[]).is_empty());
    assert!(with(&[("追加", None)]).is_empty(), "a missing amount is missing, not 0");
    assert_eq!(
        with(&[("追加", Some("20")), ("结转", Some("4"))]),
        ["项目支出比年初预算增加30.00万元，变动原因合计24.00万元，相差6.00万元没有说明"]
    );
    assert_eq!(
        with(&[("追加", Some("36"))]),
        ["项目支出比年初预算增加30.00万元，变动原因合计36.00万元，多出6.00万元，请核对金额，或者补列方向相反的原因"]
    );
}

#[test]
fn a_kind_without_any_cause_is_told_where_others_have_some() {
    let with = |kind: FundKind, actual: &str, causes: &[(&str, Option<&str>)]| {
        let mut project = project(vec![indicator(1)]);
        project.budget = budget("130", causes);
        project.budget.lines.push(BudgetLine {
            kind,
            initial: Some(dec("200")),
            actual: Some(dec(actual)),
            ..BudgetLine::default()
        });
        let found = found(&project, "C31")
            .into_iter()
            .filter(|one| !one.sentence.starts_with("预算调整率"));
        found.map(|one| (one.severity, one.sentence)).collect::<Vec<_>>()
    };
    let causes = [("追加", Some("30"))];
    let told = |sentence: &str| [(Severity::Warning, sentence.to_owned())];
    assert_eq!(
        with(FundKind::Basic, "264.5", &causes),
        told("基本支出比年初预算增加64.50万元，没有列出变动原因，请在变动原因中补列")
    );
    assert_eq!(
        with(FundKind::Other, "199.99", &causes),
        told("其他支出比年初预算减少0.01万元，没有列出变动原因，请在变动原因中补列")
    );
    assert_eq!(with(FundKind::Basic, "200", &causes), []);
    assert_eq!(
        with(FundKind::Basic, "264.5", &[]),
        [],
        "nobody has begun to list causes"
    );
}

#[test]
fn causes_that_come_to_the_whole_change_of_a_projects_money_leave_no_source_without_one() {
    let with = |kind: Kind, amount: &str| {
        let mut project = project(vec![indicator(1)]);
        project.kind = kind;
        project.budget = budget("130", &[("追加", Some(amount))]);
        project.budget.lines.push(BudgetLine {
            kind: FundKind::Other,
            initial: Some(dec("200")),
            actual: Some(dec("210")),
            ..BudgetLine::default()
        });
        let rules = ["C31", "C32"].map(|rule| found(&project, rule)).concat().into_iter();
        let of_causes = rules.filter(|one| !one.sentence.starts_with("预算调整率"));
        of_causes.map(|one| one.rule).collect::<Vec<_>>()
    };
    let spending = || Kind::SpendingProject(SpendingProject::default());
    assert_eq!(with(spending(), "40"), [""; 0], "its causes explain the whole");
    assert_eq!(with(spending(), "30"), ["C31"], "10 of 40 are left");
    assert_eq!(
        with(Kind::Department, "40"),
        ["C31", "C32"],
        "expenditure is explained by kind"
    );
}

#[test]
fn points_far_above_the_money_need_a_word() {
    let spent = |actual: &str| {
        let mut project = project(vec![indicator(1)]);
        project.budget = budget(actual, &[]);
        found(&project, "C33").len()
    };
    assert_eq!((spent("142.5"), spent("142.4")), (0, 1));
}

fn written(text: &str) -> Project {
    let mut project = project(vec![indicator(1)]);
    let heading = hengji::outlines::of(&project).headings[1].path.clone();
    project.texts.push(ReportText {
        heading,
        text: text.to_owned(),
        ..ReportText::default()
    });
    project
}

#[test]
fn slips_of_the_pen_are_found() {
    let said = |text: &str| {
        let findings = found(&written(text), "C46").into_iter();
        findings
            .filter_map(|one| one.sentence.split_once('：').map(|(_, rest)| rest.to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        said("全年抽检食品，，合格率较高。"),
        ["“抽检食品，，合格率较高。”处标点重复"]
    );
    assert_eq!(said("全年抽检批次4批次。"), ["“全年抽检批次4批次。”处用词重复"]);
    let open = "全年共开展食品抽检一百四十五批次，检出不合格食品九批次，均已依法处置到位";
    assert_eq!(said(open), ["“…均已依法处置到位”一段没有以句号结束"]);
    assert!(said(&format!("{open}。")).is_empty());
    assert!(said("抽检情况").is_empty(), "a caption is no sentence");
}

#[test]
fn other_years_are_asked_about() {
    let said = |text: &str| found(&written(text), "C48").len();
    assert_eq!((said("2017年开展抽检。"), said("2019年和2021年开展抽检。")), (1, 0));
    assert_eq!(said("依据《2013年改革方案》（国发〔2013〕1号）开展抽检。"), 0);
    let next = said("自评结果作为2022年度预算安排的依据。2022年开展抽检。");
    assert_eq!(next, 1, "the year after next has a budget, and no work done");
    assert_eq!(said("自评结果作为2022年度预算安排的依据。"), 0);
}

#[test]
fn a_grade_in_words_is_that_of_the_score() {
    let sample = file::decode(Example::Wuchang.bytes()).expect("the sample");
    assert_eq!(score::score(&sample).grade.as_deref(), Some("优"));
    let said = |text: &str| {
        let mut project = sample.clone();
        project.texts[0].text = text.to_owned();
        found(&project, "C44").len()
    };
    assert_eq!((said("评价等级为“良”。"), said("评价等级为“优秀”。")), (1, 0));
    assert_eq!(said("获评“优”秀单位称号。"), 0);
    for wrong in [
        "自评等级为良。",
        "评定等次：良好，全年",
        "综合评价结果为较差",
        "按评价等级标准属“良”。",
    ] {
        assert_eq!(said(wrong), 1, "{wrong}");
    }
    for right in [
        "自评等级为优。",
        "评价中，差错不少。",
        "等级为良种场的单位有2家。",
        "评定为优秀的有3家。",
    ] {
        assert_eq!(said(right), 0, "{right}");
    }
}

#[test]
fn evidence_is_held_against_what_it_proves() {
    let entry = |change: &dyn Fn(&mut Evidence)| {
        let mut project = project(vec![indicator(1)]);
        let mut entry = Evidence {
            id: Id::new("E1"),
            name: "台账".to_owned(),
            proves: vec![Id::new("I1")],
            dated: Some(jiff::civil::date(2021, 1, 20)),
            value: "101批次".to_owned(),
            ..Evidence::default()
        };
        change(&mut entry);
        project.evidence.push(entry);
        let rules = ["C51", "C53", "C54", "C55"];
        rules
            .iter()
            .flat_map(|rule| found(&project, rule))
            .map(|one| one.rule)
            .collect::<Vec<_>>()
    };
    assert!(entry(&|_| {}).is_empty());
    assert_eq!(entry(&|one| one.proves.clear()), ["C51"]);
    assert_eq!(entry(&|one| one.dated = Some(jiff::civil::date(2019, 12, 31))), ["C53"]);
    assert_eq!(entry(&|one| one.value = "98批次".to_owned()), ["C55"]);
    let many = |one: &mut Evidence| {
        one.place = "台账.xlsx".to_owned();
        one.proves = (1..=6).map(|at| Id::new(format!("I{at}"))).collect();
    };
    assert_eq!(entry(&many), ["C54"]);
}

#[test]
fn the_sample_is_told_what_its_reviewers_would_say() {
    let sample = file::decode(Example::Wuchang.bytes()).expect("the sample");
    let card = score::score(&sample);
    let findings = check::ranked(&sample, &card);
    assert!(findings.is_sorted_by_key(Finding::kind));
    let errors = findings.iter().filter(|one| one.severity == Severity::Error);
    let errors: Vec<&str> = errors.map(|one| one.sentence.as_str()).collect();
    // The causes the report names exceed the increase by 203.16 (`domain.md` §6, no. 5).
    assert_eq!(
        errors,
        [
            "项目支出比年初预算增加1,136.25万元，变动原因合计1,339.41万元，多出203.16万元，请核对金额，或者补列方向相反的原因"
        ]
    );
    let said = check::sentences(&sample, &card);
    assert_eq!(said.first().map(String::as_str), errors.first().copied());
    assert!(said.contains(&"还有1处同类问题：指标值不可衡量".to_owned()), "{said:?}");
}

#[test]
fn every_rule_has_a_name() {
    let empty = project(vec![Indicator::default(); 2]);
    let sample = file::decode(Example::Wuchang.bytes()).expect("the sample");
    for project in [empty, sample] {
        for finding in check::check(&project, &score::score(&project)) {
            assert_ne!(check::name(finding.rule), finding.rule);
        }
    }
}

#[test]
fn what_is_explained_is_kept_and_speaks_up_again_when_its_numbers_change() {
    let sample = file::decode(Example::Wuchang.bytes()).expect("the sample");
    let ranked = |project: &Project| check::ranked(project, &score::score(project));
    let over = ranked(&sample)
        .into_iter()
        .find(|one| one.rule == "C18")
        .expect("a finding");
    let said = |reason: &str, of: &Finding| {
        Edit::Explained(Explained {
            rule: of.rule.to_owned(),
            sentence: of.sentence.clone(),
            reason: reason.to_owned(),
        })
    };
    let explained = sample.after(&said("市区政府加大招商力度，已与科室核实", &over));
    let text = file::encode(&explained);
    let explained = file::decode(text.as_bytes()).expect("the file keeps it");
    let (open, told) = check::parted(&explained, ranked(&explained));
    assert!(!open.contains(&over));
    assert_eq!(told, [(over.clone(), "市区政府加大招商力度，已与科室核实".to_owned())]);
    assert!(!check::sentences(&explained, &score::score(&explained)).contains(&over.sentence));

    let mut changed = explained.clone();
    let at = changed.indicator_index(&Id::new("F039")).expect("the indicator");
    changed.indicators[at].actual = Some(Actual::Number(dec("5500")));
    let (open, told) = check::parted(&changed, ranked(&changed));
    assert!(open.iter().any(|one| one.rule == "C18") && told.is_empty());
    assert_eq!(explained.after(&said("", &over)), sample, "taken back");

    // Earlier versions wrote the sign of a number below 0 otherwise.
    let mut cold = sample.clone();
    cold.indicators[at].actual = Some(Actual::Number(dec("-5")));
    cold.evidence.push(Evidence {
        id: Id::new("E1"),
        name: "台账".to_owned(),
        value: "-6户".to_owned(),
        proves: vec![Id::new("F039")],
        ..Evidence::default()
    });
    let differs = ranked(&cold)
        .into_iter()
        .find(|one| one.rule == "C55")
        .expect("a finding");
    assert!(differs.sentence.contains("−6"), "{}", differs.sentence);
    let mut earlier = differs.clone();
    earlier.sentence = earlier.sentence.replace('−', "-");
    let cold = cold.after(&said("单位换算", &earlier));
    assert_eq!(
        check::parted(&cold, ranked(&cold)).1,
        [(differs.clone(), "单位换算".to_owned())]
    );
    assert_eq!(cold.after(&said("", &differs)).explained, []);

    // What must be mended is not talked away.
    let wrong = ranked(&sample).into_iter().find(|one| one.severity == Severity::Error);
    let wrong = wrong.expect("an error");
    let talked = sample.after(&said("无碍", &wrong));
    assert!(check::parted(&talked, ranked(&talked)).0.contains(&wrong));
}
