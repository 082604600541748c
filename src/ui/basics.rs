//! The head of the form: who is evaluated, by which rules, for which goals, and who answers.

mod goals;
mod scheme;
mod sections;

use eframe::egui;
use egui::{ComboBox, Id, RichText, Ui};
use jiff::civil::Date;
use rust_i18n::t;

use super::card;
use super::charts::cached;
use super::field::{self, Look};
use super::names;
use super::prose;
use super::scene::{Scene, page_heading};
use super::theme::{self, Palette};
use super::widgets::{self, caption};
use crate::model::notation;
use crate::model::scheme::{Foot, FootCell, Form, HeadCell};
use crate::model::{Edit, FormText, Kind, Project, SpendingProject};
use crate::report;

/// Shows the page.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    card::scroll(ui, "basics", |ui| {
        page_heading(ui, scene.palette, &t!("basics.title"), &t!("basics.subtitle"));
        head(ui, scene);
        ui.add_space(theme::GAP / 2.0);
        scheme::ui(ui, scene);
        ui.add_space(theme::GAP / 2.0);
        goals::ui(ui, scene);
        ui.add_space(theme::GAP / 2.0);
        sections::ui(ui, scene);
        ui.add_space(theme::GAP / 2.0);
        foot(ui, scene);
        ui.add_space(theme::GAP);
    });
}

/// Shows a captioned text field as wide as there is room; returns its finished text.
fn named_text(
    ui: &mut Ui,
    palette: &Palette,
    id: Id,
    name: &str,
    hint: &str,
    rows: usize,
    value: &str,
) -> Option<String> {
    let look = captioned(ui, palette, (name, hint), rows);
    field::text(ui, id, look, value).1
}

/// Shows a captioned field like [`named_text`] for words that take bindings.
fn named_prose(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: Id,
    words: (&str, &str),
    rows: usize,
    value: &str,
) -> Option<String> {
    let look = captioned(ui, scene.palette, words, rows);
    prose::field(ui, scene, id, look, value)
}

/// Shows the caption of a field; returns the look of the field, as wide as there is room.
fn captioned<'a>(ui: &mut Ui, palette: &Palette, (name, hint): (&'a str, &'a str), rows: usize) -> Look<'a> {
    caption(ui, palette, name);
    Look {
        name,
        hint,
        rows,
        width: ui.available_width(),
    }
}

/// Says how much of the form's room is written, under the field it is of.
fn room(ui: &mut Ui, palette: &Palette, id: Id, value: &str, most: Option<usize>) {
    let Some(most) = most else { return };
    let count = field::held(ui, id, value).chars().filter(|sign| *sign != '\n').count();
    let ink = if count > most { palette.bad } else { palette.weak };
    let words = RichText::new(t!("basics.written", count = count, most = most));
    ui.label(words.font(theme::small()).color(ink));
}

/// Fields of texts that only this form asks for.
fn kept(
    ui: &mut Ui,
    (project, palette): (&Project, &Palette),
    edits: &mut Vec<Edit>,
    fields: &[(&str, Option<usize>)],
    rows: usize,
) {
    for (label, most) in fields {
        let id = Id::unique(("basics kept", label));
        let value = project.form_text(label);
        if let Some(text) = named_text(ui, palette, id, label, &t!("basics.kept_hint"), rows, value) {
            let label = (*label).to_owned();
            edits.push(Edit::FormText(FormText { label, text }));
        }
        room(ui, palette, id, value, *most);
    }
}

/// Department, year, date, object and note.
fn head(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (palette, project) = (scene.palette, scene.project);
    let (example_year, example_day) = (scene.example_year(), scene.example_day());
    let edits = &mut *scene.edits;
    card::titled(ui, palette, &t!("basics.head"), "", |ui| {
        let id = |part: &str| Id::unique(("basics", part));
        ui.columns_const(|[left, right]: &mut [Ui; 2]| {
            let name = t!("basics.department");
            let hint = t!("basics.department_hint");
            if let Some(department) = named_text(left, palette, id("department"), &name, &hint, 1, &project.department)
            {
                edits.push(Edit::Department(department));
            }
            caption(left, palette, &t!("basics.kind"));
            if let Some(kind) = kind_choice(left, &project.kind) {
                edits.push(Edit::Kind(kind));
            }
            caption(right, palette, &t!("basics.year"));
            let look = Look {
                name: &t!("basics.year"),
                hint: &t!("basics.year_hint", year = example_year),
                rows: 1,
                width: 120.0,
            };
            let shown = if project.year == 0 {
                String::new()
            } else {
                project.year.to_string()
            };
            if let Some(year) = field::parsed(right, id("year"), look, &shown, |typed| read_year(typed, example_year)) {
                edits.push(Edit::Year(year));
            }
            caption(right, palette, &t!("basics.filled_on"));
            let look = Look {
                name: &t!("basics.filled_on"),
                hint: &t!("basics.filled_on_hint", date = example_day),
                rows: 1,
                width: 160.0,
            };
            let shown = project.filled_on.map(|date| date.to_string()).unwrap_or_default();
            if let Some(date) = field::parsed(right, id("filled_on"), look, &shown, |typed| {
                read_date(typed, example_day)
            }) {
                edits.push(Edit::FilledOn(date));
            }
        });
        if let Kind::SpendingProject(head) = &project.kind
            && let Some(changed) = spending_project(ui, palette, head, &project.scheme.form)
        {
            edits.push(Edit::Kind(Kind::SpendingProject(changed)));
        }
        let (name, hint) = (t!("basics.note"), t!("basics.note_hint"));
        if let Some(note) = named_text(ui, palette, id("note"), &name, &hint, 2, &project.note) {
            edits.push(Edit::Note(note));
        }
        let [fields, _, _] = project.scheme.form.kept();
        kept(ui, (project, palette), edits, &fields, 1);
    });
}

/// 部门整体 or one 项目.
fn kind_choice(ui: &mut Ui, kind: &Kind) -> Option<Kind> {
    let names = [t!("basics.whole_department"), t!("basics.spending_project")];
    let present = usize::from(matches!(kind, Kind::SpendingProject(_)));
    let mut chosen = present;
    widgets::choose(
        ui,
        ComboBox::from_id_salt("basics kind")
            .width(200.0)
            .selected_text(names[present].as_ref()),
        |ui| {
            for (position, name) in names.iter().enumerate() {
                ui.selectable_value(&mut chosen, position, name.as_ref());
            }
        },
    )
    .accessible_name(t!("basics.kind"));
    (chosen != present).then(|| match chosen {
        0 => Kind::Department,
        _ => Kind::SpendingProject(SpendingProject::default()),
    })
}

/// The head of a 项目自评表.
fn spending_project(ui: &mut Ui, palette: &Palette, head: &SpendingProject, form: &Form) -> Option<SpendingProject> {
    type Slot = fn(&mut SpendingProject) -> &mut String;
    use HeadCell::{Attribute, Category, CompetentDepartment, ImplementingUnit, ProjectName, Term};
    let fields: [(&str, &str, HeadCell, Slot); 6] = [
        ("basics.project_name", "", ProjectName, |head| &mut head.name),
        ("basics.competent_department", "", CompetentDepartment, |head| {
            &mut head.competent_department
        }),
        ("basics.implementing_unit", "", ImplementingUnit, |head| {
            &mut head.implementing_unit
        }),
        ("basics.category", "basics.category_hint", Category, |head| {
            &mut head.category
        }),
        ("basics.attribute", "basics.attribute_hint", Attribute, |head| {
            &mut head.attribute
        }),
        ("basics.term", "basics.term_hint", Term, |head| &mut head.term),
    ];
    let mut changed = None;
    for pair in fields.chunks(2) {
        ui.columns(2, |uis| {
            for (ui, (name, hint, holds, slot)) in uis.iter_mut().zip(pair) {
                let mut copy = head.clone();
                let printed = form.heads.iter().find(|head| head.holds == *holds);
                if let Some(printed) = printed.filter(|printed| !printed.options.is_empty()) {
                    if let Some(text) = choice(ui, palette, &t!(*name), &printed.options, slot(&mut copy)) {
                        *slot(changed.get_or_insert_with(|| head.clone())) = text;
                    }
                    continue;
                }
                let hint = if hint.is_empty() {
                    String::new()
                } else {
                    t!(*hint).into_owned()
                };
                let id = Id::unique(("basics project", name));
                if let Some(text) = named_text(ui, palette, id, &t!(*name), &hint, 1, slot(&mut copy)) {
                    *slot(changed.get_or_insert_with(|| head.clone())) = text;
                }
            }
        });
    }
    changed
}

/// One of the choices the form prints, or none.
fn choice(ui: &mut Ui, palette: &Palette, name: &str, options: &[String], present: &str) -> Option<String> {
    caption(ui, palette, name);
    let mut chosen = None;
    let shown = if present.is_empty() { "—" } else { present };
    widgets::choose(
        ui,
        ComboBox::from_id_salt(("basics choice", name))
            .width(240.0)
            .selected_text(shown),
        |ui| {
            for option in std::iter::once("").chain(options.iter().map(String::as_str)) {
                let text = if option.is_empty() { "—" } else { option };
                if ui.selectable_label(option == present, text).clicked() && option != present {
                    chosen = Some(option.to_owned());
                }
            }
        },
    )
    .accessible_name(name);
    chosen
}

/// The fields at the form's foot.
fn foot(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (palette, project) = (scene.palette, scene.project);
    card::titled(ui, palette, &t!("basics.foot"), "", |ui| {
        let (name, hint) = (t!("basics.deviation"), t!("basics.deviation_hint"));
        let id = Id::unique("basics deviation");
        if let Some(text) = named_prose(ui, scene, id, (&name, &hint), 3, &project.deviation_analysis) {
            scene.edits.push(Edit::DeviationAnalysis(text));
        }
        let printed = |cell| (project.scheme.form.feet.iter()).find(|foot| foot.holds == cell);
        let most = |cell| printed(cell).and_then(|foot| foot.most);
        room(
            ui,
            palette,
            id,
            &project.deviation_analysis,
            most(FootCell::DeviationAnalysis),
        );
        if let Some(text) = proposed(
            ui,
            scene,
            printed(FootCell::DeviationAnalysis),
            &project.deviation_analysis,
        ) {
            scene.edits.push(Edit::DeviationAnalysis(text));
        }
        let (name, hint) = (t!("basics.improvement"), t!("basics.improvement_hint"));
        let id = Id::unique("basics improvement");
        if let Some(text) = named_prose(ui, scene, id, (&name, &hint), 3, &project.improvement_plan) {
            scene.edits.push(Edit::ImprovementPlan(text));
        }
        room(
            ui,
            palette,
            id,
            &project.improvement_plan,
            most(FootCell::ImprovementPlan),
        );
        if let Some(text) = proposed(ui, scene, printed(FootCell::ImprovementPlan), &project.improvement_plan) {
            scene.edits.push(Edit::ImprovementPlan(text));
        }
        let [_, _, fields] = project.scheme.form.kept();
        kept(ui, (project, palette), scene.edits, &fields, 3);
    });
}

/// What a field at the foot says while nothing is written in it, and a way to take it over; returns it when it is.
fn proposed(ui: &mut Ui, scene: &mut Scene<'_>, foot: Option<&Foot>, written: &str) -> Option<String> {
    let foot = foot.filter(|_| written.trim().is_empty())?;
    let key = Id::unique(("basics proposal", &foot.label));
    let text = cached(ui, key, scene.revision, || {
        report::foot(scene.project, scene.card, foot)
    });
    if text.is_empty() {
        return None;
    }
    card::weak(ui, scene.palette, t!("basics.proposal"));
    prose::printed::paragraphs(ui, scene, &text);
    let take_over = ui.button(t!("report_text.take_over"));
    let is_taken = take_over.on_hover_text(t!("report_text.take_over_hint")).clicked();
    ui.add_space(theme::GAP / 2.0);
    is_taken.then(|| text.to_string())
}

fn read_year(typed: &str, example: i16) -> Result<u16, String> {
    typed
        .trim_end_matches(['年', '度'])
        .parse()
        .ok()
        .filter(|year| (1990..=2100).contains(year))
        .ok_or_else(|| t!("basics.not_a_year", text = typed, year = example).into_owned())
}

/// Reads `2021-03-09`, `2021/3/9`, `2021.3.9` and `2021年3月9日`; empty is no date.
pub(super) fn read_date(typed: &str, example: Date) -> Result<Option<Date>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    let refusal = || match notation::no_such_day(typed, 0).map(names::no_such_day) {
        Some(reason) => t!("basics.no_such_date", text = typed, reason = reason, date = example),
        None => t!("basics.not_a_date", text = typed, date = example),
    };
    notation::day(typed, 0).map(Some).ok_or_else(|| refusal().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_years_and_dates_as_people_type_them() {
        let example = jiff::civil::date(2021, 3, 9);
        let read_date = |typed: &str| read_date(typed, example);
        assert_eq!(read_year("2020年度", 2020), Ok(2020));
        assert!(read_year("20", 2020).is_err());
        for typed in ["2021-03-09", "2021/3/9", "2021.3.9", "2021年3月9日"] {
            assert_eq!(read_date(typed), Ok(Some(jiff::civil::date(2021, 3, 9))), "{typed}");
        }
        assert_eq!(read_date(""), Ok(None));
        for typed in ["2021-13-09", "2021-2-30", "明天", "2021"] {
            assert!(read_date(typed).is_err(), "{typed}");
        }
    }
}
