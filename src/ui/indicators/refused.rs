//! Cells of a pasted block that were refused: marked in the grid and listed above it until they are edited.

use eframe::egui;
use egui::{Align, CornerRadius, Frame, Label, Layout, Margin, RichText, ScrollArea, Ui};
use rust_i18n::t;

use super::{Editor, columns};
use crate::model::{Id, Project};
use crate::ui::scene::Scene;
use crate::ui::{icon, theme, widgets};

/// A cell whose new text was refused, so that it still holds the old one.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The indicator.
    pub id: Id,
    /// Position of the column.
    pub column: usize,
    /// What was refused and why, as a sentence.
    pub reason: String,
}

impl Refused {
    /// Returns the sentence for the cell itself.
    pub fn sentence(&self) -> String {
        t!("indicators.refused_cell", reason = self.reason).into_owned()
    }
}

/// The refused cells that nobody has looked after yet.
#[derive(Debug, Default)]
pub struct Marks {
    /// Each with the text its cell has kept, once that is known.
    list: Vec<(Refused, Option<String>)>,
    /// What a reader of a pasted table should know.
    remarks: Vec<String>,
    /// The state of the document they came with; going back before it forgets them.
    revision: Option<u64>,
}

impl Marks {
    /// Takes note of what a paste, a fill or a clearing has typed into, and of what was refused there.
    pub fn note(&mut self, typed: &[(Id, usize)], refused: Vec<Refused>) {
        self.list
            .retain(|(mark, _)| !typed.iter().any(|(id, column)| mark.is_at(id, *column)));
        if !refused.is_empty() {
            self.revision = None;
        }
        self.list.extend(refused.into_iter().map(|mark| (mark, None)));
    }

    /// Takes note of what was read from a pasted table in a way that should be looked at.
    pub fn note_remarks(&mut self, remarks: Vec<String>) {
        self.remarks = remarks;
        self.revision = None;
    }

    /// Forgets what has been edited or undone since; a row that was deleted keeps its marks, for it may come back.
    pub fn settle(&mut self, project: &Project, revision: u64) {
        if self.list.is_empty() && self.remarks.is_empty() {
            return;
        }
        if revision < *self.revision.get_or_insert(revision) {
            *self = Self::default();
        }
        self.list.retain_mut(|(mark, kept)| {
            let Some(indicator) = project.indicator(&mark.id) else {
                return true;
            };
            let field = columns::ALL[mark.column].field(project, indicator);
            let text = field.map(|field| project.cell(indicator, field));
            text.is_some_and(|text| *kept.get_or_insert_with(|| text.clone()) == text)
        });
    }

    /// Returns the marks of the rows that are there.
    fn standing(&self, project: &Project) -> impl Iterator<Item = &Refused> {
        let marks = self.list.iter().map(|(mark, _)| mark);
        marks.filter(|mark| project.indicator(&mark.id).is_some())
    }

    /// Forgets a cell that has been looked after.
    pub fn forget(&mut self, id: &Id, column: usize) {
        self.list.retain(|(mark, _)| !mark.is_at(id, column));
    }

    /// Returns the mark of a cell.
    pub fn at(&self, id: &Id, column: usize) -> Option<&Refused> {
        self.list
            .iter()
            .map(|(mark, _)| mark)
            .find(|mark| mark.is_at(id, column))
    }
}

impl Refused {
    fn is_at(&self, id: &Id, column: usize) -> bool {
        self.column == column && self.id == *id
    }
}

/// Says above the grid how many cells were refused; the list leads to each.
pub fn ui(ui: &mut Ui, editor: &mut Editor, scene: &mut Scene<'_>) {
    let (refused, remarks) = (editor.marks.standing(scene.project).count(), editor.marks.remarks.len());
    if refused + remarks == 0 {
        return;
    }
    let palette = scene.palette;
    let (mut wanted, mut dismissed) = (None, false);
    let open_id = egui::Id::unique("refused cells are listed");
    let mut open = ui.data(|data| data.get_temp::<bool>(open_id)).unwrap_or_default();
    ui.add_space(theme::GAP / 2.0);
    let frame = Frame::new()
        .fill(palette.caution_soft)
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(12, 4));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(
                RichText::new(icon::WARNING)
                    .font(theme::icon_of(18.0))
                    .color(palette.caution),
            );
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                dismissed = widgets::icon_button(ui, icon::X, &t!("shell.dismiss"), widgets::Enabled::Yes).clicked();
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let text = if refused > 0 {
                        t!("indicators.refused", count = refused)
                    } else {
                        t!("indicators.remarks", count = remarks)
                    };
                    ui.add(Label::new(RichText::new(text).color(palette.caution)).truncate());
                    let name = if open {
                        t!("indicators.hide_details")
                    } else {
                        t!("shell.details", count = refused + remarks)
                    };
                    open ^= ui.link(name).clicked();
                });
            });
        });
        if open {
            let list = ScrollArea::vertical().max_height(96.0).auto_shrink([false, true]);
            list.show(ui, |ui| {
                for mark in editor.marks.standing(scene.project) {
                    let row = scene.project.indicator_index(&mark.id).map_or(0, |at| at + 1);
                    let text = t!(
                        "indicators.refused_place",
                        row = row,
                        column = columns::ALL[mark.column].heading(),
                        what = mark.reason
                    );
                    if ui.link(RichText::new(text).font(theme::small())).clicked() {
                        wanted = Some((mark.id.clone(), mark.column));
                    }
                }
                for remark in &editor.marks.remarks {
                    let text = RichText::new(remark).font(theme::small());
                    ui.add(Label::new(text).wrap().selectable(true));
                }
            });
        }
    });
    ui.data_mut(|data| data.insert_temp(open_id, open));
    if dismissed {
        editor.marks = Marks::default();
    }
    if let Some((id, column)) = wanted {
        scene.view.select(id.clone());
        scene.view.reveal = None;
        editor.reveal(scene, &id, column);
    }
}
