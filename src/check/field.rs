//! The field of an indicator in which a finding is mended.

use super::{Finding, Place};
use crate::model::{Field, Indicator, Project};

impl Finding {
    /// Returns the field of its indicator that it speaks of; `None` where it is about the row, or no indicator.
    pub fn field(&self, project: &Project) -> Option<Field> {
        let Place::Indicator(id) = &self.place else { return None };
        let indicator = project.indicator(id)?;
        let said = (self.sentence).strip_prefix(&format!("指标“{}”", indicator.name.trim()))?;
        let texts = [
            ("的完成情况", Field::Description),
            ("的偏差原因", Field::Reason),
            ("的改进措施", Field::Measure),
        ];
        let text = texts.iter().find(|(name, _)| said.starts_with(name));
        text.map(|(_, field)| *field)
            .or_else(|| of_rule(self.rule, indicator, said))
    }
}

/// Returns the field that a rule asks to be filled in or looked at.
fn of_rule(rule: &str, indicator: &Indicator, said: &str) -> Option<Field> {
    Some(match rule {
        "C02" => Field::Weight,
        "C03" | "C04" if said.contains("扣减分数") => Field::Deduction,
        "C03" if said.contains("预计复核得分") => Field::Expected,
        "C03" | "C04" => Field::Declared,
        "C06" => empty(said),
        "C07" if indicator.actual.is_none() => Field::Target,
        "C07" | "C22" | "C24" | "C52" => Field::Actual,
        "C08" | "C12" => Field::Target,
        "C13" => Field::Standard,
        "C11" => Field::Level2,
        "C14" => Field::Explanation,
        "C17" if !indicator.reason.trim().is_empty() => Field::Measure,
        "C17" | "C18" | "C19" | "C20" => Field::Reason,
        "C21" => Field::Description,
        "C38" => Field::Unit,
        _ => return None,
    })
}

/// Returns the first cell that is said to be empty; where none is, the score is still to be judged.
fn empty(said: &str) -> Field {
    let cells = [
        ("名称", Field::Name),
        ("指标值", Field::Target),
        ("计量单位", Field::Unit),
        ("分值", Field::Weight),
        ("实际完成值", Field::Actual),
    ];
    let named = said.split_once("没有填写").map_or("", |(_, named)| named);
    let first = cells.iter().find(|(name, _)| named.starts_with(name));
    first.map_or(Field::Judged, |(_, field)| *field)
}
