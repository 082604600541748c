//! 校核: what a reviewer would object to, the gravest first, each a click away from where it is mended.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui;
use egui::{Color32, CursorIcon, Id, RichText, Role, Sense, Ui, WidgetInfo, vec2};
use rust_i18n::t;

use super::field::{self, Look};
use super::scene::{Entry, Page, Reveal, Scene, page_heading};
use super::theme::{self, Palette};
use super::{card, icon};
use crate::check::{Finding, Place, Severity};
use crate::model::{Edit, Explained};
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
    /// The findings of which all of their rule are shown.
    unfolded: BTreeSet<(Severity, &'static str)>,
    /// The finding something is being said to, by its sentence.
    explaining: Option<String>,
}

/// Findings of one rule shown before the others are folded away.
const SHOWN: usize = 5;

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
        // What is under a pointer that is pressed stays there: a banner that comes or goes would take the click away.
        let is_pressed = ctx.input(|input| input.pointer.any_down());
        let answers = || (!is_pressed).then(|| reviewer.answer().transpose()).flatten();
        for answer in std::iter::from_fn(answers) {
            match answer {
                Ok(review) => self.newest = Some(Arc::new(review)),
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
    if review.findings.is_empty() && review.explained.is_empty() {
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
                group(ui, desk, alike, scene);
            }
        }
        if desk.shown.is_none() {
            explained(ui, &review.explained, scene);
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

/// Returns what a rule looks for, on the screen.
pub fn title(rule: &str) -> String {
    let key = format!("review.{rule}");
    t!(key.as_str()).into_owned()
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
fn group(ui: &mut Ui, desk: &mut Desk, findings: &[Finding], scene: &mut Scene<'_>) {
    let Some(first) = findings.first() else { return };
    let palette = scene.palette;
    let (sign, ink) = sign(palette, first.severity);
    card::plain(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(sign).font(theme::icon_of(18.0)).color(ink));
            ui.label(RichText::new(name(first.severity)).font(theme::small()).color(ink));
            let title = RichText::new(title(first.rule)).font(theme::bold_of(15.0));
            ui.label(title.color(palette.text));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let count = t!("review.count", count = findings.len());
                ui.label(RichText::new(count).font(theme::small()).color(palette.weak));
            });
        });
        let kind = first.kind();
        // One more than is shown is no reason to fold.
        let is_folded = findings.len() > SHOWN + 1 && !desk.unfolded.contains(&kind);
        let most = if is_folded { SHOWN } else { findings.len() };
        for (position, finding) in findings.iter().enumerate().take(most) {
            let id = Id::unique(("review", first.severity, first.rule, position));
            card::entry(ui, id, |ui| open(ui, desk, finding, scene));
        }
        if is_folded && ui.link(t!("review.rest", count = findings.len() - most)).clicked() {
            desk.unfolded.insert(kind);
        }
    });
    ui.add_space(theme::GAP / 2.0);
}

/// Shows an open finding; to one that need not be mended something can be said.
fn open(ui: &mut Ui, desk: &mut Desk, finding: &Finding, scene: &mut Scene<'_>) {
    if finding.severity == Severity::Error {
        let width = ui.available_width();
        if row(ui, scene.palette, &finding.sentence, width).clicked() {
            go_to(scene, finding);
        }
        return;
    }
    let id = Id::unique(("review.explain", finding.rule, &finding.sentence));
    let word = t!("review.explain");
    let (went, pressed) = beside(ui, scene.palette, &finding.sentence, &word, &t!("review.explain_hint"));
    if went {
        go_to(scene, finding);
    }
    if pressed {
        desk.explaining = Some(finding.sentence.clone());
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    if desk.explaining.as_ref() != Some(&finding.sentence) {
        return;
    }
    let look = Look {
        name: &word,
        hint: &t!("review.reason_hint"),
        rows: 1,
        width: ui.available_width() - 8.0,
    };
    let (response, said) = field::text(ui, id, look, "");
    let reason = said.map(|said| said.trim().to_owned()).filter(|said| !said.is_empty());
    if let Some(reason) = reason {
        scene.edits.push(Edit::Explained(Explained {
            rule: finding.rule.to_owned(),
            sentence: finding.sentence.clone(),
            reason,
        }));
    }
    if response.lost_focus() {
        desk.explaining = None;
    }
}

/// Shows what has been explained, each with the officer's words.
fn explained(ui: &mut Ui, explained: &[(Finding, String)], scene: &mut Scene<'_>) {
    let palette = scene.palette;
    if explained.is_empty() {
        return;
    }
    card::titled(
        ui,
        palette,
        &t!("review.explained"),
        &t!("review.count", count = explained.len()),
        |ui| {
            for (finding, reason) in explained {
                let (went, pressed) = beside(
                    ui,
                    palette,
                    &finding.sentence,
                    &t!("review.reopen"),
                    &t!("review.reopen_hint"),
                );
                if went {
                    go_to(scene, finding);
                }
                if pressed {
                    scene.edits.push(Edit::Explained(Explained {
                        rule: finding.rule.to_owned(),
                        sentence: finding.sentence.clone(),
                        reason: String::new(),
                    }));
                }
                let said = RichText::new(format!("✓ {reason}"))
                    .font(theme::small())
                    .color(palette.good);
                ui.add(egui::Label::new(said).wrap());
            }
        },
    );
}

/// Shows a finding with a button beside it; returns whether it and whether the button was pressed.
fn beside(ui: &mut Ui, palette: &Palette, sentence: &str, word: &str, hint: &str) -> (bool, bool) {
    let text = (ui.painter()).layout_no_wrap(word.to_owned(), theme::body(), palette.text);
    let button = text.size().x + 2.0 * ui.spacing().button_padding.x;
    let width = ui.available_width() - button - theme::GAP;
    let shown = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        let went = row(ui, palette, sentence, width).clicked();
        (went, ui.button(word).on_hover_text(hint).clicked())
    });
    shown.inner
}

/// Shows one finding as a line that can be clicked, over as many lines as it needs.
fn row(ui: &mut Ui, palette: &Palette, sentence: &str, width: f32) -> egui::Response {
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

/// Goes to where a finding is mended: the field it names, where nothing typed next overwrites another.
pub fn go_to(scene: &mut Scene<'_>, finding: &Finding) {
    let project = scene.project;
    let view = &mut *scene.view;
    match &finding.place {
        Place::Heading(key) => view.go_to_heading(key.clone()),
        Place::Indicator(id, field) => {
            view.go_to(id.clone());
            view.reveal = Some(field.map_or(Reveal::Status, Reveal::Field));
        }
        Place::Points => view.page = Page::Indicators,
        Place::Goal(id) => view.go_to_goal(id.clone()),
        Place::Budget => {
            view.page = Page::Budget;
            view.budget_reasons = REASONS.contains(&finding.rule) && project.budget.explanation.trim().is_empty();
        }
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

/// Rules that ask for the reasons of the budget in words.
const REASONS: [&str; 4] = ["C17", "C28", "C30", "C31"];
