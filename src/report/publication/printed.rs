//! What the form and the outline of the rules print: fields for contacts are left out, texts are cleaned.

use std::sync::Arc;

use super::Matter;
use super::text::{Cleaner, initial, masked, short};
use crate::model::outline::Passage;
use crate::model::scheme::{Foot, FootCell, Form, GoalCell, GoalColumn, Head, HeadCell};
use crate::model::{FormText, Heading, Outline, Project, Scheme};

/// What a label asks for, where it is how to reach somebody or which section; nothing for other labels.
pub fn contact(label: &str) -> Option<Matter> {
    let mut label = label.trim();
    // 填表人（签字）：, 联系人1: what stands behind says how, not what.
    for tail in ["：", ":", "签字", "签名", "签章"].into_iter().cycle().take(10) {
        label = label
            .trim_end_matches(tail)
            .trim_end_matches(|one: char| one.is_ascii_digit())
            .trim_end();
        if label.ends_with(['）', ')'])
            && let Some(open) = label.rfind(['（', '('])
        {
            label = label[..open].trim_end();
        }
    }
    let ends = |words: &[&str]| words.iter().any(|word| label.ends_with(word));
    if ends(&[
        "电话",
        "电话号码",
        "手机",
        "手机号",
        "手机号码",
        "传真",
        "联系方式",
        "邮箱",
        "电子邮件",
        "微信",
        "微信号",
        "QQ",
        "QQ号",
        "通讯地址",
        "通信地址",
    ]) {
        Some(Matter::Telephone)
    } else if ends(&crate::personal::PERSON) || ends(&["联系人姓名", "分管领导", "身份证号", "身份证号码"])
    {
        Some(Matter::Contact)
    } else if ends(&["处室", "科室"]) {
        Some(Matter::Section)
    } else if ends(&["内部备注", "工作备注"]) {
        Some(Matter::Note)
    } else {
        None
    }
}

/// Returns what is published of a text of the form; nothing of one that says how to reach somebody.
pub fn form_text(out: &mut Cleaner<'_>, text: &FormText) -> Option<FormText> {
    let FormText { label, text } = text;
    let place = format!("自评表“{label}”");
    match contact(label) {
        Some(matter) => {
            let shown = match matter {
                Matter::Telephone => masked(text),
                Matter::Contact => initial(text),
                _ => text.clone(),
            };
            let text = out.whole(matter, &place, &shown, text);
            out.is_sealing().then(|| FormText {
                label: label.clone(),
                text,
            })
        }
        None => Some(FormText {
            label: label.clone(),
            text: out.text(&place, text),
        }),
    }
}

/// The rules are public by themselves; what of them is printed is the form and the outline.
pub fn scheme(out: &mut Cleaner<'_>, project: &Project) -> Arc<Scheme> {
    let Scheme {
        id,
        name,
        region,
        level,
        year_from,
        year_to,
        citation,
        confidence,
        confidence_note,
        total,
        budget,
        levels,
        weight_sets,
        goals,
        quantitative,
        sources,
        over_target,
        qualitative,
        satisfaction_bands,
        caps_by_rate,
        grade,
        rounding,
        form,
        outline,
        vectors,
    } = &*project.scheme;
    let published = Scheme {
        id: id.clone(),
        name: out.text("评分办法", name),
        region: region.clone(),
        level: *level,
        year_from: *year_from,
        year_to: *year_to,
        citation: out.text("评分办法", citation),
        confidence: *confidence,
        confidence_note: confidence_note.clone(),
        total: *total,
        budget: budget.clone(),
        levels: levels.clone(),
        weight_sets: weight_sets.clone(),
        goals: goals.clone(),
        quantitative: quantitative.clone(),
        sources: sources.clone(),
        over_target: over_target.clone(),
        qualitative: qualitative.clone(),
        satisfaction_bands: satisfaction_bands.clone(),
        caps_by_rate: caps_by_rate.clone(),
        grade: grade.clone(),
        rounding: rounding.clone(),
        form: published_form(out, project, form),
        outline: published_outline(out, outline),
        vectors: vectors.clone(),
    };
    Arc::new(published)
}

/// The form without its fields for contact persons: an empty one would only ask who it is.
fn published_form(out: &mut Cleaner<'_>, project: &Project, form: &Form) -> Form {
    let Form {
        title,
        heads,
        budget_heading,
        budget_columns,
        budget_rows,
        goals_stand,
        goal_label,
        goal_columns,
        under_goals,
        goal_heading,
        indicator_heading,
        columns,
        total_label,
        feet,
        footnotes,
    } = form;
    // A field goes with its label; what is filled in there is listed by itself.
    let mut is_open = |label: &str, text: &str| {
        let closed = contact(label).filter(|_| !out.is_sealing());
        if let Some(matter) = closed
            && text.trim().is_empty()
        {
            out.leave_printed(matter, "自评表", &format!("“{}”一栏", label.trim()));
        }
        closed.is_none()
    };
    let heads: Vec<Head> = (heads.iter())
        .filter(|head| head.holds != HeadCell::Kept || is_open(&head.label, project.form_text(&head.label)))
        .cloned()
        .collect();
    let goal_columns: Vec<GoalColumn> = (goal_columns.iter())
        .filter(|column| column.holds != GoalCell::Kept || is_open(&column.heading, project.form_text(&column.heading)))
        .cloned()
        .collect();
    // A field to be signed by hand is empty in a file; it only asks who it is as well.
    let mut is_kept = |foot: &&Foot| match foot.holds {
        FootCell::Kept => is_open(&foot.label, project.form_text(&foot.label)),
        FootCell::Blank => is_open(&foot.label, ""),
        FootCell::DeviationAnalysis | FootCell::ImprovementPlan => true,
    };
    let mut fields = |feet: &[Foot]| -> Vec<Foot> { feet.iter().filter(&mut is_kept).cloned().collect() };
    let (under_goals, feet) = (fields(under_goals), fields(feet));
    Form {
        title: out.text("自评表标题", title),
        heads,
        budget_heading: budget_heading.clone(),
        budget_columns: budget_columns.clone(),
        budget_rows: budget_rows.clone(),
        goals_stand: *goals_stand,
        goal_label: goal_label.clone(),
        goal_columns,
        under_goals,
        goal_heading: goal_heading.clone(),
        indicator_heading: indicator_heading.clone(),
        columns: columns.clone(),
        total_label: total_label.clone(),
        feet,
        footnotes: footnotes.iter().map(|note| out.text("自评表备注", note)).collect(),
    }
}

fn published_outline(out: &mut Cleaner<'_>, outline: &Outline) -> Outline {
    let Outline {
        id,
        name,
        citation,
        confidence,
        title,
        headings,
    } = outline;
    let heading = |heading: &Heading, out: &mut Cleaner<'_>| {
        let Heading {
            path,
            level,
            text,
            passages,
            exhibits,
        } = heading;
        let place = format!("报告“{}”", short(text));
        let passage = |passage: &Passage| match passage {
            Passage::Text(words) => Passage::Text(out.text(&place, words)),
            other => other.clone(),
        };
        Heading {
            path: path.clone(),
            level: *level,
            passages: passages.iter().map(passage).collect(),
            text: out.text(&place, text),
            exhibits: exhibits.clone(),
        }
    };
    Outline {
        id: id.clone(),
        name: name.clone(),
        citation: citation.clone(),
        confidence: *confidence,
        title: out.text("报告标题", title),
        headings: headings.iter().map(|one| heading(one, out)).collect(),
    }
}
