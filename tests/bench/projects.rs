//! Large projects: the sample's own indicators, repeated under fresh ids.

use hengji::examples::Example;
use hengji::file;
use hengji::model::{Id, Project};

/// Makes a project of so many indicators, all filled as the sample's are.
pub fn large(size: usize) -> Project {
    let mut project = file::decode(Example::Wuchang.bytes()).expect("the sample");
    let published = std::mem::take(&mut project.indicators);
    project.indicators = published.iter().cycle().take(size).cloned().collect();
    for (position, indicator) in project.indicators.iter_mut().enumerate() {
        indicator.id = Id::new(format!("I{:05}", position + 1));
    }
    project
}
