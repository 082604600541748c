//! The window is opened, or it is said why it cannot be.

use std::path::PathBuf;

use eframe::egui::{self, ViewportCommand};
use rust_i18n::t;

use super::App;
use crate::session::{self, Session};
use crate::ui::dialogs::NativePicker;

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
            eframe::icon_data::from_png_bytes(include_bytes!("../../../assets/icon/hengji.png")).unwrap_or_default(),
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
            let ctx = &creation.egui_ctx;
            let mut session = Session::new(jiff::ZonedDateTime::now().date());
            let question = session::home().and_then(|folder| session.remember_in(folder));
            let mut app = App::new(ctx, session, Box::new(NativePicker::of(creation)));
            if let Some(file) = &file {
                // A relative path means another file once it is remembered.
                app.session
                    .open_path(&std::path::absolute(file).unwrap_or_else(|_| file.clone()));
            }
            app.step(ctx, question);
            Ok(Box::new(app))
        }),
    )
    .map_err(|error| refusal(&error))
}

/// Returns why there is no window.
fn refusal(error: &eframe::Error) -> String {
    let reason = error.to_string();
    match error {
        eframe::Error::OpenGL(_) | eframe::Error::Glutin(_) | eframe::Error::NoGlutinConfigs(..) => {
            t!("shell.no_graphics", reason = reason).into_owned()
        }
        _ => t!("shell.no_window", reason = reason).into_owned(),
    }
}
