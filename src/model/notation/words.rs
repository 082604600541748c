//! Targets and actuals in words: none, a quality, done or not, a tier.

use rust_decimal::Decimal;

use crate::model::{Actual, Scheme, Target};

/// Words that say nothing of the kind happened or may happen.
const ZERO: [&str; 8] = ["未发生", "不发生", "无发生", "零发生", "未出现", "不出现", "零", "无"];

/// Returns true for words that mean none: `未发生`, `0(未发生)`, `未发生重大安全事故`.
fn says_zero(folded: &str) -> bool {
    let bare = folded.trim_end_matches(['。', ';', '.']);
    let note = bare
        .strip_prefix('0')
        .and_then(|rest| rest.strip_prefix('(')?.strip_suffix(')'));
    ZERO.contains(&note.unwrap_or(bare))
        || (bare.starts_with("未发生") || bare.starts_with("不发生")) && !bare.contains([',', '、', ';', '。'])
}

/// Words by which a target without a number is a matter of quality.
const QUALITY: [&str; 38] = [
    "提升", "提高", "保障", "保证", "完善", "明显", "显著", "效果", "成效", "加强", "增强", "加大", "促进", "改善",
    "优化", "良好", "较好", "有效", "持续", "稳定", "逐步", "推动", "推进", "健全", "规范", "满意", "长期", "不断",
    "落实", "维护", "达成", "有所", "有序", "到位", "合理", "降低", "减少", "影响",
];

/// How a thing is done, before the word that it is.
const MANNER: [&str; 10] = [
    "按时",
    "按期",
    "及时",
    "如期",
    "全部",
    "已",
    "按计划",
    "按要求",
    "按规定",
    "牵头",
];

/// Words that something is done, and no more.
const DONE: [&str; 18] = [
    "完成",
    "办结",
    "开展",
    "成立",
    "建立",
    "建成",
    "公开",
    "拨付",
    "发放",
    "合格",
    "达标",
    "通过",
    "验收",
    "通过验收",
    "验收通过",
    "验收合格",
    "完成验收",
    "有",
];

/// Returns true for a text that says no more than that something is done: `按时完成`, `通过验收`.
fn says_done(folded: &str) -> bool {
    let bare = MANNER
        .iter()
        .find_map(|manner| folded.strip_prefix(manner))
        .unwrap_or(folded);
    DONE.contains(&bare)
}

/// Returns the manner a target asks for where an actual says that the thing is done and nothing of how.
pub(super) fn unsaid_manner(target: &str, actual: &str) -> Option<&'static str> {
    let manner = |text: &str| {
        let bare = text.strip_prefix('已').unwrap_or(text);
        MANNER
            .iter()
            .find(|manner| **manner != "已" && bare.starts_with(**manner))
    };
    let asked = manner(target)?;
    (says_done(actual) && manner(actual).is_none()).then_some(*asked)
}

/// Most characters of a target that its answers repeat.
const REPEATED: usize = 8;

/// Returns what says that a target is met and that it is not; `None` where its words do not begin with a thing done.
pub(super) fn answers(folded: &str) -> Option<[String; 2]> {
    let bare = folded.strip_prefix('已').unwrap_or(folded);
    let verb = MANNER
        .iter()
        .find_map(|manner| bare.strip_prefix(manner))
        .unwrap_or(bare);
    let done = DONE.iter().any(|word| *word != "有" && verb.starts_with(word));
    let short = bare.chars().count() <= REPEATED && bare.chars().all(char::is_alphabetic);
    (done && short).then(|| [format!("已{bare}"), format!("未{bare}")])
}

/// Reads a target in words; see [`super::target()`].
pub(super) fn target(original: &str, folded: &str) -> Target {
    let numbered = folded.contains(|character: char| character.is_ascii_digit());
    if says_zero(folded) {
        Target::Zero
    } else if numbered {
        Target::Text(original.to_owned())
    } else if says_done(folded) || matches!(folded, "是" | "是/否") || folded.starts_with("是否") {
        Target::YesNo(original.to_owned())
    } else if folded == "定性" || QUALITY.iter().any(|word| folded.contains(word)) {
        Target::Tiered(original.to_owned())
    } else {
        Target::Text(original.to_owned())
    }
}

/// Reads an actual in words, as far as its target gives them a meaning.
pub(super) fn actual(folded: &str, target: Option<&Target>, scheme: &Scheme) -> Option<Actual> {
    let said = |answer: String| answer == folded;
    let own = target.map_or_else(super::plain_answers, Target::answers).map(said);
    let done = match folded {
        "是" => Some(true),
        "否" => Some(false),
        _ => own.contains(&true).then_some(own[0]),
    };
    match target {
        Some(Target::Zero) if says_zero(folded) => Some(Actual::Number(Decimal::ZERO)),
        Some(Target::YesNo(_)) => done
            .or_else(|| (says_done(folded) || matches!(folded, "达成" | "已达成" | "√")).then_some(true))
            .or_else(|| {
                let undone = folded
                    .strip_prefix(['未', '不'])
                    .is_some_and(|rest| DONE.contains(&rest) || rest == "达成");
                (undone || matches!(folded, "无" | "没有" | "×")).then_some(false)
            })
            .map(Actual::Done),
        // What the budget system has for a day that was kept or missed.
        Some(Target::ByDate(_)) => done
            .or(match folded {
                "达成" | "已达成" => Some(true),
                "未达成" => Some(false),
                _ => None,
            })
            .map(Actual::Done),
        None | Some(Target::Tiered(_)) => tier(folded, scheme).map(Actual::Tier).or(done.map(Actual::Done)),
        // Nobody knows what a text asks for, so that 已完成 is no tier of it: the officer's word stays.
        Some(_) => done.map(Actual::Done),
    }
}

/// Fewest characters of a name that says more than 完成 or 部分达成 do.
const SAYS_MORE: usize = 6;

/// Returns true for a text that can only be a tier of the scheme, whatever it is said of.
pub(super) fn names_tier(folded: &str, scheme: &Scheme) -> bool {
    folded.chars().count() >= SAYS_MORE && is_tier(folded, scheme)
}

/// Returns true for a name of a tier as the scheme has it.
pub(super) fn is_tier(folded: &str, scheme: &Scheme) -> bool {
    let tiers = scheme.qualitative.tiers.iter();
    tiers
        .flat_map(|tier| std::iter::once(&tier.name).chain(&tier.aliases))
        .any(|name| super::fold(name) == folded)
}

/// Returns true for a text that may answer a yes-or-no question.
pub(super) fn answers_yes_or_no(folded: &str, scheme: &Scheme) -> bool {
    let question = Target::YesNo("完成".to_owned());
    matches!(actual(folded, Some(&question), scheme), Some(Actual::Done(_)))
}

/// Finds the tier a text names.
fn tier(folded: &str, scheme: &Scheme) -> Option<u8> {
    let wanted = core(folded);
    if wanted.is_empty() {
        return None;
    }
    scheme
        .qualitative
        .tiers
        .iter()
        .position(|tier| {
            std::iter::once(&tier.name)
                .chain(&tier.aliases)
                .any(|name| core(&super::fold(name)) == wanted)
        })
        .and_then(|position| u8::try_from(position).ok())
}

/// Strips what stands around the core of a tier's name: `达成年度预期指标` is 达成.
fn core(folded: &str) -> String {
    [
        "并具有一定效果",
        "且效果较差",
        "具有一定效果",
        "效果较差",
        "预期",
        "年度",
        "指标",
        "目标",
        "已",
        "全部",
        ",",
    ]
    .iter()
    .fold(folded.to_owned(), |text, word| text.replace(word, ""))
}
