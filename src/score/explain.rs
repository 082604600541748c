//! How a score came about, in the words and with the numbers an officer can check by hand.

mod indicator;

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::execution::{self, Gap, How};
use super::{Explanation, Scorecard, by_ratio, rate_cap, ratio_of, row};
use crate::model::budget::Amount;
use crate::model::scheme::{BudgetBase, BudgetRule, GradeShown, Scheme};
use crate::model::{BudgetLine, Project, number};

impl Scorecard {
    /// Explains the score of the indicator at a position; empty past the end.
    pub fn explain(&self, project: &Project, row: usize) -> Explanation {
        let Some(indicator) = project.indicators.get(row) else {
            return Explanation::default();
        };
        let scheme: &Scheme = &project.scheme;
        let assessment = row::assess(scheme, indicator);
        let mut explanation = indicator::explain(scheme, indicator, &assessment);
        if by_ratio(scheme)
            && let Some(goal) = indicator.goal.as_ref().and_then(|id| project.goal(id))
        {
            let _ = match goal.points {
                Some(percent) => write!(
                    explanation.rule,
                    "；所属年度绩效目标按权重比例{}%计入总分",
                    number::plain(percent)
                ),
                None => write!(explanation.rule, "；所属年度绩效目标未填权重比例，暂不计入总分"),
            };
        }
        explanation
    }

    /// Explains the execution score: its base, its rate, the cap.
    pub fn explain_execution(&self, project: &Project) -> Explanation {
        let rule = &project.scheme.budget;
        let (item, how) = execution::assess(&project.scheme, &project.budget);
        let base = rule.base.name();
        let weight = shown(rule.weight);
        let score = item.score.map(shown).unwrap_or_default();
        let rate = item.rate.map(number::percent).unwrap_or_default();
        let [actual, planned] = [item.actual, item.base].map(|sum| sum.map(number::money).unwrap_or_default());
        let divided = format!("{actual} ÷ {planned} ＝ {rate}");
        let (mut text, formula) = match how {
            How::NoItem => ("本评分办法不单独计预算执行分".to_owned(), String::new()),
            How::Linear => (
                format!(
                    "预算执行得分＝分值×执行率，执行率＝执行数÷{base}，四舍五入保留{}位小数",
                    project.scheme.rounding.row
                ),
                format!("执行率 {rate}；{weight} × {actual} ÷ {planned} = {score}"),
            ),
            How::Capped => {
                let cap = percent(rule.rate_cap);
                (
                    format!("执行率 {rate} 超过 {cap}，按 {cap} 计分；执行率＝执行数÷{base}"),
                    format!("{divided}；{weight} × {cap} = {score}"),
                )
            }
            How::Band { least, share } => {
                let (least, share) = (percent(least), percent(share));
                (
                    format!("预算执行按执行率分档计分：执行率达到 {least}，得分值的 {share}；执行率＝执行数÷{base}"),
                    format!("{divided}；{weight} × {share} = {score}"),
                )
            }
            How::BelowBands => (
                format!("预算执行按执行率分档计分：执行率低于各档，得0分；执行率＝执行数÷{base}"),
                divided,
            ),
            How::Judged(points) => (
                format!(
                    "{}，由填报人在0至分值之间评定；执行率＝执行数÷{base}",
                    overspent(rule, &rate)
                ),
                format!("{divided}；0 ≤ {} ≤ {weight}，得 {score} 分", shown(points)),
            ),
            How::Gap(Gap::Unjudged) => (
                format!(
                    "{}：请说明原因，并在 0～{weight} 分之间填写预算执行评定得分",
                    overspent(rule, &rate)
                ),
                divided,
            ),
            How::ZeroBase => (
                format!("{base}为0，执行率无法计算，预算执行得0分"),
                format!("{base} 0.00，得 0.00 分"),
            ),
            How::Gap(gap) => (execution_gap(project, gap), String::new()),
        };
        if rule.base == BudgetBase::AdjustedWithCarryOver
            && item.base.is_some()
            && project.budget.total(Amount::CarryOver).is_none()
        {
            text.push_str("；未填上年结转结余，按0计");
        }
        Explanation {
            rule: text,
            formula,
            citation: citation(&project.scheme, &rule.citation),
        }
    }

    /// Explains the total: its sum, a cap, the grade, and how it differs from the declared and the expected one.
    pub fn explain_total(&self, project: &Project) -> Explanation {
        let scheme: &Scheme = &project.scheme;
        let execution = self.execution.score.unwrap_or_default();
        let sum = self.before_cap.unwrap_or(self.total);
        let rows = sum.checked_sub(execution).unwrap_or_default();
        let (of, parts) = if by_ratio(scheme) {
            ("各年度绩效目标得分按权重比例折算后", self.goal_parts(project))
        } else {
            ("各指标得分（已四舍五入）", String::new())
        };
        let mut text = format!("总分＝{of}之和＋预算执行得分");
        let mut formula = format!("{parts}{} ＋ {} = {}", shown(rows), shown(execution), shown(sum));
        if self.unfilled > 0 {
            let _ = write!(text, "；还有 {} 项没有得分，暂按0分计入，不评等级", self.unfilled);
        }
        if self.before_cap.is_some() {
            let _ = match rate_cap(scheme, self.execution.rate).filter(|cap| *cap == self.total) {
                Some(cap) => write!(
                    text,
                    "；执行率 {} 偏低，总分不超过 {}",
                    self.execution.rate.map(number::percent).unwrap_or_default(),
                    shown(cap)
                ),
                None => write!(text, "；总分不超过满分 {}", shown(scheme.total)),
            };
            let _ = write!(formula, "，限为 {}", shown(self.total));
        }
        if let Some(grade) = &self.grade {
            let least = scheme
                .grade
                .bands
                .iter()
                .find(|band| band.name == *grade)
                .map(|band| band.at_least);
            let _ = write!(formula, "；{}", shown(self.total));
            if let Some(least) = least.filter(|least| *least > Decimal::ZERO) {
                let _ = write!(formula, " ≥ {}", number::plain(least));
            }
            let _ = write!(formula, "，等级{grade}");
            if scheme.grade.shown == GradeShown::Optional {
                text.push_str("；本办法可以不评级，等级供参考");
            }
        }
        for (name, other) in [("自评填报", project.declared), ("预计复核", project.expected)] {
            if let Some(other) = other {
                let difference = other.checked_sub(self.total).unwrap_or_default();
                let _ = match difference {
                    zero if zero.is_zero() => write!(formula, "；{name} {}，与系统计算一致", shown(other)),
                    above if above > Decimal::ZERO => {
                        write!(formula, "；{name} {}，比系统计算高 {}", shown(other), shown(above))
                    }
                    below => write!(
                        formula,
                        "；{name} {}，比系统计算低 {}",
                        shown(other),
                        shown(below.abs())
                    ),
                };
            }
        }
        Explanation {
            rule: text,
            formula,
            citation: match (&self.grade, scheme.grade.citation.as_str()) {
                (None, _) | (_, "") => scheme.citation.clone(),
                (Some(_), grade) => format!("{}；{grade}", scheme.citation),
            },
        }
    }

    /// Writes what each goal adds: `目标一 72.00 × 40% = 28.80；…`.
    fn goal_parts(&self, project: &Project) -> String {
        let mut parts = String::new();
        for (goal, subtotal) in project.goals.iter().zip(&self.goals) {
            let counted = number::round(ratio_of(subtotal.score, goal.points), project.scheme.rounding.row);
            let _ = match goal.points {
                Some(ratio) => write!(
                    parts,
                    "{} {} × {}% = {}；",
                    goal.name,
                    shown(subtotal.score),
                    number::plain(ratio),
                    shown(counted)
                ),
                None => write!(parts, "{} 未填权重比例；", goal.name),
            };
        }
        parts
    }
}

fn execution_gap(project: &Project, gap: Gap) -> String {
    match gap {
        Gap::NoAmounts => "未填预算金额，不能计算执行率".to_owned(),
        Gap::Missing(line, amount) => {
            let line = project.budget.lines.get(line);
            let label = line.map(BudgetLine::label).unwrap_or_default();
            if line.is_some_and(|line| !line.is_stated()) {
                return format!("“{label}”没有填写金额，不能计算执行率；没有这项支出的，请填0或删去这一行");
            }
            format!(
                "“{label}”未填{}，不能计算执行率；本办法以{}为分母，不用其他预算数代替",
                amount.name(),
                project.scheme.budget.base.name()
            )
        }
        Gap::Unjudged => "请填写预算执行评定得分".to_owned(),
        Gap::JudgedOutside(points) => format!(
            "预算执行评定得分 {} 超出范围，应在 0～{} 分之间",
            number::plain(points),
            shown(project.scheme.budget.weight)
        ),
        Gap::Magnitude => "预算金额过大，无法计算执行率".to_owned(),
    }
}

/// Says that more was spent than the rules give points for, with the rule as printed.
fn overspent(rule: &BudgetRule, rate: &str) -> String {
    format!(
        "执行率 {rate} 超过 {}，评分办法没有规定超出预算执行的得分（“{}”）",
        percent(rule.rate_cap),
        rule.text.trim().trim_end_matches('。')
    )
}

fn citation(scheme: &Scheme, own: &str) -> String {
    if own.is_empty() {
        scheme.citation.clone()
    } else {
        own.to_owned()
    }
}

/// Writes points with 2 decimals, or with all they have where there are more.
fn shown(points: Decimal) -> String {
    if points.normalize().scale() > 2 {
        number::plain(points)
    } else {
        number::points(points)
    }
}

/// Writes a fraction of the scheme as a percentage without trailing zeros: 0.6 is `60%`.
fn percent(fraction: Decimal) -> String {
    match fraction.checked_mul(Decimal::ONE_HUNDRED) {
        Some(value) => format!("{}%", number::plain(value)),
        None => number::plain(fraction),
    }
}
