//! Personal data in running text: telephones, identity numbers, addresses, names behind a label, paths.
//!
//! The patterns are narrow, so that no figure is taken for a telephone: a number with decimals, with a unit, of a
//! document or behind 编号 stays, and so does a 统一社会信用代码.

use std::ops::Range;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// 手机号码: 11 digits from 13 to 19, also as 3-4-4 and with +86.
    Mobile,
    /// 固定电话: with its area code, or behind a word that says so.
    Landline,
    /// 居民身份证号码: 18 characters with a possible day of birth and a right check digit (GB 11643-1999); behind its
    /// label any of 15 or 18.
    Identity,
    /// An e-mail address.
    Email,
    /// A name behind 联系人 and the like.
    Person,
    /// A path on a disk or a server.
    Path,
}

impl What {
    /// Returns the printed word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mobile => "手机号码",
            Self::Landline => "固定电话",
            Self::Identity => "身份证号码",
            Self::Email => "电子邮箱",
            Self::Person => "姓名",
            Self::Path => "存放路径",
        }
    }
}

/// Finds personal data in a text, each with its bytes, in order and without overlaps.
pub fn find(text: &str) -> Vec<(Range<usize>, What)> {
    let line = Line::of(text);
    let mut found: Vec<(Range<usize>, What)> = Vec::new();
    let mut at = 0;
    while at < line.folded.len() {
        let after = found.last().map_or(0, |(range, _)| range.end);
        match line.at(at, after) {
            Some((range, what)) => {
                at = range.end;
                found.push((range, what));
            }
            None => at += 1,
        }
    }
    let bytes = |range: Range<usize>| line.bytes[range.start]..line.bytes[range.end];
    found.into_iter().map(|(range, what)| (bytes(range), what)).collect()
}

/// Words that a telephone stands behind.
const TELEPHONE: [&str; 13] = [
    "电话",
    "手机",
    "座机",
    "固话",
    "传真",
    "热线",
    "联系方式",
    "致电",
    "拨打",
    "请拨",
    "tel",
    "phone",
    "fax",
];

/// Words that a code stands behind, which is no telephone however it looks.
const CODE: [&str; 12] = [
    "订单",
    "发票",
    "编号",
    "编码",
    "代码",
    "单号",
    "流水号",
    "账号",
    "卡号",
    "文号",
    "证号",
    "许可证",
];

/// Words that the name of a person stands behind.
pub const PERSON: [&str; 8] = [
    "联系人",
    "联络员",
    "填报人",
    "填表人",
    "制表人",
    "经办人",
    "审核人",
    "负责人",
];

/// Units that make a number a figure.
const UNITS: &str = "元万亿千百%‰户件次吨米亩";

/// How paths begin.
const ROOTS: [&str; 8] = [
    "\\\\",
    "file://",
    "/home/",
    "/users/",
    "/mnt/",
    "/media/",
    "/srv/",
    "/volumes/",
];

/// A text as characters, full-width ones and dashes folded and what has no width left out, with the byte each begins
/// at and the length at the end.
struct Line {
    folded: Vec<char>,
    bytes: Vec<usize>,
}

impl Line {
    fn of(text: &str) -> Self {
        let fold = |character: char| match character {
            '\u{FF01}'..='\u{FF5E}' => {
                char::from_u32(u32::from(character) - 0xFEE0).map_or(character, |one| one.to_ascii_lowercase())
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{A0}' | '\u{3000}' | '\t' => ' ',
            other => other.to_ascii_lowercase(),
        };
        let has_width = |one: char| !matches!(one, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}');
        let seen = || text.char_indices().filter(|(_, one)| has_width(*one));
        Self {
            folded: seen().map(|(_, one)| fold(one)).collect(),
            bytes: seen().map(|(at, _)| at).chain([text.len()]).collect(),
        }
    }

    fn get(&self, at: usize) -> Option<char> {
        self.folded.get(at).copied()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(1)?)
    }

    fn is_digit(&self, at: usize) -> bool {
        self.get(at).is_some_and(|one| one.is_ascii_digit())
    }

    fn is_word(&self, at: usize) -> bool {
        self.get(at)
            .is_some_and(|one| one.is_ascii_alphanumeric() || one == '_')
    }

    /// The end of the digits that begin here.
    fn digits(&self, from: usize) -> usize {
        (from..).find(|at| !self.is_digit(*at)).unwrap_or(from)
    }

    fn text(&self, range: Range<usize>) -> String {
        self.folded.get(range).unwrap_or_default().iter().collect()
    }

    fn starts(&self, at: usize, word: &str) -> bool {
        let mut rest = self.folded.get(at..).unwrap_or_default().iter();
        word.chars().all(|character| rest.next() == Some(&character))
    }

    /// Tells whether one of the words stands just before, with at most a colon, a space or 号码 between.
    fn stands_behind(&self, at: usize, words: &[&str]) -> bool {
        let text = self.text(at.saturating_sub(14)..at);
        let text = text.trim_end_matches([':', ' ', '(', '为', '是', '.']);
        let bare = text.trim_end_matches(['号', '码']);
        words.iter().any(|word| text.ends_with(word) || bare.ends_with(word))
    }

    /// What begins here; `after` is the end of what was found before.
    fn at(&self, at: usize, after: usize) -> Option<(Range<usize>, What)> {
        if let Some(end) = self.email(at, after) {
            return Some((end, What::Email));
        }
        if let Some(end) = self.path(at) {
            return Some((at..end, What::Path));
        }
        if let Some(range) = self.person(at) {
            return Some((range, What::Person));
        }
        if !self.is_digit(at) || at > 0 && self.is_digit(at - 1) || !self.may_begin(at) {
            return None;
        }
        let found = |end: Option<usize>, what| Some((self.with_country(at, after)..end?, what));
        found(self.identity(at), What::Identity)
            .or_else(|| found(self.mobile(at), What::Mobile))
            .or_else(|| found(self.landline(at, after), What::Landline))
    }

    /// Tells whether digits here can begin a number of a person: not a decimal, an amount, a part of a code.
    fn may_begin(&self, at: usize) -> bool {
        match self.before(at) {
            Some('.') => at < 2 || !self.is_digit(at - 2),
            Some('¥' | '￥' | '$' | '_' | '第') => false,
            Some('-') => at < 2 || !self.is_word(at - 2) || self.country(at).is_some(),
            Some(' ') => at < 2 || !self.is_digit(at - 2) || self.country(at).is_some() || self.digits(at) - at > 6,
            Some(letter) if letter.is_ascii_alphabetic() => {
                let start = (0..at).rev().find(|one| !self.is_word(*one)).map_or(0, |one| one + 1);
                ["tel", "phone", "mobile", "mob", "fax"].contains(&self.text(start..at).as_str())
            }
            _ => true,
        }
    }

    /// Tells whether a number may end here: no decimals, no unit, no letter behind it.
    fn may_end(&self, at: usize) -> bool {
        match self.get(at) {
            Some('.') => !self.is_digit(at + 1),
            Some(next) => !next.is_ascii_alphanumeric() && next != '_' && !UNITS.contains(next),
            None => true,
        }
    }

    /// Where the 86 before a number begins.
    fn country(&self, at: usize) -> Option<usize> {
        let near = (at.saturating_sub(8)..at).rev();
        let end = near
            .clone()
            .find(|one| !matches!(self.get(*one), Some(' ' | '-' | ')')))
            .map(|one| one + 1)?;
        let start = near.filter(|one| *one < end).find(|one| !self.is_digit(*one));
        let start = start.map_or(at.saturating_sub(8), |one| one + 1);
        let code = self.text(start..end);
        let plus = self.before(start) == Some('+');
        ((code == "86" && (plus || end < at)) || code == "0086").then(|| start - usize::from(plus))
    }

    /// The beginning of a number with its +86, where it has one.
    fn with_country(&self, at: usize, after: usize) -> usize {
        let plus = at > after && self.before(at) == Some('+');
        let start = self.country(at).filter(|start| *start >= after);
        let start = start.unwrap_or(at - usize::from(plus));
        // The bracket of an area code or of +86 goes with what is in it.
        let bracket = start > after && self.before(start) == Some('(');
        let closes = (start..at + 5).any(|one| self.get(one) == Some(')'));
        if bracket && closes { start - 1 } else { start }
    }

    fn mobile(&self, at: usize) -> Option<usize> {
        if self.stands_behind(at, &TELEPHONE)
            && let Some(end) = self.labelled_mobile(at)
        {
            return Some(end);
        }
        let end = self.digits(at);
        let is_mobile = |from: usize| self.get(from) == Some('1') && matches!(self.get(from + 1), Some('3'..='9'));
        let plus = self.before(at) == Some('+');
        let (start, end) = match end - at {
            11 => (at, end),
            13 if self.starts(at, "86") && plus => (at + 2, end),
            15 if self.starts(at, "0086") => (at + 4, end),
            3 => {
                let separator = self.get(end).filter(|one| matches!(one, ' ' | '-'))?;
                let middle = self.digits(end + 1);
                let last = self.digits(middle + 1);
                let grouped = middle == end + 5 && last == middle + 5 && self.get(middle) == Some(separator);
                let goes_on = self.get(last) == Some(separator) && self.is_digit(last + 1);
                (grouped && !goes_on).then_some((at, last))?
            }
            _ => return None,
        };
        let numbered = self.before(at) == Some('第') || self.stands_behind(at, &CODE);
        (is_mobile(start) && self.may_end(end) && !numbered).then_some(end)
    }

    /// The end of the 11 digits of a mobile, however they are grouped.
    fn labelled_mobile(&self, at: usize) -> Option<usize> {
        let (mut end, mut count) = (at, 0);
        while count < 11 {
            let is_between = end > at && matches!(self.get(end), Some(' ' | '-'));
            end += usize::from(is_between);
            if !self.is_digit(end) {
                return None;
            }
            (end, count) = (end + 1, count + 1);
        }
        let is_mobile = self.get(at) == Some('1') && matches!(self.get(at + 1), Some('3'..='9'));
        (is_mobile && !self.is_digit(end) && self.may_end(end)).then_some(end)
    }

    fn identity(&self, at: usize) -> Option<usize> {
        let end = self.digits(at);
        // Behind its label a number with a slip is somebody's all the same.
        let labelled = self.stands_behind(at, &["身份证", "证件"]);
        let end = match end - at {
            15 if labelled => return (!self.is_word(end)).then_some(end),
            18 => end,
            17 if self.get(end) == Some('x') => end + 1,
            _ => return None,
        };
        let digits: Vec<u32> = (at..at + 17).filter_map(|one| self.get(one)?.to_digit(10)).collect();
        let number = |range: Range<usize>| {
            let digits = digits.get(range).unwrap_or_default();
            digits.iter().fold(0, |sum, digit| sum * 10 + digit)
        };
        let (region, year, month, day) = (number(0..2), number(6..10), number(10..12), number(12..14));
        let born = i16::try_from(year)
            .ok()
            .zip(i8::try_from(month).ok().zip(i8::try_from(day).ok()))
            .and_then(|(year, (month, day))| jiff::civil::Date::new(year, month, day).ok());
        const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        const CHECK: [char; 11] = ['1', '0', 'x', '9', '8', '7', '6', '5', '4', '3', '2'];
        let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
        let right = usize::try_from(sum % 11).ok().and_then(|rest| CHECK.get(rest).copied()) == self.get(end - 1);
        let credit = self.text(at.saturating_sub(12)..at);
        let is_credit = credit.contains("信用代码") || credit.contains("机构代码");
        let possible = (11..=82).contains(&region) && (1900..2100).contains(&year) && born.is_some();
        ((labelled || right && possible && !is_credit) && !self.is_word(end)).then_some(end)
    }

    fn landline(&self, at: usize, after: usize) -> Option<usize> {
        let end = self.digits(at);
        let near_another = at > after && at - after <= 2 && after > 0;
        let labelled = self.stands_behind(at, &TELEPHONE) || near_another;
        let area = if self.country(at).is_some() && self.get(at) != Some('0') {
            format!("0{}", self.text(at..end))
        } else {
            self.text(at..end)
        };
        if is_area(&area) {
            let mut next = end;
            while next < end + 2 && matches!(self.get(next), Some('-' | ' ' | ')')) {
                next += 1;
            }
            if next > end
                && let Some(end) = self.subscriber(next, area.len())
            {
                return Some(self.extension(end));
            }
            return None;
        }
        if !labelled {
            return None;
        }
        let whole = (3..=4).any(|length| {
            let area = self.text(at..end.min(at + length));
            let rest = (end - at).saturating_sub(length);
            is_area(&area) && (rest == 8 || rest == 7 && length == 4)
        });
        let end = if whole && self.may_end(end) {
            Some(end)
        } else {
            self.subscriber(at, 4)
        };
        end.map(|end| self.extension(end))
    }

    /// The end of a local number of 8 digits, 7 or 8 where the area code has 4; also as 4-4 or 3-4.
    fn subscriber(&self, at: usize, area: usize) -> Option<usize> {
        let end = self.digits(at);
        let (count, end) = match end - at {
            count @ (7 | 8) => (count, end),
            // A number of the document that is printed as a count.
            count @ (1 | 2) if self.is_thousands(end) && self.is_thousands(end + 4) => (count + 6, end + 8),
            count @ (3 | 4) if matches!(self.get(end), Some('-' | ' ')) && self.digits(end + 1) == end + 5 => {
                let is_year = |from: usize| self.starts(from, "19") || self.starts(from, "20");
                let years = count == 4 && is_year(at) && is_year(end + 1);
                (!years).then_some((count + 4, end + 5))?
            }
            _ => return None,
        };
        let begins = matches!(self.get(at), Some('2'..='9'));
        (begins && (count == 8 || area == 4) && self.may_end(end)).then_some(end)
    }

    /// Tells a comma with exactly three digits behind it.
    fn is_thousands(&self, at: usize) -> bool {
        self.get(at) == Some(',') && self.digits(at + 1) == at + 4
    }

    /// The end of an extension behind a number, or of the number.
    fn extension(&self, end: usize) -> usize {
        if !matches!(self.get(end), Some('-' | '转')) {
            return end;
        }
        let last = self.digits(end + 1);
        if (2..=7).contains(&(last - end)) && self.may_end(last) {
            last
        } else {
            end
        }
    }

    fn email(&self, at: usize, after: usize) -> Option<Range<usize>> {
        if self.get(at) != Some('@') {
            return None;
        }
        let local = |one: &usize| self.is_word(*one) || matches!(self.get(*one), Some('.' | '%' | '+' | '-'));
        let start = (after..at).rev().take_while(local).last().or_else(|| {
            // 张三@… is a name; longer words before it are of the sentence.
            let han = |one: &usize| self.get(*one).is_some_and(char::is_alphabetic);
            let count = (after..at).rev().take_while(han).count();
            (1..=4).contains(&count).then(|| at - count)
        })?;
        let domain = |one: &usize| self.is_word(*one) || matches!(self.get(*one), Some('.' | '-'));
        let mut end = (at + 1..self.folded.len()).take_while(domain).last()? + 1;
        while matches!(self.get(end - 1), Some('.' | '-')) {
            end -= 1;
        }
        let host = self.text(at + 1..end);
        let (name, last) = host.rsplit_once('.')?;
        let is_domain = !name.is_empty() && last.len() >= 2 && last.chars().all(|one| one.is_ascii_alphabetic());
        is_domain.then_some(start..end)
    }

    /// Names behind a label: of 2 to 4 characters each, one of them alone when spaced out; anything longer is no name.
    fn person(&self, at: usize) -> Option<Range<usize>> {
        let label = PERSON.iter().find(|word| self.starts(at, word))?;
        let mut start = at + label.chars().count();
        if !matches!(self.get(start), Some(':' | '(')) {
            return None;
        }
        while matches!(self.get(start), Some(':' | ' ' | '(')) {
            start += 1;
        }
        let is_letter = |one: usize| {
            let next = self.get(one);
            next.is_some_and(|next| next.is_alphabetic() || matches!(next, '·' | '•'))
                && !TELEPHONE.iter().chain(&PERSON).any(|word| self.starts(one, word))
        };
        let (mut next, mut end) = (start, None);
        loop {
            let stop = (next..).find(|one| !is_letter(*one)).unwrap_or(next);
            let word = self.text(next..stop);
            let most = if word.is_ascii() || word.contains(['·', '•']) {
                24
            } else {
                4
            };
            if word.is_empty() || stop - next > most || ["无", "未填", "待填", "名称未填"].contains(&word.as_str())
            {
                break;
            }
            end = Some(stop);
            next = (stop..)
                .find(|one| !matches!(self.get(*one), Some(' ' | '、')))
                .unwrap_or(stop);
            if next == stop {
                break;
            }
        }
        end.map(|end| start..end)
    }

    fn path(&self, at: usize) -> Option<usize> {
        let drive = self.get(at)?.is_ascii_alphabetic()
            && !(at > 0 && self.is_word(at - 1))
            && self.get(at + 1) == Some(':')
            && matches!(self.get(at + 2), Some('\\' | '/'))
            && self.get(at + 3) != Some('/');
        let rooted = || {
            let begins = ROOTS.iter().find(|root| self.starts(at, root));
            begins.is_some_and(|root| !self.is_word(at.wrapping_sub(1)) && self.get(at + root.len()).is_some())
        };
        if !drive && !rooted() {
            return None;
        }
        let inside = |one: &usize| {
            let ends = |next: char| next.is_whitespace() || "，。；、,;\"“”‘’'<>《》()[]{}".contains(next);
            self.get(*one).is_some_and(|next| !ends(next))
        };
        let stop = |from: usize| from + (from..self.folded.len()).take_while(inside).count();
        let mut end = stop(at);
        // A blank inside a name: what follows leads on, or ends as files do.
        while self.get(end) == Some(' ') {
            let next = stop(end + 1);
            let more = self.text(end + 1..next);
            let is_file = more.rsplit_once('.').is_some_and(|(_, ending)| {
                (2..=5).contains(&ending.len()) && ending.chars().all(|one| one.is_ascii_alphanumeric())
            });
            if !is_file && !more.contains('\\') {
                break;
            }
            end = next;
        }
        Some(end)
    }
}

/// Tells whether digits are an area code: 010, 02×, 03××–09××.
fn is_area(digits: &str) -> bool {
    match digits.as_bytes() {
        [b'0', b'1', b'0'] => true,
        [b'0', b'2', last] => last.is_ascii_digit(),
        [b'0', first @ b'3'..=b'9', b'0'..=b'9', b'0'..=b'9'] => first.is_ascii_digit(),
        _ => false,
    }
}
