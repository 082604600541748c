//! What an officer who has never seen the window does first, and what must not go wrong then.

use eframe::egui::{self, Event, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use hengji::model::budget::Amount;
use hengji::model::{Edit, Fact, Goal, Id, Indicator, Target};
use hengji::session::Session;
use hengji::ui::{App, Page};

use super::{Asked, click, empty_project, fill, painted, saying, text_field, until, window};

fn facts(harness: &Harness<'static, App>) -> Vec<String> {
    let facts = &harness.state().session().project().facts;
    let value = |fact: &Fact| fact.value.map(hengji::model::number::plain).unwrap_or_default();
    let facts = facts.iter();
    facts
        .map(|fact| {
            [&fact.name, &value(fact), &fact.unit, &fact.text, &fact.source]
                .map(String::as_str)
                .join("|")
        })
        .collect()
}

fn paste(harness: &mut Harness<'static, App>, field: &str, block: &str) {
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run();
    harness.event(Event::Paste(block.to_owned()));
    harness.run();
}

#[test]
fn a_block_copied_from_a_spreadsheet_becomes_facts_in_one_step() {
    let mut harness = window(empty_project(), &Asked::default(), Page::Data);
    // Where there is none yet and nothing is typed in.
    harness.event(Event::Paste(
        "督查通报\t3\t次\r\n培训场次\t26场\t\t\t培训台账\r\n".to_owned(),
    ));
    harness.run();
    let two = ["督查通报|3|次||", "培训场次|26|场||培训台账"];
    assert_eq!(facts(&harness), two);

    // From the field that is typed in to the right and down; below the last one facts are added.
    paste(&mut harness, "培训场次 数值", "27\t期\n约30\t人\n");
    assert_eq!(
        facts(&harness),
        ["督查通报|3|次||", "培训场次|27|期||培训台账", "||人|约30|"]
    );
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(facts(&harness), two, "one step");

    // Headings say what the columns are.
    paste(
        &mut harness,
        "培训场次 数据项名称",
        "序号\t名称\t单位\t数值\n1\t巡查\t次\t1,204\n2\t整改\t处\t6\n",
    );
    assert_eq!(
        facts(&harness),
        ["督查通报|3|次||", "巡查|1204|次||培训台账", "整改|6|处||"]
    );
    let ids: std::collections::BTreeSet<&str> = harness
        .state()
        .session()
        .project()
        .facts
        .iter()
        .map(|fact| fact.id.0.as_str())
        .collect();
    assert_eq!(ids.len(), 3);

    // A single text is typed, as ever.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    paste(&mut harness, "督查通报 来源", "督查室");
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(facts(&harness)[0], "督查通报|3|次||督查室");
}

#[test]
fn among_what_is_searched_for_a_pasted_block_changes_no_fact_out_of_sight() {
    let mut session = empty_project();
    let fact = |at: usize, name: &str| Fact {
        id: Id::new(format!("F{at}")),
        name: name.to_owned(),
        ..Fact::default()
    };
    session.edit(&Edit::Facts(vec![fact(1, "甲类"), fact(2, "乙"), fact(3, "丙类")]));
    let mut harness = window(session, &Asked::default(), Page::Data);
    fill(&mut harness, "查找", "类");
    paste(&mut harness, "甲类 数值", "1\n2\n3\n");
    assert_eq!(facts(&harness), ["甲类|1|||", "乙||||", "丙类|2|||", "|3|||"]);
}

#[test]
fn after_enter_no_fact_is_typed_over_and_the_next_one_is_a_key_away() {
    let mut session = empty_project();
    let fact = |at: usize| Fact {
        id: Id::new(format!("F{at}")),
        name: format!("数据{at}"),
        ..Fact::default()
    };
    session.edit(&Edit::Facts((1..=40).map(fact).collect()));
    let mut harness = window(session, &Asked::default(), Page::Data);
    harness.get_by_role_and_label(Role::TextInput, "数据1 数值").focus();
    harness.run();
    for value in 1..=41 {
        harness.event(Event::Text(value.to_string()));
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
    }
    let values = harness.state().session().project().facts.iter().map(|fact| fact.value);
    // Past the last one the keyboard is at the button that adds one, which Enter presses.
    let expected = (1..=40).map(|value| Some(value.into())).chain([None]);
    assert_eq!(values.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}

#[test]
fn after_enter_no_amount_of_the_budget_is_typed_over() {
    let mut harness = window(empty_project(), &Asked::default(), Page::Budget);
    harness
        .get_by_role_and_label(Role::TextInput, "基本支出年初预算")
        .focus();
    harness.run();
    for amount in ["1", "2", "3", "4", "5", "6", "7", "8", "9"] {
        harness.event(Event::Text(amount.to_owned()));
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
    }
    // Column by column; past the last one nothing is typed into.
    let lines = &harness.state().session().project().budget.lines;
    let amounts = lines.iter().map(|line| Amount::ALL.map(|amount| line.amount(amount)));
    let expected = [[1, 3, 5, 7], [2, 4, 6, 8]].map(|line| line.map(|amount| Some(amount.into())));
    assert_eq!(amounts.collect::<Vec<_>>(), expected);
}

#[test]
fn after_enter_no_cause_is_typed_over_and_the_next_one_is_a_key_away() {
    let mut harness = window(empty_project(), &Asked::default(), Page::Budget);
    click(&mut harness, Role::Button, "添加原因");
    for (text, amount) in [("追加", "5"), ("追减", "-6")] {
        harness.event(Event::Text(text.to_owned()));
        harness.run();
        harness.key_press(Key::Tab);
        harness.run();
        harness.event(Event::Text(amount.to_owned()));
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
        harness.event(Event::Text("7".to_owned()));
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
    }
    let causes = &harness.state().session().project().budget.causes;
    let causes = causes.iter().map(|cause| (cause.text.as_str(), cause.amount));
    let expected = [("追加", Some(5.into())), ("追减", Some((-6).into())), ("", None)];
    assert_eq!(causes.collect::<Vec<_>>(), expected);
}

#[test]
fn a_text_taken_over_is_typed_into_at_once() {
    let mut session = overweight();
    let missed = (10..30).map(|at| Indicator {
        id: Id::new(format!("I{at}")),
        actual: Some(hengji::model::Actual::Number(5.into())),
        ..session.project().indicators[0].clone()
    });
    let indicators = missed.collect();
    session.edit(&Edit::Insert { at: 3, indicators });
    let mut harness = window(session, &Asked::default(), Page::Report);
    harness.set_size(egui::vec2(1280.0, 720.0));
    let heading = "3.未完成的绩效目标";
    text_field(&mut harness, heading);
    click(&mut harness, Role::Button, "采用并修改");
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, heading);
    assert!(field.is_focused());
    let seen = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 690.0));
    assert!(
        field.rect().top() > 0.0 && seen.contains(field.rect().center_top()),
        "{}",
        field.rect()
    );
    assert!(
        !painted(&harness, "{{未完成或失分项数}}").is_empty(),
        "its first line is in sight"
    );
}

/// A project whose weights are ten points too many, a goal without points, and an indicator unfilled.
fn overweight() -> Session {
    let mut session = empty_project();
    session.edit(&Edit::Goals(vec![Goal {
        id: Id::new("G1"),
        name: "年度绩效目标1".to_owned(),
        text: "完成高标准农田建设".to_owned(),
        ..Goal::default()
    }]));
    let indicator = |at: usize, weight: i64, actual: Option<i64>| Indicator {
        id: Id::new(format!("I{at}")),
        level1: if at == 1 { "产出指标" } else { "效益指标" }.to_owned(),
        name: format!("指标{at}"),
        target: Some(Target::AtLeast(10.into())),
        actual: actual.map(|actual| hengji::model::Actual::Number(actual.into())),
        weight: Some(weight.into()),
        ..Indicator::default()
    };
    session.edit(&Edit::Insert {
        at: 0,
        indicators: vec![
            indicator(1, 50, Some(10)),
            indicator(2, 36, Some(10)),
            indicator(3, 4, None),
        ],
    });
    session
}

#[test]
fn the_overview_says_that_the_weights_are_off_while_something_is_unfilled() {
    let harness = window(overweight(), &Asked::default(), Page::Overview);
    harness.get_by_label_contains("尚有 2 项未填");
    harness.get_by_label("分值合计与评分办法不符");
    harness.get_by_label_contains("分值合计与评分办法不符，暂计 86.00 分；");
}

#[test]
fn the_status_bar_shows_no_sum_that_nothing_is_demanded_of() {
    let harness = window(overweight(), &Asked::default(), Page::Overview);
    assert!(harness.query_by_label_contains("▼ 年度绩效目标合计 0/80").is_some());
    assert!(harness.query_by_label_contains("年度绩效目标1 0").is_none());
}

#[test]
fn what_is_found_of_the_points_of_goals_leads_to_the_goals() {
    let mut harness = window(overweight(), &Asked::default(), Page::Review);
    let found = || saying(Role::Button, "年度绩效目标合计应为80分");
    until(&mut harness, |harness| harness.query_by(found()).is_some());
    harness.get_by(found()).click();
    harness.run();
    assert!(harness.get_by_role_and_label(Role::TextInput, "目标1分值").is_focused());
}

#[test]
fn a_new_goal_is_typed_into_at_once() {
    let mut harness = window(empty_project(), &Asked::default(), Page::Basics);
    click(&mut harness, Role::Button, "添加目标");
    harness.run();
    harness.event(Event::Text("粮食增产".to_owned()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(harness.state().session().project().goals[0].text, "粮食增产");
}

#[test]
fn before_anything_is_open_the_window_names_no_year_and_no_scoring_rules() {
    let session = Session::new(jiff::civil::date(2021, 3, 9));
    let harness = window(session, &Asked::default(), Page::Overview);
    assert!(harness.query_by_label_contains("2020年度").is_none());
    assert!(harness.query_by_label_contains("湖北省部门整体绩效自评").is_none());
}

#[test]
fn a_date_in_the_table_of_a_chart_is_in_one_ink() {
    let mut session = overweight();
    let mut dated = session.project().indicators[0].clone();
    dated.target = Some(Target::ByDate(jiff::civil::date(2020, 3, 31)));
    dated.actual = Some(hengji::model::Actual::Date(jiff::civil::date(2020, 3, 28)));
    session.edit(&Edit::Indicators(vec![dated]));
    let mut harness = window(session, &Asked::default(), Page::Charts);
    click(&mut harness, Role::Button, "表");
    for date in ["2020年3月28日", "2020年3月31日前"] {
        let is_whole = |(_, text): &(egui::Rect, egui::epaint::TextShape)| text.galley.text() == date;
        assert!(painted(&harness, date).iter().any(is_whole), "{date}");
    }
}
