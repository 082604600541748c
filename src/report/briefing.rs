//! What leaders are told: one page to read, and pages to show, one message each (`domain.md` §8.2).

mod slides;

use jiff::civil::Date;
use serde::Serialize;

use super::ExportError;
use super::pdf::{self, Desk};
use crate::binding::{self, Values};
use crate::figure::{self, Figure, svg};
use crate::model::{Indicator, Project, number};
use crate::score::{Scorecard, Status};

pub use slides::{Content, Slide};

/// The layouts.
const PAGE: &str = include_str!("../../assets/typst/briefing.typ");
const SLIDES: &str = include_str!("../../assets/typst/slides.typ");

/// Most characters of the page beside its title, its chart and its foot.
pub const MOST_CHARACTERS: usize = 300;
/// Most characters of a name, and of what stands below it.
const MOST_NAME: usize = 14;
const MOST_DETAIL: usize = 36;
/// Fewest characters of a detail that still says something.
const LEAST_DETAIL: usize = 6;

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
    pub best: Vec<Entry>,
    /// The three that lost most, with points and reason.
    pub worst: Vec<Entry>,
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

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The indicator.
    pub name: String,
    /// The figure at its end.
    pub value: String,
    /// A second line.
    pub detail: String,
}

impl Briefing {
    /// Counts the characters of the page beside its title, its chart and its foot.
    pub fn characters(&self) -> usize {
        let keys = self.keys.iter().flat_map(|key| [&key.name, &key.value, &key.note]);
        let entries = self.best.iter().chain(&self.worst);
        let entries = entries.flat_map(|entry| [&entry.name, &entry.value, &entry.detail]);
        let texts = keys.chain(entries).chain([&self.lead]);
        texts.map(|text| text.chars().count()).sum()
    }

    /// Shortens what stands below the names, the longest first, until the page has at most [`MOST_CHARACTERS`].
    fn fit(&mut self) {
        let count = |text: &str| text.chars().count();
        let entries = || self.best.iter().chain(&self.worst);
        let details: usize = entries().map(|entry| count(&entry.detail)).sum();
        let room = MOST_CHARACTERS.saturating_sub(self.characters() - details);
        let fits = |most: &usize| {
            let shortened = entries().map(|entry| count(&entry.detail).min(*most));
            shortened.sum::<usize>() <= room
        };
        let most = (LEAST_DETAIL..=MOST_DETAIL).rev().find(fits);
        for entry in self.best.iter_mut().chain(&mut self.worst) {
            entry.detail = most.map_or_else(String::new, |most| shortened(&entry.detail, most));
        }
    }
}

/// Puts a briefing together.
pub fn briefing(project: &Project, card: &Scorecard) -> Briefing {
    let project = &*binding::printed(project, card);
    let values = Values::new(project, card);
    let print = |text: &str| values.print(text);
    let grade = if card.grade.is_some() {
        "等级“{{等级}}”"
    } else {
        "等级未定"
    };
    let mut lead = print(&format!(
        "{{{{年度}}}}年度自评{{{{得分}}}}，{grade}，{{{{指标数}}}}指标完成{{{{完成数}}}}"
    ));
    let scored = card.stated_total().is_some();
    let spotless = scored && card.losses.is_empty();
    lead.push_str(if spotless { "，没有失分。" } else { "。" });
    let rows = project.indicators.iter().zip(&card.rows);
    let over = rows.filter(|(_, row)| row.status == Status::Over);
    let unexplained = |(indicator, _): &(&Indicator, _)| indicator.reason.trim().is_empty();
    match (over.clone().count(), over.filter(unexplained).count()) {
        (0, _) => {}
        (over, 0) => lead.push_str(&format!("{over}项超额较大，原因已说明。")),
        (over, open) if open == over => lead.push_str(&format!("{over}项超额较大，复核时须说明原因。")),
        (over, open) => lead.push_str(&format!("{over}项超额较大，其中{open}项复核时须说明原因。")),
    }
    if card.unfilled > 0 {
        let more = card.unfilled_remark();
        lead.push_str(&print(&format!("另有{{{{未填数}}}}未填{more}，得分尚未定。")));
    }
    let demo = super::form::carries_demo(project);
    let mut briefing = Briefing {
        title: print("{{评价对象}}{{年度}}年度绩效自评"),
        lead,
        scored,
        keys: keys(project, card, &values),
        slides: slides::of(project, card, &values),
        best: best(project, card, &values),
        worst: worst(project, card, &values),
        note: if demo {
            "含演示数据，正式使用前应替换为实际数据".to_owned()
        } else {
            String::new()
        },
    };
    briefing.fit();
    briefing
}

fn keys(project: &Project, card: &Scorecard, values: &Values<'_>) -> Vec<Key> {
    let key = |name: &str, value: &str, note: &str| Key {
        name: name.to_owned(),
        value: values.print(value),
        note: values.print(note),
    };
    // What was declared is worth a word where it is another score.
    let differs = project.declared.is_some() && project.declared != card.stated_total();
    let score = match &card.grade {
        _ if differs => "自评填报{{填报得分}}".to_owned(),
        Some(grade) => format!("等级 {grade}"),
        None => "满分{{满分}}".to_owned(),
    };
    vec![
        key("自评总分", "{{得分}}", &score),
        key("预算执行率", "{{执行率}}", "按年初预算{{年初执行率}}"),
        key("指标完成", "{{完成数}}", "共{{指标数}}，未完成{{未完成数}}"),
        key("失分", "{{失分}}", &lost_by(card)),
    ]
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

fn best(project: &Project, card: &Scorecard, values: &Values<'_>) -> Vec<Entry> {
    let best = card.best(project, 3).into_iter();
    best.filter_map(|(position, _)| {
        let id = &project.indicators.get(position)?.id;
        Some(Entry {
            name: shortened(&values.print(&format!("{{{{{id}.名称}}}}")), MOST_NAME),
            value: values.print(&format!("{{{{{id}.实际}}}}")),
            detail: values.print(&format!("目标{{{{{id}.指标值}}}}")),
        })
    })
    .collect()
}

fn worst(project: &Project, card: &Scorecard, values: &Values<'_>) -> Vec<Entry> {
    let lost = card.losses.iter().take(3);
    lost.map(|loss| match loss.row.and_then(|row| project.indicators.get(row)) {
        Some(indicator) => {
            let id = &indicator.id;
            let reason = if indicator.reason.trim().is_empty() {
                "原因未填".to_owned()
            } else {
                values.print(&format!("{{{{{id}.原因}}}}"))
            };
            Entry {
                name: shortened(&values.print(&format!("{{{{{id}.名称}}}}")), MOST_NAME),
                value: format!("−{}分", number::points(loss.lost)),
                detail: reason,
            }
        }
        None => Entry {
            name: "预算执行".to_owned(),
            value: format!("−{}分", number::points(loss.lost)),
            detail: values.print("执行率{{执行率}}"),
        },
    })
    .collect()
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

/// A chart below words that already say what its title says.
fn untitled(figure: Figure) -> Figure {
    Figure {
        title: String::new(),
        ..figure
    }
}

/// Writes the page to read as PDF.
///
/// # Errors
/// As [`pdf::pdf`].
pub fn page(project: &Project, card: &Scorecard, date: Date, installed: &[Vec<u8>]) -> Result<Vec<u8>, ExportError> {
    let briefing = briefing(project, card);
    let loss = untitled(figure::lost_points(project, card));
    let mut desk = Desk::new("briefing.typ", PAGE, installed)?;
    desk.add_text("loss.svg", svg::in_text(&loss))?;
    written(desk, &briefing, &[], project, date)
}

/// Writes the pages to show as PDF, 16 to 9.
///
/// # Errors
/// As [`pdf::pdf`].
pub fn show(project: &Project, card: &Scorecard, date: Date, installed: &[Vec<u8>]) -> Result<Vec<u8>, ExportError> {
    let briefing = briefing(project, card);
    let mut desk = Desk::new("slides.typ", SLIDES, installed)?;
    let mut shown = Vec::new();
    for (position, slide) in briefing.slides.iter().enumerate() {
        let content = match &slide.content {
            Content::Points(points) => Shown::Points { points },
            Content::Table(table) => Shown::Table {
                widths: &table.widths,
                rows: pdf::rows(table),
            },
            Content::Chart(figure) => {
                let file = format!("slide-{position}.svg");
                desk.add_text(&file, svg::svg(figure))?;
                Shown::Chart { file }
            }
        };
        shown.push(ShownSlide {
            message: &slide.message,
            content,
        });
    }
    written(desk, &briefing, &shown, project, date)
}

/// A slide as the layout reads it.
#[derive(Serialize)]
struct ShownSlide<'s> {
    message: &'s str,
    #[serde(flatten)]
    content: Shown<'s>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Shown<'s> {
    Points {
        points: &'s [String],
    },
    Table {
        widths: &'s [u16],
        rows: Vec<Vec<pdf::Cell<'s>>>,
    },
    Chart {
        file: String,
    },
}

fn written(
    mut desk: Desk,
    briefing: &Briefing,
    slides: &[ShownSlide<'_>],
    project: &Project,
    date: Date,
) -> Result<Vec<u8>, ExportError> {
    #[derive(Serialize)]
    struct Data<'b> {
        author: &'b str,
        date: (i16, u8, u8),
        dated: String,
        slides: &'b [ShownSlide<'b>],
        #[serde(flatten)]
        briefing: &'b Briefing,
    }
    let data = Data {
        author: &project.department,
        date: pdf::parts(date),
        dated: number::date(project.filled_on.unwrap_or(date)),
        slides,
        briefing,
    };
    desk.add_data("briefing.json", &data)?;
    desk.pdf(&briefing.title, date)
}
