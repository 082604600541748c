//! What the foot of the form says while the officer has written nothing there: the reasons and measures of its rows.

use super::indicators::rows;
use super::sentences::{AS_PLANNED, Remedy, application, deviations, marked, reasons, remedies, unmet_table};
use crate::binding::Values;
use crate::check;

use crate::model::scheme::{Foot, FootCell};
use crate::model::{Cause, Indicator, Project};
use crate::score::{Scorecard, Status, score};

/// Most characters where the form states no limit: a higher row would have a page of its own.
const ROOM: usize = 800;

/// Returns the text proposed for a field at the foot of the form, with bindings; empty where the rows say nothing.
///
/// Where the form allows so many characters only, it holds as many items as there is room for and says how many are
/// left out.
pub fn foot(project: &Project, card: &Scorecard, foot: &Foot) -> String {
    if check::owes_foot(project, card, foot) {
        return String::new();
    }
    let (ways, as_planned) = match foot.holds {
        FootCell::DeviationAnalysis => {
            let table = format!("自评报告{}", unmet_table(project));
            let ways = [None, Some(table.as_str())].map(|table| departures(project, card, table));
            (Vec::from(ways), AS_PLANNED)
        }
        FootCell::ImprovementPlan => (
            vec![[remedies(project, card, Remedy::Alone), application(project)].concat()],
            "各项绩效指标均达到年度指标值，没有需要改进的偏差。",
        ),
        FootCell::Kept | FootCell::Blank => return String::new(),
    };
    let values = Values::new(project, card);
    let fits = |text: &str| values.print(text).chars().count() <= foot.most.unwrap_or(ROOM);
    let wholes = ways.iter().map(|items| marked(items.clone()).join("\n"));
    let Some(items) = ways.last().filter(|items| !items.is_empty()) else {
        return as_planned.to_owned();
    };
    if let Some(whole) = wholes.into_iter().find(|text| fits(text)) {
        return whole;
    }
    let count = items.len();
    let shortened = (1..count).rev().map(|told| {
        let told_items = marked(items[..told].to_vec()).join("\n");
        format!("{told_items}\n另有{}项见自评报告。", count - told)
    });
    let mut shortened = shortened.filter(|text| fits(text));
    shortened.next().unwrap_or_else(|| format!("共{count}项，见自评报告。"))
}

/// Returns a project without the texts at the foot of its form that say what is proposed there: read back from a form
/// of ours they are no words of the officer's, and follow the rows again.
pub fn unproposed(mut project: Project) -> Project {
    let analysis = std::mem::take(&mut project.deviation_analysis);
    let plan = std::mem::take(&mut project.improvement_plan);
    let card = score(&project);
    let says = |project: &Project, holds: FootCell, written: &str| {
        let folded = |text: &str| text.split_whitespace().collect::<String>();
        let values = Values::new(project, &card);
        let mut feet = project.scheme.form.feet.iter().filter(|foot| foot.holds == holds);
        feet.any(|foot| folded(&values.print(&self::foot(project, &card, foot))) == folded(written))
    };
    if !says(&project, FootCell::ImprovementPlan, &plan) {
        project.improvement_plan = plan;
    }
    let caused = caused(&project, &analysis);
    if says(&caused, FootCell::DeviationAnalysis, &analysis) {
        return caused;
    }
    project.deviation_analysis = analysis;
    project
}

/// Gives indicators the cause under which an analysis names them, for which the form has no column.
fn caused(project: &Project, analysis: &str) -> Project {
    let mut caused = project.clone();
    for line in analysis.lines() {
        let cause = Cause::ALL
            .into_iter()
            .find(|cause| line.contains(&format!("{}。", cause.name())));
        let named = |one: &&mut Indicator| one.cause.is_none() && line.contains(&one.name);
        let named = caused.indicators.iter_mut().filter(named);
        named.for_each(|one| one.cause = cause);
    }
    caused
}

/// What went wrong, then what was exceeded by far, which is a deviation as well.
///
/// A long reason is told in `table`, where one is named.
fn departures(project: &Project, card: &Scorecard, table: Option<&str>) -> Vec<String> {
    let mut found = deviations(project, card, table);
    let over = rows(card, |status, short| status == Status::Over && !short);
    let count = over.len();
    if count > 0 {
        let told = reasons(project, card, over, count, table);
        found.push(format!("超额较大的指标：{told}。"));
    }
    found
}
