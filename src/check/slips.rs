//! Slips of the pen (`domain.md` §5.3: C46).

mod numbering;

use super::reading::{Reading, Text};
use super::{Finding, Place, Severity};

/// Checks the officer's texts in their order, as they are printed; what fills a cell of the form need not end in a 。.
pub(super) fn findings(texts: &[Text<'_>]) -> Vec<Finding> {
    let mut out = Vec::new();
    for Text {
        place, named, reading, ..
    } in texts
    {
        let mut said = Vec::from_iter(unit_twice(reading));
        let has_unit_twice = !said.is_empty();
        for paragraph in reading.printed.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let letters: Vec<char> = paragraph.chars().collect();
            let is_report = matches!(place, Place::Heading(_));
            let slip = marks(&letters)
                .or_else(|| doubled(&letters))
                .or_else(|| repeated(&letters).filter(|_| !has_unit_twice))
                .or_else(|| open(&letters).filter(|_| is_report));
            said.extend(slip);
        }
        said.extend(numbering::broken(&reading.printed));
        let finding = |said| Finding::new(("C46", Severity::Warning), place.clone(), format!("{named}：{said}"));
        out.extend(said.into_iter().map(finding));
    }
    out
}

/// Marks that never stand twice.
const MARKS: [char; 6] = ['，', '。', '；', '、', '：', '！'];

fn marks(letters: &[char]) -> Option<String> {
    let twice = letters
        .windows(2)
        .position(|pair| MARKS.contains(&pair[0]) && MARKS.contains(&pair[1]))?;
    Some(format!("“{}”处标点重复", around(letters, twice)))
}

fn is_word(letters: &[char]) -> bool {
    letters.iter().all(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter))
}

/// Finds a word on both sides of a number, as in 批次4批次.
fn doubled(letters: &[char]) -> Option<String> {
    let at = (2..letters.len()).find_map(|start| {
        let number = &letters[start..];
        let digits = number.iter().take_while(|letter| letter.is_ascii_digit()).count();
        let (before, after) = (&letters[start - 2..start], number.get(digits..digits + 2)?);
        (digits > 0 && before == after && is_word(before)).then_some(start - 2)
    })?;
    Some(format!("“{}”处用词重复", around(letters, at)))
}

/// Finds a unit that stands twice behind its number, as in 4批次批次.
fn repeated(letters: &[char]) -> Option<String> {
    let at = (1..letters.len()).find(|start| {
        let rest = &letters[*start..];
        let is_twice = |length: usize| {
            let unit = rest.get(..length).filter(|unit| is_word(unit));
            unit.is_some_and(|unit| rest.get(length..length * 2) == Some(unit))
        };
        letters[start - 1].is_ascii_digit() && (2..=4).any(is_twice)
    })?;
    Some(format!("“{}”处用词重复", around(letters, at)))
}

/// Letters behind a unit that make another word of it, as in 户均, 家庭 and 个体.
const GOING_ON: &str =
    "均主籍口外型数庭长具电政禽畜园装乡属体人别性案次员民大才社居事身工额罚理置方目发准地单牌账例款然植子旦日年";

/// Finds the unit that an officer has typed behind a binding that brings it.
fn unit_twice(reading: &Reading) -> Option<String> {
    reading.bound.iter().find_map(|bound| {
        let (value, after) = (&reading.printed[bound.clone()], &reading.printed[bound.end..]);
        let is_of_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
        let unit = value.trim_start_matches('−').trim_start_matches(is_of_number);
        let rest = after
            .strip_prefix(unit)
            .filter(|_| !unit.is_empty() && unit.len() < value.len())?;
        let is_other = unit.chars().count() == 1 && rest.starts_with(|letter| GOING_ON.contains(letter));
        (!is_other && !unit.contains(is_of_number))
            .then(|| format!("“{value}{unit}”处单位重复，引用的数值已带单位，请删去后面的“{unit}”"))
    })
}

/// What a paragraph may end with, brackets and quotes behind it aside.
const ENDS: [char; 6] = ['。', '；', '：', '！', '？', '…'];
/// Brackets and quotes that close.
const CLOSING: [char; 4] = ['”', '）', ')', '》'];
/// Letters from which on a line is a paragraph, not a caption or an entry of a list.
const PARAGRAPH: usize = 30;
/// Most letters of its end that are shown.
const SHOWN: usize = 8;

/// Tells of a paragraph that does not end; one that stands in brackets as a whole ends with them.
fn open(letters: &[char]) -> Option<String> {
    let is_closing = |letter: &&char| CLOSING.contains(letter);
    let last = letters.iter().rev().find(|letter| !is_closing(letter))?;
    let is_whole = letters.first().is_some_and(|first| "（(“《".contains(*first))
        && letters.last().is_some_and(|it| is_closing(&it));
    (letters.len() >= PARAGRAPH && !ENDS.contains(last) && !is_whole).then(|| {
        let tail: String = letters[letters.len() - SHOWN..].iter().collect();
        format!("“…{tail}”一段没有以句号结束")
    })
}

/// A few letters around a place.
fn around(letters: &[char], at: usize) -> String {
    letters[at.saturating_sub(4)..letters.len().min(at + 8)]
        .iter()
        .collect()
}
