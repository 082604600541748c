//! Personal data in running text: telephones, identity numbers, addresses, names behind a label, paths.
//!
//! The patterns are narrow, so that no figure is taken for a telephone: a number with decimals, with a unit, of a
//! document or behind 编号 stays, and so does a 统一社会信用代码.

pub(crate) mod line;
mod path;
pub(crate) mod persons;
mod tabbed;
mod telephone;

use std::ops::Range;

use line::Line;
pub use persons::Persons;
pub(crate) use persons::TITLES;
pub use telephone::TELEPHONE;

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
    /// A QQ number, a WeChat id, the number of a bank card behind its word.
    Account,
    /// Where somebody lives.
    Home,
    /// A section the project knows.
    Section,
    /// A list of them.
    Sections,
    /// A name behind 联系人 and the like, or before a title.
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
            Self::Account => "账号",
            Self::Home => "住址",
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
    found
        .into_iter()
        .map(|(range, what)| (line.bytes(range), what))
        .collect()
}

/// Finds what [`find`] does, what stands in tables of tabs and where the persons of a project are meant; in no order, and
/// some of it twice.
pub fn all(text: &str, persons: &Persons) -> Vec<(Range<usize>, What)> {
    let mut found = find(text);
    found.extend(tabbed::find(text));
    found.extend(persons.find(text));
    found
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

impl Line {
    /// What begins here; `after` is the end of what was found before.
    fn at(&self, at: usize, after: usize) -> Option<(Range<usize>, What)> {
        if let Some(end) = self.email(at, after) {
            return Some((end, What::Email));
        }
        if let Some(range) = self.path(at, after) {
            return Some((range, What::Path));
        }
        if let Some(range) = self
            .person(at)
            .or_else(|| self.titled(at))
            .or_else(|| self.entitled(at))
        {
            return Some((range, What::Person));
        }
        if let Some(end) = self.account(at) {
            return Some((end, What::Account));
        }
        if let Some(range) = self.home(at) {
            return Some((range, What::Home));
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
        // Behind its label a number with a slip is somebody's all the same, and one that is grouped.
        let labelled = self.stands_behind(at, &["身份证", "证件"]);
        if labelled && let Some(end) = self.grouped_identity(at) {
            return Some(end);
        }
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

    /// The end of 18 characters of an identity number with blanks between: 420106 19900101 1234.
    fn grouped_identity(&self, at: usize) -> Option<usize> {
        let in_it = |one: &usize| self.is_digit(*one) || matches!(self.get(*one), Some(' ' | 'x'));
        let places = (at..self.folded.len())
            .take_while(in_it)
            .filter(|one| self.get(*one) != Some(' '));
        let places: Vec<usize> = places.collect();
        let last = places.get(17)?;
        (places.len() == 18 && !self.is_word(last + 1)).then_some(last + 1)
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
        let Some(mut start) = PERSON.iter().find_map(|word| self.spaced(at, word)) else {
            // Whoever else is called by what he does: 责任人：, 制表：.
            let labels = [
                "人:", "员:", "姓名:", "制表:", "审核:", "复核:", "校对:", "经办:", "签发:",
            ];
            let end = labels.iter().find_map(|label| self.spaced(at, label))?;
            return self.name(end);
        };
        for note in ["姓名", "(签字)", "(签名)", "(签章)", "(盖章)"] {
            start = self.spaced(start, note).unwrap_or(start);
        }
        if !matches!(self.get(start), Some(':' | '(')) {
            return self.name(start);
        }
        while matches!(self.get(start), Some(':' | ' ' | '(')) {
            start += 1;
        }
        let is_letter = |one: usize| {
            let next = self.get(one);
            let is_label = || {
                TELEPHONE
                    .iter()
                    .chain(&PERSON)
                    .chain(&["联系"])
                    .any(|word| self.starts(one, word))
            };
            next.is_some_and(|next| next.is_alphabetic() || matches!(next, '·' | '•')) && !is_label()
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
            // What stands before a colon is the next label.
            let is_label = self.get(stop) == Some(':');
            if word.is_empty()
                || is_label
                || stop - next > most
                || ["无", "未填", "待填", "名称未填"].contains(&word.as_str())
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

    /// A name of two or three characters with a family name that stands alone, after blanks.
    fn name(&self, at: usize) -> Option<Range<usize>> {
        let start = (at..).find(|one| self.get(*one) != Some(' '))?;
        let end = (start..start + 4).find(|one| !self.get(*one).is_some_and(char::is_alphabetic))?;
        (end - start >= 2 && persons::is_common(self.get(start)?)).then_some(start..end)
    }

    /// A name before a title: 张科长, 李建国副主任; what ends as an office does is none.
    fn titled(&self, at: usize) -> Option<Range<usize>> {
        if !persons::is_common(self.get(at)?) || !persons::may_name(self.before(at)) {
            return None;
        }
        let end = (at + 1..=at + 3).find(|end| {
            let title = end + usize::from(self.get(*end) == Some('副'));
            TITLES.iter().any(|word| self.starts(title, word))
        })?;
        let is_name = (at..end).all(|one| self.get(one).is_some_and(char::is_alphabetic))
            && !self
                .before(end)
                .is_some_and(|last| "科室处股区县市省局部办队所站级".contains(last));
        is_name.then_some(at..end)
    }

    /// A name behind a title, up to a mark or to what its bearer does: 局长王建国主持; 队长江段 and 业主任何一方 have none.
    fn entitled(&self, at: usize) -> Option<Range<usize>> {
        let title = TITLES.iter().find(|title| self.starts(at, title))?;
        let start = at + title.chars().count();
        let first = self.get(start).filter(|first| persons::is_common(*first))?;
        let is_word = matches!((self.before(start), first), (Some('长'), '江') | (Some('任'), '何'));
        let is_name = |end: &usize| {
            (start..*end).all(|one| self.get(one).is_some_and(char::is_alphabetic))
                && (!self.get(*end).is_some_and(char::is_alphabetic)
                    || persons::ACTS.iter().any(|word| self.starts(*end, word)))
        };
        let end = [start + 3, start + 2].into_iter().find(is_name)?;
        (!is_word).then_some(start..end)
    }

    /// A QQ number of 5 to 11 digits, the number of a bank card of 8 to 25 or a WeChat id of 5 to 20 characters behind its word.
    fn account(&self, at: usize) -> Option<Range<usize>> {
        let whole = |end: usize| self.may_end(end) && !matches!(self.get(end), Some('个' | '人' | '条' | '名' | '家'));
        let begins = !self.is_word(at.wrapping_sub(1));
        let find = |words: &[&'static str]| words.iter().copied().find(|word| begins && self.starts(at, word));
        if let Some(word) = find(&["qq", "扣扣", "q号"]) {
            let start = self.behind_label(at + word.chars().count(), &['群', '号', '码']);
            let end = self.digits(start);
            return ((5..=11).contains(&(end - start)) && whole(end)).then_some(start..end);
        }
        if let Some(word) = find(&["银行卡", "卡号", "账号", "帐号", "账户", "帐户"]) {
            let start = self.behind_label(at + word.chars().count(), &['号', '码']);
            let of_groups = |one: &usize| self.is_digit(*one) || self.get(*one) == Some(' ') && self.is_digit(one + 1);
            let end = start + (start..start + 32).take_while(of_groups).count();
            if (8..=25).contains(&(end - start)) && whole(end) {
                return Some(start..end);
            }
        }
        let ids = [
            "微信",
            "wechat",
            "钉钉",
            "飞书",
            "账号",
            "帐号",
            "用户名",
            "密码",
            "提取码",
            "护照",
            "通行证",
        ];
        let word = find(&ids)?;
        let word_end = at + word.chars().count();
        let start = self.behind_label(word_end, &['账', '号', '码', 'i', 'd']);
        let in_id = |one: &usize| self.is_word(*one) || self.get(*one) == Some('-');
        let end = start + (start..self.folded.len()).take_while(in_id).count();
        let is_secret = word.ends_with('码');
        let named = is_secret || start > word_end || !self.is_digit(start);
        let shortest = if is_secret { 4 } else { 5 };
        ((shortest..=20).contains(&(end - start)) && named && whole(end)).then_some(start..end)
    }

    /// What stands behind 住址： or 家住, up to the next mark or 的.
    fn home(&self, at: usize) -> Option<Range<usize>> {
        let labels = ["住址:", "家庭地址:", "家住"];
        let label = labels.into_iter().find(|label| self.starts(at, label))?;
        let start = self.behind_label(at + label.chars().count(), &[]);
        let inside = |one: &usize| self.get(*one).is_some_and(|next| !"，。；、的,;\n()".contains(next));
        let end = start + (start..self.folded.len()).take_while(inside).count();
        (end > start).then_some(start..end)
    }

    /// An extension: 分机8012.
    fn short_number(&self, at: usize) -> Option<Range<usize>> {
        let word = ["分机", "内线", "短号", "v网", "虚拟网", "虚拟号"]
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
}
