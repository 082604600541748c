//! The pages on what went wrong and what follows from it: problems, measures, the decisions asked for.

use rust_decimal::Decimal;

use super::{
    BETWEEN_SENTENCES, Content, Deck, MOST_CELL, MOST_NAME, MOST_NAME_IN_TEXT, MOST_NAMED, MOST_POINT, MOST_POINTS,
    MOST_REASON, MOST_WORD, Slide, shortened,
};
use crate::check::{Severity, check, parted};
use crate::figure::names;
use crate::model::outline::Passage;
use crate::model::{Indicator, number};
use crate::report::form::MISSING;
use crate::report::{Align, Table};
use crate::score::{Loss, Status, UNFILLED_OR_UNJUDGED, UNJUDGED, Whereabouts};

/// What stands where a measure is for no indicator, and so no section's.
const NOBODY: &str = "—";

/// Most rows of the table of reasons, which are long.
const MOST_REASONS: usize = 5;

/// Most things to be put right that are told one by one.
const MOST_WRONG: usize = 2;

/// Rules whose findings the last page tells in words of its own.
const TOLD: [&str; 2] = ["C17", "C18"];

/// What will be done.
pub(super) struct Plan {
    /// How many measures.
    count: usize,
    /// Whether every one of them has its sections.
    assigned: bool,
}

impl Deck<'_> {
    /// Which indicators lost points, by whom, and why; `None` where none did.
    pub(super) fn problems(&self) -> Option<Slide> {
        let losses: Vec<Loss> = self
            .card
            .losses
            .iter()
            .filter(|loss| loss.row.is_some())
            .cloned()
            .collect();
        let name = |loss: &Loss| {
            let indicator = loss.row.and_then(|row| self.project.indicators.get(row));
            indicator.map_or_else(String::new, |indicator| self.listed_name(indicator))
        };
        let whereabouts = Whereabouts::of(&losses);
        let unexplained = losses.iter().filter_map(|loss| self.project.indicators.get(loss.row?));
        let unexplained = unexplained.filter(|one| one.reason.trim().is_empty()).count();
        let count = losses.len();
        // The page on measures says that both are missing.
        if unexplained == count && !self.is_planned() {
            return None;
        }
        let mut message = match whereabouts {
            Whereabouts::Nowhere => return None,
            _ if unexplained == count => format!("{count}项指标失分，原因{}没有填写", super::super::all_of(count)),
            _ if let Some(cause) = self.main_cause(&losses) => cause,
            Whereabouts::All(losses) | Whereabouts::Mostly(losses) => {
                format!("问题集中在{}", losses.iter().map(name).collect::<Vec<_>>().join("、"))
            }
            Whereabouts::Greatest(_) | Whereabouts::Equal { .. } => {
                format!("{count}项指标失分，{}", whereabouts.sentence(name))
            }
        };
        if (1..count).contains(&unexplained) {
            message.push_str(&format!("，{unexplained}项原因未填"));
        }
        let rows = self.short().into_iter().take(MOST_REASONS).map(|(indicator, lost)| {
            vec![
                self.name(indicator, MOST_NAME),
                lost,
                (indicator.cause).map_or_else(|| MISSING.to_owned(), |cause| cause.name().to_owned()),
                filled(shortened(&self.values.print(&indicator.reason), MOST_REASON)),
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
        let (table, unfilled) = without_unfilled(&columns, rows.collect());
        Some(Slide {
            message,
            content: Content::Table(table),
            rest: both(self.rest_of(&losses, MOST_REASONS), unfilled),
        })
    }

    /// Tells whether any measure is written down.
    fn is_planned(&self) -> bool {
        let measures = || self.short().into_iter().map(|(indicator, _)| indicator.measure.trim());
        !self.project.improvement_plan.trim().is_empty() || measures().any(|measure| !measure.is_empty())
    }

    /// Says which 原因类别 cost more than all others together; `None` where none did.
    fn main_cause(&self, losses: &[Loss]) -> Option<String> {
        let sum = |losses: &[&Loss]| {
            let lost = losses.iter().map(|loss| loss.lost);
            lost.fold(Decimal::ZERO, Decimal::saturating_add)
        };
        let cause_of = |loss: &Loss| loss.row.and_then(|row| self.project.indicators.get(row)?.cause);
        let all = sum(&losses.iter().collect::<Vec<_>>());
        losses.iter().find_map(|one| {
            let cause = cause_of(one)?;
            let alike: Vec<&Loss> = losses.iter().filter(|loss| cause_of(loss) == Some(cause)).collect();
            let lost = sum(&alike);
            let name = names::quoted(cause.name());
            let said = format!(
                "{}项指标因{name}失{}分，占失分的一半以上",
                alike.len(),
                number::points(lost)
            );
            (lost.saturating_add(lost) > all).then_some(said)
        })
    }

    /// What will be done about which indicators, and by whom; `None` where there is nothing to do.
    pub(super) fn measures(&self) -> Option<(Slide, Option<Plan>)> {
        let short = self.short();
        let planned = !self.project.improvement_plan.trim().is_empty();
        if short.is_empty() && !planned {
            return None;
        }
        if !self.is_planned() {
            let rows = short
                .iter()
                .take(MOST_POINTS)
                .map(|(indicator, lost)| vec![self.name(indicator, MOST_NAME), lost.clone(), self.section(indicator)]);
            let columns = [
                ("失分指标", 12, Align::Left),
                ("扣分", 3, Align::Right),
                ("责任科室", 6, Align::Left),
            ];
            let (table, unfilled) = without_unfilled(&columns, rows.collect());
            let rest = match short.len().saturating_sub(MOST_POINTS) {
                0 => String::new(),
                count => format!("其余{count}项见自评表"),
            };
            let slide = Slide {
                message: match short.iter().all(|(indicator, _)| indicator.reason.trim().is_empty()) {
                    true => format!("{}项失分指标的原因和改进措施都没有填写", short.len()),
                    false => format!("{}项失分指标还没有改进措施", short.len()),
                },
                content: Content::Table(table),
                rest: both(rest, unfilled),
            };
            return Some((slide, None));
        }
        let measures = if planned {
            self.sentences(Passage::Measures)
        } else {
            // What each is for has a column of its own.
            let rows = self.project.indicators.iter().zip(&self.card.rows);
            let measures = rows
                .filter(|(_, row)| row.is_short())
                .map(|(one, _)| one.measure.as_str());
            self.sentences_of(&measures.collect::<Vec<_>>().join("\n"))
        };
        let count = measures.len();
        let mut answered = Vec::new();
        let mut answering = 0;
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
                names.push(self.name(indicator, MOST_NAME_IN_TEXT));
                let section = self.section(indicator);
                if !sections.contains(&section) {
                    sections.push(section);
                }
                if !answered.contains(&&indicator.id) {
                    answered.push(&indicator.id);
                }
            }
            answering += usize::from(!names.is_empty());
            if names.len() > 1 {
                names.iter_mut().for_each(|name| *name = names::quoted(name));
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
            let message = match answering {
                all if all == count => format!("以{count}项措施改进{}项失分指标", answered.len()),
                some => format!("{count}项改进措施，其中{some}项针对{}项失分指标", answered.len()),
            };
            let (table, unfilled) = without_unfilled(&columns, rows);
            rest.extend(Some(unfilled).filter(|unfilled| !unfilled.is_empty()));
            (message, Content::Table(table))
        };
        let slide = Slide {
            message,
            content,
            rest: rest.join("，"),
        };
        (count > 0).then_some((slide, Some(Plan { count, assigned })))
    }

    /// What a review would find missing, and what the leaders are asked to decide.
    pub(super) fn review(&self, plan: Option<Plan>) -> Slide {
        let rows = || self.project.indicators.iter().zip(&self.card.rows);
        let over: Vec<&Indicator> = rows()
            .filter(|(indicator, row)| row.status == Status::Over && indicator.reason.trim().is_empty())
            .map(|(indicator, _)| indicator)
            .collect();
        let mut open: Vec<String> = if over.len() > MOST_NAMED {
            let names = over.iter().take(MOST_NAMED);
            let names: Vec<String> = names.map(|indicator| self.listed_name(indicator)).collect();
            vec![format!(
                "{}等{}项完成率超额较大，须补充原因",
                names.join("、"),
                over.len()
            )]
        } else {
            let point = |indicator: &&Indicator| {
                let name = self.name(indicator, MOST_CELL);
                let rate = self.field(indicator, "完成率", MOST_CELL);
                format!("{name}完成率{rate}，超额较大，须补充原因")
            };
            over.iter().map(point).collect()
        };
        if self.project.evidence.is_empty() {
            open.push("佐证材料尚未登记，须为各项指标备齐证明材料".to_owned());
        }
        let scheme = &self.project.scheme;
        let unexplained = rows().filter(|(indicator, row)| !row.unexplained(scheme, indicator).is_empty());
        match unexplained.count() {
            0 => {}
            count => open.push(format!("{count}项失分指标的原因或措施没有填全")),
        }
        let (findings, _) = parted(self.project, check(self.project, self.card));
        let of = |severity| findings.iter().filter(move |finding| finding.severity == severity);
        let wrong: Vec<_> = of(Severity::Error).collect();
        let is_told = |rule| TOLD.contains(&rule) || rule == "C51" && self.project.evidence.is_empty();
        match of(Severity::Warning).filter(|finding| !is_told(finding.rule)).count() {
            0 => {}
            count => open.push(format!("{count}处须说明的内容没有说明，见校核意见")),
        }
        if self.card.unfilled > 0 {
            open.insert(0, self.unfilled());
        } else {
            // What contradicts itself comes first: no reviewer passes over it.
            let mut first: Vec<String> = wrong
                .iter()
                .take(MOST_WRONG)
                .map(|one| shortened(&one.sentence, MOST_POINT))
                .collect();
            if let Some(more @ 1..) = wrong.len().checked_sub(MOST_WRONG) {
                first.push(format!("另有{more}处须改正，见校核意见"));
            }
            open.splice(..0, first);
        }
        let message = match (self.card.unfilled, open.len()) {
            (0, 0) => "可以提交复核".to_owned(),
            (0, count) => format!("提交复核前还有{count}件事要做"),
            (unfilled, _) => format!(
                "还有{unfilled}项{}{}，得分尚不能审定",
                self.card.unfilled_word(),
                self.card.unfilled_remark()
            ),
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
            // Nobody is asked to sign what is known to be wrong.
            asked.push(match wrong.len() {
                0 => "提请签发：自评报告和自评表".to_owned(),
                count => format!("提请督促：{count}处须改正的内容由有关科室改正并重新校核"),
            });
        }
        Slide {
            message,
            content: Content::Decision { open, asked },
            rest: String::new(),
        }
    }

    /// What to begin with.
    pub(super) fn blank(&self) -> Slide {
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
        names.extend(rows.map(|(indicator, _)| self.listed_name(indicator)));
        let more = match names.len() {
            count if count > MOST_NAMED => format!("等{count}项"),
            _ => String::new(),
        };
        names.truncate(MOST_NAMED);
        match names.as_slice() {
            [] => "年度绩效目标的权重比例尚未填写".to_owned(),
            names => format!("{}：{}{more}", self.lacking(), names.join("、")),
        }
    }

    /// Says what is to be done with what has no score yet: what is filled in still waits for its points.
    fn lacking(&self) -> &'static str {
        match self.card.unfilled_word() {
            UNJUDGED => "尚待评定",
            UNFILLED_OR_UNJUDGED => "尚未填写或评定",
            _ => "尚未填写",
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

    /// Returns a name as it stands among others in a sentence.
    fn listed_name(&self, indicator: &Indicator) -> String {
        names::quoted(&self.name(indicator, MOST_NAME_IN_TEXT))
    }

    fn section(&self, indicator: &Indicator) -> String {
        let sections = self.project.sections.iter();
        let named = sections.filter(|section| Some(&section.id) == indicator.section.as_ref());
        let name: String = named.map(|section| section.name.clone()).collect();
        filled(shortened(&name, MOST_WORD))
    }
}

/// Makes a table without the columns in which nothing is filled in, and says which they are: what says the same in every
/// row is said once, and the rest has their room.
fn without_unfilled(columns: &[(&str, u16, Align)], mut rows: Vec<Vec<String>>) -> (Table, String) {
    let is_unfilled = |at: usize| rows.iter().all(|row| row[at] == MISSING || row[at] == NOBODY);
    let is_left_out = |at: usize| is_unfilled(at) && rows.iter().any(|row| row[at] == MISSING);
    let (left_out, kept): (Vec<usize>, Vec<usize>) = (0..columns.len()).partition(|at| is_left_out(*at));
    let names: Vec<&str> = left_out.iter().map(|at| columns[*at].0).collect();
    let unfilled = match names.as_slice() {
        [] => String::new(),
        names => format!("{}{MISSING}", names.join("、")),
    };
    for row in &mut rows {
        *row = kept.iter().map(|at| std::mem::take(&mut row[*at])).collect();
    }
    let columns: Vec<_> = kept.iter().map(|at| columns[*at]).collect();
    (Table::of(&columns, rows), unfilled)
}

/// Joins what stands at the foot.
fn both(one: String, other: String) -> String {
    let said = [one, other];
    let said: Vec<&str> = said
        .iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    said.join("；")
}

/// Joins names, as many as have room, and says how many there are where some have none.
fn listed(names: &[String], unit: &str, most: usize) -> String {
    if names.is_empty() {
        return NOBODY.to_owned();
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
