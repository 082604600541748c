//! 报告提纲: the headings of a report and what is proposed under each, as data (`domain.md` §3.1).

use serde::{Deserialize, Serialize};

use super::scheme::Confidence;

/// The outline of one kind of report; embedded in the scheme, so that a project file needs no other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outline {
    /// Short name, such as `hubei_dept`; an outline without headings stands for the shipped one of this name.
    pub id: String,
    /// Printed name.
    pub name: String,
    /// Where its headings were seen.
    pub citation: String,
    /// How sure its headings are.
    pub confidence: Confidence,
    /// Title of the report, with bindings; line feeds are kept.
    pub title: String,
    /// Headings in printed order.
    pub headings: Vec<Heading>,
}

/// One heading of an outline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Heading {
    /// Key of the officer's text: the number path in the outline of Hubei, such as `一.二.3`, for what stands
    /// there too; outlines share the keys of what they share, so that a text follows its matter.
    pub path: String,
    /// 1 (一、) to 4 (（1）).
    pub level: u8,
    /// Words with their number.
    pub text: String,
    /// What is proposed while the officer has written nothing.
    pub passages: Vec<Passage>,
    /// Tables and charts that stand below the text, whoever wrote it.
    pub exhibits: Vec<Exhibit>,
}

/// Paragraphs proposed from the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Passage {
    /// A paragraph of the outline's own, with bindings.
    Text(String),
    /// 自评得分: the score, the grade, and what keeps them from being final.
    Result,
    /// 执行率: the execution rate with its base.
    Execution,
    /// 完成的绩效目标: counts by level, what was far exceeded.
    Met,
    /// 未完成的绩效目标: each with target, actual, points lost and reason.
    Unmet,
    /// 存在的问题和原因: by category of cause.
    Problems,
    /// 改进措施.
    Measures,
    /// 项目基本情况: who carries a spending project out.
    Subject,
    /// 部门职责, from the 数据项 that has them.
    Duties,
    /// 整体支出: budget and final account in one sentence.
    Spending,
    /// 重点工作, from the 数据项 that names it and the 核心指标.
    Priorities,
    /// 年度绩效目标 with what became of them.
    Goals,
    /// 年度绩效目标 as they were set.
    Aims,
    /// What became of the 年度绩效目标.
    Attainment,
    /// 自评工作开展情况.
    Conduct,
    /// 预算执行分析: execution, changes and their causes.
    Budget,
    /// Points by first level.
    Overview,
    /// 产出 (with 成本, 管理效率 and the like), by second level.
    Output,
    /// 效益, by second level.
    Effect,
    /// 满意度, by second level, and who was asked how.
    Satisfaction,
    /// 上年度自评结果应用情况: what the last evaluation came to, where the project follows it; what was done with it only
    /// the officer knows.
    Application,
    /// 拟与预算安排相结合情况: what is to be done with the result, as noted beside the indicators.
    Use,
    /// 佐证材料: how many there are.
    Evidence,
}

/// A table or a chart of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Exhibit {
    /// Table: points by item.
    Points,
    /// Table: indicators that lost points.
    Unmet,
    /// Table: the budget by line.
    Budget,
    /// Table: causes of change with amounts.
    Causes,
    /// Table: 佐证材料目录.
    Evidence,
    /// Chart: lost points from full marks to the total.
    LossChart,
    /// Chart: budget, adjusted budget and actual.
    BudgetChart,
    /// Chart: completion of all indicators.
    CompletionChart,
    /// Chart: targets against actuals.
    TargetChart,
}

impl Heading {
    /// Returns the words without their number.
    pub fn words(&self) -> &str {
        let number = |letter: char| "一二三四五六七八九十（）()、.．".contains(letter) || letter.is_ascii_digit();
        self.text.trim_start_matches(number)
    }
}

impl Outline {
    /// Returns true where text stands under the heading at a position: no deeper heading follows it.
    pub fn takes_text(&self, position: usize) -> bool {
        let level = |at: usize| self.headings.get(at).map_or(0, |heading| heading.level);
        level(position + 1) <= level(position)
    }

    /// Returns the headings above the one at a position, outermost first.
    pub fn above(&self, position: usize) -> Vec<&Heading> {
        let mut above: Vec<&Heading> = Vec::new();
        let mut level = self.headings.get(position).map_or(0, |heading| heading.level);
        for heading in self.headings[..position.min(self.headings.len())].iter().rev() {
            if heading.level < level {
                level = heading.level;
                above.push(heading);
            }
        }
        above.reverse();
        above
    }

    /// Finds the position of a heading by the key of its text.
    pub fn position(&self, path: &str) -> Option<usize> {
        self.headings.iter().position(|heading| heading.path == path)
    }
}
