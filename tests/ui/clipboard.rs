//! Rows copied in the grid and pasted there again.

use eframe::egui::{Event, Key, Modifiers, OutputCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use hengji::examples::Example;
use hengji::model::{Actual, Edit, Goal, Id, Indicator, Project, Target};
use hengji::session::Session;
use hengji::ui::{App, Page};
use proptest::prelude::{ProptestConfig, Strategy, proptest};

use super::{Script, click_cell, press, session, window};
use crate::projects;

/// The editor with what matters of a project to its rows.
fn editor_of(project: &Project) -> Harness<'static, App> {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    for edit in [
        Edit::Year(project.year),
        Edit::Scheme(project.scheme.clone()),
        Edit::Goals(project.goals.clone()),
        Edit::Sections(project.sections.clone()),
        Edit::Insert {
            at: 0,
            indicators: project.indicators.clone(),
        },
    ] {
        session.edit(&edit);
    }
    // The texts are any, the fonts of the program are not.
    // The answer of the review may come at any step and has one more painted.
    let builder = Harness::builder().allow_missing_glyphs().with_max_steps(16);
    let mut harness = builder.build_eframe(move |creation| {
        let mut app = App::new(&creation.egui_ctx, session, Box::new(Script::default()));
        app.show_page(Page::Indicators);
        app
    });
    press(&mut harness, Modifiers::NONE, Key::F6);
    harness
}

fn rows(harness: &Harness<'static, App>) -> Vec<Indicator> {
    harness.state().session().project().indicators.clone()
}

fn copy(harness: &mut Harness<'static, App>) -> String {
    harness.event(Event::Copy);
    harness.step();
    let mut commands = harness.output().platform_output.commands.iter();
    let copied = commands.find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    copied.expect("something is copied")
}

fn paste(harness: &mut Harness<'static, App>, text: &str) {
    harness.event(Event::Paste(text.to_owned()));
    harness.run();
}

/// Copies every row, pastes all onto themselves and below, and compares.
fn every_row_comes_back(project: &Project) {
    let mut harness = editor_of(project);
    let before = rows(&harness);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    let text = copy(&mut harness);
    paste(&mut harness, &text);
    assert_eq!(rows(&harness), before, "pasted onto themselves");
    press(&mut harness, Modifiers::COMMAND, Key::End);
    press(&mut harness, Modifiers::NONE, Key::Insert);
    paste(&mut harness, &text);
    let (mut old, new): (Vec<_>, Vec<_>) = rows(&harness)
        .into_iter()
        .partition(|row| before.iter().any(|one| one.id == row.id));
    assert_eq!(old, before, "pasted below");
    // The grid shows them by their goals.
    old.sort_by_key(|row| {
        let goals = &project.goals;
        let at = goals.iter().position(|goal| row.goal.as_ref() == Some(&goal.id));
        at.unwrap_or(goals.len())
    });
    let named_as = |(new, old): (Indicator, &Indicator)| Indicator {
        id: old.id.clone(),
        ..new
    };
    assert_eq!(new.len(), old.len());
    let copies: Vec<Indicator> = new.into_iter().zip(&old).map(named_as).collect();
    assert_eq!(copies, old, "the copies");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(rows(&harness), before, "the copies and their row are two steps");
}

/// A project whose rows are of goals and sections that it has.
fn project() -> impl Strategy<Value = Project> {
    (projects::project(), projects::indicators(1..6)).prop_map(|(mut project, indicators)| {
        project.indicators = indicators;
        for row in &mut project.indicators {
            let goals = &project.goals;
            row.goal = row.goal.take().filter(|id| goals.iter().any(|goal| goal.id == *id));
            let sections = &project.sections;
            row.section = (row.section.take()).filter(|id| sections.iter().any(|section| section.id == *id));
        }
        project
    })
}

#[test]
fn every_row_of_the_samples_is_copied_and_pasted_whole() {
    for example in Example::ALL {
        every_row_comes_back(&hengji::file::decode(example.bytes()).expect("a sample"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn every_row_of_any_project_is_copied_and_pasted_whole(project in project()) {
        every_row_comes_back(&project);
    }
}

/// Three rows whose targets and actuals do not read back from what the grid shows, and one of another kind.
fn editor_of_words() -> Harness<'static, App> {
    let mut session = session(4);
    let mut rows = session.project().indicators.clone();
    rows[0].target = Some(Target::Tiered("加速助力".to_owned()));
    rows[0].actual = Some(Actual::Tier(0));
    rows[1].target = Some(Target::YesNo("组织开展".to_owned()));
    rows[1].actual = Some(Actual::Done(true));
    session.edit(&Edit::Indicators(rows));
    window(session, Script::default(), Page::Indicators)
}

fn target(harness: &Harness<'static, App>, row: usize) -> Option<Target> {
    rows(harness)[row - 1].target.clone()
}

#[test]
fn a_cell_is_pasted_and_filled_down_as_it_was() {
    let mut harness = editor_of_words();
    click_cell(&mut harness, 1, "指标值");
    let text = copy(&mut harness);
    assert_eq!(text, "加速助力\n");
    click_cell(&mut harness, 3, "指标值");
    paste(&mut harness, &text);
    assert_eq!(target(&harness, 3), target(&harness, 1));
    paste(&mut harness, "组织开展\n");
    assert_eq!(
        target(&harness, 3),
        Some(Target::Tiered("组织开展".to_owned())),
        "words from elsewhere stay a target in words"
    );
    click_cell(&mut harness, 2, "指标值");
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::COMMAND, Key::D);
    assert_eq!(target(&harness, 3), target(&harness, 2));
}

#[test]
fn words_from_outside_are_qualitative_beside_a_tier() {
    let mut harness = editor_of_words();
    click_cell(&mut harness, 4, "指标值");
    paste(&mut harness, "加速推进会\t\t10\t部分达成预期指标\n");
    assert_eq!(target(&harness, 4), Some(Target::Tiered("加速推进会".to_owned())));
    assert_eq!(rows(&harness)[3].actual, Some(Actual::Tier(1)));
}

#[test]
fn an_actual_is_read_in_the_light_of_another_target() {
    let mut harness = editor_of_words();
    click_cell(&mut harness, 1, "实际完成值");
    let text = copy(&mut harness);
    click_cell(&mut harness, 2, "实际完成值");
    paste(&mut harness, &text);
    let read = Actual::Text("达成预期指标".to_owned());
    assert_eq!(rows(&harness)[1].actual, Some(read), "no answer to 组织开展");
}

#[test]
fn rows_of_one_goal_are_pasted_into_another() {
    let mut session = session(3);
    let mut goals = session.project().goals.clone();
    goals.push(Goal {
        id: Id::new("G2"),
        name: "目标二".to_owned(),
        ..Goal::default()
    });
    session.edit(&Edit::Goals(goals));
    let mut last = session.project().indicators[2].clone();
    last.goal = Some(Id::new("G2"));
    session.edit(&Edit::Indicators(vec![last]));
    let mut harness = window(session, Script::default(), Page::Indicators);
    harness.get_by_label("1 指标1").click();
    harness.run();
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    let text = copy(&mut harness);
    click_cell(&mut harness, 3, "实际完成值");
    press(&mut harness, Modifiers::NONE, Key::Insert);
    paste(&mut harness, &text);
    let placed: Vec<String> = rows(&harness)
        .iter()
        .map(|row| format!("{} {}", row.name, row.goal.as_ref().map_or("", |id| &id.0)))
        .collect();
    assert_eq!(placed, ["指标1 G1", "指标2 G1", "指标3 G2", "指标1 G2", "指标2 G2"]);
}
