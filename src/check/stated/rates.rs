//! The execution rate kept as a 数据项 (`domain.md` §5.3: C29, C39).

use rust_decimal::Decimal;

use super::super::names::bare;
use super::super::{Finding, Place, Severity};
use crate::model::budget::Amount;
use crate::model::{Fact, Project, number};
use crate::outlines;
use crate::score::Scorecard;

/// 执行率 kept as a 数据项 that is not the computed one: C29 where it rests on 年初预算数, C39 where on nothing known.
/// Told under each heading that prints it, or at the 数据项 where none does.
pub(super) fn rates(project: &Project, card: &Scorecard) -> Vec<Finding> {
    const NAMES: [&str; 4] = ["执行率", "预算执行率", "部门整体支出执行率", "整体支出执行率"];
    let execution = &card.execution;
    let of = |fact: &Fact| -> Option<(&'static str, String)> {
        let name = bare(&fact.name);
        let stated = fact
            .value
            .filter(|_| fact.unit == "%" && NAMES.contains(&name.as_str()))?;
        let (rate, base, actual) = (execution.rate?, execution.base?, execution.actual?);
        let is = |rate: Decimal| {
            rate.checked_mul(Decimal::ONE_HUNDRED)
                .is_some_and(|rate| number::round(rate, stated.scale()) == stated)
        };
        if is(rate) {
            return None;
        }
        let basis = project.scheme.budget.base.name();
        let computed = format!(
            "按评分办法的{basis}{}万元，执行率是{}",
            number::money(base),
            number::percent(rate)
        );
        let initial = project.budget.total(Amount::Initial);
        let on_initial = initial.and_then(|initial| Some((initial, actual.checked_div(initial)?)));
        let stated = number::plain(stated);
        let (rule, why) = match on_initial.filter(|(_, rate)| is(*rate)) {
            Some((initial, on_initial)) => (
                "C29",
                format!(
                    "是按年初预算数{}万元算的（{}）",
                    number::money(initial),
                    number::percent(on_initial)
                ),
            ),
            None => ("C39", "与预算数不符".to_owned()),
        };
        Some((
            rule,
            format!(
                "数据项“{}”{stated}%{why}，{computed}，请核对；可改为引用{{{{执行率}}}}",
                fact.name.trim()
            ),
        ))
    };
    let mut out = Vec::new();
    for fact in &project.facts {
        let Some((rule, sentence)) = of(fact) else { continue };
        let told = |place, words: &str| Finding::new((rule, Severity::Warning), place, format!("{words}{sentence}"));
        let name = [format!("{{{{{}}}}}", fact.id), format!("{{{{{}.", fact.id)];
        let headings = outlines::of(project).headings.iter();
        let printing = headings.filter(|heading| name.iter().any(|name| project.text(&heading.path).contains(name)));
        let before = out.len();
        out.extend(printing.map(|heading| {
            told(
                Place::Heading(heading.path.clone()),
                &format!("报告“{}”：", heading.text),
            )
        }));
        if out.len() == before {
            out.push(told(Place::Fact(fact.id.clone()), ""));
        }
    }
    out
}
