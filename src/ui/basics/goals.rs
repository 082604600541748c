//! 年度绩效目标: what the year was for, with the points the form gives each.

use eframe::egui;
use egui::{Align, Id, Label, Layout, RichText, Ui, UiBuilder};
use rust_decimal::Decimal;
use rust_i18n::t;

use crate::model::scheme::{GoalCell, GoalUnit};
use crate::model::{Edit, Goal, Id as Key, number};
use crate::ui::field::{self, Look};
use crate::ui::list::List;
use crate::ui::scene::Scene;
use crate::ui::widgets::{caption, icon_button, remove_button};
use crate::ui::{card, icon, theme};

use super::{kept, named_prose, named_text, room};

/// Shows the card.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (palette, project) = (scene.palette, scene.project);
    let goals = &project.goals;
    let mut list = List::of(goals);
    let (note, agrees) = sum(scene);
    if let Some(goal) = scene.view.goal.take() {
        let is_written = goals.iter().any(|one| one.id == goal && !one.text.trim().is_empty());
        let wanted = if is_written && !agrees { "points" } else { "text" };
        ui.memory_mut(|memory| memory.request_focus(field_id(&goal, wanted)));
    }
    card::plain(ui, |ui| {
        ui.horizontal(|ui| {
            let title = RichText::new(t!("basics.goals")).font(theme::bold_of(15.0));
            ui.label(title.color(palette.text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let ink = if agrees { palette.weak } else { palette.bad };
                ui.add(Label::new(RichText::new(&note).font(theme::small()).color(ink)).truncate());
            });
        });
        if goals.is_empty() {
            card::weak(ui, palette, t!("basics.no_goals"));
        }
        for (position, goal) in goals.iter().enumerate() {
            if position > 0 {
                ui.separator();
            }
            goal_ui(ui, scene, position, goal, &mut list);
        }
        let [_, fields, _] = scene.project.scheme.form.kept();
        kept(ui, (scene.project, palette), scene.edits, &fields, 2);
        ui.add_space(theme::GAP / 3.0);
        if ui.button(t!("basics.add_goal")).clicked() {
            let goal = Goal {
                id: Key::fresh("G", goals.iter().map(|goal| &goal.id)),
                name: t!("basics.goal_name", number = goals.len() + 1).into_owned(),
                ..Goal::default()
            };
            scene.view.go_to_goal(goal.id.clone());
            list.push(goal);
        }
    });
    scene.edits.extend(list.finish().map(Edit::Goals));
}

/// The sum of the points against what the scheme demands, and whether they agree.
fn sum(scene: &Scene<'_>) -> (String, bool) {
    let goals = &scene.project.goals;
    let sum = goals
        .iter()
        .filter_map(|goal| goal.points)
        .fold(Decimal::ZERO, |sum, points| sum.checked_add(points).unwrap_or(sum));
    match &scene.project.scheme.goals {
        Some(rule) if !goals.is_empty() => {
            let unit = unit_of(rule.unit);
            let agrees = sum == rule.sum;
            let text = t!(
                "basics.goal_sum",
                sign = if agrees { "✓" } else { "▼" },
                sum = number::plain(sum),
                demanded = number::plain(rule.sum),
                unit = unit
            );
            (text.into_owned(), agrees)
        }
        _ => (String::new(), true),
    }
}

fn unit_of(unit: GoalUnit) -> String {
    match unit {
        GoalUnit::Points => t!("basics.points").into_owned(),
        GoalUnit::Ratio => "%".to_owned(),
    }
}

fn field_id(goal: &Key, part: &str) -> Id {
    Id::unique(("goal", goal, part))
}

/// One goal.
fn goal_ui(ui: &mut Ui, scene: &Scene<'_>, position: usize, goal: &Goal, list: &mut List<'_, Goal>) {
    let palette = scene.palette;
    let id = |part: &str| field_id(&goal.id, part);
    let number = position + 1;
    let change = |list: &mut List<'_, Goal>, with: &dyn Fn(&mut Goal)| {
        if let Some(goal) = list.change(position) {
            with(goal);
        }
    };
    let head = ui.horizontal_top(|ui| {
        let rule = scene.project.scheme.goals.as_ref();
        let unit = unit_of(rule.map_or(GoalUnit::Points, |rule| rule.unit));
        let buttons = 3.0 * 37.0 + 2.0 * ui.spacing().item_spacing.x;
        let points = 150.0;
        let name_width = (ui.available_width() - buttons - points - 3.0 * theme::GAP).max(120.0);
        ui.allocate_ui_with_layout(egui::vec2(name_width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(name_width);
            let name = t!("basics.goal_short", number = number);
            if let Some(text) = named_text(ui, palette, id("name"), &name, "", 1, &goal.name) {
                change(list, &|goal| goal.name.clone_from(&text));
            }
        });
        ui.allocate_ui_with_layout(egui::vec2(points, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(points);
            caption(ui, palette, &t!("basics.goal_points", unit = unit));
            ui.horizontal(|ui| {
                let look = Look {
                    name: &t!("basics.goal_points_of", number = number),
                    hint: "—",
                    rows: 1,
                    width: 60.0,
                };
                if let Some(points) = field::decimal(ui, id("points"), look, goal.points, field::Range::FROM_ZERO) {
                    change(list, &|goal| {
                        goal.points = points;
                        goal.demo = false;
                    });
                }
                if goal.demo {
                    card::demo(ui, palette);
                }
            });
        });
        ui.add_space(ui.available_width() - buttons);
        ui.available_rect_before_wrap()
    });
    let (name, hint) = (t!("basics.goal_text"), t!("basics.goal_text_hint"));
    if let Some(text) = named_prose(ui, scene, id("text"), (&name, &hint), 2, &goal.text) {
        change(list, &|goal| goal.text.clone_from(&text));
    }
    let (name, hint) = (t!("basics.goal_achieved"), t!("basics.goal_achieved_hint"));
    if let Some(text) = named_prose(ui, scene, id("achieved"), (&name, &hint), 2, &goal.achieved) {
        change(list, &|goal| goal.achieved.clone_from(&text));
    }
    let columns = &scene.project.scheme.form.goal_columns;
    let reached = columns.iter().find(|column| column.holds == GoalCell::Achieved);
    room(
        ui,
        palette,
        id("achieved"),
        &goal.achieved,
        reached.and_then(|column| column.most),
    );
    // Last, so that Tab goes from field to field and comes to what takes a goal away after them.
    let place = UiBuilder::new().max_rect(head.inner);
    let ui = &mut ui.new_child(place.layout(Layout::left_to_right(Align::Min)));
    let up = t!("basics.goal_up", number = number);
    if icon_button(ui, icon::ARROW_UP, &up, (position > 0).into()).clicked() {
        list.swap(position - 1, position);
    }
    let down = t!("basics.goal_down", number = number);
    let is_last = number == scene.project.goals.len();
    if icon_button(ui, icon::ARROW_DOWN, &down, (!is_last).into()).clicked() {
        list.swap(position, number);
    }
    if remove_button(ui, &t!("basics.remove_goal", number = number)) {
        field::give_up(ui.ctx(), id("points"));
        list.remove(position);
    }
}
