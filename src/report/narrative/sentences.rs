//! Sentences made from the data, for headings the officer has not written under.
//!
//! Their numbers and names are bindings, so that a sentence taken over by the officer keeps following the data.

use super::asked::{duties, methods, organisation, priorities, surveys};
use super::indicators::{LEADING, TOLD, greatest, introduces_itself, is_long, met, names, of_indicator, rows, short};
use super::levels::{overview, part};
use super::money::{budget, execution, lost_execution, spending};
use super::{Part, last};
use crate::model::names::listed;
use crate::model::outline::Passage;
use crate::model::scheme::GradeShown;
use crate::model::{Cause, Id, Kind, Project, number};
use crate::outlines;
use crate::report::form::{MISSING, points_apart};
use crate::score::Scorecard;

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
        Passage::Duties => vec![duties(project)],
        Passage::Spending => vec![spending(project, card)],
        Passage::Priorities => priorities(project, card),
        Passage::Goals => goals(project, Told::Whole),
        Passage::Aims => goals(project, Told::Aim),
        Passage::Attainment => goals(project, Told::Attainment),
        Passage::Conduct => vec![conduct(project, card)],
        Passage::Budget => budget(project, card),
        Passage::Overview => vec![overview(card)],
        Passage::Output => part(project, card, Part::Output, "产出"),
        Passage::Effect => part(project, card, Part::Effect, "效益"),
        Passage::Satisfaction => {
            let told = part(project, card, Part::Satisfaction, "满意度");
            told.into_iter().chain(surveys(project, card)).collect()
        }
        // Where nobody knows of last year, the heading itself says what is not filled in.
        Passage::Application => last::application(project, card),
        Passage::Use => application(project),
        Passage::Evidence if project.evidence.is_empty() => {
            vec![format!("佐证材料{MISSING}：尚未登记证明各项数据的材料。")]
        }
        Passage::Evidence => vec!["已登记佐证材料{{佐证材料数}}，目录如下。".to_owned()],
    }
}

/// The score, the grade, and what keeps them from being final.
fn result(project: &Project, card: &Scorecard) -> String {
    let whole = match &project.kind {
        Kind::Department => "部门整体",
        Kind::SpendingProject(head) => of_project(&head.name),
    };
    if card.stated_total().is_none() {
        return format!("{{{{评价对象}}}}{whole}绩效自评得分{MISSING}：绩效指标和预算执行还没有可以计分的数据。");
    }
    let mut text = format!("经自评，{{{{评价对象}}}}{whole}绩效自评");
    if card.unfilled > 0 {
        text.push_str(&format!(
            "尚有{{{{未填数}}}}{}{}，已填部分得{{{{得分}}}}（满分{{{{满分}}}}），总分未定",
            card.unfilled_word(),
            card.unfilled_remark()
        ));
    } else {
        text.push_str("得分为{{得分}}（满分{{满分}}）");
        match (&card.grade, project.scheme.grade.shown) {
            (Some(_), GradeShown::Always) => text.push_str("，等级为“{{等级}}”"),
            (Some(_), GradeShown::Optional) => text.push_str("，按评价等级标准属“{{等级}}”"),
            _ => {}
        }
    }
    text.push('。');
    if let Some(before) = card.before_cap {
        text.push_str(&format!(
            "各项得分合计{}分，按评分办法的总分上限计。",
            number::points(before)
        ));
    }
    text.extend(points_apart(project, card));
    text
}

/// ①, ② … and plain numbers past ⑳.
fn mark(position: usize) -> String {
    CIRCLED
        .get(position)
        .map_or_else(|| format!("（{}）", position + 1), char::to_string)
}

/// The mark of an item; none where it is the only one.
pub(super) fn mark_of(position: usize, count: usize) -> String {
    if count == 1 { String::new() } else { mark(position) }
}

/// Items in running text, each with its mark.
pub(super) fn marked(items: Vec<String>) -> Vec<String> {
    let count = items.len();
    let items = items.into_iter().enumerate();
    items
        .map(|(position, text)| format!("{}{text}", mark_of(position, count)))
        .collect()
}

/// What went wrong: the analysis of the form's foot, or what the data say.
fn problems(project: &Project, card: &Scorecard) -> Vec<String> {
    if !project.deviation_analysis.trim().is_empty() {
        return lines(&project.deviation_analysis);
    }
    let table = unmet_table(project);
    let found = deviations(project, card, Some(&table));
    if !found.is_empty() {
        return marked(found);
    }
    vec![if card.unfilled == 0 && !project.indicators.is_empty() {
        AS_PLANNED.to_owned()
    } else {
        format!("存在的问题和原因{MISSING}。")
    }]
}

/// What is said of deviations where there is none.
pub(super) const AS_PLANNED: &str = "各项绩效指标均达到年度指标值，自评未发现明显偏差。";

/// What went wrong, one item each: the execution of the budget, then the indicators by category of cause.
///
/// A long reason is told in `table`, where there is one beside the text.
pub(super) fn deviations(project: &Project, card: &Scorecard, table: Option<&str>) -> Vec<String> {
    let short = rows(card, |_, short| short);
    let mut found: Vec<String> = lost_execution(project, card).into_iter().collect();
    let causes = Cause::ALL.into_iter().map(Some).chain([None]);
    let groups: Vec<(Option<Cause>, String)> = causes
        .map(|cause| {
            let rows = short.iter().copied();
            let rows: Vec<usize> = rows.filter(|&row| project.indicators[row].cause == cause).collect();
            (cause, reasons(project, card, rows, short.len(), table))
        })
        .filter(|(_, names)| !names.is_empty())
        .collect();
    // Without categories each reason is an item of its own, unless there are very many.
    if matches!(groups[..], [(None, _)]) && short.len() <= TOLD {
        let alone = |row| format!("{}。", reasons(project, card, vec![row], short.len(), table));
        found.extend(short.iter().copied().map(alone));
        return found;
    }
    found.extend(groups.iter().map(|(cause, names)| match (cause, groups.len()) {
        // Nothing to tell apart.
        (None, 1) => format!("{names}。"),
        (cause, _) => format!("{}。{names}。", cause.map_or("其他原因", Cause::name)),
    }));
    found
}

/// Indicators with their reasons; where there are very many in all, those of the greatest loss.
pub(super) fn reasons(
    project: &Project,
    card: &Scorecard,
    rows: Vec<usize>,
    in_all: usize,
    table: Option<&str>,
) -> String {
    let count = rows.len();
    let is_cut = in_all > TOLD && count > LEADING;
    let rows = if is_cut { greatest(card, rows, LEADING) } else { rows };
    let told = rows.iter().map(|&row| {
        let indicator = &project.indicators[row];
        let of = |field| of_indicator(indicator, field);
        match (indicator.reason.trim(), table) {
            ("", _) => format!("{}（原因{MISSING}）", of("名称")),
            (reason, Some(table)) if is_long(reason) => format!("{}（原因见{table}表）", of("名称")),
            (reason, _) if introduces_itself(reason) => format!("{}，{}", of("名称"), of("原因")),
            _ => format!("{}：{}", of("名称"), of("原因")),
        }
    });
    let told = told.collect::<Vec<_>>().join("；");
    if is_cut {
        format!("共{count}项，失分最多的是{told}")
    } else {
        told
    }
}

/// What the table of the unfinished indicators is called: the words of its heading in the project's outline.
pub(super) fn unmet_table(project: &Project) -> String {
    let mut headings = outlines::of(project).headings.iter();
    let own = headings.find(|heading| heading.passages.contains(&Passage::Unmet));
    own.map_or_else(String::new, |heading| format!("“{}”", heading.words()))
}

/// What will be done: the plan of the form's foot, or the measures of the unfinished indicators.
fn measures(project: &Project, card: &Scorecard) -> Vec<String> {
    if !project.improvement_plan.trim().is_empty() {
        return lines(&project.improvement_plan);
    }
    let found = remedies(project, card, Remedy::WithSections);
    if found.is_empty() {
        vec![format!("下一步拟改进措施{MISSING}。")]
    } else {
        marked(found)
    }
}

/// What is told of a measure besides what it is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Nothing.
    Alone,
    /// The sections that see to it (`domain.md` §3.3).
    WithSections,
}

/// The measures of the unfinished indicators, each with the names of those it is for; what several share is told once.
pub(super) fn remedies(project: &Project, card: &Scorecard, told: Remedy) -> Vec<String> {
    let mut measures: Vec<(&str, Vec<usize>)> = Vec::new();
    for row in rows(card, |_, short| short) {
        let measure = project.indicators[row].measure.trim();
        match measures.iter_mut().find(|(known, _)| *known == measure) {
            _ if measure.is_empty() => {}
            Some((_, rows)) => rows.push(row),
            None => measures.push((measure, vec![row])),
        }
    }
    let measures = measures.into_iter();
    measures
        .map(|(measure, rows)| {
            let text = of_indicator(&project.indicators[rows[0]], "措施");
            let between = if introduces_itself(measure) { '，' } else { '：' };
            let sections = match told {
                Remedy::Alone => String::new(),
                Remedy::WithSections => in_charge(project, &rows),
            };
            format!("{}{between}{text}{sections}。", leading(project, &rows))
        })
        .collect()
}

/// The names of indicators; of many, the first ones and how many there are.
fn leading(project: &Project, rows: &[usize]) -> String {
    match rows.len() {
        0..=LEADING => names(project, rows),
        count => format!("{}等{count}项", names(project, &rows[..LEADING])),
    }
}

/// Says which sections answer for indicators, in brackets; nothing where none is known.
fn in_charge(project: &Project, rows: &[usize]) -> String {
    let ids: Vec<&Id> = (rows.iter())
        .filter_map(|&row| project.indicators[row].section.as_ref())
        .collect();
    let sections = project.sections.iter().filter(|section| ids.contains(&&section.id));
    let named: Vec<&str> = sections
        .map(|section| section.name.trim())
        .filter(|name| !name.is_empty())
        .collect();
    if named.is_empty() {
        String::new()
    } else {
        format!("（责任科室：{}）", listed(&named))
    }
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
    let is_one = head.competent_department.trim() == head.implementing_unit.trim();
    let who = if is_one && !head.implementing_unit.trim().is_empty() {
        "由{{主管部门}}主管并实施"
    } else {
        "由{{主管部门}}主管，{{实施单位}}实施"
    };
    let mut text = format!("{{{{项目名称}}}}{}{who}", of_project(&head.name));
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
                _ if told == Told::Attainment => format!("{{{{{id}.完成情况}}}}"),
                _ => format!("完成情况：{{{{{id}.完成情况}}}}"),
            };
            let mark = mark_of(position, project.goals.len());
            match told {
                Told::Whole => {
                    // A text copied from a form may say itself that it is one.
                    let lead = if goal.text.trim_start().starts_with("目标") {
                        ""
                    } else {
                        "目标："
                    };
                    format!("{mark}{lead}{{{{{id}.内容}}}}。{achieved}。")
                }
                Told::Aim => format!("{mark}{{{{{id}.内容}}}}。"),
                Told::Attainment => format!("{mark}{{{{{id}.名称}}}}：{achieved}。"),
            }
        })
        .collect()
}

/// The clause that names the sections that have indicators; nothing without any.
pub fn duty(project: &Project) -> Option<String> {
    let supplies = |id: &Id| project.indicators.iter().any(|one| one.section.as_ref() == Some(id));
    let names: Vec<&str> = (project.sections.iter())
        .filter(|section| supplies(&section.id))
        .map(|section| section.name.trim())
        .filter(|name| !name.is_empty())
        .collect();
    (!names.is_empty()).then(|| format!("，由{}提供数据并对数据负责", listed(&names)))
}

/// How the self-evaluation was done.
fn conduct(project: &Project, card: &Scorecard) -> String {
    // Some rules are known from a form or a system only: the document they stand in is the officer's to name.
    let mut text = match project.scheme.documents() {
        Some(_) => "自评工作依据{{评分依据}}开展".to_owned(),
        None => format!("自评工作按“{{{{评分办法}}}}”评分办法开展（所依据的文件{MISSING}）"),
    };
    text.push_str(&duty(project).unwrap_or_default());
    text.push('。');
    text.push_str(&organisation(project));
    text.extend(methods(project));
    if project.indicators.is_empty() {
        return text;
    }
    text.push_str("共核对绩效指标{{指标数}}");
    if !project.evidence.is_empty() {
        text.push_str("，收集佐证材料{{佐证材料数}}");
    }
    if card.stated_total().is_some() {
        text.push_str(match card.unfilled {
            0 => "，按评分办法计算得分为{{得分}}",
            _ => "，已填部分按评分办法计得{{得分}}",
        });
    }
    text.push('。');
    text
}

/// What is to be done with the result, where the officer noted it beside an indicator.
pub(super) fn application(project: &Project) -> Vec<String> {
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

/// The word 项目 behind the name of one, unless the name ends in it or is missing.
fn of_project(name: &str) -> &'static str {
    let name = name.trim();
    if name.is_empty() || name.ends_with("项目") {
        ""
    } else {
        "项目"
    }
}
