//! What the sheets of our workbook say of the whole comes back: head, goals, budget, totals, texts.

use hengji::model::budget::Amount;
use hengji::model::scheme::{BudgetCell, FootCell, Form, FormCell, GoalCell, HeadCell};
use hengji::model::{BudgetLine, FormText, FundKind, Id, Indicator, Kind, Project, Scheme, Target, number};
use hengji::report::xlsx::xlsx;
use hengji::table::Reading;
use hengji::{binding, schemes, score, table};
use std::sync::Arc;

use super::exported::only;
use crate::reports::fixture;

/// A project that says something wherever the form of its scheme asks.
fn full(scheme: &Arc<Scheme>) -> Project {
    let mut project = fixture::project(scheme);
    let kept = scheme.form.kept();
    let texts = kept
        .iter()
        .flatten()
        .enumerate()
        .map(|(position, (label, _))| FormText {
            label: (*label).to_owned(),
            text: format!("第{position}段文字"),
        });
    project.form_texts = texts.collect();
    project.deviation_analysis = "疫情影响抽检。\n企业停产。".to_owned();
    project.improvement_plan = "提前编制计划。".to_owned();
    for (position, goal) in project.goals.iter_mut().enumerate() {
        goal.achieved = format!("第{}个目标已完成", position + 1);
    }
    for (position, one) in project.indicators.iter_mut().enumerate() {
        one.core = position % 2 == 0;
        one.description = format!("完成情况{position}");
        one.initial_target = (position == 0).then(|| Target::AtLeast(number::read("3000").expect("a number")));
    }
    let named = scheme.form.budget_rows.iter().filter_map(|row| row.line());
    let lines: Vec<BudgetLine> = named.collect();
    if !lines.is_empty() {
        let amounts = ["100", "2000.5", "300"].iter().cycle();
        project.budget.lines = (lines.into_iter().zip(amounts).enumerate())
            .map(|(position, (line, amount))| BudgetLine {
                id: Id::new(format!("B{position}")),
                initial: number::read(amount),
                adjusted: number::read(amount),
                actual: number::read("90"),
                ..line
            })
            .collect();
    }
    project
}

/// What a form says of the project as a whole, one entry a field.
fn said(project: &Project, form: &Form) -> Vec<(String, String)> {
    let mut out = vec![
        ("year".to_owned(), project.year.to_string()),
        ("subject".to_owned(), project.subject().to_owned()),
        ("filled on".to_owned(), format!("{:?}", project.filled_on)),
        (
            "declared".to_owned(),
            project.declared.map(number::plain).unwrap_or_default(),
        ),
    ];
    let spending = match &project.kind {
        Kind::SpendingProject(head) => head.clone(),
        Kind::Department => Default::default(),
    };
    for head in &form.heads {
        let text = match head.holds {
            HeadCell::Department => project.department.clone(),
            HeadCell::ProjectName => spending.name.clone(),
            HeadCell::CompetentDepartment => spending.competent_department.clone(),
            HeadCell::ImplementingUnit => spending.implementing_unit.clone(),
            HeadCell::Category => spending.category.clone(),
            HeadCell::Attribute => spending.attribute.clone(),
            HeadCell::Term => spending.term.clone(),
            HeadCell::Kept => project.form_text(&head.label).to_owned(),
            HeadCell::FilledOn | HeadCell::BasicTotal | HeadCell::ProjectTotal | HeadCell::Total | HeadCell::Blank => {
                continue;
            }
        };
        out.push((head.label.clone(), text));
    }
    for (position, goal) in project.goals.iter().enumerate() {
        let columns = form.goal_columns.iter();
        out.extend(columns.map(|column| {
            let text = match column.holds {
                GoalCell::Text => goal.text.clone(),
                GoalCell::Achieved => goal.achieved.clone(),
                GoalCell::Kept => project.form_text(&column.heading).to_owned(),
                GoalCell::Blank => String::new(),
            };
            (format!("goal {position} {}", column.heading), text)
        }));
        if !form.goal_heading.is_empty() {
            out.push((format!("goal {position} points"), format!("{:?}", goal.points)));
            if form.goal_heading.contains("{text}") {
                out.push((format!("goal {position} text"), goal.text.clone()));
            }
        }
    }
    for column in &form.budget_columns {
        let amount = match column.holds {
            BudgetCell::Initial => Amount::Initial,
            BudgetCell::Adjusted | BudgetCell::Base => Amount::Adjusted,
            BudgetCell::Actual => Amount::Actual,
            BudgetCell::Reason => {
                out.push((column.heading.clone(), project.budget.explanation.clone()));
                continue;
            }
            _ => continue,
        };
        let lines = project.budget.lines.iter().filter(|line| line.kind == FundKind::Other);
        let lines: Vec<String> = lines
            .filter_map(|line| Some(format!("{} {}", line.name, number::plain(line.amount(amount)?))))
            .collect();
        let is_divided = form.budget_rows.iter().any(|row| row.line().is_some());
        let total = project.budget.total(amount).map(number::plain);
        out.push((column.heading.clone(), format!("{total:?}")));
        if is_divided {
            out.push((column.heading.clone(), lines.join(" ")));
        }
    }
    for foot in form.under_goals.iter().chain(&form.feet) {
        let text = match foot.holds {
            FootCell::DeviationAnalysis => &project.deviation_analysis,
            FootCell::ImprovementPlan => &project.improvement_plan,
            FootCell::Kept => project.form_text(&foot.label),
            FootCell::Blank => continue,
        };
        out.push((foot.label.clone(), text.to_owned()));
    }
    out
}

/// What the rows of the form say beside what is compared elsewhere.
fn rows(project: &Project, form: &Form) -> Vec<String> {
    let has = |cell| form.has(&[cell]);
    let rows = project.indicators.iter().map(|one| {
        let goal = one.goal.as_ref().filter(|_| has(FormCell::Goal));
        let goal = goal.and_then(|goal| project.goals.iter().position(|known| known.id == *goal));
        let core = one.core && has(FormCell::Core);
        let description = Some(&one.description).filter(|_| has(FormCell::Description));
        let initial = one.initial_target.as_ref().filter(|_| has(FormCell::InitialTarget));
        let deduction = one.deduction.filter(|_| has(FormCell::Deduction)).map(number::plain);
        format!("{} {goal:?} {core} {description:?} {initial:?} {deduction:?}", one.name)
    });
    rows.collect()
}

/// Writes a project, keeps one sheet in sight, reads it.
fn returned(project: &Project, sheet: &str) -> Reading {
    let whole = xlsx(project, &score::score(project), fixture::DAY).expect("a workbook");
    table::read(&only(&whole, sheet), "2020年.xlsx", &project.scheme).expect("a table")
}

#[test]
fn whatever_the_form_says_of_the_whole_comes_back_from_it() {
    let mut wrong = String::new();
    for scheme in schemes::shipped() {
        let mut project = full(scheme);
        let card = score::score(&project);
        // The form prints the computed total.
        project.declared = card.stated_total();
        let reading = returned(&project, "自评表");
        let project = binding::printed(&project, &card).into_owned();
        for (written, read) in said(&project, &scheme.form)
            .into_iter()
            .zip(said(&reading.project, &scheme.form))
        {
            if written != read {
                wrong += &format!("{}: wrote {written:?}, read {read:?}\n", scheme.id);
            }
        }
        for (written, read) in rows(&project, &scheme.form)
            .into_iter()
            .zip(rows(&reading.project, &scheme.form))
        {
            if written != read {
                wrong += &format!("{}: wrote {written}, read {read}\n", scheme.id);
            }
        }
        // The form of 湖北 divides what was spent and not what was planned, which no budget does.
        let known = ["隐藏的或第32个以后", "基本支出总额：11687.45｜项目支出总额：3084.25"];
        let unread = (reading.remarks.iter().map(ToString::to_string))
            .filter(|remark| remark.contains("没有读入") || remark.contains("未读入"))
            .filter(|remark| !known.iter().any(|known| remark.contains(known)));
        wrong.extend(unread.map(|remark| format!("{}: {remark}\n", scheme.id)));
        let import = returned(&project, "系统导入").project;
        for (written, read) in project.indicators.iter().zip(&import.indicators) {
            let told = |one: &Indicator| {
                (
                    one.name.clone(),
                    one.description.clone(),
                    one.deduction.map(number::plain),
                )
            };
            if told(written) != told(read) {
                wrong += &format!(
                    "{} 系统导入: wrote {:?}, read {:?}\n",
                    scheme.id,
                    told(written),
                    told(read)
                );
            }
        }
    }
    assert_eq!(wrong, "");
}
