//! The files of the 佐证材料 ledger where things go wrong: files gone, unreadable or huge, saves that fail, folders left.

use std::fs;
use std::path::{Path, PathBuf};

use hengji::file::{self, ledger, place};
use hengji::model::{Disclosure, Edit, Evidence, Id, Project};
use hengji::session::evidence::{Attach, Standing};
use hengji::session::work::Progress;
use hengji::session::{Answer, Command, Question, Session, Severity, Step};

/// SHA-256 of `甲` and of nothing, from `sha256sum`.
const OF_JIA: &str = "33e3580c093111e1c4cac922872c40371f7896bb3fa4e23be5840bd1834fc622";
const OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// A project saved in `folder/自评`, with a file beside and below it.
struct Desk {
    folder: tempfile::TempDir,
    session: Session,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("自评/佐证/投诉举报台账（2020年）.xlsx", "甲"),
            ("自评/佐证/抽检报告.pdf", ""),
            ("台账/会议纪要.docx", "乙"),
            ("别处/深处/照片.jpg", "丙"),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut session = Session::new(jiff::civil::date(2021, 3, 9));
        session.edit(&Edit::Department("某局".to_owned()));
        session.run(Command::Save);
        let path = folder.path().join("自评/某局.hengji.ron");
        session.answer(Answer::Path(path));
        Self { folder, session }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Chooses files and waits until they are read.
    fn attach(&mut self, attach: Attach, files: &[&str]) {
        assert!(matches!(self.session.attach(attach), Some(Step::Ask(_))));
        let mut files: Vec<PathBuf> = files.iter().map(|file| self.at(file)).collect();
        let answer = match files.len() {
            1 => Answer::Path(files.remove(0)),
            _ => Answer::Paths(files),
        };
        let step = self.session.answer(answer);
        self.work(step);
    }

    fn work(&mut self, step: Option<Step>) {
        let Some(Step::Work(work)) = step else {
            panic!("no work but {step:?}")
        };
        assert!(self.session.working().is_some());
        let done = work.run(&Progress::default());
        self.session.finished(done);
        assert!(self.session.working().is_none());
    }

    fn verify(&mut self) {
        let step = self.session.run(Command::VerifyEvidence);
        self.work(step);
    }

    fn project(&self) -> &Project {
        self.session.project()
    }

    fn places(&self) -> Vec<&str> {
        self.project()
            .evidence
            .iter()
            .map(|entry| entry.place.as_str())
            .collect()
    }

    /// Returns the standing of every entry as its word.
    fn standings(&self) -> Vec<&str> {
        let files = self.session.files();
        let word = |entry| files.standing(entry).map_or("—", Standing::name);
        self.project().evidence.iter().map(word).collect()
    }

    fn set(&mut self, position: usize, change: impl Fn(&mut Evidence)) {
        let mut evidence = self.project().evidence.clone();
        change(&mut evidence[position]);
        self.session.edit(&Edit::Evidence(evidence));
    }

    fn save_as(&mut self, path: &str) {
        assert!(matches!(
            self.session.run(Command::SaveAs),
            Some(Step::Ask(Question::PickTarget { .. }))
        ));
        self.session.answer(Answer::Path(self.at(path)));
        assert_eq!(self.session.path(), Some(self.at(path).as_path()));
    }

    fn said(&self) -> (Severity, &str) {
        let notice = self.session.notices().last().unwrap();
        (notice.severity, &notice.sentence)
    }
}

fn new() -> Attach {
    Attach::New(Box::default())
}

#[test]
fn chosen_files_become_entries_in_one_step() {
    let mut desk = Desk::new();
    let known = Evidence {
        proves: vec![Id::new("I0001")],
        ..Evidence::default()
    };
    desk.attach(
        Attach::New(Box::new(known)),
        &[
            "自评/佐证/投诉举报台账（2020年）.xlsx",
            "自评/佐证/抽检报告.pdf",
            "台账/会议纪要.docx",
            "别处/深处/照片.jpg",
        ],
    );
    let found: Vec<_> = desk.project().evidence.iter().collect();
    let named: Vec<_> = found
        .iter()
        .map(|entry| (entry.name.as_str(), entry.kind.as_str()))
        .collect();
    assert_eq!(
        named,
        [
            ("投诉举报台账（2020年）", "台账"),
            ("抽检报告", ""),
            ("会议纪要", "会议纪要"),
            ("照片", "照片"),
        ],
        "a kind only where the name says so"
    );
    assert_eq!(
        desk.places(),
        [
            "佐证/投诉举报台账（2020年）.xlsx",
            "佐证/抽检报告.pdf",
            "../台账/会议纪要.docx",
            "../别处/深处/照片.jpg",
        ]
    );
    assert_eq!(found[0].sha256, OF_JIA);
    assert_eq!(found[1].sha256, OF_NOTHING);
    assert!(found.iter().all(|entry| entry.proves == [Id::new("I0001")]));
    assert_eq!(desk.said(), (Severity::Success, "已登记 4 份佐证材料的文件和校验值"));
    desk.session.run(Command::Undo);
    assert!(desk.project().evidence.is_empty());
}

#[test]
fn a_file_is_registered_once_and_one_that_cannot_be_read_loses_nothing() {
    let mut desk = Desk::new();
    desk.attach(new(), &["自评/佐证/抽检报告.pdf"]);
    desk.attach(
        new(),
        &["自评/佐证/抽检报告.pdf", "自评/佐证/没有了.pdf", "台账/会议纪要.docx"],
    );
    assert_eq!(
        desk.places(),
        ["佐证/抽检报告.pdf", "佐证/没有了.pdf", "../台账/会议纪要.docx"]
    );
    assert_eq!(desk.project().evidence[1].sha256, "");
    let (severity, sentence) = desk.said();
    assert_eq!(severity, Severity::Caution);
    assert!(
        sentence.contains("已登记 2 份佐证材料的文件，2 处需要看一看：已经登记为 E0001"),
        "{sentence}"
    );
    let details = desk.session.notices().last().unwrap().details.join("\n");
    assert!(
        details.contains("已登记但没有校验值，打不开文件：找不到文件或所在的文件夹（"),
        "{details}"
    );

    // The file of an entry: the old one stays where the new one cannot be read.
    let before = desk.project().evidence.clone();
    desk.attach(Attach::To(Id::new("E0001")), &["自评/佐证"]);
    assert_eq!(desk.project().evidence, before);
    let (severity, sentence) = desk.said();
    assert_eq!(severity, Severity::Failure);
    assert!(sentence.starts_with("这是一个文件夹，请选择文件（"), "{sentence}");
    desk.attach(Attach::To(Id::new("E0001")), &["自评/佐证/投诉举报台账（2020年）.xlsx"]);
    let entry = &desk.project().evidence[0];
    assert_eq!(entry.place, "佐证/投诉举报台账（2020年）.xlsx");
    assert_eq!((entry.name.as_str(), entry.kind.as_str()), ("抽检报告", "台账"));
    assert_eq!(entry.sha256, OF_JIA);
}

#[test]
fn what_is_read_for_one_document_never_lands_in_another() {
    let mut desk = Desk::new();
    desk.session.attach(new());
    let Some(Step::Work(work)) = desk.session.answer(Answer::Path(desk.at("台账/会议纪要.docx"))) else {
        panic!("no work")
    };
    assert!(!desk.session.can(Command::VerifyEvidence), "one work at a time");
    assert_eq!(desk.session.attach(new()), None);
    assert!(desk.said().1.contains("正在读取佐证材料"), "{}", desk.said().1);
    // Typed meanwhile: kept.
    desk.session.edit(&Edit::Note("先写的".to_owned()));
    let cancelled = Progress::default();
    cancelled.cancel();
    let done = work.clone().run(&cancelled);
    desk.session.finished(done);
    assert!(desk.project().evidence.is_empty());
    assert_eq!(desk.said(), (Severity::Caution, "已取消读取佐证材料，台账没有改动"));
    let done = work.run(&Progress::default());
    desk.session.finished(done.clone());
    assert_eq!(desk.project().note, "先写的");
    assert_eq!(desk.places(), ["../台账/会议纪要.docx"]);
    desk.session.open_path(&desk.at("自评/某局.hengji.ron"));
    desk.session.finished(done);
    assert!(desk.project().evidence.is_empty());
    assert_eq!(desk.said().0, Severity::Failure);
}

#[test]
fn every_piece_is_held_against_its_file() {
    let mut desk = Desk::new();
    assert!(!desk.session.can(Command::VerifyEvidence), "there is nothing to check");
    desk.attach(
        new(),
        &[
            "自评/佐证/投诉举报台账（2020年）.xlsx",
            "自评/佐证/抽检报告.pdf",
            "台账/会议纪要.docx",
            "别处/深处/照片.jpg",
        ],
    );
    let mut evidence = desk.project().evidence.clone();
    for place in [
        "档案室3柜2层",
        "2号柜/第3层",
        "https://www.example.gov.cn/a.pdf",
        "佐证",
        "",
        "佐证\\抽检报告.pdf",
    ] {
        evidence.push(Evidence {
            id: Id::fresh("E", evidence.iter().map(|entry| &entry.id)),
            place: place.to_owned(),
            ..Evidence::default()
        });
    }
    evidence[3].sha256.clear();
    evidence[1].sha256 = OF_NOTHING.to_uppercase();
    desk.session.edit(&Edit::Evidence(evidence));
    fs::write(desk.at("自评/佐证/投诉举报台账（2020年）.xlsx"), "改过").unwrap();
    fs::remove_file(desk.at("台账/会议纪要.docx")).unwrap();
    let state = desk.session.revision();
    assert_eq!(desk.standings()[0], "—");
    desk.verify();
    assert_eq!(
        desk.standings(),
        [
            "已改动",
            "未变",
            "找不到",
            "未登记校验值",
            "非文件",
            "非文件",
            "非文件",
            "非文件",
            "未填存放位置",
            "未登记校验值",
        ]
    );
    assert_eq!(
        desk.session.revision(),
        state,
        "what was found is no part of the document"
    );
    assert_eq!(
        desk.said(),
        (
            Severity::Caution,
            "佐证材料有 2 份与登记时不同：已改动 1，未变 1，找不到 1，未登记校验值 2，非文件 4，未填存放位置 1"
        )
    );
    let details = &desk.session.notices().last().unwrap().details;
    assert_eq!(details.len(), 10);
    assert_eq!(
        details[1], "E0003 找不到 会议纪要（../台账/会议纪要.docx）",
        "what is broken comes first"
    );

    // What was found can be registered, and is known to be unchanged then.
    let standing = desk.session.files().standing(&desk.project().evidence[0]).cloned();
    let Some(Standing::Changed(found)) = standing else {
        panic!("{standing:?}")
    };
    desk.set(0, |entry| entry.sha256.clone_from(&found));
    desk.set(2, |entry| entry.place = "台账室".to_owned());
    assert_eq!(
        desk.standings()[..3],
        ["未变", "未变", "—"],
        "another place has not been looked at"
    );
    fs::write(desk.at("台账/会议纪要.docx"), "乙").unwrap();
    desk.session.run(Command::Undo);
    desk.verify();
    assert_eq!(desk.said().0, Severity::Success);
    let sentences = desk.session.notices().iter().map(|notice| &notice.sentence);
    assert_eq!(
        sentences.filter(|sentence| sentence.contains("与登记时不同")).count(),
        0
    );
}

#[test]
fn a_long_reading_tells_how_far_it_is_and_stops_in_the_middle() {
    let mut desk = Desk::new();
    fs::write(desk.at("自评/大.zip"), vec![7; 3 << 20]).unwrap();
    let mut blocks = 0;
    let hash = ledger::digest(&desk.at("自评/大.zip"), &mut |bytes| {
        assert!(bytes <= 1 << 18, "{bytes} at a time");
        blocks += 1;
        if blocks == 3 {
            std::ops::ControlFlow::Break(())
        } else {
            std::ops::ControlFlow::Continue(())
        }
    });
    assert_eq!((hash.unwrap(), blocks), (None, 3));
    desk.attach(new(), &["自评/大.zip"]);
    let Some(Step::Work(work)) = desk.session.run(Command::VerifyEvidence) else {
        panic!("no work")
    };
    let progress = Progress::default();
    assert_eq!(progress.percent(), None);
    desk.session.finished(work.run(&progress));
    assert_eq!(progress.percent(), Some(100));
    assert_eq!(desk.standings(), ["未变"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_never_waited_for() {
    let mut desk = Desk::new();
    let pipe = desk.at("自评/管道.pdf");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .expect("mkfifo");
    assert!(made.success());
    desk.attach(new(), &["自评/管道.pdf"]);
    assert!(desk.said().1.contains("这不是普通文件"), "{}", desk.said().1);
    desk.verify();
    assert_eq!(desk.standings(), ["读不出"]);
}

#[test]
fn saving_to_another_folder_keeps_every_place_true_whatever_is_undone() {
    let mut desk = Desk::new();
    desk.attach(new(), &["自评/佐证/抽检报告.pdf", "台账/会议纪要.docx"]);
    desk.session.edit(&Edit::Note("后来".to_owned()));
    let whole = desk.at("台账/会议纪要.docx").to_str().unwrap().to_owned();
    desk.set(1, |entry| entry.page = "3".to_owned());
    let mut evidence = desk.project().evidence.clone();
    for (id, place) in [
        ("E0003", "档案室3柜"),
        ("E0004", whole.as_str()),
        ("E0005", "D:\\别的机器\\甲.pdf"),
        ("E0006", "佐证"),
    ] {
        evidence.push(Evidence {
            id: Id::new(id),
            place: place.to_owned(),
            ..Evidence::default()
        });
    }
    desk.session.edit(&Edit::Evidence(evidence));
    desk.verify();
    let before = desk
        .standings()
        .iter()
        .map(|word| (*word).to_owned())
        .collect::<Vec<_>>();
    fs::create_dir(desk.at("送审")).unwrap();
    desk.save_as("送审/某局.hengji.ron");
    let moved = [
        "../自评/佐证/抽检报告.pdf",
        "../台账/会议纪要.docx",
        "档案室3柜",
        whole.as_str(),
        "D:\\别的机器\\甲.pdf",
        "../自评/佐证",
    ];
    assert_eq!(desk.places(), moved);
    assert_eq!(
        desk.said().1,
        "已保存 某局.hengji.ron；2 份佐证材料的存放位置已按新文件夹改写，仍指向原来的文件"
    );
    assert!(!desk.session.is_dirty());
    assert_eq!(file::read(&desk.at("送审/某局.hengji.ron")).unwrap(), *desk.project());
    let left = file::read(&desk.at("自评/某局.hengji.ron")).unwrap();
    assert!(left.evidence.is_empty(), "the file left behind is as it was");
    desk.verify();
    assert_eq!(desk.standings(), before);
    // Undone to where the places were written from the first folder: they mean the same files.
    for expected in [&moved[..2], &moved[..2], &moved[..2]] {
        desk.session.run(Command::Undo);
        assert_eq!(desk.places(), expected);
        desk.verify();
        assert_eq!(desk.standings(), ["未变", "未变"]);
    }
    desk.session.run(Command::Redo);
    // Back home they are what they were; far away they are written in full.
    desk.save_as("自评/某局.hengji.ron");
    assert_eq!(desk.places(), ["佐证/抽检报告.pdf", "../台账/会议纪要.docx"]);
    desk.save_as("别处/深处/某局.hengji.ron");
    assert_eq!(
        desk.places(),
        [desk.at("自评/佐证/抽检报告.pdf").to_str().unwrap(), &whole]
    );
    desk.verify();
    assert_eq!(desk.standings(), ["未变", "未变"]);
}

#[test]
fn places_written_in_full_before_the_first_save_are_written_from_its_folder() {
    let mut desk = Desk::new();
    desk.session
        .run(Command::OpenExample(hengji::examples::Example::Wuchang));
    desk.attach(new(), &["自评/佐证/抽检报告.pdf"]);
    assert_eq!(desk.places(), [desk.at("自评/佐证/抽检报告.pdf").to_str().unwrap()]);
    desk.save_as("自评/武昌.hengji.ron");
    assert_eq!(desk.places(), ["佐证/抽检报告.pdf"]);
}

#[test]
fn a_save_that_fails_leaves_the_places_alone() {
    let mut desk = Desk::new();
    desk.attach(new(), &["自评/佐证/抽检报告.pdf"]);
    desk.session.run(Command::SaveAs);
    desk.session
        .answer(Answer::Path(desk.at("没有这个文件夹/某局.hengji.ron")));
    assert_eq!(desk.said().0, Severity::Failure);
    assert_eq!(desk.places(), ["佐证/抽检报告.pdf"]);
    assert_eq!(desk.session.path(), Some(desk.at("自评/某局.hengji.ron").as_path()));
}

#[test]
fn places_are_written_and_read_on_either_system() {
    let folder = Path::new("/甲/自评");
    let written = |file: &str| place::written(Path::new(file), Some(folder)).unwrap();
    assert_eq!(written("/甲/自评/佐证/a.pdf"), "佐证/a.pdf");
    assert_eq!(written("/甲/b.pdf"), "../b.pdf");
    assert_eq!(written("/乙/b.pdf"), "/乙/b.pdf");
    assert_eq!(
        place::written(Path::new("/乙/b.pdf"), Some(Path::new("/甲"))).unwrap(),
        "/乙/b.pdf"
    );
    assert_eq!(place::written(Path::new("/乙/b.pdf"), None).unwrap(), "/乙/b.pdf");
    #[cfg(unix)]
    for (written, expected) in [
        ("佐证\\a.pdf", "/甲/自评/佐证/a.pdf"),
        ("../b.pdf", "/甲/b.pdf"),
        ("./c.pdf", "/甲/自评/c.pdf"),
        ("/乙/b.pdf", "/乙/b.pdf"),
        ("D:\\乙\\b.pdf", "D:/乙/b.pdf"),
    ] {
        let candidates = place::candidates(written, Some(folder));
        assert_eq!(candidates.last(), Some(&PathBuf::from(expected)), "{written}");
    }
    for (text, is_file) in [
        ("佐证/a.pdf", true),
        ("\\\\服务器\\共享\\a", true),
        ("D:/佐证", true),
        ("表.7z", true),
        ("档案室3柜2层", false),
        ("2号柜/第3层", false),
        ("第1.2号柜", false),
        ("柜3.2", false),
        ("2020.12", false),
        ("一楼档案室\n二楼", false),
        ("ftp://x/a.pdf", false),
        ("", false),
    ] {
        assert_eq!(place::names_a_file(text), is_file, "{text}");
    }
}

#[test]
fn an_unset_disclosure_leaves_no_trace_in_the_file() {
    let evidence = |disclosure| {
        let mut project = Project::default();
        project.evidence.push(Evidence {
            id: Id::new("E0001"),
            name: "台账".to_owned(),
            disclosure,
            ..Evidence::default()
        });
        project
    };
    let text = file::encode(&evidence(None));
    assert!(!text.contains("disclosure"), "{text}");
    assert_eq!(file::encode(&file::decode(text.as_bytes()).unwrap()), text);
    for disclosure in Disclosure::ALL {
        let marked = evidence(Some(disclosure));
        let text = file::encode(&marked);
        assert!(text.contains(&format!("disclosure: {disclosure:?},")), "{text}");
        assert_eq!(file::decode(text.as_bytes()).unwrap(), marked);
    }
}
