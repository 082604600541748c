//! The sentences the program writes by itself: what they say, and that they read right.

use hengji::binding::Values;
use hengji::check::{Place, check};
use hengji::examples::Example;
use hengji::model::outline::{Exhibit, Passage};
use hengji::model::{Actual, BudgetCause, Fact, Heading, Id, Indicator, Kind, Project, ReportText, Target, Words};
use hengji::report::proposal;
use hengji::score::score;
use hengji::{file, outlines, schemes};

use crate::reports::fixture::{department, many, number, project as under_scheme};

/// The paragraphs proposed for a passage, as printed.
fn said(project: &Project, passage: Passage) -> String {
    let card = score(project);
    let heading = Heading {
        passages: vec![passage],
        ..Heading::default()
    };
    let paragraphs = proposal(project, &card, &heading).join("\n");
    Values::new(project, &card).print(&paragraphs)
}

fn printed(project: &Project, text: &str) -> String {
    let card = score(project);
    Values::new(project, &card).print(text)
}

/// The sample without a word of its officer.
fn wordless() -> Project {
    let mut project = file::decode(Example::Wuchang.bytes()).expect("the sample");
    project.texts.clear();
    project
}

#[test]
fn what_did_not_happen_is_no_achievement() {
    let mut project = department();
    let met = said(&project, Passage::Met);
    assert!(
        !met.contains("、重大食品药品安全事故") && !met.contains("、重大电梯安全事故"),
        "{met}"
    );
    assert!(met.contains("控制在目标以内的指标有：重大电梯安全事故。"), "{met}");
    assert!(met.contains("全年未发生重大食品药品安全事故。"), "{met}");
    let effect = said(&project, Passage::Effect);
    assert!(effect.contains("全年未发生重大食品药品安全事故。"), "{effect}");
    assert!(!effect.contains("完成的有：重大"), "{effect}");
    // What is kept below a bound is not reached either.
    assert!(
        effect.contains("控制在目标以内的有：重大电梯安全事故（目标＜3起，实际1起）"),
        "{effect}"
    );
    assert_eq!(printed(&project, "{{未发生清单}}"), "重大食品药品安全事故");
    assert!(
        printed(&project, "{{完成清单}}").contains("、未发生重大食品药品安全事故、重大电梯安全事故控制在目标以内、")
    );

    // ＝0 says the same as 未发生.
    project.indicators[9].target = Some(Target::Equal(number("0")));
    assert!(said(&project, Passage::Met).contains("全年未发生重大食品药品安全事故。"));

    // A name that is no event stands in a sentence that any name fits.
    project.indicators[9].name = "重大事故起数".to_owned();
    let met = said(&project, Passage::Met);
    assert!(met.contains("目标为“未发生”且实际为0的有：重大事故起数。"), "{met}");

    project.indicators[9].target = Some(Target::Zero);
    project.indicators[9].name = "重大食品药品安全事故".to_owned();
    project.indicators[9].actual = Some(Actual::Number(number("2")));
    let effect = said(&project, Passage::Effect);
    assert!(
        effect.contains("目标为“未发生”而实际发生的有：重大食品药品安全事故（实际2起）。"),
        "{effect}"
    );
    assert_eq!(printed(&project, "{{未发生清单}}"), "无");
}

#[test]
fn many_met_indicators_are_counted_by_level_and_the_weightiest_named() {
    let project = wordless();
    let met = said(&project, Passage::Met);
    assert!(
        met.starts_with(
            "全年共设绩效指标50项，完成46项，占92.00%。其中：产出指标41项，完成37项；效益指标9项，完成9项。"
        ),
        "{met}"
    );
    for group in [
        "质量指标完成13项，主要有",
        "数量指标完成22项，主要有",
        "时效指标完成2项，有",
    ] {
        assert!(met.contains(group), "{group}: {met}");
    }
    assert!(met.contains("全年未发生"), "{met}");
    let order = |word: &str| met.find(word).expect("told");
    assert!(
        order("数量指标完成") < order("质量指标完成"),
        "the scheme's order: {met}"
    );
    for line in met.lines() {
        assert!(line.chars().count() <= 340, "{}: {line}", line.chars().count());
    }
    // Few are all named, and follow the data.
    let few = said(&department(), Passage::Met);
    assert!(
        few.contains("完成的指标有：新增市场主体（个体户）、改造升级农贸市场、"),
        "{few}"
    );
}

#[test]
fn where_not_all_of_a_level_are_named_the_sentence_says_so() {
    let mut project = wordless();
    project.indicators.retain(|one| one.level2 != "社会效益指标");
    let social = |id: &str, name: &str, target: Target, actual: Actual| Indicator {
        id: Id::new(id),
        level1: "效益指标".to_owned(),
        level2: "社会效益指标".to_owned(),
        name: name.to_owned(),
        target: Some(target),
        actual: Some(actual),
        weight: Some(number("5")),
        ..Indicator::default()
    };
    project.indicators.extend([
        social(
            "S1",
            "粮食安全责任落实",
            Target::YesNo("落实".to_owned()),
            Actual::Done(true),
        ),
        social("S2", "重大安全事故", Target::Zero, Actual::Number(number("0"))),
    ]);
    let met = said(&project, Passage::Met);
    assert!(met.contains("社会效益指标完成2项，有粮食安全责任落实等。"), "{met}");
}

#[test]
fn what_is_done_and_lost_points_stands_apart_from_the_unfinished() {
    let mut project = department();
    let before = said(&project, Passage::Unmet);
    assert!(before.starts_with("未完成的指标6项，共扣"), "{before}");
    let done = 11;
    let weight = project.indicators[done].weight.expect("a weight");
    project.indicators[done].actual = Some(Actual::Tier(0));
    project.indicators[done].judged = Some(weight - number("0.5"));
    let short = said(&project, Passage::Unmet);
    assert!(short.starts_with("未完成的指标5项，另有1项达成但失分，共扣"), "{short}");
    let name = project.indicators[done].name.clone();
    let (unfinished, finished) = short.split_once("\n达成但失分的：\n").expect("apart");
    assert_eq!(unfinished.lines().count(), 1 + 5, "{short}");
    assert!(finished.starts_with(&format!("⑥{name}（")), "{short}");
    assert!(finished.contains("扣0.50分"), "{short}");
}

#[test]
fn lost_points_and_the_items_that_lost_them_agree() {
    // 0.4 points times 98.77 % lose less than is printed: unmet, and no points lost.
    let mut project = department();
    project.indicators[8].weight = Some(number("0.4"));
    project.indicators[8].target = Some(Target::AtMost(number("1000")));
    project.indicators[8].actual = Some(Actual::Number(number("1001")));
    let card = score(&project);
    let lost = card.losses.iter().filter(|loss| loss.row.is_some()).count();
    let unmet = card.rows.iter().filter(|row| row.is_short()).count();
    assert_eq!(unmet, lost + 1);
    assert_eq!(printed(&project, "{{失分项数}}"), format!("{lost}项"));
    let short = said(&project, Passage::Unmet);
    assert!(
        short.starts_with(&format!("未完成的指标{unmet}项，其中{lost}项共扣")),
        "{short}"
    );
    assert!(
        short.contains("（目标≤1000元/批次，实际1001元/批次），与目标相差1元/批次，未扣分，原因"),
        "{short}"
    );
}

#[cfg(feature = "pdf")]
#[test]
fn the_page_for_leaders_says_what_the_budget_lost_beside_the_indicators() {
    use hengji::report::briefing::briefing;
    let note = |project: &Project| {
        let briefing = briefing(project, &score(project));
        let lost = briefing.keys.last().expect("a figure");
        (lost.value.clone(), lost.note.clone())
    };
    let project = department();
    let (value, words) = note(&project);
    assert_eq!(
        (value, words),
        (
            printed(&project, "{{失分}}"),
            printed(&project, "{{失分项数}}指标{{指标失分}}，预算执行{{执行失分}}")
        )
    );
    // Only the budget line.
    let mut met = department();
    met.indicators.truncate(1);
    assert_eq!(note(&met).1, printed(&met, "预算执行{{执行失分}}"));
    // Nothing.
    for line in &mut met.budget.lines {
        line.actual = line.adjusted;
    }
    assert_eq!(note(&met), ("0.00分".to_owned(), "没有失分".to_owned()));
}

#[test]
fn the_rules_are_cited_as_documents_are() {
    let conduct = |scheme: &str| {
        said(
            &under_scheme(&schemes::find(scheme).expect("shipped")),
            Passage::Conduct,
        )
    };
    let hubei = conduct("hubei_dept");
    assert!(
        hubei.starts_with(
            "自评工作依据《湖北省财政厅关于印发全面实施预算绩效管理系列制度的通知》（鄂财绩发〔2020〕3号）、\
            《湖北省预算绩效管理》（DB42/T 1601-2020）开展，由"
        ),
        "{hubei}"
    );
    assert!(
        conduct("mof2020_project").starts_with("自评工作依据《项目支出绩效评价管理办法》（财预〔2020〕10号）开展，"),
        "{}",
        conduct("mof2020_project")
    );
    // What has no title is no document to name, and stays the officer's.
    for scheme in ["chongqing_dept", "guangxi", "sichuan_project", "system_general"] {
        let text = conduct(scheme);
        assert!(
            text.starts_with("自评工作按“") && text.contains("”评分办法开展（所依据的文件未填），由"),
            "{text}"
        );
        let project = under_scheme(&schemes::find(scheme).expect("shipped"));
        let found = check(&project, &score(&project));
        assert!(
            found
                .iter()
                .any(|one| one.rule == "C06" && one.sentence.contains("自评工作依据的文件")),
            "{scheme}: {found:?}"
        );
    }
}

#[test]
fn a_cause_that_names_itself_is_not_announced_twice() {
    let mut project = department();
    for (written, wanted) in [
        ("疫情防控新增支出", "\n主要原因：疫情防控新增支出。\n"),
        ("主要原因是疫情防控新增支出。", "\n主要原因是疫情防控新增支出。\n"),
        (
            "项目支出增加。主要原因是疫情防控。",
            "\n项目支出增加。主要原因是疫情防控。\n",
        ),
    ] {
        project.budget.explanation = written.to_owned();
        let text = said(&project, Passage::Budget);
        assert!(text.contains(wanted), "{text}");
    }
    project.indicators[1].reason = "原因：企业停产。".to_owned();
    project.indicators[1].measure = "改进措施：核实企业。".to_owned();
    let text = said(&project, Passage::Unmet);
    assert!(text.contains("，原因：企业停产；改进措施：核实企业。"), "{text}");
}

#[test]
fn an_execution_below_full_marks_has_its_reason_or_a_mark_and_a_finding() {
    let mut project = department();
    let reason = |project: &Project| said(project, Passage::Problems);
    assert!(
        reason(&project).contains("预算执行率98.81%，扣0.24分，原因：疫情防控新增支出。"),
        "{}",
        reason(&project)
    );
    let findings = |project: &Project| -> Vec<String> {
        let found = check(project, &score(project)).into_iter();
        let found = found.filter(|one| one.place == Place::Budget && one.rule == "C17");
        found.map(|one| one.sentence).collect()
    };
    assert_eq!(findings(&project), [""; 0]);

    project.budget.explanation.clear();
    assert!(
        reason(&project).contains("预算执行率98.81%，扣0.24分，原因未填。"),
        "{}",
        reason(&project)
    );
    let budget = said(&project, Passage::Budget);
    assert!(budget.contains("预算执行未得满分的原因未填。"), "{budget}");
    assert_eq!(
        findings(&project),
        ["预算执行率98.81%，扣0.24分，没有写明原因，请填写未完成或调整原因说明"]
    );

    for line in &mut project.budget.lines {
        line.actual = line.adjusted;
    }
    assert!(!said(&project, Passage::Budget).contains("原因未填"));
    assert!(!reason(&project).contains("预算执行率"));
    assert_eq!(findings(&project), [""; 0]);
    // The indicators alone lost nothing: the budget keeps the report from saying that nothing was found.
    let mut project = department();
    project.indicators.truncate(1);
    assert!(!reason(&project).contains("未发现明显偏差"), "{}", reason(&project));
}

#[test]
fn every_mark_of_the_report_is_a_finding() {
    let found = |project: &Project| -> Vec<(&str, String)> {
        let found = check(project, &score(project)).into_iter();
        found.map(|one| (one.rule, one.sentence)).collect()
    };
    let mut project = department();
    let heading = "报告“（四）上年度部门自评结果应用情况”没有内容，请填写";
    let reason = "指标“消费者维权意识”：未达成，扣1.50分，偏差原因没有填写";
    for (rule, sentence) in [("C45", heading), ("C17", reason)] {
        assert!(
            found(&project).contains(&(rule, sentence.to_owned())),
            "{sentence}: {:?}",
            found(&project)
        );
    }
    project.texts.push(ReportText {
        heading: "二.四".to_owned(),
        text: "上年度自评结果已用于安排预算。".to_owned(),
        ..ReportText::default()
    });
    for words in [Words::Duties, Words::Priorities, Words::Organisation] {
        project.facts.push(Fact {
            name: words.names()[0].to_owned(),
            text: "如三定方案".to_owned(),
            ..Fact::default()
        });
    }
    for indicator in &mut project.indicators {
        indicator.reason = "企业停产".to_owned();
        indicator.measure = "核实企业".to_owned();
        indicator.application = "调整下年度指标值".to_owned();
        indicator.method = "问卷调查法".to_owned();
        indicator.description = "抽取60家企业".to_owned();
    }
    let marks = found(&project)
        .into_iter()
        .filter(|(rule, _)| ["C45", "C17"].contains(rule));
    assert_eq!(marks.count(), 0);
}

#[test]
fn what_did_not_happen_is_not_ranked_among_the_best() {
    let project = department();
    let best = score(&project).best(&project, usize::MAX);
    assert!(!best.is_empty());
    assert!(best.iter().all(|(row, _)| *row != 9), "{best:?}");
}

#[test]
fn the_charts_of_all_indicators_stand_where_all_are_spoken_of() {
    for outline in outlines::shipped() {
        for heading in &outline.headings {
            if heading.exhibits.contains(&Exhibit::TargetChart) {
                assert!(
                    heading.passages.contains(&Passage::Overview),
                    "{} {}",
                    outline.id,
                    heading.text
                );
            }
        }
    }
}

#[cfg(feature = "pdf")]
#[test]
fn an_explained_excess_is_not_asked_about() {
    use hengji::report::briefing::briefing;
    let mut project = department();
    let lead = |project: &Project| briefing(project, &score(project)).lead;
    assert!(
        lead(&project).ends_with("1项超额较大，复核时须说明原因。"),
        "{}",
        lead(&project)
    );
    project.indicators[0].reason = "登记制度改革后新增较多".to_owned();
    assert!(
        lead(&project).ends_with("1项超额较大，原因已说明。"),
        "{}",
        lead(&project)
    );
    let met = said(&project, Passage::Met);
    assert!(
        met.ends_with("完成率152.44%），原因：登记制度改革后新增较多。"),
        "{met}"
    );
}

#[cfg(feature = "pdf")]
#[test]
fn slides_miss_what_the_findings_miss() {
    use hengji::report::briefing::{Content, briefing};
    let told = |scheme: &str| {
        let mut project = department();
        project.scheme = schemes::find(scheme).expect("shipped");
        for indicator in &mut project.indicators {
            indicator.measure.clear();
            indicator.reason = "客流比预计少，活动改期举行".to_owned();
        }
        let card = score(&project);
        let lost = check(&project, &card).into_iter();
        let owed = lost
            .filter(|one| one.rule == "C17" && one.place != Place::Budget)
            .count();
        let slides = briefing(&project, &card).slides;
        let Some(Content::Decision { open, .. }) = slides.last().map(|slide| slide.content.clone()) else {
            panic!("no decision")
        };
        let open = open.into_iter().find(|point| point.contains("没有填全"));
        (owed, open)
    };
    // The form of one demands no measures.
    assert_eq!(told("hubei_dept"), (0, None));
    let (owed, open) = told("mof2020_project");
    assert!(owed > 0);
    assert_eq!(open, Some(format!("{owed}项失分指标的原因或措施没有填全")));
}

#[cfg(feature = "pdf")]
#[test]
fn a_rule_of_some_reviewers_is_not_put_as_everyones() {
    use hengji::report::briefing::briefing;
    let mut project = department();
    project.evidence.clear();
    let last = briefing(&project, &score(&project))
        .slides
        .pop()
        .expect("the last slide");
    let all = format!("{:?}", last.content);
    assert!(all.contains("佐证材料尚未登记") && !all.contains("0分计"), "{all}");
}

#[test]
fn one_is_not_several_and_none_is_not_some() {
    let mut project = department();
    project.indicators.truncate(1);
    project.indicators[0].actual = Some(Actual::Number(number("3600")));
    assert_eq!(
        said(&project, Passage::Output),
        "数量指标共1项，已完成：新增市场主体（个体户）（目标≥3566户，实际3600户，完成率100.95%）。"
    );
    assert_eq!(
        said(&project, Passage::Met),
        "全年共设绩效指标1项，完成1项，占100.00%。\n完成的指标有：新增市场主体（个体户）。"
    );
    project.indicators[0].actual = Some(Actual::Number(number("3000")));
    let short = said(&project, Passage::Unmet);
    assert!(short.starts_with("未完成的指标1项，扣0.95分："), "{short}");
    assert!(
        short.contains("\n新增市场主体（个体户）（目标≥3566户，实际3000户"),
        "no number for a single one: {short}"
    );
    assert!(said(&project, Passage::Output).starts_with("数量指标共1项，未完成：新增"));
    project.indicators[0].actual = None;
    assert_eq!(said(&project, Passage::Met), "全年共设绩效指标1项，完成情况未填。");
    assert_eq!(said(&project, Passage::Output), "数量指标共1项，未填全。");
    let overview = said(&project, Passage::Overview);
    assert_eq!(overview, "绩效指标1项，均为产出指标，得分未填（分值6分）。");

    project.budget.causes.truncate(1);
    let budget = said(&project, Passage::Budget);
    assert!(
        budget.ends_with(
            "变动原因1项，金额880.88万元，明细见下列变动原因表。\n另有基本支出比年初预算增加55.13万元，未说明原因；\
             项目支出比年初预算增加1,136.25万元，与所列变动原因相差255.37万元，未说明原因。"
        ),
        "{budget}"
    );
    project.budget.causes.push(BudgetCause {
        id: Id::new("C3"),
        text: "人员经费".to_owned(),
        ..BudgetCause::default()
    });
    let budget = said(&project, Passage::Budget);
    assert!(
        budget.contains("变动原因2项，其中1项金额未填，其余合计880.88万元，明细见下列变动原因表。"),
        "{budget}"
    );

    // None met, and a draft without any.
    let mut none = department();
    none.indicators.truncate(3);
    none.indicators.remove(0);
    assert_eq!(said(&none, Passage::Met), "全年共设绩效指标2项，均未完成。");
    assert!(said(&none, Passage::Unmet).starts_with("未完成的指标2项，共扣"));
    none.indicators.clear();
    assert_eq!(said(&none, Passage::Output), "产出指标未填。");

    // Nothing was planned, so nothing can be divided by it.
    for line in &mut project.budget.lines {
        (line.adjusted, line.carry_over) = (Some(number("0")), None);
    }
    let execution = said(&project, Passage::Execution);
    assert!(execution.contains("为0，无法计算预算执行率"), "{execution}");

    // A name that does not say it is a project.
    let mut spending = under_scheme(&schemes::find("mof2020_project").expect("shipped"));
    if let Kind::SpendingProject(head) = &mut spending.kind {
        head.name = "长江禁捕".to_owned();
    }
    assert!(said(&spending, Passage::Result).starts_with("经自评，长江禁捕项目绩效自评得分为"));
    assert!(said(&spending, Passage::Subject).starts_with("长江禁捕项目由"));

    // One unit carries a project out by itself.
    let mut spending = under_scheme(&schemes::find("mof2020_project").expect("shipped"));
    if let Kind::SpendingProject(head) = &mut spending.kind {
        head.implementing_unit = head.competent_department.clone();
    }
    let subject = said(&spending, Passage::Subject);
    assert!(
        subject.starts_with("长江禁捕项目由武昌区市场监督管理局主管并实施，属"),
        "{subject}"
    );
}

#[test]
fn what_is_owed_and_not_written_has_a_mark_in_the_sentence_as_in_the_table() {
    let mut project = under_scheme(&schemes::find("mof2020_project").expect("a shipped scheme"));
    for indicator in &mut project.indicators {
        indicator.measure.clear();
    }
    let unexplained = |project: &Project| {
        let short = project.indicators.iter().zip(score(project).rows);
        let short = short.filter(|(_, row)| row.is_short());
        short
            .filter(|(indicator, _)| indicator.reason.trim().is_empty())
            .count()
    };
    let (all, silent) = (
        score(&project).rows.iter().filter(|row| row.is_short()).count(),
        unexplained(&project),
    );
    assert!(silent > 0 && all > silent, "{silent} of {all}");
    let short = said(&project, Passage::Unmet);
    assert_eq!(short.matches("；改进措施未填。").count(), all - silent, "{short}");
    assert_eq!(short.matches("，原因和改进措施未填。").count(), silent, "{short}");
    // What became of a goal stands behind its name.
    assert_eq!(
        said(&project, Passage::Attainment).lines().next(),
        Some("①商事制度改革：较好地完成了年初目标。")
    );
}

#[test]
fn a_long_list_of_losses_names_the_greatest() {
    let project = many(&schemes::find("hubei_dept").expect("shipped"), 200);
    let short = said(&project, Passage::Unmet);
    assert!(short.lines().count() <= 25, "{}", short.lines().count());
    assert!(short.contains("。失分最多的20项是："), "{short}");
    let output = said(&project, Passage::Output);
    assert!(output.contains("项，逐项见附件自评表。"), "{output}");
    for line in output.lines() {
        assert!(line.chars().count() <= 1_600, "{}: {line}", line.chars().count());
    }
    let problems = said(&project, Passage::Problems);
    for line in problems.lines() {
        assert!(line.chars().count() <= 1_000, "{line}");
    }
}

#[test]
fn nothing_reads_as_a_slip() {
    for scheme in schemes::shipped() {
        let filled = under_scheme(scheme);
        let mut empty = filled.clone();
        for indicator in &mut empty.indicators {
            indicator.actual = None;
        }
        let bare = Project {
            scheme: scheme.clone(),
            ..Project::default()
        };
        for outline in outlines::shipped() {
            for project in [&filled, &empty, &bare, &many(scheme, 60)] {
                let card = score(project);
                let values = Values::new(project, &card);
                for heading in &outline.headings {
                    for paragraph in proposal(project, &card, heading) {
                        let text = values.print(&paragraph);
                        for slip in [
                            "。。",
                            "；。",
                            "，。",
                            "：。",
                            "。；",
                            "；；",
                            "，，",
                            "、、",
                            "：；",
                            "、。",
                            "得未填",
                            "扣未填",
                            "共0项",
                            "其中：。",
                            "（）",
                            "“”",
                            "原因：原因",
                        ] {
                            assert!(!text.contains(slip), "{} {}: {slip}: {text}", scheme.id, heading.text);
                        }
                        let end = text.chars().last();
                        assert!(
                            end.is_some_and(|end| "。：；".contains(end)),
                            "{} {}: {text}",
                            scheme.id,
                            heading.text
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_reason_told_in_the_table_is_not_told_above_it() {
    let mut project = department();
    let (short, long) = ("企业停产", "受汛期影响，部分任务推迟到下一年度".repeat(6));
    project.indicators[1].reason = short.to_owned();
    project.indicators[1].measure = "提前核实".to_owned();
    let text = said(&project, Passage::Unmet);
    assert!(text.contains("，原因：企业停产；改进措施：提前核实。"), "{text}");

    // One too long for a sentence puts all of them into the table.
    project.indicators[2].reason.clone_from(&long);
    let text = said(&project, Passage::Unmet);
    assert!(!text.contains(short) && !text.contains(&long), "{text}");
    assert_eq!(text.matches("原因和改进措施见下表").count(), 1, "{text}");
    let table = hengji::report::report(&project, &score(&project), crate::reports::fixture::DAY);
    let table = format!("{:?}", table.blocks);
    assert!(
        table.contains("原因：企业停产") && table.contains(&format!("原因：{long}")),
        "{table}"
    );
}

#[test]
fn a_measure_says_what_it_is_for_and_whose_it_is() {
    let mut project = department();
    for (row, measure) in [(1, "提前核实企业"), (2, "按季分解"), (5, "按季分解")] {
        project.indicators[row].measure = measure.to_owned();
    }
    project.indicators[1].section = Some(Id::new("S01"));
    let text = said(&project, Passage::Measures);
    assert!(
        text.contains("产品质量抽查批次：提前核实企业（责任科室：质量监督科）。"),
        "{text}"
    );
    assert!(
        text.contains("计量标准化培训、投诉举报依法处理率：按季分解。"),
        "{text}"
    );
    // The slides have a column for each.
    let card = score(&project);
    let briefing = hengji::report::briefing::briefing(&project, &card);
    let slide = briefing
        .slides
        .iter()
        .find(|slide| slide.message.contains("项措施改进"));
    let slide = format!("{:?}", slide.expect("the measures").content);
    assert!(
        slide.contains("\"提前核实企业\"") && slide.contains("\"按季分解\""),
        "{slide}"
    );
}

#[test]
fn reasons_without_a_category_are_items_of_their_own() {
    let mut project = department();
    for (row, reason) in [(1, "企业停产"), (2, "疫情影响")] {
        project.indicators[row].reason = reason.to_owned();
    }
    for one in &mut project.indicators {
        one.cause = None;
    }
    let text = said(&project, Passage::Problems);
    let lines: Vec<&str> = text.lines().collect();
    for wanted in ["产品质量抽查批次：企业停产。", "计量标准化培训：疫情影响。"] {
        assert!(lines.iter().any(|line| line.ends_with(wanted)), "{text}");
    }
    assert!(lines.iter().all(|line| !line.contains('；')), "{text}");
}

#[test]
fn a_goal_that_says_it_is_one_is_not_announced_twice() {
    let mut project = department();
    project.goals[0].text = "目标1：守住食品安全底线".to_owned();
    let text = said(&project, Passage::Goals);
    assert!(text.contains("①目标1：守住食品安全底线。完成情况："), "{text}");
    assert!(text.contains("②目标：打响长江禁捕攻坚战"), "{text}");
}

#[test]
fn causes_that_explain_the_whole_change_of_a_project_leave_nothing_to_explain() {
    let mut project = under_scheme(&schemes::find("sichuan_project").expect("a shipped scheme"));
    for line in &mut project.budget.lines {
        line.kind = hengji::model::FundKind::Other;
        (line.initial, line.actual) = (Some(number("100")), Some(number("90")));
    }
    let change = number("-10") * rust_decimal::Decimal::from(project.budget.lines.len());
    project.budget.causes.truncate(1);
    project.budget.causes[0].line = hengji::model::FundKind::Project;
    project.budget.causes[0].amount = Some(change);
    let text = said(&project, Passage::Budget);
    assert!(text.contains("变动原因1项") && !text.contains("未说明原因"), "{text}");
    project.budget.causes[0].amount = Some(change + number("1"));
    assert!(said(&project, Passage::Budget).contains("未说明原因"));
}

#[test]
fn what_stayed_within_a_bound_is_no_achievement_where_anything_was_reached() {
    let mut project = department();
    let bound = &mut project.indicators[3];
    (bound.target, bound.actual) = (Some(Target::AtMost(number("4"))), Some(Actual::Number(number("3"))));
    bound.name = "召开现场会次数".to_owned();
    let briefing = |project: &Project| hengji::report::briefing::briefing(project, &score(project));
    let shown = |project: &Project| {
        let made = briefing(project);
        let best: Vec<String> = made.best.entries.into_iter().map(|entry| entry.name).collect();
        let slide = made
            .slides
            .into_iter()
            .find(|slide| format!("{:?}", slide.content).contains("\"实际完成\""));
        (best, slide.map(|slide| (slide.message, format!("{:?}", slide.content))))
    };
    let (best, slide) = shown(&project);
    assert!(
        !best.is_empty() && !best.contains(&"召开现场会次数".to_owned()),
        "{best:?}"
    );
    let (message, content) = slide.expect("the achievements");
    assert!(
        !message.contains("完成率最高") && !content.contains("召开现场会次数"),
        "{message}"
    );
    // Where nothing else was done it is what there is.
    for (position, one) in project.indicators.iter_mut().enumerate() {
        if position != 3 {
            one.actual = None;
        }
    }
    assert_eq!(shown(&project).0, ["召开现场会次数"]);
}
