//! 满意度: who was asked, how and how many, from what a project holds (`domain.md` §3.1, §5.3 C52).

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::names;
use super::{Finding, Severity};
use crate::model::{Actual, Evidence, Field, Id, Indicator, Project, number};

/// What a survey and its material are called.
const SURVEY: [&str; 6] = ["问卷", "调查", "测评", "评价", "回访", "访谈"];
/// Answers below which a share says little.
const FEWEST: u32 = 30;
/// People that nobody knows by such a name.
const ANYBODY: [&str; 6] = [
    "",
    "服务对象",
    "对象",
    "社会公众或服务对象",
    "服务对象或社会公众",
    "相关人员",
];

/// Tells whether an indicator is the satisfaction of somebody; what is done about 不满意件 is none.
pub(super) fn is_satisfaction(indicator: &Indicator) -> bool {
    let texts = [&indicator.level1, &indicator.level2, &indicator.name];
    texts.iter().any(|text| text.replace("不满意", "").contains("满意"))
}

fn names_survey(text: &str) -> bool {
    SURVEY.iter().any(|word| text.contains(word))
}

fn is_survey(entry: &Evidence) -> bool {
    names_survey(&entry.kind) || names_survey(&entry.name)
}

/// What a project says of the survey behind a 满意度.
pub struct Survey<'p> {
    /// Who was asked, by the name of the indicator; `None` where it says 服务对象 only.
    pub whom: Option<&'p str>,
    /// What is counted, by 指标解释; `None` where it is empty.
    pub explanation: Option<&'p str>,
    /// How, by 取值方式 or 数据来源.
    pub method: Option<&'p str>,
    /// The satisfied and the valid answers.
    pub answers: Option<(Decimal, Decimal)>,
    /// True where 完成情况简要描述 tells how many were asked.
    pub is_described: bool,
    /// What is registered of it.
    pub materials: Vec<&'p Evidence>,
}

impl<'p> Survey<'p> {
    /// Returns what a project says of the survey behind an indicator; `None` where it is none of satisfaction, or has no
    /// actual yet.
    pub fn of(project: &'p Project, indicator: &'p Indicator) -> Option<Self> {
        let actual = indicator.actual.as_ref().filter(|_| is_satisfaction(indicator))?;
        let said = |text: &'p str| Some(text.trim()).filter(|text| !text.is_empty());
        let whom = names::asked(&indicator.name).filter(|whom| !ANYBODY.contains(whom));
        let source = said(&indicator.source).filter(|source| names_survey(source));
        Some(Self {
            whom,
            explanation: said(&indicator.explanation),
            method: said(&indicator.method).or(source),
            answers: match actual {
                Actual::Ratio { numerator, denominator } => Some((*numerator, *denominator)),
                _ => None,
            },
            is_described: counts_people(&indicator.description),
            materials: (project.evidence.iter())
                .filter(|entry| is_survey(entry) && entry.proves.contains(&indicator.id))
                .collect(),
        })
    }

    /// Returns what nobody has said of it, each with the field that says it.
    pub fn lacking(&self) -> Vec<(&'static str, Field)> {
        let lacking = [
            (
                self.whom.is_none() && self.explanation.is_none(),
                "调查对象",
                Field::Explanation,
            ),
            (
                self.method.is_none() && self.materials.is_empty(),
                "调查方式",
                Field::Method,
            ),
            (
                self.answers.is_none() && !self.is_described,
                "有效样本数",
                Field::Actual,
            ),
        ];
        let lacking = lacking.into_iter().filter(|(lacks, ..)| *lacks);
        lacking.map(|(_, what, field)| (what, field)).collect()
    }
}

/// Tells whether a description says how many were asked: 发放问卷220份, 回访 30 余户.
fn counts_people(text: &str) -> bool {
    const PEOPLE: [&str; 7] = ["份", "人", "名", "户", "家", "个样本", "位"];
    let ends = text.char_indices().filter(|(_, letter)| letter.is_ascii_digit());
    let is_about = |sign: char| sign.is_whitespace() || "余多".contains(sign);
    ends.map(|(at, letter)| text[at + letter.len_utf8()..].trim_start_matches(is_about))
        .any(|rest| PEOPLE.iter().any(|word| rest.starts_with(word)))
}

/// 满意度 with an actual, and no survey to show for it, told together, or one of too few people (C52).
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    let surveyed: HashSet<&Id> = (project.evidence.iter())
        .filter(|entry| is_survey(entry))
        .flat_map(|entry| &entry.proves)
        .collect();
    let claimed = (project.indicators.iter()).filter(|one| one.actual.is_some() && is_satisfaction(one));
    let (shown, bare): (Vec<&Indicator>, Vec<&Indicator>) = claimed.partition(|one| surveyed.contains(&one.id));
    let mut out = Vec::new();
    if let [first, more @ ..] = bare.as_slice() {
        const LACKING: &str = "没有登记调查问卷、测评表一类的材料，没有调查资料复核时不得分";
        let mut finding = Finding::of(first, Field::Actual, ("C52", Severity::Warning), LACKING);
        if !more.is_empty() {
            let name = first.name.trim();
            finding.sentence = format!("“{name}”等{}项满意度指标{LACKING}", more.len() + 1);
        }
        out.push(finding);
    }
    out.extend(shown.into_iter().filter_map(|one| match one.actual {
        Some(Actual::Ratio { denominator, .. }) if denominator < Decimal::from(FEWEST) => {
            let count = number::plain(denominator);
            let sentence = format!("有效样本只有{count}份，少于{FEWEST}份，难以代表服务对象");
            Some(Finding::of(one, Field::Actual, ("C52", Severity::Warning), &sentence))
        }
        _ => None,
    }));
    out
}
