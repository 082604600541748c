//! Tables as bureaus send them: nothing is lost or guessed without a word.

use hengji::model::scheme::SchemeLevel::{Department, SpendingProject};
use hengji::model::{Actual, number};
use hengji::table::grouped;
use rust_xlsxwriter::Workbook;

use super::{listing, remarks, table};

#[test]
fn two_forms_below_each_other_are_said() {
    let form = |project: &str, actual: &str| {
        format!(
            "项目支出绩效自评表（2023年度）\n项目名称,{project}\n三级指标,指标值,实际完成值,分值,得分\n\
             抽检批次,≥200批次,{actual}批次,50,45\n总分,,,50,45\n\n"
        )
    };
    let text = form("食品抽检", "220") + &form("药品抽检", "180");
    let reading = table(text.as_bytes(), "a.csv", SpendingProject);
    assert_eq!(reading.project.indicators.len(), 2);
    assert_eq!(
        remarks(&reading),
        "第8行第1列：从这里起是另一张表（药品抽检），其指标与前面的一并读入；若不是同一个自评，请拆成两个文件分别导入\n"
    );
    // A form that repeats its head on every page is one form.
    let text = form("食品抽检", "220") + &form("食品抽检", "180");
    assert_eq!(remarks(&table(text.as_bytes(), "a.csv", SpendingProject)), "");
}

#[test]
fn a_block_beside_the_table_is_said() {
    let text = "2023年度自评表\n三级指标,指标值,完成值,分值,,三级指标,指标值,完成值,分值\n\
        甲数,≥10次,11次,20,,丙数,≥5次,4次,10\n乙数,≥10次,11次,20,,丁数,≥5次,5次,20\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(reading.project.indicators.len(), 2);
    assert_eq!(
        remarks(&reading),
        "第2行第6列：“三级指标”一栏在表中有两处，这一处2行的内容没有读入\n\
         第2行第7列：“指标值”一栏在表中有两处，这一处2行的内容没有读入\n\
         第2行第8列：“完成值”一栏在表中有两处，这一处2行的内容没有读入\n\
         第2行第9列：“分值”一栏在表中有两处，这一处1行的内容没有读入\n"
    );
}

#[test]
fn headings_with_the_year_are_those_without() {
    let text = "2023年度自评表\n三级指标,2021年完成值,2022年度完成值,2023年目标值,2023年实际完成值,分值,得分\n\
        甲数,80,90,≥100,110,20,20\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(listing(&reading), "-|||甲数|AtLeast(100)||Number(110)|20|20\n");
    let one = &reading.project.indicators[0];
    assert_eq!(
        (one.previous_year, one.year_before_previous),
        (number::read("90"), number::read("80"))
    );
    assert_eq!(remarks(&reading), "");
    // Those of another year stay unread, and are said.
    let reading = table(
        text.replace("2023年度自评表", "2024年度自评表").as_bytes(),
        "a.csv",
        Department,
    );
    assert!(
        remarks(&reading).contains("不认识“2023年目标值”一栏"),
        "{}",
        remarks(&reading)
    );
}

#[test]
fn the_goal_beside_its_label_is_kept() {
    let text = "2023年度部门整体绩效自评表\n年度绩效目标,完成防汛任务；提升水质\n\
        三级指标,指标值,实际完成值,分值\n堤防加固,≥12公里,12.5公里,40\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    let goals: Vec<&str> = reading.project.goals.iter().map(|goal| goal.text.as_str()).collect();
    assert_eq!(goals, ["完成防汛任务；提升水质"]);
    assert_eq!(remarks(&reading), "");
}

#[test]
fn a_unit_behind_the_name_is_that_of_the_numbers() {
    let text = "2023年度自评表\n三级指标,指标值,实际完成值,分值\n\
        检查户数（户）,≥100,120,10\n合格率(%),≥95,97.5,10\n合格率（％）,≥95,0.975,10\n抽检批次（批次）,≥30批次,30,10\n\
        投入资金（万元）,≤1200000元,1180000元,10\n培训（含线上）,≥3,3,10\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(
        listing(&reading),
        "-|||检查户数（户）|AtLeast(100)|户|Number(120)|10|-\n\
         -|||合格率(%)|AtLeast(95)|%|Number(97.5)|10|-\n\
         -|||合格率（％）|AtLeast(95)|%|Number(0.975)|10|-\n\
         -|||抽检批次（批次）|AtLeast(30)|批次|Number(30)|10|-\n\
         -|||投入资金（万元）|AtMost(1200000)|元|Number(1180000)|10|-\n\
         -|||培训（含线上）|AtLeast(3)||Number(3)|10|-\n"
    );
    assert_eq!(
        remarks(&reading),
        "第3行第1列：计量单位按名称中的“户”读入，请核对\n\
         第4行第1列：计量单位按名称中的“%”读入，请核对\n\
         第5行第1列：计量单位按名称中的“%”读入，请核对\n\
         第5行第3列：“0.975”按0.975%读入，若原意是小数表示的百分比请更正\n\
         第7行第1列：名称中的单位“万元”与指标值的单位“元”不一致，按“元”读入，请核对\n"
    );
}

#[test]
fn the_parts_of_a_target_below_one_heading_are_read() {
    let text = "2023年度自评表\n三级指标,年度指标值,,,实际完成值,,分值\n,性质,数值,单位,数值,单位,\n\
        甲数,≥,10,次,11,次,20\n乙数,≤,10,次,11,次,20\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(
        listing(&reading),
        "-|||甲数|AtLeast(10)|次|Number(11)|20|-\n-|||乙数|AtMost(10)|次|Number(11)|20|-\n"
    );
    assert_eq!(remarks(&reading), "");
}

#[test]
fn the_lower_row_of_the_headings_alone_may_be_said_again() {
    let text = "2023年度自评表\n三级指标,年度指标值,,实际完成值,,分值\n,数值,单位,数值,单位,\n\
        甲数,≥10,次,11,次,20\n,数值,单位,数值,单位,\n乙数,≤10,次,11,次,20\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(
        listing(&reading),
        "-|||甲数|AtLeast(10)|次|Number(11)|20|-\n-|||乙数|AtMost(10)|次|Number(11)|20|-\n"
    );
    assert_eq!(remarks(&reading), "");
}

#[test]
fn points_that_sum_to_one_and_empty_lines_of_a_template() {
    let text =
        "2023年度自评表\n三级指标,指标值,实际完成值,权重\n甲数,≥10次,11次,0.2\n乙数,≥10次,8次,0.8\n指标3：,,,\n……,,,\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(reading.project.indicators.len(), 2);
    assert_eq!(
        remarks(&reading),
        "第1行第1列：各指标的分值合计为1，若表中的权重是比例，请换算为分值\n"
    );
}

#[test]
fn a_truth_value_is_read_as_a_word_and_said() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["三级指标", "指标值", "实际完成值", "分值"]) {
        sheet.write_string(0, column, heading).expect("a heading");
    }
    sheet.write_string(1, 0, "信息公开").expect("a name");
    sheet.write_string(1, 1, "按时公开").expect("a target");
    sheet.write_boolean(1, 2, true).expect("an actual");
    let bytes = book.save_to_buffer().expect("a workbook");
    let reading = table(&bytes, "2023.xlsx", Department);
    assert_eq!(listing(&reading), "-|||信息公开|YesNo(\"按时公开\")||Done(true)|-|-\n");
    assert!(
        remarks(&reading).contains("第2行第3列：单元格是逻辑值（TRUE或FALSE），按“是”读入，请核对"),
        "{}",
        remarks(&reading)
    );
}

#[test]
fn a_bare_number_is_a_day_where_one_is_asked_for_and_is_said() {
    let text = "2023年度自评表\n二级指标,三级指标,指标值,计量单位,实际完成值,分值\n\
        时效指标,抽检完成时间,20231231,,20231215,10\n,公示日期,45291,,45285,10\n,建设期限,20230101-20231231,,20231115,10\n\
        ,方案印发,≤20231231,,2023-12-01 10:30:00,10\n数量指标,检查户数,45291,,45000,10\n,资金,20231231,元,20231231,10\n\
        ,培训,3月5日,场,4,10\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(
        listing(&reading),
        "-||时效指标|抽检完成时间|ByDate(2023-12-31)||Date(2023-12-15)|10|-\n\
         -||时效指标|公示日期|ByDate(2023-12-31)||Date(2023-12-25)|10|-\n\
         -||时效指标|建设期限|ByDate(2023-12-31)||Date(2023-11-15)|10|-\n\
         -||时效指标|方案印发|ByDate(2023-12-31)||Date(2023-12-01)|10|-\n\
         -||数量指标|检查户数|AtLeast(45291)||Number(45000)|10|-\n\
         -||数量指标|资金|AtLeast(20231231)|元|Number(20231231)|10|-\n\
         -||数量指标|培训|ByDate(2023-03-05)|场|Text(\"4\")|10|-\n"
    );
    assert_eq!(
        remarks(&reading),
        "第3行第3列：“20231231”按“不晚于2023年12月31日”理解，请核对\n\
         第3行第5列：实际完成值“20231215”按日期2023年12月15日读入，请核对\n\
         第4行第3列：“45291”按“不晚于2023年12月31日”理解，请核对\n\
         第4行第5列：实际完成值“45285”按日期2023年12月25日读入，请核对\n\
         第5行第3列：“20230101-20231231”按“不晚于2023年12月31日”理解，请核对\n\
         第5行第5列：实际完成值“20231115”按日期2023年11月15日读入，请核对\n\
         第6行第3列：“≤20231231”按“不晚于2023年12月31日”理解，请核对\n\
         第7行第3列：“检查户数”未写明指标性质，建议为正向（≥），请核对\n\
         第8行第3列：“资金”未写明指标性质，建议为正向（≥），请核对\n\
         第9行第3列：指标值“3月5日”是日期，与计量单位“场”不符（Excel会把“3-5”“3/5”改成日期），请核对\n\
         第9行第5列：实际完成值“4”不是日期，已按文字保留\n"
    );
}

#[test]
fn the_score_of_the_whole_is_read_wherever_it_stands() {
    for (row, said) in [
        ("总得分,,,,96.5", "第4行第5列：“总得分”96.5按自评填报总分读入，请核对\n"),
        ("合 计,,,100,96.5", "第4行第5列：“合计”96.5按自评填报总分读入，请核对\n"),
        (
            "自评总分（分）：96.5分,,,100,",
            "第4行第1列：“自评总分”96.5按自评填报总分读入，请核对\n",
        ),
        (
            "自评总得分,96.5,,100,",
            "第4行第2列：“自评总得分”96.5按自评填报总分读入，请核对\n",
        ),
        ("总分,,,100,96.5", ""),
    ] {
        let text = format!("2023年度自评表\n三级指标,指标值,完成值,分值,得分\n甲数,≥10次,11次,100,96.5\n{row}\n");
        let reading = table(text.as_bytes(), "a.csv", Department);
        assert_eq!(reading.project.declared, number::read("96.5"), "{row}");
        assert_eq!(
            (reading.project.indicators.len(), remarks(&reading).as_str()),
            (1, said),
            "{row}"
        );
    }
    // The points of all rows, and money, are none.
    for row in ["合计,,,100,", "合计,1200,1100,1000,900"] {
        let text = format!("2023年度自评表\n三级指标,指标值,完成值,分值,得分\n甲数,≥10次,11次,100,96.5\n{row}\n");
        assert_eq!(
            table(text.as_bytes(), "a.csv", Department).project.declared,
            None,
            "{row}"
        );
    }
}

#[test]
fn a_table_goes_on_behind_its_notes_and_ends_at_the_budget() {
    let text = "2023年度部门整体支出绩效自评表\n单位名称,某局,,自评总分,96.5\n三级指标,指标值,实际完成值,分值,得分\n\
        甲数,≥10次,11次,50,50\n注：以上取自业务系统,,,,\n乙数,≥10次,9次,50,46.5\n,年初预算数,全年预算数,全年执行数,执行率\n\
        部门整体支出总额,1000,1200,1100,91.67%\n合计,1000,1200,1100,\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(
        listing(&reading),
        "-|||甲数|AtLeast(10)|次|Number(11)|50|50\n-|||乙数|AtLeast(10)|次|Number(9)|50|46.5\n"
    );
    assert_eq!(reading.project.declared, number::read("96.5"));
    let said = remarks(&reading);
    assert!(
        said.contains("第2行第5列：“自评总分”96.5按自评填报总分读入，请核对\n"),
        "{said}"
    );
    assert!(
        said.contains("第6行第1列：第5行像是表尾，其后又有指标，照常读入，请核对\n"),
        "{said}"
    );
    let line = &reading.project.budget.lines[0];
    assert_eq!(
        (line.initial, line.actual),
        (number::read("1000"), number::read("1100"))
    );
}

#[test]
fn an_indicator_that_begins_as_a_foot_does_is_an_indicator() {
    let names = [
        "总分馆建设数",
        "存在问题整改率",
        "改进措施落实数",
        "联系人大代表次数",
        "合计报送次数",
        "小计量器具检定数",
        "备注栏填写数",
        "项目负责人培训次数",
    ];
    let rows: String = names.iter().map(|name| format!("{name},≥5次,6次,10,10\n")).collect();
    let text = format!(
        "2023年度自评表\n三级指标,指标值,实际完成值,分值,得分\n{rows}小计（产出）,,,80,78\n合计得分,,,80,78\n总计报送,,,80,\n\
         存在问题,人手不足\n"
    );
    let reading = table(text.as_bytes(), "a.csv", Department);
    let read: Vec<&str> = (reading.project.indicators.iter())
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(read, names);
    assert_eq!(
        remarks(&reading),
        "第13行第1列：“总计报送”按合计行理解，没有作为指标读入，请核对\n\
         第14行第1列：评分办法的表中没有“存在问题”一栏，其内容按文字保留，不打印\n"
    );
}

#[test]
fn levels_go_on_behind_a_sub_total_and_on_the_next_page() {
    let headings = "一级指标,二级指标,三级指标,指标值,实际完成值,分值\n";
    let text = format!(
        "2023年度自评表\n{headings}产出指标,数量指标,甲,≥5次,6次,10\n产出指标,小计,,,,10\n,,乙,≥5次,6次,10\n本页小计,,,,,20\n{headings}\
         ,,丙,≥5次,6次,10\n"
    );
    let reading = table(text.as_bytes(), "a.csv", Department);
    let levels: Vec<_> = (reading.project.indicators.iter())
        .map(|one| (one.name.as_str(), one.level1.as_str(), one.level2.as_str()))
        .collect();
    let expected = ["甲", "乙", "丙"].map(|name| (name, "产出指标", "数量指标"));
    assert_eq!(levels, expected);
    assert_eq!(remarks(&reading), "");
}

#[test]
fn a_row_that_numbers_the_columns_is_no_indicator() {
    let headings = "三级指标,指标值,实际完成值,分值\n";
    for marks in ["栏次,1,2,3", "1,2,3,4", "甲,（A）,（B）,1", "甲,1,2,3"] {
        let text = format!("2023年度自评表\n{headings}{marks}\n检查,≥5次,6次,10\n甲,≥1次,2次,3\n");
        let reading = table(text.as_bytes(), "a.csv", Department);
        assert_eq!(reading.project.indicators.len(), 2, "{marks}");
        assert_eq!(remarks(&reading), "第3行第1列：这一行是栏次，没有作为指标读入\n");
    }
}

#[test]
fn a_second_table_with_other_headings_is_said() {
    let text = "2023年度自评表\n三级指标,指标值,实际完成值,分值\n甲数,≥5次,6次,10\n\n\
        一级指标,三级指标,指标值,实际完成值,分值\n效益指标,乙数,≥5次,6次,10\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(reading.project.indicators.len(), 2);
    assert_eq!(
        remarks(&reading),
        "第5行第2列：这里另有一个表头，其下的指标与前面的一并读入，请核对\n"
    );
}

#[test]
fn what_stands_below_the_table_is_said_and_every_column_of_notes_is_kept() {
    let text = "2023年度自评表\n三级指标,指标值,实际完成值,分值,备注,说明\n甲,≥5次,6次,10,见台账,含街道\n\
        注：1.本表一式两份\n2.户数以登记系统为准,,三月核对\n填表人：张三\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(reading.project.indicators[0].note, "见台账\n含街道");
    assert_eq!(
        remarks(&reading),
        "第4行第1列：表格下面有2行没有读入：“注：1.本表一式两份”“2.户数以登记系统为准｜三月核对”，需要时请自行填写\n\
         第6行第1列：评分办法的表中没有“填表人”一栏，其内容按文字保留，不打印\n"
    );
}

#[test]
fn a_quote_that_is_not_closed_is_said() {
    let text = "2023年度自评表\n三级指标,指标值,实际完成值,分值,偏差原因\n甲,≥5次,6次,10,\"屏幕\n乙,≥5次,6次,10,24\"\n\
        丙,≥5次,6次,10,\"人手,\n不足\"\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(reading.project.indicators.len(), 2);
    assert_eq!(
        remarks(&reading),
        "第3行第5列：引号内的文字有换行，还有多个分隔符：可能是引号没有成对，后面的格或行并入了这一格，请核对\n"
    );
}

#[test]
fn what_stands_under_the_total_is_no_goal() {
    let note = "填报说明：1.定量指标按正向计分。填报人：陈某";
    for (total, notes) in [
        ("合计", vec![note]),
        ("总分", vec!["审核意见：同意", "制表：陈某"]),
        ("总分（100分）", vec!["2.定性指标分三档。", "陈某 2025年3月3日"]),
        // Without a row of the sum.
        ("", vec!["审核意见：同意"]),
    ] {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let headings = [
            "年度目标",
            "一级指标",
            "三级指标",
            "指标值",
            "实际完成值",
            "分值",
            "得分",
        ];
        let goal = ["目标1（40分）：稳粮", "产出指标", "甲数", "≥10次", "11次", "40", "40"];
        let rows = [["2024年度自评表"; 7], headings, goal];
        for (row, texts) in (0..).zip(rows) {
            sheet.write_row(row, 0, texts).expect("a row");
        }
        let mut row = 3;
        if !total.is_empty() {
            sheet
                .write_row(row, 0, [total, "", "", "", "", "40", "40"])
                .expect("a row");
            row += 1;
        }
        let first = row + 1;
        for text in &notes {
            sheet
                .merge_range(row, 0, row, 6, text, &rust_xlsxwriter::Format::default())
                .expect("a merge");
            row += 1;
        }
        let reading = table(&book.save_to_buffer().expect("a workbook"), "a.xlsx", Department);
        let goals: Vec<&str> = reading.project.goals.iter().map(|goal| goal.text.as_str()).collect();
        assert_eq!(goals, ["稳粮"], "{notes:?}");
        assert_eq!(listing(&reading).lines().count(), 1, "{}", listing(&reading));
        let quoted: String = notes.iter().map(|note| format!("“{note}”")).collect();
        let said = format!(
            "第{first}行第1列：表格下面有{}行没有读入：{quoted}，需要时请自行填写\n",
            notes.len()
        );
        assert!(remarks(&reading).ends_with(&said), "{}", remarks(&reading));
    }
    // As csv has it; an indicator below a sum goes on.
    let text = "2024年度自评表\n年度目标,三级指标,指标值,完成值,分值\n目标1（20分）：稳粮,甲数,≥10次,11次,20\n合计,,,,20\n\
        制表：陈某,审核：李某,,,\n目标2（20分）：增收,乙数,≥10次,11次,20\n合计,,,,20\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(listing(&reading).lines().count(), 2, "{}", listing(&reading));
    assert_eq!(reading.project.goals.len(), 2);
    assert_eq!(
        remarks(&reading),
        "第5行第1列：表格下面有1行没有读入：“制表：陈某｜审核：李某”，需要时请自行填写\n"
    );
}

#[test]
fn the_points_of_a_goal_may_stand_at_its_end() {
    for (label, name, text) in [
        (
            "年度目标1：稳定粮食（含大豆）生产（40分）",
            "年度目标1",
            "稳定粮食（含大豆）生产",
        ),
        ("目标1：稳定粮食生产（40 分）。", "目标1", "稳定粮食生产"),
        ("目标1（40分）：稳定粮食生产", "目标1", "稳定粮食生产"),
        ("稳定粮食生产(40分)", "稳定粮食生产", ""),
    ] {
        let text_of = format!("2024年度自评表\n年度目标,三级指标,指标值,完成值,分值\n{label},甲数,≥10次,11次,40\n");
        let reading = table(text_of.as_bytes(), "a.csv", Department);
        let goals = &reading.project.goals;
        assert_eq!(goals.len(), 1, "{label}");
        let goal = &goals[0];
        assert_eq!(
            (goal.name.as_str(), goal.text.as_str(), goal.points),
            (name, text, number::read("40")),
            "{label}"
        );
    }
    // What else stands in brackets there is of the text.
    let text = "2024年度自评表\n年度目标,三级指标,指标值,完成值,分值\n年度目标1：稳定粮食生产（含40个村）,甲数,≥10次,11次,40\n";
    let goals = table(text.as_bytes(), "a.csv", Department).project.goals;
    assert_eq!(
        (goals[0].text.as_str(), goals[0].points),
        ("稳定粮食生产（含40个村）", None)
    );
}

#[test]
fn a_unit_behind_the_name_counts_where_the_target_is_kept_as_text() {
    let text = "2024年度自评表\n三级指标,指标值,完成值,分值\n收入增长率（%）,≥7%左右,7.4,40\n景气（%）,平稳,平稳,40\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    let units: Vec<&str> = reading.project.indicators.iter().map(|one| one.unit.as_str()).collect();
    assert_eq!(units, ["%", ""]);
}

#[test]
fn a_day_on_which_something_was_done_is_understood() {
    for (actual, day, is_said) in [
        ("2024年8月完成", "2024-08-31", true),
        ("2024.8", "2024-08-31", true),
        ("8月底完成", "2024-08-31", false),
        ("已于8月15日完成", "2024-08-15", false),
        ("2024年8月15日全部完成", "2024-08-15", false),
        ("于2024-08-15办结。", "2024-08-15", false),
    ] {
        let text = format!("2024年度自评表\n三级指标,指标值,完成值,分值\n补贴发放,2024年9月底前,{actual},40\n");
        let reading = table(text.as_bytes(), "a.csv", Department);
        let read = &reading.project.indicators[0].actual;
        assert_eq!(*read, Some(Actual::Date(day.parse().expect("a day"))), "{actual}");
        assert_eq!(!reading.remarks.is_empty(), is_said, "{actual}: {}", remarks(&reading));
    }
    for actual in ["8月前完成", "计划8月15日完成", "8月15日完成一半"] {
        let text = format!("2024年度自评表\n三级指标,指标值,完成值,分值\n补贴发放,2024年9月底前,{actual},40\n");
        let reading = table(text.as_bytes(), "a.csv", Department);
        assert_eq!(
            reading.project.indicators[0].actual,
            Some(Actual::Text(actual.to_owned()))
        );
    }
}

#[test]
fn headings_over_two_rows_may_name_the_year() {
    let text = "2024年度自评表\n\
        一级指标,二级指标,三级指标,年度指标值,,实际完成值,分值,得分\n\
        ,,,年初,调整,,,\n\
        产出指标,数量指标,检查户数,≥100户,≥110户,120户,10,10\n\
        ,,培训场次,≥10场,,8场,10,8\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(
        listing(&reading),
        "-|产出指标|数量指标|检查户数|AtLeast(110)|户|Number(120)|10|10\n\
         -|产出指标|数量指标|培训场次|AtLeast(10)|场|Number(8)|10|8\n"
    );
    assert_eq!(remarks(&reading), "");
}

#[test]
fn what_is_told_together_is_of_one_kind() {
    let text = "2024年度自评表\n三级指标,指标值,完成值,分值\n\
        甲,≥10次,若干,1\n乙,≥10次,不少,1\n丙,按时完成,说不准,1\n丁,3月底前,说不准,1\n戊,≥10次,若干,1\n";
    let reading = table(text.as_bytes(), "2023.csv", Department);
    let groups: Vec<String> = grouped(&reading.remarks).iter().map(ToString::to_string).collect();
    assert_eq!(
        groups,
        [
            "第3列（3处）：实际完成值“…”不是确切的数字，已按文字保留\n    第3、7行“若干”；第4行“不少”",
            "第5行第3列：实际完成值“说不准”不是“是”或“否”，已按文字保留",
            "第6行第3列：实际完成值“说不准”不是日期，已按文字保留",
            "第1行第1列：表中写的是2024年，与文件名“2023.csv”中的年份不一致，按2024年读入，请核对",
        ]
    );
}

#[test]
fn a_goal_below_the_budget_is_no_line_of_it() {
    let text = "2024年度部门整体支出绩效自评表\n单位名称：某局\n\
        预算执行情况（万元）,,年初预算数,全年预算数,全年执行数,执行率\n\
        ,部门整体支出总额,3000,3000,2900,96.67%\n\
        ,其中：基本支出,1000,1000,1000,100%\n\
        ,项目支出,2000,2000,1900,95%\n\
        ,其他资金,,,-,\n\
        年度目标1（40分）,保障安全,,,,\n\
        一级指标,二级指标,三级指标,指标值,实际完成值,分值\n\
        产出指标,数量指标,检查,≥10次,12次,40\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    let project = &reading.project;
    assert_eq!(project.goals.len(), 1, "{}", remarks(&reading));
    assert_eq!(
        (project.goals[0].text.as_str(), project.indicators[0].goal.is_some()),
        ("保障安全", true)
    );
    assert_eq!((project.budget.lines.len(), remarks(&reading).as_str()), (2, ""));
    // What else stands there is said.
    for (label, said) in [("资产情况说明", "账实相符"), ("预算说明", "因政策调整，项目支出增加。")]
    {
        let other = text.replace("年度目标1（40分）,保障安全", &format!("{label},{said}"));
        let reading = table(other.as_bytes(), "a.csv", Department);
        let unread = format!("第8行第1列：表格上面的“{label}｜{said}”没有读入");
        assert!(remarks(&reading).contains(&unread), "{}", remarks(&reading));
    }
}

#[test]
fn of_many_cells_without_a_value_none_goes_untold() {
    let rows: String = (0..300).map(|row| format!("甲{row},≥10次,#N/A,1\n")).collect();
    let text = format!("2024年度自评表\n三级指标,指标值,完成值,分值\n{rows}");
    let said = remarks(&table(text.as_bytes(), "a.csv", Department));
    assert_eq!(said.matches("单元格是错误值“#N/A”").count(), 200);
    assert!(
        said.contains("第1行第1列：另有100个单元格是没有结果的公式、错误值"),
        "{said}"
    );
}

#[test]
fn levels_in_the_column_of_the_names_are_no_indicators() {
    let text = "2024年度自评表\n指标名称,指标值,完成值,分值,得分\n产出指标,,,50,\n数量指标,,,20,\n\
        检查户数,≥10户,12户,20,20\n质量指标,——,,30,\n合格率,≥95,0.96,30,30\n效益指标,,,30,\n\
        社会效益指标,,,30,\n投诉,≤5件,4件,30,30\n";
    let scheme = hengji::schemes::find("hubei_dept").expect("a scheme");
    let reading = hengji::table::read(text.as_bytes(), "a.csv", &scheme).expect("reads");
    assert_eq!(
        listing(&reading),
        "-|产出指标|数量指标|检查户数|AtLeast(10)|户|Number(12)|20|20\n\
         -|产出指标|质量指标|合格率|AtLeast(95)||Number(0.96)|30|30\n\
         -|效益指标|社会效益指标|投诉|AtMost(5)|件|Number(4)|30|30\n"
    );
    // Where the second levels stand alone, each belongs to the first one that has it.
    let alone = text
        .replace("产出指标,,,50,\n", "")
        .replace("效益指标,,,30,\n社会", "社会");
    let alone = hengji::table::read(alone.as_bytes(), "a.csv", &scheme).expect("reads");
    assert_eq!(listing(&alone), listing(&reading));
    let said = remarks(&reading);
    assert_eq!(said.matches("没有作为指标读入").count(), 5, "{said}");
    assert!(
        said.contains("第7行第3列：实际完成值“0.96”像是以小数表示的百分比，指标值是“≥95”，请核对"),
        "{said}"
    );
}

#[test]
fn an_indicator_that_is_called_as_a_level_is_one() {
    let text = "2024年度自评表\n一级指标,二级指标,三级指标,指标值,完成值,分值,得分\n\
        产出指标,数量指标,检查户数,≥10户,12户,20,20\n满意度指标,服务对象满意度指标,服务对象满意度指标,,,10,\n";
    let scheme = hengji::schemes::find("hubei_dept").expect("a scheme");
    let reading = hengji::table::read(text.as_bytes(), "a.csv", &scheme).expect("reads");
    assert_eq!(
        listing(&reading),
        "-|产出指标|数量指标|检查户数|AtLeast(10)|户|Number(12)|20|20\n\
         -|满意度指标|服务对象满意度指标|服务对象满意度指标|-||-|10|-\n"
    );
}
