//! Where the keyboard's focus goes when a question has been answered.

use eframe::egui::{Context, Id};

/// Remembers what had the focus before a question, and gives it back once the question is out of the way.
#[derive(Debug, Default)]
pub struct Focus {
    before: Option<Id>,
    wanted: Option<Id>,
}

impl Focus {
    /// Begins a frame; returns what has the focus in it.
    pub fn follow(&mut self, ctx: &Context, asking: Asking) -> Option<Id> {
        // A modal window keeps the focus from what is below it for one frame longer than it is shown.
        if self.wanted.is_some() && ctx.memory(|memory| memory.top_modal_layer().is_some()) {
            ctx.request_repaint();
        } else if let Some(id) = self.wanted.take() {
            ctx.memory_mut(|memory| memory.request_focus(id));
        }
        let focused = ctx.memory(|memory| memory.focused());
        if asking == Asking::No {
            self.before = focused;
        }
        focused
    }

    /// A question is answered: the focus returns to where it was, or else to `home`.
    pub fn give_back(&mut self, home: Option<Id>) {
        self.wanted = self.before.take().or(home);
    }

    /// The answer led to another question, after which the focus returns.
    pub fn keep(&mut self) {
        self.before = self.wanted.take();
    }
}

/// Whether a question is being asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// It is.
    Yes,
    /// It is not.
    No,
}
