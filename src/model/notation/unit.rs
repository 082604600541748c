//! 计量单位 inside a value: `3566户`, `400元/人·天`, `100百分比`.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::model::number;

/// Units read inside a value (`domain.md` §2.4 and what market-supervision bureaus count); 月 and 日 are not
/// among them, because `9月` is a date.
const UNITS: [&str; 88] = [
    "%",
    "‰",
    "个百分点",
    "百分点",
    "℃",
    "倍",
    "个",
    "家",
    "家次",
    "户",
    "户次",
    "批",
    "批次",
    "件",
    "件次",
    "次",
    "人次",
    "人",
    "名",
    "位",
    "起",
    "台",
    "台次",
    "台（套）",
    "台套",
    "套",
    "份",
    "篇",
    "期",
    "场",
    "场次",
    "项",
    "项次",
    "类",
    "品种",
    "种",
    "学时",
    "课时",
    "天",
    "个工作日",
    "工作日",
    "小时",
    "分钟",
    "个月",
    "年",
    "元",
    "万元",
    "亿元",
    "㎡",
    "平方米",
    "立方米",
    "亩",
    "公顷",
    "公里",
    "千米",
    "米",
    "吨",
    "公斤",
    "千克",
    "升",
    "分",
    "条",
    "辆",
    "艘",
    "只",
    "头",
    "株",
    "棵",
    "座",
    "处",
    "所",
    "间",
    "栋",
    "幅",
    "张",
    "本",
    "册",
    "部",
    "块",
    "支",
    "组",
    "队",
    "班",
    "届",
    "宗",
    "例",
    "组次",
    "户数",
];

/// Brings the spellings of a unit together: `百分比` and `％` are `%`; an unknown one stays as it is.
pub fn canonical(text: &str) -> String {
    let folded = super::fold(text);
    match folded.as_str() {
        "百分比" | "百分数" | "百分率" | "%" | "(%)" => "%".to_owned(),
        "千分比" | "千分数" | "千分率" | "‰" => "‰".to_owned(),
        "个工作日" => "工作日".to_owned(),
        "平方米" | "m2" | "m²" => "㎡".to_owned(),
        "无" | "/" | "-" => String::new(),
        _ => known(&folded).unwrap_or_else(|| text.trim().to_owned()),
    }
}

/// The units of the list by their folded texts; every cell of a table may end in one.
static KNOWN: LazyLock<HashMap<String, &str>> =
    LazyLock::new(|| UNITS.iter().rev().map(|unit| (super::fold(unit), *unit)).collect());

/// Finds a unit of the list by its folded text.
fn known(folded: &str) -> Option<String> {
    KNOWN.get(folded).map(|unit| (*unit).to_owned())
}

/// Reads a folded text that is nothing but a unit: of the list, with 万 or 亿 before it, or two of them with `/`.
fn read(folded: &str) -> Option<String> {
    if matches!(folded, "百分比" | "百分数" | "百分率" | "千分比" | "千分数" | "千分率") || known(folded).is_some()
    {
        return Some(canonical(folded));
    }
    if let Some((of, per)) = folded.split_once('/') {
        let per = if per == "月" || per == "日" {
            per.to_owned()
        } else {
            compound(per)?
        };
        return Some(format!("{}/{per}", read(of)?));
    }
    ["万", "亿", "千", "百"].iter().find_map(|times| {
        let unit = known(folded.strip_prefix(times)?)?;
        (!matches!(unit.as_str(), "%" | "‰")).then(|| format!("{times}{unit}"))
    })
}

/// Reads what stands below the line: `人·天`, `批次`.
fn compound(folded: &str) -> Option<String> {
    let parts: Option<Vec<String>> = folded.split(['·', '•', '*', '.']).map(known).collect();
    parts.map(|parts| parts.join("·"))
}

/// Reads a folded number with a unit behind it, in brackets or not, or none: the whole text must be consumed.
pub(super) fn amount(folded: &str) -> Option<(Decimal, Option<String>)> {
    if let Some(percent) = folded.strip_prefix("百分之") {
        return number::read(percent).map(|value| (value, Some("%".to_owned())));
    }
    let digits = folded
        .find(|character: char| !(character.is_ascii_digit() || matches!(character, '.' | ',' | ' ' | '+' | '-')))
        .unwrap_or(folded.len());
    let (number, unit) = folded.split_at(digits);
    // 1 200 is grouped as 1,200 is; what is grouped both ways is no number.
    let value = if number.contains(',') {
        number::read(number)
    } else {
        number::read(&number.replace(' ', ","))
    }?;
    let bracketed = |unit: &str| read(unit.strip_prefix('(')?.strip_suffix(')')?);
    match unit {
        "" => Some((value, None)),
        unit => Some((value, Some(read(unit).or_else(|| bracketed(unit))?))),
    }
}
