//! The forms of the regions, filled.

use hengji::model::scheme::SchemeLevel::{Department, SpendingProject};
use hengji::model::{Actual, FundKind, Kind, Target};
use hengji::table::Reading;
use jiff::civil::date;

use super::{decimal, listing, remarks, table};

/// Lists the budget lines: kind, name, initial, adjusted and actual amount.
fn budget(reading: &Reading) -> String {
    let amount = |amount: Option<_>| amount.map_or("-".to_owned(), hengji::model::number::plain);
    let lines = reading.project.budget.lines.iter().map(|line| {
        let kind = match line.kind {
            FundKind::Basic => "basic",
            FundKind::Project => "project",
            FundKind::Other => "other",
        };
        let [initial, adjusted, actual] = [line.initial, line.adjusted, line.actual].map(amount);
        format!("{kind}|{}|{initial}|{adjusted}|{actual}\n", line.name)
    });
    lines.collect()
}

#[test]
fn hubei_project_form() {
    let reading = table(
        include_bytes!("../fixtures/tables/changjiang.csv"),
        "自评表.csv",
        SpendingProject,
    );
    assert_eq!(
        listing(&reading),
        "G1|产出指标|数量指标|补贴渔船数|AtLeast(6)||Number(6)|-|20\n\
         G1|产出指标|质量指标|渔船补贴发放率|AtLeast(100)|%|Number(100)|-|10\n\
         G1|产出指标|时效指标|补贴发放时间|ByDate(2020-12-31)||Text(\"100%\")|-|10\n\
         G1|满意度指标|服务对象满意度指标|退捕渔民抽样调查满意度|AtLeast(90)|%|Number(90)|-|40\n"
    );
    assert_eq!(
        remarks(&reading),
        "第6行第3列：预算数读作调整预算，已含上年结转结余，上年结转一栏不必再填，请核对\n\
         第7行第4列：表中没有分值一栏，请补充各指标的分值\n\
         第8行第5列：“补贴渔船数”未写明指标性质，建议为正向（≥），请核对\n\
         第9行第5列：“渔船补贴发放率”未写明指标性质，建议为正向（≥），请核对\n\
         第10行第6列：实际完成值“100%”不是日期，已按文字保留\n\
         第15行第1列：表格下面有2行没有读入：“备注：1.预算执行情况口径：预算数为调整后财政资金总额（包括上年结余结转），执行…”\
         “2.定量指标计分原则：正向指标（目标值为≥X）得分=权重×B/A；反向指标（目标…”，需要时请自行填写\n"
    );
    assert_eq!(budget(&reading), "other|年度财政资金总额|-|1.56|1.56\n");
    let project = reading.project;
    assert_eq!((project.year, project.filled_on), (2020, Some(date(2021, 3, 10))));
    assert_eq!(project.department, "区市场监督管理局");
    let Kind::SpendingProject(head) = &project.kind else {
        panic!("a spending project")
    };
    assert_eq!(
        (head.name.as_str(), head.implementing_unit.as_str()),
        ("长江禁捕", "农业（工作）科")
    );
    assert_eq!(
        (project.goals[0].name.as_str(), project.goals[0].points),
        ("年度绩效目标1", Some(decimal("80")))
    );
    assert_eq!(
        (project.declared, project.budget.declared),
        (Some(decimal("100")), Some(decimal("20")))
    );
    assert_eq!(
        (project.deviation_analysis.as_str(), project.improvement_plan.as_str()),
        ("无", "无")
    );
}

#[test]
fn sichuan_project_form() {
    let reading = table(
        include_bytes!("../fixtures/tables/sichuan.csv"),
        "自评表.csv",
        SpendingProject,
    );
    assert_eq!(
        listing(&reading),
        "-|产出指标|数量指标|食品抽检批次|AtLeast(1304)|批次|Number(1304)|20|20\n\
         -|产出指标|数量指标|产品质量抽查批次|AtLeast(154)|批次|Number(145)|10|9.42\n\
         -|产出指标|质量指标|抽检合格率|AtLeast(98)|%|Number(98.46)|20|20\n\
         -|产出指标|时效指标|完成时间|ByDate(2023-12-31)||Date(2023-12-25)|10|10\n\
         -|成本指标|经济成本指标|培训成本|AtMost(400)|元/人·天|Number(380)|10|10\n\
         -|效益指标|社会效益指标|重大食品安全事故|Zero|起|Number(0)|10|10\n\
         -|效益指标|可持续影响指标|监管水平|Tiered(\"逐步提升\")||Tier(0)|5|4.5\n\
         -|满意度指标|服务对象满意度指标|企业满意度|AtLeast(90)|%|Number(92)|5|5\n"
    );
    assert_eq!(
        remarks(&reading),
        "第12行第7列：实际完成值“≥98.46%”带有指标性质，按98.46读入，请核对\n\
         第16行第9列：定性得分4.5在“达成预期指标”一档之内，已作为评定得分，请核对\n\
         第18行第9列：“合计”88.92按自评填报总分读入，请核对\n\
         第19行第1列：评分办法的表中没有“评价结论”一栏，其内容按文字保留，不打印\n"
    );
    assert!(!reading.project.form_text("评价结论").is_empty());
    assert_eq!(budget(&reading), "other|财政资金|100|120|90\n");
    let project = reading.project;
    assert_eq!((project.year, project.department.as_str()), (2023, "区市场监督管理局"));
    assert_eq!(project.indicators[1].reason, "9个批次的产品达不到抽检条件");
    assert_eq!(project.indicators[6].judged, Some(decimal("4.5")));
    assert_eq!(
        (project.declared, project.budget.declared),
        (Some(decimal("88.92")), Some(decimal("7.5")))
    );
}

#[test]
fn chongqing_department_form() {
    let reading = table(
        include_bytes!("../fixtures/tables/chongqing.csv"),
        "自评表.csv",
        Department,
    );
    assert_eq!(
        listing(&reading),
        "-|||组织宣传活动|AtLeast(10)|次|Number(43)|30|30\n\
         -|||政府采购执行率|Equal(100)|%|Number(72.74)|30|21.82\n\
         -|||“三公”经费控制率|AtMost(100)|%|Number(92)|30|30\n"
    );
    assert_eq!(
        remarks(&reading),
        "第4行第2列：预算只读到合计，基本支出和项目支出的执行数请在预算中分开填写\n\
         第9行第4列：“‘三公’经费控制率”未写明指标性质，按“控制率”建议为反向（≤），请核对\n"
    );
    assert_eq!(budget(&reading), "other|部门整体支出总额|1000|1250|950\n");
    let project = reading.project;
    assert_eq!((project.year, project.department.as_str()), (2021, "高新区融媒体中心"));
    assert_eq!(project.indicators[1].initial_target, Some(Target::Equal(decimal("90"))));
    assert_eq!(project.indicators[0].initial_target, None);
    assert!(project.indicators[0].core && !project.indicators[1].core);
}

#[test]
fn a_table_without_a_title_under_the_rules_of_projects_is_a_project_all_the_same() {
    let text = "三级指标,指标值,实际完成值,分值\n监察单位数,≥800,809,20\n";
    let reading = table(text.as_bytes(), "表.csv", SpendingProject);
    let Kind::SpendingProject(head) = &reading.project.kind else {
        panic!("{:?}", reading.project.kind)
    };
    assert_eq!(head.name, "");
    assert!(remarks(&reading).contains("表中没有项目名称，请在基本信息中填写"));
}

#[test]
fn national_project_form() {
    let reading = table(
        include_bytes!("../fixtures/tables/mof2020.csv"),
        "自评表.csv",
        SpendingProject,
    );
    assert_eq!(
        listing(&reading),
        "-|产出指标|数量|监察单位数|AtLeast(800)|家|Number(809)|20|20\n\
         -|产出指标|质量|隐患整改率|AtLeast(98)|%|Number(100)|20|20\n\
         -|产出指标|时效|检查完成时间|ByDate(2022-08-31)||Date(2022-08-20)|10|10\n\
         -|效益指标|社会效益|重大事故|Zero|起|Number(0)|15|15\n\
         -|效益指标|可持续影响|安全意识|Tiered(\"明显提高\")||Text(\"92万余人次参加\")|15|12\n\
         -|满意度指标|服务对象满意度|群众投诉率|AtMost(5)|%|Number(3)|10|10\n"
    );
    assert_eq!(
        remarks(&reading),
        "第15行第5列：“9月前”按“不晚于2022年8月31日”理解，请核对\n\
         第17行第6列：实际完成值“92万余人次参加”不是评分办法的档次，已按文字保留\n\
         第18行第5列：“群众投诉率”未写明指标性质，按“投诉”建议为反向（≤），请核对\n"
    );
    assert_eq!(
        budget(&reading),
        "other|当年财政拨款|60|50|50\nother|上年结转资金|40|40|35.5\nother|其他资金|0|0|0\n"
    );
    let project = reading.project;
    let [goal] = project.goals.as_slice() else {
        panic!("{:?}", project.goals)
    };
    assert_eq!(
        (goal.name.as_str(), goal.points),
        ("年度总体目标", None),
        "目标1： inside it is no goal of its own"
    );
    assert!(
        goal.text.starts_with("目标1：") && !goal.achieved.is_empty(),
        "{goal:?}"
    );
    assert_eq!(
        (
            project.indicators[4].reason.as_str(),
            project.indicators[4].measure.as_str()
        ),
        ("疫情影响。", "明年补做")
    );
    assert_eq!(project.indicators[4].judged, None);
}

#[test]
fn headings_of_the_budget_system() {
    let reading = table(
        include_bytes!("../fixtures/tables/system.csv"),
        "2020年导入.csv",
        Department,
    );
    assert_eq!(
        listing(&reading),
        "-|产出指标|数量指标|新增市场主体数|AtLeast(3566)|户|Number(5436)|20|20\n\
         -|产出指标|质量指标|依法处理率|Equal(100)|%|Number(100)|10|10\n\
         -|产出指标|成本指标|宣传成本|AtMost(10)|万元|Number(8.5)|10|10\n\
         -|效益指标|社会效益指标|消费者维权意识|Tiered(\"有所提升\")||Tier(1)|30|21\n\
         -|满意度指标|服务对象满意度指标|群众满意度|AtLeast(90)|%|Text(\"92万余元\")|10|10\n"
    );
    assert_eq!(
        remarks(&reading),
        "第1行第1列：表中没有写明年度，按文件名取2020年，请核对\n\
         第4行第6列：实际完成值“≤8.5”带有指标性质，按8.5读入，请核对\n\
         第5行第9列：定性得分21在“部分达成预期指标”一档之内，已作为评定得分，请核对\n\
         第6行第6列：实际完成值“92万余元”不是确切的数字，已按文字保留\n"
    );
    let rows = &reading.project.indicators;
    assert_eq!(rows[0].deduction, Some(decimal("2")));
    assert_eq!(rows[0].reason, "实际完成情况超计划较大");
    assert_eq!(rows[3].description, "开展宣传12场");
    assert_eq!(rows[3].judged, Some(decimal("21")));
}

#[test]
fn headings_in_two_rows_goals_in_rows_and_sums() {
    let text = "\u{feff}2021年度某局部门整体绩效自评表\n\
        年度目标1：（40分）保障食品安全\n\
        序号\t一级指标\t二级指标\t指标名称\t指标值\t\t实际\n完成值\t分值\t得分\n\
        \t\t\t\t年初\t调整\t\t\t\n"
        .replace("实际\n完成值", "\"实际\n完成值\"");
    let text = text
        + "1\t产出\n"
        + "2\t产出指标\t数量\t抽检批次\t1000批次\t1200批次\t1300批次\t20\t20\n"
        + "3\t\t\t检查户次\t500\t\t450\t20\t18\n"
        + "小计\t\t\t\t\t\t\t40\t38\n"
        + "年度目标2：（40分）提升服务\n"
        + "4\t满意度\t\t群众满意度\t95%\t\t96%\t40\t40\n"
        + "5\t\t\t\t100\t\t\t\t\n"
        + "预算执行率\t预算执行率\t\t预算执行率\t100%\t\t98%\t20\t19.6\n"
        + "总分\t\t\t\t\t\t\t\t97.6\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(
        listing(&reading),
        "G1|产出指标|数量|抽检批次|AtLeast(1200)|批次|Number(1300)|20|20\n\
         G1|产出指标|数量|检查户次|AtLeast(500)||Number(450)|20|18\n\
         G2|满意度||群众满意度|AtLeast(95)|%|Number(96)|40|40\n"
    );
    let said = remarks(&reading);
    assert!(
        said.contains("第11行第5列：这一行没有三级指标名称，未读入：5｜100"),
        "{said}"
    );
    assert!(said.contains("“预算执行率”是预算执行情况，未作为指标读入"), "{said}");
    let project = reading.project;
    assert_eq!(
        project.indicators[0].initial_target,
        Some(Target::AtLeast(decimal("1000")))
    );
    assert_eq!(
        (project.goals[1].text.as_str(), project.goals[1].points),
        ("提升服务", Some(decimal("40")))
    );
    assert_eq!(
        (project.declared, project.budget.declared),
        (Some(decimal("97.6")), Some(decimal("19.6")))
    );
    assert_eq!(project.department, "某局");
}

#[test]
fn budgets_in_other_units_and_with_parts_that_do_not_add_up() {
    let read = |rows: &str| {
        let text =
            format!("项目资金（元）,,年初预算数,全年预算数,全年执行数\n{rows}\n三级指标,指标值,分值\n甲,≥1,90\n");
        let reading = table(text.as_bytes(), "2022年.csv", SpendingProject);
        (budget(&reading), remarks(&reading))
    };
    let (lines, said) = read(",年度资金总额,1000000,1200000,0.9万元\n,其中：当年财政拨款,约80万元,1200000,900000");
    assert_eq!(lines, "other|年度资金总额|100|120|0.9\n");
    assert!(
        said.contains("第3行第3列：预算“当年财政拨款”的“约80万元”不是金额，未读入"),
        "{said}"
    );
    assert!(
        said.contains("第2行第3列：预算“年度资金总额”：明细之和与合计不符，只读入合计，请核对"),
        "{said}"
    );
    assert!(said.contains("预算金额以元为单位，已换算为万元"), "{said}");
}

#[test]
fn nothing_is_guessed_without_a_remark() {
    let text = "2020年度某局部门整体绩效自评表\n\
        三级指标,指标值,实际完成值,分值,得分\n\
        新增数,0,5,10,0\n\
        验收,完成,100%,10,10\n\
        意识,提升,95%,10,10\n\
        检查,≥5,是,10,10\n\
        公开,12月底前,12月20日,10,10\n\
        比例,≥5,3/0,10,0\n\
        抽检,≥5,5,1200,1200\n\
        培训,≥5,5,-1,-2\n\
        宣传,≥5,5,5,9\n";
    let reading = table(text.as_bytes(), "自评表.csv", Department);
    let said: Vec<String> = remarks(&reading).lines().map(str::to_owned).collect();
    let expected = [
        "第3行第2列：“0”未写明指标性质，按未发生理解，请核对",
        "第4行第3列：实际完成值“100%”与指标值“完成”不能比较，应填写是或否，请核对",
        "第5行第3列：实际完成值“95%”与指标值“提升”不能比较，应填写评分办法的档次，请核对",
        "第6行第3列：实际完成值“是”与指标值“≥5”不能比较，应填写数字，请核对",
        "第8行第3列：实际完成值“3/0”的分母应大于0，请核对",
        "第9行第4列：分值1200大于100，请核对",
        "第9行第5列：得分1200大于100，请核对",
        "第10行第4列：分值-1为负数，请核对",
        "第10行第5列：得分-2为负数，请核对",
        "第11行第5列：得分9大于分值5，请核对",
    ];
    assert_eq!(said, expected);
    // What was read stays as it stands.
    assert_eq!(reading.project.indicators[0].target, Some(Target::Zero));
    assert_eq!(reading.project.indicators[6].weight, Some(decimal("1200")));
}

#[test]
fn done_is_not_taken_for_done_in_time_unsaid() {
    let text = "2020年度农贸市场改造项目自评表\n\
        三级指标,指标值,实际完成值,分值,得分\n\
        发放,按时完成,已完成,10,10\n\
        办理,按期办结,按期办结,10,10\n\
        验收,通过验收,验收通过,10,10\n\
        建设,及时完成,是,10,10\n";
    let reading = table(text.as_bytes(), "自评表.csv", Department);
    assert_eq!(
        remarks(&reading),
        "第3行第3列：实际完成值“已完成”没有说明是否按时，按达到指标值“按时完成”读入，请核对\n"
    );
    // A title that calls its subject a project names no department.
    assert_eq!(reading.project.department, "");
}

#[test]
fn the_head_ends_where_the_table_begins() {
    let text = "单位名称,三级指标,指标值,实际完成值,分值,得分\n\
        某局,2018年度审计问题整改数,≥5,未填,10,0\n\
        某局,整改时限,≤5,6,10,8\n\
        自评总分,,,,20,8\n\
        填报日期：2021年3月10日,,,,,\n";
    let reading = table(text.as_bytes(), "2020年自评.csv", Department);
    let project = &reading.project;
    assert_eq!((project.year, project.department.as_str()), (2020, ""));
    assert_eq!(project.filled_on, Some(jiff::civil::date(2021, 3, 10)));
    assert_eq!(project.indicators.len(), 2);
    assert_eq!(project.indicators[0].actual, None, "未填 is missing");
}

#[test]
fn a_worded_actual_stays_text_where_the_target_is_text() {
    let text = "三级指标,指标值,实际完成值,分值,得分\n\
        发放时间,12月底之前完成,已完成,10,9\n\
        发放率,武汉,部分达成,10,6\n";
    let reading = table(text.as_bytes(), "自评表.csv", Department);
    assert_eq!(
        listing(&reading),
        "-|||发放时间|Text(\"12月底之前完成\")||Text(\"已完成\")|10|9\n\
         -|||发放率|Text(\"武汉\")||Text(\"部分达成\")|10|6\n"
    );
    assert!(reading.project.indicators.iter().all(|one| one.judged.is_none()));
    let said = remarks(&reading);
    assert!(
        said.contains("第2行第3列：实际完成值“已完成”不能识别，已按文字保留"),
        "{said}"
    );
}

#[test]
fn points_in_the_upper_heading_row_alone_are_read_and_a_side_label_is_no_column() {
    let text = "年度绩效指标,指标,,,绩效指标值,,分值,得分\n\
        ,一级指标,二级指标,三级指标,年初目标值,实际完成值,,\n\
        年度绩效指标,产出指标,数量指标,检查户数,≥100户,120户,10,9\n\
        ,产出指标,数量指标,,≥5次,6次,5,5\n";
    let reading = table(text.as_bytes(), "2020年自评表.csv", Department);
    assert_eq!(
        listing(&reading),
        "-|产出指标|数量指标|检查户数|AtLeast(100)|户|Number(120)|10|9\n"
    );
    assert_eq!(
        remarks(&reading),
        "第1行第1列：表中没有写明年度，按文件名取2020年，请核对\n\
         第4行第5列：这一行没有三级指标名称，未读入：产出指标｜数量指标｜≥5次｜6次｜5｜5\n"
    );
}

#[test]
fn an_actual_that_is_a_tier_makes_its_target_qualitative() {
    let text = "三级指标,指标性质,指标值,实际完成值,分值,得分\n\
        制度建设,定性,完成,达成预期指标,10,9\n\
        平台建设,,完成,部分达成预期指标,10,6\n\
        服务水平,,持续优化服务,达成预期指标,10,9\n\
        档案整理,定性,完成,已完成,10,10\n\
        材料报送,定性,完成,部分达成,10,6\n\
        会议召开,定性,完成,达成,10,9\n\
        规划编制,定性,完成,,10,\n";
    let reading = table(text.as_bytes(), "自评表.csv", Department);
    assert_eq!(
        listing(&reading),
        "-|||制度建设|Tiered(\"完成\")||Tier(0)|10|9\n\
         -|||平台建设|Tiered(\"完成\")||Tier(1)|10|6\n\
         -|||服务水平|Tiered(\"持续优化服务\")||Tier(0)|10|9\n\
         -|||档案整理|YesNo(\"完成\")||Done(true)|10|10\n\
         -|||材料报送|Tiered(\"完成\")||Tier(1)|10|6\n\
         -|||会议召开|YesNo(\"完成\")||Done(true)|10|9\n\
         -|||规划编制|YesNo(\"完成\")||-|10|-\n"
    );
    assert_eq!(
        reading.project.indicators[0].judged,
        Some(rust_decimal::Decimal::from(9))
    );
    let said = remarks(&reading);
    assert!(
        said.contains("第3行第3列：“完成”的实际完成值是评分办法的档次，指标按定性读入，请核对"),
        "{said}"
    );
    let guessed = said.matches("定性指标“完成”按是否完成读入，若按档次评定请改为定性，请核对");
    assert_eq!(guessed.count(), 2, "{said}");
}

#[test]
fn years_that_contradict_each_other_are_said() {
    let text = "2020年度某局绩效自评表\n三级指标,指标值,实际完成值,分值\n检查户数,≥100户,120户,10\n";
    let reading = table(text.as_bytes(), "2021年自评表.csv", Department);
    assert_eq!(reading.project.year, 2020);
    let said = remarks(&reading);
    assert!(
        said.contains("表中写的是2020年，与文件名“2021年自评表.csv”中的年份不一致，按2020年读入，请核对"),
        "{said}"
    );
}

#[test]
fn an_actual_without_a_day_ends_with_its_month() {
    let text = "三级指标,指标值,实际完成值,分值,得分\n\
        方案印发,9月前,8月,10,10\n\
        项目验收,2020年12月,2020年11月,10,10\n\
        资料归档,9月前,达成,10,10\n\
        账目结清,9月前,未达成,10,0\n";
    let reading = table(text.as_bytes(), "2020年自评表.csv", Department);
    assert_eq!(
        listing(&reading),
        "-|||方案印发|ByDate(2020-08-31)||Date(2020-08-31)|10|10\n\
         -|||项目验收|ByDate(2020-12-31)||Date(2020-11-30)|10|10\n\
         -|||资料归档|ByDate(2020-08-31)||Done(true)|10|10\n\
         -|||账目结清|ByDate(2020-08-31)||Done(false)|10|0\n"
    );
    let said = remarks(&reading);
    for expected in [
        "第2行第3列：实际完成值“8月”没有写明哪一天，按最后一天2020年8月31日读入，请核对",
        "第3行第3列：实际完成值“2020年11月”没有写明哪一天，按最后一天2020年11月30日读入，请核对",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn what_has_no_place_is_kept_or_said() {
    let text = "2022年度某局\n\
        年度目标1：（40分）,服务市场主体\n\
        一级指标,二级指标,三级指标,指标值,实际完成值,分值,备注,责任科室,佐证材料,神秘列\n\
        产出指标,数量指标,甲,≥3,4,10,见台账,登记科,台账；照片,一\n\
        产出指标,,乙,≥0.95,96%,10,,检测科,台账,二\n\
        产出指标,,丙,无,无,10,,登记科,,\n\
        产出指标,,丁,\"≥1.234,5\",5,10,,,,\n\
        年度目标2：（40分）,守住安全底线\n\
        评价结论,较好\n\
        备注：1.口径\n";
    let reading = table(text.as_bytes(), "自评表.csv", Department);
    let project = &reading.project;
    assert_eq!(project.year, 2022);
    let goals: Vec<&str> = project.goals.iter().map(|goal| goal.text.as_str()).collect();
    assert_eq!(goals, ["服务市场主体", "守住安全底线"]);
    assert_eq!(project.indicators[0].note, "见台账");
    let sections: Vec<&str> = project.sections.iter().map(|section| section.name.as_str()).collect();
    assert_eq!(sections, ["登记科", "检测科"]);
    let section = |row: usize| project.indicators[row].section.clone();
    assert!(section(0).is_some() && section(0) == section(2) && section(0) != section(1) && section(3).is_none());
    let proved: Vec<(&str, usize)> = (project.evidence.iter())
        .map(|evidence| (evidence.name.as_str(), evidence.proves.len()))
        .collect();
    assert_eq!(proved, [("台账", 2), ("照片", 1)]);
    assert_eq!(project.form_text("评价结论"), "较好");
    let said = remarks(&reading);
    for expected in [
        "第3行第10列：不认识“神秘列”一栏，其中2行的内容没有读入",
        "第5行第4列：“≥0.95”按≥0.95%读入，若原意是小数表示的百分比请更正",
        "第6行第4列：“无”按未发生（0）读入，若原意是没有指标值请清空",
        "第7行第4列：指标值“≥1.234,5”不能识别，已按文字保留",
        "第9行第1列：评分办法的表中没有“评价结论”一栏，其内容按文字保留，不打印",
        "第10行第1列：表格下面有1行没有读入：“备注：1.口径”，需要时请自行填写",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    assert!(!said.contains("年度，"), "{said}");
}

#[test]
fn the_goal_of_the_year_as_a_whole_is_read_with_what_became_of_it() {
    let text = "项目支出绩效自评表\n\
        （2022年度）\n\
        年度总体目标,预期目标,,,实际完成情况\n\
        ,完成监管任务,,,已经完成\n\
        一级指标,二级指标,三级指标,年度指标值,实际完成值,分值\n\
        产出指标,质量指标,合格率,≥95,95/100,20\n\
        产出指标,质量指标,精度,≥3,1.123456789012345678901234567890,20\n";
    let reading = table(text.as_bytes(), "自评表.csv", SpendingProject);
    let [goal] = reading.project.goals.as_slice() else {
        panic!("{:?}", reading.project.goals)
    };
    assert_eq!(
        (goal.text.as_str(), goal.achieved.as_str()),
        ("完成监管任务", "已经完成")
    );
    let said = remarks(&reading);
    for expected in [
        "第6行第5列：实际完成值“95/100”按小数与指标值比较，若是百分比请把计量单位填为%",
        "第7行第5列：实际完成值“1.123456789012345678901234567890”不是确切的数字，已按文字保留",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn dotted_numbers_are_days_where_a_day_is_asked_for() {
    let text = "2023年度某局部门整体绩效自评表\n\
        二级指标,三级指标,指标性质,指标值,计量单位,实际完成值,分值\n\
        时效指标,项目完成时间,≤,2023.12,,2023.11,5\n\
        时效指标,资金拨付,,12.31,,12.25,5\n\
        时效指标,报表报送日期,,11.15,,11.20,5\n\
        质量指标,通知印发,日期,6.15,,6.15,5\n\
        时效指标,平均办理时间,≤,12.31,,11.30,5\n\
        时效指标,办结时限,≤,12.25,天,11.30,5\n\
        数量指标,亩产,≥,12.31,,12.31,5\n\
        时效指标,响应速度,≥,12.25,,12.25,5\n";
    let reading = table(text.as_bytes(), "自评表.csv", Department);
    assert_eq!(
        listing(&reading),
        "-||时效指标|项目完成时间|ByDate(2023-12-31)||Date(2023-11-30)|5|-\n\
         -||时效指标|资金拨付|ByDate(2023-12-31)||Date(2023-12-25)|5|-\n\
         -||时效指标|报表报送日期|ByDate(2023-11-15)||Date(2023-11-20)|5|-\n\
         -||质量指标|通知印发|ByDate(2023-06-15)||Date(2023-06-15)|5|-\n\
         -||时效指标|平均办理时间|ByDate(2023-12-31)||Date(2023-11-30)|5|-\n\
         -||时效指标|办结时限|AtMost(12.25)|天|Number(11.30)|5|-\n\
         -||数量指标|亩产|AtLeast(12.31)||Number(12.31)|5|-\n\
         -||时效指标|响应速度|AtLeast(12.25)||Number(12.25)|5|-\n"
    );
    let said = remarks(&reading);
    assert!(
        said.contains("第3行第4列：“2023.12”按“不晚于2023年12月31日”理解，请核对"),
        "{said}"
    );
    assert!(
        said.contains("第4行第6列：实际完成值“12.25”按日期2023年12月25日读入，请核对"),
        "{said}"
    );
}

#[test]
fn a_reason_and_a_measure_in_one_cell_are_told_apart_and_said() {
    let text = "2023年度某局部门整体绩效自评表\n三级指标,指标值,实际完成值,分值,偏差原因及改进措施\n\
        检查,≥5,5,10,\"受疫情影响\n改用线上方式\"\n\
        培训,≥5,5,10,\"1.人手不足\n2.场地不足\"\n\
        宣传,≥5,5,10,\"原因：人手不足\n改进措施：增加人手\"\n";
    let reading = table(text.as_bytes(), "自评表.csv", Department);
    let parts: Vec<_> = (reading.project.indicators.iter())
        .map(|one| (one.reason.as_str(), one.measure.as_str()))
        .collect();
    assert_eq!(
        parts,
        [
            ("受疫情影响", "改用线上方式"),
            ("1.人手不足\n2.场地不足", ""),
            ("人手不足", "增加人手")
        ]
    );
    assert_eq!(remarks(&reading).matches("这一栏没有写明哪些是改进措施").count(), 1);
}

#[test]
fn a_partly_met_quality_is_a_tier_under_every_scheme() {
    for scheme in hengji::schemes::shipped() {
        let text = "2023年度表\n三级指标,指标性质,指标值,实际完成值,分值\n档案整理,定性,完成,部分达成,10\n";
        let reading = hengji::table::read(text.as_bytes(), "表.csv", scheme).expect("a table");
        let one = &reading.project.indicators[0];
        assert_eq!(one.target, Some(Target::Tiered("完成".to_owned())), "{}", scheme.id);
        assert_eq!(one.actual, Some(Actual::Tier(1)), "{}", scheme.id);
    }
}

#[test]
fn points_behind_a_name_are_its_weight_and_no_unit() {
    let without = table(
        "2024年度项目自评表\n年度绩效目标1（50分）提升知名度,一级指标,二级指标,三级指标,年初目标值,实际完成值,得分\n\
         ,产出指标,数量指标,推介会场次（30分）,=8场,7场,26.25\n\
         年度绩效目标2（30分）保障安全,产出指标,数量指标,演练（20分）,≥2,3,20\n总分,,,,,,46.25"
            .as_bytes(),
        "表.csv",
        SpendingProject,
    );
    let read = |reading: &Reading| -> Vec<_> {
        let rows = reading.project.indicators.iter();
        rows.map(|one| (one.weight, one.unit.clone())).collect()
    };
    assert_eq!(
        read(&without),
        [
            (Some(decimal("30")), "场".to_owned()),
            (Some(decimal("20")), String::new())
        ]
    );
    assert!(remarks(&without).contains("第3行第4列：分值按名称中的“30分”读入，请核对"));
    assert!(!remarks(&without).contains("不认识"), "{}", remarks(&without));
    assert_eq!(without.project.goals.len(), 2);
    let with = table(
        "2024年度项目自评表\n一级指标,二级指标,三级指标,年初目标值,实际完成值,分值\n\
         产出指标,数量指标,推介会场次（30分）,=8场,7场,30\n产出指标,数量指标,演练（20分）,≥2,3,10"
            .as_bytes(),
        "表.csv",
        SpendingProject,
    );
    assert_eq!(with.project.indicators[1].weight, Some(decimal("10")));
    assert!(remarks(&with).contains("第4行第3列：名称中的“20分”与分值10不一致，未采用，请核对"));
    assert!(!remarks(&with).contains("30分"));
}

#[test]
fn the_given_score_of_what_is_late_is_its_judgement() {
    let scheme = hengji::schemes::find("mof2020_project").expect("a scheme");
    let reading = hengji::table::read(
        "2024年度项目自评表\n一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n\
         产出指标,时效指标,展演完成时间,11月底前,12月5日,10,8\n产出指标,时效指标,验收时间,11月底前,12月5日,10,12"
            .as_bytes(),
        "表.csv",
        &scheme,
    )
    .expect("a table");
    let [first, second] = &reading.project.indicators[..] else {
        panic!("two indicators")
    };
    assert_eq!((first.judged, second.judged), (Some(decimal("8")), None));
    assert!(remarks(&reading).contains("第3行第7列：这一项未完成，得分须由填报人评定：得分8已作为评定得分，请核对"));
    assert!(remarks(&reading).contains("第4行第7列：这一项的得分须由填报人评定：得分12只作为自评填报得分，请核对"));
}
