//! 预算执行情况: what was planned, changed and spent, in 万元.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Id;

/// Which part of the expenditure a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FundKind {
    /// 基本支出.
    #[default]
    Basic,
    /// 项目支出.
    Project,
    /// 其他支出 or another source of funds, named by the line.
    Other,
}

/// One line of the budget block; every amount in 万元.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BudgetLine {
    /// Stable id, such as `B1`.
    pub id: Id,
    /// 基本支出, 项目支出 or other.
    pub kind: FundKind,
    /// Printed name; the kind's own word when empty.
    pub name: String,
    /// 年初预算数.
    pub initial: Option<Decimal>,
    /// 调整预算数 without carry-over: 年初 plus or minus the year's adjustments.
    pub adjusted: Option<Decimal>,
    /// 上年结转结余.
    pub carry_over: Option<Decimal>,
    /// 全年执行数.
    pub actual: Option<Decimal>,
    /// The columns that hold 演示数据: `initial`, `adjusted`, `carry_over`, `actual`.
    pub demo: Vec<String>,
}

/// One cause of a difference between two amounts, in 万元; positive when it increases spending.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BudgetCause {
    /// Stable id, such as `C1`.
    pub id: Id,
    /// Which line it explains.
    pub line: FundKind,
    /// The cause in words.
    pub text: String,
    /// Its amount in 万元.
    pub amount: Option<Decimal>,
}

/// The budget block of the form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Budget {
    /// What the amounts cover, such as 一般公共预算财政拨款支出.
    pub scope: String,
    /// Lines in printed order; they sum to the total.
    pub lines: Vec<BudgetLine>,
    /// 变动原因 with amounts.
    pub causes: Vec<BudgetCause>,
    /// 未完成/调整原因说明 in words.
    pub explanation: String,
    /// Points the officer awards where the rules give none for spending more than 预算数.
    pub judged: Option<Decimal>,
    /// 自评填报 execution score, as declared.
    pub declared: Option<Decimal>,
}

/// An amount of a budget line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amount {
    /// 年初预算数.
    Initial,
    /// 调整预算数 without carry-over.
    Adjusted,
    /// 上年结转结余.
    CarryOver,
    /// 全年执行数.
    Actual,
}

/// A change of money and what is said to have caused it, in 万元 (`domain.md` §5.3, C32).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// 执行数 less 年初预算数.
    pub change: Decimal,
    /// The causes together.
    pub explained: Decimal,
    /// What no cause explains.
    pub rest: Decimal,
}

impl Balance {
    /// Tells whether the causes come to more than the change, so that one against them is missing.
    pub fn is_overexplained(&self) -> bool {
        !self.rest.is_zero() && self.rest.is_sign_negative() != self.change.is_sign_negative()
    }
}

impl FundKind {
    /// All of them, in printed order.
    pub const ALL: [Self; 3] = [Self::Basic, Self::Project, Self::Other];

    /// Returns the printed words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basic => "基本支出",
            Self::Project => "项目支出",
            Self::Other => "其他支出",
        }
    }
}

impl Amount {
    /// Returns the printed words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Initial => "年初预算数",
            Self::Adjusted => "调整预算数",
            Self::CarryOver => "上年结转结余",
            Self::Actual => "全年执行数",
        }
    }
}

impl Amount {
    /// All of them, in printed order.
    pub const ALL: [Self; 4] = [Self::Initial, Self::Adjusted, Self::CarryOver, Self::Actual];
}

impl BudgetLine {
    /// Returns true for a line that states any amount.
    pub fn is_stated(&self) -> bool {
        Amount::ALL.into_iter().any(|amount| self.amount(amount).is_some())
    }

    /// Returns the printed name: the line's own, else its kind's.
    pub fn label(&self) -> &str {
        match self.name.as_str() {
            "" => self.kind.name(),
            name => name,
        }
    }

    /// Returns one amount of the line.
    pub fn amount(&self, amount: Amount) -> Option<Decimal> {
        match amount {
            Amount::Initial => self.initial,
            Amount::Adjusted => self.adjusted,
            Amount::CarryOver => self.carry_over,
            Amount::Actual => self.actual,
        }
    }
}

impl Budget {
    /// Sums one amount over the lines that state it; `None` when no line does.
    pub fn total(&self, amount: Amount) -> Option<Decimal> {
        self.lines
            .iter()
            .filter_map(|line| line.amount(amount))
            .reduce(|sum, value| sum.checked_add(value).unwrap_or(Decimal::MAX))
    }

    /// Returns how far the lines of one kind went from 年初预算数 to 执行数; `None` while one of them lacks either.
    pub fn change(&self, kind: FundKind) -> Option<Decimal> {
        let of_kind = self.lines.iter().filter(|line| line.kind == kind);
        let changes = of_kind.map(|line| line.actual?.checked_sub(line.initial?));
        changes.reduce(|sum, change| sum?.checked_add(change?)).flatten()
    }

    /// Sums the causes named for one kind, 0 where only others have any; `None` where none is named at all, or one of
    /// the kind has no amount.
    pub fn explained(&self, kind: FundKind) -> Option<Decimal> {
        let mut of_kind = self.causes.iter().filter(|cause| cause.line == kind);
        let sum = of_kind.try_fold(Decimal::ZERO, |sum, cause| sum.checked_add(cause.amount?));
        sum.filter(|_| !self.causes.is_empty())
    }

    /// Tells whether the causes together come to the whole change.
    pub fn is_explained(&self) -> bool {
        let change = (self.total(Amount::Actual).zip(self.total(Amount::Initial)))
            .and_then(|(actual, initial)| actual.checked_sub(initial));
        let mut amounts = self.causes.iter().map(|cause| cause.amount);
        let explained = amounts.try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount?));
        change.is_some() && change == explained
    }

    /// Returns true where a cause is named for one kind.
    pub fn has_cause(&self, kind: FundKind) -> bool {
        self.causes.iter().any(|cause| cause.line == kind)
    }

    /// Holds the causes named for one kind against its change; `None` while either is not known.
    pub fn balance(&self, kind: FundKind) -> Option<Balance> {
        let (change, explained) = self.change(kind).zip(self.explained(kind))?;
        Some(Balance {
            change,
            explained,
            rest: change.checked_sub(explained)?,
        })
    }

    /// Sums one amount over the lines of one kind; `None` when no such line states it.
    pub fn total_of(&self, kind: FundKind, amount: Amount) -> Option<Decimal> {
        self.lines
            .iter()
            .filter(|line| line.kind == kind)
            .filter_map(|line| line.amount(amount))
            .reduce(|sum, value| sum.checked_add(value).unwrap_or(Decimal::MAX))
    }
}
