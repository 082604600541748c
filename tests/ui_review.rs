//! The page 校核: what must be mended, and the way there.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use eframe::egui::{self, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hengji::examples::Example;
use hengji::file;
use hengji::model::{Budget, Edit, Field};
use hengji::session::{Command, Question, Session};
use hengji::ui::{App, Page, Picker};

/// No dialog is asked for here.
struct Nobody;

impl Picker for Nobody {
    fn open(&mut self, _: &Question, _: Box<dyn FnOnce() + Send>) {}

    fn answer(&mut self) -> Option<Vec<PathBuf>> {
        None
    }

    fn forget(&mut self) {}
}

fn window(edits: &[Edit]) -> Harness<'static, App> {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Wuchang));
    for edit in edits {
        session.edit(edit);
    }
    Harness::builder()
        .with_size(egui::vec2(1280.0, 1600.0))
        .with_max_steps(16)
        .build_eframe(move |creation| {
            let mut app = App::new(&creation.egui_ctx, session, Box::new(Nobody));
            app.show_page(Page::Review);
            app
        })
}

/// The findings shown, once the first review is there.
fn shown(harness: &mut Harness<'static, App>) -> Vec<String> {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        harness.run();
        let buttons = harness.get_all_by_role(Role::Button);
        let names = buttons.filter_map(|node| node.accesskit_node().label());
        // They are sentences; other buttons are single words, begin with an icon, or are those of the bars.
        let is_icon = |character: char| ('\u{e000}'..='\u{f8ff}').contains(&character);
        let is_of_bars = |name: &str| {
            name.starts_with(is_icon)
                || ["撤销", "重做", "▼ ", "○ ", "✓ "]
                    .iter()
                    .any(|bar| name.starts_with(bar))
        };
        let names = names.filter(|name| name.chars().count() > 14 && !is_of_bars(name));
        let found: Vec<String> = names.collect();
        if !found.is_empty() {
            return found;
        }
        assert!(Instant::now() < end, "a review comes");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn follow(harness: &mut Harness<'static, App>, beginning: &str) {
    let found = shown(harness);
    let sentence = found
        .iter()
        .find(|sentence| sentence.starts_with(beginning))
        .unwrap_or_else(|| panic!("{beginning}: {found:?}"));
    harness.get_by_role_and_label(Role::Button, sentence).click();
    harness.run();
}

#[test]
fn findings_are_listed_the_gravest_first_and_lead_to_their_place() {
    let mut harness = window(&[]);
    let found = shown(&mut harness);
    assert!(found[0].starts_with("项目支出比年初预算增加1,136.25万元"), "{found:?}");
    follow(&mut harness, "项目支出比年初预算");
    assert!(harness.query_by_label("预算执行情况").is_some());
}

#[test]
fn a_finding_about_an_indicator_or_a_heading_leads_there() {
    let mut harness = window(&[]);
    follow(&mut harness, "指标“新增市场主体（个体户）”");
    assert!(harness.query_by_role_and_label(Role::Button, "新增指标").is_some());
    let mut harness = window(&[]);
    follow(&mut harness, "报告“2.拟与预算安排相结合情况”");
    assert_eq!(
        harness.query_all_by_label("2.拟与预算安排相结合情况").count(),
        2,
        "in the outline and above the text"
    );
}

#[test]
fn one_severity_can_be_shown_alone_and_what_is_mended_goes() {
    let mut harness = window(&[]);
    let all = shown(&mut harness).len();
    harness.get_by_role_and_label(Role::Button, "须改正 1").click();
    harness.run();
    assert_eq!((all > 5, shown(&mut harness).len()), (true, 1));

    // Without its causes nothing of the budget contradicts itself.
    let budget = file::decode(Example::Wuchang.bytes()).expect("the sample").budget;
    let mut harness = window(&[Edit::Budget(Budget {
        causes: Vec::new(),
        ..budget
    })]);
    let found = shown(&mut harness);
    assert!(!found.iter().any(|sentence| sentence.starts_with("项目支出比")));
}

#[test]
fn a_finding_that_is_explained_is_raised_no_more_until_it_is_reopened() {
    let mut harness = window(&[]);
    let all = shown(&mut harness).len();
    harness
        .get_all_by_role_and_label(Role::Button, "说明")
        .next()
        .expect("a warning")
        .click();
    harness.run();
    let field = || harness.get_by_role_and_label(Role::TextInput, "说明");
    field().focus();
    field().type_text("已与科室核实");
    harness.run();
    harness.key_press(egui::Key::Enter);
    let end = Instant::now() + Duration::from_secs(20);
    while harness.query_by_label_contains("✓ 已与科室核实").is_none() {
        assert!(Instant::now() < end, "it is kept");
        std::thread::sleep(Duration::from_millis(2));
        harness.run();
    }
    assert_eq!(shown(&mut harness).len(), all, "it stands below, with what was said");
    // It stands below all that is open.
    harness.get_by_role_and_label(Role::Button, "撤销").scroll_to_me();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "撤销").click();
    harness.run();
    while harness.query_by_label_contains("✓ 已与科室核实").is_some() {
        assert!(Instant::now() < end, "it is open again");
        std::thread::sleep(Duration::from_millis(2));
        harness.run();
    }
}

#[test]
fn a_finding_leads_into_the_field_it_names() {
    let text = |harness: &mut Harness<'static, App>, text: &str| {
        harness.event(egui::Event::Text(text.to_owned()));
        harness.run();
        harness.key_press(egui::Key::F6);
        harness.run();
    };
    let project = file::decode(Example::Wuchang.bytes()).expect("the sample");
    let named = "新增市场主体（个体户）";
    let silent = |field: Field| {
        let of = project.indicators.iter().find(|one| one.name == named).expect("there");
        Edit::Cell {
            field,
            indicator: Box::new(project.with_cell(of, field, "").expect("empty")),
        }
    };
    let held = |harness: &Harness<'static, App>, field: Field| {
        let project = harness.state().session().project();
        let one = project.indicators.iter().find(|one| one.name == named);
        one.map(|one| project.cell(one, field))
    };
    let mut harness = window(&[silent(Field::Reason)]);
    follow(&mut harness, &format!("指标“{named}”：完成率152.44%"));
    text(&mut harness, "受疫情影响");
    assert_eq!(held(&harness, Field::Reason).as_deref(), Some("受疫情影响"));
    // A cell of the grid is where the finding about it leads.
    let mut harness = window(&[silent(Field::Weight)]);
    follow(&mut harness, &format!("指标“{named}”：没有填写分值"));
    text(&mut harness, "7");
    assert_eq!(held(&harness, Field::Weight).as_deref(), Some("7"));
    // The reasons of the budget.
    let mut budget = Budget {
        explanation: String::new(),
        ..project.budget.clone()
    };
    budget.lines[0].actual = Some(100.into());
    let mut edits = vec![Edit::Budget(budget)];
    for mut text in project.texts.clone() {
        text.text.clear();
        edits.push(Edit::Text(text));
    }
    let mut harness = window(&edits);
    let found = shown(&mut harness);
    let asked = found
        .iter()
        .find(|sentence| sentence.contains("请填写未完成或调整原因说明"));
    let asked = asked.cloned().unwrap_or_else(|| panic!("{found:?}"));
    follow(&mut harness, &asked);
    text(&mut harness, "项目推迟");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
    harness.run();
    assert_eq!(harness.state().session().project().budget.explanation, "项目推迟");
}

#[test]
fn a_finding_about_an_empty_heading_leads_into_its_field_where_what_is_typed_counts() {
    let mut harness = window(&[]);
    let empty = "报告“（四）上年度部门自评结果应用情况”没有内容，请填写";
    follow(&mut harness, empty);
    let told = format!("▲ {empty}");
    let end = Instant::now() + Duration::from_secs(20);
    while harness.query_by_label(&told).is_none() {
        assert!(Instant::now() < end, "the finding stands above the text in full");
        std::thread::sleep(Duration::from_millis(2));
        harness.run();
    }
    assert!(harness.query_by_label("已写 0 字").is_some());
    harness.event(egui::Event::Text("已用于预算安排。{{年度".to_owned()));
    harness.run();
    harness.event(egui::Event::Text("}}".to_owned()));
    harness.run();
    assert!(
        harness.query_by_label("已写 12 字").is_some(),
        "2020 is what is printed"
    );
}
