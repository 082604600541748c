//! Rules of pictures: what they show is told in words as well.

use roxmltree::Node;

use super::body::Body;
use super::clause::ACCESS;
use super::package::name;
use super::{Deviation, Place, first_words};

/// Lists the pictures and charts without alternative text, those of the text first, then those in tables.
pub fn deviations(body: &Body) -> Vec<Deviation> {
    let of_text = body.paragraphs.iter().map(|one| (one.node, one.place()));
    let of_tables = body.tables.iter().enumerate().map(|(position, table)| {
        let place = Place {
            section: table.section + 1,
            table: Some(position + 1),
            words: first_words(
                table
                    .node
                    .descendants()
                    .find_map(|node| node.text())
                    .unwrap_or_default(),
            ),
            ..Place::default()
        };
        (table.node, place)
    });
    let mut found = Vec::new();
    for (node, place) in of_text.chain(of_tables) {
        let pictures = node.descendants().filter(|one| {
            // What stands in a table inside a table is said of the inner one.
            let table = one.ancestors().find(|outer| name(*outer) == "tbl");
            is_picture(*one) && (name(node) != "tbl" || table == Some(node))
        });
        let silent = pictures.filter(|picture| !is_described(*picture)).count();
        if silent > 0 {
            found.push(Deviation {
                rule: "picture-text",
                place,
                found: format!("{silent}幅图片没有替代文字"),
                wanted: "用替代文字说明图片的内容".to_owned(),
                source: ACCESS,
            });
        }
    }
    found
}

fn local<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// Tells a drawing or an old picture that shows an image or a chart; a text box is none, and what stands in for a
/// drawing in older programs is the same picture once more.
fn is_picture(node: Node) -> bool {
    let is_kind = |kinds: &[&str]| node.descendants().any(|inner| kinds.contains(&local(inner)));
    let is_image = match name(node) {
        "drawing" => is_kind(&["pic", "chart", "relIds"]),
        "pict" | "object" => is_kind(&["imagedata"]),
        _ => false,
    };
    let is_inner = |outer: Node| local(outer) == "Fallback" || matches!(name(outer), "del" | "moveFrom" | "drawing");
    is_image && !node.ancestors().skip(1).any(is_inner)
}

/// Tells whether words stand for a picture, or it is marked as decoration.
fn is_described(picture: Node) -> bool {
    let has_words = |node: Node, names: &[&str]| {
        let mut words = names.iter().filter_map(|name| node.attribute(*name));
        words.any(|words| !words.trim().is_empty())
    };
    picture.descendants().any(|inner| match local(inner) {
        "docPr" => has_words(inner, &["descr", "title"]),
        "decorative" => inner.attribute("val") == Some("1"),
        "shape" | "rect" => has_words(inner, &["alt"]),
        _ => false,
    })
}
