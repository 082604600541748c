//! What is written on a picture: no value and no title is cut or tiny, names are told apart, the officer's choices hold.

use super::*;

/// Every text of a picture with the size of its letters.
pub(super) fn written(svg: &str, options: &usvg::Options<'_>) -> Vec<(String, f32)> {
    let tree = usvg::Tree::from_str(svg, options).expect("an svg document");
    let (mut groups, mut texts) = (vec![tree.root()], Vec::new());
    while let Some(group) = groups.pop() {
        for node in group.children() {
            match node {
                usvg::Node::Group(inner) => groups.push(inner),
                usvg::Node::Text(text) => {
                    for chunk in text.chunks() {
                        let sizes = chunk.spans().iter().map(|span| span.font_size().get());
                        texts.push((chunk.text().to_owned(), sizes.fold(f32::MAX, f32::min)));
                    }
                }
                usvg::Node::Path(_) | usvg::Node::Image(_) => {}
            }
        }
    }
    texts
}

/// Twenty indicators of ten digits with long names that differ in a number far from their beginning.
fn numbered() -> Project {
    let mut project = long_numbers();
    project.indicators.truncate(20);
    for (index, indicator) in project.indicators.iter_mut().enumerate() {
        indicator.name = format!(
            "全区市场主体登记注册与信用监管数据质量提升专项行动按期完成第{}阶段任务的单位数量",
            index + 1
        );
    }
    project
}

#[test]
fn no_value_of_ten_digits_is_cut_or_tiny() {
    let project = numbered();
    let card = card(&project);
    let options = options();
    let mut figures = figure::all(&project, &card);
    figures.push(figure::completion_to_explain(&project, &card, svg::SLIDE_ROWS));
    for figure in figures {
        for (sheet, svg) in [
            ("alone", svg::svg(&figure)),
            ("in text", svg::in_text(&figure)),
            ("below text", svg::below_text(&figure, 1)),
            ("slide", svg::on_slide(&figure)),
        ] {
            let tree = usvg::Tree::from_str(&svg, &options).expect("an svg document");
            let wide = f64::from(tree.size().width());
            let texts = written(&svg, &options);
            for (text, size) in &texts {
                assert!(*size >= 10.5, "{} {sheet}: {text} at {size}", figure.id);
                // The text of a report is 156 mm wide.
                let on_paper = f64::from(*size) * 156.0 / 25.4 * 72.0 / wide;
                assert!(
                    sheet != "in text" || on_paper >= 9.0,
                    "{}: {text} at {on_paper} pt",
                    figure.id
                );
            }
            let digits = |text: &str| text.replace(|character: char| !character.is_ascii_digit(), "");
            let all: String = texts.iter().map(|(text, _)| text.as_str()).collect();
            let all = digits(&all);
            for value in figure.rows.iter().flat_map(|row| &row.values) {
                for number in value.split([' ', '～']) {
                    assert!(all.contains(&digits(number)), "{} {sheet}: {value}", figure.id);
                }
            }
        }
    }
}

#[test]
fn titles_are_written_whole() {
    let mut project = numbered();
    project.department = "湖北省武汉市武昌区人民政府市场监督管理与知识产权保护工作委员会办公室".to_owned();
    let (card, options) = (card(&project), options());
    for figure in figure::all(&project, &card) {
        for svg in [svg::svg(&figure), svg::in_text(&figure)] {
            let all: String = written(&svg, &options).into_iter().map(|(text, _)| text).collect();
            let without_blanks = |text: &str| text.replace(' ', "");
            let all = without_blanks(&all);
            for text in [&figure.title, &figure.subtitle] {
                assert!(all.contains(&without_blanks(text)), "{}: {text}", figure.id);
            }
            assert!(figure.subtitle.contains(&project.department), "{}", figure.subtitle);
        }
    }
}

#[test]
fn names_that_share_their_beginning_are_told_apart() {
    let project = numbered();
    let (card, options) = (card(&project), options());
    for figure in figure::all(&project, &card) {
        for svg in [svg::in_text(&figure), svg::svg(&figure), svg::on_slide(&figure)] {
            let all: String = written(&svg, &options).into_iter().map(|(text, _)| text).collect();
            for row in figure.rows.iter().filter(|row| row.indicator.is_some()) {
                let from = row.label.find('第').expect("a number");
                let number: String = row.label[from..].chars().take_while(|letter| *letter != '段').collect();
                assert!(all.contains(&number), "{}: {number} of {}", figure.id, row.label);
            }
        }
    }
}

#[test]
fn a_number_too_long_for_a_column_says_that_it_is_rounded() {
    for (value, column) in [
        ("9999999999", "9999999999"),
        ("10000000026.1234", "约10000000026.1"),
        ("123456789012.34", "约123456789012"),
        ("1200000000000", "120000000万"),
        ("0.00001234", "0.00001234"),
        ("0.123456789012345678", "约0.12345678901"),
        ("-12345678901.5", "−12345678901.5"),
    ] {
        let mut project = many(1);
        project.indicators[0].target = Some(Target::AtLeast(number("1")));
        project.indicators[0].actual = Some(Actual::Number(number(value)));
        let figure = figure::targets(&project, &card(&project));
        assert_eq!(figure.rows[0].values[0], column);
        let exact = figure.table.rows[0][1].replace(',', "").replace('−', "-");
        assert_eq!(exact, value, "the twin is exact");
    }
}

#[test]
fn a_rate_next_to_a_whole_percentage_stays_on_its_side() {
    for (actual, rate, exact) in [
        ("4999999999", "49.99%", "49.99%"),
        ("10000000001", "100.01%", "100.01%"),
        ("5000000000", "50.00%", "50.00%"),
        ("4999000000", "49.99%", "49.99%"),
    ] {
        let mut project = many(1);
        project.indicators[0].target = Some(Target::AtLeast(number("10000000000")));
        project.indicators[0].actual = Some(Actual::Number(number(actual)));
        let figure = figure::completion(&project, &card(&project));
        assert_eq!(
            (figure.rows[0].values[0].as_str(), figure.table.rows[0][1].as_str()),
            (rate, exact)
        );
    }
}

#[test]
fn exported_charts_stand_and_look_as_chosen() {
    let mut project = many(60);
    let card = card(&project);
    let usual = figure::all(&project, &card);
    project.charts.order = Order::Form;
    project.charts.colours = Colours::Classic;
    let chosen = figure::all(&project, &card);
    let mut formal = 0;
    for figure in &chosen {
        let rows = figure.rows.iter().filter_map(|row| row.indicator.as_ref());
        let rows: Vec<_> = rows.map(|id| project.indicator_index(id)).collect();
        if figure.subtitle.contains("按表内顺序排列") {
            formal += 1;
            assert!(rows.is_sorted(), "{}: {rows:?}", figure.id);
        }
    }
    let drawn = |figures: &[Figure]| figures.iter().map(svg::svg).collect::<String>();
    let (usual, chosen) = (drawn(&usual), drawn(&chosen));
    for (safe, classic) in [("#0072B2", "#2E8540"), ("#E69F00", "#F2B400"), ("#D55E00", "#C9252C")] {
        assert!(usual.contains(safe) && !usual.contains(classic), "{safe}");
        assert!(chosen.contains(classic) && !chosen.contains(safe), "{classic}");
    }
    assert!(formal >= 4, "{formal}");
    let (excerpt, left_out) = figure::completion_excerpt(&project, &card);
    let rows: Vec<_> = (excerpt.rows.iter().filter_map(|row| row.indicator.as_ref()))
        .map(|id| project.indicator_index(id))
        .collect();
    assert_eq!((rows.len(), left_out.len()), (14, 46));
    assert!(
        rows.is_sorted() && excerpt.subtitle.contains("列出14项，未填、失分等须说明的优先"),
        "{}",
        excerpt.subtitle
    );
    let least = rows.iter().flatten().filter_map(|row| card.rows[*row].lost).min();
    let lost = card
        .rows
        .iter()
        .filter_map(|row| row.lost)
        .filter(|lost| Some(*lost) > least);
    assert!(lost.count() < 20, "none that lost more is left out");
}

#[test]
fn what_is_unfilled_is_never_cut_from_the_chart_of_the_report() {
    use hengji::examples::Example;
    use hengji::report::{Block, report};
    let mut project = hengji::file::decode(Example::Wuchang.bytes()).expect("the sample");
    let (_, cut) = figure::completion_excerpt(&project, &card(&project));
    let last = *cut.last().expect("more rows than have room");
    project.indicators[last].actual = None;
    let said = |project: &Project| {
        let blocks = report(project, &card(project), jiff::civil::date(2021, 3, 9)).blocks;
        let at = blocks
            .iter()
            .position(|block| matches!(block, Block::Figure(figure) if figure.id == "completion"));
        match &blocks[at.expect("the chart") + 1] {
            Block::Remark(text) => text.clone(),
            other => panic!("{other:?}"),
        }
    };
    let (excerpt, left_out) = figure::completion_excerpt(&project, &card(&project));
    let id = Some(&project.indicators[last].id);
    assert!(excerpt.rows.iter().any(|row| row.indicator.as_ref() == id));
    assert!(excerpt.marks.iter().any(|mark| mark.look == Look::Missing));
    assert!(left_out.iter().all(|row| card(&project).rows[*row].is_as_planned()));
    let rest = left_out.len();
    assert_eq!(
        said(&project),
        format!("其余{rest}项均已完成且未失分，数据见附件自评表。")
    );
    for indicator in &mut project.indicators {
        indicator.actual = None;
    }
    assert_eq!(said(&project), format!("其余{rest}项均未填全，数据见附件自评表。"));
}

#[test]
fn many_rows_are_dots_joined_by_a_line() {
    let shapes = |count: usize| {
        let mut project = many(count);
        for indicator in &mut project.indicators {
            indicator.previous_year = Some(number("3"));
        }
        let figure = figure::targets(&project, &card(&project));
        let of = |look: Look| {
            let marks = figure.marks.iter().filter(|mark| mark.look == look);
            let is_dot = |mark: &&figure::Mark| matches!(mark.shape, Shape::Symbol { .. });
            (marks.clone().filter(is_dot).count(), marks.count())
        };
        (
            figure.rows.len(),
            [Look::Actual, Look::Target, Look::Earlier].map(of),
            figure,
        )
    };
    let (rows, [actual, target, earlier], bars) = shapes(25);
    assert!(rows <= 25 && actual.0 < actual.1 && target.0 == 0 && earlier.1 == 0);
    assert!(bars.description.starts_with("子弹图"), "{}", bars.description);
    let (rows, [actual, target, earlier], dots) = shapes(60);
    assert!(rows > 25 && actual == (rows, rows) && target.0 == 0 && target.1 >= rows);
    assert!(earlier.0 > 0 && earlier.0 == earlier.1, "{earlier:?}");
    assert!(dots.description.starts_with("点图"), "{}", dots.description);
    for (look, word, symbol) in [
        (Look::Actual, "实际完成值", Some('●')),
        (Look::Target, "指标值", Some('|')),
        (Look::Earlier, "上年值", Some('●')),
        (Look::Bad, "▼ 劣于目标", None),
    ] {
        assert!(dots.legend.contains(&(look, word.to_owned())), "{:?}", dots.legend);
        assert_eq!(dots.legend_symbol(look, word), symbol, "{word}");
    }
}

#[test]
fn where_a_target_is_met_is_a_zone_behind_the_actual() {
    let project = sample();
    let card = card(&project);
    let zones = |figure: &Figure| -> Vec<(usize, f64, f64, Look)> {
        let zone = |mark: &figure::Mark| match mark.shape {
            Shape::Bar { from, to, .. } if matches!(mark.look, Look::Zone | Look::FarZone) => {
                Some((mark.row, from, to, mark.look))
            }
            _ => None,
        };
        figure.marks.iter().filter_map(zone).collect()
    };
    let of = |id: &str| figure::target(&project, &card, &Id::new(id)).expect("a number");
    let positive = of("I0001");
    let end = positive.axis.max;
    assert_eq!(
        zones(&positive),
        [(0, 3566.0, end, Look::Zone), (0, 4279.2, end, Look::FarZone)]
    );
    let words: Vec<&str> = positive.legend.iter().map(|(_, word)| word.as_str()).collect();
    assert_eq!(words, ["达到指标值", "超额较大"]);
    assert_eq!(zones(&of("I0013")), [(0, 0.0, 60.0, Look::Zone)], "lower is better");
    assert_eq!(zones(&of("I0016")), [(0, 30.0, 45.0, Look::Zone)], "a range");
    let missed = of("I0005");
    assert!(
        missed.axis.max >= 154.0 * 1.15,
        "room for what is better than the target"
    );
    assert!(zones(&of("I0002")).is_empty(), "one point is no zone");

    let targets = figure::targets(&project, &card);
    let range = Some(Id::new("I0016"));
    let row = targets
        .rows
        .iter()
        .position(|row| row.indicator == range)
        .expect("a range");
    let zone = zones(&targets);
    assert_eq!(
        zone.iter().map(|zone| zone.0).collect::<Vec<_>>(),
        [row],
        "the band of a range"
    );
    assert!(targets.legend.contains(&(Look::Zone, "指标值区间".to_owned())));
    // Behind: drawn before the others.
    let first = targets.marks.iter().find(|mark| mark.row == row).expect("marks");
    assert_eq!(first.look, Look::Zone);
}

#[test]
fn a_file_names_what_was_chosen_and_nothing_else() {
    let mut project = many(1);
    assert!(!hengji::file::encode(&project).contains("charts"), "as older files");
    project.charts.order = Order::Form;
    let text = hengji::file::encode(&project);
    let read = hengji::file::decode(text.as_bytes()).expect("a project");
    assert_eq!(read.charts, project.charts);
    let edited = read.after(&Edit::Charts(Charts::default()));
    assert!(edited.charts.is_usual());
}

#[test]
fn the_two_lines_of_a_name_stand_closer_than_those_of_its_neighbour() {
    let project = numbered();
    let card = card(&project);
    let figure = figure::completion_to_explain(&project, &card, svg::SLIDE_ROWS);
    for picture in [svg::on_slide(&figure), svg::in_text(&figure), svg::svg(&figure)] {
        let tree = usvg::roxmltree::Document::parse(&picture).expect("an svg document");
        let texts = tree.descendants().filter(|node| node.has_tag_name("text"));
        let place = |node: usvg::roxmltree::Node<'_, '_>, name: &str| -> f64 {
            node.attribute(name).expect("a place").parse().expect("a number")
        };
        let names: Vec<(f64, String)> = texts
            .map(|node| (place(node, "y"), node.text().unwrap_or_default().to_owned()))
            .filter(|(_, text)| text.starts_with("全区市场") || text.ends_with("单位数量"))
            .collect();
        assert!(names.len() >= 8 && names.len().is_multiple_of(2), "{names:?}");
        for rows in names.chunks(2).collect::<Vec<_>>().windows(2) {
            let (own, other) = (rows[0][1].0 - rows[0][0].0, rows[1][0].0 - rows[0][1].0);
            assert!(own * 1.1 < other, "{own} and {other}: {names:?}");
        }
    }
}
