//! Personal data in running text: telephones, identity numbers, addresses, names behind a label, paths.
//!
//! The patterns are narrow, so that no figure is taken for a telephone: a number with decimals, with a unit, of a
//! document or behind 编号 stays, and so does a 统一社会信用代码.

mod line;
mod telephone;

use std::ops::Range;

use line::Line;
use telephone::TELEPHONE;

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
    /// A QQ number or a WeChat id behind its word.
    Account,
    /// A section the project knows.
    Section,
    /// A list of them.
    Sections,
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
            Self::Account => "社交账号",
            Self::Section | Self::Sections => "科室",
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

impl Line {
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
        if let Some(end) = self.account(at) {
            return Some((end, What::Account));
        }
        if let Some(range) = self.short_number(at) {
            return Some((range, What::Landline));
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

    /// A QQ number of 5 to 11 digits or a WeChat id of 5 to 20 characters behind its word.
    fn account(&self, at: usize) -> Option<Range<usize>> {
        let whole = |end: usize| self.may_end(end) && !matches!(self.get(end), Some('个' | '人' | '条' | '名' | '家'));
        if self.starts(at, "qq") && !self.is_word(at.wrapping_sub(1)) {
            let start = self.behind_label(at + 2, &['群', '号', '码']);
            let end = self.digits(start);
            return ((5..=11).contains(&(end - start)) && whole(end)).then_some(start..end);
        }
        let word = ["微信", "wechat"].into_iter().find(|word| self.starts(at, word))?;
        let word_end = at + word.chars().count();
        let start = self.behind_label(word_end, &['号', '码', 'i', 'd']);
        let in_id = |one: &usize| self.is_word(*one) || self.get(*one) == Some('-');
        let end = start + (start..self.folded.len()).take_while(in_id).count();
        let named = start > word_end || !self.is_digit(start);
        ((5..=20).contains(&(end - start)) && named && whole(end)).then_some(start..end)
    }

    /// An extension: 分机8012.
    fn short_number(&self, at: usize) -> Option<Range<usize>> {
        let word = ["分机", "内线", "短号"]
            .into_iter()
            .find(|word| self.starts(at, word))?;
        let start = self.behind_label(at + word.chars().count(), &['号', '码']);
        let end = self.digits(start);
        let whole = self.may_end(end) && !matches!(self.get(end), Some('个' | '部' | '台' | '条' | '路'));
        ((3..=6).contains(&(end - start)) && whole).then_some(start..end)
    }

    /// Where what is named begins behind its word: after 号, a colon, a blank.
    fn behind_label(&self, at: usize, more: &[char]) -> usize {
        let between = |one: &char| matches!(one, ':' | ' ' | '为' | '是' | '(' | '.') || more.contains(one);
        at + self
            .folded
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|one| between(one))
            .count()
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
