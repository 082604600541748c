//! What a person is asked, as data, and what comes back.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use super::{Standing, last_year};
use crate::collection::{Change, Refusal};
use crate::model::succession::Succession;
use crate::model::{Kind, Project, Scheme};
use crate::report;
use crate::report::publication::Omission;
use crate::schemes;
use crate::table::Sheet;

/// A question for the person; each says what is asked, the session knows what follows.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// There are unsaved changes: save, discard or cancel.
    Unsaved {
        /// Name of what would be lost.
        name: String,
    },
    /// A program that ended without its last word has left something unsaved: take it up, give it up, or leave it.
    Recover {
        /// 单位名称.
        department: String,
        /// 评价年度.
        year: u16,
        /// Name of its file; `None` for one never saved.
        file: Option<String>,
        /// When the copy was written, by the clock on the wall.
        kept: Option<DateTime>,
        /// How it stands to its file.
        standing: Standing,
    },
    /// Pick a project file.
    PickProject {
        /// Where the dialog starts.
        folder: Option<PathBuf>,
    },
    /// Pick a table to import.
    PickTable {
        /// Where the dialog starts.
        folder: Option<PathBuf>,
    },
    /// Choose which sheet of a workbook is imported.
    Sheet {
        /// Name of the workbook.
        name: String,
        /// What was found in each; the likeliest is marked as read.
        sheets: Vec<Sheet>,
    },
    /// Pick a returned 科室数据采集表.
    PickReturned {
        /// Where the dialog starts.
        folder: Option<PathBuf>,
    },
    /// Choose which changes of a returned 科室数据采集表 are taken.
    Collect {
        /// What would change, old and new.
        changes: Vec<Change>,
        /// Cells that cannot be read, and are not taken.
        unread: Vec<Refusal>,
    },
    /// Pick files to be registered as evidence, one or several.
    PickEvidence {
        /// Where the dialog starts.
        folder: Option<PathBuf>,
    },
    /// Pick the file of an entry of the ledger.
    PickEvidenceFile {
        /// Where the dialog starts.
        folder: Option<PathBuf>,
    },
    /// Pick a scheme file.
    PickScheme {
        /// Where the dialog starts.
        folder: Option<PathBuf>,
    },
    /// Pick where to save.
    PickTarget {
        /// Proposed file name.
        name: String,
        /// Where the dialog starts.
        folder: Option<PathBuf>,
    },
    /// A file of this name is there already: replace it, or go back to the dialog.
    Replace {
        /// Name of the file that would be lost.
        name: String,
    },
    /// The document's file was written by something else since it was opened: replace it, save elsewhere, or neither.
    Overwrite {
        /// Name of the file.
        name: String,
    },
    /// Documents would go out with what is not filled in: fill it in first, write them anyway, or neither.
    Gaps {
        /// What is missing, the gravest first, a sentence each.
        gaps: Vec<String>,
    },
    /// Write a version for publication without these, or leave it.
    Publish {
        /// What would be left out of the report, by matter.
        omissions: Vec<Omission>,
        /// What no report says anyway, by matter.
        unprinted: Vec<Omission>,
        /// What has to be looked at before it goes out.
        cautions: Vec<String>,
    },
    /// Pick the folder the exports go to.
    PickFolder {
        /// Where the dialog starts.
        folder: Option<PathBuf>,
    },
    /// Fill in what a new project needs.
    Describe(Box<NewProject>),
    /// Pick the project of the year before, which a new one follows.
    PickLast {
        /// Where the dialog starts.
        folder: Option<PathBuf>,
    },
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Save first.
    Save,
    /// Take these of the changes that were listed.
    Take(Vec<Change>),
    /// Import the sheet of this name.
    Sheet(String),
    /// Fill in first what is missing.
    FillIn,
    /// Write the documents with their gaps.
    Export,
    /// Write the version whose omissions were listed.
    Publish,
    /// Take up what was left behind.
    Recover,
    /// Lose the changes.
    Discard,
    /// Lose the file that is there.
    Replace,
    /// Leave the file that is there and pick another place.
    Elsewhere,
    /// Leave everything as it is.
    Cancel,
    /// A picked path.
    Path(PathBuf),
    /// Several picked paths, in the order of the dialog.
    Paths(Vec<PathBuf>),
    /// A described new project.
    New(Box<NewProject>),
    /// Pick the project that the one described so far is to follow.
    PickLast(Box<NewProject>),
}

/// What a new project needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewProject {
    /// 单位名称.
    pub department: String,
    /// 评价年度.
    pub year: u16,
    /// 项目名称, where the scheme is for a spending project.
    pub name: String,
    /// The rules.
    pub scheme: Arc<Scheme>,
    /// The project of an earlier year that it follows.
    pub last: Option<Arc<Project>>,
}

impl NewProject {
    /// Proposes an empty project under the first of the shipped schemes, of the year that is evaluated now.
    pub fn proposed(today: Date) -> Self {
        Self {
            year: last_year(today),
            scheme: schemes::shipped().first().cloned().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Follows a project: its rules, the year after it and, where none are given, its names.
    pub fn follow(&mut self, last: Project) {
        self.leave();
        self.year = last.next_year().unwrap_or(self.year);
        self.scheme = Arc::clone(&last.scheme);
        if self.department.is_empty() {
            self.department.clone_from(&last.department);
        }
        if self.name.is_empty() {
            name_of(&last).clone_into(&mut self.name);
        }
        self.last = Some(Arc::new(last));
    }

    /// Follows no project; the names that are those of the last one go with it.
    pub fn leave(&mut self) {
        let Some(last) = self.last.take() else { return };
        if self.department == last.department {
            self.department.clear();
        }
        if self.name == name_of(&last) {
            self.name.clear();
        }
    }

    /// Makes the empty project: scheme, head and the budget lines of its form.
    pub fn project(&self) -> Project {
        self.headed(Project::new(Arc::clone(&self.scheme), self.year))
    }

    /// Makes the project that follows the last one, where there is one.
    pub fn succession(&self) -> Option<Succession> {
        let last = self.last.as_ref()?;
        let Succession { project, remarks } = report::succeeded(last, Arc::clone(&self.scheme), self.year);
        Some(Succession {
            project: self.headed(project),
            remarks,
        })
    }

    fn headed(&self, mut project: Project) -> Project {
        if let Kind::SpendingProject(head) = &mut project.kind {
            head.name.clone_from(&self.name);
        }
        project.department.clone_from(&self.department);
        project
    }
}

/// The name of a spending project; nothing for a department.
fn name_of(project: &Project) -> &str {
    match &project.kind {
        Kind::Department => "",
        Kind::SpendingProject(head) => &head.name,
    }
}
