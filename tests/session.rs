//! Commands, questions and answers, without a window.

use std::path::{Path, PathBuf};

use hengji::check;
use hengji::examples::Example;
use hengji::file;
use hengji::model::{Actual, Edit, Explained, Id, Indicator, Project};
use hengji::session::newest::Newest;
use hengji::session::{Answer, Command, Question, Session, Severity, Step, Way};

fn session() -> Session {
    Session::new(jiff::civil::date(2021, 3, 9))
}

fn with_indicator(name: &str) -> Edit {
    let indicator = Indicator {
        id: Id::new("I0001"),
        name: name.to_owned(),
        ..Indicator::default()
    };
    Edit::Insert {
        at: 0,
        indicators: vec![indicator],
    }
}

fn asked(step: Option<Step>) -> Question {
    match step {
        Some(Step::Ask(question)) => question,
        other => panic!("no question but {other:?}"),
    }
}

/// Asks for an export that goes out with gaps, up to the dialog of its folder.
fn export_anyway(session: &mut Session) {
    let Question::Gaps { gaps } = asked(session.run(Command::Export(None))) else {
        panic!("what is missing is said first")
    };
    assert!(!gaps.is_empty());
    assert!(matches!(
        asked(session.answer(Answer::Export)),
        Question::PickFolder { .. }
    ));
}

#[test]
fn a_new_session_has_nothing_to_lose() {
    let mut session = session();
    assert!(!session.is_dirty());
    assert!(session.is_blank());
    assert_eq!(session.project().year, 2020);
    assert_eq!(session.run(Command::Quit), Some(Step::Leave));
}

#[test]
fn unsaved_changes_are_asked_about_before_they_are_lost() {
    let mut session = session();
    session.edit(&with_indicator("新增市场主体"));
    for command in [
        Command::New,
        Command::Open,
        Command::OpenExample(Example::Wuchang),
        Command::Import,
        Command::Quit,
    ] {
        assert!(
            matches!(asked(session.run(command)), Question::Unsaved { .. }),
            "{command:?}"
        );
        assert_eq!(session.answer(Answer::Cancel), None);
        assert_eq!(session.project().indicators.len(), 1);
    }
}

#[test]
fn open_while_unsaved_choose_save_cancel_the_picker_loses_nothing() {
    let mut session = session();
    session.edit(&with_indicator("新增市场主体"));
    asked(session.run(Command::Open));
    assert!(matches!(
        asked(session.answer(Answer::Save)),
        Question::PickTarget { .. }
    ));
    assert_eq!(session.answer(Answer::Cancel), None);
    assert!(session.is_dirty());
    assert_eq!(session.project().indicators.len(), 1);
}

#[test]
fn a_file_is_saved_as_another_beginning_with_its_own_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    session.edit(&with_indicator("新增市场主体"));
    asked(session.run(Command::SaveAs));
    assert_eq!(session.answer(Answer::Path(folder.path().join("初稿.ron"))), None);
    assert_eq!(
        asked(session.run(Command::SaveAs)),
        Question::PickTarget {
            name: "初稿.ron".to_owned(),
            folder: Some(folder.path().to_owned())
        }
    );
}

#[test]
fn a_dialog_starts_where_the_person_worked_last() {
    let (own, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let work = folder.path().join("科室资料");
    std::fs::create_dir(&work).unwrap();
    let mut session = session();
    session.remember_in(own.path().to_owned());
    let starts = |session: &mut Session| {
        let folders = [Command::Open, Command::Import, Command::LoadScheme].map(|command| {
            let question = asked(session.run(command));
            session.answer(Answer::Cancel);
            match question {
                Question::PickProject { folder } | Question::PickTable { folder } | Question::PickScheme { folder } => {
                    folder
                }
                other => panic!("{other:?}"),
            }
        });
        assert!(folders.iter().all(|folder| *folder == folders[0]), "{folders:?}");
        folders[0].clone()
    };
    assert_eq!(starts(&mut session), file::documents());
    let path = work.join("自评.hengji.ron");
    file::write(&path, session.project()).unwrap();
    session.open_path(&path);
    assert_eq!(starts(&mut session), Some(work.clone()), "with the file that is open");
    let mut session = Session::new(session.today());
    session.remember_in(own.path().to_owned());
    assert_eq!(starts(&mut session), Some(work.clone()), "with the file used last");
    std::fs::remove_dir_all(&work).unwrap();
    assert_eq!(starts(&mut session), file::documents(), "that folder is gone");
}

#[test]
fn open_while_unsaved_choose_save_goes_on_to_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    session.edit(&with_indicator("新增市场主体"));
    asked(session.run(Command::Open));
    asked(session.answer(Answer::Save));
    let saved = folder.path().join("甲.hengji.ron");
    assert_eq!(
        asked(session.answer(Answer::Path(saved.clone()))),
        Question::PickProject {
            folder: Some(folder.path().to_owned())
        },
        "the dialog starts where the file was saved"
    );
    assert_eq!(file::read(&saved).unwrap().indicators[0].name, "新增市场主体");
    let other = folder.path().join("乙.ron");
    std::fs::copy(&saved, &other).unwrap();
    assert_eq!(session.answer(Answer::Path(other.clone())), None);
    assert_eq!(session.path(), Some(other.as_path()));
}

#[test]
fn what_an_import_asks_comes_by_its_weight_and_leads_to_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("自评表2020年.csv");
    let text = "2020年度自评表\n三级指标,指标值,实际完成值,分值\n检查户数（户）,≥100,112,10\n\
        抽检批次（批次）,30,31,10\n满意率,约90%,91%,10\n";
    std::fs::write(&path, text).unwrap();
    let mut session = session();
    asked(session.run(Command::Import));
    assert_eq!(session.answer(Answer::Path(path)), None);
    let notice = session.notices().last().unwrap();
    assert_eq!(notice.sentence, "已导入 3 项指标，2 处需要核对");
    let places: Vec<&str> = notice
        .details
        .iter()
        .map(|line| line.split('：').next().unwrap())
        .collect();
    assert_eq!(
        places,
        ["第5行第2列", "第4行第2列", "第3行第1列", "第4行第1列"],
        "{:?}",
        notice.details
    );
    let lead = |id: &str| Some(Id::new(id));
    assert_eq!(
        notice.way,
        Some(Way::Rows {
            leads: vec![lead("I0003"), lead("I0002"), lead("I0001"), lead("I0002")],
            plain: 2
        })
    );
}

#[test]
fn a_workbook_with_several_forms_asks_which_sheet_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("两年.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in [
        (
            "2019年",
            vec![
                ["三级指标", "指标值", "实际完成值", "分值"],
                ["检查户数", "≥100户", "112户", "10"],
            ],
        ),
        ("封面", vec![["区市场监管局", "", "", ""]]),
        (
            "2020年",
            vec![
                ["三级指标", "指标值", "实际完成值", "分值"],
                ["检查户数", "≥100户", "120户", "10"],
                ["抽检批次", "≥30批次", "", "10"],
            ],
        ),
    ] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            sheet.write_row(row, 0, cells).unwrap();
        }
    }
    book.save(&path).unwrap();
    let mut session = session();
    session.edit(&with_indicator("甲"));
    let before = session.revision();
    let ask = |session: &mut Session| {
        asked(session.run(Command::Import));
        asked(session.answer(Answer::Discard));
        asked(session.answer(Answer::Path(path.clone())))
    };
    let Question::Sheet { name, sheets } = ask(&mut session) else {
        panic!("the sheet is asked for")
    };
    assert_eq!(name, "两年.xlsx");
    let found: Vec<_> = sheets
        .iter()
        .map(|one| (one.name.as_str(), one.indicators, one.filled, one.is_read))
        .collect();
    assert_eq!(found, [("2019年", 1, 1, false), ("2020年", 2, 1, true)]);
    assert_eq!(session.answer(Answer::Cancel), None);
    assert_eq!(session.revision(), before, "all is as it was");
    assert!(session.is_dirty());

    ask(&mut session);
    assert_eq!(session.answer(Answer::Sheet("2019年".to_owned())), None);
    let actuals = |session: &Session| {
        session
            .project()
            .indicators
            .iter()
            .map(|one| one.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(actuals(&session), ["检查户数"]);
    assert!(session.notices().iter().any(|notice| notice.sentence.contains("1")));
}

#[test]
fn what_is_typed_while_the_dialog_is_open_is_asked_about_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("乙.ron");
    file::write(&path, session().project()).unwrap();
    for command in [Command::Open, Command::Import] {
        let mut session = session();
        asked(session.run(command));
        session.edit(&with_indicator("新增市场主体"));
        assert!(
            matches!(
                asked(session.answer(Answer::Path(path.clone()))),
                Question::Unsaved { .. }
            ),
            "{command:?}"
        );
        assert_eq!(session.answer(Answer::Cancel), None);
        assert_eq!(session.project().indicators.len(), 1);
    }
}

#[test]
fn discarded_changes_are_asked_about_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("乙.ron");
    file::write(&path, session().project()).unwrap();
    let mut session = session();
    session.edit(&with_indicator("新增市场主体"));
    asked(session.run(Command::Open));
    assert!(matches!(
        asked(session.answer(Answer::Discard)),
        Question::PickProject { .. }
    ));
    assert_eq!(session.answer(Answer::Path(path.clone())), None);
    assert_eq!(session.path(), Some(path.as_path()));
}

#[test]
fn save_keeps_the_file_and_undo_back_to_it_is_clean() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    session.edit(&with_indicator("甲"));
    assert!(matches!(asked(session.run(Command::Save)), Question::PickTarget { .. }));
    session.answer(Answer::Path(folder.path().join("自评")));
    assert_eq!(session.path(), Some(folder.path().join("自评.hengji.ron").as_path()));
    assert!(!session.is_dirty());
    session.edit(&Edit::Department("某局".to_owned()));
    assert!(session.is_dirty());
    assert!(session.title().starts_with('●'));
    session.run(Command::Undo);
    assert!(!session.is_dirty());
    session.run(Command::Redo);
    assert!(session.is_dirty());
    assert_eq!(session.run(Command::Save), None);
    assert_eq!(
        file::read(&folder.path().join("自评.hengji.ron")).unwrap().department,
        "某局"
    );
}

#[test]
fn a_refused_save_says_so_and_keeps_the_changes() {
    let mut session = session();
    session.edit(&with_indicator("甲"));
    asked(session.run(Command::SaveAs));
    session.answer(Answer::Path(PathBuf::from("/no/such/folder/x.ron")));
    assert!(session.is_dirty());
    assert_eq!(session.notices().last().unwrap().severity, Severity::Failure);
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_open_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("坏.ron");
    std::fs::write(&path, "not ron").unwrap();
    let mut session = session();
    session.open_path(&path);
    assert!(session.path().is_none());
    assert_eq!(session.notices().last().unwrap().severity, Severity::Failure);
}

#[test]
fn ids_that_were_used_twice_in_a_file_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("项目.ron");
    let mut project = file::decode(Example::Wuchang.bytes()).unwrap();
    let first = project.indicators[0].id.clone();
    project.indicators[1].id = first.clone();
    file::write(&path, &project).unwrap();
    let mut session = session();
    session.open_path(&path);
    let notice = session.notices().last().unwrap();
    assert_eq!(notice.severity, Severity::Caution);
    assert_eq!(
        notice.sentence,
        "文件中有 1 项的标识与前面的重复，已另行编号，保存后写入文件"
    );
    assert!(notice.details[0].contains(&format!("的标识 {first} 与前面的重复")));
}

#[test]
fn rules_in_a_file_that_contradict_each_other_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("项目.ron");
    let mut project = file::decode(Example::Wuchang.bytes()).unwrap();
    let mut scheme = (*project.scheme).clone();
    scheme.qualitative.tiers[1].high = "0.95".parse().unwrap();
    project.scheme = std::sync::Arc::new(scheme);
    file::write(&path, &project).unwrap();
    let mut session = session();
    session.open_path(&path);
    let notice = session.notices().last().unwrap();
    assert_eq!(notice.severity, Severity::Caution);
    assert!(
        notice.sentence.contains("上限 0.95 与上一档重叠"),
        "{}",
        notice.sentence
    );
    assert_eq!(
        session.project().indicators.len(),
        project.indicators.len(),
        "it is open all the same"
    );

    project.scheme = hengji::schemes::find("hubei_dept").unwrap();
    file::write(&path, &project).unwrap();
    session.open_path(&path);
    assert!(
        !session
            .notices()
            .last()
            .is_some_and(|notice| notice.severity == Severity::Failure)
    );
}

#[test]
fn what_was_said_of_a_document_goes_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("表.csv");
    std::fs::write(&table, "一级指标,三级指标,分值,年度指标值\n产出指标,培训,10,若干\n").unwrap();
    let mut session = session();
    asked(session.run(Command::Import));
    session.answer(Answer::Path(table));
    assert_eq!(session.notices().last().unwrap().severity, Severity::Caution);
    session.run(Command::OpenExample(Example::Wuchang));
    session.answer(Answer::Discard);
    assert_eq!(session.project().year, 2020);
    assert_eq!(session.notices(), []);
}

#[test]
fn a_scheme_that_loads_puts_away_why_another_did_not() {
    let folder = tempfile::tempdir().unwrap();
    let (bad, good) = (folder.path().join("坏.ron"), folder.path().join("好.ron"));
    std::fs::write(&bad, "(id: 5)").unwrap();
    std::fs::write(&good, include_bytes!("../assets/schemes/guangxi.ron")).unwrap();
    let mut session = session();
    let mut load = |path: &Path| {
        asked(session.run(Command::LoadScheme));
        session.answer(Answer::Path(path.to_owned()));
        session.notices().to_vec()
    };
    for _ in 0..2 {
        let [notice] = &load(&bad)[..] else { panic!("said once") };
        assert!(notice.sentence.starts_with("“坏.ron”第1行"), "{}", notice.sentence);
    }
    assert_eq!(load(&good), []);
}

#[test]
fn the_sample_opens_unsaved_and_its_score_follows_an_edit() {
    let mut session = session();
    assert_eq!(session.run(Command::OpenExample(Example::Wuchang)), None);
    assert!(session.is_dirty(), "a sample lies nowhere yet");
    let before = session.card().total;
    let (position, _) = session
        .project()
        .indicators
        .iter()
        .enumerate()
        .find(|(at, _)| session.card().rows[*at].score.is_some())
        .unwrap();
    let mut changed = session.project().indicators[position].clone();
    changed.actual = None;
    session.edit(&Edit::Indicators(vec![changed]));
    assert!(session.card().total < before);
    session.run(Command::Undo);
    assert_eq!(session.card().total, before);
}

#[test]
fn an_export_runs_on_the_state_it_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    session.run(Command::OpenExample(Example::Changjiang));
    export_anyway(&mut session);
    let Some(Step::Work(work)) = session.answer(Answer::Path(folder.path().to_owned())) else {
        panic!("no work")
    };
    assert!(session.working().is_some());
    assert!(!session.can(Command::Export(None)), "one export at a time");
    session.finished(work.run(&hengji::session::work::Progress::default()));
    assert!(session.working().is_none());
    let [review, written] = session.notices() else {
        panic!("{:?}", session.notices())
    };
    let (open, _) = check::parted(session.project(), check::check(session.project(), session.card()));
    let count = |severity| open.iter().filter(|one| one.severity == severity).count();
    let (errors, warnings) = (count(check::Severity::Error), count(check::Severity::Warning));
    for count in [errors, warnings] {
        assert!(review.sentence.contains(&format!(" {count}")), "{}", review.sentence);
    }
    assert_eq!((review.severity, &review.way), (Severity::Caution, &Some(Way::Review)));
    let files = std::fs::read_dir(folder.path()).unwrap().count();
    let place = folder.path();
    let said = [files.to_string(), place.display().to_string()];
    assert!(
        said.iter().all(|said| written.sentence.contains(said)),
        "{}",
        written.sentence
    );
    assert_eq!(written.details.len(), files, "files and nothing else");
    assert_eq!(written.way, Some(Way::Folder(place.to_owned())));
}

#[test]
fn what_is_not_filled_in_is_asked_about_once_before_it_is_exported() {
    use hengji::report::Format;
    let mut session = session();
    session.edit(&with_indicator("新增市场主体"));
    let before = session.revision();
    let Question::Gaps { gaps } = asked(session.run(Command::Export(Some(Format::Docx)))) else {
        panic!("what is missing is said first")
    };
    assert_eq!(gaps[0], "基本信息：没有填写单位名称");
    let unit = "指标“新增市场主体”：没有填写指标值、分值、实际完成值";
    assert!(gaps.iter().any(|gap| gap == unit), "{gaps:?}");
    for answer in [Answer::FillIn, Answer::Cancel] {
        assert_eq!(session.answer(answer), None);
        assert_eq!((session.working(), session.revision()), (None, before));
        asked(session.run(Command::Export(Some(Format::Xlsx))));
    }
    session.answer(Answer::Cancel);
    // What sections fill in has its blanks by nature, and 公开版 has a list of its own.
    assert!(matches!(
        asked(session.run(Command::Export(Some(Format::Sections)))),
        Question::PickFolder { .. }
    ));
    session.answer(Answer::Cancel);
    let published = asked(session.run(Command::Export(Some(Format::Public))));
    assert!(matches!(published, Question::Publish { .. }));
    assert!(matches!(
        asked(session.answer(Answer::Publish)),
        Question::PickFolder { .. }
    ));
}

#[test]
fn what_is_filled_in_is_exported_unasked() {
    let mut session = session();
    session.run(Command::OpenExample(Example::Changjiang));
    let open = check::gaps(session.project(), session.card());
    for gap in open {
        assert_ne!(gap.severity, check::Severity::Error, "{}", gap.sentence);
        session.edit(&Edit::Explained(Explained {
            rule: gap.rule.to_owned(),
            sentence: gap.sentence,
            reason: "已核实".to_owned(),
        }));
    }
    assert!(matches!(
        asked(session.run(Command::Export(None))),
        Question::PickFolder { .. }
    ));
}

#[test]
fn a_cancelled_export_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    session.run(Command::OpenExample(Example::Changjiang));
    export_anyway(&mut session);
    let Some(Step::Work(work)) = session.answer(Answer::Path(folder.path().to_owned())) else {
        panic!("no work")
    };
    let progress = hengji::session::work::Progress::default();
    progress.cancel();
    session.finished(work.run(&progress));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(session.notices().last().unwrap().severity, Severity::Caution);
}

#[test]
fn saving_under_a_name_that_gets_its_ending_asks_before_it_replaces_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("自评.hengji.ron");
    std::fs::write(&target, "别人的").unwrap();
    let mut session = session();
    session.edit(&with_indicator("甲"));
    asked(session.run(Command::SaveAs));
    let name = "自评.hengji.ron".to_owned();
    let typed = Answer::Path(folder.path().join("自评"));
    assert_eq!(
        asked(session.answer(typed.clone())),
        Question::Replace { name: name.clone() }
    );
    assert_eq!(
        asked(session.answer(Answer::Cancel)),
        Question::PickTarget {
            name,
            folder: Some(folder.path().to_owned())
        },
        "back to the dialog"
    );
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "别人的");
    asked(session.answer(typed));
    assert_eq!(session.answer(Answer::Replace), None);
    assert_eq!(file::read(&target).unwrap().indicators[0].name, "甲");
    asked(session.run(Command::SaveAs));
    assert_eq!(
        session.answer(Answer::Path(target)),
        None,
        "the dialog itself has asked about a name typed in full"
    );
}

#[test]
fn a_file_that_was_written_by_another_is_not_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (
        folder.path().join("自评.hengji.ron"),
        folder.path().join("另存.hengji.ron"),
    );
    file::write(&path, session().project()).unwrap();
    let mut session = session();
    session.open_path(&path);
    session.edit(&with_indicator("甲"));
    assert_eq!(session.run(Command::Save), None, "nobody else has written");
    session.edit(&with_indicator("乙"));
    let mut theirs = file::read(&path).unwrap();
    theirs.department = "别人".to_owned();
    file::write(&path, &theirs).unwrap();
    let name = "自评.hengji.ron".to_owned();
    assert_eq!(
        asked(session.run(Command::Save)),
        Question::Overwrite { name: name.clone() }
    );
    assert_eq!(session.answer(Answer::Cancel), None);
    assert!(session.is_dirty());
    assert_eq!(file::read(&path).unwrap().department, "别人");
    asked(session.run(Command::Save));
    assert!(matches!(
        asked(session.answer(Answer::Elsewhere)),
        Question::PickTarget { .. }
    ));
    session.answer(Answer::Path(copy.clone()));
    assert_eq!(file::read(&path).unwrap().department, "别人", "both are kept");
    assert_eq!(file::read(&copy).unwrap().indicators.len(), 2);
    session.open_path(&path);
    session.edit(&with_indicator("丙"));
    file::write(&path, &Project::default()).unwrap();
    asked(session.run(Command::Save));
    assert_eq!(session.answer(Answer::Replace), None);
    assert_eq!(file::read(&path).unwrap().department, "别人", "ours, as it was opened");
    std::fs::remove_file(&path).unwrap();
    session.edit(&with_indicator("丁"));
    assert_eq!(
        session.run(Command::Save),
        None,
        "nothing is lost of a file that is gone"
    );
    assert!(path.exists());
}

#[test]
fn a_question_is_answered_before_another_one_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    session.edit(&with_indicator("甲"));
    asked(session.run(Command::SaveAs));
    for command in [
        Command::New,
        Command::Open,
        Command::OpenExample(Example::Wuchang),
        Command::Save,
        Command::Import,
        Command::Export(None),
        Command::Quit,
    ] {
        assert_eq!(session.run(command), None, "{command:?}");
    }
    assert_eq!(session.run_open(folder.path().join("乙.ron")), None);
    let said: Vec<Severity> = session.notices().iter().map(|one| one.severity).collect();
    assert_eq!(said, [Severity::Caution], "said once");
    let path = folder.path().join("甲.ron");
    session.answer(Answer::Path(path.clone()));
    assert_eq!(
        session.path(),
        Some(path.as_path()),
        "the dialog's answer is not dropped"
    );
    assert!(session.notices().iter().all(|one| one.severity == Severity::Success));
}

#[test]
fn undo_and_saving_in_place_go_on_while_a_dialog_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("甲.ron");
    let mut session = session();
    session.edit(&with_indicator("甲"));
    asked(session.run(Command::SaveAs));
    session.answer(Answer::Path(path.clone()));
    export_anyway(&mut session);
    session.edit(&Edit::Department("某局".to_owned()));
    session.run(Command::Undo);
    assert_eq!(session.project().department, "");
    session.edit(&Edit::Department("某局".to_owned()));
    session.run(Command::Save);
    assert_eq!(file::read(&path).unwrap().department, "某局");
    assert!(matches!(
        session.answer(Answer::Path(folder.path().to_owned())),
        Some(Step::Work(_))
    ));
}

#[test]
fn an_answer_to_another_question_changes_nothing() {
    let mut session = session();
    session.edit(&with_indicator("甲"));
    asked(session.run(Command::Open));
    assert_eq!(session.answer(Answer::Path(PathBuf::from("/no/such/file.ron"))), None);
    assert_eq!(session.answer(Answer::Replace), None);
    assert!(
        matches!(asked(session.answer(Answer::Discard)), Question::PickProject { .. }),
        "the question still waits"
    );
}

#[test]
fn a_returned_sheet_is_listed_before_it_is_taken() {
    use crate::collection::{Typed, quality, shared, typed};
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("自评.hengji.ron");
    file::write(&project, &shared()).unwrap();
    let sheet = |name: &str, cells: &[(&str, Typed)]| {
        let path = folder.path().join(name);
        std::fs::write(&path, typed(&quality(), cells)).unwrap();
        path
    };
    let mut session = session();
    assert!(!session.can(Command::Collect), "there is nothing it could belong to");
    session.open_path(&project);
    let collect = |session: &mut Session, path: PathBuf| {
        assert!(matches!(
            asked(session.run(Command::Collect)),
            Question::PickReturned { .. }
        ));
        session.answer(Answer::Path(path))
    };
    let good = sheet(
        "质量.xlsx",
        &[("H6", Typed::Number("150")), ("N7", Typed::Text("签到表"))],
    );
    let Question::Collect { changes, unread } = asked(collect(&mut session, good.clone())) else {
        panic!("the changes are asked about")
    };
    let shown: Vec<_> = changes
        .iter()
        .map(|change| (change.field, change.old.as_str(), change.new.as_str()))
        .collect();
    assert_eq!(shown, [("实际完成值", "145", "150"), ("佐证材料", "", "签到表")]);
    assert!(unread.is_empty() && changes.iter().all(|change| change.conflict.is_none()));
    assert_eq!(session.answer(Answer::Cancel), None);
    assert!(!session.is_dirty());

    collect(&mut session, good.clone());
    assert_eq!(session.answer(Answer::Take(changes[1..].to_vec())), None);
    assert_eq!(session.project().evidence.len(), 3);
    assert_eq!(
        session.project().indicators[1],
        shared().indicators[1],
        "only what is ticked is taken"
    );
    assert_eq!(session.notices().last().unwrap().details.len(), 1);
    session.run(Command::Undo);
    assert_eq!(**session.project(), shared(), "one step of undo");

    collect(&mut session, good.clone());
    assert_eq!(session.answer(Answer::Take(changes)), None);
    assert_eq!(session.project().evidence.len(), 3);
    assert_eq!(session.notices().last().unwrap().details.len(), 2);
    assert!(matches!(session.history().undoable(), Some(Edit::Collected { .. })));
    assert_eq!(collect(&mut session, good), None);
    assert_eq!(session.notices().last().unwrap().severity, Severity::Success);

    // The project has moved on: what would be lost is said beside what would come.
    let later = sheet("又一份.xlsx", &[("H6", Typed::Number("151"))]);
    let Question::Collect { changes, .. } = asked(collect(&mut session, later)) else {
        panic!("the changes are asked about")
    };
    let conflicts: Vec<_> = changes.iter().map(|change| change.conflict.as_deref()).collect();
    assert_eq!(conflicts, [Some("实际完成值在采集表发出后已在项目中由“145”改为“150”")]);
    session.answer(Answer::Cancel);
    session.run(Command::Undo);
    assert_eq!(**session.project(), shared(), "one step of undo");

    // A cell that cannot be read keeps no other one from being taken.
    let unreadable = ("H7", Typed::Text("几次"));
    let sentence = |file: &str| format!("{file} 科室数据采集表!H7：实际完成值“几次”不能读作确切的数字");
    let partly = sheet("一处读不出.xlsx", &[("H6", Typed::Number("150")), unreadable]);
    let Question::Collect { changes, unread } = asked(collect(&mut session, partly)) else {
        panic!("the changes are asked about")
    };
    assert_eq!(changes.len(), 1);
    assert_eq!(
        unread.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [sentence("一处读不出.xlsx")]
    );
    session.answer(Answer::Take(changes));
    let notice = session.notices().last().unwrap();
    assert_eq!(
        (notice.severity, &notice.details[0]),
        (Severity::Caution, &sentence("一处读不出.xlsx"))
    );
    assert_eq!(session.project().indicators[1].actual, Some(Actual::Number(150.into())));
    session.run(Command::Undo);
    let alone = sheet("全读不出.xlsx", &[unreadable]);
    assert_eq!(collect(&mut session, alone), None, "there is nothing to choose from");
    let notice = session.notices().last().unwrap();
    assert_eq!(
        (notice.severity, &notice.details),
        (Severity::Failure, &vec![sentence("全读不出.xlsx")])
    );

    // What was altered where it should not be is refused with all of its file.
    let cells = [("H6", Typed::Number("151")), ("E6", Typed::Text("≥1")), unreadable];
    assert_eq!(collect(&mut session, sheet("改了.xlsx", &cells)), None);
    let notice = session.notices().last().unwrap();
    assert_eq!(notice.severity, Severity::Failure);
    assert_eq!(
        notice.details,
        [
            "改了.xlsx 科室数据采集表!E6：锁定的内容“≥154”被改为“≥1”".to_owned(),
            sentence("改了.xlsx")
        ]
    );
    assert_eq!(collect(&mut session, project.clone()), None);
    assert_eq!(session.notices().last().unwrap().severity, Severity::Failure);
    assert_eq!(**session.project(), shared());
}

#[test]
fn only_the_newest_order_is_answered() {
    use std::sync::mpsc::channel;
    let (go, gate) = channel::<()>();
    let (begins, begun) = channel();
    let newest = Newest::start(
        "test",
        || {},
        move |order: u32, reply| {
            begins.send(order).expect("the test is there");
            gate.recv().expect("the test is there");
            if !reply.is_superseded() {
                reply.send(order);
            }
        },
    )
    .expect("a thread");
    newest.order(1);
    assert_eq!(begun.recv(), Ok(1));
    newest.order(2);
    newest.order(3);
    go.send(()).expect("it works");
    assert_eq!(begun.recv(), Ok(3), "what was not begun is never begun");
    go.send(()).expect("it works");
    let answer = loop {
        if let Some(answer) = newest.answer().expect("it works") {
            break answer;
        }
        std::thread::yield_now();
    };
    assert_eq!(answer, 3, "what was begun and superseded is not answered");
    drop(newest);
    assert!(begun.recv().is_err(), "the thread ends when nobody wants anything");
}

#[test]
fn what_is_left_out_is_shown_before_a_version_is_published() {
    use hengji::report::Format;
    use hengji::report::publication::Matter;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("自评.hengji.ron");
    file::write(&path, &crate::reports::fixture::department()).unwrap();
    let out = folder.path().join("公开");
    std::fs::create_dir(&out).unwrap();
    let mut session = session();
    let public = Command::Export(Some(Format::Public));
    assert!(!session.can(public), "there is nothing to publish yet");
    session.open_path(&path);

    let Question::Publish {
        omissions,
        unprinted,
        cautions,
    } = asked(session.run(public))
    else {
        panic!("the list is shown first")
    };
    let matters: Vec<Matter> = omissions.iter().map(|one| one.matter).collect();
    assert_eq!(matters, [Matter::Section], "the report says who answers for what");
    let matters: Vec<Matter> = unprinted.iter().map(|one| one.matter).collect();
    assert_eq!(matters, [Matter::Contact, Matter::Telephone, Matter::EvidencePlace]);
    assert!(!cautions.is_empty());
    assert_eq!(
        session.answer(Answer::Path(out.clone())),
        None,
        "no folder was asked for"
    );
    assert_eq!(session.run(Command::Export(None)), None, "one question at a time");
    assert_eq!(session.answer(Answer::Cancel), None);
    assert!(session.working().is_none());

    asked(session.run(public));
    assert!(matches!(
        asked(session.answer(Answer::Publish)),
        Question::PickFolder { .. }
    ));
    assert_eq!(
        session.answer(Answer::Cancel),
        None,
        "the folder dialog can be left too"
    );
    assert!(session.working().is_none());
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 0, "nothing is written");

    // What was listed is what is written, whatever is typed while the folder is chosen.
    asked(session.run(public));
    asked(session.answer(Answer::Publish));
    session.edit(&Edit::Department("改名局".to_owned()));
    let Some(Step::Work(work)) = session.answer(Answer::Path(out.clone())) else {
        panic!("no work")
    };
    session.finished(work.run(&hengji::session::work::Progress::default()));
    let mut names: Vec<String> = std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let stem = "武昌区市场监督管理局-2020-自评报告（公开版）";
    assert_eq!(names, [format!("{stem}.docx"), format!("{stem}.pdf")]);
}

#[test]
fn texts_of_a_file_that_never_recorded_what_they_rest_on_are_watched_from_its_opening() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("旧版.ron");
    let mut project = file::decode(Example::Wuchang.bytes()).expect("the sample");
    for text in &mut project.texts {
        text.rests.clear();
    }
    file::write(&path, &project).expect("written");
    let mut session = session();
    session.open_path(&path);
    assert!(!session.is_dirty());
    let mut short = project.indicator(&Id::new("F039")).expect("the indicator").clone();
    short.actual = Some(hengji::model::Actual::Number(3000.into()));
    session.edit(&Edit::Indicators(vec![short]));
    let now = session.project();
    let found = hengji::check::check(now, &hengji::score::score(now));
    let told = found.iter().filter(|one| one.sentence.contains("未完成清单增加"));
    assert!(told.count() > 3, "{found:?}");
}

#[test]
fn what_went_well_is_not_said_of_a_later_state() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    session.edit(&with_indicator("新增市场主体"));
    session.run(Command::SaveAs);
    session.answer(Answer::Path(folder.path().join("a.ron")));
    assert_eq!(session.notices().len(), 1);
    session.edit(&with_indicator("检查次数"));
    assert_eq!(session.notices(), []);
}
