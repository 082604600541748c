//! The house rules that the compiler does not know: who may use whom, and what stays where.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Every module and what it may use of the others; the map of `src/lib.rs`.
const MAY_USE: [(&str, &[&str]); 19] = [
    ("model", &[]),
    ("fonts", &[]),
    ("score", &["model"]),
    ("binding", &["model", "score"]),
    ("outlines", &["model"]),
    ("personal", &["model"]),
    ("check", &["model", "score", "binding", "outlines", "personal"]),
    ("schemes", &["model", "score", "outlines", "file"]),
    ("examples", &["model"]),
    ("collection", &["model"]),
    ("figure", &["model", "score", "fonts"]),
    (
        "report",
        &[
            "model",
            "score",
            "binding",
            "outlines",
            "check",
            "figure",
            "fonts",
            "collection",
            "personal",
        ],
    ),
    ("lint", &[]),
    ("table", &["model", "score", "collection"]),
    ("file", &["model"]),
    (
        "session",
        &[
            "model",
            "fonts",
            "score",
            "binding",
            "outlines",
            "check",
            "schemes",
            "examples",
            "collection",
            "figure",
            "report",
            "table",
            "file",
        ],
    ),
    (
        "cli",
        &[
            "model",
            "fonts",
            "score",
            "binding",
            "outlines",
            "check",
            "schemes",
            "examples",
            "collection",
            "figure",
            "report",
            "lint",
            "table",
            "file",
        ],
    ),
    (
        "ui",
        &[
            "session",
            "model",
            "fonts",
            "score",
            "binding",
            "outlines",
            "check",
            "schemes",
            "examples",
            "collection",
            "figure",
            "report",
            "table",
        ],
    ),
    ("main", &["cli", "ui"]),
];

/// Modules that return values or bytes and touch nothing else.
const PURE: [&str; 14] = [
    "model",
    "fonts",
    "score",
    "binding",
    "outlines",
    "check",
    "schemes",
    "examples",
    "collection",
    "personal",
    "figure",
    "report",
    "lint",
    "table",
];

/// A word that may stand in some modules only.
struct Confined {
    words: &'static [&'static str],
    /// Where it may stand, as the beginnings of paths under `src`.
    only_in: &'static [&'static str],
    why: &'static str,
}

const CONFINED: [Confined; 5] = [
    Confined {
        words: &["egui", "eframe", "egui_plot", "rfd", "pollster"],
        only_in: &["ui.rs", "ui/"],
        why: "the window's libraries stay in ui",
    },
    Confined {
        words: &[
            "fs::write",
            "fs::rename",
            "fs::copy",
            "fs::remove_file",
            "fs::create_dir",
            "fs::create_dir_all",
            "File::create",
            "File::options",
            "OpenOptions",
            "tempfile",
        ],
        only_in: &["file/disk.rs"],
        why: "writing to disk happens in file",
    },
    Confined {
        words: &["fs", "fs::File", "File::open"],
        only_in: &["file/"],
        why: "the disk is touched in file",
    },
    Confined {
        words: &["process::exit", "ExitCode"],
        only_in: &["main.rs"],
        why: "the only place that exits is main",
    },
    Confined {
        words: &[
            "Color32::from_rgb",
            "Color32::from_gray",
            "Color32::from_black_alpha",
            "Color32::from_white_alpha",
            "Color32::from_rgba_unmultiplied",
            "Color32::from_rgba_premultiplied",
            "Color32::from_hex",
        ],
        only_in: &["ui/theme.rs"],
        why: "colours stay in the theme",
    },
];

/// Words of the clock, the environment and chance: not in pure modules, and elsewhere only in these files.
const EFFECTS: [&str; 11] = [
    "std::env",
    "env::var",
    "env::args",
    "SystemTime",
    "Instant",
    "ZonedDateTime",
    "Zoned",
    "Timestamp::now",
    "rand",
    "RandomState",
    "std::process",
];

/// Modules in which money, weights and scores live as decimals only.
const DECIMAL: [&str; 9] = [
    "model",
    "score",
    "binding",
    "check",
    "schemes",
    "collection",
    "file",
    "session",
    "cli",
];

/// A source file: its path under `src` and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn module(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// Returns the lines without comments, counted from 1.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        lines.map(|(index, line)| (index + 1, line.split("//").next().unwrap_or_default()))
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|one| one == extension) {
            found.push(path);
        }
    }
    found.sort();
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let mut paths = Vec::new();
    files(&src, "rs", &mut paths);
    paths
        .into_iter()
        .map(|path| Source {
            text: fs::read_to_string(&path).expect("a source file"),
            path: path
                .strip_prefix(&src)
                .expect("under src")
                .to_str()
                .expect("UTF-8")
                .replace('\\', "/"),
        })
        .collect()
}

/// Tells whether a word (or a path of words) stands in a line by itself.
fn has_word(line: &str, word: &str) -> bool {
    let is_inside = |character: char| character.is_alphanumeric() || character == '_';
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(is_inside) && !line[at + word.len()..].starts_with(is_inside))
}

/// Lists the modules named by `crate::…`, or `super::…` that reaches the root, with their lines.
fn modules_named(source: &Source) -> Vec<(usize, String)> {
    let depth = source.path.matches('/').count() + 1;
    let mut named = Vec::new();
    let code: Vec<(usize, &str)> = source.code().collect();
    let text: String = code.iter().map(|(_, line)| format!("{line}\n")).collect();
    let roots = ["crate::".to_owned(), "hengji::".to_owned(), "super::".repeat(depth)];
    for root in roots {
        for (at, _) in text.match_indices(&root) {
            let before = &text[..at];
            if before.ends_with(|character: char| character.is_alphanumeric() || matches!(character, '_' | ':')) {
                continue;
            }
            let line = before.matches('\n').count() + 1;
            let rest = &text[at + root.len()..];
            let name = |text: &str| -> String {
                text.chars()
                    .take_while(|character| character.is_alphanumeric() || *character == '_')
                    .collect()
            };
            match rest.strip_prefix('{') {
                None => named.push((line, name(rest))),
                Some(group) => {
                    let mut nesting = 0;
                    let mut part = String::new();
                    for character in group.chars() {
                        match character {
                            '}' if nesting == 0 => break,
                            ',' if nesting == 0 => named.push((line, name(std::mem::take(&mut part).trim()))),
                            '{' => nesting += 1,
                            '}' => nesting -= 1,
                            _ if nesting == 0 => part.push(character),
                            _ => {}
                        }
                    }
                    named.push((line, name(part.trim())));
                }
            }
        }
    }
    named.retain(|(_, name)| MAY_USE.iter().any(|(module, _)| module == name));
    named
}

/// Returns every breach of the rules in one source file.
fn breaches(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let module = source.module();
    let mut say = |line: usize, why: String| found.push(format!("src/{}:{line}: {why}", source.path));
    match MAY_USE.iter().find(|(name, _)| *name == module) {
        Some((_, allowed)) => {
            for (line, used) in modules_named(source) {
                if used != module && !allowed.contains(&used.as_str()) {
                    say(line, format!("{module} may not use {used}"));
                }
            }
        }
        None if module == "lib" => {}
        None => say(1, format!("{module} is not on the map of modules")),
    }
    for (line, code) in source.code() {
        for confined in &CONFINED {
            let is_home = confined.only_in.iter().any(|home| source.path.starts_with(home));
            for word in confined.words {
                if !is_home && has_word(code, word) {
                    say(line, format!("{word}: {}", confined.why));
                }
            }
        }
        if PURE.contains(&module) {
            for word in EFFECTS {
                if has_word(code, word) {
                    say(line, format!("{word}: {module} has no clock, environment or chance"));
                }
            }
        }
        if DECIMAL.contains(&module) && (has_word(code, "f64") || has_word(code, "f32")) {
            say(line, format!("{module} counts in decimals"));
        }
    }
    for (index, line) in source.text.lines().enumerate() {
        if ["TODO", "FIXME", "XXX", "todo!", "unimplemented!"]
            .iter()
            .any(|word| line.contains(word))
        {
            say(index + 1, "what is left to do stands in the issues".to_owned());
        }
    }
    found
}

#[test]
fn the_house_rules_hold() {
    let found: Vec<String> = sources().iter().flat_map(breaches).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_house_rule_can_fail() {
    for (path, text, expected) in [
        ("model/x.rs", "use crate::score::Row;", "model may not use score"),
        (
            "score.rs",
            "use crate::{model::Id, figure};",
            "score may not use figure",
        ),
        (
            "score/x.rs",
            "let a = super::super::table::read;",
            "score may not use table",
        ),
        ("figure.rs", "use super::report;", "figure may not use report"),
        ("ui/x.rs", "crate::file::read(path)", "ui may not use file"),
        (
            "cli.rs",
            "use crate::{\n    model::{Id, Project},\n    session,\n};",
            "cli may not use session",
        ),
        ("main.rs", "use hengji::file;", "main may not use file"),
        ("utils.rs", "", "utils is not on the map"),
        (
            "session.rs",
            "fn f(ctx: &egui::Context) {}",
            "the window's libraries stay in ui",
        ),
        (
            "report/docx.rs",
            "std::fs::write(path, bytes)",
            "writing to disk happens in file",
        ),
        ("cli.rs", "let f = fs::File::open(path);", "the disk is touched in file"),
        (
            "file.rs",
            "let t = tempfile::tempdir();",
            "writing to disk happens in file",
        ),
        ("cli.rs", "std::process::exit(1)", "the only place that exits is main"),
        (
            "ui/card.rs",
            "let c = Color32::from_rgb(1, 2, 3);",
            "colours stay in the theme",
        ),
        (
            "report.rs",
            "let now = jiff::ZonedDateTime::now();",
            "no clock, environment or chance",
        ),
        (
            "table.rs",
            "let home = std::env::var(\"HOME\");",
            "no clock, environment or chance",
        ),
        ("model.rs", "pub weight: f64,", "model counts in decimals"),
        ("score.rs", "x as f32", "score counts in decimals"),
        ("ui.rs", "// TODO later", "what is left to do stands in the issues"),
    ] {
        let source = Source {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let found = breaches(&source).join("\n");
        assert!(found.contains(expected), "{path}: {text}\nfound {found:?}");
    }
    for (path, text) in [
        ("score.rs", "use crate::model::Project; // as crate::figure does"),
        ("score/x.rs", "use super::Row;\nmod tests { use super::super::*; }"),
        ("ui/theme.rs", "Color32::from_rgb(1, 2, 3)"),
        ("report.rs", "let operand = brand.offset;"),
        ("ui/x.rs", "let c = Color32::TRANSPARENT;"),
    ] {
        let source = Source {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        assert_eq!(breaches(&source), Vec::<String>::new(), "{path}: {text}");
    }
}

#[test]
fn the_map_in_lib_is_this_one() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("the map");
    for (module, _) in MAY_USE {
        if module != "main" {
            let is_listed = lib.contains(&format!("//! | [`{module}`]")) || lib.contains(&format!("//! | `{module}`"));
            assert!(is_listed && lib.contains(&format!("pub mod {module};")), "{module}");
        }
    }
}

/// Texts of a locale file: key → language → text.
type Texts = BTreeMap<String, BTreeMap<String, String>>;

/// Reads a locale file: keys at the margin, languages indented below.
fn texts(path: &Path) -> Result<Texts, String> {
    let text = fs::read_to_string(path).expect("a locale file");
    let mut texts = Texts::new();
    let mut key = String::new();
    for (index, line) in text.lines().enumerate() {
        let complain = |what: &str| Err(format!("{}:{}: {what}", path.display(), index + 1));
        if line.trim().is_empty() || line.trim_start().starts_with('#') || line == "_version: 2" {
            continue;
        }
        let Some((name, value)) = line.trim().split_once(':') else {
            return complain("no key");
        };
        let value = value.trim().trim_matches('"').trim_matches('\'').to_owned();
        if line.starts_with(' ') {
            if texts
                .entry(key.clone())
                .or_default()
                .insert(name.to_owned(), value)
                .is_some()
            {
                return complain("a language twice");
            }
        } else {
            key = name.trim_matches('"').to_owned();
            if !value.is_empty() {
                return complain("a key without languages");
            }
            if texts.insert(key.clone(), BTreeMap::new()).is_some() {
                return complain("a key twice");
            }
        }
    }
    Ok(texts)
}

/// Returns the names in `%{…}`.
fn holes(text: &str) -> BTreeSet<&str> {
    text.split("%{")
        .skip(1)
        .filter_map(|part| part.split('}').next())
        .collect()
}

#[test]
fn every_screen_text_has_both_languages() {
    let mut paths = Vec::new();
    files(&root().join("assets/locales"), "yml", &mut paths);
    assert!(!paths.is_empty());
    let mut all = Texts::new();
    let mut wrong = Vec::new();
    for path in &paths {
        match texts(path) {
            Err(complaint) => wrong.push(complaint),
            Ok(texts) => {
                for (key, languages) in texts {
                    let names: Vec<&str> = languages.keys().map(String::as_str).collect();
                    if names != ["en-US", "zh-CN"] || languages.values().any(String::is_empty) {
                        wrong.push(format!("{key} has {languages:?}"));
                    } else if holes(&languages["en-US"]) != holes(&languages["zh-CN"]) {
                        wrong.push(format!("{key} does not say the same in both languages: {languages:?}"));
                    }
                    if all.insert(key.clone(), languages).is_some() {
                        wrong.push(format!("{key} stands in two files"));
                    }
                }
            }
        }
    }
    for source in sources() {
        for (line, code) in source.code() {
            for (at, opening) in code.match_indices("t!(\"") {
                let key = code[at + opening.len()..].split('"').next().unwrap_or_default();
                if !code[..at].ends_with(char::is_alphanumeric) && !all.contains_key(key) {
                    wrong.push(format!("src/{}:{line}: no text for {key}", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_has_one_word_for_one_thing() {
    let mut paths = Vec::new();
    files(&root().join("assets/locales"), "yml", &mut paths);
    for (key, languages) in paths.iter().flat_map(|path| texts(path).expect("texts")) {
        let (chinese, english) = (&languages["zh-CN"], languages["en-US"].to_lowercase());
        for (term, word, others) in [
            ("演示", "sample", &["demo"][..]),
            ("未达成", "missed", &["unmet"]),
            ("超额较大", "far over", &[]),
            ("未填", "unfilled", &["not filled in", "not given", "missing"]),
            ("分值", "weight", &[]),
            ("失分", "lost", &[]),
            ("评分办法", "rules", &["scheme"]),
        ] {
            let is_other = others.iter().any(|other| english.contains(other));
            assert!(
                !is_other && (!chinese.contains(term) || english.contains(word)),
                "{key}: {english}"
            );
        }
        // The name of the language itself, and a department as it would be typed.
        let is_own = matches!(key.as_str(), "menu.language" | "dialog.department_hint");
        let is_han = |one: char| ('\u{4e00}'..='\u{9fff}').contains(&one);
        assert!(is_own || !english.contains(is_han), "{key}: {english}");
    }
}

#[test]
fn every_rule_of_the_check_is_named_on_the_screen_as_it_is_in_print() {
    let texts = texts(&root().join("assets/locales/review.yml")).expect("texts");
    let names: Vec<(&str, &str)> = (texts.iter())
        .filter_map(|(key, languages)| {
            let rule = key.strip_prefix("review.").filter(|rule| rule.starts_with('C'))?;
            Some((rule, languages["zh-CN"].as_str()))
        })
        .collect();
    assert!(names.len() > 50, "{names:?}");
    for (rule, name) in names {
        assert_eq!(hengji::check::name(rule), name, "{rule}");
    }
    for rule in (1..=60).map(|number| format!("C{number:02}")) {
        let is_named = hengji::check::name(&rule) != rule;
        assert_eq!(texts.contains_key(&format!("review.{rule}")), is_named, "{rule}");
    }
}
