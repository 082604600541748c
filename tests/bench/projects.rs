//! Large projects: the sample's own indicators, repeated under fresh ids, and long reports.

use hengji::examples::Example;
use hengji::file;
use hengji::model::{Id, Project, ReportText};

/// Makes a project of so many indicators, all filled as the sample's are.
pub fn large(size: usize) -> Project {
    let mut project = file::decode(Example::Wuchang.bytes()).expect("the sample");
    let published = std::mem::take(&mut project.indicators);
    project.indicators = published.iter().cycle().take(size).cloned().collect();
    for (position, indicator) in project.indicators.iter_mut().enumerate() {
        indicator.id = Id::new(format!("I{:05}", position + 1));
    }
    project
}

/// Writes a report of so many letters into a project, under its first two headings: every number stands in both, and no
/// two are of one thing.
pub fn written(mut project: Project, letters: usize) -> Project {
    let mut text = String::new();
    for at in 0_u32.. {
        if text.chars().count() * 2 >= letters {
            break;
        }
        let street = ["城东", "城西", "江南", "江北", "高新"][at as usize % 5];
        let (places, samples) = (1_000 + at * 7, 20_000 + at * 13);
        text.push_str(&format!(
            "{street}街道第{at}次专项行动检查食品经营单位{places}家，抽检样品{samples}批次，合格率98.5%，其中农贸市场{at}家；\
             新增{street}街道网格{at}个，2021年受理投诉举报{samples}件，按时办结，较上年增加{at}件。"
        ));
    }
    let headings = project
        .scheme
        .outline
        .headings
        .iter()
        .map(|heading| &heading.path)
        .take(2);
    project.texts = headings
        .map(|heading| ReportText {
            heading: heading.clone(),
            text: text.clone(),
            ..ReportText::default()
        })
        .collect();
    project
}
