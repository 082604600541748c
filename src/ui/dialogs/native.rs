//! The system's own file dialogs.

use std::io::{IsTerminal, stderr};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use rfd::FileHandle;
use rust_i18n::t;

#[cfg(target_os = "linux")]
use super::zenity::Zenity;
use crate::session::Question;

/// Shows native file dialogs; tests script it.
pub trait Picker {
    /// Opens the dialog of a question and returns at once; `wake` is called when the answer is there.
    fn open(&mut self, question: &Question, wake: Box<dyn FnOnce() + Send>);

    /// Returns the answer once it is there: what was picked, nothing when the dialog was cancelled.
    fn answer(&mut self) -> Option<Vec<PathBuf>>;

    /// Forgets the dialog that is open: what is still picked in it is no answer.
    fn forget(&mut self);
}

/// A dialog as a question wants it.
#[derive(Debug)]
pub struct Dialog {
    /// What the dialog says it is for.
    pub title: String,
    pub(super) kind: Kind,
    pub(super) folder: Option<PathBuf>,
    /// Name and endings of the files that are offered.
    pub(super) filter: Option<(String, Endings)>,
}

/// Endings of files.
type Endings = &'static [&'static str];

/// What is picked in a dialog.
#[derive(Debug)]
pub(super) enum Kind {
    File,
    Files,
    Folder,
    /// A file to be written, with its proposed name.
    Target(String),
}

impl Dialog {
    /// Returns the dialog of a question; `None` for one that is asked in the window itself.
    pub fn of(question: &Question) -> Option<Self> {
        let projects = || Some((t!("dialog.project_files").into_owned(), &["ron"] as Endings));
        let tables = |endings: Endings| Some((t!("dialog.tables").into_owned(), endings));
        let (title, kind, folder, filter) = match question {
            Question::PickProject { folder } => (t!("dialog.open"), Kind::File, folder, projects()),
            Question::PickLast { folder } => (t!("dialog.last"), Kind::File, folder, projects()),
            Question::PickTable { folder } => (t!("dialog.import"), Kind::File, folder, tables(&["xlsx", "csv"])),
            Question::PickReturned { folder } => (t!("dialog.returned"), Kind::File, folder, tables(&["xlsx"])),
            Question::PickEvidence { folder } => (t!("dialog.evidence"), Kind::Files, folder, None),
            Question::PickEvidenceFile { folder } => (t!("dialog.evidence_file"), Kind::File, folder, None),
            Question::PickScheme { folder } => {
                let filter = Some(("RON".to_owned(), &["ron"] as Endings));
                (t!("dialog.scheme"), Kind::File, folder, filter)
            }
            Question::PickTarget { name, folder } => {
                (t!("dialog.save"), Kind::Target(name.clone()), folder, projects())
            }
            Question::PickFolder { folder } => (t!("dialog.folder"), Kind::Folder, folder, None),
            Question::Unsaved { .. }
            | Question::Replace { .. }
            | Question::Overwrite { .. }
            | Question::Describe(_)
            | Question::Gaps { .. }
            | Question::Publish { .. }
            | Question::Recover { .. }
            | Question::Sheet { .. }
            | Question::Collect { .. } => return None,
        };
        Some(Self {
            title: title.into_owned(),
            kind,
            folder: folder.clone(),
            filter,
        })
    }
}

/// Waits for a dialog on another thread.
pub(super) type Waiting = Box<dyn FnOnce() -> Vec<PathBuf> + Send>;

/// Waits for one path.
fn one(dialog: impl Future<Output = Option<FileHandle>> + Send + 'static) -> Waiting {
    Box::new(|| {
        pollster::block_on(dialog)
            .iter()
            .map(|file| file.path().to_owned())
            .collect()
    })
}

/// Waits for several paths.
fn several(dialog: impl Future<Output = Option<Vec<FileHandle>>> + Send + 'static) -> Waiting {
    Box::new(|| {
        let files = pollster::block_on(dialog).unwrap_or_default();
        files.iter().map(|file| file.path().to_owned()).collect()
    })
}

/// The system's own dialogs, which belong to the window and block it where the system can do that.
#[derive(Default)]
pub struct NativePicker {
    parent: rfd::AsyncFileDialog,
    answer: Option<Receiver<Vec<PathBuf>>>,
    #[cfg(target_os = "linux")]
    zenity: Option<Zenity>,
}

impl NativePicker {
    /// Makes the dialogs of the window being created.
    pub fn of(creation: &eframe::CreationContext<'_>) -> Self {
        Self {
            parent: rfd::AsyncFileDialog::new().set_parent(creation),
            ..Self::default()
        }
    }

    /// Opens a dialog of the system.
    fn begin(&self, wanted: &Dialog) -> Waiting {
        let mut dialog = self.parent.clone().set_title(&wanted.title);
        if let Some(folder) = &wanted.folder {
            dialog = dialog.set_directory(folder);
        }
        if let Some((name, endings)) = &wanted.filter {
            dialog = dialog.add_filter(name, endings);
        }
        // The future is made here, on the thread of the window, as macOS demands, and awaited elsewhere:
        // a dialog awaited in the frame would freeze the window behind it.
        match &wanted.kind {
            Kind::File => one(dialog.pick_file()),
            Kind::Files => several(dialog.pick_files()),
            Kind::Folder => one(dialog.pick_folder()),
            Kind::Target(name) => one(dialog.set_file_name(name).save_file()),
        }
    }
}

impl Picker for NativePicker {
    fn open(&mut self, question: &Question, wake: Box<dyn FnOnce() + Send>) {
        let Some(dialog) = Dialog::of(question) else { return };
        #[cfg(target_os = "linux")]
        let picked = match Zenity::open(&dialog) {
            Some((zenity, picked)) => {
                self.zenity = Some(zenity);
                picked
            }
            None => self.begin(&dialog),
        };
        #[cfg(not(target_os = "linux"))]
        let picked = self.begin(&dialog);
        let (sender, receiver) = channel();
        self.answer = Some(receiver);
        // Without a thread the sender is gone, which is an answer too.
        let _ = std::thread::Builder::new().name("dialog".to_owned()).spawn(move || {
            // A dialog that is forgotten, or whose window is gone, needs no answer.
            sender.send(picked()).ok();
            wake();
        });
    }

    fn answer(&mut self) -> Option<Vec<PathBuf>> {
        let answer = match self.answer.as_ref()?.try_recv() {
            Ok(answer) => answer,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Vec::new(),
        };
        self.answer = None;
        Some(answer)
    }

    fn forget(&mut self) {
        self.answer = None;
        #[cfg(target_os = "linux")]
        {
            self.zenity = None;
        }
    }
}

/// Says in a dialog why there is no window. A program that was started from a menu has no terminal to say it on.
pub fn tell(sentence: &str) {
    if !stderr().is_terminal() {
        let dialog = rfd::AsyncMessageDialog::new().set_level(rfd::MessageLevel::Error);
        pollster::block_on(dialog.set_title("衡绩").set_description(sentence).show());
    }
}
