//! 公开版: what of a project is fit for the department's website, and the list of what is left out.
//!
//! Left out are contact persons, telephones, sections, working notes, where evidence lies, evidence that is not to
//! be shown, and declared and expected scores; personal data inside texts is covered (`domain.md` §3.3, C56). Every
//! struct of the document is taken apart field by field, so that a new field does not compile until somebody has
//! decided about it.

mod cautions;
mod clauses;
mod internal;
mod last;
mod numbering;
mod parts;
mod printed;
mod scores;
mod sections;
mod standing;
mod sweep;
mod text;
mod tidy;

use std::collections::HashMap;

use jiff::civil::Date;

use self::parts::Parts;
use self::standing::Parted;
use super::Report;
use crate::model::Project;
use crate::score::{self, Scorecard};

/// A project as it is published.
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    /// The project without what is left out.
    pub project: Project,
    /// Its scores, which are those of the whole project.
    pub card: Scorecard,
    /// The report both files are made of; what was found in its printed words is covered.
    pub report: Report,
    /// What stands in the report as it is otherwise and not in this one: by matter, in the order of the document.
    pub omissions: Vec<Omission>,
    /// What of the project is not for everybody and stands in neither.
    pub unprinted: Vec<Omission>,
    /// What has to be looked at before it goes out, a sentence each.
    pub cautions: Vec<String>,
}

/// Something that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omission {
    /// What it is.
    pub matter: Matter,
    /// Where it stood.
    pub place: String,
    /// What it was, shortened and with its middle covered where it is a person's.
    pub shown: String,
    /// How often it stood there, at least 1.
    pub count: usize,
}

impl Omission {
    /// Returns what it was, with how often where it stood there more than once.
    pub fn shown_with_count(&self) -> String {
        match self.count {
            1 => self.shown.clone(),
            count => format!("{}（{count}处）", self.shown),
        }
    }

    /// Counts what stood in all the places of a list.
    pub fn total(omissions: &[Self]) -> usize {
        omissions.iter().map(|omission| omission.count).sum()
    }

    /// Parts a list by matter.
    pub fn by_matter(omissions: &[Self]) -> impl Iterator<Item = (Matter, &[Self])> {
        let groups = omissions.chunk_by(|one, next| one.matter == next.matter);
        groups.filter_map(|group| Some((group.first()?.matter, group)))
    }
}

/// Takes what looks the same in the same place together, in the order of the first; one matter after the other.
fn grouped(omissions: Vec<Omission>) -> Vec<Omission> {
    let mut positions: HashMap<(Matter, String, String), usize> = HashMap::new();
    let mut out: Vec<Omission> = Vec::new();
    for omission in omissions {
        let key = (omission.matter, omission.place.clone(), omission.shown.clone());
        let position = *positions.entry(key).or_insert(out.len());
        match out.get_mut(position) {
            Some(same) => same.count += omission.count,
            None => out.push(omission),
        }
    }
    out.sort_by_key(|omission| omission.matter);
    out
}

/// What is left out of a published version, in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// 联系人.
    Contact,
    /// 联系电话.
    Telephone,
    /// Telephones, identity numbers and addresses inside texts.
    Personal,
    /// 责任科室.
    Section,
    /// Working notes and 复核意见.
    Note,
    /// Where evidence lies.
    EvidencePlace,
    /// Evidence that is not to be shown at all.
    ClosedEvidence,
    /// 自评填报得分.
    Declared,
    /// 预计复核得分.
    Expected,
    /// Sentences that quote what is left out.
    Sentence,
}

impl Matter {
    /// Every matter in the order of the list.
    pub const ALL: [Self; 10] = [
        Self::Contact,
        Self::Telephone,
        Self::Personal,
        Self::Section,
        Self::Note,
        Self::EvidencePlace,
        Self::ClosedEvidence,
        Self::Declared,
        Self::Expected,
        Self::Sentence,
    ];

    /// Returns the printed words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contact => "联系人",
            Self::Telephone => "联系电话",
            Self::Personal => "文字中的个人信息",
            Self::Section => "责任科室",
            Self::Note => "内部备注",
            Self::EvidencePlace => "佐证材料存放位置",
            Self::ClosedEvidence => "不公开的佐证材料",
            Self::Declared => "自评填报得分",
            Self::Expected => "预计复核得分",
            Self::Sentence => "引用上述内容的文字",
        }
    }
}

/// Makes a project fit for publication; `date` is that of the report, which is looked through for gaps.
pub fn publish(project: &Project, date: Date) -> Publication {
    let scored = score::score(project);
    let Parts {
        project: published,
        mut cleaner,
    } = parts::published(project, &scored);
    let card = score::score(&published);
    let mut report = super::report(&published, &card, date);
    let paragraphs = sweep::paragraphs(&mut report);
    sweep::sweep(&mut cleaner, &mut report);
    let left = cleaner.take();
    let mut sealed = super::report(&parts::sealed(&mut cleaner, project), &scored, date);
    let Parted { printed, unprinted } = standing::parted(left, &mut sealed, &paragraphs);
    let (omissions, unprinted) = (grouped(printed), grouped(unprinted));
    let mut publication = Publication {
        project: published,
        card,
        report,
        omissions,
        unprinted,
        cautions: Vec::new(),
    };
    publication.cautions = cautions::of(project, &publication, &cleaner);
    publication
}
