//! A text as the patterns see it: characters without the differences of width and case.

use std::ops::Range;

/// Units that make a number a figure.
const UNITS: &str = "元万亿千百%‰户件次吨米亩";

/// A text as characters, full-width ones and dashes folded and what has no width left out, with the bytes of each.
pub struct Line {
    /// The characters.
    pub folded: Vec<char>,
    /// The bytes each stands in.
    bytes: Vec<Range<usize>>,
}

impl Line {
    /// Returns the characters of a text, every blank in a line a space.
    pub fn of(text: &str) -> Self {
        Self::with(text, |_| true)
    }

    /// Returns the characters of a text without its blanks, as names are looked for: 登记 注册科 is 登记注册科.
    pub fn unspaced(text: &str) -> Self {
        Self::with(text, |one| one != ' ')
    }

    fn with(text: &str, keeps: impl Fn(char) -> bool) -> Self {
        let fold = |character: char| match character {
            '\u{FF01}'..='\u{FF5E}' => {
                char::from_u32(u32::from(character) - 0xFEE0).map_or(character, |one| one.to_ascii_lowercase())
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\n' => '\n',
            blank if blank.is_whitespace() => ' ',
            other => other.to_ascii_lowercase(),
        };
        let has_width =
            |one: char| !matches!(one, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}');
        let seen = text.char_indices().filter(|(_, one)| has_width(*one));
        let seen = seen.map(|(at, one)| (fold(one), at..at + one.len_utf8()));
        let (folded, bytes) = seen.filter(|(one, _)| keeps(*one)).unzip();
        Self { folded, bytes }
    }

    /// The bytes of the text that characters stand in; nothing of none.
    pub fn bytes(&self, range: Range<usize>) -> Range<usize> {
        match self.bytes.get(range) {
            Some([first, .., last]) => first.start..last.end,
            Some([only]) => only.clone(),
            _ => 0..0,
        }
    }

    /// Finds a name, which is folded as the text is.
    pub fn places<'a>(&'a self, name: &'a [char]) -> impl Iterator<Item = Range<usize>> + 'a {
        let windows = self.folded.windows(name.len().max(1)).enumerate();
        windows
            .filter(move |(_, window)| *window == name)
            .map(|(at, window)| at..at + window.len())
    }

    pub fn get(&self, at: usize) -> Option<char> {
        self.folded.get(at).copied()
    }

    pub fn before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(1)?)
    }

    pub fn is_digit(&self, at: usize) -> bool {
        self.get(at).is_some_and(|one| one.is_ascii_digit())
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.get(at)
            .is_some_and(|one| one.is_ascii_alphanumeric() || one == '_')
    }

    /// The end of the digits that begin here.
    pub fn digits(&self, from: usize) -> usize {
        (from..).find(|at| !self.is_digit(*at)).unwrap_or(from)
    }

    pub fn text(&self, range: Range<usize>) -> String {
        self.folded.get(range).unwrap_or_default().iter().collect()
    }

    pub fn starts(&self, at: usize, word: &str) -> bool {
        let mut rest = self.folded.get(at..).unwrap_or_default().iter();
        word.chars().all(|character| rest.next() == Some(&character))
    }

    /// Tells whether one of the words stands just before, with at most a colon, blanks, a note in brackets or 号码 between.
    pub fn stands_behind(&self, at: usize, words: &[&str]) -> bool {
        let mut text = self.text(at.saturating_sub(24)..at);
        text.retain(|one| one != ' ');
        let text = text.trim_end_matches([':', '(', '为', '是', '.']);
        // 电话（办公）： and 电话1：.
        let noted = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
        let text = noted.map_or(text, |(text, _)| text);
        let numbered = self.before(at) == Some(':') && text.ends_with(|one: char| one.is_ascii_digit());
        let text = if numbered { &text[..text.len() - 1] } else { text };
        let bare = text.trim_end_matches(['号', '码']);
        words.iter().any(|word| text.ends_with(word) || bare.ends_with(word))
    }

    /// The end of a word that begins here, however it is spaced: 电　话.
    pub fn spaced(&self, at: usize, word: &str) -> Option<usize> {
        let mut end = at;
        for (position, character) in word.chars().enumerate() {
            end = (end..).find(|one| position == 0 || self.get(*one) != Some(' '))?;
            if self.get(end) != Some(character) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// Tells whether a number may end here: no decimals, no unit, no letter behind it.
    pub fn may_end(&self, at: usize) -> bool {
        match self.get(at) {
            Some('.') => !self.is_digit(at + 1),
            Some(next) => !next.is_ascii_alphanumeric() && next != '_' && !UNITS.contains(next),
            None => true,
        }
    }
}
