//! What the evaluation of the year before came to, as far as this year's is held against it (`domain.md` §3.1, C59).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Id, Project, Target};

/// The evaluation of the year before.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LastYear {
    /// 评价年度.
    pub year: u16,
    /// 自评得分; `None` where it was never final.
    pub score: Option<Decimal>,
    /// 等级; empty where the scheme prints none.
    pub grade: String,
    /// 改进措施 that the report promised in words of its own; empty where each indicator says its own.
    pub plan: String,
    /// Indicators that missed their targets, the greatest loss first.
    pub unmet: Vec<Unmet>,
}

/// An indicator that missed its target in the year before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Unmet {
    /// The indicator, which keeps its id.
    pub indicator: Id,
    /// 三级指标.
    pub name: String,
    /// 指标值.
    pub target: Option<Target>,
    /// 计量单位.
    pub unit: String,
    /// 实际完成值, as printed.
    pub reached: String,
    /// 改进措施, as printed.
    pub measure: String,
}

impl Unmet {
    /// Returns what it was and what it came to: `上年目标≥154批次，实际145批次`.
    pub fn outcome(&self) -> String {
        let (target, reached) = (self.target.as_ref(), self.reached.trim());
        match target.and_then(Target::words) {
            Some(words) => format!("上年目标“{}”，实际“{reached}”", words.trim()),
            None => {
                let target = target.map_or_else(String::new, |target| target.text_with(&self.unit));
                format!("上年目标{target}，实际{reached}")
            }
        }
    }
}

impl Project {
    /// Returns the position of what an indicator of the year before is now: the one of its id, else of its name.
    pub fn successor(&self, unmet: &Unmet) -> Option<usize> {
        let name = unmet.name.trim();
        let mut names = self.indicators.iter().map(|one| one.name.trim());
        let of_id = self.indicator_index(&unmet.indicator);
        of_id.or_else(|| names.position(|own| !name.is_empty() && own == name))
    }
}
