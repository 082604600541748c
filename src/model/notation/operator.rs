//! 指标性质: the words and signs that say whether more or less is better.

use rust_decimal::Decimal;

use crate::model::Target;

/// 计算符号 of a target with one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// ≥
    AtLeast,
    /// ＞
    MoreThan,
    /// ≤
    AtMost,
    /// ＜
    LessThan,
    /// ＝
    Equal,
}

/// Signs and words before the number; longer ones first, so that 不超过 is not 超过 and ≥ not ＞.
const BEFORE: [(&str, Operator); 34] = [
    ("大于或等于", Operator::AtLeast),
    ("小于或等于", Operator::AtMost),
    ("大于等于", Operator::AtLeast),
    ("小于等于", Operator::AtMost),
    ("不少于", Operator::AtLeast),
    ("不低于", Operator::AtLeast),
    ("不小于", Operator::AtLeast),
    ("不超过", Operator::AtMost),
    ("不高于", Operator::AtMost),
    ("不大于", Operator::AtMost),
    ("不多于", Operator::AtMost),
    ("不超出", Operator::AtMost),
    ("不晚于", Operator::AtMost),
    ("控制在", Operator::AtMost),
    ("至少", Operator::AtLeast),
    ("最少", Operator::AtLeast),
    ("至多", Operator::AtMost),
    ("最多", Operator::AtMost),
    ("大于", Operator::MoreThan),
    ("高于", Operator::MoreThan),
    ("多于", Operator::MoreThan),
    ("超过", Operator::MoreThan),
    ("小于", Operator::LessThan),
    ("低于", Operator::LessThan),
    ("少于", Operator::LessThan),
    ("等于", Operator::Equal),
    ("≥", Operator::AtLeast),
    ("≤", Operator::AtMost),
    (">", Operator::MoreThan),
    ("<", Operator::LessThan),
    ("》", Operator::MoreThan),
    ("《", Operator::LessThan),
    ("==", Operator::Equal),
    ("=", Operator::Equal),
];

/// Words after the number; 以上, 以下 and 以内 include it (民法典 第一千二百五十九条).
const AFTER: [(&str, Operator); 11] = [
    ("(含)以上", Operator::AtLeast),
    ("(含)以下", Operator::AtMost),
    ("及以上", Operator::AtLeast),
    ("及以下", Operator::AtMost),
    ("以上", Operator::AtLeast),
    ("以下", Operator::AtMost),
    ("以内", Operator::AtMost),
    ("之内", Operator::AtMost),
    ("日内", Operator::AtMost),
    ("天内", Operator::AtMost),
    ("=", Operator::Equal),
];

impl Operator {
    /// Makes a target of a number.
    pub fn target(self, value: Decimal) -> Target {
        match self {
            Self::AtLeast => Target::AtLeast(value),
            Self::MoreThan => Target::MoreThan(value),
            Self::AtMost => Target::AtMost(value),
            Self::LessThan => Target::LessThan(value),
            Self::Equal => Target::Equal(value),
        }
    }

    /// Returns the printed sign.
    pub fn sign(self) -> &'static str {
        self.target(Decimal::ZERO).operator()
    }

    /// Reads the cell of a column 指标性质 or 计算符号: a sign, its words, 正向 or 反向; 定性 and codes are none.
    pub fn read(text: &str) -> Option<Self> {
        let folded = super::fold(text);
        match folded.as_str() {
            "正向" | "正向指标" => return Some(Self::AtLeast),
            "反向" | "反向指标" | "逆向" | "逆向指标" | "负向" | "负向指标" => {
                return Some(Self::AtMost);
            }
            _ => {}
        }
        BEFORE
            .iter()
            .chain(&AFTER)
            .find(|(word, _)| *word == folded)
            .map(|(_, operator)| *operator)
    }
}

/// Takes the operator off a folded text; `None` when two stand there and disagree.
pub(super) fn strip(folded: &str) -> Option<(Option<Operator>, &str)> {
    let (before, body) = BEFORE
        .iter()
        .find_map(|(word, operator)| Some((Some(*operator), folded.strip_prefix(word)?)))
        .unwrap_or((None, folded));
    let (after, body) = AFTER
        .iter()
        .find_map(|(word, operator)| {
            // 日内 and 天内 give back the unit they are written with.
            let kept = if matches!(*word, "日内" | "天内") {
                "内"
            } else {
                word
            };
            body.ends_with(word)
                .then(|| (Some(*operator), &body[..body.len() - kept.len()]))
        })
        .unwrap_or((None, body));
    match (before, after) {
        (Some(before), Some(after)) if before != after => None,
        _ => Some((before.or(after), body)),
    }
}

/// Words of a name by which less is better.
const LESS: [&str; 26] = [
    "成本",
    "费用",
    "支出标准",
    "控制率",
    "控制数",
    "变动率",
    "事故",
    "投诉",
    "发生率",
    "发生数",
    "发生次数",
    "逾期",
    "超期",
    "死亡",
    "伤亡",
    "差错",
    "错误率",
    "失误",
    "违规",
    "违纪",
    "违法",
    "不合格",
    "结转结余",
    "返工",
    "故障",
    "能耗",
];

/// Words that turn such a name round: handling complaints, saving costs, inspecting breaches is better the more.
const MORE: [&str; 27] = [
    "处置",
    "处理",
    "办结",
    "办理",
    "结案",
    "查处",
    "查办",
    "调解",
    "回复",
    "答复",
    "响应",
    "受理",
    "整改",
    "下降",
    "降低",
    "减少",
    "节约",
    "节省",
    "压减",
    "压缩",
    "合格率",
    "达标",
    "满意",
    "完成率",
    "及时率",
    "修复",
    "排除",
];

/// Proposes the direction of an indicator nobody printed one for, from the words of its name (or of its 二级指标).
///
/// The word is the one that speaks for less; without one the proposal is the default ≥. Always to be verified by
/// a person.
pub fn proposed_direction(name: &str) -> (Operator, Option<&'static str>) {
    let less = LESS.iter().find(|word| name.contains(*word));
    // 不合格 contains 合格, so only 不合格率 itself is asked about again.
    let turned = MORE
        .iter()
        .any(|word| name.contains(word) && !(*word == "合格率" && name.contains("不合格率")));
    match less {
        Some(word) if !turned => (Operator::AtMost, Some(word)),
        _ => (Operator::AtLeast, None),
    }
}

/// Ends of the names of rates that are a part of a whole: none is more than 100 %. 完成率, 增长率, 执行率 may be.
const SHARES: [&str; 26] = [
    "合格率",
    "不合格率",
    "覆盖率",
    "满意度",
    "满意率",
    "办结率",
    "处置率",
    "处理率",
    "查处率",
    "核查率",
    "受理率",
    "调解率",
    "答复率",
    "回复率",
    "反馈率",
    "及时率",
    "准时率",
    "达标率",
    "准确率",
    "公开率",
    "知晓率",
    "到位率",
    "普及率",
    "优良率",
    "及格率",
    "占比",
];

/// Returns true for the name of a rate that cannot be more than 100 %.
pub fn names_share(name: &str) -> bool {
    let name = super::fold(name);
    SHARES.iter().any(|share| name.ends_with(share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proposes_less_for_costs_and_accidents_but_not_for_handling_them() {
        for (name, word) in [
            ("培训成本", Some("成本")),
            ("公用经费控制率", Some("控制率")),
            ("重大食品安全事故", Some("事故")),
            ("群众投诉率", Some("投诉")),
            ("产品不合格率", Some("不合格")),
            ("投诉举报处置率", None),
            ("成本节约率", None),
            ("抽检合格率", None),
            ("新增市场主体", None),
        ] {
            let operator = if word.is_some() {
                Operator::AtMost
            } else {
                Operator::AtLeast
            };
            assert_eq!(proposed_direction(name), (operator, word), "{name}");
        }
    }

    #[test]
    fn reads_the_column_of_signs() {
        for (text, operator) in [
            ("≥", Some(Operator::AtLeast)),
            (" ＞＝ ", Some(Operator::AtLeast)),
            ("＜", Some(Operator::LessThan)),
            ("等于", Some(Operator::Equal)),
            ("反向指标", Some(Operator::AtMost)),
            ("定性", None),
            ("4", None),
        ] {
            assert_eq!(Operator::read(text), operator, "{text}");
        }
    }
}
