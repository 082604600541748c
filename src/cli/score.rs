//! Scores as JSON for other tools and as text for a terminal.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::{Indicator, Project, Scheme, number};
use crate::report;
use crate::score::{Explanation, Row, Rule, Scorecard};

/// The contract of `score --json`: fields in this order, numbers as decimal strings, `null` for missing.
#[derive(Serialize)]
struct Scored<'a> {
    scheme: &'a str,
    total: Option<String>,
    declared: Option<String>,
    grade: Option<&'a str>,
    budget: ScoredBudget,
    indicators: Vec<ScoredIndicator<'a>>,
}

#[derive(Serialize)]
struct ScoredBudget {
    base: Option<String>,
    execution_rate: Option<String>,
    weight: String,
    score: Option<String>,
}

#[derive(Serialize)]
struct ScoredIndicator<'a> {
    id: &'a str,
    goal: Option<&'a str>,
    level1: &'a str,
    level2: &'a str,
    name: &'a str,
    target: Option<String>,
    actual: Option<String>,
    unit: Option<&'a str>,
    weight: Option<String>,
    completion: Option<String>,
    score: Option<String>,
    status: &'static str,
    rule: &'static str,
    explanation: String,
}

/// Writes the scores as JSON.
pub fn json(project: &Project, card: &Scorecard) -> String {
    let scheme: &Scheme = &project.scheme;
    let indicators = project.indicators.iter().zip(&card.rows).enumerate();
    printed(&Scored {
        scheme: &scheme.id,
        total: card.stated_total().map(points),
        declared: project.declared.map(points),
        grade: card.grade.as_deref(),
        budget: ScoredBudget {
            base: card.execution.base.map(number::plain),
            execution_rate: card.execution.rate.map(|rate| fraction(rate, scheme)),
            weight: points(card.execution.weight),
            score: card.execution.score.map(points),
        },
        indicators: indicators
            .map(|(position, (indicator, row))| ScoredIndicator {
                id: &indicator.id.0,
                goal: indicator.goal.as_ref().map(|id| {
                    let named = project.goal(id).filter(|goal| !goal.name.is_empty());
                    named.map_or(id.0.as_str(), |goal| goal.name.as_str())
                }),
                level1: &indicator.level1,
                level2: &indicator.level2,
                name: &indicator.name,
                target: indicator.target.is_some().then(|| indicator.target_text()),
                actual: indicator.actual.is_some().then(|| indicator.actual_text(scheme)),
                unit: Some(indicator.unit.as_str()).filter(|unit| !unit.is_empty()),
                weight: indicator.weight.map(points),
                completion: row.completion.map(|completion| fraction(completion, scheme)),
                score: row.score.map(points),
                status: row.status.code(),
                rule: code(row.rule),
                explanation: sentence(&card.explain(project, position)),
            })
            .collect(),
    })
}

/// Writes a value as JSON, one field a line.
pub fn printed(value: &impl Serialize) -> String {
    // Plain structures of texts and numbers are always written.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// Says how much has no score; `None` where all has.
pub fn unfilled(card: &Scorecard) -> Option<String> {
    (card.unfilled > 0).then(|| format!("{}项{}{}", card.unfilled, card.unfilled_word(), card.unfilled_remark()))
}

/// Writes the scores for reading in a terminal.
pub fn text(project: &Project, card: &Scorecard) -> String {
    let or_dash = |value: Option<Decimal>| value.map_or_else(|| "—".to_owned(), points);
    let mut lines = vec![
        heading(project),
        format!("评分办法  {}", project.scheme.name),
        format!(
            "系统计算  {}{}",
            or_dash(card.stated_total()),
            card.grade
                .as_ref()
                .map(|grade| format!("  {grade}"))
                .unwrap_or_default()
        ),
        format!(
            "自评填报  {}  预计复核  {}",
            beside(project.declared, card.total),
            beside(project.expected, card.total)
        ),
    ];
    if let Some(unfilled) = unfilled(card) {
        lines.push(format!("未填完    {unfilled}，未计入得分"));
    }
    let execution = &card.execution;
    if execution.weight > Decimal::ZERO {
        lines.push(format!(
            "预算执行  {} / {}  执行率 {}",
            or_dash(execution.score),
            points(execution.weight),
            execution.rate.map_or_else(|| "—".to_owned(), number::percent)
        ));
    }
    lines.push(String::new());
    for (indicator, row) in project.indicators.iter().zip(&card.rows) {
        lines.push(format!(
            "{:>6} / {:<6} {}  {}  {}",
            or_dash(row.score),
            or_dash(indicator.weight),
            row.status.name(),
            indicator.name,
            against(target(indicator), report::form::actual(project, indicator), row)
        ));
    }
    lines.join("\n")
}

/// Says whom and which year the scores are of.
fn heading(project: &Project) -> String {
    let subject = match project.subject() {
        "" => "（单位名称未填）",
        subject => subject,
    };
    match project.year {
        0 => format!("{subject}  （年度未填）"),
        year => format!("{subject}  {year}年度"),
    }
}

/// Writes a target with its unit.
fn target(indicator: &Indicator) -> String {
    let target = indicator.target.as_ref();
    target
        .map(|target| target.text_with(&indicator.unit))
        .unwrap_or_default()
}

/// Writes a score with how it differs from the computed one.
fn beside(score: Option<Decimal>, computed: Decimal) -> String {
    let Some(score) = score else { return "—".to_owned() };
    let difference = match score.checked_sub(computed) {
        None => String::new(),
        Some(none) if none.is_zero() => "（与系统计算一致）".to_owned(),
        Some(above) if above > Decimal::ZERO => format!("（比系统计算高 {}）", points(above)),
        Some(below) => format!("（比系统计算低 {}）", points(below.abs())),
    };
    format!("{}{difference}", points(score))
}

/// Sets target and actual side by side.
fn against(target: String, actual: String, row: &Row) -> String {
    let target = if target.is_empty() { "未填".to_owned() } else { target };
    let completion = row
        .completion
        .map(|completion| format!("，完成率 {}", number::percent(completion)))
        .unwrap_or_default();
    format!("目标 {target}，实际 {actual}{completion}")
}

/// Joins the parts of an explanation.
fn sentence(explanation: &Explanation) -> String {
    let parts = [&explanation.rule, &explanation.formula, &explanation.citation];
    let stated: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    stated.join("；")
}

/// Writes points with at least two decimals, losing none.
fn points(value: Decimal) -> String {
    if value.normalize().scale() > 2 {
        number::plain(value)
    } else {
        format!("{value:.2}")
    }
}

/// Writes a rate as a fraction with the decimals its percentage is printed with.
fn fraction(value: Decimal, scheme: &Scheme) -> String {
    let printed = |percentage| number::rate(percentage, scheme.rounding.rate) / Decimal::ONE_HUNDRED;
    let percentage = value.checked_mul(Decimal::ONE_HUNDRED);
    number::plain(percentage.map_or(value, printed))
}

/// Returns the word of a rule for other tools.
fn code(rule: Rule) -> &'static str {
    match rule {
        Rule::Unfilled => "unfilled",
        Rule::Positive => "positive",
        Rule::Reverse => "reverse",
        Rule::Equal => "equal",
        Rule::Range => "range",
        Rule::Zero => "zero",
        Rule::ByDate => "by_date",
        Rule::Qualitative => "qualitative",
        Rule::YesNo => "yes_no",
        Rule::Satisfaction => "satisfaction",
    }
}
