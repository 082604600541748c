//! Free text made fit for publication: sentences that quote what is left out go, personal data is covered.

use std::collections::BTreeSet;
use std::ops::Range;

use super::clauses::{EXPECTED, GONE};
use super::{Matter, Omission};
use super::{clauses, personal, sections};
use crate::binding::{Piece, State, Values};
use crate::model::Project;

/// What stands where something was taken out of a text.
pub const COVERED: &str = "［不予公开］";

/// Values without a subject that are left out.
const SCORES: [&str; 2] = ["填报得分", "预计得分"];

/// Endings of words for an office or a function, which the field of a contact person may hold instead of a name.
const OFFICES: [&str; 15] = [
    "科", "室", "处", "部", "局", "办", "股", "组", "队", "所", "站", "中心", "长", "员", "主任",
];

/// Titles a short name stands before.
const TITLES: [&str; 9] = ["同志", "科长", "处长", "局长", "股长", "主任", "主管", "负责", "先生"];

/// Returns the ways the numbers of a telephone field are written: as they stand there, and as they are called from
/// nearby, without area code and extension, in one piece and in two.
fn spellings_of_numbers(field: &str) -> Vec<String> {
    let has_digits = |text: &&str| text.chars().filter(char::is_ascii_digit).count() >= 7;
    let separator = |one: char| "、，,；;/\n".contains(one);
    let as_written = field.split(|one: char| separator(one) || one == ' ');
    let as_written = as_written.filter(has_digits).map(str::to_owned);
    let local = field.split(separator).filter_map(|number| {
        let number = number.split(['转', '#', '*']).next().unwrap_or_default();
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let local = match digits.strip_prefix('0') {
            // Beijing 010 and the 02x have three digits, every other area code four.
            Some(rest) if rest.starts_with(['1', '2']) => digits.get(3..),
            Some(_) => digits.get(4..),
            None => Some(digits.as_str()),
        };
        local.filter(|local| matches!(local.len(), 7 | 8)).map(str::to_owned)
    });
    let local = local.flat_map(|local| {
        let (head, tail) = local.split_at(local.len() - 4);
        [format!("{head} {tail}"), format!("{head}-{tail}"), local.clone()]
    });
    as_written.chain(local).collect()
}

/// Cleans the texts of a project and keeps the list of what it took out.
pub struct Cleaner<'p> {
    values: Values<'p>,
    /// Subjects of bindings that are left out.
    closed: BTreeSet<String>,
    names: Vec<String>,
    telephones: Vec<String>,
    sections: sections::Known,
    /// The clause of the program's own sentence that names the sections.
    duty: Option<String>,
    /// What was taken out.
    pub omissions: Vec<Omission>,
}

impl<'p> Cleaner<'p> {
    /// Makes a cleaner that knows the contact persons, telephones and sections of a project; `facts` are left out.
    pub fn new(project: &'p Project, values: Values<'p>, facts: impl Iterator<Item = String>) -> Self {
        let sections = &project.sections;
        let names = sections.iter().flat_map(|section| names_in(&section.contact));
        let names = names.filter(|name| *name != project.department);
        let telephones = sections
            .iter()
            .flat_map(|section| spellings_of_numbers(&section.telephone));
        Self {
            values,
            closed: SCORES.iter().map(|name| (*name).to_owned()).chain(facts).collect(),
            names: names.collect(),
            telephones: telephones.collect(),
            sections: sections::Known::of(project),
            duty: crate::report::narrative::duty(project),
            omissions: Vec::new(),
        }
    }

    /// Notes something left out whole; blank text is nothing.
    pub fn leave(&mut self, matter: Matter, place: &str, shown: &str) {
        if !shown.trim().is_empty() {
            // The list shows what the reader would have seen.
            let shown = &self.values.print(shown);
            self.omissions.push(Omission {
                matter,
                place: discreet(place),
                shown: short(&discreet(shown)),
                count: 1,
            });
        }
    }

    /// Returns a text fit for publication.
    pub fn text(&mut self, place: &str, text: &str) -> String {
        if text.trim().is_empty() {
            return text.to_owned();
        }
        // The mark of what is cut is the cleaner's own.
        let mut text = text.replace([GONE, EXPECTED], "");
        if let Some(duty) = &self.duty
            && text.contains(duty.as_str())
        {
            text = text.replace(duty.as_str(), "");
            let shown = duty.clone();
            self.leave(Matter::Section, place, shown.trim_start_matches('，'));
        }
        if text.contains("{{") || clauses::expects(&text).is_some() {
            let lines: Vec<String> = text.split('\n').map(|line| self.open(place, line)).collect();
            text = lines.join("\n");
        }
        let names = self.names(&text);
        self.covered(place, &text, &names)
    }

    /// Covers what is found in words as they are printed, where nothing is a name of a value any more.
    pub fn printed(&mut self, place: &str, text: &mut String) {
        *text = self.covered(place, text, &[]);
    }

    /// Where the values of a text are named; a name that names nothing is printed like any word.
    fn names(&self, text: &str) -> Vec<Range<usize>> {
        let mut names = Vec::new();
        let mut at = 0;
        for piece in self.values.pieces(text) {
            match piece {
                Piece::Words(words) => at += words.len(),
                Piece::Bound(bound) => {
                    let end = text[at..].find("}}").map_or(text.len(), |length| at + length + 2);
                    if bound.state != State::Unknown {
                        names.push(at..end);
                    }
                    at = end;
                }
            }
        }
        names
    }

    /// A line without the sentences that quote what is left out.
    fn open(&mut self, place: &str, line: &str) -> String {
        let mut marked = String::new();
        for piece in self.values.pieces(line) {
            match piece {
                Piece::Words(words) => marked.push_str(words),
                Piece::Bound(bound) => {
                    let subject = bound.name.split('.').next().unwrap_or_default().trim();
                    if self.closed.contains(subject) {
                        marked.push(GONE);
                    } else {
                        marked.push_str(&format!("{{{{{}}}}}", bound.name));
                    }
                }
            }
        }
        let marked = clauses::mark(&marked);
        if !marked.contains([GONE, EXPECTED]) {
            return line.to_owned();
        }
        let (kept, taken) = clauses::without(&marked);
        for (matter, words) in taken {
            self.leave(matter, place, &words.replace(EXPECTED, "").replace(GONE, "［…］"));
        }
        kept
    }

    /// A text with personal data covered but for what stands in `names`, which are in order.
    fn covered(&mut self, place: &str, text: &str, names: &[Range<usize>]) -> String {
        let mut ranges = self.found(text);
        ranges.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
        let mut names = names.iter().peekable();
        ranges.retain(|(range, _)| {
            while names.next_if(|name| name.end <= range.start).is_some() {}
            names.peek().is_none_or(|name| range.end <= name.start)
        });
        let mut out = String::new();
        let mut at = 0;
        for (range, what) in ranges {
            if range.start < at {
                continue;
            }
            let original = &text[range.clone()];
            let (matter, shown) = match what {
                personal::What::Person => (Matter::Contact, initial(original)),
                personal::What::Path => (Matter::EvidencePlace, short(original)),
                personal::What::Section | personal::What::Sections => (Matter::Section, short(original)),
                personal::What::Mobile
                | personal::What::Landline
                | personal::What::Identity
                | personal::What::Account
                | personal::What::Email => (Matter::Personal, format!("{} {}", what.name(), masked(original))),
            };
            self.omissions.push(Omission {
                matter,
                place: discreet(place),
                shown,
                count: 1,
            });
            out.push_str(&text[at..range.start]);
            out.push_str(match what {
                personal::What::Section => "相关科室",
                personal::What::Sections => "各相关科室",
                _ => COVERED,
            });
            at = range.end;
        }
        out.push_str(&text[at..]);
        out
    }

    fn found(&self, text: &str) -> Vec<(Range<usize>, personal::What)> {
        let mut found = personal::find(text);
        for telephone in &self.telephones {
            let whole = |at: usize| {
                let digit = |one: char| one.is_ascii_digit();
                !text[..at].ends_with(digit) && !text[at + telephone.len()..].starts_with(digit)
            };
            let places = text
                .match_indices(telephone.as_str())
                .map(|(at, _)| at)
                .filter(|at| whole(*at));
            found.extend(places.map(|at| (at..at + telephone.len(), personal::What::Landline)));
        }
        found.extend(self.sections.find(text));
        // Of ASCII letters only, so that every byte stays where it is.
        let all = text.to_ascii_lowercase();
        for name in &self.names {
            for written in spellings(name) {
                let written = written.to_ascii_lowercase();
                let places = all.match_indices(&written).map(|(at, _)| at..at + written.len());
                let places = places.filter(|range| is_person(text, range));
                found.extend(places.map(|range| (range, personal::What::Person)));
            }
        }
        found
    }

    /// Returns the names of contact persons that a text may mean with what it says in two characters, as 高峰 does.
    pub fn doubtful(&self, text: &str) -> Vec<&str> {
        let mut doubtful: Vec<&str> = (self.names.iter().map(String::as_str))
            .filter(|name| text.contains(name))
            .collect();
        doubtful.dedup();
        doubtful
    }
}

/// The names of persons that the field of a contact holds: 张 三、李四科长 are two, 值班室 is none.
fn names_in(contact: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in contact.split(|one: char| !one.is_alphabetic() && !"· \u{3000}\u{A0}\t".contains(one)) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let single = |word: &&str| word.chars().count() == 1;
        if words.iter().all(|word| word.is_ascii()) || words.len() <= 4 && words.iter().all(single) {
            // Zhang Wei; 张 三 is spaced out to be as wide as other names.
            let between = if words.iter().all(single) { "" } else { " " };
            names.push(words.join(between));
        } else {
            names.extend(words.into_iter().map(str::to_owned));
        }
    }
    for name in &mut names {
        let title = TITLES.iter().find(|title| name.ends_with(**title));
        if let Some(stem) = title.and_then(|title| name.strip_suffix(title)) {
            *name = stem.to_owned();
        }
    }
    names.retain(|name| {
        let count = name.chars().count();
        let possible = if name.is_ascii() {
            count >= 3
        } else {
            // 阿卜杜热西提; what is longer is no name.
            (2..=8).contains(&count) || name.contains('·')
        };
        possible && !OFFICES.iter().any(|office| name.ends_with(office)) && !personal::PERSON.contains(&name.as_str())
    });
    names
}

/// The ways a name is written: as it is, and with its characters spaced out.
fn spellings(name: &str) -> Vec<String> {
    let mut spellings = vec![name.to_owned()];
    if !name.is_ascii() {
        let spaced = |between: &str| name.chars().map(String::from).collect::<Vec<_>>().join(between);
        spellings.extend([" ", "\u{3000}", "\u{A0}", "  "].map(spaced));
    }
    spellings
}

/// Family names that most people bear; a word that begins with none of them is covered only where it stands as a name.
const FAMILIES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许邓韩冯曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈\
                        姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴\
                        莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮\
                        柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司\
                        卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商\
                        刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝诸葛欧阳司马上官夏侯皇甫尉迟慕容令狐";

/// Tells whether a name found in a text is meant: one of three characters and more always, a shorter one, or one that
/// begins with no family name, only where it stands by itself or before a title.
fn is_person(text: &str, range: &Range<usize>) -> bool {
    let name = &text[range.clone()];
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let latin = |one: char| one.is_ascii_alphanumeric();
    if name.is_ascii() {
        return !before.ends_with(latin) && !after.starts_with(latin);
    }
    let free_behind = !after.starts_with(char::is_alphabetic) || TITLES.iter().any(|title| after.starts_with(title));
    let free_before = !before.ends_with(char::is_alphabetic)
        || personal::PERSON.iter().any(|label| before.ends_with(label))
        || before.ends_with(['由', '请', '找']);
    // 4 characters spaced out are 7.
    let is_full = name.contains('·')
        || (3..=7).contains(&name.chars().count()) && name.starts_with(|first| FAMILIES.contains(first));
    is_full || free_before && free_behind
}

/// Most characters of an original that the list shows.
const SHOWN: usize = 40;

/// A text with the middle of the numbers and addresses in it covered; the list may be shown around.
fn discreet(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (range, what) in personal::find(text) {
        if !matches!(what, personal::What::Path | personal::What::Person) {
            out.push_str(&text[at..range.start]);
            out.push_str(&masked(&text[range.clone()]));
            at = range.end;
        }
    }
    out.push_str(&text[at..]);
    out
}

/// The beginning of a text on one line; of a path, its end says more.
pub fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = line.chars().count();
    if count <= SHOWN {
        return line;
    }
    if line.contains(['\\', '/']) && !line.contains('。') {
        let end: String = line.chars().skip(count - SHOWN).collect();
        return format!("…{end}");
    }
    format!("{}…", line.chars().take(SHOWN).collect::<String>())
}

/// A number or an address of which the middle is covered: `138****78`.
pub fn masked(text: &str) -> String {
    let count = text.chars().count();
    let (first, last) = match count {
        0 => return String::new(),
        1..=6 => (1, 0),
        _ => (3, 2),
    };
    let head: String = text.chars().take(first).collect();
    let tail: String = text.chars().skip(count - last).collect();
    format!("{head}****{tail}")
}

/// The first character of a name: `张*`.
pub fn initial(name: &str) -> String {
    let one = |name: &str| {
        let mut all = name.trim().chars();
        all.next()
            .map(|first| format!("{first}{}", "*".repeat(all.count().min(3))))
    };
    let names: Vec<String> = name.split('、').filter_map(one).collect();
    names.join("、")
}
