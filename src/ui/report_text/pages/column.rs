//! How the pages lie below each other, and how large they are.

use std::ops::Range;

use eframe::egui;
use egui::{Rangef, Rect, Vec2, pos2, vec2};

use crate::report::preview::Sheet;

/// Around the pages.
const MARGIN: f32 = 20.0;
/// Between two pages.
const GAP: f32 = 16.0;
/// Room for the scroll bar.
const BAR: f32 = 10.0;
/// Points of the screen for a point of paper in actual size: 96 of the one are an inch, 72 of the other.
const ACTUAL: f32 = 96.0 / 72.0;
/// Smallest size.
pub const LEAST: f32 = 0.25;
/// Largest size.
pub const MOST: f32 = 3.0;
/// Sizes the buttons choose.
const STEPS: [f32; 11] = [0.25, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0];

/// How large the pages are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Zoom {
    /// Every page is as wide as the room, upright or lying.
    #[default]
    Width,
    /// Every page can be seen whole.
    Page,
    /// So many times the actual size.
    Times(f32),
    /// As [`Zoom::Times`], and this point of the room keeps what it shows.
    Around(f32, Vec2),
}

/// The next size up.
pub fn larger(times: f32) -> Zoom {
    let next = STEPS.into_iter().find(|step| *step > times + 0.005);
    Zoom::Times(next.unwrap_or(MOST))
}

/// The next size down.
pub fn smaller(times: f32) -> Zoom {
    let next = STEPS.into_iter().rev().find(|step| *step < times - 0.005);
    Zoom::Times(next.unwrap_or(LEAST))
}

impl Zoom {
    /// Returns the size after the wheel was turned with Ctrl held, at a point of the room.
    pub fn turned(&self, times: f32, delta: f32, at: Vec2) -> Self {
        if delta == 1.0 || times <= 0.0 {
            return self.clone();
        }
        Self::Around((times * delta).clamp(LEAST, MOST), at)
    }

    /// Takes the point that keeps what it shows, if there is one.
    pub fn take_held(&mut self) -> Option<Vec2> {
        match *self {
            Self::Around(times, at) => {
                *self = Self::Times(times);
                Some(at)
            }
            _ => None,
        }
    }
}

/// A place on a page: so many points of paper below its upper edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Position of the page.
    pub page: usize,
    /// Points of paper; negative above the page.
    pub down: f32,
}

/// Pages below each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Upper edges, sizes, and points of the screen for a point of paper.
    pages: Vec<(f32, Vec2, f32)>,
}

impl Column {
    /// Lays pages below each other for the room there is.
    pub fn new(sheets: &[Sheet], zoom: &Zoom, room: Vec2) -> Self {
        let scale = |sheet: &Sheet| {
            let width = (room.x - 2.0 * MARGIN - BAR) / sheet.width.max(1.0);
            let scale = match *zoom {
                Zoom::Width => width,
                Zoom::Page => width.min((room.y - 2.0 * MARGIN) / sheet.height.max(1.0)),
                Zoom::Times(times) | Zoom::Around(times, _) => times * ACTUAL,
            };
            scale.clamp(LEAST * ACTUAL, MOST * ACTUAL)
        };
        let mut top = MARGIN;
        let mut pages = Vec::with_capacity(sheets.len());
        for sheet in sheets {
            let scale = scale(sheet);
            let size = vec2(sheet.width, sheet.height) * scale;
            pages.push((top, size, scale));
            top += size.y + GAP;
        }
        Self { pages }
    }

    /// Returns points of the screen for a point of paper on a page.
    pub fn scale(&self, page: usize) -> f32 {
        self.pages.get(page).map_or(1.0, |(.., scale)| *scale)
    }

    /// Returns how many times the actual size the page at a height has; 0 without pages.
    pub fn times(&self, y: f32) -> f32 {
        self.spot(y).map_or(0.0, |spot| self.scale(spot.page) / ACTUAL)
    }

    /// Returns the height of all.
    pub fn height(&self) -> f32 {
        self.pages.last().map_or(0.0, |(top, size, _)| top + size.y + MARGIN)
    }

    /// Returns the size of all, at least as wide as the room.
    pub fn size(&self, room: Vec2) -> Vec2 {
        let width = self.pages.iter().map(|(_, size, _)| size.x).fold(0.0, f32::max);
        vec2((width + 2.0 * MARGIN).max(room.x - 0.5), self.height())
    }

    /// Returns where a page lies.
    pub fn place(&self, page: usize, room: Vec2) -> Rect {
        let (top, size, _) = self.pages.get(page).copied().unwrap_or_default();
        let left = (self.size(room).x - size.x) / 2.0;
        Rect::from_min_size(pos2(left, top), size)
    }

    /// Returns the pages that reach into a stretch.
    pub fn shown(&self, stretch: Rangef) -> Range<usize> {
        let first = self.pages.partition_point(|(top, size, _)| top + size.y < stretch.min);
        let end = self.pages.partition_point(|(top, ..)| *top <= stretch.max);
        first..end.max(first)
    }

    /// Returns what lies at a height; `None` without pages.
    pub fn spot(&self, y: f32) -> Option<Spot> {
        let page = self.pages.partition_point(|(top, ..)| *top <= y).saturating_sub(1);
        let (top, _, scale) = self.pages.get(page)?;
        Some(Spot {
            page,
            down: (y - top) / scale,
        })
    }

    /// Returns the height at which something lies; the end for what lies on pages that are no more.
    pub fn y(&self, spot: Spot) -> Option<f32> {
        match self.pages.get(spot.page) {
            Some((top, _, scale)) => Some(top + spot.down * scale),
            None => self.pages.last().map(|(top, size, _)| top + size.y),
        }
    }

    /// Tells whether everything lies where it does in another one.
    pub fn is_like(&self, other: &Self) -> bool {
        self.pages.is_empty() || self == other
    }
}
