//! What leaders are told: one page to read, and pages to show, one message each (`domain.md` §8.2).

mod setting;
mod slides;

use rust_decimal::Decimal;
use serde::Serialize;

use super::form::MISSING;
use crate::binding::{self, Values};
use crate::figure::{self, Figure, names};
use crate::model::budget::Amount;
use crate::model::scheme::GradeShown;
use crate::model::{Indicator, Project, Target, number};
use crate::score::{Loss, Scorecard, Status};

pub use setting::{page, show};
pub use slides::{Content, Slide};

/// Most characters of the page, its chart and its foot left out: what is written and the figures, title and captions too.
pub const MOST_CHARACTERS: usize = 300;
/// Most characters of a name, of a figure, and of what stands below it.
const MOST_NAME: usize = 14;
const MOST_VALUE: usize = 40;
const MOST_DETAIL: usize = 36;
/// Fewest characters of a detail and of a name that still say something.
const LEAST_DETAIL: usize = 6;
const LEAST_NAME: usize = 8;
/// The title, and that of a project whose year is unfilled.
const TITLE: &str = "{{评价对象}}{{年度}}年度绩效自评";
const UNDATED: &str = "{{评价对象}}绩效自评（年度未填）";
/// Captions of the lists.
const BEST: &str = "完成最好";
const WORST: &str = "扣分最多";

/// A briefing: everything both layouts show.
#[derive(Clone, Debug, Serialize)]
pub struct Briefing {
    /// Unit and year.
    pub title: String,
    /// The conclusion in a sentence or two.
    pub lead: String,
    /// Whether anything has a score yet.
    pub scored: bool,
    /// Score, execution, completion, lost points.
    pub keys: Vec<Key>,
    /// The three best, with target and actual.
    pub best: List,
    /// The three that lost most, with points and reason.
    pub worst: List,
    /// What the slides say, in order.
    #[serde(skip)]
    pub slides: Vec<Slide>,
    /// 演示数据, when there are any.
    pub note: String,
}

/// A key figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Key {
    /// What it is.
    pub name: String,
    /// The figure with its unit.
    pub value: String,
    /// What belongs to it.
    pub note: String,
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct List {
    /// What it lists.
    pub caption: String,
    /// How many are equal to the last of it that have no room; empty where none is.
    pub note: String,
    /// Its lines.
    pub entries: Vec<Entry>,
    /// What stands where there are none.
    pub none: String,
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The indicator.
    pub name: String,
    /// The figure at its end.
    pub value: String,
    /// A second line.
    pub detail: String,
    /// The whole name, and where it begins to differ from others.
    #[serde(skip)]
    named: (String, usize),
    /// True where the second line is a target, of which a part says nothing.
    #[serde(skip)]
    is_target: bool,
}

impl Briefing {
    /// Counts the characters of the page beside its charts and its foot, spaces left out.
    pub fn characters(&self) -> usize {
        let keys = self.keys.iter().flat_map(|key| [&key.name, &key.value, &key.note]);
        let lists = [&self.best, &self.worst];
        let captions = lists.into_iter().flat_map(|list| {
            let none = list.entries.is_empty().then_some(&list.none);
            [&list.caption, &list.note].into_iter().chain(none)
        });
        let entries = lists.into_iter().flat_map(|list| &list.entries);
        let entries = entries.flat_map(|entry| [&entry.name, &entry.value, &entry.detail]);
        let texts = keys.chain(captions).chain(entries).chain([&self.title, &self.lead]);
        let is_shown = |letter: &char| !letter.is_whitespace();
        texts.map(|text| text.chars().filter(is_shown).count()).sum()
    }

    /// Shortens the page until it has at most [`MOST_CHARACTERS`]: what stands below the names, the longest first, then
    /// the names, then what stands beside the lists and below the key figures; the name of the unit never.
    fn fit(&mut self) {
        type Part = fn(&mut Entry, usize);
        let parts: [(Part, usize, usize); 2] = [
            (Entry::shorten_detail, LEAST_DETAIL, MOST_DETAIL),
            (Entry::shorten_name, LEAST_NAME, MOST_NAME),
        ];
        for (part, least, most) in parts {
            for most in (least..=most).rev() {
                self.entries().for_each(|entry| part(entry, most));
                if self.characters() <= MOST_CHARACTERS {
                    return;
                }
            }
            if least == LEAST_DETAIL {
                self.entries().for_each(|entry| entry.detail.clear());
            }
        }
        for note in 0..self.notes().count() {
            if self.characters() <= MOST_CHARACTERS {
                return;
            }
            self.notes().nth(note).into_iter().for_each(String::clear);
        }
    }

    /// What can be missed, the least of it first: the lead has the grade, too.
    fn notes(&mut self) -> impl Iterator<Item = &mut String> {
        let keys = self.keys.iter_mut().map(|key| &mut key.note);
        keys.chain([&mut self.best.note, &mut self.worst.note])
    }

    fn entries(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.best.entries.iter_mut().chain(&mut self.worst.entries)
    }
}

impl Entry {
    fn of(named: (String, usize), value: String, detail: String) -> Self {
        Self {
            name: named.0.clone(),
            value,
            detail,
            named,
            is_target: false,
        }
    }

    fn shorten_detail(&mut self, most: usize) {
        let cut = shortened(&self.detail, most);
        if self.is_target && cut != self.detail {
            self.detail.clear();
        } else {
            self.detail = cut;
        }
    }

    fn shorten_name(&mut self, most: usize) {
        let (whole, differs) = &self.named;
        self.name = names::cut(whole, *differs, |name| name.chars().count() <= most);
    }
}

/// Puts a briefing together.
pub fn briefing(project: &Project, card: &Scorecard) -> Briefing {
    let project = &*binding::printed(project, card);
    let values = Values::new(project, card);
    let print = |text: &str| values.print(text);
    let scored = card.stated_total().is_some();
    let mut lead = print(&conclusion(project, card));
    let rows = project.indicators.iter().zip(&card.rows);
    let over = rows.filter(|(_, row)| row.status == Status::Over);
    let unexplained = |(indicator, _): &(&Indicator, _)| indicator.reason.trim().is_empty();
    match (over.clone().count(), over.filter(unexplained).count()) {
        (0, _) => {}
        (over, 0) => lead.push_str(&format!("{over}项超额较大，原因已说明。")),
        (over, open) if open == over => lead.push_str(&format!("{over}项超额较大，复核时须说明原因。")),
        (over, open) => lead.push_str(&format!("{over}项超额较大，其中{open}项复核时须说明原因。")),
    }
    let mut briefing = Briefing {
        title: print(title(project)),
        lead,
        scored,
        keys: keys(project, card, &values),
        slides: slides::of(project, card, &values),
        best: best(project, card, &values),
        worst: worst(project, card, &values),
        note: note(project).to_owned(),
    };
    briefing.fit();
    briefing
}

/// Returns 都, where there are several.
const fn all_of(count: usize) -> &'static str {
    if count > 1 { "都" } else { "" }
}

/// Returns what the foot says of 演示数据; empty where there are none.
fn note(project: &Project) -> &'static str {
    if super::form::carries_demo(project) {
        "含演示数据，正式使用前应替换为实际数据"
    } else {
        ""
    }
}

/// Returns the title with its bindings.
const fn title(project: &Project) -> &'static str {
    if project.year == 0 { UNDATED } else { TITLE }
}

/// The score and the grade; while anything is unfilled, what is filled in has come to and that it is not the score.
fn conclusion(project: &Project, card: &Scorecard) -> String {
    let unfilled = format!("尚有{{{{未填数}}}}{}{}", card.unfilled_word(), card.unfilled_remark());
    match (card.stated_total(), card.unfilled) {
        (None, _) if project.indicators.is_empty() => "指标和预算执行情况尚未填写。".to_owned(),
        (None, _) => format!("尚未计分，{unfilled}。"),
        (Some(_), 0) => {
            let grade = match (&card.grade, project.scheme.grade.shown) {
                (Some(_), _) => "，等级“{{等级}}”",
                (None, GradeShown::Never) => "",
                (None, _) => "，等级未定",
            };
            let spotless = if card.losses.is_empty() { "，没有失分" } else { "" };
            format!("自评{{{{得分}}}}{grade}，{{{{指标数}}}}指标完成{{{{完成数}}}}{spotless}。")
        }
        (Some(_), _) => format!("已填部分得{{{{得分}}}}，{unfilled}，总分未定。"),
    }
}

fn keys(project: &Project, card: &Scorecard, values: &Values<'_>) -> Vec<Key> {
    let key = |name: &str, value: &str, note: &str| Key {
        name: name.to_owned(),
        value: values.print(value),
        note: values.print(note),
    };
    // What is filled in has a score of its own, which is not the project's.
    let partly = card.unfilled > 0 && card.stated_total().is_some();
    let of_part = |whole: &str, part: &str| if partly { part.to_owned() } else { whole.to_owned() };
    // What was declared is worth a word where it is another score.
    let differs = project.declared.is_some() && project.declared != card.stated_total();
    let score = match &card.grade {
        _ if partly => format!("尚有{{{{未填数}}}}{}", card.unfilled_word()),
        _ if differs => "自评填报{{填报得分}}".to_owned(),
        Some(grade) => format!("等级 {grade}"),
        None => "满分{{满分}}".to_owned(),
    };
    // Some forms ask for no 年初预算数.
    let base = match project.budget.total(Amount::Initial) {
        Some(_) => "按年初预算{{年初执行率}}",
        None => "预算数{{预算数}}",
    };
    // Nothing is not 0.
    let open = figure::unfilled(card);
    let [met, unmet] = match (project.indicators.len(), open) {
        (0, _) => [MISSING.to_owned(), String::new()],
        (count, Some((open, word))) if open == count => [word.to_owned(), "共{{指标数}}".to_owned()],
        (_, Some((open, word))) => [
            "{{完成数}}".to_owned(),
            format!("未完成{{{{未完成数}}}}，{open}项{word}"),
        ],
        (_, None) => ["{{完成数}}".to_owned(), "未完成{{未完成数}}".to_owned()],
    };
    vec![
        key(&of_part("自评总分", "已填部分得分"), "{{得分}}", &score),
        key("预算执行率", "{{执行率}}", base),
        key("指标完成", &met, &unmet),
        key(&of_part("失分", "已填部分失分"), "{{失分}}", &lost_by(card)),
    ]
}

/// Prints a field of an indicator.
fn field(values: &Values<'_>, indicator: &Indicator, field: &str) -> String {
    values.print(&format!("{{{{{}.{field}}}}}", indicator.id))
}

/// Who lost points: the indicators and the budget line, each with its sum where both did.
fn lost_by(card: &Scorecard) -> String {
    let of_budget = card.losses.iter().any(|loss| loss.row.is_none());
    let of_indicators = card.losses.iter().any(|loss| loss.row.is_some());
    match (of_indicators, of_budget) {
        (true, true) => "{{失分项数}}指标{{指标失分}}，预算执行{{执行失分}}".to_owned(),
        (true, false) => "涉及{{失分项数}}指标".to_owned(),
        (false, true) => "预算执行{{执行失分}}".to_owned(),
        (false, false) if card.stated_total().is_none() => String::new(),
        (false, false) => "没有失分".to_owned(),
    }
}

/// Most lines of a list.
const MOST_ENTRIES: usize = 3;

/// The completed indicators worth showing with their completion, the best first: those with something to reach, and only
/// without any those that stayed within a bound, as a meeting less is no achievement.
fn achieved(project: &Project, card: &Scorecard) -> Vec<(usize, Decimal)> {
    let is_ceiling = |(row, _): &(usize, Decimal)| {
        let target = project.indicators[*row].target.as_ref();
        target.is_some_and(Target::is_reverse)
    };
    let (within, reached): (Vec<_>, Vec<_>) = card.best(project, usize::MAX).into_iter().partition(is_ceiling);
    if reached.is_empty() { within } else { reached }
}

fn best(project: &Project, card: &Scorecard, values: &Values<'_>) -> List {
    let all = achieved(project, card);
    let rate = |(_, completion): &(usize, Decimal)| number::percent(*completion);
    let note = alike(&all, rate).map(|(rate, count)| format!("{count}项同为{rate}"));
    let differs = names::of_indicators(project);
    let entries = all.iter().take(MOST_ENTRIES).filter_map(|(position, _)| {
        let indicator = project.indicators.get(*position)?;
        let name = field(values, indicator, "名称");
        let value = shortened(&field(values, indicator, "实际"), MOST_VALUE);
        let detail = format!("目标{}", field(values, indicator, "指标值"));
        let entry = Entry::of((name, *differs.get(*position)?), value, detail);
        Some(Entry {
            is_target: true,
            ..entry
        })
    });
    List {
        caption: BEST.to_owned(),
        note: note.unwrap_or_default(),
        entries: entries.collect(),
        none: unranked(card),
    }
}

/// Says why no indicator is listed by its completion.
fn unranked(card: &Scorecard) -> String {
    let open = card.rows.iter().filter(|row| row.status == Status::Unfilled).count();
    match (card.met, card.over) {
        (0, _) if open == card.rows.len() => "尚无可列举的成效".to_owned(),
        (0, _) if open > 0 => "已填部分没有完成的指标".to_owned(),
        (0, _) => "没有完成的指标".to_owned(),
        (met, over) if met == over => format!("完成的{met}项{}超额较大，须说明原因", all_of(met)),
        (met, _) => format!("完成的{met}项中没有按完成率排序的"),
    }
}

fn worst(project: &Project, card: &Scorecard, values: &Values<'_>) -> List {
    let lost = |loss: &Loss| number::points(loss.lost);
    let note = alike(&card.losses, lost).map(|(lost, count)| format!("{count}项同失{lost}分"));
    let differs = names::of_indicators(project);
    let entries = card.losses.iter().take(MOST_ENTRIES).map(|loss| {
        let row = loss
            .row
            .and_then(|row| project.indicators.get(row).zip(differs.get(row)));
        let (named, detail) = match row {
            Some((indicator, differs)) => {
                let print = |name: &str| field(values, indicator, name);
                let reason = match indicator.reason.trim() {
                    "" => "原因未填".to_owned(),
                    _ => print("原因"),
                };
                ((print("名称"), *differs), reason)
            }
            None => (("预算执行".to_owned(), 0), values.print("执行率{{执行率}}")),
        };
        Entry::of(named, format!("−{}分", lost(loss)), detail)
    });
    let none = match card.stated_total() {
        Some(_) if card.unfilled > 0 => "已填部分没有扣分",
        Some(_) => "没有扣分",
        None => "尚未计分",
    };
    List {
        caption: WORST.to_owned(),
        note: note.unwrap_or_default(),
        entries: entries.collect(),
        none: none.to_owned(),
    }
}

/// Tells how many of ranked items are printed like the last that a list has room for, with what is printed; `None` where
/// all of them are on the list.
fn alike<T>(ranked: &[T], printed: impl Fn(&T) -> String) -> Option<(String, usize)> {
    let last = printed(ranked.get(MOST_ENTRIES - 1)?);
    let is_cut = ranked.get(MOST_ENTRIES).is_some_and(|next| printed(next) == last);
    let count = ranked.iter().filter(|item| printed(item) == last).count();
    is_cut.then_some((last, count))
}

/// Cuts a text with … where it is longer than `most` characters, never within a number.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    let in_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '−' | '-');
    let next_to_cut = text.chars().nth(most.saturating_sub(1));
    let kept = match next_to_cut {
        Some(next) if in_number(next) || next == '%' => kept.trim_end_matches(in_number),
        _ => &kept,
    };
    format!("{kept}…")
}

/// A chart below words that already say what its title says; of its facts those that are not in the title of the page.
fn below_title(figure: Figure, title: &str) -> Figure {
    let facts = figure.subtitle.split(figure::BETWEEN_FACTS);
    let others: Vec<&str> = facts
        .filter(|fact| !title.contains(fact.trim_end_matches('…')))
        .collect();
    Figure {
        title: String::new(),
        subtitle: others.join(figure::BETWEEN_FACTS),
        ..figure
    }
}
