//! The one text field that lies over the cursor's cell, and what is said beside it.

use eframe::egui;
use egui::text::LayoutJob;
use egui::{EventFilter, FontId, Rect, ScrollArea, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, WidgetInfo, vec2};
use rust_decimal::Decimal;
use rust_i18n::t;

use super::Editor;
use super::columns::{self, Column};
use super::draft::Draft;
use super::grid::{TEXT, cell_rect, input_id};
use crate::model::{Actual, Field, Target, number};
use crate::score;
use crate::ui::scene::Scene;
use crate::ui::{names, theme, widgets};

/// Stands for a line break where a text is typed on one line; one character, so that the caret stays right.
const LINE_BREAK: &str = " ";

/// Shows the one text field over the cursor's cell, and the choices beside it.
pub fn input_cell(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>, origin: egui::Pos2, widths: &[f32]) {
    let Some((line, column)) = editor.cursor_place() else {
        return;
    };
    let Some(position) = editor.lines.indicator_at(line) else {
        return;
    };
    let palette = scene.palette;
    let cell = cell_rect(origin, line, column, widths);
    let kind = columns::ALL[column];
    let indicator = &scene.project.indicators[position];
    let can_edit = kind.field(scene.project, indicator).is_some();
    let editing = editor.draft.is_some();
    let mut text = editor
        .draft
        .as_ref()
        .map(|draft| draft.text.clone())
        .unwrap_or_default();
    let field = if editing {
        typing_rect(cell, kind, ui.clip_rect())
    } else {
        cell
    };
    if editing {
        ui.painter().rect_filled(field, 2, palette.surface);
    }
    let mut child = ui.new_child(UiBuilder::new().id_salt("input").max_rect(field));
    if !editing {
        child.visuals_mut().text_cursor.stroke = Stroke::NONE;
    }
    if std::mem::take(&mut editor.caret_to_end) {
        let end = egui::text::CCursor::new(text.chars().count());
        let mut state = egui::text_edit::TextEditState::load(ui.ctx(), input_id()).unwrap_or_default();
        state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
        state.store(ui.ctx(), input_id());
    }
    // A line break of a long field has no sign of its own in a font.
    let mut one_line = |ui: &Ui, text: &dyn egui::TextBuffer, _: f32| {
        let shown = text.as_str().replace('\n', LINE_BREAK);
        let job = LayoutJob::simple_singleline(shown, FontId::proportional(TEXT), palette.text);
        ui.painter().layout_job(job)
    };
    let edit = TextEdit::singleline(&mut text)
        .id(input_id())
        .frame(egui::Frame::NONE.inner_margin(egui::Margin::symmetric(7, 6)))
        .font(FontId::proportional(TEXT))
        .layouter(&mut one_line)
        .desired_width(field.width())
        .event_filter(EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        });
    let output = edit.show(&mut child);
    let response = output.response.response;
    let name = format!("{} {}", indicator.name, kind.heading());
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(can_edit, "", "", "");
        info.label = Some(t!("indicators.typing", name = name).into_owned());
        info
    });
    let focused = response.has_focus();
    if !editing && response.drag_started() {
        // The block begins at the cursor's own cell, over which this field lies.
        editor.anchor.clone_from(&editor.cursor);
        editor.dragging = true;
        editor.want_focus = true;
    }
    if !editing && response.double_clicked() {
        // The first of the two clicks has put this field over the cell.
        editor.open(scene);
    } else if focused && !text.is_empty() && !editing {
        if can_edit {
            editor.draft = Some(Draft {
                text: text.clone(),
                choice: None,
            });
        } else {
            editor.message = Some(t!("indicators.computed", column = kind.heading()).into_owned());
        }
    } else if let Some(draft) = &mut editor.draft {
        if draft.text != text {
            draft.choice = None;
        }
        draft.text = text;
    }
    let refused = editor.draft.as_ref().and_then(|draft| {
        let field = kind.field(scene.project, indicator)?;
        scene
            .project
            .with_cell(indicator, field, &draft.text)
            .err()
            .map(|error| names::refusal(&error))
    });
    // Where the keyboard is elsewhere the cursor's cell is only where it will come back to.
    let (weight, ink) = match (refused.is_some(), focused) {
        (true, _) => (theme::FOCUS, palette.bad),
        (false, true) => (theme::FOCUS, palette.accent),
        (false, false) => (1.0, palette.hint),
    };
    ui.painter()
        .rect_stroke(field, 2, Stroke::new(weight, ink), StrokeKind::Inside);
    // Over a selected block it would lie on the marks of the cells below.
    if editor.draft.is_none()
        && focused
        && editor.anchor == editor.cursor
        && let Some(mark) = editor.marks.at(&indicator.id, column)
    {
        let sentence = egui::RichText::new(mark.sentence())
            .color(palette.bad)
            .font(theme::small());
        popup(ui, field, &[], |ui, _| {
            ui.label(sentence);
        });
    }
    if editor.draft.is_some() {
        below(ui, editor, scene, position, column, field, refused);
        // A click that has just asked for the focus does not have it yet.
        if !focused && !editor.want_focus {
            editor.commit(scene);
        }
    }
}

/// Returns where a cell is typed into: with room for what is typed, and inside what is seen of the grid.
fn typing_rect(cell: Rect, column: Column, seen: Rect) -> Rect {
    let least = match column {
        Column::Field(Field::Reason | Field::Name) => 320.0,
        _ => 160.0,
    };
    let width = cell.width().max(least);
    let left = cell.left().min(seen.right() - width - 1.0).max(seen.left());
    Rect::from_min_size(egui::pos2(left, cell.top()), vec2(width, cell.height()))
}

/// Height of a choice in the list of a cell, with the space below it.
const CHOICE: f32 = theme::CONTROL + 6.0;
/// Most choices a list shows at once; more of them scroll.
const CHOICES: usize = 8;
/// Room for what is said above the choices, and for the frame around it all.
const SAID: f32 = 56.0;

/// Shows something with these choices right below the cell, or above it where they have no room below and more above;
/// `add` is told the height there is for them.
fn popup(ui: &Ui, cell: Rect, choices: &[String], add: impl FnOnce(&mut Ui, f32)) {
    let wanted = choices.len().min(CHOICES) as f32 * CHOICE;
    // Each list is measured by itself: one that was smaller would leave no room for its choices.
    let id = ui.scope_id().with(("beside the cell", choices));
    let (area, room) = widgets::beside(ui, id, cell, wanted + SAID);
    area.show(ui.ctx(), |ui| {
        egui::Frame::popup(ui.style()).inner_margin(4).show(ui, |ui| {
            ui.set_max_width(300.0);
            add(ui, wanted.min(room - SAID).max(CHOICE));
        });
    });
}

/// Shows beside the cell what is wrong with the draft, how it will be read, or what can be chosen.
fn below(
    ui: &mut Ui,
    editor: &mut Editor,
    scene: &mut Scene<'_>,
    position: usize,
    column: usize,
    cell: Rect,
    refused: Option<String>,
) {
    let palette = scene.palette;
    let indicator = &scene.project.indicators[position];
    let choices = editor.offered(scene, position, column);
    let reading = editor
        .draft
        .as_ref()
        .and_then(|draft| reading(scene, indicator, columns::ALL[column], &draft.text));
    if choices.is_empty() && refused.is_none() && reading.is_none() {
        return;
    }
    let chosen = editor.draft.as_ref().and_then(|draft| draft.choice);
    let mut picked = None;
    popup(ui, cell, &choices, |ui, room| {
        if let Some(refused) = refused {
            ui.label(egui::RichText::new(refused).color(palette.bad).font(theme::small()));
        } else if let Some((sentence, sure)) = reading {
            let ink = if sure { palette.weak } else { palette.caution };
            ui.label(egui::RichText::new(sentence).color(ink).font(theme::small()));
        }
        // A bar that hides would leave the last choices unknown.
        ui.spacing_mut().scroll = theme::lasting_scroll_bars();
        let list = ScrollArea::vertical().id_salt((&indicator.id, column));
        list.max_height(room).min_scrolled_height(room).show(ui, |ui| {
            for (at, choice) in choices.iter().enumerate() {
                let response = ui.selectable_label(chosen == Some(at), choice);
                if chosen == Some(at) {
                    response.scroll_to_me(None);
                }
                if response.is_pointer_button_down_on() || response.clicked() {
                    picked = Some(choice.clone());
                }
            }
        });
    });
    if let Some(choice) = picked {
        if let Some(draft) = &mut editor.draft {
            draft.text = choice;
        }
        editor.commit(scene);
    }
}

/// Says how a typed target or actual will be read; false where it stays text that cannot be scored.
fn reading(
    scene: &Scene<'_>,
    indicator: &crate::model::Indicator,
    column: Column,
    draft: &str,
) -> Option<(String, bool)> {
    let field = column.field(scene.project, indicator)?;
    if draft.trim().is_empty() {
        return None;
    }
    let after = scene.project.with_cell(indicator, field, draft).ok()?;
    if let Some(asked) = columns::asked(scene, &after, field) {
        return Some((asked, false));
    }
    match field {
        Field::Target => Some(match &after.target {
            Some(Target::Tiered(_)) => (t!("indicators.reads_tiered").into_owned(), true),
            Some(Target::YesNo(_)) => (t!("indicators.reads_yes_no").into_owned(), true),
            Some(target) => (
                t!(
                    "indicators.reads",
                    value = target.printed(&after.unit),
                    unit = after.unit
                )
                .into_owned(),
                true,
            ),
            None => return None,
        }),
        Field::Actual => match &after.actual {
            Some(Actual::Ratio { .. }) => after.actual_number().map(|value| {
                let value = number::plain(number::round(value, 4));
                (
                    t!("indicators.reads", value = value, unit = after.unit).into_owned(),
                    true,
                )
            }),
            _ => None,
        },
        Field::Judged => {
            let scheme = &scene.project.scheme;
            let row = score::score_indicator(scheme, &after);
            let (name, low, high) = match after.actual {
                Some(Actual::Tier(tier)) => {
                    let tier = scheme.qualitative.tiers.get(usize::from(tier))?;
                    (tier.name.clone(), tier.low, tier.high)
                }
                _ if row.by_judgement => (names::field(field), Decimal::ZERO, Decimal::ONE),
                _ => return None,
            };
            let points = |share: Decimal| after.weight?.checked_mul(share).map(number::plain);
            let (low, high) = (points(low)?, points(high)?);
            Some((
                t!("indicators.reads_judged", what = name, low = low, high = high).into_owned(),
                row.score.is_some(),
            ))
        }
        _ => None,
    }
}
