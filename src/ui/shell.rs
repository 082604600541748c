//! The window: what is open in it, and the order of a frame.

mod bars;
mod focus;
mod opening;
mod weights;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use eframe::egui;
use egui::{CentralPanel, Context, Frame, Margin, Panel, Ui, ViewportCommand};
use rust_i18n::t;

use self::focus::{Asking, Focus};
use super::dialogs::{Dialog, Picker, Prompt};
use super::menu;
use super::pace::Pace;
use super::scene::{Entry, Page, Scene, View};
use super::{basics, budget, charts, data, field, help, indicators, overview, report_text, review, score_panel, theme};
use crate::model::Id;
use crate::session::work::Progress;
use crate::session::{Answer, Command, Draft, Question, Session, Step, Work, WorkDone};

pub use bars::year_text;
pub use opening::run;

/// Width of the score panel.
const SCORE_PANEL: f32 = 286.0;
/// Its width where the grid beside it needs the room.
const NARROW_SCORE_PANEL: f32 = 256.0;
/// From this width of the window on there is room for both.
const ROOMY: f32 = 1400.0;
/// From this width of the window on the score panel has room beside the page; below, the status bar has the total.
const WITH_SCORE_PANEL: f32 = 1220.0;

/// How much of what is being typed may be lost when the power goes.
const SECONDS_BETWEEN_DRAFTS: f64 = 3.0;

/// The window's state: the session and what is not part of the document.
pub struct App {
    session: Session,
    view: View,
    editor: indicators::Editor,
    report: report_text::Desk,
    review: review::Desk,
    picker: Box<dyn Picker>,
    prompt: Option<Prompt>,
    /// Title of the system's dialog that is open.
    dialog: Option<String>,
    focus: Focus,
    work: Option<(Arc<Progress>, Receiver<WorkDone>)>,
    title: String,
    document: u64,
    leaving: bool,
    pace: Pace,
    /// What the session was last told is being typed, and when, in seconds of the window's clock.
    told: (Option<Draft>, f64),
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
        if self.pace.is_waiting() {
            ui.ctx().request_repaint();
        }
    }

    fn raw_input_hook(&mut self, _ctx: &Context, input: &mut egui::RawInput) {
        self.pace.admit(&mut input.events);
    }
}

impl App {
    /// Makes the window's state around a session, and dresses the context as the session remembers it.
    pub fn new(ctx: &Context, session: Session, picker: Box<dyn Picker>) -> Self {
        theme::install(ctx);
        menu::dress(ctx, session.settings());
        Self {
            session,
            view: View::default(),
            editor: indicators::Editor::default(),
            report: report_text::Desk::default(),
            review: review::Desk::default(),
            picker,
            prompt: None,
            dialog: None,
            focus: Focus::default(),
            work: None,
            title: String::new(),
            document: u64::MAX,
            leaving: false,
            pace: Pace::default(),
            told: (None, 0.0),
        }
    }

    /// Returns the session behind the window.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Shows another page.
    pub fn show_page(&mut self, page: Page) {
        self.view.page = page;
    }

    /// Runs one frame.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        if self.document != self.session.document() {
            self.document = self.session.document();
            field::forget_refusals(&ctx);
            self.editor = indicators::Editor::default();
            self.report = report_text::Desk::default();
            self.view = View {
                page: self.view.page,
                ..View::default()
            };
        }
        self.receive(&ctx);
        field::focus_awaited(&ctx);
        self.review.follow(&ctx, &self.session);
        let is_asking = self.prompt.is_some() || self.view.help.is_some();
        let asking = if is_asking { Asking::Yes } else { Asking::No };
        let focused = self.focus.follow(&ctx, asking);
        let shown = self.view.page;
        let mut commands = match asking {
            Asking::Yes => Vec::new(),
            Asking::No => menu::keys(&ctx, &mut self.view),
        };
        if self.is_asked_to_close(&ctx, asking) {
            commands.push(Command::Quit);
        }
        if !commands.is_empty() {
            // What is being typed is finished first, so that a shortcut acts on what the person sees.
            let goes_on = |command: &Command| matches!(command, Command::Save | Command::Undo | Command::Redo);
            if commands.iter().all(goes_on) {
                field::finish(&ctx);
            } else if let Some(id) = focused {
                ctx.memory_mut(|memory| memory.surrender_focus(id));
            }
            self.editor.finish(focused);
        }
        let palette = theme::palette(ui);
        self.top_ui(ui, palette, &mut commands);
        self.dialog_ui(ui, palette);
        self.notices_ui(ui, palette);
        self.status_ui(ui, palette);
        self.navigation_ui(ui, palette);

        let (wanted, arrived) = (self.view.page, std::mem::take(&mut self.view.arrived));
        let left = focused.filter(|_| wanted != shown);
        if let Some(id) = left {
            // The page that is left is drawn once more without the focus, and its field hands out what was typed.
            ctx.memory_mut(|memory| memory.surrender_focus(id));
            self.view.page = shown;
        } else {
            self.view.arrived = arrived && wanted == Page::Indicators;
        }
        let (mut edits, mut attach) = (Vec::new(), None);
        let (project, card) = (Arc::clone(self.session.project()), Arc::clone(self.session.card()));
        let printed = Arc::clone(self.session.printed());
        let mut scene = Scene {
            project: &project,
            printed: &printed,
            blank: self.session.is_blank(),
            recent: &self.session.settings().recent,
            card: &card,
            today: self.session.today(),
            review: self.review.newest(),
            revision: self.session.revision(),
            files: self.session.files(),
            palette,
            view: &mut self.view,
            edits: &mut edits,
            commands: &mut commands,
            attach: &mut attach,
        };
        let desks = (&mut self.report, &mut self.review);
        pages_ui(ui, &mut self.editor, desks, &mut scene);
        if let Some(refused) = field::take_refusal(&ctx) {
            if commands.contains(&Command::Undo) {
                field::give_up(&ctx, refused);
            }
            // The draft was the last thing done, and the person has to see that it was not taken.
            commands.retain(|command| !matches!(command, Command::Undo | Command::Quit));
        }
        if self.editor.is_refusing() && commands.contains(&Command::Quit) {
            self.view.page = Page::Indicators;
            commands.retain(|command| *command != Command::Quit);
        }
        if left.is_some() {
            self.view.page = wanted;
            self.view.arrived = arrived && wanted == Page::Indicators;
            ctx.request_repaint();
        }

        for edit in &edits {
            self.session.edit(edit);
        }
        for command in commands {
            self.run(&ctx, command);
        }
        if let Some(attach) = attach {
            let step = self.session.attach(attach);
            self.step(&ctx, step);
            ctx.request_repaint();
        }
        if !edits.is_empty() {
            ctx.request_repaint();
        }
        if let Some(prompt) = &mut self.prompt
            && let Some(answer) = prompt.ui(&ctx, palette, self.session.project())
        {
            self.prompt = None;
            self.give_focus_back();
            match answer {
                // The head of the form is what is filled in first.
                Answer::New(_) => self.view.page = Page::Basics,
                // There each gap is a click away from where it is filled in.
                Answer::FillIn => self.view.page = Page::Review,
                _ => {}
            }
            let step = self.session.answer(answer);
            self.step(&ctx, step);
            if self.prompt.is_some() {
                self.focus.keep();
            }
        }
        if self.prompt.is_none() {
            self.help_ui(&ctx, palette);
        }
        self.outside(&ctx);
    }

    /// Gives the keyboard back to where it was before a question, or else to the grid where that is shown.
    fn give_focus_back(&mut self) {
        let home = self.editor.home().filter(|_| self.view.page == Page::Indicators);
        self.focus.give_back(home);
    }

    /// Shows the help while it is read.
    fn help_ui(&mut self, ctx: &Context, palette: &theme::Palette) {
        let Some(topic) = self.view.help else { return };
        let next = help::ui(ctx, palette, &self.session, topic);
        self.view.help = match next {
            help::Next::Read(topic) => Some(topic),
            help::Next::Go(_) | help::Next::Close => None,
        };
        if let help::Next::Go(page) = next {
            self.view.page = page;
        }
        if self.view.help.is_none() {
            self.give_focus_back();
        }
    }

    /// Takes what came from the dialog and the export threads.
    fn receive(&mut self, ctx: &Context) {
        if let Some(mut paths) = self.picker.answer() {
            let answer = match (paths.pop(), paths.is_empty()) {
                (None, _) => Answer::Cancel,
                (Some(path), true) => Answer::Path(path),
                (Some(last), false) => Answer::Paths(paths.into_iter().chain([last]).collect()),
            };
            self.dialog = None;
            let step = self.session.answer(answer);
            self.step(ctx, step);
        }
        if let Some((_, receiver)) = &self.work {
            let done = match receiver.try_recv() {
                Ok(done) => done,
                Err(std::sync::mpsc::TryRecvError::Empty) => return,
                Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                    WorkDone::Failed(t!("shell.export_broke").into_owned())
                }
            };
            self.work = None;
            self.finish(done);
        }
    }

    /// Hands over what came of work, and goes to evidence that came of it.
    fn finish(&mut self, done: WorkDone) {
        let known: Vec<Id> = self
            .session
            .project()
            .evidence
            .iter()
            .map(|entry| entry.id.clone())
            .collect();
        self.session.finished(done);
        let ledger = &self.session.project().evidence;
        // The pane of an indicator lists its own.
        if let Some(entry) = ledger.iter().find(|entry| !known.contains(&entry.id))
            && self.view.page != Page::Indicators
        {
            self.view.go_to_entry(Entry::Evidence(entry.id.clone()));
        }
    }

    fn run(&mut self, ctx: &Context, command: Command) {
        let step = self.session.run(command);
        self.step(ctx, step);
        ctx.request_repaint();
    }

    /// Carries out what the session wants next.
    fn step(&mut self, ctx: &Context, step: Option<Step>) {
        match step {
            None => {}
            Some(Step::Leave) => {
                self.leaving = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Some(Step::Work(work)) => self.begin(ctx, work),
            Some(Step::Ask(question)) => self.ask(ctx, &question),
        }
    }

    fn ask(&mut self, ctx: &Context, question: &Question) {
        self.prompt = Prompt::of(question);
        if let Some(dialog) = Dialog::of(question) {
            self.dialog = Some(dialog.title);
            let ctx = ctx.clone();
            self.picker.open(question, Box::new(move || ctx.request_repaint()));
        }
    }

    fn begin(&mut self, ctx: &Context, work: Work) {
        let progress = Arc::new(Progress::default());
        let (sender, receiver) = channel();
        let (shared, waking) = (Arc::clone(&progress), ctx.clone());
        let started = std::thread::Builder::new().name("work".to_owned()).spawn(move || {
            // A window that is gone needs no answer.
            sender.send(work.run(&shared)).ok();
            waking.request_repaint();
        });
        match started {
            Ok(_) => self.work = Some((progress, receiver)),
            Err(error) => self.session.finished(WorkDone::Failed(error.to_string())),
        }
    }

    /// Returns true where the window is asked to close, which it does once what is being typed is taken and saved.
    fn is_asked_to_close(&self, ctx: &Context, asking: Asking) -> bool {
        let asked = ctx.input(|input| input.viewport().close_requested()) && !self.leaving;
        let answers_first = asking == Asking::Yes;
        if !asked || answers_first && !self.session.is_dirty() {
            return false;
        }
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        !answers_first
    }

    /// Has the recovery copy follow what is being typed, every few seconds.
    fn follow_draft(&mut self, ctx: &Context) {
        let draft = field::draft(ctx);
        let (told, at) = &self.told;
        if *told == draft {
            return;
        }
        let now = ctx.input(|input| input.time);
        let wait = at + SECONDS_BETWEEN_DRAFTS - now;
        if draft.is_some() && wait > 0.0 {
            ctx.request_repaint_after_secs(wait as f32);
            return;
        }
        self.told = (draft.clone(), now);
        self.session.type_draft(draft);
    }

    /// Follows the system: a file dropped, the title changed.
    fn outside(&mut self, ctx: &Context) {
        let dropped = |input: &egui::InputState| -> Vec<PathBuf> {
            input
                .raw
                .dropped_files
                .iter()
                .map(|file| file.path().to_owned())
                .collect()
        };
        let dropped = ctx.input(dropped);
        if let Some(first) = dropped.first() {
            let is_project = |path: &PathBuf| {
                path.extension()
                    .is_some_and(|ending| ending.eq_ignore_ascii_case("ron"))
            };
            let on_ledger = self.view.page == Page::Data && self.view.data.shows_evidence() && self.prompt.is_none();
            let step = if on_ledger && !dropped.iter().any(is_project) {
                self.session.drop_evidence(dropped)
            } else {
                self.session.run_open(first.clone())
            };
            self.step(ctx, step);
            ctx.request_repaint();
        }
        let (theme, language) = menu::dressed(ctx);
        let settings = self.session.settings();
        if (settings.theme, settings.language) != (theme, language) {
            self.session.remember(|settings| {
                settings.theme = theme;
                settings.language = language;
            });
        }
        self.follow_draft(ctx);
        let title = self.session.title();
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

/// Shows the page and, where it belongs to it, the score panel.
fn pages_ui(
    ui: &mut Ui,
    editor: &mut indicators::Editor,
    (report, review): (&mut report_text::Desk, &mut review::Desk),
    scene: &mut Scene<'_>,
) {
    let blank = scene.project.indicators.is_empty();
    if scene.view.page != Page::Indicators {
        editor.leave(scene);
    }
    if scene.view.page != Page::Report {
        report.rest();
    }
    let width = ui.ctx().content_rect().width();
    let has_room = width >= WITH_SCORE_PANEL;
    if matches!(scene.view.page, Page::Indicators | Page::Charts) && !blank && has_room {
        let frame = Frame::new().fill(scene.palette.ground).inner_margin(Margin {
            left: 0,
            right: 12,
            top: 12,
            bottom: 12,
        });
        Panel::right("score")
            .frame(frame)
            .resizable(false)
            .show_separator_line(false)
            .exact_size(if width < ROOMY { NARROW_SCORE_PANEL } else { SCORE_PANEL })
            .show(ui, |ui| {
                score_panel::ui(ui, scene);
            });
    }
    let frame = Frame::new().fill(scene.palette.ground).inner_margin(12);
    CentralPanel::no_frame()
        .frame(frame)
        .show(ui, |ui| match scene.view.page {
            Page::Overview => overview::ui(ui, scene),
            Page::Basics => basics::ui(ui, scene),
            Page::Indicators => indicators::ui(ui, editor, scene),
            Page::Budget => budget::ui(ui, scene),
            Page::Data => data::ui(ui, scene),
            Page::Charts => charts::ui(ui, scene),
            Page::Report => report_text::ui(ui, report, scene),
            Page::Review => review::ui(ui, review, scene),
        });
}
