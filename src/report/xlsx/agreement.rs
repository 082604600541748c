//! What must agree in a workbook: each check as two formulas with the numbers we have for them.

mod money;

use rust_decimal::Decimal;

use super::budget::Layout;
use super::expression::Expression as E;
use super::filling::Places;
use super::{checks, detail, facts, import, line_of, ranges, summary};
use crate::model::scheme::{FormCell, GoalUnit};
use crate::model::{Id, Indicator, Project, RelationKind, Target, number};
use crate::report::form::{self, MISSING};
use crate::score::{Scorecard, WeightCheck};

/// Decimals to which numbers must agree.
pub const PLACES: u32 = 6;

/// One side of a check: what is written, and the number it comes to.
pub struct Side {
    pub formula: Option<String>,
    pub value: Option<Decimal>,
}

impl Side {
    /// A number that stands nowhere else.
    fn number(value: Option<Decimal>) -> Self {
        Self { formula: None, value }
    }

    /// A formula with the number we have for it.
    fn formula(formula: impl Into<String>, value: Option<Decimal>) -> Self {
        Self {
            formula: Some(formula.into()),
            value,
        }
    }
}

/// One check.
pub struct Check {
    pub group: Group,
    pub name: String,
    /// 应为.
    pub demanded: Side,
    /// 实为.
    pub found: Side,
}

/// What a check is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// 分值.
    Weights,
    /// 计算符号.
    Signs,
    /// 预算, in 万元.
    Budget,
    /// 得分.
    Scores,
    /// What the form demands in words.
    Owed,
    /// 系统导入, whose cells are plain, against 自评表 as it is by now.
    Import,
    /// 勾稽关系 between numbers of any unit but 万元.
    Relations,
    /// 勾稽关系 between amounts in 万元.
    Amounts,
}

impl Group {
    /// Returns the word in the sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Weights => "分值",
            Self::Signs => "计算符号",
            Self::Budget => "预算（万元）",
            Self::Scores => "得分",
            Self::Owed => "必填",
            Self::Import => "系统导入",
            Self::Relations | Self::Amounts => "勾稽关系",
        }
    }
}

/// Returns every check of a project, in the order of the sheet.
pub fn all(project: &Project, card: &Scorecard, money: &Layout, places: &Places) -> Vec<Check> {
    let mut checks = weights(project, card, money);
    checks.extend(signs(project, places));
    checks.extend(money::checks(project, card, money, places));
    checks.extend(tiers(project, card, places));
    checks.extend(scores(project, card, money, places));
    checks.extend(owed(project, card, places));
    checks.extend(imports(project, card, places));
    checks.extend(relations(project));
    checks
}

/// Sums of weights against what the scheme demands.
fn weights(project: &Project, card: &Scorecard, money: &Layout) -> Vec<Check> {
    let rule = project.scheme.goals.as_ref();
    let goals = if rule.is_some() { card.goals.len() } else { 0 };
    // Groups first, then the goals and their sum, then all: the order of the scorecard.
    let after_groups = card
        .weights
        .len()
        .saturating_sub(1 + if rule.is_some() { goals + 1 } else { 0 });
    let cells: Vec<Option<String>> = (0..project.indicators.len())
        .map(|row| Some(detail::place(detail::WEIGHT, row)))
        .collect();
    let sum_of = |rows: &[usize]| match ranges(rows, &cells).join(",") {
        none if none.is_empty() => "0".to_owned(),
        cells => format!("SUM({cells})"),
    };
    let stated = |rows: &[usize]| {
        let mut weights = rows.iter().filter_map(|row| project.indicators[*row].weight);
        weights.try_fold(Decimal::ZERO, |sum, weight| sum.checked_add(weight))
    };
    let all: Vec<usize> = (0..project.indicators.len()).collect();
    // What nothing is demanded of is not shown.
    let shown = |position: usize| {
        card.weights[..position]
            .iter()
            .filter(|one| one.demanded.is_some())
            .count()
    };
    let check = |position: usize, check: &WeightCheck| {
        let (rows, what) = match position {
            group if group < after_groups => (grouped(card, &check.name), "一级指标分值："),
            goal if goal < after_groups + goals => (card.goals[goal - after_groups].rows.clone(), "目标下指标分值："),
            last if last + 1 == card.weights.len() => (all.clone(), "分值合计："),
            _ => (Vec::new(), ""),
        };
        // Sums that are weighted by goal are no sum of cells; they stay what we have them to be.
        let found = if stated(&rows) == Some(check.sum) {
            Side::formula(sum_of(&rows), Some(check.sum))
        } else if what.is_empty() && rule.is_some() {
            // 目标分值 stand above, as what the sums of their indicators should be.
            let points = (0..position).filter(|goal| *goal >= after_groups && card.weights[*goal].demanded.is_some());
            let points: Vec<String> = points.map(|goal| checks::demanded(shown(goal))).collect();
            let formula = match points.join(",") {
                none if none.is_empty() => "0".to_owned(),
                cells => format!("SUM({cells})"),
            };
            Side::formula(formula, Some(check.sum))
        } else {
            Side::number(Some(check.sum))
        };
        Check {
            group: Group::Weights,
            name: format!("{what}{}", check.name),
            demanded: Side::number(check.demanded),
            found,
        }
    };
    let demanded = card
        .weights
        .iter()
        .enumerate()
        .filter(|(_, one)| one.demanded.is_some());
    let mut checks: Vec<Check> = demanded.map(|(position, one)| check(position, one)).collect();
    if rule.is_some_and(|rule| rule.unit == GoalUnit::Ratio) {
        return checks;
    }
    let execution = project.scheme.budget.weight;
    if let Some(indicators) = stated(&all).and_then(|sum| sum.checked_add(execution)) {
        checks.push(Check {
            group: Group::Weights,
            name: "指标分值与预算执行分值之和等于满分".to_owned(),
            demanded: Side::number(Some(project.scheme.total)),
            found: Side::formula(format!("{}+{}", sum_of(&all), money.weight()), Some(indicators)),
        });
    }
    checks
}

/// Most signs that one check counts; Excel takes 8,192 characters of a formula.
const MOST_SIGNS: usize = 500;

/// How many 计算符号 are those the formulas of their rows are written for, whatever has been pasted over them.
fn signs(project: &Project, places: &Places) -> Vec<Check> {
    let list = &project.indicators;
    let cells: Vec<Option<String>> = (0..list.len()).map(|row| Some(sign(places, row))).collect();
    // The signs of a chunk are listed in the order in which its cells stand.
    let mut rows: Vec<usize> = (0..list.len()).collect();
    rows.sort_by_cached_key(|&row| cells[row].as_deref().map(line_of));
    let chunks = rows.chunks(MOST_SIGNS).map(|rows| {
        // A row without a target has no formula, and takes any sign.
        let signs = (rows.iter()).map(|row| list[*row].target.as_ref().map_or("任意", Target::operator));
        let signs: Vec<String> = signs.map(|sign| format!("\"{sign}\"")).collect();
        let range = ranges(rows, &cells).concat();
        let targeted = rows.iter().filter(|row| list[**row].target.is_some()).count();
        let count = Some(Decimal::from(targeted));
        Check {
            group: Group::Signs,
            name: "计算符号与计分公式相符的指标条数（不符的标红）".to_owned(),
            demanded: Side::number(count),
            found: Side::formula(format!("SUMPRODUCT(--EXACT({range},{{{}}}))", signs.join(";")), count),
        }
    });
    chunks.collect()
}

/// Names the cell of 计算符号 of an indicator.
fn sign(places: &Places, row: usize) -> String {
    match places.of(row, &[FormCell::Operator]) {
        Some(cell) => cell.to_owned(),
        None => detail::place(detail::OPERATOR, row),
    }
}

/// Rows of the first levels that a check names.
fn grouped(card: &Scorecard, name: &str) -> Vec<usize> {
    fn stem(name: &str) -> &str {
        name.trim().trim_end_matches("指标")
    }
    let levels = card.levels.iter();
    let mut rows: Vec<usize> = levels
        .filter(|level| name.split('、').any(|name| stem(name) == stem(&level.name)))
        .flat_map(|level| level.rows.iter().copied())
        .collect();
    rows.sort_unstable();
    rows
}

/// Judged scores against what the chosen tier allows: the nearest score in the tier should be the score.
fn tiers(project: &Project, card: &Scorecard, places: &Places) -> Vec<Check> {
    let check = |(row, indicator): (usize, &Indicator)| {
        let (band, cell) = (places.bands.get(row)?.as_ref()?, places.scores.get(row)?.as_ref()?);
        let score = card.rows.get(row).and_then(|row| row.score);
        // A score outside its tier counts nothing and the form has none; here it is said.
        let refused = indicator.judged.filter(|_| score.is_none()).map(number::plain);
        let given = match &refused {
            Some(judged) => format!("IF(COUNT({cell})=1,{cell},{judged})"),
            None => cell.clone(),
        };
        let (low, high) = (band.low.formula(), band.high.formula());
        let formula = match refused {
            Some(_) => format!("MEDIAN({low},{given},{high})"),
            None => format!("IF(COUNT({cell})=1,MEDIAN({low},{cell},{high}),\"{MISSING}\")"),
        };
        let value = score.or(indicator.judged);
        let nearest = value
            .zip(band.low.value().zip(band.high.value()))
            .map(|(value, (low, high))| value.min(high).max(low));
        Some(Check {
            group: Group::Scores,
            name: format!("{}：得分在所选档次的范围之内", form::filled(&indicator.name)),
            demanded: Side::formula(formula, nearest),
            found: Side::formula(given, value),
        })
    };
    project.indicators.iter().enumerate().filter_map(check).collect()
}

/// The total against its parts, and what was declared against what is computed.
fn scores(project: &Project, card: &Scorecard, money: &Layout, places: &Places) -> Vec<Check> {
    let mut checks = Vec::new();
    let execution = &card.execution;
    let computed = |cell: &Option<String>, value: Option<Decimal>| match cell {
        Some(cell) => Side::formula(cell.clone(), value),
        None => Side::number(value),
    };
    if let (Some(declared), true) = (project.budget.declared, execution.weight > Decimal::ZERO) {
        checks.push(Check {
            group: Group::Scores,
            name: "预算执行：自评填报得分等于系统计算得分".to_owned(),
            demanded: Side::formula(money.score(), execution.score),
            found: Side::number(Some(declared)),
        });
    }
    let by_ratio = (project.scheme.goals.as_ref()).is_some_and(|rule| rule.unit == GoalUnit::Ratio);
    let rows = project.indicators.len();
    if !by_ratio && card.before_cap.is_none() && rows > 0 {
        let first = detail::place(detail::SCORE, 0);
        let last = detail::place(detail::SCORE, rows - 1);
        let last = last.split_once('!').map_or(last.as_str(), |(_, cell)| cell);
        checks.push(Check {
            group: Group::Scores,
            name: "总分等于各指标得分与预算执行得分之和".to_owned(),
            demanded: Side::formula(
                format!("ROUND(SUM({first}:{last},{}),{PLACES})", money.score()),
                Some(card.total),
            ),
            found: computed(&places.total, card.stated_total()),
        });
    }
    if let Some(declared) = project.declared {
        checks.push(Check {
            group: Group::Scores,
            name: "总分：自评填报得分等于系统计算得分".to_owned(),
            demanded: computed(&places.total, card.stated_total()),
            found: Side::formula(summary::declared(project, card), Some(declared)),
        });
    }
    for (row, indicator) in project.indicators.iter().enumerate() {
        if indicator.declared.is_some() {
            checks.push(Check {
                group: Group::Scores,
                name: format!("{}：自评填报得分等于系统计算得分", form::filled(&indicator.name)),
                demanded: Side::formula(
                    detail::place(detail::SCORE, row),
                    card.rows.get(row).and_then(|row| row.score),
                ),
                found: Side::formula(detail::place(detail::DECLARED, row), indicator.declared),
            });
        }
    }
    checks
}

/// Every text the form demands and nobody has filled in: 1 once its cell is.
fn owed(project: &Project, card: &Scorecard, places: &Places) -> Vec<Check> {
    let texts: [(&str, &[FormCell], u16); 3] = [
        ("完成情况简要描述", &[FormCell::Description], detail::DESCRIPTION),
        (
            "偏差原因",
            &[FormCell::Reason, FormCell::ReasonAndMeasure],
            detail::REASON,
        ),
        (
            "改进措施",
            &[FormCell::Measure, FormCell::ReasonAndMeasure],
            detail::MEASURE,
        ),
    ];
    let mut checks = Vec::new();
    for (row, indicator) in project.indicators.iter().enumerate() {
        for (what, fields, column) in texts {
            let is_description = fields[0] == FormCell::Description && indicator.lacks_description();
            if !is_description && form::words(project, card, row, fields[0]) != MISSING {
                continue;
            }
            // Where both share a cell that has one of them, the other is asked for in 指标明细.
            let shared = (places.printed(row, fields)).filter(|printed| printed.text == MISSING);
            let cell = shared.map_or_else(|| detail::place(column, row), |printed| printed.address.clone());
            checks.push(Check {
                group: Group::Owed,
                name: format!("{}：{what}必须填写（已填为1）", form::filled(&indicator.name)),
                demanded: Side::number(Some(Decimal::ONE)),
                found: Side::formula(
                    format!("IF(OR({cell}=\"\",{cell}=\"{MISSING}\"),\"{MISSING}\",1)"),
                    None,
                ),
            });
        }
    }
    checks
}

/// Most characters of the formula of one check; Excel takes 8,192, and 16,384 bytes of what it makes of them.
const LONGEST: usize = 6000;

/// What the budget system is given against what the form has by now, column by column.
fn imports(project: &Project, card: &Scorecard, places: &Places) -> Vec<Check> {
    let list = &project.indicators;
    let rows: Vec<usize> = (0..list.len()).collect();
    let formulas = import::formulas(project, card, places);
    let mut checks = Vec::new();
    for (column, heading) in (0_u16..).zip(import::HEADINGS) {
        let name = heading
            .trim_start_matches('*')
            .split(['（', ' '])
            .next()
            .unwrap_or(heading);
        let of_column = formulas.iter().map(|row| row[usize::from(column)].as_ref()).enumerate();
        let same = of_column.filter_map(|(row, formula)| {
            let given = import::place(column, row);
            Some(format!("+EXACT({given},{})", formula?))
        });
        // Sums of what is the same, each as long as a formula may be, with its count.
        let mut sums: Vec<(String, u32)> = Vec::new();
        for part in same {
            match sums.last_mut() {
                Some((sum, count)) if sum.chars().count() + part.chars().count() <= LONGEST => {
                    sum.push_str(&part);
                    *count += 1;
                }
                _ => sums.push((format!("0{part}"), 1)),
            }
        }
        checks.extend(sums.into_iter().map(|(sum, count)| {
            let count = Some(Decimal::from(count));
            Check {
                group: Group::Import,
                name: format!("{name}：系统导入与自评表一致的指标条数"),
                demanded: Side::number(count),
                found: Side::formula(sum, count),
            }
        }));
    }
    // The officer should know that the sheet has another sign than the form.
    let worded = list.iter().filter(|one| import::goes_in_words(one)).count();
    if worded > 0 {
        let texts = list.iter().filter(|one| matches!(one.target, Some(Target::Text(_))));
        let count = Some(Decimal::from(worded + texts.count()));
        let word = import::IN_WORDS;
        let signs: Vec<Option<String>> = rows.iter().map(|row| Some(import::place(import::SIGN, *row))).collect();
        let counts = ranges(&rows, &signs);
        let counts = counts.iter().map(|range| format!("COUNTIF({range},\"{word}\")"));
        checks.push(Check {
            group: Group::Import,
            name: format!("系统没有区间和日期的计算符号：按“{word}”导入的指标条数（其中区间、日期指标{worded}条）"),
            demanded: Side::number(count),
            found: Side::formula(counts.collect::<Vec<_>>().join("+"), count),
        });
    }
    checks
}

/// 勾稽关系: each determined number against those that determine it.
fn relations(project: &Project) -> Vec<Check> {
    let facts = facts::named(project);
    let operand = |id: &Id| -> Option<(E, &str)> {
        if let Some(row) = project.indicator_index(id) {
            let indicator = &project.indicators[row];
            let value = indicator.actual_number()?;
            return Some((
                E::Cell(detail::place(detail::ACTUAL, row), Some(value)),
                &indicator.unit,
            ));
        }
        let position = facts.iter().position(|fact| fact.id == *id)?;
        let fact = facts[position];
        fact.value?;
        Some((E::Cell(facts::place(position), fact.value), &fact.unit))
    };
    let determined = |kind: RelationKind, parts: &[Id], unit: &str| {
        let parts: Vec<E> = parts.iter().map(|id| Some(operand(id)?.0)).collect::<Option<_>>()?;
        let mut parts = parts.into_iter();
        match kind {
            RelationKind::Sum => Some(E::Sum(parts.collect())),
            RelationKind::Difference => Some(parts.next()?.minus(parts.next()?)),
            RelationKind::Ratio => Some(parts.next()?.over(parts.next()?).in_unit(unit)),
        }
    };
    let check = |relation: &crate::model::Relation| {
        let whole = operand(&relation.whole);
        // A ratio is stated rounded: it must be what the quotient rounds to.
        let places = match (relation.kind, &whole) {
            (RelationKind::Ratio, Some((whole, _))) => whole
                .value()
                .map_or(PLACES, |value| value.normalize().scale().clamp(1, PLACES)),
            _ => PLACES,
        };
        let unit = whole.as_ref().map_or("", |(_, unit)| *unit);
        let demanded = match determined(relation.kind, &relation.parts, unit).map(|parts| parts.rounded(places)) {
            Some(formula) if formula.value().is_some() => Side::formula(formula.guarded(), formula.value()),
            _ => Side::number(None),
        };
        let found = match whole {
            Some((whole, _)) => Side::formula(whole.formula(), whole.value()),
            None => Side::number(None),
        };
        Check {
            group: match unit {
                number::MONEY_UNIT => Group::Amounts,
                _ => Group::Relations,
            },
            name: relation.name.clone(),
            demanded,
            found,
        }
    };
    project.relations.iter().map(check).collect()
}
