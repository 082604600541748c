//! The numbers of a project with the names a text calls them by.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::model::budget::Amount;
use crate::model::{Actual, FundKind, Indicator, Project, Target, number};
use crate::score::Scorecard;

/// A number a text may state.
#[derive(Clone)]
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
    binding: String,
    pub(super) reach: Reach,
    /// A rate on 年初预算数, where one on the scheme's base is meant.
    on_initial: Option<Decimal>,
}

/// How far from its name a number may stand to be meant by it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Anywhere behind it in the sentence, when it is near the value.
    Sentence,
    /// Directly behind it.
    Direct,
    /// Directly behind it and within a tenth of the value: the words are used of other numbers too.
    Older,
}

/// A unit found behind a number.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    /// Bytes of it.
    pub(super) length: usize,
    /// What the number is multiplied by to be in the unit of the known one.
    pub(super) times: Decimal,
}

impl Known {
    /// Finds the unit at the beginning of what follows a number, 万 and 亿 before it included.
    pub(super) fn unit_at(&self, rest: &str) -> Option<Unit> {
        let (base, scale) = match self.unit.as_str() {
            "万元" => ("元", Decimal::from(10_000)),
            "亿元" => ("元", Decimal::from(100_000_000)),
            unit => (unit, Decimal::ONE),
        };
        let factors = [
            ("万", Decimal::from(10_000)),
            ("亿", Decimal::from(100_000_000)),
            ("", Decimal::ONE),
        ];
        factors.into_iter().find_map(|(word, times)| {
            let after = rest.strip_prefix(word)?.strip_prefix(base)?;
            // 家次 is not 家.
            let is_longer =
                after.starts_with(['次', '均', '（', '/']) || base == "个" && after.starts_with(['月', '百', '环']);
            (!is_longer).then(|| {
                Some(Unit {
                    length: word.len() + base.len(),
                    times: times.checked_div(scale)?,
                })
            })?
        })
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
    pub(super) fn binding_of(&self, is_target: bool) -> String {
        match is_target {
            true => format!("{}.目标", self.binding),
            false => self.binding.clone(),
        }
    }
}

/// Returns a name without what stands in brackets.
pub(super) fn bare(name: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for letter in name.trim().chars() {
        match letter {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            letter if depth == 0 => out.push(letter),
            _ => {}
        }
    }
    out
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
        Self {
            known,
            beginnings,
            within,
        }
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
            target: None,
            accepted: vec![value],
            told,
            binding: fact.id.to_string(),
            reach: Reach::Sentence,
            on_initial: None,
        })
    });
    let mut out: Vec<Known> = indicators.chain(facts).collect();
    out.extend(of_budget(project, card));
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
        binding: indicator.id.to_string(),
        reach: Reach::Sentence,
        on_initial: None,
    })
}

/// The amounts, the rates and the score of the whole.
fn of_budget(project: &Project, card: &Scorecard) -> Vec<Known> {
    let one = |names: &[&str], unit: &str, value: Decimal, told: String, binding: &str| Known {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        unit: unit.to_owned(),
        value,
        target: None,
        accepted: vec![value],
        told,
        binding: binding.to_owned(),
        reach: Reach::Direct,
        on_initial: None,
    };
    let money = |value: Decimal| format!("{}万元", number::money(value));
    let mut out = Vec::new();
    let amounts = [
        (Amount::Initial, &["年初预算数", "年初预算"][..], "年初预算"),
        (Amount::Actual, &["支出决算数", "支出决算", "全年执行数"][..], "执行数"),
    ];
    for (amount, names, binding) in amounts {
        if let Some(value) = project.budget.total(amount) {
            let mut known = one(names, "万元", value, format!("预算表合计是{}", money(value)), binding);
            // A sentence about one kind of spending states that kind's amount.
            known
                .accepted
                .extend(project.budget.lines.iter().filter_map(|line| line.amount(amount)));
            out.push(known);
        }
    }
    // A sentence about a part of the budget states any amount of it.
    let lines = project.budget.lines.iter();
    let amounts = lines.flat_map(|line| Amount::ALL.map(|amount| line.amount(amount)));
    let totals = Amount::ALL.map(|amount| project.budget.total(amount));
    let parts: Vec<Decimal> = amounts.chain(totals).flatten().collect();
    let wholes = [
        (
            card.execution.actual,
            &["执行数", "预算执行数", "实际支出"][..],
            "执行数",
        ),
        (
            card.execution.base,
            &["预算数", "调整预算数", "全年预算数"][..],
            "预算数",
        ),
    ];
    for (value, names, binding) in wholes {
        if let Some(value) = value {
            let mut known = one(names, "万元", value, format!("预算表合计是{}", money(value)), binding);
            known.reach = Reach::Older;
            known.accepted.extend(&parts);
            out.push(known);
        }
    }
    for kind in [FundKind::Basic, FundKind::Project] {
        let Some(value) = project.budget.total_of(kind, Amount::Actual) else {
            continue;
        };
        let told = format!("预算表的执行数是{}", money(value));
        let mut known = one(&[kind.name()], "万元", value, told, &format!("{}.执行数", kind.name()));
        let others = [Amount::Initial, Amount::Adjusted, Amount::CarryOver];
        known.accepted.extend(
            others
                .iter()
                .filter_map(|amount| project.budget.total_of(kind, *amount)),
        );
        known
            .accepted
            .extend(project.budget.change(kind).map(|change| change.abs()));
        out.push(known);
    }
    let execution = &card.execution;
    let percent = |rate: Decimal| rate.checked_mul(Decimal::ONE_HUNDRED);
    let on_initial = (execution.actual.zip(project.budget.total(Amount::Initial)))
        .and_then(|(actual, initial)| percent(actual.checked_div(initial)?));
    if let Some(rate) = execution.rate.and_then(percent) {
        let told = format!(
            "按{}计算是{}%",
            project.scheme.budget.base.name(),
            number::percentage(rate)
        );
        let mut known = one(&["预算执行率", "执行率情况", "执行率"], "%", rate, told, "执行率");
        known.on_initial = on_initial;
        out.push(known);
    }
    if let Some(rate) = on_initial {
        let told = format!("按预算表计算是{}%", number::percentage(rate));
        out.push(one(&["完成年初预算的", "占年初预算的"], "%", rate, told, "占年初预算"));
    }
    if let Some(total) = card.stated_total() {
        let told = format!("按评分办法计算是{}分", number::points(total));
        let mut known = one(&["自评得分", "自评总分", "自评总得分"], "分", total, told, "得分");
        let of_rows = card.execution.score.and_then(|score| total.checked_sub(score));
        known
            .accepted
            .extend([project.declared, project.expected, of_rows].into_iter().flatten());
        out.push(Known {
            names: ["得分", "总分", "总得分", "综合得分"].map(str::to_owned).to_vec(),
            reach: Reach::Older,
            ..known.clone()
        });
        out.push(known);
    }
    let met = Decimal::from(card.met);
    let told = format!("{}项指标中完成的是{met}项", project.indicators.len());
    let names = ["项指标完成", "项指标已完成", "项指标中完成", "项绩效指标完成"];
    out.push(Known {
        reach: Reach::Older,
        ..one(&names, "项", met, told, "完成数")
    });
    out
}
