//! The grid of indicators: what its cells take and show, and where its keys lead.

use eframe::egui::{Event, Key, Modifiers, Role, ViewportCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use hengji::model::{Actual, Edit, Indicator, Target};
use hengji::ui::{App, Page};

use super::{
    Script, actuals, cell_text, click_cell, editor, indicator, is_whole, names, press, session, type_text, types_into,
    window,
};

/// The editor with a first row that is like the others but for what `change` makes of it.
fn with_first(rows: usize, change: impl FnOnce(&mut Indicator)) -> Harness<'static, App> {
    let mut session = session(rows);
    let mut first = session.project().indicators[0].clone();
    change(&mut first);
    session.edit(&Edit::Indicators(vec![first]));
    window(session, Script::default(), Page::Indicators)
}

fn due(indicator: &mut Indicator) {
    indicator.target = Some(Target::ByDate(jiff::civil::date(2020, 12, 31)));
    indicator.unit = String::new();
}

#[test]
fn points_that_no_formula_gives_are_typed_in_the_grid() {
    let mut harness = with_first(2, |late| {
        due(late);
        late.actual = Some(Actual::Date(jiff::civil::date(2021, 1, 15)));
    });
    assert_eq!(cell_text(&harness, "指标1 状态"), "待评定");
    assert_eq!(cell_text(&harness, "指标1 得分"), "未填");
    click_cell(&mut harness, 1, "得分");
    type_text(&mut harness, "12");
    assert!(
        harness.query_by_label("评定得分：应在 0 到 10 分之间").is_some(),
        "the range is said while it is typed"
    );
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let said = cell_text(&harness, "指标1 得分");
    assert!(
        said.starts_with("12 评定的 12 分没有计入：") && said.contains("0～10.00 分"),
        "what was typed stays in sight, with the reason why it does not count: {said}"
    );
    assert_eq!(cell_text(&harness, "指标1 状态"), "无法计分");
    click_cell(&mut harness, 1, "得分");
    type_text(&mut harness, "6.5");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(cell_text(&harness, "指标1 得分"), "6.50");
    assert_eq!(cell_text(&harness, "指标1 状态"), "未达成");
}

#[test]
fn awarded_points_are_pasted_with_the_actual_that_asks_for_them() {
    let mut harness = with_first(2, due);
    click_cell(&mut harness, 1, "实际完成值");
    harness.event(Event::Paste("2021年1月15日\t\t6.5\n60\t\t\n".to_owned()));
    harness.run();
    assert_eq!(cell_text(&harness, "指标1 得分"), "6.50");
    assert_eq!(cell_text(&harness, "指标2 得分"), "6.00", "a formula gives this one");
    assert!(harness.query_by_label_contains("没有采用").is_none());
}

#[test]
fn points_that_a_formula_gives_are_not_typed() {
    let mut harness = with_first(1, |done| {
        done.target = Some(Target::YesNo("建成".to_owned()));
        done.actual = Some(Actual::Done(true));
    });
    click_cell(&mut harness, 1, "得分");
    type_text(&mut harness, "6");
    assert!(harness.query_by_label_contains("“得分”由系统计算").is_some());
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(harness.state().session().project().indicators[0].judged, None);
}

/// The pane's field of what was done, which takes the height there is.
fn field_height(harness: &Harness<'static, App>) -> f32 {
    let field = harness.get_by_role_and_label(Role::TextInput, "完成情况简要描述");
    field.rect().height()
}

#[test]
fn the_pane_below_keeps_its_height_while_there_is_no_row() {
    let mut harness = editor(3);
    harness.run();
    let before = field_height(&harness);
    click_cell(&mut harness, 1, "三级指标");
    press(&mut harness, Modifiers::COMMAND, Key::A);
    harness.get_by_role_and_label(Role::Button, "删除所选行").click();
    harness.run();
    assert!(names(&harness).is_empty());
    harness.event(Event::Paste("甲\t≥10\t个\t3\t12\n乙\t≥5\t家\t2\t4\n".to_owned()));
    harness.run();
    assert_eq!(names(&harness), ["甲", "乙"]);
    assert_eq!(field_height(&harness), before);
    // A folded goal leaves no row in sight either.
    for _ in 0..2 {
        harness
            .get_by_role_and_label(Role::RowHeader, "年度绩效目标 1　目标一")
            .click();
        harness.run();
    }
    assert_eq!(field_height(&harness), before);
}

#[test]
fn ctrl_and_an_arrow_jump_to_the_edge_of_what_is_filled() {
    let mut session = session(7);
    for at in [3, 4, 7] {
        session.edit(&Edit::Indicators(vec![indicator(at, None)]));
    }
    let mut harness = window(session, Script::default(), Page::Indicators);
    let jump = |harness: &mut Harness<'static, App>, key: Key, cell: &str| {
        press(harness, Modifiers::COMMAND, key);
        assert!(types_into(harness, cell), "{key:?} should lead to {cell}");
    };
    click_cell(&mut harness, 1, "实际完成值");
    for (key, row) in [
        (Key::ArrowDown, 2),
        (Key::ArrowDown, 5),
        (Key::ArrowDown, 6),
        (Key::ArrowDown, 7),
        (Key::ArrowUp, 6),
        (Key::ArrowUp, 5),
        (Key::ArrowUp, 2),
        (Key::ArrowUp, 1),
        (Key::ArrowUp, 1),
    ] {
        jump(&mut harness, key, &format!("指标{row} 实际完成值"));
    }
    for (key, column) in [
        (Key::ArrowRight, "状态"),
        (Key::ArrowRight, "偏差原因"),
        (Key::ArrowRight, "偏差原因"),
        (Key::ArrowLeft, "状态"),
        (Key::ArrowLeft, "一级指标"),
    ] {
        jump(&mut harness, key, &format!("指标1 {column}"));
    }
    jump(&mut harness, Key::End, "指标7 偏差原因");
    jump(&mut harness, Key::Home, "指标1 一级指标");
    click_cell(&mut harness, 5, "实际完成值");
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(
        actuals(&harness),
        ["50", "50", "", "", "", "", ""],
        "what lies between is selected"
    );
}

#[test]
fn every_column_has_its_place_in_a_small_window_beside_amounts_of_ten_digits() {
    let mut harness = with_first(2, |amount| {
        amount.target = Some(Target::AtLeast("1234567890.12".parse().unwrap()));
        amount.actual = Some(Actual::Number("9876543210.34".parse().unwrap()));
        amount.unit = "万元".to_owned();
    });
    harness.set_size(eframe::egui::vec2(1280.0, 720.0));
    harness.run();
    let right = harness
        .get_by_role_and_label(Role::TextInput, "查找指标")
        .rect()
        .right();
    let last = harness.get_by_role_and_label(Role::ColumnHeader, "偏差原因").rect();
    assert!(last.width() >= 64.0 && last.right() <= right + 1.0, "{last} {right}");
    let name = harness.get_by_role_and_label(Role::Cell, "指标1 三级指标").rect();
    assert!(name.width() >= 96.0, "{name}");
    // Else the score panel has numbers that begin so too.
    click_cell(&mut harness, 2, "三级指标");
    assert!(is_whole(&harness, "≥1,234,567,890.12") && is_whole(&harness, "9,876,543,210.34"));
}

#[test]
fn what_the_grid_has_to_say_is_read_whole_in_a_small_window() {
    let mut harness = editor(2);
    harness.set_size(eframe::egui::vec2(1280.0, 720.0));
    harness.run();
    click_cell(&mut harness, 1, "得分");
    type_text(&mut harness, "6");
    assert!(is_whole(&harness, "“得分”由系统计算，不能直接填写"));
    click_cell(&mut harness, 1, "三级指标");
    press(&mut harness, Modifiers::ALT, Key::ArrowUp);
    assert!(is_whole(&harness, "只能在同一目标内移动，已到边界或所选行分属不同目标"));
}

#[test]
fn declared_scores_of_the_selected_rows_give_way_to_the_computed_ones_in_one_step() {
    let mut session = session(3);
    let mut rows = session.project().indicators.clone();
    for row in &mut rows {
        row.declared = Some(9.into());
    }
    session.edit(&Edit::Indicators(rows));
    let mut harness = window(session, Script::default(), Page::Indicators);
    let declared = |harness: &Harness<'static, App>| -> Vec<bool> {
        let rows = harness.state().session().project().indicators.iter();
        rows.map(|row| row.declared.is_some()).collect()
    };
    click_cell(&mut harness, 1, "三级指标");
    harness.get_by_label("得分与复核").click();
    harness.run();
    assert!(harness.query_by_label("仅本行").is_none());
    press(&mut harness, Modifiers::NONE, Key::F6);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(harness.query_all_by_label("仅本行").count(), 5);
    harness
        .get_by_role_and_label(Role::Button, "填报得分采用系统得分")
        .click();
    harness.run();
    assert_eq!(declared(&harness), [false, false, true]);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(declared(&harness), [true, true, true], "one step");
}

#[test]
fn filters_of_many_rows_stand_beside_the_search_in_a_small_window() {
    let mut harness = editor(330);
    harness.set_size(eframe::egui::vec2(1280.0, 720.0));
    harness.run();
    let search = harness.get_by_role_and_label(Role::TextInput, "查找指标").rect();
    let last = harness.get_by_label("未填 0").rect();
    assert!(search.y_range().contains(last.center().y), "{last} {search}");
    assert!(harness.get_by_label("未达成 330").rect().right() < search.left());
}

#[test]
fn the_copy_of_a_row_is_what_is_worked_on_next() {
    let mut harness = editor(2);
    click_cell(&mut harness, 1, "实际完成值");
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    type_text(&mut harness, "70");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(actuals(&harness), ["50", "70", "50"]);
    // Of several rows all copies are selected.
    press(&mut harness, Modifiers::COMMAND, Key::A);
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    press(&mut harness, Modifiers::COMMAND, Key::Delete);
    assert_eq!(actuals(&harness), ["50", "70", "50"]);
}

#[test]
fn cells_are_copied_cut_and_pasted_from_the_menu_as_well() {
    let mut harness = editor(2);
    click_cell(&mut harness, 1, "实际完成值");
    for (entry, command) in [
        ("剪切 Ctrl+X", ViewportCommand::RequestCut),
        ("复制 Ctrl+C", ViewportCommand::RequestCopy),
        ("粘贴 Ctrl+V", ViewportCommand::RequestPaste),
    ] {
        harness.get_by_role_and_label(Role::Button, "编辑").click();
        harness.run();
        harness.get_by_label(entry).click();
        let is_asked = (0..6).any(|_| {
            harness.step();
            let mut windows = harness.output().viewport_output.values();
            windows.any(|window| window.commands.contains(&command))
        });
        assert!(is_asked, "{entry}");
    }
    // What the system hands over goes to the grid.
    harness.event(Event::Paste("70".to_owned()));
    harness.run();
    assert_eq!(actuals(&harness), ["70", "50"]);
}
