//! The files of the 佐证材料 ledger: chosen, registered, held against what they were, kept in place by 另存为.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hengji::file::{self, ledger, place};
use hengji::model::evidence::Disclosure;
use hengji::model::{Edit, Evidence, Id};
use hengji::report::publication;
use hengji::session::evidence::{Attach, Standing};
use hengji::session::work::Progress;
use hengji::session::{Answer, Command, Question, Session, Severity, Step, WorkDone};

/// SHA-256 of `abc`, as FIPS 180-2 gives it.
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// A folder with a project file and, beside and below it, files to be registered.
struct Desk {
    folder: tempfile::TempDir,
    session: Session,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let desk = Self {
            session: Session::new(jiff::civil::date(2021, 3, 9)),
            folder,
        };
        for (file, text) in [
            ("项目/佐证/投诉举报台账（2020年）.xlsx", "abc"),
            ("项目/佐证/通知.pdf", "def"),
            ("共享/检测报告.pdf", "ghi"),
        ] {
            desk.lay(file, text);
        }
        desk
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    fn lay(&self, file: &str, text: &str) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn saved(mut self, file: &str) -> Self {
        let path = self.path(file);
        self.save_as(&path);
        self
    }

    fn save_as(&mut self, path: &Path) {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        assert!(matches!(
            self.session.run(Command::SaveAs),
            Some(Step::Ask(Question::PickTarget { .. }))
        ));
        assert_eq!(self.session.answer(Answer::Path(path.to_owned())), None);
        assert_eq!(self.session.path(), Some(path));
    }

    /// Does the work a step asks for, as the window does beside itself.
    fn work(&mut self, step: Option<Step>) {
        let Some(Step::Work(work)) = step else {
            panic!("no work but {step:?}")
        };
        assert!(self.session.working().is_some());
        self.session.finished(work.run(&Progress::default()));
        assert!(self.session.working().is_none());
    }

    fn attach(&mut self, files: &[&str]) {
        let step = self.session.run(Command::AttachEvidence);
        assert!(matches!(step, Some(Step::Ask(Question::PickEvidence { .. }))));
        let files = files.iter().map(|file| self.path(file)).collect();
        let step = self.session.answer(Answer::Paths(files));
        self.work(step);
    }

    fn verify(&mut self) {
        let step = self.session.run(Command::VerifyEvidence);
        self.work(step);
    }

    fn ledger(&self) -> &[Evidence] {
        &self.session.project().evidence
    }

    fn places(&self) -> Vec<&str> {
        self.ledger().iter().map(|entry| entry.place.as_str()).collect()
    }

    fn standings(&self) -> Vec<&'static str> {
        let files = self.session.files();
        let standing = |entry| files.standing(entry).map_or("未核对", Standing::name);
        self.ledger().iter().map(standing).collect()
    }

    fn said(&self) -> &str {
        &self.session.notices().last().expect("a notice").sentence
    }
}

#[test]
fn chosen_files_become_entries_with_their_hash_and_a_place_from_the_project() {
    let mut desk = Desk::new().saved("项目/自评.hengji.ron");
    desk.attach(&["项目/佐证/投诉举报台账（2020年）.xlsx", "共享/检测报告.pdf"]);
    let [table, report] = desk.ledger() else {
        panic!("two entries")
    };
    assert_eq!(
        (table.id.0.as_str(), table.name.as_str()),
        ("E0001", "投诉举报台账（2020年）")
    );
    assert_eq!(table.kind, "台账");
    assert_eq!(table.place, "佐证/投诉举报台账（2020年）.xlsx");
    assert_eq!(table.sha256, ABC);
    assert_eq!(report.place, "../共享/检测报告.pdf");
    assert!(desk.said().contains('2'), "{}", desk.said());

    // The same file is not registered twice, and one that is not there says so; the rest is taken.
    desk.attach(&["共享/检测报告.pdf", "项目/佐证/没有.pdf", "项目/佐证/通知.pdf"]);
    assert_eq!(desk.places()[2..], ["佐证/没有.pdf", "佐证/通知.pdf"]);
    assert_eq!(desk.ledger()[2].sha256, "");
    let notice = desk.session.notices().last().expect("a notice");
    assert_eq!(notice.severity, Severity::Caution);
    assert_eq!(notice.details.len(), 2, "{notice:?}");
    assert!(notice.details[1].contains("没有.pdf"), "{notice:?}");

    // Each choice was one step.
    desk.session.run(Command::Undo);
    assert_eq!(desk.ledger().len(), 2);
    desk.session.run(Command::Undo);
    assert!(desk.ledger().is_empty());
}

#[test]
fn the_ledger_is_held_against_its_files() {
    let mut desk = Desk::new().saved("项目/自评.hengji.ron");
    desk.attach(&[
        "项目/佐证/投诉举报台账（2020年）.xlsx",
        "项目/佐证/通知.pdf",
        "共享/检测报告.pdf",
    ]);
    let mut ledger = desk.ledger().to_vec();
    for (id, place) in [("E0004", "佐证\\通知.pdf"), ("E0005", "档案室3柜2层"), ("E0006", "")] {
        ledger.push(Evidence {
            id: Id::new(id),
            place: place.to_owned(),
            ..Evidence::default()
        });
    }
    desk.session.edit(&Edit::Evidence(ledger));
    assert_eq!(desk.standings(), ["未核对"; 6]);
    desk.lay("项目/佐证/通知.pdf", "changed");
    fs::remove_file(desk.path("共享/检测报告.pdf")).expect("a file");
    desk.verify();
    let found = ["未变", "已改动", "找不到", "未登记校验值", "非文件", "未填存放位置"];
    assert_eq!(desk.standings(), found);
    let notice = desk.session.notices().last().expect("a notice").clone();
    assert_eq!(notice.severity, Severity::Caution);
    assert_eq!(notice.details.len(), 6);
    let order: Vec<&str> = notice
        .details
        .iter()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(
        order,
        ["E0002", "E0003", "E0001", "E0004", "E0005", "E0006"],
        "what is broken stands first"
    );

    // A verdict is that of the entry as it was: one whose place has changed since has none.
    let mut ledger = desk.ledger().to_vec();
    ledger[0].place = "佐证/通知.pdf".to_owned();
    // What was found is registered instead.
    ledger[1].sha256 = match desk.session.files().standing(&ledger[1]) {
        Some(Standing::Changed(found)) => found.clone(),
        other => panic!("{other:?}"),
    };
    desk.session.edit(&Edit::Evidence(ledger));
    assert_eq!(desk.standings()[..2], ["未核对", "未变"]);

    // It is no part of the document.
    desk.session.run(Command::Save);
    assert!(!desk.session.is_dirty());
    desk.verify();
    assert!(!desk.session.is_dirty());
}

#[test]
fn what_is_broken_off_registers_nothing() {
    let mut desk = Desk::new().saved("项目/自评.hengji.ron");
    desk.session.run(Command::AttachEvidence);
    let Some(Step::Work(work)) = desk.session.answer(Answer::Path(desk.path("项目/佐证/通知.pdf"))) else {
        panic!("no work")
    };
    let progress = Progress::default();
    progress.cancel();
    let done = work.run(&progress);
    assert_eq!(done, WorkDone::ReadingCancelled);
    desk.session.finished(done);
    assert!(desk.ledger().is_empty());
    assert!(!desk.session.is_dirty());
}

#[test]
fn files_chosen_for_one_document_do_not_reach_another() {
    let mut desk = Desk::new();
    desk.session.run(Command::AttachEvidence);
    let Some(Step::Work(work)) = desk.session.answer(Answer::Path(desk.path("项目/佐证/通知.pdf"))) else {
        panic!("no work")
    };
    let other = desk.path("另一份.ron");
    file::write(&other, desk.session.project()).expect("a file");
    desk.session.open_path(&other);
    desk.session.finished(work.run(&Progress::default()));
    assert!(desk.ledger().is_empty());
    assert_eq!(
        desk.session.notices().last().expect("a notice").severity,
        Severity::Failure
    );
}

#[test]
fn an_entry_takes_another_file_and_keeps_its_own_when_that_cannot_be_read() {
    let mut desk = Desk::new().saved("项目/自评.hengji.ron");
    desk.attach(&["项目/佐证/投诉举报台账（2020年）.xlsx"]);
    let id = desk.ledger()[0].id.clone();
    for (chosen, place) in [
        ("项目/佐证/没有.pdf", "佐证/投诉举报台账（2020年）.xlsx"),
        ("项目/佐证/通知.pdf", "佐证/通知.pdf"),
    ] {
        let step = desk.session.attach(Attach::To(id.clone()));
        assert!(matches!(step, Some(Step::Ask(Question::PickEvidenceFile { .. }))));
        let step = desk.session.answer(Answer::Path(desk.path(chosen)));
        desk.work(step);
        assert_eq!(desk.places(), [place]);
    }
    assert_eq!(
        desk.ledger()[0].name,
        "投诉举报台账（2020年）",
        "a name that is there stays"
    );
}

#[test]
fn saving_to_another_folder_keeps_the_places_true_whatever_is_undone() {
    let mut desk = Desk::new();
    // Without a file of its own a project writes places in full.
    desk.attach(&["项目/佐证/通知.pdf"]);
    let whole = desk.path("项目/佐证/通知.pdf");
    assert_eq!(desk.places(), [whole.to_str().expect("text")]);
    let first = desk.path("项目/自评.hengji.ron");
    desk.save_as(&first);
    assert_eq!(desk.places(), ["佐证/通知.pdf"]);
    desk.attach(&["共享/检测报告.pdf"]);
    let mut ledger = desk.ledger().to_vec();
    ledger.push(Evidence {
        id: Id::new("E0003"),
        place: "档案室3柜2层".to_owned(),
        ..Evidence::default()
    });
    desk.session.edit(&Edit::Evidence(ledger));

    let second = desk.path("共享/自评.hengji.ron");
    desk.save_as(&second);
    assert_eq!(desk.places(), ["../项目/佐证/通知.pdf", "检测报告.pdf", "档案室3柜2层"]);
    assert!(!desk.session.is_dirty());
    assert!(desk.said().contains('2'), "{}", desk.said());
    desk.verify();
    assert_eq!(desk.standings(), ["未变", "未变", "非文件"]);
    desk.session.run(Command::Undo);
    assert_eq!(desk.places(), ["../项目/佐证/通知.pdf", "检测报告.pdf"]);
    desk.verify();
    assert_eq!(desk.standings(), ["未变", "未变"]);
    // The file left behind is as it was.
    let left = file::read(&first).expect("the first file");
    assert_eq!(left.evidence.len(), 1);
    assert_eq!(left.evidence[0].place, "佐证/通知.pdf");
}

#[test]
fn places_are_told_from_shelf_marks() {
    for file in [
        "台账.xlsx",
        "佐证/通知.pdf",
        "D:\\佐证\\a",
        "../x",
        "/srv/x",
        "\\\\服务器\\共享\\a.doc",
    ] {
        assert!(place::names_a_file(file), "{file}");
    }
    for mark in [
        "档案室3柜2层",
        "",
        "2020.12",
        "https://example.org/a.pdf",
        "一楼档案室\n二楼",
    ] {
        assert!(!place::names_a_file(mark), "{mark}");
    }
    let written = |file: &str, folder: &str| place::written(Path::new(file), Some(Path::new(folder))).expect("text");
    assert_eq!(written("/甲/乙/a.pdf", "/甲/乙"), "a.pdf");
    assert_eq!(written("/甲/丙/a.pdf", "/甲/乙"), "../丙/a.pdf");
    assert_eq!(written("/别处/a.pdf", "/甲/乙"), "/别处/a.pdf");
    // From the root everything would be a neighbour.
    assert_eq!(written("/别处/a.pdf", "/甲"), "/别处/a.pdf");
}

#[test]
fn a_file_is_hashed_a_block_at_a_time_and_what_is_none_is_refused() {
    let desk = Desk::new();
    desk.lay("大.bin", &"x".repeat(1_000_000));
    let mut told = Vec::new();
    let hash = ledger::digest(&desk.path("大.bin"), &mut |bytes| {
        told.push(bytes);
        ControlFlow::Continue(())
    });
    assert_eq!(hash.expect("a file").expect("a hash").len(), 64);
    assert_eq!(told.iter().sum::<u64>(), 1_000_000);
    assert!(told.len() > 1);
    let broken_off = ledger::digest(&desk.path("大.bin"), &mut |_| ControlFlow::Break(()));
    assert_eq!(broken_off.expect("a file"), None);
    for (file, reason) in [("没有", "打不开文件"), ("共享", "文件夹")] {
        let error = ledger::digest(&desk.path(file), &mut |_| ControlFlow::Continue(()));
        let sentence = error.expect_err("no file").to_string();
        assert!(sentence.contains(reason) && sentence.contains(file), "{sentence}");
    }
}

#[test]
fn who_may_see_it_is_kept_in_the_file_and_obeyed_by_the_published_report() {
    let mut desk = Desk::new();
    let entry = |id: &str, name: &str, disclosure| Evidence {
        id: Id::new(id),
        name: name.to_owned(),
        disclosure,
        ..Evidence::default()
    };
    desk.session.edit(&Edit::Evidence(vec![
        entry("E0001", "抽查通报", Some(Disclosure::Public)),
        entry("E0002", "会商记录", Some(Disclosure::Internal)),
        entry("E0003", "举报台账", None),
    ]));
    let project = Arc::clone(desk.session.project());
    let text = file::encode(&project);
    assert_eq!(text.matches("disclosure").count(), 2, "missing is not written");
    assert_eq!(file::decode(text.as_bytes()).expect("a project"), *project);

    let published = publication::publish(&project, jiff::civil::date(2021, 3, 9));
    let names: Vec<&str> = published
        .project
        .evidence
        .iter()
        .map(|entry| entry.name.as_str())
        .collect();
    assert_eq!(names, ["抽查通报", "举报台账"]);
    assert!(
        published
            .project
            .evidence
            .iter()
            .all(|entry| entry.disclosure.is_none())
    );
}

#[test]
fn the_command_line_says_what_became_of_each_and_exits_with_1_when_one_is_broken() {
    let mut desk = Desk::new().saved("项目/自评.hengji.ron");
    let run = |json: &[&str], path: &Path| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let arguments = ["hengji", "evidence", path.to_str().expect("text")]
            .into_iter()
            .chain(json.iter().copied());
        let outcome = hengji::cli::run(arguments.map(Into::into), &mut out, &mut err);
        assert_eq!(String::from_utf8_lossy(&err), "");
        let hengji::cli::Outcome::Done(status) = outcome else {
            panic!("a window")
        };
        (status, String::from_utf8(out).expect("text"))
    };
    let file = desk.path("项目/自评.hengji.ron");
    assert_eq!(run(&[], &file), (0, "没有登记佐证材料\n".to_owned()));
    desk.attach(&["项目/佐证/投诉举报台账（2020年）.xlsx", "共享/检测报告.pdf"]);
    desk.session.run(Command::Save);
    let all_right = "E0001  未变  投诉举报台账（2020年）（佐证/投诉举报台账（2020年）.xlsx）\nE0002  未变  检测报告（../共享/检测报告.pdf）\n";
    assert_eq!(run(&[], &file), (0, all_right.to_owned()));
    desk.lay("共享/检测报告.pdf", "abc");
    let (status, said) = run(&[], &file);
    assert_eq!((status, said.contains("E0002  已改动  检测报告")), (1, true), "{said}");
    let (status, said) = run(&["--json"], &file);
    let pieces: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(
        (status, &pieces[1]["standing"], &pieces[1]["found"]),
        (1, &"changed".into(), &ABC.into())
    );
    assert_eq!(
        (&pieces[0]["standing"], &pieces[0]["found"]),
        (&"unchanged".into(), &serde_json::Value::Null)
    );
}
