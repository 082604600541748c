//! The names of a project's sections in running text.

use std::ops::Range;

use crate::model::{Kind, Project};
use crate::personal::line::Line;
use crate::personal::{What, persons};

/// Fewest characters of a name that is taken out; a shorter one may be a word.
const SHORTEST: usize = 3;

/// Most characters of a name that other bodies have a section of as well: 办公室, 财务科.
const COMMON: usize = 4;

/// What sections are joined with in a list.
const JOINTS: [&str; 7] = ["、", "和", "及", "与", "以及", "，", "/"];

/// How the names of bodies end.
const BODIES: &str = "府会委局厅组院部省市区县乡镇处心班道大协司校学团村所队站行厂";

/// The sections a project knows, and the names that may hold theirs.
pub struct Known {
    /// Each name as it is, and as it is looked for.
    names: Vec<(String, Vec<char>)>,
    own: Vec<char>,
    proper: Vec<Vec<char>>,
}

impl Known {
    /// Returns the sections of a project.
    pub fn of(project: &Project) -> Self {
        let folded = |name: &str| Line::unspaced(name).folded;
        let mut proper = vec![folded(&project.department)];
        if let Kind::SpendingProject(head) = &project.kind {
            proper.extend([&head.name, &head.competent_department, &head.implementing_unit].map(|name| folded(name)));
        }
        let names = project.sections.iter().map(|section| section.name.trim());
        let names = names.map(|name| (name.to_owned(), folded(name)));
        Self {
            names: names
                .filter(|(_, name)| name.len() >= 2 && !proper.contains(name))
                .collect(),
            own: folded(&project.department),
            proper: proper.into_iter().filter(|name| !name.is_empty()).collect(),
        }
    }

    /// Finds the sections in a text, those of a list together.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, What)> {
        let line = Line::unspaced(text);
        let proper = self.proper.iter().flat_map(|name| line.places(name));
        let mut found: Vec<(Range<usize>, bool)> = proper.map(|place| (place, false)).collect();
        for (_, name) in self.names.iter().filter(|(_, name)| name.len() >= SHORTEST) {
            found.extend(line.places(name).map(|place| (place, true)));
            found.extend(short_forms(&line, name).map(|place| (place, true)));
        }
        found.retain(|(place, is_section)| !is_section || self.is_meant(&line, place));
        // The longest of those that begin together; what begins inside another goes with it.
        found.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
        let mut end = 0;
        let mut out: Vec<(Range<usize>, What)> = Vec::new();
        for (place, is_section) in found {
            if place.start < end {
                continue;
            }
            // 登记注册科室 is the same.
            let more = line.before(place.end) == Some('科') && line.get(place.end) == Some('室');
            end = place.end + usize::from(is_section && more);
            if !is_section {
                continue;
            }
            let range = line.bytes(place.start..end);
            match out.last_mut() {
                Some((last, what)) if JOINTS.contains(&text[last.end..range.start].trim()) => {
                    (last.end, *what) = (range.end, What::Sections);
                }
                _ => out.push((range, What::Section)),
            }
        }
        out
    }

    /// Returns the names that a text says, meant or not.
    pub fn said_in(&self, text: &str) -> Vec<&str> {
        let line = Line::unspaced(text);
        let said = self.names.iter().filter(|(_, name)| line.places(name).next().is_some());
        said.map(|(name, _)| name.as_str()).collect()
    }

    /// Tells whether a name is not a part of a longer one or of another body: 质量监督科技公司, 市政府办公室, or a room.
    fn is_meant(&self, line: &Line, place: &Range<usize>) -> bool {
        let begins = |words: &[&str]| words.iter().any(|word| line.starts(place.end, word));
        let is_longer = match line.before(place.end) {
            Some('科') => begins(&["技", "学", "研", "普", "目", "协", "教"]),
            Some('室') => {
                let counted = line.digits(place.end);
                begins(&["内", "外", "用房", "面积", "装修", "主任会"]) || line.get(counted) == Some('间')
            }
            _ => begins(&["主任会"]),
        };
        if is_longer || begins(&["〔", "［", "["]) {
            return false;
        }
        let is_common = place.len() <= COMMON;
        let of_body = line.before(place.start).is_some_and(|last| BODIES.contains(last));
        !is_common || !of_body || self.is_own(&line.folded[..place.start])
    }

    /// Tells whether words end with the department itself, whole or shortened: 我局, 区市场监管局, but not 市财政局.
    fn is_own(&self, words: &[char]) -> bool {
        let length = shortened(words, &self.own);
        let (rest, body) = words.split_at(words.len() - length);
        if rest.last().is_some_and(|last| "我本".contains(*last)) && length == 1
            || length == 0 && matches!(words, [.., '我' | '本', _])
        {
            return true;
        }
        let is_committee = matches!(body, [.., '省' | '市' | '区' | '县' | '州' | '党', '委']) && length <= 2;
        // 市市场监管局 is the one above a 区市场监管局.
        let level = |name: &[char]| {
            let levels = name.iter().zip(name.iter().skip(1).chain([&' ']));
            let levels = levels.filter(|(one, next)| "省市区县州".contains(**one) && **next != '场');
            levels.last().map(|(one, _)| *one)
        };
        let is_level = level(body).is_none_or(|one| level(&self.own) == Some(one));
        length > 0 && !is_committee && is_level && persons::may_follow(rest.last().copied())
    }
}

/// Where a name stands shortened: 质监科 and 监督科 of 质量监督科; at least 3 characters, with nothing else before them.
fn short_forms<'a>(line: &'a Line, name: &'a [char]) -> impl Iterator<Item = Range<usize>> + 'a {
    let ends = (1..=line.folded.len()).filter(move |end| line.before(*end).as_ref() == name.last());
    ends.filter_map(move |end| {
        let near = &line.folded[end.saturating_sub(name.len())..end];
        let length = shortened(near, name);
        let place = end - length..end;
        let words = &line.folded[place.clone()];
        let is_short = name.len() > COMMON
            && (SHORTEST..name.len()).contains(&length)
            && (words.first() == name.first() || name.ends_with(words));
        (is_short && persons::may_follow(line.before(place.start))).then_some(place)
    })
}

/// How many of the last characters of some words stand in a name in the same order, up to its last.
fn shortened(words: &[char], name: &[char]) -> usize {
    let mut rest = name;
    let mut length = 0;
    for one in words.iter().rev() {
        let Some(at) = rest.iter().rposition(|other| other == one) else {
            break;
        };
        if length == 0 && at + 1 < name.len() && !BODIES.contains(*one) {
            break;
        }
        (rest, length) = (&rest[..at], length + 1);
    }
    length
}
