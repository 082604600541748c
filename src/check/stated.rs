//! Numbers typed into text that contradict the project's own (`domain.md` §5.3: C39, C29), each with what to bind.
//!
//! A number is held against an indicator, a 数据项, an amount or a rate when it stands behind its name in the same
//! sentence, in its unit, and either directly or so near its value that it can only be an older one; behind a part of
//! its name, or a word used of other numbers too, it has to be both. Years, numbers of documents, dates and lists have
//! no such unit; rounded numbers, and those of last year, of parts or of changes, are left alone.

use rust_decimal::Decimal;

use super::names::{Known, Names, Reach};
use super::{Finding, Place, Severity, written};
use crate::binding::{Piece, Values};
use crate::model::budget::Amount;
use crate::model::{Project, number};
use crate::outlines;
use crate::score::Scorecard;

/// Checks the texts in their order, then the rates kept as 数据项.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let values = Values::new(project, card);
    let names = Names::new(project, card);
    let mut out = Vec::new();
    for (place, words, text) in written(project) {
        for wrong in wrong(&values, &names, project.year, text) {
            let sentence = format!(
                "{words}：“{}”写作{}，{}，请核对；可改为引用{{{{{}}}}}",
                wrong.name, wrong.typed, wrong.told, wrong.binding
            );
            out.push(Finding::new((wrong.rule, Severity::Warning), place.clone(), sentence));
        }
    }
    out.extend(rates(project, card));
    out
}

/// Returns a text with bindings in place of the typed numbers that contradict the project; `None` where there are none.
pub fn rebound(project: &Project, card: &Scorecard, text: &str) -> Option<String> {
    let mut wrong = wrong(
        &Values::new(project, card),
        &Names::new(project, card),
        project.year,
        text,
    );
    wrong.sort_by_key(|wrong| std::cmp::Reverse(wrong.at.start));
    let mut bound = text.to_owned();
    for wrong in &wrong {
        bound.replace_range(wrong.at.clone(), &format!("{{{{{}}}}}", wrong.binding));
    }
    (!wrong.is_empty()).then_some(bound)
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
    binding: String,
}

/// A number with a unit, as it stands in a sentence.
struct Typed<'t> {
    at: usize,
    digits: &'t str,
    value: Decimal,
    /// What follows the number.
    rest: &'t str,
}

/// Finds the contradictions of a text.
fn wrong<'t>(values: &Values<'_>, names: &Names, year: u16, text: &'t str) -> Vec<Wrong<'t>> {
    let words = values.pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Words(words) => Some(words),
        Piece::Bound(_) => None,
    });
    // Pieces are slices of the text, so that their places in it can be told.
    let offset = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let sentences = words.flat_map(|words| words.split(['。', '；', '！', '？', '\n']));
    let mut out = Vec::new();
    for sentence in sentences {
        for number in numbers(sentence) {
            if let Some(found) = contradicts(names, year, sentence, &number) {
                let start = offset(sentence) + number.at;
                let length = number.digits.len() + found.unit_length;
                out.push(Wrong {
                    rule: found.known.rule_of(found.value),
                    at: start..start + length,
                    typed: &text[start..start + length],
                    name: found.name,
                    told: found.known.told.clone(),
                    binding: found.known.binding_of(found.is_target),
                });
            }
        }
    }
    out
}

/// Finds the numbers of a sentence, but not those of 第3次, 〔2020〕 or F039.
fn numbers(sentence: &str) -> Vec<Typed<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = sentence[at..]
        .find(|letter: char| letter.is_ascii_digit())
        .map(|found| at + found)
    {
        let run = sentence[start..].find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',');
        let digits = &sentence[start..run.map_or(sentence.len(), |run| start + run)];
        at = start + digits.len();
        let before = sentence[..start].chars().next_back();
        let is_other =
            before.is_some_and(|letter| letter.is_ascii_alphanumeric() || "第〔（(-－−—～~至.约近".contains(letter));
        let rest = &sentence[at..];
        if let Some(value) = number::read(digits).filter(|_| !is_other) {
            out.push(Typed {
                at: start,
                digits,
                value,
                rest,
            });
        }
    }
    out
}

/// What a typed number contradicts.
struct Found<'k> {
    known: &'k Known,
    name: String,
    value: Decimal,
    is_target: bool,
    /// Bytes of the unit, and of 万 or 亿 before it.
    unit_length: usize,
}

/// Words that make a number another one than that of the name before it.
const OTHER: [&str; 28] = [
    "上年",
    "去年",
    "往年",
    "同比",
    "环比",
    "比",
    "增加",
    "增长",
    "增幅",
    "减",
    "降",
    "其中",
    "每",
    "平均",
    "不合格",
    "约",
    "预计",
    "包括",
    "分别",
    "另",
    "差",
    "少",
    "多",
    "最",
    "人均",
    "季",
    "月",
    "不低于",
];
/// Words that stand between a name and its number and say nothing else.
const BETWEEN: [&str; 36] = [
    "，",
    "：",
    ":",
    "（",
    "“",
    "”",
    " ",
    "目标值",
    "目标",
    "计划",
    "任务",
    "指标值",
    "年初",
    "全年",
    "本年",
    "当年",
    "累计",
    "共计",
    "合计",
    "总计",
    "总数",
    "数量",
    "已经",
    "已",
    "实际",
    "完成",
    "达到",
    "达",
    "新增",
    "共",
    "为",
    "是",
    "计",
    "了",
    "有",
    "情况",
];
/// Letters after which a name begins for itself.
const BEFORE: &str = "，、：:；（(“”\" 了成的展为将对及和与其是年中共实已全我局各并现总由在度";

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
    let nearest = named.chain(shortened);
    let (end, start, name, one, unit, reach) =
        nearest.max_by_key(|(end, start, ..)| (*end, std::cmp::Reverse(*start)))?;
    let value = number.value.checked_mul(unit.times)?;
    let places = number.value.scale();
    let is_same = |other: &Decimal| {
        other
            .checked_div(unit.times)
            .is_some_and(|other| number::round(other, places) == number.value)
    };
    let between = &before[end..];
    let after = &number.rest[unit.length..];
    if one.accepted.iter().any(is_same)
        || is_of_other_year(&before[..start], year)
        || OTHER.iter().any(|word| between.contains(word))
        || ["以上", "左右", "余", "多", "以内"]
            .iter()
            .any(|word| after.starts_with(word))
    {
        return None;
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
    let is_direct = stripped(between).is_empty();
    let is_meant = match reach {
        Reach::Sentence => is_direct || is_near(one.value) || one.target.is_some_and(is_near),
        Reach::Direct => is_direct,
        Reach::Older => is_direct && one.is_older(value),
    };
    (is_own(start) && is_meant).then(|| Found {
        known: one,
        name: name.to_owned(),
        value,
        is_target,
        unit_length: unit.length,
    })
}

/// Tells whether what stands before a name speaks of another year than the one evaluated.
fn is_of_other_year(before: &str, year: u16) -> bool {
    let mut years = before.match_indices('年').rev();
    let last = years.find_map(|(at, _)| before.get(at.checked_sub(4)?..at)?.parse::<u16>().ok());
    let is_other = last.is_some_and(|named| named != year);
    is_other
        || ["上年", "去年", "往年", "同期"]
            .iter()
            .any(|word| before.contains(word))
}

/// Takes away what says nothing.
fn stripped(mut between: &str) -> &str {
    while let Some(rest) = BETWEEN.iter().find_map(|word| between.strip_prefix(word)) {
        between = rest;
    }
    between
}

/// Takes away at the end what says nothing.
fn without_end(mut before: &str) -> &str {
    while let Some(rest) = BETWEEN.iter().find_map(|word| before.strip_suffix(word)) {
        before = rest;
    }
    before
}

/// 执行率 kept as a 数据项 that is not the computed one: C29 where it rests on 年初预算数, C39 where on nothing known.
/// Told under each heading that prints it, or at the 数据项 where none does.
fn rates(project: &Project, card: &Scorecard) -> Vec<Finding> {
    const NAMES: [&str; 4] = ["执行率", "预算执行率", "部门整体支出执行率", "整体支出执行率"];
    let execution = &card.execution;
    let of = |fact: &crate::model::Fact| -> Option<(&'static str, String)> {
        let name = super::names::bare(&fact.name);
        let stated = fact
            .value
            .filter(|_| fact.unit == "%" && NAMES.contains(&name.as_str()))?;
        let (rate, base, actual) = (execution.rate?, execution.base?, execution.actual?);
        let is = |rate: Decimal| {
            rate.checked_mul(Decimal::ONE_HUNDRED)
                .is_some_and(|rate| number::round(rate, stated.scale()) == stated)
        };
        if is(rate) {
            return None;
        }
        let basis = project.scheme.budget.base.name();
        let computed = format!(
            "按评分办法的{basis}{}万元，执行率是{}",
            number::money(base),
            number::percent(rate)
        );
        let initial = project.budget.total(Amount::Initial);
        let on_initial = initial.and_then(|initial| Some((initial, actual.checked_div(initial)?)));
        let stated = number::plain(stated);
        let (rule, why) = match on_initial.filter(|(_, rate)| is(*rate)) {
            Some((initial, on_initial)) => (
                "C29",
                format!(
                    "是按年初预算数{}万元算的（{}）",
                    number::money(initial),
                    number::percent(on_initial)
                ),
            ),
            None => ("C39", "与预算数不符".to_owned()),
        };
        Some((
            rule,
            format!(
                "数据项“{}”{stated}%{why}，{computed}，请核对；可改为引用{{{{执行率}}}}",
                fact.name.trim()
            ),
        ))
    };
    let mut out = Vec::new();
    for fact in &project.facts {
        let Some((rule, sentence)) = of(fact) else { continue };
        let told = |place, words: &str| Finding::new((rule, Severity::Warning), place, format!("{words}{sentence}"));
        let name = [format!("{{{{{}}}}}", fact.id), format!("{{{{{}.", fact.id)];
        let headings = outlines::of(project).headings.iter();
        let printing = headings.filter(|heading| name.iter().any(|name| project.text(&heading.path).contains(name)));
        let before = out.len();
        out.extend(printing.map(|heading| {
            told(
                Place::Heading(heading.path.clone()),
                &format!("报告“{}”：", heading.text),
            )
        }));
        if out.len() == before {
            out.push(told(Place::Fact(fact.id.clone()), ""));
        }
    }
    out
}
