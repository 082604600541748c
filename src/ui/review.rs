//! 校核: what a reviewer would object to, the gravest first, each a click away from where it is mended.

use std::sync::Arc;

use eframe::egui;
use egui::{Color32, CursorIcon, Id, RichText, Role, Sense, Ui, WidgetInfo, vec2};
use rust_i18n::t;

use super::scene::{Entry, Page, Scene, View, page_heading};
use super::theme::{self, Palette};
use super::{card, icon};
use crate::check::{self, Finding, Place, Severity};
use crate::session::Session;
use crate::session::review::{Order, Review, Reviewer};

/// What the window knows of the review.
#[derive(Debug, Default)]
pub struct Desk {
    reviewer: Option<Reviewer>,
    /// The document and the state of it that were last asked for.
    ordered: Option<(u64, u64)>,
    /// The newest review there is; that of the state before while a newer one is under way.
    newest: Option<Arc<Review>>,
    /// Why there will be none.
    failure: Option<String>,
    /// The only severity shown.
    shown: Option<Severity>,
}

impl Desk {
    /// Has the newest state of the document checked, and takes what has been found.
    pub fn follow(&mut self, ctx: &egui::Context, session: &Session) {
        if self.failure.is_some() {
            return;
        }
        let reviewer = match &self.reviewer {
            Some(reviewer) => reviewer,
            None => {
                let ctx = ctx.clone();
                match Reviewer::start(move || ctx.request_repaint()) {
                    Ok(reviewer) => self.reviewer.insert(reviewer),
                    Err(sentence) => {
                        self.failure = Some(sentence);
                        return;
                    }
                }
            }
        };
        loop {
            match reviewer.answer() {
                Ok(Some(review)) => self.newest = Some(Arc::new(review)),
                Ok(None) => break,
                Err(broken) => {
                    self.failure = Some(broken.to_string());
                    return;
                }
            }
        }
        let state = (session.document(), session.revision());
        // What was found of another document is not of this one.
        self.newest.take_if(|review| review.state.0 != state.0);
        if self.ordered != Some(state) && !session.is_blank() {
            self.ordered = Some(state);
            reviewer.order(Order {
                project: Arc::clone(session.project()),
                card: Arc::clone(session.card()),
                state,
            });
        }
    }

    /// Returns the newest review of the document; `None` until there is one.
    pub fn newest(&self) -> Option<Arc<Review>> {
        self.newest.clone()
    }

    /// Counts what must be mended before the documents go out.
    pub fn errors(&self) -> usize {
        let findings = self.newest.iter().flat_map(|review| &review.findings);
        findings.filter(|finding| finding.severity == Severity::Error).count()
    }
}

/// Shows the page.
pub fn ui(ui: &mut Ui, desk: &mut Desk, scene: &mut Scene<'_>) {
    let palette = scene.palette;
    page_heading(ui, palette, &t!("review.title"), &t!("review.subtitle"));
    if let Some(sentence) = &desk.failure {
        card::plain(ui, |ui| card::weak(ui, palette, sentence.as_str()));
        return;
    }
    if scene.blank {
        card::plain(ui, |ui| card::weak(ui, palette, t!("review.nothing_open")));
        return;
    }
    let Some(review) = scene.review.clone() else {
        card::plain(ui, |ui| card::weak(ui, palette, t!("review.under_way")));
        return;
    };
    if review.findings.is_empty() {
        card::plain(ui, |ui| {
            ui.label(RichText::new(format!("✓ {}", t!("review.none"))).color(palette.good));
            card::weak(ui, palette, t!("review.none_hint"));
        });
        return;
    }
    let count = |severity| {
        review
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    ui.horizontal(|ui| {
        let all = t!("review.all", count = review.findings.len());
        if card::choice(ui, &all, desk.shown.is_none().into()) {
            desk.shown = None;
        }
        for severity in Severity::ALL {
            let name = format!("{} {}", name(severity), count(severity));
            if card::choice(ui, &name, (desk.shown == Some(severity)).into()) {
                desk.shown = Some(severity);
            }
        }
    });
    ui.add_space(theme::GAP / 2.0);
    card::scroll(ui, "review", |ui| {
        for alike in review.findings.chunk_by(|one, next| one.kind() == next.kind()) {
            if desk.shown.is_none_or(|severity| severity == alike[0].severity) {
                group(ui, palette, alike, scene.view);
            }
        }
        if count(Severity::Error) + count(Severity::Warning) == 0 {
            card::weak(ui, palette, t!("review.only_hints"));
        }
    });
}

/// Returns the name of a severity on the screen.
fn name(severity: Severity) -> std::borrow::Cow<'static, str> {
    match severity {
        Severity::Error => t!("review.error"),
        Severity::Warning => t!("review.warning"),
        Severity::Hint => t!("review.hint"),
    }
}

/// Returns the sign of a severity and its colour.
pub fn sign(palette: &Palette, severity: Severity) -> (&'static str, Color32) {
    match severity {
        Severity::Error => (icon::WARNING_CIRCLE, palette.bad),
        Severity::Warning => (icon::WARNING, palette.caution),
        Severity::Hint => (icon::INFO, palette.weak),
    }
}

/// Shows the findings of one rule.
fn group(ui: &mut Ui, palette: &Palette, findings: &[Finding], view: &mut View) {
    let Some(first) = findings.first() else { return };
    let (sign, ink) = sign(palette, first.severity);
    card::plain(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(sign).font(theme::icon_of(18.0)).color(ink));
            ui.label(RichText::new(name(first.severity)).font(theme::small()).color(ink));
            let title = RichText::new(check::name(first.rule)).font(theme::bold_of(15.0));
            ui.label(title.color(palette.text));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let count = t!("review.count", count = findings.len());
                ui.label(RichText::new(count).font(theme::small()).color(palette.weak));
            });
        });
        for (position, finding) in findings.iter().enumerate() {
            let id = Id::unique(("review", first.severity, first.rule, position));
            card::entry(ui, id, |ui| {
                if row(ui, palette, &finding.sentence).clicked() {
                    go_to(view, &finding.place);
                }
            });
        }
    });
    ui.add_space(theme::GAP / 2.0);
}

/// Shows one finding as a line that can be clicked, over as many lines as it needs.
fn row(ui: &mut Ui, palette: &Palette, sentence: &str) -> egui::Response {
    let width = ui.available_width();
    let galley = (ui.painter()).layout(sentence.to_owned(), theme::body(), palette.text, width - 28.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 10.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, sentence));
    let lit = rect.expand2(vec2(6.0, 0.0));
    if response.hovered() {
        ui.painter().rect_filled(lit, 4.0, palette.hover);
    }
    if response.has_focus() {
        theme::focus_ring(ui, lit);
    }
    ui.painter().galley(rect.min + vec2(0.0, 5.0), galley, palette.text);
    let arrow = card::cut(ui, icon::CARET_RIGHT, theme::icon_of(14.0), 20.0, palette.weak);
    card::paint(ui, arrow, rect.right_center(), egui::Align2::RIGHT_CENTER);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Goes to where a finding is mended.
pub fn go_to(view: &mut View, place: &Place) {
    match place {
        Place::Heading(key) => view.go_to_heading(key.clone()),
        Place::Indicator(id) => view.go_to(id.clone()),
        Place::Points => view.page = Page::Indicators,
        Place::Goal(id) => view.go_to_goal(id.clone()),
        Place::Budget => view.page = Page::Budget,
        Place::Form => view.page = Page::Basics,
        Place::Fact(id) => view.go_to_entry(Entry::Fact(id.clone())),
        Place::Relation(id) => view.go_to_entry(Entry::Relation(id.clone())),
        Place::Ledger(Some(id)) => view.go_to_entry(Entry::Evidence(id.clone())),
        Place::Ledger(None) => {
            view.data.show_evidence();
            view.page = Page::Data;
        }
    }
}
