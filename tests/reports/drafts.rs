//! Whatever the model can hold is scored, checked, explained and exported: in every format, by every shipped scheme.

use hengji::model::Project;
use hengji::report::{Deliverable, Format, deliverables};
use hengji::{check, schemes, score};
use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};
use proptest::{prop_oneof, sample};
use resvg::usvg::roxmltree::Document;

use super::fixture::DAY;
use super::parts;
use crate::projects;

/// A draft under a shipped scheme, or under one of its own that says anything.
fn drafts() -> impl Strategy<Value = Project> {
    let scheme = prop_oneof![4 => sample::select(schemes::shipped().to_vec()), 1 => projects::scheme()];
    (projects::project(), scheme).prop_map(|(project, scheme)| Project { scheme, ..project })
}

/// Returns what in a file is no XML although it should be.
fn unreadable(file: &Deliverable) -> Option<String> {
    let is_xml = |name: &str| [".xml", ".rels", ".svg"].iter().any(|end| name.ends_with(end));
    let parts = match file.name.rsplit('.').next() {
        Some("docx" | "xlsx") => parts(&file.bytes),
        _ => [(file.name.clone(), file.bytes.clone())].into(),
    };
    parts
        .into_iter()
        .filter(|(name, _)| is_xml(name))
        .find_map(|(name, content)| {
            let text = String::from_utf8_lossy(&content).into_owned();
            let error = Document::parse(&text).err()?;
            Some(format!("{} {name}: {error}", file.name))
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn any_draft_goes_out_in_every_format(project in drafts()) {
        let card = score::score(&project);
        let rows = (0..project.indicators.len()).map(|row| card.explain(&project, row));
        for explanation in rows.chain([card.explain_total(&project), card.explain_execution(&project)]) {
            prop_assert!(!explanation.rule.is_empty(), "{explanation:?}");
        }
        for finding in check::check(&project, &card) {
            prop_assert!(!finding.sentence.is_empty());
        }
        for format in Format::ALL.iter().chain(Format::ASKED_FOR) {
            let files = deliverables(&project, &card, *format, DAY);
            prop_assert!(files.is_ok(), "{format:?}: {:?}", files.err());
            for file in files.unwrap_or_default() {
                prop_assert_eq!(unreadable(&file), None);
                prop_assert!(!file.bytes.is_empty(), "{} is empty", file.name);
            }
        }
    }
}
