//! The shipped 报告提纲, one file each.

use std::sync::OnceLock;

use ron::extensions::Extensions;

use crate::model::scheme::SchemeLevel;
use crate::model::{Outline, Project};

/// The shipped files, the default first.
const FILES: [&str; 4] = [
    include_str!("../assets/outlines/hubei_dept.ron"),
    include_str!("../assets/outlines/hubei_project.ron"),
    include_str!("../assets/outlines/guangdong_dept.ron"),
    include_str!("../assets/outlines/mof_project.ron"),
];

/// Every shipped outline, the default first; the test suite holds that each file is one.
pub fn shipped() -> &'static [Outline] {
    static SHIPPED: OnceLock<Vec<Outline>> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        FILES.iter().filter_map(|text| options.from_str(text).ok()).collect()
    })
}

/// Finds a shipped outline by id.
pub fn find(id: &str) -> Option<&'static Outline> {
    shipped().iter().find(|outline| outline.id == id)
}

/// Returns the words of the heading that has a key in a shipped outline, without their number.
pub fn heading_of(path: &str) -> Option<&'static str> {
    let heading = (shipped().iter()).find_map(|outline| outline.headings.get(outline.position(path)?))?;
    Some(heading.words())
}

/// Returns the outline of a project's report: the one of its scheme, else the shipped one it names, else the usual
/// one for its level.
pub fn of(project: &Project) -> &Outline {
    static NONE: OnceLock<Outline> = OnceLock::new();
    let own = &project.scheme.outline;
    if !own.headings.is_empty() {
        return own;
    }
    let usual = match project.scheme.level {
        SchemeLevel::Department => "hubei_dept",
        SchemeLevel::SpendingProject => "hubei_project",
    };
    find(&own.id)
        .or_else(|| find(usual))
        .unwrap_or_else(|| NONE.get_or_init(Outline::default))
}
