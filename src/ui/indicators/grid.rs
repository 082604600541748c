//! The grid: only visible rows are drawn; keys and typing as in a spreadsheet.
//!
//! One text field lies over the cursor's cell all the time. While nothing is typed it is empty and unseen, so
//! that the first letter, also one an input method composes, starts editing right there.

use eframe::egui;
use egui::{
    Align, Align2, CornerRadius, CursorIcon, FontId, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::cell_text::{laid_out, paint_text, text_room};
use super::columns::{self, Column, GUTTER, Measures};
use super::lines::Line;
use super::{Action, Editor, keys, typing};
use crate::figure::names;
use crate::model::{Field, Id, Indicator, number};
use crate::score::{Row, Status};
use crate::ui::charts;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, ROW};

/// Height of the headings.
pub const HEADING: f32 = 32.0;
/// Size of text in cells.
pub const TEXT: f32 = 13.0;

/// Returns the id of the one text field that lies over the cursor's cell.
pub fn input_id() -> egui::Id {
    egui::Id::unique("cell of the grid")
}

/// Gives the cursor's cell the keyboard unless it has it: asking again would end what an input method is about, and
/// keys that are on their way through it would be lost.
pub fn hold_focus(ui: &Ui) {
    ui.memory_mut(|memory| {
        if !memory.has_focus(input_id()) {
            memory.request_focus(input_id());
        }
    });
}

/// Shows the grid in the space there is.
pub fn ui(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>) {
    let available = ui.available_rect_before_wrap();
    let measures = Measures::update(&mut editor.measures, ui, scene);
    let widths = columns::widths(available.width() - 2.0, &measures.needed);
    editor.show_columns(&widths);
    editor.show_rows(available.height());
    let total: f32 = GUTTER + widths.iter().sum::<f32>();
    let input = input_id();
    let focused = ui.memory(|memory| memory.has_focus(input));
    if focused && editor.cursor.is_some() {
        keys::take(ui, editor, scene, available.height());
    }
    let differs = charts::differences(ui, scene);
    let palette = scene.palette;
    ui.painter()
        .rect_filled(available, CornerRadius::same(theme::RADIUS), palette.surface);
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    if total > available.width() {
        // Where long values leave no room for the last columns, a bar below says that there are more.
        ui.spacing_mut().scroll = theme::lasting_scroll_bars();
    }
    ScrollArea::both()
        .id_salt("grid")
        .auto_shrink([false, false])
        .show_viewport(ui, |ui, viewport| {
            let height = HEADING + editor.lines.list.len() as f32 * ROW + ROW;
            ui.set_width(total);
            ui.set_height(height);
            let origin = ui.min_rect().min;
            let first = (((viewport.min.y) / ROW).floor().max(0.0)) as usize;
            editor.top = first;
            let last = (((viewport.max.y - HEADING) / ROW).ceil().max(0.0) as usize).min(editor.lines.list.len());
            let clip = ui.clip_rect();
            let body = Rect::from_min_max(
                pos2(clip.left(), (origin.y + viewport.min.y + HEADING).max(clip.top())),
                clip.max,
            );
            let mut body_ui = ui.new_child(UiBuilder::new().id_salt("body").max_rect(ui.max_rect()));
            body_ui.set_clip_rect(body.intersect(clip));
            for line in first..last {
                let top = origin.y + HEADING + line as f32 * ROW;
                let rect = Rect::from_min_size(pos2(origin.x, top), vec2(total, ROW));
                match editor.lines.list[line] {
                    Line::Goal(goal) => goal_row(&mut body_ui, editor, scene, rect, goal),
                    Line::Indicator(position) => {
                        indicator_row(
                            &mut body_ui,
                            editor,
                            scene,
                            Place {
                                rect,
                                line,
                                position,
                                differs: differs.get(position).copied().unwrap_or_default(),
                                focused,
                            },
                            &measures,
                            &widths,
                        );
                    }
                }
            }
            typing::input_cell(&mut body_ui, editor, scene, origin, &widths);
            // Asked for only now: a click takes the focus from a field that was not yet below the pointer.
            if std::mem::take(&mut editor.want_focus) {
                hold_focus(ui);
            }
            heading_row(
                ui,
                scene,
                Rect::from_min_size(origin + vec2(0.0, viewport.min.y), vec2(total, HEADING)),
                &widths,
            );
            if std::mem::take(&mut editor.scroll)
                && let Some((line, column)) = editor.cursor_place()
            {
                let cell = cell_rect(origin, line, column, &widths);
                let room = Rect::from_min_max(cell.min - vec2(GUTTER, HEADING + ROW), cell.max + vec2(0.0, ROW));
                ui.scroll_to_rect(room, None);
            }
        });
    ui.painter().rect_stroke(
        available,
        CornerRadius::same(theme::RADIUS),
        Stroke::new(1.0, palette.line),
        StrokeKind::Inside,
    );
}

/// Where a row of the grid is being drawn.
#[derive(Clone, Copy)]
struct Place {
    rect: Rect,
    line: usize,
    position: usize,
    /// Where its name begins to differ from the others.
    differs: usize,
    focused: bool,
}

impl Place {
    /// Returns true while a drag that began in the grid is over a part of the row.
    fn is_dragged_over(self, ui: &Ui, editor: &Editor, part: Rect) -> bool {
        self.focused
            && editor.dragging
            && ui.input(|input| input.pointer.primary_down())
            && ui.rect_contains_pointer(part)
    }
}

/// Returns where a cell lies on the screen.
pub fn cell_rect(origin: egui::Pos2, line: usize, column: usize, widths: &[f32]) -> Rect {
    let left = origin.x + GUTTER + widths[..column].iter().sum::<f32>();
    let top = origin.y + HEADING + line as f32 * ROW;
    Rect::from_min_size(pos2(left, top), vec2(widths[column], ROW))
}

fn heading_row(ui: &mut Ui, scene: &Scene<'_>, rect: Rect, widths: &[f32]) {
    let palette = scene.palette;
    let painter = ui.painter();
    painter.rect_filled(rect, 0, palette.raised);
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.frame));
    let mut left = rect.left() + GUTTER;
    for (column, width) in columns::ALL.into_iter().zip(widths) {
        if *width <= 0.0 {
            continue;
        }
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(*width, HEADING));
        let name = column.heading();
        let response = ui.interact(cell, ui.scope_id().with(("heading", left as i32)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::ColumnHeader, true, &name));
        paint_text(ui, cell, &name, theme::bold_of(12.0), palette.weak, column.align());
        left += width;
    }
}

/// Returns true for a name that says no more of a goal than which one it is, as 年度绩效目标1.
fn is_number(name: &str) -> bool {
    let word = name.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == ' ');
    ["", "年度绩效目标", "年度目标", &*t!("indicators.goal")].contains(&word)
}

fn goal_row(ui: &mut Ui, editor: &mut Editor, scene: &Scene<'_>, rect: Rect, goal: Option<usize>) {
    let palette = scene.palette;
    let key = goal.map(|at| scene.project.goals[at].id.clone());
    let folded = editor.filter.folded.contains(&key);
    let name = match goal {
        Some(at) => {
            let goal = &scene.project.goals[at];
            let named = [&goal.name, &goal.text].into_iter().find(|name| !is_number(name));
            let name = named.map(|name| format!("　{name}")).unwrap_or_default();
            format!("{} {}{name}", t!("indicators.goal"), at + 1)
        }
        None => t!("indicators.no_goal").into_owned(),
    };
    let response = ui.interact(rect, ui.scope_id().with(("goal", &key)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::RowHeader, true, !folded, &name));
    let ground = if response.hovered() {
        palette.hover
    } else {
        palette.raised
    };
    let painter = ui.painter();
    painter.rect_filled(rect, 0, ground);
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));
    let sign = if folded { "▶" } else { "▼" };
    painter.text(
        rect.left_center() + vec2(13.0, 0.0),
        Align2::LEFT_CENTER,
        sign,
        FontId::proportional(9.0),
        palette.weak,
    );
    let subtotal = key
        .as_ref()
        .and_then(|id| scene.card.goals.iter().find(|one| one.goal.as_ref() == Some(id)));
    let figures = subtotal
        .map(|one| {
            let points = goal.and_then(|at| scene.project.goals[at].points);
            t!(
                "indicators.goal_points",
                score = one.stated_score().map_or_else(|| "—".to_owned(), number::points),
                weight = number::plain(one.weight),
                points = points.map_or_else(|| "—".to_owned(), number::plain)
            )
            .into_owned()
        })
        .unwrap_or_default();
    let mismatch = goal.is_some_and(|at| {
        scene.project.goals[at]
            .points
            .is_some_and(|points| subtotal.is_some_and(|one| one.weight != points))
    });
    let shown = ui.clip_rect().intersect(rect);
    let right = Rect::from_min_max(
        pos2(shown.right() - 300.0, rect.top()),
        pos2(shown.right() - 6.0, rect.bottom()),
    );
    paint_text(
        ui,
        right,
        &figures,
        theme::small(),
        if mismatch { palette.bad } else { palette.weak },
        Align::RIGHT,
    );
    let left = Rect::from_min_max(rect.min + vec2(GUTTER - 10.0, 0.0), pos2(right.left(), rect.bottom()));
    paint_text(ui, left, &name, theme::bold_of(TEXT), palette.text, Align::LEFT);
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        if folded {
            editor.filter.folded.remove(&key);
        } else {
            editor.filter.folded.insert(key);
        }
    }
}

fn indicator_row(
    ui: &mut Ui,
    editor: &mut Editor,
    scene: &mut Scene<'_>,
    place: Place,
    measures: &Measures,
    widths: &[f32],
) {
    let palette = scene.palette;
    let Place {
        rect, line, position, ..
    } = place;
    let project = scene.project;
    let indicator = &project.indicators[position];
    let row = &scene.card.rows[position];
    let block = editor.block();
    let in_rows = block.is_some_and(|block| (block.top..=block.bottom).contains(&line));
    let current = editor.cursor.as_ref().is_some_and(|(id, _)| *id == indicator.id);
    let painter = ui.painter().clone();
    if current {
        painter.rect_filled(rect, 0, palette.accent_soft.gamma_multiply(0.55));
    }
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));

    let gutter = Rect::from_min_size(rect.min, vec2(GUTTER, ROW));
    let number = (position + 1).to_string();
    let handle = ui.interact(
        gutter,
        ui.scope_id().with(("row", &indicator.id)),
        Sense::click_and_drag(),
    );
    handle.widget_info(|| {
        WidgetInfo::selected(
            egui::Role::RowHeader,
            true,
            in_rows,
            format!("{number} {}", indicator.name),
        )
    });
    if in_rows {
        painter.rect_filled(gutter.shrink(1.0), 0, palette.accent_soft);
    }
    paint_text(ui, gutter, &number, theme::small(), palette.weak, Align::Center);
    if handle.clicked() || handle.drag_started() {
        let extend = ui.input(|input| input.modifiers.shift);
        editor.select_row(scene, &indicator.id, extend);
        editor.dragging = handle.drag_started() && editor.draft.is_none();
        editor.want_focus = true;
    } else if place.is_dragged_over(ui, editor, gutter) {
        editor.extend_to(&indicator.id, 0);
    }
    row_menu(&handle, editor, scene, &indicator.id);

    // Levels repeated from the row above are shown dimmed, so that the tree is seen at a glance.
    let above = line.checked_sub(1).and_then(|above| editor.lines.indicator_at(above));
    let above = above.map(|position| &project.indicators[position]);
    let mut left = rect.left() + GUTTER;
    for (at, (column, width)) in columns::ALL.into_iter().zip(widths).enumerate() {
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(*width, ROW));
        left += width;
        if *width <= 0.0 || !ui.is_rect_visible(cell) {
            continue;
        }
        let selected = block.is_some_and(|block| {
            (block.top..=block.bottom).contains(&line) && (block.left..=block.right).contains(&at)
        });
        let is_cursor = current && editor.cursor.as_ref().is_some_and(|(_, column)| *column == at);
        if selected && !is_cursor {
            painter.rect_filled(cell, 0, palette.accent_soft);
        }
        painter.vline(cell.right(), cell.y_range(), Stroke::new(1.0, palette.line));
        let text = columns::text(scene.printed, &scene.printed.indicators[position], row, column);
        let missing = missing(indicator, row, column);
        let refused = editor.marks.at(&indicator.id, at).map(|mark| mark.sentence());
        let refused = refused.or_else(|| columns::doubt(scene, position, column));
        if refused.is_some() && !is_cursor {
            painter.rect_filled(cell.shrink(1.0), 0, palette.bad_soft);
        }
        let response = ui.interact(cell, ui.scope_id().with((&indicator.id, at)), Sense::click_and_drag());
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(
                egui::Role::Cell,
                true,
                format!("{} {}", indicator.name, column.heading()),
            );
            info.current_text_value = Some(match &refused {
                Some(refused) => format!("{text} {refused}"),
                None if missing => t!("indicators.missing").into_owned(),
                None => text.clone(),
            });
            info
        });
        let repeated = above.is_some_and(|above| match column {
            Column::Field(Field::Level1) => above.level1 == indicator.level1,
            Column::Field(Field::Level2) => above.level1 == indicator.level1 && above.level2 == indicator.level2,
            _ => false,
        });
        let demo = match column {
            Column::Field(field) => indicator.is_demo(field),
            Column::Score => indicator.is_demo(Field::Judged),
            Column::Completion | Column::Status => false,
        };
        match column {
            Column::Status => {
                let (text, ink, _) = columns::standing(palette, indicator, row);
                paint_text(ui, cell, &text, theme::small(), ink, Align::LEFT);
            }
            _ if missing => paint_text(
                ui,
                cell,
                &t!("indicators.missing"),
                theme::small(),
                palette.bad,
                column.align(),
            ),
            _ => {
                let ink = match column {
                    _ if repeated => palette.weak,
                    Column::Completion | Column::Score if column.field(project, indicator).is_none() => palette.weak,
                    _ => palette.text,
                };
                let unscored = column == Column::Score && row.score.is_none();
                let ink = if unscored || column == Column::Score && row.lost.is_some_and(|lost| !lost.is_zero()) {
                    palette.bad
                } else {
                    ink
                };
                let text = if column == Column::Field(Field::Reason) && *width <= columns::FLAG && !text.is_empty() {
                    t!("indicators.given").into_owned()
                } else {
                    measures.shown(indicator, text.clone(), column)
                };
                let text = match column {
                    Column::Field(Field::Name) => names::cut(&text, place.differs, |text| {
                        !laid_out(ui, text_room(cell), text, FontId::proportional(TEXT), ink, Align::LEFT).elided
                    }),
                    _ => text,
                };
                paint_text(ui, cell, &text, FontId::proportional(TEXT), ink, column.align());
            }
        }
        if demo {
            // A dotted foot marks 演示数据.
            let foot = cell.bottom() - 2.5;
            let mut x = cell.left() + 8.0;
            while x < cell.right() - 8.0 {
                painter.hline(x..=x + 2.0, foot, Stroke::new(1.0, palette.caution));
                x += 5.0;
            }
        }
        if refused.is_some() {
            // A folded corner, as spreadsheets mark a cell that has something to say.
            let corner = cell.right_top() + vec2(-1.0, 1.0);
            let points = vec![corner, corner - vec2(8.0, 0.0), corner + vec2(0.0, 8.0)];
            painter.add(egui::Shape::convex_polygon(points, palette.bad, Stroke::NONE));
        }
        cell_pointer(ui, editor, scene, place, at, &response);
        hover(response, &text, demo, refused);
    }
}

/// Follows the pointer over a cell: click places the cursor, a drag or Shift extends, a double click edits.
fn cell_pointer(ui: &Ui, editor: &mut Editor, scene: &mut Scene<'_>, place: Place, column: usize, response: &Response) {
    let id = &scene.project.indicators[place.position].id;
    if response.drag_started() || response.clicked() || response.secondary_clicked() {
        let extend = ui.input(|input| input.modifiers.shift) && response.clicked();
        let inside = editor.block().is_some_and(|block| {
            (block.top..=block.bottom).contains(&place.line) && (block.left..=block.right).contains(&column)
        });
        if !(response.secondary_clicked() && inside) {
            editor.put_cursor(scene, id, column, extend);
        }
        editor.dragging = response.drag_started() && editor.draft.is_none();
        editor.want_focus = true;
    } else if place.is_dragged_over(ui, editor, response.rect) {
        editor.extend_to(id, column);
    }
    if response.double_clicked() {
        editor.open(scene);
    }
    row_menu(response, editor, scene, id);
}

fn hover(response: Response, text: &str, demo: bool, refused: Option<String>) {
    let mut lines = Vec::from_iter(refused);
    if text.chars().count() > 6 {
        lines.push(text.to_owned());
    }
    if demo {
        lines.push(t!("indicators.demo").into_owned());
    }
    if !lines.is_empty() {
        response.on_hover_text(lines.join("\n"));
    }
}

/// Returns true for a cell the form demands and that is empty.
fn missing(indicator: &Indicator, row: &Row, column: Column) -> bool {
    match column {
        Column::Field(Field::Name) => indicator.name.is_empty(),
        Column::Field(Field::Target) => indicator.target.is_none(),
        Column::Field(Field::Actual) => indicator.actual.is_none(),
        Column::Field(Field::Weight) => indicator.weight.is_none(),
        // The form asks why of what was missed and of what was far exceeded.
        Column::Field(Field::Reason) => {
            let asked = row.status == Status::Over || row.lost.is_some_and(|lost| !lost.is_zero());
            asked && indicator.reason.is_empty()
        }
        Column::Score => row.awaits_points() && indicator.judged.is_none(),
        _ => false,
    }
}

fn row_menu(response: &Response, editor: &mut Editor, scene: &mut Scene<'_>, id: &Id) {
    response.context_menu(|ui| {
        if editor.cursor.is_none() {
            editor.select_row(scene, id, false);
        }
        for action in Action::ALL {
            let button = egui::Button::new(action.name()).shortcut_text(action.keys());
            if ui.add(button).clicked() {
                editor.act(scene, action);
                editor.want_focus = true;
                ui.close();
            }
        }
    });
}
