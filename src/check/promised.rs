//! What was missed and promised last year, against what came of it (`domain.md` §5.3, C59).

use rust_decimal::Decimal;

use super::unmet::mentions;
use super::{Finding, Place, Severity};
use crate::binding::Values;
use crate::model::last::Unmet;
use crate::model::outline::Passage;
use crate::model::{Field, Heading, Indicator, LastYear, Project, Target, quoted};
use crate::outlines;
use crate::score::{Row, Scorecard, Status};

/// Most names that one sentence tells.
const MOST_TOLD: usize = 3;
/// Words of a text that speaks of what was to be mended.
const MENDING: [&str; 4] = ["整改", "改进", "落实", "未完成"];

/// Checks what was missed last year in the order of the greatest loss, then what is said of it.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let Some(last) = &project.last_year else {
        return Vec::new();
    };
    let mut headings = outlines::of(project).headings.iter();
    let told = headings.find(|heading| heading.passages.contains(&Passage::Application));
    let text = told.map_or("", |heading| project.text(&heading.path));
    let values = Values::new(project, card);
    let printed = values.print(text);
    let mut out = Vec::new();
    let mut gone = Vec::new();
    for unmet in &last.unmet {
        let now = project.successor(unmet);
        if let Some((indicator, row)) = now.and_then(|at| Some((project.indicators.get(at)?, card.rows.get(at)?))) {
            out.extend(again(unmet, indicator, &values.print(&indicator.measure), row));
            out.extend(lowered(unmet, indicator));
            continue;
        }
        // Of nearly the same name it may be the same, or another.
        let is_alike = project.indicators.iter().any(|one| is_told(&one.name, &unmet.name));
        if !is_alike && !is_told(&printed, &unmet.name) {
            gone.push(unmet);
        }
    }
    let place = told.map_or(Place::Points, |heading| Place::Heading(heading.path.clone()));
    out.extend(dropped(&gone, place.clone()));
    out.extend(told.and_then(|heading| silent(last, heading, &printed, place)));
    out
}

fn is_told(text: &str, name: &str) -> bool {
    !text.trim().is_empty() && mentions(text, name.trim())
}

/// Missed last year, missed again, and what will be done about it is what was to be done last year.
fn again(unmet: &Unmet, indicator: &Indicator, measure: &str, row: &Row) -> Option<Finding> {
    let folded = |text: &str| -> String { text.chars().filter(|letter| letter.is_alphanumeric()).collect() };
    let measure = folded(measure);
    let is_same = !measure.is_empty() && measure == folded(&unmet.measure);
    (row.status == Status::Unmet && is_same).then(|| {
        let sentence = "上年也没有完成，改进措施与上年写的一样，请写明上年措施的落实情况和新的措施";
        Finding::of(indicator, Field::Measure, ("C59", Severity::Warning), sentence)
    })
}

/// Missed last year, and easier this year, without a word of last year in its 设定依据.
fn lowered(unmet: &Unmet, indicator: &Indicator) -> Option<Finding> {
    const SAYING: [&str; 6] = ["上年", "去年", "调整", "下调", "调减", "实际"];
    let (before, now) = (unmet.target.as_ref()?, indicator.target.as_ref()?);
    let is_said = SAYING.iter().any(|word| indicator.basis.contains(word)) || indicator.initial_target.is_some();
    let is_comparable = unmet.unit.trim() == indicator.unit.trim();
    let is_easier = match (bound(before)?, bound(now)?) {
        ((least, false), (now, false)) => now < least,
        ((most, true), (now, true)) => now > most,
        _ => false,
    };
    (is_easier && is_comparable && !is_said).then(|| {
        let (before, now) = (before.text_with(&unmet.unit), now.text_with(&indicator.unit));
        let sentence = format!("上年没有完成，指标值由{before}改为{now}，比上年容易完成，请在指标值设定依据中说明");
        Finding::of(indicator, Field::Basis, ("C59", Severity::Hint), &sentence)
    })
}

/// The number of a target, and whether less is better.
fn bound(target: &Target) -> Option<(Decimal, bool)> {
    match target {
        Target::AtLeast(value) | Target::MoreThan(value) => Some((*value, false)),
        Target::AtMost(value) | Target::LessThan(value) => Some((*value, true)),
        _ => None,
    }
}

/// Missed last year, and no indicator any more, without a word of it.
fn dropped(gone: &[&Unmet], place: Place) -> Option<Finding> {
    let first = gone.first()?;
    let names: Vec<String> = gone.iter().take(MOST_TOLD).map(|one| quoted(&one.name)).collect();
    let sentence = match gone {
        [_] => format!(
            "指标{}上年没有完成（{}），本年没有设置，请在上年度自评结果应用情况中说明",
            names[0],
            first.outcome()
        ),
        _ => {
            let more = if gone.len() > MOST_TOLD { "等" } else { "" };
            format!(
                "上年没有完成的{}项指标本年没有设置（{}{more}），请在上年度自评结果应用情况中说明",
                gone.len(),
                names.concat()
            )
        }
    };
    Some(Finding::new(("C59", Severity::Warning), place, sentence))
}

/// A text on last year's result that says nothing of what was missed, or of what was promised.
fn silent(last: &LastYear, heading: &Heading, printed: &str, place: Place) -> Option<Finding> {
    let first = last.unmet.first()?;
    let is_said = MENDING.iter().any(|word| printed.contains(word))
        || last.unmet.iter().any(|unmet| mentions(printed, unmet.name.trim()));
    (!printed.trim().is_empty() && !is_said).then(|| {
        let many = match last.unmet.len() {
            1 => quoted(&first.name),
            count => format!("{}等{count}项指标", quoted(&first.name)),
        };
        let sentence = format!(
            "报告“{}”：上年{many}没有完成，没有写到改进措施的落实情况，请补写",
            heading.text
        );
        Finding::new(("C59", Severity::Hint), place, sentence)
    })
}
