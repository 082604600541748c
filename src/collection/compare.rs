//! Returned sheets held against what was sent and against the project: each row, each field.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::{Change, Comparison, Place, Refusal, Trouble, Value, joined};
use super::{Column, FORMAT, HEADING, NO_SECTION, OWNER, Returned, VERSION, address, normal, owner, reading, texts};
use crate::model::{Field, Id, Indicator, Project, number};

/// What becomes of a cell that the project has changed since the sheet was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflicts {
    /// It is refused.
    Refuse,
    /// The section's value replaces it.
    Overwrite,
}

/// What a file before has said of a field: the value, its texts and its place.
type Said = BTreeMap<(Id, usize), (Value, Vec<String>, Place)>;

/// Most refusals of a kind that are listed; cells that cannot be read are no more than the project has.
const MOST_REFUSALS: usize = 500;

/// The cells that make one field, with its name.
const GROUPS: [(&str, &[Column]); 5] = [
    ("实际完成值", &[Column::Actual, Column::Numerator, Column::Denominator]),
    ("完成情况简要描述", &[Column::Description]),
    ("偏差原因", &[Column::Reason]),
    ("改进措施", &[Column::Measure]),
    ("佐证材料", &[Column::EvidenceName, Column::EvidencePlace]),
];

/// The cells an actual is measured by.
const MEASURED: [Column; 2] = [Column::Target, Column::Unit];

/// Compares returned sheets with what was sent and with the project, which stays as it is.
pub fn compare(project: &Project, returned: &[Returned], conflicts: Conflicts) -> Comparison {
    let mut comparison = Comparison::default();
    let mut said = Said::new();
    for file in returned {
        match Sent::read(file, project) {
            Ok(sent) => File {
                project,
                file,
                sent,
                conflicts,
            }
            .compare(&mut said, &mut comparison),
            Err(text) => comparison.refusals.push(Refusal {
                trouble: Trouble::Foreign,
                at: Err(file.file.clone()),
                text,
            }),
        }
    }
    comparison
}

/// What the hidden sheet says was sent.
struct Sent<'a> {
    section: &'a str,
    above: Vec<&'a str>,
    /// By id: row from 0 as it was sent, and the texts.
    rows: BTreeMap<&'a str, (usize, &'a [String])>,
}

impl<'a> Sent<'a> {
    /// Reads the hidden sheet; what keeps the file from being one of this project is the sentence.
    fn read(file: &'a Returned, project: &Project) -> Result<Self, String> {
        let pairs = |name: &str| -> Vec<&'a str> {
            let name = name.to_owned();
            let rows = file.identity.iter().filter(move |row| row.first() == Some(&name));
            rows.map(|row| row.get(1).map_or("", String::as_str)).collect()
        };
        let one = |name: &str| pairs(name).first().copied().unwrap_or_default();
        match one(FORMAT) {
            "" => return Err("不是衡绩发出的科室数据采集表".to_owned()),
            VERSION => {}
            version => return Err(format!("采集表的版本“{version}”不能识别，请用当前版本重新导出")),
        }
        let ours = owner(project, None);
        for (position, what) in ["单位", "项目", "年度"].into_iter().enumerate() {
            let theirs = normal(one(OWNER[position]));
            if theirs != normal(&ours[position]) {
                return Err(format!(
                    "采集表的{what}是“{theirs}”，本项目是“{}”，不能汇入",
                    ours[position]
                ));
            }
        }
        let mut rows = BTreeMap::new();
        for row in file
            .identity
            .iter()
            .filter(|row| row.first().is_some_and(|name| name == "row"))
        {
            let line: usize = row.get(1).and_then(|line| line.parse().ok()).unwrap_or(0);
            let texts = row.get(2..).unwrap_or_default();
            match texts.first().filter(|_| line > 0) {
                Some(id) => rows.insert(id.as_str(), (line - 1, texts)),
                None => return Err("采集表的标识已损坏，请重新导出采集表".to_owned()),
            };
        }
        Ok(Self {
            section: match one(OWNER[4]) {
                "" => NO_SECTION,
                name => name,
            },
            above: pairs("above"),
            rows,
        })
    }
}

/// One returned file being compared.
struct File<'a> {
    project: &'a Project,
    file: &'a Returned,
    sent: Sent<'a>,
    conflicts: Conflicts,
}

impl File<'_> {
    fn text(&self, row: usize, column: usize) -> String {
        let cells = self.file.sheet.get(row);
        normal(cells.and_then(|cells| cells.get(column)).map_or("", String::as_str))
    }

    fn place(&self, row: usize, column: usize) -> Place {
        Place {
            file: self.file.file.clone(),
            row,
            column,
        }
    }

    fn refuse(&self, comparison: &mut Comparison, trouble: Trouble, at: Place, text: String) {
        // Nothing is taken where one is refused; a sheet full of them need not be listed to its end. What cannot be
        // read leaves the rest to be taken: it is all listed, and hides nothing that was altered.
        let alike = comparison.refusals.iter().filter(|other| other.trouble == trouble);
        if trouble != Trouble::Unreadable && alike.count() >= MOST_REFUSALS {
            return;
        }
        comparison.refusals.push(Refusal {
            trouble,
            at: Ok(at),
            text,
        });
    }

    fn compare(&self, said: &mut Said, comparison: &mut Comparison) {
        let unread = self.file.unread.iter();
        let unread = unread.map(|sheet| format!("{}：另有工作表“{sheet}”，其内容没有读入，请核对", self.file.file));
        comparison.remarks.extend(unread);
        if let Some(count) = self.emptied() {
            comparison.refusals.push(Refusal {
                trouble: Trouble::Altered,
                at: Err(self.file.file.clone()),
                text: format!(
                    "发出时已填的{count}处全部被清空，没有填写任何内容，没有汇入；请核对是否交错了文件，确要清空的请在项目中逐项修改"
                ),
            });
            return;
        }
        self.frame(comparison);
        // With columns moved, every value would be held against another field.
        if self.is_shifted() {
            return;
        }
        let below = self.below();
        let mut seen = BTreeSet::new();
        // Empty rows, and those of them with another row below.
        let (mut empty, mut inserted) = (Vec::new(), Vec::new());
        for row in HEADING + 1..self.file.sheet.len() {
            if row >= below && self.is_aside(row) {
                continue;
            }
            let filled = (0..self.file.sheet[row].len()).find(|column| !self.text(row, *column).is_empty());
            let Some(first) = filled else {
                empty.push((row + 1).to_string());
                continue;
            };
            inserted.append(&mut empty);
            let id = self.text(row, 0);
            let Some((_, texts)) = self.sent.rows.get(id.as_str()) else {
                let what = match id.as_str() {
                    "" => format!("增加了一行“{}”", self.text(row, first)),
                    id => format!("编号“{id}”不在发出的表中"),
                };
                self.refuse(comparison, Trouble::Altered, self.place(row, first), what);
                continue;
            };
            if !seen.insert(id.clone()) {
                let what = format!("编号“{id}”重复，这一行是多出来的");
                self.refuse(comparison, Trouble::Altered, self.place(row, 0), what);
                continue;
            }
            self.row(row, &id, texts, said, comparison);
        }
        if !inserted.is_empty() {
            let (file, rows) = (&self.file.file, inserted.join("、"));
            let remark = format!("{file}：第{rows}行是发出时没有的空行，其中没有内容，其余各行照常汇入");
            comparison.remarks.push(remark);
        }
        for (id, (row, texts)) in &self.sent.rows {
            if !seen.contains(*id) {
                let name = texts.get(Column::Name.position()).map_or("", String::as_str);
                let what = format!("缺少发出时在这一行的指标“{name}”（编号{id}）");
                self.refuse(comparison, Trouble::Altered, self.place(*row, 0), what);
            }
        }
    }

    /// Returns the first row below the table, from 0.
    fn below(&self) -> usize {
        let known = |row: &usize| self.sent.rows.contains_key(self.text(*row, 0).as_str());
        let last = (HEADING + 1..self.file.sheet.len()).rev().find(known);
        last.unwrap_or(HEADING) + 1
    }

    /// Returns true for a line that people write under a table, as 填表人：赵某　2025年3月3日: one text, no number, anywhere
    /// but under the names, or a label with its colon; anything else may be an indicator that was added.
    fn is_aside(&self, row: usize) -> bool {
        let texts = self.texts(row);
        let is_labelled = texts.iter().any(|(_, text)| text.contains([':', '：']));
        let is_alone = matches!(&texts[..], [(column, text)]
            if *column != Column::Name.position() && number::read(text).is_none());
        is_labelled || is_alone
    }

    /// Returns what a row says, with the columns.
    fn texts(&self, row: usize) -> Vec<(usize, String)> {
        let columns = 0..self.file.sheet[row].len();
        let texts = columns.map(|column| (column, self.text(row, column)));
        texts.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// Says what was written outside the table, where the sheet that was sent is empty.
    fn outside(&self, row: usize, texts: &[(usize, String)], comparison: &mut Comparison) {
        let Some((first, _)) = texts.first() else { return };
        let said: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
        let said = said.join("｜");
        if comparison.remarks.len() < MOST_REFUSALS {
            let at = self.place(row, *first);
            comparison
                .remarks
                .push(format!("{at}：写在表格外面的“{}”没有汇入", shortened(&said)));
        }
    }

    /// Returns how many filled cells were sent of a sheet that came back without any, more than one of them.
    fn emptied(&self) -> Option<usize> {
        let open = || Column::ALL.into_iter().filter(|column| column.is_open());
        let mut rows = HEADING + 1..self.file.sheet.len();
        rows.end = rows.end.min(self.below());
        if rows
            .into_iter()
            .any(|row| open().any(|column| !self.text(row, column.position()).is_empty()))
        {
            return None;
        }
        let sent = self.sent.rows.values().flat_map(|(_, texts)| {
            let text = |column: Column| texts.get(column.position()).map_or("", String::as_str);
            open().filter(move |column| !normal(text(*column)).is_empty())
        });
        Some(sent.count()).filter(|count| *count > 1)
    }

    /// The lines above, the headings, and what stands outside the table.
    fn frame(&self, comparison: &mut Comparison) {
        let headings = Column::ALL.map(Column::heading);
        let above = (0..HEADING).map(|row| (row, 0, self.sent.above.get(row).copied().unwrap_or_default()));
        let expected: Vec<_> = above
            .chain((0..).zip(headings).map(|(column, text)| (HEADING, column, text)))
            .collect();
        let below = self.below();
        for (row, cells) in self.file.sheet.iter().enumerate() {
            if row >= below && self.is_aside(row) {
                self.outside(row, &self.texts(row), comparison);
                continue;
            }
            let mut outside = Vec::new();
            for column in 0..cells.len().max(headings.len()) {
                let wanted = expected.iter().find(|(at, of, _)| (*at, *of) == (row, column));
                let wanted = wanted.map_or("", |(_, _, text)| *text);
                let found = self.text(row, column);
                let inside = row > HEADING && column < headings.len();
                if inside || found == normal(wanted) {
                    continue;
                }
                // A text beside the headings may be that of a column that was moved.
                if wanted.is_empty() && row != HEADING {
                    outside.push((column, found));
                } else {
                    self.altered(comparison, row, column, wanted, &found);
                }
            }
            self.outside(row, &outside, comparison);
        }
    }

    /// Returns true where a column stands under the heading of another.
    fn is_shifted(&self) -> bool {
        (Column::ALL.into_iter()).any(|column| {
            let found = self.text(HEADING, column.position());
            let mut others = Column::ALL.into_iter().filter(|other| *other != column);
            others.any(|other| found == other.heading())
        })
    }

    fn altered(&self, comparison: &mut Comparison, row: usize, column: usize, sent: &str, found: &str) {
        let what = match (sent, found) {
            ("", found) => format!("锁定的空单元格被填写为“{found}”"),
            (sent, "") => format!("锁定的内容“{}”被清空", shortened(sent)),
            (sent, found) => format!("锁定的内容“{}”被改为“{}”", shortened(sent), shortened(found)),
        };
        self.refuse(comparison, Trouble::Altered, self.place(row, column), what);
    }

    /// One indicator: its locked cells, then its fields.
    fn row(&self, row: usize, id: &str, sent: &[String], said: &mut Said, comparison: &mut Comparison) {
        let sent_of = |column: Column| normal(sent.get(column.position()).map_or("", String::as_str));
        let found_of = |column: Column| self.text(row, column.position());
        for column in Column::ALL.into_iter().filter(|column| !column.is_open()) {
            if found_of(column) != sent_of(column) {
                self.altered(comparison, row, column.position(), &sent_of(column), &found_of(column));
            }
        }
        for column in Column::ALL.into_iter().filter(|column| column.is_open()) {
            let doubt = self.file.doubts.get(&(row, column.position()));
            if let Some(doubt) = doubt.filter(|doubt| doubt.is_refused()) {
                let what = format!("{}{}", column.heading(), doubt.sentence());
                self.refuse(
                    comparison,
                    Trouble::Unreadable,
                    self.place(row, column.position()),
                    what,
                );
            }
        }
        let is_refused = |column: Column| {
            let doubt = self.file.doubts.get(&(row, column.position()));
            doubt.is_some_and(|doubt| doubt.is_refused())
        };
        let changed: Vec<usize> = (0..GROUPS.len())
            .filter(|group| {
                let mut columns = GROUPS[*group].1.iter();
                // What a cell does not show has been said above.
                !columns.clone().any(|column| is_refused(*column))
                    && columns.any(|column| found_of(*column) != sent_of(*column))
            })
            .collect();
        let Some(indicator) = self.project.indicator(&Id::new(id)) else {
            if !changed.is_empty() {
                let what = format!("项目中已没有编号为“{id}”的指标");
                self.refuse(comparison, Trouble::Altered, self.place(row, 0), what);
            }
            return;
        };
        let held = texts(self.project, indicator);
        // The hidden sheet may have been altered too.
        let locked = (Column::ALL.into_iter()).filter(|column| {
            let is_said = self.conflicts == Conflicts::Refuse && changed.contains(&0) && MEASURED.contains(column);
            !column.is_open()
                && !is_said
                && found_of(*column) == sent_of(*column)
                && sent_of(*column) != held[column.position()]
        });
        let other: Vec<String> = locked
            .map(|column| otherwise(column, &sent_of(column), &held[column.position()]))
            .collect();
        if !other.is_empty() {
            let at = self.place(row, Column::Id.position());
            let remark = format!("{at}：“{}”的{}，以项目中的为准", indicator.name, other.join("；"));
            comparison.remarks.push(remark);
        }
        for group in changed {
            let (field, columns) = GROUPS[group];
            let found: Vec<String> = columns.iter().map(|column| found_of(*column)).collect();
            let now: Vec<String> = columns.iter().map(|column| held[column.position()].clone()).collect();
            let first = columns.iter().find(|column| found_of(**column) != sent_of(**column));
            let at = self.place(row, first.map_or(0, |column| column.position()));
            let value = match self.value(indicator, group, &found) {
                Ok(value) => value,
                Err(_) if found == now => continue,
                Err((column, what)) => {
                    let at = self.place(row, column.position());
                    let what = format!("{}{what}", column.heading());
                    self.refuse(comparison, Trouble::Unreadable, at, what);
                    continue;
                }
            };
            // What the project already holds is no change, but a file that says otherwise still disagrees with it.
            match said.get(&(indicator.id.clone(), group)) {
                Some((other, _, _)) if *other == value => continue,
                Some((_, other, there)) => {
                    let what = format!(
                        "“{}”的{field}填的是“{}”，而“{there}”填的是“{}”，两份采集表不一致",
                        indicator.name,
                        joined(&found),
                        joined(other)
                    );
                    self.refuse(comparison, Trouble::Disagreement, at, what);
                    continue;
                }
                None => {
                    let saying = (value.clone(), found.clone(), at.clone());
                    said.insert((indicator.id.clone(), group), saying);
                }
            }
            // A number may be written otherwise: １１２６, 100%.
            let is_held = matches!(&value, Value::Actual(actual) if *actual == indicator.actual);
            if found == now || is_held {
                continue;
            }
            let mut conflict = conflict(columns, &sent_of, &held, field);
            if self.conflicts == Conflicts::Refuse
                && let Some(what) = conflict.take()
            {
                self.refuse(comparison, Trouble::Conflict, at, what);
                continue;
            }
            comparison.changes.push(Change {
                section: self.sent.section.to_owned(),
                indicator: indicator.id.clone(),
                name: indicator.name.clone(),
                field,
                old: joined(&now),
                new: joined(&found),
                at,
                remarks: (self.remarks(
                    row,
                    columns.iter().filter(|column| found_of(**column) != sent_of(**column)),
                ))
                .into_iter()
                .chain(reading::excess(indicator, &value))
                .collect(),
                conflict,
                value,
            });
        }
    }

    /// What is doubtful of the changed cells of one field.
    fn remarks<'a>(&self, row: usize, columns: impl Iterator<Item = &'a Column>) -> Vec<String> {
        let doubted = columns.filter_map(|column| {
            let doubt = self.file.doubts.get(&(row, column.position()))?;
            Some((column, doubt))
        });
        doubted
            .map(|(column, doubt)| {
                format!(
                    "{}{}{}",
                    address(row, column.position()),
                    column.heading(),
                    doubt.sentence()
                )
            })
            .collect()
    }

    /// Reads the cells of one field.
    fn value(&self, indicator: &Indicator, group: usize, found: &[String]) -> Result<Value, reading::Unreadable> {
        let text = |position: usize| found.get(position).map_or("", String::as_str);
        match GROUPS[group].1[0] {
            Column::Actual => reading::actual(self.project, indicator, [text(0), text(1), text(2)]).map(Value::Actual),
            Column::Description => Ok(Value::Text(Field::Description, text(0).to_owned())),
            Column::Reason => Ok(Value::Text(Field::Reason, text(0).to_owned())),
            Column::Measure => Ok(Value::Text(Field::Measure, text(0).to_owned())),
            _ => reading::evidence(text(0), text(1)).map(Value::Evidence),
        }
    }
}

/// Says what the project has changed since, of the field itself or of what it is measured by.
fn conflict(
    columns: &[Column],
    sent_of: &impl Fn(Column) -> String,
    held: &[String; 15],
    field: &str,
) -> Option<String> {
    let differs = |column: &&Column| sent_of(**column) != held[column.position()];
    if columns.iter().any(|column| differs(&column)) {
        let texts =
            |of: &dyn Fn(Column) -> String| joined(&columns.iter().map(|column| of(*column)).collect::<Vec<_>>());
        let sent = texts(sent_of);
        let now = texts(&|column| held[column.position()].clone());
        return Some(format!("{field}在采集表发出后已在项目中由“{sent}”改为“{now}”"));
    }
    if columns[0] != Column::Actual {
        return None;
    }
    let column = MEASURED.iter().find(differs)?;
    let other = otherwise(*column, &sent_of(*column), &held[column.position()]);
    Some(format!("{other}，填报的{field}可能不再适用"))
}

/// Says that a locked cell, and with it the hidden sheet, has not what the project has.
fn otherwise(column: Column, sent: &str, held: &str) -> String {
    format!(
        "{}在采集表中是“{}”，在项目中是“{}”（发出后项目有改动，或采集表被改动过）",
        column.heading(),
        shortened(sent),
        shortened(held)
    )
}

/// Cuts a long locked text for a sentence.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 40 {
        return text.to_owned();
    }
    text.chars().take(39).chain(['…']).collect()
}
