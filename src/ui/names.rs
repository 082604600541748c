//! Terms of the field in the language of the window; deliverables keep the Chinese ones of `model`.

use rust_i18n::t;

use crate::model::{Disclosure, Field};
use crate::score::{Scorecard, Status};

/// Returns the name of a field.
pub fn field(field: Field) -> String {
    match field {
        Field::Goal => t!("names.goal"),
        Field::Level1 => t!("names.level1"),
        Field::Level2 => t!("names.level2"),
        Field::Name => t!("names.name"),
        Field::Target => t!("names.target"),
        Field::InitialTarget => t!("names.initial_target"),
        Field::Unit => t!("names.unit"),
        Field::Weight => t!("names.weight"),
        Field::Actual => t!("names.actual"),
        Field::Judged => t!("names.judged"),
        Field::Deduction => t!("names.deduction"),
        Field::Declared => t!("names.declared"),
        Field::Expected => t!("names.expected"),
        Field::Description => t!("names.description"),
        Field::Reason => t!("names.reason"),
        Field::Measure => t!("names.measure"),
        Field::Section => t!("names.section"),
        Field::Explanation => t!("names.explanation"),
        Field::Standard => t!("names.standard"),
        Field::Basis => t!("names.basis"),
        Field::Source => t!("names.source"),
        Field::Method => t!("names.method"),
        Field::PreviousYear => t!("names.previous_year"),
        Field::YearBeforePrevious => t!("names.year_before_previous"),
        Field::Code => t!("names.code"),
    }
    .into_owned()
}

/// Returns the word of a status.
pub fn status(status: Status) -> String {
    match status {
        Status::Met => t!("names.met"),
        Status::Unmet => t!("names.unmet"),
        Status::Over => t!("names.over"),
        Status::Unfilled => t!("names.unfilled"),
    }
    .into_owned()
}

/// Returns the word of 密级/可否公开.
pub fn disclosure(disclosure: Disclosure) -> String {
    match disclosure {
        Disclosure::Public => t!("names.public"),
        Disclosure::Internal => t!("names.internal"),
        Disclosure::Secret => t!("names.secret"),
        Disclosure::Confidential => t!("names.confidential"),
        Disclosure::TopSecret => t!("names.top_secret"),
    }
    .into_owned()
}

/// Returns words behind the number of what is unfilled that say when the budget line is among it.
pub fn unfilled_remark(card: &Scorecard) -> String {
    match card.unfilled_remark() {
        "" => String::new(),
        _ => t!("names.with_budget").into_owned(),
    }
}
