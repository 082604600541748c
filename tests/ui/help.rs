//! The help: how it is opened, where it leads, and that the keys it lists are those of the menus.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::{click_cell, editor, press, type_text};

#[test]
fn what_is_being_typed_goes_on_after_the_help() {
    let mut harness = editor(3);
    click_cell(&mut harness, 2, "实际完成值");
    press(&mut harness, Modifiers::NONE, Key::F1);
    harness.get_by_label("新建项目");
    press(&mut harness, Modifiers::COMMAND, Key::Num1);
    harness.get_by_label("新建项目");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("新建项目").is_none());
    type_text(&mut harness, "60");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(super::actuals(&harness)[1], "60", "the cursor is in the cell it was in");
}

#[test]
fn a_step_leads_to_its_page() {
    let mut harness = editor(1);
    press(&mut harness, Modifiers::NONE, Key::F1);
    harness.get_by_label("填预算").click();
    harness.run();
    assert!(harness.query_by_label("新建项目").is_none());
    harness.get_by_label_contains("金额单位均为万元");
}

#[test]
fn the_keys_of_the_grid_and_of_the_menus_are_listed() {
    let mut harness = editor(1);
    harness.get_by_label("帮助").click();
    harness.run();
    harness.get_by_label("快捷键").click();
    harness.run();
    for (keys, what) in [("Ctrl+S", "保存"), ("Ctrl+3", "指标"), ("Ctrl+Shift+D", "插入副本")] {
        harness
            .get_all_by_label(keys)
            .next()
            .unwrap_or_else(|| panic!("{keys}"));
        harness
            .get_all_by_label(what)
            .next()
            .unwrap_or_else(|| panic!("{what}"));
    }
    harness.get_by_label("关闭").click();
    harness.run();
    assert!(harness.query_by_label("Ctrl+Shift+D").is_none());
}
