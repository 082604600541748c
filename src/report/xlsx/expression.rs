//! Arithmetic that is written as an Excel formula and computed here too, so that a formula is only put into a
//! workbook when it comes to the score we print.

use rust_decimal::Decimal;

use crate::model::number;

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

    /// Chooses: `then` where the comparison holds.
    pub fn when(left: Self, comparison: Comparison, right: Self, then: Self, otherwise: Self) -> Self {
        E::If(comparison, Box::new([left, right, then, otherwise]))
    }

    /// Computes the value; `None` where a cell is empty or a divisor is 0.
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
                let (left, right) = (left.value()?, right.value()?);
                let holds = match comparison {
                    Comparison::AtLeast => left >= right,
                    Comparison::AtMost => left <= right,
                    Comparison::Less => left < right,
                    Comparison::Equal => left == right,
                };
                if holds { then.value() } else { otherwise.value() }
            }
            E::Min(sides) => Some(sides.0.value()?.min(sides.1.value()?)),
            E::Max(sides) => Some(sides.0.value()?.max(sides.1.value()?)),
            E::Round(inner, places) => Some(number::round(inner.value()?, *places)),
        }
    }

    /// Writes the formula without its leading equals sign; cells that are not numbers make it 未填.
    pub fn guarded(&self) -> String {
        let mut cells = Vec::new();
        self.cells(&mut cells);
        let formula = self.formula();
        if cells.is_empty() {
            return formula;
        }
        format!(
            "IF(COUNT({})={},{formula},\"{}\")",
            cells.join(","),
            cells.len(),
            crate::report::form::MISSING
        )
    }

    fn cells<'a>(&'a self, out: &mut Vec<&'a str>) {
        match self {
            E::Number(_) => {}
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
            E::Round(inner, _) => inner.cells(out),
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
}
