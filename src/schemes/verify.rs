//! Whether the rules of a scheme make sense, and whether its test vectors come out.

use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::model::scheme::{
    ExecutionMode, GoalUnit, MissRule, OverTargetDeduction, PositiveRule, ReverseRule, Rounding, Scheme, ScoreBand,
    Vector, VectorCase,
};
use crate::model::{Budget, BudgetLine, Indicator, number};
use crate::score;

/// Most first levels, weight sets and groups of one set.
const MOST: usize = 64;

/// What is wrong with a scheme.
pub(super) struct Problem {
    /// Words that follow each other in the file up to the place.
    pub(super) place: Vec<String>,
    /// What is wrong.
    pub(super) reason: String,
}

fn problem(place: &[&str], reason: impl Into<String>) -> Problem {
    Problem {
        place: place.iter().map(|word| (*word).to_owned()).collect(),
        reason: reason.into(),
    }
}

/// Refuses a scheme whose rules contradict each other or whose vectors do not come out.
pub(super) fn scheme(scheme: &Scheme) -> Result<(), Problem> {
    head(scheme)?;
    execution(scheme)?;
    weights(scheme)?;
    quantitative(scheme)?;
    tiers(scheme)?;
    bands(&["satisfaction_bands:"], "满意度分档", &scheme.satisfaction_bands)?;
    caps_and_grade(scheme)?;
    outline(scheme)?;
    vectors(scheme)
}

/// The outline of the report: known, with a text under each key once, headings one level deeper at a time.
fn outline(scheme: &Scheme) -> Result<(), Problem> {
    let outline = &scheme.outline;
    if outline.headings.is_empty() {
        return match outline.id.as_str() {
            "" => Ok(()),
            id => Err(problem(
                &["outline:"],
                format!("没有名为“{id}”的报告提纲，请写出它的标题（headings）"),
            )),
        };
    }
    let mut paths = HashSet::new();
    let mut level = 0;
    for heading in &outline.headings {
        let place = |reason: String| problem(&["outline:", &heading.text], reason);
        if heading.path.trim().is_empty() || !paths.insert(heading.path.as_str()) {
            return Err(place(format!("标题“{}”的 path 为空或与别的标题重复", heading.text)));
        }
        if heading.level < 1 || heading.level > 4 || heading.level > level + 1 {
            return Err(place(format!(
                "标题“{}”的级别（level）应为1到4，且每次只深一级",
                heading.text
            )));
        }
        level = heading.level;
    }
    Ok(())
}

fn head(scheme: &Scheme) -> Result<(), Problem> {
    if scheme.id.is_empty()
        || !scheme
            .id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    {
        return Err(problem(&["id:"], "id 应由小写字母、数字和下划线组成，不能为空"));
    }
    if scheme.name.trim().is_empty() {
        return Err(problem(&["name:"], "缺少评分办法的名称（name）"));
    }
    if scheme.citation.trim().is_empty() {
        return Err(problem(&["citation:"], "缺少评分办法的依据（citation）"));
    }
    // A part that states no source stands under the scheme's own; blanks would be printed as a source.
    for (part, citation) in [
        ("budget:", &scheme.budget.citation),
        ("quantitative:", &scheme.quantitative.citation),
        ("over_target:", &scheme.over_target.citation),
        ("qualitative:", &scheme.qualitative.citation),
        ("grade:", &scheme.grade.citation),
    ] {
        if !citation.is_empty() && citation.trim().is_empty() {
            return Err(problem(
                &[part, "citation:"],
                "依据（citation）不能只有空格；不另写依据的，请删去这一项，即按评分办法的总依据",
            ));
        }
    }
    if scheme.year_to.is_some_and(|last| last < scheme.year_from) {
        return Err(problem(&["year_to:"], "适用年度的止年早于起年"));
    }
    if scheme.total <= Decimal::ZERO || scheme.total > Decimal::ONE_THOUSAND {
        return Err(problem(&["total:"], "满分（total）应大于0、不超过1000，一般为100"));
    }
    let groups = scheme.weight_sets.iter().map(|set| set.groups.len()).max();
    if scheme.levels.len() > MOST || scheme.weight_sets.len() > MOST || groups > Some(MOST) {
        return Err(problem(&["levels:"], format!("一级指标和权重方案各不超过{MOST}个")));
    }
    if scheme.rounding.row.max(scheme.rounding.rate) > Rounding::MOST {
        return Err(problem(&["rounding:"], "保留小数位数应为0至6位"));
    }
    Ok(())
}

fn execution(scheme: &Scheme) -> Result<(), Problem> {
    let rule = &scheme.budget;
    if rule.weight < Decimal::ZERO || rule.weight > scheme.total {
        return Err(problem(&["budget:", "weight:"], "预算执行分值应在0至满分之间"));
    }
    if rule.rate_cap <= Decimal::ZERO || rule.rate_cap > Decimal::ONE {
        return Err(problem(
            &["budget:", "rate_cap:"],
            "执行率封顶（rate_cap）应大于0、不超过1，1即100%",
        ));
    }
    for (name, line) in [
        ("explain_below:", rule.explain_below),
        ("explain_above:", rule.explain_above),
        ("explain_adjustment_above:", rule.explain_adjustment_above),
    ] {
        if line.is_some_and(|line| line < Decimal::ZERO) {
            return Err(problem(&["budget:", name], "须说明原因的界限不能为负，0.9即90%"));
        }
    }
    match &rule.mode {
        ExecutionMode::Linear => Ok(()),
        ExecutionMode::Banded(list) if list.is_empty() => Err(problem(&["budget:", "mode:"], "预算执行分档不能为空")),
        ExecutionMode::Banded(list) => bands(&["budget:", "mode:"], "预算执行分档", list),
    }
}

fn weights(scheme: &Scheme) -> Result<(), Problem> {
    let indicators = scheme.total - scheme.budget.weight;
    for set in &scheme.weight_sets {
        let sum = set
            .groups
            .iter()
            .try_fold(Decimal::ZERO, |sum, group| sum.checked_add(group.points));
        if sum != Some(indicators) {
            return Err(problem(
                &["weight_sets:", &set.name],
                format!(
                    "权重方案“{}”合计 {}，应为满分减预算执行分值 {}",
                    set.name,
                    sum.map(number::plain).unwrap_or_default(),
                    number::plain(indicators)
                ),
            ));
        }
        for name in set.groups.iter().flat_map(|group| &group.levels) {
            if !scheme.levels.iter().any(|level| level.name == *name) {
                return Err(problem(
                    &["weight_sets:", &set.name, name],
                    format!("权重方案“{}”中的“{name}”不在一级指标（levels）之内", set.name),
                ));
            }
        }
    }
    let Some(goals) = &scheme.goals else { return Ok(()) };
    let demanded = match goals.unit {
        GoalUnit::Points => indicators,
        GoalUnit::Ratio => Decimal::ONE_HUNDRED,
    };
    if goals.sum != demanded {
        return Err(problem(
            &["goals:", "sum:"],
            format!(
                "年度绩效目标合计 {}，应为 {}",
                number::plain(goals.sum),
                number::plain(demanded)
            ),
        ));
    }
    Ok(())
}

fn quantitative(scheme: &Scheme) -> Result<(), Problem> {
    let positive = match scheme.quantitative.positive {
        PositiveRule::Ratio => None,
        PositiveRule::Threshold(line) => Some(("positive:", line)),
    };
    let reverse = match scheme.quantitative.reverse {
        ReverseRule::Ratio | ReverseRule::Linear => None,
        ReverseRule::Threshold(line) => Some(("reverse:", line)),
    };
    for (name, line) in [positive, reverse].into_iter().flatten() {
        if line < Decimal::ZERO || line >= Decimal::ONE {
            return Err(problem(
                &["quantitative:", name],
                "及格线（Threshold）应不小于0、小于1，0.6即60%",
            ));
        }
    }
    let mut labels = HashSet::new();
    if let Some((twice, _)) = (scheme.form.kept().into_iter().flatten()).find(|(label, _)| !labels.insert(*label)) {
        return Err(problem(
            &["form:", twice, twice],
            format!("表中填写文字的栏目“{twice}”重名"),
        ));
    }
    let mut cited = HashSet::new();
    if (scheme.sources.iter()).any(|source| source.citation.trim().is_empty() || !cited.insert(source.rule)) {
        return Err(problem(&["sources:"], "规则的依据（sources）重复或为空"));
    }
    if scheme.quantitative.late == MissRule::Ratio {
        return Err(problem(
            &["quantitative:", "late:"],
            "逾期完成没有比例可算，late 只能是 Nothing 或 Judged",
        ));
    }
    let over = &scheme.over_target;
    for (name, line) in [("flag_at:", over.flag_at), ("explain_at:", over.explain_at)] {
        if line.is_some_and(|line| line < Decimal::ONE) {
            return Err(problem(&["over_target:", name], "超额提示线应不小于1，1.2即120%"));
        }
    }
    if over.explain_zero_at.is_some_and(|least| least < Decimal::ZERO) {
        return Err(problem(
            &["over_target:", "explain_zero_at:"],
            "指标值为0时须说明原因的实际完成值不能为负",
        ));
    }
    let by_itself = match over.deduction {
        OverTargetDeduction::None | OverTargetDeduction::Manual => false,
        OverTargetDeduction::Fixed(points) if points < Decimal::ZERO => {
            return Err(problem(&["over_target:", "deduction:"], "超额扣分不能为负数"));
        }
        OverTargetDeduction::Fixed(_) | OverTargetDeduction::Proportional => true,
    };
    if by_itself && over.explain_at.is_none() {
        return Err(problem(
            &["over_target:", "deduction:"],
            "自动扣分须写明从哪一完成率起（explain_at）",
        ));
    }
    Ok(())
}

fn tiers(scheme: &Scheme) -> Result<(), Problem> {
    let tiers = &scheme.qualitative.tiers;
    if tiers.len() > usize::from(u8::MAX) {
        return Err(problem(&["tiers:"], "定性档次过多"));
    }
    let mut upper = Decimal::ONE;
    for tier in tiers {
        let place = ["tiers:", tier.name.as_str()];
        if tier.name.is_empty() {
            return Err(problem(&["tiers:"], "定性档次缺少名称"));
        }
        if tier.low < Decimal::ZERO || tier.low >= tier.high || tier.high > Decimal::ONE {
            return Err(problem(
                &place,
                format!("定性档次“{}”的下限应小于上限，且都在0至1之间", tier.name),
            ));
        }
        if tier.high > upper {
            return Err(problem(
                &place,
                format!(
                    "定性档次“{}”的上限 {} 与上一档重叠，各档应由高到低、首尾相接，不超过 {}",
                    tier.name,
                    number::plain(tier.high),
                    number::plain(upper)
                ),
            ));
        }
        if tier.high < upper {
            return Err(problem(
                &place,
                format!(
                    "定性档次“{}”的上限 {} 与上一档之间有空档，应为 {}",
                    tier.name,
                    number::plain(tier.high),
                    number::plain(upper)
                ),
            ));
        }
        upper = tier.low;
    }
    match tiers.last() {
        Some(last) if !last.low.is_zero() => Err(problem(&["tiers:", &last.name], "最后一档的下限应为0")),
        _ => Ok(()),
    }
}

fn bands(place: &[&str], name: &str, bands: &[ScoreBand]) -> Result<(), Problem> {
    let share_is_legal = |band: &ScoreBand| band.share >= Decimal::ZERO && band.share <= Decimal::ONE;
    if bands
        .iter()
        .any(|band| band.at_least < Decimal::ZERO || !share_is_legal(band))
    {
        return Err(problem(place, format!("{name}的界限不能为负，得分比例应在0至1之间")));
    }
    if bands
        .windows(2)
        .any(|pair| pair[0].at_least <= pair[1].at_least || pair[0].share < pair[1].share)
    {
        return Err(problem(place, format!("{name}应由高到低排列")));
    }
    Ok(())
}

fn caps_and_grade(scheme: &Scheme) -> Result<(), Problem> {
    if scheme
        .caps_by_rate
        .iter()
        .any(|cap| cap.below <= Decimal::ZERO || cap.max_total < Decimal::ZERO || cap.max_total > scheme.total)
    {
        return Err(problem(
            &["caps_by_rate:"],
            "总分上限应在0至满分之间，执行率界限应大于0",
        ));
    }
    let bands = &scheme.grade.bands;
    if let Some(pair) = bands.windows(2).find(|pair| pair[0].at_least <= pair[1].at_least) {
        return Err(problem(
            &["grade:", &pair[1].name],
            format!("等级应由高到低排列，“{}”的起点不低于“{}”", pair[1].name, pair[0].name),
        ));
    }
    Ok(())
}

fn vectors(scheme: &Scheme) -> Result<(), Problem> {
    let mut names = HashSet::new();
    if let Some(twice) = scheme.vectors.iter().find(|vector| !names.insert(vector.name.as_str())) {
        return Err(problem(
            &["vectors:", &twice.name, &twice.name],
            format!("算例“{}”重名", twice.name),
        ));
    }
    for vector in &scheme.vectors {
        if let Some(reason) = failure(scheme, vector) {
            return Err(problem(&["vectors:", &vector.name], reason));
        }
    }
    Ok(())
}

/// Runs the test vectors of a scheme; one sentence for each that does not come out.
pub fn failures(scheme: &Scheme) -> Vec<String> {
    scheme
        .vectors
        .iter()
        .filter_map(|vector| failure(scheme, vector))
        .collect()
}

fn failure(scheme: &Scheme, vector: &Vector) -> Option<String> {
    let written = |value: Option<Decimal>| value.map_or_else(|| "没有得分".to_owned(), number::plain);
    let (expected, got) = match &vector.case {
        VectorCase::Indicator {
            level1,
            unit,
            target,
            actual,
            weight,
            judged,
            deduction,
            score,
        } => {
            let indicator = Indicator {
                level1: level1.clone(),
                unit: unit.clone(),
                target: Some(target.clone()),
                actual: Some(actual.clone()),
                weight: Some(*weight),
                judged: *judged,
                deduction: *deduction,
                ..Indicator::default()
            };
            (
                written(*score),
                written(score::score_indicator(scheme, &indicator).score),
            )
        }
        VectorCase::Execution {
            initial,
            adjusted,
            carry_over,
            actual,
            judged,
            score,
        } => {
            let budget = Budget {
                judged: *judged,
                lines: vec![BudgetLine {
                    initial: *initial,
                    adjusted: *adjusted,
                    carry_over: *carry_over,
                    actual: Some(*actual),
                    ..BudgetLine::default()
                }],
                ..Budget::default()
            };
            (written(*score), written(score::score_execution(scheme, &budget).score))
        }
        VectorCase::Grade { total, grade } => (
            grade.clone(),
            score::grade(scheme, *total).unwrap_or("没有等级").to_owned(),
        ),
        VectorCase::Cap { rate, sum, total } => (
            number::plain(*total),
            number::plain(score::capped(scheme, Some(*rate), *sum)),
        ),
    };
    (expected != got).then(|| format!("算例“{}”不符：应为 {expected}，算得 {got}", vector.name))
}
