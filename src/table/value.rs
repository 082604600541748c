//! 指标值 and 实际完成值 of one row, put together from the cells that say something of them.

use rust_decimal::Decimal;

use super::remark::{Day, Word};
use super::{Matter, Notes, calendar};
use crate::model::notation::{self, Operator, TargetReading};
use crate::model::{Actual, Indicator, Scheme, Target, number, quoted};
use crate::score::UNJUDGED;

/// A text and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) text: &'a str,
    pub(super) row: usize,
    pub(super) column: usize,
}

/// Returns true for what forms print where nothing is to be said, ours 未填 and 待评定.
pub(super) fn is_blank(text: &str) -> bool {
    ["未填", UNJUDGED].contains(&text.trim())
        || text
            .chars()
            .all(|sign| matches!(sign, '-' | '—' | '/' | '\\' | '－' | '–' | '…' | '.' | ' '))
}

impl Cell<'_> {
    /// Returns true where nothing is said.
    pub(super) fn is_blank(&self) -> bool {
        is_blank(self.text)
    }

    pub(super) fn note(&self, notes: &mut Notes, matter: Matter) {
        notes.add(self.row, self.column, matter);
    }

    /// Says how a number with blanks in it was read, which may be two numbers.
    fn note_groups(&self, value: Option<Decimal>, notes: &mut Notes) {
        if let Some(value) = value.filter(|_| notation::fold(self.text).contains(' ')) {
            let (text, number) = (self.text.to_owned(), number::plain(value));
            self.note(notes, Matter::NumberGrouped { text, number });
        }
    }
}

/// What the column 指标性质 says.
enum Printed {
    Nothing,
    Operator(Operator),
    Qualitative,
    /// What our own workbook says of a target that is kept as text.
    Text,
}

/// What the actual of a row says of its target.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// It is the full name of a tier of the scheme: the target is a qualitative one, whatever its words.
    ByName,
    /// It is a tier and no answer, as 部分达成: the target is none of yes or no.
    ByTier,
    /// It is an answer and no tier: the target is one of yes or no, if words are.
    ByAnswer,
    /// It is a day: so is a number that may be one.
    ByDay,
    /// Nothing.
    Unknown,
}

impl Judged {
    /// Looks at the cell of the actual and at the words it may be chosen from.
    pub(super) fn of(actual: Option<Cell>, offered: &[String], scheme: &Scheme, year: u16) -> Self {
        let text = actual.map_or("", |cell| cell.text);
        let answers = |word: &str| notation::answers_yes_or_no(word, scheme);
        let is_tier = |word: &str| notation::is_tier(word, scheme);
        if notation::names_tier(text, scheme) {
            Self::ByName
        } else if std::iter::once(text)
            .chain(offered.iter().map(String::as_str))
            .any(|word| is_tier(word) && !answers(word))
        {
            Self::ByTier
        } else if !offered.is_empty() && offered.iter().all(|word| answers(word)) || answers(text) && !is_tier(text) {
            Self::ByAnswer
        } else if calendar::is_day(text, year) {
            Self::ByDay
        } else {
            Self::Unknown
        }
    }

    /// Returns true where it tells a qualitative target from one of yes or no.
    fn is_tier(self) -> bool {
        matches!(self, Self::ByName | Self::ByTier)
    }
}

/// Reads the column 指标性质.
fn printed(operator: Option<Cell>, notes: &mut Notes) -> Printed {
    let Some(cell) = operator.filter(|cell| !cell.is_blank()) else {
        return Printed::Nothing;
    };
    if let Some(operator) = Operator::read(cell.text) {
        return Printed::Operator(operator);
    }
    match notation::fold(cell.text).as_str() {
        "定性" | "定性指标" => Printed::Qualitative,
        "文字" => Printed::Text,
        "定量" | "定量指标" => Printed::Nothing,
        sign if calendar::is_sign(sign) => Printed::Nothing,
        _ => {
            let text = cell.text.to_owned();
            cell.note(notes, Matter::SignUnread { text });
            Printed::Nothing
        }
    }
}

/// Reads a target from its cell, the column 指标性质 and the row's unit; returns the unit found inside the cell.
///
/// `names` are the 三级指标 and the 二级指标, whose words propose a direction where none is printed; `judged` is what
/// the actual says of the target.
pub(super) fn target(
    cell: Cell,
    operator: Option<Cell>,
    unit: &str,
    names: [&str; 2],
    (year, judged): (u16, Judged),
    notes: &mut Notes,
) -> (Option<Target>, Option<String>) {
    let printed = printed(operator, notes);
    if cell.is_blank() {
        let qualitative = matches!(printed, Printed::Qualitative).then(|| Target::Tiered("定性".to_owned()));
        return (qualitative, None);
    }
    let text = cell.text.to_owned();
    let mut reading = notation::read_target(cell.text, year);
    let asks = match operator {
        Some(sign) if calendar::is_sign(&notation::fold(sign.text)) => calendar::Asks::Day,
        _ => calendar::asks(names, unit, judged),
    };
    reading = calendar::target(reading, cell.text, year, asks);
    if let (Some(inside), false) = (&reading.unit, unit.is_empty())
        && inside != unit
    {
        let (kept, unit) = (text.clone(), unit.to_owned());
        cell.note(notes, Matter::TargetUnit { text, unit });
        return (Some(Target::Text(kept)), None);
    }
    if let (Some(text), Some(Target::ByDate(day))) = (reading.understood.take(), &reading.target) {
        let day = Day(*day);
        cell.note(notes, Matter::DayUnderstood { text, day });
    }
    if matches!(reading.target, Some(Target::ByDate(_))) && !calendar::is_unit(unit) {
        let unit = unit.to_owned();
        cell.note(notes, Matter::DayCounted { text, unit });
    }
    cell.note_groups(reading.target.as_ref().and_then(Target::number), notes);
    // Amounts are printed with two decimals: 3.00～5.00 is 3～5.
    if let Some(Target::Range { low, high }) = &mut reading.target {
        (*low, *high) = (low.normalize(), high.normalize());
    }
    let Some(read) = reading.target.take() else {
        return (None, None);
    };
    let target = match printed {
        Printed::Operator(printed) => signed(cell, printed, read, reading.operator, notes),
        Printed::Qualitative => qualitative(cell, read, judged, notes),
        Printed::Text => in_words(cell, read, notes),
        Printed::Nothing => unsigned(cell, read, &reading, names, judged, notes),
    };
    let unit = reading
        .unit
        .filter(|_| !matches!(target, Target::Text(_) | Target::Tiered(_)));
    (Some(target), unit)
}

/// Puts a target together with its printed sign; one that contradicts what stands `inside` the cell leaves it as text.
fn signed(cell: Cell, printed: Operator, read: Target, inside: Option<Operator>, notes: &mut Notes) -> Target {
    match (printed, read) {
        (_, Target::AtLeast(value)) if inside.is_none() => printed.target(value),
        (_, Target::Zero) if printed != Operator::Equal && notation::amount(cell.text).is_some() => {
            printed.target(Decimal::ZERO)
        }
        (_, read @ Target::Zero)
        | (Operator::AtMost | Operator::Equal, read @ Target::ByDate(_))
        | (Operator::Equal, read @ (Target::Tiered(_) | Target::YesNo(_))) => read,
        (_, read) if inside == Some(printed) => read,
        _ => {
            let (text, sign) = (cell.text.to_owned(), printed.sign().to_owned());
            cell.note(notes, Matter::SignContradicts { text, sign });
            Target::Text(cell.text.to_owned())
        }
    }
}

/// Reads a target that is called 定性: by its tier, or by yes or no where its actual says nothing else.
fn qualitative(cell: Cell, read: Target, judged: Judged, notes: &mut Notes) -> Target {
    match read {
        Target::YesNo(text) if !judged.is_tier() => {
            if judged == Judged::Unknown {
                cell.note(notes, Matter::QualitativeDone { text: text.clone() });
            }
            Target::YesNo(text)
        }
        _ => Target::Tiered(cell.text.to_owned()),
    }
}

/// Reads a target that is called 文字: the budget system has no sign for a range or a day, and its sheet says so there.
fn in_words(cell: Cell, read: Target, notes: &mut Notes) -> Target {
    let text = cell.text.to_owned();
    let kind = match read {
        Target::Range { .. } => "remark.range",
        Target::ByDate(_) => "remark.date",
        _ => {
            cell.note(notes, Matter::WordsKept { text: text.clone() });
            return Target::Text(text);
        }
    };
    let kind = Word::Own(kind);
    cell.note(notes, Matter::WordsRead { text, kind });
    read
}

/// Reads a target of which no column says what it is.
fn unsigned(
    cell: Cell,
    read: Target,
    reading: &TargetReading,
    names: [&str; 2],
    judged: Judged,
    notes: &mut Notes,
) -> Target {
    let text = cell.text.to_owned();
    match read {
        Target::AtLeast(value) if reading.operator.is_none() => proposed(cell, value, names, notes),
        Target::Zero if notation::amount(&text).is_some() && !names_events(reading.unit.as_deref()) => {
            cell.note(notes, Matter::ZeroUnsigned { text });
            Target::Zero
        }
        Target::Zero if matches!(text.trim(), "无" | "零") => {
            cell.note(notes, Matter::ZeroSaid { text });
            Target::Zero
        }
        Target::Text(text) if judged == Judged::ByName => Target::Tiered(text),
        Target::Text(text) => {
            cell.note(notes, Matter::TargetKept { text: text.clone() });
            Target::Text(text)
        }
        Target::YesNo(text) if judged.is_tier() => {
            cell.note(notes, Matter::TargetTiered { text: text.clone() });
            Target::Tiered(text)
        }
        read => read,
    }
}

/// Gives a bare number the direction that the words of its names propose.
fn proposed(cell: Cell, value: Decimal, names: [&str; 2], notes: &mut Notes) -> Target {
    let mut proposals = names.into_iter().map(notation::proposed_direction);
    let less = proposals.find(|(_, word)| word.is_some());
    let (operator, word) = less.unwrap_or((Operator::AtLeast, None));
    let name = quoted(names[0]);
    let matter = match word {
        Some(word) => Matter::ProposedLess {
            name,
            word: word.to_owned(),
        },
        None => Matter::ProposedMore { name },
    };
    cell.note(notes, matter);
    operator.target(value)
}

/// Tells units of what must not happen: `0起` is 未发生 without doubt.
fn names_events(unit: Option<&str>) -> bool {
    matches!(unit, Some("起" | "例" | "件" | "宗"))
}

/// Says when an actual is of another kind than its target asks for: such a row has no score.
pub(super) fn incomparable(cell: Cell, indicator: &Indicator, notes: &mut Notes) {
    let (Some(target), Some(actual)) = (&indicator.target, &indicator.actual) else {
        return;
    };
    let wanted = match (target, actual) {
        // Kept as text: that was said where it was read.
        (Target::Text(_), _) | (_, Actual::Text(_)) => return,
        (Target::ByDate(_), Actual::Date(_) | Actual::Done(_))
        | (Target::YesNo(_), Actual::Done(_))
        | (Target::Tiered(_), Actual::Tier(_)) => return,
        (Target::ByDate(_), _) => "remark.wants_day",
        (Target::YesNo(_), _) => "remark.wants_answer",
        (Target::Tiered(_), _) => "remark.wants_tier",
        (_, Actual::Ratio { denominator, .. }) if *denominator <= Decimal::ZERO => {
            let text = cell.text.to_owned();
            cell.note(notes, Matter::DenominatorZero { text });
            return;
        }
        (_, Actual::Number(_) | Actual::Ratio { .. }) => return,
        (_, Actual::Date(_) | Actual::Tier(_) | Actual::Done(_)) => "remark.wants_number",
    };
    let matter = Matter::Incomparable {
        text: cell.text.to_owned(),
        target: target.text(),
        wanted: Word::Own(wanted),
    };
    cell.note(notes, matter);
}

/// Reads an actual from its cell into an indicator whose target and unit are known.
pub(super) fn actual(cell: Cell, indicator: &mut Indicator, scheme: &Scheme, year: u16, notes: &mut Notes) {
    if cell.is_blank() {
        return;
    }
    let text = || cell.text.to_owned();
    let mut reading = notation::read_actual(cell.text, indicator.target.as_ref(), scheme, year);
    if let (Some(Target::ByDate(_)), Some(Actual::Text(_))) = (&indicator.target, &reading.actual)
        && let Some(last) = notation::last_day(cell.text, year)
    {
        let matter = Matter::DayLast {
            text: text(),
            day: Day(last),
        };
        cell.note(notes, matter);
        reading.actual = Some(Actual::Date(last));
    }
    let names = [indicator.name.as_str(), &indicator.level2];
    let asks = match &indicator.target {
        Some(Target::ByDate(_)) => calendar::Asks::Day,
        Some(_) => calendar::Asks::Nothing,
        None => calendar::asks(names, &indicator.unit, Judged::Unknown),
    };
    if let Some(day) = calendar::day(cell.text, year, asks) {
        let matter = Matter::DayRead {
            text: text(),
            day: Day(day),
        };
        cell.note(notes, matter);
        reading.actual = Some(Actual::Date(day));
    }
    if let Some(Actual::Number(value)) = reading.actual {
        cell.note_groups(Some(value), notes);
    }
    if let Some(inside) = reading.unit {
        if indicator.unit.is_empty() {
            indicator.unit = inside;
        } else if inside != indicator.unit {
            let matter = Matter::ActualUnit {
                text: text(),
                unit: indicator.unit.clone(),
            };
            cell.note(notes, matter);
            indicator.actual = Some(Actual::Text(text()));
            return;
        }
    }
    if let (Some(Target::YesNo(target)), Some(Actual::Done(true))) = (&indicator.target, &reading.actual)
        && let Some(manner) = notation::unsaid_manner(target, cell.text)
    {
        let matter = Matter::MannerUnsaid {
            text: text(),
            manner: manner.to_owned(),
            target: target.clone(),
        };
        cell.note(notes, matter);
    }
    match (&reading.actual, reading.dropped) {
        (Some(Actual::Number(value)), Some(_)) => {
            let (text, number) = (text(), number::plain(*value));
            cell.note(notes, Matter::SignDropped { text, number });
        }
        (Some(Actual::Text(text)), _) => {
            let why = match &indicator.target {
                Some(Target::ByDate(_)) => "remark.no_day",
                Some(Target::Tiered(_)) => "remark.no_tier",
                Some(Target::YesNo(_)) => "remark.no_answer",
                Some(Target::Text(_)) | None => "remark.not_understood",
                Some(_) => "remark.no_number",
            };
            let (text, why) = (text.clone(), Word::Own(why));
            cell.note(notes, Matter::ActualKept { text, why });
        }
        _ => {}
    }
    indicator.actual = reading.actual;
}

/// Returns the unit in brackets behind a name or a heading: 户 of 检查户数（户）.
pub(super) fn unit_behind(name: &str) -> Option<String> {
    let inside = behind(name)?;
    // （30分） is a weight, no unit.
    let is_unit = !inside.starts_with(|first: char| first.is_ascii_digit());
    let (_, unit) = notation::amount(&format!("1{inside}")).filter(|_| is_unit)?;
    unit
}

/// Returns the points in brackets behind a name: 30 of 推介会场次（30分）.
pub(super) fn points_behind(name: &str) -> Option<Decimal> {
    number::read(behind(name)?.strip_suffix('分')?)
}

/// Returns what stands in brackets behind a name, folded.
fn behind(name: &str) -> Option<String> {
    let folded = notation::fold(name);
    let (_, inside) = folded.strip_suffix(')')?.rsplit_once('(')?;
    Some(inside.to_owned())
}

/// Says when a percentage looks like a fraction: 0.95 under `%` may be meant as 95.
pub(super) fn suspect_fraction(cell: Cell, value: Option<Decimal>, unit: &str, notes: &mut Notes) {
    if unit == "%"
        && value.is_some_and(|value| !value.is_zero() && value.abs() <= Decimal::ONE)
        && !cell.text.contains(['%', '％'])
    {
        let text = cell.text.to_owned();
        cell.note(notes, Matter::FractionSuspect { text });
    }
}

/// Says when a quotient of at most 1 stands against a greater target without unit: 95/100 against ≥95 may be meant as 95%.
pub(super) fn suspect_quotient(cell: Cell, indicator: &Indicator, notes: &mut Notes) {
    let (Some(Actual::Ratio { .. }), true) = (&indicator.actual, indicator.unit.is_empty()) else {
        return;
    };
    let target = indicator.target.as_ref().and_then(Target::number);
    let quotient = indicator.actual_number();
    if target.is_some_and(|target| target > Decimal::ONE) && quotient.is_some_and(|quotient| quotient <= Decimal::ONE) {
        let text = cell.text.to_owned();
        cell.note(notes, Matter::QuotientSuspect { text });
    }
}

/// Says when a share of at most 1 stands against a target of more, both without unit: 0.96 against ≥95 may be meant as 96.
pub(super) fn suspect_share(cell: Cell, indicator: &Indicator, notes: &mut Notes) {
    let (Some(Actual::Number(actual)), true) = (&indicator.actual, indicator.unit.is_empty()) else {
        return;
    };
    let target = indicator.target.as_ref();
    let is_share = notation::names_share(&indicator.name) && *actual > Decimal::ZERO && *actual <= Decimal::ONE;
    if let Some(target) =
        target.filter(|target| target.number().is_some_and(|number| number > Decimal::ONE) && is_share)
    {
        let (text, target) = (cell.text.to_owned(), target.text());
        cell.note(notes, Matter::ShareSuspect { text, target });
    }
}

/// Reads points: `20`, `20分`, `20%`; what is none of these, below 0 or above 100 is remarked.
pub(super) fn points(cell: Cell, what: Word, notes: &mut Notes) -> Option<Decimal> {
    if cell.is_blank() {
        return None;
    }
    let points = notation::amount(cell.text)
        .filter(|(_, unit)| matches!(unit.as_deref(), None | Some("分" | "%")))
        .map(|(value, _)| value);
    let said = points.map(number::plain).unwrap_or_default();
    match points {
        None => {
            let text = cell.text.to_owned();
            cell.note(notes, Matter::PointsUnread { what, text });
        }
        Some(value) if value < Decimal::ZERO => cell.note(notes, Matter::PointsNegative { what, points: said }),
        Some(value) if value > Decimal::ONE_HUNDRED => cell.note(notes, Matter::PointsAbove { what, points: said }),
        Some(_) => {}
    }
    points
}
