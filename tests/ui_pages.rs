//! The pages of the window by role and accessible name, on the shipped sample.

mod drawn;
mod first_use;

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{self, Event, Key, Modifiers, OutputCommand, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use hengji::examples::Example;
use hengji::model::budget::Amount;
use hengji::model::charts::{Colours, Order};
use hengji::model::{Actual, Edit, Field, Id, Indicator, Target};
use hengji::session::{Command, Question, Session};
use hengji::ui::{App, Page, Picker};
use rust_decimal::Decimal;

/// Notes what is asked and never answers.
#[derive(Clone, Default)]
struct Asked(Rc<RefCell<Vec<Question>>>);

impl Picker for Asked {
    fn open(&mut self, question: &Question, _wake: Box<dyn FnOnce() + Send>) {
        self.0.borrow_mut().push(question.clone());
    }

    fn answer(&mut self) -> Option<Vec<PathBuf>> {
        None
    }

    fn forget(&mut self) {}
}

fn window(session: Session, asked: &Asked, page: Page) -> Harness<'static, App> {
    let asked = asked.clone();
    Harness::builder()
        .with_size(egui::vec2(1440.0, 900.0))
        .with_max_steps(16)
        .build_eframe(move |creation| {
            let mut app = App::new(&creation.egui_ctx, session, Box::new(asked));
            app.show_page(page);
            app
        })
}

fn sample(page: Page) -> Harness<'static, App> {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Wuchang));
    window(session, &Asked::default(), page)
}

fn click(harness: &mut Harness<'static, App>, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    harness.run();
}

/// Finds what has a role and says something.
fn saying(role: Role, words: &'static str) -> impl Fn(&AccessKitNode<'_>) -> bool {
    move |node| node.role() == role && node.label().is_some_and(|label| label.contains(words))
}

/// Replaces what a field holds and finishes it by going elsewhere.
fn fill(harness: &mut Harness<'static, App>, field: &str, text: &str) {
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.event(Event::Text(text.to_owned()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
}

#[test]
fn every_level_shows_its_sum_of_weights_on_a_small_screen_and_the_rest_is_a_click_away() {
    let mut harness = sample(Page::Overview);
    harness.set_size(egui::vec2(1280.0, 720.0));
    harness.run();
    let shows = |harness: &Harness<'static, App>, words: &str| {
        let labels = harness.query_all_by_role(Role::Label);
        let mut said = labels.filter_map(|label| label.accesskit_node().value());
        said.any(|said| said.ends_with(words))
    };
    // The demanded sums of levels, all goals and all indicators are seen; those of single goals have less room.
    for sum in [
        "产出指标 40/40",
        "效益指标、满意度指标 40/40",
        "年度绩效目标合计 80/80",
        "全部指标 80/80",
    ] {
        assert!(shows(&harness, sum), "{sum}");
    }
    let goals = [
        "疫情防控与复工复产 8/8",
        "市场主体发展与质量提升 13/13",
        "食品药品与特种设备安全监管 31/31",
        "消费维权与价格监管 17/17",
        "长江禁捕与农贸市场改造 11/11",
    ];
    assert!(!goals.iter().all(|goal| shows(&harness, goal)), "there is room for all");
    harness.get_by(saying(Role::Button, "项分值合计符合要求")).click();
    harness.run();
    for goal in goals {
        assert!(shows(&harness, goal), "{goal}");
    }
}

#[test]
fn a_year_no_calendar_has_is_shown() {
    for year in [0, 9999, u16::MAX] {
        let mut session = Session::new(jiff::civil::date(2021, 3, 9));
        session.edit(&Edit::Year(year));
        window(session, &Asked::default(), Page::Basics).run();
    }
}

#[test]
fn the_overview_names_none_of_many_equal_losses_as_the_greatest() {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Wuchang));
    let mut short = Vec::new();
    for (indicator, row) in session.project().indicators.iter().zip(&session.card().rows) {
        if row.is_short() {
            let mut indicator = indicator.clone();
            indicator.weight = Some(2.into());
            indicator.target = Some(Target::AtLeast(10.into()));
            indicator.actual = Some(Actual::Number(5.into()));
            short.push(indicator);
        }
    }
    assert_eq!(short.len(), 4);
    session.edit(&Edit::Indicators(short));
    let mut harness = window(session, &Asked::default(), Page::Overview);
    harness.run();
    let labels = harness.query_all_by_role(Role::Label);
    let said: Vec<String> = labels.filter_map(|label| label.accesskit_node().value()).collect();
    let says = |words: &str| said.iter().any(|said| said.ends_with(words));
    assert!(says("等 4 项各失 1.00 分") && says("−1.00：4 项"), "{said:?}");
}

#[test]
fn what_is_unfilled_is_counted_with_the_budget_and_says_so() {
    for page in [Page::Overview, Page::Indicators] {
        let mut session = Session::new(jiff::civil::date(2021, 3, 9));
        session.run(Command::OpenExample(Example::Wuchang));
        let mut budget = session.project().budget.clone();
        budget.lines.clear();
        session.edit(&Edit::Budget(budget));
        let mut harness = window(session, &Asked::default(), page);
        harness.run();
        // Beside the total and at the foot of the window.
        let said = harness.query_all_by_label_contains("1 项未填（含预算执行）").count();
        assert_eq!(said, 2, "{page:?}");
    }
}

#[test]
fn a_click_on_a_mark_selects_the_indicator_and_its_own_chart_follows() {
    let mut harness = sample(Page::Charts);
    let description = harness.get_by_role(Role::Figure).accesskit_node().label();
    assert!(
        description.is_some_and(|text| text.contains("50项")),
        "the chart says in a sentence what it shows"
    );
    let row = saying(Role::ListItem, "5436");
    harness.get_by(&row).click();
    harness.run();
    assert_eq!(harness.get_by(&row).accesskit_node().is_selected(), Some(true));
    click(&mut harness, Role::Button, "目标与实际");
    assert!(
        harness.query_all_by_label_contains("152.44%").next().is_some(),
        "target and actual of the chosen one in its own unit"
    );
    click(&mut harness, Role::Link, "到指标页修改");
    assert!(
        harness.query_by_label("得分说明").is_some(),
        "the row is chosen in the editor and explained beside it"
    );
}

/// What 复制表格 puts on the clipboard.
fn copied_table(harness: &mut Harness<'static, App>) -> String {
    harness.get_by_role_and_label(Role::Button, "复制表格").click();
    harness.step();
    let mut commands = harness.output().platform_output.commands.iter();
    let copied = commands.find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    copied.expect("something is copied")
}

#[test]
fn rows_of_a_chart_stand_as_in_the_form_when_that_is_chosen() {
    let mut harness = sample(Page::Charts);
    let indicators = harness.state().session().project().indicators.iter();
    let names: Vec<String> = indicators.map(|one| one.name.clone()).collect();
    let copied = |harness: &mut Harness<'static, App>| -> Vec<String> {
        let lines = copied_table(harness);
        let cells = lines.lines().skip(1).map(|line| line.split('\t').next());
        cells.flatten().map(str::to_owned).collect()
    };
    assert_ne!(copied(&mut harness), names, "by lost points at first");
    let description = |harness: &Harness<'static, App>, words: &str| {
        let said = harness.get_by_role(Role::Figure).accesskit_node().label();
        said.is_some_and(|said| said.contains(words))
    };
    click(&mut harness, Role::Button, "按表序");
    assert!(description(&harness, "按表内顺序排列"));
    let rows = harness.query_all_by_role(Role::ListItem);
    let mut tops: Vec<(f32, String)> = rows
        .map(|row| (row.rect().top(), row.accesskit_node().label().unwrap_or_default()))
        .collect();
    tops.sort_by(|one, other| one.0.total_cmp(&other.0));
    assert!(
        tops.len() > 5
            && tops
                .iter()
                .zip(&names)
                .all(|((_, row), name)| row.contains(name.as_str()))
    );
    assert_eq!(copied(&mut harness), names);
    click(&mut harness, Role::Button, "目标与实际");
    assert!(description(&harness, "按表内顺序排列"), "it holds for the other chart");
    for unsorted in ["失分", "预算"] {
        click(&mut harness, Role::Button, unsorted);
        assert!(harness.query_by_label("按表序").is_none(), "{unsorted}");
    }
    click(&mut harness, Role::Button, "完成率");
    click(&mut harness, Role::Button, "按失分");
    assert!(description(&harness, "按失分从多到少排列"));
}

#[test]
fn colours_of_charts_are_chosen_from_a_menu_and_kept_in_the_project() {
    let mut harness = sample(Page::Charts);
    let chosen = |harness: &Harness<'static, App>| harness.state().session().project().charts;
    assert!(chosen(&harness).is_usual());
    click(&mut harness, Role::Button, "配色");
    click(&mut harness, Role::RadioButton, "绿、黄、红");
    assert_eq!(chosen(&harness).colours, Colours::Classic);
    assert!(harness.state().session().is_dirty(), "it is saved with the project");
    click(&mut harness, Role::Button, "按表序");
    assert_eq!(chosen(&harness).order, Order::Form);
}

#[test]
fn every_chart_has_its_table_and_the_table_goes_to_the_clipboard() {
    for chart in ["完成率", "目标与实际", "失分", "预算"] {
        let mut harness = sample(Page::Charts);
        click(&mut harness, Role::Button, chart);
        click(&mut harness, Role::Button, "表");
        let copied = copied_table(&mut harness);
        let mut lines = copied.lines();
        let columns = lines.next().expect("headings").split('\t').count();
        assert!(columns > 2, "{chart}");
        assert!(lines.clone().count() > 2, "{chart}");
        assert!(lines.all(|line| line.split('\t').count() == columns), "{chart}");
    }
}

#[test]
fn the_three_scores_stand_side_by_side_with_their_differences() {
    let mut harness = sample(Page::Indicators);
    assert!(
        harness.query_all_by_label_contains("96.00").next().is_some(),
        "the total is shown"
    );
    fill(&mut harness, "预计复核", "95.5");
    assert_eq!(
        harness.state().session().project().expected,
        hengji::model::number::read("95.5")
    );
    assert!(harness.query_by_label("−0.50").is_some(), "95.50 against 96.00");
    fill(&mut harness, "预计复核", "九十五");
    assert!(harness.query_by_label_contains("不是数字").is_some());
    assert_eq!(
        harness.state().session().project().expected,
        hengji::model::number::read("95.5"),
        "what is no number leaves the old value"
    );
}

#[test]
fn a_click_on_lost_points_explains_them() {
    let mut harness = sample(Page::Indicators);
    let before = harness.query_all_by_label_contains("备注2（定量指标计分原则）").next();
    assert!(before.is_none(), "the first row is qualitative");
    let lost = saying(Role::Button, "消费者权益保护宣传活动 −2.00");
    harness.get_by(lost).click();
    harness.run();
    assert!(harness.query_by_label("得分说明").is_some());
    assert!(
        harness
            .query_all_by_label_contains("备注2（定量指标计分原则）")
            .next()
            .is_some(),
        "with the regulation it rests on"
    );
}

#[test]
fn the_budget_is_edited_in_place_and_its_causes_are_balanced() {
    let mut harness = sample(Page::Budget);
    assert!(
        harness.query_by_label_contains("差额 −203.16").is_some(),
        "the published causes do not add up"
    );
    assert_eq!(harness.query_all_by_label("演示").count(), 3);
    fill(&mut harness, "项目支出调整预算", "3,287.41");
    let budget = &harness.state().session().project().budget;
    assert_eq!(budget.total(Amount::Adjusted), hengji::model::number::read("14974.86"));
    assert_eq!(
        harness.query_all_by_label("演示").count(),
        2,
        "typing takes the mark of sample data away"
    );
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(harness.query_all_by_label("演示").count(), 3, "one step of undo");
    click(&mut harness, Role::Button, "添加一行");
    assert_eq!(harness.state().session().project().budget.lines.len(), 3);
}

#[test]
fn the_head_of_the_form_takes_only_what_reads() {
    let mut harness = sample(Page::Basics);
    fill(&mut harness, "评价年度", "二〇");
    assert!(harness.query_by_label_contains("不是年度").is_some());
    fill(&mut harness, "填报日期", "2021年3月9日");
    let project = harness.state().session().project();
    assert_eq!(project.year, 2020);
    assert_eq!(project.filled_on, Some(jiff::civil::date(2021, 3, 9)));
    fill(&mut harness, "目标1分值", "9");
    assert!(
        harness.query_by_label_contains("合计 81，应为 80").is_some(),
        "the sum of the goals is held against the scheme"
    );
}

#[test]
fn fields_that_only_this_form_has_are_filled_in_with_their_room() {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Changjiang));
    let scheme = hengji::schemes::find("sichuan_project").expect("a shipped scheme");
    session.edit(&Edit::Scheme(scheme));
    let mut harness = window(session, &Asked::default(), Page::Basics);
    fill(&mut harness, "评价结论", "完成较好");
    assert_eq!(harness.state().session().project().form_text("评价结论"), "完成较好");
    assert!(harness.query_by_label("已写 4 / 200 字").is_some());
    let scheme = hengji::schemes::find("hubei_project").expect("a shipped scheme");
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Changjiang));
    session.edit(&Edit::Scheme(scheme));
    let mut harness = window(session, &Asked::default(), Page::Basics);
    click(&mut harness, Role::ComboBox, "项目类型");
    click(&mut harness, Role::Button, "延续性项目");
    let hengji::model::Kind::SpendingProject(head) = &harness.state().session().project().kind else {
        panic!("a spending project")
    };
    assert_eq!(head.term, "延续性项目");
}

#[test]
fn the_report_proposes_text_and_takes_the_officers() {
    let mut harness = sample(Page::Report);
    click(&mut harness, Role::Button, "采用并修改");
    let taken = harness.state().session().project().text("一.一").to_owned();
    assert!(taken.contains("得分为{{得分}}"), "{taken}");
    assert!(
        harness.query_by_label("96.00分").is_some(),
        "a number is shown as its value"
    );
    harness
        .get_by_label_contains("（四）上年度部门自评结果应用情况")
        .click();
    harness.run();
    fill(&mut harness, "（四）上年度部门自评结果应用情况", "已用于预算安排。");
    assert_eq!(harness.state().session().project().text("二.四"), "已用于预算安排。");
    assert_eq!(
        harness.state().session().project().text("一.一"),
        taken,
        "the other heading keeps its text"
    );
}

#[test]
fn what_cannot_be_is_refused_in_a_sentence_and_the_old_value_stays() {
    let mut harness = sample(Page::Indicators);
    let declared = |harness: &Harness<'static, App>| harness.state().session().project().declared;
    let before = declared(&harness);
    for typed in ["150", "-1"] {
        fill(&mut harness, "自评填报", typed);
        assert!(
            harness.query_by_label_contains("应在 0 到 100 之间").is_some(),
            "{typed}"
        );
        assert_eq!(declared(&harness), before);
    }
    fill(&mut harness, "自评填报", "100");
    assert_eq!(declared(&harness), Some(100.into()), "both ends are taken");

    let mut harness = sample(Page::Budget);
    let line = |harness: &Harness<'static, App>| harness.state().session().project().budget.lines[0].clone();
    let before = line(&harness);
    for amount in ["年初预算", "上年结转", "执行数"] {
        fill(&mut harness, &format!("基本支出{amount}"), "-5");
        assert!(
            harness.query_all_by_label_contains("不能小于 0").next().is_some(),
            "{amount}"
        );
        assert_eq!(line(&harness), before, "{amount}");
    }
    fill(&mut harness, "基本支出调整预算", "-5");
    assert_eq!(
        line(&harness).adjusted,
        Some((-5).into()),
        "what is taken back is below 0"
    );
    fill(&mut harness, "第1条金额", "-5");
    let project = harness.state().session().project();
    assert_eq!(project.budget.causes[0].amount, Some((-5).into()));
}

/// Pastes into a field of the budget; returns its lines: name, the amounts in printed order.
fn pasted(harness: &mut Harness<'static, App>, field: &str, block: &str) -> Vec<String> {
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run();
    harness.event(Event::Paste(block.to_owned()));
    harness.run();
    budget_lines(harness)
}

fn budget_lines(harness: &Harness<'static, App>) -> Vec<String> {
    let lines = &harness.state().session().project().budget.lines;
    let amount = |amount: Option<Decimal>| amount.map_or("-".to_owned(), hengji::model::number::plain);
    let lines = lines.iter().map(|line| {
        let amounts = Amount::ALL.map(|one| amount(line.amount(one)));
        format!(
            "{}{}|{}",
            line.label(),
            if line.name.is_empty() { "*" } else { "" },
            amounts.join("|")
        )
    });
    lines.collect()
}

#[test]
fn a_block_copied_from_a_spreadsheet_fills_the_budget_from_the_selected_field_in_one_step() {
    let mut harness = sample(Page::Budget);
    let before = budget_lines(&harness);
    let [basic, project] = before.as_slice() else {
        panic!("two lines")
    };
    let keeping = |line: &str, at: usize, amounts: &[&str]| {
        let mut cells: Vec<String> = line.split('|').map(str::to_owned).collect();
        for (amount, cell) in amounts.iter().zip(&mut cells[at..]) {
            *cell = (*amount).to_owned();
        }
        cells.join("|")
    };
    let undo = |harness: &mut Harness<'static, App>| {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
        assert_eq!(budget_lines(harness), before, "one step");
    };

    // To the right and down, in whatever unit and width the amounts are written.
    let block = "２，４８６．３２万元\t24,863,200元\r\n¥ 3亿\t\r\n";
    let lines = pasted(&mut harness, "基本支出调整预算", block);
    let expected = [
        keeping(basic, 2, &["2486.32", "2486.32"]),
        keeping(project, 2, &["30000", "-"]),
    ];
    assert_eq!(lines, expected);
    undo(&mut harness);

    // By its names and headings, wherever it is pasted; the row of sums is computed.
    let block = "支出（单位：元）\t执行数\t年初预算数\t执行率\n项目支出\t20000\t30000.5\t66%\n\
                 其中：专项业务费\t10000\t\t\n合计\t30000\t30000.5\t\n";
    let lines = pasted(&mut harness, "基本支出上年结转", block);
    let kept: Vec<&str> = project.split('|').collect();
    let expected = [
        basic.clone(),
        format!("{}|3.00005|{}|{}|2", kept[0], kept[2], kept[3]),
        "其中：专项业务费|-|-|-|1".to_owned(),
    ];
    assert_eq!(lines, expected);
    assert!(harness.query_by_label_contains("“30000”“30000.5”").is_some());
    undo(&mut harness);
    assert!(harness.query_by_label_contains("“30000”“30000.5”").is_none());

    // Over the names, line by line; below the last one lines are added.
    let lines = pasted(&mut harness, "项目支出名称", "公用经费\t7\n专项\t8\t9\n");
    let expected = [
        basic.clone(),
        keeping(project, 0, &["公用经费", "7"]),
        "专项|8|9|-|-".to_owned(),
    ];
    assert_eq!(lines, expected);
    undo(&mut harness);

    let lines = pasted(&mut harness, "基本支出名称", "人员经费\n公用经费\n");
    assert_eq!(
        lines,
        [keeping(basic, 0, &["人员经费"]), keeping(project, 0, &["公用经费"])]
    );
    undo(&mut harness);

    // An empty row clears what it lies over.
    let lines = pasted(&mut harness, "基本支出执行数", "\n5\n");
    assert_eq!(lines, [keeping(basic, 4, &["-"]), keeping(project, 4, &["5"])]);
    undo(&mut harness);

    // What is no amount stands marked in its field, and is not lost.
    let lines = pasted(&mut harness, "基本支出上年结转", "1\t约2\n3\t-4\t备用\n");
    assert_eq!(lines, [keeping(basic, 3, &["1"]), keeping(project, 3, &["3"])]);
    assert!(harness.query_by_label_contains("“约2”不是数字").is_some());
    assert!(harness.query_by_label_contains("不能小于 0").is_some());
    assert!(harness.query_by_label_contains("“备用”").is_some());
}

#[test]
fn an_amount_is_typed_in_whatever_unit_of_money() {
    let mut harness = sample(Page::Budget);
    for (typed, read) in [
        ("2,486.32万元", "2486.32"),
        ("２４，８６３，２００元", "2486.32"),
        ("1.5亿", "15000"),
    ] {
        fill(&mut harness, "基本支出执行数", typed);
        let actual = harness.state().session().project().budget.lines[0].actual;
        assert_eq!(actual, hengji::model::number::read(read), "{typed}");
    }
    fill(&mut harness, "基本支出执行数", "98%");
    assert!(harness.query_by_label_contains("“98%”不是数字").is_some());
}

#[test]
fn a_number_field_entered_by_tab_is_replaced_by_what_is_typed() {
    let mut harness = sample(Page::Budget);
    click(&mut harness, Role::TextInput, "项目支出年初预算");
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    harness.event(Event::Text("3100.5".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let lines = &harness.state().session().project().budget.lines;
    assert_eq!(lines[1].adjusted, hengji::model::number::read("3100.5"));
}

#[test]
fn undo_after_a_refused_number_leaves_what_was_done_before() {
    let mut harness = sample(Page::Budget);
    fill(&mut harness, "项目支出调整预算", "3,287.41");
    click(&mut harness, Role::TextInput, "项目支出年初预算");
    harness.run();
    harness.event(Event::Text("一千".to_owned()));
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    let lines = &harness.state().session().project().budget.lines;
    assert_eq!(lines[1].adjusted, hengji::model::number::read("3287.41"));
}

#[test]
fn the_first_line_of_a_budget_is_added_alone_and_typed_into() {
    let mut session = empty_project();
    session.edit(&Edit::Budget(hengji::model::Budget::default()));
    let mut harness = window(session, &Asked::default(), Page::Budget);
    click(&mut harness, Role::Button, "添加一行");
    harness.event(Event::Text("工资".to_owned()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    let lines = &harness.state().session().project().budget.lines;
    assert_eq!(
        lines.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(),
        ["工资"]
    );
}

#[test]
fn weights_have_their_points_in_line_and_what_is_missing_counts_the_budget_line() {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Wuchang));
    let mut budget = session.project().budget.clone();
    budget.lines.iter_mut().for_each(|line| line.actual = None);
    session.edit(&Edit::Budget(budget));
    let mut harness = window(session, &Asked::default(), Page::Indicators);
    harness.set_size([1280.0, 720.0].into());
    harness.run();
    assert!(!painted(&harness, "达成预期指标").is_empty(), "a short tier is whole");
    let is_painted = |weight: &str| {
        painted(&harness, weight)
            .iter()
            .any(|(_, text)| text.galley.text() == weight)
    };
    assert!(is_painted("5.0") && is_painted("1.8"), "as many decimals as 1.8 needs");
    assert!(harness.query_by_label("尚有 1 项未填（含预算执行），暂计").is_some());
    assert!(harness.query_by_label("○ 1 项未填（含预算执行）").is_some());
}

#[test]
fn a_budget_that_lacks_a_line_has_no_sum() {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Wuchang));
    let mut budget = session.project().budget.clone();
    budget.lines[1] = hengji::model::BudgetLine {
        id: budget.lines[1].id.clone(),
        kind: budget.lines[1].kind,
        ..Default::default()
    };
    session.edit(&Edit::Budget(budget));
    let mut harness = window(session, &Asked::default(), Page::Budget);
    harness.run();
    let texts = painted(&harness, "11,687.45");
    let stated = texts.iter().filter(|(_, text)| text.galley.text() == "11,687.45");
    assert_eq!(stated.count(), 2, "adjusted and spent of 基本支出, and no sums of them");
}

#[test]
fn what_carry_over_makes_of_the_budget_stands_below_it() {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Wuchang));
    let mut budget = session.project().budget.clone();
    budget.lines[0].carry_over = Some("12.55".parse().unwrap());
    budget.lines[1].carry_over = Some(0.into());
    session.edit(&Edit::Budget(budget));
    let mut harness = window(session, &Asked::default(), Page::Budget);
    harness.run();
    assert!(harness.query_by_label("含结转 11,700.00").is_some());
    assert!(
        harness.query_by_label("含结转 3,084.25").is_none(),
        "nothing is carried over"
    );
}

#[test]
fn what_is_longer_than_its_field_ends_in_dots_until_it_is_typed_in() {
    let mut harness = sample(Page::Data);
    let source = "自评结果报告一（二）3②";
    let cut = |harness: &Harness<'static, App>| {
        let shown = painted(harness, source);
        shown.iter().any(|(_, text)| text.galley.elided)
    };
    harness.set_size([1280.0, 720.0].into());
    harness.run();
    assert!(cut(&harness));
    let field = harness.get_all_by_role(Role::TextInput);
    let field = field
        .into_iter()
        .find(|node| node.value().is_some_and(|value| value.starts_with(source)));
    field.expect("the field").focus();
    harness.run();
    assert!(!cut(&harness), "whole while it is typed in");
}

/// The painted texts that hold some words, each with what it is clipped to.
fn painted(harness: &Harness<'static, App>, words: &str) -> Vec<(egui::Rect, egui::epaint::TextShape)> {
    fn collect(shape: &egui::Shape, clip: egui::Rect, into: &mut Vec<(egui::Rect, egui::epaint::TextShape)>) {
        match shape {
            egui::Shape::Text(text) => into.push((clip, text.clone())),
            egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, into)),
            _ => {}
        }
    }
    let mut texts = Vec::new();
    for clipped in &harness.output().shapes {
        collect(&clipped.shape, clipped.clip_rect, &mut texts);
    }
    texts.retain(|(_, text)| text.galley.text().contains(words));
    texts
}

#[test]
fn the_table_of_a_chart_cuts_no_name_and_has_its_numbers_in_line() {
    let mut harness = sample(Page::Charts);
    click(&mut harness, Role::Button, "表");
    harness.run();
    let names = harness.state().session().project().indicators.iter();
    let names: Vec<String> = names.take(4).map(|one| one.name.clone()).collect();
    for name in names {
        let whole = painted(&harness, &name);
        assert!(whole.iter().any(|(_, text)| !text.galley.elided), "{name}");
    }
    // 分值 with the mark of made-up values and without.
    let ends = |words: &str| -> Vec<f32> {
        let cells = harness.query_all_by_role_and_label(Role::Label, words);
        let cells: Vec<egui::Rect> = cells.map(|cell| cell.rect()).collect();
        let texts = painted(&harness, words.trim_end_matches("（演示）"));
        let texts = texts.iter().map(|(_, text)| text.visual_bounding_rect());
        let within = texts.filter(|text| cells.iter().any(|cell| cell.contains(text.center())));
        within.map(|text| text.right().round()).collect()
    };
    let targets: Vec<f32> = ["≥154（演示）", "≥3566"].into_iter().flat_map(ends).collect();
    assert!(
        targets.len() >= 2 && targets.iter().all(|end| *end == targets[0]),
        "{targets:?}"
    );
}

#[test]
fn a_symbol_at_the_end_of_an_axis_is_whole() {
    let harness = sample(Page::Charts);
    let symbols = painted(&harness, "▶");
    assert!(!symbols.is_empty(), "an indicator far over its target");
    for (clip, symbol) in symbols {
        assert!(
            clip.contains_rect(symbol.visual_bounding_rect()),
            "{clip} {:?}",
            symbol.pos
        );
    }
}

/// Changes the indicator of a row.
type Spoil = fn(&mut Indicator, usize);

/// The charts of an example whose indicators `spoil` changed, in a window of a size.
fn charts_of(example: Example, size: egui::Vec2, spoil: Spoil) -> Harness<'static, App> {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(example));
    let mut indicators = session.project().indicators.clone();
    for (index, indicator) in indicators.iter_mut().enumerate() {
        spoil(indicator, index);
    }
    session.edit(&Edit::Indicators(indicators));
    let mut harness = window(session, &Asked::default(), Page::Charts);
    harness.set_size(size);
    harness.run();
    harness
}

/// Gives a long name, values of ten digits and any direction.
fn enlarge(indicator: &mut Indicator, index: usize) {
    indicator.name = "全区市场主体登记注册与信用监管数据质量提升专项行动按期完成".to_owned();
    let bound = Decimal::from(9_999_999_999_u64 - index as u64);
    indicator.target = Some(match index % 3 {
        0 => Target::AtLeast(bound),
        1 => Target::AtMost(bound),
        _ => Target::Equal(bound),
    });
    let times = [Decimal::ONE, Decimal::TWO, Decimal::NEGATIVE_ONE][index / 3 % 3];
    indicator.actual = Some(Actual::Number(bound * times));
    indicator.unit = ["批次", "%", "万元"][index % 3].to_owned();
}

#[test]
fn no_word_of_a_chart_lies_on_another_one() {
    let projects: [(Example, Spoil, usize); 3] = [
        (Example::Wuchang, |_, _| {}, 10),
        (Example::Changjiang, |_, _| {}, 6),
        (Example::Wuchang, enlarge, 10),
    ];
    for (at, (example, spoil, words)) in projects.into_iter().enumerate() {
        for size in [egui::vec2(1440.0, 900.0), egui::vec2(1280.0, 720.0)] {
            let mut harness = charts_of(example, size, spoil);
            for chart in ["完成率", "目标与实际", "失分", "预算"] {
                click(&mut harness, Role::Button, chart);
                harness.run();
                if example == Example::Changjiang && chart == "失分" {
                    // Nothing is lost: a sentence says so, and nothing is to be filled in.
                    harness.get_by_label_contains("没有扣分可画");
                    assert!(harness.query_by_label("到指标页填写").is_none());
                    continue;
                }
                let area = harness.get_by_role(Role::Figure).rect();
                let mut texts = painted(&harness, "");
                texts.retain(|(clip, text)| {
                    let rect = text.visual_bounding_rect();
                    area.contains(rect.center()) && clip.contains(rect.center())
                });
                assert!(texts.len() > words, "{at} {chart}: {}", texts.len());
                for (index, (_, text)) in texts.iter().enumerate() {
                    let rect = text.visual_bounding_rect();
                    for (_, other) in &texts[..index] {
                        let shared = rect.intersect(other.visual_bounding_rect());
                        assert!(
                            shared.width() < 1.0 || shared.height() < 2.0,
                            "{at} {size} {chart}: {} lies on {}",
                            text.galley.text(),
                            other.galley.text()
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn the_name_of_the_department_breaks_into_even_lines() {
    let harness = sample(Page::Budget);
    let rows: Vec<Vec<usize>> = painted(&harness, "武昌区市场监督管理局")
        .iter()
        .map(|(_, text)| text.galley.rows.iter().map(|row| row.glyphs.len()).collect())
        .collect();
    assert_eq!(rows, [[5, 5]]);
}

#[test]
fn a_line_break_is_no_box_while_it_is_typed() {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Wuchang));
    let mut broken = session.project().indicators[0].clone();
    broken.name = "上一行\n下一行".to_owned();
    session.edit(&Edit::Indicators(vec![broken]));
    let mut harness = window(session, &Asked::default(), Page::Indicators);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    harness.run();
    harness.key_press(Key::F2);
    harness.run();
    let field = harness.get_by(saying(Role::TextInput, "编辑 上一行")).rect();
    let typed: Vec<String> = painted(&harness, "上一行")
        .into_iter()
        .filter(|(_, text)| field.contains(text.pos))
        .map(|(_, text)| text.galley.text().to_owned())
        .collect();
    assert!(typed.contains(&"上一行 下一行".to_owned()), "{typed:?}");
    assert!(!typed.iter().any(|text| text.contains('\n')), "{typed:?}");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(
        harness.state().session().project().indicators[0].name,
        "上一行\n下一行",
        "and it stays in the text"
    );
}

#[test]
fn an_empty_field_asks_in_weaker_ink_than_any_text() {
    let harness = sample(Page::Basics);
    let ink = |words: &str| painted(&harness, words)[0].1.galley.job.sections[0].format.color;
    assert_ne!(ink("如 2021-03-09"), ink("填报日期"));
}

#[test]
fn pages_without_data_say_what_to_fill_in_and_lead_there() {
    for (way, page) in [
        ("填基本信息", "填报日期"),
        ("新增指标", "还没有指标"),
        ("填预算", "添加一行"),
    ] {
        let mut harness = window(empty_project(), &Asked::default(), Page::Overview);
        assert!(harness.query_by_label("打开示例").is_none(), "it is open already");
        click(&mut harness, Role::Button, way);
        assert!(harness.query_all_by_label(page).next().is_some(), "{way}");
    }
    for (chart, way, page) in [
        ("完成率", "到指标页填写", "还没有指标"),
        ("目标与实际", "到指标页填写", "还没有指标"),
        ("失分", "到指标页填写", "还没有指标"),
        ("预算", "到预算页填写", "添加一行"),
    ] {
        let mut harness = window(empty_project(), &Asked::default(), Page::Charts);
        click(&mut harness, Role::Button, chart);
        assert!(
            harness.query_by_label_contains("请").is_some(),
            "{chart} says what to fill in"
        );
        click(&mut harness, Role::Button, way);
        assert!(harness.query_by_label(page).is_some(), "{chart}");
    }
}

/// Runs frames until the review beside the window has brought something about.
fn until(harness: &mut Harness<'static, App>, is_so: impl Fn(&Harness<'static, App>) -> bool) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
    harness.run();
    while !is_so(harness) {
        assert!(std::time::Instant::now() < end, "a review comes");
        std::thread::sleep(std::time::Duration::from_millis(2));
        harness.run();
    }
}

/// A project that has a department and nothing else.
fn empty_project() -> Session {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.edit(&Edit::Department("某市档案局".to_owned()));
    session
}

#[test]
fn an_empty_project_shows_the_weights_its_scheme_demands_and_no_score() {
    let harness = window(empty_project(), &Asked::default(), Page::Indicators);
    assert!(harness.query_by_label_contains("全部指标 0/80").is_some());
    assert!(harness.query_by_label_contains("0.00").is_none());
}

#[test]
fn the_overview_says_what_to_do_first_and_then_what_a_leader_asks() {
    let asked = Asked::default();
    let mut harness = window(Session::new(jiff::civil::date(2021, 3, 9)), &asked, Page::Overview);
    click(&mut harness, Role::Button, "打开");
    assert_eq!(
        *asked.0.borrow(),
        [Question::PickProject {
            folder: hengji::file::documents()
        }]
    );
    click(&mut harness, Role::Button, "取消");
    click(&mut harness, Role::Button, "打开示例");
    assert!(harness.query_by_label_contains("含演示数据：标有").is_some());
    assert!(
        harness
            .query_by_label_contains("自评 96.00 分，等级“优”；50 项指标完成 46 项")
            .is_some()
    );
    // The gravest findings of the check, once it is there.
    let over = || saying(Role::Button, "超额较大没有说明");
    until(&mut harness, |harness| harness.query_by(over()).is_some());
    assert!(harness.query_by(saying(Role::Button, "变动原因的金额合不上")).is_some());
    assert!(harness.query_by_label("到校核页查看全部意见").is_some());
    harness.get_by(over()).click();
    harness.run();
    assert!(harness.query_by_label("得分说明").is_some(), "a click leads to the row");
}

/// The text field under the heading shown on the report page.
fn text_field(harness: &mut Harness<'static, App>, heading: &str) {
    harness.get_by_label_contains(heading).click();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, heading).focus();
    harness.run();
}

/// What is said above a text of the report.
fn banner<'h>(harness: &'h Harness<'static, App>) -> Option<egui_kittest::Node<'h>> {
    harness.query_by_label_contains("▲ ")
}

#[test]
fn nothing_moves_below_a_pointer_that_is_pressed() {
    let mut harness = sample(Page::Report);
    let heading = "（四）上年度部门自评结果应用情况";
    text_field(&mut harness, heading);
    until(&mut harness, |harness| banner(harness).is_some());
    harness.event(Event::Text("结果已向各科室反馈。".to_owned()));
    harness.run();
    let button = harness.get_by_role_and_label(Role::Button, "引用数据…").rect();
    let press = |pressed| Event::PointerButton {
        pos: button.center(),
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.event(Event::PointerMoved(button.center()));
    harness.event(press(true));
    harness.run();
    harness.key_press(Key::Tab);
    for _ in 0..50 {
        harness.run();
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert!(banner(&harness).is_some(), "the text was taken, and its review waits");
    harness.event(press(false));
    until(&mut harness, |harness| banner(harness).is_none());
}

#[test]
fn a_number_is_put_into_the_text_by_its_name() {
    let mut harness = sample(Page::Report);
    let heading = "（四）上年度部门自评结果应用情况";
    text_field(&mut harness, heading);
    harness.event(Event::Text("新增{{市场主体 ".to_owned()));
    harness.run();
    let none = "没有这样的数据，请换几个字";
    assert!(harness.query_by_label(none).is_none());
    harness.event(Event::Text("甲".to_owned()));
    harness.run();
    assert!(harness.query_by_label(none).is_some());
    harness.key_press(Key::Backspace);
    harness.event(Event::Text("实际".to_owned()));
    harness.run();
    assert!(
        harness
            .query_by_label_contains("新增市场主体（个体户）的实际完成值 5436户")
            .is_some()
    );
    harness.key_press(Key::Enter);
    harness.run();
    harness.event(Event::Text("。".to_owned()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    let text = |harness: &Harness<'static, App>| {
        let project = harness.state().session().project();
        let text = project.texts.iter().find(|text| text.heading == "二.四").cloned();
        text.expect("a text under the heading")
    };
    assert_eq!(text(&harness).text, "新增{{F039.实际}}。");
    assert_eq!(text(&harness).seen, ["5436户"]);
    assert!(
        harness.query_by_label("5436户").is_some(),
        "shown as it will be printed"
    );

    // The same with the pointer, while the field has the focus; a name written out is one too.
    until(&mut harness, |harness| banner(harness).is_none());
    harness.get_by_role_and_label(Role::TextInput, heading).focus();
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, heading);
    assert_eq!(field.value().as_deref(), Some("新增{{新增市场主体（个体户）.实际}}。"));
    harness.event(Event::Text("{{受理各类投诉举报}}".to_owned()));
    harness.run();
    click(&mut harness, Role::Button, "引用数据…");
    harness.event(Event::Text("等级".to_owned()));
    harness.run();
    harness.get_by_label("等级 优").click();
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    let written = text(&harness);
    assert!(
        written.text.contains("{{等级}}") && written.text.contains("{{F039.实际}}。{{F078}}"),
        "{}",
        written.text
    );
    assert!(
        !written.text.replace("{{等级}}", "").contains("等级"),
        "what was typed made way: {}",
        written.text
    );
}

#[test]
fn the_names_offered_stand_whole_in_the_window_and_off_the_line_that_is_typed() {
    let is_beside_line = |harness: &Harness<'static, App>| {
        let caret = harness
            .output()
            .platform_output
            .ime
            .expect("a field typed in")
            .cursor_rect;
        let window = egui::Rect::from_min_size(egui::Pos2::ZERO, harness.ctx.content_rect().size());
        let title = harness.get_by_label("上下键选择，回车采用").rect();
        let offers = harness.query_all_by_role(Role::Button);
        let places: Vec<egui::Rect> = offers.map(|offer| offer.rect()).collect();
        let beside = places
            .iter()
            .filter(|place| place.left() == title.left() && place.top() > title.top());
        let places: Vec<egui::Rect> = beside.take(8).copied().chain([title]).collect();
        assert_eq!(places.len(), 9, "{places:?}");
        for place in places {
            let is_off_line = place.bottom() <= caret.top() || place.top() >= caret.bottom();
            assert!(window.contains_rect(place) && is_off_line, "{place} for {caret}");
        }
    };
    for size in [[1440.0, 900.0], [1280.0, 720.0]] {
        for lines in [0, 8, 40] {
            let mut harness = sample(Page::Report);
            text_field(&mut harness, "（四）上年度部门自评结果应用情况");
            harness.set_size(size.into());
            harness.event(Event::Text("一行\n".repeat(lines) + "{{"));
            harness.run();
            is_beside_line(&harness);
        }
        let mut harness = sample(Page::Indicators);
        harness.set_size(size.into());
        harness
            .get_by_role_and_label(Role::TextInput, "完成情况简要描述")
            .focus();
        harness.run();
        harness.event(Event::Text("{{".to_owned()));
        harness.run();
        is_beside_line(&harness);
    }
}

#[test]
fn a_text_whose_numbers_changed_says_so_until_it_is_read() {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Wuchang));
    let project = std::sync::Arc::clone(session.project());
    let indicator = project.indicator(&Id::new("F039")).expect("the indicator");
    let indicator = project.with_cell(indicator, Field::Actual, "5500").expect("a number");
    session.edit(&Edit::Cell {
        field: Field::Actual,
        indicator: Box::new(indicator),
    });
    let mut harness = window(session, &Asked::default(), Page::Report);
    let stale = "1.部门整体支出和重点工作情况 待核对";
    until(&mut harness, |harness| harness.query_by_label_contains(stale).is_some());
    harness.get_by_label_contains(stale).click();
    harness.run();
    assert!(harness.query_by_label_contains("由5436户变为5500户").is_some());
    click(&mut harness, Role::Button, "已核对");
    until(&mut harness, |harness| {
        harness.query_by_label_contains("由5436户变为5500户").is_none()
    });
    assert!(harness.query_by_label("5500户").is_some());
}

#[test]
fn another_outline_loses_no_text() {
    let mut harness = sample(Page::Report);
    harness.get_by_role_and_label(Role::ComboBox, "报告提纲").click();
    harness.run();
    harness
        .get_by_label_contains("项目支出绩效自评报告（国家通行格式）")
        .click();
    harness.run();
    assert!(harness.query_by_label_contains("（二）偏离绩效目标的原因").is_some());
    assert!(harness.query_by_label_contains("现用提纲中没有的文字").is_some());
    let project = harness.state().session().project();
    assert_eq!(project.scheme.outline.id, "mof_project");
    assert_eq!(
        project.text("一.二.1"),
        "{{F008}}",
        "what the outline does not print is kept"
    );
}

#[test]
fn facts_relations_and_evidence_are_kept_in_the_window() {
    let mut harness = sample(Page::Data);
    // A number typed here changes the report, and what must agree with it is held against it at once.
    harness.get_by_role_and_label(Role::Button, "勾稽关系 6");
    fill(&mut harness, "其中：群众投诉 数值", "37,037");
    let fact = |harness: &Harness<'static, App>, id: &str| {
        let facts = &harness.state().session().project().facts;
        facts.iter().find(|fact| fact.id.0 == id).cloned()
    };
    assert_eq!(fact(&harness, "F079").expect("群众投诉").value, Some(37037.into()));
    click(&mut harness, Role::Button, "勾稽关系 6 ▼ 不一致 1");
    harness.get_by_label_contains("不一致：应为 41140，现为 41141，相差 1");

    // A relation is made by picking its numbers.
    click(&mut harness, Role::Button, "添加勾稽关系");
    for (button, number) in [
        ("勾稽关系7结果", "受理各类投诉举报 41141件"),
        ("勾稽关系7加一项", "其中：群众投诉 37037件"),
        ("勾稽关系7加一项", "其中：举报 4103件"),
    ] {
        click(&mut harness, Role::Button, button);
        harness.event(Event::Text(number.split(' ').next().expect("a name").to_owned()));
        harness.run();
        click(&mut harness, Role::Button, number);
    }
    let made = harness
        .state()
        .session()
        .project()
        .relations
        .last()
        .cloned()
        .expect("a relation");
    let parts: Vec<&str> = made.parts.iter().map(|id| id.0.as_str()).collect();
    assert_eq!((made.whole.0.as_str(), parts), ("F078", vec!["F079", "F080"]));
    harness.get_by_role_and_label(Role::Button, "勾稽关系 7 ▼ 不一致 2");

    // Evidence: what it is, its day, what it proves.
    click(&mut harness, Role::Button, "佐证材料 0");
    click(&mut harness, Role::Button, "添加佐证材料");
    // The cursor stands in the name.
    harness.event(Event::Text("投诉举报台账".to_owned()));
    harness.run();
    fill(&mut harness, "佐证材料1形成日期", "2020年12月31日");
    click(&mut harness, Role::Button, "佐证材料1证明的数");
    click(&mut harness, Role::Button, "执行率 109%");
    let entry = harness
        .state()
        .session()
        .project()
        .evidence
        .first()
        .cloned()
        .expect("an entry");
    assert_eq!(entry.name, "投诉举报台账");
    assert_eq!(entry.dated, Some(jiff::civil::date(2020, 12, 31)));
    assert_eq!(entry.proves.len(), 1);

    // Each was one step of undo.
    for _ in 0..9 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
    }
    let project = harness.state().session().project();
    let expected = hengji::file::decode(Example::Wuchang.bytes()).expect("the sample");
    assert_eq!(project.facts, expected.facts);
    assert_eq!(project.relations, expected.relations);
    assert!(project.evidence.is_empty());
}

#[test]
fn a_new_fact_is_typed_in_and_found_again() {
    let mut harness = sample(Page::Data);
    click(&mut harness, Role::Button, "添加数据项");
    harness.run();
    harness.event(Event::Text("新登记的数".to_owned()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    harness.event(Event::Text("12".to_owned()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    let last = harness
        .state()
        .session()
        .project()
        .facts
        .last()
        .cloned()
        .expect("a fact");
    assert_eq!((last.name.as_str(), last.value), ("新登记的数", Some(12.into())));
    fill(&mut harness, "查找", "新登记");
    assert!(harness.query_by_role_and_label(Role::TextInput, "文种 数值").is_none());
    harness.get_by_role_and_label(Role::TextInput, "新登记的数 数值");
    fill(&mut harness, "查找", "没有这个");
    harness.get_by_label_contains("没有找到“没有这个”");
}

#[test]
fn a_fact_in_the_report_leads_to_where_it_is_kept() {
    let mut harness = sample(Page::Report);
    let heading = harness.get_by_label_contains("2.年度部门（单位）整体绩效目标完");
    heading.click();
    harness.run();
    harness.get_by_label("41141件").click();
    harness.run();
    let value = harness.get_by_role_and_label(Role::TextInput, "受理各类投诉举报 数值");
    assert!(value.is_focused());
}

#[test]
fn evidence_is_added_where_its_indicator_is() {
    let mut harness = sample(Page::Indicators);
    click(&mut harness, Role::Cell, "新增市场主体（个体户） 三级指标");
    harness.get_by_label("佐证 0").click();
    harness.run();
    harness.get_by_label_contains("还没有登记证明这项指标的材料");
    click(&mut harness, Role::Button, "添加佐证材料");
    harness.run();
    // The ledger is shown with the cursor in the new entry's name.
    harness.event(Event::Text("登记台账".to_owned()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    let evidence = harness.state().session().project().evidence.clone();
    assert_eq!(evidence.len(), 1);
    assert_eq!(evidence[0].name, "登记台账");
    assert_eq!(evidence[0].proves, [hengji::model::Id::new("F039")]);
    // And it leads there again.
    harness.get_by_role_and_label(Role::Tab, "指标").click();
    harness.run();
    harness.get_by_label("佐证 1").click();
    harness.run();
    click(&mut harness, Role::Button, "登记台账");
    let name = harness.get_by_role_and_label(Role::TextInput, "佐证材料1材料名称");
    assert!(name.is_focused());
}

/// Types into a field and leaves it by nothing but the click on a button.
fn type_then_click(harness: &mut Harness<'static, App>, field: &str, text: &str, button: &str) {
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.event(Event::Text(text.to_owned()));
    harness.run();
    click(harness, Role::Button, button);
    harness.run();
}

#[test]
fn what_is_being_typed_is_taken_when_a_button_changes_the_same_list() {
    let mut harness = sample(Page::Data);
    let project = |harness: &Harness<'static, App>| harness.state().session().project().clone();
    type_then_click(&mut harness, "文种 数据项名称", "甲", "删除“执行率”");
    let facts = project(&harness).facts.clone();
    assert_eq!(facts[0].name, "甲");
    assert!(facts.iter().all(|fact| fact.name != "执行率"));
    type_then_click(&mut harness, "甲 数据项名称", "乙", "添加数据项");
    assert_eq!(project(&harness).facts[0].name, "乙");
    assert_eq!(project(&harness).facts.len(), facts.len() + 1);

    click(&mut harness, Role::Button, "勾稽关系 6");
    type_then_click(&mut harness, "勾稽关系1", "丙", "删除勾稽关系2");
    let relations = project(&harness).relations.clone();
    assert_eq!((relations[0].name.as_str(), relations.len()), ("丙", 5));

    harness.get_by_role_and_label(Role::Tab, "基本信息").click();
    harness.run();
    type_then_click(&mut harness, "目标1简称", "丁", "目标1下移");
    assert_eq!(project(&harness).goals[1].name, "丁");
}

#[test]
fn a_name_the_report_still_uses_is_not_given_to_another_number() {
    let mut harness = sample(Page::Data);
    let used = harness
        .state()
        .session()
        .project()
        .facts
        .last()
        .cloned()
        .expect("a fact");
    assert_eq!(used.name, "清退多收电费");
    fill(&mut harness, "查找", "清退");
    click(&mut harness, Role::Button, "删除“清退多收电费”");
    // What is searched for does not hide what is added.
    click(&mut harness, Role::Button, "添加数据项");
    harness.run();
    let facts = harness.state().session().project().facts.clone();
    let added = facts.last().expect("a fact");
    assert!(added.name.is_empty());
    assert_ne!(added.id, used.id);
    harness.event(Event::Text("新的".to_owned()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    let facts = &harness.state().session().project().facts;
    assert_eq!(facts.last().expect("a fact").name, "新的");
}

#[test]
fn what_is_typed_in_the_pane_is_taken_by_whatever_is_clicked_next() {
    let mut harness = sample(Page::Indicators);
    let description = |harness: &Harness<'static, App>, position: usize| {
        harness.state().session().project().indicators[position]
            .description
            .clone()
    };
    let type_in = |harness: &mut Harness<'static, App>, field: &str, text: &str| {
        harness.get_by_role_and_label(Role::TextInput, field).focus();
        harness.run();
        harness.event(Event::Text(text.to_owned()));
        harness.run();
    };
    let cell = |harness: &Harness<'static, App>, position: usize| {
        format!(
            "{} 三级指标",
            harness.state().session().project().indicators[position].name
        )
    };
    let (first, third) = (cell(&harness, 0), cell(&harness, 2));
    click(&mut harness, Role::Cell, &first);
    type_in(&mut harness, "完成情况简要描述", "甲");
    click(&mut harness, Role::Cell, &third);
    assert!(description(&harness, 0).ends_with('甲'));
    type_in(&mut harness, "完成情况简要描述", "乙");
    harness.get_by_label("得分与复核").click();
    harness.run();
    assert!(description(&harness, 2).ends_with('乙'));
    harness.get_by_label("填报").click();
    harness.run();
    // Its row goes out of sight.
    type_in(&mut harness, "完成情况简要描述", "丙");
    harness.get_by_label("未达成 4").click();
    harness.run();
    assert!(description(&harness, 2).ends_with('丙'));
    harness.get_by_label("全部 50").click();
    harness.run();
    // A shortcut acts on what the person sees.
    click(&mut harness, Role::Cell, &first);
    type_in(&mut harness, "完成情况简要描述", "丁");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run();
    assert!(description(&harness, 0).ends_with('丁'));
}

#[test]
fn a_reason_shows_its_values_until_it_is_typed_in() {
    let mut harness = sample(Page::Indicators);
    harness.get_by_label("未达成 4").click();
    harness.run();
    click(&mut harness, Role::Cell, "蔬菜抽检批次 三级指标");
    let shown = |harness: &Harness<'static, App>| {
        let field = harness.get_by_role_and_label(Role::TextInput, "偏差原因");
        field.value().expect("a text")
    };
    assert!(
        shown(&harness).ends_with("减少了蔬菜抽检批次4批次"),
        "{}",
        shown(&harness)
    );
    harness.get_by_role_and_label(Role::TextInput, "偏差原因").focus();
    harness.run();
    assert!(
        shown(&harness).ends_with("{{蔬菜抽检批次.差额}}"),
        "{}",
        shown(&harness)
    );
    harness.event(Event::Text("。{{F039.实".to_owned()));
    harness.run();
    assert!(
        harness
            .query_by_label_contains("新增市场主体（个体户）的实际完成值")
            .is_some()
    );
    harness.key_press(Key::Enter);
    harness.run();
    // The same with the pointer, over what is around the field.
    harness.event(Event::Text("{{F039.指标".to_owned()));
    harness.run();
    harness.get_by_label("新增市场主体（个体户）的指标值 ≥3566户").click();
    harness.run();
    click(&mut harness, Role::Cell, "计量标准化培训 三级指标");
    let project = Arc::clone(harness.state().session().project());
    let reason = &project
        .indicators
        .iter()
        .find(|one| one.id.0 == "I0002")
        .expect("the row")
        .reason;
    assert!(
        reason.ends_with("{{I0002.差额}}。{{F039.实际}}{{F039.指标值}}"),
        "{reason}"
    );
}

#[test]
fn what_is_typed_is_taken_by_a_change_of_the_part() {
    let mut harness = sample(Page::Data);
    type_then_click(&mut harness, "文种 数据项名称", "甲", "勾稽关系 6");
    assert_eq!(harness.state().session().project().facts[0].name, "甲");
}

#[test]
fn of_many_facts_only_those_in_sight_are_drawn_and_the_last_is_gone_to() {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    let fact = |number: usize| hengji::model::Fact {
        id: Id::new(format!("F{number:04}")),
        name: format!("数据项{number}"),
        value: Some(number.into()),
        ..hengji::model::Fact::default()
    };
    session.edit(&Edit::Facts((1..=2000).map(fact).collect()));
    let mut harness = window(session, &Asked::default(), Page::Data);
    harness.run();
    let drawn = harness.query_all_by_role(Role::TextInput).count();
    assert!(drawn < 250, "{drawn}");
    click(&mut harness, Role::Button, "添加数据项");
    harness.run();
    let name = harness.get_by_role_and_label(Role::TextInput, "数据项2001 数据项名称");
    assert!(name.is_focused());
    assert!(name.rect().bottom() < 900.0, "{}", name.rect());
    assert!(
        harness
            .query_by_role_and_label(Role::TextInput, "数据项1 数据项名称")
            .is_none()
    );
    let search = harness.get_by_role_and_label(Role::TextInput, "查找");
    search.focus();
    harness.run();
    harness.event(Event::Text("数据项1999".to_owned()));
    harness.run();
    assert!(
        harness
            .query_by_role_and_label(Role::TextInput, "数据项1999 数据项名称")
            .is_some()
    );
    assert!(
        harness
            .query_by_role_and_label(Role::TextInput, "数据项1998 数据项名称")
            .is_none()
    );
}

/// An empty project with one indicator of which nothing but its name is known.
fn one_unfilled() -> Session {
    let mut session = empty_project();
    session.edit(&Edit::Insert {
        at: 0,
        indicators: vec![hengji::model::Indicator {
            id: Id::new("I0001"),
            name: "培训次数".to_owned(),
            ..hengji::model::Indicator::default()
        }],
    });
    session
}

#[test]
fn the_overview_shows_what_is_unfilled_as_missing_and_not_as_nothing() {
    let mut harness = window(one_unfilled(), &Asked::default(), Page::Overview);
    harness.run();
    assert!(harness.query_by_label("尚无得分；1 项指标均未填").is_some());
    assert!(
        harness.query_by_label("0").is_none(),
        "none is met is not what is known"
    );
    assert!(harness.query_by_label("没有失分").is_none());
}

#[test]
fn the_score_panel_says_nothing_of_losses_while_nothing_is_filled_in() {
    let mut harness = window(one_unfilled(), &Asked::default(), Page::Indicators);
    harness.run();
    assert!(harness.query_by_label("尚无得分").is_some());
    assert!(harness.query_by_label("已填的指标没有失分").is_none());
}

#[test]
fn a_typed_number_that_contradicts_the_data_is_bound_by_a_click() {
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.run(Command::OpenExample(Example::Wuchang));
    session.edit(&Edit::Text(hengji::model::ReportText {
        heading: "二.一.1".to_owned(),
        text: "新增市场主体（个体户）5437户。".to_owned(),
        ..Default::default()
    }));
    let mut harness = window(session, &Asked::default(), Page::Report);
    let marked = "1.部门整体支出和重点工作情况 待核对";
    until(&mut harness, |harness| {
        harness.query_by_label_contains(marked).is_some()
    });
    harness.get_by_label_contains(marked).click();
    harness.run();
    assert!(harness.query_by_label_contains("写作5437户").is_some());
    assert!(harness.query_by_role_and_label(Role::Button, "已核对").is_none());
    click(&mut harness, Role::Button, "改为引用");
    until(&mut harness, |harness| {
        harness.query_by_label_contains("写作5437户").is_none()
    });
    assert!(harness.query_by_label_contains("5436户").is_some());
}

/// What a field shows.
fn shown(harness: &Harness<'static, App>, field: &str) -> String {
    let field = harness.get_by_role_and_label(Role::TextInput, field);
    field.accesskit_node().value().unwrap_or_default()
}

#[test]
fn what_a_field_refuses_stays_in_it_until_it_is_mended() {
    let mut harness = sample(Page::Budget);
    let (field, old) = ("基本支出年初预算", shown(&sample(Page::Budget), "基本支出年初预算"));
    let says = |harness: &Harness<'static, App>| harness.query_by_label_contains("12a”不是数字").is_some();
    fill(&mut harness, field, "12a");
    assert_eq!(shown(&harness, field), "12a");
    assert!(says(&harness));
    assert!(harness.query_by_label_contains(&format!("仍按 {old} 计")).is_some());
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert!(says(&harness), "nobody has mended it");
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(
        (shown(&harness, field), says(&harness)),
        (old.clone(), false),
        "given up"
    );
    fill(&mut harness, field, "12a");
    fill(&mut harness, field, &old);
    assert_eq!(
        (shown(&harness, field), says(&harness)),
        (old.clone(), false),
        "typed anew"
    );
    fill(&mut harness, field, "12a");
    fill(&mut harness, field, "1,234.5");
    assert_eq!((shown(&harness, field), says(&harness)), ("1,234.50".to_owned(), false));
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run();
    harness.event(Event::Text("12a".to_owned()));
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(
        (shown(&harness, field), says(&harness)),
        ("1,234.50".to_owned(), false),
        "what is undone is the draft"
    );
}

#[test]
fn a_date_that_is_none_says_why_and_gives_an_example_of_the_projects_year() {
    let mut harness = sample(Page::Basics);
    for (typed, said) in [
        ("2025.13.1", "没有 13 月"),
        ("2021-2-30", "2 月没有 30 日"),
        ("明天", "如 2021-03-09"),
    ] {
        fill(&mut harness, "填报日期", typed);
        assert!(harness.query_by_label_contains(said).is_some(), "{typed}");
        assert_eq!(shown(&harness, "填报日期"), typed);
    }
    fill(&mut harness, "评价年度", "20");
    assert!(
        harness
            .query_by_label_contains("“20”不是年度，请填写四位数的年份，如 2020")
            .is_some()
    );
    fill(&mut harness, "填报日期", "");
    assert!(
        !painted(&harness, "如 2021-03-09").is_empty(),
        "an empty field asks for it"
    );
}

#[test]
fn tab_goes_from_the_points_of_a_goal_to_its_words() {
    let mut harness = sample(Page::Basics);
    let goals = |harness: &Harness<'static, App>| harness.state().session().project().goals.clone();
    let count = goals(&harness).len();
    fill(&mut harness, "目标1分值", "8");
    for word in ["甲乙丙", "丁戊己"] {
        harness.event(Event::Text(word.to_owned()));
        harness.run();
        harness.key_press(Key::Tab);
        harness.run();
    }
    let goals = goals(&harness);
    assert!(
        goals[0].text.contains("甲乙丙") && goals[0].achieved.contains("丁戊己"),
        "{:?}",
        goals[0]
    );
    assert_eq!(goals.len(), count);
}

#[test]
fn a_reason_shows_its_values_in_the_grid() {
    let mut harness = sample(Page::Indicators);
    harness.run();
    assert!(painted(&harness, "{{").is_empty());
    let cell = harness.get_by_role_and_label(Role::Cell, "蔬菜抽检批次 偏差原因");
    let said = cell.accesskit_node().value().unwrap_or_default();
    assert!(said.ends_with("减少了蔬菜抽检批次4批次"), "{said}");
}

#[test]
fn a_button_that_opens_a_menu_has_an_arrow() {
    let mut harness = sample(Page::Charts);
    harness.run();
    for name in ["导出", "配色"] {
        let button = harness.get_by_role_and_label(Role::Button, name);
        let arrow = format!("{name} \u{e136}");
        let is_inside = |(_, text): &(egui::Rect, egui::epaint::TextShape)| button.rect().contains(text.pos);
        assert!(painted(&harness, &arrow).iter().any(is_inside), "{name}");
    }
}

#[test]
fn copied_lines_become_causes_of_their_own() {
    let mut harness = sample(Page::Budget);
    let causes = |harness: &Harness<'static, App>| -> Vec<String> {
        let causes = &harness.state().session().project().budget.causes;
        let amount = |amount: Option<Decimal>| amount.map_or("-".to_owned(), hengji::model::number::plain);
        let causes = causes.iter();
        causes
            .map(|cause| format!("{} {} {}", cause.line.name(), cause.text, amount(cause.amount)))
            .collect()
    };
    let before = causes(&harness);
    let paste = |harness: &mut Harness<'static, App>, field: &str, block: &str| {
        harness.get_by_role_and_label(Role::TextInput, field).focus();
        harness.run();
        harness.event(Event::Paste(block.to_owned()));
        harness.run();
        causes(harness)
    };
    let undo = |harness: &mut Harness<'static, App>| {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
        assert_eq!(causes(harness), before, "one step");
    };
    let end = |cause: &str| cause.rsplit(' ').next().unwrap_or_default().to_owned();

    // Lines of a text, from the field down.
    let now = paste(&mut harness, "第1条原因", "疫情影响\r\n会议减少\n");
    assert_eq!(now.len(), before.len());
    assert_eq!(now[0], format!("项目支出 疫情影响 {}", end(&before[0])));
    assert!(
        now[1].contains(" 会议减少 ") && now[1].ends_with(&end(&before[1])),
        "{now:?}"
    );
    undo(&mut harness);

    // A block with its kinds, amounts and headings; past the last one causes are added.
    let block = "资金类别\t变动原因\t金额（元）\n项目支出\t追加\t1,200,000\n基本支出\t\"退休\n减员\"\t-55,130.5\n其他支出\t利息\t约3\n";
    let last = format!("第{}条原因", before.len());
    let now = paste(&mut harness, &last, block);
    let (kept, new) = now.split_at(before.len() - 1);
    assert_eq!(kept, &before[..before.len() - 1]);
    assert_eq!(new[0], "项目支出 追加 120");
    assert_eq!(new[1], "基本支出 退休 减员 -5.51305");
    assert_eq!(new[2], "其他支出 利息，约3 -", "what is no amount is not lost");
    undo(&mut harness);

    // Numbers of the rows are no words of the cause.
    let now = paste(
        &mut harness,
        "第1条原因",
        "序号\t原因\t金额\n1\t追加\t5\n2\t2020年结转\t-6\n",
    );
    assert!(
        now[0].ends_with(" 追加 5") && now[1].ends_with(" 2020年结转 -6"),
        "{now:?}"
    );
    undo(&mut harness);

    // A column of amounts.
    let now = paste(&mut harness, "第1条金额", "7\n-8万元\n");
    assert_eq!((end(&now[0]), end(&now[1])), ("7".to_owned(), "-8".to_owned()));
    assert_eq!(now[0].split(' ').nth(1), before[0].split(' ').nth(1));
    undo(&mut harness);

    // A cause that was asked for is pasted into at once.
    click(&mut harness, Role::Button, "添加原因");
    harness.event(Event::Paste("追加\t5\n追减\t-6\n".to_owned()));
    harness.run();
    assert_eq!(
        causes(&harness)[before.len()..],
        ["项目支出 追加 5", "项目支出 追减 -6"]
    );
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    undo(&mut harness);

    // One line is typed into the field, as ever.
    paste(&mut harness, "第1条原因", "减员");
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(causes(&harness).len(), before.len());
    assert!(causes(&harness)[0].contains("减员"));
}
