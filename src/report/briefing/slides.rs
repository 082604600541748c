//! The pages to show: one message each, and what carries it.

use rust_decimal::Decimal;

use super::{below_title, shortened};
use crate::binding::Values;
use crate::figure::svg::SLIDE_ROWS;
use crate::figure::{self, Figure};
use crate::model::outline::Passage;
use crate::model::{Heading, Indicator, Project, number};
use crate::report::form::MISSING;
use crate::report::{Align, Table, proposal};
use crate::score::{Loss, Row, Scorecard, Status, Whereabouts};

/// Most points or rows of a slide, and most names in a point.
const MOST_POINTS: usize = 6;
const MOST_NAMED: usize = 3;
/// Most characters of a message, of a point, of a cell of prose, of a name in a cell or in a sentence, and of what is
/// short by nature: with these a slide has room for all of its letters at 12 pt or more.
const MOST_MESSAGE: usize = 76;
const MOST_POINT: usize = 72;
const MOST_CELL: usize = 40;
const MOST_NAME: usize = 26;
const MOST_NAME_IN_TEXT: usize = 18;
const MOST_WORD: usize = 18;

/// What parts the sentences of a passage.
const BETWEEN_SENTENCES: [char; 3] = ['\n', '；', '。'];

/// A slide: one message, and what carries it.
#[derive(Clone, Debug)]
pub struct Slide {
    /// The message.
    pub message: String,
    /// What stands below it.
    pub content: Content,
    /// What is not shown and where it stands; empty where everything is.
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
    let deck = Deck { project, card, values };
    let mut slides = vec![deck.budget(), deck.completion(), deck.achievements(), deck.losses()];
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

/// What will be done.
struct Plan {
    /// How many measures.
    count: usize,
    /// Whether every one of them has its sections.
    assigned: bool,
}

/// What every slide is made from.
struct Deck<'a> {
    project: &'a Project,
    card: &'a Scorecard,
    values: &'a Values<'a>,
}

impl Deck<'_> {
    fn budget(&self) -> Slide {
        let figure = figure::budget(self.project, self.card);
        self.charted(figure.title.clone(), figure, || self.passage(Passage::Execution))
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
        let all = self.card.best(self.project, usize::MAX);
        if all.is_empty() {
            return Slide {
                message: "尚无可列举的成效".to_owned(),
                content: Content::Points(vec!["填写实际完成值后，这里列出完成率最高的指标".to_owned()]),
                rest: String::new(),
            };
        }
        let (best, others) = all.split_at(all.len().min(MOST_POINTS));
        let mut message = format!("{}项指标完成，完成率最高的{}项", self.card.met, best.len());
        // What is far over its target has to be explained first.
        match self.card.over {
            0 => {}
            over => message.push_str(&format!("（超额较大的{over}项另行说明）")),
        }
        let rows = best.iter().map(|(row, completion)| {
            let indicator = &self.project.indicators[*row];
            vec![
                self.field(indicator, "名称", MOST_NAME),
                self.field(indicator, "指标值", MOST_WORD),
                self.field(indicator, "实际", MOST_WORD),
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

    fn losses(&self) -> Slide {
        let figure = figure::lost_points_within(self.project, self.card, SLIDE_ROWS);
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
        Slide { rest, ..slide }
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

    /// Which indicators lost points, by whom, and why; `None` where none did.
    fn problems(&self) -> Option<Slide> {
        let losses: Vec<Loss> = self
            .card
            .losses
            .iter()
            .filter(|loss| loss.row.is_some())
            .cloned()
            .collect();
        let name = |loss: &Loss| {
            let indicator = loss.row.and_then(|row| self.project.indicators.get(row));
            indicator.map_or_else(String::new, |indicator| {
                self.field(indicator, "名称", MOST_NAME_IN_TEXT)
            })
        };
        let whereabouts = Whereabouts::of(&losses);
        let message = match whereabouts {
            Whereabouts::Nowhere => return None,
            Whereabouts::All(losses) | Whereabouts::Mostly(losses) => {
                format!("问题集中在{}", losses.iter().map(name).collect::<Vec<_>>().join("、"))
            }
            Whereabouts::Greatest(_) | Whereabouts::Equal { .. } => {
                format!("{}项指标失分，{}", losses.len(), whereabouts.sentence(name))
            }
        };
        let rows = self.short().into_iter().take(MOST_POINTS).map(|(indicator, lost)| {
            vec![
                self.field(indicator, "名称", MOST_NAME),
                lost,
                (indicator.cause).map_or_else(|| MISSING.to_owned(), |cause| cause.name().to_owned()),
                filled(shortened(&self.values.print(&indicator.reason), MOST_CELL)),
                self.section(indicator),
            ]
        });
        let columns = [
            ("指标", 8, Align::Left),
            ("扣分", 3, Align::Right),
            ("原因类别", 5, Align::Left),
            ("原因", 12, Align::Left),
            ("责任科室", 5, Align::Left),
        ];
        Some(Slide {
            message,
            content: Content::Table(Table::of(&columns, rows)),
            rest: self.rest_of(&losses, MOST_POINTS),
        })
    }

    /// What will be done about which indicators, and by whom; `None` where there is nothing to do.
    fn measures(&self) -> Option<(Slide, Option<Plan>)> {
        let short = self.short();
        let planned = !self.project.improvement_plan.trim().is_empty();
        if short.is_empty() && !planned {
            return None;
        }
        if !planned && short.iter().all(|(indicator, _)| indicator.measure.trim().is_empty()) {
            let names: Vec<String> = short
                .iter()
                .map(|(indicator, _)| self.field(indicator, "名称", MOST_NAME_IN_TEXT))
                .collect();
            let slide = Slide {
                message: format!("{}项失分指标还没有改进措施", short.len()),
                content: Content::Points(vec![
                    format!("须补充改进措施和责任科室：{}", listed(&names, "项", MOST_POINT)),
                    "在“指标”页填写改进措施后，这里逐条列出".to_owned(),
                ]),
                rest: String::new(),
            };
            return Some((slide, None));
        }
        let measures = self.sentences(Passage::Measures);
        let count = measures.len();
        let mut answered = Vec::new();
        let mut assigned = true;
        let mut rows = Vec::new();
        for measure in &measures {
            let (mut names, mut sections) = (Vec::new(), Vec::new());
            for (indicator, _) in &short {
                let written = self.values.print(&indicator.measure);
                let mut parts = written.split(BETWEEN_SENTENCES).map(str::trim);
                if !parts.any(|part| !part.is_empty() && measure.contains(part)) {
                    continue;
                }
                names.push(self.field(indicator, "名称", MOST_NAME));
                let section = self.section(indicator);
                if !sections.contains(&section) {
                    sections.push(section);
                }
                if !answered.contains(&&indicator.id) {
                    answered.push(&indicator.id);
                }
            }
            assigned &= !sections.is_empty() && sections.iter().all(|section| section != MISSING);
            rows.push(vec![
                shortened(measure, MOST_POINT),
                listed(&names, "项", MOST_CELL),
                listed(&sections, "个科室", MOST_WORD),
            ]);
        }
        let columns = [
            ("改进措施", 14, Align::Left),
            ("针对的指标", 8, Align::Left),
            ("责任科室", 5, Align::Left),
        ];
        let mut rest = Vec::new();
        if count > MOST_POINTS {
            rest.push(format!("另有{}项措施见自评报告", count - MOST_POINTS));
        }
        let (message, content) = if answered.is_empty() {
            let points = measures.iter().take(MOST_POINTS);
            let points = points.map(|measure| shortened(measure, MOST_POINT)).collect();
            (format!("下一步落实{count}项改进措施"), Content::Points(points))
        } else {
            match short.len() - answered.len() {
                0 => {}
                unanswered => rest.push(format!("另有{unanswered}项失分指标没有对应的措施")),
            }
            rows.truncate(MOST_POINTS);
            let message = format!("以{count}项措施改进{}项失分指标", answered.len());
            (message, Content::Table(Table::of(&columns, rows)))
        };
        let slide = Slide {
            message,
            content,
            rest: rest.join("，"),
        };
        (count > 0).then_some((slide, Some(Plan { count, assigned })))
    }

    /// What a review would find missing, and what the leaders are asked to decide.
    fn review(&self, plan: Option<Plan>) -> Slide {
        let rows = || self.project.indicators.iter().zip(&self.card.rows);
        let over: Vec<&Indicator> = rows()
            .filter(|(indicator, row)| row.status == Status::Over && indicator.reason.trim().is_empty())
            .map(|(indicator, _)| indicator)
            .collect();
        let mut open: Vec<String> = if over.len() > MOST_NAMED {
            let names = over.iter().take(MOST_NAMED);
            let names: Vec<String> = names
                .map(|indicator| self.field(indicator, "名称", MOST_NAME_IN_TEXT))
                .collect();
            vec![format!(
                "{}等{}项完成率超额较大，须补充原因",
                names.join("、"),
                over.len()
            )]
        } else {
            let point = |indicator: &&Indicator| {
                let name = self.field(indicator, "名称", MOST_CELL);
                let rate = self.field(indicator, "完成率", MOST_CELL);
                format!("{name}完成率{rate}，超额较大，须补充原因")
            };
            over.iter().map(point).collect()
        };
        if self.project.evidence.is_empty() {
            open.push("佐证材料尚未登记，须为各项指标备齐证明材料".to_owned());
        }
        let unexplained = rows().filter(|(indicator, row)| {
            row.is_short() && (indicator.reason.trim().is_empty() || indicator.measure.trim().is_empty())
        });
        match unexplained.count() {
            0 => {}
            count => open.push(format!("{count}项失分指标的原因或措施没有填全")),
        }
        if self.card.unfilled > 0 {
            open.insert(0, self.unfilled());
        }
        let message = match (self.card.unfilled, open.len()) {
            (0, 0) => "可以提交复核".to_owned(),
            (0, count) => format!("提交复核前还有{count}件事要做"),
            (unfilled, _) => format!("还有{unfilled}项未填{}，得分尚不能审定", self.card.unfilled_remark()),
        };
        let mut asked = Vec::new();
        if self.card.unfilled == 0 && self.card.stated_total().is_some() {
            let grade = self.card.grade.as_ref().map_or("", |_| "、等级“{{等级}}”");
            asked.push(self.values.print(&format!("提请审定：自评得分{{{{得分}}}}{grade}")));
            asked.extend(plan.map(|Plan { count, assigned }| {
                let sections = if assigned {
                    "和责任分工"
                } else {
                    "，并明确责任科室"
                };
                format!("提请同意：{count}项改进措施{sections}")
            }));
            asked.push("提请签发：自评报告和自评表".to_owned());
        }
        Slide {
            message,
            content: Content::Decision { open, asked },
            rest: String::new(),
        }
    }

    /// What to begin with.
    fn blank(&self) -> Slide {
        let unfilled = self.unfilled();
        let steps = [
            unfilled.as_str(),
            "在“预算”页填写年初预算数、调整预算数和全年执行数",
            "在“指标”页填写指标值、分值和实际完成值",
            "填好后，预算执行、指标完成、失分原因和改进措施各成一页",
        ];
        Slide {
            message: "得分尚不能审定，先填写指标和预算执行情况".to_owned(),
            content: Content::Points(steps.map(str::to_owned).to_vec()),
            rest: String::new(),
        }
    }

    /// Names what has no score yet, the budget line first.
    fn unfilled(&self) -> String {
        let budget = self.card.execution.score.is_none() && !self.card.execution.weight.is_zero();
        let rows = self.project.indicators.iter().zip(&self.card.rows);
        let rows = rows.filter(|(_, row)| row.score.is_none());
        let mut names = Vec::from_iter(budget.then(|| "预算执行".to_owned()));
        names.extend(self.project.indicators.is_empty().then(|| "绩效指标".to_owned()));
        names.extend(rows.map(|(indicator, _)| self.field(indicator, "名称", MOST_NAME_IN_TEXT)));
        let more = match names.len() {
            count if count > MOST_NAMED => format!("等{count}项"),
            _ => String::new(),
        };
        names.truncate(MOST_NAMED);
        match names.as_slice() {
            [] => "年度绩效目标的权重比例尚未填写".to_owned(),
            names => format!("尚未填写：{}{more}", names.join("、")),
        }
    }

    /// Returns the indicators that lost points, greatest loss first, with the loss as printed.
    fn short(&self) -> Vec<(&Indicator, String)> {
        let losses = self.card.losses.iter();
        let of_row = |row: usize| self.project.indicators.get(row);
        losses
            .filter_map(|loss| Some((loss.row.and_then(of_row)?, format!("−{}", number::points(loss.lost)))))
            .collect()
    }

    fn field(&self, indicator: &Indicator, field: &str, most: usize) -> String {
        let printed = self.values.print(&format!("{{{{{}.{field}}}}}", indicator.id));
        shortened(&printed, most)
    }

    fn section(&self, indicator: &Indicator) -> String {
        let sections = self.project.sections.iter();
        let named = sections.filter(|section| Some(&section.id) == indicator.section.as_ref());
        let name: String = named.map(|section| section.name.clone()).collect();
        filled(shortened(&name, MOST_WORD))
    }

    /// Returns the sentences a passage proposes, each once.
    fn sentences(&self, passage: Passage) -> Vec<String> {
        let heading = Heading {
            passages: vec![passage],
            ..Heading::default()
        };
        let text = self
            .values
            .print(&proposal(self.project, self.card, &heading).join("\n"));
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

/// Joins names, as many as have room, and says how many there are where some have none.
fn listed(names: &[String], unit: &str, most: usize) -> String {
    if names.is_empty() {
        return "—".to_owned();
    }
    let joined = names.join("、");
    if joined.chars().count() <= most {
        return joined;
    }
    let count = format!("等{}{unit}", names.len());
    let joined = |some: usize| names[..some].join("、") + &count;
    let has_room = |some: &usize| joined(*some).chars().count() <= most;
    let some = (1..names.len()).rev().find(has_room).unwrap_or(1);
    shortened(&joined(some), most)
}

fn filled(text: String) -> String {
    if text.trim().is_empty() {
        MISSING.to_owned()
    } else {
        text
    }
}
