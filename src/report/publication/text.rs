//! Free text made fit for publication: sentences that quote what is left out go, personal data is covered.

use std::collections::BTreeSet;
use std::ops::Range;

use super::standing::{self, Left, Standing};
use super::{Matter, Omission};
use super::{clauses, internal, sections};
use crate::binding::{Piece, State, Values};
use crate::model::Project;
use crate::personal::{self, Persons};

/// What stands where something was taken out of a text.
pub const COVERED: &str = "［不予公开］";

/// Values without a subject that are left out.
const SCORES: [&str; 2] = ["填报得分", "预计得分"];

/// Fewest characters of a place of evidence that is looked for in texts; a shorter one may be a word.
const SHORTEST_PLACE: usize = 5;

/// Returns the ways the numbers of a telephone field are written: as they stand there, and as they are called from
/// nearby, without area code and extension, in one piece and in two.
fn spellings_of_numbers(field: &str) -> Vec<String> {
    let has_digits = |text: &&str| text.chars().filter(char::is_ascii_digit).count() >= 7;
    let separator = |one: char| "、，,；;/\n".contains(one);
    let as_written = field.split(|one: char| separator(one) || one == ' ');
    let as_written = as_written.filter(has_digits).map(str::to_owned);
    let local = field.split(separator).filter_map(|number| {
        let number = number.split(['转', '#', '*']).next().unwrap_or_default();
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let local = match digits.strip_prefix('0') {
            // Beijing 010 and the 02x have three digits, every other area code four.
            Some(rest) if rest.starts_with(['1', '2']) => digits.get(3..),
            Some(_) => digits.get(4..),
            None => Some(digits.as_str()),
        };
        local.filter(|local| matches!(local.len(), 7 | 8)).map(str::to_owned)
    });
    let local = local.flat_map(|local| {
        let (head, tail) = local.split_at(local.len() - 4);
        [format!("{head} {tail}"), format!("{head}-{tail}"), local.clone()]
    });
    as_written.chain(local).collect()
}

/// Cleans the texts of a project and keeps the list of what it took out.
///
/// Taken through the project a second time it seals instead: whatever it took something out of stays as it was, with a
/// character of its own behind it, by which one sees where a report prints it.
pub struct Cleaner<'p> {
    values: Values<'p>,
    /// Subjects of bindings that are left out.
    closed: BTreeSet<String>,
    persons: Persons,
    telephones: Vec<String>,
    sections: sections::Known,
    /// Where evidence lies.
    places: Vec<String>,
    /// The clause of the program's own sentence that names the sections.
    duty: Option<String>,
    /// What was taken out.
    left: Vec<Left>,
    /// For every text in the order they are cleaned, its seal where something was taken out of it.
    seals: Vec<Option<char>>,
    /// How many of them have been set; nothing while it cleans.
    sealed: Option<usize>,
}

impl<'p> Cleaner<'p> {
    /// Makes a cleaner that knows the contact persons, telephones and sections of a project; `facts` are left out.
    pub fn new(project: &'p Project, values: Values<'p>, facts: impl Iterator<Item = String>) -> Self {
        let sections = &project.sections;
        let telephones = sections
            .iter()
            .flat_map(|section| spellings_of_numbers(&section.telephone));
        let places = project.evidence.iter().map(|evidence| evidence.place.trim());
        let places = places.filter(|place| place.chars().count() >= SHORTEST_PLACE);
        Self {
            values,
            closed: SCORES.iter().map(|name| (*name).to_owned()).chain(facts).collect(),
            persons: Persons::of(project),
            telephones: telephones.collect(),
            sections: sections::Known::of(project),
            places: places.map(str::to_owned).collect(),
            duty: crate::report::narrative::duty(project),
            left: Vec::new(),
            seals: Vec::new(),
            sealed: None,
        }
    }

    /// Begins to seal what something was taken out of.
    pub fn begin_sealing(&mut self) {
        self.sealed = Some(0);
    }

    /// Tells whether it seals, and what is left out stays.
    pub fn is_sealing(&self) -> bool {
        self.sealed.is_some()
    }

    /// Returns what was taken out so far.
    pub fn take(&mut self) -> Vec<Left> {
        std::mem::take(&mut self.left)
    }

    /// Notes something of the project that no report prints; blank text is nothing.
    pub fn leave(&mut self, matter: Matter, place: &str, shown: &str) {
        self.note(matter, place, shown, Standing::Nowhere);
    }

    /// Notes something that every report prints and a published one does not.
    pub fn leave_printed(&mut self, matter: Matter, place: &str, shown: &str) {
        self.note(matter, place, shown, Standing::Printed);
    }

    fn note(&mut self, matter: Matter, place: &str, shown: &str, standing: Standing) {
        if self.is_sealing() || shown.trim().is_empty() {
            return;
        }
        // The list shows what the reader would have seen.
        let shown = &self.values.print(shown);
        let omission = Omission {
            matter,
            place: discreet(place),
            shown: short(&discreet(shown)),
            count: 1,
        };
        self.left.push(Left { omission, standing });
    }

    /// Leaves a text out whole, shown as given: nothing is left of it.
    pub fn whole(&mut self, matter: Matter, place: &str, shown: &str, text: &str) -> String {
        if self.is_sealing() {
            return self.sealed(text);
        }
        let before = self.left.len();
        self.note(matter, place, shown, Standing::Nowhere);
        self.seal_since(before, Standing::Sealed);
        String::new()
    }

    /// Leaves out the name of a section, which stands in what the program says of who answers for what.
    pub fn section_name(&mut self, place: &str, shown: &str, name: &str) -> String {
        if self.is_sealing() {
            return self.sealed(name);
        }
        let before = self.left.len();
        self.note(Matter::Section, place, shown, Standing::Nowhere);
        let named = short(name);
        if named.is_empty() {
            self.seals.push(None);
            return String::new();
        }
        self.seal_since(before, |seal| Standing::Named(seal, named.clone()));
        String::new()
    }

    /// A text as it is, with its seal where it has one.
    fn sealed(&mut self, text: &str) -> String {
        let position = self.sealed.unwrap_or_default();
        self.sealed = Some(position + 1);
        let text = text.replace(standing::is_seal, "");
        match self.seals.get(position).copied().flatten() {
            // A line of it may be a paragraph of its own.
            Some(seal) => format!("{}{seal}", text.replace('\n', &format!("{seal}\n"))),
            None => text,
        }
    }

    /// Gives what was left out since then a seal, if anything was.
    fn seal_since(&mut self, before: usize, standing: impl Fn(char) -> Standing) {
        let seal = standing::seal(self.seals.len()).filter(|_| self.left.len() > before);
        for left in self.left.iter_mut().skip(before) {
            left.standing = seal.map_or(Standing::Printed, &standing);
        }
        self.seals.push(seal);
    }

    /// Returns a text fit for publication.
    pub fn text(&mut self, place: &str, text: &str) -> String {
        if text.trim().is_empty() {
            return text.to_owned();
        }
        if self.is_sealing() {
            return self.sealed(text);
        }
        let before = self.left.len();
        let text = self.cleaned(place, text);
        self.seal_since(before, Standing::Sealed);
        text
    }

    fn cleaned(&mut self, place: &str, text: &str) -> String {
        // The marks of what is cut are the cleaner's own.
        let text = text.replace(clauses::MARKS, "");
        let (mut text, notes) = internal::without(&text);
        for note in notes {
            self.leave(Matter::Note, place, &note);
        }
        if let Some(duty) = &self.duty
            && text.contains(duty.as_str())
        {
            text = text.replace(duty.as_str(), "");
            let shown = duty.clone();
            self.leave(Matter::Section, place, shown.trim_start_matches('，'));
        }
        text = self.open(place, text);
        let names = self.names(&text);
        self.covered(place, &text, &names)
    }

    /// Covers what is found in words as they are printed, where nothing is a name of a value any more.
    pub fn printed(&mut self, place: &str, text: &mut String) {
        *text = self.covered(place, text, &[]);
    }

    /// Where the values of a text are named; a name that names nothing is printed like any word.
    fn names(&self, text: &str) -> Vec<Range<usize>> {
        let mut names = Vec::new();
        let mut at = 0;
        for piece in self.values.pieces(text) {
            match piece {
                Piece::Words(words) => at += words.len(),
                Piece::Bound(bound) => {
                    let end = text[at..].find("}}").map_or(text.len(), |length| at + length + 2);
                    if bound.state != State::Unknown {
                        names.push(at..end);
                    }
                    at = end;
                }
            }
        }
        names
    }

    /// A text without the sentences that quote what is left out.
    fn open(&mut self, place: &str, text: String) -> String {
        let mut quoted = String::new();
        for line in text.split_inclusive('\n') {
            for piece in self.values.pieces(line) {
                match piece {
                    Piece::Words(words) => quoted.push_str(words),
                    Piece::Bound(bound) => {
                        let subject = bound.name.split('.').next().unwrap_or_default().trim();
                        if self.closed.contains(subject) {
                            quoted.push(clauses::GONE);
                        } else {
                            quoted.push_str(&format!("{{{{{}}}}}", bound.name));
                        }
                    }
                }
            }
        }
        let Some(marked) = clauses::mark(&quoted) else {
            return text;
        };
        let (kept, taken) = clauses::without(&marked);
        for (matter, words) in taken {
            let words = words.replace(clauses::GONE, "［…］").replace(clauses::MARKS, "");
            self.leave(matter, place, &words);
        }
        kept
    }

    /// A text with personal data covered but for what stands in `names`, which are in order.
    fn covered(&mut self, place: &str, text: &str, names: &[Range<usize>]) -> String {
        let mut ranges = self.found(text);
        ranges.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
        let mut names = names.iter().peekable();
        ranges.retain(|(range, _)| {
            while names.next_if(|name| name.end <= range.start).is_some() {}
            names.peek().is_none_or(|name| range.end <= name.start)
        });
        let mut out = String::new();
        let mut at = 0;
        for (range, what) in ranges {
            if range.start < at {
                continue;
            }
            let original = &text[range.clone()];
            let (matter, shown) = match what {
                personal::What::Person => (Matter::Contact, initial(original)),
                personal::What::Path => (Matter::EvidencePlace, short(original)),
                personal::What::Section | personal::What::Sections => (Matter::Section, short(original)),
                personal::What::Mobile
                | personal::What::Landline
                | personal::What::Identity
                | personal::What::Account
                | personal::What::Home
                | personal::What::Email => (Matter::Personal, format!("{} {}", what.name(), masked(original))),
            };
            let omission = Omission {
                matter,
                place: discreet(place),
                shown,
                count: 1,
            };
            let standing = Standing::Printed;
            self.left.push(Left { omission, standing });
            out.push_str(&text[at..range.start]);
            out.push_str(match what {
                personal::What::Section => "相关科室",
                personal::What::Sections => "各相关科室",
                _ => COVERED,
            });
            at = range.end;
        }
        out.push_str(&text[at..]);
        out
    }

    fn found(&self, text: &str) -> Vec<(Range<usize>, personal::What)> {
        let mut found = personal::all(text, &self.persons);
        for telephone in &self.telephones {
            let whole = |at: usize| {
                let digit = |one: char| one.is_ascii_digit();
                !text[..at].ends_with(digit) && !text[at + telephone.len()..].starts_with(digit)
            };
            let places = text
                .match_indices(telephone.as_str())
                .map(|(at, _)| at)
                .filter(|at| whole(*at));
            found.extend(places.map(|at| (at..at + telephone.len(), personal::What::Landline)));
        }
        found.extend(self.sections.find(text));
        for place in &self.places {
            let places = text.match_indices(place.as_str());
            found.extend(places.map(|(at, place)| (at..at + place.len(), personal::What::Path)));
        }
        found
    }

    /// Returns the names of contact persons that a text may mean with what it says in two characters, as 高峰 does.
    pub fn doubtful(&self, text: &str) -> Vec<&str> {
        self.persons.said_in(text)
    }

    /// Returns the sections that a text names.
    pub fn sections(&self, text: &str) -> Vec<&str> {
        self.sections.said_in(text)
    }
}

/// Most characters of an original that the list shows.
const SHOWN: usize = 40;

/// A text with the middle of the numbers and addresses in it covered; the list may be shown around.
fn discreet(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (range, what) in personal::find(text) {
        if !matches!(what, personal::What::Path | personal::What::Person) {
            out.push_str(&text[at..range.start]);
            out.push_str(&masked(&text[range.clone()]));
            at = range.end;
        }
    }
    out.push_str(&text[at..]);
    out
}

/// The beginning of a text on one line; of a path, its end says more.
pub fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = line.chars().count();
    if count <= SHOWN {
        return line;
    }
    if line.contains(['\\', '/']) && !line.contains('。') {
        let end: String = line.chars().skip(count - SHOWN).collect();
        return format!("…{end}");
    }
    format!("{}…", line.chars().take(SHOWN).collect::<String>())
}

/// A number or an address of which the middle is covered: `138****78`.
pub fn masked(text: &str) -> String {
    let count = text.chars().count();
    let (first, last) = match count {
        0 => return String::new(),
        1..=6 => (1, 0),
        _ => (3, 2),
    };
    let head: String = text.chars().take(first).collect();
    let tail: String = text.chars().skip(count - last).collect();
    format!("{head}****{tail}")
}

/// The first character of a name: `张*`.
pub fn initial(name: &str) -> String {
    let one = |name: &str| {
        let mut all = name.chars().filter(|one| !one.is_whitespace());
        all.next()
            .map(|first| format!("{first}{}", "*".repeat(all.count().min(3))))
    };
    let names: Vec<String> = name.split('、').filter_map(one).collect();
    names.join("、")
}
