//! Persons in running text: the contacts a project knows, however their names are spaced, and whoever bears a title.

use std::ops::Range;

use super::line::Line;
use super::{PERSON, TELEPHONE, What};
use crate::model::Project;

/// Endings of words for an office or a function, which the field of a contact person may hold instead of a name.
const OFFICES: [&str; 15] = [
    "科", "室", "处", "部", "局", "办", "股", "组", "队", "所", "站", "中心", "长", "员", "主任",
];

/// Titles that stand before or behind a name.
pub const TITLES: [&str; 14] = [
    "科长", "处长", "局长", "股长", "所长", "队长", "站长", "主任", "主管", "会计", "干事", "老师", "先生", "女士",
];

/// What stands behind a name of two characters.
const DEEDS: [&str; 22] = [
    "同志", "负责", "牵头", "跟进", "办理", "联系", "提供", "填报", "汇总", "整理", "对接", "督办", "落实", "审核",
    "复核", "核对", "保管", "收集", "解释", "表示", "处", "收",
];

/// What somebody with a title does.
pub const ACTS: [&str; 22] = [
    "同志",
    "主持",
    "负责",
    "牵头",
    "带队",
    "参加",
    "出席",
    "分管",
    "召开",
    "组织",
    "审定",
    "审核",
    "批示",
    "签字",
    "强调",
    "要求",
    "提出",
    "亲自",
    "汇报",
    "担任",
    "任组长",
    "等",
];

/// Words before a family name, and short titles behind it, among colleagues: 小李, 老王, 王局, 李工.
const FAMILIAR: [char; 2] = ['小', '老'];
const SHORT_TITLES: [char; 4] = ['局', '科', '处', '工'];

/// Words that a name, a section or a body stands behind.
const LEADS: &str = "由请经和与及跟同报向到在送从对以给为是的原交至找据因按让被但即后又将知求助达系问告";

/// The contact persons a project knows.
pub struct Persons {
    /// Each name as it is, and as it is looked for.
    names: Vec<(String, Vec<char>)>,
}

impl Persons {
    /// Returns the persons of a project.
    pub fn of(project: &Project) -> Self {
        let contacts = project.sections.iter().map(|section| section.contact.as_str());
        let fillers = project
            .form_texts
            .iter()
            .filter(|text| PERSON.contains(&text.label.as_str()));
        let names = contacts
            .chain(fillers.map(|text| text.text.as_str()))
            .flat_map(names_in);
        let mut names: Vec<String> = names.filter(|name| *name != project.department).collect();
        names.sort();
        names.dedup();
        let folded = |name: String| {
            let folded = Line::unspaced(&name).folded;
            (name, folded)
        };
        Self {
            names: names.into_iter().map(folded).collect(),
        }
    }

    /// Finds those who are meant in a text.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, What)> {
        let line = Line::unspaced(text);
        let places = self.names.iter().flat_map(|(_, name)| line.places(name));
        let places = places.map(|place| line.bytes(place));
        places
            .filter(|range| is_person(text, range))
            .chain(self.familiar(&line))
            .map(|range| (range, What::Person))
            .collect()
    }

    /// Finds what colleagues call them, 小李 and 王局, where it stands by itself.
    fn familiar(&self, line: &Line) -> Vec<Range<usize>> {
        let known = |one: char| {
            self.names
                .iter()
                .any(|(_, name)| name.len() > 1 && name.first() == Some(&one))
        };
        let is_called = |(at, pair): &(usize, &[char])| {
            let called = match pair {
                [first, second] => {
                    FAMILIAR.contains(first) && known(*second) || known(*first) && SHORT_TITLES.contains(second)
                }
                _ => false,
            };
            let end = at + 2;
            let acts = DEEDS.iter().chain(&ACTS).any(|word| line.starts(end, word));
            called && may_follow(line.before(*at)) && (acts || !line.get(end).is_some_and(char::is_alphabetic))
        };
        let pairs = line.folded.windows(2).enumerate().filter(is_called);
        pairs.map(|(at, _)| line.bytes(at..at + 2)).collect()
    }

    /// Returns the names that a text says, meant or not.
    pub fn said_in(&self, text: &str) -> Vec<&str> {
        let line = Line::unspaced(text);
        let said = self.names.iter().filter(|(_, name)| line.places(name).next().is_some());
        said.map(|(name, _)| name.as_str()).collect()
    }
}

/// The names of persons that the field of a contact holds: 张 三、李四科长 are two, 值班室 is none.
fn names_in(contact: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in contact.split(|one: char| one == '\n' || !one.is_alphabetic() && one != '·' && !one.is_whitespace()) {
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
        let title = TITLES
            .iter()
            .chain(&["同志", "负责"])
            .find(|title| name.ends_with(**title));
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
        possible && !OFFICES.iter().any(|office| name.ends_with(office)) && !PERSON.contains(&name.as_str())
    });
    names
}

/// Family names that most people bear and that are seldom words.
const COMMON: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑谢宋唐许邓韩冯曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟\
                      谭陆汪范廖贾夏韦傅邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严戴莫孔汤樊葛邢乔庞颜倪庄聂鲁\
                      翟殷詹耿焦柳柯霍翁骆靳欧阳诸葛慕容";

/// The others, which often are.
const RARE: &str = "高梁任金石方付白万武向温康施文牛安齐易伍章岳申关兰俞左甘祝包宁尚符舒阮纪梅童凌毕单季裴涂成苗谷盛曲\
                    冉蓝路游辛管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏\
                    席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝上官皇\
                    甫尉令狐";

/// Tells whether a name most likely begins with a character.
pub fn is_common(first: char) -> bool {
    COMMON.contains(first)
}

/// Tells whether a name, a section or a body can begin behind a character.
pub fn may_follow(before: Option<char>) -> bool {
    before.is_none_or(|before| !before.is_alphabetic() || LEADS.contains(before))
}

/// Tells whether a name can begin behind a character, which may end that of a section.
pub fn may_name(before: Option<char>) -> bool {
    may_follow(before) || before.is_some_and(|before| "科室处股办所站组".contains(before))
}

/// Tells whether a name found in a text is meant: one of three characters and more and one that is spaced out always,
/// a shorter one, or one that begins with no family name, only where it stands by itself or beside a title.
fn is_person(text: &str, range: &Range<usize>) -> bool {
    let name = &text[range.clone()];
    let (before, after) = (&text[..range.start], &text[range.end..]);
    if name.is_ascii() {
        let latin = |one: char| one.is_ascii_alphanumeric();
        return !before.ends_with(latin) && !after.starts_with(latin);
    }
    let count = name.chars().count();
    let begins = name.starts_with(|first| COMMON.contains(first) || RARE.contains(first));
    let is_full = name.contains('·') || begins && ((3..=4).contains(&count) || name.contains(char::is_whitespace));
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let starts = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let free_before = may_name(before.chars().next_back()) || ends(&PERSON) || ends(&TELEPHONE);
    let free_behind = !after.starts_with(char::is_alphabetic) || starts(&TITLES) || starts(&DEEDS);
    is_full || ends(&TITLES) || free_before && free_behind
}
