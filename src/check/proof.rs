//! 佐证材料: what proves nothing, and what proves something else (`domain.md` §5.3 E).

use std::collections::{BTreeMap, HashSet};

use super::{Finding, Place, Severity, survey};
use crate::model::{Evidence, Id, Project, number, quoted};

/// Checks the ledger entry by entry, then what it leaves unproved.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    let entries = project.evidence.iter();
    let mut out: Vec<Finding> = entries.flat_map(|entry| entry_findings(project, entry)).collect();
    out.extend(shared(project));
    out.extend(unproved(project));
    out.extend(survey::findings(project));
    out
}

fn about(entry: &Evidence, rule: &'static str, severity: Severity, sentence: &str) -> Finding {
    let sentence = format!("佐证材料“{}”：{sentence}", entry.name.trim());
    Finding::new((rule, severity), Place::Ledger(Some(entry.id.clone())), sentence)
}

/// A day that cannot belong to the year (C53), and a value that is not the actual it proves (C55).
fn entry_findings(project: &Project, entry: &Evidence) -> Vec<Finding> {
    let year = i32::from(project.year);
    let mut out = Vec::new();
    // What sums a year up is made in the spring after it.
    if let Some(dated) = entry.dated
        && year != 0
        && !(year..=year + 1).contains(&i32::from(dated.year()))
    {
        let sentence = format!("形成日期{}不在{year}年度", number::date(dated));
        out.push(about(entry, "C53", Severity::Warning, &sentence));
    }
    let [proved] = entry.proves.as_slice() else { return out };
    let indicator = project.indicators.iter().find(|one| one.id == *proved);
    let Some((indicator, actual)) = indicator.and_then(|one| Some((one, one.actual_number()?))) else {
        return out;
    };
    let stated = entry.value.trim();
    let stated = stated.strip_suffix(indicator.unit.trim()).unwrap_or(stated);
    if let Some(value) = number::read(stated)
        && value != actual
    {
        let sentence = format!(
            "证明的数值{}与指标{}的实际完成值{}不同",
            number::measured(value, &indicator.unit),
            quoted(&indicator.name),
            number::measured(actual, &indicator.unit)
        );
        out.push(about(entry, "C55", Severity::Warning, &sentence));
    }
    out
}

/// One file for more indicators than one file can prove (C54).
fn shared(project: &Project) -> Vec<Finding> {
    const MOST: usize = 5;
    let mut files: BTreeMap<&str, (&Evidence, HashSet<&Id>)> = BTreeMap::new();
    for entry in project.evidence.iter().filter(|entry| !entry.place.trim().is_empty()) {
        let (_, proved) = files.entry(entry.place.trim()).or_insert((entry, HashSet::new()));
        proved.extend(&entry.proves);
    }
    let shared = files.into_values().filter(|(_, proved)| proved.len() > MOST);
    shared
        .map(|(entry, proved)| {
            let sentence = format!("一份材料证明{}项，请核对", proved.len());
            about(entry, "C54", Severity::Hint, &sentence)
        })
        .collect()
}

/// Indicators with an actual that nothing proves, told together (C51).
fn unproved(project: &Project) -> Option<Finding> {
    let proved: HashSet<&Id> = project.evidence.iter().flat_map(|entry| &entry.proves).collect();
    let claimed = project.indicators.iter().filter(|one| one.actual.is_some());
    let bare: Vec<&str> = (claimed.clone())
        .filter(|one| !proved.contains(&one.id))
        .map(|one| one.name.as_str())
        .collect();
    let first = quoted(bare.first()?);
    let which = match bare.len() {
        1 => format!("指标{first}"),
        count => format!("{}项已填报的指标中有{count}项（{first}等）", claimed.count()),
    };
    Some(Finding::new(
        ("C51", Severity::Warning),
        Place::Ledger(None),
        format!("{which}没有登记佐证材料，复核时可能不予认可"),
    ))
}
