//! What reads as copied or put together in haste: another unit's name, numbers written two ways, what belongs to a
//! person, more than the form has room for, a section that sent nothing (`domain.md` §5.3: C49, C50, C56, C57, C60).

use super::reading::Text;
use super::{Finding, Place, Severity};
use crate::binding::{Piece, Values};
use crate::model::scheme::{FootCell, GoalCell};
use crate::model::{Actual, Field, Project, Target, quoted};
use crate::personal::{self, Persons, What};

/// Checks the texts in their order, the fields of the form, then the sections.
pub(super) fn findings(project: &Project, values: &Values<'_>, texts: &[Text<'_>]) -> Vec<Finding> {
    let mut out = Vec::new();
    let persons = Persons::of(project);
    let mut mixed = Mixed::default();
    for Text {
        place,
        named,
        written,
        reading,
    } in texts
    {
        let printed = &reading.printed;
        let mut tell = |rule, sentence: String| {
            let sentence = format!("{named}：{sentence}");
            out.push(Finding::new((rule, Severity::Warning), place.clone(), sentence));
        };
        if let Some(name) = other_unit(&project.department, printed) {
            tell(
                "C49",
                format!("写到“{name}”，与单位名称“{}”不同，请核对", project.department.trim()),
            );
        }
        if matches!(place, Place::Heading(_))
            && let Some((grouped, plain)) = mixed.amounts(printed)
        {
            tell("C50", format!("金额写法不一，“{plain}”没有千位分隔符，“{grouped}”有"));
        }
        if let Some((one, other)) = decimals(&marked(values, written)) {
            tell("C50", format!("百分比的小数位数不一，如“{one}”和“{other}”"));
        }
        if let Some(sentence) = owned(&persons, printed) {
            tell("C56", sentence);
        }
    }
    for (place, words, text) in besides(project) {
        out.extend(
            owned(&persons, text)
                .map(|sentence| Finding::new(("C56", Severity::Warning), place, format!("{words}：{sentence}"))),
        );
    }
    out.extend(lengths(project, values));
    out.extend(sections(project));
    out
}

/// What ends the name of a place.
const PLACES: [char; 6] = ['省', '市', '区', '县', '旗', '州'];
/// Words before 区, 市 or 县 that are no name of a place.
const NO_PLACE: [&str; 22] = [
    "配合", "协助", "会同", "联合", "组织", "通过", "根据", "按照", "由于", "作为", "支持", "接受", "经过", "推动",
    "以及", "对接", "报送", "隶属", "全省", "全市", "辖区", "我局",
];

/// Returns how many letters of the name of a unit are places: 湖北省武汉市武昌区市场监督管理局 has them one after another,
/// then the kind of unit.
fn places(own: &[char]) -> usize {
    let mut start = 0;
    while let Some(end) = (start + 1..own.len().min(start + 5)).find(|at| PLACES.contains(&own[*at])) {
        start = end + 1;
    }
    start
}

/// Returns the level of a unit: the last letter of the place in its name, 区 or 市.
pub(super) fn level(department: &str) -> Option<char> {
    let own: Vec<char> = department.trim().chars().collect();
    own[..places(&own)].last().copied()
}

/// Finds a unit of the same kind at the same level in another place (C49).
fn other_unit(department: &str, text: &str) -> Option<String> {
    let own: Vec<char> = department.trim().chars().collect();
    let start = places(&own);
    let (place, kind): (&[char], String) = (&own[..start], own[start..].iter().collect());
    let level = place.last()?;
    if place.len() < 3 || kind.chars().count() < 3 {
        return None;
    }
    let own_place: String = place[place.len() - 3..].iter().collect();
    text.match_indices(&kind).find_map(|(at, _)| {
        let before: Vec<char> = text[..at].chars().rev().take(3).collect();
        let [last, second, first] = before[..] else { return None };
        let name = String::from_iter([first, second]);
        let is_name = [first, second]
            .iter()
            .all(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter));
        let is_place =
            !NO_PLACE.contains(&name.as_str()) && !"由在对与和及向从是为年月日全各本该了市省县区局".contains(second);
        let whole = String::from_iter([first, second, last]);
        (last == *level && is_name && is_place && whole != own_place).then(|| format!("{whole}{kind}"))
    })
}

/// The first amounts of the report that are written with and without separators.
#[derive(Default)]
struct Mixed {
    grouped: Option<String>,
    plain: Option<String>,
}

impl Mixed {
    /// Takes the amounts in 万元 of a text; returns one of each writing as soon as there are both, once (C50).
    fn amounts(&mut self, text: &str) -> Option<(String, String)> {
        if self.grouped.is_some() && self.plain.is_some() {
            return None;
        }
        for (at, _) in text.match_indices("万元") {
            let digits: Vec<char> = (text[..at].chars().rev())
                .take_while(|letter| letter.is_ascii_digit() || matches!(letter, ',' | '.'))
                .collect();
            let amount: String = digits.into_iter().rev().collect();
            let whole = amount.split('.').next().unwrap_or_default();
            let place = match (whole.contains(','), whole.len()) {
                (true, _) => &mut self.grouped,
                (false, 4..) => &mut self.plain,
                _ => continue,
            };
            place.get_or_insert_with(|| format!("{amount}万元"));
        }
        self.grouped.clone().zip(self.plain.clone())
    }
}

/// Stands before the % of a value that a binding brings.
const BOUND: char = '\u{fffc}';

/// Returns a text as printed in which the percentages that are not the officer's writing are marked: those of bindings,
/// but for one that is asked for as it was put in.
fn marked(values: &Values<'_>, text: &str) -> String {
    let pieces = values.pieces(text).into_iter().map(|piece| match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Bound(bound) if bound.name.ends_with(".原数") => bound.text,
        Piece::Bound(bound) => format!("{}{BOUND}", bound.text.replace('%', &format!("{BOUND}%"))),
    });
    pieces.collect()
}

/// Returns a percentage that the officer has typed and another of its paragraph with other decimals, whole ones aside
/// (C50): what is bound has the decimals of its kind.
fn decimals(marked: &str) -> Option<(String, String)> {
    marked.lines().find_map(|paragraph| {
        let rates = paragraph.match_indices('%').filter_map(|(at, _)| {
            let before = &paragraph[..at];
            let rate = before.trim_end_matches(BOUND);
            let digits = rate
                .rsplit(|letter: char| !letter.is_ascii_digit() && letter != '.')
                .next()?;
            Some((digits, digits.split_once('.')?.1.len(), rate == before))
        });
        let rates: Vec<(&str, usize, bool)> = rates.collect();
        let (typed, places, _) = rates.iter().find(|(.., is_typed)| *is_typed)?;
        let (other, ..) = rates.iter().find(|(_, others, _)| others != places)?;
        Some((format!("{typed}%"), format!("{other}%")))
    })
}

/// Says what belongs to a person and stands in a text (C56).
fn owned(persons: &Persons, text: &str) -> Option<String> {
    let kinds = personal(persons, text);
    (!kinds.is_empty()).then(|| format!("写有{}，公开前请删去", kinds.join("、")))
}

/// Returns the texts that are no prose and are published as well, with their places: those of indicators, goals, the
/// budget, 数据项, 佐证材料 and the form.
fn besides(project: &Project) -> Vec<(Place, String, &str)> {
    let mut out: Vec<(Place, String, &str)> = Vec::new();
    let mut add = |place: Place, words: String, text| out.push((place, words, text));
    for one in &project.indicators {
        let target = one.target.as_ref().and_then(Target::words).unwrap_or_default();
        let actual = match &one.actual {
            Some(Actual::Text(words)) => words.as_str(),
            _ => "",
        };
        let texts = [
            (Field::Name, one.name.as_str()),
            (Field::Target, target),
            (Field::Actual, actual),
            (Field::Explanation, &one.explanation),
            (Field::Standard, &one.standard),
            (Field::Basis, &one.basis),
            (Field::Source, &one.source),
            (Field::Method, &one.method),
        ];
        for (field, text) in texts {
            let words = format!("指标{}的{}", quoted(&one.name), field.name());
            add(Place::Indicator(one.id.clone(), Some(field)), words, text);
        }
    }
    for (position, goal) in project.goals.iter().enumerate() {
        add(
            Place::Goal(goal.id.clone()),
            format!("目标{}的名称", position + 1),
            &goal.name,
        );
    }
    for cause in &project.budget.causes {
        add(Place::Budget, "变动原因".to_owned(), &cause.text);
    }
    for fact in &project.facts {
        for (what, text) in [("文字", &fact.text), ("来源", &fact.source)] {
            add(
                Place::Fact(fact.id.clone()),
                format!("数据项{}的{what}", quoted(&fact.name)),
                text,
            );
        }
    }
    for entry in &project.evidence {
        add(
            Place::Ledger(Some(entry.id.clone())),
            format!("佐证材料{}的名称", quoted(&entry.name)),
            &entry.name,
        );
    }
    let heads: Vec<&str> = project.scheme.form.kept()[0].iter().map(|(label, _)| *label).collect();
    // The head of the form is where persons and telephones are asked for.
    for text in project
        .form_texts
        .iter()
        .filter(|text| !heads.contains(&text.label.as_str()))
    {
        add(Place::Form, text.label.clone(), &text.text);
    }
    add(Place::Form, "说明".to_owned(), &project.note);
    out.retain(|(.., text)| !text.trim().is_empty());
    out
}

/// Returns the kinds of what belongs to a person and stands in a text (C56), each once, as the 公开版 covers them.
fn personal(persons: &Persons, text: &str) -> Vec<&'static str> {
    let mut found = personal::all(text, persons);
    found.retain(|(_, what)| *what != What::Path);
    found.sort_by_key(|(range, _)| range.start);
    let mut kinds: Vec<&str> = Vec::new();
    for (_, what) in found {
        if !kinds.contains(&what.name()) {
            kinds.push(what.name());
        }
    }
    kinds
}

/// Texts longer than the form has room for (C57).
fn lengths(project: &Project, values: &Values<'_>) -> Vec<Finding> {
    let kept = project.scheme.form.kept().into_iter().flatten();
    let mut fields: Vec<(&str, &str, usize)> = kept
        .filter_map(|(label, most)| Some((label, project.form_text(label), most?)))
        .collect();
    let feet = project.scheme.form.feet.iter().chain(&project.scheme.form.under_goals);
    fields.extend(feet.filter_map(|foot| {
        let text = match foot.holds {
            FootCell::DeviationAnalysis => project.deviation_analysis.as_str(),
            FootCell::ImprovementPlan => project.improvement_plan.as_str(),
            FootCell::Kept | FootCell::Blank => return None,
        };
        Some((foot.label.as_str(), text, foot.most?))
    }));
    let mut out: Vec<Finding> = (fields.into_iter())
        .filter_map(|(label, text, most)| too_long(Place::Form, label, &values.print(text), most))
        .collect();
    let columns = project.scheme.form.goal_columns.iter();
    let reached = columns.filter(|column| column.holds == GoalCell::Achieved);
    for (column, most) in reached.filter_map(|column| Some((column, column.most?))) {
        let goals = project.goals.iter().enumerate();
        out.extend(goals.filter_map(|(position, goal)| {
            let words = format!("目标{}的{}", position + 1, column.heading);
            too_long(
                Place::Goal(goal.id.clone()),
                &words,
                &values.print(&goal.achieved),
                most,
            )
        }));
    }
    out
}

fn too_long(place: Place, words: &str, text: &str, most: usize) -> Option<Finding> {
    let count = text.trim().chars().count();
    (count > most).then(|| {
        let sentence = format!("{words}：有{count}字，自评表最多填{most}字，请压缩");
        Finding::new(("C57", Severity::Warning), place, sentence)
    })
}

/// Sections that have filled in nothing while others have (C60).
fn sections(project: &Project) -> Vec<Finding> {
    let is_begun = project.indicators.iter().any(|one| one.actual.is_some());
    let silent = project.sections.iter().filter_map(|section| {
        let own = || (project.indicators.iter()).filter(|one| one.section.as_ref() == Some(&section.id));
        let first = own().next()?;
        own().all(|one| one.actual.is_none()).then(|| {
            let (name, count) = (section.name.trim(), own().count());
            let sentence = format!("科室“{name}”：负责的{count}项指标都没有填报，采集表可能没有交回");
            let place = Place::Indicator(first.id.clone(), None);
            Finding::new(("C60", Severity::Warning), place, sentence)
        })
    });
    silent.filter(|_| is_begun).collect()
}
