//! Sets what leaders are told as PDF.

use jiff::civil::Date;
use serde::Serialize;

use super::{Briefing, Content, below_title, briefing};
use crate::figure::{self, Figure, svg};
use crate::model::{Project, number};
use crate::report::ExportError;
use crate::report::pdf::{self, Desk};
use crate::score::Scorecard;

/// The layouts.
const PAGE: &str = include_str!("../../../assets/typst/briefing.typ");
const SLIDES: &str = include_str!("../../../assets/typst/slides.typ");

/// Most rows of the chart of lost points, and of two charts, below the words of the page.
const MOST_STAIRS: usize = 12;
const MOST_ROWS_OF_TWO: usize = 8;

/// Writes the page to read as PDF.
///
/// # Errors
/// As [`pdf::pdf`].
pub fn page(project: &Project, card: &Scorecard, date: Date, installed: &[Vec<u8>]) -> Result<Vec<u8>, ExportError> {
    let briefing = briefing(project, card);
    let loss = figure::lost_points_within(project, card, MOST_STAIRS);
    let budget = figure::budget(project, card);
    // Where few points are lost, there is room for the money as well.
    let has_room = loss.rows.len() + budget.rows.len() <= MOST_ROWS_OF_TWO;
    let mut charts = vec![("从满分到得分", loss)];
    if has_room && !budget.marks.is_empty() {
        // Nothing lost is said in words.
        charts.retain(|(_, loss)| !loss.marks.is_empty() || card.stated_lost().is_none());
        charts.push(("预算执行", budget));
    }
    let mut desk = Desk::new("briefing.typ", PAGE, installed)?;
    for (position, (caption, chart)) in charts.iter().enumerate() {
        let chart = Figure {
            title: (*caption).to_owned(),
            ..below_title(chart.clone(), &briefing.title)
        };
        let parts = if charts.len() == 1 { 1 } else { 2 };
        desk.add_text(&format!("chart-{position}.svg"), svg::below_text(&chart, parts))?;
    }
    let alternatives: Vec<&str> = charts.iter().map(|(_, chart)| chart.description.as_str()).collect();
    written(desk, &briefing, &alternatives, &[], project, date)
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
                rows: pdf::rows(table, |cell, _| cell.text.clone()),
            },
            Content::Chart(figure) => {
                let file = format!("slide-{position}.svg");
                desk.add_text(&file, svg::on_slide(figure))?;
                Shown::Chart { file }
            }
            Content::Decision { open, asked } => Shown::Decision { open, asked },
        };
        shown.push(ShownSlide {
            message: &slide.message,
            content,
            rest: &slide.rest,
        });
    }
    written(desk, &briefing, &[], &shown, project, date)
}

/// A slide as the layout reads it.
#[derive(Serialize)]
struct ShownSlide<'s> {
    message: &'s str,
    #[serde(flatten)]
    content: Shown<'s>,
    rest: &'s str,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Shown<'s> {
    Points {
        points: &'s [String],
    },
    Table {
        widths: &'s [u16],
        rows: Vec<Vec<pdf::Cell>>,
    },
    Chart {
        file: String,
    },
    Decision {
        open: &'s [String],
        asked: &'s [String],
    },
}

fn written(
    mut desk: Desk,
    briefing: &Briefing,
    charts: &[&str],
    slides: &[ShownSlide<'_>],
    project: &Project,
    date: Date,
) -> Result<Vec<u8>, ExportError> {
    #[derive(Serialize)]
    struct Data<'b> {
        author: &'b str,
        date: (i16, u8, u8),
        dated: String,
        /// What the charts below the words are, for a reader who cannot see them.
        charts: &'b [&'b str],
        slides: &'b [ShownSlide<'b>],
        #[serde(flatten)]
        briefing: &'b Briefing,
    }
    let data = Data {
        author: &project.department,
        date: pdf::parts(date),
        dated: number::date(project.filled_on.unwrap_or(date)),
        charts,
        slides,
        briefing,
    };
    desk.add_data("briefing.json", &data)?;
    desk.pdf(&briefing.title, date)
}
