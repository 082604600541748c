//! A realistic department and a realistic spending project, with every kind of target.

use std::sync::Arc;

use hengji::model::scheme::SchemeLevel;
use hengji::model::{
    Actual, Budget, BudgetCause, BudgetLine, Cause, Evidence, Field, FundKind, Goal, Id, Indicator, Kind, Project,
    Scheme, Section, SpendingProject, Target,
};
use jiff::civil::{Date, date};
use rust_decimal::Decimal;

/// The day the deliverables are made.
pub const DAY: Date = date(2021, 3, 9);

/// Text that a careless program takes for a formula.
pub const HOSTILE: [&str; 4] = ["=1+1", "+SUM(A1:A9)", "-2+3", "@cmd|' /C calc'!A0"];

pub fn number(text: &str) -> Decimal {
    text.parse().expect("a number")
}

/// An indicator: levels, name, target, unit, weight, actual.
fn indicator(
    position: usize,
    (level1, level2, name): (&str, &str, &str),
    target: Target,
    unit: &str,
    weight: &str,
    actual: Actual,
) -> Indicator {
    Indicator {
        id: Id::new(format!("I{position:04}")),
        goal: Some(Id::new(if position <= 7 { "G1" } else { "G2" })),
        level1: level1.to_owned(),
        level2: level2.to_owned(),
        name: name.to_owned(),
        target: Some(target),
        unit: unit.to_owned(),
        weight: Some(number(weight)),
        actual: Some(actual),
        ..Indicator::default()
    }
}

fn at_least(value: &str) -> Target {
    Target::AtLeast(number(value))
}

fn reached(value: &str) -> Actual {
    Actual::Number(number(value))
}

/// Every kind of target, reached and missed; the weights sum to 80.
fn indicators() -> Vec<Indicator> {
    let count = |name| ("产出指标", "数量指标", name);
    let quality = |name| ("产出指标", "质量指标", name);
    let time = |name| ("产出指标", "时效指标", name);
    let social = |name| ("效益指标", "社会效益指标", name);
    let mut list = vec![
        indicator(
            1,
            count("新增市场主体（个体户）"),
            at_least("3566"),
            "户",
            "6",
            reached("5436"),
        ),
        indicator(
            2,
            count("产品质量抽查批次"),
            at_least("154"),
            "批次",
            "6",
            reached("145"),
        ),
        indicator(3, count("计量标准化培训"), at_least("2"), "次", "3", reached("0")),
        indicator(
            4,
            count("改造升级农贸市场"),
            Target::Equal(number("40")),
            "个",
            "5",
            reached("40"),
        ),
        indicator(
            5,
            quality("食用农产品抽检合格率"),
            at_least("98"),
            "%",
            "6",
            Actual::Ratio {
                numerator: number("1284"),
                denominator: number("1304"),
            },
        ),
        indicator(
            6,
            quality("投诉举报依法处理率"),
            at_least("100"),
            "%",
            "6",
            Actual::Ratio {
                numerator: number("2"),
                denominator: number("3"),
            },
        ),
        indicator(
            7,
            quality("检测设备在用温度"),
            Target::Range {
                low: number("18"),
                high: number("26"),
            },
            "℃",
            "4",
            reached("22"),
        ),
        indicator(
            8,
            time("退捕渔船拆解报废"),
            Target::ByDate(date(2020, 12, 31)),
            "",
            "4",
            Actual::Date(date(2020, 9, 30)),
        ),
        indicator(
            9,
            ("产出指标", "成本指标", "抽检单位成本"),
            Target::AtMost(number("950")),
            "元/批次",
            "5",
            reached("1012.5"),
        ),
        indicator(
            10,
            social("重大食品药品安全事故"),
            Target::Zero,
            "起",
            "10",
            reached("0"),
        ),
        indicator(
            11,
            social("重大电梯安全事故"),
            Target::LessThan(number("3")),
            "起",
            "5",
            reached("1"),
        ),
        indicator(
            12,
            social("消费者维权意识"),
            Target::Tiered("有助于提升".to_owned()),
            "",
            "6",
            Actual::Tier(1),
        ),
        indicator(
            13,
            ("效益指标", "可持续影响指标", "牵头成立禁捕工作领导小组"),
            Target::YesNo("成立".to_owned()),
            "",
            "4",
            Actual::Done(true),
        ),
        indicator(
            14,
            ("满意度指标", "服务对象满意度指标", "监管对象满意度"),
            at_least("90"),
            "%",
            "10",
            reached("88.5"),
        ),
    ];
    list[1].reason =
        "9个批次的产品达不到抽检的条件，无法抽样检验；此外受疫情影响，一季度生产企业停工停产，抽样工作推迟，\
        年度计划中的部分产品在辖区内已无企业生产。"
            .to_owned();
    list[1].measure = "编制下一年度抽检计划前核实在产企业和产品。".to_owned();
    list[1].cause = Some(Cause::UnsoundTarget);
    list[2].reason = "因疫情原因无法开展集中培训。".to_owned();
    list[2].measure = "改用线上方式培训。".to_owned();
    list[2].cause = Some(Cause::ForceMajeure);
    list[5].reason = HOSTILE[0].to_owned();
    list[5].measure = HOSTILE[1].to_owned();
    list[8].reason = HOSTILE[2].to_owned();
    list[11].judged = Some(number("4.5"));
    list[11].description = HOSTILE[3].to_owned();
    list[13].deduction = Some(number("0.5"));
    list
}

fn budget() -> Budget {
    let line = |id: &str, kind, initial: &str, adjusted: &str, actual: &str| BudgetLine {
        id: Id::new(id),
        kind,
        initial: Some(number(initial)),
        adjusted: Some(number(adjusted)),
        actual: Some(number(actual)),
        ..BudgetLine::default()
    };
    Budget {
        scope: "一般公共预算财政拨款支出".to_owned(),
        lines: vec![
            line("B1", FundKind::Basic, "11632.32", "11700", "11687.45"),
            line("B2", FundKind::Project, "1948", "3250.25", "3084.25"),
        ],
        causes: vec![
            BudgetCause {
                id: Id::new("C1"),
                line: FundKind::Project,
                text: "增加援汉医疗队餐费".to_owned(),
                amount: Some(number("880.88")),
            },
            BudgetCause {
                id: Id::new("C2"),
                line: FundKind::Project,
                text: "上级核拨专项经费".to_owned(),
                amount: Some(number("458.53")),
            },
        ],
        explanation: "疫情防控新增支出".to_owned(),
        judged: None,
        declared: None,
    }
}

/// A department, or a spending project where the scheme is for one, under a scheme.
pub fn project(scheme: &Arc<Scheme>) -> Project {
    let goal = |id: &str, name: &str, text: &str| Goal {
        id: Id::new(id),
        name: name.to_owned(),
        text: text.to_owned(),
        points: Some(number("40")),
        achieved: "较好地完成了年初目标".to_owned(),
        demo: false,
    };
    let execution = scheme.budget.weight;
    let mut list = indicators();
    list[0].section = Some(Id::new("S01"));
    // The other thirteen have 70 points; this one has what execution leaves of the rest.
    list[9].weight = Some(number("30") - execution);
    Project {
        department: "武昌区市场监督管理局".to_owned(),
        year: 2020,
        kind: match scheme.level {
            SchemeLevel::Department => Kind::Department,
            SchemeLevel::SpendingProject => Kind::SpendingProject(SpendingProject {
                name: "长江禁捕项目".to_owned(),
                competent_department: "武昌区市场监督管理局".to_owned(),
                implementing_unit: "农业科".to_owned(),
                category: "部门预算项目".to_owned(),
                attribute: "持续性项目".to_owned(),
                term: "常年性项目".to_owned(),
            }),
        },
        filled_on: Some(DAY),
        scheme: Arc::clone(scheme),
        budget: budget(),
        goals: vec![
            goal(
                "G1",
                "商事制度改革",
                "深化商事制度改革，促进市场主体持续恢复，守住食品安全底线",
            ),
            goal("G2", "长江禁捕", "打响长江禁捕攻坚战，强化安置帮扶"),
        ],
        indicators: list,
        evidence: vec![Evidence {
            id: Id::new("E001"),
            name: "产品质量监督抽查台账".to_owned(),
            kind: "台账".to_owned(),
            proves: vec![Id::new("I0002")],
            dated: Some(date(2020, 12, 20)),
            place: "D:\\机密\\台账.xlsx".to_owned(),
            ..Evidence::default()
        }],
        sections: vec![Section {
            id: Id::new("S01"),
            name: "质量监督科".to_owned(),
            contact: "张三".to_owned(),
            telephone: "13900000000".to_owned(),
        }],
        deviation_analysis: String::new(),
        improvement_plan: String::new(),
        ..Project::default()
    }
}

/// The department of the sample under the default scheme.
pub fn department() -> Project {
    project(&hengji::schemes::find("hubei_dept").expect("the default scheme"))
}

/// The same with some values marked as 演示数据.
pub fn with_demo() -> Project {
    let mut project = department();
    project.indicators[0].demo = vec![Field::Weight, Field::Target];
    project.note = "分值为演示数据".to_owned();
    project
}

/// A department with so many indicators of every kind, met and missed by every measure, under a scheme.
pub fn many(scheme: &Arc<Scheme>, count: usize) -> Project {
    let mut project = project(scheme);
    let kinds = project.indicators.clone();
    project.indicators = (0..count)
        .map(|position| {
            let mut indicator = kinds[position % kinds.len()].clone();
            indicator.id = Id::new(format!("I{:04}", position + 1));
            indicator.name = format!("{}（第{}项）", indicator.name, position + 1);
            indicator.goal = Some(Id::new(if position % 3 == 0 { "G1" } else { "G2" }));
            indicator.weight = Some(number("0.4"));
            let share = Decimal::from(position * 7 % 131) / Decimal::ONE_HUNDRED;
            if let (Some(Actual::Number(_)), Some(target)) =
                (&indicator.actual, indicator.target.as_ref().and_then(Target::number))
            {
                indicator.actual = Some(Actual::Number((target * share).round_dp(2)));
            }
            indicator.judged = indicator.judged.map(|_| number("0.3"));
            indicator.deduction = indicator.deduction.map(|_| number("0.03"));
            indicator
        })
        .collect();
    project
}
