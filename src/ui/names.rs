//! Terms of the field in the language of the window; deliverables keep the Chinese ones of `model`.

use rust_i18n::t;

use crate::model::notation::NoSuchDay;
use crate::model::scheme::BudgetBase;
use crate::model::{Cause, CellError, Disclosure, Edit, Field};
use crate::score::{Row, Scorecard, Status, UNJUDGED, WeightCheck};

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

/// Returns the name of an edit for the undo menu: `修改“新增市场主体”的实际完成值`.
pub fn edit(edit: &Edit) -> String {
    match edit {
        Edit::Department(_) => t!("edits.department"),
        Edit::Year(_) => t!("edits.year"),
        Edit::Kind(_) => t!("edits.kind"),
        Edit::FilledOn(_) => t!("edits.filled_on"),
        Edit::Note(_) => t!("edits.note"),
        Edit::Scheme(scheme) => t!("edits.scheme", name = scheme.name),
        Edit::Budget(_) => t!("edits.budget"),
        Edit::Goals(_) => t!("edits.goals"),
        Edit::Cell { field, indicator } => t!(
            "edits.cell",
            name = shortened(&indicator.name),
            field = self::field(*field)
        ),
        Edit::Indicators(indicators) => t!("edits.indicators", count = indicators.len()),
        Edit::Insert { indicators, .. } => match indicators.as_slice() {
            [one] if !one.name.is_empty() => t!("edits.insert_one", name = shortened(&one.name)),
            many => t!("edits.insert", count = many.len()),
        },
        Edit::Table { indicators, .. } => t!("edits.table", count = indicators.len()),
        Edit::Remove(ids) => t!("edits.remove", count = ids.len()),
        Edit::Move { ids, .. } => t!("edits.move", count = ids.len()),
        Edit::Collected { .. } => t!("edits.collected"),
        Edit::Facts(_) => t!("edits.facts"),
        Edit::Relations(_) => t!("edits.relations"),
        Edit::Evidence(_) => t!("edits.evidence"),
        Edit::Sections(_) => t!("edits.sections"),
        Edit::Outline(outline) => t!("edits.outline", name = outline.name),
        Edit::Text(_) => t!("edits.text"),
        Edit::Declared(_) => t!("edits.declared"),
        Edit::Expected(_) => t!("edits.expected"),
        Edit::DeviationAnalysis(_) => t!("edits.deviation"),
        Edit::ImprovementPlan(_) => t!("edits.improvement"),
        Edit::FormText(text) => t!("edits.form_text", label = text.label),
        Edit::Explained(said) if said.reason.is_empty() => t!("edits.unexplained"),
        Edit::Explained(_) => t!("edits.explained"),
        Edit::Charts(_) => t!("edits.charts"),
        Edit::Succession(_) => t!("edits.succession"),
    }
    .into_owned()
}

/// Cuts the name of an indicator for a menu, to 12 letters.
fn shortened(name: &str) -> String {
    match name.chars().count() {
        0 => t!("indicators.unnamed").into_owned(),
        1..=12 => name.to_owned(),
        _ => name.chars().take(11).chain(['…']).collect(),
    }
}

/// Lists names in a sentence.
pub fn list(names: &[String]) -> String {
    names.join(&t!("names.comma"))
}

/// Returns the word of where a row stands.
pub fn standing(row: &Row) -> String {
    if row.awaits_points() {
        return t!("names.unjudged").into_owned();
    }
    status(row.status)
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

/// Returns what 执行率 is a share of.
pub fn base(base: BudgetBase) -> String {
    match base {
        BudgetBase::AdjustedWithCarryOver => t!("names.base_with_carry_over"),
        BudgetBase::Adjusted => t!("names.base_adjusted"),
        BudgetBase::Initial => t!("names.base_initial"),
    }
    .into_owned()
}

/// Returns the word of 偏差原因类别.
pub fn cause(cause: Cause) -> String {
    match cause {
        Cause::ForceMajeure => t!("names.force_majeure"),
        Cause::UnsoundTarget => t!("names.unsound_target"),
        Cause::BudgetChange => t!("names.budget_change"),
        Cause::Progress => t!("names.progress"),
        Cause::External => t!("names.external"),
        Cause::Statistics => t!("names.statistics"),
    }
    .into_owned()
}

/// Returns why a cell does not take what was typed.
pub fn refusal(error: &CellError) -> String {
    match error {
        CellError::NotANumber { text } => t!("names.not_a_number", text = text),
        CellError::OutOfRange { number, low, high } => {
            t!("names.out_of_range", number = number, low = low, high = high)
        }
        CellError::Unknown { text, what } => {
            let what = match *what {
                "科室" => t!("basics.section_name"),
                _ => t!("names.goal"),
            };
            t!("names.unknown", what = what, text = text)
        }
    }
    .into_owned()
}

/// Returns why a written day is none.
pub fn no_such_day(day: NoSuchDay) -> String {
    match day {
        NoSuchDay::Month(month) => t!("names.no_such_month", month = month),
        NoSuchDay::Day { month, day, last } => t!("names.no_such_day", month = month, day = day, last = last),
    }
    .into_owned()
}

/// Returns what is summed by a sum of weights; the names of levels and goals are the document's own.
pub fn weights(check: &WeightCheck) -> String {
    match check.name.as_str() {
        "全部指标" => t!("names.all_indicators").into_owned(),
        "年度绩效目标合计" => t!("names.all_goals").into_owned(),
        "年度绩效目标权重比例合计（%）" => t!("names.all_goal_shares").into_owned(),
        name => name.to_owned(),
    }
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

/// Returns what is said behind the number of what has no score, and when the budget line is among it.
pub fn without_score(card: &Scorecard) -> String {
    let word = match card.unfilled_word() {
        "未填" => t!("names.not_filled"),
        UNJUDGED => t!("names.not_judged"),
        _ => t!("names.not_filled_or_judged"),
    };
    match card.unfilled_remark() {
        "" => word.into_owned(),
        _ => format!("{word}{}", t!("names.with_budget")),
    }
}

/// Says that nothing is lost, as far as that is known.
pub fn no_losses(card: &Scorecard) -> String {
    match card.stated_total() {
        None => t!("overview.message_unscored"),
        Some(_) if card.unfilled > 0 => t!("score_panel.no_losses_yet"),
        Some(_) => t!("score_panel.no_losses"),
    }
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Explained, FormText, Id, Indicator, ReportText};

    #[test]
    fn an_edit_is_named_by_what_it_does() {
        let named = |name: &str| Indicator {
            name: name.to_owned(),
            ..Indicator::default()
        };
        let cell = |name: &str| Edit::Cell {
            field: Field::Actual,
            indicator: Box::new(named(name)),
        };
        let insert = |indicators| Edit::Insert { at: 0, indicators };
        let explained = |reason: &str| {
            Edit::Explained(Explained {
                reason: reason.to_owned(),
                ..Explained::default()
            })
        };
        for (one, said) in [
            (Edit::Department(String::new()), "修改单位名称"),
            (Edit::Year(2020), "修改评价年度"),
            (Edit::Kind(crate::model::Kind::Department), "修改评价对象"),
            (Edit::FilledOn(None), "修改填报日期"),
            (Edit::Note(String::new()), "修改说明"),
            (Edit::Scheme(Default::default()), "改用评分办法“”"),
            (Edit::Budget(Default::default()), "修改预算"),
            (Edit::Goals(Vec::new()), "修改年度绩效目标"),
            (cell("新增市场主体"), "修改“新增市场主体”的实际完成值"),
            (
                cell("组织重点企业单位参加省三大工程项目立项"),
                "修改“组织重点企业单位参加省…”的实际完成值",
            ),
            (cell(""), "修改“未命名指标”的实际完成值"),
            (Edit::Indicators(vec![named("甲"); 3]), "修改3项指标"),
            (insert(vec![named("甲")]), "新增指标“甲”"),
            (insert(vec![named("")]), "新增1项指标"),
            (insert(vec![named("甲"); 2]), "新增2项指标"),
            (
                Edit::Table {
                    goals: Vec::new(),
                    sections: Vec::new(),
                    at: 0,
                    indicators: vec![named("甲"); 2],
                },
                "粘贴2项指标",
            ),
            (Edit::Remove(vec![Id::new("I0001")]), "删除1项指标"),
            (
                Edit::Move {
                    ids: vec![Id::new("I0001")],
                    to: 0,
                },
                "移动1项指标",
            ),
            (
                Edit::Collected {
                    indicators: Vec::new(),
                    evidence: Vec::new(),
                },
                "汇入科室采集表",
            ),
            (Edit::Facts(Vec::new()), "修改数据项"),
            (Edit::Relations(Vec::new()), "修改勾稽关系"),
            (Edit::Evidence(Vec::new()), "修改佐证材料"),
            (Edit::Sections(Vec::new()), "修改科室"),
            (Edit::Outline(Default::default()), "改用报告提纲“”"),
            (Edit::Text(ReportText::default()), "修改报告文字"),
            (Edit::Declared(None), "修改自评填报得分"),
            (Edit::Expected(None), "修改预计复核得分"),
            (Edit::DeviationAnalysis(String::new()), "修改偏差原因分析"),
            (Edit::ImprovementPlan(String::new()), "修改改进措施及结果应用方案"),
            (
                Edit::FormText(FormText {
                    label: "联系电话".to_owned(),
                    text: String::new(),
                }),
                "修改“联系电话”",
            ),
            (explained(""), "撤销校核意见的说明"),
            (explained("已核实"), "说明校核意见"),
            (Edit::Charts(Default::default()), "修改图表的排列和配色"),
            (Edit::Succession(Default::default()), "沿用上年项目"),
        ] {
            assert_eq!(edit(&one), said);
        }
    }
}
