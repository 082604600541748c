//! How the documents a scheme rests on are cited.

/// Returns the documents a citation names as a 公文 cites them, `《题目》（文号）` joined by 、; `None` where it names none.
///
/// Documents stand between ；, each with its number before or behind its title, or with one of the two alone. What else
/// a citation says, such as the form or the system the rules were seen in, is no document.
pub(super) fn documents(citation: &str) -> Option<String> {
    let named: Vec<String> = citation.split(['；', ';']).filter_map(document).collect();
    (!named.is_empty()).then(|| named.join("、"))
}

fn document(part: &str) -> Option<String> {
    let part = part.trim().trim_end_matches('。');
    let Some((number, rest)) = part.split_once('《') else {
        return is_number(part).then(|| part.to_owned());
    };
    let (title, behind) = rest.rsplit_once('》')?;
    match (number.trim(), behind.trim()) {
        ("", "") => Some(format!("《{title}》")),
        ("", behind) if behind.starts_with('（') && behind.ends_with('）') => Some(part.to_owned()),
        (number, "") if is_number(number) => Some(format!("《{title}》（{number}）")),
        _ => None,
    }
}

/// Tells a 文号 such as 财预〔2020〕10号, or the number of a standard such as DB42/T 1601-2020.
fn is_number(text: &str) -> bool {
    /// Most characters of an issuing body's short name.
    const BODY: usize = 8;
    if let Some((body, rest)) = text.split_once('〔') {
        let is_name = (1..=BODY).contains(&body.chars().count()) && body.chars().all(char::is_alphabetic);
        return is_name && !body.starts_with("参照") && rest.contains('〕') && rest.ends_with('号');
    }
    text.is_ascii()
        && text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.ends_with(|last: char| last.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::documents;

    #[test]
    fn the_title_comes_first_and_the_number_behind_it() {
        for (written, cited) in [
            (
                "财预〔2020〕10号《项目支出绩效评价管理办法》",
                Some("《项目支出绩效评价管理办法》（财预〔2020〕10号）"),
            ),
            (
                "《项目支出绩效评价管理办法》（财预〔2020〕10号）。",
                Some("《项目支出绩效评价管理办法》（财预〔2020〕10号）"),
            ),
            (
                "鄂财绩发〔2024〕5号；DB42/T 1601-2020《湖北省预算绩效管理》",
                Some("鄂财绩发〔2024〕5号、《湖北省预算绩效管理》（DB42/T 1601-2020）"),
            ),
            ("《预算法》", Some("《预算法》")),
            ("一体化系统的计分公式（已公开的系统配置），参照财预〔2020〕10号", None),
            ("参照财预〔2020〕10号", None),
            ("自评表（2023年度），报表编号510000_0013zp", None),
            ("", None),
        ] {
            assert_eq!(documents(written).as_deref(), cited, "{written}");
        }
    }
}
