//! The ledger of evidence in the window: files chosen and dropped, held against what they were.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{self, DroppedFile, OutputCommand, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hengji::examples::Example;
use hengji::file;
use hengji::model::{Disclosure, Evidence, Id};
use hengji::session::{Question, Session};
use hengji::ui::{App, Page, Picker};

/// Answers every dialog with the files laid ready, and notes what was asked.
#[derive(Clone, Default)]
struct Script(Rc<RefCell<Lines>>);

#[derive(Default)]
struct Lines {
    asked: Vec<Question>,
    answered: usize,
    answers: Vec<Vec<PathBuf>>,
}

impl Picker for Script {
    fn open(&mut self, question: &Question, wake: Box<dyn FnOnce() + Send>) {
        self.0.borrow_mut().asked.push(question.clone());
        wake();
    }

    fn answer(&mut self) -> Option<Vec<PathBuf>> {
        let mut lines = self.0.borrow_mut();
        if lines.asked.len() == lines.answered {
            return None;
        }
        lines.answered += 1;
        lines.answers.pop()
    }

    fn forget(&mut self) {}
}

/// The sample saved in a folder of its own, with files beside it, open at a page.
struct Desk {
    folder: tempfile::TempDir,
    script: Script,
    harness: Harness<'static, App>,
}

impl Desk {
    fn new(page: Page) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["登记台账.xlsx", "抽检报告.pdf"] {
            fs::write(folder.path().join(name), name).expect("a file");
        }
        let path = folder.path().join("武昌.hengji.ron");
        fs::write(&path, Example::Wuchang.bytes()).expect("a file");
        let script = Script::default();
        let mut session = Session::new(jiff::civil::date(2021, 3, 9));
        session.open_path(&path);
        let picker = script.clone();
        let harness = Harness::builder()
            .with_size(egui::vec2(1440.0, 900.0))
            .with_max_steps(16)
            .build_eframe(move |creation| {
                let mut app = App::new(&creation.egui_ctx, session, Box::new(picker));
                app.show_page(page);
                app
            });
        Self {
            folder,
            script,
            harness,
        }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn click(&mut self, role: Role, label: &str) {
        self.harness.get_by_role_and_label(role, label).click();
        self.harness.run();
    }

    fn lay_ready(&mut self, files: &[&str]) {
        let files = files.iter().map(|file| self.at(file)).collect();
        self.script.0.borrow_mut().answers.push(files);
    }

    /// Waits until nothing works beside the window any more.
    fn settle(&mut self) {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            // A spinner turns while files are read, so that the window never rests.
            self.harness.step();
            let is_working = self.harness.state().session().working().is_some();
            if !is_working && self.script.0.borrow().answers.is_empty() {
                break;
            }
            assert!(Instant::now() < end, "the work ends");
            std::thread::sleep(Duration::from_millis(2));
        }
        self.harness.run();
    }

    fn ledger(&self) -> &[Evidence] {
        &self.harness.state().session().project().evidence
    }
}

#[test]
fn files_are_chosen_in_the_dialog_and_checked() {
    let mut desk = Desk::new(Page::Data);
    desk.click(Role::Button, "佐证材料 0");
    desk.lay_ready(&["登记台账.xlsx", "抽检报告.pdf"]);
    desk.click(Role::Button, "选择文件…");
    desk.settle();
    let folder = Some(desk.folder.path().to_owned());
    assert_eq!(
        desk.script.0.borrow().asked,
        [Question::PickEvidence { folder: folder.clone() }]
    );
    let places: Vec<&str> = desk.ledger().iter().map(|entry| entry.place.as_str()).collect();
    assert_eq!(places, ["登记台账.xlsx", "抽检报告.pdf"]);
    assert_eq!(desk.ledger()[0].kind, "台账");
    let name = desk.harness.get_by_role_and_label(Role::TextInput, "佐证材料1材料名称");
    assert!(name.is_focused(), "the first new entry is gone to");
    assert_eq!(desk.harness.query_all_by_label("已登记校验值，尚未核对").count(), 2);

    // No entry makes its card wider: every one ends where the first does.
    let right = |number: usize| {
        let remove = format!("删除佐证材料{number}");
        let node = desk.harness.get_by_role_and_label(Role::Button, &remove);
        node.rect().right()
    };
    assert_eq!(right(2), right(1));

    // What was changed says so in words, and can be registered as it is.
    fs::write(desk.at("登记台账.xlsx"), "改过").expect("a file");
    desk.click(Role::Button, "核对");
    desk.settle();
    assert!(
        desk.harness
            .query_by_label_contains("佐证材料有 1 份与登记时不同：已改动 1，未变 1")
            .is_some()
    );
    let ends_in = |desk: &Desk, word: &str| {
        let labels = desk.harness.query_all_by_role(Role::Label);
        let said = labels.filter_map(|node| node.accesskit_node().value().or_else(|| node.accesskit_node().label()));
        said.filter(|label| label.ends_with(word)).count()
    };
    assert_eq!((ends_in(&desk, " 已改动"), ends_in(&desk, " 未变")), (1, 1));
    desk.click(Role::Link, "佐证材料1改登记为现在的文件");
    assert_eq!((ends_in(&desk, " 已改动"), ends_in(&desk, " 未变")), (0, 2));
    let text = file::encode(desk.harness.state().session().project());
    assert!(
        !text.contains("已改动") && !text.contains("standing"),
        "what was found is not kept"
    );

    // The file of one entry, and its whole path for another program.
    desk.lay_ready(&["武昌.hengji.ron"]);
    desk.click(Role::Button, "选择佐证材料2的文件");
    desk.settle();
    assert_eq!(
        desk.script.0.borrow().asked.last(),
        Some(&Question::PickEvidenceFile { folder }),
        "the dialog starts where the file lies"
    );
    assert_eq!(desk.ledger()[1].place, "武昌.hengji.ron");
    assert_eq!(desk.ledger()[1].name, "抽检报告");
    desk.harness
        .get_by_role_and_label(Role::Button, "复制佐证材料1的完整路径")
        .click();
    desk.harness.step();
    let commands = &desk.harness.output().platform_output.commands;
    let expected = OutputCommand::CopyText(desk.at("登记台账.xlsx").display().to_string());
    assert!(commands.contains(&expected), "{commands:?}");
}

#[test]
fn a_cancelled_dialog_changes_nothing() {
    let mut desk = Desk::new(Page::Data);
    desk.click(Role::Button, "佐证材料 0");
    desk.lay_ready(&[]);
    desk.click(Role::Button, "选择文件…");
    desk.settle();
    assert!(desk.ledger().is_empty());
    assert!(!desk.harness.state().session().is_dirty());
    assert!(desk.harness.state().session().notices().is_empty());
}

#[test]
fn the_disclosure_is_chosen_from_a_list() {
    let mut desk = Desk::new(Page::Data);
    desk.click(Role::Button, "佐证材料 0");
    desk.click(Role::Button, "添加佐证材料");
    assert_eq!(desk.ledger()[0].disclosure, None);
    desk.click(Role::ComboBox, "佐证材料1密级/可否公开");
    desk.click(Role::Button, "内部");
    assert_eq!(desk.ledger()[0].disclosure, Some(Disclosure::Internal));
    desk.click(Role::ComboBox, "佐证材料1密级/可否公开");
    desk.click(Role::Button, "—");
    assert_eq!(desk.ledger()[0].disclosure, None);
}

#[test]
fn indicators_without_evidence_are_counted_and_gone_to() {
    let mut desk = Desk::new(Page::Data);
    desk.click(Role::Button, "佐证材料 0");
    let indicators = desk.harness.state().session().project().indicators.len();
    desk.click(Role::Button, &format!("▼ {indicators} 项指标尚无佐证材料"));
    desk.click(Role::Button, "新增市场主体（个体户） 数量指标");
    desk.harness.get_by_label_contains("还没有登记证明这项指标的材料");
    // Files chosen there prove it.
    desk.lay_ready(&["登记台账.xlsx"]);
    desk.click(Role::Button, "选择文件…");
    desk.settle();
    assert_eq!(desk.ledger()[0].proves, [Id::new("F039")]);
    desk.harness.get_by_label("佐证 1");
    desk.click(Role::Tab, "数据");
    desk.harness
        .get_by_role_and_label(Role::Button, &format!("▼ {} 项指标尚无佐证材料", indicators - 1));
}

/// A file of the disk as the system drops it.
#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the program reads it by its path".to_owned())
    }
}

#[test]
fn files_dropped_on_the_ledger_are_registered_and_a_project_is_opened() {
    let mut desk = Desk::new(Page::Data);
    let drop = |desk: &mut Desk, names: &[&str]| {
        let files = names.iter().map(|name| Arc::new(Dropped(desk.at(name))) as _).collect();
        desk.harness.input_mut().dropped_files = files;
        desk.harness.step();
        desk.settle();
    };
    // On another part of the page it is no evidence.
    drop(&mut desk, &["登记台账.xlsx"]);
    assert!(desk.ledger().is_empty());
    desk.click(Role::Button, "佐证材料 0");
    drop(&mut desk, &["登记台账.xlsx", "抽检报告.pdf"]);
    assert_eq!(desk.ledger().len(), 2);
    let document = desk.harness.state().session().document();
    desk.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
    desk.harness.run();
    drop(&mut desk, &["武昌.hengji.ron"]);
    assert_ne!(desk.harness.state().session().document(), document);
    assert_eq!(desk.ledger().len(), 2, "the saved project is open again");
}
