//! The fonts the program carries, so that it reads well on a machine with no Chinese font.
//!
//! Made by `packaging/fonts`; the licences lie beside the files in `assets/fonts`. Characters outside them
//! (rare names) come from the fonts of the system.

/// The family name of [`REGULAR`] and [`BOLD`], as an SVG or a font database knows them.
pub const FAMILY: &str = "Noto Sans SC";

/// Noto Sans SC, weight 400: GB 2312, Latin and the signs of official documents; digits are of one width.
///
/// © 2014-2021 Adobe, SIL Open Font License 1.1.
pub const REGULAR: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Regular.otf");

/// The same at weight 700.
///
/// © 2014-2021 Adobe, SIL Open Font License 1.1.
pub const BOLD: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Bold.otf");

/// Phosphor icons, in the private use area; `ui::icon` names them.
///
/// © 2020-2021 Phosphor Icons, MIT.
pub const ICONS: &[u8] = include_bytes!("../assets/fonts/Icons.ttf");
