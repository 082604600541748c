//! The scoring rules: every scheme's vectors, explanations, sums, properties, and refused scheme files.

mod properties;
mod refusals;

use std::sync::Arc;

use hengji::model::scheme::{GoalUnit, MissRule};
use hengji::model::{Actual, Budget, BudgetLine, FundKind, Goal, Id, Indicator, Project, Scheme, Target};
use hengji::schemes;
use hengji::score::{self, Explanation, Rule, Scorecard, Status};
use rust_decimal::Decimal;

const MANUAL: &[u8] = include_bytes!("fixtures/schemes/manual2022_unnamed.ron");
const OTHER: &[u8] = include_bytes!("fixtures/schemes/every_other_rule.ron");

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn number(text: &str) -> Option<Actual> {
    Some(Actual::Number(dec(text)))
}

fn scheme(id: &str) -> Arc<Scheme> {
    schemes::find(id).unwrap()
}

fn indicator(target: Target, actual: Option<Actual>, weight: &str) -> Indicator {
    Indicator {
        target: Some(target),
        actual,
        weight: Some(dec(weight)),
        ..Indicator::default()
    }
}

fn at_least(target: &str, actual: &str, weight: &str) -> Indicator {
    indicator(Target::AtLeast(dec(target)), number(actual), weight)
}

fn line(kind: FundKind, initial: &str, adjusted: Option<&str>, actual: &str) -> BudgetLine {
    BudgetLine {
        kind,
        initial: Some(dec(initial)),
        adjusted: adjusted.map(dec),
        actual: Some(dec(actual)),
        ..BudgetLine::default()
    }
}

fn project(scheme_id: &str, indicators: Vec<Indicator>) -> Project {
    Project {
        scheme: scheme(scheme_id),
        budget: Budget {
            lines: vec![line(FundKind::Basic, "100", Some("100"), "100")],
            ..Budget::default()
        },
        indicators,
        ..Project::default()
    }
}

/// Scores one indicator by a shipped scheme and explains it.
fn explained(scheme_id: &str, indicator: Indicator) -> (score::Row, Explanation) {
    let project = project(scheme_id, vec![indicator]);
    let card = score::score(&project);
    let explanation = card.explain(&project, 0);
    (card.rows[0].clone(), explanation)
}

/// Returns why an indicator has no score in the Hubei scheme.
fn reason(indicator: Indicator) -> String {
    let (row, explanation) = explained("hubei_dept", indicator);
    assert_eq!((row.score, row.lost, row.status), (None, None, Status::Unfilled));
    assert_eq!(explanation.formula, "");
    explanation.rule
}

#[test]
fn every_shipped_scheme_is_read_and_its_vectors_come_out() {
    for (id, bytes) in schemes::files() {
        let scheme = schemes::decode(bytes).unwrap_or_else(|error| panic!("{id}: {error}"));
        assert_eq!(scheme.id, *id);
        assert_eq!(schemes::failures(&scheme), Vec::<String>::new(), "{id}");
        assert!(scheme.vectors.len() >= 20, "{id} has {} vectors", scheme.vectors.len());
    }
    let ids: Vec<&str> = schemes::shipped().iter().map(|scheme| scheme.id.as_str()).collect();
    let files: Vec<&str> = schemes::files().iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, files);
    assert_eq!(ids[0], "hubei_dept");
}

#[test]
fn every_shipped_scheme_says_where_it_comes_from_and_has_a_form() {
    for scheme in schemes::shipped() {
        let Scheme { id, form, .. } = scheme.as_ref();
        assert!(!scheme.citation.is_empty(), "{id}");
        assert!(
            !scheme.budget.citation.is_empty() && !scheme.quantitative.citation.is_empty(),
            "{id}"
        );
        assert!(scheme.confidence_note.contains("待核实"), "{id}");
        assert!(!form.title.is_empty() && !form.budget_columns.is_empty(), "{id}");
        assert!(form.columns.iter().all(|column| column.width > 0), "{id}");
    }
    let headings: Vec<&str> = schemes::shipped()[1]
        .form
        .columns
        .iter()
        .map(|column| column.heading.as_str())
        .collect();
    let printed = "年度绩效目标 一级指标 二级指标 三级指标 年初目标值（A） 实际完成值（B） 得分";
    assert_eq!(headings.join(" "), printed);
}

#[test]
fn a_users_scheme_brings_rules_no_shipped_scheme_has() {
    for bytes in [MANUAL, OTHER] {
        let scheme = schemes::decode(bytes).unwrap();
        assert!(scheme.vectors.len() > 10);
    }
}

#[test]
fn the_published_project_form_scores_a_hundred() {
    let percent = |mut indicator: Indicator| {
        indicator.unit = "%".to_owned();
        indicator
    };
    let mut project = project(
        "hubei_project",
        vec![
            indicator(Target::Equal(dec("6")), number("6"), "20"),
            percent(indicator(Target::Equal(dec("100")), number("100"), "10")),
            indicator(
                Target::ByDate("2020-12-31".parse().unwrap()),
                Some(Actual::Done(true)),
                "10",
            ),
            percent(at_least("90", "90", "40")),
        ],
    );
    for indicator in &mut project.indicators {
        indicator.level1 = "产出指标".to_owned();
    }
    project.indicators[3].level1 = "满意度指标".to_owned();
    project.budget.lines = vec![line(FundKind::Project, "1.56", Some("1.56"), "1.56")];
    let card = score::score(&project);
    let scores: Vec<Decimal> = card.rows.iter().filter_map(|row| row.score).collect();
    assert_eq!(scores, [dec("20"), dec("10"), dec("10"), dec("40")]);
    assert_eq!(card.execution.score, Some(dec("20")));
    assert_eq!(card.total, dec("100"));
    assert_eq!(card.grade.as_deref(), Some("优"));
    assert_eq!((card.met, card.unmet, card.over, card.unfilled), (4, 0, 0, 0));
    assert!(card.losses.is_empty());
}

#[test]
fn the_two_reverse_formulas_differ_and_say_so() {
    let case = || indicator(Target::AtMost(dec("10")), number("12"), "10");
    let (hubei, words) = explained("hubei_dept", case());
    assert_eq!(hubei.score, Some(dec("8.33")));
    assert_eq!(words.formula, "10.00 × 10 ÷ 12 = 8.33");
    assert_eq!(
        words.rule,
        "反向指标未达标：得分＝分值×指标值÷实际完成值，四舍五入保留2位小数"
    );
    let (system, words) = explained("system_general", case());
    assert_eq!(system.score, Some(dec("8")));
    assert_eq!(system.completion, Some(dec("0.8")));
    assert_eq!(words.formula, "10.00 × ［1 － （12 － 10）÷ 10］ = 8.00");
}

#[test]
fn a_row_explains_itself_in_rule_formula_and_citation() {
    let (row, words) = explained("hubei_dept", at_least("154", "145", "5"));
    assert_eq!((row.score, row.lost), (Some(dec("4.71")), Some(dec("0.29"))));
    assert_eq!(
        words,
        Explanation {
            rule: "正向指标未达标：得分＝分值×实际完成值÷指标值，四舍五入保留2位小数".to_owned(),
            formula: "5.00 × 145 ÷ 154 = 4.71".to_owned(),
            citation: "湖北省绩效自评表备注2（定量指标计分原则）".to_owned(),
        }
    );
}

#[test]
fn a_rule_cites_only_a_source_that_states_it() {
    let own = "本软件的处理，待核实";
    let day: jiff::civil::Date = "2020-12-31".parse().unwrap();
    let late = || Some(Actual::Date("2021-01-02".parse().unwrap()));
    let satisfied = || Indicator {
        level1: "满意度指标".to_owned(),
        unit: "%".to_owned(),
        ..at_least("90", "85", "10")
    };
    let yes = || indicator(Target::YesNo("完成".to_owned()), Some(Actual::Done(true)), "5");
    let at_most = || indicator(Target::AtMost(dec("10")), number("12"), "5");
    let equal = || indicator(Target::Equal(dec("10")), number("9"), "5");
    let zero = || indicator(Target::Zero, number("0"), "5");
    let range = Target::Range {
        low: dec("3"),
        high: dec("5"),
    };
    let judged = Indicator {
        judged: Some(dec("3")),
        ..indicator(Target::ByDate(day), late(), "5")
    };
    let hubei = "湖北省绩效自评表备注2（定量指标计分原则）";
    let ratio = "财预〔2021〕101号（按完成比例赋分）";
    let mof2020 = "财预〔2020〕10号（定量指标计分）";
    let system = "预算管理一体化系统自评计分公式（已公开的系统配置）";
    let cases: Vec<(&str, Indicator, &str)> = vec![
        ("hubei_dept", at_least("10", "9", "5"), hubei),
        ("hubei_dept", at_most(), hubei),
        ("hubei_dept", equal(), own),
        ("hubei_dept", zero(), own),
        ("hubei_dept", yes(), own),
        ("hubei_dept", indicator(range.clone(), number("4"), "5"), own),
        ("hubei_dept", indicator(range.clone(), number("9"), "5"), own),
        ("hubei_project", judged, own),
        ("hubei_project", indicator(Target::ByDate(day), late(), "5"), own),
        ("hubei_project", yes(), own),
        ("mof2021_core", at_least("10", "9", "5"), ratio),
        ("mof2021_core", equal(), ratio),
        ("mof2021_core", yes(), "财预〔2021〕101号（直接赋分）"),
        ("mof2021_core", satisfied(), "财预〔2021〕101号（满意度赋分）"),
        ("mof2021_core", zero(), own),
        ("mof2020_project", equal(), mof2020),
        (
            "mof2020_project",
            at_most(),
            "财预〔2020〕10号未写明反向指标的算法，按A/B为本软件的处理，待核实",
        ),
        ("system_general", equal(), system),
        ("system_general", zero(), system),
        ("system_general", yes(), own),
        ("guangxi", zero(), system),
    ];
    for (scheme, indicator, citation) in cases {
        let target = indicator.target_text();
        assert_eq!(explained(scheme, indicator).1.citation, citation, "{scheme} {target}");
    }
}

#[test]
fn a_reverse_target_has_the_threshold_of_the_core_indicators() {
    let case = |actual| {
        explained(
            "mof2021_core",
            indicator(Target::AtMost(dec("10")), number(actual), "10"),
        )
    };
    let (row, words) = case("12");
    assert_eq!(row.score, Some(dec("5.83")));
    assert_eq!(words.formula, "10.00 × （10 ÷ 12 － 60%）÷（1 － 60%） = 5.83");
    assert_eq!(
        words.rule,
        "反向指标未达标：得分＝分值×（完成率－60%）÷（1－60%），完成率＝指标值÷实际完成值，四舍五入保留2位小数"
    );
    let (row, words) = case("20");
    assert_eq!((row.score, row.completion), (Some(dec("0")), Some(dec("0.5"))));
    assert_eq!(words.formula, "10 ÷ 20 = 50.00% ≤ 60%，得 0.00 分");
    assert_eq!(case("10").0.score, Some(dec("10")));
    assert_eq!(case("0").0.score, Some(dec("10")));
}

#[test]
fn formulas_name_the_numbers_that_gave_the_points() {
    let ratio = |numerator, denominator| {
        Some(Actual::Ratio {
            numerator: dec(numerator),
            denominator: dec(denominator),
        })
    };
    let percent = |mut indicator: Indicator| {
        indicator.unit = "%".to_owned();
        indicator
    };
    let judged = |mut indicator: Indicator, points| {
        indicator.judged = Some(dec(points));
        indicator
    };
    let day: jiff::civil::Date = "2020-12-31".parse().unwrap();
    let late = Some(Actual::Date("2021-01-02".parse().unwrap()));
    let satisfied = |actual| {
        let mut indicator = percent(at_least("90", actual, "10"));
        indicator.level1 = "满意度指标".to_owned();
        indicator
    };
    let cases: Vec<(&str, Indicator, &str)> = vec![
        ("hubei_dept", at_least("3566", "3566", "3"), "3566 ≥ 3566，得 3.00 分"),
        (
            "hubei_dept",
            percent(indicator(Target::AtLeast(dec("95")), ratio("145", "154"), "5")),
            "5.00 × （145 ÷ 154 × 100） ÷ 95 = 4.96",
        ),
        (
            "hubei_dept",
            indicator(Target::MoreThan(dec("5")), number("5"), "2"),
            "5 ＝ 5，得 2.00 分",
        ),
        (
            "hubei_dept",
            indicator(Target::Equal(dec("40")), number("43"), "4"),
            "43 ＞ 40，得 4.00 分",
        ),
        (
            "hubei_dept",
            at_least("10", "-4", "5"),
            "5.00 × 0（−4 按0计） ÷ 10 = 0.00",
        ),
        (
            "hubei_dept",
            indicator(Target::Zero, number("1"), "5"),
            "指标值“未发生”，实际完成值“1”，得 0.00 分",
        ),
        (
            "hubei_dept",
            judged(indicator(Target::ByDate(day), late.clone(), "5"), "3"),
            "0 ≤ 3.00 ≤ 5.00，得 3.00 分",
        ),
        (
            "hubei_dept",
            judged(
                indicator(Target::Tiered("保障".to_owned()), Some(Actual::Tier(1)), "5"),
                "3",
            ),
            "3.00 属于 2.50～4.00 分（含下限、不含上限），得 3.00 分",
        ),
        (
            "hubei_dept",
            indicator(Target::YesNo("成立领导小组".to_owned()), Some(Actual::Done(true)), "5"),
            "指标值“成立领导小组”，实际完成值“已成立领导小组”，得 5.00 分",
        ),
        (
            "system_general",
            indicator(Target::AtMost(dec("10")), number("20"), "5"),
            "20 ≥ 2 × 10，得 0.00 分",
        ),
        (
            "mof2021_core",
            at_least("100", "80", "10"),
            "10.00 × （80 ÷ 100 － 60%）÷（1 － 60%） = 5.00",
        ),
        (
            "mof2021_core",
            at_least("100", "50", "10"),
            "50 ÷ 100 = 50.00% ≤ 60%，得 0.00 分",
        ),
        ("mof2021_core", satisfied("85"), "满意度 85%，10.00 × 80% = 8.00"),
        (
            "guangxi",
            Indicator {
                deduction: Some(dec("1")),
                ..at_least("10", "14", "10")
            },
            "14 ≥ 10，10.00 － 1.00（扣减分数） = 9.00",
        ),
    ];
    for (scheme, indicator, formula) in cases {
        assert_eq!(explained(scheme, indicator).1.formula, formula);
    }
}

#[test]
fn a_row_far_over_its_target_is_flagged_and_must_be_explained() {
    let (row, words) = explained("hubei_dept", at_least("3566", "5436", "3"));
    assert_eq!((row.status, row.score), (Status::Over, Some(dec("3"))));
    assert_eq!(
        words.rule,
        "正向指标达标：得满分，不超过分值；完成率 152.44% 达到 120%，须说明超额原因"
    );
    let (row, words) = explained("system_general", at_least("10", "12", "3"));
    assert_eq!(row.status, Status::Over);
    assert!(
        words.rule.ends_with("完成率 120.00% 达到 120%，超额较大"),
        "{}",
        words.rule
    );
    assert_eq!(
        explained("hubei_dept", at_least("100", "119.99", "3")).0.status,
        Status::Met
    );
    let reverse = indicator(Target::AtMost(dec("10")), number("1"), "3");
    assert_eq!(explained("hubei_dept", reverse).0.status, Status::Met);
    assert_eq!(
        explained("sichuan_project", at_least("10", "99", "3")).0.status,
        Status::Met
    );
}

#[test]
fn points_taken_off_by_hand_count_only_where_the_scheme_knows_them() {
    let case = || Indicator {
        deduction: Some(dec("1")),
        ..at_least("10", "14", "10")
    };
    let (row, words) = explained("hubei_dept", case());
    assert_eq!(row.score, Some(dec("10")));
    assert_eq!(words.formula, "14 ≥ 10，得 10.00 分");
    assert!(
        words.rule.ends_with("；本办法没有扣减分数，所填扣减分数 1.00 不计"),
        "{}",
        words.rule
    );
    let (row, words) = explained("guangxi", case());
    assert_eq!(row.score, Some(dec("9")));
    assert!(!words.rule.contains("不计"), "{}", words.rule);
}

#[test]
fn a_row_score_has_no_more_decimals_than_the_scheme() {
    for (weight, actual, score) in [
        ("1.555", "10", "1.55"),
        ("1.555", "9.999", "1.55"),
        ("1.554", "10", "1.55"),
        ("1.55", "10", "1.55"),
        ("0.001", "10", "0"),
    ] {
        let (row, _) = explained("hubei_dept", at_least("10", actual, weight));
        assert_eq!(row.score, Some(dec(score)), "{weight} {actual}");
    }
    let judged = Indicator {
        judged: Some(dec("1.555")),
        ..indicator(Target::Tiered("保障".to_owned()), Some(Actual::Tier(0)), "1.555")
    };
    assert_eq!(explained("hubei_dept", judged).0.score, Some(dec("1.55")));
}

#[test]
fn completion_is_signed_by_direction() {
    let done = |scheme, indicator| explained(scheme, indicator).0.completion;
    let at_most = |actual| indicator(Target::AtMost(dec("10")), number(actual), "5");
    assert_eq!(done("hubei_dept", at_least("4", "5", "5")), Some(dec("1.25")));
    assert_eq!(done("hubei_dept", at_least("10", "-4", "5")), Some(Decimal::ZERO));
    assert_eq!(done("hubei_dept", at_most("20")), Some(dec("0.5")));
    assert_eq!(done("hubei_dept", at_most("5")), Some(dec("2")));
    assert_eq!(done("hubei_dept", at_most("0")), Some(dec("2")));
    assert_eq!(done("system_general", at_most("20")), Some(dec("0")));
    assert_eq!(done("system_general", at_most("30")), Some(dec("0")));
    assert_eq!(done("system_general", at_most("-1")), Some(dec("2.1")));
    assert_eq!(
        done("hubei_dept", indicator(Target::Zero, number("0"), "5")),
        Some(Decimal::ONE)
    );
    let tiered = indicator(Target::Tiered("保障".to_owned()), Some(Actual::Tier(0)), "5");
    assert_eq!(done("hubei_dept", tiered), None);
}

#[test]
fn what_is_late_or_was_not_to_happen_has_no_rate_but_an_answer_of_no_has() {
    let done = |scheme: &Scheme, target: &Target, actual: Actual| {
        let judged = Indicator {
            judged: Some(dec("3")),
            ..indicator(target.clone(), Some(actual), "5")
        };
        score::score_indicator(scheme, &judged).completion
    };
    let other = schemes::decode(OTHER).unwrap();
    for scheme in schemes::shipped().iter().map(AsRef::as_ref).chain([&other]) {
        let day = Target::ByDate("2020-12-31".parse().unwrap());
        let on = |day: &str| Actual::Date(day.parse().unwrap());
        assert_eq!(done(scheme, &day, on("2020-12-31")), Some(Decimal::ONE));
        assert_eq!(done(scheme, &day, on("2021-01-05")), None);
        for target in [day, Target::YesNo("成立".to_owned())] {
            assert_eq!(done(scheme, &target, Actual::Done(false)), Some(Decimal::ZERO));
            assert_eq!(done(scheme, &target, Actual::Done(true)), Some(Decimal::ONE));
        }
        let zero = Decimal::ZERO;
        for target in [Target::Zero, Target::Equal(zero), Target::AtMost(zero)] {
            assert_eq!(done(scheme, &target, Actual::Number(zero)), Some(Decimal::ONE));
            assert_eq!(done(scheme, &target, Actual::Number(dec("2"))), None);
        }
        let (low, high) = (zero, dec("5"));
        assert_eq!(
            done(scheme, &Target::Range { low, high }, Actual::Number(dec("-1"))),
            None
        );
    }
}

#[test]
fn what_has_no_score_says_why() {
    let tiered = |tier, judged: Option<&str>| Indicator {
        judged: judged.map(dec),
        ..indicator(Target::Tiered("保障".to_owned()), Some(Actual::Tier(tier)), "5")
    };
    let text = |text: &str| Some(Actual::Text(text.to_owned()));
    let day = Target::ByDate("2020-12-31".parse().unwrap());
    let no_weight = Indicator {
        weight: None,
        ..at_least("1", "1", "1")
    };
    let no_target = Indicator {
        target: None,
        ..at_least("1", "1", "1")
    };
    let zero_denominator = Some(Actual::Ratio {
        numerator: dec("1"),
        denominator: dec("0"),
    });
    let cases = [
        (no_weight, "未填分值，不能计分"),
        (at_least("1", "1", "-1"), "分值为负数，不能计分，请改为大于0的分值"),
        (no_target, "未填指标值，不能计分"),
        (
            indicator(Target::AtLeast(dec("1")), None, "1"),
            "未填实际完成值，不能计分",
        ),
        (
            indicator(Target::Text("若干".to_owned()), number("1"), "1"),
            "指标值“若干”不能识别，请改写成如 ≥95、≤10、未发生、12月31日前的形式",
        ),
        (
            indicator(Target::AtLeast(dec("90")), text("92万余"), "1"),
            "实际完成值“92万余”不能识别，请填写数字或分子/分母",
        ),
        (
            indicator(day, number("100"), "1"),
            "指标值“2020年12月31日前”要求填写完成日期或是/否，实际完成值“100”类型不符，不能计分",
        ),
        (
            indicator(Target::AtLeast(dec("90")), Some(Actual::Done(true)), "1"),
            "指标值“≥90”要求填写数字或分子/分母，实际完成值“是”类型不符，不能计分",
        ),
        (
            indicator(Target::AtLeast(dec("90")), zero_denominator, "1"),
            "实际完成值“1/0”的分母应大于0，不能计分",
        ),
        (
            indicator(
                Target::Range {
                    low: dec("3"),
                    high: dec("1"),
                },
                number("2"),
                "1",
            ),
            "区间 3～1 的下限大于上限，请更正指标值",
        ),
        (
            tiered(0, None),
            "定性指标：达成预期指标，请在 4.00～5.00 分（含两端）之内填写评定得分",
        ),
        (
            tiered(1, Some("4")),
            "评定得分 4 不在“部分达成预期指标并具有一定效果”的区间内，应在 2.50～4.00 分（含下限、不含上限）之内",
        ),
        (tiered(9, Some("4")), "本评分办法没有“第10档”，请重新选择档次"),
        (
            at_least("-5", "-10", "4"),
            "正向指标未达标且没有计分公式：请在 0～4.00 分之间填写评定得分",
        ),
        (
            Indicator {
                judged: Some(dec("5")),
                ..at_least("-5", "-10", "4")
            },
            "评定得分 5 超出范围，应在 0～4.00 分之间",
        ),
    ];
    for (indicator, why) in cases {
        assert_eq!(reason(indicator), why);
    }
}

#[test]
fn what_has_no_score_cites_the_rule_its_target_asks_for() {
    let tier = indicator(Target::Tiered("保障".to_owned()), Some(Actual::Tier(9)), "5");
    let late = indicator(Target::ByDate("2020-12-31".parse().unwrap()), None, "5");
    let at_most = indicator(Target::AtMost(dec("3")), None, "5");
    for (indicator, citation) in [
        (tier, "湖北省绩效自评表备注3（定性指标计分原则）"),
        (late, "本软件的处理，待核实"),
        (at_most, "湖北省绩效自评表备注2（定量指标计分原则）"),
    ] {
        assert_eq!(explained("hubei_dept", indicator).1.citation, citation);
    }
}

#[test]
fn a_positive_target_of_zero_is_scored_and_points_to_the_zero_target() {
    let (row, words) = explained("hubei_dept", at_least("0", "0", "4"));
    assert_eq!((row.score, row.status), (Some(dec("4")), Status::Met));
    assert_eq!(
        words.rule,
        "指标值为0且为正向，完成率无法计算：已达到指标值，按满分计；如意为“未发生”，请改为零目标"
    );
    assert_eq!(
        explained("hubei_dept", at_least("0", "-1", "4")).0.score,
        Some(Decimal::ZERO)
    );
}

#[test]
fn ratios_are_compared_before_they_are_rounded() {
    // 1/3 of 100 % against 33.3333333333333333333333333333: no rounding may make them equal.
    let case = |target: &str| Indicator {
        unit: "%".to_owned(),
        ..indicator(
            Target::AtLeast(dec(target)),
            Some(Actual::Ratio {
                numerator: dec("1"),
                denominator: dec("3"),
            }),
            "3",
        )
    };
    assert_eq!(explained("hubei_dept", case("33.33")).0.status, Status::Met);
    assert_eq!(explained("hubei_dept", case("33.34")).0.status, Status::Unmet);
    assert_eq!(explained("hubei_dept", case("50")).0.score, Some(dec("2")));
}

#[test]
fn the_execution_score_names_its_base_and_its_cap() {
    let mut project = project("hubei_dept", Vec::new());
    project.budget.lines = vec![line(FundKind::Basic, "100", Some("13580.32"), "14771.70")];
    let card = score::score(&project);
    assert_eq!(card.execution.score, Some(dec("20")));
    let words = card.explain_execution(&project);
    assert_eq!(
        words.rule,
        "执行率 108.77% 超过 100%，按 100% 计分；执行率＝执行数÷调整后预算数（含上年结转结余）；未填上年结转结余，按0计"
    );
    assert_eq!(words.formula, "14,771.70 ÷ 13,580.32 ＝ 108.77%；20.00 × 100% = 20.00");
    assert_eq!(words.citation, "湖北省绩效自评表备注1（预算执行情况口径）");

    project.budget.lines[0].carry_over = Some(dec("1339.41"));
    let card = score::score(&project);
    assert_eq!(card.execution.base, Some(dec("14919.73")));
    assert_eq!(card.execution.score, Some(dec("19.80")));
    assert_eq!(
        card.explain_execution(&project).formula,
        "执行率 99.01%；20.00 × 14,771.70 ÷ 14,919.73 = 19.80"
    );
}

#[test]
fn a_missing_base_amount_is_named_and_never_replaced() {
    let mut project = project("hubei_dept", Vec::new());
    project.budget.lines = vec![
        line(FundKind::Basic, "100", Some("100"), "90"),
        line(FundKind::Project, "50", None, "45"),
        BudgetLine::default(),
    ];
    let card = score::score(&project);
    assert_eq!((card.execution.base, card.execution.score), (None, None));
    assert_eq!(card.unfilled, 1);
    assert_eq!(
        card.explain_execution(&project).rule,
        "“项目支出”未填调整预算数，不能计算执行率；本办法以调整后预算数（含上年结转结余）为分母，不用其他预算数代替"
    );
    project.budget.lines.clear();
    let card = score::score(&project);
    assert_eq!(card.explain_execution(&project).rule, "未填预算金额，不能计算执行率");
}

#[test]
fn a_line_without_amounts_is_not_0() {
    let mut project = project("hubei_dept", Vec::new());
    let empty = |kind, name: &str| BudgetLine {
        kind,
        name: name.to_owned(),
        ..BudgetLine::default()
    };
    let stated = line(FundKind::Basic, "100", Some("100"), "90");
    for (kind, name, label) in [
        (FundKind::Project, "", "项目支出"),
        (FundKind::Project, "文旅消费券", "文旅消费券"),
        (FundKind::Other, "文旅消费券", "文旅消费券"),
    ] {
        project.budget.lines = vec![stated.clone(), empty(kind, name)];
        let card = score::score(&project);
        assert_eq!((card.execution.score, card.unfilled), (None, 1), "{label}");
        let said = format!("“{label}”没有填写金额，不能计算执行率；没有这项支出的，请填0或删去这一行");
        assert_eq!(card.explain_execution(&project).rule, said);
    }
    // A line that is not even named, and a source of funds that the form prints, come to nothing.
    project.budget.lines = vec![stated.clone(), empty(FundKind::Other, "")];
    assert_eq!(score::score(&project).execution.score, Some(dec("18")));
    let mut spending = self::project("mof2020_project", Vec::new());
    let named = BudgetLine {
        name: "当年财政拨款".to_owned(),
        kind: FundKind::Other,
        ..stated
    };
    spending.budget.lines = vec![named, empty(FundKind::Other, "其他资金")];
    assert_eq!(score::score(&spending).execution.score, Some(dec("9")));
}

#[test]
fn banded_execution_says_its_band() {
    let mut project = project("mof2021_core", Vec::new());
    project.budget.lines = vec![line(FundKind::Project, "100", Some("100"), "85")];
    let card = score::score(&project);
    let words = card.explain_execution(&project);
    assert_eq!(card.execution.score, Some(dec("7")));
    assert_eq!(
        words.rule,
        "预算执行按执行率分档计分：执行率达到 80%，得分值的 70%；执行率＝执行数÷调整后预算数"
    );
    assert_eq!(words.formula, "85.00 ÷ 100.00 ＝ 85.00%；10.00 × 70% = 7.00");
}

#[test]
fn three_scores_stand_side_by_side() {
    let mut project = project("hubei_dept", vec![at_least("154", "145", "80")]);
    project.declared = Some(dec("96"));
    project.expected = Some(dec("95.32"));
    let card = score::score(&project);
    assert_eq!(card.total, dec("95.32"));
    let words = card.explain_total(&project);
    assert_eq!(
        words.formula,
        "75.32 ＋ 20.00 = 95.32；95.32 ≥ 90，等级优；自评填报 96.00，比系统计算高 0.68；预计复核 95.32，与系统计算一致"
    );
    assert_eq!(
        words.rule,
        "总分＝各指标得分（已四舍五入）之和＋预算执行得分；本办法可以不评级，等级供参考"
    );
}

#[test]
fn a_low_execution_rate_caps_the_total() {
    let mut project = project("hubei_dept", vec![at_least("1", "1", "90")]);
    project.scheme = Arc::new(schemes::decode(MANUAL).unwrap());
    project.budget.lines = vec![line(FundKind::Basic, "100", Some("100"), "75")];
    let card = score::score(&project);
    assert_eq!((card.total, card.before_cap), (dec("89"), Some(dec("97.5"))));
    let words = card.explain_total(&project);
    assert!(
        words.rule.contains("执行率 75.00% 偏低，总分不超过 89.00"),
        "{}",
        words.rule
    );
    assert_eq!(words.formula, "90.00 ＋ 7.50 = 97.50，限为 89.00；89.00 ≥ 80，等级良");
}

#[test]
fn weights_past_full_marks_do_not_lift_the_total() {
    let project = project("hubei_dept", vec![at_least("1", "1", "90")]);
    let card = score::score(&project);
    assert_eq!((card.total, card.before_cap), (dec("100"), Some(dec("110"))));
    assert!(card.explain_total(&project).rule.contains("总分不超过满分 100.00"));
}

#[test]
fn no_grade_while_anything_is_unfilled() {
    let missing = indicator(Target::AtLeast(dec("1")), None, "40");
    let project = project("hubei_dept", vec![at_least("1", "1", "40"), missing]);
    let card = score::score(&project);
    assert_eq!((card.total, card.unfilled, card.grade.clone()), (dec("60"), 1, None));
    assert!(
        card.explain_total(&project)
            .rule
            .contains("还有 1 项没有得分，暂按0分计入，不评等级")
    );
}

#[test]
fn a_scheme_without_grades_gives_none() {
    let project = project("sichuan_project", vec![at_least("1", "1", "90")]);
    let card = score::score(&project);
    assert_eq!((card.total, card.grade), (dec("100"), None));
}

fn two_goals(scheme_id: &str, points: [&str; 2]) -> Project {
    let mut project = project(
        scheme_id,
        vec![
            at_least("10", "5", "40"),
            at_least("10", "10", "30"),
            at_least("10", "9", "10"),
        ],
    );
    for (position, (indicator, (goal, level))) in project
        .indicators
        .iter_mut()
        .zip([("G1", "产出指标"), ("G2", "效益指标"), ("G2", "满意度")])
        .enumerate()
    {
        indicator.id = Id::new(format!("I{position}"));
        indicator.goal = Some(Id::new(goal));
        indicator.level1 = level.to_owned();
    }
    project.goals = ["G1", "G2"]
        .into_iter()
        .zip(points)
        .map(|(id, points)| Goal {
            id: Id::new(id),
            name: format!("目标{id}"),
            points: Some(dec(points)),
            ..Goal::default()
        })
        .collect();
    project
}

fn weight_sums(card: &Scorecard) -> Vec<String> {
    card.weights
        .iter()
        .map(|check| format!("{} {}/{}", check.name, check.sum, check.demanded.unwrap_or_default()))
        .collect()
}

#[test]
fn points_are_summed_by_level_and_by_goal() {
    let card = score::score(&two_goals("hubei_dept", ["40", "35"]));
    let sums: Vec<_> = card
        .levels
        .iter()
        .chain(&card.goals)
        .map(|group| (group.name.as_str(), group.rows.clone(), group.score, group.lost))
        .collect();
    assert_eq!(
        sums,
        [
            ("产出指标", vec![0], dec("20"), dec("20")),
            ("效益指标", vec![1], dec("30"), dec("0")),
            ("满意度", vec![2], dec("9"), dec("1")),
            ("目标G1", vec![0], dec("20"), dec("20")),
            ("目标G2", vec![1, 2], dec("39"), dec("1")),
        ]
    );
    let losses: Vec<_> = card.losses.iter().map(|loss| (loss.row, loss.lost)).collect();
    assert_eq!(losses, [(Some(0), dec("20")), (Some(2), dec("1"))]);
    assert_eq!(
        weight_sums(&card),
        [
            "产出指标 40/40",
            "效益指标、满意度指标 40/40",
            "目标G1 40/40",
            "目标G2 40/35",
            "年度绩效目标合计 75/80",
            "全部指标 80/80",
        ]
    );
}

#[test]
fn the_weight_set_that_fits_best_is_checked() {
    let mut project = project(
        "mof2021_core",
        vec![
            at_least("1", "1", "20"),
            at_least("1", "1", "40"),
            at_least("1", "1", "29"),
        ],
    );
    for (indicator, level) in project.indicators.iter_mut().zip(["成本指标", "产出指标", "效益指标"]) {
        indicator.level1 = level.to_owned();
    }
    assert_eq!(
        weight_sums(&score::score(&project)),
        ["成本指标 20/20", "产出指标 40/40", "效益指标 29/30", "全部指标 89/90"]
    );
    project.indicators[0].level1 = "产出指标".to_owned();
    project.indicators[0].weight = Some(dec("10"));
    project.indicators[2].weight = Some(dec("39"));
    assert_eq!(
        weight_sums(&score::score(&project))[..2],
        ["产出指标 50/50", "效益指标 39/40"]
    );
}

#[test]
fn goals_by_ratio_enter_the_total_by_their_ratio() {
    let mut scheme = schemes::decode(OTHER).unwrap();
    assert_eq!(scheme.goals.as_ref().map(|rule| rule.unit), Some(GoalUnit::Ratio));
    scheme.budget.rate_cap = Decimal::ONE;
    let mut project = two_goals("hubei_dept", ["60", "40"]);
    project.scheme = Arc::new(scheme);
    project.indicators[0].weight = Some(dec("80"));
    project.indicators[1].weight = Some(dec("70"));
    // 目标G1: 40 of 80, 目标G2: 79 of 80; 40 × 60 % + 79 × 40 % + 20.
    let card = score::score(&project);
    assert_eq!(card.total, dec("75.60"));
    assert_eq!(
        weight_sums(&card),
        [
            "目标G1 80/80",
            "目标G2 80/80",
            "年度绩效目标权重比例合计（%） 100/100",
            "全部指标 80/80",
        ]
    );
    let lost: Decimal = card.losses.iter().map(|loss| loss.lost).sum();
    assert_eq!(lost, dec("100") - card.total);
    assert_eq!(
        card.explain_total(&project).formula,
        "目标G1 40.00 × 60% = 24.00；目标G2 79.00 × 40% = 31.60；55.60 ＋ 20.00 = 75.60"
    );
    assert!(
        card.explain(&project, 0)
            .rule
            .ends_with("所属年度绩效目标按权重比例60%计入总分")
    );

    project.goals[1].points = None;
    let card = score::score(&project);
    assert_eq!((card.total, card.unfilled), (dec("44"), 1));
}

#[test]
fn late_work_is_judged_or_nothing_by_the_scheme() {
    let late = || {
        indicator(
            Target::ByDate("2020-12-31".parse().unwrap()),
            Some(Actual::Date("2021-01-01".parse().unwrap())),
            "10",
        )
    };
    assert_eq!(scheme("hubei_dept").quantitative.late, MissRule::Judged);
    assert_eq!(
        reason(late()),
        "时限指标未达标且没有计分公式：请在 0～10.00 分之间填写评定得分"
    );
    let row = score::score_indicator(&schemes::decode(OTHER).unwrap(), &late());
    assert_eq!((row.rule, row.score), (Rule::ByDate, Some(Decimal::ZERO)));
}

#[test]
fn an_empty_project_scores_nothing_and_does_not_fail() {
    let project = Project::default();
    let card = score::score(&project);
    assert_eq!(card.total, Decimal::ZERO);
    assert_eq!(card.explain(&project, 7), Explanation::default());
    let _ = (card.explain_execution(&project), card.explain_total(&project));
}
