//! The words of a chart: fact line, status, values with units, and how wide text is.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{BETWEEN_FACTS, Look};
use crate::model::{Field, Indicator, Project, Target, number};
use crate::score::{Row, Status};

/// Joins the line under a title: year, subject, `facts`, scheme, whether there are 演示数据.
pub(super) fn fact_line(project: &Project, facts: &[&str]) -> String {
    let mut parts = vec![project.of_year(), short(project.subject(), 20.0)];
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

/// Returns what an unfilled row lacks first.
pub(super) fn lacking(indicator: &Indicator) -> &'static str {
    if indicator.target.is_none() {
        "未填指标值"
    } else if indicator.actual.is_none() {
        "未填实际完成值"
    } else if indicator.weight.is_none() {
        "未填分值"
    } else if matches!(indicator.target, Some(Target::Tiered(_) | Target::YesNo(_))) {
        "未评定得分"
    } else {
        "待核对"
    }
}

/// Writes the actual with thousands separators, without unit; `—` when there is none.
pub(super) fn actual(project: &Project, indicator: &Indicator) -> String {
    let text =
        (indicator.printed_number(&project.scheme)).map_or_else(|| indicator.actual_text(&project.scheme), amount);
    or_dash(text)
}

/// Writes the target with its operator and thousands separators, without unit; `—` when there is none.
pub(super) fn target(indicator: &Indicator) -> String {
    let text = match &indicator.target {
        Some(Target::Range { low, high }) => format!("{}～{}", amount(*low), amount(*high)),
        Some(Target::Zero) => "未发生".to_owned(),
        Some(target) => match target.number() {
            Some(value) => format!("{}{}", target.operator(), amount(value)),
            None => target.text(),
        },
        None => String::new(),
    };
    or_dash(text)
}

/// Writes by how much the actual lies above (+) or below (−) the target, a percentage in 个百分点 (R2); 0 within a range,
/// `—` where the two do not compare.
pub(super) fn apart(project: &Project, indicator: &Indicator) -> String {
    let apart = indicator.printed_number(&project.scheme).and_then(|actual| {
        let bound = match indicator.target.as_ref()? {
            Target::Range { low, high } => actual.clamp(*low.min(high), *low.max(high)),
            Target::Zero => Decimal::ZERO,
            target => target.number()?,
        };
        actual.checked_sub(bound)
    });
    let Some(apart) = apart else {
        return or_dash(String::new());
    };
    let sign = match apart.cmp(&Decimal::ZERO) {
        Ordering::Greater => "+",
        Ordering::Less => "−",
        Ordering::Equal => "",
    };
    let unit = if indicator.unit == "%" && !apart.is_zero() {
        "个百分点"
    } else {
        ""
    };
    format!("{sign}{}{unit}", amount(apart.abs()))
}

/// Writes a number of an indicator as the report has it, with at most 4 decimals.
pub(super) fn amount(value: Decimal) -> String {
    number::plain(number::round(value, 4))
}

/// Writes completion as a percentage; `—` when there is none.
pub(super) fn completion(row: &Row) -> String {
    row.completion.map_or_else(|| "—".to_owned(), number::percent)
}

/// Writes completion for a narrow column: what is beyond all sense only by its bound.
pub(super) fn rate(row: &Row) -> String {
    match row.completion {
        Some(completion) if completion.abs() >= Decimal::ONE_HUNDRED => {
            let sign = if completion.is_sign_negative() { "＜-" } else { "＞" };
            format!("{sign}9,999%")
        }
        _ => self::completion(row),
    }
}

/// Writes points; `—` when there are none.
pub(super) fn points(value: Option<Decimal>) -> String {
    value.map_or_else(|| "—".to_owned(), number::points)
}

/// Tells one indicator whole: what hovering says.
pub(super) fn whole(project: &Project, indicator: &Indicator, row: &Row) -> String {
    let unit = unit(indicator);
    format!(
        "{}：目标{}{unit}，实际{}{unit}，完成率{}，得分{}，分值{}，{}",
        name(indicator),
        target(indicator),
        actual(project, indicator),
        completion(row),
        points(row.score),
        points(indicator.weight),
        row.status.name(),
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

/// Returns the byte at which a text too long for `ems` is best broken; never 0.
fn break_at(text: &str, ems: f64) -> usize {
    let joined = |before: char, after: char| {
        (before.is_ascii_graphic() && after.is_ascii_graphic())
            || "，。、；：）》”％%!?！？…)".contains(after)
            || "（《“(".contains(before)
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
    use super::{short, width, wrap};

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
