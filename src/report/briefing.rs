//! What leaders are told: one page to read, and pages to show, one message each (`domain.md` §8.2).

use jiff::civil::Date;
use serde::Serialize;

use super::pdf::{self, Desk};
use super::{ExportError, proposal};
use crate::binding::Values;
use crate::figure::{self, Figure, svg};
use crate::model::outline::Passage;
use crate::model::{Heading, Project, number};
use crate::score::{Scorecard, Status};

/// The layouts.
const PAGE: &str = include_str!("../../assets/typst/briefing.typ");
const SLIDES: &str = include_str!("../../assets/typst/slides.typ");

/// Most characters of the page's running text.
pub const MOST_CHARACTERS: usize = 300;
/// Most characters of a reason on the page.
const MOST_REASON: usize = 36;
/// Most points of a slide, and most characters of one of them.
const MOST_POINTS: usize = 6;
const MOST_POINT: usize = 72;

/// A briefing: everything both layouts show.
#[derive(Clone, Debug, Serialize)]
pub struct Briefing {
    /// Unit and year.
    pub title: String,
    /// At most [`MOST_CHARACTERS`] characters that say it all.
    pub lead: String,
    /// Score, execution, completion, lost points.
    pub keys: Vec<Key>,
    /// The three best, with target and actual.
    pub best: Vec<Entry>,
    /// The three that lost most, with points and reason.
    pub worst: Vec<Entry>,
    /// What the slides say, in order.
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

/// A slide: one message, and what carries it.
#[derive(Clone, Debug, Serialize)]
pub struct Slide {
    /// The message.
    pub message: String,
    /// Points below it.
    pub points: Vec<String>,
    /// A chart below it.
    #[serde(skip)]
    pub figure: Option<Figure>,
}

/// Puts a briefing together.
pub fn briefing(project: &Project, card: &Scorecard) -> Briefing {
    let values = Values::new(project, card);
    let print = |text: &str| values.print(text);
    let grade = if card.grade.is_some() {
        "等级“{{等级}}”"
    } else {
        "等级未定"
    };
    let best = best(project, card, &values);
    let worst = worst(project, card, &values);
    let mut lead = print(&format!(
        "{{{{年度}}}}年度自评{{{{得分}}}}，{grade}；预算执行率{{{{执行率}}}}；{{{{指标数}}}}指标完成{{{{完成数}}}}"
    ));
    if card.losses.is_empty() {
        lead.push_str("，没有失分。");
    } else {
        let names: Vec<&str> = worst.iter().map(|entry| entry.name.as_str()).collect();
        lead.push_str(&print(&format!("，失分{{{{失分}}}}，主要在{}。", names.join("、"))));
    }
    let over = card.rows.iter().filter(|row| row.status == Status::Over).count();
    if over > 0 {
        lead.push_str(&format!("{over}项超额较大，复核时须说明原因。"));
    }
    if card.unfilled > 0 {
        let more = card.unfilled_remark();
        lead.push_str(&print(&format!("另有{{{{未填数}}}}未填{more}，得分尚未定。")));
    }
    let demo = super::form::carries_demo(project);
    Briefing {
        title: print("{{评价对象}}{{年度}}年度绩效自评"),
        lead: shortened(&lead, MOST_CHARACTERS),
        keys: keys(project, card, &values),
        slides: slides(project, card, &values, &best, &worst),
        best,
        worst,
        note: if demo {
            "含演示数据，正式使用前应替换为实际数据".to_owned()
        } else {
            String::new()
        },
    }
}

fn keys(project: &Project, card: &Scorecard, values: &Values<'_>) -> Vec<Key> {
    let key = |name: &str, value: &str, note: &str| Key {
        name: name.to_owned(),
        value: values.print(value),
        note: values.print(note),
    };
    let declared = if project.declared.is_some() {
        "自评填报{{填报得分}}"
    } else {
        "满分{{满分}}"
    };
    let grade = match &card.grade {
        Some(grade) => format!("等级 {grade} · {declared}"),
        None => declared.to_owned(),
    };
    vec![
        key("自评总分", "{{得分}}", &grade),
        key("预算执行率", "{{执行率}}", "按年初预算{{年初执行率}}"),
        key("指标完成", "{{完成数}}", "共{{指标数}}，未完成{{未完成数}}"),
        key("失分", "{{失分}}", "涉及{{失分项数}}指标"),
    ]
}

fn best(project: &Project, card: &Scorecard, values: &Values<'_>) -> Vec<Entry> {
    let best = card.best(project, 3).into_iter();
    best.filter_map(|(position, completion)| {
        let id = &project.indicators.get(position)?.id;
        Some(Entry {
            name: values.print(&format!("{{{{{id}.名称}}}}")),
            value: values.print(&format!("{{{{{id}.实际}}}}")),
            detail: format!(
                "目标{}，完成率{}",
                values.print(&format!("{{{{{id}.指标值}}}}")),
                number::percent(completion)
            ),
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
                name: values.print(&format!("{{{{{id}.名称}}}}")),
                value: format!("−{}分", number::points(loss.lost)),
                detail: shortened(&reason, MOST_REASON),
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

/// One message a slide: the conclusion, the money, the completion, what was achieved, what was not, why, what next.
fn slides(project: &Project, card: &Scorecard, values: &Values<'_>, best: &[Entry], worst: &[Entry]) -> Vec<Slide> {
    let figures = figure::all(project, card);
    // A chart of many rows comes in pages; the first has what lost most.
    let chart = |id: &str| {
        let page = format!("{id}-1");
        let found = figures.iter().find(|figure| figure.id == id || figure.id == page);
        found.filter(|figure| !figure.marks.is_empty()).cloned()
    };
    let passage = |passage: Passage| {
        let heading = Heading {
            passages: vec![passage],
            ..Heading::default()
        };
        let text = values.print(&proposal(project, card, &heading).join("\n"));
        let points = text
            .split(['\n', '；', '。'])
            .map(str::trim)
            .filter(|point| !point.is_empty());
        points
            .take(MOST_POINTS)
            .map(|point| shortened(point, MOST_POINT))
            .collect::<Vec<String>>()
    };
    let with_chart = |message: String, id: &str, points: Vec<String>| {
        // The message of the slide stands above the chart instead of the chart's own title.
        let figure = chart(id).map(|figure| Figure {
            title: String::new(),
            ..figure
        });
        Slide {
            message,
            points: if figure.is_some() { Vec::new() } else { points },
            figure,
        }
    };
    let lines = |entries: &[Entry]| {
        let lines = entries.iter();
        lines
            .map(|entry| format!("{}　{}　{}", entry.name, entry.value, entry.detail))
            .collect::<Vec<String>>()
    };
    let levels = card.levels.iter();
    let levels: Vec<String> = levels
        .map(|level| {
            format!(
                "{}{}分 / {}分",
                level.name,
                number::points(level.score),
                number::plain(level.weight)
            )
        })
        .collect();
    let by_level = if levels.is_empty() {
        "指标尚未填写".to_owned()
    } else {
        format!(
            "{}项指标完成{}项：{}",
            project.indicators.len(),
            card.met,
            levels.join("，")
        )
    };
    // The slide has room for one page of a chart.
    let rows = chart("completion").map_or(0, |figure| figure.rows.len());
    let part = if (1..project.indicators.len()).contains(&rows) {
        format!("（图为失分最多的{rows}项）")
    } else {
        String::new()
    };
    let title =
        |figure: Option<Figure>, instead: &str| figure.map_or_else(|| instead.to_owned(), |figure| figure.title);
    let mut slides = vec![
        with_chart(
            title(chart("budget"), "预算执行情况"),
            "budget",
            passage(Passage::Execution),
        ),
        with_chart(format!("{by_level}{part}"), "completion", levels),
        Slide {
            message: if best.is_empty() {
                "尚无可列举的成效".to_owned()
            } else {
                // What is far over its target is among what has to be explained.
                "完成较好的工作（超额较大的须另行说明）".to_owned()
            },
            points: lines(best),
            figure: None,
        },
        with_chart(title(chart("lost-points"), "失分情况"), "lost-points", lines(worst)),
    ];
    let lost: Vec<&str> = worst.iter().take(2).map(|entry| entry.name.as_str()).collect();
    let problems = match lost.as_slice() {
        [] => "存在的问题和原因".to_owned(),
        names => format!("问题集中在{}", names.join("、")),
    };
    let said = |passage_of| {
        let mut points = passage(passage_of);
        points.retain(|point| point != "无");
        points
    };
    let told = [
        (problems, said(Passage::Problems)),
        ("下一步改进措施".to_owned(), said(Passage::Measures)),
    ];
    let told = told.into_iter().filter(|(_, points)| !points.is_empty());
    slides.extend(told.map(|(message, points)| Slide {
        message,
        points,
        figure: None,
    }));
    let mut reviewed: Vec<String> = Vec::new();
    for (indicator, row) in project.indicators.iter().zip(&card.rows) {
        if row.status == Status::Over && indicator.reason.trim().is_empty() {
            let id = &indicator.id;
            reviewed.push(values.print(&format!(
                "{{{{{id}.名称}}}}完成率{{{{{id}.完成率}}}}，超额较大，须补充原因"
            )));
        }
    }
    if project.evidence.is_empty() {
        reviewed.push("佐证材料尚未登记，复核时没有材料的指标按0分计".to_owned());
    }
    let short = project
        .indicators
        .iter()
        .zip(&card.rows)
        .filter(|(_, row)| row.is_short());
    let unexplained =
        short.filter(|(indicator, _)| indicator.reason.trim().is_empty() || indicator.measure.trim().is_empty());
    let unexplained = unexplained.count();
    if unexplained > 0 {
        reviewed.push(format!("{unexplained}项失分指标的原因或措施没有填全"));
    }
    reviewed.truncate(MOST_POINTS);
    slides.push(Slide {
        message: if reviewed.is_empty() {
            "可以提交复核".to_owned()
        } else {
            "提交复核前还须准备".to_owned()
        },
        points: reviewed,
        figure: None,
    });
    slides
}

/// Cuts a text with … where it is longer than `most` characters.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// Writes the page to read as PDF.
///
/// # Errors
/// As [`pdf::pdf`].
pub fn page(project: &Project, card: &Scorecard, date: Date, installed: &[Vec<u8>]) -> Result<Vec<u8>, ExportError> {
    let briefing = briefing(project, card);
    let figures = figure::all(project, card);
    let loss = figures.iter().find(|figure| figure.id == "lost-points");
    let mut desk = Desk::new("briefing.typ", PAGE, installed)?;
    desk.add_text("loss.svg", loss.map(svg::in_text).unwrap_or_default())?;
    written(desk, &briefing, project, date)
}

/// Writes the pages to show as PDF, 16 to 9.
///
/// # Errors
/// As [`pdf::pdf`].
pub fn show(project: &Project, card: &Scorecard, date: Date, installed: &[Vec<u8>]) -> Result<Vec<u8>, ExportError> {
    let briefing = briefing(project, card);
    let mut desk = Desk::new("slides.typ", SLIDES, installed)?;
    for (position, slide) in briefing.slides.iter().enumerate() {
        let text = slide.figure.as_ref().map(svg::svg).unwrap_or_default();
        desk.add_text(&format!("slide-{position}.svg"), text)?;
    }
    written(desk, &briefing, project, date)
}

fn written(mut desk: Desk, briefing: &Briefing, project: &Project, date: Date) -> Result<Vec<u8>, ExportError> {
    #[derive(Serialize)]
    struct Data<'b> {
        author: &'b str,
        date: (i16, u8, u8),
        dated: String,
        /// Which slides have a chart.
        charts: Vec<bool>,
        #[serde(flatten)]
        briefing: &'b Briefing,
    }
    let data = Data {
        author: &project.department,
        date: pdf::parts(date),
        dated: number::date(project.filled_on.unwrap_or(date)),
        charts: briefing.slides.iter().map(|slide| slide.figure.is_some()).collect(),
        briefing,
    };
    desk.add_data("briefing.json", &data)?;
    desk.pdf(&briefing.title, date)
}
