//! What is written: elements and colours.

use std::fmt::Write as _;

use super::super::{Anchor, Look, words};
use crate::model::charts::Colours;

/// Text.
pub(super) const TEXT: &str = "#22272C";

/// Text of second rank.
pub(super) const QUIET: &str = "#5C656D";

/// The characters that are drawn, not written, so that no font is asked for them.
const SYMBOLS: &str = "▲▼●○▶◀";

/// The document as far as it is written.
pub(super) struct Paper {
    body: String,
    colours: Colours,
}

/// Returns fill, stroke, width and dashes of a look (R1, R12: Okabe–Ito, or green, amber and red where they were chosen;
/// solid what is, hollow what was planned, no pattern, which would mean a forecast).
fn look(look: Look, colours: Colours) -> (&'static str, &'static str, f64, &'static str) {
    match look {
        Look::Good if colours == Colours::Classic => ("#2E8540", "none", 0.0, ""),
        Look::Caution if colours == Colours::Classic => ("#F2B400", "#7A5200", 1.0, ""),
        Look::Bad if colours == Colours::Classic => ("#C9252C", "#9C1A20", 1.0, ""),
        Look::Actual => ("#2F363D", "none", 0.0, ""),
        Look::Target => ("none", "#22272C", 1.5, ""),
        Look::Initial => ("none", "#9AA2AA", 1.2, ""),
        Look::Good => ("#0072B2", "none", 0.0, ""),
        Look::Caution => ("#E69F00", "#7A5200", 1.0, ""),
        Look::Bad => ("#D55E00", "#A84A00", 1.0, ""),
        Look::Neutral => ("#8B949C", "none", 0.0, ""),
        Look::Earlier => ("#8B949C", "none", 0.0, ""),
        Look::Zone => ("#E3E9F0", "none", 0.0, ""),
        Look::FarZone => ("#C3CEDA", "none", 0.0, ""),
        Look::Missing => ("none", "#7A828A", 1.2, "4 3"),
    }
}

/// Returns the look of a status symbol in running text.
fn symbol_look(symbol: char) -> Look {
    match symbol {
        '▲' => Look::Caution,
        '▼' => Look::Bad,
        '●' => Look::Good,
        '○' => Look::Missing,
        _ => Look::Neutral,
    }
}

impl Paper {
    /// Begins a document.
    pub fn of(colours: Colours) -> Self {
        Self {
            body: String::new(),
            colours,
        }
    }

    fn look(&self, of: Look) -> (&'static str, &'static str, f64, &'static str) {
        look(of, self.colours)
    }

    /// Returns the plain colour of a look, for symbols and ticks.
    fn colour(&self, of: Look) -> &'static str {
        match self.look(of) {
            ("none", stroke, ..) => stroke,
            (fill, ..) => fill,
        }
    }

    /// Adds a text; a leading status symbol is drawn in its colour.
    #[expect(clippy::too_many_arguments, reason = "a text is its place, its look and its words")]
    pub fn text(&mut self, x: f64, y: f64, size: f64, ink: &str, anchor: Anchor, bold: bool, text: &str) {
        let mut letters = text.chars();
        if let Some(symbol) = letters.next().filter(|first| SYMBOLS.contains(*first)) {
            let rest = letters.as_str().trim_start();
            let x = match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - words::width(text) * size / 2.0,
                Anchor::End => x - (words::width(rest) + 1.15) * size,
            };
            self.drawn(
                x + size * 0.42,
                y - size * 0.36,
                size * 0.4,
                symbol,
                symbol_look(symbol),
            );
            let _ = writeln!(self.body, "/>");
            return self.text(x + size * 1.15, y, size, ink, Anchor::Start, bold, rest);
        }
        if text.is_empty() {
            return;
        }
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if bold { " font-weight=\"700\"" } else { "" };
        let text = escape(text);
        let _ = writeln!(
            self.body,
            "<text x=\"{x:.2}\" y=\"{y:.2}\" font-size=\"{size:.1}\" fill=\"{ink}\"{weight}{anchor}>{text}</text>"
        );
    }

    /// Adds a word on the plot with a white edge, so that it reads over lines.
    pub fn word(&mut self, x: f64, y: f64, ink: &str, text: &str) {
        let text = escape(text);
        let _ = writeln!(
            self.body,
            "<text x=\"{x:.2}\" y=\"{y:.2}\" font-size=\"12\" fill=\"{ink}\" stroke=\"#FFFFFF\" stroke-width=\"3\" \
             stroke-linejoin=\"round\" paint-order=\"stroke\">{text}</text>"
        );
    }

    /// Adds a straight line; `dashes` may be empty.
    pub fn line(&mut self, x1: f64, y1: f64, x2: f64, y2: f64, ink: &str, dashes: &str) {
        let dashes = dash(dashes);
        let _ = writeln!(
            self.body,
            "<line x1=\"{x1:.2}\" y1=\"{y1:.2}\" x2=\"{x2:.2}\" y2=\"{y2:.2}\" stroke=\"{ink}\"{dashes}/>"
        );
    }

    /// Adds a bar; an outline lies inside its edge, so that its length stays true.
    pub fn bar(&mut self, x: f64, y: f64, width: f64, height: f64, of: Look, hover: &str) {
        let (fill, stroke, line, dashes) = self.look(of);
        let half = line / 2.0;
        let (x, y) = (x + half, y + half);
        let (width, height) = ((width - line).max(0.5), (height - line).max(0.5));
        let stroke = match stroke {
            "none" => String::new(),
            stroke => format!(" stroke=\"{stroke}\" stroke-width=\"{line}\"{}", dash(dashes)),
        };
        let _ = write!(
            self.body,
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" fill=\"{fill}\"{stroke}"
        );
        self.close("rect", hover);
    }

    /// Adds a short upright line.
    pub fn tick(&mut self, x: f64, y: f64, height: f64, of: Look, hover: &str) {
        let ink = self.colour(of);
        let _ = writeln!(
            self.body,
            "<path d=\"M{x:.2} {y:.2}v{height:.2}\" fill=\"none\" stroke=\"#FFFFFF\" stroke-width=\"5.4\"/>"
        );
        let _ = write!(
            self.body,
            "<path d=\"M{x:.2} {y:.2}v{height:.2}\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"2.4\"{}",
            dash(self.look(of).3)
        );
        self.close("path", hover);
    }

    /// Adds a symbol with a white edge.
    pub fn symbol(&mut self, x: f64, y: f64, symbol: char, of: Look, hover: &str) {
        let ink = self.colour(of);
        if !SYMBOLS.contains(symbol) {
            return self.word(x - 6.0, y + 4.3, ink, &symbol.to_string());
        }
        let halo = path(x, y, 6.6, symbol);
        let _ = writeln!(self.body, "<path d=\"{halo}\" fill=\"#FFFFFF\"/>");
        self.drawn(x, y, 5.2, symbol, of);
        self.close("path", hover);
    }

    /// Begins the path of a symbol; light colours get a dark edge, so that they survive printing in black.
    fn drawn(&mut self, x: f64, y: f64, radius: f64, symbol: char, of: Look) {
        let (ink, path) = (self.colour(of), path(x, y, radius, symbol));
        let (fill, edge) = match (symbol, of) {
            ('○', _) => ("none", ink),
            (_, Look::Caution) => (ink, self.look(of).1),
            _ => (ink, "none"),
        };
        let _ = write!(self.body, "<path d=\"{path}\" fill=\"{fill}\"");
        if edge != "none" {
            let _ = write!(self.body, " stroke=\"{edge}\" stroke-width=\"1.2\"");
        }
    }

    /// Ends an element, with what hovering says when there is something.
    fn close(&mut self, element: &str, hover: &str) {
        let _ = match hover {
            "" => writeln!(self.body, "/>"),
            hover => writeln!(self.body, "><title>{}</title></{element}>", escape(hover)),
        };
    }

    /// Returns the document.
    pub fn finish(self, width: f64, height: f64, title: &str, description: &str) -> String {
        let (title, description, body) = (escape(title), escape(description), self.body);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
             viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" \
             font-family=\"'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif\">\n\
             <title>{title}</title>\n<desc>{description}</desc>\n\
             <rect width=\"{width:.0}\" height=\"{height:.0}\" fill=\"#FFFFFF\"/>\n{body}</svg>\n"
        )
    }
}

fn dash(dashes: &str) -> String {
    match dashes {
        "" => String::new(),
        dashes => format!(" stroke-dasharray=\"{dashes}\""),
    }
}

/// Draws a symbol of a radius around a point.
fn path(x: f64, y: f64, r: f64, symbol: char) -> String {
    let corners: &[(f64, f64)] = match symbol {
        '▲' => &[(0.0, -1.0), (1.05, 0.85), (-1.05, 0.85)],
        '▼' => &[(0.0, 1.0), (1.05, -0.85), (-1.05, -0.85)],
        '▶' => &[(1.0, 0.0), (-0.85, 1.05), (-0.85, -1.05)],
        '◀' => &[(-1.0, 0.0), (0.85, 1.05), (0.85, -1.05)],
        _ => {
            let r = r * 0.9;
            let left = x - r;
            return format!(
                "M{left:.2} {y:.2}a{r:.2} {r:.2} 0 1 0 {0:.2} 0a{r:.2} {r:.2} 0 1 0 -{0:.2} 0z",
                r * 2.0
            );
        }
    };
    let mut path = String::new();
    for (index, (dx, dy)) in corners.iter().enumerate() {
        let command = if index == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{command}{:.2} {:.2}", x + dx * r, y + dy * r);
    }
    path.push('z');
    path
}

/// Makes a text safe inside an element or an attribute; characters XML does not know become spaces.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
