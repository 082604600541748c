//! Parts and their sum, two numbers and how far they are apart (C40).

use rust_decimal::Decimal;

use super::super::typed::{Sense, Typed};
use super::Measured;
use crate::model::number;

/// What stands before the parts of a number.
const PARTS: [&str; 2] = ["其中", "包括"];
/// Words of parts that are not all, or that overlap with others.
const SOME: [&str; 12] = [
    "等", "另", "其他", "其余", "主要", "已", "完成", "整改", "发现", "立案", "查处", "占",
];
/// Words before a number that is no part: another amount of the whole, a change of it, or what came of it.
const ASIDE: [&str; 15] = [
    "执行", "决算", "比", "较", "增", "减", "超", "节约", "结余", "剩余", "移送", "起诉", "发放", "投入", "惠及",
];
/// Words of the clause of a number that the whole is only compared with.
const COMPARED: [&str; 11] = ["比", "较", "超", "增", "减", "降", "多", "少", "上年", "去年", "目标"];
/// Words that part a whole in one way; parts of which only some have one overlap with the others.
const WAYS: [&[&str]; 9] = [
    &["男", "女"],
    &["党员", "团员"],
    &["研究生", "硕士", "博士", "本科", "专科"],
    &["骨干", "名师"],
    &["困难", "低保", "贫困", "脱贫"],
    &["少数民族"],
    &["残疾"],
    &["以上", "以下"],
    &["首次", "新增"],
];
/// Most bytes of a unit.
const MOST_UNIT: usize = 12;

/// Returns what is wrong with the parts of a number: they are more than it, or so nearly it that they are meant to be all.
pub(super) fn parts(sentence: &str, numbers: &[Typed<'_>], is_typed: impl Fn(&Typed<'_>) -> bool) -> Option<String> {
    let mut marks: Vec<(usize, usize)> = (PARTS.iter())
        .flat_map(|word| sentence.match_indices(word).map(|(at, word)| (at, at + word.len())))
        .collect();
    // 12座（大型1座、小型11座） tells parts without a word.
    let brackets = sentence
        .match_indices(['（', '('])
        .map(|(at, sign)| (at, at + sign.len()));
    let is_alone = |&(_, end): &(usize, usize)| {
        !PARTS
            .iter()
            .chain(&["含", "不含"])
            .any(|word| sentence[end..].starts_with(word))
    };
    marks.extend(brackets.filter(is_alone));
    marks.sort_unstable();
    let ends = marks.iter().skip(1).map(|(next, _)| *next).chain([sentence.len()]);
    (marks.iter().zip(ends)).find_map(|((at, begin), end)| of_mark(sentence, numbers, (*at, *begin, end), &is_typed))
}

/// Looks at the parts behind one mark, from its byte to that of the next.
fn of_mark(
    sentence: &str,
    numbers: &[Typed<'_>],
    (at, begin, next): (usize, usize, usize),
    is_typed: &impl Fn(&Typed<'_>) -> bool,
) -> Option<String> {
    let first = numbers.partition_point(|one| one.at < at);
    let (before, behind) = numbers.split_at(first);
    let whole = whole(sentence, before)?;
    let unit = shared_unit(whole.rest, behind.first()?.rest)?;
    let is_bracket = sentence[at..].starts_with(['（', '(']);
    if is_bracket && whole.at + whole.length + unit.len() != at {
        return None;
    }
    let end = end_of_parts(sentence, begin).min(next);
    let same = |one: &&Typed<'_>| one.at < end && one.rest.strip_prefix(unit).is_some_and(is_ended);
    let mut parts: Vec<&Typed<'_>> = behind.iter().take_while(same).collect();
    // What follows parts that are all is another number: 其中A 180批次、B 120批次，比上年多20批次.
    let words_before = |part: &Typed<'_>| {
        let words = &sentence[begin..part.at];
        words.rsplit(['，', '、', '；']).next().unwrap_or_default()
    };
    let is_aside = |part: &&Typed<'_>| ASIDE.iter().any(|word| words_before(part).contains(word));
    parts.truncate(parts.iter().position(is_aside).unwrap_or(parts.len()));
    let last = parts.last()?;
    let words = &sentence[begin..last.at];
    let tail = sentence.get(last.at + last.length + unit.len()..end)?;
    let is_exact = |one: &Typed<'_>| one.sense(sentence, unit.len()).0 == Sense::Exactly;
    let all = || parts.iter().copied().chain([whole]);
    let is_some = SOME.iter().any(|word| words.contains(word)) || tail.starts_with('等');
    let is_mixed = WAYS.iter().any(|way| {
        let has = |part: &&&Typed<'_>| way.iter().any(|word| words_before(part).contains(word));
        let count = parts.iter().filter(has).count();
        count > 0 && count < parts.len()
    });
    if parts.len() < 2 || is_some || is_mixed || !all().all(is_exact) || !all().any(is_typed) || unit.contains('%') {
        return None;
    }
    let mut sum = Decimal::ZERO;
    for (position, part) in parts.iter().enumerate() {
        sum = sum.checked_add(part.value)?;
        // 公办8家、民办18家，一级以上12家: what follows all parts parts the whole in another way.
        if sum == whole.value && position > 0 {
            return None;
        }
    }
    let apart = sum.checked_sub(whole.value)?;
    // Parts that leave out more than a twentieth are not meant to be all.
    let is_near = apart.abs().checked_mul(Decimal::from(20))? <= whole.value;
    let told = |value: Decimal| match unit {
        number::MONEY_UNIT => format!("{}{unit}", number::money(value)),
        _ => format!("{}{unit}", number::measured(value, unit)),
    };
    let stated = told(whole.value);
    let told = format!("“{stated}”其中各项合计{}，", told(sum));
    match apart > Decimal::ZERO {
        true => Some(format!("{told}比总数多，请核对各项和总数")),
        false => is_near.then(|| format!("{told}与总数不符，请核对；各项如不是全部，请写明其余部分")),
    }
}

/// Returns the number whose parts follow: the last one, those aside that it is only compared with.
fn whole<'t>(sentence: &str, before: &'t [Typed<'t>]) -> Option<&'t Typed<'t>> {
    let mut places = (0..before.len()).rev();
    let is_compared = |&at: &usize| {
        let begin = at
            .checked_sub(1)
            .and_then(|at| before.get(at))
            .map_or(0, |one| one.at + one.length);
        let words = sentence.get(begin..before[at].at).unwrap_or_default();
        let clause = words.rsplit('，').next().unwrap_or_default();
        // 新增 begins what is counted, 增加 behind a number is its change.
        at > 0 && COMPARED.iter().any(|word| clause.contains(word)) && !clause.contains("新增")
    };
    let at = places.find(|at| !is_compared(at))?;
    before.get(at)
}

/// Returns what two numbers have behind them up to the first mark.
fn shared_unit<'t>(one: &'t str, other: &str) -> Option<&'t str> {
    let letters = one.char_indices().zip(other.chars());
    let same = letters.take_while(|((_, letter), other)| letter == other && (letter.is_alphabetic() || *letter == '%'));
    let length = same.last().map(|((at, letter), _)| at + letter.len_utf8())?;
    (length <= MOST_UNIT && !one[length..].starts_with('次')).then(|| &one[..length])
}

/// Tells whether a unit ends where it does: 家 is not all of 家次.
fn is_ended(rest: &str) -> bool {
    rest.chars()
        .next()
        .is_none_or(|letter| !letter.is_alphanumeric() || "和及与".contains(letter))
}

/// Returns where the parts that begin at a byte end: with the bracket they stand in, or with the sentence.
fn end_of_parts(sentence: &str, begin: usize) -> usize {
    let mut depth = 0_usize;
    for (position, letter) in sentence[begin..].char_indices() {
        match letter {
            '（' | '(' => depth += 1,
            '）' | ')' if depth == 0 => return begin + position,
            '）' | ')' => depth -= 1,
            _ => {}
        }
    }
    sentence.len()
}

/// Words before a number that is the sum of those before it.
const TOTAL: [&str; 3] = ["合计", "共计", "总计"];

/// Returns what is wrong with a sum that stands behind what it is of: A 1200万元，B 800万元，合计2100万元.
pub(super) fn total(sentence: &str, numbers: &[Typed<'_>], is_typed: impl Fn(&Typed<'_>) -> bool) -> Option<String> {
    (2..numbers.len()).find_map(|at| {
        let total = Measured::at(sentence, numbers, at)?;
        let words = total.clause.trim_end_matches('为');
        if !TOTAL.contains(&words) || !total.is_exact {
            return None;
        }
        let parts = (0..at).rev().map_while(|at| Measured::at(sentence, numbers, at));
        let parts = parts.take_while(|part| part.is_of(&total) && part.is_exact);
        let (mut sum, mut count, mut any) = (Decimal::ZERO, 0, is_typed(total.number));
        for part in parts {
            sum = sum.checked_add(part.value)?;
            any |= is_typed(part.number);
            count += 1;
            if sum == total.value && count > 1 {
                return None;
            }
        }
        let apart = sum.checked_sub(total.value)?.abs();
        let is_near = apart.checked_mul(Decimal::from(20))? <= total.value;
        (count > 1 && any && is_near && !apart.is_zero()).then(|| {
            let (stated, sum) = (total.shown(), total.told(sum));
            format!("“{words}{stated}”之前的各项合计{sum}，与总数不符，请核对各项和总数")
        })
    })
}

/// Words between two numbers that say that the third is how far they are apart, and whether the first is the greater one.
const APART: [(&str, bool); 12] = [
    ("增加", true),
    ("增长", true),
    ("净增", true),
    ("提高", true),
    ("多", true),
    ("高", true),
    ("减少", false),
    ("下降", false),
    ("降低", false),
    ("少", false),
    ("低", false),
    ("缩短", false),
];

/// What rates are apart.
const POINTS: &str = "个百分点";

/// Reads three numbers of which the second is what the first is compared with, and the third how far they are apart; and
/// whether the first is said to be the greater one.
pub(super) fn compared<'t>(
    sentence: &'t str,
    numbers: &'t [Typed<'t>],
    at: usize,
) -> Option<([Measured<'t>; 3], bool)> {
    let [first, second, third] = [at, at + 1, at + 2].map(|at| Measured::at(sentence, numbers, at));
    let (first, second, third) = (first?, second?, third?);
    let is_compared = ["比", "较"].iter().any(|word| second.clause.starts_with(word));
    let words = third.clause.strip_prefix(&second.number.rest[..second.unit.length])?;
    let words = words.trim_end_matches('了');
    let (_, is_more) = APART.iter().find(|(word, _)| *word == words)?;
    let is_exact = first.is_exact && second.is_exact && third.is_exact;
    // Rates are points apart.
    let is_plain = first.is_of(&second) && (first.unit.name == "%") == (third.unit.name == POINTS);
    (is_compared && is_exact && is_plain).then_some(([first, second, third], *is_more))
}

/// Returns what is wrong with two numbers and how far they are said to be apart: 12560人，比上年11800人增加760人.
pub(super) fn difference(
    sentence: &str,
    numbers: &[Typed<'_>],
    is_typed: impl Fn(&Typed<'_>) -> bool,
) -> Option<String> {
    (0..numbers.len()).find_map(|at| {
        let ([first, second, third], is_more) = compared(sentence, numbers, at)?;
        let apart = first.value.checked_sub(second.value)?;
        let stated = if is_more { third.value } else { -third.value };
        let step = first.step.max(second.step);
        let is_same = apart.checked_sub(stated)?.abs() < step && (step > Decimal::ONE || third.step < Decimal::ONE);
        let any = [&first, &second, &third].iter().any(|one| is_typed(one.number));
        let is_of_both = third.is_of(&first) || third.unit.name == POINTS;
        (is_of_both && any && apart != stated && !is_same).then(|| {
            let (one, other) = (first.shown(), second.shown());
            let (word, apart, stated) = (third.clause, third.told(apart.abs()), third.shown());
            let word = word
                .strip_prefix(&second.number.rest[..second.unit.length])
                .unwrap_or_default();
            format!("“{one}”与“{other}”相差{apart}，写作“{word}{stated}”，请核对")
        })
    })
}
