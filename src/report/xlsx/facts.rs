//! The sheet 数据项: the numbers of the report that 勾稽关系 name, where the sheet 校验 finds them.

use rust_xlsxwriter::Worksheet;

use super::{FACTS_SHEET, Page, body, figures, float, for_numbers, heading, height, page, top, width_of, write_text};
use crate::model::{Fact, Id, Project, number};
use crate::report::{Align, ExportError, form};

/// Row of the first number in the sheet, from 0.
const FIRST: usize = 3;
/// Headings with their widths in full-width characters.
const COLUMNS: [(&str, f64); 4] = [("编号", 6.0), ("数据项", 30.0), ("数值", 10.0), ("单位", 6.0)];

/// Returns the numbers that a relation names, in the project's order.
pub fn named(project: &Project) -> Vec<&Fact> {
    let named = |id: &Id| {
        let mut relations = project.relations.iter();
        relations.any(|relation| relation.whole == *id || relation.parts.contains(id))
    };
    project.facts.iter().filter(|fact| named(&fact.id)).collect()
}

/// Names the cell of the number at a position of [`named`].
pub fn place(position: usize) -> String {
    format!("{FACTS_SHEET}!C{}", FIRST + position + 1)
}

/// Writes the sheet.
///
/// # Errors
/// A library that refuses the content.
pub fn write(sheet: &mut Worksheet, project: &Project) -> Result<(), ExportError> {
    let facts = named(project);
    sheet.set_name(FACTS_SHEET)?;
    let title = format!("{}{}报告数据项", project.of_year(), project.subject());
    let mut columns = COLUMNS;
    let printed = facts
        .iter()
        .filter_map(|fact| Some(number::measured(fact.value?, &fact.unit)));
    columns[2].1 = for_numbers(columns[2].1, printed);
    top(
        sheet,
        (3, width_of(&columns)),
        &title,
        "“校验”中的勾稽关系引用此处的数值",
    )?;
    heading(sheet, 2, &columns)?;
    for (position, fact) in facts.iter().enumerate() {
        let at = super::row(FIRST + position)?;
        write_text(sheet, at, 0, &fact.id.0, &body(Align::Centre))?;
        write_text(sheet, at, 1, &fact.name, &body(Align::Left))?;
        match fact.value {
            Some(value) => {
                let format = figures(&super::measured(value, &fact.unit));
                sheet.write_number_with_format(at, 2, float(value), &format)?;
            }
            None => write_text(sheet, at, 2, &form::filled(&fact.text), &body(Align::Right))?,
        }
        write_text(sheet, at, 3, &fact.unit, &body(Align::Centre))?;
        sheet.set_row_height(at, height([(fact.name.as_str(), COLUMNS[1].1)].into_iter()))?;
    }
    page(
        sheet,
        &Page {
            heading: 2,
            last_row: super::row(FIRST + facts.len() - 1)?,
            last_column: 3,
        },
    )
}
