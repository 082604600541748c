//! The charts of the window, mark by mark: what stands where, what is solid, what hollow, what is said beside it.

use eframe::egui::{Color32, Pos2, Rect, Shape as Paint, Stroke};
use hengji::figure::{self, Figure, Look, Mark, Shape};

use super::*;

/// A chart by its name in the window.
fn figure_of(harness: &Harness<'static, App>, chart: &str) -> Figure {
    let project = harness.state().session().project();
    let card = hengji::score::score(project);
    match chart {
        "完成率" => figure::completion(project, &card),
        "目标与实际" => figure::targets(project, &card),
        "失分" => figure::lost_points(project, &card),
        _ => figure::budget(project, &card),
    }
}

/// What is painted on the rows of a chart.
#[derive(Default)]
struct Painted {
    /// Rectangles that are seen: place, fill, outline.
    bars: Vec<(Rect, Color32, Stroke)>,
    /// Straight lines.
    lines: Vec<(Pos2, Pos2)>,
    /// Words with their middle and colour.
    words: Vec<(String, Pos2, Color32)>,
}

impl Painted {
    fn of(harness: &Harness<'static, App>, area: Rect) -> Self {
        let mut out = Self::default();
        for clipped in &harness.output().shapes {
            out.add(&clipped.shape);
        }
        let is_near = |at: Pos2| area.expand(1.0).contains(at);
        out.bars.retain(|(rect, fill, stroke)| {
            let is_seen = *fill != Color32::TRANSPARENT || !stroke.is_empty();
            is_seen && is_near(rect.center()) && rect.width() < area.width() * 0.9
        });
        out.lines.retain(|(from, to)| is_near(*from) && is_near(*to));
        out.words.retain(|(_, at, _)| is_near(*at));
        out
    }

    fn add(&mut self, shape: &Paint) {
        match shape {
            Paint::Vec(shapes) => shapes.iter().for_each(|shape| self.add(shape)),
            Paint::Rect(rect) => self.bars.push((rect.rect, rect.fill, rect.stroke)),
            Paint::LineSegment { points, .. } => self.lines.push((points[0], points[1])),
            Paint::Path(path) => {
                let pairs = path.points.windows(2);
                self.lines.extend(pairs.map(|pair| (pair[0], pair[1])));
            }
            Paint::Text(text) => {
                let ink = text.galley.job.sections.first().map(|section| section.format.color);
                let ink = ink.filter(|ink| *ink != Color32::PLACEHOLDER);
                let ink = ink.unwrap_or(text.fallback_color);
                let middle = text.visual_bounding_rect().center();
                self.words.push((text.galley.text().to_owned(), middle, ink));
            }
            _ => {}
        }
    }

    /// Tells whether an upright line stands at `x` from one height to another.
    fn has_upright(&self, x: f32, top: f32, bottom: f32) -> bool {
        self.lines.iter().any(|(from, to)| {
            let (high, low) = (from.y.min(to.y), from.y.max(to.y));
            (from.x - x).abs() < 1.5 && (to.x - x).abs() < 1.5 && (high - top).abs() < 1.5 && (low - bottom).abs() < 1.5
        })
    }
}

/// Checks that the marks of the rows in sight are painted where the figure places them; returns how many were compared.
fn compare(harness: &Harness<'static, App>, figure: &Figure, seen: usize) -> usize {
    let area = harness.get_by_role(Role::Figure).rect();
    let mut painted = Painted::of(harness, area);
    // What scrolls is higher than what is seen of it.
    let rows = harness.query_all_by_role(Role::ListItem).map(|row| row.rect().height());
    let row_height = rows.fold(0.0, f32::max);
    let row_height = match figure.rows.iter().all(|row| row.indicator.is_some()) {
        true => row_height,
        false => area.height() / figure.rows.len() as f32,
    };
    let bottom = area.top() + seen as f32 * row_height;
    painted.bars.retain(|(rect, ..)| rect.bottom() < bottom);
    let middle = |row: usize| area.top() + (row as f32 + 0.5) * row_height;
    let ends = |mark: &Mark| match mark.shape {
        Shape::Bar { from, to, .. } if mark.look != Look::Missing => Some((from, to)),
        _ => None,
    };
    let in_sight: Vec<&Mark> = figure.marks.iter().filter(|mark| mark.row < seen).collect();
    let longest = in_sight.iter().filter_map(|mark| ends(mark));
    let longest = longest.max_by(|one, other| (one.1 - one.0).total_cmp(&(other.1 - other.0)));
    let longest = longest.expect("bars");
    let widest = painted.bars.iter().map(|(rect, ..)| *rect);
    let widest = widest.max_by(|one, other| one.width().total_cmp(&other.width()));
    let widest = widest.expect("a painted bar");
    let unit = widest.width() / (longest.1 - longest.0) as f32;
    let x = |at: f64| widest.left() + (at - longest.0) as f32 * unit;

    for mark in &in_sight {
        let y = middle(mark.row);
        let of_row = |rect: &Rect| (rect.center().y - y).abs() < 1.5;
        let what = format!("{} {mark:?} at {y}, {row_height} high in {area:?}", figure.id);
        match &mark.shape {
            Shape::Bar { from, to, .. } if mark.look == Look::Missing => {
                let (left, right) = (x(*from) - 1.5, x(*to) + 1.5);
                let dashes = painted.lines.iter().filter(|(one, other)| {
                    let within = |at: &Pos2| (left..=right).contains(&at.x) && (at.y - y).abs() < row_height / 2.0;
                    within(one) && within(other)
                });
                assert!(dashes.count() >= 8, "{what}: a dashed edge");
                assert!(!painted.bars.iter().any(|(rect, ..)| of_row(rect)), "{what}: hollow");
            }
            Shape::Bar { from, to, thickness } => {
                let is_it = |(rect, fill, stroke): &&(Rect, Color32, Stroke)| {
                    let is_hollow = *fill == Color32::TRANSPARENT && !stroke.is_empty();
                    of_row(rect)
                        && (rect.left() - x(*from)).abs() < 1.5
                        && (rect.right() - x(*to)).abs() < 1.5
                        && (rect.height() - row_height * *thickness as f32).abs() < 1.5
                        && is_hollow == matches!(mark.look, Look::Target | Look::Initial)
                };
                assert!(painted.bars.iter().any(|bar| is_it(&bar)), "{what}: {:?}", painted.bars);
            }
            Shape::Tick { at, height } => {
                let half = row_height * *height as f32 / 2.0;
                assert!(painted.has_upright(x(*at), y - half, y + half), "{what}");
            }
            Shape::Connector { at } => assert!(painted.has_upright(x(*at), y, y + row_height), "{what}"),
            Shape::Symbol { at, symbol } => {
                let symbol = symbol.to_string();
                let is_it = |(word, place, _): &&(String, Pos2, Color32)| {
                    *word == symbol && (place.x - x(*at)).abs() < 2.0 && (place.y - y).abs() < 4.0
                };
                assert!(painted.words.iter().any(|word| is_it(&word)), "{what}");
            }
            Shape::Label { text, .. } => {
                let is_it = |(word, place, _): &&(String, Pos2, Color32)| word == text && (place.y - y).abs() < 4.0;
                assert!(painted.words.iter().any(|word| is_it(&word)), "{what}");
            }
        }
    }
    if let Some(at) = figure.axis.reference {
        let crosses = |(one, other): &&(Pos2, Pos2)| {
            (one.x - x(at)).abs() < 1.5
                && (other.x - x(at)).abs() < 1.5
                && one.y.min(other.y) < area.top() + 1.5
                && one.y.max(other.y) > bottom - 1.5
        };
        let lines = painted.lines.iter().filter(crosses).count();
        let ticks = figure.axis.ticks.iter().filter(|tick| tick.0 == at).count();
        assert!(lines > ticks, "{}: the line at {at}", figure.id);
    }
    in_sight.len()
}

/// The charts of the sample with an indicator unfilled and the year before known.
fn charts() -> Harness<'static, App> {
    charts_of(Example::Wuchang, egui::vec2(1440.0, 900.0), |indicator, index| {
        if index == 0 {
            indicator.actual = None;
        }
        indicator.previous_year = Some(Decimal::TEN);
    })
}

#[test]
fn every_mark_of_a_chart_is_painted_where_it_belongs() {
    for chart in ["完成率", "目标与实际", "失分", "预算"] {
        let mut harness = charts();
        click(&mut harness, Role::Button, chart);
        harness.run();
        let figure = figure_of(&harness, chart);
        let compared = compare(&harness, &figure, figure.rows.len().min(6));
        assert!(compared > 8, "{chart}: {compared}");
    }
    // What is unfilled stands last: in the order of the form it is in sight.
    let mut harness = charts();
    click(&mut harness, Role::Button, "按表序");
    harness.run();
    let figure = figure_of(&harness, "完成率");
    assert!(
        figure
            .marks
            .iter()
            .any(|mark| mark.row < 6 && mark.look == Look::Missing)
    );
    compare(&harness, &figure, 6);
}

#[test]
fn a_chart_says_its_message_its_facts_and_its_looks() {
    for chart in ["完成率", "目标与实际", "失分", "预算"] {
        let mut harness = charts();
        click(&mut harness, Role::Button, chart);
        harness.run();
        let figure = figure_of(&harness, chart);
        for said in [&figure.title, &figure.subtitle] {
            assert!(!painted(&harness, said).is_empty(), "{chart}: {said}");
        }
        for (_, word) in &figure.legend {
            assert!(!painted(&harness, word).is_empty(), "{chart}: {word}");
        }
        let labelled = figure.axis.ticks.iter().filter(|(_, text)| {
            let texts = painted(&harness, text);
            texts.iter().any(|(_, shape)| shape.galley.text() == text)
        });
        assert!(labelled.count() >= figure.axis.ticks.len().min(2), "{chart}: the axis");
    }
}

#[test]
fn a_status_has_its_sign_its_word_and_its_colour() {
    let harness = charts();
    let area = harness.get_by_role(Role::Figure).rect();
    let painted = Painted::of(&harness, area);
    let inks = |word: &str| -> Vec<Color32> {
        let words = painted.words.iter().filter(|(text, ..)| text == word);
        words.map(|(_, _, ink)| *ink).collect()
    };
    let (missed, met) = (inks("▼ 未达成"), inks("● 达成"));
    assert!(!missed.is_empty() && !met.is_empty(), "{:?}", painted.words);
    assert_ne!(missed[0], met[0]);
    let plain = inks("0 / ≥2 次");
    assert!(
        plain.iter().all(|ink| *ink != missed[0]) && !plain.is_empty(),
        "{plain:?}"
    );
}

#[test]
fn the_colours_chosen_are_those_of_the_bars() {
    let mut harness = charts();
    let fills = |harness: &Harness<'static, App>| -> Vec<Color32> {
        let area = harness.get_by_role(Role::Figure).rect();
        let bars = Painted::of(harness, area).bars;
        bars.into_iter().map(|(_, fill, _)| fill).collect()
    };
    let safe = fills(&harness);
    click(&mut harness, Role::Button, "配色");
    click(&mut harness, Role::RadioButton, "绿、黄、红");
    harness.run();
    let classic = fills(&harness);
    assert!(!safe.is_empty() && !classic.is_empty());
    let is_new = |fill: &&Color32| !safe.contains(fill);
    // Reached, far over and missed each have another colour.
    let new: std::collections::BTreeSet<[u8; 4]> = classic.iter().filter(is_new).map(Color32::to_array).collect();
    assert!(new.len() >= 3, "{classic:?} after {safe:?}");
}

#[test]
fn what_the_pointer_is_on_is_explained() {
    let mut harness = charts();
    harness.get_by(saying(Role::ListItem, "计量标准化培训")).hover();
    harness.run();
    let said = figure_of(&harness, "完成率");
    let mark = said.marks.iter().find(|mark| mark.hover.starts_with("计量标准化培训"));
    let hover = &mark.expect("a mark").hover;
    assert!(hover.contains("目标") && hover.contains("实际") && hover.contains("得分"));
    harness.get_by_label_contains(hover);
}

#[test]
fn no_line_of_a_name_ends_with_a_bracket_that_opens() {
    let harness = charts_of(Example::Wuchang, egui::vec2(1280.0, 720.0), |indicator, index| {
        indicator.name = format!("{}接待旅客发送总量（含铁路、公路、民航）", "年".repeat(index % 5 + 1));
    });
    let mut broken = 0;
    for (_, text) in painted(&harness, "旅客发送") {
        let rows: Vec<String> = text.galley.rows.iter().map(|row| row.text()).collect();
        broken += usize::from(rows.len() > 1);
        assert!(rows.iter().all(|row| !row.ends_with('（')), "{rows:?}");
    }
    assert!(broken > 5, "{broken}");
}
