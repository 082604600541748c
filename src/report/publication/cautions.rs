//! What has to be looked at before a version is published: gaps, secrets, scores that differ.

use super::Publication;
use super::text::Cleaner;
use crate::model::{Evidence, Project, number};
use crate::report::{Block, Report, form};

/// Marks of what is not filled in or leads nowhere.
const GAPS: [&str; 6] = ["未填", "【没有“", "待填", "待补", "待定", "××"];

/// A heading that has one of the marks in its words.
const NO_GAP: &str = "未填项数";

/// Words of secrets; 商业秘密 is an ordinary one.
const SECRETS: [&str; 4] = ["涉密", "绝密", "机密", "秘密★"];

/// Words of scores that are not published.
const SCORES: [&str; 4] = ["填报得分", "预计得分", "预计复核", "复核得分"];

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
    let mut gaps = Vec::new();
    let mut said_in = Vec::new();
    let mut doubts = Vec::new();
    for (place, text) in places(&publication.report) {
        let text = text.replace(NO_GAP, "");
        let count: usize = GAPS.iter().map(|mark| text.matches(mark).count()).sum();
        if count > 0 {
            gaps.push((count, format!("{place}{count}处")));
        }
        let said = |words: &[&'static str]| words.iter().copied().find(|word| text.contains(word));
        // C56: secret projects do not go out, and only a person can tell.
        if let Some(word) = said(&SECRETS) {
            said_in.push(format!("报告{place}写有“{word}”，请核对是否可以公开"));
        }
        if let Some(word) = said(&SCORES) {
            said_in.push(format!("报告{place}的文字写有“{word}”，没有略去"));
        }
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
            Block::Paragraph(text) => text.clone(),
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
