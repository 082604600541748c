//! What a program that ended without its last word has left unsaved.

use eframe::egui::Ui;
use jiff::civil::DateTime;
use rust_i18n::t;

use super::{Prompt, answers_ui, question_ui};
use crate::session::{Answer, Standing};
use crate::ui::theme::Palette;

/// Makes the prompt.
pub(super) fn prompt(
    department: &str,
    year: u16,
    file: Option<&str>,
    kept: Option<DateTime>,
    standing: Standing,
) -> Prompt {
    let department = match department {
        "" => t!("dialog.recover_unnamed"),
        department => department.into(),
    };
    let kept = kept.map(|kept| {
        let time = format!("{:02}:{:02}", kept.hour(), kept.minute());
        t!(
            "dialog.recover_kept",
            month = kept.month(),
            day = kept.day(),
            time = time
        )
    });
    let file = file.unwrap_or_default();
    let standing = match standing {
        Standing::Unsaved => t!("dialog.recover_unsaved"),
        Standing::Ahead(0) => t!("dialog.recover_other", file = file),
        Standing::Ahead(count) => t!("dialog.recover_ahead", file = file, count = count),
        Standing::Apart => t!("dialog.recover_apart", file = file),
        Standing::Missing => t!("dialog.recover_missing", file = file),
    };
    Prompt::Recover {
        what: t!("dialog.recover_what", department = department, year = year).into_owned(),
        hint: t!(
            "dialog.recover_hint",
            kept = kept.unwrap_or_default(),
            standing = standing
        )
        .into_owned(),
    }
}

/// Asks what becomes of it.
pub(super) fn ui(ui: &mut Ui, palette: &Palette, what: &str, hint: &str) -> Option<Answer> {
    question_ui(ui, palette, &format!("{}\n{what}", t!("dialog.recover")), hint);
    let answers = [
        (t!("dialog.recover_it").into_owned(), Answer::Recover),
        (t!("dialog.recover_later").into_owned(), Answer::Cancel),
        (t!("dialog.recover_not").into_owned(), Answer::Discard),
    ];
    answers_ui(ui, palette, answers)
}
