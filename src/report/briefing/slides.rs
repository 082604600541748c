//! The pages to show: one message each, and what carries it.

mod answers;

use rust_decimal::Decimal;

use super::{below_title, shortened};
use crate::binding::Values;
use crate::figure::svg::{self, SLIDE_ROWS};
use crate::figure::{self, Figure, names};
use crate::model::budget::Amount;
use crate::model::outline::Passage;
use crate::model::{Heading, Indicator, Project, Target, number};
use crate::report::{Align, Table, proposal};
use crate::score::{Loss, Row, Scorecard, Status, Subtotal};

/// Most points or rows of a slide, and most names in a point.
const MOST_POINTS: usize = 6;
const MOST_NAMED: usize = 3;
/// Most characters of a message, of a point, of what stands at the foot, of a reason, of another cell of prose, of a name
/// in a cell or in a sentence, and of what is short by nature: with these a slide has room for all of its letters at 12 pt
/// or more.
const MOST_MESSAGE: usize = 120;
const MOST_POINT: usize = 72;
const MOST_REST: usize = 58;
const MOST_REASON: usize = 48;
const MOST_CELL: usize = 40;
const MOST_NAME: usize = 26;
const MOST_NAME_IN_TEXT: usize = 18;
const MOST_WORD: usize = 18;
/// Most characters of a value: no number has as many.
const MOST_VALUE: usize = 40;

/// The columns of what was reached.
const REACHED: [(&str, u16, Align); 4] = [
    ("指标", 10, Align::Left),
    ("目标", 5, Align::Right),
    ("实际完成", 5, Align::Right),
    ("完成率", 4, Align::Right),
];

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
    let mut slides = vec![deck.budget(), deck.completion()];
    slides.extend(deck.achievements());
    slides.extend(deck.losses());
    // Where every page would only say what to fill in, one says it.
    let has_budget = !matches!(slides[0].content, Content::Points(_));
    let is_blank = project.indicators.is_empty() && !has_budget;
    if is_blank {
        slides.clear();
    } else if !has_budget && card.stated_total().is_none() {
        slides.remove(0);
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
        let of = |most| figure::completion_to_explain(self.project, self.card, most);
        let has_room = |figure: &Figure| svg::has_room_on_slide(&self.below_title(figure.clone()));
        let figure = (1..=SLIDE_ROWS).rev().map(of).find(has_room);
        let figure = figure.unwrap_or_else(|| of(1));
        let shown = figure.rows.len();
        let slide = self.charted(self.completed(), figure, || {
            vec!["在“指标”页填写指标值和实际完成值后，这里是各项指标的完成率".to_owned()]
        });
        Slide {
            rest: self.beside(shown),
            ..slide
        }
    }

    /// Says how many indicators are reached, missed and unfilled, and under which 一级指标 points were lost once all of
    /// them have a score.
    fn completed(&self) -> String {
        let (count, met) = (self.card.rows.len(), self.card.met);
        let open = figure::unfilled(self.card);
        let mut message = match open {
            _ if count == 0 => return "指标尚未填写".to_owned(),
            Some((open, word)) if open == count => {
                return format!("{count}项指标{}{word}，完成情况未知", super::all_of(count));
            }
            _ if met == count => format!("{count}项指标全部完成"),
            _ => format!("{count}项指标完成{met}项"),
        };
        match self.card.unmet {
            0 => {}
            unmet if unmet == count => message = format!("{count}项指标{}没有完成", super::all_of(count)),
            unmet => message.push_str(&format!("，{unmet}项未达成")),
        }
        if let Some((open, word)) = open {
            message.push_str(&format!("，尚有{open}项{word}"));
            return message;
        }
        let levels = self.card.levels.iter();
        let losing: Vec<_> = levels.filter(|level| level.lost > Decimal::ZERO).collect();
        let is_named = self.card.levels.iter().all(|level| !level.name.trim().is_empty());
        match losing.as_slice() {
            [one] if is_named && self.card.levels.len() > 1 => {
                message.push_str(&format!("，失分都在{}", names::quoted(&one.name)));
            }
            levels if is_named && levels.len() > 1 => {
                let lost = |level: &&Subtotal| format!("{}失{}分", level.name, number::points(level.lost));
                let lost: Vec<String> = levels.iter().map(lost).collect();
                message.push_str(&format!("：{}", lost.join("，")));
            }
            _ => {}
        }
        message
    }

    /// Says which indicators the chart of completion shows, and which not.
    fn beside(&self, shown: usize) -> String {
        let planned = self.card.rows.iter().filter(|row| row.is_as_planned()).count();
        let open = self.card.rows.len() - planned;
        let over = |row: &&Row| row.status == Status::Over && !row.is_short();
        let unfilled = figure::unfilled(self.card);
        let kinds = [
            ("失分", self.card.rows.iter().filter(|row| row.is_short()).count()),
            ("超额较大", self.card.rows.iter().filter(over).count()),
            (
                unfilled.map_or("", |(_, word)| word),
                unfilled.map_or(0, |(count, _)| count),
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

    /// What was reached, by its completion where it has one; `None` where nothing was.
    fn achievements(&self) -> Option<Slide> {
        if self.card.met == 0 {
            return None;
        }
        let all = super::achieved(self.project, self.card);
        let over = self.card.over;
        // What is far over its target has to be explained first.
        let beside = match over {
            0 => String::new(),
            over => format!("（超额较大的{over}项另行说明）"),
        };
        if all.is_empty() {
            return Some(self.unranked(&beside));
        }
        let (best, others) = all.split_at(all.len().min(MOST_POINTS));
        // What stayed within a bound has a rate, too.
        let rated = self.card.best(self.project, usize::MAX);
        let is_all = all.len() == rated.len();
        let kind = if is_all { "" } else { "正向指标" };
        let printed = |(_, completion): &(usize, Decimal)| number::percent(*completion);
        let (first, last) = (best.first().map(printed), best.last().map(printed));
        let is_exact = first.as_ref() == Some(&number::percent(Decimal::ONE));
        let alike = others.iter().take_while(|one| Some(printed(one)) == last).count();
        let met = self.card.met;
        let how = match (others.len(), first) {
            // Each of them is the best, or the last of them is no better than one left out.
            (1.., Some(first)) if alike > 0 => format!("{kind}完成率最高{first}"),
            (1.., _) => format!("{kind}完成率最高的{}项", best.len()),
            (0, _) if best.len() == met && is_exact => format!("{}按指标值完成", super::all_of(met)),
            (0, Some(first)) if best.len() == met => format!("完成率最高{first}"),
            (0, _) => String::new(),
        };
        // What is reached by no number follows while there is room; what was to stay away is no achievement.
        let is_bound = |target: &Target| target.is_reverse() || target.wants_nothing();
        let unrated = self.of(Status::Met).filter(|row| {
            let target = self.project.indicators[*row].target.as_ref();
            !rated.iter().any(|(one, _)| one == row) && !target.is_some_and(is_bound)
        });
        let shown: Vec<usize> = best
            .iter()
            .map(|(row, _)| *row)
            .chain(unrated)
            .take(MOST_POINTS)
            .collect();
        let rows = shown.iter().map(|row| self.reached(*row));
        let not_shown = met.saturating_sub(over + shown.len());
        let mut rest = match not_shown {
            0 => String::new(),
            count => format!("其余{count}项完成的指标见自评表"),
        };
        if let Some(last) = last.filter(|_| alike > 0) {
            rest.push_str(&match alike == not_shown {
                true => format!("，完成率同为{last}"),
                false => format!("，其中{alike}项完成率同为{last}"),
            });
        }
        Some(Slide {
            message: match how.as_str() {
                "" => format!("{met}项指标完成{beside}"),
                how => format!("{met}项指标完成，{how}{beside}"),
            },
            content: Content::Table(Table::of(&REACHED, rows)),
            rest,
        })
    }

    /// What was reached where nothing is ranked by its completion: what is as planned, else what is far over its target.
    fn unranked(&self, beside: &str) -> Slide {
        let planned: Vec<usize> = self.of(Status::Met).collect();
        let met = self.card.met;
        let (rows, message) = match planned.is_empty() {
            true => (
                self.of(Status::Over).collect(),
                format!("{met}项指标完成，{}超额较大，须说明原因", super::all_of(met)),
            ),
            false => (planned, format!("{met}项指标完成{beside}")),
        };
        let shown = rows.iter().take(MOST_POINTS).map(|row| self.reached(*row));
        Slide {
            message,
            content: Content::Table(Table::of(&REACHED, shown)),
            rest: match rows.len().saturating_sub(MOST_POINTS) {
                0 => String::new(),
                count => format!("其余{count}项完成的指标见自评表"),
            },
        }
    }

    /// Returns the positions of what has a status.
    fn of(&self, status: Status) -> impl Iterator<Item = usize> {
        let rows = self.card.rows.iter().enumerate();
        rows.filter(move |(_, row)| row.status == status).map(|(at, _)| at)
    }

    /// Returns a line of the table of what was reached.
    fn reached(&self, row: usize) -> Vec<String> {
        let indicator = &self.project.indicators[row];
        vec![
            self.name(indicator, MOST_NAME),
            self.field(indicator, "指标值", MOST_VALUE),
            self.field(indicator, "实际", MOST_VALUE),
            self.card.rows[row]
                .completion
                .map_or_else(|| "—".to_owned(), number::percent),
        ]
    }

    /// The way from full marks to the total; `None` where nothing is lost or has a score yet, which the first page says.
    fn losses(&self) -> Option<Slide> {
        let figure = figure::lost_points_within(self.project, self.card, SLIDE_ROWS);
        if figure.marks.is_empty() {
            return None;
        }
        let bars = figure
            .marks
            .iter()
            .filter(|mark| matches!(mark.shape, figure::Shape::Bar { .. }));
        let named = bars.filter(|mark| mark.look == figure::Look::Bad && !figure.rows[mark.row].values[0].is_empty());
        let rest = self.rest_of(&self.card.losses, named.count());
        let slide = self.charted(figure.title.clone(), figure, Vec::new);
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
            Content::Chart(Box::new(self.below_title(figure)))
        };
        Slide {
            message,
            content,
            rest: String::new(),
        }
    }

    /// Returns a chart without what the slide says around it: its foot tells whose figures these are.
    fn below_title(&self, figure: Figure) -> Figure {
        let foot = self.values.print(super::title(self.project)) + super::note(self.project);
        below_title(figure, &foot)
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
