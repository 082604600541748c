//! Native file dialogs and the questions in the window.

mod collect;
mod describe;
mod native;
mod publish;
mod recover;
mod sheet;
#[cfg(target_os = "linux")]
mod zenity;

use std::sync::Arc;

use eframe::egui;
use egui::{Align, Id, Key, Layout, Modal, RichText, Ui, vec2};
use rust_i18n::t;

use super::theme::{self, Palette};
use super::widgets;
use crate::model::Project;
use crate::report::publication::Omission;
use crate::session::{Answer, NewProject, Question};

pub use native::{Dialog, NativePicker, Picker, tell};

/// A question shown in the window, with what has been filled in so far.
#[derive(Debug)]
pub enum Prompt {
    /// Save, discard or cancel.
    Unsaved {
        /// Name of what would be lost.
        name: String,
    },
    /// Replace the document's own file that has changed, or save elsewhere.
    Overwrite {
        /// Name of the file.
        name: String,
    },
    /// Replace a file, or go back.
    Replace {
        /// Name of the file that would be lost.
        name: String,
    },
    /// Take up what was left behind, give it up, or leave it.
    Recover {
        /// What it is.
        what: String,
        /// When it was written and how it stands to its file.
        hint: String,
    },
    /// Choose which sheet of a workbook is imported.
    Sheet(sheet::Choice),
    /// Choose what is taken of what a section has filled in.
    Collect(collect::Choice),
    /// Fill in first what is missing, or write the documents without it.
    Gaps {
        /// What is missing, a sentence each.
        gaps: Vec<String>,
    },
    /// Write a version for publication, or not.
    Publish {
        /// What would be left out of the report.
        omissions: Vec<Omission>,
        /// What no report says anyway.
        unprinted: Vec<Omission>,
        /// What has to be looked at.
        cautions: Vec<String>,
    },
    /// The head of a new project.
    Describe {
        /// What has been filled in.
        draft: NewProject,
        /// True until the first field has been given the focus.
        fresh: bool,
    },
}

impl Prompt {
    /// Returns the prompt of a question that is asked in the window itself.
    pub fn of(question: &Question) -> Option<Self> {
        match question {
            Question::Unsaved { name } => Some(Self::Unsaved { name: name.clone() }),
            Question::Replace { name } => Some(Self::Replace { name: name.clone() }),
            Question::Overwrite { name } => Some(Self::Overwrite { name: name.clone() }),
            Question::Recover {
                department,
                year,
                file,
                kept,
                standing,
            } => Some(recover::prompt(department, *year, file.as_deref(), *kept, *standing)),
            Question::Sheet { name, sheets } => Some(Self::Sheet(sheet::Choice::new(name, sheets))),
            Question::Collect { changes, unread } => Some(Self::Collect(collect::Choice::new(changes, unread))),
            Question::Gaps { gaps } => Some(Self::Gaps { gaps: gaps.clone() }),
            Question::Publish {
                omissions,
                unprinted,
                cautions,
            } => Some(Self::Publish {
                omissions: omissions.clone(),
                unprinted: unprinted.clone(),
                cautions: cautions.clone(),
            }),
            Question::Describe(draft) => Some(Self::Describe {
                draft: (**draft).clone(),
                fresh: true,
            }),
            _ => None,
        }
    }

    /// Shows the prompt over a project; returns the answer once one is given.
    pub fn ui(&mut self, ctx: &egui::Context, palette: &Palette, project: &Arc<Project>) -> Option<Answer> {
        let mut answer = None;
        // Escape closes a list first, and the dialog only when it is pressed again.
        let is_listing = egui::Popup::is_any_open(ctx);
        let frame = theme::modal(ctx);
        // Each kind of question has a size of its own to remember.
        let id = Id::unique(("prompt", std::mem::discriminant(self)));
        Modal::new(id).frame(frame).show(ctx, |ui| {
            ui.set_width(match self {
                Self::Collect(_) | Self::Gaps { .. } | Self::Publish { .. } => theme::WIDE_DIALOG,
                Self::Unsaved { .. }
                | Self::Replace { .. }
                | Self::Overwrite { .. }
                | Self::Recover { .. }
                | Self::Sheet(_)
                | Self::Describe { .. } => 440.0,
            });
            ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
            answer = match self {
                Self::Unsaved { name } => unsaved_ui(ui, palette, name),
                Self::Replace { name } => replace_ui(ui, palette, name),
                Self::Overwrite { name } => overwrite_ui(ui, palette, name),
                Self::Recover { what, hint } => recover::ui(ui, palette, what, hint),
                Self::Sheet(choice) => choice.ui(ui, palette),
                Self::Collect(choice) => choice.ui(ui, palette, project),
                Self::Gaps { gaps } => gaps_ui(ui, palette, gaps),
                Self::Publish {
                    omissions,
                    unprinted,
                    cautions,
                } => publish::ui(ui, palette, [omissions, unprinted], cautions),
                Self::Describe { draft, fresh } => {
                    if *fresh {
                        ui.memory_mut(|memory| memory.request_focus(describe::first()));
                        // The first time a dialog is shown it is only measured, and what is measured takes no focus.
                        *fresh = ui.is_sizing_pass();
                    }
                    describe::ui(ui, palette, draft)
                }
            };
        });
        if answer.is_none()
            && !is_listing
            // A click beside the dialog is no answer: what was asked may be a file of changes.
            && ctx.input(|input| input.key_pressed(Key::Escape))
        {
            return Some(Answer::Cancel);
        }
        answer
    }
}

/// The button that Enter takes: it has the focus while nothing else of the dialog has.
fn default_button(ui: &mut Ui, palette: &Palette, text: &str) -> egui::Response {
    let response = widgets::primary(ui, palette, text);
    if ui.memory(|memory| memory.focused().is_none()) && !ui.is_sizing_pass() {
        response.request_focus();
    }
    response
}

/// Answers side by side, the first at the right: it is the one that Enter takes.
fn answers_ui(ui: &mut Ui, palette: &Palette, answers: impl IntoIterator<Item = (String, Answer)>) -> Option<Answer> {
    ui.add_space(theme::GAP / 2.0);
    let mut given = None;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        for (position, (text, answer)) in answers.into_iter().enumerate() {
            let response = match position {
                0 => default_button(ui, palette, &text),
                _ => ui.button(text),
            };
            if response.clicked() {
                given = Some(answer);
            }
        }
    });
    given
}

/// A question in one sentence, and what comes of the answers.
fn question_ui(ui: &mut Ui, palette: &Palette, question: &str, hint: &str) {
    ui.add(egui::Label::new(RichText::new(question).font(theme::bold_of(16.0))).wrap());
    ui.add(egui::Label::new(RichText::new(hint).color(palette.weak)).wrap());
}

fn unsaved_ui(ui: &mut Ui, palette: &Palette, name: &str) -> Option<Answer> {
    question_ui(
        ui,
        palette,
        &t!("dialog.unsaved", name = name),
        &t!("dialog.unsaved_hint"),
    );
    let answers = [
        (t!("dialog.save_changes").into_owned(), Answer::Save),
        (t!("dialog.discard").into_owned(), Answer::Discard),
        (t!("dialog.cancel").into_owned(), Answer::Cancel),
    ];
    answers_ui(ui, palette, answers)
}

fn replace_ui(ui: &mut Ui, palette: &Palette, name: &str) -> Option<Answer> {
    question_ui(
        ui,
        palette,
        &t!("dialog.replace", name = name),
        &t!("dialog.replace_hint"),
    );
    let answers = [
        (t!("dialog.back").into_owned(), Answer::Cancel),
        (t!("dialog.replace_it").into_owned(), Answer::Replace),
    ];
    answers_ui(ui, palette, answers)
}

fn overwrite_ui(ui: &mut Ui, palette: &Palette, name: &str) -> Option<Answer> {
    question_ui(
        ui,
        palette,
        &t!("dialog.overwrite", name = name),
        &t!("dialog.overwrite_hint"),
    );
    let answers = [
        (t!("dialog.save_elsewhere").into_owned(), Answer::Elsewhere),
        (t!("dialog.overwrite_it").into_owned(), Answer::Replace),
        (t!("dialog.cancel").into_owned(), Answer::Cancel),
    ];
    answers_ui(ui, palette, answers)
}

/// Most gaps that are told one by one.
const MOST_GAPS: usize = 6;

/// Tells what the documents would go out without.
fn gaps_ui(ui: &mut Ui, palette: &Palette, gaps: &[String]) -> Option<Answer> {
    question_ui(
        ui,
        palette,
        &t!("dialog.gaps", count = gaps.len()),
        &t!("dialog.gaps_hint"),
    );
    for gap in gaps.iter().take(MOST_GAPS) {
        ui.add(egui::Label::new(format!("· {gap}")).wrap());
    }
    if let Some(more) = gaps.len().checked_sub(MOST_GAPS).filter(|more| *more > 0) {
        ui.label(RichText::new(t!("dialog.gaps_more", count = more)).color(palette.weak));
    }
    let answers = [
        (t!("dialog.fill_in").into_owned(), Answer::FillIn),
        (t!("dialog.export_anyway").into_owned(), Answer::Export),
        (t!("dialog.cancel").into_owned(), Answer::Cancel),
    ];
    answers_ui(ui, palette, answers)
}
