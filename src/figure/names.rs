//! Names too long for their place: cut in the middle, so that what tells them apart stays in sight.

use super::words;
use crate::model::Project;

/// Returns for each of some names the position in characters at which it begins to differ from every other one.
pub fn differences<'n>(names: impl Iterator<Item = &'n str>) -> Vec<usize> {
    let names: Vec<Vec<char>> = names.map(|name| name.chars().collect()).collect();
    let mut sorted: Vec<&Vec<char>> = names.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    let shared = |one: &[char], other: Option<&&Vec<char>>| {
        let other = other.map_or(&[][..], |other| other.as_slice());
        one.iter().zip(other).take_while(|(one, other)| one == other).count()
    };
    let differs = |name: &Vec<char>| {
        let at = sorted.binary_search(&name).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| sorted.get(at));
        shared(name, before).max(shared(name, sorted.get(at + 1)))
    };
    names.iter().map(differs).collect()
}

/// Returns [`differences`] of the names of a project's indicators.
pub fn of_indicators(project: &Project) -> Vec<usize> {
    let names: Vec<String> = project.indicators.iter().map(words::name).collect();
    differences(names.iter().map(String::as_str))
}

/// Cuts a name with … where not all of it `fits`: both its ends stay, or its beginning and what follows from the
/// position at which it `differs` from other names.
pub fn cut(name: &str, differs: usize, fits: impl Fn(&str) -> bool) -> String {
    if fits(name) {
        return name.to_owned();
    }
    let name: Vec<char> = name.chars().collect();
    // The most that fits: what keeps more is longer.
    let (mut least, mut most) = (0, name.len());
    while most - least > 1 {
        let middle = usize::midpoint(least, most);
        if fits(&kept(&name, differs, middle)) {
            least = middle;
        } else {
            most = middle;
        }
    }
    kept(&name, differs, least)
}

/// Returns a name as it stands in a list: in quotation marks where it holds what parts the names of one.
pub fn quoted(name: &str) -> String {
    if name.contains(['、', '，', '；', ',', ';']) {
        format!("“{}”", name.replace('“', "‘").replace('”', "’"))
    } else {
        name.to_owned()
    }
}

/// Keeps so many characters of a name.
fn kept(name: &[char], differs: usize, count: usize) -> String {
    // A number is told apart as a whole, together with what stands before it.
    let shared = &name[..differs.min(name.len().saturating_sub(1))];
    let key = shared.iter().rposition(|character| !is_digit(*character)).unwrap_or(0);
    let after_key = end_of_number(name, differs + 1);
    let (head, tail) = (count - count / 2, name.len() - count / 2);
    let (head, from, to) = if after_key <= head || key >= tail {
        (head, tail, name.len())
    } else if key <= count / 3 {
        (count, name.len(), name.len())
    } else {
        let to = (key + count - count / 3).min(name.len());
        (count - (to - key), key, to)
    };
    // No number loses digits.
    let (head, from) = (start_of_number(name, head), end_of_number(name, from));
    let to = start_of_number(name, to).max(from);
    let end = if from < to && to < name.len() { "…" } else { "" };
    let text = |part: &[char]| part.iter().collect::<String>();
    format!("{}…{}{end}", text(&name[..head]), text(&name[from..to]))
}

/// Returns where the number begins in whose midst a position lies, else the position.
fn start_of_number(name: &[char], at: usize) -> usize {
    let mut at = at.min(name.len());
    while at > 0 && at < name.len() && is_digit(name[at]) && is_digit(name[at - 1]) {
        at -= 1;
    }
    at
}

/// Returns where the number ends in whose midst a position lies, else the position.
fn end_of_number(name: &[char], at: usize) -> usize {
    let mut at = at.min(name.len());
    while at > 0 && at < name.len() && is_digit(name[at]) && is_digit(name[at - 1]) {
        at += 1;
    }
    at
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '.' | ',' | '%')
}

#[cfg(test)]
mod tests {
    use super::{cut, differences, quoted};

    #[test]
    fn what_tells_names_apart_stays_in_sight() {
        let names: Vec<String> = (1..=12)
            .map(|number| format!("全区市场主体登记注册与信用监管第{number}阶段任务按期完成情况"))
            .collect();
        let differs = differences(names.iter().map(String::as_str));
        assert_eq!((differs[0], differs[1], differs[9]), (17, 16, 17));
        let within = |most: usize| move |text: &str| text.chars().count() <= most;
        let shown: Vec<String> = names
            .iter()
            .zip(&differs)
            .map(|(name, at)| cut(name, *at, within(14)))
            .collect();
        assert_eq!(shown[1], "全区市场…第2阶段任务按期…");
        assert_eq!(shown[11], "全区市场…第12阶段任务按…");
        for (at, one) in shown.iter().enumerate() {
            assert!(within(14)(one), "{one}");
            assert!(!shown[..at].contains(one), "{one}");
        }
    }

    #[test]
    fn a_name_alone_keeps_both_ends() {
        let within = |text: &str| text.chars().count() <= 9;
        assert_eq!(cut("新增市场主体", 0, within), "新增市场主体");
        assert_eq!(cut("新增市场主体登记注册的数量", 0, within), "新增市场…册的数量");
        assert_eq!(cut("投入资金1234567890123万元", 0, within), "投入资金…万元");
        assert_eq!(differences(["甲", "甲", ""].into_iter()), [0, 0, 0]);
        assert_eq!(
            differences(["甲乙", "甲乙", "甲丙丁", "甲丙"].into_iter()),
            [1, 1, 2, 2]
        );
        assert_eq!(cut("长名字", 9, |_| false), "…");
    }

    #[test]
    fn a_name_with_the_mark_of_a_list_stands_in_quotation_marks() {
        assert_eq!(quoted("农贸市场、超市自检批次"), "“农贸市场、超市自检批次”");
        assert_eq!(quoted("“方舱医院”、酒店供餐"), "“‘方舱医院’、酒店供餐”");
        assert_eq!(quoted("“方舱医院”供餐"), "“方舱医院”供餐");
    }
}
