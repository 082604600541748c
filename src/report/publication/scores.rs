//! What a part of a sentence says of a score: whose it is, and whether it tells the points.
//!
//! The score the program computes is published. Those expected of a review or given by it, and those filled in, are
//! not; neither is a difference to them. What others give, as the public does, is the figure of an indicator.

use super::Matter;
use super::numbering::Ordinal;
use crate::personal::line::Line;

/// Whose score is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The self-evaluation's, which is published, or the most that can be reached.
    Own,
    /// The figure of an indicator, given by others or of another year.
    Others,
    /// One that is left out: filled in, expected, or given by a review.
    Closed(Matter),
}

/// What a part of a sentence says of scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Whose score it is, where the part says so.
    pub whose: Option<Whose>,
    /// Whether it tells the points or the grade.
    pub tells: bool,
    /// Whether it speaks of an expectation.
    pub expects: bool,
    /// Whether it holds two scores against each other.
    pub compares: bool,
    /// Whether it names what others judge, and no score yet: 营商环境评价.
    pub announces: bool,
    /// Whether it names a review, and no score yet: 经财政局复核.
    pub reviews: bool,
    /// Whether it says no more than what is expected: 预计得分85分, which may be that of what others judge.
    pub is_bare: bool,
}

/// Words of an expectation.
const EXPECTED: [&str; 11] = [
    "预计",
    "预估",
    "预测",
    "预判",
    "估计",
    "估分",
    "内部测算",
    "初步打分",
    "内部打分",
    "内部评分",
    "真实得分",
];

/// Words that are one only before points.
const POSSIBLE: [&str; 9] = [
    "可能",
    "有望",
    "或将",
    "大概",
    "拟扣",
    "拟减",
    "拟将",
    "预期得",
    "预期扣",
];

/// What is expected, where it is a score.
const SCORES: [&str; 9] = [
    "得分",
    "扣",
    "失分",
    "减分",
    "复核",
    "评分",
    "总分",
    "财政评",
    "评价等级",
];

/// Words of a review.
const REVIEWED: [&str; 10] = [
    "复核",
    "复评",
    "初评",
    "再评价",
    "财政评",
    "财政审",
    "财政核",
    "审核得分",
    "审定得分",
    "核定得分",
];

/// Who reviews, where the part also says what they think.
const FINANCE: [&str; 4] = ["财政局", "财政部门", "财政厅", "财政所"];

/// What they think.
const OPINIONS: [&str; 7] = ["意见", "认为", "反馈", "给", "打", "初评", "初审"];

/// Words of what was filled in.
const FILLED: [&str; 8] = [
    "自评填报",
    "申报得分",
    "申报分",
    "上报得分",
    "上报分",
    "分上报",
    "调到",
    "调至",
];

/// Words of a score that others give, or of another year.
const JUDGED: [&str; 20] = [
    "营商环境",
    "文明城市",
    "卫生城市",
    "信用评价",
    "指数",
    "竞赛",
    "满意",
    "测评",
    "评议",
    "考核",
    "考评",
    "问卷",
    "上年",
    "去年",
    "往年",
    "上一年",
    "前年",
    "明年",
    "下年",
    "下一年",
];

/// Those who judge, where the part also says how.
const JUDGES: [&str; 9] = [
    "公众",
    "群众",
    "居民",
    "市民",
    "企业",
    "家长",
    "对象",
    "第三方",
    "社会各界",
];

/// How they judge.
const JUDGING: [&str; 5] = ["评分", "打分", "评价", "评估", "认可"];

/// What of the department's they judge where theirs is a review.
const WHOLE: [&str; 4] = ["部门整体", "整体支出", "绩效自评", "项目支出"];

/// Words that make a score the department's, whoever is spoken of.
const DEPARTMENTS: [&str; 6] = ["扣", "失分", "减分", "自评", "财政", "总分"];

/// Words of the score that is published, or of the most there is.
const PUBLISHED: [&str; 8] = [
    "自评",
    "系统计算",
    "{{得分",
    "满分",
    "分值",
    "权重",
    "评分标准",
    "计分标准",
];

/// Words that hold scores against each other.
const COMPARED: [&str; 14] = [
    "相差",
    "差距",
    "差额",
    "差异",
    "高出",
    "低出",
    "多出",
    "高了",
    "低了",
    "少了",
    "两者",
    "二者",
    "比自评",
    "较自评",
];

/// Words before points that are a difference to others told before.
const LOST: [&str; 17] = [
    "丢",
    "丢这",
    "丢的",
    "减少",
    "减少的",
    "下降",
    "下降的",
    "降低",
    "低",
    "低了",
    "高",
    "少",
    "差",
    "差的",
    "另外",
    "损失",
    "损失的",
];

/// Reads a part of a sentence.
pub fn read(part: &str) -> Said {
    // 预 计９４ 分 says the same.
    let part: String = Line::unspaced(part).folded.into_iter().collect();
    let part = part.as_str();
    let says = |words: &[&str]| words.iter().any(|word| part.contains(word));
    let points = points(part);
    let differs = differs(part);
    let compares = says(&COMPARED) || differs.is_some();
    let result = part.split_once("结果为").map_or("", |(_, behind)| behind);
    let is_grade = says(&["等级", "等次", "档次"]) && part.contains(['优', '良', '中', '差'])
        || result.starts_with(['优', '良', '中', '差']);
    let tells = points || is_grade;
    let judged = says(&JUDGED) || says(&JUDGES) && says(&JUDGING);
    let whole = says(&JUDGES) && says(&JUDGING) && says(&WHOLE);
    // 其中2分差在满意度指标 is of the department's, 满意度比上年低2分 is not.
    let is_share = differs.is_some_and(|label| part.contains("指标") || ["", "其中"].contains(&label));
    let departments = whole || is_share || says(&DEPARTMENTS) || part.contains("指标") && part.contains('得');
    let others = judged && !departments;
    // 评估计分 is no 估计.
    let expects =
        EXPECTED.iter().any(|word| part.contains(word)) && !part.contains("评估计") || points && says(&POSSIBLE);
    let review = REVIEWED.iter().filter_map(|word| part.find(word)).min();
    // 经复核自评得分96分 tells what is published.
    let confirms = |at: usize| part[at..].contains("自评") && !compares && !part.contains('扣');
    let is_score = says(&SCORES) || tells && says(&PUBLISHED);
    let finance = says(&FINANCE) && says(&OPINIONS) && !part.contains("要求");
    let whose = if expects && is_score && (!others || part.contains("复核")) {
        Some(Whose::Closed(Matter::Expected))
    } else if others {
        Some(Whose::Others)
    } else if (says(&FILLED) || fills(part)) && !says(&["满分", "分值", "权重"]) {
        Some(Whose::Closed(Matter::Declared))
    } else if finance || whole && tells || review.is_some_and(|at| !confirms(at)) {
        Some(Whose::Closed(Matter::Expected))
    } else {
        says(&PUBLISHED).then_some(Whose::Own)
    };
    // What a review or an expectation is of is said later only where a score is named: 预计3月完成复核 names none.
    let names = tells || says(&["得分", "扣", "失分", "减分", "总分", "结果", "意见", "分数"]);
    Said {
        whose: whose.filter(|whose| names || !matches!(whose, Whose::Closed(_))),
        tells,
        expects,
        compares,
        announces: says(&JUDGED) && others && !tells,
        reviews: !tells && (says(&FINANCE) && review.is_some() || part.starts_with("经复核")),
        is_bare: expects && review.is_none() && !says(&DEPARTMENTS),
    }
}

/// Returns what stands before points that are a difference: nothing before 低2分, 其中 before 其中2分差在.
fn differs(part: &str) -> Option<&str> {
    part.match_indices('分').find_map(|(at, point)| {
        let label = part[..at].trim_end_matches(is_number);
        let behind = part[at + point.len()..].trim_start_matches('的');
        let lost = LOST
            .iter()
            .filter_map(|word| label.strip_suffix(word))
            .min_by_key(|rest| rest.len());
        let lost = lost.or_else(|| behind.starts_with('差').then_some(label));
        lost.filter(|_| label.len() < at)
    })
}

/// Tells whether a number stands at 填报: 填报96分, 填报总分为96, but not 因填报不及时扣0.5分.
fn fills(part: &str) -> bool {
    let mut behind = part.split("填报").skip(1);
    behind.any(|rest| rest.starts_with(|next| is_number(next) || "得总分为是约扣:".contains(next)))
}

/// The length of the part of a sentence that a text begins with; 得分（分） goes on, 问题：一是 does not.
pub fn part(text: &str) -> usize {
    let mut at = 0;
    while let Some(length) = text[at..].find(|one: char| "，。；！？、,;：（）()\n".contains(one)) {
        at += length;
        let rest = &text[at..];
        let unit = ["（分）", "(分)"].into_iter().find(|unit| rest.starts_with(unit));
        let listed = |items: &str| Ordinal::at(items).is_some_and(|ordinal| ordinal.length() < items.len());
        match (unit, rest.strip_prefix('：')) {
            (Some(unit), _) => at += unit.len(),
            (None, Some(items)) if !items.starts_with('\n') && !listed(items) => at += '：'.len_utf8(),
            _ => return at,
        }
    }
    text.len()
}

/// Tells a character of a number in digits or in words, or the end of a binding.
fn is_number(one: char) -> bool {
    one.is_ascii_digit() || "}.一二两三四五六七八九十百零〇半".contains(one)
}

/// Tells whether folded words hold points: a number before 分, or one at the end behind 得分 and the like.
fn points(part: &str) -> bool {
    let told = part.match_indices('分').any(|(at, point)| {
        let before = part[..at].trim_end().trim_end_matches(['多', '余', '来']);
        let label = before.trim_end_matches(is_number);
        let (number, label) = (&before[label.len()..], label.trim_end());
        let after = &part[at + point.len()..];
        // 30分钟, 三分之一, 5个百分点; 9时30分; 十分明显 has nobody who gives it.
        let is_other =
            after.starts_with(|next| "钟点公局类级工期批行支店校院册片段数率制比子布析解钱角".contains(next));
        let is_time_or_part = label
            .strip_suffix(['时', '点', ':'])
            .is_some_and(|hour| hour.ends_with(is_number))
            || after.starts_with('之') && !after.starts_with("之间");
        let is_adverb = ["十", "一", "百"].contains(&number)
            && !label.ends_with(['扣', '减', '失', '差', '少', '多', '低', '高', '分']);
        !number.is_empty() && !is_other && !is_time_or_part && !is_adverb
    });
    let bare = ["左右", "上下", "以上", "以下", "以内", "之间"]
        .iter()
        .fold(part.trim_end(), |bare, tail| bare.trim_end_matches(tail));
    let label = bare.trim_end_matches(|one: char| is_number(one) || "-~至到".contains(one));
    let says = |words: &[&str]| words.iter().any(|word| part.contains(word));
    let is_label = label
        .trim_end()
        .ends_with(|last: char| "为是约在:=分得核评政于到达)".contains(last));
    told || label.len() < bare.len() && is_label && says(&["得分", "总分", "复核", "填报", "预计得"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_told_from_minutes_parts_and_adverbs() {
        for part in [
            "得94分",
            "得{{得分}}分",
            "得九十二分",
            "扣一分",
            "94多分",
            "得分为94",
            "得分:94",
            "得分(分):94",
            "总分94",
            "预计得94",
            "得分在90-94之间",
            "预计90~94分",
        ] {
            assert!(points(part), "{part}");
        }
        for part in [
            "用时30分钟",
            "9时30分",
            "9:30分",
            "三分之一",
            "提高5个百分点",
            "十分明显",
            "取得十分明显的成效",
            "分3批",
            "得分",
            "得分率98%",
            "百分制",
            "3分公司",
            "第3名",
        ] {
            assert!(!points(part), "{part}");
        }
    }
}
