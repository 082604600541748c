//! What outlives a run of the program: copies of what was not saved, and what the window remembers.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use hengji::file::{self, settings};
use hengji::model::{Edit, Project};
use hengji::session::{Answer, Command, Draft, Language, Question, Session, Severity, Standing, Step, Theme};

fn session() -> Session {
    Session::new(jiff::civil::date(2021, 3, 9))
}

/// A session that remembers in the folder, and what it asks.
fn started(folder: &Path) -> (Session, Option<Step>) {
    let mut session = session();
    let step = session.remember_in(folder.to_owned());
    (session, step)
}

fn department(name: &str) -> Edit {
    Edit::Department(name.to_owned())
}

/// The texts of the copies that lie in the folder.
fn copies(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("recovery")).expect("the folder of the copies");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let texts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "ron"));
    texts.map(|path| fs::read_to_string(path).expect("a copy")).collect()
}

/// Waits for the thread that writes: the copy follows the document, it does not hold it up.
fn wait_for(folder: &Path, said: &str, holds: impl Fn(&[String]) -> bool) {
    let until = Instant::now() + Duration::from_secs(30);
    while !holds(&copies(folder)) {
        assert!(Instant::now() < until, "{said}: {:?}", copies(folder));
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn wait_for_text(folder: &Path, text: &str) {
    wait_for(folder, text, |copies| copies.iter().any(|copy| copy.contains(text)));
}

fn saved(folder: &Path, name: &str) -> std::path::PathBuf {
    let path = folder.join("市监局.hengji.ron");
    let project = Project {
        department: name.to_owned(),
        ..Project::clone(session().project())
    };
    file::write(&path, &project).expect("a saved project");
    path
}

/// A session in which the file was opened and its department renamed, which the copy has already.
fn renamed(folder: &Path, path: &Path) -> Session {
    let (mut session, question) = started(folder);
    assert_eq!(question, None);
    session.open_path(path);
    session.edit(&department("市场监督管理局"));
    wait_for_text(folder, "市场监督管理局");
    session
}

fn standing(step: Option<&Step>) -> Standing {
    match step {
        Some(Step::Ask(Question::Recover { standing, .. })) => *standing,
        other => panic!("no question about a copy but {other:?}"),
    }
}

#[test]
fn what_a_killed_program_had_not_saved_is_offered_and_taken_up_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "市监局");
    let killed = renamed(folder.path(), &path);
    // Dropped, as the system drops what it kills: nothing is said, saved or taken away.
    drop(killed);

    let (mut session, question) = started(folder.path());
    assert_eq!(standing(question.as_ref()), Standing::Ahead(0));
    assert_eq!(session.answer(Answer::Recover), None);
    assert_eq!(session.project().department, "市场监督管理局");
    assert_eq!(session.path(), Some(path.as_path()));
    assert!(session.is_dirty());
    // Undo goes no further back than what was taken up.
    assert!(!session.can(Command::Undo));
    wait_for_text(folder.path(), "市场监督管理局");
    assert_eq!(session.run(Command::Save), None);
    assert_eq!(file::read(&path).unwrap().department, "市场监督管理局");
    wait_for(folder.path(), "no copy once all is saved", <[String]>::is_empty);
    drop(session);
    assert_eq!(started(folder.path()).1, None);
}

#[test]
fn a_copy_of_what_was_saved_in_the_last_moment_is_not_offered() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "市监局");
    let killed = renamed(folder.path(), &path);
    // Saved by a window that is killed before it can take its copy away.
    file::write(&path, killed.project()).unwrap();
    drop(killed);
    assert_eq!(started(folder.path()).1, None);
    assert_eq!(copies(folder.path()), Vec::<String>::new());
}

#[test]
fn what_was_being_typed_is_given_back_to_be_copied() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "市监局");
    let (mut killed, _) = started(folder.path());
    killed.open_path(&path);
    let draft = |text: &str| Draft {
        field: "偏差原因".to_owned(),
        text: text.to_owned(),
    };
    killed.type_draft(Some(draft("受疫情影响")));
    wait_for_text(folder.path(), "受疫情影响");
    // Taken by its field, or given up: nothing is left to lose.
    killed.type_draft(None);
    wait_for(folder.path(), "no copy of nothing", <[String]>::is_empty);
    killed.type_draft(Some(draft("受疫情影响，\n未能开展")));
    wait_for_text(folder.path(), "未能开展");
    drop(killed);

    let (mut session, question) = started(folder.path());
    assert!(question.is_some());
    session.answer(Answer::Recover);
    let told = session.notices().last().expect("a notice");
    assert!(told.sentence.contains("偏差原因"), "{}", told.sentence);
    assert_eq!(told.details, ["受疫情影响，\n未能开展"]);
}

#[test]
fn a_file_changed_since_is_not_overwritten_by_what_was_taken_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "市监局");
    let killed = renamed(folder.path(), &path);
    drop(killed);
    // Killed again before anything else was changed: what is known of the file outlives that.
    let (mut killed, question) = started(folder.path());
    assert_eq!(standing(question.as_ref()), Standing::Ahead(0));
    killed.answer(Answer::Recover);
    drop(killed);
    let (killed, question) = started(folder.path());
    assert_eq!(standing(question.as_ref()), Standing::Ahead(0));
    drop(killed);
    saved(folder.path(), "同事改的名");

    let (mut session, question) = started(folder.path());
    assert_eq!(standing(question.as_ref()), Standing::Apart);
    session.answer(Answer::Recover);
    let step = session.run(Command::Save);
    assert!(matches!(step, Some(Step::Ask(Question::Overwrite { .. }))), "{step:?}");
    assert_eq!(file::read(&path).unwrap().department, "同事改的名");
}

#[test]
fn leaving_on_purpose_leaves_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    let (mut session, _) = started(folder.path());
    session.edit(&department("市监局"));
    wait_for_text(folder.path(), "市监局");
    assert!(matches!(
        session.run(Command::Quit),
        Some(Step::Ask(Question::Unsaved { .. }))
    ));
    assert_eq!(session.answer(Answer::Discard), Some(Step::Leave));
    assert_eq!(copies(folder.path()), Vec::<String>::new());
    // Nor does a frame after that bring one back.
    session.edit(&department("另一个局"));
    drop(session);
    assert_eq!(started(folder.path()).1, None);
}

#[test]
fn the_copy_of_a_window_that_is_open_belongs_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, _) = started(folder.path());
    one.edit(&department("甲局"));
    wait_for_text(folder.path(), "甲局");
    let (mut two, question) = started(folder.path());
    assert_eq!(question, None);
    two.edit(&department("乙局"));
    wait_for_text(folder.path(), "乙局");
    assert_eq!(copies(folder.path()).len(), 2);
}

#[test]
fn a_copy_is_given_up_or_left_for_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    // What cannot be read is no reason not to start, and stays where it lies.
    fs::create_dir_all(folder.path().join("recovery")).unwrap();
    fs::write(folder.path().join("recovery/7.ron"), "垃圾").unwrap();
    for name in ["甲局", "乙局"] {
        let (mut killed, _) = started(folder.path());
        killed.edit(&department(name));
        wait_for_text(folder.path(), name);
        drop(killed);
    }
    let (mut session, question) = started(folder.path());
    assert_eq!(standing(question.as_ref()), Standing::Unsaved);
    let next = session.answer(Answer::Discard);
    assert_eq!(standing(next.as_ref()), Standing::Unsaved);
    assert_eq!(session.answer(Answer::Cancel), None);
    assert!(session.is_blank());
    drop(session);

    let (mut session, question) = started(folder.path());
    assert!(question.is_some());
    assert_eq!(session.answer(Answer::Discard), None);
    assert_eq!(copies(folder.path()), ["垃圾"]);
}

#[test]
fn projects_opened_and_saved_are_remembered_and_open_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "市监局");
    let (mut session, _) = started(folder.path());
    session.open_path(&path);
    session.edit(&department("市场监督管理局"));
    session.run(Command::SaveAs);
    let copy = folder.path().join("另存.ron");
    session.answer(Answer::Path(copy.clone()));
    assert_eq!(session.settings().recent, [copy.clone(), path.clone()]);
    assert_eq!(session.run(Command::Quit), Some(Step::Leave));

    let (mut session, _) = started(folder.path());
    session.open_path(&copy);
    session.edit(&department("改了"));
    // Saving puts the file that is left first: what opens is what was chosen, not what stands there by then.
    assert!(matches!(
        session.run(Command::OpenRecent(1)),
        Some(Step::Ask(Question::Unsaved { .. }))
    ));
    session.answer(Answer::Save);
    assert_eq!(session.path(), Some(path.as_path()));
    assert_eq!(session.run(Command::OpenRecent(9)), None);

    fs::remove_file(&copy).unwrap();
    session.run(Command::OpenRecent(1));
    assert_eq!(session.settings().recent, [path]);
    assert_eq!(
        session.notices().last().map(|notice| notice.severity),
        Some(Severity::Failure)
    );
}

#[test]
fn the_looks_of_the_window_are_remembered_and_garbage_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let (mut session, _) = started(folder.path());
    session.remember(|settings| settings.theme = Theme::Dark);
    // What another window has remembered since stays.
    let (mut other, _) = started(folder.path());
    other.remember(|settings| settings.language = Language::English);
    session.remember(|settings| settings.used(Path::new("/a.ron")));
    let known = settings::Settings::read(folder.path());
    assert_eq!((known.theme, known.language), (Theme::Dark, Language::English));
    assert_eq!(known.recent, [Path::new("/a.ron")]);

    fs::write(folder.path().join("settings.ron"), "(theme: Purple").unwrap();
    assert_eq!(settings::Settings::read(folder.path()), settings::Settings::default());
}
