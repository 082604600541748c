//! The window. One frame: keys → panels → edits → commands → questions.

mod basics;
mod budget;
mod card;
mod cells;
mod charts;
mod data;
mod dialogs;
mod field;
mod help;
mod icon;
mod indicators;
mod list;
mod menu;
mod names;
mod overview;
mod pace;
mod plot;
mod prose;
mod report_text;
mod review;
mod scene;
mod score_panel;
mod shell;
mod theme;
mod widgets;

pub use dialogs::{Picker, tell};
pub use scene::Page;
pub use shell::{App, run};
