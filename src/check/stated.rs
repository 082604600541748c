//! Numbers typed into text that contradict the project's own (`domain.md` §5.3: C39, C29), each with what to bind.
//!
//! A number is held against an indicator, a 数据项, an amount or a rate when it stands behind its name in the same
//! sentence, in its unit, and either directly or so near its value that it can only be an older one; behind a part of
//! its name, or a word used of other numbers too, it has to be both. Years, numbers of documents, dates and lists have
//! no such unit; rounded numbers, and those of last year, of parts or of changes, are left alone. What an indicator's own
//! reason and measure say it is short of its target is held against the gap.

use rust_decimal::Decimal;

use super::names::{self, Known, Names, Reach, Unit};
use super::{Finding, Place, Severity, written};
use crate::binding::{Piece, Values};
use crate::model::budget::Amount;
use crate::model::{Field, Project, number};
use crate::outlines;
use crate::score::Scorecard;

/// Checks the texts in their order, then the rates kept as 数据项.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let values = Values::new(project, card);
    let names = Names::new(project, card);
    let gaps = names::gaps(project, card);
    let mut out = Vec::new();
    for (place, words, text) in written(project) {
        let gap = match &place {
            Place::Indicator(id, Some(Field::Reason | Field::Measure)) => gaps.get(id),
            _ => None,
        };
        for wrong in wrong(&values, &names, gap, project.year, text) {
            let bound = wrong.binding.map(|binding| format!("；可改为引用{{{{{binding}}}}}"));
            let sentence = format!(
                "{words}：“{}”写作{}，{}，请核对{}",
                wrong.name,
                wrong.typed,
                wrong.told,
                bound.unwrap_or_default()
            );
            out.push(Finding::new((wrong.rule, Severity::Warning), place.clone(), sentence));
        }
    }
    out.extend(rates(project, card));
    out
}

/// Returns a text with bindings in place of the typed numbers that contradict the project; `None` where there are none.
pub fn rebound(project: &Project, card: &Scorecard, text: &str) -> Option<String> {
    let (values, names) = (Values::new(project, card), Names::new(project, card));
    let wrong = wrong(&values, &names, None, project.year, text).into_iter();
    let mut wrong: Vec<_> = wrong.filter_map(|wrong| Some((wrong.at, wrong.binding?))).collect();
    wrong.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));
    let mut bound = text.to_owned();
    for (at, binding) in &wrong {
        bound.replace_range(at.clone(), &format!("{{{{{binding}}}}}"));
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
    binding: Option<String>,
}

/// A number with a unit, as it stands in a sentence.
struct Typed<'t> {
    at: usize,
    digits: &'t str,
    value: Decimal,
    /// What follows the number.
    rest: &'t str,
}

/// Finds the contradictions of a text, also to the `gap` of the indicator it is about.
fn wrong<'t>(values: &Values<'_>, names: &Names, gap: Option<&Known>, year: u16, text: &'t str) -> Vec<Wrong<'t>> {
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
            let own = || gap.and_then(|gap| misses(gap, sentence, &number));
            if let Some(found) = contradicts(names, year, sentence, &number).or_else(own) {
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
    let akin = names.satisfaction(near, number.rest, |start| {
        is_own(start) && !near[..start].contains("其中")
    });
    let akin = akin.and_then(|(start, one)| {
        let unit = one.unit_at(number.rest)?;
        Some((near.len(), start, &near[start..], one, unit, Reach::Older))
    });
    let nearest = akin.into_iter().chain(named).chain(shortened);
    let (end, start, name, one, unit, reach) =
        nearest.max_by_key(|(end, start, ..)| (*end, std::cmp::Reverse(*start)))?;
    let value = number.value.checked_mul(unit.times)?;
    let between = &before[end..];
    if one.accepted.iter().any(|other| unit.is(number.value, *other))
        || is_of_other_year(&before[..start], year)
        || is_promised(&before[..start])
        || OTHER.iter().any(|word| between.contains(word))
        || is_rounded(&number.rest[unit.length..])
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
        is_target,
        unit_length: unit.length,
    })
}

/// Words of a sentence that speaks of another evaluation, or of what a rule takes off.
const RULED: [&str; 5] = ["考核", "评比", "评分办法", "评分标准", "每"];

/// Tells whether what stands behind a number says that it is a rounded one.
fn is_rounded(after: &str) -> bool {
    let words = ["以上", "左右", "余", "多", "以内"];
    words.iter().any(|word| after.starts_with(word))
}

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

/// Words of a sentence that speaks of what is still to come, as far as it goes.
const LATER: [&str; 8] = ["明年", "下年", "下一年", "次年", "来年", "下一步", "今后", "下阶段"];
/// Words of a clause that promises.
const PROMISING: [&str; 6] = ["力争", "争取", "确保", "拟", "将", "计划到"];

/// Tells whether what stands before a number or a name promises it: 力争缺口3批次, 明年新增5000户; 确保了 tells what is done.
fn is_promised(before: &str) -> bool {
    let clause = before.rsplit(['，', '：', ',']).next().unwrap_or_default();
    let promises = |word: &str| {
        let mut places = clause.match_indices(word).map(|(at, word)| &clause[at + word.len()..]);
        places.any(|after| !after.starts_with('了'))
    };
    LATER.iter().any(|word| before.contains(word)) || PROMISING.iter().any(|word| promises(word))
}

/// Words before which a number is what is missing.
const SHORT: [&str; 12] = [
    "差",
    "差距",
    "缺口",
    "低于",
    "少于",
    "目标低",
    "目标值低",
    "指标值低",
    "目标少",
    "目标值少",
    "指标值少",
    "计划少",
];
/// Letters after which 差 is a word of its own: not in 误差, 温差.
const BEFORE_SHORT: &str = "相还尚仍偏仅只标值划务";
/// Words of a sentence that speaks of another time, of parts or of others.
const ELSEWHERE: [&str; 14] = [
    "上年", "去年", "往年", "同期", "同比", "环比", "其中", "季", "月", "平均", "预计", "全省", "全市", "全国",
];

/// Returns the gap that a number of an indicator's own text contradicts, if it does; a sentence that states several tells
/// those of parts.
fn misses<'k>(gap: &'k Known, sentence: &str, number: &Typed<'_>) -> Option<Found<'k>> {
    let unit = gap_at(gap, sentence, number)?;
    let is_other = |other: &Typed<'_>| other.value != number.value && gap_at(gap, sentence, other).is_some();
    let is_part = numbers(sentence).iter().any(is_other);
    let is_same = gap.accepted.iter().any(|other| unit.is(number.value, *other));
    (!is_part && !is_same).then(|| Found {
        known: gap,
        name: "差额".to_owned(),
        value: number.value,
        is_target: false,
        unit_length: unit.length,
    })
}

/// Returns the unit of a number that a sentence states as a gap.
fn gap_at(gap: &Known, sentence: &str, number: &Typed<'_>) -> Option<Unit> {
    let before = &sentence[..number.at];
    let near = without_end(before);
    let word = SHORT.iter().find(|word| near.ends_with(*word))?;
    let letter = near[..near.len() - word.len()].chars().next_back();
    let unit = gap.unit_at(number.rest)?;
    let after = &number.rest[unit.length..];
    let is_own = |letter: char| BEFORE.contains(letter) || BEFORE_SHORT.contains(letter);
    let is_word = match word.starts_with('差') {
        true => letter.is_none_or(is_own),
        // 低于3批次的企业 are those that have fewer.
        false => letter != Some('不') && !(near == before && after.starts_with('的')),
    };
    let is_elsewhere = ELSEWHERE.iter().any(|word| before.contains(word)) || is_promised(before);
    (is_word && !is_elsewhere && !is_rounded(after)).then_some(unit)
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
