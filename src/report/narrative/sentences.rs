//! Sentences made from the data, for headings the officer has not written under.
//!
//! Their numbers and names are bindings, so that a sentence taken over by the officer keeps following the data.

use super::Part;
use super::money::{budget, execution, spending};
use crate::binding::listed;
use crate::model::outline::Passage;
use crate::model::scheme::GradeShown;
use crate::model::{Cause, Indicator, Kind, Project, Target, number};
use crate::report::form::{MISSING, points_apart};
use crate::score::{Scorecard, Status, Subtotal};

/// Most indicators that are listed by name in one sentence.
const LISTED: usize = 60;

/// Circled numbers for lists in running text.
const CIRCLED: [char; 20] = [
    '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩', '⑪', '⑫', '⑬', '⑭', '⑮', '⑯', '⑰', '⑱', '⑲', '⑳',
];

/// Writes the paragraphs of a passage.
pub fn of(project: &Project, card: &Scorecard, passage: &Passage) -> Vec<String> {
    match passage {
        Passage::Text(text) => vec![text.clone()],
        Passage::Result => vec![result(project, card)],
        Passage::Execution => vec![execution(project, card)],
        Passage::Met => met(project, card),
        Passage::Unmet => short(project, card),
        Passage::Problems => problems(project, card),
        Passage::Measures => measures(project, card),
        Passage::Subject => subject(project).into_iter().collect(),
        Passage::Spending => vec![spending(project, card)],
        Passage::Goals => goals(project, Told::Whole),
        Passage::Aims => goals(project, Told::Aim),
        Passage::Attainment => goals(project, Told::Attainment),
        Passage::Conduct => vec![conduct(project, card)],
        Passage::Budget => budget(project, card),
        Passage::Overview => vec![overview(card)],
        Passage::Output => part(project, card, Part::Output, "产出"),
        Passage::Effect => part(project, card, Part::Effect, "效益"),
        Passage::Satisfaction => part(project, card, Part::Satisfaction, "满意度"),
        // The heading itself says what is not filled in.
        Passage::Application => Vec::new(),
        Passage::Use => application(project),
        Passage::Evidence if project.evidence.is_empty() => {
            vec![format!("佐证材料{MISSING}：尚未登记证明各项数据的材料。")]
        }
        Passage::Evidence => vec!["已登记佐证材料{{佐证材料数}}，目录如下。".to_owned()],
    }
}

/// The score, the grade, and what keeps them from being final.
fn result(project: &Project, card: &Scorecard) -> String {
    let whole = match project.kind {
        Kind::Department => "部门整体",
        Kind::SpendingProject(_) => "",
    };
    if card.stated_total().is_none() {
        return format!("{{{{评价对象}}}}{whole}绩效自评得分{MISSING}：绩效指标和预算执行还没有可以计分的数据。");
    }
    let mut text = format!("经自评，{{{{评价对象}}}}{whole}绩效自评得分为{{{{得分}}}}（满分{{{{满分}}}}）");
    match (&card.grade, project.scheme.grade.shown) {
        (Some(_), GradeShown::Always) => text.push_str("，等级为“{{等级}}”"),
        (Some(_), GradeShown::Optional) => text.push_str("，按评价等级标准属“{{等级}}”"),
        _ => {}
    }
    text.push('。');
    if let Some(before) = card.before_cap {
        text.push_str(&format!(
            "各项得分合计{}分，按评分办法的总分上限计。",
            number::points(before)
        ));
    }
    text.extend(points_apart(project, card));
    if card.unfilled > 0 {
        text.push_str(&format!(
            "另有{{{{未填数}}}}未填{}，未计入得分。",
            card.unfilled_remark()
        ));
    }
    text
}

/// Positions of the rows of a list in printed order.
fn rows(card: &Scorecard, wanted: impl Fn(Status, bool) -> bool) -> Vec<usize> {
    (0..card.rows.len())
        .filter(|&row| wanted(card.rows[row].status, card.rows[row].is_short()))
        .collect()
}

fn met(project: &Project, card: &Scorecard) -> Vec<String> {
    if project.indicators.is_empty() {
        return vec![format!("绩效指标{MISSING}。")];
    }
    let mut text = "全年共设绩效指标{{指标数}}，完成{{完成数}}，占{{完成比例}}".to_owned();
    let by_level: Vec<String> = (card.levels.iter())
        .map(|level| format!("{}{}", level.name, of_level(level, "完成数")))
        .collect();
    if !by_level.is_empty() {
        text.push_str(&format!("，其中{}", listed(&by_level)));
    }
    text.push('。');
    let mut paragraphs = vec![text];
    match card.met {
        0 => {}
        1..=LISTED => paragraphs.push("完成的指标有：{{完成清单}}。".to_owned()),
        _ => paragraphs.push("完成的指标见附件自评表。".to_owned()),
    }
    let over = rows(card, |status, _| status == Status::Over);
    if !over.is_empty() {
        let list: Vec<String> = over.iter().map(|&row| against(project, card, row)).collect();
        paragraphs.push(format!("超额较大的指标{{{{超额数}}}}：{}。", list.join("；")));
    }
    paragraphs
}

/// Names a field of a first level.
fn of_level(level: &Subtotal, field: &str) -> String {
    format!("{{{{{}.{field}}}}}", level.name)
}

fn is_met(status: Status) -> bool {
    matches!(status, Status::Met | Status::Over)
}

/// Names a field of an indicator.
fn of_indicator(indicator: &Indicator, field: &str) -> String {
    format!("{{{{{}.{field}}}}}", indicator.id)
}

/// An indicator with target, actual and completion.
fn against(project: &Project, card: &Scorecard, row: usize) -> String {
    let indicator = &project.indicators[row];
    let of = |field| of_indicator(indicator, field);
    let mut text = format!("{}（目标{}，实际{}", of("名称"), of("指标值"), of("实际"));
    // For ceilings, days and the like a rate says less than the two values.
    let target = indicator.target.as_ref();
    let has_rate = target.is_some_and(|target| target.number().is_some() && !target.is_reverse());
    if has_rate && card.rows.get(row).is_some_and(|scored| scored.completion.is_some()) {
        text.push_str(&format!("，完成率{}", of("完成率")));
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
        paragraphs.push("未完成或未得满分的指标{{失分项数}}，共扣{{指标失分}}：".to_owned());
        paragraphs.extend(short.iter().enumerate().map(|(position, &row)| {
            let indicator = &project.indicators[row];
            let of = |field| of_indicator(indicator, field);
            let mut text = format!("{}{}", mark_of(position, short.len()), against(project, card, row));
            let target = indicator.target.as_ref().and_then(Target::number);
            if indicator
                .actual_number()
                .zip(target)
                .is_some_and(|(actual, target)| actual != target)
            {
                text.push_str(&format!("，与目标相差{}", of("差额")));
            }
            text.push_str(&format!("，扣{}，原因：{}", of("失分"), of("原因")));
            if !indicator.measure.trim().is_empty() {
                text.push_str(&format!("；改进措施：{}", of("措施")));
            }
            text.push('。');
            text
        }));
    }
    if !unfilled.is_empty() {
        paragraphs.push(format!("尚未填全的指标{}项：{{{{未填清单}}}}。", unfilled.len()));
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

/// The mark of an item; none where it is the only one.
fn mark_of(position: usize, count: usize) -> String {
    if count == 1 { String::new() } else { mark(position) }
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
    let of_cause = |cause: Option<Cause>| -> Vec<String> {
        (short.iter())
            .map(|&row| &project.indicators[row])
            .filter(|indicator| indicator.cause == cause)
            .map(|indicator| match indicator.reason.trim() {
                "" => format!("{}（原因{MISSING}）", of_indicator(indicator, "名称")),
                _ => format!(
                    "{}：{}",
                    of_indicator(indicator, "名称"),
                    of_indicator(indicator, "原因")
                ),
            })
            .collect()
    };
    let causes = Cause::ALL.into_iter().map(Some).chain([None]);
    let groups: Vec<_> = causes
        .map(|cause| (cause, of_cause(cause).join("；")))
        .filter(|(_, names)| !names.is_empty())
        .collect();
    match groups.as_slice() {
        // Nothing to tell apart.
        [(None, names)] => vec![format!("{names}。")],
        [(Some(cause), names)] => vec![format!("{}。{names}。", cause.name())],
        groups => (groups.iter().enumerate())
            .map(|(position, (cause, names))| {
                let word = cause.map_or("其他原因", Cause::name);
                format!("{}{word}。{names}。", mark(position))
            })
            .collect(),
    }
}

/// What will be done: the plan, or the measures of the unfinished indicators.
fn measures(project: &Project, card: &Scorecard) -> Vec<String> {
    if !project.improvement_plan.trim().is_empty() {
        return lines(&project.improvement_plan);
    }
    let mut measures: Vec<&Indicator> = Vec::new();
    for row in rows(card, |_, short| short) {
        let indicator = &project.indicators[row];
        let measure = indicator.measure.trim();
        if !measure.is_empty() && !measures.iter().any(|one| one.measure.trim() == measure) {
            measures.push(indicator);
        }
    }
    let mut paragraphs: Vec<String> = (measures.iter().enumerate())
        .map(|(position, indicator)| {
            let mark = mark_of(position, measures.len());
            format!("{mark}{}。", of_indicator(indicator, "措施"))
        })
        .collect();
    if paragraphs.is_empty() {
        paragraphs.push(format!("下一步拟改进措施{MISSING}。"));
    }
    paragraphs
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let ended = |line: &str| line.ends_with(['。', '；', '：', '！', '？', '”', '）', '.', ';']);
    lines
        .map(|line| {
            if ended(line) {
                line.to_owned()
            } else {
                format!("{line}。")
            }
        })
        .collect()
}

/// Who carried a spending project out.
fn subject(project: &Project) -> Option<String> {
    let Kind::SpendingProject(head) = &project.kind else {
        return None;
    };
    let kinds = [&head.category, &head.attribute, &head.term];
    let kinds: Vec<&str> = kinds
        .into_iter()
        .map(|kind| kind.trim())
        .filter(|kind| !kind.is_empty())
        .collect();
    let named = [&head.name, &head.competent_department, &head.implementing_unit];
    if named.iter().all(|name| name.trim().is_empty()) {
        return Some(format!("项目名称、主管部门和实施单位{MISSING}。"));
    }
    let mut text = "{{项目名称}}由{{主管部门}}主管，{{实施单位}}实施".to_owned();
    if !kinds.is_empty() {
        text.push_str(&format!("，属{}", listed(&kinds)));
    }
    text.push('。');
    Some(text)
}

/// What is told of the goals of the year.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// What was set and what became of it.
    Whole,
    /// What was set.
    Aim,
    /// What became of it, the goal by its name.
    Attainment,
}

/// The goals of the year.
fn goals(project: &Project, told: Told) -> Vec<String> {
    if project.goals.is_empty() {
        return vec![format!("年度绩效目标{MISSING}。")];
    }
    let numbered = project.goals.iter().enumerate();
    numbered
        .map(|(position, goal)| {
            let id = &goal.id;
            let achieved = match goal.achieved.trim() {
                "" => format!("完成情况{MISSING}"),
                _ => format!("完成情况：{{{{{id}.完成情况}}}}"),
            };
            let mark = mark_of(position, project.goals.len());
            match told {
                Told::Whole => format!("{mark}目标：{{{{{id}.内容}}}}。{achieved}。"),
                Told::Aim => format!("{mark}{{{{{id}.内容}}}}。"),
                Told::Attainment => format!("{mark}{{{{{id}.名称}}}}，{achieved}。"),
            }
        })
        .collect()
}

/// The clause that names the sections; nothing without any.
pub fn duty(project: &Project) -> Option<String> {
    let names: Vec<&str> = (project.sections.iter())
        .map(|section| section.name.trim())
        .filter(|name| !name.is_empty())
        .collect();
    (!names.is_empty()).then(|| format!("，由{}提供数据并对数据负责", listed(&names)))
}

/// How the self-evaluation was done.
fn conduct(project: &Project, card: &Scorecard) -> String {
    let mut text = "自评工作依据“{{评分办法}}”开展".to_owned();
    // Some rules are known from a form or a system only: what has no number and no title is no document to name.
    if project.scheme.citation.contains(['〔', '《']) {
        text.push_str("（{{评分依据}}）");
    }
    text.push_str(&duty(project).unwrap_or_default());
    text.push('。');
    if project.indicators.is_empty() {
        return text;
    }
    text.push_str("共核对绩效指标{{指标数}}");
    if !project.evidence.is_empty() {
        text.push_str("，收集佐证材料{{佐证材料数}}");
    }
    if card.stated_total().is_some() {
        text.push_str("，按评分办法计算得分为{{得分}}");
    }
    text.push('。');
    text
}

/// Points by first level.
fn overview(card: &Scorecard) -> String {
    let parts: Vec<String> = (card.levels.iter())
        .map(|level| {
            let of = |field| of_level(level, field);
            format!("{}{}，得{}（分值{}）", level.name, of("指标数"), of("得分"), of("分值"))
        })
        .collect();
    if parts.is_empty() {
        return format!("绩效指标{MISSING}。");
    }
    format!("{{{{指标数}}}}绩效指标中，{}。", parts.join("；"))
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
            let name = if name.is_empty() { MISSING } else { name };
            let mut text = format!("{name}共{}项，完成{met}项。", members.len());
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

/// What is to be done with the result, where the officer noted it beside an indicator.
fn application(project: &Project) -> Vec<String> {
    let noted: Vec<String> = (project.indicators.iter())
        .filter(|indicator| !indicator.application.trim().is_empty())
        .map(|indicator| {
            let of = |field| of_indicator(indicator, field);
            format!("{}：{}", of("名称"), of("结果应用"))
        })
        .collect();
    if noted.is_empty() {
        Vec::new()
    } else {
        vec![format!("本年度结果应用建议：{}。", noted.join("；"))]
    }
}
