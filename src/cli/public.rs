//! What is said before a version for publication is written.

use std::io::Write;

use crate::report::publication::{Omission, Publication};

/// Lists what is left out, by matter, and what has to be looked at.
pub(super) fn announce(publication: &Publication, err: &mut dyn Write) {
    let mut lines = Vec::new();
    if publication.omissions.is_empty() {
        lines.push("自评报告中没有需要略去的内容，公开版与它内容相同".to_owned());
    } else {
        let count = Omission::total(&publication.omissions);
        lines.push(format!("公开版略去自评报告中的{count}处内容："));
    }
    for (matter, group) in Omission::by_matter(&publication.omissions) {
        lines.push(format!("  {}（{}处）", matter.name(), Omission::total(group)));
        lines.extend(
            group
                .iter()
                .map(|one| format!("    {}：{}", one.place, one.shown_with_count())),
        );
    }
    if !publication.unprinted.is_empty() {
        let counted = Omission::by_matter(&publication.unprinted);
        let counted = counted.map(|(matter, group)| format!("{}{}处", matter.name(), Omission::total(group)));
        let counted: Vec<String> = counted.collect();
        lines.push("以下内部信息自评报告本来就不写，公开版里也没有：".to_owned());
        lines.push(format!("  {}", counted.join("、")));
    }
    if !publication.cautions.is_empty() {
        lines.push("公开前请核对：".to_owned());
        lines.extend(publication.cautions.iter().map(|caution| format!("  {caution}")));
    }
    for line in lines {
        // Without a standard error there is nobody to tell.
        let _ = writeln!(err, "{line}");
    }
}
