//! The workbook as it is read: what stays in sight, where headings break, how numbers look, who made it.

use std::collections::BTreeMap;

use calamine::{Data, DataType, Reader};
use hengji::examples::Example;
use hengji::model::scheme::FormCell;
use hengji::model::{Actual, Id, Indicator, Kind, Project, Target};
use hengji::report::form::{Slot, form};
use hengji::report::{self, Align, Format};
use hengji::{file, schemes, score};
use resvg::usvg::roxmltree;

use super::fixture::{DAY, department, number, project};
use super::workbooks::{SHEETS, book, declared, projects};
use super::{part, sheet, squeezed, text_of, xlsx_of};

/// A third of a screen 720 pixels high is 180 points; a head may reach a little over it.
const A_THIRD_OF_A_SCREEN: f64 = 195.0;

/// Namespace of a workbook.
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The text of a sheet by its number.
fn page(bytes: &[u8], number: usize) -> String {
    part(bytes, &format!("xl/worksheets/sheet{number}.xml"))
}

/// Elements of a sheet with their attributes.
pub fn elements(text: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    let document = roxmltree::Document::parse(text).expect("well-formed");
    let named = document.descendants().filter(|node| node.tag_name().name() == name);
    let attributes = |node: roxmltree::Node| {
        node.attributes()
            .map(|one| (one.name().to_owned(), one.value().to_owned()))
            .collect()
    };
    named.map(attributes).collect()
}

fn float(text: &str) -> f64 {
    text.parse().expect("a number")
}

/// Width of every column in digits of the default font; none where it is hidden.
fn widths(text: &str) -> Vec<f64> {
    let columns = elements(text, "col");
    let shown = columns.iter().filter(|column| !column.contains_key("hidden"));
    shown
        .flat_map(|column| {
            let count = float(&column["max"]) - float(&column["min"]) + 1.0;
            std::iter::repeat_n(float(&column["width"]), count as usize)
        })
        .collect()
}

#[test]
fn what_stays_in_sight_leaves_most_of_the_window_to_scroll() {
    let (mut whole_heads, mut strips) = (0, 0);
    for (name, project) in projects() {
        let bytes = xlsx_of(&project);
        let text = page(&bytes, 1);
        let pane = elements(&text, "pane").into_iter().next().expect("a pane");
        let rows = float(&pane["ySplit"]);
        let high: f64 = elements(&text, "row")
            .iter()
            .filter(|row| float(&row["r"]) <= rows)
            .map(|row| float(&row["ht"]))
            .sum();
        assert!(high <= A_THIRD_OF_A_SCREEN, "{name}: {high}");
        let columns = pane.get("xSplit").map_or(0, |columns| float(columns) as usize);
        let wide: f64 = widths(&text)[..columns].iter().map(|width| width * 5.25).sum();
        // A screen 1280 pixels wide has 960 points.
        assert!(wide <= 430.0, "{name}: {wide}");
        let form = form(&project, &score::score(&project), DAY);
        let above = super::above(&bytes, &form);
        let heading = form.heading + above + 1;
        let named = (project.scheme.form.columns.iter()).position(|column| column.holds == FormCell::Name);
        let entry = &form.rows[form.heading][named.expect("a column of names")];
        assert!(
            columns == 0 || columns == entry.column + entry.cell.columns,
            "{name} {columns}: {entry:?}"
        );
        // The headings stay in sight: with all that stands above them, or said once more above a high head.
        let workbook = part(&bytes, "xl/workbook.xml");
        if above == 2 {
            whole_heads += 1;
            assert_eq!(rows as usize, heading, "{name}");
        } else {
            strips += 1;
            assert_eq!((above, rows), (3, 1.0), "{name}");
            let (values, _) = sheet(&bytes, "自评表");
            for entry in &form.rows[form.heading] {
                let shown = values
                    .get((0, entry.column))
                    .map(ToString::to_string)
                    .unwrap_or_default();
                assert_eq!(shown, format!("↓{}", entry.cell.text), "{name}");
            }
            // It is no part of what is printed.
            assert!(workbook.contains("自评表!$A$2:"), "{name} {workbook}");
        }
        // Where the screen is too narrow for the form, the names of the rows stay as well.
        let whole: f64 = widths(&text).iter().map(|width| width * 5.25).sum();
        assert_eq!(columns > 0, whole > 900.0, "{name} {columns} {whole}");
        // On paper the headings themselves are repeated.
        assert!(
            workbook.contains(&format!("自评表!${heading}:${heading}<")),
            "{name} {workbook}"
        );
    }
    assert!(whole_heads > 3 && strips > 3, "{whole_heads} {strips}");
}

#[test]
fn headings_are_stored_as_the_form_prints_them() {
    for scheme in schemes::shipped() {
        let project = project(scheme);
        let bytes = xlsx_of(&project);
        let form = form(&project, &score::score(&project), DAY);
        let above = super::above(&bytes, &form);
        let (values, _) = sheet(&bytes, "自评表");
        let labels = (form.rows.iter().enumerate())
            .flat_map(|(row, entries)| entries.iter().map(move |entry| (row, entry)))
            .filter(|(_, entry)| entry.slot == Slot::Label && !entry.cell.text.is_empty());
        for (row, entry) in labels {
            let stored = values.get((row + above, entry.column)).map(ToString::to_string);
            assert_eq!(stored.as_deref(), Some(entry.cell.text.as_str()), "{}", scheme.id);
        }
    }
    let (details, _) = sheet(&xlsx_of(&department()), "指标明细");
    assert_eq!(
        details.get((2, 17)).map(ToString::to_string),
        Some("自评填报得分".to_owned())
    );
}

#[test]
fn a_short_form_is_one_page_and_a_long_one_many() {
    let form = |project: &Project| page(&xlsx_of(project), 1);
    let short = form(&file::decode(Example::Changjiang.bytes()).expect("a sample"));
    // One page each way is what a workbook has without saying so.
    assert!(!short.contains("fitToHeight"), "{short}");
    let many = super::fixture::many(&schemes::find("hubei_dept").expect("a scheme"), 200);
    assert!(form(&many).contains("fitToHeight=\"0\""));
}

#[test]
fn the_detail_is_read_on_a4_pages_side_by_side() {
    for (name, project) in projects() {
        let text = page(&xlsx_of(&project), 3);
        let setup = elements(&text, "pageSetup").remove(0);
        let scale = float(setup.get("scale").map_or("100", String::as_str)) / 100.0;
        assert!(10.5 * scale >= 8.0, "{name}: {scale}");
        assert_eq!(setup["pageOrder"], "overThenDown", "{name}");
        // The digits of the year are not taken for those of the size.
        let title = format!("&amp;C&amp;14&amp;\"方正小标宋简体\"{}", project.of_year());
        assert!(text.contains(&title), "{name}");
        let breaks = elements(&text, "brk").into_iter().filter(|one| one["max"] == "1048575");
        let mut starts: Vec<usize> = breaks.map(|one| float(&one["id"]) as usize).collect();
        assert!(!starts.is_empty(), "{name}");
        starts.push(25);
        // Columns by their place, those not printed with no width.
        let mut all = [0.0; 25];
        for column in elements(&text, "col")
            .iter()
            .filter(|column| !column.contains_key("hidden"))
        {
            let (first, last) = (float(&column["min"]) as usize, float(&column["max"]) as usize);
            all[first - 1..last].fill(float(&column["width"]) * 5.25);
        }
        let mut from = 0;
        for to in starts {
            // On every page but the first the names of the indicators come before.
            let names = if from > 5 { all[5] } else { 0.0 };
            let width = all[from..to].iter().sum::<f64>() + names;
            assert!(width * scale <= 770.0, "{name}: {width} at {scale}");
            from = to;
        }
        let workbook = part(&xlsx_of(&project), "xl/workbook.xml");
        assert!(workbook.contains("指标明细!$F:$F,指标明细!$3:$3<"), "{name} {workbook}");
    }
    let hidden = |project: &Project| {
        let columns = elements(&page(&xlsx_of(project), 3), "col");
        let hidden = columns.iter().filter(|column| column.contains_key("hidden"));
        hidden.map(|column| column["min"].clone()).collect::<Vec<_>>()
    };
    let mut project = department();
    assert!(
        hidden(&project).contains(&"2".to_owned()),
        "no codes, no column of codes"
    );
    project.indicators[0].code = "A1".to_owned();
    assert!(!hidden(&project).contains(&"2".to_owned()));
    assert!(
        hidden(&Project {
            indicators: Vec::new(),
            ..project
        })
        .is_empty()
    );
}

#[test]
fn a_judged_score_is_held_against_its_tier() {
    let verdict = |judged: &str| {
        let mut project = department();
        project.indicators[11].judged = Some(number(judged));
        let (values, _) = sheet(&xlsx_of(&project), "校验");
        let name = "消费者维权意识：得分在所选档次的范围之内";
        let row = values.rows().find(|row| row[2].as_string().as_deref() == Some(name));
        let row = row.expect("a check");
        [3, 4, 6].map(|column: usize| row[column].to_string())
    };
    // Of 6 points the middle tier gives 3 or more and less than 4.8.
    assert_eq!(verdict("4.5"), ["4.5", "4.5", "一致"]);
    assert_eq!(verdict("5.5"), ["4.79", "5.5", "不一致"]);
    assert_eq!(verdict("2"), ["3", "2", "不一致"]);
}

#[test]
fn a_tier_ends_right_where_its_share_of_the_weight_does() {
    let verdict = |tier: u8, judged: &str| {
        let mut project = department();
        let scheme = std::sync::Arc::make_mut(&mut project.scheme);
        // Of 7 points 4.375, which no score of two decimals is.
        scheme.qualitative.tiers[0].low = number("0.625");
        scheme.qualitative.tiers[1].high = number("0.625");
        let indicator = &mut project.indicators[11];
        indicator.weight = Some(number("7"));
        indicator.actual = Some(Actual::Tier(tier));
        indicator.judged = Some(number(judged));
        let card = score::score(&project);
        let (values, _) = sheet(&xlsx_of(&project), "校验");
        let name = "消费者维权意识：得分在所选档次的范围之内";
        let row = values.rows().find(|row| row[2].as_string().as_deref() == Some(name));
        let row = row.expect("a check");
        assert_eq!(card.rows[11].score.is_some(), row[6] == "一致", "{tier} {judged}");
        [3, 4, 6].map(|column: usize| row[column].to_string())
    };
    assert_eq!(verdict(0, "4.38"), ["4.38", "4.38", "一致"]);
    assert_eq!(verdict(0, "4.37"), ["4.38", "4.37", "不一致"]);
    assert_eq!(verdict(1, "4.37"), ["4.37", "4.37", "一致"]);
    assert_eq!(verdict(1, "4.38"), ["4.37", "4.38", "不一致"]);
}

#[test]
fn checks_show_amounts_as_amounts_and_refer_to_cells() {
    for (name, project) in projects() {
        let bytes = xlsx_of(&project);
        let (values, formulas) = sheet(&bytes, "校验");
        for (_, _, formula) in formulas.used_cells() {
            let numbers = formula.strip_prefix("SUM(").and_then(|rest| rest.strip_suffix(')'));
            let typed = numbers.is_some_and(|rest| rest.contains(',') && !rest.contains(char::is_alphabetic));
            assert!(!typed, "{name} {formula}");
        }
        // Style 0 is General without a frame: no number stands there.
        let text = page(&bytes, 4);
        let formats = number_formats(&bytes);
        for cell in elements(&text, "c") {
            let place = &cell["r"];
            if ["D", "E", "F"].iter().any(|column| place.starts_with(column)) && place.len() > 1 && place[1..] > *"3" {
                let format = &formats[cell["s"].parse::<usize>().expect("a style")];
                let row: u32 = place[1..].parse().expect("a row");
                let group = values.get_value((row - 1, 1)).map(ToString::to_string);
                let is_amount = group.as_deref() == Some("预算（万元）");
                // Amounts have separators, counts and points none; a 勾稽关系 may be of either.
                let begin = if is_amount { "#,##0.00" } else { "0" };
                let may_be_amount = group.as_deref() == Some("勾稽关系") && format.starts_with("#,##0.00");
                assert!(
                    format.is_empty() || format.starts_with(begin) || may_be_amount,
                    "{name} {place} {format}"
                );
                assert!(
                    !format.is_empty() || cell.get("t").is_some_and(|kind| kind == "s"),
                    "{name} {place}"
                );
            }
        }
    }
}

/// Number format of every cell style; empty for General.
fn number_formats(bytes: &[u8]) -> Vec<String> {
    let styles = part(bytes, "xl/styles.xml");
    let codes: BTreeMap<String, String> = elements(&styles, "numFmt")
        .into_iter()
        .map(|one| (one["numFmtId"].clone(), one["formatCode"].clone()))
        .chain(
            [("2", "0.00"), ("3", "#,##0"), ("4", "#,##0.00"), ("10", "0.00%")]
                .map(|(id, code)| (id.to_owned(), code.to_owned())),
        )
        .collect();
    let document = roxmltree::Document::parse(&styles).expect("well-formed");
    let all = document
        .descendants()
        .find(|node| node.tag_name().name() == "cellXfs")
        .expect("styles");
    let of = |node: roxmltree::Node| {
        node.attribute("numFmtId")
            .and_then(|id| codes.get(id))
            .cloned()
            .unwrap_or_default()
    };
    all.children().filter(roxmltree::Node::is_element).map(of).collect()
}

#[test]
fn the_total_has_its_weight_and_what_is_lost() {
    let (values, _) = sheet(&xlsx_of(&department()), "得分汇总");
    let row = values
        .rows()
        .find(|row| row[0].to_string().starts_with("总分"))
        .expect("the total");
    let [weight, score, lost] = [1, 2, 3].map(|column: usize| row[column].as_f64().expect("a number"));
    assert!(
        (weight - 100.0).abs() < 1e-9 && (weight - score - lost).abs() < 1e-9,
        "{row:?}"
    );
    // What is not filled in is not lost.
    let mut project = department();
    project.indicators[0].actual = None;
    let (values, _) = sheet(&xlsx_of(&project), "得分汇总");
    let row = (values.rows()).find(|row| row[0] == "已填部分得分（系统计算）");
    let [of_filled, open] = [3, 4].map(|column: usize| row.expect("the sum")[column].as_f64().expect("a number"));
    assert!((of_filled - lost).abs() < 1e-9, "{row:?}");
    let weight = project.indicators[0].weight.expect("a weight");
    assert_eq!(number(&open.to_string()), weight, "{row:?}");
}

#[test]
fn the_department_is_the_author_and_the_program_the_application() {
    let bytes = xlsx_of(&department());
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("<dc:creator>武昌区市场监督管理局</dc:creator>"), "{core}");
    let app = part(&bytes, "docProps/app.xml");
    assert!(app.contains("<Application>衡绩</Application>"), "{app}");
    assert!(app.contains("<Company>武昌区市场监督管理局</Company>"), "{app}");
}

#[test]
fn a_rate_is_printed_alike_whatever_it_comes_to() {
    let mut project = department();
    project.indicators[4].actual = Some(Actual::Ratio {
        numerator: number("28"),
        denominator: number("28"),
    });
    let text = page(&xlsx_of(&project), 1);
    let rules: Vec<String> = elements(&text, "conditionalFormatting")
        .iter()
        .map(|one| one["sqref"].clone())
        .collect();
    let (_, formulas) = sheet(&xlsx_of(&project), "自评表");
    assert!(
        formulas
            .used_cells()
            .any(|(_, _, formula)| formula.contains("指标明细!K8/指标明细!L8"))
    );
    assert_eq!(rules.len(), 2, "both rates: {rules:?}");
    assert!(
        text.contains("=ROUND(") && text.contains(",2)=ROUND(") && text.contains(",0)</formula>"),
        "{text}"
    );
    let styles = part(&xlsx_of(&project), "xl/styles.xml");
    assert!(
        styles.contains("formatCode=\"0&quot;%&quot;_0;") && styles.contains("formatCode=\"0.0&quot;%&quot;_0;"),
        "{styles}"
    );
}

#[test]
fn a_rate_a_hair_below_a_whole_percent_has_no_row_of_noughts() {
    let mut project = department();
    project.indicators[0].target = Some(Target::AtLeast(number("1234567890")));
    project.indicators[0].actual = Some(Actual::Number(number("1246913568")));
    let styles = part(&xlsx_of(&project), "xl/styles.xml");
    assert!(
        styles.contains("\"0.00%_0;") && !styles.contains("0.000000%"),
        "{styles}"
    );
}

#[test]
fn an_answer_reads_like_its_target_in_form_report_and_workbook() {
    let mut project = department();
    project.indicators[7].actual = Some(Actual::Done(true));
    for (done, answer) in [(true, "已成立"), (false, "未成立")] {
        assert!(matches!(project.indicators[12].target, Some(Target::YesNo(_))));
        project.indicators[12].actual = Some(Actual::Done(done));
        let said = text_of(&project);
        assert!(said.contains(answer) && said.contains("已完成"), "{said}");
        let bytes = xlsx_of(&project);
        let (values, formulas) = sheet(&bytes, "自评表");
        assert!(
            values
                .used_cells()
                .any(|(_, _, value)| *value == Data::String(answer.to_owned()))
        );
        let live = |words: &str| formulas.used_cells().any(|(_, _, formula)| formula.contains(words));
        assert!(live("=\"已成立\"") && live("=\"已完成\""));
        let validations = page(&bytes, 1);
        assert!(validations.contains("\"已成立,未成立\"") && validations.contains("\"已完成,未完成\""));
    }
}

#[test]
fn the_form_is_dated_as_the_document_is() {
    for scheme in schemes::shipped() {
        let mut project = project(scheme);
        project.filled_on = None;
        let said = squeezed(&text_of(&project));
        let (values, _) = sheet(&xlsx_of(&project), "自评表");
        let cells: String = values.used_cells().map(|(_, _, value)| value.to_string()).collect();
        assert!(
            !said.contains("填报日期：未填") && !said.contains("填报日期未填"),
            "{}",
            scheme.id
        );
        assert!(
            cells.contains("填报日期") && cells.contains("2021年3月9日"),
            "{}: {cells}",
            scheme.id
        );
    }
}

#[test]
fn the_summary_lists_the_projects_of_the_budget() {
    let rows = |project: &Project| -> Vec<Vec<String>> {
        let (values, _) = sheet(&xlsx_of(project), "项目汇总");
        let rows = values.rows().skip(3);
        rows.map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    let mut project = declared(department());
    assert_eq!(rows(&project).len(), 1, "one evaluation, one row");
    project.budget.lines[1].name = "长江禁捕项目".to_owned();
    let listed = rows(&project);
    assert_eq!(listed[0][..2], ["1", "部门整体支出"]);
    assert_eq!(listed[1][..4], ["2", "长江禁捕项目", "3250.25", "3084.25"]);
    // Its score is that of its own form, to be filled in; the grade follows it.
    assert_eq!(listed[1][5], "");
    let (_, formulas) = sheet(&xlsx_of(&project), "项目汇总");
    assert!(
        formulas
            .get_value((4, 6))
            .is_some_and(|formula| formula.contains("IF(F5>=90,\"优\""))
    );
    let spending = super::fixture::project(&schemes::find("mof2020_project").expect("a scheme"));
    let Kind::SpendingProject(own) = &spending.kind else {
        unreachable!("a spending project")
    };
    assert_eq!(rows(&spending)[0][1], own.name);
    assert_eq!(rows(&spending).len(), 1);
}

#[test]
fn numbers_of_the_relations_have_a_sheet_of_their_own() {
    let project = declared(department());
    let (values, _) = sheet(&xlsx_of(&project), "数据项");
    assert_eq!(values.get_value((3, 0)), Some(&Data::String("F1".to_owned())));
    assert_eq!(values.get_value((3, 2)), Some(&Data::Float(41141.0)));
    let (_, formulas) = sheet(&xlsx_of(&project), "校验");
    assert!(
        formulas
            .used_cells()
            .any(|(_, _, formula)| formula.contains("数据项!C4"))
    );
    let mut without = project;
    without.relations = Vec::new();
    assert_eq!(book(&xlsx_of(&without)).sheet_names(), SHEETS);
    assert_eq!(without.facts[0].id, Id::new("F1"));
}

/// Rows with which the second and every further page of the form begins, as Excel counts.
pub fn page_starts(sheet: &str) -> Vec<u32> {
    let breaks = elements(sheet, "brk");
    breaks
        .iter()
        .map(|one| one["id"].parse::<u32>().expect("a row") + 1)
        .collect()
}

#[test]
fn every_page_of_the_form_names_goal_and_levels_of_its_rows() {
    let mut split = 0;
    for (name, project) in projects() {
        let bytes = xlsx_of(&project);
        let text = page(&bytes, 1);
        let starts = page_starts(&text);
        let (values, _) = sheet(&bytes, "自评表");
        for merge in elements(&text, "mergeCell") {
            let row = |cell: &str| -> u32 { cell.trim_start_matches(char::is_alphabetic).parse().expect("a row") };
            let (first, last) = merge["ref"].split_once(':').expect("two cells");
            let cut = |start: &&u32| row(first) < **start && **start <= row(last);
            assert_eq!(starts.iter().find(cut), None, "{name} {}", merge["ref"]);
        }
        let form = form(&project, &score::score(&project), DAY);
        let above = super::above(&bytes, &form);
        for (position, row) in form.rows.iter().enumerate() {
            for entry in row.iter().filter(|entry| entry.cell.rows > 1) {
                let own = u32::try_from(position + above + 1).expect("a row");
                let last = own + u32::try_from(entry.cell.rows).expect("rows") - 1;
                for start in starts.iter().filter(|start| own < **start && **start <= last) {
                    let column = u32::try_from(entry.column).expect("a column");
                    let value = |row: u32| values.get_value((row - 1, column)).map(ToString::to_string);
                    assert_eq!(value(*start), value(own), "{name} row {start}");
                    split += 1;
                }
            }
        }
    }
    assert!(split > 20, "{split}");
}

#[test]
fn a_long_goal_is_read_whole_and_said_again_by_its_beginning() {
    let mut again = 0;
    for (scheme, length, count) in [
        ("hubei_dept", 400, 3),
        ("hubei_dept", 800, 3),
        ("hubei_dept", 400, 120),
        ("guangxi", 400, 60),
        ("guangxi", 800, 3),
    ] {
        let name = format!("{scheme} {length} {count}");
        let mut project = super::fixture::many(&schemes::find(scheme).expect("a scheme"), count);
        let words = "保障食品药品安全，".chars().cycle();
        for goal in &mut project.goals {
            goal.text = words.clone().take(length).collect();
        }
        let goals = project.goals.clone();
        for (position, indicator) in project.indicators.iter_mut().enumerate() {
            indicator.goal = Some(goals[usize::from(2 * position >= count)].id.clone());
        }
        let bytes = xlsx_of(&project);
        let (text, widths) = (page(&bytes, 1), widths(&page(&bytes, 1)));
        let rows = elements(&text, "row");
        let high = |row: usize| float(&rows[row - 1]["ht"]);
        assert!(
            rows.iter().all(|row| float(&row["ht"]) < 409.0),
            "{name}: no row higher than Excel has"
        );
        let (values, _) = sheet(&bytes, "自评表");
        for merge in elements(&text, "mergeCell") {
            let (first, last) = merge["ref"].split_once(':').expect("two cells");
            let place = |cell: &str| {
                let (column, row) = cell.split_at(cell.find(char::is_numeric).expect("a row"));
                let column = usize::from(column.as_bytes()[0] - b'A');
                (column, row.parse::<usize>().expect("a row"))
            };
            let ((column, first), (last_column, last)) = (place(first), place(last));
            let said = values
                .get((first - 1, column))
                .map(ToString::to_string)
                .unwrap_or_default();
            again += usize::from(said.ends_with("（续）"));
            // Two digits are as wide as a character; a line is 15 points high.
            let width: f64 = widths[column..=last_column]
                .iter()
                .map(|width| (width - 1.7) / 2.0)
                .sum();
            let lines = (said.chars().count() as f64 / width.max(1.0)).ceil();
            let height: f64 = (first..=last).map(high).sum();
            let is_goal = said.contains("保障食品药品");
            assert!(
                !is_goal || 15.0 * lines <= height,
                "{name}: {lines} lines in {height}: {said}"
            );
        }
    }
    assert!(again >= 2, "{again}");
}

#[test]
fn libreoffice_begins_the_pages_of_the_form_where_we_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let shown = [
        ("sample", file::decode(Example::Wuchang.bytes()).expect("a sample")),
        (
            "many",
            super::fixture::many(&schemes::find("guangxi").expect("a scheme"), 60),
        ),
    ];
    let files: Vec<_> = (shown.iter())
        .map(|(name, project)| {
            let path = folder.path().join(format!("{name}.xlsx"));
            std::fs::write(&path, xlsx_of(project)).expect("written");
            path
        })
        .collect();
    let out = super::office::converted(folder.path(), "pdf", &files);
    for (name, project) in &shown {
        let bytes = xlsx_of(project);
        let starts = page_starts(&page(&bytes, 1));
        assert!(starts.len() > 1, "{name}");
        let (values, _) = sheet(&bytes, "自评表");
        for (number, start) in (2..).zip(&starts) {
            let printed = squeezed(&super::office::pdf_page(&out.join(format!("{name}.pdf")), number));
            // The headings, then the first row of the page with the names it is under.
            let first = values
                .rows()
                .nth(usize::try_from(start - 1).expect("a row"))
                .expect("a row");
            for text in first.iter().filter(|value| value.is_string()).map(ToString::to_string) {
                assert!(
                    printed.contains(&squeezed(&text)),
                    "{name} {number}: {text} in {printed}"
                );
            }
        }
    }
}

#[test]
fn numbers_keep_off_the_text_beside_them() {
    let bytes = xlsx_of(&declared(department()));
    let styles = part(&bytes, "xl/styles.xml");
    let document = roxmltree::Document::parse(&styles).expect("well-formed");
    let formats = number_formats(&bytes);
    let cells = document
        .descendants()
        .find(|node| node.has_tag_name((MAIN, "cellXfs")))
        .expect("styles");
    let styles = cells.children().filter(roxmltree::Node::is_element).zip(formats);
    let right = styles.filter(|(style, _)| {
        let mut alignments = style.children().filter(|node| node.has_tag_name((MAIN, "alignment")));
        alignments.any(|alignment| alignment.attribute("horizontal") == Some("right"))
    });
    let mut count = 0;
    for (_, format) in right {
        let sections: Vec<&str> = format.split(';').collect();
        assert!(
            sections.len() == 4 && sections.iter().all(|one| one.ends_with("_0")),
            "{format}"
        );
        count += 1;
    }
    assert!(count > 5, "{count}");
}

#[test]
fn sheets_on_a4_are_printed_large_enough_to_read() {
    let bytes = xlsx_of(&department());
    // Widths are counted in digits of this font, which is as wide on every system.
    assert!(part(&bytes, "xl/styles.xml").contains("<name val=\"Arial\"/>"));
    // 预算执行, 校验, 系统导入, 得分汇总.
    for number in [2, 4, 5, 7] {
        let size = printed_size(&page(&bytes, number));
        assert!(size >= 8.9, "{number}: {size} points");
    }
    for scheme in schemes::shipped() {
        let size = printed_size(&page(&xlsx_of(&project(scheme)), 1));
        assert!(size >= 9.0, "{}: {size} points", scheme.id);
    }
}

#[test]
fn every_amount_of_the_form_has_room_for_its_digits() {
    for scheme in schemes::shipped() {
        let project = project(scheme);
        let form = form(&project, &score::score(&project), DAY);
        for entry in form.rows.iter().flatten() {
            // As in 13,580.32: a digit is half as wide as a character.
            if entry.cell.text.contains(',') && entry.cell.text.contains('.') && entry.cell.align == Align::Right {
                let widths = form.widths.iter().skip(entry.column).take(entry.cell.columns);
                let width: u16 = widths.sum();
                let digits = entry.cell.text.len();
                assert!(
                    usize::from(2 * width) > digits,
                    "{}: {width} for {}",
                    scheme.id,
                    entry.cell.text
                );
            }
        }
    }
}

/// Size in points at which 五号 is printed on A4, fitted to the width within the margins.
fn printed_size(text: &str) -> f64 {
    let setup = elements(text, "pageSetup").remove(0);
    assert_eq!(setup["paperSize"], "9");
    let across = setup["orientation"] == "landscape";
    let margins = elements(text, "pageMargins").remove(0);
    let room = if across { 841.9 } else { 595.3 } - 72.0 * (float(&margins["left"]) + float(&margins["right"]));
    let width: f64 = widths(text).iter().map(|width| width * 5.25).sum();
    10.5 * (room / width).min(1.0)
}

/// The workbook of a section with all indicators of a project.
fn of_section(project: &Project) -> Vec<u8> {
    let mut project = project.clone();
    project.indicators.iter_mut().for_each(|one| one.section = None);
    let files = report::deliverables(&project, &score::score(&project), Format::Sections, DAY).expect("files");
    files.into_iter().next().expect("a section").bytes
}

#[test]
fn a_sheet_for_a_section_is_read_on_a4_and_keeps_what_is_typed() {
    let project = department();
    let bytes = of_section(&project);
    let text = page(&bytes, 1);
    assert!(printed_size(&text) >= 9.0, "{} points", printed_size(&text));
    assert_eq!(widths(&text).len(), 15);
    // On paper it is signed.
    assert!(
        text.contains("填报人：____") && text.contains("科室负责人：____"),
        "{text}"
    );
    // A percentage typed into a cell of another format would lose its sign.
    let formats = number_formats(&bytes);
    let actual = |place: &str| place.starts_with('H') && place[1..].parse::<u32>().is_ok_and(|row| row > 4);
    let filled: Vec<String> = (elements(&text, "c").iter())
        .filter(|cell| actual(&cell["r"]))
        .map(|cell| formats[cell["s"].parse::<usize>().expect("a style")].clone())
        .collect();
    assert!(filled.len() > 5, "{filled:?}");
    let day = |format: &String| format.starts_with("yyyy");
    assert!(filled.iter().all(|one| one == "General" || day(one)), "{filled:?}");
    // Columns in which nothing can be filled in are not printed.
    let judged = |one: &Indicator| matches!(one.target, Some(Target::Tiered(_) | Target::YesNo(_)));
    let mut project = department();
    project.indicators.retain(judged);
    assert!(!project.indicators.is_empty());
    assert_eq!(widths(&page(&of_section(&project), 1)).len(), 13);
}

#[test]
fn what_is_missing_in_the_form_is_typed_as_it_is() {
    let mut project = project(&schemes::find("guangxi").expect("a scheme"));
    project.indicators[0].actual = None;
    let bytes = xlsx_of(&project);
    let (values, _) = sheet(&bytes, "自评表");
    let cells = elements(&page(&bytes, 1), "c");
    let formats = number_formats(&bytes);
    let missing = values
        .used_cells()
        .filter(|(_, column, value)| *column == 5 && **value == Data::String("未填".to_owned()));
    let mut count = 0;
    for (row, ..) in missing {
        let place = format!("F{}", row + 1);
        let cell = cells.iter().find(|cell| cell["r"] == place).expect("a cell");
        assert_eq!(
            formats[cell["s"].parse::<usize>().expect("a style")],
            "General",
            "{place}"
        );
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn a_form_of_more_pages_than_a_workbook_counts_is_written() {
    let mut project = super::fixture::many(&schemes::find("guangxi").expect("a scheme"), 2400);
    for indicator in &mut project.indicators {
        indicator.reason = "原因".repeat(300);
    }
    assert_eq!(page_starts(&page(&xlsx_of(&project), 1)).len(), 1023);
}
