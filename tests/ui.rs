//! The window by role and accessible name, without a display.

mod clipboard;
mod drafts;
mod grid;
mod help;
mod opening;

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

use eframe::egui::{self, Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hengji::model::last::Unmet;
use hengji::model::{Actual, Edit, Goal, Id, Indicator, LastYear, Project, Target};
use hengji::session::{Answer, Command, Question, Session};
use hengji::ui::{App, Page, Picker};

/// Answers every dialog with what the test laid ready, and notes what was asked.
#[derive(Clone, Default)]
struct Script(Rc<RefCell<Lines>>);

#[derive(Default)]
struct Lines {
    asked: Vec<Question>,
    answers: Vec<Option<PathBuf>>,
    forgotten: usize,
}

impl Picker for Script {
    fn open(&mut self, question: &Question, wake: Box<dyn FnOnce() + Send>) {
        self.0.borrow_mut().asked.push(question.clone());
        wake();
    }

    fn answer(&mut self) -> Option<Vec<PathBuf>> {
        let mut script = self.0.borrow_mut();
        if script.asked.is_empty() {
            None
        } else {
            script.answers.pop().map(|answer| answer.into_iter().collect())
        }
    }

    fn forget(&mut self) {
        self.0.borrow_mut().forgotten += 1;
    }
}

fn indicator(at: usize, actual: Option<i64>) -> Indicator {
    Indicator {
        id: Id::new(format!("I{at:04}")),
        goal: Some(Id::new("G1")),
        level1: "产出指标".to_owned(),
        level2: "数量指标".to_owned(),
        name: format!("指标{at}"),
        target: Some(Target::AtLeast(100.into())),
        unit: "户".to_owned(),
        weight: Some(10.into()),
        actual: actual.map(|value| Actual::Number(value.into())),
        ..Indicator::default()
    }
}

fn session(count: usize) -> Session {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.edit(&Edit::Department("某市场监督管理局".to_owned()));
    session.edit(&Edit::Goals(vec![Goal {
        id: Id::new("G1"),
        name: "目标一".to_owned(),
        points: Some(80.into()),
        ..Goal::default()
    }]));
    session.edit(&Edit::Insert {
        at: 0,
        indicators: (1..=count).map(|at| indicator(at, Some(50))).collect(),
    });
    session
}

fn window(session: Session, script: Script, page: Page) -> Harness<'static, App> {
    Harness::builder()
        .with_size(egui::vec2(1440.0, 900.0))
        .with_max_steps(12)
        .build_eframe(move |creation| {
            let mut app = App::new(&creation.egui_ctx, session, Box::new(script));
            app.show_page(page);
            app
        })
}

fn editor(count: usize) -> Harness<'static, App> {
    window(session(count), Script::default(), Page::Indicators)
}

fn click_cell(harness: &mut Harness<'static, App>, row: usize, column: &str) {
    let name = format!("指标{row} {column}");
    harness.get_by_role_and_label(egui::Role::Cell, &name).click();
    harness.run();
}

fn press(harness: &mut Harness<'static, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

fn type_text(harness: &mut Harness<'static, App>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run();
}

fn actuals(harness: &Harness<'static, App>) -> Vec<String> {
    let project = harness.state().session().project();
    project
        .indicators
        .iter()
        .map(|one| one.actual_text(&project.scheme))
        .collect()
}

fn names(harness: &Harness<'static, App>) -> Vec<String> {
    harness
        .state()
        .session()
        .project()
        .indicators
        .iter()
        .map(|one| one.name.clone())
        .collect()
}

#[test]
fn a_double_click_edits_what_the_cell_holds() {
    let mut harness = editor(2);
    let cell = harness.get_by_role_and_label(egui::Role::Cell, "指标1 三级指标");
    let pos = cell.rect().center();
    harness.event(Event::PointerMoved(pos));
    harness.run();
    for _ in 0..2 {
        let button = |pressed| Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        // A frame between the clicks, as between those of a person.
        harness.input_mut().events.extend([button(true), button(false)]);
        harness.step();
    }
    harness.run();
    type_text(&mut harness, "改");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(names(&harness), ["指标1改", "指标2"]);
}

#[test]
fn typing_starts_editing_and_enter_goes_down() {
    let mut harness = editor(3);
    let before = harness.state().session().card().total;
    click_cell(&mut harness, 1, "实际完成值");
    type_text(&mut harness, "80");
    assert_eq!(
        actuals(&harness),
        ["50", "50", "50"],
        "nothing changes while it is typed"
    );
    press(&mut harness, Modifiers::NONE, Key::Enter);
    type_text(&mut harness, "90");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(actuals(&harness), ["80", "90", "50"]);
    assert!(harness.state().session().card().total > before, "the score follows");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(actuals(&harness), ["80", "50", "50"], "one cell is one step");
    press(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(actuals(&harness), ["80", "90", "50"]);
}

#[test]
fn chinese_from_an_input_method_starts_editing_too() {
    let mut harness = editor(2);
    click_cell(&mut harness, 2, "偏差原因");
    harness.event(Event::Ime(egui::ImeEvent::Preedit {
        text: "ji xiao".to_owned(),
        active_range_chars: None,
    }));
    harness.run();
    harness.event(Event::Ime(egui::ImeEvent::Commit("绩效".to_owned())));
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(harness.state().session().project().indicators[1].reason, "绩效");
}

#[test]
fn escape_gives_the_draft_up_and_a_bad_number_stays_open() {
    let mut harness = editor(1);
    click_cell(&mut harness, 1, "分值");
    type_text(&mut harness, "5");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(
        harness.state().session().project().indicators[0].weight,
        Some(10.into())
    );
    type_text(&mut harness, "五");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(
        harness.state().session().project().indicators[0].weight,
        Some(10.into())
    );
    assert!(
        harness.query_by_label_contains("不是数字").is_some(),
        "the cell says what is wrong"
    );
}

#[test]
fn arrows_tab_and_shift_move_as_in_a_spreadsheet() {
    let mut harness = editor(3);
    click_cell(&mut harness, 1, "指标值");
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Tab);
    type_text(&mut harness, "家");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(harness.state().session().project().indicators[1].unit, "家");
    press(&mut harness, Modifiers::SHIFT, Key::ArrowUp);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    let units: Vec<&str> = harness
        .state()
        .session()
        .project()
        .indicators
        .iter()
        .map(|one| one.unit.as_str())
        .collect();
    assert_eq!(units, ["户", "", ""], "Delete empties the block");
}

#[test]
fn a_block_copied_from_excel_pastes_and_adds_rows_past_the_end() {
    let mut harness = editor(2);
    click_cell(&mut harness, 2, "三级指标");
    harness.event(Event::Paste("甲\t≥10\t个\t3\t12\r\n乙\t≤5%\t%\t2\t4\r\n".to_owned()));
    harness.run();
    assert_eq!(names(&harness), ["指标1", "甲", "乙"]);
    let project = harness.state().session().project();
    assert_eq!(project.indicators[2].target, Some(Target::AtMost(5.into())));
    assert_eq!(
        project.indicators[2].goal,
        Some(Id::new("G1")),
        "new rows belong where the last one does"
    );
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(names(&harness), ["指标1", "指标2"], "a paste is one step");
}

#[test]
fn rows_are_inserted_duplicated_moved_and_deleted() {
    let mut harness = editor(3);
    click_cell(&mut harness, 2, "三级指标");
    press(&mut harness, Modifiers::ALT, Key::ArrowUp);
    assert_eq!(names(&harness), ["指标2", "指标1", "指标3"]);
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    assert_eq!(names(&harness), ["指标2", "指标2", "指标1", "指标3"]);
    press(&mut harness, Modifiers::COMMAND, Key::Delete);
    assert_eq!(names(&harness), ["指标2", "指标1", "指标3"]);
    press(&mut harness, Modifiers::NONE, Key::Insert);
    assert_eq!(names(&harness).len(), 4);
    type_text(&mut harness, "新指标");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(
        names(&harness).contains(&"新指标".to_owned()),
        "a new row can be typed into at once"
    );
}

#[test]
fn a_new_row_is_never_taken_for_one_that_was_missed_last_year() {
    let mut session = session(3);
    let mut project = Project::clone(session.project());
    let missed = Unmet {
        indicator: project.indicators[2].id.clone(),
        ..Unmet::default()
    };
    project.last_year = Some(LastYear {
        unmet: vec![missed],
        ..LastYear::default()
    });
    session.edit(&Edit::Succession(Box::new(project)));
    let mut harness = window(session, Script::default(), Page::Indicators);
    click_cell(&mut harness, 3, "三级指标");
    press(&mut harness, Modifiers::COMMAND, Key::Delete);
    press(&mut harness, Modifiers::NONE, Key::Insert);
    let indicators = &harness.state().session().project().indicators;
    let ids: Vec<&str> = indicators.iter().map(|one| one.id.0.as_str()).collect();
    assert_eq!(ids, ["I0001", "I0002", "I0004"]);
}

#[test]
fn fill_down_copies_the_first_row_of_the_block() {
    let mut harness = editor(3);
    click_cell(&mut harness, 1, "分值");
    type_text(&mut harness, "7");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::COMMAND, Key::D);
    let weights: Vec<_> = harness
        .state()
        .session()
        .project()
        .indicators
        .iter()
        .map(|one| one.weight)
        .collect();
    assert_eq!(weights, [Some(7.into()); 3]);
}

#[test]
fn a_shortcut_takes_what_is_being_typed_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("自评.hengji.ron");
    let script = Script::default();
    script.0.borrow_mut().answers.push(Some(path.clone()));
    let mut harness = window(session(1), script, Page::Indicators);
    click_cell(&mut harness, 1, "实际完成值");
    type_text(&mut harness, "88");
    press(&mut harness, Modifiers::COMMAND, Key::S);
    harness.run();
    let saved = hengji::file::read(&path).expect("the file was written");
    assert_eq!(saved.indicators[0].actual, Some(Actual::Number(88.into())));
    assert!(!harness.state().session().is_dirty());
}

#[test]
fn a_file_dialog_that_is_out_of_sight_is_said_and_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("自评.hengji.ron");
    let script = Script::default();
    let mut harness = window(session(1), script.clone(), Page::Indicators);
    let says = |harness: &Harness<'static, App>, words: &str| harness.query_by_label_contains(words).is_some();
    press(&mut harness, Modifiers::COMMAND, Key::S);
    assert!(says(&harness, "文件对话框“另存为”已打开"));
    press(&mut harness, Modifiers::COMMAND, Key::O);
    assert_eq!(script.0.borrow().asked.len(), 1);
    assert!(says(&harness, "请先完成打开的文件对话框"));

    harness.get_by_role_and_label(egui::Role::Button, "取消").click();
    harness.run();
    assert!(!says(&harness, "对话框"), "what was said of the dialog goes with it");
    assert_eq!(script.0.borrow().forgotten, 1);
    script.0.borrow_mut().answers.push(Some(folder.path().join("迟到.ron")));
    harness.run();
    assert!(harness.state().session().is_dirty(), "a late answer is none");

    press(&mut harness, Modifiers::COMMAND, Key::S);
    assert_eq!(script.0.borrow().asked.len(), 2);
    script.0.borrow_mut().answers.push(Some(path.clone()));
    harness.run();
    assert!(path.exists() && !says(&harness, "对话框"));
}

#[test]
fn unsaved_work_is_asked_about_in_the_window() {
    let mut harness = editor(1);
    press(&mut harness, Modifiers::COMMAND, Key::N);
    assert!(harness.query_by_label("不保存").is_some());
    harness.get_by_label("取消").click();
    harness.run();
    assert_eq!(names(&harness), ["指标1"]);
    press(&mut harness, Modifiers::COMMAND, Key::N);
    harness.get_by_label("不保存").click();
    harness.run();
    assert!(
        harness.query_by_label("创建").is_some(),
        "after that the new project is described"
    );
}

#[test]
fn a_click_beside_a_dialog_is_no_answer() {
    let mut harness = editor(1);
    press(&mut harness, Modifiers::COMMAND, Key::N);
    let pos = egui::pos2(3.0, 3.0);
    harness.hover_at(pos);
    for pressed in [true, false] {
        harness.event(egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    harness.run();
    assert!(harness.query_by_label("不保存").is_some());
}

#[test]
fn what_is_chosen_in_the_pane_goes_for_every_selected_row() {
    let mut harness = editor(3);
    click_cell(&mut harness, 1, "分值");
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    harness.get_by_label("核心指标").click();
    harness.run();
    let core = |harness: &Harness<'static, App>| -> Vec<bool> {
        let project = harness.state().session().project();
        project.indicators.iter().map(|one| one.core).collect()
    };
    assert_eq!(core(&harness), [true, true, false]);
    assert_eq!(
        names(&harness),
        ["指标1", "指标2", "指标3"],
        "nothing else of a row is touched"
    );
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(core(&harness), [false; 3], "one step of undo");
}

/// Asks the window to close, as its frame does.
fn close(harness: &mut Harness<'static, App>) {
    let viewports = &mut harness.input_mut().viewports;
    let window = viewports.entry(egui::ViewportId::ROOT).or_default();
    window.events.push(egui::ViewportEvent::Close);
    harness.run();
}

#[test]
fn what_is_being_typed_is_not_lost_with_the_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("自评.hengji.ron");
    hengji::file::write(&path, session(1).project()).expect("saves");
    let mut saved = session(0);
    saved.open_path(&path);
    let mut harness = window(saved, Script::default(), Page::Indicators);
    assert!(!harness.state().session().is_dirty());
    click_cell(&mut harness, 1, "分值");
    type_text(&mut harness, "五");
    close(&mut harness);
    assert!(
        harness.query_by_label_contains("不是数字").is_some(),
        "it stays to be mended"
    );
    assert!(harness.query_by_label("不保存").is_none());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    type_text(&mut harness, "1.5");
    close(&mut harness);
    assert!(
        harness.query_by_label("不保存").is_some(),
        "what was typed is asked about"
    );
    assert!(harness.state().session().is_dirty());
}

#[test]
fn every_page_draws_empty_and_full_at_both_sizes() {
    for count in [0, 1, 200] {
        for page in Page::ALL {
            let mut harness = window(session(count), Script::default(), page);
            for size in [egui::vec2(1440.0, 900.0), egui::vec2(1280.0, 720.0)] {
                harness.set_size(size);
                harness.run();
            }
        }
    }
}

#[test]
fn an_idle_window_repaints_nothing() {
    for page in Page::ALL {
        let mut harness = window(session(60), Script::default(), page);
        harness.run();
        let root = harness
            .output()
            .viewport_output
            .get(&egui::ViewportId::ROOT)
            .expect("the window");
        assert_eq!(root.repaint_delay, std::time::Duration::MAX, "{page:?}");
    }
    let mut harness = editor(3);
    click_cell(&mut harness, 1, "实际完成值");
    let root = harness
        .output()
        .viewport_output
        .get(&egui::ViewportId::ROOT)
        .expect("the window");
    assert_eq!(
        root.repaint_delay,
        std::time::Duration::MAX,
        "with the cursor in a cell"
    );
}

#[test]
fn every_command_of_the_menus_can_be_asked() {
    for command in Command::ALL {
        let mut session = session(1);
        session.run(*command);
    }
}

#[test]
fn a_tier_is_chosen_from_the_list_and_its_score_stays_within() {
    let mut session = session(1);
    let mut tiered = session.project().indicators[0].clone();
    tiered.target = Some(Target::Tiered("效果明显".to_owned()));
    tiered.actual = None;
    session.edit(&Edit::Indicators(vec![tiered]));
    let mut harness = window(session, Script::default(), Page::Indicators);
    click_cell(&mut harness, 1, "实际完成值");
    press(&mut harness, Modifiers::NONE, Key::F2);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(
        harness.state().session().project().indicators[0].actual,
        Some(Actual::Tier(1))
    );
    click_cell(&mut harness, 1, "得分");
    type_text(&mut harness, "9");
    assert!(
        harness.query_by_label_contains("应在 5 到 8 分之间").is_some(),
        "the legal interval is said"
    );
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(
        harness.state().session().card().rows[0].score,
        None,
        "a score outside its tier is no score"
    );
    // Enter has gone past the last row.
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::NONE, Key::F2);
    press(&mut harness, Modifiers::NONE, Key::Backspace);
    type_text(&mut harness, "6.5");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(
        harness.state().session().card().rows[0].score,
        Some("6.5".parse().unwrap())
    );
}

#[test]
fn searching_and_filtering_narrow_the_list_while_typing() {
    let mut harness = editor(12);
    harness.get_by_role_and_label(egui::Role::TextInput, "查找指标").focus();
    harness.run();
    type_text(&mut harness, "指标12");
    assert!(
        harness
            .query_by_role_and_label(egui::Role::Cell, "指标12 分值")
            .is_some()
    );
    assert!(
        harness
            .query_by_role_and_label(egui::Role::Cell, "指标3 分值")
            .is_none()
    );
}

fn weights(harness: &Harness<'static, App>) -> Vec<Option<rust_decimal::Decimal>> {
    let project = harness.state().session().project();
    project.indicators.iter().map(|one| one.weight).collect()
}

#[test]
fn a_click_on_a_row_number_takes_what_is_being_typed() {
    let mut harness = editor(3);
    click_cell(&mut harness, 1, "分值");
    type_text(&mut harness, "7");
    harness.get_by_role_and_label(egui::Role::RowHeader, "3 指标3").click();
    harness.run();
    assert_eq!(weights(&harness)[0], Some(7.into()));
    type_text(&mut harness, "x");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    click_cell(&mut harness, 1, "分值");
    type_text(&mut harness, "9x");
    harness.get_by_role_and_label(egui::Role::RowHeader, "3 指标3").click();
    harness.run();
    assert!(
        harness.query_by_label_contains("不是数字").is_some(),
        "a refused value stays open"
    );
    press(&mut harness, Modifiers::NONE, Key::Backspace);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(weights(&harness)[0], Some(9.into()), "and can be mended there");
}

/// Clicks an indicator in the list of lost points.
fn click_loss(harness: &mut Harness<'static, App>, name: &str) {
    harness
        .get_by(|node| node.role() == egui::Role::Button && node.label().is_some_and(|label| label.contains(name)))
        .click();
    harness.run();
}

#[test]
fn a_click_in_the_score_panel_takes_what_is_being_typed() {
    let mut harness = editor(3);
    click_cell(&mut harness, 1, "分值");
    type_text(&mut harness, "7");
    click_loss(&mut harness, "指标2");
    assert_eq!(weights(&harness)[0], Some(7.into()));
    click_cell(&mut harness, 1, "分值");
    type_text(&mut harness, "9x");
    click_loss(&mut harness, "指标2");
    press(&mut harness, Modifiers::NONE, Key::Backspace);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(weights(&harness)[0], Some(9.into()), "a refused value stays open");
}

#[test]
fn a_refused_value_keeps_its_row_shown_while_a_search_hides_the_others() {
    let mut harness = editor(3);
    click_cell(&mut harness, 1, "分值");
    type_text(&mut harness, "9x");
    harness.get_by_role_and_label(egui::Role::TextInput, "查找指标").focus();
    harness.run();
    type_text(&mut harness, "指标2");
    assert!(harness.query_by_label_contains("不是数字").is_some());
    assert!(
        harness
            .query_by_role_and_label(egui::Role::Cell, "指标3 分值")
            .is_none()
    );
}

#[test]
fn what_is_typed_is_taken_when_the_page_is_left() {
    let mut harness = editor(3);
    click_cell(&mut harness, 1, "分值");
    type_text(&mut harness, "7");
    press(&mut harness, Modifiers::COMMAND, Key::Num4);
    assert_eq!(weights(&harness)[0], Some(7.into()));
}

#[test]
fn a_returned_sheet_shows_old_and_new_before_it_is_taken() {
    use crate::collection::{Typed, quality, shared, typed};
    let folder = tempfile::tempdir().expect("a folder");
    let (project, sheet) = (folder.path().join("自评.hengji.ron"), folder.path().join("质量.xlsx"));
    hengji::file::write(&project, &shared()).expect("saves");
    let cells = [
        ("H5", Typed::Number("5436")),
        ("H6", Typed::Number("150")),
        ("L7", Typed::Text("几次")),
        ("H7", Typed::Text("几次")),
    ];
    std::fs::write(&sheet, typed(&quality(), &cells)).expect("a file");
    let mut session = session(1);
    session.open_path(&project);
    let script = Script::default();
    script.0.borrow_mut().answers.push(Some(sheet));
    let mut harness = window(session, script.clone(), Page::Overview);
    harness.get_by_role_and_label(egui::Role::Button, "文件").click();
    harness.run();
    harness.get_by_label("导入科室采集表…").click();
    harness.run();
    assert!(matches!(script.0.borrow().asked[..], [Question::PickReturned { .. }]));
    let actual = |harness: &Harness<'static, App>| {
        let project = harness.state().session().project();
        project.indicators[1].actual.clone()
    };
    assert!(harness.query_by_label("145 → 150").is_some(), "old and new are shown");
    assert!(harness.query_by_label_contains("质量.xlsx 科室数据采集表!H6").is_some());
    let unread = "质量.xlsx 科室数据采集表!H7：实际完成值“几次”不能读作确切的数字";
    assert!(harness.query_by_label(unread).is_some(), "what cannot be read is named");
    assert_eq!(
        actual(&harness),
        Some(Actual::Number(145.into())),
        "nothing is taken yet"
    );

    // What is ticked is said to change the total, and only that is taken, in one step.
    let press = |harness: &mut Harness<'static, App>, role: egui::Role, label: &str| {
        harness.get_by_role_and_label(role, label).click();
        harness.run();
    };
    let total = |project: &hengji::model::Project| {
        let total = hengji::score::score(project).stated_total().expect("a total");
        hengji::model::number::points(total)
    };
    let before = harness.state().session().project().clone();
    let with = |actuals: &[(usize, i64)]| {
        let mut project = hengji::model::Project::clone(&before);
        for (at, actual) in actuals {
            project.indicators[*at].actual = Some(Actual::Number((*actual).into()));
        }
        format!("得分 {} → {}", total(&before), total(&project))
    };
    let both = with(&[(0, 5436), (1, 150)]);
    assert!(harness.query_by_label(&both).is_some(), "{both}");
    press(&mut harness, egui::Role::Button, "全不选");
    let same = format!("得分 {}，不变", total(&before));
    assert!(harness.query_by_label(&same).is_some(), "{same}");
    press(&mut harness, egui::Role::Button, "采纳所选 0 处");
    assert!(harness.query_by_label(&same).is_some(), "nothing is no answer");
    press(&mut harness, egui::Role::CheckBox, "产品质量抽查批次　实际完成值");
    let one = with(&[(1, 150)]);
    assert!(one != both && harness.query_by_label(&one).is_some(), "{one}");
    press(&mut harness, egui::Role::Button, "全选");
    assert!(harness.query_by_label(&both).is_some(), "{both}");
    press(&mut harness, egui::Role::CheckBox, "新增市场主体（个体户）　实际完成值");
    press(&mut harness, egui::Role::CheckBox, "计量标准化培训　偏差原因");
    press(&mut harness, egui::Role::Button, "采纳所选 1 处");
    assert_eq!(actual(&harness), Some(Actual::Number(150.into())));
    let session = harness.state().session();
    assert_eq!(session.project().indicators[0], before.indicators[0]);
    assert_eq!(session.project().indicators[2], before.indicators[2]);
}

#[test]
fn what_is_left_out_is_listed_before_the_folder_is_picked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("自评.hengji.ron");
    let mut project = crate::reports::fixture::department();
    project.indicators[0].note = "待与质量科核对".to_owned();
    hengji::file::write(&path, &project).expect("saves");
    let mut session = session(1);
    session.open_path(&path);
    let script = Script::default();
    script.0.borrow_mut().answers.push(None);
    let mut harness = window(session, script.clone(), Page::Overview);
    let ask = |harness: &mut Harness<'static, App>| {
        for label in ["文件", "导出", "公开版报告（Word、PDF）…"] {
            harness
                .get_by(|node| {
                    node.role() == egui::Role::Button
                        && node
                            .label()
                            .is_some_and(|name| name.trim_end_matches([' ', '⏵']) == label)
                })
                .click();
            harness.run();
        }
    };
    ask(&mut harness);
    for label in [
        "公开版将略去自评报告中的 1 处内容",
        "责任科室　1 处",
        "报告“（二）部门自评工作开展情况”",
        "质量监督科",
        "以下内部信息自评报告本来就不写，公开版里也没有",
        "联系人 1 处、联系电话 1 处、内部备注 1 处、佐证材料存放位置 1 处",
    ] {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label} is shown");
    }
    assert!(script.0.borrow().asked.is_empty(), "no folder is asked for yet");
    harness.get_by_role_and_label(egui::Role::Button, "取消").click();
    harness.run();
    assert!(script.0.borrow().asked.is_empty());
    assert!(harness.query_by_label("责任科室　1 处").is_none());

    ask(&mut harness);
    harness.get_by_role_and_label(egui::Role::Button, "导出…").click();
    harness.run();
    assert!(matches!(script.0.borrow().asked[..], [Question::PickFolder { .. }]));
    assert_eq!(
        harness.state().session().working(),
        None,
        "left at the folder, nothing is written"
    );
}

#[test]
fn the_last_column_is_typed_into_inside_the_grid() {
    let mut harness = editor(2);
    click_cell(&mut harness, 1, "偏差原因");
    type_text(&mut harness, "受疫情影响");
    let field = harness
        .get_by_role_and_label(egui::Role::TextInput, "编辑 指标1 偏差原因")
        .rect();
    assert!(field.width() > 200.0, "with room for what is typed: {field}");
    let panel = harness.get_by_label("系统计算").rect();
    assert!(field.right() < panel.left(), "{field} lies under the score panel");
}

#[test]
fn the_cell_that_is_clicked_first_stays_where_it_is() {
    let mut harness = editor(60);
    let place = |harness: &Harness<'static, App>, row: usize| {
        let name = format!("指标{row} 实际完成值");
        let cell = harness.query_by_role_and_label(egui::Role::Cell, &name);
        cell.map(|cell| cell.rect())
    };
    // Rows out of sight are not there at all; the last one may be cut by the edge.
    let rows: Vec<usize> = (1..=60).filter(|row| place(&harness, *row).is_some()).collect();
    let row = rows[rows.len() - 2];
    let before = place(&harness, row).expect("a cell");
    harness.hover_at(before.center());
    harness.run();
    for pressed in [true, false] {
        harness.event(Event::PointerButton {
            pos: before.center(),
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        harness.run();
    }
    let description = harness
        .get_by_role_and_label(egui::Role::TextInput, "完成情况简要描述")
        .rect();
    assert!(types_into(&harness, &format!("指标{row} 实际完成值")));
    assert_eq!(place(&harness, row), Some(before), "nothing moves under the pointer");
    assert!(before.bottom() < description.top(), "and nothing covers it");
}

#[test]
fn the_pane_below_has_a_row_from_the_first_and_is_made_higher_by_its_edge() {
    let mut harness = editor(3);
    harness.run();
    let field = |harness: &Harness<'static, App>| {
        harness
            .get_by_role_and_label(egui::Role::TextInput, "完成情况简要描述")
            .rect()
    };
    let before = field(&harness);
    let tab = harness.get_by_label("填报").rect();
    let edge = tab.center_top() - egui::vec2(0.0, 21.0);
    harness.hover_at(edge);
    harness.run();
    harness.drag_at(edge);
    harness.run();
    harness.hover_at(edge - egui::vec2(0.0, 120.0));
    harness.run();
    harness.drop_at(edge - egui::vec2(0.0, 120.0));
    harness.run();
    let after = field(&harness);
    assert!(after.top() < before.top() - 60.0, "{before} {after}");
    assert!(after.height() > before.height() + 60.0, "the field has the room");
}

#[test]
fn a_long_reason_stays_inside_its_field_of_the_pane() {
    let mut session = session(1);
    let mut long = session.project().indicators[0].clone();
    long.reason = "因疫情影响，现场检查未能按计划开展。".repeat(20);
    session.edit(&Edit::Indicators(vec![long]));
    let mut harness = window(session, Script::default(), Page::Indicators);
    harness.run();
    let shapes = &harness.output().shapes;
    let reason = shapes.iter().find_map(|clipped| match &clipped.shape {
        egui::Shape::Text(text) if text.galley.text().starts_with("因疫情") && text.galley.rows.len() > 3 => {
            Some(clipped.clip_rect)
        }
        _ => None,
    });
    let measure = harness.get_by_role_and_label(egui::Role::TextInput, "改进措施").rect();
    let reason = reason.expect("the reason is shown");
    assert!(reason.bottom() <= measure.bottom() + 2.0, "{reason} {measure}");
}

/// Whether the cursor's cell, of which the name is given, has the focus.
fn types_into(harness: &Harness<'static, App>, cell: &str) -> bool {
    let name = format!("编辑 {cell}");
    harness
        .query_by_role_and_label(egui::Role::TextInput, &name)
        .is_some_and(|field| field.is_focused())
}

#[test]
fn a_key_goes_to_the_pane_below_and_back_to_the_same_cell() {
    let mut harness = editor(3);
    click_cell(&mut harness, 2, "实际完成值");
    type_text(&mut harness, "60");
    press(&mut harness, Modifiers::NONE, Key::F6);
    assert_eq!(actuals(&harness)[1], "60", "what was typed is taken");
    let described = harness.get_by_role_and_label(egui::Role::TextInput, "完成情况简要描述");
    assert!(described.is_focused());
    type_text(&mut harness, "进展顺利");
    press(&mut harness, Modifiers::NONE, Key::F6);
    assert_eq!(
        harness.state().session().project().indicators[1].description,
        "进展顺利"
    );
    assert!(types_into(&harness, "指标2 实际完成值"));
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    type_text(&mut harness, "70");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(actuals(&harness)[2], "70");
    harness.get_by_label("对比图").click();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::F6);
    press(&mut harness, Modifiers::NONE, Key::F6);
    assert!(
        harness.get_by_label("对比图").is_focused(),
        "a pane without a field takes the focus all the same"
    );
}

#[test]
fn enter_and_tab_past_the_last_row_make_one() {
    let mut harness = editor(2);
    click_cell(&mut harness, 2, "一级指标");
    type_text(&mut harness, "效益指标");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let levels = |harness: &Harness<'static, App>| -> Vec<(String, String)> {
        let project = harness.state().session().project();
        (project
            .indicators
            .iter()
            .map(|one| (one.level1.clone(), one.level2.clone())))
        .collect()
    };
    let below = ("效益指标".to_owned(), "数量指标".to_owned());
    assert_eq!(
        levels(&harness)[1..],
        [below.clone(), below],
        "the levels follow the row above"
    );
    assert_eq!(
        harness.state().session().project().indicators[2].goal,
        Some(Id::new("G1"))
    );
    press(&mut harness, Modifiers::NONE, Key::Enter);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(names(&harness).len(), 3, "an empty row makes no other");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(names(&harness).len(), 2, "Escape takes it back");
    assert!(types_into(&harness, "指标2 一级指标"), "and the cursor with it");
    press(&mut harness, Modifiers::NONE, Key::End);
    press(&mut harness, Modifiers::NONE, Key::Tab);
    type_text(&mut harness, "新指标");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(
        names(&harness),
        ["指标1", "指标2", "新指标", ""],
        "typing begins at the name"
    );
    for _ in 0..3 {
        press(&mut harness, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(names(&harness).len(), 2, "a row is one step, a cell another");
    press(&mut harness, Modifiers::NONE, Key::End);
    type_text(&mut harness, "因");
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(
        harness.state().session().project().indicators[1].reason,
        "因",
        "the cursor stays with the rows that are left"
    );
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(names(&harness).len(), 3);
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(names(&harness).len(), 2, "a row left empty goes again");
}

#[test]
fn a_search_or_two_keys_at_once_make_no_row_too_many() {
    let mut harness = editor(2);
    click_cell(&mut harness, 2, "分值");
    for pressed in [true, true] {
        harness.input_mut().events.push(Event::Key {
            key: Key::Enter,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        });
    }
    harness.run();
    assert_eq!(names(&harness).len(), 3, "two keys in one frame");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    harness.get_by_role_and_label(egui::Role::TextInput, "查找指标").focus();
    harness.run();
    type_text(&mut harness, "指标1");
    click_cell(&mut harness, 1, "分值");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(names(&harness).len(), 2, "the last row found is not the last one");
}

#[test]
fn tab_goes_on_in_the_next_row_and_arrows_stay_in_theirs() {
    let mut harness = editor(3);
    click_cell(&mut harness, 1, "偏差原因");
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert!(types_into(&harness, "指标1 偏差原因"));
    press(&mut harness, Modifiers::NONE, Key::Tab);
    assert!(types_into(&harness, "指标2 一级指标"));
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    assert!(types_into(&harness, "指标2 一级指标"));
    press(&mut harness, Modifiers::SHIFT, Key::Tab);
    assert!(types_into(&harness, "指标1 偏差原因"));
    press(&mut harness, Modifiers::NONE, Key::Home);
    press(&mut harness, Modifiers::SHIFT, Key::Tab);
    assert!(
        types_into(&harness, "指标1 一级指标"),
        "there is no row before the first"
    );
}

#[test]
fn a_new_row_begins_at_its_name() {
    let mut harness = editor(2);
    click_cell(&mut harness, 1, "实际完成值");
    harness.get_by_role_and_label(egui::Role::Button, "新增指标").click();
    harness.run();
    type_text(&mut harness, "甲");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(names(&harness), ["指标1", "甲", "指标2"]);
}

/// What a cell of the grid says, with what was refused there.
fn cell_text(harness: &Harness<'static, App>, cell: &str) -> String {
    let cell = harness.get_by_role_and_label(egui::Role::Cell, cell);
    cell.accesskit_node().value().unwrap_or_default()
}

#[test]
fn refused_cells_of_a_pasted_block_are_marked_until_they_are_looked_after() {
    let mut harness = editor(3);
    click_cell(&mut harness, 1, "指标值");
    let block = "≥10\t家\t五\n≥20\t个\t3\n≥30\t件\t-7\n";
    harness.event(Event::Paste(block.to_owned()));
    harness.run();
    assert_eq!(weights(&harness), [Some(10.into()), Some(3.into()), Some(10.into())]);
    assert!(cell_text(&harness, "指标1 分值").contains("未采用：“五”不是数字"));
    assert!(cell_text(&harness, "指标3 分值").contains("超出范围"));
    assert_eq!(cell_text(&harness, "指标2 分值"), "3");
    assert!(harness.query_by_label_contains("有 2 个单元格的内容未采用").is_some());
    harness.get_by_label("查看 2 条详情").click();
    harness.run();
    harness.get_by_label_contains("第 3 行 分值　-7 超出范围").click();
    harness.run();
    assert!(types_into(&harness, "指标3 分值"), "the list leads to the cell");
    type_text(&mut harness, "7");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(cell_text(&harness, "指标3 分值"), "7", "edited, it is no longer marked");
    assert!(harness.query_by_label_contains("有 1 个单元格的内容未采用").is_some());
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(cell_text(&harness, "指标1 分值"), "10", "undone with the paste");
    assert!(harness.query_by_label_contains("未采用").is_none());
}

#[test]
fn an_actual_that_cannot_be_read_stays_marked_in_its_cell() {
    let mut harness = editor(2);
    click_cell(&mut harness, 1, "实际完成值");
    type_text(&mut harness, "约一千多");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let said = cell_text(&harness, "指标1 实际完成值");
    assert!(said.starts_with("约一千多") && said.contains("读不成"), "{said}");
    assert_eq!(cell_text(&harness, "指标1 状态"), "无法计分");
    assert_eq!(cell_text(&harness, "指标2 实际完成值"), "50", "the others have no mark");
}

#[test]
fn columns_of_a_pasted_block_past_the_last_one_are_said() {
    let mut harness = editor(2);
    click_cell(&mut harness, 1, "偏差原因");
    harness.event(Event::Paste("疫情\t多出\t\n减少\t\t\n".to_owned()));
    harness.run();
    assert!(harness.query_by_label_contains("超出表格右边 1 列").is_some());
    let project = harness.state().session().project();
    assert_eq!(project.indicators[1].reason, "减少");
}

#[test]
fn a_pasted_block_is_selected() {
    let mut harness = editor(2);
    click_cell(&mut harness, 2, "三级指标");
    harness.event(Event::Paste("甲\t≥10\n乙\t≥20\n".to_owned()));
    harness.run();
    assert!(types_into(&harness, "甲 三级指标"));
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(names(&harness), ["指标1", "", ""]);
    let project = harness.state().session().project();
    assert_eq!(project.indicators[1].target, None);
    assert_eq!(project.indicators[2].target, None, "the row that was added is in it");
    assert_eq!(project.indicators[0].target, Some(Target::AtLeast(100.into())));
}

/// Whether the program now describes a new project.
fn describes(harness: &Harness<'static, App>) -> bool {
    harness.query_by_label("创建").is_some()
}

#[test]
fn a_new_project_begins_at_its_department_the_first_time_too() {
    let mut harness = window(
        Session::new(jiff::civil::date(2021, 3, 9)),
        Script::default(),
        Page::Overview,
    );
    press(&mut harness, Modifiers::COMMAND, Key::N);
    type_text(&mut harness, "某市档案局");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(harness.state().session().project().department, "某市档案局");
    assert!(!describes(&harness), "Enter in a field creates the project");
}

#[test]
fn enter_on_the_list_of_schemes_opens_the_list() {
    let mut harness = window(
        Session::new(jiff::civil::date(2021, 3, 9)),
        Script::default(),
        Page::Overview,
    );
    press(&mut harness, Modifiers::COMMAND, Key::N);
    harness.get_by_role(egui::Role::ComboBox).focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(describes(&harness), "nothing is created");
    assert!(
        harness.query_all_by_label_contains("重庆市").next().is_some(),
        "the list is open"
    );
    harness.get_by_role(egui::Role::ComboBox).focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(describes(&harness), "the list is closed, nothing is created");
}

#[test]
fn an_entry_taken_by_a_key_closes_the_list_and_escape_closes_the_list_first() {
    let mut harness = window(
        Session::new(jiff::civil::date(2021, 3, 9)),
        Script::default(),
        Page::Overview,
    );
    let is_listed = |harness: &Harness<'static, App>| harness.query_all_by_label_contains("重庆市").next().is_some();
    press(&mut harness, Modifiers::COMMAND, Key::N);
    harness.get_by_role(egui::Role::ComboBox).focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(is_listed(&harness));
    harness
        .get_by_role_and_label(egui::Role::Button, "湖北省项目绩效自评（预算执行20分＋目标80分）")
        .focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(!is_listed(&harness), "the list is closed");
    assert!(
        harness
            .query_by_role_and_label(egui::Role::TextInput, "项目名称")
            .is_some(),
        "the entry is taken"
    );
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(is_listed(&harness), "the list has the focus again");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!is_listed(&harness) && describes(&harness), "only the list is closed");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!describes(&harness));
}

#[test]
fn enter_saves_when_unsaved_work_is_asked_about_and_escape_leads_back() {
    let script = Script::default();
    let mut harness = window(session(2), script.clone(), Page::Indicators);
    click_cell(&mut harness, 2, "分值");
    press(&mut harness, Modifiers::COMMAND, Key::N);
    let mut named = harness.query_all_by_role_and_label(egui::Role::Button, "保存");
    assert!(named.any(|button| button.is_focused()));
    drop(named);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    type_text(&mut harness, "7");
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(weights(&harness)[1], Some(7.into()), "the cell has the focus again");
    press(&mut harness, Modifiers::COMMAND, Key::N);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(matches!(script.0.borrow().asked[..], [Question::PickTarget { .. }]));
}

#[test]
fn the_arrows_move_right_after_the_page_was_asked_for_by_its_keys() {
    let mut harness = window(session(3), Script::default(), Page::Overview);
    press(&mut harness, Modifiers::COMMAND, Key::Num3);
    assert!(types_into(&harness, "指标1 三级指标"));
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    press(&mut harness, Modifiers::COMMAND, Key::Num4);
    press(&mut harness, Modifiers::COMMAND, Key::Num3);
    assert!(types_into(&harness, "指标2 指标值"), "the cursor is where it was");
}

#[test]
fn a_field_that_is_typed_into_is_taken_when_its_page_is_left() {
    let mut harness = window(session(1), Script::default(), Page::Basics);
    for (text, key) in [("甲局", Some(Key::Num3)), ("乙局", None)] {
        press(&mut harness, Modifiers::COMMAND, Key::Num2);
        harness.get_by_role_and_label(egui::Role::TextInput, "单位名称").focus();
        harness.run();
        press(&mut harness, Modifiers::COMMAND, Key::A);
        type_text(&mut harness, text);
        match key {
            Some(key) => press(&mut harness, Modifiers::COMMAND, key),
            None => harness.get_by_role_and_label(egui::Role::Tab, "图表").click(),
        }
        harness.run();
        assert_eq!(harness.state().session().project().department, text);
        assert!(harness.query_by_label("单位名称").is_none(), "another page is shown");
    }
}

#[test]
fn a_search_without_a_hit_says_so_and_leads_back() {
    let mut harness = editor(3);
    harness.get_by_role_and_label(egui::Role::TextInput, "查找指标").focus();
    harness.run();
    type_text(&mut harness, "没有的");
    assert!(harness.query_by_label("没有找到“没有的”").is_some());
    harness.get_by_role_and_label(egui::Role::Button, "清除查找").click();
    harness.run();
    assert!(
        harness
            .query_by_role_and_label(egui::Role::Cell, "指标3 分值")
            .is_some()
    );
    harness.get_by_label("未填 0").click();
    harness.run();
    harness
        .get_by_role_and_label(egui::Role::Button, "显示全部指标")
        .click();
    harness.run();
    assert!(harness.query_by_label("没有“未填”的指标").is_none());
}

#[test]
fn a_table_from_excel_is_pasted_into_the_empty_page() {
    let plain = "甲\t≥10\t个\t3\t12\n乙\t≥5\t家\t二\t4\n";
    let headed = "一级指标\t二级指标\t三级指标\t指标值\t分值\t实际完成值\n产出指标\t数量指标\t甲\t≥10个\t3\t12\n\
                  产出指标\t数量指标\t乙\t≥5家\t2\t4\n";
    let levelled = "产出指标\t数量指标\t甲\t≥10\t个\t3\t12\n产出指标\t数量指标\t乙\t≥5\t家\t2\t4\n";
    for block in [plain, headed, levelled] {
        let mut harness = editor(0);
        assert!(harness.query_by_label_contains("按 Ctrl+V 粘贴").is_some());
        harness.event(Event::Paste(block.to_owned()));
        harness.run();
        assert_eq!(names(&harness), ["甲", "乙"], "{block}");
        let project = harness.state().session().project();
        assert_eq!(
            project.indicators[0].target,
            Some(Target::AtLeast(10.into())),
            "{block}"
        );
        assert_eq!(project.indicators[0].goal, Some(Id::new("G1")), "{block}");
        assert_eq!(actuals(&harness), ["12", "4"], "{block}");
        assert_eq!(block == plain, harness.query_by_label_contains("未采用").is_some());
        press(&mut harness, Modifiers::COMMAND, Key::Z);
        assert!(names(&harness).is_empty(), "one step");
    }
    let mut harness = editor(0);
    harness.event(Event::Paste(headed.to_owned()));
    harness.run();
    assert!(
        harness.query_by_label_contains("需要核对").is_none(),
        "the year is the project's, and filled in"
    );
    let mut harness = editor(0);
    harness.event(Event::Paste("甲".to_owned()));
    harness.run();
    assert_eq!(names(&harness), ["甲"]);
}

#[test]
fn a_table_with_headings_is_read_by_them_wherever_it_is_pasted() {
    let headed = "年度绩效目标\t一级指标\t二级指标\t三级指标\t年度指标值\t计量单位\t分值\t实际完成值\n\
                  目标二\t产出指标\t数量指标\t甲\t≥10\t个\t3\t12\n\t\t质量指标\t乙\t≥5\t家\t2\t4\n";
    let goals = |harness: &Harness<'static, App>| -> Vec<String> {
        let project = harness.state().session().project();
        project.goals.iter().map(|goal| goal.name.clone()).collect()
    };
    // Below a row that holds something.
    let mut harness = editor(2);
    click_cell(&mut harness, 1, "实际完成值");
    harness.event(Event::Paste(headed.to_owned()));
    harness.run();
    assert_eq!(names(&harness), ["指标1", "甲", "乙", "指标2"]);
    assert_eq!(actuals(&harness), ["50", "12", "4", "50"]);
    assert_eq!(
        goals(&harness),
        ["目标一", "目标二"],
        "the goal comes with its indicators"
    );
    let project = harness.state().session().project();
    assert_eq!(project.indicators[2].goal, project.indicators[1].goal);
    assert_eq!(project.indicators[2].level2, "质量指标");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(names(&harness), ["指标1", "指标2"], "one step");
    assert_eq!(goals(&harness), ["目标一"]);
    // Over the empty row that was asked for, whose name is being waited for.
    let mut harness = editor(0);
    harness.get_by_label("新增第一项指标").click();
    harness.run();
    assert_eq!(names(&harness), [""]);
    harness.event(Event::Paste(headed.to_owned()));
    harness.run();
    assert_eq!(names(&harness), ["甲", "乙"]);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(names(&harness), [""], "one step");
    // Without headings it goes cell by cell, as ever.
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    harness.event(Event::Paste("甲\t≥10\n乙\t≥5\n".to_owned()));
    harness.run();
    assert_eq!(names(&harness), ["甲", "乙"]);
}

#[test]
fn what_an_export_would_lack_leads_to_where_it_is_filled_in() {
    let mut harness = editor(1);
    press(&mut harness, Modifiers::COMMAND, Key::E);
    assert!(harness.query_by_label_contains("处没有填写").is_some());
    harness.get_by_label("仍然导出");
    harness.get_by_label("去填写").click();
    harness.run();
    assert!(harness.query_by_label_contains("处没有填写").is_none());
    assert!(
        harness
            .query_by_label("评审会提出的问题，从重到轻；点一条就到要改的地方")
            .is_some()
    );
}

#[test]
fn the_grid_asks_for_the_reason_of_what_was_far_exceeded() {
    let mut session = session(2);
    let mut over = session.project().indicators[0].clone();
    over.actual = Some(Actual::Number(900.into()));
    session.edit(&Edit::Indicators(vec![over]));
    let mut harness = window(session, Script::default(), Page::Indicators);
    harness.run();
    assert_eq!(cell_text(&harness, "指标1 状态"), "超额较大");
    assert_eq!(cell_text(&harness, "指标1 偏差原因"), "未填");
}

#[test]
fn a_judged_score_is_written_like_every_other_score() {
    let mut session = session(1);
    let mut judged = session.project().indicators[0].clone();
    judged.target = Some(Target::Tiered("效果明显".to_owned()));
    judged.actual = Some(Actual::Tier(0));
    judged.judged = Some(1.into());
    session.edit(&Edit::Indicators(vec![judged]));
    let mut harness = window(session, Script::default(), Page::Indicators);
    harness.run();
    assert_eq!(harness.state().session().card().rows[0].score, None, "below its tier");
    let said = cell_text(&harness, "指标1 得分");
    assert!(said.starts_with("1 评定的 1 分没有计入："), "{said}");
    click_cell(&mut harness, 1, "三级指标");
    let badge = harness.query_by_role_and_label(egui::Role::Label, "○ 无法计分");
    assert!(badge.is_some(), "the pane says of the row what the grid says");
}

#[test]
fn a_row_that_is_emptied_keeps_no_judged_score() {
    let mut session = session(2);
    let mut judged = session.project().indicators[0].clone();
    judged.target = Some(Target::Tiered("效果明显".to_owned()));
    judged.actual = Some(Actual::Tier(0));
    judged.judged = Some(10.into());
    session.edit(&Edit::Indicators(vec![judged]));
    let mut harness = window(session, Script::default(), Page::Indicators);
    harness.get_by_role_and_label(egui::Role::RowHeader, "1 指标1").click();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Delete);
    let emptied = &harness.state().session().project().indicators[0];
    assert_eq!((emptied.judged, emptied.actual.clone()), (None, None));
}

/// Tells whether the score panel explains an indicator.
fn explains(harness: &Harness<'static, App>, name: &str) -> bool {
    let panel = harness.get_by_role_and_label(egui::Role::Label, "得分说明").rect();
    harness
        .query_all_by_role_and_label(egui::Role::Label, name)
        .any(|label| label.rect().left() >= panel.left() && label.rect().top() >= panel.top())
}

#[test]
fn the_panes_speak_of_the_row_of_the_cursor() {
    let mut harness = editor(4);
    let cell = |harness: &Harness<'static, App>, row: usize| {
        let name = format!("指标{row} 三级指标");
        harness.get_by_role_and_label(egui::Role::Cell, &name).rect().center()
    };
    let (from, to) = (cell(&harness, 1), cell(&harness, 3));
    harness.drag_at(from);
    harness.run();
    harness.hover_at(to);
    harness.run();
    harness.drop_at(to);
    harness.run();
    assert!(harness.query_by_label_contains("已选 3 行").is_some());
    assert!(explains(&harness, "指标3"), "the row of the pane below");
    harness.get_by_role_and_label(egui::Role::TextInput, "查找指标").focus();
    harness.run();
    type_text(&mut harness, "指标4");
    harness.run();
    assert!(
        explains(&harness, "指标4"),
        "a row out of sight is explained no more, the one that is found is"
    );
    assert!(harness.query_all_by_label("指标3").next().is_none());
}

#[test]
fn rows_that_undo_brings_back_are_selected_and_keep_what_was_said_of_them() {
    let mut harness = editor(5);
    click_cell(&mut harness, 2, "分值");
    harness.event(Event::Paste("五\n六\n".to_owned()));
    harness.run();
    let refused = "有 2 个单元格的内容未采用";
    assert!(harness.query_by_label_contains(refused).is_some());
    press(&mut harness, Modifiers::COMMAND, Key::Delete);
    assert_eq!(names(&harness), ["指标1", "指标4", "指标5"]);
    assert!(harness.query_by_label_contains(refused).is_none());
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    harness.run();
    assert!(harness.query_by_label_contains(refused).is_some());
    assert!(harness.query_by_label_contains("已选 2 行").is_some());
    press(&mut harness, Modifiers::COMMAND, Key::Delete);
    assert_eq!(names(&harness), ["指标1", "指标4", "指标5"], "the same two rows");
}

#[test]
fn a_declared_score_of_a_row_stays_within_its_weight() {
    let mut harness = editor(1);
    click_cell(&mut harness, 1, "三级指标");
    harness.get_by_label("得分与复核").click();
    harness.run();
    for (typed, declared) in [("11", None), ("9.5", Some("9.5".parse().unwrap()))] {
        let declared_fields = harness.query_all_by_role_and_label(egui::Role::TextInput, "自评填报得分");
        declared_fields.last().expect("a field").focus();
        harness.run();
        press(&mut harness, Modifiers::COMMAND, Key::A);
        type_text(&mut harness, typed);
        press(&mut harness, Modifiers::NONE, Key::Tab);
        assert_eq!(
            harness.query_by_label_contains("应在 0 到 10 之间").is_some(),
            declared.is_none()
        );
        assert_eq!(harness.state().session().project().indicators[0].declared, declared);
    }
}

#[test]
fn a_number_a_date_and_a_status_are_never_cut() {
    let mut session = session(2);
    let mut long = session.project().indicators[0].clone();
    long.target = Some(Target::AtLeast("1234567890.12".parse().unwrap()));
    long.actual = Some(Actual::Number("9876543210.12".parse().unwrap()));
    session.edit(&Edit::Indicators(vec![long]));
    let mut harness = window(session, Script::default(), Page::Indicators);
    for size in [[1440.0, 900.0], [1280.0, 720.0], [1120.0, 680.0]] {
        harness.set_size(size.into());
        harness.run();
        let width = |harness: &Harness<'static, App>, column: &str| {
            let name = format!("指标1 {column}");
            harness
                .query_by_role_and_label(egui::Role::Cell, &name)
                .map(|cell| cell.rect().width())
        };
        assert!(width(&harness, "指标值").is_some_and(|width| width > 105.0), "{size:?}");
        assert!(
            width(&harness, "实际完成值").is_some_and(|width| width > 95.0),
            "{size:?}"
        );
        assert!(
            width(&harness, "三级指标").is_some_and(|width| width >= 120.0),
            "{size:?}"
        );
        let filters = harness.get_by_label("超额较大 1").rect();
        let search = harness.get_by_role_and_label(egui::Role::TextInput, "查找指标").rect();
        assert!(search.width() > 100.0 && !search.intersects(filters), "{size:?}");
        // What does not fit is reached like any other cell.
        click_cell(&mut harness, 1, "三级指标");
        press(&mut harness, Modifiers::NONE, Key::End);
        assert!(types_into(&harness, "指标1 偏差原因"), "{size:?}");
        let reason = width(&harness, "偏差原因");
        assert!(reason.is_some_and(|width| width >= 64.0), "{reason:?} at {size:?}");
    }
}

/// Tells whether every text of the window that begins so is painted whole.
fn is_whole(harness: &Harness<'static, App>, words: &str) -> bool {
    let start: String = words.chars().take(3).collect();
    let shapes = &harness.output().shapes;
    let texts = shapes.iter().filter_map(|clipped| match &clipped.shape {
        egui::Shape::Text(text) => Some(text.galley.text().to_owned() + if text.galley.elided { "…" } else { "" }),
        _ => None,
    });
    let texts: Vec<String> = texts.filter(|text| text.starts_with(&start)).collect();
    !texts.is_empty() && texts.iter().all(|text| text == words)
}

#[test]
fn the_names_of_the_schemes_levels_are_whole_where_there_is_room() {
    let mut session = session(2);
    let mut satisfaction = session.project().indicators[0].clone();
    satisfaction.level1 = "满意度指标".to_owned();
    satisfaction.level2 = "服务对象满意度指标".to_owned();
    session.edit(&Edit::Indicators(vec![satisfaction]));
    let mut harness = window(session, Script::default(), Page::Indicators);
    harness.run();
    assert!(is_whole(&harness, "满意度指标"));
    assert!(is_whole(&harness, "服务对象满意度指标"));
}

#[test]
fn a_level_the_scheme_does_not_have_is_marked_and_merged_ones_are_carried_down() {
    let mut harness = editor(1);
    click_cell(&mut harness, 1, "一级指标");
    let block = "产出指标\t数量指标\t甲\n\t\t乙\n\t质量指标\t丙\n效益指标\t\t丁\n口碑指标\t其他\t戊\n";
    harness.event(Event::Paste(block.to_owned()));
    harness.run();
    let levels = |at: usize| {
        let indicator = &harness.state().session().project().indicators[at];
        format!("{}·{}", indicator.level1, indicator.level2)
    };
    let read: Vec<String> = (0..5).map(levels).collect();
    assert_eq!(
        read,
        [
            "产出指标·数量指标",
            "产出指标·数量指标",
            "产出指标·质量指标",
            "效益指标·",
            "口碑指标·其他"
        ]
    );
    assert!(cell_text(&harness, "戊 一级指标").contains("评分办法没有这一级指标，应为：产出指标、效益指标"));
    assert_eq!(cell_text(&harness, "丙 二级指标"), "质量指标");
    assert!(harness.query_by_label_contains("粘贴的表格有 1 处").is_some());
    harness.get_by_label("查看 1 条详情").click();
    harness.run();
    assert!(
        harness
            .query_by_label_contains("有 3 处空白，按合并单元格沿用了上一行")
            .is_some()
    );
}

#[test]
fn values_pasted_into_computed_columns_are_said() {
    let mut harness = editor(1);
    click_cell(&mut harness, 1, "实际完成值");
    harness.event(Event::Paste("60\t60%\t6.00\n".to_owned()));
    harness.run();
    assert_eq!(actuals(&harness), ["60"]);
    harness.get_by_label("查看 1 条详情").click();
    harness.run();
    assert!(harness.query_by_label_contains("有 2 个值落在由软件计算的列").is_some());
}

#[test]
fn undo_gives_a_refused_draft_up_and_nothing_else() {
    let mut harness = editor(1);
    click_cell(&mut harness, 1, "实际完成值");
    type_text(&mut harness, "70");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    click_cell(&mut harness, 1, "分值");
    type_text(&mut harness, "五");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(
        harness.query_by_label_contains("不是数字").is_none(),
        "the draft is gone"
    );
    assert_eq!(actuals(&harness), ["70"], "what was done before it stays");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(actuals(&harness), ["50"]);
}

#[test]
fn what_can_be_done_to_rows_stands_in_the_menu_with_its_keys() {
    let mut harness = editor(2);
    click_cell(&mut harness, 1, "三级指标");
    for (name, keys) in [
        ("新增指标", "Insert"),
        ("插入副本", "Ctrl+Shift+D"),
        ("上移", "Alt+↑"),
        ("下移", "Alt+↓"),
        ("编辑单元格", "F2"),
        ("向下填充", "Ctrl+D"),
        ("清除内容", "Delete"),
        ("删除所选行", "Ctrl+Delete"),
        ("全选", "Ctrl+A"),
    ] {
        harness.get_by_role_and_label(egui::Role::Button, "编辑").click();
        harness.run();
        let entry = format!("{name} {keys}");
        assert!(harness.query_by_label(&entry).is_some(), "{entry}");
        press(&mut harness, Modifiers::NONE, Key::Escape);
    }
    harness.get_by_role_and_label(egui::Role::Button, "编辑").click();
    harness.run();
    harness.get_by_label("插入副本 Ctrl+Shift+D").click();
    harness.run();
    assert_eq!(names(&harness), ["指标1", "指标1", "指标2"]);
}

#[test]
fn a_new_row_can_be_asked_for_on_every_page() {
    let mut harness = window(session(1), Script::default(), Page::Budget);
    harness.get_by_role_and_label(egui::Role::Button, "编辑").click();
    harness.run();
    let others = harness.get_by_label("删除所选行 Ctrl+Delete");
    assert!(others.accesskit_node().is_disabled(), "there is no row in sight");
    harness.get_by_label("新增指标 Insert").click();
    harness.run();
    type_text(&mut harness, "新的一项");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    assert_eq!(names(&harness), ["指标1", "新的一项"]);
}

#[test]
fn the_tooltip_of_a_button_names_its_keys() {
    let mut harness = editor(1);
    for (button, said) in [("保存", "保存 (Ctrl+S)"), ("插入副本", "插入副本 (Ctrl+Shift+D)")] {
        harness.get_by_role_and_label(egui::Role::Button, button).hover();
        for _ in 0..60 {
            harness.step();
        }
        assert!(harness.query_by_label(said).is_some(), "{said}");
    }
}

#[test]
fn a_new_row_without_a_selection_ends_the_goal_in_sight() {
    let mut session = session(3);
    let goal = |id: &str| Goal {
        id: Id::new(id),
        name: id.to_owned(),
        ..Goal::default()
    };
    session.edit(&Edit::Goals(vec![goal("G1"), goal("G2")]));
    let mut last = indicator(4, None);
    last.goal = Some(Id::new("G2"));
    session.edit(&Edit::Insert {
        at: 3,
        indicators: vec![last],
    });
    let mut harness = window(session, Script::default(), Page::Indicators);
    harness.get_by_role_and_label(egui::Role::Button, "新增指标").click();
    harness.run();
    assert!(types_into(&harness, " 三级指标"), "its name is typed first");
    type_text(&mut harness, "新的一项");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(names(&harness), ["指标1", "指标2", "指标3", "新的一项", "指标4"]);
    click_cell(&mut harness, 1, "三级指标");
    harness.get_by_role_and_label(egui::Role::Button, "新增指标").click();
    harness.run();
    type_text(&mut harness, "第二行");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(names(&harness)[..3], ["指标1", "第二行", "指标2"]);
}

#[test]
fn what_the_pointer_is_over_never_looks_like_what_has_the_keyboard() {
    let harness = editor(1);
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        let visuals = harness.ctx.style_of(theme).visuals.clone();
        let (hovered, focused) = (visuals.widgets.hovered, visuals.widgets.active);
        assert_ne!(hovered.bg_fill, focused.bg_fill);
        for ring in [focused.bg_stroke, visuals.selection.stroke] {
            assert_ne!(hovered.bg_stroke.color, ring.color);
            assert!(hovered.bg_stroke.width < ring.width);
        }
    }
}

#[test]
fn amounts_are_grouped_until_they_are_typed_in_and_counts_are_not() {
    let mut session = session(2);
    let mut long = indicator(1, Some(7_654_321));
    long.target = Some(Target::AtLeast(1_234_567.into()));
    long.unit = "万元".to_owned();
    let mut count = indicator(2, Some(87_654_321));
    count.target = Some(Target::AtLeast(81_234_567.into()));
    session.edit(&Edit::Indicators(vec![long, count]));
    let mut harness = window(session, Script::default(), Page::Indicators);
    harness.run();
    for words in ["≥1,234,567.00", "7,654,321.00", "≥81234567", "87654321"] {
        assert!(is_painted(&harness, words), "{words}");
    }
    click_cell(&mut harness, 1, "实际完成值");
    press(&mut harness, Modifiers::NONE, Key::F2);
    assert!(is_painted(&harness, "7654321"), "the plain number is typed in");
    type_text(&mut harness, "0");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    assert_eq!(actuals(&harness), ["76543210", "87654321"]);
}

/// Whether words are painted somewhere, alone.
fn is_painted(harness: &Harness<'static, App>, words: &str) -> bool {
    harness.output().shapes.iter().any(|shape| match &shape.shape {
        egui::Shape::Text(text) => text.galley.text() == words,
        _ => false,
    })
}

#[test]
fn a_row_is_made_by_its_key_on_a_page_nothing_was_clicked_on() {
    for count in [0, 2] {
        let mut harness = editor(count);
        press(&mut harness, Modifiers::NONE, Key::Insert);
        type_text(&mut harness, "新的一项");
        press(&mut harness, Modifiers::NONE, Key::Tab);
        assert_eq!(names(&harness).last().map(String::as_str), Some("新的一项"), "{count}");
    }
}

#[test]
fn keys_go_on_where_a_button_left_off() {
    let mut harness = editor(3);
    click_cell(&mut harness, 1, "三级指标");
    harness.get_by_role_and_label(egui::Role::Button, "下移").click();
    harness.run();
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(names(&harness), ["指标2", "指标3", "指标1"]);
}

/// Whether words are painted somewhere, alone, whole and inside the window.
fn is_seen(harness: &Harness<'static, App>, words: &str) -> bool {
    let window = harness.ctx.content_rect();
    harness.output().shapes.iter().any(|shape| match &shape.shape {
        egui::Shape::Text(text) if text.galley.text() == words => {
            let seen = shape.clip_rect.intersect(window).expand(1.0);
            seen.contains_rect(text.visual_bounding_rect())
        }
        _ => false,
    })
}

#[test]
fn every_choice_of_a_cell_is_seen_or_scrolled_to() {
    let mut session = session(12);
    let tiers: Vec<String> = (session.project().scheme.qualitative.tiers.iter())
        .map(|tier| tier.name.clone())
        .collect();
    let tiered = session.project().indicators.iter().map(|indicator| Indicator {
        target: Some(Target::Tiered("效果明显".to_owned())),
        actual: None,
        ..indicator.clone()
    });
    let tiered = tiered.collect();
    session.edit(&Edit::Indicators(tiered));
    let mut harness = window(session, Script::default(), Page::Indicators);
    harness.set_size(egui::vec2(1366.0, 768.0));
    harness.run();
    for row in [1, 8] {
        // What stood there before was lower.
        click_cell(&mut harness, row, "指标值");
        type_text(&mut harness, "3");
        press(&mut harness, Modifiers::NONE, Key::Escape);
        click_cell(&mut harness, row, "实际完成值");
        press(&mut harness, Modifiers::NONE, Key::F2);
        for tier in &tiers {
            assert!(is_seen(&harness, tier), "{tier} of row {row}");
        }
        press(&mut harness, Modifiers::NONE, Key::Escape);
        click_cell(&mut harness, row, "单位");
        press(&mut harness, Modifiers::NONE, Key::Backspace);
        press(&mut harness, Modifiers::NONE, Key::F2);
        assert!(is_seen(&harness, "家次"), "row {row}");
        for _ in 0..40 {
            press(&mut harness, Modifiers::NONE, Key::ArrowDown);
        }
        assert!(is_seen(&harness, "公里"), "the last one is scrolled to");
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert_eq!(harness.state().session().project().indicators[row - 1].unit, "公里");
    }
}

#[test]
fn a_row_left_empty_leaves_no_trace() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("自评.ron");
    hengji::file::write(&path, session(2).project()).expect("saves");
    let with_empty_row = || {
        let mut session = Session::new(jiff::civil::date(2021, 3, 9));
        session.open_path(&path);
        let mut harness = window(session, Script::default(), Page::Indicators);
        harness.run();
        click_cell(&mut harness, 2, "分值");
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert_eq!(names(&harness).len(), 3);
        harness
    };
    let is_gone = |harness: &Harness<'static, App>, how: &str| {
        let session = harness.state().session();
        assert_eq!(names(harness).len(), 2, "{how}");
        assert!(!session.is_dirty() && session.history().redoable().is_none(), "{how}");
    };
    let mut harness = with_empty_row();
    press(&mut harness, Modifiers::COMMAND, Key::S);
    is_gone(&harness, "saved");
    type_text(&mut harness, "5");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(names(&harness).len(), 3, "the cursor has gone back to the row above");
    press(&mut harness, Modifiers::COMMAND, Key::S);
    is_gone(&harness, "saved with a change");
    let saved = hengji::file::read(&path).expect("reads");
    assert_eq!(saved.indicators.len(), 2);
    assert_eq!(saved.indicators[1].weight, Some(5.into()));

    let mut harness = with_empty_row();
    press(&mut harness, Modifiers::COMMAND, Key::Num1);
    is_gone(&harness, "another page");
    let mut harness = with_empty_row();
    harness.get_by_role_and_label(egui::Role::RowHeader, "1 指标1").click();
    harness.run();
    is_gone(&harness, "another row");
    let mut harness = with_empty_row();
    click_loss(&mut harness, "指标1");
    is_gone(&harness, "a row shown by the score panel");
    let mut harness = with_empty_row();
    harness.get_by_role_and_label(egui::Role::TextInput, "查找指标").focus();
    harness.run();
    type_text(&mut harness, "指标2");
    is_gone(&harness, "searched away");
    let mut harness = with_empty_row();
    close(&mut harness);
    is_gone(&harness, "closed");

    let mut harness = with_empty_row();
    press(&mut harness, Modifiers::NONE, Key::F6);
    type_text(&mut harness, "已完成");
    press(&mut harness, Modifiers::COMMAND, Key::S);
    let saved = hengji::file::read(&path).expect("reads");
    assert_eq!(saved.indicators.len(), 3, "what holds something stays");

    let mut harness = with_empty_row();
    press(&mut harness, Modifiers::NONE, Key::Insert);
    press(&mut harness, Modifiers::COMMAND, Key::S);
    assert_eq!(
        names(&harness).len(),
        4,
        "and so does a row that was asked for, but no second one"
    );
}

#[test]
fn a_month_that_is_none_is_said() {
    let mut session = session(2);
    let mut dated = session.project().indicators[0].clone();
    dated.target = Some(Target::ByDate(jiff::civil::date(2020, 12, 31)));
    session.edit(&Edit::Indicators(vec![dated]));
    let mut harness = window(session, Script::default(), Page::Indicators);
    click_cell(&mut harness, 1, "实际完成值");
    for (typed, said) in [
        ("13月5日", "没有 13 月"),
        ("2月30日", "2 月没有 30 日"),
        ("12月", "如 2020-12-31"),
    ] {
        type_text(&mut harness, typed);
        assert!(harness.query_by_label_contains(said).is_some(), "{typed}");
        press(&mut harness, Modifiers::NONE, Key::Escape);
    }
    type_text(&mut harness, "13月5日");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let said = cell_text(&harness, "指标1 实际完成值");
    assert!(said.starts_with("13月5日") && said.contains("没有 13 月"), "{said}");
}

#[test]
fn columns_stay_where_they_are_while_cells_are_edited() {
    let mut session = session(3);
    let mut long = session.project().indicators[0].clone();
    long.actual = Some(Actual::Number("987654321.12".parse().unwrap()));
    long.name = "登记在册的各类市场主体年度报告公示信息抽查检查完成数量".to_owned();
    session.edit(&Edit::Indicators(vec![long]));
    let mut harness = window(session, Script::default(), Page::Indicators);
    harness.set_size(egui::vec2(1366.0, 768.0));
    harness.run();
    let places = |harness: &Harness<'static, App>| {
        let cells = harness.get_all_by_role(egui::Role::Cell);
        let row = cells.filter(|cell| {
            cell.accesskit_node()
                .label()
                .is_some_and(|label| label.starts_with("指标2 "))
        });
        row.map(|cell| (cell.rect().left(), cell.rect().right()))
            .collect::<Vec<_>>()
    };
    let before = places(&harness);
    assert!(before.len() > 8, "{before:?}");
    let first = |harness: &mut Harness<'static, App>, column: &str, text: &str| {
        let cells = harness.get_all_by_role(egui::Role::Cell);
        let is_it = |cell: &egui_kittest::Node<'_>| {
            let label = cell.accesskit_node().label().unwrap_or_default();
            label.ends_with(column) && !label.starts_with("指标")
        };
        cells.into_iter().find(is_it).expect("the cell").click();
        harness.run();
        type_text(harness, text);
        press(harness, Modifiers::NONE, Key::Enter);
    };
    for (column, text) in [("实际完成值", "5"), ("一级指标", "成本"), ("三级指标", "数量")] {
        first(&mut harness, column, text);
        assert_eq!(places(&harness), before, "{column}");
    }
    click_cell(&mut harness, 3, "实际完成值");
    type_text(&mut harness, "98765432101234.12");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_ne!(places(&harness), before, "no number is cut");
}

#[test]
fn names_that_begin_alike_are_told_apart_where_they_are_cut() {
    let mut session = session(3);
    let alike = session
        .project()
        .indicators
        .iter()
        .zip(1..)
        .map(|(indicator, number)| Indicator {
            name: format!(
                "全区市场主体登记注册与信用监管体系建设工作任务书所列第{number}阶段任务按期高质量完成情况综合评价"
            ),
            ..indicator.clone()
        });
    let alike = alike.collect();
    session.edit(&Edit::Indicators(alike));
    let mut harness = window(session, Script::default(), Page::Indicators);
    harness.set_size(egui::vec2(1280.0, 720.0));
    for page in [Page::Indicators, Page::Overview] {
        harness.state_mut().show_page(page);
        harness.run();
        let shapes = &harness.output().shapes;
        let texts = shapes.iter().filter_map(|shape| match &shape.shape {
            egui::Shape::Text(text) => Some(text.galley.text().to_owned()),
            _ => None,
        });
        let cut: Vec<String> = texts
            .filter(|text| text.starts_with("全区市场") && text.contains('…'))
            .collect();
        for number in 1..=3 {
            let told = cut
                .iter()
                .filter(|name| name.contains(&format!("第{number}阶段")))
                .count();
            assert!(told > 0, "{number} on {page:?}: {cut:?}");
        }
        assert!(cut.iter().all(|name| name.contains("阶段")), "{cut:?}");
    }
}

/// Presses a key while an input method is on; in no frame may the field be taken from it, which loses the keys that
/// are on their way through it.
fn press_through_input_method(harness: &mut Harness<'static, App>, key: Key) {
    harness.event(Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    for frame in 0..4 {
        harness.step();
        let ime = harness.output().platform_output.ime;
        let is_on = ime.is_some_and(|ime| !ime.should_interrupt_composition);
        assert!(is_on, "{key:?}, frame {frame}: {ime:?}");
    }
}

#[test]
fn keys_that_move_the_cursor_leave_the_input_method_alone() {
    let mut harness = editor(6);
    click_cell(&mut harness, 2, "三级指标");
    for key in [
        Key::ArrowRight,
        Key::ArrowDown,
        Key::Tab,
        Key::Home,
        Key::F2,
        Key::Enter,
    ] {
        press_through_input_method(&mut harness, key);
    }
    type_text(&mut harness, "1");
    press_through_input_method(&mut harness, Key::Enter);
}

#[test]
fn keys_from_field_to_field_leave_the_input_method_alone() {
    let mut harness = window(session(3), Script::default(), Page::Budget);
    harness.get_by_label("基本支出年初预算").focus();
    harness.run();
    type_text(&mut harness, "1");
    press_through_input_method(&mut harness, Key::Tab);
    type_text(&mut harness, "2");
    press_through_input_method(&mut harness, Key::Tab);
}

#[test]
fn who_saves_or_undoes_goes_on_writing_where_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("局.hengji.ron");
    let mut saved = session(1);
    saved.run(Command::SaveAs);
    saved.answer(Answer::Path(path.clone()));
    let mut harness = window(saved, Script::default(), Page::Basics);
    harness.get_by_role_and_label(egui::Role::TextInput, "单位名称").focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::End);
    let department = |harness: &Harness<'static, App>| harness.state().session().project().department.clone();
    for text in ["甲", "乙"] {
        type_text(&mut harness, text);
        press(&mut harness, Modifiers::COMMAND, Key::S);
    }
    assert_eq!(department(&harness), "某市场监督管理局甲乙");
    assert_eq!(hengji::file::read(&path).unwrap().department, "某市场监督管理局甲乙");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(department(&harness), "某市场监督管理局甲");
    type_text(&mut harness, "丙");
    press(&mut harness, Modifiers::COMMAND, Key::S);
    assert_eq!(department(&harness), "某市场监督管理局甲丙");
}

#[test]
fn enter_keeps_the_keyboard_in_the_form_and_goes_down_a_column_of_amounts() {
    let mut harness = window(session(1), Script::default(), Page::Budget);
    harness.get_by_label("基本支出年初预算").focus();
    harness.run();
    for text in ["100", "20", "30"] {
        type_text(&mut harness, text);
        press(&mut harness, Modifiers::NONE, Key::Enter);
    }
    press(&mut harness, Modifiers::NONE, Key::Tab);
    type_text(&mut harness, "40");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let lines = &harness.state().session().project().budget.lines;
    let amounts: Vec<_> = lines.iter().map(|line| (line.initial, line.adjusted)).collect();
    let basic = (Some(100.into()), Some(30.into()));
    assert_eq!(
        amounts,
        [basic, (Some(20.into()), None)],
        "then the top of the next column"
    );
    assert_eq!(lines[1].carry_over, Some(40.into()), "Tab goes on from there");
}

#[test]
fn a_clicked_amount_is_typed_anew_and_a_second_click_goes_between_its_digits() {
    let mut harness = window(session(1), Script::default(), Page::Budget);
    let initial = |harness: &Harness<'static, App>| harness.state().session().project().budget.lines[0].initial;
    let enter = |harness: &mut Harness<'static, App>, clicks: usize, text: &str| {
        for _ in 0..clicks {
            harness.get_by_label("基本支出年初预算").click();
            harness.run();
        }
        type_text(harness, text);
        press(harness, Modifiers::NONE, Key::Enter);
        harness.get_by_label("项目支出年初预算").focus();
        harness.run();
        initial(harness)
    };
    assert_eq!(
        enter(&mut harness, 1, "700.1"),
        Some("700.1".parse().expect("a number"))
    );
    assert_eq!(enter(&mut harness, 1, "800"), Some(800.into()));
    let more = enter(&mut harness, 2, "9");
    assert_eq!(more.map(|more| more.normalize().to_string().len()), Some(4), "{more:?}");
}

#[test]
fn a_goal_that_is_only_numbered_is_named_by_its_text() {
    let mut session = session(1);
    let mut goals = session.project().goals.clone();
    goals[0].name = "年度绩效目标1".to_owned();
    goals[0].text = "稳住市场主体".to_owned();
    session.edit(&Edit::Goals(goals));
    let harness = window(session, Script::default(), Page::Indicators);
    assert!(harness.query_by_label("年度绩效目标 1　稳住市场主体").is_some());
}

#[test]
fn a_new_line_has_nothing_of_what_one_that_is_gone_refused() {
    let mut harness = window(session(2), Script::default(), Page::Budget);
    harness.get_by_label("添加一行").click();
    harness.run();
    harness.get_by_label("其他年初预算").focus();
    harness.run();
    type_text(&mut harness, "约百万");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(harness.query_by_label_contains("约百万").is_some(), "it is refused");
    harness.get_by_label("删除其他").click();
    harness.run();
    harness.get_by_label("添加一行").click();
    harness.run();
    assert!(harness.query_by_label("其他年初预算").is_some());
    assert!(harness.query_by_label_contains("约百万").is_none(), "another line");

    harness.state_mut().show_page(Page::Indicators);
    harness.run();
    let refuse = |harness: &mut Harness<'static, App>| {
        harness.get_by_role_and_label(egui::Role::Button, "得分与复核").click();
        harness.run();
        harness
            .get_by_role_and_label(egui::Role::TextInput, "预计复核得分")
            .focus();
        harness.run();
        type_text(harness, "约三");
        press(harness, Modifiers::NONE, Key::Enter);
    };
    click_cell(&mut harness, 2, "三级指标");
    refuse(&mut harness);
    assert!(harness.query_by_label_contains("约三").is_some(), "it is refused");
    click_cell(&mut harness, 2, "三级指标");
    press(&mut harness, Modifiers::COMMAND, Key::Delete);
    press(&mut harness, Modifiers::NONE, Key::Insert);
    assert!(harness.query_by_label_contains("约三").is_none(), "another row");
}
