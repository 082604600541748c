//! The text goes on where a chart has no room on its page.

use hengji::examples::Example;
use hengji::model::outline::Exhibit;
use hengji::model::{Project, ReportText};
use hengji::report::{self, Block, Format};
use hengji::{file, outlines, score};

use super::fixture::{self, DAY};

/// The blocks of a report above its annex.
fn body(project: &Project) -> Vec<Block> {
    let report = report::report(project, &score::score(project), DAY);
    let blocks = report.blocks.into_iter();
    blocks.take_while(|block| !matches!(block, Block::Annex(_))).collect()
}

/// Lists the headings and charts of a sample in their order.
fn order(example: Example) -> Vec<String> {
    let project = file::decode(example.bytes()).expect("a sample");
    let body = body(&project).into_iter();
    body.filter_map(|block| match block {
        Block::Heading { text, .. } => Some(text),
        Block::Figure(figure) => Some(figure.id),
        Block::Paragraph(_) | Block::Remark(_) => Some("—".to_owned()),
        _ => None,
    })
    .collect()
}

#[test]
fn a_chart_without_room_lets_the_text_go_on_and_stays_in_its_part() {
    for example in Example::ALL {
        let order = order(example);
        let at = |words: &str| {
            let found = order.iter().position(|one| one.contains(words));
            found.unwrap_or_else(|| panic!("{words}: {order:?}"))
        };
        assert!(at("执行情况分析") < at("budget"), "{order:?}");
        assert!(
            at("budget") < at("completion") && at("completion") < at("targets"),
            "{order:?}"
        );
        assert!(at("targets") < at("结果应用情况").max(at("（四）上年度")), "{order:?}");
        for (position, one) in order.iter().enumerate() {
            if ["budget", "completion", "targets"].contains(&one.as_str()) {
                let above = &order[position - 1];
                let is_text = above == "—" || ["budget", "completion"].contains(&above.as_str());
                assert!(is_text, "{one} below {above}");
            }
        }
    }
}

/// The charts among the paragraphs of a heading that is not theirs.
fn strays(project: &Project) -> Vec<String> {
    let outline = outlines::of(project);
    let own = |id: &str| {
        let exhibit = match id {
            "lost-points" => Exhibit::LossChart,
            "budget" => Exhibit::BudgetChart,
            "completion" => Exhibit::CompletionChart,
            _ => Exhibit::TargetChart,
        };
        let mut headings = outline.headings.iter();
        headings
            .find(|heading| heading.exhibits.contains(&exhibit))
            .map(|heading| heading.text.clone())
    };
    let is_chart = |block: &Block| matches!(block, Block::Figure(_) | Block::Remark(_));
    let blocks = body(project);
    let mut strays = Vec::new();
    let mut heading = String::new();
    for (position, block) in blocks.iter().enumerate() {
        match block {
            Block::Heading { text, .. } => heading.clone_from(text),
            Block::Figure(figure) if own(&figure.id).as_ref() != Some(&heading) => {
                let below = blocks[position..].iter().find(|block| !is_chart(block));
                if matches!(below, Some(Block::Paragraph(_) | Block::Table(_))) {
                    strays.push(format!("{} in {heading}", figure.id));
                }
            }
            _ => {}
        }
    }
    strays
}

#[test]
fn a_chart_does_not_stand_among_the_paragraphs_of_another_heading() {
    // Wherever on a page the text begins.
    for lines in 0..22 {
        let mut project = fixture::many(&hengji::schemes::find("hubei_dept").expect("a shipped scheme"), 45);
        project.texts.push(ReportText {
            heading: "一.一".to_owned(),
            text: "经自评，得分如下。\n".repeat(lines + 1),
            ..ReportText::default()
        });
        assert_eq!(strays(&project), [""; 0], "{lines} lines");
    }
}

/// Projects of forty indicators with long reasons, and the samples, under several schemes.
fn long_reports() -> Vec<(String, Project)> {
    let mut reports = Vec::new();
    for id in ["hubei_dept", "sichuan_project", "mof2021_core"] {
        let mut project = fixture::many(&hengji::schemes::find(id).expect("a shipped scheme"), 40);
        for (position, one) in project.indicators.iter_mut().enumerate() {
            one.reason = "受上级任务调整和汛期影响，部分工作推迟到下一年度实施。".repeat(1 + position % 4);
            one.measure = "加强与业务科室的沟通，按月调度进度。".repeat(1 + position % 3);
        }
        reports.push((format!("many-{id}"), project));
    }
    for (example, id) in [
        (Example::Wuchang, "guangxi"),
        (Example::Changjiang, "sichuan_project"),
        (Example::Changjiang, "mof2020_project"),
    ] {
        let mut project = file::decode(example.bytes()).expect("a sample");
        project.scheme = hengji::schemes::find(id).expect("a shipped scheme");
        reports.push((format!("{}-{id}", example.id()), project));
    }
    reports
}

/// Where the text of a page ends, in points from the upper edge of the paper, without its number.
const FOOT: usize = 745;
/// The middle of the text area.
const MIDDLE: usize = 424;

#[test]
fn the_pages_of_the_pdf_are_full() {
    let folder = tempfile::tempdir().expect("a folder");
    // Together, in points; a page has 22 lines of 29 points.
    for (example, most) in [(Example::Changjiang, 250), (Example::Wuchang, 800)] {
        let project = file::decode(example.bytes()).expect("a sample");
        let pdf = folder.path().join(format!("{}.pdf", example.id()));
        let made = report::deliverables(&project, &score::score(&project), Format::Pdf, DAY).expect("a file");
        std::fs::write(&pdf, &made[0].bytes).expect("written");
        let sizes = super::office::pdf_pages(&pdf).into_iter();
        let upright = sizes.take_while(|(wide, high)| wide < high).count();
        // The last ends where the text does.
        let rests = (1..upright).map(|page| FOOT.saturating_sub(super::office::pdf_end(&pdf, page, FOOT)));
        let rests: Vec<usize> = rests.collect();
        assert!(rests.iter().sum::<usize>() <= most, "{}: {rests:?}", example.id());
    }
}

#[test]
fn libreoffice_leaves_no_page_half_empty_before_a_chart() {
    let folder = tempfile::tempdir().expect("a folder");
    let reports = long_reports();
    let files: Vec<std::path::PathBuf> = (reports.iter())
        .map(|(name, project)| {
            assert_eq!(strays(project), [""; 0], "{name}");
            let report = report::report(project, &score::score(project), DAY);
            let file = folder.path().join(format!("{name}.docx"));
            std::fs::write(&file, report::docx::docx(&report, DAY).expect("a document")).expect("written");
            file
        })
        .collect();
    let out = super::office::converted_in_our_font(folder.path(), "pdf", &files);
    let mut charts = 0;
    for (name, _) in &reports {
        let pdf = out.join(format!("{name}.pdf"));
        let with_pictures = super::office::pages_with_pictures(&pdf);
        let sizes = super::office::pdf_pages(&pdf).into_iter();
        let upright = sizes.take_while(|(wide, high)| wide < high).count();
        for page in 2..upright {
            // A page that begins with a chart has no words at its head.
            let words = super::office::pdf_words(&pdf, page).into_iter();
            let top = words.map(|(_, _, y)| y).fold(f64::INFINITY, f64::min);
            if with_pictures.contains(&page) && top > 200.0 {
                charts += 1;
                let end = super::office::pdf_end(&pdf, page - 1, FOOT);
                assert!(end > MIDDLE, "{name}: page {} ends at {end}", page - 1);
            }
        }
    }
    assert!(charts > 6, "{charts}");
}
