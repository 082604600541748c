//! The pages of the report laid out away from the window, for the newest state of the document only.
//!
//! The typesetter cannot be interrupted: it takes its sources whole and asks nothing on the way. So there is one
//! thread and one layout at a time; a state that is gone when its turn comes is never begun, and the pages of one
//! that is gone when they are ready are thrown away.

use std::sync::Arc;

use jiff::civil::Date;

use super::newest::{Broken, Newest};
use crate::file;
use crate::model::Project;
use crate::report::preview::{Preview, preview};
use crate::score::Scorecard;

/// A state of the document whose pages are wanted.
#[derive(Clone, Debug)]
pub struct Order {
    /// The state.
    pub project: Arc<Project>,
    /// Its scores.
    pub card: Arc<Scorecard>,
    /// The date the report bears.
    pub date: Date,
    /// What tells the state from others.
    pub revision: u64,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The state laid out.
    pub revision: u64,
    /// Its pages, or a sentence why there are none.
    pub pages: Result<Arc<Preview>, String>,
}

/// The thread that lays out.
#[derive(Debug)]
pub struct Typesetter(Newest<Order, Proof>);

impl Typesetter {
    /// Starts the thread; `wake` is called when pages are there.
    ///
    /// # Errors
    /// A sentence when the system has no thread left.
    pub fn start(wake: impl Fn() + Send + 'static) -> Result<Self, String> {
        // They are read once: there are many and large ones.
        let mut fonts = None;
        let work = move |order: Order, reply: &super::newest::Reply<'_, Order, Proof>| {
            let fonts = fonts.get_or_insert_with(file::installed_fonts);
            let pages = preview(&order.project, &order.card, order.date, fonts);
            // Pages of a state that is gone would only be looked at for a moment.
            if !reply.is_superseded() {
                reply.send(Proof {
                    revision: order.revision,
                    pages: pages.map(Arc::new).map_err(|error| error.to_string()),
                });
            }
        };
        match Newest::start("typesetter", wake, work) {
            Ok(newest) => Ok(Self(newest)),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Wants the pages of a state; those of an earlier one that are not ready yet are dropped.
    pub fn order(&self, order: Order) {
        self.0.order(order);
    }

    /// Returns pages that are ready.
    ///
    /// # Errors
    /// The thread broke off.
    pub fn answer(&self) -> Result<Option<Proof>, Broken> {
        self.0.answer()
    }
}
