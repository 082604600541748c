//! What the foot of the form says while the officer has written nothing there: the reasons and measures of its rows.

use super::indicators::rows;
use super::sentences::{AS_PLANNED, application, deviations, marked, reasons, remedies};
use crate::binding::Values;
use crate::check;
use crate::model::Project;
use crate::model::scheme::{Foot, FootCell};
use crate::score::{Scorecard, Status};

/// Returns the text proposed for a field at the foot of the form, with bindings; empty where the rows say nothing.
///
/// Where the form allows so many characters only, it holds as many items as there is room for and says how many are
/// left out.
pub fn foot(project: &Project, card: &Scorecard, foot: &Foot) -> String {
    if check::owes_foot(project, card, foot) {
        return String::new();
    }
    let (items, as_planned) = match foot.holds {
        FootCell::DeviationAnalysis => (departures(project, card), AS_PLANNED),
        FootCell::ImprovementPlan => (
            [remedies(project, card), application(project)].concat(),
            "各项绩效指标均达到年度指标值，没有需要改进的偏差。",
        ),
        FootCell::Kept | FootCell::Blank => return String::new(),
    };
    if items.is_empty() {
        return as_planned.to_owned();
    }
    let values = Values::new(project, card);
    let all = marked(items.clone()).join("\n");
    let fits = |text: &str| foot.most.is_none_or(|most| values.print(text).chars().count() <= most);
    if fits(&all) {
        return all;
    }
    let count = items.len();
    let shortened = (1..count).rev().map(|told| {
        let told_items = marked(items[..told].to_vec()).join("\n");
        format!("{told_items}\n另有{}项见自评报告。", count - told)
    });
    let mut shortened = shortened.filter(|text| fits(text));
    shortened.next().unwrap_or_else(|| format!("共{count}项，见自评报告。"))
}

/// What went wrong, then what was exceeded by far, which is a deviation as well.
fn departures(project: &Project, card: &Scorecard) -> Vec<String> {
    let mut found = deviations(project, card, None);
    let over = rows(card, |status, short| status == Status::Over && !short);
    let count = over.len();
    if count > 0 {
        let told = reasons(project, card, over, count, None);
        found.push(format!("超额较大的指标：{told}。"));
    }
    found
}
