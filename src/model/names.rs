//! Lists of names in a sentence.

/// A name in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed<'n> {
    /// The name itself.
    pub name: &'n str,
    /// What is said before the name.
    pub before: &'n str,
    /// The binding written for it, if any.
    pub binding: Option<String>,
    /// What is said behind the name, such as the points it lost.
    pub after: String,
}

/// Joins names in a sentence.
pub fn listed<S: AsRef<str>>(names: &[S]) -> String {
    let plain = |name| Listed {
        name,
        ..Listed::default()
    };
    listed_with(names.iter().map(AsRef::as_ref).map(plain).collect())
}

/// Joins names in a sentence with 、. A name that holds such a mark itself stands in quotes; where it has quotes of its
/// own, ； stands between all.
pub fn listed_with(names: Vec<Listed<'_>>) -> String {
    let has_quotes = |name: &str| name.contains(['“', '”']);
    let are_parted = names.iter().any(|one| is_divided(one.name) && has_quotes(one.name));
    let names = names.into_iter().map(|one| {
        let (opened, closed) = if is_divided(one.name) && !are_parted {
            ("“", "”")
        } else {
            ("", "")
        };
        let name = one.binding.as_deref().unwrap_or(one.name);
        format!("{}{opened}{name}{closed}{}", one.before, one.after)
    });
    names.collect::<Vec<_>>().join(if are_parted { "；" } else { "、" })
}

/// Returns what stands between clauses: ； where one of them is divided itself.
pub fn between<'n>(mut clauses: impl Iterator<Item = &'n str>) -> &'static str {
    if clauses.any(is_divided) { "；" } else { "、" }
}

/// Tells whether a name has marks of its own outside quotes and brackets.
fn is_divided(name: &str) -> bool {
    let mut depth = 0_usize;
    name.chars().any(|letter| {
        match letter {
            '“' | '（' | '《' | '(' => depth += 1,
            '”' | '）' | '》' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && "、，；,;".contains(letter)
    })
}
