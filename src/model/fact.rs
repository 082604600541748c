//! Named facts and the 勾稽关系 between numbers.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Id;

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
