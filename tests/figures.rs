//! Charts: golden svg files, properties that hold for every project, extremes.
#![expect(clippy::expect_used, reason = "a test stops at what cannot be")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use hengji::figure::{self, Figure, Look, Place, Shape, png, svg};
use hengji::model::charts::{Charts, Colours, Order};
use hengji::model::scheme::BudgetBase;
use hengji::model::{Actual, Budget, BudgetLine, Edit, FundKind, Id, Project, Target};
use hengji::report::briefing;
use hengji::score::{Loss, Scorecard, score as card};
use proptest::prelude::{Strategy, prop};
use resvg::usvg;
use rust_decimal::Decimal;

mod fixture;
mod rules;
mod written;

use fixture::{by_ratio, many, number, project, sample};

/// Every figure there is of a project.
fn figures(project: &Project) -> Vec<Figure> {
    let card = card(project);
    let mut figures = figure::all(project, &card);
    figures.extend([figure::targets(project, &card), figure::completion(project, &card)]);
    figures.extend(
        project
            .indicators
            .iter()
            .filter_map(|indicator| figure::target(project, &card, &indicator.id)),
    );
    figures
}

fn parse(text: &str) -> usvg::Tree {
    usvg::Tree::from_str(text, &usvg::Options::default()).expect("an svg document")
}

/// What must hold for every figure, whatever the project.
fn check(figure: &Figure) {
    let id = &figure.id;
    let axis = &figure.axis;
    assert!(
        axis.min.is_finite() && axis.max.is_finite() && axis.min < axis.max,
        "{id}: {axis:?}"
    );
    let inside = |at: f64| {
        let slack = (axis.max - axis.min) * 1e-6;
        assert!(
            at >= axis.min - slack && at <= axis.max + slack,
            "{id}: {at} outside {axis:?}"
        );
    };
    axis.ticks.iter().for_each(|tick| inside(tick.0));
    axis.reference.into_iter().for_each(inside);
    for mark in &figure.marks {
        assert!(mark.row < figure.rows.len(), "{id}: {mark:?}");
        match &mark.shape {
            Shape::Bar { from, to, thickness } => {
                [*from, *to].into_iter().for_each(inside);
                assert!(from <= to && (0.0..=1.0).contains(thickness), "{id}: {mark:?}");
            }
            Shape::Tick { at, height } => {
                inside(*at);
                assert!((0.0..=1.0).contains(height), "{id}: {mark:?}");
            }
            Shape::Connector { at } => {
                inside(*at);
                assert!(mark.row + 1 < figure.rows.len(), "{id}: a connector below the last row");
            }
            Shape::Symbol { at, .. } => inside(*at),
            Shape::Label { from, to, text, .. } => {
                [*from, *to].into_iter().for_each(inside);
                assert!(!text.is_empty(), "{id}: {mark:?}");
            }
        }
    }
    for row in &figure.rows {
        assert_eq!(row.values.len(), figure.value_headings.len(), "{id}: {row:?}");
        assert!(!row.label.is_empty(), "{id}: a row without a name");
    }
    assert_eq!(
        figure.table.rows.len(),
        figure.rows.len(),
        "{id}: the table twin has every row"
    );
    for (cells, row) in figure.table.rows.iter().zip(&figure.rows) {
        assert_eq!(cells.len(), figure.table.headings.len(), "{id}: {cells:?}");
        assert!(cells[0].starts_with(&row.label), "{id}: {cells:?} beside {}", row.label);
    }
    assert!(
        !figure.title.is_empty() && !figure.description.is_empty(),
        "{id}: says nothing"
    );

    let text = svg::svg(figure);
    assert_eq!(text, svg::svg(figure), "{id}: other bytes the second time");
    for bad in ["NaN", "inf"] {
        assert!(!text.contains(bad), "{id}: {bad} in the svg");
    }
    let size = parse(&text).size();
    assert_eq!(size.width(), 960.0, "{id}");
}

/// The golden file, or, with `HENGJI_UPDATE_GOLDEN=1`, a new one.
fn golden(figure: &Figure, name: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.svg"));
    let text = svg::svg(figure);
    if std::env::var_os("HENGJI_UPDATE_GOLDEN").is_some() {
        #[expect(clippy::disallowed_methods, reason = "a test's own file")]
        std::fs::write(&path, &text).expect("a writable tree");
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    let place = wanted
        .lines()
        .zip(text.lines())
        .position(|(wanted, line)| wanted != line);
    assert!(
        wanted == text,
        "{name}.svg differs from line {place:?} on; look at it and set HENGJI_UPDATE_GOLDEN=1 when it is right"
    );
}

#[test]
fn figures_are_drawn_as_kept() {
    let sample = sample();
    let card = card(&sample);
    for figure in figure::all(&sample, &card) {
        golden(&figure, &figure.id);
    }
    let one = figure::target(&sample, &card, &Id::new("I0001")).expect("a number");
    golden(&one, "target");
    golden(
        &figure::targets(&Project::default(), &hengji::score::score(&Project::default())),
        "empty",
    );
}

#[test]
fn figures_hold_their_rules_at_every_size() {
    for count in [0, 1, 2, 8, 25, 60] {
        figures(&many(count)).iter().for_each(check);
    }
    figures(&Project::default()).iter().for_each(check);
    figures(&by_ratio()).iter().for_each(check);
}

#[test]
fn rows_of_which_none_lost_points_are_not_said_to_be_sorted_by_them() {
    let mut project = sample();
    project.indicators.iter_mut().for_each(|one| one.actual = None);
    let scored = card(&project);
    for figure in [
        figure::targets(&project, &scored),
        figure::completion(&project, &scored),
    ] {
        let said = format!("{}{}", figure.subtitle, figure.description);
        assert!(!said.contains("按失分"), "{said}");
    }
}

#[test]
fn rows_are_sorted_by_lost_points_then_as_printed() {
    let project = sample();
    let card = card(&project);
    for figure in [figure::targets(&project, &card), figure::completion(&project, &card)] {
        let order: Vec<(Option<Decimal>, usize)> = figure
            .rows
            .iter()
            .map(|row| {
                project
                    .indicator_index(row.indicator.as_ref().expect("an indicator"))
                    .expect("a row")
            })
            .map(|index| (card.rows[index].lost, index))
            .collect();
        for pair in order.windows(2) {
            let (before, after) = (pair[0], pair[1]);
            let less = match (before.0, after.0) {
                (Some(before), Some(after)) => before > after,
                (Some(_), None) => true,
                (None, _) => false,
            };
            assert!(
                less || (before.0 == after.0 && before.1 < after.1),
                "{}: {before:?} {after:?}",
                figure.id
            );
        }
    }
    assert_eq!(figure::completion(&project, &card).rows.len(), project.indicators.len());
}

#[test]
fn rows_asked_for_in_the_order_of_the_form_stand_in_it_and_say_so() {
    let project = sample();
    let mut as_in_form = project.clone();
    as_in_form.charts.order = Order::Form;
    let card = card(&project);
    for draw in [figure::targets, figure::completion] {
        let (ranked, formal) = (draw(&project, &card), draw(&as_in_form, &card));
        let places = |figure: &Figure| -> Vec<Option<usize>> {
            let ids = figure.rows.iter().map(|row| row.indicator.as_ref());
            ids.map(|id| id.and_then(|id| project.indicator_index(id))).collect()
        };
        let (was, mut now) = (places(&ranked), places(&formal));
        assert!(now.is_sorted() && !was.is_sorted(), "{}: {now:?} {was:?}", formal.id);
        now.sort_by_key(|row| was.iter().position(|other| other == row));
        assert_eq!(now, was, "the same rows");
        let twin: Vec<&String> = formal.table.rows.iter().map(|cells| &cells[0]).collect();
        assert_eq!(twin, formal.rows.iter().map(|row| &row.label).collect::<Vec<_>>());
        assert_eq!((&formal.id, &formal.title), (&ranked.id, &ranked.title));
        for words in [&formal.subtitle, &formal.description] {
            assert!(words.contains("按表内顺序排列") && !words.contains("按失分"), "{words}");
        }
        check(&formal);
    }
}

#[test]
fn pages_hold_every_row_once_and_at_most_twenty() {
    for count in [20, 21, 60, 250] {
        let project = many(count);
        let card = card(&project);
        let all = figure::all(&project, &card);
        for (stem, whole) in [
            ("targets", figure::targets(&project, &card)),
            ("completion", figure::completion(&project, &card)),
        ] {
            let pages: Vec<&Figure> = all.iter().filter(|figure| figure.id.starts_with(stem)).collect();
            assert!(pages.iter().all(|page| page.rows.len() <= 20), "{count} {stem}");
            let ids = |figure: &Figure| figure.rows.iter().map(|row| row.indicator.clone()).collect::<Vec<_>>();
            let paged: Vec<_> = pages.iter().flat_map(|page| ids(page)).collect();
            assert_eq!(paged.len(), whole.rows.len(), "{count} {stem}");
            assert_eq!(
                paged.into_iter().collect::<BTreeSet<_>>(),
                ids(&whole).into_iter().collect::<BTreeSet<_>>()
            );
            if pages.len() > 1 {
                let names: Vec<String> = (1..=pages.len()).map(|page| format!("{stem}-{page}")).collect();
                assert_eq!(pages.iter().map(|page| page.id.clone()).collect::<Vec<_>>(), names);
            }
        }
        let ids: BTreeSet<&String> = all.iter().map(|figure| &figure.id).collect();
        assert_eq!(ids.len(), all.len(), "file names are unique");
    }
}

#[test]
fn one_indicator_says_what_was_reached_in_its_unit() {
    let project = sample();
    let title = |id: &str| {
        figure::target(&project, &card(&project), &Id::new(id))
            .expect("a number")
            .title
    };
    assert_eq!(
        title("I0001"),
        "新增市场主体（个体户）完成5436户，为目标3566户的152.44%"
    );
    assert_eq!(title("I0015"), "行政处罚案件差错率实际1.6%，目标≤1%，未达成");
    assert_eq!(title("I0016"), "执法检查单位平均用时实际38分钟，目标30～45分钟，达成");
    assert_eq!(title("I0018"), "会议培训费控制数目标≤20.00万元，实际完成值未填");
    assert_eq!(title("I0019"), "重大食品药品安全事故目标为未发生，实际0起，达成");
    for none in ["I0021", "I9999"] {
        assert_eq!(figure::target(&project, &card(&project), &Id::new(none)), None);
    }
}

#[test]
fn the_waterfall_leads_from_full_marks_to_the_total() {
    let over_full = ["超过满分不计", "100.00"];
    for project in [many(1), many(8), many(25), many(60), many(250), by_ratio()] {
        let count = project.indicators.len();
        let card = card(&project);
        let figure = figure::lost_points(&project, &card);
        let cell = |row: &Vec<String>, column: usize| number(&row[column].replace('−', "-"));
        let rows = &figure.table.rows;
        let mut level = cell(&rows[0], 4);
        for row in &rows[1..rows.len() - 1] {
            level += cell(row, 3);
            assert_eq!(cell(row, 4), level, "{count}: {row:?}");
        }
        assert_eq!(level, card.total, "{count}");
        assert!(rows.len() <= 19, "{count}: {} rows", rows.len());
        assert_eq!(
            rows.iter().any(|row| row[0].starts_with("其他")),
            card.losses.len() > 13,
            "{count}"
        );
        assert_eq!(
            rows.iter().any(|row| [&row[0], &row[4]] == over_full),
            card.before_cap.is_some(),
            "{count}"
        );
    }
}

#[test]
fn the_waterfall_names_no_loss_before_others_as_great() {
    let project = sample();
    let names: Vec<&str> = project
        .indicators
        .iter()
        .map(|indicator| indicator.name.as_str())
        .collect();
    let mut card = card(&project);
    let mut where_they_lie = |lost: &[&str]| {
        let loss = |(row, lost): (usize, &&str)| Loss {
            row: Some(row + 1),
            lost: number(lost),
        };
        card.losses = lost.iter().enumerate().map(loss).collect();
        let title = figure::lost_points(&project, &card).title;
        let (_, after) = title.split_once("，失分").expect("the loss");
        let said = after.split_once('，').expect("where it lies").1;
        said.replace("，尚有2项未填", "")
    };
    let [_, first, second, ..] = names.as_slice() else {
        panic!("indicators")
    };
    for (lost, said) in [
        (&["1"][..], format!("都在{first}")),
        (&["1", "1"], format!("都在{first}、{second}")),
        (&["2", "1.8", "0.12", "0.08"], format!("主要在{first}、{second}")),
        (&["1", "1", "1"], format!("{first}、{second}等3项各失1.00分")),
        (
            &["1", "1", "1", "0.5"],
            format!("最多的是{first}、{second}等3项，各失1.00分"),
        ),
        (&["5", "1", "1", "1"], format!("主要在{first}")),
        (&["2", "1", "1", "1"], format!("最多的是{first}")),
        (&["1", "0.9", "0.8", "0.7", "0.6"], format!("最多的是{first}、{second}")),
        // Printed alike is equal.
        (
            &["0.333", "0.332", "0.331"],
            format!("{first}、{second}等3项各失0.33分"),
        ),
    ] {
        assert_eq!(where_they_lie(lost), said, "{lost:?}");
    }
}

#[test]
fn a_cap_is_a_stair_of_its_own() {
    let project = sample();
    let mut card = card(&project);
    card.before_cap = Some(card.total);
    card.total = number("60");
    let figure = figure::lost_points(&project, &card);
    let rows = &figure.table.rows;
    assert_eq!(
        rows[rows.len() - 2][..2],
        ["按预算执行率封顶".to_owned(), String::new()]
    );
    assert_eq!(rows[rows.len() - 2][4], "60.00");
    assert_eq!(rows[rows.len() - 1][4], "60.00");
}

#[test]
fn labels_of_a_short_axis_stand_at_even_steps_from_zero_to_its_reference() {
    let project = sample();
    let axis = figure::completion(&project, &card(&project)).axis;
    // Labels as wide as so many percent.
    let labels = |wide: f64| -> Vec<&str> {
        let shown = axis.with_room(|(at, _)| (at - wide / 2.0, at + wide / 2.0));
        shown.into_iter().map(|(_, text)| text.as_str()).collect()
    };
    assert_eq!(labels(15.0), ["0%", "20%", "40%", "60%", "80%", "100%", "120%"]);
    assert_eq!(labels(30.0), ["0%", "100%"]);
    assert_eq!(labels(99.0), ["0%", "100%"]);
    assert_eq!(labels(200.0), ["100%"]);
}

#[test]
fn what_is_missing_or_beyond_the_axis_is_marked() {
    let project = sample();
    let card = card(&project);
    let figure = figure::completion(&project, &card);
    let marks = |id: &str| {
        let row = figure
            .rows
            .iter()
            .position(|row| row.indicator == Some(Id::new(id)))
            .expect("a row");
        figure
            .marks
            .iter()
            .filter(move |mark| mark.row == row)
            .collect::<Vec<_>>()
    };
    let symbols = |id: &str| {
        marks(id)
            .iter()
            .filter_map(|mark| match mark.shape {
                Shape::Symbol { symbol, .. } => Some(symbol),
                _ => None,
            })
            .collect::<String>()
    };
    let words = |id: &str| {
        marks(id)
            .iter()
            .filter_map(|mark| match &mark.shape {
                Shape::Label { text, .. } => Some(text.clone()),
                _ => None,
            })
            .collect::<String>()
    };
    assert_eq!(symbols("I0001"), "▶", "152.44 % is cut off at 130 %");
    assert_eq!(symbols("I0002"), "●");
    assert_eq!(symbols("I0003"), "▼");
    assert_eq!(words("I0018"), "未填实际完成值");
    assert!(marks("I0018").iter().all(|mark| mark.look == Look::Missing));
    let tier = marks("I0022");
    assert!(
        tier.iter().any(|mark| mark.look == Look::Target
            && mark.shape
                == Shape::Bar {
                    from: 60.0,
                    to: 80.0,
                    thickness: 0.5
                }),
        "a tier is a hollow range: {tier:?}"
    );
    let stars: Vec<&str> = figure
        .rows
        .iter()
        .filter(|row| row.demo)
        .map(|row| row.label.as_str())
        .collect();
    assert_eq!(stars, ["计量标准化培训", "产品质量抽查批次"]);
}

#[test]
fn the_budget_names_its_rate_with_the_base() {
    let mut project = sample();
    let figure = figure::budget(&project, &card(&project));
    assert_eq!(
        figure.title,
        "预算执行率108.77%（执行数14,771.70万元÷年初预算数13,580.32万元）"
    );
    assert_eq!(
        figure.table.rows.last().expect("a total"),
        &["合计", "13,580.32", "14,974.86", "14,771.70", "108.77%"].map(str::to_owned)
    );
    project.scheme = fixture::scheme(BudgetBase::Adjusted).into();
    let figure = figure::budget(&project, &card(&project));
    assert!(figure.title.starts_with("预算执行率98.64%"), "{}", figure.title);
    project.budget = Budget {
        lines: vec![BudgetLine {
            kind: FundKind::Project,
            initial: Some(number("1948")),
            ..BudgetLine::default()
        }],
        ..Budget::default()
    };
    let figure = figure::budget(&project, &card(&project));
    assert_eq!(figure.title, "调整后预算数未填全，预算执行率未能计算");
    assert!(figure.marks.iter().any(|mark| mark.look == Look::Missing));
    check(&figure);
}

#[test]
fn sources_of_money_stand_in_the_budget_by_their_names() {
    let mut project = sample();
    let source = |name: &str, amount: &str| BudgetLine {
        kind: FundKind::Other,
        name: name.to_owned(),
        initial: Some(number(amount)),
        actual: Some(number(amount)),
        ..BudgetLine::default()
    };
    project.budget = Budget {
        lines: vec![source("当年财政拨款", "150"), source("其他资金", "50")],
        ..Budget::default()
    };
    let figure = figure::budget(&project, &card(&project));
    let rows: Vec<&[String]> = figure.table.rows.iter().map(|row| &row[..2]).collect();
    assert_eq!(
        rows,
        [["当年财政拨款", "150.00"], ["其他资金", "50.00"], ["合计", "200.00"]].map(|row| row.map(str::to_owned))
    );
}

#[test]
fn a_difference_says_by_its_sign_and_a_word_where_it_goes() {
    let project = sample();
    let figure = figure::targets(&project, &card(&project));
    for (id, said, against, look) in [
        ("I0001", "▲ 高于 1870", "目标", Some(Look::Caution)),
        ("I0003", "▼ 低于 2", "目标", Some(Look::Bad)),
        ("I0008", "● 高于 3401", "目标", Some(Look::Good)),
        ("I0013", "● 低于 15", "上限", Some(Look::Good)),
        ("I0015", "▼ 超出 0.6个百分点", "上限", Some(Look::Bad)),
        ("I0016", "0", "", None),
    ] {
        let of = Some(Id::new(id));
        let row = figure.rows.iter().position(|row| row.indicator == of).expect("a row");
        assert_eq!(figure.rows[row].values[2], said, "{id}");
        let whole = said.replacen("于 ", &format!("于{against} "), 1);
        let whole = whole.replacen("超出 ", &format!("超出{against} "), 1);
        assert_eq!(figure.table.rows[row][3], whole, "{id}");
        let zero = figure.axis.reference.expect("where differences begin");
        let bar = figure.marks.iter().find(|mark| match mark.shape {
            Shape::Bar { from, to, .. } => mark.row == row && (from == zero || to == zero),
            _ => false,
        });
        assert_eq!(bar.map(|bar| bar.look), look, "{id}: a bar of its impact");
    }
}

#[test]
fn a_row_without_a_rate_says_so_and_has_no_length() {
    let project = sample();
    let mut card = card(&project);
    card.rows[2].completion = None;
    let figure = figure::completion(&project, &card);
    let of = Some(Id::new("I0003"));
    let row = figure.rows.iter().position(|row| row.indicator == of).expect("a row");
    let marks: Vec<_> = figure.marks.iter().filter(|mark| mark.row == row).collect();
    assert!(marks.iter().all(|mark| mark.look == Look::Bad), "{marks:?}");
    assert!(
        !marks.iter().any(|mark| matches!(mark.shape, Shape::Bar { .. })),
        "{marks:?}"
    );
    let says = |mark: &&figure::Mark| matches!(&mark.shape, Shape::Label { text, .. } if text == "无完成率");
    assert!(marks.iter().any(says), "{marks:?}");
    assert_eq!(
        figure.rows[row].values[..2],
        ["无完成率", "▼ 未达成"].map(str::to_owned)
    );
    assert_eq!(figure.table.rows[row][1], "无完成率");
    assert!(figure.subtitle.contains("1项无完成率"), "{}", figure.subtitle);
}

#[test]
fn the_waterfall_goes_from_full_marks_at_the_left_to_the_total_at_the_right() {
    let project = sample();
    let card = card(&project);
    let figure = figure::lost_points(&project, &card);
    let labels: Vec<Decimal> = figure.axis.ticks.iter().map(|(_, text)| number(text)).collect();
    assert_eq!(labels.first(), Some(&number("100")));
    assert!(
        labels.len() > 2 && labels.windows(2).all(|pair| pair[1] < pair[0]),
        "{labels:?}"
    );
    let on = |row: usize| figure.marks.iter().filter(move |mark| mark.row == row);
    let last = figure.rows.len() - 1;
    // Only the ends of full marks and of the total lie on the axis: neither is a bar.
    for (row, points) in [(0, number("100")), (last, card.total)] {
        let places: Vec<String> = on(row)
            .filter_map(|mark| match &mark.shape {
                Shape::Tick { at, .. } => Some(format!("{:.2}", 100.0 - at)),
                Shape::Label { text, .. } => Some(text.clone()),
                Shape::Bar { .. } => Some("a bar".to_owned()),
                _ => None,
            })
            .collect();
        assert_eq!(places, [format!("{points:.2}"), format!("{points:.2}")]);
    }
    for row in 1..last {
        let long = on(row).find_map(|mark| match mark.shape {
            Shape::Bar { from, to, .. } => Some(format!("−{:.2}", to - from)),
            _ => None,
        });
        assert_eq!(long.as_ref(), figure.rows[row].values.last(), "{row}");
    }
}

#[test]
fn without_a_loss_there_is_no_axis_but_a_sentence() {
    let mut project = sample();
    project.indicators.truncate(1);
    project.indicators[0].actual = Some(Actual::Number(number("3566")));
    project.indicators[0].weight = Some(number("80"));
    let card = card(&project);
    assert_eq!(card.total, number("100"), "{card:?}");
    let figure = figure::lost_points(&project, &card);
    assert_eq!(figure.title, "总分100.00分，没有失分");
    assert!(figure.marks.is_empty() && figure.description.contains("没有扣分"));
    let said = format!("{:?}", briefing::briefing(&project, &card).slides);
    assert!(!said.contains("没有失分") && !said.contains("lost-points"), "{said}");
}

#[test]
fn a_word_stands_where_it_has_room_or_not_at_all() {
    let plot = (0.0, 100.0);
    for (place, span, wanted) in [
        (Place::Beside, (0.0, 50.0), Some(54.0)),
        (Place::Beside, (50.0, 90.0), Some(16.0)),
        (Place::Beside, (20.0, 90.0), None),
        (Place::Within, (0.0, 60.0), Some(15.0)),
        (Place::Within, (0.0, 30.0), None),
    ] {
        assert_eq!(place.begin(span, 30.0, 4.0, plot), wanted, "{place:?} {span:?}");
    }
}

#[test]
fn extremes_are_drawn() {
    let values = [
        "0",
        "-1",
        "0.0000001",
        "100000000000000000000",
        "79228162514264337593543950335",
        "-79228162514264337593543950335",
    ];
    let mut indicators = Vec::new();
    for target in values.into_iter().map(number) {
        for actual in values.into_iter().map(number) {
            for target in [
                Target::AtLeast(target),
                Target::AtMost(target),
                Target::Range {
                    low: actual,
                    high: target,
                },
            ] {
                let mut indicator = fixture::indicator(indicators.len(), fixture::PRINTED[0]);
                indicator.target = Some(target);
                indicator.actual = Some(Actual::Number(actual));
                indicators.push(indicator);
            }
        }
    }
    let mut project = project(indicators);
    figures(&project).iter().for_each(check);

    project.indicators.truncate(3);
    project.indicators[0].name = "长".repeat(300);
    project.indicators[1].name = "a".repeat(300);
    project.indicators[2].name = "\u{0}\u{b}<script>&\"'\u{fffe}\n第二行".to_owned();
    project.indicators[2].unit = "<b>".to_owned();
    project.indicators[0].demo = vec![hengji::model::Field::Actual];
    project.department = "名".repeat(500);
    project.note = "<note>".repeat(50);
    for value in values.into_iter().map(number) {
        project.budget.lines[0].initial = Some(value);
        project.budget.lines[0].actual = Some(value);
        figures(&project).iter().for_each(check);
    }
    let text = svg::svg(&figure::completion(&project, &card(&project)));
    assert!(!text.contains("<script>") && text.contains("&lt;script&gt;"));
}

#[test]
fn nothing_written_leaves_the_page_or_meets_its_neighbour() {
    let mut project = many(25);
    for (index, indicator) in project.indicators.iter_mut().enumerate() {
        indicator.name = ["长江流域禁捕", "Latin words ", "2020年12月31日前"][index % 3].repeat(index + 1);
        indicator.unit = "平方公里以上".chars().take(index % 7).collect();
        if let Some(Actual::Number(value)) = &mut indicator.actual {
            *value *= Decimal::from(10_u64.pow((index % 9) as u32));
        }
    }
    let options = options();
    let long = long_numbers();
    let pages = figure::all(&long, &card(&long));
    for figures in [figures(&project), pages, figures(&long_numbers_of_few())] {
        for figure in figures {
            let sheets = [
                (svg::svg(&figure), 20.0),
                (svg::in_text(&figure), -1.0),
                (svg::below_text(&figure, 1), -1.0),
            ];
            for (text, margin) in sheets {
                let tree = usvg::Tree::from_str(&text, &options).expect("an svg document");
                apart(&figure, &tree, margin);
            }
        }
    }
}

/// What a picture is read with: the carried fonts.
fn options() -> usvg::Options<'static> {
    let mut options = usvg::Options::default();
    for face in [hengji::fonts::REGULAR, hengji::fonts::BOLD] {
        options.fontdb_mut().load_font_data(face.to_vec());
    }
    options
}

/// Fails where a text of a picture leaves it or lies on another one.
fn apart(figure: &Figure, tree: &usvg::Tree, margin: f32) {
    let mut boxes = Vec::new();
    texts(tree.root(), &mut boxes);
    let (id, size) = (&figure.id, tree.size());
    assert!(boxes.len() > figure.rows.len(), "{id}: the texts are found");
    for (index, (word, rect)) in boxes.iter().enumerate() {
        let is_inside = rect.left() >= margin && rect.right() <= size.width() - margin.min(16.0);
        assert!(
            is_inside && rect.bottom() <= size.height(),
            "{id} {}: {word} {rect:?}",
            size.width()
        );
        for (other, second) in &boxes[..index] {
            let wide = rect.right().min(second.right()) - rect.left().max(second.left());
            let high = rect.bottom().min(second.bottom()) - rect.top().max(second.top());
            // A box is as high as a line of the font, 1.45 em; two lines stand at 1.17 em.
            assert!(
                wide < 1.0 || high < 4.0,
                "{id} {}: {word} lies on {other}",
                size.width()
            );
        }
    }
}

/// 200 indicators of ten digits and names of 30 characters, in all directions.
fn long_numbers() -> Project {
    let mut project = many(200);
    for (index, indicator) in project.indicators.iter_mut().enumerate() {
        indicator.name = "全区市场主体登记注册与信用监管数据质量提升专项行动按期完成情况"
            .chars()
            .take(30)
            .collect();
        let bound = Decimal::from(9_999_999_999_u64 - index as u64);
        indicator.target = Some(match index % 3 {
            0 => Target::AtLeast(bound),
            1 => Target::AtMost(bound),
            _ => Target::Equal(bound),
        });
        indicator.actual = Some(Actual::Number(bound * number(["0.5", "1.01", "4"][index % 3])));
        indicator.unit = ["批次", "%", "万元"][index % 3].to_owned();
    }
    for line in &mut project.budget.lines {
        line.actual = Some(number("9999999999.99"));
    }
    project
}

/// As many of them as a chart with high rows has.
fn long_numbers_of_few() -> Project {
    let mut project = long_numbers();
    project.indicators.truncate(4);
    project
}

/// Collects the texts of a tree with their boxes.
fn texts(group: &usvg::Group, out: &mut Vec<(String, usvg::Rect)>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => texts(group, out),
            usvg::Node::Text(text) => {
                let words = text.chunks().iter().map(|chunk| chunk.text()).collect();
                out.push((words, text.abs_bounding_box()));
            }
            usvg::Node::Path(_) | usvg::Node::Image(_) => {}
        }
    }
}

#[test]
fn pictures_are_of_their_size_and_the_same_twice() {
    let project = sample();
    let card = card(&project);
    let figure = figure::budget(&project, &card);
    let size = parse(&svg::svg(&figure)).size();
    for scale in [1.0, 2.0] {
        let bytes = png::png(&figure, scale).expect("a picture");
        assert_eq!(bytes, png::png(&figure, scale).expect("a picture"));
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("4 bytes"));
        assert_eq!(
            (side(16), side(20)),
            ((size.width() * scale) as u32, (size.height() * scale) as u32)
        );
    }
    for scale in [0.0, -1.0, f32::NAN, 1e6] {
        assert!(png::png(&figure, scale).is_err(), "{scale}");
    }
    let other = Figure {
        title: figure.title.replace('1', "7"),
        ..figure.clone()
    };
    assert_ne!(
        png::png(&other, 1.0).expect("a picture"),
        png::png(&figure, 1.0).expect("a picture"),
        "text is drawn with the shipped font"
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]
    #[test]
    fn any_project_is_drawn(rows in prop::collection::vec(printed(), 0..30), unfilled in prop::bool::ANY) {
        let indicators = rows.iter().enumerate().map(|(index, (level, name, target, actual, weight))| {
            fixture::indicator(index, (level, name, target, actual, "个", weight))
        });
        let mut project = project(indicators.collect());
        if unfilled {
            project.budget = Budget::default();
        }
        figures(&project).iter().for_each(check);
    }
}

/// A row as a form could print it.
fn printed() -> impl Strategy<Value = (String, String, String, String, String)> {
    let value = || proptest::string::string_regex("-?[0-9]{1,12}(\\.[0-9]{1,4})?").expect("a pattern");
    let target = (0..6_usize, value()).prop_map(|(kind, value)| match kind {
        0 => String::new(),
        1 => "定性要求".to_owned(),
        2 => format!("≤{value}"),
        3 => format!("＝{value}"),
        _ => format!("≥{value}"),
    });
    let actual = (0..6_usize, value()).prop_map(|(kind, value)| match kind {
        0 => String::new(),
        1 => "二档".to_owned(),
        _ => value,
    });
    ("(产出|效益|满意度)指标", "\\PC{0,40}", target, actual, "[0-9]{0,2}")
}

#[test]
fn a_shorter_scorecard_is_no_harm() {
    let project = sample();
    let short: Scorecard = card(&many(3));
    for figure in figure::all(&project, &short) {
        svg::svg(&figure);
    }
}
