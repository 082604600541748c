//! Where files lie: paths on a disk, a server, an address of the internal net.

use std::ops::Range;

use super::line::Line;

/// How paths begin.
const ROOTS: [&str; 16] = [
    "https://pan.",
    "http://pan.",
    "\\\\",
    "file://",
    "ftp://",
    "sftp://",
    "smb://",
    "/data/",
    "/opt/",
    "/root/",
    "/home/",
    "/users/",
    "/mnt/",
    "/media/",
    "/srv/",
    "/volumes/",
];

impl Line {
    /// A path on a disk, a server or an address of the internal net, with blanks and brackets in its names.
    pub(super) fn path(&self, at: usize, after: usize) -> Option<Range<usize>> {
        let drive = self.get(at)?.is_ascii_alphabetic()
            && !(at > 0 && self.is_word(at - 1))
            && self.get(at + 1) == Some(':')
            && matches!(self.get(at + 2), Some('\\' | '/'))
            && self.get(at + 3) != Some('/');
        let rooted = || {
            let begins = ROOTS.iter().find(|root| self.starts(at, root));
            begins.is_some_and(|root| !self.is_word(at.wrapping_sub(1)) && self.get(at + root.len()).is_some())
        };
        if drive || rooted() || self.internal(at) {
            return Some(at..self.path_end(at));
        }
        if !matches!(self.get(at), Some('\\' | '/')) {
            return None;
        }
        // 绩效科\2020\台账.xlsx: what stands before the first stroke is a part of it.
        let inside =
            |one: &usize| self.in_path(*one) && !self.get(*one).is_some_and(|next| "于在见至到从为:".contains(next));
        let start = at - (after..at).rev().take_while(inside).count();
        let end = self.path_end(at);
        let path = self.text(start..end);
        // A site of the net begins with its name, or with the second stroke of http://.
        let is_site = path
            .split(['/', '\\'])
            .next()
            .is_none_or(|first| first.is_empty() || first.contains('.'));
        let is_deep = path.matches('\\').count() > 1 && path.contains(|one: char| one.is_ascii_digit());
        (!is_site && (is_deep || is_file(&path))).then_some(start..end)
    }

    /// Tells whether an address of the internal net begins here, with or without http://.
    fn internal(&self, at: usize) -> bool {
        if self.is_word(at.wrapping_sub(1)) || self.before(at) == Some('.') {
            return false;
        }
        let scheme = ["http://", "https://"]
            .into_iter()
            .find(|scheme| self.starts(at, scheme));
        let start = at + scheme.map_or(0, str::len);
        let end = start
            + (start..start + 15)
                .take_while(|one| self.is_digit(*one) || self.get(*one) == Some('.'))
                .count();
        let address = self.text(start..end);
        let parts: Vec<Option<u8>> = address
            .trim_end_matches('.')
            .split('.')
            .map(|part| part.parse().ok())
            .collect();
        match parts[..] {
            // By itself 10.1.2.3 may be the number of a heading.
            [Some(10), Some(_), Some(_), Some(_)] => scheme.is_some(),
            [Some(192), Some(168), Some(_), Some(_)] | [Some(172), Some(16..=31), Some(_), Some(_)] => true,
            _ => false,
        }
    }

    fn in_path(&self, at: usize) -> bool {
        let ends = |next: char| next.is_whitespace() || "，。；、,;\"“”‘’'<>《》()[]{}".contains(next);
        self.get(at).is_some_and(|next| !ends(next))
    }

    /// Where the name of a file ends that leads on to words: 台账.xlsx备查.
    fn file_end(&self, from: usize) -> Option<usize> {
        let mut dots = (from..self.folded.len()).take_while(|one| self.in_path(*one));
        dots.find_map(|dot| {
            let end = dot + 1 + (dot + 1..dot + 7).take_while(|one| self.is_word(*one)).count();
            let is_ending =
                (3..=6).contains(&(end - dot)) && self.get(dot + 1).is_some_and(|one| one.is_ascii_alphabetic());
            (self.get(dot) == Some('.') && is_ending && self.get(end).is_some_and(char::is_alphabetic)).then_some(end)
        })
    }

    /// The end of a path: over brackets that close again, and over a blank where what follows leads on, or ends as files
    /// do.
    fn path_end(&self, at: usize) -> usize {
        const LONGEST: usize = 30;
        let stop = |from: usize| {
            let mut end = from;
            loop {
                if let Some(file) = self.file_end(end) {
                    return file;
                }
                end += (end..self.folded.len()).take_while(|one| self.in_path(*one)).count();
                let closes = |one: &usize| matches!(self.get(*one), Some(')' | ']'));
                let goes_on = |one: &usize| self.in_path(*one);
                let bracket = matches!(self.get(end), Some('(' | '[')) && end > from;
                let close = (end + 1..end + LONGEST).find(|one| !goes_on(one)).filter(closes);
                match close.filter(|_| bracket) {
                    Some(close) => end = close + 1,
                    None => return end,
                }
            }
        };
        let mut end = stop(at);
        while self.get(end) == Some(' ') {
            let next = stop(end + 1);
            let more = self.text(end + 1..next);
            if !is_file(&more) && !more.contains('\\') {
                break;
            }
            end = next;
        }
        // The full stop of a sentence is none of an address.
        while end > at && self.before(end) == Some('.') {
            end -= 1;
        }
        end
    }
}

/// Tells whether words end as the names of files do.
fn is_file(words: &str) -> bool {
    words.rsplit_once('.').is_some_and(|(_, ending)| {
        let begins = ending.starts_with(|first: char| first.is_ascii_alphabetic());
        begins && (2..=5).contains(&ending.len()) && ending.chars().all(|one| one.is_ascii_alphanumeric())
    })
}
