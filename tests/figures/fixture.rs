//! Projects to be drawn.

use super::*;
use hengji::model::scheme::{
    BudgetRule, GoalRule, GoalUnit, GradeBand, GradeRule, OverTargetRule, QualitativeRule, Tier,
};
use hengji::model::{Field, Goal, Indicator, Scheme, number};

/// Reads a decimal.
pub fn number(text: &str) -> Decimal {
    number::read(text).expect("a number")
}

/// An indicator from what a form prints: level, name, target, actual, unit, weight.
pub fn indicator(index: usize, (level1, name, target, actual, unit, weight): Printed<'_>) -> Indicator {
    let value = |text: &str| text.trim_start_matches(['≥', '≤', '＝']).parse().ok();
    let target = match target.chars().next() {
        None => None,
        Some('≥') => value(target).map(Target::AtLeast),
        Some('≤') => value(target).map(Target::AtMost),
        Some('＝') => value(target).map(Target::Equal),
        Some('0') => Some(Target::Zero),
        Some(_) => match target.split_once('～') {
            Some((low, high)) => Some(Target::Range {
                low: number(low),
                high: number(high),
            }),
            None => Some(Target::Tiered(target.to_owned())),
        },
    };
    let actual = match actual {
        "" => None,
        "一档" => Some(Actual::Tier(0)),
        "二档" => Some(Actual::Tier(1)),
        "三档" => Some(Actual::Tier(2)),
        text => Some(Actual::Number(number(text))),
    };
    Indicator {
        id: Id::new(format!("I{:04}", index + 1)),
        level1: level1.to_owned(),
        name: name.to_owned(),
        target,
        actual,
        unit: unit.to_owned(),
        weight: number::read(weight),
        ..Indicator::default()
    }
}

pub type Printed<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str);

const OUTPUT: &str = "产出指标";
const EFFECT: &str = "效益指标";
const CONTENT: &str = "满意度指标";

/// The indicators of a market supervision department, as published for 2020 where they were.
pub const PRINTED: [Printed<'static>; 25] = [
    (OUTPUT, "新增市场主体（个体户）", "≥3566", "5436", "户", "4"),
    (OUTPUT, "改造升级农贸市场", "＝40", "40", "个", "4"),
    (OUTPUT, "计量标准化培训", "≥2", "0", "次", "1.5"),
    (OUTPUT, "消费者权益保护宣传活动", "≥4", "0", "次", "1.5"),
    (OUTPUT, "产品质量抽查批次", "≥154", "145", "批次", "4"),
    (OUTPUT, "餐饮环节抽检合格率", "≥98", "99.29", "%", "4"),
    (OUTPUT, "食用农产品抽检合格率", "≥98", "98.46", "%", "4"),
    (OUTPUT, "农贸市场、超市自检批次", "≥90000", "93401", "批次", "4"),
    (OUTPUT, "学校食堂“明厨亮灶”覆盖数", "＝182", "182", "个", "4"),
    (OUTPUT, "特种设备相关单位安全监察", "≥800", "809", "家", "3"),
    (OUTPUT, "抽查各类特种设备", "≥3800", "3861", "台（套）", "3"),
    (OUTPUT, "受理各类投诉举报", "≥40000", "41141", "件", "3"),
    (OUTPUT, "投诉举报按时办结时限", "≤60", "45", "天", "3"),
    (OUTPUT, "“错报、瞒报、漏报、迟报和处理不力”", "0", "0", "起", "3"),
    (OUTPUT, "行政处罚案件差错率", "≤1", "1.6", "%", "3"),
    (OUTPUT, "执法检查单位平均用时", "30～45", "38", "分钟", "3"),
    (
        OUTPUT,
        "督促整改长江流域重点水域禁捕相关市场主体经营行为存在问题的个数",
        "≥4",
        "12",
        "个",
        "3",
    ),
    (OUTPUT, "会议培训费控制数", "≤20", "", "万元", "3"),
    (EFFECT, "重大食品药品安全事故", "0", "0", "起", "4"),
    (EFFECT, "重大电梯安全事故", "0", "0", "起", "4"),
    (EFFECT, "辖区产品质量安全保障水平", "得到保障", "一档", "", "4"),
    (EFFECT, "消费者维权意识", "有所提升", "二档", "", "3"),
    (EFFECT, "全区企业监管水平", "不断提升", "一档", "", "3"),
    (CONTENT, "服务对象满意度", "≥90", "93.5", "%", "2"),
    (CONTENT, "监管对象满意度", "≥90", "", "%", "2"),
];

/// A scheme of 20 points for execution and three tiers.
pub fn scheme(base: BudgetBase) -> Scheme {
    let tier = |name: &str, low: &str, high: &str| Tier {
        name: name.to_owned(),
        aliases: Vec::new(),
        low: number(low),
        high: number(high),
    };
    Scheme {
        id: "test".to_owned(),
        name: "湖北省部门整体支出绩效自评办法".to_owned(),
        total: Decimal::ONE_HUNDRED,
        budget: BudgetRule {
            weight: number("20"),
            base,
            rate_cap: Decimal::ONE,
            ..BudgetRule::default()
        },
        over_target: OverTargetRule {
            flag_at: Some(number("1.2")),
            ..OverTargetRule::default()
        },
        qualitative: QualitativeRule {
            tiers: vec![
                tier("达成预期指标", "0.8", "1"),
                tier("部分达成预期指标并具有一定效果", "0.6", "0.8"),
                tier("未达成预期指标且效果较差", "0", "0.6"),
            ],
            ..QualitativeRule::default()
        },
        grade: GradeRule {
            bands: vec![GradeBand {
                name: "优".to_owned(),
                at_least: number("90"),
            }],
            ..GradeRule::default()
        },
        ..Scheme::default()
    }
}

/// The published budget, its parts completed.
pub fn budget() -> Budget {
    let line = |kind, initial: &str, adjusted: &str, actual: &str| BudgetLine {
        kind,
        initial: Some(number(initial)),
        adjusted: Some(number(adjusted)),
        actual: Some(number(actual)),
        ..BudgetLine::default()
    };
    Budget {
        scope: "一般公共预算财政拨款支出".to_owned(),
        lines: vec![
            line(FundKind::Basic, "11632.32", "11687.45", "11687.45"),
            line(FundKind::Project, "1948", "3287.41", "3084.25"),
        ],
        ..Budget::default()
    }
}

/// A project of the given rows.
pub fn project(indicators: Vec<Indicator>) -> Project {
    Project {
        department: "武昌区市场监督管理局".to_owned(),
        year: 2020,
        note: "含演示数据".to_owned(),
        scheme: scheme(BudgetBase::Initial).into(),
        budget: budget(),
        indicators,
        ..Project::default()
    }
}

/// The realistic project: two rows unfilled, some lost, one far over.
pub fn sample() -> Project {
    let mut indicators: Vec<Indicator> = PRINTED
        .into_iter()
        .enumerate()
        .map(|(index, printed)| indicator(index, printed))
        .collect();
    for indicator in &mut indicators {
        match indicator.actual {
            Some(Actual::Tier(0)) => indicator.judged = indicator.weight,
            Some(Actual::Tier(_)) => indicator.judged = Some(number("2.1")),
            _ => {}
        }
    }
    indicators[2].demo = vec![Field::Target];
    indicators[4].demo = vec![Field::Target, Field::Weight];
    indicators[0].previous_year = Some(number("4012"));
    indicators[0].initial_target = Some(Target::AtLeast(number("3000")));
    project(indicators)
}

/// The sample repeated to a number of rows.
pub fn many(count: usize) -> Project {
    let mut project = sample();
    project.indicators = sample()
        .indicators
        .into_iter()
        .cycle()
        .take(count)
        .enumerate()
        .map(|(index, indicator)| Indicator {
            id: Id::new(format!("I{:04}", index + 1)),
            ..indicator
        })
        .collect();
    project
}

/// The sample with its rows divided among three goals that count by 权重比例.
pub fn by_ratio() -> Project {
    let mut project = many(60);
    let mut scheme = scheme(BudgetBase::Initial);
    scheme.goals = Some(GoalRule {
        unit: GoalUnit::Ratio,
        sum: Decimal::ONE_HUNDRED,
    });
    project.scheme = scheme.into();
    project.goals = ["33.3", "33.3", "33.4"]
        .into_iter()
        .enumerate()
        .map(|(index, points)| Goal {
            id: Id::new(format!("G{index}")),
            name: format!("目标{index}"),
            points: Some(number(points)),
            ..Goal::default()
        })
        .collect();
    for (index, indicator) in project.indicators.iter_mut().enumerate() {
        indicator.goal = Some(Id::new(format!("G{}", index % 3)));
    }
    project
}
