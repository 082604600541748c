//! Numbers in text: `{{…}}` names a value of the project and is replaced by it wherever the text is printed.
//!
//! A name is a subject, or a subject and a field with a dot between: `{{得分}}`, `{{I0039.实际}}`,
//! `{{项目支出.执行数}}`, `{{产出指标.得分}}`. Indicators, facts and goals go by their names as well. Every value is written with its unit, one formatter a kind; a last
//! `.数` leaves the unit away, `.原数` writes the number as it was put in, without grouping or padding.
//! What has no value is written as a visible gap, what does not exist as a visible mark; nothing is ever empty.
//! Words that are named, such as `{{I0039.原因}}`, may hold bindings themselves.

mod name;
mod spelling;
mod value;

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};

use crate::model::{Field, Id, Project};
use crate::score::Scorecard;

pub use name::Offer;

/// What stands where a value is missing.
pub const MISSING: &str = "未填";

/// What makes another word of it, as a complement or as the end of another verb: 未填全, 未填报, 未填补; 未填个批次 is a
/// missing number before its unit.
const WORDS: [&str; 3] = ["项数", "指标数", "清单"];
/// Letters that do.
const COMPLEMENTS: &str = "报写全完好齐满妥入制准对补埋充平堵";

/// Parts a printed text into its pieces, each with whether it is [`MISSING`]; 未填报 and 未填项数 are words
/// like others.
pub fn gaps(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, mark) in text.match_indices(MISSING) {
        let end = at + mark.len();
        let rest = &text[end..];
        if rest.starts_with(|letter| COMPLEMENTS.contains(letter)) || WORDS.iter().any(|word| rest.starts_with(word)) {
            continue;
        }
        pieces.push((&text[from..at], false));
        pieces.push((mark, true));
        from = end;
    }
    pieces.push((&text[from..], false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// How deep words may lie in words that name them: a report names a reason, a reason another, that one a number.
const MOST_DEPTH: usize = 3;
/// Longest words that are put together of others, in bytes.
const MOST_BYTES: usize = 20_000;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An indicator: the field, or `None` for what is computed of it.
    Indicator(Id, Option<Field>),
    /// A named fact.
    Fact(Id),
    /// The head of the form: unit, year, project.
    Head,
    /// A goal of the year.
    Goal(Id),
    /// The budget block.
    Budget,
    /// Computed scores, counts and lists.
    Score,
}

/// Whether a binding has a value, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It has one.
    Known,
    /// What it names exists and is not filled in.
    Unfilled,
    /// It names nothing.
    Unknown,
}

/// A binding and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound<'t> {
    /// The name between the braces, trimmed, its subject as an id where it is one of a name.
    pub name: Cow<'t, str>,
    /// What is printed; never empty.
    pub text: String,
    /// What it is in words: `新增市场主体（个体户）的实际完成值`; the name itself when unknown.
    pub label: String,
    /// Whether there is a value.
    pub state: State,
    /// Where the value comes from; `None` for an unknown name.
    pub origin: Option<Origin>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words as written.
    Words(&'t str),
    /// A binding.
    Bound(Bound<'t>),
}

/// The values of a project, ready to be named in text.
#[derive(Debug)]
pub struct Values<'p> {
    project: &'p Project,
    card: &'p Scorecard,
    /// Positions of the indicators by id; a long report names many.
    indicators: HashMap<&'p str, usize>,
    /// Ids by the names they go by; made when a text first asks for one.
    named: OnceCell<spelling::Named>,
    /// Named words that hold bindings, by name and depth, as they are printed.
    unfolded: RefCell<HashMap<(String, usize), (String, State)>>,
}

impl<'p> Values<'p> {
    /// Makes the values of a project nameable.
    pub fn new(project: &'p Project, card: &'p Scorecard) -> Self {
        let mut indicators = HashMap::new();
        for (position, indicator) in project.indicators.iter().enumerate() {
            indicators.entry(indicator.id.0.as_str()).or_insert(position);
        }
        Self {
            project,
            card,
            indicators,
            named: OnceCell::new(),
            unfolded: RefCell::default(),
        }
    }

    /// Cuts a text into words and bindings; braces that do not close are words.
    pub fn pieces<'t>(&self, text: &'t str) -> Vec<Piece<'t>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, name, after)) = next_binding(rest) {
            if !before.is_empty() {
                pieces.push(Piece::Words(before));
            }
            pieces.push(Piece::Bound(self.bound(name)));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(rest));
        }
        pieces
    }

    /// Returns what a name stands for.
    pub fn bound<'t>(&self, name: &'t str) -> Bound<'t> {
        self.bound_at(name, 0)
    }

    /// Returns what a name stands for in words that lie so deep in others.
    fn bound_at<'t>(&self, name: &'t str, depth: usize) -> Bound<'t> {
        let (name, found) = self.meant(name.trim());
        match found {
            Some(found) => {
                let (text, state) = found.datum.printed(found.form);
                let (text, state) = self.unfolded(text, state, &name, depth);
                Bound {
                    name,
                    text,
                    label: found.label,
                    state,
                    origin: Some(found.origin),
                }
            }
            None => Bound {
                text: if self.is_shared(&name) {
                    format!("【叫“{name}”的数据不止一项】")
                } else {
                    format!("【没有“{name}”这项数据】")
                },
                label: name.clone().into_owned(),
                name,
                state: State::Unknown,
                origin: None,
            },
        }
    }

    /// Prints the bindings in words that are themselves named, at a depth from 0.
    ///
    /// A circle, or words without end, become a visible mark; each name is put together once for each depth, so that
    /// words that name each other many times take no more time than they have letters.
    fn unfolded(&self, words: String, state: State, name: &str, depth: usize) -> (String, State) {
        if next_binding(&words).is_none() {
            return (words, state);
        }
        let known = self.unfolded.borrow().get(&(name.to_owned(), depth)).cloned();
        if let Some(known) = known {
            return known;
        }
        let put_together = if depth < MOST_DEPTH {
            self.joined(&words, state, depth + 1)
        } else {
            None
        };
        let put_together =
            put_together.unwrap_or_else(|| (format!("【“{name}”引用了自己或引用得太深】"), State::Unknown));
        let key = (name.to_owned(), depth);
        self.unfolded.borrow_mut().insert(key, put_together.clone());
        put_together
    }

    /// Puts words and the values they name together, with the worst state of all; `None` where that gets too long.
    fn joined(&self, words: &str, mut state: State, depth: usize) -> Option<(String, State)> {
        let mut text = String::new();
        let mut rest = words;
        while let Some((before, inner, after)) = next_binding(rest) {
            let bound = self.bound_at(inner, depth);
            text.extend([before, &bound.text]);
            state = state.max(bound.state);
            rest = after;
            if text.len() > MOST_BYTES {
                return None;
            }
        }
        text.push_str(rest);
        Some((text, state))
    }

    /// Returns a text with its values in place of their names.
    pub fn print(&self, text: &str) -> String {
        self.pieces(text)
            .into_iter()
            .map(|piece| match piece {
                Piece::Words(words) => words.to_owned(),
                Piece::Bound(bound) => bound.text,
            })
            .collect()
    }

    /// Returns the bindings of a text in their order.
    pub fn bindings<'t>(&self, text: &'t str) -> Vec<Bound<'t>> {
        self.pieces(text)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Bound(bound) => Some(bound),
                Piece::Words(_) => None,
            })
            .collect()
    }

    /// Returns what a text prints for each of its bindings, to tell later what has changed since.
    pub fn seen(&self, text: &str) -> Vec<String> {
        self.bindings(text).into_iter().map(|bound| bound.text).collect()
    }

    /// Returns the bindings whose values differ from those seen, each with the value seen; none without a record.
    pub fn changed<'t>(&self, text: &'t str, seen: &[String]) -> Vec<(Bound<'t>, String)> {
        if seen.is_empty() {
            return Vec::new();
        }
        let bindings = self.bindings(text);
        if bindings.len() != seen.len() {
            return Vec::new();
        }
        bindings
            .into_iter()
            .zip(seen)
            .filter(|(bound, before)| differs(&bound.text, before))
            .map(|(bound, before)| (bound, before.clone()))
            .collect()
    }

    /// Returns what each of these names stands for, to tell later what has changed since.
    pub fn recorded<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> BTreeMap<String, String> {
        let record = |name: &str| (name.to_owned(), self.bound(name).text);
        names.into_iter().map(record).collect()
    }

    /// Returns the names of a record that stand for something else now, each with what was recorded.
    pub fn moved<'r>(&self, record: &'r BTreeMap<String, String>) -> Vec<(Bound<'r>, &'r str)> {
        let now = record.iter().map(|(name, before)| (self.bound(name), before.as_str()));
        now.filter(|(bound, before)| differs(&bound.text, before)).collect()
    }

    /// Offers names whose words hold what was typed, best first; what is typed most often stands first without any.
    pub fn offers(&self, typed: &str, most: usize) -> Vec<Offer> {
        name::offers(self, typed.trim(), most)
    }
}

/// Returns a project as it is printed: its reasons, measures, goals and explanations with values in place of names.
pub fn printed<'p>(project: &'p Project, card: &Scorecard) -> Cow<'p, Project> {
    let texts = project.prose();
    if texts.iter().all(|(_, text)| next_binding(text).is_none()) {
        return Cow::Borrowed(project);
    }
    let values = Values::new(project, card);
    let texts: Vec<String> = texts.into_iter().map(|(_, text)| values.print(text)).collect();
    let mut printed = project.clone();
    for (place, text) in printed.prose_mut().into_iter().zip(texts) {
        *place = text;
    }
    Cow::Owned(printed)
}

/// Tells whether a value is another than the one recorded: zeros at the end of decimals and the sign of an amount below
/// 0, which earlier versions printed otherwise, make none.
fn differs(now: &str, before: &str) -> bool {
    let is_of_number = |letter: char| letter.is_ascii_digit() || letter == '.';
    let bare = |text: &str| -> String {
        let text = text.replace('−', "-");
        let pieces = text.split_inclusive(|letter| !is_of_number(letter));
        let bare = pieces.map(|piece| {
            let (number, rest) = piece.split_at(piece.find(|letter| !is_of_number(letter)).unwrap_or(piece.len()));
            let number = match number.split_once('.') {
                Some(_) => number.trim_end_matches('0').trim_end_matches('.'),
                None => number,
            };
            format!("{number}{rest}")
        });
        bare.collect()
    };
    now != before && bare(now) != bare(before)
}

/// Finds the first binding of a text: what stands before it, its name, what stands behind it.
///
/// A name is one line without braces.
fn next_binding(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("{{") {
        let open = from + found;
        let inside = open + 2;
        let name = text[inside..]
            .find(['{', '}', '\n'])
            .map(|length| &text[inside..inside + length])?;
        let close = inside + name.len();
        if text[close..].starts_with("}}") {
            return Some((&text[..open], name, &text[close + 2..]));
        }
        from = open + 1;
    }
    None
}

/// Finds what looks like a binding in words that are none: braces that do not close, `{得分}`, `｛｛得分｝｝`.
pub fn miswritten(words: &str) -> impl Iterator<Item = &str> {
    let is_open = |letter: char| matches!(letter, '{' | '｛');
    let is_close = |letter: char| matches!(letter, '}' | '｝');
    let mut rest = words;
    std::iter::from_fn(move || {
        let start = rest.find(|letter| is_open(letter) || is_close(letter))?;
        let from = &rest[start..];
        let inside = from.find(|letter| !is_open(letter)).unwrap_or(from.len());
        let end = from[inside..]
            .find(|letter: char| is_close(letter) || is_open(letter) || "，。；\n".contains(letter))
            .map_or(from.len(), |length| inside + length);
        let close = from[end..]
            .find(|letter| !is_close(letter))
            .map_or(from.len(), |length| end + length);
        rest = &from[close..];
        Some(&from[..close])
    })
}

/// Tells whether a name is that of something that can happen, so that 未发生 can stand before it.
pub fn names_event(name: &str) -> bool {
    const EVENTS: [&str; 12] = [
        "事故", "事件", "案件", "疫情", "舆情", "问题", "行为", "现象", "灾害", "火灾", "纠纷", "失误",
    ];
    const OTHERWISE: [&str; 8] = ["未", "无", "零", "不", "防", "杜绝", "避免", "发生"];
    let name = name.trim();
    EVENTS.iter().any(|event| name.ends_with(event)) && !OTHERWISE.iter().any(|word| name.starts_with(word))
}

/// Returns the name being typed before a position (in bytes): what follows the last `{{` that is not closed.
pub fn half_typed(text: &str, position: usize) -> Option<&str> {
    let before = text.get(..position)?;
    let open = before.rfind("{{")? + 2;
    let typed = &before[open..];
    (!typed.contains(['}', '{', '\n'])).then_some(typed)
}
