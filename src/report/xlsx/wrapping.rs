//! How text stands in cells: the lines it takes, the height of its row, and where a heading breaks.

use rust_decimal::Decimal;

use crate::report::columns;

/// Height of one line of body text in points.
pub const LINE: f64 = 15.0;
/// Greatest height of a row in Excel, in points.
pub const TALLEST: f64 = 409.0;
/// Room in a column beside its text, in the digits a width is counted in; fonts differ between programs.
const ROOM: f64 = 1.7;

/// Returns the width of a column, as a workbook counts it, for text of a width in full-width characters.
pub fn column_width(width: f64) -> f64 {
    width * 2.0 + ROOM
}

/// Returns the same width in points on paper.
pub fn points(width: f64) -> f64 {
    // A digit of the default font is 7 pixels wide, a cell has 5 more; a pixel is 0.75 points.
    (column_width(width) * 7.0 + 5.0) * 0.75
}

/// Widens a column, in full-width characters, until its numbers stand whole: one that does not is printed as ###.
pub fn for_numbers(width: f64, numbers: impl IntoIterator<Item = String>) -> f64 {
    // A digit more stands behind each.
    let printed = numbers.into_iter().map(|number| format!("{number}0"));
    let breadths = printed.map(|number| columns::breadth(&number));
    width.max(characters(breadths.max().unwrap_or(0)))
}

/// Widens a column, in full-width characters, until no row needs to be higher than a row can be.
pub fn for_texts<'a>(width: f64, texts: impl IntoIterator<Item = &'a str>) -> f64 {
    let fits = |width: &f64, text: &str| need(text, *width) <= TALLEST;
    let widened = |width: f64, text: &str| {
        let mut widths = std::iter::successors(Some(width), |width| Some(width + 1.0)).take(WIDEST);
        widths.find(|width| fits(width, text)).unwrap_or(width)
    };
    texts.into_iter().fold(width, widened)
}

/// Returns hundredths of a full-width character as characters.
fn characters(hundredths: usize) -> f64 {
    super::float(Decimal::from(hundredths)) / 100.0
}

/// How many widths are tried for a long text.
const WIDEST: usize = 60;

/// Length of a text in full-width characters.
fn length(text: &str) -> f64 {
    let width = |character: char| if character.is_ascii() { 0.55 } else { 1.0 };
    text.chars().map(width).sum()
}

/// Counts the lines a text takes in a cell of a width in full-width characters.
pub fn lines(text: &str, width: f64) -> f64 {
    let line = |line: &str| (length(line) / width.max(1.0)).ceil().max(1.0);
    text.lines().map(line).sum::<f64>().max(1.0)
}

/// Height of a row in points whose texts have these widths in full-width characters.
pub fn height<'a>(texts: impl Iterator<Item = (&'a str, f64)>) -> f64 {
    let needs = texts.map(|(text, width)| need(text, width));
    needs.fold(21.0, f64::max).min(TALLEST)
}

/// Height a text needs in a cell of a width in full-width characters, in points.
pub fn need(text: &str, width: f64) -> f64 {
    lines(text, width) * LINE + 6.0
}

/// Words of headings that stay whole; a line begins well with one.
const WORDS: [&str; 16] = [
    "未完成",
    "预算数",
    "执行数",
    "完成值",
    "指标值",
    "完成",
    "指标",
    "原因",
    "情况",
    "分析",
    "应用",
    "方案",
    "得分",
    "分数",
    "单位",
    "措施",
];

/// Breaks a heading that is longer than its cell is wide: before a bracket, after a sign or a blank, else into even lines
/// that begin with a word.
pub fn broken(text: &str, width: f64) -> String {
    if text.contains('\n') || length(text) <= width {
        return text.to_owned();
    }
    let mut parts: Vec<String> = vec![String::new()];
    for character in text.chars() {
        let ended =
            |part: &String| part.ends_with(['*', '/', '、', '，', ' ']) || character == '（' && !part.is_empty();
        if parts.last().is_some_and(ended) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(character);
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if length(line) + length(&part) <= width => line.push_str(&part),
            _ => lines.extend(even(&part, width)),
        }
    }
    lines.join("\n")
}

/// Cuts a text into as few lines as fit, of much the same length.
fn even(text: &str, width: f64) -> Vec<String> {
    let (mut rest, mut out) = (text, Vec::new());
    loop {
        let count = lines(rest, width);
        if count <= 1.0 {
            out.push(rest.to_owned());
            return out;
        }
        let ideal = length(rest) / count;
        let cuts = rest.char_indices().skip(1).map(|(at, _)| rest.split_at(at));
        // A line that begins with a word may be two characters longer or shorter than its share.
        let distance = |(line, after): &(&str, &str)| {
            let begins = WORDS.iter().any(|word| after.starts_with(word));
            (length(line) - ideal).abs() - if begins { 2.0 } else { 0.0 }
        };
        let fits = |(line, after): &(&str, &str)| length(line) <= width && lines(after, width) < count;
        let best = cuts.filter(fits).min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let Some((line, after)) = best else {
            out.push(rest.to_owned());
            return out;
        };
        out.push(line.to_owned());
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_break_between_their_words() {
        for (text, width, wanted) in [
            ("执行率", 3.0, "执行率"),
            ("项目资金（万元）", 6.0, "项目资金\n（万元）"),
            ("预算执行情况（万元）（20分）", 9.0, "预算执行情况\n（万元）（20分）"),
            ("得分（20分*执行率）", 6.0, "得分（20分*\n执行率）"),
            ("调整后预算数", 5.0, "调整后\n预算数"),
            ("实际完成值", 4.0, "实际\n完成值"),
            ("自评填报得分", 4.0, "自评填报\n得分"),
            ("偏差大或目标未完成原因分析", 8.0, "偏差大或目标\n未完成原因分析"),
            (
                "项目基本情况 1.项目年度目标完成情况",
                9.0,
                "项目基本情况 \n1.项目年度目标\n完成情况",
            ),
            ("甲乙丙丁戊己庚", 3.0, "甲乙\n丙丁\n戊己庚"),
        ] {
            assert_eq!(broken(text, width), wanted);
        }
    }
}
