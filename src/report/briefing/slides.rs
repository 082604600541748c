//! The pages to show: one message each, and what carries it.

mod answers;

use rust_decimal::Decimal;

use super::{below_title, shortened};
use crate::binding::Values;
use crate::figure::svg::SLIDE_ROWS;
use crate::figure::{self, Figure, names};
use crate::model::budget::Amount;
use crate::model::outline::Passage;
use crate::model::{Heading, Indicator, Project, number};
use crate::report::form::MISSING;
use crate::report::{Align, Table, proposal};
use crate::score::{Loss, Row, Scorecard, Status};

/// Most points or rows of a slide, and most names in a point.
const MOST_POINTS: usize = 6;
const MOST_NAMED: usize = 3;
/// Most characters of a message, of a point, of what stands at the foot, of a reason, of another cell of prose, of a name
/// in a cell or in a sentence, and of what is short by nature: with these a slide has room for all of its letters at 12 pt
/// or more.
const MOST_MESSAGE: usize = 120;
const MOST_POINT: usize = 72;
const MOST_REST: usize = 58;
const MOST_REASON: usize = 60;
const MOST_CELL: usize = 40;
const MOST_NAME: usize = 26;
const MOST_NAME_IN_TEXT: usize = 18;
const MOST_WORD: usize = 18;
/// Most characters of a value: no number has as many.
const MOST_VALUE: usize = 40;

/// What parts the sentences of a passage.
const BETWEEN_SENTENCES: [char; 3] = ['\n', '；', '。'];

/// A slide: one message, and what carries it.
#[derive(Clone, Debug)]
pub struct Slide {
    /// The message.
    pub message: String,
    /// What stands below it.
    pub content: Content,
    /// What belongs to it, or what is not shown and where it stands; empty where there is no such thing.
    pub rest: String,
}

/// What stands below the message of a slide.
#[derive(Clone, Debug)]
pub enum Content {
    /// Points, a line or two each.
    Points(Vec<String>),
    /// A table with a row of headings.
    Table(Table),
    /// A chart without a title of its own.
    Chart(Box<Figure>),
    /// What is still to be done, and what the leaders are asked for.
    Decision {
        /// What is to be done before the review; may be empty.
        open: Vec<String>,
        /// What is asked; empty while nothing can be decided.
        asked: Vec<String>,
    },
}

/// The money, the completion, what was achieved, what was lost, why, what next, what the review asks for.
pub(super) fn of(project: &Project, card: &Scorecard, values: &Values<'_>) -> Vec<Slide> {
    let deck = Deck {
        project,
        card,
        values,
        differs: names::of_indicators(project),
    };
    let mut slides = vec![deck.budget(), deck.completion(), deck.achievements()];
    slides.extend(deck.losses());
    // Where every page would only say what to fill in, one says it.
    let is_blank = project.indicators.is_empty() && matches!(slides[0].content, Content::Points(_));
    if is_blank {
        slides.clear();
    }
    slides.extend(deck.problems());
    let (measures, plan) = deck.measures().unzip();
    let plan = plan.flatten();
    slides.extend(measures);
    slides.push(if is_blank { deck.blank() } else { deck.review(plan) });
    for slide in &mut slides {
        slide.message = shortened(&slide.message, MOST_MESSAGE);
    }
    slides
}

/// What every slide is made from.
struct Deck<'a> {
    project: &'a Project,
    card: &'a Scorecard,
    values: &'a Values<'a>,
    /// Where the names of the indicators begin to differ.
    differs: Vec<usize>,
}

impl Deck<'_> {
    fn budget(&self) -> Slide {
        let figure = figure::budget(self.project, self.card);
        let slide = self.charted(figure.title.clone(), figure, || self.passage(Passage::Execution));
        Slide {
            rest: self.changes(),
            ..slide
        }
    }

    /// Says what the rate is on the initial budget where that was changed, and by what.
    fn changes(&self) -> String {
        let initial = self.project.budget.total(Amount::Initial);
        let is_told = |initial: Decimal| !initial.is_zero() && Some(initial) != self.card.execution.base;
        if self.card.execution.rate.is_none() || !initial.is_some_and(is_told) {
            return String::new();
        }
        let causes = self.project.budget.causes.iter().filter(|cause| cause.amount.is_some());
        let causes: Vec<String> = causes
            .map(|cause| format!("{{{{{id}.内容}}}}{{{{{id}.金额}}}}", id = cause.id))
            .collect();
        let why = match causes.as_slice() {
            [] => String::new(),
            causes => format!("：{}", causes.join("、")),
        };
        let text = format!("按年初预算执行率{{{{年初执行率}}}}{why}");
        shortened(&self.values.print(&text), MOST_REST)
    }

    fn completion(&self) -> Slide {
        let levels = self.card.levels.iter();
        let levels: Vec<String> = levels
            .map(|level| {
                let score = level.stated_score().map_or_else(|| MISSING.to_owned(), number::points);
                let open = match level.unfilled {
                    0 => String::new(),
                    count => format!("（{count}项未填）"),
                };
                format!("{}{score}/{}分{open}", level.name, number::plain(level.weight))
            })
            .collect();
        let count = self.project.indicators.len();
        let message = if levels.is_empty() {
            "指标尚未填写".to_owned()
        } else {
            format!("{count}项指标完成{}项：{}", self.card.met, levels.join("，"))
        };
        let figure = figure::completion_to_explain(self.project, self.card, SLIDE_ROWS);
        let shown = figure.rows.len();
        let slide = self.charted(message, figure, || {
            vec!["在“指标”页填写指标值和实际完成值后，这里是各项指标的完成率".to_owned()]
        });
        Slide {
            rest: self.beside(shown),
            ..slide
        }
    }

    /// Says which indicators the chart of completion shows, and which not.
    fn beside(&self, shown: usize) -> String {
        let planned = self.card.rows.iter().filter(|row| row.is_as_planned()).count();
        let open = self.card.rows.len() - planned;
        let over = |row: &&Row| row.status == Status::Over && !row.is_short();
        let kinds = [
            ("失分", self.card.rows.iter().filter(|row| row.is_short()).count()),
            ("超额较大", self.card.rows.iter().filter(over).count()),
            (
                "未填",
                self.card
                    .rows
                    .iter()
                    .filter(|row| row.status == Status::Unfilled)
                    .count(),
            ),
        ];
        let kinds: Vec<&str> = kinds
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(kind, _)| *kind)
            .collect();
        let kinds = kinds.join("、");
        match (open, planned) {
            (0, planned) if planned > shown => format!("其余{}项同样完成、没有失分，见自评表", planned - shown),
            (0, _) | (_, 0) if open <= shown => String::new(),
            (open, 0) => format!("图为{kinds}的前{shown}项，其余{}项见自评表", open - shown),
            (open, planned) if open > shown => format!(
                "图为{kinds}的前{shown}项，其余{}项和没有失分的{planned}项见自评表",
                open - shown
            ),
            (open, planned) => format!("图为{kinds}的{open}项，其余{planned}项完成、没有失分，见自评表"),
        }
    }

    fn achievements(&self) -> Slide {
        let all = super::achieved(self.project, self.card);
        if all.is_empty() {
            let (message, point) = match self.card.rows.iter().all(|row| row.status == Status::Unfilled) {
                true => ("尚无可列举的成效", "填写实际完成值后，这里列出完成率最高的指标"),
                false => ("没有可列举的成效", "已填报的指标中没有以完成率达到指标值的"),
            };
            return Slide {
                message: message.to_owned(),
                content: Content::Points(vec![point.to_owned()]),
                rest: String::new(),
            };
        }
        let (best, others) = all.split_at(all.len().min(MOST_POINTS));
        // What stayed within a bound has a rate, too.
        let is_all = all.len() == self.card.best(self.project, usize::MAX).len();
        let kind = if is_all { "" } else { "正向指标" };
        let mut message = format!("{}项指标完成，{kind}完成率最高的{}项", self.card.met, best.len());
        // What is far over its target has to be explained first.
        match self.card.over {
            0 => {}
            over => message.push_str(&format!("（超额较大的{over}项另行说明）")),
        }
        let rows = best.iter().map(|(row, completion)| {
            let indicator = &self.project.indicators[*row];
            vec![
                self.name(indicator, MOST_NAME),
                self.field(indicator, "指标值", MOST_VALUE),
                self.field(indicator, "实际", MOST_VALUE),
                number::percent(*completion),
            ]
        });
        let columns = [
            ("指标", 10, Align::Left),
            ("目标", 5, Align::Right),
            ("实际完成", 5, Align::Right),
            ("完成率", 4, Align::Right),
        ];
        let not_shown = self.card.met.saturating_sub(self.card.over + best.len());
        let mut rest = match not_shown {
            0 => String::new(),
            count => format!("其余{count}项完成的指标见自评表"),
        };
        let last = best.last().map(|(_, completion)| number::percent(*completion));
        let alike = others.iter().map(|(_, completion)| number::percent(*completion));
        let alike = alike.take_while(|completion| Some(completion) == last.as_ref()).count();
        if let Some(last) = last.filter(|_| alike > 0) {
            rest.push_str(&format!("，其中{alike}项完成率同为{last}"));
        }
        Slide {
            message,
            content: Content::Table(Table::of(&columns, rows)),
            rest,
        }
    }

    /// The way from full marks to the total; `None` where nothing is lost, which the first page says.
    fn losses(&self) -> Option<Slide> {
        let figure = figure::lost_points_within(self.project, self.card, SLIDE_ROWS);
        if figure.marks.is_empty() && self.card.stated_lost().is_some() {
            return None;
        }
        let message = match self.card.stated_lost() {
            None => "尚未评分，失分未知".to_owned(),
            Some(_) => figure.title.clone(),
        };
        let bars = figure
            .marks
            .iter()
            .filter(|mark| matches!(mark.shape, figure::Shape::Bar { .. }));
        let named = bars.filter(|mark| mark.look == figure::Look::Bad && !figure.rows[mark.row].values[0].is_empty());
        let rest = self.rest_of(&self.card.losses, named.count());
        let slide = self.charted(message, figure, || {
            vec!["填写实际完成值和预算执行数后，这里是失分从满分到得分的去向".to_owned()]
        });
        Some(Slide { rest, ..slide })
    }

    /// Says how many losses are not shown, how much they are together and where they stand.
    fn rest_of(&self, losses: &[Loss], shown: usize) -> String {
        let rest = &losses[shown.min(losses.len())..];
        let lost = rest.iter().map(|loss| loss.lost);
        let lost = number::points(lost.fold(Decimal::ZERO, Decimal::saturating_add));
        match rest.len() {
            0 => String::new(),
            count => format!("其余{count}项共失{lost}分，见自评表"),
        }
    }

    fn name(&self, indicator: &Indicator, most: usize) -> String {
        let position = self.project.indicator_index(&indicator.id);
        let differs = position
            .and_then(|at| self.differs.get(at))
            .copied()
            .unwrap_or_default();
        let printed = self.values.print(&format!("{{{{{}.名称}}}}", indicator.id));
        names::cut(&printed, differs, |name| name.chars().count() <= most)
    }

    fn field(&self, indicator: &Indicator, field: &str, most: usize) -> String {
        shortened(&super::field(self.values, indicator, field), most)
    }

    /// Returns the sentences a passage proposes, each once.
    fn sentences(&self, passage: Passage) -> Vec<String> {
        let heading = Heading {
            passages: vec![passage],
            ..Heading::default()
        };
        self.sentences_of(&proposal(self.project, self.card, &heading).join("\n"))
    }

    /// Returns the sentences of a text with bindings, each once.
    fn sentences_of(&self, text: &str) -> Vec<String> {
        let text = self.values.print(text);
        let sentences = text.split(BETWEEN_SENTENCES).map(str::trim);
        let said = sentences.map(unnumbered);
        let mut once: Vec<String> = Vec::new();
        for sentence in said.filter(|sentence| !sentence.is_empty() && *sentence != "无") {
            if !once.iter().any(|earlier| earlier == sentence) {
                once.push(sentence.to_owned());
            }
        }
        once
    }

    /// Returns the first sentences a passage proposes, as points.
    fn passage(&self, passage: Passage) -> Vec<String> {
        let sentences = self.sentences(passage).into_iter().take(MOST_POINTS);
        sentences.map(|sentence| shortened(&sentence, MOST_POINT)).collect()
    }

    /// A chart below the message that stands instead of its title; the points where it has nothing to show.
    fn charted(&self, message: String, figure: Figure, points: impl FnOnce() -> Vec<String>) -> Slide {
        let content = if figure.marks.is_empty() {
            Content::Points(points())
        } else {
            // The foot of the page says whose figures these are.
            Content::Chart(Box::new(below_title(figure, &self.values.print(super::TITLE))))
        };
        Slide {
            message,
            content,
            rest: String::new(),
        }
    }
}

/// Returns a sentence without the ① or （21） it has in the report's list.
fn unnumbered(sentence: &str) -> &str {
    let sentence = sentence.trim_start_matches(|letter| ('①'..='⑳').contains(&letter));
    let bracketed = sentence.strip_prefix('（').and_then(|rest| rest.split_once('）'));
    match bracketed {
        Some((number, rest)) if number.chars().all(|letter| letter.is_ascii_digit()) => rest,
        _ => sentence,
    }
}
