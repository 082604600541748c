//! What stands around the pages: menus and name, notices, status, navigation.

use eframe::egui;
use egui::{
    Align, CollapsingHeader, CornerRadius, Frame, Layout, Margin, Panel, RichText, ScrollArea, Sense, Ui, UiBuilder,
    vec2,
};
use rust_i18n::t;

use super::{App, WITH_SCORE_PANEL, weights};
use crate::model::number;
use crate::session::{Answer, Command, Severity, Way};
use crate::ui::scene::Page;
use crate::ui::theme::{self, Palette};
use crate::ui::{icon, menu, widgets};

/// Width of the navigation.
const NAVIGATION: f32 = 128.0;
/// Height of the window that the lines of a notice leave to the page and the bars, and the least and most they take.
const BESIDE_NOTICE: f32 = 590.0;
const NOTICE: (f32, f32) = (110.0, 300.0);
/// How far in the signs of its pages stand.
const SIGN: f32 = 10.0;

impl App {
    pub(super) fn top_ui(&mut self, ui: &mut Ui, palette: &Palette, commands: &mut Vec<Command>) {
        let frame = Frame::new()
            .fill(palette.surface)
            .inner_margin(Margin::symmetric(12, 5));
        Panel::top("top").frame(frame).show_separator_line(true).show(ui, |ui| {
            ui.horizontal(|ui| {
                menu::bar(ui, &self.session, &mut self.editor, &mut self.view, commands);
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

    /// Says that a dialog of the system is open, and offers to go on without it: it may be out of sight.
    pub(super) fn dialog_ui(&mut self, ui: &mut Ui, palette: &Palette) {
        let Some(title) = &self.dialog else { return };
        let sentence = RichText::new(t!("shell.dialog_open", title = title)).color(palette.accent);
        let frame = Frame::new()
            .fill(palette.accent_soft)
            .inner_margin(Margin::symmetric(14, 6));
        let mut is_given_up = false;
        Panel::top("dialog").frame(frame).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(
                    RichText::new(icon::INFO)
                        .font(theme::icon_of(18.0))
                        .color(palette.accent),
                );
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    is_given_up = ui.button(t!("dialog.cancel")).clicked();
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(egui::Label::new(sentence).wrap());
                    });
                });
            });
        });
        if is_given_up {
            self.picker.forget();
            self.dialog = None;
            let step = self.session.answer(Answer::Cancel);
            self.step(ui.ctx(), step);
        }
    }

    /// Shows what failed or needs a look, between the menus and the page.
    pub(super) fn notices_ui(&mut self, ui: &mut Ui, palette: &Palette) {
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
        let (sentence, details) = notice.said();
        let frame = Frame::new().fill(ground).inner_margin(Margin::symmetric(14, 6));
        Panel::top("notice").frame(frame).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(RichText::new(sign).font(theme::icon_of(18.0)).color(ink));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if widgets::icon_button(ui, icon::X, &t!("shell.dismiss"), widgets::Enabled::Yes).clicked() {
                        self.session.dismiss(position);
                    }
                    if notice.way == Some(Way::Review) && ui.button(t!("shell.show_review")).clicked() {
                        self.view.page = Page::Review;
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(
                            egui::Label::new(RichText::new(&*sentence).color(ink))
                                .wrap()
                                .selectable(true),
                        );
                    });
                });
            });
            if details.is_empty() {
                return;
            }
            let (leads, plain) = match &notice.way {
                Some(Way::Rows { leads, plain }) => (leads.as_slice(), *plain),
                _ => (&[][..], 0),
            };
            let (telling, plain) = details.split_at(details.len() - plain);
            // What an import asks is seen at once.
            let heading = CollapsingHeader::new(t!("shell.details", count = details.len()));
            heading.default_open(!leads.is_empty()).show(ui, |ui| {
                // The panel is no taller than what was in it before: a list in it must say how much room it wants.
                let tall = (ui.ctx().content_rect().height() - BESIDE_NOTICE).clamp(NOTICE.0, NOTICE.1);
                let list = ScrollArea::vertical().min_scrolled_height(tall).max_height(tall);
                list.auto_shrink([false, true]).show(ui, |ui| {
                    for (position, detail) in telling.iter().enumerate() {
                        let text = RichText::new(*detail).font(theme::small());
                        match leads.get(position).and_then(Option::as_ref) {
                            Some(indicator) if ui.link(text.clone()).clicked() => {
                                self.view.go_to(indicator.clone());
                            }
                            Some(_) => {}
                            None => {
                                ui.add(egui::Label::new(text).wrap().selectable(true));
                            }
                        }
                    }
                    if !plain.is_empty() {
                        let heading = RichText::new(t!("shell.plain", count = plain.len())).font(theme::small());
                        CollapsingHeader::new(heading).show(ui, |ui| {
                            for detail in plain {
                                let text = RichText::new(*detail).font(theme::small());
                                ui.add(egui::Label::new(text).wrap().selectable(true));
                            }
                        });
                    }
                });
            });
        });
    }

    pub(super) fn status_ui(&mut self, ui: &mut Ui, palette: &'static Palette) {
        let frame = Frame::new()
            .fill(palette.surface)
            .inner_margin(Margin::symmetric(14, 4));
        Panel::bottom("status").frame(frame).exact_size(30.0).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                if let Some(work) = self.session.working() {
                    ui.add(egui::Spinner::new().size(14.0));
                    let done = self.work.as_ref().map_or_else(String::new, |(progress, _)| {
                        progress
                            .percent()
                            .map_or_else(|| progress.done().to_string(), |share| format!("{share}%"))
                    });
                    ui.label(RichText::new(format!("{work} {done}")).font(theme::small()));
                    if ui.small_button(t!("dialog.cancel")).clicked()
                        && let Some((progress, _)) = &self.work
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
                    let sentence = RichText::new(&notice.sentence).font(theme::small()).color(palette.weak);
                    // A long folder leaves room for the sums beside it.
                    let response = ui.scope(|ui| {
                        ui.set_max_width(ui.available_width() * 0.5);
                        ui.add(egui::Label::new(sentence).truncate())
                    });
                    if !notice.details.is_empty() {
                        response.inner.on_hover_text(notice.details.join("\n"));
                    }
                    if let Some(Way::Folder(folder)) = &notice.way
                        && ui.small_button(t!("shell.show_folder")).clicked()
                    {
                        ui.ctx()
                            .open_url(egui::OpenUrl::new_tab(format!("file://{}", folder.display())));
                    }
                } else if !self.session.is_blank() {
                    let scheme = &self.session.project().scheme;
                    let name = RichText::new(&scheme.name).font(theme::small()).color(palette.weak);
                    // The sums beside it are looked at more often: the long name of a scheme gives way.
                    ui.scope(|ui| {
                        ui.set_max_width(ui.available_width() * 0.25);
                        ui.add(egui::Label::new(name).truncate())
                            .on_hover_text(&scheme.citation);
                    });
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let card = self.session.card();
                    if ui.ctx().content_rect().width() < WITH_SCORE_PANEL
                        && let Some(total) = card.stated_total()
                    {
                        let total = t!("shell.total", total = number::points(total));
                        ui.label(RichText::new(total).font(theme::bold_of(13.0)));
                        ui.separator();
                    }
                    if !self.session.is_blank() {
                        weights::ui(ui, palette, card);
                    }
                });
            });
        });
    }

    pub(super) fn navigation_ui(&mut self, ui: &mut Ui, palette: &Palette) {
        let frame = Frame::new().fill(palette.raised).inner_margin(Margin::symmetric(6, 10));
        Panel::left("navigation")
            .frame(frame)
            .resizable(false)
            .exact_size(NAVIGATION)
            .show(ui, |ui| {
                for page in Page::ALL {
                    let errors = if page == Page::Review { self.review.errors() } else { 0 };
                    if navigation_item(ui, palette, page, self.view.page == page, errors).clicked() {
                        self.view.page = page;
                    }
                }
                // In line with the signs of the pages above.
                let rest = ui.available_rect_before_wrap();
                let foot = UiBuilder::new().max_rect(rest.with_min_x(rest.left() + SIGN));
                ui.scope_builder(foot.layout(Layout::bottom_up(Align::Min)), |ui| {
                    let project = self.session.project();
                    if self.session.is_blank() {
                        // Of what is still to be chosen nothing is said.
                        return;
                    }
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

/// Shows one entry of the navigation, with how much of its page must be mended.
fn navigation_item(ui: &mut Ui, palette: &Palette, page: Page, chosen: bool, errors: usize) -> egui::Response {
    let name = menu::page_name(page);
    let sign = match page {
        Page::Overview => icon::HOUSE,
        Page::Basics => icon::FILE_TEXT,
        Page::Indicators => icon::TABLE,
        Page::Budget => icon::WALLET,
        Page::Data => icon::LINK,
        Page::Charts => icon::CHART_BAR,
        Page::Report => icon::BOOK_OPEN,
        Page::Review => icon::SEAL_CHECK,
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 38.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, chosen, &name));
    let (ink, ground) = if chosen {
        (palette.accent, palette.surface)
    } else if response.hovered() {
        (palette.text, palette.hover)
    } else {
        (palette.text, palette.raised)
    };
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(theme::RADIUS), ground);
    let middle = rect.left_center();
    painter.text(
        middle + vec2(SIGN, 0.0),
        egui::Align2::LEFT_CENTER,
        sign,
        theme::icon_of(18.0),
        ink,
    );
    let font = if chosen { theme::bold_of(14.0) } else { theme::body() };
    painter.text(middle + vec2(35.0, 0.0), egui::Align2::LEFT_CENTER, name, font, ink);
    if response.has_focus() {
        theme::focus_ring(ui, rect);
    }
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    let keys = menu::page_keys(page);
    if errors == 0 {
        return response.on_hover_text(keys);
    }
    let end = rect.right_center() - vec2(10.0, 0.0);
    let count = errors.min(999).to_string();
    painter.text(end, egui::Align2::RIGHT_CENTER, count, theme::small(), palette.bad);
    response.on_hover_text(widgets::with_keys(&t!("review.badge", count = errors), &keys))
}
