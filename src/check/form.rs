//! The form's rows by themselves: what is empty, what cannot be scored, what does not measure (`domain.md` §5.3 A).

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::{Finding, Place, Severity};
use crate::model::{Actual, Field, Indicator, Kind, Project, Target, succession};
use crate::score::Scorecard;

/// Words that promise without saying how much.
const VAGUE: [&str; 6] = ["加强", "提升", "完善", "逐步", "明显", "较好"];
/// What a name measures that is an amount of money.
const MONEY: [&str; 4] = ["支付", "拨付", "执行率", "金额"];
/// What makes more of a cost better.
const SAVING: [&str; 4] = ["节约", "节省", "下降", "降低"];

/// Checks the head, each indicator in order, then the form as a whole.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let mut out = Vec::from_iter(head(project));
    out.extend(nothing(project));
    let mut seen: HashMap<(&str, &str, &str), usize> = HashMap::new();
    for (position, indicator) in project.indicators.iter().enumerate() {
        let rules = [empty, weight, ratio, cost, level, vague, share, unsettled];
        out.extend(rules.iter().filter_map(|rule| rule(indicator)));
        out.extend(unscorable(project, card, position));
        let name = indicator.name.trim();
        let key = (indicator.level1.trim(), indicator.level2.trim(), name);
        if !name.is_empty()
            && let Some(first) = seen.insert(key, position)
        {
            let sentence = format!("与第{}项重复，同一内容只计一次", first + 1);
            out.push(Finding::of(indicator, None, ("C10", Severity::Warning), &sentence));
        }
    }
    out.extend(budget(card));
    out.extend(levels(project));
    out.extend(easy(project, card));
    out
}

/// A title that does not say whose evaluation of what year it is (C06).
fn head(project: &Project) -> Option<Finding> {
    let cells = [
        ("单位名称", project.department.trim().is_empty()),
        (
            "项目名称",
            matches!(&project.kind, Kind::SpendingProject(head) if head.name.trim().is_empty()),
        ),
        ("评价年度", project.year == 0),
    ];
    let sentence = format!("基本信息：没有填写{}", named(&cells)?);
    Some(Finding::new(("C06", Severity::Error), Place::Form, sentence))
}

/// A form without any indicator (C06).
fn nothing(project: &Project) -> Option<Finding> {
    project.indicators.is_empty().then(|| {
        let sentence = "绩效指标：还没有填写指标".to_owned();
        Finding::new(("C06", Severity::Error), Place::Points, sentence)
    })
}

/// Names what is empty; `None` when nothing is.
fn named(cells: &[(&'static str, bool)]) -> Option<String> {
    let empty: Vec<&str> = cells
        .iter()
        .filter(|(_, is_empty)| *is_empty)
        .map(|(name, _)| *name)
        .collect();
    (!empty.is_empty()).then(|| empty.join("、"))
}

/// Cells the form cannot do without (C06).
fn empty(indicator: &Indicator) -> Option<Finding> {
    let has_unit = !matches!(
        indicator.target,
        Some(Target::ByDate(_) | Target::Tiered(_) | Target::YesNo(_) | Target::Text(_) | Target::Zero) | None
    );
    let cells = [
        (Field::Name, "名称", indicator.name.trim().is_empty()),
        (Field::Target, "指标值", indicator.target.is_none()),
        (Field::Unit, "计量单位", has_unit && indicator.unit.trim().is_empty()),
        (Field::Weight, "分值", indicator.weight.is_none()),
        (Field::Actual, "实际完成值", indicator.actual.is_none()),
    ];
    let (first, ..) = cells.iter().find(|(.., is_empty)| *is_empty)?;
    let cells = cells.map(|(_, name, is_empty)| (name, is_empty));
    let sentence = format!("没有填写{}", named(&cells)?);
    Some(Finding::of(indicator, *first, ("C06", Severity::Error), &sentence))
}

/// A row with everything filled in that still has no score: what was written is no number, date or tier of the kind
/// its target asks for (C07), or its points are still to be judged (C06).
fn unscorable(project: &Project, card: &Scorecard, position: usize) -> Option<Finding> {
    let (indicator, row) = (&project.indicators[position], card.rows.get(position)?);
    let target = indicator.target.as_ref()?;
    let is_words = matches!(target, Target::Text(_));
    if row.score.is_some() || indicator.weight? < Decimal::ZERO || !(is_words || indicator.actual.is_some()) {
        return None;
    }
    let is_measured = target.number().is_some() || matches!(target, Target::Range { .. } | Target::ByDate(_));
    let is_unread = matches!(indicator.actual, Some(Actual::Text(_)))
        || is_measured && indicator.actual_number().is_none() && !matches!(indicator.actual, Some(Actual::Date(_)));
    let (rule, field) = match is_words || is_unread {
        true if indicator.actual.is_none() => ("C07", Field::Target),
        true => ("C07", Field::Actual),
        false => ("C06", Field::Judged),
    };
    let sentence = card.explain(project, position).rule;
    Some(Finding::of(indicator, field, (rule, Severity::Error), &sentence))
}

/// A row that earns nothing whatever is done (C02).
fn weight(indicator: &Indicator) -> Option<Finding> {
    let weight = indicator.weight.filter(|weight| *weight <= Decimal::ZERO)?;
    let sentence = format!("分值为{}，分值应大于0", weight.normalize());
    Some(Finding::of(
        indicator,
        Field::Weight,
        ("C02", Severity::Error),
        &sentence,
    ))
}

/// ≥ 0, which everything reaches and no rate can be computed of (C08).
fn ratio(indicator: &Indicator) -> Option<Finding> {
    let is_zero = matches!(indicator.target, Some(Target::AtLeast(value)) if value.is_zero());
    let sentence = "指标值≥0总能达到，也算不出完成率；不应发生的事项请改为“未发生”";
    is_zero.then(|| Finding::of(indicator, Field::Target, ("C08", Severity::Error), sentence))
}

/// A cost of which more is said to be better (C12).
fn cost(indicator: &Indicator) -> Option<Finding> {
    let is_cost = indicator.level1.contains("成本") || indicator.level2.contains("成本");
    let is_saving = SAVING.iter().any(|word| indicator.name.contains(word));
    let is_more = matches!(indicator.target, Some(Target::AtLeast(_) | Target::MoreThan(_)));
    let sentence = "成本指标一般以不超过为目标，请核对计算符号";
    (is_cost && is_more && !is_saving)
        .then(|| Finding::of(indicator, Field::Target, ("C12", Severity::Warning), sentence))
}

/// A third level that belongs under another second one (C11).
fn level(indicator: &Indicator) -> Option<Finding> {
    let (level2, name, unit) = (
        indicator.level2.as_str(),
        indicator.name.as_str(),
        indicator.unit.trim(),
    );
    let is_money = MONEY.iter().any(|word| name.contains(word)) || matches!(unit, "元" | "万元" | "亿元");
    let is_date = matches!(indicator.target, Some(Target::ByDate(_)));
    let what = if level2.contains("数量") && is_money {
        "反映资金，不宜列为数量指标"
    } else if level2.contains("数量") && name.contains("完成率") {
        "是完成率，不宜列为数量指标"
    } else if (level2.contains("质量") || level2.contains("数量")) && is_date {
        "以日期为目标，宜列为时效指标"
    } else {
        return None;
    };
    Some(Finding::of(indicator, Field::Level2, ("C11", Severity::Warning), what))
}

/// A target in words that nobody can hold an actual against (C13).
fn vague(indicator: &Indicator) -> Option<Finding> {
    let (Some(Target::Tiered(text)), true) = (&indicator.target, indicator.standard.trim().is_empty()) else {
        return None;
    };
    let is_vague = VAGUE.iter().any(|word| text.contains(word));
    let has_number = text.chars().any(|character| character.is_ascii_digit());
    let sentence = format!("指标值“{}”没有数量，难以衡量，请填写评（扣）分标准", text.trim());
    (is_vague && !has_number).then(|| Finding::of(indicator, Field::Standard, ("C13", Severity::Warning), &sentence))
}

/// A percentage of an effect without what it is a percentage of (C14).
fn share(indicator: &Indicator) -> Option<Finding> {
    let is_effect = ["效益", "满意度"].iter().any(|word| indicator.level1.contains(word));
    let is_told = [
        &indicator.explanation,
        &indicator.standard,
        &indicator.source,
        &indicator.method,
    ]
    .iter()
    .any(|text| !text.trim().is_empty());
    let sentence = "是百分比，没有写明怎样计算、数据从哪里来，请填写指标解释或数据来源";
    (is_effect && indicator.unit.trim() == "%" && !is_told)
        .then(|| Finding::of(indicator, Field::Explanation, ("C14", Severity::Warning), sentence))
}

/// A target that is still that of the year before (C47: what was to be replaced).
fn unsettled(indicator: &Indicator) -> Option<Finding> {
    succession::is_unsettled(indicator).then(|| {
        let rule = ("C47", Severity::Warning);
        let sentence = "指标值沿用上年，待核定，请核定后改写指标值设定依据";
        Finding::of(indicator, Field::Basis, rule, sentence)
    })
}

/// A budget line that cannot be scored because amounts are missing (C06).
fn budget(card: &Scorecard) -> Option<Finding> {
    let execution = &card.execution;
    let is_missing = !execution.weight.is_zero() && execution.rate.is_none();
    is_missing.then(|| {
        let sentence = "预算执行：预算数或执行数没有填写，执行率没有得分".to_owned();
        Finding::new(("C06", Severity::Error), Place::Budget, sentence)
    })
}

/// First levels the scheme's form lists and nobody has an indicator of (C09).
fn levels(project: &Project) -> Option<Finding> {
    let has = |name: &str| project.indicators.iter().any(|one| one.level1.trim() == name);
    let missing = project
        .scheme
        .levels
        .iter()
        .map(|level| level.name.as_str())
        .filter(|name| !has(name));
    let missing: Vec<&str> = missing.collect();
    (!missing.is_empty() && !project.indicators.is_empty()).then(|| {
        let sentence = format!("没有{}，确实不需要的可以不设", missing.join("、"));
        Finding::new(("C09", Severity::Hint), Place::Points, sentence)
    })
}

/// Rows from which on a form as a whole says something.
const MANY: usize = 5;

/// Full marks everywhere (C15), and targets that most actuals leave far behind (C16).
fn easy(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let hint = |rule, sentence| Finding::new((rule, Severity::Hint), Place::Points, sentence);
    let mut out = Vec::new();
    if card.rows.len() >= MANY && card.rows.iter().all(|row| row.lost.is_some_and(|lost| lost.is_zero())) {
        out.push(hint("C15", "全部指标都得满分，复核时会受到特别关注，请确认".to_owned()));
    }
    let rows = project.indicators.iter().zip(&card.rows);
    let rates: Vec<Decimal> = rows
        .filter(|(indicator, _)| matches!(indicator.target, Some(Target::AtLeast(_) | Target::MoreThan(_))))
        .filter_map(|(_, row)| row.completion)
        .collect();
    // 120 % (`domain.md` §5.3, C16).
    let far = rates.iter().filter(|rate| **rate > Decimal::new(12, 1)).count();
    if rates.len() >= MANY && far * 2 > rates.len() {
        let sentence = format!("{}项正向指标中{far}项超过指标值的120%，指标值总体偏低", rates.len());
        out.push(hint("C16", sentence));
    }
    out
}
