//! File names that every system takes.

use crate::model::{Kind, Project};

/// The longest name, in characters, without extension.
const LONGEST: usize = 80;

/// Names Windows keeps for devices.
const RESERVED: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// Most characters of a department or a spending project where both stand in a name.
const LONGEST_PART: usize = 28;

/// Names a file of a project, without extension: the department, the spending project where it is one, the year, what
/// the file is.
pub fn stem(project: &Project, what: &str) -> String {
    let year = match project.year {
        0 => String::new(),
        year => year.to_string(),
    };
    let short = |name: &str| name.trim().chars().take(LONGEST_PART).collect::<String>();
    match &project.kind {
        Kind::Department => file_stem(&[&project.department, &year, what]),
        Kind::SpendingProject(spending) => {
            file_stem(&[&short(&project.department), &short(&spending.name), &year, what])
        }
    }
}

/// Joins the parts of a file name with hyphens and takes away what some system refuses.
///
/// No separators, quotes, wildcards or control characters, no dot or space at either end, no device name,
/// at most 80 characters; the last part is kept whole, so that names stay different. An empty part is left out.
pub fn file_stem(parts: &[&str]) -> String {
    let cleaned: Vec<String> = parts
        .iter()
        .map(|part| clean(part))
        .filter(|part| !part.is_empty())
        .collect();
    let Some((last, first)) = cleaned.split_last() else {
        return "未命名".to_owned();
    };
    let last: String = last.chars().take(LONGEST).collect();
    let room = LONGEST.saturating_sub(last.chars().count() + 1);
    // The year comes just before the last part and must survive a long name of a department.
    let head = match first.split_last() {
        None => String::new(),
        Some((near, far)) => {
            let near: String = near.chars().take(room).collect();
            let left = room.saturating_sub(near.chars().count() + 1);
            let far: String = far.join("-").chars().take(left).collect();
            let far = far.trim_end_matches(['.', ' ', '-']);
            if far.is_empty() { near } else { format!("{far}-{near}") }
        }
    };
    let stem = if head.is_empty() {
        last
    } else {
        format!("{head}-{last}")
    };
    let device = stem.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = device.len() == 4
        && (device.starts_with("COM") || device.starts_with("LPT"))
        && device.ends_with(|digit: char| digit.is_ascii_digit());
    if numbered || RESERVED.contains(&device.as_str()) {
        format!("_{stem}")
    } else {
        stem
    }
}

/// Takes away what some system refuses in a name.
fn clean(part: &str) -> String {
    let refused = |character: char| {
        character.is_control() || matches!(character, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
    };
    // Marks that turn the direction of writing make a name look like another one.
    let invisible = |character: char| matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let kept: String = part
        .chars()
        .filter(|character| !invisible(*character))
        .map(|character| if refused(character) { '_' } else { character })
        .collect();
    kept.trim_matches(|character: char| character == '.' || character.is_whitespace())
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spending_project_is_found_by_its_department_too() {
        let mut project = Project {
            department: "区市场监督管理局".to_owned(),
            year: 2020,
            ..Project::default()
        };
        assert_eq!(stem(&project, "自评表"), "区市场监督管理局-2020-自评表");
        let named = |name: &str| {
            Kind::SpendingProject(crate::model::SpendingProject {
                name: name.to_owned(),
                ..Default::default()
            })
        };
        project.kind = named("长江禁捕");
        assert_eq!(stem(&project, "自评表"), "区市场监督管理局-长江禁捕-2020-自评表");
        project.kind = named(&"项".repeat(50));
        project.department = "局".repeat(50);
        let name = stem(&project, "自评报告（公开版）");
        assert!(
            name.contains("局-项") && name.ends_with("项-2020-自评报告（公开版）"),
            "{name}"
        );
        project.department.clear();
        assert!(stem(&project, "自评表").starts_with("项项"));
    }

    #[test]
    fn every_system_takes_the_names() {
        for (parts, wanted) in [
            (
                &["武昌区市场监督管理局", "2020", "自评表"][..],
                "武昌区市场监督管理局-2020-自评表",
            ),
            (&["a/b\\c:d*e?\"<>|\u{7}", "2020", "x."], "a_b_c_d_e______-2020-x"),
            (&["", "2020", "自评表"], "2020-自评表"),
            (&["..", " "], "未命名"),
            (&["con"], "_con"),
            (&["Com1.2"], "_Com1.2"),
            (&["\u{202E}表", "1"], "表-1"),
        ] {
            assert_eq!(file_stem(parts), wanted);
        }
        let long = "很".repeat(300);
        let name = file_stem(&[&long, "2020", "自评表"]);
        assert_eq!(name.chars().count(), LONGEST);
        assert!(name.ends_with("-2020-自评表"), "{name}");
    }
}
