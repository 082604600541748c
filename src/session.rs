//! What is open; runs every command; asks its questions as data. No egui.
//!
//! A command either finishes at once or ends in a [`Step`]: a question for the person, work for another
//! thread, or leaving. The answer comes back later through [`Session::answer`] or [`Session::finished`], so
//! that “open while unsaved, choose save, cancel the picker” is a test without a window.

pub mod command;
pub mod evidence;
mod files;
pub mod newest;
#[cfg(feature = "pdf")]
pub mod proof;
pub mod question;
pub mod work;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rust_i18n::t;

use crate::collection::Comparison;
use crate::file;
use crate::model::history::Origin;
use crate::model::{Edit, History, Project};
use crate::report::Format;
use crate::report::publication;
use crate::schemes;
use crate::score::{self, Scorecard};

use evidence::{Attach, Verdicts};
use work::Export;

pub use command::Command;
pub use question::{Answer, NewProject, Question};
pub use work::{Work, WorkDone};

/// What the session wants next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Ask the person.
    Ask(Question),
    /// Do this away from the window, then call [`Session::finished`].
    Work(Work),
    /// Close the window.
    Leave,
}

/// How serious a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Something went as wanted.
    Success,
    /// Something should be looked at.
    Caution,
    /// Something was refused or failed.
    Failure,
}

/// Something a person is told without being asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How serious.
    pub severity: Severity,
    /// One sentence.
    pub sentence: String,
    /// More lines, shown on demand.
    pub details: Vec<String>,
    /// A folder to be shown to the person, such as that of an export.
    pub folder: Option<PathBuf>,
}

/// What waits for an answer.
#[derive(Clone, Debug, PartialEq)]
enum Pending {
    /// What would lose changes, held until they are saved or discarded.
    Unsaved(Then),
    /// A save that something held waits for.
    SaveThen(Option<Then>),
    /// The same, to this file, which would be replaced.
    Replace(PathBuf, Option<Then>),
    /// The answer to this command's own question, asked at this revision of the document.
    Own(Command, u64),
    /// Whether the changes of a returned sheet are taken.
    Collect(Comparison),
    /// Whether a version of this state is published.
    Publish(Arc<Project>, Arc<Scorecard>),
    /// Where it goes. The document may change on while the dialog is open; what was listed is what is written.
    PublishTo(Arc<Project>, Arc<Scorecard>),
    /// Which files become evidence, and of which document.
    Attach(Attach, u64),
}

impl Pending {
    /// Returns the sentence that says what has to be answered first.
    fn sentence(&self) -> String {
        match self {
            Self::Unsaved(_)
            | Self::Replace(..)
            | Self::Collect(_)
            | Self::Publish(..)
            | Self::Own(Command::New, _) => t!("session.answer_first"),
            Self::SaveThen(_) | Self::PublishTo(..) | Self::Attach(..) | Self::Own(..) => t!("session.dialog_first"),
        }
        .into_owned()
    }
}

/// What is held until changes are saved or discarded.
#[derive(Clone, Debug, PartialEq)]
enum Then {
    /// A command.
    Run(Command),
    /// Opening a file.
    OpenPath(PathBuf),
    /// Importing a table.
    Import(PathBuf),
}

/// The open document and what is going on with it.
#[derive(Debug)]
pub struct Session {
    history: History,
    card: Arc<Scorecard>,
    card_revision: u64,
    path: Option<PathBuf>,
    pending: Option<Pending>,
    notices: Vec<Notice>,
    working: Option<String>,
    verdicts: Verdicts,
    /// What the last 核对 said, which the next one takes the place of.
    verified_sentence: String,
    today: Date,
    opened: u64,
}

impl Session {
    /// Starts with an empty project; `today` dates exports and proposes the year.
    pub fn new(today: Date) -> Self {
        let scheme = schemes::shipped().first().cloned().unwrap_or_default();
        let year = last_year(today);
        let project = NewProject {
            department: String::new(),
            year,
            name: String::new(),
            scheme,
        }
        .project();
        Self::with(project, Origin::Disk, None, today)
    }

    fn with(project: Project, origin: Origin, path: Option<PathBuf>, today: Date) -> Self {
        let history = History::new(project, origin);
        let card = Arc::new(score::score(history.project()));
        Self {
            history,
            card,
            card_revision: 0,
            path,
            pending: None,
            notices: Vec::new(),
            working: None,
            verdicts: Verdicts::default(),
            verified_sentence: String::new(),
            today,
            opened: 0,
        }
    }

    /// Returns the document.
    pub fn project(&self) -> &Arc<Project> {
        self.history.project()
    }

    /// Returns the scores of the document.
    pub fn card(&self) -> &Arc<Scorecard> {
        &self.card
    }

    /// Returns the date that documents made now bear.
    pub fn today(&self) -> Date {
        self.today
    }

    /// Returns a number that differs for every state of every document opened.
    pub fn revision(&self) -> u64 {
        (self.opened << 40) | self.history.revision()
    }

    /// Returns a number that differs for every document opened.
    pub fn document(&self) -> u64 {
        self.opened
    }

    /// Returns the undo history, for its labels.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Returns where the document lies on disk.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Returns true when there is something to lose.
    pub fn is_dirty(&self) -> bool {
        self.history.is_dirty()
    }

    /// Returns true while nothing has been opened or entered.
    pub fn is_blank(&self) -> bool {
        let project = self.project();
        self.path.is_none() && project.indicators.is_empty() && project.department.is_empty()
    }

    /// Returns the name of the work going on, if any.
    pub fn working(&self) -> Option<&str> {
        self.working.as_deref()
    }

    /// Returns the notices not yet put away, oldest first.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Puts a notice away.
    pub fn dismiss(&mut self, position: usize) {
        if position < self.notices.len() {
            self.notices.remove(position);
        }
    }

    /// Returns the name of the document for titles: its file name, or 未命名.
    pub fn name(&self) -> String {
        match self.path.as_deref().and_then(Path::file_name) {
            Some(name) => name.to_string_lossy().into_owned(),
            None => t!("session.untitled").into_owned(),
        }
    }

    /// Returns the window title: a mark for unsaved changes, the name, the program.
    pub fn title(&self) -> String {
        let mark = if self.is_dirty() { "● " } else { "" };
        format!("{mark}{} — {}", self.name(), t!("app.name"))
    }

    /// Applies an edit as one step of undo.
    pub fn edit(&mut self, edit: &Edit) {
        self.history.apply(edit);
        self.rescore();
    }

    /// Returns true when a command can be run now; menus grey the others.
    pub fn can(&self, command: Command) -> bool {
        match command {
            Command::Undo => self.history.undo_label().is_some(),
            Command::Redo => self.history.redo_label().is_some(),
            Command::Save => self.is_dirty() || self.path.is_none(),
            Command::Export(_) => self.working.is_none() && !self.is_blank(),
            Command::Collect => !self.project().indicators.is_empty(),
            Command::AttachEvidence => self.working.is_none(),
            Command::VerifyEvidence => self.working.is_none() && !self.project().evidence.is_empty(),
            _ => true,
        }
    }

    /// Runs a command. While a question waits for its answer, nothing is run that would ask another one.
    pub fn run(&mut self, command: Command) -> Option<Step> {
        if !self.can(command) || self.asks(command) && self.is_waiting() {
            return None;
        }
        if command.loses_changes() {
            return self.guarded(Then::Run(command), None);
        }
        self.run_unguarded(command)
    }

    /// Opens a file that was dropped on the window, after asking about unsaved changes.
    pub fn run_open(&mut self, path: PathBuf) -> Option<Step> {
        if self.is_waiting() {
            return None;
        }
        self.guarded(Then::OpenPath(path), None)
    }

    /// Returns true for a command that asks something, or replaces the document a question is about.
    fn asks(&self, command: Command) -> bool {
        match command {
            Command::Undo | Command::Redo | Command::VerifyEvidence => false,
            Command::Save => self.path.is_none(),
            Command::Quit => self.is_dirty(),
            // What a dialog would open is asked about again once the example has taken the place of the document.
            Command::OpenExample(_) => {
                self.is_dirty() || !matches!(self.pending, Some(Pending::Own(Command::Open | Command::Import, _)))
            }
            _ => true,
        }
    }

    /// Returns true while a question waits for its answer, and says so.
    fn is_waiting(&mut self) -> bool {
        let Some(pending) = &self.pending else { return false };
        let notice = Notice {
            severity: Severity::Caution,
            sentence: pending.sentence(),
            details: Vec::new(),
            folder: None,
        };
        if self.notices.last() != Some(&notice) {
            self.notices.push(notice);
        }
        true
    }

    /// Asks about unsaved changes before going on, unless the person has answered for this revision.
    fn guarded(&mut self, then: Then, answered: Option<u64>) -> Option<Step> {
        if self.is_dirty() && answered != Some(self.revision()) {
            self.pending = Some(Pending::Unsaved(then));
            return Some(Step::Ask(Question::Unsaved { name: self.name() }));
        }
        self.go_on(then)
    }

    fn run_unguarded(&mut self, command: Command) -> Option<Step> {
        let ask = |session: &mut Self, question| {
            session.pending = Some(Pending::Own(command, session.revision()));
            Some(Step::Ask(question))
        };
        match command {
            Command::New => ask(
                self,
                Question::Describe {
                    year: last_year(self.today),
                },
            ),
            Command::Open => ask(self, Question::PickProject { folder: self.folder() }),
            Command::Import => ask(self, Question::PickTable),
            Command::Collect => ask(self, Question::PickReturned { folder: self.folder() }),
            Command::LoadScheme => ask(self, Question::PickScheme),
            Command::Export(Some(Format::Public)) => {
                let publication = publication::publish(self.project(), self.today);
                self.pending = Some(Pending::Publish(Arc::clone(self.project()), Arc::clone(&self.card)));
                Some(Step::Ask(Question::Publish {
                    omissions: publication.omissions,
                    cautions: publication.cautions,
                }))
            }
            Command::Export(_) => ask(self, Question::PickFolder { folder: self.folder() }),
            Command::OpenExample(example) => {
                match file::decode(example.bytes()) {
                    Ok(project) => self.open(project, Origin::New, None),
                    Err(error) => self.fail(error.to_string()),
                }
                None
            }
            Command::Save => self.save(None),
            Command::SaveAs => {
                self.pending = Some(Pending::SaveThen(None));
                Some(Step::Ask(self.pick_target()))
            }
            Command::Undo => {
                self.history.undo();
                self.rescore();
                None
            }
            Command::Redo => {
                self.history.redo();
                self.rescore();
                None
            }
            Command::AttachEvidence => self.attach(Attach::New(Box::default())),
            Command::VerifyEvidence => self.verify(),
            Command::Quit => Some(Step::Leave),
        }
    }

    /// Does what was held.
    fn go_on(&mut self, then: Then) -> Option<Step> {
        match then {
            Then::Run(command) => self.run_unguarded(command),
            Then::OpenPath(path) => {
                self.open_path(&path);
                None
            }
            Then::Import(path) => {
                self.import(&path);
                None
            }
        }
    }

    /// Takes the answer to the question asked last; one that answers another question changes nothing.
    pub fn answer(&mut self, answer: Answer) -> Option<Step> {
        let pending = self.pending.take()?;
        let sentence = pending.sentence();
        let step = self.take_answer(pending, answer);
        if self.pending.is_none() {
            // What was said about the dialog is settled with it.
            self.notices.retain(|notice| notice.sentence != sentence);
        }
        step
    }

    fn take_answer(&mut self, pending: Pending, answer: Answer) -> Option<Step> {
        match (pending, answer) {
            (Pending::Unsaved(then), Answer::Save) => self.save(Some(then)),
            (Pending::Unsaved(then), Answer::Discard) => self.go_on(then),
            (Pending::SaveThen(then), Answer::Path(path)) => {
                // The dialog has asked about the name that was typed, not about the one that comes of it.
                let target = files::with_extension(path.clone());
                if target != path && target.exists() {
                    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    self.pending = Some(Pending::Replace(target, then));
                    return Some(Step::Ask(Question::Replace { name }));
                }
                self.save_to_then(&target, then)
            }
            (Pending::Replace(target, then), Answer::Replace) => self.save_to_then(&target, then),
            (Pending::Replace(target, then), Answer::Cancel) => {
                self.pending = Some(Pending::SaveThen(then));
                Some(Step::Ask(Question::PickTarget {
                    name: target.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                    folder: target.parent().map(Path::to_owned),
                }))
            }
            // The document can be edited on while the system's dialog is open.
            (Pending::Own(Command::Open, asked), Answer::Path(path)) => self.guarded(Then::OpenPath(path), Some(asked)),
            (Pending::Own(Command::Import, asked), Answer::Path(path)) => self.guarded(Then::Import(path), Some(asked)),
            (Pending::Own(Command::Collect, _), Answer::Path(path)) => self.collect(&path),
            (Pending::Collect(comparison), Answer::Take) => {
                if let Some(edit) = comparison.edit(self.project()) {
                    self.edit(&edit);
                }
                self.notices.push(Notice {
                    severity: Severity::Success,
                    sentence: t!("session.collected", count = comparison.changes.len()).into_owned(),
                    details: comparison.changes.iter().map(ToString::to_string).collect(),
                    folder: None,
                });
                None
            }
            (Pending::Own(Command::LoadScheme, _), Answer::Path(path)) => {
                self.load_scheme(&path);
                None
            }
            (Pending::Own(Command::Export(format), _), Answer::Path(folder)) => {
                let formats = format.map_or_else(|| Format::ALL.to_vec(), |format| vec![format]);
                let (project, card) = (Arc::clone(self.project()), Arc::clone(&self.card));
                Some(self.export(project, card, formats, folder))
            }
            (Pending::Publish(project, card), Answer::Publish) => {
                self.pending = Some(Pending::PublishTo(project, card));
                Some(Step::Ask(Question::PickFolder { folder: self.folder() }))
            }
            (Pending::PublishTo(project, card), Answer::Path(folder)) => {
                Some(self.export(project, card, vec![Format::Public], folder))
            }
            (Pending::Attach(attach, document), Answer::Path(file)) => self.read_evidence(attach, vec![file], document),
            (Pending::Attach(attach @ Attach::New(_), document), Answer::Paths(files)) => {
                self.read_evidence(attach, files, document)
            }
            (Pending::Own(Command::New, _), Answer::New(described)) => {
                self.open(described.project(), Origin::New, None);
                None
            }
            (_, Answer::Cancel) => None,
            (pending, _) => {
                self.pending = Some(pending);
                None
            }
        }
    }

    /// Begins an export of a state of the document.
    fn export(&mut self, project: Arc<Project>, card: Arc<Scorecard>, formats: Vec<Format>, folder: PathBuf) -> Step {
        self.working = Some(t!("session.exporting").into_owned());
        Step::Work(Work::Export(Export {
            project,
            card,
            formats,
            folder,
            date: self.today,
        }))
    }

    /// Takes what came of work done away from the window.
    pub fn finished(&mut self, done: WorkDone) {
        self.working = None;
        match done {
            WorkDone::Exported {
                files,
                folder,
                findings,
            } => {
                let (severity, sentence) = if findings.is_empty() {
                    (Severity::Success, t!("session.exported", count = files.len()))
                } else {
                    let sentence = t!(
                        "session.exported_with_findings",
                        count = files.len(),
                        findings = findings.len()
                    );
                    (Severity::Caution, sentence)
                };
                let paths = files.iter().map(|path| path.display().to_string());
                self.notices.push(Notice {
                    severity,
                    sentence: sentence.into_owned(),
                    details: findings.into_iter().chain(paths).collect(),
                    folder: Some(folder),
                });
            }
            WorkDone::Cancelled => self.notices.push(Notice {
                severity: Severity::Caution,
                sentence: t!("session.export_cancelled").into_owned(),
                details: Vec::new(),
                folder: None,
            }),
            WorkDone::Failed(sentence) => self.fail(sentence),
            WorkDone::Attached {
                attach,
                files,
                document,
            } => self.attached(attach, files, document),
            WorkDone::Verified { verdicts, document } => self.verified(verdicts, document),
            WorkDone::ReadingCancelled => self.notices.push(Notice {
                severity: Severity::Caution,
                sentence: t!("session.reading_cancelled").into_owned(),
                details: Vec::new(),
                folder: None,
            }),
        }
    }

    fn fail(&mut self, sentence: String) {
        self.notices.push(Notice {
            severity: Severity::Failure,
            sentence,
            details: Vec::new(),
            folder: None,
        });
    }

    fn rescore(&mut self) {
        if self.card_revision != self.revision() {
            self.card = Arc::new(score::score(self.history.project()));
            self.card_revision = self.revision();
        }
    }
}

/// Returns the year that is evaluated in a spring: the one before.
fn last_year(today: Date) -> u16 {
    u16::try_from(today.year() - 1).unwrap_or_default()
}
