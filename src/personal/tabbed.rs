//! Tables of tabs inside a text: what a heading says of the cells below it.

use std::ops::Range;

use super::{PERSON, TELEPHONE, What};

/// Finds the telephones and the names below headings that say so, each with its bytes; a line without a tab ends a table.
pub fn find(text: &str) -> Vec<(Range<usize>, What)> {
    let mut found = Vec::new();
    let mut headings: Vec<Option<What>> = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let cells: Vec<&str> = line.split('\t').collect();
        let said: Vec<Option<What>> = cells.iter().map(|cell| heading(cell)).collect();
        if cells.len() < 2 {
            headings.clear();
        } else if said.iter().any(Option::is_some) {
            headings = said;
        } else {
            let mut start = at;
            for (position, cell) in cells.iter().enumerate() {
                let bare = cell.trim();
                let first = start + cell.len() - cell.trim_start().len();
                let what = headings.get(position).copied().flatten();
                if let Some(what) = what.filter(|what| is(bare, *what)) {
                    found.push((first..first + bare.len(), what));
                }
                start += cell.len() + 1;
            }
        }
        at += line.len() + 1;
    }
    found
}

/// What a heading says of its column: a short one, without a number.
fn heading(cell: &str) -> Option<What> {
    let cell = cell.trim();
    let has = |words: &[&str]| words.iter().any(|word| cell.ends_with(word));
    if cell.chars().count() > 8 {
        None
    } else if has(&TELEPHONE) || has(&["号码"]) {
        Some(What::Landline)
    } else {
        (has(&PERSON) || has(&["姓名"])).then_some(What::Person)
    }
}

/// Tells whether a cell can be what its heading says: a number to call, or a name of two to four characters.
fn is(cell: &str, what: What) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    match what {
        What::Landline => {
            digits >= 3
                && cell
                    .chars()
                    .all(|one| one.is_ascii_digit() || "-/ ()（）+、".contains(one))
        }
        _ => {
            let is_word = ["合计", "小计", "总计", "未填", "待填", "空缺"].contains(&cell);
            (2..=4).contains(&cell.chars().count()) && cell.chars().all(char::is_alphabetic) && !is_word
        }
    }
}
