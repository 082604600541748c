//! The pages to show: one message each, and what carries it.

use super::{shortened, untitled};
use crate::binding::Values;
use crate::figure::{self, Figure};
use crate::model::outline::Passage;
use crate::model::{Heading, Indicator, Project, number};
use crate::report::form::MISSING;
use crate::report::{Align, Table, proposal};
use crate::score::{Scorecard, Status};

/// Most points or rows of a slide, most names of what is unfilled, most bars of its chart, most characters of a point and of a cell.
const MOST_POINTS: usize = 6;
const MOST_NAMED: usize = 3;
const MOST_BARS: usize = 10;
const MOST_POINT: usize = 72;
const MOST_CELL: usize = 40;

/// A slide: one message, and what carries it.
#[derive(Clone, Debug)]
pub struct Slide {
    /// The message.
    pub message: String,
    /// What stands below it.
    pub content: Content,
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
}

/// The money, the completion, what was achieved, what was lost, why, what next, what the review asks for.
pub(super) fn of(project: &Project, card: &Scorecard, values: &Values<'_>) -> Vec<Slide> {
    let deck = Deck { project, card, values };
    let mut slides = vec![deck.budget(), deck.completion(), deck.achievements(), deck.losses()];
    slides.extend(deck.problems());
    slides.extend(deck.measures());
    slides.push(deck.review());
    slides
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
        charted(figure.title.clone(), figure, || self.passage(Passage::Execution))
    }

    fn completion(&self) -> Slide {
        let levels = self.card.levels.iter();
        let levels: Vec<String> = levels
            .map(|level| {
                let score = level.stated_score().map_or_else(|| MISSING.to_owned(), number::points);
                format!("{}{score}/{}分", level.name, number::plain(level.weight))
            })
            .collect();
        let count = self.project.indicators.len();
        let message = if levels.is_empty() {
            "指标尚未填写".to_owned()
        } else {
            let part = if count > MOST_BARS {
                format!("（图为失分最多的{MOST_BARS}项）")
            } else {
                String::new()
            };
            format!("{count}项指标完成{}项：{}{part}", self.card.met, levels.join("，"))
        };
        let figure = figure::completion_of_most_lost(self.project, self.card, MOST_BARS);
        charted(message, figure, || {
            vec!["在“指标”页填写指标值和实际完成值后，这里是各项指标的完成率".to_owned()]
        })
    }

    fn achievements(&self) -> Slide {
        let best = self.card.best(self.project, MOST_POINTS);
        if best.is_empty() {
            return Slide {
                message: "尚无可列举的成效".to_owned(),
                content: Content::Points(vec!["填写实际完成值后，这里列出完成率最高的指标".to_owned()]),
            };
        }
        let over = self.card.rows.iter().filter(|row| row.status == Status::Over);
        let mut message = format!("{}项指标完成，完成率最高的{}项", self.card.met, best.len());
        // What is far over its target has to be explained first.
        match over.count() {
            0 => {}
            over => message.push_str(&format!("（超额较大的{over}项另行说明）")),
        }
        let rows = best.into_iter().map(|(row, completion)| {
            let indicator = &self.project.indicators[row];
            vec![
                self.field(indicator, "名称"),
                self.field(indicator, "指标值"),
                self.field(indicator, "实际"),
                number::percent(completion),
            ]
        });
        let columns = [
            ("指标", 10, Align::Left),
            ("目标", 5, Align::Right),
            ("实际完成", 5, Align::Right),
            ("完成率", 4, Align::Right),
        ];
        Slide {
            message,
            content: Content::Table(Table::of(&columns, rows)),
        }
    }

    fn losses(&self) -> Slide {
        let figure = figure::lost_points(self.project, self.card);
        let message = match self.card.stated_lost() {
            None => "尚未评分，失分未知".to_owned(),
            Some(_) => figure.title.clone(),
        };
        charted(message, figure, || {
            vec!["填写实际完成值和预算执行数后，这里是失分从满分到得分的去向".to_owned()]
        })
    }

    /// Which indicators lost points, by whom, and why; `None` where none did.
    fn problems(&self) -> Option<Slide> {
        let short = self.short();
        let names: Vec<String> = short.iter().take(2).map(|(row, _)| self.field(row, "名称")).collect();
        let rows = short.into_iter().take(MOST_POINTS).map(|(indicator, lost)| {
            vec![
                self.field(indicator, "名称"),
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
        (!names.is_empty()).then(|| Slide {
            message: format!("问题集中在{}", names.join("、")),
            content: Content::Table(Table::of(&columns, rows)),
        })
    }

    /// What will be done about which indicators, and by whom; `None` where there is nothing to do.
    fn measures(&self) -> Option<Slide> {
        let short = self.short();
        let measures = self.passage(Passage::Measures);
        let mut answers = false;
        let rows: Vec<Vec<String>> = measures
            .iter()
            .map(|measure| {
                let answered = short.iter().filter(|(indicator, _)| {
                    let written = self.values.print(&indicator.measure);
                    let written = written.trim().trim_end_matches(['。', '；']);
                    !written.is_empty() && measure.contains(written)
                });
                let (mut names, mut sections) = (Vec::new(), Vec::new());
                for (indicator, _) in answered {
                    names.push(self.field(indicator, "名称"));
                    let section = self.section(indicator);
                    if !sections.contains(&section) {
                        sections.push(section);
                    }
                }
                answers |= !names.is_empty();
                let or_dash = |words: Vec<String>| match words.as_slice() {
                    [] => "—".to_owned(),
                    words => shortened(&words.join("、"), MOST_CELL),
                };
                vec![measure.clone(), or_dash(names), or_dash(sections)]
            })
            .collect();
        let columns = [
            ("改进措施", 14, Align::Left),
            ("针对的指标", 8, Align::Left),
            ("责任科室", 5, Align::Left),
        ];
        let (message, content) = if answers {
            let message = format!("以{}项措施改进{}项失分指标", rows.len(), short.len());
            (message, Content::Table(Table::of(&columns, rows)))
        } else {
            let message = format!("下一步落实{}项改进措施", measures.len());
            (message, Content::Points(measures.clone()))
        };
        let planned = !self.project.improvement_plan.trim().is_empty();
        (!measures.is_empty() && (planned || !short.is_empty())).then_some(Slide { message, content })
    }

    /// What a review would find missing, and what the leaders are asked to decide.
    fn review(&self) -> Slide {
        let rows = || self.project.indicators.iter().zip(&self.card.rows);
        let mut points: Vec<String> = rows()
            .filter(|(indicator, row)| row.status == Status::Over && indicator.reason.trim().is_empty())
            .map(|(indicator, _)| {
                let (name, rate) = (self.field(indicator, "名称"), self.field(indicator, "完成率"));
                format!("{name}完成率{rate}，超额较大，须补充原因")
            })
            .collect();
        if self.project.evidence.is_empty() {
            points.push("佐证材料尚未登记，须为各项指标备齐证明材料".to_owned());
        }
        let unexplained = rows().filter(|(indicator, row)| {
            row.is_short() && (indicator.reason.trim().is_empty() || indicator.measure.trim().is_empty())
        });
        match unexplained.count() {
            0 => {}
            count => points.push(format!("{count}项失分指标的原因或措施没有填全")),
        }
        if self.card.unfilled > 0 {
            points.insert(0, self.unfilled());
        }
        let message = match (self.card.unfilled, points.len()) {
            (0, 0) => "可以提交复核".to_owned(),
            (0, count) => format!("提交复核前还有{count}件事要做"),
            (unfilled, _) => format!("还有{unfilled}项未填{}，得分尚不能审定", self.card.unfilled_remark()),
        };
        points.truncate(MOST_POINTS - 1);
        if self.card.unfilled == 0 && self.card.stated_total().is_some() {
            let grade = self.card.grade.as_ref().map_or("", |_| "、等级“{{等级}}”");
            points.push(self.values.print(&format!("提请审定：自评得分{{{{得分}}}}{grade}")));
        }
        Slide {
            message,
            content: Content::Points(points),
        }
    }

    /// Names what has no score yet, the budget line first.
    fn unfilled(&self) -> String {
        let budget = self.card.execution.score.is_none() && !self.card.execution.weight.is_zero();
        let rows = self.project.indicators.iter().zip(&self.card.rows);
        let rows = rows.filter(|(_, row)| row.score.is_none());
        let mut names = Vec::from_iter(budget.then(|| "预算执行".to_owned()));
        names.extend(self.project.indicators.is_empty().then(|| "绩效指标".to_owned()));
        names.extend(rows.map(|(indicator, _)| self.field(indicator, "名称")));
        let more = if names.len() > MOST_NAMED { "等" } else { "" };
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

    fn field(&self, indicator: &Indicator, field: &str) -> String {
        let printed = self.values.print(&format!("{{{{{}.{field}}}}}", indicator.id));
        shortened(&printed, MOST_CELL)
    }

    fn section(&self, indicator: &Indicator) -> String {
        let sections = self.project.sections.iter();
        let named = sections.filter(|section| Some(&section.id) == indicator.section.as_ref());
        filled(named.map(|section| section.name.clone()).collect())
    }

    /// Returns the sentences a passage proposes, as points.
    fn passage(&self, passage: Passage) -> Vec<String> {
        let heading = Heading {
            passages: vec![passage],
            ..Heading::default()
        };
        let text = self
            .values
            .print(&proposal(self.project, self.card, &heading).join("\n"));
        let points = text.split(['\n', '；', '。']).map(str::trim);
        points
            .filter(|point| !point.is_empty() && *point != "无")
            .take(MOST_POINTS)
            .map(|point| shortened(point, MOST_POINT))
            .collect()
    }
}

/// A chart below the message that stands instead of its title; the points where it has nothing to show.
fn charted(message: String, figure: Figure, points: impl FnOnce() -> Vec<String>) -> Slide {
    Slide {
        message,
        content: if figure.marks.is_empty() {
            Content::Points(points())
        } else {
            Content::Chart(Box::new(untitled(figure)))
        },
    }
}

fn filled(text: String) -> String {
    if text.trim().is_empty() {
        MISSING.to_owned()
    } else {
        text
    }
}
