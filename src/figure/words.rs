//! The words of a chart: fact line, status, values with units, and how wide text is.

use rust_decimal::Decimal;

use super::{BETWEEN_FACTS, Look};
use crate::model::{Actual, Field, Indicator, Project, Target, number};
use crate::score::{Row, Status, UNFILLED_OR_UNJUDGED, UNJUDGED};

/// Joins the line under a title: year, subject, `facts`, scheme, whether there are 演示数据.
pub(super) fn fact_line(project: &Project, facts: &[&str]) -> String {
    let mut parts = vec![project.of_year(), short(project.subject(), 40.0)];
    parts.extend(facts.iter().map(|fact| (*fact).to_owned()));
    // What stands in brackets behind a scheme's name is its short content.
    let scheme = project.scheme.name.split('（').next().unwrap_or_default();
    if !scheme.is_empty() {
        parts.push(format!("评分办法：{}", short(scheme, 24.0)));
    }
    if has_demo(project) {
        parts.push("含演示数据".to_owned());
    }
    parts.retain(|part| !part.is_empty());
    parts.join(BETWEEN_FACTS)
}

/// Returns the first sentence of the project's word on its data: where they come from.
pub(super) fn source(project: &Project) -> String {
    let note = one_line(&project.note);
    match note.find('。') {
        Some(end) => note[..end].to_owned(),
        None => note,
    }
}

/// Returns true when anything in the project is 演示数据.
fn has_demo(project: &Project) -> bool {
    project.indicators.iter().any(|indicator| !indicator.demo.is_empty())
        || project.budget.lines.iter().any(|line| !line.demo.is_empty())
        || project.goals.iter().any(|goal| goal.demo)
}

/// Returns the shape of a status; with the word and the colour the third sign of it.
pub(super) fn symbol(status: Status) -> char {
    match status {
        Status::Over => '▲',
        Status::Met => '●',
        Status::Unmet => '▼',
        Status::Unfilled => '○',
    }
}

/// Returns the look of a status.
pub(super) fn look(status: Status) -> Look {
    match status {
        Status::Over => Look::Caution,
        Status::Met => Look::Good,
        Status::Unmet => Look::Bad,
        Status::Unfilled => Look::Missing,
    }
}

/// What stands in place of a value that the officer has not entered.
pub(super) const MISSING: &str = "未填";

/// Counts rows that stand nowhere yet and says what they are; `None` where there are none.
pub(super) fn unfilled<'r>(rows: impl Iterator<Item = &'r Row>) -> Option<(usize, &'static str)> {
    let open: Vec<&Row> = rows.filter(|row| row.status == Status::Unfilled).collect();
    let awaiting = open.iter().filter(|row| row.awaits_points()).count();
    let word = match open.len() {
        0 => return None,
        _ if awaiting == 0 => MISSING,
        count if count == awaiting => UNJUDGED,
        _ => UNFILLED_OR_UNJUDGED,
    };
    Some((open.len(), word))
}

/// Returns what an unfilled row lacks first.
pub(super) fn lacking(indicator: &Indicator, row: &Row) -> &'static str {
    if indicator.target.is_none() {
        "未填指标值"
    } else if indicator.actual.is_none() {
        "未填实际完成值"
    } else if indicator.weight.is_none() {
        "未填分值"
    } else if row.awaits_points() {
        UNJUDGED
    } else {
        "待核对"
    }
}

/// Returns why an indicator has no place on a chart of numbers: the kind of its target, or that something is unfilled.
pub(super) fn uncharted(indicator: &Indicator) -> &'static str {
    match (&indicator.target, &indicator.actual) {
        (Some(Target::Tiered(_)), Some(_)) => "定性",
        (Some(Target::ByDate(_)), Some(_)) => "时限",
        (Some(Target::YesNo(_)), Some(_)) => "是否完成",
        (Some(Target::Text(_)), Some(_)) => "文字",
        _ => MISSING,
    }
}

/// Writes actual and target beside each other, with the unit once.
pub(super) fn pair(actual: &str, target: &str, unit: &str) -> String {
    match target {
        // The unit belongs to the number.
        "未发生" if actual == MISSING => format!("{actual} / {target}"),
        "未发生" | MISSING => format!("{actual} {unit} / {target}"),
        _ => format!("{actual} / {target} {unit}").trim_end().to_owned(),
    }
}

/// How a number is written: [`amount`] whole, [`narrow`] for a column of a chart.
pub(super) type Writer = fn(Decimal, &str) -> String;

/// Writes the actual without unit; 未填 when there is none.
pub(super) fn actual(project: &Project, indicator: &Indicator, write: Writer) -> String {
    let text = (indicator.printed_number(&project.scheme)).map_or_else(
        || indicator.actual_text(&project.scheme),
        |value| write(value, &indicator.unit),
    );
    or_missing(text)
}

/// Writes the target in force with its operator, without unit; 未填 when there is none.
pub(super) fn target(indicator: &Indicator, write: Writer) -> String {
    let written = |target: &Target| target.written(|value| write(value, &indicator.unit));
    or_missing(indicator.target.as_ref().map(written).unwrap_or_default())
}

/// Writes the points an indicator can earn; 未填 when none are entered.
pub(super) fn weight(indicator: &Indicator) -> String {
    indicator.weight.map_or_else(|| MISSING.to_owned(), number::points)
}

/// By how much an actual lies above or below its target (R2).
pub(super) struct Difference {
    /// Actual less target.
    apart: Decimal,
    /// Sign of its impact.
    impact: char,
    /// 低于, 高于 or 超出.
    word: &'static str,
    /// What it is lower or higher than: 目标, 上限 or 下限.
    bound: &'static str,
    /// The unit of the indicator.
    unit: String,
    /// The difference as a share of the target; `None` for a target of 0.
    pub share: Option<Decimal>,
    /// The look of its impact.
    pub look: Look,
}

impl Difference {
    /// Writes its impact, which way it goes and how far, a percentage in 个百分点: `▼ 低于目标 9`.
    pub fn text(&self) -> String {
        self.said(self.bound, amount)
    }

    /// Writes it for a column of a chart: `▼ 低于 9`.
    pub fn narrow(&self) -> String {
        self.said("", narrow)
    }

    fn said(&self, bound: &str, write: Writer) -> String {
        match self.apart {
            apart if apart.is_zero() => "0".to_owned(),
            apart => format!(
                "{} {}{bound} {}{}",
                self.impact,
                self.word,
                write(apart.abs(), &self.unit),
                if self.unit == "%" { "个百分点" } else { "" },
            ),
        }
    }
}

/// Compares actual and target, good or bad by the direction of the target: a range from its nearer end, 0 within it.
/// `None` where the two do not compare.
pub(super) fn difference(project: &Project, indicator: &Indicator, row: &Row) -> Option<Difference> {
    let actual = indicator.printed_number(&project.scheme)?;
    let target = indicator.target.as_ref()?;
    let bound = target.bound(actual)?;
    let apart = actual.checked_sub(bound)?;
    let is_better = match target {
        Target::AtLeast(_) | Target::MoreThan(_) => apart > Decimal::ZERO,
        target => target.is_reverse() && apart < Decimal::ZERO,
    };
    let status = match (is_better, row.status) {
        (true, Status::Over) => Status::Over,
        (true, _) => Status::Met,
        (false, _) => Status::Unmet,
    };
    let is_lower = apart < Decimal::ZERO;
    let (word, against) = match target {
        Target::Range { .. } if is_lower => ("低于", "下限"),
        Target::AtMost(_) | Target::LessThan(_) if is_lower => ("低于", "上限"),
        Target::Range { .. } | Target::AtMost(_) | Target::LessThan(_) => ("超出", "上限"),
        Target::Zero => ("超出", "目标"),
        _ if is_lower => ("低于", "目标"),
        _ => ("高于", "目标"),
    };
    Some(Difference {
        apart,
        impact: symbol(status),
        word,
        bound: against,
        unit: indicator.unit.clone(),
        share: apart.checked_div(bound.abs()),
        look: look(status),
    })
}

/// Writes a number of an indicator whole, as the text of the report does (R13).
pub(super) fn amount(value: Decimal, unit: &str) -> String {
    number::measured(value, unit)
}

/// Most digits of a number in a column.
const MOST_DIGITS: usize = 12;

/// Writes a number for a column of a chart: one with more digits than have room in 万, 亿 or 万亿, with 约 where digits
/// are left out; the table twin has them all.
pub(super) fn narrow(value: Decimal, unit: &str) -> String {
    let has_room = |text: &String| text.chars().filter(char::is_ascii_digit).count() <= MOST_DIGITS;
    let whole = amount(value, unit);
    if has_room(&whole) {
        return whole;
    }
    let in_power = |(power, word): (u32, &str)| {
        let scaled = value.checked_div(Decimal::from(10_u64.pow(power)))?;
        (0..MOST_DIGITS as u32).rev().find_map(|places| {
            let rounded = number::round(scaled, places);
            let about = if rounded == scaled { "" } else { "约" };
            let text = format!("{}{word}", amount(rounded, unit));
            (has_room(&text) && !rounded.is_zero()).then(|| format!("{about}{text}"))
        })
    };
    let powers = [(0, ""), (4, "万"), (8, "亿"), (12, "万亿")];
    powers.into_iter().find_map(in_power).unwrap_or(whole)
}

/// What stands in place of the rate of a row that is scored without one.
pub(super) const NO_RATE: &str = "无完成率";

/// Writes completion as a percentage; what it has instead when it has none, `—` where that is a tier or nothing yet.
pub(super) fn completion(indicator: &Indicator, row: &Row) -> String {
    let is_tier = matches!(indicator.actual, Some(Actual::Tier(_)));
    match row.completion {
        Some(completion) => number::percent(completion),
        None if is_tier || row.status == Status::Unfilled => or_dash(String::new()),
        None => NO_RATE.to_owned(),
    }
}

/// Writes completion for a column of a chart: what is beyond all sense only by its bound.
pub(super) fn rate(indicator: &Indicator, row: &Row) -> String {
    match row.completion {
        Some(completion) if completion.abs() >= Decimal::ONE_HUNDRED => {
            let sign = if completion.is_sign_negative() { "＜−" } else { "＞" };
            format!("{sign}9999%")
        }
        _ => self::completion(indicator, row),
    }
}

/// Writes points; `—` when there are none.
pub(super) fn points(value: Option<Decimal>) -> String {
    value.map_or_else(|| "—".to_owned(), number::points)
}

/// Tells what an indicator came to in the year before.
pub(super) fn previous(indicator: &Indicator, value: Decimal) -> String {
    let value = amount(value, &indicator.unit);
    format!("{}：上年值{value}{}", name(indicator), unit(indicator))
}

/// Tells one indicator whole: what hovering says.
pub(super) fn whole(project: &Project, indicator: &Indicator, row: &Row) -> String {
    let with_unit = |text: String| match text.as_str() {
        MISSING | "未发生" => text,
        _ => format!("{text}{}", unit(indicator)),
    };
    let rate = match completion(indicator, row).as_str() {
        NO_RATE => NO_RATE.to_owned(),
        rate => format!("完成率{rate}"),
    };
    format!(
        "{}：目标{}，实际{}，{rate}，得分{}，分值{}，{}",
        name(indicator),
        with_unit(target(indicator, amount)),
        with_unit(actual(project, indicator, amount)),
        points(row.score),
        weight(indicator),
        row.word(),
    )
}

/// Returns the unit where the indicator is a number, else nothing.
pub(super) fn unit(indicator: &Indicator) -> &str {
    let counted = |target: &Target| target.number().is_some() || matches!(target, Target::Range { .. });
    if indicator.actual_number().is_some() || indicator.target.as_ref().is_some_and(counted) {
        &indicator.unit
    } else {
        ""
    }
}

/// Returns the indicator's name on one line, or what stands for it.
pub(super) fn name(indicator: &Indicator) -> String {
    let name = one_line(&indicator.name);
    if name.is_empty() {
        format!("（未命名指标 {}）", indicator.id)
    } else {
        name
    }
}

/// Returns true when the target or the actual is 演示数据.
pub(super) fn is_demo(indicator: &Indicator) -> bool {
    indicator.is_demo(Field::Target) || indicator.is_demo(Field::Actual)
}

/// Writes a table cell with the word 演示 when the field is 演示数据.
pub(super) fn cell(indicator: &Indicator, field: Field, text: String) -> String {
    if indicator.is_demo(field) {
        format!("{text}（演示）")
    } else {
        text
    }
}

/// Returns the text, or a dash in place of nothing.
pub(super) fn or_dash(text: String) -> String {
    if text.is_empty() { "—".to_owned() } else { text }
}

/// Returns the text, or 未填 in place of nothing.
fn or_missing(text: String) -> String {
    if text.is_empty() { MISSING.to_owned() } else { text }
}

/// Folds runs of white space and control characters into single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split(|character: char| character.is_whitespace() || character.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the width of a character in ems: 1 for Chinese, about half for Latin.
fn em(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.3,
        ' ' | '(' | ')' | '[' | ']' => 0.34,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.92,
        'A'..='Z' | '&' => 0.67,
        character if character.is_ascii() => 0.56,
        _ => 1.0,
    }
}

/// Returns the width of a text in ems.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(em).sum()
}

/// Cuts a text on one line to a width in ems, with … where something is left out.
pub(super) fn short(text: &str, ems: f64) -> String {
    let text = one_line(text);
    if width(&text) <= ems {
        return text;
    }
    let mut used = 1.0;
    let kept: String = text
        .chars()
        .take_while(|character| {
            used += em(*character);
            used <= ems
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// Breaks a text into at most `lines` lines of `ems`; the last is cut with … when it does not fit.
///
/// Latin words and numbers stay whole where they fit on a line, and no line begins with a closing mark.
pub(super) fn wrap(text: &str, ems: f64, lines: usize) -> Vec<String> {
    let text = one_line(text);
    let mut rest = text.as_str();
    let mut out = Vec::new();
    while out.len() + 1 < lines && width(rest) > ems {
        let (line, after) = rest.split_at(break_at(rest, ems));
        out.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    out.push(short(rest, ems));
    out
}

/// Breaks a text into as many lines as [`wrap`] does, about as long as each other, so that no character stands alone.
pub(super) fn balanced(text: &str, ems: f64, lines: usize) -> Vec<String> {
    let full = wrap(text, ems, lines);
    // What is cut fills its lines.
    let whole: String = full.concat().split_whitespace().collect();
    if full.len() < 2 || whole != text.split_whitespace().collect::<String>() {
        return full;
    }
    let narrower = (1..=STEPS)
        .rev()
        .map(|step| ems * (1.0 - f64::from(step) / f64::from(2 * STEPS)));
    let ways = narrower.map(|ems| wrap(text, ems, full.len() + 1));
    let ways: Vec<Vec<String>> = ways.filter(|way| way.len() == full.len()).collect();
    // Rather not between a number and its unit.
    let is_apart = |way: &&Vec<String>| {
        way[..way.len() - 1]
            .iter()
            .all(|line| !line.ends_with(|end: char| end.is_ascii_digit()))
    };
    let best = ways.iter().find(is_apart).or_else(|| ways.first());
    best.cloned().unwrap_or(full)
}

/// So many narrower widths are tried to balance lines, down to half of it.
const STEPS: u8 = 20;

/// Returns the byte at which a text too long for `ems` is best broken; never 0.
fn break_at(text: &str, ems: f64) -> usize {
    let joined = |before: char, after: char| {
        (before.is_ascii_graphic() && after.is_ascii_graphic())
            || "，。、；：）》”％%!?！？…)＊".contains(after)
            || "（《“(".contains(before)
            || (before.is_ascii_digit() && "年月日".contains(after))
    };
    let mut used = 0.0;
    let mut best = 0;
    let mut before = None;
    for (byte, character) in text.char_indices() {
        if before.is_some_and(|before| !joined(before, character)) {
            best = byte;
        }
        used += em(character);
        if used > ems {
            let half = ems / 2.0;
            return if best > 0 && width(&text[..best]) >= half {
                best
            } else if byte > 0 {
                byte
            } else {
                character.len_utf8()
            };
        }
        before = Some(character);
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{balanced, short, width, wrap};

    #[test]
    fn no_character_stands_alone_on_a_line() {
        assert_eq!(balanced("受疫情影响的指标数", 8.0, 2), ["受疫情影响", "的指标数"]);
        assert_eq!(
            balanced("组织参加2020年三大工程项", 12.0, 2),
            ["组织参加2020年", "三大工程项"]
        );
        assert_eq!(balanced("新增市场主体", 6.0, 2), ["新增市场主体"]);
        assert_eq!(
            balanced("新增市场主体登记注册数", 4.0, 2),
            wrap("新增市场主体登记注册数", 4.0, 2)
        );
        for length in 9..=16 {
            let lines = balanced(&"长".repeat(length), 8.0, 2);
            let [one, other] = [0, 1].map(|line| width(&lines[line]));
            assert!((one - other).abs() <= 1.0, "{lines:?}");
        }
    }

    #[test]
    fn text_is_cut_and_broken_by_width() {
        assert_eq!(short("新增市场主体", 6.0), "新增市场主体");
        assert_eq!(short("新增市场主体数", 6.0), "新增市场主…");
        assert_eq!(short(" a\n\tb\0 ", 9.0), "a b");
        assert_eq!(
            wrap("执行数14,771.70万元，预算数", 8.0, 3),
            ["执行数14,771.70", "万元，预算数"]
        );
        assert_eq!(wrap("市场主体（个体户）完成", 9.0, 2), ["市场主体（个体户）", "完成"]);
        assert_eq!(wrap("市场主体个体户）完成", 7.0, 2), ["市场主体个体", "户）完成"]);
        for line in wrap(&"长".repeat(300), 12.0, 2) {
            assert!(width(&line) <= 12.0, "{line}");
        }
        assert_eq!(wrap("", 0.2, 2), [""]);
        assert_eq!(wrap("宽宽", 0.2, 3).len(), 3);
    }
}
