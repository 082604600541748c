//! 勾稽关系: numbers that others determine.

use super::{Finding, Place, Severity};
use crate::model::{Project, RelationKind, number};

/// Checks every relation whose numbers are all there (C40: parts and their sum; C41: a ratio and its numbers).
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    let finding = |relation: &crate::model::Relation| {
        let verdict = relation.verdict(project);
        let (demanded, found) = (verdict.demanded?, verdict.found?);
        let difference = verdict.difference().filter(|difference| !difference.is_zero())?;
        let written = |value| number::measured(value, relation.unit(project));
        let (rule, severity) = match relation.kind {
            RelationKind::Sum | RelationKind::Difference => ("C40", Severity::Error),
            RelationKind::Ratio => ("C41", Severity::Warning),
        };
        let sentence = format!(
            "勾稽关系“{}”：应为{}，填的是{}，相差{}，请核对",
            relation.name,
            written(demanded),
            written(found),
            written(difference)
        );
        let place = Place::Relation(relation.id.clone());
        Some(Finding::new((rule, severity), place, sentence))
    };
    project.relations.iter().filter_map(finding).collect()
}
