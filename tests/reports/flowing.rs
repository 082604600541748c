//! The text goes on where a chart has no room on its page.

use hengji::examples::Example;
use hengji::model::outline::Exhibit;
use hengji::model::{Project, ReportText};
use hengji::report::{self, Block};
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
    // With more lines the gap above the chart would be greater than half a page.
    for lines in 0..12 {
        let mut project = fixture::many(&hengji::schemes::find("hubei_dept").expect("a shipped scheme"), 45);
        project.texts.push(ReportText {
            heading: "一.一".to_owned(),
            text: "经自评，得分如下。\n".repeat(lines + 1),
            ..ReportText::default()
        });
        assert_eq!(strays(&project), [""; 0], "{lines} lines");
    }
}
