//! One number that two places of the texts state apart (`domain.md` §5.3: C39).
//!
//! Two numbers are of one thing where the words beside them are the same, in any order, and so are the unit, the whole
//! they are a part of, the area and the time, and both are targets or neither is. What is approximate, a rounding of the
//! other, promised, or so far from the other that it can only be of something else is left alone, and so are words that
//! are said of many things, unless what stands before them in the sentence says of what. What contradicts the data of
//! the project is told there.

mod alike;
mod pair;
mod statement;
mod subject;

use std::collections::HashMap;

use self::alike::Alike;
use self::pair::{is_apart, is_one, listed};
use self::statement::{Statement, statements};
use self::subject::Lexicon;
use super::consistency::level;
use super::names::{Names, sorted};
use super::reading::Text;
use super::{Finding, Place, Severity, stated, time};
use crate::model::{Field, Project, succession};

/// A number in its text.
struct Said<'s> {
    /// Which text.
    text: usize,
    /// Which paragraph and which sentence of all.
    paragraph_at: usize,
    sentence: usize,
    /// What is printed from the beginning of its paragraph on, and from that of its sentence to its end.
    paragraph: &'s str,
    words: &'s str,
    /// Byte of the printed text at which the sentence begins.
    start: usize,
    it: Statement,
}

/// What two numbers share that are of one thing.
#[derive(PartialEq, Eq, Hash)]
struct Thing {
    /// The letters of its words, sorted: 新增市场主体 and 市场主体新增 are one.
    letters: Vec<char>,
    unit: &'static str,
    part_of: Option<Vec<char>>,
    is_target: bool,
    area: &'static str,
    is_cumulative: bool,
}

/// Words in the names of texts that speak of another year.
const ASIDE: [&str; 3] = ["改进措施", "应用", "相结合"];

/// Checks the texts against each other, in their order.
pub(super) fn findings(project: &Project, texts: &[Text<'_>], names: &Names) -> Vec<Finding> {
    let texts: Vec<&Text<'_>> = texts.iter().filter(|text| is_of_the_year(project, text)).collect();
    let said = read(&texts);
    let mut groups: Vec<Vec<&Said<'_>>> = Vec::new();
    let mut alike = Alike::default();
    let mut known: HashMap<Thing, usize> = HashMap::new();
    for one in &said {
        let thing = thing(project, texts[one.text], one);
        let group = *known.entry(thing).or_insert(groups.len());
        alike.add(one, group);
        match groups.get_mut(group) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let is_telling = |group: &&Vec<&Said<'_>>| group.iter().any(|one| !is_one(&one.it, &group[0].it));
    let apart = groups.iter().filter(is_telling);
    let mut out: Vec<(usize, Finding)> = Vec::new();
    for group in apart {
        // What speaks of another time, or is promised, is told apart only where it has to be: it takes the whole sentence.
        let mut of_times: Vec<(Option<String>, Vec<&Said<'_>>)> = Vec::new();
        for one in listed(group).into_iter().filter(|one| !is_promised(one)) {
            let time = other_time(project, one);
            match of_times.iter_mut().find(|(other, _)| *other == time) {
                Some((_, of_time)) => of_time.push(one),
                None => of_times.push((time, vec![one])),
            }
        }
        for (_, of_time) in of_times {
            let is_told = |one: &Said<'_>| stated::is_told(names, project.year, one.words, one.it.number.start);
            let found = conflicts(&texts, &of_time, &alike, is_told).into_iter();
            out.extend(found.map(|(odd, other)| (odd.sentence, told(&texts, odd, other))));
        }
    }
    out.sort_by_key(|(sentence, _)| *sentence);
    out.into_iter().map(|(_, finding)| finding).collect()
}

/// Tells whether a text speaks of the year that is evaluated: not what is promised, nor what goes on from an earlier year.
fn is_of_the_year(project: &Project, text: &Text<'_>) -> bool {
    let is_followed = |path: &str| {
        let mut texts = project.texts.iter().filter(|text| text.heading == path);
        texts.any(|text| succession::written_for(project, text).is_some())
    };
    match &text.place {
        Place::Heading(path) if is_followed(path) => false,
        Place::Indicator(_, field) => matches!(field, Some(Field::Description | Field::Reason)),
        _ => !ASIDE.iter().any(|word| text.named.contains(word)),
    }
}

/// Reads the numbers of all texts.
fn read<'s>(texts: &[&'s Text<'_>]) -> Vec<Said<'s>> {
    let lexicon = Lexicon::new();
    let mut out = Vec::new();
    let (mut count, mut paragraphs) = (0, 0);
    for (position, text) in texts.iter().enumerate() {
        let mut paragraph = 0;
        paragraphs += 1;
        for (start, words) in text.reading.sentences() {
            if text.reading.printed[..start].ends_with('\n') {
                paragraph = start;
                paragraphs += 1;
            }
            count += 1;
            let is_first = start == paragraph;
            let stated = statements(&lexicon, words).into_iter();
            // An amount of the whole is one where nothing before it in the paragraph says of what.
            let stated = stated.filter(|it| is_first || !it.is_whole);
            out.extend(stated.map(|it| Said {
                text: position,
                paragraph_at: paragraphs,
                sentence: count,
                paragraph: &text.reading.printed[paragraph..],
                words,
                start,
                it,
            }));
        }
    }
    out
}

/// Areas a number may be of.
const AREAS: [&str; 8] = ["全国", "全省", "全市", "全区", "全县", "全州", "全旗", "全街道"];
/// Words of a number that is of more than a year.
const CUMULATIVE: [&str; 4] = ["累计", "以来", "历年", "至今"];
/// Words of one that is of the year all the same.
const OF_YEAR: [&str; 4] = ["全年累计", "年内累计", "本年累计", "当年累计"];

/// Returns what a number is of.
fn thing(project: &Project, text: &Text<'_>, one: &Said<'_>) -> Thing {
    let before = &one.words[..one.it.number.start];
    let clause = &one.words[one.it.quote.start..one.it.number.start];
    let area = AREAS.iter().filter_map(|area| Some((before.rfind(area)?, *area)));
    let own = level(&project.department);
    // 全区 is said by a bureau of the district of whatever it does.
    let area = area
        .max()
        .map(|(_, area)| area)
        .filter(|area| !area.ends_with(|letter| Some(letter) == own));
    let has = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    Thing {
        letters: sorted(one.it.words.chars()),
        unit: one.it.unit,
        part_of: one.it.part_of.as_ref().map(|whole| sorted(whole.chars())),
        is_target: one.it.is_target || is_of_targets(text),
        area: area.unwrap_or_default(),
        is_cumulative: has(&CUMULATIVE) && !has(&OF_YEAR),
    }
}

/// Tells whether what a text states is to be reached.
fn is_of_targets(text: &Text<'_>) -> bool {
    let is_of = |word| text.named.contains(word);
    matches!(text.place, Place::Heading(_) | Place::Goal(_)) && is_of("目标") && !is_of("完成") && !is_of("情况")
}

/// Tells whether a number is promised.
fn is_promised(one: &Said<'_>) -> bool {
    time::is_promised(
        &one.words[..one.it.number.start],
        &one.words[one.it.quote.end.min(one.words.len())..],
    )
}

/// Returns the time a number is of, where that is not the year; a time at the beginning of a paragraph goes on.
fn other_time(project: &Project, one: &Said<'_>) -> Option<String> {
    /// Most letters of a time with what belongs to it.
    const MOST: usize = 12;
    let before = &one.words[..one.it.number.start];
    let first = one
        .paragraph
        .split(['，', '。', '；', '：', '\n'])
        .next()
        .unwrap_or_default();
    let first = if first.chars().count() <= MOST { first } else { "" };
    time::other(&format!("{first}，{before}"), project.year).map(str::to_owned)
}

/// Returns the numbers of one thing and one time that are apart, each with the one it is held against: what most say, of
/// as many the first.
fn conflicts<'g, 's>(
    texts: &[&Text<'_>],
    of_time: &[&'g Said<'s>],
    alike: &Alike,
    is_told: impl Fn(&Said<'_>) -> bool,
) -> Vec<(&'g Said<'s>, &'g Said<'s>)> {
    let count = |one: &Said<'_>| of_time.iter().filter(|other| is_one(&one.it, &other.it)).count();
    let is_typed = |one: &Said<'_>| {
        let number = one.it.number.start + one.start..one.it.number.end + one.start;
        texts[one.text].reading.source(&number).is_some()
    };
    let mut ranked: Vec<&Said<'_>> = of_time.to_vec();
    ranked.sort_by_key(|one| std::cmp::Reverse(count(one)));
    let mut out: Vec<(&Said<'_>, &Said<'_>)> = Vec::new();
    for (rank, odd) in ranked.iter().enumerate() {
        let is_new = !out.iter().any(|(other, _)| is_one(&other.it, &odd.it));
        let is_against = |other: &&&Said<'_>| {
            odd.sentence != other.sentence
                && (is_typed(odd) || is_typed(other))
                && is_apart(odd, other, || alike.kinship(odd, other))
        };
        let other = ranked[..rank].iter().find(is_against).filter(|_| is_new);
        if let Some(other) = other.filter(|other| !is_told(odd) && !is_told(other)) {
            // What a binding brings stands; what is typed is to be looked at.
            out.push(if is_typed(odd) { (odd, other) } else { (other, odd) });
        }
    }
    out
}

/// Most letters of what is quoted, and how many of them are shown where there are more.
const QUOTED: [usize; 2] = [36, 28];

fn told(texts: &[&Text<'_>], odd: &Said<'_>, other: &Said<'_>) -> Finding {
    let quote = |one: &Said<'_>| {
        let words: Vec<char> = one.words[one.it.quote.clone()].chars().collect();
        match words.len() > QUOTED[0] {
            true => format!("…{}", words[words.len() - QUOTED[1]..].iter().collect::<String>()),
            false => words.iter().collect(),
        }
    };
    let (here, there) = (texts[odd.text], texts[other.text]);
    let against = match (odd.text == other.text, odd.sentence > other.sentence) {
        (true, true) => "前面".to_owned(),
        (true, false) => "后面".to_owned(),
        (false, _) => there.named.clone(),
    };
    let sentence = format!(
        "{}：写“{}”，而{against}写“{}”，同一事项前后不一致，请核对",
        here.named,
        quote(odd),
        quote(other)
    );
    Finding::new(("C39", Severity::Warning), here.place.clone(), sentence)
}
