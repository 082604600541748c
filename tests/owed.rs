//! What must not go out unsaid: blanks the form demands, points that do not sum to full marks, a second score.

use calamine::{Data, Reader, Xlsx};
use hengji::check::{Place, Severity, check, gaps};
use hengji::model::{
    Actual, Budget, BudgetLine, Field, FundKind, Id, Indicator, Kind, Project, SpendingProject, Target,
};
use hengji::report::{Block, Format, deliverables, report};
use hengji::{schemes, score};
use jiff::civil::date;
use rust_decimal::Decimal;

fn dec(text: &str) -> Decimal {
    text.parse().expect("a number")
}

/// A missed target and a judged one without any words, under a shipped scheme.
fn silent(scheme: &str) -> Project {
    let missed = Indicator {
        id: Id::new("I1"),
        level1: "产出指标".to_owned(),
        level2: "数量指标".to_owned(),
        name: "检查市场主体家次".to_owned(),
        target: Some(Target::AtLeast(dec("5000"))),
        actual: Some(Actual::Number(dec("4600"))),
        unit: "家次".to_owned(),
        weight: Some(dec("10")),
        ..Indicator::default()
    };
    let judged = Indicator {
        id: Id::new("I2"),
        name: "监管能力".to_owned(),
        target: Some(Target::Tiered("持续提升".to_owned())),
        actual: Some(Actual::Tier(0)),
        judged: Some(dec("10")),
        ..missed.clone()
    };
    Project {
        scheme: schemes::find(scheme).expect("a shipped scheme"),
        indicators: vec![missed, judged],
        ..Project::default()
    }
}

/// The cells of a sheet, row by row, those that say nothing left out.
fn sheet(project: &Project, name: &str) -> Vec<Vec<String>> {
    let made = deliverables(project, &score::score(project), Format::Xlsx, date(2025, 3, 1)).expect("a workbook");
    let mut book = Xlsx::new(std::io::Cursor::new(made[0].bytes.clone())).expect("reads");
    let range = book.worksheet_range(name).expect("the sheet");
    let row = |cells: &[Data]| {
        cells
            .iter()
            .map(ToString::to_string)
            .filter(|text| !text.is_empty())
            .collect()
    };
    range.rows().map(row).collect()
}

fn row_of<'r>(rows: &'r [Vec<String>], name: &str) -> &'r [String] {
    let found = rows.iter().find(|row| row.iter().any(|cell| cell == name));
    found.unwrap_or_else(|| panic!("{name} in {rows:?}"))
}

#[test]
fn a_missed_target_without_a_reason_is_marked_in_the_form_and_empty_for_the_system() {
    let project = silent("mof2020_project");
    let card = score::score(&project);
    let annex = report(&project, &card, date(2025, 3, 1));
    let marked = annex.blocks.iter().any(|block| match block {
        Block::Table(table) => table.rows.iter().any(|row| {
            row.iter().any(|cell| cell.text == "检查市场主体家次")
                && row.last().is_some_and(|cell| cell.text == "未填")
                && row.len() > 6
        }),
        _ => false,
    });
    assert!(marked, "the annex of the report");
    let rows = sheet(&project, "自评表");
    let missed = row_of(&rows, "检查市场主体家次");
    assert_eq!(missed.last().map(String::as_str), Some("未填"), "{missed:?}");
    // Full marks need no reason.
    let judged = row_of(&rows, "监管能力");
    assert_ne!(judged.last().map(String::as_str), Some("未填"), "{judged:?}");
    unmarked(&project);
    assert!(demanded(&project, "检查市场主体家次：偏差原因必须填写"));
}

/// The system takes every word for the officer's own: 未填 is none of them.
fn unmarked(project: &Project) {
    let rows = sheet(project, "系统导入");
    let marked = rows.iter().find(|row| row.iter().any(|cell| cell == "未填"));
    assert_eq!(marked, None);
}

/// Whether 校验 asks for a text.
fn demanded(project: &Project, what: &str) -> bool {
    let rows = sheet(project, "校验");
    rows.iter().any(|row| row.iter().any(|cell| cell.contains(what)))
}

#[test]
fn a_judged_indicator_without_its_description_is_marked_where_the_scheme_demands_it() {
    let wanted = |name: &str| format!("{name}：完成情况简要描述必须填写");
    let project = silent("guangxi");
    unmarked(&project);
    assert!(demanded(&project, &wanted("监管能力")));
    assert!(!demanded(&project, &wanted("检查市场主体家次")));
    let project = silent("mof2020_project");
    unmarked(&project);
    assert!(
        demanded(&project, &wanted("监管能力")),
        "its import sheet has the same heading"
    );
    let form = sheet(&project, "自评表");
    assert!(
        !row_of(&form, "监管能力").contains(&"未填".to_owned()),
        "no word of its form"
    );
}

#[test]
fn a_low_execution_without_a_reason_is_marked_where_the_form_asks_for_it() {
    let mut project = silent("sichuan_project");
    project.budget.lines = vec![BudgetLine {
        kind: FundKind::Project,
        adjusted: Some(dec("100")),
        initial: Some(dec("100")),
        actual: Some(dec("89")),
        ..BudgetLine::default()
    }];
    let total = |project: &Project| {
        let rows = sheet(project, "自评表");
        let row = rows.into_iter().find(|row| row.iter().any(|cell| cell == "0.89"));
        row.expect("the row of the total").last().cloned()
    };
    assert_eq!(total(&project).as_deref(), Some("未填"));
    project.budget.explanation = "工期顺延".to_owned();
    assert_eq!(total(&project).as_deref(), Some("工期顺延"));
    project.budget.explanation.clear();
    project.scheme = schemes::find("system_general").expect("a shipped scheme");
    assert_ne!(total(&project).as_deref(), Some("未填"));
}

#[test]
fn what_is_owed_is_counted_in_the_checks_of_the_workbook() {
    let mut project = silent("mof2020_project");
    let count = |project: &Project| {
        let rows = sheet(project, "校验");
        let count = rows[1][0]
            .rsplit_once("未填")
            .and_then(|(_, count)| count.strip_suffix("项"));
        count.and_then(|count| count.parse::<usize>().ok()).expect("a count")
    };
    let all = count(&project);
    let rows = sheet(&project, "校验");
    let line = row_of(&rows, "检查市场主体家次：偏差原因必须填写（已填为1）");
    assert_eq!(
        line[1..].join("|"),
        "必填|检查市场主体家次：偏差原因必须填写（已填为1）|1|未填|未填|未填"
    );
    project.indicators[0].reason = "抽检任务调整".to_owned();
    assert_eq!(count(&project), all - 1, "the measure is left");
    assert_eq!(
        row_of(&sheet(&project, "系统导入"), "检查市场主体家次")
            .last()
            .map(String::as_str),
        Some("偏差原因：抽检任务调整")
    );
    project.indicators[0].measure = "按季分解任务".to_owned();
    assert_eq!(count(&project), all - 2);
}

#[test]
fn what_is_owed_is_said_when_the_report_goes_out() {
    let mut project = silent("mof2020_project");
    let said = |project: &Project| -> Vec<(Place, String)> {
        let found = check(project, &score::score(project)).into_iter();
        let owed = found.filter(|finding| finding.rule == "C17");
        owed.map(|finding| (finding.place, finding.sentence)).collect()
    };
    let wanted = "指标“检查市场主体家次”：未达成，扣0.80分，偏差原因和改进措施没有填写".to_owned();
    assert_eq!(
        said(&project),
        [(Place::Indicator(Id::new("I1"), Some(Field::Reason)), wanted)]
    );
    project.indicators[0].reason = "抽检任务调整".to_owned();
    let wanted = "指标“检查市场主体家次”：未达成，扣0.80分，改进措施没有填写".to_owned();
    assert_eq!(
        said(&project),
        [(Place::Indicator(Id::new("I1"), Some(Field::Measure)), wanted)]
    );
    project.indicators[0].measure = "按季分解任务".to_owned();
    assert_eq!(said(&project), []);
    // A form without columns for them has measures at its foot.
    let wanted = "指标“检查市场主体家次”：未达成，扣0.80分，偏差原因没有填写".to_owned();
    assert_eq!(
        said(&silent("hubei_dept")),
        [(Place::Indicator(Id::new("I1"), Some(Field::Reason)), wanted)]
    );
}

/// The words of the report, a paragraph each.
fn paragraphs(project: &Project) -> Vec<String> {
    let made = report(project, &score::score(project), date(2025, 3, 1))
        .blocks
        .into_iter();
    made.filter_map(|block| match block {
        Block::Paragraph(text) | Block::Remark(text) => Some(text),
        _ => None,
    })
    .collect()
}

fn sentences_of(project: &Project, rule: &str) -> Vec<String> {
    let found = check(project, &score::score(project)).into_iter();
    found.filter(|one| one.rule == rule).map(|one| one.sentence).collect()
}

#[test]
fn points_that_do_not_sum_to_full_marks_are_remarked_in_the_report_and_said() {
    let mut project = silent("mof2020_project");
    let remark = "各项分值合计30分，与满分100分不符，得分有待核定。";
    let told: Vec<String> = paragraphs(&project)
        .into_iter()
        .filter(|text| text.contains(remark))
        .collect();
    assert_eq!(told.len(), 2, "beside the score and below the form: {told:?}");
    assert!(told[0].contains("（满分100分）"), "{told:?}");
    let said = sentences_of(&project, "C01");
    assert_eq!(said[0], "分值：全部指标应为90分，现为20分，请调整分值");
    project.indicators[0].weight = Some(dec("80"));
    assert!(!paragraphs(&project).iter().any(|text| text.contains("不符")));
    let all = "分值：全部指标";
    assert!(
        !sentences_of(&project, "C01")
            .iter()
            .any(|sentence| sentence.starts_with(all))
    );
    // Nothing is there yet to be weighed.
    project.indicators.clear();
    assert_eq!(sentences_of(&project, "C01"), [""; 0]);
    assert!(!paragraphs(&project).iter().any(|text| text.contains("不符")));
}

#[test]
fn the_report_states_one_score_and_the_officer_is_told_of_the_other() {
    let mut project = silent("mof2020_project");
    project.declared = Some(dec("25"));
    let whole = paragraphs(&project).join("\n");
    assert!(whole.contains("已填部分得19.20分"), "{whole}");
    assert!(!whole.contains("25.00") && !whole.contains("填报得分"), "{whole}");
    assert_eq!(
        sentences_of(&project, "C04"),
        [
            "自评填报得分25.00分，按评分办法计算得分19.20分（还有1项未填，未计入），相差5.80分；报告和自评表用的是计算得分，请核对"
        ]
    );
    project.declared = Some(dec("19.2"));
    assert_eq!(sentences_of(&project, "C04"), [""; 0]);
}

#[test]
fn printed_amounts_add_up_whatever_decimals_they_have() {
    let line = |id: &str, kind, actual: &str| BudgetLine {
        id: Id::new(id),
        kind,
        initial: Some(dec(actual)),
        adjusted: Some(dec(actual)),
        actual: Some(dec(actual)),
        ..BudgetLine::default()
    };
    let project = Project {
        scheme: schemes::find("hubei_dept").expect("a shipped scheme"),
        budget: Budget {
            lines: vec![
                line("B1", FundKind::Basic, "900.0043"),
                line("B2", FundKind::Project, "1900.004321"),
            ],
            ..Budget::default()
        },
        ..Project::default()
    };
    let whole = paragraphs(&project).join("\n");
    for words in [
        "支出决算为2,800.008621万元",
        "基本支出900.0043万元",
        "项目支出1,900.004321万元",
    ] {
        assert!(whole.contains(words), "{words} in {whole}");
    }
    let tables = report(&project, &score::score(&project), date(2025, 3, 1))
        .blocks
        .into_iter();
    let cells: Vec<String> = tables
        .filter_map(|block| match block {
            Block::Table(table) => Some(table.rows),
            _ => None,
        })
        .flatten()
        .flatten()
        .map(|cell| cell.text)
        .collect();
    for amount in ["2,800.008621", "900.0043", "1,900.004321"] {
        assert!(cells.iter().any(|cell| cell == amount), "{amount} in {cells:?}");
    }
    let chart = hengji::figure::all(&project, &score::score(&project));
    let drawn: String = chart.iter().map(hengji::figure::svg::svg).collect();
    assert!(
        drawn.contains("900.0043") && drawn.contains("1,900.004321"),
        "the chart"
    );
}

/// A field of a project, and how it is emptied.
type Emptied = (&'static str, fn(&mut Project));

#[test]
fn whatever_is_printed_as_unfilled_is_a_gap_that_is_asked_about() {
    fn head(project: &mut Project, empty: fn(&mut SpendingProject)) {
        if let Kind::SpendingProject(head) = &mut project.kind {
            empty(head);
        }
    }
    let fields: [Emptied; 25] = [
        ("单位", |project| project.department.clear()),
        ("年度", |project| project.year = 0),
        ("项目名称", |project| head(project, |head| head.name.clear())),
        ("主管部门", |project| {
            head(project, |head| head.competent_department.clear())
        }),
        ("实施单位", |project| {
            head(project, |head| head.implementing_unit.clear())
        }),
        ("指标名称", |project| project.indicators[0].name.clear()),
        ("指标值", |project| project.indicators[0].target = None),
        ("分值", |project| project.indicators[0].weight = None),
        ("实际", |project| project.indicators[0].actual = None),
        ("目标", |project| project.indicators[0].goal = None),
        ("评定", |project| {
            project.indicators.iter_mut().for_each(|one| one.judged = None)
        }),
        ("原因", |project| {
            project.indicators.iter_mut().for_each(|one| one.reason.clear())
        }),
        ("措施", |project| {
            project.indicators.iter_mut().for_each(|one| one.measure.clear())
        }),
        ("完成情况", |project| {
            project.indicators.iter_mut().for_each(|one| one.description.clear())
        }),
        ("指标", |project| project.indicators.clear()),
        ("预算", |project| project.budget.lines.clear()),
        ("执行数", |project| project.budget.lines[0].actual = None),
        ("预算说明", |project| project.budget.explanation.clear()),
        ("变动原因", |project| {
            project.budget.causes.iter_mut().for_each(|one| one.amount = None)
        }),
        ("年度目标", |project| project.goals.clear()),
        ("目标内容", |project| {
            project.goals.iter_mut().for_each(|one| one.text.clear())
        }),
        ("目标完成情况", |project| {
            project.goals.iter_mut().for_each(|one| one.achieved.clear())
        }),
        // The foot of the form says what the rows do.
        ("栏目", |project| {
            project.deviation_analysis.clear();
            project.improvement_plan.clear();
            for one in &mut project.indicators {
                one.reason.clear();
                one.measure.clear();
            }
        }),
        ("佐证材料", |project| {
            project.evidence.iter_mut().for_each(|one| one.dated = None)
        }),
        ("引用", |project| {
            project.deviation_analysis = "见{{没有的}}".to_owned();
        }),
    ];
    let day = date(2025, 3, 1);
    let marks = |project: &Project| {
        let report = report(project, &score::score(project), day);
        let text = format!("{report:?}");
        let marks = ["未填", "待评定", "【没有“"];
        marks.iter().map(|mark| text.matches(mark).count()).sum::<usize>()
    };
    let gaps = |project: &Project| {
        let found = gaps(project, &score::score(project)).into_iter();
        found.map(|gap| gap.sentence).collect::<Vec<String>>()
    };
    let mut printed = std::collections::BTreeSet::new();
    let mut unsaid = Vec::new();
    for scheme in schemes::shipped() {
        let mut whole = Project {
            deviation_analysis: "逐项原因见上表".to_owned(),
            improvement_plan: "逐项落实改进措施".to_owned(),
            ..crate::reports::fixture::project(scheme)
        };
        whole.budget.explanation = "工期顺延，部分资金结转下年".to_owned();
        for one in &mut whole.indicators {
            one.reason = "受疫情影响，部分工作推迟".to_owned();
            one.measure = "加强进度督办".to_owned();
        }
        let known = gaps(&whole);
        for (name, empty) in fields {
            let mut project = whole.clone();
            empty(&mut project);
            if marks(&project) > marks(&whole) {
                printed.insert(name);
                let is_found = gaps(&project).iter().any(|gap| !known.contains(gap));
                if !is_found {
                    unsaid.push((scheme.id.as_str(), name));
                }
            }
        }
    }
    assert_eq!(unsaid, [("", ""); 0], "printed, and nobody asks");
    let silent: Vec<&str> = fields
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !printed.contains(name))
        .collect();
    assert_eq!(silent, [""; 0], "printed nowhere");
}

#[test]
fn what_is_still_to_be_judged_is_not_called_unfilled() {
    let mut project = silent("hubei_dept");
    project.indicators[1].judged = None;
    let card = score::score(&project);
    assert_eq!(card.rows[1].word(), "待评定");
    assert_eq!(card.unfilled_word(), "未填或待评定", "the budget is unfilled");
    let said = format!("{:?}", report(&project, &card, date(2025, 3, 1)));
    assert!(said.contains("待评定的指标1项：监管能力。"), "{said}");
    let rows = sheet(&project, "自评表");
    let judged = row_of(&rows, "监管能力");
    assert_eq!(judged.last().map(String::as_str), Some("待评定"), "{judged:?}");
}

#[test]
fn what_was_not_to_happen_and_did_not_is_printed_in_words() {
    let mut project = silent("hubei_dept");
    project.indicators[0].target = Some(Target::Zero);
    project.indicators[0].actual = Some(Actual::Number(Decimal::ZERO));
    let printed = |project: &Project| {
        let card = score::score(project);
        let form = report(project, &card, date(2025, 3, 1));
        let cells: Vec<String> = (form.blocks.iter())
            .filter_map(|block| match block {
                Block::Table(table) => Some(table.rows.iter().flatten().map(|cell| cell.text.clone())),
                _ => None,
            })
            .flatten()
            .collect();
        let at = cells
            .iter()
            .rposition(|cell| cell == "检查市场主体家次")
            .expect("its row");
        cells[at + 1..at + 3].to_vec()
    };
    assert_eq!(printed(&project), ["未发生", "未发生"]);
    // The workbook computes with the number and shows the word.
    let made = deliverables(&project, &score::score(&project), Format::Xlsx, date(2025, 3, 1)).expect("a workbook");
    let styles = crate::reports::unfolded(&made[0].bytes, |name| name == "xl/styles.xml");
    assert!(styles.contains("&quot;未发生&quot;_0"), "{styles}");
    project.indicators[0].actual = Some(Actual::Number(Decimal::ONE));
    assert_eq!(printed(&project), ["未发生", "1家次"]);
}

/// What the form says beside a label: in the report, which every document is made of, and in the workbook.
fn beside(project: &Project, label: &str) -> [String; 2] {
    let made = report(project, &score::score(project), date(2025, 3, 1))
        .blocks
        .into_iter();
    let rows = made.filter_map(|block| match block {
        Block::Table(table) => Some(table.rows),
        _ => None,
    });
    let mut rows = rows.flatten();
    let printed = rows.find(|row| row[0].text == label).expect("the row of the form");
    let sheet = sheet(project, "自评表");
    let written = row_of(&sheet, label).last().cloned().unwrap_or_default();
    [printed[1].text.clone(), written]
}

/// Two indicators and a budget without any loss.
fn faultless(scheme: &str) -> Project {
    let mut project = silent(scheme);
    project.indicators[0].actual = Some(Actual::Number(dec("5000")));
    project.budget.lines = vec![BudgetLine {
        kind: FundKind::Project,
        initial: Some(dec("100")),
        adjusted: Some(dec("100")),
        carry_over: Some(dec("0")),
        actual: Some(dec("100")),
        ..BudgetLine::default()
    }];
    project
}

const WHY: &str = "偏差大或目标未完成原因分析";
const NEXT: &str = "改进措施及结果应用方案";

#[test]
fn the_foot_of_the_form_says_what_its_rows_do_until_the_officer_writes_it() {
    let both = |text: &str| [text.to_owned(), text.to_owned()];
    let asked = |project: &Project| -> Vec<String> {
        let found = sentences_of(project, "C06").into_iter();
        found
            .filter(|sentence| sentence.contains(WHY) || sentence.contains(NEXT))
            .collect()
    };
    let mut project = faultless("hubei_dept");
    assert_eq!(
        beside(&project, WHY),
        both("各项绩效指标均达到年度指标值，自评未发现明显偏差。")
    );
    assert_eq!(
        beside(&project, NEXT),
        both("各项绩效指标均达到年度指标值，没有需要改进的偏差。")
    );
    assert_eq!(asked(&project), [""; 0]);

    // What nobody has planned can be asked of the officer only.
    project.indicators[0].actual = Some(Actual::Number(dec("4600")));
    assert_eq!(beside(&project, WHY), both("检查市场主体家次（原因未填）。"));
    assert_eq!(beside(&project, NEXT), both("未填"));
    assert_eq!(asked(&project), [format!("自评表：没有填写{NEXT}")]);

    // However long a reason is, the form has no other place for it.
    let reason = "受疫情影响，部分检查任务推迟到下一年度".repeat(5);
    project.indicators[0].reason.clone_from(&reason);
    project.indicators[0].measure = "按季分解检查任务".to_owned();
    project.indicators[1].application = "作为下年度预算安排依据".to_owned();
    project.budget.lines[0].actual = Some(dec("90"));
    let said = format!("①预算执行率90.00%，扣2.00分，原因未填。\n②检查市场主体家次：{reason}。");
    assert_eq!(beside(&project, WHY), both(&said));
    let said = "①检查市场主体家次：按季分解检查任务。\n②本年度结果应用建议：监管能力：作为下年度预算安排依据。";
    assert_eq!(beside(&project, NEXT), both(said));
    assert_eq!(asked(&project), [""; 0]);
    assert_eq!(sentences_of(&project, "C17").len(), 1, "the execution is unexplained");

    // What is far exceeded is a deviation too.
    let mut over = faultless("hubei_dept");
    over.indicators[0].actual = Some(Actual::Number(dec("9000")));
    over.indicators[0].reason = "新增主体多于预期".to_owned();
    assert_eq!(
        beside(&over, WHY),
        both("超额较大的指标：检查市场主体家次：新增主体多于预期。")
    );

    project.deviation_analysis = "见{{I1.名称}}".to_owned();
    project.improvement_plan = "无".to_owned();
    assert_eq!(beside(&project, WHY), both("见检查市场主体家次"));
    assert_eq!(beside(&project, NEXT), both("无"));
}

#[test]
fn the_foot_of_the_form_keeps_to_the_room_it_has() {
    let mut project = faultless("sichuan_project");
    let one = project.indicators[0].clone();
    project.indicators = (0..9)
        .map(|at| Indicator {
            id: Id::new(format!("I{at}")),
            name: format!("检查任务{at}"),
            actual: Some(Actual::Number(dec("1"))),
            measure: format!("第{at}项{}", "按季分解任务".repeat(5)),
            reason: "受疫情影响推迟".to_owned(),
            ..one.clone()
        })
        .collect();
    let [said, _] = beside(&project, "改进措施");
    assert!(
        said.starts_with("①检查任务0：第0项") && said.ends_with("\n另有5项见自评报告。"),
        "{said}"
    );
    assert!(said.chars().count() <= 200, "{said}");
    project.indicators[0].measure = "加强".repeat(150);
    project.indicators.truncate(1);
    assert_eq!(beside(&project, "改进措施")[0], "共1项，见自评报告。");
}

#[test]
fn a_target_missed_by_nothing_keeps_its_points_and_everything_says_so() {
    let mut project = faultless("hubei_dept");
    for (target, actual, meant) in [
        (Target::MoreThan(dec("3")), "3", "≥3家次"),
        (Target::LessThan(dec("3")), "3", "≤3家次"),
    ] {
        let sign = target.operator().to_owned();
        project.indicators[0].target = Some(target);
        project.indicators[0].actual = Some(Actual::Number(dec(actual)));
        let card = score::score(&project);
        assert_eq!(card.rows[0].status, score::Status::Unmet);
        assert_eq!(card.rows[0].score, project.indicators[0].weight);
        let rule = card.explain(&project, 0).rule;
        assert!(rule.contains("列为未达成") && rule.contains("得满分，不扣分"), "{rule}");
        let found = check(&project, &card).into_iter();
        let owed: Vec<_> = found.filter(|finding| finding.rule == "C17").collect();
        let wanted = format!(
            "指标“检查市场主体家次”：未达成，但得满分，偏差原因没有填写；实际完成值恰好等于指标值“{sign}3”，指标值如含本数，请改为“{meant}”"
        );
        assert_eq!(owed[0].sentence, wanted);
        assert_eq!(owed[0].severity, Severity::Warning, "nothing is lost");
        // By less than nothing, points are lost and a reason is owed.
        project.indicators[0].actual = Some(Actual::Number(dec(if sign == "＞" { "2" } else { "4" })));
        let found = check(&project, &score::score(&project)).into_iter();
        let owed: Vec<_> = found.filter(|finding| finding.rule == "C17").collect();
        assert_eq!(owed[0].severity, Severity::Error);
        assert!(owed[0].sentence.contains("未达成，扣") && !owed[0].sentence.contains("含本数"));
    }
}
