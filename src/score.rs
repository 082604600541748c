//! Scores a project by its scheme: points, completion and the explanation of every point. Pure.
//!
//! [`score`] keeps numbers only; an explanation is put into words when it is asked for, from the same
//! assessment the points came from.

mod execution;
mod explain;
mod quantitative;
mod quantity;
mod row;
mod subtotal;
mod verdict;
mod weights;
mod whereabouts;

use rust_decimal::Decimal;

use crate::model::scheme::{FormCell, GoalUnit, GradeShown, Scheme};
use crate::model::{Budget, Goal, Id, Indicator, Project, Target, number};

pub use quantitative::is_banded;
pub use subtotal::Subtotal;
pub use whereabouts::Whereabouts;

use subtotal::{goals, levels};

/// Where an indicator stands against its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Target reached.
    Met,
    /// Target missed.
    Unmet,
    /// Target exceeded by so much that the scheme flags it.
    Over,
    /// Target, actual, weight or a judgement is missing or unreadable.
    Unfilled,
}

impl Status {
    /// Returns the word of the command line: `met`, `unmet`, `over`, `unfilled`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::Over => "over",
            Self::Unfilled => "unfilled",
        }
    }

    /// Returns the printed word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "达成",
            Self::Unmet => "未达成",
            Self::Over => "超额较大",
            Self::Unfilled => "未填",
        }
    }
}

/// The rule a row was scored by, with what is needed to explain it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Nothing to score yet.
    Unfilled,
    /// Positive target.
    Positive,
    /// Reverse target.
    Reverse,
    /// ＝ target.
    Equal,
    /// Range.
    Range,
    /// Zero target.
    Zero,
    /// By date.
    ByDate,
    /// Tiers.
    Qualitative,
    /// Yes/no.
    YesNo,
    /// Satisfaction bands.
    Satisfaction,
}

/// One scored indicator, at the same position as in `Project::indicators`.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The rule applied.
    pub rule: Rule,
    /// Actual against target, signed so that more is better; a fraction, not capped (1.5244 is 152.44 %), never below 0.
    ///
    /// `None` where something is missing, and where no rate is known: of tiers, of what is late, of a target of 0 that
    /// was exceeded.
    pub completion: Option<Decimal>,
    /// Computed score, 0..=weight, rounded half up; `None` where something is missing.
    pub score: Option<Decimal>,
    /// weight − score.
    pub lost: Option<Decimal>,
    /// Where it stands.
    pub status: Status,
    /// No formula gives the points: the officer awards them, or is still to do so.
    pub by_judgement: bool,
}

/// What stands where the points of a tier that is chosen, or of a miss that is judged, are still to be awarded.
pub const UNJUDGED: &str = "待评定";

/// What stands behind the number of what is unfilled where the budget line is among it.
pub const UNFILLED_BUDGET: &str = "（含预算执行）";
/// What is said of all that has no score where both kinds are among it.
pub const UNFILLED_OR_UNJUDGED: &str = "未填或待评定";

impl Row {
    /// Returns true where everything is filled in but the points that the officer awards.
    pub fn awaits_points(&self) -> bool {
        self.score.is_none() && self.by_judgement
    }

    /// Returns the printed word of where it stands.
    pub fn word(&self) -> &'static str {
        if self.awaits_points() {
            UNJUDGED
        } else {
            self.status.name()
        }
    }

    /// Returns true for rows of which there is nothing to explain: reached, not by far too much, and without a loss.
    pub fn is_as_planned(&self) -> bool {
        self.status == Status::Met && !self.is_short()
    }

    /// Returns true for rows that belong on the list of unfinished goals: missed, or not full marks.
    pub fn is_short(&self) -> bool {
        self.status == Status::Unmet || self.lost.is_some_and(|lost| lost > Decimal::ZERO)
    }

    /// Returns true where the reason of a deviation must be given: a target missed, points lost, or an actual so far
    /// over its target that the scheme wants it explained and the form has a column for it.
    pub fn owes_reason(&self, scheme: &Scheme, indicator: &Indicator) -> bool {
        let has_column = scheme.form.has(&[FormCell::Reason, FormCell::ReasonAndMeasure]);
        let is_reverse = indicator.target.as_ref().is_none_or(Target::is_reverse);
        let line = scheme.over_target.explain_at.filter(|_| has_column && !is_reverse);
        self.is_short() || line.zip(self.completion).is_some_and(|(line, done)| done >= line)
    }

    /// Returns true where a measure must be given: short of its target, and the form has a column for measures.
    pub fn owes_measure(&self, scheme: &Scheme) -> bool {
        self.is_short() && scheme.form.has(&[FormCell::Measure, FormCell::ReasonAndMeasure])
    }

    /// Names what a row short of its target owes and does not have: 偏差原因, 改进措施, both or nothing.
    pub fn unexplained(&self, scheme: &Scheme, indicator: &Indicator) -> Vec<&'static str> {
        let owed = [
            ("偏差原因", self.is_short(), &indicator.reason),
            ("改进措施", self.owes_measure(scheme), &indicator.measure),
        ];
        let owed = owed.into_iter();
        owed.filter_map(|(word, is_owed, text)| (is_owed && text.trim().is_empty()).then_some(word))
            .collect()
    }
}

/// The scored budget line.
#[derive(Clone, Debug, PartialEq)]
pub struct Execution {
    /// 预算数 by the scheme's base, 万元.
    pub base: Option<Decimal>,
    /// 执行数, 万元.
    pub actual: Option<Decimal>,
    /// 执行数 / 预算数 as a fraction, not capped.
    pub rate: Option<Decimal>,
    /// Points of the item.
    pub weight: Decimal,
    /// Computed score, rounded half up.
    pub score: Option<Decimal>,
}

/// A sum of weights against what the scheme demands.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightCheck {
    /// What is summed: 产出指标, 年度绩效目标合计, 全部 …
    pub name: String,
    /// The goal, when its indicators are summed.
    pub goal: Option<Id>,
    /// The sum of the weights stated.
    pub sum: Decimal,
    /// What it must be; `None` where nothing is demanded.
    pub demanded: Option<Decimal>,
}

impl WeightCheck {
    /// Returns true when the sum is what is demanded, or nothing is.
    pub fn holds(&self) -> bool {
        self.demanded.is_none_or(|demanded| demanded == self.sum)
    }
}

impl Scorecard {
    /// Returns the points that can be earned in all where they are not full marks.
    pub fn points_apart(&self) -> Option<Decimal> {
        let all = self.weights.last().filter(|all| !all.holds())?;
        all.sum.checked_add(self.execution.weight)
    }
}

/// One item of the ranked list of lost points.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// Position of the indicator; `None` for the budget line.
    pub row: Option<usize>,
    /// Points lost, above 0.
    pub lost: Decimal,
}

/// Everything computed from a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorecard {
    /// The budget line.
    pub execution: Execution,
    /// One row an indicator, same order.
    pub rows: Vec<Row>,
    /// By 一级指标, in order of first appearance.
    pub levels: Vec<Subtotal>,
    /// By goal, in the project's order; empty without goals.
    pub goals: Vec<Subtotal>,
    /// Weight sums against the scheme, total last.
    pub weights: Vec<WeightCheck>,
    /// Lost points, greatest first, then in printed order; the budget line first among equals.
    pub losses: Vec<Loss>,
    /// Sum of the rounded rows and the execution score, after caps; what is missing counts nothing.
    pub total: Decimal,
    /// Sum before a cap by rate or by full marks, when one holds.
    pub before_cap: Option<Decimal>,
    /// Rows without a score, plus one when the budget line has none, plus the goals without their 权重比例.
    pub unfilled: usize,
    /// 等级 of the total; `None` while anything is unfilled, while the weights do not add up, or where the scheme has none.
    pub grade: Option<String>,
    /// Rows met (with over), unmet.
    pub met: usize,
    /// Rows unmet.
    pub unmet: usize,
    /// Rows flagged as over target.
    pub over: usize,
}

impl Scorecard {
    /// Returns the total, or `None` while neither an indicator nor the budget line has a score: nothing is not 0.
    pub fn stated_total(&self) -> Option<Decimal> {
        let is_scored = self.execution.score.is_some() || self.rows.iter().any(|row| row.score.is_some());
        is_scored.then_some(self.total)
    }

    /// Returns the points lost, or `None` while neither an indicator nor the budget line has a score.
    pub fn stated_lost(&self) -> Option<Decimal> {
        self.stated_total()?;
        let add = |sum: Decimal, loss: &Loss| sum.checked_add(loss.lost).unwrap_or(Decimal::MAX);
        Some(self.losses.iter().fold(Decimal::ZERO, add))
    }

    /// Returns what is said of all that has no score: 未填, 待评定 where only points are still to be awarded.
    pub fn unfilled_word(&self) -> &'static str {
        let awaiting = self.rows.iter().filter(|row| row.awaits_points()).count();
        let is_awaited = self.execution.score.is_none() && self.execution.rate.is_some();
        let awaiting = awaiting + usize::from(is_awaited);
        match self.unfilled - awaiting {
            _ if awaiting == 0 => "未填",
            0 => UNJUDGED,
            _ => UNFILLED_OR_UNJUDGED,
        }
    }

    /// Returns words behind the number of what is unfilled that say when the budget line is among it: beside it the
    /// unfilled indicators are counted.
    pub fn unfilled_remark(&self) -> &'static str {
        let is_missing = self.execution.score.is_none() && !self.execution.weight.is_zero();
        if is_missing { UNFILLED_BUDGET } else { "" }
    }

    /// Returns the positions of the reached indicators with the highest completion, then the greatest weight, each with
    /// its completion.
    ///
    /// What is flagged as far over its target is a question for a reviewer, not an achievement to show; what was not to
    /// happen has no rate to be ranked by.
    pub fn best(&self, project: &Project, most: usize) -> Vec<(usize, Decimal)> {
        let rows = project.indicators.iter().zip(&self.rows).enumerate();
        let mut best: Vec<(usize, Option<Decimal>, Decimal)> = rows
            .filter(|(_, (indicator, row))| row.status == Status::Met && indicator.actual_number().is_some())
            .filter(|(_, (indicator, _))| !indicator.target.as_ref().is_some_and(Target::wants_nothing))
            .filter_map(|(position, (indicator, row))| Some((position, indicator.weight, row.completion?)))
            .filter(|(_, _, completion)| *completion >= Decimal::ONE)
            .collect();
        best.sort_by(|(_, weight, rate), (_, other_weight, other_rate)| {
            (other_rate, other_weight).cmp(&(rate, weight))
        });
        best.truncate(most);
        best.into_iter().map(|(position, _, rate)| (position, rate)).collect()
    }
}

/// How a score came about, in Chinese.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The rule in words.
    pub rule: String,
    /// The formula with the numbers filled in.
    pub formula: String,
    /// The regulation it rests on.
    pub citation: String,
}

/// Scores a project.
pub fn score(project: &Project) -> Scorecard {
    let scheme: &Scheme = &project.scheme;
    let (execution, _) = execution::assess(scheme, &project.budget);
    let rows: Vec<Row> = project
        .indicators
        .iter()
        .map(|indicator| row::assess(scheme, indicator).row(indicator.weight))
        .collect();
    let levels = levels(&project.indicators, &rows);
    let goals = goals(project, &rows);
    let ratios = by_ratio(scheme).then_some(project.goals.as_slice());

    let all = Subtotal::of_rows(&project.indicators, &rows);
    let earned = match ratios {
        None => all.score,
        Some(ratios) => weighted_score(ratios, &goals, all.score, scheme.rounding.row),
    };
    let sum = weights::add(earned, execution.score.unwrap_or_default());
    let total = capped(scheme, execution.rate, sum);
    let ratios_missing = ratios.map_or(0, |goals| goals.iter().filter(|goal| goal.points.is_none()).count());
    let unfilled = all.unfilled + usize::from(execution.score.is_none()) + ratios_missing;
    let count = |status| rows.iter().filter(|row| row.status == status).count();
    let over = count(Status::Over);
    let weights = weights::checks(project, &levels, &goals, all.weight);
    let graded = unfilled == 0 && weights.last().is_none_or(WeightCheck::holds);
    Scorecard {
        losses: losses(project, &execution, &rows, ratios),
        weights,
        grade: graded.then(|| grade(scheme, total).map(str::to_owned)).flatten(),
        met: count(Status::Met) + over,
        unmet: count(Status::Unmet),
        over,
        before_cap: (total != sum).then_some(sum),
        total,
        unfilled,
        execution,
        rows,
        levels,
        goals,
    }
}

/// Scores one indicator by a scheme, outside any project: how test vectors are run.
pub fn score_indicator(scheme: &Scheme, indicator: &Indicator) -> Row {
    row::assess(scheme, indicator).row(indicator.weight)
}

/// Scores a budget by a scheme, outside any project: how test vectors are run.
pub fn score_execution(scheme: &Scheme, budget: &Budget) -> Execution {
    execution::assess(scheme, budget).0
}

/// Returns the total a sum comes to: at most full marks, and at most what a low execution rate allows.
pub fn capped(scheme: &Scheme, rate: Option<Decimal>, sum: Decimal) -> Decimal {
    let full_marks = (scheme.total > Decimal::ZERO).then_some(scheme.total);
    full_marks
        .into_iter()
        .chain(rate_cap(scheme, rate))
        .fold(sum, Decimal::min)
}

/// Returns the least cap that an execution rate brings.
fn rate_cap(scheme: &Scheme, rate: Option<Decimal>) -> Option<Decimal> {
    let rate = rate?;
    scheme
        .caps_by_rate
        .iter()
        .filter(|cap| rate < cap.below)
        .map(|cap| cap.max_total)
        .min()
}

/// Returns the 等级 of a total; `None` where the scheme shows none.
pub fn grade(scheme: &Scheme, total: Decimal) -> Option<&str> {
    match scheme.grade.shown {
        GradeShown::Never => None,
        GradeShown::Always | GradeShown::Optional => scheme
            .grade
            .bands
            .iter()
            .find(|band| total >= band.at_least)
            .map(|band| band.name.as_str()),
    }
}

/// True where the score of a goal enters the total by its 权重比例.
fn by_ratio(scheme: &Scheme) -> bool {
    scheme.goals.as_ref().is_some_and(|rule| rule.unit == GoalUnit::Ratio)
}

/// Returns `percent` of some points; a missing percentage counts nothing.
fn ratio_of(points: Decimal, percent: Option<Decimal>) -> Decimal {
    percent
        .and_then(|percent| quantity::portion(points, (percent, Decimal::ONE_HUNDRED)))
        .unwrap_or_default()
}

/// Sums the scores of the goals, each by its ratio and rounded, and the rows outside any goal in full.
fn weighted_score(goals: &[Goal], subtotals: &[Subtotal], all: Decimal, places: u32) -> Decimal {
    goals.iter().zip(subtotals).fold(all, |sum, (goal, subtotal)| {
        let counted = number::round(ratio_of(subtotal.score, goal.points), places);
        weights::add(sum.checked_sub(subtotal.score).unwrap_or_default(), counted)
    })
}

/// Ranks what was lost, as it lowers the total: by the ratio of the goal where there is one.
fn losses(project: &Project, execution: &Execution, rows: &[Row], ratios: Option<&[Goal]>) -> Vec<Loss> {
    let lost_execution = execution
        .score
        .and_then(|score| execution.weight.checked_sub(score))
        .map(|lost| Loss { row: None, lost });
    let counted = |position: usize, lost: Decimal| match ratios {
        None => lost,
        Some(_) => match project.indicators[position]
            .goal
            .as_ref()
            .and_then(|id| project.goal(id))
        {
            Some(goal) => ratio_of(lost, goal.points),
            None => lost,
        },
    };
    let mut losses: Vec<Loss> = lost_execution
        .into_iter()
        .chain(rows.iter().enumerate().filter_map(|(position, row)| {
            let lost = row.lost.filter(|lost| *lost > Decimal::ZERO)?;
            Some(Loss {
                row: Some(position),
                lost: counted(position, lost),
            })
        }))
        .filter(|loss| loss.lost > Decimal::ZERO)
        .collect();
    // Stable: equals stay in printed order, the budget line first.
    losses.sort_by_key(|loss| std::cmp::Reverse(loss.lost));
    losses
}
