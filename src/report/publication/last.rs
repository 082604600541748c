//! What the evaluation of the year before came to, as it is published.

use super::text::{self, Cleaner};
use crate::model::last::Unmet;
use crate::model::{LastYear, Target};

/// Cleans what the evaluation of the year before came to.
pub fn published(out: &mut Cleaner<'_>, last: &LastYear) -> LastYear {
    let LastYear {
        year,
        score,
        grade,
        plan,
        unmet,
    } = last;
    let one = |one: &Unmet, out: &mut Cleaner<'_>| {
        let Unmet {
            indicator,
            name,
            target,
            unit,
            reached,
            measure,
        } = one;
        let place = format!("上年指标“{}”", text::short(name));
        Unmet {
            indicator: indicator.clone(),
            name: out.text(&place, name),
            target: self::target(out, &format!("{place}指标值"), target),
            unit: out.text(&format!("{place}计量单位"), unit),
            reached: out.text(&format!("{place}实际完成值"), reached),
            measure: out.text(&format!("{place}改进措施"), measure),
        }
    };
    LastYear {
        year: *year,
        score: *score,
        grade: grade.clone(),
        plan: out.text("上年改进措施", plan),
        unmet: unmet.iter().map(|unmet| one(unmet, out)).collect(),
    }
}

/// A target whose words are cleaned.
pub fn target(out: &mut Cleaner<'_>, place: &str, target: &Option<Target>) -> Option<Target> {
    Some(match target.as_ref()? {
        Target::Tiered(words) => Target::Tiered(out.text(place, words)),
        Target::YesNo(words) => Target::YesNo(out.text(place, words)),
        Target::Text(words) => Target::Text(out.text(place, words)),
        number @ (Target::AtLeast(_)
        | Target::MoreThan(_)
        | Target::AtMost(_)
        | Target::LessThan(_)
        | Target::Equal(_)
        | Target::Range { .. }
        | Target::Zero
        | Target::ByDate(_)) => number.clone(),
    })
}
