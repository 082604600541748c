//! Numbers typed into text that contradict the project's own (`domain.md` §5.3: C39, C29), each with what to bind.
//!
//! A number is held against an indicator, a 数据项, an amount or a rate when it stands behind its name in the same
//! sentence, in its unit, and either directly or so near its value that it can only be an older one; behind a part of
//! its name, or a word used of other numbers too, it has to be both. Years, numbers of documents, dates and lists have
//! no such unit; rounded numbers, and those of last year, of parts or of changes, are left alone. What an indicator's own
//! reason and measure say it is short of its target is held against the gap.

mod gap;
mod rates;

use rust_decimal::Decimal;

use super::between::{self, endings, is_of_outcome, is_plain, without_end};
use super::names::{self, Known, Names, Reach};
use super::reading::{Reading, Text};
use super::time::{self, is_promised};
use super::typed::{Sense, Typed, numbers};
use super::{Finding, Place, Severity};
use crate::binding::Values;
use crate::model::{Field, Project, number};
use crate::score::Scorecard;

/// Checks the texts in their order, then the rates kept as 数据项.
pub(super) fn findings(project: &Project, card: &Scorecard, texts: &[Text<'_>], names: &Names) -> Vec<Finding> {
    let gaps = names::gaps(project, card);
    let mut out = Vec::new();
    for Text {
        place,
        named,
        written,
        reading,
    } in texts
    {
        let gap = match place {
            Place::Indicator(id, Some(Field::Reason | Field::Measure)) => gaps.get(id),
            _ => None,
        };
        for wrong in wrong(names, gap, project.year, written, reading) {
            let bound = wrong.binding.map(|binding| format!("；可改为引用{{{{{binding}}}}}"));
            let sentence = format!(
                "{named}：“{}”写作{}，{}，请核对{}",
                wrong.name,
                wrong.typed,
                wrong.told,
                bound.unwrap_or_default()
            );
            out.push(Finding::new((wrong.rule, Severity::Warning), place.clone(), sentence));
        }
    }
    out.extend(rates::rates(project, card));
    out
}

/// Returns a text with bindings in place of the typed numbers that contradict the project; `None` where there are none.
pub fn rebound(project: &Project, card: &Scorecard, text: &str) -> Option<String> {
    let reading = Reading::of(&Values::new(project, card), text);
    let wrong = wrong(&Names::new(project, card), None, project.year, text, &reading).into_iter();
    let mut wrong: Vec<_> = wrong.filter_map(|wrong| Some((wrong.at, wrong.binding?))).collect();
    wrong.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));
    let mut bound = text.to_owned();
    for (at, binding) in &wrong {
        bound.replace_range(at.clone(), &format!("{{{{{binding}}}}}"));
    }
    (!wrong.is_empty()).then_some(bound)
}

/// Tells whether the number that begins at a byte of a printed sentence is found to contradict the project.
pub(super) fn is_told(names: &Names, year: u16, sentence: &str, at: usize) -> bool {
    let number = numbers(sentence).into_iter().find(|number| number.at == at);
    number.is_some_and(|number| contradicts(names, year, sentence, &number).is_some())
}

/// A typed number that contradicts the project.
struct Wrong<'t> {
    rule: &'static str,
    /// Where it stands in the text, with its unit.
    at: std::ops::Range<usize>,
    typed: &'t str,
    /// The name it stands behind.
    name: String,
    /// What the project has.
    told: String,
    binding: Option<String>,
}

/// Finds the contradictions of a text, as it is written and read, also to the `gap` of the indicator it is about.
fn wrong<'t>(names: &Names, gap: Option<&Known>, year: u16, text: &'t str, reading: &Reading) -> Vec<Wrong<'t>> {
    let mut out = Vec::new();
    for (start, sentence) in reading.sentences() {
        for number in numbers(sentence) {
            let source = |length: usize| reading.source(&(start + number.at..start + number.at + length));
            if source(number.length).is_none() {
                continue;
            }
            let own = || gap.and_then(|gap| gap::misses(gap, sentence, &number));
            let found = contradicts(names, year, sentence, &number).or_else(own);
            if let Some((found, at)) = found.and_then(|found| {
                let at = source(number.length + found.unit_length)?;
                Some((found, at))
            }) {
                out.push(Wrong {
                    rule: found.known.rule_of(found.value),
                    typed: &text[at.clone()],
                    at,
                    name: found.name,
                    told: found.known.told.clone(),
                    binding: found.binding,
                });
            }
        }
    }
    out
}

/// What a typed number contradicts.
struct Found<'k> {
    known: &'k Known,
    name: String,
    value: Decimal,
    /// What is to be bound in its place.
    binding: Option<String>,
    /// Bytes of the unit, and of 万 or 亿 before it.
    unit_length: usize,
}

/// Letters after which a name begins for itself.
const BEFORE: &str = "，、：:；（(“”\" 了成的展为将对向给及和与其是年中共实已全我局各并现总由在度后生织进施强查";

/// Returns what a number contradicts, if anything.
fn contradicts<'k>(names: &'k Names, year: u16, sentence: &'k str, number: &Typed<'_>) -> Option<Found<'k>> {
    let before = &sentence[..number.at];
    let is_own = |start: usize| {
        let letter = before[..start].chars().next_back();
        letter.is_none_or(|letter| BEFORE.contains(letter) || letter.is_ascii_digit())
    };
    let named = names.find(before).filter_map(|(start, name, one)| {
        let unit = one.unit_at(number.rest)?;
        Some((start + name.len(), start, name, one, unit, one.reach))
    });
    let near = without_end(before);
    let shortened = names.abbreviated(near, number.rest, |start| {
        is_own(start) && !near[..start].trim_end_matches(['，', '：']).ends_with("其中")
    });
    let shortened = shortened.and_then(|(start, one)| {
        let unit = one.unit_at(number.rest)?;
        Some((near.len(), start, &near[start..], one, unit, Reach::Older))
    });
    // The nearest name counts, of two that end together the longer one.
    let akin = names.satisfaction(near, number.rest, |start| {
        is_own(start) && !near[..start].contains("其中")
    });
    let akin = akin.and_then(|(start, one)| {
        let unit = one.unit_at(number.rest)?;
        Some((near.len(), start, &near[start..], one, unit, Reach::Older))
    });
    let turned = endings(before).find_map(|near| {
        let (start, one) = names.reordered(near, number.rest, is_own)?;
        Some((
            near.len(),
            start,
            &near[start..],
            one,
            one.unit_at(number.rest)?,
            Reach::Direct,
        ))
    });
    let nearest = akin.into_iter().chain(named).chain(shortened).chain(turned);
    let (end, start, name, one, unit, reach) =
        nearest.max_by_key(|(end, start, ..)| (*end, std::cmp::Reverse(*start)))?;
    let value = number.value.checked_mul(unit.times)?;
    let after = &number.rest[unit.length..];
    let (sense, at) = number.sense(sentence, unit.length);
    let between = before.get(end..at.max(end))?;
    // The times before an outcome are those of what it was before.
    let is_outcome = is_of_outcome(between);
    let timed = if is_outcome { &before[..start] } else { before };
    if one.accepted.iter().any(|other| unit.is(number.value, *other))
        || time::is_of_other(timed, year)
        || is_promised(&before[..start], after)
        || !is_outcome && between::is_of_other(between)
        // 水利专项预算数1260万元，执行率95.71%: the rate is that of the amounts before it.
        || one.is_whole
            && one.is_rate()
            && (is_of_whole(names, &before[..start], is_own) == Some(false)
                || is_of_amounts(names, &before[..start], number.value))
    {
        return None;
    }
    let is_direct = is_outcome || is_plain(between, one);
    // 对新增市场主体3000户开展回访 is said of a part of them.
    let is_object = before[..start].ends_with(['对', '向', '给']);
    if sense != Sense::Exactly {
        // Far from a bound another number is meant.
        let is_beyond = match sense {
            Sense::AtLeast => one.value < value,
            Sense::AtMost => one.value > value,
            Sense::Exactly | Sense::About => false,
        };
        let is_meant = is_own(start) && is_direct && is_beyond && one.is_older(value) && !after.starts_with('的');
        return is_meant.then(|| Found {
            known: one,
            name: name.to_owned(),
            value,
            // 超过 before an exact number would say something else.
            binding: None,
            unit_length: unit.length,
        });
    }
    let is_near = |other: Decimal| {
        other
            .checked_sub(value)
            .is_some_and(|apart| apart.abs() <= one.near(other))
    };
    let clause = between.rsplit('，').next().unwrap_or_default();
    let is_planned = ["目标", "计划", "任务", "指标值"]
        .iter()
        .any(|word| clause.contains(word));
    let is_target = one.target.is_some_and(|target| is_planned || is_near(target)) && !is_near(one.value);
    let is_meant = match reach {
        Reach::Sentence => {
            is_direct && (!is_object || one.is_older(value)) || is_near(one.value) || one.target.is_some_and(is_near)
        }
        Reach::Direct => is_direct,
        Reach::Older => is_direct && one.is_older(value),
        Reach::Whole => {
            let is_ruled = || RULED.iter().any(|word| before.contains(word));
            let is_more = || value > one.value && !is_ruled();
            is_direct && is_of_whole(names, &before[..start], is_own).unwrap_or_else(is_more)
        }
    };
    (is_own(start) && is_meant).then(|| Found {
        known: one,
        name: name.to_owned(),
        value,
        binding: one.binding_of(is_target),
        unit_length: unit.length,
    })
}

/// Tells whether a rate is that of two amounts before it which are not the project's own: 到位1260.50万元，支出1206.38万元.
fn is_of_amounts(names: &Names, before: &str, rate: Decimal) -> bool {
    let amounts = numbers(before)
        .into_iter()
        .filter(|typed| typed.rest.starts_with(number::MONEY_UNIT));
    let amounts: Vec<Decimal> = amounts.map(|typed| typed.value).collect();
    amounts.windows(2).any(|pair| {
        let share = pair[1]
            .checked_div(pair[0])
            .and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED));
        share.is_some_and(|share| number::round(share, rate.scale()) == rate)
            && !pair.iter().any(|amount| names.is_of_whole(*amount))
    })
}

/// Words of a sentence that speaks of another evaluation, or of what a rule takes off.
const RULED: [&str; 5] = ["考核", "评比", "评分办法", "评分标准", "每"];

/// Tells whether what stands before a name speaks of the whole: it ends with a number called as those of the whole are,
/// and either no word before the first such name says whose it is, or the number is the project's. `None` where there is
/// no such name.
fn is_of_whole(names: &Names, before: &str, is_own: impl Fn(usize) -> bool) -> Option<bool> {
    let wholes = || names.find(before).filter(|(.., one)| one.is_whole);
    let (start, ..) = wholes().next()?;
    let (at, name, last) = wholes().max_by_key(|(start, name, _)| (start + name.len(), std::cmp::Reverse(*start)))?;
    let between = &before[at + name.len()..];
    let is_beside = |letter: char| letter.is_ascii() || "分万亿元，、：（）为是共计达".contains(letter);
    let is_stated = |typed: Typed<'_>| {
        last.unit_at(typed.rest)
            .is_some_and(|unit| unit.is(typed.value, last.value))
    };
    let is_known = is_own(start) || numbers(between).into_iter().any(is_stated);
    Some(is_known && between.chars().all(is_beside))
}
