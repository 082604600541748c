//! The rules of charts, each by what a reader would see go wrong: what is drawn solid, what hollow, in which order.

use super::written::written;
use super::*;

/// What a look is drawn with in an svg: fill, stroke, dashes.
fn drawn(look: Look, colours: Colours) -> (String, String, String) {
    let bar = figure::Mark {
        row: 0,
        shape: Shape::Bar {
            from: 10.0,
            to: 90.0,
            thickness: 0.5,
        },
        look,
        hover: "the mark".to_owned(),
    };
    let sample = sample();
    let figure = Figure {
        marks: vec![bar],
        colours,
        ..figure::completion(&sample, &card(&sample))
    };
    let text = svg::svg(&figure);
    let tree = usvg::roxmltree::Document::parse(&text).expect("an svg document");
    let is_mark = |node: &usvg::roxmltree::Node<'_, '_>| node.text() == Some("the mark");
    let title = tree.descendants().find(is_mark).expect("the mark");
    let rect = title.ancestors().find(|node| node.has_tag_name("rect")).expect("a bar");
    let of = |name: &str| rect.attribute(name).unwrap_or("none").to_owned();
    (of("fill"), of("stroke"), of("stroke-dasharray"))
}

/// How light a colour is, 0 to 255.
fn lightness(colour: &str) -> f64 {
    let part = |at: usize| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour"));
    0.299 * part(1) + 0.587 * part(3) + 0.114 * part(5)
}

#[test]
fn what_is_stands_solid_and_what_was_planned_hollow() {
    for colours in [Colours::Safe, Colours::Classic] {
        let of = |look| drawn(look, colours);
        for solid in [Look::Actual, Look::Good, Look::Caution, Look::Bad, Look::Neutral] {
            assert_ne!(of(solid).0, "none", "{solid:?}");
        }
        assert!(lightness(&of(Look::Actual).0) < 80.0, "dark");
        assert!(
            lightness(&of(Look::Earlier).0) > lightness(&of(Look::Actual).0) + 60.0,
            "the year before is lighter"
        );
        for hollow in [Look::Target, Look::Initial] {
            let (fill, stroke, dashes) = of(hollow);
            assert_eq!((fill.as_str(), dashes.as_str()), ("none", "none"), "{hollow:?}");
            assert_ne!(stroke, "none", "{hollow:?}");
        }
        let (fill, stroke, dashes) = of(Look::Missing);
        assert_eq!(fill, "none");
        assert!(stroke != "none" && dashes != "none", "missing is hollow and dashed");
    }
}

#[test]
fn the_actual_lies_in_front_of_what_was_planned() {
    let project = sample();
    let card = card(&project);
    let one = figure::target(&project, &card, &Id::new("I0001")).expect("a number");
    for figure in [figure::targets(&project, &card), figure::budget(&project, &card), one] {
        let mut compared = 0;
        for row in 0..figure.rows.len() {
            let of = |look: Look| move |mark: &figure::Mark| mark.row == row && mark.look == look;
            let planned = |mark: &figure::Mark| of(Look::Target)(mark) || of(Look::Initial)(mark);
            let last_plan = figure.marks.iter().rposition(planned);
            let actual = figure.marks.iter().position(of(Look::Actual));
            if let (Some(plan), Some(actual)) = (last_plan, actual) {
                compared += 1;
                assert!(plan < actual, "{} {row}", figure.id);
            }
        }
        assert!(compared > 0, "{}", figure.id);
    }
}

#[test]
fn the_two_lines_of_a_value_stand_closer_than_those_of_its_neighbour() {
    let mut project = many(8);
    for (index, indicator) in project.indicators.iter_mut().enumerate() {
        indicator.name = format!("第{}类全年接待进出站旅客发送总量（含铁路、公路）", index + 1);
        indicator.unit = "人次/平方千米·年".to_owned();
        indicator.target = Some(Target::Range {
            low: number("1000000000"),
            high: number("2000000000"),
        });
        indicator.actual = Some(Actual::Number(number("3123456789")));
    }
    let card = card(&project);
    let completion = figure::completion(&project, &card);
    let few = figure::completion_to_explain(&project, &card, 5);
    for (figure, picture) in [
        (&completion, svg::svg(&completion)),
        (&completion, svg::in_text(&completion)),
        (&completion, svg::below_text(&completion, 1)),
        (&few, svg::on_slide(&few)),
    ] {
        let tree = usvg::roxmltree::Document::parse(&picture).expect("an svg document");
        let texts = tree.descendants().filter(|node| node.has_tag_name("text"));
        let lines: Vec<(f64, &str)> = texts
            .filter_map(|node| Some((node.attribute("y")?.parse().expect("a number"), node.text()?)))
            .filter(|(_, text)| text.starts_with("3123456789") || text.starts_with("1000000000"))
            .collect();
        assert_eq!(lines.len(), 2 * figure.rows.len(), "{lines:?}");
        for rows in lines.chunks(2).collect::<Vec<_>>().windows(2) {
            let (own, other) = (rows[0][1].0 - rows[0][0].0, rows[1][0].0 - rows[0][1].0);
            assert!(own * 1.35 < other, "{own} and {other}: {lines:?}");
        }
    }
}

#[test]
fn what_is_unfilled_has_no_unit() {
    let mut project = sample();
    let zero = |indicator: &&mut hengji::model::Indicator| indicator.target == Some(Target::Zero);
    let indicator = project.indicators.iter_mut().find(zero).expect("a target of zero");
    indicator.actual = None;
    let of = Some(indicator.id.clone());
    let figure = figure::completion(&project, &card(&project));
    let row = figure.rows.iter().find(|row| row.indicator == of).expect("a row");
    assert_eq!(row.values[2], "未填 / 未发生");
}

/// The marks on the row of an indicator.
fn marks<'f>(figure: &'f Figure, id: &str) -> Vec<&'f figure::Mark> {
    let of = Some(Id::new(id));
    let row = figure.rows.iter().position(|row| row.indicator == of).expect("a row");
    figure.marks.iter().filter(|mark| mark.row == row).collect()
}

#[test]
fn every_bar_begins_at_zero() {
    let mut project = sample();
    project.indicators[7].actual = Some(Actual::Number(number("-30000")));
    let card = card(&project);
    let targets = figure::targets(&project, &card);
    for id in ["I0001", "I0005", "I0012"] {
        let bars = marks(&targets, id).into_iter().filter_map(|mark| match mark.shape {
            Shape::Bar { from, .. } if matches!(mark.look, Look::Actual | Look::Target) => Some(from),
            _ => None,
        });
        let bars: Vec<f64> = bars.collect();
        assert!(
            bars.len() == 2 && bars.iter().all(|from| *from == 0.0),
            "{id}: {bars:?}"
        );
    }
    // Where one is negative, zero is marked.
    let zero = |mark: &&figure::Mark| mark.hover == "0" && matches!(mark.shape, Shape::Tick { .. });
    assert!(marks(&targets, "I0008").iter().any(zero));
    assert!(!marks(&targets, "I0001").iter().any(zero));
    let one = figure::target(&project, &card, &Id::new("I0005")).expect("a number");
    for figure in [
        figure::completion(&project, &card),
        figure::budget(&project, &card),
        one,
    ] {
        assert_eq!(figure.axis.min, 0.0, "{}", figure.id);
        assert_eq!(figure.axis.ticks[0].0, 0.0, "{}", figure.id);
    }
}

#[test]
fn pages_of_one_chart_have_one_scale_and_rows_of_their_own_say_so() {
    let project = many(60);
    let all = figure::all(&project, &card(&project));
    let pages: Vec<_> = all.iter().filter(|page| page.id.starts_with("completion")).collect();
    assert!(pages.len() > 1);
    assert!(pages.iter().all(|page| page.axis == pages[0].axis), "small multiples");
    for page in all.iter().filter(|page| page.id.starts_with("targets")) {
        assert!(page.subtitle.contains("每行按各自计量单位从0起画，长度不跨行比较"));
    }
}

#[test]
fn what_is_far_beyond_its_target_is_cut_off_and_pointed_at() {
    let mut project = sample();
    project.indicators[0].actual = Some(Actual::Number(number("356600")));
    project.indicators[4].actual = Some(Actual::Number(number("-15400")));
    let figure = figure::targets(&project, &card(&project));
    for (id, pointer) in [("I0001", '▶'), ("I0005", '◀')] {
        let marks = marks(&figure, id);
        let pointing = marks
            .iter()
            .filter(|mark| matches!(mark.shape, Shape::Symbol { symbol, .. } if symbol == pointer));
        let looks: Vec<Look> = pointing.map(|mark| mark.look).collect();
        assert!(
            looks.len() == 2 && looks.contains(&Look::Actual),
            "{id}: the value and its difference: {looks:?}"
        );
    }
    assert!(
        marks(&figure, "I0002")
            .iter()
            .all(|mark| !matches!(mark.shape, Shape::Symbol { symbol, .. } if "▶◀".contains(symbol))),
        "nothing else points"
    );
}

#[test]
fn a_difference_goes_to_the_side_of_its_sign() {
    let project = sample();
    let figure = figure::targets(&project, &card(&project));
    let zero = figure.axis.reference.expect("where differences begin");
    let ends = |id: &str| {
        let mut bars = marks(&figure, id).into_iter().filter_map(|mark| match mark.shape {
            Shape::Bar { from, to, .. } if from == zero || to == zero => Some((from, to)),
            _ => None,
        });
        bars.next_back().expect("a difference")
    };
    for (id, is_more) in [("I0001", true), ("I0015", true), ("I0003", false), ("I0013", false)] {
        let (from, to) = ends(id);
        assert_eq!(if is_more { from } else { to }, zero, "{id}");
        assert!(from < to, "{id}");
    }
}

#[test]
fn one_indicator_has_its_target_across_its_actual_and_says_which_way_is_better() {
    let project = sample();
    let card = card(&project);
    let of = |id: &str| figure::target(&project, &card, &Id::new(id)).expect("a number");
    for (id, at) in [("I0001", 3566.0), ("I0013", 60.0)] {
        let figure = of(id);
        let actual = figure
            .rows
            .iter()
            .position(|row| row.label == "实际完成值")
            .expect("a row");
        let tick = figure
            .marks
            .iter()
            .find(|mark| mark.row == actual && mark.look == Look::Target);
        assert!(
            matches!(tick.expect("the target").shape, Shape::Tick { at: place, .. } if place == at),
            "{id}"
        );
    }
    assert!(of("I0013").subtitle.contains("反向指标，越低越好"));
    assert!(!of("I0001").subtitle.contains("反向"));
    // 未填: a hollow bar in place of the actual, and no number.
    let missing = of("I0018");
    let look = |row: usize| {
        missing
            .marks
            .iter()
            .filter(move |mark| mark.row == row && mark.look != Look::Zone)
            .map(|mark| mark.look)
    };
    let row = missing
        .rows
        .iter()
        .position(|row| row.values[0] == "未填")
        .expect("未填");
    assert!(look(row).eq([Look::Missing]), "{:?}", missing.marks);
}

#[test]
fn every_stair_is_led_to_the_next() {
    let project = sample();
    let figure = figure::lost_points(&project, &card(&project));
    let rows: Vec<usize> = (figure.marks.iter())
        .filter(|mark| matches!(mark.shape, Shape::Connector { .. }))
        .map(|mark| mark.row)
        .collect();
    assert_eq!(rows, (0..figure.rows.len() - 1).collect::<Vec<_>>());
    let lines = |figure: &Figure| svg::svg(figure).matches("<line").count();
    let without = Figure {
        marks: (figure.marks.iter())
            .filter(|mark| !matches!(mark.shape, Shape::Connector { .. }))
            .cloned()
            .collect(),
        ..figure.clone()
    };
    assert_eq!(lines(&figure), lines(&without) + rows.len());
    // The number stands beside its bar.
    let words = written(&svg::svg(&figure), &options());
    for row in &figure.rows[1..figure.rows.len() - 1] {
        let change = row.values.last().expect("增减");
        let said = change.trim_start_matches('−');
        let times = words.iter().filter(|(word, _)| word.contains(said)).count();
        assert!(times >= 2, "{change}: {times}");
    }
}

#[test]
fn a_chart_says_year_unit_rule_source_and_looks() {
    let mut project = sample();
    project.note = "数据来源：区局年报。另见附件".to_owned();
    let card = card(&project);
    let options = options();
    for (figure, facts) in [
        (figure::completion(&project, &card), "单位：%，指标值＝100%"),
        (figure::targets(&project, &card), "每行按各自计量单位"),
        (figure::lost_points(&project, &card), "单位：分"),
        (figure::budget(&project, &card), "单位：万元"),
    ] {
        for fact in [
            "2020年度",
            "武昌区市场监督管理局",
            "评分办法：湖北省部门整体支出绩效自评办法",
            facts,
        ] {
            assert!(
                figure.subtitle.contains(fact),
                "{}: {fact} in {}",
                figure.id,
                figure.subtitle
            );
        }
        assert!(
            figure.title.contains(|one: char| one.is_ascii_digit()),
            "{}",
            figure.title
        );
        let all: String = written(&svg::svg(&figure), &options)
            .into_iter()
            .map(|(word, _)| word)
            .collect();
        assert!(all.contains("数据来源：区局年报"), "{}: the source", figure.id);
        let without_signs = |word: &str| word.trim_start_matches(['●', '▲', '▼', '○', ' ']).to_owned();
        for (_, word) in &figure.legend {
            assert!(all.contains(&without_signs(word)), "{}: {word}", figure.id);
        }
    }
    // What has no place on a chart of numbers is counted beside it.
    let said = figure::targets(&project, &card).subtitle;
    assert!(said.contains("另有3项定性、2项未填，见完成率图"), "{said}");
}

#[test]
fn a_light_sign_has_a_dark_edge_for_black_printing() {
    let project = sample();
    let picture = svg::svg(&figure::completion(&project, &card(&project)));
    let tree = usvg::roxmltree::Document::parse(&picture).expect("an svg document");
    let paths = tree.descendants().filter(|node| node.has_tag_name("path"));
    let light: Vec<_> = paths
        .filter(|node| node.attribute("fill").is_some_and(|fill| fill == "#E69F00"))
        .collect();
    assert!(!light.is_empty());
    for path in light {
        let edge = path.attribute("stroke").expect("an edge");
        assert!(lightness(edge) < 110.0, "{edge}");
    }
}
