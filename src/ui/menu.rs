//! Menus, toolbar and shortcuts, all from the one list of commands.

use std::path::Path;

use eframe::egui;
use egui::{Button, Context, Key, KeyboardShortcut, MenuBar, Modifiers, RichText, ThemePreference, Ui};
use rust_i18n::t;

use super::help::Topic;
use super::indicators::{Action, Editor};
use super::scene::{Page, View};
use super::{icon, names, theme, widgets};
use crate::examples::Example;
use crate::model::Edit;
use crate::report::Format;
use crate::session::{Command, Language, Session, Settings, Theme, is_chinese};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const HELP: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F1);

/// Returns the name of a command in menus.
fn name(command: Command, session: &Session) -> String {
    let named = |key: &str, edit: Option<&Edit>| match edit {
        Some(edit) => format!("{} {}", t!(key), names::edit(edit)),
        None => t!(key).into_owned(),
    };
    match command {
        Command::New => t!("menu.new").into_owned(),
        Command::Open => t!("menu.open").into_owned(),
        Command::OpenRecent(place) => {
            let file = session.settings().recent.get(place).and_then(|path| path.file_name());
            file.unwrap_or_default().to_string_lossy().into_owned()
        }
        Command::OpenExample(Example::Wuchang) => t!("menu.example_wuchang").into_owned(),
        Command::OpenExample(Example::Changjiang) => t!("menu.example_changjiang").into_owned(),
        Command::Save => t!("menu.save").into_owned(),
        Command::SaveAs => t!("menu.save_as").into_owned(),
        Command::Import => t!("menu.import").into_owned(),
        Command::Collect => t!("menu.collect").into_owned(),
        Command::LoadScheme => t!("menu.load_scheme").into_owned(),
        Command::Export(None) => t!("menu.export_all").into_owned(),
        Command::Export(Some(Format::Docx)) => t!("menu.export_docx").into_owned(),
        #[cfg(feature = "pdf")]
        Command::Export(Some(Format::Pdf)) => t!("menu.export_pdf").into_owned(),
        #[cfg(feature = "pdf")]
        Command::Export(Some(Format::Briefing)) => t!("menu.export_briefing").into_owned(),
        Command::Export(Some(Format::Xlsx)) => t!("menu.export_xlsx").into_owned(),
        Command::Export(Some(Format::Svg)) => t!("menu.export_svg").into_owned(),
        Command::Export(Some(Format::Png)) => t!("menu.export_png").into_owned(),
        Command::Export(Some(Format::Sections)) => t!("menu.export_sections").into_owned(),
        Command::Export(Some(Format::Public)) => t!("menu.export_public").into_owned(),
        Command::AttachEvidence => t!("menu.attach_evidence").into_owned(),
        Command::VerifyEvidence => t!("menu.verify_evidence").into_owned(),
        Command::Undo | Command::Withdraw => named("menu.undo", session.history().undoable()),
        Command::Redo => named("menu.redo", session.history().redoable()),
        Command::Quit => t!("menu.quit").into_owned(),
    }
}

/// Returns the keys of a command.
fn shortcut(command: Command) -> Option<KeyboardShortcut> {
    let (modifiers, key) = match command {
        Command::New => (CTRL, Key::N),
        Command::Open => (CTRL, Key::O),
        Command::Save => (CTRL, Key::S),
        Command::SaveAs => (CTRL_SHIFT, Key::S),
        Command::Import => (CTRL, Key::I),
        Command::Export(None) => (CTRL, Key::E),
        Command::Undo => (CTRL, Key::Z),
        Command::Redo => (CTRL, Key::Y),
        Command::Quit => (CTRL, Key::Q),
        _ => return None,
    };
    Some(KeyboardShortcut::new(modifiers, key))
}

/// Lists the commands that have keys: the keys, and what they do.
pub fn bound(ctx: &Context, session: &Session) -> Vec<(String, String)> {
    let bound = |command: &Command| Some((ctx.format_shortcut(&shortcut(*command)?), name(*command, session)));
    let help = (ctx.format_shortcut(&HELP), t!("help.menu").into_owned());
    Command::ALL.iter().filter_map(bound).chain([help]).collect()
}

/// Takes the document's shortcuts before any field sees the keys.
pub fn keys(ctx: &Context, view: &mut View) -> Vec<Command> {
    ctx.input_mut(|input| {
        for (page, key) in Page::ALL.into_iter().zip([
            Key::Num1,
            Key::Num2,
            Key::Num3,
            Key::Num4,
            Key::Num5,
            Key::Num6,
            Key::Num7,
            Key::Num8,
        ]) {
            if input.consume_shortcut(&KeyboardShortcut::new(CTRL, key)) {
                view.page = page;
                view.arrived = true;
            }
        }
        if input.consume_shortcut(&HELP) {
            view.help = Some(Topic::Steps);
        }
        // Those with Shift first: egui takes Ctrl+S for Ctrl+Shift+S too.
        let mut commands = Vec::new();
        let mut bound: Vec<(Command, KeyboardShortcut)> = Command::ALL
            .iter()
            .filter_map(|command| Some((*command, shortcut(*command)?)))
            .collect();
        bound.push((Command::Redo, KeyboardShortcut::new(CTRL_SHIFT, Key::Z)));
        bound.sort_by_key(|(_, keys)| !keys.modifiers.shift);
        for (command, keys) in bound {
            if !commands.contains(&command) && input.consume_shortcut(&keys) {
                commands.push(command);
            }
        }
        commands
    })
}

fn item(ui: &mut Ui, session: &Session, command: Command, commands: &mut Vec<Command>) {
    let mut button = Button::new(name(command, session));
    if let Some(keys) = shortcut(command) {
        button = button.shortcut_text(ui.ctx().format_shortcut(&keys));
    }
    if ui.add_enabled(session.can(command), button).clicked() {
        commands.push(command);
        ui.close();
    }
}

/// Shows the menus.
pub fn bar(ui: &mut Ui, session: &Session, editor: &mut Editor, view: &mut View, commands: &mut Vec<Command>) {
    let list = |ui: &mut Ui, listed: &[Command], commands: &mut Vec<Command>| {
        for command in listed {
            item(ui, session, *command, commands);
        }
    };
    ui.scope(|ui| {
        ui.set_max_width(230.0);
        MenuBar::new().ui(ui, |ui| {
            ui.menu_button(t!("menu.file"), |ui| {
                list(ui, &[Command::New, Command::Open], commands);
                recent(ui, session, commands);
                ui.menu_button(t!("menu.examples"), |ui| {
                    list(
                        ui,
                        &[
                            Command::OpenExample(Example::Wuchang),
                            Command::OpenExample(Example::Changjiang),
                        ],
                        commands,
                    );
                });
                ui.separator();
                list(ui, &[Command::Save, Command::SaveAs], commands);
                ui.separator();
                list(ui, &[Command::Import, Command::Collect, Command::LoadScheme], commands);
                ui.menu_button(t!("menu.export"), |ui| {
                    list(ui, &[Command::Export(None)], commands);
                    ui.separator();
                    let formats: Vec<Command> = Format::ALL
                        .iter()
                        .map(|format| Command::Export(Some(*format)))
                        .collect();
                    list(ui, &formats, commands);
                    ui.separator();
                    let asked_for = Format::ASKED_FOR.iter().map(|format| Command::Export(Some(*format)));
                    list(ui, &asked_for.collect::<Vec<_>>(), commands);
                });
                ui.separator();
                list(ui, &[Command::Quit], commands);
            });
            ui.menu_button(t!("menu.edit"), |ui| {
                list(ui, &[Command::Undo, Command::Redo], commands);
                ui.separator();
                rows(ui, editor, view);
                ui.separator();
                list(ui, &[Command::AttachEvidence, Command::VerifyEvidence], commands);
            });
            ui.menu_button(t!("menu.view"), |ui| {
                for page in Page::ALL {
                    let button = Button::selectable(view.page == page, page_name(page)).shortcut_text(page_keys(page));
                    if ui.add(button).clicked() {
                        view.page = page;
                        ui.close();
                    }
                }
            });
            ui.menu_button(t!("help.menu"), |ui| {
                for topic in Topic::ALL {
                    let mut button = Button::new(topic.name());
                    if topic == Topic::Steps {
                        button = button.shortcut_text(ui.ctx().format_shortcut(&HELP));
                    }
                    if ui.add(button).clicked() {
                        view.help = Some(topic);
                        ui.close();
                    }
                }
            });
        });
    });
}

/// Shows the projects opened or saved, each with the folder it lies in.
fn recent(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let files = &session.settings().recent;
    ui.add_enabled_ui(!files.is_empty(), |ui| {
        ui.menu_button(t!("menu.recent"), |ui| {
            for (place, path) in files.iter().enumerate() {
                let command = Command::OpenRecent(place);
                let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
                let button = Button::new(name(command, session)).shortcut_text(folder.to_string_lossy());
                if ui.add(button).on_hover_text(path.display().to_string()).clicked() {
                    commands.push(command);
                    ui.close();
                }
            }
        });
    });
}

/// Shows what can be done to rows of the grid; where the grid is not shown, only a new row can be asked for.
fn rows(ui: &mut Ui, editor: &mut Editor, view: &mut View) {
    for action in Action::ALL {
        let here = view.page == Page::Indicators || action == Action::Insert;
        let button = Button::new(action.name()).shortcut_text(action.keys());
        if ui.add_enabled(here && editor.can(action), button).clicked() {
            view.page = Page::Indicators;
            editor.ask(action);
            ui.close();
        }
    }
}

/// Returns the name of a page.
pub fn page_name(page: Page) -> String {
    match page {
        Page::Overview => t!("shell.overview"),
        Page::Basics => t!("shell.basics"),
        Page::Indicators => t!("shell.indicators"),
        Page::Budget => t!("shell.budget"),
        Page::Data => t!("shell.data"),
        Page::Charts => t!("shell.charts"),
        Page::Report => t!("shell.report"),
        Page::Review => t!("shell.review"),
    }
    .into_owned()
}

/// Returns the keys of a page.
pub fn page_keys(page: Page) -> String {
    format!("Ctrl+{}", page as usize + 1)
}

/// Shows the buttons of the commands used most.
pub fn toolbar(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    for (command, sign) in [
        (Command::New, icon::FILE_PLUS),
        (Command::Open, icon::FOLDER_OPEN),
        (Command::Save, icon::FLOPPY_DISK),
        (Command::Undo, icon::ARROW_U_UP_LEFT),
        (Command::Redo, icon::ARROW_U_UP_RIGHT),
        (Command::Import, icon::DOWNLOAD),
        (Command::Export(None), icon::EXPORT),
    ] {
        let keys = shortcut(command).map(|keys| ui.ctx().format_shortcut(&keys));
        let keys = keys.unwrap_or_default();
        if widgets::key_button(ui, sign, &name(command, session), &keys, session.can(command).into()).clicked() {
            commands.push(command);
        }
    }
}

/// Dresses the window as it is remembered.
pub fn dress(ctx: &Context, settings: &Settings) {
    ctx.set_theme(match settings.theme {
        Theme::System => ThemePreference::System,
        Theme::Light => ThemePreference::Light,
        Theme::Dark => ThemePreference::Dark,
    });
    speak(settings.language);
}

/// Returns how the window is dressed.
pub fn dressed(ctx: &Context) -> (Theme, Language) {
    let theme = match ctx.options(|options| options.theme_preference) {
        ThemePreference::System => Theme::System,
        ThemePreference::Light => Theme::Light,
        ThemePreference::Dark => Theme::Dark,
    };
    let language = if is_chinese() {
        Language::Chinese
    } else {
        Language::English
    };
    (theme, language)
}

fn speak(language: Language) {
    rust_i18n::set_locale(match language {
        Language::Chinese => "zh-CN",
        Language::English => "en-US",
    });
}

/// Shows the switches of theme and language.
pub fn appearance(ui: &mut Ui) {
    let dark = ui.visuals().dark_mode;
    let (sign, name) = if dark {
        (icon::SUN, t!("menu.light"))
    } else {
        (icon::MOON, t!("menu.dark"))
    };
    if widgets::icon_button(ui, sign, &name, widgets::Enabled::Yes).clicked() {
        ui.ctx().set_theme(if dark {
            ThemePreference::Light
        } else {
            ThemePreference::Dark
        });
    }
    let chinese = is_chinese();
    let text = RichText::new(if chinese { "EN" } else { "中" }).font(theme::small());
    if ui
        .add(Button::new(text).frame_when_inactive(false))
        .on_hover_text(t!("menu.language"))
        .clicked()
    {
        speak(if chinese { Language::English } else { Language::Chinese });
    }
}
