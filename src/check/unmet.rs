//! What the report says is done and what is not, against the indicators (`domain.md` §5.3: C42, C43).

use super::names::{bare, stands_in};
use super::{Finding, Place, Severity};
use crate::binding::Values;
use crate::model::outline::Passage;
use crate::model::{Heading, Indicator, Project, quoted};
use crate::outlines;
use crate::score::{Scorecard, Status};

/// Words by which a clause says that something was not done.
const NOT: [&str; 8] = ["未", "无法", "没有", "不足", "不能", "达不到", "除", "暂停"];
/// Letters below which a name says nothing by itself.
const TELLING: usize = 4;

/// Checks the officer's texts in the order of the outline; what the program proposes agrees by itself.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let values = Values::new(project, card);
    let named = |status: &[Status]| -> Vec<&Indicator> {
        let rows = project.indicators.iter().zip(&card.rows);
        let of = rows.filter(|(one, row)| status.contains(&row.status) && !one.name.trim().is_empty());
        of.map(|(one, _)| one).collect()
    };
    let (unmet, met) = (named(&[Status::Unmet]), named(&[Status::Met, Status::Over]));
    let mut out = Vec::new();
    for heading in &outlines::of(project).headings {
        let text = project.text(&heading.path);
        if text.trim().is_empty() {
            continue;
        }
        let printed = values.print(text);
        let mut tell = |rule, sentence: String| {
            let place = Place::Heading(heading.path.clone());
            let sentence = format!("报告“{}”：{sentence}", heading.text);
            out.push(Finding::new((rule, Severity::Warning), place, sentence));
        };
        let missing = unmet.iter().filter(|one| belongs(heading, one));
        let missing: Vec<String> = missing
            .filter(|one| !text.contains(&format!("{{{{{}", one.id)) && !mentions(&printed, one.name.trim()))
            .map(|one| quoted(&one.name))
            .collect();
        if !missing.is_empty() {
            let (told, more) = (&missing[..missing.len().min(MOST_TOLD)], missing.len() > MOST_TOLD);
            let more = if more {
                format!("等{}项", missing.len())
            } else {
                String::new()
            };
            tell("C42", format!("没有写到未达成的{}{more}", told.concat()));
        }
        if heading.passages.contains(&Passage::Unmet) {
            let denials = denials(&printed);
            let said = met
                .iter()
                .filter(|one| is_said_unmet(&denials, one.name.trim(), &unmet));
            for one in said {
                let sentence = format!("{}已达成，却写在未完成的绩效目标里，请核对", quoted(&one.name));
                tell("C42", sentence);
            }
        }
        if heading.passages.contains(&Passage::Met) {
            for (said, one) in contradicted(&printed, &unmet, &met) {
                let sentence = format!(
                    "“{said}”写作已完成，而指标{}未达成，请写明分别指什么",
                    quoted(&one.name)
                );
                tell("C43", sentence);
            }
        }
    }
    out
}

/// Most names that one sentence tells.
const MOST_TOLD: usize = 3;

/// Tells whether an unmet indicator must be spoken of under a heading: all where they are listed, those of its level
/// where they are analysed.
fn belongs(heading: &Heading, indicator: &Indicator) -> bool {
    let level = indicator.level1.as_str();
    heading.passages.iter().any(|passage| match passage {
        Passage::Unmet => true,
        Passage::Effect => level.contains("效益"),
        Passage::Satisfaction => level.contains("满意"),
        Passage::Output => level.contains("产出"),
        _ => false,
    })
}

/// Tells whether a text speaks of a name: most pairs of its letters stand there, whatever stands between them.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    let letters: Vec<char> = bare(name).chars().collect();
    let pairs: Vec<String> = letters.windows(2).map(String::from_iter).collect();
    let found = pairs.iter().filter(|pair| text.contains(pair.as_str())).count();
    text.contains(name) || found * 10 >= pairs.len() * 6
}

/// Returns the clauses of a text that say that something was not done.
fn denials(text: &str) -> Vec<String> {
    let clauses = text
        .split(['；', '。', '，', '\n'])
        .filter(|clause| !clause.contains('除'));
    let clauses = clauses.map(affirmed);
    clauses
        .filter(|clause| NOT.iter().any(|word| clause.contains(word)))
        .collect()
}

/// Tells whether a clause that says that something was not done names what was met.
fn is_said_unmet(denials: &[String], name: &str, unmet: &[&Indicator]) -> bool {
    let is_part = || unmet.iter().any(|one| one.name.contains(name));
    name.chars().count() >= TELLING && denials.iter().any(|clause| stands_in(clause, name)) && !is_part()
}

/// Returns a clause without the words that deny that something was not done: 不存在未完成的情况.
pub(super) fn affirmed(clause: &str) -> String {
    const DENIED: [&str; 9] = [
        "不存在未",
        "并不存在未",
        "没有未",
        "并无未",
        "无未",
        "不存在没有",
        "没有不",
        "不存在不",
        "无不",
    ];
    DENIED
        .iter()
        .fold(clause.to_owned(), |clause, words| clause.replace(words, ""))
}

/// Finds the items of a list of what was done that are the beginning of what was not.
fn contradicted<'t, 'i>(text: &'t str, unmet: &[&'i Indicator], met: &[&Indicator]) -> Vec<(&'t str, &'i Indicator)> {
    let clauses = text.split(['；', '。', '\n']);
    let said = clauses.filter(|clause| !NOT.iter().any(|word| clause.contains(word)));
    let items = said.flat_map(|clause| clause.split(['、', '，']));
    let items = items.map(|item| item.trim().trim_start_matches("完成了").trim_start_matches("开展了"));
    let items = items.filter(|item| item.chars().count() >= TELLING);
    // Less than most of a name may be another work: 产品质量 is not 产品质量抽查批次.
    let is_most = |item: &str, name: &str| name.contains(item) && item.len() * 5 >= name.trim().len() * 3;
    items
        .filter(|item| !met.iter().any(|one| one.name.contains(item)))
        .filter_map(|item| Some((item, *unmet.iter().find(|one| is_most(item, &one.name))?)))
        .collect()
}
