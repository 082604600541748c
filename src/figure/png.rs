//! A figure as PNG bytes.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::{Figure, svg};
use crate::fonts;

/// Greatest number of pixels of a picture: 256 MiB in memory.
const PIXELS: f32 = 64.0 * 1024.0 * 1024.0;

/// The shipped faces; no font of the machine is looked at.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut database = fontdb::Database::new();
    for face in [fonts::REGULAR, fonts::BOLD] {
        database.load_font_data(face.to_vec());
    }
    let family = database
        .faces()
        .find_map(|face| face.families.first().map(|family| family.0.clone()));
    if let Some(family) = family {
        database.set_sans_serif_family(family);
    }
    Arc::new(database)
});

/// Renders a figure at `scale` pixels an SVG unit, with the shipped font only, so that the bytes are the same everywhere.
///
/// # Errors
/// A figure too large to be held in memory, or a scale that is not above 0.
pub fn png(figure: &Figure, scale: f32) -> Result<Vec<u8>, PngError> {
    render(&svg::svg(figure), scale)
}

/// Renders a figure as it stands in the text of a report, narrower and with larger words.
///
/// # Errors
/// As [`png`].
pub fn in_text(figure: &Figure, scale: f32) -> Result<Vec<u8>, PngError> {
    render(&svg::in_text(figure), scale)
}

fn render(svg: &str, scale: f32) -> Result<Vec<u8>, PngError> {
    let options = Options {
        fontdb: FONTS.clone(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|_| PngError)?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    if !(width >= 1.0 && height >= 1.0 && width * height <= PIXELS) {
        return Err(PngError);
    }
    let mut pixmap = Pixmap::new(width.ceil() as u32, height.ceil() as u32).ok_or(PngError)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|_| PngError)
}

/// Why a picture could not be made.
#[derive(Debug, thiserror::Error)]
#[error("图表太大，无法生成图片")]
pub struct PngError;
