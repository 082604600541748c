//! The pages of the report in the window, by role and accessible name.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{self, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hengji::examples::Example;
use hengji::model::{Edit, Field, Id};
use hengji::session::{Command, Question, Session};
use hengji::ui::{App, Page, Picker};

/// Is never asked.
struct Nobody;

impl Picker for Nobody {
    fn open(&mut self, _question: &Question, _wake: Box<dyn FnOnce() + Send>) {}

    fn answer(&mut self) -> Option<Vec<PathBuf>> {
        None
    }

    fn forget(&mut self) {}
}

fn window(session: Session) -> Harness<'static, App> {
    Harness::builder()
        .with_size(egui::vec2(1440.0, 900.0))
        .with_max_steps(16)
        .build_eframe(move |creation| {
            let mut app = App::new(&creation.egui_ctx, session, Box::new(Nobody));
            app.show_page(Page::Report);
            app
        })
}

fn sample() -> Session {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Wuchang));
    session
}

/// Runs frames until something is there; what is laid out beside the window takes its time.
fn wait_for(harness: &mut Harness<'static, App>, role: Role, words: &'static str) {
    let end = Instant::now() + Duration::from_secs(120);
    while !has(harness, role, words) {
        assert!(Instant::now() < end, "waited in vain for {words}");
        std::thread::sleep(Duration::from_millis(10));
        harness.step();
    }
}

fn has(harness: &Harness<'static, App>, role: Role, words: &str) -> bool {
    let node = harness
        .query_all(egui_kittest::kittest::By::new().role(role))
        .find(|node| {
            let node = node.accesskit_node();
            // What a label says is its value.
            node.label().or(node.value()).is_some_and(|label| label.contains(words))
        });
    node.is_some()
}

fn click(harness: &mut Harness<'static, App>, role: Role, words: &'static str) {
    let is = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == role && node.label().is_some_and(|label| label.contains(words))
    };
    harness.query_all_by(is).next().expect(words).click();
    harness.run();
}

fn preview(session: Session) -> Harness<'static, App> {
    let mut harness = window(session);
    harness.get_by_role_and_label(Role::Button, "版面预览").click();
    harness.step();
    assert!(
        harness.query_by_label("正在排版…").is_some(),
        "it says what it waits for"
    );
    wait_for(&mut harness, Role::Document, "第 1 页，共 16 页");
    harness
}

/// The number of new businesses on the page where it stands.
const NUMBER: &str = "5436户 出自：新增市场主体（个体户）的实际完成值";

#[test]
fn a_click_on_a_printed_number_goes_to_where_it_is_filled_in() {
    let mut harness = preview(sample());
    assert!(!has(&harness, Role::Link, NUMBER), "it stands further down");
    click(&mut harness, Role::TreeItem, "1.部门整体支出和重点工作情况");
    assert!(
        !has(&harness, Role::Document, "第 1 页，共 16 页"),
        "the outline turns the pages"
    );
    click(&mut harness, Role::Link, NUMBER);
    assert!(
        harness.query_by_label("得分说明").is_some(),
        "the row is chosen in the editor"
    );
    assert!(
        harness.query_all_by_label_contains("152.44%").next().is_some(),
        "and explained beside it"
    );
    assert!(
        has_focus(&harness, "编辑 新增市场主体（个体户） 实际完成值"),
        "what is typed next goes into the number's own cell"
    );
}

/// Whether a text field has the focus.
fn has_focus(harness: &Harness<'static, App>, name: &str) -> bool {
    let field = harness.query_by_role_and_label(Role::TextInput, name);
    field.is_some_and(|field| field.is_focused())
}

#[test]
fn a_click_on_a_cell_of_the_form_goes_to_where_it_is_filled_in() {
    let mut harness = preview(sample());
    let goal = "出自：目标2“市场主体发展与质量提升”";
    let score = "出自：新增市场主体（个体户）的得分";
    harness.key_press(Key::End);
    harness.run();
    for _ in 0..20 {
        if has(&harness, Role::Link, score) {
            break;
        }
        harness.key_press(Key::PageUp);
        harness.run();
    }
    click(&mut harness, Role::Link, score);
    assert!(has_focus(&harness, "编辑 新增市场主体（个体户） 得分"));
    assert!(harness.query_by_label("得分说明").is_some(), "and it is explained");

    harness.state_mut().show_page(Page::Report);
    harness.run();
    wait_for(&mut harness, Role::Link, goal);
    click(&mut harness, Role::Link, goal);
    assert!(harness.query_by_label("年度绩效目标").is_some(), "the goals");
    let focused = harness.query_all_by(|node| node.is_focused()).next().expect("a field");
    let value = focused.accesskit_node().value().unwrap_or_default();
    assert!(value.starts_with("深化商事制度改革"), "{value}");
    let rect = focused.rect();
    assert!(rect.top() > 60.0 && rect.bottom() < 880.0, "in sight: {rect}");
}

#[test]
fn a_click_on_text_goes_to_where_it_is_written() {
    let mut harness = preview(sample());
    click(&mut harness, Role::TreeItem, "1.下一步拟改进措施");
    click(&mut harness, Role::Link, "修改文字：1.下一步拟改进措施");
    assert!(
        harness
            .query_by_role_and_label(Role::TextInput, "1.下一步拟改进措施")
            .is_some(),
        "the field of the text"
    );
    assert!(!has(&harness, Role::Document, "页，共"));
}

#[test]
fn keys_turn_the_pages_and_buttons_change_their_size() {
    let mut harness = preview(sample());
    harness.key_press(Key::End);
    harness.run();
    assert!(has(&harness, Role::Document, "第 16 页，共 16 页"));
    assert!(has(&harness, Role::Label, "第 16 页，共 16 页"));
    assert!(
        !has(&harness, Role::Document, "第 1 页，共 16 页"),
        "pages out of sight are not there"
    );
    harness.key_press(Key::Home);
    harness.run();
    assert!(has(&harness, Role::Document, "第 1 页，共 16 页"));
    for _ in 0..4 {
        harness.key_press(Key::PageDown);
        harness.run();
    }
    assert!(!has(&harness, Role::Document, "第 1 页，共 16 页"));
    harness.key_press(Key::Home);
    harness.run();
    click(&mut harness, Role::Button, "整页");
    assert!(!has(&harness, Role::Document, "第 3 页，共 16 页"));
    for (name, percent) in [("放大", "67%"), ("缩小", "50%"), ("50%", "100%"), ("适合宽度", "119%")] {
        click(&mut harness, Role::Button, name);
        assert!(has(&harness, Role::Button, percent), "{name} → {percent}");
    }
    harness.key_press(Key::End);
    harness.run();
    assert!(
        has(&harness, Role::Button, "84%"),
        "the annex lies, and is as wide as the room too"
    );
    let width = |name| {
        harness
            .get_by(|node| node.role() == Role::Document && node.label().is_some_and(|label| label.contains(name)))
            .rect()
            .width()
    };
    assert!(width("第 16 页，共 16 页") > 800.0);
}

#[test]
fn after_a_change_the_old_pages_stay_until_the_new_ones_are_there() {
    let mut session = sample();
    let project = Arc::clone(session.project());
    let indicator = project.indicator(&Id::new("F039")).expect("the indicator");
    let indicator = project.with_cell(indicator, Field::Actual, "5500").expect("a number");
    session.edit(&Edit::Cell {
        field: Field::Actual,
        indicator: Box::new(indicator),
    });
    let mut harness = preview(session);
    click(&mut harness, Role::TreeItem, "1.部门整体支出和重点工作情况");
    assert!(has(&harness, Role::Link, "5500户 出自"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.step();
    harness.step();
    assert!(has(&harness, Role::Label, "正在排版…"));
    assert!(has(&harness, Role::Link, "5500户 出自"), "the page stays meanwhile");
    wait_for(&mut harness, Role::Link, NUMBER);
    assert!(!has(&harness, Role::Link, "5500户 出自"));
    assert!(!has(&harness, Role::Label, "正在排版…"));
}
