//! A thread that works on the newest order only.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// A thread with room for one order: a newer one takes the place of one that has not been begun.
///
/// It ends, after what it is at, when this value is dropped.
#[derive(Debug)]
pub struct Newest<O, A> {
    slot: Arc<Slot<O>>,
    answers: Receiver<A>,
}

#[derive(Debug)]
struct Slot<O> {
    held: Mutex<Held<O>>,
    changed: Condvar,
}

#[derive(Debug)]
enum Held<O> {
    Nothing,
    Order(O),
    Closed,
}

/// The way back for what has been made of an order.
pub struct Reply<'a, O, A> {
    slot: &'a Slot<O>,
    answers: &'a Sender<A>,
    wake: &'a dyn Fn(),
}

impl<O, A> Reply<'_, O, A> {
    /// Returns true once there is a newer order, or nobody left to answer.
    pub fn is_superseded(&self) -> bool {
        !matches!(*self.slot.lock(), Held::Nothing)
    }

    /// Hands an answer over and wakes who waits for it.
    pub fn send(&self, answer: A) {
        // Whoever is gone needs no answer.
        self.answers.send(answer).ok();
        (self.wake)();
    }
}

impl<O> Slot<O> {
    fn lock(&self) -> std::sync::MutexGuard<'_, Held<O>> {
        // What is held is replaced whole, so that it is sound even after a panic.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, held: Held<O>) {
        *self.lock() = held;
        self.changed.notify_one();
    }

    /// Waits for an order; `None` when there will be no more.
    fn take(&self) -> Option<O> {
        let mut held = self.lock();
        loop {
            match std::mem::replace(&mut *held, Held::Nothing) {
                Held::Order(order) => return Some(order),
                Held::Closed => {
                    *held = Held::Closed;
                    return None;
                }
                Held::Nothing => {}
            }
            held = self.changed.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl<O: Send + 'static, A: Send + 'static> Newest<O, A> {
    /// Starts the thread; `work` makes answers of an order, `wake` is called after each.
    ///
    /// # Errors
    /// The system has no thread left.
    pub fn start(
        name: &str,
        wake: impl Fn() + Send + 'static,
        mut work: impl FnMut(O, &Reply<'_, O, A>) + Send + 'static,
    ) -> io::Result<Self> {
        let slot = Arc::new(Slot {
            held: Mutex::new(Held::Nothing),
            changed: Condvar::new(),
        });
        let (sender, answers) = channel();
        let shared = Arc::clone(&slot);
        std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            while let Some(order) = shared.take() {
                let reply = Reply {
                    slot: &shared,
                    answers: &sender,
                    wake: &wake,
                };
                work(order, &reply);
            }
        })?;
        Ok(Self { slot, answers })
    }

    /// Gives an order, in place of one not yet begun.
    pub fn order(&self, order: O) {
        self.slot.put(Held::Order(order));
    }

    /// Returns the next answer there is; `Err` when the thread has broken off and there will be none.
    pub fn answer(&self) -> Result<Option<A>, Broken> {
        use std::sync::mpsc::TryRecvError;
        match self.answers.try_recv() {
            Ok(answer) => Ok(Some(answer)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(Broken),
        }
    }
}

impl<O, A> Drop for Newest<O, A> {
    fn drop(&mut self) {
        self.slot.put(Held::Closed);
    }
}

/// The thread broke off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("后台处理意外中断")]
pub struct Broken;
