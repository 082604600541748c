//! What work on a document leaves behind: changes nobody has settled, comments, bookmarks of the editor, places to
//! fill in and bindings that were not resolved.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::body::{self, Body};
use super::clause::CUSTOM;
use super::package::{attribute, child, is_on, name};
use super::{Deviation, Place, first_words};

/// Words of a place to fill in.
const ASKING: [&str; 7] = ["此处填", "此处输入", "此处添加", "请填", "请输入", "待填", "待补"];
/// The same where brackets stand around them.
const ASKING_IN_BRACKETS: [&str; 3] = ["填写", "待定", "待核"];
/// Brackets that no words of a finished text stand in without need.
const BRACKETS: [[char; 2]; 3] = [['【', '】'], ['〔', '〕'], ['［', '］']];
/// Greatest length of what stands in them, in characters.
const ASKED: usize = 60;
/// How many of one paragraph are named one by one.
const NAMED: usize = 3;
/// More of them in one paragraph are not counted.
const MOST: usize = 100;
/// Words of a line that is left free for a hand to sign on.
const SIGNED: [&str; 4] = ["签字", "签名", "签章", "盖章"];
/// What stands beside ×× where it is to be replaced; names are covered with it as well.
const REPLACED: &str = "年月日号第省市区县州局委办厅处科室街镇乡村单部项万亿元个%％";

/// What is left over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Change,
    Comment,
    Bookmark,
    Gap,
    Binding,
}

impl Kind {
    /// Returns the rule, what is told of so many, and what is asked.
    fn words(self, count: usize) -> (&'static str, String, &'static str) {
        match self {
            Self::Change => (
                "tracked-change",
                format!("有{count}处修订没有处理"),
                "接受或拒绝全部修订",
            ),
            Self::Comment => ("comment", format!("有{count}条批注"), "删除批注"),
            Self::Bookmark => (
                "leftover-bookmark",
                format!("有{count}个编辑留下的书签"),
                "删除无用的书签",
            ),
            Self::Gap => ("placeholder", format!("有{count}处没有填写的占位"), "填写或删除"),
            Self::Binding => (
                "unresolved-binding",
                format!("有{count}处没有换成数值的引用"),
                "换成数值",
            ),
        }
    }
}

/// Lists what is left over, paragraph by paragraph and row by row in the order of the document, then in its feet.
pub fn deviations<'a>(document: &'a Document<'a>, body: &Body<'a>, feet: &[(&str, Document<'_>)]) -> Vec<Deviation> {
    let mut places: HashMap<_, _> = body.paragraphs.iter().map(|one| (one.node.id(), one.place())).collect();
    for (position, table) in body.tables.iter().enumerate() {
        let rows = table.node.children().filter(|row| name(*row) == "tr").enumerate();
        places.extend(rows.map(|(row, node)| {
            let place = Place {
                section: table.section + 1,
                table: Some(position + 1),
                row: Some(row + 1),
                words: words(node),
                ..Place::default()
            };
            (node.id(), place)
        }));
    }
    // What stands between two paragraphs belongs to the one before.
    let mut at = Place {
        section: 1,
        ..Place::default()
    };
    let mut found = Vec::new();
    for node in document.descendants() {
        if let Some(place) = places.get(&node.id()) {
            at = place.clone();
        }
        found.extend(left(node).into_iter().map(|(kind, what)| (at.clone(), kind, what)));
    }
    for (_, foot) in feet {
        let at = Place {
            section: 1,
            foot: Some("页脚"),
            words: words(foot.root_element()),
            ..Place::default()
        };
        let left = foot.descendants().flat_map(left);
        found.extend(left.map(|(kind, what)| (at.clone(), kind, what)));
    }
    // The kinds of one place stand together, in the order of its first.
    let mut groups: Vec<(Place, Kind, Vec<String>)> = Vec::new();
    for (place, kind, what) in found {
        let mut same = groups.iter_mut().rev().take_while(|(at, ..)| *at == place);
        match same.find(|(_, of, _)| *of == kind) {
            Some((.., all)) => all.push(what),
            None => groups.push((place, kind, vec![what])),
        }
    }
    let of_group = |(place, kind, all): (Place, Kind, Vec<String>)| {
        let (rule, found, wanted) = kind.words(all.len());
        let named: Vec<&str> = all.iter().map(String::as_str).filter(|what| !what.is_empty()).collect();
        let more = if named.len() > NAMED { "等" } else { "" };
        let named = named[..named.len().min(NAMED)].join("、");
        Deviation {
            rule,
            place,
            found: if named.is_empty() {
                found
            } else {
                format!("{found}：{named}{more}")
            },
            wanted: wanted.to_owned(),
            source: CUSTOM,
        }
    };
    groups.into_iter().map(of_group).collect()
}

/// Returns what of an element is left over.
fn left(node: Node<'_, '_>) -> Vec<(Kind, String)> {
    let change = |what: &str| {
        let words = words(node);
        let quoted = if words.is_empty() {
            words
        } else {
            format!("“{words}”")
        };
        vec![(Kind::Change, format!("{what}{quoted}"))]
    };
    match name(node) {
        "ins" => change("插入"),
        "del" => change("删除"),
        // Where it went is told by where it came from.
        "moveFrom" => change("移动"),
        "cellIns" | "cellDel" | "cellMerge" => change("单元格"),
        "rPrChange" | "pPrChange" | "sectPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange" | "tblGridChange"
        | "numberingChange" => vec![(Kind::Change, "格式".to_owned())],
        "commentReference" => vec![(Kind::Comment, String::new())],
        "bookmarkStart" => attribute(node, "name")
            .filter(|name| *name == "_GoBack" || name.starts_with("OLE_LINK"))
            .map(|name| vec![(Kind::Bookmark, name.to_owned())])
            .unwrap_or_default(),
        "showingPlcHdr" if is_on(node).is_some() => vec![(Kind::Gap, "内容控件".to_owned())],
        "p" if !has_fallback(node) => {
            let mut text = String::new();
            body::runs(node, &mut |run| text.push_str(&body::run_text(run)));
            let gaps = gaps(&text).into_iter().map(|gap| (Kind::Gap, gap));
            gaps.chain(bindings(&text).map(|one| (Kind::Binding, one))).collect()
        }
        _ => Vec::new(),
    }
}

/// Tells a paragraph that stands in for one that is there already, or in a control whose gap is told.
fn has_fallback(paragraph: Node<'_, '_>) -> bool {
    let is_told = |outer: Node<'_, '_>| match name(outer) {
        "sdt" => child(outer, "sdtPr").is_some_and(|properties| child(properties, "showingPlcHdr").is_some()),
        _ => outer.tag_name().name() == "Fallback",
    };
    paragraph.ancestors().any(is_told) || paragraph.children().any(is_told)
}

/// Finds the marks of bindings, and what our own reports say of those that name nothing.
fn bindings(text: &str) -> impl Iterator<Item = String> {
    let parts = [("{{", "}}"), ("【没有“", "】"), ("【“", "】")].into_iter();
    parts.flat_map(move |(open, close)| {
        let found = text.match_indices(open).take(MOST);
        found.map(move |(at, _)| {
            let near: String = text[at..].chars().take(ASKED).collect();
            let end = near.find(close).map_or(near.len(), |end| end + close.len());
            first_words(&near[..end])
        })
    })
}

/// Finds the places of a text that were to be filled in.
fn gaps(text: &str) -> Vec<String> {
    let is_signed = SIGNED.iter().any(|word| text.contains(word));
    let mut found = Vec::new();
    let (mut rest, mut before) = (text, None);
    while let Some(first) = rest.chars().next().filter(|_| found.len() < MOST) {
        let asked = asked(rest, first);
        let run = rest.find(|one| one != first).unwrap_or(rest.len());
        let count = run / first.len_utf8();
        let next = rest[run..].chars().next();
        let is_latin = |one: Option<char>| one.is_some_and(|one| one.is_ascii_alphabetic());
        let is_gap = match first {
            // XXL and XXIV are words.
            'X' | 'x' | 'Ｘ' => count > 1 && !is_latin(before) && !is_latin(next),
            '×' => count > 1 && [before, next].into_iter().flatten().any(|one| REPLACED.contains(one)),
            '_' | '＿' => count > 2 && !is_signed,
            _ => asked.is_some(),
        };
        let (head, tail) = rest.split_at(asked.unwrap_or(run));
        if is_gap {
            found.push(first_words(head));
        }
        (rest, before) = (tail, Some(first));
    }
    found
}

/// Returns the length of the words that ask for something, where a rest of a text begins with them.
fn asked(rest: &str, first: char) -> Option<usize> {
    let Some([_, close]) = BRACKETS.iter().find(|[open, _]| *open == first) else {
        return ASKING
            .iter()
            .find(|words| rest.starts_with(*words))
            .map(|words| words.len());
    };
    let (end, _) = rest.char_indices().take(ASKED).find(|(_, one)| one == close)?;
    let inner = &rest[first.len_utf8()..end];
    let asks = |words: &[&str]| words.iter().any(|word| inner.contains(word));
    let is_asked = inner.trim().is_empty() || asks(&ASKING) || asks(&ASKING_IN_BRACKETS);
    is_asked.then_some(end + close.len_utf8())
}

/// Returns the first words of an element, deleted ones too.
fn words(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(|part| matches!(name(*part), "t" | "delText"));
    let characters = texts.filter_map(|part| part.text()).flat_map(str::chars);
    first_words(&characters.take(ASKED).collect::<String>())
}
