//! 校核 beside the window, for the newest state of the document only.

use std::sync::Arc;

use super::newest::{Broken, Newest, Reply};
use crate::check::{self, Finding};
use crate::model::Project;
use crate::score::Scorecard;

/// A state of the document to be checked.
#[derive(Clone, Debug)]
pub struct Order {
    /// The state.
    pub project: Arc<Project>,
    /// Its scores.
    pub card: Arc<Scorecard>,
    /// The document and what tells its state from others.
    pub state: (u64, u64),
}

/// What was found of it.
#[derive(Clone, Debug)]
pub struct Review {
    /// The document and the state of it that was checked.
    pub state: (u64, u64),
    /// The open findings, the gravest first, those of one rule together.
    pub findings: Vec<Finding>,
    /// Those the officer has said something to, in the same order, with what.
    pub explained: Vec<(Finding, String)>,
}

/// The thread that checks.
#[derive(Debug)]
pub struct Reviewer(Newest<Order, Review>);

impl Reviewer {
    /// Starts the thread; `wake` is called when a review is there.
    ///
    /// # Errors
    /// A sentence when the system has no thread left.
    pub fn start(wake: impl Fn() + Send + 'static) -> Result<Self, String> {
        let work = |order: Order, reply: &Reply<'_, Order, Review>| {
            let (findings, explained) = check::parted(&order.project, check::ranked(&order.project, &order.card));
            reply.send(Review {
                state: order.state,
                findings,
                explained,
            });
        };
        match Newest::start("reviewer", wake, work) {
            Ok(newest) => Ok(Self(newest)),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Wants a state checked, in place of one not yet begun.
    pub fn order(&self, order: Order) {
        self.0.order(order);
    }

    /// Returns a review that is ready.
    ///
    /// # Errors
    /// The thread broke off.
    pub fn answer(&self) -> Result<Option<Review>, Broken> {
        self.0.answer()
    }
}
