//! A list of the document that the widgets of one frame change together.

/// Changes of one frame: what is typed is finished in the frame in which a button is clicked, and neither may undo the
/// other.
pub struct List<'a, T> {
    present: &'a [T],
    changed: Option<Vec<T>>,
    /// Comes last, so that positions stay what they were shown as.
    rearranged: Option<Rearranged>,
}

enum Rearranged {
    Removed(usize),
    Swapped(usize, usize),
}

impl<'a, T: Clone> List<'a, T> {
    /// Takes the list as it is shown.
    pub fn of(present: &'a [T]) -> Self {
        Self {
            present,
            changed: None,
            rearranged: None,
        }
    }

    fn list(&mut self) -> &mut Vec<T> {
        self.changed.get_or_insert_with(|| self.present.to_vec())
    }

    /// Returns the entry at a position, to be changed; call this for a change only.
    pub fn change(&mut self, position: usize) -> Option<&mut T> {
        self.list().get_mut(position)
    }

    /// Adds an entry at the end.
    pub fn push(&mut self, entry: T) {
        self.list().push(entry);
    }

    /// Takes an entry away.
    pub fn remove(&mut self, position: usize) {
        self.rearranged = Some(Rearranged::Removed(position));
    }

    /// Exchanges two entries.
    pub fn swap(&mut self, one: usize, other: usize) {
        self.rearranged = Some(Rearranged::Swapped(one, other));
    }

    /// Returns the list after the frame; `None` where nothing changed.
    pub fn finish(mut self) -> Option<Vec<T>> {
        let count = self.present.len();
        match self.rearranged.take() {
            Some(Rearranged::Removed(position)) if position < count => {
                self.list().remove(position);
            }
            Some(Rearranged::Swapped(one, other)) if one.max(other) < count => self.list().swap(one, other),
            _ => {}
        }
        self.changed
    }
}
