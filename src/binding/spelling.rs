//! Names in place of ids: the file names a value by its id, which no new name breaks; an officer reads and types names.

use std::borrow::Cow;
use std::collections::HashMap;

use super::name::{self, Found};
use super::{Values, next_binding};
use crate::model::{Id, Project};

/// The ids that go by a name, `None` where several do.
pub(super) type Named = HashMap<String, Option<Id>>;

/// Collects the names of indicators, 数据项, goals and causes of change.
pub(super) fn named(project: &Project) -> Named {
    let indicators = project.indicators.iter().map(|one| (&one.name, &one.id));
    let facts = project.facts.iter().map(|one| (&one.name, &one.id));
    let goals = project.goals.iter().map(|one| (&one.name, &one.id));
    let causes = project.budget.causes.iter().map(|one| (&one.text, &one.id));
    let mut named = Named::new();
    for (name, id) in indicators.chain(facts).chain(goals).chain(causes) {
        let only = named.entry(name.trim().to_owned()).or_insert_with(|| Some(id.clone()));
        if only.as_ref() != Some(id) {
            *only = None;
        }
    }
    named.remove("");
    named
}

impl<'p> Values<'p> {
    /// Returns a text as an officer reads it: ids in its braces written as the names they stand for.
    ///
    /// An id stays whose name is blank, is shared, or means something else; [`Values::keyed`] leads back to the text.
    pub fn spelled(&self, text: &str) -> String {
        respelled(text, |name| self.spelled_name(name).map(Cow::Owned))
    }

    /// Returns a name with words in place of the id it begins with, where they lead back to it.
    pub(super) fn spelled_name(&self, name: &str) -> Option<String> {
        let (id, rest) = name.split_at(name.find('.').unwrap_or(name.len()));
        let spelled = format!("{}{rest}", self.called(id)?);
        let leads_back = !spelled.contains(['{', '}', '\n']) && self.meant(&spelled).0 == name;
        leads_back.then_some(spelled)
    }

    /// Returns a text as the file holds it: names in its braces written as the ids that go by them.
    pub fn keyed(&self, text: &str) -> String {
        respelled(text, |name| Some(self.meant(name.trim()).0))
    }

    /// Returns what a name stands for, and the name with the id in place of the words it begins with.
    ///
    /// The name stays where it means something as it is, and where nothing or more than one thing goes by it.
    pub(super) fn meant<'t>(&self, name: &'t str) -> (Cow<'t, str>, Option<Found>) {
        if let Some(found) = name::find(self, name) {
            return (Cow::Borrowed(name), Some(found));
        }
        // A name may hold dots itself: the longest that is one counts.
        let ends = std::iter::once(name.len()).chain(name.rmatch_indices('.').map(|(at, _)| at));
        for end in ends {
            let (words, rest) = name.split_at(end);
            let Some(Some(id)) = self.named().get(words.trim()) else {
                continue;
            };
            let keyed = format!("{id}{rest}");
            if let Some(found) = name::find(self, &keyed) {
                return (Cow::Owned(keyed), Some(found));
            }
        }
        (Cow::Borrowed(name), None)
    }

    /// Tells whether several things go by a name.
    pub(super) fn is_shared(&self, name: &str) -> bool {
        let words = name.rsplit_once('.').map_or(name, |(words, _)| words);
        [name, words]
            .iter()
            .any(|name| self.named().get(name.trim()) == Some(&None))
    }

    fn named(&self) -> &Named {
        self.named.get_or_init(|| named(self.project))
    }

    /// The name that is put in the place of an id.
    fn called(&self, id: &str) -> Option<&'p str> {
        let project = self.project;
        let indicator = self.indicators.get(id).and_then(|&at| project.indicators.get(at));
        let id = &Id::new(id);
        let name = indicator.map(|one| &one.name);
        let name = name.or_else(|| project.fact(id).map(|one| &one.name));
        let name = name.or_else(|| project.goal(id).map(|one| &one.name));
        let causes = &project.budget.causes;
        let name = name.or_else(|| causes.iter().find(|one| one.id == *id).map(|one| &one.text));
        name.map(|name| name.trim())
    }
}

/// Writes the names in the braces of a text anew; a name without another stays as it is, blanks around it too.
fn respelled<'t>(text: &'t str, anew: impl Fn(&'t str) -> Option<Cow<'t, str>>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, after)) = next_binding(rest) {
        let name = anew(name).unwrap_or(Cow::Borrowed(name));
        out.extend([before, "{{", &name, "}}"]);
        rest = after;
    }
    out.push_str(rest);
    out
}
