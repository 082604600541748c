//! One indicator: its rule in words, its formula with numbers, or what is missing.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::{percent, shown};
use crate::model::scheme::{OverTargetDeduction, RuleKind, Scheme};
use crate::model::{Actual, Indicator, Target, number};
use crate::score::row::{self, Assessment};
use crate::score::verdict::{Gap, How};
use crate::score::{Explanation, Rule};

/// Explains the score of one indicator, or why it has none.
pub(super) fn explain(scheme: &Scheme, indicator: &Indicator, assessment: &Assessment) -> Explanation {
    let mut rule = rule_text(scheme, indicator, assessment);
    if let Some(done) = assessment.completion.filter(|_| assessment.score.is_some()) {
        let line = |line: Option<Decimal>| line.filter(|line| assessment.over && done >= *line);
        match (line(scheme.over_target.explain_at), line(scheme.over_target.flag_at)) {
            (Some(least), _) => {
                let _ = write!(
                    rule,
                    "；完成率 {} 达到 {}，须说明超额原因",
                    number::percent(done),
                    percent(least)
                );
            }
            (None, Some(least)) => {
                let _ = write!(
                    rule,
                    "；完成率 {} 达到 {}，超额较大",
                    number::percent(done),
                    percent(least)
                );
            }
            (None, None) => {}
        }
        if assessment.over_deduction > Decimal::ZERO {
            rule.push_str(match scheme.over_target.deduction {
                OverTargetDeduction::Proportional => "，按偏离度调减",
                _ => "，按规定扣减",
            });
        }
    }
    let is_full = assessment.score.is_some() && assessment.score == indicator.weight;
    if is_full && !assessment.met && matches!(assessment.how, How::Band { .. } | How::Judged(_)) {
        rule.push_str("；没有达到指标值，列为未达成，但不扣分");
    }
    if let Some(points) = indicator.deduction.filter(|points| *points > Decimal::ZERO)
        && assessment.score.is_some()
        && scheme.over_target.deduction == OverTargetDeduction::None
    {
        let _ = write!(rule, "；本办法没有扣减分数，所填扣减分数 {} 不计", shown(points));
    } else if assessment.deduction > Decimal::ZERO && !assessment.over {
        rule.push_str("；没有超额较大，扣减分数请核对");
    }
    Explanation {
        rule,
        formula: formula(scheme, indicator, assessment),
        citation: scheme.source(cited(indicator, assessment)).to_owned(),
    }
}

/// Returns the rule whose source is cited; a row without a score cites the rule its target asks for.
fn cited(indicator: &Indicator, assessment: &Assessment) -> RuleKind {
    if matches!(
        assessment.how,
        How::Judged(_) | How::Gap(Gap::Unjudged | Gap::JudgedOutside(_))
    ) {
        return RuleKind::Judged;
    }
    match assessment.rule {
        Rule::Unfilled => match indicator.target {
            Some(Target::AtMost(_) | Target::LessThan(_)) => RuleKind::Reverse,
            Some(Target::Equal(_)) => RuleKind::Equal,
            Some(Target::Range { .. }) => RuleKind::Range,
            Some(Target::Zero) => RuleKind::Zero,
            Some(Target::ByDate(_)) => RuleKind::ByDate,
            Some(Target::Tiered(_)) => RuleKind::Qualitative,
            Some(Target::YesNo(_)) => RuleKind::YesNo,
            Some(Target::AtLeast(_) | Target::MoreThan(_) | Target::Text(_)) | None => RuleKind::Positive,
        },
        Rule::Positive => RuleKind::Positive,
        Rule::Reverse => RuleKind::Reverse,
        Rule::Equal => RuleKind::Equal,
        Rule::Range => RuleKind::Range,
        Rule::Zero => RuleKind::Zero,
        Rule::ByDate => RuleKind::ByDate,
        Rule::YesNo => RuleKind::YesNo,
        Rule::Qualitative => RuleKind::Qualitative,
        Rule::Satisfaction => RuleKind::Satisfaction,
    }
}

/// Says which rule gave the points, or what is missing.
fn rule_text(scheme: &Scheme, indicator: &Indicator, assessment: &Assessment) -> String {
    let places = scheme.rounding.row;
    let kind = match assessment.rule {
        Rule::Positive | Rule::Unfilled => "正向指标",
        Rule::Reverse => "反向指标",
        Rule::Equal => "等于型指标",
        Rule::Range => "区间指标",
        Rule::Zero => "零目标（未发生）指标",
        Rule::ByDate => "时限指标",
        Rule::Qualitative => "定性指标",
        Rule::YesNo => "是否型指标",
        Rule::Satisfaction => "满意度指标",
    };
    match assessment.how {
        How::Full => match assessment.rule {
            Rule::Zero => "零目标指标未发生：得满分".to_owned(),
            Rule::ByDate => "时限指标按期完成：得满分".to_owned(),
            Rule::YesNo => "是否型指标已完成：得满分".to_owned(),
            Rule::Range => "区间指标在区间内（含两端）：得满分".to_owned(),
            _ => format!("{kind}达标：得满分，不超过分值"),
        },
        How::Brink => format!(
            "{kind}恰好等于指标值：没有“{}”指标值，列为未达成；本办法的计分公式此时得满分，不扣分",
            match indicator.target {
                Some(Target::LessThan(_)) => "小于",
                _ => "大于",
            }
        ),
        How::Ratio => format!("{kind}未达标：得分＝分值×实际完成值÷指标值，四舍五入保留{places}位小数"),
        How::AboveThreshold(line) => format!(
            "{kind}未达标：得分＝分值×（完成率－{0}）÷（1－{0}），四舍五入保留{places}位小数",
            percent(line)
        ),
        How::InverseAboveThreshold(line) => format!(
            "{kind}未达标：得分＝分值×（完成率－{0}）÷（1－{0}），完成率＝指标值÷实际完成值，四舍五入保留{places}位小数",
            percent(line)
        ),
        How::BelowThreshold(line) | How::InverseBelowThreshold(line) => {
            format!("{kind}完成率不超过 {}：得0分", percent(line))
        }
        How::Inverse => format!("{kind}未达标：得分＝分值×指标值÷实际完成值，四舍五入保留{places}位小数"),
        How::Linear => {
            format!("{kind}未达标：得分＝分值×［1－（实际完成值－指标值）÷指标值］，四舍五入保留{places}位小数")
        }
        How::TwiceTarget => format!("{kind}实际完成值达到指标值的2倍：得0分"),
        How::NearerEnd { below: true, .. } => {
            format!("{kind}低于下限：得分＝分值×实际完成值÷下限，四舍五入保留{places}位小数")
        }
        How::NearerEnd { below: false, .. } => {
            format!("{kind}高于上限：得分＝分值×上限÷实际完成值，四舍五入保留{places}位小数")
        }
        How::Nothing => match assessment.rule {
            Rule::Zero => "零目标指标有发生：得0分".to_owned(),
            Rule::ByDate => match indicator.actual {
                Some(Actual::Done(false)) => "时限指标未完成：得0分".to_owned(),
                _ => "时限指标逾期完成：得0分".to_owned(),
            },
            Rule::YesNo => "是否型指标未完成：得0分".to_owned(),
            Rule::Range => "区间指标在区间之外：得0分".to_owned(),
            _ => format!("{kind}未达标：得0分"),
        },
        How::ZeroBase if assessment.met => {
            "指标值为0且为正向，完成率无法计算：已达到指标值，按满分计；如意为“未发生”，请改为零目标".to_owned()
        }
        How::ZeroBase => {
            "指标值为0且为正向，完成率无法计算：没有达到指标值，得0分；如意为“未发生”，请改为零目标".to_owned()
        }
        How::Judged(_) => format!("{kind}未达标且没有计分公式：由填报人在0至分值之间评定"),
        How::Tier(tier, _) => format!(
            "定性指标：{}，在 {}之内由填报人评定",
            tier_name(scheme, tier),
            interval(scheme, indicator, tier)
        ),
        How::Band { least, share } => format!(
            "满意度指标按分档计分：满意度达到 {}，得分值的 {}",
            percent(least),
            percent(share)
        ),
        How::Gap(gap) => gap_text(scheme, indicator, kind, gap),
    }
}

fn gap_text(scheme: &Scheme, indicator: &Indicator, kind: &str, gap: Gap) -> String {
    match gap {
        Gap::Weight => "未填分值，不能计分".to_owned(),
        Gap::NegativeWeight => "分值为负数，不能计分，请改为大于0的分值".to_owned(),
        Gap::Target => "未填指标值，不能计分".to_owned(),
        Gap::TargetText => format!(
            "指标值“{}”不能识别，请改写成如 ≥95、≤10、未发生、12月31日前的形式",
            indicator.target_text()
        ),
        Gap::EmptyRange => format!("区间 {} 的下限大于上限，请更正指标值", printed_target(indicator)),
        Gap::Actual => "未填实际完成值，不能计分".to_owned(),
        Gap::ActualText => format!(
            "实际完成值“{}”不能识别，请填写{}",
            indicator.actual_text(scheme),
            wanted(scheme, indicator.target.as_ref())
        ),
        Gap::Mismatch => format!(
            "指标值“{}”要求填写{}，实际完成值“{}”类型不符，不能计分",
            indicator.target_text(),
            wanted(scheme, indicator.target.as_ref()),
            indicator.actual_text(scheme)
        ),
        Gap::Denominator => format!("实际完成值“{}”的分母应大于0，不能计分", indicator.actual_text(scheme)),
        Gap::NoTier => format!("本评分办法没有“{}”，请重新选择档次", indicator.actual_text(scheme)),
        Gap::Unjudged => format!(
            "{kind}未达标且没有计分公式：请在 0～{} 分之间填写评定得分",
            indicator.weight.map(shown).unwrap_or_default()
        ),
        Gap::JudgedOutside(points) => format!(
            "评定得分 {} 超出范围，应在 0～{} 分之间",
            number::plain(points),
            indicator.weight.map(shown).unwrap_or_default()
        ),
        Gap::TierUnjudged(tier) => format!(
            "定性指标：{}，请在 {}之内填写评定得分",
            tier_name(scheme, tier),
            interval(scheme, indicator, tier)
        ),
        Gap::TierOutside(tier, points) => format!(
            "评定得分 {} 不在“{}”的区间内，应在 {}之内",
            number::plain(points),
            tier_name(scheme, tier),
            interval(scheme, indicator, tier)
        ),
        Gap::Magnitude => "数值过大或过小，无法计算".to_owned(),
    }
}

/// Writes the formula with the numbers filled in; empty where there is no score.
fn formula(scheme: &Scheme, indicator: &Indicator, assessment: &Assessment) -> String {
    let Some(score) = assessment.score else {
        return String::new();
    };
    let weight = indicator.weight.map(shown).unwrap_or_default();
    let target = indicator
        .target
        .as_ref()
        .and_then(Target::number)
        .map(|value| number::measured(value, &indicator.unit))
        .unwrap_or_default();
    let actual = actual(indicator);
    let deducted = assessment.over_deduction > Decimal::ZERO || assessment.deduction > Decimal::ZERO;
    let condition = |sign: &str| format!("{actual} {sign} {target}，");
    let (before, product) = match assessment.how {
        How::Full => (reached(scheme, indicator), weight),
        How::Brink => (condition("＝"), weight),
        How::Ratio => (String::new(), format!("{weight} × {actual} ÷ {target}")),
        How::AboveThreshold(line) => (
            String::new(),
            format!("{weight} × （{actual} ÷ {target} － {0}）÷（1 － {0}）", percent(line)),
        ),
        How::BelowThreshold(line) => (
            format!("{actual} ÷ {target} = {} ≤ {}，", completion(assessment), percent(line)),
            zero(),
        ),
        How::InverseAboveThreshold(line) => (
            String::new(),
            format!("{weight} × （{target} ÷ {actual} － {0}）÷（1 － {0}）", percent(line)),
        ),
        How::InverseBelowThreshold(line) => (
            format!("{target} ÷ {actual} = {} ≤ {}，", completion(assessment), percent(line)),
            zero(),
        ),
        How::Inverse => (String::new(), format!("{weight} × {target} ÷ {actual}")),
        How::Linear => (
            String::new(),
            format!("{weight} × ［1 － （{actual} － {target}）÷ {target}］"),
        ),
        How::TwiceTarget => (format!("{actual} ≥ 2 × {target}，"), zero()),
        How::NearerEnd { end, below } => {
            let end = number::measured(end, &indicator.unit);
            let (over, under) = if below { (&actual, &end) } else { (&end, &actual) };
            (String::new(), format!("{weight} × {over} ÷ {under}"))
        }
        How::Nothing => (missed(scheme, indicator), zero()),
        How::ZeroBase => (
            format!("指标值 {}，实际完成值 {actual}，", printed_target(indicator)),
            if assessment.met { weight } else { zero() },
        ),
        How::Judged(points) => (format!("0 ≤ {} ≤ {weight}，", shown(points)), shown(points)),
        How::Tier(tier, points) => (
            format!("{} 属于 {}，", shown(points), interval(scheme, indicator, tier)),
            shown(points),
        ),
        How::Band { share, .. } => (
            format!("满意度 {actual}{}，", indicator.unit),
            format!("{weight} × {}", percent(share)),
        ),
        How::Gap(_) => return String::new(),
    };
    let computed = deducted || product.contains('×');
    if !computed {
        return format!("{before}得 {} 分", shown(score));
    }
    let mut out = format!("{before}{product}");
    if assessment.over_deduction > Decimal::ZERO {
        let _ = write!(out, " － {}（超额扣减）", shown(assessment.over_deduction));
    }
    if assessment.deduction > Decimal::ZERO {
        let _ = write!(out, " － {}（扣减分数）", shown(assessment.deduction));
    }
    let _ = write!(out, " = {}", shown(score));
    if deducted && score.is_zero() {
        out.push_str("（不低于0分）");
    }
    out
}

/// Writes the comparison that gave full points.
fn reached(scheme: &Scheme, indicator: &Indicator) -> String {
    let Some((target, value)) = indicator
        .target
        .as_ref()
        .and_then(|target| Some((target, target.number()?)))
    else {
        return missed(scheme, indicator);
    };
    let sign = match target {
        Target::AtLeast(_) => "≥",
        Target::MoreThan(_) => "＞",
        Target::AtMost(_) => "≤",
        Target::LessThan(_) => "＜",
        Target::Equal(_) if indicator.actual_number() > Some(value) => "＞",
        Target::Equal(_) if indicator.actual_number() < Some(value) => "＜",
        Target::Equal(_) => "＝",
        _ => return missed(scheme, indicator),
    };
    format!(
        "{} {sign} {}，",
        actual(indicator),
        number::measured(value, &indicator.unit)
    )
}

/// Names target and actual side by side, for rules without a ratio.
fn missed(scheme: &Scheme, indicator: &Indicator) -> String {
    let done = match &indicator.actual {
        Some(Actual::Number(_) | Actual::Ratio { .. }) => actual(indicator),
        _ => indicator.actual_text(scheme),
    };
    format!("指标值“{}”，实际完成值“{done}”，", printed_target(indicator))
}

/// Writes the target as documents print it, without unit.
fn printed_target(indicator: &Indicator) -> String {
    (indicator.target.as_ref())
        .map(|target| target.printed(&indicator.unit))
        .unwrap_or_default()
}

/// Writes the actual as it enters a formula; a ratio with its parts.
fn actual(indicator: &Indicator) -> String {
    match &indicator.actual {
        // A negative actual counts as 0 against a positive target.
        Some(Actual::Number(value)) if *value < Decimal::ZERO && counts_from_zero(indicator) => {
            format!("0（{} 按0计）", number::measured(*value, &indicator.unit))
        }
        Some(Actual::Number(value)) => number::measured(*value, &indicator.unit),
        Some(Actual::Ratio { numerator, denominator }) => {
            let parts = format!("{} ÷ {}", number::printed(*numerator), number::printed(*denominator));
            let whole = number::whole_of(&indicator.unit);
            if whole == Decimal::ONE {
                format!("（{parts}）")
            } else {
                format!("（{parts} × {whole}）")
            }
        }
        Some(Actual::Date(_) | Actual::Tier(_) | Actual::Done(_) | Actual::Text(_)) | None => String::new(),
    }
}

fn counts_from_zero(indicator: &Indicator) -> bool {
    matches!(
        indicator.target,
        Some(Target::AtLeast(value) | Target::MoreThan(value) | Target::Equal(value)) if value > Decimal::ZERO
    )
}

/// Says what kind of actual a target wants.
fn wanted(scheme: &Scheme, target: Option<&Target>) -> String {
    match target {
        Some(Target::ByDate(_)) => "完成日期或是/否".to_owned(),
        Some(Target::YesNo(_)) => "是或否".to_owned(),
        Some(Target::Tiered(_)) => {
            let names: Vec<&str> = scheme.qualitative.tiers.iter().map(|tier| tier.name.as_str()).collect();
            format!("档次（{}）", names.join("、"))
        }
        _ => "数字或分子/分母".to_owned(),
    }
}

fn tier_name(scheme: &Scheme, tier: usize) -> &str {
    scheme.qualitative.tiers.get(tier).map_or("", |tier| tier.name.as_str())
}

/// Writes the legal points of a tier: `4.00～5.00 分（含两端）`.
fn interval(scheme: &Scheme, indicator: &Indicator, tier: usize) -> String {
    let Some(bounds) = scheme.qualitative.tiers.get(tier) else {
        return String::new();
    };
    let (low, high) = row::tier_points(bounds, indicator.weight.unwrap_or_default());
    let ends = if tier == 0 {
        "含两端"
    } else {
        "含下限、不含上限"
    };
    format!("{}～{} 分（{ends}）", shown(low), shown(high))
}

fn completion(assessment: &Assessment) -> String {
    assessment.completion.map(number::percent).unwrap_or_default()
}

fn zero() -> String {
    shown(Decimal::ZERO)
}
