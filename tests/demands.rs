//! What a scheme makes compulsory is found while it is not there, and not found once it is.

use hengji::check::{Finding, Place, Severity, check};
use hengji::model::{Actual, Budget, BudgetCause, BudgetLine, Field, Id, Indicator, Project, Target};
use hengji::{schemes, score};
use rust_decimal::Decimal;

fn dec(text: &str) -> Decimal {
    text.parse().expect("a number")
}

/// A project under a shipped scheme with one budget line: 年初, 调整后, 执行.
fn project(scheme: &str, [initial, adjusted, actual]: [&str; 3]) -> Project {
    Project {
        scheme: schemes::find(scheme).expect("a shipped scheme"),
        budget: Budget {
            lines: vec![BudgetLine {
                initial: Some(dec(initial)),
                adjusted: Some(dec(adjusted)),
                actual: Some(dec(actual)),
                ..BudgetLine::default()
            }],
            ..Budget::default()
        },
        ..Project::default()
    }
}

fn indicator(target: Target, actual: Actual) -> Indicator {
    Indicator {
        id: Id::new("I1"),
        name: "巡查次数".to_owned(),
        target: Some(target),
        actual: Some(actual),
        weight: Some(dec("10")),
        ..Indicator::default()
    }
}

fn found(project: &Project) -> Vec<Finding> {
    let rules = ["C18", "C21", "C28", "C30", "C31"];
    let all = check(project, &score::score(project)).into_iter();
    all.filter(|finding| rules.contains(&finding.rule)).collect()
}

/// What is found of one indicator under Guangxi's rules.
fn in_guangxi(indicator: Indicator) -> Vec<String> {
    let mut project = project("guangxi", ["100", "100", "100"]);
    project.indicators.push(indicator);
    let found = found(&project);
    for one in &found {
        let field = if one.rule == "C21" {
            Field::Description
        } else {
            Field::Reason
        };
        let place = Place::Indicator(Id::new("I1"), Some(field));
        assert_eq!((&one.place, one.severity), (&place, Severity::Warning));
    }
    found.into_iter().map(|one| one.sentence).collect()
}

#[test]
fn far_over_a_target_of_zero_needs_a_reason() {
    let number = |value: &str| Actual::Number(dec(value));
    for target in [Target::AtLeast(dec("0")), Target::Equal(dec("0")), Target::Zero] {
        assert_eq!(
            in_guangxi(indicator(target.clone(), number("30"))),
            [
                "指标“巡查次数”：指标值为0，实际完成值30达到30，须说明超额较大的原因，请填写偏差原因（预算管理一体化系统广西版（已公开的系统配置））"
            ],
            "{target:?}"
        );
        assert_eq!(in_guangxi(indicator(target.clone(), number("29.9"))), [""; 0]);
        let explained = Indicator {
            reason: "上级临时部署专项巡查".to_owned(),
            ..indicator(target, number("31"))
        };
        assert_eq!(in_guangxi(explained), [""; 0]);
    }
    // The other schemes say nothing of a target of 0.
    let mut general = project("system_general", ["100", "100", "100"]);
    general
        .indicators
        .push(indicator(Target::AtLeast(dec("0")), number("30")));
    assert_eq!(found(&general), []);
}

#[test]
fn far_over_any_target_needs_a_reason_from_the_line_of_the_scheme() {
    let case = |actual| in_guangxi(indicator(Target::AtLeast(dec("100")), Actual::Number(dec(actual))));
    assert!(case("130")[0].starts_with("指标“巡查次数”：完成率130.00%达到130%，须说明"));
    assert_eq!(case("129.99"), [""; 0]);
    // A ceiling that is kept well is not overshot.
    let saved = indicator(Target::AtMost(dec("100")), Actual::Number(dec("10")));
    assert_eq!(in_guangxi(saved), [""; 0]);
}

#[test]
fn a_qualitative_indicator_needs_its_description_under_every_scheme() {
    let tiered = indicator(Target::Tiered("保障".to_owned()), Actual::Tier(0));
    assert!(in_guangxi(tiered.clone())[0].starts_with("指标“巡查次数”：定性指标须填写完成情况简要描述（"));
    let described = Indicator {
        description: "全年无中断".to_owned(),
        ..tiered.clone()
    };
    assert_eq!(in_guangxi(described), [""; 0]);
    let mut hubei = project("hubei_dept", ["100", "100", "100"]);
    hubei.indicators.push(tiered);
    let told = found(&hubei).into_iter().map(|one| (one.rule, one.sentence));
    let wanted = "指标“巡查次数”：定性指标须填写完成情况简要描述（系统导入表和科室采集表的表头要求）";
    assert_eq!(told.collect::<Vec<_>>(), [("C21", wanted.to_owned())]);
    hubei.indicators[0].description = "全年无中断".to_owned();
    assert_eq!(found(&hubei), []);
}

/// Rule and beginning of each finding on the budget.
fn on_budget(project: &Project) -> Vec<(&'static str, String)> {
    let found = found(project).into_iter();
    found
        .inspect(|one| assert_eq!(one.place, Place::Budget))
        .map(|one| (one.rule, one.sentence))
        .collect()
}

#[test]
fn execution_and_adjustment_are_explained_where_the_scheme_asks_for_it() {
    let mut sichuan = project("sichuan_project", ["100", "110", "98.99"]);
    let source = "（四川省部门预算项目支出绩效自评表（510000_0013zp））";
    assert_eq!(
        on_budget(&sichuan),
        [
            (
                "C30",
                format!("预算执行率89.99%低于90%，须说明原因，请填写未完成或调整原因说明{source}")
            ),
            (
                "C31",
                format!("预算调整率10.00%，须说明原因，请填写变动原因或未完成或调整原因说明{source}")
            ),
        ]
    );
    sichuan.budget.causes.push(BudgetCause {
        text: "追加人员经费".to_owned(),
        ..BudgetCause::default()
    });
    assert_eq!(on_budget(&sichuan).len(), 1);
    sichuan.budget.explanation = "工期顺延".to_owned();
    assert_eq!(on_budget(&sichuan), []);
    assert_eq!(on_budget(&project("sichuan_project", ["100", "100", "90"])), []);

    let hubei = |adjusted| on_budget(&project("hubei_dept", ["100", adjusted, adjusted]));
    assert_eq!(hubei("130"), []);
    assert!(
        hubei("130.01")[0]
            .1
            .starts_with("预算调整率30.01%，超过30%，须说明原因")
    );
}

#[test]
fn spending_beyond_the_budget_is_the_officers_to_score() {
    let mut core = project("mof2021_core", ["100", "100", "109"]);
    let card = score::score(&core);
    assert_eq!(card.execution.score, None);
    let words = card.explain_execution(&core);
    assert_eq!(
        words.rule,
        "执行率 109.00% 超过 100%，评分办法没有规定超出预算执行的得分（“在预算范围内全部执行的得满分；未执行完毕的，执行率80%（含）至100%得7分，60%（含）至80%得5分，60%以下不得分”）：请说明原因，并在 0～10.00 分之间填写预算执行评定得分"
    );
    assert_eq!(words.formula, "109.00 ÷ 100.00 ＝ 109.00%");
    let ids = |project: &Project| on_budget(project).iter().map(|(id, _)| *id).collect::<Vec<_>>();
    assert_eq!(ids(&core), ["C28", "C28"], "no reason, no score");

    core.budget.explanation = "追加预算文件跨年下达".to_owned();
    core.budget.judged = Some(dec("7"));
    let card = score::score(&core);
    assert_eq!(card.execution.score, Some(dec("7")));
    let words = card.explain_execution(&core);
    assert_eq!(
        words.formula,
        "109.00 ÷ 100.00 ＝ 109.00%；0 ≤ 7.00 ≤ 10.00，得 7.00 分"
    );
    assert_eq!(words.citation, "财预〔2021〕101号（预算执行率赋分）");
    assert_eq!(on_budget(&core), []);

    core.budget.judged = Some(dec("10.5"));
    let card = score::score(&core);
    assert_eq!(card.execution.score, None);
    assert_eq!(
        card.explain_execution(&core).rule,
        "预算执行评定得分 10.5 超出范围，应在 0～10.00 分之间"
    );
    // Where the rules cap, what is judged does not count.
    let mut hubei = core.clone();
    hubei.scheme = schemes::find("hubei_dept").expect("a shipped scheme");
    assert_eq!(score::score(&hubei).execution.score, Some(dec("20")));
}
