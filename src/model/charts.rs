//! How the officer has the charts drawn, on the screen and in every export.

use serde::{Deserialize, Serialize};

/// What was chosen for the charts; a file names it only where it is not the usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Charts {
    /// The order of rows.
    pub order: Order,
    /// The colours of good and bad.
    pub colours: Colours,
}

impl Charts {
    /// Returns true when nothing else than the usual was chosen.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// The order of a chart's rows (`peers.md` R11); never that of the alphabet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Order {
    /// By lost points, greatest first, then as in the form; unscored rows last.
    #[default]
    LostPoints,
    /// As in the form.
    Form,
}

/// The colours of good, cautioning and bad marks (`peers.md` R12); shapes and words tell them apart in either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Colours {
    /// Blue, orange and vermilion of Okabe–Ito, which colour-blind people tell apart.
    #[default]
    Safe,
    /// 绿, 黄 and 红, as officials speak of lights.
    Classic,
}
