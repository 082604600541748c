//! What leaders are shown: every slide says one thing, and nothing that the data do not bear.

use hengji::examples::Example;
use hengji::figure::{self, Look, Shape};
use hengji::model::{Actual, Cause, Id, Indicator, Project, Target, number};
use hengji::report::briefing::{Briefing, Content, briefing};
use hengji::{file, score};

use crate::reports::fixture::department;

fn made(project: &Project) -> Briefing {
    briefing(project, &score::score(project))
}

fn sample(example: Example) -> Project {
    file::decode(example.bytes()).expect("the sample")
}

fn messages(project: &Project) -> Vec<String> {
    let slides = made(project).slides.into_iter();
    slides.map(|slide| slide.message).collect()
}

/// The lines of the table below a message.
fn lines(project: &Project, message: &str) -> Vec<String> {
    let slides = made(project).slides;
    let slide = slides.iter().find(|slide| slide.message.contains(message));
    let Some(Content::Table(table)) = slide.map(|slide| &slide.content) else {
        panic!("no table under {message}: {:?}", messages(project))
    };
    let line = |row: &Vec<hengji::report::Cell>| -> String {
        let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
        cells.join("|")
    };
    table.rows.iter().map(line).collect()
}

/// A department of so many counts, each with 100 to reach and `actual` reached.
fn counts(count: usize, actual: impl Fn(usize) -> Option<i64>) -> Project {
    let mut project = department();
    let indicator = |at: usize| Indicator {
        id: Id::new(format!("X{at}")),
        goal: Some(Id::new("G1")),
        level1: ["产出指标", "效益指标"][at % 2].to_owned(),
        name: format!("第{}类检查", at + 1),
        target: Some(Target::AtLeast(100.into())),
        unit: "批次".to_owned(),
        weight: number::read("4"),
        actual: actual(at).map(|value| Actual::Number(value.into())),
        ..Indicator::default()
    };
    project.indicators = (0..count).map(indicator).collect();
    project
}

#[test]
fn as_many_as_there_are_is_no_selection_of_the_best() {
    let said = |project: &Project| messages(project)[2].clone();
    assert_eq!(said(&sample(Example::Changjiang)), "4项指标完成，都按指标值完成");
    // More than are shown are equal: none of those shown is better than the rest.
    assert_eq!(said(&counts(20, |_| Some(100))), "20项指标完成，完成率最高100.00%");
    assert_eq!(
        said(&counts(20, |at| Some(100 + i64::try_from(at).expect("few")))),
        "20项指标完成，完成率最高的6项"
    );
    assert_eq!(
        said(&counts(3, |at| Some(if at == 0 { 110 } else { 100 }))),
        "3项指标完成，完成率最高110.00%"
    );
    // What has no rate stands beside what has one.
    let mut mixed = counts(3, |_| Some(100));
    mixed.indicators[1].target = Some(Target::YesNo("建立机制".to_owned()));
    mixed.indicators[1].actual = Some(Actual::Done(true));
    assert_eq!(said(&mixed), "3项指标完成");
    assert_eq!(lines(&mixed, "3项指标完成").len(), 4);
    // Nothing reached is no page of achievements; what is far over its target is told as such.
    let none = messages(&counts(3, |_| Some(50)));
    assert!(none.iter().all(|message| !message.contains("成效")), "{none:?}");
    let far = counts(1, |_| Some(500));
    assert_eq!(said(&far), "1项指标完成，超额较大，须说明原因");
    assert_eq!(made(&far).best.none, "完成的1项超额较大，须说明原因");
}

#[test]
fn what_waits_for_its_points_is_not_told_as_unfilled() {
    let last = |project: &Project| format!("{:?}", made(project).slides.last().expect("slides"));
    let mut project = sample(Example::Wuchang);
    let is_judged = |indicator: &&mut Indicator| indicator.judged.is_some();
    let indicator = project.indicators.iter_mut().find(is_judged).expect("a judged one");
    indicator.judged = None;
    let name = indicator.name.clone();
    let said = last(&project);
    assert!(said.contains("尚待评定：“感冒"), "{said}");
    assert!(!said.contains("尚未填写"), "{said}");
    let unfilled = project.indicators.iter_mut().find(|one| one.name != name);
    unfilled.expect("another").actual = None;
    assert!(last(&project).contains("尚未填写或评定："), "{}", last(&project));
}

#[test]
fn a_slide_shows_fewer_rows_where_they_have_two_lines() {
    let shown = |project: &Project| -> (usize, String) {
        let slides = made(project).slides;
        let chart = slides.iter().find_map(|slide| match &slide.content {
            Content::Chart(figure) if figure.id == "completion" => Some((figure.rows.len(), slide.rest.clone())),
            _ => None,
        });
        chart.expect("the chart of completion")
    };
    let short = counts(20, |_| Some(50));
    assert_eq!(shown(&short).0, 7);
    let mut long = short.clone();
    for (index, indicator) in long.indicators.iter_mut().enumerate() {
        indicator.name = format!("第{}类全年接待进出站旅客发送总量（含铁路、公路）", index + 1);
        indicator.unit = "人次/平方千米·年".to_owned();
        indicator.target = Some(Target::Range {
            low: 1_000_000_000.into(),
            high: (2_000_000_000_i64 + index as i64).into(),
        });
        indicator.actual = Some(Actual::Number(3_123_456_789_i64.into()));
    }
    let (rows, rest) = shown(&long);
    assert!((4..7).contains(&rows), "{rows}");
    assert!(rest.contains(&format!("前{rows}项，其余{}项", 20 - rows)), "{rest}");
}

#[test]
fn what_is_unfilled_is_not_told_as_not_completed() {
    let project = counts(20, |_| None);
    let all = made(&project);
    let completion = &all.keys[2];
    assert_eq!(
        (&*completion.value, &*completion.note),
        ("未填", "共20项"),
        "{completion:?}"
    );
    assert_eq!(all.slides[1].message, "20项指标都未填，完成情况未知");
    let half = counts(20, |at| (at < 8).then_some(if at < 5 { 100 } else { 50 }));
    let all = made(&half);
    assert_eq!(
        (&*all.keys[2].value, &*all.keys[2].note),
        ("5项", "未完成3项，12项未填")
    );
    assert_eq!(all.slides[1].message, "20项指标完成5项，3项未达成，尚有12项未填");
    assert_eq!(made(&counts(2, |_| None)).worst.none, "已填部分没有扣分");
    // The same word stands on the chart, in its columns and in its table.
    let card = score::score(&project);
    let figure = figure::completion(&project, &card);
    assert_eq!(figure.title, "20项指标未填");
    assert_eq!(figure.rows[0].values[2], "未填 / ≥100 批次");
    assert_eq!(figure.table.rows[0][3], "未填");
    let mut silent = project;
    silent.budget.lines[0].actual = None;
    silent.indicators[0].target = None;
    silent.indicators[0].weight = None;
    let card = score::score(&silent);
    assert_eq!(figure::budget(&silent, &card).rows[0].values[2], "未填");
    let figure = figure::completion(&silent, &card);
    let row = figure
        .table
        .rows
        .iter()
        .find(|row| row[0] == "第1类检查")
        .expect("the row");
    assert_eq!([&*row[4], &*row[6]], ["未填", "未填"]);
}

#[test]
fn points_to_be_awarded_are_called_so_everywhere() {
    let mut project = counts(3, |_| Some(100));
    project.indicators[0].target = Some(Target::ByDate(jiff::civil::date(2020, 10, 31)));
    project.indicators[0].actual = Some(Actual::Date(jiff::civil::date(2020, 12, 15)));
    let card = score::score(&project);
    let figure = figure::completion(&project, &card);
    assert_eq!(figure.title, "3项指标完成2项，尚有1项待评定");
    assert!(
        figure.legend.contains(&(Look::Missing, "○ 待评定".to_owned())),
        "{:?}",
        figure.legend
    );
    let is_said = |mark: &figure::Mark| matches!(&mark.shape, Shape::Label { text, .. } if text == "待评定");
    assert!(figure.marks.iter().any(is_said));
    let slide = &made(&project).slides[1];
    assert_eq!(slide.message, "3项指标完成2项，尚有1项待评定");
    assert!(
        slide.rest.contains("待评定的1项") && !slide.rest.contains("未填"),
        "{}",
        slide.rest
    );
}

#[test]
fn before_anything_has_a_score_no_chart_shows_lost_points() {
    let mut project = counts(20, |_| None);
    project.budget.lines.clear();
    let card = score::score(&project);
    let figure = figure::lost_points(&project, &card);
    assert!(figure.rows.is_empty() && figure.table.rows.is_empty());
    let said = messages(&project);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[1].starts_with("还有21项未填"), "{said:?}");
    // What is unfilled beside what has a score may still be earned.
    let mut part = counts(20, |at| (at > 0).then_some(50));
    part.indicators[0].weight = number::read("4");
    let figure = figure::lost_points(&part, &score::score(&part));
    let label = figure.marks.iter().find_map(|mark| match &mark.shape {
        Shape::Label { text, .. } if mark.look == Look::Missing => Some(text.as_str()),
        _ => None,
    });
    assert_eq!(label, Some("4.00分未定"));
}

#[test]
fn a_name_with_the_mark_of_a_list_is_one_name_in_it() {
    let mut project = counts(3, |at| Some(if at < 2 { 50 } else { 100 }));
    project.indicators[0].name = "农贸市场、超市自检".to_owned();
    project.indicators[1].name = "“方舱医院”、酒店供餐".to_owned();
    project
        .budget
        .lines
        .iter_mut()
        .for_each(|line| line.actual = line.adjusted);
    let wanted = "“农贸市场、超市自检”、“‘方舱医院’、酒店供餐”";
    let title = figure::lost_points(&project, &score::score(&project)).title;
    assert!(title.ends_with(&format!("都在{wanted}")), "{title}");
    project.indicators[0].reason = "停产".to_owned();
    let said = messages(&project);
    assert!(
        said.iter()
            .any(|said| said == &format!("问题集中在{wanted}，1项原因未填")),
        "{said:?}"
    );
    for one in &mut project.indicators {
        one.actual = None;
    }
    let last = made(&project).slides.pop().expect("the last slide");
    let all = format!("{:?}", last.content);
    assert!(all.contains(&format!("尚未填写：{wanted}、第3类检查")), "{all}");
}

#[test]
fn a_year_that_is_unfilled_is_said_once() {
    let mut project = department();
    project.year = 0;
    assert_eq!(made(&project).title, "武昌区市场监督管理局绩效自评（年度未填）");
}

#[test]
fn what_nobody_filled_in_is_said_once_and_takes_no_column() {
    let mut project = counts(8, |at| Some(if at < 4 { 50 } else { 100 }));
    // Neither reasons nor measures: one page says both.
    let said = messages(&project);
    let of_losses = said
        .iter()
        .filter(|said| said.contains("失分指标") || said.contains("项指标失分"));
    assert_eq!(of_losses.collect::<Vec<_>>(), ["4项失分指标的原因和改进措施都没有填写"]);
    assert_eq!(lines(&project, "都没有填写")[0], "失分指标|扣分");
    for (at, one) in project.indicators.iter_mut().enumerate().take(4) {
        one.reason = "停产".to_owned();
        one.cause = (at < 3).then_some(Cause::ForceMajeure);
        one.measure = if at < 2 {
            "按季调度".to_owned()
        } else {
            String::new()
        };
    }
    let cause = Cause::ForceMajeure.name();
    let message = format!("3项指标因“{cause}”失6.00分，占失分的一半以上");
    assert_eq!(lines(&project, &message)[0], "指标|扣分|原因类别|原因");
    let slides = made(&project).slides;
    let slide = slides
        .iter()
        .find(|slide| slide.message == message)
        .expect("the reasons");
    assert_eq!(slide.rest, "责任科室未填");
    assert_eq!(lines(&project, "以1项措施改进2项失分指标")[0], "改进措施|针对的指标");
    // A measure that is for no indicator is not counted among those that are.
    let sample = sample(Example::Wuchang);
    assert!(messages(&sample).contains(&"3项改进措施，其中2项针对4项失分指标".to_owned()));
}

#[test]
fn the_page_on_completion_says_where_points_were_lost() {
    let said = |project: &Project| messages(project)[1].clone();
    assert_eq!(
        said(&sample(Example::Wuchang)),
        "50项指标完成46项，4项未达成，失分都在产出指标"
    );
    assert_eq!(said(&sample(Example::Changjiang)), "4项指标全部完成");
    assert_eq!(
        said(&counts(4, |_| Some(50))),
        "4项指标都没有完成：产出指标失4.00分，效益指标失4.00分"
    );
}
