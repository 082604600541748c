//! The frame around the pages: keys, menus, navigation, notices, and the order of a frame.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use eframe::egui;
use egui::{
    Align, CentralPanel, Context, CornerRadius, Frame, Layout, Margin, Panel, RichText, Sense, Ui, ViewportCommand,
    vec2,
};
use rust_i18n::t;

use super::dialogs::{NativePicker, Picker, Prompt};
use super::menu;
use super::pace::Pace;
use super::scene::{Page, Scene, View};
use super::theme::{self, Palette};
use super::{basics, budget, charts, data, icon, indicators, overview, report_text, score_panel, widgets};
use crate::session::work::Progress;
use crate::session::{Answer, Command, Question, Session, Severity, Step, Work, WorkDone};

/// Width of the navigation.
const NAVIGATION: f32 = 126.0;
/// Width of the score panel.
const SCORE_PANEL: f32 = 286.0;
/// From this width of the window on the score panel has room beside the page; below, the status bar has the total.
const WITH_SCORE_PANEL: f32 = 1220.0;

/// The window's state: the session and what is not part of the document.
pub struct App {
    session: Session,
    view: View,
    editor: indicators::Editor,
    report: report_text::Desk,
    picker: Box<dyn Picker>,
    prompt: Option<Prompt>,
    /// What had the focus before the prompt.
    focus: Option<egui::Id>,
    /// What is to have it again once the prompt is out of the way.
    refocus: Option<egui::Id>,
    export: Option<(Arc<Progress>, Receiver<WorkDone>)>,
    title: String,
    document: u64,
    leaving: bool,
    pace: Pace,
}

/// Opens the window, with a file when one is given.
///
/// # Errors
/// No display, or the graphics system refused: a sentence.
pub fn run(file: Option<PathBuf>) -> Result<(), String> {
    let viewport = egui::ViewportBuilder::default()
        .with_title("衡绩")
        .with_app_id("hengji")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([1120.0, 680.0])
        .with_icon(
            eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/hengji.png")).unwrap_or_default(),
        );
    let options = eframe::NativeOptions {
        viewport,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "hengji",
        options,
        Box::new(move |creation| {
            // Asked for once the window is there: some window managers forget it from before.
            creation.egui_ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
            let mut session = Session::new(jiff::ZonedDateTime::now().date());
            if let Some(file) = &file {
                session.open_path(file);
            }
            Ok(Box::new(App::new(
                &creation.egui_ctx,
                session,
                Box::new(NativePicker::of(creation)),
            )))
        }),
    )
    .map_err(|error| t!("shell.no_window", reason = error.to_string()).into_owned())
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
    /// Makes the window's state around a session, and dresses the context.
    pub fn new(ctx: &Context, session: Session, picker: Box<dyn Picker>) -> Self {
        theme::install(ctx);
        rust_i18n::set_locale("zh-CN");
        Self {
            session,
            view: View::default(),
            editor: indicators::Editor::default(),
            report: report_text::Desk::default(),
            picker,
            prompt: None,
            focus: None,
            refocus: None,
            export: None,
            title: String::new(),
            document: u64::MAX,
            leaving: false,
            pace: Pace::default(),
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
            self.editor = indicators::Editor::default();
            self.report = report_text::Desk::default();
            self.view = View {
                page: self.view.page,
                ..View::default()
            };
        }
        self.receive(&ctx);
        // A modal window keeps the focus from what is below it for one frame longer than it is shown.
        if self.refocus.is_some() && ctx.memory(|memory| memory.top_modal_layer().is_some()) {
            ctx.request_repaint();
        } else if let Some(id) = self.refocus.take() {
            ctx.memory_mut(|memory| memory.request_focus(id));
        }
        let focused = ctx.memory(|memory| memory.focused());
        if self.prompt.is_none() {
            self.focus = focused;
        }
        let shown = self.view.page;
        let mut commands = if self.prompt.is_some() {
            Vec::new()
        } else {
            menu::keys(&ctx, &mut self.view)
        };
        if !commands.is_empty() {
            // What is being typed is finished first, so that a shortcut acts on what the person sees.
            if let Some(id) = focused {
                ctx.memory_mut(|memory| memory.surrender_focus(id));
            }
            self.editor.finish(focused);
        }
        let palette = theme::palette(ui);
        self.top_ui(ui, palette, &mut commands);
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
        let mut edits = Vec::new();
        let (project, card) = (Arc::clone(self.session.project()), Arc::clone(self.session.card()));
        let mut scene = Scene {
            project: &project,
            blank: self.session.is_blank(),
            card: &card,
            #[cfg(feature = "pdf")]
            today: self.session.today(),
            revision: self.session.revision(),
            palette,
            view: &mut self.view,
            edits: &mut edits,
            commands: &mut commands,
        };
        pages_ui(ui, &mut self.editor, &mut self.report, &mut scene);
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
        if !edits.is_empty() {
            ctx.request_repaint();
        }
        if let Some(prompt) = &mut self.prompt
            && let Some(answer) = prompt.ui(&ctx, palette)
        {
            self.prompt = None;
            let home = || self.editor.home().filter(|_| self.view.page == Page::Indicators);
            self.refocus = self.focus.take().or_else(home);
            if matches!(answer, Answer::New(_)) {
                // The head of the form is what is filled in first.
                self.view.page = Page::Basics;
            }
            let step = self.session.answer(answer);
            self.step(&ctx, step);
            if self.prompt.is_some() {
                self.focus = self.refocus.take();
            }
        }
        self.outside(&ctx);
    }

    /// Takes what came from the dialog and the export threads.
    fn receive(&mut self, ctx: &Context) {
        if let Some(path) = self.picker.answer() {
            let step = self.session.answer(path.map_or(Answer::Cancel, Answer::Path));
            self.step(ctx, step);
        }
        if let Some((_, receiver)) = &self.export {
            let done = match receiver.try_recv() {
                Ok(done) => done,
                Err(std::sync::mpsc::TryRecvError::Empty) => return,
                Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                    WorkDone::Failed(t!("shell.export_broke").into_owned())
                }
            };
            self.export = None;
            self.session.finished(done);
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
            Some(Step::Work(work)) => self.export(ctx, work),
            Some(Step::Ask(question)) => self.ask(ctx, &question),
        }
    }

    fn ask(&mut self, ctx: &Context, question: &Question) {
        self.prompt = Prompt::of(question);
        if self.prompt.is_none() {
            let ctx = ctx.clone();
            self.picker.open(question, Box::new(move || ctx.request_repaint()));
        }
    }

    fn export(&mut self, ctx: &Context, work: Work) {
        let progress = Arc::new(Progress::default());
        let (sender, receiver) = channel();
        let (shared, waking) = (Arc::clone(&progress), ctx.clone());
        let started = std::thread::Builder::new().name("export".to_owned()).spawn(move || {
            // A window that is gone needs no answer.
            sender.send(work.run(&shared)).ok();
            waking.request_repaint();
        });
        match started {
            Ok(_) => self.export = Some((progress, receiver)),
            Err(error) => self.session.finished(WorkDone::Failed(error.to_string())),
        }
    }

    /// Follows the system: a file dropped, the window closed, the title changed.
    fn outside(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped {
            let step = self.session.run_open(path);
            self.step(ctx, step);
            ctx.request_repaint();
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.leaving {
            if self.session.is_dirty() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                if self.prompt.is_none() {
                    self.run(ctx, Command::Quit);
                }
            } else {
                self.leaving = true;
            }
        }
        let title = self.session.title();
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn top_ui(&mut self, ui: &mut Ui, palette: &Palette, commands: &mut Vec<Command>) {
        let frame = Frame::new()
            .fill(palette.surface)
            .inner_margin(Margin::symmetric(12, 5));
        Panel::top("top").frame(frame).show_separator_line(true).show(ui, |ui| {
            ui.horizontal(|ui| {
                menu::bar(ui, &self.session, &mut self.view, commands);
                ui.separator();
                menu::toolbar(ui, &self.session, commands);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    menu::appearance(ui);
                    ui.separator();
                    let name = self.session.name();
                    let mark = if self.session.is_dirty() { "● " } else { "" };
                    let label = egui::Label::new(
                        RichText::new(format!("{mark}{name}"))
                            .color(palette.weak)
                            .font(theme::small()),
                    );
                    let response = ui.add(label.truncate());
                    if let Some(path) = self.session.path() {
                        response.on_hover_text(path.display().to_string());
                    }
                });
            });
        });
    }

    /// Shows what failed or needs a look, between the menus and the page.
    fn notices_ui(&mut self, ui: &mut Ui, palette: &Palette) {
        let latest = self
            .session
            .notices()
            .iter()
            .enumerate()
            .rev()
            .find(|(_, notice)| notice.severity != Severity::Success)
            .map(|(position, notice)| (position, notice.clone()));
        let Some((position, notice)) = latest else { return };
        let (ink, ground, sign) = match notice.severity {
            Severity::Failure => (palette.bad, palette.bad_soft, icon::WARNING_CIRCLE),
            _ => (palette.caution, palette.caution_soft, icon::WARNING),
        };
        let frame = Frame::new().fill(ground).inner_margin(Margin::symmetric(14, 6));
        Panel::top("notice").frame(frame).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(RichText::new(sign).font(theme::icon_of(18.0)).color(ink));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if widgets::icon_button(ui, icon::X, &t!("shell.dismiss"), widgets::Enabled::Yes).clicked() {
                        self.session.dismiss(position);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(
                            egui::Label::new(RichText::new(&notice.sentence).color(ink))
                                .wrap()
                                .selectable(true),
                        );
                    });
                });
            });
            if !notice.details.is_empty() {
                ui.collapsing(t!("shell.details", count = notice.details.len()), |ui| {
                    egui::ScrollArea::vertical()
                        .max_height(160.0)
                        .auto_shrink([false, true])
                        .show(ui, |ui| {
                            for detail in &notice.details {
                                ui.add(egui::Label::new(RichText::new(detail).font(theme::small())).selectable(true));
                            }
                        });
                });
            }
        });
    }

    fn status_ui(&mut self, ui: &mut Ui, palette: &'static Palette) {
        let frame = Frame::new()
            .fill(palette.surface)
            .inner_margin(Margin::symmetric(14, 4));
        Panel::bottom("status").frame(frame).exact_size(30.0).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                if let Some(work) = self.session.working() {
                    ui.add(egui::Spinner::new().size(14.0));
                    let done = self.export.as_ref().map_or(0, |(progress, _)| progress.done());
                    ui.label(RichText::new(format!("{work} {done}")).font(theme::small()));
                    if ui.small_button(t!("dialog.cancel")).clicked()
                        && let Some((progress, _)) = &self.export
                    {
                        progress.cancel();
                    }
                } else if let Some(notice) = self
                    .session
                    .notices()
                    .last()
                    .filter(|notice| notice.severity == Severity::Success)
                {
                    ui.label(
                        RichText::new(icon::CHECK_CIRCLE)
                            .font(theme::icon_of(15.0))
                            .color(palette.good),
                    );
                    let response = ui.label(RichText::new(&notice.sentence).font(theme::small()).color(palette.weak));
                    if !notice.details.is_empty() {
                        response.on_hover_text(notice.details.join("\n"));
                    }
                    if let Some(folder) = &notice.folder
                        && ui.small_button(t!("shell.show_folder")).clicked()
                    {
                        ui.ctx()
                            .open_url(egui::OpenUrl::new_tab(format!("file://{}", folder.display())));
                    }
                } else {
                    let scheme = &self.session.project().scheme;
                    ui.label(RichText::new(&scheme.name).font(theme::small()).color(palette.weak))
                        .on_hover_text(&scheme.citation);
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if !self.session.project().indicators.is_empty() {
                        if ui.ctx().content_rect().width() < WITH_SCORE_PANEL {
                            let total = crate::model::number::points(self.session.card().total);
                            ui.label(RichText::new(t!("shell.total", total = total)).font(theme::bold_of(13.0)));
                            ui.separator();
                        }
                        weights_ui(ui, palette, self.session.card());
                    }
                });
            });
        });
    }

    fn navigation_ui(&mut self, ui: &mut Ui, palette: &Palette) {
        let frame = Frame::new().fill(palette.raised).inner_margin(Margin::symmetric(8, 10));
        Panel::left("navigation")
            .frame(frame)
            .resizable(false)
            .exact_size(NAVIGATION)
            .show(ui, |ui| {
                for page in Page::ALL {
                    if navigation_item(ui, palette, page, self.view.page == page).clicked() {
                        self.view.page = page;
                    }
                }
                ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
                    let project = self.session.project();
                    ui.label(
                        RichText::new(year_text(project.year))
                            .font(theme::small())
                            .color(palette.weak),
                    );
                    let subject = RichText::new(project.subject())
                        .font(theme::small())
                        .color(palette.text);
                    ui.scope(|ui| {
                        ui.set_max_width(even_width(ui, project.subject()));
                        ui.add(egui::Label::new(subject).wrap());
                    });
                });
            });
    }
}

/// Returns the width at which a text that needs several lines has lines of about the same length.
fn even_width(ui: &Ui, text: &str) -> f32 {
    let room = ui.available_width();
    let galley = |width: f32| {
        let colour = egui::Color32::PLACEHOLDER;
        ui.painter().layout(text.to_owned(), theme::small(), colour, width)
    };
    let lines = galley(room).rows.len();
    if lines < 2 {
        return room;
    }
    let even = (galley(f32::INFINITY).size().x / lines as f32).ceil();
    // Words and marks that cannot be parted may need more than an even share.
    (0..8)
        .map(|step| (even + step as f32 * 6.0).min(room))
        .find(|width| galley(*width).rows.len() <= lines)
        .unwrap_or(room)
}

/// Returns the year as the window shows it; a year never given is said to be missing.
pub fn year_text(year: u16) -> String {
    if year == 0 {
        t!("shell.no_year").into_owned()
    } else {
        t!("shell.year", year = year).into_owned()
    }
}

/// Shows the page and, where it belongs to it, the score panel.
fn pages_ui(ui: &mut Ui, editor: &mut indicators::Editor, report: &mut report_text::Desk, scene: &mut Scene<'_>) {
    let blank = scene.project.indicators.is_empty();
    if scene.view.page != Page::Indicators {
        editor.leave(scene);
    }
    if scene.view.page != Page::Report {
        report.rest();
    }
    let has_room = ui.ctx().content_rect().width() >= WITH_SCORE_PANEL;
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
            .exact_size(SCORE_PANEL)
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
        });
}

/// Shows the sums of weights against what the scheme demands, right to left.
fn weights_ui(ui: &mut Ui, palette: &Palette, card: &crate::score::Scorecard) {
    use crate::model::number::plain;
    if card.unfilled > 0 {
        ui.label(
            RichText::new(format!("○ {}", t!("shell.unfilled", count = card.unfilled)))
                .font(theme::small())
                .color(palette.weak),
        );
        ui.separator();
    }
    let fails = |check: &&crate::score::WeightCheck| !check.holds();
    let failing = card.weights.iter().rev().filter(fails);
    let agreeing = card.weights.iter().rev().filter(|check| !fails(check));
    for (shown, check) in failing.chain(agreeing).enumerate() {
        let (text, ink) = match check.demanded {
            Some(demanded) if fails(&check) => (
                format!("▼ {} {}/{}", check.name, plain(check.sum), plain(demanded)),
                palette.bad,
            ),
            Some(demanded) => (
                format!(
                    "{} {} {}/{}",
                    icon::CHECK,
                    check.name,
                    plain(check.sum),
                    plain(demanded)
                ),
                palette.weak,
            ),
            None => (format!("{} {}", check.name, plain(check.sum)), palette.weak),
        };
        let needed = text.chars().count() as f32 * 12.0 + 60.0;
        if ui.available_width() < needed {
            let more = t!("shell.more_weights", count = card.weights.len() - shown);
            ui.label(RichText::new(more).font(theme::small()).color(palette.weak));
            break;
        }
        ui.label(RichText::new(text).font(theme::small()).color(ink))
            .on_hover_text(t!("shell.weights_hint"));
        ui.add_space(4.0);
    }
}

/// Shows one entry of the navigation.
fn navigation_item(ui: &mut Ui, palette: &Palette, page: Page, chosen: bool) -> egui::Response {
    let (sign, name) = match page {
        Page::Overview => (icon::HOUSE, t!("shell.overview")),
        Page::Basics => (icon::FILE_TEXT, t!("shell.basics")),
        Page::Indicators => (icon::TABLE, t!("shell.indicators")),
        Page::Budget => (icon::WALLET, t!("shell.budget")),
        Page::Data => (icon::LINK, t!("shell.data")),
        Page::Charts => (icon::CHART_BAR, t!("shell.charts")),
        Page::Report => (icon::BOOK_OPEN, t!("shell.report")),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 38.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, chosen, name.as_ref()));
    let (ink, ground) = if chosen {
        (palette.accent, palette.surface)
    } else if response.hovered() || response.has_focus() {
        (palette.text, palette.accent_soft)
    } else {
        (palette.text, palette.raised)
    };
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(theme::RADIUS), ground);
    let middle = rect.left_center();
    painter.text(
        middle + vec2(12.0, 0.0),
        egui::Align2::LEFT_CENTER,
        sign,
        theme::icon_of(18.0),
        ink,
    );
    let font = if chosen { theme::bold_of(14.0) } else { theme::body() };
    painter.text(middle + vec2(40.0, 0.0), egui::Align2::LEFT_CENTER, name, font, ink);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
