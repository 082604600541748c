//! 沿用上年: what the project of a year passes on to that of a later one.
//!
//! What says how the year is measured goes on: unit, rules, sections, goals, indicators, names of lines, data and
//! 勾稽关系. What says how the year went stays behind: actuals, reasons, scores, amounts, evidence and what was written of
//! them. 指标值 are set anew every year, so that the last ones are a proposal, which every 设定依据 says.

use std::sync::Arc;

use jiff::civil::Date;

use super::scheme::SchemeLevel;
use super::{
    Budget, BudgetLine, Fact, Field, FormText, Goal, Id, Indicator, Kind, Project, ReportText, Scheme, SpendingProject,
    Target, quoted,
};

/// What the 设定依据 of a proposed 指标值 begins with, before its year.
const FOLLOWED: &str = "沿用";
/// What it says of it.
const UNSETTLED: &str = "指标值，待核定";
/// What stands between that and the basis of the last one.
const BEFORE: &str = "；原依据：";

/// Tells whether the target of an indicator is still the proposal its 设定依据 says it is.
pub fn is_unsettled(indicator: &Indicator) -> bool {
    let said = indicator.basis.split_once(UNSETTLED);
    indicator.target.is_some() && said.is_some_and(|(whose, _)| whose.contains(FOLLOWED))
}

/// A project that follows another, and what has to be looked at in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Succession {
    /// The project of the later year.
    pub project: Project,
    /// What has to be looked at, what concerns the whole first, then row by row.
    pub remarks: Vec<Remark>,
}

/// Something that has to be looked at in a project that follows another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is.
    pub sentence: String,
    /// The indicator it is about; `None` for the whole.
    pub indicator: Option<Id>,
}

impl Project {
    /// Returns the year after this one, 2099 at most; nothing while the year is not set.
    pub fn next_year(&self) -> Option<u16> {
        (1..2099).contains(&self.year).then(|| self.year + 1)
    }

    /// Tells whether the report has the same headings under a scheme: a text belongs below one of them.
    fn has_outline_of(&self, scheme: &Scheme) -> bool {
        (&self.scheme.outline, self.scheme.level) == (&scheme.outline, scheme.level)
    }

    /// Returns the project of a later year under a scheme, made from this one.
    ///
    /// 实际完成值 of the year before become 上年值, those of two years before 前年值; missing ones stay missing. Texts of
    /// the report that state numbers of their own stay behind, and all of them where the report has another outline.
    pub fn succeeded(&self, scheme: Arc<Scheme>, year: u16) -> Succession {
        let step = Step {
            of: match self.of_year() {
                unset if unset.is_empty() => "上年".to_owned(),
                of => of,
            },
            years: year
                .checked_sub(self.year)
                .filter(|_| self.year > 0)
                .unwrap_or_default(),
            last: self,
        };
        let has_headings = self.has_outline_of(&scheme);
        let texts: Vec<ReportText> = (self.texts.iter())
            .filter(|text| has_headings && !text.text.trim().is_empty() && !states_numbers(&text.text))
            .cloned()
            .collect();
        let heads = scheme.form.kept()[0]
            .iter()
            .map(|(label, _)| *label)
            .collect::<Vec<_>>();
        let project = Self {
            department: self.department.clone(),
            year,
            kind: step.kind(scheme.level),
            budget: Budget {
                scope: self.budget.scope.clone(),
                lines: self.budget.lines.iter().map(named).collect(),
                ..Budget::default()
            },
            goals: self.goals.iter().map(set).collect(),
            indicators: self.indicators.iter().map(|one| step.indicator(one)).collect(),
            facts: self.facts.iter().map(named_fact).collect(),
            relations: self.relations.clone(),
            texts,
            sections: self.sections.clone(),
            // Of the form's own texts those of its head are names and telephones, the others tell of the year.
            form_texts: (self.form_texts.iter())
                .filter(|text| heads.contains(&text.label.as_str()))
                .cloned()
                .collect::<Vec<FormText>>(),
            charts: self.charts,
            scheme,
            ..Self::default()
        };
        let remarks = step.remarks(&project);
        Succession { project, remarks }
    }
}

/// From which year to which.
struct Step<'p> {
    last: &'p Project,
    /// `2020年度`, or 上年 where the last project has no year.
    of: String,
    /// How many years lie between the two; 0 where that is not known.
    years: u16,
}

impl Step<'_> {
    /// The head of a spending project goes on where the rules are for one still.
    fn kind(&self, level: SchemeLevel) -> Kind {
        match (level, &self.last.kind) {
            (SchemeLevel::SpendingProject, Kind::SpendingProject(head)) => Kind::SpendingProject(head.clone()),
            (SchemeLevel::SpendingProject, Kind::Department) => Kind::SpendingProject(SpendingProject::default()),
            (SchemeLevel::Department, _) => Kind::Department,
        }
    }

    fn indicator(&self, last: &Indicator) -> Indicator {
        let reached = last.printed_number(&self.last.scheme);
        let (previous_year, year_before_previous) = match self.years {
            1 => (reached, last.previous_year),
            2 => (None, reached),
            _ => (None, None),
        };
        let target = last.target.as_ref().map(|target| self.target(target));
        Indicator {
            id: last.id.clone(),
            code: last.code.clone(),
            goal: last.goal.clone(),
            level1: last.level1.clone(),
            level2: last.level2.clone(),
            name: last.name.clone(),
            basis: match &target {
                Some(_) => self.basis(&last.basis),
                None => last.basis.clone(),
            },
            target,
            unit: last.unit.clone(),
            weight: last.weight,
            section: last.section.clone(),
            core: last.core,
            previous_year,
            year_before_previous,
            explanation: last.explanation.clone(),
            standard: last.standard.clone(),
            benchmark: last.benchmark.clone(),
            source: last.source.clone(),
            method: last.method.clone(),
            demo: self.demo(last, [previous_year.is_some(), year_before_previous.is_some()]),
            ..Indicator::default()
        }
    }

    /// A day is proposed in the later year; other targets as they were.
    fn target(&self, last: &Target) -> Target {
        match last {
            Target::ByDate(day) => Target::ByDate(self.day(*day)),
            other => other.clone(),
        }
    }

    fn day(&self, last: Date) -> Date {
        let later = jiff::Span::new().try_years(self.years);
        later.and_then(|later| last.checked_add(later)).unwrap_or(last)
    }

    /// What a proposed 指标值 rests on, until the officer says it.
    fn basis(&self, last: &str) -> String {
        let proposed = self.proposed();
        // One that was never settled in the last year is said once.
        let own = match last.strip_prefix(FOLLOWED).and_then(|rest| rest.split_once(UNSETTLED)) {
            Some((_, own)) => own.strip_prefix(BEFORE).unwrap_or(own),
            None => last,
        };
        match own.trim() {
            "" => proposed,
            own => format!("{proposed}{BEFORE}{own}"),
        }
    }

    fn proposed(&self) -> String {
        format!("{FOLLOWED}{}{UNSETTLED}", self.of)
    }

    /// 演示数据 stay marked wherever they go on.
    fn demo(&self, last: &Indicator, [has_previous, has_before]: [bool; 2]) -> Vec<Field> {
        let mut demo: Vec<Field> = (last.demo.iter())
            .filter_map(|field| match field {
                Field::Actual if self.years == 1 => Some(Field::PreviousYear).filter(|_| has_previous),
                Field::Actual if self.years == 2 => Some(Field::YearBeforePrevious).filter(|_| has_before),
                Field::PreviousYear if self.years == 1 => Some(Field::YearBeforePrevious).filter(|_| has_before),
                Field::Goal
                | Field::Level1
                | Field::Level2
                | Field::Name
                | Field::Target
                | Field::Unit
                | Field::Weight
                | Field::Section
                | Field::Explanation
                | Field::Standard
                | Field::Source
                | Field::Method
                | Field::Code => Some(*field),
                _ => None,
            })
            .collect();
        demo.sort_unstable();
        demo
    }

    fn remarks(&self, project: &Project) -> Vec<Remark> {
        let mut of_all = Vec::new();
        let targets = project.indicators.iter().filter(|one| one.target.is_some()).count();
        if targets > 0 {
            let proposed = self.proposed();
            of_all.push(format!(
                "{targets}项指标的指标值为上年的值，设定依据写明“{proposed}”；在指标页查找“待核定”，逐项核定后改写依据"
            ));
        }
        let scheme = &project.scheme;
        if scheme.year_to.is_some_and(|to| to < project.year) {
            of_all.push(format!(
                "评分办法“{}”不适用于{}，请改用新的办法",
                scheme.name,
                project.of_year()
            ));
        }
        let left = self
            .last
            .texts
            .iter()
            .filter(|text| !text.text.trim().is_empty())
            .count()
            - project.texts.len();
        if left > 0 {
            let why = match self.last.has_outline_of(scheme) {
                true => "写有数字",
                false => "属于上年的提纲",
            };
            of_all.push(format!("报告有{left}处文字{why}，没有沿用，由按数据生成的段落代替"));
        }
        for (position, goal) in project.goals.iter().enumerate() {
            if let Some(named) = self.year_in(&[&goal.name, &goal.text]) {
                of_all.push(format!("年度绩效目标{}写有“{named}”，请核对", position + 1));
            }
        }
        let of_rows = self.last.indicators.iter().zip(&project.indicators);
        let of_rows = of_rows.flat_map(|(last, one)| self.of_row(last, one));
        let of_all = of_all.into_iter().map(|sentence| Remark {
            sentence,
            indicator: None,
        });
        of_all.chain(of_rows).collect()
    }

    fn of_row(&self, last: &Indicator, one: &Indicator) -> Vec<Remark> {
        let mut sentences = Vec::new();
        if last.target != one.target {
            let (from, to) = (last.target_text(), one.target_text());
            sentences.push(format!("{}的指标值由“{from}”顺延为“{to}”", quoted(&one.name)));
        }
        let words = match &one.target {
            Some(Target::Tiered(text) | Target::YesNo(text) | Target::Text(text)) => text,
            _ => "",
        };
        if let Some(named) = self.year_in(&[&one.name, words, &one.explanation, &one.standard]) {
            sentences.push(format!("{}写有“{named}”，请核对", quoted(&one.name)));
        }
        let remark = |sentence| Remark {
            sentence,
            indicator: Some(one.id.clone()),
        };
        sentences.into_iter().map(remark).collect()
    }

    /// The last year, where one of these texts names it.
    fn year_in(&self, texts: &[&str]) -> Option<String> {
        let year = format!("{}年", self.last.year);
        (self.last.year > 0 && texts.iter().any(|text| text.contains(&year))).then_some(year)
    }
}

/// Returns true for a text with a number in it that no binding puts there; 二〇二〇 is one, 三 of 三个方面 is none.
fn states_numbers(text: &str) -> bool {
    let mut rest = text;
    let mut typed = String::new();
    // Where nothing closes a binding there is none.
    while let Some((before, (_, after))) =
        (rest.split_once("{{")).and_then(|(before, after)| Some((before, after.split_once("}}")?)))
    {
        typed.push_str(before);
        rest = after;
    }
    typed.push_str(rest);
    typed
        .chars()
        .any(|one| one.is_ascii_digit() || ('０'..='９').contains(&one) || one == '〇')
}

fn named(last: &BudgetLine) -> BudgetLine {
    BudgetLine {
        id: last.id.clone(),
        kind: last.kind,
        name: last.name.clone(),
        ..BudgetLine::default()
    }
}

fn set(last: &Goal) -> Goal {
    Goal {
        achieved: String::new(),
        ..last.clone()
    }
}

fn named_fact(last: &Fact) -> Fact {
    Fact {
        id: last.id.clone(),
        name: last.name.clone(),
        unit: last.unit.clone(),
        ..Fact::default()
    }
}
