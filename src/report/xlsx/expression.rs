//! Arithmetic that is written as an Excel formula and computed here too, so that a formula is only put into a
//! workbook when it comes to the score we print.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::number;
use crate::report::form::MISSING;

/// A formula.
#[derive(Clone, Debug)]
pub enum Expression {
    /// A number written into the formula.
    Number(Decimal),
    /// A cell with the number it holds; `None` where it holds none yet.
    Cell(String, Option<Decimal>),
    /// Left operator right.
    Binary(Operator, Box<(Expression, Expression)>),
    /// The sum of all; a cell of it may be a formula of its own.
    Sum(Vec<Expression>),
    /// IF(left comparison right, then, otherwise).
    If(Comparison, Box<[Expression; 4]>),
    /// The lesser.
    Min(Box<(Expression, Expression)>),
    /// The greater.
    Max(Box<(Expression, Expression)>),
    /// Rounded half up.
    Round(Box<Expression>, u32),
    /// Rounded up, of what is not below 0.
    Up(Box<Expression>, u32),
    /// What a branch says where it comes to no number.
    Text(&'static str),
}

/// An arithmetic operator.
#[derive(Clone, Copy, Debug)]
pub enum Operator {
    /// −
    Subtract,
    /// ×
    Multiply,
    /// ÷
    Divide,
}

/// A comparison.
#[derive(Clone, Copy, Debug)]
pub enum Comparison {
    /// ≥
    AtLeast,
    /// ≤
    AtMost,
    /// ＜
    Less,
    /// ＝
    Equal,
}

impl Comparison {
    fn holds(self, left: Decimal, right: Decimal) -> bool {
        match self {
            Self::AtLeast => left >= right,
            Self::AtMost => left <= right,
            Self::Less => left < right,
            Self::Equal => left == right,
        }
    }
}

use Expression as E;

impl Expression {
    /// Subtracts.
    pub fn minus(self, other: Self) -> Self {
        E::Binary(Operator::Subtract, Box::new((self, other)))
    }

    /// Multiplies.
    pub fn times(self, other: Self) -> Self {
        E::Binary(Operator::Multiply, Box::new((self, other)))
    }

    /// Takes a quotient to a unit: times 100 for `%`, 1000 for `‰`.
    pub fn in_unit(self, unit: &str) -> Self {
        let whole = number::whole_of(unit);
        if whole == Decimal::ONE {
            self
        } else {
            self.times(E::Number(whole))
        }
    }

    /// Divides.
    pub fn over(self, other: Self) -> Self {
        E::Binary(Operator::Divide, Box::new((self, other)))
    }

    /// Takes the lesser of the two.
    pub fn at_most(self, other: Self) -> Self {
        E::Min(Box::new((self, other)))
    }

    /// Takes the greater of the two.
    pub fn at_least(self, other: Self) -> Self {
        E::Max(Box::new((self, other)))
    }

    /// Rounds half up.
    pub fn rounded(self, places: u32) -> Self {
        E::Round(Box::new(self), places)
    }

    /// Rounds up what is not below 0.
    pub fn rounded_up(self, places: u32) -> Self {
        E::Up(Box::new(self), places)
    }

    /// Changes every number it can come to, and leaves what is said in place of one.
    pub fn numbers(self, change: &impl Fn(Self) -> Self) -> Self {
        match self {
            E::Text(_) => self,
            E::If(comparison, parts) if parts[2..].iter().any(Self::says) => {
                let [left, right, then, otherwise] = *parts;
                Self::when(left, comparison, right, then.numbers(change), otherwise.numbers(change))
            }
            other => change(other),
        }
    }

    /// Returns true where a branch comes to no number.
    fn says(&self) -> bool {
        match self {
            E::Text(_) => true,
            E::If(_, parts) => parts[2..].iter().any(Self::says),
            _ => false,
        }
    }

    /// Chooses: `then` where the comparison holds.
    pub fn when(left: Self, comparison: Comparison, right: Self, then: Self, otherwise: Self) -> Self {
        E::If(comparison, Box::new([left, right, then, otherwise]))
    }

    /// Computes the value; `None` where a cell is empty, a divisor is 0 or a text stands in its place.
    pub fn value(&self) -> Option<Decimal> {
        match self {
            E::Number(value) => Some(*value),
            E::Cell(_, value) => *value,
            E::Binary(operator, sides) => {
                let (left, right) = (sides.0.value()?, sides.1.value()?);
                match operator {
                    Operator::Subtract => left.checked_sub(right),
                    Operator::Multiply => left.checked_mul(right),
                    Operator::Divide => left.checked_div(right),
                }
            }
            E::Sum(parts) => {
                let mut values = parts.iter().map(Self::value);
                values.try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value?))
            }
            E::If(comparison, parts) => {
                let [left, right, then, otherwise] = parts.as_ref();
                let holds = comparison.holds(left.value()?, right.value()?);
                if holds { then.value() } else { otherwise.value() }
            }
            E::Min(sides) => Some(sides.0.value()?.min(sides.1.value()?)),
            E::Max(sides) => Some(sides.0.value()?.max(sides.1.value()?)),
            E::Round(inner, places) => Some(number::round(inner.value()?, *places)),
            E::Up(inner, places) => {
                let up = RoundingStrategy::AwayFromZero;
                Some(inner.value()?.round_dp_with_strategy(*places, up))
            }
            E::Text(_) => None,
        }
    }

    /// Writes what the guarded formula comes to: a number, what is said in place of one, 未填 where a cell is.
    pub fn result(&self) -> String {
        self.said().map_or_else(
            || self.value().map_or_else(|| MISSING.to_owned(), number::plain),
            str::to_owned,
        )
    }

    /// Returns what the chosen branch says in place of a number.
    fn said(&self) -> Option<&'static str> {
        match self {
            E::Text(text) => Some(text),
            E::If(comparison, parts) => {
                let [left, right, then, otherwise] = parts.as_ref();
                let chosen = if comparison.holds(left.value()?, right.value()?) {
                    then
                } else {
                    otherwise
                };
                chosen.said()
            }
            _ => None,
        }
    }

    /// Writes the formula without its leading equals sign; cells that are not numbers make it 未填.
    pub fn guarded(&self) -> String {
        self.guarded_with(None)
    }

    /// The same, which a further cell that is not a number makes 未填 too.
    pub fn guarded_with(&self, further: Option<&str>) -> String {
        let mut cells: Vec<&str> = further.into_iter().collect();
        self.cells(&mut cells);
        let formula = self.formula();
        if cells.is_empty() {
            return formula;
        }
        format!("IF(COUNT({})={},{formula},\"{MISSING}\")", cells.join(","), cells.len(),)
    }

    fn cells<'a>(&'a self, out: &mut Vec<&'a str>) {
        match self {
            E::Number(_) | E::Text(_) => {}
            E::Cell(address, _) => {
                if !out.contains(&address.as_str()) {
                    out.push(address);
                }
            }
            E::Binary(_, sides) | E::Min(sides) | E::Max(sides) => {
                sides.0.cells(out);
                sides.1.cells(out);
            }
            E::Sum(parts) => parts.iter().for_each(|part| part.cells(out)),
            E::If(_, parts) => parts.iter().for_each(|part| part.cells(out)),
            E::Round(inner, _) | E::Up(inner, _) => inner.cells(out),
        }
    }

    /// Writes the formula without its leading equals sign.
    pub fn formula(&self) -> String {
        match self {
            E::Number(value) => number::plain(*value),
            E::Cell(address, _) => address.clone(),
            E::Binary(operator, sides) => {
                let sign = match operator {
                    Operator::Subtract => '-',
                    Operator::Multiply => '*',
                    Operator::Divide => '/',
                };
                // Sums inside products need their brackets, and so does whatever stands right of − and ÷.
                let wrapped = |side: &Self, right: bool| {
                    let tight = matches!(operator, Operator::Multiply | Operator::Divide);
                    let inner = side.formula();
                    let brackets = match side {
                        E::Binary(Operator::Subtract, _) => tight || right,
                        E::Binary(..) => tight && right,
                        E::Number(value) => value.is_sign_negative(),
                        _ => false,
                    };
                    if brackets { format!("({inner})") } else { inner }
                };
                format!("{}{sign}{}", wrapped(&sides.0, false), wrapped(&sides.1, true))
            }
            E::Sum(parts) => {
                let parts: Vec<String> = parts.iter().map(Self::formula).collect();
                format!("SUM({})", parts.join(","))
            }
            E::If(comparison, parts) => {
                let [left, right, then, otherwise] = parts.as_ref();
                let sign = match comparison {
                    Comparison::AtLeast => ">=",
                    Comparison::AtMost => "<=",
                    Comparison::Less => "<",
                    Comparison::Equal => "=",
                };
                format!(
                    "IF({}{sign}{},{},{})",
                    left.formula(),
                    right.formula(),
                    then.formula(),
                    otherwise.formula()
                )
            }
            E::Min(sides) => format!("MIN({},{})", sides.0.formula(), sides.1.formula()),
            E::Max(sides) => format!("MAX({},{})", sides.0.formula(), sides.1.formula()),
            E::Round(inner, places) => format!("ROUND({},{places})", inner.formula()),
            E::Up(inner, places) => format!("ROUNDUP({},{places})", inner.formula()),
            E::Text(text) => format!("\"{text}\""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_says_what_is_computed() {
        let number = |value: i64| E::Number(Decimal::from(value));
        let cell = E::Cell("F7".to_owned(), Some(Decimal::from(145)));
        let ratio = number(4).times(cell.clone()).over(number(154));
        let score = E::when(cell.clone(), Comparison::AtLeast, number(154), number(4), ratio).rounded(2);
        assert_eq!(score.value(), Some(Decimal::new(377, 2)));
        assert_eq!(
            score.guarded(),
            "IF(COUNT(F7)=1,ROUND(IF(F7>=154,4,4*F7/154),2),\"未填\")"
        );
        let linear = number(4).times(number(1).minus(cell.minus(number(3)).over(number(-2))));
        assert_eq!(linear.formula(), "4*(1-(F7-3)/(-2))");
        assert_eq!(number(1).over(number(0)).value(), None);
    }

    #[test]
    fn what_is_said_in_place_of_a_number_is_neither_computed_with_nor_missing() {
        let score = |cell: Option<i64>| {
            let cell = E::Cell("F7".to_owned(), cell.map(Decimal::from));
            let limit = E::Number(Decimal::TEN);
            let weight = E::Number(Decimal::new(12345, 4));
            E::when(cell, Comparison::AtMost, limit, weight, E::Text("—")).numbers(&|points| points.rounded(2))
        };
        assert_eq!(
            score(None).guarded_with(Some("N7")),
            "IF(COUNT(N7,F7)=2,IF(F7<=10,ROUND(1.2345,2),\"—\"),\"未填\")"
        );
        let results = [Some(9), Some(11), None].map(|cell| score(cell).result());
        assert_eq!(results, ["1.23", "—", "未填"]);
        let up = |text: &str| E::Number(text.parse().expect("a number")).rounded_up(2).value();
        assert_eq!(
            [up("4.375"), up("4.37")].map(|value| value.map(number::plain)),
            [Some("4.38".to_owned()), Some("4.37".to_owned())]
        );
    }
}
