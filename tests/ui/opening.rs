//! What a new project and an import show first.

use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hengji::examples::Example;
use hengji::file;
use hengji::model::Edit;
use hengji::session::Session;
use hengji::ui::{App, Page};

use super::{Script, explains, press, type_text, window};
use eframe::egui::{self, Key, Modifiers};

fn empty() -> Session {
    Session::new(jiff::civil::date(2021, 3, 9))
}

#[test]
fn a_new_project_follows_that_of_the_last_year() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("2020.ron");
    let sample = file::decode(Example::Wuchang.bytes()).expect("the sample");
    file::write(&path, &sample).expect("saves");
    let script = Script::default();
    let mut harness = window(empty(), script.clone(), Page::Overview);
    press(&mut harness, Modifiers::COMMAND, Key::N);
    harness.get_by_label("沿用上年项目…").click();
    harness.run();
    assert!(harness.query_by_label("创建").is_none(), "the system's dialog is open");
    script.0.borrow_mut().answers.push(Some(path));
    harness.run();
    harness.get_by_label_contains("沿用武昌区市场监督管理局2020年度项目（50 项指标）");
    harness.get_by_label("不沿用");
    harness.get_by_label("创建").click();
    harness.run();
    let project = harness.state().session().project();
    assert_eq!((project.year, project.indicators.len()), (2021, 50));
    assert_eq!(project.department, "武昌区市场监督管理局");
    assert!(harness.query_by_label_contains("已沿用上年 50 项指标").is_some());
    assert!(harness.query_by_label_contains("逐项核定后改写依据").is_some());
    assert!(
        harness
            .query_by_role_and_label(egui::Role::TextInput, "单位名称")
            .is_some()
    );
}

#[test]
fn targets_that_are_to_be_settled_are_found_by_what_their_basis_says() {
    let last = file::decode(Example::Wuchang.bytes()).expect("the sample");
    let mut project = last.succeeded(Arc::clone(&last.scheme), 2021).project;
    for settled in &mut project.indicators[1..] {
        settled.basis = "2021年度绩效目标批复".to_owned();
    }
    let mut session = empty();
    session.edit(&Edit::Succession(Box::new(project.clone())));
    let mut harness = window(session, Script::default(), Page::Indicators);
    let is_listed = |harness: &Harness<'static, App>, row: usize| {
        let name = format!("{} 分值", project.indicators[row].name);
        harness.query_by_role_and_label(egui::Role::Cell, &name).is_some()
    };
    assert!(is_listed(&harness, 0) && is_listed(&harness, 1));
    harness.get_by_role_and_label(egui::Role::TextInput, "查找指标").focus();
    harness.run();
    type_text(&mut harness, "待核定");
    assert!(is_listed(&harness, 0) && !is_listed(&harness, 1));
}

#[test]
fn what_is_followed_can_be_given_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("2020.ron");
    file::write(&path, &file::decode(Example::Wuchang.bytes()).expect("the sample")).expect("saves");
    let script = Script::default();
    let mut harness = window(empty(), script.clone(), Page::Overview);
    press(&mut harness, Modifiers::COMMAND, Key::N);
    harness.get_by_label("沿用上年项目…").click();
    script.0.borrow_mut().answers.push(Some(path));
    harness.run();
    // Another file brings its own names.
    let other = folder.path().join("另一单位.ron");
    let mut project = file::decode(Example::Wuchang.bytes()).expect("the sample");
    project.department = "另一单位".to_owned();
    file::write(&other, &project).expect("saves");
    harness.get_by_label("另选…").click();
    harness.run();
    script.0.borrow_mut().answers.push(Some(other));
    harness.run();
    let department = |harness: &Harness<'static, App>| {
        let field = harness.get_by_role_and_label(egui::Role::TextInput, "单位名称");
        field.accesskit_node().value().unwrap_or_default()
    };
    assert_eq!(department(&harness), "另一单位");
    harness.get_by_label("不沿用").click();
    harness.run();
    assert_eq!(department(&harness), "");
    harness.get_by_label("创建").click();
    harness.run();
    let project = harness.state().session().project();
    assert_eq!((project.year, project.indicators.len()), (2021, 0));
    assert_eq!(project.department, "", "the name went with what was followed");
}

/// A table of which one row is read with a word, and one unit by its name.
const TABLE: &str = "2020年度自评表\n三级指标,指标值,实际完成值,分值\n检查户数（户）,≥100,112,10\n\
    抽检批次（批次）,30,31,10\n满意率,约90%,91%,10\n";

#[test]
fn the_notes_of_an_import_fold_and_lead_to_their_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("自评表2020年.csv");
    std::fs::write(&path, TABLE).expect("a file");
    let script = Script::default();
    let mut harness = window(empty(), script.clone(), Page::Overview);
    press(&mut harness, Modifiers::COMMAND, Key::I);
    assert_eq!(script.0.borrow().asked.len(), 1);
    script.0.borrow_mut().answers.push(Some(path));
    harness.run();
    let says = |harness: &Harness<'static, App>, words: &str| harness.query_by_label_contains(words).is_some();
    assert!(says(&harness, "已导入 3 项指标，2 处需要核对"));
    assert!(says(&harness, "第5行第2列"), "what is asked is seen at once");
    assert!(!says(&harness, "第3行第1列"), "where units stood is folded");

    harness.get_by_label_contains("另有 2 项计量单位").click();
    harness.run();
    assert!(says(&harness, "第3行第1列"));
    harness.get_by_label_contains("条详情").click();
    harness.run();
    assert!(!says(&harness, "第5行第2列") && !says(&harness, "第3行第1列"));
    assert!(says(&harness, "已导入 3 项指标"), "the sentence stays");
    harness.get_by_label_contains("条详情").click();
    harness.run();

    harness.get_by_label_contains("第4行第2列").click();
    harness.run();
    assert!(explains(&harness, "抽检批次（批次）"), "its row is selected");
    assert!(says(&harness, "第4行第2列"), "the list stays beside the row");
}
