//! What the texts count otherwise than the project does (`domain.md` §5.3: C50): 家 where the indicator has 个.

use super::between::is_plain;
use super::names::{Known, Names};
use super::reading::Text;
use super::typed::{Sense, Typed, numbers};
use super::unit::Unit;
use super::{Finding, Severity};

/// Units that count one thing, whichever is taken; those of a row are said of each other without a word.
const ALIKE: [&[&str]; 5] = [
    &["人", "名", "位"],
    &["件", "起", "宗", "例"],
    &["场", "场次", "次", "期"],
    &["批", "批次"],
    &["所", "座", "处", "栋", "幢"],
];
/// Units that are said of a unit, a place or a work, as 个 is.
const PIECES: [&str; 10] = ["个", "家", "户", "所", "座", "处", "项", "间", "条", "件"];

/// Checks the texts in their order.
pub(super) fn findings(texts: &[Text<'_>], names: &Names) -> Vec<Finding> {
    let mut out = Vec::new();
    for Text {
        place, named, reading, ..
    } in texts
    {
        for (start, sentence) in reading.sentences() {
            for number in numbers(sentence) {
                let is_typed = || {
                    reading
                        .source(&(start + number.at..start + number.at + number.length))
                        .is_some()
                };
                let found = counted(names, sentence, &number).filter(|_| is_typed());
                out.extend(found.map(|(severity, said)| {
                    Finding::new(("C50", severity), place.clone(), format!("{named}：{said}"))
                }));
            }
        }
    }
    out
}

/// Says that a number is that of a name which stands directly before it, in another unit.
fn counted(names: &Names, sentence: &str, number: &Typed<'_>) -> Option<(Severity, String)> {
    let unit = Unit::at(number.rest).filter(|unit| number.rest.starts_with(unit.name))?;
    let before = &sentence[..number.at];
    let is_beside = |(start, name, one): &(usize, &str, &Known)| is_plain(&before[start + name.len()..], one);
    let (_, name, one) = names
        .find(before)
        .filter(is_beside)
        .max_by_key(|(start, name, _)| start + name.len())?;
    let known = one.unit();
    let is_same = one.accepted.contains(&number.value) && number.sense(sentence, unit.length).0 == Sense::Exactly;
    let severity = apart(known, unit.name).filter(|_| is_same && one.unit_at(number.rest).is_none())?;
    let typed = format!("{}{}", &sentence[number.at..number.at + number.length], unit.name);
    let mend = match severity {
        Severity::Hint => "，请统一".to_owned(),
        _ => format!("，{known}和{}不是同一口径，请核对", unit.name),
    };
    Some((severity, format!("“{name}”写作{typed}，而计量单位是“{known}”{mend}")))
}

/// Returns how much it matters that a thing is counted in one unit here and in another there; `None` where it does not, or
/// where the units are of other things.
fn apart(known: &str, typed: &'static str) -> Option<Severity> {
    let is_one = |units: &[&str]| units.contains(&known) && units.contains(&typed);
    // 人次 counts visits, 人 those who came.
    let is_of_times = |one: &str, other: &str| one.strip_suffix('次').is_some_and(|one| one == other);
    if known == typed || known.is_empty() || ALIKE.iter().any(|units| is_one(units)) {
        return None;
    }
    let people = ["人", "名", "位"];
    let is_of_people = people.contains(&known) != people.contains(&typed) && (is_one(&["人", "户", "家", "个"]));
    if is_of_times(known, typed) || is_of_times(typed, known) || is_of_people && !is_one(&["人", "个"]) {
        return Some(Severity::Warning);
    }
    is_one(&PIECES).then_some(Severity::Hint)
}
