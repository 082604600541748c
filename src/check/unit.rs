//! The units of what is counted and measured.

use rust_decimal::Decimal;

/// Units a number may have behind it, besides 万 and 亿; the longest that stands there is meant.
const UNITS: [&str; 87] = [
    "%",
    "％",
    "‰",
    "个百分点",
    "元",
    "人次",
    "家次",
    "户次",
    "场次",
    "车次",
    "船次",
    "台次",
    "件次",
    "班次",
    "批次",
    "剂次",
    "门次",
    "台（套）",
    "台(套)",
    "台套",
    "个工作日",
    "工作日",
    "个月",
    "小时",
    "学时",
    "课时",
    "分钟",
    "天",
    "分",
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "公里",
    "千米",
    "米",
    "公顷",
    "亩",
    "吨",
    "公斤",
    "千克",
    "户",
    "家",
    "个",
    "人",
    "名",
    "位",
    "件",
    "起",
    "项",
    "次",
    "场",
    "批",
    "份",
    "篇",
    "期",
    "台",
    "套",
    "辆",
    "艘",
    "所",
    "座",
    "处",
    "条",
    "张",
    "间",
    "栋",
    "幢",
    "宗",
    "例",
    "册",
    "本",
    "只",
    "头",
    "株",
    "棵",
    "块",
    "面",
    "部",
    "支",
    "类",
    "种",
    "款",
    "片",
    "对",
    "盏",
    "剂",
];
/// What behind a unit makes another word of it: 人均, 户籍, 家庭, 个体, 分之.
const GOING_ON: [&str; 14] = [
    "人均", "户均", "家均", "户籍", "家庭", "个体", "个性", "分之", "人民", "人大", "次均", "天然", "人才", "人社",
];

/// The unit behind a number.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    /// The unit without 万 and 亿.
    pub(super) name: &'static str,
    /// What the number is multiplied by to be in it.
    pub(super) times: Decimal,
    /// Bytes of the whole.
    pub(super) length: usize,
}

impl Unit {
    /// Reads the unit at the beginning of what follows a number.
    pub(super) fn at(rest: &str) -> Option<Self> {
        scaled(rest).find_map(|(times, scaled)| {
            let units = UNITS.iter().filter(|unit| scaled.starts_with(**unit));
            let name = *units.max_by_key(|unit| unit.len())?;
            let is_other =
                GOING_ON.iter().any(|other| scaled.starts_with(other)) || scaled[name.len()..].starts_with('/');
            (!is_other).then(|| Self {
                name: plain(name),
                times,
                length: rest.len() - scaled.len() + name.len(),
            })
        })
    }
}

/// Returns what follows 万 or 亿 at the beginning of what follows a number, or that itself, each with what it multiplies by.
pub(super) fn scaled(rest: &str) -> impl Iterator<Item = (Decimal, &str)> {
    let factors = [("万", 10_000), ("亿", 100_000_000), ("", 1)];
    let scaled = move |(word, times): (&str, u32)| Some((Decimal::from(times), rest.strip_prefix(word)?));
    factors.into_iter().filter_map(scaled)
}

/// Returns the one writing of a unit that has several.
fn plain(unit: &'static str) -> &'static str {
    match unit {
        "％" => "%",
        "台(套)" | "台套" => "台（套）",
        "千米" => "公里",
        "平方千米" => "平方公里",
        "千克" => "公斤",
        "个工作日" => "工作日",
        unit => unit,
    }
}
