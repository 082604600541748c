//! Scheme files that must not be taken, with the place and the reason.

use hengji::schemes;

/// A small legal scheme, one fact a line.
const SMALL: &str = r#"(
    id: "small",
    name: "小办法",
    citation: "测试",
    total: "100",
    budget: (weight: "10"),
    levels: [(name: "产出指标"), (name: "效益指标")],
    weight_sets: [
        (name: "五四", groups: [(levels: ["产出指标"], points: "50"), (levels: ["效益指标"], points: "40")]),
    ],
    qualitative: (tiers: [
        (name: "达成", low: "0.8", high: "1"),
        (name: "部分达成", low: "0.6", high: "0.8"),
        (name: "未达成", low: "0", high: "0.6"),
    ]),
    satisfaction_bands: [(at_least: "0.9", share: "1"), (at_least: "0", share: "0.5")],
    grade: (bands: [(name: "优", at_least: "90"), (name: "差", at_least: "0")]),
    vectors: [
        (name: "达标", case: Indicator(target: AtLeast("2"), actual: Number("2"), weight: "10", score: "10")),
        (name: "一半", case: Indicator(target: AtLeast("2"), actual: Number("1"), weight: "10", score: "5")),
    ],
)
"#;

fn refusal(text: &str) -> String {
    schemes::decode(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_small_legal_scheme_is_taken() {
    schemes::decode(SMALL.as_bytes()).unwrap();
    schemes::decode(format!("\u{feff}{SMALL}").as_bytes()).unwrap();
}

#[test]
fn a_wrong_scheme_is_refused_with_line_column_and_reason() {
    let cases = [
        (
            "name: \"小办法\"",
            "nmae: \"小办法\"",
            "第3行第5列：不认识的字段“nmae”，是否应为“name”",
        ),
        ("total: \"100\"", "total: \"一百\"", "第5行第13列：“一百”不是数字"),
        (
            "id: \"small\"",
            "id: \"湖 北\"",
            "第2行第5列：id 应由小写字母、数字和下划线组成，不能为空",
        ),
        (
            "citation: \"测试\"",
            "citation: \"\"",
            "第4行第5列：缺少评分办法的依据（citation）",
        ),
        (
            "weight: \"10\")",
            "weight: \"101\")",
            "第6行第14列：预算执行分值应在0至满分之间",
        ),
        (
            "points: \"40\"",
            "points: \"30\"",
            "第9行第17列：权重方案“五四”合计 80，应为满分减预算执行分值 90",
        ),
        (
            "levels: [\"效益指标\"]",
            "levels: [\"效果指标\"]",
            "第9行第76列：权重方案“五四”中的“效果指标”不在一级指标（levels）之内",
        ),
        (
            "high: \"0.8\"",
            "high: \"0.9\"",
            "第13行第17列：定性档次“部分达成”的上限 0.9 与上一档重叠，各档应由高到低、首尾相接，不超过 0.8",
        ),
        (
            "high: \"0.8\"",
            "high: \"0.7\"",
            "第13行第17列：定性档次“部分达成”的上限 0.7 与上一档之间有空档，应为 0.8",
        ),
        (
            "low: \"0\", high: \"0.6\"",
            "low: \"0.6\", high: \"0.6\"",
            "第14行第17列：定性档次“未达成”的下限应小于上限，且都在0至1之间",
        ),
        (
            "low: \"0\", high: \"0.6\"",
            "low: \"0.1\", high: \"0.6\"",
            "第14行第17列：最后一档的下限应为0",
        ),
        (
            "at_least: \"0.9\", share",
            "at_least: \"0\", share",
            "第16行第5列：满意度分档应由高到低排列",
        ),
        (
            "at_least: \"90\"",
            "at_least: \"0\"",
            "第17行第57列：等级应由高到低排列，“差”的起点不低于“优”",
        ),
        (
            "score: \"5\"",
            "score: \"6\"",
            "第20行第17列：算例“一半”不符：应为 6，算得 5",
        ),
        ("\"一半\"", "\"达标\"", "第20行第17列：算例“达标”重名"),
        (
            "(name: \"一半\", case",
            "(name: \"一半\", grade: 3, case",
            "第20行第22列：不认识的字段“grade”",
        ),
    ];
    for (good, bad, sentence) in cases {
        assert!(SMALL.contains(good), "{good}");
        assert_eq!(refusal(&SMALL.replacen(good, bad, 1)), sentence);
    }
}

#[test]
fn rules_that_contradict_themselves_are_refused() {
    let with = |fact: &str| refusal(&SMALL.replacen("    vectors:", &format!("    {fact},\n    vectors:"), 1));
    for (fact, reason) in [
        ("goals: (sum: \"80\")", "年度绩效目标合计 80，应为 90"),
        ("goals: (unit: Ratio, sum: \"90\")", "年度绩效目标合计 90，应为 100"),
        ("quantitative: (late: Ratio)", "逾期完成没有比例可算"),
        (
            "quantitative: (reverse: Threshold(\"1\"))",
            "及格线（Threshold）应不小于0、小于1",
        ),
        (
            "form: (heads: [(label: \"甲\", holds: Kept)], feet: [(label: \"甲\", holds: Kept)])",
            "表中填写文字的栏目“甲”重名",
        ),
        (
            "sources: [(rule: Zero, citation: \"甲\"), (rule: Zero, citation: \"乙\")]",
            "规则的依据（sources）重复或为空",
        ),
        ("over_target: (citation: \"　\")", "依据（citation）不能只有空格"),
        (
            "quantitative: (positive: Threshold(\"1\"))",
            "及格线（Threshold）应不小于0、小于1",
        ),
        ("over_target: (flag_at: \"0.5\")", "超额提示线应不小于1"),
        ("over_target: (deduction: Proportional)", "自动扣分须写明从哪一完成率起"),
        (
            "over_target: (explain_at: \"1.3\", deduction: Fixed(\"-2\"))",
            "超额扣分不能为负数",
        ),
        (
            "caps_by_rate: [(below: \"0.8\", max_total: \"101\")]",
            "总分上限应在0至满分之间",
        ),
        ("rounding: (rate: 2, row: 9)", "保留小数位数应为0至6位"),
        ("year_from: 2022, year_to: 2021", "适用年度的止年早于起年"),
    ] {
        let sentence = with(fact);
        assert!(sentence.starts_with("第18行第"), "{sentence}");
        assert!(sentence.contains(reason), "{sentence}");
    }
}

#[test]
fn what_is_no_scheme_is_refused_in_bounded_time_and_depth() {
    assert_eq!(refusal(" \n"), "第1行第1列：文件是空的");
    let large = refusal(&" ".repeat(1_000_001));
    assert_eq!(large, "第1行第1列：文件超过1 MB，不是评分办法文件");
    let gbk = schemes::decode(b"(\n  id: \"\xba\xfe\xb1\xb1\")").unwrap_err();
    assert_eq!((gbk.line, gbk.column), (2, 8));
    assert!(gbk.reason.contains("UTF-8"));
    assert!(gbk.reason.contains("GBK"), "{}", gbk.reason);
    for (text, reason) in [
        (
            "(id: \"small",
            "第1行第12列：文件内容到此中断，可能在保存或传输时被截断",
        ),
        ("Scheme2(id: \"small\")", "第1行第1列：此处应以 ( 开头"),
        ("(budget: 3)", "第1行第10列：此处应以 ( 开头"),
        ("(levels: \"x\")", "第1行第10列：此处应为列表，以 [ 开头"),
        ("\"small\"", "第1行第1列：此处应以 ( 开头"),
        (
            "PK\u{3}\u{4}",
            "第1行第1列：这是 Excel、Word 或压缩文件，不是评分办法文件",
        ),
    ] {
        assert_eq!(refusal(text), reason);
    }
    for cut in 1..SMALL.trim_end().len() {
        if let Some(text) = SMALL.get(..cut) {
            let sentence = refusal(text);
            let reason = sentence.split_once('：').expect("a place").1;
            assert!(
                !reason.contains("xpected") && !reason.contains("end of"),
                "cut at {cut}: {sentence}"
            );
        }
    }
    for opening in ["(id:", "[", "{", "(levels:[", "(budget:(mode:Banded(["] {
        let text = opening.repeat(900_000 / opening.len());
        assert!(refusal(&text).starts_with("第1行第"), "{opening}");
    }
    for cut in (0..SMALL.trim_end().len()).filter(|cut| SMALL.is_char_boundary(*cut)) {
        assert!(schemes::decode(&SMALL.as_bytes()[..cut]).is_err(), "cut at {cut}");
    }
}
