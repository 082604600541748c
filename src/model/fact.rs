//! Named facts and the 勾稽关系 between numbers.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Id, Project, number};

/// Decimals that sums and differences agree in; more are noise of a division.
const PLACES: u32 = 6;

/// A named number or text that is not an indicator: `受理投诉举报 41141 件`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fact {
    /// Stable id, such as `F078`.
    pub id: Id,
    /// What it is.
    pub name: String,
    /// Its number, when it has one.
    pub value: Option<Decimal>,
    /// Its text, when it is not a number, or how the number was published (`92万余元`).
    pub text: String,
    /// 计量单位.
    pub unit: String,
    /// Where it was published or who supplied it.
    pub source: String,
    /// True when it is 演示数据.
    pub demo: bool,
}

/// What a report tells in words of the officer's own, which a 数据项 of a known name holds (`domain.md` §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// 部门职责.
    Duties,
    /// 重点工作.
    Priorities,
    /// 自评组织方式: who leads the self-evaluation and who takes part.
    Organisation,
}

impl Words {
    /// Returns the names such a 数据项 has, the one an officer is told first.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Duties => &[
                "部门职责",
                "部门主要职责",
                "主要职责",
                "部门职能",
                "单位职责",
                "单位职能",
            ],
            Self::Priorities => &["重点工作", "年度重点工作", "重点工作任务"],
            Self::Organisation => &["自评组织方式", "自评组织", "自评工作组织"],
        }
    }
}

impl Fact {
    /// Tells whether it holds such words.
    pub fn holds(&self, words: Words) -> bool {
        words.names().contains(&self.name.trim()) && self.value.is_none() && !self.text.trim().is_empty()
    }
}

/// How numbers must agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RelationKind {
    /// `whole` = sum of `parts`.
    #[default]
    Sum,
    /// `whole` = first part / second part, in the whole's unit (percent when its unit is `%`).
    Ratio,
    /// `whole` = first part − second part.
    Difference,
}

impl RelationKind {
    /// Returns how many parts it has; `None` for any number of them.
    pub fn parts(self) -> Option<usize> {
        match self {
            Self::Sum => None,
            Self::Ratio | Self::Difference => Some(2),
        }
    }
}

/// A 勾稽关系: one number that others determine.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Relation {
    /// Stable id, such as `R1`.
    pub id: Id,
    /// The relation in words.
    pub name: String,
    /// Sum, ratio or difference.
    pub kind: RelationKind,
    /// The determined number: id of an indicator or a fact.
    pub whole: Id,
    /// The determining numbers: ids of indicators or facts.
    pub parts: Vec<Id>,
}

/// A 勾稽关系 held against the numbers of a project; `None` where a number is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What the parts make.
    pub demanded: Option<Decimal>,
    /// What the whole says.
    pub found: Option<Decimal>,
}

impl Verdict {
    /// Returns what the whole says beyond what the parts make: 0 where they agree, `None` where one is missing.
    pub fn difference(&self) -> Option<Decimal> {
        self.found?.checked_sub(self.demanded?)
    }
}

impl Relation {
    /// Returns the unit of the whole; empty where it has none or is not there.
    pub fn unit<'p>(&self, project: &'p Project) -> &'p str {
        project.operand(&self.whole).map_or("", |(_, unit)| unit)
    }

    /// Holds the relation against the numbers of a project.
    ///
    /// A ratio is stated rounded, so it must be what the quotient rounds to (half up) with the decimals of the whole,
    /// at least one of them: 100% is not what 99.6% rounds to.
    pub fn verdict(&self, project: &Project) -> Verdict {
        let found = (project.operand(&self.whole)).map(|(value, _)| number::round(value, PLACES));
        let unit = self.unit(project);
        let places = match (self.kind, found) {
            (RelationKind::Ratio, Some(found)) => found.normalize().scale().clamp(1, PLACES),
            _ => PLACES,
        };
        let parts: Option<Vec<Decimal>> = (self.parts.iter())
            .map(|id| project.operand(id).map(|(value, _)| value))
            .collect();
        let demanded = parts.and_then(|parts| match (self.kind, parts.as_slice()) {
            (_, []) => None,
            (RelationKind::Sum, parts) => parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part)),
            (RelationKind::Difference, [first, second]) => first.checked_sub(*second),
            (RelationKind::Ratio, [first, second]) => first.checked_div(*second)?.checked_mul(number::whole_of(unit)),
            _ => None,
        });
        Verdict {
            demanded: demanded.map(|value| number::round(value, places)),
            found,
        }
    }
}

impl Project {
    /// Finds a named fact by id.
    pub fn fact(&self, id: &Id) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == *id)
    }

    /// Finds the 数据项 that holds such words.
    pub fn words(&self, words: Words) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.holds(words))
    }

    /// Returns the number an id stands for in a relation, an indicator's 实际完成值 or a fact's value, with its unit.
    pub fn operand(&self, id: &Id) -> Option<(Decimal, &str)> {
        match self.indicator(id) {
            Some(indicator) => Some((indicator.actual_number()?, &indicator.unit)),
            None => self.fact(id).and_then(|fact| Some((fact.value?, fact.unit.as_str()))),
        }
    }
}
