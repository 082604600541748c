//! What a page may look at, and where it puts what it wants to happen.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;
use jiff::civil::Date;

use super::help::Topic;
use super::theme::Palette;
use crate::model::{Edit, Field, Id, Project};
use crate::score::Scorecard;
use crate::session::Command;
use crate::session::evidence::{Attach, Files};
use crate::session::review::Review;

/// A page of the window, in the order of the navigation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Page {
    /// 总览: what a leader reads.
    #[default]
    Overview,
    /// 基本信息: the head of the form, goals, sections.
    Basics,
    /// 指标: the editor.
    Indicators,
    /// 预算.
    Budget,
    /// 数据: 数据项, 勾稽关系, 佐证材料.
    Data,
    /// 图表.
    Charts,
    /// 报告: text under the headings of the outline.
    Report,
    /// 校核: what a reviewer would object to.
    Review,
}

impl Page {
    /// Every page in order.
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Basics,
        Self::Indicators,
        Self::Budget,
        Self::Data,
        Self::Charts,
        Self::Report,
        Self::Review,
    ];
}

/// An entry of the page 数据.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// 数据项.
    Fact(Id),
    /// 勾稽关系.
    Relation(Id),
    /// 佐证材料.
    Evidence(Id),
}

/// The cell of an indicator's row that the grid is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reveal {
    /// The one in the column of the cursor.
    Row,
    /// That of a field.
    Field(Field),
    /// 得分.
    Score,
    /// 状态, which nothing is typed into.
    Status,
}

/// What the window remembers that is not part of the document.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Page shown.
    pub page: Page,
    /// What the help tells, while it is read.
    pub help: Option<Topic>,
    /// The indicator the panes speak of.
    pub selected: Option<Id>,
    /// Set when the grid should scroll to `selected` and put its cell cursor there.
    pub reveal: Option<Reveal>,
    /// A goal the page 基本信息 should scroll to, ready to be typed into.
    pub goal: Option<Id>,
    /// An entry the page 数据 should scroll to, ready to be typed into.
    pub entry: Option<Entry>,
    /// A heading whose text the page 报告 should show.
    pub heading: Option<String>,
    /// What the page 数据 remembers.
    pub data: super::data::State,
    /// Set when the page was asked for by its keys: its grid takes the focus.
    pub arrived: bool,
    /// Set when the pane below the grid should show what proves the indicator.
    pub shows_proofs: bool,
    /// Set when the page 预算 should scroll to the reasons, ready to be typed into.
    pub budget_reasons: bool,
    /// The score panel explains the budget line instead of an indicator.
    pub explain_execution: bool,
}

impl View {
    /// Selects an indicator and, on whatever page it is asked, goes to its row in the editor.
    pub fn go_to(&mut self, indicator: Id) {
        self.select(indicator);
        self.page = Page::Indicators;
    }

    /// Goes to the cell where a field of an indicator is filled in; without a field, to its score.
    pub fn go_to_field(&mut self, indicator: Id, field: Option<Field>) {
        self.go_to(indicator);
        self.reveal = Some(field.map_or(Reveal::Score, Reveal::Field));
    }

    /// Goes to where it is said what proves an indicator.
    pub fn go_to_proofs(&mut self, indicator: Id) {
        self.go_to(indicator);
        self.shows_proofs = true;
    }

    /// Goes to a goal of the year.
    pub fn go_to_goal(&mut self, goal: Id) {
        self.goal = Some(goal);
        self.page = Page::Basics;
    }

    /// Goes to the text under a heading of the report, by its key.
    pub fn go_to_heading(&mut self, key: String) {
        self.heading = Some(key);
        self.page = Page::Report;
    }

    /// Goes to an entry of the page 数据.
    pub fn go_to_entry(&mut self, entry: Entry) {
        self.entry = Some(entry);
        self.page = Page::Data;
    }

    /// Selects an indicator without leaving the page.
    pub fn select(&mut self, indicator: Id) {
        self.selected = Some(indicator);
        self.explain_execution = false;
        self.reveal = Some(Reveal::Row);
    }
}

/// One frame's view of the document for a page.
pub struct Scene<'a> {
    /// The document.
    pub project: &'a Arc<Project>,
    /// The document as it is printed: words with values in place of their names.
    pub printed: &'a Project,
    /// True while nothing has been opened or entered.
    pub blank: bool,
    /// The projects opened or saved, the last one first.
    pub recent: &'a [PathBuf],
    /// Its scores.
    pub card: &'a Arc<Scorecard>,
    /// The date that documents made today bear.
    pub today: Date,
    /// What a reviewer would object to, that of the state before while a newer one is looked for; `None` until then.
    pub review: Option<Arc<Review>>,
    /// Differs for every state of the document: key for what is cached.
    pub revision: u64,
    /// What is known of the files of the ledger.
    pub files: Files<'a>,
    /// Colours.
    pub palette: &'static Palette,
    /// What the window remembers.
    pub view: &'a mut View,
    /// Changes wanted, applied after the frame in this order.
    pub edits: &'a mut Vec<Edit>,
    /// Commands wanted, run after the edits.
    pub commands: &'a mut Vec<Command>,
    /// What files that have to be chosen become, asked for after the commands.
    pub attach: &'a mut Option<Attach>,
}

impl Scene<'_> {
    /// Returns the year that examples are of: the project's own, or the last one while it has none that calendars know.
    pub fn example_year(&self) -> i16 {
        let own = i16::try_from(self.project.year)
            .ok()
            .filter(|year| (1..9999).contains(year));
        own.unwrap_or_else(|| self.today.year() - 1)
    }

    /// Returns a day in the spring after that year, when the evaluation is filled in.
    pub fn example_day(&self) -> Date {
        Date::constant(self.example_year() + 1, 3, 9)
    }
}

/// Shows a heading with what it is about below it.
pub fn page_heading(ui: &mut egui::Ui, palette: &Palette, title: &str, subtitle: &str) {
    ui.label(
        egui::RichText::new(title)
            .font(super::theme::bold_of(20.0))
            .color(palette.text),
    );
    if !subtitle.is_empty() {
        ui.label(
            egui::RichText::new(subtitle)
                .font(super::theme::small())
                .color(palette.weak),
        );
    }
    ui.add_space(super::theme::GAP / 2.0);
}
