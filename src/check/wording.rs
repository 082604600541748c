//! The words of the report: slips of the pen, other years, a grade that is not the score's (`domain.md` §5.3 D).

use super::{Finding, Place, Severity};
use crate::model::{Field, Project, Target, quoted, succession};
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
        for paragraph in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(sentence) = slip(paragraph) {
                tell("C46", Severity::Warning, sentence);
            }
        }
        let years = other_years(text, project.year);
        if !years.is_empty() {
            let sentence = format!("写到{}，自评年度是{}年，请核对", years.join("、"), project.year);
            tell("C48", Severity::Warning, sentence);
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

/// Marks that never stand twice.
const MARKS: [char; 6] = ['，', '。', '；', '、', '：', '！'];
/// What a paragraph may end with.
const ENDS: [char; 10] = ['。', '；', '：', '！', '？', '…', '”', '）', '}', '》'];
/// Letters from which on a line is a paragraph, not a caption or an entry of a list.
const PARAGRAPH: usize = 30;

/// Returns what is wrong with the writing of a paragraph (C46).
fn slip(paragraph: &str) -> Option<String> {
    let letters: Vec<char> = paragraph.chars().collect();
    let twice = letters
        .windows(2)
        .position(|pair| MARKS.contains(&pair[0]) && MARKS.contains(&pair[1]));
    if let Some(at) = twice {
        return Some(format!("“{}”处标点重复", around(&letters, at)));
    }
    if let Some(at) = doubled(&letters) {
        return Some(format!("“{}”处用词重复", around(&letters, at)));
    }
    let is_open = letters.len() >= PARAGRAPH && letters.last().is_some_and(|last| !ENDS.contains(last));
    is_open.then(|| {
        let tail: String = letters[letters.len() - 8..].iter().collect();
        format!("“…{tail}”一段没有以句号结束")
    })
}

/// Finds a word on both sides of a number, as in 批次4批次.
fn doubled(letters: &[char]) -> Option<usize> {
    let is_word = |pair: &[char]| pair.iter().all(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter));
    (2..letters.len()).find_map(|start| {
        let digits = letters[start..]
            .iter()
            .take_while(|letter| letter.is_ascii_digit())
            .count();
        let (before, after) = (
            &letters[start - 2..start],
            letters.get(start + digits..start + digits + 2)?,
        );
        (digits > 0 && before == after && is_word(before)).then_some(start - 2)
    })
}

/// A few letters around a place.
fn around(letters: &[char], at: usize) -> String {
    letters[at.saturating_sub(4)..letters.len().min(at + 8)]
        .iter()
        .collect()
}

/// Returns years more than one away from the one evaluated, as written (C48); titles of documents, their numbers and
/// bindings are left out, and the year after next where its budget is spoken of.
fn other_years(text: &str, year: u16) -> Vec<String> {
    let mut years: Vec<String> = Vec::new();
    let (mut depth, mut digits) = (0_usize, String::new());
    let is_of_budget = |rest: &str| {
        rest.split(['。', '；'])
            .next()
            .is_some_and(|said| said.contains("预算"))
    };
    for (at, letter) in text.char_indices() {
        match letter {
            '《' | '〔' | '{' | '［' => depth += 1,
            '》' | '〕' | '}' | '］' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        let written = std::mem::take(&mut digits);
        let number = written.parse::<u16>().ok().filter(|_| written.len() == 4);
        if let Some(other) = number
            && letter == '年'
            && depth == 0
            && year != 0
            && (1990..2100).contains(&other)
            && other.abs_diff(year) > 1
            && !(other == year.saturating_add(2) && is_of_budget(&text[at..]))
        {
            let written = format!("{other}年");
            if !years.contains(&written) {
                years.push(written);
            }
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
    const LEADING: [&str; 11] = ["属", "为", "是", "：", "“", "于", "标准", "等级", "等次", "结果", "级"];
    let grade = card.grade.as_deref()?;
    let stated = text.split(['等', '评']).skip(1).find_map(|rest| {
        let mut rest = rest.strip_prefix(['级', '次', '价', '定'])?;
        let mut is_said = false;
        while let Some((word, after)) = LEADING.iter().find_map(|word| Some((word, rest.strip_prefix(word)?))) {
            (rest, is_said) = (after, is_said || SAYING.contains(word));
        }
        let said = GRADES.iter().find(|grade| rest.starts_with(**grade))?;
        let is_whole = rest[said.len()..].starts_with(['”', '，', '。', '；', '、', '）']) || rest.len() == said.len();
        (is_said && is_whole).then_some(*said)
    })?;
    (!stated.starts_with(grade)).then_some((stated, grade))
}
