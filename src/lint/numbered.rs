//! Paragraphs of a foot with what they say once the page number is counted, however its field is written.

use roxmltree::Node;

use super::body;
use super::package::{attribute, name};

/// A paragraph of a foot, its page number written as 1.
pub struct Numbered<'a> {
    /// The paragraph.
    pub node: Node<'a, 'a>,
    /// What it says.
    pub text: String,
    /// Its runs with what they say.
    pub runs: Vec<(Node<'a, 'a>, String)>,
    /// There is a page number in it.
    pub field: Option<()>,
    /// What the field asks the number to look like, other than as the section does.
    pub format: Option<String>,
}

impl<'a> Numbered<'a> {
    /// Reads a paragraph.
    pub fn of(node: Node<'a, 'a>) -> Self {
        let mut paragraph = Self {
            node,
            text: String::new(),
            runs: Vec::new(),
            field: None,
            format: None,
        };
        let (mut part, mut shown) = (Part::Text, None);
        body::runs(node, &mut |run| {
            let simple = run.ancestors().find(|outer| name(*outer) == "fldSimple");
            if let Some(simple) = simple {
                let instruction = attribute(simple, "instr").unwrap_or_default();
                let is_page = is_page(instruction);
                if is_page {
                    paragraph.format = format(instruction);
                }
                match is_page {
                    // What stands after the field is text again.
                    true if shown != Some(simple) => {
                        shown = Some(simple);
                        paragraph.shows(run);
                    }
                    true => {}
                    false => paragraph.takes(run, &body::run_text(run)),
                }
                return;
            }
            for child in run.children() {
                match (name(child), attribute(child, "fldCharType")) {
                    ("fldChar", Some("begin")) => part = Part::Instruction(String::new()),
                    ("fldChar", Some("separate" | "end")) => {
                        match std::mem::replace(&mut part, Part::Text) {
                            Part::Instruction(text) if is_page(&text) => {
                                paragraph.format = format(&text);
                                paragraph.shows(run);
                                part = Part::Shown;
                            }
                            _ => {}
                        }
                        if attribute(child, "fldCharType") == Some("end") {
                            part = Part::Text;
                        }
                    }
                    ("instrText", _) => {
                        if let Part::Instruction(text) = &mut part {
                            text.push_str(child.text().unwrap_or_default());
                        }
                    }
                    // What the number was when the document was saved: its looks count.
                    ("t", _) if part == Part::Shown => {
                        if let Some(last) = paragraph.runs.last_mut() {
                            last.0 = run;
                        }
                    }
                    ("t", _) => paragraph.takes(run, child.text().unwrap_or_default()),
                    _ => {}
                }
            }
        });
        paragraph
    }

    fn shows(&mut self, run: Node<'a, 'a>) {
        self.field = Some(());
        self.takes(run, "1");
    }

    fn takes(&mut self, run: Node<'a, 'a>, text: &str) {
        self.text.push_str(text);
        self.runs.push((run, text.to_owned()));
    }
}

/// Where in a field the reading is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Outside, or in the result of another field.
    Text,
    /// In what the field is to show.
    Instruction(String),
    /// In the result of a page number.
    Shown,
}

/// Tells whether a field shows the page's number.
fn is_page(instruction: &str) -> bool {
    let word = instruction.split_whitespace().next().unwrap_or_default();
    word.eq_ignore_ascii_case("PAGE")
}

/// Returns the format a field asks for where it is not that of Arabic digits.
fn format(instruction: &str) -> Option<String> {
    let asked = instruction.split("\\*").skip(1).map(str::trim);
    let plain = ["MERGEFORMAT", "CHARFORMAT", "ARABIC"];
    let mut other = asked.filter(|format| !plain.iter().any(|plain| format.eq_ignore_ascii_case(plain)));
    other.next().map(str::to_owned)
}
