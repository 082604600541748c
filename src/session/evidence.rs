//! The files of the 佐证材料 ledger: chosen, read away from the window, held against what was registered.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_i18n::t;

use super::work::{Attaching, Verifying};
use super::{Notice, Pending, Question, Session, Severity, Step, Work};
use crate::file::{ledger, place};
use crate::model::{Edit, Evidence, Id, evidence};

pub use crate::file::ledger::{Standing, Verdict};

/// What chosen files become.
#[derive(Clone, Debug, PartialEq)]
pub enum Attach {
    /// An entry each, with what is known of them.
    New(Box<Evidence>),
    /// The file of this entry.
    To(Id),
}

/// A file as it was read: its SHA-256, or a sentence why there is none.
pub type Read = (PathBuf, Result<String, String>);

/// What the last 核对 found; not part of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdicts(BTreeMap<Id, Verdict>);

impl Verdicts {
    /// Returns what became of an entry, while it is still the one that was looked at.
    fn of(&self, entry: &Evidence) -> Option<&Standing> {
        let verdict = self.0.get(&entry.id).filter(|verdict| verdict.place == entry.place)?;
        match &verdict.standing {
            // What was found has been registered since.
            Standing::Changed(found) | Standing::Unregistered(found) if *found == entry.sha256 => {
                Some(&Standing::Unchanged)
            }
            standing => (verdict.sha256 == entry.sha256).then_some(standing),
        }
    }
}

/// What is known of the files of the ledger.
#[derive(Clone, Debug)]
pub struct Files<'a> {
    verdicts: &'a Verdicts,
    home: Option<PathBuf>,
}

impl Files<'_> {
    /// Returns what the last 核对 found of an entry, while it is still the one that was looked at.
    pub fn standing(&self, entry: &Evidence) -> Option<&Standing> {
        self.verdicts.of(entry)
    }

    /// Returns where a piece of evidence lies on this machine; `None` for what is no file.
    pub fn path(&self, entry: &Evidence) -> Option<PathBuf> {
        place::names_a_file(&entry.place).then_some(())?;
        place::candidates(&entry.place, self.home.as_deref()).pop()
    }
}

impl Session {
    /// Returns what is known of the files of the ledger.
    pub fn files(&self) -> Files<'_> {
        Files {
            verdicts: &self.verdicts,
            home: self.home(),
        }
    }

    /// Returns true, and says so, while nothing can be registered.
    fn is_busy(&mut self) -> bool {
        let Some(work) = &self.working else {
            return self.is_waiting();
        };
        self.remind(t!("session.busy", work = work).into_owned());
        true
    }

    /// Asks for files to be registered as evidence.
    pub fn attach(&mut self, attach: Attach) -> Option<Step> {
        if self.is_busy() {
            return None;
        }
        let folder = self.folder();
        let question = match &attach {
            Attach::New(_) => Question::PickEvidence { folder },
            Attach::To(id) => {
                let held = self.project().evidence.iter().find(|entry| entry.id == *id);
                let beside = held.and_then(|entry| self.files().path(entry)?.parent().map(Path::to_owned));
                Question::PickEvidenceFile {
                    folder: beside.filter(|folder| folder.is_dir()).or(folder),
                }
            }
        };
        self.pending = Some(Pending::Attach(attach, self.document()));
        Some(Step::Ask(question))
    }

    /// Begins to read files that were dropped on the ledger.
    pub fn drop_evidence(&mut self, files: Vec<PathBuf>) -> Option<Step> {
        if self.is_busy() {
            return None;
        }
        self.read_evidence(Attach::New(Box::default()), files, self.document())
    }

    /// Begins to read chosen files.
    pub(super) fn read_evidence(&mut self, attach: Attach, files: Vec<PathBuf>, document: u64) -> Option<Step> {
        if files.is_empty() {
            return None;
        }
        self.working = Some(t!("session.reading_evidence").into_owned());
        Some(Step::Work(Work::Attach(Attaching {
            attach,
            files,
            document,
        })))
    }

    /// Begins to hold the ledger against its files.
    pub(super) fn verify(&mut self) -> Option<Step> {
        self.working = Some(t!("session.verifying").into_owned());
        Some(Step::Work(Work::Verify(Verifying {
            project: self.project().clone(),
            folder: self.home(),
            document: self.document(),
        })))
    }

    /// Puts files that have been read into the ledger.
    pub(super) fn attached(&mut self, attach: Attach, files: Vec<Read>, document: u64) {
        if document != self.document() {
            self.say(Severity::Failure, t!("session.evidence_elsewhere"));
            return;
        }
        let home = self.home();
        let mut next = self.project().evidence.clone();
        // What was not done, and what was done without a hash.
        let (mut problems, mut registered) = (Vec::new(), 0);
        for (file, hash) in files {
            let Some(place) = place::written(&file, home.as_deref()) else {
                problems.push(t!("session.evidence_unwritable", path = file.display()).into_owned());
                continue;
            };
            match &attach {
                Attach::New(known) => {
                    if let Some(held) = ledger::holder(&next, &file, home.as_deref()) {
                        problems.push(t!("session.evidence_held", id = held.id, place = place).into_owned());
                        continue;
                    }
                    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    let sha256 = hash.unwrap_or_else(|sentence| {
                        problems.push(t!("session.evidence_without_hash", reason = sentence).into_owned());
                        String::new()
                    });
                    next.push(Evidence {
                        id: Id::fresh("E", next.iter().map(|entry| &entry.id)),
                        kind: evidence::kind_in(&stem).to_owned(),
                        name: stem,
                        place,
                        sha256,
                        ..(**known).clone()
                    });
                    registered += 1;
                }
                Attach::To(id) => match (hash, next.iter_mut().find(|entry| entry.id == *id)) {
                    // The entry keeps the file it had.
                    (Err(sentence), _) => problems.push(sentence),
                    (Ok(_), None) => problems.push(t!("session.evidence_gone", id = id).into_owned()),
                    (Ok(hash), Some(entry)) => {
                        entry.place = place;
                        entry.sha256 = hash;
                        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
                        if entry.name.is_empty() {
                            entry.name = stem.clone().into_owned();
                        }
                        if entry.kind.is_empty() {
                            evidence::kind_in(&stem).clone_into(&mut entry.kind);
                        }
                        registered += 1;
                    }
                },
            }
        }
        self.edit(&Edit::Evidence(next));
        let (severity, sentence) = match (registered, problems.as_slice()) {
            (_, []) => (
                Severity::Success,
                t!("session.evidence_attached", count = registered).into_owned(),
            ),
            (0, [problem]) => (Severity::Failure, problem.clone()),
            (_, problems) => (
                Severity::Caution,
                t!(
                    "session.evidence_attached_but",
                    count = registered,
                    problems = problems.len(),
                    first = problems[0]
                )
                .into_owned(),
            ),
        };
        self.notices.push(Notice {
            severity,
            sentence,
            details: if problems.len() > 1 { problems } else { Vec::new() },
            what: None,
            way: None,
        });
    }

    /// Takes what holding the ledger against its files came to.
    pub(super) fn verified(&mut self, verdicts: Vec<Verdict>, document: u64) {
        if document != self.document() {
            return;
        }
        let broken = verdicts.iter().filter(|verdict| verdict.standing.is_broken()).count();
        let said = |verdict: &Verdict| {
            let entry = self.project().evidence.iter().find(|entry| entry.id == verdict.id);
            sentence(verdict, entry.map_or("", |entry| &entry.name))
        };
        let (severity, sentence) = if broken == 0 {
            (Severity::Success, t!("session.verified", counts = counted(&verdicts)))
        } else {
            let counts = counted(&verdicts);
            (
                Severity::Caution,
                t!("session.verified_broken", count = broken, counts = counts),
            )
        };
        let notice = Notice {
            severity,
            sentence: sentence.into_owned(),
            // What has to be looked after first.
            details: (verdicts.iter().filter(|verdict| verdict.standing.is_broken()))
                .chain(verdicts.iter().filter(|verdict| !verdict.standing.is_broken()))
                .map(said)
                .collect(),
            what: None,
            way: None,
        };
        // One 核对 takes the place of another.
        let earlier = std::mem::replace(&mut self.verified_sentence, notice.sentence.clone());
        self.notices.retain(|notice| notice.sentence != earlier);
        self.notices.push(notice);
        self.verdicts = Verdicts(
            verdicts
                .into_iter()
                .map(|verdict| (verdict.id.clone(), verdict))
                .collect(),
        );
    }

    /// Returns the folder that places are written from: that of the project file.
    pub(super) fn home(&self) -> Option<PathBuf> {
        folder_of(self.path.as_deref()?)
    }
}

/// Returns the folder a file lies in, written in full.
pub(super) fn folder_of(path: &Path) -> Option<PathBuf> {
    std::path::absolute(path).ok()?.parent().map(Path::to_owned)
}

/// Says what became of each piece: 未变 3，找不到 1.
fn counted(verdicts: &[Verdict]) -> String {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for verdict in verdicts {
        let word = word(&verdict.standing);
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let said: Vec<String> = counts.iter().map(|(word, count)| format!("{word} {count}")).collect();
    said.join("，")
}

/// Says what became of a piece.
fn sentence(verdict: &Verdict, name: &str) -> String {
    let word = word(&verdict.standing);
    let detail = match &verdict.standing {
        Standing::Unreadable(reason) => format!("：{reason}"),
        _ if verdict.place.trim().is_empty() => String::new(),
        _ => format!("（{}）", verdict.place),
    };
    format!("{} {word} {name}{detail}", verdict.id)
}

/// Returns the word for a standing in the language of the window.
pub fn word(standing: &Standing) -> String {
    match standing {
        Standing::Unchanged => t!("session.unchanged"),
        Standing::Changed(_) => t!("session.changed"),
        Standing::Missing => t!("session.missing"),
        Standing::Unregistered(_) => t!("session.unregistered"),
        Standing::NotAFile => t!("session.not_a_file"),
        Standing::NoPlace => t!("session.no_place"),
        Standing::Unreadable(_) => t!("session.unreadable"),
    }
    .into_owned()
}
