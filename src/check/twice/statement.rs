//! The numbers that a sentence states, each with what it is said of.

use std::ops::Range;

use rust_decimal::Decimal;

use super::super::between::is_of_outcome;
use super::super::typed::{Sense, Typed, numbers};
use super::super::unit::Unit;
use super::subject::{Lexicon, Subject};

/// A number of a sentence that says what it is of.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// What it is said of, its words in the order in which they stand.
    pub(super) words: String,
    /// Letters of them that tell something.
    pub(super) telling: usize,
    /// What the sentence speaks of first, where that is something else.
    pub(super) context: Option<String>,
    /// What stands in brackets beside them.
    pub(super) remark: String,
    /// Words of the whole it is a part of; empty words where it is a part of nothing named.
    pub(super) part_of: Option<String>,
    /// The number is one to be reached.
    pub(super) is_target: bool,
    /// It is an amount, a rate or a share of the whole, which a project or a place may have as well.
    pub(super) is_whole: bool,
    /// The unit without 万 and 亿.
    pub(super) unit: &'static str,
    /// In that unit.
    pub(super) value: Decimal,
    /// What the last of its digits counts.
    pub(super) step: Decimal,
    /// Bytes of the sentence: the number alone.
    pub(super) number: Range<usize>,
    /// Bytes of the sentence: from its words to the end of its unit.
    pub(super) quote: Range<usize>,
}

/// What the words up to a place of a sentence, or of a bracket in it, say of what follows.
#[derive(Default)]
struct Frame {
    /// Where the clause begins.
    clause: usize,
    /// Where the last number ends, its unit included, and the unit.
    last: Option<(usize, &'static str)>,
    /// What the last number, or the clause before, is said of, and where that begins.
    topic: Option<(Subject, usize)>,
    /// What the sentence speaks of first.
    first: Option<String>,
    /// The whole whose parts are told.
    part_of: Option<Whole>,
    /// The units of the numbers so far.
    units: Vec<&'static str>,
    /// What follows is to be reached: 年度目标：.
    is_target: bool,
}

/// What the numbers behind 其中 or in a bracket are parts of.
struct Whole {
    words: String,
    /// The units of the numbers before, and of the first part.
    units: Vec<&'static str>,
    has_part: bool,
}

impl Whole {
    /// Tells whether what is counted in a unit is a part: 低保对象126户，其中城市26户，发放资金12万元 has one.
    fn takes(&mut self, unit: &'static str) -> bool {
        if !self.has_part {
            self.units.push(unit);
        }
        self.has_part = true;
        self.units.contains(&unit)
    }
}

/// Words after which a number is what something was before, or a measure of something else.
const BESIDE: [&str; 12] = ["由", "从", "较", "比", "原", "自", "按", "每", "于", "近", "第", "前"];
/// Words of a sentence that tells several numbers of several things.
const SEVERAL: [&str; 3] = ["分别", "各为", "依次"];
/// What stands before the parts of a number.
const PARTS: &str = "其中";
/// Most letters of a thing that stands behind its number.
const MOST_BEHIND: usize = 16;

/// Reads the numbers of a sentence that are meant exactly.
pub(super) fn statements(lexicon: &Lexicon, sentence: &str) -> Vec<Statement> {
    let several = SEVERAL.iter().filter_map(|word| sentence.find(word)).min();
    let numbers = numbers(sentence).into_iter();
    let mut numbers = numbers
        .filter(|number| several.is_none_or(|at| number.at < at))
        .peekable();
    let mut frames = vec![Frame::default()];
    let mut out = Vec::new();
    for (at, letter) in sentence.char_indices() {
        while let Some(number) = numbers.next_if(|number| number.at <= at) {
            if let Some(frame) = frames.last_mut() {
                out.extend(frame.take(lexicon, sentence, &number));
            }
        }
        let depth = frames.len();
        let Some(frame) = frames.last_mut() else { break };
        match letter {
            '（' | '(' => {
                let topic = frame.topic.clone();
                // What brackets tell are parts.
                let part_of = frame.last.and(topic.as_ref());
                let part_of = part_of.map(|(whole, _)| Whole {
                    words: whole.words.clone(),
                    units: frame.units.clone(),
                    has_part: false,
                });
                let (first, is_target) = (frame.first.clone(), frame.is_target);
                frames.push(Frame {
                    clause: at + letter.len_utf8(),
                    topic,
                    part_of,
                    first,
                    is_target,
                    last: None,
                    units: Vec::new(),
                });
            }
            '）' | ')' if depth > 1 => {
                frames.pop();
            }
            '，' | '：' | ':' => frame.end_clause(lexicon, sentence, at, letter),
            _ => {}
        }
    }
    out
}

impl Frame {
    /// Goes on to the next clause; one without a number says what those of the next are of.
    fn end_clause(&mut self, lexicon: &Lexicon, sentence: &str, at: usize, mark: char) {
        let is_numbered = self.last.is_some_and(|(last, _)| last > self.clause);
        let words = &sentence[self.clause..at];
        if "：:".contains(mark) {
            let head = lexicon.subject(words);
            self.is_target = head.is_target && head.words.is_empty();
        }
        if !is_numbered && words.contains(PARTS) {
            self.begin_parts();
        } else if !is_numbered {
            let subject = lexicon.subject(words);
            if subject.is_own() && self.part_of.is_none() {
                self.first.get_or_insert_with(|| subject.words.clone());
                self.topic = Some((subject, self.clause));
            }
        }
        self.clause = at + mark.len_utf8();
    }

    fn begin_parts(&mut self) {
        let whole = self.topic.as_ref().map(|(whole, _)| whole.words.clone());
        self.part_of = Some(Whole {
            words: whole.unwrap_or_default(),
            units: self.units.clone(),
            has_part: false,
        });
    }

    /// Reads one number that stands in this frame.
    fn take(&mut self, lexicon: &Lexicon, sentence: &str, number: &Typed<'_>) -> Option<Statement> {
        let unit = Unit::at(number.rest)?;
        let end = number.at + number.length + unit.length;
        let (sense, words_end) = number.sense(sentence, unit.length);
        let last = self
            .last
            .replace((end, unit.name))
            .filter(|(last, _)| *last >= self.clause);
        let begin = last.map_or(self.clause, |(last, _)| last);
        let mut words = sentence.get(begin..words_end.max(begin))?;
        if last.is_some() {
            // 37038件、举报4103件: what follows a list's mark is of the next number.
            words = words.rsplit('、').next()?;
        }
        if words.contains(PARTS) {
            self.begin_parts();
        }
        if !self.units.contains(&unit.name) {
            self.units.push(unit.name);
        }
        let part_of = self
            .part_of
            .as_mut()
            .and_then(|whole| whole.takes(unit.name).then(|| whole.words.clone()));
        let is_outcome = is_of_outcome(words);
        let is_beside = !is_outcome && BESIDE.iter().any(|word| words.ends_with(word));
        let mut subject = match is_outcome && last.is_some() {
            true => Subject::default(),
            false => lexicon.subject(words),
        };
        let mut quote = words_end.max(begin) - words.len()..end;
        // What is not exact, a share of another number, and what several numbers in a row are of is nobody's.
        let is_share = words.ends_with('的') && !subject.is_whole;
        // 5126户8964人 are of one thing, 4800户、5436户 are not.
        let is_same = last.is_some_and(|(_, before)| before != unit.name) && words.is_empty();
        let is_row = last.is_some() && words.trim().is_empty() && !is_same;
        let is_said = sense == Sense::Exactly && !is_beside && !is_share && !is_row && !words.starts_with('的');
        if subject.telling == 0 && !subject.is_whole && last.is_none() {
            let behind = behind(&sentence[end..]);
            if !behind.is_empty() {
                let whole = lexicon.subject(&format!("{}{behind}", subject.words));
                if whole.is_own() {
                    quote.end = end + behind.len();
                    subject = Subject {
                        is_target: subject.is_target,
                        ..whole
                    };
                }
            }
        }
        let context = self.first.clone();
        if subject.is_own() {
            self.first.get_or_insert_with(|| subject.words.clone());
            // What follows the parts is of the whole again.
            if part_of.is_none() {
                self.topic = Some((subject.clone(), quote.start));
            }
        } else if let Some((topic, start)) = self.topic.as_ref() {
            let is_told = is_outcome || is_same || subject.is_target || subject.is_reached || !subject.words.is_empty();
            if !is_told || !topic.is_own() {
                return None;
            }
            let own = if topic.words.contains(&subject.words) {
                ""
            } else {
                &subject.words
            };
            let joined = match own {
                "" => topic.words.clone(),
                own => format!("{}{own}", topic.words),
            };
            quote.start = *start;
            subject = Subject {
                words: joined,
                remark: topic.remark.clone(),
                telling: topic.telling,
                ..subject
            };
        } else if !subject.is_whole {
            return None;
        }
        let scale = Decimal::ONE.checked_div(Decimal::from(10_u64.checked_pow(number.value.scale())?))?;
        is_said.then_some(())?;
        Some(Statement {
            is_whole: subject.is_whole,
            telling: subject.telling,
            remark: subject.remark,
            part_of,
            context: context.filter(|context| *context != subject.words),
            is_target: subject.is_target || self.is_target,
            words: subject.words,
            unit: unit.name,
            value: number.value.checked_mul(unit.times)?,
            step: scale.checked_mul(unit.times)?,
            number: number.at..number.at + number.length,
            quote,
        })
    }
}

/// Returns what stands directly behind a number and its unit, up to the next mark or number: 学校食堂 of 182个学校食堂.
fn behind(rest: &str) -> &str {
    /// Letters with which something else begins.
    const OTHER: &str = "的以左上并且和及与等，、。：；（(）)“”余多";
    let is_end = |letter: char| !letter.is_alphabetic();
    let length = rest.find(is_end).unwrap_or(rest.len());
    let words = &rest[..length];
    let is_thing = !words.starts_with(|letter| OTHER.contains(letter)) && words.chars().count() <= MOST_BEHIND;
    if is_thing { words } else { "" }
}
