//! What has to be looked at before a version is published: gaps, secrets, scores that differ.

use rust_decimal::Decimal;

use super::Publication;
use super::text::Cleaner;
use crate::model::{Evidence, Project, number};
use crate::report::{Block, Report, form};

/// Marks of what is not filled in or leads nowhere.
const GAPS: [&str; 7] = ["未填", "待评定", "【没有“", "待填", "待补", "待定", "××"];

/// Headings that have one of the marks in their words.
const NO_GAPS: [&str; 3] = ["未填或待评定项数", "未填项数", "待评定项数"];

/// Words of secrets; 商业秘密 is an ordinary one.
const SECRETS: [&str; 4] = ["涉密", "绝密", "机密", "秘密★"];

/// Words of what was written for colleagues only.
const INTERNAL: [&str; 7] = [
    "内部备注",
    "内部掌握",
    "仅供内部",
    "勿外传",
    "勿外发",
    "不得外传",
    "不对外",
];

/// Words of scores that are not published.
const SCORES: [&str; 5] = ["填报得分", "预计得分", "预计复核", "复核得分", "财政复核"];

/// Looks through what would be published.
pub fn of(project: &Project, publication: &Publication, cleaner: &Cleaner<'_>) -> Vec<String> {
    let mut out = Vec::new();
    if form::carries_demo(project) {
        out.push("含演示数据，公开前应替换为实际数据".to_owned());
    }
    let total = publication.card.total;
    if let Some(declared) = project.declared
        && declared != total
    {
        out.push(format!(
            "自评填报得分{}分与系统计算得分{}分不同，公开版只写系统计算得分",
            number::points(declared),
            number::points(total)
        ));
    }
    // What is not to be shown is left out already; of the rest somebody has to say that it may be.
    let listed = |entry: &&Evidence| publication.project.evidence.iter().any(|one| one.id == entry.id);
    let unmarked = project.evidence.iter().filter(|entry| entry.disclosure.is_none());
    let unmarked: Vec<&str> = unmarked.filter(listed).map(|entry| entry.id.0.as_str()).collect();
    if !unmarked.is_empty() {
        out.push(format!(
            "有{}份佐证材料没有注明可否公开，公开版列有它们的名称：{}",
            unmarked.len(),
            unmarked.join("、")
        ));
    }
    // A score in words may be one of these, or another that happens to be the same.
    let closed = [("自评填报得分", project.declared), ("预计复核得分", project.expected)];
    let closed = closed.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let closed: Vec<(&str, Decimal)> = closed.filter(|(_, value)| *value != total).collect();
    let mut gaps = Vec::new();
    let mut said_in = Vec::new();
    let mut doubts = Vec::new();
    for (place, text) in places(&publication.report) {
        let text = NO_GAPS.iter().fold(text, |text, heading| text.replace(heading, ""));
        let count: usize = GAPS.iter().map(|mark| text.matches(mark).count()).sum();
        if count > 0 {
            gaps.push((count, format!("{place}{count}处")));
        }
        let said = |words: &[&'static str]| {
            let said: Vec<&str> = words.iter().copied().filter(|word| text.contains(word)).collect();
            (!said.is_empty()).then(|| said.join("”“"))
        };
        // C56: secret projects do not go out, and only a person can tell.
        let asked = said(&SECRETS).into_iter().chain(said(&INTERNAL));
        said_in.extend(asked.map(|words| format!("报告{place}写有“{words}”，请核对是否可以公开")));
        if let Some(words) = said(&SCORES) {
            said_in.push(format!("报告{place}的文字写有“{words}”，没有略去"));
        }
        let closed = closed.iter().filter(|(_, value)| tells(&text, *value));
        said_in.extend(closed.map(|(name, value)| {
            let value = number::points(*value);
            format!("报告{place}写有{value}分，与{name}相同，没有略去")
        }));
        let names = cleaner.doubtful(&text);
        if !names.is_empty() {
            let names = names.join("”“");
            doubts.push(format!("报告{place}中的“{names}”与联系人的姓名相同，没有略去"));
        }
        let named = cleaner.sections(&text);
        if !named.is_empty() {
            let named = named.join("”“");
            doubts.push(format!("报告{place}的文字写到科室“{named}”，没有略去"));
        }
    }
    if !gaps.is_empty() {
        let count: usize = gaps.iter().map(|(count, _)| count).sum();
        let places: Vec<String> = gaps.into_iter().map(|(_, place)| place).collect();
        out.push(format!("有{count}处没有填写或引用不到数据：{}", places.join("、")));
    }
    out.extend(said_in);
    out.extend(doubts);
    out
}

/// Tells whether a text has these points: 94分, 94.00分.
fn tells(text: &str, value: Decimal) -> bool {
    [number::plain(value), number::points(value)].iter().any(|written| {
        let points = format!("{written}分");
        let mut places = text.match_indices(&points).map(|(at, _)| &text[..at]);
        places.any(|before| !before.ends_with(|one: char| one.is_ascii_digit() || one == '.' || one == ','))
    })
}

/// The text of a report by heading, the form last.
fn places(report: &Report) -> Vec<(String, String)> {
    let mut out = vec![("标题".to_owned(), report.title.clone())];
    for block in &report.blocks {
        let text = match block {
            Block::Heading { text, .. } => {
                out.push((format!("“{text}”"), String::new()));
                text.clone()
            }
            Block::Annex(text) => {
                out.push(("自评表".to_owned(), String::new()));
                text.clone()
            }
            Block::Paragraph(text) | Block::Remark(text) => text.clone(),
            Block::Table(table) => {
                let cells = table.rows.iter().flatten().map(|cell| cell.text.as_str());
                cells.collect::<Vec<_>>().join("\n")
            }
            Block::Figure(figure) => figure.description.clone(),
            Block::Signature(lines) => {
                out.push(("落款".to_owned(), String::new()));
                lines.join("\n")
            }
        };
        if let Some((_, all)) = out.last_mut() {
            all.push_str(&text);
            all.push('\n');
        }
    }
    out
}
