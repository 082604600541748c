//! The pages of the window by role and accessible name, on the shipped sample.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

use eframe::egui::{self, Event, Key, Modifiers, OutputCommand, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use hengji::examples::Example;
use hengji::model::budget::Amount;
use hengji::session::{Command, Question, Session};
use hengji::ui::{App, Page, Picker};

/// Notes what is asked and never answers.
#[derive(Clone, Default)]
struct Asked(Rc<RefCell<Vec<Question>>>);

impl Picker for Asked {
    fn open(&mut self, question: &Question, _wake: Box<dyn FnOnce() + Send>) {
        self.0.borrow_mut().push(question.clone());
    }

    fn answer(&mut self) -> Option<Option<PathBuf>> {
        None
    }
}

fn window(session: Session, asked: &Asked, page: Page) -> Harness<'static, App> {
    let asked = asked.clone();
    Harness::builder()
        .with_size(egui::vec2(1440.0, 900.0))
        .with_max_steps(16)
        .build_eframe(move |creation| {
            let mut app = App::new(&creation.egui_ctx, session, Box::new(asked));
            app.show_page(page);
            app
        })
}

fn sample(page: Page) -> Harness<'static, App> {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Wuchang));
    window(session, &Asked::default(), page)
}

fn click(harness: &mut Harness<'static, App>, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    harness.run();
}

/// Finds what has a role and says something.
fn saying(role: Role, words: &'static str) -> impl Fn(&AccessKitNode<'_>) -> bool {
    move |node| node.role() == role && node.label().is_some_and(|label| label.contains(words))
}

/// Replaces what a field holds and finishes it by going elsewhere.
fn fill(harness: &mut Harness<'static, App>, field: &str, text: &str) {
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.event(Event::Text(text.to_owned()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
}

#[test]
fn a_click_on_a_mark_selects_the_indicator_and_its_own_chart_follows() {
    let mut harness = sample(Page::Charts);
    let description = harness.get_by_role(Role::Figure).accesskit_node().label();
    assert!(
        description.is_some_and(|text| text.contains("50项")),
        "the chart says in a sentence what it shows"
    );
    let row = saying(Role::ListItem, "5,436");
    harness.get_by(&row).click();
    harness.run();
    assert_eq!(harness.get_by(&row).accesskit_node().is_selected(), Some(true));
    click(&mut harness, Role::Button, "目标与实际");
    assert!(
        harness.query_all_by_label_contains("152.44%").next().is_some(),
        "target and actual of the chosen one in its own unit"
    );
    click(&mut harness, Role::Link, "到指标页修改");
    assert!(
        harness.query_by_label("得分说明").is_some(),
        "the row is chosen in the editor and explained beside it"
    );
}

#[test]
fn every_chart_has_its_table_and_the_table_goes_to_the_clipboard() {
    for chart in ["完成率", "目标与实际", "失分", "预算"] {
        let mut harness = sample(Page::Charts);
        click(&mut harness, Role::Button, chart);
        click(&mut harness, Role::Button, "表");
        harness.get_by_role_and_label(Role::Button, "复制表格").click();
        harness.step();
        let copied = harness
            .output()
            .platform_output
            .commands
            .iter()
            .find_map(|command| match command {
                OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            })
            .expect("something is copied");
        let mut lines = copied.lines();
        let columns = lines.next().expect("headings").split('\t').count();
        assert!(columns > 2, "{chart}");
        assert!(lines.clone().count() > 2, "{chart}");
        assert!(lines.all(|line| line.split('\t').count() == columns), "{chart}");
    }
}

#[test]
fn the_three_scores_stand_side_by_side_with_their_differences() {
    let mut harness = sample(Page::Indicators);
    assert!(
        harness.query_all_by_label_contains("96.00").next().is_some(),
        "the total is shown"
    );
    fill(&mut harness, "预计复核", "95.5");
    assert_eq!(
        harness.state().session().project().expected,
        hengji::model::number::read("95.5")
    );
    assert!(harness.query_by_label("−0.50").is_some(), "95.50 against 96.00");
    fill(&mut harness, "预计复核", "九十五");
    assert!(harness.query_by_label_contains("不是数字").is_some());
    assert_eq!(
        harness.state().session().project().expected,
        hengji::model::number::read("95.5"),
        "what is no number leaves the old value"
    );
}

#[test]
fn a_click_on_lost_points_explains_them() {
    let mut harness = sample(Page::Indicators);
    assert!(harness.query_by_label("得分说明").is_none());
    let lost = saying(Role::Button, "消费者权益保护宣传活动 −2.00");
    harness.get_by(lost).click();
    harness.run();
    assert!(harness.query_by_label("得分说明").is_some());
    assert!(
        harness
            .query_all_by_label_contains("备注2（定量指标计分原则）")
            .next()
            .is_some(),
        "with the regulation it rests on"
    );
}

#[test]
fn the_budget_is_edited_in_place_and_its_causes_are_balanced() {
    let mut harness = sample(Page::Budget);
    assert!(
        harness.query_by_label_contains("差额 −203.16").is_some(),
        "the published causes do not add up"
    );
    assert_eq!(harness.query_all_by_label("演示").count(), 2);
    fill(&mut harness, "项目支出调整预算", "3,287.41");
    let budget = &harness.state().session().project().budget;
    assert_eq!(budget.total(Amount::Adjusted), hengji::model::number::read("14974.86"));
    assert_eq!(
        harness.query_all_by_label("演示").count(),
        1,
        "typing takes the mark of sample data away"
    );
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(harness.query_all_by_label("演示").count(), 2, "one step of undo");
    click(&mut harness, Role::Button, "添加一行");
    assert_eq!(harness.state().session().project().budget.lines.len(), 3);
}

#[test]
fn the_head_of_the_form_takes_only_what_reads() {
    let mut harness = sample(Page::Basics);
    fill(&mut harness, "评价年度", "二〇");
    assert!(harness.query_by_label_contains("不是年度").is_some());
    fill(&mut harness, "填报日期", "2021年3月9日");
    let project = harness.state().session().project();
    assert_eq!(project.year, 2020);
    assert_eq!(project.filled_on, Some(jiff::civil::date(2021, 3, 9)));
    fill(&mut harness, "目标1分值", "9");
    assert!(
        harness.query_by_label_contains("合计 81，应为 80").is_some(),
        "the sum of the goals is held against the scheme"
    );
}

#[test]
fn the_report_proposes_text_and_takes_the_officers() {
    let mut harness = sample(Page::Report);
    click(&mut harness, Role::Button, "采用并修改");
    let taken = harness.state().session().project().text("一.一").to_owned();
    assert!(taken.contains("96.00分"), "{taken}");
    harness
        .get_by_label_contains("（四）上年度部门自评结果应用情况")
        .click();
    harness.run();
    fill(&mut harness, "（四）上年度部门自评结果应用情况", "已用于预算安排。");
    assert_eq!(harness.state().session().project().text("二.四"), "已用于预算安排。");
    assert_eq!(
        harness.state().session().project().text("一.一"),
        taken,
        "the other heading keeps its text"
    );
}

#[test]
fn the_overview_says_what_to_do_first_and_then_what_a_leader_asks() {
    let asked = Asked::default();
    let mut harness = window(Session::new(jiff::civil::date(2021, 3, 9)), &asked, Page::Overview);
    click(&mut harness, Role::Button, "打开");
    assert_eq!(*asked.0.borrow(), [Question::PickProject { folder: None }]);
    click(&mut harness, Role::Button, "打开示例");
    assert!(harness.query_by_label_contains("含演示数据：标有").is_some());
    assert!(
        harness
            .query_by_label_contains("自评 96.00 分，等级“优”；50 项指标完成 46 项")
            .is_some()
    );
    assert!(harness.query_by_label_contains("超额较大但未说明原因").is_some());
    let over = saying(Role::Button, "超额较大但未说明原因");
    harness.get_by(over).click();
    harness.run();
    assert!(harness.query_by_label("得分说明").is_some(), "a click leads to the row");
}
