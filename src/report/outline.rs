//! The outline of the report as data: number path, level and words of every heading.
//!
//! The officer's text of a heading is found by its path: `project.text("一.二.3")`. The words follow the
//! 自评结果 outline of Hubei and Wuhan (`domain.md` §3.1).

use crate::model::Kind;

/// One heading of an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Number path, such as `一.二.3`; the key of the officer's text.
    pub path: &'static str,
    /// 1 (一、) to 4 (（1）).
    pub level: u8,
    /// Words with their number.
    pub text: &'static str,
}

const fn heading(path: &'static str, level: u8, text: &'static str) -> Heading {
    Heading { path, level, text }
}

/// The outline of a department's report, in printed order.
pub const OUTLINE: &[Heading] = &[
    heading("一", 1, "一、自评结论"),
    heading("一.一", 2, "（一）部门整体绩效自评得分"),
    heading("一.二", 2, "（二）部门（单位）整体绩效目标完成情况"),
    heading("一.二.1", 3, "1.执行率情况"),
    heading("一.二.2", 3, "2.完成的绩效目标"),
    heading("一.二.3", 3, "3.未完成的绩效目标"),
    heading("一.三", 2, "（三）存在的问题和原因"),
    heading("一.四", 2, "（四）下一步拟改进措施"),
    heading("二", 1, "二、佐证材料"),
    heading("二.一", 2, "（一）基本情况"),
    heading("二.一.1", 3, "1.部门整体支出和重点工作情况"),
    heading("二.一.2", 3, "2.年度部门（单位）整体绩效目标完成情况"),
    heading("二.二", 2, "（二）部门自评工作开展情况"),
    heading("二.三", 2, "（三）绩效目标完成情况分析"),
    heading("二.三.1", 3, "1.预算执行情况分析"),
    heading("二.三.2", 3, "2.绩效目标完成情况分析"),
    heading("二.三.2.1", 4, "（1）产出指标完成情况分析"),
    heading("二.三.2.2", 4, "（2）效益指标完成情况分析"),
    heading("二.三.2.3", 4, "（3）满意度指标完成情况分析"),
    heading("二.四", 2, "（四）上年度部门自评结果应用情况"),
    heading("二.五", 2, "（五）其他佐证材料"),
];

/// The outline of a spending project's report, in printed order; shorter, with the same paths for the same matter.
pub const PROJECT_OUTLINE: &[Heading] = &[
    heading("一", 1, "一、自评结论"),
    heading("一.一", 2, "（一）项目绩效自评得分"),
    heading("一.二", 2, "（二）项目绩效目标完成情况"),
    heading("一.二.1", 3, "1.执行率情况"),
    heading("一.二.2", 3, "2.完成的绩效目标"),
    heading("一.二.3", 3, "3.未完成的绩效目标"),
    heading("一.三", 2, "（三）存在的问题和原因"),
    heading("一.四", 2, "（四）下一步拟改进措施"),
    heading("二", 1, "二、佐证材料"),
    heading("二.一", 2, "（一）项目基本情况"),
    heading("二.二", 2, "（二）项目自评工作开展情况"),
    heading("二.三", 2, "（三）项目绩效目标完成情况分析"),
    heading("二.三.1", 3, "1.项目资金执行情况分析"),
    heading("二.三.2", 3, "2.绩效指标完成情况分析"),
    heading("二.五", 2, "（四）其他佐证材料"),
];

/// Returns the outline of a project's report.
pub fn outline(kind: &Kind) -> &'static [Heading] {
    match kind {
        Kind::Department => OUTLINE,
        Kind::SpendingProject(_) => PROJECT_OUTLINE,
    }
}
