//! The glyphs of `assets/fonts/Icons.ttf`, by their Phosphor names.
//!
//! Written by `packaging/fonts`; to add an icon, add its name to `packaging/fonts.py` and run that.
#![allow(dead_code, reason = "a set to choose from")]

/// Reads again.
pub const ARROW_CLOCKWISE: &str = "\u{e036}";
/// Puts back.
pub const ARROW_COUNTER_CLOCKWISE: &str = "\u{e038}";
/// Moves down.
pub const ARROW_DOWN: &str = "\u{e03e}";
/// Goes back.
pub const ARROW_LEFT: &str = "\u{e058}";
/// Goes to the end.
pub const ARROW_LINE_DOWN: &str = "\u{e05c}";
/// Goes to the beginning.
pub const ARROW_LINE_UP: &str = "\u{e066}";
/// Goes on.
pub const ARROW_RIGHT: &str = "\u{e06c}";
/// Opens outside.
pub const ARROW_SQUARE_OUT: &str = "\u{e5de}";
/// Undoes.
pub const ARROW_U_UP_LEFT: &str = "\u{e08a}";
/// Redoes.
pub const ARROW_U_UP_RIGHT: &str = "\u{e08c}";
/// Moves up.
pub const ARROW_UP: &str = "\u{e08e}";
/// Sorts.
pub const ARROWS_DOWN_UP: &str = "\u{e098}";
/// A department.
pub const BANK: &str = "\u{e0b4}";
/// Rules and sources.
pub const BOOK_OPEN: &str = "\u{e0e6}";
/// The computed score.
pub const CALCULATOR: &str = "\u{e538}";
/// A date or a year.
pub const CALENDAR: &str = "\u{e108}";
/// An open part.
pub const CARET_DOWN: &str = "\u{e136}";
/// One back.
pub const CARET_LEFT: &str = "\u{e138}";
/// A closed part.
pub const CARET_RIGHT: &str = "\u{e13a}";
/// One up.
pub const CARET_UP: &str = "\u{e13c}";
/// Charts.
pub const CHART_BAR: &str = "\u{e150}";
/// Bars.
pub const CHART_BAR_HORIZONTAL: &str = "\u{e152}";
/// Shares.
pub const CHART_DONUT: &str = "\u{eaa6}";
/// A course.
pub const CHART_LINE_UP: &str = "\u{e156}";
/// Chosen.
pub const CHECK: &str = "\u{e182}";
/// Met.
pub const CHECK_CIRCLE: &str = "\u{e184}";
/// A ticked box.
pub const CHECK_SQUARE: &str = "\u{e186}";
/// Open.
pub const CIRCLE: &str = "\u{e18a}";
/// Unfilled.
pub const CIRCLE_DASHED: &str = "\u{e602}";
/// Partly.
pub const CIRCLE_HALF: &str = "\u{e18c}";
/// Pastes.
pub const CLIPBOARD: &str = "\u{e196}";
/// A form.
pub const CLIPBOARD_TEXT: &str = "\u{e198}";
/// Time.
pub const CLOCK: &str = "\u{e19a}";
/// History.
pub const CLOCK_COUNTER_CLOCKWISE: &str = "\u{e1a0}";
/// Money.
pub const COINS: &str = "\u{e78e}";
/// Side by side.
pub const COLUMNS: &str = "\u{e546}";
/// Commands.
pub const COMMAND: &str = "\u{e1c4}";
/// Copies.
pub const COPY: &str = "\u{e1ca}";
/// A handle to drag.
pub const DOTS_SIX_VERTICAL: &str = "\u{eae2}";
/// More.
pub const DOTS_THREE: &str = "\u{e1fe}";
/// More.
pub const DOTS_THREE_VERTICAL: &str = "\u{e208}";
/// Imports.
pub const DOWNLOAD: &str = "\u{e20a}";
/// Imports.
pub const DOWNLOAD_SIMPLE: &str = "\u{e20c}";
/// Equal to the target.
pub const EQUALS: &str = "\u{e21c}";
/// Exports.
pub const EXPORT: &str = "\u{eaf0}";
/// Shown.
pub const EYE: &str = "\u{e220}";
/// Hidden.
pub const EYE_SLASH: &str = "\u{e224}";
/// A file.
pub const FILE: &str = "\u{e230}";
/// A csv table.
pub const FILE_CSV: &str = "\u{eb1c}";
/// A Word document.
pub const FILE_DOC: &str = "\u{eb1e}";
/// A PDF document.
pub const FILE_PDF: &str = "\u{e702}";
/// A new file.
pub const FILE_PLUS: &str = "\u{e236}";
/// A png picture.
pub const FILE_PNG: &str = "\u{eb18}";
/// A svg drawing.
pub const FILE_SVG: &str = "\u{ed08}";
/// A report.
pub const FILE_TEXT: &str = "\u{e23a}";
/// A workbook.
pub const FILE_XLS: &str = "\u{eb22}";
/// A goal.
pub const FLAG: &str = "\u{e244}";
/// Saves.
pub const FLOPPY_DISK: &str = "\u{e248}";
/// A folder.
pub const FOLDER: &str = "\u{e24a}";
/// Opens.
pub const FOLDER_OPEN: &str = "\u{e256}";
/// Filters.
pub const FUNNEL: &str = "\u{e266}";
/// The score.
pub const GAUGE: &str = "\u{e628}";
/// Settings.
pub const GEAR: &str = "\u{e270}";
/// A number.
pub const HASH: &str = "\u{e2a2}";
/// The overview.
pub const HOUSE: &str = "\u{e2c2}";
/// A picture.
pub const IMAGE: &str = "\u{e2ca}";
/// Explains.
pub const INFO: &str = "\u{e2ce}";
/// Shortcuts.
pub const KEYBOARD: &str = "\u{e2d8}";
/// A hint.
pub const LIGHTBULB: &str = "\u{e2dc}";
/// A relation.
pub const LINK: &str = "\u{e2e2}";
/// A menu.
pub const LIST: &str = "\u{e2f0}";
/// The indicators.
pub const LIST_BULLETS: &str = "\u{e2f2}";
/// A ranking.
pub const LIST_NUMBERS: &str = "\u{e2f6}";
/// Fixed.
pub const LOCK: &str = "\u{e2fa}";
/// Searches.
pub const MAGNIFYING_GLASS: &str = "\u{e30c}";
/// Smaller.
pub const MAGNIFYING_GLASS_MINUS: &str = "\u{e30e}";
/// Larger.
pub const MAGNIFYING_GLASS_PLUS: &str = "\u{e310}";
/// The grade.
pub const MEDAL: &str = "\u{e320}";
/// Takes away.
pub const MINUS: &str = "\u{e32a}";
/// Not counted.
pub const MINUS_CIRCLE: &str = "\u{e32c}";
/// As the system has it.
pub const MONITOR: &str = "\u{e32e}";
/// Dark.
pub const MOON: &str = "\u{e330}";
/// Edits the text.
pub const NOTE_PENCIL: &str = "\u{e34c}";
/// A project.
pub const PACKAGE: &str = "\u{e390}";
/// Evidence.
pub const PAPERCLIP: &str = "\u{e39a}";
/// Edits.
pub const PENCIL_SIMPLE: &str = "\u{e3b4}";
/// A rate.
pub const PERCENT: &str = "\u{e3b6}";
/// Adds.
pub const PLUS: &str = "\u{e3d4}";
/// Adds.
pub const PLUS_CIRCLE: &str = "\u{e3d6}";
/// A briefing.
pub const PRESENTATION_CHART: &str = "\u{e656}";
/// Prints.
pub const PRINTER: &str = "\u{e3dc}";
/// Help.
pub const QUESTION: &str = "\u{e3e8}";
/// The rows.
pub const ROWS: &str = "\u{e5a2}";
/// Adds a row below.
pub const ROWS_PLUS_BOTTOM: &str = "\u{e59e}";
/// 衡绩 itself.
pub const SCALES: &str = "\u{e750}";
/// Reviewed.
pub const SEAL_CHECK: &str = "\u{e606}";
/// Checked.
pub const SHIELD_CHECK: &str = "\u{e40c}";
/// Shows or hides a pane.
pub const SIDEBAR_SIMPLE: &str = "\u{ec24}";
/// Options.
pub const SLIDERS_HORIZONTAL: &str = "\u{e434}";
/// Sorted upwards.
pub const SORT_ASCENDING: &str = "\u{e444}";
/// Sorted downwards.
pub const SORT_DESCENDING: &str = "\u{e446}";
/// An empty box.
pub const SQUARE: &str = "\u{e45e}";
/// An overview.
pub const SQUARES_FOUR: &str = "\u{e464}";
/// Levels.
pub const STACK: &str = "\u{e466}";
/// Marked.
pub const STAR: &str = "\u{e46a}";
/// Light.
pub const SUN: &str = "\u{e472}";
/// A table.
pub const TABLE: &str = "\u{e476}";
/// 演示数据.
pub const TAG: &str = "\u{e478}";
/// A target.
pub const TARGET: &str = "\u{e47c}";
/// Text.
pub const TEXT_AA: &str = "\u{e6ee}";
/// The language.
pub const TRANSLATE: &str = "\u{e4a2}";
/// Deletes.
pub const TRASH: &str = "\u{e4a6}";
/// Nothing here yet.
pub const TRAY: &str = "\u{e4aa}";
/// The tree of indicators.
pub const TREE_STRUCTURE: &str = "\u{e67c}";
/// Less.
pub const TREND_DOWN: &str = "\u{e4ac}";
/// More.
pub const TREND_UP: &str = "\u{e4ae}";
/// A person.
pub const USER: &str = "\u{e4c2}";
/// A section.
pub const USERS: &str = "\u{e4d6}";
/// The budget.
pub const WALLET: &str = "\u{e68a}";
/// A warning.
pub const WARNING: &str = "\u{e4e0}";
/// Unmet.
pub const WARNING_CIRCLE: &str = "\u{e4e2}";
/// Mends.
pub const WRENCH: &str = "\u{e5d4}";
/// Closes.
pub const X: &str = "\u{e4f6}";
/// Refused.
pub const X_CIRCLE: &str = "\u{e4f8}";
/// A crossed box.
pub const X_SQUARE: &str = "\u{e4fa}";
