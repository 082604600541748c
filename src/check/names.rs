//! The numbers of a project with the names a text calls them by.

mod whole;

use std::collections::{BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::unit::scaled;
use crate::model::{Actual, Id, Indicator, Project, Target, number};
use crate::score::{Scorecard, Status};

/// A number a text may state.
#[derive(Clone, Default)]
pub(super) struct Known {
    /// What it is called, the whole name first.
    pub(super) names: Vec<String>,
    unit: String,
    pub(super) value: Decimal,
    pub(super) target: Option<Decimal>,
    /// Every number that may stand behind the name.
    pub(super) accepted: Vec<Decimal>,
    /// The number in words.
    pub(super) told: String,
    /// What is to be bound; `None` where no binding has it.
    binding: Option<String>,
    pub(super) reach: Reach,
    /// An amount, a rate or a score of the whole.
    pub(super) is_whole: bool,
    /// A rate on 年初预算数, where one on the scheme's base is meant.
    on_initial: Option<Decimal>,
}

/// How far from its name a number may stand to be meant by it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Reach {
    /// Anywhere behind it in the sentence, when it is near the value.
    Sentence,
    /// Directly behind it.
    #[default]
    Direct,
    /// Directly behind it and within a tenth of the value: the words are used of other numbers too.
    Older,
    /// Directly behind it, beside another number of the whole, or where it is more than the whole: the words are used of
    /// parts too.
    Whole,
}

/// A unit found behind a number.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    /// Bytes of it.
    pub(super) length: usize,
    /// What the number is multiplied by to be in the unit of the known one.
    pub(super) times: Decimal,
}

impl Unit {
    /// Tells whether a number typed in this unit is a value, rounded as it is typed.
    pub(super) fn is(&self, typed: Decimal, value: Decimal) -> bool {
        let value = value.checked_div(self.times);
        value.is_some_and(|value| number::round(value, typed.scale()) == typed)
    }
}

impl Known {
    /// Finds the unit at the beginning of what follows a number, 万 and 亿 before it included.
    pub(super) fn unit_at(&self, rest: &str) -> Option<Unit> {
        let (base, scale) = match self.unit.as_str() {
            "万元" => ("元", Decimal::from(10_000)),
            "亿元" => ("元", Decimal::from(100_000_000)),
            unit => (unit, Decimal::ONE),
        };
        scaled(rest).find_map(|(times, scaled)| {
            let after = scaled.strip_prefix(base);
            let after = after.or_else(|| scaled.strip_prefix('％').filter(|_| base == "%"))?;
            // 家次 is not 家.
            let is_longer =
                after.starts_with(['次', '均', '（', '/']) || base == "个" && after.starts_with(['月', '百', '环']);
            (!is_longer).then(|| {
                Some(Unit {
                    length: rest.len() - after.len(),
                    times: times.checked_div(scale)?,
                })
            })?
        })
    }

    /// Returns its unit.
    pub(super) fn unit(&self) -> &str {
        &self.unit
    }

    /// Tells whether it is a rate.
    pub(super) fn is_rate(&self) -> bool {
        self.unit == "%"
    }

    /// Returns how far an older value may be from this one: 2 % of it, half a point of a rate.
    pub(super) fn near(&self, value: Decimal) -> Decimal {
        match self.unit.as_str() {
            "%" => Decimal::new(5, 1),
            _ => value.abs().checked_mul(Decimal::new(2, 2)).unwrap_or_default(),
        }
    }

    /// Tells whether a number is within a tenth of this one.
    pub(super) fn is_older(&self, value: Decimal) -> bool {
        let apart = self.value.checked_sub(value).map(|apart| apart.abs());
        apart.and_then(|apart| apart.checked_mul(Decimal::TEN)) <= Some(self.value.abs())
    }

    /// Returns C29 for a rate over 100 % on 年初预算数 given as the execution rate, else C39.
    pub(super) fn rule_of(&self, value: Decimal) -> &'static str {
        let is_initial = |rate: Decimal| rate > Decimal::ONE_HUNDRED && number::round(rate, value.scale()) == value;
        if self.on_initial.is_some_and(is_initial) {
            "C29"
        } else {
            "C39"
        }
    }

    /// Returns the name of what is to be bound.
    pub(super) fn binding_of(&self, is_target: bool) -> Option<String> {
        let field = if is_target { ".目标" } else { "" };
        self.binding.as_ref().map(|binding| format!("{binding}{field}"))
    }
}

/// Returns a name without what stands in brackets.
pub(super) fn bare(name: &str) -> String {
    parted(name.trim()).0
}

/// Parts words from what stands in brackets in them.
pub(super) fn parted(words: &str) -> (String, String) {
    let (mut bare, mut remark) = (String::new(), String::new());
    let mut depth = 0_usize;
    for letter in words.chars() {
        match letter {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            letter if depth == 0 => bare.push(letter),
            letter => remark.push(letter),
        }
    }
    (bare, remark)
}

/// Letters below which a name is a common word.
const TELLING: usize = 4;
/// Letters by which names are found; none is shorter.
const BEGINNING: usize = 2;

/// The numbers of a project, found by their names.
pub(super) struct Names {
    known: Vec<Known>,
    /// For every beginning of a name the numbers and which of their names begin so.
    beginnings: HashMap<String, Vec<(usize, usize)>>,
    /// For every few letters of a whole name the numbers in whose names they stand.
    within: HashMap<String, Vec<usize>>,
    /// For the letters of every name, sorted, the numbers and their names.
    orders: HashMap<Vec<char>, Vec<(usize, Vec<char>)>>,
    /// How many letters those names have.
    lengths: BTreeSet<usize>,
    /// The shares of satisfied people.
    satisfactions: Vec<usize>,
}

impl Names {
    /// Collects the numbers of a project.
    pub(super) fn new(project: &Project, card: &Scorecard) -> Self {
        let known = known(project, card);
        let mut beginnings: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        let mut within: HashMap<String, Vec<usize>> = HashMap::new();
        for (one, Known { names, .. }) in known.iter().enumerate() {
            for (position, name) in names.iter().enumerate() {
                let beginning = name.chars().take(BEGINNING).collect();
                beginnings.entry(beginning).or_default().push((one, position));
            }
        }
        for (one, Known { names, .. }) in known.iter().enumerate() {
            let letters: Vec<char> = names.first().map_or_else(Vec::new, |name| name.chars().collect());
            for few in letters.windows(TELLING) {
                let alike = within.entry(few.iter().collect()).or_default();
                if alike.last() != Some(&one) {
                    alike.push(one);
                }
            }
        }
        let mut orders: HashMap<Vec<char>, Vec<(usize, Vec<char>)>> = HashMap::new();
        for (one, Known { names, .. }) in known.iter().enumerate() {
            let counted = names.iter().filter_map(|name| name.strip_suffix('数'));
            for name in names.iter().map(String::as_str).chain(counted) {
                let letters: Vec<char> = name.chars().collect();
                let alike = orders.entry(sorted(name.chars())).or_default();
                if letters.len() >= TELLING && !alike.iter().any(|(other, _)| *other == one) {
                    alike.push((one, letters));
                }
            }
        }
        orders.retain(|_, alike| !alike.is_empty());
        let is_satisfaction = |one: &usize| {
            (known[*one].names.first()).is_some_and(|name| SATISFACTION.iter().any(|word| name.contains(word)))
        };
        Self {
            satisfactions: (0..known.len()).filter(is_satisfaction).collect(),
            lengths: orders.keys().map(Vec::len).collect(),
            orders,
            known,
            beginnings,
            within,
        }
    }

    /// Tells whether an amount is one of the whole.
    pub(super) fn is_of_whole(&self, amount: Decimal) -> bool {
        let mut wholes = self.known.iter().filter(|one| one.is_whole);
        wholes.any(|one| one.accepted.contains(&amount))
    }

    /// Finds every name in a text, with the byte at which it begins.
    pub(super) fn find<'k>(&'k self, text: &'k str) -> impl Iterator<Item = (usize, &'k str, &'k Known)> {
        let starts = text.char_indices().map(|(at, _)| at);
        let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
        starts.zip(ends.skip(BEGINNING - 1)).flat_map(move |(start, end)| {
            let alike = self.beginnings.get(&text[start..end]).into_iter().flatten();
            let named = alike.map(move |&(one, name)| (start, self.known[one].names[name].as_str(), &self.known[one]));
            named.filter(move |(_, name, _)| text[start..].starts_with(name))
        })
    }

    /// Finds the one number in whose whole name the end of a text stands without being a name, with the byte at which
    /// the longest such end begins, of those that `is_start` lets begin; `rest` begins with the unit.
    pub(super) fn abbreviated(
        &self,
        text: &str,
        rest: &str,
        is_start: impl Fn(usize) -> bool,
    ) -> Option<(usize, &Known)> {
        let mut starts = text.char_indices().map(|(at, _)| at).filter(|at| is_start(*at));
        starts.find_map(|start| {
            let part = &text[start..];
            let letters: Vec<char> = part.chars().collect();
            // The rarest few letters tell most; some that stand in no name tell all.
            let alike = letters
                .windows(TELLING)
                .map(|few| self.within.get(&String::from_iter(few)));
            let alike = alike.min_by_key(|alike| alike.map_or(0, Vec::len))??;
            let alike = alike.iter().map(|one| &self.known[*one]);
            let is_part = |one: &&Known| {
                one.names
                    .first()
                    .is_some_and(|name| name != part && name.contains(part))
            };
            let mut named = alike.filter(|one| is_part(one) && one.unit_at(rest).is_some());
            let one = named.next()?;
            named.next().is_none().then_some((start, one))
        })
    }

    /// Finds the one number whose name a text ends with in another order of its words, 市场主体新增 for 新增市场主体, with the
    /// byte at which it begins, if `is_start` lets it; `rest` begins with the unit.
    pub(super) fn reordered(
        &self,
        text: &str,
        rest: &str,
        is_start: impl Fn(usize) -> bool,
    ) -> Option<(usize, &Known)> {
        let mut ends: Vec<(usize, char)> = text.char_indices().rev().take(*self.lengths.last()?).collect();
        ends.reverse();
        self.lengths.iter().rev().find_map(|length| {
            let tail = &ends[ends.len().checked_sub(*length)?..];
            let (start, letters) = (
                tail.first()?.0,
                tail.iter().map(|(_, letter)| *letter).collect::<Vec<_>>(),
            );
            let alike = self
                .orders
                .get(&sorted(letters.iter().copied()))
                .filter(|_| is_start(start))?
                .iter();
            let mut alike =
                alike.filter(|(one, name)| self.known[*one].unit_at(rest).is_some() && is_turned(name, &letters));
            let (one, _) = alike.next()?;
            alike.next().is_none().then(|| (start, &self.known[*one]))
        })
    }

    /// Finds the one satisfaction of the project where the end of a text names it after people called otherwise, 农户 for
    /// 农民 or 群众 for 公众, with the byte at which they begin, if `is_start` lets them; `rest`, the rest of the sentence,
    /// begins with the unit.
    ///
    /// A sentence that has several shares of satisfied people tells those of parts.
    pub(super) fn satisfaction(
        &self,
        text: &str,
        rest: &str,
        is_start: impl Fn(usize) -> bool,
    ) -> Option<(usize, &Known)> {
        let (before, whom) = satisfied(text)?;
        let is_asked_of_parts = SATISFACTION
            .iter()
            .any(|word| before.contains(word) || rest.contains(word));
        let alike = self.satisfactions.iter().map(|one| &self.known[*one]);
        let mut alike = alike.filter(|one| one.unit_at(rest).is_some());
        let one = alike.next().filter(|_| alike.next().is_none() && !is_asked_of_parts)?;
        let (_, called) = one.names.iter().find_map(|name| satisfied(name))?;
        let is_akin = whom.iter().zip(&called).any(|(letter, other)| letter == other);
        // 参训农户 and 广大农户 are 农户.
        let letters = before.char_indices().rev().take(2);
        let letters = letters.take_while(|(_, letter)| letter.is_alphanumeric());
        let mut starts = [before.len()].into_iter().chain(letters.map(|(at, _)| at));
        let start = starts.find(|start| is_start(*start))?;
        is_akin.then_some((start, one))
    }
}

/// Tells whether a name stands in a text, its words in any order that [`is_turned`] knows.
pub(super) fn stands_in(text: &str, name: &str) -> bool {
    if !name.chars().all(|letter| text.contains(letter)) || text.contains(name) {
        return !name.is_empty() && text.contains(name);
    }
    let (letters, name): (Vec<char>, Vec<char>) = (text.chars().collect(), name.chars().collect());
    let wanted = sorted(name.iter().copied());
    let mut parts = letters.windows(wanted.len());
    parts.any(|part| name.contains(&part[0]) && sorted(part.iter().copied()) == wanted && is_turned(&name, part))
}

/// Returns letters in an order that is the same for words in any order.
pub(super) fn sorted(letters: impl Iterator<Item = char>) -> Vec<char> {
    let mut letters: Vec<char> = letters.collect();
    letters.sort_unstable();
    letters
}

/// Tells whether two words of as many letters differ only in that two parts of one, of two letters at least, have changed
/// places: 食品抽检合格率 and 抽检食品合格率.
fn is_turned(one: &[char], other: &[char]) -> bool {
    let same = |pairs: &mut dyn Iterator<Item = (&char, &char)>| pairs.take_while(|(one, other)| one == other).count();
    let before = same(&mut one.iter().zip(other));
    let behind = same(&mut one[before..].iter().rev().zip(other[before..].iter().rev()));
    let (one, other) = (&one[before..one.len() - behind], &other[before..other.len() - behind]);
    (2..one.len().saturating_sub(1)).any(|cut| [&one[cut..], &one[..cut]].concat() == other)
}

/// What a share of satisfied people is called.
const SATISFACTION: [&str; 2] = ["满意度", "满意率"];
/// Words between those who were asked and the share of them.
const ASKED: [&str; 7] = ["抽样", "问卷", "调查", "测评", "总体", "综合", "的"];

/// Returns the end of the word for those whose satisfaction a text ends with, and what stands before that end.
fn satisfied(text: &str) -> Option<(&str, [char; 2])> {
    let mut whom = SATISFACTION.iter().find_map(|word| text.strip_suffix(word))?;
    while let Some(rest) = ASKED.iter().find_map(|word| whom.strip_suffix(word)) {
        whom = rest;
    }
    let (at, first) = whom.char_indices().rev().nth(1)?;
    Some((&whom[..at], [first, whom.chars().next_back()?]))
}

/// Returns those whose satisfaction a name is the share of: 退捕渔民 of 退捕渔民抽样调查满意度; `None` for other names.
pub(super) fn asked(name: &str) -> Option<&str> {
    let end = SATISFACTION.iter().find_map(|word| name.find(word))?;
    let mut whom = &name[..end];
    while let Some(rest) = ASKED.iter().find_map(|word| whom.strip_suffix(word)) {
        whom = rest;
    }
    Some(whom.trim())
}

/// Collects the numbers of a project; a name that several of one unit share is none's.
fn known(project: &Project, card: &Scorecard) -> Vec<Known> {
    let indicators = project.indicators.iter().filter_map(|one| of_indicator(project, one));
    let facts = project.facts.iter().filter_map(|fact| {
        let value = fact.value.filter(|_| !fact.unit.trim().is_empty())?;
        let told = format!("数据项是{}{}", number::measured(value, &fact.unit), fact.unit.trim());
        Some(Known {
            names: called(&fact.name, &fact.unit),
            unit: fact.unit.trim().to_owned(),
            value,
            accepted: vec![value],
            told,
            binding: Some(fact.id.to_string()),
            reach: Reach::Sentence,
            ..Known::default()
        })
    });
    let mut out: Vec<Known> = indicators.chain(facts).collect();
    out.extend(whole::known(project, card));
    let mut counts: HashMap<(String, String), usize> = HashMap::new();
    for one in &out {
        for name in &one.names {
            *counts.entry((name.clone(), one.unit.clone())).or_default() += 1;
        }
    }
    for one in &mut out {
        let unit = one.unit.clone();
        one.names
            .retain(|name| counts.get(&(name.clone(), unit.clone())) == Some(&1));
    }
    out
}

/// What a text calls a number: by its name, that without brackets, that without the unit at its end.
fn called(name: &str, unit: &str) -> Vec<String> {
    let bare = bare(name);
    let without = bare.strip_suffix(unit.trim()).unwrap_or_default().to_owned();
    let mut names = vec![name.trim().to_owned(), bare, without];
    names.retain(|name| name.chars().count() >= TELLING);
    names.dedup();
    names
}

fn of_indicator(project: &Project, indicator: &Indicator) -> Option<Known> {
    let unit = indicator.unit.trim();
    let value = indicator.printed_number(&project.scheme).filter(|_| !unit.is_empty())?;
    let target = indicator.target.as_ref();
    let number = target.and_then(Target::number);
    let mut accepted = vec![value];
    for target in [target, indicator.initial_target.as_ref()].into_iter().flatten() {
        match target {
            Target::Range { low, high } => accepted.extend([*low, *high]),
            other => accepted.extend(other.number()),
        }
    }
    accepted.extend(
        [indicator.previous_year, indicator.year_before_previous]
            .into_iter()
            .flatten(),
    );
    accepted.extend(number.and_then(|target| Some(target.checked_sub(value)?.abs())));
    if let Some(Actual::Ratio { numerator, denominator }) = indicator.actual {
        accepted.extend([numerator, denominator]);
    }
    let wanted = target.map(|target| format!("指标值是{}，", target.text_with(unit)));
    Some(Known {
        names: called(&indicator.name, unit),
        unit: unit.to_owned(),
        value,
        target: number,
        accepted,
        told: format!(
            "{}实际完成值是{}{unit}",
            wanted.unwrap_or_default(),
            number::measured(value, unit)
        ),
        binding: Some(indicator.id.to_string()),
        reach: Reach::Sentence,
        ..Known::default()
    })
}

/// What the indicators that miss their targets are short of them, by their ids.
pub(super) fn gaps<'p>(project: &'p Project, card: &Scorecard) -> HashMap<&'p Id, Known> {
    let rows = project.indicators.iter().zip(&card.rows);
    let unmet = rows.filter(|(_, row)| row.status == Status::Unmet);
    unmet
        .filter_map(|(one, _)| Some((&one.id, gap(project, one)?)))
        .collect()
}

fn gap(project: &Project, indicator: &Indicator) -> Option<Known> {
    let (value, unit) = indicator
        .apart(&project.scheme)
        .filter(|(_, unit)| !unit.trim().is_empty())?;
    let initially = Indicator {
        target: indicator.initial_target.clone(),
        ..indicator.clone()
    };
    let initially = initially.apart(&project.scheme).map(|(value, _)| value);
    // 低于目标值154批次 states the target, not how far below it the actual lies.
    let own = of_indicator(project, indicator)
        .into_iter()
        .flat_map(|known| known.accepted);
    Some(Known {
        unit: unit.trim().to_owned(),
        value,
        accepted: [Some(value), initially].into_iter().flatten().chain(own).collect(),
        told: format!("实际与指标值相差{}{}", number::measured(value, unit), unit.trim()),
        binding: Some(format!("{}.差额", indicator.id)),
        ..Known::default()
    })
}
