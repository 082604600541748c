//! What is open; runs every command; asks its questions as data. No egui.
//!
//! A command either finishes at once or ends in a [`Step`]: a question for the person, work for another
//! thread, or leaving. The answer comes back later through [`Session::answer`] or [`Session::finished`], so
//! that “open while unsaved, choose save, cancel the picker” is a test without a window.

pub mod command;
pub mod evidence;
mod files;
mod memory;
pub mod newest;
mod pending;
#[cfg(feature = "pdf")]
pub mod proof;
pub mod question;
pub mod review;
pub mod work;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rust_i18n::t;

use crate::binding;
use crate::check;
use crate::file;
use crate::model::history::Origin;
use crate::model::{Edit, History, Id, Project};
use crate::report::Format;
use crate::report::publication;
use crate::score::{self, Scorecard};

use evidence::{Attach, Verdicts};
use memory::Memory;
use pending::{Pending, Then};
use work::Export;

pub use crate::file::home;
pub use crate::file::recovery::Draft;
pub use crate::file::settings::{Language, Settings, Theme};
pub use command::Command;
pub use memory::Standing;
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
    /// Key of what the sentence is the reason of; most reasons are Chinese, whatever the window speaks.
    pub what: Option<&'static str>,
    /// More lines, shown on demand.
    pub details: Vec<String>,
    /// Where it leads the person.
    pub way: Option<Way>,
}

/// Where a notice leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// A folder, such as that of an export.
    Folder(PathBuf),
    /// Page 校核.
    Review,
    /// The rows of an import: the indicator each line is about, where it is about one.
    Rows {
        /// By line.
        leads: Vec<Option<Id>>,
        /// How many of the last lines only tell where something stood.
        plain: usize,
    },
}

impl Notice {
    /// Returns the sentence and the lines on demand in the language of the window.
    pub fn said(&self) -> (Cow<'_, str>, Vec<&str>) {
        let details = self.details.iter().map(String::as_str);
        match self.what {
            Some(what) if !is_chinese() => (t!(what), details.chain([self.sentence.as_str()]).collect()),
            _ => (Cow::Borrowed(&self.sentence), details.collect()),
        }
    }

    /// Makes a notice of one sentence.
    fn of(severity: Severity, sentence: impl Into<String>) -> Self {
        Self {
            severity,
            sentence: sentence.into(),
            what: None,
            details: Vec::new(),
            way: None,
        }
    }
}

/// The open document and what is going on with it.
#[derive(Debug)]
pub struct Session {
    history: History,
    card: Arc<Scorecard>,
    printed: Arc<Project>,
    card_revision: u64,
    path: Option<PathBuf>,
    /// What the file held when it was last read or written here.
    seen: Option<file::Seen>,
    pending: Option<Pending>,
    notices: Vec<Notice>,
    working: Option<String>,
    verdicts: Verdicts,
    /// What the last 核对 said, which the next one takes the place of.
    verified_sentence: String,
    today: Date,
    opened: u64,
    memory: Option<Memory>,
}

impl Session {
    /// Starts with an empty project; `today` dates exports and proposes the year.
    pub fn new(today: Date) -> Self {
        let project = NewProject::proposed(today).project();
        Self::with(project, Origin::Disk, None, today)
    }

    fn with(project: Project, origin: Origin, path: Option<PathBuf>, today: Date) -> Self {
        let history = History::new(project, origin);
        let (card, printed) = scored(history.project());
        Self {
            history,
            card,
            printed,
            card_revision: 0,
            path,
            seen: None,
            pending: None,
            notices: Vec::new(),
            working: None,
            verdicts: Verdicts::default(),
            verified_sentence: String::new(),
            today,
            opened: 0,
            memory: None,
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

    /// Returns the document as it is printed: words with values in place of their names.
    pub fn printed(&self) -> &Arc<Project> {
        &self.printed
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
            Command::Undo | Command::Withdraw => self.history.undoable().is_some(),
            Command::Redo => self.history.redoable().is_some(),
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
        if let Command::OpenRecent(place) = command {
            return self.run_open(self.settings().recent.get(place)?.clone());
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

    fn run_unguarded(&mut self, command: Command) -> Option<Step> {
        let ask = |session: &mut Self, question| {
            session.pending = Some(Pending::Own(command, session.revision()));
            Some(Step::Ask(question))
        };
        match command {
            Command::New => ask(self, Question::Describe(Box::new(NewProject::proposed(self.today)))),
            Command::Open => ask(self, Question::PickProject { folder: self.folder() }),
            Command::Import => ask(self, Question::PickTable { folder: self.folder() }),
            Command::Collect => ask(self, Question::PickReturned { folder: self.folder() }),
            Command::LoadScheme => ask(self, Question::PickScheme { folder: self.folder() }),
            Command::Export(Some(Format::Public)) => {
                let publication = publication::publish(self.project(), self.today);
                self.pending = Some(Pending::Publish(Arc::clone(self.project()), Arc::clone(&self.card)));
                Some(Step::Ask(Question::Publish {
                    omissions: publication.omissions,
                    unprinted: publication.unprinted,
                    cautions: publication.cautions,
                }))
            }
            Command::Export(format) => Some(self.ask_gaps(format)),
            Command::OpenExample(example) => {
                match file::decode(example.bytes()) {
                    Ok(project) => self.open(project, Origin::New, None, None),
                    Err(error) => self.fail("session.not_opened", error.to_string()),
                }
                None
            }
            Command::Save => self.save(None),
            Command::SaveAs => self.save_elsewhere(None),
            Command::Undo => {
                self.history.undo();
                self.rescore();
                None
            }
            Command::Withdraw => {
                self.history.withdraw();
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
            // Taken by its path in `run`: saving before it changes the order of the files.
            Command::OpenRecent(_) => None,
            Command::Quit => {
                self.forget_copy();
                Some(Step::Leave)
            }
        }
    }

    /// Asks whether documents that are read go out with what is not filled in, or where they go.
    fn ask_gaps(&mut self, format: Option<Format>) -> Step {
        let gaps = match format {
            Some(format) if !format.is_read() => Vec::new(),
            _ => check::gaps(self.project(), &self.card),
        };
        if gaps.is_empty() {
            return self.pick_folder(format);
        }
        self.pending = Some(Pending::Gaps(format));
        Step::Ask(Question::Gaps {
            gaps: gaps.into_iter().map(|gap| gap.sentence).collect(),
        })
    }

    /// Asks where an export goes.
    fn pick_folder(&mut self, format: Option<Format>) -> Step {
        self.pending = Some(Pending::Own(Command::Export(format), self.revision()));
        Step::Ask(Question::PickFolder { folder: self.folder() })
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
                review,
                undrawn,
            } => {
                let [errors, warnings] = review;
                self.notices.retain(|notice| notice.way != Some(Way::Review));
                if errors + warnings > 0 {
                    self.notices.push(Notice {
                        way: Some(Way::Review),
                        ..Notice::of(
                            Severity::Caution,
                            t!("session.exported_review", errors = errors, warnings = warnings),
                        )
                    });
                }
                if let Some(sentence) = undrawn {
                    self.say(Severity::Caution, sentence);
                }
                let sentence = t!("session.exported", count = files.len(), folder = folder.display());
                self.notices.push(Notice {
                    details: files.iter().map(|path| path.display().to_string()).collect(),
                    way: Some(Way::Folder(folder)),
                    ..Notice::of(Severity::Success, sentence)
                });
            }
            WorkDone::Cancelled => self.say(Severity::Caution, t!("session.export_cancelled")),
            WorkDone::Failed(reason) => self.fail("session.not_finished", reason),
            WorkDone::Attached {
                attach,
                files,
                document,
            } => self.attached(attach, files, document),
            WorkDone::Verified { verdicts, document } => self.verified(verdicts, document),
            WorkDone::ReadingCancelled => self.say(Severity::Caution, t!("session.reading_cancelled")),
        }
    }

    /// Tells the person something in one sentence.
    fn say(&mut self, severity: Severity, sentence: impl Into<String>) {
        self.notices.push(Notice::of(severity, sentence));
    }

    /// Says what has to be waited for, unless that was said last.
    fn remind(&mut self, sentence: String) {
        if self.notices.last().is_none_or(|notice| notice.sentence != sentence) {
            self.say(Severity::Caution, sentence);
        }
    }

    /// Puts away why something failed: it was tried again.
    fn settled(&mut self, what: &'static str) {
        self.notices.retain(|notice| notice.what != Some(what));
    }

    /// Says why something failed; `what` is the key of what it was.
    fn fail(&mut self, what: &'static str, reason: String) {
        self.settled(what);
        self.notices.push(Notice {
            what: Some(what),
            ..Notice::of(Severity::Failure, reason)
        });
    }

    fn rescore(&mut self) {
        if self.card_revision != self.revision() {
            (self.card, self.printed) = scored(self.history.project());
            self.card_revision = self.revision();
            // What went well was said of the state before.
            self.notices.retain(|notice| notice.severity != Severity::Success);
        }
        self.keep();
    }
}

/// Returns true while the window speaks Chinese, as the sentences of the modules below it do.
pub fn is_chinese() -> bool {
    &*rust_i18n::locale() != "en-US"
}

/// Scores a project and prints the bindings in its words.
fn scored(project: &Arc<Project>) -> (Arc<Scorecard>, Arc<Project>) {
    let card = score::score(project);
    let printed = match binding::printed(project, &card) {
        Cow::Borrowed(_) => Arc::clone(project),
        Cow::Owned(printed) => Arc::new(printed),
    };
    (Arc::new(card), printed)
}

/// Returns the year that is evaluated in a spring: the one before.
fn last_year(today: Date) -> u16 {
    u16::try_from(today.year() - 1).unwrap_or_default()
}
