//! Sentences as officers write them, each with what must be found in it and nothing else (`domain.md` §5.3).

use hengji::check::{self, Finding, Place};
use hengji::model::{Actual, Budget, BudgetLine, Fact, Field, FundKind, Id, Indicator, Project, ReportText, Target};
use hengji::{schemes, score};

use crate::findings::{dec, goal, indicator};

/// A bureau's year: 3620 户 of ≥3500, 1304 批次 of ≥1300, 98.47 % of ≥98, 2 of 4 trainings, 2132 of 2150 万元.
fn bureau() -> Project {
    let row = |id: &str, level1: &str, name: &str, target: Target, unit: &str, actual: &str| Indicator {
        id: Id::new(id),
        level1: level1.to_owned(),
        name: name.to_owned(),
        target: Some(target),
        unit: unit.to_owned(),
        actual: Some(Actual::Number(dec(actual))),
        weight: Some(dec("8")),
        explanation: "按台账统计".to_owned(),
        ..indicator(1)
    };
    let (output, effect, satisfaction) = ("产出指标", "效益指标", "满意度指标");
    let at_least = |value: &str| Target::AtLeast(dec(value));
    let mut indicators = vec![
        row("I1", output, "新增市场主体", at_least("3500"), "户", "3620"),
        row("I2", output, "食品抽检批次", at_least("1300"), "批次", "1304"),
        row("I3", output, "食品抽检合格率", at_least("98"), "%", "98.47"),
        row("I4", output, "农贸市场改造", at_least("40"), "家", "40"),
        row("I5", output, "计量培训场次", at_least("4"), "场", "2"),
        row("I6", satisfaction, "群众满意度", at_least("90"), "%", "93.5"),
        row("I7", output, "特种设备检查", at_least("800"), "家", "809"),
        row("I8", output, "特种设备检查发现问题整改率", at_least("95"), "%", "97.2"),
        row("I9", effect, "重大食品安全事故", Target::Zero, "起", "0"),
        row("I10", output, "办件平均时限", Target::AtMost(dec("5")), "个工作日", "3"),
    ];
    indicators[4].reason = "下半年场地改建，两场培训没有场地举办".to_owned();
    indicators[4].measure = "明年一季度补办两场培训".to_owned();
    let fact = |id: &str, name: &str, value: &str, unit: &str| Fact {
        id: Id::new(id),
        name: name.to_owned(),
        value: Some(dec(value)),
        unit: unit.to_owned(),
        ..Fact::default()
    };
    let line = |kind: FundKind, amounts: [&str; 3]| BudgetLine {
        id: Id::new(kind.name()),
        kind,
        initial: Some(dec(amounts[0])),
        adjusted: Some(dec(amounts[1])),
        actual: Some(dec(amounts[2])),
        ..BudgetLine::default()
    };
    Project {
        department: "临江区市场监督管理局".to_owned(),
        year: 2021,
        budget: Budget {
            lines: vec![
                line(FundKind::Basic, ["1200", "1250", "1250"]),
                line(FundKind::Project, ["800", "900", "882"]),
            ],
            explanation: "培训场地改建，两场培训没有举办".to_owned(),
            ..Budget::default()
        },
        scheme: schemes::find("hubei_dept").expect("a shipped scheme"),
        goals: vec![goal()],
        indicators,
        facts: vec![
            fact("F1", "受理投诉举报", "5210", "件"),
            fact("F2", "罚没款入库", "92.5", "万元"),
            fact("F3", "计划生育家庭扶助", "126", "户"),
        ],
        ..Project::default()
    }
}

/// Where a sentence is written.
#[derive(Clone, Copy)]
enum At {
    /// Under the heading of the report that has this path.
    Heading(&'static str),
    /// In a field of an indicator.
    Field(&'static str, Field),
    /// In the text of the goal.
    Goal,
}

/// Rules that are about words.
const OF_WORDS: [&str; 14] = [
    "C19", "C20", "C29", "C39", "C40", "C41", "C42", "C43", "C44", "C46", "C47", "C48", "C49", "C50",
];

fn written(at: At, text: &str) -> (Project, Place) {
    let mut project = bureau();
    let place = match at {
        At::Heading(path) => {
            project.texts.push(ReportText {
                heading: path.to_owned(),
                text: text.to_owned(),
                ..ReportText::default()
            });
            Place::Heading(path.to_owned())
        }
        At::Field(id, field) => {
            let position = project.indicator_index(&Id::new(id)).expect("an indicator");
            let one = &mut project.indicators[position];
            let place = match field {
                Field::Reason => &mut one.reason,
                Field::Measure => &mut one.measure,
                _ => &mut one.description,
            };
            text.clone_into(place);
            Place::Indicator(Id::new(id), Some(field))
        }
        At::Goal => {
            project.last_year = Some(hengji::model::LastYear {
                year: 2020,
                ..hengji::model::LastYear::default()
            });
            text.clone_into(&mut project.goals[0].text);
            Place::Goal(Id::new("G1"))
        }
    };
    (project, place)
}

/// Returns what the rules about words say of a sentence.
fn said(at: At, text: &str) -> Vec<Finding> {
    let (project, place) = written(at, text);
    let all = check::check(&project, &score::score(&project)).into_iter();
    all.filter(|one| one.place == place && OF_WORDS.contains(&one.rule))
        .collect()
}

/// Holds every sentence against the rules and words it must bring, in their order; tells all that do not at once.
fn hold(at: At, cases: &[(&str, &[(&str, &str)])]) {
    let mut wrong = Vec::new();
    for (text, wanted) in cases {
        let found = said(at, text);
        let is_as_wanted = found.len() == wanted.len()
            && (wanted.iter()).all(|(rule, words)| {
                found
                    .iter()
                    .any(|one| one.rule == *rule && one.sentence.contains(words))
            });
        if !is_as_wanted {
            let told: Vec<String> = found
                .iter()
                .map(|one| format!("{} {}", one.rule, one.sentence))
                .collect();
            wrong.push(format!("{text}\n    wanted {wanted:?}\n    found {told:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

const REPORT: At = At::Heading("二.一.1");
const NONE: &[(&str, &str)] = &[];

#[test]
fn the_bureau_by_itself_has_nothing_said_of_its_words() {
    let project = bureau();
    let all = check::check(&project, &score::score(&project)).into_iter();
    let found: Vec<Finding> = all.filter(|one| OF_WORDS.contains(&one.rule)).collect();
    assert_eq!(found, []);
}

#[test]
fn numbers_that_are_the_projects_are_let_stand() {
    hold(
        REPORT,
        &[
            ("全年新增市场主体3620户，完成目标3500户的103.43%。", NONE),
            ("全年新增市场主体超过3600户。", NONE),
            ("全年新增市场主体突破3600户，逾3500户。", NONE),
            ("全年新增市场主体3600余户。", NONE),
            ("全年新增市场主体3600多户，办事更加便利。", NONE),
            ("全年新增市场主体近3650户。", NONE),
            ("全年新增市场主体约3600户。", NONE),
            ("全年新增市场主体将近3650户。", NONE),
            ("全年新增市场主体达到3600户以上。", NONE),
            ("全年新增市场主体3600户左右。", NONE),
            ("全年新增市场主体0.36万户。", NONE),
            ("新增市场主体由2020年的3600户增加到3620户。", NONE),
            ("新增市场主体由3600户增加到3620户。", NONE),
            ("新增市场主体从上年的3580户提高到3620户。", NONE),
            ("新增市场主体较3600户的年中预期多20户。", NONE),
            ("一季度新增市场主体900户，二季度新增市场主体1000户。", NONE),
            ("上半年新增市场主体1800户。", NONE),
            ("截至6月底，新增市场主体1800户。", NONE),
            ("1—9月新增市场主体2700户。", NONE),
            ("2020年新增市场主体3600户。", NONE),
            ("去年新增市场主体3600户。", NONE),
            ("去年{{单位}}新增市场主体3600户。", NONE),
            ("去年，全区（含{{F1.名称}}）新增市场主体3600户。", NONE),
            ("新增市场主体3500—3620户。", NONE),
            ("新增市场主体{{I1}}，其中个体户3000户、企业620户。", NONE),
            ("食品抽检1304批次，食品抽检合格率98.47%，同比提高1.2个百分点。", NONE),
            ("食品抽检合格率98.5%。", NONE),
            ("食品抽检合格率比上年提高1.5%。", NONE),
            ("食品抽检批次第3批次由省局承检。", NONE),
            ("按照GB/T 27025—2019标准开展食品抽检1304批次。", NONE),
            ("依据临市监〔2021〕15号文件开展特种设备检查809家。", NONE),
            ("通过12315、12345热线受理投诉举报5210件。", NONE),
            ("罚没款入库92.5万元。", NONE),
            ("罚没款入库925,000元。", NONE),
            ("罚没款入库0.00925亿元。", NONE),
            ("罚没款入库92余万元。", NONE),
            ("特种设备检查809家，特种设备检查发现问题整改率97.2%。", NONE),
            ("办件平均时限由5个工作日压缩至3个工作日。", NONE),
            ("重大食品安全事故0起。", NONE),
            ("计量培训场次完成2场，比目标少2场。", NONE),
            ("没有未完成的食品抽检任务，食品抽检1304批次。", NONE),
            ("力争新增市场主体3650户。", NONE),
            ("拟新增市场主体3650户。", NONE),
            ("明年将新增市场主体3650户。", NONE),
            ("将新增市场主体3650户。", NONE),
            ("计划到2022年新增市场主体3650户。", NONE),
            ("争取到2022年底，新增市场主体3650户。", NONE),
            ("支出决算2,132.00万元，其中项目支出882万元、基本支出1,250万元。", NONE),
            ("预算执行率99.16%，较上年提高0.5个百分点。", NONE),
            ("全年预算数2150万元，执行数2132万元，未执行18万元。", NONE),
            ("群众满意度90%以上。", NONE),
            ("群众满意度达到93.5%，超过90%的目标值3.5个百分点。", NONE),
            ("各街道分别新增市场主体1200户、1300户、1120户。", NONE),
            ("平均每月新增市场主体301户。", NONE),
            ("农贸市场改造40家，其中新建3家。", NONE),
        ],
    );
}

#[test]
fn numbers_that_are_not_the_projects_are_found() {
    hold(
        REPORT,
        &[
            ("全年新增市场主体3640户。", &[("C39", "写作3640户")]),
            ("全年新增市场主体３６４０户。", &[("C39", "写作３６４０户")]),
            ("全年新增市场主体 3640 户。", &[("C39", "写作3640 户")]),
            ("全年新增市场主体（含个体户）3640户。", &[("C39", "写作3640户")]),
            ("全年新增市场主体(不含分支机构)3640户。", &[("C39", "写作3640户")]),
            ("全年新增市场主体0.37万户。", &[("C39", "写作0.37万户")]),
            ("全年新增市场主体超过3700户。", &[("C39", "写作3700户")]),
            ("全年新增市场主体突破3700户。", &[("C39", "写作3700户")]),
            ("全年新增市场主体3700余户。", &[("C39", "写作3700余户")]),
            ("全年新增市场主体3700户以上。", &[("C39", "写作3700户")]),
            ("全年新增市场主体不到3600户。", &[("C39", "写作3600户")]),
            ("群众满意度95%以上。", &[("C39", "写作95%")]),
            ("群众满意度为９５.３％。", &[("C39", "写作９５.３％")]),
            ("食品抽检合格率98.9%。", &[("C39", "写作98.9%")]),
            ("食品抽检1305批次，食品抽检合格率98.47%。", &[("C39", "写作1305批次")]),
            ("将新增市场主体3640户全部纳入信用监管。", &[("C39", "写作3640户")]),
            ("我局将特种设备检查819家的结果录入系统。", &[("C39", "写作819家")]),
            ("通过模拟演练，特种设备检查819家。", &[("C39", "写作819家")]),
            ("拟定检查方案，特种设备检查819家。", &[("C39", "写作819家")]),
            ("说明年初以来的工作：特种设备检查819家。", &[("C39", "写作819家")]),
            ("此次年终检查覆盖全区，特种设备检查819家。", &[("C39", "写作819家")]),
            ("资金按计划到位，特种设备检查819家。", &[("C39", "写作819家")]),
            ("按计划到位后特种设备检查819家。", &[("C39", "写作819家")]),
            ("争取到专项经费后特种设备检查819家。", &[("C39", "写作819家")]),
            ("按照计划生育政策，计划生育家庭扶助136户。", &[("C39", "写作136户")]),
            (
                "去年新增市场主体3600户，今年新增市场主体3640户。",
                &[("C39", "写作3640户")],
            ),
            ("比上年增长5%，新增市场主体3640户。", &[("C39", "写作3640户")]),
            ("较2020年增长5%，新增市场主体3640户。", &[("C39", "写作3640户")]),
            (
                "上半年新增市场主体1800户，全年新增市场主体3640户。",
                &[("C39", "写作3640户")],
            ),
            ("新增市场主体目标{{I1.目标}}，完成3640户。", &[("C39", "写作3640户")]),
            ("{{I1.名称}}完成3640户。", &[("C39", "写作3640户")]),
            ("罚没款入库95.2万元。", &[("C39", "写作95.2万元")]),
            ("罚没款入库952,000元。", &[("C39", "写作952,000元")]),
            ("特种设备检查发现问题整改率96.9%。", &[("C39", "写作96.9%")]),
            ("支出决算2,123.00万元。", &[("C39", "写作2,123.00万元")]),
            ("预算执行率106.60%。", &[("C29", "写作106.60%")]),
            ("新增市场主体目标3600户。", &[("C39", "写作3600户")]),
        ],
    );
}

#[test]
fn parts_and_their_sum_are_held_against_each_other() {
    hold(
        REPORT,
        &[
            ("抽检药品300批次，其中零售环节180批次、使用环节120批次。", NONE),
            ("抽检药品300批次，其中零售环节180批次。", NONE),
            ("抽检药品300批次，其中零售环节180批次、使用环节50批次。", NONE),
            (
                "抽检药品300批次，其中零售环节180批次、使用环节130批次。",
                &[("C40", "合计310批次")],
            ),
            (
                "抽检药品300批次（其中：零售环节180批次，使用环节110批次）。",
                &[("C40", "合计290批次")],
            ),
            ("抽检药品300批次，其中零售环节180批次、使用环节110批次等。", NONE),
            ("改造市场41家，其中新建28家，已完工28家，已验收28家。", NONE),
            ("检查药店300家，其中城区200家，发现问题150个，责令整改120家。", NONE),
            (
                "专项经费300万元，其中中央资金180万元，省级资金120.5万元。",
                &[("C40", "合计300.50万元")],
            ),
            ("抽检药品300批次，其中零售环节占60%、使用环节占50%。", NONE),
            ("抽检药品300批次，比上年280批次增加20批次。", NONE),
        ],
    );
}

#[test]
fn a_rate_is_one_that_its_number_can_have() {
    hold(
        REPORT,
        &[
            ("抽检药品150批次，合格率98.67%。", NONE),
            ("抽检药品150批次，合格率98.5%。", &[("C41", "98.5%")]),
            ("抽检药品1,304批次，合格率为97.46%。", &[("C41", "97.46%")]),
            ("抽检药品93401批次，合格率99.98%。", NONE),
            ("抽检药品150批次，合格率98.5%以上。", NONE),
            ("发放问卷150份，群众满意度93.5%。", NONE),
            ("受理举报150件，办结率98%。", NONE),
        ],
    );
}

#[test]
fn years_that_belong_in_a_report_are_let_stand() {
    hold(
        REPORT,
        &[
            ("依据《2017年食品抽检规划》和临市监〔2018〕12号文件开展抽检。", NONE),
            ("按照“十四五”规划（2021—2025年）开展抽检。", NONE),
            ("落实2018—2022年放管服改革规划。", NONE),
            ("落实2018年至2023年放管服改革规划。", NONE),
            ("抽检批次较2019年增长12%。", NONE),
            ("抽检批次与2018年相比增长22%。", NONE),
            ("自2018年机构改革以来，业务整合不断推进。", NONE),
            ("2018年机构改革后，业务整合不断推进。", NONE),
            ("自2019年起实行网格化监管。", NONE),
            ("我局成立于2019年，由三个单位合并组建。", NONE),
            ("执行GB 2760—2014标准。", NONE),
            ("2019年开展抽检100批次。", &[("C48", "2019年")]),
            ("2018年度我局较好完成了各项任务。", &[("C48", "2018年")]),
            ("２０１９年开展抽检100批次。", &[("C48", "2019年")]),
        ],
    );
    hold(
        At::Goal,
        &[
            ("按照《2020年食品安全工作要点》开展抽检", NONE),
            ("按照临政〔2020年〕12号文件开展抽检", NONE),
            ("完成2019—2021年改造任务", NONE),
            ("完成2019年至2021年改造任务", NONE),
            ("抽检批次较2020年增长5%", NONE),
            ("完成2020年抽检任务", &[("C48", "2020年")]),
        ],
    );
}

#[test]
fn slips_of_the_pen_are_told_from_the_ways_of_writing() {
    hold(
        REPORT,
        &[
            (
                "全年我局深入推进食品安全专项整治行动，出动执法人员六百余人次，检查各类主体，新增市场主体{{I1}}",
                &[("C46", "没有以句号结束")],
            ),
            (
                "全年我局深入推进食品安全专项整治行动，出动执法人员六百余人次，检查各类主体，新增市场主体{{I1}}。",
                NONE,
            ),
            (
                "全年我局深入推进食品安全专项整治行动，出动执法人员六百余人次，检查各类主体（含小作坊）",
                &[("C46", "没有以句号结束")],
            ),
            (
                "（全年我局深入推进食品安全专项整治行动，出动执法人员六百余人次，检查各类主体，含小作坊）",
                NONE,
            ),
            (
                "全年我局深入推进食品安全专项整治行动，群众反映“办事方便了，市场干净了，买菜放心了。”",
                NONE,
            ),
            ("全年新增市场主体{{I1}}户。", &[("C46", "“3620户户”")]),
            ("食品抽检合格率{{I3}}%。", &[("C46", "“98.47%%”")]),
            ("支出决算{{执行数}}万元。", &[("C46", "“2,132.00万元万元”")]),
            ("全年新增市场主体{{I1}}户均投入两万元。", NONE),
            ("全年新增市场主体{{I1.数}}户。", NONE),
            ("全年食品抽检1304批次批次。", &[("C46", "用词重复")]),
            ("减少了食品抽检批次4批次。", &[("C46", "用词重复")]),
            (
                "主要问题是：1.目标偏低；2.进度偏慢；3部分任务没有落实。",
                &[("C46", "序号")],
            ),
            (
                "主要问题是：1.目标偏低；2.进度偏慢；4.部分任务没有落实。",
                &[("C46", "序号")],
            ),
            ("主要问题是：1.目标偏低；2.进度偏慢；3.部分任务没有落实。", NONE),
            ("一是强化监管；二是优化服务；四是加强宣传。", &[("C46", "序号")]),
            ("一是强化监管；二是优化服务；三是加强宣传。", NONE),
            ("一是强化监管；二是优化服务。\n一是目标偏低；二是进度偏慢。", NONE),
            ("（1）强化监管。\n（2）优化服务。\n（2）加强宣传。", &[("C46", "序号")]),
            ("（1）强化监管。\n1.抽检。\n2.检查。\n（2）优化服务。\n1.培训。", NONE),
            ("①强化监管；②优化服务；③加强宣传。", NONE),
            ("合格率提高1.5个百分点；2.5万户受益。", NONE),
        ],
    );
}

#[test]
fn what_is_left_over_is_told_from_what_is_said() {
    hold(
        REPORT,
        &[
            ("个别科室采集表未填全，已经补报。", NONE),
            ("个别科室采集表未填完，已经补报。", NONE),
            ("废弃食品未填埋处理的立案2起。", NONE),
            ("区级检测中心建成以前未填补的空白已经补上。", NONE),
            ("个别科室未填报完成值。", NONE),
            ("全年新增市场主体未填户。", &[("C47", "未填")]),
            ("完成率为未填。", &[("C47", "未填")]),
            ("[bookmark: _GoBack]全年开展抽检。", &[("C47", "_GoBack")]),
            ("我局××科牵头开展抽检。", &[("C47", "××")]),
            ("XX年开展抽检XX批次。", &[("C47", "XX")]),
            ("某某科室牵头开展抽检。", &[("C47", "某某")]),
            ("展板尺寸5×10米，XXL号工作服300套。", NONE),
            ("由{部门}牵头开展抽检。", &[("C47", "{部门}")]),
        ],
    );
}

#[test]
fn what_is_claimed_of_all_is_held_against_the_rows() {
    hold(
        REPORT,
        &[
            ("各项绩效指标均已完成。", &[("C44", "“计量培训场次”")]),
            ("全部指标都达到了预期目标。", &[("C44", "“计量培训场次”")]),
            ("年初设定的绩效目标全部完成。", &[("C44", "“计量培训场次”")]),
            ("除计量培训外，各项绩效指标均已完成。", NONE),
            ("其余各项绩效指标均已完成。", NONE),
            ("各项指标基本达到了预期指标值。", NONE),
            ("各项绩效指标没有全部完成。", NONE),
            ("确保明年各项绩效指标全部完成。", NONE),
            ("产出指标全部完成的科室有3个。", NONE),
            ("自评总体评价为“差”。", &[("C44", "“差”")]),
            ("自评结果为差。", &[("C44", "“差”")]),
            ("总体评价较差。", &[("C44", "“较差”")]),
            ("评价等级分为优、良、中、差四档。", NONE),
        ],
    );
}

#[test]
fn names_of_what_was_done_and_not_done_are_told_apart() {
    hold(
        At::Heading("一.二.3"),
        &[
            ("计量培训场次未完成，完成2场。", NONE),
            ("计量培训场次未完成，食品抽检批次不存在未完成的情况。", NONE),
            ("计量培训场次未完成，没有未完成的食品抽检批次。", NONE),
            ("计量培训场次未完成，食品抽检批次未完成。", &[("C42", "食品抽检批次")]),
            ("食品抽检批次未完成。", &[("C42", "计量培训场次"), ("C42", "已达成")]),
        ],
    );
}

#[test]
fn reasons_are_read_as_they_are_meant() {
    hold(
        At::Field("I5", Field::Reason),
        &[
            ("下半年场地改建，培训任务未全部完成。", NONE),
            ("下半年场地改建，培训任务没能全部完成。", NONE),
            ("除两场因场地改建外全部完成。", NONE),
            ("场地改建，其余两场全部完成。", NONE),
            ("下半年场地改建，但培训任务已全部完成。", &[("C19", "全部完成")]),
            ("下半年场地改建，差2场没有举办。", NONE),
            ("下半年场地改建，差3场没有举办。", &[("C39", "写作3场")]),
            ("受疫情等客观原因影响未完成。", &[("C20", "没有写明具体情况")]),
            ("因新冠肺炎疫情影响，工作无法正常开展。", &[("C20", "没有写明具体情况")]),
            ("因疫情防控需要，区党校教室改作隔离点，两场培训没有场地。", NONE),
            ("培训场地改建", &[("C20", "过于简单")]),
        ],
    );
    hold(
        At::Field("I1", Field::Reason),
        &[
            ("上年未完成的登记结转到本年，全年新增较多。", NONE),
            ("登记改为全程网办，不存在未完成的情形。", NONE),
            ("登记窗口搬迁，全年目标未完成。", &[("C19", "未完成")]),
            ("登记改为全程网办，，新增较多。", &[("C46", "标点重复")]),
        ],
    );
    hold(
        At::Field("I5", Field::Measure),
        &[
            ("明年一季度补办3场培训，全年举办计量培训场次4场。", NONE),
            ("由××科在明年一季度补办。", &[("C47", "××")]),
        ],
    );
}
