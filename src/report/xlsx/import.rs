//! The sheet 系统导入: exactly the headings the budget system's import template has (`domain.md` §2.6).

use rust_decimal::Decimal;
use rust_xlsxwriter::{DataValidation, Worksheet};

use super::{IMPORT_SHEET, OPERATORS, Page, body, choices, float, height, label, page, row, write_text};
use crate::model::{Actual, Project, Target, number};
use crate::report::form;
use crate::report::{Align, ExportError};
use crate::score::Scorecard;

/// The headings, word for word.
pub const HEADINGS: [&str; 12] = [
    "一级指标",
    "二级指标",
    "三级指标名称",
    "计算符号",
    "指标值",
    "*实际完成值（定量填数字，定性填达成、部分达成、未达成）",
    "计量单位",
    "*分值 数量(20)、质量(10)、时效(10)、成本(10)、效益(30)、满意度(10)",
    "*指标得分（定量系统自动计算，定性必填…）",
    "扣减分数",
    "完成情况简要描述（定量选填，定性必填）",
    "偏差原因及改进措施（指标未完成时必填）",
];

/// Widths of the columns in full-width characters.
const WIDTHS: [f64; 12] = [7.0, 7.0, 16.0, 5.0, 10.0, 13.0, 6.0, 13.0, 10.0, 6.0, 18.0, 22.0];

/// What a column of the sheet holds.
enum Value {
    Text(String),
    Number(Option<Decimal>),
}

/// Writes the sheet; what is missing stays empty, as the system wants it.
///
/// # Errors
/// A library that refuses the content.
pub fn write(sheet: &mut Worksheet, project: &Project, card: &Scorecard) -> Result<(), ExportError> {
    sheet.set_name(IMPORT_SHEET)?;
    for (column, (heading, width)) in (0_u16..).zip(HEADINGS.iter().zip(WIDTHS)) {
        sheet.set_column_width(column, super::column_width(width))?;
        sheet.write_string_with_format(0, column, *heading, &label())?;
    }
    sheet.set_row_height(0, 80)?;
    for (line, position) in (1_u32..).zip(0..project.indicators.len()) {
        let values = values(project, card, position);
        for (column, value) in (0_u16..).zip(&values) {
            match value {
                Value::Text(text) => write_text(sheet, line, column, text, &body(Align::Left))?,
                Value::Number(None) => {
                    sheet.write_blank(line, column, &body(Align::Right))?;
                }
                Value::Number(Some(value)) => {
                    sheet.write_number_with_format(line, column, float(*value), &body(Align::Right))?;
                }
            }
        }
        let texts = values.iter().zip(WIDTHS).filter_map(|(value, width)| match value {
            Value::Text(text) => Some((text.as_str(), width)),
            Value::Number(_) => None,
        });
        sheet.set_row_height(line, height(texts))?;
        if let Some(rule) = answers(project, position) {
            sheet.add_data_validation(line, 5, line, 5, &rule)?;
        }
    }
    let last_row = row(project.indicators.len())?;
    if let (Some(rule), true) = (choices(&OPERATORS), last_row > 0) {
        sheet.add_data_validation(1, 3, last_row, 3, &rule)?;
    }
    page(
        sheet,
        &Page {
            heading: 0,
            last_row,
            last_column: 11,
        },
    )
}

/// The cells of an indicator, in the order of the headings.
fn values(project: &Project, card: &Scorecard, row: usize) -> [Value; 12] {
    let it = &project.indicators[row];
    let text = |text: &str| Value::Text(text.to_owned());
    let target = it.target.as_ref();
    [
        text(&it.level1),
        text(&it.level2),
        text(&it.name),
        text(target.map_or("", Target::operator)),
        match target.map(|target| (target.number(), target)) {
            None => text(""),
            Some((Some(value), _)) => Value::Number(Some(value)),
            Some((None, target)) => Value::Text(target.text()),
        },
        actual(project, row),
        text(&it.unit),
        Value::Number(it.weight),
        Value::Number(card.rows.get(row).and_then(|row| row.score)),
        Value::Number(it.deduction),
        text(&it.description),
        Value::Text(form::reason_and_measure(it)),
    ]
}

/// 实际完成值 as the system takes it: a number, or 达成, 部分达成, 未达成.
fn actual(project: &Project, row: usize) -> Value {
    let it = &project.indicators[row];
    if let Some(value) = it.actual_number() {
        return Value::Number(Some(number::round(value, 6).normalize()));
    }
    Value::Text(match &it.actual {
        Some(Actual::Tier(tier)) => (project.scheme.qualitative.tiers.get(usize::from(*tier)))
            .and_then(|tier| tier.aliases.first().cloned())
            .unwrap_or_else(|| it.actual_text(&project.scheme)),
        Some(Actual::Done(true)) => "达成".to_owned(),
        Some(Actual::Done(false)) => "未达成".to_owned(),
        _ => it.actual_text(&project.scheme),
    })
}

/// What 实际完成值 of a judged indicator may be chosen from: the words the system takes.
fn answers(project: &Project, row: usize) -> Option<DataValidation> {
    match project.indicators[row].target {
        Some(Target::Tiered(_)) => {
            let tiers = project.scheme.qualitative.tiers.iter();
            let words: Vec<&str> = tiers
                .map(|tier| tier.aliases.first().unwrap_or(&tier.name).as_str())
                .collect();
            choices(&words)
        }
        Some(Target::YesNo(_)) => choices(&["达成", "未达成"]),
        _ => None,
    }
}
