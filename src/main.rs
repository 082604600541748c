//! Reads the command line, then runs `cli` or `ui`; the only place that exits.

use std::path::PathBuf;
use std::process::ExitCode;

use hengji::cli::{self, Outcome};

fn main() -> ExitCode {
    let outcome = cli::run(std::env::args_os(), &mut std::io::stdout(), &mut std::io::stderr());
    match outcome {
        Outcome::Done(status) => status.into(),
        Outcome::Window(file) => match window(file) {
            Ok(()) => ExitCode::SUCCESS,
            Err(sentence) => {
                use std::io::Write;
                // Without a standard error there is nobody to tell.
                let _ = writeln!(std::io::stderr(), "{sentence}");
                #[cfg(feature = "gui")]
                if has_display() {
                    hengji::ui::tell(&sentence);
                }
                ExitCode::FAILURE
            }
        },
    }
}

/// Opens the window.
#[cfg(feature = "gui")]
fn window(file: Option<PathBuf>) -> Result<(), String> {
    let instead = match &file {
        Some(file) => format!(
            "；不用窗口时可以导出：hengji export {} --out 导出文件夹",
            file.display()
        ),
        None => {
            "；不用窗口时可以先写出示例再导出：hengji example --out 示例.ron，hengji export 示例.ron --out 导出文件夹"
                .to_owned()
        }
    };
    if !has_display() {
        return Err(format!(
            "没有图形显示（DISPLAY 和 WAYLAND_DISPLAY 都没有设置），打不开窗口{instead}"
        ));
    }
    hengji::ui::run(file.as_deref()).map_err(|sentence| sentence + &instead)
}

/// Tells whether windows can be shown: only Linux does without.
#[cfg(feature = "gui")]
fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Says that there is no window.
#[cfg(not(feature = "gui"))]
fn window(_: Option<PathBuf>) -> Result<(), String> {
    Err("此程序编译时没有包含窗口，只能使用命令行；用 hengji --help 查看用法".to_owned())
}
