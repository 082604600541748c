//! 帮助: how an evaluation is prepared, the keys, and what the program is.

use eframe::egui;
use egui::{Align, Id, Key, Label, Layout, Modal, RichText, ScrollArea, Ui, vec2};
use rust_i18n::t;

use super::indicators::Action;
use super::scene::Page;
use super::theme::{self, Palette};
use super::{card, menu, widgets};
use crate::session::Session;

/// What the help tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// 使用步骤.
    Steps,
    /// 快捷键.
    Keys,
    /// 关于.
    About,
}

impl Topic {
    /// Every topic, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Steps, Self::Keys, Self::About];

    /// Returns its name in the menu.
    pub fn name(self) -> String {
        match self {
            Self::Steps => t!("help.steps"),
            Self::Keys => t!("help.keys"),
            Self::About => t!("help.about"),
        }
        .into_owned()
    }
}

/// What a person does next with the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Reads on.
    Read(Topic),
    /// Goes to a page.
    Go(Page),
    /// Goes back to work.
    Close,
}

/// Height of what is told, in points; longer things scroll.
const HEIGHT: f32 = 470.0;
/// Width of the column of numbers, and of that of the keys.
const NUMBER: f32 = 22.0;
const KEYS: f32 = 240.0;
/// Height of a line.
const LINE: f32 = 20.0;

/// The steps of an evaluation in their order, by the key of their texts, each with the page it is done on.
const STEPS: [(&str, Option<Page>); 9] = [
    ("new", None),
    ("basics", Some(Page::Basics)),
    ("indicators", Some(Page::Indicators)),
    ("sections", None),
    ("budget", Some(Page::Budget)),
    ("data", Some(Page::Data)),
    ("report", Some(Page::Report)),
    ("review", Some(Page::Review)),
    ("export", None),
];

/// The keys of the grid that are no action of its own, by the key of what they do.
const GRID: [(&str, &str); 8] = [
    ("move", "↑ ↓ ← →"),
    ("advance", "Enter · Tab"),
    ("back", "Shift+Enter · Shift+Tab"),
    ("give_up", "Esc"),
    ("extend", "Shift+↑ ↓ ← →"),
    ("jump", "Ctrl+↑ ↓ ← →"),
    ("ends", "Home · End · Ctrl+Home · Ctrl+End"),
    ("leave", "F6"),
];

/// Shows the help over the window.
pub fn ui(ctx: &egui::Context, palette: &Palette, session: &Session, topic: Topic) -> Next {
    let mut next = Next::Read(topic);
    let shown = Modal::new(Id::unique("help")).frame(theme::modal(ctx)).show(ctx, |ui| {
        ui.set_width(theme::WIDE_DIALOG);
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        ui.horizontal(|ui| {
            for other in Topic::ALL {
                if card::choice(ui, &other.name(), (topic == other).into()) {
                    next = Next::Read(other);
                }
            }
        });
        ui.separator();
        let height = HEIGHT.min(ctx.content_rect().height() * 0.65);
        ScrollArea::vertical()
            .id_salt(topic.name())
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink(false)
            .show(ui, |ui| {
                // The bar lies over what it scrolls.
                ui.set_max_width(ui.available_width() - 16.0);
                match topic {
                    Topic::Steps => steps_ui(ui, palette, &mut next),
                    Topic::Keys => keys_ui(ui, palette, session),
                    Topic::About => about_ui(ui, palette),
                }
            });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if widgets::primary(ui, palette, &t!("help.close")).clicked() {
                next = Next::Close;
            }
        });
    });
    // Nothing is lost when a click beside it closes it.
    let is_left = shown.backdrop_response.clicked() || ctx.input(|input| input.key_pressed(Key::Escape));
    if is_left { Next::Close } else { next }
}

fn steps_ui(ui: &mut Ui, palette: &Palette, next: &mut Next) {
    for (position, (key, page)) in STEPS.into_iter().enumerate() {
        ui.horizontal_top(|ui| {
            let number = RichText::new((position + 1).to_string()).font(theme::bold_of(15.0));
            ui.add_sized([NUMBER, LINE], Label::new(number.color(palette.accent)));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 3.0;
                let title = RichText::new(t!(format!("help.step_{key}"))).font(theme::bold_of(15.0));
                match page {
                    Some(page) => {
                        let link = ui.link(title).on_hover_text(menu::page_keys(page));
                        if link.clicked() {
                            *next = Next::Go(page);
                        }
                    }
                    None => drop(ui.label(title)),
                }
                ui.add(Label::new(RichText::new(t!(format!("help.step_{key}_how"))).color(palette.weak)).wrap());
            });
        });
    }
}

fn keys_ui(ui: &mut Ui, palette: &Palette, session: &Session) {
    let typing = (t!("help.any_key").into_owned(), t!("help.grid_type").into_owned());
    let moves = GRID
        .into_iter()
        .map(|(what, keys)| (keys.to_owned(), t!(format!("help.grid_{what}")).into_owned()));
    let actions = Action::ALL
        .into_iter()
        .map(|action| (action.keys().to_owned(), action.name()));
    let grid = [typing]
        .into_iter()
        .chain(moves)
        .chain(actions.filter(|(keys, _)| !keys.is_empty()));
    let pages = Page::ALL
        .into_iter()
        .map(|page| (menu::page_keys(page), menu::page_name(page)));
    list(ui, palette, &t!("help.keys_document"), menu::bound(ui.ctx(), session));
    list(ui, palette, &t!("help.keys_pages"), pages);
    list(ui, palette, &t!("help.keys_grid"), grid);
}

/// Lists keys with what they do below a heading.
fn list(ui: &mut Ui, palette: &Palette, heading: &str, keys: impl IntoIterator<Item = (String, String)>) {
    ui.label(RichText::new(heading).font(theme::bold_of(15.0)));
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = LINE;
        ui.spacing_mut().item_spacing.y = 4.0;
        for (keys, what) in keys {
            ui.horizontal(|ui| {
                ui.allocate_ui_with_layout(vec2(KEYS, LINE), Layout::left_to_right(Align::Center), |ui| {
                    ui.set_width(KEYS);
                    ui.label(RichText::new(keys).color(palette.weak));
                });
                ui.label(what.trim_end_matches('…'));
            });
        }
    });
    ui.add_space(theme::GAP / 2.0);
}

fn about_ui(ui: &mut Ui, palette: &Palette) {
    ui.label(RichText::new(t!("help.name")).font(theme::bold_of(20.0)));
    ui.label(RichText::new(t!("help.version", version = env!("CARGO_PKG_VERSION"))).color(palette.weak));
    for text in [
        "about_what",
        "about_local",
        "about_rules",
        "about_figures",
        "about_licence",
    ] {
        ui.add(Label::new(t!(format!("help.{text}"))).wrap());
    }
}
