//! What stands above the table and beside it: taken where the project has a place for it, said where it has none.

use hengji::model::scheme::SchemeLevel::{Department, SpendingProject};
use hengji::model::{Kind, Scheme, number};
use hengji::schemes;
use hengji::table::{Reading, Wanted, read, read_as};
use rust_xlsxwriter::Workbook;

use super::{listing, remarks, table};

/// The table of every head here.
const TABLE: &str = "三级指标,指标值,实际完成值,分值\n堤防加固,≥12公里,12.5公里,40\n";

fn shipped(id: &str) -> std::sync::Arc<Scheme> {
    schemes::find(id).expect("a shipped scheme")
}

/// Reads a csv text under a shipped scheme.
fn under(id: &str, text: &str) -> Reading {
    read(text.as_bytes(), "a.csv", &shipped(id)).expect("a table")
}

#[test]
fn labels_above_the_table_are_taken_or_said() {
    let head = "附件2\n部门整体支出绩效自评表\n预算年度,2023,,填报单位,东湖区水务局\n\
        联系人,张三,联系电话：027-8888\n主管部门：东湖区人民政府    填报日期：2024年3月1日\n单位：万元\n";
    let reading = under("hubei_dept", &format!("{head}{TABLE}"));
    let project = &reading.project;
    assert_eq!((project.year, project.department.as_str()), (2023, "东湖区水务局"));
    assert_eq!(project.filled_on.map(number::date).as_deref(), Some("2024年3月1日"));
    assert_eq!(
        remarks(&reading),
        "第4行第1列：表格上面的“联系人｜张三｜联系电话：027-8888”没有读入，需要时请自行填写\n\
         第5行第1列：“主管部门：东湖区人民政府”没有读入，请核对\n"
    );
    // Where the form asks for them they are texts of the form.
    let head = "2023年度自评表\n主管部门,融媒体中心,财政处室,教科文处\n部门联系人,张三,联系电话,027-8888\n";
    let reading = under("chongqing_dept", &format!("{head}{TABLE}"));
    let text = |label| reading.project.form_text(label);
    assert_eq!(
        [text("财政处室"), text("部门联系人"), text("联系电话")],
        ["教科文处", "张三", "027-8888"]
    );
    assert_eq!(reading.project.department, "融媒体中心");
    assert_eq!(remarks(&reading), "");
}

#[test]
fn what_is_ticked_above_the_table_is_chosen() {
    let ticked = |words: &str| {
        let head = format!("2023年度自评表\n项目名称,智慧水务\n项目类别,{words}\n");
        let reading = under("hubei_project", &format!("{head}{TABLE}"));
        assert!(!remarks(&reading).contains("类别"), "{}", remarks(&reading));
        match reading.project.kind {
            Kind::SpendingProject(head) => head.category,
            Kind::Department => panic!("a spending project"),
        }
    };
    for words in [
        "1、部门预算项目□  2、市直专项☑  3、市对下转移支付项目□",
        "□部门预算项目 ☑市直专项 □市对下转移支付项目",
        "部门预算项目（ ） 市直专项（√）",
        "市直专项",
    ] {
        assert_eq!(ticked(words), "市直专项", "{words}");
    }
    assert_eq!(ticked("1、部门预算项目□ 2、市直专项□"), "");
}

#[test]
fn a_budget_block_is_taken_with_its_carry_over_and_its_reason() {
    let head = "2023年度自评表\n项目资金（元）,,年初预算数,全年预算数,上年结转,全年执行数,执行率,得分,未完成原因,备用数\n\
        ,年度资金总额,\"1,000,000\",\"1,200,000\",50000,\"1,150,000\",95.8%,9.6,汛期停工,7\n";
    let reading = under("mof2020_project", &format!("{head}{TABLE}"));
    let budget = &reading.project.budget;
    let line = &budget.lines[0];
    let amounts = [line.initial, line.adjusted, line.carry_over, line.actual];
    assert_eq!(amounts, ["100", "120", "5", "115"].map(number::read));
    assert_eq!(
        (budget.explanation.as_str(), budget.declared),
        ("汛期停工", number::read("9.6"))
    );
    let said = remarks(&reading);
    for sentence in [
        "第2行第10列：不认识预算的“备用数”一栏，其中1行的内容没有读入\n",
        "上年结转单独读入，不含在调整后预算数之内，请核对\n",
    ] {
        assert!(said.contains(sentence), "{said}");
    }
    // A second block would be a second budget.
    let twice = format!("{head}\n{head}{TABLE}");
    assert!(remarks(&under("mof2020_project", &twice)).contains("第6行第1列：这里另有一个预算表，没有读入"));
}

#[test]
fn every_goal_of_the_year_is_taken() {
    let head =
        "2023年度自评表\n年度总体目标,预期目标,,实际完成情况\n,防洪安全,,无险情\n,水质提升,,达标\n项目概况,三期工程\n";
    let reading = table(format!("{head}{TABLE}").as_bytes(), "a.csv", SpendingProject);
    let goals = reading.project.goals.iter();
    let goals: Vec<[&str; 2]> = goals.map(|goal| [goal.text.as_str(), goal.achieved.as_str()]).collect();
    assert_eq!(goals, [["防洪安全", "无险情"], ["水质提升", "达标"]]);
    let said = remarks(&reading);
    assert!(
        said.contains("第5行第1列：表格上面的“项目概况｜三期工程”没有读入"),
        "{said}"
    );
}

#[test]
fn an_error_of_a_formula_is_no_value_and_a_name_alone_is_said() {
    let text = "2023年度自评表\n三级指标,指标值,实际完成值,分值\n#REF!,≥5次,6次,5\n甲数,≥5次,#N/A,10\n乙数,,,\n\
        丙数,≥5次,###,10\n#1泵站检修,≥1次,1次,10\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(
        listing(&reading),
        "-|||甲数|AtLeast(5)|次|-|10|-\n-|||乙数|-||-|-|-\n-|||丙数|AtLeast(5)|次|-|10|-\n\
         -|||#1泵站检修|AtLeast(1)|次|Number(1)|10|-\n"
    );
    let error =
        |word: &str| format!("单元格是错误值“{word}”，按未填处理；请在 Excel 或 WPS 中改正后重新导入，或自行填写\n");
    let (name, missing, narrow) = (error("#REF!"), error("#N/A"), error("###"));
    assert_eq!(
        remarks(&reading),
        format!(
            "第3行第1列：{name}第3行第2列：这一行没有三级指标名称，未读入：≥5次｜6次｜5\n第4行第3列：{missing}\
             第5行第1列：“乙数”只有名称，没有指标值、完成值和分值，按未填的指标读入，请核对\n第6行第3列：{narrow}"
        )
    );
}

#[test]
fn the_unit_of_a_heading_is_that_of_its_values() {
    let text = "2023年度自评表\n三级指标,指标值（%）,实际完成值（%）,分值\n合格率,≥95,96.5,20\n办结率,≥0.95,0.98,20\n\
        检查户数（户）,≥5,6,20\n完成时间,12月底前,12月1日,20\n";
    let reading = table(text.as_bytes(), "a.csv", Department);
    assert_eq!(
        listing(&reading),
        "-|||合格率|AtLeast(95)|%|Number(96.5)|20|-\n-|||办结率|AtLeast(0.95)|%|Number(0.98)|20|-\n\
         -|||检查户数（户）|AtLeast(5)|户|Number(6)|20|-\n-|||完成时间|ByDate(2023-12-31)||Date(2023-12-01)|20|-\n"
    );
    let said = remarks(&reading);
    assert!(
        said.starts_with("第3行第2列：没有写明计量单位的，按表头中的“%”读入，请核对\n"),
        "{said}"
    );
    assert!(said.contains("第4行第3列：“0.98”按0.98%读入"), "{said}");
}

/// A workbook with a sheet of two indicators, one of one, a cover and a hidden sheet of one.
fn sheets() -> Vec<u8> {
    let mut book = Workbook::new();
    let table = |names: &[&str]| {
        let rows = names.iter().map(|name| format!("{name},≥5次,6次,10\n"));
        format!("三级指标,指标值,实际完成值,分值\n{}", rows.collect::<String>())
    };
    for (name, text) in [
        ("机关", table(&["甲数", "乙数"])),
        ("二级单位", table(&["丙数"])),
        ("封面", "单位名称,区水务局\n编制说明,仅供参考\n".to_owned()),
        ("底稿", table(&["丁数"])),
    ] {
        super::workbooks::sheet_of(&mut book, name, &text);
    }
    for sheet in book.worksheets_mut().iter_mut().filter(|sheet| sheet.name() == "底稿") {
        sheet.set_hidden(true);
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn the_wanted_sheet_is_read_and_the_others_are_named() {
    let scheme = super::scheme(Department);
    let bytes = sheets();
    let of = |sheet| {
        let wanted = Wanted {
            year: Some(2023),
            sheet,
        };
        read_as(&bytes, "表.xlsx", &scheme, wanted)
    };
    let names = |reading: &Reading| -> Vec<String> {
        let names = reading.project.indicators.iter();
        names.map(|one| one.name.clone()).collect()
    };
    let others = |reading: &Reading| -> Vec<String> {
        let others = reading.sheets.iter().filter(|sheet| !sheet.is_read);
        others.map(|sheet| sheet.name.clone()).collect()
    };
    let usual = of(None).expect("a table");
    assert_eq!(
        (names(&usual), others(&usual)),
        (vec!["甲数".into(), "乙数".into()], vec!["二级单位".into()])
    );
    assert_eq!(usual.project.department, "区水务局");
    let said = remarks(&usual);
    assert!(
        said.contains("指标取自“机关”；“封面”中没有指标表，除单位、年度等以外没有读入"),
        "{said}"
    );
    let other = of(Some("二级单位")).expect("a table");
    assert_eq!(
        (names(&other), others(&other)),
        (vec!["丙数".into()], vec!["机关".into()])
    );
    assert_eq!(names(&of(Some("底稿")).expect("a hidden table")), ["丁数"]);
    let refusal = |sheet| of(Some(sheet)).expect_err("no table").to_string();
    assert_eq!(
        refusal("丁"),
        "“表.xlsx”中没有名为“丁”的工作表，有的是“机关”“二级单位”“封面”"
    );
    assert!(
        refusal("封面").starts_with("在“封面”中没有找到指标表"),
        "{}",
        refusal("封面")
    );
}
