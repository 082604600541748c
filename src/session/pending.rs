//! What an answer is awaited for, and what comes of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rust_i18n::t;

use super::evidence::Attach;
use super::{Answer, Command, NewProject, Notice, Question, Session, Severity, Step, files};
use crate::collection::{self, Refusal};
use crate::model::Project;
use crate::report::Format;
use crate::score::Scorecard;

/// What waits for an answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Pending {
    /// What would lose changes, held until they are saved or discarded.
    Unsaved(Then),
    /// A save that something held waits for.
    SaveThen(Option<Then>),
    /// The same, to this file, which would be replaced.
    Replace(PathBuf, Option<Then>),
    /// The same, to the document's own file, which something else has written since.
    Overwrite(PathBuf, Option<Then>),
    /// The answer to this command's own question, asked at this revision of the document.
    Own(Command, u64),
    /// Which sheet of this workbook is imported.
    Sheet(PathBuf),
    /// Which changes of a returned sheet are taken, beside the cells that cannot be read.
    Collect(Vec<Refusal>),
    /// Whether documents go out with what is not filled in.
    Gaps(Option<Format>),
    /// Whether a version of this state is published.
    Publish(Arc<Project>, Arc<Scorecard>),
    /// Where it goes. The document may change on while the dialog is open; what was listed is what is written.
    PublishTo(Arc<Project>, Arc<Scorecard>),
    /// What becomes of a copy that was left behind.
    Recover,
    /// Which files become evidence, and of which document.
    Attach(Attach, u64),
    /// Which project the one described so far follows, asked at this revision of the document.
    Last(Box<NewProject>, u64),
}

impl Pending {
    /// Returns the sentence that says what has to be answered first.
    fn sentence(&self) -> String {
        match self {
            Self::Unsaved(_)
            | Self::Replace(..)
            | Self::Overwrite(..)
            | Self::Sheet(_)
            | Self::Collect(_)
            | Self::Gaps(_)
            | Self::Publish(..)
            | Self::Recover
            | Self::Own(Command::New, _) => t!("session.answer_first"),
            Self::SaveThen(_) | Self::PublishTo(..) | Self::Attach(..) | Self::Last(..) | Self::Own(..) => {
                t!("session.dialog_first")
            }
        }
        .into_owned()
    }
}

/// What is held until changes are saved or discarded.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Then {
    /// A command.
    Run(Command),
    /// Opening a file.
    OpenPath(PathBuf),
    /// Importing a table.
    Import(PathBuf),
    /// A described new project.
    Create(Box<NewProject>),
}

impl Session {
    /// Returns true for a command that asks something, or replaces the document a question is about.
    pub(super) fn asks(&self, command: Command) -> bool {
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
    pub(super) fn is_waiting(&mut self) -> bool {
        let Some(pending) = &self.pending else { return false };
        self.remind(pending.sentence());
        true
    }

    /// Asks about unsaved changes before going on, unless the person has answered for this revision.
    pub(super) fn guarded(&mut self, then: Then, answered: Option<u64>) -> Option<Step> {
        if self.is_dirty() && answered != Some(self.revision()) {
            self.pending = Some(Pending::Unsaved(then));
            return Some(Step::Ask(Question::Unsaved { name: self.name() }));
        }
        self.go_on(then)
    }

    /// Does what was held.
    pub(super) fn go_on(&mut self, then: Then) -> Option<Step> {
        match then {
            Then::Run(command) => self.run_unguarded(command),
            Then::OpenPath(path) => {
                self.open_path(&path);
                None
            }
            Then::Import(path) => self.import(&path, None),
            Then::Create(described) => {
                self.create(&described);
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
            (Pending::Overwrite(target, then), Answer::Replace) => self.save_to_then(&target, then),
            (Pending::Overwrite(_, then), Answer::Elsewhere) => self.save_elsewhere(then),
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
            (Pending::Sheet(path), Answer::Sheet(sheet)) => self.import(&path, Some(&sheet)),
            (Pending::Own(Command::Collect, _), Answer::Path(path)) => self.collect(&path),
            (Pending::Collect(unread), Answer::Take(changes)) => {
                if let Some(edit) = collection::edit(self.project(), &changes) {
                    self.edit(&edit);
                }
                let (count, left) = (changes.len(), unread.len());
                let (severity, sentence) = match left {
                    0 => (Severity::Success, t!("session.collected", count = count)),
                    _ => (
                        Severity::Caution,
                        t!("session.collected_but", count = count, unread = left),
                    ),
                };
                let unread = unread.iter().map(ToString::to_string);
                self.notices.push(Notice {
                    severity,
                    sentence: sentence.into_owned(),
                    details: unread.chain(changes.iter().map(ToString::to_string)).collect(),
                    what: None,
                    way: None,
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
            (Pending::Gaps(format), Answer::Export) => Some(self.pick_folder(format)),
            (Pending::Gaps(_), Answer::FillIn) => None,
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
            (Pending::Recover, Answer::Recover) => {
                self.recover();
                None
            }
            (Pending::Recover, Answer::Discard) => self.decline_copy(),
            (Pending::Recover, Answer::Cancel) => {
                self.leave_copies();
                None
            }
            // The document can be edited on while the last project is picked.
            (Pending::Own(Command::New, asked), Answer::New(described)) => {
                self.guarded(Then::Create(described), Some(asked))
            }
            (Pending::Own(Command::New, asked), Answer::PickLast(described)) => {
                self.pending = Some(Pending::Last(described, asked));
                Some(Step::Ask(Question::PickLast { folder: self.folder() }))
            }
            (Pending::Last(mut described, asked), answer @ (Answer::Path(_) | Answer::Cancel)) => {
                if let Answer::Path(path) = answer {
                    self.follow(&path, &mut described);
                }
                self.pending = Some(Pending::Own(Command::New, asked));
                Some(Step::Ask(Question::Describe(described)))
            }
            (_, Answer::Cancel) => None,
            (pending, _) => {
                self.pending = Some(pending);
                None
            }
        }
    }
}
