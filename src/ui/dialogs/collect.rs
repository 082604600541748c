//! What a returned 科室数据采集表 would change: a tick for each value, and what the ticked ones do to the total.

use std::sync::Arc;

use eframe::egui;
use egui::{Align, Button, Checkbox, Frame, Label, Layout, Margin, RichText, Ui};
use rust_decimal::Decimal;
use rust_i18n::t;

use crate::collection::{self, Change, Refusal};
use crate::model::{Project, number};
use crate::score;
use crate::session::Answer;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets;

/// The changes with their ticks.
#[derive(Debug)]
pub struct Choice {
    changes: Vec<(bool, Change)>,
    unread: Vec<Refusal>,
    /// The total before and after, of this state of the project and these ticks.
    totals: Option<(Arc<Project>, [Option<Decimal>; 2])>,
}

impl Choice {
    /// Makes the list with every change ticked.
    pub fn new(changes: &[Change], unread: &[Refusal]) -> Self {
        Self {
            changes: changes.iter().map(|change| (true, change.clone())).collect(),
            unread: unread.to_vec(),
            totals: None,
        }
    }

    fn ticked(&self) -> impl Iterator<Item = &Change> {
        self.changes
            .iter()
            .filter(|(ticked, _)| *ticked)
            .map(|(_, change)| change)
    }

    fn tick_all(&mut self, ticked: bool) {
        self.changes.iter_mut().for_each(|(tick, _)| *tick = ticked);
        self.totals = None;
    }

    /// Returns the total as it is and as it would be, scored anew only when something has changed.
    fn totals(&mut self, project: &Arc<Project>) -> [Option<Decimal>; 2] {
        match &self.totals {
            Some((of, totals)) if Arc::ptr_eq(of, project) => *totals,
            _ => {
                let total = |project: &Project| score::score(project).stated_total();
                let before = total(project);
                let edit = collection::edit(project, self.ticked());
                let totals = [before, edit.map_or(before, |edit| total(&project.after(&edit)))];
                self.totals = Some((Arc::clone(project), totals));
                totals
            }
        }
    }

    /// Shows old and new of every change before any of it is taken.
    pub(super) fn ui(&mut self, ui: &mut Ui, palette: &Palette, project: &Arc<Project>) -> Option<Answer> {
        let chosen = self.ticked().count();
        ui.horizontal(|ui| {
            let title = t!("dialog.collect", count = self.changes.len(), chosen = chosen);
            ui.label(RichText::new(title).font(theme::bold_of(16.0)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button(t!("dialog.collect_none")).clicked() {
                    self.tick_all(false);
                }
                if ui.button(t!("dialog.collect_all")).clicked() {
                    self.tick_all(true);
                }
            });
        });
        let conflicts = self.changes.iter().filter(|(_, change)| change.conflict.is_some());
        let conflicts = conflicts.count();
        if conflicts > 0 {
            caution_ui(ui, palette, &t!("dialog.collect_conflicts", count = conflicts));
        }
        if !self.unread.is_empty() {
            caution_ui(ui, palette, &t!("dialog.collect_unread", count = self.unread.len()));
        }
        let room = ui.ctx().content_rect().height() * 0.6;
        // A list that scrolls has its height from the first frame on, so that the buttons stay where they are.
        let scrolled = egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room);
        scrolled.show(ui, |ui| {
            // The bar lies over what it scrolls.
            ui.set_max_width(ui.available_width() - 16.0);
            ui.spacing_mut().item_spacing.y = 4.0;
            let mut has_changed = false;
            for (ticked, change) in &mut self.changes {
                has_changed |= change_ui(ui, palette, ticked, change);
                ui.separator();
            }
            if has_changed {
                self.totals = None;
            }
            for refusal in &self.unread {
                caution_ui(ui, palette, &refusal.to_string());
            }
        });
        let total = self.total_text(project);
        let mut answer = None;
        ui.horizontal(|ui| {
            ui.label(RichText::new(total).font(theme::bold_of(14.0)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let take = t!("dialog.collect_take", count = chosen);
                let take = ui.add_enabled_ui(chosen > 0, |ui| widgets::primary(ui, palette, &take));
                if take.inner.clicked() {
                    answer = Some(Answer::Take(self.ticked().cloned().collect()));
                }
                if ui.add(Button::new(t!("dialog.cancel"))).clicked() {
                    answer = Some(Answer::Cancel);
                }
            });
        });
        answer
    }

    /// Says what the ticked changes do to the total.
    fn total_text(&mut self, project: &Arc<Project>) -> String {
        let totals = self.totals(project);
        let [before, after] = totals.map(|total| total.map_or_else(|| "—".to_owned(), number::points));
        if before == after {
            t!("dialog.collect_total_same", before = before).into_owned()
        } else {
            t!("dialog.collect_total", before = before, after = after).into_owned()
        }
    }
}

/// Shows one change; returns true when its tick is set or taken away.
fn change_ui(ui: &mut Ui, palette: &Palette, ticked: &mut bool, change: &Change) -> bool {
    let name = RichText::new(format!("{}　{}", change.name, change.field)).font(theme::bold_of(14.0));
    let response = ui.add(Checkbox::new(ticked, name));
    let beneath = Margin {
        left: 24,
        ..Margin::ZERO
    };
    Frame::new().inner_margin(beneath).show(ui, |ui| {
        let shown = |text: &str| match text {
            "" => t!("dialog.collect_empty").into_owned(),
            text => text.to_owned(),
        };
        ui.add(Label::new(format!("{} → {}", shown(&change.old), shown(&change.new))).wrap());
        let origin = format!("{}　{}", change.section, change.at);
        ui.add(Label::new(RichText::new(origin).color(palette.weak)).wrap());
        for caution in change.conflict.iter().chain(&change.remarks) {
            caution_ui(ui, palette, caution);
        }
    });
    response.changed()
}

fn caution_ui(ui: &mut Ui, palette: &Palette, caution: &str) {
    ui.add(Label::new(RichText::new(caution).color(palette.caution)).wrap());
}
