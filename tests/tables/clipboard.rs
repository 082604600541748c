//! Blocks from and to the clipboard.

use hengji::model::{Budget, FundKind, number};
use hengji::table::{copied, copied_causes, copied_lines, pasted};
use proptest::prelude::{prop, proptest};

use super::cases;

#[test]
fn a_block_from_excel_splits_into_cells() {
    let block = "一级\t\"第一行\n第二行\"\t3\r\n\"他说\"\"好\"\"\"\t\t\"优秀\"率\r\n\r\n末\r\n";
    let cells: Vec<Vec<&str>> = vec![
        vec!["一级", "第一行\n第二行", "3"],
        vec!["他说\"好\"", "", "\"优秀\"率"],
        vec![""],
        vec!["末"],
    ];
    assert_eq!(pasted(block), cells);
    assert_eq!(pasted("一个"), vec![vec!["一个"]]);
    assert_eq!(pasted("\"优秀\"\t\"没有关上"), vec![vec!["\"优秀\"", "\"没有关上"]]);
    assert!(pasted("").is_empty());
}

#[test]
fn headings_above_copied_causes_are_none_of_them() {
    let causes = |block: &str| -> Vec<(Option<FundKind>, String, String)> {
        let causes = copied_causes(block).into_iter();
        causes
            .map(|cause| {
                let amount = cause.amount.map_or("-".to_owned(), number::plain);
                (cause.line, cause.text, amount)
            })
            .collect()
    };
    let said = |text: &str, amount: &str| (None, text.to_owned(), amount.to_owned());
    assert_eq!(causes("事项\t金额\n人员增资\t5.5\n"), [said("人员增资", "5.5")]);
    assert_eq!(
        causes("事由\t说明\t增减额（元）\n退休\t2人\t-10,000\n追加\t\t20000\n"),
        [said("退休，2人", "-1"), said("追加", "2")]
    );
    assert_eq!(causes("变动内容\t调整数\r\n\r\n退休\t3\r\n"), [said("退休", "3")]);
    // A cause without its amount is no heading, whatever stands below it.
    assert_eq!(
        causes("工资调整\t待核定\n退休\t5\n"),
        [said("工资调整，待核定", "-"), said("退休", "5")]
    );
    assert_eq!(
        causes("减少人数\t\n退休\t5\n"),
        [said("减少人数", "-"), said("退休", "5")]
    );
    assert_eq!(causes("事项\t金额合计\n"), [said("事项，金额合计", "-")]);
}

#[test]
fn a_row_of_headings_may_be_as_wide_as_it_likes() {
    // As many as take minutes where every one is held against all others.
    let (heads, amounts) = ("年度预算数\t".repeat(200_000), "1\t".repeat(200_000));
    let block = format!("名称\t{heads}\n基本支出\t{amounts}\n");
    let (lines, unplaced) = copied_lines(&block, None, &Budget::default());
    assert_eq!((lines.len(), lines[0].amounts.len(), unplaced.len()), (1, 200_000, 0));
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn what_is_copied_pastes(cells in prop::collection::vec(prop::collection::vec("[a\"\t\n ，优]{0,6}", 1..4), 0..4)) {
        assert_eq!(pasted(&copied(&cells)), cells);
    }

    #[test]
    fn any_text_pastes(text in "[a\"\t\r\n]{0,40}") {
        let _ = pasted(&text);
    }
}
