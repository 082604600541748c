//! The dialogs of zenity, for desktops without a portal. rfd falls back to them too, but gives them no title and no
//! folder to begin in, and cannot close them.

use std::ffi::{OsStr, OsString};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::native::{Dialog, Kind, Waiting};

/// Where the desktops say what their portals can do.
const PORTALS: &str = "/usr/share/xdg-desktop-portal/portals";

/// A dialog of zenity, which is closed when this is dropped.
pub struct Zenity(Arc<Mutex<Child>>);

impl Zenity {
    /// Opens a dialog, with what waits for its answer; `None` where there is a portal or no zenity.
    pub fn open(dialog: &Dialog) -> Option<(Self, Waiting)> {
        if Path::new(PORTALS).is_dir() {
            return None;
        }
        let mut command = Command::new("zenity");
        command.args(arguments(dialog)).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        let mut out = child.stdout.take()?;
        let child = Arc::new(Mutex::new(child));
        let open = Self(Arc::clone(&child));
        let picked = Box::new(move || {
            let mut text = Vec::new();
            let read = out.read_to_end(&mut text);
            let ended = locked(&child).wait();
            let is_answered = read.is_ok() && ended.is_ok_and(|status| status.success());
            if is_answered { paths(&text) } else { Vec::new() }
        });
        Some((open, picked))
    }
}

impl Drop for Zenity {
    fn drop(&mut self) {
        // One that was answered has ended by itself.
        locked(&self.0).kill().ok();
    }
}

/// A process is sound whatever happened to the thread that waited for it.
fn locked(child: &Mutex<Child>) -> MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the arguments that make a dialog what it is wanted to be.
fn arguments(dialog: &Dialog) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = vec!["--file-selection".into(), "--title".into(), (&dialog.title).into()];
    let (kind, name): (&[&str], &str) = match &dialog.kind {
        Kind::File => (&[], ""),
        Kind::Files => (&["--multiple", "--separator=\n"], ""),
        Kind::Folder => (&["--directory"], ""),
        Kind::Target(name) => (&["--save", "--confirm-overwrite"], name),
    };
    arguments.extend(kind.iter().map(OsString::from));
    // A path that ends in a stroke is a folder to begin in.
    let path = dialog
        .folder
        .as_ref()
        .map_or_else(|| name.into(), |folder| folder.join(name));
    arguments.extend(["--filename".into(), path.into()]);
    if let Some((name, endings)) = &dialog.filter {
        let endings: Vec<String> = endings.iter().map(|ending| format!("*.{ending}")).collect();
        let filter = format!("{name} | {}", endings.join(" "));
        arguments.extend(["--file-filter".into(), filter.into()]);
    }
    arguments
}

/// Reads what was picked, a path a line.
fn paths(text: &[u8]) -> Vec<PathBuf> {
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| PathBuf::from(OsStr::from_bytes(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialog_has_title_folder_and_name() {
        for (kind, filter, wanted) in [
            (
                Kind::Target("甲.ron".to_owned()),
                Some(("自评项目文件".to_owned(), &["ron"][..])),
                "--save --confirm-overwrite --filename /家/资料/甲.ron --file-filter 自评项目文件 | *.ron",
            ),
            (Kind::Folder, None, "--directory --filename /家/资料/"),
            (
                Kind::File,
                Some(("表格".to_owned(), &["xlsx", "csv"][..])),
                "--filename /家/资料/ --file-filter 表格 | *.xlsx *.csv",
            ),
            (Kind::Files, None, "--multiple --separator=\n --filename /家/资料/"),
        ] {
            let dialog = Dialog {
                title: "标题".to_owned(),
                kind,
                folder: Some(PathBuf::from("/家/资料")),
                filter,
            };
            let arguments = arguments(&dialog);
            let texts: Vec<&str> = arguments.iter().filter_map(|one| one.to_str()).collect();
            assert_eq!(texts.join(" "), format!("--file-selection --title 标题 {wanted}"));
        }
        assert_eq!(
            paths("/家/一 .pdf\n/家/二|三.pdf\n".as_bytes()),
            [PathBuf::from("/家/一 .pdf"), PathBuf::from("/家/二|三.pdf")]
        );
    }
}
