//! The 佐证材料 ledger in the window, by role and accessible name: files chosen in the dialog, and what became of them.

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use eframe::egui::{self, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use hengji::examples::Example;
use hengji::session::{Command, Question, Session};
use hengji::ui::{App, Page, Picker};

/// Answers one question with these files.
#[derive(Clone, Default)]
struct Chosen(Rc<RefCell<Vec<PathBuf>>>, Rc<RefCell<Option<Question>>>);

impl Picker for Chosen {
    fn open(&mut self, question: &Question, wake: Box<dyn FnOnce() + Send>) {
        self.1.replace(Some(question.clone()));
        wake();
    }

    fn answer(&mut self) -> Option<Vec<PathBuf>> {
        self.1.take().map(|_| self.0.take())
    }
}

/// Runs frames until the window no longer says that it reads.
fn settle(harness: &mut Harness<'static, App>) {
    harness.run();
    while harness.state().session().working().is_some() {
        std::thread::sleep(std::time::Duration::from_millis(5));
        harness.step();
    }
    harness.run();
}

fn click(harness: &mut Harness<'static, App>, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).click();
    settle(harness);
}

#[test]
fn files_are_chosen_and_held_against_what_they_were() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = ["投诉举报台账.xlsx", "抽检报告.pdf", "会议纪要.docx"].map(|name| folder.path().join(name));
    for file in &files {
        fs::write(file, "abc").expect("a file");
    }
    let picker = Chosen::default();
    picker.0.replace(files.to_vec());
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Wuchang));
    let mut harness = Harness::builder()
        .with_size(egui::vec2(1280.0, 720.0))
        .with_max_steps(16)
        .build_eframe(move |creation| {
            let mut app = App::new(&creation.egui_ctx, session, Box::new(picker));
            app.show_page(Page::Data);
            app
        });
    click(&mut harness, "佐证材料 0");
    click(&mut harness, "选择文件…");
    let ledger = harness.state().session().project().evidence.clone();
    let names: Vec<&str> = ledger.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["投诉举报台账", "抽检报告", "会议纪要"]);

    // Every entry ends where the first does: none makes its card wider.
    let right = |number: usize| {
        let remove = format!("删除佐证材料{number}");
        harness.get_by_role_and_label(Role::Button, &remove).rect().right()
    };
    assert_eq!((right(2), right(3)), (right(1), right(1)));

    fs::write(&files[1], "another").expect("a file");
    fs::remove_file(&files[2]).expect("a file");
    click(&mut harness, "核对");
    for word in ["未变", "已改动", "找不到"] {
        assert!(harness.query_all_by_label_contains(word).count() > 0, "{word}");
    }
    // What is there now is registered instead.
    harness
        .get_by_role_and_label(Role::Link, "佐证材料2改登记为现在的文件")
        .click();
    settle(&mut harness);
    assert!(
        harness
            .query_by_role_and_label(Role::Link, "佐证材料2改登记为现在的文件")
            .is_none()
    );
    let after = harness.state().session().project().evidence[1].sha256.clone();
    assert_ne!(after, ledger[1].sha256);

    // The indicators nothing proves are led to.
    click(&mut harness, "▼ 50 项指标尚无佐证材料");
    harness.get_by_label_contains("计量标准化培训").click();
    settle(&mut harness);
    assert!(
        harness
            .query_by_label_contains("还没有登记证明这项指标的材料")
            .is_some()
    );
}
