//! One kind of thing a frame: text first reaches its field, then a key ends the typing.
//!
//! A slow machine puts several key strokes into one frame, and the parts of the window look at them at
//! different moments: a key that moves the cursor or saves is taken before the field has the text typed in
//! front of it, and text right after a click comes before the focus has moved. A frame therefore gets the
//! events up to the first of another kind; the rest waits for the next frame.

use eframe::egui;
use egui::{Event, Key};

/// What was held back for the next frame.
#[derive(Debug, Default)]
pub struct Pace {
    held: Vec<Event>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Command,
    Click,
}

impl Pace {
    /// Leaves in `events` what this frame may see, oldest first.
    pub fn admit(&mut self, events: &mut Vec<Event>) {
        self.held.append(events);
        let mut kinds = self
            .held
            .iter()
            .enumerate()
            .filter_map(|(at, event)| Some((at, kind(event)?)));
        let first = kinds.next().map(|(_, first)| first);
        let end = kinds
            .find(|(_, other)| Some(*other) != first)
            .map_or(self.held.len(), |(at, _)| at);
        events.extend(self.held.drain(..end));
    }

    /// Returns true while something waits for the next frame.
    pub fn is_waiting(&self) -> bool {
        !self.held.is_empty()
    }
}

/// Returns the kind of an event; `None` where its order does not matter.
fn kind(event: &Event) -> Option<Kind> {
    match event {
        Event::Text(_) | Event::Ime(_) | Event::MiddleClickPaste { .. } => Some(Kind::Text),
        Event::Copy | Event::Cut | Event::Paste(_) | Event::PasteImage(_) => Some(Kind::Command),
        Event::PointerButton { .. } | Event::AccessKitActionRequest(_) => Some(Kind::Click),
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } => match key {
            Key::ShiftLeft
            | Key::ShiftRight
            | Key::ControlLeft
            | Key::ControlRight
            | Key::AltLeft
            | Key::AltRight
            | Key::SuperLeft
            | Key::SuperRight => None,
            Key::ArrowDown
            | Key::ArrowLeft
            | Key::ArrowRight
            | Key::ArrowUp
            | Key::Escape
            | Key::Tab
            | Key::Backspace
            | Key::Enter
            | Key::Insert
            | Key::Delete
            | Key::Home
            | Key::End
            | Key::PageUp
            | Key::PageDown
            | Key::F2
            | Key::F6 => Some(Kind::Command),
            _ => (modifiers.command || modifiers.alt).then_some(Kind::Command),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Modifiers, PointerButton, Pos2};

    fn key(key: Key, modifiers: Modifiers) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    fn click() -> Event {
        Event::PointerButton {
            pos: Pos2::ZERO,
            button: PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::NONE,
        }
    }

    /// The frames that a burst of events is spread over.
    fn frames(burst: Vec<Event>) -> Vec<Vec<Event>> {
        let mut pace = Pace::default();
        let mut events = burst;
        let mut frames = Vec::new();
        loop {
            pace.admit(&mut events);
            frames.push(std::mem::take(&mut events));
            if !pace.is_waiting() {
                return frames;
            }
        }
    }

    #[test]
    fn text_and_the_key_that_ends_it_come_one_after_the_other() {
        let none = Modifiers::NONE;
        let (one, enter, save) = (
            key(Key::Num1, none),
            key(Key::Enter, none),
            key(Key::S, Modifiers::COMMAND),
        );
        let burst = vec![
            click(),
            one.clone(),
            text("1"),
            one.clone(),
            text("1"),
            enter.clone(),
            text("2"),
            save.clone(),
        ];
        let expected = vec![
            vec![click(), one.clone()],
            vec![text("1"), one, text("1")],
            vec![enter],
            vec![text("2")],
            vec![save],
        ];
        assert_eq!(frames(burst), expected);
    }

    #[test]
    fn what_is_of_one_kind_comes_at_once() {
        let none = Modifiers::NONE;
        let burst = vec![
            key(Key::A, none),
            text("a"),
            key(Key::B, Modifiers::SHIFT),
            text("B"),
            Event::PointerGone,
        ];
        assert_eq!(frames(burst.clone()), vec![burst]);
        assert_eq!(frames(Vec::new()), vec![Vec::new()]);
    }
}
