//! What the filled cells of a row say: 实际完成值 with its parts, evidence line by line.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_i18n::t;

use super::comparison::Value;
use super::{Column, Texts, proofs, sample_day, takes_ratio};
use crate::model::{Actual, Evidence, Field, Id, Indicator, Project, Target, notation, number};

/// A cell that cannot be read: which one, and why.
pub(super) type Unreadable = (Column, String);

/// What a section fills in of an indicator, in one cell or in several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Filled {
    /// 实际完成值 with its parts.
    Actual,
    /// 完成情况简要描述.
    Description,
    /// 偏差原因.
    Reason,
    /// 改进措施.
    Measure,
    /// 佐证材料 with their places.
    Evidence,
}

impl Filled {
    /// All of it in the order of the sheet.
    pub(super) const ALL: [Self; 5] = [
        Self::Actual,
        Self::Description,
        Self::Reason,
        Self::Measure,
        Self::Evidence,
    ];

    /// Returns its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Evidence => "佐证材料",
            other => other.columns()[0].heading(),
        }
    }

    /// Returns its columns.
    pub(super) fn columns(self) -> &'static [Column] {
        match self {
            Self::Actual => &[Column::Actual, Column::Numerator, Column::Denominator],
            Self::Description => &[Column::Description],
            Self::Reason => &[Column::Reason],
            Self::Measure => &[Column::Measure],
            Self::Evidence => &[Column::EvidenceName, Column::EvidencePlace],
        }
    }

    /// Reads its cells.
    pub(super) fn read(self, project: &Project, indicator: &Indicator, texts: &Texts) -> Result<Value, Unreadable> {
        let text = |field, column| Ok(Value::Text(field, texts[column].to_owned()));
        match self {
            Self::Actual => actual(project, indicator, texts).map(Value::Actual),
            Self::Description => text(Field::Description, Column::Description),
            Self::Reason => text(Field::Reason, Column::Reason),
            Self::Measure => text(Field::Measure, Column::Measure),
            Self::Evidence => evidence(texts).map(Value::Evidence),
        }
    }

    /// Writes its cells as one text: `1284/1304`, names with their places.
    pub(super) fn joined(self, texts: &Texts) -> String {
        match self {
            Self::Actual => {
                let [numerator, denominator] = [Column::Numerator, Column::Denominator].map(|column| &texts[column]);
                match &texts[Column::Actual] {
                    actual if numerator.is_empty() && denominator.is_empty() => actual.to_owned(),
                    "" => format!("{numerator}/{denominator}"),
                    actual => format!("{actual}（{numerator}/{denominator}）"),
                }
            }
            Self::Evidence => {
                let lines = lines(texts).into_iter().map(|(name, place)| match place.as_str() {
                    "" => name,
                    place => format!("{name}（{place}）"),
                });
                lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
            }
            other => texts[other.columns()[0]].to_owned(),
        }
    }
}

/// Reads 实际完成值, 分子 and 分母; all empty is missing.
fn actual(project: &Project, indicator: &Indicator, texts: &Texts) -> Result<Option<Actual>, Unreadable> {
    let actual = &texts[Column::Actual];
    let [numerator, denominator] = [Column::Numerator, Column::Denominator].map(|column| &texts[column]);
    if numerator.is_empty() && denominator.is_empty() {
        return alone(project, indicator, actual);
    }
    if !takes_ratio(indicator) {
        let column = if numerator.is_empty() {
            Column::Denominator
        } else {
            Column::Numerator
        };
        return Err((column, t!("collection.no_parts").into_owned()));
    }
    let part = |column: Column, text: &str| {
        if text.is_empty() {
            let sentence = t!("collection.part_empty", column = column.heading());
            return Err((column, sentence.into_owned()));
        }
        number::read(text).ok_or_else(|| (column, t!("collection.part_no_number", text = text).into_owned()))
    };
    let top = part(Column::Numerator, numerator)?;
    let bottom = part(Column::Denominator, denominator)?;
    check_parts(indicator, (top, numerator), (bottom, denominator))?;
    let ratio = Actual::Ratio {
        numerator: top,
        denominator: bottom,
    };
    if !actual.is_empty() {
        agrees(indicator, &ratio, actual)?;
    }
    Ok(Some(ratio))
}

/// Refuses parts that make no ratio, or none the indicator can have, each with its words.
fn check_parts(
    indicator: &Indicator,
    (top, numerator): (Decimal, &str),
    (bottom, denominator): (Decimal, &str),
) -> Result<(), Unreadable> {
    let is_share = is_share(indicator);
    if bottom <= Decimal::ZERO {
        let sentence = t!("collection.denominator_zero", text = denominator);
        return Err((Column::Denominator, sentence.into_owned()));
    }
    let wrong = if top < Decimal::ZERO && (is_share || counts(&indicator.unit)) {
        t!("collection.numerator_negative", text = numerator)
    } else if top > bottom && is_share {
        t!(
            "collection.numerator_above",
            text = numerator,
            denominator = denominator,
            name = indicator.name
        )
    } else {
        return Ok(());
    };
    Err((Column::Numerator, wrong.into_owned()))
}

/// Refuses a value beside numerator and denominator that is not theirs, rounded as it is written.
fn agrees(indicator: &Indicator, ratio: &Actual, text: &str) -> Result<(), Unreadable> {
    let value = Indicator {
        actual: Some(ratio.clone()),
        ..indicator.clone()
    }
    .actual_number();
    let stated = notation::amount(text).map(|(stated, _)| stated);
    match (stated, value) {
        (Some(stated), Some(value)) if number::round(value, stated.scale()) == stated => Ok(()),
        (_, value) => {
            let quotient = value.map(|value| number::plain(number::round(value, 4)));
            let quotient = quotient.unwrap_or_default();
            let sentence = t!("collection.not_the_quotient", text = text, quotient = quotient);
            Err((Column::Actual, sentence.into_owned()))
        }
    }
}

/// Reads 实际完成值 where no parts are given.
fn alone(project: &Project, indicator: &Indicator, text: &str) -> Result<Option<Actual>, Unreadable> {
    if text.is_empty() {
        return Ok(None);
    }
    let refused = |why: Cow<str>| {
        let sentence = t!("collection.text_is", text = text, why = why);
        Err((Column::Actual, sentence.into_owned()))
    };
    let target = indicator.target.as_ref();
    let reading = notation::read_actual(text, target, &project.scheme, project.year);
    if let Some(unit) = reading.unit.filter(|unit| *unit != indicator.unit) {
        return refused(t!("collection.has_unit", inside = unit, unit = indicator.unit));
    }
    if reading.dropped.is_some() {
        return refused(t!("collection.has_sign"));
    }
    let wanted = match target {
        Some(Target::Text(_)) | None => return Ok(reading.actual),
        Some(Target::ByDate(_)) => t!("collection.wants_day", day = sample_day(project)),
        Some(Target::Tiered(_)) => t!("collection.wants_tier"),
        Some(target @ Target::YesNo(_)) => {
            let [yes, no] = target.answers();
            t!("collection.wants_answer", yes = yes, no = no)
        }
        Some(_) => t!("collection.wants_number"),
    };
    let suits = match (target, &reading.actual) {
        (_, None | Some(Actual::Text(_))) => false,
        (Some(Target::ByDate(_)), Some(actual)) => matches!(actual, Actual::Date(_) | Actual::Done(_)),
        (Some(Target::Tiered(_)), Some(actual)) => matches!(actual, Actual::Tier(_)),
        (Some(Target::YesNo(_)), Some(actual)) => matches!(actual, Actual::Done(_)),
        (_, Some(actual)) => matches!(actual, Actual::Number(_) | Actual::Ratio { .. }),
    };
    match reading.actual {
        _ if !suits => refused(t!("collection.not_readable", wanted = wanted)),
        Some(Actual::Ratio { .. }) if counts(&indicator.unit) => {
            refused(t!("collection.looks_like_shares", unit = indicator.unit))
        }
        Some(Actual::Ratio { numerator, denominator }) => {
            let [top, bottom] = [numerator, denominator].map(number::plain);
            match check_parts(indicator, (numerator, &top), (denominator, &bottom)) {
                Ok(()) => Ok(reading.actual),
                Err((part, why)) => refused(t!("collection.of_the_part", column = part.heading(), why = why)),
            }
        }
        Some(Actual::Number(value)) if value < Decimal::ZERO && counts(&indicator.unit) => {
            refused(t!("collection.count_negative", unit = indicator.unit))
        }
        Some(Actual::Number(value))
            if is_share(indicator) && !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value) =>
        {
            refused(t!("collection.not_a_share", name = indicator.name))
        }
        Some(Actual::Number(value)) if is_fraction(indicator, value) => {
            let percent = number::plain(value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(value));
            refused(t!("collection.a_fraction", percent = percent))
        }
        read => Ok(read),
    }
}

/// Says that a percentage is over 100 %, which a growth may be and a share may not.
pub(super) fn excess(indicator: &Indicator, value: &Value) -> Option<String> {
    let Value::Actual(actual @ Some(_)) = value else {
        return None;
    };
    let measured = Indicator {
        actual: actual.clone(),
        ..indicator.clone()
    };
    let value = (measured.actual_number()).filter(|value| indicator.unit == "%" && *value > Decimal::ONE_HUNDRED)?;
    let percent = number::plain(number::round(value, 2));
    Some(t!("collection.excess", percent = percent).into_owned())
}

/// Returns true for a unit of what is counted: neither a rate nor money, which may be a loss, nor degrees.
fn counts(unit: &str) -> bool {
    let other = ["%", "％", "‰", "/", "率", "比", "倍", "百分点", "元", "度", "℃"];
    !unit.trim().is_empty() && !other.iter().any(|word| unit.contains(word))
}

/// Returns true for a percentage that is a part of a whole.
fn is_share(indicator: &Indicator) -> bool {
    indicator.unit == "%" && notation::names_share(&indicator.name)
}

/// Returns true for 0.98 where 98 % must be meant: a protected cell may keep a typed 98% so.
fn is_fraction(indicator: &Indicator, value: Decimal) -> bool {
    let Some(Target::AtLeast(target) | Target::MoreThan(target) | Target::Equal(target)) = indicator.target else {
        return false;
    };
    indicator.unit == "%" && target >= Decimal::from(50) && value > Decimal::ZERO && value <= Decimal::ONE
}

/// Pairs the lines of 佐证材料名称 with those of 佐证材料存放位置.
fn lines(texts: &Texts) -> Vec<(String, String)> {
    let [names, places] = [Column::EvidenceName, Column::EvidencePlace]
        .map(|column| texts[column].lines().map(str::trim).collect::<Vec<_>>());
    let line = |lines: &[&str], at: usize| lines.get(at).copied().unwrap_or_default().to_owned();
    let count = names.len().max(places.len());
    (0..count).map(|at| (line(&names, at), line(&places, at))).collect()
}

/// Reads 佐证材料 with their places; a place without a name cannot be read.
fn evidence(texts: &Texts) -> Result<Vec<(String, String)>, Unreadable> {
    let mut pairs = Vec::new();
    for (number, (name, place)) in (1..).zip(lines(texts)) {
        match (name.as_str(), place.as_str()) {
            ("", "") => {}
            ("", place) => {
                let sentence = t!("collection.place_alone", line = number, place = place);
                return Err((Column::EvidencePlace, sentence.into_owned()));
            }
            _ => pairs.push((name, place)),
        }
    }
    Ok(pairs)
}

/// Puts the evidence a section names for an indicator into the ledger.
///
/// An entry that also proves something else is not altered by one indicator's row: it is left, and a new
/// entry made. An entry no longer named stays in the ledger without this indicator.
pub(super) fn record(ledger: &mut Vec<Evidence>, project: &Project, indicator: &Indicator, pairs: &[(String, String)]) {
    let mut left: Vec<Id> = proofs(project, indicator)
        .iter()
        .map(|proof| proof.id.clone())
        .collect();
    let mut unmatched = Vec::new();
    for (name, place) in pairs {
        let known = left.iter().position(|id| {
            ledger.iter().any(|proof| {
                let own = proof.proves.len() == 1;
                proof.id == *id && proof.name == *name && (own || proof.place == *place)
            })
        });
        match known {
            Some(position) => {
                let id = left.remove(position);
                if let Some(proof) = ledger.iter_mut().find(|proof| proof.id == id && proof.place != *place) {
                    proof.place.clone_from(place);
                    // The hash was that of the file at the old place.
                    proof.sha256.clear();
                }
            }
            None => unmatched.push((name, place)),
        }
    }
    for (name, place) in unmatched {
        // The first entry no longer named under its old name is renamed, if it proves nothing else.
        let own = left
            .iter()
            .position(|id| ledger.iter().any(|proof| proof.id == *id && proof.proves.len() == 1));
        if let Some(position) = own {
            let id = left.remove(position);
            if let Some(proof) = ledger.iter_mut().find(|proof| proof.id == id) {
                proof.name.clone_from(name);
                proof.place.clone_from(place);
                // The hash was that of another file.
                proof.sha256.clear();
            }
            continue;
        }
        ledger.push(Evidence {
            id: Id::fresh("E", ledger.iter().map(|proof| &proof.id)),
            name: name.clone(),
            place: place.clone(),
            proves: vec![indicator.id.clone()],
            section: indicator.section.clone(),
            ..Evidence::default()
        });
    }
    for proof in ledger.iter_mut().filter(|proof| left.contains(&proof.id)) {
        proof.proves.retain(|id| *id != indicator.id);
    }
}
