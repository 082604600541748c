//! The pages for the screen: those of the PDF, and every value where it stands.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use hengji::binding::Origin;
use hengji::examples::Example;
use hengji::model::{Field, Id, Indicator, Project};
use hengji::report::preview::{Area, Preview, What, preview};
use hengji::report::trace::Trace;
use hengji::report::{Block, Format, deliverables, traced};
use hengji::{file, outlines, score};

use super::{DAY, office, squeezed};

fn sample(example: Example) -> Project {
    file::decode(example.bytes()).expect("the sample")
}

fn pages(project: &Project) -> Preview {
    preview(project, &score::score(project), DAY, &[]).expect("pages")
}

/// A project whose form is long, with names in running text that break over lines.
fn long() -> Project {
    let mut project = sample(Example::Wuchang);
    project.indicators = (project.indicators.iter().cycle().take(120).enumerate())
        .map(|(position, indicator)| Indicator {
            id: Id::new(format!("X{position:04}")),
            name: format!("{}之{position} A1（b）", indicator.name),
            ..indicator.clone()
        })
        .collect();
    project
}

#[test]
fn pages_are_those_of_the_pdf() {
    let folder = tempfile::tempdir().expect("a folder");
    for example in [Example::Wuchang, Example::Changjiang] {
        let project = sample(example);
        let path = folder.path().join("report.pdf");
        let card = score::score(&project);
        let made = deliverables(&project, &card, Format::Pdf, DAY).expect("a file");
        std::fs::write(&path, &made[0].bytes).expect("written");
        let preview = pages(&project);
        assert_eq!(preview.pages().len(), office::pdf_pages(&path).len());
        let mut alike = 0;
        for (position, page) in preview.pages().iter().enumerate() {
            let letters = |text: &str| {
                let mut letters: Vec<char> = squeezed(text).chars().collect();
                letters.sort_unstable();
                letters
            };
            let (own, printed) = (letters(&page.text), letters(&office::pdf_page(&path, position + 1)));
            if page.places.iter().any(|place| matches!(place.what, What::Chart(_))) {
                // The words of a chart are those of a picture here.
                assert!(own.len() < printed.len(), "page {}", position + 1);
            } else {
                assert_eq!(own, printed, "page {}", position + 1);
                alike += 1;
            }
        }
        assert!(alike > 3, "{alike}");
    }
}

#[test]
fn every_value_of_the_text_has_its_place() {
    for project in [
        sample(Example::Wuchang),
        sample(Example::Changjiang),
        long(),
        Project::default(),
    ] {
        let card = score::score(&project);
        let wanted: Vec<String> = {
            let traced = traced(&project, &card, DAY);
            assert_eq!(traced.report.blocks.len(), traced.traces.len());
            let blocks = traced.report.blocks.iter().zip(&traced.traces);
            blocks
                .flat_map(|(block, trace)| match (block, trace) {
                    (Block::Paragraph(text), Trace::Values(values)) => values
                        .iter()
                        .map(|(bytes, source)| format!("{} {}", &text[bytes.clone()], source.label))
                        .collect(),
                    _ => Vec::new(),
                })
                .collect()
        };
        let preview = pages(&project);
        let mut found: Vec<String> = Vec::new();
        let mut is_open = false;
        for page in preview.pages() {
            for place in &page.places {
                for area in &place.areas {
                    let inside = area.left >= 0.0 && area.top >= 0.0 && area.right <= page.width;
                    assert!(inside && area.bottom <= page.height, "{place:?}");
                    assert!(area.left < area.right && area.top < area.bottom, "{place:?}");
                }
                if let What::Value(text, source) = &place.what {
                    let said = format!("{text} {}", source.label);
                    // One that begins on a page and ends on the next has a place on both.
                    let is_rest = std::mem::take(&mut is_open) && found.last() == Some(&said);
                    if !is_rest {
                        found.push(said);
                    }
                }
            }
            is_open = true;
        }
        assert_eq!(found, wanted, "{}", project.subject());
    }
}

#[test]
fn a_number_leads_to_where_it_is_filled_in() {
    let project = sample(Example::Wuchang);
    let preview = pages(&project);
    let mut places = preview.pages().iter().flat_map(|page| &page.places);
    let value = places.find_map(|place| match &place.what {
        What::Value(text, source) if text.starts_with("5436") => Some((place, source)),
        _ => None,
    });
    let (place, source) = value.expect("the number");
    let wanted = Origin::Indicator(Id::new("F039"), Some(Field::Actual));
    assert_eq!(source.origin, Some(wanted));
    assert_eq!(source.label, "新增市场主体（个体户）的实际完成值");
    // Four digits and a character of 三号 on one line.
    let width: f32 = place.areas.iter().map(|area| area.right - area.left).sum();
    assert!((40.0..70.0).contains(&width), "{width}");
}

#[test]
fn every_cell_that_says_something_has_its_place() {
    for project in [sample(Example::Wuchang), sample(Example::Changjiang), long()] {
        let traced = traced(&project, &score::score(&project), DAY);
        let cells = traced.traces.iter().flat_map(|trace| match trace {
            Trace::Cells(cells) => cells.as_slice(),
            _ => &[],
        });
        // A tall one that goes on on the next page has a place on both.
        let wanted: BTreeSet<(&str, &str)> = cells
            .map(|cell| (cell.text.as_str(), cell.source.label.as_str()))
            .collect();
        let preview = pages(&project);
        let places = preview.pages().iter().flat_map(|page| &page.places);
        let found: BTreeSet<(&str, &str)> = places
            .filter_map(|place| match &place.what {
                What::Cell(text, source) => Some((text.as_str(), source.label.as_str())),
                _ => None,
            })
            .collect();
        let missing: Vec<_> = wanted.symmetric_difference(&found).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", project.subject());
        let goal = format!("目标1“{}”", project.goals[0].name);
        assert!(found.iter().any(|(_, label)| *label == goal), "{goal}");
        for field in ["一级指标", "指标值", "实际完成值", "得分"] {
            let label = format!("{}的{field}", project.indicators[0].name);
            assert!(found.iter().any(|(_, found)| *found == label), "{label}");
        }
    }
}

/// The text a PDF has in an area of a page, by another program.
fn text_in(file: &Path, page: usize, area: Area) -> String {
    // Ten dots a point: poppler takes whole dots.
    let dots = |points: f32| format!("{:.0}", points * 10.0);
    let page = (page + 1).to_string();
    let run = Command::new("pdftotext")
        .args(["-r", "720", "-f", &page, "-l", &page])
        // A letter that only touches the area counts for poppler.
        .args(["-x", &dots(area.left + 2.0), "-W", &dots(area.right - area.left - 4.0)])
        .args(["-y", &dots(area.top), "-H", &dots(area.bottom - area.top)])
        .arg(file)
        .arg("-")
        .output()
        .expect("poppler-utils is installed");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    squeezed(&String::from_utf8(run.stdout).expect("text"))
}

#[test]
fn values_stand_in_the_pdf_where_their_places_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = sample(Example::Changjiang);
    let path = folder.path().join("report.pdf");
    let made = deliverables(&project, &score::score(&project), Format::Pdf, DAY).expect("a file");
    std::fs::write(&path, &made[0].bytes).expect("written");
    let (mut compared, mut cells) = (0, 0);
    for (page, sheet) in pages(&project).pages().iter().enumerate() {
        for place in &sheet.places {
            let wanted = match &place.what {
                What::Value(text, _) => squeezed(text),
                What::Heading(key) => {
                    let outline = outlines::of(&project);
                    let position = outline.position(key).expect("a heading");
                    squeezed(&outline.headings[position].text)
                }
                What::Cell(text, _) => {
                    cells += 1;
                    squeezed(text)
                }
                _ => continue,
            };
            let found: String = place.areas.iter().map(|area| text_in(&path, page, *area)).collect();
            // Half of a full-width mark is empty and reaches over its neighbour.
            let letters =
                |text: &str| text.replace(['，', '。', '、', '；', '：', '（', '）', '“', '”', '《', '》'], "");
            assert_eq!(letters(&found), letters(&wanted), "{place:?}");
            compared += 1;
        }
    }
    assert!(cells > 7 * project.indicators.len(), "{cells}");
    assert!(compared > 40 + cells, "{compared}, {cells}");
}

#[test]
fn every_heading_begins_somewhere_in_its_order() {
    for example in [Example::Wuchang, Example::Changjiang] {
        let project = sample(example);
        let preview = pages(&project);
        let keys: Vec<Option<&str>> = preview.starts().iter().map(|start| start.heading.as_deref()).collect();
        let outline = outlines::of(&project);
        let mut wanted: Vec<Option<&str>> = outline.headings.iter().map(|one| Some(one.path.as_str())).collect();
        wanted.push(None);
        assert_eq!(keys, wanted);
        let at: Vec<_> = preview.starts().iter().map(|start| (start.page, start.top)).collect();
        assert!(at.is_sorted(), "{at:?}");
        // Text leads to the heading it stands under.
        let mut under = None;
        let mut texts = 0;
        for place in preview.pages().iter().flat_map(|page| &page.places) {
            match &place.what {
                What::Heading(key) => under = Some(key),
                What::Paragraph(key) => {
                    assert_eq!(Some(key), under);
                    texts += 1;
                }
                _ => {}
            }
        }
        assert!(texts > 10, "{texts}");
    }
}

#[test]
fn pixels_are_as_many_as_asked_for() {
    let preview = pages(&sample(Example::Wuchang));
    let drawn = preview.pixels(0, 1.5).expect("a page");
    assert_eq!((drawn.width, drawn.height), (893, 1263));
    assert_eq!(drawn.bytes.len(), drawn.width * drawn.height * 4);
    let black = drawn
        .bytes
        .chunks(4)
        .filter(|pixel| pixel[..3].iter().all(|part| *part < 60));
    assert!(black.count() > 5000, "there is text on it");
    assert!(drawn.bytes.chunks(4).all(|pixel| pixel[3] == 255), "paper is opaque");
    assert_eq!(preview.pixels(preview.pages().len(), 1.0), None);
}
