//! Files picked and saved: a project opened, saved, imported; a returned sheet and a scheme taken in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rust_i18n::t;

use super::evidence::{self, Verdicts};
use super::{NewProject, Notice, Pending, Question, Session, Severity, Step, Then, Way};
use crate::collection::{self, Comparison, Conflicts, Refusal, Trouble};
use crate::file::{self, Seen, ledger};
use crate::model::history::Origin;
use crate::model::succession::Succession;
use crate::model::{Edit, Evidence, History, Project};
use crate::table::{self, Gravity, Reading, Remark, Wanted};
use crate::{report, schemes};

impl Session {
    /// Opens a file; what cannot be read becomes a notice and the open document stays.
    pub fn open_path(&mut self, path: &Path) {
        match file::open(path) {
            Ok(file::Opened {
                project,
                seen,
                renumbered,
            }) => {
                let fault = schemes::fault(&project.scheme);
                self.open(project, Origin::Disk, Some(path.to_owned()), Some(seen));
                if !renumbered.is_empty() {
                    let sentence = t!("session.renumbered", count = renumbered.len());
                    self.notices.push(Notice {
                        details: renumbered.iter().map(ToString::to_string).collect(),
                        ..Notice::of(Severity::Caution, sentence)
                    });
                }
                self.remember(|settings| settings.used(path));
                if let Some(reason) = fault {
                    self.notices.push(Notice {
                        what: Some("session.scheme_faulty"),
                        ..Notice::of(Severity::Caution, t!("session.scheme_fault", reason = reason))
                    });
                }
            }
            Err(error) => {
                if !path.exists() {
                    self.remember(|settings| settings.forget(path));
                }
                self.fail("session.not_opened", error.to_string());
            }
        }
    }

    /// Puts a document in the place of the one that is open; `seen` is what the file at `path` held.
    pub(super) fn open(&mut self, project: Project, origin: Origin, path: Option<PathBuf>, seen: Option<Seen>) {
        self.history = History::new(report::recorded(project), origin);
        self.path = path;
        self.seen = seen;
        self.opened += 1;
        self.verdicts = Verdicts::default();
        // What was said was said of the one before.
        self.notices.clear();
        self.rescore();
    }

    pub(super) fn save(&mut self, then: Option<Then>) -> Option<Step> {
        match self.path.clone() {
            Some(path) if self.seen.is_some_and(|seen| seen.has_changed(&path)) => {
                self.pending = Some(Pending::Overwrite(path, then));
                Some(Step::Ask(Question::Overwrite { name: self.name() }))
            }
            Some(path) => self.save_to_then(&path, then),
            None => self.save_elsewhere(then),
        }
    }

    /// Asks where to save.
    pub(super) fn save_elsewhere(&mut self, then: Option<Then>) -> Option<Step> {
        self.pending = Some(Pending::SaveThen(then));
        Some(Step::Ask(self.pick_target()))
    }

    /// Saves, and goes on with what was held when that went well.
    pub(super) fn save_to_then(&mut self, path: &Path, then: Option<Then>) -> Option<Step> {
        if !self.save_to(path) {
            return None;
        }
        self.go_on(then?)
    }

    fn save_to(&mut self, path: &Path) -> bool {
        let revision = self.history.revision();
        // From another folder the files of the ledger lie elsewhere. That is no step to be undone: whatever is undone
        // later has to find its files from the new folder too.
        let (from, to) = (self.home(), evidence::folder_of(path));
        let moved = |project: &Project| ledger::moved(&project.evidence, from.as_deref(), to.as_deref()?);
        let (mut state, mut count) = (Arc::clone(self.history.project()), 0);
        if let Some(evidence) = moved(&state) {
            let differs = |(one, other): &(&Evidence, &Evidence)| one != other;
            count = evidence.iter().zip(&state.evidence).filter(differs).count();
            state = Arc::new(state.after(&Edit::Evidence(evidence)));
        }
        match file::write(path, &state) {
            Ok(seen) => self.seen = Some(seen),
            Err(error) => {
                self.fail("session.not_saved", error.to_string());
                return false;
            }
        }
        if from != to {
            self.history
                .apply_throughout(|project| moved(project).map(Edit::Evidence));
            self.verdicts = Verdicts::default();
        }
        self.history.mark_saved(revision);
        self.path = Some(path.to_owned());
        self.keep();
        self.remember(|settings| settings.used(path));
        self.notices.retain(|notice| notice.severity != Severity::Failure);
        let name = self.name();
        let sentence = match count {
            0 => t!("session.saved", name = name),
            count => t!("session.saved_moved", name = name, count = count),
        };
        self.say(Severity::Success, sentence);
        true
    }

    /// Imports the wanted sheet of a table; asks which where none is wanted and several could be.
    pub(super) fn import(&mut self, path: &Path, sheet: Option<&str>) -> Option<Step> {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let scheme = Arc::clone(&self.project().scheme);
        let read = file::read_bytes(path)
            .map_err(|error| error.to_string())
            .and_then(|bytes| {
                let wanted = Wanted { year: None, sheet };
                table::read_as(&bytes, &name, &scheme, wanted).map_err(|error| error.to_string())
            });
        match read {
            Ok(Reading { sheets, .. }) if sheet.is_none() && sheets.len() > 1 => {
                self.pending = Some(Pending::Sheet(path.to_owned()));
                return Some(Step::Ask(Question::Sheet { name, sheets }));
            }
            Ok(reading) => {
                let count = reading.project.indicators.len();
                let mut remarks = reading.remarks;
                remarks.sort_by_key(Remark::gravity);
                let plain = remarks
                    .iter()
                    .filter(|remark| remark.gravity() == Gravity::Plain)
                    .count();
                self.open(report::unproposed(reading.project), Origin::New, None, None);
                self.notices.push(Notice {
                    severity: if remarks.is_empty() {
                        Severity::Success
                    } else {
                        Severity::Caution
                    },
                    sentence: t!("session.imported", count = count, remarks = remarks.len() - plain).into_owned(),
                    details: remarks.iter().map(ToString::to_string).collect(),
                    what: None,
                    way: Some(Way::Rows {
                        leads: remarks.into_iter().map(|remark| remark.indicator).collect(),
                        plain,
                    }),
                });
            }
            Err(reason) => self.fail("session.not_imported", reason),
        }
        None
    }

    /// Has a new project follow the one in a file; one that cannot be read becomes a notice.
    pub(super) fn follow(&mut self, path: &Path, described: &mut NewProject) {
        self.settled("session.not_followed");
        match file::read(path) {
            // What its texts rest on is known before its data stay behind.
            Ok(last) => described.follow(report::recorded(last)),
            Err(error) => self.fail("session.not_followed", error.to_string()),
        }
    }

    /// Opens a new project; what it takes over from the last one is one step of undo.
    pub(super) fn create(&mut self, described: &NewProject) {
        self.open(described.project(), Origin::New, None, None);
        let Some(Succession { project, remarks }) = described.succession() else {
            return;
        };
        let (count, places) = (project.indicators.len(), remarks.len());
        self.edit(&Edit::Succession(Box::new(project)));
        let severity = match places {
            0 => Severity::Success,
            _ => Severity::Caution,
        };
        self.notices.push(Notice {
            details: remarks.iter().map(|remark| remark.sentence.clone()).collect(),
            way: Some(Way::Rows {
                leads: remarks.into_iter().map(|remark| remark.indicator).collect(),
                plain: 0,
            }),
            ..Notice::of(severity, t!("session.followed", count = count, remarks = places))
        });
    }

    /// Reads a returned sheet and asks whether its changes are taken; what cannot be taken is a notice.
    pub(super) fn collect(&mut self, path: &Path) -> Option<Step> {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let read = file::read_bytes(path)
            .map_err(|error| error.to_string())
            .and_then(|bytes| table::returned(&bytes, &name).map_err(|error| error.to_string()));
        let returned = match read {
            Ok(returned) => [returned],
            Err(reason) => {
                self.fail("session.not_collected", reason);
                return None;
            }
        };
        // The sheets went out as they are printed; what came back like that is unchanged.
        let sent = Arc::clone(self.printed());
        // The person sees what the project would lose before saying yes.
        let Comparison {
            changes,
            remarks,
            refusals,
        } = collection::compare(&sent, &returned, Conflicts::Overwrite);
        let is_unread = |refusal: &Refusal| refusal.trouble == Trouble::Unreadable;
        if !refusals.iter().all(is_unread) || changes.is_empty() && !refusals.is_empty() {
            self.notices.push(Notice {
                severity: Severity::Failure,
                sentence: t!("session.collect_refused", name = name, count = refusals.len()).into_owned(),
                details: refusals.iter().map(ToString::to_string).collect(),
                what: None,
                way: None,
            });
            return None;
        }
        for remark in remarks {
            self.say(Severity::Caution, remark);
        }
        if changes.is_empty() {
            self.say(Severity::Success, t!("session.collect_unchanged", name = name));
            return None;
        }
        self.pending = Some(Pending::Collect(refusals.clone()));
        Some(Step::Ask(Question::Collect {
            changes,
            unread: refusals,
        }))
    }

    pub(super) fn load_scheme(&mut self, path: &Path) {
        let read = file::read_bytes(path)
            .map_err(|error| error.to_string())
            .and_then(|bytes| schemes::decode(&bytes).map_err(|error| error.to_string()));
        match read {
            Ok(scheme) => {
                self.settled("session.scheme_not_loaded");
                self.edit(&Edit::Scheme(Arc::new(scheme)));
            }
            Err(reason) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                self.fail("session.scheme_not_loaded", format!("“{name}”{reason}"));
            }
        }
    }

    /// Returns where dialogs start, in full, as some take no other: the folder of the open file, else that of the file
    /// used last, else the person's documents.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        let used = self
            .settings()
            .recent
            .iter()
            .filter_map(|path| evidence::folder_of(path));
        let mut known = self.home().into_iter().chain(used);
        known.find(|folder| folder.is_dir()).or_else(file::documents)
    }

    pub(super) fn pick_target(&self) -> Question {
        Question::PickTarget {
            name: match self.path().and_then(Path::file_name) {
                Some(name) => name.to_string_lossy().into_owned(),
                None => self.proposed_name(),
            },
            folder: self.folder(),
        }
    }

    /// Returns `单位-年度.hengji.ron`, without what file systems refuse.
    fn proposed_name(&self) -> String {
        let project = self.project();
        let subject: String = project
            .subject()
            .chars()
            .filter(|character| !character.is_control() && !r#"\/:*?"<>|"#.contains(*character))
            .collect();
        let subject = if subject.is_empty() {
            t!("session.untitled").into_owned()
        } else {
            subject
        };
        format!("{subject}-{}.hengji.ron", project.year)
    }
}

/// Adds the extension a project is found by, when the person typed none.
pub(super) fn with_extension(path: PathBuf) -> PathBuf {
    if path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
    {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".hengji.ron");
    name.into()
}
