//! The fonts the program carries, so that it reads well on a machine with no Chinese font.
//!
//! Made by `packaging/fonts`; the licences lie beside the files in `assets/fonts`. Characters outside them
//! (rare names) come from the fonts of the system.

use std::collections::BTreeSet;

/// The family name of [`REGULAR`] and [`BOLD`], as an SVG or a font database knows them.
pub const FAMILY: &str = "Noto Sans SC";

/// Noto Sans SC, weight 400: GB 2312 and 通用规范汉字表 (国发〔2013〕23号) whole, Latin and the signs of official
/// documents; digits are of one width.
///
/// © 2014-2021 Adobe, SIL Open Font License 1.1.
pub const REGULAR: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Regular.otf");

/// The same at weight 700.
///
/// © 2014-2021 Adobe, SIL Open Font License 1.1.
pub const BOLD: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Bold.otf");

/// Returns the characters of a text that neither the carried fonts nor any of these font files can draw, in order.
///
/// A file that is no font draws nothing.
pub fn undrawn(text: &str, installed: &[Vec<u8>]) -> BTreeSet<char> {
    let mut left: BTreeSet<char> = text.chars().filter(|sign| !sign.is_control()).collect();
    let files = [REGULAR].into_iter().chain(installed.iter().map(Vec::as_slice));
    for file in files {
        let faces = ttf_parser::fonts_in_collection(file).unwrap_or(1);
        for face in (0..faces).filter_map(|face| ttf_parser::Face::parse(file, face).ok()) {
            left.retain(|sign| face.glyph_index(*sign).is_none());
        }
        if left.is_empty() {
            break;
        }
    }
    left
}

/// Phosphor icons, in the private use area; `ui::icon` names them.
///
/// © 2020-2021 Phosphor Icons, MIT.
pub const ICONS: &[u8] = include_bytes!("../assets/fonts/Icons.ttf");
