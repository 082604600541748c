//! Blocks from and to the clipboard.

use hengji::table::{copied, pasted};
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
