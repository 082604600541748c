//! Words with bindings: those that lead nowhere or to nothing, values that have changed since, lost texts.

use super::{Finding, Mend, Place, Severity};
use crate::binding::{self, Piece, State, Values};
use crate::model::succession;
use crate::model::{Project, Prose, ReportText, quoted};
use crate::outlines;
use crate::score::Scorecard;

/// Checks the officer's texts in the order of the outline, those no heading prints, then those outside the report.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let values = Values::new(project, card);
    let outline = outlines::of(project);
    let mut out = Vec::new();
    for heading in &outline.headings {
        let written = project.texts.iter().filter(|text| text.heading == heading.path);
        for text in written {
            let words = format!("报告“{}”", heading.text);
            let found = Found::at(Place::Heading(heading.path.clone()), &words);
            out.extend(bindings(&values, &text.text, &found));
            if let Some(year) = succession::written_for(project, text) {
                // What is of no earlier report was written before the year was corrected.
                let is_corrected = project.last_year.as_ref().is_none_or(|last| last.year < year);
                out.push(found.followed(year, is_corrected.then_some(project.year)));
                continue;
            }
            // C39: text against data.
            for (bound, before) in values.changed(&text.text, &text.seen) {
                out.push(found.stale(&format!("{}由{before}变为{}", bound.label, bound.text)));
            }
            out.extend(moved(&values, text).map(|changes| found.stale(&changes)));
        }
    }
    let lost = project.texts.iter().filter(|text| {
        !text.text.trim().is_empty() && !outline.headings.iter().any(|heading| heading.path == text.heading)
    });
    out.extend(lost.map(|text| {
        let place = Place::Heading(text.heading.clone());
        let sentence = format!(
            "{}不在现用的报告提纲中，不会出现在报告里，请移到别的标题下或删去",
            outside(&text.heading, &text.text)
        );
        Finding::new(("C45", Severity::Warning), place, sentence)
    }));
    for (prose, text) in project.prose() {
        let (place, words) = of_prose(prose);
        out.extend(bindings(&values, text, &Found::at(place, &words)));
    }
    out
}

/// Returns where words outside the report are, and the place in words.
pub(super) fn of_prose(prose: Prose<'_>) -> (Place, String) {
    match prose {
        Prose::Indicator(indicator, name, field) => (
            Place::Indicator(indicator.id.clone(), field),
            format!("指标{}的{name}", quoted(&indicator.name)),
        ),
        Prose::Goal(position, goal, field) => (Place::Goal(goal.id.clone()), format!("目标{}的{field}", position + 1)),
        Prose::Budget(field) => (Place::Budget, field.to_owned()),
        Prose::Form(field) => (Place::Form, field.to_owned()),
    }
}

/// Names a text whose heading the outline has not: by the heading as another outline has it, and its first words.
fn outside(path: &str, text: &str) -> String {
    const WORDS: usize = 20;
    let text = text.trim();
    let cut = if text.chars().nth(WORDS).is_some() { "…" } else { "" };
    let words: String = text.chars().take(WORDS).filter(|letter| !letter.is_control()).collect();
    match outlines::heading_of(path) {
        Some(heading) => format!("写在“{heading}”下的文字“{words}{cut}”"),
        None => format!("文字“{words}{cut}”的标题"),
    }
}

/// Most changes that one sentence tells.
const MOST_TOLD: usize = 3;
/// Most characters of a value that one sentence tells.
const MOST_SHOWN: usize = 24;

/// Says what a text rests on that has changed since it was written, lists first; its own bindings are told one by one.
fn moved(values: &Values<'_>, text: &ReportText) -> Option<String> {
    if text.text.trim().is_empty() {
        return None;
    }
    let own: Vec<_> = values
        .bindings(&text.text)
        .into_iter()
        .map(|bound| bound.label)
        .collect();
    let mut moved = values.moved(&text.rests);
    // What the text has itself, under whatever name, stands in it as it is now.
    moved.retain(|(bound, _)| !own.contains(&bound.label));
    moved.sort_by_key(|(bound, _)| !bound.name.ends_with(LIST));
    let told: Vec<String> = (moved.iter().take(MOST_TOLD))
        .map(|(bound, before)| {
            let is_long = [*before, bound.text.as_str()]
                .iter()
                .any(|text| text.chars().count() > MOST_SHOWN);
            match (bound.name.ends_with(LIST), is_long) {
                (true, _) => listed(&bound.label, before, &bound.text),
                (false, true) => format!("{}有改动", bound.label),
                (false, false) => format!("{}由{before}变为{}", bound.label, bound.text),
            }
        })
        .collect();
    let more = match moved.len().saturating_sub(MOST_TOLD) {
        0 => String::new(),
        _ => format!("等{}处", moved.len()),
    };
    (!told.is_empty()).then(|| format!("写好以后它所依据的数据有变，{}{more}", told.join("，")))
}

/// The end of the names of lists.
const LIST: &str = "清单";

/// Tells what came to a list and what went.
fn listed(label: &str, before: &str, now: &str) -> String {
    let items = |list: &str| -> Vec<String> {
        let between = if list.contains('；') { '；' } else { '、' };
        let items = list.split(between).filter(|item| *item != "无");
        items.map(str::to_owned).collect()
    };
    let (before, now) = (items(before), items(now));
    let apart = |from: &[String], other: &[String]| -> Vec<String> {
        let apart = from.iter().filter(|item| !other.contains(item));
        apart.map(|item| format!("“{}”", shown(item))).collect()
    };
    let (come, gone) = (apart(&now, &before), apart(&before, &now));
    let parts = [("增加", come), ("减少", gone)];
    let parts: Vec<String> = (parts.into_iter())
        .filter(|(_, items)| !items.is_empty())
        .map(|(word, items)| {
            let more = if items.len() > MOST_TOLD { "等" } else { "" };
            format!("{word}{}{more}", items[..items.len().min(MOST_TOLD)].join("、"))
        })
        .collect();
    match parts.as_slice() {
        [] => format!("{label}的次序有变"),
        parts => format!("{label}{}", parts.join("，")),
    }
}

/// Cuts a long value for a sentence.
fn shown(text: &str) -> String {
    let mut letters = text.chars().filter(|letter| !letter.is_control());
    let cut: String = letters.by_ref().take(MOST_SHOWN).collect();
    match letters.next() {
        Some(_) => format!("{cut}…"),
        None => cut,
    }
}

/// Where findings are, and the place in words.
struct Found<'w> {
    place: Place,
    words: &'w str,
}

impl<'w> Found<'w> {
    fn at(place: Place, words: &'w str) -> Self {
        Self { place, words }
    }

    fn finding(&self, rule: &'static str, severity: Severity, sentence: String) -> Finding {
        let sentence = format!("{}：{sentence}", self.words);
        Finding::new((rule, severity), self.place.clone(), sentence)
    }

    /// Says that a text is still that of an earlier year (C47: what was to be replaced), or of the year that stood there
    /// before another was entered, as far as is known.
    fn followed(&self, year: u16, corrected: Option<u16>) -> Finding {
        let from = match corrected {
            None => format!("沿用{year}年度的报告"),
            Some(now) => format!("写于评价年度为{year}年时，现在的评价年度是{now}年"),
        };
        let sentence = format!("这段文字{from}，请逐句核对，改写后或确认无误后不再提示");
        Finding {
            mend: Mend::Read,
            ..self.finding("C47", Severity::Warning, sentence)
        }
    }

    /// Says what has changed since a text was written (C39).
    fn stale(&self, changes: &str) -> Finding {
        Finding {
            mend: Mend::Read,
            ..self.finding("C39", Severity::Warning, format!("{changes}，请核对这段文字"))
        }
    }
}

/// Words by which a text says itself that something is still to be written, besides [`binding::MISSING`], and what an
/// editor leaves behind.
const TO_WRITE: [&str; 11] = [
    "【待填",
    "（待填",
    "待填：",
    "【待补",
    "（待补",
    "待补：",
    "【此处",
    "（此处填",
    "（请填",
    "某某",
    "[bookmark: _GoBack]",
];
/// Signs that stand twice or more in the place of what is to be written.
const PLACEHOLDERS: &str = "×XＸx＊*";
/// Letters before which they do; 李×× is a name that is covered.
const REPLACED: &str = "年月日号第省市区县州局委办厅处科室街镇乡村单部项万亿元个%％家户件批起人份场次";
/// Most letters before such a word that say what is to be written.
const SAYING: usize = 8;

/// Returns the first words of a text that say that something is still to be written, with what it is; a sentence taken
/// over from a proposal brings them along.
fn left_open(words: &str) -> Option<String> {
    let mut at = 0;
    let missing = binding::gaps(words).into_iter().find_map(|(piece, is_gap)| {
        let start = at;
        at += piece.len();
        is_gap.then_some((start, piece))
    });
    let other = || (TO_WRITE.iter()).find_map(|word| Some((words.find(word)?, *word)));
    let (at, word) = missing.or_else(other).or_else(|| placeholder(words))?;
    let before: Vec<char> = (words[..at].chars().rev())
        .take_while(|letter| letter.is_alphanumeric())
        .take(SAYING)
        .collect();
    Some(before.into_iter().rev().chain(word.chars()).collect())
}

/// Returns the first placeholder of some words, with the byte at which it begins: ××科, XX年, not XXL.
fn placeholder(words: &str) -> Option<(usize, &str)> {
    let is_sign = |letter: char| PLACEHOLDERS.contains(letter);
    let mut at = 0;
    while let Some(start) = words[at..].find(is_sign).map(|found| at + found) {
        let rest = &words[start..];
        let length = rest.find(|letter| !is_sign(letter)).unwrap_or(rest.len());
        let (before, after) = (words[..start].chars().next_back(), rest[length..].chars().next());
        let is_alone = before.is_none_or(|letter| !letter.is_ascii_alphanumeric());
        if rest[..length].chars().count() >= 2 && is_alone && after.is_some_and(|letter| REPLACED.contains(letter)) {
            return Some((start, &rest[..length]));
        }
        at = start + length;
    }
    None
}

/// Checks the bindings of a text and what was meant as one (C47: leftovers; C06: what is not filled in).
fn bindings(values: &Values<'_>, text: &str, found: &Found<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for piece in values.pieces(text) {
        match piece {
            Piece::Words(words) => {
                out.extend(binding::miswritten(words).map(|mark| {
                    let sentence =
                        format!("“{mark}”不是完整的引用，会照原样印出来；引用写作两对半角花括号“{{{{名称}}}}”");
                    found.finding("C47", Severity::Warning, sentence)
                }));
                out.extend(left_open(words).into_iter().map(|mark| {
                    let sentence = format!("还写着“{mark}”，请补写或删去");
                    found.finding("C47", Severity::Warning, sentence)
                }));
            }
            Piece::Bound(bound) => match (bound.state, &bound.origin) {
                (State::Known, _) => {}
                (State::Unknown, None) => out.push(found.finding(
                    "C47",
                    Severity::Error,
                    format!("{}，请改正或删去这处引用", bound.text.trim_matches(['【', '】'])),
                )),
                (State::Unknown, Some(_)) => out.push(found.finding(
                    "C47",
                    Severity::Error,
                    format!("{}里的引用找不到数据，请先改正那一处", bound.label),
                )),
                (State::Unfilled, _) => {
                    out.push(found.finding("C06", Severity::Warning, format!("引用的{}没有填写", bound.label)))
                }
            },
        }
    }
    out
}
