//! The window is opened, or it is said why it cannot be.

use std::path::Path;

use eframe::Renderer;
use eframe::egui::{self, ViewportCommand};
use rust_i18n::t;

use super::App;
use crate::session::{self, Session};
use crate::ui::dialogs::NativePicker;

/// What a window can be drawn by.
const NEEDED: &str = if cfg!(windows) {
    "OpenGL 2.0 / Direct3D 12"
} else {
    "OpenGL 2.0"
};

/// Opens the window, with a file when one is given.
///
/// # Errors
/// No display, or the graphics system refused: a sentence.
pub fn run(file: Option<&Path>) -> Result<(), String> {
    let opened = open(Renderer::Glow, file);
    // A remote desktop or a virtual machine of Windows draws by Direct3D what its OpenGL is too old for.
    #[cfg(windows)]
    let opened = opened.or_else(|error| {
        if is_graphics(&error) {
            open(Renderer::Wgpu, file)
        } else {
            Err(error)
        }
    });
    opened.map_err(|error| refusal(&error))
}

/// Opens the window, drawn by `renderer`, and returns when it is closed.
fn open(renderer: Renderer, file: Option<&Path>) -> eframe::Result {
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
        renderer,
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
            if let Some(file) = file {
                // A relative path means another file once it is remembered.
                app.session
                    .open_path(&std::path::absolute(file).unwrap_or_else(|_| file.to_owned()));
            }
            app.step(ctx, question);
            Ok(Box::new(app))
        }),
    )
}

/// Returns whether it is the drawing that failed, not the window.
fn is_graphics(error: &eframe::Error) -> bool {
    match error {
        eframe::Error::OpenGL(_) | eframe::Error::Glutin(_) | eframe::Error::NoGlutinConfigs(..) => true,
        #[cfg(windows)]
        eframe::Error::Wgpu(_) => true,
        _ => false,
    }
}

/// Returns why there is no window.
fn refusal(error: &eframe::Error) -> String {
    let reason = error.to_string();
    if is_graphics(error) {
        t!("shell.no_graphics", needed = NEEDED, reason = reason).into_owned()
    } else {
        t!("shell.no_window", reason = reason).into_owned()
    }
}
