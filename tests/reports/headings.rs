//! The outlines: which headings they have, what is proposed under them, which texts they share.

use std::collections::BTreeMap;

use hengji::binding::Values;
use hengji::model::outline::Passage;
use hengji::model::{Cause, Kind, Project};
use hengji::{outlines, report, schemes, score};

use super::fixture::{DAY, number, project};
use super::text_of;

/// The project of the fixture under the scheme whose outline is `id`.
fn under(outline: &str) -> Project {
    let scheme = match outline {
        "hubei_project" | "mof_project" => "hubei_project",
        _ => "hubei_dept",
    };
    let mut scheme = (*schemes::find(scheme).expect("a shipped scheme")).clone();
    scheme.outline = outlines::find(outline).expect("a shipped outline").clone();
    project(&scheme.into())
}

#[test]
fn every_outline_tells_of_results_levels_satisfaction_and_use() {
    use Passage::{
        Application, Budget, Conduct, Effect, Evidence, Measures, Met, Output, Problems, Result, Satisfaction, Unmet,
        Use,
    };
    for outline in outlines::shipped() {
        let passages: Vec<&Passage> = outline.headings.iter().flat_map(|heading| &heading.passages).collect();
        let mut wanted = vec![
            Result,
            Met,
            Unmet,
            Problems,
            Measures,
            Budget,
            Output,
            Effect,
            Satisfaction,
            Use,
            Conduct,
            Evidence,
        ];
        // The national style of a transfer's report has no heading for last year's result.
        if outline.id != "mof_project" {
            wanted.push(Application);
        }
        for passage in &wanted {
            let times = passages.iter().filter(|one| **one == passage).count();
            assert_eq!(times, 1, "{} {passage:?}", outline.id);
        }
    }
}

#[test]
fn a_text_moves_to_a_heading_of_the_same_matter() {
    let mut matters: BTreeMap<&str, (&str, &[Passage])> = BTreeMap::new();
    for outline in outlines::shipped() {
        for heading in outline.headings.iter().filter(|heading| !heading.passages.is_empty()) {
            let (known, passages) =
                (matters.entry(&heading.path)).or_insert((&heading.text, heading.passages.as_slice()));
            // What became of the goals is told with the goals or without.
            let goals = |passages: &[Passage]| {
                passages
                    .iter()
                    .any(|one| matches!(one, Passage::Goals | Passage::Attainment))
            };
            assert!(
                heading.passages.iter().any(|one| passages.contains(one))
                    || goals(passages) && goals(&heading.passages),
                "{}：{known} / {}",
                heading.path,
                heading.text
            );
        }
    }
}

#[test]
fn goals_are_told_as_set_and_what_became_of_them_apart() {
    for outline in ["guangdong_dept", "mof_project"] {
        let text = text_of(&under(outline));
        let goals =
            "①深化商事制度改革，促进市场主体持续恢复，守住食品安全底线。\n②打响长江禁捕攻坚战，强化安置帮扶。\n";
        assert!(text.contains(goals), "{outline}: {text}");
        let attained = "①商事制度改革：较好地完成了年初目标。\n②长江禁捕：较好地完成了年初目标。\n";
        assert!(text.contains(attained), "{outline}: {text}");
    }
}

#[test]
fn a_single_item_has_no_number() {
    for outline in outlines::shipped() {
        let mut project = under(&outline.id);
        project.goals.truncate(1);
        let short = score::score(&project)
            .rows
            .iter()
            .position(score::Row::is_short)
            .expect("a row");
        project.indicators = vec![project.indicators.swap_remove(short)];
        project.indicators[0].reason = "检验条件不具备".to_owned();
        project.indicators[0].measure = "提前核实抽检条件".to_owned();
        project.indicators[0].cause = Some(Cause::Progress);
        let text = text_of(&project);
        assert!(text.contains("：提前核实抽检条件。\n"), "{}: {text}", outline.id);
        let count = |mark: char| text.matches(mark).count();
        assert_eq!(count('①'), count('②'), "{}: {text}", outline.id);
    }
}

#[test]
fn names_with_marks_of_their_own_are_told_apart() {
    let mut project = under("hubei_dept");
    let names = |project: &Project| {
        let card = score::score(project);
        Values::new(project, &card).print("{{未完成清单}}|{{失分清单}}")
    };
    let plain = names(&project);
    assert!(plain.contains('、') && !plain.contains('；'), "{plain}");
    let short = score::score(&project)
        .rows
        .iter()
        .position(score::Row::is_short)
        .expect("a row");
    project.indicators[short].name = "药品、医疗器械抽检批次".to_owned();
    for list in names(&project).split('|') {
        assert!(list.contains("“药品、医疗器械抽检批次”"), "{list}");
        let others = list.replace("药品、医疗器械", "");
        assert!(others.contains('、') && !others.contains('；'), "{list}");
    }
}

#[test]
fn a_change_of_the_budget_says_its_direction() {
    let mut project = under("hubei_dept");
    let printed = |project: &Project, text: &str| {
        let card = score::score(project);
        Values::new(project, &card).print(text)
    };
    project.budget.lines.truncate(1);
    let line = &mut project.budget.lines[0];
    (line.initial, line.adjusted, line.carry_over) = (Some(number("100")), Some(number("1300.5")), None);
    let text = "{{预算增减}} {{预算增减.数}} {{预算增减.原数}} {{调整额}} {{基本支出.调整额}}";
    let more = "增加1,200.50万元 1,200.50 1200.5 增加1,200.50万元 增加1,200.50万元";
    assert_eq!(printed(&project, text), more);
    assert!(text_of(&project).contains("为1,300.50万元，比年初预算增加1,200.50万元。"));
    project.budget.lines[0].adjusted = Some(number("80"));
    let less = "减少20.00万元 −20.00 −20 减少20.00万元 减少20.00万元";
    assert_eq!(printed(&project, text), less);
    assert!(text_of(&project).contains("为80.00万元，比年初预算减少20.00万元。"));
    project.budget.lines[0].adjusted = Some(number("100"));
    assert_eq!(printed(&project, "{{预算增减}}"), "持平");
    project.budget.lines[0].adjusted = None;
    assert_eq!(printed(&project, "{{预算增减}}"), "未填");
}

#[test]
fn a_project_without_an_initial_budget_is_told_on_its_own_base() {
    let mut project = under("hubei_project");
    for line in &mut project.budget.lines {
        line.initial = None;
    }
    let text = text_of(&project);
    assert!(!text.contains("年初预算数未填"), "{text}");
    assert!(
        text.contains("2020年度一般公共预算财政拨款支出调整后预算数（含上年结转结余）为"),
        "{text}"
    );
}

#[test]
fn a_title_names_the_department_and_calls_a_project_one_once() {
    let mut project = under("hubei_project");
    let titles = |project: &Project| {
        let report = report::report(project, &score::score(project), DAY);
        let annex = report.annexes()[0].1.to_owned();
        (report.title, annex)
    };
    let printed = |name: &str| {
        (
            format!("2020年度武昌区市场监督管理局\n{name}绩效自评结果"),
            format!("2020年度{name}自评表"),
        )
    };
    assert_eq!(titles(&project), printed("长江禁捕项目"));
    if let Kind::SpendingProject(spending) = &mut project.kind {
        spending.name = "长江禁捕".to_owned();
    }
    assert_eq!(titles(&project), printed("长江禁捕项目"));
}

#[test]
fn a_goal_stands_once_in_the_form_whatever_order_its_indicators_have() {
    let scheme = hengji::schemes::find("hubei_dept").expect("the default scheme");
    let mut project = super::fixture::many(&scheme, 12);
    project.indicators[5].goal = None;
    let card = score::score(&project);
    let form = hengji::report::form::form(&project, &card, super::fixture::DAY);
    let labels = |column: usize| -> Vec<String> {
        let rows = form.rows[form.indicators.clone()].iter().flatten();
        let cells = rows.filter(|entry| entry.column == column);
        cells.map(|entry| entry.cell.text.clone()).collect()
    };
    let goals: Vec<String> = labels(0).iter().map(|text| text.chars().take(6).collect()).collect();
    assert_eq!(goals, ["年度目标1：", "年度目标2：", "未填"]);
    // Every row is there, with the score of its own indicator.
    let mut seen = Vec::new();
    for row in &form.rows[form.indicators.clone()] {
        for entry in row {
            let hengji::report::form::Slot::Indicator(position, cell) = entry.slot else {
                continue;
            };
            use hengji::model::scheme::FormCell;
            match cell {
                FormCell::Name => {
                    assert_eq!(entry.cell.text, project.indicators[position].name);
                    seen.push(position);
                }
                FormCell::Score => {
                    let score = card.rows[position].score.expect("a score");
                    assert_eq!(entry.cell.text, hengji::model::number::points(score));
                }
                _ => {}
            }
        }
    }
    assert_eq!(seen, [0, 3, 6, 9, 1, 2, 4, 7, 8, 10, 11, 5]);
}

#[test]
fn a_line_without_carry_over_lacks_nothing() {
    let mut project = under("hubei_dept");
    for (position, line) in project.budget.lines.iter_mut().enumerate() {
        line.carry_over = (position == 0).then(|| "12".parse().expect("a number"));
    }
    let report = hengji::report::report(&project, &score::score(&project), super::fixture::DAY);
    let budget = report.blocks.iter().find_map(|block| match block {
        hengji::report::Block::Table(table) if table.rows[0][0].text == "项目（万元）" => Some(table),
        _ => None,
    });
    let budget = budget.expect("the budget");
    let column = budget.rows[0]
        .iter()
        .position(|cell| cell.text == "上年结转")
        .expect("a column");
    let cells: Vec<&str> = budget.rows[1..=3].iter().map(|row| row[column].text.as_str()).collect();
    assert_eq!(cells, ["12.00", "—", "12.00"]);
}
