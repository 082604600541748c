//! The words of the report: other years, a grade that is not the score's, a claim that the rows do not bear out
//! (`domain.md` §5.3 D).

use super::{Finding, Place, Severity, claims};
use crate::model::{Field, Project, Target, quoted, succession, year};
use crate::outlines;
use crate::score::Scorecard;

/// Checks the officer's texts in the order of the outline.
pub(super) fn findings(project: &Project, card: &Scorecard) -> Vec<Finding> {
    let mut out = Vec::new();
    for heading in &outlines::of(project).headings {
        let text = project.text(&heading.path);
        let mut tell = |rule, severity, sentence: String| {
            let place = Place::Heading(heading.path.clone());
            let sentence = format!("报告“{}”：{sentence}", heading.text);
            out.push(Finding::new((rule, severity), place, sentence));
        };
        let years = other_years(text, project.year);
        if !years.is_empty() {
            let sentence = format!("写到{}，自评年度是{}年，请核对", years.join("、"), project.year);
            tell("C48", Severity::Warning, sentence);
        }
        if let Some(sentence) = claims::refuted(text, project, card) {
            tell("C44", Severity::Warning, sentence);
        }
        if let Some((said, grade)) = grade(text, card) {
            let sentence = format!("写的等级是“{said}”，按得分是“{grade}”");
            tell("C44", Severity::Error, sentence);
        }
    }
    out.extend(followed(project));
    out
}

/// Goals and indicators that went on from an earlier year and name one still (C48).
fn followed(project: &Project) -> Vec<Finding> {
    if project.last_year.is_none() {
        return Vec::new();
    }
    let past = |texts: &[&str]| succession::past_year(texts, project.year);
    let finding = |place, what: String, named: String| {
        let sentence = format!("{what}写有“{named}”，自评年度是{}年，请核对", project.year);
        Finding::new(("C48", Severity::Warning), place, sentence)
    };
    let goals = project.goals.iter().enumerate();
    let of_goals = goals.filter_map(|(position, goal)| {
        let named = past(&[&goal.name, &goal.text])?;
        Some(finding(
            Place::Goal(goal.id.clone()),
            format!("目标{}", position + 1),
            named,
        ))
    });
    let of_indicators = project.indicators.iter().filter_map(|one| {
        let words = one.target.as_ref().and_then(Target::words).unwrap_or_default();
        let texts = [
            (Field::Name, one.name.as_str()),
            (Field::Target, words),
            (Field::Explanation, &one.explanation),
            (Field::Standard, &one.standard),
        ];
        let (field, named) = texts
            .into_iter()
            .find_map(|(field, text)| Some((field, past(&[text])?)))?;
        let what = format!("指标{}的{}", quoted(&one.name), field.name());
        Some(finding(Place::Indicator(one.id.clone(), Some(field)), what, named))
    });
    of_goals.chain(of_indicators).collect()
}

/// Returns years more than one away from the one evaluated that a text speaks of, as written (C48), but for the year
/// after next where its budget is spoken of.
fn other_years(text: &str, year: u16) -> Vec<String> {
    let mut years: Vec<String> = Vec::new();
    let is_of_budget = |rest: &str| {
        rest.split(['。', '；'])
            .next()
            .is_some_and(|said| said.contains("预算"))
    };
    for named in year::spoken_of(text) {
        let is_budgeted = named.year == year.saturating_add(2) && is_of_budget(&text[named.end..]);
        let written = format!("{}年", named.year);
        if year != 0 && named.year.abs_diff(year) > 1 && !is_budgeted && !years.contains(&written) {
            years.push(written);
        }
    }
    years
}

/// Returns a grade a text states beside the one the score has (C44).
fn grade<'a>(text: &str, card: &'a Scorecard) -> Option<(&'static str, &'a str)> {
    /// Longer ones before those they begin with.
    const GRADES: [&str; 8] = ["优秀", "良好", "中等", "较差", "优", "良", "中", "差"];
    /// Words that say that a grade follows.
    const SAYING: [&str; 5] = ["属", "为", "是", "：", "“"];
    const LEADING: [&str; 12] = [
        "属", "为", "是", "：", "“", "于", "标准", "等级", "等次", "结果", "结论", "级",
    ];
    let grade = card.grade.as_deref()?;
    let stated = text.split(['等', '评']).skip(1).find_map(|rest| {
        let is_result = rest.starts_with("结果") || rest.starts_with("结论");
        let mut rest = match rest.strip_prefix(['级', '次', '价', '定']) {
            None => Some(rest).filter(|_| is_result)?,
            Some(rest) => rest,
        };
        let mut is_said = false;
        while let Some((word, after)) = LEADING.iter().find_map(|word| Some((word, rest.strip_prefix(word)?))) {
            (rest, is_said) = (after, is_said || SAYING.contains(word));
        }
        let said = GRADES.iter().find(|grade| rest.starts_with(**grade))?;
        let after = &rest[said.len()..];
        let is_whole = after.starts_with(['”', '，', '。', '；', '、', '）']) || after.is_empty();
        // 优、良、中、差 are the grades there are; 评价中， is no grade.
        let is_list = after
            .strip_prefix(['、', '”'])
            .is_some_and(|next| GRADES.iter().any(|grade| next.starts_with(grade)));
        ((is_said || *said != "中") && is_whole && !is_list).then_some(*said)
    })?;
    (!stated.starts_with(grade)).then_some((stated, grade))
}
