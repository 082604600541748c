//! The text goes on where a chart has no room on its page.

use hengji::examples::Example;
use hengji::report::{self, Block};
use hengji::{file, score};

use super::fixture::DAY;

/// Lists the headings and charts of a sample in their order.
fn order(example: Example) -> Vec<String> {
    let project = file::decode(example.bytes()).expect("a sample");
    let report = report::report(&project, &score::score(&project), DAY);
    let body = report
        .blocks
        .into_iter()
        .take_while(|block| !matches!(block, Block::Annex(_)));
    body.filter_map(|block| match block {
        Block::Heading { text, .. } => Some(text),
        Block::Figure(figure) => Some(figure.id),
        Block::Paragraph(_) => Some("—".to_owned()),
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
        // The page of the money is filled with what follows.
        assert!(at("绩效目标完成情况分析") < at("budget"), "{order:?}");
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
