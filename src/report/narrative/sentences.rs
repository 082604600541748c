//! Sentences made from the data, for headings the officer has not written under.

use rust_decimal::Decimal;

use super::{Part, named};
use crate::model::budget::Amount;
use crate::model::scheme::GradeShown;
use crate::model::{Cause, FundKind, Indicator, Kind, Project, number};
use crate::report::form::{self, MISSING};
use crate::score::{Scorecard, Status};

/// Circled numbers for lists in running text.
const CIRCLED: [char; 20] = [
    '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩', '⑪', '⑫', '⑬', '⑭', '⑮', '⑯', '⑰', '⑱', '⑲', '⑳',
];

/// Writes the paragraphs under a heading of the outline.
pub fn under(project: &Project, card: &Scorecard, path: &str) -> Vec<String> {
    match path {
        "一.一" => result(project, card),
        "一.二.1" => vec![execution(project, card)],
        "一.二.2" => met(project, card),
        "一.二.3" => short(project, card),
        "一.三" => problems(project, card),
        "一.四" => measures(project, card),
        "二.一" if matches!(project.kind, Kind::SpendingProject(_)) => {
            let mut paragraphs = subject(project);
            paragraphs.push(spending(project));
            paragraphs.extend(goals(project));
            paragraphs
        }
        "二.一.1" => vec![spending(project)],
        "二.一.2" => goals(project),
        "二.二" => vec![conduct(project, card)],
        "二.三.1" => budget(project, card),
        "二.三.2" => vec![overview(project, card)],
        "二.三.2.1" => part(project, card, Part::Output, "产出"),
        "二.三.2.2" => part(project, card, Part::Effect, "效益"),
        "二.三.2.3" => part(project, card, Part::Satisfaction, "满意度"),
        "二.四" => application(project),
        "二.五" if project.evidence.is_empty() => vec![format!("佐证材料{MISSING}：尚未登记证明各项数据的材料。")],
        "二.五" => vec![format!("已登记佐证材料{}项，目录如下。", project.evidence.len())],
        _ => Vec::new(),
    }
}

/// 万元, or 未填.
fn money(amount: Option<Decimal>) -> String {
    amount.map_or_else(|| MISSING.to_owned(), |amount| format!("{}万元", number::money(amount)))
}

/// The score, the grade, and what keeps them from being final.
fn result(project: &Project, card: &Scorecard) -> Vec<String> {
    let mut text = format!(
        "经自评，{}{}绩效自评得分为{}分（满分{}分）",
        named(project.subject()),
        if matches!(project.kind, Kind::Department) {
            "部门整体"
        } else {
            ""
        },
        number::points(card.total),
        number::plain(project.scheme.total)
    );
    match (&card.grade, project.scheme.grade.shown) {
        (Some(grade), GradeShown::Always) => text.push_str(&format!("，等级为“{grade}”")),
        (Some(grade), GradeShown::Optional) => text.push_str(&format!("，按评价等级标准属“{grade}”")),
        _ => {}
    }
    text.push('。');
    if let Some(before) = card.before_cap {
        text.push_str(&format!(
            "各项得分合计{}分，按评分办法的总分上限计。",
            number::points(before)
        ));
    }
    if let Some(declared) = project.declared {
        let difference = declared.checked_sub(card.total).unwrap_or_default();
        if !difference.is_zero() {
            text.push_str(&format!(
                "自评填报得分为{}分，与按评分办法计算的得分相差{}分。",
                number::points(declared),
                number::points(difference.abs())
            ));
        }
    }
    if card.unfilled > 0 {
        text.push_str(&format!("另有{}项未填，未计入得分。", card.unfilled));
    }
    vec![text]
}

/// The execution rate with its base.
fn execution(project: &Project, card: &Scorecard) -> String {
    let execution = &card.execution;
    let base = project.scheme.budget.base;
    let Some(rate) = execution.rate else {
        return format!("预算执行率{MISSING}：{}或全年执行数没有填写。", base.name());
    };
    let mut text = format!(
        "以{}{}为基数，全年执行{}，预算执行率为{}",
        base.name(),
        money(execution.base),
        money(execution.actual),
        number::percent(rate)
    );
    if let Some(score) = execution.score
        && !execution.weight.is_zero()
    {
        text.push_str(&format!(
            "，得{}分（满分{}分）",
            number::points(score),
            number::plain(execution.weight)
        ));
    }
    text.push('。');
    let initial = project.budget.total(Amount::Initial);
    if let (Some(initial), Some(actual)) = (initial, execution.actual)
        && execution.base != Some(initial)
        && let Some(rate) = actual.checked_div(initial)
    {
        text.push_str(&format!(
            "以年初预算数{}为基数，执行率为{}。",
            money(Some(initial)),
            number::percent(rate)
        ));
    }
    text
}

/// Positions of the rows of a list in printed order.
fn rows(card: &Scorecard, wanted: impl Fn(Status, bool) -> bool) -> Vec<usize> {
    (0..card.rows.len())
        .filter(|&row| wanted(card.rows[row].status, form::is_short(card, row)))
        .collect()
}

fn met(project: &Project, card: &Scorecard) -> Vec<String> {
    let all = project.indicators.len();
    if all == 0 {
        return vec![format!("绩效指标{MISSING}。")];
    }
    let over = rows(card, |status, _| status == Status::Over);
    let mut text = format!("全年共设绩效指标{all}项，完成{}项", card.met);
    if let Some(share) = Decimal::from(card.met).checked_div(Decimal::from(all)) {
        text.push_str(&format!("，占{}", number::percent(share)));
    }
    let by_level: Vec<String> = (card.levels.iter())
        .map(|level| {
            let met = level.rows.iter().filter(|&&row| is_met(card.rows[row].status)).count();
            format!("{}{met}项", level.name)
        })
        .collect();
    if !by_level.is_empty() {
        text.push_str(&format!("，其中{}", by_level.join("、")));
    }
    text.push('。');
    let mut paragraphs = vec![text];
    if !over.is_empty() {
        let list: Vec<String> = over.iter().map(|&row| against(project, card, row)).collect();
        paragraphs.push(format!("超额较大的指标{}项：{}。", over.len(), list.join("；")));
    }
    paragraphs
}

fn is_met(status: Status) -> bool {
    matches!(status, Status::Met | Status::Over)
}

/// An indicator with target, actual and completion.
fn against(project: &Project, card: &Scorecard, row: usize) -> String {
    let indicator = &project.indicators[row];
    let target = indicator.target.as_ref();
    let mut text = format!(
        "{}（目标{}，实际{}",
        named(&indicator.name),
        target.map_or_else(|| MISSING.to_owned(), |target| form::with_unit(target, &indicator.unit)),
        form::actual(project, indicator)
    );
    // For ceilings, days and the like a rate says less than the two values.
    let has_rate = target.is_some_and(|target| target.number().is_some() && !target.is_reverse());
    if has_rate && let Some(completion) = card.rows.get(row).and_then(|scored| scored.completion) {
        text.push_str(&format!("，完成率{}", number::percent(completion)));
    }
    text.push('）');
    text
}

/// The unfinished goals, each with what was lost and why.
fn short(project: &Project, card: &Scorecard) -> Vec<String> {
    let short = rows(card, |_, short| short);
    let unfilled = rows(card, |status, _| status == Status::Unfilled);
    let mut paragraphs = Vec::new();
    if short.is_empty() {
        if unfilled.is_empty() && !project.indicators.is_empty() {
            paragraphs.push("各项绩效指标均达到年度指标值。".to_owned());
        }
    } else {
        let lost: Decimal = (short.iter())
            .filter_map(|&row| card.rows[row].lost)
            .fold(Decimal::ZERO, |sum, lost| sum.checked_add(lost).unwrap_or(Decimal::MAX));
        paragraphs.push(format!(
            "未完成或未得满分的指标{}项，共扣{}分：",
            short.len(),
            number::points(lost)
        ));
        paragraphs.extend(short.iter().enumerate().map(|(position, &row)| {
            let indicator = &project.indicators[row];
            let lost = card.rows[row].lost;
            format!(
                "{}{}，扣{}分，原因：{}。",
                mark(position),
                against(project, card, row),
                lost.map_or_else(|| MISSING.to_owned(), number::points),
                or_missing(indicator.reason.trim().trim_end_matches('。'))
            )
        }));
    }
    if !unfilled.is_empty() {
        let names: Vec<&str> = unfilled
            .iter()
            .map(|&row| named(&project.indicators[row].name))
            .collect();
        paragraphs.push(format!("尚未填全的指标{}项：{}。", names.len(), names.join("、")));
    }
    if paragraphs.is_empty() {
        paragraphs.push(format!("绩效指标{MISSING}。"));
    }
    paragraphs
}

/// ①, ② … and plain numbers past ⑳.
fn mark(position: usize) -> String {
    CIRCLED
        .get(position)
        .map_or_else(|| format!("（{}）", position + 1), char::to_string)
}

fn or_missing(text: &str) -> &str {
    if text.is_empty() { MISSING } else { text }
}

/// What went wrong, by category of cause.
fn problems(project: &Project, card: &Scorecard) -> Vec<String> {
    if !project.deviation_analysis.trim().is_empty() {
        return lines(&project.deviation_analysis);
    }
    let short = rows(card, |_, short| short);
    if short.is_empty() {
        return vec![if card.unfilled == 0 && !project.indicators.is_empty() {
            "各项绩效指标均达到年度指标值，自评未发现明显偏差。".to_owned()
        } else {
            format!("存在的问题和原因{MISSING}。")
        }];
    }
    let of_cause = |cause: Option<Cause>| -> Vec<&str> {
        (short.iter())
            .map(|&row| &project.indicators[row])
            .filter(|indicator| indicator.cause == cause)
            .map(|indicator| named(&indicator.name))
            .collect()
    };
    let causes = Cause::ALL.into_iter().map(Some).chain([None]);
    let groups = causes
        .map(|cause| (cause, of_cause(cause)))
        .filter(|(_, names)| !names.is_empty());
    groups
        .enumerate()
        .map(|(position, (cause, names))| {
            let word = cause.map_or("原因类别未填", Cause::name);
            format!("{}{word}：涉及{}。", mark(position), names.join("、"))
        })
        .collect()
}

/// What will be done: the plan, or the measures of the unfinished indicators.
fn measures(project: &Project, card: &Scorecard) -> Vec<String> {
    if !project.improvement_plan.trim().is_empty() {
        return lines(&project.improvement_plan);
    }
    let mut seen: Vec<&str> = Vec::new();
    for row in rows(card, |_, short| short) {
        let measure = project.indicators[row].measure.trim();
        if !measure.is_empty() && !seen.contains(&measure) {
            seen.push(measure);
        }
    }
    if seen.is_empty() {
        return vec![format!("下一步拟改进措施{MISSING}。")];
    }
    let numbered = seen.iter().enumerate();
    numbered
        .map(|(position, measure)| format!("{}{}。", mark(position), measure.trim_end_matches('。')))
        .collect()
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// Who carried a spending project out.
fn subject(project: &Project) -> Vec<String> {
    let Kind::SpendingProject(head) = &project.kind else {
        return Vec::new();
    };
    let kinds = [&head.category, &head.attribute, &head.term];
    let kinds: Vec<&str> = kinds
        .into_iter()
        .map(|kind| kind.trim())
        .filter(|kind| !kind.is_empty())
        .collect();
    let mut text = format!(
        "{}由{}主管，{}实施",
        named(&head.name),
        named(&head.competent_department),
        named(&head.implementing_unit)
    );
    if !kinds.is_empty() {
        text.push_str(&format!("，属{}", kinds.join("、")));
    }
    text.push('。');
    vec![text]
}

/// Budget and final account in one sentence.
fn spending(project: &Project) -> String {
    let budget = &project.budget;
    if budget.lines.is_empty() {
        return format!("预算执行数据{MISSING}。");
    }
    let initial = budget.total(Amount::Initial);
    let actual = budget.total(Amount::Actual);
    let mut text = format!(
        "{}年度{}年初预算为{}，支出决算为{}",
        project.year,
        budget.scope,
        money(initial),
        money(actual)
    );
    if let Some(rate) = actual
        .zip(initial)
        .and_then(|(actual, initial)| actual.checked_div(initial))
    {
        text.push_str(&format!("，完成年初预算的{}", number::percent(rate)));
    }
    text.push('。');
    let kinds = [
        (FundKind::Basic, "基本支出"),
        (FundKind::Project, "项目支出"),
        (FundKind::Other, "其他支出"),
    ];
    let parts: Vec<String> = (kinds.into_iter())
        .filter_map(|(kind, name)| {
            let amount = budget.total_of(kind, Amount::Actual)?;
            Some(format!("{name}{}", money(Some(amount))))
        })
        .collect();
    if parts.len() > 1 {
        text.push_str(&format!("其中：{}。", parts.join("，")));
    }
    text
}

/// The goals of the year with what became of them.
fn goals(project: &Project) -> Vec<String> {
    if project.goals.is_empty() {
        return vec![format!("年度绩效目标{MISSING}。")];
    }
    let numbered = project.goals.iter().enumerate();
    numbered
        .map(|(position, goal)| {
            let text = if goal.text.trim().is_empty() {
                named(&goal.name)
            } else {
                goal.text.trim()
            };
            format!(
                "{}目标：{}。完成情况：{}。",
                mark(position),
                text.trim_end_matches('。'),
                or_missing(goal.achieved.trim().trim_end_matches('。'))
            )
        })
        .collect()
}

/// How the self-evaluation was done.
fn conduct(project: &Project, card: &Scorecard) -> String {
    let mut text = format!("自评工作依据“{}”开展", named(&project.scheme.name));
    if !project.scheme.citation.is_empty() {
        text.push_str(&format!("（{}）", project.scheme.citation.trim_end_matches('。')));
    }
    let names: Vec<&str> = (project.sections.iter())
        .map(|section| section.name.trim())
        .filter(|name| !name.is_empty())
        .collect();
    if !names.is_empty() {
        text.push_str(&format!("，由{}提供数据并对数据负责", names.join("、")));
    }
    text.push_str(&format!("。共核对绩效指标{}项", project.indicators.len()));
    if !project.evidence.is_empty() {
        text.push_str(&format!("，收集佐证材料{}项", project.evidence.len()));
    }
    text.push_str(&format!("，按评分办法计算得分为{}分。", number::points(card.total)));
    text
}

/// Execution, changes and their causes.
fn budget(project: &Project, card: &Scorecard) -> Vec<String> {
    let mut text = spending(project);
    if project.budget.lines.is_empty() {
        return vec![text];
    }
    let initial = project.budget.total(Amount::Initial);
    if let (Some(initial), Some(base)) = (initial, card.execution.base)
        && let Some(change) = base.checked_sub(initial)
        && !change.is_zero()
    {
        let word = if change.is_sign_negative() { "减少" } else { "增加" };
        text.push_str(&format!(
            "{}为{}，比年初预算{word}{}。",
            project.scheme.budget.base.name(),
            money(Some(base)),
            money(Some(change.abs()))
        ));
    }
    let mut paragraphs = vec![text, execution(project, card)];
    let explanation = project.budget.explanation.trim();
    if !explanation.is_empty() {
        paragraphs.push(format!("主要原因：{}。", explanation.trim_end_matches('。')));
    }
    if project.budget.causes.iter().any(|cause| cause.amount.is_some()) {
        let sum = (project.budget.causes.iter())
            .filter_map(|cause| cause.amount)
            .fold(Decimal::ZERO, |sum, amount| {
                sum.checked_add(amount).unwrap_or(Decimal::MAX)
            });
        paragraphs.push(format!(
            "变动原因{}项，合计{}，明细见下表。",
            project.budget.causes.len(),
            money(Some(sum))
        ));
    }
    paragraphs
}

/// Points by first level.
fn overview(project: &Project, card: &Scorecard) -> String {
    let parts: Vec<String> = (card.levels.iter())
        .map(|level| {
            format!(
                "{}{}项，得{}分（分值{}分）",
                level.name,
                level.rows.len(),
                number::points(level.score),
                number::plain(level.weight)
            )
        })
        .collect();
    if parts.is_empty() {
        return format!("绩效指标{MISSING}。");
    }
    format!("{}项绩效指标中，{}。", project.indicators.len(), parts.join("；"))
}

/// The indicators of a part, by second level.
fn part(project: &Project, card: &Scorecard, part: Part, word: &str) -> Vec<String> {
    let rows: Vec<usize> = (0..project.indicators.len())
        .filter(|&row| Part::of(&project.indicators[row].level1) == part)
        .collect();
    if rows.is_empty() {
        return vec![format!("未设置{word}指标。")];
    }
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for row in rows {
        let indicator: &Indicator = &project.indicators[row];
        let name = if indicator.level2.is_empty() {
            indicator.level1.as_str()
        } else {
            indicator.level2.as_str()
        };
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, members)) => members.push(row),
            None => groups.push((name, vec![row])),
        }
    }
    groups
        .into_iter()
        .map(|(name, members)| {
            let met = members.iter().filter(|&&row| is_met(card.rows[row].status)).count();
            let list = |wanted: &dyn Fn(usize) -> bool| -> Vec<String> {
                let rows = members.iter().filter(|&&row| wanted(row));
                rows.map(|&row| against(project, card, row)).collect()
            };
            let mut text = format!("{}共{}项，完成{met}项。", or_missing(name), members.len());
            let reached = list(&|row| is_met(card.rows[row].status));
            if !reached.is_empty() {
                text.push_str(&format!("完成的有：{}。", reached.join("；")));
            }
            let missed = list(&|row| card.rows[row].status == Status::Unmet);
            if !missed.is_empty() {
                text.push_str(&format!("未完成的有：{}。", missed.join("；")));
            }
            let unfilled = list(&|row| card.rows[row].status == Status::Unfilled);
            if !unfilled.is_empty() {
                text.push_str(&format!("未填全的有：{}。", unfilled.join("；")));
            }
            text
        })
        .collect()
}

/// What is done with the result, where the officer noted it beside an indicator.
fn application(project: &Project) -> Vec<String> {
    let noted: Vec<String> = (project.indicators.iter())
        .filter(|indicator| !indicator.application.trim().is_empty())
        .map(|indicator| {
            format!(
                "{}：{}",
                named(&indicator.name),
                indicator.application.trim().trim_end_matches('。')
            )
        })
        .collect();
    if noted.is_empty() {
        vec![format!("上年度部门自评结果应用情况{MISSING}。")]
    } else {
        vec![format!(
            "上年度部门自评结果应用情况{MISSING}。本年度结果应用建议：{}。",
            noted.join("；")
        )]
    }
}
