//! 沿用上年: what a project passes on to that of a later year.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use hengji::check::{self, Place};
use hengji::cli::{self, Outcome};
use hengji::examples::Example;
use hengji::model::succession::Succession;
use hengji::model::{
    Actual, BudgetCause, Edit, Evidence, Explained, Fact, Field, FormText, Goal, Id, Indicator, Kind, Project,
    ReportText, Target,
};
use hengji::session::{Answer, Command, NewProject, Question, Session, Severity, Step, Way};
use hengji::{file, report, schemes, score};
use jiff::civil::date;
use rust_decimal::Decimal;

fn sample() -> Project {
    file::decode(Example::Wuchang.bytes()).expect("the sample")
}

fn followed(last: &Project) -> Succession {
    report::succeeded(last, Arc::clone(&last.scheme), last.next_year().expect("a year"))
}

/// A project with one indicator, changed as wanted.
fn with(change: impl FnOnce(&mut Indicator)) -> Project {
    let mut indicator = Indicator {
        id: Id::new("I0007"),
        name: "新增市场主体".to_owned(),
        unit: "户".to_owned(),
        target: Some(Target::AtLeast(3566.into())),
        ..Indicator::default()
    };
    change(&mut indicator);
    Project {
        year: 2020,
        indicators: vec![indicator],
        ..Project::default()
    }
}

#[test]
fn what_says_how_the_year_is_measured_goes_on() {
    let last = sample();
    let Succession { project, .. } = followed(&last);
    assert_eq!((project.year, &project.department), (2021, &last.department));
    assert_eq!((&project.scheme, &project.kind), (&last.scheme, &last.kind));
    assert_eq!(
        (&project.sections, &project.relations),
        (&last.sections, &last.relations)
    );
    assert_eq!(project.budget.scope, last.budget.scope);
    let measured = |one: &Indicator| Indicator {
        target: None,
        basis: String::new(),
        actual: None,
        declared: None,
        judged: None,
        expected: None,
        deduction: None,
        description: String::new(),
        reason: String::new(),
        cause: None,
        measure: String::new(),
        application: String::new(),
        review_opinion: String::new(),
        note: String::new(),
        previous_year: None,
        year_before_previous: None,
        initial_target: None,
        demo: Vec::new(),
        ..one.clone()
    };
    let all = |project: &Project| project.indicators.iter().map(measured).collect::<Vec<_>>();
    assert_eq!(all(&project), all(&last));
    let goals = |project: &Project| {
        let goals = project.goals.iter().cloned();
        goals
            .map(|goal| (goal.id, goal.name, goal.text, goal.points))
            .collect::<Vec<_>>()
    };
    assert_eq!(goals(&project), goals(&last));
    let lines = |project: &Project| {
        let lines = project.budget.lines.iter();
        lines
            .map(|line| (line.id.clone(), line.kind, line.name.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&project), lines(&last));
    let facts = |project: &Project| {
        let facts = project.facts.iter();
        facts
            .map(|fact| (fact.id.clone(), fact.name.clone(), fact.unit.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(facts(&project), facts(&last));
}

#[test]
fn nothing_of_how_the_year_went_goes_on() {
    let mut last = sample();
    last.expected = Some(90.into());
    last.filled_on = Some(date(2021, 3, 9));
    last.explained.push(Explained {
        rule: "C18".to_owned(),
        ..Explained::default()
    });
    last.budget.judged = Some(3.into());
    last.budget.causes.push(BudgetCause::default());
    last.facts.push(Fact {
        id: Id::new("F999"),
        name: "罚没".to_owned(),
        text: "92万余元".to_owned(),
        source: "决算公开".to_owned(),
        demo: true,
        ..Fact::default()
    });
    last.evidence.push(Evidence::default());
    last.goals[0].achieved = "已完成".to_owned();
    let filled = &mut last.indicators[0];
    for text in [
        &mut filled.description,
        &mut filled.reason,
        &mut filled.measure,
        &mut filled.application,
        &mut filled.review_opinion,
        &mut filled.note,
    ] {
        *text = "去年的话".to_owned();
    }
    for points in [
        &mut filled.judged,
        &mut filled.deduction,
        &mut filled.declared,
        &mut filled.expected,
    ] {
        *points = Some(1.into());
    }
    filled.initial_target = Some(Target::AtLeast(1.into()));

    let Succession { project, .. } = followed(&last);
    assert_eq!(
        (project.declared, project.expected, project.filled_on),
        (None, None, None)
    );
    assert!(project.evidence.is_empty() && project.explained.is_empty());
    assert!(project.deviation_analysis.is_empty() && project.improvement_plan.is_empty());
    let budget = &project.budget;
    assert!(budget.causes.is_empty() && budget.explanation.is_empty());
    assert_eq!((budget.judged, budget.declared), (None, None));
    assert!(
        budget
            .lines
            .iter()
            .all(|line| !line.is_stated() && line.demo.is_empty())
    );
    assert!(project.goals.iter().all(|goal| goal.achieved.is_empty()));
    for fact in &project.facts {
        assert_eq!(
            (fact.value, fact.text.as_str(), fact.source.as_str(), fact.demo),
            (None, "", "", false)
        );
    }
    for one in &project.indicators {
        assert_eq!(
            (&one.actual, one.judged, one.deduction),
            (&None, None, None),
            "{}",
            one.name
        );
        assert_eq!(
            (one.declared, one.expected, one.cause, &one.initial_target),
            (None, None, None, &None)
        );
        let texts = [
            &one.description,
            &one.reason,
            &one.measure,
            &one.application,
            &one.review_opinion,
            &one.note,
        ];
        assert!(texts.iter().all(|text| text.is_empty()), "{}", one.name);
    }
    let text = file::encode(&project);
    assert!(!text.contains("去年的话") && !text.contains("92万余元"));
}

#[test]
fn the_last_targets_are_proposed_and_every_basis_says_so() {
    let basis = |written: &str| {
        let last = with(|one| one.basis = written.to_owned());
        followed(&last).project.indicators[0].basis.clone()
    };
    assert_eq!(basis(""), "沿用2020年度指标值，待核定");
    assert_eq!(
        basis("区政府工作报告"),
        "沿用2020年度指标值，待核定；原依据：区政府工作报告"
    );
    assert_eq!(basis("沿用2019年度指标值，待核定"), "沿用2020年度指标值，待核定");
    assert_eq!(
        basis("沿用2019年度指标值，待核定；原依据：区政府工作报告"),
        "沿用2020年度指标值，待核定；原依据：区政府工作报告"
    );
    assert_eq!(
        basis("区政府工作报告确定的指标值，待核定"),
        "沿用2020年度指标值，待核定；原依据：区政府工作报告确定的指标值，待核定",
        "words of the officer's own are kept"
    );
    let Succession { project, remarks } = followed(&with(|_| {}));
    assert_eq!(project.indicators[0].target, Some(Target::AtLeast(3566.into())));
    let sentences: Vec<_> = remarks.iter().map(|one| one.sentence.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "1项指标的指标值为上年的值，设定依据写明“沿用2020年度指标值，待核定”；在指标页查找“待核定”，逐项核定后改写依据"
        ]
    );

    let Succession { project, remarks } = followed(&with(|one| {
        one.target = None;
        one.basis = "按任务".to_owned();
    }));
    assert_eq!(
        (&project.indicators[0].target, project.indicators[0].basis.as_str()),
        (&None, "按任务")
    );
    assert_eq!(remarks, []);
}

#[test]
fn a_day_is_proposed_in_the_later_year_and_words_that_name_the_last_one_are_told() {
    let last = with(|one| one.target = Some(Target::ByDate(date(2020, 2, 29))));
    let Succession { project, remarks } = followed(&last);
    assert_eq!(project.indicators[0].target, Some(Target::ByDate(date(2021, 2, 28))));
    let moved = remarks.last().expect("a remark");
    assert_eq!(moved.indicator, Some(Id::new("I0007")));
    assert!(
        moved.sentence.contains("由“2020年2月29日前”顺延为“2021年2月28日前”"),
        "{}",
        moved.sentence
    );

    let mut last = with(|one| one.name = "2020年新增市场主体".to_owned());
    last.goals.push(Goal {
        text: "2020年新增市场主体3566户".to_owned(),
        ..Goal::default()
    });
    let told: Vec<_> = followed(&last).remarks.into_iter().skip(1).collect();
    let sentences: Vec<_> = told.iter().map(|one| one.sentence.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "年度绩效目标1写有“2020年”，请核对",
            "“2020年新增市场主体”写有“2020年”，请核对"
        ]
    );
    assert_eq!(
        (&told[0].indicator, &told[1].indicator),
        (&None, &Some(Id::new("I0007")))
    );
}

#[test]
fn actuals_become_the_values_of_earlier_years_and_missing_ones_stay_missing() {
    let history = |year: u16, change: fn(&mut Indicator)| {
        let last = with(change);
        let project = last.succeeded(Arc::clone(&last.scheme), year).project;
        let one = &project.indicators[0];
        (one.previous_year, one.year_before_previous)
    };
    let reached = |one: &mut Indicator| {
        one.actual = Some(Actual::Number(5436.into()));
        one.previous_year = Some(4000.into());
    };
    let (of_2020, of_2019) = (Some(Decimal::from(5436)), Some(Decimal::from(4000)));
    assert_eq!(history(2021, reached), (of_2020, of_2019));
    assert_eq!(history(2022, reached), (None, of_2020));
    assert_eq!(history(2023, reached), (None, None));
    assert_eq!(history(2021, |_| {}), (None, None), "missing is not 0");
    let zero = |one: &mut Indicator| one.actual = Some(Actual::Number(Decimal::ZERO));
    assert_eq!(history(2021, zero), (Some(Decimal::ZERO), None));
    let third = |one: &mut Indicator| {
        one.unit = "%".to_owned();
        one.actual = Some(Actual::Ratio {
            numerator: 1.into(),
            denominator: 3.into(),
        });
    };
    assert_eq!(history(2021, third).0, Some(Decimal::new(3333, 2)), "as it was printed");

    let demo = followed(&with(|one| {
        one.actual = Some(Actual::Number(1.into()));
        one.demo = vec![Field::Target, Field::Weight, Field::Actual, Field::Reason];
    }));
    assert_eq!(
        demo.project.indicators[0].demo,
        [Field::Target, Field::Weight, Field::PreviousYear],
        "演示数据 stay marked where they go on"
    );
}

#[test]
fn texts_that_state_numbers_of_their_own_stay_behind() {
    let text = |heading: &str, text: &str| ReportText {
        heading: heading.to_owned(),
        text: text.to_owned(),
        ..ReportText::default()
    };
    let last = Project {
        year: 2020,
        texts: vec![
            text("一.一", "得分如下。"),
            text("二.一.1", "我局负责市场监督管理，执行率{{执行率}}，见{{F008}}。"),
            text("一", "2020年完成{{完成数}}。"),
            text("一.二", "完成９项。"),
            text("措施", "二〇二〇年全部完成。"),
            text("二", "执行率{{执行率，达到98%。"),
            text("二.一", " "),
            text("二.二", "自评由财务科牵头。"),
        ],
        form_texts: vec![
            FormText {
                label: "联系电话".to_owned(),
                text: "6879 1234".to_owned(),
            },
            FormText {
                label: "全年（调整）绩效目标".to_owned(),
                text: "新增3566户".to_owned(),
            },
        ],
        scheme: schemes::find("chongqing_dept").expect("shipped"),
        ..Project::default()
    };
    let Succession { project, remarks } = followed(&last);
    let kept: Vec<_> = project.texts.iter().map(|one| one.heading.as_str()).collect();
    assert_eq!(kept, ["二.一.1", "二.二"]);
    let labels: Vec<_> = project.form_texts.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(labels, ["联系电话"]);
    let told = remarks
        .iter()
        .filter(|one| one.sentence.contains("报告有4处文字写有数字"));
    assert_eq!(told.count(), 1, "{remarks:?}");

    // The same key is another heading in another outline.
    let scheme = schemes::find("mof2020_project").expect("shipped");
    let Succession { project, remarks } = last.succeeded(scheme, 2021);
    assert_eq!(project.texts, []);
    let told = remarks
        .iter()
        .filter(|one| one.sentence.contains("报告有6处文字属于上年的提纲"));
    assert_eq!(told.count(), 1, "{remarks:?}");

    // A text that rests on the data of the last year asks to be read again.
    let mut last = report::recorded(last);
    last.scheme = schemes::find("hubei_dept").expect("shipped");
    let last = report::recorded(last);
    let project = followed(&last).project;
    let mut rests = last.texts[1].rests.clone();
    assert!(rests.len() > 1);
    rests.insert("年度".to_owned(), "2020".to_owned());
    assert_eq!(project.texts[0].rests, rests);
}

#[test]
fn another_scheme_may_be_of_another_kind() {
    let last = sample();
    let scheme = schemes::find("hubei_project").expect("shipped");
    let project = last.succeeded(Arc::clone(&scheme), 2021).project;
    assert!(matches!(&project.kind, Kind::SpendingProject(head) if head.name.is_empty()));
    assert_eq!(project.scheme, scheme);
    let mut changjiang = file::decode(Example::Changjiang.bytes()).expect("the sample");
    let project = changjiang.succeeded(scheme, 2021).project;
    assert_eq!(project.kind, changjiang.kind);
    Arc::make_mut(&mut changjiang.scheme).year_to = Some(2020);
    let remarks = followed(&changjiang).remarks;
    assert!(
        remarks.iter().any(|one| one.sentence.contains("不适用于2021年度")),
        "{remarks:?}"
    );
}

fn run(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let all = std::iter::once("hengji").chain(arguments.iter().copied());
    match cli::run(all.map(OsString::from), &mut out, &mut err) {
        Outcome::Done(status) => {
            let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
            (status, text(out), text(err))
        }
        Outcome::Window(file) => panic!("would open the window with {file:?}"),
    }
}

fn utf8(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn the_command_line_follows_the_last_year() {
    let folder = tempfile::tempdir().expect("a folder");
    let (last, path) = (folder.path().join("2020.ron"), folder.path().join("2021.ron"));
    file::write(&last, &sample()).expect("saves");
    let (status, out, err) = run(&["new", "--from", utf8(&last), "--out", utf8(&path)]);
    assert_eq!((status, out.trim()), (0, utf8(&path)), "{err}");
    assert!(err.contains("沿用2020年度指标值，待核定"), "{err}");
    assert!(err.ends_with("处需要核对\n") && err.contains("共沿用50项指标"), "{err}");
    let project = file::read(&path).expect("reads");
    let expected = followed(&report::recorded(sample())).project;
    assert_eq!(project, expected);
    let before = std::fs::read(&path).expect("reads");
    assert_eq!(
        run(&["new", "--from", utf8(&last), "--out", utf8(&path), "--force"]).0,
        0
    );
    assert_eq!(std::fs::read(&path).expect("reads"), before, "the same bytes");

    let other = folder.path().join("2023.ron");
    let arguments = [
        "new",
        "--from",
        utf8(&last),
        "--scheme",
        "chongqing_dept",
        "--year",
        "2023",
        "--department",
        "某局",
        "--out",
        utf8(&other),
    ];
    assert_eq!(run(&arguments).0, 0);
    let project = file::read(&other).expect("reads");
    assert_eq!((project.year, project.department.as_str()), (2023, "某局"));
    assert_eq!(project.scheme.id, "chongqing_dept");

    for (arguments, expected) in [
        (&["--year", "2020"][..], "评价年度2020应晚于上年项目的2020年度\n"),
        (&["--scheme", "nowhere"], "没有名为“nowhere”的评分办法"),
    ] {
        let base = ["new", "--from", utf8(&last), "--out", "x.ron"];
        let (status, out, err) = run(&[&base, arguments].concat());
        assert_eq!((status, out.as_str()), (1, ""));
        assert!(err.starts_with(expected), "{err}");
    }
    // The file of the last year is not what the new one is written over, and nothing is said of what was not written.
    let kept = std::fs::read(&last).expect("reads");
    let over = run(&["new", "--from", utf8(&last), "--out", utf8(&last), "--force"]);
    assert_eq!((over.0, over.2.lines().count()), (1, 1), "{over:?}");
    assert!(over.2.starts_with("不能写到上年项目的文件上"), "{over:?}");
    assert_eq!(std::fs::read(&last).expect("reads"), kept);
    std::fs::write(&path, "another").expect("a file");
    let (status, _, err) = run(&["new", "--from", utf8(&last), "--out", utf8(&path)]);
    assert_eq!((status, err.lines().count()), (1, 1), "{err}");
    std::fs::write(&last, "(format: \"hengji\", version: 1, project: (year: 二").expect("a file");
    let (status, _, err) = run(&["new", "--from", utf8(&last), "--out", "x.ron"]);
    assert_eq!((status, err.lines().count()), (1, 1));
    assert!(err.contains("第1行") && err.contains("2020.ron"), "{err}");
}

fn asked(step: Option<Step>) -> Question {
    match step {
        Some(Step::Ask(question)) => question,
        other => panic!("no question but {other:?}"),
    }
}

#[test]
fn a_new_project_that_follows_is_described_and_comes_in_one_step_of_undo() {
    let folder = tempfile::tempdir().expect("a folder");
    let last = folder.path().join("2020.ron");
    file::write(&last, &sample()).expect("saves");
    let mut session = Session::new(date(2025, 3, 9));
    let Question::Describe(described) = asked(session.run(Command::New)) else {
        panic!("the new project is described")
    };
    assert_eq!(described.year, 2024);
    let Question::PickLast { .. } = asked(session.answer(Answer::PickLast(described))) else {
        panic!("the last project is picked")
    };
    let Question::Describe(described) = asked(session.answer(Answer::Cancel)) else {
        panic!("it is described on")
    };
    assert_eq!(described.last, None);
    asked(session.answer(Answer::PickLast(described)));
    let Question::Describe(described) = asked(session.answer(Answer::Path(last))) else {
        panic!("it is described on")
    };
    assert_eq!(
        (described.year, described.department.as_str()),
        (2021, "武昌区市场监督管理局")
    );
    assert_eq!(described.scheme, sample().scheme);
    assert_eq!(session.answer(Answer::New(described)), None);

    assert_eq!(session.project().indicators.len(), 50);
    assert!(session.is_dirty() && session.path().is_none());
    let notice = session.notices().last().expect("a notice");
    assert_eq!(notice.severity, Severity::Caution);
    assert!(notice.sentence.contains("50 项指标"), "{}", notice.sentence);
    assert!(notice.details[0].contains("待核定"));
    let Some(Way::Rows { leads, plain: 0 }) = &notice.way else {
        panic!("it leads to the rows")
    };
    assert_eq!(leads.len(), notice.details.len());
    assert!(matches!(session.history().undoable(), Some(Edit::Succession(_))));
    session.run(Command::Undo);
    assert!(session.project().indicators.is_empty());
    assert_eq!(session.project().year, 2021);
    assert_eq!(session.history().undoable(), None);
}

#[test]
fn another_last_project_brings_its_own_names() {
    let mut changjiang = file::decode(Example::Changjiang.bytes()).expect("the sample");
    changjiang.department = "另一单位".to_owned();
    let mut described = NewProject::proposed(date(2021, 3, 9));
    described.follow(sample());
    described.follow(changjiang.clone());
    let names = (described.department.as_str(), described.name.as_str());
    assert_eq!(names, ("另一单位", changjiang.subject()));
    described.follow(sample());
    let names = (described.department.as_str(), described.name.as_str());
    assert_eq!(names, ("武昌区市场监督管理局", ""));
    described.leave();
    assert_eq!((described.department.as_str(), &described.last), ("", &None));

    // What was typed stays.
    described.department = "某局".to_owned();
    described.follow(sample());
    described.follow(changjiang);
    assert_eq!(described.department, "某局");
}

#[test]
fn a_last_project_that_cannot_be_read_is_said_and_the_new_one_described_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("坏.ron");
    std::fs::write(&path, "不是").expect("a file");
    let mut session = Session::new(date(2021, 3, 9));
    let Question::Describe(mut described) = asked(session.run(Command::New)) else {
        panic!("the new project is described")
    };
    described.department = "某局".to_owned();
    asked(session.answer(Answer::PickLast(described.clone())));
    assert_eq!(asked(session.answer(Answer::Path(path))), Question::Describe(described));
    let notice = session.notices().last().expect("a notice");
    assert_eq!(notice.severity, Severity::Failure);
    assert!(notice.sentence.contains("坏.ron"), "{}", notice.sentence);
}

#[test]
fn what_is_typed_while_the_last_project_is_picked_is_asked_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let last = folder.path().join("2020.ron");
    file::write(&last, &sample()).expect("saves");
    let mut session = Session::new(date(2021, 3, 9));
    let Question::Describe(described) = asked(session.run(Command::New)) else {
        panic!("the new project is described")
    };
    asked(session.answer(Answer::PickLast(described)));
    session.edit(&Edit::Department("某局".to_owned()));
    let Question::Describe(described) = asked(session.answer(Answer::Path(last))) else {
        panic!("it is described on")
    };
    let question = asked(session.answer(Answer::New(described)));
    assert!(matches!(question, Question::Unsaved { .. }), "{question:?}");
    assert_eq!(session.answer(Answer::Discard), None);
    assert_eq!(session.project().indicators.len(), 50);
}

#[test]
fn a_target_that_nobody_has_settled_is_found_until_its_basis_is_rewritten() {
    let found = |project: &Project| {
        let all = check::check(project, &score::score(project)).into_iter();
        let of_rule = all.filter(|finding| finding.rule == "C47");
        of_rule
            .map(|finding| (finding.place, finding.sentence))
            .collect::<Vec<_>>()
    };
    let last = with(|one| one.basis = "三定方案".to_owned());
    assert_eq!(found(&last), []);
    let Succession { mut project, .. } = followed(&last);
    let place = Place::Indicator(Id::new("I0007"), Some(Field::Basis));
    let sentence = "指标“新增市场主体”：指标值沿用上年，待核定，请核定后改写指标值设定依据";
    assert_eq!(found(&project), [(place, sentence.to_owned())]);
    project.indicators[0].basis = "2021年市场主体培育计划".to_owned();
    assert_eq!(found(&project), []);
    // Words of the officer's own that do not say it is the last one.
    project.indicators[0].basis = "区政府工作报告确定的指标值，待核定".to_owned();
    assert_eq!(found(&project), []);
}
