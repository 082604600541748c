//! The document taken apart: for every field, whether it is published.

use super::Matter;
use super::last;
use super::printed::{self, contact};
use super::text::{Cleaner, initial, masked, short};
use crate::binding::Values;
use crate::model::outline::Exhibit;
use crate::model::{
    Actual, Budget, BudgetCause, BudgetLine, Disclosure, Evidence, Fact, Goal, Indicator, Kind, Project, Relation,
    ReportText, Section, SpendingProject, number,
};
use crate::outlines;
use crate::personal::{self, What};
use crate::score::Scorecard;

/// What is published, and what cleaned it.
pub struct Parts<'p> {
    /// The project without what is left out.
    pub project: Project,
    /// What cleaned its texts, with the list of what was left out in the order of the document.
    pub cleaner: Cleaner<'p>,
}

/// Takes a project apart and puts together what is published.
pub fn published<'p>(project: &'p Project, card: &'p Scorecard) -> Parts<'p> {
    let closed = project.facts.iter().filter(|fact| reaches(fact).is_some());
    let closed = closed.map(|fact| fact.id.to_string());
    let mut cleaner = Cleaner::new(project, Values::new(project, card), closed);
    let project = taken_apart(&mut cleaner, project);
    Parts { project, cleaner }
}

/// Returns the whole project with a seal behind everything that was left out of it.
pub fn sealed(cleaner: &mut Cleaner<'_>, project: &Project) -> Project {
    cleaner.begin_sealing();
    taken_apart(cleaner, project)
}

fn taken_apart(out: &mut Cleaner<'_>, project: &Project) -> Project {
    let Project {
        department,
        year,
        kind,
        filled_on,
        note,
        // Taken apart by itself.
        scheme: _,
        budget,
        goals,
        indicators,
        facts,
        relations,
        evidence,
        texts,
        sections,
        declared,
        expected,
        deviation_analysis,
        improvement_plan,
        form_texts,
        // What is said to 校核意见 is for the officer: no document prints it.
        explained: _,
        last_year,
        charts,
    } = project;
    let whole = out.is_sealing();
    let sections: Vec<Section> = sections.iter().map(|one| left_section(out, project, one)).collect();
    let points = |value: &Option<rust_decimal::Decimal>| value.map(number::points).unwrap_or_default();
    out.leave(Matter::Declared, "总分", &points(declared));
    out.leave(Matter::Expected, "总分", &points(expected));
    out.leave(Matter::Declared, "预算执行", &points(&budget.declared));
    let asks = |passage: &Exhibit| *passage == Exhibit::Evidence;
    let lists = outlines::of(project)
        .headings
        .iter()
        .any(|heading| heading.exhibits.iter().any(asks));
    if lists && evidence.iter().any(|one| one.disclosure.is_some()) {
        out.leave_printed(Matter::ClosedEvidence, "佐证材料目录", "“密级/可否公开”一栏");
    }
    Project {
        department: out.text("单位名称", department),
        year: *year,
        kind: published_kind(out, kind),
        filled_on: *filled_on,
        note: out.text("说明", note),
        scheme: printed::scheme(out, project),
        budget: published_budget(out, budget),
        goals: goals.iter().map(|goal| published_goal(out, goal)).collect(),
        indicators: indicators.iter().map(|one| published_indicator(out, one)).collect(),
        facts: facts.iter().map(|fact| published_fact(out, fact)).collect(),
        relations: relations
            .iter()
            .map(|relation| published_relation(out, relation))
            .collect(),
        evidence: evidence.iter().filter_map(|one| published_evidence(out, one)).collect(),
        texts: texts.iter().map(|text| published_text(out, project, text)).collect(),
        sections: if whole { sections } else { Vec::new() },
        declared: declared.filter(|_| whole),
        expected: expected.filter(|_| whole),
        deviation_analysis: out.text("偏差大或目标未完成原因分析", deviation_analysis),
        improvement_plan: out.text("改进措施及结果应用方案", improvement_plan),
        form_texts: form_texts
            .iter()
            .filter_map(|text| printed::form_text(out, text))
            .collect(),
        explained: Vec::new(),
        last_year: last_year.as_ref().map(|one| last::published(out, one)),
        charts: *charts,
    }
}

/// A section goes whole: its name, who answers for it and how to reach them.
fn left_section(out: &mut Cleaner<'_>, project: &Project, section: &Section) -> Section {
    let Section {
        id,
        name,
        contact,
        telephone,
    } = section;
    let place = match name.trim() {
        "" => format!("科室{id}"),
        name => format!("科室“{name}”"),
    };
    let mine = |of: &Option<crate::model::Id>| of.as_ref() == Some(id);
    let indicators = project.indicators.iter().filter(|one| mine(&one.section)).count();
    let evidence = project.evidence.iter().filter(|one| mine(&one.section)).count();
    let shown = match evidence {
        0 => format!("科室名称，负责{indicators}项指标"),
        _ => format!("科室名称，负责{indicators}项指标，提供{evidence}项佐证材料"),
    };
    let name = out.section_name(&place, &shown, name);
    out.leave(Matter::Contact, &place, &initial(contact));
    out.leave(Matter::Telephone, &place, &masked(telephone));
    Section {
        id: id.clone(),
        name,
        ..Section::default()
    }
}

fn published_kind(out: &mut Cleaner<'_>, kind: &Kind) -> Kind {
    let Kind::SpendingProject(head) = kind else {
        return Kind::Department;
    };
    let SpendingProject {
        name,
        competent_department,
        implementing_unit,
        category,
        attribute,
        term,
    } = head;
    Kind::SpendingProject(SpendingProject {
        name: out.text("项目名称", name),
        competent_department: out.text("主管部门", competent_department),
        implementing_unit: out.text("项目实施单位", implementing_unit),
        category: out.text("项目类别", category),
        attribute: out.text("项目属性", attribute),
        term: out.text("项目类型", term),
    })
}

fn published_budget(out: &mut Cleaner<'_>, budget: &Budget) -> Budget {
    let Budget {
        scope,
        lines,
        causes,
        explanation,
        judged,
        declared: _,
    } = budget;
    let line = |line: &BudgetLine, out: &mut Cleaner<'_>| {
        let BudgetLine {
            id,
            kind,
            name,
            initial,
            adjusted,
            carry_over,
            actual,
            demo,
        } = line;
        BudgetLine {
            id: id.clone(),
            kind: *kind,
            name: out.text("预算项目", name),
            initial: *initial,
            adjusted: *adjusted,
            carry_over: *carry_over,
            actual: *actual,
            demo: demo.clone(),
        }
    };
    let cause = |cause: &BudgetCause, out: &mut Cleaner<'_>| {
        let BudgetCause { id, line, text, amount } = cause;
        BudgetCause {
            id: id.clone(),
            line: *line,
            text: out.text("预算变动原因", text),
            amount: *amount,
        }
    };
    Budget {
        scope: out.text("预算口径", scope),
        lines: lines.iter().map(|one| line(one, out)).collect(),
        causes: causes.iter().map(|one| cause(one, out)).collect(),
        explanation: out.text("预算执行说明", explanation),
        judged: *judged,
        declared: None,
    }
}

fn published_goal(out: &mut Cleaner<'_>, goal: &Goal) -> Goal {
    let Goal {
        id,
        name,
        text,
        points,
        achieved,
        demo,
    } = goal;
    let place = format!("年度绩效目标“{}”", short(name));
    Goal {
        id: id.clone(),
        name: out.text(&place, name),
        text: out.text(&place, text),
        points: *points,
        achieved: out.text(&place, achieved),
        demo: *demo,
    }
}

fn published_indicator(out: &mut Cleaner<'_>, indicator: &Indicator) -> Indicator {
    let Indicator {
        id,
        code,
        goal,
        level1,
        level2,
        name,
        target,
        initial_target,
        unit,
        weight,
        actual,
        judged,
        deduction,
        declared,
        expected,
        description,
        reason,
        cause,
        measure,
        application,
        section,
        core,
        previous_year,
        year_before_previous,
        explanation,
        standard,
        basis,
        benchmark,
        source,
        method,
        review_opinion,
        note,
        demo,
    } = indicator;
    let place = match name.trim() {
        "" => format!("指标{id}"),
        name => format!("指标“{}”", short(name)),
    };
    let whole = out.is_sealing();
    let points = |value: &Option<rust_decimal::Decimal>| value.map(number::plain).unwrap_or_default();
    out.leave(Matter::Declared, &place, &points(declared));
    out.leave(Matter::Expected, &place, &points(expected));
    out.leave(Matter::Note, &place, note);
    out.leave(Matter::Note, &format!("{place}复核意见"), review_opinion);
    let of_target = format!("{place}指标值");
    let target = last::target(out, &of_target, target);
    let initial_target = last::target(out, &of_target, initial_target);
    let mut text = |field: &str, text: &str| out.text(&format!("{place}{field}"), text);
    let actual = match actual {
        Some(Actual::Text(words)) => Some(Actual::Text(text("实际完成值", words))),
        other => other.clone(),
    };
    Indicator {
        id: id.clone(),
        code: text("编码", code),
        goal: goal.clone(),
        level1: text("一级指标", level1),
        level2: text("二级指标", level2),
        name: text("名称", name),
        target,
        initial_target,
        unit: text("计量单位", unit),
        weight: *weight,
        actual,
        judged: *judged,
        deduction: *deduction,
        declared: None,
        expected: None,
        description: text("完成情况", description),
        reason: text("偏差原因", reason),
        cause: *cause,
        measure: text("改进措施", measure),
        application: text("结果应用建议", application),
        section: section.clone().filter(|_| whole),
        core: *core,
        previous_year: *previous_year,
        year_before_previous: *year_before_previous,
        explanation: text("指标解释", explanation),
        standard: text("评分标准", standard),
        basis: text("设定依据", basis),
        benchmark: text("绩效标准", benchmark),
        source: text("数据来源", source),
        method: text("取值方式", method),
        review_opinion: String::new(),
        note: String::new(),
        demo: demo.clone(),
    }
}

/// Tells what a fact is, where it is how to reach somebody; a count of calls has a unit and no number to call.
fn reaches(fact: &Fact) -> Option<Matter> {
    let asked = contact(&fact.name);
    let written = fact.value.map(number::plain).unwrap_or_default();
    let number = matches!(
        personal::find(&written).as_slice(),
        [(_, What::Mobile | What::Identity)]
    );
    match fact.unit.trim() {
        "" => asked.or(number.then_some(Matter::Telephone)),
        _ => asked.filter(|_| number),
    }
}

fn published_fact(out: &mut Cleaner<'_>, fact: &Fact) -> Fact {
    let Fact {
        id,
        name,
        value,
        text,
        unit,
        source,
        demo,
    } = fact;
    let place = format!("数据“{}”", short(name));
    let (value, text) = if let Some(matter) = reaches(fact) {
        let written = value.map(number::plain).unwrap_or_default();
        let shown = if text.trim().is_empty() { &written } else { text };
        (None, out.whole(matter, &place, &masked(shown), shown))
    } else {
        (*value, out.text(&place, text))
    };
    Fact {
        id: id.clone(),
        name: out.text(&place, name),
        value,
        text,
        unit: out.text(&format!("{place}单位"), unit),
        source: out.text(&format!("{place}来源"), source),
        demo: *demo,
    }
}

fn published_relation(out: &mut Cleaner<'_>, relation: &Relation) -> Relation {
    let Relation {
        id,
        name,
        kind,
        whole,
        parts,
    } = relation;
    Relation {
        id: id.clone(),
        name: out.text("勾稽关系", name),
        kind: *kind,
        whole: whole.clone(),
        parts: parts.clone(),
    }
}

/// Words by which evidence says that it is not to be shown.
const CLOSED: [&str; 9] = [
    "涉密",
    "绝密",
    "机密",
    "不公开",
    "不予公开",
    "不宜公开",
    "非公开",
    "内部资料",
    "内部使用",
];

fn published_evidence(out: &mut Cleaner<'_>, evidence: &Evidence) -> Option<Evidence> {
    let Evidence {
        id,
        name,
        kind,
        proves,
        // Listed with the section.
        section: _,
        dated,
        page,
        value,
        place: lies,
        sha256,
        disclosure,
    } = evidence;
    let place = format!("佐证材料{id}“{}”", short(name));
    let whole = out.is_sealing();
    let mut closed = |shown: &str| {
        let name = out.whole(Matter::ClosedEvidence, &place, shown, name);
        whole.then(|| Evidence {
            name,
            ..evidence.clone()
        })
    };
    if let Some(disclosure) = disclosure.filter(|disclosure| *disclosure != Disclosure::Public) {
        return closed(&format!("密级/可否公开：{}", disclosure.name()));
    }
    // What is marked 公开 is not believed where its own words say otherwise.
    let secret = kind.contains("秘密") || name.contains("秘密★") || name.contains("（秘密）");
    if secret || CLOSED.iter().any(|word| kind.contains(word) || name.contains(word)) {
        let shown = if kind.trim().is_empty() {
            "未注明类型"
        } else {
            kind
        };
        return closed(shown);
    }
    let details = [
        ("存放位置", lies),
        ("页码", page),
        ("证明的数值", value),
        ("校验值", sha256),
    ];
    let filled = details.into_iter().filter(|(_, text)| !text.trim().is_empty());
    let words: Vec<&str> = filled.map(|(word, _)| word).collect();
    let shown = match lies.trim() {
        "" => words.join("、"),
        lies if words.len() > 1 => format!("{}（连同{}）", short(lies), words[1..].join("、")),
        lies => lies.to_owned(),
    };
    out.leave(Matter::EvidencePlace, &place, &shown);
    Some(Evidence {
        id: id.clone(),
        name: out.text(&place, name),
        kind: out.text(&place, kind),
        proves: proves.clone(),
        section: None,
        dated: *dated,
        page: String::new(),
        value: String::new(),
        place: String::new(),
        sha256: String::new(),
        // All that is listed may be seen.
        disclosure: disclosure.filter(|_| whole),
    })
}

fn published_text(out: &mut Cleaner<'_>, project: &Project, text: &ReportText) -> ReportText {
    let ReportText {
        heading,
        text,
        // Of use to the officer only.
        seen: _,
        rests: _,
    } = text;
    let outline = outlines::of(project);
    let printed = outline.position(heading).and_then(|at| outline.headings.get(at));
    let place = format!("报告“{}”", printed.map_or(heading.as_str(), |printed| &printed.text));
    ReportText {
        heading: heading.clone(),
        text: out.text(&place, text),
        ..ReportText::default()
    }
}
