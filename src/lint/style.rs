//! The properties in force for a paragraph or a run, resolved as Word does.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::package::{attribute, child, is_on, name, number};

/// Greatest length of a chain of styles, each based on the next.
const CHAIN: usize = 32;
/// Size in half points where nothing says one.
const DEFAULT_SIZE: i64 = 20;
/// Greatest part of a colour that still looks black.
const BLACK: u8 = 0x1A;
/// A line in twips, where spaces are given in lines.
const LINE: i64 = 579;
/// Font where nothing names one.
const DEFAULT_FONT: &str = "Times New Roman";

/// Styles, defaults and theme of a document.
pub struct Styles<'a> {
    by_id: BTreeMap<&'a str, Node<'a, 'a>>,
    /// The paragraph style of a paragraph that names none.
    normal: Option<&'a str>,
    /// `w:pPr` and `w:rPr` of the defaults.
    defaults: [Option<Node<'a, 'a>>; 2],
    /// East Asian and Latin font of the headings, then of the text.
    theme: [Option<&'a str>; 4],
}

/// Which letters a font is for.
#[derive(Clone, Copy)]
pub enum Script {
    /// Chinese characters.
    EastAsian,
    /// Latin letters and digits.
    Latin,
}

/// How far a paragraph is indented, in hundredths of a character of its own size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indent {
    /// From the left edge.
    pub left: i64,
    /// From the right edge.
    pub right: i64,
    /// What the first line has more than the others; less than 0 where it hangs out.
    pub first: i64,
}

/// How high the lines of a paragraph are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leading {
    /// So many twips, whatever stands in them.
    Exact(i64),
    /// So many twips, or more.
    AtLeast(i64),
    /// So many 240th of what the font asks, or of the grid.
    Multiple(i64),
}

impl<'a> Styles<'a> {
    /// Reads the styles and the theme.
    pub fn of(styles: Option<&'a Document<'a>>, theme: Option<&'a Document<'a>>) -> Self {
        let root = styles.map(Document::root_element);
        let all = root.into_iter().flat_map(|root| root.children());
        let mut by_id = BTreeMap::new();
        let mut normal = None;
        for style in all.filter(|node| name(*node) == "style") {
            let Some(id) = attribute(style, "styleId") else {
                continue;
            };
            by_id.entry(id).or_insert(style);
            let is_default = matches!(attribute(style, "default"), Some("1" | "true" | "on"));
            if is_default && attribute(style, "type") == Some("paragraph") {
                normal = normal.or(Some(id));
            }
        }
        let defaults = root.and_then(|root| child(root, "docDefaults"));
        let default = |outer: &str, inner: &str| child(child(defaults?, outer)?, inner);
        Self {
            by_id,
            normal,
            defaults: [default("pPrDefault", "pPr"), default("rPrDefault", "rPr")],
            theme: theme.map(theme_fonts).unwrap_or_default(),
        }
    }

    /// Returns the styles from one to the last it is based on.
    fn chain(&self, id: &str) -> Vec<Node<'a, 'a>> {
        let mut chain: Vec<Node<'a, 'a>> = Vec::new();
        let mut next = self.by_id.get(id).copied();
        while let Some(style) = next {
            if chain.len() == CHAIN || chain.contains(&style) {
                break;
            }
            chain.push(style);
            let base = child(style, "basedOn").and_then(|base| attribute(base, "val"));
            next = base.and_then(|base| self.by_id.get(base).copied());
        }
        chain
    }

    /// Returns the styles of a paragraph, its own first.
    fn paragraph_styles(&self, paragraph: Node<'a, 'a>) -> Vec<Node<'a, 'a>> {
        let own = properties(paragraph).and_then(|properties| child(properties, "pStyle"));
        let id = own.and_then(|style| attribute(style, "val")).or(self.normal);
        id.map(|id| self.chain(id)).unwrap_or_default()
    }

    /// Returns the names of a paragraph's styles in lower case, its own first.
    pub fn style_names(&self, paragraph: Node<'a, 'a>) -> Vec<String> {
        let names = self.paragraph_styles(paragraph).into_iter();
        names
            .filter_map(|style| Some(attribute(child(style, "name")?, "val")?.to_lowercase()))
            .collect()
    }

    /// Returns the properties of a paragraph, those in force first.
    pub fn paragraph(&self, paragraph: Node<'a, 'a>) -> Layers<'a> {
        let mut layers: Vec<_> = properties(paragraph).into_iter().collect();
        let styles = self.paragraph_styles(paragraph).into_iter();
        layers.extend(styles.filter_map(|style| child(style, "pPr")));
        layers.extend(self.defaults[0]);
        Layers(layers)
    }

    /// Returns the properties of a run in a paragraph, those in force first.
    pub fn run(&self, paragraph: Node<'a, 'a>, run: Node<'a, 'a>) -> Layers<'a> {
        let own = child(run, "rPr");
        let mut layers: Vec<_> = own.into_iter().collect();
        let style = own.and_then(|properties| child(properties, "rStyle"));
        let style = style.and_then(|style| attribute(style, "val"));
        let styles = style.map(|id| self.chain(id)).unwrap_or_default().into_iter();
        layers.extend(
            styles
                .chain(self.paragraph_styles(paragraph))
                .filter_map(|style| child(style, "rPr")),
        );
        layers.extend(self.defaults[1]);
        Layers(layers)
    }

    /// Returns the properties of a run in a paragraph of a table, whose own style goes before the defaults only.
    pub fn cell_run(&self, table: Node<'a, 'a>, paragraph: Node<'a, 'a>, run: Node<'a, 'a>) -> Layers<'a> {
        let Layers(mut layers) = self.run(paragraph, run);
        let style = child(table, "tblPr").and_then(|properties| child(properties, "tblStyle"));
        let style = style.and_then(|style| attribute(style, "val"));
        let styles = style.map(|id| self.chain(id)).unwrap_or_default();
        let before = layers.len() - usize::from(self.defaults[1].is_some());
        let of_table = styles.into_iter().filter_map(|style| child(style, "rPr"));
        layers.splice(before..before, of_table);
        Layers(layers)
    }

    /// Returns the size of text in the default paragraph style, in half points: the base of the character grid.
    pub fn normal_size(&self) -> i64 {
        let chain = self.normal.map(|id| self.chain(id)).unwrap_or_default();
        let mut layers: Vec<_> = chain.into_iter().filter_map(|style| child(style, "rPr")).collect();
        layers.extend(self.defaults[1]);
        Layers(layers).size()
    }

    /// Returns the font in force for a script.
    pub fn font(&self, layers: &Layers<'a>, script: Script) -> &'a str {
        let (direct, themed) = match script {
            Script::EastAsian => ("eastAsia", "eastAsiaTheme"),
            Script::Latin => ("ascii", "asciiTheme"),
        };
        let named = layers.0.iter().find_map(|layer| {
            let fonts = child(*layer, "rFonts")?;
            // A font of the theme goes before one named beside it.
            let of_theme = attribute(fonts, themed).and_then(|name| {
                let place = usize::from(name.starts_with("minor")) * 2 + usize::from(!name.ends_with("EastAsia"));
                self.theme.get(place).copied().flatten()
            });
            of_theme.or_else(|| attribute(fonts, direct))
        });
        named.unwrap_or(DEFAULT_FONT)
    }
}

/// Returns the properties of a paragraph, which stand first in it: one of many runs is not looked through.
fn properties<'a>(paragraph: Node<'a, 'a>) -> Option<Node<'a, 'a>> {
    paragraph.first_element_child().filter(|first| name(*first) == "pPr")
}

/// Reads the fonts of a theme: East Asian and Latin of the headings, then of the text.
fn theme_fonts<'a>(theme: &'a Document<'a>) -> [Option<&'a str>; 4] {
    let find = |outer: Node<'a, 'a>, wanted: &str| outer.descendants().find(|node| node.tag_name().name() == wanted);
    let face = |node: Node<'a, 'a>| node.attribute("typeface").filter(|face| !face.is_empty());
    let mut fonts = [None; 4];
    for (place, group) in ["majorFont", "minorFont"].into_iter().enumerate() {
        let Some(group) = find(theme.root_element(), group) else {
            continue;
        };
        let of_script = || group.children().find(|node| node.attribute("script") == Some("Hans"));
        fonts[2 * place] = find(group, "ea").and_then(face).or_else(|| of_script().and_then(face));
        fonts[2 * place + 1] = find(group, "latin").and_then(face);
    }
    fonts
}

/// Property elements in the order of their force.
#[derive(Clone)]
pub struct Layers<'a>(Vec<Node<'a, 'a>>);

impl<'a> Layers<'a> {
    /// Finds the element in force.
    pub fn element(&self, wanted: &str) -> Option<Node<'a, 'a>> {
        self.0.iter().find_map(|layer| child(*layer, wanted))
    }

    /// Finds what is in force of an element's attribute: each attribute is inherited by itself.
    fn attribute(&self, element: &str, wanted: &str) -> Option<&'a str> {
        let of_layer = |layer: &Node<'a, 'a>| attribute(child(*layer, element)?, wanted);
        self.0.iter().find_map(of_layer)
    }

    fn number(&self, element: &str, wanted: &str) -> Option<i64> {
        let of_layer = |layer: &Node<'a, 'a>| number(child(*layer, element)?, wanted);
        self.0.iter().find_map(of_layer)
    }

    /// Returns the size in half points.
    pub fn size(&self) -> i64 {
        self.number("sz", "val")
            .filter(|size| *size > 0)
            .unwrap_or(DEFAULT_SIZE)
    }

    /// Returns the colour of text where it is not black.
    pub fn colour(&self) -> Option<&'a str> {
        // A colour of the theme goes before one written beside it; 1 is that of text.
        let element = self.element("color")?;
        if matches!(
            attribute(element, "themeColor"),
            Some("text1" | "dark1" | "tx1" | "dk1")
        ) {
            return None;
        }
        let colour = attribute(element, "val")?;
        let parts = [0, 2, 4].map(|at| {
            colour
                .get(at..at + 2)
                .and_then(|part| u8::from_str_radix(part, 16).ok())
        });
        let is_black = parts.into_iter().all(|part| part.is_none_or(|part| part <= BLACK));
        (!is_black).then_some(colour)
    }

    /// Returns the space above and below the paragraph, in twips.
    pub fn space(&self) -> [i64; 2] {
        let of = |lines: &str, twips: &str| {
            let lines = self.number("spacing", lines).map(|hundredths| hundredths * LINE / 100);
            lines
                .filter(|lines| *lines > 0)
                .or_else(|| self.number("spacing", twips))
                .unwrap_or(0)
        };
        [of("beforeLines", "before"), of("afterLines", "after")]
    }

    /// Returns how the paragraph stands: `left`, `center`, `right`, `both` or `distribute`.
    pub fn align(&self) -> &'a str {
        match self.attribute("jc", "val").unwrap_or("left") {
            "start" => "left",
            "end" => "right",
            other => other,
        }
    }

    /// Returns the indents; `size` is that of the paragraph's text in half points.
    pub fn indent(&self, size: i64) -> Indent {
        // A size in half points is 10 times as many twips, so 100 twips in 10 are a hundredth of it.
        let side = |characters: [&str; 2], twips: [&str; 2]| {
            let of = |names: [&str; 2]| {
                self.0.iter().find_map(|layer| {
                    let indent = child(*layer, "ind")?;
                    number(indent, names[0]).or_else(|| number(indent, names[1]))
                })
            };
            of(characters)
                .filter(|hundredths| *hundredths != 0)
                .unwrap_or_else(|| of(twips).unwrap_or(0) * 10 / size)
        };
        let first = |plus: &str, minus: &str| {
            self.0.iter().find_map(|layer| {
                let indent = child(*layer, "ind")?;
                let hanging = number(indent, minus).map(|value| -value);
                hanging.or_else(|| number(indent, plus))
            })
        };
        Indent {
            left: side(["leftChars", "startChars"], ["left", "start"]),
            right: side(["rightChars", "endChars"], ["right", "end"]),
            first: first("firstLineChars", "hangingChars")
                .filter(|hundredths| *hundredths != 0)
                .unwrap_or_else(|| first("firstLine", "hanging").unwrap_or(0) * 10 / size),
        }
    }

    /// Returns the height of lines.
    pub fn leading(&self) -> Leading {
        let line = self.number("spacing", "line").unwrap_or(240);
        match self.attribute("spacing", "lineRule") {
            Some("exact") => Leading::Exact(line),
            Some("atLeast") => Leading::AtLeast(line),
            _ => Leading::Multiple(line),
        }
    }

    /// Tells whether a switch is on; it is `otherwise` where nothing sets it.
    pub fn switch(&self, wanted: &str, otherwise: Switch) -> Switch {
        match self.element(wanted) {
            None => otherwise,
            Some(element) => is_on(element).map_or(Switch::Off, |()| Switch::On),
        }
    }
}

/// A property that is on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
}
