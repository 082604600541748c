//! The names of a project's sections in running text.

use std::ops::Range;

use super::personal::What;
use crate::model::{Kind, Project};

/// Fewest characters of a name that is taken out; a shorter one may be a word.
const SHORTEST: usize = 3;

/// Most characters of a name that other bodies have a section of as well: 办公室, 财务科.
const COMMON: usize = 4;

/// What sections are joined with in a list.
const JOINTS: [&str; 7] = ["、", "和", "及", "与", "以及", "，", "/"];

/// The sections a project knows, and the names that may hold theirs.
pub struct Known {
    /// The longest first.
    names: Vec<String>,
    own: String,
    proper: Vec<String>,
}

impl Known {
    /// Returns the sections of a project.
    pub fn of(project: &Project) -> Self {
        let own = project.department.trim().to_owned();
        let mut proper = vec![own.clone()];
        if let Kind::SpendingProject(head) = &project.kind {
            proper.extend(
                [&head.name, &head.competent_department, &head.implementing_unit].map(|name| name.trim().to_owned()),
            );
        }
        let names = project.sections.iter().map(|section| section.name.trim());
        let mut names: Vec<String> = names
            .filter(|name| name.chars().count() >= SHORTEST && !proper.iter().any(|one| one == name))
            .map(str::to_owned)
            .collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
        Self { names, own, proper }
    }

    /// Finds the sections in a text, those of a list together.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, What)> {
        let places = |name: &str| -> Vec<Range<usize>> {
            text.match_indices(name).map(|(at, name)| at..at + name.len()).collect()
        };
        let proper = self.proper.iter().filter(|name| !name.is_empty());
        let proper: Vec<Range<usize>> = proper.flat_map(|name| places(name)).collect();
        let overlaps = |one: &Range<usize>, other: &Range<usize>| one.start < other.end && other.start < one.end;
        let mut found: Vec<Range<usize>> = Vec::new();
        for name in &self.names {
            for range in places(name) {
                let taken = found.iter().chain(&proper).any(|other| overlaps(&range, other));
                if !taken && self.is_whole(text, &range) {
                    // 登记注册科室 is the same.
                    let more = name.ends_with('科') && text[range.end..].starts_with('室');
                    found.push(range.start..range.end + if more { '室'.len_utf8() } else { 0 });
                }
            }
        }
        found.sort_by_key(|range| range.start);
        let mut out: Vec<(Range<usize>, What)> = Vec::new();
        for range in found {
            match out.last_mut() {
                Some((last, what)) if JOINTS.contains(&&text[last.end..range.start]) => {
                    (last.end, *what) = (range.end, What::Sections);
                }
                _ => out.push((range, What::Section)),
            }
        }
        out
    }

    /// Tells whether a name is not a part of a longer one: 质量监督科技公司, 市政府办公室.
    fn is_whole(&self, text: &str, range: &Range<usize>) -> bool {
        let (before, after) = (&text[..range.start], &text[range.end..]);
        let name = &text[range.clone()];
        if name.ends_with('科') && after.starts_with(['技', '学', '研', '普', '目', '协', '教']) {
            return false;
        }
        if after.starts_with("主任会") || after.starts_with(['〔', '［']) {
            return false;
        }
        let is_ours = !self.own.is_empty() && before.ends_with(&self.own)
            || [
                "我局", "本局", "由局", "我委", "本委", "我部", "本部", "我院", "本院", "我会", "本会", "我厅", "本厅",
                "单位",
            ]
            .iter()
            .any(|own| before.ends_with(own));
        let of_others = name.chars().count() <= COMMON
            && before.ends_with([
                '府', '会', '委', '局', '厅', '组', '院', '部', '省', '市', '区', '县', '处', '心',
            ]);
        is_ours || !of_others
    }
}
