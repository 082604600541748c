//! The pixels of the pages that are looked at, drawn in a thread of their own.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use eframe::egui;
use egui::{ColorImage, Context, TextureHandle, TextureOptions};

use crate::report::preview::{Pixels, Preview};
use crate::session::newest::{Newest, Reply};

/// The pages drawn and those that are being drawn.
#[derive(Default)]
pub struct Ink {
    painter: Option<Newest<Vec<Wanted>, Drawn>>,
    drawn: BTreeMap<usize, (Key, TextureHandle)>,
    asked: Vec<(usize, Key)>,
}

/// What tells one picture of a page from another.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    revision: u64,
    /// Pixels for a point of paper.
    scale: f32,
}

/// A page to be drawn.
struct Wanted {
    preview: Arc<Preview>,
    page: usize,
    key: Key,
}

/// A page drawn.
struct Drawn {
    page: usize,
    key: Key,
    pixels: Pixels,
}

impl Ink {
    /// Frees every picture.
    pub fn rest(&mut self) {
        self.drawn.clear();
        self.asked.clear();
        self.painter = None;
    }

    /// Returns the picture of a page, an older or a coarser one until the right one is there.
    pub fn picture(&self, page: usize) -> Option<&TextureHandle> {
        self.drawn.get(&page).map(|(_, picture)| picture)
    }

    /// Wants the pages shown, and those before and after them; takes what has been drawn and frees the others.
    /// `scale` gives pixels for a point of paper on a page.
    pub fn want(
        &mut self,
        ctx: &Context,
        revision: u64,
        preview: &Arc<Preview>,
        scale: impl Fn(usize) -> f32,
        shown: Range<usize>,
    ) {
        let most = ctx.input(|input| input.max_texture_side).min(LONGEST) as f32;
        let key = |page: usize| {
            let longest = preview
                .pages()
                .get(page)
                .map_or(1.0, |sheet| sheet.width.max(sheet.height));
            Key {
                revision,
                scale: scale(page).min(most / longest),
            }
        };
        let kept = shown.start.saturating_sub(1)..(shown.end + 1).min(preview.pages().len());
        self.take(ctx, &kept);
        self.drawn.retain(|page, _| kept.contains(page));
        // What is looked at comes first.
        let order = shown.clone().chain(kept.filter(|page| !shown.contains(page)));
        let missing: Vec<(usize, Key)> = order
            .map(|page| (page, key(page)))
            .filter(|(page, key)| self.drawn.get(page).is_none_or(|(of, _)| of != key))
            .collect();
        if missing.iter().any(|page| !self.asked.contains(page)) {
            if self.painter.is_none() {
                let waking = ctx.clone();
                self.painter = Newest::start("pages", move || waking.request_repaint(), draw).ok();
            }
            if let Some(painter) = &self.painter {
                let wanted = |&(page, key)| Wanted {
                    preview: Arc::clone(preview),
                    page,
                    key,
                };
                painter.order(missing.iter().map(wanted).collect());
            }
            self.asked = missing;
        }
    }

    fn take(&mut self, ctx: &Context, kept: &Range<usize>) {
        let Some(painter) = &self.painter else { return };
        while let Ok(Some(Drawn { page, key, pixels })) = painter.answer() {
            let Some(at) = self.asked.iter().position(|asked| *asked == (page, key)) else {
                continue;
            };
            self.asked.remove(at);
            if kept.contains(&page) {
                let image = ColorImage::from_rgba_premultiplied([pixels.width, pixels.height], &pixels.bytes);
                let picture = ctx.load_texture(format!("page {page}"), image, TextureOptions::LINEAR);
                self.drawn.insert(page, (key, picture));
            }
        }
    }
}

/// Longest edge of a picture, in pixels: at the largest size pages would fill the memory.
const LONGEST: usize = 4096;

fn draw(wanted: Vec<Wanted>, reply: &Reply<'_, Vec<Wanted>, Drawn>) {
    for Wanted { preview, page, key } in wanted {
        if reply.is_superseded() {
            return;
        }
        if let Some(pixels) = preview.pixels(page, key.scale) {
            reply.send(Drawn { page, key, pixels });
        }
    }
}
