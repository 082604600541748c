//! 沿用上年: what the project of a year passes on to that of a later one.
//!
//! What says how the year is measured goes on: unit, rules, sections, goals, indicators, names of lines, data and
//! 勾稽关系. What says how the year went stays behind: actuals, reasons, scores, amounts, evidence and what was written of
//! them. 指标值 are set anew every year, so that the last ones are a proposal, which every 设定依据 says; texts of the report
//! that go on are marked with the year they are from until they are read again.

use std::sync::Arc;

use jiff::civil::Date;

use super::outline::Passage;
use super::scheme::{BudgetRowOf, SchemeLevel};
use super::{
    Budget, BudgetLine, Fact, Field, FormText, Goal, Heading, Id, Indicator, Kind, Project, ReportText, Scheme,
    SpendingProject, Target, Words, quoted,
};

/// The name of what a text that goes on rests on: the year it was written for.
const YEAR: &str = "年度";

/// Returns the year that a text of the report is from, where it went on from an earlier one and nobody has read it since.
pub fn written_for(project: &Project, text: &ReportText) -> Option<u16> {
    let year = text.rests.get(YEAR)?.parse().ok()?;
    (year < project.year && !text.text.trim().is_empty()).then_some(year)
}

/// What the 设定依据 of a proposed 指标值 begins with, before its year.
const FOLLOWED: &str = "沿用";
/// What it says of it.
const UNSETTLED: &str = "指标值，待核定";
/// What stands between that and the basis of the last one.
const BEFORE: &str = "；原依据：";

/// Years back from which on a year that a text names is no slip but history.
const LATELY: u16 = 3;

/// Returns the year before one, of the last few, that one of some texts speaks of, as written: 2020年.
pub fn past_year(texts: &[&str], year: u16) -> Option<String> {
    let named: Vec<u16> = (texts.iter().flat_map(|text| super::year::spoken_of(text)))
        .map(|named| named.year)
        .collect();
    let mut back = (1..=LATELY).filter_map(|back| year.checked_sub(back).filter(|year| *year > 0));
    let past = back.find(|past| named.contains(past))?;
    Some(format!("{past}年"))
}

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

    /// Tells why a text of the report stays behind under a scheme; `None` where it goes on.
    fn left(&self, scheme: &Scheme, text: &ReportText) -> Option<Left> {
        fn heading<'s>(scheme: &'s Scheme, path: &str) -> Option<&'s Heading> {
            let outline = &scheme.outline;
            outline.headings.get(outline.position(path)?)
        }
        let (own, later) = (heading(&self.scheme, &text.heading), heading(scheme, &text.heading));
        let is_same = (&self.scheme.outline, self.scheme.level) == (&scheme.outline, scheme.level)
            || own.is_some_and(|own| later.is_some_and(|later| own.words() == later.words()));
        if !is_same {
            Some(Left::Outline)
        } else if own.is_some_and(tells_of_year) {
            Some(Left::Year)
        } else {
            states_numbers(&text.text).then_some(Left::Numbers)
        }
    }

    /// Returns the project of a later year under a scheme, made from this one.
    ///
    /// 实际完成值 of the year before become 上年值, those of two years before 前年值; missing ones stay missing. Texts of
    /// the report that tell how the year went stay behind, those that state numbers of their own, and those below headings
    /// that the report has no longer.
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
        let texts: Vec<ReportText> = (self.texts.iter())
            .filter(|text| !text.text.trim().is_empty() && self.left(&scheme, text).is_none())
            .map(|text| step.text(text))
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
                lines: step.lines(&scheme),
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
        let project = Self {
            note: step.note(&project),
            ..project
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

    /// The lines of the budget; under another form those it has rows for, and those it has besides.
    fn lines(&self, scheme: &Arc<Scheme>) -> Vec<BudgetLine> {
        let last = &self.last.budget.lines;
        let rows = &scheme.form.budget_rows;
        if *rows == self.last.scheme.form.budget_rows && scheme.level == self.last.scheme.level {
            return last.iter().map(named).collect();
        }
        let usual = Project::new(Arc::clone(scheme), 0).budget.lines;
        let has_parts = rows.iter().any(|row| row.of != BudgetRowOf::Total);
        let is_same = |line: &BudgetLine, row: &BudgetLine| {
            let is_kind = line.kind == row.kind && row.name.is_empty();
            is_kind || has_parts && line.label() == row.label()
        };
        let mut lines: Vec<BudgetLine> = (last.iter())
            .filter(|line| usual.iter().any(|row| is_same(line, row)))
            .map(named)
            .collect();
        for row in usual {
            if !lines.iter().any(|line| is_same(line, &row)) {
                let id = Id::fresh("B", lines.iter().map(|line| &line.id));
                lines.push(BudgetLine { id, ..row });
            }
        }
        lines
    }

    /// A text that goes on is of the year it was written for until somebody reads it.
    fn text(&self, last: &ReportText) -> ReportText {
        let mut text = last.clone();
        let year = written_for(self.last, last).unwrap_or(self.last.year);
        if year > 0 {
            text.rests.insert(YEAR.to_owned(), year.to_string());
        }
        text
    }

    /// 演示数据 say where they are from; other words on where the data come from are of the last year.
    fn note(&self, project: &Project) -> String {
        let is_demo = project.indicators.iter().any(|one| !one.demo.is_empty())
            || project.goals.iter().any(|goal| goal.demo)
            || project.facts.iter().any(|fact| fact.demo);
        match is_demo {
            true => format!("标注“演示”的各项沿用自{}项目，尚未替换", self.of),
            false => String::new(),
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
        let texts = || self.last.texts.iter().filter(|text| !text.text.trim().is_empty());
        for (left, why) in [
            (Left::Year, "讲的是上年的完成情况"),
            (Left::Numbers, "写有数字"),
            (Left::Outline, "属于上年的提纲"),
        ] {
            let count = texts()
                .filter(|text| self.last.left(scheme, text) == Some(left))
                .count();
            if count > 0 {
                of_all.push(format!("报告有{count}处文字{why}，没有沿用，由按数据生成的段落代替"));
            }
        }
        if !project.texts.is_empty() {
            of_all.push(format!(
                "报告有{}处文字沿用上年报告的原文，核对改写以前会一直提示",
                project.texts.len()
            ));
        }
        let lines = &project.budget.lines;
        let gone = (self.last.budget.lines.iter()).filter(|line| !lines.iter().any(|one| one.id == line.id));
        let gone: Vec<String> = gone.map(|line| quoted(line.label())).collect();
        if !gone.is_empty() {
            of_all.push(format!(
                "预算行{}在所选评分办法的自评表里没有对应的一行，没有沿用",
                gone.concat()
            ));
        }
        let words: Vec<String> = (project.facts.iter().filter(|fact| is_kept(fact)))
            .map(|fact| quoted(&fact.name))
            .collect();
        if !words.is_empty() {
            of_all.push(format!("数据项{}的文字沿用{}的，请核对", words.concat(), self.of));
        }
        if project.note.is_empty() && !self.last.note.trim().is_empty() {
            of_all.push("基本信息的说明没有沿用，需要时请重写".to_owned());
        }
        for (position, goal) in project.goals.iter().enumerate() {
            if let Some(named) = past_year(&[&goal.name, &goal.text], project.year) {
                of_all.push(format!("年度绩效目标{}写有“{named}”，请核对", position + 1));
            }
        }
        let of_rows = self.last.indicators.iter().zip(&project.indicators);
        let of_rows = of_rows.flat_map(|(last, one)| Self::of_row(last, one, project.year));
        let of_all = of_all.into_iter().map(|sentence| Remark {
            sentence,
            indicator: None,
        });
        of_all.chain(of_rows).collect()
    }

    fn of_row(last: &Indicator, one: &Indicator, year: u16) -> Vec<Remark> {
        let mut sentences = Vec::new();
        if last.target != one.target {
            let (from, to) = (last.target_text(), one.target_text());
            sentences.push(format!("{}的指标值由“{from}”顺延为“{to}”", quoted(&one.name)));
        }
        let words = one.target.as_ref().and_then(Target::words).unwrap_or_default();
        if let Some(named) = past_year(&[&one.name, words, &one.explanation, &one.standard], year) {
            sentences.push(format!("{}写有“{named}”，请核对", quoted(&one.name)));
        }
        let remark = |sentence| Remark {
            sentence,
            indicator: Some(one.id.clone()),
        };
        sentences.into_iter().map(remark).collect()
    }
}

/// Why a text of the report stays behind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    /// The report has no such heading any more.
    Outline,
    /// It tells how the year went.
    Year,
    /// It states numbers of its own.
    Numbers,
}

/// Tells whether what stands under a heading is how a year went, which the data of the next one tell anew; what a
/// department is and how it evaluates itself changes little.
fn tells_of_year(heading: &Heading) -> bool {
    let is_lasting = |passage: &Passage| {
        matches!(
            passage,
            Passage::Text(_)
                | Passage::Subject
                | Passage::Duties
                | Passage::Spending
                | Passage::Priorities
                | Passage::Aims
                | Passage::Conduct
        )
    };
    !heading.passages.is_empty() && !heading.passages.iter().any(is_lasting)
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

/// Tells whether the words of a 数据项 say what a department is, not how a year went.
fn is_kept(fact: &Fact) -> bool {
    fact.holds(Words::Duties) || fact.holds(Words::Organisation)
}

fn named_fact(last: &Fact) -> Fact {
    let is_kept = is_kept(last);
    Fact {
        id: last.id.clone(),
        name: last.name.clone(),
        unit: last.unit.clone(),
        text: if is_kept { last.text.clone() } else { String::new() },
        demo: last.demo && is_kept,
        ..Fact::default()
    }
}
