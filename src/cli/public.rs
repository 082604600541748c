//! What is said before a version for publication is written.

use std::io::Write;

use crate::report::publication::{Omission, Publication};

/// Lists what is left out, by matter, and what has to be looked at.
pub(super) fn announce(publication: &Publication, err: &mut dyn Write) {
    let mut lines = Vec::new();
    if publication.omissions.is_empty() {
        lines.push("公开版没有需要略去的内容".to_owned());
    } else {
        lines.push(format!("公开版略去{}处内容：", Omission::total(&publication.omissions)));
    }
    for group in publication.omissions.chunk_by(|one, next| one.matter == next.matter) {
        let name = group.first().map_or("", |first| first.matter.name());
        lines.push(format!("  {name}（{}处）", Omission::total(group)));
        lines.extend(
            group
                .iter()
                .map(|one| format!("    {}：{}", one.place, one.shown_with_count())),
        );
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
